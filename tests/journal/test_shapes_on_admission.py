"""Admission: what an entry may hold is checked when it is posted, each fault with its code and what to write instead."""

from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from typing import Any

import pytest

from schoollogistics.errors import InvalidValue
from schoollogistics.journal import Fingerprint, Ref, admission
from schoollogistics.journal.entry import REF
from schoollogistics.values.periods import DateSpan, FiscalYear
from tests.journal.shelf import (
    DAY,
    LotLine,
    Shelf,
    added,
    bought,
    looked_over,
    paid,
    priced,
    returned,
    used,
)
from tests.journal.witness import closing, objection, published, reversal, seen


class Name(str):
    """A str that is not exactly a str."""

    __slots__ = ()


class Day(date):
    """A date that is not exactly a date."""


class Whole(int):
    """An int that is not exactly an int."""


class Money(Decimal):
    """A Decimal that is not exactly a Decimal."""


class Pair(tuple[str, ...]):
    """A tuple that is not exactly a tuple."""

    __slots__ = ()


IDS = [
    (None, "type"),
    (5, "type"),
    (5.0, "type"),
    (True, "type"),
    (b"A", "type"),
    (["A"], "type"),
    ({"A": 1}, "type"),
    (("A",), "type"),
    (Name("A"), "type"),
    (object(), "type"),
    ("", "blank"),
    (" ", "blank"),
    ("\u3000", "blank"),
    (" A", "ident"),
    ("A ", "ident"),
    ("A  1", "ident"),
    ("A\n", "ident"),
    ("A\x00", "ident"),
    ("A\u200b1", "ident"),
    ("A\u202e1", "ident"),
    ("A\ud800", "ident"),
    ("A１", "ident"),
    ("e\u0301", "ident"),
    ("=A", "ident"),
    ("+A", "ident"),
    ("@A", "ident"),
    ("A" * 65, "length"),
    ("A" * 10**6, "length"),
]
TEXTS = [
    (5, "type"),
    (False, "type"),
    (["裂缝"], "type"),
    (Name("裂缝"), "type"),
    ("", "blank"),
    ("\n \n", "blank"),
    ("\x00", "character"),
    ("\u202e裂缝", "character"),
    ("裂\ud800", "character"),
    ("e\u0301", "format"),
    ("字" * 4001, "length"),
]
DAYS = [
    (None, "type"),
    ("2025-09-01", "type"),
    (20250901, "type"),
    (datetime(2025, 9, 1), "type"),  # noqa: DTZ001
    (Day(2025, 9, 1), "type"),
    (date(1899, 12, 31), "range"),
    (date(2200, 1, 1), "range"),
    (date.max, "range"),
]
CLOCKS = [
    ("16:50", "type"),
    (datetime(2025, 9, 1, 16, 50), "type"),  # noqa: DTZ001
    (1650, "type"),
    (time(16, 50, 0, 1), "range"),
    (time(16, 50, tzinfo=timezone(timedelta(hours=8))), "range"),
    (time(16, 50, fold=1), "range"),
]
MONEY = [
    (5, "type"),
    (5.0, "type"),
    ("5.00", "type"),
    (True, "type"),
    (Money("5.00"), "type"),
    (Decimal("NaN"), "type"),
    (Decimal("sNaN"), "type"),
    (Decimal("Infinity"), "type"),
    (Decimal("5"), "format"),
    (Decimal("5.0"), "format"),
    (Decimal("5.001"), "format"),
    (Decimal("1e999999"), "format"),
    (Decimal("-0.00"), "range"),
    (Decimal("1000000000000.01"), "range"),
]
PIECES = [
    (None, "type"),
    (5.0, "type"),
    ("5", "type"),
    (True, "type"),
    (Whole(5), "type"),
    (Decimal(5), "type"),
    (float("nan"), "type"),
    (0, "range"),
    (-1, "range"),
    (10_001, "range"),
    (10**5000, "range"),
]
TUPLES = [
    (None, "type"),
    ("A-1", "type"),
    (["A-1"], "type"),
    ({"A-1"}, "type"),
    ({"A-1": 1}, "type"),
    (iter(("A-1",)), "type"),
    (Pair(("A-1",)), "type"),
    (("A-1", 5), "type"),
    (("A-1", Name("A-2")), "type"),
    (("A-1", ""), "blank"),
    (("A-1",) * 10_001, "limit"),
]
REFS = [
    ("shelf#0", "type"),
    (("shelf", 0), "type"),
    (0, "type"),
    (Fingerprint(0, "shelf"), "type"),
    (Ref("shelf", -1), "reference"),
    (Ref("shelf", 10**9), "reference"),
    (Ref("shelf", True), "reference"),
    (Ref("shelf", "0"), "reference"),  # type: ignore[arg-type]
    (Ref("", 0), "blank"),
    (Ref(None, 0), "type"),  # type: ignore[arg-type]
]
MONTHS = [
    ("2025-09", "type"),
    (DAY, "type"),
    (DateSpan(date(2025, 9, 1), date(2025, 9, 30)), "type"),
    (FiscalYear(2025), "type"),
]
FIELDS: list[tuple[str, Any, list[tuple[Any, str]]]] = [
    ("items[0]", added, [case for case in IDS if case[0] is not None]),
    ("place", lambda value: added("A-1", place=value), IDS),
    ("by", lambda value: added("A-1", by=value), IDS),
    ("id", lambda value: added("A-1", id=value), [case for case in IDS if case[0] is not None]),
    ("recorded_by", lambda value: added("A-1", recorded_by=value), [case for case in IDS if case[0] is not None]),
    ("cosigned_by[0]", lambda value: added("A-1", cosigned_by=(value,)), IDS),
    ("despite[0]", lambda value: added("A-1", despite=(value,), note="例外"), IDS),
    ("note", lambda value: added("A-1", note=value), TEXTS),
    ("evidence[0]", lambda value: added("A-1", evidence=(value,)), [*TEXTS, (None, "type")]),
    ("on", lambda value: added("A-1", on=value), DAYS),
    ("recorded_on", lambda value: added("A-1", recorded_on=value), [case for case in DAYS if case[0] is not None]),
    ("at", lambda value: added("A-1", at=value), CLOCKS),
    ("because", lambda value: added("A-1", because=value), REFS),
    ("of", lambda value: reversal(Shelf(), 0, of=value), [*REFS, (None, "type")]),
    ("amount", lambda value: paid("1.00").__class__(account="班费", amount=value, on=DAY, by="李老师"), MONEY),
    ("used", lambda value: used("P-1", value), PIECES),
    ("items", lambda value: added().__class__(items=value, place="东柜", on=DAY, by="李老师"), TUPLES[:-1]),
    ("month", lambda value: closing(Shelf(), on=DAY, month=value), MONTHS),
    ("period", lambda value: published(period=value), MONTHS[:2]),
    ("version", lambda value: published(version=value), [(True, "type"), ("1", "type"), (-1, "range")]),
    ("tidy", lambda value: looked_over(tidy=value), [(1, "type"), ("false", "type"), (None, "type")]),
    (
        "condition",
        lambda value: returned("A-1", "L-1", condition=value),
        [(None, "type"), (Name("whole"), "type"), ("Whole", "choice"), ("", "choice")],
    ),
]
CASES = [
    pytest.param(field, make, value, code, id=f"{field}-{number}")
    for field, make, cases in FIELDS
    for number, (value, code) in enumerate(cases)
]


