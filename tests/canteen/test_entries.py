"""Slips that do not make sense: each is refused with its code, and the refusal says what it would take."""

from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.canteen import (
    AdjustmentLine,
    CommitteeFormed,
    DinerLeft,
    DonationReceived,
    FeesPaid,
    FoodIssued,
    IssueLine,
    MealsServed,
    Member,
    SavingObserved,
    StockAdjusted,
)
from schoollogistics.canteen.rules.accounts import BANK, FEES, STORE
from schoollogistics.canteen.state import (
    COMMON,
    CanteenState,
    Posting,
    Purse,
    ledger_balances,
    store_agrees,
    suppliers_agree,
)
from schoollogistics.canteen.state.stock import Layer, Lot
from schoollogistics.errors import Text
from schoollogistics.journal import EntryReversed, Ref
from schoollogistics.values.money import yuan
from schoollogistics.values.quantities import Quantity
from tests.canteen import stories
from tests.canteen.stories import (
    CLERK,
    counted,
    enrolled,
    issued,
    kitchen,
    line,
    listed,
    paid,
    priced,
    refunded,
    sept,
    served,
    stocked,
    subsidised,
    used,
    written_off,
)

RICE: Final = IssueLine(item="大米", quantity=Quantity(1, "kg"))
NAMED: Final = evolve(RICE, lot="L-1")
SAVED: Final = SavingObserved(
    place="三1班", meal="学生午餐", left=Quantity(3, "kg"), plates=40, on=sept(8), by="周老师"
)


def slip(*lines: IssueLine, meal: str = "学生午餐") -> FoodIssued:
    """Return an issue of several lines."""
    return FoodIssued(segment="pupils", fund="fee", meal=meal, lines=lines, on=sept(8), by="孙保管")


WRONG: Final[dict[str, tuple[Any, str]]] = {
    "fees without a line": (FeesPaid(bank=stories.BANK, lines=(), on=sept(8), by=CLERK), "missing"),
    "a diner twice": (evolve(paid(1, on=sept(8)), lines=paid(1).lines * 2), "duplicate"),
    "a count without a line": (MealsServed(meal="学生午餐", lines=(), on=sept(8), by=CLERK), "missing"),
    "a refund of nothing": (refunded(0), "range"),
    "an issue of nothing": (slip(evolve(RICE, quantity=Quantity(0, "kg"))), "range"),
    "an issue by lot and without": (slip(RICE, NAMED), "duplicate"),
    "an issue to a meal nobody offers": (slip(RICE, meal="夜宵"), "unknown"),
    "an issue in bags": (slip(evolve(RICE, quantity=Quantity(1, "袋"))), "choice"),
    "an item that is not listed": (issued(1, "面粉"), "unknown"),
    "an item in no unit": (listed("面粉", unit="KG", on=sept(8)), "choice"),
    "food used at once, of nothing": (evolve(used(1), lines=(evolve(used(1).lines[0], quantity=Quantity(0, "kg")),)), "range"),
    "less than nothing counted": (counted(-1), "range"),
    "an item counted twice": (evolve(counted(1), lines=counted(1).lines * 2), "duplicate"),
    "an adjustment without a count": (
        StockAdjusted(lines=(AdjustmentLine(item="大米", difference=yuan(1)),), reason="漏记", on=sept(8), by=CLERK),
        "state",
    ),
    "more written off than there is": (written_off(11), "insufficient"),
    "a committee of nobody": (CommitteeFormed(committee="膳", body="meal", lines=(), on=sept(8), by=CLERK), "missing"),
    "a member twice": (
        CommitteeFormed(
            committee="膳",
            body="meal",
            lines=(Member(member="Li", represents="parents"), Member(member="LI", represents="union")),
            on=sept(8),
            by=CLERK,
        ),
        "duplicate",
    ),
    "less than nothing left on plates": (evolve(SAVED, left=Quantity(-1, "kg")), "range"),
    "plates left by the litre": (evolve(SAVED, left=Quantity(1, "L")), "choice"),
    "plates of a meal nobody offers": (evolve(SAVED, meal="夜宵"), "unknown"),
    "a subsidy of nothing": (subsidised(0), "range"),
}  # fmt: skip


