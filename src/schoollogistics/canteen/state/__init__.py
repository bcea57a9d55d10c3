"""What the entries of a canteen add up to: the ledger in purses, the store in lots and layers, diners and committees."""

from schoollogistics.canteen.state.columns import CanteenState, ledger_balances, store_agrees, suppliers_agree
from schoollogistics.canteen.state.ledger import COMMON, Posting, Purse

__all__ = ["COMMON", "CanteenState", "Posting", "Purse", "ledger_balances", "store_agrees", "suppliers_agree"]
