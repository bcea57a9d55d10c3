"""限时整改, 复查形成闭环: how a finding moves, and who may say that it is fixed."""

from collections.abc import Iterable
from datetime import date
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.errors import LogisticsError, Refused
from schoollogistics.inspections import FindingCorrected, FindingOpened, InspectionSchedule
from schoollogistics.inspections.rules import P96
from schoollogistics.journal import Entry, EntryReversed, Ref, Setting, Value
from tests.inspections.stories import (
    ONE,
    PLAIN,
    TWO,
    assigned,
    check,
    closed,
    dismissed,
    escalated,
    extended,
    fixed,
    found,
    in_hand,
    raised,
    rechecked,
    schedule,
    sept,
    whole_life,
)

DAY: Final = sept(8)
FIXED: Final = (*in_hand(DAY, sept(12)), fixed(DAY))
FAILED: Final = (*FIXED, rechecked(DAY, "failed"))
PASSED: Final = (*FIXED, rechecked(DAY))
STRICT: Final = Setting(values=(Value(P96.strict, True, sept(1), "园务会"),))
OLD: Final = FindingOpened(
    finding=ONE, place="操场", what="滑梯螺丝松动", severity="minor", found_on=date(2025, 8, 20), finders=("周医生",),
    on=DAY, by="王老师",
)  # fmt: skip
OLD_ASSIGNED: Final = evolve(OLD, owner="赵师傅", deadline=sept(5))
OLD_FIXED: Final = evolve(OLD_ASSIGNED, work="拧紧螺丝", fixed_on=sept(4), fixers=("赵师傅",))
OLD_RECHECKED: Final = evolve(OLD_FIXED, rechecked_on=sept(5), recheckers=("周医生",))


def refusal(book: InspectionSchedule, entry: Any) -> LogisticsError:
    """Return what stands against an entry, which must be something."""
    error = book.objection(entry)
    assert error is not None
    return error


@pytest.mark.plan("R57", "P96")
@pytest.mark.parametrize(
    ("story", "status"),
    [
        ([raised(DAY)], "found"),
        ([raised(DAY), escalated(DAY)], "found"),
        ([raised(DAY), dismissed(DAY)], "dismissed"),
        (in_hand(DAY, DAY), "assigned"),
        ([*in_hand(DAY, DAY), assigned(DAY, sept(9), owner="孙师傅")], "assigned"),
        ([*in_hand(DAY, DAY), extended(DAY, sept(9)), escalated(DAY)], "assigned"),
        ([*in_hand(DAY, DAY), dismissed(DAY)], "dismissed"),
        (FIXED, "fixed"),
        (FAILED, "assigned"),
        (PASSED, "rechecked"),
        ([*FAILED, fixed(DAY, by="孙师傅"), rechecked(DAY), closed(DAY)], "closed"),
        ([OLD], "found"),
        ([OLD_ASSIGNED], "assigned"),
        ([OLD_FIXED], "fixed"),
        ([OLD_RECHECKED], "rechecked"),
    ],
)
def test_where_a_finding_stands(story: list[Entry[Any]], status: str) -> None:
    """Found, given out, fixed, re-checked, closed; a failed re-check sends it back; paper is carried in as far as it was."""
    assert schedule(*story)[ONE].status == status


@pytest.mark.plan("P96")
def test_a_finding_is_not_closed_without_a_re_check() -> None:
    """Closing what was only fixed is refused by P96; with a reason it is posted and is exactly one breach."""
    book = schedule(*FIXED)
    error = refusal(book, closed(DAY))
    assert isinstance(error, Refused)
    assert (error.rule, error.excusable) == (P96, True)
    book.post(closed(DAY, note="园长当场确认", despite=("P96",)))
    (breach,) = book.breaches(DAY)
    assert (breach.rule, breach.on, breach.subject, breach.note) == (P96, DAY, ("finding", ONE), "园长当场确认")


@pytest.mark.plan("P96")
@pytest.mark.parametrize(
    "signed",
    [
        {"by": "赵师傅"},
        {"by": "孙师傅"},
        {"by": "ZHAO"},
        {"by": "周医生", "cosigned_by": ("孙师傅",)},
    ],
)
def test_nobody_re_checks_what_he_fixed(signed: dict[str, Any]) -> None:
    """Whoever fixed it, alone or with others, and however the name is spelled, does not sign its re-check."""
    story = (*in_hand(DAY, sept(12)), fixed(DAY, cosigned_by=("孙师傅", "Zhao")))
    book = schedule(*story)
    recheck = rechecked(DAY, **signed)
    assert refusal(book, recheck).rule == P96
    book.post(evolve(recheck, note="无他人在园", despite=("P96",)))
    book.post(closed(DAY))
    assert found(book) == [("P96", DAY)]


