"""What a period comes to for one segment."""

from decimal import Decimal

from attrs import frozen

from schoollogistics.values.money import FEN, own_context


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
    fee_food: Decimal
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
        """What of the fee income went into food, that which a subsidy paid for left out; None without income."""
        return share(self.fee_food, self.fee_income)

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
