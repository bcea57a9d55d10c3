"""How fields of the repair desk's entries depend on what the book holds."""

from datetime import time, timedelta
from typing import Final

from schoollogistics.repairs import (
    MaintenanceDone,
    MaintenanceLine,
    RepairAccepted,
    RepairAssigned,
    RepairCorrected,
    RepairFinished,
    RepairHandedOver,
    RepairMerged,
    RepairOpened,
    RepairReported,
    RepairTriaged,
    RepairWorkflow,
    RequesterTold,
    VacationJobDone,
    VacationProgrammeDrawnUp,
)
from schoollogistics.repairs.entries.upkeep import Result
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.scribe import Hints, Samples
from schoollogistics.testing.strategies import FIRST, PEOPLE

Fields = dict[str, object]

REPORTERS: Final = PEOPLE[:2]
WORKERS: Final = PEOPLE[2:4]
RESULTS: Final[tuple[Result, ...]] = ("ok", "serviced", "fault")
ENDED: Final = frozenset({"closed", "rejected", "merged", "cancelled"})


def _reported(_: RepairWorkflow, __: str, pen: Pen) -> Fields:
    return {"by": pen.pick(REPORTERS), "at": None if pen.chance(15) else time(8 + pen.below(9))}


def _opened(_: RepairWorkflow, __: str, pen: Pen) -> Fields:
    far, reported_on = pen.below(6), pen.on - timedelta(days=pen.below(20))
    return {
        "reported_on": reported_on,
        "reported_at": None if pen.chance(15) else time(8 + pen.below(9)),
        "reporters": REPORTERS[: 1 + pen.below(2)],
        "severity": pen.pick(("minor", "major")) if far else None,
        "worker": pen.pick(WORKERS) if far > 1 else None,
        "started_on": reported_on if far == 3 else None,
        "hold": pen.pick(("parts", "workload")) if far == 4 else None,
        "held_on": pen.pick((reported_on, None)) if far == 4 else None,
        "finished_on": reported_on if far == 5 else None,
        "finishers": WORKERS[:1] if far == 5 else (),
    }


def _corrected(_: RepairWorkflow, __: str, pen: Pen) -> Fields:
    return {"fault": pen.pick(WORDS), "note": pen.pick(WORDS)}


def _merged(book: RepairWorkflow, key: str, pen: Pen) -> Fields | None:
    others = [other for other in book if other != key and book[other].status not in ENDED]
    return {"into": pen.pick(others), "note": pen.pick(WORDS)} if others else None


def _assigned(_: RepairWorkflow, __: str, pen: Pen) -> Fields:
    external = pen.chance(30)
    return {"worker": pen.pick(WORKERS), "external": external, "reason": pen.pick(WORDS) if external else None}


def _handed_over(book: RepairWorkflow, key: str, pen: Pen) -> Fields:
    others = [worker for worker in WORKERS if key not in book or worker != book[key].worker]
    return {"worker": pen.pick(others)}


def _told(book: RepairWorkflow, key: str, pen: Pen) -> Fields:
    promised = pen.on + timedelta(days=pen.below(10)) if pen.chance(50) else None
    reporters = book[key].reporters if key in book else REPORTERS
    return {"told": pen.pick((None, *reporters)), "promised": promised}


def _finished(book: RepairWorkflow, key: str, pen: Pen) -> Fields:
    return {
        "by": (book[key].worker if key in book else None) or pen.pick(WORKERS),
        "not_repaired_because": pen.pick(WORDS),
        "not_substituted_because": pen.pick(WORDS),
        "cosigned_by": (),
    }


def _accepted(book: RepairWorkflow, key: str, pen: Pen) -> Fields:
    reporters = (book[key].reporters if key in book else None) or REPORTERS
    return {"by": PEOPLE[-1] if pen.chance(20) else pen.pick(reporters), "cosigned_by": ()}


def _maintained(_: RepairWorkflow, __: str, pen: Pen) -> Fields:
    return {
        "lines": tuple(
            MaintenanceLine(place=f"3-20{n}", result=pen.pick(RESULTS), remark=pen.pick(WORDS), cost=pen.money())
            for n in range(pen.below(3))
        )
    }


def _drawn_up(_: RepairWorkflow, __: str, pen: Pen) -> Fields:
    return {"first": pen.on, "last": pen.on + timedelta(days=pen.below(30))}


def _job_done(book: RepairWorkflow, key: str, pen: Pen) -> Fields:
    jobs = book.of("job")
    return {"cost": pen.money() if key in jobs and jobs[key].repair is None else None}


HINTS: Final[Hints] = {
    RepairReported: _reported,
    RepairOpened: _opened,
    RepairCorrected: _corrected,
    RepairMerged: _merged,
    RepairAssigned: _assigned,
    RepairHandedOver: _handed_over,
    RequesterTold: _told,
    RepairFinished: _finished,
    RepairAccepted: _accepted,
    MaintenanceDone: _maintained,
    VacationProgrammeDrawnUp: _drawn_up,
    VacationJobDone: _job_done,
}

SAMPLES: Final[Samples] = {
    "P06": (
        RepairReported(repair="BX-1", on=FIRST, at=time(8), place="3-201", fault="灯不亮", by="李老师"),
        RepairTriaged(repair="BX-1", on=FIRST, severity="minor", by="王老师"),
        RepairAssigned(repair="BX-1", on=FIRST, worker="赵师傅", by="王老师"),
        RepairFinished(repair="BX-1", on=FIRST, work="换灯管", by="赵师傅"),
        RepairAccepted(repair="BX-1", on=FIRST, by="周医生"),
    ),
}
