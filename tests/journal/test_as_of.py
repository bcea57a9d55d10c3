"""Random histories: any past day is a fold of what was recorded by then, and a book is its entries and nothing else."""

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.errors import LogisticsError
from schoollogistics.journal import EntryReversed, MonthClosed, Ref
from schoollogistics.repairs import RepairWorkflow
from schoollogistics.values.periods import DateSpan
from tests.journal.histories import STEPS, at_the_repair_desk, books, live, on_the_shelf
from tests.journal.shelf import DAY, Shelf, added, lent, limited, returned
from tests.journal.witness import AnyBook, folded, reversal, seen

DAYS = st.integers(-2, 120).map(lambda days: DAY + timedelta(days=days))
ALWAYS = DateSpan(date(2025, 1, 1), date(2027, 12, 31))


def prefix(book: AnyBook, day: date) -> list[int]:
    """Return the numbers of the entries recorded by *day*."""
    return [number for number, entry in enumerate(book.entries) if entry.recorded <= day]


@given(books(), st.lists(DAYS, min_size=3, max_size=6))
def test_a_past_day_is_the_fold_of_its_prefix(book: AnyBook, days: list[date]) -> None:
    """As of any day, the state is what the entries recorded by then add up to, the then reversed left out."""
    for day in days:
        past, numbers = book.as_of(day), prefix(book, day)
        assert tuple(past.entries) == tuple(book.entries[number] for number in numbers)
        assert past.chronicle.state == folded(book, numbers)
        assert past.figures(ALWAYS).contributions == tuple(
            each for each in book.figures(ALWAYS).contributions if each.on <= day
        )


@given(books(), DAYS, DAYS)
def test_a_past_day_of_a_past_day_is_the_earlier_one(book: AnyBook, one: date, other: date) -> None:
    """Two excerpts, one of the other, are the excerpt of the earlier day."""
    assert seen(book.as_of(one).as_of(other)) == seen(book.as_of(min(one, other)))


@given(books())
def test_a_book_is_its_entries(book: AnyBook) -> None:
    """Replayed with all checks or on trust, a book is the same: entries, state, subjects in order, fingerprint, figures."""
    before = seen(book)
    for trusted in (False, True):
        again = type(book).replay(book.entries, setting=book.setting, trusted=trusted)
        assert seen(again) == before
        assert again.figures(ALWAYS) == book.figures(ALWAYS)
        assert again.breaches(ALWAYS) == book.breaches(ALWAYS)
        index, own = again.chronicle.clerk.index, book.chronicle.clerk.index
        assert (index.last, index.spellings, index.ids) == (own.last, own.spellings, own.ids)
        for life in book.lifecycles:
            assert list(again.of(life.name)) == list(book.of(life.name))


@given(books())
def test_the_state_is_the_fold_of_all_but_the_reversed(book: AnyBook) -> None:
    """What stands is what the entries that were not reversed add up to."""
    state = book.chronicle.state
    gone = {entry.of.number: n for n, entry in enumerate(book.entries) if isinstance(entry, EntryReversed)}
    assert state.reversed == gone
    assert state == folded(book, range(book.version))


@given(books())
def test_neither_date_ran_backwards(book: AnyBook) -> None:
    """In every history that was accepted, both dates of every subject only go forward, and closed months stay closed."""
    last: dict[tuple[str, str], tuple[date, date]] = {}
    through = date.min
    for entry in book.entries:
        target = book.entries[entry.of.number] if isinstance(entry, EntryReversed) else entry
        for subject in book.declaration.plans[type(target)].subjects(target):
            before = last.get(subject, (date.min, date.min))
            assert entry.on >= before[0]
            assert entry.recorded >= before[1]
            last[subject] = (entry.on, entry.recorded)
        assert entry.recorded > through
        through = entry.month.last if isinstance(entry, MonthClosed) else through


@given(books(), st.integers(0, STEPS))
def test_an_entry_posted_and_reversed_leaves_the_state_it_found(book: AnyBook, back: int) -> None:
    """A reversal of the last entry gives back the state before it, but for the marks of both."""
    number = book.version - 1
    entries = tuple(book.entries)
    try:
        book.post(reversal(book, number, on=entries[-1].on, recorded_on=entries[-1].recorded))
    except LogisticsError:
        assert isinstance(entries[-1], EntryReversed | MonthClosed)
        return
    before = type(book).replay(entries[:number], setting=book.setting, trusted=True)
    now, then = book.chronicle.state, before.chronicle.state
    assert (now.status, now.closed, now.published) == (then.status, then.closed, then.published)
    for name in set(now.columns()) - {"derived", "reversed", "undone"}:
        assert getattr(now, name) == getattr(then, name)
    assert book.history("nobody") == ()


def test_the_keeper_is_no_fool() -> None:
    """The random histories are worth their name: most attempts are accepted, and every sort of entry is among them."""
    for make, propose in ((lambda: Shelf(limited()), on_the_shelf), (RepairWorkflow, at_the_repair_desk)):
        kinds: Counter[type[object]] = Counter()
        late = 0
        for seed in range(40):
            book: AnyBook = make()
            live(Random(seed), book, propose)
            kinds.update(type(entry) for entry in book.entries)
            late += sum(entry.recorded_on is not None for entry in book.entries)
        assert kinds.total() > 0.8 * 40 * STEPS
        assert late > 0.2 * kinds.total()
        assert kinds[EntryReversed] > 0.05 * kinds.total()
        assert kinds[MonthClosed] > 10
        missing = {kind.__name__ for kind in book.kinds} - {kind.__name__ for kind in kinds}
        assert len(missing) < 4


def test_a_chain_of_reversals_seen_from_every_day() -> None:
    """A subject peeled off day by day is seen as it was on each of them."""
    book = Shelf()
    story: list[Any] = [
        added("A-1"),
        lent("A-1", "L-1", on=DAY + timedelta(days=1)),
        returned("A-1", "L-1", on=DAY + timedelta(days=2)),
    ]
    book.post_all(story)
    for step, number in enumerate((2, 1, 0)):
        book.post(reversal(book, number, on=DAY + timedelta(days=3 + step)))
    seen_on = [book.as_of(DAY + timedelta(days=n)) for n in range(-1, 6)]
    assert ["A-1" in past and past["A-1"].status for past in seen_on] == [
        False,
        "on_shelf",
        "lent",
        "on_shelf",
        "lent",
        "on_shelf",
        False,
    ]
    assert book.entries[3:] == tuple(reversal(book, n, on=DAY + timedelta(days=5 - n)) for n in (2, 1, 0))
    assert book.next_ref() == Ref("shelf", 6)


def test_today_stays_today() -> None:
    """An excerpt that holds every entry keeps what they came to when the book goes on."""
    book = Shelf()
    book.post(added("A-1"))
    today = book.as_of(DAY)
    before = seen(today)
    book.post(added("A-2"))
    book.post(reversal(book, 0))
    assert (list(today.of()), list(book.of())) == (["A-1"], ["A-2"])
    assert seen(today) == before
