"""What each slip of the repair desk must say, and what it keeps."""

from datetime import date, time
from typing import Final, get_args

import pytest
from attrs import evolve

from schoollogistics.calendar import Deadline, Moment, same_time_next_working_day, within_hours
from schoollogistics.errors import LogisticsError, Refused, Unknown
from schoollogistics.journal import EntryReversed, Ref, Setting
from schoollogistics.repairs import (
    PartUsed,
    RepairAssigned,
    RepairCorrected,
    RepairFinished,
    RepairMerged,
    RepairOpened,
    RepairReported,
    RepairWorkflow,
    RequesterTold,
    UpkeepProposed,
)
from schoollogistics.repairs.entries import ENTRIES, RepairEntry
from schoollogistics.repairs.entries.codes import Disposition, Severity
from schoollogistics.values.money import yuan
from schoollogistics.values.quantities import Quantity
from tests.repairs.stories import (
    ONE,
    TWO,
    assign,
    cancel,
    correct,
    desk,
    finish,
    hand_over,
    hold,
    in_hand,
    merge,
    report,
    resume,
    sept,
    start,
    tell,
    triage,
    value,
)

DAY: Final = sept(8)
FROM_PAPER: Final = RepairOpened(
    repair=ONE,
    place="3-201",
    fault="灯不亮",
    reported_on=sept(1),
    reporters=("李老师", "周老师"),
    severity="major",
    worker="赵师傅",
    on=DAY,
    by="王老师",
)


def code_of(objection: LogisticsError | None) -> str | None:
    """Return the code of an objection."""
    return None if objection is None else objection.code


@pytest.mark.plan("R20")
def test_a_report_keeps_everybody_who_signed_it() -> None:
    """Whoever reports and whoever co-signs are reporters alike."""
    book = desk(evolve(report(DAY), cosigned_by=("周老师",)))
    assert book[ONE].reporters == ("李老师", "周老师")
    assert (book[ONE].place, book[ONE].fault, book[ONE].reported_on) == ("3-201", "灯不亮", DAY)


def test_a_repair_open_on_paper_is_carried_in_with_its_old_dates() -> None:
    """Opening a book in the middle of a life keeps the day of the report, the reporters and how far it had come."""
    book = desk(FROM_PAPER)
    assert (book[ONE].status, book[ONE].reported_on, book[ONE].reporters) == ("assigned", sept(1), ("李老师", "周老师"))
    assert (book.figures(DAY)["repairs.opened"], book.figures(DAY)["repairs.reported"]) == (1, 0)


@pytest.mark.parametrize(
    ("wrong", "code"),
    [
        (evolve(FROM_PAPER, reported_on=sept(9)), "order"),
        (evolve(FROM_PAPER, reporters=()), "missing"),
        (evolve(FROM_PAPER, severity=None), "missing"),
        (evolve(FROM_PAPER, severity=None, worker=None, started_on=sept(2)), "missing"),
        (evolve(FROM_PAPER, worker=None, hold="parts"), "missing"),
        (evolve(FROM_PAPER, finished_on=sept(2)), "missing"),
        (evolve(FROM_PAPER, finishers=("赵师傅",)), "missing"),
        (evolve(FROM_PAPER, held_on=sept(2)), "missing"),
        (evolve(FROM_PAPER, started_on=date(2025, 8, 31)), "order"),
        (evolve(FROM_PAPER, started_on=sept(9)), "order"),
        (evolve(FROM_PAPER, hold="parts", held_on=date(2025, 8, 31)), "order"),
        (evolve(FROM_PAPER, started_on=sept(3), finished_on=sept(2), finishers=("赵师傅",)), "order"),
        (evolve(FROM_PAPER, finished_on=sept(9), finishers=("赵师傅",)), "order"),
        (evolve(FROM_PAPER, hold="parts", finished_on=sept(2), finishers=("赵师傅",)), "state"),
    ],
)
def test_an_opening_must_make_sense(wrong: RepairOpened, code: str) -> None:
    """Days out of order, a part without what it takes, and work both held and finished are refused."""
    assert code_of(desk().objection(wrong)) == code


