"""Cycles that count in terms: once, a number of times, before the opening, before a holiday."""

from datetime import date, timedelta
from itertools import pairwise
from typing import ClassVar, Final

from attrs import frozen

from schoollogistics.calendar.cycles.cycle import Cycle
from schoollogistics.calendar.cycles.harvest import Early, Harvest
from schoollogistics.calendar.terms import Term, week_opening
from schoollogistics.errors import Text, invalid
from schoollogistics.values.periods import check_count

MOST_WEEKS: Final = 58
MOST_DAYS_BEFORE: Final = 366
WEEKEND: Final = 5


def _end_of_week(harvest: Harvest, term: Term, week: int) -> None:
    """Take the last school day of a teaching week of *term*; a week without one is due on its last day, rolled.

    Where the term has no later school day, that is the last one before: once a term is once in every term.
    """
    index = harvest.index
    opening = harvest.place(week_opening(term.first, harvest.week_start)) + 7 * (week - 1)
    begin, end = max(opening, harvest.place(term.first)), min(opening + 6, harvest.place(term.last)) + 1
    if begin >= index.length:
        return
    first, stop = index.ranks[begin], index.ranks[min(end, index.length)]
    if end > index.length:
        harvest.doubt(date.fromordinal(index.origin + begin))
    elif first < stop:
        harvest.take((index.days[stop - 1],))
    else:
        origin, over = date.fromordinal(index.origin + end - 1), harvest.place(term.last) + 1
        if harvest.roll == "following" and over <= index.length and index.ranks[over] == stop:
            harvest.put(index.days[first - 1], origin)
        else:
            harvest.origin(origin)


@frozen
class OncePerTerm(Cycle):
    """Once a term, by the last school day of teaching week *week*: ``OncePerTerm(10)``, ``OncePerTerm()`` by its end.

    ``week`` counts from 1, or from the end as -1, up to 58; a term with fewer weeks has none. ``InvalidValue`` for
    what cannot be meant (R02).
    """

    usual: ClassVar[Early] = "term"

    week: int = -1

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        if check_count(self.week, "week", -MOST_WEEKS, MOST_WEEKS) == 0:
            raise invalid(
                "range",
                "week",
                self.week,
                Text("names no week", "不指任何一周"),
                Text("1 for the first, -1 for the last", "1 为第一周，-1 为最后一周"),
            )

    def named(self) -> Text:
        if self.week > 0:
            return Text(f"once a term, by the end of week {self.week}", f"每学期一次，第 {self.week} 周内")
        if self.week == -1:
            return Text("once a term, by its end", "每学期一次，期末前")
        return Text(
            f"once a term, by the end of week {-self.week} from the end", f"每学期一次，倒数第 {-self.week} 周内"
        )

    def gather(self, harvest: Harvest) -> None:
        for term in harvest.terms():
            weeks = term.count_weeks(harvest.week_start)
            week = self.week if self.week > 0 else weeks + 1 + self.week
            if 0 < week <= weeks:
                _end_of_week(harvest, term, week)


