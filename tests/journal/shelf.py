"""Two small books to try the journal on: a shelf of things that are lent and lots that are used up, and a till."""

from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Literal, final

from attrs import define, frozen

from schoollogistics.errors import Refused, Text, Unknown
from schoollogistics.journal import (
    Book,
    Column,
    Document,
    Entry,
    Lifecycle,
    Measure,
    Parameter,
    Rule,
    Setting,
    State,
    Subject,
    Value,
    add,
)
from schoollogistics.values.ids import Code, PersonId, PlaceId
from schoollogistics.values.labels import Label, Labels
from schoollogistics.values.periods import Month
from schoollogistics.values.shapes import Note, Price, Yuan, id_shape, whole_shape

ItemId = Annotated[str, id_shape(Text("an item", "物品"))]
LoanId = Annotated[str, id_shape(Text("a loan", "借条"))]
LotId = Annotated[str, id_shape(Text("a lot", "批次"))]
Pieces = Annotated[int, whole_shape(1, 10_000)]

DAY = date(2025, 9, 1)
NOTHING = Decimal("0.00")

S00 = Rule(
    code="S00", family="order", zh="先上架后使用", en="What is used was put on the shelf first", source="shelf §1"
)
S01 = Rule(
    code="S01",
    family="guard",
    zh="报废须两人签字",
    en="Two sign for what is retired",
    source="shelf §2",
    excusable=True,
)
S02 = Rule(
    code="S02",
    family="limit",
    zh="每人借用有限额",
    en="Nobody holds too much at once",
    source="shelf §3",
    excusable=True,
)
S03 = Rule(code="S03", family="guard", zh="不得超支", en="Nothing is spent that was not paid", source="shelf §4")
S02_MOST = Parameter(
    code="S02.most",
    rule=S02,
    unit=Text("things", "件"),
    type=int,
    zh="每人最多借用",
    en="Most things lent to one person",
)


@define
class ShelfState(State):
    """The facts of items, loans and lots, and two sums that belong to nobody's history."""

    place: dict[str, str] = Column(of="item")
    partner: dict[str, str] = Column(of="item")
    flaw: dict[str, str] = Column(of="item")
    borrower: dict[str, str] = Column(of="loan")
    thing: dict[str, str] = Column(of="loan")
    price: dict[str, Decimal] = Column(of="lot")
    pieces: dict[str, int] = Column(of="lot")
    supplier: dict[str, str] = Column(of="lot")
    held: dict[str, int] = Column()
    paid: dict[str, Decimal] = Column()


@final
@frozen(kw_only=True)
class ItemsAdded(Entry[ShelfState]):
    """Things were put on the shelf for the first time (上架)."""

    kind: ClassVar[str] = "shelf.items_added"

    items: tuple[ItemId, ...]
    place: PlaceId


@final
@frozen(kw_only=True)
class ItemsOpened(Entry[ShelfState]):
    """Things that stood on the shelf before the book began were carried in (期初在架)."""

    kind: ClassVar[str] = "shelf.items_opened"

    items: tuple[ItemId, ...]
    place: PlaceId
    bought_on: date
    flaw: Note | None = None

    def check(self, state: ShelfState) -> None:
        """Refuse what was bought after it was carried in (order)."""
        if self.bought_on > self.on:
            raise Refused(
                "order",
                tried=state.describe(self),
                stands=Text(f"bought on {self.bought_on}", f"购于 {self.bought_on}"),
                takes=Text("an earlier day", "更早的日期"),
                fields=("bought_on",),
            )

    def outcome(self, state: ShelfState, key: str) -> str:
        """Return whether it can be lent."""
        return "on_shelf" if self.flaw is None else "damaged"


@final
@frozen(kw_only=True)
class ItemsMoved(Entry[ShelfState]):
    """Things were put in another place (移位)."""

    kind: ClassVar[str] = "shelf.items_moved"

    items: tuple[ItemId, ...]
    place: PlaceId


