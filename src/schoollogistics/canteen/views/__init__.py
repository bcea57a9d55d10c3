"""What people print of a canteen: the published account, the store, prices, headcounts, minutes, meals accompanied."""

from schoollogistics.canteen.views.accounts import account_to_date, canteen_account
from schoollogistics.canteen.views.balances import arrears_table, balance_sheet, payables_table
from schoollogistics.canteen.views.people import (
    accompanied_meals,
    committee_members,
    committee_minutes,
    headcount_table,
    price_notice,
    satisfaction_table,
    saving_table,
)
from schoollogistics.canteen.views.store import count_sheet, issue_sheet, stock_sheet

__all__ = [
    "accompanied_meals",
    "account_to_date",
    "arrears_table",
    "balance_sheet",
    "canteen_account",
    "committee_members",
    "committee_minutes",
    "count_sheet",
    "headcount_table",
    "issue_sheet",
    "payables_table",
    "price_notice",
    "satisfaction_table",
    "saving_table",
    "stock_sheet",
]
