"""Bad results, readings and checklists: each is refused with its code, or it is said which sentence decides otherwise.

The rows are those of a list of bad input to a schedule that a calendar alone cannot meet. Every refusal leaves the book
as it was. *sentence* quotes the plan of the house for what this book does not refuse or hold.
"""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve, frozen

from schoollogistics.errors import Closed, InvalidValue, LogisticsError, Refused
from schoollogistics.inspections import CheckLine, InspectionSchedule
from schoollogistics.journal import EntryReversed, MonthClosed, Ref
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity
from tests.inspections.stories import (
    ONE,
    TWO,
    check,
    extended,
    fixed,
    in_hand,
    rechecked,
    schedule,
    sept,
)

Attempt = Callable[[InspectionSchedule], object]

DAY: Final = sept(8)
OK: Final = CheckLine(item="螺丝", result="ok")
WARM: Final = CheckLine(item="冷藏温度", result="ok", reading=Quantity(9, "°C"), most=Quantity(8, "°C"))
THREE: Final = "YH-3"
REVERSED: Final = Ref("inspections", 1)

WRITTEN: Final = "What happened can be written, even where it ought not to have."
IDS: Final = "Ids are plain `str` aliases, what the school's papers say; a name will do until two people share it."
DOMAINS: Final = "A domain imports no other domain; what needs two lives in `office/`."
TICK: Final = "Posting that entry is the only tick; only a routine without a record of its own takes `RoutineDone`."
NUMBER: Final = "A rule that needs a number holds from its first `since`; without one it neither refuses nor reports."
DATA: Final = "Routines live in `Setting.routines` with `since`/`until`; nothing adopts them by entry."
LINES: Final = (
    "What the school writes on one sheet under one signature is one entry; its lines are a tuple of frozen lines."
)
BREACH: Final = "Deadline, cadence, limit and completeness rules are breaches only."


@frozen
class Row:
    """One bad input: what is tried and the error it meets; the *sentence* that decides where it meets none."""

    number: int
    what: str
    attempt: Attempt | None = None
    error: type[LogisticsError] | None = None
    code: str = ""
    sentence: str = ""


def the_book() -> InspectionSchedule:
    """Return a book with a check struck, a finding in hand, one fixed, one re-checked, and August closed."""
    return schedule(
        MonthClosed(book="inspections", month=Month(2025, 8), on=date(2025, 8, 31), by="王老师"),
        check(DAY),
        EntryReversed(of=REVERSED, reason="记错", on=DAY, by="王老师"),
        *in_hand(DAY, sept(12)),
        *(*in_hand(DAY, sept(12), TWO), fixed(DAY, TWO)),
        *(*in_hand(DAY, sept(12), THREE), fixed(DAY, THREE), rechecked(DAY, finding=THREE)),
    )


def post(entry: Any, **changes: Any) -> Attempt:
    """Return the attempt to post *entry* with some fields other than they should be."""
    return lambda book: book.post(evolve(entry, **changes))


def odd(**changes: Any) -> CheckLine:
    """Return a line with some fields other than they should be."""
    return evolve(OK, **changes)


def sheet(*lines: Any, **changes: Any) -> Attempt:
    """Return the attempt to hand in the sheet of a check with something wrong on it."""
    return lambda book: book.post(evolve(check(DAY), lines=lines, **changes))


def reading(amount: Any, unit: str = "°C") -> Attempt:
    """Return the attempt to read the thermometer wrongly."""
    return lambda book: book.post(check(DAY, "冰箱", "daily", "食堂组长", evolve(WARM, reading=Quantity(amount, unit))))


