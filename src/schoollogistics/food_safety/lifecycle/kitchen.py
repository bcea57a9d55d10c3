"""How it goes on with marked utensils and stores; and what counts."""

from typing import Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.kitchen import (
    StoreEntered,
    StoreKeeperNamed,
    TablewareDisinfected,
    UtensilsMarked,
    UtensilsWithdrawn,
    WasteHandedOver,
)
from schoollogistics.journal import Lifecycle, Measure

UTENSIL: Final = Lifecycle(
    name="utensil",
    of=("lines.utensil", "utensils"),
    table={
        "unseen": {UtensilsMarked: "marked"},
        "marked": {UtensilsMarked: "marked", UtensilsWithdrawn: "retired"},
        "retired": {},
    },
)
STORE: Final = Lifecycle(
    name="store",
    of="store",
    table={
        "unseen": {StoreKeeperNamed: "guarded"},
        "guarded": {StoreKeeperNamed: "guarded", StoreEntered: "guarded"},
    },
)
LIFECYCLES: Final[tuple[Lifecycle, ...]] = (UTENSIL, STORE)
WASTE_KG: Final = Measure(
    code="food_safety.waste",
    zh="餐厨废弃物",
    en="Kitchen waste handed over",
    unit=Text("kg", "公斤"),
    amounts={WasteHandedOver: lambda entry, _: {(entry.waste,): entry.kilograms}},
    parts=(("kitchen", "grease"),),
)
MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        code="food_safety.disinfected",
        zh="餐用具消毒批数",
        en="Sets disinfected",
        unit=Text("sets", "批"),
        amounts={TablewareDisinfected: lambda entry, _: len(entry.lines)},
    ),
    WASTE_KG,
)
