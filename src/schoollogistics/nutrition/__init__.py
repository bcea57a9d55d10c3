"""Nutrition: weighed menus, their analysis, what to buy for them (R40, R41).

Start with ``MenuBook``, ``CompositionRecorded`` and ``DishComposed``.
"""

from schoollogistics.nutrition.book import (
    Comparison,
    Doubt,
    MenuBook,
    RequirementCost,
    Screened,
    composition_rows,
    requirement_cost,
    screened,
)
from schoollogistics.nutrition.entries import NutritionEntry
from schoollogistics.nutrition.entries.foods import CompositionRecorded, DishComposed
from schoollogistics.nutrition.entries.menus import (
    MenuChanged,
    MenuPublished,
    NutritionAnalysed,
    PurchaseRequired,
    TemperatureTaken,
)
from schoollogistics.nutrition.rules.exchanges import EXCHANGES, ExchangeList, exchanged
from schoollogistics.nutrition.rules.standards import WST_554, mixed
from schoollogistics.nutrition.state import Intake
from schoollogistics.nutrition.state.lines import AnalysedLine, HeadLine, MenuLine, RecipeLine, RequiredLine
from schoollogistics.nutrition.views import nutrition_analysis, purchase_requirement, weekly_menu, weighed_menu

__all__ = [
    "EXCHANGES",
    "WST_554",
    "AnalysedLine",
    "Comparison",
    "CompositionRecorded",
    "DishComposed",
    "Doubt",
    "ExchangeList",
    "HeadLine",
    "Intake",
    "MenuBook",
    "MenuChanged",
    "MenuLine",
    "MenuPublished",
    "NutritionAnalysed",
    "NutritionEntry",
    "PurchaseRequired",
    "RecipeLine",
    "RequiredLine",
    "RequirementCost",
    "Screened",
    "TemperatureTaken",
    "composition_rows",
    "exchanged",
    "mixed",
    "nutrition_analysis",
    "purchase_requirement",
    "requirement_cost",
    "screened",
    "weekly_menu",
    "weighed_menu",
]
