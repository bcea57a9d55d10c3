"""Entries that every book accepts: a month is closed, a document is published, an entry is reversed."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any, ClassVar, Final, final

from attrs import frozen

from schoollogistics.errors import Closed, Text
from schoollogistics.journal.entry import Entry, RefId, Subject
from schoollogistics.journal.rules import Rule
from schoollogistics.journal.state import State
from schoollogistics.values.ids import Code
from schoollogistics.values.labels import Label, Labels
from schoollogistics.values.periods import Month
from schoollogistics.values.shapes import Count, Note, Period

CLOSED: Final = "through"
CLOSINGS: Final = "journal.closings"
PUBLICATIONS: Final = "journal.publications"
JOURNAL_LIVES: Final = (CLOSINGS, PUBLICATIONS)

POSTED_TWICE: Final = Rule(
    code="J01",
    family="completeness",
    zh="同一事项不重复登记",
    en="One thing is written down once",
    source="journal",
)


@final
@frozen(kw_only=True)
class MonthClosed(Entry[State]):
    """A month of one book is closed: no accounting date up to its end is taken any more (月结)."""

    kind: ClassVar[str] = "journal.month_closed"

    book: Code
    month: Month

    def check(self, state: State) -> None:
        """Refuse a month out of order, or closed before it is over (order, date)."""
        through = state.closed.get(CLOSED)
        if through is not None:
            expected = Month.of(through).next()
            if self.month.last <= through:
                raise Closed(
                    "already",
                    tried=state.describe(self),
                    stands=Text(f"closed through {through}", f"已结账至 {through}"),
                    takes=Text(f"close {expected} next", f"下一个应结 {expected}"),
                    fields=("month",),
                )
            if self.month != expected:
                raise state.refusal(
                    self,
                    "order",
                    stands=Text(f"closed through {through}", f"已结账至 {through}"),
                    takes=Text(f"close {expected} first", f"请先结 {expected}"),
                    fields=("month",),
                )
        if self.recorded < self.month.last:
            raise state.refusal(
                self,
                "date",
                stands=Text(f"the month runs to {self.month.last}", f"该月至 {self.month.last} 止"),
                takes=Text("close it on its last day or later", "请在月末当日或之后结账"),
                fields=("month", "recorded_on"),
            )

    def apply(self, state: State) -> None:
        """Move the end of the closed months."""
        state.closed[CLOSED] = self.month.last


@final
@frozen(kw_only=True)
class Published(Entry[State]):
    """A document of one book was made public (公示)."""

    kind: ClassVar[str] = "journal.published"

    view: Code
    period: Period
    version: Count
    where: Note
    until: date | None = None
    reason: Note | None = None

    def check(self, state: State) -> None:
        """Refuse a version out of order, a new one without reason, and a notice that ends before it begins."""
        latest = state.published.get((self.view, str(self.period)), 0)
        if self.version != latest + 1:
            raise state.refusal(
                self,
                "order",
                stands=Text(f"version {latest} is the latest", f"最新为第 {latest} 版"),
                takes=Text(f"version {latest + 1}", f"第 {latest + 1} 版"),
                fields=("version",),
            )
        if latest and self.reason is None:
            raise state.refusal(
                self,
                "missing",
                stands=Text(f"version {latest} is already public", f"第 {latest} 版已公示"),
                takes=Text("a reason for the new version", "请写明重新公示的原因"),
                fields=("reason",),
            )
        if self.until is not None and self.until < self.on:
            raise state.refusal(
                self,
                "order",
                stands=Text(f"public from {self.on}", f"自 {self.on} 起公示"),
                takes=Text("an end on or after that day", "截止日不得早于公示日"),
                fields=("until",),
            )

    def apply(self, state: State) -> None:
        """Keep the latest version."""
        state.published[(self.view, str(self.period))] = self.version


@final
@frozen(kw_only=True)
class EntryReversed(Entry[State]):
    """An entry was reversed: the book stands as if it had not been made, and both stay visible (红字冲销)."""

    kind: ClassVar[str] = "journal.entry_reversed"

    of: RefId
    reason: Note


JournalEntry = MonthClosed | Published | EntryReversed
JOURNAL_KINDS: Final[tuple[type[Entry[Any]], ...]] = (MonthClosed, Published, EntryReversed)
HISTORIES: Final[Mapping[type[Entry[Any]], Callable[[Any], tuple[Subject, ...]]]] = {
    MonthClosed: lambda entry: ((CLOSINGS, entry.book),),
    Published: lambda entry: ((PUBLICATIONS, f"{entry.view} {entry.period}"),),
}
"""The closings of a book, and the versions of a document, are one history each, though in no lifecycle: their dates do
not run backwards, and the last one is reversed first."""
JOURNAL_LABELS: Final = Labels(
    entries={
        MonthClosed.kind: Label("Month closed", "月结"),
        Published.kind: Label("Published", "公示"),
        EntryReversed.kind: Label("Entry reversed", "红字冲销"),
    },
    fields={
        "book": Label("Book", "账簿"),
        "month": Label("Month", "月份"),
        "view": Label("Document", "公示内容"),
        "period": Label("Period", "期间"),
        "version": Label("Version", "版次"),
        "where": Label("Where", "公示地点"),
        "until": Label("Until", "截止日期"),
        "of": Label("Reversed entry", "被冲销记录"),
        "reason": Label("Reason", "原因"),
    },
)
