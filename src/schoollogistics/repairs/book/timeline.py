"""When the things happened to one repair that its deadlines look at, and by when it had to be done."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from attrs import define, field, frozen

from schoollogistics.calendar.deadlines import Deadline, Moment, Pause
from schoollogistics.journal import Entry, Parameter, Rule, Setting
from schoollogistics.repairs.entries import (
    RepairAssigned,
    RepairCancelled,
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
)
from schoollogistics.repairs.rules import HOLD_STOPS_CLOCK, P01_STOPPING_HOLDS, P02_UNDER_WAY, SEVERITY_DEADLINES

RESPONSES: Final = (RepairTriaged, RequesterTold, RepairRejected, RepairMerged, RepairCancelled)


@define
class Hold:
    """A time in which work could not go on, for a *reason* that *stops* the clock or does not; open without *end*."""

    reason: str
    stops: bool
    begin: Moment
    end: Moment | None = None


@define(kw_only=True)
class Timeline:
    """When the things happened to one repair that its deadlines look at.

    ``done`` is the finish that was not sent back, ``ended`` when it was rejected, merged or cancelled instead.
    """

    repair: str
    place: str
    asset: str | None
    reported: Moment
    stopping: frozenset[str]
    opened: bool = False
    response: Moment | None = None
    triages: list[tuple[Moment, str]] = field(factory=list)
    worker: str | None = None
    assigned: Moment | None = None
    started: Moment | None = None
    holds: list[Hold] = field(factory=list)
    told: list[Moment] = field(factory=list)
    sent_back: list[Moment] = field(factory=list)
    done: Moment | None = None
    ended: Moment | None = None

    @property
    def thing(self) -> str:
        """What failed: the asset, or the place where no asset is named."""
        return self.asset or self.place

    @property
    def over(self) -> Moment | None:
        """When there was nothing left to repair: done, or ended otherwise; None while it is open."""
        return self.done or self.ended

    @property
    def pauses(self) -> tuple[Pause, ...]:
        """The holds that stop the clock."""
        return tuple((hold.begin, hold.end) for hold in self.holds if hold.stops)

    @classmethod
    def begun_by(cls, entry: RepairReported | RepairOpened, setting: Setting) -> "Timeline":
        """Return the timeline of a repair that begins with *entry*, under the values in force when it was reported."""
        old = entry if isinstance(entry, RepairOpened) else None
        reported = Moment(entry.on, entry.at) if old is None else Moment(old.reported_on, old.reported_at)
        line = cls(
            repair=entry.repair,
            place=entry.place,
            asset=entry.asset,
            reported=reported,
            stopping=stopping_holds(setting, reported.day),
            opened=old is not None,
        )
        if old is not None and old.severity is not None:
            line.triages.append((reported, old.severity))
        if old is not None and old.worker is not None:
            line.worker, line.assigned = old.worker, reported
        return line

    def note(self, entry: Entry[Any]) -> None:
        """Take in the next *entry*."""
        now = Moment(entry.on, entry.at)
        if isinstance(entry, RESPONSES):
            self.response = self.response or now
        match entry:
            case RepairTriaged(severity=severity):
                self.triages.append((now, severity))
            case RepairAssigned(worker=worker) | RepairHandedOver(worker=worker):
                self.worker, self.assigned = worker, self.assigned or now
            case RepairStarted():
                self.started = now
            case RepairHeld(reason=reason):
                self.holds.append(Hold(reason, reason in self.stopping, now))
            case RepairResumed():
                self._resume(now)
            case RequesterTold():
                self.told.append(now)
            case RepairFinished():
                self.done = now
            case RepairSentBack():
                self.sent_back.append(now)
                self.done = None
            case RepairRejected() | RepairMerged() | RepairCancelled():
                self._resume(now)
                self.ended = now

    def _resume(self, now: Moment) -> None:
        if self.holds and self.holds[-1].end is None:
            hold = self.holds[-1]
            # The order of one day is that of posting: a time written too early ends the hold as it begins.
            hold.end = hold.begin if now.to_end() < hold.begin.from_start() else now


@frozen(kw_only=True)
class Duty:
    """By when one repair had to be done, under which rule, and whether it was."""

    line: Timeline
    rule: Rule
    severity: str
    last: Moment
    kept: bool

    @property
    def told(self) -> bool:
        """Whether whoever reported the repair was told by the deadline that it will take longer."""
        return any(told <= self.last for told in self.line.told)


def stopping_holds(setting: Setting, on: date) -> frozenset[str]:
    """Return the reasons to hold a repair reported *on* that day that stop its clock."""
    chosen = setting.value(P01_STOPPING_HOLDS, on)
    if isinstance(chosen, tuple):
        return frozenset(chosen)
    return frozenset(reason for reason, stops in HOLD_STOPS_CLOCK.items() if stops)


def last_moment(setting: Setting, parameter: Parameter[Deadline], line: Timeline, as_of: date) -> Moment | None:
    """Return the deadline that *parameter* sets a repair, as it stands at the end of *as_of*; None without a value."""
    deadline = setting.value(parameter, line.reported.day)
    if not isinstance(deadline, Deadline):
        return None
    return deadline.due(line.reported, calendar=setting.calendar, pauses=line.pauses, as_of=as_of)


def duty_of(setting: Setting, line: Timeline, as_of: date) -> Duty | None:
    """Return the duty of one repair as it stands at the end of *as_of*, or None.

    Its severity is the first one judged, or a later one judged before the deadline of the one before had passed. A
    repair that was rejected, merged or cancelled by its deadline has no duty.
    """
    found: tuple[str, Moment] | None = None
    for severity, last in _deadlines(setting, line, as_of):
        found = None if last is None else (severity, last)
    if found is None or (line.ended is not None and line.ended <= found[1]):
        return None
    severity, last = found
    rule, _ = SEVERITY_DEADLINES[severity]
    enough = [line.done]
    if severity == "major" and setting.value(P02_UNDER_WAY, line.reported.day):
        enough.append(line.started)
    kept = any(moment is not None and moment <= last for moment in enough)
    return Duty(line=line, rule=rule, severity=severity, last=last, kept=kept)


def _deadlines(setting: Setting, line: Timeline, as_of: date) -> Iterator[tuple[str, Moment | None]]:
    passed: Moment | None = None
    for when, severity in line.triages:
        if passed is not None and when > passed:
            return
        _, parameter = SEVERITY_DEADLINES[severity]
        passed = last_moment(setting, parameter, line, as_of)
        yield severity, passed
