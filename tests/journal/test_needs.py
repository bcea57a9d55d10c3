"""What a slip does not make sense without, and the terms a rule asks about: words every book shares for the same refusal."""

from datetime import date, timedelta
from typing import Any

import pytest

from schoollogistics.calendar import Term, TermCalendar
from schoollogistics.calendar.deadlines import Deadline, end_of_same_day, within_hours
from schoollogistics.errors import OutOfCoverage, Refused, Text
from schoollogistics.journal import Parameter, Setting, State, Value, unmet_turns
from schoollogistics.values.periods import DateSpan
from tests.journal.rounds import kept, round_of, walked
from tests.journal.shelf import DAY, S02, S02_MOST, Shelf, added

ENTRY = added("A-1")
LIMIT: Parameter[Deadline] = Parameter(
    code="S02.deadline", rule=S02, unit=Text("a deadline", "时限"), type=Deadline, zh="归还时限", en="Time to return"
)
AUTUMN = Term(name="2025-2026-1", first=date(2025, 9, 1), last=date(2026, 1, 23))
SPRING = Term(name="2025-2026-2", first=date(2026, 2, 16), last=date(2026, 7, 3))


def state(*values: tuple[Parameter[Any], Any], **more: Any) -> State:
    """Return the state of an empty shelf whose school has these numbers since the first day."""
    return Shelf(Setting(values=tuple(Value(*each, DAY, "校务会") for each in values), **more)).chronicle.state


def test_fields_that_are_needed_are_named() -> None:
    """All that is lacking is named at once; where nothing is, nothing happens."""
    state().need(ENTRY, note=False)
    with pytest.raises(Refused) as refused:
        state().need(ENTRY, note=True, evidence=True, place=False)
    assert (refused.value.code, refused.value.fields) == ("missing", ("note", "evidence"))


def test_a_line_that_says_the_same_as_one_above_is_named_by_its_number() -> None:
    """Keys are each there once; the second of a kind is refused by its place."""
    state().each_once(ENTRY, ("a", "b"), "items")
    with pytest.raises(Refused) as refused:
        state().each_once(ENTRY, ("a", "b", "a"), "items")
    assert (refused.value.code, refused.value.fields) == ("duplicate", ("items",))
    assert "第 3 行" in refused.value.text("zh")


def test_the_hour_is_needed_where_a_deadline_counts_by_the_hour() -> None:
    """A deadline of hours needs the hour of the slip; one of days, one without a value, and a slip with an hour do not."""
    state().need_hour(ENTRY, "at", DAY, LIMIT)
    state((LIMIT, end_of_same_day)).need_hour(ENTRY, "at", DAY, LIMIT)
    hours = state((LIMIT, within_hours(2)))
    hours.need_hour(ENTRY, "by", DAY, LIMIT)
    with pytest.raises(Refused) as refused:
        hours.need_hour(ENTRY, "at", DAY, LIMIT)
    assert (refused.value.code, refused.value.fields, refused.value.rule) == ("missing", ("at",), S02)


def test_terms_that_end_are_those_in_which_the_rule_has_a_number() -> None:
    """A rule about terms asks about those that end in the period and have a number; the calendar must say which."""
    year, both = DateSpan(AUTUMN.first, SPRING.last), TermCalendar(terms=[AUTUMN, SPRING])
    late = Value(S02_MOST, 2, AUTUMN.last + timedelta(days=1), "校务会")
    assert Setting(calendar=both).terms_ending(S02_MOST, year) == ()
    assert Setting(calendar=both, values=(late,)).terms_ending(S02_MOST, year) == (SPRING,)
    early = Value(S02_MOST, 2, AUTUMN.first, "校务会")
    assert Setting(calendar=both, values=(early,)).terms_ending(S02_MOST, year) == (AUTUMN, SPRING)
    with pytest.raises(OutOfCoverage):
        Setting(values=(early,)).terms_ending(S02_MOST, year)


def test_an_occurrence_is_unmet_where_the_calendar_tells() -> None:
    """What nothing met is told of days the calendar covers; of others, and without a calendar, nothing is said."""
    monday, next_monday = date(2025, 9, 8), date(2025, 9, 15)
    book = kept(round_of(since=monday))
    book.post(walked(monday))
    unmet = unmet_turns(book, DateSpan(monday, next_monday))
    assert [turn.occurrence.last for turn in unmet] == [next_monday]
    assert unmet_turns(book, DateSpan(date(1999, 1, 1), next_monday)) == unmet
    assert unmet_turns(book, DateSpan(date(1999, 1, 1), date(1999, 1, 31))) == ()
    assert unmet_turns(kept(round_of(), calendar=None), DateSpan(monday, next_monday)) == ()
