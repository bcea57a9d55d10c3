"""What was found wrong afterwards: a headcount of yesterday, the amount of a slip; put right without touching the past."""

from datetime import date
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.canteen import (
    CanteenLedger,
    FoodUseCorrected,
    HeadcountCorrected,
    UsedLine,
    canteen_account,
    count_sheet,
    headcount_table,
    issue_sheet,
    stock_sheet,
)
from schoollogistics.canteen.lifecycle import MEALS, USED_AT_ONCE
from schoollogistics.catalogue import find
from schoollogistics.journal import EntryReversed, Ref
from schoollogistics.values.money import NOTHING, yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity
from tests.canteen.stories import (
    CLERK,
    D8,
    SEPTEMBER,
    counted,
    enrolled,
    issued,
    kitchen,
    line,
    listed,
    paid,
    post,
    priced,
    sept,
    served,
    settled,
    stocked,
    subsidised,
    used,
)

OCTOBER: Final = Month(2025, 10)
D9: Final = sept(9)
ATE = (enrolled(), priced(), paid(500), served(40, on=sept(8)))


def corrected(servings: int, instead_of: int = 40, on: date = D9, day: date = D8) -> HeadcountCorrected:
    """Return the correction of a headcount."""
    return HeadcountCorrected(
        diner="三1班",
        meal="学生午餐",
        day=day,
        servings=servings,
        instead_of=instead_of,
        reason="点名有误",
        on=on,
        by=CLERK,
    )


# ------------------------------------------------------------------------------------------------------- headcounts


@pytest.mark.plan("R42")
@pytest.mark.parametrize("servings", [0, 38, 41, 90])
def test_headcount_of_yesterday_is_corrected(servings: int) -> None:
    """Meals, income, what is paid in advance and the sheet of the day are as if it had been counted right."""
    book, right = kitchen(*ATE, corrected(servings)), kitchen(*ATE[:3], *([served(servings)] if servings else []))
    for each in (book, right):
        each.post(served(10, on=sept(10)))
    assert book.results(SEPTEMBER) == right.results(SEPTEMBER)
    assert (book["三1班"].prepaid, book["三1班"].charged) == (right["三1班"].prepaid, right["三1班"].charged)
    assert headcount_table(book, SEPTEMBER).records() == headcount_table(right, SEPTEMBER).records()
    assert dict(headcount_table(book, sept(8)).totals) == {"servings": servings}


@pytest.mark.plan("R42")
def test_price_is_that_of_the_day() -> None:
    """A correction after a new price still goes by the price of the day it is about."""
    book = kitchen(*ATE, priced(price=8, on=sept(9), since=sept(10)), corrected(38, on=sept(11)))
    assert book["三1班"].prepaid == yuan(500) - 38 * yuan(7)


@pytest.mark.plan("R42")
def test_correction_counts_in_its_own_month() -> None:
    """The past month stays as it was; meals and money change in the month of the correction."""
    book = kitchen(*ATE)
    before = book.results(SEPTEMBER)
    book.post(corrected(38, on=date(2025, 10, 9)))
    assert book.results(SEPTEMBER) == before
    assert (book.result(OCTOBER).meals, book.result(OCTOBER).income) == (-2, yuan(-14))
    assert book.figures(OCTOBER)[MEALS, "pupils", "学生午餐"] == -2
    assert dict(headcount_table(book, SEPTEMBER).totals) == {"servings": 38}
    assert dict(headcount_table(book.as_of(SEPTEMBER.last), SEPTEMBER).totals) == {"servings": 40}


@pytest.mark.plan("R42")
def test_count_that_was_reversed_is_counted_anew() -> None:
    """A whole count that was reversed the next morning comes back as a correction of nothing."""
    book = kitchen(*ATE)
    book.post(EntryReversed(of=Ref("canteen", 3), reason="录错", on=sept(9), by=CLERK))
    book.post(corrected(28, instead_of=0))
    assert (book["三1班"].prepaid, book.result(SEPTEMBER).meals) == (yuan(304), 28)
    book.post(EntryReversed(of=Ref("canteen", 5), reason="录错", on=sept(10), by=CLERK))
    assert (book["三1班"].prepaid, book.result(SEPTEMBER).meals) == (yuan(500), 0)


