"""Flows: what one entry calls for in another book, as entries to post; nothing is posted by itself."""

from schoollogistics.office.flows.cases import cases_from
from schoollogistics.office.flows.food import seals_from, servings_from, stock_from, write_offs_from
from schoollogistics.office.flows.things import (
    conditions_from,
    disposals_from,
    findings_from,
    fixes_from,
    repairs_from,
)

__all__ = [
    "cases_from",
    "conditions_from",
    "disposals_from",
    "findings_from",
    "fixes_from",
    "repairs_from",
    "seals_from",
    "servings_from",
    "stock_from",
    "write_offs_from",
]
