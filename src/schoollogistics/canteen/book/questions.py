"""What ought to have held in a canteen and did not: the questions behind ``breaches``."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from schoollogistics.canteen.book.results import Result
from schoollogistics.canteen.entries.codes import Group
from schoollogistics.canteen.entries.committees import CommitteeFormed, CommitteeMet, MealAccompanied
from schoollogistics.canteen.entries.dining import MealsServed
from schoollogistics.canteen.entries.sharing import FundsTransferred
from schoollogistics.canteen.lifecycle import ISSUED
from schoollogistics.canteen.rules.accounts import STORE
from schoollogistics.canteen.rules.labels import LABELS
from schoollogistics.canteen.rules.plans import (
    P44,
    P44_DAYS_COVER,
    P70,
    P70_BASE,
    P70_SIDES,
    P70_TOLERANCE,
    P72,
    P81,
    P83,
    P83_PER_MEAL,
    P84,
)
from schoollogistics.canteen.state import COMMON
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.errors import OutOfCoverage, Text
from schoollogistics.journal import Breach, Ref, numbered
from schoollogistics.values.money import own_context
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.tables import cell_text

if TYPE_CHECKING:
    from schoollogistics.canteen.book.ledger import CanteenLedger

GROUPS: Final[tuple[Group, ...]] = ("administration", "logistics", "teachers", "parents", "union")
EATING: Final = ("pupils", "staff")
BY_MONTH: Final[tuple[str | None, ...]] = ("period", "cumulative")
WATCHED: Final = frozenset({"tender", "pricing", "money"})


def unbalanced_periods(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find months or terms in which the meal fees of a segment left over, or lacked, more than the limit (P70)."""
    for period in _periods(book, span):
        tolerance = book.setting.value(P70_TOLERANCE, period.last)
        cumulative = book.setting.value(P70_BASE, period.last) == "cumulative"
        sides = book.setting.value(P70_SIDES, period.last)
        for result in book.results(period) if tolerance is not None else ():
            ratio = result.cumulative_ratio if cumulative else result.ratio
            if result.segment not in EATING or ratio is None or sides == ("deficit" if ratio > 0 else "surplus"):
                continue
            if tolerance is not None and ratio.copy_abs() > tolerance:
                name, part = LABELS.choice("segment", result.segment), cell_text(ratio, "en", "percent")
                yield Breach(
                    rule=P70,
                    on=period.last,
                    found=Text(
                        f"{name.en}, {period}: {part} of {result.fee_income}{' in all' if cumulative else ''}",
                        f"{name.zh} {period}：{'累计' if cumulative else ''}盈亏率 {part}，收入 {result.fee_income}",
                    ),
                )


