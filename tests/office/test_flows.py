"""Flows: what one entry calls for in another book, as entries to post; each offered once, and none posted by itself."""

from collections.abc import Callable
from datetime import time
from typing import Any

import pytest

from schoollogistics.errors import Refused, Unknown
from schoollogistics.inspections import FindingCorrected, FindingDismissed, FindingOpened, InspectionSchedule
from schoollogistics.journal import Ref
from schoollogistics.office import LogisticsOffice
from schoollogistics.office.flows import findings_from, fixes_from, repairs_from
from schoollogistics.repairs import MaintenanceDone, MaintenanceLine, RepairMerged, RepairOpened, RepairWorkflow
from tests.journal.witness import AnyEntry, objection, refusal, reversal
from tests.office.stories import (
    BX,
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    YH,
    accepted,
    added,
    all_seen,
    assigned,
    check,
    closed,
    finished,
    fixed,
    given,
    line,
    office,
    raised,
    rechecked,
    refs,
    reported,
    triaged,
)

CHECK = Ref("inspections", 0)
TWO_FAULTS = check(
    line("灯管", place="3-201"), line("开关", "ok"), line("灯座", "fixed"), line("镇流器", place="3-202")
)
Flow = Callable[[LogisticsOffice, Ref], tuple[Any, ...]]


def serviced(**more: Any) -> MaintenanceDone:
    """Return a record of maintenance that found two faults."""
    lines = (
        MaintenanceLine(place="3-201", thing="遥控器", result="fault", remark="失灵", asset="D-17"),
        MaintenanceLine(place="3-202", result="serviced"),
        MaintenanceLine(place="3-203", result="fault", remark="漏水"),
    )
    return MaintenanceDone(**{"scope": "空调", "work": "清洗", "lines": lines, "on": MONDAY, "by": "赵师傅", **more})


@pytest.mark.plan("R57", "P90")
def test_a_check_with_faults_leads_to_repairs() -> None:
    """Every fault, and only a fault, becomes a report: where, what, when, by whom, and because of which check."""
    made = office(
        check(line("灯管", place="3-201"), line("开关", "ok"), line("镇流器", place=None), at=time(9, 30), area="走廊")
    )
    assert repairs_from(made, CHECK) == (
        reported("BX-0908-01", fault="灯管：不亮", because=CHECK, by="赵师傅", at=time(9, 30)),
        reported("BX-0908-02", place="走廊", fault="镇流器：不亮", because=CHECK, by="赵师傅", at=time(9, 30)),
    )


@pytest.mark.plan("R57")
def test_a_check_with_faults_leads_to_findings() -> None:
    """The same faults become findings, of the severity that is asked for; without a place the scope says where."""
    made = office(check(line("灯管", place=None), scope="操场照明"))
    assert findings_from(made, CHECK, "major") == (raised(YH, place="操场照明", severity="major", because=CHECK),)


@pytest.mark.plan("R57", "R21", "R20")
def test_maintenance_with_faults_leads_to_repairs_or_findings() -> None:
    """What maintenance found goes on in the words of its record, with place and asset."""
    made = office(added("D-17"), serviced())
    ref = refs(made, MaintenanceDone)[0]
    repairs = repairs_from(made, ref)
    assert [(each.place, each.fault, each.asset) for each in repairs] == [
        ("3-201", "遥控器：失灵", "D-17"),
        ("3-203", "漏水", None),
    ]
    assert [each.what for each in findings_from(made, ref)] == ["遥控器：失灵", "漏水"]


SOURCES: dict[str, tuple[AnyEntry, Flow, int]] = {
    "a check, repairs": (TWO_FAULTS, repairs_from, 2),
    "a check, findings": (TWO_FAULTS, findings_from, 2),
    "maintenance, repairs": (serviced(), repairs_from, 2),
    "maintenance, findings": (serviced(), findings_from, 2),
    "a finding": (raised(), repairs_from, 1),
}


@pytest.mark.parametrize("case", SOURCES)
def test_a_flow_posts_nothing_and_offers_nothing_twice(case: str) -> None:
    """Asked twice it answers the same and no book has changed; what it offers can be posted in one batch, and is then not offered again."""
    entry, flow, count = SOURCES[case]
    made = office(added("D-17"))
    ref = made.post(entry)
    before = all_seen(made)
    offered = flow(made, ref)
    assert (len(offered), flow(made, ref), all_seen(made)) == (count, offered, before)
    assert len(set(made.post_all(offered))) == count
    assert flow(made, ref) == ()
    assert repairs_from(made, ref) == ()


def test_numbers_go_on_where_the_book_stands() -> None:
    """Each entry has a number of its own behind those in the book, and keeps their width."""
    made = office(TWO_FAULTS, reported("BX-0908-09"), reported("BX-0908-010"), raised("YH-0908-99"))
    assert [each.repair for each in repairs_from(made, CHECK)] == ["BX-0908-011", "BX-0908-012"]
    assert [each.finding for each in findings_from(made, CHECK)] == ["YH-0908-100", "YH-0908-101"]


