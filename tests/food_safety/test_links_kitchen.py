"""In an office with all books, the slips of kitchen, people and control link to nothing by accident."""

from typing import Final

from schoollogistics.catalogue import BOOKS
from schoollogistics.food_safety import FoodSafetyLog
from schoollogistics.journal import Setting
from schoollogistics.office import LogisticsOffice
from tests.food_safety.stories_kitchen import a_month, seen, sept

OWN: Final = frozenset({"handler", "post", "utensil", "store", "problem"})


def test_a_month_goes_through_an_office() -> None:
    """A whole month is taken by an office that keeps every book of the library, with nothing else in them."""
    office = LogisticsOffice(Setting(), books=BOOKS)
    office.post_all(a_month().entries)
    assert len(office[FoodSafetyLog]) == len(a_month())
    office.post(seen(sept(30), "YH-1"))


def test_nobody_else_has_subjects_of_these_names() -> None:
    """No other book has a subject that bears the name of one of these, and none of these bears the name of another's."""
    homes = {of.rpartition(".")[2]: book for book in BOOKS for life in book.lifecycles for of in life.of}
    assert {homes[name] for name in OWN} == {FoodSafetyLog}
