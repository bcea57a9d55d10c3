"""Recurrence rules of iCalendar as text: in as candidate days, out where a cycle can be said exactly."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date, datetime, time
from functools import partial
from itertools import takewhile
from typing import ClassVar, Final

from attrs import field, frozen

from schoollogistics.calendar.cycles.by_month import SHORTEST_MONTH, MonthDay, Overflow, Yearly
from schoollogistics.calendar.cycles.by_week import EveryWeeks, Weekly
from schoollogistics.calendar.cycles.cycle import Cycle
from schoollogistics.calendar.cycles.harvest import Early, Harvest
from schoollogistics.errors import LogisticsError, Text, invalid
from schoollogistics.values.periods import LAST_DAY, check_day

LONGEST_RULE: Final = 500
LONGEST_RUN: Final = 10
MOST_TIMES: Final = 10_000
MOST_INTERVAL: Final = 1_000
FREQUENCIES: Final = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
WEEKDAY_CODES: Final = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NTH_WEEKDAY: Final = re.compile(r"([+-]?[1-9][0-9]?)?(MO|TU|WE|TH|FR|SA|SU)")
WHOLE_DAY: Final = re.compile(r"[0-9]{8}")
NUMBER: Final = re.compile(r"[+-]?[0-9]{1,9}")
# The last years that dateutil can count, in which every weekday and leap year pattern occurs once.
LAST_YEARS: Final = range(9961, 9989)


def _not_a_rule(code: str, value: object, stands: Text, takes: Text) -> LogisticsError:
    return invalid(code, "rule", value, stands, takes)


def _check_number(text: str, least: int, most: int) -> None:
    if not NUMBER.fullmatch(text):
        raise _not_a_rule(
            "format",
            text,
            Text("is not a whole number", "不是整数"),
            Text(f"a number from {least} to {most}", f"{least} 至 {most} 的整数"),
        )
    number = int(text)
    if not least <= number <= most or number == 0:
        raise _not_a_rule(
            "limit" if number > MOST_TIMES else "range",
            text,
            Text("is out of range", "超出范围"),
            Text(f"a whole number from {least} to {most}, not 0", f"{least} 至 {most} 的整数，不为 0"),
        )


def _numbers(least: int, most: int) -> Callable[[str], None]:
    def check(text: str) -> None:
        for part in text.split(","):
            _check_number(part, least, most)

    return check


def _check_frequency(text: str) -> None:
    if text not in FREQUENCIES:
        raise _not_a_rule(
            "choice",
            text,
            Text("is not a frequency of whole days", "不是以整日计的频率"),
            Text(", ".join(FREQUENCIES), "、".join(FREQUENCIES)),
        )


def _check_days(text: str) -> None:
    for part in text.split(","):
        match = NTH_WEEKDAY.fullmatch(part)
        if match is None:
            raise _not_a_rule(
                "choice", part, Text("is not a weekday", "不是星期几"), Text("MO to SU, or 2MO", "MO 至 SU，或 2MO")
            )
        if match[1]:
            _check_number(match[1], -53, 53)


def _check_week_start(text: str) -> None:
    if text not in WEEKDAY_CODES:
        raise _not_a_rule(
            "choice",
            text,
            Text("is not a weekday", "不是星期几"),
            Text(", ".join(WEEKDAY_CODES), "、".join(WEEKDAY_CODES)),
        )


def _until(text: str) -> date:
    if not WHOLE_DAY.fullmatch(text):
        raise _not_a_rule(
            "format",
            text,
            Text("is not a whole day", "不是整日"),
            Text("UNTIL=20260707, without a time", "请写 UNTIL=20260707，不带时间"),
        )
    try:
        day = date(int(text[:4]), int(text[4:6]), int(text[6:]))
    except ValueError:
        raise _not_a_rule(
            "date",
            text,
            Text("is not a day of the calendar", "不是存在的日期"),
            Text("UNTIL=20260707", "请写 UNTIL=20260707"),
        ) from None
    return check_day(day, "rule")


PARTS: Final[Mapping[str, Callable[[str], object]]] = {
    "FREQ": _check_frequency,
    "INTERVAL": partial(_check_number, least=1, most=MOST_INTERVAL),
    "COUNT": partial(_check_number, least=1, most=MOST_TIMES),
    "UNTIL": _until,
    "BYDAY": _check_days,
    "BYMONTH": _numbers(1, 12),
    "BYMONTHDAY": _numbers(-31, 31),
    "BYYEARDAY": _numbers(-366, 366),
    "BYWEEKNO": _numbers(-53, 53),
    "BYSETPOS": _numbers(-366, 366),
    "WKST": _check_week_start,
}


def _parts(rule: str) -> dict[str, str]:
    """Return the parts of *rule* by name, each checked; ``InvalidValue`` for the first that cannot stand."""
    found: dict[str, str] = {}
    for part in rule.removeprefix("RRULE:").split(";"):
        name, equals, value = part.partition("=")
        if not equals or name not in PARTS:
            raise _not_a_rule(
                "choice" if equals else "format",
                part,
                Text("is not a part of a rule of whole days", "不是整日规则的组成部分"),
                Text(", ".join(PARTS), "、".join(PARTS)),
            )
        if name in found:
            raise _not_a_rule("duplicate", part, Text("is there twice", "重复"), Text("each part once", "每项只写一次"))
        PARTS[name](value)
        found[name] = value
    if "FREQ" not in found:
        raise _not_a_rule(
            "missing", rule, Text("has no frequency", "没有频率"), Text("FREQ=WEEKLY", "请写 FREQ=WEEKLY")
        )
    if "COUNT" in found and "UNTIL" in found:
        raise _not_a_rule(
            "shape",
            rule,
            Text("has both COUNT and UNTIL", "同时有 COUNT 和 UNTIL"),
            Text("one of the two", "两者只写一个"),
        )
    if any(match[1] for match in NTH_WEEKDAY.finditer(found.get("BYDAY", ""))) and found["FREQ"] in {"DAILY", "WEEKLY"}:
        raise _not_a_rule(
            "shape",
            found["BYDAY"],
            Text(f"counts weekdays inside FREQ={found['FREQ']}", f"在 FREQ={found['FREQ']} 中数星期几"),
            Text("FREQ=MONTHLY or FREQ=YEARLY", "请用 FREQ=MONTHLY 或 FREQ=YEARLY"),
        )
    return found


def _check_rule(rule: object) -> str:
    if type(rule) is not str:
        raise _not_a_rule(
            "type",
            rule,
            Text("is not a text", "不是文本"),
            Text('"FREQ=WEEKLY;BYDAY=MO"', '请写 "FREQ=WEEKLY;BYDAY=MO"'),
        )
    if len(rule) > LONGEST_RULE:
        raise _not_a_rule(
            "length",
            rule,
            Text("is too long", "过长"),
            Text(f"at most {LONGEST_RULE} characters", f"最多 {LONGEST_RULE} 字符"),
        )
    return rule


def _like_year(year: int) -> int:
    """Return a year late in what dateutil can count whose next eleven years are days like those of *year*.

    A rule that never falls due would otherwise be searched for up to the year 9999, for seconds.
    """
    crosses = any(later % 100 == 0 and later % 400 for later in range(year, year + LONGEST_RUN + 2))
    if crosses:
        return year + (LAST_DAY.year + 7_800 - year) // 400 * 400
    first = date(year, 1, 1).weekday()
    return next(late for late in LAST_YEARS if late % 4 == year % 4 and date(late, 1, 1).weekday() == first)


@frozen
class Recurrence(Cycle):
    """The days of an iCalendar rule from *start* on: ``Recurrence("FREQ=MONTHLY;BYDAY=2TU", date(2025, 9, 1))``.

    The rule names candidate days, which are rolled as in every cycle. It is counted in whole days, for at most ten years
    after *start* and at most 10,000 times; ``COUNT`` is not refilled for days that are skipped. ``InvalidValue`` for
    hours and smaller parts, for what is out of range and for a rule that never falls due (RFC 5545 3.3.10; R02).
    """

    usual: ClassVar[Early] = "week"

    rule: str
    start: date
    _parts: Mapping[str, str] = field(init=False, eq=False, repr=False)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        parts = _parts(_check_rule(self.rule))
        check_day(self.start, "start")
        object.__setattr__(self, "_parts", parts)
        if "UNTIL" in parts and _until(parts["UNTIL"]) < self.start:
            raise _not_a_rule(
                "order",
                parts["UNTIL"],
                Text(f"is before the start on {self.start}", f"早于开始日 {self.start}"),
                Text("a last day on or after it", "末日不得早于开始日"),
            )
        if next(self.candidates(), None) is None:
            raise _not_a_rule(
                "state",
                self.rule,
                Text(f"never falls due in ten years from {self.start}", f"自 {self.start} 起十年内永远不会到期"),
                Text("a rule with at least one day", "至少有一天的规则"),
            )

    def named(self) -> Text:
        return Text(f"by the rule {self.rule} from {self.start}", f"自 {self.start} 起按规则 {self.rule}")

    def candidates(self) -> Iterator[date]:
        """Yield the days that the rule names, for ten years from the start, in order."""
        from dateutil.rrule import rrulestr

        parts = dict(self._parts)
        year = self.start.year
        shift = date(_like_year(year), 1, 1) - date(year, 1, 1)
        end = date(year + LONGEST_RUN, 12, 31)
        if "UNTIL" in parts:
            end = min(end, _until(parts.pop("UNTIL")))
        text = ";".join(f"{name}={value}" for name, value in parts.items())
        moments = rrulestr(text, dtstart=datetime.combine(self.start + shift, time.min))
        return takewhile(lambda day: day <= end, (moment.date() - shift for moment in moments))

    def gather(self, harvest: Harvest) -> None:
        last = harvest.index.span.last
        if last.year > self.start.year + LONGEST_RUN:
            raise invalid(
                "limit",
                "start",
                self.start,
                Text(f"is more than ten years before {last}", f"距 {last} 超过十年"),
                Text("a start in the last ten years", "请用近十年内的开始日"),
            )
        for day in self.candidates():
            harvest.origin(day)


def to_rrule(cycle: Cycle) -> str:
    """Return the iCalendar rule that names the same days as *cycle*: ``FREQ=WEEKLY;BYDAY=MO``.

    Days without school are still among them, as no rule knows a calendar; that is exact for a cycle that skips them.
    An ``EveryWeeks`` starts (DTSTART) on its anchor. ``InvalidValue`` where a rule cannot say the same: rolled days,
    teaching weeks, school days, terms, draws (RFC 5545 3.3.10).
    """
    rule = _rule_of(cycle) if isinstance(cycle, Cycle) and cycle.roll == "skip" else None
    if rule is None:
        raise invalid(
            "state",
            "cycle",
            cycle.text("en") if isinstance(cycle, Cycle) else cycle,
            Text("is not expressible as an iCalendar rule", "无法写成 iCalendar 规则"),
            Text(
                'days of the week, the month or the year with roll="skip", or a list of dates',
                '按星期、月日或年日的周期并设 roll="skip"，或改用日期列表',
            ),
        )
    return rule


def _rule_of(cycle: Cycle) -> str | None:
    if isinstance(cycle, Weekly) and cycle.parity == "all":
        return f"FREQ=WEEKLY;BYDAY={','.join(WEEKDAY_CODES[number - 1] for number in cycle.weekdays)}"
    if isinstance(cycle, EveryWeeks) and cycle.anchor is not None and cycle.anchor.isoweekday() == cycle.weekday:
        return f"FREQ=WEEKLY;INTERVAL={cycle.n};BYDAY={WEEKDAY_CODES[cycle.weekday - 1]}"
    if isinstance(cycle, MonthDay):
        months = "" if cycle.months is None else f"BYMONTH={','.join(map(str, cycle.months))};"
        return f"FREQ=MONTHLY;{months}{_month_day(cycle.day, cycle.overflow)}"
    if isinstance(cycle, Yearly):
        leap = cycle.month == 2 and cycle.day == 29
        return f"FREQ=YEARLY;BYMONTH={cycle.month};{_month_day(cycle.day, cycle.overflow if leap else 'skip')}"
    return cycle.rule.removeprefix("RRULE:") if isinstance(cycle, Recurrence) else None


def _month_day(day: int, overflow: Overflow) -> str:
    """Return the parts that name *day* of a month; with ``last`` it is the last of the days that a month has up to it."""
    if day <= SHORTEST_MONTH or overflow == "skip":
        return f"BYMONTHDAY={day}"
    return f"BYMONTHDAY={','.join(str(each) for each in range(SHORTEST_MONTH, day + 1))};BYSETPOS=-1"
