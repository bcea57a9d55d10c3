"""How menus, dishes and ingredients go on, and what the entries add to the figures."""

from typing import Final

from schoollogistics.errors import Text
from schoollogistics.journal import Lifecycle, Measure
from schoollogistics.nutrition.entries.foods import CompositionRecorded, DishComposed
from schoollogistics.nutrition.entries.menus import MenuChanged, MenuPublished, NutritionAnalysed, PurchaseRequired

MENU: Final = Lifecycle(
    name="menu",
    of="menu",
    table={
        "unseen": {MenuPublished: "published"},
        "published": {MenuChanged: "published", PurchaseRequired: "published"},
    },
)
DISH: Final = Lifecycle(
    name="dish",
    of=("dish", "lines.dish"),
    table={
        "unseen": {DishComposed: "composed"},
        "composed": {DishComposed: "composed", MenuPublished: "composed", MenuChanged: "composed"},
    },
)
INGREDIENT: Final = Lifecycle(
    name="ingredient",
    of=("ingredient", "lines.ingredient"),
    table={
        "unseen": {CompositionRecorded: "recorded"},
        "recorded": {CompositionRecorded: "recorded", DishComposed: "recorded"},
    },
)
LIFECYCLES: Final = (MENU, DISH, INGREDIENT)

MENUS: Final = Text("menus", "份")
TIMES: Final = Text("times", "次")
MEASURES: Final = (
    Measure(
        code="nutrition.menus",
        zh="公布食谱",
        en="Menus published",
        unit=MENUS,
        amounts={MenuPublished: lambda entry, _: 1},
    ),
    Measure(
        code="nutrition.changes",
        zh="食谱变更",
        en="Menu changes",
        unit=TIMES,
        amounts={MenuChanged: lambda entry, _: 1},
    ),
    Measure(
        code="nutrition.analyses",
        zh="营养分析次数",
        en="Analyses made",
        unit=TIMES,
        amounts={NutritionAnalysed: lambda entry, _: 1},
    ),
)
