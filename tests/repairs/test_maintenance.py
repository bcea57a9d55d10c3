"""Looked after before it breaks: what is serviced when, what is found by it, and what that leads to."""

from collections.abc import Callable
from datetime import date
from typing import Final

import pytest
from attrs import evolve

from schoollogistics.calendar import TermCalendar, end_of_same_day
from schoollogistics.calendar.cycles import (
    BeforeHoliday,
    BeforeOpening,
    Cycle,
    EverySchoolDay,
    NthSchoolDay,
    OncePerTerm,
    Weekly,
    Yearly,
)
from schoollogistics.catalogue import read_rows
from schoollogistics.errors import Refused
from schoollogistics.journal import EntryReversed, Ref, Routine, Rule, Setting
from schoollogistics.journal.figures import Figures
from schoollogistics.repairs import (
    MaintenanceDone,
    MaintenanceLine,
    RepairWorkflow,
    maintenance_record,
)
from schoollogistics.repairs.rules import P168, P169
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, Month
from tests.calendar.notices import BEIJING, BEIJING_1, BEIJING_2, NATION
from tests.repairs.stories import YEAR, desk, sept, value

SEPTEMBER: Final = Month(2025, 9)
LAMP: Final = MaintenanceLine(place="3-201", thing="灯", result="serviced", cost=yuan("12.50"))
FAN: Final = MaintenanceLine(place="3-202", thing="吊扇", result="fault", remark="异响", asset="D-17")
LOCK: Final = MaintenanceLine(place="3-203", result="fault", remark="门锁卡滞", cost=yuan(3))


def serviced(on: date, scope: str, work: str, *lines: MaintenanceLine) -> MaintenanceDone:
    """赵师傅 services one kind of equipment."""
    return MaintenanceDone(scope=scope, work=work, lines=lines, on=on, by="赵师傅")


def routine(code: str, scope: str, work: str, cycle: Cycle, source: str, rule: Rule | None = None) -> Routine:
    """Return a routine of a school whose tick is the record of that work on that equipment."""
    return Routine(
        code=code,
        zh=f"{scope}{work}",
        en=f"Upkeep {code}",
        source=source,
        cycle=cycle,
        fulfilled_by=MaintenanceDone,
        where=(("scope", scope), ("work", work)),
        rule=rule,
    )


BEFORE_HOLIDAY: Final = routine("N169", "办公电脑", "关闭电源", BeforeHoliday(), "004§4", P169)
BEFORE_SUMMER: Final = routine("N168.1", "空调", "清洗", Yearly(5, 31, roll="preceding"), "004§4", P168)
REMOTES: Final = routine("N168.2", "遥控器", "收捡", NthSchoolDay(-1, per="term"), "004§4", P168)
UPKEEP: Final = (
    BEFORE_HOLIDAY,
    BEFORE_SUMMER,
    REMOTES,
    routine("N1", "电扇", "检修", NthSchoolDay(1), "004§4"),
    routine("N2", "照明", "检修", NthSchoolDay(1, per="week", grace=6), "004§4"),
    routine("N3", "大型玩具", "检修", Weekly(1, roll="following"), "004§4"),
    routine("N4", "体育器材", "检修", EverySchoolDay(), "004§4"),
    routine("N5", "电脑", "升级杀毒", NthSchoolDay(1, grace=31), "004§4"),
    routine("N6", "空调", "检修", BeforeOpening(days=7), "002"),
    routine("N7", "一体机", "检修", BeforeOpening(days=7), "002"),
    routine("N8", "门锁", "检修", BeforeOpening(days=7), "002"),
    routine("N9", "消防器材", "检修", Yearly(5, 31, roll="preceding"), "003§7"),
    routine("N10", "锅炉", "检修", OncePerTerm(1), "本校规定"),
    routine("N11", "校车", "检修", OncePerTerm(1), "本校规定"),
)


def school_with(*routines: Routine, calendar: TermCalendar = BEIJING) -> Setting:
    """Return a school that keeps these routines."""
    return Setting(school="育才小学", calendar=calendar, routines=routines)


