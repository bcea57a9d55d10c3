"""The food store: listed, stocked by lot, used at once, issued to a segment and a meal."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import Category, CostingMethod, Fund, MealId, Segment
from schoollogistics.canteen.entries.objections import (
    in_unit,
    insufficient,
    need_before_closing,
    need_buyer_apart,
    need_cost_of_kind,
    need_money,
    need_more_than_nothing,
    need_purse,
    unknown,
)
from schoollogistics.canteen.rules.accounts import BANK, CATEGORY_ACCOUNTS, STORE, SUPPLIERS
from schoollogistics.canteen.rules.plans import P45, P71, P72
from schoollogistics.canteen.state import COMMON, CanteenState, Posting, Purse
from schoollogistics.canteen.state.ledger import bought, may_pay
from schoollogistics.canteen.state.stock import Goods, Lot, Taken, added, held, put, stocked, taken
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, add
from schoollogistics.values.ids import Code, DeliveryId, DocumentId, FoodId, LotId, PersonId, VendorId
from schoollogistics.values.money import NOTHING, total
from schoollogistics.values.quantities import Quantity, check_unit
from schoollogistics.values.shapes import Cost

MEAL = Text("meal", "餐别")


@final
@frozen(kw_only=True)
class FoodListed(Entry[CanteenState]):
    """An item that the store holds was listed, with its category, its unit and how it is costed (食材登记)."""

    kind: ClassVar[str] = "canteen.food_listed"

    item: FoodId
    category: Category
    unit: Code
    costing: CostingMethod = "average"

    def check(self, state: CanteenState) -> None:
        """Refuse what is no unit (``InvalidValue``)."""
        check_unit(self.unit)


@frozen(kw_only=True)
class StockLine:
    """One lot that came in: how much of which item, what it cost in yuan, its number, and the day it spoils."""

    item: FoodId
    quantity: Quantity
    amount: Cost
    lot: LotId | None = None
    expires: date | None = None


@final
@frozen(kw_only=True)
class StockOpened(Entry[CanteenState]):
    """What lay in the store when the book began was carried in, lot by lot (期初库存)."""

    kind: ClassVar[str] = "canteen.stock_opened"

    lines: tuple[StockLine, ...]

    def check(self, state: CanteenState) -> None:
        """Refuse it once a month is closed (state), no lines, a quantity of nothing, and a unit of another kind."""
        need_before_closing(self, state)
        _check_stock(self, state, self.lines)

    def apply(self, state: CanteenState) -> None:
        """Put the lots into the store; the common purse has paid for them long ago."""
        for line in self.lines:
            _put(self, state, line)
        state.enter(
            self.recorded,
            [
                Posting(debit=STORE, credit=BANK, purse=COMMON, amount=line.amount, item=line.item)
                for line in self.lines
            ],
        )


@final
@frozen(kw_only=True)
class FoodStocked(Entry[CanteenState]):
    """Accepted food came into the store and is owed to its supplier (入库).

    ``delivery`` is where its acceptance stands, ``purchaser`` who bought it.
    """

    kind: ClassVar[str] = "canteen.food_stocked"

    supplier: VendorId
    document: DocumentId
    lines: tuple[StockLine, ...]
    delivery: DeliveryId | None = None
    purchaser: PersonId | None = None

    def check(self, state: CanteenState) -> None:
        """Refuse food past its date (P45), no lines, a quantity of nothing, and a unit of another kind.

        Unless excused, also who bought it taking it in (R43.duties).
        """
        _check_stock(self, state, self.lines)
        for line in self.lines:
            need_cost_of_kind(self, state, CATEGORY_ACCOUNTS[state.category[line.item]], "lines")
        spoiled = [line for line in self.lines if line.expires is not None and line.expires < self.on]
        if spoiled:
            first = spoiled[0]
            state.refuse(
                P45,
                self,
                stands=Text(f"{first.item} spoiled on {first.expires}", f"{first.item} 已于 {first.expires} 到期"),
                takes=Text("food within its date; send it back", "不得入库，请退货"),
                fields=("lines",),
            )
        need_buyer_apart(self, state, self.purchaser)

    def apply(self, state: CanteenState) -> None:
        """Put the lots into the store, and owe for them."""
        postings = []
        for line in self.lines:
            key = (self.supplier, self.document, line.item, line.lot)
            quantity = _put(self, state, line, key)
            part = Taken(line.lot, quantity, line.expires)
            postings.append(
                Posting(debit=STORE, credit=SUPPLIERS, purse=COMMON, amount=line.amount, item=line.item, taken=(part,))
            )
            add(state.owed, self.supplier, line.amount)
            before, amount = state.came_in.get(key, (Decimal(0), NOTHING))
            state.came_in[key] = (added(before, quantity), total([amount, line.amount]))
        state.enter(self.recorded, postings)


def _check_stock(entry: Entry[Any], state: CanteenState, lines: Sequence[StockLine]) -> None:
    state.need(entry, lines=not lines)
    need_more_than_nothing(entry, state, "lines", *(line.quantity.amount for line in lines))
    for line in lines:
        in_unit(state, line.item, line.quantity)


def _put(entry: Entry[Any], state: CanteenState, line: StockLine, goods: Goods | None = None) -> Decimal:
    """Put the goods of *line* into the store, and return how much that is in the unit of the item."""
    quantity = line.quantity.to(state.unit[line.item]).amount
    layers = stocked(state.layers.get(line.item, ()), quantity, line.amount, state.costing[line.item], goods)
    lots = put(state.lots.get(line.item, ()), Lot(lot=line.lot, expires=line.expires, left=quantity))
    state.move(line.item, entry.on, layers, lots)
    return quantity


@frozen(kw_only=True)
class UsedLine:
    """One item that went from the delivery into the pot, what it cost in yuan, and its lot."""

    item: FoodId
    quantity: Quantity
    amount: Cost
    lot: LotId | None = None


@final
@frozen(kw_only=True)
class FoodUsed(Entry[CanteenState]):
    """Fresh food was used for a meal the day it came, without going into the store (直接领用)."""

    kind: ClassVar[str] = "canteen.food_used"

    supplier: VendorId
    document: DocumentId
    segment: Segment
    fund: Fund
    meal: MealId
    lines: tuple[UsedLine, ...]
    delivery: DeliveryId | None = None
    purchaser: PersonId | None = None

    def check(self, state: CanteenState) -> None:
        """Refuse another segment's meal (P72) or purpose (P71), more than a fund has, and slips without sense."""
        state.need(self, lines=not self.lines)
        need_more_than_nothing(self, state, "lines", *(line.quantity.amount for line in self.lines))
        for line in self.lines:
            in_unit(state, line.item, line.quantity)
            need_cost_of_kind(self, state, CATEGORY_ACCOUNTS[state.category[line.item]], "lines")
        purse = Purse(self.segment, self.fund)
        _check_purpose(self, state, purse, self.meal, [line.item for line in self.lines])
        need_money(self, state, purse, total(line.amount for line in self.lines))
        need_buyer_apart(self, state, self.purchaser)

    def apply(self, state: CanteenState) -> None:
        """Charge the segment, and owe the supplier."""
        purse, postings = Purse(self.segment, self.fund), list[Posting]()
        for line in self.lines:
            account = CATEGORY_ACCOUNTS[state.category[line.item]]
            part = Taken(line.lot, line.quantity.to(state.unit[line.item]).amount)
            postings += bought(purse, account, SUPPLIERS, line.amount, line.item, (part,))
            add(state.owed, self.supplier, line.amount)
            key = (self.supplier, self.document, line.item, purse)
            state.billed[key] = total([state.billed.get(key), line.amount])
            weight = state.weighed.get((*key, line.lot), Decimal(0))
            state.weighed[(*key, line.lot)] = added(weight, part.quantity)
        state.enter(self.recorded, postings)


