"""How a printed sheet differs from the book: figure by figure, with the reason where one is known."""

from collections.abc import Iterator, Mapping
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from attrs import frozen

from schoollogistics.canteen.book.results import Result, share
from schoollogistics.canteen.state.stock import trimmed
from schoollogistics.errors import Text
from schoollogistics.values.money import FEN, line_amount, own_context

NOT_BOUGHT: Final = Text(
    "the sheet counts what was bought, not what was eaten: the change of the store is left out",
    "按购进数而非耗用数计算，未计库存增减",
)
STORE_LEFT_OUT: Final = Text("the food in the store is left out", "未计库存物资")
GIVEN_BACK: Final = Text("fees given back are counted as cost, not as less income", "退费列作支出，未冲减收入")
PAID_IN: Final = Text("the sheet counts what was paid in, not what was eaten", "按缴费数而非就餐数计算收入")
NOT_THE_SHEET: Final = Text("it does not follow from the other figures of the sheet either", "与表内其他数字也不符")
NOT_THE_BOOK: Final = Text("it does not follow from the book", "与账簿不符")
CUT_OFF: Final = Text("the last digit was cut off, not rounded", "末位截去，未四舍五入")
TOO_COARSE: Final = Text("it was rounded to fewer digits than are printed", "舍入位数少于所列位数")
OTHER_PARTS: Final = Text("the figures it is worked out from are not those of the book", "所据数字与账簿不符")


@frozen(kw_only=True)
class Printed:
    """What a published sheet says of one segment and period: as much of it as it says, in yuan.

    ``before`` and ``closing`` are what was left over when the period began, and at its end. A ratio is a share with as
    many digits as are printed, of a deficit below zero: 2.30% is ``Decimal("0.0230")``. With a *price*, *meals* times
    price is held against the income; without one, *meals* against those that were counted.
    """

    income: Decimal | None = None
    cost: Decimal | None = None
    surplus: Decimal | None = None
    before: Decimal | None = None
    closing: Decimal | None = None
    ratio: Decimal | None = None
    meals: int | None = None
    price: Decimal | None = None


@frozen(kw_only=True)
class Difference:
    """Where a printed sheet and the book part: what is printed, what the book says, and why."""

    what: Text
    printed: Decimal
    found: Decimal
    reason: Text


@frozen(kw_only=True)
class Beside:
    """What a sheet may have taken for income or cost, in yuan: the store before and after, fees paid in and given back."""

    store_before: Decimal
    store_now: Decimal
    paid_in: Decimal
    given_back: Decimal


def differences(result: Result, beside: Beside, printed: Printed) -> Iterator[Difference]:
    """Yield where *printed* is not *result*; *beside* is what may explain it."""
    yield from _sums(result, beside, printed)
    if printed.ratio is not None:
        yield from _ratio(result, printed, printed.ratio)
    if printed.meals is not None:
        yield from _meals(result, printed.meals, printed.price)


def _sums(result: Result, beside: Beside, printed: Printed) -> Iterator[Difference]:
    plus, less = own_context().add, own_context().subtract
    stored = less(beside.store_now, beside.store_before)
    by_payments = plus(less(result.income, result.fee_income), beside.paid_in)
    yield from _sum(
        Text("Income", "收入"),
        printed.income,
        result.income,
        {GIVEN_BACK: plus(result.income, beside.given_back), PAID_IN: by_payments},
    )
    yield from _sum(
        Text("Cost", "支出"),
        printed.cost,
        result.cost,
        {GIVEN_BACK: plus(result.cost, beside.given_back), NOT_BOUGHT: plus(result.cost, stored)},
    )
    yield from _sum(
        Text("Surplus", "盈余"),
        printed.surplus,
        result.surplus,
        {NOT_BOUGHT: less(result.surplus, stored), PAID_IN: less(by_payments, result.cost)},
        None if printed.income is None or printed.cost is None else less(printed.income, printed.cost),
    )
    yield from _sum(
        Text("Left over before", "上期累计结余"),
        printed.before,
        result.before,
        {STORE_LEFT_OUT: less(result.before, beside.store_before)},
    )
    yield from _sum(
        Text("Left over now", "本期累计结余"),
        printed.closing,
        result.closing,
        {STORE_LEFT_OUT: less(result.closing, beside.store_now), NOT_BOUGHT: less(result.closing, stored)},
        None if printed.before is None or printed.surplus is None else plus(printed.before, printed.surplus),
    )


