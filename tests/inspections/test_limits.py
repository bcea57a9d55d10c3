"""读数与限值: readings are judged by the limits of the checklist, and routine work keeps its checklist as a check does."""

from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar.cycles import EverySchoolDay, NthSchoolDay
from schoollogistics.inspections import CheckLine, RoutineDone
from schoollogistics.inspections.rules import P92
from schoollogistics.journal import CheckItem, Ref, Routine
from schoollogistics.values.periods import Week
from schoollogistics.values.quantities import Quantity
from tests.inspections.stories import check, found, schedule, school, sept

DAY, WEEK = sept(9), Week(sept(8))
FRIDGE: Final = CheckItem(zh="冷藏温度", en="fridge", least=Quantity(0, "°C"), most=Quantity(8, "°C"))
CHECKED: Final = Routine(
    code="冰箱周查",
    zh="每周检查冰箱",
    en="Fridge check",
    source="本园计划",
    cycle=NthSchoolDay(1, per="week", grace=6),
    fulfilled_by=type(check(DAY)),
    where=(("scope", "冰箱"),),
    checklist=(FRIDGE,),
    rule=P92,
    since=sept(1),
)
AIRED: Final = Routine(
    code="午检通风",
    zh="每日通风",
    en="Airing",
    source="本园计划",
    cycle=EverySchoolDay(),
    fulfilled_by=RoutineDone,
    checklist=(CheckItem(zh="通风时间", en="minutes", least=Quantity(60, "分钟")),),
    rule=P92,
)


def read(amount: int | str, unit: str = "°C", **more: Any) -> CheckLine:
    """Return the line of the fridge as a clerk wrote it who did not copy the limits."""
    return CheckLine(**{"item": "冷藏温度", "result": "ok", "reading": Quantity(amount, unit), **more})


def aired(*lines: CheckLine, **more: Any) -> RoutineDone:
    """保育员 opens the windows."""
    return RoutineDone(**{"routine": AIRED.code, "area": "小一班", "lines": lines, "on": DAY, "by": "保育员", **more})


def minutes(amount: int, **more: Any) -> CheckLine:
    """Return the line that says how long the windows were open."""
    return CheckLine(**{"item": "通风时间", "result": "ok", "reading": Quantity(amount, "分钟"), **more})


JUDGED: Final = {
    "inside": (read(4), None),
    "at the limit": (read(8), None),
    "too warm": (read(12), "12 °C"),
    "too cold": (read(-1), "-1 °C"),
    "too warm, by wider limits of its own": (read(12, most=Quantity(20, "°C")), "12 °C"),
    "in another kind of unit": (read(4, "kg"), "4 kg"),
    "too warm, and said so": (read(12, result="fault", remark="偏高"), None),
    "too warm, and put right": (read(12, result="fixed", remark="偏高", handling="调低"), None),
}


@pytest.mark.plan("P92", "R57")
@pytest.mark.parametrize("name", JUDGED)
def test_a_reading_is_judged_by_the_limits_of_the_checklist(name: str) -> None:
    """Outside of them and still marked in order it is one breach that names item, reading and limits, copied or not."""
    line, told = JUDGED[name]
    book = schedule(check(DAY, "冰箱", "daily", "食堂组长", line), setting=school(CHECKED))
    breaches = book.breaches(WEEK)
    if told is None:
        assert breaches == ()
    else:
        (breach,) = breaches
        assert (breach.rule, breach.on, breach.ref) == (P92, DAY, Ref("inspections", 0))
        assert breach.found.en.endswith(f"fridge reads {told}, limits 0 °C … 8 °C, and stands as in order")
        assert breach.found.zh.endswith(f"冷藏温度读数 {told}，限值 0 °C … 8 °C，却记为正常")


@pytest.mark.plan("R57")
def test_every_reading_is_judged_while_the_routine_is_in_force() -> None:
    """A second check of the week may leave things out, but does not say that too warm is in order; before the routine any may."""
    first, second = (
        check(day, "冰箱", "daily", "食堂组长", line) for day, line in ((DAY, read(4)), (sept(10), read(12)))
    )
    assert found(schedule(first, second, setting=school(CHECKED)), WEEK) == [("P92", sept(10))]
    later = school(evolve(CHECKED, since=sept(15)))
    assert found(schedule(first, second, setting=later), WEEK) == []


@pytest.mark.plan("R57")
def test_a_check_cut_short_and_misjudged_is_one_breach() -> None:
    """What was left out and what was judged wrongly stand in one sentence."""
    routine = evolve(CHECKED, checklist=(FRIDGE, CheckItem(zh="门封", en="door seal")))
    book = schedule(check(DAY, "冰箱", "daily", "食堂组长", read(12)), setting=school(routine))
    (breach,) = book.breaches(WEEK)
    assert "left out: door seal; fridge reads 12 °C" in breach.found.en


ROUTINE_WORK: Final = {
    "long enough": ((minutes(60),), None),
    "too short": ((minutes(20),), "读数 20 分钟，限值 60 分钟 …，却记为正常"),
    "too short, and said so": ((minutes(20, result="fault", remark="下雨"),), None),
    "no reading": ((CheckLine(item="通风时间", result="ok"),), "漏查：通风时间"),
    "no lines": ((), "漏查：通风时间"),
}


@pytest.mark.plan("P92", "R29")
@pytest.mark.parametrize("name", ROUTINE_WORK)
def test_routine_work_keeps_its_checklist(name: str) -> None:
    """Work that ticks a routine with a checklist records its items and numbers; without them it is cut short like a check."""
    lines, told = ROUTINE_WORK[name]
    breaches = schedule(aired(*lines), setting=school(AIRED)).breaches(DAY)
    assert [breach.rule for breach in breaches] == ([] if told is None else [P92])
    assert all(breach.found.zh.endswith(told or "") for breach in breaches)


BAD: Final = {
    "an item twice": ((minutes(60), minutes(70)), "duplicate"),
    "an item twice, the place of the work named": ((minutes(60), minutes(60, place="小一班")), "duplicate"),
    "a fault without a word": ((minutes(60, result="fault"),), "missing"),
    "in another kind of unit than its limit": ((minutes(60, least=Quantity(1, "kg")),), "choice"),
    "outside of its own limit": ((minutes(20, least=Quantity(60, "分钟")),), "range"),
}


@pytest.mark.plan("R29")
@pytest.mark.parametrize("name", BAD)
def test_the_lines_of_routine_work_are_those_of_a_check(name: str) -> None:
    """What no line of a check can say, no line of routine work can."""
    lines, code = BAD[name]
    error = schedule().objection(aired(*lines))
    assert error is not None
    assert error.code == code


@pytest.mark.plan("R29")
def test_what_routine_work_finds_is_counted() -> None:
    """Faults of routine work are figures beside those of checks."""
    wet, dry = (
        minutes(60, result="fault", remark="窗坏"),
        minutes(60, result="fixed", remark="卡住", handling="上油", place="小二班"),
    )
    figures = schedule(aired(wet, dry)).figures(DAY)
    assert (figures["inspections.faults"], figures["inspections.fixed_on_the_spot"]) == (2, 1)
