"""The papers of deliveries, samples and incidents: what stands on them, in both languages, and totals that re-add."""

from datetime import date, time
from decimal import Decimal
from typing import Final

import pytest
from attrs import evolve

from schoollogistics.errors import Language, Unknown
from schoollogistics.food_safety import (
    CertificateWithdrawn,
    FoodSafetyLog,
    FoodSealed,
    IncidentClosed,
    LicencesRenewed,
    LotsRecalled,
    acceptance_ledger,
    certificate_list,
    incident_report,
    lot_list,
    sample_register,
    supplier_list,
)
from schoollogistics.values.money import total, yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.tables import Table
from tests.food_safety.stories import (
    PLAN,
    RICE,
    certificate,
    delivery,
    incident,
    kept,
    licence,
    line,
    log,
    released,
    report,
    sept,
    served,
    store,
    supplier,
    turned_away,
)

SEPTEMBER: Final = Month(2025, 9)


def whole() -> FoodSafetyLog:
    """Return a log with two deliveries, one line of them turned away."""
    book = log(PLAN, supplier(address="城东路1号", phone="0512-1"), certificate(), certificate("HG-2", "鸡蛋"))
    book.post(delivery("SH-1", line(price=Decimal("5.20"), stored_at="一号库"), rejected=(turned_away(),)))
    eggs = line("PC-2", item="鸡蛋", amount=yuan("88.50"), quantity=Quantity(10, "kg"), certificates=("HG-2",))
    book.post(delivery("SH-2", evolve(eggs, destination="kitchen"), on=sept(3), ticket="FP-77"))
    return book


@pytest.mark.plan("D30")
def test_acceptance_ledger_says_what_came_and_what_went_back() -> None:
    """Every line stands with supplier, licence, papers, signers and verdict; what was turned away with why and what of it."""
    table = acceptance_ledger(whole(), SEPTEMBER)
    rows = table.records("zh")
    assert [(row["品名"], row["结论"]) for row in rows] == [
        (RICE, "接收"),
        ("青菜", f"拒收：{turned_away().rejected_because}，退货"),
        ("鸡蛋", "接收"),
    ]
    first = rows[0]
    assert (first["供货商"], first["证明编号"], first["验收人"], first["采购人"], first["存放位置"]) == (
        "绿源粮油",
        "HG-1",
        "张师傅、李老师",
        "采购员",
        "一号库",
    )
    assert rows[2]["存放位置"] == "直拨厨房"


@pytest.mark.plan("D30")
def test_acceptance_ledger_says_once_who_delivers() -> None:
    """Address, phone and licences of a supplier stand below, once, and once more where a licence was another by then."""
    book = whole()
    (note,) = acceptance_ledger(book, SEPTEMBER).notes
    assert note.zh == "绿源粮油，地址 城东路1号，联系电话 0512-1，食品经营许可证 JY-1（至 2026-08-31）"
    new = evolve(licence(number="JY-2"), valid_from=sept(4))
    book.post(LicencesRenewed(supplier="绿源粮油", lines=(new,), on=sept(4), by="张师傅"))
    book.post(delivery("SH-3", line("PC-3"), on=sept(5)))
    assert ["JY-2" in each.zh for each in acceptance_ledger(book, SEPTEMBER).notes] == [False, True]


@pytest.mark.plan("D30")
def test_acceptance_ledger_adds_up() -> None:
    """The total of the amounts is their sum, is the figure of the month, and counts nothing that was turned away."""
    book = whole()
    table = acceptance_ledger(book, SEPTEMBER)
    amounts = [cell if isinstance(cell, Decimal) else None for cell in table.column("amount")]
    assert dict(table.totals)["amount"] == total(amounts) == book.figures(SEPTEMBER)["food_safety.accepted"]
    assert acceptance_ledger(book, Month(2025, 10)).rows == ()


