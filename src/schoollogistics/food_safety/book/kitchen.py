"""The questions about the kitchen: was it hot enough, strong enough, long enough."""

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.kitchen import (
    CookedDish,
    DishesCooked,
    DisinfectedWare,
    TablewareDisinfected,
    TemperatureLine,
    TemperaturesRead,
)
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.rules.kitchen import BOUNDS, P53, P53_READINGS, P53_SECONDS, P58, P58_CORE, R36
from schoollogistics.journal import Breach, Entry, Ref, Rule, Setting, numbered
from schoollogistics.values.money import own_context
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.food_safety.book.log import FoodSafetyLog

MINUTE: Final = Decimal(60)


def disinfection_lacks(setting: Setting, on: date, line: DisinfectedWare) -> Iterator[Text]:
    """Yield what one set lacks of the limits of its method in force on that day."""
    name, reading = LABELS.choice("method", line.method), P53_READINGS[line.method]
    least = setting.value(reading, on)
    if least is not None and line.reading < least:
        yield Text(
            f"{line.ware}, {name.en}: {line.reading} {reading.unit.en}, at least {least}",
            f"{line.ware}{name.zh} {line.reading} {reading.unit.en}，应不低于 {least}",
        )
    seconds = setting.value(P53_SECONDS[line.method], on)
    if seconds is not None and own_context().multiply(line.minutes, MINUTE) < seconds:
        yield Text(
            f"{line.ware}, {name.en}: {line.minutes} minutes, at least {seconds} seconds",
            f"{line.ware}{name.zh} {line.minutes} 分钟，应不少于 {seconds} 秒",
        )


def storage_lacks(setting: Setting, on: date, line: TemperatureLine) -> Iterator[Text]:
    """Yield how far food is kept from the limits in force on that day."""
    least, most = (None if bound is None else setting.value(bound, on) for bound in BOUNDS[line.storage])
    if (least is not None and line.celsius < least) or (most is not None and line.celsius > most):
        name = LABELS.choice("storage", line.storage)
        limits = f"{'' if least is None else least} … {'' if most is None else most}".strip()
        yield Text(
            f"{line.appliance}, {name.en}: {line.celsius} °C, limits {limits}",
            f"{line.appliance}（{name.zh}）{line.celsius}℃，限值 {limits}",
        )


def cooking_lacks(setting: Setting, on: date, line: CookedDish) -> Iterator[Text]:
    """Yield how far a dish was from done, by the limit in force on that day, or that nobody took its temperature."""
    least = setting.value(P58_CORE, on)
    if least is not None and line.celsius is None:
        yield Text(f"{line.dish}: no core temperature", f"{line.dish} 无中心温度")
    elif least is not None and line.celsius is not None and line.celsius < least:
        yield Text(
            f"{line.dish}: {line.celsius} °C, at least {least}", f"{line.dish} {line.celsius}℃，应不低于 {least}℃"
        )


LACKS: Final[Mapping[type[Entry[Any]], tuple[Rule, Callable[[Setting, date, Any], Iterator[Text]]]]] = {
    TablewareDisinfected: (P53, disinfection_lacks),
    TemperaturesRead: (R36, storage_lacks),
    DishesCooked: (P58, cooking_lacks),
}
"""By sheet, the rule whose limits its lines are held to, and how."""


def limits_missed(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find disinfection too cold, too weak or too short (P53), food kept too warm or too cold (R36), or undercooked (P58)."""
    for number, entry in numbered(book):
        if entry.on in span and type(entry) in LACKS:
            rule, lacks = LACKS[type(entry)]
            sheet: Any = entry
            for found in (each for line in sheet.lines for each in lacks(book.setting, entry.on, line)):
                yield Breach(rule=rule, on=entry.on, found=found, ref=Ref(book.name, number), note=entry.note)


DUE_QUESTIONS: Final = ()
BREACH_QUESTIONS: Final = (limits_missed,)
