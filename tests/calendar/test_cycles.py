"""Cycles agree with a plain loop over days, can be drawn again, and answer only for what the calendar knows."""

import copy
import pickle
import subprocess
import sys
from calendar import monthrange
from collections.abc import Callable, Iterable
from datetime import date, datetime, timedelta
from hashlib import blake2b
from itertools import groupby, pairwise
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.calendar import (
    BeforeHoliday,
    BeforeOpening,
    Cycle,
    DayRule,
    EveryMonths,
    EverySchoolDay,
    EveryWeeks,
    Layer,
    MonthDay,
    NthSchoolDay,
    OncePerTerm,
    OnDates,
    Recurrence,
    Roll,
    SpotCheck,
    Term,
    TermCalendar,
    TimesPerTerm,
    Weekly,
    Yearly,
)
from schoollogistics.calendar.cycles import cycle as cycle_module
from schoollogistics.calendar.questions import ROLLS
from schoollogistics.errors import InvalidValue, LogisticsError, OutOfCoverage
from schoollogistics.values.periods import DateSpan, Month
from tests.calendar.notices import BEIJING, BEIJING_1, BEIJING_2, NATION, QINGDAO, SHANGHAI, school
from tests.calendar.test_term_calendar import calendars

YEAR: Final = DateSpan(date(2025, 9, 1), date(2026, 8, 31))
ONE_DAY: Final = timedelta(days=1)


def days(*texts: str) -> list[date]:
    """Return dates written as text."""
    return [date.fromisoformat(text) for text in texts]


def dues(cycle: Cycle, calendar: TermCalendar = BEIJING, span: DateSpan | date = YEAR) -> list[date]:
    """Return the due days of a cycle."""
    return [each.due for each in cycle.occurrences(calendar, span)]


def months(span: DateSpan) -> list[date]:
    """Return the first of every month of a span and the two around it."""
    found = [Month.of(span.first).previous().first, *(m.first for m in span.months())]
    return [*found, Month.of(span.last).next().first]


# ------------------------------------------------------------------------------------------------ published calendars


@pytest.mark.plan("R02")
def test_weekly_task_moves_over_the_holiday() -> None:
    """The Monday check of 6 October 2025 falls into National Day and is due on the next school day."""
    found = Weekly(1).occurrences(BEIJING, YEAR)
    assert len(found) == 40
    assert found[5] == (date(2025, 10, 9), date(2025, 10, 9), (date(2025, 10, 6),))
    assert date(2025, 10, 6) not in dues(Weekly(1, roll="skip"))


@pytest.mark.plan("R02")
@pytest.mark.parametrize(
    ("cycle", "expected"),
    [
        (
            Weekly((3, 5), parity="odd", roll="skip"),
            ("2025-10-15", "2025-10-17", "2025-10-29", "2025-10-31"),
        ),
        (Weekly(3, parity="even"), ("2025-10-09", "2025-10-22")),
        (EveryWeeks(2, 5), ("2025-10-09", "2025-10-17", "2025-10-31")),
        (EveryWeeks(2, 1, date(2025, 10, 15)), ("2025-10-20",)),
        (MonthDay(1), ("2025-10-09",)),
        (MonthDay(-1, roll="preceding"), ("2025-10-31",)),
        (MonthDay(-1, months=(10, 12), roll="preceding"), ("2025-10-31",)),
        (MonthDay(-1, months=(9,), roll="preceding"), ()),
        (EveryMonths(2, 1), ()),
        (NthSchoolDay(1), ("2025-10-09",)),
        (NthSchoolDay(-1), ("2025-10-31",)),
        (NthSchoolDay(5), ("2025-10-14",)),
        (NthSchoolDay(6, per="week"), ()),
        (OncePerTerm(6), ("2025-10-11",)),
        (OncePerTerm(-13), ("2025-10-31",)),
        (BeforeHoliday(), ()),
        (OnDates(days("2025-10-01", "2025-10-20")), ("2025-10-09", "2025-10-20")),
        (Yearly(10, 18, roll="modified_following"), ("2025-10-20",)),
    ],
    ids=repr,
)
def test_october_in_beijing(cycle: Cycle, expected: tuple[str, ...]) -> None:
    """Each kind of cycle names its days of October 2025, with National Day and the make-up Saturday."""
    assert dues(cycle, span=Month(2025, 10)) == days(*expected)


@pytest.mark.plan("R02")
def test_months_at_the_edges_of_terms() -> None:
    """The first of March lies before the opening and the last of January in the vacation; both keep their month."""
    assert dues(MonthDay(1), span=Month(2026, 3)) == days("2026-03-02")
    assert dues(MonthDay(-1, roll="preceding"), span=Month(2026, 1)) == days("2026-01-23")
    assert dues(MonthDay(15), span=Month(2026, 2)) == []
    assert dues(NthSchoolDay(1), span=Month(2026, 1)) == days("2026-01-04")
    assert dues(EveryMonths(2, 1)) == days(
        "2025-09-01", "2025-11-03", "2026-01-04", "2026-03-02", "2026-05-06", "2026-07-01"
    )
    assert dues(EveryMonths(6, 31, "skip")) == days("2026-03-31")
    assert dues(EveryMonths(6, 31)) == days("2025-09-30", "2026-03-31")


