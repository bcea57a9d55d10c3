"""What to plan for a vacation, what is planned, and what is left of it."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import count
from typing import TYPE_CHECKING

from schoollogistics.errors import Text
from schoollogistics.journal import Due, numbered
from schoollogistics.repairs.entries.codes import OPEN
from schoollogistics.repairs.entries.upkeep import FacilitiesSelfChecked
from schoollogistics.repairs.entries.vacation import (
    ProgrammeLine,
    VacationJobAdded,
    VacationJobDone,
    VacationJobDropped,
    VacationProgrammeDrawnUp,
)
from schoollogistics.repairs.state import RepairState
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.repairs.book.workflow import RepairWorkflow


def planned_lines(book: "RepairWorkflow") -> Iterator[tuple[str, ProgrammeLine]]:
    """Yield every job with the number of its programme, in order of posting."""
    for _, entry in numbered(book):
        if isinstance(entry, VacationProgrammeDrawnUp | VacationJobAdded):
            for line in entry.lines:
                yield entry.programme, line


def job_standing(book: "RepairWorkflow", line: ProgrammeLine) -> tuple[str, date | None]:
    """Return how a job stands and the day it was done: one that does a repair is done once that is finished."""
    job = book.of("job")[line.job]
    finished_on = None if line.repair is None else book.goes_on_as(line.repair).finished_on
    return ("done", finished_on) if job.status == "planned" and finished_on else (job.status, job.done_on)


def jobs_without_work(state: RepairState) -> Text | None:
    """Return which jobs are said to be done though nobody ever finished the repair that they do; None where all is well."""
    jobs = [
        job
        for job, repair in state.repair.items()
        if state.status["job"][job] == "done" and state.goes_on_as(repair) not in state.finishers
    ]
    if not jobs:
        return None
    return Text(f"{', '.join(jobs)} done without its repair", f"{'、'.join(jobs)} 已完成，其报修单却未完工")


def lines_to_plan(book: "RepairWorkflow", programme: str, during: DateSpan) -> Iterator[ProgrammeLine]:
    """Yield what the classes found in *during* and the repairs still to be done, unless they are planned already."""
    jobs = book.of("job")
    covered = [line for own, line in planned_lines(book) if own == programme or jobs[line.job].status == "planned"]
    tasks, repairs = {(line.place, line.task) for line in covered}, {line.repair for line in covered}
    numbers = (job for number in count(1) if (job := f"{programme}-{number:02d}") not in jobs)
    for place, task in _found_by_classes(book, during):
        if (place, task) not in tasks:
            yield ProgrammeLine(job=next(numbers), place=place, task=task)
    for repair in _still_to_repair(book):
        if repair not in repairs:
            view = book[repair]
            yield ProgrammeLine(job=next(numbers), place=view.place, task=view.fault, repair=repair)


def _found_by_classes(book: "RepairWorkflow", during: DateSpan) -> Iterable[tuple[str, str]]:
    """Return the places and faults of the self-checks in *during*; what was found twice is one thing to do."""
    checks = (entry for _, entry in numbered(book) if isinstance(entry, FacilitiesSelfChecked) and entry.on in during)
    return dict.fromkeys((check.place, f"{line.thing}：{line.fault}") for check in checks for line in check.lines)


def _still_to_repair(book: "RepairWorkflow") -> Iterator[str]:
    return (repair for repair in book if book[repair].status in OPEN and book[repair].status != "awaiting_acceptance")


def jobs_to_do(book: "RepairWorkflow", span: DateSpan) -> Iterator[Due]:
    """List the jobs of vacations that end in the span and that are neither done nor dropped (R23)."""
    for programme, line in planned_lines(book):
        last = book.of("programme")[programme].last
        if last in span and job_standing(book, line)[0] == "planned":
            yield Due(
                what=Text(f"vacation job: {line.task}", f"假期维修：{line.task}"),
                last=last,
                subject=("job", line.job),
                where=line.place,
                post=(VacationJobDone, VacationJobDropped),
            )
