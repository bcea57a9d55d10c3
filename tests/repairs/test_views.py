"""The papers of the desk: word for word in both languages, harmless whatever stands in them, and nothing but their book."""

from datetime import time
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics import repairs
from schoollogistics.calendar import end_of_next_school_day, end_of_same_day, within_hours
from schoollogistics.errors import Language, Text, Unknown
from schoollogistics.journal import EntryReversed, Ref, Setting, breaches_table, due_table, figures_table
from schoollogistics.repairs import (
    RepairWorkflow,
    late_repairs,
    open_repairs,
    punctuality_table,
    repair_record,
    repair_slip,
)
from schoollogistics.repairs.entries import RepairEntry
from schoollogistics.repairs.views.lists import DUE_TODAY
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, Month
from schoollogistics.values.tables import Table
from tests.repairs.stories import (
    ONE,
    PLAN,
    TUBES,
    TWO,
    YEAR,
    accept,
    assign,
    cancel,
    correct,
    desk,
    finish,
    hold,
    in_hand,
    merge,
    report,
    resume,
    send_back,
    sept,
    start,
    tell,
    triage,
    value,
    whole_life,
)

SEPTEMBER: Final = Month(2025, 9)
SLIP_ZH: Final = """\
### 报修单

- 学校：育才小学
- 报修单号：BX-1
- 地点：3-201
- 资产编号：D-17
- 故障：灯不亮
- 报修人：李老师
- 报修时间：2025-09-08 16:50
- 等级：大修
- 维修人：孙师傅
- 维修内容：换灯管
- 处理方式：更换
- 不能修的原因：烧毁
- 不能代用的原因：无库存
- 故障原因：自然损耗
- 配件：镇流器 1 个 35.50、灯管 2 支 24.00
- 工时（分钟）：40
- 配件费：59.50
- 人工费：20.00
- 外修费：
- 费用：79.50
- 告知报修人：2025-09-09 等镇流器
- 承诺日期：2025-09-11
- 返修次数：1
- 处理结果：已验收
- 评价：满意

| 日期 | 时间 | 环节 | 经办人 | 内容 | 备注 |
| --- | --- | --- | --- | --- | --- |
| 2025-09-08 | 16:50 | 报修 | 李老师 |  |  |
| 2025-09-08 |  | 定级 | 王老师 | 等级：大修；工种：电工 |  |
| 2025-09-08 |  | 派工 | 王老师 | 维修人：赵师傅 |  |
| 2025-09-09 | 08:30 | 到场开工 | 赵师傅 |  |  |
| 2025-09-09 |  | 挂起 | 赵师傅 | 挂起原因：等配件 |  |
| 2025-09-09 |  | 告知报修人 | 王老师 | 告知内容：等镇流器；承诺日期：2025-09-11 |  |
| 2025-09-11 | 09:00 | 恢复 | 赵师傅 |  |  |
| 2025-09-11 |  | 转单 | 王老师 | 维修人：孙师傅；原因：赵师傅请假 |  |
| 2025-09-11 | 15:00 | 完工 | 孙师傅 | 维修内容：换灯管；配件：镇流器 1 个 35.50；人工费：20.00 |  |
| 2025-09-12 |  | 返修 | 李老师 | 原因：灯管仍闪 |  |
| 2025-09-12 |  | 完工 | 孙师傅 | 维修内容：换灯管；处理方式：更换；不能修的原因：烧毁；不能代用的原因：无库存；故障原因：自然损耗；配件：灯管 2 支 24.00；工时（分钟）：40 |  |
| 2025-09-15 |  | 验收 | 周老师 | 评价：满意 | 未按 P06：李老师出差 |

- 未按 P06（由报修人负责验收签字）：李老师出差

- 维修人签字：孙师傅
- 验收代签：周老师
- 签字日期：2025-09-15
"""

