"""The ledgers and lists of property: by class, card by card, as counted, by room, idle, and depreciated."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from schoollogistics.assets.book import AssetRegister
from schoollogistics.assets.book.depreciation import Schedule
from schoollogistics.assets.entries.cards import AssetCorrected, AssetOpened, AssetRegistered
from schoollogistics.assets.entries.counting import ItemsCounted, StocktakeStarted
from schoollogistics.assets.entries.numbers import AssetRenumbered
from schoollogistics.assets.rules import EXEMPT, LABELS, LIVES, START_MONTH
from schoollogistics.assets.state import GONE
from schoollogistics.errors import Text
from schoollogistics.journal import about, numbered, value_notes
from schoollogistics.journal.views import school_of
from schoollogistics.values.money import own_context, total
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn
from schoollogistics.values.texts import tidy_id

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


ACCUMULATED: Final = money("accumulated", "累计折旧", "Accumulated depreciation")
NET: Final = money("net", "净值", "Book value")


def general_ledger(book: AssetRegister, during: DateSpan | date) -> Table:
    """Return by class what there was, came, went, was put right and is (固定资产总账, D01): pieces, and cost in yuan.

    Only yuan are added up: desks and pianos make no sum of pieces.
    """
    rows: list[tuple[Cell, ...]] = []
    for line in book.ledger(during):
        pairs = (line.opening, line.increase, line.decrease, line.correction, line.closing)
        rows.append((line.category, *(cell for pair in pairs for cell in pair)))
    sides = (
        *(("opening", "期初", "Opening"), ("increase", "增加", "Increase"), ("decrease", "减少", "Decrease")),
        *(("correction", "更正", "Correction"), ("closing", "期末", "Closing")),
    )
    columns = [column("category")]
    for key, zh, en in sides:
        columns.append(TableColumn(f"{key}_pieces", f"{zh}数量", f"{en}, pieces", "number"))
        columns.append(money(f"{key}_cost", f"{zh}原值", f"{en}, cost"))
    return Table(
        title=Text("General ledger of fixed assets", "固定资产总账"),
        head=about(book.setting, during),
        columns=columns,
        rows=rows,
        totals=summed(columns, rows),
        signatures=((ACCOUNTANT, None), (CLERK, None)),
    )


def summed(columns: Sequence[TableColumn], rows: Sequence[tuple[Cell, ...]]) -> dict[str, Cell]:
    """Return the sums of the columns of yuan; one without any amount has none."""
    found: dict[str, Cell] = {}
    for place, each in enumerate(columns):
        amounts = [cell for row in rows if isinstance(cell := row[place], Decimal)]
        if each.kind == "money" and (amounts or not rows):
            found[each.key] = total(amounts)
    return found


def subsidiary_ledger(book: AssetRegister, on: date) -> Table:
    """Return every card that stands at the end of *on* (固定资产明细账, D02), by accounting dates; its sum is the general ledger's.

    What is depreciated and the book value are blank where the school has not said from which month it depreciates.
    """
    then = book.as_of(on)
    schedules = _schedules(then)
    rows: list[tuple[Cell, ...]] = []
    for asset in then:
        view = then[asset]
        if view.status not in GONE:
            card = schedules.get(asset)
            gone = None if card is None else card.accumulated(on)
            worth = None if gone is None else own_context().subtract(view.cost, gone)
            kept = (asset, view.name, view.category, view.spec, view.place, view.custodian, view.acquired_on)
            held = (LABELS.state(view.status), view.document, view.unit, view.pieces, view.cost)
            rows.append((*kept, *held, gone, worth))
    columns = (
        *map(column, ("asset", "name", "category", "spec", "place", "custodian", "acquired_on")),
        TableColumn("status", "状态", "Status"),
        column("document"),
        column("unit"),
        number("pieces"),
        money("cost", "原值", "Cost"),
        ACCUMULATED,
        NET,
    )
    return Table(
        title=Text("Subsidiary ledger of fixed assets", "固定资产明细账"),
        head=about(book.setting, on),
        columns=columns,
        rows=rows,
        totals=summed(columns, rows),
        signatures=((ACCOUNTANT, None), (CLERK, None)),
    )


def _schedules(book: AssetRegister) -> Mapping[str, Schedule]:
    """Return the depreciation of every asset; none where the setting does not say in which month it starts."""
    came = [entry.on for _, entry in numbered(book) if isinstance(entry, AssetOpened | AssetRegistered)]
    known = came and book.setting.value(START_MONTH, min(came)) is not None
    return book.schedules() if known else {}


def card_corrections(book: AssetRegister, during: DateSpan | date) -> Table:
    """Return what was put right on the cards in *during* (卡片更正记录): which item, from what to what, why, and by whom."""
    span, derived = span_of(during), book.chronicle.state.derived
    rows: list[tuple[Cell, ...]] = []
    for place, entry in numbered(book):
        if isinstance(entry, AssetCorrected) and entry.on in span:
            for each in derived[place]:
                said = (LABELS.field(each.field), each.before, each.after)
                rows.append((entry.on, entry.asset, book[entry.asset].name, *said, entry.note, entry.by))
        elif isinstance(entry, AssetRenumbered) and entry.on in span:
            said = (LABELS.field("asset"), entry.asset, entry.into)
            rows.append((entry.on, entry.into, book[entry.into].name, *said, entry.note, entry.by))
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
    """Return what a room holds now (各室财产清单, D04): item, pieces, cost, condition, keeper, and when it was last counted.

    ``Unknown`` for a room that never had a keeper and where nothing stands.
    """
    rooms, room = book.of("room"), tidy_id(room)
    counted: dict[str, date] = {}
    for _, entry in numbered(book):
        if isinstance(entry, ItemsCounted):
            counted.update((line.tag, entry.on) for line in entry.lines if line.place == room)
    here = [asset for asset in book if book[asset].place == room]
    keeper = rooms[room].keeper if room in rooms or not here else None
    rows: list[tuple[Cell, ...]] = []
    for asset in here:
        view = book[asset]
        if view.status in {"idle", "in_use", "let"}:
            note = view.on_loan and Text(f"on loan as {view.on_loan}", f"已借出（{view.on_loan}）")
            rows.append((*thing(book, asset), view.custodian, counted.get(asset), note))
    columns = (
        *THING,
        column("custodian"),
        TableColumn("counted_on", "清点日期", "Counted on"),
        TableColumn("note", "备注", "Note"),
    )
    return Table(
        title=Text("Property of the room", "各室财产清单"),
        head=(*school_of(book.setting), (LABELS.field("room"), room), (LABELS.field("keeper"), keeper)),
        columns=columns,
        rows=rows,
        totals=summed(columns, rows),
        signatures=((LABELS.field("keeper"), None), (CLERK, None)),
    )


THING: Final = (
    *map(column, ("asset", "name", "spec", "unit")),
    number("pieces"),
    money("cost", "原值", "Cost"),
    column("condition"),
)
"""What a keeper signs for of each thing."""


def thing(book: AssetRegister, asset: str) -> tuple[Cell, ...]:
    """Return the cells of ``THING``."""
    view = book[asset]
    condition = LABELS.choice("condition", view.condition)
    return (asset, view.name, view.spec, view.unit, view.pieces, view.cost, condition)


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
    """Return cost, what is charged in the month of *on* and in all, and book value of every card at its end (固定资产折旧表), in yuan.

    *on* may be past or future; a month counts from its last day. Cards without a known life and classes that are exempt
    say so. ``InvalidValue`` without a value of ``R05.start_month``.
    """
    then = book.as_of(on)
    before, rows = on.replace(day=1) - timedelta(days=1), list[tuple[Cell, ...]]()
    for asset, card in then.schedules().items():
        view, gone = then[asset], card.accumulated(on)
        if view.status not in GONE:
            said: Cell = card.life_months
            if card.exempt:
                said = Text("exempt", "不计提")
            elif card.life_months is None:
                said = Text("not known", "未定")
            charged = own_context().subtract(gone, card.accumulated(before))
            worth = (charged, gone, own_context().subtract(card.cost, gone))
            since = view.in_service_on or view.acquired_on
            rows.append((asset, view.name, card.category, since, said, card.cost, card.residual, *worth))
    columns = (
        *map(column, ("asset", "name", "category", "in_service_on", "life_months")),
        *(money("cost", "原值", "Cost"), money("residual", "残值", "Residual value")),
        money("charged", "本月折旧", "Charged this month"),
        ACCUMULATED,
        NET,
    )
    return Table(
        title=Text("Depreciation of fixed assets", "固定资产折旧表"),
        head=about(book.setting, on),
        columns=columns,
        rows=rows,
        totals=summed(columns, rows),
        notes=value_notes(book.setting, (START_MONTH, LIVES, EXEMPT), span_of(on).last),
    )
