"""By when something must have happened: named deadlines that are data, counted on the clock or on a school calendar."""

from collections.abc import Iterable, Mapping
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Final, Literal, NamedTuple

from attrs import field, frozen

from schoollogistics.calendar.term_calendar import TermCalendar
from schoollogistics.errors import Language, LogisticsError, OutOfCoverage, Text, invalid
from schoollogistics.values.periods import check_count, check_day

DeadlineName = Literal[
    "end_of_same_day",
    "end_of_next_day",
    "end_of_next_school_day",
    "same_time_next_working_day",
    "within_hours",
    "within_days",
    "within_school_days",
]
MOST_HOURS: Final = 24 * 366
MOST_DAYS: Final = 366


def _check_time(at: object, field_name: str) -> time:
    if type(at) is not time or at.tzinfo is not None:
        raise invalid(
            "type",
            field_name,
            at,
            Text("is not the school's wall-clock time", "不是校内时间"),
            Text("write time(16, 50), without a time zone", "请写 time(16, 50)，不带时区"),
        )
    return at


@frozen(order=True)
class Moment:
    """A day, and the school's wall-clock time where it is known: ``Moment(date(2025, 9, 8), time(16, 50))``.

    Moments are in order; one without a time is the end of its day, after every time on it. Only where something
    begins, a deadline's clock or a hold, does a missing time mean the start of the day (see ``from_start``).
    """

    day: date
    at: time | None = field(default=None, order=lambda at: (at is None, at or time.min))

    def __attrs_post_init__(self) -> None:
        check_day(self.day, "day")
        if self.at is not None:
            _check_time(self.at, "at")

    def from_start(self) -> datetime:
        """Return it as the beginning of something: without a time, the start of the day."""
        return datetime.combine(self.day, self.at or time.min)

    def to_end(self) -> datetime:
        """Return it as the end of something: without a time, midnight after the day."""
        return self.from_start() + timedelta(days=self.at is None)

    def __str__(self) -> str:
        return f"{self.day}" if self.at is None else f"{self.day} {self.at:%H:%M}"


Pause = tuple[Moment, Moment | None]


class _Hold(NamedTuple):
    """A pause with both its ends known."""

    begin: Moment
    end: Moment


DEADLINES: Final[Mapping[DeadlineName, Text]] = {
    "end_of_same_day": Text("by the end of the same day", "当日内"),
    "end_of_next_day": Text("by the end of the next day", "次日内"),
    "end_of_next_school_day": Text("by the end of the next school day", "下一个上学日内"),
    "same_time_next_working_day": Text(
        "by the same time on the next working day (hours {open:%H:%M} to {close:%H:%M})",
        "下一工作日同一时刻前（工作时间 {open:%H:%M} 至 {close:%H:%M}）",
    ),
    "within_hours": Text("within {number} hours", "{number}小时内"),
    "within_days": Text("by the end of day {number} after", "{number}天内"),
    "within_school_days": Text("by the end of school day {number} after", "{number}个上学日内"),
}
_LIMITS: Final[Mapping[str, tuple[int, int]]] = {
    "within_hours": (1, MOST_HOURS),
    "within_days": (0, MOST_DAYS),
    "within_school_days": (1, MOST_DAYS),
}
_DAYS: Final[Mapping[str, int]] = {"end_of_same_day": 0, "end_of_next_day": 1, "end_of_next_school_day": 1}
_BY_THE_HOUR: Final = frozenset({"same_time_next_working_day", "within_hours"})
_ON_SCHOOL_DAYS: Final = frozenset({"end_of_next_school_day", "same_time_next_working_day", "within_school_days"})