@pytest.mark.plan("R02")
def test_terms_openings_and_holidays() -> None:
    """Tasks of a term, before an opening and before every holiday fall on the published days."""
    assert dues(OncePerTerm()) == days("2026-01-23", "2026-07-07")
    assert dues(OncePerTerm(20), SHANGHAI) == days("2026-01-16")
    assert dues(TimesPerTerm(2)) == days("2025-11-14", "2026-01-23", "2026-05-09", "2026-07-07")
    assert len(dues(TimesPerTerm(58))) == BEIJING_1.weeks + BEIJING_2.weeks
    assert dues(BeforeOpening(days=7), span=DateSpan(BEIJING.first_day, BEIJING_2.last)) == days(
        "2025-08-25", "2026-02-23"
    )
    assert dues(BeforeOpening(school_days=2)) == days("2026-01-22", "2026-07-06")
    assert dues(BeforeHoliday()) == days(
        "2025-09-30", "2025-12-31", "2026-01-23", "2026-04-03", "2026-04-30", "2026-06-18", "2026-07-07"
    )
    assert dues(BeforeHoliday(school_days=2))[:2] == days("2025-09-29", "2025-12-30")
    assert dues(BeforeHoliday(days=3, roll="preceding"))[-1:] == days("2026-07-03")


def test_a_first_week_begins_when_the_term_does() -> None:
    """In Qingdao the second term opens on a Thursday: the Monday check of that week is due on its first day."""
    first = Weekly(1).occurrences(QINGDAO, Month(2026, 3))[0]
    assert (first.due, first.origins) == (date(2026, 3, 5), (date(2026, 3, 2),))
    assert dues(Weekly(1, roll="preceding"), QINGDAO, Month(2026, 3))[0] == date(2026, 3, 9)


def test_rolled_duplicates_merge_and_keep_their_origins() -> None:
    """Three days of National Day roll to one, which remembers all three."""
    (found,) = OnDates(days("2025-10-03", "2025-10-01", "2025-10-09")).occurrences(BEIJING, YEAR)
    assert found == (date(2025, 10, 9), date(2025, 10, 9), tuple(days("2025-10-01", "2025-10-03", "2025-10-09")))
    (found,) = Weekly((3, 4)).occurrences(BEIJING, date(2025, 10, 9))
    assert found.origins == tuple(days("2025-10-01", "2025-10-02", "2025-10-08", "2025-10-09"))


def test_grace_counts_school_days_and_stays_in_the_term() -> None:
    """Grace passes over days off, ends with the term and before the next occurrence."""
    by_month = MonthDay(1, grace=3).occurrences(BEIJING, YEAR)
    assert [each.last for each in by_month][:2] == days("2025-09-04", "2025-10-13")
    assert MonthDay(6, grace=5).occurrences(BEIJING, date(2026, 7, 6))[0].last == date(2026, 7, 7)
    assert OnDates(days("2025-09-01", "2025-09-03"), grace=9).occurrences(BEIJING, date(2025, 9, 1))[0].last == date(
        2025, 9, 2
    )
    assert BeforeOpening(days=7, grace=2).occurrences(BEIJING, date(2026, 2, 23))[0].last == date(2026, 3, 3)


def test_windows_reach_from_the_last_day_of_one_to_the_day_before_the_next() -> None:
    """What is done in a window meets its occurrence; windows share a day only between a last day and the next due."""
    windows = Weekly(1, grace=1, early="month").windows(BEIJING, YEAR)
    assert (windows[0].opens, windows[-1].closes) == (date(2025, 9, 1), BEIJING.last_day)
    assert (windows[1].opens, windows[1].closes) == (date(2025, 9, 3), date(2025, 9, 14))
    assert [windows[1].holds(day) for day in days("2025-09-02", "2025-09-03", "2025-09-14", "2025-09-15")] == [
        False,
        True,
        True,
        False,
    ]
    assert windows[0].holds(date(2025, 9, 1))
    assert windows[-1].holds(date(2026, 7, 7))


@pytest.mark.parametrize(
    ("cycle", "due", "opens"),
    [
        (EverySchoolDay(), "2025-09-08", "2025-09-08"),
        (SpotCheck(5, seed="2025"), "2025-09-10", "2025-09-10"),
        (Weekly(3), "2025-09-10", "2025-09-08"),
        # The Monday of the holiday week is made up on its Thursday, and may be done from that Monday on.
        (Weekly(1), "2025-10-09", "2025-10-06"),
        (EveryWeeks(2, 5), "2025-09-05", "2025-09-01"),
        (BeforeHoliday(), "2025-09-30", "2025-09-29"),
        (OnDates((date(2025, 9, 10),)), "2025-09-10", "2025-09-08"),
        (Recurrence("FREQ=MONTHLY;BYMONTHDAY=10", date(2025, 9, 10)), "2025-09-10", "2025-09-08"),
        (NthSchoolDay(-1, per="week"), "2025-09-12", "2025-09-08"),
        (NthSchoolDay(-1), "2025-09-30", "2025-09-01"),
        (NthSchoolDay(-1, per="term"), "2026-01-23", "2025-09-01"),
        (MonthDay(20), "2025-11-20", "2025-11-01"),
        (MonthDay(30), "2025-12-30", "2025-12-01"),
        (EveryMonths(2, 20), "2025-11-20", "2025-11-01"),
        (OncePerTerm(), "2026-01-23", "2025-09-01"),
        (TimesPerTerm(1), "2026-01-23", "2025-09-01"),
        (Yearly(12, 30), "2025-12-30", "2025-09-01"),
        (Yearly(12, 30, early="month"), "2025-12-30", "2025-12-01"),
        (BeforeOpening(days=7), "2026-02-23", str(BEIJING.first_day)),
        (BeforeOpening(days=7, early="term"), "2026-02-23", "2026-02-23"),
    ],
    ids=repr,
)
def test_work_counts_early_from_the_first_day_of_its_period(cycle: Cycle, due: str, opens: str) -> None:
    """Each kind of cycle has a period of its own in which work may be done before the due day, unless it says another."""
    (occurrence,) = cycle.occurrences(BEIJING, date.fromisoformat(due))
    assert str(cycle.opens(occurrence, BEIJING)) == opens