def missed(book: RepairWorkflow, during: DateSpan = YEAR) -> list[tuple[str, date]]:
    """Return what was missed as (rule, day)."""
    return [(breach.rule.code, breach.on) for breach in book.breaches(during)]


# ------------------------------------------------------------------------------------------------------ on the calendar


@pytest.mark.plan("R21")
@pytest.mark.parametrize("kept", UPKEEP, ids=lambda each: each.zh)
def test_a_record_ticks_the_routine_of_its_equipment_and_work_and_no_other(kept: Routine) -> None:
    """Of everything that was to be serviced in a term, one record settles one occurrence of one routine."""
    nothing_done = desk(setting=school_with(*UPKEEP))
    term = DateSpan(date(2026, 2, 9), BEIJING_2.last)
    due = next(each for each in nothing_done.due(term) if each.routine is kept)
    asked = dict(kept.where)
    book = desk(serviced(due.last, asked["scope"], asked["work"]), setting=school_with(*UPKEEP))
    (settled,) = set(nothing_done.breaches(term)) - set(book.breaches(term))
    assert (settled.rule, settled.on) == (kept.duty, due.last)
    assert len(book.due(term)) == len(nothing_done.due(term)) - 1


@pytest.mark.plan("P169")
def test_before_every_holiday_power_is_off_and_verified() -> None:
    """The last school day before 国庆, before New Year and before the vacation each want a record of their own."""
    last_days = [date(2025, 9, 30), date(2025, 12, 31), date(2026, 1, 23)]
    book = desk(setting=school_with(BEFORE_HOLIDAY))
    assert missed(book, BEIJING_1) == [("P169", day) for day in last_days]
    assert [(due.last, due.post) for due in book.due(BEIJING_1)] == [(day, (MaintenanceDone,)) for day in last_days]


@pytest.mark.plan("P169")
@pytest.mark.parametrize("forgotten", [date(2025, 9, 30), date(2025, 12, 31), date(2026, 1, 23)], ids=str)
def test_one_holiday_forgotten_is_one_breach(forgotten: date) -> None:
    """Where power was verified before all holidays but one, that one is the only breach."""
    days = {date(2025, 9, 30), date(2025, 12, 31), date(2026, 1, 23)} - {forgotten}
    done = [serviced(day, "办公电脑", "关闭电源") for day in sorted(days)]
    assert missed(desk(*done, setting=school_with(BEFORE_HOLIDAY)), BEIJING_1) == [("P169", forgotten)]


@pytest.mark.plan("P169")
def test_a_check_after_the_holiday_is_late() -> None:
    """What was verified only when school began again was not verified before the holiday, and the breach names it."""
    book = desk(serviced(date(2025, 10, 9), "办公电脑", "关闭电源"), setting=school_with(BEFORE_HOLIDAY))
    (breach,) = book.breaches(SEPTEMBER)
    assert (breach.rule, breach.ref) == (P169, Ref("repairs", 0))
    assert breach.found.zh.endswith("最晚 2025-09-30，2025-10-09 才做完")
    assert book.due(SEPTEMBER) == ()


@pytest.mark.plan("P169")
def test_a_holiday_announced_late_adds_one_occurrence() -> None:
    """A Friday that becomes free makes the Thursday a last school day; everything else stays as it was."""
    announced = TermCalendar(
        terms=(BEIJING_1, BEIJING_2),
        days_off={**NATION.days_off, date(2025, 11, 14): "校庆"},
        make_up_days=NATION.make_up_days,
        published_through=date(2026, 8, 31),
    )
    days = (date(2025, 9, 30), date(2025, 12, 31), date(2026, 1, 23))
    book = desk(*[serviced(day, "办公电脑", "关闭电源") for day in days], setting=school_with(BEFORE_HOLIDAY))
    again = RepairWorkflow.replay(book.entries, setting=school_with(BEFORE_HOLIDAY, calendar=announced))
    assert missed(book, BEIJING_1) == []
    assert missed(again, BEIJING_1) == [("P169", date(2025, 11, 13))]