def test_free_meal_is_corrected() -> None:
    """A meal that costs nothing is counted right as well."""
    book = kitchen(enrolled(), priced(price=0), served(40), corrected(30))
    assert book.figures(SEPTEMBER)[MEALS, "pupils", "学生午餐"] == 30


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (corrected(38, instead_of=39), "state"),
        (corrected(40), "state"),
        (corrected(38, day=sept(10)), "order"),
        (corrected(3, instead_of=0, day=sept(1)), "missing"),
        (evolve(corrected(3, instead_of=0), meal="教工午餐"), "rule"),
        (evolve(corrected(3, instead_of=0), diner="三2班"), "unknown"),
    ],
)
def test_correction_without_sense(slip: HeadcountCorrected, code: str) -> None:
    """Another number than the book's, no change, a day to come or without a price, others' meals and strangers are refused."""
    error = kitchen(*ATE, priced("教工午餐", 12, "staff")).objection(slip)
    assert error is not None
    assert error.code == code


# ------------------------------------------------------------------------------------------- goods used at once


def recosted(amount: Any, instead_of: Any = 90, on: date = D9, **more: Any) -> FoodUseCorrected:
    """Return the correction of what fresh food cost."""
    said = {"supplier": "菜场", "document": f"票 {sept(8)}", "segment": "pupils", "fund": "fee", "item": "青菜", **more}
    return FoodUseCorrected(
        amount=yuan(amount), instead_of=yuan(instead_of), reason="单价录错", on=on, by=CLERK, **said
    )


def cooked(*more: Any) -> CanteenLedger:
    """Return a kitchen that used greens for 90 yuan."""
    return kitchen(*ATE, listed("青菜", "vegetables"), used(90), *more)


@pytest.mark.plan("R43")
@pytest.mark.parametrize("amount", [0, "9.00", "100.50"])
def test_amount_of_goods_is_corrected(amount: Any) -> None:
    """Cost, what is owed, the figures and the open bill are as if it had been booked right; the slip stands beside."""
    book = cooked(recosted(amount))
    right = kitchen(*ATE, listed("青菜", "vegetables"), used(amount))
    assert book.results(SEPTEMBER) == right.results(SEPTEMBER)
    assert [(each.amount, each.left) for each in book.payables()] == [
        (each.amount, each.left) for each in right.payables()
    ]
    assert book.figures(SEPTEMBER)[USED_AT_ONCE, "青菜"] == yuan(amount)
    assert dict(issue_sheet(book, SEPTEMBER).totals) == {"amount": yuan(amount)}
    assert len(list(issue_sheet(book, SEPTEMBER).records())) == 2


@pytest.mark.plan("R43")
def test_correction_of_goods_counts_in_its_own_month() -> None:
    """The past month stays; a second correction starts from the first."""
    book = cooked()
    before = book.results(SEPTEMBER)
    book.post(recosted(80, on=date(2025, 10, 9)))
    book.post(recosted(85, instead_of=80, on=date(2025, 10, 10)))
    assert book.results(SEPTEMBER) == before
    assert (book.result(OCTOBER).cost, book.payables()[0].left) == (yuan(-5), yuan(85))


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (recosted(80, instead_of=91), "state"),
        (recosted(90), "state"),
        (recosted(80, document="票 没有"), "unknown"),
        (recosted(80, fund="subsidy"), "unknown"),
    ],
)
def test_correction_of_other_goods(slip: FoodUseCorrected, code: str) -> None:
    """Another sum than the book's, no change, another slip or another purse are refused."""
    error = cooked().objection(slip)
    assert error is not None
    assert error.code == code


