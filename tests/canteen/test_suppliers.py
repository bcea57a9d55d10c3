"""What suppliers take back and owe: goods returned, a wrong price of what lies in the store, money paid back."""

from datetime import date
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.canteen import (
    Borne,
    CanteenLedger,
    CashDrawn,
    FoodReturned,
    FoodStockCorrected,
    Payable,
    ReturnLine,
    StockOpened,
    SupplierRefunded,
    balance_sheet,
    issue_sheet,
    payables_table,
    stock_sheet,
)
from schoollogistics.canteen.lifecycle import STOCKED
from schoollogistics.journal import EntryReversed, Ref
from schoollogistics.values.money import NOTHING, yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity
from tests.canteen.stories import (
    BANK,
    CLERK,
    SEPTEMBER,
    carried,
    enrolled,
    issued,
    kitchen,
    line,
    listed,
    opened,
    paid,
    post,
    priced,
    sept,
    settled,
    stocked,
    subsidised,
    written_off,
)

OCTOBER: Final = Month(2025, 10)
VENDOR: Final = "粮油公司"
D9: Final = sept(9)
HAM: Final = (listed(), stocked(line(100, 560, lot="L-1")))
BOTH: Final = (enrolled(), priced(), priced("教工午餐", 12, "staff"))


def owed(book: CanteenLedger) -> list[Any]:
    """Return what is left of each open bill."""
    return [each.left for each in book.payables()]


def agrees(book: CanteenLedger) -> None:
    """What is owed, bill by bill, is what the ledger owes, and the balance sheet balances."""
    assert sum(owed(book)) == sum(book.columns.owed.values())
    sheet: dict[str, Any] = {str(each["item"]): each["total"] for each in balance_sheet(book, OCTOBER.last).records()}
    assert sheet["Assets"] == sheet["Liabilities"] + sheet["Left over"]


# ------------------------------------------------------------------------------------------------------ goods returned


def returned(quantity: Any, amount: Any, lot: str | None = None, on: date = D9) -> FoodReturned:
    """Return rice that goes back to its supplier."""
    back = ReturnLine(item="大米", quantity=Quantity(quantity, "kg"), amount=yuan(amount), lot=lot)
    return FoodReturned(supplier=VENDOR, document="退-01", lines=(back,), reason="有虫", on=on, by="孙保管")


def refund(amount: Any, supplier: str = VENDOR, bank: str = BANK) -> SupplierRefunded:
    """Return money that a supplier pays back."""
    return SupplierRefunded(bank=bank, supplier=supplier, amount=yuan(amount), on=sept(20), by=CLERK)


@pytest.mark.plan("R43", "R35")
def test_returned_goods_come_off_the_bill() -> None:
    """What goes back leaves the store at its cost, and the open bill is that much less."""
    book = kitchen(*HAM, returned(10, 56))
    assert (owed(book), book.store(SEPTEMBER.last)) == ([504], yuan(504))
    assert (book.result(SEPTEMBER).cost, book.figures(SEPTEMBER)[STOCKED]) == (NOTHING, 504)
    rice = stock_sheet(book, SEPTEMBER).records()[0]
    assert [rice[name] for name in ("stocked_quantity", "stocked")] == [100, 560]
    assert [rice[name] for name in ("returned_quantity", "returned", "booked", "now")] == [10, 56, 90, 504]
    assert "returned" not in stock_sheet(kitchen(*HAM), SEPTEMBER).records()[0]
    agrees(book)


@pytest.mark.plan("R43")
def test_supplier_allows_less_than_it_cost() -> None:
    """What the supplier does not allow for is a difference that all bear; what it allows more is their gain."""
    book = kitchen(*HAM, returned(10, 50), returned(10, 60, "L-1", sept(10)))
    assert (owed(book), book.result(SEPTEMBER).cost) == ([450], yuan(2))
    agrees(book)


@pytest.mark.plan("R43", "P73")
def test_paid_supplier_owes_and_pays_back() -> None:
    """Where the bill is paid, the supplier owes; that stands among the assets until it is paid back or taken off a new bill."""
    book = kitchen(*HAM, settled(560, on=sept(8)), returned(10, 56))
    assert book.payables() == (Payable(supplier=VENDOR, since=D9, document="退-01", amount=yuan(-56), left=yuan(-56)),)
    sheet = {each["项目"]: each["合计"] for each in balance_sheet(book, D9).records("zh")}
    assert (sheet["应收供应商退款"], sheet["应付供应商"]) == (yuan(56), NOTHING)
    table = payables_table(book, D9)
    assert (dict(table.totals), table.notes[0].zh) == ({"left": yuan(-56)}, "粮油公司 小计：-56.00")
    later = kitchen(*HAM, settled(560, on=sept(8)), returned(10, 56), stocked(line(20, 100), on=sept(10)))
    assert owed(later) == [44]
    for each in (book, later):
        agrees(each)
    book.post(refund(56))
    assert (owed(book), book.bank(SEPTEMBER)) == ([], yuan(-504))
    agrees(book)


