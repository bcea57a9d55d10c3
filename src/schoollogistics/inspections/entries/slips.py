"""What a slip says of a finding: written down, carried in from paper, and corrected."""

from datetime import date
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.inspections.entries.codes import Severity
from schoollogistics.inspections.entries.hands import refuse_own_recheck
from schoollogistics.inspections.rules import P97_ASSIGNMENT
from schoollogistics.inspections.state import InspectionState
from schoollogistics.journal import Entry
from schoollogistics.values.ids import AssetId, FindingId, PersonId, PlaceId
from schoollogistics.values.shapes import Note


@final
@frozen(kw_only=True)
class FindingRaised(Entry[InspectionState]):
    """Somebody wrote down a hazard or a fault that has to be dealt with; ``because`` is usually the check (发现隐患)."""

    kind: ClassVar[str] = "inspections.finding_raised"

    finding: FindingId
    place: PlaceId
    what: Note
    severity: Severity
    asset: AssetId | None = None

    def check(self, state: InspectionState) -> None:
        """Refuse a finding without its hour where its assignment counts by the hour (missing)."""
        state.need_hour(self, "at", self.on, P97_ASSIGNMENT)

    def apply(self, state: InspectionState) -> None:
        """Keep when it was found and by whom."""
        state.found_on[self.finding] = self.on
        state.finders[self.finding] = (self.by, *self.cosigned_by)


@final
@frozen(kw_only=True)
class FindingOpened(Entry[InspectionState]):
    """A finding that was open on paper was carried into the book, with its own old dates (期初未结隐患).

    What is said of it says how far it had come: given to an owner with a deadline, fixed, or re-checked and passed.
    """

    kind: ClassVar[str] = "inspections.finding_opened"

    finding: FindingId
    place: PlaceId
    what: Note
    severity: Severity
    found_on: date
    finders: tuple[PersonId, ...]
    asset: AssetId | None = None
    owner: PersonId | None = None
    deadline: date | None = None
    work: Note | None = None
    fixed_on: date | None = None
    fixers: tuple[PersonId, ...] = ()
    rechecked_on: date | None = None
    recheckers: tuple[PersonId, ...] = ()

    def check(self, state: InspectionState) -> None:
        """Refuse days out of order (order), a part without what it takes (missing), and its own re-check unless excused (P96)."""
        state.need_order(self, "found_on", "fixed_on", "rechecked_on", "on")
        state.need_order(self, "found_on", "deadline")
        fixed, rechecked = self.fixed_on is not None, self.rechecked_on is not None
        state.need(
            self,
            finders=not self.finders,
            owner=self.owner is None and (self.deadline is not None or fixed),
            deadline=self.deadline is None and self.owner is not None,
            fixed_on=not fixed and (bool(self.fixers) or self.work is not None or rechecked),
            fixers=fixed and not self.fixers,
            work=fixed and self.work is None,
            rechecked_on=not rechecked and bool(self.recheckers),
            recheckers=rechecked and not self.recheckers,
        )
        refuse_own_recheck(self, state, self.fixers, self.recheckers, ("fixers", "recheckers"))

    def apply(self, state: InspectionState) -> None:
        """Keep that a re-check before was passed."""
        if self.rechecked_on is not None:
            state.result[self.finding] = "passed"

    def outcome(self, state: InspectionState, key: str) -> str:
        """Return how far the finding had come."""
        if self.rechecked_on is not None:
            return "rechecked"
        if self.fixed_on is not None:
            return "fixed"
        return "found" if self.owner is None else "assigned"


@final
@frozen(kw_only=True)
class FindingCorrected(Entry[InspectionState]):
    """Place, asset, content or severity of a finding were put right, with a note why (更正)."""

    kind: ClassVar[str] = "inspections.finding_corrected"

    finding: FindingId
    place: PlaceId | None = None
    asset: AssetId | None = None
    what: Note | None = None
    severity: Severity | None = None

    def check(self, state: InspectionState) -> None:
        """Refuse a correction of nothing, and one without a note (missing)."""
        given = (self.place, self.asset, self.what, self.severity)
        nothing = all(each is None for each in given)
        state.need(self, place=nothing, asset=nothing, what=nothing, severity=nothing, note=self.note is None)