@final
@frozen(kw_only=True)
class ItemPaired(Entry[ShelfState]):
    """A thing was declared to belong with another, or to belong with none (配对)."""

    kind: ClassVar[str] = "shelf.item_paired"

    item: ItemId
    partner: ItemId | None = None

    def subjects(self) -> tuple[Subject, ...] | None:
        """Both things, though only the first one steps; by itself the thing that the lifecycle says."""
        return None if self.partner is None else (("item", self.item), ("item", self.partner))

    def check(self, state: ShelfState) -> None:
        """Refuse a partner that is not on the shelf (unknown)."""
        if self.partner is not None and self.partner not in state.status["item"]:
            raise Unknown(
                "unknown",
                tried=state.describe(self),
                stands=Text(f"there is no {self.partner}", f"没有 {self.partner}"),
                takes=Text("a thing of the shelf", "架上物品"),
                fields=("partner",),
            )

    def apply(self, state: ShelfState) -> None:
        """Let go of a partner that is not named."""
        if self.partner is None:
            state.partner.pop(self.item, None)


@final
@frozen(kw_only=True)
class ItemLent(Entry[ShelfState]):
    """Somebody took a thing on a loan slip (借出)."""

    kind: ClassVar[str] = "shelf.item_lent"

    item: ItemId
    loan: LoanId
    borrower: PersonId

    def check(self, state: ShelfState) -> None:
        """Refuse more than the limit that is in force on the day (S02)."""
        most = state.value(S02_MOST, self.on)
        if isinstance(most, int) and state.held.get(self.borrower, 0) >= most:
            state.refuse(
                S02,
                self,
                stands=Text(f"{self.borrower} holds {most}", f"{self.borrower} 已借 {most} 件"),
                takes=Text("a return first", "请先归还"),
                fields=("borrower",),
            )

    def apply(self, state: ShelfState) -> None:
        """Count what the borrower holds."""
        state.thing[self.loan] = self.item
        add(state.held, self.borrower, 1)


@final
@frozen(kw_only=True)
class ItemReturned(Entry[ShelfState]):
    """A thing came back from a loan, whole or not (归还)."""

    kind: ClassVar[str] = "shelf.item_returned"

    item: ItemId
    loan: LoanId
    condition: Literal["whole", "broken"] = "whole"
    flaw: Note | None = None

    def check(self, state: ShelfState) -> None:
        """Refuse a thing that is on another loan slip (reference)."""
        if state.thing[self.loan] != self.item:
            raise Refused(
                "reference",
                tried=state.describe(self),
                stands=Text(
                    f"{self.loan} is of {state.thing[self.loan]}", f"{self.loan} 借的是 {state.thing[self.loan]}"
                ),
                takes=Text("the loan slip of this thing", "该物品的借条"),
                fields=("loan",),
            )

    def outcome(self, state: ShelfState, key: str) -> str:
        """Return whether it can be lent again."""
        return "on_shelf" if self.condition == "whole" else "damaged"

    def apply(self, state: ShelfState) -> None:
        """Count what the borrower still holds."""
        add(state.held, state.borrower[self.loan], -1)


@final
@frozen(kw_only=True)
class ItemMended(Entry[ShelfState]):
    """A damaged thing was mended (修复)."""

    kind: ClassVar[str] = "shelf.item_mended"

    item: ItemId
    place: PlaceId | None = None


@final
@frozen(kw_only=True)
class ItemsRetired(Entry[ShelfState]):
    """Things left the shelf for good (报废)."""

    kind: ClassVar[str] = "shelf.items_retired"

    items: tuple[ItemId, ...]

    def check(self, state: ShelfState) -> None:
        """Refuse one signature alone, unless excused (S01)."""
        if not self.cosigned_by:
            state.refuse(
                S01,
                self,
                stands=Text("one signature", "只有一人签字"),
                takes=Text("a second one", "须另一人会签"),
                fields=("cosigned_by",),
            )


@frozen(kw_only=True)
class LotLine:
    """One line of a delivery: a lot, how many pieces, and the price of one."""

    lot: LotId
    pieces: Pieces
    price: Price | None = None


@final
@frozen(kw_only=True)
class LotsBought(Entry[ShelfState]):
    """A delivery came, one lot a line (购入)."""

    kind: ClassVar[str] = "shelf.lots_bought"

    lines: tuple[LotLine, ...]
    supplier: Code | None = None