@frozen
class Deadline:
    """By when something must have happened, as data: ``within_hours(48)``, ``end_of_next_day``.

    ``number`` belongs to the ``within_…`` deadlines, ``open`` and ``close`` to ``same_time_next_working_day(open,
    close)``: what arrives outside these hours, or on a day without school, counts as arriving at the next opening.
    ``InvalidValue`` for a part that is missing, out of range or too many (P01, P02, P48, P97).
    """

    name: DeadlineName
    number: int | None = None
    open: time | None = None
    close: time | None = None

    def __attrs_post_init__(self) -> None:
        if type(self.name) is not str or self.name not in DEADLINES:
            raise invalid(
                "choice",
                "name",
                self.name,
                Text("is not a deadline", "不是时限名称"),
                Text(", ".join(DEADLINES), "、".join(DEADLINES)),
            )
        if self.name in _LIMITS:
            check_count(self.number, "number", *_LIMITS[self.name])
        elif self.number is not None:
            raise _not_its_own("number", self.number, self.name)
        if self.name == "same_time_next_working_day":
            self._check_hours()
        elif self.open is not None or self.close is not None:
            raise _not_its_own("open", self.open, self.name)

    def _check_hours(self) -> None:
        opening, closing = _check_time(self.open, "open"), _check_time(self.close, "close")
        if closing <= opening:
            raise invalid(
                "order",
                "close",
                closing,
                Text(f"is not after opening at {opening:%H:%M}", f"不晚于开始时间 {opening:%H:%M}"),
                Text("a later time of the same day", "同日更晚的时间"),
            )

    @property
    def needs_calendar(self) -> bool:
        """Whether it counts school days; natural days and hours need no calendar."""
        return self.name in _ON_SCHOOL_DAYS

    @property
    def by_the_hour(self) -> bool:
        """Whether it ends at an hour of its last day, so that what starts its clock has to say when."""
        return self.name in _BY_THE_HOUR

    def text(self, language: Language) -> str:
        """Return it in words, in one language."""
        return DEADLINES[self.name].text(language).format(number=self.number, open=self.open, close=self.close)

    def due(
        self,
        start: Moment,
        *,
        calendar: TermCalendar | None = None,
        pauses: Iterable[Pause] = (),
        as_of: date | None = None,
    ) -> Moment:
        """Return the last moment allowed when the clock starts at *start*; its ``day`` is the last day.

        *pauses* are the holds that stop the clock, in any order, with None for the end of one that still runs; it is
        then taken to run until the end of *as_of*, so that nothing is overdue while it lasts. Hours are extended by
        what was paused; days by one day for each night wholly inside a hold, school days by one for each such night
        after a school day. A hold that begins after the last moment allowed changes nothing. ``OutOfCoverage`` when
        school days must be counted without a calendar, or outside of it.
        """
        _check_moment(start, "start")
        holds = _holds(pauses, as_of)
        if self.name == "within_hours":
            return _after_hours(start, timedelta(hours=self.number or 0), holds)
        days = _DAYS.get(self.name, self.number or 0)
        if not self.needs_calendar:
            last = Moment(start.day + timedelta(days=days))
            return _after_nights(last, start.day, holds, None)
        if calendar is None:
            raise OutOfCoverage(
                "coverage",
                tried=Text(f"{self.text('en')} from {start}", f"自 {start} 起{self.text('zh')}"),
                stands=Text("there is no school calendar to count on", "没有可用的校历"),
                takes=Text("a calendar with that time", "请提供覆盖该时段的校历"),
                fields=("calendar",),
            )
        begun = start
        if self.open is None or self.close is None:
            last = Moment(calendar.add_school_days(start.day, days))
        else:
            begun = _arrival(start, self.open, self.close, calendar)
            last = Moment(calendar.next_school_day(begun.day), begun.at)
        return _after_nights(last, begun.day, holds, calendar)


end_of_same_day: Final = Deadline("end_of_same_day")
end_of_next_day: Final = Deadline("end_of_next_day")
end_of_next_school_day: Final = Deadline("end_of_next_school_day")

same_time_next_working_day: Final = partial(Deadline, "same_time_next_working_day", None)


def within_hours(number: int) -> Deadline:
    """Return the deadline *number* hours after the start, 1 to 8,784, day and night."""
    return Deadline("within_hours", number)


