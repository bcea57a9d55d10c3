"""The inspection schedule: what was checked, what was found, and what became of it."""

from schoollogistics.errors import Text
from schoollogistics.inspections.book.checklists import checklists_cut_short
from schoollogistics.inspections.book.questions import (
    checked_one_way,
    checks_to_hold,
    findings_late,
    findings_to_do,
)
from schoollogistics.inspections.book.timeline import Timeline
from schoollogistics.inspections.entries import ENTRIES, InspectionEntry
from schoollogistics.inspections.entries.checks import CheckLine
from schoollogistics.inspections.entries.slips import FindingCorrected, FindingOpened, FindingRaised
from schoollogistics.inspections.entries.work import FindingAssigned, FindingDismissed, FindingExtended
from schoollogistics.inspections.lifecycle import FINDING, MEASURES
from schoollogistics.inspections.rules import LABELS, PARAMETERS, RULES
from schoollogistics.inspections.state import InspectionState
from schoollogistics.journal import Book, Document, Routine, numbered


class InspectionSchedule(Book[InspectionEntry, InspectionState]):
    """Checks, routine work and findings, from their discovery to the closing after a re-check (R57, R66)."""

    name = "inspections"
    title = Text("Inspection schedule", "检查与隐患台账")
    kinds = ENTRIES
    state_type = InspectionState
    lifecycles = (FINDING,)
    rules = RULES
    parameters = PARAMETERS
    measures = MEASURES
    labels = LABELS
    correcting = (FindingCorrected, FindingAssigned, FindingExtended, FindingDismissed)
    holders = ("owner",)
    documents = (
        Document(code="D20", name="patrol_record", zh="巡查记录", en="Patrol record", source="003§4"),
        Document(code="D20", name="patrol_statistics", zh="巡查记录统计", en="Patrol statistics", source="004§1"),
        Document(code="D21", name="hazard_ledger", zh="隐患排查台账", en="Hazard ledger", source="003§9,004§5"),
    )
    due_questions = (findings_to_do, checks_to_hold)
    breach_questions = (findings_late, checklists_cut_short, checked_one_way)

    def timelines(self) -> tuple[Timeline, ...]:
        """Return when things happened to each finding, in order of posting: what its deadlines look at."""
        lines: dict[str, Timeline] = {}
        for _, entry in numbered(self):
            if isinstance(entry, FindingRaised | FindingOpened):
                lines[entry.finding] = Timeline.begun_by(entry)
            elif hasattr(entry, "finding"):
                lines[entry.finding].note(entry)
        return tuple(lines.values())

    @staticmethod
    def lines_for(routine: Routine) -> tuple[CheckLine, ...]:
        """Return the lines that a check by the checklist of *routine* fills in: each item in order, with its limits."""
        return tuple(
            CheckLine(item=each.zh, result="ok", least=each.least, most=each.most) for each in routine.checklist
        )
