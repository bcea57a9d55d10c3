"""The papers of checks and findings: the patrol record, its statistics, the hazard ledger, what is open and overdue."""

from collections import Counter
from datetime import date
from typing import Final

from schoollogistics.errors import Text
from schoollogistics.inspections.book import InspectionSchedule
from schoollogistics.inspections.entries.checks import CheckHeld, CheckLine
from schoollogistics.inspections.entries.codes import MODES, OPEN
from schoollogistics.inspections.rules import LABELS
from schoollogistics.journal import SubjectView, about, numbered
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Pair, Table, TableColumn

STATUS: Final = TableColumn("status", "状态", "Status")
RECHECK: Final = TableColumn("result", "复查结果", "Re-check")
PATROLLED: Final = (Text("Signature of whoever patrolled", "巡查人签字"), None)
HEAD_SIGNS: Final = (Text("Head of logistics", "后勤负责人"), None)
COUNTED: Final = ("items", "faults", "fixed", "left")


def _column(name: str) -> TableColumn:
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en)


def _checks(book: InspectionSchedule, during: DateSpan | date) -> list[CheckHeld]:
    span = span_of(during)
    held = [entry for _, entry in numbered(book) if isinstance(entry, CheckHeld) and entry.on in span]
    return sorted(held, key=lambda check: check.on)


def patrol_record(book: InspectionSchedule, during: DateSpan | date) -> Table:
    """Return what was looked at in *during* and found (巡查记录, D20): a row for each line of a check, in order of days.

    A check without lines has one row. Reversed checks are left out.
    """
    rows: list[tuple[Cell, ...]] = []
    for check in _checks(book, during):
        for line in check.lines or (CheckLine(item=check.scope, result="ok"),):
            result = LABELS.choice("result", line.result)
            said = "" if line.remark is None else line.remark
            rows.append(
                (
                    check.on,
                    check.at,
                    LABELS.choice("mode", check.mode),
                    check.scope,
                    line.place or check.area,
                    line.item,
                    None if line.reading is None else str(line.reading),
                    Text(f"{result.en}: {said}", f"{result.zh}：{said}") if said else result,
                    line.handling,
                    (check.by, *check.cosigned_by),
                )
            )
    return Table(
        title=Text("Patrol record", "巡查记录"),
        head=about(book.setting, during),
        columns=(
            TableColumn("on", "日期", "Date"),
            TableColumn("at", "时间", "Time"),
            _column("mode"),
            _column("scope"),
            _column("place"),
            _column("item"),
            _column("reading"),
            TableColumn("finding", "巡查情况", "Finding"),
            _column("handling"),
            TableColumn("by", "巡查人", "By"),
        ),
        rows=rows,
        signatures=(PATROLLED,),
    )


def patrol_statistics(book: InspectionSchedule, during: DateSpan | date) -> Table:
    """Return what the checks of *during*, usually a week, found by scope and place (巡查记录统计, D20, P95).

    Each line of a check is one item; a check without lines is one item in order.
    """
    checks = _checks(book, during)
    counts: dict[tuple[str, str], Counter[str]] = {}
    for check in checks:
        for line in check.lines or (CheckLine(item=check.scope, result="ok"),):
            count = counts.setdefault((check.scope, line.place or check.area or ""), Counter())
            count.update(
                items=1,
                faults=int(line.result != "ok"),
                fixed=int(line.result == "fixed"),
                left=int(line.result == "fault"),
            )
    whole = sum(counts.values(), Counter[str]())
    modes = Counter(check.mode for check in checks)
    held: list[Pair] = [(Text("Checks held", "检查次数"), len(checks))]
    held += [(LABELS.choice("mode", mode), modes[mode]) for mode in MODES]
    return Table(
        title=Text("Patrol statistics", "巡查记录统计"),
        head=(*about(book.setting, during), *held),
        columns=(
            _column("scope"),
            _column("place"),
            TableColumn("items", "检查项数", "Items", "number"),
            TableColumn("faults", "发现问题", "Faults", "number"),
            TableColumn("fixed", "当场处理", "Fixed on the spot", "number"),
            TableColumn("left", "待处理", "Left to do", "number"),
        ),
        rows=[
            (scope, place or None, *(count[name] for name in COUNTED))
            for (scope, place), count in sorted(counts.items())
        ],
        totals={name: whole[name] for name in COUNTED},
        signatures=(HEAD_SIGNS,),
    )


def hazard_ledger(book: InspectionSchedule, day: date) -> Table:
    """Return every finding as it stood at the end of *day* (隐患排查台账, D21), from its discovery to its closing."""
    then = book.as_of(day)
    names = ("finding", "what", "place", "severity", "found_on", "finders", "owner", "deadline", "work", "fixed_on")
    more = ("fixers", "result", "rechecked_on", "recheckers", "closed_on")
    columns = (RECHECK if name == "result" else _column(name) for name in (*names, *more))
    return Table(
        title=Text("Hazard ledger", "隐患排查台账"),
        head=about(book.setting, day),
        columns=(*columns, STATUS),
        rows=[_row(then[key], (*names, *more)) for key in then],
        signatures=(HEAD_SIGNS,),
    )


def _row(view: SubjectView, names: tuple[str, ...]) -> tuple[Cell, ...]:
    return (*(_cell(view, name) for name in names), LABELS.state(view.status))


def _cell(view: SubjectView, name: str) -> Cell:
    value: Cell = view.key if name == "finding" else getattr(view, name)
    return LABELS.choice(name, value) if isinstance(value, str) and name in LABELS.choices else value


def open_findings(book: InspectionSchedule, day: date) -> Table:
    """Return the findings that are not settled at the end of *day* (未销号隐患): who has them, by when, how far they are."""
    then = book.as_of(day)
    names = ("finding", "what", "place", "severity", "found_on", "owner", "deadline", "fixed_on", "failures")
    return Table(
        title=Text("Open findings", "未销号隐患"),
        head=about(book.setting, day),
        columns=(*(_column(name) for name in names), STATUS),
        rows=[_row(then[key], names) for key in then if then[key].status in OPEN],
    )


def overdue_findings(book: InspectionSchedule, day: date) -> Table:
    """Return the findings whose deadline was over before *day* and that are not fixed (逾期隐患): by how many days, who knows.

    The deadline is the latest one granted.
    """
    then = book.as_of(day)
    names = ("finding", "what", "place", "severity", "owner", "deadline")
    late = [then[line.finding] for line in then.timelines() if line.over is None and line.deadlines]
    return Table(
        title=Text("Overdue findings", "逾期隐患"),
        head=about(book.setting, day),
        columns=(
            *(_column(name) for name in names),
            TableColumn("days_late", "逾期天数", "Days late", "number"),
            _column("escalated_to"),
        ),
        rows=[
            (*(_cell(view, name) for name in names), (day - view.deadline).days, view.escalated_to)
            for view in late
            if view.deadline < day
        ],
    )
