"""Headings that several papers of the repair desk have."""

from typing import Final

from schoollogistics.errors import Text
from schoollogistics.repairs.rules import LABELS
from schoollogistics.values.tables import TableColumn

REPORTED: Final = Text("Reported", "报修时间")
STATUS: Final = Text("Status", "状态")


def column_of(name: str) -> TableColumn:
    """Return the column of a field, headed by its label."""
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en)
