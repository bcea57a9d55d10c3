"""A term in which all is done that the plan asks for, and one in which a single thing is left out."""

from datetime import date, timedelta
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar import TermCalendar
from schoollogistics.calendar.cycles import Window
from schoollogistics.food_safety import (
    DailyControlHeld,
    FoodSafetyLog,
    MonthlyMeetingHeld,
    SamplesReleased,
    WeeklyReviewHeld,
)
from schoollogistics.inspections import CheckHeld, RoutineDone
from schoollogistics.inspections.rules import P95
from schoollogistics.journal import Entry, Published, Routine, Rule, Setting
from schoollogistics.journal.turns import ticked_in
from schoollogistics.profiles import KINDERGARTEN_003_4, PROFILES, SCHOOL_002, SCHOOL_004_1, Profile
from tests.profiles.records import again, record
from tests.profiles.years import (
    BOOKS,
    OPENS_IN_FEBRUARY,
    OPENS_IN_MARCH,
    YEARS,
    books,
    breaches,
    everything_done,
    kept_plan,
    windows,
)

DAY: Final = timedelta(days=1)
ROUTINES: Final = [(profile, routine) for profile in PROFILES for routine in profile.routines]


def named(case: object) -> str:
    """Return the code of a profile or routine, to name a case."""
    return str(getattr(case, "code", case))


@pytest.mark.plan("R02")
@pytest.mark.parametrize("profile", PROFILES, ids=named)
@pytest.mark.parametrize("calendar", YEARS, ids=["opens in February", "opens in March"])
def test_a_school_that_does_all_its_plan_asks_for_has_no_breach(profile: Profile, calendar: TermCalendar) -> None:
    """With every record made on the last day on which it is in time, the year has no breach, and only samples are left to take out."""
    setting, entries = kept_plan(profile, calendar)
    assert breaches(setting, entries, YEARS[calendar]) == []
    left = [due for book in books(setting, entries) for due in book.due(YEARS[calendar])]
    assert [due for due in left if SamplesReleased not in due.post] == []


@pytest.mark.plan("R02", "P48", "P50", "P65", "P76", "P77", "P79", "P93", "P95")
@pytest.mark.parametrize(("profile", "routine"), ROUTINES, ids=named)
def test_one_thing_left_out_is_one_breach(profile: Profile, routine: Routine) -> None:
    """Without the record of the first occurrence, exactly that duty is missed, on its last day."""
    setting, entries = kept_plan(profile, OPENS_IN_FEBRUARY)
    first = windows(routine, OPENS_IN_FEBRUARY)[0]
    left = [each for each in entries if not (routine.is_ticked_by(each) and first.holds(each.on))]
    assert len(left) == len(entries) - 1
    found = breaches(setting, left, YEARS[OPENS_IN_FEBRUARY])
    assert [(breach.rule, breach.on) for breach in found] == [(routine.duty, first.occurrence.last)]


def missed(routine: Routine, window: Window, instead: Entry[Any]) -> list[tuple[Rule, date]]:
    """Return what a school of this one *routine* misses that has no record in *window* but the one *instead*."""
    setting, entries = school(routine), everything_done((routine,), OPENS_IN_FEBRUARY)
    left = [each for each in entries if each.on != window.occurrence.last]
    assert len(left) == len(entries) - 1
    return [(each.rule, each.on) for each in breaches(setting, [*left, instead], YEARS[OPENS_IN_FEBRUARY])]


def school(routine: Routine) -> Setting:
    """Return a school that keeps this one routine."""
    return Setting(school="育才学校", calendar=OPENS_IN_FEBRUARY, routines=(routine,))


TWICE: Final = [each for _, each in ROUTINES if each.fulfilled_by is not DailyControlHeld]
"""What can be written down twice on one day: of the daily control there is one sheet."""


@pytest.mark.plan("R02", "P48", "P65", "P77", "P79")
@pytest.mark.parametrize("routine", [each for each in TWICE if each.fulfilled_by is not Published], ids=named)
def test_early_work_counts_from_its_first_day_on_and_not_before(routine: Routine) -> None:
    """A record on the first day of the occurrence's window is as good as one on its last; one a day before is none."""
    window = windows(routine, OPENS_IN_FEBRUARY)[-1]
    early, too_early = (again(record(routine, day)) for day in (window.opens, window.opens - DAY))
    assert missed(routine, window, early) == []
    assert missed(routine, window, too_early) == [(routine.duty, window.occurrence.last)]


