"""Every book of the catalogue obeys the contract, and the machine that says so is not blind."""

import pickle
from collections.abc import Callable
from functools import cache
from importlib import import_module
from importlib.util import find_spec
from inspect import getmembers, isfunction, signature
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoollogistics.catalogue import BOOKS
from schoollogistics.errors import CODES, LogisticsError
from schoollogistics.journal import Book, Entry, EntryReversed, MonthClosed, Published
from schoollogistics.testing import BookContract, Tally, entries, tally
from schoollogistics.testing.laws_of_asking import View
from schoollogistics.testing.reading import leading_to_kind
from schoollogistics.values.periods import DateSpan

AnyBook = type[Book[Any, Any]]
ACCEPTED, REFUSED, MORE_RUNS, FEW = 0.25, 0.05, 8, 5
SEEN = frozenset(
    {
        "already", "blank", "character", "closed", "date", "duplicate", "ident", "key-reused", "length", "missing",
        "order", "reference", "rule", "state", "type", "unknown",
    }
)  # fmt: skip


def bound(view: Callable[..., object]) -> View | None:
    """Return a view function as a question of a book and a span, by the names of its parameters; None if it is none."""
    first, *others = signature(view).parameters.values()
    required = [each for each in others if each.default is each.empty]

    def ask(book: Any, during: DateSpan) -> object:
        """Ask the view about every subject, where it wants one, and about the period or its last day."""
        told = {"during": during, "day": during.last, "on": during.last, "as_of": during.last, "period": during}
        keys = tuple(book) or ("nobody",)
        return [
            _answer(view, book, {each.name: told.get(each.name, key) for each in required})
            for key in (keys if any(each.name not in told for each in required) else keys[:1])
        ]

    ask.__name__ = view.__name__
    return ask if first.name == "book" else None


def _answer(view: Callable[..., object], book: Any, values: dict[str, Any]) -> object:
    try:
        return view(book, **values)
    except LogisticsError as error:
        return str(error)


def views_of(book_class: AnyBook) -> tuple[View, ...]:
    """Return the public functions of the module ``views`` of the domain of a book."""
    module = ".".join((*book_class.__module__.split(".")[:2], "views"))
    if find_spec(module) is None:
        return ()
    found = [each for name, each in getmembers(import_module(module), isfunction) if not name.startswith("_")]
    own = [each for each in found if each.__module__.startswith(module) and signature(each).parameters]
    return tuple(view for each in own if (view := bound(each)) is not None)


CONTRACTS: dict[str, type[BookContract]] = {}
for _book in BOOKS:
    _name = f"Test{_book.__name__}"
    globals()[_name] = CONTRACTS[_book.name] = type(
        _name,
        (BookContract,),
        {
            "__module__": __name__,
            "book_class": _book,
            "views": views_of(_book),
            "steps": max(BookContract.steps, 2 * len(_book.kinds)),  # a book of many kinds takes longer to get round
        },
    )


def blind_spots(book: AnyBook, total: Tally) -> list[type[Entry[Any]]]:
    """Return the kinds of a book that were accepted or refused too seldom.

    Where a month has to be settled before it is closed, that comes about too seldom by chance to be counted.
    """
    settled = book.open_for_closing is not Book.open_for_closing
    journal = (EntryReversed, *(() if settled else (MonthClosed,)), *((Published,) if book.documents else ()))
    kinds = (*book.kinds, *journal)
    return [kind for kind in kinds if not ACCEPTED <= total.rate(kind) <= 1 - REFUSED]


@cache
def counted(name: str) -> Tally:
    """Return what the machine tried, accepted and refused: in the runs of the contract, and in some that make for more."""
    book, total = CONTRACTS[name].book_class, CONTRACTS[name].trial().tally
    for start in range(1, 1 + MORE_RUNS):
        for kind in blind_spots(book, total):
            total.add(tally(book, examples=FEW, steps=50, start=start, wanted=leading_to_kind(book, kind)))
    return total


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: str(book.name))
def test_machine_is_not_blind(book: AnyBook) -> None:
    """Of every kind the machine gets at least a quarter of its attempts accepted and one in twenty refused."""
    total = counted(book.name)
    blind = [kind.kind for kind in blind_spots(book, total)]
    assert not blind, f"{blind}\n{total}"


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: str(book.name))
def test_machine_reaches_every_state(book: AnyBook) -> None:
    """The fixed run passes through every state of every lifecycle."""
    assert {(life.name, state) for life in book.lifecycles for state in life.states} <= set(counted(book.name).states)


def test_machine_meets_every_objection() -> None:
    """Over all books the machine meets every code of refusal that posting can meet."""
    total = Tally()
    for book in BOOKS:
        total.add(counted(book.name))
    for start in range(1 + MORE_RUNS, 1 + 4 * MORE_RUNS):
        if SEEN - set(total.codes):
            total.add(tally(BOOKS[start % len(BOOKS)], examples=25, steps=50, start=start))
    assert SEEN <= set(CODES)
    assert not SEEN - set(total.codes), f"{SEEN - set(total.codes)} never met\n{total}"


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: str(book.name))
def test_entries_can_be_pickled(book: AnyBook) -> None:
    """An entry that went through pickle is equal, hashes alike and is still frozen."""

    @settings(max_examples=20)
    @given(st.one_of(*(entries(kind) for kind in book.kinds)))
    def pickled(entry: Any) -> None:
        twin = pickle.loads(pickle.dumps(entry))  # noqa: S301 - our own bytes
        assert twin == entry
        assert hash(twin) == hash(entry)
        with pytest.raises(AttributeError):
            twin.by = "别人"

    pickled()
