"""The cadences of parts without a profile: how often, on which days, and what one that was left out is."""

from datetime import date
from typing import Any, Final

import pytest

from schoollogistics.calendar import TermCalendar
from schoollogistics.calendar.cycles import (
    BeforeHoliday,
    Cycle,
    EveryMonths,
    EverySchoolDay,
    MonthDay,
    NthSchoolDay,
    OncePerTerm,
    Weekly,
    Yearly,
)
from schoollogistics.canteen import CommitteeMet, StockCounted
from schoollogistics.canteen.rules.plans import P78, P79, P80, P82
from schoollogistics.food_safety import (
    DeliveryAccepted,
    HandlersChecked,
    KitchenLocked,
    SamplesKept,
    SelfCheckHeld,
    TablewareDisinfected,
)
from schoollogistics.food_safety.rules.control import P62
from schoollogistics.food_safety.rules.kitchen import P53
from schoollogistics.food_safety.rules.people import P55
from schoollogistics.food_safety.rules.samples import P48, P49
from schoollogistics.inspections import CheckHeld, InspectionSchedule, RoutineDone
from schoollogistics.inspections.rules import P85, P86, P87, P88, P89, P90, P91, P92, P94
from schoollogistics.journal import Entry, Routine, Rule, Setting
from schoollogistics.nutrition import MenuPublished, NutritionAnalysed
from schoollogistics.nutrition.rules.plans import P65, P66
from schoollogistics.profiles import CADENCES, KINDERGARTEN_003_4
from schoollogistics.profiles.cadences.food import FOOD
from schoollogistics.repairs.rules import P168, P169
from schoollogistics.values.periods import Month
from tests.profiles.records import record
from tests.profiles.years import OPENS_IN_FEBRUARY, OPENS_IN_MARCH, YEARS, breaches, everything_done, windows

ALL: Final = [routine for routines in CADENCES.values() for routine in routines]
BY_CODE: Final = {routine.code: routine for routine in ALL}
DAILY, WEEKLY, MONTHLY = EverySchoolDay(), NthSchoolDay(1, per="week", grace=6), NthSchoolDay(1, grace=31)
MENU, MONTH_END = NthSchoolDay(1, per="week", early="previous"), NthSchoolDay(-1)


def in_month(*months: int) -> MonthDay:
    """Return the cycle of an item in the lists of some months."""
    return MonthDay(-1, months=months, roll="preceding")