@pytest.mark.plan("P168")
@pytest.mark.parametrize(
    ("done", "found"),
    [
        ([], [("P168", date(2026, 5, 29))]),
        ([serviced(date(2026, 4, 20), "空调", "清洗")], []),
        ([serviced(date(2026, 5, 29), "空调", "清洗")], []),
        ([serviced(date(2026, 6, 3), "空调", "清洗")], [("P168", date(2026, 5, 29))]),
        ([serviced(date(2026, 4, 20), "空调", "检修")], [("P168", date(2026, 5, 29))]),
        ([serviced(date(2026, 4, 20), "电扇", "清洗")], [("P168", date(2026, 5, 29))]),
    ],
    ids=["never", "in April", "on the last day", "in June", "checked, not cleaned", "the fans"],
)
def test_air_conditioners_are_cleaned_before_summer(done: list[MaintenanceDone], found: list[tuple[str, date]]) -> None:
    """They are cleaned by the last school day of May, whenever before; another work or thing is no tick."""
    assert missed(desk(*done, setting=school_with(BEFORE_SUMMER)), BEIJING_2) == found


@pytest.mark.plan("P168")
def test_remotes_are_collected_when_a_term_ends() -> None:
    """The last school day of each term wants a record; collected in one term only, the other is missed."""
    book = desk(serviced(date(2026, 1, 23), "遥控器", "收捡"), setting=school_with(REMOTES))
    assert missed(desk(setting=school_with(REMOTES))) == [("P168", BEIJING_1.last), ("P168", BEIJING_2.last)]
    assert missed(book) == [("P168", BEIJING_2.last)]


# ----------------------------------------------------------------------------------------------------------- the record


@pytest.mark.plan("R21")
@pytest.mark.parametrize(
    ("lines", "code"),
    [
        ((evolve(FAN, remark=None),), "missing"),
        ((LAMP, FAN, evolve(LAMP, result="ok")), "duplicate"),
        ((LOCK, evolve(LOCK, remark="缺钥匙")), "duplicate"),
        ((LAMP, evolve(LAMP, place="3-201", thing="灯", asset="D-9")), "duplicate"),
    ],
    ids=["a fault that is not named", "one thing twice", "one place twice", "one thing with two numbers"],
)
def test_a_record_that_does_not_make_sense_is_refused(lines: tuple[MaintenanceLine, ...], code: str) -> None:
    """A fault says what it is, and one thing of one place stands on a record once."""
    objection = desk().objection(serviced(sept(8), "教室", "检修", *lines))
    assert isinstance(objection, Refused)
    assert (objection.code, objection.fields) == (code, ("lines",))


@pytest.mark.plan("R21")
def test_several_things_of_one_place_and_one_thing_of_several_places_are_taken() -> None:
    """What differs in place or thing is another line; a record may also have none."""
    lines = (LAMP, evolve(LAMP, thing="开关"), evolve(LAMP, thing=None), evolve(LAMP, place="3-202"))
    book = desk(serviced(sept(8), "照明", "检修", *lines), serviced(sept(8), "办公电脑", "关闭电源"))
    assert book.version == 2


@pytest.mark.plan("R21")
def test_a_record_is_read_from_the_sheet_that_a_school_keeps() -> None:
    """Neighbouring rows of one equipment and work on one day are one record, a row each a line."""
    head = ["日期", "检修人", "保养对象", "保养内容", "地点", "物品", "结果", "情况说明", "费用（元）"]
    cells = [
        ["2025年9月8日", "赵师傅", "空调", "清洗", "3-201", None, "已保养", None, "80"],
        ["2025年9月8日", "赵师傅", "空调", "清洗", "3-202", None, "有故障", "不制冷", "80"],
        ["2025年9月9日", "赵师傅", "空调", "清洗", "3-203", None, "正常", None, None],
    ]
    rows = read_rows([dict(zip(head, row, strict=True)) for row in cells], MaintenanceDone)
    assert rows.problems == ()
    first = MaintenanceLine(place="3-201", result="serviced", cost=yuan(80))
    second = MaintenanceLine(place="3-202", result="fault", remark="不制冷", cost=yuan(80))
    assert rows.entries == (
        serviced(sept(8), "空调", "清洗", first, second),
        serviced(sept(9), "空调", "清洗", MaintenanceLine(place="3-203")),
    )


