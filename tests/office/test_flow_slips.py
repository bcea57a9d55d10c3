"""What the slips say that a flow offers: by when, by whom, under which number, and in how many words."""

from datetime import time
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar import within_hours
from schoollogistics.inspections import CheckLine, RoutineDone
from schoollogistics.inspections.rules import P96_RECHECK
from schoollogistics.journal import Ref, Setting, Value
from schoollogistics.office import LogisticsOffice
from schoollogistics.office.flows import findings_from, fixes_from, repairs_from
from schoollogistics.repairs import MaintenanceDone, MaintenanceLine
from schoollogistics.values.texts import TEXT_LENGTH
from tests.journal.witness import AnyEntry
from tests.office.stories import (
    BX,
    FRIDAY,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    YH,
    accepted,
    assigned,
    check,
    finished,
    given,
    line,
    office,
    raised,
    reported,
    sept,
    triaged,
)

CHECK, FINDING = Ref("inspections", 0), Ref("inspections", 0)
HELD: Final = check(line("灯管"), line("镇流器", place="3-202"), at=time(9, 30))
HOURLY: Final = Setting(values=(Value(P96_RECHECK, within_hours(48), sept(1), "园务会"),))


@pytest.mark.plan("R57")
@pytest.mark.parametrize("flow", [repairs_from, findings_from])
@pytest.mark.parametrize(
    ("said", "slip"),
    [
        ({}, (MONDAY, time(9, 30), "赵师傅")),
        ({"at": time(10)}, (MONDAY, time(10), "赵师傅")),
        ({"on": TUESDAY}, (TUESDAY, None, "赵师傅")),
        ({"on": TUESDAY, "at": time(8), "by": "王老师"}, (TUESDAY, time(8), "王老师")),
    ],
    ids=["as the check", "another hour", "another day", "all of it"],
)
def test_who_says_it_and_when(flow: Any, said: dict[str, Any], slip: tuple[Any, ...]) -> None:
    """Day, hour and person are those of the check unless they are given; the hour of the check is of no other day."""
    offered = flow(office(HELD), CHECK, **said)
    assert {(each.on, each.at, each.by) for each in offered} == {slip}


@pytest.mark.plan("R57")
def test_slips_are_numbered_under_their_day() -> None:
    """A report of the next day has a number of the next day."""
    made = office(HELD)
    assert [each.repair for each in repairs_from(made, CHECK, on=TUESDAY)] == ["BX-0909-01", "BX-0909-02"]
    assert [each.finding for each in findings_from(made, CHECK, on=TUESDAY)] == ["YH-0909-01", "YH-0909-02"]


@pytest.mark.plan("R57")
@pytest.mark.parametrize("flow", [repairs_from, findings_from])
def test_two_flows_go_into_one_batch(flow: Any) -> None:
    """What the second offers is numbered behind what the first offered and nobody posted yet."""
    made = office(HELD, check(line("开关"), scope="门窗"))
    first = flow(made, CHECK)
    second = flow(made, Ref("inspections", 1), ahead=len(first))
    assert len(set(made.post_all((*first, *second)))) == 3


LONG: Final = "灯" * TEXT_LENGTH
LONG_FAULTS: Final[dict[str, AnyEntry]] = {
    "a check": check(evolve(line(), remark=LONG)),
    "routine work": RoutineDone(
        routine="SWEEP", lines=(CheckLine(item="灯管", result="fault", remark=LONG),), on=sept(15), by="保洁员"
    ),
    "maintenance": MaintenanceDone(
        scope="灯",
        work="检修",
        lines=(MaintenanceLine(place="3-201", thing="灯管", result="fault", remark=LONG),),
        on=MONDAY,
        by="赵师傅",
    ),
}


@pytest.mark.plan("R57")
@pytest.mark.parametrize("case", LONG_FAULTS)
@pytest.mark.parametrize("flow", [repairs_from, findings_from])
def test_long_words_are_cut_to_what_a_note_holds(case: str, flow: Any) -> None:
    """Item and remark together may be longer than a note: the slip ends in …, can be posted, and settles its fault."""
    made = office()
    ref = made.post(LONG_FAULTS[case])
    (slip,) = flow(made, ref)
    words = getattr(slip, "fault", None) or slip.what
    assert (words[:4], len(words), words[-1]) == ("灯管：灯", TEXT_LENGTH, "…")
    made.post(slip)
    assert flow(made, ref) == ()
    assert [breach for breach in made.breaches(slip.on) if breach.ref == ref] == []


