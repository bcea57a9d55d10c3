"""The papers of the store: what each item came to, what was issued, what was counted."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from functools import reduce
from typing import Any, Final

from schoollogistics.canteen.book import CanteenLedger
from schoollogistics.canteen.book.costing import entered
from schoollogistics.canteen.entries.keeping import FoodWrittenOff, StockAdjusted, StockCounted
from schoollogistics.canteen.entries.sharing import split
from schoollogistics.canteen.entries.store import FoodIssued, FoodStocked, FoodUsed
from schoollogistics.canteen.entries.suppliers import FoodReturned
from schoollogistics.canteen.entries.uses import FoodUseCorrected
from schoollogistics.canteen.lifecycle import ISSUED, LOST, STOCKED, USED_AT_ONCE
from schoollogistics.canteen.rules import LABELS
from schoollogistics.canteen.rules.accounts import LOSSES, STORE, SUPPLIERS
from schoollogistics.canteen.state.stock import NONE, added, less, quantity_of, trimmed, value_of
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, about, numbered
from schoollogistics.values.money import own_context, total
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn

PRICE: Final = Decimal("0.0001")
AT_ONCE: Final = Text("used at once", "直接领用")
CORRECTED: Final = Text("corrected", "更正")
KEEPERS: Final = (
    (Text("Keeper", "保管员"), None),
    (Text("Counted by", "盘点人"), None),
    (Text("Witness", "监盘人"), None),
)

Row = tuple[Cell, ...]


def stock_sheet(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return how much of each item there was before, came in, was used, was lost and is there now, and its worth (食材库存明细表).

    What went back to a supplier came in the less. What was used at once never lay in the store and stands by itself.
    Reversals stand in red on their own day. *counted* is what was found last, *difference* by how much it is more than
    booked, where it has not moved since.
    """
    span, context = span_of(during), own_context()
    before, then = (book.as_of(day).columns for day in (span.first - timedelta(days=1), span.last))
    figures = book.figures(span)
    stocked, issued, lost, direct = (figures.parts(measure) for measure in (STOCKED, ISSUED, LOST, USED_AT_ONCE))
    moved = _moved(book, span)
    rows: list[Row] = []
    for item in then.status["item"]:
        layers = then.layers.get(item, ())
        opening, closing = value_of(before.layers.get(item, ())), value_of(layers)
        came, went, gone, at_once = (Decimal(each.get((item,), 0)) for each in (stocked, issued, lost, direct))
        carried = context.subtract(context.add(context.add(closing, went), gone), context.add(opening, came))
        counted, booked = then.counted.get(item), quantity_of(layers)
        off = None if counted is None else less(counted, booked)
        opening = context.add(opening, carried)
        much, used, gone_quantity = (moved.get((item, way), NONE) for way in ("stocked", "issued", "lost"))
        had = less(added(booked, added(used, gone_quantity)), much)
        rows.append(
            (
                *(item, then.unit[item], had, opening, much, came, used, went),
                *(gone_quantity, gone, booked, closing, at_once, counted, off),
            )
        )
    return Table(
        title=Text("Sheet of the food store", "食材库存明细表"),
        head=about(book.setting, during),
        columns=(
            TableColumn("item", "品名", "Item"),
            TableColumn("unit", "单位", "Unit"),
            TableColumn("before_quantity", "上期库存数量", "Quantity before", "number"),
            TableColumn("before", "上期库存", "Before", "money"),
            TableColumn("stocked_quantity", "本期购入数量", "Quantity in", "number"),
            TableColumn("stocked", "本期购入", "Came in", "money"),
            TableColumn("issued_quantity", "本期耗用数量", "Quantity used", "number"),
            TableColumn("issued", "本期耗用", "Used", "money"),
            TableColumn("lost_quantity", "盘亏报损数量", "Quantity lost", "number"),
            TableColumn("lost", "盘亏报损", "Lost", "money"),
            TableColumn("booked", "账存数量", "Booked", "number"),
            TableColumn("now", "期末库存", "Now", "money"),
            TableColumn("at_once", "直接领用", "Used at once", "money"),
            TableColumn("counted", "实存数量", "Counted", "number"),
            TableColumn("difference", "差异", "Difference", "number"),
        ),
        rows=rows,
        totals={
            name: total(_money(row[place]) for row in rows)
            for name, place in {"before": 3, "stocked": 5, "issued": 7, "lost": 9, "now": 11, "at_once": 12}.items()
        },
        signatures=KEEPERS,
    )