@pytest.mark.plan("R43", "P73")
def test_a_return_that_was_paid_back_is_reversed() -> None:
    """The supplier is owed what it paid back for nothing; once that is settled, it may owe again, and other slips be reversed."""
    book = kitchen(*HAM, settled(560, on=sept(8)), returned(10, 56), refund(56))
    back, money = book.version - 2, settled(56)
    book.post(EntryReversed(of=Ref("canteen", back), reason="未退货", on=sept(21), by=CLERK))
    assert book.payables() == (
        Payable(supplier=VENDOR, since=sept(3), document="送货单 2025-09-03", amount=yuan(560), left=yuan(56)),
    )
    agrees(book)
    book.post(money)
    assert owed(book) == []
    book.post(returned(5, 28, on=money.on))
    assert owed(book) == [-28]
    book.post(CashDrawn(bank=BANK, amount=yuan(1), on=money.on, by=CLERK))
    book.post(EntryReversed(of=Ref("canteen", book.version - 1), reason="录错", on=money.on, by=CLERK))
    agrees(book)


@pytest.mark.plan("R43")
def test_what_was_carried_in_and_paid_back_is_owed_once_the_return_is_reversed() -> None:
    """Without a bill, the supplier is owed since it paid back."""
    book = kitchen(listed(), opened(line(100, 500)), returned(10, 50), refund(50))
    book.post(EntryReversed(of=Ref("canteen", book.version - 2), reason="未退货", on=sept(21), by=CLERK))
    assert [(each.since, each.document, each.left) for each in book.payables()] == [(sept(20), None, yuan(50))]
    agrees(book)


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (returned(101, 1), "insufficient"),
        (returned(0, 1), "range"),
        (evolve(returned(1, 1), lines=()), "missing"),
        (refund("0.01"), "insufficient"),
        (refund(0), "range"),
        (refund(1, bank="别户"), "rule"),
    ],
)
def test_what_cannot_go_back(slip: Any, code: str) -> None:
    """More than there is, nothing, money that is not owed or goes elsewhere are refused."""
    error = kitchen(*HAM).objection(slip)
    assert error is not None
    assert error.code == code


@pytest.mark.plan("R34", "R35")
@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (returned(10, 560), None),
        (returned(10, "560.01"), "range"),
        (evolve(returned(10, 56), supplier="蔬菜公司"), "state"),
        (evolve(returned(10, 20, "L-2"), supplier="蔬菜公司"), None),
        (evolve(returned(10, 20), supplier="蔬菜公司"), "state"),
        (returned(10, 20, "L-2"), "state"),
        (returned(111, 570), "state"),
        (evolve(returned(10, 999, "L-0"), supplier="谁"), None),
    ],
)
def test_goods_go_back_to_whom_they_came_from(slip: FoodReturned, code: str | None) -> None:
    """A lot of another supplier is refused, and a credit above all that was billed; of what was carried in nothing is known."""
    other = evolve(stocked(line(10, 50, lot="L-2", expires=None), on=sept(4)), supplier="蔬菜公司")
    before = StockOpened(lines=(line(10, 40, lot="L-0", expires=None),), on=sept(2), by=CLERK)
    book = kitchen(listed(), before, stocked(line(100, 560, lot="L-1", expires=sept(30))), other)
    error = book.objection(slip)
    assert (None if error is None else error.code) == code


def test_paid_delivery_is_not_reversed_for_a_credit() -> None:
    """A supplier owes back what was taken off its bills; a bill that was paid is not reversed from under its payment."""
    book = kitchen(
        listed(), stocked(line(100, 560)), stocked(line(1, 5), on=sept(4)), settled(565), returned(1, 5, on=sept(27))
    )
    assert owed(book) == [-5]
    mistaken = EntryReversed(of=Ref("canteen", 4), reason="误退", on=sept(28), by=CLERK)
    post(book, (mistaken,))
    error = book.objection(EntryReversed(of=Ref("canteen", 2), reason="录错", on=sept(28), by=CLERK))
    assert error is not None
    assert (error.code, VENDOR in error.text("zh")) == ("state", True)