@pytest.mark.plan("D30")
def test_acceptance_ledger_leaves_out_columns_in_which_nothing_is_written() -> None:
    """A column that every line leaves empty is not printed; 感官 is not either unless somebody wrote down how it was."""
    book = log(PLAN, supplier(), certificate(), delivery("SH-1", line("PC-1")))
    plain = [each.key for each in acceptance_ledger(book, SEPTEMBER).columns]
    assert not {"price", "spec", "appearance", "order", "rejected_because", "note", "address"} & set(plain)
    book.post(delivery("SH-2", line("PC-2", appearance="normal"), on=sept(3)))
    table = acceptance_ledger(book, SEPTEMBER)
    assert [each.key for each in table.columns if each.key not in plain] == ["appearance"]
    assert [getattr(cell, "zh", cell) for cell in table.column("appearance")] == [None, "正常"]


@pytest.mark.plan("D31")
def test_sample_register_says_until_when_and_how_complete() -> None:
    """Every sample stands with its dish, mass, times and keeper; the head says how many dishes lack one, and which."""
    book = log(PLAN, kept(sept(8), "红烧肉", "清炒青菜"), served(sept(8)))
    book.post(released("0908-红烧肉", on=sept(10)))
    table = sample_register(book, SEPTEMBER)
    head = {label.zh: value for label, value in table.head}
    assert (head["供餐菜品数"], head["其中已留样"], head["缺样"]) == (3, 2, ("2025-09-08 番茄蛋汤",))
    meat, greens = table.records("zh")
    assert (meat["菜品"], meat["起算时间"], meat["应留至"], meat["处理日期"], meat["处理人"], meat["状态"]) == (
        "红烧肉",
        "2025-09-08 12:30",
        "2025-09-10 12:30",
        sept(10),
        "留样员",
        "到期销毁",
    )
    assert greens["状态"] == "留存中"
    assert (table.column("mass"), table.totals) == ((Decimal(150), Decimal(150)), ())


@pytest.mark.plan("D31")
def test_sample_register_names_numbers_that_nobody_verified() -> None:
    """A number from a secondary source stands in the notes with its source; the school's own do not."""
    notes = [note.zh for note in sample_register(log(), SEPTEMBER).notes]
    assert all("二手来源" in note for note in notes)
    assert [
        name for name in ("每份留样量", "最低温度", "最高温度", "留样时间") if any(name in note for note in notes)
    ] == [
        "每份留样量",
        "最低温度",
        "最高温度",
    ]


def test_suppliers_and_certificates_stand_by_what_ends_first() -> None:
    """Licences and certificates are listed by their last day, with the days left; what has no end comes last."""
    book = log(PLAN, supplier(licence(sept(20)), licence(sept(5), "营业执照", "91-1")), supplier(name="城东粮行"))
    table = supplier_list(book, sept(10))
    assert list(zip(table.column("licence"), table.column("days_left"), strict=True)) == [
        ("营业执照", -5),
        ("食品经营许可证", 10),
        ("食品经营许可证", 355),
    ]
    for paper in (certificate("HG-1"), certificate("HG-2", RICE, valid_until=sept(12))):
        book.post(paper)
    book.post(CertificateWithdrawn(certificate="HG-1", reason="作废", on=sept(9), by="王老师"))
    papers = certificate_list(book, sept(10)).records("zh")
    assert [(row["证明编号"], row["距到期天数"], row["状态"]) for row in papers] == [
        ("HG-2", 2, "有效"),
        ("HG-1", None, "作废"),
    ]


