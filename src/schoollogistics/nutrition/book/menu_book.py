"""The menu book: what food holds, what goes into a dish, what is served when, and what that comes to for each age."""

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from attrs import evolve, frozen

from schoollogistics.errors import Text, Unknown, invalid
from schoollogistics.journal import Book, Document
from schoollogistics.nutrition.book.comparing import Comparison, base_of, compared
from schoollogistics.nutrition.book.questions import (
    cold_lunches,
    days_short_of_meals,
    late_menus,
    meals_short_of_dishes,
    meat_dishes_short_of_meat,
    menus_short_of_food,
    menus_to_publish,
)
from schoollogistics.nutrition.entries import ENTRIES, NutritionEntry
from schoollogistics.nutrition.entries.foods import DishComposed
from schoollogistics.nutrition.entries.menus import NutritionAnalysed, PurchaseRequired
from schoollogistics.nutrition.lifecycle import LIFECYCLES, MEASURES
from schoollogistics.nutrition.rules import LABELS, PARAMETERS, RULES
from schoollogistics.nutrition.rules.exchanges import TENTH, exchange_list
from schoollogistics.nutrition.rules.foods import SEASONING, Base
from schoollogistics.nutrition.state import Intake, NutritionState
from schoollogistics.nutrition.state.lines import MANY, HeadLine, RequiredLine
from schoollogistics.values.money import line_amount, own_context, total
from schoollogistics.values.periods import DateSpan, Month, check_count, span_of

Heads = Mapping[str, int] | Iterable[HeadLine]


@frozen(kw_only=True)
class RequirementCost:
    """What a requirement costs in yuan at given prices, and what of it has no price or no quantity: that is not in it."""

    amount: Decimal
    left_out: tuple[str, ...]


