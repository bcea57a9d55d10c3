"""每周一、每天、每月初: the routines of the plans on a real calendar, missed and done a day late."""

from datetime import date
from typing import Any, Final, NamedTuple

import pytest
from attrs import evolve

from schoollogistics.calendar.cycles import Cycle, EverySchoolDay, NthSchoolDay, Weekly
from schoollogistics.inspections import CheckHeld, InspectionSchedule, RoutineDone
from schoollogistics.inspections.entries.codes import Level
from schoollogistics.inspections.rules import RULES
from schoollogistics.journal import Due, Published, Routine
from schoollogistics.values.periods import DateSpan, Week
from tests.calendar.notices import BEIJING
from tests.inspections.stories import check, day_of, found, schedule, school, sept

BY_CODE: Final = {rule.code: rule for rule in RULES}
# Six school weeks: the Sunday of 28 September and the Saturday of 11 October are worked, 1 to 8 October is a holiday.
AUTUMN: Final = DateSpan(sept(1), date(2025, 10, 12))
DAILY: Final = EverySchoolDay()
MONDAYS: Final = Weekly(1)
IN_THE_WEEK: Final = NthSchoolDay(1, per="week", grace=6)
IN_THE_MONTH: Final = NthSchoolDay(1, grace=31)
MONTH_START: Final = NthSchoolDay(1, grace=4)
EVERY_DAY: Final = tuple(BEIJING.school_days(AUTUMN.first, AUTUMN.last))


def days(text: str) -> tuple[date, ...]:
    """Return several days of the autumn term."""
    return tuple(day_of(each) for each in text.split())


class Plan(NamedTuple):
    """What a plan asks for, days on which it is kept, and one that is left out: its last day, and the day behind it."""

    rule: str
    scope: str
    level: Level
    actor: str
    cycle: Cycle
    kept: tuple[date, ...]
    without: str
    last: str
    late: str

    @property
    def routine(self) -> Routine:
        """The routine as a profile states it."""
        return Routine(
            code=f"{self.rule}.{self.level}",
            zh=f"检查{self.scope}",
            en="Check",
            source="本园计划",
            cycle=self.cycle,
            fulfilled_by=CheckHeld,
            where=(("scope", self.scope), ("level", self.level), ("actor", self.actor)),
            scope=self.scope,
            role=self.actor,
            rule=BY_CODE[self.rule],
        )

    def check(self, day: date) -> CheckHeld:
        """Return the check that ticks it."""
        return check(day, self.scope, self.level, self.actor)

    def book(self, *on: date, late: date | None = None) -> InspectionSchedule:
        """Return a book with the checks of these days, and one that makes up for another."""
        made_up = () if late is None else (evolve(self.check(late), note="补查"),)
        return schedule(*map(self.check, on), *made_up, setting=school(self.routine))


TOYS: Final = Plan(
    "P85", "大型玩具、体育器材", "weekly", "体育老师", MONDAYS,
    days("9-1 9-8 9-15 9-22 9-29 10-9"), "9-15", "9-15", "9-16",
)  # fmt: skip
WEEKLY: Final = days("9-5 9-8 9-18 9-28 9-30 10-11")
MONTHLY: Final = days("9-12 10-10")
LIGHTS: Final = Plan(
    "P90", "照明设施", "weekly", "电工", IN_THE_WEEK, days("9-1 9-12 9-18 9-28 9-30 10-9"), "9-28", "9-28", "9-29"
)
WIRING: Final = Plan("P91", "室内照明线路", "monthly", "电工", IN_THE_MONTH, MONTHLY, "9-12", "9-30", "10-9")
PLANS: Final = (
    TOYS,
    Plan("P86", "体育用品房器材", "daily", "体育老师", DAILY, EVERY_DAY, "9-28", "9-28", "9-29"),
    Plan("P87", "电扇", "monthly", "电工", MONTH_START, days("9-5 10-9"), "9-5", "9-5", "9-8"),
    Plan("P88", "食堂煤气、电器、门窗", "weekly", "食堂组长", IN_THE_WEEK, WEEKLY, "9-30", "9-30", "10-9"),
    Plan("P89", "门窗", "monthly", "门卫", IN_THE_MONTH, MONTHLY, "9-12", "9-30", "10-9"),
    LIGHTS,
    WIRING,
    Plan("P92", "安全", "weekly", "后勤负责人", IN_THE_WEEK, WEEKLY, "9-18", "9-19", "9-22"),
    Plan("P93", "园舍安全", "weekly", "园长", IN_THE_WEEK, WEEKLY, "9-5", "9-5", "9-8"),
    Plan("P93", "园舍安全", "monthly", "保健老师", IN_THE_MONTH, MONTHLY, "9-12", "9-30", "10-9"),
    Plan("P94", "全园常规安全", "daily", "门卫", DAILY, EVERY_DAY, "9-30", "9-30", "10-9"),
    Plan("P94", "后勤工作督导", "weekly", "园长", IN_THE_WEEK, WEEKLY, "9-30", "9-30", "10-9"),
    Plan("P94", "设施设备、消防器材", "monthly", "后勤负责人", IN_THE_MONTH, MONTHLY, "9-12", "9-30", "10-10"),
    Plan("P95", "校园巡查", "daily", "值班领导", DAILY, EVERY_DAY, "10-11", "10-11", "10-12"),
)


