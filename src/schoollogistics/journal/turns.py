"""Which entry met which occurrence of a routine: the one place that says done, late and missed."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import frozen

from schoollogistics.calendar.cycles import Occurrence, Schedule
from schoollogistics.errors import Text
from schoollogistics.journal.bookkeeping import MonthClosed, Published
from schoollogistics.journal.entry import Entry, Ref
from schoollogistics.journal.findings import Breach, Due
from schoollogistics.journal.routines import Routine
from schoollogistics.journal.setting import Setting
from schoollogistics.values.periods import DateSpan, span_of

if TYPE_CHECKING:
    from schoollogistics.journal.book import Book

Standing = Literal["done", "late", "overdue", "due", "pending"]
Tick = tuple[Ref, Entry[Any]]
Ticks = Mapping[type[Entry[Any]], list[Tick]]
ByValues = Mapping[tuple[object, ...], list[Tick]]

STANDINGS: Final[Mapping[Standing, Text]] = {
    "done": Text("done", "已完成"),
    "late": Text("done late", "逾期完成"),
    "overdue": Text("overdue", "逾期未做"),
    "due": Text("due now", "到期待做"),
    "pending": Text("not due yet", "未到期"),
}


@frozen(kw_only=True)
class Turn:
    """One occurrence of a routine, and the entries that met it, in order of their days."""

    routine: Routine
    occurrence: Occurrence
    met: tuple[Tick, ...]

    def count(self, until: date | None = None) -> int:
        """Return how often it was done, on days up to *until*."""
        return sum(_times(entry) for _, entry in self.met if until is None or entry.on <= until)

    @property
    def kept(self) -> bool:
        """Whether it was done as often as it takes, by the last day."""
        return self.count(self.occurrence.last) >= self.routine.times

    @property
    def over(self) -> bool:
        """Whether nothing is left to do, in time or late."""
        return self.count() >= self.routine.times

    def standing(self, today: date) -> Standing:
        """Return how it stands *today*: done, late, overdue, due or pending."""
        if self.count(today) >= self.routine.times:
            return "done" if self.kept else "late"
        if today > self.occurrence.last:
            return "overdue"
        return "due" if today >= self.occurrence.due else "pending"


def _times(entry: Entry[Any]) -> int:
    times = getattr(entry, "times", None)
    return times if type(times) is int else 1


def ticked_in(routine: Routine, book: "type[Book[Any, Any]] | Book[Any, Any]") -> bool:
    """Tell whether the entries that fulfil *routine* are posted to *book*."""
    asked = dict(routine.asked)
    if routine.fulfilled_by is Published:
        return asked.get("view") in book.declaration.documents
    if routine.fulfilled_by is MonthClosed:
        return asked.get("book") == book.name
    return routine.fulfilled_by in book.kinds


def turns(setting: Setting, routines: Iterable[Routine], ticks: Ticks, during: DateSpan | date) -> Iterator[Turn]:
    """Yield every occurrence of the *routines* with its last day in *during*, with the entries of *ticks* that met it.

    An entry meets the occurrence in whose window its day lies: after the last day of the one before, and before the
    next is due, and not earlier than the routine's lead. Where two windows hold it, it meets the earlier one if that is not done yet. What was done on days that
    the calendar does not cover meets nothing. ``OutOfCoverage`` without a calendar or outside of it.
    """
    span = span_of(during)
    sorted_by: dict[tuple[type[Entry[Any]], tuple[str, ...]], ByValues] = {}
    for routine in routines:
        calendar = setting.calendar
        if calendar is not None and routine.audience is not None:
            calendar = calendar.for_audience(routine.audience)
        schedule = routine.cycle.schedule(calendar, span)
        dues, lasts = schedule.dues, schedule.lasts
        counted = range(
            0 if routine.since is None else bisect_left(dues, routine.since),
            len(dues) if routine.until is None else bisect_right(dues, routine.until),
        )
        kind, asked = routine.fulfilled_by, dict(routine.asked)
        fields = tuple(asked)
        if (kind, fields) not in sorted_by:
            sorted_by[kind, fields] = _by_values(ticks.get(kind, []), fields)
        entries = sorted_by[kind, fields].get(tuple(asked.values()), [])
        met = _met(schedule, counted, entries, routine)
        for place in range(bisect_left(lasts, span.first), bisect_right(lasts, span.last)):
            if place in counted:
                yield Turn(routine=routine, occurrence=schedule.occurrences[place], met=tuple(met.get(place, ())))


def _by_values(ticks: list[Tick], fields: tuple[str, ...]) -> ByValues:
    """Return *ticks* by what their entries say in *fields*, so that many routines do not each read them all."""
    found: dict[tuple[object, ...], list[Tick]] = defaultdict(list)
    for ref, entry in ticks:
        found[tuple(getattr(entry, name) for name in fields)].append((ref, entry))
    return found


def _met(schedule: Schedule, counted: range, entries: list[Tick], routine: Routine) -> Mapping[int, list[Tick]]:
    """Return the entries that met each of the *counted* occurrences, by its place in the *schedule*."""
    span, dues, lasts = schedule.span, schedule.dues, schedule.lasts
    met: dict[int, list[Tick]] = defaultdict(list)
    done: dict[int, int] = defaultdict(int)
    for ref, entry in sorted(entries, key=lambda tick: tick[1].on):
        day = entry.on
        if not span.first <= day <= span.last:
            continue
        place = bisect_left(lasts, day)
        between = place == len(lasts) or day < dues[place]
        for candidate in (place - 1, place) if between else (place,):
            if (
                candidate in counted
                and done[candidate] < routine.times
                and _is_near(day, dues[candidate], routine.lead)
            ):
                met[candidate].append((ref, entry))
                done[candidate] += _times(entry)
                break
    return met


def _is_near(day: date, due: date, lead: int | None) -> bool:
    return lead is None or day >= due - timedelta(days=lead)


def routine_due(turn: Turn) -> Due:
    """Return what is to be done about an occurrence that is not over."""
    routine, what = turn.routine, turn.routine.text
    if routine.times > 1:
        done = turn.count()
        what = Text(
            f"{what.en} ({done} of {routine.times} times done)", f"{what.zh}（{routine.times} 次中已做 {done} 次）"
        )
    return Due(
        what=what,
        last=turn.occurrence.last,
        who=routine.role,
        where=routine.scope,
        post=(routine.fulfilled_by,),
        rule=routine.duty,
        routine=routine,
    )


def routine_breach(turn: Turn) -> Breach:
    """Return what was found about an occurrence that was not kept."""
    routine, last = turn.routine, turn.occurrence.last
    about = [part for part in (routine.scope, routine.role) if part is not None]
    en, zh = " - ".join((routine.en, *about)), "，".join((routine.zh, *about))
    if routine.times > 1:
        often = turn.count(last)
        en, zh = f"{en}, {often} of {routine.times} times", f"{zh}，{routine.times} 次中做了 {often} 次"
    ref, when = None, Text("not done", "至今未做")
    if turn.over:
        ref, entry = turn.met[-1]
        when = Text(f"done {entry.on}", f"{entry.on} 才做完")
    found = Text(f"{en}: last day {last}, {when.en}", f"{zh}：最晚 {last}，{when.zh}")
    return Breach(rule=routine.duty, on=last, found=found, ref=ref)
