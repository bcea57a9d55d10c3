"""The asset register's book, its questions, and what they answer with."""

from schoollogistics.assets.book.depreciation import Schedule, Stretch, schedules
from schoollogistics.assets.book.ledger import LedgerLine
from schoollogistics.assets.book.questions import Late
from schoollogistics.assets.book.register import AssetRegister

__all__ = ["AssetRegister", "Late", "LedgerLine", "Schedule", "Stretch", "schedules"]
