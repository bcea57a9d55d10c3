"""维修经费预算化: what repairs cost and are committed to cost, against the budget of the fiscal year."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.journal import Entry, Ref
from schoollogistics.repairs import (
    ProgrammeLine,
    RepairWorkflow,
    VacationJobDone,
    VacationJobDropped,
    VacationProgrammeDrawnUp,
)
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, FiscalYear
from tests.repairs.stories import ONE, PLAN, TWO, desk, finish, in_hand, merge, value

MAY: Final = date(2026, 5, 11)
JUNE: Final = date(2026, 6, 26)
JULY: Final = date(2026, 7, 15)
JANUARY: Final = date(2027, 1, 4)
BOTH_YEARS: Final = DateSpan(date(2026, 1, 1), date(2027, 12, 31))
ROOF: Final = ProgrammeLine(job="2026暑-01", place="教学楼", task="屋面防水", estimate=yuan(800))
LIGHT: Final = ProgrammeLine(job="2026暑-02", place="3-201", task="灯不亮", estimate=yuan(300), repair=ONE)
WISH: Final = ProgrammeLine(job="2026暑-03", place="操场", task="画线")


def planned(*lines: ProgrammeLine) -> VacationProgrammeDrawnUp:
    """王老师 lists the jobs of the summer."""
    first, last = date(2026, 7, 8), date(2026, 8, 31)
    return VacationProgrammeDrawnUp(
        programme="2026暑", vacation="summer", first=first, last=last, lines=lines, on=JUNE, by="王老师"
    )


def done(line: ProgrammeLine, cost: int, on: date = JULY) -> VacationJobDone:
    """赵师傅 does a job."""
    return VacationJobDone(job=line.job, work="完成", cost=yuan(cost), on=on, by="赵师傅")


def repaired(day: date, cost: int, repair: str = ONE) -> list[Entry[Any]]:
    """A repair is reported and finished on one day, for that much."""
    return [*in_hand(day, repair=repair), finish(day, repair=repair, vendor=yuan(cost))]


def passed(*entries: Entry[Any], budget: int | None = 1000) -> list[tuple[date, str]]:
    """Return the breaches of P09 as (day, what was found)."""
    return [
        (each.on, each.found.zh) for each in of(*entries, budget=budget).breaches(BOTH_YEARS) if each.rule.code == "P09"
    ]


def of(*entries: Entry[Any], budget: int | None = 1000) -> RepairWorkflow:
    """Return the book of a desk with that budget, or none."""
    values = () if budget is None else (value("P09.budget", yuan(budget), date(2026, 1, 1)),)
    return desk(*entries, setting=evolve(PLAN, values=values))


@pytest.mark.plan("P09")
@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (repaired(MAY, 1000), []),
        (repaired(MAY, 1001), [(MAY, "2026 年维修经费 1001.00 元，预算 1000.00 元")]),
        ([*repaired(MAY, 300), planned(ROOF)], [(JUNE, "2026 年维修经费 1100.00 元，预算 1000.00 元")]),
        ([*repaired(MAY, 200), planned(ROOF, WISH), done(ROOF, 800)], []),
        (
            [*repaired(MAY, 200), planned(ROOF), done(ROOF, 900)],
            [(JULY, "2026 年维修经费 1100.00 元，预算 1000.00 元")],
        ),
        ([*repaired(MAY, 1001), *repaired(JULY, 50, TWO)], [(MAY, "2026 年维修经费 1001.00 元，预算 1000.00 元")]),
        ([*repaired(MAY, 600), *repaired(JANUARY, 600, TWO)], []),
        ([*in_hand(JUNE), planned(ROOF, LIGHT)], [(JUNE, "2026 年维修经费 1100.00 元，预算 1000.00 元")]),
        ([*in_hand(MAY), planned(LIGHT), finish(JULY, vendor=yuan(900))], []),
    ],
    ids=[
        "as much as the budget",
        "a yuan more",
        "committed beyond it",
        "done for its estimate",
        "done for more",
        "once, however much is added",
        "two years",
        "a repair that is a job",
        "its cost takes the place of its estimate",
    ],
)
def test_the_day_on_which_the_budget_was_passed(entries: list[Entry[Any]], expected: list[tuple[date, str]]) -> None:
    """Spent and committed count together; the day they pass the budget is one breach, and each fiscal year stands alone."""
    assert passed(*entries) == expected


@pytest.mark.plan("P09")
def test_without_a_budget_nothing_is_passed() -> None:
    """The plan states no amount: until the school does, no cost is too high."""
    assert passed(*repaired(MAY, 99999), budget=None) == []


@pytest.mark.plan("P09")
def test_within_again_and_beyond_again() -> None:
    """A dropped job frees what it had taken; passing the budget once more is another breach."""
    dropped = VacationJobDropped(job=ROOF.job, reason="改由基建", on=JULY, by="王老师")
    late = date(2026, 9, 7)
    entries = [*repaired(MAY, 300), planned(ROOF), dropped, *repaired(late, 800, TWO)]
    assert [day for day, _ in passed(*entries)] == [JUNE, late]


@pytest.mark.plan("P09")
def test_the_breach_belongs_to_its_day_and_names_its_last_entry() -> None:
    """It is found on the day of the passing only, and names the last entry that spent something that day."""
    book = of(*repaired(MAY, 1001), *repaired(MAY, 5, TWO))
    assert [each.ref for each in book.breaches(MAY) if each.rule.code == "P09"] == [Ref("repairs", 7)]
    assert [each for each in book.breaches(JUNE) if each.rule.code == "P09"] == []


@pytest.mark.plan("P09")
def test_every_yuan_has_its_entry() -> None:
    """What counts against the budget is listed entry by entry; the breach names an entry of the list."""
    book = of(*repaired(MAY, 300), planned(ROOF, WISH), done(ROOF, 900))
    (breach,) = (each for each in book.breaches(JUNE) if each.rule.code == "P09")
    lines = [(str(each.ref), each.on, each.amount) for each in book.spending(FiscalYear(2026))]
    assert lines == [
        ("repairs#3", MAY, Decimal(300)),
        ("repairs#4", JUNE, Decimal(800)),
        ("repairs#5", JULY, Decimal(-800)),
        ("repairs#5", JULY, Decimal(900)),
    ]
    assert breach.ref == Ref("repairs", 4)
    assert book.spending(FiscalYear(2027)) == ()


@pytest.mark.plan("P09")
def test_a_job_done_in_the_next_year_frees_the_year_it_was_planned_in() -> None:
    """The estimate is taken off the year that had it, and the cost counts in the year it was spent in."""
    book = of(planned(ROOF), done(ROOF, 750, JANUARY))
    sums = [sum(each.amount for each in book.spending(FiscalYear(year))) for year in (2026, 2027)]
    assert sums == [0, 750]


@pytest.mark.plan("P09")
def test_a_merged_repair_frees_its_job() -> None:
    """Where the repair of a job went into another one, finishing that takes its estimate off."""
    entries: list[Entry[Any]] = [*in_hand(MAY), *in_hand(MAY, repair=TWO), planned(LIGHT), merge(JULY, ONE, TWO)]
    entries.append(finish(JULY, repair=TWO, vendor=yuan(40)))
    assert sum(each.amount for each in of(*entries).spending(FiscalYear(2026))) == 40
