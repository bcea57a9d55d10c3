"""Rows of a spreadsheet become entries, and every fault is reported by row and column."""

from collections.abc import Mapping
from datetime import date, datetime, time
from decimal import Decimal
from io import BytesIO
from typing import Any, ClassVar, Final, final

import attrs
import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook, load_workbook

from schoollogistics import BOOKS, Month, Quantity, RepairWorkflow, Term, fields, read_rows, yuan
from schoollogistics.assets import AssetOpened
from schoollogistics.canteen import FeesPaid, FoodStocked
from schoollogistics.catalogue import Rows
from schoollogistics.errors import InvalidValue, LogisticsError, Text, Unknown, invalid
from schoollogistics.food_safety import DeliveryAccepted
from schoollogistics.journal import Book, Entry, Lifecycle, MonthClosed, Ref, State
from schoollogistics.repairs import (
    PartUsed,
    RepairAccepted,
    RepairAssigned,
    RepairFinished,
    RepairOpened,
    RepairReported,
    RepairTriaged,
)
from schoollogistics.values.ids import Code, PersonId
from schoollogistics.values.labels import Label, Labels
from schoollogistics.values.shapes import Count, Note, fields_of

DAY: Final = date(2025, 9, 8)


def moment(*parts: int) -> datetime:
    """Return a wall-clock moment, as openpyxl gives it."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def places(rows: Rows[Any]) -> list[tuple[int, str]]:
    """Return row and column of every problem."""
    return [(problem.row, problem.column) for problem in rows.problems]


def codes(rows: Rows[Any]) -> list[str]:
    """Return the code of every problem."""
    return [problem.code for problem in rows.problems]


def good_row(number: int) -> dict[str, object]:
    """Return row *number* of the sheet of finished repairs, by heading, with nothing wrong in it."""
    return {
        "序号": number,
        "报修单号": f"BX-{number:04d}",
        "完工日期": [date(2025, 9, 8), "2025年9月8日", 45908, "2025.9.8", moment(2025, 9, 8)][number % 5],
        "时间": ["16:50", time(16, 50), "下午4:50", None][number % 4],
        "经办人": "赵师傅",
        "维修内容": "换灯管",
        "处理方式": ["修复", "repair", "修理", None][number % 4],
        "故障原因": ["自然损耗", None, "老化"][number % 3],
        "配件名称": "灯管",
        "数量（个）": [2, "2", "2 个", 2.0][number % 4],
        "金额（元）": [12.5, "12.50", "¥12.5", "１２．５元"][number % 4],
        "工时": [30, "30", 30.0, None][number % 4],
        "人工费": ["1,200.00", 1200, 1200.0, None][number % 4],
    }


FAULTS: Final[Mapping[int, tuple[str, object]]] = {
    5: ("报修单号", 2.0240901000100012e17),
    7: ("报修单号", None),
    8: ("报修单号", date(2025, 3, 20)),
    10: ("完工日期", "2025-02-30"),
    12: ("完工日期", "9月8日"),
    13: ("完工日期", 2025),
    15: ("完工日期", None),
    18: ("时间", "25:00"),
    20: ("时间", "下午"),
    21: ("经办人", "#N/A"),
    25: ("经办人", "赵\n师傅"),
    28: ("维修内容", "=VLOOKUP(A28,B:C,2)"),
    31: ("处理方式", "凑合"),
    33: ("故障原因", "风水"),
    36: ("数量（个）", "若干"),
    40: ("金额（元）", 12.345),
    44: ("金额（元）", "十二元"),
    47: ("工时", 30.5),
    52: ("工时", -1),
    57: ("人工费", "1,23.00"),
}
TITLE, BLANK, SUBTOTAL, AGAIN, TOTAL = 1, {2, 30}, 22, 45, 63


def sheet() -> list[list[object]]:
    """Return a sheet of sixty repairs as it hangs on the wall of the office, with twenty faults in it."""
    headings: list[object] = list(good_row(0))
    rows: list[list[object]] = [["城关小学 2025 年 9 月维修登记表"], [], headings]
    while len(rows) < TOTAL - 1:
        number = len(rows) + 1
        if number in BLANK:
            rows.append([None, " ", ""])
        elif number == SUBTOTAL:
            rows.append([None, "小  计", None, None, None, None, None, None, None, None, 212.5])
        elif number == AGAIN:
            rows.append(list(headings))
        else:
            row = good_row(number)
            if number in FAULTS:
                column, cell = FAULTS[number]
                row[column] = cell
            rows.append(list(row.values()))
    rows.append(["合计", None, None, None, None, None, None, None, None, None, 750])
    rows.append(["制表人：钱会计", None, None, None, "审核人：孙主任"])
    rows.append([])
    return rows


@pytest.fixture
def faulty() -> Rows[RepairFinished]:
    """Return what is read from the sheet with twenty faults."""
    return read_rows(sheet(), RepairFinished)


def test_twenty_planted_faults_are_found(faulty: Rows[RepairFinished]) -> None:
    """Exactly the twenty planted faults are reported, each by its row and column."""
    assert len(FAULTS) == 20
    assert places(faulty) == [(row, column) for row, (column, _) in FAULTS.items()]


def test_all_other_rows_load(faulty: Rows[RepairFinished]) -> None:
    """Every row without a fault becomes its entry, whatever way its cells are spelled."""
    expected = set(range(4, TOTAL)) - BLANK - {SUBTOTAL, AGAIN} - set(FAULTS)
    assert faulty.row_numbers == tuple(sorted(expected))
    assert [entry.repair for entry in faulty.entries] == [f"BX-{row:04d}" for row in faulty.row_numbers]
    for row, entry in zip(faulty.row_numbers, faulty.entries, strict=True):
        assert entry == RepairFinished(
            repair=f"BX-{row:04d}",
            on=DAY,
            at=None if row % 4 == 3 else time(16, 50),
            by="赵师傅",
            work="换灯管",
            cause="wear" if row % 3 != 1 else None,
            parts=(PartUsed(part="灯管", quantity=Quantity(2, "个"), amount=yuan("12.50")),),
            labour_minutes=None if row % 4 == 3 else 30,
            labour_cost=None if row % 4 == 3 else yuan(1200),
        )


def test_rows_left_out_are_noted(faulty: Rows[RepairFinished]) -> None:
    """Title, blank, total, repeated heading and signature rows are noted with their row; trailing blanks are not."""
    assert [(each.row, each.why.zh) for each in faulty.skipped] == [
        (1, "在标题行之上"),
        (3, "序号列不读"),
        (22, "合计行"),
        (30, "空行"),
        (45, "重复的标题行"),
        (63, "合计行"),
        (64, "备注或签字行"),
    ]
    assert faulty.skipped[0].text("zh") == "第1行：在标题行之上 '城关小学 2025 年 9 月维修登记表'"
    assert faulty.skipped[3].text("en") == "row 30: is empty"


def test_each_problem_says_where_what_and_how_to_mend(faulty: Rows[RepairFinished]) -> None:
    """A problem names row, column and cell, what is wrong and what helps, in both languages."""
    first = faulty.problems[0]
    assert first.text("zh") == (
        "第5行“报修单号”（2.0240901000100013e+17）：数字超过 15 位，末几位已丢失；请先把该列设为“文本”格式，再重新填写"
    )
    assert first.text("en").startswith('row 5, "报修单号" (2.0240901000100013e+17): is a number of more than 15 digits')
    assert str(first) == f"{first.text('en')}\n{first.text('zh')}"
    assert {problem.field for problem in faulty.problems} >= {"repair", "on", "by", "amount"}
    assert all(
        problem.stands.zh and problem.takes.zh and problem.stands.en and problem.takes.en for problem in faulty.problems
    )


def test_problems_print_as_a_table(faulty: Rows[RepairFinished]) -> None:
    """The problems make a table for whoever mends the sheet, with the rows left out as notes."""
    table = faulty.problems_table()
    assert table.column("row") == tuple(FAULTS)
    assert "风水" in table.to_markdown()
    assert "What is wrong" in table.to_html("en")
    assert len(table.notes) == len(faulty.skipped)


def test_a_workbook_round_trip() -> None:
    """What openpyxl reads from a workbook is read as the cells that went into it."""
    workbook = Workbook()
    for row in sheet():
        workbook.active.append(row)
    stream = BytesIO()
    workbook.save(stream)
    stream.seek(0)
    read = load_workbook(stream).active.iter_rows(values_only=True)
    rows = read_rows(read, RepairFinished)
    straight = read_rows(sheet(), RepairFinished)
    assert rows.entries == straight.entries
    assert places(rows) == places(straight)


def test_the_entries_can_be_posted() -> None:
    """What a sheet of reports says can be posted at once."""
    rows = read_rows(
        [
            ["单号", "报修日期", "报修时间", "报修人", "报修地点", "故障描述"],
            ["BX-1", "2025年9月8日", "16:50", "李老师", "3-201", "灯不亮"],
            ["BX-2", 45908, 0.75, "李老师", 301.0, "门锁坏"],
        ],
        RepairReported,
    )
    assert rows.problems == ()
    book = RepairWorkflow()
    book.post_all(rows.entries)
    assert book["BX-2"].place == "301"
    assert book["BX-2"].reporters == ("李老师",)


# ------------------------------------------------------------------------------------------------- headings


@pytest.mark.parametrize(
    "heading",
    [
        "等级",
        "Severity",
        "severity",
        " 等 级 ",
        "等级：",
        "*等级",
        "维修等级",
        "大小修",
        "SEVERITY",
        "等级（小修/大修）",
        "等级[必填]",
    ],
)
def test_headings(heading: str) -> None:
    """A heading may be a label in either language, an alias or the Python name, with marks and remarks around it."""
    rows = read_rows([{"repair": "BX-1", heading: "小修"}], RepairTriaged, on=DAY, by="王老师")
    assert rows.problems == ()
    assert rows.entries == (RepairTriaged(repair="BX-1", severity="minor", on=DAY, by="王老师"),)


def test_unknown_headings_are_reported_once() -> None:
    """A heading nobody knows is one problem of the heading row, with what it might mean, and the rows still load."""
    rows = read_rows(
        [
            {"报修单号": "BX-1", "等级": "小修", "天气": "晴", "工种类": "电"},
            {"报修单号": "BX-2", "等级": "大修", "天气": "雨"},
        ],
        RepairTriaged,
        on=DAY,
        by="王老师",
    )
    assert places(rows) == [(1, "天气"), (1, "工种类")]
    assert rows.problems[1].takes.zh == "是否为：工种"
    assert len(rows.entries) == 2


def test_a_hint_is_given_only_where_it_is_close() -> None:
    """A heading that only half looks like another is no reason to send somebody there."""
    rows = read_rows(
        [["单号", "地点", "故障", "维修等级"], ["BX-1", "3-201", "灯", "小修"]], RepairReported, on=DAY, by="李"
    )
    assert [(p.column, p.takes.zh) for p in rows.problems] == [("维修等级", "请改用已知标题，或删去该列")]


@pytest.mark.parametrize("fault", ["故障现象", "问题描述", "报修项目", "报修事项", "报修内容", "故障情况"])
def test_other_names_of_a_report(fault: str) -> None:
    """A report is read under the names that the forms of schools have for its parts."""
    row = {"编号": "BX-1", "教室": "3-201", fault: "灯", "申报人": "李老师", "申报日期": DAY, "申报时间": "8:00"}
    rows = read_rows([row], RepairReported)
    assert rows.problems == ()
    assert rows.entries[0] == RepairReported(repair="BX-1", place="3-201", fault="灯", by="李老师", on=DAY, at=time(8))


def test_headings_named_by_hand() -> None:
    """The caller may say what a heading means, also where the library would think otherwise, and with a unit beside it."""
    sheet = [["编号", "所在", "情况（必填）", "故障", "电话"], ["BX-1", "3-201", "灯不亮", "无", "138"]]
    hand = {"所在": "place", "情况(必填)": "fault"}
    rows = read_rows(sheet, RepairReported, headings=hand, ignore=("故障", "电话"), on=DAY, by="李老师")
    assert rows.problems == ()
    assert (rows.entries[0].place, rows.entries[0].fault) == ("3-201", "灯不亮")
    named = {"故障": "note", "所在": "地点", "情况（必填）": "fault"}
    noted = read_rows(sheet, RepairReported, headings=named, ignore=["电话"], on=DAY, by="李老师")
    assert (noted.problems, noted.entries[0].note) == ((), "无")
    done = read_rows(
        [{"单号": "BX-1", "维修内容": "换", "料": "灯管", "用量（支）": 2, "钱": 3}],
        RepairFinished,
        headings={"料": "parts.part", "用量（支）": "parts.quantity", "钱": "parts.amount"},
        on=DAY,
        by="赵师傅",
    )
    assert done.problems == ()
    assert done.entries[0].parts == (PartUsed(part="灯管", quantity=Quantity(2, "支"), amount=yuan(3)),)


def test_columns_of_ones_own_are_left_out() -> None:
    """A column to ignore is neither read nor reported, and a row that holds nothing else is empty."""
    sheet = [["单号", "等级", "联系电话"], ["BX-1", "小修", "138"], [None, None, "139"], ["BX-2", "大修", "137"]]
    same: dict[str, Any] = {"on": DAY, "by": "王老师"}
    assert places(read_rows(sheet, RepairTriaged, **same))[0] == (1, "联系电话")
    rows = read_rows(sheet, RepairTriaged, ignore=("联系电话",), **same)
    assert (rows.problems, rows.row_numbers) == ((), (2, 4))
    assert [(each.row, each.why.zh) for each in rows.skipped] == [(3, "空行")]


@pytest.mark.parametrize(
    ("wrong", "says"),
    [
        ({"headings": {"现象": "falt"}}, "fault"),
        ({"headings": {"现象": "parts.colour"}}, "repair, place"),
        ({"headings": {"现象": 7}}, "repair"),
        ({"headings": [("现象", "fault")]}, "dict"),
        ({"ignore": "联系电话"}, "tuple"),
        ({"ignore": 7}, "tuple"),
        ({"within": DAY}, "term"),
    ],
)
def test_what_the_caller_says_is_checked(wrong: dict[str, Any], says: str) -> None:
    """A field that is not there, a bare heading to ignore and a day for a span are the caller's slips, and raised."""
    with pytest.raises(InvalidValue, match=says):
        read_rows([{"单号": "BX-1"}], RepairReported, on=DAY, by="李老师", **wrong)


