"""Straight-line depreciation, month by month: exact rows, for any past or future day, replanned from the month of a change.

A month counts from its last day. What was charged before a change stays; the rest is spread over the months that remain.
"""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final

from attrs import define, evolve, field, frozen

from schoollogistics.assets.entries.cards import (
    AssetCorrected,
    AssetImproved,
    AssetOpened,
    AssetRegistered,
    AssetsMerged,
    AssetSplit,
    LifeChanged,
)
from schoollogistics.assets.entries.disposal import DisposalCarriedOut
from schoollogistics.assets.entries.numbers import AssetRenumbered
from schoollogistics.assets.rules import EXEMPT, LIVES, START_MONTH
from schoollogistics.errors import LogisticsError, Text, invalid
from schoollogistics.journal import Entry, Setting
from schoollogistics.values.money import FEN, NOTHING, own_context, total
from schoollogistics.values.periods import Month, check_day

MOST_MONTHS: Final = 1200


def _place(day: date) -> int:
    return day.year * 12 + day.month - 1


def _month(place: int) -> Month:
    return Month(place // 12, place % 12 + 1)


@frozen(kw_only=True)
class Stretch:
    """A run of months over which *rest* is charged evenly, after *before* was charged; *first* counts months from year 0."""

    first: int
    before: Decimal
    rest: Decimal
    months: int

    def through(self, place: int) -> Decimal:
        """Return what is charged up to the end of the month *place*, rounded half up to the fen."""
        context, gone = own_context(), min(max(place - self.first + 1, 0), self.months)
        share = context.divide(context.multiply(self.rest, Decimal(gone)), Decimal(self.months))
        return context.add(self.before, share.quantize(FEN, context=context))


@define(kw_only=True)
class Schedule:
    """The depreciation of one asset: how much of its cost is charged by which day, and the rows month by month.

    ``exempt`` says that its class is not depreciated; without ``life_months`` nothing is planned. A row that was split
    off has its share of all months, as if it had always been one; one that others were merged into begins with what was
    charged on all of them. It is the plan as the card stands now: what was so on a past day, ``as_of`` that day says.
    """

    asset: str
    category: str
    pieces: int
    cost: Decimal
    residual: Decimal
    start: int
    life_months: int | None
    own_life: bool
    exempt: bool = False
    from_acquisition: bool = False
    opening: Decimal = NOTHING
    stretches: list[Stretch] = field(factory=list)
    last: int | None = None

    def accumulated(self, on: date) -> Decimal:
        """Return the accumulated depreciation at the end of the day *on*, in yuan."""
        check_day(on, "on")
        ended = (on + timedelta(days=1)).month != on.month
        return self._through(_place(on) if ended else _place(on) - 1)

    def _through(self, place: int) -> Decimal:
        place = place if self.last is None else min(place, self.last)
        begun = [each for each in self.stretches if each.first <= place]
        return begun[-1].through(place) if begun else self._before()

    def _before(self) -> Decimal:
        return self.stretches[0].before if self.stretches else self.opening

    def rows(self) -> tuple[tuple[Month, Decimal], ...]:
        """Return every month and what is charged in it; the rows and what was charged before add up exactly."""
        if not self.stretches:
            return ()
        end = self.stretches[-1].first + self.stretches[-1].months
        end = end if self.last is None else min(end, self.last + 1)
        found = []
        for place in range(self.stretches[0].first, end):
            amount = own_context().subtract(self._through(place), self._through(place - 1))
            found.append((_month(place), amount))
        return tuple(found)

    def plan(self, place: int) -> None:
        """Plan the months from *place* on anew: what is left of the cost over what is left of the life.

        What was charged too much, because the cost turned out lower, is taken back in that month.
        """
        stopped = self.exempt or self.life_months is None
        if stopped and not self.stretches:
            return
        place, context = max(place, self.start), own_context()
        before = self._through(place - 1)
        rest = NOTHING if stopped else context.subtract(context.subtract(self.cost, self.residual), before)
        left = max((self.life_months or 0) - (place - self.start), 1)
        months = left if rest >= 0 else 1
        self.stretches = [each for each in self.stretches if each.first < place]
        self.stretches.append(Stretch(first=place, before=before, rest=rest, months=months))

    def begin_anew(self, start: int, place: int) -> None:
        """Let the plan begin in *start*, as found out in the month *place*: nothing is charged in between."""
        if self.stretches and start > place:
            before = self._through(place - 1)
            self.stretches = [each for each in self.stretches if each.first < place]
            if self.stretches:
                self.stretches.append(Stretch(first=place, before=before, rest=NOTHING, months=start - place))
            else:
                self.opening = before
        self.start = start

    def take_in(self, others: "Iterable[Schedule]", place: int) -> None:
        """Add *others* up with this one from the month *place* on: what was charged on all of them, and what is left.

        The months before stand on the rows that there were; here they are summed up in what was charged before.
        """
        cards = (self, *others)
        self.opening = total([each._through(place - 1) for each in cards])
        self.cost, self.residual = total([each.cost for each in cards]), total([each.residual for each in cards])
        self.pieces = sum(each.pieces for each in cards)
        planned, self.stretches = any(each.stretches for each in cards), []
        if planned:
            self.plan(place)

    def split_off(self, asset: str, pieces: int) -> "Schedule":
        """Return the schedule of *pieces* of this one as a row of their own, and keep the rest."""
        part = evolve(
            self,
            asset=asset,
            pieces=pieces,
            cost=self._share(self.cost, pieces),
            residual=self._share(self.residual, pieces),
            opening=self._share(self.opening, pieces),
            stretches=[
                evolve(each, before=self._share(each.before, pieces), rest=self._share(each.rest, pieces))
                for each in self.stretches
            ],
        )
        context = own_context()
        for name in ("cost", "residual", "opening"):
            setattr(self, name, context.subtract(getattr(self, name), getattr(part, name)))
        self.stretches = [
            evolve(
                mine,
                before=context.subtract(mine.before, other.before),
                rest=context.subtract(mine.rest, other.rest),
            )
            for mine, other in zip(self.stretches, part.stretches, strict=True)
        ]
        self.pieces -= pieces
        for card in (self, part):
            card._end_exactly()
        return part

    def _share(self, whole: Decimal, pieces: int) -> Decimal:
        context = own_context()
        share = context.divide(context.multiply(whole, Decimal(pieces)), Decimal(self.pieces))
        return share.quantize(FEN, context=context)

    def _end_exactly(self) -> None:
        # Shares are rounded one by one; the last stretch takes what that leaves, so that the rows add up.
        if self.stretches and not self.exempt and self.life_months is not None:
            context, final = own_context(), self.stretches[-1]
            whole = context.subtract(self.cost, self.residual)
            if final.rest:
                self.stretches[-1] = evolve(final, rest=context.subtract(whole, final.before))
            else:
                self.stretches[-1] = evolve(final, before=whole)


def classes_of(values: tuple[str, ...]) -> Mapping[str, int]:
    """Return the lives that ``R05.lives`` states: ``("家具=180",)``; ``InvalidValue`` (format) for any other spelling."""
    lives = {}
    for each in values:
        name, mark, months = each.rpartition("=")
        plain = mark and months.isascii() and months.isdigit() and len(months) <= 4
        if not plain or not 1 <= int(months) <= MOST_MONTHS:
            raise invalid(
                "format",
                LIVES.code,
                each,
                Text("is not a class and its months", "不是“类别=月数”"),
                Text('as in "家具=180"', "例如 “家具=180”"),
            )
        lives[name] = int(months)
    return lives


def _no_start() -> LogisticsError:
    return invalid(
        "missing",
        START_MONTH.code,
        None,
        Text("the setting does not say in which month depreciation starts", "设置中没有折旧起计月份"),
        Text('Value(START_MONTH, "same", …) or "next"', "请给出 START_MONTH 的取值：same（当月）或 next（次月）"),
    )


@define
class Planner:
    """Follows the cards entry by entry and keeps the schedule of each."""

    setting: Setting
    found: dict[str, Schedule] = field(factory=dict)

    def _lag(self, day: date) -> int:
        rule = self.setting.value(START_MONTH, day)
        if rule is None:
            raise _no_start()
        return 0 if rule == "same" else 1

    def note(self, entry: Entry[Any]) -> None:
        """Take in the next *entry*; what changes a plan changes it from its accounting month on."""
        place = _place(entry.recorded)
        match entry:
            case AssetOpened() | AssetRegistered():
                self._begin(entry)
            case AssetSplit():
                part = self.found[entry.asset].split_off(entry.into, entry.quantity)
                self.found[entry.into] = part
            case AssetsMerged():
                self._merge(entry, place)
            case AssetRenumbered():
                wrong = self.found[entry.asset]
                self.found[entry.into] = evolve(wrong, asset=entry.into, stretches=list(wrong.stretches))
                wrong.last = place - 1
            case AssetImproved():
                card = self.found[entry.asset]
                card.cost = own_context().add(card.cost, entry.amount)
                self._replan(card, place, entry.life_months)
            case LifeChanged():
                self._replan(self.found[entry.asset], place, entry.life_months)
            case AssetCorrected():
                self._correct(entry, place)
            case DisposalCarriedOut():
                for asset in entry.assets:
                    self.found[asset].last = place - 1 + self._lag(entry.on)

    def _begin(self, entry: AssetOpened | AssetRegistered) -> None:
        began = entry.in_service_on or (entry.acquired_on if isinstance(entry, AssetOpened) else None) or entry.on
        opening = entry.depreciated if isinstance(entry, AssetOpened) else None
        card = Schedule(
            asset=entry.asset,
            category=entry.category,
            pieces=entry.quantity,
            cost=entry.cost,
            residual=entry.residual or NOTHING,
            start=_place(began) + self._lag(entry.on),
            life_months=entry.life_months,
            own_life=entry.life_months is not None,
            from_acquisition=isinstance(entry, AssetOpened) and entry.in_service_on is None,
            opening=opening or NOTHING,
        )
        self.found[entry.asset] = card
        self._classify(card, entry.on)
        card.plan(card.start if opening is None else _place(entry.on))

    def _classify(self, card: Schedule, on: date) -> None:
        card.exempt = card.category in (self.setting.value(EXEMPT, on) or ())
        lives = self.setting.value(LIVES, on)
        if not card.own_life and lives is not None:
            card.life_months = classes_of(lives).get(card.category)

    def _replan(self, card: Schedule, place: int, life_months: int | None) -> None:
        if life_months is not None:
            card.life_months, card.own_life = life_months, True
        card.plan(place)

    def _correct(self, entry: AssetCorrected, place: int) -> None:
        card = self.found[entry.asset]
        card.pieces = entry.quantity or card.pieces
        card.cost = card.cost if entry.cost is None else entry.cost
        card.residual = card.residual if entry.residual is None else entry.residual
        if entry.category is not None:
            card.category = entry.category
            self._classify(card, entry.on)
        began = entry.in_service_on or (entry.acquired_on if card.from_acquisition else None)
        if began is not None:
            card.from_acquisition = entry.in_service_on is None
            card.begin_anew(_place(began) + self._lag(entry.on), place)
        if began is not None or any(each is not None for each in (entry.category, entry.cost, entry.residual)):
            card.plan(place)

    def _merge(self, entry: AssetsMerged, place: int) -> None:
        parts = [self.found[asset] for asset in entry.assets]
        self.found[entry.merged_into].take_in(parts, place)
        for part in parts:
            part.last = place - 1


def schedules(setting: Setting, entries: Iterable[Entry[Any]]) -> Mapping[str, Schedule]:
    """Return the schedule of every asset after these *entries*; ``InvalidValue`` without a value of ``R05.start_month``."""
    planner = Planner(setting)
    for entry in entries:
        planner.note(entry)
    return planner.found
