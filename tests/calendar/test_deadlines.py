"""Deadlines are data, count what their names say, and stand still while a hold stops them."""

from datetime import date, datetime, time, timedelta
from typing import cast

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics import errors
from schoollogistics.calendar import (
    Deadline,
    Moment,
    Pause,
    end_of_next_day,
    end_of_next_school_day,
    end_of_same_day,
    same_time_next_working_day,
    within_days,
    within_hours,
    within_school_days,
)
from tests.calendar.notices import BEIJING

FRIDAY = date(2025, 9, 12)
OFFICE = same_time_next_working_day(open=time(8), close=time(17))


def at(day: int, hour: int | None = None, minute: int = 0) -> Moment:
    """Return a moment of September 2025."""
    return Moment(date(2025, 9, day), None if hour is None else time(hour, minute))


@pytest.mark.plan("P01", "P02", "P48")
@pytest.mark.parametrize(
    ("deadline", "start", "due"),
    [
        (end_of_same_day, at(12, 23, 59), at(12)),
        (end_of_next_day, at(12, 16, 50), at(13)),
        (within_days(0), at(12), at(12)),
        (within_days(3), at(12), at(15)),
        (end_of_next_school_day, at(12, 16, 50), at(15)),
        (end_of_next_school_day, at(13, 9), at(15)),
        (within_school_days(2), at(12), at(16)),
        (within_school_days(11), at(12), at(28)),
        (within_hours(48), at(12, 11, 30), at(14, 11, 30)),
        (within_hours(24), at(12), at(13, 0)),
        (OFFICE, at(11, 10, 30), at(12, 10, 30)),
        (OFFICE, at(12, 10, 30), at(15, 10, 30)),
        (OFFICE, at(12, 17), at(15, 17)),
        (OFFICE, at(12, 17, 1), at(16, 8)),
        (OFFICE, at(12, 6), at(15, 8)),
        (OFFICE, at(12), at(15, 8)),
        (OFFICE, at(13, 12), at(16, 8)),
    ],
)
def test_last_moment_allowed(deadline: Deadline, start: Moment, due: Moment) -> None:
    """Each deadline ends where its name says, on school days across weekends and make-up days."""
    assert deadline.due(start, calendar=BEIJING) == due


@pytest.mark.parametrize(
    ("deadline", "pauses", "due"),
    [
        (end_of_same_day, [(at(12, 18), at(13, 9))], at(13)),
        (end_of_same_day, [(at(12, 9), at(12, 17))], at(12)),
        (end_of_same_day, [(at(12), at(12))], at(12)),
        (end_of_same_day, [(at(12, 18), at(15, 9))], at(15)),
        (end_of_same_day, [(at(13, 9), at(15, 9))], at(12)),
        (end_of_same_day, [(at(10, 9), at(13, 9))], at(13)),
        (end_of_same_day, [(at(8, 9), at(11, 9))], at(12)),
        (end_of_same_day, [(at(12, 18), at(14, 9)), (at(13, 9), at(15, 9))], at(15)),
        (end_of_same_day, [(at(13, 8), at(14, 9)), (at(12, 18), at(13, 9))], at(14)),
        (end_of_same_day, [(at(12, 18), at(16, 9)), (at(13, 8), at(14, 9))], at(16)),
        (end_of_next_day, [(at(12, 18), at(13, 9))], at(14)),
        (end_of_next_school_day, [(at(12, 18), at(13, 9))], at(16)),
        (end_of_next_school_day, [(at(13, 9), at(14, 9))], at(15)),
        (end_of_next_school_day, [(at(12, 18), at(16, 9))], at(17)),
        (OFFICE, [(at(12, 18), at(15, 9))], at(16, 10)),
        (OFFICE, [(at(15, 11), at(16, 9))], at(15, 10)),
        (OFFICE, [(at(15, 9), at(16, 9))], at(16, 10)),
        (within_hours(4), [(at(12, 11), at(12, 13, 30))], at(12, 16, 30)),
        (within_hours(4), [(at(12, 8), at(12, 11))], at(12, 15)),
        (within_hours(4), [(at(12, 14), at(12, 15))], at(12, 14)),
        (within_hours(4), [(at(12, 7), at(12, 9))], at(12, 14)),
        (within_hours(4), [(at(12, 11), at(12, 13)), (at(12, 12), at(12, 14))], at(12, 17)),
        (within_hours(4), [(at(12, 11), at(12))], at(13, 3)),
    ],
)
def test_holds_stop_the_clock(deadline: Deadline, pauses: list[Pause], due: Moment) -> None:
    """What was paused is added to hours; a night inside a hold moves a day deadline by a day; overlaps count once."""
    assert deadline.due(at(12, 10), calendar=BEIJING, pauses=pauses) == due


