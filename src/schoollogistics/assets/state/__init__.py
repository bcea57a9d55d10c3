"""What the entries of the asset register add up to."""

from schoollogistics.assets.state.columns import GONE, PRESENT, AssetState
from schoollogistics.assets.state.invariants import INVARIANTS
from schoollogistics.assets.state.lines import (
    BAD,
    Condition,
    Correction,
    CountedItem,
    ExpectedItem,
    Explanation,
    Outcome,
    Reckoned,
    reckon,
)

__all__ = [
    "BAD",
    "GONE",
    "INVARIANTS",
    "PRESENT",
    "AssetState",
    "Condition",
    "Correction",
    "CountedItem",
    "ExpectedItem",
    "Explanation",
    "Outcome",
    "Reckoned",
    "reckon",
]
