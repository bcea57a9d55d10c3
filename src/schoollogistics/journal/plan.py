"""One plan per entry kind, compiled from its fields, the lifecycles and the columns: what posting it takes."""

from collections.abc import Callable, Iterator, Mapping
from operator import attrgetter
from typing import Any

import attrs
from attrs import frozen

from schoollogistics.errors import Duplicate, LogisticsError, Refused, Text, Unknown
from schoollogistics.journal.admission import compile_admission
from schoollogistics.journal.bookkeeping import HISTORIES
from schoollogistics.journal.entry import Entry, Subject
from schoollogistics.journal.lifecycle import Cell, Lifecycle
from schoollogistics.journal.state import State, raw
from schoollogistics.values.labels import Labels
from schoollogistics.values.shapes import Field, fields_of
from schoollogistics.values.texts import near

AnyEntry = Entry[Any]
Keys = Callable[[AnyEntry], tuple[str, ...]]
Move = tuple[Any, str, str]
Run = Callable[[AnyEntry, int], None]


def vet_kind(kind: type[AnyEntry]) -> None:
    """Raise ``TypeError`` unless *kind* is a final, slotted attrs class with a wire tag of its own; frozen it is by ``Entry``."""
    own = vars(kind)
    faults = [
        why
        for why, wrong in (
            (
                "is not decorated with @frozen(kw_only=True)",
                not {"__slots__", "__attrs_attrs__"} <= set(own)
                or not all(each.kw_only for each in attrs.fields(kind)),
            ),
            ("is not @final", not own.get("__final__", False)),
            ("has no kind of its own", not own.get("kind")),
            ("has no sentence that says what happened", not kind.__doc__),
            ("lacks upcasters to its revision", set(kind.upcasters) != set(range(1, kind.revision))),
        )
        if wrong
    ]
    if faults:
        raise TypeError(f"{kind.__name__} cannot be an entry: it {' and '.join(faults)}")


def _field_keys(head: str) -> Keys:
    get = attrgetter(head)
    return lambda entry: (get(entry),)


def _line_keys(head: str, rest: str) -> Keys:
    lines, read = attrgetter(head), attrgetter(rest)
    return lambda entry: tuple(map(read, lines(entry)))


def _keys(kind: type[AnyEntry], life: Lifecycle, parts: Mapping[str, Field]) -> tuple[str, Keys]:
    for path in life.of:
        head, _, rest = path.partition(".")
        if head in parts:
            if rest:
                return path, _line_keys(head, rest)
            return path, attrgetter(head) if parts[head].shape.kind == "list" else _field_keys(head)
    raise TypeError(f"{kind.__name__} stands in lifecycle {life.name!r} but has none of its fields {life.of}")


@frozen
class Step:
    """How one kind moves in one lifecycle: whose key, from which state to which, and the field with a key that is born."""

    life: Lifecycle
    path: str
    keys: Keys
    cells: Mapping[str, Cell]
    begets: str | None = None


@frozen
class Declaration:
    """What a book class declares, as its machinery needs it."""

    name: str
    plans: "Mapping[type[AnyEntry], Plan]"
    state_type: type[State]
    labels: Labels
    lifecycles: tuple[Lifecycle, ...]
    documents: tuple[str, ...]
    invariants: tuple[Callable[[Any], Text | None], ...]
    correcting: tuple[type[AnyEntry], ...]
    excusable: frozenset[str]

    def foreign(self, kind: type[Any]) -> LogisticsError:
        """Return the refusal of an entry that belongs to another book."""
        takes = ", ".join(each.__name__ for each in self.plans)
        name = kind.__name__[:60]
        return Refused(
            "type",
            tried=Text(f"post {name}", f"登记 {name}"),
            stands=Text(f"the book {self.name} does not take it", f"账簿 {self.name} 不收此类记录"),
            takes=Text(f"one of {takes}", f"可登记：{takes}"),
        )