def test_days_without_a_year() -> None:
    """A day without its year is read within a term, with its time, and is a problem without one."""
    term = Term(name="2025-2026-1", first=date(2025, 9, 1), last=date(2026, 1, 23))
    sheet = [
        ["单号", "地点", "故障", "报修日期"],
        ["BX-1", "3-201", "灯", "9月8日"],
        ["BX-2", "3-201", "灯", "26-1-8 16:50"],
        ["BX-3", "3-201", "灯", "9月31日"],
        ["BX-4", "3-201", "灯", "3月1日"],
    ]
    rows = read_rows(sheet, RepairReported, within=term, by="李老师")
    assert [(e.on, e.at) for e in rows.entries] == [(DAY, None), (date(2026, 1, 8), time(16, 50))]
    assert [(p.row, p.stands.zh) for p in rows.problems] == [
        (4, "没有这一天"),
        (5, "不在 2025-09-01 至 2026-01-23 之间"),
    ]
    without = read_rows(sheet, RepairReported, by="李老师")
    assert [p.stands.zh for p in without.problems] == ["没有写年份", "年份只写了两位", "没有这一天", "没有写年份"]
    assert "within=term" in without.problems[0].takes.en


# ------------------------------------------------------------------------------------------------- begun twice


def test_a_number_twice_is_reported_with_the_row_of_the_first() -> None:
    """Every row that begins a ticket which a row above began, good or not, is a problem; the first one is kept."""
    sheet: list[list[object]] = [
        ["单号", "地点", "故障"],
        ["BX-1", "3-201", "灯"],
        ["BX-2", "3-202", None],
        ["bx-1", "3-203", "门"],
        ["BX-2", "3-204", "窗"],
        ["BX-1", "3-205", "锁"],
        ["#N/A", "3-206", "锁"],
        ["#N/A", "3-207", "锁"],
    ]
    rows = read_rows(sheet, RepairReported, on=DAY, by="李老师")
    assert rows.row_numbers == (2,)
    twice = [(p.row, p.column, p.cell, p.stands.zh) for p in rows.problems if p.code == "duplicate"]
    assert twice == [
        (4, "单号", "'bx-1'", "第2行已有"),
        (5, "单号", "'BX-2'", "第3行已有"),
        (6, "单号", "'BX-1'", "第2行已有"),
    ]
    RepairWorkflow().post_all(rows.entries)


