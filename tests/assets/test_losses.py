"""What is lost or broken outside a count: it takes a case as well, and the book says that it is gone."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import (
    AssetLet,
    AssetsFound,
    AssetsMissed,
    AssetsTakenBack,
    ConditionRecorded,
    DamageReported,
    LettingEnded,
    LoanItemsLost,
)
from schoollogistics.assets.state import Condition
from schoollogistics.journal import Entry
from schoollogistics.values.money import yuan
from tests.assets.stories import (
    YEAR,
    approved_loan,
    back,
    card,
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


def look(asset: str, condition: Condition) -> ConditionRecorded:
    """Somebody looks at it on the second."""
    return ConditionRecorded(assets=(asset,), condition=condition, on=sept(2), by="王老师")


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


TAKEN_BACK = AssetsTakenBack(
    assets=("KZ-1",), place="仓库", custodian="王老师", condition="damaged", on=sept(4), by="王老师"
)
LET = [
    AssetLet(asset="KZ-2", tenant="某公司", rent=yuan(50), until=sept(20), on=sept(2), by="王老师"),
    LettingEnded(asset="KZ-2", condition="unusable", on=sept(4), by="王老师"),
]


@pytest.mark.plan("P21", "R09")
@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        ([TAKEN_BACK], [("P21", sept(4))]),
        ([evolve(TAKEN_BACK, condition="worn")], []),
        ([TAKEN_BACK, damage(day=sept(4))], []),
        (LET, [("P21", sept(4))]),
        ([*LET, damage(asset="KZ-2", day=sept(4))], []),
        ([evolve(damage(day=sept(2)), condition="damaged"), TAKEN_BACK], []),
        ([evolve(damage(day=sept(2)), condition="damaged"), *LENT, back(day=sept(3), condition="unusable")], []),
        ([look("KZ-1", "damaged"), *LENT, back(day=sept(3), condition="damaged")], []),
        ([look("KZ-1", "damaged"), look("KZ-1", "good"), TAKEN_BACK], [("P21", sept(4))]),
        ([*LENT, back(day=sept(3), condition="damaged"), damage(day=sept(3)), TAKEN_BACK], []),
        ([look("KZ-3", "damaged"), split("KZ-3", "KZ-4", 1, sept(3)), evolve(TAKEN_BACK, assets=("KZ-4",))], []),
    ],
)
def test_only_new_damage_is_asked_about(happened: list[Entry[Any]], expected: list[tuple[str, date]]) -> None:
    """What comes back into the store or from a tenant broken takes a case as a loan does; what was broken before takes none."""
    book = register(old(), card("KZ-2"), old("KZ-3", quantity=2), in_order("3-201", "仓库"), happened)
    assert found(book, YEAR, "P21") == expected
