"""The transition tables and measures of the food-safety log, part by part; the first is the lot."""

from typing import Final

from schoollogistics.food_safety.lifecycle import control, incidents, kitchen, people, samples, supply
from schoollogistics.journal import Lifecycle, Measure

_PARTS: Final = (supply, samples, incidents, kitchen, people, control)

LIFECYCLES: Final[tuple[Lifecycle, ...]] = tuple(life for part in _PARTS for life in part.LIFECYCLES)
MEASURES: Final[tuple[Measure, ...]] = tuple(each for part in _PARTS for each in part.MEASURES)

__all__ = ["LIFECYCLES", "MEASURES"]
