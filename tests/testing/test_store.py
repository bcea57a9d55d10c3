"""Stores in memory and in SQLite keep the contract of stores, and each way to break it is found out."""

import sqlite3
from collections.abc import Sequence
from pathlib import Path

import pytest

from schoollogistics.testing import Store, StoreContract


class Conflict(Exception):
    """Somebody was faster."""


class MemoryStore:
    """Keeps lines in lists."""

    def __init__(self) -> None:
        self.kept: dict[str, list[str]] = {}

    def append(self, book: str, version: int, /, *lines: str) -> None:
        """Keep lines, or raise ``Conflict``."""
        held = self.kept.setdefault(book, [])
        if version != len(held) or not all(isinstance(line, str) for line in lines):
            raise Conflict
        held.extend(lines)

    def lines(self, book: str, /) -> Sequence[str]:
        """Return the lines of a book."""
        return tuple(self.kept.get(book, ()))


class SqliteStore:
    """Keeps lines in a table of a file."""

    def __init__(self, path: Path) -> None:
        self.path = path
        with self.opened() as base:
            base.execute(
                "create table if not exists lines (book, version, line text not null, primary key (book, version))"
            )
        base.close()

    def opened(self) -> sqlite3.Connection:
        """Open the file."""
        return sqlite3.connect(self.path)

    def append(self, book: str, version: int, /, *lines: str) -> None:
        """Keep lines in one transaction."""
        base = self.opened()
        try:
            with base:
                (count,) = base.execute("select count(*) from lines where book = ?", (book,)).fetchone()
                if count != version:
                    raise Conflict
                base.executemany(
                    "insert into lines values (?, ?, ?)", [(book, version + n, line) for n, line in enumerate(lines)]
                )
        except sqlite3.Error as error:
            raise Conflict from error
        finally:
            base.close()

    def lines(self, book: str, /) -> Sequence[str]:
        """Return the lines of a book."""
        base = self.opened()
        rows = base.execute("select line from lines where book = ? order by version", (book,)).fetchall()
        base.close()
        return [line for (line,) in rows]


class TestMemoryStore(StoreContract):
    """Lists in memory are a store."""

    conflict = Conflict

    def new_store(self) -> Store:
        return MemoryStore()


class TestSqliteStore(StoreContract):
    """A table in a file is a store, also after it was closed."""

    conflict = Conflict

    @pytest.fixture(autouse=True)
    def _place(self, tmp_path: Path) -> None:
        self.folder, self.count = tmp_path, 0

    def new_store(self) -> Store:
        self.count += 1
        return SqliteStore(self.folder / f"{self.count}.db")

    def reopened(self, store: Store) -> Store:
        return SqliteStore(self.folder / f"{self.count}.db")


class Gaps(MemoryStore):
    """Takes any version from the next on."""

    def append(self, book: str, version: int, /, *lines: str) -> None:
        super().append(
            book, min(version, len(self.lines(book))) if version >= len(self.lines(book)) else version, *lines
        )


class LastWins(MemoryStore):
    """Lets the second writer overwrite the first."""

    def append(self, book: str, version: int, /, *lines: str) -> None:
        held = self.kept.setdefault(book, [])
        if not 0 <= version <= len(held):
            raise Conflict
        held[version : version + len(lines)] = lines


class HalfBatch(MemoryStore):
    """Keeps what comes before the line that cannot be kept."""

    def append(self, book: str, version: int, /, *lines: str) -> None:
        for number, line in enumerate(lines):
            super().append(book, version + number, line)


class OneBook(MemoryStore):
    """Keeps all books as one."""

    def append(self, book: str, version: int, /, *lines: str) -> None:
        super().append("all", version, *lines)

    def lines(self, book: str, /) -> Sequence[str]:
        return super().lines("all")


class Tidy(MemoryStore):
    """Tidies the lines it keeps."""

    def append(self, book: str, version: int, /, *lines: str) -> None:
        super().append(book, version, *(line.strip() if isinstance(line, str) else line for line in lines))


class Silent(MemoryStore):
    """Refuses without saying so."""

    def append(self, book: str, version: int, /, *lines: str) -> None:
        if version == len(self.lines(book)):
            super().append(book, version, *lines)


class Lossy(MemoryStore):
    """Loses the line with the number 12."""

    def lines(self, book: str, /) -> Sequence[str]:
        found = super().lines(book)
        return [*found[:12], *found[13:]]


@pytest.mark.parametrize(
    ("broken", "law"),
    [
        (Gaps, "test_versions_have_no_gaps"),
        (Silent, "test_versions_have_no_gaps"),
        (LastWins, "test_conflicts_are_refused"),
        (HalfBatch, "test_batches_are_all_or_nothing"),
        (OneBook, "test_books_are_kept_apart"),
        (Tidy, "test_every_character_is_kept"),
        (Lossy, "test_what_is_loaded_equals_what_was_posted"),
    ],
)
def test_broken_store_is_found(broken: type[MemoryStore], law: str) -> None:
    """Each law is broken by a store that does that thing wrong."""

    class Contract(StoreContract):
        """The contract of the broken store."""

        conflict = Conflict

        def new_store(self) -> Store:
            return broken()

    with pytest.raises((AssertionError, Conflict)):
        getattr(Contract(), law)()


def test_contract_asks_for_a_store() -> None:
    """A contract that does not say how to make a store says so."""
    with pytest.raises(NotImplementedError, match="empty store"):
        StoreContract().test_conflicts_are_refused()