FOLLOWED: dict[str, tuple[list[AnyEntry], list[str]]] = {
    "nothing": ([], ["灯管：不亮", "镇流器：不亮"]),
    "the second in its words": ([reported(place="3-202", fault="镇流器：不亮", because=CHECK)], ["灯管：不亮"]),
    "the second twice": (
        [
            reported(place="3-202", fault="镇流器：不亮", because=CHECK),
            raised(place="3-202", what="镇流器：不亮", because=CHECK),
        ],
        ["灯管：不亮"],
    ),
    "one in other words": ([reported(fault="坏了", because=CHECK)], ["镇流器：不亮"]),
    "both, one in other words": (
        [reported(place="3-202", fault="坏了", because=CHECK), raised(because=CHECK)],
        [],
    ),
    "the same words without the cause": ([reported(fault="灯管：不亮")], ["灯管：不亮", "镇流器：不亮"]),
    "something else because of it": ([check(because=CHECK)], ["灯管：不亮", "镇流器：不亮"]),
}


@pytest.mark.plan("R57")
@pytest.mark.parametrize("case", FOLLOWED)
def test_only_what_is_left_is_offered(case: str) -> None:
    """A partly followed check offers the rest: the same words stand for their fault, other words for one of their place."""
    entries, left = FOLLOWED[case]
    made = office(TWO_FAULTS, *entries)
    assert [each.fault for each in repairs_from(made, CHECK)] == left
    assert [each.what for each in findings_from(made, CHECK)] == left


def test_a_reversed_report_counts_no_more() -> None:
    """Once the report is reversed, its fault is offered again."""
    made = office(check(line()), reported(because=CHECK))
    assert repairs_from(made, CHECK) == ()
    made.post(reversal(made.repairs, 0, on=MONDAY))
    assert len(repairs_from(made, CHECK)) == 1


def test_nothing_comes_of_a_reversed_entry() -> None:
    """A check, a finding or an acceptance that was reversed calls for nothing."""
    made = office(check(line()), raised(), added("D-17"))
    ends = [made.post(each) for each in (reported(because=Ref("inspections", 1)), triaged(), assigned(), finished())]
    end = made.post(accepted())
    assert len(ends) == 4
    made.post(reversal(made.repairs, end.number, on=THURSDAY))
    made.post(reversal(made.inspections, 1, on=MONDAY))
    made.post(reversal(made.inspections, 0, on=MONDAY))
    assert (repairs_from(made, CHECK), findings_from(made, CHECK)) == ((), ())
    assert (repairs_from(made, Ref("inspections", 1)), fixes_from(made, end)) == ((), ())


def test_a_finding_is_repaired_as_it_stands_now() -> None:
    """A corrected finding is reported with its corrections; one carried in from paper as well."""
    corrected = FindingCorrected(finding=YH, place="3-202", what="灯座松动", on=MONDAY, by="王老师", note="看错门牌")
    made = office(raised(), corrected)
    assert [(each.place, each.fault) for each in repairs_from(made, CHECK)] == [("3-202", "灯座松动")]
    old = FindingOpened(
        finding="YH-1",
        place="操场",
        what="护栏松动",
        severity="major",
        found_on=MONDAY,
        finders=("赵师傅",),
        on=FRIDAY,
        by="王老师",
    )
    ref = made.post(old)
    assert [(each.place, each.fault, each.because) for each in repairs_from(made, ref)] == [("操场", "护栏松动", ref)]


@pytest.mark.parametrize(
    "steps",
    [
        [given(), fixed()],
        [given(), fixed(), rechecked(), closed()],
        [FindingDismissed(finding=YH, reason="误报", on=MONDAY, by="王老师")],
    ],
    ids=["fixed", "closed", "dismissed"],
)
def test_what_is_settled_needs_no_repair(steps: list[AnyEntry]) -> None:
    """A finding that is fixed, closed or dismissed leads to no repair."""
    made = office(raised())
    assert len(repairs_from(made, CHECK)) == 1
    for entry in steps:
        made.post(entry)
    assert repairs_from(made, CHECK) == ()


FINDING = Ref("inspections", 0)


def repaired(*before: AnyEntry, **finish: Any) -> tuple[LogisticsOffice, Ref]:
    """Return an office where a finding went through repair, and the acceptance."""
    made = office(raised(), given())
    for entry in (reported(because=FINDING), triaged(), assigned(), *before, finished(**finish)):
        made.post(entry)
    return made, made.post(accepted())


