"""Damage and loss: who is liable, what is charged and settled, and the appraisal of a class."""

from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import AppraisalNoted, compensation_form
from schoollogistics.assets.entries.codes import Liable
from schoollogistics.assets.state import Condition
from schoollogistics.errors import LogisticsError, Text
from schoollogistics.journal import Entry, EntryReversed
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.assets.stories import (
    YEAR,
    allow,
    carry_out,
    charge,
    code_of,
    damage,
    found,
    hand_over,
    judge,
    old,
    post,
    propose,
    register,
    sept,
    settle,
    split,
)

CLASS = "三(2)班"


def note() -> AppraisalNoted:
    """The damage goes into the appraisal of the class."""
    return AppraisalNoted(case="SH-1", points=2, on=sept(12), by="政教处")


@pytest.mark.plan("R09", "P13")
@pytest.mark.parametrize(
    ("liable", "party", "status"),
    [
        ("person", "小明", "liable"),
        ("class", CLASS, "liable"),
        ("custodian", "李老师", "liable"),
        ("wear", None, "cleared"),
        ("unknown", None, "cleared"),
    ],
)
def test_who_is_liable(liable: Liable, party: str | None, status: str) -> None:
    """A person, a class or the custodian makes it good; wear and an unknown doer make nobody liable, and nothing is charged (A23)."""
    book = register(old(), damage(), judge(liable, party))
    assert book.of("case")["SH-1"].status == status
    assert (code_of(book, charge()) is None) == (status == "liable")


@pytest.mark.plan("P13")
@pytest.mark.parametrize(
    ("judgement", "code"),
    [
        (judge("person", "小明"), None),
        (judge("person", "小红"), "rule"),
        (judge("class", CLASS), "rule"),
        (judge("custodian", "小明"), "rule"),
        (judge("wear"), "rule"),
        (judge("person"), "missing"),
        (judge("wear", "小明"), "reference"),
    ],
)
def test_whoever_did_it_is_liable(judgement: Entry[Any], code: str | None) -> None:
    """Where the doer is known, nobody else is, unless for a stated reason; a liable side has a name and nobody has none."""
    book = register(old(), damage(done_by="小明"))
    assert code_of(book, judgement) == code
    if code == "rule":
        excused = evolve(judgement, despite=("P13",), note="年久失修，轻碰即断")
        assert code_of(book, excused) is None


@pytest.mark.plan("R09")
def test_a_charge_is_settled_in_parts() -> None:
    """Sixty yuan, forty paid and twenty made good in kind: settled, and the figures count both."""
    book = register(old(), damage(), judge("person", "小明"), charge(60), settle(40))
    assert book.of("case")["SH-1"].status == "charged"
    book.post(settle(20, settled_by="repaired"))
    assert book.of("case")["SH-1"].status == "settled"
    figures = book.figures(Month(2025, 9))
    assert (figures["assets.damage"], figures["assets.charged"], figures["assets.settled"]) == (1, yuan(60), yuan(60))


def test_what_is_waived_is_not_settled_money() -> None:
    """Waiving takes a note, closes the case, and adds nothing to what was made good."""
    book = register(old(), damage(), judge("person", "小明"), charge(60))
    assert code_of(book, settle(60, settled_by="waived")) == "missing"
    book.post(settle(60, settled_by="waived", note="家庭困难，经校务会同意"))
    assert (book.of("case")["SH-1"].status, book.figures(YEAR)["assets.settled"]) == ("settled", 0)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (settle(61), "range"),
        (settle(0), "range"),
        (judge("wear", day=sept(11)), "state"),
        (evolve(settle(10), case="SH-9"), "unknown"),
        (note(), "reference"),
    ],
)
def test_what_cannot_be_settled(entry: Entry[Any], code: str) -> None:
    """Not more than is open, not nothing, nothing else once it is charged, and no class appraisal for a person."""
    book = register(old(), damage(), judge("person", "小明"), charge(60))
    assert code_of(book, entry) == code


@pytest.mark.parametrize(
    ("entry", "code"),
    [(charge(0), "range"), (charge(by="小明"), "reference"), (charge(payable_by=sept(9)), "order")],
)
def test_what_cannot_be_charged(entry: Entry[Any], code: str) -> None:
    """Not nothing, not verified by whoever is liable, and not payable before it was charged."""
    assert code_of(register(old(), damage(), judge("person", "小明")), entry) == code


