"""An exception at any bytecode of any post leaves a book that is as before or with all of its entries, never torn."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
from attrs import frozen

import schoollogistics
from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Setting, post_all
from tests.journal.shelf import (
    DAY,
    Shelf,
    Till,
    added,
    banked,
    bought,
    cash,
    lent,
    limited,
    moved,
    paid,
    paired,
    priced,
    retired,
    returned,
    used,
)
from tests.journal.witness import AnyBook, closing, folded, published, reversal

SOURCE = str(Path(schoollogistics.__file__).parent)
Trace = Callable[[FrameType, str, Any], Any]
Act = Callable[[Shelf, Till], object]


class Interrupt(BaseException):
    """What a signal raises between two bytecodes."""


class Points:
    """Counts the bytecodes run in the library, and raises at one of them."""

    def __init__(self, at: int = 0) -> None:
        self.at = at
        self.count = 0

    def __call__(self, frame: FrameType, event: str, arg: Any) -> Trace | None:
        """Trace the frames of the library by bytecode and no others."""
        if not frame.f_code.co_filename.startswith(SOURCE):
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        if event == "opcode":
            self.count += 1
            if self.count == self.at:
                raise Interrupt
        return self

    @contextmanager
    def watching(self) -> Iterator[None]:
        """Watch what runs inside; whoever watched before goes on afterwards."""
        before = sys.gettrace()
        sys.settrace(self)
        try:
            yield
        finally:
            sys.settrace(before)


SHELF: list[Any] = [
    added("A-1", "A-2", id="a"),
    lent("A-1", "L-1"),
    bought("P-1", "P-2"),
    used("P-1", 3),
    paid("5.00", id="p"),
    paired("A-2"),
]
TILL: list[Any] = [cash("R-1", id="r"), cash("R-2"), banked("R-1")]
BATCH: list[Any] = [
    returned("A-1", "L-1", condition="broken", flaw="裂缝", id="back"),
    used("P-1", 7),
    priced("P-2", "2"),
    moved("A-2", because=None, id="moved"),
    paid("-5.00"),
]
BOTH: list[Any] = [BATCH[0], cash("R-3", id="r-3"), BATCH[1], banked("R-3"), BATCH[4], banked("R-2")]


def fresh(*, cold: bool = False) -> tuple[Shelf, Till]:
    """Return a shelf and a till of a few entries, ready to post, or *cold* as after a load."""
    books = (
        Shelf.replay(SHELF, setting=limited(), trusted=True),
        Till.replay(TILL, setting=Setting(), trusted=True),
    )
    if not cold:
        for book in books:
            _ = book.chronicle.drafter
    return books


def reversing(shelf: Shelf, till: Till) -> object:
    """Reverse an entry with several sorts of writes."""
    return shelf.post(reversal(shelf, 3, id="rev"))


SCENES: dict[str, tuple[Act, tuple[int, int], bool]] = {
    "post, one subject": (lambda shelf, till: till.post(banked("R-2", id="b")), (0, 1), False),
    "post, several subjects": (lambda shelf, till: shelf.post(BATCH[0]), (1, 0), False),
    "post, derived": (lambda shelf, till: shelf.post(BATCH[1]), (1, 0), False),
    "post, no subject": (lambda shelf, till: shelf.post(BATCH[4]), (1, 0), False),
    "post, subjects of its own": (lambda shelf, till: shelf.post(paired("A-2", "A-1")), (1, 0), False),
    "post, excused": (
        lambda shelf, till: shelf.post(retired("A-2", despite=("S01",), note="只有一人在校")),
        (1, 0),
        False,
    ),
    "post, refused": (lambda shelf, till: shelf.post(moved("A-2", "A-1")), (0, 0), False),
    "post, repeated": (lambda shelf, till: shelf.post(SHELF[0]), (0, 0), False),
    "post, published": (lambda shelf, till: shelf.post(published()), (1, 0), False),
    "post after a load": (lambda shelf, till: till.post(banked("R-2")), (0, 1), True),
    "batch, one book": (lambda shelf, till: shelf.post_all(BATCH), (len(BATCH), 0), False),
    "batch, refused": (lambda shelf, till: shelf.post_all([*BATCH, moved("Z-1")]), (0, 0), False),
    "batch, two books": (lambda shelf, till: post_all((shelf, till), BOTH), (3, 3), False),
    "batch, two books, refused": (lambda shelf, till: post_all((till, shelf), [*BOTH, banked("R-2")]), (0, 0), False),
    "batch after a load": (lambda shelf, till: post_all((shelf, till), BOTH[:2]), (1, 1), True),
    "reversal": (reversing, (1, 0), False),
    "closing": (lambda shelf, till: shelf.post(closing(shelf)), (1, 0), False),
    "objection": (lambda shelf, till: shelf.objection(reversal(shelf, 3)), (0, 0), False),
}
NEXT: dict[str, list[Any]] = {
    "shelf": [added("Z-1", "Z-2", on=closing(Shelf()).on), paid("1.00", on=closing(Shelf()).on)],
    "till": [cash("R-9", on=closing(Shelf()).on)],
}


@frozen
class Found:
    """How many points were tried, at how many the entries had been taken all the same, and how many were torn."""

    points: int
    taken: int
    torn: int


def whole(book: AnyBook) -> bool:
    """Tell whether entries, state, index and fingerprint of *book* agree."""
    again = type(book).replay(book.entries, setting=book.setting)
    clerk, other = book.chronicle.clerk, again.chronicle.clerk
    return (
        book.chronicle.state == again.chronicle.state == folded(book, range(book.version))
        and book.fingerprint() == again.fingerprint()
        and clerk.index.last == other.index.last
        and clerk.index.spellings == other.index.spellings
        and clerk.index.ids == other.index.ids
        and not book.chronicle.pending
    )


def attempt(act: Act, books: tuple[Shelf, Till], points: Points) -> None:
    """Run *act* under the eyes of *points*, and put up with its interruption and with its refusal."""
    with points.watching():
        try:
            act(*books)
        except (Interrupt, LogisticsError):
            pass


def tear(act: Act, adds: tuple[int, int], *, cold: bool, look: bool) -> Found:
    """Interrupt *act* at every point; then *look* at the books, or post on without looking, and judge them."""
    counting = Points()
    attempt(act, fresh(cold=cold), counting)
    taken = torn = 0
    before = (len(SHELF), len(TILL))
    for at in range(1, counting.count + 1):
        books = fresh(cold=cold)
        points = Points(at)
        attempt(act, books, points)
        assert points.count == at
        held = tuple(book.version for book in books) if look else None
        fine = not look or all(map(whole, books))
        for book in books:
            book.post_all(NEXT[book.name]) if at % 2 else [book.post(entry) for entry in NEXT[book.name]]
        grown = tuple(book.version - len(NEXT[book.name]) for book in books)
        fine &= held in {None, grown} and all(map(whole, books))
        fine &= grown in {before, (before[0] + adds[0], before[1] + adds[1])}
        taken += grown != before
        torn += not fine
    return Found(counting.count, taken, torn)


@pytest.mark.parametrize("scene", SCENES)
@pytest.mark.parametrize("look", [True, False], ids=["looked at", "posted on"])
def test_no_interruption_tears_a_book(scene: str, look: bool) -> None:
    """Whatever is interrupted wherever, every book holds all of it or nothing, agrees with itself, and goes on."""
    act, adds, cold = SCENES[scene]
    found = tear(act, adds, cold=cold, look=look)
    assert found.torn == 0
    assert found.points > 50
    assert (found.taken > 0) == (adds != (0, 0))


def test_an_interrupted_repair_is_repaired_again() -> None:
    """A book left with a batch that counts but was not entered yet survives an interruption of its own recovery."""

    def torn_books(at: int) -> tuple[Shelf, Till]:
        books = fresh()
        attempt(SCENES["batch, two books"][0], books, Points(at))
        return books

    counting = Points()
    attempt(SCENES["batch, two books"][0], fresh(), counting)
    late = [
        at
        for at in range(counting.count - 120, counting.count)
        if (pending := torn_books(at)[1].chronicle.pending) is not None and pending.batch.committed
    ]
    assert late
    reading = Points()
    attempt(lambda shelf, till: till.version, torn_books(late[0]), reading)
    assert reading.count > 50
    for start in {late[0], late[-1]}:
        for at in range(1, reading.count + 1):
            shelf, till = torn_books(start)
            attempt(lambda shelf, till: till.version, (shelf, till), Points(at))
            assert (shelf.version, till.version) == (len(SHELF) + 3, len(TILL) + 3)
            assert whole(till)
            assert whole(shelf)


def test_an_interrupted_question_changes_nothing() -> None:
    """Fingerprint, figures, breaches and a past day can be interrupted anywhere and asked again."""

    def ask(shelf: Shelf, till: Till) -> object:
        return shelf.fingerprint(), shelf.figures(DAY), shelf.breaches(DAY), shelf.as_of(DAY).table()

    books = fresh()
    wanted = ask(*books)
    counting = Points()
    attempt(ask, fresh(), counting)
    for at in range(1, counting.count + 1, 7):
        books = fresh()
        attempt(ask, books, Points(at))
        assert ask(*books) == wanted
        assert books[0].version == len(SHELF)
