"""What an office prints: what is to be done, how routines stand, a month on the wall, who answers for what, and why."""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from schoollogistics.calendar import TermCalendar
from schoollogistics.calendar.coverage import WEEK_STARTS
from schoollogistics.calendar.day_info import DAY_KINDS
from schoollogistics.errors import Language, Text
from schoollogistics.journal import Due, Ref, Turn, about, details
from schoollogistics.journal.rules import STATUSES
from schoollogistics.journal.turns import STANDINGS, Standing
from schoollogistics.journal.views import UNSURE, school_of
from schoollogistics.office.logistics_office import LogisticsOffice
from schoollogistics.values.money import NOTHING, own_context
from schoollogistics.values.periods import DateSpan, Month, Week, check_day
from schoollogistics.values.svg import DayMark, DaySquare, Svg, month_sheet
from schoollogistics.values.svg.month_sheet import WEEKDAYS, Sign
from schoollogistics.values.tables import Pair, Table, TableColumn

AGENDA: Final = Text("Agenda", "待办")
AS_OF: Final = Text("As of", "截至")
SAYS_WHAT: Final = ("what", "fault", "task", "name", "items", "asset")
"""The columns that say what is to be done about a subject, or what it is."""
SAYS_UNTIL: Final = ("deadline", "due", "payable_by")
"""The columns that say by when."""
PERSON: Final = Text("Person", "责任人")
WHAT: Final = TableColumn("what", "事项", "What")
WHERE: Final = TableColumn("where", "地点、范围", "Where")
WHO: Final = TableColumn("who", "责任人", "Who")
BRIEF: Final[Mapping[Standing, tuple[Sign, Text]]] = {
    "done": ("tick", Text("done", "已完成")),
    "late": ("late_tick", Text("late", "逾期完成")),
    "overdue": ("cross", Text("missed", "逾期未做")),
    "due": ("dot", Text("due", "到期待做")),
    "pending": ("ring", Text("to come", "未到期")),
}


def agenda_table(office: LogisticsOffice, during: DateSpan | date) -> Table:
    """Return what all books and routines have to be done with a last day in *during* (待办事项), earliest first.

    Each with what is posted when it is done, and the code of the rule or routine behind it.
    """
    title = Text("What is to be done", "待办事项")
    return _dues_table(office, title, about(office.setting, during), office.agenda(during))


def overdue_table(office: LogisticsOffice, on: date) -> Table:
    """Return what should have been done before *on*, is not, and still can be (逾期未办), as it stood at the end of that day."""
    then = office.as_of(on)
    return _dues_table(then, Text("Overdue", "逾期未办"), about(office.setting, on), then.overdue(on))


def _dues_table(office: LogisticsOffice, title: Text, head: tuple[Pair, ...], dues: Iterable[Due]) -> Table:
    return Table(
        title=title,
        head=head,
        columns=(
            TableColumn("last", "最晚日期", "Last day"),
            TableColumn("until", "最晚时刻", "Until"),
            WHAT,
            TableColumn("subject", "编号", "No."),
            WHERE,
            WHO,
            TableColumn("post", "办完登记", "Post"),
            TableColumn("rule", "条款", "Rule"),
        ),
        rows=[
            (
                due.last,
                due.until,
                due.what,
                None if due.subject is None else due.subject[1],
                due.where,
                due.who,
                _listed(office.shelf.label(kind) for kind in due.post),
                None if due.rule is None else due.rule.code,
            )
            for due in dues
        ],
    )


def _listed(names: Iterable[Text]) -> Text:
    kept = tuple(names)
    return Text(", ".join(each.en for each in kept), "、".join(each.zh for each in kept))