@pytest.mark.plan(
    "P85", "P86", "P87", "P88", "P89", "P90", "P91", "P92", "P93", "P94", "P95", "R02", "R57", "R66"
)  # fmt: skip
@pytest.mark.parametrize("plan", PLANS, ids=lambda plan: f"{plan.rule}-{plan.level}")
def test_a_routine_kept_missed_and_done_late(plan: Plan) -> None:
    """Kept it breaches nothing; one check missed, or done on the next school day, is one breach of its rule on the last day."""
    left_out, breach = day_of(plan.without), (plan.rule, day_of(plan.last))
    others = [day for day in plan.kept if day != left_out]
    assert found(plan.book(*plan.kept), AUTUMN) == []
    assert found(plan.book(*others), AUTUMN) == [breach]
    assert found(plan.book(*others, late=day_of(plan.late)), AUTUMN) == [breach]


@pytest.mark.plan("P85", "R02")
def test_a_monday_on_a_holiday_moves_to_the_next_school_day() -> None:
    """Monday 6 October lies in the holiday: large toys are due on Thursday the 9th, and not at all without that week (A07)."""
    week = DateSpan(date(2025, 10, 6), date(2025, 10, 12))
    (due,) = TOYS.book().due(week)
    assert (due.last, due.who, due.where, due.post) == (date(2025, 10, 9), "体育老师", TOYS.scope, (CheckHeld,))
    assert found(TOYS.book(), week) == [("P85", date(2025, 10, 9))]
    assert found(TOYS.book(date(2025, 10, 9)), week) == []


@pytest.mark.plan("P90", "P91")
def test_lamps_and_wiring_are_two_things_to_check() -> None:
    """A check of the lamps each week does not tick the wiring of the month, nor the other way round (A08)."""
    setting = school(LIGHTS.routine, WIRING.routine)
    lamps = [LIGHTS.check(day) for day in LIGHTS.kept]
    assert found(schedule(*lamps, setting=setting), AUTUMN) == [("P91", sept(30))]
    assert found(schedule(*lamps, WIRING.check(sept(30)), setting=setting), AUTUMN) == []


@pytest.mark.plan("P92", "P93", "P94", "R57")
@pytest.mark.parametrize(
    "other",
    [
        {"level": "daily"},
        {"actor": "门卫"},
        {"scope": "消防"},
        {"mode": "unannounced"},
    ],
    ids=lambda other: next(iter(other)),
)
def test_a_check_is_known_by_mode_level_role_and_scope(other: dict[str, Any]) -> None:
    """The principal's weekly check of safety is ticked by no check of another mode, level, role or scope (A06)."""
    asked = (("scope", "安全"), ("level", "weekly"), ("actor", "园长"), ("mode", "scheduled"))
    routine = Routine(
        code="P93.weekly",
        zh="园长每周检查",
        en="The principal's check",
        source="003§4",
        cycle=IN_THE_WEEK,
        fulfilled_by=CheckHeld,
        where=asked,
        rule=BY_CODE["P93"],
    )
    own, week = check(sept(9)), Week(sept(8))
    assert found(schedule(own, setting=school(routine)), week) == []
    assert found(schedule(evolve(own, **other), setting=school(routine)), week) == [("P93", sept(12))]


