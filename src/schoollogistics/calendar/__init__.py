"""Time as a school counts it: terms, teaching weeks, school days, and by when something must have happened.

A calendar answers only for days it was told about; for any other day it raises ``OutOfCoverage``.
"""

from schoollogistics.calendar.cycles import (
    BeforeHoliday,
    BeforeOpening,
    Cycle,
    EveryMonths,
    EverySchoolDay,
    EveryWeeks,
    MonthDay,
    NthSchoolDay,
    Occurrence,
    OncePerTerm,
    OnDates,
    SpotCheck,
    TimesPerTerm,
    Weekly,
    Window,
    Yearly,
)
from schoollogistics.calendar.day_info import DAY_KINDS, DayChange, DayInfo
from schoollogistics.calendar.deadlines import (
    Deadline,
    Moment,
    Pause,
    end_of_next_day,
    end_of_next_school_day,
    end_of_same_day,
    same_time_next_working_day,
    within_days,
    within_hours,
    within_school_days,
)
from schoollogistics.calendar.layers import DayRule, Layer
from schoollogistics.calendar.phases import PHASES, PhaseCode, Phases
from schoollogistics.calendar.questions import Roll
from schoollogistics.calendar.recurrence import Recurrence, to_rrule
from schoollogistics.calendar.statutory import StatutoryDays, statutory_days
from schoollogistics.calendar.term_calendar import TermCalendar
from schoollogistics.calendar.terms import Term

__all__ = [
    "DAY_KINDS",
    "PHASES",
    "BeforeHoliday",
    "BeforeOpening",
    "Cycle",
    "DayChange",
    "DayInfo",
    "DayRule",
    "Deadline",
    "EveryMonths",
    "EverySchoolDay",
    "EveryWeeks",
    "Layer",
    "Moment",
    "MonthDay",
    "NthSchoolDay",
    "Occurrence",
    "OnDates",
    "OncePerTerm",
    "Pause",
    "PhaseCode",
    "Phases",
    "Recurrence",
    "Roll",
    "SpotCheck",
    "StatutoryDays",
    "Term",
    "TermCalendar",
    "TimesPerTerm",
    "Weekly",
    "Window",
    "Yearly",
    "end_of_next_day",
    "end_of_next_school_day",
    "end_of_same_day",
    "same_time_next_working_day",
    "statutory_days",
    "to_rrule",
    "within_days",
    "within_hours",
    "within_school_days",
]
