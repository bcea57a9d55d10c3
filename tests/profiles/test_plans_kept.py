"""A term in which all is done that the plan asks for, and one in which a single thing is left out."""

from datetime import date
from typing import Final

import pytest

from schoollogistics.calendar import TermCalendar
from schoollogistics.inspections import InspectionSchedule
from schoollogistics.journal import Routine
from schoollogistics.journal.turns import ticked_in
from schoollogistics.profiles import KINDERGARTEN_003_4, PROFILES, SCHOOL_004_1, Profile
from schoollogistics.repairs import RepairWorkflow
from tests.profiles.years import (
    OPENS_IN_FEBRUARY,
    OPENS_IN_MARCH,
    YEARS,
    books,
    breaches,
    kept_plan,
    windows,
)

ROUTINES: Final = [(profile, routine) for profile in PROFILES for routine in profile.routines]


def named(case: object) -> str:
    """Return the code of a profile or routine, to name a case."""
    return str(getattr(case, "code", case))


@pytest.mark.plan("R02")
@pytest.mark.parametrize("profile", PROFILES, ids=named)
@pytest.mark.parametrize("calendar", YEARS, ids=["opens in February", "opens in March"])
def test_a_school_that_does_all_its_plan_asks_for_has_no_breach(profile: Profile, calendar: TermCalendar) -> None:
    """With every record made on the last day on which it is in time, the year has no breach and nothing is left to do."""
    setting, entries = kept_plan(profile, calendar)
    assert breaches(setting, entries, YEARS[calendar]) == []
    assert [due for book in books(setting, entries) for due in book.due(YEARS[calendar])] == []


@pytest.mark.plan("R02", "P93", "P95")
@pytest.mark.parametrize(("profile", "routine"), ROUTINES, ids=named)
def test_one_thing_left_out_is_one_breach(profile: Profile, routine: Routine) -> None:
    """Without the record of the first occurrence, exactly that duty is missed, on its last day."""
    setting, entries = kept_plan(profile, OPENS_IN_FEBRUARY)
    first = windows(routine, OPENS_IN_FEBRUARY)[0]
    left = [each for each in entries if not (routine.is_ticked_by(each) and first.holds(each.on))]
    assert len(left) == len(entries) - 1
    found = breaches(setting, left, YEARS[OPENS_IN_FEBRUARY])
    assert [(breach.rule, breach.on) for breach in found] == [(routine.duty, first.occurrence.last)]


@pytest.mark.parametrize(("profile", "routine"), ROUTINES, ids=named)
def test_every_routine_is_recorded_in_one_book(profile: Profile, routine: Routine) -> None:
    """The record of a routine belongs to exactly one book, and is the record of no other routine of the plan."""
    assert [ticked_in(routine, book) for book in (InspectionSchedule, RepairWorkflow)].count(True) == 1
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
    [(KINDERGARTEN_003_4, FEBRUARY_OF_003), (SCHOOL_004_1, FEBRUARY_OF_004)],
    ids=["003§4", "004§1"],
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
WEEKLY_OF_003: Final = "kitchen-clean hygiene menu safety-weekly weekly-plan"
MONTHLY_OF_003: Final = "safety-monthly safety-theme appraisal meal-feedback"
APRIL_OF_003: Final = "apr-pests apr-tableware apr-meal-committee apr-samples apr-store-records apr-hygiene"
DUE: Final[list[tuple[Profile, date, tuple[str, ...]]]] = [
    (KINDERGARTEN_003_4, date(2026, 4, 27), (DAILY_OF_003,)),
    (
        KINDERGARTEN_003_4,
        date(2026, 4, 30),
        (DAILY_OF_003, WEEKLY_OF_003, MONTHLY_OF_003, APRIL_OF_003, "meal-committee"),
    ),
    (KINDERGARTEN_003_4, date(2026, 5, 1), ()),
    (SCHOOL_004_1, date(2026, 3, 13), ("patrol patrol-statistics property-count",)),
    (SCHOOL_004_1, date(2026, 4, 30), ("patrol patrol-statistics stores-audit apr-rain apr-safety may-duty",)),
    (SCHOOL_004_1, date(2026, 6, 30), ("patrol stores-audit jun-heat jun-programme jun-duty",)),
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
