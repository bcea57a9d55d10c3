"""What a period comes to for one segment, and how a printed sheet differs from the book."""

from collections.abc import Iterator
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal
from typing import Final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.values.money import FEN, line_amount, own_context

NOT_BOUGHT: Final = Text(
    "the sheet counts what was bought, not what was eaten: the change of the store is left out",
    "按购进数而非耗用数计算，未计库存增减",
)
NOT_THE_BOOK: Final = Text("it does not follow from the book", "与账簿不符")
CUT_OFF: Final = Text("the last digit was cut off, not rounded", "末位截去，未四舍五入")
OF_THE_SURPLUS: Final = Text("the surplus it is a share of is not that of the book", "所据盈余与账簿不符")


@frozen(kw_only=True)
class Result:
    """What a period comes to for one segment (``""``: all), in yuan: all funds, the meal fees apart, the meals served.

    ``closing`` is what is left over at its end, ``transferred`` what was given by other purses, less what was given away.
    """

    segment: str
    income: Decimal
    cost: Decimal
    food: Decimal
    fee_income: Decimal
    fee_cost: Decimal
    fee_closing: Decimal
    closing: Decimal
    transferred: Decimal
    meals: int

    @property
    def surplus(self) -> Decimal:
        """Income less cost."""
        return own_context().subtract(self.income, self.cost)

    @property
    def before(self) -> Decimal:
        """What was left over when the period began, carried in included."""
        context = own_context()
        return context.subtract(context.subtract(self.closing, self.surplus), self.transferred)

    @property
    def ratio(self) -> Decimal | None:
        """The surplus of the meal fees over their income in the same period (口径：本期); None without income."""
        return share(own_context().subtract(self.fee_income, self.fee_cost), self.fee_income)

    @property
    def cumulative_ratio(self) -> Decimal | None:
        """What the meal fees have left over so far, over their income in the period (口径：累计); None without income."""
        return share(self.fee_closing, self.fee_income)

    @property
    def food_share(self) -> Decimal | None:
        """What of the fee income went into food; None without income."""
        return share(self.food, self.fee_income)

    @property
    def cost_per_meal(self) -> Decimal | None:
        """The cost of food over the meals served, in yuan to the fen, half up; None without meals."""
        found = share(self.food, Decimal(self.meals))
        return None if found is None else found.quantize(FEN, context=own_context())


def percent(ratio: Decimal | None) -> str | None:
    """Return a *ratio* as it is printed, always with two decimals: 0.044 is 4.40%; None where there is none."""
    if ratio is None:
        return None
    context = own_context()
    return f"{context.multiply(ratio, Decimal(100)).quantize(FEN, context=context):f}%"


def share(part: Decimal, whole: Decimal) -> Decimal | None:
    """Return the quotient of two sums; None where the whole is zero."""
    return own_context().divide(part, whole) if whole else None


@frozen(kw_only=True)
class Printed:
    """What a published sheet says of one segment and period: as much of it as it says. A ratio is a share: 0.0014."""

    surplus: Decimal | None = None
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


def differences(result: Result, bought: Decimal, printed: Printed) -> Iterator[Difference]:
    """Yield where *printed* is not *result*; *bought* is what came in in the period, in yuan, eaten or not."""
    context = own_context()
    if printed.surplus is not None and printed.surplus != result.surplus:
        by_purchases = context.subtract(result.income, bought)
        yield Difference(
            what=Text("Surplus", "盈余"),
            printed=printed.surplus,
            found=result.surplus,
            reason=NOT_BOUGHT if printed.surplus == by_purchases else NOT_THE_BOOK,
        )
    if printed.ratio is not None and result.income:
        yield from _ratio_differences(result, printed, printed.ratio)
    if printed.meals is not None and printed.price is not None:
        product = line_amount(printed.price, printed.meals)
        if product != result.fee_income:
            meals = share(result.fee_income, printed.price)
            yield Difference(
                what=Text("Meals × price", "人次×餐标"),
                printed=product,
                found=result.fee_income,
                reason=Text(
                    f"the income is that of {meals} meals, not of {printed.meals}",
                    f"收入折合 {meals} 人次，不是 {printed.meals} 人次",
                ),
            )


def _ratio_differences(result: Result, printed: Printed, ratio: Decimal) -> Iterator[Difference]:
    what = Text("Surplus ratio", "盈亏率")
    claimed = result.surplus if printed.surplus is None else printed.surplus
    own = own_context().divide(claimed, result.income)
    rounded, cut = (own.quantize(ratio, rounding=how, context=own_context()) for how in (ROUND_HALF_UP, ROUND_DOWN))
    if ratio != rounded:
        yield Difference(what=what, printed=ratio, found=rounded, reason=CUT_OFF if ratio == cut else NOT_THE_BOOK)
    found = own_context().divide(result.surplus, result.income)
    true = found.quantize(ratio, rounding=ROUND_HALF_UP, context=own_context())
    if claimed != result.surplus and ratio != true:
        yield Difference(what=what, printed=ratio, found=true, reason=OF_THE_SURPLUS)
