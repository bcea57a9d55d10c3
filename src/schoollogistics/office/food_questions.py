"""What ought to hold of food between the books: what is accepted is booked, what is booked accepted, what is frozen left."""

from collections.abc import Iterator
from operator import attrgetter
from typing import TYPE_CHECKING

from schoollogistics.canteen import CanteenLedger, FoodStocked, FoodUsed
from schoollogistics.canteen.rules.accounts import FOOD_CATEGORIES
from schoollogistics.errors import Text
from schoollogistics.food_safety import (
    DeliveryAccepted,
    FoodSafetyLog,
    FoodSealed,
    IncidentOpened,
    LotsFrozen,
    LotsRecalled,
    LotsReleased,
)
from schoollogistics.food_safety.rules.incidents import SEALED
from schoollogistics.food_safety.rules.supply import P42, R34_BOOKED
from schoollogistics.journal import Breach, Ref, numbered
from schoollogistics.office.flows.food import booked_lots
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.office.logistics_office import LogisticsOffice

Halt = LotsFrozen | LotsRecalled | IncidentOpened | FoodSealed | LotsReleased


def deliveries_not_booked(office: "LogisticsOffice", span: DateSpan) -> Iterator[Breach]:
    """Find deliveries accepted in the span of which lots stand in no book of the canteen (R34)."""
    booked = booked_lots(office)
    for number, entry in numbered(office[FoodSafetyLog]):
        if isinstance(entry, DeliveryAccepted) and entry.on in span:
            left = [line.lot for line in entry.lines if line.lot not in booked.get(entry.delivery, frozenset())]
            if left:
                yield Breach(
                    rule=R34_BOOKED,
                    on=entry.on,
                    found=Text(
                        f"{len(left)} of {len(entry.lines)} lots were accepted and not booked: {', '.join(left)}",
                        f"{len(entry.lines)} 批中 {len(left)} 批已验收未入账：{'、'.join(left)}",
                    ),
                    subject=("delivery", entry.delivery),
                    ref=Ref(FoodSafetyLog.name, number),
                )


def food_not_accepted(office: "LogisticsOffice", span: DateSpan) -> Iterator[Breach]:
    """Find food that came into the canteen's books in the span and that no two persons accepted (P42).

    A slip of two signatures will do, with or without a delivery in the food-safety log.
    """
    canteen = office[CanteenLedger]
    for number, entry in numbered(canteen):
        if not isinstance(entry, FoodStocked | FoodUsed) or entry.on not in span:
            continue
        food = [each.item for each in entry.lines if canteen.columns.category[each.item] in FOOD_CATEGORIES]
        if food and entry.delivery is None and not entry.cosigned_by:
            yield Breach(
                rule=P42,
                on=entry.on,
                found=Text(
                    f"{', '.join(food)} came in on {entry.document} without an acceptance",
                    f"{entry.document}：{'、'.join(food)} 未经两人验收",
                ),
                ref=Ref(canteen.name, number),
            )


def frozen_lots_used(office: "LogisticsOffice", span: DateSpan) -> Iterator[Breach]:
    """Find lots that went into a meal in the span after they were frozen, sealed or recalled, and before their release."""
    stopped: dict[str, list[Halt]] = {}
    for _, entry in numbered(office[FoodSafetyLog]):
        if isinstance(entry, Halt):
            for lot in entry.lots:
                stopped.setdefault(lot, []).append(entry)
    for lot, halts in stopped.items():
        for use in office[CanteenLedger].meals_of(lot):
            last = max((each for each in halts if each.on <= use.on), key=attrgetter("on"), default=None)
            if use.on in span and use.meal is not None and last is not None and not isinstance(last, LotsReleased):
                yield Breach(
                    rule=SEALED,
                    on=use.on,
                    found=Text(
                        f"{use.quantity} of {lot} went into {use.meal}, stopped on {last.on}",
                        f"{lot} 已于 {last.on} 停用，仍有 {use.quantity} 用于{use.meal}",
                    ),
                    subject=("lot", lot),
                    ref=use.ref,
                )
