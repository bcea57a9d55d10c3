"""How a repair and a job of a vacation programme move, and what the entries add to the figures."""

from typing import Final

from schoollogistics.errors import Text
from schoollogistics.journal import Lifecycle, Measure
from schoollogistics.repairs.entries.desk import (
    RepairAssigned,
    RepairCancelled,
    RepairHandedOver,
    RepairMerged,
    RepairRejected,
    RepairTriaged,
    RequesterTold,
)
from schoollogistics.repairs.entries.slips import RepairCorrected, RepairOpened, RepairReported
from schoollogistics.repairs.entries.upkeep import MaintenanceDone
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
from schoollogistics.repairs.rules import P07

REPAIR: Final = Lifecycle(
    name="repair",
    of="repair",
    begins=P07,
    table={
        "unseen": {
            RepairReported: "reported",
            RepairOpened: ("reported", "triaged", "assigned", "in_progress", "on_hold", "awaiting_acceptance"),
        },
        "reported": {
            RepairTriaged: "triaged",
            RepairRejected: "rejected",
            RepairMerged: "merged",
            RequesterTold: "reported",
            RepairCorrected: "reported",
            RepairCancelled: "cancelled",
        },
        "triaged": {
            RepairAssigned: "assigned",
            RepairTriaged: "triaged",
            RepairRejected: "rejected",
            RepairMerged: "merged",
            RequesterTold: "triaged",
            RepairCorrected: "triaged",
            RepairCancelled: "cancelled",
        },
        "assigned": {
            RepairStarted: "in_progress",
            RepairFinished: "awaiting_acceptance",
            RepairHandedOver: "assigned",
            RepairHeld: "on_hold",
            RepairTriaged: "assigned",
            RepairMerged: "merged",
            RequesterTold: "assigned",
            RepairCorrected: "assigned",
            RepairCancelled: "cancelled",
        },
        "in_progress": {
            RepairFinished: "awaiting_acceptance",
            RepairHandedOver: "in_progress",
            RepairHeld: "on_hold",
            RepairTriaged: "in_progress",
            RequesterTold: "in_progress",
            RepairCorrected: "in_progress",
            RepairCancelled: "cancelled",
        },
        "on_hold": {
            RepairResumed: ("assigned", "in_progress"),
            RepairHandedOver: "on_hold",
            RepairTriaged: "on_hold",
            RequesterTold: "on_hold",
            RepairCorrected: "on_hold",
            RepairCancelled: "cancelled",
        },
        "awaiting_acceptance": {
            RepairAccepted: "closed",
            RepairSentBack: "in_progress",
            RequesterTold: "awaiting_acceptance",
            RepairCorrected: "awaiting_acceptance",
        },
        "closed": {},
        "rejected": {},
        "merged": {},
        "cancelled": {},
    },
)

PROGRAMME: Final = Lifecycle(
    name="programme",
    of="programme",
    table={
        "unseen": {VacationProgrammeDrawnUp: "drawn_up"},
        "drawn_up": {VacationJobAdded: "drawn_up"},
    },
)

JOB: Final = Lifecycle(
    name="job",
    of=("lines.job", "job"),
    table={
        "unseen": {VacationProgrammeDrawnUp: "planned", VacationJobAdded: "planned"},
        "planned": {VacationJobDone: "done", VacationJobDropped: "dropped"},
        "done": {},
        "dropped": {},
    },
)

PIECES: Final = Text("repairs", "件")
TIMES: Final = Text("times", "次")
JOBS: Final = Text("jobs", "项")
YUAN: Final = Text("yuan", "元")
MEASURES: Final = (
    Measure(
        code="repairs.reported",
        zh="报修件数",
        en="Repairs reported",
        unit=PIECES,
        amounts={RepairReported: lambda entry, _: 1},
    ),
    Measure(
        code="repairs.opened",
        zh="期初未结件数",
        en="Repairs carried in",
        unit=PIECES,
        amounts={RepairOpened: lambda entry, _: 1},
    ),
    Measure(
        code="repairs.finished",
        zh="完工次数",
        en="Repairs finished",
        unit=PIECES,
        amounts={RepairFinished: lambda entry, _: 1},
    ),
    Measure(
        code="repairs.accepted",
        zh="验收件数",
        en="Repairs accepted",
        unit=PIECES,
        amounts={RepairAccepted: lambda entry, _: 1},
    ),
    Measure(
        code="repairs.sent_back",
        zh="返修次数",
        en="Repairs sent back",
        unit=PIECES,
        amounts={RepairSentBack: lambda entry, _: 1},
    ),
    Measure(
        code="repairs.replaced",
        zh="更换件数",
        en="Things replaced",
        unit=PIECES,
        amounts={RepairFinished: lambda entry, _: int(entry.disposition == "replace")},
    ),
    Measure(
        code="repairs.external",
        zh="外包派工次数",
        en="Repairs given to contractors",
        unit=PIECES,
        amounts={
            RepairAssigned: lambda entry, _: int(entry.external),
            RepairHandedOver: lambda entry, _: int(entry.external),
        },
    ),
    Measure(
        code="repairs.labour_minutes",
        zh="工时",
        en="Labour",
        unit=Text("minutes", "分钟"),
        amounts={RepairFinished: lambda entry, _: entry.labour_minutes},
    ),
    Measure(
        code="repairs.parts_cost",
        zh="配件费",
        en="Cost of parts",
        unit=YUAN,
        amounts={RepairFinished: lambda entry, _: entry.parts_cost},
    ),
    Measure(
        code="repairs.cost",
        zh="维修费用",
        en="Cost of repairs",
        unit=YUAN,
        amounts={RepairFinished: lambda entry, _: entry.cost},
    ),
    Measure(
        code="repairs.maintenance",
        zh="检修保养次数",
        en="Maintenance done",
        unit=TIMES,
        amounts={MaintenanceDone: lambda entry, _: 1},
    ),
    Measure(
        code="repairs.maintenance_faults",
        zh="检修发现故障",
        en="Faults found by maintenance",
        unit=Text("faults", "处"),
        amounts={MaintenanceDone: lambda entry, _: len(entry.faults)},
    ),
    Measure(
        code="repairs.maintenance_cost",
        zh="检修保养费用",
        en="Cost of maintenance",
        unit=YUAN,
        amounts={MaintenanceDone: lambda entry, _: entry.cost},
    ),
    Measure(
        code="repairs.jobs_planned",
        zh="假期维修计划项目",
        en="Vacation jobs planned",
        unit=JOBS,
        amounts={
            VacationProgrammeDrawnUp: lambda entry, _: len(entry.lines),
            VacationJobAdded: lambda entry, _: len(entry.lines),
        },
    ),
    Measure(
        code="repairs.jobs_done",
        zh="假期维修完成项目",
        en="Vacation jobs done",
        unit=JOBS,
        amounts={VacationJobDone: lambda entry, _: 1},
    ),
    Measure(
        code="repairs.jobs_cost",
        zh="假期维修费用",
        en="Cost of vacation jobs",
        unit=YUAN,
        amounts={VacationJobDone: lambda entry, _: entry.cost},
    ),
)
