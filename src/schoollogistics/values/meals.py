"""When a school eats: the sittings of a day, and what they are called."""

from typing import Final, Literal

from schoollogistics.values.labels import Label

Sitting = Literal["breakfast", "lunch", "dinner", "snack"]

SITTING_LABELS: Final = {
    "breakfast": Label("breakfast", "早餐"),
    "lunch": Label("lunch", "午餐"),
    "dinner": Label("dinner", "晚餐"),
    "snack": Label("snack", "点心"),
}