def test_one_number_for_all_rows_begins_once() -> None:
    """A number given for all rows is one ticket; the field goes by its name where no column has it."""
    rows = read_rows(
        [{"故障": "灯"}, {"故障": "门"}], RepairReported, repair="BX-1", place="3-201", on=DAY, by="李老师"
    )
    assert [(p.row, p.column, p.field) for p in rows.problems] == [(3, "repair", "repair")]


def test_what_follows_may_stand_twice() -> None:
    """An entry that follows another may come twice for one ticket; whether it can is for the book to say."""
    rows = read_rows([{"单号": "BX-1", "等级": "小"}, {"单号": "BX-1", "等级": "大"}], RepairTriaged, on=DAY, by="王")
    assert (rows.problems, len(rows.entries)) == ((), 2)


@frozen(kw_only=True)
class Lot:
    """A lot on a delivery note."""

    lot: Code
    pieces: Count


@final
@frozen(kw_only=True)
class LotsTaken(Entry[State]):
    """Lots were taken in (入库)."""

    kind: ClassVar[str] = "lots.taken"

    lines: tuple[Lot, ...]


@final
@frozen(kw_only=True)
class LotsNamed(Entry[State]):
    """Lots were named (编批)."""

    kind: ClassVar[str] = "lots.named"

    lots: tuple[Code, ...]


class Lots(Book[Any, State]):
    """A book whose entries begin several subjects at once."""

    name = "lots"
    kinds = (LotsTaken, LotsNamed)
    state_type = State
    lifecycles = (
        Lifecycle(
            name="lot", of=("lines.lot", "lots"), table={"unseen": {LotsTaken: "here", LotsNamed: "here"}, "here": {}}
        ),
    )


def test_lots_of_lines_and_lists_begin_once() -> None:
    """A lot in the lines of two slips, or in two lists, is reported; twice in one slip is for the book to say."""
    taken = read_rows(
        [["by", "lot", "pieces"], ["钱", "L-1", 1], ["钱", "L-1", 2], ["孙", "L-2", 3], ["李", "L-1", 4]],
        LotsTaken,
        (Lots,),
        on=DAY,
    )
    assert [(p.row, p.column, p.code) for p in taken.problems] == [(5, "lot", "duplicate")]
    held = read_rows(
        [["by", "lot", "pieces"], ["钱", "L-1", 1], ["李", "L-1", 4], ["李", "L-2", 4]], LotsTaken, (Lots,), on=DAY
    )
    assert [(p.row, p.column, p.code) for p in held.problems] == [(3, "lot", "duplicate"), (4, "lot", "missing")]
    named = read_rows(
        [{"lots": "L-1、L-2"}, {"lots": "L-3、L-2"}, {"lots": "#N/A"}], LotsNamed, (Lots,), on=DAY, by="钱"
    )
    assert [(p.row, p.code) for p in named.problems] == [(3, "duplicate"), (4, "format")]


def test_missing_columns_are_reported_once_with_the_headings_that_would_do() -> None:
    """Without a required column nothing loads; the heading row says so once, and cells are still looked at."""
    rows = read_rows([["单号", "地点", "日期"], ["BX-1", "3-201", DAY], ["BX-2", "3-202", "昨天"]], RepairReported)
    assert rows.entries == ()
    assert sorted(places(rows)) == [(1, "故障"), (1, "经办人"), (3, "日期")]
    assert "故障描述" in next(p for p in rows.problems if p.column == "故障").text("zh")


def test_two_columns_of_one_field() -> None:
    """Two columns that mean the same are a problem; the first is read."""
    rows = read_rows([["单号", "报修单号", "等级"], ["BX-1", "BX-2", "小修"]], RepairTriaged, on=DAY, by="王老师")
    assert [(p.row, p.column, p.code) for p in rows.problems] == [(1, "报修单号", "duplicate")]
    assert rows.entries[0].repair == "BX-1"


def test_cells_without_a_heading() -> None:
    """What stands in a column without a heading is reported once, and nothing is lost."""
    rows = read_rows(
        [["单号", None, "等级"], ["BX-1", "?", "小修", "!"], ["BX-2", "?", "大修"]], RepairTriaged, on=DAY, by="王老师"
    )
    assert places(rows) == [(2, "第2列"), (2, "第4列")]
    assert len(rows.entries) == 2


@pytest.mark.parametrize(
    ("heading", "cell", "good"),
    [
        ("金额（元）", 3, True), ("金额(¥)", 3, True), ("金额【人民币元】", 3, True), ("金额（万元）", 3, False),
        ("工时（分钟）", 3, True), ("工时", 3, True), ("工时（小时）", 3, False), ("天气（晴雨）", 3, False),
    ],
)  # fmt: skip
def test_units_in_headings(heading: str, cell: object, good: bool) -> None:
    """A unit beside a heading is dropped where it is the field's own, and is a problem where it is another."""
    row = {"repair": "BX-1", "work": "换灯管", "配件名称": "灯管", "数量": "2 个", heading: cell}
    rows = read_rows([{"金额" if "金额" not in heading else "人工费": 1} | row], RepairFinished, on=DAY, by="赵师傅")
    assert (places(rows) == []) is good
    if not good:
        assert (1, heading) in places(rows)


@pytest.mark.parametrize(
    ("heading", "code"),
    [("数量（袋）", None), ("数量（KG）", "format"), ("数量（按实际填写！）", "format"), ("数量", "format")],
)
def test_the_unit_of_a_quantity_may_stand_in_the_heading(heading: str, code: str | None) -> None:
    """A bare quantity takes the unit of its heading; a remark there, or nothing, gives none."""
    row = {"repair": "BX-1", "work": "粉刷", "配件名称": "腻子", heading: 2, "金额": 30}
    rows = read_rows([row], RepairFinished, on=DAY, by="赵师傅")
    assert codes(rows) == ([] if code is None else [code])


