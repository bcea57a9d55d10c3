"""What ought to hold of food between the books: what is accepted is booked, what is booked accepted, what is frozen left."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any

from attrs import evolve

from schoollogistics.canteen import (
    CanteenLedger,
    FoodStockCorrected,
    FoodStocked,
    FoodUseCorrected,
    FoodUsed,
    MealsServed,
    StockLine,
    UsedLine,
)
from schoollogistics.canteen.rules.accounts import FOOD_CATEGORIES
from schoollogistics.canteen.state import Purse
from schoollogistics.errors import Text
from schoollogistics.food_safety import (
    DeliveryAccepted,
    DeliveryLine,
    DishesServed,
    FoodSafetyLog,
    FoodSealed,
    IncidentOpened,
    LotsDisposed,
    LotsFrozen,
    LotsRecalled,
    LotsReleased,
)
from schoollogistics.food_safety.book.supply import as_corrected
from schoollogistics.food_safety.rules.incidents import SEALED
from schoollogistics.food_safety.rules.samples import P48
from schoollogistics.food_safety.rules.supply import P42, R34_BOOKED
from schoollogistics.journal import Breach, Entry, Ref, numbered
from schoollogistics.nutrition import MenuBook
from schoollogistics.nutrition.rules.plans import R40_SERVED
from schoollogistics.office.flows.food import booked_lots
from schoollogistics.values.meals import SITTING_LABELS, Sitting
from schoollogistics.values.money import total
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.texts import id_key

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


def food_booked_otherwise(office: "LogisticsOffice", span: DateSpan) -> Iterator[Breach]:
    """Find food that the canteen booked in the span other than its delivery was accepted: no lot of it, too much or little (R34).

    A lot that is booked in parts is held against their sum, as corrected since: what was used and is corrected without a lot, on
    the first of its slip.
    """
    log, canteen = office[FoodSafetyLog], office[CanteenLedger]
    slips = {slip.delivery: slip for _, slip in numbered(log) if isinstance(slip, DeliveryAccepted)}
    booked: dict[tuple[str, str], list[tuple[Ref, Entry[Any], StockLine | UsedLine]]] = {}
    for number, entry in numbered(canteen):
        if isinstance(entry, FoodStockCorrected | FoodUseCorrected):
            _put_right(booked, entry)
        if isinstance(entry, FoodStocked | FoodUsed) and entry.delivery in slips:
            lots = {line.lot: line.item for line in slips[entry.delivery].lines}
            for line in entry.lines:
                if line.lot is not None and lots.get(line.lot) == line.item:
                    parts = booked.setdefault((entry.delivery, line.lot), [])
                    parts.append((Ref(canteen.name, number), entry, line))
                elif entry.on in span and canteen.columns.category[line.item] in FOOD_CATEGORIES:
                    lot = line.lot or "-"
                    yield Breach(
                        rule=R34_BOOKED,
                        on=entry.on,
                        found=Text(
                            f"{line.item} ({lot}) is no lot that {entry.delivery} accepted",
                            f"{line.item}（批次 {lot}）不在 {entry.delivery} 的验收批次中",
                        ),
                        subject=("delivery", entry.delivery),
                        ref=Ref(canteen.name, number),
                    )
    for (delivery, lot), parts in booked.items():
        (accepted,) = (line for line in slips[delivery].lines if line.lot == lot)
        ref, last, _ = parts[-1]
        if last.on in span:
            yield from _difference(delivery, as_corrected(log, accepted), [line for *_, line in parts], last.on, ref)


def _put_right(
    booked: dict[tuple[str, str], list[tuple[Ref, Entry[Any], StockLine | UsedLine]]],
    right: FoodStockCorrected | FoodUseCorrected,
) -> None:
    """Let the first line that *right* corrects say what it should have said."""
    for parts in booked.values():
        for place, (ref, slip, line) in enumerate(parts):
            if _is_about(right, slip, line):
                quantity = line.quantity
                if isinstance(right, FoodUseCorrected) and right.quantity and right.instead_of_quantity:
                    quantity += right.quantity - right.instead_of_quantity
                parts[place] = (ref, slip, evolve(line, amount=total([line.amount, right.more]), quantity=quantity))
                return


def _is_about(right: FoodStockCorrected | FoodUseCorrected, slip: Entry[Any], line: StockLine | UsedLine) -> bool:
    """Tell whether *right* corrects a *line* of a *slip*: what was stocked by its lot, what was used by its purse."""
    if isinstance(right, FoodStockCorrected) and isinstance(slip, FoodStocked):
        return (slip.supplier, slip.document, line.item, line.lot) == right.key
    if isinstance(right, FoodUseCorrected) and isinstance(slip, FoodUsed):
        purse = Purse(slip.segment, slip.fund)
        return (slip.supplier, slip.document, line.item, purse) == right.key and right.lot in (None, line.lot)
    return False


def _difference(
    delivery: str, accepted: DeliveryLine, parts: list[StockLine | UsedLine], on: date, ref: Ref
) -> Iterator[Breach]:
    """Yield the breach where the *parts* that were booked do not make up what was *accepted*."""
    amount = total(part.amount for part in parts)
    quantity = parts[0].quantity
    for part in parts[1:]:
        quantity += part.quantity
    comparable = quantity.kind == accepted.quantity.kind
    if amount != accepted.amount or (comparable and quantity.to(accepted.quantity.unit) != accepted.quantity):
        yield Breach(
            rule=R34_BOOKED,
            on=on,
            found=Text(
                f"{accepted.lot}: booked {quantity} for {amount} yuan, accepted {accepted.quantity} for {accepted.amount}",
                f"{accepted.lot}：入账 {quantity}、{amount} 元，验收 {accepted.quantity}、{accepted.amount} 元",
            ),
            subject=("delivery", delivery),
            ref=ref,
        )


def frozen_lots_used(office: "LogisticsOffice", span: DateSpan) -> Iterator[Breach]:
    """Find lots that went into a meal in the span after they were frozen, sealed or recalled, and before their release.

    On the day itself that takes the hour of the use, later than that of the stop; of a use without an hour, the end of the
    meal after a stop with one.
    """
    over = _ends_of_meals(office)
    sittings = office[CanteenLedger].columns.sitting
    stopped: dict[str, list[Halt]] = {}
    for _, entry in numbered(office[FoodSafetyLog]):
        if isinstance(entry, Halt):
            for lot in entry.lots:
                stopped.setdefault(lot, []).append(entry)
    for lot, halts in stopped.items():
        halts.sort(key=_moment)
        for use in office[CanteenLedger].meals_of(lot):
            used = office.shelf.entry(use.ref)
            end = over.get((use.on, sittings.get(use.meal or "", "")))
            last = next((each for each in reversed(halts) if _stands(each, used, end)), None)
            if use.on in span and last is not None and not isinstance(last, LotsReleased):
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


def _ends_of_meals(office: "LogisticsOffice") -> dict[tuple[date, str], datetime]:
    """Return when the last of each sitting of a day was over, as far as that is written down."""
    found: dict[tuple[date, str], datetime] = {}
    for _, entry in numbered(office[FoodSafetyLog]):
        if isinstance(entry, DishesServed):
            meal, end = (entry.day, entry.sitting), _moment(entry)
            found[meal] = max(end, found.get(meal, end))
    return found


def _stands(halt: Halt, used: Entry[Any], end: datetime | None) -> bool:
    """Tell whether a *halt* came before the food was *used*: before its hour, otherwise its day or the *end* of its meal."""
    if used.at is None and halt.at is not None and end is not None:
        return _moment(halt) < end
    return _moment(halt) < _moment(used)


def _moment(entry: Entry[Any]) -> datetime:
    return datetime.combine(entry.on, entry.at or time.min)


def lots_gone_but_held(office: "LogisticsOffice", span: DateSpan) -> Iterator[Breach]:
    """Find lots that were given back or destroyed in the span and of which the canteen's store still holds something (R34)."""
    held = {
        lot.lot: Quantity(lot.left, office[CanteenLedger].columns.unit[item])
        for item, lots in office[CanteenLedger].columns.lots.items()
        for lot in lots
    }
    for number, entry in numbered(office[FoodSafetyLog]):
        if isinstance(entry, LotsDisposed) and entry.on in span:
            for lot in entry.lots:
                if lot in held:
                    yield Breach(
                        rule=R34_BOOKED,
                        on=entry.on,
                        found=Text(
                            f"{lot} is gone, and the store still holds {held[lot]}",
                            f"{lot} 已处置，库存仍有 {held[lot]}",
                        ),
                        subject=("lot", lot),
                        ref=Ref(FoodSafetyLog.name, number),
                    )


