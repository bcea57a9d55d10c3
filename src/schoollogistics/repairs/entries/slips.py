"""What a slip says of a fault: handed in, carried in from paper, and corrected."""

from datetime import date, time
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.repairs.entries.codes import HoldReason, Severity
from schoollogistics.repairs.rules import P01_MINOR_DEADLINE, P02_MAJOR_DEADLINE, P05_RESPONSE_DEADLINE
from schoollogistics.repairs.state import RepairState
from schoollogistics.values.ids import AssetId, PersonId, PlaceId, RepairId
from schoollogistics.values.shapes import Note


@final
@frozen(kw_only=True)
class RepairReported(Entry[RepairState]):
    """Somebody found something broken and handed in a slip (报修)."""

    kind: ClassVar[str] = "repairs.reported"

    repair: RepairId
    place: PlaceId
    fault: Note
    asset: AssetId | None = None

    def check(self, state: RepairState) -> None:
        """Refuse a report without its hour where a deadline counts by the hour (missing)."""
        state.need_hour(self, "at", self.on, P05_RESPONSE_DEADLINE, P01_MINOR_DEADLINE, P02_MAJOR_DEADLINE)

    def apply(self, state: RepairState) -> None:
        """Start the clock and keep who reported."""
        state.reporters[self.repair] = (self.by, *self.cosigned_by)
        state.reported_on[self.repair] = self.on
        if self.at is not None:
            state.reported_at[self.repair] = self.at


@final
@frozen(kw_only=True)
class RepairOpened(Entry[RepairState]):
    """A repair that was open on paper was carried into the book, with its own old dates (期初未结报修).

    What is said of it says how far it had come: judged, assigned, begun, held (since ``held_on``, or since this day),
    or finished and waiting to be accepted.
    """

    kind: ClassVar[str] = "repairs.opened"

    repair: RepairId
    place: PlaceId
    fault: Note
    reported_on: date
    reporters: tuple[PersonId, ...]
    reported_at: time | None = None
    asset: AssetId | None = None
    severity: Severity | None = None
    worker: PersonId | None = None
    started_on: date | None = None
    hold: HoldReason | None = None
    held_on: date | None = None
    finished_on: date | None = None
    finishers: tuple[PersonId, ...] = ()

    def check(self, state: RepairState) -> None:
        """Refuse days out of order (order), a part without what it takes (missing), and work both held and done (state)."""
        state.need_order(self, "reported_on", "started_on", "finished_on", "on")
        state.need_order(self, "reported_on", "held_on", "on")
        begun = self.started_on is not None or self.hold is not None or self.finished_on is not None
        state.need(
            self,
            reporters=not self.reporters,
            severity=self.worker is not None and self.severity is None,
            worker=self.worker is None and begun,
            finishers=self.finished_on is not None and not self.finishers,
            finished_on=self.finished_on is None and bool(self.finishers),
            hold=self.held_on is not None and self.hold is None,
        )
        if self.hold is not None and self.finished_on is not None:
            raise state.refusal(
                self,
                "state",
                stands=Text("it is both held and finished", "既挂起又已完工"),
                takes=Text("either of both", "二者只填其一"),
                fields=("hold", "finished_on"),
            )
        state.need_hour(self, "reported_at", self.reported_on, P01_MINOR_DEADLINE, P02_MAJOR_DEADLINE)

    def apply(self, state: RepairState) -> None:
        """Keep who had it in hand."""
        if self.worker is not None:
            state.keep_worker(self.repair, self.worker)

    def outcome(self, state: RepairState, key: str) -> str:
        """Return how far the repair had come."""
        if self.finished_on is not None:
            return "awaiting_acceptance"
        if self.hold is not None:
            return "on_hold"
        if self.worker is not None:
            return "assigned" if self.started_on is None else "in_progress"
        return "reported" if self.severity is None else "triaged"


@final
@frozen(kw_only=True)
class RepairCorrected(Entry[RepairState]):
    """Place, asset or fault of a repair that has moved on were put right, with a note why (更正)."""

    kind: ClassVar[str] = "repairs.corrected"

    repair: RepairId
    place: PlaceId | None = None
    asset: AssetId | None = None
    fault: Note | None = None

    def check(self, state: RepairState) -> None:
        """Refuse a correction of nothing, and one without a note (missing)."""
        nothing = self.place is None and self.asset is None and self.fault is None
        state.need(self, place=nothing, asset=nothing, fault=nothing, note=self.note is None)
