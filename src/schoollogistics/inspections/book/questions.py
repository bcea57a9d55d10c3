"""What ought to be done about findings and checks, and what ought to have held: the questions behind the book's answers."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schoollogistics.calendar.terms import Term
from schoollogistics.errors import Text
from schoollogistics.inspections.book.duties import STEPS, Duty, Step
from schoollogistics.inspections.entries.checks import CheckHeld
from schoollogistics.inspections.entries.codes import MODES, Mode
from schoollogistics.inspections.rules import LABELS, P174, P174_SCOPES
from schoollogistics.journal import Breach, Due, numbered
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.inspections.book.schedule import InspectionSchedule


def _duties(book: "InspectionSchedule", span: DateSpan) -> Iterator[tuple[Step, Duty]]:
    for line in book.timelines():
        if line.found.day <= span.last:
            for step in STEPS:
                for duty in step.find(book.setting, line):
                    yield step, duty


def findings_late(book: "InspectionSchedule", span: DateSpan) -> Iterator[Breach]:
    """Find what was not assigned, fixed, escalated (P97) or re-checked (P96) by its last day in the span."""
    for step, duty in _duties(book, span):
        # What passed before a finding was carried in is not this book's to report.
        if not duty.kept and duty.last.day in span and duty.last.day >= duty.line.since:
            line, what, met = duty.line, step.what, duty.met
            late = Text("not done", "至今未做") if met is None else Text(f"done {met}", f"{met} 才做完")
            found = Text(
                f"{line.finding} at {line.place}: {what.en} by {duty.last}, {late.en}",
                f"{line.finding}（{line.place}）：{what.zh}，时限 {duty.last}，{late.zh}",
            )
            yield Breach(rule=step.rule, on=duty.last.day, found=found, subject=("finding", line.finding))


def findings_to_do(book: "InspectionSchedule", span: DateSpan) -> Iterator[Due]:
    """List the findings to assign, fix, escalate (P97) and re-check (P96) with the last day in the span."""
    for step, duty in _duties(book, span):
        if duty.met is None and duty.latest.day in span:
            yield Due(
                what=step.what,
                last=duty.latest.day,
                until=duty.latest.at,
                subject=("finding", duty.line.finding),
                who=None if step.by_others else duty.line.owner,
                where=duty.line.place,
                post=step.post,
                rule=step.rule,
            )


def checked_one_way(book: "InspectionSchedule", span: DateSpan) -> Iterator[Breach]:
    """Find what was not checked both scheduled and unannounced in a term that ends in the span (P174)."""
    for term, scope, lacking in _unchecked(book, span):
        en, zh = _modes(lacking)
        found = Text(f"{scope} in {term.name}: no check {en}", f"{scope} 在 {term.name} 无{zh}检查")
        yield Breach(rule=P174, on=term.last, found=found)


def checks_to_hold(book: "InspectionSchedule", span: DateSpan) -> Iterator[Due]:
    """List what a term that ends in the span leaves to check, scheduled or unannounced (P174)."""
    for term, scope, lacking in _unchecked(book, span):
        en, zh = _modes(lacking)
        what = Text(f"check {scope}: {en}", f"{scope}：{zh}检查")
        yield Due(what=what, last=term.last, where=scope, post=(CheckHeld,), rule=P174)


def _modes(modes: list[Mode]) -> Text:
    names = [LABELS.choice("mode", mode) for mode in modes]
    return Text(" or ".join(name.en for name in names), "、".join(name.zh for name in names))


def _unchecked(book: "InspectionSchedule", span: DateSpan) -> Iterator[tuple[Term, str, list[Mode]]]:
    checks = [entry for _, entry in numbered(book) if isinstance(entry, CheckHeld)]
    for term in book.setting.terms_ending(P174_SCOPES, span):
        held = {(id_key(check.scope), check.mode) for check in checks if check.on in term}
        for scope in book.setting.value(P174_SCOPES, term.last) or ():
            lacking = [mode for mode in MODES if (id_key(scope), mode) not in held]
            if lacking:
                yield term, scope, lacking
