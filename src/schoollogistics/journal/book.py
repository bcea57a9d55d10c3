"""A book: an append-only list of entries, the state they add up to, one verb to write in it, and questions to ask it."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from datetime import date
from operator import attrgetter
from types import MappingProxyType
from typing import Any, ClassVar, Generic, Self, TypeVar, cast, overload

from attrs import frozen

from schoollogistics.errors import LogisticsError, Text, Unknown
from schoollogistics.journal import batch
from schoollogistics.journal.bookkeeping import (
    JOURNAL_KINDS,
    JOURNAL_LABELS,
    EntryReversed,
    JournalEntry,
)
from schoollogistics.journal.chronicle import Chronicle
from schoollogistics.journal.entry import COMMON_LABELS, Entry, Ref
from schoollogistics.journal.excerpts import excerpt
from schoollogistics.journal.figures import Figures, Measure
from schoollogistics.journal.findings import Breach, Due
from schoollogistics.journal.fingerprint import Fingerprint, chain, entry_record, head_line, line_of
from schoollogistics.journal.lifecycle import Lifecycle
from schoollogistics.journal.plan import Declaration, Plan, vet_kind
from schoollogistics.journal.questions import (
    contributions,
    posted_despite,
    posted_twice,
    routines_missed,
    routines_to_do,
)
from schoollogistics.journal.rules import Parameter, Rule
from schoollogistics.journal.setting import Setting
from schoollogistics.journal.state import State
from schoollogistics.journal.subjects import Subjects, SubjectView
from schoollogistics.journal.traces import Traces
from schoollogistics.values.labels import Labels
from schoollogistics.values.periods import DateSpan, Month, check_count, check_day, span_of
from schoollogistics.values.tables import Table
from schoollogistics.values.texts import ID_LENGTH, check_text, id_key

E = TypeVar("E", bound=Entry[Any])
S = TypeVar("S", bound=State)
T = TypeVar("T")


@frozen(kw_only=True)
class Document:
    """A paper the plans name (``code="D18"``) that a book can print: the view function of that *name* makes it."""

    code: str
    name: str
    zh: str
    en: str
    source: str

    @property
    def text(self) -> Text:
        """Its name in both languages."""
        return Text(self.en, self.zh)


class Entries(Sequence[T]):
    """The entries of a book, to read: they cannot be changed through it."""

    __slots__ = ("_chronicle",)

    def __init__(self, chronicle: Chronicle) -> None:
        self._chronicle = chronicle

    def _list(self) -> list[T]:
        _ = self._chronicle.state
        return cast("list[T]", self._chronicle.entries)

    @overload
    def __getitem__(self, at: int) -> T: ...
    @overload
    def __getitem__(self, at: slice) -> tuple[T, ...]: ...
    def __getitem__(self, at: int | slice) -> T | tuple[T, ...]:
        return tuple(self._list()[at]) if isinstance(at, slice) else self._list()[at]

    def __len__(self) -> int:
        return len(self._list())

    def __eq__(self, other: object) -> bool:
        return tuple(self) == tuple(other) if isinstance(other, Sequence) else NotImplemented

    def __hash__(self) -> int:
        return hash(tuple(self))

    def __repr__(self) -> str:
        return f"<{len(self)} entries>"


class Book(Generic[E, S]):
    """The one shape of every register, ledger, log and file; a domain's book declares what is its own.

    Declared by a book class: ``name`` (its tag), ``title`` (what it is called), ``kinds`` (its entry classes),
    ``state_type``, ``lifecycles`` (the first is the one that ``book[key]`` speaks of), ``rules``, ``parameters``,
    ``measures``, ``labels``, ``documents``, ``invariants`` (functions of the state that a reversal must leave true),
    ``correcting`` (entries that correct what can no longer be reversed), ``holders`` (columns that name the person who
    answers for a subject while it lasts), ``due_questions`` and ``breach_questions`` (functions of the book and a span).
    """

    name: ClassVar[str]
    title: ClassVar[Text] = Text("", "")
    kinds: ClassVar[tuple[type[Entry[Any]], ...]]
    state_type: ClassVar[type[State]]
    lifecycles: ClassVar[tuple[Lifecycle, ...]] = ()
    rules: ClassVar[tuple[Rule, ...]] = ()
    parameters: ClassVar[tuple[Parameter[Any], ...]] = ()
    measures: ClassVar[tuple[Measure, ...]] = ()
    labels: ClassVar[Labels] = Labels()
    documents: ClassVar[tuple[Document, ...]] = ()
    invariants: ClassVar[tuple[Callable[[Any], Text | None], ...]] = ()
    correcting: ClassVar[tuple[type[Entry[Any]], ...]] = ()
    holders: ClassVar[tuple[str, ...]] = ()
    due_questions: ClassVar[tuple[Callable[[Any, DateSpan], Iterable[Due]], ...]] = ()
    breach_questions: ClassVar[tuple[Callable[[Any, DateSpan], Iterable[Breach]], ...]] = ()
    declaration: ClassVar[Declaration]

    setting: Setting
    chronicle: Chronicle

    def __init_subclass__(cls) -> None:
        super().__init_subclass__()
        cls.title = Text(cls.title.en or cls.name, cls.title.zh or cls.name)
        cls.labels = _with_common(cls.labels)
        cls.declaration = _declare(cls)

    def __init__(self, setting: Setting = Setting()) -> None:  # noqa: B008 - a setting is frozen
        self.setting = setting
        self.chronicle = Chronicle(self.declaration, setting, self.open_for_closing)

    @property
    def entries(self) -> Sequence[E | JournalEntry]:
        """Every entry, in order of posting."""
        return Entries(self.chronicle)

    @property
    def version(self) -> int:
        """How many entries the book has."""
        return len(self.entries)

    def post(self, entry: E | JournalEntry) -> Ref:
        """Append *entry* and return where it stands, or raise ``LogisticsError`` and leave everything as it was.

        An entry whose ``id`` and content were posted before is not posted again: its earlier place is returned.
        """
        return Ref(self.name, self.chronicle.append(entry))

    def post_all(self, entries: Iterable[E | JournalEntry]) -> tuple[Ref, ...]:
        """Post all *entries* or none; the error of the one refused carries its ``position``, counted from 0."""
        return batch.post_all((self,), entries)

    def objection(self, entry: E | JournalEntry) -> LogisticsError | None:
        """Return what ``post`` would raise now, or None."""
        return self.chronicle.objection(entry)

    def posted(self, entry: E | JournalEntry) -> Ref | None:
        """Return where an entry with the same ``id`` and content stands already, so that a retry is not stored again.

        ``Duplicate`` if its id was spent on something else, or the entry was reversed.
        """
        return self.chronicle.posted(entry)

    def next_entries(self, key: str) -> tuple[type[E], ...]:
        """Return the entry types that the first lifecycle takes for *key* now: what a form offers."""
        return cast("tuple[type[E], ...]", self.of().next_entries(key))

    def next_ref(self, ahead: int = 0) -> Ref:
        """Return where the next entry will stand, or one *ahead* of it, to link the entries of a batch."""
        return Ref(self.name, self.version + check_count(ahead, "ahead", 0, batch.BATCH_MOST))

    def next_id(self, prefix: str, ahead: int = 0, lifecycle: str | None = None) -> str:
        """Return the next free number behind *prefix* among the subjects: ``BX-0908-`` → ``BX-0908-02``.

        *ahead* skips as many more, to number the entries of a batch; *lifecycle* is the first, unless named.
        """
        start = id_key(prefix if prefix == "" else check_text(prefix, "prefix", ID_LENGTH))
        tails = [key[len(start) :] for key in map(id_key, self.of(lifecycle)) if key.startswith(start)]
        numbers = [(int(tail), len(tail)) for tail in tails if tail.isascii() and tail.isdigit()]
        highest, width = max(numbers, default=(0, 2))
        return f"{prefix}{highest + 1 + check_count(ahead, 'ahead', 0, batch.BATCH_MOST):0{width}d}"

    @classmethod
    def replay(cls, entries: Iterable[E | JournalEntry], *, setting: Setting, trusted: bool = False) -> Self:
        """Return the book of these *entries*; each is checked as ``post`` does, unless they are *trusted*.

        Trust entries only that a fingerprint or this same process vouches for.
        """
        book = cls(setting)
        chronicle = book.chronicle
        if trusted:
            chronicle.entries = list(entries)
            chronicle.applied = -1
            return book
        wanted = list(entries)
        refs = [each.of for each in wanted if type(each) is EntryReversed]
        chronicle.doomed = frozenset(ref.number for ref in refs if type(ref) is Ref and type(ref.number) is int)
        for position, entry in enumerate(wanted):
            try:
                chronicle.append(entry)
            except LogisticsError as error:
                error.position = position
                raise
        chronicle.doomed = frozenset()
        chronicle.undoable.clear()
        chronicle.traces = Traces()
        return book

    def as_of(self, day: date) -> Self:
        """Return the book as its accounting dates stood at the end of *day*: read-only, entries keep their numbers."""
        check_day(day)
        told = enumerate(self.chronicle.numbered())
        return excerpt(self, [place for place, (_, entry) in told if (entry.recorded_on or entry.on) <= day])

    def of(self, lifecycle: str | None = None) -> Subjects:
        """Return the subjects of one lifecycle by its name; without a name, of the first. ``Unknown`` if there is none."""
        for life in self.lifecycles:
            if lifecycle is None or life.name == lifecycle:
                return Subjects(lambda: self.chronicle, life, self.labels)
        names = ", ".join(life.name for life in self.lifecycles) or "-"
        raise Unknown(
            "unknown",
            tried=Text(f"look up subjects of {self.name}", f"查 {self.name} 的对象"),
            stands=Text(f"it has no lifecycle {lifecycle or ''}".strip(), f"没有 {lifecycle or '生命周期'}"),
            takes=Text(f"one of {names}", f"可用：{names}"),
        )

    def __getitem__(self, key: str) -> SubjectView:
        return self.of()[key]

    def __iter__(self) -> Iterator[str]:
        return iter(self.of())

    def __len__(self) -> int:
        return len(self.of())

    def __bool__(self) -> bool:
        return True  # an empty book is a book: ``book or other`` must not lose it

    def __contains__(self, key: object) -> bool:
        return key in self.of()

    def history(self, key: str) -> tuple[E | JournalEntry, ...]:
        """Return every entry of one subject, in order of posting."""
        return cast("tuple[E | JournalEntry, ...]", self.of().history(key))

    def table(self, as_of: date | None = None, **equal: object) -> Table:
        """Return one row per subject with its facts, those that *equal* the given values, now or *as_of* a past day."""
        book = self if as_of is None else self.as_of(as_of)
        return book.of().table(**equal)

    def due(self, during: DateSpan | date) -> tuple[Due, ...]:
        """Return what ought to be done with a last day in *during*, and is not done yet, earliest first."""
        span = span_of(during)
        found = [*routines_to_do(self, span)]
        found += [each for question in self.due_questions for each in question(self, span)]
        return tuple(sorted(found, key=attrgetter("order")))

    def breaches(self, during: DateSpan | date) -> tuple[Breach, ...]:
        """Return what ought to have held in *during* and did not, earliest first.

        The book is taken as complete to the last day of *during*.
        """
        span = span_of(during)
        found = [*posted_despite(self, span), *posted_twice(self, span), *routines_missed(self, span)]
        found += [each for question in self.breach_questions for each in question(self, span)]
        return tuple(sorted(found, key=attrgetter("order")))

    def figures(self, during: DateSpan | date) -> Figures:
        """Return the sums of the book's measures over the entries recorded in *during*."""
        return Figures(contributions(self, span_of(during)), frozenset(each.code for each in self.measures))

    def open_for_closing(self, month: Month) -> tuple[Text, ...]:
        """Return what has to be settled before *month* can be closed; a domain's book says what."""
        return ()

    def fingerprint(self) -> Fingerprint:
        """Return the hash-chain head over everything recorded: keep it elsewhere as the anchor of a dumped book."""
        _ = self.chronicle.state
        chronicle, done = self.chronicle, self.chronicle.sealed
        if done is None:
            done = (0, chain((head_line(self.name),)))
        count, head = done
        chronicle.sealed = (len(chronicle.entries), chain(recorded_lines(self, count), head))
        return Fingerprint(chronicle.sealed[0], chronicle.sealed[1].hex())