class Plan:
    """What a book knows of one of its kinds: fields, steps, columns written by themselves, and checks of shape."""

    __slots__ = (
        "admit",
        "has_apply",
        "has_check",
        "has_subjects",
        "history",
        "kind",
        "labels",
        "parts",
        "steps",
        "writes",
    )

    def __init__(
        self, kind: type[AnyEntry], lifecycles: tuple[Lifecycle, ...], state: type[State], labels: Labels
    ) -> None:
        self.kind = kind
        self.labels = labels
        self.parts = fields_of(kind)
        self.steps = tuple(
            Step(
                life,
                *_keys(kind, life, self.parts),
                {s: row[kind] for s, row in life.table.items() if kind in row},
                life.begets if life.begets in self.parts else None,
            )
            for life in lifecycles
            if kind in life.kinds
        )
        self.writes = tuple(self._writes(state))
        self.has_check = kind.check is not Entry.check
        self.has_apply = kind.apply is not Entry.apply
        self.has_subjects = kind.subjects is not Entry.subjects
        self.history = HISTORIES.get(kind)
        self.admit = compile_admission(self.parts, labels)

    @property
    def plain(self) -> Step | None:
        """The one step of a kind that moves exactly one subject along cells that leave no choice; None otherwise."""
        if len(self.steps) != 1 or self.has_subjects or any(lines for *_, lines in self.writes):
            return None
        step = self.steps[0]
        plain = "." not in step.path and self.parts[step.path].shape.kind != "list"
        return step if plain and all(isinstance(cell, str) for cell in step.cells.values()) else None

    def _writes(self, state: type[State]) -> Iterator[tuple[str, str, Step, str | None]]:
        for column, life in state.columns().items():
            for step in self.steps:
                if step.life.name != life:
                    continue
                lines, _, _ = step.path.partition(".")
                item = self.parts[lines].shape.item if "." in step.path else None
                if item is not None and item.parts is not None and column in item.parts:
                    yield column, column, step, lines
                elif column in self.parts:
                    yield column, column, step, None

    def subjects(self, entry: AnyEntry) -> tuple[Subject, ...]:
        """Return whose history *entry* belongs to."""
        if self.history is not None:
            return self.history(entry)
        if self.has_subjects:
            named = entry.subjects()
            if named is not None:
                return named
        return tuple([(step.life.name, key) for step in self.steps for key in step.keys(entry)])

    def describe(self, entry: AnyEntry) -> Text:
        """Return how to speak of *entry* in an error: its class and label, and its first subject."""
        name = self.labels.entry(self.kind.kind)
        subjects = self.subjects(entry)
        about = subjects[0][1] if subjects else ""
        return Text(f"{self.kind.__name__} {about}".strip(), f"{name.zh} {about}".strip())

    def moves(self, entry: AnyEntry, state: State) -> list[Move]:
        """Return the status changes of *entry* as (column, key, next state), or raise what the lifecycle objects."""
        found: list[Move] = []
        for step in self.steps:
            life = step.life
            column = state.status[life.name]
            seen: set[str] = set()
            for key in step.keys(entry):
                here = column.get(key, life.start)
                cell = step.cells.get(here)
                if cell is None:
                    raise self.objection(entry, life, key, state)
                if isinstance(cell, str):
                    there = cell
                else:
                    there = entry.outcome(state, key)
                    if there not in cell:
                        raise TypeError(f"{self.kind.__name__}.outcome gave {there!r}, which is none of {cell}")
                if key in seen:
                    if there != here:
                        raise self._twice(entry, key)
                    continue
                seen.add(key)
                found.append((column, key, there))
                if step.begets is not None:
                    found.append((column, self._unborn(entry, step.begets, column), here))
        return found

    def _unborn(self, entry: AnyEntry, field: str, column: Mapping[str, str]) -> str:
        key: str = getattr(entry, field)
        if key in column:
            raise Duplicate(
                "duplicate",
                tried=self.describe(entry),
                stands=Text(f"{key} is in the book already, {column[key]}", f"{key} 已在册"),
                takes=Text("another number", "请换一个编号"),
                fields=(field,),
            )
        return key

    def _twice(self, entry: AnyEntry, key: str) -> Duplicate:
        return Duplicate(
            "duplicate",
            tried=self.describe(entry),
            stands=Text(f"names {key} twice", f"{key} 出现两次"),
            takes=Text("every subject once", "每项只列一次"),
        )

    def objection(self, entry: AnyEntry, life: Lifecycle, key: str, state: State) -> LogisticsError:
        """Return why *entry* cannot move *key* in the lifecycle as it stands."""
        column = state.status[life.name]
        here = column.get(key, life.start)
        tried = self.describe(entry)
        openers = ", ".join(kind.__name__ for kind in life.offers(life.start))
        if here == life.start:
            hints = near(key, reversed(raw(column)))
            hint = f" (near it: {', '.join(hints)})" if hints else ""
            zh_hint = f"（相近：{'、'.join(hints)}）" if hints else ""
            names = "、".join(self.labels.entry(kind.kind).zh for kind in life.offers(life.start))
            return Unknown(
                "unknown",
                tried=tried,
                stands=Text(f"there is no {life.name} {key}{hint}", f"没有 {key}{zh_hint}"),
                takes=Text(f"it begins with {openers}", f"须先有：{names}"),
                fields=life.of[:1],
                rule=life.begins,
            )
        state_name = self.labels.state(here)
        if self.kind in life.offers(life.start):
            return Duplicate(
                "duplicate",
                tried=tried,
                stands=Text(f"{key} is in the book already, {here}", f"{key} 已在册（{state_name.zh}）"),
                takes=Text("another number", "请换一个编号"),
                fields=life.of[:1],
            )
        offers = life.offers(here)
        names = ", ".join(kind.__name__ for kind in offers)
        zh_names = "、".join(self.labels.entry(kind.kind).zh for kind in offers)
        done = any(here in ((cell,) if isinstance(cell, str) else cell) for cell in self.cells(life))
        return Refused(
            "already" if done else "state",
            tried=tried,
            stands=Text(f"{key} is {here}", f"{key} 现为“{state_name.zh}”"),
            takes=Text(f"it can take {names}", f"可登记：{zh_names}")
            if offers
            else Text("it can take nothing more", "不再接受登记"),
            fields=life.of[:1],
        )

    def cells(self, life: Lifecycle) -> tuple[Cell, ...]:
        """Return every state the kind leads to in *life*."""
        return tuple(cell for step in self.steps if step.life is life for cell in step.cells.values())

    def runner(self, state: State) -> Run:
        """Return the trusted step of this kind on *state*: apply, write the fields, move the status; nothing is checked.

        The common case, one subject in one lifecycle, is bound to its dicts once, so that a fold costs lookups only.
        """
        step = self.plain
        if step is None:
            return lambda entry, number: self.commit(entry, number, state, self.moves(entry, state))
        status, start, key_of = state.status[step.life.name], step.life.start, attrgetter(step.path)
        cells = {here: cell for here, cell in step.cells.items() if isinstance(cell, str)}
        columns = self.bound_writes(state)
        apply = self.kind.apply if self.has_apply else None

        def run(entry: AnyEntry, number: int) -> None:
            key = key_of(entry)
            if apply is not None:
                state.number = number
                apply(entry, state)
            for column, get in columns:
                value = get(entry)
                if value is not None:
                    column[key] = value
            status[key] = cells[status.get(key, start)]

        return run

    def bound_writes(self, state: State) -> tuple[tuple[Any, Callable[[Any], Any]], ...]:
        """Return the columns of *state* that fields write by themselves, each with what reads the field."""
        return tuple((raw(getattr(state, column)), attrgetter(name)) for column, name, *_ in self.writes)

    def commit(self, entry: AnyEntry, number: int, state: State, moves: list[Move]) -> None:
        """Apply *entry* to *state*: its own part, its fields, then the status."""
        if self.has_apply:
            state.number = number
            entry.apply(state)
        for column, name, step, lines in self.writes:
            target = getattr(state, column)
            if lines is None:
                value = getattr(entry, name)
                if value is not None:
                    for key in step.keys(entry):
                        target[key] = value
            else:
                for key, line in zip(step.keys(entry), getattr(entry, lines), strict=True):
                    value = getattr(line, name)
                    if value is not None:
                        target[key] = value
        for status, key, there in moves:
            status[key] = there
