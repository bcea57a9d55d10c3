"""The office: the books of one school side by side, and what needs more than one of them (R57).

Start with ``LogisticsOffice``.
"""

from schoollogistics.office.food_views import lot_trail, meal_sheet, shopping_list
from schoollogistics.office.logistics_office import Held, LogisticsOffice
from schoollogistics.office.views import (
    agenda_month,
    agenda_table,
    holdings_table,
    overdue_table,
    routines_table,
    trace_table,
    week_table,
)

__all__ = [
    "Held",
    "LogisticsOffice",
    "agenda_month",
    "agenda_table",
    "holdings_table",
    "lot_trail",
    "meal_sheet",
    "overdue_table",
    "routines_table",
    "shopping_list",
    "trace_table",
    "week_table",
]