@pytest.mark.plan("R09", "P13")
@pytest.mark.parametrize(
    ("asset", "amount", "note", "code"),
    [
        ("KZ-1", 180, None, None),
        ("KZ-1", 181, None, "missing"),
        ("KZ-1", 181, "按现价重置", None),
        (None, 9999, None, None),
    ],
)
def test_more_than_the_thing_cost_takes_a_reason(
    asset: str | None, amount: int, note: str | None, code: str | None
) -> None:
    """The desk cost 180: a charge up to that stands, a higher one says why; for a window without a card nothing is compared."""
    book = register(old(cost=180), damage(asset=asset), judge("person", "小明"))
    assert code_of(book, charge(amount, note=note)) == code


@pytest.mark.plan("R09")
@pytest.mark.parametrize(("condition", "expected"), [(None, "good"), ("damaged", "damaged"), ("unusable", "unusable")])
def test_the_card_says_what_the_report_says_of_it(condition: Condition | None, expected: str) -> None:
    """A report that names how the thing is changes its card; one that does not leaves it, and nothing else changes either."""
    book = register(old(), evolve(damage(), condition=condition))
    view = book["KZ-1"]
    assert (view.condition, view.status, view.place, view.custodian) == (expected, "in_use", "3-201", "李老师")
    assert (len(book.history("KZ-1")) == 2) == (condition is not None)


@pytest.mark.plan("D09", "R09")
def test_the_form_says_how_many_pieces_the_case_is_about() -> None:
    """Two chairs of forty were split off and reported: the form shows two, and what they cost, whatever came of them later."""
    book = register(old("ZY-1", "椅子", cost=4000, quantity=40), split("ZY-1", "ZY-2", 2), damage(asset="ZY-2"))
    for entry in (split("ZY-2", "ZY-3", 1, sept(9)), evolve(damage("SH-2", asset=None), what="玻璃破碎")):
        post(book, entry)
    shown = dict(compensation_form(book, "SH-1").head)
    assert (shown[Text("Pieces", "件数")], shown[Text("Cost, yuan", "原值（元）")]) == (2, yuan(200))
    assert dict(compensation_form(book, "SH-2").head)[Text("Pieces", "件数")] is None


@pytest.mark.plan("P21")
def test_a_count_that_a_case_names_is_not_reversed() -> None:
    """The start of a count stands as long as a case or a hand-over rests on it."""
    book = register(old())
    began = book.post(book.stocktake("PD-1", "monthly", on=sept(8), by="王老师"))
    case = book.post(evolve(damage(), count="PD-1"))
    undo = EntryReversed(of=began, reason="误", on=sept(9), by="王老师")
    with pytest.raises(LogisticsError, match="SH-1"):
        book.post(undo)
    book.post(EntryReversed(of=case, reason="误", on=sept(9), by="王老师"))
    slip = book.post(evolve(hand_over("KZ-1", day=sept(9)), count="PD-1"))
    with pytest.raises(LogisticsError, match=str(slip)):
        book.post(undo)
    assert [type(each).__name__ for each in book.of("count").history("PD-1")] == [
        "StocktakeStarted",
        "CustodyHandedOver",
    ]


@pytest.mark.plan("P23")
def test_damage_by_a_class_counts_in_its_appraisal() -> None:
    """From the day a class is held liable it is named until its appraisal says so; damage by a person never is."""
    book = register(old(), damage(), judge("class", CLASS), charge(60), settle(60))
    assert found(book, Month(2025, 9), "P23") == [("P23", sept(9))]
    book.post(note())
    assert found(book, Month(2025, 9), "P23") == []
    assert found(register(old(), damage(), judge("person", "小明")), YEAR, "P23") == []


def test_a_judgement_can_be_changed_before_the_charge() -> None:
    """On appeal the case is cleared, and nobody stands in it as liable any more."""
    book = register(old(), damage(), judge("person", "小明"), judge("wear", day=sept(10)))
    view = book.of("case")["SH-1"]
    assert (view.status, view.liable, view.party) == ("cleared", "wear", None)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (damage(asset="KZ-9"), "unknown"),
        (damage(asset="KZ-2", day=sept(11)), "state"),
        (evolve(damage(), count="PD-9"), "reference"),
        (damage(asset=None), None),
        (evolve(damage(asset=None), condition="damaged"), "missing"),
    ],
)
def test_a_report_speaks_of_what_there_is(entry: Entry[Any], code: str | None) -> None:
    """An asset and a count that it names are in the book, and not gone from it; a window has no number, and no condition."""
    book = register(old(), old("KZ-2"), propose("KZ-2"), allow(), carry_out("KZ-2"))
    assert code_of(book, entry) == code
