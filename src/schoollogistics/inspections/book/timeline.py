"""When the things happened to one finding that its deadlines look at."""

from datetime import date, time
from typing import Any, Final

from attrs import define, field

from schoollogistics.calendar.deadlines import Deadline, Moment
from schoollogistics.errors import OutOfCoverage, Text
from schoollogistics.inspections.entries.slips import FindingCorrected, FindingOpened, FindingRaised
from schoollogistics.inspections.entries.work import (
    FindingAssigned,
    FindingClosed,
    FindingDismissed,
    FindingEscalated,
    FindingExtended,
    FindingFixed,
    FindingRechecked,
)
from schoollogistics.journal import Entry, Parameter, Setting

END_OF_DAY: Final = time(23, 59)


@define
class Fix:
    """One attempt to put a finding right, and when it was re-checked and with what result."""

    done: Moment
    rechecked: Moment | None = None
    failed: bool = False


@define(kw_only=True)
class Timeline:
    """When the things happened to one finding that its deadlines look at.

    ``deadlines`` are those given and extended to, each with the day on which it was granted; ``over`` is when there was
    nothing left to fix.
    """

    finding: str
    place: str
    found: Moment
    owner: str | None = None
    assigned: Moment | None = None
    deadlines: list[tuple[date, date]] = field(factory=list)
    fixes: list[Fix] = field(factory=list)
    escalated: list[Moment] = field(factory=list)
    dismissed: Moment | None = None
    closed: Moment | None = None

    @property
    def last(self) -> date | None:
        """The last day to fix it that counts: what is granted after a deadline has passed does not undo its being missed."""
        last: date | None = None
        for granted, deadline in self.deadlines:
            if last is not None and granted > last:
                break
            last = deadline
        return last

    @property
    def over(self) -> Moment | None:
        """When it was fixed and not sent back by a failed re-check, or dismissed; None while it is to be fixed."""
        if self.fixes and not self.fixes[-1].failed:
            return self.fixes[-1].done
        return self.dismissed

    @classmethod
    def begun_by(cls, entry: FindingRaised | FindingOpened) -> "Timeline":
        """Return the timeline of a finding that begins with *entry*."""
        if isinstance(entry, FindingRaised):
            return cls(finding=entry.finding, place=entry.place, found=Moment(entry.on, entry.at))
        found = Moment(entry.found_on)
        line = cls(finding=entry.finding, place=entry.place, found=found, owner=entry.owner)
        if entry.deadline is not None:
            line.assigned = found
            line.deadlines.append((entry.found_on, entry.deadline))
        if entry.fixed_on is not None:
            rechecked = None if entry.rechecked_on is None else Moment(entry.rechecked_on)
            line.fixes.append(Fix(Moment(entry.fixed_on), rechecked))
        return line

    def note(self, entry: Entry[Any]) -> None:
        """Take in the next *entry*."""
        now = Moment(entry.on, entry.at)
        match entry:
            case FindingCorrected(place=place):
                self.place = place or self.place
            case FindingAssigned(owner=owner, deadline=deadline):
                self.owner, self.assigned = owner, self.assigned or now
                self.deadlines.append((entry.on, deadline))
            case FindingExtended(deadline=deadline):
                self.deadlines.append((entry.on, deadline))
            case FindingEscalated():
                self.escalated.append(now)
            case FindingFixed():
                self.fixes.append(Fix(now))
            case FindingRechecked(result=result):
                self.fixes[-1].rechecked, self.fixes[-1].failed = now, result == "failed"
            case FindingDismissed():
                self.dismissed = now
            case FindingClosed():
                self.closed = now


def last_moment(setting: Setting, parameter: Parameter[Deadline], line: Timeline, start: Moment) -> Moment | None:
    """Return the deadline that *parameter* sets a finding from *start* on; None without a value.

    ``OutOfCoverage`` names the finding.
    """
    deadline = setting.value(parameter, start.day)
    if deadline is None:
        return None
    try:
        return deadline.due(start, calendar=setting.calendar)
    except OutOfCoverage as error:
        raise OutOfCoverage(
            error.code,
            tried=Text(f"{line.finding}: {error.tried.en}", f"{line.finding}：{error.tried.zh}"),
            stands=error.stands,
            takes=error.takes,
            fields=error.fields,
        ) from error
