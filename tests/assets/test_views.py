"""The papers D01 to D09: what stands on them, in both languages, and that they agree with one another."""

from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics import assets
from schoollogistics.assets import (
    AppraisalNoted,
    AssetCorrected,
    AssetRegister,
    AssetsMerged,
    DamageCharged,
    DamageSettled,
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
from schoollogistics.journal import EntryReversed, MonthClosed, Ref
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.tables import Table
from tests.assets.stories import (
    YEAR,
    allow,
    approved_loan,
    back,
    card,
    carry_out,
    close,
    damage,
    explain,
    hand_over,
    in_order,
    issue,
    judge,
    move,
    oct_,
    old,
    post,
    propose,
    register,
    scan,
    sept,
    split,
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
    """By class: opening, what was carried in included, increase, decrease and closing; a split is none of them."""
    book = whole_year()
    assert general_ledger(book, SEPTEMBER).rows == (
        ("家具", 46, yuan(11_300), 1, yuan(200), 1, yuan(200), 46, yuan(11_300)),
    )
    assert general_ledger(book, Month(2025, 10)).rows == (
        ("家具", 46, yuan(11_300), 0, yuan(0), 0, yuan(0), 46, yuan(11_300)),
    )


@pytest.mark.plan("D01", "P12")
def test_what_a_count_found_is_no_opening() -> None:
    """Found in mid-month it came in then, as a new card or one carried in late: opening is what the register began with."""
    found = evolve(card("KZ-2", cost=200, on=sept(15)), how="found")
    book = register(old("KZ-1", cost=180), found, old("KZ-3", cost=90, on=sept(16)))
    (line,) = book.ledger(SEPTEMBER)
    assert (line.opening, line.increase, line.closing) == ((1, yuan(180)), (2, yuan(290)), (3, yuan(470)))
    assert book.ledger(Month(2025, 10))[0].opening == line.closing


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
    assert (line.opening, line.increase, line.decrease) == ((45, yuan(8100)), (9, yuan(1620)), (0, yuan(0)))
    for day in (sept(1), sept(2), sept(3), sept(4)):
        cards, general = dict(subsidiary_ledger(book, day).totals), dict(general_ledger(book, day).totals)
        assert (general["closing_pieces"], general["closing_cost"]) == (cards["pieces"], cards["cost"])
    assert [row[0] for row in subsidiary_ledger(book, sept(4)).rows] == ["KZ-1"]
    assert book.figures(SEPTEMBER)["assets.added_value"] == yuan(1620)


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
        cards, general = dict(subsidiary_ledger(book, day).totals), dict(general_ledger(book, day).totals)
        assert (general["closing_pieces"], general["closing_cost"]) == (cards["pieces"], cards["cost"])
    assert book.ledger_differences() == {}


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
    """What a room holds, in which condition, who keeps it, and when it was counted; a room nobody knows holds nothing."""
    table = room_list(whole_year(), "3-201")
    assert [(row[0], row[2], row[4], row[5]) for row in table.rows] == [
        ("KZ-1", 40, "周老师", sept(8)),
        ("TY-1", 1, "李老师", sept(8)),
        ("KZ-3", 5, "周老师", sept(8)),
    ]
    assert "育才小学" in table.to_markdown()
    assert len(room_list(whole_year(), "9-999")) == 0


@pytest.mark.plan("D05", "P24")
def test_the_letter() -> None:
    """Keeper, rooms, items, period and day of signature; unsigned these are blank."""
    text = responsibility_letter(whole_year(), "李老师").to_markdown()
    assert "2025-09-01 至 2026-08-31" in text
    assert "3-201、3-202、仓库" in text
    assert "TY-1" in text
    assert "KZ-1" not in text
    assert "2025-09" not in responsibility_letter(whole_year(), "周老师").to_markdown()


@pytest.mark.plan("D06")
def test_the_loan_register() -> None:
    """Borrower, item with its pieces, unit and cost, who approved, out, due and back."""
    assert loan_register(whole_year(), SEPTEMBER).rows == (
        ("JY-1", "周老师", "TY-1", "投影仪", 1, "件", yuan(3200), "校长", sept(2), sept(5), sept(4), None),
    )


@pytest.mark.plan("D06", "P26")
def test_what_is_lost_on_loan_is_not_out_for_ever() -> None:
    """In its month it stands with the day of the loss, in later months not at all; what is still out stands in all."""
    lost = LoanItemsLost(loan="JY-1", assets=("KZ-1",), reason="遗失", on=sept(4), by="周老师")
    loan = approved_loan("JY-1", "KZ-1", "KZ-2", day=sept(2), due=sept(5))
    book = register(old(), old("KZ-2"), loan, lost)
    assert [row[2:3] + row[-2:] for row in loan_register(book, SEPTEMBER).rows] == [
        ("KZ-1", None, sept(4)),
        ("KZ-2", None, None),
    ]
    assert [row[2] for row in loan_register(book, Month(2025, 10)).rows] == ["KZ-2"]


@pytest.mark.plan("D07", "P20")
def test_transfers_and_disposals() -> None:
    """What with its pieces, unit and cost, from where and whom, to where and whom, why, and who signed or approved."""
    rows = change_record(whole_year(), SEPTEMBER).rows
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
    assert rows[-1][9:] == ("无修复价值", ("校长",))
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
    assert change_record(book, SEPTEMBER).rows[0][3:6] == (45, "套", yuan(8100))


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
    assert [row[1:6] for row in sheet.rows if row[5]] == [("KZ-3", "课桌", 5, 4, -1)]
    text = sheet.to_markdown()
    assert dict(sheet.totals) == {"expected": 47, "counted": 46, "difference": -1}
    assert "移交人：李老师" in text
    assert "接收人：周老师" in text
    assert "清点人：李老师" in text
    assert "搬运未登记" in text


@pytest.mark.plan("D09", "P23")
def test_the_compensation_form() -> None:
    """Damage, liable side, amount, verifier and settlement; for a class also the appraisal."""
    text = compensation_form(whole_year(), "SH-1").to_markdown()
    for said in ("课桌", "桌面断裂", "个人", "小明", "修理费", "SJ-7", "核定人：王老师", "已兑现"):
        assert said in text
    noted = AppraisalNoted(case="SH-1", points=2, on=sept(12), by="政教处")
    book = register(old(), damage(), judge("class", "三(2)班"), noted)
    assert "考核扣分：2" in compensation_form(book, "SH-1").to_markdown()


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
