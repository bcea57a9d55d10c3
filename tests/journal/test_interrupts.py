"""An exception at any bytecode of any post leaves a book that is as before or with all of its entries, never torn."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import lru_cache, partial
from pathlib import Path
from types import FrameType
from typing import Any, cast

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
from tests.journal.witness import AnyBook, AnyEntry, closing, columns_of, folded, published, reversal

SOURCE = str(Path(schoollogistics.__file__).parent)
Trace = Callable[[FrameType, str, Any], Any]


class Interrupt(BaseException):
    """What a signal raises between two bytecodes."""


Point = tuple[int, int]


class Watch:
    """Sees every bytecode that runs in the library, as (number of the call, number in it), and raises at one of them."""

    def __init__(self, at: Point | None = None) -> None:
        self.at = at
        self.calls = 0
        self.points: list[Point] = []

    def __call__(self, frame: FrameType, event: str, arg: Any) -> Trace | None:
        """Count the calls of the library, and look into each of them, or only into the one that matters."""
        if not frame.f_code.co_filename.startswith(SOURCE):
            return None
        self.calls += 1
        if self.at is not None and self.at[0] != self.calls:
            return None
        frame.f_trace_opcodes, frame.f_trace_lines = True, False
        return self.inside(self.calls)

    def inside(self, call: int) -> Trace:
        """Return what looks at every bytecode of one call."""
        steps = 0

        def step(frame: FrameType, event: str, arg: Any) -> Trace:
            nonlocal steps
            if event == "opcode":
                steps += 1
                if self.at is None or self.at[1] == steps:
                    self.points.append((call, steps))
                if self.at is not None and self.at[1] == steps:
                    raise Interrupt
            return step

        return step

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
    bought("P-1", pieces=9),
    used("P-1", 3),
    paid("5.00"),
]
TILL: list[Any] = [cash("R-1", id="r"), cash("R-2"), banked("R-1")]
BACK = returned("A-1", "L-1", condition="broken", flaw="裂缝", id="back")
BATCH: list[Any] = [used("P-1", 6), paid("-5.00", id="out")]
BOTH: list[Any] = [cash("R-3", id="r-3"), used("P-1", 6), banked("R-3")]
SIZES = {"shelf": len(SHELF), "till": len(TILL)}
SETTING = limited()
OCTOBER = closing(Shelf()).on
NEXT: dict[str, list[Any]] = {
    "shelf": [added("Z-1", on=OCTOBER, id="next")],
    "till": [cash("R-9", on=OCTOBER, id="next")],
}


def shelf(*, cold: bool = False) -> Shelf:
    """Return a shelf of a few entries, ready to post, or *cold* as after a load."""
    book = Shelf.replay(SHELF, setting=SETTING, trusted=True)
    _ = None if cold else book.chronicle.drafter
    return book


def till(*, cold: bool = False) -> Till:
    """Return a till of a few entries, ready to post, or *cold* as after a load."""
    book = Till.replay(TILL, setting=SETTING, trusted=True)
    _ = None if cold else book.chronicle.drafter
    return book


@frozen
class Scene:
    """Which books there are, what is done with them, how many entries it adds to each, and whether they were just loaded."""

    name: str
    make: tuple[Callable[..., AnyBook], ...]
    act: Callable[..., object]
    adds: tuple[int, ...]
    cold: bool = False

    def books(self) -> tuple[AnyBook, ...]:
        """Return new books as they are before it."""
        return tuple(make(cold=self.cold) for make in self.make)

    def __str__(self) -> str:
        return self.name


SCENES = [
    Scene("post, one subject", (till,), lambda book: book.post(banked("R-2", id="b")), (1,)),
    Scene("post, one subject, checked", (shelf,), lambda book: book.post(priced("P-1", "2")), (1,)),
    Scene("post, two lifecycles", (shelf,), lambda book: book.post(BACK), (1,)),
    Scene("post, derived", (shelf,), lambda book: book.post(BATCH[0]), (1,)),
    Scene("post, a sum", (shelf,), lambda book: book.post(BATCH[1]), (1,)),
    Scene("post, subjects of its own", (shelf,), lambda book: book.post(paired("A-2", "A-1")), (1,)),
    Scene("post, excused", (shelf,), lambda book: book.post(retired("A-2", despite=("S01",), note="急")), (1,)),
    Scene("post, refused", (shelf,), lambda book: book.post(moved("A-2", "A-1")), (0,)),
    Scene("post, repeated", (shelf,), lambda book: book.post(SHELF[0]), (0,)),
    Scene("post, published", (shelf,), lambda book: book.post(published()), (1,)),
    Scene("post after a load", (till,), lambda book: book.post(banked("R-2")), (1,), True),
    Scene("batch, one book", (shelf,), lambda book: book.post_all(BATCH), (2,)),
    Scene("batch, refused", (shelf,), lambda book: book.post_all([*BATCH, moved("A-1")]), (0,)),
    Scene("batch, two books", (shelf, till), lambda *books: post_all(books, BOTH), (1, 2)),
    Scene("batch, two books, refused", (till, shelf), lambda *books: post_all(books, [*BOTH[1:], BACK]), (0, 0)),
    Scene("batch after a load", (till,), lambda book: book.post_all([cash("R-3")]), (1,), True),
    Scene("reversal", (shelf,), lambda book: book.post(reversal(book, 3, id="rev")), (1,)),
    Scene("closing", (shelf,), lambda book: book.post(closing(book)), (1,)),
    Scene("objection", (shelf,), lambda book: book.objection(BACK), (0,)),
]
SCENE = {scene.name: scene for scene in SCENES}


@frozen
class Found:
    """How many points were tried, at how many the entries had been taken all the same, and how many were torn."""

    points: int
    taken: int
    torn: int


@lru_cache(maxsize=16)
def replayed(book_class: Any, entries: tuple[AnyEntry, ...], setting: Setting) -> AnyBook:
    """Return a book of these entries, each checked anew; one for the same entries, as nobody writes in it."""
    return cast("AnyBook", book_class.replay(entries, setting=setting))


def whole(book: AnyBook, *, marked: bool = True) -> bool:
    """Tell whether state, index and, if *marked*, fingerprint of *book* are those of a book of the same entries."""
    book_class: Any = type(book)
    again = replayed(book_class, tuple(book.entries), book.setting)
    index, other = book.chronicle.clerk.index, again.chronicle.clerk.index
    return (
        book.chronicle.state == again.chronicle.state
        and (not marked or book.fingerprint() == again.fingerprint())
        and (index.last, index.spellings, index.ids) == (other.last, other.spellings, other.ids)
        and book.chronicle.pending is None
    )


def attempt(act: Callable[..., object], books: tuple[AnyBook, ...], at: Point | None = None) -> list[Point]:
    """Run *act* and put up with its interruption and its refusal; return the points seen: all, or the one *at*."""
    watch = Watch(at)
    with watch.watching(), suppress(Interrupt, LogisticsError):
        act(*books)
    return watch.points


def points_of(act: Callable[..., object], make: Callable[[], tuple[AnyBook, ...]]) -> list[Point]:
    """Return every point of *act* on the books that *make* returns."""
    attempt(act, make())  # once, so that what the library keeps for good is there
    return attempt(act, make())


def judge(scene: Scene, books: tuple[AnyBook, ...], *, look: bool, number: int) -> bool | None:
    """Post on, after a *look* at the books or without; return whether the entries were taken, None if anything is torn."""
    before = tuple(SIZES[book.name] for book in books)
    held = tuple(book.version for book in books) if look else None
    for book in books:
        if number % 4 < 2:
            book.post_all(NEXT[book.name])
        else:
            for entry in NEXT[book.name]:
                book.post(entry)
    grown = tuple(book.version - len(NEXT[book.name]) for book in books)
    after = tuple(n + more for n, more in zip(before, scene.adds, strict=True))
    fine = held in {None, grown} and grown in {before, after}
    fine = fine and all(whole(book, marked=number % 5 == 0) for book in books)
    return grown != before if fine else None


def tear(scene: Scene) -> Found:
    """Interrupt a scene at every point; the last fifth, where the commit is, is judged both with and without a look."""
    points = points_of(scene.act, scene.books)
    verdicts = []
    for number, at in enumerate(points):
        for look in (True, False) if number > len(points) * 0.8 else (number % 2 == 0,):
            books = scene.books()
            assert attempt(scene.act, books, at) == [at]
            verdicts.append(judge(scene, books, look=look, number=number))
    return Found(len(points), verdicts.count(True), verdicts.count(None))


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_no_interruption_tears_a_book(scene: Scene) -> None:
    """Whatever is interrupted wherever, every book holds all of it or nothing, agrees with itself, and goes on."""
    found = tear(scene)
    assert found.torn == 0
    assert found.points > 500
    assert (found.taken > 0) == any(scene.adds)


def test_what_a_replayed_book_is_judged_by() -> None:
    """The judge compares with a state worked out one entry at a time, and sees a book that is torn."""
    book = shelf()
    assert book.chronicle.state == folded(book, range(book.version))
    assert whole(book)
    columns_of(book).place["A-1"] = "别处"
    assert not whole(book)


def test_an_interrupted_recovery_recovers() -> None:
    """A book left with a batch that counts but is not entered yet survives an interruption of its own recovery."""
    scene = SCENE["batch, two books"]

    def torn_books(at: Point) -> tuple[AnyBook, ...]:
        books = scene.books()
        attempt(scene.act, books, at)
        return books

    def read(*books: AnyBook) -> int:
        return books[1].version

    ends = [(at, torn_books(at)[1].chronicle.pending) for at in points_of(scene.act, scene.books)[-120:]]
    late = [at for at, pending in ends if pending is not None and pending.batch.committed]
    for start in (late[0], late[-1]):
        for number, at in enumerate(points_of(read, partial(torn_books, start))):
            books = torn_books(start)
            assert attempt(read, books, at) == [at]
            assert tuple(book.version for book in books) == (len(SHELF) + 1, len(TILL) + 2)
            assert number % 9 or all(map(whole, books))


def test_an_interrupted_question_changes_nothing() -> None:
    """Fingerprint, figures, breaches and a past day can be interrupted anywhere and asked again."""

    def ask(book: AnyBook) -> object:
        return book.fingerprint(), book.figures(DAY), book.breaches(DAY), book.as_of(DAY).table()

    wanted = ask(shelf())
    for at in points_of(ask, lambda: (shelf(),))[::11]:
        book = shelf()
        assert attempt(ask, (book,), at) == [at]
        assert ask(book) == wanted
        assert book.version == len(SHELF)