SLIP_EN: Final = """\
### Repair slip

- School: 育才小学
- Repair no.: BX-1
- Place: 3-201
- Asset no.: D-17
- Fault: 灯不亮
- Reported by: 李老师
- Reported: 2025-09-08 16:50
- Severity: major
- Worker: 孙师傅
- Work done: 换灯管
- Disposition: replaced
- Not repaired because: 烧毁
- Not substituted because: 无库存
- Cause: wear
- Parts: 镇流器 1 个 35.50, 灯管 2 支 24.00
- Labour, minutes: 40
- Cost of parts: 59.50
- Labour cost: 20.00
- Vendor cost:\x20
- Cost: 79.50
- Requester told: 2025-09-09 等镇流器
- Promised for: 2025-09-11
- Sent back, times: 1
- Result: closed
- Rating: good

| Date | Time | Step | By | Details | Note |
| --- | --- | --- | --- | --- | --- |
| 2025-09-08 | 16:50 | Repair reported | 李老师 |  |  |
| 2025-09-08 |  | Repair triaged | 王老师 | Severity: major; Trade: 电工 |  |
| 2025-09-08 |  | Repair assigned | 王老师 | Worker: 赵师傅 |  |
| 2025-09-09 | 08:30 | Repair started | 赵师傅 |  |  |
| 2025-09-09 |  | Repair held | 赵师傅 | Hold reason: waiting for parts |  |
| 2025-09-09 |  | Requester told | 王老师 | Message: 等镇流器; Promised for: 2025-09-11 |  |
| 2025-09-11 | 09:00 | Repair resumed | 赵师傅 |  |  |
| 2025-09-11 |  | Repair handed over | 王老师 | Worker: 孙师傅; Reason: 赵师傅请假 |  |
| 2025-09-11 | 15:00 | Repair finished | 孙师傅 | Work done: 换灯管; Parts: 镇流器 1 个 35.50; Labour cost: 20.00 |  |
| 2025-09-12 |  | Repair sent back | 李老师 | Reason: 灯管仍闪 |  |
| 2025-09-12 |  | Repair finished | 孙师傅 | Work done: 换灯管; Disposition: replaced; Not repaired because: 烧毁; Not substituted because: 无库存; Cause: wear; Parts: 灯管 2 支 24.00; Labour, minutes: 40 |  |
| 2025-09-15 |  | Repair accepted | 周老师 | Rating: good | despite P06: 李老师出差 |

- despite P06 (Whoever reported the repair accepts it): 李老师出差

- Signature of the worker: 孙师傅
- Signed for whoever reported it: 周老师
- Signed on: 2025-09-15
"""

RECORD: Final[dict[Language, str]] = {
    "zh": """\
### 维修记录

- 学校：育才小学
- 期间：2025-09

| 日期 | 报修单号 | 维修对象 | 地点 | 故障情况 | 故障原因 | 处理 | 维修人 | 费用（元） |
| --- | --- | --- | --- | --- | --- | --- | --- | ---: |
| 2025-09-11 | BX-1 | D-17 | 3-201 | 灯不亮 |  | 修复：换灯管 | 孙师傅 | 55.50 |
| 2025-09-12 | BX-1 | D-17 | 3-201 | 灯不亮 | 自然损耗 | 更换：换灯管 | 孙师傅 | 24.00 |
| **合计** |  |  |  |  |  |  |  | **79.50** |

- 后勤负责人：________
""",
    "en": """\
### Repair record

- School: 育才小学
- Period: 2025-09

| Date | Repair no. | Item | Place | Finding | Cause | Action | Person | Cost, yuan |
| --- | --- | --- | --- | --- | --- | --- | --- | ---: |
| 2025-09-11 | BX-1 | D-17 | 3-201 | 灯不亮 |  | repaired: 换灯管 | 孙师傅 | 55.50 |
| 2025-09-12 | BX-1 | D-17 | 3-201 | 灯不亮 | wear | replaced: 换灯管 | 孙师傅 | 24.00 |
| **Total** |  |  |  |  |  |  |  | **79.50** |

- Head of logistics: ________
""",
}


