"""How a finding is dealt with: given out with a deadline, extended, escalated, fixed, re-checked, closed, or dismissed."""

from datetime import date
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.inspections.entries.codes import RecheckResult
from schoollogistics.inspections.entries.hands import refuse_own_recheck
from schoollogistics.inspections.rules import P96, P96_RECHECK, P97
from schoollogistics.inspections.state import InspectionState
from schoollogistics.journal import Entry, add
from schoollogistics.values.ids import FindingId, PersonId, RepairId
from schoollogistics.values.shapes import Note
from schoollogistics.values.texts import id_key


@final
@frozen(kw_only=True)
class FindingAssigned(Entry[InspectionState]):
    """A finding was given to somebody to fix by a day; given out again, it has the new owner and deadline (交办)."""

    kind: ClassVar[str] = "inspections.finding_assigned"

    finding: FindingId
    owner: PersonId
    deadline: date

    def check(self, state: InspectionState) -> None:
        """Refuse a deadline that is over already (order), and more time for its owner, which is an extension (state)."""
        owner = state.owner.get(self.finding)
        if owner is not None and id_key(owner) == id_key(self.owner) and self.deadline > state.deadline[self.finding]:
            raise state.refusal(
                self,
                "state",
                stands=Text(
                    f"{owner} has it already, by {state.deadline[self.finding]}",
                    f"{owner} 已是整改责任人，期限 {state.deadline[self.finding]}",
                ),
                takes=Text("FindingExtended, with the reason", "请登记延期，写明原因"),
                fields=("owner", "deadline"),
            )
        if self.deadline < self.on:
            raise state.refusal(
                self,
                "order",
                stands=Text(f"the deadline is {self.deadline}", f"整改期限为 {self.deadline}"),
                takes=Text(f"{self.on} or later", f"{self.on} 或以后"),
                fields=("deadline",),
                rule=P97,
            )


@final
@frozen(kw_only=True)
class FindingExtended(Entry[InspectionState]):
    """The owner was given more time, for a reason; after the deadline that does not undo its being missed (延期)."""

    kind: ClassVar[str] = "inspections.finding_extended"

    finding: FindingId
    deadline: date
    reason: Note

    def check(self, state: InspectionState) -> None:
        """Refuse a deadline that is not later than the present one, or over already (order)."""
        present = state.deadline[self.finding]
        if self.deadline <= present or self.deadline < self.on:
            raise state.refusal(
                self,
                "order",
                stands=Text(f"the deadline is {present}", f"原整改期限为 {present}"),
                takes=Text(f"a later day, not before {self.on}", f"须晚于原期限，且不早于 {self.on}"),
                fields=("deadline",),
            )


@final
@frozen(kw_only=True)
class FindingEscalated(Entry[InspectionState]):
    """A finding that is not dealt with in time was reported to somebody higher up (逾期上报)."""

    kind: ClassVar[str] = "inspections.finding_escalated"

    finding: FindingId
    to: PersonId

    def apply(self, state: InspectionState) -> None:
        """Keep who was told."""
        state.escalated_to[self.finding] = self.to


@final
@frozen(kw_only=True)
class FindingDismissed(Entry[InspectionState]):
    """A finding was looked into and is none (不成立)."""

    kind: ClassVar[str] = "inspections.finding_dismissed"

    finding: FindingId
    reason: Note


@final
@frozen(kw_only=True)
class FindingFixed(Entry[InspectionState]):
    """What was found was put right, and waits to be re-checked by somebody else (整改)."""

    kind: ClassVar[str] = "inspections.finding_fixed"

    finding: FindingId
    work: Note
    repair: RepairId | None = None

    def check(self, state: InspectionState) -> None:
        """Refuse a fix without its hour where the re-check counts by the hour (missing)."""
        state.need_hour(self, "at", self.on, P96_RECHECK)

    def apply(self, state: InspectionState) -> None:
        """Keep the day, and everybody who is not to re-check it."""
        state.fixed_on[self.finding] = self.on
        people = (*state.fixers.get(self.finding, ()), self.by, *self.cosigned_by)
        state.fixers[self.finding] = tuple(dict.fromkeys(people))


@final
@frozen(kw_only=True)
class FindingRechecked(Entry[InspectionState]):
    """Somebody who did not fix it looked whether it is fixed; if not, it goes back to its owner (复查)."""

    kind: ClassVar[str] = "inspections.finding_rechecked"

    finding: FindingId
    result: RecheckResult

    def check(self, state: InspectionState) -> None:
        """Refuse whoever fixed it, now or before a failed re-check, unless excused (P96)."""
        people = (self.by, *self.cosigned_by)
        refuse_own_recheck(self, state, state.fixers[self.finding], people, ("by", "cosigned_by"))

    def outcome(self, state: InspectionState, key: str) -> str:
        """Return where the re-check leads: on, or back to the owner."""
        return "rechecked" if self.result == "passed" else "assigned"

    def apply(self, state: InspectionState) -> None:
        """Keep the day and the people; what failed is counted, and is not fixed any more."""
        state.rechecked_on[self.finding] = self.on
        state.recheckers[self.finding] = (self.by, *self.cosigned_by)
        if self.result == "failed":
            add(state.failures, self.finding, 1)
            state.fixed_on.pop(self.finding, None)


@final
@frozen(kw_only=True)
class FindingClosed(Entry[InspectionState]):
    """A finding that passed its re-check was struck off (销号)."""

    kind: ClassVar[str] = "inspections.finding_closed"

    finding: FindingId

    def check(self, state: InspectionState) -> None:
        """Refuse to close what was not re-checked, unless excused (P96)."""
        if state.status["finding"][self.finding] == "fixed":
            state.refuse(
                P96,
                self,
                stands=Text("it was fixed and not re-checked", "已整改，尚未复查"),
                takes=Text("a passed re-check first", "请先复查合格"),
                fields=("finding",),
            )

    def apply(self, state: InspectionState) -> None:
        """Keep the day."""
        state.closed_on[self.finding] = self.on
