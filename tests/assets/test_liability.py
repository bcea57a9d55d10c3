"""Damage and loss: who is liable, what is charged and settled, and the appraisal of a class."""

from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import AppraisalNoted, DamageCharged, DamageSettled
from schoollogistics.assets.entries.codes import Liable
from schoollogistics.journal import Entry
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.assets.stories import YEAR, code_of, damage, found, judge, old, register, sept

CLASS = "三(2)班"


def charge(amount: int = 60, by: str = "王老师") -> DamageCharged:
    """王老师 verifies the amount."""
    return DamageCharged(case="SH-1", amount=yuan(amount), basis="repair", on=sept(10), by=by)


def settle(amount: int, **changes: Any) -> DamageSettled:
    """The party pays."""
    return evolve(DamageSettled(case="SH-1", amount=yuan(amount), on=sept(11), by="王老师"), **changes)


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


@pytest.mark.parametrize(("entry", "code"), [(charge(0), "range"), (charge(by="小明"), "reference")])
def test_what_cannot_be_charged(entry: Entry[Any], code: str) -> None:
    """Not nothing, and not verified by whoever is liable."""
    assert code_of(register(old(), damage(), judge("person", "小明")), entry) == code


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
    [(damage(asset="KZ-9"), "unknown"), (evolve(damage(), count="PD-9"), "reference"), (damage(asset=None), None)],
)
def test_a_report_speaks_of_what_there_is(entry: Entry[Any], code: str | None) -> None:
    """An asset and a count that it names are in the book; a window has no number and needs none."""
    assert code_of(register(old()), entry) == code