@pytest.mark.parametrize("deadline", [end_of_same_day, end_of_next_school_day, OFFICE, within_hours(2)])
def test_nothing_is_overdue_while_a_hold_runs(deadline: Deadline) -> None:
    """A hold that still runs on the day looked at keeps the last moment behind that day."""
    for day in range(12, 20):
        due = deadline.due(at(12, 10), calendar=BEIJING, pauses=[(at(12, 11), None)], as_of=date(2025, 9, day))
        assert due.day > date(2025, 9, day)


def test_hold_that_begins_later_is_not_known_yet() -> None:
    """Looked at on a day before a hold begins, the deadline has not moved."""
    assert end_of_next_day.due(at(12, 10), pauses=[(at(13, 9), None)], as_of=FRIDAY) == at(13)
    assert within_hours(30).due(at(12, 10), pauses=[(at(13), None)], as_of=FRIDAY) == at(13, 16)


@given(st.integers(0, 40), st.lists(st.tuples(st.integers(0, 90), st.integers(0, 90)), max_size=5))
def test_day_deadlines_agree_with_a_walk_night_by_night(allowed: int, stretches: list[tuple[int, int]]) -> None:
    """A day is used up by each midnight that no hold spans, and the deadline is the last day of those allowed."""
    begun = at(1, 10)
    holds = [(min(pair), max(pair)) for pair in stretches]
    pauses = [
        (Moment(begun.day + timedelta(days=a), time(12)), Moment(begun.day + timedelta(days=b), time(12)))
        for a, b in holds
    ]
    day, left = 0, allowed
    while True:
        held = any(a <= day < b for a, b in holds)
        if not held and not left:
            break
        left -= not held
        day += 1
    due = within_days(allowed).due(begun, pauses=cast(list[Pause], pauses))
    # Two holds that touch at noon leave their nights to each, so the walk and the rule are the same.
    assert due == Moment(begun.day + timedelta(days=day))


@given(st.integers(1, 100), st.lists(st.tuples(st.integers(0, 200), st.integers(0, 200)), max_size=5))
def test_hour_deadlines_agree_with_a_walk_hour_by_hour(allowed: int, stretches: list[tuple[int, int]]) -> None:
    """An hour is used up unless a hold covers it, and the deadline is the end of the last one allowed."""
    begun = datetime(2025, 9, 1, 10)  # noqa: DTZ001

    def moment(hours: int) -> Moment:
        then = begun + timedelta(hours=hours)
        return Moment(then.date(), then.time())

    holds = [(min(pair), max(pair)) for pair in stretches]
    hour, left = 0, allowed
    while left:
        left -= not any(a <= hour < b for a, b in holds)
        hour += 1
    assert within_hours(allowed).due(moment(0), pauses=[(moment(a), moment(b)) for a, b in holds]) == moment(hour)


def test_moments_are_in_order() -> None:
    """A moment without a time is the end of its day, so a finish without a time keeps a day deadline only."""
    assert sorted([at(13), at(12), at(12, 23, 59), at(12, 0)]) == [at(12, 0), at(12, 23, 59), at(12), at(13)]
    assert at(12) <= end_of_same_day.due(at(12, 10))
    assert not at(12) <= within_hours(4).due(at(12, 10))
    assert (str(at(12)), str(at(12, 8))) == ("2025-09-12", "2025-09-12 08:00")


@pytest.mark.parametrize(
    ("deadline", "en", "zh"),
    [
        (end_of_same_day, "by the end of the same day", "当日内"),
        (end_of_next_school_day, "by the end of the next school day", "下一个上学日内"),
        (within_hours(48), "within 48 hours", "48小时内"),
        (within_days(3), "by the end of day 3 after", "3天内"),
        (
            OFFICE,
            "by the same time on the next working day (hours 08:00 to 17:00)",
            "下一工作日同一时刻前（工作时间 08:00 至 17:00）",
        ),
    ],
)
def test_deadlines_read_in_both_languages(deadline: Deadline, en: str, zh: str) -> None:
    """A deadline says itself in English and Chinese."""
    assert (deadline.text("en"), deadline.text("zh")) == (en, zh)


