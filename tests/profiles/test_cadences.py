"""The cadences of parts without a profile: how often, on which days, and what one that was left out is."""

from datetime import date
from typing import Final

import pytest

from schoollogistics.calendar.cycles import BeforeHoliday, EverySchoolDay, NthSchoolDay, OncePerTerm, Weekly, Yearly
from schoollogistics.inspections import InspectionSchedule, RoutineDone
from schoollogistics.inspections.rules import P85, P86, P87, P88, P89, P90, P91, P92, P94
from schoollogistics.journal import Routine, Rule, Setting
from schoollogistics.profiles import CADENCES, KINDERGARTEN_003_4
from schoollogistics.repairs.rules import P168, P169
from schoollogistics.values.periods import Month
from tests.profiles.years import OPENS_IN_MARCH, YEARS, breaches, everything_done, windows

ALL: Final = [routine for routines in CADENCES.values() for routine in routines]
BY_CODE: Final = {routine.code: routine for routine in ALL}
DAILY, WEEKLY, MONTHLY = EverySchoolDay(), NthSchoolDay(1, per="week", grace=6), NthSchoolDay(1, grace=31)

STATED: Final = {
    "003§3.safety": (P92, WEEKLY, "安全"),
    "003§7.large-toys": (P91, MONTHLY, "大型玩具"),
    "003§7.wiring": (P91, MONTHLY, "照明线路"),
    "003§7.appliances": (P91, MONTHLY, "电器设备"),
    "003§7.rooms-sweep": (None, DAILY, "活动室"),
    "003§7.rooms-clean": (None, WEEKLY, "活动室"),
    "003§9.safety": (P94, DAILY, "安全"),
    "003§9.supervision": (P94, WEEKLY, "后勤工作"),
    "003§9.large-toys-scheduled": (P94, MONTHLY, "大型玩具"),
    "003§9.large-toys-unannounced": (P94, MONTHLY, "大型玩具"),
    "003§9.facilities-scheduled": (P94, MONTHLY, "设施设备"),
    "003§9.facilities-unannounced": (P94, MONTHLY, "设施设备"),
    "003§9.fire-gear-scheduled": (P94, MONTHLY, "消防器材"),
    "003§9.fire-gear-unannounced": (P94, MONTHLY, "消防器材"),
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
}


TWO_SWEEPS: Final = next(each for each in KINDERGARTEN_003_4.routines if each.code == "003§4.rooms")


def school(*routines: Routine) -> Setting:
    """Return a school of Beijing that keeps these routines."""
    return Setting(school="城关幼儿园", calendar=OPENS_IN_MARCH, routines=routines)


@pytest.mark.plan("P85", "P86", "P87", "P88", "P89", "P90", "P91", "P92", "P94", "P168", "P169")
def test_what_the_parts_state() -> None:
    """Each cadence stands under its part with its rule, its time and what it is about, and there are no others."""
    assert {code: (each.rule, each.cycle, each.scope) for code, each in BY_CODE.items()} == STATED
    assert [part for part, routines in CADENCES.items() for _ in routines] == [code[:5] for code in STATED]
    assert {each.source.partition(" ")[0] for each in CADENCES["004§4"]} == {"004§4"}


@pytest.mark.plan("P85", "P86", "P87", "P88", "P89", "P90", "P91", "P92", "P94", "P168", "P169")
@pytest.mark.parametrize("routine", ALL, ids=lambda routine: routine.code)
def test_a_cadence_left_out_once_is_one_breach_of_its_rule(routine: Routine) -> None:
    """A school that does all of its part has no breach; without one record the rule is missed on its last day."""
    part, year = CADENCES[routine.code.partition(".")[0]], YEARS[OPENS_IN_MARCH]
    setting, entries = school(*part), everything_done(part, OPENS_IN_MARCH)
    assert breaches(setting, entries, year) == []
    missed = windows(routine, OPENS_IN_MARCH)[-1]
    left = [each for each in entries if not (routine.is_ticked_by(each) and missed.holds(each.on))]
    assert len(left) == len(entries) - 1
    found = [(breach.rule, breach.on) for breach in breaches(setting, left, year)]
    assert found == [(routine.duty, missed.occurrence.last)]


def dues(code: str, year: int, month: int) -> list[tuple[int, int]]:
    """Return the due days and last days of a cadence in one month, as days of the month."""
    span = Month(year, month)
    found = BY_CODE[code].cycle.occurrences(OPENS_IN_MARCH, span)
    return [(each.due.day, each.last.day) for each in found]


@pytest.mark.plan("P85", "P87", "P88", "P89", "P169")
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
    ],
)
def test_the_days_of_a_cadence(code: str, month: tuple[int, int], expected: list[tuple[int, int]]) -> None:
    """A Monday on a holiday moves to the next school day (A07), the start of a month to its first five school days."""
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
        "003§4.feb-safety-toys": Yearly(2, 29, roll="preceding", early="month"),
    }


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


@pytest.mark.plan("P87", "P168")
def test_what_the_plans_leave_to_us_is_labelled() -> None:
    """月初 and 夏季前 have no day in the plans: the default says in both languages that it is ours."""
    filled = {code for code, each in BY_CODE.items() if "本库默认" in each.zh and "our default" in each.en}
    assert filled == {"004§4.fans", "004§4.air-conditioners"}


def rules_of(part: str) -> set[Rule | None]:
    """Return the rules behind the cadences of one part."""
    return {routine.rule for routine in CADENCES[part]}


@pytest.mark.plan("P86", "P88", "P89", "P90")
def test_each_part_states_its_own_rules() -> None:
    """The rows of one part stand under that part and under no other."""
    assert rules_of("004§4") == {P85, P86, P87, P88, P89, P90, P168, P169}
    assert [rules_of(part) for part in ("003§3", "003§7", "003§9")] == [{P92}, {P91, None}, {P94}]
