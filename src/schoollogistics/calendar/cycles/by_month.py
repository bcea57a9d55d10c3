"""Cycles that count in months and years."""

from calendar import monthrange
from collections.abc import Mapping
from datetime import date
from typing import ClassVar, Final, Literal

from attrs import frozen

from schoollogistics.calendar.cycles.cycle import Cycle, check_choice
from schoollogistics.calendar.cycles.harvest import Early, Harvest
from schoollogistics.errors import Text, invalid
from schoollogistics.values.periods import check_count

Overflow = Literal["last", "skip"]

OVERFLOWS: Final[Mapping[Overflow, Text]] = {
    "last": Text(" or its last day", "（无此日则为月末）"),
    "skip": Text(" where there is one", "（无此日则跳过）"),
}
SHORTEST_MONTH: Final = 28
LONGEST_MONTHS: Final = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def _check_month_day(day: object, overflow: object) -> None:
    if check_count(day, "day", -SHORTEST_MONTH, 31) == 0:
        raise invalid(
            "range",
            "day",
            day,
            Text("names no day", "不指任何一天"),
            Text("1 for the first, -1 for the last day of the month", "1 为首日，-1 为末日"),
        )
    check_choice(overflow, "overflow", OVERFLOWS)


def _check_months(months: object) -> None:
    if type(months) is not tuple or not months:
        raise invalid(
            "type", "months", months, Text("are no months of a year", "不是月份"), Text("(3, 6)", "请写 (3, 6)")
        )
    for month in months:
        check_count(month, "months", 1, 12)


def _of_month(day: int, overflow: Overflow) -> Text:
    if day < 0:
        place, place_zh = (
            ("the last day", "最后一日") if day == -1 else (f"day {-day} from the end", f"倒数第 {-day} 日")
        )
        return Text(place, place_zh)
    en, zh = OVERFLOWS[overflow] if day > SHORTEST_MONTH else ("", "")
    return Text(f"day {day}{en}", f"{day} 日{zh}")


def _in_month(key: int, day: int, overflow: Overflow) -> date | None:
    """Return *day* of month ``year * 12 + month - 1``, counted from its end if negative; None if there is none."""
    year, month = key // 12, key % 12 + 1
    length = monthrange(year, month)[1]
    if day > length and overflow == "skip":
        return None
    return date(year, month, min(day, length) if day > 0 else length + 1 + day)


@frozen
class MonthDay(Cycle):
    """One day of every month that has school: ``MonthDay(1)``, ``MonthDay(-1, roll="preceding")`` for the last.

    ``day`` is 1 to 31, or -1 to -28 from the end. ``overflow`` says what becomes of day 31 in a shorter month: ``last``
    its last day, ``skip`` nothing. ``months`` leaves some months of the year, ``(3, 6)`` March and June. A day between
    terms counts where it rolls to a school day of the same month. ``InvalidValue`` for what cannot be meant (R02).
    """

    day: int
    overflow: Overflow = "last"
    months: tuple[int, ...] | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        _check_month_day(self.day, self.overflow)
        if self.months is not None:
            _check_months(self.months)

    def named(self) -> Text:
        en, zh = _of_month(self.day, self.overflow)
        if self.months is None:
            return Text(f"{en} of every month", f"每月 {zh}")
        numbers = [str(month) for month in self.months]
        return Text(f"{en} of months {', '.join(numbers)} of every year", f"每年 {'、'.join(numbers)} 月 {zh}")

    def gather(self, harvest: Harvest) -> None:
        for key in harvest.months():
            if self.months is not None and key % 12 + 1 not in self.months:
                continue
            day = _in_month(key, self.day, self.overflow)
            if day is not None:
                harvest.origin(day)


@frozen
class EveryMonths(Cycle):
    """One day of every *n*-th month of a term, n from 1 to 12, counted from the month in which the term begins.

    ``EveryMonths(2, 1)`` in a term that opens in September is due in September, November and January. ``day`` and
    ``overflow`` are those of ``MonthDay``. ``InvalidValue`` for what cannot be meant (R02).
    """

    n: int
    day: int
    overflow: Overflow = "last"

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_count(self.n, "n", 1, 12)
        _check_month_day(self.day, self.overflow)

    def named(self) -> Text:
        en, zh = _of_month(self.day, self.overflow)
        return Text(f"{en} of every {self.n} months from the first of the term", f"自学期首月起每 {self.n} 个月的 {zh}")

    def gather(self, harvest: Harvest) -> None:
        for term in harvest.terms():
            first, last = (day.year * 12 + day.month - 1 for day in (term.first, term.last))
            for key in range(first, last + 1, self.n):
                day = _in_month(key, self.day, self.overflow)
                if day is not None:
                    harvest.origin(day)


@frozen
class Yearly(Cycle):
    """The same day of every year: ``Yearly(3, 3)`` is ear-care day (3.3 爱耳日).

    ``overflow`` says what becomes of 29 February in other years: ``last`` 28 February, ``skip`` nothing. A day between
    terms counts where it rolls to a school day of the same month. ``InvalidValue`` for a day no year has (R02).
    """

    usual: ClassVar[Early] = "term"

    month: int
    day: int
    overflow: Overflow = "last"

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_count(self.month, "month", 1, 12)
        check_count(self.day, "day", 1, 31)
        check_choice(self.overflow, "overflow", OVERFLOWS)
        if self.day > LONGEST_MONTHS[self.month - 1]:
            raise invalid(
                "state",
                "day",
                self.day,
                Text(f"never falls due in month {self.month}", f"在 {self.month} 月永远不会到期"),
                Text(f"at most {LONGEST_MONTHS[self.month - 1]}", f"最多 {LONGEST_MONTHS[self.month - 1]}"),
            )

    def named(self) -> Text:
        leap = self.month == 2 and self.day == 29
        en, zh = OVERFLOWS[self.overflow] if leap else ("", "")
        return Text(
            f"day {self.day} of month {self.month} of every year{en}", f"每年 {self.month} 月 {self.day} 日{zh}"
        )

    def gather(self, harvest: Harvest) -> None:
        for key in harvest.months():
            if key % 12 == self.month - 1:
                day = _in_month(key, self.day, self.overflow)
                if day is not None:
                    harvest.origin(day)
