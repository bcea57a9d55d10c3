"""What the entries of the asset register add up to: columns for assets, rooms, loans, counts, cases and disposals."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import define, evolve

from schoollogistics.assets.state.lines import Condition, CountedItem, ExpectedItem, Explanation, Reckoned, reckon
from schoollogistics.journal import Column, State
from schoollogistics.values.ids import AssetId, Code, DocumentId, PersonId, PlaceId
from schoollogistics.values.texts import id_key

PRESENT: Final = ("idle", "in_use")
"""The states of an asset that is on the premises, unless it is on loan."""
GONE: Final = ("disposed", "merged", "renumbered")
"""The states of a row that holds nothing any more."""


@define
class AssetState(State):
    """The facts of every asset by its number, and of the rooms, loans, counts, cases and disposals around it.

    Custody (who keeps it and where), condition, the state of its life and its value are facts of their own: an entry
    changes those it names. ``stood`` says since which entry an asset stands where, ``scanned`` by which entry a count came to
    a tag: so what is moved on paper before it is counted is not misplaced, and what is moved after it is.
    """

    name: dict[AssetId, str] = Column(of="asset")
    spec: dict[AssetId, str] = Column(of="asset")
    category: dict[AssetId, Code] = Column(of="asset")
    serial: dict[AssetId, str] = Column(of="asset")
    unit: dict[AssetId, Code] = Column(of="asset")
    pieces: dict[AssetId, int] = Column(of="asset")
    cost: dict[AssetId, Decimal] = Column(of="asset")
    residual: dict[AssetId, Decimal] = Column(of="asset")
    life_months: dict[AssetId, int] = Column(of="asset")
    acquired_on: dict[AssetId, date] = Column(of="asset")
    in_service_on: dict[AssetId, date] = Column(of="asset")
    document: dict[AssetId, DocumentId] = Column(of="asset")
    funding: dict[AssetId, str] = Column(of="asset")
    place: dict[AssetId, PlaceId] = Column(of="asset")
    custodian: dict[AssetId, PersonId] = Column(of="asset")
    condition: dict[AssetId, Condition] = Column(of="asset")
    tenant: dict[AssetId, str] = Column(of="asset")
    until: dict[AssetId, date] = Column(of="asset")
    on_loan: dict[AssetId, Code] = Column(of="asset")
    in_disposal: dict[AssetId, Code] = Column(of="asset")
    merged_into: dict[AssetId, AssetId] = Column(of="asset")
    renumbered_as: dict[AssetId, AssetId] = Column(of="asset")
    formerly: dict[AssetId, AssetId] = Column(of="asset")
    keeper: dict[PlaceId, PersonId] = Column(of="room")
    borrower: dict[Code, PersonId] = Column(of="loan")
    asked: dict[Code, tuple[AssetId, ...]] = Column(of="loan")
    approver: dict[Code, PersonId] = Column(of="loan")
    items: dict[Code, tuple[AssetId, ...]] = Column(of="loan")
    lost: dict[Code, tuple[AssetId, ...]] = Column(of="loan")
    lent_on: dict[Code, date] = Column(of="loan")
    due: dict[Code, date] = Column(of="loan")
    occasion: dict[Code, str] = Column(of="count")
    places: dict[Code, tuple[PlaceId, ...]] = Column(of="count")
    expected: dict[Code, tuple[ExpectedItem, ...]] = Column(of="count")
    counted: dict[Code, tuple[CountedItem, ...]] = Column(of="count")
    explained: dict[Code, tuple[Explanation, ...]] = Column(of="count")
    asset: dict[Code, AssetId] = Column(of="case")
    loss: dict[Code, str] = Column(of="case")
    reporter: dict[Code, PersonId] = Column(of="case")
    done_by: dict[Code, PersonId] = Column(of="case")
    liable: dict[Code, str] = Column(of="case")
    party: dict[Code, Code] = Column(of="case")
    debtor: dict[Code, Code] = Column(of="case")
    payable_by: dict[Code, date] = Column(of="case")
    count: dict[Code, Code] = Column(of="case")
    charge: dict[Code, Decimal] = Column(of="case")
    paid: dict[Code, Decimal] = Column(of="case")
    received: dict[Code, Decimal] = Column(of="case")
    proposer: dict[Code, PersonId] = Column(of="disposal")
    manner: dict[Code, str] = Column(of="disposal")
    listed: dict[Code, tuple[AssetId, ...]] = Column(of="disposal")
    levels: dict[Code, tuple[str, ...]] = Column(of="disposal")
    stood: dict[AssetId, tuple[tuple[int, PlaceId], ...]] = Column()
    scanned: dict[tuple[Code, str], int] = Column()

    def standing_disposal(self, asset: AssetId) -> Code | None:
        """Return the disposal that *asset* is proposed for and that is not decided or carried out, or None."""
        number = self.in_disposal.get(asset)
        if number is None or self.status["disposal"][number] not in {"proposed", "approved"}:
            return None
        return number

    def put(self, assets: Iterable[AssetId], place: PlaceId) -> None:
        """Note that *assets* stand at *place* from the present entry on."""
        for asset in assets:
            self.stood[asset] = (*self.stood.get(asset, ()), (self.number, place))

    def copy(self, asset: AssetId, into: AssetId) -> None:
        """Copy every fact of *asset* to the new number *into*."""
        for name, of in self.columns().items():
            column = getattr(self, name)
            if of == "asset" and asset in column:
                column[into] = column[asset]
        if asset in self.stood:
            self.stood[into] = self.stood[asset]

    def countable(self, places: tuple[PlaceId, ...]) -> tuple[ExpectedItem, ...]:
        """Return what a count of *places* (none: of the whole school) goes through: all that belongs there, lent or not."""
        return tuple(
            self._listed(asset)
            for asset, status in self.status["asset"].items()
            if status in PRESENT and (not places or self.place.get(asset) in places)
        )

    def _listed(self, asset: AssetId) -> ExpectedItem:
        return ExpectedItem(
            asset=asset,
            quantity=self.pieces[asset],
            place=self.place.get(asset),
            condition=self.condition[asset],
            on_loan=self.on_loan.get(asset),
        )

    def reckoned(self, count: Code, counted: tuple[CountedItem, ...] | None = None) -> tuple[Reckoned, ...]:
        """Return what a count says of every item, with what the book has elsewhere or misses as it stands now.

        *counted* is what was counted, where that is known better than here. Where a thing belongs is judged by the last move
        that was posted before it was counted; without one, by the list of the count.
        """
        expected = tuple(self._as_scanned(count, item) for item in self.expected[count])
        counted = self.counted.get(count, ()) if counted is None else counted
        strangers = {id_key(line.tag) for line in counted} - {id_key(item.asset) for item in expected}
        others = [
            (status, self._as_scanned(count, evolve(self._listed(asset), place=None)))
            for asset, status in self.status["asset"].items()
            if strangers and id_key(asset) in strangers
        ]
        elsewhere = [item for status, item in others if status in PRESENT]
        lost = [item for status, item in others if status == "missing"]
        return reckon(expected, counted, elsewhere, lost)

    def _as_scanned(self, count: Code, item: ExpectedItem) -> ExpectedItem:
        """Return *item* with the place that the book had for it when the count came to it."""
        scan = self.scanned.get((count, id_key(item.asset)), -1)
        before = [place for number, place in self.stood.get(item.asset, ()) if number < scan]
        return evolve(item, place=before[-1]) if before else item
