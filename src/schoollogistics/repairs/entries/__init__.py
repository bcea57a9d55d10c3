"""What can happen to a repair, from the report to its acceptance by whoever reported it."""

from typing import Final

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
    RepairAccepted,
    RepairFinished,
    RepairHeld,
    RepairResumed,
    RepairSentBack,
    RepairStarted,
)

ENTRIES: Final = (
    RepairReported,
    RepairOpened,
    RepairCorrected,
    RepairTriaged,
    RepairRejected,
    RepairMerged,
    RepairAssigned,
    RepairHandedOver,
    RepairStarted,
    RepairHeld,
    RepairResumed,
    RequesterTold,
    RepairFinished,
    RepairSentBack,
    RepairAccepted,
    RepairCancelled,
    UpkeepProposed,
)
"""Every kind of entry, in order of life."""

RepairEntry = (
    RepairReported
    | RepairOpened
    | RepairCorrected
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

__all__ = ["ENTRIES", "RepairEntry"]
