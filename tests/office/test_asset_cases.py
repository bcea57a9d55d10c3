"""What follows for the cards and the purse: a mended thing is good again, a loss on loan and a half broken lot get cases."""

from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import AssetRenumbered, AssetsMissed, AssetsTakenBack, LoanItemsLost
from schoollogistics.journal import Ref
from schoollogistics.office import LogisticsOffice
from schoollogistics.office.flows import cases_from, conditions_from
from tests.assets.stories import approved_loan, back, close, damage, explain, scan
from tests.journal.witness import AnyEntry, refusal, reversal
from tests.office.stories import MONDAY, THURSDAY, TUESDAY, WEDNESDAY, accepted, assigned, finished, reported, triaged
from tests.office.test_asset_flows import BEYOND, DESK, office

BROKEN = evolve(damage(day=MONDAY), condition="damaged")


def mended(*before: AnyEntry, **how: Any) -> tuple[LogisticsOffice, Any]:
    """Return an office where the desk was repaired and the repair accepted, and where the acceptance stands."""
    made = office(*before, reported(asset=DESK), triaged(), assigned(), finished(**how))
    return made, made.post(accepted())


@pytest.mark.plan("R05", "R20")
def test_what_was_repaired_is_good_again() -> None:
    """Once the repair is accepted one slip says that the desk is good, and then nothing more follows."""
    made, end = mended(BROKEN)
    (slip,) = conditions_from(made, end)
    assert (slip.assets, slip.condition, slip.on, slip.by, slip.because) == ((DESK,), "good", WEDNESDAY, "李老师", end)
    made.post(slip)
    assert made.assets[DESK].condition == "good"
    assert conditions_from(made, end) == ()


@pytest.mark.plan("R05", "R20")
@pytest.mark.parametrize(
    ("before", "how"),
    [
        ((), {}),
        ((BROKEN,), BEYOND),
        ((BROKEN, AssetsMissed(assets=(DESK,), on=MONDAY, by="李老师")), {}),
    ],
)
def test_what_a_repair_does_not_mend(before: tuple[AnyEntry, ...], how: dict[str, Any]) -> None:
    """A desk that was good on its card, one that was replaced, and one that is missing: nothing is recorded."""
    made, end = mended(*before, **how)
    assert conditions_from(made, end) == ()


@pytest.mark.plan("R05", "R20")
def test_what_was_renumbered_meanwhile_is_good_under_its_number() -> None:
    """The repair names the wrong number, the slip the right one."""
    made = office(BROKEN, reported(asset=DESK), triaged(), assigned(), finished())
    made.post(AssetRenumbered(asset=DESK, into="KZ-21", note="录入时错位", on=TUESDAY, by="王老师"))
    (slip,) = conditions_from(made, made.post(accepted()))
    assert slip.assets == ("KZ-21",)


@pytest.mark.plan("R20")
def test_only_an_acceptance_mends() -> None:
    """A finished repair is refused, and an acceptance that was taken back gives nothing."""
    made, end = mended(BROKEN)
    assert refusal(lambda: conditions_from(made, Ref("repairs", end.number - 1))).code == "type"
    made.post(reversal(made.repairs, end.number, on=THURSDAY))
    assert conditions_from(made, end) == ()


KEPT = AssetsTakenBack(assets=(DESK,), place="仓库", custodian="王老师", condition="damaged", on=TUESDAY, by="王老师")
LENT = approved_loan("JY-1", DESK, day=MONDAY, due=THURSDAY)


@pytest.mark.plan("P21", "R08", "R09")
@pytest.mark.parametrize(
    ("before", "told", "expected"),
    [
        (
            LENT,
            LoanItemsLost(loan="JY-1", assets=(DESK,), reason="外出遗失", on=TUESDAY, by="周老师"),
            [("loss", "借出遗失（借用人 周老师）：外出遗失")],
        ),
        (LENT, back("JY-1", DESK, day=TUESDAY, condition="damaged"), [("damage", "归还时损坏（借用人 周老师）：课桌")]),
        (LENT, back("JY-1", DESK, day=TUESDAY, condition="good"), []),
        ([], KEPT, [("damage", "退库时损坏：课桌")]),
        ([BROKEN], KEPT, []),
        ([BROKEN, *LENT], back("JY-1", DESK, day=TUESDAY, condition="damaged"), []),
        ([], AssetsMissed(assets=(DESK,), on=TUESDAY, by="李老师"), [("loss", "待查：课桌")]),
    ],
)
def test_a_loss_outside_a_count_opens_a_case(
    before: list[AnyEntry], told: AnyEntry, expected: list[tuple[str, str]]
) -> None:
    """What is lost on loan, brought back broken or missed gets its case; posted, P21 asks no more and nothing follows."""
    made = office(*before)
    ref = made.post(told)
    cases = cases_from(made, ref)
    assert [(each.loss, each.what) for each in cases] == expected
    made.post_all(cases)
    assert cases_from(made, ref) == ()
    assert "P21" not in {breach.rule.code for breach in made.breaches(TUESDAY)}


@pytest.mark.plan("P21", "R07", "R09")
def test_a_lot_short_and_broken_gets_two_cases() -> None:
    """Of forty chairs two are nowhere and three broken: each part is a case of its own, with its pieces and its row."""
    made = office()
    made.post(made.assets.stocktake("PD-1", "monthly", on=MONDAY, by="王老师"))
    made.post(scan("PD-1", (DESK, "3-201", 1), ("ZY-1", "3-201", 35), ("ZY-1", "3-201", 3, "damaged")))
    made.post(explain("PD-1", "ZY-1"))
    closed = made.post(close())
    made.post_all(made.assets.corrections("PD-1", parts={"ZY-1": ("ZY-2", "ZY-3")}, on=MONDAY, by="王老师"))
    cases = cases_from(made, closed)
    assert [(each.what, each.loss, each.asset) for each in cases] == [
        ("盘亏 2 件：搬运未登记", "loss", "ZY-3"),
        ("盘点时损坏 3 件：搬运未登记", "damage", "ZY-2"),
    ]
    made.post_all(cases)
    assert cases_from(made, closed) == ()
