"""Flows of food: what an accepted delivery puts into the store, what a menu serves, what an incident seals."""

from collections.abc import Mapping
from datetime import date, time
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from schoollogistics.canteen import CanteenLedger, FoodStocked, FoodUsed, FoodWrittenOff, IssueLine, StockLine, UsedLine
from schoollogistics.canteen.entries.codes import Fund, Segment
from schoollogistics.errors import Refused, Text, Unknown
from schoollogistics.food_safety import (
    DeliveryAccepted,
    DeliveryLine,
    DishesServed,
    FoodSafetyLog,
    FoodSealed,
    IncidentOpened,
    LotsDisposed,
)
from schoollogistics.food_safety.book.supply import as_corrected
from schoollogistics.journal import Entry, Ref, numbered
from schoollogistics.nutrition import MenuBook, MenuPublished
from schoollogistics.values.meals import Sitting
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.texts import id_key, near

if TYPE_CHECKING:
    from schoollogistics.office.logistics_office import LogisticsOffice

E = TypeVar("E", bound=Entry[Any])
WHAT_FOLLOWS: Final = Text("work out what follows", "推算后续记录")


def stock_from(
    office: "LogisticsOffice",
    delivery: Ref | DeliveryAccepted,
    *,
    meal: str | None = None,
    meals: Mapping[str, str] = MappingProxyType({}),
    fund: Fund = "fee",
    by: str | None = None,
) -> tuple[Entry[Any], ...]:
    """Return what an accepted delivery puts into the canteen's books: goods for the store, and for the pot (R34, R35).

    Of a delivery that was posted, the lots that are not in those books yet. Given the slip itself, it comes first: posted
    with ``post_all``, acceptance, stock and cost stand together or not at all. Goods for the kitchen are charged to the
    *meal*, out of a *fund* of those who eat it, or by lot to other *meals*: ``{"QC-0309": "教工午餐"}``; what was turned
    away goes nowhere. ``Refused``: missing for goods for the
    kitchen without a meal, type for any other entry; ``Unknown`` for a meal that is not on offer.
    """
    if isinstance(delivery, Ref):
        slip, ref, found = entry_of(office, delivery, DeliveryAccepted), delivery, list[Entry[Any]]()
        if not office.shelf.counts(ref):
            return ()
    else:
        slip, ref, found = delivery, office[FoodSafetyLog].next_ref(), [delivery]
    booked = booked_lots(office).get(slip.delivery, frozenset())
    lines = [line for line in slip.lines if line.lot not in booked]
    if isinstance(delivery, Ref):
        lines = [as_corrected(office[FoodSafetyLog], line) for line in lines]
    said: dict[str, Any] = {
        "supplier": slip.supplier,
        "document": slip.ticket or slip.delivery,
        "delivery": slip.delivery,
        "purchaser": slip.purchaser,
        "on": slip.on,
        "at": slip.at,
        "by": by or slip.by,
        "because": ref,
    }
    to_store = tuple(_stocked(line) for line in lines if line.destination == "store")
    to_pot: dict[tuple[str, Segment], list[UsedLine]] = {}
    for line in lines:
        if line.destination == "kitchen":
            to_pot.setdefault(_meal(office, slip, meals.get(line.lot, meal)), []).append(_used(line))
    if to_store:
        found.append(FoodStocked(lines=to_store, **said))
    for (eaten, segment), used in to_pot.items():
        found.append(FoodUsed(lines=tuple(used), meal=eaten, segment=segment, fund=fund, **said))
    return tuple(found)


def servings_from(
    office: "LogisticsOffice",
    ref: Ref,
    day: date,
    sitting: Sitting,
    *,
    at: time,
    by: str,
) -> tuple[DishesServed, ...]:
    """Return the meal to write down as served by a published menu, changes included; *at* is the end of service (R37).

    None for a meal without dishes on that menu, or one that is written down. ``Refused`` (type) for any other entry.
    """
    menu = entry_of(office, ref, MenuPublished)
    planned = (line for line in office[MenuBook].columns.meals[menu.menu] if (line.day, line.sitting) == (day, sitting))
    dishes = tuple(dict.fromkeys(line.dish for line in planned))
    if not dishes or served_dishes(office, day, sitting) or not office.shelf.counts(ref):
        return ()
    return (DishesServed(sitting=sitting, dishes=dishes, on=day, at=at, by=by, because=ref),)


def seals_from(
    office: "LogisticsOffice",
    ref: Ref,
    day: date,
    sitting: Sitting,
    *,
    on: date | None = None,
    at: time | None = None,
    by: str | None = None,
) -> tuple[FoodSealed, ...]:
    """Return what to seal for an incident: the lots that went into a suspected meal, and its samples (R37, P112).

    What is gone, or sealed for this incident already, is left out; none where nothing is left. It is sealed in the hour in
    which the incident was found, unless said *on* which day and *at* which hour. ``Refused`` (type) for any other entry.
    """
    incident, log = entry_of(office, ref, IncidentOpened), office[FoodSafetyLog]
    sealed = _sealed(office, incident.incident)

    def left(lifecycle: str, keys: tuple[str, ...]) -> tuple[str, ...]:
        of = log.of(lifecycle)
        return tuple(key for key in keys if key not in sealed and FoodSealed in of.next_entries(key))

    lots, samples = (
        left("lot", lots_of_meal(office, day, sitting)),
        left("sample", samples_of_meal(office, day, sitting)),
    )
    if not lots and not samples:
        return ()
    return (
        FoodSealed(
            incident=incident.incident,
            lots=lots,
            samples=samples,
            on=on or incident.on,
            at=at or (incident.at if on is None else None),
            by=by or incident.by,
            because=ref,
        ),
    )


