"""The compact index behind a calendar: flag, rank, week and term of every day, so that no question searches."""

from array import array
from collections.abc import Iterable, Mapping
from datetime import date
from itertools import accumulate, compress
from typing import Final, NamedTuple, final

from schoollogistics.calendar.layers import OPEN_KINDS, RuledDay
from schoollogistics.calendar.terms import LONGEST_TERM, MONDAY, Term, week_opening
from schoollogistics.errors import LogisticsError, OutOfCoverage, Text
from schoollogistics.values.periods import DateSpan, check_day

WEEKS_LAID_OUT: Final = LONGEST_TERM // 7 + 2
SCHOOL_WEEKS: Final = bytes((1, 1, 1, 1, 1, 0, 0)) * WEEKS_LAID_OUT
WEEK_NUMBERS: Final = b"".join(bytes((number,)) * 7 for number in range(1, WEEKS_LAID_OUT + 1))


class MonthRanks(NamedTuple):
    """The school days of one month as a slice of all, and whether its beginning and its end are covered."""

    first: int
    end: int
    begins: bool
    ends: bool


@final
class DayIndex:
    """One entry for each day of *span*; ``at`` turns a date into a place and is the only door to the arrays.

    ``flags[place]`` is 1 on a school day, ``ranks[place]`` counts the school days before it, ``weeks`` and ``places``
    give the teaching week and the number of the term from 1, or 0 outside terms.
    """

    __slots__ = ("days", "flags", "length", "months", "origin", "places", "ranks", "rules", "span", "terms", "weeks")

    def __init__(
        self, span: DateSpan, terms: tuple[Term, ...], rules: Mapping[int, RuledDay], week_start: int = MONDAY
    ) -> None:
        self.span = span
        self.terms = terms
        self.rules = rules
        self.origin = span.first.toordinal()
        self.length = len(span)
        flags, weeks = bytearray(self.length), bytearray(self.length)
        places = array("H", bytes(2 * self.length))
        for number, term in enumerate(terms, 1):
            begin = term.first.toordinal() - self.origin
            end = min(begin + len(term), self.length)
            days = max(end - begin, 0)
            lead = term.first.weekday()
            flags[begin:end] = SCHOOL_WEEKS[lead : lead + days]
            lead = (term.first - week_opening(term.first, week_start)).days
            weeks[begin:end] = WEEK_NUMBERS[lead : lead + days]
            places[begin:end] = array("H", (number,)) * days
        for ordinal, ruled in rules.items():
            place = ordinal - self.origin
            # A rule decides a day of a term only: a make-up day inside a vacation is not a school day.
            if place < self.length and places[place]:
                flags[place] = ruled.rule.kind in OPEN_KINDS
        self.flags, self.weeks, self.places = bytes(flags), bytes(weeks), places
        self.ranks = array("H", accumulate(flags, initial=0))
        every_day = map(date.fromordinal, range(self.origin, self.origin + self.length))
        self.days = tuple(compress(every_day, flags))
        self.months = self._months()

    def _months(self) -> dict[int, MonthRanks]:
        months = {}
        first, last = self.span.first, self.span.last
        for key in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
            begin = date(key // 12, key % 12 + 1, 1).toordinal() - self.origin
            end = date((key + 1) // 12, (key + 1) % 12 + 1, 1).toordinal() - self.origin
            months[key] = MonthRanks(
                self.ranks[max(begin, 0)], self.ranks[min(end, self.length)], begin >= 0, end <= self.length
            )
        return months

    def at(self, day: date) -> int:
        """Return the place of *day*; ``InvalidValue`` if it is not a date, ``OutOfCoverage`` if it is not covered."""
        if type(day) is date and 0 <= (place := day.toordinal() - self.origin) < self.length:
            return place
        raise self.refusal(day)

    def refusal(self, day: date) -> LogisticsError:
        """Return why *day* has no place here: ``OutOfCoverage``, unless it is not a date at all."""
        try:
            check_day(day)
        except LogisticsError as error:
            return error
        return outside(Text(f"day = {day}", f"日期＝{day}"), self.span)

    def term_at(self, place: int) -> Term | None:
        """Return the term at *place*, None between terms."""
        number = self.places[place]
        return self.terms[number - 1] if number else None

    def term_after(self, day: date) -> Term | None:
        """Return the first term that opens after *day*, None after the last opening."""
        return next((term for term in self.terms if term.first > day), None)


def outside(tried: Text, span: DateSpan) -> LogisticsError:
    """Return the error for a question whose answer lies outside the days from ``span.first`` to ``span.last``."""
    return OutOfCoverage(
        "coverage",
        tried=tried,
        stands=Text(f"the calendar knows {span.first} to {span.last} only", f"校历只知道 {span.first} 至 {span.last}"),
        takes=Text(
            "a calendar with the terms and the published holidays of that time",
            "请补充该时段的学期和已公布的节假日安排",
        ),
        fields=("day",),
    )


def days_of_school(term: Term, rules: Mapping[int, RuledDay]) -> Iterable[date]:
    """Return the school days of *term* under *rules*, one by one."""
    for day in term:
        ruled = rules.get(day.toordinal())
        if day.weekday() < 5 if ruled is None else ruled.rule.kind in OPEN_KINDS:
            yield day
