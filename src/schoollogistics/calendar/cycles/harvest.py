"""Gathers the days that a cycle names on a calendar's index and rolls them to school days, slice by slice."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import compress
from typing import Final, Literal, NamedTuple, final

from schoollogistics.calendar.coverage import WEEK_STARTS
from schoollogistics.calendar.index import DayIndex
from schoollogistics.calendar.questions import Roll
from schoollogistics.calendar.term_calendar import TermCalendar
from schoollogistics.calendar.terms import Term, week_opening
from schoollogistics.values.periods import DateSpan

Period = Literal["week", "month", "term"]
Early = Literal["day", "week", "month", "term", "previous"]

# No run of days off inside a term is longer; so an origin this far behind the coverage cannot roll back into it.
LONGEST_RUN: Final = 14


def index_of(calendar: TermCalendar) -> DayIndex:
    """Return the index behind *calendar*, built on first use."""
    return calendar._index or calendar._indexed()


class Group(NamedTuple):
    """The school days of one week, month or term, and whether its beginning and its end are covered."""

    days: tuple[date, ...]
    begins: bool
    ends: bool


@final
class Harvest:
    """What one cycle gathers on one calendar.

    ``found`` maps each due day to the origins that came to lie on it. ``doubts`` are the covered days for which it
    cannot be said whether something is due, because days behind the coverage decide it.

    Rolling never leaves the term; only an origin between terms may roll into one that shares its *period*, so that the
    first day of a month is not lost when the term opens on the second.
    """

    __slots__ = ("doubts", "found", "index", "period", "roll", "week_start")

    def __init__(self, calendar: TermCalendar, roll: Roll, period: Period) -> None:
        self.index = index_of(calendar)
        self.week_start = WEEK_STARTS[calendar.week_start]
        self.roll = roll
        self.period = period
        self.found: dict[date, tuple[date, ...]] = {}
        self.doubts: list[DateSpan] = []

    def terms(self) -> Iterator[Term]:
        """Yield the terms that begin in the coverage."""
        last = self.index.span.last
        return (term for term in self.index.terms if term.first <= last)

    def months(self) -> range:
        """Return the months that share a day with the coverage and the one behind, as ``year * 12 + month - 1``."""
        keys = self.index.months
        return range(next(iter(keys)), next(reversed(keys)) + 2)

    def groups(self, per: Period) -> Iterator[Group]:
        """Yield the school days week by week, month by month or term by term; nothing for what has none."""
        index = self.index
        days, ranks, length = index.days, index.ranks, index.length
        if per == "month":
            for month in index.months.values():
                if month.first < month.end:
                    yield Group(days[month.first : month.end], month.begins, month.ends)
        elif per == "week":
            # The coverage begins with a week; its last one is whole once the last term is over.
            over = self.is_over(length)
            for begin in range(0, length, 7):
                first, end = ranks[begin], ranks[min(begin + 7, length)]
                if first < end:
                    yield Group(days[first:end], True, over or begin + 7 <= length)
        else:
            for term in self.terms():
                begin, end = self.place(term.first), self.place(term.last) + 1
                some = days[ranks[begin] : ranks[min(end, length)]]
                if some:
                    yield Group(some, True, end <= length)

    def is_over(self, place: int) -> bool:
        """Tell whether no term goes on at *place* or begins behind it."""
        return self.place(self.index.terms[-1].last) < place

    def place(self, day: date) -> int:
        """Return the place of *day*, which may lie before or behind the index."""
        return day.toordinal() - self.index.origin

    def doubt(self, first: date) -> None:
        """Note that nothing can be said from *first* to the end of the coverage."""
        self.doubts.append(DateSpan(first, self.index.span.last))

    def doubt_all(self, days: tuple[date, ...], begins: bool) -> None:
        """Note that nothing can be said of a period with the school days *days*, half of which is not covered."""
        if begins:
            self.doubt(days[0])
        else:
            self.doubts.append(DateSpan(self.index.span.first, days[-1]))

    def take(self, days: Iterable[date]) -> None:
        """Take *days* as they are."""
        new: dict[date, tuple[date, ...]] = {day: (day,) for day in days}
        for day in self.found.keys() & new.keys():
            new[day] = _merged(self.found[day], day)
        self.found |= new

    def put(self, due: date, origin: date) -> None:
        """Take *due* for the day *origin*, which the cycle names and which rolls to it."""
        self.found[due] = _merged(self.found.get(due, ()), origin)

    def stride(self, first: int, stop: int, step: int) -> None:
        """Take every *step*-th day from ordinal *first*, which is covered, up to *stop*, which is not included."""
        index = self.index
        begin, end = first - index.origin, stop - index.origin
        flags = index.flags[begin:end:step]
        self.take(map(index.days.__getitem__, compress(index.ranks[begin : min(end, index.length) : step], flags)))
        if self.roll != "skip":
            miss = flags.find(0)
            while miss >= 0:
                self._roll_from(begin + miss * step)
                miss = flags.find(0, miss + 1)
            behind = begin + len(flags) * step
            if behind < end:
                self._from_behind(behind)

    def origin(self, day: date) -> None:
        """Take one day the cycle names, rolled; it may lie outside the coverage."""
        place = self.place(day)
        if 0 <= place < self.index.length:
            if self.index.flags[place]:
                self.take((day,))
            elif self.roll != "skip":
                self._roll_from(place)
        elif place >= self.index.length:
            self._from_behind(place)
        elif self.roll in {"following", "modified_following"} and self._share_period(day, self.index.days[0]):
            self.doubts.append(DateSpan(self.index.span.first, self.index.days[0]))

    def _roll_from(self, place: int) -> None:
        index = self.index
        origin = date.fromordinal(index.origin + place)
        rank = index.ranks[place]
        after = index.days[rank] if rank < len(index.days) else None
        before = index.days[rank - 1] if rank else None
        if self.roll == "following":
            target = after
        elif self.roll == "preceding":
            target = before
        elif after is not None and _month(after) == _month(origin) and self._keeps(origin, after):
            target = after
        else:
            target = before
            if after is None and before is not None and not index.months[_month(origin)].ends:
                self.doubt(before)
                return
        if target is not None and self._keeps(origin, target):
            self.put(target, origin)

    def _from_behind(self, place: int) -> None:
        """Doubt the last known school day if the origin at *place*, behind the coverage, might roll back to it."""
        if self.roll not in {"preceding", "modified_following"}:
            return
        index = self.index
        origin, last = date.fromordinal(index.origin + place), index.days[-1]
        term = index.term_at(self.place(last))
        same_term = term is not None and origin in term and place - index.length < LONGEST_RUN
        if same_term or self._share_period(origin, last):
            self.doubt(last)

    def _keeps(self, origin: date, target: date) -> bool:
        places = self.index.places
        number = places[self.place(origin)]
        return (number > 0 and number == places[self.place(target)]) or self._share_period(origin, target)

    def _share_period(self, one: date, other: date) -> bool:
        if self.period == "month":
            return _month(one) == _month(other)
        return week_opening(one, self.week_start) == week_opening(other, self.week_start)

    def lasts(self, dues: list[date], grace: int) -> list[date]:
        """Return the last day of grace of each of *dues*: *grace* school days on, but before the next and in the term."""
        index = self.index
        found, upper = [], len(index.days)
        for due in reversed(dues):
            place = self.place(due)
            coming = index.ranks[place]
            if coming == len(index.days):
                self.doubt(due)
                found.append(due)
                continue
            term = index.terms[index.places[self.place(index.days[coming])] - 1]
            end = self.place(term.last) + 1
            final = min(upper, index.ranks[min(end, index.length)]) - 1
            rank = index.ranks[place + 1] - 1 + grace
            if rank > final and end > index.length and upper == len(index.days):
                self.doubt(due)
            # Two due days with no school day between them leave the first without grace.
            found.append(index.days[min(rank, final)] if final >= coming else due)
            upper = coming
        return found[::-1]


def _month(day: date) -> int:
    return day.year * 12 + day.month - 1


def _merged(origins: tuple[date, ...], day: date) -> tuple[date, ...]:
    return tuple(sorted({*origins, day}))
