"""What the entries of the asset register add up to."""

from schoollogistics.assets.state.columns import PRESENT, AssetState
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