@pytest.mark.plan("R05")
@pytest.mark.parametrize(
    ("heading", "cell", "months"),
    [
        ("使用年限", 15, 180),
        ("使用年限（年）", "6", 72),
        ("使用年限", "15年", 180),
        ("预计使用年限", 1.5, 18),
        ("折旧年限", None, None),
        ("折旧年限(月)", 60, 60),
        ("Life, years", 2, 24),
        ("使用月数", 72, 72),
        ("折旧月数（月）", 72, 72),
    ],
)
def test_a_heading_in_another_unit_is_converted(heading: str, cell: object, months: int | None) -> None:
    """Lists of property say how long a thing lasts in years, cards in months: the heading says which."""
    found = of_life(heading, cell)
    assert found.problems == ()
    assert found.entries[0].life_months == months


@pytest.mark.parametrize(
    ("heading", "cell", "code", "row"),
    [
        ("使用年限", "十五", "format", 2),
        ("使用年限", "15天", "format", 2),
        ("折旧月数", "15年", "format", 2),
        ("使用年限", 0.3, "format", 2),
        ("使用年限", 101, "range", 2),
        ("使用年限", True, "type", 2),
        ("使用年限（天）", 900, "extra", 1),
    ],
)
def test_what_cannot_be_converted_is_a_problem(heading: str, cell: object, code: str, row: int) -> None:
    """No number, no whole months, too many of them, or a unit nobody converts: each is told, nothing is guessed."""
    assert [(each.code, each.row) for each in of_life(heading, cell).problems] == [(code, row)]


def of_life(heading: str, cell: object) -> Rows[AssetOpened]:
    """Return what is read of a sheet of one desk whose life stands under *heading*."""
    rows = [["编号", "名称", "类别", "原值", "购置日期", heading], ["KZ-1", "课桌", "家具", 180, "2020-09-01", cell]]
    return read_rows(rows, AssetOpened, on=date(2025, 9, 1), by="王老师")


@pytest.mark.parametrize(
    ("cell", "unit", "quantity"),
    [
        (50, "kg", Quantity(50, "kg")),
        ("2.5", " 公斤 ", Quantity(Decimal("2.5"), "公斤")),
        ("50kg", "kg", Quantity(50, "kg")),
        ("50千克", "kg", Quantity(50, "千克")),
        ("10斤", None, Quantity(10, "斤")),
        ("10斤", "kg", None),
        (50, "KG", None),
        (50, 25, None),
        (50, None, None),
        (None, "kg", None),
        ("若干", "kg", None),
    ],
)
def test_a_unit_may_stand_beside_its_quantity(cell: object, unit: object, quantity: Quantity | None) -> None:
    """A store sheet names the unit in a column of its own; a unit in the cell stays, and another one is told."""
    for head, row in ((["数量", "单位"], [cell, unit]), (["单位", "数量"], [unit, cell])):
        sheet = [["食材", *head, "金额"], ["大米", *row, 260], ["面粉", "1 kg", None, 5]]
        rows = read_rows([sheet[0], sheet[1]], FoodStocked, supplier="粮油公司", document="S1", on=DAY, by="孙保管")
        assert [entry.lines[0].quantity for entry in rows.entries] == ([] if quantity is None else [quantity])
        assert [(p.row, p.column) for p in rows.problems] == ([(2, "数量")] if quantity is None else [])
        assert all(entry.lines[0].quantity.unit == quantity.unit for entry in rows.entries if quantity)


def test_units_that_differ_are_told_with_both() -> None:
    """The problem shows what stands in both cells, and which units they are."""
    sheet = [
        ["食材", "数量", "单位", "金额"],
        ["大米", "10斤", "kg", 26],
        ["面粉", 50, "KG", 26],
        ["盐", None, "袋", 2],
    ]
    rows = read_rows(sheet, FoodStocked, supplier="粮油公司", document="S1", on=DAY, by="孙保管")
    assert [p.text("zh") for p in rows.problems] == [
        "第2行“数量”（'10斤 kg'）：单位是斤，单位列却是kg；单位只在一处写，或写成一致",
        "第3行“数量”（'50 KG'）：大小写不对；请写 kg",
        "第4行“数量”：为空；请填写带单位的数量",
    ]


@pytest.mark.parametrize(
    ("head", "row", "read"),
    [
        (["订购数量", "数量", "单位", "温度（℃）"], [9, 8, "kg", 4], "9 kg, 8 kg, 4 °C"),
        (["单位", "数量", "订购数量", "温度"], ["kg", 8, 9, "4℃"], "9 kg, 8 kg, 4 °C"),
        (["订购数量", "单位", "数量", "单位", "温度"], [2, "袋", 50, "kg", "4℃"], "2 袋, 50 kg, 4 °C"),
        (["数量（kg）", "订购数量（kg）", "单位"], [8, 9, "kg"], "9 kg, 8 kg"),
        (["数量", "单位", "订购数量", "单位"], [50, "kg", 2, "袋"], "2 袋, 50 kg"),
        (["数量", "感官", "单位", "温度"], [8, "正常", "kg", "4℃"], "8 kg, 4 °C"),
        (["数量", "单位"], [8], ""),
        (["数量（斤）", "单位"], [8, "kg"], ""),
        (["数量（斤）", "订购数量", "单位"], [8, 9, "kg"], "9 kg, 8 斤"),
    ],
)
def test_which_quantities_a_unit_speaks_for(head: list[str], row: list[object], read: str) -> None:
    """A unit is that of the quantity before it, or else behind it, and of others called so if no other unit stands there."""
    sheet = [["品名", "金额", "批次", "去向", *head], ["大米", 8, "L1", "入库", *row]]
    rows = read_rows(sheet, DeliveryAccepted, delivery="S1", supplier="粮油公司", purchaser="小刘", on=DAY, by="孙保管")
    lines = [line for entry in rows.entries for line in entry.lines]
    found = [each for line in lines for each in (line.ordered, line.quantity, line.temperature) if each is not None]
    assert ", ".join(map(str, found)) == read
    assert codes(rows) == ([] if read else ["choice" if len(row) == 2 else "format"])


def test_a_unit_beside_nothing_is_unknown() -> None:
    """A column of units is a heading nobody knows where no quantity is left that it could speak for."""
    same: dict[str, Any] = {"on": DAY, "by": "王老师"}
    rows = read_rows([["单号", "等级", "单位"], ["BX-1", "小修", "处"]], RepairTriaged, **same)
    assert [(p.row, p.column, p.code) for p in rows.problems] == [(1, "单位", "extra")]
    twice = read_rows(
        [["食材", "数量", "单位", "计量单位", "金额"], ["大米", 50, "kg", "kg", 260]],
        FoodStocked,
        supplier="粮油公司",
        document="S1",
        **same,
    )
    assert [(p.row, p.column, p.code) for p in twice.problems] == [(1, "计量单位", "extra")]
    assert len(twice.entries) == 1


@pytest.mark.parametrize("mark", ["、", "，", ",", " ; ", "；", "/", "／"])
def test_several_people_in_one_cell(mark: str) -> None:
    """Whoever is named first did it, and the others signed with him, as the library prints it itself."""
    rows = read_rows(
        [["单号", "等级", "经办人"], ["BX-1", "小修", f"王老师{mark}陈老师{mark}孙老师"]], RepairTriaged, on=DAY
    )
    assert rows.problems == ()
    assert (rows.entries[0].by, rows.entries[0].cosigned_by) == ("王老师", ("陈老师", "孙老师"))


