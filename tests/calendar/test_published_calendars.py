"""The published calendars of Beijing, Shanghai and Qingdao come out to the day and the week."""

from datetime import date, timedelta

import pytest

from schoollogistics import errors
from schoollogistics.calendar import Term, TermCalendar
from schoollogistics.values.periods import DateSpan
from tests.calendar.notices import (
    BEIJING,
    BEIJING_1,
    BEIJING_2,
    BEIJING_SENIOR_1,
    BEIJING_SENIOR_2,
    NATION,
    QINGDAO,
    QINGDAO_2,
    QINGDAO_GRADE_12,
    QINGDAO_SENIOR_2,
    SHANGHAI,
    SHANGHAI_1,
    SHANGHAI_2,
)

SUNDAYS = TermCalendar(
    terms=[BEIJING_1],
    days_off=NATION.days_off,
    make_up_days=NATION.make_up_days,
    week_start="sunday",
)


@pytest.mark.plan("R01")
@pytest.mark.parametrize(
    ("calendar", "term", "weeks", "duration", "school_days"),
    [
        (BEIJING, BEIJING_1, 21, (20, 5), 100),
        (BEIJING, BEIJING_2, 19, (18, 2), 88),
        (BEIJING.for_audience("senior"), BEIJING_SENIOR_1, 22, (21, 5), 105),
        (BEIJING.for_audience("senior"), BEIJING_SENIOR_2, 20, (19, 2), 93),
        (SHANGHAI, SHANGHAI_1, 22, (21, 5), 105),
        (SHANGHAI, SHANGHAI_2, 18, (17, 2), 83),
        (QINGDAO, QINGDAO_2, 18, (17, 4), 83),
        (QINGDAO.for_audience("senior"), QINGDAO_SENIOR_2, 19, (18, 4), 88),
    ],
)
def test_published_terms(
    calendar: TermCalendar, term: Term, weeks: int, duration: tuple[int, int], school_days: int
) -> None:
    """Each published term has the printed weeks and length and the counted school days, to its last week."""
    assert (term.weeks, term.duration) == (weeks, duration)
    assert calendar.count_school_days(term.first, term.last) == school_days
    assert calendar.teaching_week(term.first) == 1
    assert calendar.teaching_week(term.last) == weeks


@pytest.mark.parametrize(
    ("first", "last", "duration"),
    [
        (date(2026, 1, 24), date(2026, 3, 1), (5, 2)),
        (date(2026, 1, 31), date(2026, 3, 1), (4, 2)),
        (date(2026, 7, 8), date(2026, 8, 31), (7, 6)),
        (date(2026, 7, 15), date(2026, 8, 31), (6, 6)),
    ],
)
def test_published_vacations(first: date, last: date, duration: tuple[int, int]) -> None:
    """Beijing's four printed vacations have their length and no school day."""
    calendar = BEIJING if duration in {(5, 2), (7, 6)} else BEIJING.for_audience("senior")
    assert divmod(len(DateSpan(first, last)), 7) == duration
    assert calendar.school_days(first, last) == ()
    assert not any(map(calendar.term_of, DateSpan(first, last)))


@pytest.mark.plan("R01")
@pytest.mark.parametrize(
    ("day", "week"), [(date(2025, 9, 28), 4), (date(2025, 10, 11), 6), (date(2026, 1, 4), 18), (date(2026, 1, 23), 21)]
)
def test_make_up_days_are_school_days_of_their_week(day: date, week: int) -> None:
    """Beijing's weekend school days fall in the printed teaching weeks."""
    assert BEIJING.is_school_day(day)
    assert BEIJING.teaching_week(day) == week


def test_weeks_may_begin_on_sunday() -> None:
    """Sunday 28 September 2025 opens week 5 where weeks begin on Sunday, and closes week 4 where on Monday."""
    assert SUNDAYS.teaching_week(date(2025, 9, 28)) == 5
    assert SUNDAYS.teaching_week(date(2025, 9, 27)) == 4
    assert SUNDAYS.teaching_week(date(2025, 9, 1)) == 1


def test_twenty_mondays() -> None:
    """Beijing's first term has 21 numbered weeks but 20 Mondays with school."""
    days = BEIJING.school_days(BEIJING_1.first, BEIJING_1.last)
    assert sum(day.weekday() == 0 for day in days) == 20


@pytest.mark.plan("R01")
@pytest.mark.parametrize(
    ("year", "month", "number", "day"),
    [
        (2025, 10, 1, date(2025, 10, 9)),
        (2025, 10, 5, date(2025, 10, 14)),
        (2026, 1, 1, date(2026, 1, 4)),
        (2026, 1, -1, date(2026, 1, 23)),
        (2026, 2, 1, None),
        (2026, 2, -1, None),
        (2025, 9, -1, date(2025, 9, 30)),
        (2025, 9, 23, date(2025, 9, 30)),
        (2025, 9, 24, None),
    ],
)
def test_nth_school_day_of_a_month(year: int, month: int, number: int, day: date | None) -> None:
    """The first, fifth and last school days of a month are those of the published calendar, also on a Sunday."""
    assert BEIJING.nth_school_day(year, month, number) == day


def test_twenty_school_days_on() -> None:
    """Twenty school days after 12 September 2025 is 16 October, across National Day and two make-up days."""
    assert BEIJING.add_school_days(date(2025, 9, 12), 20) == date(2025, 10, 16)
    assert BEIJING.add_school_days(date(2025, 10, 16), -20) == date(2025, 9, 12)