def week_table(office: LogisticsOffice, week: Week, on: date) -> Table:
    """Return one week on one sheet (周工作安排): what is to be done in rows, the days in columns, as it stood at the end of *on*.

    Each routine stands in one row, and on the last day of each of its turns how that stood; below them what else the
    books have to be done. Days on which nothing ends have no column.
    """
    then = office.as_of(on)
    rows: dict[tuple[str, Text, str | None, str | None], dict[date, Standing]] = {}
    for turn in then.turns(week):
        each = turn.routine
        line = rows.setdefault((each.code, each.text, each.scope, each.role), {})
        line[turn.occurrence.last] = turn.standing(on)
    for due in then.agenda(week):
        if due.routine is None:
            rows.setdefault(("", _about(due), due.where, due.who), {})[due.last] = _open(due, on)
    days = sorted({day for line in rows.values() for day in line})
    return Table(
        title=Text("The week", "周工作安排"),
        head=(*about(office.setting, week), (AS_OF, on)),
        columns=(
            WHAT,
            WHERE,
            WHO,
            *(TableColumn(f"day{n}", *_heading(day)) for n, day in enumerate(days, 1)),
        ),
        rows=[
            (*named, *(STANDINGS[line[day]] if day in line else None for day in days))
            for (_, *named), line in rows.items()
        ],
    )


def _about(due: Due) -> Text:
    return due.what if due.subject is None else Text(*(f"{words} {due.subject[1]}" for words in due.what))


def _open(due: Due, on: date) -> Standing:
    return "overdue" if due.last < on else "due"


def _heading(day: date) -> tuple[str, str]:
    name = WEEKDAYS[day.weekday()]
    return f"周{name.zh} {day:%m-%d}", f"{name.en} {day:%m-%d}"


def routines_table(office: LogisticsOffice, during: DateSpan | date, on: date) -> Table:
    """Return how every routine with a last day in *during* stood at the end of *on* (例行工作完成情况), and who did it.

    The head counts them by how they stand; a note names every routine whose source nobody has verified.
    """
    turns = office.as_of(on).turns(during)
    count = Counter(turn.standing(on) for turn in turns)
    return Table(
        title=Text("Routines", "例行工作完成情况"),
        head=(
            *about(office.setting, during),
            (AS_OF, on),
            *((name, count[standing]) for standing, name in STANDINGS.items() if count[standing]),
        ),
        columns=(
            TableColumn("due", "应做日期", "Due"),
            TableColumn("last", "最晚日期", "Last day"),
            TableColumn("code", "编号", "No."),
            TableColumn("routine", "例行工作", "Routine"),
            WHERE,
            WHO,
            TableColumn("times", "应做次数", "Times", "number"),
            TableColumn("done", "已做次数", "Done", "number"),
            TableColumn("standing", "情况", "How it stands"),
            TableColumn("days", "完成日期", "Done on"),
            TableColumn("by", "经办人", "By"),
        ),
        rows=[
            (
                turn.occurrence.due,
                turn.occurrence.last,
                turn.routine.code,
                turn.routine.text,
                turn.routine.scope,
                turn.routine.role,
                turn.routine.times,
                turn.count(),
                STANDINGS[turn.standing(on)],
                _once(str(entry.on) for _, entry in turn.met),
                _once(entry.by for _, entry in turn.met),
            )
            for turn in turns
        ],
        notes=_unsure(turns),
    )


def _once(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(words))


def _unsure(turns: tuple[Turn, ...]) -> tuple[Text, ...]:
    routines = dict.fromkeys(turn.routine for turn in turns if turn.routine.status in UNSURE)
    return tuple(
        Text(
            f"{each.en}: {STATUSES[each.status].en} ({each.source})",
            f"{each.zh}：{STATUSES[each.status].zh}（{each.source}）",
        )
        for each in routines
    )


def agenda_month(office: LogisticsOffice, month: Month, on: date, *, language: Language = "zh") -> Svg:
    """Return *month* on the wall (月历), each day with how much had its last day then and how that stood at the end of *on*.

    Counted are the occurrences of routines, done or not, and what else the books have to be done. Days without school
    are shaded by the calendar of the setting, *on* is framed. ``OutOfCoverage`` for days the calendar does not cover.
    """
    check_day(on, "on")
    then = office.as_of(on)
    counts: dict[date, Counter[Standing]] = {day: Counter() for day in month}
    for turn in then.turns(month):
        counts[turn.occurrence.last][turn.standing(on)] += 1
    for due in then.agenda(month):
        if due.routine is None:
            counts[due.last][_open(due, on)] += 1
    calendar = office.setting.calendar
    days = {
        day: evolve(
            DaySquare() if calendar is None else _square(calendar, day),
            marks=tuple(_mark(standing, count[standing]) for standing in BRIEF if count[standing]),
            framed=day == on,
        )
        for day, count in counts.items()
    }
    start = 0 if calendar is None else WEEK_STARTS[calendar.week_start]
    return month_sheet(AGENDA, month, days, week_start=start, language=language)


