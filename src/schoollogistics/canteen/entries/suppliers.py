"""What suppliers take back: goods out of the store, and money that they owe."""

from decimal import Decimal
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
from schoollogistics.canteen.state.stock import Taken, drawn
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, add
from schoollogistics.values.ids import DocumentId, FoodId, LotId, VendorId
from schoollogistics.values.money import NOTHING, own_context, total
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
        """Refuse more than there is (insufficient), and slips without sense.

        And lots that came from another supplier (state), and more for them than all of them were billed at (range). Of
        what was carried in nobody knows whose it was.
        """
        state.need(self, lines=not self.lines)
        wanted = [IssueLine(item=line.item, quantity=line.quantity, lot=line.lot) for line in self.lines]
        check_drawn(self, state, wanted)
        lots = {item: state.lots[item] for item in dict.fromkeys(line.item for line in self.lines)}
        for line in self.lines:
            quantity = line.quantity.to(state.unit[line.item]).amount
            parts, lots[line.item] = drawn(lots[line.item], quantity, line.lot)
            self._check_line(state, line, parts)

    def _check_line(self, state: CanteenState, line: ReturnLine, parts: tuple[Taken, ...]) -> None:
        billed: Decimal | None = NOTHING
        for lot in dict.fromkeys(part.lot for part in parts):
            came = [(key[0], amount) for key, (_, amount) in state.came_in.items() if key[2:] == (line.item, lot)]
            own = [amount for supplier, amount in came if supplier == self.supplier]
            if came and not own:
                goods, suppliers = " ".join(filter(None, (line.item, lot))), dict(came)
                raise state.refusal(
                    self,
                    "state",
                    stands=Text(f"{goods} came from {', '.join(suppliers)}", f"{goods} 由 {'、'.join(suppliers)} 供货"),
                    takes=Text("that supplier, or the lot that came from this one", "请改供应商，或写明其供的批次"),
                    fields=("supplier", "lines"),
                )
            billed = None if billed is None or not own else total([billed, *own])
        if billed is not None and line.amount > billed:
            raise state.refusal(
                self,
                "range",
                stands=Text(f"{self.supplier} billed {billed} for all of it", f"{self.supplier} 此货总价 {billed}"),
                takes=Text("no more than that; damages are another income", "不得超过总价；赔偿款另记其他收入"),
                fields=("lines",),
            )

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
        state.enter(self.recorded, [Posting(debit=BANK, credit=SUPPLIERS, purse=COMMON, amount=self.amount)])
