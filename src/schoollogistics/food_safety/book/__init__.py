"""The food-safety log and its questions."""

from schoollogistics.food_safety.book.log import FoodSafetyLog
from schoollogistics.food_safety.book.records import MissingRecord
from schoollogistics.food_safety.book.supply import Origin

__all__ = ["FoodSafetyLog", "MissingRecord", "Origin"]
