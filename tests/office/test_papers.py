"""What an office prints: the agenda, a week, the routines, a month on the wall, one person's matters, what led to what."""

import re
from datetime import date
from typing import Any, ClassVar, Final, final

import pytest
from attrs import evolve, frozen

from schoollogistics import DateSpan, LogisticsError, Month, Setting, Term, TermCalendar, Text, Week
from schoollogistics.assets import (
    AssetRegistered,
    AssetsLent,
    DamageCharged,
    DamageReported,
    DamageSettled,
    LiabilityDetermined,
    LoanApproved,
    LoanRequested,
    RoomKeeperNamed,
)
from schoollogistics.calendar.cycles import EverySchoolDay, NthSchoolDay, Weekly
from schoollogistics.inspections import CheckHeld, CheckLine, FindingAssigned, RoutineDone
from schoollogistics.journal import Entry, MonthClosed, Published, Ref, Routine
from schoollogistics.office import (
    LogisticsOffice,
    agenda_month,
    agenda_table,
    holdings_table,
    routines_table,
    trace_table,
    week_table,
)
from schoollogistics.office.flows import findings_from, repairs_from
from schoollogistics.repairs import RepairAssigned, RepairTriaged
from schoollogistics.values.money import yuan

CALENDAR: Final = TermCalendar(
    terms=[Term(name="2025-2026-2", first=date(2026, 3, 2), last=date(2026, 7, 7))],
    days_off={date(2026, 3, 12): "植树节（本校）"},
    make_up_days={date(2026, 3, 14): None},
    published_through=date(2026, 8, 31),
)
MARCH, WEEK = Month(2026, 3), Week(date(2026, 3, 9))
WEDNESDAY, SATURDAY, NEXT = (date(2026, 3, day) for day in (11, 14, 16))
TOYS: Final = (("scope", "大型玩具"),)
GATE: Final = Routine(
    code="门卫",
    zh="每日开门检查",
    en="The gate every day",
    source="本校",
    cycle=EverySchoolDay(),
    fulfilled_by=RoutineDone,
)
MONDAYS: Final = Routine(
    code="玩具",
    zh="每周一检查大型玩具",
    en="Large toys every Monday",
    source="听说",
    cycle=Weekly(1),
    fulfilled_by=CheckHeld,
    where=TOYS,
    scope="大型玩具",
    role="王老师",
    status="unverified",
)
SWEEPS: Final = Routine(
    code="清扫",
    zh="一周两大扫",
    en="Two cleanings a week",
    source="本校",
    cycle=NthSchoolDay(1, per="week", grace=6),
    fulfilled_by=RoutineDone,
    times=2,
)
STATISTICS: Final = Routine(
    code="统计",
    zh="每周公布巡查统计",
    en="Patrol statistics every week",
    source="本校",
    cycle=NthSchoolDay(1, per="week", grace=6),
    fulfilled_by=Published,
    where=(("view", "patrol_statistics"),),
)


CLOSING: Final[dict[str, Any]] = {
    "code": "周末",
    "zh": "周末",
    "en": "At the end of the week",
    "source": "本校",
    "cycle": Weekly(6, roll="skip"),
    "fulfilled_by": MonthClosed,
}


@final
@frozen(kw_only=True)
class Unheard(Entry[Any]):
    """Something that no book takes (无账)."""

    kind: ClassVar[str] = "gate.unheard"


def office_of(*routines: Routine, calendar: TermCalendar | None = CALENDAR) -> LogisticsOffice:
    """Return an empty office with these routines."""
    return LogisticsOffice(Setting(school="示例学校", calendar=calendar, routines=routines))


def toys(on: date, *lines: CheckLine) -> CheckHeld:
    """Return a check of the large toys by 王老师."""
    return CheckHeld(
        scope="大型玩具", level="weekly", mode="scheduled", actor="总务", area="操场", lines=lines, on=on, by="王老师"
    )


def gate(on: date) -> RoutineDone:
    """Return that the gate was looked at."""
    return RoutineDone(routine="门卫", on=on, by="门卫")


