"""When a school eats: the sittings of a day in their order, and what they are called."""

from typing import Final, Literal

from schoollogistics.values.labels import Label

Sitting = Literal["breakfast", "morning_snack", "lunch", "afternoon_snack", "dinner"]

SITTING_LABELS: Final = {
    "breakfast": Label("breakfast", "早餐"),
    "morning_snack": Label("morning snack", "早点", ("上午点心",)),
    "lunch": Label("lunch", "午餐", ("中餐",)),
    "afternoon_snack": Label("afternoon snack", "午点", ("下午点心", "点心")),
    "dinner": Label("dinner", "晚餐"),
}
SNACKS: Final = frozenset({"morning_snack", "afternoon_snack"})
"""The sittings that are snacks; the others are meals."""
