"""How the sheets of control and the slips about problems depend on what the log holds."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Final

from schoollogistics.food_safety import (
    CanteenGraded,
    DailyControlHeld,
    FoodSafetyLog,
    FoundProblem,
    KitchenLocked,
    MonthlyMeetingHeld,
    ProblemFound,
    ProblemOpened,
    ProblemRectified,
    ProblemVerified,
    ReviewedProblem,
    SelfCheckHeld,
    WeeklyReviewHeld,
)
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.scribe import Hints, Samples
from schoollogistics.testing.strategies import FIRST, PEOPLE
from schoollogistics.values.periods import Month

Fields = dict[str, object]

POINTS: Final = ("食材", "加工", "留样", "消毒")
FIXERS: Final = PEOPLE[2:4]
OTHERS: Final = (*PEOPLE[:2], *PEOPLE[4:])


def _deadline(pen: Pen) -> date | None:
    return None if pen.chance(40) else pen.on + timedelta(days=pen.below(12) - pen.below(2))


def _problems(book: FoodSafetyLog, pen: Pen) -> tuple[FoundProblem, ...]:
    return tuple(
        FoundProblem(
            problem=book.next_id("WT-", ahead=number, lifecycle="problem"),
            point=pen.pick(POINTS),
            found=pen.pick(WORDS),
            owner=pen.pick(FIXERS),
            rectify_by=_deadline(pen),
            lost=Decimal(pen.below(9)) if pen.chance(30) else None,
        )
        for number in range(pen.below(3))
    )


def _sheet(book: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    return {"points": POINTS[: pen.below(5)], "problems": _problems(book, pen)}


def _daily(book: FoodSafetyLog, key: str, pen: Pen) -> Fields | None:
    if pen.on in book.columns.controlled and pen.chance(85):
        return None
    return _sheet(book, key, pen)


def _self_check(book: FoodSafetyLog, key: str, pen: Pen) -> Fields:
    return {**_sheet(book, key, pen), "month": Month.of(pen.on)}


def _reviewed(book: FoodSafetyLog, _: str, pen: Pen) -> Fields | None:
    columns, week = book.columns, pen.on - timedelta(days=pen.on.weekday())
    if week in columns.reviewed:
        week -= timedelta(days=7)
    if week in columns.reviewed and pen.chance(80):
        return None
    if pen.chance(5):
        week += timedelta(days=1)
    last = week + timedelta(days=6)
    lines = [
        ReviewedProblem(problem=problem, handling="督促整改")
        for problem, status in columns.status["problem"].items()
        if columns.found_on[problem] <= last and status != "reported"
    ]
    if pen.chance(30):
        number = book.next_id("WT-", lifecycle="problem")
        found = None if pen.chance(20) else pen.pick(WORDS)
        lines.append(ReviewedProblem(problem=number, point=pen.pick(POINTS), found=found))
    return {"week": week, "problems": tuple(lines[1:] if pen.chance(8) else lines)}


def _met(book: FoodSafetyLog, _: str, pen: Pen) -> Fields:
    columns, month = book.columns, Month.of(pen.on)
    weeks = [
        week
        for week, day in columns.reviewed.items()
        if week not in columns.heard and week <= month.last and day <= pen.on.toordinal()
    ]
    if pen.chance(20):
        weeks = [*weeks[1:], *list(columns.heard)[-1:]]
    return {"month": month, "weeks": tuple(weeks), "present": PEOPLE[: pen.below(3) + 1]}


def _graded(book: FoodSafetyLog, _: str, pen: Pen) -> Fields:
    graded = pen.chance(40)
    return {
        "occasion": "grading" if graded else "supervision",
        "grade": pen.pick(("A", "B", "C")) if graded and not pen.chance(10) else None,
        "score": None if pen.chance(15) else Decimal(pen.below(101)),
        "problems": _problems(book, pen),
    }


def _found(_: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    return {"rectify_by": _deadline(pen)}


def _opened(_: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    found_on, rectified = pen.on - timedelta(days=5 + pen.below(20)), pen.chance(50)
    return {
        "found_on": found_on,
        "rectify_by": None,
        "rectified_on": found_on + timedelta(days=pen.below(6)) if rectified else None,
        "work": pen.pick(WORDS) if rectified else None,
        "rectifiers": FIXERS[:1] if rectified else (),
    }


def _rectified(book: FoodSafetyLog, _: str, pen: Pen) -> Fields:
    """Mostly a problem that is open; now and then one that was put right already."""
    done = [key for key, status in book.columns.status["problem"].items() if status != "found"]
    again = {"problem": pen.pick(done)} if done and pen.chance(15) else {}
    return {"by": pen.pick(FIXERS), "cosigned_by": (), **again}


def _verified(_: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    by = pen.pick(FIXERS if pen.chance(15) else OTHERS)
    return {"by": by, "cosigned_by": (), "verdict": "failed" if pen.chance(20) else "passed"}


HINTS: Final[Hints] = {
    DailyControlHeld: _daily,
    KitchenLocked: _sheet,
    SelfCheckHeld: _self_check,
    WeeklyReviewHeld: _reviewed,
    MonthlyMeetingHeld: _met,
    CanteenGraded: _graded,
    ProblemFound: _found,
    ProblemOpened: _opened,
    ProblemRectified: _rectified,
    ProblemVerified: _verified,
}

SAMPLES: Final[Samples] = {
    "P96": (
        ProblemFound(problem="WT-1", point="消毒", found="浓度不足", on=FIRST, by="王老师"),
        ProblemRectified(problem="WT-1", work="重配消毒液", on=FIRST, by="赵师傅"),
        ProblemVerified(problem="WT-1", verdict="passed", on=FIRST, by="赵师傅"),
    ),
}
