"""The papers about property: ledgers and lists, and the slips that people sign."""

from schoollogistics.assets.views.compensation import compensation_form
from schoollogistics.assets.views.ledgers import (
    card_corrections,
    depreciation_list,
    general_ledger,
    idle_assets,
    physical_ledger,
    room_list,
    subsidiary_ledger,
)
from schoollogistics.assets.views.receipts import count_form, debts, issue_record, receipt_record
from schoollogistics.assets.views.slips import (
    change_record,
    handover_sheet,
    loan_register,
    responsibility_letter,
)

__all__ = [
    "card_corrections",
    "change_record",
    "compensation_form",
    "count_form",
    "debts",
    "depreciation_list",
    "general_ledger",
    "handover_sheet",
    "idle_assets",
    "issue_record",
    "loan_register",
    "physical_ledger",
    "receipt_record",
    "responsibility_letter",
    "room_list",
    "subsidiary_ledger",
]
