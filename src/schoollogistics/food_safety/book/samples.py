"""The questions about samples: is there one of every dish, enough of it, in time, and long enough."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.incidents import IncidentClosed
from schoollogistics.food_safety.entries.samples import (
    DishesServed,
    SampleLine,
    SamplesDiscarded,
    SamplesKept,
    SamplesReleased,
    kept_until,
    meal_of,
)
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.rules.samples import P48, P48_COLDEST, P48_GRAMS, P48_MINUTES, P48_WARMEST
from schoollogistics.journal import Breach, Due, Entry, Ref, numbered, unmet_turns
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.food_safety.book.log import FoodSafetyLog

IN_CABINET: Final = ("kept", "sealed")
"""The states of a sample that nobody has taken out."""
Kept = list[tuple[SamplesKept, SampleLine]]


def dishes_without_sample(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find, once each, the dishes served in the span of which there is no sample, too little, or one kept too late (P48).

    A day without any sample is told by the routine that asks for them, where there is one.
    """
    samples = samples_by_meal(book)
    told = {turn.occurrence.last for turn in unmet_turns(book, span) if turn.routine.fulfilled_by is SamplesKept}
    for number, entry in numbered(book):
        if isinstance(entry, DishesServed) and entry.day in span and entry.day not in told:
            kept = samples.get(meal_of(entry.day, entry.sitting), [])
            for dish in entry.dishes:
                lack = _lack(book, entry, dish, kept)
                if lack is not None:
                    name = book.labels.choice("sitting", entry.sitting)
                    yield Breach(
                        rule=P48,
                        on=entry.day,
                        found=Text(f"{dish}, {name.en}: {lack.en}", f"{name.zh}“{dish}”{lack.zh}"),
                        ref=Ref(book.name, number),
                    )


def samples_by_meal(book: "FoodSafetyLog") -> dict[str, Kept]:
    """Return the samples that were kept, by the meal they are of."""
    found: dict[str, Kept] = {}
    for _, entry in numbered(book):
        if isinstance(entry, SamplesKept):
            found.setdefault(meal_of(entry.day, entry.sitting), []).extend((entry, line) for line in entry.lines)
    return found


def is_sampled(book: "FoodSafetyLog", served: DishesServed, dish: str, kept: Kept) -> bool:
    """Tell whether there is a sample of a *dish* that was *served*: enough of it, and put away in time."""
    return _lack(book, served, dish, kept) is None


def _lack(book: "FoodSafetyLog", served: DishesServed, dish: str, kept: Kept) -> Text | None:
    mine = [(slip, line) for slip, line in kept if id_key(line.dish) == id_key(dish)]
    if not mine:
        return Text("no sample", "无留样")
    least, minutes = book.setting.value(P48_GRAMS, served.on), book.setting.value(P48_MINUTES, served.on)
    enough = [(slip, line) for slip, line in mine if least is None or _grams(line) >= least]
    if not enough:
        most = max(_grams(line) for _, line in mine)
        return Text(f"{most:f} g kept, at least {least}", f"留样 {most:f} 克，少于 {least} 克")
    end = _moment(served)
    if minutes is not None and all(_moment(slip) > end + timedelta(minutes=minutes) for slip, _ in enough):
        first = min(_moment(slip) for slip, _ in enough)
        return Text(
            f"kept at {first:%H:%M}, more than {minutes} minutes after {end:%H:%M}",
            f"{first:%H:%M} 才留样，供餐 {end:%H:%M} 结束，时限 {minutes} 分钟",
        )
    return None


def _grams(line: SampleLine) -> Decimal:
    return line.mass.to("g").amount


def _moment(entry: Entry[Any]) -> datetime:
    return datetime.combine(entry.on, entry.at or time.min)


def samples_gone_early(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find the samples that were taken out in the span before their time was over, or were still sealed (P48)."""
    columns = book.columns
    for number, entry in numbered(book):
        if isinstance(entry, SamplesReleased | SamplesDiscarded) and entry.on in span:
            for sample in entry.samples:
                until = kept_until(columns, sample)
                sealed = _sealed_at(book, sample, number)
                if sealed is not None or (until is not None and _moment(entry) < until):
                    why = getattr(entry, "reason", None)
                    stands = (
                        Text(f"while sealed for {sealed}", f"时仍因 {sealed} 封存")
                        if sealed is not None
                        else Text(f"before {until:%Y-%m-%d %H:%M}", f"，应留至 {until:%Y-%m-%d %H:%M}")
                    )
                    dish = columns.dish[sample]
                    yield Breach(
                        rule=P48,
                        on=entry.on,
                        found=Text(
                            f"{sample} ({dish}) gone {_moment(entry):%Y-%m-%d %H:%M} {stands.en}",
                            f"{sample}（{dish}）{_moment(entry):%Y-%m-%d %H:%M} 处理{stands.zh}",
                        ),
                        subject=("sample", sample),
                        ref=Ref(book.name, number),
                        note=why,
                    )


def _sealed_at(book: "FoodSafetyLog", sample: str, number: int) -> str | None:
    """Return the incident for which a *sample* was sealed, and which was not closed, when entry *number* was posted."""
    for incident in book.columns.sealed_for.get(sample, ()):
        line = book.of("incident").posted(incident)
        closed = [at for at, entry in line if isinstance(entry, IncidentClosed) and at not in book.columns.reversed]
        if not closed or closed[-1] > number:
            return incident
    return None


def cabinets_too_warm(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find the slips on which the cabinet was colder or warmer than samples may be kept (P48)."""
    for number, entry in numbered(book):
        if isinstance(entry, SamplesKept) and entry.on in span and entry.temperature is not None:
            degrees = entry.temperature.amount
            least, most = (book.setting.value(each, entry.on) for each in (P48_COLDEST, P48_WARMEST))
            if (least is not None and degrees < least) or (most is not None and degrees > most):
                low, high = ("-" if each is None else f"{each:f}" for each in (least, most))
                yield Breach(
                    rule=P48,
                    on=entry.on,
                    found=Text(
                        f"{entry.cabinet}: {degrees:f} °C, to be {low} to {high}",
                        f"{entry.cabinet} {degrees:f} °C，应为 {low} 至 {high} °C",
                    ),
                    ref=Ref(book.name, number),
                )


def samples_to_release(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Due]:
    """List, meal by meal, the samples still in the cabinet whose time is over on a day of the span (P48).

    What is sealed for an incident stays until that is closed.
    """
    columns = book.columns
    for pairs in samples_by_meal(book).values():
        ended: dict[tuple[datetime, str], int] = {}
        for slip, line in pairs:
            until = kept_until(columns, line.sample)
            there = columns.status["sample"][line.sample] in IN_CABINET
            sealed = columns.open_incident(columns.sealed_for.get(line.sample, ()))
            if until is not None and until.date() in span and there and sealed is None:
                ended[until, slip.cabinet] = ended.get((until, slip.cabinet), 0) + 1
        for (until, cabinet), number in ended.items():
            slip = pairs[0][0]
            name = LABELS.choice("sitting", slip.sitting)
            yield Due(
                what=Text(
                    f"release the samples of {slip.day}, {name.en}: {number}, kept until {until:%H:%M}",
                    f"销毁 {slip.day} {name.zh}到期留样 {number} 份（应留至 {until:%H:%M}）",
                ),
                last=until.date(),
                where=cabinet,
                post=(SamplesReleased,),
                rule=P48,
            )


DUE_QUESTIONS: Final = (samples_to_release,)
BREACH_QUESTIONS: Final = (dishes_without_sample, samples_gone_early, cabinets_too_warm)
