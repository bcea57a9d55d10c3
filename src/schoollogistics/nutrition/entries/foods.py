"""What a kitchen cooks with and what it cooks: compositions and dishes."""

from decimal import Decimal
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.nutrition.rules.foods import NUTRIENTS, Course, FoodGroup, Nutrient
from schoollogistics.nutrition.rules.labels import LABELS
from schoollogistics.nutrition.state import NutritionState
from schoollogistics.nutrition.state.lines import Composition, Content, IngredientId, Recipe, RecipeLine
from schoollogistics.values.ids import Code, DishId, FoodId
from schoollogistics.values.shapes import Note


@final
@frozen(kw_only=True)
class CompositionRecorded(Entry[NutritionState]):
    """What 100 g of the edible part of an ingredient hold was recorded; again with a note, it is a new version (食物成分登记).

    A value that is left out is missing and counts as nothing known, never as zero; a trace (Tr) stands in ``traces``.
    ``edible`` is the edible part in percent, ``item`` what the store calls it, ``source`` where the values stand.
    """

    kind: ClassVar[str] = "nutrition.composition_recorded"

    ingredient: IngredientId
    group: FoodGroup
    source: Note
    item: FoodId | None = None
    edible: Content | None = None
    energy: Content | None = None
    energy_kj: Content | None = None
    water: Content | None = None
    protein: Content | None = None
    fat: Content | None = None
    carbohydrate: Content | None = None
    fibre: Content | None = None
    ash: Content | None = None
    vitamin_a: Content | None = None
    vitamin_b1: Content | None = None
    vitamin_b2: Content | None = None
    vitamin_c: Content | None = None
    calcium: Content | None = None
    iron: Content | None = None
    zinc: Content | None = None
    sodium: Content | None = None
    traces: tuple[Nutrient, ...] = ()
    starred: tuple[Nutrient, ...] = ()

    def check(self, state: NutritionState) -> None:
        """Refuse an edible part of nothing or more than all (range), a trace with a value, a new version without a note."""
        if self.edible is not None and not 0 < self.edible <= 100:
            raise state.refusal(
                self,
                "range",
                stands=Text(f"an edible part of {self.edible} %", f"可食部为 {self.edible}%"),
                takes=Text("more than 0 and at most 100", "须大于 0，不超过 100"),
                fields=("edible",),
            )
        state.each_once(self, self.traces, "traces")
        both = [LABELS.choice("nutrient", each) for each in self.traces if getattr(self, each) is not None]
        if both:
            raise state.refusal(
                self,
                "state",
                stands=Text(f"{both[0].en} has a value and is a trace", f"{both[0].zh}既有数值又为痕量"),
                takes=Text("either of both", "二者只填其一"),
                fields=("traces",),
            )
        state.need(self, note=self.ingredient in state.composition and self.note is None)

    def apply(self, state: NutritionState) -> None:
        """Keep what is known; a new version takes the place of all of the old one."""
        held = ((each, Decimal(0) if each in self.traces else getattr(self, each)) for each in NUTRIENTS)
        state.composition[self.ingredient] = Composition(
            group=self.group,
            item=self.item,
            edible=self.edible,
            contents=tuple((nutrient, content) for nutrient, content in held if content is not None),
        )


@final
@frozen(kw_only=True)
class DishComposed(Entry[NutritionState]):
    """What goes into one portion of a dish was laid down, in force from that day on; a mixed dish has one class (菜品配方)."""

    kind: ClassVar[str] = "nutrition.dish_composed"

    dish: DishId
    course: Course
    lines: tuple[RecipeLine, ...]
    cooking: Code | None = None
    allergens: tuple[Code, ...] = ()

    def check(self, state: NutritionState) -> None:
        """Refuse a dish of nothing (missing), an ingredient twice (duplicate), and what leaves a menu unweighed (missing)."""
        state.need(self, lines=not self.lines)
        state.each_once(self, ((line.ingredient, line.band) for line in self.lines), "lines")
        for_all = {line.ingredient for line in self.lines if line.band is None}
        twice = [line.ingredient for line in self.lines if line.band is not None and line.ingredient in for_all]
        if twice:
            raise state.refusal(
                self,
                "duplicate",
                stands=Text(f"{twice[0]} for every age band and for one", f"{twice[0]} 有的分年龄段，有的不分"),
                takes=Text("the age band on each line of it, or on none", "同一食物请都分年龄段或都不分"),
                fields=("lines",),
            )
        if not any(line.grams for line in self.lines):
            raise state.refusal(
                self,
                "range",
                stands=Text("nothing weighs anything", "各项克数均为零"),
                takes=Text("grams of at least one ingredient", "请填写克数"),
                fields=("lines",),
            )
        for band, menu in state.eaters_of(self.dish, self.on).items():
            bare = self.recipe.unweighed(band)
            if bare:
                raise state.refusal(
                    self,
                    "missing",
                    stands=Text(
                        f"{menu} serves it to {band}, and there are no grams of {bare[0]} for them",
                        f"食谱 {menu} 有 {band} 用此菜，却没有{bare[0]}的用量",
                    ),
                    takes=Text("grams for each age band, 0 where it gets none", "请填写各年龄段用量，不用的填 0"),
                    fields=("lines",),
                )

    @property
    def recipe(self) -> Recipe:
        """The recipe, with the day it begins."""
        return Recipe(
            since=self.on, course=self.course, cooking=self.cooking, allergens=self.allergens, lines=self.lines
        )

    def apply(self, state: NutritionState) -> None:
        """Keep the recipe with the day it begins; past meals keep theirs."""
        state.recipes[self.dish] = (*state.recipes.get(self.dish, ()), self.recipe)