@pytest.mark.plan("P96")
def test_who_fixed_it_before_a_failed_re_check_stays_one_who_fixed_it() -> None:
    """Fixed again by another, it is re-checked by neither of the two."""
    book = schedule(*FAILED, fixed(DAY, by="孙师傅"))
    assert book[ONE].fixers == ("赵师傅", "孙师傅")
    assert [refusal(book, rechecked(DAY, by=each)).rule for each in ("赵师傅", "孙师傅")] == [P96, P96]
    assert book.objection(rechecked(DAY)) is None


@pytest.mark.plan("P96")
@pytest.mark.parametrize(
    "entry",
    [closed(DAY, note="急", despite=("P96",)), rechecked(DAY, by="赵师傅", note="急", despite=("P96",))],
    ids=["closed", "rechecked"],
)
def test_a_school_may_allow_no_exceptions(entry: Any) -> None:
    """Where P96 is strict, no reason helps."""
    error = refusal(schedule(*FIXED, setting=STRICT), entry)
    assert (error.rule, error.excusable) == (P96, False)


@pytest.mark.plan("P96")
def test_an_excuse_without_need_is_refused() -> None:
    """What passed its re-check is closed without an excuse."""
    book = schedule(*PASSED)
    assert book.objection(closed(DAY, note="急", despite=("P96",))) is not None
    book.post(closed(DAY))
    assert found(book) == []


REFUSED: Final[dict[str, tuple[Iterable[Entry[Any]], Any, str]]] = {
    "fixed before it was given out": ([raised(DAY)], fixed(DAY), "state"),
    "closed before it was fixed": (in_hand(DAY, DAY), closed(DAY), "state"),
    "more time before there was a deadline": ([raised(DAY)], extended(DAY, sept(9)), "state"),
    "dismissed after it was fixed": (FIXED, dismissed(DAY), "state"),
    "re-checked twice": (PASSED, rechecked(DAY), "already"),
    "found twice": ([raised(DAY)], raised(DAY), "duplicate"),
    "a deadline that is over": ([raised(DAY)], assigned(DAY, sept(7)), "order"),
    "less time": (in_hand(DAY, sept(12)), extended(DAY, sept(11)), "order"),
    "the same time": (in_hand(DAY, sept(12)), extended(DAY, sept(12)), "order"),
    "more time for its owner, as if given out anew": (in_hand(DAY, sept(12)), assigned(DAY, sept(13)), "state"),
    "more time for its owner, spelled otherwise": (
        [raised(DAY), assigned(DAY, sept(12), owner="Zhao")], assigned(DAY, sept(13), owner="ZHAO"), "state",
    ),
    "time that is over": (in_hand(DAY, sept(12)), extended(sept(20), sept(15)), "order"),
    "corrected to nothing": ([raised(DAY)], FindingCorrected(finding=ONE, on=DAY, by="王老师", note="错"), "missing"),
    "corrected without a note": ([raised(DAY)], FindingCorrected(finding=ONE, place="门厅", on=DAY, by="王老师"), "missing"),
    "carried in from the future": ([], evolve(OLD, found_on=sept(9)), "order"),
    "carried in with a deadline before it was found": ([], evolve(OLD_ASSIGNED, deadline=date(2025, 8, 1)), "order"),
    "carried in, fixed before it was found": ([], evolve(OLD_FIXED, fixed_on=date(2025, 8, 1)), "order"),
    "carried in, re-checked before it was fixed": ([], evolve(OLD_RECHECKED, rechecked_on=sept(3)), "order"),
    "carried in without finder": ([], evolve(OLD, finders=()), "missing"),
    "carried in without deadline": ([], evolve(OLD_ASSIGNED, deadline=None), "missing"),
    "carried in without owner": ([], evolve(OLD_ASSIGNED, owner=None), "missing"),
    "carried in, fixed by nobody": ([], evolve(OLD_FIXED, fixers=()), "missing"),
    "carried in, fixed without saying how": ([], evolve(OLD_FIXED, work=None), "missing"),
    "carried in, fixed on no day": ([], evolve(OLD_FIXED, fixed_on=None), "missing"),
    "carried in, re-checked by nobody": ([], evolve(OLD_RECHECKED, recheckers=()), "missing"),
    "carried in, re-checked on no day": ([], evolve(OLD_RECHECKED, rechecked_on=None), "missing"),
}  # fmt: skip


