"""What the entries of the repair desk add up to: one column per fact of a repair, a vacation programme, or a job of it."""

from datetime import date, time
from decimal import Decimal
from typing import Annotated

from attrs import define

from schoollogistics.errors import Text
from schoollogistics.journal import Column, State
from schoollogistics.values.ids import AssetId, DocumentId, PersonId, PlaceId, RepairId
from schoollogistics.values.shapes import id_shape

JobId = Annotated[str, id_shape(Text("a job number", "项目编号"))]


@define
class RepairState(State):
    """The facts of every repair, of every vacation programme and of every job in one, each by its number."""

    place: dict[RepairId, PlaceId] = Column(of="repair")
    asset: dict[RepairId, AssetId] = Column(of="repair")
    fault: dict[RepairId, str] = Column(of="repair")
    severity: dict[RepairId, str] = Column(of="repair")
    trade: dict[RepairId, str] = Column(of="repair")
    worker: dict[RepairId, PersonId] = Column(of="repair")
    workers: dict[RepairId, tuple[PersonId, ...]] = Column(of="repair")
    external: dict[RepairId, bool] = Column(of="repair")
    hold: dict[RepairId, str] = Column(of="repair")
    promised: dict[RepairId, date] = Column(of="repair")
    work: dict[RepairId, str] = Column(of="repair")
    disposition: dict[RepairId, str] = Column(of="repair")
    cause: dict[RepairId, str] = Column(of="repair")
    into: dict[RepairId, RepairId] = Column(of="repair")
    reported_on: dict[RepairId, date] = Column(of="repair")
    reported_at: dict[RepairId, time] = Column(of="repair")
    reporters: dict[RepairId, tuple[PersonId, ...]] = Column(of="repair")
    started_on: dict[RepairId, date] = Column(of="repair")
    finished_on: dict[RepairId, date] = Column(of="repair")
    finishers: dict[RepairId, tuple[PersonId, ...]] = Column(of="repair")
    reworks: dict[RepairId, int] = Column(of="repair")
    cost: dict[RepairId, Decimal] = Column(of="repair")

    vacation: dict[DocumentId, str] = Column(of="programme")
    first: dict[DocumentId, date] = Column(of="programme")
    last: dict[DocumentId, date] = Column(of="programme")

    programme: dict[JobId, DocumentId] = Column(of="job")
    job_place: dict[JobId, PlaceId] = Column(of="job")
    task: dict[JobId, str] = Column(of="job")
    estimate: dict[JobId, Decimal] = Column(of="job")
    repair: dict[JobId, RepairId] = Column(of="job")
    done_on: dict[JobId, date] = Column(of="job")
    spent: dict[JobId, Decimal] = Column(of="job")
    reason: dict[JobId, str] = Column(of="job")

    def goes_on_as(self, repair: RepairId) -> RepairId:
        """Return the repair that *repair* goes on as after all merges: itself, where it was not merged."""
        while repair in self.into:
            repair = self.into[repair]
        return repair

    def is_repaired(self, repair: RepairId) -> bool:
        """Tell whether the work of *repair*, or of the one it was merged into, is done and was not sent back."""
        return self.goes_on_as(repair) in self.finished_on

    def keep_worker(self, repair: RepairId, *people: PersonId) -> None:
        """Keep that *people* had a repair in hand, each once: none of them is to accept it."""
        self.workers[repair] = tuple(dict.fromkeys((*self.workers.get(repair, ()), *people)))
