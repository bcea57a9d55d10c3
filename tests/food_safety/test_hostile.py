"""Bad inputs to the food-safety log: each is refused with its code, quickly, and leaves the book as it was."""

from collections.abc import Callable
from datetime import date, datetime, time
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.errors import Closed, Duplicate, InvalidValue, LogisticsError, Refused, Unknown
from schoollogistics.food_safety import DeliveryLine, FoodSafetyEntry, FoodSafetyLog
from schoollogistics.journal import EntryReversed, MonthClosed, Ref
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity
from tests.food_safety.stories import (
    KEEPER,
    PLAN,
    certificate,
    delivery,
    incident,
    kept,
    line,
    log,
    released,
    sept,
    served,
    supplier,
)

AUGUST: Final = Month(2025, 8)
SLIP: Final = evolve(delivery("SH-1"), id="slip-1")
REVERSED: Final = Ref("food_safety", 4)

Attempt = Callable[[FoodSafetyLog], object]


class Whole(int):
    """A whole number of another class."""


def kitchen() -> FoodSafetyLog:
    """Return a log with August closed, a delivery under a key, a meal that was reversed, and one with its samples."""
    book = log(PLAN)
    book.post(MonthClosed(book="food_safety", month=AUGUST, on=AUGUST.last, by="王老师"))
    for entry in (supplier(), certificate(), SLIP, served(sept(3)), kept(sept(3)), incident(on=sept(4))):
        book.post(entry)
    book.post(EntryReversed(of=REVERSED, reason="录错", on=sept(4), by="王老师"))
    return book


def put(entry: FoodSafetyEntry, **changes: Any) -> Attempt:
    """Return the attempt to post an entry with some fields other than they should be."""
    return lambda book: book.post(evolve(entry, **changes))


def with_line(**changes: Any) -> Attempt:
    """Return the attempt to accept a line that is not as it should be."""
    return lambda book: book.post(delivery("SH-2", evolve(line("PC-2"), **changes)))


LATER: Final = sept(5)


def reverse(of: Any, on: date = LATER) -> Attempt:
    """Return the attempt to reverse an entry."""
    return lambda book: book.post(EntryReversed(of=of, reason="冲销", on=on, by="王老师"))


def close(month: Any, on: date = date(2025, 11, 1)) -> Attempt:
    """Return the attempt to close a month."""
    return lambda book: book.post(MonthClosed(book="food_safety", month=month, on=on, by="王老师"))


def batch(*entries: FoodSafetyEntry) -> Attempt:
    """Return the attempt to post several entries at once."""
    return lambda book: book.post_all(entries)


def listed_dish() -> Any:
    """Return the line of a sample whose dish is a list."""
    wrong: Any = ["红烧肉"]
    return evolve(kept(sept(8)).lines[0], dish=wrong)