@final
@frozen(kw_only=True)
class LotUsed(Entry[ShelfState]):
    """Pieces of a lot were used up (领用)."""

    kind: ClassVar[str] = "shelf.lot_used"

    lot: LotId
    used: Pieces

    def check(self, state: ShelfState) -> None:
        """Refuse more than there is (insufficient)."""
        left = state.pieces.get(self.lot, 0)
        if self.used > left:
            raise Refused(
                "insufficient",
                tried=state.describe(self),
                stands=Text(f"{left} left", f"剩余 {left}"),
                takes=Text("fewer", "请减少数量"),
                fields=("used",),
            )

    def outcome(self, state: ShelfState, key: str) -> str:
        """Return whether anything is left."""
        return "used_up" if state.pieces.get(key, 0) <= self.used else "in_stock"

    def apply(self, state: ShelfState) -> None:
        """Take the pieces out, and keep what they were worth."""
        state.derive(state.price.get(self.lot, NOTHING) * self.used)
        add(state.pieces, self.lot, -self.used)


@final
@frozen(kw_only=True)
class LotPriced(Entry[ShelfState]):
    """What a piece of a lot costs became known later (定价)."""

    kind: ClassVar[str] = "shelf.lot_priced"

    lot: LotId
    price: Price

    def check(self, state: ShelfState) -> None:
        """Refuse to give it away (range)."""
        if not self.price:
            raise Refused(
                "range",
                tried=state.describe(self),
                stands=Text("the price is nothing", "单价为零"),
                takes=Text("a price", "请填写单价"),
                fields=("price",),
            )


@final
@frozen(kw_only=True)
class FeePaid(Entry[ShelfState]):
    """Money was paid in for an account (缴费)."""

    kind: ClassVar[str] = "shelf.fee_paid"

    account: Code
    amount: Yuan

    def apply(self, state: ShelfState) -> None:
        """Add it up."""
        add(state.paid, self.account, self.amount)


@final
@frozen(kw_only=True)
class FeeSpent(Entry[ShelfState]):
    """Money of an account was spent (支出)."""

    kind: ClassVar[str] = "shelf.fee_spent"

    account: Code
    amount: Yuan

    def check(self, state: ShelfState) -> None:
        """Refuse more than was paid (S03)."""
        if self.amount > state.paid.get(self.account, NOTHING):
            state.refuse(S03, self, stands=Text("not enough paid", "余额不足"), takes=Text("less", "请减少金额"))

    def apply(self, state: ShelfState) -> None:
        """Take it off."""
        add(state.paid, self.account, -self.amount)


@final
@frozen(kw_only=True)
class ShelfLookedOver(Entry[ShelfState]):
    """Somebody looked the shelf over and wrote down how it was (巡查)."""

    kind: ClassVar[str] = "shelf.looked_over"

    place: PlaceId
    tidy: bool = True


ShelfEntry = (
    ItemsAdded
    | ItemsOpened
    | ItemsMoved
    | ItemPaired
    | ItemLent
    | ItemReturned
    | ItemMended
    | ItemsRetired
    | LotsBought
    | LotUsed
    | LotPriced
    | FeePaid
    | FeeSpent
    | ShelfLookedOver
)