class MenuBook(Book[NutritionEntry, NutritionState]):
    """Weighed menus, what they are made of, and what a head of each age gets out of them (R40, R41)."""

    name = "nutrition"
    title = Text("Menus and nutrition", "食谱与营养")
    kinds = ENTRIES
    state_type = NutritionState
    lifecycles = LIFECYCLES
    rules = RULES
    parameters = PARAMETERS
    measures = MEASURES
    labels = LABELS
    documents = (
        Document(code="D35", name="weekly_menu", zh="每周食谱", en="Menu of the week", source="003§4,§9"),
        Document(code="D35", name="weighed_menu", zh="带量食谱", en="Weighed menu", source="003§4,§9"),
        Document(code="D36", name="nutrition_analysis", zh="营养分析", en="Nutrition analysis", source="003§4,§7"),
    )
    due_questions = (menus_to_publish,)
    breach_questions = (
        meals_short_of_dishes,
        meat_dishes_short_of_meat,
        late_menus,
        days_short_of_meals,
        menus_short_of_food,
        cold_lunches,
    )

    @property
    def columns(self) -> NutritionState:
        """What the entries add up to, for the book's own questions and papers; a host asks these instead."""
        return cast("NutritionState", self.chronicle.state)

    def intake(self, band: str, during: DateSpan | date, menu: str | None = None) -> Intake:
        """Return what one head of an age band is served in *during*, or by a *menu* alone: nothing, where it has none."""
        return self.columns.intake(span_of(during), band, menu)

    def bands(self, during: DateSpan | date) -> tuple[str, ...]:
        """Return the age bands that have a menu in *during*."""
        return self.columns.all_bands(span_of(during))

    def comparison(
        self, band: str, during: DateSpan | date, base: Base | None = None, menu: str | None = None
    ) -> tuple[Comparison, ...]:
        """Return what an age band gets a day in *during*, each amount with the bound it is held against (P66, R41).

        Energy is counted by *base*, or by the one that the school has chosen; with a *menu*, its dishes alone count.
        """
        span = span_of(during)
        chosen = base or base_of(self.setting, span.last)
        return tuple(compared(self.setting, self.columns.intake(span, band, menu), span.last, chosen))

    def analysis_for(
        self, month: Month, *, on: date, by: str, comment: str | None = None, base: Base | None = None
    ) -> tuple[NutritionAnalysed, ...]:
        """Return the analysis of *month* to post, with the amounts in it (P66); nothing where there was no menu."""
        chosen = base or base_of(self.setting, month.last)
        lines = self.columns.analysis(month, chosen)
        if not lines:
            return ()
        return (NutritionAnalysed(month=month, base=chosen, lines=lines, comment=comment, on=on, by=by),)

    def variety(self, during: DateSpan | date, band: str | None = None, menu: str | None = None) -> tuple[str, ...]:
        """Return the kinds of food served in *during*, to one age band or any, by a *menu* or all; seasoning is none."""
        span, state = span_of(during), self.columns
        bands = state.all_bands(span) if band is None else (band,)
        served = {part.ingredient for each in bands for part in state.portions(span, each, menu) if part.grams}
        return tuple(sorted(each for each in served if state.composition[each].group not in SEASONING))

    def requirement(self, during: DateSpan | date, heads: Heads) -> tuple[RequiredLine, ...]:
        """Return what has to be bought for what is served in *during* to so many *heads*: ``{"6-8": 230}``.

        As it is bought, to a milligram: grams eaten by the edible part. Without a quantity, its edible part is missing.
        ``Unknown`` for heads of an age band that no menu of the book is for, ``InvalidValue`` for what are no heads.
        """
        span, lines = span_of(during), _heads(heads)
        known = tuple(dict.fromkeys(band for bands in self.columns.bands.values() for band in bands))
        for line in lines:
            if line.band not in known:
                raise invalid(
                    "unknown",
                    "heads",
                    line.band,
                    Text("eats no menu of this book", "没有这个年龄段的食谱"),
                    Text(f"one of {', '.join(known) or '-'}", f"可为：{'、'.join(known) or '无'}"),
                    Unknown,
                )
        return self.columns.requirement(span, lines)

    def requirement_for(self, menu: str, heads: Heads, *, channel: str, on: date, by: str) -> PurchaseRequired:
        """Return the requirement of a *menu* to post (R40). ``Unknown`` for a menu that is not in the book."""
        key, lines = self.of("menu")[menu].key, _heads(heads)
        required = self.columns.requirement(self.columns.span(key), lines, key)
        return PurchaseRequired(menu=key, channel=channel, heads=lines, required=required, on=on, by=by)

    def swapped(self, dish: str, ingredient: str, instead: str, *, on: date, by: str) -> DishComposed:
        """Return the *dish* to post with another ingredient *instead*, worth the same by the exchange lists.

        Where the list counts grams as bought, by the edible part of both. ``Unknown`` for what is not in the dish or on one
        list with it, and for an ingredient without a composition or, where it is needed, without an edible part.
        """
        self.of("ingredient")[instead]
        recipe = self.columns.recipe_on(self.of("dish")[dish].key, on)
        if all(line.ingredient != ingredient for line in recipe.lines):
            raise invalid(
                "unknown",
                "ingredient",
                ingredient,
                Text(f"is not in {dish}", f"不在 {dish} 的配方中"),
                Text("an ingredient of it", "请改用配方中的食物"),
                Unknown,
            )
        lines = tuple(
            evolve(line, ingredient=instead, grams=self._worth(ingredient, line.grams, instead))
            if line.ingredient == ingredient
            else line
            for line in recipe.lines
        )
        return DishComposed(
            dish=dish,
            course=recipe.course,
            lines=lines,
            cooking=recipe.cooking,
            allergens=recipe.allergens,
            on=on,
            by=by,
        )

    def _worth(self, food: str, grams: Decimal, instead: str) -> Decimal:
        """Return grams of the edible part of *instead* for those of *food*."""
        listed, context = exchange_list(food, instead), own_context()
        worth = listed.worth(food, grams, instead)
        if listed.as_bought:
            worth = context.divide(context.multiply(worth, self._edible(instead)), self._edible(food))
        return worth.quantize(TENTH, context=context)

    def _edible(self, ingredient: str) -> Decimal:
        edible = self.columns.composition[ingredient].edible
        if edible is None:
            raise invalid(
                "unknown",
                "ingredient",
                ingredient,
                Text("has no edible part", "缺少可食部"),
                Text(
                    "its composition with the edible part, since the list counts grams as bought",
                    "请先登记可食部，交换表按市品计",
                ),
                Unknown,
            )
        return edible


def requirement_cost(required: Iterable[RequiredLine], prices: Mapping[str, Decimal]) -> RequirementCost:
    """Return what *required* costs at *prices* in yuan a kilogram, by item of the store or by ingredient (采购测算)."""
    amounts, left_out = list[Decimal](), list[str]()
    for line in required:
        price = prices.get(line.item or line.ingredient, prices.get(line.ingredient))
        if price is None or line.quantity is None:
            left_out.append(line.ingredient)
        else:
            amounts.append(line_amount(price, line.quantity.to("kg").amount))
    return RequirementCost(amount=total(amounts), left_out=tuple(left_out))


def _heads(heads: Heads) -> tuple[HeadLine, ...]:
    if isinstance(heads, Mapping):
        heads = [HeadLine(band=band, count=count) for band, count in heads.items()]
    lines = tuple(heads)
    for line in lines:
        check_count(line.count, f"heads.{line.band}", 0, MANY)
    return lines
