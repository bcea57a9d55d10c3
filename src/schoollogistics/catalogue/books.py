"""The one list of book classes, and the rules and parameters computed from it."""

from typing import Any, Final

from schoollogistics.assets import AssetRegister
from schoollogistics.canteen import CanteenLedger
from schoollogistics.errors import LogisticsError, Text, Unknown, invalid
from schoollogistics.food_safety import FoodSafetyLog
from schoollogistics.inspections import InspectionSchedule
from schoollogistics.journal import Book, Entry, Parameter, Rule
from schoollogistics.journal.bookkeeping import JOURNAL_KINDS, POSTED_TWICE
from schoollogistics.nutrition import MenuBook
from schoollogistics.repairs import RepairWorkflow

BookClass = type[Book[Any, Any]]
EntryClass = type[Entry[Any]]

BOOKS: Final[tuple[BookClass, ...]] = (
    RepairWorkflow,
    InspectionSchedule,
    AssetRegister,
    CanteenLedger,
    FoodSafetyLog,
    MenuBook,
)


def rules(books: tuple[BookClass, ...] = BOOKS) -> tuple[Rule, ...]:
    """Return every rule of the *books*, in their order, and the journal's own."""
    return tuple(dict.fromkeys([*(rule for book in books for rule in book.rules), POSTED_TWICE]))


def parameters(books: tuple[BookClass, ...] = BOOKS) -> tuple[Parameter[Any], ...]:
    """Return every parameter of the *books*, then the switch of every excusable rule: what a setting can give values for."""
    own = [parameter for book in books for parameter in book.parameters]
    return tuple(dict.fromkeys([*own, *(rule.strict for book in books for rule in book.rules if rule.excusable)]))


def book_of(entry_type: EntryClass, books: tuple[BookClass, ...] = BOOKS) -> BookClass:
    """Return the book that *entry_type* belongs to; the first book for an entry that every book takes; or ``Unknown``."""
    for book in books:
        if entry_type in book.kinds or entry_type in JOURNAL_KINDS:
            return book
    raise _homeless(entry_type, books)


def _homeless(entry_type: object, books: tuple[BookClass, ...]) -> LogisticsError:
    listed = ", ".join(book.__name__ for book in books)
    name = entry_type.__name__ if isinstance(entry_type, type) else ""
    return invalid(
        "unknown",
        "entry_type",
        name or entry_type,
        Text("is no entry type of these books", "不是这些账簿的记录种类"),
        Text(
            f"an entry class of {listed}, or books=BOOKS + (YourBook,)",
            f"请给出 {listed} 的记录类，或 books=BOOKS + (YourBook,)",
        ),
        Unknown,
    )