def test_correction_within_purse_and_debt() -> None:
    """No more than a subsidy has; what the supplier was paid too much it owes back."""
    book = kitchen(*ATE, subsidised(95), listed("青菜", "vegetables"), used(90, fund="subsidy"))
    error = book.objection(recosted("95.01", fund="subsidy"))
    assert error is not None
    assert error.code == "insufficient"
    paid_off = cooked(settled(90, "菜场", sept(8)), recosted("89.99"))
    assert [each.left for each in paid_off.payables()] == [yuan("-0.01")]
    book.post(recosted(95, fund="subsidy"))
    assert book.results(SEPTEMBER)[0].cost == yuan(95)


WEIGHED: Final[dict[str, Any]] = {"quantity": Quantity(12, "kg"), "instead_of_quantity": Quantity(21, "kg")}


def fish(*more: Any) -> CanteenLedger:
    """Return a kitchen that used 21 kg of fish out of one lot and 5 kg of another, on one slip."""
    lines = tuple(
        UsedLine(item="鱼", quantity=Quantity(each, "kg"), amount=yuan(50), lot=lot)
        for each, lot in ((21, "Y-1"), (5, "Y-2"))
    )
    return kitchen(*ATE, listed("鱼", "meat"), evolve(used(1, "鱼"), lines=lines), *more)


@pytest.mark.plan("R43", "R35")
def test_weight_is_corrected_with_or_without_the_amount() -> None:
    """21 kg were 12: lot, meal and slip show the weight that was used, and the money follows where it was wrong as well."""
    for amount, cost in ((100, 100), ("57.15", yuan("57.15"))):
        book = fish(recosted(amount, 100, item="鱼", lot="Y-1", **WEIGHED))
        assert [str(use.quantity) for use in book.lots_of("学生午餐", SEPTEMBER)] == ["12 kg", "5 kg"]
        assert [str(use.quantity) for use in book.meals_of("Y-1")] == ["12 kg"]
        assert book.result(SEPTEMBER).cost == cost
        sheet = issue_sheet(book, SEPTEMBER)
        assert [(row["lot"], row["quantity"]) for row in sheet.records()] == [("Y-1", 21), ("Y-2", 5), ("Y-1", -9)]
        assert dict(sheet.totals) == {"amount": cost}


@pytest.mark.plan("R43")
def test_weight_of_nothing_leaves_the_meal() -> None:
    """What was not used after all went into no meal; it can be corrected once more, in another unit."""
    gone = recosted(50, 100, item="鱼", lot="Y-1", quantity=Quantity(0, "kg"), instead_of_quantity=Quantity(42, "斤"))
    book = fish(gone)
    assert book.meals_of("Y-1") == ()
    again: dict[str, Any] = {"quantity": Quantity(2, "斤"), "instead_of_quantity": Quantity(0, "kg")}
    book.post(recosted(52, 50, item="鱼", lot="Y-1", on=sept(10), **again))
    assert [str(use.quantity) for use in book.meals_of("Y-1")] == ["1 kg"]


@pytest.mark.plan("R35")
def test_weight_of_two_meals_on_one_slip() -> None:
    """A slip that fed two meals out of one lot loses weight from the last first; no meal has less than nothing."""
    both = [evolve(used(50, "鱼"), meal=meal) for meal in ("学生午餐", "学生晚餐")]
    less: dict[str, Any] = {"quantity": Quantity("0.5", "kg"), "instead_of_quantity": Quantity(2, "kg")}
    book = kitchen(*ATE, priced("学生晚餐"), listed("鱼", "meat"), *both, recosted(50, 100, item="鱼", **less))
    found = [
        (use.meal, str(use.quantity)) for meal in ("学生午餐", "学生晚餐") for use in book.lots_of(meal, SEPTEMBER)
    ]
    assert found == [("学生午餐", "0.5 kg")]


