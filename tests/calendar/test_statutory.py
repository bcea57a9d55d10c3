"""Three independent readings of the State Council's notices agree day by day, and an unpublished year is refused."""

import builtins
import copy
from collections.abc import Mapping
from datetime import date
from typing import Any

import chinese_calendar
import pytest

from schoollogistics import errors
from schoollogistics.calendar import StatutoryDays, Term, TermCalendar, statutory_days
from schoollogistics.values.periods import DateSpan
from tests.calendar.notices import NATION, notice

YEARS = DateSpan(date(2024, 1, 1), date(2026, 12, 31))


@pytest.mark.plan("R01")
def test_three_sources_agree_day_by_day() -> None:
    """The notices, ``holidays`` and ``chinesecalendar`` call the same days of 2024 to 2026 working days."""
    package = statutory_days("CN", YEARS.first, YEARS.last)
    for day in YEARS:
        works = NATION.is_working_day(day)
        assert works == package.is_working_day(day), day
        assert works == chinese_calendar.is_workday(day), day


def test_both_readings_hold_the_same_days() -> None:
    """The package and the notices name the same weekdays off and the same working weekend days."""
    package = statutory_days("CN", YEARS.first, YEARS.last)
    assert set(package.days_off) == set(NATION.days_off)
    assert package.make_up_days == NATION.make_up_days
    assert [
        len(list(filter(NATION.is_working_day, DateSpan(date(y, 1, 1), date(y, 12, 31))))) for y in (2024, 2025)
    ] == [
        251,
        248,
    ]


def test_one_school_year() -> None:
    """The school year 2025-2026 has 19 weekdays off and 6 make-up days, each with the name of its holiday."""
    found = statutory_days("CN", date(2025, 9, 1), date(2026, 8, 31))
    assert len(found.days_off) == 19
    assert found.days_off[date(2025, 10, 1)] == "国庆节"
    assert list(found.make_up_days) == [
        date(2025, 9, 28),
        date(2025, 10, 11),
        date(2026, 1, 4),
        date(2026, 2, 14),
        date(2026, 2, 28),
        date(2026, 5, 9),
    ]
    assert set(found.make_up_days.values()) == {None}
    assert found.source.startswith("holidays ")
    assert found.published_through == date(2026, 8, 31)


@pytest.mark.plan("R01")
def test_unpublished_year_is_never_guessed() -> None:
    """There is no notice for 2027, so every source stops at the end of 2026 and a calendar built on it too."""
    assert NATION.published_through == date(2026, 12, 31)
    with pytest.raises(errors.OutOfCoverage):
        NATION.is_working_day(date(2027, 1, 1))
    with pytest.raises(errors.OutOfCoverage):
        statutory_days("CN", date(2027, 1, 1), date(2027, 8, 31))
    package = statutory_days("CN", date(2026, 9, 1), date(2027, 8, 31))
    assert package.published_through == date(2026, 12, 31)
    calendar = TermCalendar(
        terms=[Term(name="2026-2027-1", first=date(2026, 9, 1), last=date(2027, 1, 22))],
        days_off=package.days_off,
        make_up_days=package.make_up_days,
        published_through=package.published_through,
    )
    assert calendar.is_school_day(date(2026, 12, 31))
    with pytest.raises(errors.OutOfCoverage):
        calendar.is_school_day(date(2027, 1, 4))
    with pytest.raises(errors.OutOfCoverage):
        calendar.next_school_day(date(2026, 12, 31))


def test_days_before_the_first_notice_are_not_guessed() -> None:
    """Nothing is known before the first year that was handed over or has a notice."""
    with pytest.raises(errors.OutOfCoverage):
        NATION.is_working_day(date(2023, 12, 31))
    with pytest.raises(errors.OutOfCoverage):
        statutory_days("CN", date(1999, 1, 1), date(2024, 1, 1))


