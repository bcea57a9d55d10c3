"""Between the desk and the register: damage to repairs, repairs past mending to disposals, shortages to cases."""

from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.assets import AssetRegister, AssetsMissed
from schoollogistics.errors import LogisticsError, Refused, Unknown
from schoollogistics.inspections import InspectionSchedule
from schoollogistics.journal import Ref
from schoollogistics.office import LogisticsOffice
from schoollogistics.office.flows import cases_from, disposals_from, repairs_from
from schoollogistics.repairs import (
    MaintenanceDone,
    MaintenanceLine,
    RepairCancelled,
    RepairFinished,
    RepairRejected,
    RepairSentBack,
    RepairWorkflow,
)
from tests.assets.stories import (
    allow,
    carry_out,
    charge,
    close,
    damage,
    explain,
    judge,
    letter,
    move,
    old,
    propose,
    scan,
    settle,
)
from tests.journal.witness import AnyEntry, refusal, reversal
from tests.office.stories import (
    BX,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    all_seen,
    assigned,
    finished,
    raised,
    reported,
    triaged,
)

DESK: Final = "KZ-1"
BOOKS: Final = (RepairWorkflow, InspectionSchedule, AssetRegister)
BEYOND: Final[dict[str, Any]] = {
    "disposition": "replace",
    "not_repaired_because": "烧毁",
    "not_substituted_because": "无可代用",
}


def office(*entries: AnyEntry) -> LogisticsOffice:
    """Return an office with a register in which a desk and a lot of chairs stand, and in which all this happened."""
    made = LogisticsOffice(books=BOOKS)
    made.post_all((old(), old("ZY-1", "椅子", quantity=40), *entries))
    return made


# --- links -----------------------------------------------------------------------------------------------------------


@pytest.mark.plan("R05", "R20", "R57")
@pytest.mark.parametrize("field", ["a report", "a finding", "a line of maintenance"])
def test_what_names_an_asset_names_one_of_the_register(field: str) -> None:
    """Reports, findings and maintenance name assets by their numbers; a number that no card has is refused."""

    def naming(asset: str) -> AnyEntry:
        line = MaintenanceLine(place="3-201", asset=asset)
        named: dict[str, AnyEntry] = {
            "a report": reported(asset=asset),
            "a finding": raised(asset=asset),
            "a line of maintenance": MaintenanceDone(scope="桌椅", work="检修", lines=(line,), on=MONDAY, by="赵师傅"),
        }
        return named[field]

    made = office()
    error = made.objection(naming("KZ-9"))
    assert error is not None
    assert error.code == "unknown"
    assert made.objection(naming(DESK)) is None


@pytest.mark.plan("R06", "R08")
def test_whoever_leaves_is_told_what_they_hold() -> None:
    """Custody, rooms and loans stand beside repairs in one list, and what is over has left it."""
    made = office(move(DESK, day=MONDAY, place="3-202", to="赵师傅"), reported(), triaged(), assigned(worker="赵师傅"))
    assert {(held.part, held.key) for held in made.held_by("赵师傅")} == {("custodian", DESK), ("worker", BX)}
    made.post(finished(on=TUESDAY, by="赵师傅"))
    made.post(move(DESK, day=WEDNESDAY, place="3-202", to="李老师"))
    assert {(held.part, held.key) for held in made.held_by("赵师傅")} == {("worker", BX)}


# --- damage to repairs -----------------------------------------------------------------------------------------------


@pytest.mark.plan("R09", "R20")
def test_damage_leads_to_a_repair() -> None:
    """The repair is where the asset stands now, in the words of the report, and is offered once."""
    made = office(move(DESK, day=MONDAY, place="3-202"))
    ref = made.post(damage(day=TUESDAY))
    offered = repairs_from(made, ref)
    expected = reported("BX-0909-01", on=TUESDAY, place="3-202", fault="桌面断裂", asset=DESK, because=ref)
    assert offered == (expected,)
    made.post_all(offered)
    assert repairs_from(made, ref) == ()


@pytest.mark.plan("R09")
def test_a_loss_and_a_reversed_report_need_no_repair() -> None:
    """What is gone cannot be mended, and what was reversed calls for nothing."""
    made = office()
    assert repairs_from(made, made.post(evolve(damage(), loss="loss"))) == ()
    ref = made.post(damage("SH-2"))
    made.post(reversal(made.assets, ref.number, on=MONDAY))
    assert repairs_from(made, ref) == ()


@pytest.mark.plan("R09")
def test_damage_to_nobody_knows_what_is_reported_by_hand() -> None:
    """Without an asset there is no place to send somebody to: the refusal says so."""
    made = office()
    ref = made.post(damage(asset=None))
    error = refusal(lambda: repairs_from(made, ref))
    assert (type(error), error.code) == (Refused, "missing")


