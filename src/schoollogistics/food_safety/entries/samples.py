"""What was served, and the samples kept of it."""

from datetime import date, datetime, time, timedelta
from typing import ClassVar, Final, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.codes import AuthorityId, DishName, SampleId
from schoollogistics.food_safety.entries.objections import need_some, need_unit
from schoollogistics.food_safety.rules.samples import P48, P48_HOURS
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Entry, add
from schoollogistics.values.ids import Code, PlaceId
from schoollogistics.values.meals import Sitting
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Note
from schoollogistics.values.texts import id_key

A_DAY: Final = timedelta(days=1)


def meal_of(day: date, sitting: str) -> str:
    """Return how a meal is known: its day and its sitting."""
    return f"{day} {sitting}"


def _need_service_day(entry: "DishesServed | SamplesKept", state: FoodSafetyState) -> None:
    """Refuse a meal of another day than that of the slip or the one before (order)."""
    if not timedelta() <= entry.on - entry.day <= A_DAY:
        raise state.refusal(
            entry,
            "order",
            stands=Text(f"written down on {entry.on} for {entry.day}", f"{entry.on} 登记 {entry.day} 的餐次"),
            takes=Text("that day, or the day before after midnight", "当日，或过了零点的前一日"),
            fields=("service_day", "on"),
        )


def _need_served(entry: "DishesServed", state: FoodSafetyState) -> None:
    """Refuse an uncooked dish that is none of those served (choice)."""
    served = {id_key(dish) for dish in entry.dishes}
    strange = [dish for dish in entry.uncooked if id_key(dish) not in served]
    if strange:
        raise state.refusal(
            entry,
            "choice",
            stands=Text(f"{strange[0]} was not served", f"{strange[0]} 不在供餐菜品中"),
            takes=Text("one of the dishes", "应为所供菜品之一"),
            fields=("uncooked",),
        )


@final
@frozen(kw_only=True)
class DishesServed(Entry[FoodSafetyState]):
    """A meal was served, dish by dish; ``at`` is the end of service, when the clock of its samples starts (供餐).

    ``uncooked`` are those of the dishes that nobody cooks: milk, biscuits, raw fruit. A meal that is over after midnight
    says in ``service_day`` of which day it is.
    """

    kind: ClassVar[str] = "food_safety.dishes_served"

    sitting: Sitting
    dishes: tuple[DishName, ...]
    uncooked: tuple[DishName, ...] = ()
    service_day: date | None = None

    @property
    def day(self) -> date:
        """The day of the meal."""
        return self.service_day or self.on

    @property
    def cooked(self) -> tuple[DishName, ...]:
        """The dishes that are cooked."""
        raw = {id_key(each) for each in self.uncooked}
        return tuple(dish for dish in self.dishes if id_key(dish) not in raw)

    def check(self, state: FoodSafetyState) -> None:
        """Refuse no dishes or hour (missing), another day (order), a meal twice (already), a dish twice, one not served."""
        state.need(self, dishes=not self.dishes, at=self.at is None)
        _need_service_day(self, state)
        state.each_once(self, map(id_key, self.dishes), "dishes")
        state.each_once(self, map(id_key, self.uncooked), "uncooked")
        _need_served(self, state)
        if meal_of(self.day, self.sitting) in state.service_end:
            name = state.labels.choice("sitting", self.sitting)
            raise state.refusal(
                self,
                "already",
                stands=Text(f"{name.en} of {self.day} is written down", f"{self.day} {name.zh}已登记"),
                takes=Text("reverse it, and write down all its dishes", "如有遗漏，请冲销后重登全部菜品"),
                fields=("on", "sitting"),
            )

    def apply(self, state: FoodSafetyState) -> None:
        """Keep the second in which the service ended, counted from 1 at the midnight that began the day of the meal."""
        at = self.at or time.min
        seconds = (self.on - self.day).days * 86400 + at.hour * 3600 + at.minute * 60 + at.second
        add(state.service_end, meal_of(self.day, self.sitting), seconds + 1)


@frozen(kw_only=True)
class SampleLine:
    """The sample of one dish, out of the batch that was served: its number, how much, in which container."""

    sample: SampleId
    dish: DishName
    mass: Quantity
    container: Code | None = None
    cooked_at: time | None = None


