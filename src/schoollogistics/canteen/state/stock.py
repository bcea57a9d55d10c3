"""The food store: lots in the order in which they spoil, layers in the order in which they cost.

Both are tuples of frozen parts. What is taken last takes the whole rest, so that nothing of an item is worth nothing.
"""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from attrs import evolve, frozen

from schoollogistics.values.money import FEN, NOTHING, own_context, total

Costing = Literal["average", "fifo"]
NONE: Final = Decimal(0)
NEVER: Final = date.max
Goods = tuple[str, str, str, str | None]


@frozen(kw_only=True)
class Lot:
    """What is there of one delivery: its number, the day it spoils (None: it keeps), and the quantity in the item's unit."""

    lot: str | None
    expires: date | None
    left: Decimal


@frozen(kw_only=True)
class Layer:
    """A quantity that came in together and what is left of its cost, in yuan; of which *goods*, where they are alone in it.

    Goods are named by supplier, document, item and lot.
    """

    left: Decimal
    value: Decimal
    goods: Goods | None = None


class Taken(NamedTuple):
    """How much was taken of one lot (None: it has no number), and the day it spoils (None: it keeps)."""

    lot: str | None
    quantity: Decimal
    expires: date | None = None


def trimmed(quantity: Decimal) -> Decimal:
    """Return a *quantity* without the zeros that say nothing: 24.0 is 24."""
    whole = quantity.to_integral_value()
    return whole if whole == quantity else quantity.normalize(own_context())


def added(one: Decimal, other: Decimal) -> Decimal:
    """Return the exact sum of two quantities."""
    return trimmed(own_context().add(one, other))


def less(one: Decimal, other: Decimal) -> Decimal:
    """Return the exact difference of two quantities."""
    return trimmed(own_context().subtract(one, other))


def quantity_of(parts: Iterable[Lot | Layer]) -> Decimal:
    """Return how much *parts* are together."""
    found = NONE
    for each in parts:
        found = added(found, each.left)
    return found


def value_of(layers: Iterable[Layer]) -> Decimal:
    """Return what *layers* are worth together, in yuan."""
    return total(each.value for each in layers)


def stocked(
    layers: tuple[Layer, ...], quantity: Decimal, value: Decimal, costing: Costing, goods: Goods | None = None
) -> tuple[Layer, ...]:
    """Return the layers with a *quantity* of that *value* added: as one pool for the average, as the last for first-in."""
    new = Layer(left=quantity, value=value, goods=goods)
    if costing == "average" and layers:
        return (Layer(left=added(quantity_of(layers), quantity), value=total([value_of(layers), value])),)
    return (*layers, new)


def taken(layers: tuple[Layer, ...], quantity: Decimal) -> tuple[Decimal, tuple[Layer, ...]]:
    """Return what a *quantity* costs, first layer first, to the fen half up, and the layers that stay.

    The last of a layer takes all that is left of its value. There must be enough.
    """
    context, costs, rest = own_context(), list[Decimal](), list(layers)
    while quantity > 0 and rest:
        first = rest.pop(0)
        if first.left <= quantity:
            costs.append(first.value)
        else:
            share = context.divide(context.multiply(first.value, quantity), first.left)
            cost = share.quantize(FEN, context=context)
            costs.append(cost)
            rest.insert(0, evolve(first, left=less(first.left, quantity), value=context.subtract(first.value, cost)))
        quantity = less(quantity, min(first.left, quantity))
    return total(costs) if costs else NOTHING, tuple(rest)


def revalued(layers: tuple[Layer, ...], change: Decimal, goods: Goods) -> tuple[tuple[Layer, ...], Decimal]:
    """Return the layers worth *change* more (less: negative), and what they could not take of it.

    The layer of the *goods* takes it, else the last that came. Nothing is worth less than nothing, and nothing that is not
    there is worth anything.
    """
    context, found = own_context(), list(layers)
    last_first = reversed(range(len(layers)))
    for place in sorted(last_first, key=lambda place: layers[place].goods != goods):
        each = layers[place]
        value = max(context.add(each.value, change), NOTHING)
        change = context.subtract(change, context.subtract(value, each.value))
        found[place] = evolve(each, value=value)
    return tuple(found), change


def put(lots: tuple[Lot, ...], new: Lot) -> tuple[Lot, ...]:
    """Return the lots with a *new* one, in the order in which they spoil; what keeps comes last."""
    return tuple(sorted((*lots, new), key=lambda each: each.expires or NEVER))


def drawn(
    lots: tuple[Lot, ...], quantity: Decimal, lot: str | None = None
) -> tuple[tuple[Taken, ...], tuple[Lot, ...]]:
    """Return which lots a *quantity* comes from, and the lots that stay: of one *lot*, or of what spoils first (先到期先出).

    There must be enough.
    """
    found, rest = list[Taken](), list[Lot]()
    for each in lots:
        part = min(each.left, quantity) if lot is None or each.lot == lot else NONE
        if part:
            found.append(Taken(each.lot, part, each.expires))
            quantity = less(quantity, part)
        if each.left > part:
            rest.append(evolve(each, left=less(each.left, part)))
    return tuple(found), tuple(rest)


def held(lots: tuple[Lot, ...], lot: str | None) -> Decimal:
    """Return how much there is of one *lot*, or of all."""
    return quantity_of(each for each in lots if lot is None or each.lot == lot)
