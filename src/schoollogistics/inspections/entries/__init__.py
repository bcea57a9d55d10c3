"""What can happen on rounds: checks, routine work, and findings from their discovery to their closing."""

from typing import Final

from schoollogistics.inspections.entries.checks import CheckHeld, RoutineDone
from schoollogistics.inspections.entries.slips import FindingCorrected, FindingOpened, FindingRaised
from schoollogistics.inspections.entries.work import (
    FindingAssigned,
    FindingClosed,
    FindingDismissed,
    FindingEscalated,
    FindingExtended,
    FindingFixed,
    FindingRechecked,
)

ENTRIES: Final = (
    CheckHeld,
    RoutineDone,
    FindingRaised,
    FindingOpened,
    FindingCorrected,
    FindingAssigned,
    FindingExtended,
    FindingEscalated,
    FindingDismissed,
    FindingFixed,
    FindingRechecked,
    FindingClosed,
)
"""Every kind of entry: rounds first, then a finding in order of life."""

InspectionEntry = (
    CheckHeld
    | RoutineDone
    | FindingRaised
    | FindingOpened
    | FindingCorrected
    | FindingAssigned
    | FindingExtended
    | FindingEscalated
    | FindingDismissed
    | FindingFixed
    | FindingRechecked
    | FindingClosed
)

__all__ = ["ENTRIES", "InspectionEntry"]
