"""Excerpts: a book as it stood, read-only, with the original numbers of its entries."""

from collections.abc import Callable
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from schoollogistics.journal.bookkeeping import Published
from schoollogistics.journal.entry import Entry
from schoollogistics.journal.questions import numbered
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.journal.book import Book

B = TypeVar("B", bound="Book[Any, Any]")


def excerpt(book: B, keep: Callable[[int, Entry[Any]], bool]) -> B:
    """Return the *book* with those entries alone that *keep* wants, by number and entry; they have to be a valid history."""
    _ = book.chronicle.state
    kept = [
        (position, number, entry)
        for position, (number, entry) in enumerate(book.chronicle.numbered())
        if keep(number, entry)
    ]
    found = type(book)(book.setting)
    found.chronicle.entries = [entry for _, _, entry in kept]
    found.chronicle.numbers = tuple(number for _, number, _ in kept)
    written = book.chronicle.written
    found.chronicle.written = {n: written[p] for n, (p, _, _) in enumerate(kept) if p in written}
    found.chronicle.begin_as(book.chronicle if len(kept) == len(book.chronicle.entries) else None)
    return found


def as_published(book: B, view: str, during: DateSpan | date) -> B | None:
    """Return the *book* as it stood when *view* of *during* was last published, or None: what was posted since is not in it."""
    published = [
        number
        for number, entry in numbered(book)
        if isinstance(entry, Published) and (entry.view, str(entry.period)) == (view, str(during))
    ]
    return excerpt(book, lambda number, _: number < published[-1]) if published else None
