"""An asset list of five thousand rows as schools keep it in Excel, with twenty faults planted in it."""

from datetime import date, datetime
from typing import Any, Final

import pytest

from schoollogistics import read_rows
from schoollogistics.assets import AssetCorrected, AssetOpened, AssetRegister, ItemsCounted
from schoollogistics.values.money import yuan
from tests.assets.stories import old, register, sept

HEADINGS: Final = (
    *("序号", "资产编号", "资产名称", "资产类别", "规格型号", "计量单位", "数量", "原值（元）", "购置日期"),
    *("使用状况", "存放地点", "保管人", "完好程度", "使用月数"),
)
ROWS: Final = 5000
FIRST_ROW: Final = 3
NAMES: Final = (("课桌椅", "家具", "套"), ("投影仪", "设备", "台"), ("钢琴", "文体", "架"))
DAYS: Final = (date(2019, 9, 1), datetime(2020, 3, 2), "2021年9月1日", "2022.3.5", 44805)  # noqa: DTZ001 - as Excel gives it

# (row of the list, column, what stands there, the code it is refused with)
FAULTS: Final[tuple[tuple[int, str, Any, str], ...]] = (
    (7, "资产编号", "", "blank"),
    (250, "资产编号", "KZ-00001", "duplicate"),
    (499, "资产编号", "=1+1", "format"),
    (733, "资产编号", "K" * 65, "length"),
    (1001, "资产名称", None, "blank"),
    (1234, "资产名称", "课桌\u202e", "character"),
    (1500, "资产类别", None, "blank"),
    (1777, "数量", 0, "range"),
    (2001, "数量", 2.5, "format"),
    (2002, "数量", "若干", "format"),
    (2500, "原值（元）", -180, "range"),
    (2501, "原值（元）", "约180", "format"),
    (2999, "原值（元）", 180.123, "format"),
    (3100, "原值（元）", None, "blank"),
    (3333, "购置日期", "2021年2月30日", "date"),
    (3600, "购置日期", "去年", "format"),
    (3900, "购置日期", None, "blank"),
    (4100, "使用状况", "借走了", "choice"),
    (4444, "完好程度", "还行", "choice"),
    (4999, "使用月数", 1201, "range"),
)


def listed(number: int) -> list[Any]:
    """Return the row of one asset as Excel gives it: whole numbers as floats, days in many spellings."""
    name, category, unit = NAMES[number % 3]
    return [
        *(float(number), f"KZ-{number:05d}", name, category, None, unit, float(1 + number % 45)),
        *(float(100 + number % 900), DAYS[number % 5], "在用" if number % 7 else "闲置"),
        *(
            f"{1 + number % 4}-{201 + number % 6}",
            "李老师" if number % 2 else "周老师",
            "完好",
            60.0 if number % 3 else None,
        ),
    ]


def sheet() -> list[list[Any]]:
    """Return the list: a title, the headings, five thousand rows with twenty faults, a total and a line to sign on."""
    rows = [listed(number) for number in range(1, ROWS + 1)]
    for number, column, cell, _ in FAULTS:
        rows[number - 1][HEADINGS.index(column)] = cell
    total: list[Any] = ["合计", None, None, None, None, None, 115_000.0, 2_748_750.0]
    return [["育才小学固定资产清单"], list(HEADINGS), *rows, total, ["制表人：王老师"]]


@pytest.mark.plan("R05")
def test_twenty_faults_in_five_thousand_rows() -> None:
    """Each fault is named by its row and column with its code, nothing else is; all other rows are in the register."""
    found = read_rows(sheet(), AssetOpened, on=date(2025, 9, 1), by="王老师")
    expected = [(number + FIRST_ROW - 1, column, code) for number, column, _, code in FAULTS]
    assert [(each.row, each.column, each.code) for each in found.problems] == expected
    assert all(each.text("zh") and each.text("en") for each in found.problems)
    book = AssetRegister()
    book.post_all(found.entries)
    assert len(book) == ROWS - len(FAULTS)
    faulty = {number for number, *_ in FAULTS}
    good = [number for number in range(1, ROWS + 1) if number not in faulty]
    assert sum(book[asset].pieces for asset in book) == sum(1 + number % 45 for number in good)
    assert book.ledger_differences() == {}
    assert sum(line.closing[1] for line in book.ledger(date(2025, 9, 1))) == yuan(sum(100 + n % 900 for n in good))
    assert {book[asset].status for asset in book} == {"in_use", "idle"}


@pytest.mark.plan("R07", "P16")
def test_a_counting_sheet_in_another_unit_than_the_card() -> None:
    """Forty-five sets of what the card has as ninety pieces are not forty-five missing: the units differ, and that is said."""
    book = register(old("KZ-1", quantity=90), old("TY-1"))
    book.post(book.stocktake("PD-1", "monthly", on=sept(8), by="王老师"))
    sheet = [["标签编号", "存放地点", "数量", "计量单位"], ["kz-1", "3-201", 45, "套"], ["TY-1", "3-201", 1, "件"]]
    rows = read_rows(sheet, ItemsCounted, count="PD-1", on=sept(8), by="李老师")
    assert rows.problems == ()
    refused = book.objection(rows.entries[0])
    assert refused is not None
    assert (refused.code, refused.stands.zh) == ("reference", "KZ-1 以套计，卡片以件计")
    book.post(AssetCorrected(asset="KZ-1", quantity=45, unit="套", note="一套两件", on=sept(8), by="王老师"))
    book.post(rows.entries[0])
