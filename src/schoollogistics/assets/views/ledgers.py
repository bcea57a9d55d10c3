"""The ledgers and lists of property: by class, card by card, as counted, by room, idle, and depreciated."""

from datetime import date
from decimal import Decimal
from typing import Final

from schoollogistics.assets.book import AssetRegister
from schoollogistics.assets.entries.cards import AssetCorrected
from schoollogistics.assets.entries.counting import ItemsCounted, StocktakeStarted
from schoollogistics.assets.rules import EXEMPT, LABELS, LIVES, START_MONTH
from schoollogistics.assets.state import GONE
from schoollogistics.errors import Text
from schoollogistics.journal import about, numbered, value_notes
from schoollogistics.journal.views import school_of
from schoollogistics.values.money import own_context, total
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn
from schoollogistics.values.tables.table import Pair

KEEPER: Final = Text("Keeper", "保管人")
ACCOUNTANT: Final = Text("Accountant", "会计")
CLERK: Final = Text("Property clerk", "资产管理员")


def column(name: str) -> TableColumn:
    """Return the column of a field, headed by its label."""
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en)


def number(name: str) -> TableColumn:
    """Return the column of a whole number."""
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en, "number")


def money(key: str, zh: str, en: str) -> TableColumn:
    """Return a column of yuan."""
    return TableColumn(key, f"{zh}（元）", f"{en}, yuan", "money")


def general_ledger(book: AssetRegister, during: DateSpan | date) -> Table:
    """Return by class what there was, came, went and is (固定资产总账, D01): pieces, and cost in yuan."""
    lines = book.ledger(during)
    rows: list[tuple[Cell, ...]] = []
    for line in lines:
        pairs = (line.opening, line.increase, line.decrease, line.closing)
        rows.append((line.category, *(cell for pair in pairs for cell in pair)))
    sides = (("opening", "期初", "Opening"), ("increase", "增加", "Increase"), ("decrease", "减少", "Decrease"))
    columns = [column("category")]
    for key, zh, en in (*sides, ("closing", "期末", "Closing")):
        columns.append(TableColumn(f"{key}_pieces", f"{zh}数量", f"{en}, pieces", "number"))
        columns.append(money(f"{key}_cost", f"{zh}原值", f"{en}, cost"))
    totals: dict[str, Cell] = {}
    for place, each in enumerate(columns[1:], 1):
        cells = [row[place] for row in rows]
        whole = total([cell for cell in cells if isinstance(cell, Decimal)])
        totals[each.key] = whole if place % 2 == 0 else sum(cell for cell in cells if isinstance(cell, int))
    return Table(
        title=Text("General ledger of fixed assets", "固定资产总账"),
        head=about(book.setting, during),
        columns=columns,
        rows=rows,
        totals=totals,
        signatures=((ACCOUNTANT, None), (CLERK, None)),
    )


def subsidiary_ledger(book: AssetRegister, on: date) -> Table:
    """Return every card that stands at the end of *on* (固定资产明细账, D02), by accounting dates; its sum is the general ledger's."""
    then = book.as_of(on)
    cards = [then[asset] for asset in then if then[asset].status not in GONE]
    rows: list[tuple[Cell, ...]] = [
        (
            *(view.key, view.name, view.category, view.spec, view.place, view.custodian, view.acquired_on),
            *(LABELS.state(view.status), view.document, view.unit, view.pieces, view.cost),
        )
        for view in cards
    ]
    return Table(
        title=Text("Subsidiary ledger of fixed assets", "固定资产明细账"),
        head=about(book.setting, on),
        columns=(
            *map(column, ("asset", "name", "category", "spec", "place", "custodian", "acquired_on")),
            TableColumn("status", "状态", "Status"),
            column("document"),
            column("unit"),
            number("pieces"),
            money("cost", "原值", "Cost"),
        ),
        rows=rows,
        totals={"pieces": sum(view.pieces for view in cards), "cost": total([view.cost for view in cards])},
        signatures=((ACCOUNTANT, None), (CLERK, None)),
    )


def card_corrections(book: AssetRegister, during: DateSpan | date) -> Table:
    """Return what was put right on the cards in *during* (卡片更正记录): which item, from what to what, why, and by whom."""
    span, derived = span_of(during), book.chronicle.state.derived
    rows: list[tuple[Cell, ...]] = []
    for place, entry in numbered(book):
        if isinstance(entry, AssetCorrected) and entry.on in span:
            for each in derived[place]:
                said = (LABELS.field(each.field), each.before, each.after)
                rows.append((entry.on, entry.asset, book[entry.asset].name, *said, entry.note, entry.by))
    return Table(
        title=Text("Corrections of cards", "卡片更正记录"),
        head=about(book.setting, during),
        columns=(
            TableColumn("on", "日期", "Date"),
            column("asset"),
            column("name"),
            TableColumn("field", "项目", "Item"),
            TableColumn("before", "更正前", "From"),
            TableColumn("after", "更正后", "To"),
            TableColumn("note", "原因", "Why"),
            TableColumn("by", "经办人", "By"),
        ),
        rows=rows,
        signatures=((ACCOUNTANT, None), (CLERK, None)),
    )