@frozen
class TimesPerTerm(Cycle):
    """*n* times a term, 1 to 58, spread evenly over its teaching weeks, at most once in each.

    The last is due by the last school day of the term, the others by that of the week in which their share of the weeks
    ends; so a late holiday moves only what lay on it. ``InvalidValue`` for what cannot be meant (R02).
    """

    usual: ClassVar[Early] = "term"

    n: int

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_count(self.n, "n", 1, MOST_WEEKS)

    def named(self) -> Text:
        return Text(f"{self.n} times a term", f"每学期 {self.n} 次")

    def gather(self, harvest: Harvest) -> None:
        for term in harvest.terms():
            weeks = term.count_weeks(harvest.week_start)
            for week in sorted({-(-weeks * turn // self.n) for turn in range(1, self.n + 1)}):
                _end_of_week(harvest, term, week)


def _check_one_way(days: object, school_days: object) -> None:
    if days is not None and school_days is not None:
        raise invalid(
            "shape",
            "days",
            days,
            Text("is given beside school_days", "与 school_days 同时填写"),
            Text("one of the two", "两者只写一个"),
        )
    for value, name in ((days, "days"), (school_days, "school_days")):
        if value is not None:
            check_count(value, name, 1, MOST_DAYS_BEFORE)


def _before(days: int | None, school_days: int | None, what: Text) -> Text:
    number = days or school_days
    unit = ("day" if days else "school day") + ("" if number == 1 else "s")
    return Text(f"{number} {unit} before {what.en}", f"{what.zh}前 {number} {'天' if days else '个上学日'}")


@frozen
class BeforeOpening(Cycle):
    """A number of days before every term opens: ``BeforeOpening(days=7)`` (开学前).

    Natural ``days``, 1 to 366, are kept as they are and never rolled, as there is no school before an opening;
    ``school_days`` are counted back into the term before. The last vacation of a calendar is not answered for where the
    next term may open too soon after it. ``InvalidValue`` unless one of the two is given (R02).
    """

    rolls: ClassVar[bool] = False
    usual: ClassVar[Early] = "previous"

    days: int | None = None
    school_days: int | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _check_one_way(self.days, self.school_days)
        if self.days is None and self.school_days is None:
            raise invalid(
                "missing",
                "days",
                None,
                Text("and school_days are both missing", "与 school_days 都没有填写"),
                Text("BeforeOpening(days=7)", "请写 BeforeOpening(days=7)"),
            )

    def named(self) -> Text:
        return _before(self.days, self.school_days, Text("a term opens", "开学"))

    def gather(self, harvest: Harvest) -> None:
        index = harvest.index
        for term in index.terms:
            if self.days is not None:
                day = term.first - timedelta(days=self.days)
                if 0 <= harvest.place(day) < index.length:
                    harvest.take((day,))
            else:
                place = harvest.place(term.first)
                rank = index.ranks[min(place, index.length)] - (self.school_days or 0)
                if place > index.length:
                    harvest.doubt(index.days[max(rank, 0)])
                elif rank >= 0:
                    harvest.take((index.days[rank],))
        if harvest.is_over(index.length):
            self._before_the_next(harvest)

    def _before_the_next(self, harvest: Harvest) -> None:
        """Look ahead to an opening that is not published: its school days are known, its date is not."""
        index = harvest.index
        if self.school_days is not None:
            if self.school_days <= len(index.days):
                harvest.take((index.days[-self.school_days],))
            return
        vacation = harvest.place(index.terms[-1].last) + 1
        first = max(vacation, index.length - (self.days or 0))
        if first < index.length:
            harvest.doubt(date.fromordinal(index.origin + first))


@frozen
class BeforeHoliday(Cycle):
    """A number of days before every holiday and vacation: ``BeforeHoliday()`` is the last school day (放假前).

    A holiday is a run of days without school that is more than a weekend and more than suspended lessons. Natural
    ``days``, 1 to 366, before its first day are rolled; ``school_days`` are counted back from it. ``InvalidValue`` when
    both are given (R02).
    """

    usual: ClassVar[Early] = "week"

    days: int | None = None
    school_days: int | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _check_one_way(self.days, self.school_days)

    def named(self) -> Text:
        return _before(self.days, self.school_days or 1, Text("a holiday or vacation", "放假"))

    def gather(self, harvest: Harvest) -> None:
        index = harvest.index
        ends = [*pairwise(index.days)]
        for rank, (last, back) in enumerate(ends):
            if (back - last).days > 1 and self._is_holiday(harvest, last, harvest.place(back)):
                self._put(harvest, rank, last)
        if self._is_holiday(harvest, index.days[-1], index.length) or harvest.is_over(index.length):
            self._put(harvest, len(ends), index.days[-1])
        else:
            harvest.doubt(index.days[max(0, len(index.days) - (self.school_days or self.days or 1))])

    def _put(self, harvest: Harvest, rank: int, last: date) -> None:
        if self.days is not None:
            harvest.origin(last - timedelta(days=self.days - 1))
        elif rank + 1 >= (self.school_days or 1):
            harvest.take((harvest.index.days[rank + 1 - (self.school_days or 1)],))

    @staticmethod
    def _is_holiday(harvest: Harvest, last: date, stop: int) -> bool:
        """Tell whether a day after *last* and before place *stop* is neither a weekend day nor suspended."""
        index = harvest.index
        for ordinal in range(last.toordinal() + 1, index.origin + stop):
            ruled = index.rules.get(ordinal)
            if not index.places[ordinal - index.origin]:
                return True
            if ruled is not None and ruled.rule.kind != "suspended":
                return True
        return False