def records(table: Table, language: Language = "zh") -> list[dict[str, object]]:
    """Return the filled cells of each row by heading."""
    return [{head: cell for head, cell in row.items() if cell is not None} for row in table.records(language)]


@pytest.mark.plan("D18", "R20", "P06")
@pytest.mark.parametrize(("language", "paper"), [("zh", SLIP_ZH), ("en", SLIP_EN)])
def test_the_slip_tells_the_whole_life_of_a_repair(language: Language, paper: str) -> None:
    """The slip says who reported what, when and where, how grave, who did what at what cost, who signed, and every step."""
    assert repair_slip(whole_life(), ONE).to_markdown(language) == paper


@pytest.mark.plan("D18")
def test_a_slip_just_handed_in_leaves_room_for_the_rest() -> None:
    """What is not known yet is a blank line, the signatures included."""
    paper = repair_slip(desk(report(sept(8))), ONE).to_markdown()
    assert (
        "- 故障：灯不亮\n- 报修人：李老师\n- 报修时间：2025-09-08\n- 等级：\n- 维修人：\n- 维修内容：\n- 处理结果：待定级\n"
        in paper
    )
    assert paper.endswith("- 维修人签字：________\n- 报修人验收签字：________\n- 签字日期：________\n")


@pytest.mark.plan("D18", "P06")
def test_the_reporters_signature_stands_on_the_slip() -> None:
    """Signed by the reporter, the slip says so, with the day and everybody who signed beside him."""
    book = desk(*in_hand(sept(8)), finish(sept(8)), accept(sept(9), cosigned_by=("周老师",)))
    assert [(label.zh, cell) for label, cell in repair_slip(book, ONE).signatures] == [
        ("维修人签字", ("赵师傅",)),
        ("报修人验收签字", ("李老师", "周老师")),
        ("签字日期", sept(9)),
    ]


@pytest.mark.plan("D18")
def test_a_slip_shows_a_contractor_and_where_it_was_merged() -> None:
    """A contractor is named as such; a slip that was merged says into which."""
    outside = evolve(assign(sept(8), "宏达公司"), external=True, reason="无资质")
    book = desk(report(sept(8)), triage(sept(8)), outside, report(sept(8), repair=TWO), merge(sept(8)))
    assert "- 维修人：宏达公司\n- 外包：是\n" in repair_slip(book, ONE).to_markdown()
    assert "- 并入单号：BX-1\n- 处理结果：已并单\n" in repair_slip(book, TWO).to_markdown()


def test_a_reversed_step_stays_on_the_slip_and_does_not_count() -> None:
    """A step taken back is marked, the reversal says why, and the sums on the slip are without it."""
    book = desk(*in_hand(sept(8)), finish(sept(8), labour=yuan(20)))
    book.post(EntryReversed(of=Ref("repairs", book.version - 1), reason="录错", on=sept(9), by="王老师"))
    slip = repair_slip(book, ONE)
    assert [row["环节"] for row in records(slip)[-2:]] == ["完工（已冲销）", "红字冲销"]
    assert records(slip)[-1]["内容"] == "被冲销记录：repairs#3；原因：录错"
    assert "- 维修内容：\n- 处理结果：已派工\n" in slip.to_markdown()


def test_a_slip_of_nothing_is_not_printed() -> None:
    """A number that is not in the book is unknown, and near ones are named."""
    with pytest.raises(Unknown, match="BX-1"):
        repair_slip(whole_life(), "BX-7")


@pytest.mark.plan("D19", "R22")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_record_lists_item_finding_action_person_date_and_cost(language: Language) -> None:
    """The record of a month has a row for every finished job and the sum of what they cost."""
    assert repair_record(whole_life(), SEPTEMBER).to_markdown(language) == RECORD[language]


