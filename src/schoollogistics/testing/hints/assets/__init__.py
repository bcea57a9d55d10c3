"""How fields of the asset register's entries depend on what the book holds."""

from typing import Final

from schoollogistics.testing.hints.assets import cards, counting, lending
from schoollogistics.testing.hints.assets.samples import SAMPLES
from schoollogistics.testing.scribe import Hints

__all__ = ["HINTS", "SAMPLES"]

HINTS: Final[Hints] = {**cards.HINTS, **counting.HINTS, **lending.HINTS}
