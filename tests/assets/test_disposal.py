"""Disposal: proposed on one slip, approved up to the level its value calls for, and gone from the ledger."""

from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import AssetLet, AssetsMissed, DisposalTurnedDown
from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Entry, EntryReversed, Ref
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.assets.stories import (
    PLAN,
    THE_9TH,
    allow,
    approved_loan,
    card,
    carry_out,
    code_of,
    lend,
    move,
    old,
    propose,
    register,
    sept,
    split,
    value,
)

TIERS = evolve(
    PLAN,
    values=(
        *PLAN.values,
        value("R05.school_unit", yuan(1000)),
        value("R05.school_batch", yuan(5000)),
        value("R05.authority_unit", yuan(50_000)),
        value("R05.authority_batch", yuan(100_000)),
    ),
)


@pytest.mark.plan("R05")
@pytest.mark.parametrize(
    ("costs", "quantity", "levels", "code"),
    [
        ((1000,), 1, ("school",), None),
        ((1001,), 1, ("school",), "rule"),
        ((1001,), 1, ("school", "authority"), None),
        ((900,) * 6, 1, ("school",), "rule"),
        ((900,) * 5, 1, ("school",), None),
        ((4500,), 45, ("school",), None),
        ((50_001,), 1, ("school", "authority"), "rule"),
        ((50_001,), 1, ("school", "authority", "finance"), None),
    ],
)
def test_who_has_to_approve(costs: tuple[int, ...], quantity: int, levels: tuple[Any, ...], code: str | None) -> None:
    """The dearest piece and the whole batch decide the level; a lot counts by its pieces. The limits are the school's values."""
    cards = [old(f"KZ-{n}", cost=cost, quantity=quantity) for n, cost in enumerate(costs)]
    assets = [each.asset for each in cards]
    book = register(cards, propose(*assets), (allow(level) for level in levels), setting=TIERS)
    assert code_of(book, carry_out(*assets)) == code


def test_without_limits_one_approval_will_do() -> None:
    """No number is law here: a school that states none approves by itself, but does approve."""
    book = register(old(cost=10**6), propose("KZ-1"))
    assert code_of(book, carry_out("KZ-1")) == "state"
    book.post(allow())
    assert code_of(book, carry_out("KZ-1")) is None


def test_disposed_of_without_the_authority_stays_in_sight() -> None:
    """Carried out with a note before the letter came, it is a breach with that note."""
    excused = evolve(carry_out("KZ-1"), despite=("R05.approval",), note="批文在途")
    book = register(old(cost=9999), propose("KZ-1"), allow(), excused, setting=TIERS)
    assert [each.note for each in book.breaches(sept(10)) if each.rule.code == "R05.approval"] == ["批文在途"]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (allow("authority"), "order"),
        (evolve(allow(), disposal="CZ-9"), "unknown"),
        (propose("KZ-1", disposal="CZ-2"), "state"),
        (lend("JY-1", "KZ-1", day=sept(9), due=sept(20)), "state"),
        (split("KZ-1", "KZ-7", 1, sept(9)), "range"),
        (move("KZ-1", day=sept(9), place="3-202"), "state"),
        (AssetsMissed(assets=("KZ-1",), on=sept(9), by="李老师"), "state"),
    ],
)
def test_what_is_proposed_stays_where_it_is(entry: Entry[Any], code: str) -> None:
    """Levels come from below, each once; what is proposed is not proposed again, lent or moved."""
    assert code_of(register(old(), propose("KZ-1")), entry) == code


@pytest.mark.plan("R05")
@pytest.mark.parametrize(("by", "code"), [("王老师", "reference"), ("校长", None)])
def test_nobody_approves_what_they_proposed(by: str, code: str | None) -> None:
    """Whoever proposed the disposal does not sign for any level, and no note makes up for the other signature."""
    book = register(old(), propose("KZ-1"))
    approval = evolve(allow(), by=by)
    assert code_of(book, approval) == code
    if code:
        assert code_of(book, evolve(approval, despite=("R05.approval",), note="校长外出")) == code