# ------------------------------------------------------------------------------------------------- a loop over the days

ROLL: Final[st.SearchStrategy[Any]] = st.sampled_from(ROLLS)
NAMED = tuple[Cycle, Callable[[TermCalendar, date], bool]]


@st.composite
def simple_cycles(draw: st.DrawFn) -> NAMED:
    """Draw a cycle of weekdays, month days, years or dates, with the slow way to tell whether it names a day."""
    roll: Roll = draw(ROLL)
    kind = draw(st.integers(0, 4))
    if kind == 0:
        weekdays = draw(st.sets(st.integers(1, 7), min_size=1))
        return Weekly(weekdays, roll=roll), lambda calendar, day: day.isoweekday() in weekdays
    if kind == 1:
        n, anchor = draw(st.integers(1, 4)), draw(st.dates(date(2025, 8, 1), date(2025, 11, 1)))
        weekday = draw(st.integers(1, 7))
        first = next(
            anchor + timedelta(days=k) for k in range(7) if (anchor + timedelta(days=k)).isoweekday() == weekday
        )
        return EveryWeeks(
            n, weekday, anchor, roll=roll
        ), lambda calendar, day: day >= first and (day - first).days % (7 * n) == 0
    if kind == 2:
        number = draw(st.integers(1, 31) | st.integers(-28, -1))
        return MonthDay(number, roll=roll), lambda calendar, day: named_in_month(day, number)
    if kind == 3:
        month, number = draw(st.integers(1, 12)), draw(st.integers(1, 29))
        return Yearly(
            month, number, roll=roll
        ), lambda calendar, day: day.month == month and named_in_month(day, number)
    dates = draw(st.sets(st.dates(date(2025, 8, 1), date(2026, 4, 1)), min_size=1, max_size=20))
    return OnDates(dates, roll=roll), lambda calendar, day: day in dates


def named_in_month(day: date, number: int) -> bool:
    """Tell whether a day is number *number* of its month, or the last of one that is shorter."""
    length = monthrange(day.year, day.month)[1]
    return day.day == (min(number, length) if number > 0 else length + 1 + number)


def slowly(cycle: Cycle, names: Callable[[TermCalendar, date], bool], calendar: TermCalendar) -> dict[date, list[date]]:
    """Return each due day and its origins, found day by day."""
    coverage = DateSpan(calendar.first_day, calendar.last_day)
    start = 6 if calendar.week_start == "sunday" else 0
    found: dict[date, list[date]] = {}

    def same_period(one: date, other: date) -> bool:
        if isinstance(cycle, Weekly | EveryWeeks):
            return (one.toordinal() - start - 1) // 7 == (other.toordinal() - start - 1) // 7
        return (one.year, one.month) == (other.year, other.month)

    def reach(day: date, step: timedelta) -> date | None:
        other = day + step
        while other in coverage and not calendar.is_school_day(other):
            other += step
        if other not in coverage:
            return None
        inside = calendar.term_of(day) is not None and calendar.term_of(day) == calendar.term_of(other)
        return other if inside or same_period(day, other) else None

    for day in coverage:
        in_week = (
            any(same_period(day, d) for term in calendar.general_terms for d in term) if is_weekly(cycle) else True
        )
        if not names(calendar, day) or not in_week:
            continue
        if calendar.is_school_day(day):
            target: date | None = day
        elif cycle.roll == "skip":
            target = None
        elif cycle.roll == "modified_following":
            after = reach(day, ONE_DAY)
            target = after if after and (after.year, after.month) == (day.year, day.month) else reach(day, -ONE_DAY)
        else:
            target = reach(day, ONE_DAY if cycle.roll == "following" else -ONE_DAY)
        if target:
            found.setdefault(target, []).append(day)
    return found


def is_weekly(cycle: Cycle) -> bool:
    """Tell whether a cycle counts in weeks."""
    return isinstance(cycle, Weekly | EveryWeeks)


@given(calendars(), simple_cycles())
def test_cycles_agree_with_a_loop_over_the_days(calendar: TermCalendar, named: NAMED) -> None:
    """Asked day by day, a cycle gives what the loop gives, or says that it cannot know."""
    cycle, names = named
    expected = slowly(cycle, names, calendar)
    for day in DateSpan(calendar.first_day, calendar.last_day):
        try:
            found = cycle.occurrences(calendar, day)
        except OutOfCoverage:
            assert not calendar_reaches(calendar, day)
        else:
            assert [(each.due, list(each.origins)) for each in found] == (
                [(day, expected[day])] if day in expected else []
            )


def calendar_reaches(calendar: TermCalendar, day: date) -> bool:
    """Tell whether so many days are covered around a day that nothing behind the coverage can decide about it."""
    known = calendar.school_days(calendar.first_day, calendar.last_day)
    return bool(known) and known[0] < day < known[-1]


def whole_or_nothing(cycle: Cycle, calendar: TermCalendar) -> list[date] | None:
    """Return the due days of all that is covered, None where the cycle cannot say."""
    try:
        return dues(cycle, calendar, DateSpan(calendar.first_day, calendar.last_day))
    except OutOfCoverage:
        return None


@given(calendars(), st.integers(1, 4), st.integers(1, 7))
def test_weeks_are_those_of_the_term_a_day_lies_in(calendar: TermCalendar, n: int, weekday: int) -> None:
    """Odd, even and every n-th weeks are counted in the term of each day, also where two terms share a week."""
    known = calendar.school_days(calendar.first_day, calendar.last_day)
    named = [(day, calendar.teaching_week(day) or 0) for day in known if day.isoweekday() == weekday]
    for cycle, expected in (
        (Weekly(weekday, "odd", roll="skip"), [day for day, week in named if week % 2 == 1]),
        (Weekly(weekday, "even", roll="skip"), [day for day, week in named if week % 2 == 0]),
        (EveryWeeks(n, weekday, roll="skip"), [day for day, week in named if (week - 1) % n == 0]),
    ):
        assert whole_or_nothing(cycle, calendar) in (expected, None)