# --- repairs to disposals --------------------------------------------------------------------------------------------


def ended(asset: str | None, end: AnyEntry, *before: AnyEntry) -> tuple[LogisticsOffice, Ref]:
    """Return an office where a repair of *asset* came to that *end*, and where this stands."""
    made = office(*before, reported(asset=asset), triaged())
    if isinstance(end, RepairFinished | RepairCancelled):
        made.post(assigned())
    return made, made.post(end)


REPLACED: Final = finished(**BEYOND)
GIVEN_UP: Final = RepairCancelled(repair=BX, reason="无修复价值", on=TUESDAY, by="王老师")
TURNED_DOWN: Final = RepairRejected(repair=BX, reason="无修复价值", on=TUESDAY, by="王老师")


@pytest.mark.plan("R05", "R20")
@pytest.mark.parametrize(
    ("end", "reason"),
    [(REPLACED, "烧毁"), (TURNED_DOWN, "无修复价值"), (GIVEN_UP, "无修复价值")],
    ids=["replaced", "rejected", "cancelled"],
)
def test_what_is_past_mending_is_proposed_for_disposal(end: Any, reason: str) -> None:
    """Replaced, turned down or given up once it was assigned, the asset is proposed for scrapping with the reason of the slip, once, and nothing is posted."""
    made, ref = ended(DESK, end)
    before = all_seen(made)
    (proposal,) = disposals_from(made, ref, by="王老师")
    assert (proposal.disposal, proposal.assets, proposal.manner) == ("CZ-0909-01", (DESK,), "scrap")
    assert (proposal.reason, proposal.on, proposal.by, proposal.because) == (reason, TUESDAY, "王老师", ref)
    assert all_seen(made) == before
    made.post(proposal)
    assert disposals_from(made, ref) == ()


def sent_back() -> tuple[LogisticsOffice, Ref]:
    """Return an office where a replacement was sent back."""
    made, ref = ended(DESK, REPLACED)
    made.post(RepairSentBack(repair=BX, reason="换错", on=WEDNESDAY, by="李老师"))
    return made, ref


def taken_back() -> tuple[LogisticsOffice, Ref]:
    """Return an office where a replacement was reversed."""
    made, ref = ended(DESK, REPLACED)
    made.post(reversal(made.repairs, ref.number, on=WEDNESDAY))
    return made, ref


@pytest.mark.plan("R05")
@pytest.mark.parametrize(
    "case",
    [
        lambda: ended(None, REPLACED),
        lambda: ended("ZY-1", REPLACED),
        lambda: ended(DESK, REPLACED, propose(DESK)),
        lambda: ended(DESK, REPLACED, AssetsMissed(assets=(DESK,), on=MONDAY, by="李老师")),
        sent_back,
        taken_back,
    ],
    ids=["no asset", "a lot", "in a disposal already", "missing", "sent back", "reversed"],
)
def test_nothing_is_proposed_that_does_not_go(case: Any) -> None:
    """A slip without an asset, a piece of a lot, what is in a disposal or missing, and a repair that does not stand, offer nothing."""
    made, ref = case()
    assert disposals_from(made, ref) == ()


# --- shortages to cases ----------------------------------------------------------------------------------------------


def counted(*more: AnyEntry) -> tuple[LogisticsOffice, Ref, Ref]:
    """Return an office with a closed count that lacks two chairs and found the desk broken, and its two sheets."""
    made = office()
    made.post(made.assets.stocktake("PD-1", "monthly", on=MONDAY, by="王老师"))
    made.post(scan("PD-1", (DESK, "3-201", 1, "damaged"), ("ZY-1", "3-201", 38), ("风扇", "3-201", 1)))
    explained = made.post(explain("PD-1", DESK, "ZY-1", "风扇"))
    for entry in more:
        made.post(entry)
    return made, explained, made.post(close())


@pytest.mark.plan("R07", "R09", "P21")
def test_shortage_and_damage_open_cases() -> None:
    """Each item that is short or broken gets a case with its cause and count; what is too many gets none; P21 then holds."""
    made, explained, closed = counted()
    assert "P21" in {breach.rule.code for breach in made.breaches(MONDAY)}
    cases = cases_from(made, closed)
    assert [(each.case, each.what, each.loss, each.asset, each.count) for each in cases] == [
        ("PC-0908-01", "盘点时已损坏：搬运未登记", "damage", DESK, "PD-1"),
        ("PC-0908-02", "盘亏 2 件：搬运未登记", "loss", "ZY-1", "PD-1"),
    ]
    assert [each.case for each in cases_from(made, explained, ahead=1)] == ["PC-0908-02", "PC-0908-03"]
    made.post_all(cases)
    assert (cases_from(made, closed), cases_from(made, explained)) == ((), ())
    assert "P21" not in {breach.rule.code for breach in made.breaches(MONDAY)}