# ------------------------------------------------------------------------------------- a wrong price of what lies there


def repriced(amount: Any, instead_of: Any = 560, on: date = D9, **more: Any) -> FoodStockCorrected:
    """Return the correction of what the rice of the first delivery cost."""
    said = {"supplier": VENDOR, "document": f"送货单 {sept(3)}", "item": "大米", "lot": "L-1", **more}
    return FoodStockCorrected(
        amount=yuan(amount), instead_of=yuan(instead_of), reason="5.60 应为 6.50", on=on, by=CLERK, **said
    )


@pytest.mark.plan("R43", "R35")
@pytest.mark.parametrize("costing", ["average", "fifo"])
def test_price_of_what_is_all_there(costing: Any) -> None:
    """Nothing used yet: store and bill are as if it had been booked right, and nothing is a cost."""
    book = kitchen(listed(costing=costing), stocked(line(100, 560, lot="L-1")))
    book.post(book.stock_correction(repriced(650)))
    assert (book.store(SEPTEMBER.last), owed(book), book.result(SEPTEMBER).cost) == (yuan(650), [650], NOTHING)
    assert book.entries[-1] == repriced(650)
    agrees(book)


@pytest.mark.plan("R43", "R35")
def test_price_of_what_is_used_in_part() -> None:
    """What is used already costs more in the month of the correction, to the fen and to those who used it; September stays."""
    book = kitchen(*BOTH, *HAM, issued(30), issued(3, segment="staff", meal="教工午餐"), written_off(1))
    before = book.results(SEPTEMBER)
    right = book.stock_correction(repriced(650, on=date(2025, 10, 9)))
    assert right.lines == (
        Borne(segment="pupils", share=yuan("27.00")),
        Borne(segment="staff", share=yuan("2.70")),
        Borne(segment="common", share=yuan("0.90")),
    )
    book.post(right)
    assert book.results(SEPTEMBER) == before
    assert [each.cost for each in book.results(OCTOBER)] == [27, yuan("2.70"), 0, yuan("0.90")]
    assert book.store(OCTOBER.last) == yuan("429.00")  # 66 kg at 6.50
    assert owed(book) == [650]
    agrees(book)
    rice: dict[str, Any] = dict(stock_sheet(book, OCTOBER).records()[0])
    assert [rice[name] for name in ("before", "stocked", "issued", "lost", "now")] == [
        yuan("369.60"),
        yuan(90),
        yuan("29.70"),
        yuan("0.90"),
        yuan(429),
    ]


@pytest.mark.plan("R43")
@pytest.mark.parametrize("amount", ["333.33", "1000.01", 0])
def test_corrected_price_leaves_no_fen(amount: Any) -> None:
    """Whatever the price, store, costs and bill agree; what is used up last takes the rest, and nothing is worth nothing."""
    book = kitchen(*BOTH, *HAM, issued(33), issued(34, on=sept(9)))
    book.post(book.stock_correction(repriced(amount, on=sept(10))))
    agrees(book)
    book.post(issued(33, on=sept(11)))
    assert (book.store(SEPTEMBER.last), book.result(SEPTEMBER).cost) == (NOTHING, yuan(amount))


@pytest.mark.plan("R43")
def test_price_of_what_was_paid() -> None:
    """A lower price of what was paid already: the supplier owes the difference."""
    book = kitchen(*HAM, settled(560, on=sept(8)))
    book.post(repriced(500))
    assert owed(book) == [-60]
    agrees(book)
    book.post(refund(60))
    assert owed(book) == []


@pytest.mark.plan("R43")
def test_price_falls_below_what_the_store_is_worth() -> None:
    """On average with cheap rice, what the store cannot lose of a lower price is less cost: it is worth nothing, not less."""
    cheap = stocked(line(100, 0, lot="L-0", expires=date(2025, 9, 30)), on=sept(2))
    book = kitchen(*BOTH, listed(), cheap, stocked(line(100, 1000, lot="L-1")), issued(100))
    book.post(book.stock_correction(repriced(0, instead_of=1000)))
    assert (book.store(SEPTEMBER.last), book.result(SEPTEMBER).cost, owed(book)) == (NOTHING, NOTHING, [])
    agrees(book)


