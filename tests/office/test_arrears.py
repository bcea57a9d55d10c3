"""What is left over: arrears, records nobody asked for, names that lead nowhere, and the office under another setting."""

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.calendar import DayRule, Layer
from schoollogistics.errors import InvalidValue
from schoollogistics.inspections import RoutineDone
from schoollogistics.journal import Due, Published, Ref, Setting
from schoollogistics.office import LogisticsOffice
from schoollogistics.repairs import RepairWorkflow
from schoollogistics.values.periods import DateSpan, Week
from tests.calendar.notices import BEIJING
from tests.journal.witness import refusal
from tests.office.stories import (
    FRIDAY,
    MONDAY,
    PLANNED,
    SWEEPING,
    WEDNESDAY,
    YH,
    check,
    fixed,
    given,
    line,
    office,
    raised,
    sept,
)

ONE_DAY = timedelta(days=1)
WEEK = Week(MONDAY)
GIVEN = evolve(given(), deadline=WEDNESDAY)


def subjects(found: Iterable[Due]) -> list[object]:
    """Return whose duties these are, those of routines left out."""
    return [due.subject for due in found if due.subject is not None]


def routines(found: Iterable[Due]) -> list[object]:
    """Return the routines among some duties."""
    return [due.routine for due in found if due.routine is not None]


@pytest.mark.plan("R57", "P97")
def test_a_finding_past_its_deadline_stays_in_sight_until_it_is_fixed() -> None:
    """It is in the arrears of every later day, also of a vacation, and not of its last day."""
    made = office(raised(), GIVEN, setting=PLANNED)
    assert subjects(made.overdue(GIVEN.deadline)) == []
    assert subjects(made.overdue(GIVEN.deadline + ONE_DAY)) == [("finding", YH)]
    assert subjects(made.overdue(date(2026, 2, 1))) == [("finding", YH)]
    made.post(fixed(on=FRIDAY))
    assert subjects(made.overdue(date(2026, 2, 1))) == []


@pytest.mark.plan("R02")
def test_a_routine_is_overdue_until_its_next_occurrence_is_due() -> None:
    """The sweeping of Monday is made good on no other school day, that of Friday on the weekend still."""
    made = office(setting=PLANNED)
    friday, saturday = sept(19), sept(20)
    assert SWEEPING not in routines(made.overdue(friday))
    assert SWEEPING in routines(made.overdue(saturday))
    made.post(RoutineDone(routine="SWEEP", on=friday, by="保洁员"))
    assert SWEEPING not in routines(made.overdue(saturday))
    assert routines(made.overdue(date(2026, 2, 1))) == []
    assert office().overdue(MONDAY) == ()


@pytest.mark.plan("R02")
def test_records_that_no_routine_asks_for_are_shown() -> None:
    """A slip of the pen in the scope ticks nothing, and shows; so does work in a week that no version holds."""
    made = office(check(scope="照眀"), check(), setting=PLANNED)
    (stray,) = made.unasked(WEEK)
    assert stray[1] == check(scope="照眀")
    assert made.unasked(Week(date(2025, 9, 15))) == ()
    made.post(RoutineDone(routine="SWEEP", on=date(2025, 9, 22), by="保洁员"))
    assert [str(ref) for ref, _ in made.unasked(date(2025, 9, 22))] == ["inspections#2"]


def test_books_that_were_loaded_are_checked_against_each_other() -> None:
    """A finding that names a check of another copy shows as a loose end, and nothing else does."""
    made = office(check(line()), raised(because=None))
    assert made.loose_ends() == ()
    lost = LogisticsOffice(made.setting, (RepairWorkflow(made.setting), made.inspections))
    assert lost.loose_ends() == ()
    lost.inspections.post(raised("YH-9", because=Ref("repairs", 0)))
    (error,) = lost.loose_ends()
    assert (error.code, error.fields) == ("reference", ("because",))


@pytest.mark.plan("R02")
def test_a_late_holiday_is_another_setting_over_the_same_entries() -> None:
    """Under a calendar with one more day off the week's check moves, what was done stays done, and the old office stays."""
    made = office(check(on=FRIDAY), setting=PLANNED)
    closed = evolve(
        BEIJING, layers=(*BEIJING.layers, Layer("school", (DayRule(FRIDAY, kind="suspended", name="台风"),)))
    )
    after = made.under(evolve(PLANNED, calendar=closed))
    assert [book.version for book in after] == [book.version for book in made]
    assert made.breaches(WEEK) == ()
    (breach,) = after.breaches(WEEK)
    assert (breach.rule.code, breach.on) == ("P90", sept(11))
    assert after.shelf.named("inspections").entries == made.shelf.named("inspections").entries


def test_an_office_is_not_a_book() -> None:
    """Asked for what a book has, it names its books; given what is no setting, it says what it wants."""
    with pytest.raises(AttributeError, match=r"office\.inspections"):
        _ = office().chronicle  # type: ignore[attr-defined]
    strangers: list[Any] = [BEIJING, None, "示例学校"]
    for stranger in strangers:
        with pytest.raises(InvalidValue) as caught:
            LogisticsOffice(stranger)
        assert (caught.value.code, caught.value.fields) == ("type", ("setting",))


def test_a_publication_takes_any_period() -> None:
    """A week, a day or a term is published as its first and last day; what is no period is refused."""
    made = office()
    for period, said in ((WEEK, DateSpan(WEEK.first, WEEK.last)), (MONDAY, DateSpan(MONDAY, MONDAY))):
        entry = made.publication("patrol_statistics", period, where="公示栏", on=FRIDAY, by="王老师")
        assert type(entry) is Published
        assert entry.period == said
        made.post(entry)
    assert refusal(lambda: made.publication("patrol_statistics", "一周", where="栏", on=FRIDAY, by="王")).code == "type"  # type: ignore[arg-type]


def test_the_books_of_a_lone_office_need_no_calendar() -> None:
    """Without calendar and routines nothing is overdue and nothing unasked."""
    made = LogisticsOffice(Setting())
    assert (made.overdue(MONDAY), made.unasked(WEEK), made.loose_ends()) == ((), (), ())