def _square(calendar: TermCalendar, day: date) -> DaySquare:
    info = calendar.day(day)
    if info.is_school_day:
        return DaySquare(kind="make_up" if info.kind == "make_up" else "school")
    return DaySquare(kind="off", note=info.name or ("" if info.kind == "weekend" else DAY_KINDS[info.kind]))


def _mark(standing: Standing, count: int) -> DayMark:
    sign, name = BRIEF[standing]
    return DayMark(text=Text(f"{name.en} {count}", f"{name.zh} {count}"), sign=sign)


def holdings_table(office: LogisticsOffice, person: str) -> Table:
    """Return what *person* answers for now, over all books (个人名下事项).

    What it is, where, by when, and how much is owed, where the book has that.
    """
    rows = []
    for held in office.held_by(person):
        book = office.shelf.named(held.book)
        view = book.of(held.lifecycle)[held.key]
        # Of a room there is nothing to say but that it is one, and where it is says its name.
        room = book.labels.field("room") if held.lifecycle == "room" else None
        rows.append(
            (
                book.title,
                held.key,
                _first(view.facts, SAYS_WHAT) or room,
                view.facts.get("place") or (held.key if room else None),
                _first(view.facts, SAYS_UNTIL),
                book.labels.field(held.part),
                book.labels.state(held.status),
                _owed(view.facts),
            )
        )
    return Table(
        title=Text("In one person's hands", "个人名下事项"),
        head=(*school_of(office.setting), (PERSON, person)),
        columns=(
            TableColumn("book", "账簿", "Book"),
            TableColumn("key", "编号", "No."),
            WHAT,
            TableColumn("where", "地点", "Where"),
            TableColumn("deadline", "期限", "Deadline"),
            TableColumn("part", "身份", "As"),
            TableColumn("status", "状态", "State"),
            TableColumn("open", "未兑现金额（元）", "Still open, yuan", "money"),
        ),
        rows=rows,
    )


def _owed(facts: Mapping[str, Any]) -> Decimal | None:
    """Return what is charged and not settled yet."""
    charge = facts.get("charge")
    return None if charge is None else own_context().subtract(charge, facts.get("paid") or NOTHING)


def _first(facts: Mapping[str, Any], names: Iterable[str]) -> Any:
    return next((facts[name] for name in names if facts.get(name) is not None), None)


FROZEN: Final = ("expected",)
"""What a count begins with is the whole list of the book: it has a sheet of its own."""


def trace_table(office: LogisticsOffice, ref: Ref) -> Table:
    """Return what led to an entry, the entry, and all that came of it (来龙去脉), causes before effects."""
    causes = office.shelf.causes()
    rows = []
    for place, entry in office.trace(ref):
        labels = office.shelf.named(place.book).labels
        rows.append(
            (
                str(place),
                entry.on,
                entry.at,
                labels.entry(entry.kind),
                (entry.by, *entry.cosigned_by),
                details(entry, labels, without=FROZEN),
                None if place not in causes else str(causes[place]),
            )
        )
    return Table(
        title=Text("What led to what", "来龙去脉"),
        head=school_of(office.setting),
        columns=(
            TableColumn("ref", "记录", "Entry"),
            TableColumn("on", "日期", "Date"),
            TableColumn("at", "时间", "Time"),
            TableColumn("step", "环节", "Step"),
            TableColumn("by", "经办人", "By"),
            TableColumn("details", "内容", "Details"),
            TableColumn("because", "起因", "Because of"),
        ),
        rows=rows,
    )