def overstocked_months(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find months at whose end the store held more days of use than it may, by what the month used on average (P44)."""
    for month in span.months():
        most = book.setting.value(P44_DAYS_COVER, month.last)
        used = Decimal(book.figures(month)[ISSUED])
        if month.last in span and most is not None and used > 0:
            there = book.as_of(month.last).columns.balance(STORE, COMMON)
            days = own_context().divide(own_context().multiply(there, Decimal(len(month))), used)
            if days > most:
                whole = int(days)
                yield Breach(
                    rule=P44,
                    on=month.last,
                    found=Text(
                        f"{there} in store, {whole} days of use; at most {most}",
                        f"库存 {there}，可用 {whole} 天，上限 {most} 天",
                    ),
                )


def _periods(book: "CanteenLedger", span: DateSpan) -> Iterator[DateSpan]:
    for month in span.months():
        if month.last in span and book.setting.value(P70_BASE, month.last) in BY_MONTH:
            yield month
    if book.setting.value(P70_BASE, span.last) == "term":
        if book.setting.calendar is None:
            raise OutOfCoverage(
                "coverage",
                tried=Text("work out the surplus of a term", "计算学期盈亏率"),
                stands=Text("the setting has no calendar", "设置中没有校历"),
                takes=Text("Setting(calendar=TermCalendar(…))", "请给出 Setting(calendar=TermCalendar(…))"),
                fields=("calendar",),
            )
        for term in book.setting.calendar.general_terms:
            if term.last in span and book.setting.value(P70_BASE, term.last) == "term":
                yield DateSpan(term.first, term.last)


def purses_mixed(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find months at whose end one segment lives on the other's money, and every transfer between purses (P72)."""
    for month in span.months():
        if month.last in span:
            results = [each for each in book.results(month) if each.segment in EATING]
            short = [each for each in results if each.closing < 0 and (each.income or each.cost)]
            if any(each.closing > 0 for each in results):
                for each in short:
                    yield Breach(rule=P72, on=month.last, found=_short_found(each))
    for number, entry in numbered(book):
        if isinstance(entry, FundsTransferred) and entry.on in span:
            source, target = (LABELS.choice("segment", each) for each in (entry.segment, entry.to_segment))
            yield Breach(
                rule=P72,
                on=entry.on,
                found=Text(
                    f"{entry.amount} from {source.en} to {target.en}, authorised by {entry.authorisation}",
                    f"由{source.zh}调拨 {entry.amount} 至{target.zh}，批准文号 {entry.authorisation}",
                ),
                ref=Ref(book.name, number),
                note=entry.reason,
            )


def _short_found(result: Result) -> Text:
    name, short = LABELS.choice("segment", result.segment), minus(result.closing)
    return Text(
        f"{name.en}: short of {short}, which is the others' money",
        f"{name.zh}累计亏空 {short}，占用了另一方的资金",
    )


def meals_without_leader(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find days, or meals where the school says so, on which pupils ate and no leader with them (P83)."""
    served: dict[tuple[date, str], None] = {}
    along: set[tuple[date, str]] = set()
    state = book.columns
    for _, entry in numbered(book):
        if isinstance(entry, MealsServed) and entry.on in span and state.serves[entry.meal] == "pupils":
            per_meal = book.setting.value(P83_PER_MEAL, entry.on)
            if per_meal is not None:
                served[entry.on, entry.meal if per_meal else ""] = None
        elif isinstance(entry, MealAccompanied) and state.serves.get(entry.meal) == "pupils":
            along |= {(entry.on, entry.meal), (entry.on, "")}
    for day, meal in served:
        if (day, meal) not in along:
            yield Breach(
                rule=P83,
                on=day,
                found=Text(f"nobody ate along {meal}".strip(), f"{meal}无人陪餐"),
            )


def incomplete_committees(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find meal committees that lack one of the five groups (P81)."""
    for number, entry in numbered(book):
        if isinstance(entry, CommitteeFormed) and entry.body == "meal" and entry.on in span:
            there = {line.represents for line in entry.lines}
            lacking = [LABELS.choice("represents", group) for group in GROUPS if group not in there]
            if lacking:
                yield Breach(
                    rule=P81,
                    on=entry.on,
                    found=Text(
                        f"{entry.committee} lacks {', '.join(each.en for each in lacking)}",
                        f"{entry.committee} 缺 {'、'.join(each.zh for each in lacking)}代表",
                    ),
                    subject=("committee", entry.committee),
                    ref=Ref(book.name, number),
                )


def parents_left_out(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find meetings about tenders, prices and money that the parents' supervision committee did not attend (P84)."""
    bodies = book.columns.body
    met = [(number, e) for number, e in numbered(book) if isinstance(e, CommitteeMet) and e.occasion in WATCHED]
    parents = {(e.on, e.occasion) for _, e in met if bodies.get(e.committee) == "parents"}
    for number, entry in met:
        if entry.on in span and (entry.on, entry.occasion) not in parents:
            occasion = LABELS.choice("occasion", entry.occasion)
            yield Breach(
                rule=P84,
                on=entry.on,
                found=Text(
                    f"{entry.committee} on {occasion.en}, without the parents' committee",
                    f"{entry.committee} {occasion.zh}会议，膳食监督家长委员会未参加",
                ),
                subject=("committee", entry.committee),
                ref=Ref(book.name, number),
            )
