"""A state machine over any book, for Hypothesis: it posts what can follow, and holds the book to its laws at each step."""

from collections.abc import Callable, Iterable
from typing import Any

from hypothesis import event
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule
from hypothesis.strategies import DataObject, DrawFn, SearchStrategy

from schoollogistics.journal import Setting
from schoollogistics.testing.claims import claim, claim_same, told
from schoollogistics.testing.history import hints_for
from schoollogistics.testing.pen import watched_pen
from schoollogistics.testing.reading import AnyBook, AnyEntry, plain_fold, snapshot, standing, state_of
from schoollogistics.testing.scribe import Hints, Scribe
from schoollogistics.testing.strategies import sample_setting

Truth = Callable[[Any], object]


def _next_entry(scribe: Scribe) -> SearchStrategy[AnyEntry]:
    @st.composite
    def entry(draw: DrawFn) -> AnyEntry:
        return scribe.propose(watched_pen(draw, scribe.book))

    return entry()


class BookMachine(RuleBasedStateMachine):
    """Posts random entries into one book and holds it to the laws after each; made by ``book_machine``.

    ``truths`` are functions of the book, yours, that raise ``AssertionError`` or return False where something is wrong.
    """

    book_class: type[AnyBook]
    setting: Setting
    hints: Hints
    truths: tuple[Truth, ...] = ()

    def __init__(self) -> None:
        super().__init__()
        self.scribe = Scribe(self.book_class, self.setting, self.hints)

    @property
    def book(self) -> AnyBook:
        """The book as it stands."""
        return self.scribe.book

    @rule(data=st.data())
    def post(self, data: DataObject) -> None:
        """Post one entry: it is accepted as ``objection`` says, or refused without a trace."""
        entry = data.draw(_next_entry(self.scribe), label="entry")
        before, objection = snapshot(self.book), self.book.objection(entry)
        claim_same(before, snapshot(self.book), "before and after the objection")
        error = self.scribe.offer(entry)
        event(f"{entry.kind} {'accepted' if error is None else 'refused'}")
        claim(told(objection) == told(error), f"objection {objection!r}, post {error!r}")
        if error is not None:
            claim_same(before, snapshot(self.book), "before and after the refusal")
        self._hold()

    def _hold(self) -> None:
        book = self.book
        live = standing(state_of(book))
        plain = plain_fold(self.book_class, self.setting, enumerate(book.entries))
        claim_same(live, standing(plain), "the book and the plain fold of its entries")
        for truth in self.truths:
            claim(truth(book) is not False, f"{getattr(truth, '__name__', truth)} does not hold")

    def teardown(self) -> None:
        """Replay the book, checked and trusted: it is the same."""
        book = self.book
        for trusted in (False, True):
            again = self.book_class.replay(book.entries, setting=self.setting, trusted=trusted)
            claim_same(snapshot(book), snapshot(again), f"live and replayed (trusted={trusted})")


def book_machine(
    book_class: type[AnyBook],
    *,
    setting: Setting | None = None,
    hints: Hints | None = None,
    truths: Iterable[Truth] = (),
) -> type[BookMachine]:
    """Return a state machine for *book_class*: run it with ``run_state_machine_as_test``, or collect its ``TestCase``.

    Without a *setting* it is ``sample_setting(book_class)``; without *hints*, those of ``HINTS``.
    """
    made = {
        "__doc__": f"Random entries in a {book_class.__name__}.",
        "book_class": book_class,
        "setting": sample_setting(book_class) if setting is None else setting,
        "hints": hints_for(book_class, hints),
        "truths": tuple(truths),
    }
    return type(f"{book_class.__name__}Machine", (BookMachine,), made)