@pytest.mark.plan("R57", "P96")
def test_an_accepted_repair_fixes_its_finding() -> None:
    """The fix has the work, the repair, the day of acceptance, and everybody who had a hand in it, so none of them re-checks."""
    made, end = repaired(cosigned_by=("孙师傅",))
    fixes = fixes_from(made, end)
    assert fixes == (fixed(repair=BX, work="换灯管", by="钱师傅", cosigned_by=("孙师傅",), because=end),)
    assert (fixes_from(made, end), made.inspections[YH].status) == (fixes, "assigned")
    made.post_all(fixes)
    assert fixes_from(made, end) == ()
    for person in ("钱师傅", "孙师傅"):
        error = objection(made.inspections, rechecked(by=person))
        assert (error.rule and error.rule.code) == "P96"
    made.post(rechecked())
    made.post(closed())


def test_a_repair_of_no_finding_fixes_none() -> None:
    """Neither a report of a teacher, nor one of a check, nor one carried in from paper has a finding behind it."""
    old = RepairOpened(
        repair="BX-1",
        place="3-201",
        fault="漏水",
        reported_on=MONDAY,
        reporters=("李老师",),
        severity="minor",
        worker="钱师傅",
        finished_on=MONDAY,
        finishers=("钱师傅",),
        on=TUESDAY,
        by="王老师",
    )
    made = office(check(line()), old)
    made.post_all((reported(), reported("BX-2", because=CHECK)))
    for repair in (BX, "BX-2"):
        made.post_all((triaged(repair), assigned(repair), finished(repair)))
    for repair in ("BX-1", BX, "BX-2"):
        assert fixes_from(made, made.post(accepted(repair))) == ()


def test_a_cause_that_is_not_here_is_no_finding() -> None:
    """A report that a lone book kept with a cause nobody has fixes nothing when it is accepted."""
    made = office()
    made.repairs.post(reported(because=Ref("canteen", 3)))
    made.post_all((triaged(), assigned(), finished()))
    assert fixes_from(made, made.post(accepted())) == ()


def test_a_merged_repair_fixes_its_finding_too() -> None:
    """Where a second slip about the finding was merged into the accepted one, the finding is fixed by that."""
    merge = RepairMerged(repair="BX-2", into=BX, on=TUESDAY, by="王老师", note="同一处")
    made = office(raised(), given(), reported(), triaged(), assigned())
    for entry in (reported("BX-2", because=FINDING, on=TUESDAY), merge, finished()):
        made.post(entry)
    end = made.post(accepted())
    assert [(each.finding, each.repair) for each in fixes_from(made, end)] == [(YH, BX)]


@pytest.mark.parametrize("steps", [[], [given(), fixed()]], ids=["found", "fixed"])
def test_a_finding_that_cannot_be_fixed_now_is_not_offered(steps: list[AnyEntry]) -> None:
    """A finding that nobody was given, or that is fixed already, is left alone."""
    made = office(raised(), *steps, reported(because=FINDING), triaged(), assigned(), finished())
    assert fixes_from(made, made.post(accepted())) == ()


@pytest.mark.parametrize(
    ("flow", "entry"),
    [(repairs_from, given()), (findings_from, raised("YH-2")), (findings_from, reported()), (fixes_from, reported())],
    ids=["repairs of an assignment", "findings of a finding", "findings of a report", "fixes of a report"],
)
def test_an_entry_that_calls_for_nothing_of_the_kind_is_refused(flow: Flow, entry: AnyEntry) -> None:
    """The refusal says what the entry is and what it would take."""
    made = office(raised())
    ref = made.post(entry)
    error = refusal(lambda: flow(made, ref))
    assert (type(error), error.code) == (Refused, "type")
    assert "一条" in error.takes.zh


@pytest.mark.parametrize("flow", [repairs_from, findings_from, fixes_from])
def test_an_entry_that_is_not_there_is_unknown(flow: Flow) -> None:
    """A number or a book that is not here is refused as a reference, and what is no reference as that."""
    made = office()
    for ref in (Ref("repairs", 0), Ref("canteen", 0)):
        assert refusal(lambda ref=ref: flow(made, ref)).code == "reference"  # type: ignore[misc]
    for wrong in (None, "repairs#0", ("repairs", 0), 0):
        assert refusal(lambda wrong=wrong: flow(made, wrong)).code == "type"  # type: ignore[misc]


def test_an_office_without_the_book_says_so() -> None:
    """A flow into a book that is not here names the book."""
    only = office(check(line()), books=(InspectionSchedule,))
    error = refusal(lambda: repairs_from(only, CHECK))
    assert (type(error), error.code) == (Unknown, "unknown")
    assert "RepairWorkflow" in error.text("en")
    desk = office(serviced(), books=(RepairWorkflow,))
    assert "InspectionSchedule" in refusal(lambda: findings_from(desk, Ref("repairs", 0))).text("en")
