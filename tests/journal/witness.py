"""What a test sees of a book: all that it holds, what its entries must add up to, and slips of the journal itself."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from typing import Any, NamedTuple

import attrs
import pytest

from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Book, Entry, EntryReversed, Fingerprint, MonthClosed, Published, Ref, State
from schoollogistics.values.periods import Month
from tests.journal.shelf import DAY

AnyBook = Book[Any, Any]
AnyEntry = Entry[Any]
SEPTEMBER = Month(2025, 9)


class Seen(NamedTuple):
    """All that can be told apart about a book."""

    entries: tuple[AnyEntry, ...]
    state: State
    version: int
    fingerprint: Fingerprint


def copied(state: State) -> State:
    """Return a copy of a state that later posts do not touch."""
    columns: dict[str, Any] = {name: dict(getattr(state, name)) for name in state.columns()}
    return attrs.evolve(state, **columns, status={life: dict(column) for life, column in state.status.items()})


def columns_of(book: AnyBook) -> Any:
    """Return the state of *book*, whatever columns it has."""
    return book.chronicle.state


def seen(book: AnyBook) -> Seen:
    """Return all that can be told apart about *book* now."""
    return Seen(tuple(book.entries), copied(book.chronicle.state), book.version, book.fingerprint())


def folded(book: AnyBook, numbers: Iterable[int]) -> State:
    """Return what the entries of *book* with these numbers add up to, worked out one by one and without any log.

    Entries reversed among them are left out; what they derived when they were posted is kept.
    """
    posted = {number: book.entries[number] for number in numbers}
    gone = {each.of.number: number for number, each in posted.items() if isinstance(each, EntryReversed)}
    state: State = type(book)(book.setting).chronicle.state
    for number, entry in posted.items():
        if number not in gone and not isinstance(entry, EntryReversed):
            plan = book.declaration.plans[type(entry)]
            plan.commit(entry, number, state, plan.moves(entry, state))
    state.reversed.update(gone)
    state.undone.update({n: (posted[n].recorded, posted[by].recorded) for n, by in gone.items()})
    state.derived.update({n: amount for n, amount in book.chronicle.state.derived.items() if n in gone})
    return state


def refusal(act: Callable[[], object]) -> LogisticsError:
    """Return the error that *act* meets."""
    with pytest.raises(LogisticsError) as caught:
        act()
    return caught.value


def objection(book: AnyBook, entry: Any) -> LogisticsError:
    """Return the error of posting *entry*; it is what ``objection`` foretells, and it leaves no trace."""
    before = seen(book)
    foretold = book.objection(entry)
    error = refusal(lambda: book.post(entry))
    assert foretold is not None
    assert foretold.to_data() == error.to_data()
    assert seen(book) == before
    return error


def reversal(book: AnyBook, number: int, on: date = DAY, **more: Any) -> EntryReversed:
    """Return the slip that reverses the entry of that number."""
    return EntryReversed(**{"of": Ref(book.name, number), "reason": "登记有误", "on": on, "by": "王老师", **more})


def closing(book: AnyBook, month: Month = SEPTEMBER, on: date | None = None, **more: Any) -> MonthClosed:
    """Return the slip that closes a month of *book*, the day after its last day."""
    day = month.last + timedelta(days=1) if on is None else on
    return MonthClosed(**{"book": book.name, "month": month, "on": day, "by": "钱会计", **more})


def published(version: int = 1, on: date = DAY, **more: Any) -> Published:
    """Return the slip of a document made public."""
    usual = {"view": "shelf_list", "period": SEPTEMBER, "version": version, "where": "公示栏", "on": on, "by": "王老师"}
    return Published(**{**usual, **more})