@pytest.mark.parametrize("case", WRONG)
def test_slip_without_sense(case: str) -> None:
    """What a slip lacks, says twice or cannot mean is refused."""
    entry, code = WRONG[case]
    book = kitchen(
        enrolled(),
        priced(),
        listed(),
        listed("青菜", "vegetables"),
        stocked(line(10, 40, lot="L-1")),
        paid(50, on=sept(3)),
    )
    error = book.objection(entry)
    assert error is not None
    assert error.code == code
    assert error.text("zh")


@pytest.mark.plan("R48")
def test_plate_waste_is_kept() -> None:
    """What was left on the plates of a class is kept, in any unit of mass."""
    book = kitchen(priced(), SAVED, evolve(SAVED, left=Quantity(500, "克"), on=sept(9)))
    assert book.version == 3


def test_missing_food_has_no_value_of_its_own() -> None:
    """What is missing costs what the book says; a value written for it is refused."""
    book = kitchen(listed(), stocked(line(10, 40)), counted(9))
    (entry,) = book.adjustments(on=sept(30), by="孙保管", reason="盘亏")
    error = book.objection(evolve(entry, lines=(evolve(entry.lines[0], amount=yuan(4)),)))
    assert error is not None
    assert error.code == "range"


@pytest.mark.plan("P72")
def test_nobody_changes_sides() -> None:
    """Who comes back comes back to the segment of before."""
    book = kitchen(enrolled("王老师", "staff"), DinerLeft(diner="王老师", on=sept(3), by=CLERK))
    error = book.objection(enrolled("王老师", on=sept(4)))
    assert error is not None
    assert error.rule is not None
    assert error.rule.code == "P72"
    book.post(enrolled("王老师", "staff", on=sept(4)))
    assert book["王老师"].status == "enrolled"


def test_donation_that_is_spent_cannot_be_reversed() -> None:
    """A reversal that would leave an earmarked fund overspent is refused."""
    given = DonationReceived(
        bank=stories.BANK, segment="pupils", donor="校友会", purpose="加餐", amount=yuan(80), on=sept(3), by=CLERK
    )
    book = kitchen(priced(), listed("青菜", "vegetables"), given, used(50, fund="donation"))
    error = book.objection(EntryReversed(of=Ref("canteen", 2), reason="录错", on=sept(9), by=CLERK))
    assert error is not None
    assert (error.code, "50.00" in error.text("zh")) == ("state", True)


def state(*postings: Posting) -> CanteenState:
    """Return a ledger with some lines in it and nothing else."""
    found = CanteenState(describe=lambda _: Text("", ""))
    found.enter(sept(8), postings)
    return found


def test_faults_of_a_state_are_found() -> None:
    """What no entry can bring about is found all the same: a store, a purse, a debt that does not add up."""
    fault: Any = store_agrees(state(Posting(debit=STORE, credit=BANK, purse=COMMON, amount=yuan(5))))
    assert "5.00" in fault.zh
    lopsided = state()
    lopsided.balances[FEES, Purse("pupils", "fee")] = yuan(5)
    fault = ledger_balances(lopsided)
    assert "pupils/fee" in fault.zh
    owing = state()
    owing.owed["粮油公司"] = yuan(5)
    fault = suppliers_agree(owing)
    assert "5.00" in fault.en
    empty = state()
    empty.layers["大米"], empty.lots["大米"] = (
        (Layer(left=yuan(1), value=yuan(0)),),
        (Lot(lot=None, expires=None, left=yuan(2)),),
    )
    fault = store_agrees(empty)
    assert "大米" in fault.zh


def test_meals_are_not_counted_for_strangers() -> None:
    """A count of somebody who is not enrolled is refused."""
    error = kitchen(priced()).objection(served(1))
    assert error is not None
    assert error.code == "unknown"