def loose_slide() -> tuple[LogisticsOffice, Ref]:
    """Return an office in which a check found a loose slide, and the check: a finding is given out, a repair assigned."""
    office = office_of(MONDAYS)
    check = office.post(toys(WEEK.first, CheckLine(item="滑梯", result="fault", remark="螺丝松动")))
    (finding,) = findings_from(office, check)
    raised = office.post(finding)
    (report,) = repairs_from(office, raised)
    office.post(report)
    key = report.repair
    office.post(FindingAssigned(finding=finding.finding, owner="赵师傅", deadline=NEXT, on=WEEK.first, by="王老师"))
    office.post(RepairTriaged(repair=key, severity="minor", on=WEEK.first, by="王老师"))
    office.post(RepairAssigned(repair=key, worker="赵师傅", on=WEEK.first, by="王老师"))
    return office, check


@pytest.mark.plan("R02")
def test_the_agenda_says_what_to_post_and_why() -> None:
    """Each line has its last day, who and where, what is posted when it is done, and the code behind it."""
    office, _ = loose_slide()
    table = agenda_table(office, DateSpan(NEXT, NEXT))
    assert table.title.zh == "待办事项"
    assert table.head == ((Text("School", "学校"), "示例学校"), (Text("Period", "期间"), DateSpan(NEXT, NEXT)))
    assert [(row["事项"], row["编号"], row["责任人"], row["办完登记"], row["条款"]) for row in table.records("zh")] == [
        ("每周一检查大型玩具", None, "王老师", "检查", "玩具"),
        ("整改隐患", "YH-0309-01", "赵师傅", "整改", "P97"),
    ]


@pytest.mark.parametrize(
    ("routine", "post"),
    [
        (GATE, "例行工作完成"),
        (STATISTICS, "公示"),
        (Routine(**{**CLOSING, "where": (("book", "repairs"),)}), "月结"),
        (Routine(**{**CLOSING, "fulfilled_by": Unheard}), "gate.unheard"),
    ],
    ids=lambda each: each if isinstance(each, str) else "",
)
def test_the_agenda_names_entries_of_every_book_and_of_none(routine: Routine, post: str) -> None:
    """An entry of the journal has its label; one that no book of the office takes goes by its tag."""
    assert agenda_table(office_of(routine), SATURDAY).records("zh")[0]["办完登记"] == post


@pytest.mark.plan("R02")
def test_a_week_has_a_row_for_each_routine_and_a_column_for_each_day() -> None:
    """As of Wednesday: done, missed, due, not due yet; a holiday has no column, a make-up Saturday has one."""
    office = office_of(GATE, MONDAYS, SWEEPS)
    office.post(gate(WEEK.first))
    office.post(toys(date(2026, 3, 10)))
    table = week_table(office, WEEK, WEDNESDAY)
    assert [column.zh for column in table.columns] == [
        *("事项", "地点、范围", "责任人"),
        *("周一 03-09", "周二 03-10", "周三 03-11", "周五 03-13", "周六 03-14"),
    ]
    assert [list(row.values())[3:] for row in table.records("zh")] == [
        ["逾期完成", None, None, None, None],
        ["已完成", "逾期未做", "到期待做", "未到期", "未到期"],
        [None, None, None, None, "到期待做"],
    ]
    assert table.records("en")[0]["Mon 03-09"] == "done late"


def test_two_routines_of_one_name_have_a_row_each() -> None:
    """Routines are told apart by their code, so one that was done does not hide another that was not."""
    office = office_of(GATE, evolve(GATE, code="后门"))
    office.post(gate(WEEK.first))
    standings = week_table(office, WEEK, WEDNESDAY).records("zh")
    assert [row["周一 03-09"] for row in standings] == ["逾期未做", "已完成"]


def test_a_week_shows_what_else_the_books_have_to_be_done() -> None:
    """A finding stands in the week of its deadline with its number, due before it and overdue after it."""
    office, _ = loose_slide()
    following = Week(NEXT)
    before, after = (week_table(office, following, on).records("zh")[1] for on in (WEDNESDAY, date(2026, 3, 17)))
    assert (before["事项"], before["地点、范围"], before["责任人"]) == ("整改隐患 YH-0309-01", "操场", "赵师傅")
    assert [before["周一 03-16"], after["周一 03-16"]] == ["到期待做", "逾期未做"]


def test_papers_show_the_office_as_it_stood() -> None:
    """What was recorded later does not change what a past day prints."""
    office = office_of(GATE)
    before = week_table(office, WEEK, WEDNESDAY), routines_table(office, WEEK, WEDNESDAY)
    picture = agenda_month(office, MARCH, WEDNESDAY)
    office.post(gate(SATURDAY))
    assert (week_table(office, WEEK, WEDNESDAY), routines_table(office, WEEK, WEDNESDAY)) == before
    assert agenda_month(office, MARCH, WEDNESDAY) == picture


