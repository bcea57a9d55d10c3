"""What a test needs to know of a book beside its questions: subjects and keys of any entry, states, last entries."""

from collections.abc import Iterable
from functools import cache
from operator import attrgetter
from typing import Any, Final, cast

from attrs import frozen

from schoollogistics.journal import Book, Entry, EntryReversed, MonthClosed, Published, Setting, State, Subject
from schoollogistics.journal.lifecycle import Cell, Lifecycle
from schoollogistics.values.shapes import Shape, fields_of

AnyBook = Book[Any, Any]
AnyEntry = Entry[Any]

JOURNAL_KINDS: Final[tuple[type[AnyEntry], ...]] = (MonthClosed, Published, EntryReversed)


@frozen(eq=False)
class Step:
    """How one kind moves in one lifecycle: the field that names the subjects, their shape, and the cells it stands in."""

    life: Lifecycle
    path: str
    shape: Shape
    cells: dict[str, Cell]

    def keys(self, entry: AnyEntry) -> tuple[str, ...]:
        """Return the keys that *entry* names."""
        head, _, rest = self.path.partition(".")
        held = getattr(entry, head)
        if rest:
            read = attrgetter(rest)
            return tuple(read(line) for line in held)
        return held if isinstance(held, tuple) else (held,)


def steps_of(book_class: type[AnyBook], kind: type[AnyEntry]) -> tuple[Step, ...]:
    """Return the steps of one *kind* in the lifecycles of *book_class*."""
    named: tuple[Any, Any] = (book_class, kind)
    return _steps_of(*named)


@cache
def _steps_of(book_class: Any, kind: Any) -> tuple[Step, ...]:
    found = []
    parts = fields_of(kind)
    for life in book_class.lifecycles:
        cells = {state: row[kind] for state, row in life.table.items() if kind in row}
        path = next((path for path in life.of if path.partition(".")[0] in parts), None)
        if cells and path is not None:
            head, _, rest = path.partition(".")
            shape = parts[head].shape
            shape = shape.item or shape
            if rest and shape.parts is not None:
                shape = shape.parts[rest].shape
            found.append(Step(life, path, shape, cells))
    return tuple(found)


def leading_to(life: Lifecycle, goal: str) -> frozenset[type[AnyEntry]]:
    """Return the kinds that bring a subject nearer to the state *goal*, wherever in the table of a lifecycle it stands."""
    far, kinds, frontier = {goal: 0}, set[type[AnyEntry]](), [goal]
    for here in frontier:
        for before, kind, after in life.arrows():
            if after == here and far.setdefault(before, far[here] + 1) > far[here]:
                kinds.add(kind)
                frontier += [] if before in frontier else [before]
    return frozenset(kinds)


def leading_to_kind(book_class: type[AnyBook], kind: type[AnyEntry]) -> frozenset[type[AnyEntry]]:
    """Return *kind* and the kinds that bring its subjects nearer to a state in which the lifecycles take it."""
    states = ((step.life, state) for step in steps_of(book_class, kind) for state in step.cells)
    return frozenset({kind}).union(*(leading_to(life, state) for life, state in states))


def subjects_of(book_class: type[AnyBook], entry: AnyEntry) -> tuple[Subject, ...]:
    """Return whose history *entry* belongs to."""
    named = entry.subjects()
    if named is not None:
        return named
    return tuple((step.life.name, key) for step in steps_of(book_class, type(entry)) for key in step.keys(entry))


def state_of(book: AnyBook) -> State:
    """Return what the entries of *book* add up to."""
    return book.chronicle.state


def status_of(book: AnyBook, life: Lifecycle, key: str) -> str:
    """Return the state that *key* is in, the start where it is not in the book."""
    return state_of(book).status[life.name].get(key, life.start)


def used_keys(book: AnyBook, life: str) -> tuple[str, ...]:
    """Return every key that any entry ever named for a lifecycle, those of reversed entries included."""
    named = (subject for entry in book.entries for subject in subjects_of(type(book), entry))
    return tuple(dict.fromkeys(key for name, key in named if name == life))