ITEM = Lifecycle(
    name="item",
    of=("item", "items"),
    begins=S00,
    table={
        "unseen": {ItemsAdded: "on_shelf", ItemsOpened: ("on_shelf", "damaged")},
        "on_shelf": {ItemsMoved: "on_shelf", ItemPaired: "on_shelf", ItemLent: "lent", ItemsRetired: "retired"},
        "lent": {ItemReturned: ("on_shelf", "damaged")},
        "damaged": {ItemMended: "on_shelf", ItemsMoved: "damaged", ItemsRetired: "retired"},
        "retired": {},
    },
)
LOAN = Lifecycle(
    name="loan",
    of="loan",
    table={"unseen": {ItemLent: "running"}, "running": {ItemReturned: "over"}, "over": {}},
)
LOT = Lifecycle(
    name="lot",
    of=("lot", "lines.lot"),
    table={
        "unseen": {LotsBought: "in_stock"},
        "in_stock": {LotUsed: ("in_stock", "used_up"), LotPriced: "in_stock"},
        "used_up": {},
    },
)
PIECES = Text("pieces", "件")
LENT = Measure(code="shelf.lent", zh="借出次数", en="Lent", unit=PIECES, amounts={ItemLent: lambda entry, _: 1})
BROKEN = Measure(
    code="shelf.broken",
    zh="损坏件数",
    en="Broken",
    unit=PIECES,
    amounts={ItemReturned: lambda entry, _: int(entry.condition == "broken")},
)
USED = Measure(
    code="shelf.used", zh="领用金额", en="Used up", unit=Text("yuan", "元"), amounts={LotUsed: lambda _, cost: cost}
)
PAID = Measure(
    code="shelf.paid", zh="缴费", en="Paid", unit=Text("yuan", "元"), amounts={FeePaid: lambda entry, _: entry.amount}
)


def nobody_overdraws(state: ShelfState) -> Text | None:
    """Say which accounts spent more than was paid."""
    short = sorted(account for account, amount in state.paid.items() if amount < 0)
    return Text(f"{', '.join(short)} overdrawn", f"{'、'.join(short)} 透支") if short else None


class Shelf(Book[ShelfEntry, ShelfState]):
    """A shelf of things to lend and of lots to use up."""

    name = "shelf"
    kinds = (
        ItemsAdded,
        ItemsOpened,
        ItemsMoved,
        ItemPaired,
        ItemLent,
        ItemReturned,
        ItemMended,
        ItemsRetired,
        LotsBought,
        LotUsed,
        LotPriced,
        FeePaid,
        FeeSpent,
        ShelfLookedOver,
    )
    state_type = ShelfState
    lifecycles = (ITEM, LOAN, LOT)
    rules = (S00, S01, S02, S03)
    parameters = (S02_MOST,)
    measures = (LENT, BROKEN, USED, PAID)
    labels = Labels(
        entries={"shelf.items_added": Label("Items added", "上架"), "shelf.lot_used": Label("Lot used", "领用")},
        states={"on_shelf": Label("on the shelf", "在架"), "lent": Label("lent", "借出")},
    )
    documents = (Document(code="D01", name="shelf_list", zh="在架清单", en="Shelf list", source="shelf §5"),)
    invariants = (nobody_overdraws,)
    correcting = (ItemMended, LotPriced)


@define
class TillState(State):
    """What each receipt says, and what is in the till."""

    amount: dict[str, Decimal] = Column(of="receipt")
    inside: dict[str, Decimal] = Column()


@final
@frozen(kw_only=True)
class CashTaken(Entry[TillState]):
    """Cash went into the till against a receipt (收款)."""

    kind: ClassVar[str] = "till.cash_taken"

    receipt: Code
    amount: Yuan

    def apply(self, state: TillState) -> None:
        """Add it up."""
        add(state.inside, "cash", self.amount)


@final
@frozen(kw_only=True)
class CashBanked(Entry[TillState]):
    """The cash of a receipt was brought to the bank (缴存)."""

    kind: ClassVar[str] = "till.cash_banked"

    receipt: Code

    def apply(self, state: TillState) -> None:
        """Take it out."""
        add(state.inside, "cash", -state.amount[self.receipt])


TAKEN = Measure(
    code="till.taken",
    zh="收款",
    en="Taken",
    unit=Text("yuan", "元"),
    amounts={CashTaken: lambda entry, _: entry.amount},
)


class Till(Book[CashTaken | CashBanked, TillState]):
    """A till, whose month is closed when everything in it was banked."""

    name = "till"
    kinds = (CashTaken, CashBanked)
    state_type = TillState
    lifecycles = (
        Lifecycle(
            name="receipt",
            of="receipt",
            table={"unseen": {CashTaken: "taken"}, "taken": {CashBanked: "banked"}, "banked": {}},
        ),
    )
    measures = (TAKEN,)

    def open_for_closing(self, month: Month) -> tuple[Text, ...]:
        """Return the receipts whose cash is still in the till."""
        return tuple(Text(f"{key} not banked", f"{key} 未缴存") for key in self if self[key].status == "taken")


