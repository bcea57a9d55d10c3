"""Several entries into one book or several, all or nothing, with one commit point for all."""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Any

from attrs import frozen

from schoollogistics.errors import InvalidValue, LogisticsError, Refused, Text
from schoollogistics.journal.bookkeeping import JOURNAL_KINDS, EntryReversed, MonthClosed
from schoollogistics.journal.chronicle import Chronicle, Flag, Index, Pending
from schoollogistics.journal.entry import Ref
from schoollogistics.journal.plan import AnyEntry
from schoollogistics.journal.state import Log, State, undo

if TYPE_CHECKING:
    from schoollogistics.journal.book import Book

BATCH_MOST = 100_000


@frozen
class Draft:
    """One book inside an open batch: what it would be so far."""

    chronicle: Chronicle
    pending: Pending
    state: State
    index: Index

    def post(self, entry: AnyEntry) -> Ref:
        """Check and apply *entry* to the draft."""
        name = self.chronicle.declared.name
        if getattr(entry, "id", None) is not None:
            earlier = self.chronicle.repeated(entry, self.state, self.index)
            if earlier is not None:
                return earlier
        plan, moves = self.chronicle.examine(entry, self.state, self.index)
        number = self.pending.base + len(self.pending.entries)
        self.pending.entries.append(entry)
        plan.commit(entry, number, self.state, moves)
        self.chronicle.note(self.index, entry, number)
        return Ref(name, number)


def _route(books: "Sequence[Book[Any, Any]]") -> dict[type[AnyEntry], Chronicle]:
    route: dict[type[AnyEntry], Chronicle] = {}
    for book in books:
        chronicle = book.chronicle
        if chronicle.numbers is not None:
            raise Refused(
                "state",
                tried=Text(f"post to {book.name}", f"登记到 {book.name}"),
                stands=Text("it is the book as of a past day", "这是过去某日的账簿"),
                takes=Text("the live book", "请登记到现行账簿"),
            )
        for kind in book.kinds:
            if route.setdefault(kind, chronicle) is not chronicle:
                raise InvalidValue(
                    "duplicate",
                    tried=Text("post to several books", "登记到多本账簿"),
                    stands=Text(f"two of them take {kind.__name__}", f"有两本都收 {kind.__name__}"),
                    takes=Text("one book of each kind", "每种账簿只给一本"),
                )
        if len(books) == 1:
            route.update(dict.fromkeys(JOURNAL_KINDS, chronicle))
    return route


def _check_lone(entry: object) -> None:
    if type(entry) is MonthClosed or type(entry) is EntryReversed:
        raise Refused(
            "state",
            tried=Text(f"post {type(entry).__name__} in a batch", f"批量登记 {type(entry).__name__}"),
            stands=Text("closings and reversals are posted alone", "月结和冲销须单独登记"),
            takes=Text("book.post(…)", "请用 book.post(…)"),
        )


def post_all(books: "Sequence[Book[Any, Any]]", entries: Iterable[AnyEntry]) -> tuple[Ref, ...]:
    """Post all *entries* into the *books* that take them, or none of them; return where each stands.

    A refusal carries the ``position`` of the entry refused, counted from 0. Closings and reversals are posted alone.
    """
    route = _route(books)
    wanted = list(entries)
    if len(wanted) > BATCH_MOST:
        raise InvalidValue(
            "limit",
            tried=Text(f"post {len(wanted)} entries at once", f"一次登记 {len(wanted)} 条"),
            stands=Text("too many for one batch", "批量过大"),
            takes=Text(f"at most {BATCH_MOST}", f"最多 {BATCH_MOST} 条"),
        )
    flag, log = Flag(), list[Any]()
    chronicles = [book.chronicle for book in books]
    drafts = {id(each): _open(each, flag, log) for each in chronicles}
    try:
        for each in drafts.values():
            each.chronicle.applied = -1
            each.chronicle.pending = each.pending
        refs = tuple(_post_one(position, entry, route, drafts, books) for position, entry in enumerate(wanted))
        flag.committed = True  # the commit, of all books at once
    except BaseException:
        if not flag.committed:
            _abandon(drafts.values(), log)
        raise
    for each in drafts.values():
        each.chronicle.entries.extend(each.pending.entries)
        each.chronicle.pending = None
        each.chronicle.applied = len(each.chronicle.entries)
    return refs


def _open(chronicle: Chronicle, flag: Flag, log: Log) -> Draft:
    state, index = chronicle.state, chronicle.index
    return Draft(chronicle, Pending(flag, len(chronicle.entries)), state.logged(log), index.logged(log))


def _post_one(
    position: int,
    entry: AnyEntry,
    route: dict[type[AnyEntry], Chronicle],
    drafts: dict[int, Draft],
    books: "Sequence[Book[Any, Any]]",
) -> Ref:
    try:
        _check_lone(entry)
        chronicle = route.get(type(entry))
        if chronicle is None:
            raise books[0].chronicle.foreign(entry)
        return drafts[id(chronicle)].post(entry)
    except LogisticsError as error:
        error.position = position
        raise


def _abandon(drafts: Iterable[Draft], log: Log) -> None:
    undo(log)
    for each in drafts:
        each.chronicle.pending = None
        each.chronicle.applied = each.pending.base