EARLIEST: Final = {
    "003§4.corridors": date(2025, 7, 4),
    "003§4.kitchen-clean": date(2025, 6, 30),
    "003§4.menu": date(2025, 6, 24),
    "003§4.appraisal": date(2025, 7, 1),
    "003§4.drill": date(2025, 2, 17),
    "003§4.feb-opening": date(2025, 2, 1),
    "003§4.awards": date(2025, 6, 1),
    "002.weekly-review": date(2025, 6, 30),
    "002.water-test": date(2024, 9, 2),
    "002.supplies": date(2025, 2, 17),
    "002.winter-repairs": date(2025, 1, 1),
    "004§1.property-count": date(2025, 2, 17),
    "004§1.may-duty": date(2025, 4, 1),
}


@pytest.mark.parametrize("code", EARLIEST)
def test_from_when_on_early_work_counts(code: str) -> None:
    """Daily work counts on its day, weekly in its week, items of a month in it, the menu after the one before."""
    routine = next(routine for _, routine in ROUTINES if routine.code == code)
    assert windows(routine, OPENS_IN_FEBRUARY)[-1].opens == EARLIEST[code]


REPEATED: Final = [each for each in TWICE if len(windows(each, OPENS_IN_FEBRUARY)) > 1]


@pytest.mark.plan("R02")
@pytest.mark.parametrize("routine", REPEATED, ids=named)
def test_one_record_too_many_does_not_stand_for_the_next(routine: Routine) -> None:
    """Work done once more than asked meets nothing: the next occurrence without a record is missed all the same."""
    first, second = windows(routine, OPENS_IN_FEBRUARY)[:2]
    extra = again(record(routine, first.occurrence.last))
    assert missed(routine, second, extra) == [(routine.duty, second.occurrence.last)]


@pytest.mark.plan("P50")
def test_the_three_levels_of_control_hold_together() -> None:
    """A day has one sheet, a meeting hears every review that no meeting has heard, and each level is missed by itself."""
    setting, entries = kept_plan(SCHOOL_002, OPENS_IN_MARCH)
    log = next(book for book in books(setting, entries) if isinstance(book, FoodSafetyLog))
    heard = [week for entry in log.entries if isinstance(entry, MonthlyMeetingHeld) for week in entry.weeks]
    reviewed = [entry.week for entry in log.entries if isinstance(entry, WeeklyReviewHeld)]
    assert heard == [week for week in reviewed if week <= heard[-1]]
    second: Any = again(next(entry for entry in log.entries if isinstance(entry, DailyControlHeld)))
    objection = log.objection(second)
    assert objection is not None
    assert objection.code == "already"


@pytest.mark.plan("P95")
def test_a_corrected_document_is_not_the_next_one() -> None:
    """Statistics of one week that are published again in the next, or only then, are none of that next week's."""
    routine = next(each for each in SCHOOL_004_1.routines if each.fulfilled_by is Published)
    first, second = windows(routine, OPENS_IN_FEBRUARY)[:2]
    of_first = record(routine, first.occurrence.last)
    corrected = evolve(again(of_first), on=second.occurrence.last)
    assert missed(routine, second, corrected) == [(P95, second.occurrence.last)]
    late = evolve(of_first, on=second.occurrence.last)
    assert missed(routine, first, late) == [(P95, first.occurrence.last)]


@pytest.mark.plan("P76", "P109", "P128")
@pytest.mark.parametrize("name", ["disinfection", "guard-team", "meal-feedback", "rooms"])
def test_a_record_without_its_checklist_is_cut_short(name: str) -> None:
    """60 minutes, 2 persons, what parents say: a record that leaves a line out is a breach of its duty on its day."""
    routine = next(each for each in KINDERGARTEN_003_4.routines if each.code == f"003§4.{name}")
    last = windows(routine, OPENS_IN_FEBRUARY)[-1]
    full = record(routine, last.occurrence.last)
    assert isinstance(full, CheckHeld | RoutineDone)
    bare = evolve(full, lines=())
    assert missed(routine, last, full) == []
    assert missed(routine, last, bare) == [(routine.duty, last.occurrence.last)]


@pytest.mark.parametrize(("profile", "routine"), ROUTINES, ids=named)
def test_every_routine_is_recorded_in_one_book(profile: Profile, routine: Routine) -> None:
    """The record of a routine belongs to exactly one book, and is the record of no other routine of the plan."""
    assert [ticked_in(routine, book) for book in BOOKS].count(True) == 1
    same = [
        each for each in profile.routines if (each.fulfilled_by, each.asked) == (routine.fulfilled_by, routine.asked)
    ]
    assert same == [routine]