@pytest.mark.parametrize(
    ("by", "beside", "signed", "wrong"),
    [
        ("王老师", "陈老师", ("王老师", "陈老师"), []),
        ("王老师、陈老师", None, ("王老师", "陈老师"), []),
        ("王老师、陈老师", "孙老师", ("王老师", "陈老师", "孙老师"), []),
        ("王老师、", None, ("王老师",), []),
        ("王老师、=A1", None, (), ["经办人"]),
        ("#N/A", None, (), ["经办人"]),
        ("、", None, (), ["经办人"]),
    ],
)
def test_people_beside_those_who_signed(by: str, beside: str | None, signed: tuple[str, ...], wrong: list[str]) -> None:
    """Those under 会签人 follow those named with whoever did it; a fault of the spreadsheet is no list of people."""
    rows = read_rows([["会签人", "单号", "等级", "经办人"], [beside, "BX-1", "小修", by]], RepairTriaged, on=DAY)
    assert [name for entry in rows.entries for name in (entry.by, *entry.cosigned_by)] == list(signed)
    assert [column for _, column in places(rows)] == wrong


def test_only_whoever_did_it_may_be_several() -> None:
    """A cell of several people differs from those given for all rows; another field of one person is one person."""
    sheet = [["单号", "维修人", "经办人"], ["BX-1", "赵师傅/钱师傅", "王老师、陈老师"]]
    rows = read_rows(sheet, RepairAssigned, on=DAY)
    assert rows.entries[0].worker == "赵师傅/钱师傅"
    given = read_rows(sheet, RepairAssigned, on=DAY, cosigned_by=("孙老师",))
    assert [(p.column, p.field, p.code) for p in given.problems] == [("经办人", "cosigned_by", "extra")]
    alone = read_rows(sheet, RepairAssigned, on=DAY, by="王老师")
    assert [(p.column, p.field, p.code) for p in alone.problems] == [("经办人", "by", "extra")]


def test_labels_of_the_act_name_what_it_moved() -> None:
    """入库数量 and 入库金额 are the quantity and the amount of what was stocked, as 入库人 is whoever did it."""
    sheet = [{"品名": "大米", "入库数量": 50, "单位": "kg", "入库金额": 260, "入库人": "孙保管", "入库日期": DAY}]
    rows = read_rows(sheet, FoodStocked, supplier="粮油公司", document="S1")
    assert rows.problems == ()
    line = rows.entries[0].lines[0]
    assert (line.quantity, line.amount, rows.entries[0].by) == (Quantity(50, "kg"), yuan(260), "孙保管")


@pytest.mark.parametrize(("said", "code"), [("厨房", "kitchen"), ("直拨厨房", "kitchen"), ("库房", "store")])
def test_where_food_goes(said: str, code: str) -> None:
    """What the sheet of a school calls the kitchen is the kitchen."""
    assert read_rows([{**GOODS, "去向": said}], DeliveryAccepted).entries[0].lines[0].destination == code


GOODS: Final[dict[str, object]] = {
    "送货单号": "S1", "供货者": "粮油公司", "采购人": "小刘", "品名": "大米", "数量": "8 kg", "单价": 1, "金额": 8,
    "批次": "L1", "去向": "库房", "验收日期": DAY, "验收人": "孙保管、陈师傅",
}  # fmt: skip


@pytest.mark.plan("R34")
def test_two_who_accepted_sign_as_the_ledger_prints_them() -> None:
    """Goods whose sheet names two people under 验收人 are accepted by two (P42)."""
    entry = read_rows([GOODS], DeliveryAccepted).entries[0]
    assert (entry.by, entry.cosigned_by) == ("孙保管", ("陈师傅",))


@pytest.mark.plan("R05")
@pytest.mark.parametrize(
    ("cell", "unit", "pieces"),
    [("20把", "把", 20), (" 20 把", "把", 20), (20, "把", 20), ("20把", "张", None), ("20把", None, None)],
)
def test_a_number_of_pieces_may_bear_the_unit_of_its_row(cell: object, unit: str | None, pieces: int | None) -> None:
    """Twenty chairs written with their measure word are twenty where the row says so; any other word is told."""
    rows = [
        ["编号", "名称", "类别", "原值", "购置日期", "单位", "数量"],
        ["YZ-1", "椅", "家具", 900, "2020-09-01", unit, cell],
    ]
    found = read_rows(rows, AssetOpened, on=date(2025, 9, 1), by="王老师")
    assert [each.quantity for each in found.entries] == ([] if pieces is None else [pieces])
    assert codes(found) == ([] if pieces is not None else ["format"])


@pytest.mark.plan("R05")
def test_a_row_of_totals_stays_one_without_the_column_it_is_named_in() -> None:
    """The numbers of the rows are not read, and 合计 stands in their column: the row is a total all the same."""
    rows = [
        ["序号", "编号", "名称", "类别", "原值", "购置日期", "电话"],
        [1, "KZ-1", "课桌", "家具", 180, "2020-09-01", "0512"],
        ["合计", None, None, None, 180, None, None],
    ]
    found = read_rows(rows, AssetOpened, ignore=("序号", "电话"), on=date(2025, 9, 1), by="王老师")
    assert found.problems == ()
    assert [entry.asset for entry in found.entries] == ["KZ-1"]
    assert [(each.row, each.why.zh) for each in found.skipped] == [(3, "合计行")]


def test_headings_in_another_unit_are_listed() -> None:
    """A template sheet learns them from the fields, each with its factor; what is nearly one is hinted at."""
    life = next(each for each in fields(AssetOpened) if each.name == "life_months")
    assert ("使用年限", 12) in life.scaled
    assert "使用年限" in of_life("使用年限数", 5).problems[0].takes.zh


def test_labels_of_the_act_name_its_person_day_and_time() -> None:
    """报修人 is whoever reported, unless the entry has a field of that name."""
    reported = read_rows(
        [{"单号": "BX-1", "地点": "3-201", "故障": "灯", "报修人": "李老师", "报修日期": DAY, "报修时间": "8:00"}],
        RepairReported,
    )
    assert (reported.entries[0].by, reported.entries[0].on, reported.entries[0].at) == ("李老师", DAY, time(8))
    opened = read_rows(
        [{"单号": "BX-1", "地点": "3-201", "故障": "灯", "报修人": "李老师", "报修日期": DAY}],
        RepairOpened,
        on=DAY,
        by="王老师",
    )
    assert opened.entries[0].reporters == ("李老师",)
    assert opened.entries[0].reported_on == DAY


@pytest.mark.parametrize("heading", ["报修时间", "日期"])
@pytest.mark.parametrize("cell", [moment(2025, 9, 8, 16, 50), "2025-09-08 16:50:00", 45908.7013888888888])
def test_day_and_time_in_one_column(heading: str, cell: object) -> None:
    """An exported form has day and time in one column; they are told apart."""
    row = {"单号": "BX-1", "地点": "3-201", "故障": "灯", heading: cell}
    entry = read_rows([row], RepairReported, by="李老师").entries[0]
    assert (entry.on, entry.at) == (DAY, time(16, 50))


def test_a_day_with_a_time_beside_a_column_of_times() -> None:
    """Where times have a column of their own, a day with a time is a problem."""
    row = {"单号": "BX-1", "地点": "3-201", "故障": "灯", "日期": moment(2025, 9, 8, 16, 50), "时间": "16:50"}
    assert places(read_rows([row], RepairReported, by="李老师")) == [(2, "日期")]