def within_days(number: int) -> Deadline:
    """Return the deadline at the end of the natural day *number* days after the start, 0 to 366."""
    return Deadline("within_days", number)


def within_school_days(number: int) -> Deadline:
    """Return the deadline at the end of the school day *number* school days after the start, 1 to 366."""
    return Deadline("within_school_days", number)


def _not_its_own(field_name: str, value: object, name: str) -> LogisticsError:
    return invalid(
        "extra",
        field_name,
        value,
        Text(f"says nothing to {name}", f"与 {name} 无关"),
        Text("leave it out", "请不要填写"),
    )


def _check_moment(moment: object, field_name: str) -> Moment:
    if type(moment) is not Moment:
        raise invalid(
            "type",
            field_name,
            moment,
            Text("is not a moment", "不是时刻"),
            Text("Moment(date(2025, 9, 8), time(16, 50))", "请写 Moment(date(2025, 9, 8), time(16, 50))"),
        )
    return moment


def _holds(pauses: Iterable[Pause], as_of: date | None) -> list[_Hold]:
    """Return *pauses* by their beginning, those that still run closed at the end of *as_of*."""
    holds = []
    for place, pause in enumerate(pauses):
        here = f"pauses[{place}]"
        if type(pause) is not tuple or len(pause) != 2:
            raise invalid(
                "shape",
                here,
                pause,
                Text("is not a beginning and an end", "不是起止时刻"),
                Text("(Moment(…), Moment(…) or None)", "请写 (Moment(…), Moment(…) 或 None)"),
            )
        begin = _check_moment(pause[0], here)
        end = _morning_after(as_of, here) if pause[1] is None else _check_moment(pause[1], here)
        if pause[1] is None and end < begin:
            continue
        if end.to_end() < begin.from_start():
            raise invalid(
                "order",
                here,
                str(end),
                Text(f"ends before it begins at {begin}", f"早于开始时刻 {begin}"),
                Text("an end after the beginning", "结束须晚于开始"),
            )
        holds.append(_Hold(begin, end))
    return sorted(holds, key=lambda hold: hold.begin.from_start())


def _morning_after(as_of: date | None, here: str) -> Moment:
    if as_of is None:
        raise invalid(
            "missing",
            "as_of",
            as_of,
            Text(f"but {here} still runs", f"但 {here} 尚未结束"),
            Text("the day up to which the holds are known", "请给出暂停情况所截至的日期"),
        )
    # The night after as_of is still inside the hold, hence the first instant of the day behind it.
    return Moment(check_day(as_of, "as_of") + timedelta(days=1), time.min)


def _after_hours(start: Moment, allowed: timedelta, holds: list[_Hold]) -> Moment:
    begun = start.from_start()
    due, counted = begun + allowed, begun
    for hold in holds:
        begin, end = max(hold.begin.from_start(), counted), hold.end.to_end()
        if begin < due and begin < end:
            due += end - begin
            counted = end
    return Moment(due.date(), due.time())


def _after_nights(last: Moment, counted: date, holds: list[_Hold], calendar: TermCalendar | None) -> Moment:
    """Return *last* moved on by one day for each night from *counted* on that lies in a hold.

    With a *calendar*, one school day for each such night after a school day.
    """
    for hold in holds:
        night = max(counted, hold.begin.day)
        if night >= hold.end.day or hold.begin.from_start() >= last.to_end():
            continue
        if calendar is None:
            last = Moment(last.day + (hold.end.day - night), last.at)
        else:
            nights = calendar.count_school_days(night, hold.end.day - timedelta(days=1))
            last = Moment(calendar.add_school_days(last.day, nights), last.at)
        counted = hold.end.day
    return last


def _arrival(start: Moment, opening: time, closing: time, calendar: TermCalendar) -> Moment:
    if not calendar.is_school_day(start.day) or (start.at is not None and start.at > closing):
        return Moment(calendar.next_school_day(start.day), opening)
    return Moment(start.day, max(start.at or opening, opening))