@pytest.mark.plan("R21")
def test_maintenance_adds_to_the_figures() -> None:
    """Records, the faults they found and what they cost are figures; a record that is reversed adds nothing."""
    book = desk(
        serviced(sept(8), "教室", "检修", LAMP, FAN, LOCK),
        serviced(sept(9), "照明", "检修", LAMP),
        EntryReversed(of=Ref("repairs", 1), reason="重复登记", on=sept(9), by="王老师"),
    )
    assert _maintenance(book.figures(SEPTEMBER)) == (1, 2, yuan("15.50"))
    assert _maintenance(book.figures(sept(8))) == (1, 2, yuan("15.50"))


def _maintenance(figures: Figures) -> tuple[object, ...]:
    return tuple(figures[f"repairs.{each}"] for each in ("maintenance", "maintenance_faults", "maintenance_cost"))


@pytest.mark.plan("D19", "R21")
def test_the_maintenance_record_lists_what_was_looked_at() -> None:
    """One row a line; a record without lines is one row; the total is the figure."""
    whole = evolve(serviced(sept(30), "办公电脑", "关闭电源"), area="办公楼", note="逐室查看", cosigned_by=("王老师",))
    book = desk(serviced(sept(8), "教室", "检修", LAMP, FAN, LOCK), whole, setting=school_with())
    assert maintenance_record(book, SEPTEMBER).to_markdown() == (
        "### 检修保养记录\n\n- 学校：育才小学\n- 期间：2025-09\n\n"
        "| 日期 | 保养对象 | 维修内容 | 地点 | 物品 | 资产编号 | 结果 | 情况说明 | 检修人 | 费用（元） |\n"
        "| --- | --- | --- | --- | --- | --- | --- | --- | --- | ---: |\n"
        "| 2025-09-08 | 教室 | 检修 | 3-201 | 灯 |  | 已保养 |  | 赵师傅 | 12.50 |\n"
        "| 2025-09-08 | 教室 | 检修 | 3-202 | 吊扇 | D-17 | 有故障 | 异响 | 赵师傅 |  |\n"
        "| 2025-09-08 | 教室 | 检修 | 3-203 |  |  | 有故障 | 门锁卡滞 | 赵师傅 | 3.00 |\n"
        "| 2025-09-30 | 办公电脑 | 关闭电源 | 办公楼 |  |  |  | 逐室查看 | 赵师傅、王老师 |  |\n"
        "| **合计** |  |  |  |  |  |  |  |  | **15.50** |\n\n"
        "- 后勤负责人：________\n"
    )


@pytest.mark.plan("D19")
def test_a_reversed_record_stands_in_red() -> None:
    """What was reversed is listed on the day of the reversal with its cost taken off."""
    book = desk(
        serviced(sept(8), "照明", "检修", LAMP, FAN),
        EntryReversed(of=Ref("repairs", 0), reason="登记有误", on=sept(10), by="王老师"),
    )
    table = maintenance_record(book, SEPTEMBER)
    assert table.column("on") == (sept(8), sept(8), sept(10), sept(10))
    assert table.column("cost") == (yuan("12.50"), None, yuan("-12.50"), None)
    assert [each["结果"] for each in table.records("zh")] == ["已保养", "有故障", "红字冲销", "红字冲销"]
    assert dict(table.totals)["cost"] == book.figures(SEPTEMBER)["repairs.maintenance_cost"] == 0


# -------------------------------------------------------------------------------------------------- what follows from it


@pytest.mark.plan("R21")
@pytest.mark.parametrize("ask", [RepairWorkflow.breaches, RepairWorkflow.due], ids=["breaches", "due"])
def test_a_fault_that_nobody_reported_is_no_matter_of_the_record(
    ask: Callable[[RepairWorkflow, DateSpan], tuple[object, ...]],
) -> None:
    """A record with faults neither breaks a rule nor is due by itself: the reports that follow have deadlines."""
    setting = Setting(values=(value("P01.deadline", end_of_same_day),))
    book = desk(serviced(sept(8), "教室", "检修", FAN), setting=setting)
    assert ask(book, SEPTEMBER) == ()
