"""Inspections: checks on their days, and every finding from its discovery to the closing after a re-check (R57, R66).

Start with ``InspectionSchedule`` and ``CheckHeld``.
"""

from schoollogistics.inspections.book import InspectionSchedule
from schoollogistics.inspections.entries import InspectionEntry
from schoollogistics.inspections.entries.checks import CheckHeld, CheckLine, RoutineDone
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
from schoollogistics.inspections.views import (
    hazard_ledger,
    open_findings,
    overdue_findings,
    patrol_record,
    patrol_statistics,
)

__all__ = [
    "CheckHeld",
    "CheckLine",
    "FindingAssigned",
    "FindingClosed",
    "FindingCorrected",
    "FindingDismissed",
    "FindingEscalated",
    "FindingExtended",
    "FindingFixed",
    "FindingOpened",
    "FindingRaised",
    "FindingRechecked",
    "InspectionEntry",
    "InspectionSchedule",
    "RoutineDone",
    "hazard_ledger",
    "open_findings",
    "overdue_findings",
    "patrol_record",
    "patrol_statistics",
]