STATED: Final[dict[str, tuple[Rule | None, Cycle, str | None]]] = {
    "001§2.canteen-head": (None, DAILY, None),
    "003§3.safety": (P92, WEEKLY, "安全"),
    "003§5.tableware": (P53, DAILY, None),
    "003§5.stock-count": (P78, MONTH_END, None),
    "003§5.flies": (None, Yearly(5, 31, roll="preceding"), "食堂"),
    "003§5.warm": (None, Yearly(11, 30, roll="preceding"), "食堂"),
    "003§7.large-toys": (P91, MONTHLY, "大型玩具"),
    "003§7.wiring": (P91, MONTHLY, "照明线路"),
    "003§7.appliances": (P91, MONTHLY, "电器设备"),
    "003§7.rooms-sweep": (None, DAILY, "活动室"),
    "003§7.rooms-clean": (None, WEEKLY, "活动室"),
    "003§7.samples": (P49, DAILY, None),
    "003§7.nutrition": (P66, MONTHLY, None),
    "003§7.canteen-appraisal": (None, MONTHLY, None),
    "003§8.handlers-morning": (P55, DAILY, None),
    "003§8.handlers-noon": (P55, DAILY, None),
    "003§9.safety": (P94, DAILY, "安全"),
    "003§9.supervision": (P94, WEEKLY, "后勤工作"),
    "003§9.large-toys-scheduled": (P94, MONTHLY, "大型玩具"),
    "003§9.large-toys-unannounced": (P94, MONTHLY, "大型玩具"),
    "003§9.facilities-scheduled": (P94, MONTHLY, "设施设备"),
    "003§9.facilities-unannounced": (P94, MONTHLY, "设施设备"),
    "003§9.fire-gear-scheduled": (P94, MONTHLY, "消防器材"),
    "003§9.fire-gear-unannounced": (P94, MONTHLY, "消防器材"),
    "003§9.kitchen": (None, DAILY, "食品加工流程"),
    "003§9.samples": (P48, DAILY, None),
    "003§9.menu": (P65, MENU, None),
    "003§9.meal-committee": (P80, MONTH_END, None),
    "003§9.canteen-meeting": (None, WEEKLY, None),
    "003§9.canteen-training": (None, MONTHLY, None),
    "003§9.self-check": (None, in_month(2, 3, 5, 6), None),
    "003§9.accounts-year": (P82, in_month(3), None),
    "003§9.accounts-month": (P82, in_month(3), None),
    "003§9.accounts-term": (P82, in_month(6), None),
    "003§9.committee-activity": (P82, in_month(4, 5), None),
    "004§3.menu": (None, MENU, None),
    "004§3.bulletin": (None, MONTHLY, None),
    "004§4.large-toys": (P85, Weekly(1), "大型玩具"),
    "004§4.sports-gear": (P85, Weekly(1), "体育器材"),
    "004§4.sports-room": (P86, DAILY, "体育用品房器材"),
    "004§4.fans": (P87, NthSchoolDay(1, grace=4), "电扇"),
    "004§4.canteen": (P88, WEEKLY, "食堂设施"),
    "004§4.doors": (P89, MONTHLY, "门窗"),
    "004§4.lighting": (P90, WEEKLY, "照明"),
    "004§4.air-conditioners": (P168, Yearly(5, 31, roll="preceding"), "空调"),
    "004§4.remotes": (P168, OncePerTerm(), "遥控器"),
    "004§4.computers-off": (P169, BeforeHoliday(), "办公电脑"),
    "004§4.tableware": (P53, DAILY, None),
    "004§4.acceptance": (None, DAILY, None),
    "004§4.samples": (None, DAILY, None),
    "004§4.locked": (P62, DAILY, None),
}
SUPERVISED: Final = ("committee", "监委会")
KITCHEN: Final[dict[str, tuple[type[Entry[Any]], tuple[tuple[str, str], ...]]]] = {
    "001§2.canteen-head": (RoutineDone, ()),
    "003§5.tableware": (TablewareDisinfected, ()),
    "003§5.stock-count": (StockCounted, ()),
    "003§5.flies": (RoutineDone, ()),
    "003§5.warm": (RoutineDone, ()),
    "003§7.samples": (SamplesKept, ()),
    "003§7.nutrition": (NutritionAnalysed, ()),
    "003§7.canteen-appraisal": (RoutineDone, ()),
    "003§8.handlers-morning": (HandlersChecked, (("session", "morning"),)),
    "003§8.handlers-noon": (HandlersChecked, (("session", "noon"),)),
    "003§9.kitchen": (CheckHeld, (("scope", "食品加工流程"), ("level", "daily"), ("mode", "scheduled"))),
    "003§9.samples": (SamplesKept, ()),
    "003§9.menu": (MenuPublished, ()),
    "003§9.meal-committee": (CommitteeMet, (("committee", "膳食委员会"),)),
    "003§9.canteen-meeting": (RoutineDone, ()),
    "003§9.canteen-training": (RoutineDone, ()),
    "003§9.self-check": (SelfCheckHeld, ()),
    "003§9.accounts-year": (CommitteeMet, (SUPERVISED, ("occasion", "accounts"), ("audited", "year"))),
    "003§9.accounts-month": (CommitteeMet, (SUPERVISED, ("occasion", "accounts"), ("audited", "month"))),
    "003§9.accounts-term": (CommitteeMet, (SUPERVISED, ("occasion", "accounts"), ("audited", "term"))),
    "003§9.committee-activity": (CommitteeMet, (SUPERVISED, ("occasion", "activity"))),
    "004§3.menu": (MenuPublished, ()),
    "004§3.bulletin": (RoutineDone, ()),
    "004§4.tableware": (TablewareDisinfected, ()),
    "004§4.acceptance": (DeliveryAccepted, ()),
    "004§4.samples": (SamplesKept, ()),
    "004§4.locked": (KitchenLocked, ()),
}
"""What records the work of the canteen; the other cadences stand for checks and upkeep."""


