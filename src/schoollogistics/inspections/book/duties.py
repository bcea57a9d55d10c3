"""By when a finding has to be assigned, fixed, escalated and re-checked, and when it was."""

from collections.abc import Callable, Iterator
from typing import Any, Final

from attrs import frozen

from schoollogistics.calendar.deadlines import Moment
from schoollogistics.errors import Text
from schoollogistics.inspections.book.timeline import Timeline
from schoollogistics.inspections.entries.work import (
    FindingAssigned,
    FindingDismissed,
    FindingEscalated,
    FindingFixed,
    FindingRechecked,
)
from schoollogistics.inspections.rules import P96, P96_RECHECK, P97, P97_ASSIGNMENT, P97_ESCALATION
from schoollogistics.journal import Entry, Rule, Setting
from schoollogistics.journal.clocks import deadline_after


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
    """One of the things to do about a finding: under which rule, which entries say it was done, and *find* its duties.

    It is the owner's unless it is *by_others*.
    """

    rule: Rule
    what: Text
    post: tuple[type[Entry[Any]], ...]
    find: Callable[[Setting, Timeline], Iterator[Duty]]
    by_others: bool = False


def _assignment(setting: Setting, line: Timeline) -> Iterator[Duty]:
    last = deadline_after(setting, P97_ASSIGNMENT, line.found, line.finding)
    if last is None and setting.calendar is not None:
        # That every finding has a deadline takes no number: it has one by the end of its term.
        ends = (term.last for term in setting.calendar.general_terms if term.last >= line.since)
        last = next((Moment(end) for end in ends), None)
    if last is not None:
        yield Duty(line=line, last=last, latest=last, met=line.assigned or line.dismissed)


def _fix(_: Setting, line: Timeline) -> Iterator[Duty]:
    if line.last is not None:
        latest = line.deadlines[-1][1]
        yield Duty(line=line, last=Moment(line.last), latest=Moment(latest), met=line.over)


def _escalation(setting: Setting, line: Timeline) -> Iterator[Duty]:
    for lapse in line.lapses():
        met = lapse.met(line)
        if met is None or met.day > lapse.start.day:
            last = deadline_after(setting, P97_ESCALATION, lapse.start, line.finding)
            if last is not None:
                yield Duty(line=line, last=last, latest=last, met=met)


def _rechecks(setting: Setting, line: Timeline) -> Iterator[Duty]:
    for fix in line.fixes:
        last = deadline_after(setting, P96_RECHECK, fix.done, line.finding)
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
    # Whoever fixed it must not re-check it.
    Step(rule=P96, what=Text("re-check the fix", "复查整改"), post=(FindingRechecked,), find=_rechecks, by_others=True),
)
