"""What menus and recipes are made of: lines of a slip, and what the book keeps of a composition."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated, Final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.nutrition.rules.foods import Course, Nutrient
from schoollogistics.values.ids import DishId, FoodId
from schoollogistics.values.meals import Sitting
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Number, decimal_shape, id_shape, whole_shape

MenuId = Annotated[str, id_shape(Text("a menu", "食谱编号"))]
IngredientId = Annotated[str, id_shape(Text("an ingredient", "食物"))]
BandId = Annotated[str, id_shape(Text("an age band", "年龄段"))]
Grams = Annotated[
    Decimal, decimal_shape("number", Text("grams, not negative", "不为负的克数"), 6, 'Decimal("25")', least=Decimal(0))
]
Content = Annotated[
    Decimal,
    decimal_shape(
        "number", Text("a content per 100 g, not negative", "每100克含量"), 6, 'Decimal("7.4")', least=Decimal(0)
    ),
]
MANY: Final = 1_000_000
Heads = Annotated[int, whole_shape(0, MANY)]


@frozen(kw_only=True)
class RecipeLine:
    """How many grams of an ingredient go into one portion, edible part, raw: for one age band, or for every one."""

    ingredient: IngredientId
    grams: Grams
    band: BandId | None = None


@frozen(kw_only=True)
class MenuLine:
    """One dish of one meal: the day, the sitting, and when it is served where a sitting comes twice a day."""

    day: date
    sitting: Sitting
    dish: DishId
    served_at: time | None = None


@frozen(kw_only=True)
class HeadLine:
    """How many eat of one age band."""

    band: BandId
    count: Heads


@frozen(kw_only=True)
class RequiredLine:
    """How much of an ingredient has to be bought, as it is bought, and as which item of the store.

    Without a quantity it is not known: its edible part is missing.
    """

    ingredient: IngredientId
    quantity: Quantity | None = None
    item: FoodId | None = None


@frozen(kw_only=True)
class AnalysedLine:
    """What one head of an age band had of a nutrient a day, in its unit; where not *complete*, at least that much."""

    band: BandId
    nutrient: Nutrient
    amount: Number
    complete: bool = True


@frozen(kw_only=True)
class Composition:
    """What 100 g of an ingredient hold, as far as it is known: a trace is no missing value, and a missing one no zero."""

    group: str
    item: str | None
    edible: Decimal | None
    contents: tuple[tuple[str, Decimal], ...]

    def content(self, nutrient: str) -> Decimal | None:
        """Return the content of a *nutrient* per 100 g, a trace as 0; None where nobody knows it."""
        return dict(self.contents).get(nutrient)


@frozen(kw_only=True)
class Recipe:
    """What goes into one portion of a dish from a day on."""

    since: date
    course: Course
    cooking: str | None
    allergens: tuple[str, ...]
    lines: tuple[RecipeLine, ...]

    def for_band(self, band: str) -> tuple[RecipeLine, ...]:
        """Return the lines of one age band."""
        return tuple(line for line in self.lines if line.band in {None, band})

    def unweighed(self, band: str) -> tuple[str, ...]:
        """Return the ingredients without grams for an age band; what it does not get has 0 grams."""
        weighed = {line.ingredient for line in self.for_band(band)}
        return tuple(dict.fromkeys(line.ingredient for line in self.lines if line.ingredient not in weighed))
