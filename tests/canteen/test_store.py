"""The food store: lots in the order in which they spoil, costs first in first out or on average, to the last fen."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.canteen import FoodIssued, IssueLine
from schoollogistics.canteen.lifecycle import COST_INCURRED, ISSUED, LOST, STOCKED
from schoollogistics.canteen.state.stock import Costing, Layer, quantity_of, taken, value_of
from schoollogistics.canteen.state.stock import stocked as put_in
from schoollogistics.errors import InvalidValue
from schoollogistics.values.money import NOTHING, total, yuan
from schoollogistics.values.quantities import Quantity
from tests.canteen.stories import (
    SEPTEMBER,
    counted,
    found,
    issued,
    kitchen,
    line,
    listed,
    opened,
    priced,
    sept,
    stocked,
    written_off,
)

QUANTITIES: Final = st.integers(1, 10**6).map(lambda n: Decimal(f"{n}e-3"))
VALUES: Final = st.integers(0, 10**6).map(lambda n: Decimal(f"{n}e-2"))


@given(st.lists(st.tuples(QUANTITIES, VALUES, QUANTITIES), max_size=12), st.sampled_from(["average", "fifo"]))
def test_value_is_conserved(steps: list[tuple[Decimal, Decimal, Decimal]], costing: Costing) -> None:
    """What came in is what went out and what is there, in quantity and in value, and nothing is ever below zero."""
    layers: tuple[Layer, ...] = ()
    came, went = [], []
    for quantity, value, wanted in steps:
        layers = put_in(layers, quantity, value, costing)
        came.append(value)
        out = min(wanted, quantity_of(layers))
        cost, layers = taken(layers, out)
        went.append(cost)
        assert value_of(layers) == total(came) - total(went)
        assert all(each.left > 0 and each.value >= 0 for each in layers)
        assert quantity_of(layers) or value_of(layers) == 0


COOK: Final = (priced(), listed())


@pytest.mark.plan("R35")
@pytest.mark.parametrize(("costing", "costs"), [("average", "15.00"), ("fifo", "10.00")])
def test_cost_of_an_issue(costing: Any, costs: str) -> None:
    """Half of ten cheap and ten dear kilos costs the average, or what came first, as the item says."""
    book = kitchen(
        priced(), listed(costing=costing), stocked(line(10, 20)), stocked(line(10, 40), on=sept(4)), issued(5)
    )
    wanted = {"average": yuan(15), "fifo": yuan(10)}[costing]
    assert book.figures(SEPTEMBER)[ISSUED, "大米"] == wanted == yuan(costs)


@pytest.mark.plan("R35")
def test_what_spoils_first_goes_first() -> None:
    """Without a lot named, food leaves in the order in which it spoils, whatever came first; what keeps goes last."""
    book = kitchen(
        *COOK,
        stocked(
            line(5, 10, lot="late", expires=date(2025, 12, 1)),
            line(5, 10, lot="keeps"),
            line(5, 10, lot="soon", expires=date(2025, 10, 1)),
        ),
        issued(7),
    )
    assert [(each.lot, each.left) for each in book.columns.lots["大米"]] == [
        ("late", Decimal(3)),
        ("keeps", Decimal(5)),
    ]


def test_lot_that_is_named_is_taken() -> None:
    """A line that names a lot takes of it and of no other, and not more than there is of it."""
    book = kitchen(
        *COOK, stocked(line(5, 10, lot="A", expires=date(2025, 10, 1)), line(5, 10, lot="B")), issued(2, lot="B")
    )
    assert [(each.lot, each.left) for each in book.columns.lots["大米"]] == [("A", Decimal(5)), ("B", Decimal(3))]
    error = book.objection(issued(4, lot="B", on=sept(9)))
    assert error is not None
    assert (error.code, "1" in error.takes.en) == ("insufficient", True)


def test_units_of_one_kind_convert() -> None:
    """Rice listed in kilos comes in and goes out in catties too; a bag is refused without being a mass."""
    book = kitchen(*COOK, stocked(line(20, 30, unit="斤")), issued(4, unit="斤"))
    assert quantity_of(book.columns.lots["大米"]) == 8
    with pytest.raises(InvalidValue):
        book.post(stocked(line(1, 10, unit="袋"), on=sept(9)))


def test_more_than_there_is() -> None:
    """An issue of more than there is, over all its lines, is refused: how much is there, wanted and short is said."""
    book = kitchen(*COOK, stocked(line(3, 9)))
    lines = tuple(IssueLine(item="大米", quantity=Quantity(2, "kg")) for _ in range(2))
    slip = FoodIssued(segment="pupils", fund="fee", meal="学生午餐", lines=lines, on=sept(8), by="孙保管")
    error = book.objection(slip)
    assert error is not None
    assert (error.code, error.text("en").count("1 more")) == ("insufficient", 1)


@pytest.mark.plan("P45")
def test_spoiled_food_never_enters() -> None:
    """Food past its date does not enter the store, whatever the excuse; on its last day it does."""
    book = kitchen(*COOK)
    error = book.objection(stocked(line(1, 5, expires=sept(2))))
    assert error is not None
    assert error.rule is not None
    assert (error.rule.code, error.excusable) == ("P45", False)
    book.post(stocked(line(1, 5, expires=sept(3))))


def test_spoiled_in_the_store_is_written_off() -> None:
    """What spoils in the store goes out of it at its cost, a loss of all until costs are shared out."""
    book = kitchen(*COOK, stocked(line(10, 25)), written_off(4))
    figures = book.figures(SEPTEMBER)
    assert (figures[LOST, "大米"], figures[COST_INCURRED, "common"]) == (10, 10)
    assert figures[COST_INCURRED, "pupils"] == 0


def test_stock_carried_in_is_no_purchase() -> None:
    """What lay in the store at first is there, and was not bought this month."""
    book = kitchen(*COOK, opened(line(10, 25)))
    assert (book.figures(SEPTEMBER)[STOCKED], value_of(book.columns.layers["大米"])) == (0, yuan(25))
    assert book.bank(SEPTEMBER) == -25


@pytest.mark.plan("P78")
@pytest.mark.parametrize(
    ("there", "lost", "left"), [("8", "5.00", "20.00"), ("11", "-2.50", "27.50"), ("10", "0", "25.00")]
)
def test_book_is_put_right_to_the_count(there: str, lost: str, left: str) -> None:
    """A count changes nothing; the adjustment that follows takes out or puts in the difference at cost, or is none."""
    book = kitchen(*COOK, stocked(line(10, 25)), counted(Decimal(there)))
    assert value_of(book.columns.layers["大米"]) == 25
    for entry in book.adjustments(on=sept(30), by="孙保管", reason="自然损耗"):
        book.post(entry)
    assert book.figures(SEPTEMBER)[LOST] == Decimal(lost)
    assert value_of(book.columns.layers["大米"]) == yuan(left)
    assert quantity_of(book.columns.lots["大米"]) == Decimal(there)
    assert book.adjustments(on=sept(30), by="孙保管", reason="自然损耗") == ()


def test_found_where_nothing_was() -> None:
    """What is found of an item that the book has none of is there, and worth nothing."""
    book = kitchen(*COOK, counted(2))
    (entry,) = book.adjustments(on=sept(30), by="孙保管", reason="漏记")
    book.post(entry)
    assert (quantity_of(book.columns.lots["大米"]), value_of(book.columns.layers["大米"])) == (Decimal(2), NOTHING)


def test_count_before_a_movement_does_not_count() -> None:
    """An adjustment follows a count since the last movement, and is exactly its difference."""
    book = kitchen(*COOK, stocked(line(10, 25)), counted(8))
    (entry,) = book.adjustments(on=sept(30), by="孙保管", reason="盘亏")
    book.post(issued(1, on=sept(30)))
    error = book.objection(entry)
    assert error is not None
    assert (error.code, "未盘点" in error.text("zh")) == ("state", True)


YOGHURT: Final = (
    *COOK,
    stocked(
        line(5, 50, lot="A", expires=sept(10)), line(5, 50, lot="B", expires=sept(30)), on=sept(3), supplier="奶站"
    ),
)


@pytest.mark.plan("P45")
def test_food_past_its_date_is_not_taken_by_itself() -> None:
    """An issue that names no lot takes nothing past its date: it is refused and says so; on its last day it is taken."""
    book = kitchen(*YOGHURT)
    assert book.objection(issued(2, on=sept(10))) is None
    error = book.objection(issued(2, on=sept(11)))
    assert error is not None
    assert error.rule is not None
    assert (error.rule.code, error.stands.zh) == ("P45", "大米 A 已于 2025-09-10 到期")
    assert book.objection(issued(2, on=sept(11), lot="B")) is None


@pytest.mark.plan("P45")
def test_food_past_its_date_is_written_off_first() -> None:
    """What is past its date can be written off, and then the rest goes out without a lot named."""
    book = kitchen(*YOGHURT, written_off(5, on=sept(11)), issued(2, on=sept(11)))
    assert found(book) == []
    assert [each.lot for each in book.lots_of("学生午餐", SEPTEMBER)] == ["B"]


@pytest.mark.plan("P45")
@pytest.mark.parametrize(("day", "lot", "breached"), [(10, "A", False), (11, "A", True), (11, "B", False)])
def test_lot_past_its_date_in_a_meal(day: int, lot: str, breached: bool) -> None:
    """A lot that is named is taken, and one that was past its date stands in the breaches."""
    book = kitchen(*YOGHURT, issued(2, on=sept(day), lot=lot))
    assert found(book) == ([("P45", sept(day))] if breached else [])


@pytest.mark.plan("P45")
def test_lots_that_spoil_soon_are_due() -> None:
    """What lies in the store is due by its last day, as much as there is; what is gone is not."""
    book = kitchen(*YOGHURT, issued(2, on=sept(8)))
    assert [(each.last, each.what.zh) for each in book.due(SEPTEMBER)] == [
        (sept(10), "A 3 kg 到期，请在到期前用完或报损"),
        (sept(30), "B 5 kg 到期，请在到期前用完或报损"),
    ]
    book.post(written_off(3, on=sept(9)))
    assert [each.last for each in book.due(SEPTEMBER)] == [sept(30)]
