"""Days, times, months and periods out of cells, as people type them and as the 1900 system counts them."""

import re
from calendar import isleap
from datetime import date, datetime, time, timedelta
from math import isfinite
from typing import Final

from schoollogistics.errors import LogisticsError, Text, invalid
from schoollogistics.values.cells.spelling import half_width, is_blank, unusable
from schoollogistics.values.periods import DateSpan, Month, SchoolYear

EPOCH: Final = date(1899, 12, 30)
FIRST_SERIAL: Final = 10_000
LAST_SERIAL: Final = 200_000
LONGEST_NUMBER: Final = 40
SECONDS: Final = 86_400
_DAY: Final = re.compile(
    r"([0-9]{4}) ?(?:年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]|([./-]) ?([0-9]{1,2}) ?\4 ?([0-9]{1,2}))"
)
_SHORT_DAY: Final = re.compile(
    r"([0-9]{2}) ?(?:年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]|([./-]) ?([0-9]{1,2}) ?\4 ?([0-9]{1,2}))"
    r"|([0-9]{1,2}) ?(?:月 ?([0-9]{1,2}) ?[日号]|[/-] ?([0-9]{1,2}))"
)
_LEAP_YEAR: Final = "2000"
_MIDNIGHT: Final = re.compile(r"(?:[T ]*00?:00(?::00(?:\.0+)?)?)?")
_DIGIT_DAY: Final = re.compile(r"((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})")
_SERIAL: Final = re.compile(r"[0-9]{5,6}(?:\.[0-9]+)?")
_MONTH: Final = re.compile(r"([0-9]{4}) ?(?:年 ?([0-9]{1,2}) ?月份?|[./-] ?([0-9]{1,2})|(0[1-9]|1[0-2]))")
_SCHOOL_YEAR: Final = re.compile(r"([0-9]{4}) ?(?:至|到|~|--?) ?([0-9]{4}) ?(?:学年度?)?")
_BETWEEN: Final = re.compile(r" ?(?:至|到|~|--?(?=[0-9]{4}[年./-])) ?")
_TIME: Final = re.compile(
    r"(?![0-9 ]*$)(?P<half>上午|早上|早晨|凌晨|中午|下午|晚上|[ap]\.?m\.?)? ?(?P<hour>[0-9]{1,2})"
    r"(?: ?: ?(?P<minute>[0-9]{1,2})(?: ?: ?(?P<second>[0-9]{1,2})(?:\.0+)?)?"
    r"|[点时] ?(?:(?P<thirty>半)|整|(?P<minutes>[0-9]{1,2}) ?分?(?: ?(?P<seconds>[0-9]{1,2}) ?秒)?)?)?"
    r" ?(?P<tail>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_DAY_EXAMPLE: Final = Text("a day such as 2025-09-08 or 2025年9月8日", "请写日期，例如 2025-09-08 或 2025年9月8日")
_CLOCK_EXAMPLE: Final = Text("a time such as 16:50", "请写时刻，例如 16:50")
_MONTH_EXAMPLE: Final = Text("a month such as 2025-09, typed as text", "请以文本填写月份，例如 2025-09")
_SPLIT: Final = Text("day and time in two columns", "请把日期和时间分成两列")


def split_moment(cell: object) -> tuple[object, object] | None:
    """Return the cells of the day and of the time that one *cell* holds together, or None if it holds no time of day."""
    if isinstance(cell, datetime) and not is_blank(cell):
        return (cell.date(), cell.time()) if cell.time() != time() else None
    if isinstance(cell, float) and FIRST_SERIAL <= cell < LAST_SERIAL and round(cell % 1 * SECONDS) % SECONDS:
        return int(cell), cell % 1
    if isinstance(cell, str):
        text = half_width(cell)
        found = _DAY.match(text) or _SHORT_DAY.match(text)
        rest = text[found.end() :].lstrip("T ") if found else ""
        if found and _TIME.fullmatch(rest) and not _MIDNIGHT.fullmatch(rest):
            return found[0], rest
    return None


def _serial(number: float, cell: object, field: str) -> date:
    if not FIRST_SERIAL <= number < LAST_SERIAL:
        raise unusable(cell, field, "日期", _DAY_EXAMPLE, "a day")
    if round(number % 1 * SECONDS) % SECONDS:
        raise _with_time(cell, field)
    return EPOCH + timedelta(days=round(number))


def _with_time(cell: object, field: str) -> LogisticsError:
    return invalid("date", field, cell, Text("is a moment, not a day", "带有时间，不只是日期"), _SPLIT)


def day_cell(cell: object, field: str, within: DateSpan | None = None) -> date:
    """Return the day that *cell* says; ``InvalidValue`` otherwise.

    A day without its full year (``9月8日``, ``25-9-8``) is the only such day *within* a span, or it is refused.
    """
    if isinstance(cell, datetime):
        if cell.time() != time() or cell.tzinfo is not None:
            raise _with_time(cell, field)
        return cell.date()
    if isinstance(cell, date):
        return cell
    if isinstance(cell, str):
        return _spelled_day(cell, field, within)
    if not isinstance(cell, int | float) or isinstance(cell, bool):
        raise unusable(cell, field, "日期", _DAY_EXAMPLE, "a day")
    digits = _DIGIT_DAY.fullmatch(str(int(cell))) if 10**7 <= cell < 10**8 and cell == int(cell) else None
    return _real_day(digits[1], digits[2], digits[3], cell, field) if digits else _serial(cell, cell, field)


def _spelled_day(cell: str, field: str, within: DateSpan | None) -> date:
    text = half_width(cell)
    digits = _DIGIT_DAY.fullmatch(text)
    if digits:
        return _real_day(digits[1], digits[2], digits[3], cell, field)
    if _SERIAL.fullmatch(text) and len(text) <= LONGEST_NUMBER:
        return _serial(float(text), cell, field)
    if split_moment(text):
        raise _with_time(cell, field)
    found = _DAY.match(text)
    if found is None or not _MIDNIGHT.fullmatch(text, found.end()):
        short = _SHORT_DAY.fullmatch(text)
        if short is None:
            raise unusable(cell, field, "日期", _DAY_EXAMPLE, "a day")
        return _short_day(short, cell, field, within)
    return _real_day(found[1], found[2] or found[5], found[3] or found[6], cell, field)


def _short_day(found: re.Match[str], cell: str, field: str, within: DateSpan | None) -> date:
    """Return the day that is written without its full year: the only one of that spelling *within* a span."""
    if found[1]:
        stands = Text("has a year of two digits", "年份只写了两位")
        meant = {_real_day(f"20{found[1]}", found[2] or found[5], found[3] or found[6], cell, field)}
    else:
        stands = Text("has no year", "没有写年份")
        month, day = found[7], found[8] or found[9]
        leap = _real_day(_LEAP_YEAR, month, day, cell, field)
        years = range(within.first.year, within.last.year + 1) if within is not None else ()
        real = (year for year in years if (leap.month, leap.day) != (2, 29) or isleap(year))
        meant = {leap.replace(year=year) for year in real}
    if within is None:
        takes = Text("the full year, as in 2025-09-08", "请写全年份，例如 2025-09-08")
        raise invalid(
            "format",
            field,
            cell,
            stands,
            Text(f"{takes.en}, or read_rows(…, within=term)", f"{takes.zh}，或在读表时用 within= 给出所在学期"),
        )
    inside = [each for each in meant if within.first <= each <= within.last]
    if len(inside) == 1:
        return inside[0]
    span = Text(f"{within.first} to {within.last}", f"{within.first} 至 {within.last}")
    stands = (
        Text(f"can be several days of {span.en}", f"在 {span.zh} 之间不止一天")
        if inside
        else Text(f"is no day of {span.en}", f"不在 {span.zh} 之间")
    )
    raise invalid("date", field, cell, stands, Text("the full year, as in 2025-09-08", "请写全年份，例如 2025-09-08"))


def _real_day(year: str, month: str, day: str, cell: object, field: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        stands = Text("is no day of any calendar", "没有这一天")
        raise invalid("date", field, cell, stands, Text("a real day", "请写实际存在的日期")) from None


def month_cell(cell: object, field: str) -> Month:
    """Return the month that *cell* says; ``InvalidValue`` otherwise."""
    if isinstance(cell, int) and FIRST_SERIAL * 10 < cell < 10**6:
        cell = str(cell)
    if isinstance(cell, str):
        found = _MONTH.fullmatch(half_width(cell))
        if found:
            day = _real_day(found[1], found[2] or found[3] or found[4], "1", cell, field)
            return Month.of(day)
    elif not isinstance(cell, date) and not (isinstance(cell, int | float) and cell >= FIRST_SERIAL):
        # 2025.10 typed as a number is 2025.1: nobody can tell October from January.
        raise unusable(cell, field, "月份", _MONTH_EXAMPLE, "a month")
    return Month.of(day_cell(cell, field))


def period_cell(cell: object, field: str) -> DateSpan:
    """Return the month, school year or span of days that *cell* says; ``InvalidValue`` otherwise."""
    if isinstance(cell, str):
        text = half_width(cell)
        years = _SCHOOL_YEAR.fullmatch(text)
        if years and int(years[2]) == int(years[1]) + 1:
            return SchoolYear(int(years[1]))
        parts = text.split("/") if re.fullmatch(r"[0-9-]{10}/[0-9-]{10}", text) else _BETWEEN.split(text)
        if len(parts) == 2:
            return DateSpan(_span(parts[0], field).first, _span(parts[1], field).last)
    return month_cell(cell, field)


def _span(text: str, field: str) -> DateSpan:
    if _MONTH.fullmatch(text):
        return month_cell(text, field)
    day = day_cell(text, field)
    return DateSpan(day, day)


def clock_cell(cell: object, field: str) -> time:
    """Return the time of day in whole seconds that *cell* says; ``InvalidValue`` otherwise."""
    if isinstance(cell, datetime):
        if cell.year > 1900:
            raise invalid("date", field, cell, Text("holds a day as well", "还带有日期"), _SPLIT)
        cell = cell.time()
    if isinstance(cell, time):
        length = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second, microseconds=cell.microsecond)
        return cell if cell.tzinfo is not None else _after(length.total_seconds(), cell, field)
    if isinstance(cell, timedelta):
        return _after(cell.total_seconds(), cell, field)
    if isinstance(cell, float) or (type(cell) is int and cell == 0):
        return _after(float(cell) * SECONDS, cell, field)
    found = _TIME.fullmatch(half_width(cell)) if isinstance(cell, str) else None
    if found is None:
        raise unusable(cell, field, "时刻", _CLOCK_EXAMPLE, "a time of day")
    hour = _hour(int(found["hour"]), (found["half"] or found["tail"] or "").casefold().replace(".", ""))
    minute = 30 if found["thirty"] else int(found["minute"] or found["minutes"] or 0)
    second = int(found["second"] or found["seconds"] or 0)
    if hour is None or hour > 23 or minute > 59 or second > 59:
        raise invalid("range", field, cell, Text("is no time of any day", "没有这个时刻"), _CLOCK_EXAMPLE)
    return time(hour, minute, second)


def _hour(hour: int, half: str) -> int | None:
    """Return the hour of 24 that *hour* means behind 上午, 下午 …; None where the two contradict each other."""
    if half in {"上午", "早上", "早晨", "凌晨", "am"}:
        return None if hour > 12 else hour % 12
    if half == "中午":
        return {11: 11, 12: 12, 1: 13, 2: 14}.get(hour)
    if half in {"下午", "晚上", "pm"} and hour <= 12:
        return None if hour == 0 or (half == "晚上" and hour == 12) else hour % 12 + 12
    return hour


def _after(seconds: float, cell: object, field: str) -> time:
    whole = round(seconds) if isfinite(seconds) else -1
    if not 0 <= whole < SECONDS:
        raise invalid("range", field, cell, Text("is no time of any day", "没有这个时刻"), _CLOCK_EXAMPLE)
    return time(whole // 3600, whole // 60 % 60, whole % 60)