@pytest.mark.parametrize(("field", "make", "value", "code"), CASES)
def test_a_wrong_value_is_refused_where_it_stands(field: str, make: Any, value: Any, code: str) -> None:
    """A value of the wrong type, length, range or spelling is ``InvalidValue`` with its code, its field and a remedy."""
    error = objection(Shelf(), make(value))
    assert isinstance(error, InvalidValue)
    assert error.code == code
    assert error.fields[0].startswith(field)
    assert error.takes.en
    assert len(str(error)) < 800


def test_a_slip_has_at_most_ten_thousand_lines() -> None:
    """A tuple that is too long is refused before its items are looked at."""
    error = objection(Shelf(), added(*["A-1"] * 10_001))
    assert (error.code, error.fields) == ("limit", ("items",))


@pytest.mark.parametrize(
    ("line", "field", "code"),
    [
        ({"lot": "P-1", "pieces": 1}, "lines[1]", "type"),
        (LotLine(lot="P-2", pieces=True), "lines[1].pieces", "type"),
        (LotLine(lot=" ", pieces=1), "lines[1].lot", "blank"),
        (LotLine(lot="P-2", pieces=1, price=Decimal("-1")), "lines[1].price", "range"),
        (LotLine(lot="P-2", pieces=1, price=Decimal("0.1234567")), "lines[1].price", "format"),
        (None, "lines[1]", "type"),
    ],
)
def test_a_fault_in_a_line_is_told_with_its_place(line: Any, field: str, code: str) -> None:
    """A line is a frozen record of its own class; a fault in it names the line and the field."""
    error = objection(Shelf(), bought("P-1").__class__(lines=(*bought("P-1").lines, line), on=DAY, by="李老师"))
    assert (error.fields, error.code) == ((field,), code)