@given(calendars(), st.sampled_from(["week", "month", "term"]), st.integers(-3, 3).filter(bool))
def test_the_nth_school_day_is_found_by_counting(calendar: TermCalendar, per: Any, n: int) -> None:
    """Grouped by week, month or term, the n-th school day from either end is the one that counting finds."""
    start = 6 if calendar.week_start == "sunday" else 0
    period: Callable[[date], object] = {
        "week": lambda day: (day.toordinal() - 1 - start) // 7,
        "month": lambda day: (day.year, day.month),
        "term": calendar.term_of,
    }[per]
    groups = [list(each) for _, each in groupby(calendar.school_days(calendar.first_day, calendar.last_day), period)]
    expected = [group[n - 1 if n > 0 else n] for group in groups if abs(n) <= len(group)]
    assert whole_or_nothing(NthSchoolDay(n, per), calendar) in (expected, None)


CYCLES: Final[tuple[Cycle, ...]] = (
    EverySchoolDay(),
    Weekly((1, 4)),
    Weekly(2, parity="odd", roll="preceding", grace=3),
    EveryWeeks(3, 7, roll="modified_following", grace=1),
    MonthDay(31, roll="modified_following"),
    MonthDay(30, "skip", grace=2),
    EveryMonths(2, -1, roll="preceding"),
    NthSchoolDay(-1, per="week"),
    NthSchoolDay(2, per="term"),
    NthSchoolDay(-3),
    OncePerTerm(2),
    OncePerTerm(),
    TimesPerTerm(3, grace=60),
    BeforeOpening(days=3, grace=1),
    BeforeOpening(school_days=3),
    BeforeHoliday(),
    BeforeHoliday(days=2),
    Yearly(2, 29),
    SpotCheck(1, seed="2025"),
    SpotCheck(3, "month", seed="2025", key="食堂"),
    OnDates(days("2025-09-06", "2025-10-05", "2025-12-31")),
    Recurrence("FREQ=MONTHLY;BYDAY=2TU", date(2025, 9, 1), roll="preceding"),
)


@given(calendars(), st.sampled_from(CYCLES), st.data())
def test_spans_fit_together(calendar: TermCalendar, cycle: Cycle, data: st.DataObject) -> None:
    """Two spans side by side have the occurrences of both; all are in order and in good time before the next."""
    cut = data.draw(st.dates(calendar.first_day, calendar.last_day - ONE_DAY))
    try:
        left = cycle.occurrences(calendar, DateSpan(calendar.first_day, cut))
        right = cycle.occurrences(calendar, DateSpan(cut + ONE_DAY, calendar.last_day))
    except OutOfCoverage:
        return
    whole = cycle.occurrences(calendar, DateSpan(calendar.first_day, calendar.last_day))
    assert left + right == whole
    assert all(a.last < b.due for a, b in pairwise(whole))
    assert all(each.due <= each.last and each.origins for each in whole)
    assert all(calendar.is_school_day(each.due) for each in whole) or isinstance(cycle, BeforeOpening)
    assert copy.deepcopy(cycle) == cycle
    assert hash(copy.deepcopy(cycle)) == hash(cycle)


# -------------------------------------------------------------------------------------------------------- spot checks


def test_a_draw_can_be_repeated_by_hand() -> None:
    """An auditor with the published seed finds the same days from the digests alone."""
    week = BEIJING.school_days(date(2025, 9, 8), date(2025, 9, 12))
    digests = {blake2b(f"2025|食堂|{day}".encode(), digest_size=8).hexdigest(): day for day in week}
    expected = sorted(digests[digest] for digest in sorted(digests)[:2])
    assert dues(SpotCheck(2, seed="2025", key="食堂"), span=DateSpan(week[0], week[-1])) == expected


def test_a_draw_is_the_same_in_another_process() -> None:
    """Nothing of the running interpreter goes into a draw."""
    code = "from tests.calendar.test_cycles import *; print([str(d) for d in dues(SpotCheck(1, seed='s'))])"
    there = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.strip()
    assert there == str([str(day) for day in dues(SpotCheck(1, seed="s"))])


@given(
    st.sampled_from(BEIJING.school_days(BEIJING_1.first, BEIJING_2.last)),
    st.sampled_from(["week", "month"]),
    st.integers(1, 5),
    st.text("abc", min_size=1, max_size=3),
)
@pytest.mark.plan("R02")
def test_a_late_holiday_changes_a_draw_only_where_it_was_drawn(day: date, per: Any, n: int, seed: str) -> None:
    """A day taken away later changes nothing if it was not drawn, and otherwise puts one day of its period in its place."""
    check = SpotCheck(n, per, seed=seed)
    before, after = set(dues(check)), set(dues(check, closed(day)))
    if day not in before:
        assert before == after
    else:
        assert before - after == {day}
        assert len(after - before) <= 1
        assert all((other.year, other.month) == (day.year, day.month) or per == "week" for other in after - before)
        assert all(abs((other - day).days) < 31 for other in after - before)


def closed(day: date) -> TermCalendar:
    """Return the calendar of Beijing with one more day off."""
    late = Layer("late notice", (DayRule(day, kind="holiday", name="补充通知"),))
    return TermCalendar(
        terms=BEIJING.terms,
        days_off=NATION.days_off,
        make_up_days=NATION.make_up_days,
        published_through=BEIJING.published_through,
        layers=[late],
    )


