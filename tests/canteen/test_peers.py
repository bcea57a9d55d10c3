"""What users reported of other stock and money systems, each with the numbers of its report, lived through in a canteen."""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.canteen import AdjustmentLine, CanteenLedger, StockAdjusted
from schoollogistics.canteen.lifecycle import COST_INCURRED, ISSUED, STOCKED
from schoollogistics.canteen.rules.accounts import STORE
from schoollogistics.canteen.state import COMMON
from schoollogistics.canteen.state.stock import quantity_of, value_of
from schoollogistics.errors import Refused
from schoollogistics.journal import EntryReversed, MonthClosed, Ref
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month, SchoolYear
from tests.canteen.stories import (
    CLERK,
    D8,
    billed,
    counted,
    enrolled,
    issued,
    kitchen,
    line,
    listed,
    opened,
    paid,
    post,
    priced,
    reconciled,
    sept,
    stocked,
)

RICE: Final = "大米"
NEW_YEAR: Final = date(2026, 1, 1)
FEBRUARY: Final = date(2026, 2, 9)
MARCH: Final = date(2026, 3, 11)


def left(book: CanteenLedger, item: str = RICE) -> tuple[object, object]:
    """Return how much of an item there is, and what it is worth."""
    layers = book.columns.layers.get(item, ())
    return quantity_of(layers), value_of(layers)


def costs(book: CanteenLedger) -> list[str]:
    """Return what each issue cost, in the order of posting."""
    return [f"{each.amount}" for each in book.figures(SchoolYear(2025)).behind(ISSUED)]


def cooking(costing: Any, ins: Sequence[tuple[str, str]], outs: Sequence[str]) -> CanteenLedger:
    """Return a canteen where lots came *in* (quantity, value) and quantities went *out*."""
    return kitchen(
        priced(),
        listed(costing=costing),
        *(stocked(line(quantity, value)) for quantity, value in ins),
        *(issued(quantity) for quantity in outs),
    )


# Histories that left value where nothing was left, with what each issue costs here: on average, and first in first out
# (None where only the sum is of interest).
EMPTIED: Final = {
    "Odoo #46850": ([("2", "2.00"), ("1", "1.01")], ["3"], ["3.01"], ["3.01"]),
    "Odoo #197499": (
        [("10", "168.30"), ("10", "200.00")],
        ["10", "9", "1"],
        ["184.15", "165.74", "18.41"],
        ["168.30", "180.00", "20.00"],
    ),
    "Odoo #211794": ([("10", "14.60"), ("2", "2.92")], ["12"], ["17.52"], ["17.52"]),
    "Odoo #119149": (
        [("2", "10.14"), ("5", "15.10")],
        ["1"] * 7,
        ["3.61", "3.61", "3.60", "3.61", "3.60", "3.61", "3.60"],
        ["5.07", "5.07", "3.02", "3.02", "3.02", "3.02", "3.02"],
    ),
    "Odoo #115516": ([("2", "9.26"), ("5", "15.20")], ["0.1"] * 70, None, None),
}


@pytest.mark.plan("R35")
@pytest.mark.parametrize("case", EMPTIED)
def test_nothing_left_is_worth_nothing(case: str) -> None:
    """What was taken out to the last gram cost what it came in for, whichever way it is costed, and leaves no fen behind."""
    ins, outs, average, first_in = EMPTIED[case]
    for costing, wanted in (("average", average), ("fifo", first_in)):
        book = cooking(costing, ins, outs)
        assert wanted is None or costs(book) == wanted
        assert sum(map(Decimal, costs(book))) == sum(Decimal(value) for _, value in ins)
        assert left(book) == (0, 0)
        assert book.columns.balance(STORE, COMMON) == 0


@pytest.mark.parametrize(
    ("ins", "outs", "too_much", "short", "rest"),
    [
        pytest.param([("10", "14.60")], [], "12", "2 more", ("10", "14.60"), id="Odoo #211794"),
        pytest.param([("2", "10.14"), ("5", "15.10")], ["1"] * 6, "2", "1 more", ("1", "3.60"), id="Odoo #119149"),
        pytest.param([("20", "66.00")], ["20"], "2", "2 more", ("0", "0"), id="Odoo #41669"),
    ],
)
def test_store_is_never_below_nothing(ins: Any, outs: Any, too_much: str, short: str, rest: tuple[str, str]) -> None:
    """More than there is cannot be taken, so no cost is ever guessed for what has not come yet; the rest stays as it was."""
    book = cooking("average", ins, outs)
    error = book.objection(issued(too_much))
    assert error is not None
    assert (error.code, short in error.takes.en) == ("insufficient", True)
    assert left(book) == (Decimal(rest[0]), Decimal(rest[1]))