@pytest.mark.plan("R02")
def test_the_routines_say_how_often_when_and_by_whom() -> None:
    """Every turn has its days, how often it was and has to be done, how it stands; the head counts, a note says what is unsure."""
    office = office_of(MONDAYS, SWEEPS)
    office.post(toys(date(2026, 3, 10)))
    for day in (WEEK.first, WEDNESDAY):
        office.post(RoutineDone(routine="清扫", on=day, by="李老师"))
    table = routines_table(office, DateSpan(WEEK.first, NEXT), SATURDAY)
    rows = [(row["编号"], row["已做次数"], row["情况"], row["完成日期"], row["经办人"]) for row in table.records("zh")]
    assert rows == [
        ("玩具", 1, "逾期完成", "2026-03-10", "王老师"),
        ("清扫", 2, "已完成", "2026-03-09、2026-03-11", "李老师"),
        ("玩具", 0, "未到期", "", ""),
    ]
    assert [(label.zh, count) for label, count in table.head[2:]] == [
        ("截至", SATURDAY),
        ("已完成", 1),
        ("逾期完成", 1),
        ("未到期", 1),
    ]
    assert [note.zh for note in table.notes] == ["每周一检查大型玩具：未核实（听说）"]


def marks(office: LogisticsOffice, on: date, language: Any = "zh") -> dict[str, str]:
    """Return what the month picture says of each day, in words."""
    told = re.search("<desc>(.*)</desc>", agenda_month(office, MARCH, on, language=language).text)
    assert told is not None
    return dict(day.split(": ", 1) for day in told[1].split("; "))


@pytest.mark.plan("R02")
def test_a_month_on_the_wall_counts_what_had_its_last_day() -> None:
    """Each day counts its turns by how they stand; the calendar shades days and names them."""
    office = office_of(GATE, MONDAYS)
    office.post(gate(date(2026, 3, 2)))
    office.post(toys(date(2026, 3, 3)))
    found = marks(office, WEDNESDAY)
    assert found["2026-03-01"] == "不上学, 寒假"
    assert found["2026-03-02"] == "已完成 1, 逾期完成 1"
    assert found["2026-03-03"] == "逾期未做 1"
    assert found["2026-03-08"] == "不上学"
    assert found["2026-03-11"] == "到期待做 1"
    assert found["2026-03-12"] == "不上学, 植树节（本校）"
    assert found["2026-03-14"] == "调休上课, 未到期 1"
    assert marks(office, WEDNESDAY, "en")["2026-03-16"] == "to come 2"


def test_a_month_on_the_wall_shows_findings_and_today() -> None:
    """A finding to fix stands on its deadline, due and then missed, and the day asked about is framed."""
    office, _ = loose_slide()
    assert marks(office, WEDNESDAY)["2026-03-16"] == "到期待做 1, 未到期 1"
    assert marks(office, date(2026, 3, 17))["2026-03-16"] == "逾期未做 2"
    picture = agenda_month(office, MARCH, WEDNESDAY)
    assert picture.title == "待办 2026年3月"
    assert picture.text.count('class="sl-framed"') == 1
    assert agenda_month(office, Month(2026, 4), WEDNESDAY).text.count('class="sl-framed"') == 0


def test_a_month_needs_no_calendar_where_nothing_asks_for_one() -> None:
    """Without a calendar and without routines no day is shaded; weeks begin on the calendar's first weekday."""
    assert 'class="sl-off"' not in agenda_month(office_of(calendar=None), MARCH, WEDNESDAY).text
    sundays = TermCalendar(terms=CALENDAR.terms, published_through=CALENDAR.published_through, week_start="sunday")
    heads = re.findall(r'middle">(.)</text>', agenda_month(office_of(calendar=sundays), MARCH, WEDNESDAY).text)
    assert heads == ["日", "一", "二", "三", "四", "五", "六"]


@pytest.mark.parametrize(
    ("month", "on", "code"),
    [(Month(2027, 3), WEDNESDAY, "coverage"), (MARCH, "2026-03-11", "type")],
    ids=["outside the calendar", "no day"],
)
def test_a_month_that_cannot_be_told_is_refused(month: Month, on: Any, code: str) -> None:
    """Days the calendar does not cover and what is no day are refused with their codes."""
    with pytest.raises(LogisticsError) as caught:
        agenda_month(office_of(), month, on)
    assert caught.value.code == code


