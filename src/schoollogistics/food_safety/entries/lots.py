"""What becomes of a lot after it was accepted: frozen, released, recalled, disposed of."""

from datetime import date
from typing import Any, ClassVar, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.codes import CertificateId, Handled, SupplierId
from schoollogistics.food_safety.entries.objections import need_known, need_some
from schoollogistics.food_safety.rules.incidents import SEALED
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Entry
from schoollogistics.values.ids import FoodId, LotId
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Note


@final
@frozen(kw_only=True)
class LotOpened(Entry[FoodSafetyState]):
    """A lot that lay in the store when the log began was carried in, with its own old dates (期初批次)."""

    kind: ClassVar[str] = "food_safety.lot_opened"

    lot: LotId
    item: FoodId
    quantity: Quantity
    delivered_on: date
    supplier: SupplierId | None = None
    producer: Note | None = None
    produced_on: date | None = None
    expires: date | None = None
    certificates: tuple[CertificateId, ...] = ()

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nothing of something, days in the wrong order, and a supplier or certificate that is not on file."""
        need_some(self, state, "quantity", self.quantity)
        state.need_order(self, "produced_on", "delivered_on", "on")
        state.need_order(self, "produced_on", "expires")
        need_known(self, state, "supplier", "supplier", self.supplier)
        need_known(self, state, "certificate", "certificates", *self.certificates)


@final
@frozen(kw_only=True)
class LotsFrozen(Entry[FoodSafetyState]):
    """Lots may not be used until it is known whether they are good (批次冻结)."""

    kind: ClassVar[str] = "food_safety.lots_frozen"

    lots: tuple[LotId, ...]
    reason: Note

    def check(self, state: FoodSafetyState) -> None:
        """Refuse a slip about no lot (missing)."""
        state.need(self, lots=not self.lots)


@final
@frozen(kw_only=True)
class LotsReleased(Entry[FoodSafetyState]):
    """Lots that were frozen turned out good and may be used again (解除冻结)."""

    kind: ClassVar[str] = "food_safety.lots_released"

    lots: tuple[LotId, ...]
    reason: Note

    def check(self, state: FoodSafetyState) -> None:
        """Refuse a slip about no lot, and what is sealed for an incident that is not closed."""
        state.need(self, lots=not self.lots)
        _need_unsealed(self, state, self.lots)


@final
@frozen(kw_only=True)
class LotsRecalled(Entry[FoodSafetyState]):
    """Lots were called back, by the supplier, the producer or an authority (批次召回)."""

    kind: ClassVar[str] = "food_safety.lots_recalled"

    lots: tuple[LotId, ...]
    reason: Note

    def check(self, state: FoodSafetyState) -> None:
        """Refuse a slip about no lot (missing)."""
        state.need(self, lots=not self.lots)


@final
@frozen(kw_only=True)
class LotsDisposed(Entry[FoodSafetyState]):
    """What was left of lots was given back or destroyed, in front of those who co-sign (批次处置)."""

    kind: ClassVar[str] = "food_safety.lots_disposed"

    lots: tuple[LotId, ...]
    handled: Handled
    reason: Note

    def check(self, state: FoodSafetyState) -> None:
        """Refuse a slip about no lot, and what is sealed for an incident that is not closed."""
        state.need(self, lots=not self.lots)
        _need_unsealed(self, state, self.lots)

    def outcome(self, state: FoodSafetyState, key: str) -> str:
        """Given back, or destroyed."""
        return self.handled


def _need_unsealed(entry: Entry[Any], state: FoodSafetyState, lots: tuple[str, ...]) -> None:
    for lot in lots:
        incident = state.open_incident(state.frozen_for.get(lot, ()))
        if incident is not None:
            state.refuse(
                SEALED,
                entry,
                stands=Text(f"{lot} is sealed for {incident}", f"{lot} 因 {incident} 封存"),
                takes=Text("close the incident first", "请先结案"),
                fields=("lots",),
            )
