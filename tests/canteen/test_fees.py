"""Fees that are not counted by the meal, given back after they were earned, and the days somebody did without."""

from typing import Any

import pytest
from attrs import evolve

from schoollogistics.canteen.lifecycle import INCOME_EARNED
from schoollogistics.canteen.rules import R42_UNREFUNDED
from schoollogistics.canteen.rules.accounts import RETURNED
from schoollogistics.journal import Value
from schoollogistics.values.money import yuan
from tests.canteen.stories import (
    BANK,
    CLERK,
    FROM,
    PLAN,
    SEPTEMBER,
    enrolled,
    fees_earned,
    fees_returned,
    kitchen,
    paid,
    priced,
    refunded,
    sept,
    served,
    stopped,
)


@pytest.mark.plan("R43")
def test_monthly_fee_is_earned() -> None:
    """A fee by the month is income when it is earned, not when it is paid, and counts no meals."""
    book = kitchen(enrolled(), paid(300), fees_earned(280))
    result = book.results(SEPTEMBER)[0]
    assert (result.income, result.meals, book["三1班"].prepaid, result.cost_per_meal) == (yuan(280), 0, 20, None)


@pytest.mark.plan("R43")
def test_fees_given_back_are_less_income() -> None:
    """What was earned and is given back comes off the income as a line of its own, to the diner's credit, and no more than was earned."""
    book = kitchen(enrolled(), priced(price=7), paid(100), served(10), fees_earned(5, on=sept(20)))
    error = book.objection(fees_returned("75.01"))
    assert error is not None
    assert error.code == "insufficient"
    book.post(fees_returned(14))
    assert book.figures(SEPTEMBER)[INCOME_EARNED] == 61
    assert book.figures(SEPTEMBER).parts(INCOME_EARNED)["pupils", "fee", RETURNED] == -14
    assert (book["三1班"].prepaid, book["三1班"].charged) == (39, 61)


@pytest.mark.plan("R42")
@pytest.mark.parametrize(("unrefunded", "amount"), [(None, 21), (1, 14), (9, None)])
def test_days_without_meals(unrefunded: int | None, amount: int | None) -> None:
    """Days of absence count by the days on which the meal was served, less the first ones that the school keeps."""
    values = () if unrefunded is None else (Value(R42_UNREFUNDED, unrefunded, FROM, "校务会"),)
    school = evolve(PLAN, values=(*PLAN.values, *values))
    days = [day for day in SEPTEMBER if day.weekday() < 5 and day.day > 2]
    book = kitchen(enrolled(), priced(price=7), paid(9000), stopped(sept(11), sept(15)), setting=school)
    for day in days:
        book.post(served(39 if sept(11) <= day <= sept(15) else 40, on=day))
    absences = book.absences(SEPTEMBER)
    assert [each.amount for each in absences] == ([] if amount is None else [amount])
    slips = book.absence_refunds(SEPTEMBER, on=sept(30), by=CLERK, bank=BANK, reason="停餐")
    assert [line.amount for slip in slips for line in slip.lines] == ([] if amount is None else [amount])
    assert book.absences(sept(12)) == () if amount is None else book.absences(sept(12))[0].amount == 7
    for slip in slips:
        book.post(slip)


def test_no_more_is_paid_back_than_is_there() -> None:
    """Who has not paid in advance gets nothing back, and who has paid a part no more than that."""
    book = kitchen(enrolled(), enrolled("三2班"), priced(), paid(10), stopped(sept(8), sept(9), 2))
    for day in (sept(8), sept(9)):
        book.post(served(1, "三2班", on=day))
    (slip,) = book.absence_refunds(SEPTEMBER, on=sept(30), by=CLERK, bank=BANK, reason="停餐")
    assert [(line.diner, line.amount) for line in slip.lines] == [("三1班", yuan(10))]
    book.post(refunded(10))
    assert book.absence_refunds(SEPTEMBER, on=sept(30), by=CLERK, bank=BANK, reason="停餐") == ()


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (stopped(sept(9), sept(8)), "order"),
        (evolve(stopped(sept(8), sept(9)), meal="夜宵"), "unknown"),
        (evolve(stopped(sept(8), sept(9)), meal="教工午餐"), "rule"),
        (fees_earned(0), "range"),
        (evolve(fees_earned(1), lines=()), "missing"),
        (evolve(fees_returned(1), lines=fees_returned(1).lines * 2), "duplicate"),
        (stopped(sept(8), sept(9), diner="路人"), "unknown"),
    ],
)
def test_slip_without_sense(entry: Any, code: str) -> None:
    """A stop that ends before it begins, of a meal nobody offers or others eat, and fees of nothing are refused."""
    error = kitchen(enrolled(), priced(), priced("教工午餐", 12, "staff")).objection(entry)
    assert error is not None
    assert error.code == code
