"""Spans of days: months, weeks, school years and financial years, from their first day to their last."""

from collections.abc import Callable
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.errors import InvalidValue
from schoollogistics.values.periods import (
    FIRST_DAY,
    LAST_DAY,
    DateSpan,
    FiscalYear,
    Month,
    SchoolYear,
    Week,
    check_count,
    check_day,
    span_of,
)

MONDAY = date(2025, 9, 8)
DAYS = st.dates(FIRST_DAY, LAST_DAY)


class Day(date):
    """A date that is not quite one."""


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: check_day("2025-09-08"), "type"),
        (lambda: check_day(datetime(2025, 9, 8, tzinfo=UTC)), "type"),
        (lambda: check_day(Day(2025, 9, 8)), "type"),
        (lambda: check_day(date(1899, 12, 31)), "range"),
        (lambda: check_day(date.max), "range"),
        (lambda: check_count(True, "n", 0, 5), "type"),
        (lambda: check_count(6, "n", 0, 5), "range"),
        (lambda: DateSpan(MONDAY, date(2025, 9, 7)), "order"),
        (lambda: DateSpan("a", MONDAY), "type"),  # type: ignore[arg-type]
        (lambda: DateSpan(MONDAY, None), "type"),  # type: ignore[arg-type]
        (lambda: "2025-09-08" in DateSpan(MONDAY, MONDAY), "type"),
        (lambda: Month(2025, 13), "range"),
        (lambda: Month(2025, 0), "range"),
        (lambda: Month(2200, 1), "range"),
        (lambda: Month(2199, 12).next(), "range"),
        (lambda: Month(1900, 1).previous(), "range"),
        (lambda: Month.of("2025-09"), "type"),  # type: ignore[arg-type]
        (lambda: Week("2025-09-08"), "type"),  # type: ignore[arg-type]
        (lambda: Week(date.max), "range"),
        (lambda: Week(date(2025, 9, 10)), "choice"),
        (lambda: Week.of(MONDAY, start=7), "range"),
        (lambda: Week.of(MONDAY, start=2), "choice"),
        (lambda: SchoolYear(2199), "range"),
        (lambda: SchoolYear(1899), "range"),
        (lambda: SchoolYear("2025"), "type"),  # type: ignore[arg-type]
        (lambda: FiscalYear(2200), "range"),
        (lambda: FiscalYear.of(2025), "type"),  # type: ignore[arg-type]
        (lambda: span_of(5), "type"),  # type: ignore[arg-type]
    ],
)
def test_impossible_periods_are_refused(call: Callable[[], object], code: str) -> None:
    """What is no day, no number or no span is refused with its code, never with an error of the calendar module."""
    with pytest.raises(InvalidValue) as caught:
        call()
    assert caught.value.code == code


def test_moment_is_told_how_to_become_a_day() -> None:
    """A datetime in place of a date is answered with what to write."""
    with pytest.raises(InvalidValue) as caught:
        check_day(datetime(2025, 9, 8, tzinfo=UTC), "on")
    assert ".date()" in caught.value.takes.en


def test_a_week_from_its_middle_is_told_how_to_begin() -> None:
    """A week that would run from Wednesday to Tuesday is answered with how to ask for the week of that day."""
    with pytest.raises(InvalidValue, match=r"Week\.of\(date\(2026, 3, 11\)\)"):
        Week(date(2026, 3, 11))
    assert Week(date(2026, 3, 8)) == Week.of(date(2026, 3, 11), start=6)


def test_span_is_a_collection_of_days() -> None:
    """Both ends count; a span knows its days, their number, and what it shares with another."""
    span = DateSpan(MONDAY, date(2025, 9, 10))
    assert (len(span), list(span)[-1], str(span)) == (3, date(2025, 9, 10), "2025-09-08/2025-09-10")
    assert MONDAY in span
    assert date(2025, 9, 11) not in span
    assert span.overlaps(DateSpan(date(2025, 9, 10), date(2025, 9, 12)))
    assert not span.overlaps(DateSpan(date(2025, 9, 11), date(2025, 9, 12)))
    assert not span.overlaps(DateSpan(date(2025, 9, 1), date(2025, 9, 7)))


def test_span_names_its_months() -> None:
    """A span over a turn of the year has every month it touches, in order."""
    assert DateSpan(date(2025, 11, 30), date(2026, 1, 1)).months() == (Month(2025, 11), Month(2025, 12), Month(2026, 1))


def test_months_follow_one_another() -> None:
    """The month after December is January, and February knows leap years."""
    assert Month(2025, 12).next() == Month(2026, 1)
    assert Month(2026, 1).previous() == Month(2025, 12)
    assert Month(2025, 9).previous() == Month(2025, 8)
    assert (len(Month(2024, 2)), len(Month(2025, 2))) == (29, 28)
    assert str(Month(2025, 9)) == "2025-09"


@given(DAYS)
def test_day_lies_in_its_month(day: date) -> None:
    """A day lies in its month, not in the neighbours, and the month comes back from its neighbours."""
    month = Month.of(day)
    assert day in month
    assert (month.first.day, month.first.month) == (1, day.month)
    if (day.year, day.month) != (LAST_DAY.year, 12):
        assert day not in month.next()
        assert month.next().previous() == month


@given(st.dates(date(1900, 1, 8), date(2199, 12, 20)), st.sampled_from([0, 6]))
def test_week_begins_on_its_weekday(day: date, start: int) -> None:
    """A week has seven days from the chosen weekday on."""
    week = Week.of(day, start=start)
    assert day in week
    assert (len(week), week.first.weekday()) == (7, start)


def test_school_year_turns_in_september() -> None:
    """31 August belongs to the old school year, 1 September to the new one."""
    assert SchoolYear.of(date(2025, 8, 31)) == SchoolYear(2024)
    assert SchoolYear.of(date(2025, 9, 1)) == SchoolYear(2025)
    assert str(SchoolYear(2025)) == "2025-2026"
    assert (SchoolYear(2025).first, SchoolYear(2025).last) == (date(2025, 9, 1), date(2026, 8, 31))


def test_financial_year_is_the_calendar_year() -> None:
    """A financial year is never a school year."""
    assert FiscalYear.of(date(2025, 12, 31)) == FiscalYear(2025)
    assert (len(FiscalYear(2024)), str(FiscalYear(2024))) == (366, "2024")


def test_day_is_a_span_of_itself() -> None:
    """Where a span is wanted, a day stands for itself and a span stays."""
    assert span_of(MONDAY) == DateSpan(MONDAY, MONDAY)
    assert span_of(Month(2025, 9)) == Month(2025, 9)