def _with_common(labels: Labels) -> Labels:
    return Labels(
        entries={**JOURNAL_LABELS.entries, **labels.entries},
        fields={**COMMON_LABELS, **JOURNAL_LABELS.fields, **labels.fields},
        states=labels.states,
        choices=labels.choices,
    )


def _declare(cls: type[Book[Any, Any]]) -> Declaration:
    names = Counter(kind.kind for kind in cls.kinds)
    twice = [name for name, count in names.items() if count > 1]
    if twice:
        raise TypeError(f"{cls.__name__} has two kinds with the tag {twice[0]!r}")
    for kind in cls.kinds:
        vet_kind(kind)
    for life in cls.lifecycles:
        targets = {there for _, _, there in life.arrows()}
        unknown = sorted(targets - set(life.table)) + [k.__name__ for k in life.kinds if k not in cls.kinds]
        if unknown or life.start not in life.table:
            raise TypeError(f"lifecycle {life.name!r} of {cls.__name__} names what it does not know: {unknown}")
    owners = {of for of in cls.state_type.columns().values() if of is not None}
    if owners - {life.name for life in cls.lifecycles}:
        raise TypeError(f"{cls.state_type.__name__} has columns of lifecycles that {cls.__name__} does not have")
    strangers = [name for name in cls.holders if cls.state_type.columns().get(name) is None]
    if strangers:
        raise TypeError(f"{cls.__name__} has holders that are no columns of its lifecycles: {strangers}")
    plans = {kind: Plan(kind, cls.lifecycles, cls.state_type, cls.labels) for kind in (*cls.kinds, *JOURNAL_KINDS)}
    return Declaration(
        name=cls.name,
        plans=MappingProxyType(plans),
        state_type=cls.state_type,
        labels=cls.labels,
        lifecycles=cls.lifecycles,
        documents=tuple(each.name for each in cls.documents),
        invariants=cls.invariants,
        correcting=cls.correcting,
        excusable=frozenset(rule.code for rule in cls.rules if rule.excusable),
    )


def recorded_lines(book: Book[Any, Any], start: int = 0) -> Iterator[str]:
    """Return the line of every entry from *start* on: as it stood in the text the book was loaded from, or as now."""
    _ = book.chronicle.state
    written = book.chronicle.written
    for number, entry in enumerate(book.chronicle.entries[start:], start):
        yield written.get(number) or line_of(entry_record(entry))