def earlier_on(book: AnyBook, subjects: Iterable[Subject]) -> list[AnyEntry]:
    """Return the entries that *subjects* have so far, and the reversals of these."""
    wanted, book_class = set(subjects), type(book)
    found, numbers = list[AnyEntry](), set[int]()
    for number, entry in enumerate(book.entries):
        ours = entry.of.number in numbers if isinstance(entry, EntryReversed) else False
        if ours or not wanted.isdisjoint(subjects_of(book_class, entry)):
            found.append(entry)
            numbers.add(number)
    return found


def target_of(book: AnyBook, entry: AnyEntry) -> AnyEntry:
    """Return the entry that a reversal is about, and any other entry itself."""
    if isinstance(entry, EntryReversed) and entry.of.number < book.version:
        return cast("AnyEntry", book.entries[entry.of.number])
    return entry


def reversible(book: AnyBook, number: int) -> bool:
    """Tell whether the entry of that number stands, may be reversed, and is the last on each of its subjects."""
    gone = state_of(book).reversed
    target = book.entries[number]
    if number in gone or isinstance(target, EntryReversed | MonthClosed):
        return False
    plans = book.declaration.plans
    subjects = set(plans[type(target)].subjects(target))
    later = (each for n, each in enumerate(book.entries[number + 1 :], number + 1) if n not in gone)
    return not any(
        subjects.intersection(plans[type(each)].subjects(each)) for each in later if type(each) is not EntryReversed
    )


def snapshot(book: AnyBook) -> dict[str, Any]:
    """Return a copy of all that *book* stands for: its columns, its number of entries and its fingerprint."""
    state = state_of(book)
    held: dict[str, Any] = {name: dict(getattr(state, name)) for name in state.columns()}
    held["status"] = {name: dict(column) for name, column in state.status.items()}
    held["version"] = book.version
    held["fingerprint"] = book.fingerprint()
    return held


def plain_fold(book_class: type[AnyBook], setting: Setting, numbered: Iterable[tuple[int, AnyEntry]]) -> State:
    """Return what these entries add up to, worked out entry by entry from the declarations alone, reversals left out.

    It is slow, knows nothing of how a book does it, and so can bear witness.
    """
    entries = tuple(numbered)
    gone = {entry.of.number for _, entry in entries if isinstance(entry, EntryReversed)}
    state = book_class.state_type(
        setting=setting,
        describe=lambda entry: book_class.declaration.plans[type(entry)].describe(entry),
        labels=book_class.labels,
        status={life.name: {} for life in book_class.lifecycles},
    )
    for number, entry in entries:
        if number in gone or isinstance(entry, EntryReversed):
            continue
        steps = steps_of(book_class, type(entry))
        moves = [(step, key, _next(step, entry, key, state)) for step in steps for key in step.keys(entry)]
        held = state.status
        moves += [
            (step, born, held[step.life.name][key])
            for step, key, _ in moves
            if (born := _born(step, entry)) is not None
        ]
        state.number = number
        entry.apply(state)
        for column, life in state.columns().items():
            for step in steps:
                if step.life.name == life:
                    getattr(state, column).update(_written(step, entry, column))
        for step, key, there in moves:
            state.status[step.life.name][key] = there
    return state


def _born(step: Step, entry: AnyEntry) -> str | None:
    field = step.life.begets
    return getattr(entry, field) if field is not None and field in fields_of(type(entry)) else None


def _next(step: Step, entry: AnyEntry, key: str, state: State) -> str:
    cell = step.cells[state.status[step.life.name].get(key, step.life.start)]
    return cell if isinstance(cell, str) else entry.outcome(state, key)


def _written(step: Step, entry: AnyEntry, column: str) -> dict[str, Any]:
    head, _, rest = step.path.partition(".")
    lines = getattr(entry, head) if rest else ()
    if lines and hasattr(lines[0], column):
        pairs = ((getattr(line, rest), getattr(line, column)) for line in lines)
    elif column in fields_of(type(entry)):
        pairs = ((key, getattr(entry, column)) for key in step.keys(entry))
    else:
        return {}
    return {key: value for key, value in pairs if value is not None}


def standing(state: State) -> dict[str, Any]:
    """Return the columns of *state* without the three that remember what was reversed, and its status."""
    held = {name: getattr(state, name) for name in state.columns() if name not in {"derived", "reversed", "undone"}}
    return {**held, "status": state.status}