TABLE: Final = (
    Row(52, "a check on a day when none is due", sentence=WRITTEN),
    Row(53, "a check recorded before it was held", post(check(DAY), recorded_on=sept(7)), Refused, "order"),
    Row(54, "re-checked twice", post(rechecked(DAY, finding=THREE)), Refused, "already"),
    Row(55, "a result of another spelling", post(rechecked(DAY, finding=TWO), result="Pass"), InvalidValue, "choice"),
    Row(56, "no result", sheet(odd(result=None)), InvalidValue, "type"),
    Row(57, "a fault without a word", sheet(odd(result="fault", remark=" ")), InvalidValue, "blank"),
    Row(58, "an inspector nobody knows", sentence=IDS),
    Row(59, "re-checked by whoever fixed it", post(rechecked(DAY, finding=TWO, by="赵师傅")), Refused, "rule"),
    Row(60, "an inspector whose certificate has run out", sentence=DOMAINS),
    Row(61, "a certificate that ends before it begins", sentence=DOMAINS),
    Row(62, "a check skipped without a reason", sentence=TICK),
    Row(63, "a check skipped twice", sentence=TICK),
    Row(64, "a check skipped that was held", sentence=TICK),
    Row(65, "more time that is less", post(extended(DAY, sept(11))), Refused, "order"),
    Row(66, "more time than to the next check", sentence=NUMBER),
    Row(67, "more time for the fourth time", sentence=NUMBER),
    Row(68, "a routine suspended twice", sentence=DATA),
    Row(69, "a routine resumed that runs", sentence=DATA),
    Row(70, "a routine changed over what was done", sentence=DATA),
    Row(71, "a check in a closed month", post(check(date(2025, 8, 29))), Closed, "closed"),
    Row(72, "a check reversed twice", post(EntryReversed(of=REVERSED, reason="再冲", on=sept(9), by="王老师")), Refused, "already"),
    Row(73, "a reading that is not a number", reading(Decimal("NaN")), InvalidValue, "type"),
    Row(74, "a reading outside its limits that is in order", sheet(WARM), Refused, "range"),
    Row(75, "a unit in other letters", reading(9, "KG"), InvalidValue, "choice"),
    Row(76, "an item that is on no checklist", sentence=DATA),
    Row(77, "an item twice", sheet(OK, OK), Refused, "duplicate"),
    Row(78, "an item of the checklist left out", sentence=BREACH),
    Row(79, "501 items", sentence=LINES),
)  # fmt: skip
MORE: Final = {
    "10,001 items": (sheet(*[odd(item=f"{n}") for n in range(10_001)]), InvalidValue, "limit"),
    "lines in a list": (post(check(DAY), lines=[OK]), InvalidValue, "type"),
    "a line that is a dict": (sheet({"item": "螺丝", "result": "ok"}), InvalidValue, "type"),
    "a reading that is a float": (sheet(odd(reading=4.0)), InvalidValue, "type"),
    "a level of another spelling": (post(check(DAY), level="Weekly"), InvalidValue, "choice"),
    "a mode in Chinese": (post(check(DAY), mode="定期"), InvalidValue, "choice"),
    "a scope that is blank": (post(check(DAY), scope=""), InvalidValue, "blank"),
    "an item in full-width letters": (sheet(odd(item="ＡＢ")), InvalidValue, "ident"),
    "a deadline that is text": (post(in_hand(DAY, sept(12), "YH-9")[1], deadline="2025-09-12"), InvalidValue, "type"),
}


def refused(attempt: Attempt, error: type[LogisticsError], code: str) -> None:
    """Make sure that an attempt meets its error in both languages and leaves the book as it was."""
    book = the_book()
    before = (book.version, book.fingerprint(), book.table(), book.figures(DAY))
    with pytest.raises(LogisticsError) as caught:
        attempt(book)
    assert (type(caught.value), caught.value.code) == (error, code)
    assert caught.value.text("zh") != caught.value.text("en")
    assert (book.version, book.fingerprint(), book.table(), book.figures(DAY)) == before


@pytest.mark.plan("R57")
@pytest.mark.parametrize("row", [row for row in TABLE if row.attempt], ids=lambda row: f"{row.number}-{row.what}")
def test_bad_input(row: Row) -> None:
    """What is bad is refused with its class and code and changes nothing."""
    assert row.attempt is not None
    assert row.error is not None
    refused(row.attempt, row.error, row.code)


@pytest.mark.parametrize("name", MORE)
def test_more_bad_input(name: str) -> None:
    """So is what no list thought of."""
    refused(*MORE[name])


def test_the_table_is_whole() -> None:
    """Every row stands once, in order, with its code or with the sentence that decides it."""
    assert [row.number for row in TABLE] == list(range(52, 80))
    assert all(bool(row.attempt) != bool(row.sentence) for row in TABLE)


def test_what_is_decided_otherwise() -> None:
    """A check on any day, by anybody, of items on no checklist and of 501 is taken; more time is given as often as need be."""
    book = the_book()
    book.post(check(sept(13), "无此项", "special", "无此岗", evolve(OK, item="无此物")))
    book.post(check(sept(13), "全园", "termly", "园长", *(evolve(OK, item=f"{number}") for number in range(501))))
    for day in (15, 16, 17, 18):
        book.post(extended(DAY, sept(day)))
    assert book[ONE].deadline == sept(18)
