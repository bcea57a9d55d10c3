"""What all papers are made of: the slips of a period, columns headed as the fields are labelled, a title and a head."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final, TypeVar

from schoollogistics.errors import Text
from schoollogistics.food_safety.book import FoodSafetyLog
from schoollogistics.food_safety.rules import DOCUMENTS, LABELS
from schoollogistics.journal import Entry, about, numbered
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, ColumnKind, Pair, Table, TableColumn

E = TypeVar("E", bound=Entry[Any])
TITLES: Final = {each.name: each.text for each in DOCUMENTS}

DATE: Final = TableColumn("on", "日期", "Date")
TIME: Final = TableColumn("at", "时间", "Time")
STATUS: Final = TableColumn("status", "状态", "Status")
GOOD: Final = TableColumn("good", "合格", "Within limits")
NOTE: Final = TableColumn("note", "备注", "Note")
EXPIRED: Final = Text("expired", "已过期")

CHECKED_BY: Final[Pair] = (Text("Checked by", "检查人"), None)
OFFICER: Final[Pair] = (Text("Food-safety officer", "食品安全员"), None)
DIRECTOR: Final[Pair] = (Text("Food-safety director", "食品安全总监"), None)
HEAD_OF_CANTEEN: Final[Pair] = (Text("Head of the canteen", "食堂负责人"), None)
PRINCIPAL: Final[Pair] = (Text("Principal", "校（园）长"), None)


def column(name: str, kind: ColumnKind = "text") -> TableColumn:
    """Return the column of a field, under its label."""
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en, kind)


def choice(name: str, code: str | None) -> Text | None:
    """Return what a *code* of a field is called; None for none."""
    return None if code is None else LABELS.choice(name, code)


def within(lacks: bool, judged: bool) -> Text | None:
    """Return whether limits were kept; None where there are none."""
    if lacks:
        return Text("no", "不合格")
    return Text("yes", "合格") if judged else None


def sheets(book: FoodSafetyLog, kind: type[E], during: DateSpan | date) -> list[E]:
    """Return the entries of a *kind* of a period, in order of posting."""
    span = span_of(during)
    return [entry for _, entry in numbered(book) if isinstance(entry, kind) and entry.on in span]


def paper(
    book: FoodSafetyLog,
    name: str,
    during: DateSpan | date,
    columns: Iterable[TableColumn],
    rows: Iterable[tuple[Cell, ...]],
    *,
    head: tuple[Pair, ...] = (),
    **foot: Any,
) -> Table:
    """Return the document of that *name*: under its title, headed by school and period, with totals, notes and signatures."""
    return Table(
        title=TITLES[name],
        head=(*about(book.setting, during), *head),
        columns=tuple(columns),
        rows=tuple(rows),
        **foot,
    )
