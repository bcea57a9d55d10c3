"""Values out of spreadsheet cells: what Excel, WPS or openpyxl hand over becomes what a field's shape wants.

A cell is ``str``, ``int``, ``float``, ``bool``, ``date``, ``datetime``, ``time`` or ``None``; ``NaN`` and a lone dash count
as empty. Serial days are those of the 1900 system. Every failure is ``InvalidValue`` and says how to mend the sheet.
"""

from schoollogistics.values.cells.days import split_moment
from schoollogistics.values.cells.numbers import scaled_cell, unit_cell
from schoollogistics.values.cells.parsing import parse_cell, split_people
from schoollogistics.values.cells.spelling import is_blank, match_key

__all__ = ["is_blank", "match_key", "parse_cell", "scaled_cell", "split_moment", "split_people", "unit_cell"]
