"""The machinery under every book: entries, the state they add up to, and the one point at which a post happens.

Appending to the list of entries is the commit. Everything else is derived, and carries the count of entries it stands
for; whoever reads compares that count first and folds again when it differs. So an exception at any point, even one
raised by a signal between two bytecodes, leaves a book that is either as before or with the entry.
"""

from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from datetime import date
from typing import Any

from attrs import define, field

from schoollogistics.errors import LogisticsError, Refused, Text
from schoollogistics.journal.bookkeeping import EntryReversed, MonthClosed
from schoollogistics.journal.clerk import Clerk, Index, Poster
from schoollogistics.journal.entry import Ref, Subject
from schoollogistics.journal.plan import AnyEntry, Declaration, Plan, Run
from schoollogistics.journal.setting import Setting
from schoollogistics.journal.settling import check_first_closing, target_of
from schoollogistics.journal.state import Log, State, undo
from schoollogistics.journal.traces import Traces
from schoollogistics.values.periods import Month


@define
class Flag:
    """The one commit point that the books of a batch share."""

    committed: bool = False


@define
class Pending:
    """The entries of an unfinished batch; ``batch.committed`` says whether they count."""

    batch: Flag
    base: int
    entries: list[AnyEntry] = field(factory=list)


@define(eq=False)
class Chronicle:
    """The entries of one book and what they add up to.

    ``applied`` is the count of entries that the state stands for, -1 while a batch is open; ``numbers`` are the original
    numbers of a read-only excerpt; ``doomed`` are entries known to be reversed later, whose writes are kept undoable.
    ``written`` has the lines of a loaded book that would be written otherwise today, by position.
    """

    declared: Declaration
    setting: Setting
    open_for_closing: Callable[[Month], tuple[Text, ...]]
    entries: list[AnyEntry] = field(factory=list)
    numbers: tuple[int, ...] | None = None
    applied: int = 0
    pending: Pending | None = None
    doomed: frozenset[int] = frozenset()
    undoable: dict[int, Log] = field(factory=dict)
    traces: Traces = field(factory=Traces)
    written: dict[int, str] = field(factory=dict)
    sealed: tuple[int, bytes] | None = None
    _state: State = field(init=False)
    _clerk: Clerk | None = field(init=False, default=None)
    _drafter: Clerk | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        self._state = self._new_state()

    def _new_state(self) -> State:
        plans = self.declared.plans
        return self.declared.state_type(
            setting=self.setting,
            describe=lambda entry: plans[type(entry)].describe(entry),
            labels=self.declared.labels,
            status={life.name: {} for life in self.declared.lifecycles},
        )

    @property
    def state(self) -> State:
        """The state of all entries, folded again first where a post was interrupted."""
        if self.applied != len(self.entries):
            self._settle()
        return self._state

    def begin_as(self, whole: "Chronicle | None") -> None:
        """Begin with what the *whole* comes to, where all its entries are here; otherwise fold them on first need."""
        if whole is None:
            self.applied = -1
        else:
            self._state, self.applied = whole.state.copied(), len(self.entries)

    @property
    def clerk(self) -> Clerk:
        """Who examines and applies entries; hired on first need after a load, an interruption or a reversal."""
        if self.applied != len(self.entries):
            self._settle()
        if self._clerk is None:
            self._clerk = self._hired()
        return self._clerk

    @property
    def drafter(self) -> Clerk:
        """The clerk of batches: over twins of the live columns that log what they overwrite; its log starts empty."""
        clerk = self.clerk
        if self._drafter is None or self._drafter.log is None:
            log: Log = []
            self._drafter = Clerk(
                self.declared, clerk.state.logged(log), clerk.index.logged(log), self._drafted, self._draft_at, log
            )
        else:
            self._drafter.log.clear()
        return self._drafter

    def _drafted(self) -> int:
        return len(self.entries) + (0 if self.pending is None else len(self.pending.entries))

    def _draft_at(self, number: int) -> AnyEntry:
        if self.pending is None or number < self.pending.base:
            return self.entries[number]
        return self.pending.entries[number - self.pending.base]

    def _settle(self) -> None:
        pending = self.pending
        if pending is not None:
            del self.entries[pending.base :]
            if pending.batch.committed:
                self.entries.extend(pending.entries)
            self.pending = None
        self._clerk = self._drafter = None
        self.undoable.clear()
        self._state = self._fold()
        self.applied = len(self.entries)

    def numbered(self) -> Iterable[tuple[int, AnyEntry]]:
        """Return the entries with their original numbers, once a batch that was interrupted is settled."""
        _ = self.state
        return _numbered(self)

    def excuses(self, numbers: Iterable[int]) -> dict[int, dict[str, list[Text]]]:
        """Return, by number and rule, what stood in the way of entries that were posted despite rules, as it was then."""
        found: dict[int, dict[str, list[Text]]] = {number: {} for number in numbers}
        if found:
            self._fold(excuses=found)
        return found

    def _fold(self, reverse: int | None = None, excuses: dict[int, dict[str, list[Text]]] | None = None) -> State:
        """Return the state of all entries but the reversed ones, and but that with the number *reverse*.

        What an entry that is reversed later derived is kept by its number, as it was worked out in its own place. What
        stood in the way of those that *excuses* names is put there.
        """
        state = self._new_state()
        plans = self.declared.plans
        runners: dict[type[AnyEntry], Run] = {}
        doomed = {each.of.number for each in self.entries if isinstance(each, EntryReversed)}
        if reverse is not None:
            doomed.add(reverse)
        logs, dates = dict[int, Log](), dict[int, date]()
        for number, entry in _numbered(self):
            kind = type(entry)
            run = runners.get(kind)
            if number in doomed:
                logs[number] = _apply_undoable(plans[kind], entry, number, state)
                dates[number] = entry.recorded
            elif isinstance(entry, EntryReversed):
                undo(logs.pop(entry.of.number))
                state.reversed[entry.of.number] = number
                state.undone[entry.of.number] = (dates[entry.of.number], entry.recorded)
            else:
                if excuses is not None and number in excuses:
                    excuses[number] = _excuses_of(entry, state)
                if run is None:
                    run = runners[kind] = plans[kind].runner(state)
                run(entry, number)
        for number in reversed(logs):
            undo(logs[number])
        return state

    def _hired(self) -> Clerk:
        clerk = self._clerk_over(self._state, Index.empty(self.declared.lifecycles))
        for number, entry in enumerate(self.entries):
            if isinstance(entry, EntryReversed):
                clerk.note_reversal(entry, number)
            else:
                clerk.note(entry, number, spell=number not in self._state.reversed)
        return clerk

    def append(self, entry: AnyEntry) -> int:
        """Refuse *entry*, or append and apply it; return its number, or that of the same entry posted before."""
        clerk = self._clerk
        if clerk is None or self.numbers is not None or self.applied != len(self.entries):
            clerk = self._ready_to_write(entry)
        poster = clerk.posters.get(type(entry)) or clerk.poster(type(entry))
        key = entry.id
        if key is not None and (type(key) is not str or key in clerk.index.ids):
            earlier = clerk.repeated(entry)
            if earlier is not None:
                return earlier.number
        moves = poster.examine(entry)
        number = len(self.entries)
        self.entries.append(entry)  # the commit
        if number in self.doomed:
            self.undoable[number] = _apply_undoable(self.declared.plans[type(entry)], entry, number, self._state)
            clerk.note(entry, number)
        else:
            poster.commit(entry, number, moves)
        self.applied = number + 1
        return number

    def objection(self, entry: AnyEntry) -> LogisticsError | None:
        """Return what ``post`` would raise."""
        try:
            clerk = self._ready_to_write(entry)
            poster = clerk.poster(type(entry))
            if entry.id is None or clerk.repeated(entry) is None:
                poster.examine(entry)
        except LogisticsError as error:
            return error
        return None

    def posted(self, entry: AnyEntry) -> Ref | None:
        """Return where *entry* stands already by its id."""
        clerk = self._ready_to_write(entry)
        clerk.poster(type(entry))
        return None if entry.id is None else clerk.repeated(entry)

    def _clerk_over(self, state: State, index: Index) -> Clerk:
        clerk = Clerk(
            self.declared, state, index, count=lambda: len(self.entries), at=lambda number: self.entries[number]
        )
        closing = clerk.general_poster(MonthClosed)
        clerk.posters[MonthClosed] = Poster(self._examine_closing, closing.commit)
        clerk.posters[EntryReversed] = Poster(self._examine_reversal, self._commit_reversal)
        return clerk

    def _ready_to_write(self, entry: object) -> Clerk:
        if self.numbers is not None:
            name = type(entry).__name__[:60]
            raise Refused(
                "state",
                tried=Text(f"post {name}", f"登记 {name}"),
                stands=Text("this is the book as of a past day", "这是过去某日的账簿"),
                takes=Text("the live book", "请登记到现行账簿"),
            )
        return self.clerk

    def trace(self, subject: Subject) -> Sequence[int]:
        """Return the place of every entry of *subject*, reversed ones and their reversals included, in order."""
        _ = self.state
        return self.traces.of(subject, self.declared, self.entries, self.numbers)

    # --- closings and reversals ---------------------------------------------------------------------------------

    def _examine_closing(self, entry: MonthClosed) -> Any:
        clerk = self.clerk
        moves = clerk.general_poster(MonthClosed).examine(entry)
        if entry.book != self.declared.name:
            raise clerk.state.refusal(
                entry,
                "reference",
                stands=Text(f"this is the book {self.declared.name}", f"这是账簿 {self.declared.name}"),
                takes=Text(f"book={self.declared.name!r}", f"book={self.declared.name!r}"),
                fields=("book",),
            )
        check_first_closing(self, entry)
        still_open = self.open_for_closing(entry.month)
        if still_open:
            raise clerk.state.refusal(
                entry,
                "state",
                stands=Text("; ".join(each.en for each in still_open), "；".join(each.zh for each in still_open)),
                takes=Text("settle these first", "请先处理以上事项"),
                fields=("month",),
            )
        return moves

    def _examine_reversal(self, entry: EntryReversed) -> tuple[State, Clerk]:
        number = target_of(self, entry)
        log = self.undoable.pop(number, None)
        if log is None:
            state = self._fold(reverse=number)
        else:
            state = self._state
            undo(log)
        faults = [fault for test in self.declared.invariants if (fault := test(state)) is not None]
        if faults:
            raise self.clerk.state.refusal(
                entry,
                "state",
                stands=Text("; ".join(f.en for f in faults), "；".join(f.zh for f in faults)),
                takes=Text("correct what was built on it first", "请先更正以其为依据的记录"),
                fields=("of",),
            )
        return state, self.clerk

    def _commit_reversal(self, entry: EntryReversed, number: int, moves: tuple[State, Clerk]) -> None:
        state, clerk = moves
        state.reversed[entry.of.number] = number
        state.undone[entry.of.number] = (self.entries[entry.of.number].recorded, entry.recorded)
        if state is not self._state:
            clerk = self._clerk_over(state, clerk.index)
        clerk.note_reversal(entry, number)
        self._state = state
        self._clerk, self._drafter = clerk, None


def _numbered(chronicle: Chronicle) -> Iterable[tuple[int, AnyEntry]]:
    numbers = chronicle.numbers
    return enumerate(chronicle.entries) if numbers is None else zip(numbers, chronicle.entries, strict=True)


def _excuses_of(entry: AnyEntry, state: State) -> dict[str, list[Text]]:
    """Return what stood in the way of *entry*; nothing where a later reversal took away what it was held against."""
    state.excused = {}
    with suppress(LogisticsError):
        entry.check(state)
    return state.excused


def _apply_undoable(plan: Plan, entry: AnyEntry, number: int, state: State) -> Log:
    log: Log = []
    twin = state.logged(log)
    object.__setattr__(twin, "derived", state.derived)
    plan.commit(entry, number, twin, plan.moves(entry, twin))
    return log
