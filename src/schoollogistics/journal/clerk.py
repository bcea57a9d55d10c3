"""The clerk: what an entry must satisfy to follow the others, and what it changes, over one state and one index.

A live book has one clerk; a batch hires another over twins of the same columns that log what they overwrite. What a
clerk knows of a kind is bound once to the columns it touches, so that posting costs lookups.
"""

from collections.abc import Callable, Mapping
from datetime import timedelta
from operator import attrgetter
from typing import Any, Final, NamedTuple, cast

from attrs import define, field

from schoollogistics.errors import Closed, Duplicate, Refused, Text, Unknown
from schoollogistics.journal.bookkeeping import CLOSED, JOURNAL_LIVES, EntryReversed, MonthClosed, Published
from schoollogistics.journal.entry import Ref, Subject
from schoollogistics.journal.lifecycle import Lifecycle
from schoollogistics.journal.plan import AnyEntry, Declaration, Plan, Step
from schoollogistics.journal.state import ABSENT, ALL, Log, LoggedColumn, State, raw
from schoollogistics.values.texts import id_key

UNSPELLED: Final = frozenset({type(None), EntryReversed})


@define
class Index:
    """What only posting looks up: the last entry of each subject, spellings in use, spent ids, ids met before."""

    last: dict[str, dict[str, AnyEntry]]
    spellings: dict[str, dict[str, str]]
    ids: dict[str, int] = field(factory=dict)
    known: set[str] = field(factory=set)

    @classmethod
    def empty(cls, lifecycles: tuple[Lifecycle, ...]) -> "Index":
        """Return the index of a book without entries."""
        names = (*(life.name for life in lifecycles), *JOURNAL_LIVES)
        return cls(last={name: {} for name in names}, spellings={name: {} for name in names})

    def logged(self, log: Log) -> "Index":
        """Return a twin that writes through and notes in *log* what it overwrites."""
        twin: Any = Index(last={}, spellings={}, known=self.known)
        twin.last = {life: LoggedColumn(column, log) for life, column in self.last.items()}
        twin.spellings = {life: LoggedColumn(column, log) for life, column in self.spellings.items()}
        twin.ids = LoggedColumn(self.ids, log)
        return cast("Index", twin)


class Poster(NamedTuple):
    """How entries of one kind are posted: *examine* raises or returns what *commit* then writes, and cannot fail."""

    examine: Callable[[Any], Any]
    commit: Callable[[Any, int, Any], None]