@frozen(kw_only=True)
class IssueLine:
    """How much of an item is taken; of a *lot*, or else of what spoils first."""

    item: FoodId
    quantity: Quantity
    lot: LotId | None = None


@final
@frozen(kw_only=True)
class FoodIssued(Entry[CanteenState]):
    """Food was taken out of the store for a meal of one segment, at the cost of one fund (领用出库)."""

    kind: ClassVar[str] = "canteen.food_issued"

    segment: Segment
    fund: Fund
    meal: MealId
    lines: tuple[IssueLine, ...]

    def check(self, state: CanteenState) -> None:
        """Refuse more than there is (insufficient), another segment's meal (P72), or another purpose (P71).

        And food past its date where a line names no lot (P45): a lot that is named is taken, and told by ``breaches``.
        """
        state.need(self, lines=not self.lines)
        check_drawn(self, state, self.lines)
        self._need_fresh(state)
        purse = Purse(self.segment, self.fund)
        _check_purpose(self, state, purse, self.meal, [line.item for line in self.lines])
        need_money(self, state, purse, _cost(self, state))

    def _need_fresh(self, state: CanteenState) -> None:
        for line in self.lines:
            first = state.lots[line.item][0]  # what spoils first; there is enough, so there is one
            if line.lot is None and first.expires is not None and first.expires < self.on:
                state.refuse(
                    P45,
                    self,
                    stands=Text(
                        f"{line.item} {first.lot or ''} spoiled on {first.expires}".replace("  ", " "),
                        f"{line.item} {first.lot or ''} 已于 {first.expires} 到期".replace("  ", " "),
                    ),
                    takes=Text("name a lot within its date, or write the other off", "请写明未到期的批次，或先报损"),
                    fields=("lines",),
                )

    def apply(self, state: CanteenState) -> None:
        """Take it out of the store, and let the segment pay the common purse what it cost."""
        purse, postings = Purse(self.segment, self.fund), list[Posting]()
        for line in self.lines:
            quantity = line.quantity.to(state.unit[line.item]).amount
            cost, parts = state.take(line.item, self.on, quantity, line.lot)
            postings += bought(purse, CATEGORY_ACCOUNTS[state.category[line.item]], STORE, cost, line.item, parts)
        state.enter(self.recorded, postings)