@given(st.sampled_from(CYCLES), st.sampled_from(BEIJING.school_days(BEIJING_1.first, BEIJING_2.last)))
@pytest.mark.plan("R02")
def test_a_late_holiday_changes_only_what_it_touches(cycle: Cycle, day: date) -> None:
    """What was not due on the new day off, and not counted over it, stays where it was."""
    counted = isinstance(cycle, NthSchoolDay | SpotCheck | BeforeHoliday) or bool(cycle.grace)
    terms = DateSpan(BEIJING_1.first, BEIJING_2.last)
    before, after = cycle.occurrences(BEIJING, terms), cycle.occurrences(closed(day), terms)
    if not counted and not (isinstance(cycle, BeforeOpening) and cycle.school_days):
        near = {day, *(each for each in (reachable(day)))}
        assert [each for each in before if each.due not in near] == [each for each in after if each.due not in near]
    assert day not in {each.due for each in after} or isinstance(cycle, BeforeOpening)


def reachable(day: date) -> Iterable[date]:
    """Return the school days next to a day."""
    for step in (BEIJING.next_school_day, BEIJING.previous_school_day):
        try:
            yield step(day)
        except OutOfCoverage:
            continue


# ------------------------------------------------------------------------------------------------------- coverage


ONE_TERM: Final = TermCalendar(terms=[BEIJING_1], days_off=NATION.days_off, make_up_days=NATION.make_up_days)
TO_NEW_YEAR: Final = school(BEIJING_1, BEIJING_2, through=date(2025, 12, 31))


@pytest.mark.parametrize(
    ("cycle", "calendar", "day", "known"),
    [
        (MonthDay(-1, roll="preceding"), ONE_TERM, date(2026, 1, 23), date(2026, 1, 22)),
        (MonthDay(-1, roll="modified_following"), ONE_TERM, date(2026, 1, 23), date(2026, 1, 22)),
        (MonthDay(24, roll="modified_following"), ONE_TERM, date(2026, 1, 23), date(2026, 1, 22)),
        (MonthDay(1, roll="preceding"), TO_NEW_YEAR, date(2025, 12, 31), date(2025, 12, 30)),
        (Weekly(5, roll="preceding"), TO_NEW_YEAR, date(2025, 12, 31), date(2025, 12, 30)),
        (SpotCheck(1, seed="s"), TO_NEW_YEAR, date(2025, 12, 29), date(2025, 12, 28)),
        (SpotCheck(1, "month", seed="s"), ONE_TERM, date(2026, 1, 4), date(2025, 12, 31)),
        (NthSchoolDay(-1), ONE_TERM, date(2026, 1, 23), date(2025, 12, 31)),
        (NthSchoolDay(-1, per="term"), TO_NEW_YEAR, date(2025, 9, 1), date(2025, 8, 31)),
        (OncePerTerm(18), TO_NEW_YEAR, date(2025, 12, 31), date(2025, 12, 28)),
        (BeforeHoliday(), TO_NEW_YEAR, date(2025, 12, 31), date(2025, 12, 30)),
        (BeforeOpening(school_days=5), TO_NEW_YEAR, date(2025, 12, 31), date(2025, 12, 24)),
        (BeforeOpening(days=7), BEIJING, date(2026, 8, 25), date(2026, 8, 24)),
        (BeforeOpening(days=60), BEIJING, date(2026, 7, 8), date(2026, 7, 7)),
        (MonthDay(30, grace=3), TO_NEW_YEAR, date(2025, 12, 30), date(2025, 12, 29)),
        (
            BeforeOpening(days=20, grace=1),
            school(BEIJING_1, BEIJING_2, through=date(2026, 2, 20)),
            date(2026, 2, 10),
            date(2026, 2, 9),
        ),
        (NthSchoolDay(1), QINGDAO.for_audience("grade-12"), date(2026, 2, 24), date(2026, 3, 2)),
        (MonthDay(1), QINGDAO.for_audience("grade-12"), date(2026, 2, 24), date(2026, 2, 25)),
        (MonthDay(1, grace=3), QINGDAO.for_audience("grade-12"), date(2026, 2, 27), date(2026, 3, 2)),
        (NthSchoolDay(5, grace=9), QINGDAO.for_audience("grade-12"), date(2026, 3, 5), date(2026, 3, 6)),
    ],
    ids=repr,
)
def test_what_only_days_behind_the_coverage_decide_is_not_guessed(
    cycle: Cycle, calendar: TermCalendar, day: date, known: date
) -> None:
    """A day is refused where an origin or a draw behind the coverage decides about it, and answered next to it."""
    with pytest.raises(OutOfCoverage):
        cycle.occurrences(calendar, day)
    assert len(cycle.occurrences(calendar, known)) <= 1


def test_a_calendar_without_a_known_school_day_decides_nothing() -> None:
    """Published only to a day off, a calendar cannot say when anything is due."""
    term = Term(name="1", first=date(2025, 9, 6), last=date(2025, 12, 31))
    calendar = TermCalendar(terms=[term], published_through=date(2025, 9, 7))
    with pytest.raises(OutOfCoverage):
        MonthDay(1).occurrences(calendar, date(2025, 9, 6))


