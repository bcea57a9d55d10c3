"""由报修人负责验收签字: who may sign that a repair is done."""

from typing import Final

import pytest
from attrs import evolve

from schoollogistics.errors import LogisticsError, Refused
from schoollogistics.journal import Setting, Value
from schoollogistics.repairs import RepairAccepted, RepairOpened
from schoollogistics.repairs.entries import RepairEntry
from schoollogistics.repairs.rules import P06
from tests.repairs.stories import (
    ONE,
    TWO,
    YEAR,
    accept,
    assign,
    desk,
    finish,
    hand_over,
    in_hand,
    merge,
    report,
    send_back,
    sept,
    start,
    triage,
)

DAY: Final = sept(8)
DONE: Final[list[RepairEntry]] = [*in_hand(DAY), finish(DAY)]
WHY: Final = "李老师出差"
WORKERS: Final = ("赵师傅", "孙师傅", "钱师傅")
FROM_PAPER: Final = RepairOpened(
    repair=ONE,
    place="3-201",
    fault="灯不亮",
    reported_on=sept(1),
    reporters=("李老师",),
    severity="minor",
    worker="赵师傅",
    finished_on=sept(2),
    finishers=("孙师傅",),
    on=DAY,
    by="王老师",
)


def rule_of(objection: LogisticsError | None) -> str | None:
    """Return the code of the rule behind an objection."""
    return objection.rule.code if objection is not None and objection.rule is not None else None


@pytest.mark.plan("P06", "R20")
def test_whoever_reported_signs() -> None:
    """The reporter accepts, and the repair is closed."""
    book = desk(*DONE, accept(DAY))
    assert (book[ONE].status, book.breaches(YEAR)) == ("closed", ())


@pytest.mark.plan("P06")
@pytest.mark.parametrize(
    ("by", "cosigned_by", "rule"),
    [
        ("李老师", (), None),
        ("李老师", ("周老师",), None),
        ("周老师", ("李老师",), None),
        ("周老师", (), "P06"),
        ("周老师", ("吴老师",), "P06"),
        ("赵师傅", (), "P06.worker"),
        ("李老师", ("赵师傅",), "P06.worker"),
        ("赵师傅", ("李老师",), "P06.worker"),
    ],
)
def test_the_slip_needs_the_reporter_and_never_the_worker(
    by: str, cosigned_by: tuple[str, ...], rule: str | None
) -> None:
    """The reporter's signature is on the slip, first or beside another; the worker's never."""
    assert rule_of(desk(*DONE).objection(accept(DAY, by=by, cosigned_by=cosigned_by))) == rule


@pytest.mark.plan("P06")
def test_another_signs_with_the_reason_and_that_stays_visible() -> None:
    """Somebody else signs knowingly and says why; the repair is closed, and the breach carries the reason."""
    book = desk(*DONE, accept(DAY, by="周老师", note=WHY, despite=("P06",)))
    assert book[ONE].status == "closed"
    (breach,) = book.breaches(YEAR)
    assert (breach.rule.code, breach.on, breach.note, breach.subject) == ("P06", DAY, WHY, ("repair", ONE))


@pytest.mark.plan("P06")
def test_the_refusal_says_who_ought_to_sign_and_what_is_possible() -> None:
    """Whoever signs for another is told whose signature is wanted, and that a reason would do."""
    objection = desk(*DONE).objection(accept(DAY, by="周老师"))
    assert isinstance(objection, Refused)
    assert (objection.code, objection.excusable, objection.fields) == ("rule", True, ("by", "cosigned_by"))
    assert "李老师" in objection.text("zh")
    assert 'despite=("P06",)' in objection.text("en")


@pytest.mark.plan("P06")
@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (accept(DAY, by="周老师", despite=("P06",)), "missing"),
        (accept(DAY, note=WHY, despite=("P06",)), "rule"),
        (accept(DAY, by="赵师傅", note=WHY, despite=("P06",)), "rule"),
        (accept(DAY, by="赵师傅", note=WHY, despite=("P06", "P06.worker")), "unknown"),
    ],
)
def test_no_excuse_without_reason_without_need_or_for_the_worker(entry: RepairAccepted, code: str) -> None:
    """An excuse takes a note, is not taken where nothing is amiss, and never covers the worker himself."""
    objection = desk(*DONE).objection(entry)
    assert objection is not None
    assert objection.code == code


