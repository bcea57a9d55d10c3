"""The school calendar: which day is a school day, in which term, teaching week and phase, and why."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal, overload

from attrs import evolve, field, frozen

from schoollogistics.calendar.coverage import (
    WEEK_STARTS,
    WeekStart,
    check_phases,
    check_week_start,
    coverage,
    preparation,
)
from schoollogistics.calendar.day_info import DayChange, DayInfo, vacation_before
from schoollogistics.calendar.index import DayIndex, days_of_school, outside
from schoollogistics.calendar.layers import Layer, check_layers, general_layers, published_layer, ruled_days
from schoollogistics.calendar.names import check_name
from schoollogistics.calendar.phases import OUR_PHASES, PhaseCode, Phases
from schoollogistics.calendar.questions import MOST_SCHOOL_DAYS, Roll, backwards, bad_nth, bad_number, check_roll
from schoollogistics.calendar.terms import Term, check_terms, general_terms
from schoollogistics.errors import Text, invalid
from schoollogistics.values.periods import DateSpan, Month

NO_DAYS: Final[Mapping[date, str]] = MappingProxyType({})
NO_MAKE_UP: Final[Mapping[date, date | None]] = MappingProxyType({})


@frozen(init=False)
class TermCalendar:
    """The days of a school, Monday to Friday in its terms, but for the days off and the make-up days it was told.

    ``days_off`` maps a date to its name, ``make_up_days`` a date to the date whose timetable it follows, or None while
    that is not announced; both become the lowest of the ``layers``. ``published_through`` is the last day for which
    they are published. The calendar covers ``first_day``, where the opening of its first term is prepared, to
    ``last_day``: the end of its last term, or ``published_through`` where that is earlier. Only when that term closes
    the school year (ends March to August) does ``published_through`` reach on into the summer, to 31 August at most:
    when a winter vacation ends only the next term can say.

    Every question raises ``OutOfCoverage`` outside these days and ``InvalidValue`` for what is not a ``date``; each is
    answered by look-up, whatever the span. Two calendars with equal content are equal (R01).
    """

    terms: tuple[Term, ...]
    layers: tuple[Layer, ...]
    published_through: date | None
    week_start: WeekStart
    phases: Phases
    general_terms: tuple[Term, ...] = field(init=False, eq=False, repr=False)
    first_day: date = field(init=False, eq=False, repr=False)
    last_day: date = field(init=False, eq=False, repr=False)
    _index: DayIndex | None = field(init=False, eq=False, repr=False, default=None)
    _audiences: dict[str, "TermCalendar"] = field(init=False, eq=False, repr=False, factory=dict)

    def __init__(
        self,
        *,
        terms: Iterable[Term],
        days_off: Mapping[date, str] = NO_DAYS,
        make_up_days: Mapping[date, date | None] = NO_MAKE_UP,
        published_through: date | None = None,
        layers: Iterable[Layer] = (),
        week_start: WeekStart = "monday",
        phases: Phases = OUR_PHASES,
    ) -> None:
        self.__attrs_init__(
            terms=check_terms(terms),
            layers=published_layer(days_off, make_up_days) + check_layers(layers),
            published_through=published_through,
            week_start=check_week_start(week_start),
            phases=check_phases(phases),
        )
        general = general_terms(self.terms)
        span = coverage(general, published_through, phases, WEEK_STARTS[week_start])
        rules = ruled_days(general_layers(self.layers), DateSpan(span.first, max(span.last, general[-1].last)))
        for term in general:
            if next(iter(days_of_school(term, rules)), None) is None:
                raise invalid(
                    "range",
                    "terms",
                    term.name,
                    Text("has no school day", "没有上学日"),
                    Text("a term with at least one", "学期至少要有一个上学日"),
                )
        object.__setattr__(self, "general_terms", general)
        object.__setattr__(self, "first_day", span.first)
        object.__setattr__(self, "last_day", span.last)

    def _indexed(self) -> DayIndex:
        span = DateSpan(self.first_day, self.last_day)
        rules = ruled_days(general_layers(self.layers), span)
        index = DayIndex(span, self.general_terms, rules, WEEK_STARTS[self.week_start])
        object.__setattr__(self, "_index", index)
        return index

    def is_school_day(self, day: date) -> bool:
        """Tell whether there is school on *day*."""
        index = self._index or self._indexed()
        if type(day) is not date or not 0 <= (place := day.toordinal() - index.origin) < index.length:
            raise index.refusal(day)
        return index.flags[place] == 1

    def next_school_day(self, day: date) -> date:
        """Return the first school day after *day*."""
        index = self._index or self._indexed()
        if type(day) is not date or not 0 <= (place := day.toordinal() - index.origin) < index.length:
            raise index.refusal(day)
        rank = index.ranks[place + 1]
        if rank < len(index.days):
            return index.days[rank]
        raise outside(Text(f"the school day after {day}", f"{day} 之后的上学日"), index.span)

    def previous_school_day(self, day: date) -> date:
        """Return the last school day before *day*."""
        index = self._index or self._indexed()
        if type(day) is not date or not 0 <= (place := day.toordinal() - index.origin) < index.length:
            raise index.refusal(day)
        rank = index.ranks[place]
        if rank:
            return index.days[rank - 1]
        raise outside(Text(f"the school day before {day}", f"{day} 之前的上学日"), index.span)

    def add_school_days(self, day: date, number: int) -> date:
        """Return the school day *number* school days after *day*, or before it when *number* is negative.

        The first school day after *day* is 1, the last before it is -1, also from a day without school; 0 is *day*
        itself and ``InvalidValue`` when there is no school on it: roll it first.
        """
        index = self._index or self._indexed()
        if type(day) is not date or not 0 <= (place := day.toordinal() - index.origin) < index.length:
            raise index.refusal(day)
        if type(number) is not int or not -MOST_SCHOOL_DAYS <= number <= MOST_SCHOOL_DAYS:
            raise bad_number(number)
        if number > 0:
            rank = index.ranks[place + 1] + number - 1
        elif number or index.flags[place]:
            rank = index.ranks[place] + number
        else:
            raise invalid(
                "date",
                "day",
                day,
                Text("is not a school day", "不是上学日"),
                Text('roll it first: calendar.roll(day, "following")', '请先顺延：calendar.roll(day, "following")'),
            )
        if 0 <= rank < len(index.days):
            return index.days[rank]
        raise outside(Text(f"{day} and {number} school days", f"{day} 加 {number} 个上学日"), index.span)

    def count_school_days(self, first: date, last: date) -> int:
        """Return the number of school days from *first* to *last*, both included; never a negative number."""
        index = self._index or self._indexed()
        begin, end = index.at(first), index.at(last)
        if end < begin:
            raise backwards(first, last)
        return index.ranks[end + 1] - index.ranks[begin]

    def school_days(self, first: date, last: date) -> tuple[date, ...]:
        """Return the school days from *first* to *last*, both included."""
        index = self._index or self._indexed()
        begin, end = index.at(first), index.at(last)
        if end < begin:
            raise backwards(first, last)
        return index.days[index.ranks[begin] : index.ranks[end + 1]]

    def nth_school_day(self, year: int, month: int, number: int) -> date | None:
        """Return school day *number* of a month, from 1, or from the end as -1; None when the month has fewer.

        ``OutOfCoverage`` when the days that decide it, before it or behind it in the month, are not all covered.
        """
        if not (type(year) is type(month) is type(number) is int and 0 < month < 13 and 0 < abs(number) < 32):
            raise bad_nth(year, month, number)
        index = self._index or self._indexed()
        ranks = index.months.get(year * 12 + month - 1)
        if ranks is not None and (ranks.begins if number > 0 else ranks.ends):
            rank = ranks.first + number - 1 if number > 0 else ranks.end + number
            if ranks.first <= rank < ranks.end:
                return index.days[rank]
            if ranks.begins and ranks.ends:
                return None
        tried = Text(f"school day {number} of {year}-{month:02d}", f"{year} 年 {month} 月第 {number} 个上学日")
        raise outside(tried, index.span)

    def teaching_week(self, day: date) -> int | None:
        """Return the number of the teaching week, from 1, that *day* lies in; None between terms."""
        index = self._index or self._indexed()
        return index.weeks[index.at(day)] or None

    def timetable_day(self, day: date) -> date | None:
        """Return the date whose timetable runs on *day*: the day itself, or the date that a make-up day follows.

        None on a day without school, and on a make-up day while the school has not announced what it follows.
        """
        info = self.day(day)
        return info.follows if info.kind == "make_up" else day if info.is_school_day else None

    def term_of(self, day: date) -> Term | None:
        """Return the term that *day* lies in, None between terms."""
        index = self._index or self._indexed()
        return index.term_at(index.at(day))

    def phase(self, day: date) -> PhaseCode:
        """Return the phase of *day*, a code of ``PHASES``; phases last as many teaching weeks as ``phases`` says.

        ``OutOfCoverage`` also for the days before ``last_day`` that would prepare an opening right after it, because
        only the next term can say whether they do (R01).
        """
        index = self._index or self._indexed()
        place = index.at(day)
        term = index.term_at(place)
        start = WEEK_STARTS[self.week_start]
        if term is not None:
            return self.phases.of_week(index.weeks[place], term.count_weeks(start))
        upcoming = index.term_after(day)
        opening = self.last_day + timedelta(days=1) if upcoming is None else upcoming.first
        if day < preparation(opening, self.phases, start):
            return "vacation"
        if upcoming is None:
            raise outside(Text(f"the phase of {day}", f"{day} 所处的阶段"), index.span)
        return "before_opening"

    @overload
    def roll(self, day: date, convention: Literal["skip"]) -> date | None: ...
    @overload
    def roll(self, day: date, convention: Literal["following", "preceding", "modified_following"]) -> date: ...
    @overload
    def roll(self, day: date, convention: Roll) -> date | None: ...
    def roll(self, day: date, convention: Roll) -> date | None:
        """Return *day* if it is a school day, otherwise the one the *convention* names.

        ``skip`` None, ``following`` the next, ``preceding`` the one before, ``modified_following`` the next unless it
        lies in another month, then the one before.
        """
        check_roll(convention)
        if self.is_school_day(day):
            return day
        if convention == "skip":
            return None
        if convention == "preceding":
            return self.previous_school_day(day)
        month_end = Month.of(day).last
        stays = convention == "following" or month_end > self.last_day or self.count_school_days(day, month_end) > 0
        return self.next_school_day(day) if stays else self.previous_school_day(day)

    def explain(self, day: date) -> Text:
        """Return in one sentence whether there is school on *day* and why, in English and Chinese."""
        return self.day(day).explain()

    def day(self, day: date) -> DayInfo:
        """Return everything the calendar knows about *day*."""
        index = self._index or self._indexed()
        place = index.at(day)
        term = index.term_at(place)
        if term is None:
            upcoming = index.term_after(day)
            return DayInfo(on=day, kind=vacation_before(None if upcoming is None else upcoming.first))
        ruled, week = index.rules.get(day.toordinal()), index.weeks[place]
        if ruled is None:
            return DayInfo(on=day, kind="school" if index.flags[place] else "weekend", term=term, week=week)
        rule = ruled.rule
        return DayInfo(
            on=day,
            kind=rule.kind,
            name=rule.name,
            layer=ruled.layer.name,
            source=rule.source,
            term=term,
            week=week,
            follows=rule.follows,
        )

    def for_audience(self, audience: str) -> "TermCalendar":
        """Return the calendar of one part of the school, such as ``"grade-12"``.

        Its own terms replace the general ones they share a day with, and its own layers count beside the general ones
        in their order. Whoever has nothing of their own keeps the general calendar.
        """
        known = self._audiences.get(audience) if type(audience) is str else None
        if known is not None:
            return known
        check_name(audience, "audience")
        own = [term for term in self.terms if term.audience == audience]
        kept = [term for term in self.general_terms if not any(term.overlaps(other) for other in own)]
        made = evolve(
            self,
            terms=kept + [evolve(term, audience=None) for term in own],
            layers=[evolve(layer, audience=None) for layer in self.layers if layer.audience in {None, audience}],
        )
        self._audiences[audience] = made
        return made

    def diff(self, other: "TermCalendar") -> tuple[DayChange, ...]:
        """Return the days that mean something else in *other*: another kind, name, week, term or timetable."""
        changes = []
        for day in DateSpan(min(self.first_day, other.first_day), max(self.last_day, other.last_day)):
            before, after = (
                calendar.day(day) if calendar.first_day <= day <= calendar.last_day else None
                for calendar in (self, other)
            )
            if (before and before.means()) != (after and after.means()):
                changes.append(DayChange(on=day, before=before, after=after))
        return tuple(changes)
