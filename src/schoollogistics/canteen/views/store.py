"""The papers of the store: what each item came to, what was issued, what was counted."""

from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from typing import Any, Final

from schoollogistics.canteen.book import CanteenLedger
from schoollogistics.canteen.book.costing import entered
from schoollogistics.canteen.entries.keeping import FoodWrittenOff, StockAdjusted, StockCounted
from schoollogistics.canteen.entries.sharing import split
from schoollogistics.canteen.entries.store import FoodIssued, FoodListed, FoodStocked, FoodUsed
from schoollogistics.canteen.entries.suppliers import FoodReturned
from schoollogistics.canteen.entries.uses import FoodStockCorrected, FoodUseCorrected
from schoollogistics.canteen.lifecycle import ISSUED, LOST, STOCKED, USED_AT_ONCE
from schoollogistics.canteen.rules import LABELS
from schoollogistics.canteen.rules.accounts import LOSSES, STORE, SUPPLIERS
from schoollogistics.canteen.state.stock import NONE, added, less, quantity_of, trimmed, value_of
from schoollogistics.canteen.views.columns import filled
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, about, add, numbered
from schoollogistics.values.money import FEN, NOTHING, own_context, total
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn

AT_ONCE: Final = Text("used at once", "直接领用")
CORRECTED: Final = Text("corrected", "更正")
REVERSED: Final = Text("reversed", "冲销")
KEEPERS: Final = (
    (Text("Keeper", "保管员"), None),
    (Text("Counted by", "盘点人"), None),
    (Text("Witness", "监盘人"), None),
)

WAYS: Final[Mapping[type[Any], str]] = {
    FoodStocked: "stocked",
    FoodReturned: "returned",
    FoodIssued: "issued",
    FoodUsed: "at_once",
    FoodUseCorrected: "at_once",
    FoodWrittenOff: "lost",
}

Row = tuple[Cell, ...]


STOCK: Final = (
    TableColumn("item", "品名", "Item"),
    TableColumn("unit", "单位", "Unit"),
    TableColumn("before_quantity", "上期库存数量", "Quantity before", "number"),
    TableColumn("before", "上期库存", "Before", "money"),
    TableColumn("stocked_quantity", "本期购入数量", "Quantity in", "number"),
    TableColumn("stocked", "本期购入", "Came in", "money"),
    TableColumn("returned_quantity", "退货数量", "Quantity sent back", "number"),
    TableColumn("returned", "退货", "Sent back", "money"),
    TableColumn("issued_quantity", "本期耗用数量", "Quantity used", "number"),
    TableColumn("issued", "本期耗用", "Used", "money"),
    TableColumn("lost_quantity", "盘亏报损数量", "Quantity lost", "number"),
    TableColumn("lost", "盘亏报损", "Lost", "money"),
    TableColumn("booked", "账存数量", "Booked", "number"),
    TableColumn("now", "期末库存", "Now", "money"),
    TableColumn("at_once_quantity", "直接领用数量", "Quantity used at once", "number"),
    TableColumn("at_once", "直接领用", "Used at once", "money"),
    TableColumn("counted", "实存数量", "Counted", "number"),
    TableColumn("difference", "差异", "Difference", "number"),
)
"""The columns of the sheet of the store."""