def test_an_opening_says_what_is_missing() -> None:
    """The refusal of an opening names every field it lacks, in both languages."""
    objection = desk().objection(evolve(FROM_PAPER, worker=None, finished_on=sept(2)))
    assert objection is not None
    assert objection.fields == ("worker", "finishers")
    assert "请填维修人、完工人" in objection.text("zh")
    assert "Worker, Done by" in objection.text("en")


@pytest.mark.plan("P01", "P02", "P05")
@pytest.mark.parametrize("deadline", [within_hours(24), same_time_next_working_day(time(8), time(17))])
@pytest.mark.parametrize("rule", ["P01", "P02", "P05"])
def test_a_clock_by_the_hour_is_started_at_an_hour(rule: str, deadline: Deadline) -> None:
    """Where a deadline in force counts by the hour a report says when; before it is in force, a day will do."""
    setting = Setting(values=(value(f"{rule}.deadline", deadline, since=DAY),))
    objection = desk(setting=setting).objection(report(DAY))
    assert objection is not None
    assert (objection.code, objection.fields, objection.rule and objection.rule.code) == ("missing", ("at",), rule)
    assert desk(setting=setting).objection(report(DAY, time(16, 50))) is None
    assert desk(setting=setting).objection(report(sept(7))) is None


@pytest.mark.plan("P01", "P02")
@pytest.mark.parametrize(("rule", "code"), [("P01", "missing"), ("P02", "missing"), ("P05", None)])
def test_so_is_the_clock_of_a_repair_carried_in(rule: str, code: str | None) -> None:
    """A repair from paper keeps its old clock and needs its hour, under the value of its own day; no answer is due anew."""
    setting = Setting(values=(value(f"{rule}.deadline", within_hours(24)),))
    assert code_of(desk(setting=setting).objection(FROM_PAPER)) == code
    assert desk(setting=setting).objection(evolve(FROM_PAPER, reported_at=time(8))) is None
    assert desk(setting=setting).objection(evolve(FROM_PAPER, reported_on=date(2025, 8, 31))) is None


@pytest.mark.plan("R20")
@pytest.mark.parametrize("days_on", [0, 1])
def test_a_slip_that_has_moved_on_is_put_right(days_on: int) -> None:
    """Place, asset and fault are corrected where they are given; the repair stays where it was, and its clock runs on."""
    book = desk(*in_hand(DAY, at=time(16, 50)), correct(sept(8 + days_on), place="3-202", asset="D-18"))
    view = book[ONE]
    assert (view.place, view.asset, view.fault, view.status) == ("3-202", "D-18", "灯不亮", "assigned")
    (line,) = book.timelines()
    assert (line.place, line.thing, line.reported) == ("3-202", "D-18", Moment(DAY, time(16, 50)))
    book.post(correct(sept(9), place=None, fault="灯闪"))
    assert (book[ONE].place, book[ONE].fault) == ("3-202", "灯闪")


@pytest.mark.parametrize(
    ("wrong", "fields"),
    [
        (correct(DAY, place=None), ("place", "asset", "fault")),
        (evolve(correct(DAY), note=None), ("note",)),
    ],
)
def test_a_correction_says_what_and_why(wrong: RepairCorrected, fields: tuple[str, ...]) -> None:
    """A correction of nothing, and one without a note, are refused."""
    objection = desk(report(DAY)).objection(wrong)
    assert objection is not None
    assert (objection.code, objection.fields) == ("missing", fields)


def test_what_can_no_longer_be_reversed_is_corrected() -> None:
    """Whoever reverses a report that has moved on is pointed to the correction first."""
    objection = desk(*in_hand(DAY)).objection(
        EntryReversed(of=Ref("repairs", 0), reason="报错地点", on=DAY, by="王老师")
    )
    assert objection is not None
    assert "correct with RepairCorrected" in objection.text("en")
    assert "更正" in objection.text("zh")


def test_the_entries_are_listed_once_in_order_of_life() -> None:
    """The book takes what the package lists, and the type of its entries names the same."""
    assert get_args(RepairEntry) == ENTRIES == RepairWorkflow.kinds


