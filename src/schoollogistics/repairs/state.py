"""What the entries of the repair desk add up to: one column per fact of a repair."""

from datetime import date, time
from decimal import Decimal

from attrs import define

from schoollogistics.journal import Column, State
from schoollogistics.values.ids import AssetId, PersonId, PlaceId, RepairId


@define
class RepairState(State):
    """The facts of every repair, by its number."""

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

    def keep_worker(self, repair: RepairId, *people: PersonId) -> None:
        """Keep that *people* had a repair in hand, each once: none of them is to accept it."""
        self.workers[repair] = tuple(dict.fromkeys((*self.workers.get(repair, ()), *people)))