@final
@frozen(kw_only=True)
class SamplesKept(Entry[FoodSafetyState]):
    """Samples of a meal were put away, one of each dish, on one slip; ``by`` is the keeper (留样).

    What is put away after midnight says in ``service_day`` of which day the meal is.
    """

    kind: ClassVar[str] = "food_safety.samples_kept"

    sitting: Sitting
    lines: tuple[SampleLine, ...]
    cabinet: PlaceId
    temperature: Quantity | None = None
    service_day: date | None = None

    @property
    def day(self) -> date:
        """The day of the meal."""
        return self.service_day or self.on

    def check(self, state: FoodSafetyState) -> None:
        """Refuse no samples or hour (missing), another day (order), a dish twice, nothing of something, no mass, no degrees."""
        state.need(self, lines=not self.lines, at=self.at is None)
        _need_service_day(self, state)
        state.each_once(self, (id_key(line.dish) for line in self.lines), "lines")
        masses = tuple(line.mass for line in self.lines)
        need_some(self, state, "mass", *masses)
        need_unit(self, state, "mass", "g", *masses)
        need_unit(self, state, "temperature", "°C", self.temperature)

    def apply(self, state: FoodSafetyState) -> None:
        """Keep when each was put away, and by whom."""
        for line in self.lines:
            state.kept_on[line.sample] = self.on
            state.kept_at[line.sample] = self.at or time.min
            state.keeper[line.sample] = self.by


@final
@frozen(kw_only=True)
class SamplesReleased(Entry[FoodSafetyState]):
    """Samples were taken out and destroyed once their time was over (留样销毁)."""

    kind: ClassVar[str] = "food_safety.samples_released"

    samples: tuple[SampleId, ...]

    def check(self, state: FoodSafetyState) -> None:
        """Refuse what is sealed for an incident that is not closed, and what is to be kept for longer (P48)."""
        state.need(self, samples=not self.samples, at=self.at is None)
        for sample in self.samples:
            incident = state.open_incident(state.sealed_for.get(sample, ()))
            until = kept_until(state, sample)
            if incident is not None:
                stands = Text(f"{sample} is sealed for {incident}", f"{sample} 因 {incident} 封存")
                takes = Text("close the incident first", "请先结案")
            elif until is not None and datetime.combine(self.on, self.at or time.min) < until:
                stands = Text(
                    f"{sample} is kept until {until:%Y-%m-%d %H:%M}", f"{sample} 应留至 {until:%Y-%m-%d %H:%M}"
                )
                takes = Text(
                    "leave it; post SamplesDiscarded if it is gone", "请继续留存；若已处理，登记“提前处理留样”"
                )
            else:
                continue
            state.refuse(P48, self, stands=stands, takes=takes, fields=("samples",))

    def apply(self, state: FoodSafetyState) -> None:
        """Keep when they were taken out, and by whom."""
        _remove(self, state)


@final
@frozen(kw_only=True)
class SamplesDiscarded(Entry[FoodSafetyState]):
    """Samples are gone that ought to have been kept: spilled, eaten, thrown away, whatever the reason (提前处理留样)."""

    kind: ClassVar[str] = "food_safety.samples_discarded"

    samples: tuple[SampleId, ...]
    reason: Note

    def check(self, state: FoodSafetyState) -> None:
        """Refuse a slip about no sample or without its hour (missing)."""
        state.need(self, samples=not self.samples, at=self.at is None)

    def apply(self, state: FoodSafetyState) -> None:
        """Keep when they went, and with whom."""
        _remove(self, state)


@final
@frozen(kw_only=True)
class SamplesHandedOver(Entry[FoodSafetyState]):
    """Samples were handed to an authority to be tested (留样送检)."""

    kind: ClassVar[str] = "food_safety.samples_handed_over"

    samples: tuple[SampleId, ...]
    to: AuthorityId

    def check(self, state: FoodSafetyState) -> None:
        """Refuse a slip about no sample or without its hour (missing)."""
        state.need(self, samples=not self.samples, at=self.at is None)

    def apply(self, state: FoodSafetyState) -> None:
        """Keep when they left, and who handed them over."""
        _remove(self, state)


def _remove(entry: SamplesReleased | SamplesDiscarded | SamplesHandedOver, state: FoodSafetyState) -> None:
    for sample in entry.samples:
        state.removed_on[sample] = entry.on
        state.removed_at[sample] = entry.at or time.min
        state.remover[sample] = entry.by


def kept_until(state: FoodSafetyState, sample: str) -> datetime | None:
    """Return until when a *sample* has to be kept, None where no rule says so (P48).

    The clock starts at the end of service; where that is not on file, when the sample was put away.
    """
    begun = started(state, sample)
    hours = state.value(P48_HOURS, begun.date())
    return None if hours is None else begun + timedelta(hours=hours)


def started(state: FoodSafetyState, sample: str) -> datetime:
    """Return when the clock of a *sample* started."""
    kept_on = state.kept_on[sample]
    day = state.service_day.get(sample, kept_on)
    second = state.service_end.get(meal_of(day, state.sitting[sample]))
    if second is None:
        return datetime.combine(kept_on, state.kept_at[sample])
    return datetime.combine(day, time.min) + timedelta(seconds=second - 1)
