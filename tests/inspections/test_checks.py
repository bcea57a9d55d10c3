"""检查、巡查: what a sheet of a check may say, and whether its checklist was kept."""

from datetime import time
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar.cycles import NthSchoolDay
from schoollogistics.errors import OutOfCoverage
from schoollogistics.inspections import CheckHeld, CheckLine, RoutineDone
from schoollogistics.inspections.entries.codes import MODES, LineResult, Mode
from schoollogistics.inspections.rules import P92
from schoollogistics.journal import CheckItem, Ref, Routine, Setting
from schoollogistics.values.periods import Month, Week
from schoollogistics.values.quantities import Quantity
from tests.calendar.notices import BEIJING_1
from tests.inspections.stories import check, found, schedule, school, sept

DAY: Final = sept(8)
OK: Final = CheckLine(item="螺丝", result="ok")
FAULT: Final = CheckLine(item="螺丝", result="fault", remark="松动")
SPOT: Final = CheckLine(item="螺丝", result="fixed", remark="松动", handling="拧紧")
COLD: Final = CheckLine(
    item="冷藏温度", result="ok", reading=Quantity(4, "°C"), least=Quantity(0, "°C"), most=Quantity(8, "°C")
)


def line(result: LineResult, reading: Quantity | None, remark: str | None = None) -> CheckLine:
    """Return the line of the fridge with another reading."""
    return evolve(COLD, result=result, reading=reading, remark=remark)


GOOD: Final = {
    "nothing but the scope": (),
    "in order": (OK,),
    "in order, with a remark": (evolve(OK, remark="有锈迹"),),
    "a fault": (FAULT,),
    "fixed on the spot": (SPOT,),
    "one item in two places": (OK, evolve(OK, place="前院")),
    "at the least": (line("ok", Quantity(0, "°C")),),
    "at the most": (line("ok", Quantity(8, "°C")),),
    "outside, and said so": (line("fault", Quantity(9, "°C"), "温度偏高"),),
    "outside, put right": (evolve(line("fixed", Quantity(9, "°C"), "温度偏高"), handling="调低"),),
    "inside, but something else is wrong": (line("fault", Quantity(4, "°C"), "门封老化"),),
    "limits without a reading": (line("ok", None),),
    "another unit of the same kind": (
        CheckLine(item="缝隙", result="ok", reading=Quantity(20, "mm"), most=Quantity(3, "cm")),
    ),
}


@pytest.mark.plan("R57", "R66")
@pytest.mark.parametrize("name", GOOD)
def test_what_a_line_may_say(name: str) -> None:
    """A reading inside its limits is in order, one outside may stand as what it is, and a unit may be another of its kind."""
    assert schedule().objection(check(DAY, "安全", "weekly", "园长", *GOOD[name])) is None


BAD: Final = {
    "one item twice": ((OK, evolve(OK, result="fault", remark="松动")), "duplicate"),
    "one item twice, spelled otherwise": ((evolve(OK, item="Lamp"), evolve(OK, item="LAMP")), "duplicate"),
    "one item twice, the place of the sheet named": ((OK, evolve(OK, place="操场")), "duplicate"),
    "a fault without a word": ((evolve(FAULT, remark=None),), "missing"),
    "fixed without saying what was wrong": ((evolve(SPOT, remark=None),), "missing"),
    "fixed without saying how": ((evolve(SPOT, handling=None),), "missing"),
    "a reading in another kind of unit": ((evolve(COLD, reading=Quantity(4, "kg")),), "choice"),
    "limits in two kinds of unit": ((evolve(COLD, reading=None, most=Quantity(8, "m")),), "choice"),
    "limits the wrong way round": ((evolve(COLD, reading=None, most=Quantity(-1, "°C")),), "order"),
    "too warm, and in order": ((line("ok", Quantity("8.1", "°C")),), "range"),
    "too cold, and in order": ((line("ok", Quantity("-0.1", "°C")),), "range"),
}


@pytest.mark.plan("R57")
@pytest.mark.parametrize("name", BAD)
def test_what_no_line_can_say(name: str) -> None:
    """An item twice in one place, a fault without a word and a reading that belies its result are refused."""
    lines, code = BAD[name]
    book = schedule()
    error = book.objection(check(DAY, "安全", "weekly", "园长", *lines, place="操场"))
    assert error is not None
    assert error.code == code
    assert error.fields[0].startswith("lines")


