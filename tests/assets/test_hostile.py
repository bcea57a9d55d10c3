"""Seventy-eight bad inputs to an asset register: each refused with its code, or it is said which sentence decides otherwise."""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, cast

import pytest
from attrs import evolve, frozen

from schoollogistics.assets import AssetEntry, AssetRegister, LifeChanged, RoomClosed
from schoollogistics.errors import Closed, Duplicate, InvalidValue, LogisticsError, Refused
from schoollogistics.journal import MonthClosed
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.assets.stories import (
    allow,
    approved_loan,
    back,
    card,
    carry_out,
    keep,
    lend,
    move,
    oct_,
    old,
    propose,
    register,
    sept,
    split,
)

Attempt = Callable[[AssetRegister], object]

IDS: Final = "Ids are plain `str` aliases, what the school's papers say; a name will do until two people share it."
SPACES: Final = "Ids: NFKC-normal, single inner spaces allowed."
SLASHES: Final = "Ids: no controls or bidi marks, not starting with `= + @`; what else the school's papers say."
NAMES: Final = "`note`: free text; a name on a card is text, of any length that a text may have, on one line or two."
MONEY: Final = "Money: exact `Decimal` yuan with two places."
CLASSES: Final = "A class is a code of the school's; what is right for it is a `Value`, not a list in the library."
DOMAINS: Final = "A domain imports no other domain; what needs two lives in `office/`."
NUMBERS: Final = "Every number of a rule is a `Value` that a host gives; no rule states this one."
FLAT: Final = "An asset is one row: parts of a set are rows of their own, or a lot; there is no tree to loop."
HOST: Final = "A host checks, stores, then posts: `objection` is None → insert with `version` → `post`."
COUNTS: Final = "A count has a number of its own; two counts on one day are two counts."
VALUE: Final = "Book value is derived, never entered; a write-off takes the whole row."
UNKNOWN_LINE: Final = "Observations name only their own slip; a tag the book does not know is counted as unexpected."


@frozen
class Row:
    """One bad input: what is tried and the error it meets; the *sentence* that decides where that is not plain."""

    number: int
    what: str
    attempt: Attempt | None = None
    error: type[LogisticsError] | None = None
    code: str = ""
    sentence: str = ""


def the_register() -> AssetRegister:
    """Return a register with an asset in each state, and August closed."""
    book = AssetRegister()
    book.post(MonthClosed(book="assets", month=Month(2025, 8), on=date(2025, 8, 31), by="王老师"))
    for entry in register(
        *(old("A1"), old("A2"), old("A3", quantity=5), evolve(card("A4"), id="form-7"), old("A5")),
        *(keep("9-101"), RoomClosed(room="9-101", on=sept(8), by="园长")),
        approved_loan("JY-1", "A2", day=sept(2), due=sept(30)),
        move("A1", day=sept(5), place="3-202"),
        *(propose("A5"), allow(), carry_out("A5")),
    ).entries:
        book.post(entry)
    return book


def post(entry: Any, **changes: Any) -> Attempt:
    """Return the attempt to post *entry* with some fields other than they should be."""
    return lambda book: book.post(cast("AssetEntry", evolve(entry, **changes)))


def new(**changes: Any) -> Attempt:
    """Return the attempt to register something with one thing wrong about it."""
    return post(card("B1"), **changes)


class Tag(str):
    """A text that is not quite a text."""

    __slots__ = ()


