"""What a head is served held against a standard: cell by cell, and never surer than the numbers behind it."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal
from typing import Final, Literal

from attrs import evolve, frozen

from schoollogistics.errors import Text
from schoollogistics.journal import Bound, Setting, Standard
from schoollogistics.nutrition.rules.foods import FOOD_GROUPS, GRAMS, KCAL_PER_GRAM, NUTRIENTS, UNITS, Base
from schoollogistics.nutrition.rules.labels import LABELS
from schoollogistics.nutrition.rules.plans import P66_BASE, P66_DAY_SHARE, P66_STANDARD, SITTINGS
from schoollogistics.nutrition.rules.standards import DAY, SHARE
from schoollogistics.nutrition.state import Intake
from schoollogistics.values.meals import Sitting
from schoollogistics.values.money import own_context

Verdict = Literal["below", "within", "above", "unknown"]

VERDICTS: Final = {
    "below": Text("below", "不足"),
    "within": Text("met", "达标"),
    "above": Text("above", "超出"),
    "unknown": Text("cannot be told", "无法判断"),
}
SHARE_UNIT: Final = Text("share of energy", "供能比")
FOUR_PLACES: Final = Decimal("0.0001")
ALL_DAY: Final = Decimal(1)


@frozen(kw_only=True)
class Comparison:
    """One amount a day of one age *band*, and the *bound* it is held against, scaled to what the school's meals cover.

    ``at_least`` says that parts of it are missing: the amount is that much or more. An amount of which nothing is known is
    None, and so is a share without all its parts.
    """

    band: str
    code: str
    what: Text
    unit: Text
    actual: Decimal | None
    at_least: bool = False
    bound: Bound | None = None

    @property
    def target(self) -> Decimal | None:
        """The number that the standard prints, or its lower end, or its upper end."""
        if self.bound is None:
            return None
        return next((each for each in (self.bound.value, self.bound.least, self.bound.most) if each is not None), None)

    @property
    def percent(self) -> Decimal | None:
        """The amount as a share of the target; None where either or a part is missing, and for shares."""
        if self.actual is None or self.at_least or not self.target or self.unit == SHARE_UNIT:
            return None
        return own_context().divide(self.actual, self.target)

    @property
    def verdict(self) -> Verdict | None:
        """Whether the bound is met; ``unknown`` where missing parts could change that; None without a bound to judge by."""
        if self.bound is None or self.bound.doubt is not None:
            return None
        least, most = self.bound.least, self.bound.most
        if least is None and most is None:
            return None
        if self.actual is None:
            return "unknown"
        if most is not None and self.actual > most:
            return "above"
        if self.at_least and (most is not None or (least is not None and self.actual < least)):
            return "unknown"
        return "below" if least is not None and self.actual < least else "within"


def tidy(number: Decimal) -> str:
    """Return a number as it is printed: to four places, without noughts behind its point."""
    whole, mark, part = f"{number.quantize(FOUR_PLACES, context=own_context()):f}".partition(".")
    part = part.rstrip("0")
    return f"{whole}{mark}{part}" if part else whole


def base_of(setting: Setting, on: date) -> Base:
    """Return what energy is counted by *on* that day: the school's choice, or what the composition tables declare."""
    return "macros" if setting.value(P66_BASE, on) == "macros" else "declared"


def compared(setting: Setting, intake: Intake, on: date, base: Base) -> Iterator[Comparison]:
    """Yield every nutrient, every share of the energy and every food group of an *intake*, with its bound *on* that day."""
    standard, share = setting.value(P66_STANDARD, on), setting.value(P66_DAY_SHARE, on) or ALL_DAY
    for code in NUTRIENTS:
        amount, complete = intake.amount(code, base), intake.is_complete(code, base)
        yield Comparison(
            band=intake.band,
            code=code,
            what=LABELS.choice("nutrient", code),
            unit=UNITS[code],
            actual=amount if amount or complete else None,
            at_least=not complete,
            bound=scaled(_bound(standard, intake.band, DAY, code), share),
        )
    for code in NUTRIENTS:
        if code in KCAL_PER_GRAM:
            what = LABELS.choice("nutrient", code)
            yield Comparison(
                band=intake.band,
                code=f"{code}_share",
                what=Text(f"energy from {what.en}", f"{what.zh}供能比"),
                unit=SHARE_UNIT,
                actual=intake.share(code, base),
                bound=_bound(standard, intake.band, SHARE, code),
            )
    yield from foods_compared(intake, standard, share)


def foods_compared(intake: Intake, standard: Standard | None, share: Decimal = ALL_DAY) -> Iterator[Comparison]:
    """Yield the grams of every food group: by sitting where the *standard* has bounds by sitting, else of that *share* of a day."""
    served = [sitting for sitting in SITTINGS if any(at == sitting for at, _ in intake.meals)]
    bounded = [
        sitting
        for sitting in served
        if any(_bound(standard, intake.band, sitting, group) is not None for group in FOOD_GROUPS)
    ]
    meals: Iterable[Sitting | None] = bounded or (None,)
    # The bounds of a day hold for a day of all meals, so a school that serves lunch alone is held against lunch.
    for sitting in meals:
        name = None if sitting is None else LABELS.choice("sitting", sitting)
        for group in FOOD_GROUPS:
            what = LABELS.choice("group", group)
            yield Comparison(
                band=intake.band,
                code=f"{sitting or DAY}.{group}",
                what=what if name is None else Text(f"{name.en}: {what.en}", f"{name.zh}{what.zh}"),
                unit=GRAMS,
                actual=intake.group_grams(group, sitting),
                bound=scaled(
                    _bound(standard, intake.band, sitting or DAY, group), share if sitting is None else ALL_DAY
                ),
            )


def scaled(bound: Bound | None, share: Decimal) -> Bound | None:
    """Return *bound* for meals that cover that *share* of a day."""
    if bound is None or share == ALL_DAY:
        return bound
    context = own_context()
    value, least, most = (
        None if each is None else context.multiply(each, share) for each in (bound.value, bound.least, bound.most)
    )
    return evolve(bound, value=value, least=least, most=most)


def _bound(standard: Standard | None, *of: str) -> Bound | None:
    return None if standard is None else standard.bound(*of)