def write_offs_from(office: "LogisticsOffice", ref: Ref, *, by: str | None = None) -> tuple[FoodWrittenOff, ...]:
    """Return what the store has to write off of lots that were destroyed: all that it still holds of them (R34, R35).

    None where it holds nothing, or where they were given back: what a supplier takes back is settled with its bill.
    ``Refused`` (type) for any other entry.
    """
    disposed, canteen = entry_of(office, ref, LotsDisposed), office[CanteenLedger]
    held = [(item, lot) for item, lots in canteen.columns.lots.items() for lot in lots if lot.lot in disposed.lots]
    if disposed.handled != "destroyed" or not held or not office.shelf.counts(ref):
        return ()
    units = canteen.columns.unit
    lines = tuple(IssueLine(item=item, quantity=Quantity(lot.left, units[item]), lot=lot.lot) for item, lot in held)
    return (
        FoodWrittenOff(lines=lines, loss="spoiled", on=disposed.on, at=disposed.at, by=by or disposed.by, because=ref),
    )


def entry_of(office: "LogisticsOffice", ref: Ref, kind: type[E]) -> E:
    """Return the entry at *ref*; ``Refused`` (type) if it is not of that *kind*."""
    entry = office.shelf.entry(ref)
    if not isinstance(entry, kind):
        raise Refused(
            "type",
            tried=WHAT_FOLLOWS,
            stands=office.shelf.describe(entry),
            takes=office.shelf.label(kind),
            fields=("ref",),
        )
    return entry


def booked_lots(office: "LogisticsOffice") -> dict[str, frozenset[str]]:
    """Return the lots of each delivery that stand in the canteen's books."""
    found: dict[str, frozenset[str]] = {}
    for _, entry in numbered(office[CanteenLedger]):
        if isinstance(entry, FoodStocked | FoodUsed) and entry.delivery is not None:
            lots = {line.lot for line in entry.lines if line.lot is not None}
            found[entry.delivery] = found.get(entry.delivery, frozenset()) | lots
    return found


def served_dishes(office: "LogisticsOffice", day: date, sitting: str) -> tuple[str, ...]:
    """Return the dishes that were written down as served at a meal."""
    entries = (entry for _, entry in numbered(office[FoodSafetyLog]))
    meals = (each for each in entries if isinstance(each, DishesServed) and (each.day, each.sitting) == (day, sitting))
    return tuple(dish for meal in meals for dish in meal.dishes)


def lots_of_meal(office: "LogisticsOffice", day: date, sitting: str) -> tuple[str, ...]:
    """Return the lots that went into the meals of one sitting of a day, whoever ate them."""
    canteen = office[CanteenLedger]
    meals = [meal for meal, each in canteen.columns.sitting.items() if each == sitting]
    uses = (use for meal in meals for use in canteen.lots_of(meal, day))
    return tuple(dict.fromkeys(use.lot for use in uses if use.lot is not None))


def samples_of_meal(office: "LogisticsOffice", day: date, sitting: str) -> tuple[str, ...]:
    """Return the samples that were kept of one sitting of a day."""
    state = office[FoodSafetyLog].columns
    return tuple(
        key
        for key, kept_on in state.kept_on.items()
        if (state.service_day.get(key, kept_on), state.sitting[key]) == (day, sitting)
    )


def _sealed(office: "LogisticsOffice", incident: str) -> set[str]:
    entries = (entry for _, entry in numbered(office[FoodSafetyLog]))
    seals = (each for each in entries if isinstance(each, IncidentOpened | FoodSealed) and each.incident == incident)
    return {key for each in seals for key in (*each.lots, *each.samples)}


def _stocked(line: DeliveryLine) -> StockLine:
    return StockLine(item=line.item, quantity=line.quantity, amount=line.amount, lot=line.lot, expires=line.expires)


def _used(line: DeliveryLine) -> UsedLine:
    return UsedLine(item=line.item, quantity=line.quantity, amount=line.amount, lot=line.lot)


def _meal(office: "LogisticsOffice", slip: DeliveryAccepted, meal: str | None) -> tuple[str, Segment]:
    """Return the *meal* as it is on offer, and who eats it."""
    serves = office[CanteenLedger].columns.serves
    if meal is None:
        raise Refused(
            "missing",
            tried=WHAT_FOLLOWS,
            stands=Text(f"{slip.delivery} has goods for the kitchen", f"{slip.delivery} 有直送厨房的食材"),
            takes=Text(f"meal=…, one of {', '.join(serves) or '-'}", f"请给出 meal，可为：{'、'.join(serves) or '无'}"),
            fields=("meal",),
        )
    known = {id_key(each): (each, cast("Segment", segment)) for each, segment in serves.items()}
    if id_key(meal) not in known:
        hints = near(meal, serves) or tuple(serves)
        raise Unknown(
            "unknown",
            tried=WHAT_FOLLOWS,
            stands=Text(f"{meal} is not on offer", f"没有餐别 {meal}"),
            takes=Text(f"one of {', '.join(hints) or '-'}", f"可为：{'、'.join(hints) or '无'}"),
            fields=("meal",),
        )
    return known[id_key(meal)]