def test_bill_that_was_wrong() -> None:
    """Odoo #187169: 100 at 5 and 15 at 2,000, 10 issued, and the bill should have said 5: nothing is ever negative."""
    # The delivery cannot be reversed under the issue that was costed by it; both are, latest first, and written anew.
    dear, right = (stocked(line(15, value), on=sept(4), supplier="菜场") for value in (30_000, 75))
    book = kitchen(priced(), listed(), stocked(line(100, 500)), dear, issued(10))
    assert costs(book) == ["2652.17"]
    reversals = [EntryReversed(of=Ref("canteen", number), reason="单价有误", on=D8, by=CLERK) for number in (3, 4)]
    error = book.objection(reversals[0])
    assert error is not None
    assert (error.code, "StockAdjusted" in error.text("en")) == ("state", True)

    for entry in (reversals[1], reversals[0], evolve(right, on=D8), issued(10)):
        book.post(entry)
        assert all(layer.value > 0 for layer in book.columns.layers[RICE])
        assert all(owed > 0 for owed in book.columns.owed.values())
    assert costs(book) == ["2652.17", "-2652.17", "50.00"]
    assert left(book) == (105, 525)
    assert book.columns.owed == {"粮油公司": 500, "菜场": 75}


def test_delivery_found_after_a_count() -> None:
    """ERPNext #54295: 42 booked, 1 counted in November, then a slip of July over 56 turns up: the count still stands."""
    # The slip is taken from the next possible day on; the month is then to be counted anew.
    july, november = date(2025, 7, 1), date(2025, 11, 11)
    book = kitchen(priced(), listed(on=date(2025, 6, 1)), stocked(line(56, 112)), issued(14), counted(1, on=november))
    post(book, book.adjustments(on=november, by="孙保管", reason="盘亏"))
    assert left(book) == (1, 2)

    late = stocked(line(56, 112), on=july)
    error = book.objection(late)
    assert error is not None
    assert (error.code, str(november) in error.takes.en) == ("order", True)
    assert left(book) == (1, 2)

    book.post(evolve(late, on=date(2025, 11, 12), note="7月1日送货单"))
    assert left(book) == (57, 114)
    assert quantity_of(book.as_of(november).columns.layers[RICE]) == 1
    assert any(RICE in each.zh for each in book.open_for_closing(Month(2025, 11)))


@pytest.mark.parametrize(
    ("there", "lots", "next_cost"),
    [
        pytest.param("15", [("A", "5"), ("B", "10")], "11.00", id="missing"),
        pytest.param("22", [("A", "10"), ("B", "10"), (None, "2")], "7.00", id="found"),
    ],
)
def test_count_keeps_the_lots(there: str, lots: list[tuple[str | None, str]], next_cost: str) -> None:
    """ERPNext #51669: a count puts the quantity right and leaves every lot its number, its date and its own cost."""
    book = kitchen(
        priced(),
        listed(costing="fifo"),
        stocked(
            line(10, 10, lot="A", expires=date(2025, 12, 1)),
            line(10, 30, lot="B", expires=date(2026, 1, 1)),
        ),
        counted(there, on=D8),
    )
    post(book, book.adjustments(on=D8, by="孙保管", reason="盘点"))
    assert [(each.lot, each.left) for each in book.columns.lots[RICE]] == [(lot, Decimal(n)) for lot, n in lots]
    assert [each.expires for each in book.columns.lots[RICE]][:2] == [date(2025, 12, 1), date(2026, 1, 1)]
    book.post(issued(7))
    assert costs(book) == [next_cost]


def test_open_day_before_the_last_entry() -> None:
    """ERPNext #40632: January is closed and the last entry is of 11 March; on 1 March whatever did not move since is taken."""
    first = MARCH.replace(day=1)
    book = kitchen(
        priced(),
        listed(),
        listed("面粉"),
        MonthClosed(book="canteen", month=Month(2026, 1), on=FEBRUARY, by=CLERK),
        stocked(line(10, 40), line(10, 30, item="面粉"), on=FEBRUARY),
        issued(1, on=MARCH),
        billed(5, on=MARCH),
    )
    book.post(issued(2, "面粉", on=first))
    book.post(billed(7, on=first))
    error = book.objection(issued(2, on=first))
    assert isinstance(error, Refused)
    assert (error.code, str(MARCH) in error.takes.en) == ("order", True)
    book.post(evolve(issued(2, on=MARCH), note="3月1日领料单"))
    assert (left(book)[0], left(book, "面粉")[0]) == (7, 8)


