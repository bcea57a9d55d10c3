"""Cycles that count in weeks."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import ClassVar, Final, Literal, NamedTuple

from attrs import field, frozen

from schoollogistics.calendar.cycles.cycle import MOST_GRACE, Cycle, check_choice
from schoollogistics.calendar.cycles.harvest import Early, Harvest, Period
from schoollogistics.calendar.day_info import WEEKDAYS, WEEKDAYS_ZH
from schoollogistics.calendar.terms import week_opening
from schoollogistics.errors import Text, invalid
from schoollogistics.values.periods import check_count, check_day

Parity = Literal["all", "odd", "even"]

PARITIES: Final[Mapping[Parity, Text]] = {
    "all": Text("", "每"),
    "odd": Text(" of odd teaching weeks", "单周"),
    "even": Text(" of even teaching weeks", "双周"),
}
STRIDES: Final[Mapping[Parity, tuple[int, int]]] = {"all": (0, 7), "odd": (0, 14), "even": (7, 14)}
MOST_WEEKS: Final = 52
SCHOOL_WEEK: Final = 5


def _weekdays(given: int | Iterable[int]) -> tuple[int, ...]:
    if isinstance(given, int | str) or not isinstance(given, Iterable):
        return (check_count(given, "weekdays", 1, 7),)
    numbers = [check_count(number, "weekdays", 1, 7) for number in given]
    if not numbers:
        raise invalid(
            "missing",
            "weekdays",
            given,
            Text("names no weekday", "没有星期几"),
            Text("1 for Monday to 7 for Sunday", "1 为周一，7 为周日"),
        )
    for number in numbers:
        if numbers.count(number) > 1:
            raise invalid(
                "duplicate",
                "weekdays",
                number,
                Text("is there twice", "重复"),
                Text("each weekday once", "每个星期几只写一次"),
            )
    return tuple(sorted(numbers))


class Weeks(NamedTuple):
    """The weeks of a term as ordinals: where its first week opens, its first day, and the day behind its last.

    Days of its first and last week that lie between terms are its own, days of another term are not.
    """

    opening: int
    first: int
    stop: int

    def stride(self, harvest: Harvest, begin: int, step: int) -> None:
        """Take every *step*-th day from *begin* on, which lies behind the opening."""
        harvest.stride(begin if begin >= self.first else begin + step, self.stop, step)


def _weeks(harvest: Harvest) -> Iterator[Weeks]:
    terms, start = harvest.index.terms, harvest.week_start
    for before, term, after in zip((None, *terms), harvest.terms(), (*terms[1:], None), strict=False):
        opening = week_opening(term.first, start).toordinal()
        stop = week_opening(term.last, start).toordinal() + 7
        yield Weeks(
            opening,
            opening if before is None else max(opening, before.last.toordinal() + 1),
            stop if after is None else min(stop, after.first.toordinal()),
        )


@frozen
class Weekly(Cycle):
    """The same weekdays of every teaching week: ``Weekly(1)`` each Monday, ``Weekly((2, 4), parity="odd")``.

    ``weekdays`` are numbers from 1 for Monday to 7 for Sunday. ``parity`` keeps the odd or the even teaching weeks of a
    term only. Days of a term's first and last week that lie outside it roll into the term where that stays in the week.
    Grace is shorter than a week of five school days (two with a parity). ``InvalidValue`` otherwise (R02).
    """

    period: ClassVar[Period] = "week"
    usual: ClassVar[Early] = "week"

    weekdays: tuple[int, ...] = field(converter=_weekdays)
    parity: Parity = "all"

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_choice(self.parity, "parity", PARITIES)
        check_count(self.grace, "grace", 0, SCHOOL_WEEK * STRIDES[self.parity][1] // 7 - 1)

    def named(self) -> Text:
        en, zh = PARITIES[self.parity]
        days = " and ".join(WEEKDAYS[number - 1] for number in self.weekdays)
        days_zh = "、".join(f"周{WEEKDAYS_ZH[number - 1]}" for number in self.weekdays)
        return Text(f"every {days}{en}", f"{zh}{days_zh}")

    def gather(self, harvest: Harvest) -> None:
        lead, step = STRIDES[self.parity]
        if self.roll == "skip" and self.parity == "all":
            # Weeks between terms have no school day to find, so one stride over all terms will do.
            span, begin = harvest.index.span, harvest.index.origin
            for weekday in self.weekdays:
                harvest.stride(begin + (weekday - 1 - harvest.week_start) % 7, span.last.toordinal() + 1, step)
            return
        for weeks in _weeks(harvest):
            for weekday in self.weekdays:
                weeks.stride(harvest, weeks.opening + lead + (weekday - 1 - harvest.week_start) % 7, step)


@frozen
class EveryWeeks(Cycle):
    """One weekday of every *n*-th week, n from 1 to 52: ``EveryWeeks(2, 5)`` is every other Friday (隔周周五).

    ``weekday`` is a number from 1 for Monday to 7 for Sunday. Without an ``anchor`` each term begins with its first
    week; with one, the first is the first such weekday on or after it, and weeks are counted on through vacations.
    ``InvalidValue`` for what cannot be meant (R02).
    """

    period: ClassVar[Period] = "week"
    usual: ClassVar[Early] = "week"

    n: int
    weekday: int
    anchor: date | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_count(self.n, "n", 1, MOST_WEEKS)
        check_count(self.weekday, "weekday", 1, 7)
        if self.anchor is not None:
            check_day(self.anchor, "anchor")
        check_count(self.grace, "grace", 0, min(MOST_GRACE, SCHOOL_WEEK * self.n - 1))

    def named(self) -> Text:
        en, zh = WEEKDAYS[self.weekday - 1], f"周{WEEKDAYS_ZH[self.weekday - 1]}"
        since, since_zh = (
            ("the first week of term", "每学期第一周")
            if self.anchor is None
            else (f"{self.anchor}", f" {self.anchor} ")
        )
        return Text(f"{en} of every {self.n} weeks from {since}", f"自{since_zh}起每 {self.n} 周的{zh}")

    def gather(self, harvest: Harvest) -> None:
        step = 7 * self.n
        for weeks in _weeks(harvest):
            if self.anchor is None:
                begin = weeks.opening + (self.weekday - 1 - harvest.week_start) % 7
            else:
                ahead = timedelta(days=(self.weekday - 1 - self.anchor.weekday()) % 7)
                begin = (self.anchor + ahead).toordinal()
                begin += max(0, -((begin - weeks.opening) // step)) * step
            weeks.stride(harvest, begin, step)