@pytest.mark.plan("R29", "R57")
def test_routine_work_with_faults_leads_to_repairs() -> None:
    """A fault on a line of routine work is one like any other: at its place, that of the work, or under the routine's name."""
    lines = (
        CheckLine(item="窗", result="fault", place="3-201", remark="关不严"),
        CheckLine(item="门", result="fault", remark="掉漆"),
        CheckLine(item="灯", result="ok"),
    )
    done = RoutineDone(routine="SWEEP", area="走廊", lines=lines, on=sept(15), by="保洁员")
    made = office(done, evolve(done, area=None))
    assert [(each.place, each.fault) for each in repairs_from(made, CHECK)] == [
        ("3-201", "窗：关不严"),
        ("走廊", "门：掉漆"),
    ]
    assert [each.place for each in repairs_from(made, Ref("inspections", 1))] == ["3-201", "SWEEP"]
    assert [breach.ref for breach in made.breaches(sept(15)) if breach.ref] == [CHECK, Ref("inspections", 1)]


def repaired(*more: AnyEntry, at: time | None = None, setting: Setting = HOURLY) -> tuple[LogisticsOffice, Ref]:
    """Return an office where a finding went through repair, with *more* about it, and the acceptance."""
    made = office(raised(), given(), reported(because=FINDING), triaged(), assigned(), *more, setting=setting)
    made.post(finished(cosigned_by=("孙师傅",)))
    return made, made.post(evolve(accepted(), at=at))


@pytest.mark.plan("R57", "P96")
def test_a_fix_has_the_hour_of_the_acceptance() -> None:
    """So it can be posted where the re-check counts by the hour."""
    made, end = repaired(at=time(15, 5))
    (fix,) = fixes_from(made, end)
    assert (fix.on, fix.at) == (WEDNESDAY, time(15, 5))
    made.post(fix)
    assert made.inspections[YH].status == "fixed"


MOVED_ON: Final = {
    "given to another later": (evolve(given(owner="吴师傅"), on=THURSDAY, at=time(8)), (THURSDAY, time(8), None)),
    "given to another that day": (
        evolve(given(owner="吴师傅"), on=WEDNESDAY, at=time(16)),
        (WEDNESDAY, time(16), None),
    ),
    "given to another before": (
        evolve(given(owner="吴师傅"), on=WEDNESDAY, at=time(9)),
        (WEDNESDAY, time(15, 5), None),
    ),
    "written down later": (
        evolve(given(owner="吴师傅"), on=TUESDAY, recorded_on=FRIDAY),
        (WEDNESDAY, time(15, 5), FRIDAY),
    ),
}


@pytest.mark.plan("R57")
@pytest.mark.parametrize("case", MOVED_ON)
def test_a_fix_is_not_dated_before_the_last_entry_of_its_finding(case: str) -> None:
    """Where the finding has moved on since the acceptance, the fix takes its next possible moment, and can be posted."""
    entry, when = MOVED_ON[case]
    made, end = repaired(entry, at=time(15, 5))
    (fix,) = fixes_from(made, end)
    assert (fix.on, fix.at, fix.recorded_on) == when
    made.post(fix)


@pytest.mark.plan("R57", "P96")
def test_a_fix_may_be_said_by_another_on_another_day() -> None:
    """Day, hour and signer can be given; all who had a hand in the repair sign beside, each once."""
    made, end = repaired()
    (fix,) = fixes_from(made, end, on=FRIDAY, at=time(8), by="王老师")
    assert (fix.on, fix.at, fix.by, fix.cosigned_by) == (FRIDAY, time(8), "王老师", ("钱师傅", "孙师傅"))
    made.post(fix)
    (own,) = fixes_from(repaired()[0], end, by="孙师傅")
    assert (own.by, own.cosigned_by) == ("孙师傅", ("钱师傅",))


@pytest.mark.plan("R57")
def test_a_finding_that_nobody_was_given_is_assigned_first() -> None:
    """Not assigned it is offered no fix; assigned, the same acceptance offers one, not dated before that."""
    made = office(raised(), reported(because=FINDING), triaged(), assigned(), finished())
    end = made.post(accepted())
    assert fixes_from(made, end) == ()
    made.post(evolve(given(), on=FRIDAY))
    assert [(fix.on, fix.repair) for fix in fixes_from(made, end)] == [(FRIDAY, BX)]
