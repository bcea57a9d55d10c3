"""Which entry met which occurrence of a routine: the one place that says done, late and missed."""

from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, Final, Literal

from attrs import frozen

from schoollogistics.calendar.cycles import Occurrence, Schedule
from schoollogistics.calendar.term_calendar import TermCalendar
from schoollogistics.errors import Text
from schoollogistics.journal.bookkeeping import MonthClosed, Published
from schoollogistics.journal.entry import Entry, Ref
from schoollogistics.journal.findings import Breach, Due
from schoollogistics.journal.routines import Routine, folded
from schoollogistics.journal.setting import Setting
from schoollogistics.values.periods import FIRST_DAY, DateSpan, span_of
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.journal.book import Book

Standing = Literal["done", "late", "overdue", "due", "pending"]
Tick = tuple[Ref, Entry[Any]]
Ticks = Mapping[type[Entry[Any]], list[Tick]]
ByValues = Mapping[tuple[object, ...], list[Tick]]

ONE_DAY: Final = timedelta(days=1)
STANDINGS: Final[Mapping[Standing, Text]] = {
    "done": Text("done", "已完成"),
    "late": Text("done late", "逾期完成"),
    "overdue": Text("overdue", "逾期未做"),
    "due": Text("due now", "到期待做"),
    "pending": Text("not due yet", "未到期"),
}


@frozen(kw_only=True)
class Turn:
    """One occurrence of a routine, and the entries that met it, in order of their days.

    After its last day it can be made good until it ``closes``, the day before the next one is due.
    """

    routine: Routine
    occurrence: Occurrence
    closes: date
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

    An entry in good time meets its occurrence. One on a day between two, after the last day of the first and before the
    second is due, is late for the first or early for the second: the nearer of those that are not done yet and, of the
    second, one whose early days have begun. Of a publication only the first version counts. Versions of one routine share
    their entries. What was done on days that the
    calendar does not cover meets nothing. ``OutOfCoverage`` without a calendar or outside of it.
    """
    span = span_of(during)
    sorted_by: dict[tuple[type[Entry[Any]], tuple[str, ...]], ByValues] = {}
    spent: dict[str, set[Ref]] = defaultdict(set)
    for routine in sorted(routines, key=lambda each: each.since or FIRST_DAY):
        calendar = setting.calendar
        if calendar is not None and routine.audience is not None:
            calendar = calendar.for_audience(routine.audience)
        schedule = routine.cycle.schedule(calendar, span)
        kind, asked = routine.fulfilled_by, dict(routine.asked)
        fields = tuple(asked)
        if (kind, fields) not in sorted_by:
            sorted_by[kind, fields] = _by_values(ticks.get(kind, []), fields)
        entries = sorted_by[kind, fields].get(tuple(map(folded, asked.values())), [])
        matching = Matching(routine, calendar, schedule, _in_force(routine, schedule))
        met = matching.meet(entries, spent[id_key(routine.code)])
        for place in range(bisect_left(schedule.lasts, span.first), bisect_right(schedule.lasts, span.last)):
            if place in matching.counted:
                closes = schedule.dues[place + 1] - ONE_DAY if place + 1 < len(schedule.dues) else schedule.span.last
                occurrence, by = schedule.occurrences[place], tuple(met.get(place, ()))
                yield Turn(routine=routine, occurrence=occurrence, closes=closes, met=by)


def _in_force(routine: Routine, schedule: Schedule) -> range:
    """Return the places of the occurrences that are due while the routine is in force."""
    return range(
        0 if routine.since is None else bisect_left(schedule.dues, routine.since),
        len(schedule.dues) if routine.until is None else bisect_right(schedule.dues, routine.until),
    )


def _by_values(ticks: list[Tick], fields: tuple[str, ...]) -> ByValues:
    """Return *ticks* by what their entries say in *fields*, so that many routines do not each read them all."""
    found: dict[tuple[object, ...], list[Tick]] = defaultdict(list)
    for ref, entry in ticks:
        found[tuple(folded(getattr(entry, name)) for name in fields)].append((ref, entry))
    return found


@frozen
class Matching:
    """The occurrences of one routine on one calendar, and which of them count."""

    routine: Routine
    calendar: TermCalendar | None
    schedule: Schedule
    counted: range

    def meet(self, entries: list[Tick], spent: set[Ref]) -> Mapping[int, list[Tick]]:
        """Return the *entries* that met each occurrence, by its place, and note them in *spent*."""
        met: dict[int, list[Tick]] = defaultdict(list)
        done: dict[int, int] = defaultdict(int)
        for ref, entry in sorted(entries, key=lambda tick: tick[1].on):
            if ref in spent:
                continue
            for place in self._candidates(entry):
                if place in self.counted and done[place] < self.routine.times:
                    met[place].append((ref, entry))
                    done[place] += _times(entry)
                    spent.add(ref)
                    break
        return met

    def _candidates(self, entry: Entry[Any]) -> tuple[int, ...]:
        """Return the places of the occurrences that *entry* may meet, the likelier first."""
        if isinstance(entry, Published) and entry.version > 1:
            return ()  # a paper put right is no further paper
        span, dues, lasts, day = self.schedule.span, self.schedule.dues, self.schedule.lasts, entry.on
        if not span.first <= day <= span.last:
            return ()
        place = bisect_left(lasts, day)
        if place < len(dues) and dues[place] <= day:
            return (place,)
        if place == len(dues) or day < self.routine.cycle.opens(self.schedule.occurrences[place], self.calendar):
            return (place - 1,)
        late = place > 0 and day - lasts[place - 1] <= dues[place] - day
        return (place - 1, place) if late else (place, place - 1)


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
