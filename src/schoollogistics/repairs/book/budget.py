"""What repairs have cost and are committed to cost, entry by entry, against the budget of the fiscal year (P09)."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import TYPE_CHECKING

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.journal import Breach, Ref, numbered
from schoollogistics.repairs.entries.vacation import (
    ProgrammeLine,
    VacationJobAdded,
    VacationJobDone,
    VacationJobDropped,
    VacationProgrammeDrawnUp,
)
from schoollogistics.repairs.entries.work import RepairFinished
from schoollogistics.repairs.rules import P09, P09_BUDGET
from schoollogistics.values.money import NOTHING, total
from schoollogistics.values.periods import DateSpan, FiscalYear

if TYPE_CHECKING:
    from schoollogistics.repairs.book.workflow import RepairWorkflow


@frozen(kw_only=True)
class Spending:
    """What one entry adds to the repairs of a fiscal year, in yuan; negative where an estimate is taken off again."""

    ref: Ref
    on: date
    year: FiscalYear
    amount: Decimal


def spendings(book: "RepairWorkflow") -> Iterator[Spending]:
    """Yield what each entry spends or commits, in order of posting.

    An estimate of a vacation job is committed in the year it was planned in, until the job is done or dropped, or the
    repair that it does is finished; then what was spent counts, in the year in which it was.
    """
    committed: dict[str, tuple[FiscalYear, ProgrammeLine, Decimal]] = {}
    for number, entry in numbered(book):
        year, over, spent = FiscalYear.of(entry.on), list[str](), NOTHING
        match entry:
            case VacationProgrammeDrawnUp() | VacationJobAdded():
                planned = {line.job: (year, line, line.estimate) for line in entry.lines if line.estimate is not None}
                committed |= planned
                spent = total([estimate for _, _, estimate in planned.values()])
            case VacationJobDone(job=job):
                over, spent = [job], entry.cost or NOTHING
            case VacationJobDropped(job=job):
                over = [job]
            case RepairFinished():
                over, spent = [job for job, held in committed.items() if _does(book, held[1], entry.repair)], entry.cost
        ref = Ref(book.name, number)
        for job in over:
            if job in committed:
                of, _, estimate = committed.pop(job)
                yield Spending(ref=ref, on=entry.on, year=of, amount=-estimate)
        if spent:
            yield Spending(ref=ref, on=entry.on, year=year, amount=spent)


def passed_budgets(book: "RepairWorkflow", span: DateSpan) -> Iterator[Breach]:
    """Find the days of the span on which the repairs of a fiscal year passed its budget, each with the last entry that day (P09)."""
    held = sorted(spendings(book), key=lambda each: (each.year.year, each.on))
    for year, lines in groupby(held, key=lambda each: each.year):
        whole, beyond = NOTHING, False
        for day, of_day in groupby(lines, key=lambda each: each.on):
            added = tuple(of_day)
            whole = total([whole, *(each.amount for each in added)])
            budget = book.setting.value(P09_BUDGET, day)
            before, beyond = beyond, budget is not None and whole > budget
            if beyond and not before and day in span:
                found = Text(
                    f"{year}: {whole} yuan, budget {budget}", f"{year} 年维修经费 {whole} 元，预算 {budget} 元"
                )
                yield Breach(rule=P09, on=day, found=found, ref=added[-1].ref)


def _does(book: "RepairWorkflow", line: ProgrammeLine, repair: str) -> bool:
    return line.repair is not None and book.goes_on_as(line.repair).key == book[repair].key
