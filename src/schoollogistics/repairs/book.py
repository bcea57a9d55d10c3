"""The repair desk: one ticket with one number from the report to its acceptance."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import Any, Final

from attrs import define, field, frozen

from schoollogistics.calendar.deadlines import Deadline, Moment, Pause
from schoollogistics.calendar.terms import Term
from schoollogistics.errors import OutOfCoverage, Text, invalid
from schoollogistics.journal import Book, Breach, Document, Due, Entry, Parameter, Rule, numbered
from schoollogistics.repairs.entries import (
    NOTHING,
    RepairAccepted,
    RepairAssigned,
    RepairCancelled,
    RepairEntry,
    RepairFinished,
    RepairHandedOver,
    RepairHeld,
    RepairMerged,
    RepairOpened,
    RepairRejected,
    RepairReported,
    RepairResumed,
    RepairSentBack,
    RepairStarted,
    RepairTriaged,
    RequesterTold,
    UpkeepProposed,
)
from schoollogistics.repairs.lifecycle import MEASURES, REPAIR
from schoollogistics.repairs.rules import (
    HOLD_STOPS_CLOCK,
    LABELS,
    P01_STOPPING_HOLDS,
    P02_UNDER_WAY,
    P03,
    P05,
    P05_RESPONSE_DEADLINE,
    P10,
    P10_REPEATS,
    PARAMETERS,
    RULES,
    SEVERITY_DEADLINES,
)
from schoollogistics.repairs.state import RepairState
from schoollogistics.values.periods import DateSpan, span_of

ENDINGS: Final = (RepairRejected, RepairMerged, RepairCancelled)
RESPONSES: Final = (RepairTriaged, RepairAssigned, RepairRejected, RepairMerged, RequesterTold, RepairCancelled)


@define
class Timeline:
    """When the things happened to one repair that its deadlines look at."""

    repair: str
    place: str
    reported: Moment
    stopping: frozenset[str]
    opened: bool = field(default=False, kw_only=True)
    response: Moment | None = None
    triages: list[tuple[Moment, str]] = field(factory=list)
    pauses: list[Pause] = field(factory=list)
    started: Moment | None = None
    told: list[Moment] = field(factory=list)
    finished: Moment | None = None
    ended: Moment | None = None
    worker: str | None = None

    @property
    def done(self) -> Moment | None:
        """When the duty to repair ended: finished and not sent back, or rejected, merged, cancelled."""
        return self.finished or self.ended

    def note(self, entry: Entry[RepairState]) -> None:
        """Take in the next *entry*; holds for a reason in ``stopping`` stop the clock."""
        now = Moment(entry.on, entry.at)
        if self.response is None and isinstance(entry, RESPONSES):
            self.response = now
        match entry:
            case RepairTriaged(severity=severity):
                self.triages.append((now, severity))
            case RepairAssigned(worker=worker) | RepairHandedOver(worker=worker):
                self.worker = worker
            case RepairStarted():
                self.started = self.started or now
            case RepairHeld(reason=reason):
                if reason in self.stopping:
                    self.pauses.append((now, None))
            case RepairResumed():
                self._resume(now)
            case RequesterTold():
                self.told.append(now)
            case RepairFinished():
                self.finished = now
            case RepairSentBack():
                self.finished = None
        if isinstance(entry, ENDINGS):
            self._resume(now)
            self.ended = now

    def _resume(self, now: Moment) -> None:
        if self.pauses and self.pauses[-1][1] is None:
            self.pauses[-1] = (self.pauses[-1][0], now)


@frozen(kw_only=True)
class Duty:
    """By when one repair had to be done, under which rule, and whether it was."""

    line: Timeline
    rule: Rule
    severity: str
    last: Moment
    kept: bool


@frozen(kw_only=True)
class Punctuality:
    """How many repairs of one severity had their deadline in a period, and how many were done by then."""

    severity: str
    due: int
    kept: int

    @property
    def rate(self) -> Decimal | None:
        """The share done in time, 0 to 1; None where none was due."""
        return Decimal(self.kept) / self.due if self.due else None


@frozen(kw_only=True)
class RepeatFailure:
    """Something that failed again and again: an asset, or a place where no asset is named, and its repairs."""

    thing: str
    repairs: tuple[str, ...]


def _last(book: Book[Any, Any], parameter: Parameter, line: Timeline, as_of: date) -> Moment | None:
    deadline = book.setting.value(parameter, line.reported.day)
    if not isinstance(deadline, Deadline):
        return None
    return deadline.due(line.reported, calendar=book.setting.calendar, pauses=line.pauses, as_of=as_of)


def _duty(book: "RepairWorkflow", line: Timeline, as_of: date) -> Duty | None:
    """Return the duty of one repair: by its first severity, or a later one judged before the deadline passed."""
    found: Duty | None = None
    for when, severity in line.triages:
        if found is not None and when > found.last:
            break
        rule, parameter = SEVERITY_DEADLINES[severity]
        last = _last(book, parameter, line, as_of)
        if last is None:
            found = None
            continue
        ends = [line.done]
        if severity == "major" and book.setting.value(P02_UNDER_WAY, line.reported.day):
            ends.append(line.started)
        kept = any(end is not None and end <= last for end in ends)
        found = Duty(line=line, rule=rule, severity=severity, last=last, kept=kept)
    return found


def _found(line: Timeline, last: Moment, end: Moment | None) -> Text:
    late = Text("never", "至今未完成") if end is None else Text(f"{end}", f"{end}")
    return Text(
        f"{line.repair} at {line.place}, reported {line.reported}, by {last}: {late.en}",
        f"{line.repair}（{line.place}）{line.reported} 报修，应于 {last} 前：{late.zh}",
    )


def late_repairs(book: "RepairWorkflow", span: DateSpan) -> Iterator[Breach]:
    """Find repairs not done by their deadline (P01, P02), and those whose reporter was not told in time (P03)."""
    for duty in book.duties(span):
        if duty.kept:
            continue
        line, last = duty.line, duty.last
        found = _found(line, last, line.done)
        yield Breach(rule=duty.rule, on=last.day, found=found, subject=("repair", line.repair))
        if not any(told <= last for told in line.told):
            told = min(line.told, default=None)
            yield Breach(rule=P03, on=last.day, found=_found(line, last, told), subject=("repair", line.repair))


def unanswered_reports(book: "RepairWorkflow", span: DateSpan) -> Iterator[Breach]:
    """Find reports without a first response by its deadline (P05)."""
    for line in book.timelines():
        last = None if line.opened else _last(book, P05_RESPONSE_DEADLINE, line, span.last)
        if last is not None and last.day in span and not (line.response is not None and line.response <= last):
            found = _found(line, last, line.response)
            yield Breach(rule=P05, on=last.day, found=found, subject=("repair", line.repair))


def unproposed_upkeep(book: "RepairWorkflow", span: DateSpan) -> Iterator[Breach]:
    """Find terms that end with something failing again and again and no proposal about it (P10)."""
    for term in _terms_ending(book, span):
        for failure in book.repeat_failures(term):
            if failure.thing not in book.proposed(term):
                found = Text(
                    f"{failure.thing} failed {len(failure.repairs)} times in {term.name}, nothing proposed",
                    f"{failure.thing} 在 {term.name} 报修 {len(failure.repairs)} 次，未提维护意见",
                )
                yield Breach(rule=P10, on=term.last, found=found)


def _terms_ending(book: "RepairWorkflow", span: DateSpan) -> tuple[Term, ...]:
    if book.setting.value(P10_REPEATS, span.last) is None:
        return ()
    if book.setting.calendar is None:
        raise OutOfCoverage(
            "coverage",
            tried=Text("look for upkeep proposals of a term", "查一学期的维护意见"),
            stands=Text("the setting has no calendar", "设置中没有校历"),
            takes=Text("Setting(calendar=TermCalendar(…))", "请给出 Setting(calendar=TermCalendar(…))"),
            fields=("calendar",),
        )
    return tuple(term for term in book.setting.calendar.terms if term.last in span)


def work_to_do(book: "RepairWorkflow", span: DateSpan) -> Iterator[Due]:
    """List open repairs to answer (P05) and to finish (P01, P02) with their last day in the span."""
    for line in book.timelines():
        subject = ("repair", line.repair)
        last = None if line.opened or line.response else _last(book, P05_RESPONSE_DEADLINE, line, span.last)
        if last is not None and last.day in span:
            yield Due(
                what=Text("answer the report", "响应报修"),
                last=last.day,
                until=last.at,
                subject=subject,
                where=line.place,
                post=(RepairTriaged, RepairRejected, RepairMerged, RequesterTold),
                rule=P05,
            )
        duty = _duty(book, line, span.last)
        if duty is not None and not duty.kept and line.done is None and duty.last.day in span:
            yield Due(
                what=Text("finish the repair, or tell who reported it", "完成维修，修不好要告知报修人"),
                last=duty.last.day,
                until=duty.last.at,
                subject=subject,
                who=line.worker,
                where=line.place,
                post=(RepairFinished, RequesterTold),
                rule=duty.rule,
            )


def proposals_to_make(book: "RepairWorkflow", span: DateSpan) -> Iterator[Due]:
    """List what a term that ends in the span leaves to propose about (P10)."""
    for term in _terms_ending(book, span):
        for failure in book.repeat_failures(term):
            if failure.thing not in book.proposed(term):
                yield Due(
                    what=Text(f"propose upkeep of {failure.thing}", f"对 {failure.thing} 提出维护意见"),
                    last=term.last,
                    where=failure.thing,
                    post=(UpkeepProposed,),
                    rule=P10,
                )


class RepairWorkflow(Book[RepairEntry, RepairState]):
    """Repairs from the first report to acceptance by whoever reported them (R20, R22)."""

    name = "repairs"
    kinds = (
        RepairReported,
        RepairOpened,
        RepairTriaged,
        RepairRejected,
        RepairMerged,
        RepairAssigned,
        RepairHandedOver,
        RepairStarted,
        RepairHeld,
        RepairResumed,
        RequesterTold,
        RepairFinished,
        RepairSentBack,
        RepairAccepted,
        RepairCancelled,
        UpkeepProposed,
    )
    state_type = RepairState
    lifecycles = (REPAIR,)
    rules = RULES
    parameters = PARAMETERS
    measures = MEASURES
    labels = LABELS
    correcting = (RepairTriaged, RepairHandedOver, RepairSentBack, RepairCancelled)
    documents = (
        Document(code="D18", name="repair_slip", zh="报修单", en="Repair slip", source="004§1"),
        Document(code="D19", name="repair_record", zh="维修记录", en="Repair record", source="001§3,003§2,§7"),
    )
    due_questions = (work_to_do, proposals_to_make)
    breach_questions = (late_repairs, unanswered_reports, unproposed_upkeep)

    def timelines(self) -> tuple[Timeline, ...]:
        """Return when things happened to each repair, in order of report: what its deadlines look at."""
        lines: dict[str, Timeline] = {}
        for _, entry in numbered(self):
            match entry:
                case RepairReported(repair=repair, place=place):
                    lines[repair] = Timeline(repair, place, Moment(entry.on, entry.at), self._stopping(entry.on))
                case RepairOpened(repair=repair, place=place):
                    reported = Moment(entry.reported_on, entry.reported_at)
                    line = Timeline(repair, place, reported, self._stopping(reported.day), opened=True)
                    line.worker = entry.worker
                    if entry.severity is not None:
                        line.triages.append((reported, entry.severity))
                    lines[repair] = line
                case _ if hasattr(entry, "repair"):
                    lines[entry.repair].note(entry)
        return tuple(lines.values())

    def _stopping(self, on: date) -> frozenset[str]:
        chosen = self.setting.value(P01_STOPPING_HOLDS, on)
        if isinstance(chosen, tuple):
            return frozenset(chosen)
        return frozenset(reason for reason, stops in HOLD_STOPS_CLOCK.items() if stops)

    def duties(self, during: DateSpan | date) -> tuple[Duty, ...]:
        """Return every repair whose deadline lies in *during* and whether it was kept; ``OutOfCoverage`` as deadlines."""
        span = span_of(during)
        found = (_duty(self, line, span.last) for line in self.timelines())
        return tuple(duty for duty in found if duty is not None and duty.last.day in span)

    def punctuality(self, during: DateSpan | date) -> tuple[Punctuality, ...]:
        """Return by severity how many deadlines lay in *during* and how many were kept (R20)."""
        duties = self.duties(during)
        return tuple(
            Punctuality(
                severity=severity,
                due=sum(duty.severity == severity for duty in duties),
                kept=sum(duty.severity == severity and duty.kept for duty in duties),
            )
            for severity in SEVERITY_DEADLINES
        )

    def repeat_failures(self, during: DateSpan | date, least: int | None = None) -> tuple[RepeatFailure, ...]:
        """Return what was reported at least *least* times in *during* (default: P10's number), most often first.

        Repairs that were rejected, merged or cancelled do not count. ``InvalidValue`` without a number.
        """
        span = span_of(during)
        wanted = self.setting.value(P10_REPEATS, span.last) if least is None else least
        if type(wanted) is not int:
            raise invalid(
                "missing",
                "least",
                wanted,
                Text("the setting has no value of P10.repeats", "设置中没有 P10.repeats 的取值"),
                Text("a number of repairs", "请给出次数"),
            )
        things: dict[str, list[str]] = {}
        for line in self.timelines():
            if line.reported.day in span and line.ended is None:
                thing = self[line.repair].asset or line.place
                things.setdefault(thing, []).append(line.repair)
        found = [
            RepeatFailure(thing=thing, repairs=tuple(keys)) for thing, keys in things.items() if len(keys) >= wanted
        ]
        return tuple(sorted(found, key=lambda failure: (-len(failure.repairs), failure.thing)))

    def proposed(self, during: DateSpan | date) -> frozenset[str]:
        """Return the things that upkeep was proposed for in *during*."""
        span = span_of(during)
        return frozenset(e.thing for _, e in numbered(self) if isinstance(e, UpkeepProposed) and e.on in span)

    def proposals(self, during: DateSpan | date, *, on: date, by: str) -> tuple[UpkeepProposed, ...]:
        """Return the proposals to post for what failed again and again in *during* and has none yet (P10, R22)."""
        span = span_of(during)
        state = self.of()
        return tuple(
            UpkeepProposed(
                thing=failure.thing,
                on=on,
                by=by,
                proposal=_proposal(failure, [state[key].cost or NOTHING for key in failure.repairs]),
            )
            for failure in self.repeat_failures(span)
            if failure.thing not in self.proposed(span)
        )


def _proposal(failure: RepeatFailure, costs: list[Decimal]) -> str:
    return (
        f"{failure.thing}：报修 {len(failure.repairs)} 次（{'、'.join(failure.repairs)}），"
        f"费用合计 {sum(costs, NOTHING)} 元，建议全面检修或更换"
    )
