"""What somebody may get wrong in a call is said, not answered with nothing: signers, sums, numbers, settings."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from schoollogistics.errors import InvalidValue, LogisticsError, Refused, Text, Unknown
from schoollogistics.journal import Figures, Parameter, Rule, Setting, Value
from schoollogistics.values.periods import Month
from tests.journal.shelf import DAY, S01, Shelf, added, lent, moved, retired

RULE = Rule(code="T01", family="limit", zh="上限", en="A limit", source="test")


def parameter(kind: type[Any], **more: Any) -> Parameter[Any]:
    """Return a parameter of one type."""
    return Parameter(code="T01.value", rule=RULE, unit=Text("pieces", "件"), type=kind, zh="取值", en="A value", **more)


@pytest.mark.parametrize("signers", [("王老师", "王老师"), ("李老师",), ("Li", "li"), ("王老师", "ＷＡＮＧ")])
def test_nobody_signs_twice(signers: tuple[str, ...]) -> None:
    """Two signatures are of two people, however their names are spelled; the first signer is not the second."""
    book = Shelf()
    entry = added("A-1", cosigned_by=signers)
    with pytest.raises(InvalidValue) as caught:
        book.post(entry)
    assert caught.value.code in {"duplicate", "ident"}
    assert book.version == 0
    book.post(added("A-1", cosigned_by=("王老师", "赵老师")))


def test_a_sum_nobody_measures_is_unknown_not_zero() -> None:
    """A misspelled measure is refused with those that are near; one without contributions is zero."""
    book = Shelf()
    book.post(added("A-1"))
    figures = book.figures(Month.of(DAY))
    assert figures["shelf.broken"] == 0
    for ask in (figures.__getitem__, figures.behind):
        with pytest.raises(Unknown) as caught:
            ask("shelf.brokn")
        assert "shelf.broken" in caught.value.takes.en
    assert Figures.zero()["anything"] == 0
    assert "shelf.broken=0" in repr(figures)
    assert set(figures + Figures.zero()) == set(figures)


@pytest.mark.parametrize(
    ("kind", "more", "value", "code"),
    [
        (int, {"least": 1}, 0, "range"),
        (int, {"most": 5}, 6, "range"),
        (Decimal, {"least": Decimal(0), "most": Decimal(1)}, Decimal("1.1"), "range"),
        (tuple, {"choices": ("parts", "access")}, ("prts",), "choice"),
        (tuple, {"choices": ("parts", "access")}, (1, 2), "choice"),
        (str, {"choices": ("parts",)}, "access", "choice"),
        (int, {}, True, "type"),
        (tuple, {}, (1, []), "type"),
    ],
)
def test_a_value_keeps_to_its_parameter(kind: type[Any], more: dict[str, Any], value: Any, code: str) -> None:
    """A number out of bounds, a code that is none, and another type are refused when the value is made."""
    with pytest.raises(InvalidValue) as caught:
        Value(parameter(kind, **more), value, DAY, "校务会")
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("kind", "more", "value"),
    [
        (int, {"least": 1, "most": 5}, 5),
        (Decimal, {"least": Decimal(0)}, Decimal("0.5")),
        (tuple, {"choices": ("parts", "access")}, ("parts",)),
    ],
)
def test_a_value_inside_its_bounds_stands(kind: type[Any], more: dict[str, Any], value: Any) -> None:
    """A number inside the bounds and codes that are choices are taken."""
    setting = Setting(values=(Value(parameter(kind, **more), value, DAY, "校务会"),))
    assert setting.value(parameter(kind, **more), DAY) == value


@pytest.mark.parametrize(
    "wrong",
    [
        {"values": [Value(S01.strict, True, DAY, "校务会")]},
        {"values": Value(S01.strict, True, DAY, "校务会")},
        {"values": (1,)},
        {"routines": []},
        {"calendar": 5},
        {"school": 5},
        {"school": " "},
    ],
)
def test_a_setting_takes_what_it_says(wrong: dict[str, Any]) -> None:
    """A list for a tuple, a value without its comma, and anything of another type are refused with what to write."""
    with pytest.raises(InvalidValue) as caught:
        Setting(**wrong)
    assert caught.value.takes.en


@pytest.mark.parametrize("during", ["2025-09", 2025, None])
def test_a_period_is_a_span_or_a_day(during: Any) -> None:
    """A question about a text says which periods it takes."""
    with pytest.raises(InvalidValue, match="Month"):
        Shelf().breaches(during)


@pytest.mark.parametrize("ahead", [-5, True, 1.0])
def test_the_next_place_is_not_behind(ahead: Any) -> None:
    """A place can be asked ahead, not back."""
    with pytest.raises(InvalidValue):
        Shelf().next_ref(ahead)


@pytest.mark.parametrize("key", [None, 5, ["A-1"]])
def test_a_key_is_text(key: Any) -> None:
    """Looking up what is no text finds nothing and says so."""
    book = Shelf()
    assert key not in book
    with pytest.raises(Unknown):
        book[key]
    with pytest.raises(InvalidValue):
        book.next_entries(key)


def test_a_past_book_stays_read_only_whatever_it_was_asked() -> None:
    """Asking a past book for a retry does not make it writable."""
    book = Shelf()
    first = added("A-1", id="k-1")
    book.post(first)
    past = book.as_of(DAY)
    for ask in (past.posted, past.post):
        with pytest.raises(Refused, match="past day"):
            ask(first)
    with pytest.raises(LogisticsError):
        past.post(moved("A-1"))
    assert (past.version, book.version) == (1, 1)


def test_the_last_day_that_can_be_kept_can_be_closed() -> None:
    """A book closed to the end of its years says so to every later entry."""
    from tests.journal.witness import closing

    book = Shelf()
    book.post(added("A-1", on=date(2199, 12, 1)))
    book.post(closing(book, Month(2199, 12), on=date(2199, 12, 31)))
    error = book.objection(lent("A-1", "L-1", on=date(2199, 12, 31)))
    assert error is not None
    assert error.code == "closed"
    assert book.objection(retired("A-1", on=date(2199, 12, 31))) is not None


def test_refused_ids_do_not_fill_the_memory() -> None:
    """What a book has met is forgotten when it is very much; posting goes on as before."""
    book = Shelf()
    book.post(added("A-1"))
    known = book.chronicle.clerk.index.known
    known.update(f"K-{number}" for number in range(100_001))
    book.post(added("A-2", by="新老师"))
    assert len(known) < 10
    book.post(lent("A-2", "L-1"))


def test_holders_are_columns_of_a_lifecycle() -> None:
    """A book that names a holder who is no column of its subjects is declared wrongly."""
    with pytest.raises(TypeError, match="holders"):
        type("Held", (Shelf,), {"name": "held", "holders": ("nobody",)})