TABLE: Final = (
    Row(1, "no number", new(asset=""), InvalidValue, "blank"),
    Row(2, "a blank number", new(asset=" "), InvalidValue, "blank"),
    Row(3, "a space in front", new(asset=" A1"), InvalidValue, "ident"),
    Row(4, "a space inside", sentence=SPACES),
    Row(5, "65 characters", new(asset="A" * 65), InvalidValue, "length"),
    Row(6, "full-width", new(asset="A１"), InvalidValue, "ident"),
    Row(7, "Cyrillic", sentence=IDS),
    Row(8, "a character nobody sees", new(asset="A\u200b1"), InvalidValue, "ident"),
    Row(9, "a new line", new(asset="A1\n"), InvalidValue, "ident"),
    Row(10, "NUL", new(asset="A\x00"), InvalidValue, "ident"),
    Row(11, "a path", sentence=SLASHES),
    Row(12, "a hyphen in front", sentence=SLASHES),
    Row(13, "a formula", new(asset="=1+1"), InvalidValue, "ident"),
    Row(14, "None", new(asset=None), InvalidValue, "type"),
    Row(15, "a number", new(asset=7), InvalidValue, "type"),
    Row(16, "bytes", new(asset=b"A1"), InvalidValue, "type"),
    Row(17, "a kind of text", new(asset=Tag("B1")), InvalidValue, "type"),
    Row(18, "a list", new(asset=["A1"]), InvalidValue, "type"),
    Row(19, "a number in use", new(asset="A1", on=oct_(1)), Duplicate, "duplicate"),
    Row(20, "in other case", new(asset="a1", on=oct_(1)), Duplicate, "duplicate"),
    Row(21, "of what is disposed of", new(asset="A5", on=oct_(1)), Duplicate, "duplicate"),
    Row(22, "a name of 201 characters", sentence=NAMES),
    Row(23, "a name nobody sees", new(name="\u200b"), InvalidValue, "character"),
    Row(24, "a name spelled otherwise", sentence=IDS),
    Row(25, "a name with a bidi override", new(name="课桌\u202e"), InvalidValue, "character"),
    Row(26, "a name with a surrogate", new(name="\ud800"), InvalidValue, "character"),
    Row(27, "a name on two lines", sentence=NAMES),
    Row(28, "a private character", new(name="\ue000"), InvalidValue, "character"),
    Row(29, "an unassigned character", new(name="\u0378"), InvalidValue, "character"),
    Row(30, "a class nobody knows", sentence=CLASSES),
    Row(31, "a class with a space", new(category="IT "), InvalidValue, "ident"),
    Row(32, "a cost of -1", new(cost=yuan(-1)), InvalidValue, "range"),
    Row(33, "a cost of True", new(cost=True), InvalidValue, "type"),
    Row(34, "a cost of 12.5", new(cost=12.5), InvalidValue, "type"),
    Row(35, "a cost of Decimal 1", new(cost=Decimal(1)), InvalidValue, "format", MONEY),
    Row(36, "a cost as text", new(cost="100"), InvalidValue, "type"),
    Row(37, "a cost of 10^13", new(cost=Decimal("10000000000000.00")), InvalidValue, "range"),
    Row(38, "a cost of 10^5000", new(cost=Decimal("1e5000")), InvalidValue, "format", MONEY),
    Row(39, "bought on a text", new(acquired_on="2024-09-01"), InvalidValue, "type"),
    Row(40, "bought at a moment", new(acquired_on=datetime(2024, 9, 1, 8)), InvalidValue, "type"),  # noqa: DTZ001
    Row(41, "bought in 1899", new(acquired_on=date(1899, 12, 31)), InvalidValue, "range"),
    Row(42, "bought on the last day there is", new(acquired_on=date.max), InvalidValue, "range"),
    Row(43, "bought after the entry", new(acquired_on=sept(2)), Refused, "order"),
    Row(44, "a warranty that ends before", sentence=DOMAINS),
    Row(45, "disposed of before it was bought", post(propose("A4"), on=date(2025, 8, 31)), Closed, "closed"),
    Row(46, "a place nobody knows", sentence=IDS),
    Row(47, "a room that is closed", post(move("A1", day=sept(9), place="9-101")), Refused, "state"),
    Row(48, "moved to where it is", post(move("A1", day=sept(9), place="3-202")), Refused, "already"),
    Row(49, "what is gone moved", post(move("A5", day=sept(11), place="3-202")), Refused, "state"),
    Row(50, "moved before the last move", post(move("A1", day=sept(4), place="3-201")), Refused, "order"),
    Row(51, "kept by nobody known", sentence=IDS),
    Row(52, "moved while on loan", post(move("A2", day=sept(9), place="3-202")), Refused, "state"),
    Row(53, "returned when not on loan", post(back("JY-1", "A1", day=sept(9))), Refused, "reference"),
    Row(54, "returned by another", sentence="`by` is whoever did what the participle says: anybody may bring a thing back."),
    Row(55, "due before it is lent", post(lend("JY-2", "A1", day=sept(9), due=sept(8))), Refused, "order"),
    Row(56, "lent for five years", sentence=NUMBERS),
    Row(57, "disposed of twice", post(carry_out("A5", day=sept(11))), Refused, "already"),
    Row(58, "disposed of with an open repair", sentence=DOMAINS),
    Row(59, "disposed of while on loan", post(propose("A2", disposal="CZ-2")), Refused, "state"),
    Row(60, "a disposal without reason", post(propose("A1", disposal="CZ-2"), reason=" "), InvalidValue, "blank"),
    Row(61, "written off above its value", sentence=VALUE),
    Row(62, "its own parent", sentence=FLAT),
    Row(63, "parents in a circle", sentence=FLAT),
    Row(64, "parents nine deep", sentence=FLAT),
    Row(65, "a parent that is gone", sentence=FLAT),
    Row(66, "a serial number twice", sentence="`serial`: what the maker's plate says; makers repeat themselves, the asset number does not."),
    Row(67, "none of it", new(quantity=0), InvalidValue, "range"),
    Row(68, "1.0 of it", new(quantity=1.0), InvalidValue, "type"),
    Row(69, "all split off", post(split("A3", "A9", 5, sept(9))), Refused, "range"),
    Row(70, "in a closed month", new(on=date(2025, 8, 30)), Closed, "closed"),
    Row(71, "a version that has moved on", sentence=HOST),
    Row(72, "another card with a spent key", new(id="form-7"), Duplicate, "key-reused"),
    Row(73, "a life of no month", new(life_months=0), InvalidValue, "range"),
    Row(74, "a life of 10^6 months", post(LifeChanged(asset="A4", life_months=10**6, note="误", on=sept(9), by="王老师")), InvalidValue, "range"),
    Row(75, "worth more at the end than it cost", new(residual=yuan(181)), Refused, "range"),
    Row(76, "two counts on a day", sentence=COUNTS),
    Row(77, "a count of an unknown tag", sentence=UNKNOWN_LINE),
    Row(78, "10,001 assets on a slip", post(move(*(f"A{n}" for n in range(10_001)), day=sept(9), to="周老师")), InvalidValue, "limit"),
)  # fmt: skip


@pytest.mark.plan("R05")
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.number}-{row.what}")
def test_bad_input(row: Row) -> None:
    """What is bad is refused with its class and code in both languages and changes nothing."""
    assert row.attempt is not None or row.sentence
    if row.attempt is None or row.error is None:
        return
    book = the_register()
    before = (book.version, book.fingerprint(), book.table(), book.figures(sept(9)))
    with pytest.raises(LogisticsError) as caught:
        row.attempt(book)
    assert (type(caught.value), caught.value.code) == (row.error, row.code)
    assert caught.value.text("zh")
    assert caught.value.text("en")
    assert (book.version, book.fingerprint(), book.table(), book.figures(sept(9))) == before


def test_the_table_is_whole() -> None:
    """Seventy-eight rows, each once, in order."""
    assert [row.number for row in TABLE] == list(range(1, 79))