@pytest.mark.plan("R34")
@pytest.mark.parametrize(("day", "said"), [(12, "有效"), (13, "已过期")])
def test_a_paper_past_its_last_day_is_said_to_have_expired(day: int, said: str) -> None:
    """On its last day a licence or a certificate holds, the day after it has expired; what was withdrawn stays so."""
    book = log(PLAN, supplier(licence(sept(12))))
    for number in ("HG-1", "HG-2"):
        book.post(certificate(number, RICE, valid_until=sept(12)))
    book.post(CertificateWithdrawn(certificate="HG-2", reason="作废", on=sept(9), by="王老师"))
    (held,) = supplier_list(book, sept(day)).records("zh")
    assert (held["证照状态"], held["状态"]) == (said, "准入")
    states = {row["证明编号"]: row["状态"] for row in certificate_list(book, sept(day)).records("zh")}
    assert states == {"HG-1": said, "HG-2": "作废"}


@pytest.mark.plan("R34")
def test_lots_stand_with_where_they_came_from() -> None:
    """What is held up comes first; every lot names its delivery, supplier and certificates; a past day is as it was."""
    book = whole()
    book.post(LotsRecalled(lots=("PC-2",), reason="供货商召回", on=sept(5), by="王老师"))
    rows = lot_list(book, sept(5)).records("zh")
    assert [
        (row["批次"], row["状态"], row["送货单号"], row["供货商"], row["证明编号"], row["去向"]) for row in rows
    ] == [
        ("PC-2", "已召回", "SH-2", "绿源粮油", "HG-2", "直拨厨房"),
        ("PC-1", "合格", "SH-1", "绿源粮油", "HG-1", "入库"),
    ]
    assert lot_list(book, sept(2)).column("lot") == ("PC-1",)


@pytest.mark.plan("R33")
def test_incident_report_says_who_was_told_after_how_long() -> None:
    """What was sealed and how it stands, each report with the time since it was found, the latest count, who signs."""
    book = store()
    book.post(kept(sept(3)))
    book.post(incident(on=sept(3), lots=("PC-1",), suspected="lunch", diners=480, sick=6, symptoms="腹痛、呕吐"))
    book.post(FoodSealed(incident="SJ-1", samples=("0903-红烧肉",), on=sept(3), by="校医"))
    book.post(report("教育局", "市场监管局", on=sept(3), at=time(14, 40)))
    later = report("教育局", on=sept(4), at=time(16, 5), stage="follow_up")
    book.post(evolve(later, sick=9))
    book.post(IncidentClosed(incident="SJ-1", conclusion="诺如病毒，与食堂无关", on=sept(6), by="校长"))
    table = incident_report(book, "SJ-1")
    head = {label.zh: getattr(value, "zh", value) for label, value in table.head}
    assert (head["封存批次"], head["封存留样"], head["发病人数"], head["状态"]) == (
        "PC-1 大米（已冻结）",
        "0903-红烧肉 红烧肉（封存）",
        9,
        "已结案",
    )
    elapsed = [getattr(cell, "zh", cell) for cell in table.column("elapsed")]
    assert elapsed == [None, None, "0 小时 40 分钟", "1 天 2 小时 5 分钟", None]
    assert [who.zh for who, _ in table.signatures] == ["报告人", "食品安全员", "食堂负责人", "校（园）长"]
    assert "诺如病毒" in table.to_markdown()
    assert any("未核实" in note.zh for note in table.notes)
    with pytest.raises(Unknown):
        incident_report(book, "SJ-9")


@pytest.mark.parametrize("language", ["zh", "en"])
@pytest.mark.parametrize(
    "table",
    [
        acceptance_ledger(whole(), SEPTEMBER),
        sample_register(log(PLAN, kept(sept(8)), served(sept(8))), SEPTEMBER),
        supplier_list(whole(), sept(30)),
        certificate_list(whole(), sept(30)),
        lot_list(whole(), date(2025, 9, 30)),
        incident_report(log(PLAN, incident(on=sept(3))), "SJ-1"),
    ],
    ids=lambda table: table.title.en,
)
def test_papers_print_in_both_languages(table: Table, language: Language) -> None:
    """Every paper prints as HTML, Markdown and CSV, with its title in the language."""
    assert table.title.text(language) in table.to_html(language)
    assert table.to_markdown(language)
    assert table.to_csv(language)
