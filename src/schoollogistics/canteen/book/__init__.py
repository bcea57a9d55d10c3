"""The canteen's book, its month end, and its questions."""

from schoollogistics.canteen.book.absences import Absence
from schoollogistics.canteen.book.costing import MealCost
from schoollogistics.canteen.book.ledger import CanteenLedger
from schoollogistics.canteen.book.printed import Difference, Printed
from schoollogistics.canteen.book.results import Result
from schoollogistics.canteen.book.tracing import LotUse, Payable

__all__ = ["Absence", "CanteenLedger", "Difference", "LotUse", "MealCost", "Payable", "Printed", "Result"]
