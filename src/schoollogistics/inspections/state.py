"""What the entries of the inspection schedule add up to: one column per fact of a finding."""

from datetime import date

from attrs import define

from schoollogistics.journal import Column, State
from schoollogistics.values.ids import AssetId, FindingId, PersonId, PlaceId, RepairId


@define
class InspectionState(State):
    """The facts of every finding, by its number; checks leave nothing behind but themselves."""

    place: dict[FindingId, PlaceId] = Column(of="finding")
    what: dict[FindingId, str] = Column(of="finding")
    severity: dict[FindingId, str] = Column(of="finding")
    asset: dict[FindingId, AssetId] = Column(of="finding")
    found_on: dict[FindingId, date] = Column(of="finding")
    finders: dict[FindingId, tuple[PersonId, ...]] = Column(of="finding")
    owner: dict[FindingId, PersonId] = Column(of="finding")
    deadline: dict[FindingId, date] = Column(of="finding")
    escalated_to: dict[FindingId, PersonId] = Column(of="finding")
    work: dict[FindingId, str] = Column(of="finding")
    repair: dict[FindingId, RepairId] = Column(of="finding")
    fixed_on: dict[FindingId, date] = Column(of="finding")
    fixers: dict[FindingId, tuple[PersonId, ...]] = Column(of="finding")
    result: dict[FindingId, str] = Column(of="finding")
    rechecked_on: dict[FindingId, date] = Column(of="finding")
    recheckers: dict[FindingId, tuple[PersonId, ...]] = Column(of="finding")
    failures: dict[FindingId, int] = Column(of="finding")
    closed_on: dict[FindingId, date] = Column(of="finding")
