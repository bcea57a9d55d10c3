"""What a host's storage must keep, as a test class to subclass: versions without gaps, conflicts, batches, every byte."""

from collections.abc import Sequence
from typing import Any, ClassVar, Final, Protocol

from schoollogistics.journal import Book
from schoollogistics.journal.fingerprint import head_line
from schoollogistics.repairs import RepairWorkflow
from schoollogistics.testing.claims import claim
from schoollogistics.testing.history import History, run
from schoollogistics.wire import Wire

LINES: Final = (
    '{"entry":"a.b/1"}',
    "",
    " 两端空格 ",
    "引号 \" ' ` 反斜杠 \\ 逗号 , 分号 ;",
    "'); DROP TABLE lines; --",
    "𠮷野家 😀 é é",
    "长" * 20_000,
)


class Store(Protocol):
    """What a host implements: lines of text, by book and version."""

    def append(self, book: str, version: int, /, *lines: str) -> None:
        """Keep *lines* as those with the numbers from *version* on, all or none; raise unless it has *version* lines."""

    def lines(self, book: str, /) -> Sequence[str]:
        """Return every line of *book* in order of its number."""


class StoreContract:
    """The laws of a store. Subclass it and say in ``new_store`` how to make an empty one.

    ``reopened`` says how to open the same store again, as after a restart. ``conflict`` is what ``append`` raises.
    ``book_class`` is the book that is stored and loaded.
    """

    conflict: ClassVar[type[Exception]] = Exception
    book_class: ClassVar[type[Book[Any, Any]]] = RepairWorkflow

    def new_store(self) -> Store:
        """Return an empty store."""
        raise NotImplementedError("say how to make an empty store")

    def reopened(self, store: Store) -> Store:
        """Return *store* as another process finds it."""
        return store

    def test_versions_have_no_gaps(self) -> None:
        """A line is kept under the number of lines there are; a number further on is refused and keeps nothing."""
        store = self.new_store()
        claim(_lines(store) == (), "an empty store has lines")
        for version in range(3):
            self._refuses(store, version + 1, "too far on")
            store.append("a", version, f"line {version}")
            claim(_lines(store) == tuple(f"line {n}" for n in range(version + 1)), "other lines than appended")
        self._refuses(store, -1, "before the first")

    def test_conflicts_are_refused(self) -> None:
        """Of two writers who saw the same version one is refused, and what was there first stays."""
        store = self.new_store()
        store.append("a", 0, "zero")
        seen = len(store.lines("a"))
        store.append("a", seen, "the first writer")
        self._refuses(store, seen, "the second writer")
        self._refuses(store, 0, "a change of the past")
        store.append("a", len(store.lines("a")), "the second writer, again")
        claim(_lines(store) == ("zero", "the first writer", "the second writer, again"), "not as the writers wrote")

    def test_batches_are_all_or_nothing(self) -> None:
        """A batch is kept whole or, if its version is spent or a part of it is no text, not at all."""
        store = self.new_store()
        store.append("a", 0, "zero", "one", "two")
        self._refuses(store, 2, "three", "four")
        self._refuses(store, 4, "four", "five")
        bad: Any = None
        self._refuses(store, 3, "three", bad, "five")
        store.append("a", 3, "three", "four")
        claim(_lines(store) == ("zero", "one", "two", "three", "four"), "a batch was kept in part")

    def test_books_are_kept_apart(self) -> None:
        """Every book has versions of its own."""
        store = self.new_store()
        store.append("a", 0, "of a")
        store.append("b", 0, "of b")
        store.append("b", 1, "of b again")
        store.append("a", 1, "of a again")
        claim(_lines(store) == ("of a", "of a again"), "lines of another book")
        claim(_lines(store, "b") == ("of b", "of b again"), "lines of another book")
        claim(_lines(store, "c") == (), "a book nobody wrote has lines")

    def test_every_character_is_kept(self) -> None:
        """A line comes back as it was given, also after a restart."""
        store = self.new_store()
        store.append("a", 0, *LINES)
        claim(_lines(store) == LINES, "a line was changed")
        claim(_lines(self.reopened(store)) == LINES, "a line was changed by a restart")

    def test_what_is_loaded_equals_what_was_posted(self) -> None:
        """Books checked, stored and posted entry by entry are loaded with the same entries and fingerprint."""
        wire = Wire(books=(self.book_class,))
        for number, history in enumerate(run(self.book_class, examples=3)):
            store = self.new_store()
            live = _kept(store, history, wire)
            lines = self.reopened(store).lines(live.name)
            claim(len(lines) == live.version, f"history {number}: {len(lines)} lines, version {live.version}")
            text = "".join(f"{line}\n" for line in (head_line(live.name), *lines))
            loaded = wire.load(self.book_class, text, setting=live.setting, anchor=live.fingerprint())
            claim(tuple(loaded.entries) == tuple(live.entries), f"history {number}: loaded with other entries")
            claim(loaded.fingerprint() == live.fingerprint(), f"history {number}: loaded with another fingerprint")

    def _refuses(self, store: Store, version: int, *lines: str) -> None:
        before = _lines(store)
        try:
            store.append("a", version, *lines)
        except self.conflict:
            claim(_lines(store) == before, f"refused {lines} as {version} and kept something of it")
        else:
            raise AssertionError(f"took {lines} as {version} with {len(before)} lines there")


def _lines(store: Store, book: str = "a") -> tuple[str, ...]:
    return tuple(store.lines(book))


def _kept(store: Store, history: History, wire: Wire) -> Book[Any, Any]:
    """Live through a history as a host does: check, store, post."""
    book, spent = history.fresh(), set[str]()
    for attempt in history.attempts:
        entry = attempt.entry
        if book.objection(entry) is None and (entry.id is None or entry.id not in spent):
            store.append(book.name, book.version, wire.entry_to_json(entry))
            book.post(entry)
            spent |= set() if entry.id is None else {entry.id}
    return book