TWO_SWEEPS: Final = next(each for each in KINDERGARTEN_003_4.routines if each.code == "003§4.rooms")


def school(*routines: Routine, calendar: TermCalendar = OPENS_IN_MARCH) -> Setting:
    """Return a school, of Beijing unless it has another calendar, that keeps these routines."""
    return Setting(school="城关幼儿园", calendar=calendar, routines=routines)


@pytest.mark.plan("P48", "P49", "P53", "P55", "P62", "P65", "P66", "P78", "P80", "P82", "P158")
@pytest.mark.plan("P85", "P86", "P87", "P88", "P89", "P90", "P91", "P92", "P94", "P168", "P169")
def test_what_the_parts_state() -> None:
    """Each cadence stands under its part with its rule, its time and what it is about, and there are no others."""
    assert {code: (each.rule, each.cycle, each.scope) for code, each in BY_CODE.items()} == STATED
    assert [part for part, routines in CADENCES.items() for _ in routines] == [code[:5] for code in STATED]
    assert {code: each.source.partition(" ")[0] for code, each in BY_CODE.items()} == {
        code: code[:5] for code in STATED
    }


@pytest.mark.plan("P158")
def test_what_records_the_work_of_the_canteen() -> None:
    """A meeting is known by its committee, its occasion and whose accounts it looked at; the rest by its own slip."""
    assert {code: (BY_CODE[code].fulfilled_by, BY_CODE[code].where) for code in KITCHEN} == KITCHEN
    assert {each.code for routines in FOOD.values() for each in routines} == KITCHEN.keys()


ASKED_FOR: Final = [(routine, calendar) for routine in ALL for calendar in YEARS if windows(routine, calendar)]


@pytest.mark.plan("P48", "P49", "P53", "P55", "P62", "P65", "P66", "P78", "P80", "P82", "P158")
@pytest.mark.plan("P85", "P86", "P87", "P88", "P89", "P90", "P91", "P92", "P94", "P168", "P169")
@pytest.mark.parametrize(("routine", "calendar"), ASKED_FOR, ids=lambda case: getattr(case, "code", ""))
def test_a_cadence_left_out_once_is_one_breach_of_its_rule(routine: Routine, calendar: TermCalendar) -> None:
    """A school that does all of its part has no breach; without one record the rule is missed on its last day."""
    part, year = CADENCES[routine.code.partition(".")[0]], YEARS[calendar]
    setting, entries = school(*part, calendar=calendar), everything_done(part, calendar)
    assert breaches(setting, entries, year) == []
    missed = windows(routine, calendar)[-1].occurrence.last
    left = [each for each in entries if each != record(routine, missed)]
    assert len(left) == len(entries) - 1
    found = [(breach.rule, breach.on) for breach in breaches(setting, left, year)]
    assert found == [(routine.duty, missed)]


def dues(code: str, year: int, month: int) -> list[tuple[int, int]]:
    """Return the due days and last days of a cadence in one month, as days of the month."""
    span = Month(year, month)
    found = BY_CODE[code].cycle.occurrences(OPENS_IN_MARCH, span)
    return [(each.due.day, each.last.day) for each in found]