ROWS: Final[dict[str, tuple[Attempt, type[LogisticsError], str]]] = {
    "supplier without name": (put(supplier(), supplier=""), InvalidValue, "blank"),
    "supplier with a mark nobody sees": (put(supplier(), supplier="绿\u200b源"), InvalidValue, "ident"),
    "supplier in full-width letters": (put(supplier(), supplier="ＬＹ"), InvalidValue, "ident"),
    "supplier that begins like a formula": (put(supplier(), supplier="=LY"), InvalidValue, "ident"),
    "supplier that is a number": (put(supplier(), supplier=7), InvalidValue, "type"),
    "supplier there already": (put(supplier()), Duplicate, "duplicate"),
    "supplier nobody knows": (put(delivery("SH-2", line("PC-2")), supplier="城东"), Unknown, "unknown"),
    "lot that differs in its letters only": (with_line(lot="pc-1"), Duplicate, "duplicate"),
    "lot that is a number": (with_line(lot=1), InvalidValue, "type"),
    "quantity of nothing": (with_line(quantity=Quantity(0, "kg")), Refused, "range"),
    "quantity below nothing": (with_line(quantity=Quantity(-1, "kg")), Refused, "range"),
    "quantity without unit": (with_line(quantity=50), InvalidValue, "type"),
    "quantity as text": (with_line(quantity="50 kg"), InvalidValue, "type"),
    "amount that is true": (with_line(amount=True), InvalidValue, "type"),
    "amount as a float": (with_line(amount=260.0), InvalidValue, "type"),
    "amount that is no number": (with_line(amount=Decimal("NaN")), InvalidValue, "type"),
    "amount without end": (with_line(amount=Decimal("Infinity")), InvalidValue, "type"),
    "amount of another form": (with_line(amount=Decimal("260.0")), InvalidValue, "format"),
    "amount of a huge exponent": (with_line(amount=Decimal("1e999999999")), InvalidValue, "format"),
    "amount as text": (with_line(amount="260.00"), InvalidValue, "type"),
    "amount below nothing": (with_line(amount=Decimal("-1.00")), InvalidValue, "range"),
    "amount past the cap": (with_line(amount=Decimal("1000000000000.01")), InvalidValue, "range"),
    "amount left out": (with_line(amount=None), InvalidValue, "type"),
    "price below nothing": (with_line(price=Decimal(-5)), InvalidValue, "range"),
    "price as a float": (with_line(price=5.2), InvalidValue, "type"),
    "lines in a list": (put(SLIP, lines=[line("PC-2")]), InvalidValue, "type"),
    "a line that is a dict": (put(SLIP, lines=({"item": "大米"},)), InvalidValue, "type"),
    "signers as one text": (put(SLIP, cosigned_by="李老师"), InvalidValue, "type"),
    "appearance nobody knows": (with_line(appearance="fine"), InvalidValue, "choice"),
    "certificates as one text": (with_line(certificates="HG-1"), InvalidValue, "type"),
    "certificate nobody filed": (with_line(certificates=("HG-9",)), Unknown, "unknown"),
    "sitting in other letters": (put(served(sept(8)), sitting="Lunch"), InvalidValue, "choice"),
    "second lunch of a day": (batch(served(sept(8)), served(sept(8), "炒饭")), Refused, "already"),
    "dishes as one text": (put(served(sept(8)), dishes="红烧肉"), InvalidValue, "type"),
    "dish with a control character": (put(served(sept(8)), dishes=("红烧\x00肉",)), InvalidValue, "character"),
    "dish that is a list": (put(kept(sept(8)), lines=(listed_dish(),)), InvalidValue, "type"),
    "end of service with a zone": (put(served(sept(8)), at=time(12, 30, fold=1)), InvalidValue, "range"),
    "end of service as text": (put(served(sept(8)), at="12:30"), InvalidValue, "type"),
    "sample nobody kept": (put(released("没有", on=sept(8))), Unknown, "unknown"),
    "samples as one text": (put(released("0903-红烧肉", on=sept(8)), samples="0903-红烧肉"), InvalidValue, "type"),
    "sick people as a float": (put(incident("SJ-2", on=sept(8)), sick=6.0), InvalidValue, "type"),
    "sick people below nothing": (put(incident("SJ-2", on=sept(8)), sick=-1), InvalidValue, "range"),
    "sick people of another class": (put(incident("SJ-2", on=sept(8)), sick=Whole(6)), InvalidValue, "type"),
    "day with an hour": (put(served(sept(8)), on=datetime.combine(sept(8), time(12))), InvalidValue, "type"),
    "day as text": (put(served(sept(8)), on="2025-09-08"), InvalidValue, "type"),
    "year far ahead": (put(served(sept(8)), on=date(2200, 9, 8)), InvalidValue, "range"),
    "day of the meal with an hour": (
        put(served(sept(8)), service_day=datetime.combine(sept(8), time(12))),
        InvalidValue,
        "type",
    ),
    "day of the meal as text": (put(kept(sept(8)), service_day="2025-09-08"), InvalidValue, "type"),
    "meal of tomorrow": (put(served(sept(8)), service_day=sept(9)), Refused, "order"),
    "samples of a meal of the week before": (put(kept(sept(8)), service_day=sept(1)), Refused, "order"),
    "batch past the cap": (lambda book: book.post_all([served(sept(8))] * 100_001), InvalidValue, "limit"),
    "day before what stands on the sample": (put(released("0903-红烧肉", on=sept(2))), Refused, "order"),
    "day in a closed month": (put(served(date(2025, 8, 29))), Closed, "closed"),
    "reversal of nothing": (reverse(Ref("food_safety", 99)), Unknown, "reference"),
    "reversal below nothing": (reverse(Ref("food_safety", -1)), InvalidValue, "reference"),
    "reversal of true": (reverse(True), InvalidValue, "type"),
    "reversal twice": (reverse(REVERSED), Refused, "already"),
    "reversal of a reversal": (reverse(Ref("food_safety", 7)), Refused, "state"),
    "reversal of a named supplier": (reverse(Ref("food_safety", 1)), Refused, "state"),
    "reversal into a closed month": (reverse(Ref("food_safety", 5), AUGUST.last), Closed, "closed"),
    "closing twice": (close(AUGUST), Closed, "already"),
    "closing out of order": (close(Month(2025, 10)), Refused, "order"),
    "closing before its end": (close(Month(2025, 9), sept(29)), Refused, "date"),
    "closing of a text": (close("2025-09"), InvalidValue, "type"),
    "key spent on something else": (put(SLIP, purchaser="他人"), Duplicate, "key-reused"),
    "batch with one bad row": (batch(served(sept(8)), evolve(served(sept(9)), dishes=())), Refused, "missing"),
}


@pytest.mark.parametrize("what", ROWS)
def test_bad_input_is_refused_with_its_code(what: str) -> None:
    """Each bad input meets its error and its code, says so in both languages, and leaves no trace."""
    attempt, error, code = ROWS[what]
    book = kitchen()
    before = (book.version, book.fingerprint())
    with pytest.raises(error) as caught:
        attempt(book)
    assert caught.value.code == code
    assert caught.value.text("zh")
    assert len(caught.value.text("en")) < 600
    assert (book.version, book.fingerprint()) == before


def test_retry_of_a_slip_stands_once() -> None:
    """The same slip under the same key is the same entry, alone and in a batch."""
    book = kitchen()
    before = book.version
    assert book.post(SLIP) == Ref("food_safety", 3)
    twin = evolve(kept(sept(8)), id="slip-2")
    assert len(set(book.post_all((twin, twin)))) == 1
    assert book.version == before + 1


def test_total_past_the_cap_is_refused_where_it_is_worked_out() -> None:
    """Price times quantity past the cap is an error of the value, not a wrong sum."""
    huge: DeliveryLine = evolve(
        line("PC-2"), quantity=Quantity(10**9, "kg"), price=Decimal("9999.99"), amount=yuan("1.00")
    )
    with pytest.raises(InvalidValue):
        kitchen().post(delivery("SH-2", huge))


def test_slip_that_nobody_signed_as_keeper_is_no_slip() -> None:
    """Whoever put the samples away is named."""
    with pytest.raises(InvalidValue):
        kitchen().post(evolve(kept(sept(8)), by=""))
    assert kitchen().of("sample")["0903-红烧肉"].keeper == KEEPER
