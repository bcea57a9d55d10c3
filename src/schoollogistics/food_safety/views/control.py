"""The papers of the three levels of control, the register of problems, and the supervision bulletin."""

from datetime import date
from typing import Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.book import FoodSafetyLog
from schoollogistics.food_safety.book.records import records_of
from schoollogistics.food_safety.entries.control import (
    CanteenGraded,
    DailyControlHeld,
    KitchenLocked,
    MonthlyMeetingHeld,
    SelfCheckHeld,
    WeeklyReviewHeld,
)
from schoollogistics.food_safety.entries.problems import ProblemOpened, ProblemRectified, ProblemVerified
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.views.sheets import (
    DATE,
    DIRECTOR,
    HEAD_OF_CANTEEN,
    NOTE,
    PRINCIPAL,
    STATUS,
    TIME,
    choice,
    column,
    paper,
    sheets,
)
from schoollogistics.journal import numbered
from schoollogistics.values.periods import DateSpan, Week, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn
from schoollogistics.values.texts import id_key

IN_ORDER: Final = Text("in order", "正常")
WANTING: Final = Text("problem", "有问题")
NOTHING_FOUND: Final = Text("nothing found", "未发现问题（零风险）")


def daily_control_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return the daily checks of *during* (每日食品安全检查记录, D34), item by item; nothing found is said too."""
    by = TableColumn("by", "食品安全员", "Food-safety officer")
    return _sheets(book, during, "daily_control_record", DailyControlHeld, by)


def locking_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return how the kitchen was checked and locked in *during* (下班前检查锁门记录), item by item."""
    by = TableColumn("by", "检查人", "Checked by")
    return _sheets(book, during, "locking_record", KitchenLocked, by)


def self_check_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return the school's own checks held in *during* (食品安全自查记录), item by item."""
    by = TableColumn("by", "自查人", "Checked by")
    return _sheets(book, during, "self_check_record", SelfCheckHeld, by)


def _sheets(
    book: FoodSafetyLog,
    during: DateSpan | date,
    name: str,
    kind: type[DailyControlHeld | KitchenLocked | SelfCheckHeld],
    by: TableColumn,
) -> Table:
    """Return the sheets of one *kind*: what was in order, what was not and what came of it."""
    columns = book.columns
    rows: list[tuple[Cell, ...]] = []
    for entry in sheets(book, kind, during):
        at = {id_key(each.point) for each in entry.problems}
        blank, margin = (None,) * 6, ((entry.by, *entry.cosigned_by), entry.note)
        rows += [
            (entry.on, entry.at, point, IN_ORDER, *blank, *margin) for point in entry.points if id_key(point) not in at
        ]
        rows += [
            (
                entry.on,
                entry.at,
                each.point,
                WANTING,
                each.problem,
                each.found,
                columns.rectify_by.get(each.problem),
                columns.work.get(each.problem),
                columns.owner.get(each.problem),
                columns.verifiers.get(each.problem),
                *margin,
            )
            for each in entry.problems
        ]
        if not entry.problems:
            rows.append((entry.on, entry.at, None, NOTHING_FOUND, *blank, *margin))
    return paper(
        book,
        name,
        during,
        columns=(
            DATE,
            TIME,
            TableColumn("point", "检查项目", "Looked at"),
            TableColumn("result", "检查结果", "Result"),
            *map(column, ("problem", "found", "rectify_by", "work", "owner", "verifiers")),
            by,
            NOTE,
        ),
        rows=rows,
        signatures=((Text(by.en, by.zh), None), HEAD_OF_CANTEEN),
    )