@pytest.mark.plan("R20")
def test_a_second_judgement_replaces_the_first() -> None:
    """Severity and trade are those judged last; a trade that is not said again stays."""
    book = desk(report(DAY), evolve(triage(DAY, "minor"), trade="电工"), triage(DAY, "major"))
    assert (book[ONE].severity, book[ONE].trade) == ("major", "电工")


@pytest.mark.plan("P08", "R22")
@pytest.mark.parametrize(
    ("severity", "external", "reason", "code"),
    [
        ("minor", False, None, None),
        ("minor", True, None, "rule"),
        ("minor", True, "本校无电梯维修资质", None),
        ("major", True, None, None),
    ],
)
def test_small_repairs_are_done_in_house(
    severity: Severity, external: bool, reason: str | None, code: str | None
) -> None:
    """A contractor gets a minor repair only with a reason, a major one without."""
    book = desk(report(DAY), triage(DAY, severity))
    entry = RepairAssigned(repair=ONE, worker="宏达公司", external=external, reason=reason, on=DAY, by="王老师")
    objection = book.objection(entry)
    assert code_of(objection) == code
    if objection is not None:
        assert objection.rule is not None
        assert (objection.rule.code, objection.excusable) == ("P08", False)
        assert "自己动手" in objection.text("zh")


def test_a_hand_over_goes_to_somebody_else() -> None:
    """A repair passes from one worker to another, and not to the one who has it."""
    book = desk(*in_hand(DAY))
    assert code_of(book.objection(hand_over(DAY, "赵师傅"))) == "already"
    assert code_of(desk(report(DAY), triage(DAY), assign(DAY, "Zhao")).objection(hand_over(DAY, "ZHAO"))) == "already"
    book.post(hand_over(DAY, "孙师傅"))
    assert book[ONE].worker == "孙师傅"


@pytest.mark.plan("P04", "R22")
@pytest.mark.parametrize(
    ("disposition", "no_repair", "no_substitute", "missing"),
    [
        ("repair", None, None, ()),
        ("substitute", None, None, ("not_repaired_because",)),
        ("substitute", "烧毁", None, ()),
        ("replace", None, None, ("not_repaired_because", "not_substituted_because")),
        ("replace", "烧毁", None, ("not_substituted_because",)),
        ("replace", None, "无库存", ("not_repaired_because",)),
        ("replace", "烧毁", "无库存", ()),
    ],
)
def test_repair_before_substitute_before_replace(
    disposition: Disposition, no_repair: str | None, no_substitute: str | None, missing: tuple[str, ...]
) -> None:
    """Each step beyond repairing takes its reason, and the refusal names the reasons that are missing."""
    slip = finish(DAY, disposition=disposition, why_no_repair=no_repair, why_no_substitute=no_substitute)
    objection = desk(*in_hand(DAY)).objection(slip)
    assert (objection.fields if objection else ()) == missing
    assert (objection is None) or (objection.rule is not None and objection.rule.code == "P04")


@pytest.mark.parametrize(
    "wrong",
    [
        finish(DAY, labour=yuan(-1)),
        finish(DAY, vendor=yuan("-0.01")),
        finish(DAY, parts=(PartUsed(part="灯管", quantity=Quantity(1, "支"), amount=yuan(-12)),)),
        finish(DAY, parts=(PartUsed(part="灯管", quantity=Quantity(0, "支"), amount=yuan(12)),)),
        finish(DAY, parts=(PartUsed(part="灯管", quantity=Quantity(-1, "支"), amount=yuan(12)),)),
    ],
)
def test_nothing_costs_less_than_nothing(wrong: RepairFinished) -> None:
    """Costs below zero and parts of which none was used are refused; a wrong slip is reversed, not balanced."""
    assert code_of(desk(*in_hand(DAY)).objection(wrong)) == "range"


def test_a_promise_is_for_a_day_to_come() -> None:
    """Whoever is told until when it will take is told a day that is not over."""
    book = desk(report(DAY))
    assert code_of(book.objection(evolve(tell(DAY), promised=sept(7)))) == "order"
    book.post(evolve(tell(DAY), promised=sept(9)))
    assert book[ONE].promised == sept(9)


