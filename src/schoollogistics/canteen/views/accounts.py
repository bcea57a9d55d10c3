"""The papers about money: the account that is published, the balance sheet, the sheet of the store."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from schoollogistics.canteen.book import CanteenLedger, Result
from schoollogistics.canteen.entries.sharing import FundsTransferred
from schoollogistics.canteen.lifecycle import COST_INCURRED, INCOME_EARNED, ISSUED, LOST, STOCKED
from schoollogistics.canteen.rules import LABELS, PARAMETERS
from schoollogistics.canteen.rules.accounts import ACCOUNTS, ASSETS, COSTS, FUNDS, INCOME, LIABILITIES, SEGMENTS, STORE
from schoollogistics.canteen.rules.plans import P70_BASE, P70_TOLERANCE
from schoollogistics.canteen.state import COMMON, CanteenState, Purse
from schoollogistics.canteen.state.ledger import as_printed
from schoollogistics.canteen.state.stock import quantity_of, value_of
from schoollogistics.errors import Text
from schoollogistics.journal import Figures, Measure, about, numbered, value_notes
from schoollogistics.values.money import own_context, total
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn, cell_text

ITEM: Final = TableColumn("item", "项目", "Item")
BY_SEGMENT: Final = tuple(
    TableColumn(code, label.zh, label.en, "money")
    for code, label in ((code, LABELS.choice("segment", code)) for code in SEGMENTS)
)
TOTAL: Final = TableColumn("total", "合计", "Total", "money")
SIGNATURES: Final = (
    (Text("Prepared by", "编制人"), None),
    (Text("Checked by", "审核人"), None),
    (Text("Head of logistics", "总务主任"), None),
    (Text("Principal", "校长"), None),
    (Text("Chair of the meal committee", "膳食委员会主任"), None),
)

Row = tuple[Cell, ...]


def canteen_account(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return the account of *during* by segment (食堂收支公示表, D37): income, cost, surplus, ratios, meals, the store.

    Ratios name their formula. Every transfer between purses is disclosed in a note.
    """
    span = span_of(during)
    figures, results = book.figures(span), (*book.results(span), book.result(span))
    return Table(
        title=Text("Canteen account", "食堂收支公示表"),
        head=about(book.setting, during),
        columns=(ITEM, *BY_SEGMENT, TOTAL),
        rows=[
            _line(Text("Income", "一、收入"), results, lambda each: each.income),
            *_accounts(figures, INCOME_EARNED, INCOME),
            _line(Text("Cost", "二、支出"), results, lambda each: each.cost),
            *_accounts(figures, COST_INCURRED, COSTS),
            _line(Text("Surplus", "三、本期盈余"), results, lambda each: each.surplus),
            _line(Text("Left over before", "四、上期累计结余"), results, lambda each: each.before),
            _line(Text("Transferred", "调拨"), results, lambda each: each.transferred),
            _line(Text("Left over now", "本期累计结余"), results, lambda each: each.closing),
            _line(
                Text("Surplus of the fees ÷ their income", "五、盈亏率（本期盈余÷本期伙食费收入）"),
                results,
                lambda each: _percent(each.ratio),
            ),
            _line(
                Text("Fees left over so far ÷ income of the period", "盈亏率（累计结余÷本期伙食费收入）"),
                results,
                lambda each: _percent(each.cumulative_ratio),
            ),
            _line(Text("Meals served", "六、就餐人次"), results, lambda each: str(each.meals)),
            _line(Text("Food per meal", "餐均食材成本"), results, lambda each: each.cost_per_meal),
            _line(Text("Food ÷ fees", "食材占伙食费收入比例"), results, lambda each: _percent(each.food_share)),
            *_store(book, span),
        ],
        notes=(*_transfers(book, span), *_limit(book, span), *value_notes(book.setting, PARAMETERS, span.last)),
        signatures=SIGNATURES,
    )


def _line(name: Text, results: tuple[Result, ...], value: Callable[[Result], Cell]) -> Row:
    return (name, *(value(each) for each in results))


def _percent(ratio: Decimal | None) -> str | None:
    return None if ratio is None else cell_text(ratio, "en", "percent")


def _accounts(figures: Figures, measure: Measure, accounts: tuple[str, ...]) -> Iterator[Row]:
    sums: dict[tuple[str, str], list[Decimal]] = {}
    for (segment, _, account), amount in figures.parts(measure).items():
        sums.setdefault((account, segment), []).append(Decimal(amount))
    for account in accounts:
        amounts = [total(sums.get((account, segment), ())) for segment in SEGMENTS]
        if any(amounts):
            yield (ACCOUNTS[account], *amounts, total(amounts))


def _store(book: CanteenLedger, span: DateSpan) -> Iterator[Row]:
    now = book.as_of(span.last).columns.balance(STORE, COMMON)
    before = own_context().subtract(now, book.store_change(span))
    for name, amount in ((Text("Store before", "库存：期初"), before), (Text("Store now", "库存：期末"), now)):
        yield (name, *(None,) * len(SEGMENTS), total([amount]))