@pytest.mark.plan("R43")
@pytest.mark.parametrize(("amount", "worth"), [(500, [500, 1]), (650, [650, 1]), (0, [0, 1])])
def test_first_in_keeps_what_each_delivery_cost(amount: Any, worth: list[Any]) -> None:
    """First in, first out: the difference goes to the delivery that was booked wrongly, and no other costs more or less."""
    book = kitchen(
        listed(costing="fifo"), stocked(line(100, 560, lot="L-1")), stocked(line(10, 1, lot="L-2"), on=sept(4))
    )
    book.post(book.stock_correction(repriced(amount)))
    assert [each.value for each in book.columns.layers["大米"]] == worth
    agrees(book)


@pytest.mark.plan("R43")
def test_first_in_takes_the_rest_from_what_came_last() -> None:
    """Where the costs of a delivery are used up before its goods are, what came last is worth the difference, never below nothing."""
    book = kitchen(
        *BOTH,
        listed(costing="fifo"),
        stocked(line(100, 560, lot="L-1")),
        stocked(line(50, 100, lot="L-2"), on=sept(4)),
        issued(50, lot="L-2"),
    )
    book.post(book.stock_correction(repriced(100)))
    assert [each.value for each in book.columns.layers["大米"]] == [NOTHING, NOTHING]
    assert book.result(SEPTEMBER).cost == yuan(200)
    agrees(book)


@pytest.mark.plan("R43", "R35")
def test_the_issue_sheet_adds_up_to_the_stock_sheet() -> None:
    """What the segments bear of a price put right stands on the issue sheet; what all bear does not."""
    book = kitchen(*BOTH, *HAM, issued(30), written_off(1))
    book.post(book.stock_correction(repriced(650, on=sept(10))))
    sheet = issue_sheet(book, SEPTEMBER)
    last = sheet.records("zh")[-1]
    assert [last[name] for name in ("品名", "批次", "数量", "计价方法", "金额", "领用对象")] == [
        "大米", "L-1", None, "更正", yuan(27), "学生",
    ]  # fmt: skip
    assert dict(sheet.totals)["amount"] == dict(stock_sheet(book, SEPTEMBER).totals)["issued"] == yuan(195)


@pytest.mark.plan("R43")
def test_correction_is_reversed() -> None:
    """A correction that was wrong is taken back: store, bill and cost are as before."""
    book = kitchen(*BOTH, *HAM, issued(30))
    before = (book.store(SEPTEMBER.last), owed(book), book.result(SEPTEMBER))
    book.post(book.stock_correction(repriced(650)))
    book.post(EntryReversed(of=Ref("canteen", 6), reason="单价无误", on=sept(10), by=CLERK))
    assert before == (book.store(SEPTEMBER.last), owed(book), book.result(SEPTEMBER))


def subsidy_short() -> CanteenLedger:
    """Return a book whose subsidy is spent to the last fen on rice."""
    return kitchen(*BOTH, subsidised(168), *HAM, issued(30, fund="subsidy"))


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (repriced(650, instead_of=561), "state"),
        (repriced(560), "state"),
        (repriced(650, document="没有"), "unknown"),
        (repriced(650, lot="L-2"), "unknown"),
        (repriced(650), "state"),
        (repriced(650, lines=(Borne(segment="pupils", fund="subsidy", share=yuan(27)),)), "insufficient"),
        (repriced(650, lines=(Borne(segment="staff", fund="subsidy", share=yuan(27)),)), "rule"),
        (repriced(650, lines=(Borne(segment="common", fund="donation", share=yuan(27)),)), "rule"),
        (repriced(650, lines=(Borne(segment="pupils", share=yuan("13.50")),) * 2), "duplicate"),
    ],
)
def test_price_correction_without_sense(slip: FoodStockCorrected, code: str) -> None:
    """Another sum than the book's, no change, another slip or lot, and lines that do not follow are refused."""
    error = subsidy_short().objection(slip)
    assert error is not None
    assert error.code == code


def test_unknown_slip_is_not_worked_out() -> None:
    """A correction of goods that never came in is handed back as it is; posting it says what is wrong."""
    slip = repriced(650, document="没有")
    assert kitchen(*HAM).stock_correction(slip) == slip


def test_another_purse_may_bear_it() -> None:
    """Where the subsidy that paid for the food is spent, the fees bear the dearer price."""
    book = subsidy_short()
    post(book, (carried(100), paid(10, on=D9)))
    book.post(repriced(650, lines=(Borne(segment="pupils", share=yuan(27)),)))
    assert book.results(SEPTEMBER)[0].fee_cost == 27