def limited(most: int = 1, since: date = DAY) -> Setting:
    """Return a setting in which nobody may hold more than *most* things."""
    return Setting(school="示例学校", values=(Value(S02_MOST, most, since, "shelf"),))


def added(*items: str, on: Any = DAY, **more: Any) -> ItemsAdded:
    """Return the slip of things put on the shelf."""
    return ItemsAdded(**{"items": items, "place": "东柜", "on": on, "by": "李老师", **more})


def moved(*items: str, on: date = DAY, **more: Any) -> ItemsMoved:
    """Return the slip of things put in another place."""
    return ItemsMoved(**{"items": items, "place": "西柜", "on": on, "by": "李老师", **more})


def lent(item: str, loan: str, on: date = DAY, **more: Any) -> ItemLent:
    """Return the slip of a thing lent."""
    return ItemLent(**{"item": item, "loan": loan, "borrower": "周同学", "on": on, "by": "李老师", **more})


def returned(item: str, loan: str, on: date = DAY, **more: Any) -> ItemReturned:
    """Return the slip of a thing that came back."""
    return ItemReturned(**{"item": item, "loan": loan, "on": on, "by": "李老师", **more})


def retired(*items: str, on: date = DAY, **more: Any) -> ItemsRetired:
    """Return the slip of things that left for good."""
    return ItemsRetired(**{"items": items, "on": on, "by": "李老师", **more})


def mended(item: str, on: date = DAY, **more: Any) -> ItemMended:
    """Return the slip of a thing mended."""
    return ItemMended(**{"item": item, "on": on, "by": "赵师傅", **more})


def paired(item: str, partner: str | None = None, on: date = DAY, **more: Any) -> ItemPaired:
    """Return the slip of a thing that belongs with another."""
    return ItemPaired(**{"item": item, "partner": partner, "on": on, "by": "李老师", **more})


def bought(*lots: str, pieces: int = 10, price: str | None = "1.50", on: date = DAY, **more: Any) -> LotsBought:
    """Return the slip of a delivery of the same number of pieces of each lot."""
    lines = tuple(LotLine(lot=lot, pieces=pieces, price=None if price is None else Decimal(price)) for lot in lots)
    return LotsBought(**{"lines": lines, "on": on, "by": "李老师", **more})


def used(lot: str, pieces: int = 1, on: date = DAY, **more: Any) -> LotUsed:
    """Return the slip of pieces used up."""
    return LotUsed(**{"lot": lot, "used": pieces, "on": on, "by": "李老师", **more})


def priced(lot: str, price: str, on: date = DAY, **more: Any) -> LotPriced:
    """Return the slip of a price that became known."""
    return LotPriced(**{"lot": lot, "price": Decimal(price), "on": on, "by": "李老师", **more})


def paid(amount: str, account: str = "班费", on: date = DAY, **more: Any) -> FeePaid:
    """Return the slip of money paid in."""
    return FeePaid(**{"account": account, "amount": Decimal(amount), "on": on, "by": "李老师", **more})


def spent(amount: str, account: str = "班费", on: date = DAY, **more: Any) -> FeeSpent:
    """Return the slip of money spent."""
    return FeeSpent(**{"account": account, "amount": Decimal(amount), "on": on, "by": "李老师", **more})


def looked_over(place: str = "东柜", on: date = DAY, **more: Any) -> ShelfLookedOver:
    """Return the note of somebody who looked the shelf over."""
    return ShelfLookedOver(**{"place": place, "on": on, "by": "李老师", **more})


def cash(receipt: str, amount: str = "5.00", on: date = DAY, **more: Any) -> CashTaken:
    """Return the receipt of cash taken."""
    return CashTaken(**{"receipt": receipt, "amount": Decimal(amount), "on": on, "by": "钱会计", **more})


def banked(receipt: str, on: date = DAY, **more: Any) -> CashBanked:
    """Return the slip of the bank."""
    return CashBanked(**{"receipt": receipt, "on": on, "by": "钱会计", **more})
