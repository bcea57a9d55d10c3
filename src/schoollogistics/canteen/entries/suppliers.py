"""What suppliers take back: goods out of the store, and money that they owe."""

from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import BankId
from schoollogistics.canteen.entries.objections import (
    insufficient,
    need_dedicated,
    need_duties_apart,
    need_more_than_nothing,
)
from schoollogistics.canteen.entries.store import IssueLine, check_drawn
from schoollogistics.canteen.rules.accounts import BANK, LOSSES, STORE, SUPPLIERS
from schoollogistics.canteen.state import COMMON, CanteenState, Posting
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.journal import Entry, add
from schoollogistics.values.ids import DocumentId, FoodId, LotId, VendorId
from schoollogistics.values.money import NOTHING, own_context
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Cost as Amount
from schoollogistics.values.shapes import Note


@frozen(kw_only=True)
class ReturnLine:
    """How much of an item goes back, of a *lot* or of what spoils first, and what comes off the bill for it, in yuan."""

    item: FoodId
    quantity: Quantity
    amount: Amount
    lot: LotId | None = None


@final
@frozen(kw_only=True)
class FoodReturned(Entry[CanteenState]):
    """Food in the store went back to its supplier, who takes it off the bills or owes it back (退货).

    ``document`` is the slip on which the supplier says so. What an item cost otherwise than the supplier allows for it is
    among the differences that are shared out.
    """

    kind: ClassVar[str] = "canteen.food_returned"

    supplier: VendorId
    document: DocumentId
    lines: tuple[ReturnLine, ...]
    reason: Note

    def check(self, state: CanteenState) -> None:
        """Refuse more than there is (insufficient), and slips without sense."""
        state.need(self, lines=not self.lines)
        drawn = [IssueLine(item=line.item, quantity=line.quantity, lot=line.lot) for line in self.lines]
        check_drawn(self, state, drawn)

    def apply(self, state: CanteenState) -> None:
        """Take it out of the store, and owe that much less."""
        postings = []
        for line in self.lines:
            quantity = line.quantity.to(state.unit[line.item]).amount
            cost, parts = state.take(line.item, self.on, quantity, line.lot)
            postings.append(
                Posting(debit=SUPPLIERS, credit=STORE, purse=COMMON, amount=cost, item=line.item, taken=parts)
            )
            lost = own_context().subtract(cost, line.amount)
            if lost:
                postings.append(Posting(debit=LOSSES, credit=SUPPLIERS, purse=COMMON, amount=lost, item=line.item))
            state.owe(self.supplier, minus(line.amount))
        state.enter(self.recorded, postings)


@final
@frozen(kw_only=True)
class SupplierRefunded(Entry[CanteenState]):
    """A supplier paid back what it owed, into the dedicated account (供应商退款)."""

    kind: ClassVar[str] = "canteen.supplier_refunded"

    bank: BankId
    supplier: VendorId
    amount: Amount

    def check(self, state: CanteenState) -> None:
        """Refuse more than the supplier owes (insufficient), another account (P73) and nothing (range)."""
        need_more_than_nothing(self, state, "amount", self.amount)
        need_dedicated(self, state, self.bank)
        there = max(minus(state.owed.get(self.supplier, NOTHING)), NOTHING)
        if self.amount > there:
            raise insufficient(self, state, there, self.amount, "amount")
        need_duties_apart(self, state)

    def apply(self, state: CanteenState) -> None:
        """Have it in the account, and be owed that much less."""
        add(state.owed, self.supplier, self.amount)
        add(state.credited, self.supplier, minus(self.amount))
        state.enter(self.recorded, [Posting(debit=BANK, credit=SUPPLIERS, purse=COMMON, amount=self.amount)])