def test_a_time_without_a_day() -> None:
    """A column of times alone gives no day, and is reported where it stands."""
    row = {"单号": "BX-1", "地点": "3-201", "故障": "灯", "报修时间": "16:50"}
    assert places(read_rows([row], RepairReported, by="李老师")) == [(2, "报修时间")]
    assert len(read_rows([row], RepairReported, by="李老师", on=DAY).entries) == 1


# ------------------------------------------------------------------------------------------------- same, rows, shapes


def test_same_for_all_rows() -> None:
    """A field given for all rows fills empty cells, agrees with equal ones, and is a problem beside others."""
    rows = read_rows(
        [
            ["单号", "等级", "经办人"],
            ["BX-1", "小修", None],
            ["BX-2", "小修", "王老师"],
            ["BX-3", "小修", "钱老师"],
            ["BX-4", "小修", "=A1"],
        ],
        RepairTriaged,
        on=DAY,
        by="王老师",
    )
    assert [entry.repair for entry in rows.entries] == ["BX-1", "BX-2"]
    assert places(rows) == [(4, "经办人"), (5, "经办人")]
    assert "王老师" in rows.problems[0].text("zh")


def test_same_is_checked() -> None:
    """What is given for all rows must be a field and a value of it: that is the caller's slip, and raised."""
    with pytest.raises(InvalidValue, match="worker"):
        read_rows([], RepairAssigned, workr="赵师傅")
    with pytest.raises(InvalidValue, match="date"):
        read_rows([], RepairAssigned, on="2025-09-08")


@pytest.mark.parametrize("rows", ["abc", b"abc", {"a": 1}, 7, None, [1, 2], ["abc"], [{"a": 1}, ["b"]], [None]])
def test_what_is_no_sheet(rows: Any) -> None:
    """Text, a single record, or a mixture is no sheet, and the error says what is."""
    with pytest.raises(InvalidValue, match="iter_rows"):
        read_rows(rows, RepairTriaged)


def test_an_entry_of_no_book() -> None:
    """Rows of an entry type that no book has are refused."""
    with pytest.raises(Unknown):
        read_rows([], int)  # type: ignore[type-var]


@pytest.mark.parametrize("rows", [[], [[]], [[None, ""]], [{}]])
def test_an_empty_sheet(rows: Any) -> None:
    """A sheet with nothing in it has no entries, and lacks its columns."""
    read = read_rows(rows, RepairTriaged, on=DAY, by="王老师")
    assert read.entries == ()
    assert [problem.column for problem in read.problems] == ["报修单号", "等级"]


def test_a_sheet_of_headings_only() -> None:
    """A sheet that nobody has filled in yet has neither entries nor problems."""
    read = read_rows([["单号", "等级"]], RepairTriaged, on=DAY, by="王老师")
    assert (read.entries, read.problems) == ((), ())


def test_a_sheet_without_known_headings() -> None:
    """Where no row has a known heading, the fullest of the first rows is taken for the headings."""
    read = read_rows([["登记表"], ["甲", "乙"], ["1", "2"]], RepairTriaged, on=DAY, by="王老师")
    assert (2, "甲") in places(read)
    assert read.entries == ()


def test_rows_are_counted_as_the_user_sees_them() -> None:
    """Lists count from 1, dicts from 2 below their headings, and ``first_row`` moves both."""
    lists = [["单号", "等级"], ["BX-1", "?"]]
    dicts = [{"单号": "BX-1", "等级": "?", "天气": "晴"}]
    same: dict[str, Any] = {"on": DAY, "by": "王老师"}
    assert places(read_rows(lists, RepairTriaged, **same)) == [(2, "等级")]
    assert places(read_rows(lists, RepairTriaged, first_row=5, **same)) == [(6, "等级")]
    assert places(read_rows(dicts, RepairTriaged, **same)) == [(1, "天气"), (2, "等级")]
    assert places(read_rows(dicts, RepairTriaged, first_row=5, **same)) == [(4, "天气"), (5, "等级")]


def test_rows_of_a_table_are_read_back() -> None:
    """What a table prints as records is read again."""
    book = RepairWorkflow()
    entries = [RepairReported(repair=f"BX-{n}", place="3-201", fault="灯", on=DAY, by="李老师") for n in range(3)]
    book.post_all(entries)
    records = [{k: v for k, v in r.items() if k in {"报修单号", "地点", "故障"}} for r in book.table().records("zh")]
    columns = list(records[0])
    if "报修单号" not in columns:
        records = [{"报修单号": key} | record for key, record in zip(book, records, strict=True)]
    assert read_rows(records, RepairReported, on=DAY, by="李老师").entries == tuple(entries)


def test_remarks_are_left_out_only_where_little_else_stands() -> None:
    """A line that begins like a remark is data where the row is filled."""
    rows = read_rows(
        [["故障", "单号", "地点"], ["说明：灯不亮", "BX-1", "3-201"], ["说明：本表一式两份", None, None]],
        RepairReported,
        on=DAY,
        by="李老师",
    )
    assert [entry.fault for entry in rows.entries] == ["说明：灯不亮"]
    assert [each.row for each in rows.skipped] == [3]


def test_a_row_with_its_number_only_is_empty() -> None:
    """Rows numbered in advance and not filled in are empty rows."""
    rows = read_rows(
        [["序号", "单号", "等级"], [1, "BX-1", "小修"], [2], [3, "BX-3", "小修"]], RepairTriaged, on=DAY, by="王老师"
    )
    assert len(rows.entries) == 2
    assert [(each.row, each.why.zh) for each in rows.skipped] == [(1, "序号列不读"), (3, "空行")]


def test_what_a_journal_takes_can_be_read_too() -> None:
    """An entry that every book takes is read like any other."""
    rows = read_rows([{"账簿": "repairs", "月份": "2025年9月"}], MonthClosed, on=date(2025, 10, 8), by="钱会计")
    assert rows.entries == (MonthClosed(book="repairs", month=Month(2025, 9), on=date(2025, 10, 8), by="钱会计"),)


def test_every_fault_of_a_row_is_reported() -> None:
    """A row with three faults has three problems."""
    rows = read_rows([{"单号": None, "等级": "中修", "日期": "昨天"}], RepairTriaged, by="王老师")
    assert [problem.column for problem in rows.problems] == ["单号", "等级", "日期"]


# ------------------------------------------------------------------------------------------------- lines

SLIP: Final = ["单号", "日期", "经办人", "维修内容", "配件名称", "数量", "金额", "备注"]


def slip(*rows: list[object]) -> Rows[RepairFinished]:
    """Read a sheet of finished repairs with their parts."""
    return read_rows([SLIP, *rows], RepairFinished)


def test_neighbouring_rows_of_one_slip_make_one_entry() -> None:
    """Rows equal in all fields of the slip, however spelled, are lines of one entry; others begin a new one."""
    rows = slip(
        ["BX-1", DAY, "赵师傅", "换灯", "灯管", "2 个", 25],
        ["BX-1", "2025年9月8日", "赵师傅", "换灯", "启辉器", "1 个", "3.5"],
        ["BX-2", DAY, "赵师傅", "换锁", "锁", "1 把", 40],
        ["BX-1", DAY, "赵师傅", "换灯", "螺丝", "4 个", 1],
    )
    assert rows.problems == ()
    assert [(entry.repair, len(entry.parts)) for entry in rows.entries] == [("BX-1", 2), ("BX-2", 1), ("BX-1", 1)]
    assert rows.row_numbers == (2, 4, 5)
    assert rows.entries[0].parts_cost == Decimal("28.50")