def meals_without_dishes(office: "LogisticsOffice", span: DateSpan) -> Iterator[Breach]:
    """Find sittings of the span that somebody ate and of which no dishes are written down, once the log is kept (P48).

    Without its dishes nobody could tell that a sample, a check or a cleaning of that day is missing.
    """
    log, canteen = office[FoodSafetyLog], office[CanteenLedger]
    served = {
        (each.service_day or each.on, each.sitting) for _, each in numbered(log) if isinstance(each, DishesServed)
    }
    first = min((day for day, _ in served), default=None)
    eaten: dict[tuple[date, str], Ref] = {}
    for number, entry in numbered(canteen):
        if isinstance(entry, MealsServed) and entry.on in span and first is not None and entry.on >= first:
            eaten.setdefault((entry.on, canteen.columns.sitting[entry.meal]), Ref(canteen.name, number))
    for (day, sitting), ref in eaten.items():
        if (day, sitting) not in served:
            name = SITTING_LABELS[sitting]
            yield Breach(
                rule=P48,
                on=day,
                found=Text(f"{name.en} was eaten, and no dishes are written down", f"{name.zh}有人就餐，没有供餐记录"),
                ref=ref,
            )


def dishes_not_served(office: "LogisticsOffice", span: DateSpan) -> Iterator[Breach]:
    """Find dishes on a menu of the span that were not served at a meal of which the dishes are written down (R40.served).

    A dish that took another's place stands on the menu once that is changed.
    """
    state = office[MenuBook].columns
    served: dict[tuple[date, str], set[str]] = {}
    for _, entry in numbered(office[FoodSafetyLog]):
        if isinstance(entry, DishesServed):
            served.setdefault((entry.day, entry.sitting), set()).update(map(id_key, entry.dishes))
    for menu in state.bands:
        left: dict[tuple[date, Sitting], list[str]] = {}
        for line in state.served(menu, span):
            meal = (line.day, line.sitting)
            if line.day in span and meal in served and id_key(line.dish) not in served[meal]:
                left.setdefault(meal, []).append(line.dish)
        for (day, sitting), dishes in left.items():
            name = SITTING_LABELS[sitting]
            yield Breach(
                rule=R40_SERVED,
                on=day,
                found=Text(
                    f"{name.en}: on the menu and not served: {', '.join(dishes)}",
                    f"{name.zh}：食谱有而未供：{'、'.join(dishes)}",
                ),
                subject=("menu", menu),
            )
