"""Random histories of a book: everything that was tried, what was accepted, and the book that came of it."""

from collections.abc import Collection, Iterator
from typing import Any, Final, cast

from attrs import frozen
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Setting
from schoollogistics.testing.dice import Dice
from schoollogistics.testing.hints import HINTS
from schoollogistics.testing.pen import Pen, watched_pen
from schoollogistics.testing.reading import AnyBook, AnyEntry
from schoollogistics.testing.scribe import NO_HINTS, Hints, Scribe, Tally
from schoollogistics.testing.strategies import sample_setting

STEPS: Final = 40


@frozen
class Attempt:
    """An entry that was tried, and the error it met, if any."""

    entry: AnyEntry
    error: LogisticsError | None


@frozen(eq=False)
class History:
    """A book that grew out of random ``attempts``, in their order, the refused ones included."""

    book: AnyBook
    attempts: tuple[Attempt, ...]
    tally: Tally

    @property
    def refused(self) -> tuple[Attempt, ...]:
        """The attempts that met an objection."""
        return tuple(each for each in self.attempts if each.error is not None)

    def fresh(self) -> AnyBook:
        """Return an empty book of the same class and setting."""
        return type(self.book)(self.book.setting)

    def again(self) -> Iterator[tuple[AnyBook, Attempt]]:
        """Live through it again in a new book: yield the book before each attempt, which is then made."""
        book = self.fresh()
        for attempt in self.attempts:
            yield book, attempt
            if attempt.error is None:
                book.post(attempt.entry)

    def __repr__(self) -> str:
        lines = [
            f"    {each.entry!r}" + ("" if each.error is None else f"  # refused: {each.error.code}")
            for each in self.attempts
        ]
        return "\n".join([f"<history of {type(self.book).__name__}:", *lines, ">"])


def hints_for(book_class: type[AnyBook], hints: Hints | None) -> Hints:
    """Return *hints*, or those that come with the library for the books of the library."""
    return HINTS.get(book_class.name, NO_HINTS) if hints is None else hints


def histories(
    book_class: type[AnyBook],
    *,
    setting: Setting | None = None,
    hints: Hints | None = None,
    least: int = 1,
    most: int = STEPS,
) -> SearchStrategy[History]:
    """Draw histories of *least* to *most* attempts in a book of *book_class*.

    Without a *setting* it is ``sample_setting(book_class)``; without *hints*, those of ``HINTS``.
    """
    chosen = sample_setting(book_class) if setting is None else setting
    given_hints = hints_for(book_class, hints)

    @st.composite
    def history(draw: DrawFn) -> History:
        scribe = Scribe(book_class, chosen, given_hints)
        return _lived(scribe, watched_pen(draw, scribe.book), draw(st.integers(least, most)))

    return history()


def _lived(scribe: Scribe, pen: Pen, steps: int) -> History:
    attempts = []
    for _ in range(steps):
        entry = scribe.propose(pen)
        attempts.append(Attempt(entry, scribe.offer(entry)))
    return History(scribe.book, tuple(attempts), scribe.tally)


def run(
    book_class: type[AnyBook],
    *,
    setting: Setting | None = None,
    hints: Hints | None = None,
    examples: int = 50,
    steps: int = STEPS,
    start: int | None = 0,
    wanted: Collection[type[AnyEntry]] = (),
) -> tuple[History, ...]:
    """Return *examples* histories of *steps* attempts each; the same ones for the same *start*, others with None.

    They are drawn as ``histories`` draws them, by ``Dice`` in place of Hypothesis: many times faster, and not to be
    shrunk. Kinds that are *wanted* are tried more often than others.
    """
    chosen = sample_setting(book_class) if setting is None else setting
    dice, found = Dice(start), list[History]()
    for _ in range(examples):
        scribe = Scribe(book_class, chosen, hints_for(book_class, hints), wanted)
        found.append(_lived(scribe, Pen(cast("DrawFn", dice.draw), dice.roll, scribe.book), steps))
    return tuple(found)


def tally(book_class: type[AnyBook], **options: Any) -> Tally:
    """Return the counts of a seeded ``run`` with these *options*: what was tried, accepted, refused and reached."""
    total = Tally()
    for history in run(book_class, **cast("Any", options)):
        total.add(history.tally)
    return total