@pytest.mark.plan("P65", "P66", "P78", "P80", "P82", "P85", "P87", "P88", "P89", "P169")
@pytest.mark.parametrize(
    ("code", "month", "expected"),
    [
        ("004§4.large-toys", (2025, 9), [(1, 1), (8, 8), (15, 15), (22, 22), (29, 29)]),
        ("004§4.large-toys", (2025, 10), [(9, 9), (13, 13), (20, 20), (27, 27)]),
        ("004§4.fans", (2025, 9), [(1, 5)]),
        ("004§4.fans", (2025, 10), [(9, 14)]),
        ("004§4.canteen", (2025, 10), [(9, 11), (13, 17), (20, 24), (27, 31)]),
        ("004§4.doors", (2025, 10), [(9, 31)]),
        ("004§4.computers-off", (2025, 9), [(30, 30)]),
        ("004§4.computers-off", (2026, 1), [(23, 23)]),
        ("004§4.remotes", (2026, 1), [(23, 23)]),
        ("004§4.air-conditioners", (2026, 5), [(29, 29)]),
        ("003§5.stock-count", (2025, 9), [(30, 30)]),
        ("003§5.warm", (2025, 11), [(28, 28)]),
        ("003§7.nutrition", (2025, 10), [(9, 31)]),
        ("003§9.menu", (2025, 10), [(9, 9), (13, 13), (20, 20), (27, 27)]),
        ("003§9.meal-committee", (2026, 1), [(23, 23)]),
        ("003§9.accounts-year", (2026, 3), [(31, 31)]),
        ("003§9.self-check", (2026, 2), []),
        ("003§9.self-check", (2026, 3), [(31, 31)]),
        ("003§9.self-check", (2026, 4), []),
        ("003§9.self-check", (2026, 5), [(29, 29)]),
    ],
)
def test_the_days_of_a_cadence(code: str, month: tuple[int, int], expected: list[tuple[int, int]]) -> None:
    """A Monday on a holiday moves to the next school day (A07), the start and the end of a month to school days of it."""
    assert dues(code, *month) == expected


@pytest.mark.plan("P85", "P87", "P168", "P169")
@pytest.mark.parametrize(
    ("code", "opens", "last"),
    [
        ("004§4.sports-room", date(2026, 7, 7), date(2026, 7, 7)),
        ("004§4.large-toys", date(2026, 7, 6), date(2026, 7, 6)),
        ("004§4.fans", date(2026, 7, 1), date(2026, 7, 7)),
        ("004§4.air-conditioners", date(2026, 3, 2), date(2026, 5, 29)),
        ("004§4.remotes", date(2026, 3, 2), date(2026, 7, 7)),
        ("003§5.stock-count", date(2026, 7, 1), date(2026, 7, 7)),
        ("003§9.meal-committee", date(2026, 7, 1), date(2026, 7, 7)),
        ("003§9.accounts-term", date(2026, 6, 1), date(2026, 6, 30)),
        ("004§4.computers-off", date(2026, 7, 6), date(2026, 7, 7)),
    ],
)
def test_from_when_on_a_cadence_can_be_kept(code: str, opens: date, last: date) -> None:
    """Before summer is any day of the term, before a holiday the week of its eve, and Monday's check is Monday's."""
    window = windows(BY_CODE[code], OPENS_IN_MARCH)[-1]
    assert (window.opens, window.occurrence.last) == (opens, last)


@pytest.mark.plan("P85", "P91", "P94")
def test_large_toys_have_four_cycles() -> None:
    """The same toys are looked at every Monday, every month, every month in two ways, and once in February (A07)."""
    toys = [each for each in (*ALL, *KINDERGARTEN_003_4.routines) if ("scope", "大型玩具") in each.where]
    assert {each.code: each.cycle for each in toys} == {
        "004§4.large-toys": Weekly(1),
        "003§7.large-toys": MONTHLY,
        "003§9.large-toys-scheduled": MONTHLY,
        "003§9.large-toys-unannounced": MONTHLY,
        "003§4.feb-safety-toys": in_month(2),
    }


@pytest.mark.plan("P79", "P80")
def test_the_meal_committee_has_two_cycles() -> None:
    """It meets every two months by one plan and at each month's end by another, and the two are not one (A03)."""
    met = [each for each in (*ALL, *KINDERGARTEN_003_4.routines) if ("committee", "膳食委员会") in each.where]
    assert {each.code: (each.rule, each.cycle) for each in met} == {
        "003§9.meal-committee": (P80, MONTH_END),
        "003§4.meal-committee": (P79, EveryMonths(2, 1, grace=60)),
    }


@pytest.mark.plan("P82")
def test_the_accounts_of_a_year_are_not_those_of_two_months() -> None:
    """The committee that looked twice at the accounts of January and February has not looked at those of last year."""
    year, months = BY_CODE["003§9.accounts-year"], BY_CODE["003§9.accounts-month"]
    twice = [record(months, date(2026, 3, day)) for day in (10, 20)]
    found = breaches(school(year, months), twice, Month(2026, 3))
    assert [breach.found.zh for breach in found] == ["监委会督查上年度食堂收支：最晚 2026-03-31，至今未做"]