@pytest.mark.plan("R57")
def test_what_one_person_has_in_hand() -> None:
    """All books together: which subject, what is wrong where, by when, as what, and how it stands; nobody else's."""
    office, _ = loose_slide()
    fault = "滑梯：螺丝松动", "操场"
    table = holdings_table(office, "赵师傅")
    assert table.head == ((Text("School", "学校"), "示例学校"), (Text("Person", "责任人"), "赵师傅"))
    assert [tuple(row.values()) for row in table.records("zh")] == [
        (office.repairs.title.zh, "BX-0309-01", *fault, None, "维修人", "已派工", None),
        (office.inspections.title.zh, "YH-0309-01", *fault, NEXT, "整改责任人", "整改中", None),
    ]
    assert len(holdings_table(office, "李师傅")) == 0


@pytest.mark.plan("R06", "R08")
def test_what_one_person_keeps_and_has_borrowed() -> None:
    """A thing by its name and place, a room by its own, a loan with what is still out and by when."""
    office, day = office_of(), WEEK.first
    desks = AssetRegistered(
        asset="KZ-1",
        name="课桌",
        category="家具",
        cost=yuan(180),
        place="3-201",
        custodian="李老师",
        on=day,
        by="王老师",
    )
    office.post_all(
        [
            desks,
            evolve(desks, asset="TY-1", name="投影仪", place="库房", custodian="王老师"),
            RoomKeeperNamed(room="3-201", keeper="李老师", on=day, by="校长"),
            LoanRequested(loan="JY-1", assets=("TY-1",), due=NEXT, on=day, by="李老师"),
            LoanApproved(loan="JY-1", on=day, by="校长"),
            AssetsLent(loan="JY-1", assets=("TY-1",), borrower="李老师", due=NEXT, on=day, by="王老师"),
        ]
    )
    assert [tuple(row.values())[1:6] for row in holdings_table(office, "李老师").records("zh")] == [
        ("KZ-1", "课桌", "3-201", None, "保管人"),
        ("3-201", "场所", "3-201", None, "场所责任人"),
        ("JY-1", "TY-1", None, NEXT, "借用人"),
    ]


@pytest.mark.plan("R09")
def test_what_one_person_owes() -> None:
    """A debt says what is still open of it, and by when."""
    office, day = office_of(), WEEK.first
    said: dict[str, Any] = {"case": "PC-1", "on": day, "by": "王老师"}
    office.post_all(
        [
            DamageReported(what="窗玻璃打碎", **said),
            LiabilityDetermined(liable="person", party="李老师", cause="碰撞", **said),
            DamageCharged(amount=yuan(60), basis="price", payable_by=NEXT, **said),
            DamageSettled(amount=yuan(25), **said),
        ]
    )
    (row,) = holdings_table(office, "李老师").records("zh")
    assert (row["编号"], row["期限"], row["未兑现金额（元）"]) == ("PC-1", NEXT, yuan(35))


@pytest.mark.plan("R57")
def test_what_led_to_what_goes_over_all_books() -> None:
    """From the check over its finding to the repair: each step with its day, people, and what it came of."""
    office, check = loose_slide()
    table = trace_table(office, check)
    steps = [(row["记录"], row["环节"], row["起因"]) for row in table.records("zh")]
    assert steps == [
        ("inspections#0", "检查", None),
        ("inspections#1", "发现隐患", "inspections#0"),
        ("repairs#0", "报修", "inspections#1"),
        ("inspections#2", "交办", "inspections#1"),
        ("repairs#1", "定级", "repairs#0"),
        ("repairs#2", "派工", "repairs#1"),
    ]
    assert "螺丝松动" in str(table.records("zh")[0]["内容"])
    assert all(row["日期"] == WEEK.first for row in table.records("zh"))


@pytest.mark.plan("R07")
def test_the_list_of_a_count_is_not_told_in_one_cell() -> None:
    """A count begins with the list of the whole book: the trail says which count it is, not every thing on the list."""
    office = LogisticsOffice(Setting())
    said: dict[str, Any] = {"name": "课桌", "category": "家具", "cost": yuan(180), "on": WEEK.first, "by": "王老师"}
    office.post_all([AssetRegistered(asset=f"KZ-{number}", **said) for number in range(3)])
    began = office.post(office.assets.stocktake("PD-1", "spot", on=WEEK.first, by="王老师"))
    (row,) = trace_table(office, began).records("zh")
    assert "PD-1" in str(row["内容"])
    assert "KZ-1" not in str(row["内容"])
