"""What every view returns: a list or slip that prints itself as records, HTML, Markdown, CSV or a DataFrame."""

from schoollogistics.values.tables.cells import Cell, ColumnKind, cell_text, check_cell, check_language, guarded, markup
from schoollogistics.values.tables.table import Pair, Table, TableColumn

__all__ = [
    "Cell",
    "ColumnKind",
    "Pair",
    "Table",
    "TableColumn",
    "cell_text",
    "check_cell",
    "check_language",
    "guarded",
    "markup",
]
