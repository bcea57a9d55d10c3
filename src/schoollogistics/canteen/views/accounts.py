"""The papers about income and cost: the account that is published, and the account to date."""

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

from schoollogistics.canteen.book import CanteenLedger, MealCost, Result
from schoollogistics.canteen.book.costing import sittings_of_meals
from schoollogistics.canteen.book.results import percent
from schoollogistics.canteen.lifecycle import COST_INCURRED, INCOME_EARNED, MEALS
from schoollogistics.canteen.rules import LABELS, PARAMETERS
from schoollogistics.canteen.rules.accounts import (
    ACCOUNTS,
    COSTS,
    INCOME,
    KINDS,
    SEGMENTS,
)
from schoollogistics.canteen.rules.plans import R43_KIND
from schoollogistics.canteen.views.account_notes import (
    PER_MEAL,
    carried_sums,
    changed_since,
    fees_alone,
    limit_notes,
    not_closed,
    not_shared,
    transfers,
)
from schoollogistics.canteen.views.columns import filled
from schoollogistics.errors import Text, invalid
from schoollogistics.journal import Figures, Measure, about, numbered, value_notes
from schoollogistics.journal.book import recorded_lines
from schoollogistics.journal.bookkeeping import Published
from schoollogistics.journal.excerpts import as_published
from schoollogistics.journal.fingerprint import chain, head_line
from schoollogistics.values.money import own_context, total
from schoollogistics.values.periods import DateSpan, Month, span_of
from schoollogistics.values.tables import Cell, Pair, Table, TableColumn

ITEM: Final = TableColumn("item", "项目", "Item")
BY_SEGMENT: Final = tuple(
    TableColumn(code, label.zh, label.en, "money")
    for code, label in ((code, LABELS.choice("segment", code)) for code in SEGMENTS)
)
TOTAL: Final = TableColumn("total", "合计", "Total", "money")
SIGNERS: Final = (
    Text("Prepared by", "编制人"),
    Text("Checked by", "审核人"),
    Text("Head of logistics", "后勤负责人"),
    Text("Deputy head of the school", "分管负责人"),
    Text("Head of the school", "单位负责人"),
    Text("Chair of the meal committee", "膳食委员会主任"),
)
"""Who signs, in words that suit a school as well as a kindergarten; a sheet takes others."""
POSTED: Final = (
    (Text("Seal", "盖章"), None),
    (Text("Public from", "公示日期"), None),
    (Text("Telephone for complaints", "监督电话"), None),
)

VIEW: Final = "canteen_account"

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
    each_meal: dict[str, Decimal]


def canteen_account(
    book: CanteenLedger,
    during: DateSpan | date,
    *,
    analysis: Text | None = None,
    version: int | None = None,
    signers: Sequence[Text] = SIGNERS,
    every_segment: bool = False,
) -> Table:
    """Return the account of *during* by segment (食堂收支公示表, D37): income, cost, surplus, ratios, meals, the store.

    Ratios name their formula; one beyond the limit names the rule. Every transfer between purses is disclosed in a note,
    and common costs that are not shared out. *analysis* is what the school says of it (盈亏分析及措施). *version* is by default
    the one that is public, or the first; where the book has changed since, it is the next. A version that is public is printed
    as it was published. A note says by how much it parts from the version before, and why. A segment without anything is left
    out unless *every_segment* is wanted. ``InvalidValue`` (range) for a version beyond the next.
    """
    span, latest = span_of(during), book.columns.published.get((VIEW, str(during)), 0)
    public = [each for _, each in numbered(book) if isinstance(each, Published) and each.view == VIEW]
    if version is not None:
        book = _as_published(book, during, latest, version)
    results = (*book.results(span), book.result(span))
    rows, earlier = _account_rows(book, span, results), as_published(book, VIEW, during)
    if version is None:
        changed = [*_changed(earlier, span, rows, results[-1], latest)]
        version = max(latest + len(changed), 1)
        if earlier is not None and not changed:
            earlier = as_published(earlier, VIEW, during)
    changed = [*_changed(earlier, span, rows, results[-1], version - 1)]
    columns, rows = filled((ITEM, *BY_SEGMENT, TOTAL), rows, () if every_segment else SEGMENTS)
    return Table(
        title=Text("Canteen account", "食堂收支公示表"),
        head=(*about(book.setting, during), *_kind(book, span), (Text("Version", "版次"), version)),
        columns=columns,
        rows=rows,
        notes=(
            *changed,
            *(
                _reason(each)
                for each in public
                if each.reason and (str(each.period), each.version) == (str(during), version)
            ),
            *not_closed(book, span),
            *not_shared(results),
            *carried_sums(book, span),
            *transfers(book, span),
            *limit_notes(book, span, results),
            *fees_alone([(_name(each.segment), each) for each in results]),
            PER_MEAL,
            *([] if analysis is None else [Text(f"analysis: {analysis.en}", f"七、盈亏分析及措施：{analysis.zh}")]),
            *value_notes(book.setting, PARAMETERS, span.last),
            _made_from(book, span),
        ),
        signatures=(*signed_by(signers), *POSTED),
    )