def test_later_notice_holds_for_the_turn_of_the_year() -> None:
    """A notice may name days of the year before, and then it holds over the older one."""
    older = {"year": 2018, "days": [{"name": "元旦", "date": "2018-12-31", "isOffDay": False}]}
    newer = {
        "year": 2019,
        "days": [
            {"name": "元旦", "date": "2018-12-29", "isOffDay": False},
            {"name": "元旦", "date": "2018-12-31", "isOffDay": True},
        ],
    }
    found = StatutoryDays.from_holiday_cn([newer, older])
    assert not found.is_working_day(date(2018, 12, 31))
    assert found.is_working_day(date(2018, 12, 29))
    assert not found.is_working_day(date(2018, 12, 30))
    assert StatutoryDays.from_holiday_cn([newer]).days_off == {}
    assert StatutoryDays.from_holiday_cn([newer]).make_up_days == {}


def test_statutory_days_are_values() -> None:
    """They are equal by content, hashable, copied as a whole, and do not follow the caller's mapping."""
    names = {date(2025, 10, 1): "国庆节"}
    made = StatutoryDays(names, {}, date(2025, 1, 1), date(2025, 12, 31), "the school's own list")
    names.clear()
    assert made.days_off == {date(2025, 10, 1): "国庆节"}
    assert copy.deepcopy(made) == made
    assert hash(copy.deepcopy(made)) == hash(made)
    with pytest.raises(TypeError):
        made.days_off[date(2025, 10, 2)] = "x"  # type: ignore[index]


def test_missing_package_names_the_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without the package the error says which extra to install."""
    real = builtins.__import__

    def without(name: str, *rest: Any, **named: Any) -> Any:
        if name.startswith("holidays"):
            raise ImportError(name)
        return real(name, *rest, **named)

    monkeypatch.setattr(builtins, "__import__", without)
    with pytest.raises(errors.MissingExtra, match=r"schoollogistics\[calendar\]"):
        statutory_days("CN", date(2025, 9, 1), date(2025, 9, 2))


def test_only_one_country_is_known() -> None:
    """Other countries are refused, because nothing is known of their make-up days."""
    with pytest.raises(errors.InvalidValue) as caught:
        statutory_days("FR", date(2025, 9, 1), date(2025, 9, 2))
    assert caught.value.code == "choice"


DAY = {"name": "元旦", "date": "2026-01-01", "isOffDay": True}


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        ([], "missing", ""),
        ([notice(2027)], "missing", ""),
        ([notice(2024), notice(2026)], "missing", ""),
        ([notice(2024), notice(2025), notice(2025)], "duplicate", "[2].year"),
        ([{"year": 2026}] * 301, "limit", ""),
        (["2026"], "shape", "[0]"),
        ([{"days": [DAY]}], "type", "[0].year"),
        ([{"year": 26, "days": [DAY]}], "range", "[0].year"),
        ([{"year": 2026, "days": "2026-01-01"}], "shape", "[0].days"),
        ([{"year": 2026, "days": [DAY] * 401}], "shape", "[0].days"),
        ([{"year": 2026, "days": ["2026-01-01"]}], "shape", "[0].days[0]"),
        ([{"year": 2026, "days": [DAY, DAY]}], "duplicate", "[0].days[1].date"),
        ([{"year": 2026, "days": [DAY | {"date": date(2026, 1, 1)}]}], "type", "[0].days[0].date"),
        ([{"year": 2026, "days": [DAY | {"isOffDay": 1}]}], "type", "[0].days[0].isOffDay"),
        ([{"year": 2026, "days": [DAY | {"name": None}]}], "type", "[0].days[0].name"),
        ([{"year": 2026, "days": [DAY | {"name": ""}]}], "blank", "[0].days[0].name"),
    ],
)
def test_unreadable_notices(given: list[Mapping[str, object]], code: str, path: str) -> None:
    """A notice that cannot be read is refused with its path."""
    with pytest.raises(errors.BadDocument) as caught:
        StatutoryDays.from_holiday_cn(given)
    assert (caught.value.code, caught.value.path) == (code, path)
    assert caught.value.text("zh")
