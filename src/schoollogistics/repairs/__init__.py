"""Repairs: one ticket from the report to its acceptance (R20, R22), maintenance (R21), vacation programmes (R23).

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
from schoollogistics.repairs.entries.upkeep import (
    FacilitiesSelfChecked,
    MaintenanceDone,
    MaintenanceLine,
    SelfCheckLine,
)
from schoollogistics.repairs.entries.vacation import (
    ProgrammeLine,
    VacationJobAdded,
    VacationJobDone,
    VacationJobDropped,
    VacationProgrammeDrawnUp,
)
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
    maintenance_record,
    open_repairs,
    punctuality_table,
    repair_record,
    repair_slip,
    repeat_failures_table,
    vacation_programme,
)

__all__ = [
    "FacilitiesSelfChecked",
    "MaintenanceDone",
    "MaintenanceLine",
    "PartUsed",
    "ProgrammeLine",
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
    "SelfCheckLine",
    "UpkeepProposed",
    "VacationJobAdded",
    "VacationJobDone",
    "VacationJobDropped",
    "VacationProgrammeDrawnUp",
    "late_repairs",
    "maintenance_record",
    "open_repairs",
    "punctuality_table",
    "repair_record",
    "repair_slip",
    "repeat_failures_table",
    "vacation_programme",
]