@pytest.mark.parametrize(
    ("more", "code"),
    [
        ({**WEIGHED, "lot": "Y-2"}, "state"),
        (WEIGHED, "unknown"),
        ({"lot": "Y-9", "quantity": Quantity(1, "kg"), "instead_of_quantity": Quantity(0, "kg")}, "unknown"),
        ({**WEIGHED, "lot": "Y-1", "quantity": Quantity(42, "斤")}, "state"),
        ({**WEIGHED, "lot": "Y-1", "quantity": Quantity(21, "kg")}, "state"),
        ({**WEIGHED, "lot": "Y-1", "quantity": Quantity(-1, "kg")}, "range"),
        ({**WEIGHED, "lot": "Y-1", "quantity": Quantity(1, "L")}, "choice"),
        ({"lot": "Y-1", "quantity": Quantity(1, "kg")}, "missing"),
        ({"lot": "Y-1", "instead_of_quantity": Quantity(1, "kg")}, "missing"),
        ({"lot": "Y-1"}, "missing"),
    ],
)
def test_weight_without_sense(more: dict[str, Any], code: str) -> None:
    """Another weight than the book's, no change, less than nothing, another sort of unit and half a correction are refused."""
    error = fish().objection(recosted(90, 100, item="鱼", **more))
    assert error is not None
    assert error.code == code


def test_refused_reversal_names_the_correction() -> None:
    """A slip that can no longer be reversed says which entry corrects it."""
    book = cooked(used(30, on=sept(9)), served(1, on=sept(9)))
    goods = book.objection(EntryReversed(of=Ref("canteen", 5), reason="录错", on=sept(9), by=CLERK))
    count = book.objection(EntryReversed(of=Ref("canteen", 3), reason="录错", on=sept(9), by=CLERK))
    assert goods is not None
    assert count is not None
    assert "更正直接领用" in goods.takes.zh
    assert "更正人次" in count.takes.zh


def test_account_shows_the_corrected_month() -> None:
    """Corrected within the month, the published account has the right meals and money."""
    book = cooked(corrected(38), recosted(80))
    lines = {row["项目"]: row["学生"] for row in canteen_account(book, SEPTEMBER).records("zh")}
    assert (lines["一、收入"], lines["二、支出"], lines["六、就餐人次"]) == (yuan(266), yuan(80), "38")
    assert book.columns.owed == {"菜场": yuan(80)}
    assert sum(book.columns.balances.values()) == NOTHING


@pytest.mark.parametrize(
    ("word", "entry"),
    [
        *(("改人数", "更正人次"), ("保质期", "报损"), ("临期", "报损"), ("查库存", "盘点"), ("退伙食费", "退费")),
        *(("账实不符", "盘盈盘亏"), ("短款", "备用金长短款处理"), ("进价录错", "更正入库金额"), ("退货", "退货")),
    ],
)
def test_words_of_the_kitchen_are_found(word: str, entry: str) -> None:
    """What people call a correction, a date, a count or a refund leads to its entry."""
    assert entry in [each.zh for each in find(word)]


@pytest.mark.plan("R43", "R35", "P78")
def test_papers_of_a_past_month_stay_when_it_is_put_right() -> None:
    """Reversed in October, red in October: the September papers stand, and each month begins with what the last one left."""
    slips = (listed(), stocked(line(10, 40)), issued(4), counted(5))
    book, day = kitchen(*ATE, *slips), date(2025, 10, 9)
    post(book, book.adjustments(on=sept(30), by=CLERK, reason="损耗"))
    papers = (stock_sheet, issue_sheet, count_sheet)
    before = [paper(book, SEPTEMBER).rows for paper in papers]
    last = len(book.entries) - 1
    for number in range(last, last - len(slips) - 1, -1):
        book.post(EntryReversed(of=Ref("canteen", number), reason="品名写错", on=day, by=CLERK))
    assert [paper(book, SEPTEMBER).rows for paper in papers] == before
    (rice,) = stock_sheet(book, OCTOBER).records()
    assert [rice[name] for name in ("before_quantity", "before", "stocked", "issued", "lost", "now")] == [
        5, yuan(20), yuan(-40), yuan(-16), yuan(-4), NOTHING,
    ]  # fmt: skip
    (red,) = issue_sheet(book, OCTOBER).records("zh")
    assert [red[name] for name in ("日期", "数量", "计价方法", "金额")] == [day, -4, "冲销", yuan(-16)]
