"""The papers D01 to D09: what stands on them, in both languages, and that they agree with one another."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics import assets
from schoollogistics.assets import (
    AppraisalNoted,
    AssetCorrected,
    AssetRegister,
    AssetsMerged,
    CountedItem,
    DamageCharged,
    DamageSettled,
    ItemsRecounted,
    LoanExtended,
    LoanItemsLost,
    card_corrections,
    change_record,
    compensation_form,
    general_ledger,
    handover_sheet,
    idle_assets,
    loan_register,
    physical_ledger,
    responsibility_letter,
    room_list,
    subsidiary_ledger,
)
from schoollogistics.errors import Language, Text, Unknown
from schoollogistics.journal import EntryReversed, MonthClosed, Ref, Setting
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.tables import Cell, Table
from tests.assets.stories import (
    YEAR,
    allow,
    approved_loan,
    ask,
    back,
    card,
    carry_out,
    charge,
    close,
    damage,
    explain,
    hand_over,
    in_order,
    issue,
    judge,
    keep,
    lend,
    move,
    oct_,
    old,
    post,
    propose,
    register,
    scan,
    sept,
    settle,
    split,
)
from tests.assets.stories import (
    agree as agree_to,
)

SEPTEMBER: Final = Month(2025, 9)
LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")


def whole_year() -> AssetRegister:
    """Return a register where everything happened that a paper speaks of."""
    book = register(
        old("KZ-1", quantity=45, cost=8100),
        old("TY-1", "投影仪", cost=3200),
        card("KZ-2", cost=200),
        in_order("3-201", "3-202", "仓库"),
        split("KZ-1", "KZ-3", 5),
        issue("KZ-2", day=sept(2), place="3-202"),
        approved_loan("JY-1", "TY-1", day=sept(2), due=sept(5)),
        back("JY-1", "TY-1", day=sept(4)),
    )
    book.post(book.stocktake("PD-1", "handover", on=sept(8), by="王老师"))
    book.post(scan("PD-1", ("KZ-1", "3-201", 40), ("TY-1", "3-201", 1), ("KZ-2", "3-202", 1), ("KZ-3", "3-201", 4)))
    book.post(explain("PD-1", "KZ-3"))
    book.post(close(occasion="handover"))
    for entry in (
        evolve(hand_over("KZ-1", "KZ-3", day=sept(8)), count="PD-1"),
        evolve(damage(asset="KZ-2", done_by="小明"), count="PD-1"),
        judge("person", "小明"),
        DamageCharged(case="SH-1", amount=yuan(60), basis="repair", on=sept(10), by="王老师"),
        DamageSettled(case="SH-1", amount=yuan(60), receipt="SJ-7", on=sept(11), by="王老师"),
        move("KZ-2", day=sept(12), place="仓库"),
        propose("KZ-2", day=sept(15)),
        allow(day=sept(16)),
        carry_out("KZ-2", day=sept(17)),
    ):
        book.post(entry)
    return book


PAPERS: Final[dict[str, Any]] = {
    "general_ledger": lambda book: general_ledger(book, SEPTEMBER),
    "subsidiary_ledger": lambda book: subsidiary_ledger(book, sept(30)),
    "physical_ledger": lambda book: physical_ledger(book, "PD-1"),
    "room_list": lambda book: room_list(book, "3-201"),
    "responsibility_letter": lambda book: responsibility_letter(book, "李老师"),
    "loan_register": lambda book: loan_register(book, SEPTEMBER),
    "change_record": lambda book: change_record(book, SEPTEMBER),
    "handover_sheet": lambda book: handover_sheet(book, "PD-1"),
    "compensation_form": lambda book: compensation_form(book, "SH-1"),
}


@pytest.mark.plan("D01", "D02", "D03", "D04", "D05", "D06", "D07", "D08", "D09")
@pytest.mark.parametrize("document", AssetRegister.documents, ids=lambda each: each.code)
def test_every_document_prints_in_both_languages(document: Any) -> None:
    """Each document of the book is a function of its name that prints a titled table in Chinese and in English."""
    assert getattr(assets, document.name).__doc__.count(document.code) == 1
    paper: Table = PAPERS[document.name](whole_year())
    for language in LANGUAGES:
        assert paper.title.text(language) in paper.to_markdown(language)
    assert len(paper) > 0


@pytest.mark.plan("D01")
def test_the_general_ledger() -> None:
    """By class: opening with what was carried in, increase, decrease, correction, closing; no split, and no sum of mixed pieces."""
    book, none = whole_year(), (0, yuan(0))
    assert general_ledger(book, SEPTEMBER).rows == (
        ("家具", 46, yuan(11_300), 1, yuan(200), 1, yuan(200), *none, 46, yuan(11_300)),
    )
    assert general_ledger(book, Month(2025, 10)).rows == (
        ("家具", 46, yuan(11_300), *none, *none, *none, 46, yuan(11_300)),
    )
    assert set(dict(general_ledger(book, SEPTEMBER).totals)) == {
        f"{side}_cost" for side in ("opening", "increase", "decrease", "correction", "closing")
    }


@pytest.mark.plan("D01", "P12")
def test_what_is_carried_in_late_is_opening() -> None:
    """Carried in weeks after the others it is opening all the same; found at a count, it came in then."""
    found = evolve(card("KZ-2", cost=200, on=sept(15)), how="found")
    book = register(old("KZ-1", cost=180), found, old("KZ-3", cost=90, on=sept(16)))
    (line,) = book.ledger(SEPTEMBER)
    assert (line.opening, line.increase, line.closing) == ((2, yuan(270)), (1, yuan(200)), (3, yuan(470)))
    assert book.ledger(Month(2025, 10))[0].opening == line.closing
    assert book.figures(SEPTEMBER)["assets.opened_value"] == yuan(270)
    post(book, old("KZ-4", cost=60, on=oct_(9)))
    (line,) = book.ledger(Month(2025, 10))
    assert (line.opening, line.increase) == ((4, yuan(530)), (0, yuan(0)))


@pytest.mark.plan("D01", "P12")
def test_a_class_put_right_is_no_addition() -> None:
    """Twenty-one chairs of the wrong class go from one line to the other as a correction, and back when it is reversed."""
    fixed = AssetCorrected(asset="KZ-1", category="设备", note="分类有误", on=sept(9), by="王老师")
    book = register(old("KZ-1", quantity=21, cost=2100), fixed)
    lines = {line.category: line for line in book.ledger(SEPTEMBER)}
    assert {name: line.correction for name, line in lines.items()} == {
        "家具": (-21, yuan(-2100)),
        "设备": (21, yuan(2100)),
    }
    assert {line.increase for line in lines.values()} | {line.decrease for line in lines.values()} == {(0, yuan(0))}
    assert [line.closing for line in lines.values()] == [(0, yuan(0)), (21, yuan(2100))]
    book.post(EntryReversed(of=Ref("assets", 1), reason="误改", on=sept(10), by="王老师"))
    assert [line.correction for line in book.ledger(SEPTEMBER)] == [(0, yuan(0))] * 2


@pytest.mark.plan("D01", "D02", "P12")
def test_corrected_and_merged_cards_leave_the_ledgers_equal() -> None:
    """A corrected quantity and cost go to the general ledger as a difference, a merge not at all; the cards say the same."""
    book = register(
        old("KZ-1", quantity=45, cost=8100),
        AssetCorrected(asset="KZ-1", quantity=54, cost=yuan(9720), note="误记", on=sept(2), by="王老师"),
        split("KZ-1", "KZ-2", 5, sept(3)),
        AssetsMerged(assets=("KZ-2",), merged_into="KZ-1", on=sept(4), by="王老师"),
    )
    (line,) = book.ledger(SEPTEMBER)
    assert (line.opening, line.increase, line.correction) == ((45, yuan(8100)), (0, yuan(0)), (9, yuan(1620)))
    for day in (sept(1), sept(2), sept(3), sept(4)):
        agree(book, day)
    assert [row[0] for row in subsidiary_ledger(book, sept(4)).rows] == ["KZ-1"]
    figures = book.figures(SEPTEMBER)
    assert (figures["assets.added_value"], figures["assets.corrected_value"]) == (yuan(0), yuan(1620))


def whole(cells: Iterable[Cell]) -> int:
    """Return the sum of a column of pieces."""
    return sum(cell for cell in cells if isinstance(cell, int))


def agree(book: AssetRegister, day: date) -> None:
    """The closing of the general ledger is what the cards add up to, in pieces and in yuan."""
    cards, general = subsidiary_ledger(book, day), general_ledger(book, day)
    assert whole(general.column("closing_pieces")) == whole(cards.column("pieces"))
    assert dict(general.totals)["closing_cost"] == dict(cards.totals)["cost"]


@pytest.mark.plan("R05")
def test_corrections_say_from_what_to_what() -> None:
    """Every item that was put right is a line with what the card said before, what it says now, and why."""
    fixed = AssetCorrected(asset="KZ-1", name="课桌", quantity=54, spec="双人", note="误记", on=sept(2), by="王老师")
    book = register(old("KZ-1", quantity=45), fixed)
    assert card_corrections(book, SEPTEMBER).rows == (
        (sept(2), "KZ-1", "课桌", Text("Specification", "规格型号"), None, "双人", "误记", "王老师"),
        (sept(2), "KZ-1", "课桌", Text("Quantity", "数量"), 45, 54, "误记", "王老师"),
    )
    assert len(card_corrections(book, Month(2025, 10))) == 0


@pytest.mark.plan("P12", "D02")
def test_the_general_ledger_is_the_sum_of_the_subsidiary() -> None:
    """On every day the closing of the general ledger is the total of the cards, and no class differs."""
    book = whole_year()
    for day in (sept(1), sept(2), sept(8), sept(17), sept(30)):
        agree(book, day)
    assert book.ledger_differences() == {}


@pytest.mark.plan("D02")
def test_the_subsidiary_ledger_says_what_a_card_is_worth() -> None:
    """What is charged and the book value stand beside the cost; before the school has decided on depreciation they are blank."""
    cards = (card(cost=120, life=12), old("KZ-2", cost=50))
    table = subsidiary_ledger(register(*cards), sept(30))
    assert [row[-3:] for row in table.rows] == [
        (yuan(120), yuan(10), yuan(110)),
        (yuan(50), yuan(0), yuan(50)),
    ]
    assert dict(table.totals) == {"cost": yuan(170), "accumulated": yuan(10), "net": yuan(160)}
    table = subsidiary_ledger(register(*cards, setting=Setting()), sept(30))
    assert [row[-2:] for row in table.rows] == [(None, None)] * 2
    assert dict(table.totals) == {"cost": yuan(170)}


@pytest.mark.plan("P12", "P15")
def test_a_closed_month_keeps_its_ledger() -> None:
    """A card of September reversed in October, or corrected then, changes October's ledger; September's stays."""
    book = register(card(cost=200), card("KZ-2", cost=300))
    september = general_ledger(book, SEPTEMBER)
    book.post(MonthClosed(book="assets", month=SEPTEMBER, on=sept(30), by="王老师"))
    book.post(EntryReversed(of=Ref("assets", 1), reason="重复登记", on=oct_(9), by="王老师"))
    book.post(AssetCorrected(asset="KZ-1", category="设备", note="分类有误", on=oct_(9), by="王老师"))
    assert general_ledger(book, SEPTEMBER) == september
    assert [row[:1] + row[-2:] for row in general_ledger(book, Month(2025, 10)).rows] == [
        ("家具", 0, yuan(0)),
        ("设备", 1, yuan(200)),
    ]
    assert book.ledger_differences() == {}


@pytest.mark.plan("D03")
def test_the_physical_ledger() -> None:
    """Item, pieces there, place, and who counted, line by line as it was written down."""
    rows = physical_ledger(whole_year(), "PD-1").rows
    assert [row[:4] for row in rows] == [
        ("KZ-1", "课桌", 40, "3-201"),
        ("TY-1", "投影仪", 1, "3-201"),
        ("KZ-2", "课桌", 1, "3-202"),
        ("KZ-3", "课桌", 4, "3-201"),
    ]
    assert {row[5] for row in rows} == {("李老师",)}


@pytest.mark.plan("D04")
def test_the_list_of_a_room() -> None:
    """What a room holds, with unit and cost, in which condition, who keeps it, and when it was counted."""
    table = room_list(whole_year(), "3-201")
    assert [(row[0], *row[3:6], *row[7:9]) for row in table.rows] == [
        ("KZ-1", "件", 40, yuan(7200), "周老师", sept(8)),
        ("TY-1", "件", 1, yuan(3200), "李老师", sept(8)),
        ("KZ-3", "件", 5, yuan(900), "周老师", sept(8)),
    ]
    assert dict(table.totals) == {"cost": yuan(11_300)}
    assert "育才小学" in table.to_markdown()


@pytest.mark.plan("D04")
def test_no_list_of_a_room_that_is_none() -> None:
    """A room nobody knows is named as such; one where things stand but nobody keeps has its list; any spelling will do."""
    with pytest.raises(Unknown, match="3-201"):
        room_list(whole_year(), "3-2o1")
    book = register(old("KZ-1", place="一(1)班"))
    assert room_list(book, "一（1）班").column("asset") == ("KZ-1",)
    book.post(keep("一(1)班"))
    assert dict(room_list(book, " 一（1）班").head)[Text("Keeper", "场所责任人")] == "李老师"


@pytest.mark.plan("D05", "P24")
def test_the_letter() -> None:
    """Keeper, rooms, items, period and day of signature; unsigned these are blank."""
    text = responsibility_letter(whole_year(), "李老师").to_markdown()
    assert "2025-09-01 至 2026-08-31" in text
    assert "3-201、3-202、仓库" in text
    assert "TY-1" in text
    assert "KZ-1" not in text
    assert responsibility_letter(whole_year(), "李老师").rows[0][3:6] == ("件", 1, yuan(3200))
    assert "2025-09" not in responsibility_letter(whole_year(), "周老师").to_markdown()


@pytest.mark.plan("D06")
def test_the_loan_register() -> None:
    """Borrower, item with its pieces, unit and cost, who approved, out, due and back, and a place for the signature."""
    thing = ("TY-1", "投影仪", 1, "件", yuan(3200))
    assert loan_register(whole_year(), SEPTEMBER).rows == (
        ("JY-1", "周老师", *thing, None, "校长", sept(2), sept(5), None, sept(4), None, None, None, None),
    )


@pytest.mark.plan("D06", "P26")
def test_the_loan_register_says_what_for_how_it_came_back_and_what_is_late() -> None:
    """Purpose, extension with its approval, the condition of what came back, and what is overdue, by the end of the period."""
    longer = LoanExtended(loan="JY-1", due=sept(9), approver="校长", on=sept(5), by="周老师")
    book = register(
        old(),
        old("KZ-2"),
        evolve(ask("JY-1", "KZ-1", "KZ-2", day=sept(2), due=sept(5)), purpose="家长会"),
        agree_to("JY-1", day=sept(2)),
        lend("JY-1", "KZ-1", "KZ-2", day=sept(2), due=sept(5)),
        longer,
        back("JY-1", "KZ-1", day=sept(8), condition="worn"),
    )
    assert [row[7:-1] for row in loan_register(book, SEPTEMBER).rows] == [
        ("家长会", "校长", sept(2), sept(9), ("2025-09-09 校长",), sept(8), Text("worn", "陈旧"), None, None),
        ("家长会", "校长", sept(2), sept(9), ("2025-09-09 校长",), None, None, None, Text("overdue", "逾期未还")),
    ]
    post(book, back("JY-1", "KZ-2", day=sept(15)))
    assert loan_register(book, SEPTEMBER).rows[1][-2] == Text("was late", "曾逾期")


@pytest.mark.plan("D06", "P26")
def test_what_is_lost_on_loan_is_not_out_for_ever() -> None:
    """In its month it stands with the day of the loss, in later months not at all; what is still out stands in all."""
    lost = LoanItemsLost(loan="JY-1", assets=("KZ-1",), reason="遗失", on=sept(4), by="周老师")
    loan = approved_loan("JY-1", "KZ-1", "KZ-2", day=sept(2), due=sept(5))
    book = register(old(), old("KZ-2"), loan, lost)
    assert [(row[2], row[12], row[14]) for row in loan_register(book, SEPTEMBER).rows] == [
        ("KZ-1", None, sept(4)),
        ("KZ-2", None, None),
    ]
    assert [row[2] for row in loan_register(book, Month(2025, 10)).rows] == ["KZ-2"]


@pytest.mark.plan("D07", "P20")
def test_transfers_and_disposals() -> None:
    """What with its pieces, unit and cost, from where and whom, to where and whom, why, and who signed or approved."""
    rows = [row[1:] for row in change_record(whole_year(), SEPTEMBER).rows]
    assert [(row[0], row[1], row[7], row[8]) for row in rows] == [
        (sept(8), "KZ-1", ("3-201", "李老师"), ("3-201", "周老师")),
        (sept(8), "KZ-3", ("3-201", "李老师"), ("3-201", "周老师")),
        (sept(12), "KZ-2", ("3-202", "李老师"), ("仓库", "李老师")),
        (sept(17), "KZ-2", ("仓库", "李老师"), None),
    ]
    assert [row[2:6] for row in rows] == [
        ("课桌", 40, "件", yuan(7200)),
        ("课桌", 5, "件", yuan(900)),
        *[("课桌", 1, "件", yuan(200))] * 2,
    ]
    assert rows[-1][9:] == ("无修复价值", None, None, ("校长",))
    assert len(change_record(whole_year(), Month(2025, 10))) == 0


@pytest.mark.plan("D06", "D07")
def test_a_slip_says_how_many_there_were_then() -> None:
    """Lent and moved as forty-five, split later: both papers still say forty-five, and what they cost."""
    book = register(
        old("KZ-1", quantity=45, cost=8100),
        approved_loan("JY-1", "KZ-1", day=sept(2), due=sept(5)),
        back("JY-1", "KZ-1", day=sept(4)),
        move("KZ-1", day=sept(5), place="3-202"),
        split("KZ-1", "KZ-2", 5, sept(8)),
        AssetCorrected(asset="KZ-1", unit="套", note="单位有误", on=sept(9), by="王老师"),
    )
    assert loan_register(book, SEPTEMBER).rows[0][4:7] == (45, "套", yuan(8100))
    assert change_record(book, SEPTEMBER).rows[0][4:7] == (45, "套", yuan(8100))


@pytest.mark.plan("D07")
def test_a_disposal_has_its_number_its_appraisal_and_its_proceeds() -> None:
    """Proceeds are those of the slip, so they stand once, beside the first thing on it."""
    asked = evolve(propose("KZ-1", "KZ-2", manner="sale"), appraisal="主板损坏", receiver="回收站")
    book = register(old(), old("KZ-2"), asked, allow(), evolve(carry_out("KZ-1", "KZ-2"), proceeds=yuan(30)))
    assert [(row[0], *row[-3:-1]) for row in change_record(book, SEPTEMBER).rows] == [
        ("CZ-1", "主板损坏", yuan(30)),
        ("CZ-1", "主板损坏", None),
    ]


@pytest.mark.plan("D08", "P16")
def test_whoever_counted_signs() -> None:
    """A monthly count bears the names of all who counted and of whoever closed it; giver and taker belong to a hand-over."""
    book = register(old("KZ-1"), old("KZ-2"))
    book.post(book.stocktake("PD-1", "monthly", on=sept(8), by="王老师"))
    open_text = handover_sheet(book, "PD-1").to_markdown()
    assert "清点人：\\_" in open_text or "清点人：_" in open_text
    book.post(evolve(scan("PD-1", ("KZ-1", "3-201", 1)), cosigned_by=("周老师",)))
    book.post(scan("PD-1", ("KZ-2", "3-201", 1)))
    book.post(close())
    text = handover_sheet(book, "PD-1").to_markdown()
    assert "清点人：李老师、周老师" in text
    assert "盘点负责人：王老师" in text
    assert "移交人" not in text


@pytest.mark.plan("D08", "P25")
def test_the_hand_over_sheet() -> None:
    """Book, counted, difference with its explanation, and both who sign."""
    sheet = handover_sheet(whole_year(), "PD-1")
    assert [row[1:7] for row in sheet.rows if row[6]] == [("KZ-3", "课桌", "件", 5, 4, -1)]
    text = sheet.to_markdown()
    assert dict(sheet.totals) == {"expected": 47, "counted": 46, "difference": -1}
    assert "移交人：李老师" in text
    assert "接收人：周老师" in text
    assert "清点人：李老师" in text
    assert "搬运未登记" in text
    assert "场所清单：全校" in text
    assert "学校负责人" in text


@pytest.mark.plan("D08", "P20")
def test_the_count_sheet_says_which_part_of_a_lot_is_where() -> None:
    """Of twenty chairs eighteen stand in place, two in the store, one of them broken: the sheet says so piece by piece."""
    book = register(old("KZ-1", quantity=20))
    book.post(book.stocktake("PD-1", "spot", on=sept(8), by="王老师"))
    book.post(scan("PD-1", ("KZ-1", "3-201", 18, "good"), ("KZ-1", "仓库", 1), ("KZ-1", "仓库", 1, "damaged")))
    (row,) = handover_sheet(book, "PD-1").rows
    assert (row[3], *row[7:9]) == ("件", ("3-201 ×18", "仓库 ×2"), 1)


@pytest.mark.plan("D09", "P23")
def test_the_compensation_form() -> None:
    """Damage, liable side, amount, verifier and settlement; for a class also the appraisal."""
    text = compensation_form(whole_year(), "SH-1").to_markdown()
    for said in ("课桌", "桌面断裂", "个人", "小明", "修理费", "SJ-7", "核定人：王老师", "已兑现"):
        assert said in text
    noted = AppraisalNoted(case="SH-1", points=2, on=sept(12), by="政教处")
    book = register(old(), damage(), judge("class", "三(2)班"), noted)
    assert "考核扣分：2" in compensation_form(book, "SH-1").to_markdown()


@pytest.mark.plan("D09", "R09")
def test_the_compensation_form_says_what_is_open() -> None:
    """Day, doer, place and keeper of the damage; what is owed, by when, and what of it is open; the school signs."""
    book = register(old(), damage(done_by="小明"), judge("person", "小明"), charge(60, payable_by=sept(30)), settle(20))
    paper = compensation_form(book, "SH-1")
    assert {label.zh: cell for label, cell in paper.head if label.zh in OPEN} == OPEN
    assert [label.zh for label, _ in paper.signatures] == ["核定人", "责任人或班级", "学校负责人"]


@pytest.mark.plan("R05")
def test_what_lies_idle() -> None:
    """Idle things are listed with the day they last changed, what is lent is not idle, and a past day is as it was."""
    book = whole_year()
    assert idle_assets(book, sept(1)).rows[0][:5] == ("KZ-2", "课桌", "3-201", "李老师", sept(1))
    assert len(idle_assets(book, YEAR.last)) == 0


@pytest.mark.parametrize("paper", [physical_ledger, handover_sheet, compensation_form])
def test_a_number_nobody_knows(paper: Any) -> None:
    """A count or case that is not in the book is named as such."""
    with pytest.raises(Unknown):
        paper(register(), "PD-9")


OPEN: Final = {
    "报告日期": sept(8),
    "损坏人": "小明",
    "存放地点": "3-201",
    "保管人": "李老师",
    "应赔金额（元）": yuan(60),
    "兑现期限": sept(30),
    "未兑现金额（元）": yuan(40),
}


FORMULA: Final = "=cmd|' /C calc'!A0"
MARKUP: Final = "<script>alert(1)</script>"


@pytest.mark.parametrize("name", PAPERS)
@pytest.mark.parametrize("written", [FORMULA, MARKUP])
def test_no_paper_carries_a_formula_or_markup(name: str, written: str) -> None:
    """Whatever people write on cards and slips is printed harmlessly."""
    book = AssetRegister(whole_year().setting)
    for entry in whole_year().entries:
        fields: Any = {field: written for field in ("name", "what", "cause", "reason") if hasattr(entry, field)}
        post(book, evolve(entry, **fields))
    paper: Table = PAPERS[name](book)
    assert "<script" not in paper.to_html()
    assert "\n=" not in paper.to_csv()
    assert ",=" not in paper.to_csv()


@pytest.mark.plan("D08", "R07")
@pytest.mark.parametrize(
    ("unit", "tag", "totals"),
    [("件", "KZ-2", {"expected": 46, "counted": 45, "difference": -1}), ("架", "KZ-2", {}), ("件", "无标签", {})],
)
def test_a_count_adds_up_what_has_one_unit(unit: str, tag: str, totals: dict[str, int]) -> None:
    """Desks and desks make a sum; desks and pianos make none, nor does a thing that nobody knows the unit of."""
    book = register(old(quantity=45), evolve(old("KZ-2"), unit=unit))
    book.post(book.stocktake("PD-1", "spot", on=sept(8), by="王老师"))
    post(book, scan("PD-1", ("KZ-1", "3-201", 44), (tag, "3-201", 1)))
    assert dict(handover_sheet(book, "PD-1").totals) == totals


@pytest.mark.plan("D08")
def test_whoever_counts_again_signs_as_well() -> None:
    """The sheet names all who counted, each once."""
    book = register(old())
    book.post(book.stocktake("PD-1", "spot", on=sept(8), by="王老师"))
    post(book, scan("PD-1", ("KZ-1", "3-201", 1)))
    line = CountedItem(tag="KZ-1", place="3-201", quantity=1)
    again = ItemsRecounted(count="PD-1", lines=(line,), reason="抽查", on=sept(8), by="周老师", cosigned_by=("李老师",))
    post(book, again)
    assert dict(handover_sheet(book, "PD-1").signatures)[Text("Counted by", "清点人")] == ("李老师", "周老师")
