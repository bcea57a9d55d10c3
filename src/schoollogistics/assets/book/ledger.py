"""The general ledger: by class what there was, what came, what went and what there is, written up entry by entry.

It is kept apart from the cards: that both agree is what 账账相符 asks.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final, Literal, get_args

from attrs import define, evolve, field, frozen

from schoollogistics.assets.entries.cards import (
    AssetCorrected,
    AssetImproved,
    AssetOpened,
    AssetRegistered,
    AssetsMerged,
    AssetSplit,
)
from schoollogistics.assets.entries.disposal import DisposalCarriedOut
from schoollogistics.assets.entries.numbers import AssetRenumbered
from schoollogistics.journal import Entry, EntryReversed
from schoollogistics.values.money import FEN, NOTHING, own_context, total
from schoollogistics.values.periods import DateSpan


@frozen
class Holding:
    """What a card holds: its class, pieces, and cost in yuan."""

    category: str
    pieces: int
    cost: Decimal


Side = Literal["opening", "increase", "decrease", "correction"]
SIDES: Final[tuple[Side, ...]] = get_args(Side)


@frozen(kw_only=True)
class Movement:
    """What one entry adds to a side of a class on its accounting date: pieces and yuan, negative if it is reversed."""

    on: date
    category: str
    pieces: int
    cost: Decimal
    side: Side


@frozen(kw_only=True)
class LedgerLine:
    """One class over a period: pieces and yuan at its beginning, come, gone, put right, and at its end.

    What is carried in stands in the opening of its period, on whatever day of it: the school had it before. So what is
    carried in late makes the opening of that month more than the closing of the month before. A correction of a card is
    neither an addition nor a disposal; one of the class takes from one line and adds to another.
    """

    category: str
    opening: tuple[int, Decimal]
    increase: tuple[int, Decimal]
    decrease: tuple[int, Decimal]
    correction: tuple[int, Decimal]

    @property
    def closing(self) -> tuple[int, Decimal]:
        """Opening and increase less decrease, as corrected."""
        pieces = self.opening[0] + self.increase[0] - self.decrease[0] + self.correction[0]
        come = total([self.opening[1], self.increase[1], self.correction[1]])
        return (pieces, own_context().subtract(come, self.decrease[1]))


@define
class Writer:
    """Writes up movements, following what each card holds; a reversal takes the movements of its target off again."""

    held: dict[str, Holding] = field(factory=dict)
    movements: list[Movement] = field(factory=list)
    before: dict[int, dict[str, Holding | None]] = field(factory=dict)
    made: dict[int, list[Movement]] = field(factory=dict)

    def take(self, number: int, entry: Entry[Any]) -> None:
        """Take in the next *entry*."""
        if isinstance(entry, EntryReversed):
            self._undo(entry)
            return
        changes = dict(self._changes(entry))
        if changes:
            self.before[number] = {asset: self.held.get(asset) for asset in changes}
            made = (
                []
                if isinstance(entry, AssetSplit | AssetsMerged | AssetRenumbered)
                else list(self._moved(entry, changes))
            )
            self.made[number] = made
            self.movements += made
            self._hold(changes)

    def _undo(self, entry: EntryReversed) -> None:
        self._hold(self.before.get(entry.of.number, {}))
        for each in self.made.get(entry.of.number, ()):
            self.movements.append(_negated(each, on=entry.recorded))

    def _hold(self, changes: dict[str, Holding | None]) -> None:
        for asset, holding in changes.items():
            if holding is None:
                self.held.pop(asset, None)
            else:
                self.held[asset] = holding

    def _changes(self, entry: Entry[Any]) -> Iterator[tuple[str, Holding | None]]:
        context = own_context()
        match entry:
            case AssetOpened() | AssetRegistered():
                yield entry.asset, Holding(entry.category, entry.quantity, entry.cost)
            case AssetImproved():
                card = self.held[entry.asset]
                yield entry.asset, Holding(card.category, card.pieces, context.add(card.cost, entry.amount))
            case AssetCorrected():
                card = self.held[entry.asset]
                cost = card.cost if entry.cost is None else entry.cost
                yield entry.asset, Holding(entry.category or card.category, entry.quantity or card.pieces, cost)
            case AssetSplit():
                card, part = self.held[entry.asset], Decimal(entry.quantity)
                share = context.divide(context.multiply(card.cost, part), Decimal(card.pieces))
                cost = share.quantize(FEN, context=context)
                yield entry.into, Holding(card.category, entry.quantity, cost)
                left = context.subtract(card.cost, cost)
                yield entry.asset, Holding(card.category, card.pieces - entry.quantity, left)
            case AssetRenumbered():
                yield entry.into, self.held[entry.asset]
                yield entry.asset, None
            case AssetsMerged():
                cards = [self.held[asset] for asset in (entry.merged_into, *entry.assets)]
                pieces, cost = sum(each.pieces for each in cards), total([each.cost for each in cards])
                yield entry.merged_into, Holding(cards[0].category, pieces, cost)
                yield from ((asset, None) for asset in entry.assets)
            case DisposalCarriedOut():
                yield from ((asset, None) for asset in entry.assets)

    def _moved(self, entry: Entry[Any], changes: dict[str, Holding | None]) -> Iterator[Movement]:
        corrects = isinstance(entry, AssetCorrected)
        into: Side = "opening" if isinstance(entry, AssetOpened) else "correction" if corrects else "increase"
        context, on = own_context(), entry.recorded
        for asset, new in changes.items():
            old = self.held.get(asset)
            if old is not None and new is not None and old.category == new.category:
                pieces, added = new.pieces - old.pieces, context.subtract(new.cost, old.cost)
                if pieces or added:
                    yield Movement(on=on, category=new.category, pieces=pieces, cost=added, side=into)
                continue
            if old is not None:
                gone = Movement(on=on, category=old.category, pieces=old.pieces, cost=old.cost, side="decrease")
                yield _negated(gone, side="correction") if corrects else gone
            if new is not None:
                yield Movement(on=on, category=new.category, pieces=new.pieces, cost=new.cost, side=into)


def _negated(moved: Movement, **changes: Any) -> Movement:
    return evolve(moved, pieces=-moved.pieces, cost=-moved.cost, **changes)


def movements(numbered: Iterable[tuple[int, Entry[Any]]]) -> tuple[Movement, ...]:
    """Return what came and went by the entries of a register, each with its number, reversals as the negation."""
    writer = Writer()
    for number, entry in numbered:
        writer.take(number, entry)
    return tuple(writer.movements)


def with_holdings(
    numbered: Iterable[tuple[int, Entry[Any]]],
) -> Iterator[tuple[Entry[Any], Mapping[str, Holding]]]:
    """Yield every entry with what each card held just before it, for papers that say so of a past slip."""
    writer = Writer()
    for number, entry in numbered:
        yield entry, writer.held
        writer.take(number, entry)


def ledger_lines(moved: Iterable[Movement], span: DateSpan) -> tuple[LedgerLine, ...]:
    """Return one line by class over the days of *span*, in order of first appearance."""
    sums: dict[str, dict[Side, tuple[int, Decimal]]] = {}
    context = own_context()
    for each in moved:
        if each.on > span.last:
            continue
        cells = sums.setdefault(each.category, dict.fromkeys(SIDES, (0, NOTHING)))
        earlier = each.on < span.first
        side, sign = ("opening" if earlier else each.side), (-1 if earlier and each.side == "decrease" else 1)
        pieces, cost = cells[side]
        cells[side] = (pieces + sign * each.pieces, context.add(cost, sign * each.cost))
    return tuple(LedgerLine(category=category, **cells) for category, cells in sums.items())
