"""The one list of book classes, and what is computed from it: rules, parameters, fields, search, and rows of a sheet.

``find("报修")`` says what there is and how to import it; ``read_rows`` turns a spreadsheet into entries and problems.
"""

from schoollogistics.catalogue.books import BOOKS, parameters, rules
from schoollogistics.catalogue.forms import Choice, FieldInfo, fields
from schoollogistics.catalogue.problems import Problem, Rows, Skipped
from schoollogistics.catalogue.rows import read_rows
from schoollogistics.catalogue.search import Found, find

__all__ = [
    "BOOKS",
    "Choice",
    "FieldInfo",
    "Found",
    "Problem",
    "Rows",
    "Skipped",
    "fields",
    "find",
    "parameters",
    "read_rows",
    "rules",
]