def test_edges_of_a_term_that_goes_on() -> None:
    """Weeks and holidays behind the coverage say nothing; a holiday at its end is known where its rule is."""
    assert dues(OncePerTerm(), TO_NEW_YEAR, DateSpan(TO_NEW_YEAR.first_day, TO_NEW_YEAR.last_day)) == []
    new_year = school(BEIJING_1, BEIJING_2, through=date(2026, 1, 2))
    assert dues(BeforeHoliday(), new_year, Month(2025, 12)) == days("2025-12-31")
    assert dues(BeforeHoliday(school_days=200)) == []
    ends_early = school(BEIJING_1, BEIJING_2, through=date(2026, 5, 31))
    with pytest.raises(OutOfCoverage):
        dues(
            MonthDay(31, roll="modified_following"),
            school(BEIJING_1, BEIJING_2, through=date(2026, 5, 30)),
            date(2026, 5, 29),
        )
    with pytest.raises(OutOfCoverage):
        dues(
            MonthDay(30, roll="modified_following"),
            school(BEIJING_1, BEIJING_2, through=date(2026, 5, 30)),
            date(2026, 5, 29),
        )
    assert (
        dues(MonthDay(30, roll="modified_following"), ends_early, Month(2026, 5))
        == days("2026-05-06", "2026-05-29")[1:]
    )
    weekend = school(
        BEIJING_1, Term(name="2", first=date(2026, 2, 28), last=date(2026, 7, 7)), through=date(2026, 3, 1)
    )
    assert dues(NthSchoolDay(1, per="term"), weekend, date(2026, 2, 28)) == days("2026-02-28")
    opens_saturday = Term(name="2", first=date(2026, 3, 7), last=date(2026, 7, 7))
    assert (
        dues(NthSchoolDay(1, per="term"), school(BEIJING_1, opens_saturday, through=date(2026, 3, 8)), date(2026, 3, 8))
        == []
    )
    week_off = closed_week()
    assert dues(OncePerTerm(2), week_off, BEIJING_1) == days("2025-09-15")
    assert dues(Yearly(2, 29, "skip")) == []


def closed_week() -> TermCalendar:
    """Return a calendar whose second teaching week has no school."""
    return closed_in(date(2025, 9, 8), date(2025, 9, 12))


def closed_in(first: date, last: date) -> TermCalendar:
    """Return a calendar with suspended lessons from one day to another."""
    rule = DayRule(first, last, kind="suspended", name="停课")
    return TermCalendar(terms=[BEIJING_1, BEIJING_2], published_through=date(2026, 8, 31), layers=[Layer("s", (rule,))])


@pytest.mark.parametrize(
    "cycle", [OncePerTerm(), TimesPerTerm(2), OncePerTerm(roll="preceding"), OncePerTerm(roll="modified_following")]
)
def test_once_a_term_is_once_even_if_the_last_week_is_off(cycle: Cycle) -> None:
    """With no school in its last week, a term's work is due on its last school day and not lost with the week."""
    assert date(2026, 1, 16) in dues(cycle, closed_in(date(2026, 1, 19), date(2026, 1, 23)))
    assert dues(OncePerTerm(roll="skip"), closed_in(date(2026, 1, 19), date(2026, 1, 23))) == days("2026-07-07")


def test_due_days_of_one_vacation_do_not_swallow_each_other() -> None:
    """Two short terms are prepared in one vacation: grace of the first ends before the second is due."""
    short = [
        Term(name="1", first=date(2025, 9, 1), last=date(2025, 9, 2)),
        Term(name="2", first=date(2025, 9, 3), last=date(2025, 12, 5)),
    ]
    calendar = TermCalendar(terms=short)
    found = BeforeOpening(days=6, grace=1).occurrences(calendar, DateSpan(calendar.first_day, date(2025, 9, 30)))
    assert [(each.due, each.last) for each in found] == [
        (date(2025, 8, 26), date(2025, 8, 26)),
        (date(2025, 8, 28), date(2025, 9, 1)),
    ]


def test_an_opening_that_is_not_published_is_counted_back_from_in_school_days_only() -> None:
    """The last school days before an opening are known when the term is over; how many days before it, nobody knows."""
    assert dues(BeforeOpening(school_days=1), ONE_TERM, BEIJING_1) == days("2026-01-23")
    assert dues(BeforeOpening(days=7), ONE_TERM, BEIJING_1) == []
    assert dues(BeforeOpening(school_days=1), TO_NEW_YEAR, Month(2025, 11)) == []
    assert dues(BeforeOpening(school_days=300), ONE_TERM, BEIJING_1) == []


@pytest.mark.parametrize("cycle", CYCLES, ids=repr)
def test_a_copy_leaves_behind_what_is_remembered(cycle: Cycle) -> None:
    """Pickled or copied, a cycle is equal, hashes the same, answers the same, and carries no calendar along."""
    fresh, answer = len(pickle.dumps(cycle)), cycle.occurrences(BEIJING, Month(2025, 10))
    stored = pickle.dumps(cycle)
    assert len(stored) == fresh
    twin = pickle.loads(stored)  # noqa: S301 - our own bytes
    for other in (twin, copy.copy(cycle), copy.deepcopy(cycle), evolve(cycle)):
        assert (other, hash(other), other._known) == (cycle, hash(cycle), {})
        assert other.occurrences(BEIJING, Month(2025, 10)) == answer


def test_cycles_that_differ_in_one_word_are_not_equal() -> None:
    """Cycles are equal when they are of one kind and say the same."""
    assert Weekly(1) == Weekly((1,)) == Weekly([1])
    assert len({Weekly(1), Weekly((1,)), Weekly(1, "odd"), Weekly(1, grace=1), Weekly(1, roll="skip"), Weekly(2)}) == 5
    assert len({MonthDay(1), NthSchoolDay(1), OncePerTerm(1)}) == 3
    assert OnDates(days("2025-09-02", "2025-09-01")) == OnDates(days("2025-09-01", "2025-09-02"))


def test_memory_grows_with_calendars_not_with_questions() -> None:
    """A cycle asked again and again about one calendar keeps one schedule, whose occurrences all answers share."""
    daily = EverySchoolDay()
    first = daily.occurrences(BEIJING, YEAR)
    again = [occurrence for day in YEAR for occurrence in daily.occurrences(BEIJING, day)]
    assert len(daily._known) == 1
    assert all(one is other for one, other in zip(first, again, strict=True))