def physical_ledger(book: AssetRegister, count: str) -> Table:
    """Return what one count found, line by line (实物台账, D03): item, pieces, place, condition, and who counted."""
    began = [entry for _, entry in numbered(book) if isinstance(entry, StocktakeStarted) and entry.count == count]
    occasion = LABELS.choice("occasion", book.of("count")[count].occasion)
    rows: list[tuple[Cell, ...]] = []
    for _, entry in numbered(book):
        if isinstance(entry, ItemsCounted) and entry.count == count:
            for line in entry.lines:
                name = book[line.tag].name if line.tag in book else None
                condition = line.condition and LABELS.choice("condition", line.condition)
                people = (entry.by, *entry.cosigned_by)
                rows.append((line.tag, name, line.quantity, line.place, condition, people, entry.on))
    return Table(
        title=Text("Physical ledger", "实物台账"),
        head=(*about(book.setting, began[-1].on), (LABELS.field("count"), count), (LABELS.field("occasion"), occasion)),
        columns=(
            column("tag"),
            column("name"),
            TableColumn("quantity", "实有数量", "Pieces there", "number"),
            column("place"),
            column("condition"),
            TableColumn("by", "清点人", "Counted by"),
            TableColumn("on", "清点日期", "Counted on"),
        ),
        rows=rows,
        signatures=((CLERK, None),),
    )


def room_list(book: AssetRegister, room: str) -> Table:
    """Return what a room holds now (各室财产清单, D04): item, pieces, condition, keeper, and when it was last counted.

    A room that the book does not know has an empty list.
    """
    counted: dict[str, date] = {}
    for _, entry in numbered(book):
        if isinstance(entry, ItemsCounted):
            counted.update((line.tag, entry.on) for line in entry.lines if line.place == room)
    rows: list[tuple[Cell, ...]] = []
    for asset in book:
        view = book[asset]
        if view.place == room and view.status in {"idle", "in_use", "let"}:
            condition = LABELS.choice("condition", view.condition)
            note = view.on_loan and Text(f"on loan as {view.on_loan}", f"已借出（{view.on_loan}）")
            rows.append((asset, view.name, view.pieces, condition, view.custodian, counted.get(asset), note))
    keeper = book.of("room")[room].keeper if room in book.of("room") else None
    head: list[Pair] = [*school_of(book.setting), (LABELS.field("room"), room), (LABELS.field("keeper"), keeper)]
    return Table(
        title=Text("Property of the room", "各室财产清单"),
        head=head,
        columns=(
            *(column("asset"), column("name"), number("pieces"), column("condition"), column("custodian")),
            TableColumn("counted_on", "清点日期", "Counted on"),
            TableColumn("note", "备注", "Note"),
        ),
        rows=rows,
        signatures=((LABELS.field("keeper"), None), (CLERK, None)),
    )


def idle_assets(book: AssetRegister, on: date) -> Table:
    """Return what nobody uses at the end of *on* (闲置资产), when it last changed, and what it cost: what could be used or let."""
    then = book.as_of(on)
    changed: dict[tuple[str, str], date] = {}
    for _, entry in numbered(then):
        changed.update(dict.fromkeys(then.declaration.plans[type(entry)].subjects(entry), entry.on))
    rows: list[tuple[Cell, ...]] = []
    for asset in then:
        view = then[asset]
        if view.status == "idle" and view.on_loan is None:
            since = changed["asset", asset]
            rows.append((asset, view.name, view.place, view.custodian, since, view.pieces, view.cost))
    return Table(
        title=Text("Idle assets", "闲置资产"),
        head=about(book.setting, on),
        columns=(
            *map(column, ("asset", "name", "place", "custodian")),
            TableColumn("since", "最近变动日期", "Last changed on"),
            number("pieces"),
            money("cost", "原值", "Cost"),
        ),
        rows=rows,
    )


def depreciation_list(book: AssetRegister, on: date) -> Table:
    """Return cost, accumulated depreciation and book value of every card at the end of *on* (固定资产折旧表), in yuan.

    *on* may be past or future; cards without a known life and classes that are exempt say so. ``InvalidValue`` without a
    value of ``R05.start_month``.
    """
    then = book.as_of(on)
    schedules = then.schedules()
    rows: list[tuple[Cell, ...]] = []
    for asset, card in schedules.items():
        if then[asset].status in GONE:
            continue
        gone = card.accumulated(on)
        said: Cell = card.life_months
        if card.exempt:
            said = Text("exempt", "不计提")
        elif card.life_months is None:
            said = Text("not known", "未定")
        net = own_context().subtract(card.cost, gone)
        rows.append((asset, then[asset].name, card.category, said, card.cost, gone, net))
    sums = [total([cell for row in rows if isinstance(cell := row[place], Decimal)]) for place in (4, 5, 6)]
    return Table(
        title=Text("Depreciation of fixed assets", "固定资产折旧表"),
        head=about(book.setting, on),
        columns=(
            *map(column, ("asset", "name", "category", "life_months")),
            money("cost", "原值", "Cost"),
            money("accumulated", "累计折旧", "Accumulated depreciation"),
            money("net", "净值", "Book value"),
        ),
        rows=rows,
        totals=dict(zip(("cost", "accumulated", "net"), sums, strict=True)),
        notes=value_notes(book.setting, (START_MONTH, LIVES, EXEMPT), span_of(on).last),
    )
