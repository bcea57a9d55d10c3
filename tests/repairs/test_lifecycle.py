"""A repair moves along the arrows of its table, and along no other."""

from datetime import date, time
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar import end_of_same_day
from schoollogistics.errors import Language, Refused, Unknown
from schoollogistics.journal import Entry, Setting, Value, lifecycle_diagram
from schoollogistics.repairs import (
    RepairAccepted,
    RepairAssigned,
    RepairFinished,
    RepairOpened,
    RepairReported,
    RepairTriaged,
    RepairWorkflow,
)
from schoollogistics.repairs.entries import RepairEntry
from schoollogistics.repairs.lifecycle import REPAIR
from schoollogistics.repairs.rules import LABELS, P01_MINOR_DEADLINE, P07
from schoollogistics.values.periods import Month
from tests.repairs.stories import (
    ONE,
    TWO,
    accept,
    assign,
    cancel,
    correct,
    desk,
    finish,
    hand_over,
    hold,
    in_hand,
    merge,
    reject,
    report,
    resume,
    send_back,
    sept,
    start,
    tell,
    triage,
)

DAY: Final = sept(8)
ON_PAPER: Final = RepairOpened(
    repair=ONE, place="3-201", fault="灯不亮", reported_on=sept(1), reporters=("李老师",), on=DAY, by="王老师"
)
GIVEN: Final = evolve(ON_PAPER, severity="minor", worker="赵师傅")
FROM_PAPER: Final = {
    "reported": ON_PAPER,
    "triaged": evolve(ON_PAPER, severity="minor"),
    "assigned": GIVEN,
    "in_progress": evolve(GIVEN, started_on=sept(2)),
    "on_hold": evolve(GIVEN, started_on=sept(2), hold="parts", held_on=sept(3)),
    "awaiting_acceptance": evolve(GIVEN, started_on=sept(2), finished_on=sept(3), finishers=("赵师傅",)),
}
WAYS: Final[dict[str, list[RepairEntry]]] = {
    "unseen": [],
    "reported": [report(DAY)],
    "triaged": [report(DAY), triage(DAY)],
    "assigned": in_hand(DAY),
    "in_progress": [*in_hand(DAY), start(DAY)],
    "on_hold": [*in_hand(DAY), start(DAY), hold(DAY)],
    "awaiting_acceptance": [*in_hand(DAY), finish(DAY)],
}
STEPS: Final[dict[str, RepairEntry]] = {
    entry.kind: entry
    for entry in (
        report(DAY),
        triage(DAY),
        reject(DAY),
        merge(DAY, ONE, TWO),
        assign(DAY),
        hand_over(DAY),
        start(DAY),
        hold(DAY),
        resume(DAY),
        tell(DAY),
        correct(DAY),
        finish(DAY),
        send_back(DAY),
        accept(DAY),
        cancel(DAY),
    )
}


def arrow_name(arrow: object) -> str:
    """Return how pytest shows a part of an arrow."""
    return arrow.__name__ if isinstance(arrow, type) else str(arrow)


@pytest.mark.plan("R20")
@pytest.mark.parametrize(("here", "kind", "there"), REPAIR.arrows(), ids=arrow_name)
def test_every_arrow_leads_where_the_table_says(here: str, kind: type[Entry[Any]], there: str) -> None:
    """From each state each entry type that the table offers leads to the state it names."""
    way = WAYS["assigned"] + [hold(DAY)] if (here, there) == ("on_hold", "assigned") else WAYS[here]
    book = desk(report(DAY, repair=TWO), *way)
    book.post(FROM_PAPER[there] if kind is RepairOpened else STEPS[kind.kind])
    assert book[ONE].status == there


@pytest.mark.parametrize("state", [state for state in REPAIR.states if not REPAIR.table[state]])
def test_what_is_over_takes_nothing_more(state: str) -> None:
    """A repair that is accepted, rejected, merged or cancelled has no next entry, and a form has nothing to offer."""
    ends: dict[str, list[RepairEntry]] = {
        "closed": [*WAYS["awaiting_acceptance"], accept(DAY)],
        "rejected": [report(DAY), reject(DAY)],
        "merged": [report(DAY), merge(DAY, ONE, TWO)],
        "cancelled": [report(DAY), cancel(DAY)],
    }
    book = desk(report(DAY, repair=TWO), *ends[state])
    assert (book[ONE].status, book.next_entries(ONE)) == (state, ())