@pytest.mark.plan("R01")
@pytest.mark.parametrize("day", [date(2026, 2, 14), date(2026, 2, 28)])
def test_make_up_day_in_a_vacation_is_no_school_day(day: date) -> None:
    """The national make-up Saturdays of February 2026 lie in every winter vacation and in the gap after Shanghai's."""
    for calendar in (BEIJING, BEIJING.for_audience("senior"), SHANGHAI):
        assert not calendar.is_school_day(day)
        assert calendar.term_of(day) is None
        assert calendar.teaching_week(day) is None
        assert "寒假" in calendar.explain(day).zh


@pytest.mark.plan("R01")
def test_one_date_differs_by_audience() -> None:
    """On 28 February 2026 Qingdao's grade 12 is at school and everybody else there is on vacation."""
    assert QINGDAO.for_audience("grade-12").is_school_day(date(2026, 2, 28))
    assert not QINGDAO.is_school_day(date(2026, 2, 28))
    assert not QINGDAO.for_audience("senior").is_school_day(date(2026, 2, 28))
    assert QINGDAO.for_audience("grade-12").term_of(date(2026, 2, 24)) == Term(
        name=QINGDAO_GRADE_12.name, first=QINGDAO_GRADE_12.first, last=QINGDAO_GRADE_12.last
    )


def test_first_week_of_two_days() -> None:
    """Qingdao's classes begin on a Thursday, and the two days up to the weekend are week 1."""
    assert QINGDAO.school_days(date(2026, 3, 2), date(2026, 3, 8)) == (date(2026, 3, 5), date(2026, 3, 6))
    assert QINGDAO.teaching_week(date(2026, 3, 8)) == 1
    assert QINGDAO.teaching_week(date(2026, 3, 9)) == 2


@pytest.mark.plan("R01")
@pytest.mark.parametrize(
    ("day", "phase"),
    [
        (date(2025, 8, 18), "before_opening"),
        (date(2025, 8, 31), "before_opening"),
        (date(2025, 9, 1), "start"),
        (date(2025, 9, 14), "start"),
        (date(2025, 9, 15), "in_term"),
        (date(2025, 11, 2), "in_term"),
        (date(2025, 11, 3), "mid"),
        (date(2025, 11, 16), "mid"),
        (date(2025, 11, 17), "in_term"),
        (date(2026, 1, 11), "in_term"),
        (date(2026, 1, 12), "end"),
        (date(2026, 1, 23), "end"),
        (date(2026, 1, 24), "vacation"),
        (date(2026, 2, 15), "vacation"),
        (date(2026, 2, 16), "before_opening"),
        (date(2026, 7, 8), "vacation"),
        (date(2026, 8, 16), "vacation"),
    ],
)
def test_phases_of_beijing(day: date, phase: str) -> None:
    """Every date of the school year has its phase, with our two weeks for each."""
    assert BEIJING.phase(day) == phase


@pytest.mark.plan("R01")
def test_only_the_next_term_says_when_its_preparation_begins() -> None:
    """The last days of the summer may prepare an opening on 1 September, so their phase is not guessed."""
    for day in DateSpan(date(2026, 8, 17), date(2026, 8, 31)):
        with pytest.raises(errors.OutOfCoverage):
            BEIJING.phase(day)
    assert not BEIJING.is_school_day(date(2026, 8, 31))


@pytest.mark.plan("R01")
@pytest.mark.parametrize(
    ("day", "en", "zh"),
    [
        (
            date(2025, 10, 1),
            "2025-10-01 Wednesday: no school, public holiday 国庆节、中秋节 (校历); week 5 of 2025-2026-1",
            "2025-10-01 星期三：不上学，节假日“国庆节、中秋节”（校历）；2025-2026-1 第5周",
        ),
        (
            date(2025, 9, 6),
            "2025-09-06 Saturday: no school, weekend; week 1 of 2025-2026-1",
            "2025-09-06 星期六：不上学，周末；2025-2026-1 第1周",
        ),
        (
            date(2025, 9, 8),
            "2025-09-08 Monday: school, school day; week 2 of 2025-2026-1",
            "2025-09-08 星期一：上学，上学日；2025-2026-1 第2周",
        ),
        (date(2026, 7, 20), "2026-07-20 Monday: no school, summer vacation", "2026-07-20 星期一：不上学，暑假"),
        (date(2025, 8, 20), "2025-08-20 Wednesday: no school, summer vacation", "2025-08-20 星期三：不上学，暑假"),
    ],
)
def test_explanations(day: date, en: str, zh: str) -> None:
    """A calendar says in both languages whether there is school on a day and why."""
    assert BEIJING.explain(day) == (en, zh)


def test_coverage_of_a_school_year() -> None:
    """The calendar knows the weeks before its first opening up to 31 August, and not a day more."""
    assert (BEIJING.first_day, BEIJING.last_day) == (date(2025, 8, 18), date(2026, 8, 31))
    for day in (BEIJING.first_day - timedelta(days=1), BEIJING.last_day + timedelta(days=1)):
        with pytest.raises(errors.OutOfCoverage) as caught:
            BEIJING.is_school_day(day)
        assert caught.value.code == "coverage"
        assert str(day) in caught.value.text("zh")


def test_a_month_covered_in_part_counts_as_far_as_it_is_known() -> None:
    """The first term ends on 2026-01-23: its 15th school day of January is known, a 20th only the days behind could tell."""
    calendar = TermCalendar(terms=[BEIJING_1], days_off=NATION.days_off, make_up_days=NATION.make_up_days)
    assert calendar.nth_school_day(2026, 1, 15) == date(2026, 1, 22)
    with pytest.raises(errors.OutOfCoverage):
        calendar.nth_school_day(2026, 1, 20)