def test_a_wrong_code_is_answered_with_what_each_means() -> None:
    """The codes of a field are listed with their labels, on the sheet and in its lines, in both languages."""
    book = schedule()
    error = book.objection(check(DAY, "安全", "每周", "园长"))  # type: ignore[arg-type]
    assert error is not None
    assert error.takes.zh == "可选：daily（每日）、weekly（每周）、monthly（每月）、termly（每学期）、special（专项）"
    passed: Any = "passed"
    error = book.objection(check(DAY, "安全", "weekly", "园长", OK, evolve(OK, item="门锁", result=passed)))
    assert error is not None
    assert error.fields == ("lines[1].result",)
    assert error.takes == (
        "one of ok (in order), fault, fixed (fixed on the spot)",
        "可选：ok（正常）、fault（有问题）、fixed（当场处理）",
    )


def test_units_that_do_not_go_together_are_named_once() -> None:
    """Two limits in °C and a reading in another unit are two units."""
    error = schedule().objection(check(DAY, "安全", "weekly", "园长", evolve(COLD, reading=Quantity(4, "度"))))
    assert error is not None
    assert error.stands.zh.endswith("的单位为 度、°C")


LIST: Final = (
    CheckItem(zh="螺丝", en="screws"),
    CheckItem(zh="门锁", en="door lock"),
    CheckItem(zh="冷藏温度", en="fridge", least=Quantity(0, "°C"), most=Quantity(8, "°C")),
)
ROUTINE: Final = Routine(
    code="安全周查",
    zh="每周安全检查",
    en="Weekly safety check",
    source="本园计划",
    cycle=NthSchoolDay(1, per="week", grace=6),
    fulfilled_by=CheckHeld,
    where=(("scope", "安全"),),
    checklist=LIST,
    rule=P92,
    since=sept(1),
    until=BEIJING_1.last,
)
WEEK: Final = Week(sept(8))
WHOLE: Final = (OK, evolve(OK, item="门锁"), COLD)
NAMED: Final = (evolve(OK, item="Screws"), evolve(OK, item="DOOR LOCK"), COLD)
BROKEN: Final = line("fault", None, "温度计损坏")


@pytest.mark.plan("P92", "R57")
@pytest.mark.parametrize(
    ("lines", "left"),
    [
        (WHOLE, None),
        (NAMED, None),
        ((*WHOLE, evolve(OK, item="窗户")), None),
        ((*WHOLE[:2], BROKEN), None),
        ((OK, COLD), "door lock"),
        ((OK,), "door lock, fridge"),
        ((*WHOLE[:2], line("ok", None)), "fridge"),
        ((), "screws, door lock, fridge"),
    ],
)
def test_a_checklist_is_kept_whole(lines: tuple[CheckLine, ...], left: str | None) -> None:
    """A check that leaves out items, or does not read what has limits, is one breach of the routine's rule on its day."""
    book = schedule(check(sept(9), "安全", "weekly", "园长", *lines), setting=school(ROUTINE))
    found_now = book.breaches(WEEK)
    if left is None:
        assert found_now == ()
    else:
        (breach,) = found_now
        assert (breach.rule, breach.on, breach.ref) == (P92, sept(9), Ref("inspections", 0))
        assert breach.found.en == f"Weekly safety check (inspections#0), left out: {left}"


def test_each_checklist_speaks_for_its_own_checks() -> None:
    """A check of something else, one before the routine began and a routine without a checklist leave nothing out."""
    other = check(sept(9), "消防")
    setting = school(
        evolve(ROUTINE, since=sept(15)), evolve(ROUTINE, code="消防周查", where=(("scope", "消防"),), checklist=())
    )
    assert found(schedule(other, check(sept(9)), setting=setting), WEEK) == []


@pytest.mark.plan("R57")
def test_a_check_more_than_the_routine_takes_has_no_checklist_to_keep() -> None:
    """A second check of the week, after a whole one, looks at what it likes; held before it, it is the one that counts."""
    whole, second = (check(day, "安全", "weekly", "园长", *WHOLE) for day in (sept(9), sept(11)))
    short = check(sept(10), "安全", "weekly", "园长", OK)
    assert found(schedule(whole, short, setting=school(ROUTINE)), WEEK) == []
    assert found(schedule(short, second, setting=school(ROUTINE)), WEEK) == [("P92", sept(10))]


@pytest.mark.plan("R57")
def test_two_checks_cut_short_on_one_day_are_told_apart() -> None:
    """Each names its hour, or its number in the book where it has none."""
    twice = school(evolve(ROUTINE, times=2))
    morning = check(sept(9), "安全", "weekly", "园长", OK, at=time(7, 30))
    book = schedule(morning, evolve(morning, at=None), setting=twice)
    told = [breach.found.zh for breach in book.breaches(sept(9))]
    assert told == [
        "每周安全检查（07:30），漏查：门锁、冷藏温度",
        "每周安全检查（inspections#1），漏查：门锁、冷藏温度",
    ]


