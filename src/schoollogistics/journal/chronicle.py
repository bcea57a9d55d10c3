"""The machinery under every book: entries, the state they add up to, and the one point at which a post happens.

Appending to the list of entries is the commit. Everything else is derived, and carries the count of entries it stands
for; whoever reads compares that count first and folds again when it differs. So an exception at any point, even one
raised by a signal between two bytecodes, leaves a book that is either as before or with the entry.
"""

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, Final, cast

from attrs import define, field

from schoollogistics.errors import Closed, Duplicate, LogisticsError, Refused, Text, Unknown
from schoollogistics.journal.bookkeeping import CLOSED, EntryReversed, MonthClosed, Published
from schoollogistics.journal.entry import Ref, Subject
from schoollogistics.journal.lifecycle import Lifecycle
from schoollogistics.journal.plan import AnyEntry, Move, Plan, Run
from schoollogistics.journal.rules import Setting
from schoollogistics.journal.state import Log, LoggedColumn, State, undo
from schoollogistics.values.periods import Month
from schoollogistics.values.texts import id_key

NO_MOVES: Final[list[Move]] = []
UNSPELLED: Final = frozenset({type(None), EntryReversed})


@define
class Declaration:
    """What a book class declares, as its machinery needs it."""

    name: str
    plans: Mapping[type[AnyEntry], Plan]
    state_type: type[State]
    lifecycles: tuple[Lifecycle, ...]
    documents: tuple[str, ...]
    invariants: tuple[Callable[[Any], Text | None], ...]
    correcting: tuple[type[AnyEntry], ...]


@define
class Index:
    """Where to look things up that only posting needs: last entry of each subject, spent ids, spellings in use."""

    last: dict[str, dict[str, AnyEntry]]
    spellings: dict[str, dict[str, str]] = field(factory=dict)
    ids: dict[str, int] = field(factory=dict)
    known: set[str | None] = field(factory=lambda: {None})

    @classmethod
    def empty(cls, lifecycles: tuple[Lifecycle, ...]) -> "Index":
        """Return the index of a book without entries."""
        return cls(last={life.name: {} for life in lifecycles}, spellings={life.name: {} for life in lifecycles})

    def logged(self, log: Log) -> "Index":
        """Return a twin that writes through and notes in *log* what it overwrites."""
        twin: Any = Index(last={}, known=self.known)
        twin.last = {life: LoggedColumn(column, log) for life, column in self.last.items()}
        twin.spellings = {life: LoggedColumn(column, log) for life, column in self.spellings.items()}
        twin.ids = LoggedColumn(self.ids, log)
        return cast("Index", twin)


@define
class Pending:
    """The entries of an unfinished batch; ``batch.committed`` says whether they count."""

    batch: "Flag"
    base: int
    entries: list[AnyEntry] = field(factory=list)


@define
class Flag:
    """The one commit point that the books of a batch share."""

    committed: bool = False


