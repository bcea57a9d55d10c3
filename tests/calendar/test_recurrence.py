"""Rules of iCalendar name candidate days, are searched only so far, and are written only where they say the same."""

from datetime import date, datetime
from time import perf_counter
from typing import Any, Final

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.calendar import (
    Cycle,
    EverySchoolDay,
    EveryWeeks,
    MonthDay,
    OnDates,
    Recurrence,
    Weekly,
    Yearly,
    to_rrule,
)
from schoollogistics.calendar.questions import ROLLS
from schoollogistics.errors import InvalidValue
from schoollogistics.values.periods import DateSpan
from tests.calendar.notices import BEIJING, BEIJING_1

START: Final = date(2025, 9, 1)
YEAR: Final = DateSpan(START, date(2026, 8, 31))


def dues(cycle: Cycle) -> list[date]:
    """Return the due days of a school year in Beijing."""
    return [each.due for each in cycle.occurrences(BEIJING, YEAR)]


@pytest.mark.plan("R02")
def test_a_rule_names_candidates_that_are_rolled() -> None:
    """The second Wednesday of October 2025 is a day off, so the check is due on the Thursday."""
    found = Recurrence("RRULE:FREQ=MONTHLY;BYDAY=2WE", START).occurrences(BEIJING, date(2025, 10, 9))
    assert [each.origins for each in found] == [(date(2025, 10, 8),)]


def test_a_fifth_friday_is_skipped_in_months_without_one() -> None:
    """Of the months of a school year only those with five Fridays have one."""
    days = [day for day in Recurrence("FREQ=MONTHLY;BYDAY=5FR", START).candidates() if day in YEAR]
    assert [str(day) for day in days] == ["2025-10-31", "2026-01-30", "2026-05-29", "2026-07-31"]


def test_count_and_until_end_a_rule() -> None:
    """A rule ends after its count or on its last day, that day included."""
    assert len(list(Recurrence("FREQ=DAILY;COUNT=3", START).candidates())) == 3
    assert list(Recurrence("FREQ=WEEKLY;UNTIL=20250908", START).candidates()) == [START, date(2025, 9, 8)]
    assert max(Recurrence("FREQ=YEARLY;UNTIL=20990101", START).candidates()) == date(2035, 9, 1)


RULES: Final = (
    "FREQ=DAILY;INTERVAL=3",
    "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,FR;WKST=SU",
    "FREQ=MONTHLY;BYMONTHDAY=31",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29",
    "FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO",
    "FREQ=YEARLY;BYYEARDAY=60,-1",
)


@given(st.sampled_from(RULES), st.dates(date(1900, 1, 1), date(2199, 12, 31)))
def test_candidates_are_those_of_dateutil(rule: str, start: date) -> None:
    """Counted in other years, a rule names the same days as counted from its own start, leap centuries or not."""
    end = datetime(start.year + 10, 12, 31)  # noqa: DTZ001
    expected = []
    for moment in rrulestr(rule, dtstart=datetime(start.year, start.month, start.day)):  # noqa: DTZ001
        if moment > end:
            break
        expected.append(moment.date())
    if expected:
        assert list(Recurrence(rule, start).candidates()) == expected
    else:
        with pytest.raises(InvalidValue):
            Recurrence(rule, start)


@pytest.mark.parametrize(
    "rule",
    [
        "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
        "FREQ=MONTHLY;BYDAY=MO;BYSETPOS=6",
        "FREQ=DAILY;INTERVAL=7;BYDAY=TU",
        "FREQ=WEEKLY;BYMONTH=4;BYMONTHDAY=31",
    ],
)
def test_a_rule_that_never_falls_due_is_found_out_soon(rule: str) -> None:
    """A rule without a day is refused, not searched for until the end of all years."""
    begin = perf_counter()
    with pytest.raises(InvalidValue) as caught:
        Recurrence(rule, START)
    assert caught.value.code == "state"
    assert perf_counter() - begin < 2


def test_a_start_is_at_most_ten_years_back() -> None:
    """A rule is not counted on for decades."""
    with pytest.raises(InvalidValue) as caught:
        Recurrence("FREQ=DAILY", date(2015, 9, 1)).occurrences(BEIJING, YEAR)
    assert caught.value.code == "limit"
    assert dues(Recurrence("FREQ=YEARLY", date(2016, 9, 1))) == [START]


@st.composite
def expressible(draw: st.DrawFn) -> tuple[Cycle, date]:
    """Draw a cycle that a rule can say, and the day it starts on."""
    kind = draw(st.integers(0, 3))
    if kind == 0:
        return Weekly(draw(st.sets(st.integers(1, 7), min_size=1)), roll="skip"), START
    if kind == 1:
        anchor = draw(st.dates(START, date(2025, 12, 31)))
        return EveryWeeks(draw(st.integers(1, 9)), anchor.isoweekday(), anchor, roll="skip"), anchor
    overflow: Any = draw(st.sampled_from(["last", "skip"]))
    if kind == 2:
        months = draw(st.none() | st.sets(st.integers(1, 12), min_size=1).map(lambda some: tuple(sorted(some))))
        return MonthDay(draw(st.integers(1, 31) | st.integers(-28, -1)), overflow, months, roll="skip"), START
    return Yearly(draw(st.integers(1, 12)), draw(st.integers(1, 29)), overflow, roll="skip"), START