def _transfers(book: CanteenLedger, span: DateSpan) -> Iterator[Text]:
    for _, entry in numbered(book):
        if isinstance(entry, FundsTransferred) and entry.recorded in span:
            names = [LABELS.choice("segment", each) for each in (entry.segment, entry.to_segment)]
            yield Text(
                f"transferred {entry.amount}, {names[0].en} to {names[1].en}, {entry.authorisation}: {entry.reason}",
                f"调拨 {entry.amount}，{names[0].zh}至{names[1].zh}，{entry.authorisation}：{entry.reason}",
            )


def _limit(book: CanteenLedger, span: DateSpan) -> Iterator[Text]:
    limit, base = book.setting.value(P70_TOLERANCE, span.last), book.setting.value(P70_BASE, span.last)
    if limit is not None and base is not None:
        names = {"period": "本期盈余", "cumulative": "累计结余", "term": "学期盈余"}
        yield Text(
            f"limit: {_percent(limit)} of the income, by {base}", f"盈亏率上限 {_percent(limit)}，口径：{names[base]}"
        )


def balance_sheet(book: CanteenLedger, on: date) -> Table:
    """Return what the canteen has and owes at the end of *on*, by segment (资产负债表): the two sides are equal.

    The account is one; its line shows the share of each segment in it. What lies in the store, and bills that are not
    shared out yet, stand in common.
    """
    then = book.as_of(on).columns
    left = [total(then.surplus(Purse(segment, fund)) for fund in FUNDS) for segment in SEGMENTS]
    return Table(
        title=Text("Balance sheet", "资产负债表"),
        head=about(book.setting, on),
        columns=(ITEM, *BY_SEGMENT, TOTAL),
        rows=[
            *_sheet(then, ASSETS, Text("Assets", "资产合计")),
            *_sheet(then, LIABILITIES, Text("Liabilities", "负债合计")),
            (Text("Left over", "累计结余"), *left, total(left)),
        ],
        signatures=SIGNATURES[:3],
    )


def _sheet(then: CanteenState, accounts: tuple[str, ...], name: Text) -> Iterator[Row]:
    lines = [[_held(then, account, segment) for segment in SEGMENTS] for account in accounts]
    for account, amounts in zip(accounts, lines, strict=True):
        yield (ACCOUNTS[account], *amounts, total(amounts))
    sums = [total(column) for column in zip(*lines, strict=True)]
    yield (name, *sums, total(sums))


def _held(then: CanteenState, account: str, segment: str) -> Decimal:
    amounts = (amount for (code, purse), amount in then.balances.items() if (code, purse.segment) == (account, segment))
    return as_printed(account, total(amounts))


def stock_sheet(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return what each item of the store was worth before, came in, was used, was lost, and is worth now (食材库存明细表).

    Reversals stand in red on their own day. *counted* is what was found last, *difference* by how much it is more than
    booked, where it has not moved since.
    """
    span, context = span_of(during), own_context()
    before, then = (book.as_of(day).columns for day in (span.first - timedelta(days=1), span.last))
    figures = book.figures(span)
    stocked, issued, lost = (figures.parts(measure) for measure in (STOCKED, ISSUED, LOST))
    rows: list[Row] = []
    for item in then.status["item"]:
        layers = then.layers.get(item, ())
        opening, closing = value_of(before.layers.get(item, ())), value_of(layers)
        came, went, gone = (Decimal(each.get((item,), 0)) for each in (stocked, issued, lost))
        carried = context.subtract(context.add(context.add(closing, went), gone), context.add(opening, came))
        counted, booked = then.counted.get(item), quantity_of(layers)
        off = None if counted is None else context.subtract(counted, booked)
        opening = context.add(opening, carried)
        rows.append((item, then.unit[item], opening, came, went, gone, closing, booked, counted, off))
    return Table(
        title=Text("Sheet of the food store", "食材库存明细表"),
        head=about(book.setting, during),
        columns=(
            TableColumn("item", "品名", "Item"),
            TableColumn("unit", "单位", "Unit"),
            TableColumn("before", "上期库存", "Before", "money"),
            TableColumn("stocked", "本期购入", "Came in", "money"),
            TableColumn("issued", "本期耗用", "Used", "money"),
            TableColumn("lost", "盘亏报损", "Lost", "money"),
            TableColumn("now", "期末库存", "Now", "money"),
            TableColumn("booked", "账存数量", "Booked", "number"),
            TableColumn("counted", "实存数量", "Counted", "number"),
            TableColumn("difference", "差异", "Difference", "number"),
        ),
        rows=rows,
        totals={
            name: total(_money(row[place]) for row in rows)
            for place, name in enumerate(("before", "stocked", "issued", "lost", "now"), 2)
        },
        signatures=(
            (Text("Keeper", "保管员"), None),
            (Text("Counted by", "盘点人"), None),
            (Text("Witness", "监盘人"), None),
        ),
    )


def _money(cell: Cell) -> Decimal | None:
    return cell if isinstance(cell, Decimal) else None