def test_deadlines_are_data() -> None:
    """A deadline is equal to one built from the same values."""
    assert Deadline("within_hours", 48) == within_hours(48)
    assert hash(Deadline("end_of_next_day")) == hash(end_of_next_day)
    assert evolve(OFFICE, close=time(16)) == same_time_next_working_day(time(8), time(16))


@pytest.mark.parametrize(
    ("deadline", "by_the_hour"),
    [
        (within_hours(24), True),
        (OFFICE, True),
        (end_of_same_day, False),
        (end_of_next_school_day, False),
        (within_days(2), False),
    ],
)
def test_some_deadlines_end_at_an_hour(deadline: Deadline, by_the_hour: bool) -> None:
    """Hours and the same time on another day end at an hour; all others with their last day."""
    assert deadline.by_the_hour is by_the_hour
    assert (deadline.due(at(12, 9), calendar=BEIJING).at is not None) is by_the_hour


@pytest.mark.parametrize("deadline", [end_of_next_school_day, within_school_days(3), OFFICE])
def test_school_days_need_a_calendar(deadline: Deadline) -> None:
    """Without a calendar, and past its end, school days are refused; natural days and hours need none."""
    assert deadline.needs_calendar
    for calendar, day in ((None, FRIDAY), (BEIJING, date(2026, 7, 7)), (BEIJING, date(2027, 1, 4))):
        with pytest.raises(errors.OutOfCoverage) as caught:
            deadline.due(Moment(day, time(9)), calendar=calendar)
        assert caught.value.code == "coverage"
    assert not within_hours(2).needs_calendar


@pytest.mark.parametrize(
    ("name", "named", "code", "field"),
    [
        ("tomorrow", {}, "choice", "name"),
        (["within_hours"], {}, "choice", "name"),
        ("within_hours", {}, "type", "number"),
        ("within_hours", {"number": True}, "type", "number"),
        ("within_hours", {"number": 1.5}, "type", "number"),
        ("within_hours", {"number": 0}, "range", "number"),
        ("within_hours", {"number": 10**6}, "range", "number"),
        ("within_days", {"number": -1}, "range", "number"),
        ("within_school_days", {"number": 0}, "range", "number"),
        ("end_of_same_day", {"number": 1}, "extra", "number"),
        ("end_of_same_day", {"open": time(8)}, "extra", "open"),
        ("end_of_same_day", {"close": time(8)}, "extra", "open"),
        ("same_time_next_working_day", {}, "type", "open"),
        ("same_time_next_working_day", {"open": time(8), "close": "17:00"}, "type", "close"),
        ("same_time_next_working_day", {"open": time(8), "close": time(8)}, "order", "close"),
    ],
)
def test_impossible_deadlines(name: str, named: dict[str, object], code: str, field: str) -> None:
    """A deadline with a part missing, wrong or too many is refused."""
    with pytest.raises(errors.InvalidValue) as caught:
        Deadline(name, **named)  # type: ignore[arg-type]
    assert (caught.value.code, caught.value.fields) == (code, (field,))


@pytest.mark.parametrize(
    ("start", "pauses", "as_of", "code"),
    [
        (FRIDAY, [], None, "type"),
        (at(12), [at(12)], None, "shape"),
        (at(12), [(at(12),)], None, "shape"),
        (at(12), [(FRIDAY, None)], FRIDAY, "type"),
        (at(12), [(at(12), FRIDAY)], None, "type"),
        (at(12), [(at(12, 9), at(12, 8))], None, "order"),
        (at(12), [(at(12, 9), None)], None, "missing"),
        (at(12), [(at(12, 9), None)], datetime(2025, 9, 12), "type"),  # noqa: DTZ001
    ],
)
def test_impossible_questions(start: object, pauses: object, as_of: object, code: str) -> None:
    """A start, a pause or a day that cannot be meant is refused."""
    with pytest.raises(errors.InvalidValue) as caught:
        end_of_same_day.due(cast(Moment, start), pauses=cast(list[Pause], pauses), as_of=cast(date, as_of))
    assert caught.value.code == code


def test_deadline_past_the_last_year_that_can_be_kept() -> None:
    """A last moment after 2199 is refused, never an overflow."""
    with pytest.raises(errors.InvalidValue) as caught:
        within_days(1).due(Moment(date(2199, 12, 31)))
    assert caught.value.code == "range"
    held: list[Pause] = [(Moment(date(1900, 1, 1)), Moment(date(2199, 12, 31)))]
    with pytest.raises(errors.InvalidValue):
        within_hours(1).due(Moment(date(2100, 1, 1)), pauses=held)