@pytest.mark.parametrize(
    ("opened", "there"),
    [
        (FROM_PAPER["on_hold"], "in_progress"),
        (evolve(GIVEN, hold="vendor"), "assigned"),
    ],
)
def test_what_was_held_on_paper_goes_on_in_the_book(opened: RepairOpened, there: str) -> None:
    """A hold that was carried in ends as any other: work that had begun goes on, other work is to begin."""
    book = desk(opened)
    assert book[ONE].hold == opened.hold
    book.post(resume(DAY))
    assert (book[ONE].status, book[ONE].hold) == (there, None)


def test_what_was_finished_on_paper_is_accepted_in_the_book() -> None:
    """A repair that was only to be accepted when the book began is signed for by whoever reported it."""
    book = desk(FROM_PAPER["awaiting_acceptance"], accept(DAY))
    assert (book[ONE].status, book[ONE].started_on, book[ONE].finished_on) == ("closed", sept(2), sept(3))


def test_work_sent_back_and_held_goes_on_as_work() -> None:
    """A repair that was finished without a start, sent back and held is in progress again when the hold ends."""
    book = desk(*in_hand(DAY), finish(DAY), send_back(DAY), hold(DAY), resume(DAY))
    assert book[ONE].status == "in_progress"


def test_what_is_sent_back_is_not_finished() -> None:
    """Sent back, a repair has no day of finishing until it is finished again; who did it stays known."""
    book = desk(*in_hand(DAY), finish(DAY), send_back(DAY))
    assert (book[ONE].finished_on, book[ONE].finishers, book[ONE].reworks) == (None, ("赵师傅",), 1)


def test_a_cancelled_repair_is_held_by_nothing() -> None:
    """Giving up a repair that is on hold lets go of the reason."""
    assert desk(*WAYS["on_hold"], cancel(DAY))[ONE].hold is None


@pytest.mark.plan("P07")
@pytest.mark.parametrize(
    "step", [step for step in STEPS.values() if not isinstance(step, RepairReported)], ids=arrow_name
)
def test_nothing_happens_without_a_slip(step: RepairEntry) -> None:
    """No step is taken on a repair that nobody handed a slip in for; the refusal names the rule and what begins."""
    objection = desk(report(DAY, repair=TWO)).objection(step)
    assert isinstance(objection, Unknown)
    assert objection.rule == P07
    assert "报修单送到后勤处" in objection.text("zh")
    assert "RepairReported" in objection.text("en")


def test_a_refused_step_names_the_steps_that_are_possible() -> None:
    """Whoever tries to finish what nobody has judged is told what can be posted instead."""
    objection = desk(report(DAY)).objection(finish(DAY))
    assert isinstance(objection, Refused)
    assert objection.code == "state"
    assert "待定级" in objection.text("zh")
    assert "RepairTriaged" in objection.text("en")


@pytest.mark.plan("R20", "P01")
def test_the_first_page_of_the_manual() -> None:
    """Five slips of one afternoon take a repair from report to acceptance, and the rule of the day has held."""
    setting = Setting(values=(Value(P01_MINOR_DEADLINE, end_of_same_day, date(2025, 9, 1), "001§3"),))

    repairs = RepairWorkflow(setting)
    day = date(2025, 9, 8)
    repairs.post(
        RepairReported(repair="BX-0908-01", place="3-201", fault="灯不亮", on=day, at=time(16, 50), by="李老师")
    )
    repairs.post(RepairTriaged(repair="BX-0908-01", severity="minor", on=day, by="王老师"))
    repairs.post(RepairAssigned(repair="BX-0908-01", worker="赵师傅", on=day, by="王老师"))
    assert [due.rule and due.rule.code for due in repairs.due(day)] == ["P01"]
    repairs.post(RepairFinished(repair="BX-0908-01", work="换灯管", on=day, by="赵师傅"))
    repairs.post(RepairAccepted(repair="BX-0908-01", on=day, by="李老师"))
    assert repairs["BX-0908-01"].status == "closed"
    assert repairs.breaches(during=Month(2025, 9)) == ()


@pytest.mark.plan("R20")
@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_state_diagram_is_drawn_from_the_table(language: Language) -> None:
    """The diagram names every state and every entry of the table, and nothing is typed twice."""
    picture = lifecycle_diagram(REPAIR, LABELS, language)
    named = [LABELS.state(state) for state in REPAIR.states] + [LABELS.entry(kind.kind) for kind in REPAIR.kinds]
    assert [name.en for name in named if name.text(language) not in picture.text] == []
