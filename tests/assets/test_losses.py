"""What is lost or broken outside a count: it takes a case as well, and the book says that it is gone."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import AssetsFound, AssetsMissed, DamageReported, LoanItemsLost
from schoollogistics.journal import Entry
from tests.assets.stories import (
    YEAR,
    approved_loan,
    back,
    damage,
    found,
    in_order,
    old,
    post,
    register,
    sept,
    split,
)

LENT = approved_loan(day=sept(2), due=sept(30))
LOST = LoanItemsLost(loan="JY-1", assets=("KZ-1",), reason="外出遗失", on=sept(3), by="周老师")
MISSED = AssetsMissed(assets=("KZ-1",), on=sept(3), by="李老师")
AGAIN = AssetsFound(assets=("KZ-1",), place="3-201", custodian="李老师", on=sept(4), by="李老师")


def case(day: date, **changes: Any) -> DamageReported:
    """A loss is reported."""
    return evolve(damage(day=day), loss="loss", **changes)


@pytest.mark.plan("P21", "R08")
@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        ([*LENT, LOST], [("P21", sept(3))]),
        ([*LENT, LOST, case(sept(4))], []),
        ([*LENT, LOST, damage(day=sept(4))], [("P21", sept(3))]),
        ([*LENT, LOST, AGAIN], []),
        ([*LENT, back(day=sept(3))], []),
        ([*LENT, back(day=sept(3), condition="damaged")], [("P21", sept(3))]),
        ([damage(day=sept(2)), *LENT, back(day=sept(3), condition="damaged")], [("P21", sept(3))]),
        ([*LENT, back(day=sept(3), condition="damaged"), damage(day=sept(3))], []),
        ([MISSED], [("P21", sept(3))]),
        ([case(sept(2)), MISSED], []),
        ([MISSED, AGAIN, evolve(MISSED, on=sept(5))], [("P21", sept(5))]),
        ([case(sept(2)), MISSED, AGAIN, evolve(MISSED, on=sept(5))], [("P21", sept(5))]),
    ],
)
def test_every_loss_is_asked_about(happened: list[Entry[Any]], expected: list[tuple[str, date]]) -> None:
    """Lost on loan, brought back broken or missed: each takes a case of its kind, until it turns up."""
    assert found(register(old(), in_order("3-201"), happened), YEAR, "P21") == expected


@pytest.mark.plan("P21")
def test_a_case_of_the_part_is_one_of_the_lot() -> None:
    """The lost chair was split off the lot that the case names."""
    book = register(old(quantity=5), in_order("3-201"), case(sept(2)), split("KZ-1", "KZ-2", 1, sept(2)))
    post(book, evolve(MISSED, assets=("KZ-2",)))
    assert found(book, YEAR, "P21") == []


@pytest.mark.plan("P12", "R09")
@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        ([case(sept(3))], [("P12", sept(3))]),
        ([case(sept(3)), MISSED], []),
        ([MISSED, case(sept(3))], []),
        ([case(sept(3), asset=None)], []),
        ([damage(day=sept(3))], []),
    ],
)
def test_what_is_reported_lost_is_missed_on_the_books(
    happened: list[Entry[Any]], expected: list[tuple[str, date]]
) -> None:
    """A case of a loss leaves the card as it is: the book says so until the thing is missed."""
    assert found(register(old(), in_order("3-201"), happened), YEAR, "P12") == expected
