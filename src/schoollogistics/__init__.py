"""School logistics as books: post what happened, ask what holds.

Names are loaded on first use, so that importing the package loads no domain.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from schoollogistics.assets import AssetRegister
    from schoollogistics.calendar import (
        Deadline,
        Layer,
        Moment,
        Phases,
        StatutoryDays,
        Term,
        TermCalendar,
        statutory_days,
    )
    from schoollogistics.canteen import CanteenLedger
    from schoollogistics.catalogue import BOOKS, fields, find, parameters, read_rows, rules
    from schoollogistics.errors import (
        BadDocument,
        Closed,
        Duplicate,
        InvalidValue,
        LogisticsError,
        OutOfCoverage,
        Refused,
        Text,
        Unknown,
    )
    from schoollogistics.food_safety import FoodSafetyLog
    from schoollogistics.inspections import InspectionSchedule
    from schoollogistics.journal import (
        Book,
        Breach,
        CheckItem,
        Due,
        Entry,
        EntryReversed,
        Figures,
        Fingerprint,
        MonthClosed,
        Published,
        Ref,
        Routine,
        Setting,
        Value,
        post_all,
    )
    from schoollogistics.nutrition import MenuBook
    from schoollogistics.office import LogisticsOffice
    from schoollogistics.profiles import Profile
    from schoollogistics.repairs import RepairWorkflow
    from schoollogistics.values.money import price, rmb_upper, yuan
    from schoollogistics.values.pages import page
    from schoollogistics.values.periods import DateSpan, FiscalYear, Month, SchoolYear, Week
    from schoollogistics.values.quantities import Quantity
    from schoollogistics.values.svg import Svg
    from schoollogistics.values.tables import Table
    from schoollogistics.wire import Wire

_HOMES: Final = {
    "schoollogistics.assets": ("AssetRegister",),
    "schoollogistics.calendar": (
        "Deadline",
        "Layer",
        "Moment",
        "Phases",
        "StatutoryDays",
        "Term",
        "TermCalendar",
        "statutory_days",
    ),
    "schoollogistics.canteen": ("CanteenLedger",),
    "schoollogistics.catalogue": ("BOOKS", "fields", "find", "parameters", "read_rows", "rules"),
    "schoollogistics.errors": (
        "BadDocument",
        "Closed",
        "Duplicate",
        "InvalidValue",
        "LogisticsError",
        "OutOfCoverage",
        "Refused",
        "Text",
        "Unknown",
    ),
    "schoollogistics.food_safety": ("FoodSafetyLog",),
    "schoollogistics.inspections": ("InspectionSchedule",),
    "schoollogistics.journal": (
        "Book",
        "Breach",
        "CheckItem",
        "Due",
        "Entry",
        "EntryReversed",
        "Figures",
        "Fingerprint",
        "MonthClosed",
        "Published",
        "Ref",
        "Routine",
        "Setting",
        "Value",
        "post_all",
    ),
    "schoollogistics.nutrition": ("MenuBook",),
    "schoollogistics.office": ("LogisticsOffice",),
    "schoollogistics.profiles": ("Profile",),
    "schoollogistics.repairs": ("RepairWorkflow",),
    "schoollogistics.values.money": ("price", "rmb_upper", "yuan"),
    "schoollogistics.values.pages": ("page",),
    "schoollogistics.values.periods": ("DateSpan", "FiscalYear", "Month", "SchoolYear", "Week"),
    "schoollogistics.values.quantities": ("Quantity",),
    "schoollogistics.values.svg": ("Svg",),
    "schoollogistics.values.tables": ("Table",),
    "schoollogistics.wire": ("Wire",),
}
_HOME_OF: Final = {name: home for home, names in _HOMES.items() for name in names}

__all__ = [
    "BOOKS",
    "AssetRegister",
    "BadDocument",
    "Book",
    "Breach",
    "CanteenLedger",
    "CheckItem",
    "Closed",
    "DateSpan",
    "Deadline",
    "Due",
    "Duplicate",
    "Entry",
    "EntryReversed",
    "Figures",
    "Fingerprint",
    "FiscalYear",
    "FoodSafetyLog",
    "InspectionSchedule",
    "InvalidValue",
    "Layer",
    "LogisticsError",
    "LogisticsOffice",
    "MenuBook",
    "Moment",
    "Month",
    "MonthClosed",
    "OutOfCoverage",
    "Phases",
    "Profile",
    "Published",
    "Quantity",
    "Ref",
    "Refused",
    "RepairWorkflow",
    "Routine",
    "SchoolYear",
    "Setting",
    "StatutoryDays",
    "Svg",
    "Table",
    "Term",
    "TermCalendar",
    "Text",
    "Unknown",
    "Value",
    "Week",
    "Wire",
    "fields",
    "find",
    "page",
    "parameters",
    "post_all",
    "price",
    "read_rows",
    "rmb_upper",
    "rules",
    "statutory_days",
    "yuan",
]


def __getattr__(name: str) -> object:
    home = _HOME_OF.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    found: object = getattr(import_module(home), name)
    globals()[name] = found
    return found


def __dir__() -> list[str]:
    return sorted(__all__)