def sweeping(code: str, zh: str, place: str, cycle: Cycle, times: int = 1) -> Routine:
    """Return a routine of cleaning one area."""
    where = (("area", place),)
    return Routine(
        code=code,
        zh=zh,
        en="Sweeping",
        source="本园计划",
        cycle=cycle,
        fulfilled_by=RoutineDone,
        where=where,
        times=times,
    )


def swept(code: str, place: str, day: date, times: int = 1) -> RoutineDone:
    """保育员 sweeps."""
    return RoutineDone(routine=code, area=place, times=times, on=day, by="保育员")


@pytest.mark.plan("R02", "R29")
def test_two_small_sweeps_a_day_are_counted_by_area() -> None:
    """Two sweeps a day may be written at once or one by one; one is not enough, and another area's do not count (A10)."""
    corridor, stairs = (sweeping(f"小扫-{at}", "一日两小扫", at, DAILY, times=2) for at in ("走廊", "楼梯"))
    day, setting = sept(8), school(corridor, stairs)
    both = schedule(
        swept("小扫-走廊", "走廊", day, 2), swept("小扫-楼梯", "楼梯", day), evolve(swept("小扫-楼梯", "楼梯", day), note="下午"),
        setting=setting,
    )  # fmt: skip
    assert found(both, day_span(day)) == []
    once = schedule(swept("小扫-走廊", "走廊", day, 2), swept("小扫-楼梯", "楼梯", day), setting=setting)
    assert found(once, day_span(day)) == [("小扫-楼梯", day)]
    elsewhere = schedule(swept("小扫-走廊", "楼梯", day, 2), swept("小扫-楼梯", "楼梯", day, 2), setting=setting)
    assert found(elsewhere, day_span(day)) == [("小扫-走廊", day)]


@pytest.mark.plan("R02", "R29")
def test_one_small_sweep_a_day_and_a_thorough_one_a_week() -> None:
    """The other plan takes one sweep a day and one thorough one in the week, which are two routines (A10)."""
    setting = school(sweeping("小扫", "一日一小扫", "厨房", DAILY), sweeping("大扫", "一周一大扫", "厨房", IN_THE_WEEK))
    week = Week(sept(8))
    daily = [swept("小扫", "厨房", day) for day in BEIJING.school_days(week.first, week.last)]
    assert found(schedule(*daily, setting=setting), week) == [("大扫", sept(12))]
    assert found(schedule(*daily, swept("大扫", "厨房", sept(12)), setting=setting), week) == []


@pytest.mark.plan("P95", "R66", "D20")
def test_the_statistics_of_the_patrol_are_published_every_week() -> None:
    """Publishing the statistics is the tick; another document, or none, leaves the week without."""
    routine = Routine(
        code="P95.statistics",
        zh="每周发布巡查记录统计",
        en="Publish the statistics",
        source="004§1",
        cycle=IN_THE_WEEK,
        fulfilled_by=Published,
        where=(("view", "patrol_statistics"),),
        rule=BY_CODE["P95"],
    )
    week = DateSpan(sept(8), sept(14))
    notice = Published(view="patrol_statistics", period=week, version=1, where="公示栏", on=sept(12), by="王老师")
    assert found(schedule(notice, setting=school(routine)), week) == []
    record = evolve(notice, view="patrol_record")
    assert found(schedule(record, setting=school(routine)), week) == [("P95", sept(12))]
    late = evolve(notice, on=sept(15))
    assert found(schedule(late, setting=school(routine)), week) == [("P95", sept(12))]


def day_span(day: date) -> DateSpan:
    """Return one day as a span."""
    return DateSpan(day, day)


def test_a_due_routine_says_who_and_what() -> None:
    """What is due names the routine, so that a form can fill in what the entry has to say."""
    dues: tuple[Due, ...] = LIGHTS.book().due(Week(sept(8)))
    assert [(due.rule, due.routine, due.who) for due in dues] == [(BY_CODE["P90"], LIGHTS.routine, "电工")]