def _sum(
    what: Text, printed: Decimal | None, found: Decimal, known: Mapping[Text, Decimal], of_sheet: Decimal | None = None
) -> Iterator[Difference]:
    if printed is not None and printed != found:
        unknown = NOT_THE_BOOK if of_sheet in (None, printed) else NOT_THE_SHEET
        reason = next((reason for reason, amount in known.items() if amount == printed), unknown)
        yield Difference(what=what, printed=printed, found=found, reason=reason)


def _ratio(result: Result, printed: Printed, ratio: Decimal) -> Iterator[Difference]:
    income = result.income if printed.income is None else printed.income
    surplus = result.surplus if printed.surplus is None else printed.surplus
    closing = result.closing if printed.closing is None else printed.closing
    # A sheet may mean the surplus of the period or all that is left over, and all income or the fees alone: each formula
    # by the figures of the sheet, and by those of the book.
    formulas = (
        (share(surplus, income), share(result.surplus, result.income)),
        (share(closing, income), share(result.closing, result.income)),
        (result.ratio, result.ratio),
        (result.cumulative_ratio, result.cumulative_ratio),
    )
    meant = [(own, found) for own, found in formulas if own is not None and found is not None]
    if not meant:
        return
    fitting = (
        (reason, *pair) for reason in (None, CUT_OFF, TOO_COARSE) for pair in meant if _fits(ratio, pair[0], reason)
    )
    reason, own, found = next(fitting, (NOT_THE_BOOK, *meant[0]))
    what, right, true = Text("Surplus ratio", "盈亏率"), _rounded(own, ratio), _rounded(found, ratio)
    if reason is not None:
        yield Difference(what=what, printed=ratio, found=right, reason=reason)
    if own != found and ratio != true:
        yield Difference(what=what, printed=ratio, found=true, reason=OTHER_PARTS)


def _fits(ratio: Decimal, own: Decimal, reason: Text | None) -> bool:
    if reason is TOO_COARSE:
        return ratio == _rounded(own, own_context().scaleb(ratio, 1))
    return ratio == _rounded(own, ratio, ROUND_HALF_UP if reason is None else ROUND_DOWN)


def _rounded(own: Decimal, digits: Decimal, how: str = ROUND_HALF_UP) -> Decimal:
    return own.quantize(digits, rounding=how, context=own_context())


def _meals(result: Result, meals: int, price: Decimal | None) -> Iterator[Difference]:
    if price is None:
        if result.meals not in (0, meals):
            yield Difference(
                what=Text("Meals served", "就餐人次"),
                printed=Decimal(meals),
                found=Decimal(result.meals),
                reason=NOT_THE_BOOK,
            )
        return
    # Meals are paid for by fees, or by a subsidy, or by both; a subsidy may have come for more days than were served.
    context, income = own_context(), result.fee_income or result.income
    given, spent = context.subtract(result.income, result.fee_income), context.subtract(result.food, result.fee_food)
    others = [each for each in (given, spent) if each]
    product = line_amount(price, meals)
    if product not in (income, *others, *(context.add(result.fee_income, each) for each in others)):
        yield Difference(
            what=Text("Meals × price", "人次×餐标"),
            printed=product,
            found=income,
            reason=_not_so_many(meals, share(income, price)),
        )


def _not_so_many(meals: int, paid_for: Decimal | None) -> Text:
    if paid_for is None:
        return NOT_THE_BOOK
    count = trimmed(paid_for.quantize(FEN, context=own_context()))
    return Text(f"the income is that of {count} meals, not of {meals}", f"收入折合 {count} 人次，不是 {meals} 人次")
