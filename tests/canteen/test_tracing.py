"""From a lot to the meals it went into, and from a meal back to its lots; and the papers of the store."""

from datetime import date

import pytest
from attrs import evolve

from schoollogistics.canteen import FoodUsed, UsedLine, count_sheet, issue_sheet, stock_sheet
from schoollogistics.journal import EntryReversed, Ref
from schoollogistics.values.money import yuan
from schoollogistics.values.quantities import Quantity
from tests.canteen.stories import (
    SEPTEMBER,
    counted,
    issued,
    kitchen,
    line,
    listed,
    post,
    priced,
    sept,
    stocked,
    used,
    written_off,
)

SOON, LATE = date(2025, 10, 1), date(2025, 12, 1)
TWO_LOTS = (
    priced(),
    listed(),
    evolve(stocked(line(5, 10, lot="L-2", expires=LATE), line(5, 10, lot="L-1", expires=SOON)), delivery="SH-0903"),
)


@pytest.mark.plan("R35")
def test_lot_is_followed_to_its_meals() -> None:
    """An issue remembers which lots it took, in the order in which they spoil, so each is followed to its meals."""
    book = kitchen(*TWO_LOTS, issued(3), issued(4, on=sept(9)), written_off(1, on=sept(10)))
    assert [(each.on, each.meal, each.quantity) for each in book.meals_of("L-1")] == [
        (sept(8), "学生午餐", Quantity(3, "kg")),
        (sept(9), "学生午餐", Quantity(2, "kg")),
    ]
    assert [(each.ref.number, each.quantity) for each in book.meals_of("L-2", "大米")] == [(4, Quantity(2, "kg"))]
    assert book.meals_of("L-2", "面粉") == book.meals_of("L-9") == ()


@pytest.mark.plan("R35")
def test_meal_is_followed_back_to_its_lots() -> None:
    """A meal is followed back to what went into it, fresh food with its lot included; a reversed issue is in no meal."""
    fresh = evolve(
        used(12),
        lines=(UsedLine(item="青菜", quantity=Quantity(4, "斤"), amount=yuan(12), lot="QC-8"),),
        delivery="SH-8",
    )
    book = kitchen(*TWO_LOTS, listed("青菜", "vegetables"), issued(7), fresh)
    assert [(each.item, each.lot, str(each.quantity)) for each in book.lots_of("学生午餐", sept(8))] == [
        ("大米", "L-1", "5 kg"),
        ("大米", "L-2", "2 kg"),
        ("青菜", "QC-8", "2 kg"),
    ]
    book.post(EntryReversed(of=Ref("canteen", 4), reason="录错", on=sept(9), by="孙保管"))
    assert [each.lot for each in book.lots_of("学生午餐", SEPTEMBER)] == ["QC-8"]
    assert isinstance(book.entries[5], FoodUsed)


@pytest.mark.plan("R35")
def test_issue_slip() -> None:
    """The slip names meal, item, lots, quantity, price, amount, for whom, who took it and who gave it out."""
    given = evolve(issued(15, unit="斤"), cosigned_by=("李厨师",))
    sheet = issue_sheet(kitchen(*TWO_LOTS, listed("青菜", "vegetables"), given, used(9)), SEPTEMBER)
    rice, more, greens = sheet.records()
    wanted = ("item", "lot", "quantity", "unit", "price", "amount", "segment")
    assert [rice[name] for name in wanted] == ["大米", "L-1", 5, "kg", yuan(2), yuan(10), "pupils"]
    assert [more[name] for name in wanted] == ["大米", "L-2", yuan("2.5"), "kg", yuan(2), yuan(5), "pupils"]
    assert (rice["received_by"], rice["by"], greens["costing"]) == (("李厨师",), "孙保管", "used at once")
    assert dict(sheet.totals) == {"amount": yuan(24)}
    assert "| 2.5 | kg | 2.00 |" in sheet.to_markdown("zh")


@pytest.mark.plan("P78")
def test_sheet_of_the_count() -> None:
    """The sheet of a count keeps booked, found and the difference with its worth and reason, also once it is put right."""
    book = kitchen(*TWO_LOTS, listed("面粉"), evolve(counted(9), cosigned_by=("周老师",)), counted(2, "面粉"))
    (rice, flour) = count_sheet(book, SEPTEMBER).records()
    assert [rice[name] for name in ("booked", "counted", "difference", "amount", "witness")] == [
        10,
        9,
        -1,
        None,
        ("周老师",),
    ]
    post(book, book.adjustments(on=sept(30), by="孙保管", reason="自然损耗"))
    (rice, flour) = count_sheet(book, SEPTEMBER).records()
    assert [rice[name] for name in ("booked", "counted", "difference", "amount", "reason")] == [
        10,
        9,
        -1,
        -2,
        "自然损耗",
    ]
    assert (flour["difference"], flour["amount"]) == (2, 0)
    assert dict(count_sheet(book, SEPTEMBER).totals) == {"amount": yuan(-2)}


def test_count_that_was_overtaken() -> None:
    """An item that moved after it was counted stands on the sheet as counted, without a difference of its own."""
    book = kitchen(*TWO_LOTS, counted(9, on=sept(20)), issued(1, on=sept(21)))
    (rice,) = count_sheet(book, SEPTEMBER).records()
    assert (rice["counted"], rice["booked"], rice["difference"]) == (9, None, None)


@pytest.mark.plan("R35")
def test_one_price_of_a_day_reads_as_one() -> None:
    """Amounts are exact to the fen, so the price of an issue is printed no finer; nobody signed for it, and no column says so."""
    rice = evolve(stocked(line(3, 10), on=sept(4)), delivery=None)
    sheet = issue_sheet(kitchen(priced(), listed(), rice, issued(1), issued(2)), SEPTEMBER)
    assert sheet.column("price") == (yuan("3.33"), yuan("3.34"))
    assert dict(sheet.totals) == {"amount": yuan(10)}
    assert "received_by" not in [each.key for each in sheet.columns]


@pytest.mark.plan("R35")
def test_stock_sheet_says_how_much_was_used_at_once() -> None:
    """What never lay in the store stands with its weight and its cost."""
    book = kitchen(*TWO_LOTS, listed("青菜", "vegetables"), used(9))
    greens = stock_sheet(book, SEPTEMBER).records()[-1]
    wanted = ("item", "stocked_quantity", "at_once_quantity", "at_once", "booked")
    assert [greens[name] for name in wanted] == ["青菜", 0, used(9).lines[0].quantity.amount, yuan(9), 0]