FEBRUARY_OF_003: Final = """
    feb-opening feb-arrangement feb-safety-appliances feb-safety-toys feb-safety-extinguishers feb-canteen
    feb-care-workers feb-training feb-plan feb-safety-plan feb-grade-plans feb-measuring feb-meal-committee
"""
FEBRUARY_OF_004: Final = "feb-books feb-room-goods feb-property feb-supplies feb-desks feb-inspection feb-heating"


@pytest.mark.parametrize(
    ("profile", "names"),
    [(SCHOOL_002, ""), (KINDERGARTEN_003_4, FEBRUARY_OF_003), (SCHOOL_004_1, FEBRUARY_OF_004)],
    ids=["002", "003§4", "004§1"],
)
def test_a_month_without_school_asks_for_nothing_and_says_so(profile: Profile, names: str) -> None:
    """Where the term opens in February every routine falls due; where it opens in March, the February list does not."""
    assert profile.never_due(OPENS_IN_FEBRUARY) == ()
    assert [each.code for each in profile.never_due(OPENS_IN_MARCH)] == [
        f"{profile.code}.{name}" for name in names.split()
    ]


DAILY_OF_003: Final = """
    corridors toilets rooms kitchen-sweep disinfection morning-check attendance samples
    patrol-principal patrol-health patrol-logistics guard-team
"""
WEEKLY_OF_003: Final = "kitchen-clean hygiene safety-weekly weekly-plan"
MONTHLY_OF_003: Final = "safety-monthly safety-theme appraisal meal-feedback"
APRIL_OF_003: Final = "apr-pests apr-tableware apr-meal-committee apr-samples apr-store-records apr-hygiene"
OPENING_OF_002: Final = """
    supplies overhaul-lamps overhaul-fans overhaul-air overhaul-boards overhaul-locks surplus-desks diners uniforms
    canteen-check canteen-training
"""
END_OF_002: Final = """
    committee-meal committee-supervision committee-visit opinions projects support asset-cards asset-count winter-repairs next-opening
"""
DUE: Final[list[tuple[Profile, date, tuple[str, ...]]]] = [
    (SCHOOL_002, date(2025, 8, 31), ("weeds rooms-ready dispensers water-test",)),
    (SCHOOL_002, date(2025, 9, 12), ("daily-control weekly-review", OPENING_OF_002)),
    (SCHOOL_002, date(2025, 11, 14), ("daily-control weekly-review half-term",)),
    (SCHOOL_002, date(2026, 1, 23), ("daily-control weekly-review monthly-dispatch", END_OF_002)),
    (KINDERGARTEN_003_4, date(2026, 4, 27), (DAILY_OF_003, "menu")),
    (
        KINDERGARTEN_003_4,
        date(2026, 4, 30),
        (DAILY_OF_003, WEEKLY_OF_003, MONTHLY_OF_003, APRIL_OF_003, "meal-committee"),
    ),
    (KINDERGARTEN_003_4, date(2026, 5, 1), ()),
    (SCHOOL_004_1, date(2026, 3, 13), ("patrol patrol-statistics property-count",)),
    (SCHOOL_004_1, date(2026, 4, 30), ("patrol patrol-statistics stores-audit apr-rain apr-safety may-duty",)),
    (
        SCHOOL_004_1,
        date(2026, 6, 30),
        ("patrol stores-audit jun-heat jun-programme jun-finance-report jun-asset-report jun-duty",),
    ),
    (
        SCHOOL_004_1,
        date(2026, 7, 7),
        ("patrol patrol-statistics stores-audit jul-summary jul-property jul-archive jul-duty",),
    ),
]


@pytest.mark.parametrize(("profile", "day", "names"), DUE, ids=[f"{case[0].code}-{case[1]}" for case in DUE])
def test_what_is_due_by_a_day(profile: Profile, day: date, names: tuple[str, ...]) -> None:
    """The last day of a week, month or term asks for what it ends; a plain Monday for the daily work; a holiday for none."""
    setting, _ = kept_plan(profile, OPENS_IN_MARCH)
    found = [due.routine.code for book in books(setting, ()) for due in book.due(day) if due.routine is not None]
    assert sorted(found) == sorted(f"{profile.code}.{name}" for name in " ".join(names).split())
