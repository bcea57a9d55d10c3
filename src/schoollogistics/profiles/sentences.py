"""How a sentence of a plan becomes a routine: what its words say of time, and which record shows that it was done."""

from typing import Any, Final

from attrs import frozen

from schoollogistics.calendar.cycles import (
    Cycle,
    EveryMonths,
    EverySchoolDay,
    MonthDay,
    NthSchoolDay,
    OncePerTerm,
    Yearly,
)
from schoollogistics.inspections import CheckHeld, RoutineDone
from schoollogistics.inspections.entries.codes import Level, Mode
from schoollogistics.journal import Entry, Published, Routine
from schoollogistics.repairs import MaintenanceDone

DAILY: Final = EverySchoolDay()
"""每日."""
WEEKLY: Final = NthSchoolDay(1, per="week", grace=6)
"""每周, without a weekday: any day of the week is in time."""
MENU: Final = NthSchoolDay(1, per="week", early="previous")
"""按时, of the menu of a week: no day is named. P65 says before the week, so the first school day is the last, which is ours;
the menu may come on any day after the one before it, that of the first week in the vacation."""
MONTHLY: Final = NthSchoolDay(1, grace=31)
"""每月, without a day: any day of the month is in time."""
EVERY_TWO_MONTHS: Final = EveryMonths(2, 1, grace=60)
"""每2月: any day of two months is in time, counted from the month in which the term opens."""
START_OF_TERM: Final = OncePerTerm(2)
"""期初: by the end of the second week. The plans give no length; two weeks are ours, as in the calendar's phases."""
END_OF_TERM: Final = OncePerTerm()
"""期末, 学期结束, 每学期: by the last school day of the term."""
BEFORE_SUMMER: Final = Yearly(5, 31, roll="preceding")
"""夏季, 进入夏季前: on any day of the term. The plans name no last one; the end of May is ours."""
BEFORE_WINTER: Final = Yearly(11, 30, roll="preceding")
"""冬季: on any day of the term. The plans name no last one; the end of November is ours."""


def in_month(*months: int) -> Cycle:
    """Return when an item of a month's list is due: by its last school day; work of an earlier month is none of it.

    An item in the lists of several *months* is one piece of work, done in each of them.
    """
    return MonthDay(-1, months=months, roll="preceding")


@frozen
class Part:
    """The part of a plan that sentences are taken from; its *code* (``"003§4"``) begins the codes of their routines.

    Every method takes the *name* of the routine inside the part, the place *at* which the sentence stands, its wording,
    when it is due, and further fields of ``Routine``.
    """

    code: str

    def check(
        self,
        name: str,
        at: str,
        zh: str,
        en: str,
        cycle: Cycle,
        *,
        scope: str,
        level: Level,
        mode: Mode = "scheduled",
        actor: str | None = None,
        **more: Any,
    ) -> Routine:
        """Return a routine that a check fulfils, of that scope, level and mode and, where the plan names one, actor."""
        asked = (("scope", scope), ("level", level), ("mode", mode))
        where = asked if actor is None else (*asked, ("actor", actor))
        return self._routine(name, at, zh, en, cycle, CheckHeld, where=where, scope=scope, role=actor, **more)

    def upkeep(
        self, name: str, at: str, zh: str, en: str, cycle: Cycle, *, scope: str, work: str, **more: Any
    ) -> Routine:
        """Return a routine that maintenance fulfils: that *work* done on that *scope*."""
        where = (("scope", scope), ("work", work))
        return self._routine(name, at, zh, en, cycle, MaintenanceDone, where=where, scope=scope, **more)

    def notice(self, name: str, at: str, zh: str, en: str, cycle: Cycle, *, view: str, **more: Any) -> Routine:
        """Return a routine that the publication of a *view* fulfils."""
        return self._routine(name, at, zh, en, cycle, Published, where=(("view", view),), **more)

    def work(
        self, name: str, at: str, zh: str, en: str, cycle: Cycle, by: type[Entry[Any]] = RoutineDone, **more: Any
    ) -> Routine:
        """Return a routine that ``RoutineDone`` fulfils, or another entry of its own."""
        return self._routine(name, at, zh, en, cycle, by, **more)

    def _routine(
        self, name: str, at: str, zh: str, en: str, cycle: Cycle, by: type[Entry[Any]], **more: Any
    ) -> Routine:
        code, source = f"{self.code}.{name}", f"{self.code} {at}"
        return Routine(code=code, zh=zh, en=en, source=source, cycle=cycle, fulfilled_by=by, **more)
