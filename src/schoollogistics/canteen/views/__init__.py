"""What people print of a canteen: the published account, the store, prices, headcounts, minutes, meals accompanied."""

from schoollogistics.canteen.views.accounts import balance_sheet, canteen_account, stock_sheet
from schoollogistics.canteen.views.people import accompanied_meals, committee_minutes, headcount_table, price_notice

__all__ = [
    "accompanied_meals",
    "balance_sheet",
    "canteen_account",
    "committee_minutes",
    "headcount_table",
    "price_notice",
    "stock_sheet",
]
