"""What several slips about food are refused for: a name nobody knows, nothing of something, no hour."""

from typing import Any

from schoollogistics.errors import LogisticsError, Text, Unknown
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Entry
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.texts import near

AnyEntry = Entry[Any]


def need_known(entry: AnyEntry, state: FoodSafetyState, lifecycle: str, field: str, *keys: str | None) -> None:
    """Refuse *keys* of a *lifecycle* that are not in the book (``Unknown``); None names nothing."""
    for key in keys:
        if key is not None and key not in state.status[lifecycle]:
            raise _unknown(entry, state, lifecycle, field, key)


def _unknown(entry: AnyEntry, state: FoodSafetyState, lifecycle: str, field: str, key: str) -> LogisticsError:
    hints, label = near(key, tuple(state.status[lifecycle])), state.labels.field(field)
    return Unknown(
        "unknown",
        tried=state.describe(entry),
        stands=Text(f"{label.en}: {key} is not in the book", f"{label.zh}：没有 {key}"),
        takes=Text(f"near it: {', '.join(hints)}", f"相近：{'、'.join(hints)}")
        if hints
        else Text("write it down first", "请先登记"),
        fields=(field,),
    )


def need_some(entry: AnyEntry, state: FoodSafetyState, field: str, *quantities: Quantity) -> None:
    """Refuse a quantity of nothing or less (range)."""
    for each in quantities:
        if each.amount <= 0:
            raise state.refusal(
                entry,
                "range",
                stands=Text(f"{each}", f"{each}"),
                takes=Text("more than nothing", "须大于零"),
                fields=(field,),
            )


def need_unit(entry: AnyEntry, state: FoodSafetyState, field: str, unit: str, *quantities: Quantity | None) -> None:
    """Refuse a quantity that is not given in *unit* or one of its kind (choice); None says nothing."""
    wanted = Quantity(1, unit).kind
    for each in quantities:
        if each is not None and each.kind != wanted:
            raise state.refusal(
                entry,
                "choice",
                stands=Text(f"{each} is another kind of unit", f"{each} 不是同类单位"),
                takes=Text(f"a quantity such as 1 {unit}", f"请用 {unit}"),
                fields=(field,),
            )