@pytest.mark.plan("R09")
def test_only_what_has_no_case_and_stands_on_the_sheet() -> None:
    """A case that was opened by hand counts, and a sheet speaks of its own lines."""
    made, _, closed = counted(evolve(damage("SH-1"), count="PD-1"))
    assert [each.asset for each in cases_from(made, closed)] == ["ZY-1"]
    again = office()
    again.post(again.assets.stocktake("PD-1", "monthly", on=MONDAY, by="王老师"))
    again.post(scan("PD-1", ("ZY-1", "3-201", 38)))
    sheet = again.post(explain("PD-1", "ZY-1"))
    assert [each.asset for each in cases_from(again, sheet, by="后勤主任")] == ["ZY-1"]
    made.post(reversal(made.assets, closed.number, on=MONDAY))
    assert cases_from(made, closed) == ()


@pytest.mark.plan("P21", "R09")
def test_the_case_of_a_lot_names_the_piece_that_was_split_off() -> None:
    """Once the two chairs that are short have a row of their own, the case is theirs; posted, nothing more is asked for."""
    made, _, closed = counted()
    made.post_all(made.assets.corrections("PD-1", parts={"ZY-1": "ZY-2"}, on=MONDAY, by="王老师"))
    cases = cases_from(made, closed)
    assert [each.asset for each in cases] == [DESK, "ZY-2"]
    made.post_all(cases)
    assert cases_from(made, closed) == ()
    assert {breach.rule.code for breach in made.breaches(MONDAY)}.isdisjoint({"P21"})


@pytest.mark.plan("R09")
def test_what_the_school_has_no_more_gets_no_case() -> None:
    """Written off before anybody asked, the chairs are past being charged: the flow offers what can still be posted."""
    made, _, closed = counted()
    made.post_all(made.assets.corrections("PD-1", parts={"ZY-1": "ZY-2"}, on=MONDAY, by="王老师"))
    made.post_all((propose("ZY-2", manner="loss"), allow(), carry_out("ZY-2")))
    assert [each.asset for each in cases_from(made, closed, on=WEDNESDAY)] == [DESK]


@pytest.mark.plan("R09")
def test_whoever_owes_a_charge_is_told_until_it_is_settled() -> None:
    """From the charge to the last yuan the debtor holds the case, and it is overdue from the day after it was payable."""
    made = office(letter(), damage(), judge("person", "周老师", day=MONDAY))
    assert made.held_by("周老师") == ()
    made.post(charge(60, day=TUESDAY, payable_by=WEDNESDAY))
    assert [(held.lifecycle, held.key, held.part) for held in made.held_by("周老师")] == [("case", "SH-1", "debtor")]
    assert made.overdue(WEDNESDAY) == ()
    assert [(due.what.zh, due.who) for due in made.agenda(WEDNESDAY)] == [("兑现赔偿 60.00 元", "周老师")]
    made.post(settle(40))
    assert [(due.what.zh, due.who, due.last) for due in made.overdue(THURSDAY)] == [
        ("兑现赔偿 20.00 元", "周老师", WEDNESDAY)
    ]
    made.post(settle(20, settled_by="repaired"))
    assert (made.held_by("周老师"), made.overdue(THURSDAY)) == ((), ())
    assert made.assets.of("case")["SH-1"].party == "周老师"


@pytest.mark.plan("R09")
def test_a_charge_without_a_day_is_payable_at_once() -> None:
    """It is due on the day it was made, and overdue from the next."""
    made = office(letter(), damage(), judge("person", "周老师", day=MONDAY), charge(60, day=TUESDAY))
    assert [due.last for due in made.overdue(WEDNESDAY)] == [TUESDAY]


# --- what they refuse ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("flow", [disposals_from, cases_from])
def test_an_entry_that_calls_for_nothing_of_the_kind_is_refused(flow: Any) -> None:
    """The refusal says what the entry is and what it would take; an entry that is not there is unknown."""
    made, ref = ended(DESK, finished())
    error: LogisticsError = refusal(lambda: flow(made, ref))
    assert (type(error), error.code) == (Refused, "type")
    assert "一条" in error.takes.zh
    assert refusal(lambda: flow(made, Ref("repairs", 99))).code == "reference"


def test_an_office_without_the_register_says_so() -> None:
    """Without the book the flow names it."""
    made = LogisticsOffice(books=(RepairWorkflow,))
    made.post_all((reported(), triaged(), assigned(), REPLACED))
    error = refusal(lambda: disposals_from(made, Ref("repairs", 3)))
    assert (type(error), "AssetRegister" in error.text("en")) == (Unknown, True)