@pytest.mark.plan("R57", "P97")
@pytest.mark.parametrize("name", REFUSED)
def test_what_cannot_be(name: str) -> None:
    """A step out of order, a day out of order and a part without what it takes are refused, each with its code."""
    story, entry, code = REFUSED[name]
    assert refusal(schedule(*story), entry).code == code


@pytest.mark.plan("R57")
def test_a_correction_changes_what_it_names() -> None:
    """Place and severity are put right; what is not named stays."""
    book = schedule(*in_hand(DAY, sept(12)))
    book.post(FindingCorrected(finding=ONE, place="前院", severity="major", on=DAY, by="王老师", note="记错"))
    view = book[ONE]
    assert (view.place, view.severity, view.what, view.owner) == ("前院", "major", "滑梯螺丝松动", "赵师傅")


@pytest.mark.plan("R57")
def test_what_a_finding_remembers() -> None:
    """After its whole life a finding says who found, fixed and re-checked it, when, and how often it was sent back."""
    view = whole_life()[ONE]
    assert (view.found_on, view.finders, view.owner, view.deadline) == (DAY, ("周医生",), "赵师傅", sept(12))
    assert (view.fixed_on, view.fixers, view.failures) == (sept(11), ("赵师傅", "孙师傅"), 1)
    assert (view.rechecked_on, view.recheckers, view.result, view.closed_on) == (
        sept(12),
        ("周医生",),
        "passed",
        sept(12),
    )
    assert whole_life()[TWO].escalated_to == "园长"


@pytest.mark.plan("P97")
@pytest.mark.parametrize(("owner", "deadline"), [("孙师傅", 19), ("赵师傅", 12), ("赵师傅", 10)])
def test_a_finding_may_be_given_out_again(owner: str, deadline: int) -> None:
    """To another it goes with any deadline, to its owner with no later one: more time is an extension, as the refusal says."""
    book = schedule(*in_hand(DAY, sept(12)))
    assert book.objection(assigned(DAY, sept(deadline), owner=owner)) is None
    assert "FindingExtended" in refusal(book, assigned(DAY, sept(19))).takes.en


@pytest.mark.plan("P96")
@pytest.mark.parametrize("rechecker", ["赵师傅", "ZHAO"])
def test_a_re_check_on_paper_is_by_others_too(rechecker: str) -> None:
    """A finding carried in whose fixer re-checked it is refused by P96; with a reason it is posted and is exactly one breach."""
    own = evolve(OLD_RECHECKED, fixers=("赵师傅", "Zhao"), recheckers=("周医生", rechecker))
    error = refusal(schedule(), own)
    assert (error.rule, error.excusable, error.fields) == (P96, True, ("fixers", "recheckers"))
    book = schedule(evolve(own, note="纸质记录如此", despite=("P96",)))
    assert found(book) == [("P96", DAY)]


@pytest.mark.plan("P96")
def test_a_failed_re_check_leaves_no_day_of_fixing() -> None:
    """What was sent back is not fixed on any day until it is fixed again."""
    assert schedule(*FAILED)[ONE].fixed_on is None
    assert schedule(*FAILED, fixed(sept(9)))[ONE].fixed_on == sept(9)


@pytest.mark.plan("R57")
def test_a_check_can_always_be_reversed() -> None:
    """A check names only its own slip, so it can be struck whatever came after it."""
    held = check(DAY)
    book = schedule(held, evolve(raised(DAY), because=Ref("inspections", 0)), *FIXED[1:])
    book.post(EntryReversed(of=Ref("inspections", 0), reason="记错日期", on=sept(9), by="王老师"))
    assert book.figures(DAY)["inspections.scheduled"] == 1
    assert book.figures(sept(9))["inspections.scheduled"] == -1
    assert book[ONE].status == "fixed"


def test_the_plain_school_has_no_numbers() -> None:
    """Without a value no rule that needs a number holds."""
    assert PLAIN.values == ()
    assert found(schedule(*in_hand(DAY, sept(12)), fixed(DAY))) == []