def test_a_level_approves_once() -> None:
    """The school's second approval is refused; next is the authority."""
    book = register(old(), propose("KZ-1"), allow())
    assert code_of(book, allow()) == "already"
    assert code_of(book, allow("authority")) is None


def test_turned_down_it_is_what_it_was() -> None:
    """After a refusal the asset is in use, where it was and with whom; it can be proposed anew."""
    down = DisposalTurnedDown(disposal="CZ-1", reason="尚可使用", on=sept(9), by="校长")
    book = register(old(), propose("KZ-1"), down)
    assert (book["KZ-1"].status, book["KZ-1"].place, book["KZ-1"].custodian) == ("in_use", "3-201", "李老师")
    assert code_of(book, propose("KZ-1", disposal="CZ-2", day=sept(10))) is None


@pytest.mark.parametrize(
    ("before", "entry", "code"),
    [
        ([], propose(), "missing"),
        ([], propose("KZ-9"), "unknown"),
        ([], propose("KZ-1", manner="loss"), "state"),
        ([AssetsMissed(assets=("KZ-1",), on=sept(2), by="李老师")], propose("KZ-1"), "state"),
        ([AssetsMissed(assets=("KZ-1",), on=sept(2), by="李老师")], propose("KZ-1", manner="loss"), None),
        (approved_loan(day=sept(2), due=sept(20)), propose("KZ-1"), "state"),
        ([AssetLet(asset="KZ-2", tenant="某公司", rent=yuan(9), until=sept(20), on=sept(2), by="王老师")],
         propose("KZ-2"), "state"),
        ([propose("KZ-1"), allow()], carry_out("KZ-1", "KZ-2"), "reference"),
        ([propose("KZ-1"), allow(), carry_out("KZ-1")], carry_out("KZ-1"), "already"),
        ([propose("KZ-1"), allow(), carry_out("KZ-1")], move("KZ-1", day=sept(11), place="3-202"), "state"),
    ],
)  # fmt: skip
def test_what_cannot_be_disposed_of(before: list[Entry[Any]], entry: Entry[Any], code: str | None) -> None:
    """Nothing, the unknown, the lent, the let; lost means missing and missing means lost; the list stays; gone is gone."""
    assert code_of(register(old(), card("KZ-2"), before), entry) == code


@pytest.mark.plan("D01", "P12")
def test_what_is_gone_is_gone_from_the_ledger() -> None:
    """The class loses pieces and cost on the day, and so do the figures."""
    book = register(old(cost=180, quantity=3), card("KZ-2", cost=200), propose("KZ-1"), allow(), carry_out("KZ-1"))
    (line,) = book.ledger(Month(2025, 9))
    assert (line.opening, line.increase) == ((3, yuan(180)), (1, yuan(200)))
    assert (line.decrease, line.closing) == ((3, yuan(180)), (1, yuan(200)))
    figures = book.figures(Month(2025, 9))
    assert (figures["assets.disposed"], figures["assets.disposed_value"]) == (1, yuan(180))


@pytest.mark.parametrize(
    "later",
    [
        approved_loan("JY-1", "KZ-1", day=sept(10), due=sept(30)),
        [AssetsMissed(assets=("KZ-1",), on=sept(10), by="李老师")],
        [propose("KZ-1", day=sept(10), disposal="CZ-2")],
    ],
)
def test_a_refusal_is_not_reversed_once_the_thing_moved_on(later: list[Entry[Any]]) -> None:
    """Turned down, then lent, missed or proposed again: the first slip cannot come back and dispose of it."""
    refused = DisposalTurnedDown(disposal="CZ-1", reason="尚可使用", on=THE_9TH, by="校长")
    book = register(old(), propose("KZ-1"), refused, later)
    with pytest.raises(LogisticsError, match="KZ-1"):
        book.post(EntryReversed(of=Ref("assets", 2), reason="误", on=sept(11), by="王老师"))