def _moved(book: CanteenLedger, span: DateSpan) -> dict[tuple[str, str], Decimal]:
    """Return how much of each item came in, was issued and was lost in *span*, in its unit, by (item, way)."""
    found: dict[tuple[str, str], Decimal] = {}
    for sign, number, entry in entered(book, span):
        for item, way, quantity in _movements(book, number, entry):
            found[item, way] = added(found.get((item, way), NONE), own_context().multiply(quantity, sign))
    return found


def _movements(book: CanteenLedger, number: int, entry: Entry[Any]) -> Iterator[tuple[str, str, Decimal]]:
    if isinstance(entry, FoodStocked):
        for line in entry.lines:
            yield line.item, "stocked", line.quantity.to(book.columns.unit[line.item]).amount
    elif isinstance(entry, StockAdjusted):
        for adjusted in entry.lines:
            yield adjusted.item, "lost", own_context().minus(adjusted.difference)
    elif isinstance(entry, FoodIssued | FoodWrittenOff | FoodReturned):
        for posting in book.columns.derived[number]:
            quantity = reduce(added, (part.quantity for part in posting.taken), NONE)
            if isinstance(entry, FoodReturned):
                yield posting.item, "stocked", own_context().minus(quantity)
            else:
                yield posting.item, "issued" if isinstance(entry, FoodIssued) else "lost", quantity


def _money(cell: Cell) -> Decimal | None:
    return cell if isinstance(cell, Decimal) else None


def issue_sheet(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return what was issued or used at once in *during*, item by item and lot by lot (出库单): for which meal, of whom.

    The price is the cost of the issue over its quantity: what the moving average or first-in came to. An issue out of
    several lots shares its amount between them by quantity, to the fen.
    """
    rows = list(_issued(book, span_of(during)))
    return Table(
        title=Text("Issue slips", "出库单"),
        head=about(book.setting, during),
        columns=(
            TableColumn("on", "日期", "Date"),
            TableColumn("meal", "餐别", "Meal"),
            TableColumn("item", "品名", "Item"),
            TableColumn("lot", "批次", "Lot"),
            TableColumn("quantity", "数量", "Quantity", "number"),
            TableColumn("unit", "单位", "Unit"),
            TableColumn("price", "单价", "Price", "money"),
            TableColumn("costing", "计价方法", "Costing"),
            TableColumn("amount", "金额", "Amount", "money"),
            TableColumn("segment", "领用对象", "For"),
            TableColumn("received_by", "领料人", "Taken by"),
            TableColumn("by", "保管员", "Keeper"),
        ),
        rows=rows,
        totals={"amount": total(_money(row[8]) for row in rows)},
        signatures=((Text("Keeper", "保管员"), None), (Text("Taken by", "领料人"), None)),
    )


def _issued(book: CanteenLedger, span: DateSpan) -> Iterator[Row]:
    columns, context = book.columns, own_context()
    for number, entry in numbered(book):
        if isinstance(entry, FoodUseCorrected) and entry.recorded in span:
            yield _corrected(book, entry)
        if not isinstance(entry, FoodIssued | FoodUsed) or entry.recorded not in span:
            continue
        at_once = isinstance(entry, FoodUsed)
        for posting in columns.derived[number]:
            if posting.credit not in (STORE, SUPPLIERS):
                continue
            quantity = reduce(added, (part.quantity for part in posting.taken))
            price = trimmed(context.divide(posting.amount, quantity).quantize(PRICE, context=context))
            costing = LABELS.choice("costing", columns.costing[posting.item])
            how = AT_ONCE if at_once else Text(costing.en, costing.zh)
            segment, unit = LABELS.choice("segment", entry.segment), columns.unit[posting.item]
            amounts = split(posting.amount, (int(context.scaleb(part.quantity, 6)) for part in posting.taken))
            for part, amount in zip(posting.taken, amounts, strict=True):
                yield (
                    *(entry.on, entry.meal, posting.item, part.lot, part.quantity, unit, price, how),
                    *(amount, segment, entry.cosigned_by, entry.by),
                )


def _corrected(book: CanteenLedger, entry: FoodUseCorrected) -> Row:
    segment, unit = LABELS.choice("segment", entry.segment), book.columns.unit[entry.item]
    quantity = next((part.quantity for part in entry.weight(book.columns)), None)
    return (
        *(entry.on, None, entry.item, entry.lot, quantity, unit, None, CORRECTED),
        *(entry.more, segment, entry.cosigned_by, entry.by),
    )


def count_sheet(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return what was counted in *during* (盘点表): booked and found of each item, the difference and what it is worth.

    An item that was counted several times stands there as it was counted last; the difference is that which was put
    right, with its reason, or which still stands.
    """
    span = span_of(during)
    then = book.as_of(span.last).columns
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
