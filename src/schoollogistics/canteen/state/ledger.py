"""The ledger: every amount goes from one account to another inside one purse, so that no purse can be out of balance."""

from decimal import Decimal
from typing import Final, NamedTuple

from attrs import frozen

from schoollogistics.canteen.rules.accounts import BANK, FOOD, LIABILITIES
from schoollogistics.canteen.state.stock import Taken


class Purse(NamedTuple):
    """Whose money it is: a *segment* (pupils, staff, other, common) and a *fund* (fee, subsidy, donation, other, common).

    The one bank account holds the shares of all purses. The common purse owns the store and the bills of all together:
    whoever takes food out of it pays with a part of its own share.
    """

    segment: str
    fund: str


EARMARKED: Final = frozenset({"subsidy", "donation", "other"})
"""Funds that never spend more than they have."""
COMMON: Final = Purse("common", "common")


@frozen(kw_only=True)
class Posting:
    """One line of the ledger: *amount* yuan from the account *credit* to the account *debit*, inside one *purse*.

    It cannot be made without a segment and a fund, and cannot be unbalanced. *item* is the food, where it is food, and
    *taken* the lots it came from, or came in as.
    """

    debit: str
    credit: str
    purse: Purse
    amount: Decimal
    item: str | None = None
    taken: tuple[Taken, ...] = ()


def bought(
    purse: Purse, cost: str, source: str, amount: Decimal, item: str | None = None, taken: tuple[Taken, ...] = ()
) -> tuple[Posting, ...]:
    """Return the lines by which a *purse* pays the common purse for what that held in the account *source*.

    The bank as a whole does not change: the share of one purse goes down, that of the common purse up.
    """
    return (
        Posting(debit=cost, credit=BANK, purse=purse, amount=amount),
        Posting(debit=BANK, credit=source, purse=COMMON, amount=amount, item=item, taken=taken),
    )


def may_pay(purse: Purse, account: str) -> bool:
    """Tell whether a *purse* may bear a cost: a subsidy pays for what is eaten and nothing else."""
    return purse.fund != "subsidy" or account in FOOD


def minus(amount: Decimal) -> Decimal:
    """Return the negative of *amount*, exact whatever the host's decimal context says."""
    return amount.copy_negate() if amount else amount.copy_abs()


def as_printed(account: str, balance: Decimal) -> Decimal:
    """Return a *balance* of *account* as it is printed: what is owed is credit, and stands without a sign."""
    return minus(balance) if account in LIABILITIES else balance