@define(eq=False)
class Clerk:
    """Examines entries against one state and index, and applies those that were committed.

    *count* is how many entries there are, drafts of a batch included, and *at* returns one of them. In a batch the state
    and the index are twins that write to *log*.
    """

    declared: Declaration
    state: State
    index: Index
    count: Callable[[], int]
    at: Callable[[int], AnyEntry]
    log: Log | None = None
    posters: dict[type[Any], Poster] = field(factory=dict, init=False)

    def poster(self, kind: type[Any]) -> Poster:
        """Return how entries of *kind* are posted; ``Refused`` (type) for a kind the book does not take."""
        found = self.posters.get(kind)
        if found is None:
            plan = self.declared.plans.get(kind)
            if plan is None:
                raise self.declared.foreign(kind)
            step = plan.plain
            found = self.posters[kind] = self.general_poster(kind) if step is None else self._plain_poster(plan, step)
        return found

    def general_poster(self, kind: type[Any]) -> Poster:
        """Return how entries of any *kind* are posted, whatever their steps."""
        plan = self.declared.plans[kind]

        def examine(entry: AnyEntry) -> Any:
            plan.admit(entry, self.index.known)
            self.check_dates(entry)
            subjects = plan.subjects(entry)
            new: list[tuple[str, str]] = []
            for life, key in subjects:
                earlier = self.index.last[life].get(key)
                if earlier is not None and (entry.on < earlier.on or entry.recorded < earlier.recorded):
                    raise self.out_of_order(entry, earlier, key)
                if type(earlier) in UNSPELLED:
                    new.append((life, key))
            moves = plan.moves(entry, self.state)
            if new:
                self._check_new(entry, new)
            self.check_guards(plan, entry)
            return moves, subjects

        def commit(entry: AnyEntry, number: int, found: Any) -> None:
            moves, subjects = found
            plan.commit(entry, number, self.state, moves)
            self._note(entry, number, subjects)

        return Poster(examine, commit)

    def _plain_poster(self, plan: Plan, step: Step) -> Poster:
        """Return the common case, one subject in one lifecycle, bound to its columns: the same checks, the same order."""
        commit = self._plain_commit(plan, step)
        return Poster(
            self._plain_examine(plan, step), commit if self.log is None else self._noting(plan, step, commit, self.log)
        )

    def _plain_examine(self, plan: Plan, step: Step) -> Callable[[AnyEntry], Any]:
        state, admit, known, closed = self.state, plan.admit, self.index.known, raw(self.state.closed)
        life, key_of = step.life.name, attrgetter(step.path)
        status, start, cells = raw(state.status[life]), step.life.start, step.cells
        last, check = raw(self.index.last[life]), plan.kind.check if plan.has_check else None

        def examine(entry: AnyEntry) -> Any:
            admit(entry, known)
            on, recorded = entry.on, entry.recorded_on
            if closed or recorded is not None or entry.because is not None:
                self.check_dates(entry)
            key = key_of(entry)
            earlier = last.get(key)
            if earlier is not None and (
                on < earlier.on or (on if recorded is None else recorded) < (earlier.recorded_on or earlier.on)
            ):
                raise self.out_of_order(entry, earlier, key)
            there = cells.get(status.get(key, start))
            if there is None:
                raise plan.objection(entry, step.life, key, state)
            if type(earlier) in UNSPELLED:
                self.check_spelling(entry, life, key, self.index.spellings[life])
            if entry.despite:
                self.check_guards(plan, entry)
            elif check is not None:
                check(entry, state)
            return key, there, earlier

        return examine

    def _plain_commit(self, plan: Plan, step: Step) -> Callable[[AnyEntry, int, Any], None]:
        state, life, ids = self.state, step.life.name, raw(self.index.ids)
        status, last, spellings = raw(state.status[life]), raw(self.index.last[life]), raw(self.index.spellings[life])
        apply = plan.kind.apply if plan.has_apply else None
        columns = plan.bound_writes(state)

        def commit(entry: AnyEntry, number: int, moves: Any) -> None:
            key, there, earlier = moves
            if apply is not None:
                state.number = number
                apply(entry, state)
            for column, get in columns:
                value = get(entry)
                if value is not None:
                    column[key] = value
            status[key] = there
            if type(earlier) in UNSPELLED:
                spellings[id_key(key)] = key
            last[key] = entry
            if entry.id is not None:
                ids[entry.id] = number

        return commit

    def _noting(
        self, plan: Plan, step: Step, commit: Callable[[AnyEntry, int, Any], None], log: Log
    ) -> Callable[[AnyEntry, int, Any], None]:
        """Return *commit* behind a note of what it overwrites; what ``apply`` writes is noted by the columns themselves."""
        life, ids, spellings = step.life.name, raw(self.index.ids), raw(self.index.spellings[step.life.name])
        written = (column for column, _ in plan.bound_writes(self.state))
        touched = (*written, raw(self.state.status[life]), raw(self.index.last[life]))

        def noting(entry: AnyEntry, number: int, moves: Any) -> None:
            key, _, earlier = moves
            log.append(
                (touched, key, ALL, None if earlier is None else [column.get(key, ABSENT) for column in touched])
            )
            if type(earlier) in UNSPELLED:
                log.append((spellings, id_key(key), spellings.get(id_key(key), ABSENT), None))
            if entry.id is not None:
                log.append((ids, entry.id, ABSENT, None))
            commit(entry, number, moves)

        return noting

    def note(self, entry: AnyEntry, number: int, *, spell: bool = True) -> None:
        """Put a posted *entry* into the index."""
        self._note(entry, number, self.declared.plans[type(entry)].subjects(entry), spell=spell)

    def _note(self, entry: AnyEntry, number: int, subjects: tuple[Subject, ...], *, spell: bool = True) -> None:
        for life, key in subjects:
            last = self.index.last[life]
            if spell and type(last.get(key)) in UNSPELLED:
                self.index.spellings[life][id_key(key)] = key
            last[key] = entry
        if entry.id is not None:
            self.index.ids[entry.id] = number

    def note_reversal(self, entry: EntryReversed, number: int) -> None:
        """Put a reversal into the index: it is now the last entry of the subjects of what it reversed."""
        target = self.at(entry.of.number)
        for life, key in self.declared.plans[type(target)].subjects(target):
            self.index.last[life][key] = entry
            if key not in self.state.status.get(life, ()):
                self.index.spellings[life].pop(id_key(key), None)
        if entry.id is not None:
            self.index.ids[entry.id] = number

    def describe(self, entry: AnyEntry) -> Text:
        """Return how to speak of *entry* in an error."""
        return self.declared.plans[type(entry)].describe(entry)

    def repeated(self, entry: AnyEntry) -> Ref | None:
        """Return where an entry of the same id and content stands; ``Duplicate`` for other content or a reversed one.

        What has no shape is refused before it is compared: comparing it may fail, and 1 would be as good as ``True``.
        """
        key = entry.id
        number = self.index.ids.get(key) if type(key) is str else None
        if number is None:
            return None
        self.declared.plans[type(entry)].admit(entry, self.index.known)
        ref = Ref(self.declared.name, number)
        if self.at(number) != entry:
            raise Duplicate(
                "key-reused",
                tried=self.describe(entry),
                stands=Text(f"id {key} was spent on {ref}", f"幂等号 {key} 已用于 {ref}"),
                takes=Text("an id of its own", "请另用一个幂等号"),
                fields=("id",),
            )
        if number in self.state.reversed:
            raise Duplicate(
                "already",
                tried=self.describe(entry),
                stands=Text(f"{ref} with this id was reversed", f"{ref} 已冲销，幂等号不再可用"),
                takes=Text("an id of its own to post it anew", "重新登记请另用一个幂等号"),
                fields=("id",),
            )
        return ref

    def check_dates(self, entry: AnyEntry) -> None:
        """Refuse an accounting date in a closed month or before the day, and a link to an entry yet to come."""
        recorded = entry.recorded
        through = self.state.closed.get(CLOSED)
        if through is not None and recorded <= through and type(entry) is not MonthClosed:
            open_from = through + timedelta(days=1)
            raise Closed(
                "closed",
                tried=self.describe(entry),
                stands=Text(f"months are closed through {through}", f"已结账至 {through}"),
                takes=Text(f"recorded_on={open_from} or later", f"记账日期 recorded_on 须为 {open_from} 或以后"),
                fields=("recorded_on",),
            )
        if recorded < entry.on:
            raise self.state.refusal(
                entry,
                "order",
                stands=Text(
                    f"the accounting date {recorded} is before the day {entry.on}",
                    f"记账日期 {recorded} 早于发生日期 {entry.on}",
                ),
                takes=Text("an accounting date on or after it", "记账日期不得早于发生日期"),
                fields=("recorded_on", "on"),
            )
        because = entry.because
        if because is not None and because.book == self.declared.name and because.number >= self.count():
            raise self.state.refusal(
                entry,
                "reference",
                stands=Text(f"{because} is not in the book yet", f"{because} 尚未登记"),
                takes=Text("an earlier entry", "只能引用更早的记录"),
                fields=("because",),
            )

    def _check_new(self, entry: AnyEntry, subjects: list[tuple[str, str]]) -> None:
        slip: dict[str, dict[str, str]] = {}
        for life, key in subjects:
            self.check_spelling(entry, life, key, self.index.spellings[life])
            self.check_spelling(entry, life, key, slip.setdefault(life, {}))
            slip[life][id_key(key)] = key

    def check_spelling(self, entry: AnyEntry, life: str, key: str, spellings: Mapping[str, str]) -> None:
        """Refuse a new subject whose id differs by case only from one of the *spellings* in use."""
        other = spellings.get(id_key(key), key)
        if other != key:
            raise Duplicate(
                "duplicate",
                tried=self.describe(entry),
                stands=Text(f"{other} differs from {key} by case only", f"{other} 与 {key} 仅大小写不同"),
                takes=Text(f"write {other}, or another number", f"请写 {other}，或换一个编号"),
            )

    def out_of_order(self, entry: AnyEntry, earlier: AnyEntry, key: str) -> Refused:
        """Return the refusal of an entry dated before an *earlier* one of the subject *key*."""
        return self.state.refusal(
            entry,
            "order",
            stands=Text(
                f"the last entry of {key} is of {earlier.on}, recorded {earlier.recorded}",
                f"{key} 的上一条记录发生于 {earlier.on}，记账于 {earlier.recorded}",
            ),
            takes=Text(
                f"{earlier.on} or later, recorded {earlier.recorded} or later; say in a note from when late paper is",
                f"请写 {earlier.on} 或以后，记账 {earlier.recorded} 或以后；迟到的单据在备注写明原日期",
            ),
            fields=("on", "recorded_on"),
        )

    def check_guards(self, plan: Plan, entry: AnyEntry) -> None:
        """Run the entry's own check; refuse ``despite`` without a note, or without need."""
        if entry.despite:
            self._check_despite(entry)
        elif plan.has_check:
            entry.check(self.state)
        if type(entry) is Published and entry.view not in self.declared.documents:
            names = ", ".join(self.declared.documents) or "-"
            raise Unknown(
                "unknown",
                tried=self.describe(entry),
                stands=Text(f"the book has no document {entry.view}", f"本账簿没有 {entry.view}"),
                takes=Text(f"one of {names}", f"可公示：{names}"),
                fields=("view",),
            )

    def _check_despite(self, entry: AnyEntry) -> None:
        if entry.note is None:
            raise self.state.refusal(
                entry,
                "missing",
                stands=Text("goes ahead despite a rule and does not say why", "未按制度办理而未说明原因"),
                takes=Text("a note", "请填写备注"),
                fields=("note", "despite"),
            )
        unknown = [code for code in entry.despite if code not in self.declared.excusable]
        if unknown:
            known = ", ".join(sorted(self.declared.excusable)) or "-"
            raise self.state.refusal(
                entry,
                "unknown",
                stands=Text(
                    f"{', '.join(unknown)} is no rule that can be excused", f"{'、'.join(unknown)} 不是可例外的制度"
                ),
                takes=Text(f"one of {known}", f"可例外：{known}"),
                fields=("despite",),
            )
        self.state.excused.clear()
        entry.check(self.state)
        needless = [code for code in entry.despite if code not in self.state.excused]
        if needless or len(set(entry.despite)) != len(entry.despite):
            named = ", ".join(needless or entry.despite)
            raise self.state.refusal(
                entry,
                "rule",
                stands=Text(f"despite {named} is not needed", f"并未违反 {named}，无须例外"),
                takes=Text("leave it out", "请去掉 despite"),
                fields=("despite",),
            )
