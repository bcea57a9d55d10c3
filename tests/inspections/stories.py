"""Rounds and findings as short words, and how a school's routines are asked: what the tests tell stories with."""

from datetime import date, time
from typing import Any, Final, cast

from schoollogistics.inspections import (
    CheckHeld,
    CheckLine,
    FindingAssigned,
    FindingClosed,
    FindingDismissed,
    FindingEscalated,
    FindingExtended,
    FindingFixed,
    FindingRaised,
    FindingRechecked,
    InspectionEntry,
    InspectionSchedule,
)
from schoollogistics.inspections.entries.codes import Level, Mode, RecheckResult, Severity
from schoollogistics.inspections.rules import PARAMETERS
from schoollogistics.journal import Entry, Routine, Setting, Value
from schoollogistics.journal.rules import Setpoint
from schoollogistics.values.periods import DateSpan, SchoolYear
from tests.calendar.notices import BEIJING

YEAR: Final = SchoolYear(2025)
ONE: Final = "YH-1"
TWO: Final = "YH-2"
BY_CODE: Final = {parameter.code: parameter for parameter in PARAMETERS}


def sept(day: int) -> date:
    """Return a day of September 2025; the 8th is a Monday."""
    return date(2025, 9, day)


def day_of(text: str) -> date:
    """Return a day of the autumn term: ``"9-30"``."""
    month, _, day = text.partition("-")
    return date(2025, int(month), int(day))


def school(*routines: Routine, **values: Setpoint) -> Setting:
    """Return a school in Beijing with *routines* and numbers: ``P97_assignment=end_of_next_day``."""
    given = tuple(Value(BY_CODE[code.replace("_", ".")], each, sept(1), "校务会") for code, each in values.items())
    return Setting(school="育才小学", values=given, calendar=BEIJING, routines=routines)


PLAIN: Final = school()


def schedule(*entries: Entry[Any], setting: Setting = PLAIN) -> InspectionSchedule:
    """Return the book of a school where all this happened."""
    book = InspectionSchedule(setting)
    for entry in entries:
        book.post(cast("InspectionEntry", entry))
    return book


def found(book: InspectionSchedule, during: DateSpan = YEAR) -> list[tuple[str, date]]:
    """Return the breaches of a period, by default the school year, as (rule, day)."""
    return [(breach.rule.code, breach.on) for breach in book.breaches(during)]


def check(
    day: date,
    scope: str = "安全",
    level: Level = "weekly",
    actor: str = "园长",
    *lines: CheckLine,
    mode: Mode = "scheduled",
    place: str | None = None,
    at: time | None = None,
) -> CheckHeld:
    """王老师 looks at something."""
    return CheckHeld(
        scope=scope, level=level, mode=mode, actor=actor, area=place, lines=lines, on=day, at=at, by="王老师"
    )


def raised(
    day: date, finding: str = ONE, at: time | None = None, *, severity: Severity = "minor", place: str = "操场"
) -> FindingRaised:
    """周医生 finds loose screws on the slide."""
    return FindingRaised(
        finding=finding, place=place, what="滑梯螺丝松动", severity=severity, on=day, at=at, by="周医生"
    )


def assigned(day: date, deadline: date, finding: str = ONE, owner: str = "赵师傅") -> FindingAssigned:
    """王老师 gives it to 赵师傅."""
    return FindingAssigned(finding=finding, owner=owner, deadline=deadline, on=day, by="王老师")


def extended(day: date, deadline: date, finding: str = ONE) -> FindingExtended:
    """王老师 gives 赵师傅 more time."""
    return FindingExtended(finding=finding, deadline=deadline, reason="等配件", on=day, by="王老师")


def escalated(day: date, finding: str = ONE) -> FindingEscalated:
    """王老师 tells 园长."""
    return FindingEscalated(finding=finding, to="园长", on=day, by="王老师")


def fixed(
    day: date, finding: str = ONE, *, by: str = "赵师傅", cosigned_by: tuple[str, ...] = (), at: time | None = None
) -> FindingFixed:
    """赵师傅 tightens the screws."""
    return FindingFixed(finding=finding, work="拧紧螺丝", on=day, at=at, by=by, cosigned_by=cosigned_by)


def rechecked(
    day: date,
    result: RecheckResult = "passed",
    finding: str = ONE,
    *,
    by: str = "周医生",
    cosigned_by: tuple[str, ...] = (),
    note: str | None = None,
    despite: tuple[str, ...] = (),
) -> FindingRechecked:
    """周医生 looks whether they are tight."""
    return FindingRechecked(
        finding=finding, result=result, on=day, by=by, cosigned_by=cosigned_by, note=note, despite=despite
    )


def closed(day: date, finding: str = ONE, *, note: str | None = None, despite: tuple[str, ...] = ()) -> FindingClosed:
    """王老师 strikes it off."""
    return FindingClosed(finding=finding, on=day, by="王老师", note=note, despite=despite)


def dismissed(day: date, finding: str = ONE) -> FindingDismissed:
    """王老师 sees that nothing is wrong."""
    return FindingDismissed(finding=finding, reason="现场核实无松动", on=day, by="王老师")


def in_hand(day: date, deadline: date, finding: str = ONE) -> list[InspectionEntry]:
    """Find something and give it out on one day."""
    return [raised(day, finding), assigned(day, deadline, finding)]


def whole_life(setting: Setting = PLAIN) -> InspectionSchedule:
    """Return a book with a check, a finding that failed its first re-check, and one that nobody has fixed."""
    loose = CheckLine(item="螺丝", result="fault", remark="松动")
    oiled = CheckLine(item="转椅", result="fixed", place="前院", remark="异响", handling="上油")
    return schedule(
        check(
            sept(8), "大型玩具", "weekly", "保健老师", CheckLine(item="秋千", result="ok"), loose, oiled, place="操场"
        ),
        *in_hand(sept(8), sept(12)),
        fixed(sept(9)),
        rechecked(sept(10), "failed"),
        fixed(sept(11), by="孙师傅"),
        rechecked(sept(12)),
        closed(sept(12)),
        raised(sept(12), TWO, severity="major", place="门厅"),
        assigned(sept(12), sept(15), TWO),
        escalated(sept(16), TWO),
        setting=setting,
    )
