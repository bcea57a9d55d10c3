"""What the repair desk lists: what was repaired in a period, what is open, late, done in time, and what keeps failing."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from schoollogistics.calendar.deadlines import Moment
from schoollogistics.errors import OutOfCoverage, Text
from schoollogistics.journal import Setting, about, behind, value_notes
from schoollogistics.repairs.book import Duty, Punctuality, RepairWorkflow, Timeline, duty_of
from schoollogistics.repairs.entries.codes import OPEN
from schoollogistics.repairs.entries.slips import RepairOpened, RepairReported
from schoollogistics.repairs.entries.work import RepairFinished
from schoollogistics.repairs.rules import LABELS, P10_REPEATS, PARAMETERS
from schoollogistics.repairs.views.columns import REPORTED, STATUS, column_of
from schoollogistics.values.money import total
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn

DEADLINE: Final = TableColumn("deadline", "时限", "Deadline")
UNKNOWN: Final = Text("—", "—")
DUE_TODAY: Final = Text("due today", "当日到期")
SAME_DAY: Final = Text("later that day", "当日超时")
DAYS_LATE: Final = TableColumn("days_late", "逾期天数", "Days late", "number")


def repair_record(book: RepairWorkflow, during: DateSpan | date) -> Table:
    """Return what was repaired in *during* (维修记录, D19): item, finding, action, person, date, and what it cost.

    It holds the finished repairs by accounting date, reversals in red, so its total is the figure ``repairs.cost``.
    """
    slips = {each.repair: each for each in book.entries if isinstance(each, RepairReported | RepairOpened)}
    rows: list[tuple[Cell, ...]] = []
    costs: list[Decimal] = []
    shares = behind(book, "repairs.finished", during)
    for share, done in ((each, each.entry) for each in shares if isinstance(each.entry, RepairFinished)):
        slip, cost = book[done.repair] if done.repair in book else slips[done.repair], done.cost
        action = LABELS.choice("disposition", done.disposition)
        if share.reversed:
            cost, action = -cost, Text("reversed", "红字冲销")
        costs.append(cost)
        rows.append(
            (
                share.contribution.on if share.reversed else done.on,
                done.repair,
                slip.asset or slip.place,
                slip.place,
                slip.fault,
                done.cause and LABELS.choice("cause", done.cause),
                Text(f"{action.en}: {done.work}", f"{action.zh}：{done.work}"),
                (done.by, *done.cosigned_by),
                cost,
            )
        )
    return Table(
        title=Text("Repair record", "维修记录"),
        head=about(book.setting, during),
        columns=(
            TableColumn("on", "日期", "Date"),
            column_of("repair"),
            TableColumn("item", "维修对象", "Item"),
            column_of("place"),
            TableColumn("finding", "故障情况", "Finding"),
            column_of("cause"),
            TableColumn("action", "处理", "Action"),
            TableColumn("person", "维修人", "Person"),
            TableColumn("cost", "费用（元）", "Cost, yuan", "money"),
        ),
        rows=rows,
        totals={"cost": total(costs)},
        signatures=((Text("Head of logistics", "后勤负责人"), None),),
    )


def open_repairs(book: RepairWorkflow, on: date) -> Table:
    """Return what is open at the end of *on* (未结报修), as the book stood then: since and by when, how late, why, who has it.

    Days late are counted from the last day allowed; a deadline of that very day is due. One that the calendar cannot
    tell is unknown (—), and a note names the repair.
    """
    then = book.as_of(on)
    rows: list[tuple[Cell, ...]] = []
    unknown: list[str] = []
    for line in then.timelines():
        view = then[line.repair]
        if view.status in OPEN:
            duty = _duty(then.setting, line, on)
            if isinstance(duty, OutOfCoverage):
                unknown.append(line.repair)
            rows.append(
                (
                    line.repair,
                    line.place,
                    view.fault,
                    view.severity and LABELS.choice("severity", view.severity),
                    LABELS.state(view.status),
                    str(line.reported),
                    *_deadline(duty, on),
                    view.hold and LABELS.choice("hold", view.hold),
                    line.worker,
                    view.reporters,
                )
            )
    return Table(
        title=Text("Open repairs", "未结报修"),
        head=about(book.setting, on),
        columns=(
            column_of("repair"),
            column_of("place"),
            column_of("fault"),
            column_of("severity"),
            TableColumn("status", STATUS.zh, STATUS.en),
            TableColumn("since", REPORTED.zh, REPORTED.en),
            DEADLINE,
            DAYS_LATE,
            column_of("hold"),
            column_of("worker"),
            column_of("reporters"),
        ),
        rows=rows,
        notes=(*_unknown(unknown), *value_notes(book.setting, PARAMETERS, on)),
    )


def late_repairs(book: RepairWorkflow, during: DateSpan | date) -> Table:
    """Return the repairs that missed a deadline in *during* (逾期维修): by how many days, why, and who was told.

    A repair that is still open is late up to the last day of *during*. Whether one is late whose deadline the calendar
    cannot tell is not known: a note names the repair.
    """
    span = span_of(during)
    late: list[Duty] = []
    unknown: list[str] = []
    for line in book.timelines():
        # What was over before the period is not late in it, wherever its deadline lay.
        if line.reported.day <= span.last and (line.over is None or line.over.day >= span.first):
            duty = _duty(book.setting, line, span.last)
            if isinstance(duty, OutOfCoverage):
                unknown.append(line.repair)
            elif duty is not None and duty.last.day in span and not duty.kept:
                late.append(duty)
    return Table(
        title=Text("Late repairs", "逾期维修"),
        head=about(book.setting, during),
        columns=(
            column_of("repair"),
            column_of("place"),
            column_of("severity"),
            TableColumn("since", REPORTED.zh, REPORTED.en),
            DEADLINE,
            TableColumn("done", "完成时间", "Done"),
            DAYS_LATE,
            TableColumn("why", "逾期原因", "Why"),
            TableColumn("told", "已按时告知", "Told in time"),
            column_of("worker"),
        ),
        rows=[
            (
                duty.line.repair,
                duty.line.place,
                LABELS.choice("severity", duty.severity),
                str(duty.line.reported),
                str(duty.last),
                None if duty.line.over is None else str(duty.line.over),
                _lateness(duty, span.last),
                why_late(duty),
                duty.told,
                duty.line.worker,
            )
            for duty in late
        ],
        notes=(*_unknown(unknown), *value_notes(book.setting, PARAMETERS, span.last)),
    )


def _duty(setting: Setting, line: Timeline, as_of: date) -> Duty | OutOfCoverage | None:
    try:
        return duty_of(setting, line, as_of)
    except OutOfCoverage as error:
        return error


def _deadline(duty: Duty | OutOfCoverage | None, on: date) -> tuple[Cell, Cell]:
    if isinstance(duty, OutOfCoverage):
        return UNKNOWN, None
    return (None, None) if duty is None else (str(duty.last), _lateness(duty, on))


def _lateness(duty: Duty, on: date) -> Cell:
    days = days_late(duty, on)
    if days == 0:
        return DUE_TODAY if duty.line.over is None else SAME_DAY
    return days


def _unknown(repairs: list[str]) -> Iterator[Text]:
    if repairs:
        yield Text(
            f"deadline not known, the calendar does not reach it: {', '.join(repairs)}",
            f"超出校历范围，时限不详：{'、'.join(repairs)}",
        )


def days_late(duty: Duty, on: date) -> int | None:
    """Return how many days after its last day a repair was over, or is still open *on* that day; None if it is not late."""
    end = duty.line.over or Moment(on)
    if duty.kept or end < duty.last:
        return None
    return (end.day - duty.last.day).days


def why_late(duty: Duty) -> Text:
    """Return why a repair was late, as far as its steps say: judged, assigned or begun late, held, sent back, given up.

    Every step that lost a day of its own after the deadline is named.
    """
    line, last = duty.line, duty.last
    reasons, judged, assigned = [], line.triages[0][0], line.assigned
    if judged > last:
        reasons.append(Text("judged late", "定级迟"))
    if assigned is None or _lost_days(judged, assigned, last):
        reasons.append(Text("not assigned in time", "未及时派工"))
    unbegun = line.started is None and line.done is None and not line.sent_back
    begun_late = line.started is not None and _lost_days(assigned or last, line.started, last)
    if begun_late or (unbegun and assigned is not None and assigned <= last):
        reasons.append(Text("not begun in time", "未及时开工"))
    held = dict.fromkeys(hold.reason for hold in line.holds)
    reasons += [
        Text(f"held: {label.en}", f"挂起：{label.zh}") for label in (LABELS.choice("hold", each) for each in held)
    ]
    if line.sent_back:
        times = len(line.sent_back)
        reasons.append(Text(f"sent back, times: {times}", f"返修 {times} 次"))
    if line.ended is not None:
        reasons.append(Text("settled otherwise, too late", "逾期后才驳回、并单或撤销"))
    if not reasons:
        reasons.append(Text("the work took longer", "维修用时过长"))
    return Text("; ".join(each.en for each in reasons), "；".join(each.zh for each in reasons))


def _lost_days(before: Moment, step: Moment, last: Moment) -> bool:
    """Tell whether a *step* after the *last* moment also came on a later day than the step *before* it, if that was late."""
    return step > last and (before <= last or step.day > before.day)


def punctuality_table(book: RepairWorkflow, during: DateSpan | date) -> Table:
    """Return by severity how many deadlines lay in *during*, how many were kept, and the share kept (维修及时率, R20)."""
    span = span_of(during)
    counts = book.punctuality(span)
    whole = Punctuality(severity="", due=sum(each.due for each in counts), kept=sum(each.kept for each in counts))
    return Table(
        title=Text("Punctuality of repairs", "维修及时率"),
        head=about(book.setting, during),
        columns=(
            column_of("severity"),
            TableColumn("due", "应完成", "Due", "number"),
            TableColumn("kept", "按时", "In time", "number"),
            TableColumn("late", "逾期", "Late", "number"),
            TableColumn("rate", "及时率", "Rate", "percent"),
        ),
        rows=[
            (LABELS.choice("severity", each.severity), each.due, each.kept, each.due - each.kept, each.rate)
            for each in counts
        ],
        totals={"due": whole.due, "kept": whole.kept, "late": whole.due - whole.kept, "rate": whole.rate},
        notes=value_notes(book.setting, PARAMETERS, span.last),
    )


def repeat_failures_table(book: RepairWorkflow, during: DateSpan | date, least: int | None = None) -> Table:
    """Return what was reported at least *least* times in *during* (反复报修, P10), its cost, and whether upkeep was proposed.

    ``InvalidValue`` without a number, neither given nor in the setting.
    """
    span = span_of(during)
    proposed = book.proposed(span)
    return Table(
        title=Text("What keeps failing", "反复报修"),
        head=about(book.setting, during),
        columns=(
            column_of("thing"),
            TableColumn("times", "报修次数", "Times", "number"),
            TableColumn("repairs", "报修单号", "Repairs"),
            TableColumn("cost", "费用（元）", "Cost, yuan", "money"),
            TableColumn("proposed", "已提维护意见", "Upkeep proposed"),
        ),
        rows=[
            (
                each.thing,
                len(each.repairs),
                each.repairs,
                total(book[key].cost for key in each.repairs),
                each.thing in proposed,
            )
            for each in book.repeat_failures(span, least)
        ],
        notes=value_notes(book.setting, (P10_REPEATS,), span.last) if least is None else (),
    )
