"""Deliveries: whose goods, which papers, who signs; what was turned away never becomes a lot."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve, exceptions

from schoollogistics.catalogue import read_rows
from schoollogistics.errors import Refused
from schoollogistics.food_safety import (
    CertificateWithdrawn,
    DeliveryAccepted,
    DeliveryCorrected,
    FoodSafetyLog,
    LicencesRenewed,
    LotOpened,
    SupplierBarred,
    SupplierReadmitted,
    acceptance_ledger,
)
from schoollogistics.food_safety.lifecycle.supply import ACCEPTED
from schoollogistics.food_safety.rules.supply import P40_LICENCES, P42
from schoollogistics.journal import EntryReversed, Ref, Setting, Value
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity
from tests.food_safety.stories import (
    FROM,
    PLAN,
    RICE,
    certificate,
    delivery,
    licence,
    line,
    log,
    refused,
    sept,
    store,
    supplier,
    turned_away,
)

SEPTEMBER: Final = Month(2025, 9)
FINE: Final = (None, "")


def admitted(setting: Setting = PLAN) -> FoodSafetyLog:
    """Return a log with a supplier and a certificate for rice."""
    return log(setting, supplier(), certificate())


@pytest.mark.plan("R34")
def test_delivery_begins_a_lot_that_knows_where_it_came_from() -> None:
    """A lot is traced back to its delivery, its supplier, its certificates and those who signed."""
    book = store()
    origin = book.origin("PC-1")
    assert (origin.delivery, origin.supplier, origin.certificates) == ("SH-1", "绿源粮油", ("HG-1",))
    assert origin.slip is not None
    assert (origin.slip.by, *origin.slip.cosigned_by) == ("张师傅", "李老师")
    assert (book["PC-1"].status, book["PC-1"].delivered_on, book["PC-1"].quantity) == (
        "accepted",
        sept(2),
        Quantity(50, "kg"),
    )


@pytest.mark.plan("P40")
@pytest.mark.parametrize(
    ("on", "outcome"),
    [(date(2025, 9, 30), FINE), (date(2025, 10, 1), ("P40", "rule")), (date(2025, 9, 2), FINE)],
)
def test_licence_is_looked_at_on_the_day_of_the_delivery(on: date, outcome: tuple[str | None, str]) -> None:
    """A licence that ends on 30 September serves that day, and no day after it."""
    book = log(PLAN, supplier(licence(date(2025, 9, 30))), certificate())
    assert refused(book, delivery(on=on)) == outcome


@pytest.mark.plan("P40")
def test_renewed_licence_serves_from_its_first_day() -> None:
    """A new licence that is handed in early does not cut the old one short, and takes over where that ends."""
    book = log(PLAN, supplier(licence(date(2025, 9, 30))), certificate())
    new = evolve(licence(date(2026, 9, 30), number="JY-2"), valid_from=date(2025, 10, 1))
    book.post(LicencesRenewed(supplier="绿源粮油", lines=(new,), on=sept(10), by="王老师"))
    days = (date(2025, 9, 30), date(2025, 10, 1), date(2026, 10, 1))
    slips = [delivery("SH-1", line(expires=None), on=day) for day in days]
    assert [refused(book, slip) for slip in slips] == [FINE, FINE, ("P40", "rule")]


@pytest.mark.plan("P40")
def test_what_a_licence_is_called_is_data() -> None:
    """Without a list any valid licence serves; with one, every licence on it has to be valid, whatever it is called."""
    wanted = Value(P40_LICENCES, ("营业执照", "食品经营许可证"), FROM, "校务会", "local")
    strict = Setting(values=(wanted,))
    old_name = supplier(licence(name="卫生许可证"))
    assert refused(log(Setting(), old_name, certificate()), delivery()) == FINE
    assert refused(log(strict, supplier(), certificate()), delivery()) == ("P40", "rule")
    both = supplier(licence(), licence(name="营业执照", number="91-1"))
    assert refused(log(strict, both, certificate()), delivery()) == FINE


@pytest.mark.plan("P40")
def test_barred_supplier_does_not_deliver() -> None:
    """A supplier that is barred is refused like one without a licence, until it is readmitted."""
    book = admitted()
    book.post(SupplierBarred(supplier="绿源粮油", reason="送检不合格", on=sept(1), by="校长"))
    assert refused(book, delivery()) == ("P40", "rule")
    book.post(SupplierReadmitted(supplier="绿源粮油", reason="整改复查合格", on=sept(2), by="校长"))
    assert refused(book, delivery()) == FINE


@pytest.mark.plan("P41")
@pytest.mark.parametrize(
    ("lacking", "said"),
    [
        ({"producer": None}, "生产者"),
        ({"produced_on": None}, "生产日期"),
        ({"certificates": ()}, "有效的合格证明"),
        ({"producer": None, "produced_on": None, "certificates": ()}, "生产者、生产日期、有效的合格证明"),
    ],
)
def test_goods_of_the_three_lacks_are_refused(lacking: dict[str, Any], said: str) -> None:
    """Goods without producer, date of production or certificate are refused, and the refusal says what they lack."""
    entry = delivery("SH-1", line(**lacking))
    error = admitted().objection(entry)
    assert isinstance(error, Refused)
    assert (error.rule and error.rule.code, error.excusable) == ("P41", True)
    assert said in error.text("zh")


@pytest.mark.plan("P41")
@pytest.mark.parametrize(
    ("paper", "outcome"),
    [
        (certificate("HG-2", "面粉"), ("P41", "rule")),
        (certificate("HG-2", RICE, valid_until=sept(1)), ("P41", "rule")),
        (certificate("HG-2", RICE, valid_from=sept(3)), ("P41", "rule")),
        (certificate("HG-2", RICE, supplier="城东粮行"), ("P41", "rule")),
        (certificate("HG-2", RICE, supplier="绿源粮油", valid_until=sept(2)), FINE),
        (certificate("HG-2", "面粉", RICE), FINE),
    ],
    ids=["another item", "run out", "not yet", "another supplier", "last day", "several items"],
)
def test_certificate_has_to_cover_the_goods_that_day(paper: Any, outcome: tuple[str | None, str]) -> None:
    """A certificate counts for its items, between its days, and for the goods of the supplier it names."""
    book = log(PLAN, supplier(), supplier(name="城东粮行"), certificate(), paper)
    assert refused(book, delivery("SH-1", line(certificates=("HG-2",)))) == outcome


@pytest.mark.plan("P41")
def test_withdrawn_certificate_counts_no_longer() -> None:
    """A certificate that was withdrawn does not cover the next delivery."""
    book = admitted()
    book.post(CertificateWithdrawn(certificate="HG-1", reason="系伪造", on=sept(1), by="王老师"))
    assert refused(book, delivery()) == ("P41", "rule")


@pytest.mark.plan("P42")
@pytest.mark.parametrize(
    ("signers", "outcome"),
    [
        ({"cosigned_by": ("李老师",)}, FINE),
        ({"cosigned_by": ("李老师", "家长代表")}, FINE),
        ({"cosigned_by": ()}, ("P42", "rule")),
        ({"cosigned_by": ("采购员",)}, ("P42", "rule")),
        ({"by": "采购员"}, ("P42", "rule")),
        ({"cosigned_by": ("送货员",)}, ("P42", "rule")),
        ({"cosigned_by": ("张师傅",)}, (None, "duplicate")),
    ],
)
def test_two_accept_who_neither_bought_nor_brought(signers: dict[str, Any], outcome: tuple[str | None, str]) -> None:
    """Two distinct persons sign, whoever they are, and neither is the purchaser or the driver."""
    assert refused(admitted(), delivery(**signers)) == outcome


@pytest.mark.plan("P42")
def test_acceptance_by_one_can_be_written_with_its_reason() -> None:
    """What happened can be written: despite P42, with a note, and then it is a breach with that note."""
    book = admitted()
    alone = delivery(cosigned_by=(), despite=("P42",), note="另一验收人途中受伤")
    book.post(alone)
    (found,) = book.breaches(SEPTEMBER)
    assert (found.rule.code, found.on, found.note) == ("P42", sept(2), "另一验收人途中受伤")
    assert found.found.zh == "进货查验 PC-1：只有 张师傅 一人签字"
    strict = Setting(values=(*PLAN.values, Value(P42.strict, True, FROM, "校务会", "local")))
    assert refused(admitted(strict), alone) == ("P42", "rule")


@pytest.mark.plan("P40", "P41")
def test_a_breach_names_every_good_that_lacks_something_and_what_it_lacks() -> None:
    """Of four lots two lack something: the breach names these two; what is filed, renewed or withdrawn later changes nothing."""
    book = log(PLAN, supplier(licence(until=sept(1))), certificate("HG-1", RICE, "青菜", "鸡蛋"))
    lots = (
        line(),
        line("PC-2", item="青菜", producer=None, certificates=()),
        line("PC-3", item="鸡蛋", produced_on=None),
        line("PC-4", item="青菜"),
    )
    book.post(delivery("SH-1", *lots, despite=("P40", "P41"), note="临时采购"))
    expected = [
        ("P40", "进货查验 PC-1：绿源粮油 在 2025-09-02 无有效证照：-"),
        ("P41", "进货查验 PC-1：青菜 缺生产者、有效的合格证明；鸡蛋 缺生产日期"),
    ]
    assert [(each.rule.code, each.found.zh) for each in book.breaches(SEPTEMBER)] == expected
    book.post(LicencesRenewed(supplier="绿源粮油", lines=(licence(number="JY-2"),), on=sept(3), by="王老师"))
    book.post(CertificateWithdrawn(certificate="HG-1", reason="过期", on=sept(4), by="王老师"))
    assert [(each.rule.code, each.found.zh) for each in book.breaches(SEPTEMBER)] == expected
    again = FoodSafetyLog.replay(book.entries, setting=PLAN, trusted=True)
    assert again.breaches(SEPTEMBER) == book.as_of(sept(2)).breaches(SEPTEMBER) == book.breaches(SEPTEMBER)


@pytest.mark.plan("P43")
def test_who_signed_stays() -> None:
    """A signature cannot be changed, replaced under the same key, or left out of the fingerprint."""
    book = admitted()
    signed = delivery(id="slip-1")
    book.post(signed)
    with pytest.raises(exceptions.FrozenInstanceError):
        signed.by = "他人"  # type: ignore[misc]  # the attempt is the test
    other = evolve(signed, cosigned_by=("他人",))
    assert refused(book, other) == (None, "key-reused")
    again = admitted()
    again.post(other)
    assert again.fingerprint() != book.fingerprint()
    assert [kind for kind in FoodSafetyLog.kinds if "signer" in kind.kind] == []


@pytest.mark.plan("P45")
@pytest.mark.parametrize(
    ("bad", "outcome"),
    [
        ({"appearance": "spoiled"}, ("P45", "rule")),
        ({"expires": sept(1)}, ("P45", "rule")),
        ({"expires": sept(2)}, FINE),
        ({"appearance": "flawed"}, FINE),
    ],
)
def test_spoiled_food_is_not_accepted(bad: dict[str, Any], outcome: tuple[str | None, str]) -> None:
    """Food that is spoiled or past its date is refused, and nothing excuses it; on its last day it is good."""
    entry = delivery("SH-1", line(**bad))
    assert refused(admitted(), entry) == outcome
    error = admitted().objection(entry)
    assert error is None or not error.excusable


@pytest.mark.plan("P45")
def test_what_is_turned_away_is_no_lot() -> None:
    """Lines that were turned away stand on the slip with why and what became of them, and begin no lot and cost nothing."""
    book = admitted()
    book.post(delivery("SH-1", line(), rejected=(turned_away(), turned_away(handled="destroyed"))))
    book.post(delivery("SH-2", lines=(), rejected=(turned_away(),)))
    assert tuple(book) == ("PC-1",)
    figures = book.figures(SEPTEMBER)
    assert [figures[f"food_safety.{code}"] for code in ("accepted", "lots", "rejected")] == [Decimal("260.00"), 1, 3]


@pytest.mark.parametrize(
    ("bad", "code"),
    [
        ({"quantity": Quantity(0, "kg")}, "range"),
        ({"quantity": Quantity(-5, "kg")}, "range"),
        ({"price": Decimal("5.30")}, "range"),
        ({"produced_on": sept(3)}, "order"),
        ({"produced_on": date(2025, 8, 20), "expires": date(2025, 8, 19)}, "order"),
        ({"certificates": ("HG-9",)}, "unknown"),
        ({"temperature": Quantity(4, "kg")}, "choice"),
        ({"ordered": Quantity(40, "kg")}, "missing"),
        ({"ordered": Quantity(40, "袋")}, "choice"),
    ],
)
def test_line_that_cannot_be_is_refused(bad: dict[str, Any], code: str) -> None:
    """Nothing of something, a sum that is none, days out of order, unknown papers: refused, and nothing excuses it."""
    error = admitted().objection(delivery("SH-1", line(**bad)))
    assert error is not None
    assert (error.code, error.excusable) == (code, False)


@pytest.mark.parametrize(
    "good",
    [
        {"price": Decimal("5.20")},
        {"ordered": Quantity(50, "kg")},
        {"ordered": Quantity(100, "斤")},
        {"ordered": Quantity(40, "kg"), "remark": "节前备货"},
    ],
)
def test_line_that_agrees_is_accepted(good: dict[str, Any]) -> None:
    """A price that gives the amount, and more than was ordered with the reason for it, are accepted."""
    assert refused(admitted(), delivery("SH-1", line(**good))) == FINE


def test_delivery_is_written_down_once() -> None:
    """A number of a delivery and of a lot is used once, and a lot stands once on a slip."""
    book = store()
    assert refused(book, delivery("SH-1", line("PC-2"))) == (None, "duplicate")
    assert refused(book, delivery("SH-2", line("PC-1"))) == (None, "duplicate")
    assert refused(book, delivery("SH-2", line("PC-2"), line("PC-2"))) == (None, "duplicate")
    assert refused(book, delivery("SH-2", lines=())) == (None, "missing")
    assert refused(book, delivery("SH-2", line("PC-2"), supplier="无名小贩")) == (None, "unknown")


def test_licence_that_cannot_be_is_refused() -> None:
    """No licence, one that ends before it begins, one that is on file: refused."""
    book = admitted()
    backwards = evolve(licence(), number="JY-2", valid_from=date(2026, 9, 1))
    renewal = LicencesRenewed(supplier="绿源粮油", lines=(licence(number="JY-3"),), on=sept(2), by="王老师")
    assert refused(book, renewal) == FINE
    assert refused(book, evolve(renewal, lines=())) == (None, "missing")
    assert refused(book, evolve(renewal, lines=(backwards,))) == (None, "order")
    assert refused(book, evolve(renewal, lines=(licence(),))) == (None, "duplicate")
    assert refused(book, supplier(backwards, name="城东粮行")) == (None, "order")


def test_papers_that_are_named_cannot_vanish() -> None:
    """A supplier or a certificate that a lot names cannot be taken back; the delivery first, then they can."""
    book = store()
    for number in (0, 1):
        error = book.objection(EntryReversed(of=Ref("food_safety", number), reason="登记有误", on=sept(3), by="王老师"))
        assert error is not None
        assert "已被引用" in error.text("zh")
    for number in (2, 1, 0):
        book.post(EntryReversed(of=Ref("food_safety", number), reason="登记有误", on=sept(3), by="王老师"))
    assert len(book) == 0


def test_licences_that_run_out_are_due() -> None:
    """A licence is due to be renewed on its last day, unless a later one of the same name is on file."""
    book = log(PLAN, supplier(licence(sept(20))), supplier(licence(sept(25)), name="城东粮行"))
    assert [(each.last, each.subject) for each in book.due(SEPTEMBER)] == [
        (sept(20), ("supplier", "绿源粮油")),
        (sept(25), ("supplier", "城东粮行")),
    ]
    book.post(LicencesRenewed(supplier="绿源粮油", lines=(licence(number="JY-9"),), on=sept(5), by="王老师"))
    book.post(SupplierBarred(supplier="城东粮行", reason="不再合作", on=sept(5), by="王老师"))
    assert book.due(SEPTEMBER) == ()


def test_certificates_that_run_out_are_due() -> None:
    """A certificate is due on its last day while it is on file and no later ones of the sort cover all its items."""
    book = log(PLAN, supplier(), supplier(name="城东粮行"), certificate("HG-1", RICE, "面粉", valid_until=sept(20)))
    wanted = [("P41", sept(20), ("certificate", "HG-1"))]
    others: tuple[dict[str, Any], ...] = ({"certificate_kind": "test"}, {"supplier": "城东粮行"}, {})
    for number, other in enumerate(others, 2):
        items = (RICE, "面粉") if other else (RICE,)
        book.post(certificate(f"HG-{number}", *items, **other))
        assert [(each.rule and each.rule.code, each.last, each.subject) for each in book.due(SEPTEMBER)] == wanted
    book.post(certificate("HG-5", "面粉", valid_until=sept(25)))
    assert [each.subject for each in book.due(SEPTEMBER)] == [("certificate", "HG-5")]
    book.post(CertificateWithdrawn(certificate="HG-5", reason="作废", on=sept(9), by="王老师"))
    assert [each.subject for each in book.due(SEPTEMBER)] == [("certificate", "HG-1")]


@pytest.mark.plan("P41", "R34")
def test_one_missing_certificate_in_a_month_is_found_as_exactly_that() -> None:
    """Of a month of deliveries one came without a certificate, written despite P41: that one is the only breach."""
    book = admitted()
    for day in range(1, 31):
        lacks = {"certificates": (), "despite": ("P41",), "note": "检疫证次日补"} if day == 17 else {}
        paper = {"certificates": lacks.pop("certificates")} if lacks else {}
        book.post(delivery(f"SH-{day}", line(f"PC-{day}", **paper), on=sept(day), **lacks))
    assert [(each.rule.code, each.on, each.note) for each in book.breaches(SEPTEMBER)] == [
        ("P41", sept(17), "检疫证次日补")
    ]


def test_delivery_names_who_bought_and_who_signed() -> None:
    """The slip keeps purchaser, driver and signers apart."""
    entry = store().entries[2]
    assert isinstance(entry, DeliveryAccepted)
    assert (entry.purchaser, entry.driver, entry.by, entry.cosigned_by) == ("采购员", "送货员", "张师傅", ("李老师",))


@pytest.mark.plan("D30")
def test_acceptance_sheet_is_read_as_one_slip() -> None:
    """Rows of one delivery under the headings of the paper make one slip with a line each, which the log accepts."""
    head = ("日期", "送货单号", "供货商", "采购人", "送货人", "验收人", "会签人", "品名", "数量", "金额（元）", "批次")
    more = ("去向", "生产者", "生产日期", "到期日", "证明编号")
    slip = ("2025年9月2日", "SH-1", "绿源粮油", "采购员", "送货员", "张师傅", "李老师")
    papers = ("光明米厂", "2025-08-20", "2026-02-20", "HG-1")
    rows = read_rows(
        [
            (*head, *more),
            (*slip, RICE, "50 kg", "260.00", "PC-1", "入库", *papers),
            (*slip, RICE, "20 kg", "104.00", "PC-2", "直拨", *papers),
        ],
        DeliveryAccepted,
    )
    assert rows.problems == ()
    book = admitted()
    book.post_all(rows.entries)
    assert [(lot, book[lot].destination) for lot in book] == [("PC-1", "store"), ("PC-2", "kitchen")]
    assert book.breaches(SEPTEMBER) == ()


def corrected(**more: Any) -> DeliveryCorrected:
    """Return the rice of the delivery weighed again: 48 kg for 249.60 yuan, signed by two on 4 September."""
    fields: dict[str, Any] = {
        "lot": "PC-1",
        "quantity": Quantity(48, "kg"),
        "instead_of_quantity": Quantity(50, "kg"),
        "amount": yuan("249.60"),
        "instead_of": yuan(260),
        "reason": "复称",
        "on": sept(4),
        "by": "张师傅",
        "cosigned_by": ("李老师",),
    } | more
    return DeliveryCorrected(**fields)


@pytest.mark.plan("R34", "P42", "D30")
def test_wrong_weight_is_put_right() -> None:
    """The lot, the figure and the ledger have what it was in truth; the foot says what stood there, why and who signs."""
    book = store()
    before = acceptance_ledger(book, SEPTEMBER).rows
    ref = book.post(corrected())
    assert book["PC-1"].quantity == Quantity(48, "kg")
    assert book.figures(SEPTEMBER)[ACCEPTED] == yuan("249.60")
    table = acceptance_ledger(book, SEPTEMBER)
    (row,) = table.records("zh")
    assert (row["数量"], row["金额（元）"], dict(table.totals)["amount"]) == ("48 kg", yuan("249.60"), yuan("249.60"))
    assert table.notes[0].zh == "PC-1 2025-09-04 更正：50 kg、260.00 元改为 48 kg、249.60 元，复称（张师傅、李老师）"
    book.post(EntryReversed(of=ref, reason="原称无误", on=sept(5), by="张师傅"))
    assert acceptance_ledger(book, SEPTEMBER).rows == before


@pytest.mark.plan("R34", "P42")
@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({}, FINE),
        ({"quantity": Quantity(50, "kg")}, FINE),
        ({"quantity": Quantity(100, "斤"), "instead_of_quantity": Quantity(100, "斤")}, FINE),
        ({"instead_of": yuan(250)}, (None, "state")),
        ({"instead_of_quantity": Quantity(51, "kg")}, (None, "state")),
        ({"quantity": Quantity(50, "kg"), "amount": yuan(260)}, (None, "state")),
        ({"quantity": Quantity(0, "kg")}, (None, "range")),
        ({"lot": "PC-0"}, (None, "state")),
        ({"cosigned_by": ()}, ("P42", "rule")),
        ({"cosigned_by": ("采购员",)}, ("P42", "rule")),
        ({"by": "送货员"}, ("P42", "rule")),
    ],
)
def test_correction_of_a_delivery_without_sense(changes: dict[str, Any], expected: tuple[str | None, str]) -> None:
    """Other figures than the book's, no change, nothing, a lot without a delivery and one signature are refused."""
    book = store()
    book.post(LotOpened(lot="PC-0", item=RICE, quantity=Quantity(5, "kg"), delivered_on=FROM, on=sept(3), by="王老师"))
    assert refused(book, corrected(**changes)) == expected


def test_price_is_left_out_where_it_fits_no_longer() -> None:
    """A price stays in the ledger only with the quantity and the amount that it makes."""
    book = admitted()
    book.post(delivery("SH-1", line(price=Decimal("5.20"))))
    book.post(corrected())
    assert acceptance_ledger(book, SEPTEMBER).column("price") == (Decimal("5.20"),)
    book.post(corrected(instead_of_quantity=Quantity(48, "kg"), instead_of=yuan("249.60"), amount=yuan(240)))
    assert "price" not in [each.key for each in acceptance_ledger(book, SEPTEMBER).columns]