def test_what_is_known_is_kept_within_bounds(monkeypatch: pytest.MonkeyPatch) -> None:
    """A cycle asked about many calendars keeps its answers for a few of them."""
    monkeypatch.setattr(cycle_module, "MOST_KNOWN", 2)
    weekly = Weekly(1)
    kept = [weekly.occurrences(school(BEIJING_1, BEIJING_2), YEAR) for _ in range(5)]
    assert len(set(kept)) == 1
    assert len(weekly._known) <= 2


# --------------------------------------------------------------------------------------------------------- words


@pytest.mark.parametrize("cycle", CYCLES, ids=repr)
def test_cycles_are_told_in_both_languages(cycle: Cycle) -> None:
    """Every cycle has its words in English and in Chinese."""
    assert cycle.text("en").isascii() or isinstance(cycle, OnDates)
    assert not cycle.text("zh").isascii()


@pytest.mark.parametrize(
    ("cycle", "en", "zh"),
    [
        (Weekly(1), "every Monday; else the next school day", "每周一；遇非上学日顺延"),
        (Weekly((1, 3), "even", roll="skip"), "every Monday and Wednesday of even teaching weeks; not on a day without school", "双周周一、周三；遇非上学日取消"),
        (OnDates([date(2025, 9, 1)], roll="skip", grace=1), "on 2025-09-01; not on a day without school; 1 school day of grace", "2025-09-01；遇非上学日取消；宽限 1 个上学日"),
        (EverySchoolDay(), "every school day", "每个上学日"),
        (MonthDay(-2), "day 2 from the end of every month; else the next school day", "每月 倒数第 2 日；遇非上学日顺延"),
        (MonthDay(-1, months=(3, 6), roll="preceding"), "the last day of months 3, 6 of every year; else the school day before", "每年 3、6 月 最后一日；遇非上学日提前"),
        (BeforeOpening(days=1, grace=2), "1 day before a term opens; 2 school days of grace", "开学前 1 天；宽限 2 个上学日"),
        (OncePerTerm(-2, roll="skip"), "once a term, by the end of week 2 from the end; not on a day without school", "每学期一次，倒数第 2 周内；遇非上学日取消"),
        (Yearly(3, 3, roll="skip"), "day 3 of month 3 of every year; not on a day without school", "每年 3 月 3 日；遇非上学日取消"),
        (EveryWeeks(2, 5, date(2025, 9, 5), roll="skip"), "Friday of every 2 weeks from 2025-09-05; not on a day without school", "自 2025-09-05 起每 2 周的周五；遇非上学日取消"),
        (OnDates([date(2025, 9, n) for n in range(1, 6)], roll="skip"), "on 2025-09-01, 2025-09-02, 2025-09-03 and 2 more days; not on a day without school", "2025-09-01、2025-09-02、2025-09-03等 5 天；遇非上学日取消"),
    ],
)  # fmt: skip
def test_words(cycle: Cycle, en: str, zh: str) -> None:
    """A cycle reads as a school would write it."""
    assert (cycle.text("en"), cycle.text("zh")) == (en, zh)


def test_the_plain_cycle_names_no_days() -> None:
    """What all cycles share is not a cycle itself."""
    with pytest.raises(NotImplementedError):
        Cycle().named()
    with pytest.raises(NotImplementedError):
        Cycle().occurrences(BEIJING, YEAR)


# --------------------------------------------------------------------------------------------------- hostile input

RULE: Final = "FREQ=WEEKLY"
START: Final = date(2025, 9, 1)
NOT_A_BOOK: Final = (
    "A cycle says when; plans, results, people and checklists are entries and routines with rows of their own."
)

ROWS: Final[dict[int, tuple[Callable[[], object], str] | str]] = {
    **dict.fromkeys([*range(1, 8), *range(52, 80), 40, 81], NOT_A_BOOK),
    8: (lambda: Recurrence("FREQ=SECONDLY", START), "choice"),
    9: (lambda: Recurrence("FREQ=HOURLY", START), "choice"),
    10: (lambda: Recurrence("FREQ=monthly", START), "choice"),
    11: (lambda: Recurrence([], START), "type"),  # type: ignore[arg-type]
    12: (lambda: EveryMonths(0, 1), "range"),
    13: (lambda: EveryWeeks(-1, 1), "range"),
    14: (lambda: EveryMonths(True, 1), "type"),
    15: (lambda: EveryMonths(1.0, 1), "type"),  # type: ignore[arg-type]
    16: (lambda: EveryMonths("6", 1), "type"),  # type: ignore[arg-type]
    17: (lambda: EveryMonths(10**6, 1), "range"),
    18: (lambda: EveryWeeks(10**5000, 1), "range"),
    19: (lambda: Recurrence(f"{RULE};COUNT=0", START), "range"),
    20: (lambda: Recurrence(f"{RULE};COUNT=100000000", START), "limit"),
    21: (lambda: Recurrence(f"{RULE};COUNT=3;UNTIL=20260101", START), "shape"),
    22: "Occurrences are asked for a span, so there is no list without an end.",
    23: (lambda: Recurrence(f"{RULE};UNTIL=20250831", START), "order"),
    24: (lambda: Recurrence(f"{RULE};UNTIL=20260101T000000Z", START), "format"),
    25: (lambda: Recurrence(f"{RULE};UNTIL=22000101", START), "range"),
    26: (lambda: Yearly(2, 30), "state"),
    27: "Recurrence takes the fifth Friday as iCalendar does: months without one are skipped; shown in its own test.",
    28: "A cycle has no exclusions: days off are the calendar's.",
    29: (lambda: OnDates(START + timedelta(days=n) for n in range(10_001)), "limit"),
    30: (lambda: OnDates(["2025-09-08"]), "type"),  # type: ignore[list-item]
    31: (lambda: OnDates([START, START]), "duplicate"),
    32: (lambda: Weekly(8), "range"),
    33: (lambda: Weekly(()), "missing"),
    34: (lambda: Yearly(13, 1), "range"),
    35: (lambda: MonthDay(32), "range"),
    36: (lambda: MonthDay(-32), "range"),
    37: (lambda: MonthDay(0), "range"),
    38: (lambda: NthSchoolDay(8, per="week"), "range"),
    39: (lambda: Recurrence(RULE, datetime(2025, 9, 1)), "type"),  # noqa: DTZ001
    41: (lambda: Recurrence(RULE, date(2200, 1, 1)), "range"),
    42: (lambda: Weekly(1).occurrences(BEIJING, DateSpan(date(2025, 9, 2), START)), "order"),
    43: (lambda: Weekly(1).occurrences(BEIJING, DateSpan(START, date(2035, 9, 30))), "limit"),
    44: (lambda: Weekly(1).occurrences(BEIJING, DateSpan(START, date.max)), "range"),
    45: "At most one occurrence a day in at most ten years: 10,000 cannot be reached.",
    46: (lambda: Weekly(1, roll="next"), "choice"),  # type: ignore[arg-type]
    # A missing calendar is answered as by deadlines: OutOfCoverage.
    47: (lambda: Weekly(1).occurrences(None, START), "coverage"),
    48: (lambda: Weekly(1).occurrences(BEIJING, date(2026, 9, 7)), "coverage"),
    49: "Rolled duplicates merge; shown in a test of its own.",
    50: (lambda: Weekly(1, grace=-1), "range"),
    51: (lambda: Weekly(1, grace=5), "range"),
    80: "RRULE text is read as candidate days; shown with recurrences.",
}  # fmt: skip