def check_drawn(entry: Entry[Any], state: CanteenState, lines: Sequence[IssueLine]) -> None:
    """Refuse a quantity of nothing (range), and more than there is of an item or of one of its lots (insufficient)."""
    wanted: dict[tuple[str, str | None], Decimal] = {}
    for line in lines:
        need_more_than_nothing(entry, state, "lines", line.quantity.amount)
        quantity = in_unit(state, line.item, line.quantity)
        for key in {(line.item, None), (line.item, line.lot)}:
            wanted[key] = added(wanted.get(key, Decimal(0)), quantity)
            there = held(state.lots.get(line.item, ()), key[1])
            if wanted[key] > there:
                raise insufficient(entry, state, there, wanted[key], "lines")
    for item in dict.fromkeys(line.item for line in lines):
        # A line that names a lot leaves that much less to lines that take what spoils first.
        named = [line.lot for line in lines if line.item == item]
        if None in named and len(set(named)) > 1:
            raise state.refusal(
                entry,
                "duplicate",
                stands=Text(f"{item} once by lot and once without", f"{item} 有的写批次，有的没写"),
                takes=Text("the lot on each line of it, or on none", "同一食材请都写批次或都不写"),
                fields=("lines",),
            )


def _cost(entry: FoodIssued, state: CanteenState) -> Decimal:
    costs, layers = list[Decimal](), {line.item: state.layers.get(line.item, ()) for line in entry.lines}
    for line in entry.lines:
        cost, layers[line.item] = taken(layers[line.item], in_unit(state, line.item, line.quantity))
        costs.append(cost)
    return total(costs)


def _check_purpose(
    entry: FoodUsed | FoodIssued, state: CanteenState, purse: Purse, meal: str, items: list[str]
) -> None:
    serves = state.serves.get(meal)
    if serves is None:
        raise unknown(entry, state, MEAL, meal, state.serves)
    if serves != purse.segment:
        state.refuse(
            P72,
            entry,
            stands=Text(f"{meal} is a meal of the {serves}", f"{meal} 属另一类就餐人"),
            takes=Text("the segment that eats it", "请记到就餐的一方"),
            fields=("segment", "meal"),
        )
    need_purse(entry, state, purse)
    strange = [item for item in items if not may_pay(purse, CATEGORY_ACCOUNTS[state.category[item]])]
    if strange:
        state.refuse(
            P71,
            entry,
            stands=Text(f"{strange[0]} is not food", f"{strange[0]} 不是食材"),
            takes=Text("a subsidy pays for food only", "补助资金只能用于食材"),
            fields=("fund", "lines"),
        )