@pytest.mark.plan("D19", "R22")
def test_the_record_adds_up_to_the_figure() -> None:
    """The sum under the record of any period is the figure of that period."""
    book = whole_life()
    for period in (SEPTEMBER, sept(11), sept(12), Month(2025, 10), YEAR):
        assert dict(repair_record(book, period).totals)["cost"] == book.figures(period)["repairs.cost"]


@pytest.mark.plan("R20", "P01", "P02")
def test_the_list_of_open_repairs() -> None:
    """The list of an evening says since when each repair is open, by when it was due, how late, what holds it, who has it."""
    waiting = report(sept(10), repair="BX-3", place="操场")
    book = desk(*in_hand(sept(8)), *in_hand(sept(8), "major", repair=TWO), hold(sept(9), repair=TWO), waiting)
    assert records(open_repairs(book, sept(10))) == [
        {
            "报修单号": "BX-1",
            "地点": "3-201",
            "故障": "灯不亮",
            "等级": "小修",
            "状态": "已派工",
            "报修时间": "2025-09-08",
            "时限": "2025-09-08",
            "逾期天数": 2,
            "维修人": "赵师傅",
            "报修人": "李老师",
        },
        {
            "报修单号": "BX-2",
            "地点": "3-201",
            "故障": "灯不亮",
            "等级": "大修",
            "状态": "挂起",
            "报修时间": "2025-09-08",
            "时限": "2025-09-11",
            "挂起原因": "等配件",
            "维修人": "赵师傅",
            "报修人": "李老师",
        },
        {
            "报修单号": "BX-3",
            "地点": "操场",
            "故障": "灯不亮",
            "状态": "待定级",
            "报修时间": "2025-09-10",
            "报修人": "李老师",
        },
    ]
    assert open_repairs(book, sept(8)).column("days_late") == (DUE_TODAY, None)
    assert DUE_TODAY.zh in open_repairs(book, sept(8)).to_markdown()
    assert open_repairs(book, sept(7)).rows == ()


WHY: Final[dict[str, list[RepairEntry]]] = {
    "定级迟": [report(sept(8)), triage(sept(9)), assign(sept(9)), finish(sept(9))],
    "未及时派工": [report(sept(8)), triage(sept(8)), assign(sept(9)), finish(sept(9))],
    "未及时开工": [*in_hand(sept(8)), start(sept(9)), finish(sept(9))],
    "未及时开工；挂起：人手不足": [
        *in_hand(sept(8)),
        hold(sept(8), "workload"),
        resume(sept(9)),
        start(sept(9)),
        finish(sept(9)),
    ],
    "返修 1 次": [*in_hand(sept(8)), finish(sept(8)), send_back(sept(9)), finish(sept(9))],
    "逾期后才驳回、并单或撤销": [*in_hand(sept(8)), start(sept(8)), cancel(sept(9))],
    "维修用时过长": [*in_hand(sept(8)), start(sept(8)), finish(sept(9))],
}


@pytest.mark.plan("P01", "R20")
@pytest.mark.parametrize("why", WHY)
def test_the_list_of_late_repairs_says_why(why: str) -> None:
    """A late repair was judged, assigned or begun late, held, sent back, settled otherwise too late, or took too long."""
    (row,) = records(late_repairs(desk(*WHY[why]), SEPTEMBER))
    assert (row["逾期原因"], row["逾期天数"], row["完成时间"], row["已按时告知"]) == (why, 1, "2025-09-09", False)


