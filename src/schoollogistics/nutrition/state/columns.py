"""What the entries of a menu book add up to: compositions, recipes, menus as they were served."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import define

from schoollogistics.journal import Column, State
from schoollogistics.nutrition.rules.foods import Base
from schoollogistics.nutrition.state.intakes import HUNDRED, ZERO, Intake, Portion, analysed, taken_in
from schoollogistics.nutrition.state.lines import (
    AnalysedLine,
    BandId,
    Composition,
    HeadLine,
    IngredientId,
    MenuId,
    MenuLine,
    Recipe,
    RequiredLine,
)
from schoollogistics.values.ids import DishId
from schoollogistics.values.money import own_context
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.quantities import Quantity


@define
class NutritionState(State):
    """Facts by menu, dish and ingredient, each by its number or name."""

    first: dict[MenuId, date] = Column(of="menu")
    last: dict[MenuId, date] = Column(of="menu")
    bands: dict[MenuId, tuple[BandId, ...]] = Column(of="menu")
    meals: dict[MenuId, tuple[MenuLine, ...]] = Column(of="menu")
    channels: dict[MenuId, tuple[str, ...]] = Column(of="menu")
    recipes: dict[DishId, tuple[Recipe, ...]] = Column(of="dish")
    composition: dict[IngredientId, Composition] = Column(of="ingredient")

    def span(self, menu: MenuId) -> DateSpan:
        """Return the days of a menu."""
        return DateSpan(self.first[menu], self.last[menu])

    def recipe_on(self, dish: DishId, day: date) -> Recipe:
        """Return the recipe of a *dish* on a *day*: the latest composed by then, or else the first there was."""
        known = self.recipes[dish]
        return next((each for each in reversed(known) if each.since <= day), known[0])

    def menus_on(self, span: DateSpan, band: BandId) -> dict[date, MenuId]:
        """Return which menu counts for an age band on each day of *span*: the last published with a dish on that day."""
        return {
            line.day: menu
            for menu, lines in self.meals.items()
            if band in self.bands[menu]
            for line in lines
            if line.day in span
        }

    def all_bands(self, span: DateSpan) -> tuple[BandId, ...]:
        """Return the age bands of the menus that touch *span*, in order of publication."""
        menus = (menu for menu in self.bands if self.span(menu).overlaps(span))
        return tuple(dict.fromkeys(band for menu in menus for band in self.bands[menu]))

    def eaters_of(self, dish: DishId, since: date) -> dict[BandId, MenuId]:
        """Return the age bands that are to have a *dish* on a day from *since* on, each with a menu that says so."""
        menus = (menu for menu, lines in self.meals.items() if any(e.dish == dish and e.day >= since for e in lines))
        return {band: menu for menu in menus for band in self.bands[menu]}

    def lines_of(self, span: DateSpan, band: BandId, menu: MenuId | None = None) -> Iterator[MenuLine]:
        """Yield what an age band is served in *span*, each day by the one menu that counts, or by a *menu* alone."""
        counts = self.menus_on(span, band)
        for each, lines in self.meals.items():
            if band in self.bands[each] and menu in {None, each}:
                for line in lines:
                    if line.day in span and (menu == each or counts[line.day] == each):
                        yield line

    def served(self, menu: MenuId, span: DateSpan) -> Iterator[MenuLine]:
        """Yield the lines of a *menu* in *span*, but for the days on which a later menu counts for all of its age bands."""
        counts = [self.menus_on(span, band) for band in self.bands[menu]]
        return (line for line in self.meals[menu] if any(each.get(line.day) == menu for each in counts))

    def portions(self, span: DateSpan, band: BandId, menu: MenuId | None = None) -> Iterator[Portion]:
        """Yield what goes into the portions of an age band in *span*, ingredient by ingredient."""
        for line in self.lines_of(span, band, menu):
            for part in self.recipe_on(line.dish, line.day).for_band(band):
                yield Portion(line=line, grams=part.grams, ingredient=part.ingredient)

    def intake(self, span: DateSpan, band: BandId, menu: MenuId | None = None) -> Intake:
        """Return what one head of an age band is served in *span*, or by a *menu* alone."""
        days = len({line.day for line in self.lines_of(span, band, menu)})
        return taken_in(band, days, self.portions(span, band, menu), self.composition)

    def analysis(self, span: DateSpan, base: Base) -> tuple[AnalysedLine, ...]:
        """Return what a head of each age band has of each nutrient a day in *span*."""
        intakes = [self.intake(span, band) for band in self.all_bands(span)]
        return tuple(line for each in intakes if each.days for line in analysed(each, base))

    def requirement(
        self, span: DateSpan, heads: Iterable[HeadLine], menu: MenuId | None = None
    ) -> tuple[RequiredLine, ...]:
        """Return what has to be bought for *heads* in *span*, as it is bought: raw, with what is not edible of it.

        To a milligram, half up; an ingredient whose edible part nobody knows has no quantity.
        """
        context, grams = own_context(), dict[IngredientId, Decimal]()
        for each in heads:
            for part in self.portions(span, each.band, menu):
                whole = context.multiply(part.grams, Decimal(each.count))
                grams[part.ingredient] = context.add(grams.get(part.ingredient, ZERO), whole)
        return tuple(self._required(ingredient, whole) for ingredient, whole in sorted(grams.items()) if whole)

    def _required(self, ingredient: IngredientId, grams: Decimal) -> RequiredLine:
        made_of, context, quantity = self.composition[ingredient], own_context(), None
        if made_of.edible is not None:
            raw = context.divide(context.multiply(grams, HUNDRED), made_of.edible)
            quantity = Quantity(context.divide(raw, Decimal(1000)).quantize(Decimal("1e-6"), context=context), "kg")
        return RequiredLine(ingredient=ingredient, quantity=quantity, item=made_of.item)
