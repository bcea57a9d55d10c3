"""Petty cash: drawn out of the dedicated account, paid to suppliers, counted, put right, and brought back."""

from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import BankId
from schoollogistics.canteen.entries.objections import (
    insufficient,
    need_dedicated,
    need_duties_apart,
    need_more_than_nothing,
)
from schoollogistics.canteen.rules.accounts import BANK, CASH, LOSSES, SUPPLIERS
from schoollogistics.canteen.rules.plans import P73, P73_CASH
from schoollogistics.canteen.state import COMMON, CanteenState, Posting
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, add
from schoollogistics.values.ids import DocumentId, PersonId, VendorId
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
        need_booked(self, state)
        state.need(self, reason=self.reason is None and self.amount != self.booked)


@final
@frozen(kw_only=True)
class CashAdjusted(Entry[CanteenState]):
    """What was found in the cash box and the book were put right to each other, signed by two (备用金长短款处理).

    ``amount`` is what was counted, ``booked`` what the book has. What is short is borne by the person in ``borne_by``, who
    puts it into the box with this slip, and the book stays; or else by the canteen, among what is shared out at the month's
    end. What is too much is the canteen's.
    """

    kind: ClassVar[str] = "canteen.cash_adjusted"

    amount: Amount
    booked: Amount
    reason: Note
    borne_by: PersonId | None = None

    def check(self, state: CanteenState) -> None:
        """Refuse another sum than the book's, no difference, somebody who bears too much (state), and one signature (missing)."""
        need_booked(self, state)
        state.need(self, cosigned_by=not self.cosigned_by)
        if self.amount == self.booked or (self.borne_by is not None and self.amount > self.booked):
            raise state.refusal(
                self,
                "state",
                stands=Text(
                    f"{self.amount} counted, {self.booked} in the book", f"实存 {self.amount}，账存 {self.booked}"
                ),
                takes=Text(
                    "a difference; somebody bears it only where it is short", "须有差额；只有短款才填承担人，长款归食堂"
                ),
                fields=("amount", "borne_by"),
            )

    def apply(self, state: CanteenState) -> None:
        """Take what is short off the box (or add what is too much), at the cost of all; nothing where somebody paid it in."""
        short = own_context().subtract(self.booked, self.amount)
        lines = [] if self.borne_by is not None else [Posting(debit=LOSSES, credit=CASH, purse=COMMON, amount=short)]
        state.enter(self.recorded, lines)


def need_booked(entry: CashCounted | CashAdjusted, state: CanteenState) -> None:
    """Refuse another sum than the book has in cash (state)."""
    there = state.balance(CASH, COMMON)
    if entry.booked != there:
        raise state.refusal(
            entry,
            "state",
            stands=Text(f"the book has {there} in cash", f"账存备用金 {there}"),
            takes=Text(f"booked={there}", f"账存请填 {there}"),
            fields=("booked",),
        )


def need_cash(entry: CashReturned | CashPaid, state: CanteenState) -> None:
    """Refuse more than there is in the cash box (insufficient)."""
    there = state.balance(CASH, COMMON)
    if entry.amount > there:
        raise insufficient(entry, state, there, entry.amount, "amount")