@pytest.mark.plan("P01", "R20")
@pytest.mark.parametrize(
    ("steps", "why"),
    [
        ([triage(sept(9)), assign(sept(10)), finish(sept(10))], "定级迟；未及时派工"),
        ([triage(sept(8)), assign(sept(9)), start(sept(10)), finish(sept(10))], "未及时派工；未及时开工"),
        ([triage(sept(9)), assign(sept(10)), start(sept(11)), finish(sept(11))], "定级迟；未及时派工；未及时开工"),
        ([triage(sept(9)), assign(sept(9)), start(sept(11)), finish(sept(11))], "定级迟；未及时开工"),
        ([triage(sept(9))], "定级迟；未及时派工"),
    ],
)
def test_every_step_that_lost_days_is_a_reason(steps: list[RepairEntry], why: str) -> None:
    """Judged late, then assigned days later, then begun days later: each is said, and not only the first."""
    (row,) = records(late_repairs(desk(report(sept(8)), *steps), SEPTEMBER))
    assert row["逾期原因"] == why


@pytest.mark.plan("P01", "P03")
def test_what_is_still_open_is_late_up_to_the_last_day_asked() -> None:
    """A repair that nobody has begun is late by the days up to the end of the period; that it was told in time is noted."""
    (row,) = records(late_repairs(desk(*in_hand(sept(8)), tell(sept(8))), SEPTEMBER), "en")
    assert (row["Days late"], row["Told in time"], row["Why"], "Done" in row) == (22, True, "not begun in time", False)


def test_a_deadline_that_the_calendar_cannot_tell_is_unknown() -> None:
    """One repair outside the calendar does not take the list down: its deadline is a dash, and a note names it."""
    setting = Setting(values=(value("P01.deadline", end_of_same_day), value("P02.deadline", end_of_next_school_day)))
    gone = [*in_hand(sept(1), "major", repair="BX-3"), finish(sept(2), repair="BX-3"), accept(sept(2), "BX-3")]
    book = desk(*gone, *in_hand(sept(8)), *in_hand(sept(8), "major", repair=TWO), setting=setting)
    table = open_repairs(book, sept(9))
    assert table.column("deadline") == ("2025-09-08", Text("—", "—"))
    assert table.column("days_late") == (1, None)
    late = late_repairs(book, DateSpan(sept(3), sept(30)))
    assert late.column("repair") == (ONE,)
    assert [note.zh for note in table.notes] == [note.zh for note in late.notes] == ["超出校历范围，时限不详：BX-2"]
    assert [note.en for note in late_repairs(book, SEPTEMBER).notes] == [
        "deadline not known, the calendar does not reach it: BX-3, BX-2"
    ]


@pytest.mark.plan("P01")
def test_late_by_hours_is_late_that_day() -> None:
    """Done on the last day but after its hour, a repair is late, and not by a number of days."""
    setting = Setting(values=(value("P01.deadline", within_hours(2)),))
    book = desk(*in_hand(sept(8), at=time(9)), finish(sept(8), time(11, 1)), setting=setting)
    assert late_repairs(book, SEPTEMBER).column("days_late") == (Text("later that day", "当日超时"),)


@pytest.mark.plan("D19", "R20")
def test_papers_show_what_was_corrected() -> None:
    """A correction is a step on the slip, and slip and record show the place that is right."""
    book = desk(*in_hand(sept(8)), finish(sept(8)), correct(sept(9), place="3-202", asset="D-18"))
    assert "- 地点：3-202\n- 资产编号：D-18\n" in repair_slip(book, ONE).to_markdown()
    assert records(repair_slip(book, ONE))[-1]["环节"] == "更正"
    assert repair_record(book, SEPTEMBER).column("item") == ("D-18",)


@pytest.mark.plan("D18")
@pytest.mark.parametrize(
    ("costs", "shown"),
    [
        ({}, (None, None, None, None)),
        ({"labour": yuan(0)}, (None, yuan(0), None, yuan(0))),
        ({"parts": (TUBES,), "vendor": yuan(5)}, (yuan(24), None, yuan(5), yuan(29))),
    ],
)
def test_a_cost_that_nobody_stated_is_blank(costs: dict[str, Any], shown: tuple[object, ...]) -> None:
    """Nothing said is a blank to fill in, not a nought; a stated nought is one."""
    head = {label.zh: cell for label, cell in repair_slip(desk(*in_hand(sept(8)), finish(sept(8), **costs)), ONE).head}
    assert tuple(head[name] for name in ("配件费", "人工费", "外修费", "费用")) == shown