def weekly_review_report(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return the weekly reviews held in *during* (每周食品安全排查治理报告, D34): each problem as it stood when it was reviewed.

    The head counts the service days of the weeks and how many of them have a daily check, the problems of all these
    reviews, and how many of them were rectified by then.
    """
    span, records, weeks, status = span_of(during), records_of(book), set[date](), dict[str, str]()
    rows: list[tuple[Cell, ...]] = []
    problems, settled = book.of("problem"), 0
    for _, entry in numbered(book):
        if isinstance(entry, ProblemRectified | ProblemVerified | ProblemOpened):
            status[entry.problem] = _status_after(entry)
        if isinstance(entry, WeeklyReviewHeld) and entry.on in span:
            director = (entry.by, *entry.cosigned_by)
            weeks.add(entry.week)
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
                        view.rectify_by,
                        LABELS.state(now),
                        director,
                        entry.note,
                    )
                )
            if not entry.problems:
                rows.append((entry.week, entry.on, None, None, NOTHING_FOUND, *(None,) * 5, director, entry.note))
    named = sum(row[2] is not None for row in rows)
    days = [day for day in records.days if Week.of(day).first in weeks]
    return paper(
        book,
        "weekly_review_report",
        during,
        head=(
            (Text("Service days", "应检天数"), len(days)),
            (Text("Of these checked", "已检天数"), len(records.controlled.intersection(days))),
            (Text("Problems", "问题数"), named),
            (Text("Rectified", "已整改"), settled),
            (Text("Not rectified", "未整改"), named - settled),
        ),
        columns=(
            column("week"),
            DATE,
            *map(column, ("problem", "point", "found", "found_on", "handling", "owner", "rectify_by")),
            STATUS,
            TableColumn("by", "食品安全总监", "Food-safety director"),
            NOTE,
        ),
        rows=rows,
        signatures=(DIRECTOR, PRINCIPAL),
    )


def _status_after(entry: ProblemRectified | ProblemVerified | ProblemOpened) -> str:
    if isinstance(entry, ProblemVerified):
        return "resolved" if entry.verdict == "passed" else "found"
    return "found" if isinstance(entry, ProblemOpened) and entry.rectified_on is None else "rectified"


def monthly_meeting_minutes(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return the monthly meetings held in *during* (每月食品安全调度会议纪要, D34): what was decided before and now, and comes next."""
    span = span_of(during)
    rows: list[tuple[Cell, ...]] = []
    before: str | None = None
    for _, entry in numbered(book):
        if isinstance(entry, MonthlyMeetingHeld):
            if entry.on in span:
                weeks = tuple(str(week) for week in entry.weeks)
                said = (before, entry.situation, entry.decisions, entry.focus, entry.present)
                month = Text(str(entry.month), str(entry.month))
                rows.append((month, entry.on, entry.at, weeks, *said, (entry.by, *entry.cosigned_by), entry.note))
            before = entry.decisions
    return paper(
        book,
        "monthly_meeting_minutes",
        during,
        columns=(
            column("month"),
            DATE,
            TIME,
            column("weeks"),
            TableColumn("before", "上次会议决定", "Decided before"),
            *map(column, ("situation", "decisions", "focus", "present")),
            TableColumn("by", "主持人", "Chaired by"),
            NOTE,
        ),
        rows=rows,
        signatures=((Text("Chaired by", "主持人"), None), DIRECTOR),
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
    return paper(
        book,
        "problem_register",
        day,
        columns=(*map(column, ("problem", *names, *more)), STATUS),
        rows=rows,
    )


def supervision_bulletin(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return the gradings and supervision checks of *during*, usually a month (食堂监督通报): scores, and what cost points.

    A row for each problem, and one for a check that found none.
    """
    columns = book.columns
    rows: list[tuple[Cell, ...]] = []
    for entry in sheets(book, CanteenGraded, during):
        occasion = LABELS.choice("occasion", entry.occasion)
        grade = choice("grade", entry.grade)
        by = (entry.by, *entry.cosigned_by)
        first: tuple[Cell, ...] = (entry.on, entry.at, entry.body, occasion, grade, entry.score)
        rows += [
            (
                *first,
                each.problem,
                each.point,
                each.found,
                each.lost,
                columns.owner.get(each.problem),
                columns.rectify_by.get(each.problem),
                LABELS.state(columns.status["problem"][each.problem]),
                by,
                entry.note,
            )
            for each in entry.problems
        ] or [(*first, None, None, NOTHING_FOUND, *(None,) * 4, by, entry.note)]
    return paper(
        book,
        "supervision_bulletin",
        during,
        columns=(
            DATE,
            TIME,
            *map(column, ("body", "occasion", "grade")),
            TableColumn("score", "得分", "Score", "number"),
            *map(column, ("problem", "point", "found")),
            TableColumn("lost", "扣分", "Points lost", "number"),
            column("owner"),
            column("rectify_by"),
            STATUS,
            TableColumn("by", "检查人", "Checked by"),
            NOTE,
        ),
        rows=rows,
    )
