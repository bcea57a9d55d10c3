"""How it goes on with incidents; and what counts."""

from typing import Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.incidents import FoodSealed, IncidentClosed, IncidentOpened, IncidentReported
from schoollogistics.journal import Lifecycle, Measure

INCIDENT: Final = Lifecycle(
    name="incident",
    of="incident",
    table={
        "unseen": {IncidentOpened: "open"},
        "open": {FoodSealed: "open", IncidentReported: "open", IncidentClosed: "closed"},
        "closed": {IncidentReported: "closed"},
    },
)
LIFECYCLES: Final[tuple[Lifecycle, ...]] = (INCIDENT,)


def _one(_: IncidentOpened, __: object) -> int:
    return 1


INCIDENTS: Final = Measure(
    code="food_safety.incidents",
    zh="食品安全事件",
    en="Food-safety incidents",
    unit=Text("incidents", "起"),
    amounts={IncidentOpened: _one},
)
MEASURES: Final[tuple[Measure, ...]] = (INCIDENTS,)