def _as_published(book: CanteenLedger, during: DateSpan | date, latest: int, version: int) -> CanteenLedger:
    """Return the book as it stood when that *version* was published, or as it is for the next; refuse any other (range)."""
    if not 1 <= version <= latest + 1:
        raise invalid(
            "range",
            "version",
            version,
            Text(f"{latest} are public", f"已公示 {latest} 版"),
            Text(f"1 to {latest + 1}", f"1 至 {latest + 1}"),
        )
    for _ in range(latest + 1 - version):
        earlier = as_published(book, VIEW, during)
        book = book if earlier is None else earlier
    return book


def _changed(
    earlier: CanteenLedger | None, span: DateSpan, rows: list[Row], now: Result, version: int
) -> Iterator[Text]:
    """Yield by how much the account parts from the version before, as the book stood *earlier*, if it does."""
    if earlier is not None:
        then = earlier.result(span)
        if _account_rows(earlier, span, (*earlier.results(span), then)) != rows:
            yield changed_since(then, now, version)


def _reason(public: Published) -> Text:
    return Text(f"why version {public.version}: {public.reason}", f"第 {public.version} 版公示说明：{public.reason}")


def _name(segment: str) -> Text:
    label = LABELS.choice("segment", segment) if segment else None
    return Text("all", "合计") if label is None else Text(label.en, label.zh)


def signed_by(signers: Sequence[Text]) -> tuple[Pair, ...]:
    """Return a line to sign on for each of *signers*."""
    return tuple((each, None) for each in signers)


def account_to_date(
    book: CanteenLedger,
    during: DateSpan | date,
    *,
    segment: str | None = None,
    since: date | None = None,
    signers: Sequence[Text] = SIGNERS,
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
    names, sheets = [each for each, _ in spans.values()], list[Sheet]()
    for _, each in spans.values():
        every = (*book.results(each), book.result(each))
        result = next(one for one in every if one.segment == (segment or ""))
        sheets.append(_sheet(book, each, book.figures(each), result, book.meal_costs(each)))
    results = [each.result for each in sheets]
    name = _name(segment or "")
    return Table(
        title=Text("Account to date", "食堂收支累计表"),
        head=(
            *about(book.setting, during),
            *_kind(book, span),
            (Text("Whose", "就餐人类别"), name),
            *(pair for key, pair in spans.items() if key != "period"),
        ),
        columns=(ITEM, *(TableColumn(key, each.zh, each.en, "money") for key, (each, _) in spans.items())),
        rows=_rows(sheets),
        notes=(*fees_alone(list(zip(names, results, strict=True))), PER_MEAL, _made_from(book, span)),
        signatures=signed_by(signers),
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


def _account_rows(book: CanteenLedger, span: DateSpan, results: Sequence[Result]) -> list[Row]:
    figures, costs = book.figures(span), book.meal_costs(span)
    return _rows([_sheet(book, span, figures, result, costs) for result in results])


def _sheet(book: CanteenLedger, span: DateSpan, figures: Figures, result: Result, costs: Sequence[MealCost]) -> Sheet:
    segment, store = result.segment, None
    if not segment:
        now = book.store(span.last)
        store = (total([own_context().subtract(now, book.store_change(span))]), total([now]))
    sittings: dict[str, int] = {}
    sitting_of = sittings_of_meals(book)
    for (owner, meal), count in figures.parts(MEALS).items():
        if segment in ("", owner):
            sitting = sitting_of[meal]
            sittings[sitting] = sittings.get(sitting, 0) + int(count)
    return Sheet(
        result=result,
        income=_by_account(figures, INCOME_EARNED, segment),
        costs=_by_account(figures, COST_INCURRED, segment),
        sittings=sittings,
        store=store,
        each_meal=_each_meal([each for each in costs if segment in ("", each.segment)]),
    )


def _each_meal(costs: Sequence[MealCost]) -> dict[str, Decimal]:
    found = {}
    for sitting in dict.fromkeys(each.sitting for each in costs):
        same = [each for each in costs if each.sitting == sitting]
        food, meals = total(each.food for each in same), sum(each.meals for each in same)
        cost = MealCost(segment="", sitting=sitting, food=food, meals=meals).cost_per_meal
        if cost is not None:
            found[sitting] = cost
    return found


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
        *_each_sitting(sheets),
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


def _each_sitting(sheets: Sequence[Sheet]) -> Iterator[Row]:
    there = {sitting for each in sheets for sitting in each.each_meal}
    for code, name in LABELS.choices["sitting"].items() if len(there) > 1 else ():
        if code in there:
            yield (
                Text(f"food per {name.en}", f"{name.zh}餐均食材成本"),
                *(each.each_meal.get(code) for each in sheets),
            )
