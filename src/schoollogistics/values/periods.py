"""Spans of days: a month, a week, a school year, a fiscal year, or any first and last day."""

from calendar import monthrange
from collections.abc import Iterator
from datetime import date, datetime, timedelta
from typing import Final, Self

from attrs import frozen

from schoollogistics.errors import Text, invalid

FIRST_DAY: Final = date(1900, 1, 1)
LAST_DAY: Final = date(2199, 12, 31)
WEEK_BEGINS: Final = (0, 6)
"""Monday and Sunday, as ``date.weekday`` counts."""


def check_day(day: object, field: str = "day") -> date:
    """Return *day* if it is a date (never a datetime) from 1900 to 2199; ``InvalidValue`` otherwise."""
    if type(day) is not date:
        datelike = isinstance(day, datetime)
        raise invalid(
            "type",
            field,
            day,
            Text("is a moment, not a day", "是时刻，不是日期") if datelike else Text("is not a date", "不是日期"),
            Text("write .date() behind it", "请在其后加 .date()")
            if datelike
            else Text("write date(2025, 9, 8)", "请写 date(2025, 9, 8)"),
        )
    if not FIRST_DAY <= day <= LAST_DAY:
        raise invalid(
            "range",
            field,
            day,
            Text("is outside the years that can be kept", "不在可记录的年份内"),
            Text("1900-01-01 to 2199-12-31", "1900-01-01 至 2199-12-31"),
        )
    return day


def check_count(number: object, field: str, least: int, most: int) -> int:
    """Return *number* if it is a whole number from *least* to *most*; ``InvalidValue`` otherwise."""
    if type(number) is not int:
        raise invalid(
            "type",
            field,
            number,
            Text("is not a whole number", "不是整数"),
            Text(f"a whole number from {least} to {most}", f"{least} 至 {most} 的整数"),
        )
    if not least <= number <= most:
        raise invalid(
            "range",
            field,
            number,
            Text("is out of range", "超出范围"),
            Text(f"a whole number from {least} to {most}", f"{least} 至 {most} 的整数"),
        )
    return number


@frozen
class DateSpan:
    """All days from *first* to *last*, both included; ``InvalidValue`` when last is before first."""

    first: date
    last: date

    def __attrs_post_init__(self) -> None:
        check_day(self.first, "first")
        check_day(self.last, "last")
        if self.last < self.first:
            raise invalid(
                "order",
                "last",
                self.last,
                Text(f"is before the first day {self.first}", f"早于首日 {self.first}"),
                Text("a last day on or after the first", "末日不得早于首日"),
            )

    def __contains__(self, day: object) -> bool:
        return self.first <= check_day(day) <= self.last

    def __len__(self) -> int:
        return (self.last - self.first).days + 1

    def __iter__(self) -> Iterator[date]:
        return (self.first + timedelta(days=n) for n in range(len(self)))

    def overlaps(self, other: "DateSpan") -> bool:
        """Tell whether both spans share a day."""
        return self.first <= other.last and other.first <= self.last

    def months(self) -> "tuple[Month, ...]":
        """Return every month that shares a day with this span, in order."""
        month, found = Month.of(self.first), []
        while month.first <= self.last:
            found.append(month)
            month = month.next()
        return tuple(found)

    def __str__(self) -> str:
        return f"{self.first}/{self.last}"


@frozen(init=False)
class Month(DateSpan):
    """One calendar month: ``Month(2025, 9)``."""

    year: int
    month: int

    def __init__(self, year: int, month: int) -> None:
        check_count(year, "year", FIRST_DAY.year, LAST_DAY.year)
        check_count(month, "month", 1, 12)
        last = monthrange(year, month)[1]
        self.__attrs_init__(first=date(year, month, 1), last=date(year, month, last), year=year, month=month)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the month that *day* lies in."""
        check_day(day)
        return cls(day.year, day.month)

    def next(self) -> Self:
        """Return the month after this one."""
        return type(self)(self.year + self.month // 12, self.month % 12 + 1)

    def previous(self) -> Self:
        """Return the month before this one."""
        return type(self)(self.year - (self.month == 1), (self.month - 2) % 12 + 1)

    def __str__(self) -> str:
        return f"{self.year:04d}-{self.month:02d}"


@frozen(init=False)
class Week(DateSpan):
    """Seven days from *first* on, a Monday or, where weeks begin so, a Sunday; ``InvalidValue`` (choice) otherwise."""

    def __init__(self, first: date) -> None:
        check_day(first, "first")
        if first.weekday() not in WEEK_BEGINS:
            shown = f"date({first.year}, {first.month}, {first.day})"
            raise invalid(
                "choice",
                "first",
                first,
                Text("is neither a Monday nor a Sunday", "不是星期一，也不是星期日"),
                Text(f"Week.of({shown}) for the week it lies in", f"所在的一周请写 Week.of({shown})"),
            )
        self.__attrs_init__(first=first, last=first + timedelta(days=6))

    @classmethod
    def of(cls, day: date, *, start: int = 0) -> Self:
        """Return the week that *day* lies in; *start* is the weekday it begins on, 0 = Monday or 6 = Sunday."""
        check_day(day)
        check_count(start, "start", 0, 6)
        if start not in WEEK_BEGINS:
            raise invalid(
                "choice",
                "start",
                start,
                Text("is no day on which weeks begin", "一周不从这天开始"),
                Text("0 for Monday, 6 for Sunday", "请写 0（星期一）或 6（星期日）"),
            )
        return cls(day - timedelta(days=(day.weekday() - start) % 7))


@frozen(init=False)
class SchoolYear(DateSpan):
    """A school year from 1 September to 31 August: ``SchoolYear(2025)`` is 2025-2026."""

    year: int

    def __init__(self, year: int) -> None:
        check_count(year, "year", FIRST_DAY.year, LAST_DAY.year - 1)
        self.__attrs_init__(first=date(year, 9, 1), last=date(year + 1, 8, 31), year=year)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the school year that *day* lies in."""
        check_day(day)
        return cls(day.year - (day.month < 9))

    def __str__(self) -> str:
        return f"{self.year}-{self.year + 1}"


@frozen(init=False)
class FiscalYear(DateSpan):
    """A financial year from 1 January to 31 December; never the same as a school year (A19)."""

    year: int

    def __init__(self, year: int) -> None:
        check_count(year, "year", FIRST_DAY.year, LAST_DAY.year)
        self.__attrs_init__(first=date(year, 1, 1), last=date(year, 12, 31), year=year)

    @classmethod
    def of(cls, day: date) -> Self:
        """Return the financial year that *day* lies in."""
        return cls(check_day(day).year)

    def __str__(self) -> str:
        return f"{self.year}"


def span_of(during: DateSpan | date) -> DateSpan:
    """Return *during* as a span: a span stays, a day becomes the span of that one day."""
    if isinstance(during, DateSpan):
        return during
    if not isinstance(during, date):
        raise invalid(
            "type",
            "during",
            during,
            Text("is neither a period nor a day", "既不是期间也不是日期"),
            Text("Month(2025, 9), a DateSpan, a Term or a date", "请写 Month(2025, 9)、DateSpan、Term 或 date"),
        )
    return DateSpan(check_day(during, "during"), during)