@pytest.mark.plan("P06")
def test_a_school_may_allow_no_excuse() -> None:
    """Where the rule is strict from a day on, nobody signs for another from that day on."""
    setting = Setting(values=(Value(P06.strict, True, sept(9), "校务会"),))
    book = desk(*DONE, setting=setting)
    signed = accept(DAY, by="周老师", note=WHY, despite=("P06",))
    assert book.objection(signed) is None
    objection = book.objection(evolve(signed, on=sept(9)))
    assert objection is not None
    assert (rule_of(objection), objection.excusable) == ("P06", False)


@pytest.mark.plan("P06")
@pytest.mark.parametrize(
    ("story", "barred"),
    [
        ([*in_hand(DAY), finish(DAY, by="孙师傅")], {"赵师傅", "孙师傅"}),
        ([*in_hand(DAY), evolve(finish(DAY), cosigned_by=("孙师傅",))], {"赵师傅", "孙师傅"}),
        ([*DONE, send_back(DAY), hand_over(DAY, "孙师傅"), finish(DAY, by="孙师傅")], {"赵师傅", "孙师傅"}),
        ([*in_hand(DAY), hand_over(DAY, "孙师傅"), finish(DAY, by="孙师傅")], {"赵师傅", "孙师傅"}),
        ([*in_hand(DAY), start(DAY), hand_over(DAY, "孙师傅"), finish(DAY, by="孙师傅")], {"赵师傅", "孙师傅"}),
        ([*in_hand(DAY), evolve(start(DAY), by="钱师傅", cosigned_by=("孙师傅",)), finish(DAY)], {*WORKERS}),
        ([FROM_PAPER], {"赵师傅", "孙师傅"}),
        ([FROM_PAPER, send_back(DAY), hand_over(DAY, "钱师傅"), finish(DAY, by="钱师傅")], {*WORKERS}),
    ],
)
def test_nobody_accepts_what_he_had_in_hand(story: list[RepairEntry], barred: set[str]) -> None:
    """Who was given it, who began, who finished it, who signed beside them, on paper or in the book: none of them signs."""
    book = desk(*story)
    people = WORKERS
    refused = {p for p in people if rule_of(book.objection(accept(DAY, by="李老师", cosigned_by=(p,)))) == "P06.worker"}
    assert refused == barred


@pytest.mark.plan("P06")
@pytest.mark.parametrize(
    ("by", "rule"), [("Li", None), ("li", None), ("LI", None), ("zhao", "P06.worker"), ("Zhao", "P06.worker")]
)
def test_one_person_in_two_spellings_is_one(by: str, rule: str | None) -> None:
    """Whoever reported as Li may sign as li, and a worker gains nothing by another spelling of his name."""
    book = desk(report(DAY, by="Li"), triage(DAY), assign(DAY, "Zhao"), finish(DAY, by="ZHAO"))
    assert rule_of(book.objection(accept(DAY, by=by))) == rule


@pytest.mark.plan("P06")
def test_a_worker_who_reported_it_himself_needs_another() -> None:
    """The worker who found and mended a fault does not accept it; another does, with the reason."""
    book = desk(report(DAY, by="赵师傅"), triage(DAY), *in_hand(DAY)[2:], finish(DAY))
    assert rule_of(book.objection(accept(DAY, by="赵师傅"))) == "P06.worker"
    assert rule_of(book.objection(accept(DAY, by="王老师"))) == "P06"
    book.post(accept(DAY, by="王老师", note="维修人自行发现", despite=("P06",)))
    assert book[ONE].status == "closed"


@pytest.mark.plan("P06")
def test_after_a_merge_every_reporter_may_sign() -> None:
    """Whoever reported the same fault on another slip may accept the repair."""
    slips = [report(DAY), report(DAY, repair=TWO, by="周老师"), merge(DAY)]
    book = desk(*slips, *in_hand(DAY)[1:], finish(DAY))
    assert [book.objection(accept(DAY, by=name)) for name in ("李老师", "周老师")] == [None, None]
    assert rule_of(book.objection(accept(DAY, by="吴老师"))) == "P06"
