"""When something has to be done, as data: daily, weekly, monthly, termly, before an opening, by draw; on a calendar."""

from schoollogistics.calendar.cycles.by_day import EverySchoolDay, NthSchoolDay, OnDates, SpotCheck
from schoollogistics.calendar.cycles.by_month import EveryMonths, MonthDay, Overflow, Yearly
from schoollogistics.calendar.cycles.by_term import BeforeHoliday, BeforeOpening, OncePerTerm, TimesPerTerm
from schoollogistics.calendar.cycles.by_week import EveryWeeks, Parity, Weekly
from schoollogistics.calendar.cycles.cycle import Cycle, Schedule
from schoollogistics.calendar.cycles.occurrence import Occurrence, Window

__all__ = [
    "BeforeHoliday",
    "BeforeOpening",
    "Cycle",
    "EveryMonths",
    "EverySchoolDay",
    "EveryWeeks",
    "MonthDay",
    "NthSchoolDay",
    "Occurrence",
    "OnDates",
    "OncePerTerm",
    "Overflow",
    "Parity",
    "Schedule",
    "SpotCheck",
    "TimesPerTerm",
    "Weekly",
    "Window",
    "Yearly",
]
