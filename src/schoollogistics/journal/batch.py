"""Several entries into one book or several, all or nothing, with one commit point for all."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import islice
from typing import TYPE_CHECKING, Any, Protocol

from attrs import frozen

from schoollogistics.errors import InvalidValue, LogisticsError, Refused, Text
from schoollogistics.journal.bookkeeping import EntryReversed, MonthClosed, Published
from schoollogistics.journal.chronicle import Chronicle, Flag, Pending
from schoollogistics.journal.clerk import Clerk
from schoollogistics.journal.entry import Ref
from schoollogistics.journal.plan import AnyEntry
from schoollogistics.journal.state import undo

if TYPE_CHECKING:
    from schoollogistics.journal.book import Book

BATCH_MOST = 100_000


class Bench(Protocol):
    """Several books as they would be after the entries of a batch so far: what a check across books may look at."""

    def count(self, book: str) -> int | None:
        """Return how many entries the book of that name has, or None if it is not here."""

    def has(self, book: str, lifecycle: str, key: str) -> bool:
        """Tell whether a book knows a subject of one of its lifecycles."""


Check = Callable[[AnyEntry, Bench], None]


@frozen
class Draft:
    """One book inside an open batch: what it would be so far."""

    chronicle: Chronicle
    pending: Pending
    clerk: Clerk

    def post(self, entry: AnyEntry) -> Ref:
        """Check and apply *entry* to the draft."""
        examine, commit = self.clerk.poster(type(entry))
        if entry.id is not None:
            earlier = self.clerk.repeated(entry)
            if earlier is not None:
                return earlier
        moves = examine(entry)
        number = self.pending.base + len(self.pending.entries)
        self.pending.entries.append(entry)
        commit(entry, number, moves)
        return Ref(self.chronicle.declared.name, number)


@frozen
class Drafts:
    """The drafts of a batch by the name of their book."""

    by_name: Mapping[str, Draft]

    def count(self, book: str) -> int | None:
        """Return how many entries a book would have."""
        draft = self.by_name.get(book)
        return None if draft is None else draft.pending.base + len(draft.pending.entries)

    def has(self, book: str, lifecycle: str, key: str) -> bool:
        """Tell whether a book would know a subject."""
        return key in self.by_name[book].clerk.state.status[lifecycle]


def _drafts(books: "Sequence[Book[Any, Any]]", flag: Flag) -> dict[type[AnyEntry], Draft]:
    """Open a draft of every book and return which takes which kind."""
    route: dict[type[AnyEntry], Draft] = {}
    for book in books:
        chronicle = book.chronicle
        if chronicle.numbers is not None:
            raise Refused(
                "state",
                tried=Text(f"post to {book.name}", f"登记到 {book.name}"),
                stands=Text("it is the book as of a past day", "这是过去某日的账簿"),
                takes=Text("the live book", "请登记到现行账簿"),
            )
        clerk = chronicle.drafter  # first, since it settles a batch that was interrupted
        draft = Draft(chronicle, Pending(flag, len(chronicle.entries)), clerk)
        for kind in book.kinds:
            if route.setdefault(kind, draft) is not draft:
                raise InvalidValue(
                    "duplicate",
                    tried=Text("post to several books", "登记到多本账簿"),
                    stands=Text(f"two of them take {kind.__name__}", f"有两本都收 {kind.__name__}"),
                    takes=Text("one book of each kind", "每种账簿只给一本"),
                )
    return route


def _publisher(drafts: Iterable[Draft], entry: AnyEntry) -> Draft | None:
    """Return the draft of the book that has the document of a publication; of a single book in any case."""
    every = list(drafts)
    if type(entry) is not Published:
        return None
    having = every if len(every) == 1 else [each for each in every if entry.view in each.chronicle.declared.documents]
    return having[0] if len(having) == 1 else None


def _no_draft(entry: object, books: "Sequence[Book[Any, Any]]") -> LogisticsError:
    if type(entry) is not MonthClosed and type(entry) is not EntryReversed:
        if len(books) == 1:
            return books[0].declaration.foreign(type(entry))
        name, names = type(entry).__name__[:60], ", ".join(book.name for book in books)
        return Refused(
            "type",
            tried=Text(f"post {name} to several books", f"登记 {name} 到多本账簿"),
            stands=Text(f"it is of none alone of: {names}", f"无法归入其中一本：{names}"),
            takes=Text("book.post(…) of its own book", "请用所属账簿的 book.post(…)"),
        )
    return Refused(
        "state",
        tried=Text(f"post {type(entry).__name__} in a batch", f"批量登记 {type(entry).__name__}"),
        stands=Text("closings and reversals are posted alone", "月结和冲销须单独登记"),
        takes=Text("book.post(…)", "请用 book.post(…)"),
    )


def post_all(
    books: "Sequence[Book[Any, Any]]", entries: Iterable[AnyEntry], *, check: Check | None = None
) -> tuple[Ref, ...]:
    """Post all *entries* into the *books* that take them, or none of them; return where each stands.

    *check* looks at each new entry once its own book has taken it, and raises if another book has an objection. A refusal
    carries the ``position`` of the entry refused, counted from 0. Closings and reversals are posted alone.
    """
    wanted = list(islice(entries, BATCH_MOST + 1))
    if len(wanted) > BATCH_MOST:
        raise InvalidValue(
            "limit",
            tried=Text("post many entries at once", "一次登记多条"),
            stands=Text("too many for one batch", "批量过大"),
            takes=Text(f"at most {BATCH_MOST}", f"最多 {BATCH_MOST} 条"),
        )
    flag, refs = Flag(), list[Ref]()
    route = _drafts(books, flag)
    drafts = {id(draft): draft for draft in route.values()}.values()
    bench = Drafts({draft.chronicle.declared.name: draft for draft in drafts})
    try:
        for each in drafts:
            each.chronicle.applied = -1
            each.chronicle.pending = each.pending
        for entry in wanted:
            draft = route.get(type(entry)) or _publisher(drafts, entry)
            if draft is None:
                raise _no_draft(entry, books)
            held = len(draft.pending.entries)
            ref = draft.post(entry)
            if check is not None and len(draft.pending.entries) > held:
                check(entry, bench)
            refs.append(ref)
        flag.committed = True  # the commit, of all books at once
    except LogisticsError as error:
        # Between two entries the log is true. Whatever else is raised may come amid a write: then the books fold again.
        _abandon(drafts)
        error.position = len(refs)
        raise
    for each in drafts:
        each.chronicle.entries.extend(each.pending.entries)
        each.chronicle.pending = None
        each.chronicle.applied = len(each.chronicle.entries)
    return tuple(refs)


def _abandon(drafts: Iterable[Draft]) -> None:
    for each in drafts:
        undo(each.clerk.log or [])
        each.chronicle.pending = None
        each.chronicle.applied = each.pending.base
