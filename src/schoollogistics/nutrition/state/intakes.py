"""What one head of an age band is served: sums over portions, with how much of the food they know anything of."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import frozen

from schoollogistics.nutrition.rules.foods import KCAL_PER_GRAM, NUTRIENTS, Base, Nutrient
from schoollogistics.nutrition.state.lines import AnalysedLine, Composition, MenuLine
from schoollogistics.values.money import own_context

PLACES: Final = Decimal("1e-6")
ZERO: Final = Decimal(0)
HUNDRED: Final = Decimal(100)


@frozen(kw_only=True)
class Portion:
    """One ingredient of one dish of one meal, in raw grams of its edible part."""

    line: MenuLine
    ingredient: str
    grams: Decimal


@frozen(kw_only=True)
class Intake:
    """What one head of a *band* is served over *days* days, in sums; questions are answered a day.

    *known* is how many of the *grams* have a known content of a nutrient, *energy_of* the declared energy by food group,
    *meals* the grams by sitting and food group, *sittings* on how many days each sitting came.
    """

    band: str
    days: int
    grams: Decimal
    sums: Mapping[str, Decimal]
    known: Mapping[str, Decimal]
    meals: Mapping[tuple[str, str], Decimal]
    sittings: Mapping[str, int]
    energy_of: Mapping[str, Decimal]

    def amount(self, nutrient: Nutrient, base: Base = "declared") -> Decimal:
        """Return how much a head has of a *nutrient* a day, in its unit, to six places; at least that if not complete."""
        return self._a_day(self._sum(nutrient, base))

    def is_complete(self, nutrient: Nutrient, base: Base = "declared") -> bool:
        """Tell whether the content is known of every gram of food."""
        parts = tuple(KCAL_PER_GRAM) if nutrient == "energy" and base == "macros" else (nutrient,)
        return all(self.known.get(part, ZERO) == self.grams for part in parts)

    def coverage(self, nutrient: Nutrient) -> Decimal | None:
        """Return the share of the mass of food whose content is known, 0 to 1; None where there is no food."""
        return own_context().divide(self.known.get(nutrient, ZERO), self.grams) if self.grams else None

    def share(self, nutrient: Nutrient, base: Base) -> Decimal | None:
        """Return which share of the energy comes from protein, fat or carbohydrate; None where parts are missing."""
        whole, context = self._sum("energy", base), own_context()
        if not whole or not (self.is_complete(nutrient) and self.is_complete("energy", base)):
            return None
        return context.divide(context.multiply(self._sum(nutrient, base), KCAL_PER_GRAM[nutrient]), whole)

    def group_grams(self, group: str, sitting: str | None = None) -> Decimal:
        """Return how many grams of a food group a head has a day; of one *sitting*, on a day on which there is one."""
        context, whole = own_context(), ZERO
        for (at, of), grams in self.meals.items():
            if of == group and sitting in {None, at}:
                whole = context.add(whole, grams)
        return self._a_day(whole, self.days if sitting is None else self.sittings.get(sitting, 0))

    def group_energy(self, group: str) -> Decimal:
        """Return the declared energy that a head has from a food group a day, in kcal."""
        return self._a_day(self.energy_of.get(group, ZERO))

    def _sum(self, nutrient: str, base: Base) -> Decimal:
        if nutrient != "energy" or base == "declared":
            return self.sums.get(nutrient, ZERO)
        context, whole = own_context(), ZERO
        for part, factor in KCAL_PER_GRAM.items():
            whole = context.add(whole, context.multiply(self.sums.get(part, ZERO), factor))
        return whole

    def _a_day(self, whole: Decimal, days: int | None = None) -> Decimal:
        context = own_context()
        return context.divide(whole, Decimal(max(self.days if days is None else days, 1))).quantize(
            PLACES, context=context
        )


def taken_in(band: str, days: int, portions: Iterable[Portion], composition: Mapping[str, Composition]) -> Intake:
    """Return the sums over *portions* by what each ingredient is made of."""
    context = own_context()
    sums: dict[str, Decimal] = {}
    known: dict[str, Decimal] = {}
    meals: dict[tuple[str, str], Decimal] = {}
    energy_of: dict[str, Decimal] = {}
    served: set[tuple[str, date]] = set()
    eaten = ZERO
    for part in portions:
        served.add((part.line.sitting, part.line.day))
        made_of, grams = composition[part.ingredient], part.grams
        eaten = context.add(eaten, grams)
        meal = (part.line.sitting, made_of.group)
        meals[meal] = context.add(meals.get(meal, ZERO), grams)
        for nutrient, content in made_of.contents:
            amount = context.divide(context.multiply(grams, content), HUNDRED)
            sums[nutrient] = context.add(sums.get(nutrient, ZERO), amount)
            known[nutrient] = context.add(known.get(nutrient, ZERO), grams)
            if nutrient == "energy":
                energy_of[made_of.group] = context.add(energy_of.get(made_of.group, ZERO), amount)
    return Intake(
        band=band,
        days=days,
        grams=eaten,
        sums=sums,
        known=known,
        meals=meals,
        sittings=Counter(sitting for sitting, _ in served),
        energy_of=energy_of,
    )


def analysed(intake: Intake, base: Base) -> Iterator[AnalysedLine]:
    """Yield the lines of an analysis: every nutrient of an age band, energy by the *base*."""
    for nutrient in NUTRIENTS:
        amount = intake.amount(nutrient, base)
        yield AnalysedLine(
            band=intake.band, nutrient=nutrient, amount=amount, complete=intake.is_complete(nutrient, base)
        )
