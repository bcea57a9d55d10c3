"""School years that the profiles are tried on, and what a school writes down that does all its plan asks for."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, Final

from attrs import evolve

from schoollogistics.assets import AssetRegister, StocktakeClosed, StocktakeStarted
from schoollogistics.calendar import Term, TermCalendar
from schoollogistics.calendar.cycles import Window
from schoollogistics.inspections import CheckHeld, InspectionSchedule, RoutineDone
from schoollogistics.journal import Breach, Entry, Published, Routine, Setting
from schoollogistics.journal.turns import ticked_in
from schoollogistics.profiles import Profile
from schoollogistics.repairs import MaintenanceDone, ProgrammeLine, RepairWorkflow, VacationProgrammeDrawnUp
from schoollogistics.values.periods import DateSpan, Week
from tests.calendar.notices import BEIJING_1, BEIJING_2, school

# A year of our own on the published holidays, whose second term opens in February as the plans do; and Beijing's in 2026,
# which opens in March.
AUTUMN: Final = Term(name="2024-2025-1", first=date(2024, 9, 2), last=date(2025, 1, 17))
SPRING: Final = Term(name="2024-2025-2", first=date(2025, 2, 17), last=date(2025, 7, 4))
OPENS_IN_FEBRUARY: Final = school(AUTUMN, SPRING, through=date(2025, 8, 31))
OPENS_IN_MARCH: Final = school(BEIJING_1, BEIJING_2)
YEARS: Final = {
    OPENS_IN_FEBRUARY: DateSpan(OPENS_IN_FEBRUARY.first_day, SPRING.last),
    OPENS_IN_MARCH: DateSpan(OPENS_IN_MARCH.first_day, BEIJING_2.last),
}

AnyBook = InspectionSchedule | RepairWorkflow | AssetRegister
BOOKS: Final[tuple[type[AnyBook], ...]] = (InspectionSchedule, RepairWorkflow, AssetRegister)


def record(routine: Routine, on: date) -> Entry[Any]:
    """Return what is written down when the work of *routine* is done *on* that day."""
    asked = dict(routine.asked)
    # Each item of the checklist, with a reading that is only just enough.
    lines = tuple(evolve(line, reading=line.least) for line in InspectionSchedule.lines_for(routine))
    if routine.fulfilled_by is CheckHeld:
        return CheckHeld(**({"actor": "检查人"} | asked), lines=lines, on=on, by=asked.get("actor", "王老师"))
    if routine.fulfilled_by is Published:
        week = DateSpan(Week.of(on).first, Week.of(on).last)
        return Published(**asked, period=week, version=1, where="公告栏", on=on, by="王老师")
    if routine.fulfilled_by is MaintenanceDone:
        return MaintenanceDone(**asked, on=on, by="赵师傅")
    if routine.fulfilled_by is VacationProgrammeDrawnUp:
        jobs = (ProgrammeLine(job=f"SJ-{on.year}-1", place="教学楼", task="屋面防水"),)
        first, last = date(on.year, 7, 10), date(on.year, 8, 31)
        return VacationProgrammeDrawnUp(
            **asked, programme=f"SJ-{on.year}", first=first, last=last, lines=jobs, on=on, by="王老师"
        )
    if routine.fulfilled_by is StocktakeClosed:
        return StocktakeClosed(**asked, count=f"PD-{on}", on=on, by="王老师")
    return RoutineDone(**asked, times=routine.times, lines=lines, on=on, by="王老师")


def windows(routine: Routine, calendar: TermCalendar) -> tuple[Window, ...]:
    """Return all occurrences of *routine* on *calendar*, each with the days on which it can be met."""
    return routine.cycle.windows(calendar, YEARS[calendar])


def everything_done(routines: Iterable[Routine], calendar: TermCalendar) -> tuple[Entry[Any], ...]:
    """Return one record for every occurrence, made on the last day on which it is in time."""
    return tuple(
        record(routine, window.occurrence.last) for routine in routines for window in windows(routine, calendar)
    )


@cache
def kept_plan(profile: Profile, calendar: TermCalendar) -> tuple[Setting, tuple[Entry[Any], ...]]:
    """Return the setting of a school that keeps to *profile*, and all that it writes down on *calendar*."""
    return profile.setting("育才学校", calendar), everything_done(profile.routines, calendar)


def books(setting: Setting, entries: Iterable[Entry[Any]]) -> tuple[AnyBook, ...]:
    """Return the books that the routines are recorded in, with the *entries* that belong to each."""
    in_order: list[Any] = sorted(entries, key=lambda entry: entry.on)
    found: list[AnyBook] = []
    for book in BOOKS:
        kinds = {routine.fulfilled_by for routine in setting.routines if ticked_in(routine, book)}
        own: list[Any] = [each for entry in in_order if type(entry) in kinds for each in with_its_start(entry)]
        found.append(book.replay(own, setting=setting))
    return tuple(found)


def with_its_start(entry: Entry[Any]) -> tuple[Entry[Any], ...]:
    """Return *entry*, after the start of its count where it closes one."""
    if not isinstance(entry, StocktakeClosed):
        return (entry,)
    start = StocktakeStarted(count=entry.count, occasion=entry.occasion, expected=(), on=entry.on, by=entry.by)
    return (start, entry)


def breaches(setting: Setting, entries: Iterable[Entry[Any]], during: DateSpan) -> list[Breach]:
    """Return what was found in all books."""
    return [breach for book in books(setting, entries) for breach in book.breaches(during)]