def test_only_a_reporter_is_told() -> None:
    """Telling somebody who did not report the repair is refused, and the refusal says who did."""
    objection = desk(report(DAY)).objection(
        RequesterTold(repair=ONE, message="等配件", told="周老师", on=DAY, by="王老师")
    )
    assert code_of(objection) == "reference"
    assert "李老师" in str(objection)
    assert desk(report(DAY, by="Li")).objection(evolve(tell(DAY), told="LI")) is None


@pytest.mark.plan("R20")
def test_a_merge_keeps_every_reporter() -> None:
    """Of two slips about one fault one goes on, with the reporters of both; the other says where it went."""
    book = desk(report(DAY), report(DAY, repair=TWO, by="周老师"), merge(DAY))
    assert (book[TWO].status, book[TWO].into, book[ONE].status) == ("merged", ONE, "reported")
    assert book[ONE].reporters == ("李老师", "周老师")
    assert isinstance(book.history(ONE)[-1], RepairMerged)


@pytest.mark.parametrize(
    ("before", "into", "kind", "code"),
    [
        ([], TWO, Refused, "reference"),
        ([], "BX-9", Unknown, "unknown"),
        ([cancel(DAY)], ONE, Refused, "state"),
        ([report(DAY, repair="BX-3"), merge(DAY, ONE, "BX-3")], ONE, Refused, "reference"),
    ],
)
def test_a_merge_goes_into_another_repair_that_is_open(
    before: list[RepairEntry], into: str, kind: type[LogisticsError], code: str
) -> None:
    """A merge into itself, into nothing, into one that is over or that was merged away is refused."""
    objection = desk(report(DAY), report(DAY, repair=TWO), *before).objection(merge(DAY, TWO, into))
    assert type(objection) is kind
    assert code_of(objection) == code


@pytest.mark.parametrize(
    ("second", "note", "code"),
    [
        (report(DAY, repair=TWO), None, None),
        (report(DAY, repair=TWO, place="操场"), None, "reference"),
        (report(DAY, repair=TWO, place="操场"), "移动音箱", None),
        (report(DAY, repair=TWO, place="操场", asset="D-17"), None, None),
        (report(DAY, repair=TWO, place="操场", asset="D-18"), None, "reference"),
    ],
)
def test_a_merge_of_two_places_says_why(second: RepairReported, note: str | None, code: str | None) -> None:
    """Slips from two places are one fault if they name one asset, or if a note says why."""
    book = desk(report(DAY, asset="D-17"), second)
    assert code_of(book.objection(evolve(merge(DAY), note=note))) == code


def test_a_merge_dates_the_repair_that_goes_on() -> None:
    """Nothing happens to the repair that goes on before the day another slip was merged into it."""
    book = desk(report(DAY), report(DAY, repair=TWO), merge(sept(10)))
    assert code_of(book.objection(triage(sept(9)))) == "order"


def test_a_hold_ends_where_it_began() -> None:
    """What was assigned is assigned again after a hold, what had begun goes on, and the reason is gone."""
    before = desk(*in_hand(DAY), hold(DAY, "parts"))
    assert before[ONE].hold == "parts"
    before.post(resume(DAY))
    began = desk(*in_hand(DAY), start(DAY), hold(DAY), resume(DAY))
    assert [(book[ONE].status, book[ONE].hold) for book in (before, began)] == [
        ("assigned", None),
        ("in_progress", None),
    ]


def test_a_proposal_belongs_to_no_repair() -> None:
    """Upkeep is proposed of a thing, whether or not a repair of it is in the book."""
    book = desk()
    book.post(UpkeepProposed(thing="D-17", proposal="更换整组灯具", on=DAY, by="王老师"))
    assert book.proposed(DAY) == {"D-17"}
    assert book.proposed(date(2025, 9, 9)) == set()


def test_the_next_number_is_proposed() -> None:
    """The desk numbers its slips by day, and the book knows the next free number."""
    book = desk(report(DAY, repair="BX-0908-01"), report(DAY, repair="BX-0908-02"))
    assert book.next_id("BX-0908-") == "BX-0908-03"
    assert assign(DAY, repair=book.next_id("BX-0909-")).repair == "BX-0909-01"
