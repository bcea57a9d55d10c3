"""How fields of the food-safety log's entries depend on what the book holds."""

from typing import Final

from schoollogistics.testing.hints.food_safety import control, incidents, kitchen, people, samples, supply
from schoollogistics.testing.scribe import Hints, Samples

__all__ = ["HINTS", "SAMPLES"]

HINTS: Final[Hints] = {
    **supply.HINTS,
    **samples.HINTS,
    **incidents.HINTS,
    **kitchen.HINTS,
    **people.HINTS,
    **control.HINTS,
}
SAMPLES: Final[Samples] = {
    **supply.SAMPLES,
    **incidents.SAMPLES,
    **kitchen.SAMPLES,
    **people.SAMPLES,
    **control.SAMPLES,
}
