"""What else happens to the store: food is written off, counted, and the book put right to the count."""

from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import LossReason
from schoollogistics.canteen.entries.objections import in_unit
from schoollogistics.canteen.entries.store import IssueLine, check_drawn
from schoollogistics.canteen.rules.accounts import LOSSES, STORE
from schoollogistics.canteen.state import COMMON, CanteenState, Posting
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.canteen.state.stock import Lot, Taken, put, quantity_of, stocked
from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.values.ids import FoodId
from schoollogistics.values.money import NOTHING, own_context
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Cost, Note, Number


@final
@frozen(kw_only=True)
class FoodWrittenOff(Entry[CanteenState]):
    """Food that spoiled or was lost was taken out of the store for good (报损)."""

    kind: ClassVar[str] = "canteen.food_written_off"

    lines: tuple[IssueLine, ...]
    loss: LossReason

    def check(self, state: CanteenState) -> None:
        """Refuse more than there is (insufficient), and slips without sense."""
        state.need(self, lines=not self.lines)
        check_drawn(self, state, self.lines)

    def apply(self, state: CanteenState) -> None:
        """Take it out of the store, at the cost of all until the costs are shared out."""
        postings = []
        for line in self.lines:
            quantity = line.quantity.to(state.unit[line.item]).amount
            cost, parts = state.take(line.item, self.on, quantity, line.lot)
            postings.append(Posting(debit=LOSSES, credit=STORE, purse=COMMON, amount=cost, item=line.item, taken=parts))
        state.enter(self.recorded, postings)


@frozen(kw_only=True)
class CountLine:
    """How much of an item was found."""

    item: FoodId
    quantity: Quantity


@final
@frozen(kw_only=True)
class StockCounted(Entry[CanteenState]):
    """What lies in the store was counted; the book stays as it is (盘点)."""

    kind: ClassVar[str] = "canteen.stock_counted"

    lines: tuple[CountLine, ...]

    def check(self, state: CanteenState) -> None:
        """Refuse no lines, an item twice, less than nothing (range), and a unit of another kind."""
        state.need(self, lines=not self.lines)
        state.each_once(self, (line.item for line in self.lines), "lines")
        for line in self.lines:
            if in_unit(state, line.item, line.quantity) < 0:
                raise state.refusal(
                    self,
                    "range",
                    stands=Text(f"{line.quantity} of {line.item}", f"{line.item} 数量为 {line.quantity}"),
                    takes=Text("nothing or more", "不得小于零"),
                    fields=("lines",),
                )

    def apply(self, state: CanteenState) -> None:
        """Keep what was found, until the item moves again."""
        for line in self.lines:
            state.counted[line.item] = line.quantity.to(state.unit[line.item]).amount
            state.counted_on[line.item] = self.on


@frozen(kw_only=True)
class AdjustmentLine:
    """By how much more (or less, negative) an item was found than booked, in its unit; what more is worth, in yuan."""

    item: FoodId
    difference: Number
    amount: Cost = NOTHING


@final
@frozen(kw_only=True)
class StockAdjusted(Entry[CanteenState]):
    """The book was put right to what was counted, with the reason (盘盈盘亏)."""

    kind: ClassVar[str] = "canteen.stock_adjusted"

    lines: tuple[AdjustmentLine, ...]
    reason: Note

    def check(self, state: CanteenState) -> None:
        """Refuse what is not exactly the difference of the last count (state), and a value for what is missing."""
        state.need(self, lines=not self.lines)
        state.each_once(self, (line.item for line in self.lines), "lines")
        for line in self.lines:
            counted = state.counted.get(line.item)
            booked = quantity_of(state.layers.get(line.item, ()))
            off = None if counted is None else own_context().subtract(counted, booked)
            if off is None or off != line.difference or not off:
                raise state.refusal(
                    self,
                    "state",
                    stands=Text(
                        f"booked {booked}, counted {'not at all' if counted is None else counted}",
                        f"账存 {booked}，{'未盘点' if counted is None else f'实存 {counted}'}",
                    ),
                    takes=Text("the difference of a count since the last movement", "差异须与最近一次盘点一致"),
                    fields=("lines",),
                )
            if line.difference < 0 and line.amount:
                raise state.refusal(
                    self,
                    "range",
                    stands=Text(f"{line.item} is missing and has a value", f"{line.item} 盘亏而填了金额"),
                    takes=Text("a value only for what was found", "盘亏金额由账簿计算"),
                    fields=("lines",),
                )

    def apply(self, state: CanteenState) -> None:
        """Put in what was found at the value given, take out what is missing at its cost; the count stands."""
        postings = []
        for line in self.lines:
            item, counted, parts = line.item, state.counted[line.item], tuple[Taken, ...]()
            if line.difference > 0:
                layers = stocked(state.layers.get(item, ()), line.difference, line.amount, state.costing[item])
                lots = put(state.lots.get(item, ()), Lot(lot=None, expires=None, left=line.difference))
                state.move(item, self.on, layers, lots)
                cost = minus(line.amount)
            else:
                cost, parts = state.take(item, self.on, minus(line.difference))
            state.counted[item] = counted
            postings.append(Posting(debit=LOSSES, credit=STORE, purse=COMMON, amount=cost, item=item, taken=parts))
        state.enter(self.recorded, postings)