def stock_sheet(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return how much of each item there was before, came in, was used, was lost and is there now, and its worth (食材库存明细表).

    What went back to a supplier stands at what it cost, where anything did. What was used at once never lay in the store and
    stands by itself.
    Reversals stand in red on their own day. *counted* is what was found last, *difference* by how much it is more than
    booked, where it has not moved since.
    """
    span, context = span_of(during), own_context()
    before, then = (book.as_of(day).columns for day in (span.first - timedelta(days=1), span.last))
    figures = book.figures(span)
    stocked, issued, lost, direct = (figures.parts(measure) for measure in (STOCKED, ISSUED, LOST, USED_AT_ONCE))
    moved, sent_back, listed = _moved(book, span), _sent_back(book, span), _listed(book)
    rows: list[Row] = []
    for item in {**before.status["item"], **then.status["item"]}:
        layers = then.layers.get(item, ())
        opening, closing = value_of(before.layers.get(item, ())), value_of(layers)
        came, went, gone, at_once = (Decimal(each.get((item,), 0)) for each in (stocked, issued, lost, direct))
        carried = context.subtract(context.add(context.add(closing, went), gone), context.add(opening, came))
        counted, booked = then.counted.get(item), quantity_of(layers)
        off = None if counted is None else less(counted, booked)
        opening = context.add(opening, carried)
        much, used, gone_quantity, pot = (
            moved.get((item, way), NONE) for way in ("stocked", "issued", "lost", "at_once")
        )
        back, worth = moved.get((item, "returned"), NONE), sent_back.get(item, NOTHING)
        had = less(added(added(booked, added(used, gone_quantity)), back), much)
        rows.append(
            (
                *(item, listed[item].unit, had, opening, much, context.add(came, worth), back, worth, used, went),
                *(gone_quantity, gone, booked, closing, pot, at_once, counted, off),
            )
        )
    columns, rows = filled(STOCK, rows, {"returned_quantity", "returned"})
    return Table(
        title=Text("Sheet of the food store", "食材库存明细表"),
        head=about(book.setting, during),
        columns=columns,
        rows=rows,
        totals={
            column.key: total(_money(row[place]) for row in rows)
            for place, column in enumerate(columns)
            if column.kind == "money"
        },
        signatures=KEEPERS,
    )


def _listed(book: CanteenLedger) -> dict[str, FoodListed]:
    """Return how every item was listed, by mistake and reversed later too: it may have moved before."""
    return {entry.item: entry for _, entry in book.chronicle.numbered() if isinstance(entry, FoodListed)}


def _moved(book: CanteenLedger, span: DateSpan) -> dict[tuple[str, str], Decimal]:
    """Return how much of each item came in, went back, was issued, used at once and lost in *span*, by (item, way)."""
    found: dict[tuple[str, str], Decimal] = {}
    for sign, number, entry, _ in entered(book, span):
        for item, way, quantity in _movements(book, number, entry):
            found[item, way] = added(found.get((item, way), NONE), own_context().multiply(quantity, sign))
    return found


def _movements(book: CanteenLedger, number: int, entry: Entry[Any]) -> Iterator[tuple[str, str, Decimal]]:
    if isinstance(entry, StockAdjusted):
        for adjusted in entry.lines:
            yield adjusted.item, "lost", own_context().minus(adjusted.difference)
    elif type(entry) in WAYS:
        for posting in book.columns.derived[number]:
            yield posting.item, WAYS[type(entry)], reduce(added, (part.quantity for part in posting.taken), NONE)


def _sent_back(book: CanteenLedger, span: DateSpan) -> dict[str, Decimal]:
    """Return what the goods of each item had cost that went back to suppliers in *span*, in yuan."""
    found: dict[str, Decimal] = {}
    for sign, number, entry, _ in entered(book, span):
        if isinstance(entry, FoodReturned):
            for posting in book.columns.derived[number]:
                if posting.credit == STORE:
                    add(found, posting.item, own_context().multiply(posting.amount, sign))
    return found


def _money(cell: Cell) -> Decimal | None:
    return cell if isinstance(cell, Decimal) else None


ISSUES: Final = (
    TableColumn("on", "日期", "Date"),
    TableColumn("meal", "餐别", "Meal"),
    TableColumn("item", "品名", "Item"),
    TableColumn("lot", "批次", "Lot"),
    TableColumn("quantity", "数量", "Quantity", "number"),
    TableColumn("unit", "单位", "Unit"),
    TableColumn("price", "单价（约）", "Price, rounded", "money"),
    TableColumn("costing", "计价方法", "Costing"),
    TableColumn("amount", "金额", "Amount", "money"),
    TableColumn("segment", "领用对象", "For"),
    TableColumn("received_by", "领料人", "Taken by"),
    TableColumn("by", "保管员", "Keeper"),
)
"""The columns of the issue slips; who took the goods is left out where nobody signed for them."""


def issue_sheet(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return what was issued or used at once in *during*, item by item and lot by lot (出库单): for which meal, of whom.

    The price is the cost of the issue over its quantity, rounded to the fen: what the moving average or first-in came to. An
    issue out of several lots shares its amount between them by quantity, to the fen. Corrections stand there with what they add,
    reversals in red on their own day.
    """
    rows = list(_issued(book, span_of(during)))
    columns, shown = filled(ISSUES, rows, {"received_by"})
    return Table(
        title=Text("Issue slips", "出库单"),
        head=about(book.setting, during),
        columns=columns,
        rows=shown,
        totals={"amount": total(_money(row[8]) for row in rows)},
        signatures=((Text("Keeper", "保管员"), None), (Text("Taken by", "领料人"), None)),
    )


def _issued(book: CanteenLedger, span: DateSpan) -> Iterator[Row]:
    listed = _listed(book)
    for sign, number, entry, on in entered(book, span):
        if isinstance(entry, FoodIssued | FoodUsed):
            rows = _slip(book, number, entry, listed)
        elif isinstance(entry, FoodUseCorrected | FoodStockCorrected):
            rows = _corrected(book, number, entry, listed[entry.item].unit)
        else:
            continue
        yield from rows if sign > 0 else (_in_red(row, on) for row in rows)


def _in_red(row: Row, on: date) -> Row:
    """Return a row of a slip as its reversal takes it back, on its own day."""
    return (on, *row[1:4], _negative(row[4]), *row[5:7], REVERSED, _negative(row[8]), *row[9:])


def _negative(cell: Cell) -> Cell:
    return own_context().minus(cell) if isinstance(cell, Decimal) else cell


def _slip(
    book: CanteenLedger, number: int, entry: FoodIssued | FoodUsed, listed: Mapping[str, FoodListed]
) -> Iterator[Row]:
    context, segment = own_context(), LABELS.choice("segment", entry.segment)
    for posting in book.columns.derived[number]:
        if posting.credit not in (STORE, SUPPLIERS):
            continue
        item = listed[posting.item]
        quantity = reduce(added, (part.quantity for part in posting.taken))
        price = trimmed(context.divide(posting.amount, quantity).quantize(FEN, context=context))
        costing = LABELS.choice("costing", item.costing)
        how = AT_ONCE if isinstance(entry, FoodUsed) else Text(costing.en, costing.zh)
        amounts = split(posting.amount, (int(context.scaleb(part.quantity, 6)) for part in posting.taken))
        for part, amount in zip(posting.taken, amounts, strict=True):
            yield (
                *(entry.on, entry.meal, posting.item, part.lot, part.quantity, item.unit, price, how),
                *(amount, segment, entry.cosigned_by, entry.by),
            )


def _corrected(
    book: CanteenLedger, number: int, entry: FoodUseCorrected | FoodStockCorrected, unit: str
) -> Iterator[Row]:
    """Yield by how much more (less: negative) was used at once; of a wrong price what each segment bears for what it used."""
    taken = [part for posting in book.columns.derived[number] for part in posting.taken]
    quantity = taken[0].quantity if taken else None
    if isinstance(entry, FoodUseCorrected):
        borne = [(entry.segment, entry.more)]
    else:
        borne = [(line.segment, line.share) for line in entry.lines if line.segment != "common"]
    for segment, amount in borne:
        yield (
            *(entry.on, None, entry.item, entry.lot, quantity, unit, None, CORRECTED),
            *(amount, LABELS.choice("segment", segment), entry.cosigned_by, entry.by),
        )


def count_sheet(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return what was counted in *during* (盘点表): booked and found of each item, the difference and what it is worth.

    An item that was counted several times stands there as it was counted last; the difference is that which was put
    right, with its reason, or which still stands.
    """
    span = span_of(during)
    book = book.as_of(span.last)
    then = book.columns
    counted: dict[str, tuple[Decimal, StockCounted]] = {}
    righted: dict[str, tuple[Decimal, Decimal, StockAdjusted]] = {}
    for number, entry in numbered(book):
        if isinstance(entry, StockCounted) and entry.recorded in span:
            for line in entry.lines:
                counted[line.item] = (line.quantity.to(then.unit[line.item]).amount, entry)
                righted.pop(line.item, None)
        elif isinstance(entry, StockAdjusted) and entry.recorded in span:
            worth = {each.item: each.amount for each in then.derived[number] if each.debit == LOSSES}
            for adjusted in entry.lines:
                lost = own_context().minus(worth[adjusted.item])
                righted[adjusted.item] = (adjusted.difference, lost, entry)
    rows: list[Row] = []
    for item, (found, count) in counted.items():
        off, amount, put_right = righted.get(item, (None, None, None))
        if off is None and item in then.counted:
            off = less(found, quantity_of(then.layers.get(item, ())))
        booked = None if off is None else less(found, off)
        reason = None if put_right is None else put_right.reason
        signed = None if put_right is None else (put_right.by, *put_right.cosigned_by)
        rows.append(
            (item, then.unit[item], count.on, booked, found, off, amount, reason, count.by, count.cosigned_by, signed)
        )
    return Table(
        title=Text("Count of the store", "盘点表"),
        head=about(book.setting, during),
        columns=(
            TableColumn("item", "品名", "Item"),
            TableColumn("unit", "单位", "Unit"),
            TableColumn("on", "盘点日期", "Counted on"),
            TableColumn("booked", "账存", "Booked", "number"),
            TableColumn("counted", "实存", "Found", "number"),
            TableColumn("difference", "差异数量", "Difference", "number"),
            TableColumn("amount", "差异金额", "Worth", "money"),
            TableColumn("reason", "原因", "Reason"),
            TableColumn("by", "盘点人", "Counted by"),
            TableColumn("witness", "监盘人", "Witness"),
            TableColumn("put_right", "调账人", "Put right by"),
        ),
        rows=rows,
        totals={"amount": total(_money(row[6]) for row in rows)},
        signatures=(*KEEPERS, (Text("Approved by", "审批"), None)),
    )
