"""Hostile input to the calendar, as one table: every row is refused with its code, allowed, or not applicable and why."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any, Final, NamedTuple

import pytest

from schoollogistics.calendar import (
    DayRule,
    Deadline,
    Layer,
    Moment,
    Phases,
    StatutoryDays,
    Term,
    TermCalendar,
    same_time_next_working_day,
    within_hours,
)
from schoollogistics.errors import BadDocument, InvalidValue, LogisticsError, OutOfCoverage
from tests.calendar.notices import BEIJING, BEIJING_1, NATION

SEPTEMBER: Final = date(2025, 9, 1)
JANUARY: Final = date(2026, 1, 23)


class Day(date):
    """A date that is not quite one."""


def term(**named: Any) -> Term:
    """Return a good term but for what is named."""
    return Term(**{"name": "1", "first": SEPTEMBER, "last": JANUARY, **named})


def calendar(*terms: Term, **named: Any) -> TermCalendar:
    """Return a good calendar but for what is given."""
    return TermCalendar(terms=terms or [BEIJING_1], **named)


def rule(day: Any, kind: Any = "holiday", name: Any = "假日", **named: Any) -> DayRule:
    """Return a rule for one day."""
    return DayRule(day, kind=kind, name=name, **named)


def notice(text: str) -> StatutoryDays:
    """Read a notice with one day written as *text*."""
    return StatutoryDays.from_holiday_cn([{"year": 2025, "days": [{"name": "节", "date": text, "isOffDay": True}]}])


def monthly_terms(count: int) -> list[Term]:
    """Return *count* terms of two weeks that begin in one school year."""
    return [
        term(name=f"{n}", first=SEPTEMBER + timedelta(days=21 * n), last=SEPTEMBER + timedelta(days=21 * n + 13))
        for n in range(count)
    ]


class Refused(NamedTuple):
    """A call and the error it must raise."""

    call: Callable[[], object]
    error: type[LogisticsError]
    code: str


class Allowed(NamedTuple):
    """A call and the answer it must give."""

    call: Callable[[], object]
    answer: object


NO_YEARS: Final = "A calendar is made of terms, days off, make-up days and layers; it has no school-year object."
NO_WEEKDAYS: Final = (
    "The arguments of a calendar are settled and hold no weekdays: school is Monday to Friday in terms."
)
NO_ROTATION: Final = "The arguments of a calendar are settled and hold no rotation; a make-up day follows a date."
NO_VERBS: Final = (
    "A calendar is a value handed to questions, not a book: nothing is posted, published or withdrawn in it."
)
NO_ZONES: Final = "Times are the school's wall-clock time, and the library has no clock: there are no zones."
NO_BELLS: Final = "Mechanisms are books, rules, cycles, deadlines and measures; a bell timetable is none of them."
NO_GUARDS: Final = "Guards never see the calendar, so neither a new day nor a late holiday touches a kept book."
CYCLES: Final = "What recurs yearly or monthly is a cycle, which says when with its own roll convention."
LOWER_LAYER: Final = "Layers explain why a day is off: a later one overrules an earlier one on the same day."
WHOLE_NOTICES: Final = "A make-up day inside a break is not a school day: national days are handed over whole."

ROWS: Final[dict[int, Refused | Allowed | str]] = {
    1: Refused(lambda: term(name=" "), InvalidValue, "blank"),
    2: Refused(
        lambda: calendar(BEIJING_1, term(name=BEIJING_1.name, first=date(2026, 3, 2), last=date(2026, 7, 7))),
        InvalidValue,
        "duplicate",
    ),
    3: Refused(lambda: term(last=date(2025, 8, 31)), InvalidValue, "order"),
    4: Allowed(lambda: (term(last=SEPTEMBER).weeks, term(last=SEPTEMBER).duration), (1, (0, 1))),
    5: Refused(lambda: term(first=datetime(2025, 9, 1)), InvalidValue, "type"),  # noqa: DTZ001
    6: Refused(lambda: term(first="2025-09-01"), InvalidValue, "type"),
    7: Refused(lambda: term(first=None), InvalidValue, "type"),
    8: Refused(lambda: term(first=date(1899, 12, 31)), InvalidValue, "range"),
    9: Refused(lambda: term(last=date(2200, 1, 1)), InvalidValue, "range"),
    10: Refused(lambda: term(last=date.max), InvalidValue, "range"),
    11: Refused(lambda: term(first=Day(2025, 9, 1)), InvalidValue, "type"),
    12: Refused(lambda: term(last=SEPTEMBER + timedelta(days=400)), InvalidValue, "range"),
    13: Refused(
        lambda: calendar(BEIJING_1, term(name="2", first=JANUARY, last=date(2026, 7, 7))), InvalidValue, "duplicate"
    ),
    14: Allowed(lambda: (BEIJING.term_of(date(2026, 2, 2)), BEIJING.is_school_day(date(2026, 2, 2))), (None, False)),
    15: NO_YEARS,
    16: Refused(
        lambda: calendar(BEIJING_1, term(name="2", first=date(2025, 10, 1), last=date(2025, 10, 8))),
        InvalidValue,
        "duplicate",
    ),
    17: Allowed(lambda: [t.name for t in calendar(*reversed(monthly_terms(3))).terms], ["0", "1", "2"]),
    18: Refused(lambda: term(name=""), InvalidValue, "blank"),
    19: Refused(lambda: term(name="\u200b"), InvalidValue, "blank"),
    20: Refused(lambda: term(name="学" * 201), InvalidValue, "length"),
    21: Refused(lambda: TermCalendar(terms=[]), InvalidValue, "missing"),
    22: Refused(lambda: calendar(*monthly_terms(13)), InvalidValue, "limit"),
    23: Refused(lambda: calendar(term(first=date(2025, 9, 6), last=date(2025, 9, 7))), InvalidValue, "range"),
    24: WHOLE_NOTICES,
    25: Refused(lambda: Layer("nation", (rule(SEPTEMBER), rule(SEPTEMBER))), InvalidValue, "duplicate"),
    26: Refused(
        lambda: Layer("nation", (DayRule(SEPTEMBER, JANUARY, kind="break", name="假"), rule(date(2025, 10, 1)))),
        InvalidValue,
        "duplicate",
    ),
    27: "A calendar takes weekdays off and make-up days; a weekend day that a notice names stays a weekend day off.",
    28: LOWER_LAYER,
    29: Refused(lambda: calendar(days_off={SEPTEMBER: "假\x07日"}), InvalidValue, "character"),
    30: Refused(
        lambda: calendar(days_off={SEPTEMBER: "假日"}, make_up_days={SEPTEMBER: None}), InvalidValue, "duplicate"
    ),
    31: NO_WEEKDAYS,
    32: NO_WEEKDAYS,
    33: NO_WEEKDAYS,
    34: Refused(lambda: calendar(week_start="Mon"), InvalidValue, "choice"),
    35: NO_WEEKDAYS,
    36: NO_WEEKDAYS,
    37: NO_ROTATION,
    38: NO_ROTATION,
    39: NO_ROTATION,
    40: Refused(lambda: notice("2025-02-29"), BadDocument, "date"),
    41: CYCLES,
    42: CYCLES,
    43: Refused(lambda: notice("2024-W01-1"), BadDocument, "format"),
    44: Refused(lambda: notice("20240901"), BadDocument, "format"),
    45: Refused(lambda: notice("2024-9-1"), BadDocument, "format"),
    46: Refused(lambda: notice("２０２４-09-01"), BadDocument, "format"),
    47: Refused(lambda: notice("2024-09-01\n"), BadDocument, "format"),
    48: Refused(lambda: notice("2024-09-01T00:00"), BadDocument, "format"),
    49: Refused(lambda: notice("01/09/2024"), BadDocument, "format"),
    50: Refused(lambda: notice("0000-01-01"), BadDocument, "range"),
    51: Refused(lambda: notice("10000-01-01"), BadDocument, "format"),
    52: Refused(lambda: BEIJING.add_school_days(SEPTEMBER, 10**9), InvalidValue, "limit"),
    53: Refused(lambda: BEIJING.add_school_days(SEPTEMBER, True), InvalidValue, "type"),
    54: Refused(lambda: BEIJING.add_school_days(SEPTEMBER, 1.5), InvalidValue, "type"),  # type: ignore[arg-type]
    # Outside its coverage a calendar raises OutOfCoverage; that decides the code of 55, 56 and 59.
    55: Refused(lambda: BEIJING.next_school_day(date(2026, 7, 7)), OutOfCoverage, "coverage"),
    56: Refused(lambda: BEIJING.previous_school_day(SEPTEMBER), OutOfCoverage, "coverage"),
    57: Refused(lambda: BEIJING.count_school_days(JANUARY, SEPTEMBER), InvalidValue, "order"),
    58: Refused(
        lambda: calendar(BEIJING_1, term(name="2", first=date(2046, 9, 3), last=date(2046, 12, 3))),
        InvalidValue,
        "limit",
    ),
    59: Refused(lambda: BEIJING.is_school_day(date(2031, 1, 1)), OutOfCoverage, "coverage"),
    60: NO_VERBS,
    61: NO_VERBS,
    62: NO_GUARDS,
    63: NO_GUARDS,
    64: NO_ZONES,
    65: NO_ZONES,
    66: NO_ZONES,
    67: Refused(lambda: BEIJING.is_school_day(datetime(2025, 9, 8, tzinfo=UTC)), InvalidValue, "type"),
    68: NO_BELLS,
    69: Refused(lambda: same_time_next_working_day(time(8, tzinfo=UTC), time(17)), InvalidValue, "type"),
    70: NO_BELLS,
    71: Refused(lambda: same_time_next_working_day(time(8), time(8)), InvalidValue, "order"),
    72: NO_BELLS,
    73: Allowed(
        lambda: [str(within_hours(2).due(Moment(day, time(1, 30)))) for day in (date(2025, 3, 30), date(2025, 10, 26))],
        ["2025-03-30 03:30", "2025-10-26 03:30"],
    ),
    74: Refused(
        lambda: calendar(days_off={SEPTEMBER + timedelta(days=n): "假日" for n in range(10_001)}), InvalidValue, "limit"
    ),
    75: Refused(lambda: calendar(days_off={SEPTEMBER: "假日\r\nRRULE:"}), InvalidValue, "character"),
    76: NO_VERBS,
}


def test_the_table_has_every_row() -> None:
    """No row of the list of hostile inputs is left out."""
    assert list(ROWS) == list(range(1, 77))


@pytest.mark.parametrize("number", ROWS)
def test_hostile_row(number: int) -> None:
    """A row is refused with its error and code in both languages, allowed with its answer, or says why it is neither."""
    row = ROWS[number]
    if isinstance(row, Refused):
        with pytest.raises(row.error) as caught:
            row.call()
        assert caught.value.code == row.code
        assert all(part.en and part.zh for part in (caught.value.tried, caught.value.stands, caught.value.takes))
        assert len(str(caught.value)) < 1000
    elif isinstance(row, Allowed):
        assert row.call() == row.answer
    else:
        assert row.endswith(".")


BAD_DAYS: Final[tuple[object, ...]] = (
    None,
    "2025-09-08",
    20250908,
    [],
    datetime(2025, 9, 8),  # noqa: DTZ001
    Day(2025, 9, 8),
    date.min,
    date.max,
)
ASKED: Final[tuple[Callable[[Any], object], ...]] = (
    BEIJING.is_school_day,
    BEIJING.next_school_day,
    BEIJING.previous_school_day,
    lambda day: BEIJING.add_school_days(day, 1),
    lambda day: BEIJING.count_school_days(day, JANUARY),
    lambda day: BEIJING.school_days(SEPTEMBER, day),
    BEIJING.teaching_week,
    BEIJING.timetable_day,
    BEIJING.term_of,
    BEIJING.phase,
    lambda day: BEIJING.roll(day, "following"),
    BEIJING.explain,
    BEIJING.day,
    NATION.is_working_day,
    Moment,
)


@pytest.mark.parametrize("bad", BAD_DAYS, ids=repr)
def test_every_question_refuses_what_is_not_a_day(bad: object) -> None:
    """Whatever is asked, something that is not a usable date is refused as a wrong type or out of range."""
    for question in ASKED:
        with pytest.raises(InvalidValue) as caught:
            question(bad)
        assert caught.value.code in {"type", "range"}


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: BEIJING.school_days(JANUARY, SEPTEMBER), "order"),
        (lambda: BEIJING.add_school_days(date(2025, 9, 6), 0), "date"),
        (lambda: BEIJING.roll(SEPTEMBER, "backward"), "choice"),  # type: ignore[call-overload]
        (lambda: BEIJING.roll(SEPTEMBER, ["skip"]), "choice"),  # type: ignore[call-overload]
        (lambda: BEIJING.nth_school_day("2025", 9, 1), "type"),  # type: ignore[arg-type]
        (lambda: BEIJING.nth_school_day(2025, True, 1), "type"),
        (lambda: BEIJING.nth_school_day(2025, 13, 1), "range"),
        (lambda: BEIJING.nth_school_day(2025, 9, 0), "range"),
        (lambda: BEIJING.nth_school_day(2025, 9, 32), "range"),
        (lambda: BEIJING.nth_school_day(2031, 9, 1), "coverage"),
        (lambda: BEIJING.nth_school_day(2025, 8, 1), "coverage"),
        (lambda: calendar(term(audience="senior")), "missing"),
        (lambda: calendar(term(audience="")), "blank"),
        (lambda: TermCalendar(terms=["2025"]), "type"),  # type: ignore[list-item]
        (lambda: calendar(layers=["nation"]), "type"),
        (lambda: calendar(layers=[Layer("x", ())] * 101), "limit"),
        (lambda: Layer("x", [rule(SEPTEMBER)] * 10_001), "limit"),
        (lambda: Layer("x", ["2025"]), "type"),  # type: ignore[list-item]
        (lambda: Layer("", ()), "blank"),
        (lambda: Layer("x", (), audience="\n"), "blank"),
        (lambda: calendar(days_off=[SEPTEMBER]), "type"),
        (lambda: calendar(days_off={"2025-09-01": "假日"}), "type"),
        (lambda: calendar(make_up_days={"2025-09-01": None}), "type"),
        (lambda: calendar(make_up_days={SEPTEMBER: "Friday"}), "type"),
        (lambda: calendar(published_through=date(2025, 8, 31)), "order"),
        (lambda: calendar(published_through="2026"), "type"),
        (lambda: calendar(week_start=["monday"]), "choice"),
        (lambda: calendar(phases=(2, 2, 2, 2)), "type"),
        (lambda: Phases(mid=-1), "range"),
        (lambda: Phases(end=11), "range"),
        (lambda: Phases(start=2.0), "type"),  # type: ignore[arg-type]
        (lambda: rule(SEPTEMBER, kind="off"), "choice"),
        (lambda: rule(SEPTEMBER, kind=["holiday"]), "choice"),
        (lambda: rule(SEPTEMBER, name="两\n行"), "character"),
        (lambda: rule(SEPTEMBER, source="\t"), "blank"),
        (lambda: rule(SEPTEMBER, follows=JANUARY), "shape"),
        (lambda: DayRule(SEPTEMBER, JANUARY, kind="make_up", name="调休", follows=JANUARY), "shape"),
        (lambda: rule(SEPTEMBER, kind="make_up", follows="2025-10-07"), "type"),
        (lambda: Moment(SEPTEMBER, "08:00"), "type"),  # type: ignore[arg-type]
        (lambda: Deadline("within_hours", 10**5000), "range"),
    ],
)
def test_more_hostile_input(call: Callable[[], object], code: str) -> None:
    """What else cannot be meant is refused with its code, and the message stays short."""
    with pytest.raises(LogisticsError) as caught:
        call()
    assert caught.value.code == code
    assert len(str(caught.value)) < 1000
