"""How fields of the inspection schedule's entries depend on what the book holds."""

from datetime import date, time, timedelta
from typing import Final

from schoollogistics.inspections import (
    CheckHeld,
    CheckLine,
    FindingAssigned,
    FindingClosed,
    FindingCorrected,
    FindingExtended,
    FindingFixed,
    FindingOpened,
    FindingRaised,
    FindingRechecked,
    InspectionSchedule,
)
from schoollogistics.inspections.entries.codes import LineResult
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.scribe import Hints, Samples
from schoollogistics.testing.strategies import FIRST, PEOPLE
from schoollogistics.values.quantities import Quantity

Fields = dict[str, object]

FIXERS: Final = PEOPLE[2:4]
OTHERS: Final = (*PEOPLE[:2], *PEOPLE[4:])
RESULTS: Final[tuple[LineResult, ...]] = ("ok", "fault", "fixed")
WARMEST: Final = Quantity(8, "°C")


def _line(number: int, pen: Pen) -> CheckLine:
    result = pen.pick(RESULTS)
    degrees = pen.below(9) if result == "ok" else pen.below(20)
    return CheckLine(
        item=f"item-{number}",
        result=result,
        reading=Quantity(degrees, "°C"),
        most=WARMEST,
        remark=None if result == "ok" else pen.pick(WORDS),
        handling=pen.pick(WORDS) if result == "fixed" else None,
    )


def _check_held(_: InspectionSchedule, __: str, pen: Pen) -> Fields:
    lines = [_line(number, pen) for number in range(pen.below(4))]
    return {"lines": tuple(lines + lines[:1]) if pen.chance(15) else tuple(lines)}


def _hour(pen: Pen) -> time | None:
    return None if pen.chance(15) else time(8 + pen.below(9))


def _raised(_: InspectionSchedule, __: str, pen: Pen) -> Fields:
    return {"at": _hour(pen)}


def _opened(_: InspectionSchedule, __: str, pen: Pen) -> Fields:
    far, found_on = pen.below(4), pen.on - timedelta(days=pen.below(20))
    return {
        "found_on": found_on,
        "finders": OTHERS[: 1 + pen.below(2)],
        "owner": pen.pick(FIXERS) if far else None,
        "deadline": found_on + timedelta(days=pen.below(30)) if far else None,
        "work": pen.pick(WORDS) if far > 1 else None,
        "fixed_on": found_on if far > 1 else None,
        "fixers": FIXERS[:1] if far > 1 else (),
        "rechecked_on": found_on if far > 2 else None,
        "recheckers": OTHERS[:1] if far > 2 else (),
    }


def _corrected(_: InspectionSchedule, __: str, pen: Pen) -> Fields:
    return {"what": pen.pick(WORDS), "note": pen.pick(WORDS)}


def _deadline(pen: Pen, after: date) -> date:
    return after - timedelta(days=3) if pen.chance(10) else after + timedelta(days=1 + pen.below(10))


def _assigned(_: InspectionSchedule, __: str, pen: Pen) -> Fields:
    return {"owner": pen.pick(FIXERS), "deadline": _deadline(pen, pen.on)}


def _extended(book: InspectionSchedule, key: str, pen: Pen) -> Fields:
    present = (book[key].deadline if key in book else None) or pen.on
    return {"deadline": _deadline(pen, max(present, pen.on))}


def _fixed(_: InspectionSchedule, __: str, pen: Pen) -> Fields:
    return {"by": pen.pick(FIXERS), "cosigned_by": (), "at": _hour(pen)}


def _rechecked(_: InspectionSchedule, __: str, pen: Pen) -> Fields:
    return {"by": pen.pick(FIXERS if pen.chance(20) else OTHERS), "cosigned_by": ()}


def _closed(book: InspectionSchedule, key: str, pen: Pen) -> Fields:
    if key in book and book[key].status == "fixed" and pen.chance(50):
        return {"despite": ("P96",), "note": pen.pick(WORDS)}
    return {}


HINTS: Final[Hints] = {
    CheckHeld: _check_held,
    FindingRaised: _raised,
    FindingOpened: _opened,
    FindingCorrected: _corrected,
    FindingAssigned: _assigned,
    FindingExtended: _extended,
    FindingFixed: _fixed,
    FindingRechecked: _rechecked,
    FindingClosed: _closed,
}

SAMPLES: Final[Samples] = {
    "P96": (
        FindingRaised(
            finding="YH-1", on=FIRST, at=time(8), place="操场", what="滑梯螺丝松动", severity="minor", by="周医生"
        ),
        FindingAssigned(finding="YH-1", on=FIRST, owner="赵师傅", deadline=FIRST, by="王老师"),
        FindingFixed(finding="YH-1", on=FIRST, at=time(9), work="拧紧螺丝", by="赵师傅"),
        FindingClosed(finding="YH-1", on=FIRST, by="王老师"),
    ),
}
