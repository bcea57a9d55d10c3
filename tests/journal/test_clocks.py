"""When a clock that a school sets runs out."""

from datetime import date, time
from typing import Final

import pytest

from schoollogistics.calendar import end_of_next_school_day, within_hours
from schoollogistics.calendar.deadlines import Deadline, Moment
from schoollogistics.errors import OutOfCoverage, Text
from schoollogistics.journal import Parameter, Rule, Setting, Value
from schoollogistics.journal.clocks import deadline_after

RULE: Final = Rule(code="X1", family="deadline", zh="限时还书", en="Books come back in time", source="test")
LOAN: Final = Parameter(
    code="X1.loan", rule=RULE, unit=Text("deadline", "时限"), type=Deadline, zh="还书时限", en="Deadline of a loan"
)
MONDAY: Final = date(2025, 9, 8)
NINE: Final = Moment(MONDAY, time(9))


def setting(*values: tuple[Deadline, date]) -> Setting:
    """Return a school that set the deadline so, each from a day on."""
    return Setting(values=tuple(Value(LOAN, each, since, "馆务会") for each, since in values))


def test_the_deadline_is_the_one_in_force_when_the_clock_starts() -> None:
    """A later value changes no clock that runs; before the first there is none."""
    school = setting((within_hours(2), MONDAY), (within_hours(5), date(2025, 9, 9)))
    assert deadline_after(school, LOAN, NINE, "B-1") == Moment(MONDAY, time(11))
    assert deadline_after(school, LOAN, Moment(date(2025, 9, 9), time(9)), "B-1") == Moment(date(2025, 9, 9), time(14))
    assert deadline_after(school, LOAN, Moment(date(2025, 9, 7)), "B-1") is None


def test_pauses_stop_the_clock() -> None:
    """A pause that still runs is taken to last to the end of the day that is asked about."""
    pause = (Moment(MONDAY, time(10)), None)
    paused = deadline_after(setting((within_hours(2), MONDAY)), LOAN, NINE, "B-1", [pause], MONDAY)
    assert paused == Moment(date(2025, 9, 9), time(1))


def test_what_cannot_be_counted_names_the_subject() -> None:
    """School days without a calendar are not guessed, and the error says of what."""
    with pytest.raises(OutOfCoverage, match="B-1"):
        deadline_after(setting((end_of_next_school_day, MONDAY)), LOAN, NINE, "B-1")
