"""States that watch who reads and writes them: what ``check`` and ``apply`` of an entry do beside raising and writing."""

from collections.abc import Iterator
from typing import Any, Final, Generic, TypeVar, cast

import attrs

from schoollogistics.journal import State, Subject
from schoollogistics.journal.state import Log, LoggedColumn
from schoollogistics.testing.reading import AnyEntry

K = TypeVar("K")
V = TypeVar("V")
S = TypeVar("S", bound=State)

BOOKKEEPING: Final = frozenset({"derived", "reversed", "undone", "closed", "published"})
EVERYTHING: Final = "(everything)"


class WatchedColumn(LoggedColumn[K, V], Generic[K, V]):
    """A column that writes down every key read, set, taken out and added to."""

    __slots__ = ("added", "name", "read", "written")

    def __init__(self, name: str, base: dict[K, V]) -> None:
        log: Log = []
        super().__init__(base, log)
        self.name = name
        self.read: list[object] = []
        self.written: list[object] = []
        self.added: list[object] = []

    def __getitem__(self, key: K) -> V:
        self.read.append(key)
        return self.base[key]

    def get(self, key: K, default: Any = None) -> Any:
        """Return what stands under *key*, or *default*."""
        self.read.append(key)
        return self.base.get(key, default)

    def __contains__(self, key: object) -> bool:
        self.read.append(key)
        return key in self.base

    def __iter__(self) -> Iterator[K]:
        self.read.append(EVERYTHING)
        return iter(self.base)

    def __len__(self) -> int:
        self.read.append(EVERYTHING)
        return len(self.base)

    def items(self) -> Any:
        """Return the keys and values of the column."""
        self.read.append(EVERYTHING)
        return self.base.items()

    def keys(self) -> Any:
        """Return the keys of the column."""
        self.read.append(EVERYTHING)
        return self.base.keys()

    def values(self) -> Any:
        """Return the values of the column."""
        self.read.append(EVERYTHING)
        return self.base.values()

    def __setitem__(self, key: K, value: V) -> None:
        self.written.append(key)
        self.base[key] = value

    def pop(self, key: K, default: Any = None) -> Any:
        """Take out and return what stands under *key*, or *default*."""
        self.written.append(key)
        return self.base.pop(key, default)

    def __delitem__(self, key: K) -> None:
        self.written.append(key)
        del self.base[key]

    def setdefault(self, key: K, default: Any = None) -> Any:
        """Return what stands under *key*, written there first where nothing does."""
        self.written.append(key)
        return self.base.setdefault(key, default)

    def add(self, key: K, amount: Any) -> None:
        """Add *amount* under *key*."""
        self.added.append(key)
        super().add(key, amount)


def watched(state: S) -> S:
    """Return a twin of *state* over copies of its columns, each of them watched."""
    twin = object.__new__(type(state))
    columns = state.columns()
    for each in attrs.fields(type(state)):
        held = getattr(state, each.name)
        if each.name in columns:
            held = WatchedColumn(each.name, dict(held))
        elif each.name == "status":
            held = {name: WatchedColumn(f"status of {name}", dict(column)) for name, column in held.items()}
        elif each.name == "excused":
            held = {}
        object.__setattr__(twin, each.name, held)
    return twin


def _columns(state: State) -> dict[str, tuple[str | None, WatchedColumn[Any, Any]]]:
    found = {name: (life, getattr(state, name)) for name, life in state.columns().items()}
    return found | {f"status of {life}": (life, cast("Any", column)) for life, column in state.status.items()}


def _replaced(before: dict[str, object], state: State) -> list[str]:
    loose = {"number", "excused"}
    return [
        f"the state's own {name}"
        for name, held in before.items()
        if name not in loose and getattr(state, name) is not held
    ]


def _held(state: State) -> dict[str, object]:
    return {each.name: getattr(state, each.name) for each in attrs.fields(type(state))}


def written_by_check(entry: AnyEntry, state: State) -> tuple[str, ...]:
    """Return what ``check`` and ``subjects`` of *entry* wrote to a watched *state*, where they ought to write nothing."""
    before = _held(state)
    entry.subjects()
    entry.check(state)
    written = [
        f"{name}[{key!r}]" for name, (_, column) in _columns(state).items() for key in (*column.written, *column.added)
    ]
    return (*written, *_replaced(before, state))


def strayed_in_apply(entry: AnyEntry, number: int, state: State, subjects: tuple[Subject, ...]) -> tuple[str, ...]:
    """Return what ``apply`` of *entry* did to a watched *state* beside columns of its *subjects* and adding to sums."""
    before = _held(state)
    state.number = number
    entry.apply(state)
    faults = []
    for name, (life, column) in _columns(state).items():
        if name in BOOKKEEPING:
            touched = [*column.written, *column.added] if entry.kind.partition(".")[0] != "journal" else []
            faults += [f"wrote {name}[{key!r}]" for key in touched if (name, key) != ("derived", number)]
            continue
        own = {key for of, key in subjects if life in {of, None}}
        faults += [f"read {name}[{key!r}]" for key in column.read if not _is_own(key, own)]
        faults += [f"wrote {name}[{key!r}]" for key in column.written if not _is_own(key, own) or "status" in name]
        if life is not None:
            faults += [f"added to {name}[{key!r}]" for key in column.added if key not in own]
        faults += [
            f"put something that can be changed into {name}[{key!r}]"
            for key in column.written
            if key in column.base and not _is_hashable(column.base[key])
        ]
    return (*faults, *(f"replaced {each}" for each in _replaced(before, state)))


def _is_own(key: object, own: set[str]) -> bool:
    return key in own if not isinstance(key, tuple) else not own.isdisjoint(key)


def _is_hashable(value: object) -> bool:
    try:
        hash(value)
    except TypeError:
        return False
    return True
