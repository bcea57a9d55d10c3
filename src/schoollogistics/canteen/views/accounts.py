"""The papers about money: the account that is published, the account to date, the balance sheet, what is still owed."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

from schoollogistics.canteen.book import CanteenLedger, Payable, Result
from schoollogistics.canteen.book.questions import EATING, over_limit
from schoollogistics.canteen.book.results import percent
from schoollogistics.canteen.entries.sharing import FundsTransferred
from schoollogistics.canteen.lifecycle import COST_INCURRED, INCOME_EARNED, MEALS
from schoollogistics.canteen.rules import LABELS, PARAMETERS
from schoollogistics.canteen.rules.accounts import (
    ACCOUNTS,
    ASSETS,
    COSTS,
    FUNDS,
    INCOME,
    KINDS,
    LIABILITIES,
    SEGMENTS,
)
from schoollogistics.canteen.rules.plans import P70, P70_BASE, P70_TOLERANCE, R43_KIND
from schoollogistics.canteen.state import CanteenState, Purse
from schoollogistics.canteen.state.ledger import as_printed
from schoollogistics.errors import Text
from schoollogistics.journal import Figures, Measure, about, numbered, value_notes
from schoollogistics.journal.book import recorded_lines
from schoollogistics.journal.bookkeeping import CLOSED
from schoollogistics.journal.fingerprint import chain, head_line
from schoollogistics.values.money import own_context, total
from schoollogistics.values.periods import DateSpan, Month, span_of
from schoollogistics.values.tables import Cell, Pair, Table, TableColumn, cell_text

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
    (Text("Vice principal", "分管副校长"), None),
    (Text("Principal", "校长"), None),
    (Text("Chair of the meal committee", "膳食委员会主任"), None),
)
POSTED: Final = (
    (Text("Seal", "盖章"), None),
    (Text("Public from", "公示日期"), None),
    (Text("Telephone for complaints", "监督电话"), None),
)

Row = tuple[Cell, ...]
Sums = dict[str, Decimal]


@frozen
class Sheet:
    """One column of an account: what a period comes to, by account and by sitting, and the store before and after it."""

    result: Result
    income: Sums
    costs: Sums
    sittings: dict[str, int]
    store: tuple[Decimal, Decimal] | None


def canteen_account(
    book: CanteenLedger, during: DateSpan | date, *, analysis: Text | None = None, version: int | None = None
) -> Table:
    """Return the account of *during* by segment (食堂收支公示表, D37): income, cost, surplus, ratios, meals, the store.

    Ratios name their formula; one beyond the limit names the rule. Every transfer between purses is disclosed in a note.
    *analysis* is what the school says of it (盈亏分析及措施). *version* is by default the one that is public, or the first.
    """
    span = span_of(during)
    figures, results = book.figures(span), (*book.results(span), book.result(span))
    latest = book.columns.published.get(("canteen_account", str(during)), 1)
    version_no: Pair = (Text("Version", "版次"), latest if version is None else version)
    return Table(
        title=Text("Canteen account", "食堂收支公示表"),
        head=(*about(book.setting, during), *_kind(book, span), version_no),
        columns=(ITEM, *BY_SEGMENT, TOTAL),
        rows=_rows([_sheet(book, span, figures, result) for result in results]),
        notes=(
            *_not_closed(book, span),
            *_transfers(book, span),
            *_limit(book, span, results),
            *([] if analysis is None else [Text(f"analysis: {analysis.en}", f"七、盈亏分析及措施：{analysis.zh}")]),
            *value_notes(book.setting, PARAMETERS, span.last),
            _made_from(book, span),
        ),
        signatures=(*SIGNATURES, *POSTED),
    )


def account_to_date(
    book: CanteenLedger, during: DateSpan | date, *, segment: str | None = None, since: date | None = None
) -> Table:
    """Return the account of a month, of its term so far and of its year so far, side by side (食堂收支累计表).

    Of one *segment*, or of all. The year begins on 1 January, or *since*; the term stands there where the setting has a
    calendar with it.
    """
    span, calendar = span_of(during), book.setting.calendar
    terms = () if calendar is None else calendar.general_terms
    period = Text("Month", "本月") if isinstance(during, Month) else Text("Period", "本期")
    spans = {"period": (period, span)}
    for term in terms:
        if span.last in DateSpan(term.first, term.last):
            spans["term"] = (Text("Term", "本学期"), DateSpan(term.first, span.last))
    spans["year"] = (Text("Year", "本年累计"), DateSpan(since or date(span.last.year, 1, 1), span.last))
    sheets = []
    for _, each in spans.values():
        every = (*book.results(each), book.result(each))
        result = next(one for one in every if one.segment == (segment or ""))
        sheets.append(_sheet(book, each, book.figures(each), result))
    name = LABELS.choice("segment", segment) if segment else Text("all", "合计")
    return Table(
        title=Text("Account to date", "食堂收支累计表"),
        head=(
            *about(book.setting, during),
            *_kind(book, span),
            (Text("Whose", "就餐人类别"), Text(name.en, name.zh)),
            *(pair for key, pair in spans.items() if key != "period"),
        ),
        columns=(ITEM, *(TableColumn(key, each.zh, each.en, "money") for key, (each, _) in spans.items())),
        rows=_rows(sheets),
        notes=(_made_from(book, span),),
        signatures=SIGNATURES,
    )


def _kind(book: CanteenLedger, span: DateSpan) -> Iterator[Pair]:
    kind = book.setting.value(R43_KIND, span.last)
    if kind is not None:
        yield (Text("Kind of canteen", "食堂性质"), KINDS[kind])


def _made_from(book: CanteenLedger, span: DateSpan) -> Text:
    entries = zip(book.entries, recorded_lines(book), strict=True)
    lines = [line for entry, line in entries if entry.recorded <= span.last]
    head = chain((head_line(book.name), *lines)).hex()[:16]
    return Text(
        f"made from {len(lines)} entries of the ledger, fingerprint {head}",
        f"据账簿 {len(lines)} 条记录编制，校验值 {head}",
    )


def _sheet(book: CanteenLedger, span: DateSpan, figures: Figures, result: Result) -> Sheet:
    segment, store = result.segment, None
    if not segment:
        now = book.store(span.last)
        store = (total([own_context().subtract(now, book.store_change(span))]), total([now]))
    sittings: dict[str, int] = {}
    for (owner, meal), count in figures.parts(MEALS).items():
        if segment in ("", owner):
            sitting = book.columns.sitting[meal]
            sittings[sitting] = sittings.get(sitting, 0) + int(count)
    return Sheet(
        result=result,
        income=_by_account(figures, INCOME_EARNED, segment),
        costs=_by_account(figures, COST_INCURRED, segment),
        sittings=sittings,
        store=store,
    )


def _by_account(figures: Figures, measure: Measure, segment: str) -> Sums:
    found: dict[str, list[Decimal]] = {}
    for (owner, _, account), amount in figures.parts(measure).items():
        if segment in ("", owner):
            found.setdefault(account, []).append(Decimal(amount))
    return {account: total(amounts) for account, amounts in found.items()}


def _rows(sheets: Sequence[Sheet]) -> list[Row]:
    results = [each.result for each in sheets]

    def line(en: str, zh: str, value: Callable[[Result], Cell]) -> Row:
        return (Text(en, zh), *(value(each) for each in results))

    return [
        line("Income", "一、收入", lambda each: each.income),
        *_lines(INCOME, [each.income for each in sheets]),
        line("Cost", "二、支出", lambda each: each.cost),
        *_lines(COSTS, [each.costs for each in sheets]),
        line("Surplus", "三、本期盈余", lambda each: each.surplus),
        line("Left over before", "四、上期累计结余", lambda each: each.before),
        line("Transferred", "调拨", lambda each: each.transferred),
        line("Left over now", "本期累计结余", lambda each: each.closing),
        line(
            "Surplus of the fees ÷ their income",
            "五、盈亏率（本期盈余÷本期伙食费收入）",
            lambda each: percent(each.ratio),
        ),
        line(
            "Fees left over so far ÷ income of the period",
            "盈亏率（累计结余÷本期伙食费收入）",
            lambda each: percent(each.cumulative_ratio),
        ),
        line("Meals served", "六、就餐人次", lambda each: str(each.meals)),
        *_sittings(sheets),
        line("Food per meal", "餐均食材成本", lambda each: each.cost_per_meal),
        line("Food ÷ fees", "食材占伙食费收入比例", lambda each: percent(each.food_share)),
        *(
            (Text(en, zh), *(None if each.store is None else each.store[place] for each in sheets))
            for place, (en, zh) in enumerate((("Store before", "库存：期初"), ("Store now", "库存：期末")))
        ),
    ]


def _lines(accounts: tuple[str, ...], sums: Sequence[Sums]) -> Iterator[Row]:
    for account in accounts:
        amounts = [total([each.get(account)]) for each in sums]
        if any(amounts):
            yield (ACCOUNTS[account], *amounts)


def _sittings(sheets: Sequence[Sheet]) -> Iterator[Row]:
    for code, name in LABELS.choices["sitting"].items():
        counts = [each.sittings.get(code, 0) for each in sheets]
        if any(counts):
            yield (Text(f"of these {name.en}", f"其中{name.zh}"), *(str(count) for count in counts))


def _not_closed(book: CanteenLedger, span: DateSpan) -> Iterator[Text]:
    through = book.columns.closed.get(CLOSED)
    if through is None or through < span.last:
        yield Text("the month is not closed yet: figures may still change", "本月尚未月结，数字仍可能变动")


def _transfers(book: CanteenLedger, span: DateSpan) -> Iterator[Text]:
    for _, entry in numbered(book):
        if isinstance(entry, FundsTransferred) and entry.recorded in span:
            names = [LABELS.choice("segment", each) for each in (entry.segment, entry.to_segment)]
            yield Text(
                f"transferred {entry.amount}, {names[0].en} to {names[1].en}, {entry.authorisation}: {entry.reason}",
                f"调拨 {entry.amount}，{names[0].zh}至{names[1].zh}，{entry.authorisation}：{entry.reason}",
            )


BASES: Final = {
    "period": Text("surplus of the period", "本期盈余"),
    "cumulative": Text("left over so far", "累计结余"),
    "term": Text("surplus of the term", "学期盈余"),
}


def _limit(book: CanteenLedger, span: DateSpan, results: Sequence[Result]) -> Iterator[Text]:
    limit, base = book.setting.value(P70_TOLERANCE, span.last), book.setting.value(P70_BASE, span.last)
    if limit is None or base is None:
        return
    most = cell_text(limit, "en", "percent")
    yield Text(f"limit: {most} of the income, by the {BASES[base].en}", f"盈亏率上限 {most}，口径：{BASES[base].zh}")
    for result in results if base != "term" else ():
        ratio = over_limit(book, result, span.last)
        if result.segment in EATING and ratio is not None:
            name = LABELS.choice("segment", result.segment)
            yield Text(
                f"{name.en}: {percent(ratio)} is beyond the limit ({P70.code} {P70.en}, {P70.source})",
                f"{name.zh}盈亏率 {percent(ratio)} 超出上限（{P70.code} {P70.zh}，{P70.source}）",
            )


def balance_sheet(book: CanteenLedger, on: date) -> Table:
    """Return what the canteen has and owes at the end of *on*, by segment (资产负债表): the two sides are equal.

    The account is one; its line shows the share of each segment in it. Cash, what lies in the store, and bills that are
    not shared out yet, stand in common.
    """
    then = book.as_of(on).columns
    left = [total(then.surplus(Purse(segment, fund)) for fund in FUNDS) for segment in SEGMENTS]
    return Table(
        title=Text("Balance sheet", "资产负债表"),
        head=about(book.setting, on),
        columns=(ITEM, *BY_SEGMENT, TOTAL),
        rows=[
            *_side(then, ASSETS, Text("Assets", "资产合计")),
            *_side(then, LIABILITIES, Text("Liabilities", "负债合计")),
            (Text("Left over", "累计结余"), *left, total(left)),
        ],
        signatures=(*SIGNATURES[:3], SIGNATURES[4]),
    )


def _side(then: CanteenState, accounts: tuple[str, ...], name: Text) -> Iterator[Row]:
    lines = [[_held(then, account, segment) for segment in SEGMENTS] for account in accounts]
    for account, amounts in zip(accounts, lines, strict=True):
        yield (ACCOUNTS[account], *amounts, total(amounts))
    sums = [total(column) for column in zip(*lines, strict=True)]
    yield (name, *sums, total(sums))


def _held(then: CanteenState, account: str, segment: str) -> Decimal:
    amounts = (amount for (code, purse), amount in then.balances.items() if (code, purse.segment) == (account, segment))
    return as_printed(account, total(amounts))


def payables_table(book: CanteenLedger, on: date) -> Table:
    """Return the bills that are not paid in full at the end of *on* (应付款明细): who is owed what, since when.

    The notes say what each supplier is owed in all.
    """
    bills = book.payables(on)
    return Table(
        title=Text("Bills to be paid", "应付款明细"),
        head=about(book.setting, on),
        columns=(
            TableColumn("supplier", "供应商", "Supplier"),
            TableColumn("since", "入账日期", "Since"),
            TableColumn("document", "单据号", "Document"),
            TableColumn("amount", "金额", "Amount", "money"),
            TableColumn("left", "未付", "Still owed", "money"),
            TableColumn("days", "账龄（天）", "Days", "number"),
        ),
        rows=[
            (each.supplier, each.since, each.document, each.amount, each.left, (on - each.since).days) for each in bills
        ],
        totals={"left": total(each.left for each in bills)},
        notes=[_owed(supplier, bills) for supplier in dict.fromkeys(each.supplier for each in bills)],
        signatures=SIGNATURES[:2],
    )


def _owed(supplier: str, bills: Sequence[Payable]) -> Text:
    left = cell_text(total(each.left for each in bills if each.supplier == supplier), "en", "money")
    return Text(f"{supplier}: {left} in all", f"{supplier} 小计：{left}")