@pytest.mark.plan("P90", "P91")
def test_lamps_and_wiring_are_two_things() -> None:
    """Having looked at the lamps in every week says nothing about the wiring of the month (A08)."""
    lamps, wiring = BY_CODE["004§4.lighting"], BY_CODE["003§7.wiring"]
    entries = everything_done((lamps,), OPENS_IN_MARCH)
    found = breaches(school(lamps, wiring), entries, Month(2026, 4))
    assert [(breach.rule.code, breach.on) for breach in found] == [("P91", date(2026, 4, 30))]


@pytest.mark.parametrize(
    ("routine", "swept", "kept"),
    [
        (BY_CODE["003§7.rooms-sweep"], (1,), True),
        (TWO_SWEEPS, (1,), False),
        (TWO_SWEEPS, (1, 1), True),
        (TWO_SWEEPS, (2,), True),
    ],
    ids=["003§7 once", "003§4 once", "003§4 once and once again", "003§4 twice"],
)
def test_sweeping_is_counted_by_plan(routine: Routine, swept: tuple[int, ...], kept: bool) -> None:
    """One small sweep keeps a plan that asks for one and a weekly clean, and not a plan that asks for two a day (A10)."""
    day, lines = date(2026, 4, 8), InspectionSchedule.lines_for(routine)
    entries = [
        RoutineDone(routine=routine.code, times=times, lines=lines, on=day, by="王老师", note=f"第{number}次")
        for number, times in enumerate(swept, 1)
    ]
    found = {breach.on for breach in breaches(school(routine), entries, Month(2026, 4))}
    assert (day not in found) == kept


@pytest.mark.plan("R33", "R02")
@pytest.mark.parametrize(
    ("held", "missed"),
    [
        ([(2, 27), (3, 31), (5, 29), (6, 30)], []),
        ([(3, 2), (5, 29), (6, 30)], [((2, 28), "2025-03-02 才做完"), ((3, 31), "至今未做")]),
        ([(3, 20), (5, 29), (6, 30)], [((2, 28), "至今未做")]),
        ([(2, 27), (3, 31), (6, 30)], [((5, 30), "至今未做")]),
        ([(3, 2), (3, 20), (5, 29), (6, 30)], [((2, 28), "2025-03-02 才做完")]),
    ],
)
def test_a_self_check_meets_one_month(held: list[tuple[int, int]], missed: list[tuple[tuple[int, int], str]]) -> None:
    """Each month has a check of its own: one that comes late is none of the next month, and a later one makes up for none."""
    setting = school(BY_CODE["003§9.self-check"], calendar=OPENS_IN_FEBRUARY)
    checks = [record(BY_CODE["003§9.self-check"], date(2025, *day)) for day in held]
    found = breaches(setting, checks, YEARS[OPENS_IN_FEBRUARY])
    assert [((each.on.month, each.on.day), each.found.zh.rpartition("，")[2]) for each in found] == missed


@pytest.mark.plan("P65", "P87", "P168")
def test_what_the_plans_leave_to_us_is_labelled() -> None:
    """月初, 夏季 and a week's menu have no day in the plans: the default says in both languages that it is ours."""
    filled = {code for code, each in BY_CODE.items() if "本库默认" in each.zh and "our default" in each.en}
    assert filled == {
        *("003§5.flies", "003§5.warm", "003§9.menu", "004§3.menu"),
        *("004§4.fans", "004§4.air-conditioners"),
    }


def rules_of(part: str) -> set[Rule | None]:
    """Return the rules behind the cadences of one part."""
    return {routine.rule for routine in CADENCES[part]}


@pytest.mark.plan("P53", "P86", "P88", "P89", "P90")
def test_each_part_states_its_own_rules() -> None:
    """The rows of one part stand under that part and under no other."""
    assert {part: rules_of(part) - {None} for part in CADENCES} == {
        "001§2": set(),
        "003§3": {P92},
        "003§5": {P53, P78},
        "003§7": {P49, P66, P91},
        "003§8": {P55},
        "003§9": {P48, P65, P80, P82, P94},
        "004§3": set(),
        "004§4": {P53, P62, P85, P86, P87, P88, P89, P90, P168, P169},
    }
