"""The menu book: its declarations, its questions, and the screening of composition tables."""

from schoollogistics.nutrition.book.comparing import VERDICTS, Comparison, base_of, tidy
from schoollogistics.nutrition.book.menu_book import MenuBook, RequirementCost, requirement_cost
from schoollogistics.nutrition.book.screening import Doubt, Screened, composition_rows, screened

__all__ = [
    "VERDICTS",
    "Comparison",
    "Doubt",
    "MenuBook",
    "RequirementCost",
    "Screened",
    "base_of",
    "composition_rows",
    "requirement_cost",
    "screened",
    "tidy",
]