def test_merged_cells_continue_a_slip() -> None:
    """Where the cells of the slip were merged, only the first row holds them, and the rows below are its lines."""
    rows = slip(
        ["BX-1", DAY, "赵师傅", "换灯", "灯管", "2 个", 25],
        [None, None, None, None, "启辉器", "1 个", 3.5],
        [None, None, None, None, "螺丝", "4 个", 1],
        ["BX-2", DAY, "赵师傅", "看过", None, None, None],
    )
    assert rows.problems == ()
    assert [len(entry.parts) for entry in rows.entries] == [3, 0]


def test_a_subtotal_ends_a_slip() -> None:
    """A total or an empty row between equal rows begins a new slip."""
    line: list[object] = ["BX-1", DAY, "赵师傅", "换灯", "灯管", "2 个", 25]
    assert len(slip(line, ["小计", None, None, None, None, None, 25], line).entries) == 2
    assert len(slip(line, [], line).entries) == 2
    orphan = slip(line, [], [None, None, None, None, "启辉器", "1 个", 3.5])
    assert [row for row, _ in places(orphan)] == [4] * 4


def test_a_faulty_line_spoils_its_slip_only() -> None:
    """A slip with one unreadable line is not made, for it would be short of that line; each of its rows is reported."""
    rows = slip(
        ["BX-1", DAY, "赵师傅", "换灯", "灯管", "2 个", 25],
        ["BX-1", "昨天", "赵师傅", "换灯", "启辉器", "1 个", 3.5],
        ["BX-1", DAY, "赵师傅", "换灯", "螺丝", "4 个", "一元"],
        [None, None, None, None, "垫片", None, 1],
        ["BX-2", DAY, "赵师傅", "换锁", "锁", "1 把", 40],
    )
    assert [entry.repair for entry in rows.entries] == ["BX-2"]
    assert places(rows) == [(2, "配件名称"), (3, "日期"), (4, "金额"), (5, "数量")]
    held = rows.problems[0]
    assert (held.code, held.field, held.cell) == ("missing", "part", "'灯管'")
    assert held.text("zh") == "第2行“配件名称”（'灯管'）：与第3行同属一张单，该行有误；改好第3行后，整张单重读"
    assert held.text("en").endswith("is of one slip with row 3, and that is wrong; mend row 3, and read the slip again")


@pytest.mark.plan("R42")
def test_no_row_of_a_slip_goes_missing() -> None:
    """The classes of one day stand on one slip: with one amount wrong, each of them is reported, and the next day loads."""
    sheet = [
        ["班级", "缴费日期", "缴费金额", "专户", "经办人"],
        ["一年级1班", "2025-11-03", 9000, "ZH-1", "钱会计"],
        ["一年级2班", "2025-11-03", "九千", "ZH-1", "钱会计"],
        ["二年级1班", "2025-11-03", 9000, "ZH-1", "钱会计"],
        ["一年级1班", "2025-11-04", 9000, "ZH-1", "钱会计"],
        ["一年级2班", "2025-11-04", 9000, "ZH-1", "钱会计"],
        ["合计", None, 45000, None, None],
    ]
    rows = read_rows(sheet, FeesPaid)
    assert [(p.row, p.column, p.code) for p in rows.problems] == [
        (2, "班级", "missing"),
        (3, "缴费金额", "format"),
        (4, "班级", "missing"),
    ]
    assert (rows.row_numbers, [len(entry.lines) for entry in rows.entries]) == ((5,), [2])


def test_nothing_is_held_back_twice() -> None:
    """Where a column is missing the heading row says so, and no row besides."""
    rows = read_rows([["班级", "日期"], ["一年级1班", DAY], ["一年级2班", DAY]], FeesPaid, bank="ZH-1", by="钱会计")
    assert [(p.row, p.column) for p in rows.problems] == [(1, "金额")]


def test_rows_with_an_unreadable_number_stay_apart() -> None:
    """A slip whose number cannot be read does not swallow the good row below it, only rows with the same cell."""
    line: list[object] = [DAY, "赵师傅", "换灯", "灯管", "2 个", 25]
    rows = slip(["#N/A", *line], ["#N/A", *line], ["BX-1", *line], ["BX-1", DAY, "#REF!", "换灯", "螺丝", "4 个", 1])
    assert places(rows) == [(2, "单号"), (3, "单号"), (4, "配件名称"), (5, "经办人")]
    assert rows.entries == ()
    assert len(slip(["#N/A", *line], ["BX-1", *line]).entries) == 1


def test_equal_rows_without_lines_stay_apart() -> None:
    """Equal rows are merged only as lines; whether a thing was written down twice is for the book to say."""
    row: list[object] = ["BX-1", DAY, "赵师傅", "看过"]
    assert len(slip(row, row).entries) == 2


def test_a_line_lacks_a_column() -> None:
    """Where one column of the lines stands, the others that a line needs must stand too."""
    rows = read_rows([{"单号": "BX-1", "维修内容": "换灯", "配件名称": "灯管"}], RepairFinished, on=DAY, by="赵师傅")
    assert [(problem.column, problem.code) for problem in rows.problems] == [("数量", "missing"), ("金额", "missing")]
    assert "parts.quantity" in rows.problems[0].text("en")


def test_lines_may_be_given_for_all_rows() -> None:
    """Lines given by the caller take the place of columns."""
    parts = (PartUsed(part="灯管", quantity=Quantity(1, "个"), amount=yuan(3)),)
    rows = read_rows([{"单号": "BX-1", "维修内容": "换灯"}], RepairFinished, on=DAY, by="赵师傅", parts=parts)
    assert rows.entries[0].parts == parts


@frozen(kw_only=True)
class Seat:
    """A seat, as a record beside the lines."""

    row: Count
    note: Note | None = None

    def __attrs_post_init__(self) -> None:
        """Refuse row 13."""
        if self.row == 13:
            raise invalid("range", "seat", 13, Text("is unlucky", "不吉利"), Text("another row", "换一排"))


@final
@frozen(kw_only=True)
class TicketsSold(Entry[State]):
    """Tickets were sold at the desk (售票)."""

    kind: ClassVar[str] = "tickets.sold"

    seller: PersonId
    hall: Seat
    seats: tuple[Seat, ...]
    rows: tuple[Seat, ...] = ()


class Tickets(Book[TicketsSold, State]):
    """A book whose entry must have lines, and has a record and a second kind of line."""

    name = "tickets"
    kinds = (TicketsSold,)
    state_type = State
    labels = Labels(
        entries={"tickets.sold": Label("Tickets sold", "售票")},
        fields={"seats": Label("Seats", "座位"), "row": Label("Row", "排"), "seller": Label("Seller", "售票人")},
    )


def test_a_book_of_ones_own() -> None:
    """An entry of a school's own book is read with its labels; a line's field goes by its qualified name too."""
    hall = Seat(row=1)
    rows = read_rows(
        [{"售票人": "钱", "座位排": 7, "seats.note": "好"}], TicketsSold, (*BOOKS, Tickets), on=DAY, by="钱", hall=hall
    )
    assert rows.problems == ()
    assert rows.entries[0].seats == (Seat(row=7, note="好"),)
    assert (
        read_rows([{"Seats Row": 7, "seller": "钱"}], TicketsSold, (Tickets,), on=DAY, by="钱", hall=hall).problems
        == ()
    )


