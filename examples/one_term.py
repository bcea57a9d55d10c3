"""A whole first term of one school: its plan, its property, its repairs and checks, and a count at the end.

Run it:  python -X utf8 examples/one_term.py [--on 2025-11-14] [--seed 1] [--out one_term.html]

What is real: the seventeen items and the routines of work plan 002, the targets of plan 000 for what is bought (60
computers, 1 video camera, 1,000 books), the State Council's days off, the term dates Beijing published for compulsory
schools. What is assumed: that this school keeps these dates, these deadlines and this budget. What is simulated by a
seeded rule: every entry, with its people (by role), faults, prices and differences of the count.
"""

import argparse
import heapq
import json
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from schoollogistics import (
    DateSpan,
    Entry,
    Month,
    Ref,
    Routine,
    StatutoryDays,
    Table,
    Term,
    TermCalendar,
    Text,
    Turn,
    Value,
    page,
)
from schoollogistics.assets import (
    AssetOpened,
    AssetRegistered,
    AssetsIssued,
    CountedItem,
    DamageCharged,
    DamageReported,
    DamageSettled,
    DifferenceExplained,
    DisposalApproved,
    DisposalCarriedOut,
    DisposalProposed,
    Explanation,
    ItemsCounted,
    LetterSigned,
    LiabilityDetermined,
    RoomKeeperNamed,
    StocktakeClosed,
    general_ledger,
)
from schoollogistics.calendar import end_of_next_day, end_of_same_day
from schoollogistics.inspections import (
    CheckHeld,
    CheckLine,
    FindingAssigned,
    FindingClosed,
    FindingFixed,
    FindingRaised,
    FindingRechecked,
    InspectionSchedule,
    RoutineDone,
    open_findings,
)
from schoollogistics.journal import breaches_table, figures_table
from schoollogistics.office import LogisticsOffice, agenda_month, trace_table
from schoollogistics.office.flows import cases_from, disposals_from, findings_from, fixes_from, repairs_from
from schoollogistics.profiles import SCHOOL_002
from schoollogistics.profiles.sentences import WEEKLY
from schoollogistics.repairs import (
    FacilitiesSelfChecked,
    MaintenanceDone,
    MaintenanceLine,
    PartUsed,
    RepairAccepted,
    RepairAssigned,
    RepairFinished,
    RepairHeld,
    RepairReported,
    RepairTriaged,
    RequesterTold,
    SelfCheckLine,
    VacationProgrammeDrawnUp,
    late_repairs,
    punctuality_table,
    vacation_programme,
)
from schoollogistics.repairs.rules import P01_MINOR_DEADLINE, P02_MAJOR_DEADLINE, P05_RESPONSE_DEADLINE
from schoollogistics.values.money import yuan
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.svg import stacked_bars
from schoollogistics.values.tables import TableColumn

DATA: Final = Path(__file__).parent / "data"
DAY: Final = timedelta(days=1)
HEAD, DESK, STORE = "后勤主任", "王老师", "保管员"
WORKERS: Final = ("赵师傅", "钱师傅")
ROOMS: Final = {
    "1-101": "李老师",
    "1-102": "陈老师",
    "2-201": "周老师",
    "2-202": "吴老师",
    "3-301": "郑老师",
    "3-302": "孙老师",
    "机房": "信息老师",
    "图书馆": "图书管理员",
}
CLASSROOMS: Final = tuple(ROOMS)[:6]
FAULTS: Final = ("灯不亮", "风扇异响", "门锁卡住", "插座松动", "窗扇关不严", "黑板灯闪烁")
COUNT: Final = "QC-2026-01"
# The school's answer to what its plan leaves open: how often the site is patrolled.
PATROL: Final = Routine(
    code="本校.patrol",
    zh="每周巡查校园",
    en="The site is patrolled every week",
    source="本校自定（002 三(二)3 未定次数）",
    cycle=WEEKLY,
    fulfilled_by=CheckHeld,
    where=(("scope", "校园"), ("level", "weekly"), ("mode", "scheduled")),
)


def term_calendar() -> TermCalendar:
    """Return the calendar: Beijing's published dates of 2025-2026 (assumed here) and the State Council's days."""
    statutory = StatutoryDays.from_holiday_cn(json.loads((DATA / "statutory_days.json").read_text(encoding="utf-8")))
    return TermCalendar(
        terms=[
            Term(name="2025-2026-1", first=date(2025, 9, 1), last=date(2026, 1, 23)),
            Term(name="2025-2026-2", first=date(2026, 3, 2), last=date(2026, 7, 7)),
        ],
        days_off=statutory.days_off,
        make_up_days=statutory.make_up_days,
        published_through=date(2026, 8, 31),
    )


def new_office() -> LogisticsOffice:
    """Return the empty books of a school that keeps plan 002, with deadlines of its own and a weekly patrol."""
    calendar = term_calendar()
    since, source = calendar.first_day, "教学用示例：假定本校采用"
    numbers = (
        Value(P01_MINOR_DEADLINE, end_of_same_day, since, f"{source} 001§3 小修不隔夜"),
        Value(P02_MAJOR_DEADLINE, end_of_next_day, since, f"{source} 001§3 大修不隔天"),
        Value(P05_RESPONSE_DEADLINE, end_of_same_day, since, f"{source} 001§1 问题不过夜"),
    )
    return LogisticsOffice(SCHOOL_002.setting("示例中学", calendar, changes=(*numbers, PATROL)))


class Simulation:
    """Lives through a term day by day: what is planned, what happens, and what people make of it, from one seed."""

    def __init__(self, office: LogisticsOffice, term: Term, seed: int) -> None:
        self.office, self.term, self.chance = office, term, random.Random(seed)
        calendar = office.setting.calendar
        if calendar is None:
            raise SystemExit("the school needs its calendar")
        self.calendar = calendar
        self.agenda: list[tuple[date, int, Callable[[], Iterable[Entry[Any]]]]] = []
        self.planted: dict[str, str] = {}

    def plan(self, on: date, make: Callable[[], Iterable[Entry[Any]]]) -> None:
        """Put on the agenda of a day what is to be written down then."""
        heapq.heappush(self.agenda, (on, len(self.agenda) + self.office.repairs.version * 1000, make))

    def run(self) -> None:
        """Plan the term, and write down day by day what happens and what follows, with a line of progress a month."""
        self.plan(self.calendar.first_day, self.open_books)
        self.plan(self.term.first, self.buy)
        for turn in self.office.turns(DateSpan(self.calendar.first_day, self.term.last)):
            self.plan_round(turn)
        for day in self.calendar.school_days(self.term.first, self.term.last):
            self.plan(day, lambda day=day: self.reports(day))  # type: ignore[misc]
        self.plan_accidents()
        self.plan_count()
        print("\n登记：")
