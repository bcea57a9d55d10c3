"""The repair desk: one ticket with one number from the report to its acceptance; maintenance; vacation programmes."""

from datetime import date
from decimal import Decimal

from attrs import frozen

from schoollogistics.errors import Text, invalid
from schoollogistics.journal import Book, Document, SubjectView, numbered
from schoollogistics.repairs.book.budget import Spending, passed_budgets, spendings
from schoollogistics.repairs.book.questions import (
    missed_deadlines,
    proposals_to_make,
    repairs_to_do,
    reports_to_answer,
    unanswered_reports,
    unproposed_upkeep,
)
from schoollogistics.repairs.book.timeline import Duty, Timeline, duty_of
from schoollogistics.repairs.book.vacation import jobs_to_do, jobs_without_work, lines_to_plan
from schoollogistics.repairs.entries import ENTRIES, RepairEntry
from schoollogistics.repairs.entries.desk import (
    RepairCancelled,
    RepairHandedOver,
    RepairMerged,
    RepairTriaged,
    UpkeepProposed,
)
from schoollogistics.repairs.entries.slips import RepairCorrected, RepairOpened, RepairReported
from schoollogistics.repairs.entries.vacation import ProgrammeLine
from schoollogistics.repairs.entries.work import RepairSentBack
from schoollogistics.repairs.lifecycle import JOB, MEASURES, PROGRAMME, REPAIR
from schoollogistics.repairs.rules import LABELS, P10_REPEATS, PARAMETERS, RULES, SEVERITY_DEADLINES
from schoollogistics.repairs.state import RepairState
from schoollogistics.values.money import own_context, total
from schoollogistics.values.periods import DateSpan, FiscalYear, span_of


@frozen(kw_only=True)
class Punctuality:
    """How many repairs of one severity had their deadline in a period, and how many were done by then."""

    severity: str
    due: int
    kept: int

    @property
    def rate(self) -> Decimal | None:
        """The share done in time, 0 to 1; None where none was due."""
        return own_context().divide(Decimal(self.kept), Decimal(self.due)) if self.due else None


@frozen(kw_only=True)
class RepeatFailure:
    """Something that failed again and again: an asset, or a place where no asset is named, and its repairs."""

    thing: str
    repairs: tuple[str, ...]


class RepairWorkflow(Book[RepairEntry, RepairState]):
    """Repairs from the first report to acceptance (R20, R22), maintenance (R21) and the repairs of a vacation (R23)."""

    name = "repairs"
    title = Text("Repair desk", "报修台账")
    kinds = ENTRIES
    state_type = RepairState
    lifecycles = (REPAIR, PROGRAMME, JOB)
    rules = RULES
    parameters = PARAMETERS
    measures = MEASURES
    labels = LABELS
    correcting = (RepairCorrected, RepairTriaged, RepairHandedOver, RepairSentBack, RepairCancelled)
    holders = ("worker",)
    invariants = (jobs_without_work,)
    documents = (
        Document(code="D18", name="repair_slip", zh="报修单", en="Repair slip", source="004§1"),
        Document(code="D19", name="repair_record", zh="维修记录", en="Repair record", source="001§3,003§2,§7"),
        Document(code="D19", name="maintenance_record", zh="检修保养记录", en="Maintenance record", source="003§2,§7"),
    )
    due_questions = (reports_to_answer, repairs_to_do, proposals_to_make, jobs_to_do)
    breach_questions = (missed_deadlines, unanswered_reports, unproposed_upkeep, passed_budgets)

    def goes_on_as(self, repair: str) -> SubjectView:
        """Return the repair that *repair* goes on as after all merges: itself, where it was not merged (R20)."""
        view = self[repair]
        while view.into is not None:
            view = self[view.into]
        return view

    def timelines(self) -> tuple[Timeline, ...]:
        """Return when things happened to each repair, in order of posting: what its deadlines look at."""
        lines: dict[str, Timeline] = {}
        for _, entry in numbered(self):
            if isinstance(entry, RepairReported | RepairOpened):
                lines[entry.repair] = Timeline.begun_by(entry, self.setting)
            elif hasattr(entry, "repair"):
                lines[entry.repair].note(entry)
            if isinstance(entry, RepairMerged):
                lines[entry.repair].go_into(lines[entry.into])
        return tuple(lines.values())

    def duties(self, during: DateSpan | date) -> tuple[Duty, ...]:
        """Return every repair whose deadline lies in *during* and whether it was kept; ``OutOfCoverage`` as deadlines."""
        span = span_of(during)
        lines = (line for line in self.timelines() if line.reported.day <= span.last)
        duties = (duty_of(self.setting, line, span.last) for line in lines)
        return tuple(duty for duty in duties if duty is not None and duty.last.day in span)

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
                things.setdefault(line.thing, []).append(line.repair)
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
        proposed = self.proposed(span)
        return tuple(
            UpkeepProposed(
                thing=failure.thing,
                on=on,
                by=by,
                proposal=_proposal(failure, [self[key].cost for key in failure.repairs]),
            )
            for failure in self.repeat_failures(span)
            if failure.thing not in proposed
        )

    def spending(self, year: FiscalYear) -> tuple[Spending, ...]:
        """Return what each entry spent or committed on the repairs of a fiscal *year*, in order of posting (P09)."""
        return tuple(each for each in spendings(self) if each.year == year)

    def programme_lines(self, programme: str, during: DateSpan | date) -> tuple[ProgrammeLine, ...]:
        """Return what to plan under *programme*: what classes found in *during*, and repairs still to be done (R23).

        Jobs are numbered behind the programme. What stands in it already, or is still planned in another, is left out.
        """
        return tuple(lines_to_plan(self, programme, span_of(during)))


def _proposal(failure: RepeatFailure, costs: list[Decimal]) -> str:
    return (
        f"{failure.thing}：报修 {len(failure.repairs)} 次（{'、'.join(failure.repairs)}），"
        f"费用合计 {total(costs)} 元，建议全面检修或更换"
    )