MORE: Final[list[tuple[Callable[[], object], str]]] = [
    (lambda: Weekly("1"), "type"),  # type: ignore[arg-type]
    (lambda: Weekly((1, 1)), "duplicate"),
    (lambda: Weekly((1, True)), "type"),
    (lambda: Weekly(1, parity="both"), "choice"),  # type: ignore[arg-type]
    (lambda: Weekly(1, parity=[]), "choice"),  # type: ignore[arg-type]
    (lambda: Weekly(1).occurrences("2025", START), "type"),  # type: ignore[arg-type]
    (lambda: Weekly(1).occurrences(BEIJING, "2025-09-01"), "type"),  # type: ignore[arg-type]
    (lambda: EveryWeeks(2, 0), "range"),
    (lambda: EveryWeeks(2, 1, "2025-09-01"), "type"),  # type: ignore[arg-type]
    (lambda: EveryWeeks(2, 1, grace=10), "range"),
    (lambda: EverySchoolDay(grace=1), "range"),
    (lambda: NthSchoolDay(0), "range"),
    (lambda: NthSchoolDay(1, per="year"), "choice"),  # type: ignore[arg-type]
    (lambda: OncePerTerm(0), "range"),
    (lambda: OncePerTerm(59), "range"),
    (lambda: TimesPerTerm(0), "range"),
    (BeforeOpening, "missing"),
    (lambda: BeforeOpening(days=1, school_days=1), "shape"),
    (lambda: BeforeHoliday(days=1, school_days=1), "shape"),
    (lambda: BeforeHoliday(days=0), "range"),
    (lambda: MonthDay(1, "first"), "choice"),  # type: ignore[arg-type]
    (lambda: MonthDay(1, months=()), "type"),
    (lambda: MonthDay(1, months=[3, 6]), "type"),  # type: ignore[arg-type]
    (lambda: MonthDay(1, months=(13,)), "range"),
    (lambda: SpotCheck(0, seed="s"), "range"),
    (lambda: SpotCheck(1, seed=" "), "blank"),
    (lambda: SpotCheck(1, seed=7), "type"),  # type: ignore[arg-type]
    (lambda: SpotCheck(1, seed="s", key="a\nb"), "character"),
    (lambda: SpotCheck(1, "term", seed="s"), "choice"),  # type: ignore[arg-type]
    (lambda: OnDates(()), "missing"),
    (lambda: MonthDay(1, grace=61), "range"),
]


def test_the_table_has_every_row() -> None:
    """No row of the list of hostile inputs is left out."""
    assert sorted(ROWS) == list(range(1, 82))


def refuses(call: Callable[[], object], code: str) -> None:
    """Assert that a call is refused with a code, in both languages and three parts."""
    with pytest.raises(LogisticsError) as caught:
        call()
    assert isinstance(caught.value, OutOfCoverage if code == "coverage" else InvalidValue)
    assert caught.value.code == code
    assert all(part.en and part.zh for part in (caught.value.tried, caught.value.stands, caught.value.takes))
    assert len(str(caught.value)) < 1000


@pytest.mark.parametrize("number", ROWS)
def test_hostile_row(number: int) -> None:
    """A row is refused with its code, or says in a sentence why it is not asked of a cycle."""
    row = ROWS[number]
    if isinstance(row, str):
        assert row.endswith(".")
    else:
        refuses(*row)


@pytest.mark.parametrize("number", range(len(MORE)))
def test_more_hostile_input(number: int) -> None:
    """What cannot be meant is refused where it is written."""
    refuses(*MORE[number])


def test_the_menu_of_the_first_week_is_published_in_the_vacation() -> None:
    """Work that counts since the previous occurrence counts over a vacation: the Friday before a term opens is in time."""
    menus = NthSchoolDay(1, per="week", early="previous")
    first = menus.windows(BEIJING, date(2026, 3, 2))[0]
    assert first.opens == date(2026, 1, 20)
    assert first.holds(date(2026, 2, 27))
