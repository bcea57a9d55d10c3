"""The papers of the repair desk: the slip of one repair, lists of repairs, and the papers of upkeep."""

from schoollogistics.repairs.views.lists import (
    late_repairs,
    open_repairs,
    punctuality_table,
    repair_record,
    repeat_failures_table,
)
from schoollogistics.repairs.views.slip import repair_slip
from schoollogistics.repairs.views.upkeep import maintenance_record, vacation_programme

__all__ = [
    "late_repairs",
    "maintenance_record",
    "open_repairs",
    "punctuality_table",
    "repair_record",
    "repair_slip",
    "repeat_failures_table",
    "vacation_programme",
]
