"""What can happen at the desk: to a repair from its report to its acceptance, in maintenance, and in a vacation."""

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
from schoollogistics.repairs.entries.upkeep import FacilitiesSelfChecked, MaintenanceDone
from schoollogistics.repairs.entries.vacation import (
    VacationJobAdded,
    VacationJobDone,
    VacationJobDropped,
    VacationProgrammeDrawnUp,
)
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
    MaintenanceDone,
    FacilitiesSelfChecked,
    VacationProgrammeDrawnUp,
    VacationJobAdded,
    VacationJobDone,
    VacationJobDropped,
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
    | MaintenanceDone
    | FacilitiesSelfChecked
    | VacationProgrammeDrawnUp
    | VacationJobAdded
    | VacationJobDone
    | VacationJobDropped
)

__all__ = ["ENTRIES", "RepairEntry"]
