"""Petty cash: drawn out of the dedicated account, paid to suppliers, counted, and brought back."""

from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import BankId
from schoollogistics.canteen.entries.objections import (
    insufficient,
    need_dedicated,
    need_duties_apart,
    need_more_than_nothing,
)
from schoollogistics.canteen.rules.accounts import BANK, CASH, SUPPLIERS
from schoollogistics.canteen.rules.plans import P73, P73_CASH
from schoollogistics.canteen.state import COMMON, CanteenState, Posting
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, add
from schoollogistics.values.ids import DocumentId, VendorId
from schoollogistics.values.money import NOTHING, own_context
from schoollogistics.values.shapes import Cost as Amount
from schoollogistics.values.shapes import Note


@final
@frozen(kw_only=True)
class CashDrawn(Entry[CanteenState]):
    """Petty cash was drawn out of the dedicated account (提取备用金)."""

    kind: ClassVar[str] = "canteen.cash_drawn"

    bank: BankId
    amount: Amount

    def check(self, state: CanteenState) -> None:
        """Refuse another account, more cash at hand than the school allows (P73), and nothing (range)."""
        need_more_than_nothing(self, state, "amount", self.amount)
        need_dedicated(self, state, self.bank)
        most = state.value(P73_CASH, self.on)
        there = own_context().add(state.balance(CASH, COMMON), self.amount)
        if most is not None and there > most:
            state.refuse(
                P73,
                self,
                stands=Text(f"there would be {there} in cash", f"备用金将达 {there}"),
                takes=Text(f"at most {most}", f"不超过 {most}"),
                fields=("amount",),
            )
        need_duties_apart(self, state)

    def apply(self, state: CanteenState) -> None:
        """Move it from the account into the cash box."""
        state.enter(self.recorded, [Posting(debit=CASH, credit=BANK, purse=COMMON, amount=self.amount)])


@final
@frozen(kw_only=True)
class CashReturned(Entry[CanteenState]):
    """Petty cash was brought back to the dedicated account (交回备用金)."""

    kind: ClassVar[str] = "canteen.cash_returned"

    bank: BankId
    amount: Amount

    def check(self, state: CanteenState) -> None:
        """Refuse more than there is in cash (insufficient), another account (P73) and nothing (range)."""
        need_more_than_nothing(self, state, "amount", self.amount)
        need_dedicated(self, state, self.bank)
        need_cash(self, state)

    def apply(self, state: CanteenState) -> None:
        """Move it from the cash box into the account."""
        state.enter(self.recorded, [Posting(debit=BANK, credit=CASH, purse=COMMON, amount=self.amount)])


@final
@frozen(kw_only=True)
class CashPaid(Entry[CanteenState]):
    """A supplier was paid what it was owed, out of petty cash (备用金付款)."""

    kind: ClassVar[str] = "canteen.cash_paid"

    supplier: VendorId
    document: DocumentId
    amount: Amount

    def check(self, state: CanteenState) -> None:
        """Refuse more than is owed, or than there is in cash (insufficient), and nothing (range)."""
        need_more_than_nothing(self, state, "amount", self.amount)
        owed = state.owed.get(self.supplier, NOTHING)
        if self.amount > owed:
            raise insufficient(self, state, owed, self.amount, "amount")
        need_cash(self, state)
        need_duties_apart(self, state)

    def apply(self, state: CanteenState) -> None:
        """Owe that much less."""
        add(state.owed, self.supplier, minus(self.amount))
        state.enter(self.recorded, [Posting(debit=SUPPLIERS, credit=CASH, purse=COMMON, amount=self.amount)])


@final
@frozen(kw_only=True)
class CashCounted(Entry[CanteenState]):
    """The cash box was counted, without notice or at the month's end; what is off is explained (现金盘点).

    ``booked`` is what there is by the book, which ``CanteenLedger.cash`` knows.
    """

    kind: ClassVar[str] = "canteen.cash_counted"

    amount: Amount
    booked: Amount
    reason: Note | None = None

    def check(self, state: CanteenState) -> None:
        """Refuse another sum than the book's (state), and a difference without a reason (missing)."""
        there = state.balance(CASH, COMMON)
        if self.booked != there:
            raise state.refusal(
                self,
                "state",
                stands=Text(f"the book has {there} in cash", f"账存备用金 {there}"),
                takes=Text(f"booked={there}", f"账存请填 {there}"),
                fields=("booked",),
            )
        state.need(self, reason=self.reason is None and self.amount != self.booked)


def need_cash(entry: CashReturned | CashPaid, state: CanteenState) -> None:
    """Refuse more than there is in the cash box (insufficient)."""
    there = state.balance(CASH, COMMON)
    if entry.amount > there:
        raise insufficient(entry, state, there, entry.amount, "amount")