@pytest.mark.plan("R57")
@pytest.mark.parametrize("audience", [None, "senior"])
def test_a_checklist_cut_short_is_told_of_its_day(audience: str | None) -> None:
    """Asked of the very day, the breach is found before the week is over, and of no other day."""
    book = schedule(check(sept(9), "安全", "weekly", "园长", OK), setting=school(evolve(ROUTINE, audience=audience)))
    told = [day for day in WEEK if book.breaches(day)]
    assert told == [sept(9)]


@pytest.mark.plan("R57")
def test_the_lines_to_fill_in_come_from_the_checklist() -> None:
    """Each item in order, with its limits; filled in, the check leaves nothing out."""
    book = schedule(setting=school(ROUTINE))
    lines = book.lines_for(ROUTINE)
    assert [(each.item, each.least, each.most) for each in lines] == [(each.zh, each.least, each.most) for each in LIST]
    filled = (*lines[:2], evolve(lines[2], reading=Quantity(5, "°C")))
    book.post(check(sept(9), "安全", "weekly", "园长", *filled))
    assert book.breaches(WEEK) == ()


SCOPES: Final = school(P174_scopes=("消防", "用电"))
LAST: Final = BEIJING_1.last


def held(scope: str, mode: Mode, day: Any = DAY) -> CheckHeld:
    """Return a check of one kind."""
    return check(day, scope, "monthly", "后勤负责人", mode=mode)


@pytest.mark.plan("P174")
@pytest.mark.parametrize(
    ("checks", "breaches"),
    [
        ((), ["消防 在 2025-2026-1 无定期、不定期检查", "用电 在 2025-2026-1 无定期、不定期检查"]),
        (
            (held("消防", "scheduled"), held("用电", "scheduled"), held("用电", "unannounced")),
            ["消防 在 2025-2026-1 无不定期检查"],
        ),
        (
            (held("消防", "unannounced"), held("用电", "scheduled"), held("用电", "unannounced", LAST)),
            ["消防 在 2025-2026-1 无定期检查"],
        ),
        (tuple(held(scope, mode) for scope in ("消防", "用电") for mode in MODES), []),
    ],
    ids=["nothing", "no unannounced", "no scheduled", "both"],
)
def test_a_term_has_checks_of_both_kinds(checks: tuple[CheckHeld, ...], breaches: list[str]) -> None:
    """A term that ends without a scheduled or an unannounced check of something is one breach for it, on its last day."""
    book = schedule(*checks, setting=SCOPES)
    assert [(each.rule.code, each.on, each.found.zh) for each in book.breaches(LAST)] == [
        ("P174", LAST, text) for text in breaches
    ]
    assert [(due.last, due.post, due.where) for due in book.due(LAST)] == [
        (LAST, (CheckHeld,), text[:2]) for text in breaches
    ]
    assert book.breaches(Month(2025, 12)) == ()


@pytest.mark.plan("P174")
def test_a_check_of_another_term_does_not_count() -> None:
    """What was checked in the autumn is not checked in the spring."""
    autumn = [held(scope, mode) for scope in ("消防", "用电") for mode in MODES]
    spring = schedule(*autumn, setting=SCOPES).breaches(Month(2026, 7))
    assert [breach.rule.code for breach in spring] == ["P174", "P174"]


@pytest.mark.plan("P174")
def test_terms_are_not_guessed() -> None:
    """Without a calendar nobody knows when the term ends; without a choice nothing is asked."""
    with pytest.raises(OutOfCoverage, match="calendar"):
        schedule(setting=evolve(SCOPES, calendar=None)).breaches(LAST)
    assert schedule(setting=Setting()).breaches(LAST) == ()


@pytest.mark.plan("R57")
def test_the_figures_of_rounds() -> None:
    """Checks are counted by mode, faults by line, and what was fixed on the spot among them."""
    book = schedule(
        check(DAY, "安全", "weekly", "园长", OK, evolve(FAULT, item="门锁"), evolve(SPOT, item="窗户")),
        check(DAY, mode="unannounced"),
        RoutineDone(routine="小扫", on=DAY, by="保育员"),
    )
    assert dict(book.figures(DAY).totals) == {
        "inspections.scheduled": 1,
        "inspections.unannounced": 1,
        "inspections.faults": 2,
        "inspections.fixed_on_the_spot": 1,
    }
