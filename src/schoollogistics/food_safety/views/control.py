"""The papers of the three levels of control, the register of problems, and the supervision bulletin."""

from datetime import date
from typing import Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.book import FoodSafetyLog
from schoollogistics.food_safety.entries.control import (
    CanteenGraded,
    DailyControlHeld,
    MonthlyMeetingHeld,
    WeeklyReviewHeld,
)
from schoollogistics.food_safety.entries.problems import ProblemOpened, ProblemRectified, ProblemVerified
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.journal import about, numbered
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn
from schoollogistics.values.texts import id_key

DATE: Final = TableColumn("on", "日期", "Date")
STATUS: Final = TableColumn("status", "状态", "Status")
IN_ORDER: Final = Text("in order", "正常")
WANTING: Final = Text("problem", "有问题")
NOTHING_FOUND: Final = Text("nothing found", "未发现问题（零风险）")


def _column(name: str) -> TableColumn:
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en)


def daily_control_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return the daily checks of *during* (每日食品安全检查记录, D34), item by item; nothing found is said too."""
    span, columns = span_of(during), book.columns
    rows: list[tuple[Cell, ...]] = []
    for _, entry in numbered(book):
        if isinstance(entry, DailyControlHeld) and entry.on in span:
            at = {id_key(each.point) for each in entry.problems}
            officer = (entry.by, *entry.cosigned_by)
            rows += [
                (entry.on, point, IN_ORDER, None, None, None, None, None, officer)
                for point in entry.points
                if id_key(point) not in at
            ]
            rows += [
                (
                    entry.on,
                    each.point,
                    WANTING,
                    each.problem,
                    each.found,
                    columns.work.get(each.problem),
                    columns.owner.get(each.problem),
                    columns.verifiers.get(each.problem),
                    officer,
                )
                for each in entry.problems
            ]
            if not entry.problems:
                rows.append((entry.on, None, NOTHING_FOUND, None, None, None, None, None, officer))
    return Table(
        title=Text("Daily food-safety check record", "每日食品安全检查记录"),
        head=about(book.setting, during),
        columns=(
            DATE,
            TableColumn("point", "检查项目", "Looked at"),
            TableColumn("result", "检查结果", "Result"),
            *map(_column, ("problem", "found", "work", "owner", "verifiers")),
            TableColumn("by", "食品安全员", "Food-safety officer"),
        ),
        rows=rows,
    )


def weekly_review_report(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return the weekly reviews held in *during* (每周食品安全排查治理报告, D34): each problem as it stood when it was reviewed.

    The head counts the problems of all these reviews, and how many of them were rectified by then.
    """
    span = span_of(during)
    rows: list[tuple[Cell, ...]] = []
    problems, settled = book.of("problem"), 0
    status: dict[str, str] = {}
    for _, entry in numbered(book):
        if isinstance(entry, ProblemRectified | ProblemVerified | ProblemOpened):
            status[entry.problem] = _status_after(entry)
        if isinstance(entry, WeeklyReviewHeld) and entry.on in span:
            director = (entry.by, *entry.cosigned_by)
            for line in entry.problems:
                view, now = problems[line.problem], status.get(line.problem, "found")
                settled += now != "found"
                rows.append(
                    (
                        entry.week,
                        entry.on,
                        line.problem,
                        view.point,
                        view.found,
                        view.found_on,
                        line.handling,
                        view.owner,
                        LABELS.state(now),
                        director,
                    )
                )
            if not entry.problems:
                rows.append((entry.week, entry.on, None, None, NOTHING_FOUND, None, None, None, None, director))
    named = sum(row[2] is not None for row in rows)
    return Table(
        title=Text("Weekly food-safety review report", "每周食品安全排查治理报告"),
        head=(
            *about(book.setting, during),
            (Text("Problems", "问题数"), named),
            (Text("Rectified", "已整改"), settled),
            (Text("Not rectified", "未整改"), named - settled),
        ),
        columns=(
            _column("week"),
            DATE,
            *map(_column, ("problem", "point", "found", "found_on", "handling", "owner")),
            STATUS,
            TableColumn("by", "食品安全总监", "Food-safety director"),
        ),
        rows=rows,
    )


def _status_after(entry: ProblemRectified | ProblemVerified | ProblemOpened) -> str:
    if isinstance(entry, ProblemVerified):
        return "resolved" if entry.verdict == "passed" else "found"
    return "found" if isinstance(entry, ProblemOpened) and entry.rectified_on is None else "rectified"


def monthly_meeting_minutes(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return the monthly meetings held in *during* (每月食品安全调度会议纪要, D34): what was heard, decided, and comes next."""
    span = span_of(during)
    return Table(
        title=Text("Minutes of the monthly food-safety meeting", "每月食品安全调度会议纪要"),
        head=about(book.setting, during),
        columns=(
            _column("month"),
            DATE,
            *map(_column, ("weeks", "situation", "decisions", "focus", "present")),
            TableColumn("by", "主持人", "Chaired by"),
        ),
        rows=[
            (
                Text(str(entry.month), str(entry.month)),
                entry.on,
                tuple(str(week) for week in entry.weeks),
                entry.situation,
                entry.decisions,
                entry.focus,
                entry.present,
                (entry.by, *entry.cosigned_by),
            )
            for _, entry in numbered(book)
            if isinstance(entry, MonthlyMeetingHeld) and entry.on in span
        ],
    )


def problem_register(book: FoodSafetyLog, day: date) -> Table:
    """Return every problem as it stood at the end of *day* (食品安全问题台账): who has it, how far it is, who was told."""
    then = book.as_of(day).of("problem")
    names = ("point", "found", "found_on", "owner", "rectify_by", "work", "rectified_on", "rectifiers")
    more = ("verified_on", "verifiers", "sent_back", "escalated_to")
    rows: list[tuple[Cell, ...]] = []
    for problem in then:
        view = then[problem]
        facts = (getattr(view, name) for name in (*names, *more))
        rows.append((problem, *facts, LABELS.state(view.status)))
    return Table(
        title=Text("Register of food-safety problems", "食品安全问题台账"),
        head=about(book.setting, day),
        columns=(*map(_column, ("problem", *names, *more)), STATUS),
        rows=rows,
    )


def supervision_bulletin(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return the gradings and supervision checks of *during*, usually a month (食堂监督通报): scores, and what cost points.

    A row for each problem, and one for a check that found none.
    """
    span, status = span_of(during), book.of("problem")
    rows: list[tuple[Cell, ...]] = []
    for _, entry in numbered(book):
        if isinstance(entry, CanteenGraded) and entry.on in span:
            occasion = LABELS.choice("occasion", entry.occasion)
            grade = None if entry.grade is None else LABELS.choice("grade", entry.grade)
            first: tuple[Cell, ...] = (entry.on, entry.body, occasion, grade, entry.score)
            rows += [
                (*first, each.problem, each.point, each.found, each.lost, LABELS.state(status[each.problem].status))
                for each in entry.problems
            ] or [(*first, None, None, NOTHING_FOUND, None, None)]
    return Table(
        title=Text("Supervision bulletin", "食堂监督通报"),
        head=about(book.setting, during),
        columns=(
            DATE,
            *map(_column, ("body", "occasion", "grade")),
            TableColumn("score", "得分", "Score", "number"),
            *map(_column, ("problem", "point", "found")),
            TableColumn("lost", "扣分", "Points lost", "number"),
            STATUS,
        ),
        rows=rows,
    )
