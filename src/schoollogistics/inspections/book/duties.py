"""By when a finding has to be assigned, fixed, escalated and re-checked, and when it was."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from attrs import frozen

from schoollogistics.calendar.deadlines import Moment
from schoollogistics.errors import Text
from schoollogistics.inspections.book.timeline import END_OF_DAY, Timeline, last_moment
from schoollogistics.inspections.entries.work import (
    FindingAssigned,
    FindingDismissed,
    FindingEscalated,
    FindingFixed,
    FindingRechecked,
)
from schoollogistics.inspections.rules import P96, P96_RECHECK, P97, P97_ASSIGNMENT, P97_ESCALATION
from schoollogistics.journal import Entry, Rule, Setting


@frozen(kw_only=True)
class Duty:
    """Something that has to be done about one finding by its *last* moment, and when it was *met*.

    ``latest`` is the moment that is still to be kept: later than ``last`` where more time was granted too late.
    """

    line: Timeline
    last: Moment
    latest: Moment
    met: Moment | None

    @property
    def kept(self) -> bool:
        """Whether it was done in time."""
        return self.met is not None and self.met <= self.last


@frozen(kw_only=True)
class Step:
    """One of the things to do about a finding: under which rule, which entries say it was done, and *find* its duties."""

    rule: Rule
    what: Text
    post: tuple[type[Entry[Any]], ...]
    find: Callable[[Setting, Timeline], Iterator[Duty]]


def _assignment(setting: Setting, line: Timeline) -> Iterator[Duty]:
    last = last_moment(setting, P97_ASSIGNMENT, line, line.found)
    if last is not None:
        yield Duty(line=line, last=last, latest=last, met=line.assigned or line.dismissed)


def _fix(_: Setting, line: Timeline) -> Iterator[Duty]:
    if line.last is not None:
        latest = line.deadlines[-1][1]
        yield Duty(line=line, last=Moment(line.last), latest=Moment(latest), met=line.over)


def _escalation(setting: Setting, line: Timeline) -> Iterator[Duty]:
    day = line.last
    if day is None or (line.over is not None and line.over.day <= day):
        return
    # A deadline ends with its day, so the clock of the escalation starts there and not in its morning.
    last = last_moment(setting, P97_ESCALATION, line, Moment(day, END_OF_DAY))
    if last is not None:
        # Nobody could know of a fix that it would fail: until its re-check there was nothing to escalate.
        held = [fix.done for fix in line.fixes if not fix.failed or (fix.rechecked and fix.rechecked.day > day)]
        told = [moment for moment in line.escalated if moment.day > day]
        met = min((*held, *told, *([line.dismissed] if line.dismissed else ())), default=None)
        yield Duty(line=line, last=last, latest=last, met=met)


def _rechecks(setting: Setting, line: Timeline) -> Iterator[Duty]:
    for fix in line.fixes:
        last = last_moment(setting, P96_RECHECK, line, fix.done)
        if last is not None:
            yield Duty(line=line, last=last, latest=last, met=fix.rechecked or line.closed)


STEPS: Final = (
    Step(
        rule=P97,
        what=Text("assign the finding", "交办隐患"),
        post=(FindingAssigned, FindingDismissed),
        find=_assignment,
    ),
    Step(rule=P97, what=Text("fix the finding", "整改隐患"), post=(FindingFixed,), find=_fix),
    Step(
        rule=P97,
        what=Text("escalate the finding once it is overdue", "逾期未整改的上报"),
        post=(FindingEscalated,),
        find=_escalation,
    ),
    Step(rule=P96, what=Text("re-check the fix", "复查整改"), post=(FindingRechecked,), find=_rechecks),
)
