"""What a repair desk ought to do and what ought to have held: the questions behind ``due`` and ``breaches``."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schoollogistics.calendar.deadlines import Moment
from schoollogistics.calendar.terms import Term
from schoollogistics.errors import Text
from schoollogistics.journal import Breach, Due
from schoollogistics.journal.clocks import deadline_after
from schoollogistics.repairs.book.timeline import Timeline
from schoollogistics.repairs.entries.desk import (
    RepairMerged,
    RepairRejected,
    RepairTriaged,
    RequesterTold,
    UpkeepProposed,
)
from schoollogistics.repairs.entries.work import RepairFinished
from schoollogistics.repairs.rules import P03, P05, P05_RESPONSE_DEADLINE, P10, P10_REPEATS
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.repairs.book.workflow import RepairWorkflow


def _found(line: Timeline, since: Moment, last: Moment, done: Text, when: Moment | None) -> Text:
    late = (
        Text(f"not {done.en} since", f"至今未{done.zh}")
        if when is None
        else Text(f"{done.en} {when}", f"{when} {done.zh}")
    )
    return Text(
        f"{line.repair} at {line.place}, reported {since}, deadline {last}, {late.en}",
        f"{line.repair}（{line.place}）{since} 报修，时限 {last}，{late.zh}",
    )


def missed_deadlines(book: "RepairWorkflow", span: DateSpan) -> Iterator[Breach]:
    """Find repairs not done by their deadline (P01, P02), and those whose reporter was not told in time (P03)."""
    for duty in book.duties(span):
        if duty.kept:
            continue
        line, last, subject = duty.line, duty.last, ("repair", duty.line.repair)
        found = _found(line, line.reported, last, Text("done", "完成"), line.over)
        yield Breach(rule=duty.rule, on=last.day, found=found, subject=subject)
        if not duty.told:
            found = _found(line, line.reported, last, Text("told", "告知"), min(line.told, default=None))
            yield Breach(rule=P03, on=last.day, found=found, subject=subject)


def unanswered_reports(book: "RepairWorkflow", span: DateSpan) -> Iterator[Breach]:
    """Find reports without a first response by its deadline (P05)."""
    for line, last in _response_deadlines(book, span):
        if line.response is None or line.response > last:
            found = _found(line, line.handed_in, last, Text("answered", "响应"), line.response)
            yield Breach(rule=P05, on=last.day, found=found, subject=("repair", line.repair))


def unproposed_upkeep(book: "RepairWorkflow", span: DateSpan) -> Iterator[Breach]:
    """Find terms that end with something failing again and again and no proposal about it (P10)."""
    for term, thing, times in _without_proposal(book, span):
        found = Text(
            f"{thing} failed {times} times in {term.name}, nothing proposed",
            f"{thing} 在 {term.name} 报修 {times} 次，未提维护意见",
        )
        yield Breach(rule=P10, on=term.last, found=found)


def repairs_to_do(book: "RepairWorkflow", span: DateSpan) -> Iterator[Due]:
    """List open repairs to finish with their last day in the span (P01, P02)."""
    for duty in book.duties(span):
        if not duty.kept and duty.line.over is None:
            told = Text("finish the repair", "完成维修")
            untold = Text("finish the repair, or tell who reported it", "完成维修，修不好要告知报修人")
            yield Due(
                what=told if duty.told else untold,
                last=duty.last.day,
                until=duty.last.at,
                subject=("repair", duty.line.repair),
                who=duty.line.worker,
                where=duty.line.place,
                post=(RepairFinished,) if duty.told else (RepairFinished, RequesterTold),
                rule=duty.rule,
            )


def reports_to_answer(book: "RepairWorkflow", span: DateSpan) -> Iterator[Due]:
    """List reports without a first response with its last day in the span (P05)."""
    for line, last in _response_deadlines(book, span):
        if line.response is None:
            yield Due(
                what=Text("answer the report", "响应报修"),
                last=last.day,
                until=last.at,
                subject=("repair", line.repair),
                where=line.place,
                post=(RepairTriaged, RepairRejected, RepairMerged, RequesterTold),
                rule=P05,
            )


def proposals_to_make(book: "RepairWorkflow", span: DateSpan) -> Iterator[Due]:
    """List what a term that ends in the span leaves to propose about (P10)."""
    for term, thing, _ in _without_proposal(book, span):
        yield Due(
            what=Text(f"propose upkeep of {thing}", f"对 {thing} 提出维护意见"),
            last=term.last,
            where=thing,
            post=(UpkeepProposed,),
            rule=P10,
        )


def _response_deadlines(book: "RepairWorkflow", span: DateSpan) -> Iterator[tuple[Timeline, Moment]]:
    for line in book.timelines():
        if not line.opened and line.handed_in.day <= span.last:
            last = deadline_after(
                book.setting, P05_RESPONSE_DEADLINE, line.handed_in, line.repair, line.pauses, span.last
            )
            if last is not None and last.day in span:
                yield line, last


def _without_proposal(book: "RepairWorkflow", span: DateSpan) -> Iterator[tuple[Term, str, int]]:
    for term in book.setting.terms_ending(P10_REPEATS, span):
        proposed = book.proposed(term)
        for failure in book.repeat_failures(term):
            if failure.thing not in proposed:
                yield term, failure.thing, len(failure.repairs)
