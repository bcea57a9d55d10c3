"""The papers of upkeep: the record of maintenance, and the programme of the repairs of a vacation."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Final

from schoollogistics.errors import Text
from schoollogistics.journal import about, behind
from schoollogistics.journal.views import school_of
from schoollogistics.repairs.book import RepairWorkflow, job_standing, planned_lines
from schoollogistics.repairs.entries.upkeep import MaintenanceDone
from schoollogistics.repairs.rules import LABELS
from schoollogistics.repairs.views.columns import STATUS, column_of
from schoollogistics.values.money import total
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.tables import Cell, Table, TableColumn

HEAD_SIGNS: Final = Text("Head of logistics", "后勤负责人")


def maintenance_record(book: RepairWorkflow, during: DateSpan | date) -> Table:
    """Return what was serviced or checked in *during* (检修保养记录, D19): what, where, the result, who, and what it cost.

    One row a line, by accounting date, reversals in red, so its total is the figure ``repairs.maintenance_cost``.
    """
    rows: list[tuple[Cell, ...]] = []
    costs: list[Decimal] = []
    for share in behind(book, "repairs.maintenance", during):
        if isinstance(share.entry, MaintenanceDone):
            on = share.contribution.on if share.reversed else share.entry.on
            rows += _maintained(share.entry, on, reversed_=share.reversed)
            costs.append(-share.entry.cost if share.reversed else share.entry.cost)
    return Table(
        title=Text("Maintenance record", "检修保养记录"),
        head=about(book.setting, during),
        columns=(
            TableColumn("on", "日期", "Date"),
            column_of("scope"),
            column_of("work"),
            column_of("place"),
            column_of("thing"),
            column_of("asset"),
            column_of("result"),
            column_of("remark"),
            TableColumn("person", "检修人", "Person"),
            TableColumn("cost", "费用（元）", "Cost, yuan", "money"),
        ),
        rows=rows,
        totals={"cost": total(costs)},
        signatures=((HEAD_SIGNS, None),),
    )


def _maintained(done: MaintenanceDone, on: date, *, reversed_: bool) -> Iterator[tuple[Cell, ...]]:
    people = (done.by, *done.cosigned_by)
    red = Text("reversed", "红字冲销") if reversed_ else None
    if not done.lines:
        yield on, done.scope, done.work, done.area, None, None, red, done.note, people, None
    for line in done.lines:
        cost = -line.cost if reversed_ and line.cost is not None else line.cost
        result = red or LABELS.choice("result", line.result)
        yield on, done.scope, done.work, line.place, line.thing, line.asset, result, line.remark, people, cost


def vacation_programme(book: RepairWorkflow, programme: str) -> Table:
    """Return the repairs planned for a vacation (假期维修计划表, R23) with their estimates, how each stands, and its cost.

    A job that does a repair shows its cost, and is done once that is finished. ``Unknown`` for a programme that is not in the book.
    """
    view, jobs = book.of("programme")[programme], book.of("job")
    rows: list[tuple[Cell, ...]] = []
    estimates: list[Decimal | None] = []
    costs: list[Decimal | None] = []
    for own, line in planned_lines(book):
        if own == view.key:
            job, (status, done_on) = jobs[line.job], job_standing(book, line)
            cost = job.spent if line.repair is None else book[line.repair].cost
            estimates.append(line.estimate)
            costs.append(cost)
            rows.append(
                (
                    line.job,
                    line.place,
                    line.task,
                    line.repair,
                    line.estimate,
                    LABELS.state(status),
                    done_on,
                    cost,
                    job.reason,
                )
            )
    return Table(
        title=Text("Vacation programme", "假期维修计划表"),
        head=(
            *school_of(book.setting),
            (LABELS.field("programme"), programme),
            (LABELS.field("vacation"), LABELS.choice("vacation", view.vacation)),
            (LABELS.field("first"), view.first),
            (LABELS.field("last"), view.last),
        ),
        columns=(
            column_of("job"),
            column_of("place"),
            column_of("task"),
            column_of("repair"),
            TableColumn("estimate", "预计费用（元）", "Estimate, yuan", "money"),
            TableColumn("status", STATUS.zh, STATUS.en),
            column_of("done_on"),
            TableColumn("cost", "实际费用（元）", "Cost, yuan", "money"),
            column_of("reason"),
        ),
        rows=rows,
        totals={"estimate": total(estimates), "cost": total(costs)},
        signatures=((HEAD_SIGNS, None),),
    )
