"""How it goes on with samples; and what counts."""

from typing import Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.incidents import FoodSealed, IncidentOpened
from schoollogistics.food_safety.entries.samples import (
    DishesServed,
    SamplesDiscarded,
    SamplesHandedOver,
    SamplesKept,
    SamplesReleased,
)
from schoollogistics.journal import Lifecycle, Measure

SAMPLE: Final = Lifecycle(
    name="sample",
    of=("samples", "lines.sample"),
    table={
        "unseen": {SamplesKept: "kept"},
        "kept": {
            IncidentOpened: "sealed",
            FoodSealed: "sealed",
            SamplesReleased: "released",
            SamplesDiscarded: "discarded",
            SamplesHandedOver: "handed_over",
        },
        "sealed": {
            IncidentOpened: "sealed",
            FoodSealed: "sealed",
            SamplesReleased: "released",
            SamplesDiscarded: "discarded",
            SamplesHandedOver: "handed_over",
        },
        "released": {},
        "discarded": {},
        "handed_over": {},
    },
)
LIFECYCLES: Final[tuple[Lifecycle, ...]] = (SAMPLE,)


def _dishes(entry: DishesServed, _: object) -> int:
    return len(entry.dishes)


def _samples(entry: SamplesKept, _: object) -> int:
    return len(entry.lines)


SERVED: Final = Measure(
    code="food_safety.dishes",
    zh="供餐菜品",
    en="Dishes served",
    unit=Text("dishes", "道"),
    amounts={DishesServed: _dishes},
)
SAMPLED: Final = Measure(
    code="food_safety.samples",
    zh="留样",
    en="Samples kept",
    unit=Text("samples", "份"),
    amounts={SamplesKept: _samples},
)
MEASURES: Final[tuple[Measure, ...]] = (SERVED, SAMPLED)
