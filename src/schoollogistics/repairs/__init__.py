"""Repairs: one ticket with one number from the report to its acceptance by whoever reported it (R20, R22).

Start with ``RepairWorkflow`` and ``RepairReported``.
"""

from schoollogistics.repairs.book import RepairWorkflow
from schoollogistics.repairs.entries import RepairEntry
from schoollogistics.repairs.entries.desk import (
    RepairAssigned,
    RepairCancelled,
    RepairHandedOver,
    RepairMerged,
    RepairRejected,
    RepairTriaged,
    RequesterTold,
    UpkeepProposed,
)
from schoollogistics.repairs.entries.slips import RepairCorrected, RepairOpened, RepairReported
from schoollogistics.repairs.entries.work import (
    PartUsed,
    RepairAccepted,
    RepairFinished,
    RepairHeld,
    RepairResumed,
    RepairSentBack,
    RepairStarted,
)
from schoollogistics.repairs.views import (
    late_repairs,
    open_repairs,
    punctuality_table,
    repair_record,
    repair_slip,
    repeat_failures_table,
)

__all__ = [
    "PartUsed",
    "RepairAccepted",
    "RepairAssigned",
    "RepairCancelled",
    "RepairCorrected",
    "RepairEntry",
    "RepairFinished",
    "RepairHandedOver",
    "RepairHeld",
    "RepairMerged",
    "RepairOpened",
    "RepairRejected",
    "RepairReported",
    "RepairResumed",
    "RepairSentBack",
    "RepairStarted",
    "RepairTriaged",
    "RepairWorkflow",
    "RequesterTold",
    "UpkeepProposed",
    "late_repairs",
    "open_repairs",
    "punctuality_table",
    "repair_record",
    "repair_slip",
    "repeat_failures_table",
]
