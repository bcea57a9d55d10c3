"""When the things happened to one finding that its deadlines look at."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any, Final

from attrs import define, field, frozen

from schoollogistics.calendar.deadlines import Moment
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
from schoollogistics.journal import Entry

END_OF_DAY: Final = time(23, 59)


@define
class Fix:
    """One attempt to put a finding right, and when it was re-checked and with what result."""

    done: Moment
    rechecked: Moment | None = None
    failed: bool = False


@frozen
class Lapse:
    """A finding lay open past its deadline from *start* on; telling counts from the day *told_from*, fixing with *fixes*."""

    start: Moment
    told_from: date
    fixes: tuple[Fix, ...]

    def met(self, line: "Timeline") -> Moment | None:
        """Return when it was told to somebody higher up or settled; a fix that failed by its start does not count."""
        day = self.start.day
        # Nobody could know of a fix that it would fail: until its re-check there was nothing to escalate.
        held = [fix.done for fix in self.fixes if not fix.failed or (fix.rechecked and fix.rechecked.day > day)]
        told = [moment for moment in line.escalated if moment.day >= self.told_from]
        return min((*held, *told, *([line.dismissed] if line.dismissed else ())), default=None)


@define(kw_only=True)
class Timeline:
    """When the things happened to one finding that its deadlines look at.

    ``since`` is the day from which the book answers for it: that of its opening, where it was carried in. ``deadlines``
    are those given and extended to, each with the day on which it was granted; ``over`` is when there was nothing left
    to fix.
    """

    finding: str
    place: str
    found: Moment
    since: date
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
            if last is not None and self.since <= last < granted:
                break
            last = deadline
        return last

    @property
    def over(self) -> Moment | None:
        """When it was fixed and not sent back by a failed re-check, or dismissed; None while it is to be fixed."""
        if self.fixes and not self.fixes[-1].failed:
            return self.fixes[-1].done
        return self.dismissed

    def lapses(self) -> Iterator[Lapse]:
        """Yield when it came to lie open past its deadline: at the end of that, and at every re-check that failed later."""
        day = self.last
        if day is None:
            return
        yield Lapse(Moment(day, END_OF_DAY), day + timedelta(days=1), tuple(self.fixes))
        for number, fix in enumerate(self.fixes, 1):
            if fix.failed and fix.rechecked is not None and fix.rechecked.day > day:
                failed, after = fix.rechecked, tuple(self.fixes[number:])
                # More time granted by then puts the clock off.
                given = [deadline for granted, deadline in self.deadlines if granted <= failed.day][-1]
                if given < failed.day:
                    yield Lapse(failed, failed.day, after)
                else:
                    yield Lapse(Moment(given, END_OF_DAY), given + timedelta(days=1), after)

    @classmethod
    def begun_by(cls, entry: FindingRaised | FindingOpened) -> "Timeline":
        """Return the timeline of a finding that begins with *entry*."""
        if isinstance(entry, FindingRaised):
            return cls(finding=entry.finding, place=entry.place, found=Moment(entry.on, entry.at), since=entry.on)
        found = Moment(entry.found_on)
        line = cls(finding=entry.finding, place=entry.place, found=found, since=entry.on, owner=entry.owner)
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
