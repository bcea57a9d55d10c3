"""School years that the profiles are tried on, and the books of a school that does all its plan asks for."""

from collections.abc import Iterable
from datetime import date
from functools import cache
from typing import Any, Final

from schoollogistics.assets import AssetRegister
from schoollogistics.calendar import Term, TermCalendar
from schoollogistics.calendar.cycles import Window
from schoollogistics.canteen import CanteenLedger
from schoollogistics.food_safety import FoodSafetyLog
from schoollogistics.inspections import InspectionSchedule
from schoollogistics.journal import Breach, Entry, Routine, Setting
from schoollogistics.journal.turns import ticked_in
from schoollogistics.nutrition import MenuBook
from schoollogistics.profiles import Profile
from schoollogistics.repairs import RepairWorkflow
from schoollogistics.values.periods import DateSpan
from tests.calendar.notices import BEIJING_1, BEIJING_2, school
from tests.profiles.records import record, written

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

AnyBook = InspectionSchedule | RepairWorkflow | AssetRegister | CanteenLedger | FoodSafetyLog | MenuBook
BOOKS: Final[tuple[type[AnyBook], ...]] = (
    InspectionSchedule,
    RepairWorkflow,
    AssetRegister,
    CanteenLedger,
    FoodSafetyLog,
    MenuBook,
)


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


def own(book: type[AnyBook], setting: Setting, in_order: Iterable[Entry[Any]]) -> Any:
    """Return those of some entries that *book* records a routine with, and what has to be in the book before them."""
    kinds = {routine.fulfilled_by for routine in setting.routines if ticked_in(routine, book)}
    return written(entry for entry in in_order if type(entry) in kinds)


def by_day(entries: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """Return *entries* in order of their days."""
    return sorted(entries, key=lambda entry: entry.on)


def books(setting: Setting, entries: Iterable[Entry[Any]]) -> tuple[AnyBook, ...]:
    """Return the books that the routines are recorded in, with the *entries* that belong to each."""
    in_order = by_day(entries)
    return tuple(book.replay(own(book, setting, in_order), setting=setting) for book in BOOKS)


@cache
def found_in(book: Any, setting: Setting, entries: tuple[Entry[Any], ...], during: DateSpan) -> tuple[Breach, ...]:
    """Return what is found in one book of these *entries*: asked once, as one record left out changes only one book."""
    return tuple(book.replay(entries, setting=setting).breaches(during))


def breaches(setting: Setting, entries: Iterable[Entry[Any]], during: DateSpan) -> list[Breach]:
    """Return what was found in all books."""
    in_order = by_day(entries)
    books_of_any_kind: tuple[Any, ...] = BOOKS
    return [
        each for book in books_of_any_kind for each in found_in(book, setting, own(book, setting, in_order), during)
    ]
