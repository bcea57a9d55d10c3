"""Who may sign for what: nobody takes things for themselves, judges their own case, wears away a loss or gives to nobody."""

from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import AssetRegister, AssetsMissed
from schoollogistics.errors import LogisticsError, Refused
from schoollogistics.office import LogisticsOffice
from tests.assets.stories import (
    BOUGHT,
    allow,
    charge,
    code_of,
    damage,
    judge,
    move,
    old,
    propose,
    register,
    sept,
    settle,
)


@pytest.mark.plan("P25")
@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"by": "周老师"}, "rule"),
        ({"by": "周老师", "cosigned_by": ("李老师",)}, None),
        ({"by": "李老师"}, None),
        ({"by": "王老师"}, None),
        ({"by": "周老师", "despite": ("P25",), "note": "李老师已离校"}, None),
    ],
)
def test_nobody_takes_things_over_alone(changes: dict[str, Any], code: str | None) -> None:
    """A transfer to whoever wrote the slip needs the signature of whoever kept the thing; one by others does not."""
    assert code_of(register(old()), evolve(move("KZ-1", day=sept(8), to="周老师"), **changes)) == code


@pytest.mark.plan("R09", "P13")
@pytest.mark.parametrize(
    ("loss", "slip", "code"),
    [
        ("loss", judge("wear"), "reference"),
        ("loss", judge("unknown"), None),
        ("damage", judge("wear"), None),
        ("damage", evolve(judge("person", "小明"), by="小明"), "reference"),
        ("damage", evolve(judge("unknown"), by="王老师"), None),
    ],
)
def test_a_case_is_judged_by_others_and_wear_loses_nothing(loss: Any, slip: Any, code: str | None) -> None:
    """Natural wear clears damage, not a loss; whoever is to be liable does not say so."""
    assert code_of(register(old(), evolve(damage(), loss=loss)), slip) == code


@pytest.mark.plan("P13")
def test_the_doer_does_not_judge() -> None:
    """Not even to let somebody else pay for it."""
    slip = evolve(judge("unknown"), by="小明")
    assert code_of(register(old(), damage(done_by="小明")), slip) == "reference"


@pytest.mark.plan("R05")
@pytest.mark.parametrize(
    ("manner", "receiver", "code"),
    [
        ("donation", None, "missing"),
        ("transfer", None, "missing"),
        ("donation", "希望小学", None),
        ("scrap", None, None),
    ],
)
def test_what_is_given_away_has_a_receiver(manner: Any, receiver: str | None, code: str | None) -> None:
    """A donation and a transfer out name the receiver on the slip that proposes them."""
    assert code_of(register(old()), evolve(propose("KZ-1", manner=manner), receiver=receiver)) == code


@pytest.mark.plan("P11", "P25")
def test_whoever_kept_what_is_missing_answers_for_it() -> None:
    """It is among what they keep; it is not handed over, and without anything else there is no slip."""
    book = register(old(), old("KZ-2"), AssetsMissed(assets=("KZ-1",), on=BOUGHT, by="李老师"))
    assert book.kept_by("李老师") == ("KZ-1", "KZ-2")
    slip = book.handover("李老师", "周老师", on=sept(8))
    assert (slip.assets, slip.missing) == (("KZ-2",), ("KZ-1",))
    for listed in ((), ("KZ-2",), ("KZ-1", "KZ-2")):
        refused = book.objection(evolve(slip, missing=listed))
        assert refused is not None
        assert (refused.code, refused.fields) == ("reference", ("missing",))
    book.post(slip)
    with pytest.raises(Refused, match="KZ-1") as caught:
        book.handover("李老师", "周老师", on=sept(8))
    assert caught.value.code == "missing"
    with pytest.raises(LogisticsError, match="名下没有资产"):
        book.handover("孙老师", "周老师", on=sept(8))


@pytest.mark.plan("R09", "R05", "P21")
def test_open_cases_and_disposals_are_in_somebodys_hands() -> None:
    """Whoever reported a case holds it until it is charged, whoever proposed a disposal until it is done or turned down."""
    office = LogisticsOffice(books=(AssetRegister,))
    office.post_all((old(custodian=None), old("KZ-2", custodian=None), damage(), propose("KZ-2")))

    def held(person: str) -> list[tuple[str, str, str]]:
        return [(each.key, each.part, each.status) for each in office.held_by(person)]

    assert held("李老师") == [("SH-1", "reporter", "reported")]
    assert held("王老师") == [("CZ-1", "proposer", "proposed")]
    office.post_all((judge("person", "小明"), allow()))
    assert (held("李老师"), held("王老师")) == (
        [("SH-1", "reporter", "liable")],
        [("CZ-1", "proposer", "approved")],
    )
    office.post_all((charge(60), settle(60)))
    assert held("李老师") == []