def test_lines_that_an_entry_must_have() -> None:
    """A slip without any line is a problem where the entry needs one, and so is a line that refuses to be made."""
    hall = Seat(row=1)
    rows = read_rows(
        [{"售票人": "钱", "排": None}, {"售票人": "孙", "排": 13}, {"售票人": "李", "排": 2}],
        TicketsSold,
        (Tickets,),
        on=DAY,
        by="钱",
        hall=hall,
    )
    assert places(rows) == [(2, "座位"), (3, "seat")]
    assert len(rows.entries) == 1
    lacking = read_rows([{"售票人": "钱"}], TicketsSold, (Tickets,), on=DAY, by="钱")
    assert [problem.column for problem in lacking.problems] == ["排", "hall"]


# ------------------------------------------------------------------------------------------------- there and back

NAMES = st.text("赵钱孙李周吴王老师傅", min_size=2, max_size=5)
WORDS = st.text("换修灯管门锁了，。 abcXYZ019（）", min_size=1, max_size=20).filter(
    lambda text: text.strip() == text != ""
)
KEYS = st.integers(1, 9999).map(lambda n: f"BX-{n:04d}")
DAYS = st.dates(date(2025, 9, 1), date(2026, 8, 31))
CLOCKS = st.integers(0, 86_399).map(lambda n: time(n // 3600, n // 60 % 60, n % 60))
AMOUNTS = st.integers(0, 10**9).map(lambda n: Decimal(f"{n}e-2"))
PARTS = st.builds(
    PartUsed,
    part=WORDS,
    quantity=st.builds(Quantity, st.integers(1, 10**6), st.sampled_from(("个", "kg", "袋"))),
    amount=AMOUNTS,
)
COMMON: dict[str, Any] = {
    "on": DAYS,
    "by": NAMES,
    "at": st.none() | CLOCKS,
    "recorded_on": st.none() | DAYS,
    "cosigned_by": st.lists(NAMES, max_size=3, unique=True).map(tuple),
    "recorded_by": st.none() | NAMES,
    "note": st.none() | WORDS,
    "because": st.none() | st.integers(0, 999).map(lambda n: Ref("repairs", n)),
}
ENTRIES: st.SearchStrategy[Entry[Any]] = st.one_of(
    st.builds(RepairReported, repair=KEYS, place=NAMES, fault=WORDS, asset=st.none() | KEYS, **COMMON),
    st.builds(
        RepairTriaged, repair=KEYS, severity=st.sampled_from(("minor", "major")), trade=st.none() | NAMES, **COMMON
    ),
    st.builds(RepairAssigned, repair=KEYS, worker=NAMES, external=st.booleans(), reason=st.none() | WORDS, **COMMON),
    st.builds(RepairAccepted, repair=KEYS, rating=st.none() | st.sampled_from(("good", "fair", "poor")), **COMMON),
    st.builds(
        RepairFinished,
        repair=KEYS,
        work=WORDS,
        disposition=st.sampled_from(("repair", "substitute", "replace")),
        cause=st.none() | st.sampled_from(("wear", "misuse", "deliberate", "unknown")),
        parts=st.lists(PARTS, max_size=3).map(tuple),
        labour_minutes=st.none() | st.integers(1, 1000),
        labour_cost=st.none() | AMOUNTS,
        **COMMON,
    ),
)


def said(value: object, name: str, language: str) -> object:
    """Return a value as somebody types it into a sheet: codes by label, lists with commas, amounts as floats."""
    labels = RepairWorkflow.labels
    if isinstance(value, str) and value in labels.choices.get(name, {}):
        label = labels.choices[name][value]
        return label.zh if language == "zh" else label.en
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, tuple) and type(value) is tuple:
        return "、".join(value)
    if isinstance(value, date):
        return f"{value.year}年{value.month}月{value.day}日" if language == "zh" else value
    if isinstance(value, Decimal):
        return float(value)
    return str(value) if isinstance(value, Ref | Quantity) else value


def as_rows(entry: Entry[Any], language: str) -> list[dict[str, object]]:
    """Return the rows of one entry, by heading: one for each of its lines, or one."""
    labels = RepairWorkflow.labels.fields
    lines = getattr(entry, "parts", ()) or (None,)
    head = {
        (labels[name].zh if language == "zh" else labels[name].en): said(getattr(entry, name), name, language)
        for name in fields_of(type(entry))
        if name != "parts"
    }
    return [
        head
        | {
            (labels[name].zh if language == "zh" else labels[name].en): None
            if line is None
            else said(getattr(line, name), name, language)
            for name in (fields_of(PartUsed) if hasattr(entry, "parts") else ())
        }
        for line in lines
    ]


@given(
    st.lists(ENTRIES, max_size=6, unique_by=lambda entry: getattr(entry, "repair", "")), st.sampled_from(("zh", "en"))
)
def test_entries_come_back_from_their_rows(entries: list[Entry[Any]], language: str) -> None:
    """Entries written as rows, with labels for codes and headings of either language, are read as the same entries."""
    for kind in {type(entry) for entry in entries}:
        own = [entry for entry in entries if type(entry) is kind]
        records = [row for entry in own for row in as_rows(entry, language)]
        for rows in (records, [list(records[0]), *(list(record.values()) for record in records)]):
            read = read_rows(rows, kind)
            assert [str(problem) for problem in read.problems] == []
            assert read.entries == tuple(own)


CELLS = (
    st.none()
    | st.text(max_size=8)
    | st.integers()
    | st.floats()
    | st.booleans()
    | st.dates()
    | st.datetimes()
    | st.times()
)


@given(
    st.lists(st.lists(CELLS, max_size=9), max_size=8), st.sampled_from((RepairFinished, RepairReported, RepairTriaged))
)
def test_no_sheet_breaks_the_reader(rows: list[list[object]], kind: type[Entry[Any]]) -> None:
    """Any cells under the right headings are entries, problems or rows left out, and never an error."""
    headings = [each.zh for each in fields(kind) if each.kind != "lines"]
    read = read_rows([headings, *rows], kind)
    assert all(isinstance(entry, kind) for entry in read.entries)
    try:
        read_rows(rows, kind)
    except LogisticsError as error:
        pytest.fail(str(error))


@given(
    st.lists(
        st.tuples(
            st.sampled_from(("2025-11-03", "2025-11-04", "昨天", None)),
            st.sampled_from(("一年级1班", "二年级1班", None)),
            st.sampled_from((9000, "九千", None)),
        ),
        max_size=12,
    )
)
def test_every_row_is_a_line_or_a_problem_or_left_out(rows: list[tuple[object, ...]]) -> None:
    """However good and bad rows of several slips are mixed, no row of the sheet goes missing unsaid."""
    read = read_rows([["日期", "班级", "金额"], *rows], FeesPaid, bank="ZH-1", by="钱会计")
    said = {p.row for p in read.problems} | {each.row for each in read.skipped}
    filled = [row for row in range(2, len(rows) + 2) if any(cell is not None for cell in rows[row - 2])]
    assert sum(len(entry.lines) for entry in read.entries) == sum(row not in said for row in filled)


def test_rows_are_frozen() -> None:
    """What was read cannot be changed behind the reader's back."""
    rows = read_rows([["单号", "等级"]], RepairTriaged, on=DAY, by="王老师")
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        rows.entries = ()  # type: ignore[misc]


def test_code_fields_take_numbers() -> None:
    """A trade typed as a number is a code like any other."""
    rows = read_rows([{"单号": 7, "等级": "大", "工种": 3.0}], RepairTriaged, on=DAY, by="王老师")
    assert (rows.entries[0].repair, rows.entries[0].trade) == ("7", "3")
    assert fields_of(RepairTriaged)["trade"].shape.kind == fields_of(TicketsSold)["seller"].shape.kind == "id"
    assert Code is not None
