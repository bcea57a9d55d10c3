"""What stands below the account: what is in its figures and what is not, and what changed since it was published."""

from collections.abc import Iterator, Sequence
from typing import Final

from schoollogistics.canteen.book import CanteenLedger, Result
from schoollogistics.canteen.book.questions import EATING, over_limit
from schoollogistics.canteen.book.results import percent
from schoollogistics.canteen.entries.opening import TurnoverOpened
from schoollogistics.canteen.entries.sharing import FundsTransferred
from schoollogistics.canteen.rules import LABELS
from schoollogistics.canteen.rules.plans import P70, P70_BASE, P70_TOLERANCE
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.errors import Text
from schoollogistics.journal import numbered
from schoollogistics.journal.bookkeeping import CLOSED
from schoollogistics.values.money import own_context, total
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.tables import cell_text

PER_MEAL: Final = Text(
    "food per meal: all food over all meals, each sitting counted as one; of one sitting: the food issued to it over its meals",
    "餐均食材成本：食材成本÷就餐人次，各餐次均计一人次；分餐次：该餐次领用食材÷该餐次人次",
)


def not_shared(results: Sequence[Result]) -> Iterator[Text]:
    """Yield what the costs are that no segment bears yet."""
    (common,) = (each for each in results if each.segment == "common")
    if common.closing:
        amount = cell_text(minus(common.closing), "en", "money")
        yield Text(
            f"common costs of {amount} are not shared out: no segment bears them yet",
            f"公共费用 {amount} 尚未分摊，未计入各方支出",
        )


def not_closed(book: CanteenLedger, span: DateSpan) -> Iterator[Text]:
    """Yield that figures may still change, as long as the month is not closed."""
    through = book.columns.closed.get(CLOSED)
    if through is None or through < span.last:
        yield Text("the month is not closed yet: figures may still change", "本月尚未月结，数字仍可能变动")


def transfers(book: CanteenLedger, span: DateSpan) -> Iterator[Text]:
    """Yield every transfer between purses with its authority and reason."""
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


def limit_notes(book: CanteenLedger, span: DateSpan, results: Sequence[Result]) -> Iterator[Text]:
    """Yield the limit of surplus and deficit, where the school has one, and who is beyond it."""
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


def fees_alone(named: Sequence[tuple[Text, Result]]) -> Iterator[Text]:
    """Yield what the ratios are worked out from, where the fees are not all the money there is: (whose or when, result)."""
    for name, each in named:
        if each.fee_income and (each.fee_income, each.fee_cost, each.fee_closing) != (
            each.income,
            each.cost,
            each.closing,
        ):
            surplus = own_context().subtract(each.fee_income, each.fee_cost)
            income, left, food, now = (
                cell_text(amount, "en", "money")
                for amount in (each.fee_income, surplus, each.fee_food, each.fee_closing)
            )
            yield Text(
                f"{name.en}: the ratios are of the meal fees alone: income {income}, surplus {left}, left over {now}, food {food}",
                f"{name.zh}盈亏率、食材占比只计伙食费资金：收入 {income}，本期盈余 {left}，累计结余 {now}，食材 {food}",
            )


def carried_sums(book: CanteenLedger, span: DateSpan) -> Iterator[Text]:
    """Yield what of the income and cost of *span* was carried in as sums."""
    for _, entry in numbered(book):
        if isinstance(entry, TurnoverOpened) and entry.recorded in span:
            name = LABELS.choice("segment", entry.segment)
            came, went = (
                cell_text(total(amounts), "en", "money")
                for amounts in ((each.came for each in entry.income), (each.went for each in entry.costs))
            )
            yield Text(
                f"{name.en}: income of {came} and cost of {went} are sums carried in on {entry.recorded}",
                f"{name.zh}收入中 {came}、支出中 {went} 为 {entry.recorded} 转入的期初累计发生额",
            )


def changed_since(then: Result, now: Result, version: int) -> Text:
    """Return by how much an account parts from that of an earlier *version*."""
    pairs = (
        (Text("income", "收入"), then.income, now.income),
        (Text("cost", "支出"), then.cost, now.cost),
        (Text("left over", "累计结余"), then.closing, now.closing),
    )
    said = [
        (name, cell_text(old, "en", "money"), cell_text(new, "en", "money")) for name, old, new in pairs if old != new
    ]
    en = ", ".join(f"{name.en} {old} then, {new} now" for name, old, new in said) or "in its lines"
    zh = "，".join(f"{name.zh}原 {old}、现 {new}" for name, old, new in said) or "明细有变动"
    return Text(
        f"the book has changed since version {version} was published: {en}", f"与已公示的第 {version} 版不一致：{zh}"
    )
