"""The small papers of the property office: goods received, given out, owed, and the sheet to count with."""

from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics import find, read_rows
from schoollogistics.assets import (
    AssetOpened,
    ItemsCounted,
    count_form,
    debts,
    issue_record,
    receipt_record,
)
from schoollogistics.errors import Text, Unknown
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.assets.stories import (
    card,
    charge,
    close,
    damage,
    issue,
    judge,
    oct_,
    old,
    register,
    sept,
    settle,
    split,
)

SEPTEMBER: Final = Month(2025, 9)


@pytest.mark.plan("D08", "P16")
def test_a_blank_sheet_to_count_with_can_be_read_when_it_is_filled_in() -> None:
    """Tag, name, place and unit are printed, place by place; pieces and condition are blank, and the book's number is not told."""
    book = register(old("KZ-2", place="仓库", quantity=5), old("KZ-1", quantity=40))
    book.post(book.stocktake("PD-1", "monthly", on=sept(8), by="王老师"))
    sheet = count_form(book, "PD-1")
    assert sheet.rows == (
        ("KZ-1", "课桌", "3-201", "件", None, None),
        ("KZ-2", "课桌", "仓库", "件", None, None),
    )
    assert dict(sheet.head)[Text("Places", "场所清单")] == Text("the whole school", "全校")
    filled = [{**row, "数量": many} for row, many in zip(sheet.records("zh"), (40, 5), strict=True)]
    said: dict[str, Any] = {"count": "PD-1", "on": sept(8), "by": "李老师"}
    read = read_rows(filled, ItemsCounted, ignore=("资产名称",), **said)
    assert read.problems == ()
    book.post_all(read.entries)
    book.post(close())
    with pytest.raises(Unknown):
        count_form(book, "PD-9")


@pytest.mark.plan("R05")
def test_what_was_received_and_accepted() -> None:
    """What came new stands with how and from what money, and who accepted it; what was carried in was not received."""
    new = evolve(card("TY-1", "投影仪", cost=3200), how="donation", document="SJ-7", cosigned_by=("周老师",))
    book = register(old(), new, card("TY-2", on=oct_(9)))
    paper = receipt_record(book, SEPTEMBER)
    assert [(row[0], row[1], row[3], row[5], row[8], row[9], row[-1]) for row in paper.rows] == [
        (sept(1), "TY-1", 1, yuan(3200), Text("donation", "捐赠"), "SJ-7", ("王老师", "周老师")),
    ]
    assert dict(paper.totals) == {"cost": yuan(3200)}


@pytest.mark.plan("R06")
def test_what_was_given_out() -> None:
    """To which room and whom, with the pieces of that day and a place for the signature of the taker."""
    lot = card(quantity=45, cost=8100)
    book = register(lot, issue("KZ-1", day=sept(2)), split("KZ-1", "KZ-2", 5, sept(8)))
    assert issue_record(book, SEPTEMBER).rows == (
        (sept(2), "KZ-1", "课桌", 45, "件", yuan(8100), "3-201", "李老师", "王老师", None),
    )
    assert len(issue_record(book, Month(2025, 10))) == 0


@pytest.mark.plan("R09", "P13")
def test_who_still_owes_what() -> None:
    """By debtor: charged, settled, open and by when; who settled all is gone from it, and a past day is told as it was."""
    owed = (damage(), judge("person", "小明"), charge(60, payable_by=sept(30)), settle(20))
    book = register(old(), *owed)
    assert debts(book, sept(11)).rows == (("小明", "SH-1", "KZ-1", yuan(60), yuan(20), yuan(40), sept(30)),)
    book.post(settle(40, day=sept(15)))
    assert len(debts(book, sept(15))) == 0
    assert dict(debts(book, sept(11)).totals)["open"] == yuan(40)


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("盘点表", "count_form"),
        ("领用单", "issue_record"),
        ("入库", "receipt_record"),
        ("验收单", "receipt_record"),
        ("欠款", "debts"),
        ("丢失", "DamageReported"),
        ("丢失", "LoanItemsLost"),
        ("登记错", "AssetCorrected"),
    ],
)
def test_what_a_clerk_calls_it_is_found(word: str, name: str) -> None:
    """The words of the office lead to the paper or entry that is meant."""
    assert name in [each.name for each in find(word)]


@pytest.mark.parametrize("heading", ["数量", "件数"])
@pytest.mark.parametrize("tag", ["标签编号", "标签"])
def test_the_headings_of_the_papers_are_read_back(heading: str, tag: str) -> None:
    """What the lists call 件数 is the quantity of a count and of a card."""
    rows = [[tag, "存放地点", heading], ["KZ-1", "3-201", 40]]
    said: dict[str, Any] = {"count": "PD-1", "on": sept(8), "by": "李老师"}
    (entry,) = read_rows(rows, ItemsCounted, **said).entries
    assert entry.lines[0].quantity == 40
    cards = [["编号", "名称", "类别", "原值", "取得日期", heading], ["KZ-1", "课桌", "家具", 180, "2020-09-01", 3]]
    (opened,) = read_rows(cards, AssetOpened, on=sept(1), by="王老师").entries
    assert opened.quantity == 3
