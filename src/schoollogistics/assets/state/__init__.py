"""What the entries of the asset register add up to."""

from schoollogistics.assets.state.columns import PRESENT, AssetState
from schoollogistics.assets.state.invariants import INVARIANTS
from schoollogistics.assets.state.lines import (
    Condition,
    CountedItem,
    ExpectedItem,
    Explanation,
    Outcome,
    Reckoned,
    reckon,
)

__all__ = [
    "INVARIANTS",
    "PRESENT",
    "AssetState",
    "Condition",
    "CountedItem",
    "ExpectedItem",
    "Explanation",
    "Outcome",
    "Reckoned",
    "reckon",
]
