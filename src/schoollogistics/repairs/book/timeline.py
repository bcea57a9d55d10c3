"""When the things happened to one repair that its deadlines look at, and by when it had to be done."""

from collections.abc import Iterator
from datetime import date
from typing import Any, Final

from attrs import define, field, frozen

from schoollogistics.calendar.deadlines import Moment, Pause, end_of_same_day
from schoollogistics.journal import Entry, Rule, Setting
from schoollogistics.journal.clocks import deadline_after
from schoollogistics.repairs.entries.desk import (
    RepairAssigned,
    RepairCancelled,
    RepairHandedOver,
    RepairMerged,
    RepairRejected,
    RepairTriaged,
    RequesterTold,
)
from schoollogistics.repairs.entries.slips import RepairCorrected, RepairOpened, RepairReported
from schoollogistics.repairs.entries.work import (
    RepairFinished,
    RepairHeld,
    RepairResumed,
    RepairSentBack,
    RepairStarted,
)
from schoollogistics.repairs.rules import HOLD_STOPS_CLOCK, P01_STOPPING_HOLDS, P02_UNDER_WAY, SEVERITY_DEADLINES

RESPONSES: Final = (RepairTriaged, RequesterTold, RepairRejected, RepairMerged, RepairCancelled)


@define
class Hold:
    """A time in which work could not go on, for a *reason*; open without *end*."""

    reason: str
    begin: Moment
    end: Moment | None = None


@define(kw_only=True)
class Timeline:
    """When the things happened to one repair that its deadlines look at.

    ``handed_in`` is when its own slip was, ``reported`` when its clock starts: earlier, where a slip that was older was
    merged into it. ``done`` is the finish that was not sent back, ``ended`` when it was rejected, merged or cancelled
    instead.
    """

    repair: str
    place: str
    asset: str | None
    handed_in: Moment
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
    into: "Timeline | None" = None

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
        return tuple((hold.begin, hold.end) for hold in self.holds if hold.reason in self.stopping)

    @property
    def goes_on_as(self) -> "Timeline":
        """The repair that it goes on as after all merges: itself, where it was not merged."""
        return self if self.into is None else self.into.goes_on_as

    @classmethod
    def begun_by(cls, entry: RepairReported | RepairOpened, setting: Setting) -> "Timeline":
        """Return the timeline of a repair that begins with *entry*, under the values in force when it was reported."""
        old = entry if isinstance(entry, RepairOpened) else None
        reported = Moment(entry.on, entry.at) if old is None else Moment(old.reported_on, old.reported_at)
        line = cls(
            repair=entry.repair,
            place=entry.place,
            asset=entry.asset,
            handed_in=reported,
            reported=reported,
            stopping=stopping_holds(setting, reported.day),
            opened=old is not None,
        )
        if old is not None:
            line._carry_in(old)
        return line

    def _carry_in(self, old: RepairOpened) -> None:
        if old.severity is not None:
            self.triages.append((self.reported, old.severity))
        if old.worker is not None:
            self.worker, self.assigned = old.worker, self.reported
        if old.started_on is not None:
            self.started = Moment(old.started_on)
        if old.hold is not None:
            self.holds.append(Hold(old.hold, Moment(old.held_on or old.on)))
        if old.finished_on is not None:
            self.done = Moment(old.finished_on)

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
            case RepairCorrected(place=place, asset=asset):
                self.place, self.asset = place or self.place, asset or self.asset
            case RepairHeld(hold=reason):
                self.holds.append(Hold(reason, now))
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

    def go_into(self, other: "Timeline") -> None:
        """Go on as *other*, which takes the earlier clock of the two and what stops it."""
        self.into = other
        if self.reported.from_start() < other.reported.from_start():
            other.reported, other.stopping = self.reported, self.stopping

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


def duty_of(setting: Setting, line: Timeline, as_of: date) -> Duty | None:
    """Return the duty of one repair as it stands at the end of *as_of*, or None.

    Its severity is the first one judged, or a later one judged before the deadline of the one before had passed. A
    repair that was rejected, merged or cancelled by its deadline has no duty; nor has one merged later, if the repair
    it goes on as had to be done by then too, so that what is late on two slips is late once.
    """
    found: tuple[str, Moment] | None = None
    for severity, last in _deadlines(setting, line, as_of):
        found = None if last is None else (severity, last)
    if found is None or (line.ended is not None and line.ended <= found[1]):
        return None
    severity, last = found
    heir = None if line.into is None else duty_of(setting, line.goes_on_as, as_of)
    if heir is not None and heir.last <= last:
        return None
    rule, _ = SEVERITY_DEADLINES[severity]
    enough = [line.done]
    if severity == "major" and setting.value(P02_UNDER_WAY, line.reported.day):
        enough.append(line.started)
    kept = any(moment is not None and moment <= last for moment in enough)
    return Duty(line=line, rule=rule, severity=severity, last=last, kept=kept)


def _deadlines(setting: Setting, line: Timeline, as_of: date) -> Iterator[tuple[str, Moment | None]]:
    passed, before = None, None
    for when, severity in line.triages:
        if passed is not None and when > passed:
            return
        if severity == before:
            continue
        _, parameter = SEVERITY_DEADLINES[severity]
        last = deadline_after(setting, parameter, line.reported, line.repair, line.pauses, as_of)
        if last is not None and before is not None:
            # Judged anew, a repair is not late before the day on which it was is over.
            last = max(last, end_of_same_day.due(when, pauses=line.pauses, as_of=as_of))
        passed, before = last, severity
        yield severity, last