@pytest.mark.parametrize(
    ("entry", "remedy"),
    [
        (added().__class__(items="A-1", place="东柜", on=DAY, by="李老师"), 'items=("…",)'),  # type: ignore[arg-type]
        (added("A-1", on=datetime(2025, 9, 1)), ".date()"),  # noqa: DTZ001
        (added("A-1", on="2025-09-01"), "date(2025, 9, 8)"),
        (added("A-1", by="李  老师"), "write '李 老师'"),
        (added("A-1", by=7), "quotes around it"),
        (priced("P-1", "NaN"), 'price("0.125")'),
        (added("A-1", note="e\u0301"), "unicodedata.normalize"),
    ],
)
def test_a_refusal_says_what_to_write_instead(entry: Any, remedy: str) -> None:
    """The commonest slips of the pen are answered with the right spelling."""
    assert remedy in objection(Shelf(), entry).text("en")


def test_what_was_once_admitted_is_still_looked_at() -> None:
    """An id that the book has met is not taken on trust in another type, nor in another field's place."""
    book = Shelf()
    book.post(added("A-1", place="东柜"))
    assert objection(book, added("A-2", place=Name("东柜"))).code == "type"
    assert objection(book, added("A-2", place="东柜", by="")).code == "blank"
    assert objection(book, added("A-2", place="东柜", note="\x00")).code == "character"


def test_values_at_the_edges_are_admitted() -> None:
    """The longest id, the longest text, the first and the last day and the largest amount can be kept."""
    book = Shelf()
    book.post(paid("1000000000000.00", account="字" * 64, on=date(1900, 1, 1), note="字" * 4000, at=time(0, 0)))
    book.post(
        paid("-1000000000000.00", account="A b", on=date(2199, 12, 31), at=time(23, 59, 59), evidence=("两行\n字",))
    )
    assert book.version == 2


@pytest.mark.parametrize("cosigned_by", [("李老师",), ("王老师", "王老师"), ("Wang", "wang")])
def test_everybody_signs_once(cosigned_by: tuple[str, ...]) -> None:
    """Whoever is named by ``by`` or before does not sign again, in whatever case it is spelled."""
    error = objection(Shelf(), added("A-1", cosigned_by=cosigned_by))
    assert (error.code, error.fields) == ("duplicate", ("cosigned_by",))


def test_what_was_met_does_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    """The ids a book has met are forgotten past a number, and looked at again."""
    monkeypatch.setattr(admission, "KNOWN_MOST", 5)
    book = Shelf()
    for number in range(20):
        book.post(added(f"A-{number}", place=f"{number}柜", by=f"{number}老师"))
        assert len(book.chronicle.clerk.index.known) <= 7
    assert objection(book, added("B-1", place="")).code == "blank"


def test_a_reference_is_written_in_one_way() -> None:
    """A reference reads as book and number, and only that spelling is read back."""
    assert REF.write(Ref("repairs", 12)) == "repairs#12"
    assert REF.read("repairs#12", "because") == Ref("repairs", 12)
    assert REF.read("3#楼#0", "because") == Ref("3#楼", 0)
    for wrong in (
        "repairs",
        "repairs#",
        "#1",
        "repairs#012",
        "repairs#-1",
        "repairs#１",
        "repairs#1234567890",
        12,
        None,
    ):
        with pytest.raises(InvalidValue):
            REF.read(wrong, "because")


def test_an_entry_leaves_its_subjects_to_the_lifecycles() -> None:
    """Unless it says otherwise, an entry names no subjects of its own."""
    assert added("A-1").subjects() is None


def test_a_trusted_load_does_not_look() -> None:
    """Shape is checked on admission only: what a fingerprint vouches for is taken as it is."""
    book = Shelf.replay([looked_over(note="\x00")], setting=Shelf().setting, trusted=True)
    assert seen(book).version == 1