@given(expressible())
def test_a_written_rule_says_the_same(drawn: tuple[Cycle, date]) -> None:
    """A cycle written as a rule and read again is due on the same days."""
    cycle, start = drawn
    read = Recurrence(to_rrule(cycle), start, roll="skip")
    assert dues(read) == dues(cycle)
    assert to_rrule(read) == to_rrule(Recurrence(f"RRULE:{read.rule}", start, roll="skip")) == read.rule


@pytest.mark.parametrize(
    ("cycle", "rule"),
    [
        (Weekly((1, 3), roll="skip"), "FREQ=WEEKLY;BYDAY=MO,WE"),
        (EveryWeeks(2, 1, START, roll="skip"), "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO"),
        (MonthDay(30, roll="skip"), "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1"),
        (MonthDay(31, "skip", roll="skip"), "FREQ=MONTHLY;BYMONTHDAY=31"),
        (MonthDay(1, months=(3, 6), roll="skip"), "FREQ=MONTHLY;BYMONTH=3,6;BYMONTHDAY=1"),
        (Yearly(2, 29, roll="skip"), "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=28,29;BYSETPOS=-1"),
        (Yearly(3, 30, roll="skip"), "FREQ=YEARLY;BYMONTH=3;BYMONTHDAY=30"),
    ],
)
def test_written_rules(cycle: Cycle, rule: str) -> None:
    """Rules are written in the usual order of parts."""
    assert to_rrule(cycle) == rule


@pytest.mark.parametrize(
    "cycle",
    [
        *(Weekly(1, roll=roll) for roll in ROLLS if roll != "skip"),
        Weekly(1, "odd", roll="skip"),
        EveryWeeks(2, 1, roll="skip"),
        EveryWeeks(2, 1, date(2025, 9, 2), roll="skip"),
        EverySchoolDay(roll="skip"),
        OnDates((START,), roll="skip"),
        BEIJING_1,
    ],
    ids=repr,
)
def test_what_a_rule_cannot_say_is_not_written(cycle: Any) -> None:
    """Rolled days, teaching weeks, school days and lists are refused rather than written nearly right."""
    with pytest.raises(InvalidValue) as caught:
        to_rrule(cycle)
    assert caught.value.code == "state"
    assert "not expressible" in caught.value.text("en")


BAD: Final[list[tuple[str, str]]] = [
    ("", "format"),
    ("WEEKLY", "format"),
    ("BYDAY=MO", "missing"),
    ("FREQ=MINUTELY", "choice"),
    ("FREQ=DAILY;BYHOUR=8", "choice"),
    ("FREQ=DAILY;BYSECOND=1", "choice"),
    ("FREQ=DAILY;FREQ=WEEKLY", "duplicate"),
    ("FREQ=DAILY;INTERVAL=0", "range"),
    ("FREQ=DAILY;INTERVAL=-1", "range"),
    ("FREQ=DAILY;INTERVAL=1.5", "format"),
    ("FREQ=DAILY;INTERVAL=٣", "format"),
    ("FREQ=DAILY;COUNT=10001", "limit"),
    ("FREQ=DAILY;UNTIL=2026-01-01", "format"),
    ("FREQ=DAILY;UNTIL=20260230", "date"),
    ("FREQ=WEEKLY;BYDAY=XX", "choice"),
    ("FREQ=WEEKLY;BYDAY=1MO", "shape"),
    ("FREQ=MONTHLY;BYDAY=54MO", "range"),
    ("FREQ=WEEKLY;BYDAY=", "choice"),
    ("FREQ=WEEKLY;WKST=1", "choice"),
    ("FREQ=YEARLY;BYMONTH=13", "range"),
    ("FREQ=MONTHLY;BYMONTHDAY=0", "range"),
    ("FREQ=MONTHLY;BYMONTHDAY=-32", "range"),
    ("FREQ=DAILY\nEXDATE=20250901", "choice"),
    ("FREQ=DAILY;" * 50, "length"),
]


@pytest.mark.parametrize(("rule", "code"), BAD)
def test_bad_rules_are_refused_where_they_are_written(rule: str, code: str) -> None:
    """What is no rule of whole days is refused with its code, in both languages."""
    with pytest.raises(InvalidValue) as caught:
        Recurrence(rule, START)
    assert caught.value.code == code
    assert all(part.en and part.zh for part in (caught.value.tried, caught.value.stands, caught.value.takes))
