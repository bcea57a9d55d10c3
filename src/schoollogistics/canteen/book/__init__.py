"""The canteen's book, its month end, and its questions."""

from schoollogistics.canteen.book.ledger import CanteenLedger
from schoollogistics.canteen.book.results import Difference, Printed, Result

__all__ = ["CanteenLedger", "Difference", "Printed", "Result"]
