"""What can happen in a menu book: food is described, dishes composed, menus published, bought for, served, analysed."""

from typing import Final

from schoollogistics.nutrition.entries.foods import CompositionRecorded, DishComposed
from schoollogistics.nutrition.entries.menus import (
    MenuChanged,
    MenuPublished,
    NutritionAnalysed,
    PurchaseRequired,
    TemperatureTaken,
)

ENTRIES: Final = (
    CompositionRecorded,
    DishComposed,
    MenuPublished,
    MenuChanged,
    PurchaseRequired,
    TemperatureTaken,
    NutritionAnalysed,
)
"""Every kind of entry, in order of life."""

NutritionEntry = (
    CompositionRecorded
    | DishComposed
    | MenuPublished
    | MenuChanged
    | PurchaseRequired
    | TemperatureTaken
    | NutritionAnalysed
)

__all__ = ["ENTRIES", "NutritionEntry"]
