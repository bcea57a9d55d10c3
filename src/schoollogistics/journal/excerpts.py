"""Excerpts: a book as it stood, read-only, with the original numbers of its entries."""

from collections.abc import Sequence
from datetime import date
from typing import TYPE_CHECKING, Any, TypeVar

from schoollogistics.journal.bookkeeping import Published
from schoollogistics.journal.questions import numbered
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.journal.book import Book

B = TypeVar("B", bound="Book[Any, Any]")


def excerpt(book: B, places: Sequence[int]) -> B:
    """Return the *book* with the entries at these *places* alone, counted from 0; they have to be a valid history."""
    _ = book.chronicle.state
    told, written = list(book.chronicle.numbered()), book.chronicle.written
    found = type(book)(book.setting)
    found.chronicle.entries = [told[place][1] for place in places]
    found.chronicle.numbers = tuple([told[place][0] for place in places])
    if written:
        found.chronicle.written = {n: written[place] for n, place in enumerate(places) if place in written}
    found.chronicle.begin_as(book.chronicle if len(places) == len(told) else None)
    return found


def as_published(book: B, view: str, during: DateSpan | date) -> B | None:
    """Return the *book* as it stood when *view* of *during* was last published, or None: what was posted since is not in it."""
    published = [
        number
        for number, entry in numbered(book)
        if isinstance(entry, Published) and (entry.view, str(entry.period)) == (view, str(during))
    ]
    if not published:
        return None
    told = enumerate(book.chronicle.numbered())
    return excerpt(book, [place for place, (number, _) in told if number < published[-1]])
