"""For tests of your own: strategies read off the shapes, a machine that knows the book, contracts of books and stores.

Start with ``BookContract`` and ``StoreContract``; the extra ``testing`` installs what they need.
"""

from schoollogistics.testing.contract import BookContract
from schoollogistics.testing.hints import HINTS, SAMPLES
from schoollogistics.testing.history import Attempt, History, histories, run, tally
from schoollogistics.testing.machine import BookMachine, book_machine
from schoollogistics.testing.pen import Pen
from schoollogistics.testing.scribe import Hints, Scribe, Tally
from schoollogistics.testing.store import Store, StoreContract
from schoollogistics.testing.strategies import (
    clocks,
    days,
    entries,
    ids,
    money,
    months,
    numbers,
    people,
    periods,
    quantities,
    refs,
    sample_calendar,
    sample_setting,
    texts,
    values_of,
)
from schoollogistics.testing.trial import Trial

__all__ = [
    "HINTS",
    "SAMPLES",
    "Attempt",
    "BookContract",
    "BookMachine",
    "Hints",
    "History",
    "Pen",
    "Scribe",
    "Store",
    "StoreContract",
    "Tally",
    "Trial",
    "book_machine",
    "clocks",
    "days",
    "entries",
    "histories",
    "ids",
    "money",
    "months",
    "numbers",
    "people",
    "periods",
    "quantities",
    "refs",
    "run",
    "sample_calendar",
    "sample_setting",
    "tally",
    "texts",
    "values_of",
]
