"""What ought to have held of the money and the store and did not: questions behind ``breaches``."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from schoollogistics.canteen.book.month_end import uncounted
from schoollogistics.canteen.book.results import Result, percent
from schoollogistics.canteen.entries.cash import CashAdjusted, CashCounted
from schoollogistics.canteen.entries.keeping import StockCounted
from schoollogistics.canteen.entries.sharing import FundsTransferred
from schoollogistics.canteen.lifecycle import ISSUED
from schoollogistics.canteen.rules.accounts import BANK
from schoollogistics.canteen.rules.labels import LABELS
from schoollogistics.canteen.rules.plans import (
    P44,
    P44_DAYS_COVER,
    P70,
    P70_BASE,
    P70_SIDES,
    P70_TOLERANCE,
    P71,
    P72,
    P73,
    P73_ACCOUNT,
    P78,
)
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.errors import Text
from schoollogistics.journal import Breach, Ref, numbered
from schoollogistics.journal.bookkeeping import CLOSED
from schoollogistics.values.money import NOTHING, own_context, total
from schoollogistics.values.periods import DateSpan, Month

if TYPE_CHECKING:
    from schoollogistics.canteen.book.ledger import CanteenLedger

EATING: Final = ("pupils", "staff")
RINGED: Final = frozenset({"subsidy", "donation"})
BY_MONTH: Final[tuple[str | None, ...]] = ("period", "cumulative")


def unbalanced_periods(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find months or terms in which the meal fees of a segment left over, or lacked, more than the limit (P70)."""
    for period in _periods(book, span):
        for result in book.results(period):
            ratio = over_limit(book, result, period.last)
            if result.segment in EATING and ratio is not None:
                cumulative = book.setting.value(P70_BASE, period.last) == "cumulative"
                name, part = LABELS.choice("segment", result.segment), percent(ratio)
                yield Breach(
                    rule=P70,
                    on=period.last,
                    found=Text(
                        f"{name.en}, {period}: {part} of {result.fee_income}{' in all' if cumulative else ''}",
                        f"{name.zh} {period}：{'累计' if cumulative else ''}盈亏率 {part}，收入 {result.fee_income}",
                    ),
                )


def over_limit(book: "CanteenLedger", result: Result, on: date) -> Decimal | None:
    """Return the ratio of *result* that the limit in force *on* that day looks at, where it is beyond it; else None."""
    tolerance, sides = book.setting.value(P70_TOLERANCE, on), book.setting.value(P70_SIDES, on)
    cumulative = book.setting.value(P70_BASE, on) == "cumulative"
    ratio = result.cumulative_ratio if cumulative else result.ratio
    if tolerance is None or ratio is None or sides == ("deficit" if ratio > 0 else "surplus"):
        return None
    return ratio if ratio.copy_abs() > tolerance else None


def overstocked_months(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find months at whose end the store held more days of use than it may, by what the month used on average (P44)."""
    for month in span.months():
        most = book.setting.value(P44_DAYS_COVER, month.last)
        used = Decimal(book.figures(month)[ISSUED])
        if month.last in span and most is not None and used > 0:
            there = book.store(month.last)
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
        calendar = book.setting.need_calendar(Text("work out the surplus of a term", "计算学期盈亏率"))
        for term in calendar.general_terms:
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


def earmarked_money_spent(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find months at whose end the account holds less than what is left of subsidies and donations (P71)."""
    for month in span.months():
        if month.last in span:
            shares = [(purse, part) for account, purse, part in book.columns.booked(month) if account == BANK]
            ringed = total(part for purse, part in shares if purse.fund in RINGED)
            there = total(part for _, part in shares)
            if ringed > NOTHING and there < ringed:
                yield Breach(
                    rule=P71,
                    on=month.last,
                    found=Text(
                        f"{there} in the account, {ringed} of it earmarked",
                        f"专户余额 {there}，其中专项资金应有 {ringed}",
                    ),
                )


def overdrawn_months(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find months at whose end the dedicated account held less than nothing by the book (P73), where a school has one."""
    for month in span.months():
        if month.last in span and book.setting.value(P73_ACCOUNT, month.last) is not None:
            there = book.bank(month)
            if there < NOTHING:
                yield Breach(
                    rule=P73,
                    on=month.last,
                    found=Text(f"{there} in the account by the book", f"专户账面余额 {there}"),
                )


def items_not_counted(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find months that were counted or closed, and items that were left out of the count at their end (P78)."""
    counted = {Month.of(entry.on) for _, entry in numbered(book) if isinstance(entry, StockCounted)}
    through = book.columns.closed.get(CLOSED)
    for month in span.months():
        closed = through is not None and month.last <= through
        if month.last in span and (month in counted or closed):
            items = [item for item, _ in uncounted(book.as_of(month.last).columns, month)]
            if items:
                yield Breach(
                    rule=P78,
                    on=month.last,
                    found=Text(
                        f"not counted, or not put right: {', '.join(items)}", f"未盘点或未调账：{'、'.join(items)}"
                    ),
                )


def cash_off(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find counts of the cash box that were not what the book says, and what was put right without a count (P73)."""
    told = NOTHING
    for number, entry in numbered(book):
        if not isinstance(entry, CashCounted | CashAdjusted):
            continue
        off = own_context().subtract(entry.amount, entry.booked)
        # A count tells of what is put right after it.
        anew = isinstance(entry, CashCounted) or off != told
        told = off if isinstance(entry, CashCounted) else NOTHING
        if off and anew and entry.on in span:
            yield Breach(
                rule=P73,
                on=entry.on,
                found=Text(
                    f"{entry.amount} in cash, {entry.booked} in the book",
                    f"备用金实存 {entry.amount}，账存 {entry.booked}",
                ),
                ref=Ref(book.name, number),
                note=entry.reason,
            )
