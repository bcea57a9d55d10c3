"""How the slips about samples depend on what the log holds."""

from datetime import time
from typing import Final

from schoollogistics.food_safety import (
    DishesServed,
    FoodSafetyLog,
    SampleLine,
    SamplesDiscarded,
    SamplesHandedOver,
    SamplesKept,
    SamplesReleased,
)
from schoollogistics.testing.pen import Pen
from schoollogistics.testing.scribe import Hints
from schoollogistics.values.quantities import Quantity

Fields = dict[str, object]

DISHES: Final = ("番茄炒蛋", "红烧肉", "青菜汤", "米饭")
SITTINGS: Final = ("lunch", "dinner", "breakfast", "afternoon_snack")
NOON: Final = time(12, 30)


def _hour(pen: Pen) -> time | None:
    return None if pen.chance(8) else time(11 + pen.below(3), 10 * pen.below(6))


def _served(_: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    dishes = DISHES[: 1 + pen.below(len(DISHES))]
    return {
        "at": _hour(pen),
        "sitting": pen.pick(SITTINGS),
        "dishes": dishes + dishes[:1] if pen.chance(5) else dishes,
        "uncooked": DISHES[: pen.below(3)] if pen.chance(30) else (),
    }


def _kept(_: FoodSafetyLog, key: str, pen: Pen) -> Fields:
    lines = tuple(
        SampleLine(sample=key if not number else f"{key}-{number}", dish=dish, mass=Quantity(pen.below(300), "g"))
        for number, dish in enumerate(DISHES[: 1 + pen.below(len(DISHES))])
    )
    degrees = Quantity(pen.below(12), "°C") if pen.chance(50) else None
    return {"at": _hour(pen), "sitting": pen.pick(SITTINGS), "lines": lines, "temperature": degrees}


def _released(book: FoodSafetyLog, key: str, pen: Pen) -> Fields | None:
    sealed = book.columns.open_incident(book.columns.sealed_for.get(key, ()))
    if pen.chance(80 if sealed is not None else 50):
        return None
    return {"at": None if pen.chance(5) else time(23), "samples": (key,)}


def _gone(_: FoodSafetyLog, __: str, pen: Pen) -> Fields | None:
    """Mostly samples stay, so that there are some for an incident to seal."""
    return None if pen.chance(60) else {"at": _hour(pen)}


HINTS: Final[Hints] = {
    DishesServed: _served,
    SamplesKept: _kept,
    SamplesReleased: _released,
    SamplesDiscarded: _gone,
    SamplesHandedOver: _gone,
}
