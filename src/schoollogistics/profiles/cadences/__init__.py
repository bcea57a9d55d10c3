"""Cadences and numbers that parts without a profile state, ready to be taken up: how often what is done, and by which plan.

No plan overrules another: a school takes those that it keeps to.
"""

from collections.abc import Mapping
from typing import Final

from schoollogistics.journal import Routine
from schoollogistics.profiles.cadences.food import FOOD, NUMBERS
from schoollogistics.profiles.cadences.upkeep import UPKEEP

__all__ = ["CADENCES", "NUMBERS"]

CADENCES: Final[Mapping[str, tuple[Routine, ...]]] = {
    part: (*UPKEEP.get(part, ()), *FOOD.get(part, ())) for part in sorted({*UPKEEP, *FOOD})
}
"""The cadences by the part that states them."""