@pytest.mark.plan("R20")
def test_the_table_of_punctuality() -> None:
    """Due, in time, late and the share, by severity and together."""
    late = [*in_hand(sept(9), repair=TWO), finish(sept(10), repair=TWO)]
    table = punctuality_table(desk(*in_hand(sept(8)), finish(sept(8)), *late), SEPTEMBER)
    assert table.to_csv() == "等级,应完成,按时,逾期,及时率\r\n小修,2,1,1,0.5\r\n大修,0,0,0,\r\n"
    assert "| **合计** | **2** | **1** | **1** | **50.00%** |" in table.to_markdown()


def test_a_list_says_on_which_unverified_numbers_it_rests() -> None:
    """A deadline that nobody has checked is named under every list that counts with it."""
    unsure = evolve(value("P01.deadline", PLAN.values[0].value), status="unverified", source="001§3")
    setting = Setting(values=(unsure, *PLAN.values[1:]))
    book = desk(*in_hand(sept(8)), setting=setting)
    tables = (open_repairs(book, sept(9)), late_repairs(book, SEPTEMBER), punctuality_table(book, SEPTEMBER))
    assert {note.zh for table in tables for note in table.notes} == {
        "小修时限：当日内，自 2025-09-01 起，未核实（001§3）",
    }
    assert late_repairs(desk(*in_hand(sept(8))), SEPTEMBER).notes == ()


@pytest.mark.plan("R20", "R22")
def test_the_figures_of_a_month_with_their_units() -> None:
    """Every measure of the desk is listed with its unit, those that are zero too."""
    paper = figures_table(whole_life(), SEPTEMBER)
    assert paper.title.zh == "报修台账统计"
    assert [f"{row['项目']} {row['数值']} {row['单位']}" for row in records(paper)] == [
        "报修件数 1 件",
        "期初未结件数 0 件",
        "完工次数 2 件",
        "验收件数 1 件",
        "返修次数 1 件",
        "更换件数 1 件",
        "外包派工次数 0 件",
        "工时 40 分钟",
        "配件费 59.50 元",
        "维修费用 79.50 元",
        "检修保养次数 0 次",
        "检修发现故障 0 处",
        "检修保养费用 0 元",
        "假期维修计划项目 0 项",
        "假期维修完成项目 0 项",
        "假期维修费用 0 元",
    ]


@pytest.mark.plan("P02", "P06")
def test_what_is_due_and_what_did_not_hold_as_tables() -> None:
    """The desk's list of the morning and the list of the month's end name the rule in the plan's own words."""
    book = whole_life()
    (due,) = records(due_table(book.as_of(sept(8)).due(SEPTEMBER)))
    assert (due["最晚日期"], due["编号"], due["责任人"], due["制度"]) == (sept(9), ONE, "赵师傅", "大修不隔天")
    broken = records(breaches_table(book.breaches(SEPTEMBER)))
    assert [(row["条款"], row["制度"], row.get("说明")) for row in broken] == [
        ("P02", "大修不隔天", None),
        ("P06", "由报修人负责验收签字", "李老师出差"),
    ]


@pytest.mark.plan("D18", "D19")
def test_every_document_of_the_book_has_its_view() -> None:
    """What the book names as its documents is printed by a public function of that name."""
    assert {(each.code, each.name) for each in RepairWorkflow.documents} == {
        ("D18", "repair_slip"),
        ("D19", "repair_record"),
        ("D19", "maintenance_record"),
    }
    assert all(
        each.name in repairs.__all__ and callable(getattr(repairs, each.name)) for each in RepairWorkflow.documents
    )