@define(eq=False)
class Chronicle:
    """The entries of one book and what they add up to."""

    declared: Declaration
    setting: Setting
    labels_of: Callable[[AnyEntry], Text]
    open_for_closing: Callable[[Month], tuple[Text, ...]] = lambda month: ()
    entries: list[AnyEntry] = field(factory=list)
    numbers: tuple[int, ...] | None = None
    applied: int = 0
    pending: Pending | None = None
    kept_logs: dict[int, Log] = field(factory=dict)
    doomed: frozenset[int] = frozenset()
    sealed: tuple[int, bytes] | None = None
    _state: State = field(init=False)
    _index: Index | None = field(init=False, default=None)

    def __attrs_post_init__(self) -> None:
        self._state = self.new_state()
        if self.entries:
            self.applied = -1

    def new_state(self) -> State:
        """Return the state of a book without entries."""
        return self.declared.state_type(
            setting=self.setting,
            describe=self.labels_of,
            status={life.name: {} for life in self.declared.lifecycles},
        )

    @property
    def state(self) -> State:
        """The state of all entries, folded again first where a post was interrupted."""
        if self.applied != len(self.entries):
            self.settle()
        return self._state

    def settle(self) -> None:
        """Finish or drop an interrupted batch, and fold the entries again."""
        pending = self.pending
        if pending is not None:
            del self.entries[pending.base :]
            if pending.batch.committed:
                self.entries.extend(pending.entries)
            self.pending = None
        self._index = None
        self.kept_logs.clear()
        self._state = self.fold()
        self.applied = len(self.entries)

    def numbered(self) -> Iterable[tuple[int, AnyEntry]]:
        """Return the entries with their original numbers."""
        return enumerate(self.entries) if self.numbers is None else zip(self.numbers, self.entries, strict=True)

    def fold(self, reverse: frozenset[int] = frozenset()) -> State:
        """Return the state of all entries but the reversed ones and those in *reverse*.

        What an entry that is reversed later derived is kept by its number, as it was worked out in its own place.
        """
        state = self.new_state()
        plans = self.declared.plans
        runners: dict[type[AnyEntry], Run] = {}
        doomed = {e.of.number for e in self.entries if type(e) is EntryReversed} | reverse
        logs: dict[int, Log] = {}
        for number, entry in self.numbered():
            kind = type(entry)
            if doomed and number in doomed:
                logs[number] = _apply_logged(plans[kind], entry, number, state)
            elif isinstance(entry, EntryReversed):
                undo(logs.pop(entry.of.number, []))
                state.reversed[entry.of.number] = number
            else:
                run = runners.get(kind)
                if run is None:
                    run = runners[kind] = plans[kind].runner(state)
                run(entry, number)
        for number in reversed(logs):
            undo(logs[number])
        return state

    @property
    def index(self) -> Index:
        """The lookups of posting, built on first need after a trusted load."""
        if self._index is None:
            self._index = self._indexed()
        return self._index

    def _indexed(self) -> Index:
        index = Index.empty(self.declared.lifecycles)
        reversed_numbers = self.state.reversed
        for number, entry in enumerate(self.entries):
            if type(entry) is EntryReversed:
                self._note_reversal(index, entry, number)
            else:
                self.note(index, entry, number, spell=number not in reversed_numbers)
        return index

    def note(self, index: Index, entry: AnyEntry, number: int, *, spell: bool = True) -> None:
        """Put a posted *entry* into the *index*."""
        for life, key in self.declared.plans[type(entry)].subjects(entry):
            last = index.last[life]
            if spell and type(last.get(key)) in UNSPELLED:
                index.spellings[life][id_key(key)] = key
            last[key] = entry
        if entry.id is not None:
            index.ids[entry.id] = number

    def _note_reversal(self, index: Index, entry: EntryReversed, number: int) -> None:
        target = self.entries[entry.of.number]
        for life, key in self.declared.plans[type(target)].subjects(target):
            index.last[life][key] = entry
            if key not in self._state.status[life]:
                index.spellings[life].pop(id_key(key), None)
        if entry.id is not None:
            index.ids[entry.id] = number

    # --- what a post must satisfy -------------------------------------------------------------------------------

    def repeated(self, entry: AnyEntry, state: State, index: Index) -> Ref | None:
        """Return where an entry of the same id and content stands; ``Duplicate`` for other content or a reversed one."""
        key = entry.id
        number = index.ids.get(key) if type(key) is str else None
        if number is None:
            return None
        earlier = self.at(number)
        ref = Ref(self.declared.name, number)
        if earlier != entry:
            raise Duplicate(
                "key-reused",
                tried=self.labels_of(entry),
                stands=Text(f"id {key} was spent on {ref}", f"幂等号 {key} 已用于 {ref}"),
                takes=Text("an id of its own", "请另用一个幂等号"),
                fields=("id",),
            )
        if number in state.reversed:
            raise Duplicate(
                "already",
                tried=self.labels_of(entry),
                stands=Text(f"{ref} with this id was reversed", f"{ref} 已冲销，幂等号不再可用"),
                takes=Text("an id of its own to post it anew", "重新登记请另用一个幂等号"),
                fields=("id",),
            )
        return ref

    def at(self, number: int) -> AnyEntry:
        """Return the entry with that number, one of an open batch included."""
        if number < len(self.entries) or self.pending is None:
            return self.entries[number]
        return self.pending.entries[number - self.pending.base]

    def examine(self, entry: AnyEntry, state: State, index: Index) -> tuple[Plan, list[Move]]:
        """Raise what keeps *entry* from following now, or return its plan and its moves."""
        plan = self.declared.plans.get(type(entry))
        if plan is None:
            raise self.foreign(entry)
        plan.admit(entry, index.known)
        recorded = entry.on if entry.recorded_on is None else entry.recorded_on
        self._check_dates(entry, recorded, state)
        moves = plan.moves(entry, state) if plan.steps else NO_MOVES
        self._check_clock(plan, entry, recorded, moves, index)
        if entry.despite:
            self._check_despite(entry, state)
        elif plan.has_check:
            entry.check(state)
        if type(entry) is Published and entry.view not in self.declared.documents:
            raise self._no_document(entry)
        return plan, moves

    def _no_document(self, entry: Published) -> Unknown:
        names = ", ".join(self.declared.documents) or "-"
        return Unknown(
            "unknown",
            tried=self.labels_of(entry),
            stands=Text(f"the book has no document {entry.view}", f"本账簿没有 {entry.view}"),
            takes=Text(f"one of {names}", f"可公示：{names}"),
            fields=("view",),
        )

    def _check_dates(self, entry: AnyEntry, recorded: date, state: State) -> None:
        if recorded < entry.on:
            raise Refused(
                "order",
                tried=self.labels_of(entry),
                stands=Text(
                    f"the accounting date {recorded} is before the day {entry.on}",
                    f"记账日期 {recorded} 早于发生日期 {entry.on}",
                ),
                takes=Text("an accounting date on or after it", "记账日期不得早于发生日期"),
                fields=("recorded_on", "on"),
            )
        if state.closed and type(entry) is not MonthClosed:
            through = state.closed[CLOSED]
            if recorded <= through:
                open_from = Month.of(through).next().first
                raise Closed(
                    "closed",
                    tried=self.labels_of(entry),
                    stands=Text(f"months are closed through {through}", f"已结账至 {through}"),
                    takes=Text(f"recorded_on={open_from} or later", f"记账日期 recorded_on 须为 {open_from} 或以后"),
                    fields=("recorded_on",),
                )
        if because := entry.because:
            self._check_link(entry, because)

    def _check_link(self, entry: AnyEntry, because: Ref) -> None:
        count = len(self.entries) if self.pending is None else self.pending.base + len(self.pending.entries)
        if because.book == self.declared.name and because.number >= count:
            raise Refused(
                "reference",
                tried=self.labels_of(entry),
                stands=Text(f"{because} is not in the book yet", f"{because} 尚未登记"),
                takes=Text("an earlier entry", "只能引用更早的记录"),
                fields=("because",),
            )

    def _check_clock(
        self, plan: Plan, entry: AnyEntry, recorded: date, moves: list[Move], index: Index
    ) -> None:
        for life, key in plan.subjects(entry):
            earlier = index.last[life].get(key)
            if earlier is None:
                self._check_spelling(entry, life, key, index)
            elif entry.on < earlier.on or recorded < earlier.recorded:
                self._check_after(entry, earlier, key)

    def _check_spelling(self, entry: AnyEntry, life: str, key: str, index: Index) -> None:
        other = index.spellings[life].get(id_key(key), key)
        if other != key:
            raise Duplicate(
                "duplicate",
                tried=self.labels_of(entry),
                stands=Text(f"{other} differs from {key} by case only", f"{other} 与 {key} 仅大小写不同"),
                takes=Text(f"write {other}, or another number", f"请写 {other}，或换一个编号"),
            )

    def _check_despite(self, entry: AnyEntry, state: State) -> None:
        if entry.note is None:
            raise Refused(
                "missing",
                tried=self.labels_of(entry),
                stands=Text("goes ahead despite a rule and does not say why", "未按制度办理而未说明原因"),
                takes=Text("a note", "请填写备注"),
                fields=("note", "despite"),
            )
        state.excused.clear()
        entry.check(state)
        needless = [code for code in entry.despite if code not in state.excused]
        if needless or len(set(entry.despite)) != len(entry.despite):
            named = ", ".join(needless or entry.despite)
            raise Refused(
                "rule",
                tried=self.labels_of(entry),
                stands=Text(f"despite {named} is not needed", f"并未违反 {named}，无须例外"),
                takes=Text("leave it out", "请去掉 despite"),
                fields=("despite",),
            )

    def foreign(self, entry: object) -> LogisticsError:
        """Return the refusal of an entry that belongs to another book."""
        takes = ", ".join(kind.__name__ for kind in self.declared.plans)
        name = type(entry).__name__
        return Refused(
            "type",
            tried=Text(f"post {name[:60]}", f"登记 {name[:60]}"),
            stands=Text(f"the book {self.declared.name} does not take it", f"账簿 {self.declared.name} 不收此类记录"),
            takes=Text(f"one of {takes}", f"可登记：{takes}"),
        )

    # --- the commit ---------------------------------------------------------------------------------------------

    def post(self, entry: AnyEntry) -> Ref:
        """Refuse *entry*, or append and apply it."""
        if self.numbers is not None:
            raise self._read_only(entry)
        state = self.state
        index = self.index
        if getattr(entry, "id", None) is not None:
            earlier = self.repeated(entry, state, index)
            if earlier is not None:
                return earlier
        if type(entry) is EntryReversed:
            return self._reverse(entry)
        plan, moves = self.examine(entry, state, index)
        if type(entry) is MonthClosed:
            self._check_closing(entry)
        number = len(self.entries)
        self.entries.append(entry)  # the commit
        if number in self.doomed:
            self.kept_logs[number] = _apply_logged(plan, entry, number, state)
        else:
            plan.commit(entry, number, state, moves)
        self.note(index, entry, number)
        self.applied = number + 1
        return Ref(self.declared.name, number)

    def objection(self, entry: AnyEntry) -> LogisticsError | None:
        """Return what ``post`` would raise."""
        try:
            if self.numbers is not None:
                raise self._read_only(entry)
            state = self.state
            index = self.index
            if getattr(entry, "id", None) is not None and self.repeated(entry, state, index) is not None:
                return None
            if type(entry) is EntryReversed:
                self._reversal_state(entry)
            else:
                self.examine(entry, state, index)
                if type(entry) is MonthClosed:
                    self._check_closing(entry)
        except LogisticsError as error:
            return error
        return None

    def _read_only(self, entry: object) -> Refused:
        return Refused(
            "state",
            tried=Text(f"post {type(entry).__name__[:60]}", f"登记 {type(entry).__name__[:60]}"),
            stands=Text("this is the book as of a past day", "这是过去某日的账簿"),
            takes=Text("the live book", "请登记到现行账簿"),
        )

    def _check_closing(self, entry: MonthClosed) -> None:
        if entry.book != self.declared.name:
            raise Refused(
                "reference",
                tried=self.labels_of(entry),
                stands=Text(f"this is the book {self.declared.name}", f"这是账簿 {self.declared.name}"),
                takes=Text(f"book={self.declared.name!r}", f"book={self.declared.name!r}"),
                fields=("book",),
            )
        still_open = self.open_for_closing(entry.month)
        if still_open:
            raise Refused(
                "state",
                tried=self.labels_of(entry),
                stands=Text(
                    "; ".join(each.en for each in still_open), "；".join(each.zh for each in still_open)
                ),
                takes=Text("settle these first", "请先处理以上事项"),
                fields=("month",),
            )

    def _check_reversal(self, entry: EntryReversed) -> int:
        plan = self.declared.plans[EntryReversed]
        plan.admit(entry, self.index.known)
        number, name = entry.of.number, self.declared.name
        if entry.of.book != name or number >= len(self.entries):
            raise Unknown(
                "reference",
                tried=plan.describe(entry),
                stands=Text(f"{entry.of} is not in the book {name}", f"账簿 {name} 中没有 {entry.of}"),
                takes=Text(f"an entry of {name} before #{len(self.entries)}", f"{name}#{len(self.entries)} 之前的记录"),
                fields=("of",),
            )
        target = self.entries[number]
        by = self._state.reversed.get(number)
        if by is not None or type(target) in {EntryReversed, MonthClosed}:
            what = self.labels_of(target)
            raise Refused(
                "state" if by is None else "already",
                tried=plan.describe(entry),
                stands=Text(f"it is {what.en}", f"该记录为“{what.zh}”")
                if by is None
                else Text(f"it was reversed by {name}#{by}", f"已由 {name}#{by} 冲销"),
                takes=Text("a reversal or a closing is not reversed; post anew", "冲销和月结不可再冲销，请重新登记"),
                fields=("of",),
            )
        self._check_dates(entry, entry.recorded, self._state)
        subjects = self.declared.plans[type(target)].subjects(target)
        self._check_last(entry, number, frozenset(subjects))
        self._check_after(entry, target)
        for life, key in subjects:
            self._check_after(entry, self.index.last[life][key])
        if entry.despite:
            self._check_despite(entry, self._state)
        return number

    def _check_after(self, entry: AnyEntry, earlier: AnyEntry, key: str = "") -> None:
        if entry.on < earlier.on or entry.recorded < earlier.recorded:
            raise Refused(
                "order",
                tried=self.labels_of(entry),
                stands=Text(
                    f"the last entry {key and f'of {key} '}is of {earlier.on}, recorded {earlier.recorded}",
                    f"{key}的上一条记录发生于 {earlier.on}，记账于 {earlier.recorded}",
                ),
                takes=Text("dates not before these, and a note on late paper", "日期不得更早；迟到的单据请加备注"),
                fields=("on", "recorded_on"),
            )

    def _check_last(self, entry: EntryReversed, number: int, subjects: frozenset[Subject]) -> None:
        gone = self._state.reversed
        for later in range(len(self.entries) - 1, number if subjects else len(self.entries), -1):
            follower = self.entries[later]
            if later in gone or type(follower) is EntryReversed:
                continue
            if subjects.isdisjoint(self.declared.plans[type(follower)].subjects(follower)):
                continue
            what = self.labels_of(follower)
            names = ", ".join(kind.__name__ for kind in self.declared.correcting)
            labels = self.declared.plans[EntryReversed].labels
            zh_names = "、".join(labels.entry(kind.kind).zh for kind in self.declared.correcting)
            ref = Ref(self.declared.name, later)
            raise Refused(
                "state",
                tried=self.labels_of(entry),
                stands=Text(f"{ref}, {what.en}, came after it", f"其后已有 {ref}（{what.zh}）"),
                takes=Text(
                    f"reverse {ref} first" + (f", or correct with {names}" if names else ""),
                    f"请先冲销 {ref}" + (f"，或以更正记录处理：{zh_names}" if zh_names else ""),
                ),
                fields=("of",),
            )

    def _reversal_state(self, entry: EntryReversed) -> State:
        number = self._check_reversal(entry)
        log = self.kept_logs.pop(number, None)
        if log is None:
            state = self.fold(frozenset({number}))
        else:
            state = self._state
            undo(log)
        faults = [fault for test in self.declared.invariants if (fault := test(state)) is not None]
        if faults:
            raise Refused(
                "state",
                tried=self.labels_of(entry),
                stands=Text("; ".join(f.en for f in faults), "；".join(f.zh for f in faults)),
                takes=Text("correct what was built on it first", "请先更正以其为依据的记录"),
                fields=("of",),
            )
        return state

    def _reverse(self, entry: EntryReversed) -> Ref:
        state, index = self._reversal_state(entry), self.index
        number = len(self.entries)
        self.entries.append(entry)  # the commit
        state.reversed[entry.of.number] = number
        if state is not self._state:
            self._state = state
        self._note_reversal(index, entry, number)
        self.applied = number + 1
        return Ref(self.declared.name, number)


def _apply_logged(plan: Plan, entry: AnyEntry, number: int, state: State) -> Log:
    log: Log = []
    twin = state.logged(log)
    object.__setattr__(twin, "derived", state.derived)
    plan.commit(entry, number, twin, plan.moves(entry, twin) if plan.steps else NO_MOVES)
    return log