def test_count_before_what_was_taken() -> None:
    """ERPNext #33936: 10 in on the 1st, 8 out on the 10th, then a count of 7 as of the 1st would leave one less than nothing."""
    later = NEW_YEAR.replace(day=10)
    book = kitchen(priced(), listed(), stocked(line(10, 20), on=NEW_YEAR), issued(8, on=later))
    error = book.objection(counted(7, on=NEW_YEAR))
    assert error is not None
    assert error.code == "order"
    three_less = AdjustmentLine(item=RICE, difference=Decimal(-3))
    error = book.objection(StockAdjusted(lines=(three_less,), reason="盘亏", on=later, by="孙保管"))
    assert error is not None
    assert error.code == "state"
    assert left(book) == (2, 4)


@pytest.mark.plan("R43")
def test_closing_is_in_order_and_for_good() -> None:
    """GoodERP #189: not before the month before, not with work undone, and no undoing that takes entries away."""
    september, october = Month(2025, 9), Month(2025, 10)

    def closing(month: Month) -> MonthClosed:
        return MonthClosed(book="canteen", month=month, on=month.last, by=CLERK)

    book = kitchen(
        MonthClosed(book="canteen", month=Month(2025, 8), on=date(2025, 8, 31), by=CLERK),
        enrolled(),
        priced(),
        paid(100),
        billed(30),
        billed(10, "labour", "pupils"),
    )
    refused = [book.objection(closing(month)) for month in (october, september)]
    assert [error and error.code for error in refused] == ["order", "state"]

    post(book, (reconciled(book),))
    book.post(closing(september))
    before = book.version, book.fingerprint()
    error = book.objection(
        EntryReversed(of=Ref("canteen", book.version - 1), reason="反结账", on=october.first, by=CLERK)
    )
    assert error is not None
    assert error.code == "state"
    assert (book.version, book.fingerprint()) == before
    assert book.figures(september)[COST_INCURRED] == 40


def test_void_slip_does_not_keep_a_month_open() -> None:
    """GoodERP #1667: a bill that was reversed is not waited for."""
    book = kitchen(enrolled(), priced(), billed(30))
    book.post(EntryReversed(of=Ref("canteen", 2), reason="重复", on=sept(26), by=CLERK))
    assert book.open_for_closing(Month(2025, 9)) == ()


def test_count_that_agrees() -> None:
    """GoodERP #344: a count that finds what is booked is complete as it stands, with nothing to put right."""
    book = kitchen(priced(), listed(), stocked(line(10, 25)), counted(10))
    assert book.adjustments(on=sept(30), by="孙保管", reason="无") == ()
    assert not any(RICE in each.zh for each in book.open_for_closing(Month(2025, 9)))
    assert left(book) == (10, 25)


def test_value_is_what_was_paid() -> None:
    """Grocy #1706: five eggs, the last at 6.20, are worth what was paid for them, not five times any price."""
    book = kitchen(listed("鸡蛋", "eggs", "个", "fifo"), stocked(*eggs(("4", "15.73"), ("1", "6.20"))))
    assert left(book, "鸡蛋") == (5, yuan("21.93"))


def eggs(*lots: tuple[str, str]) -> tuple[Any, ...]:
    """Return lines of eggs that came in."""
    return tuple(line(quantity, value, "鸡蛋", "个") for quantity, value in lots)


def test_wrong_quantity_is_put_right() -> None:
    """Grocy #2292: 500 kg written for 0.5 kg: after the red slip and the right one, store, price and figures are right."""
    book = kitchen(priced(), listed(), stocked(line(500, 4)))
    book.post(EntryReversed(of=Ref("canteen", 2), reason="数量有误", on=D8, by=CLERK))
    book.post(stocked(line("0.5", 4), on=D8))
    book.post(issued("0.25"))
    assert (book.figures(SchoolYear(2025))[STOCKED], costs(book), left(book)) == (4, ["2.00"], (Decimal("0.25"), 2))


def test_slip_of_an_earlier_day() -> None:
    """Grocy #2519: what was taken last week is written with the day on which it was, while the item did not move since."""
    book = kitchen(priced(), listed(), opened(line(10, 20)), billed(5, on=sept(25)))
    book.post(issued(1, on=sept(9)))
    assert left(book.as_of(sept(9))) == (9, 18)


def test_what_is_due_first_goes_first() -> None:
    """Grocy #61: 2 kg due in 2026 and 4 kg due in 2029 stay apart; three kilos take both of the first and one of the other."""
    book = kitchen(
        priced(),
        listed(),
        stocked(
            line(4, 8, lot="later", expires=date(2029, 6, 1)),
            line(2, 4, lot="sooner", expires=date(2026, 6, 1)),
        ),
        issued(3),
    )
    assert [(each.lot, each.left) for each in book.columns.lots[RICE]] == [("later", Decimal(3))]
