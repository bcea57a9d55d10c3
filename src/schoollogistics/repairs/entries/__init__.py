"""What can happen to a repair, from the report to its acceptance by whoever reported it."""

from schoollogistics.repairs.entries.desk import (
    OPEN,
    RepairAssigned,
    RepairCancelled,
    RepairHandedOver,
    RepairMerged,
    RepairOpened,
    RepairRejected,
    RepairReported,
    RepairTriaged,
    RequesterTold,
    Severity,
    UpkeepProposed,
)
from schoollogistics.repairs.entries.work import (
    Cause,
    Disposition,
    HoldReason,
    PartUsed,
    Rating,
    RepairAccepted,
    RepairFinished,
    RepairHeld,
    RepairResumed,
    RepairSentBack,
    RepairStarted,
)

RepairEntry = (
    RepairReported
    | RepairOpened
    | RepairTriaged
    | RepairRejected
    | RepairMerged
    | RepairAssigned
    | RepairHandedOver
    | RepairStarted
    | RepairHeld
    | RepairResumed
    | RequesterTold
    | RepairFinished
    | RepairSentBack
    | RepairAccepted
    | RepairCancelled
    | UpkeepProposed
)

__all__ = [
    "OPEN",
    "Cause",
    "Disposition",
    "HoldReason",
    "PartUsed",
    "Rating",
    "RepairAccepted",
    "RepairAssigned",
    "RepairCancelled",
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
    "RequesterTold",
    "Severity",
    "UpkeepProposed",
]
