"""The holidays and make-up days that the State Council publishes, year by year."""

from collections.abc import Iterable, Mapping
from datetime import date
from itertools import pairwise
from re import compile as pattern
from types import MappingProxyType
from typing import Final, Self

from attrs import field, frozen

from schoollogistics.calendar.index import outside
from schoollogistics.calendar.layers import published_layer
from schoollogistics.calendar.names import check_name
from schoollogistics.errors import BadDocument, LogisticsError, Text, invalid, missing_extra, shown
from schoollogistics.values.periods import FIRST_DAY, LAST_DAY, DateSpan, check_day

ONE_SPELLING: Final = pattern(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
MOST_NOTICED: Final = 400
MOST_YEARS: Final = 300
UNNAMED: Final = "法定节假日"


def _kept_names(days: Mapping[date, str]) -> Mapping[date, str]:
    return MappingProxyType(dict(days))


def _kept_dates(days: Mapping[date, date | None]) -> Mapping[date, date | None]:
    return MappingProxyType(dict(days))


@frozen
class StatutoryDays:
    """The weekdays off and the working weekend days from *first* to *published_through*, as one ``source`` gives them.

    ``days_off`` maps a date to the name of its holiday. ``make_up_days`` maps a date to None: no notice says whose
    timetable a make-up day follows. Both have the shape that ``TermCalendar`` takes. A notice may still move the last
    days of the year before its own.
    """

    days_off: Mapping[date, str] = field(converter=_kept_names, hash=False)
    make_up_days: Mapping[date, date | None] = field(converter=_kept_dates, hash=False)
    first: date
    published_through: date
    source: str

    def __attrs_post_init__(self) -> None:
        published_layer(self.days_off, self.make_up_days)
        DateSpan(self.first, self.published_through)
        check_name(self.source, "source")

    def __reduce__(self) -> tuple[object, ...]:
        kept = (dict(self.days_off), dict(self.make_up_days), self.first, self.published_through, self.source)
        return (type(self), kept)

    def is_working_day(self, day: date) -> bool:
        """Tell whether the country works on *day*; ``OutOfCoverage`` where nothing is published."""
        if not self.first <= check_day(day) <= self.published_through:
            raise outside(Text(f"day = {day}", f"日期＝{day}"), DateSpan(self.first, self.published_through))
        return day in self.make_up_days or (day.weekday() < 5 and day not in self.days_off)

    @classmethod
    def from_holiday_cn(cls, years: Iterable[Mapping[str, object]]) -> Self:
        """Read yearly notices in the JSON shape of the holiday-cn project, already parsed.

        Each is ``{"year": 2026, "papers": […], "days": [{"name": …, "date": "2026-01-01", "isOffDay": true}, …]}``.
        A year without days is not published yet: the last day known is 31 December of the last published year. Where
        two notices name one day, that of the later year holds. ``BadDocument`` with the path for what cannot be read
        and for a year missing in between.
        """
        notices = _by_year(years)
        known = DateSpan(date(min(notices), 1, 1), date(max(notices), 12, 31))
        days_off: dict[date, str] = {}
        make_up_days: dict[date, date | None] = {}
        for path, notice in notices.values():
            for day, (name, off) in _noticed_days(notice, path).items():
                days_off.pop(day, None)
                make_up_days.pop(day, None)
                if off and day.weekday() < 5 and day in known:
                    days_off[day] = name
                elif not off and day.weekday() >= 5 and day in known:
                    make_up_days[day] = None
        source = f"holiday-cn {known.first.year}-{known.last.year}"
        return cls(days_off, make_up_days, known.first, known.last, source)


def statutory_days(country: str, first: date, last: date) -> StatutoryDays:
    """Return the holidays and make-up days of ``"CN"`` from *first* to *last*, from the package ``holidays``.

    That package also answers for years without a notice, by guessing; they are left out, and ``published_through`` is
    the end of the last year with a notice where *last* is later. ``OutOfCoverage`` when *first* already lies outside
    the years with a notice, ``MissingExtra`` without the extra ``calendar``.
    """
    span = DateSpan(first, last)
    if country != "CN":
        raise invalid(
            "choice",
            "country",
            country,
            Text("is not a country whose make-up days are known", "不是已知调休安排的国家"),
            Text('"CN"', '"CN"'),
        )
    try:
        import holidays
        import holidays.version
        from holidays.countries.china import ChinaStaticHolidays
    except ImportError:
        raise missing_extra("statutory_days", "holidays", "calendar") from None
    noticed = ChinaStaticHolidays.special_public_holidays
    published = DateSpan(date(min(noticed), 1, 1), date(max(noticed), 12, 31))
    if span.first not in published:
        raise outside(Text(f"statutory days from {first}", f"自 {first} 起的法定节假日"), published)
    # A notice can move the last days of the year before it, so the neighbouring years are loaded too.
    years = range(first.year - 1, last.year + 2)
    calendar = holidays.country_holidays("CN", years=years, language="zh_CN")
    through = min(last, published.last)
    days_off: dict[date, str] = {}
    make_up_days: dict[date, date | None] = {}
    for day in DateSpan(first, through):
        # Only some weekend days are keys of the package's mapping, so its own question is asked.
        works = calendar.is_working_day(day)
        if works and day.weekday() >= 5:
            make_up_days[day] = None
        elif not works and day.weekday() < 5:
            days_off[day] = calendar.get(day) or UNNAMED
    return StatutoryDays(days_off, make_up_days, first, through, f"holidays {holidays.version.__version__}")


def _by_year(years: Iterable[Mapping[str, object]]) -> dict[int, tuple[str, Mapping[str, object]]]:
    given = list(years)
    if len(given) > MOST_YEARS:
        raise _unreadable("limit", "", given, _MANY_YEARS, _FEWER)
    published: dict[int, tuple[str, Mapping[str, object]]] = {}
    for place, notice in enumerate(given):
        path = f"[{place}]"
        if not isinstance(notice, Mapping):
            raise _unreadable("shape", path, notice, _NOT_A_NOTICE, _A_NOTICE)
        year = notice.get("year")
        if type(year) is not int or not FIRST_DAY.year <= year <= LAST_DAY.year:
            raise _unreadable("range" if type(year) is int else "type", f"{path}.year", year, _NOT_A_YEAR, _A_YEAR)
        if year in published:
            raise _unreadable("duplicate", f"{path}.year", year, _TWICE, _ONCE)
        if notice.get("days"):
            published[year] = (path, notice)
    if not published:
        raise _unreadable("missing", "", given, _NOTHING_PUBLISHED, _A_NOTICE)
    ordered = sorted(published)
    for before, after in pairwise(ordered):
        if after != before + 1:
            raise _unreadable("missing", "", before + 1, _GAP, _EVERY_YEAR)
    return {year: published[year] for year in ordered}


def _noticed_days(notice: Mapping[str, object], path: str) -> dict[date, tuple[str, bool]]:
    days = notice["days"]
    if type(days) is not list or len(days) > MOST_NOTICED:
        raise _unreadable("shape", f"{path}.days", days, _NOT_DAYS, _DAYS)
    found: dict[date, tuple[str, bool]] = {}
    for place, line in enumerate(days):
        here = f"{path}.days[{place}]"
        if not isinstance(line, Mapping):
            raise _unreadable("shape", here, line, _NOT_DAYS, _DAYS)
        day = _read_day(line.get("date"), f"{here}.date")
        off = line.get("isOffDay")
        if type(off) is not bool:
            raise _unreadable("type", f"{here}.isOffDay", off, _NOT_A_FLAG, _A_FLAG)
        if day in found:
            raise _unreadable("duplicate", f"{here}.date", line["date"], _TWICE, _ONCE)
        found[day] = (_read_name(line.get("name"), f"{here}.name"), off)
    return found


def _read_day(value: object, path: str) -> date:
    if type(value) is not str:
        raise _unreadable("type", path, value, _NOT_A_DAY, _A_DAY)
    if not ONE_SPELLING.fullmatch(value):
        raise _unreadable("format", path, value, _NOT_A_DAY, _A_DAY)
    if not FIRST_DAY.year <= int(value[:4]) <= LAST_DAY.year:
        raise _unreadable("range", path, value, _NOT_A_YEAR, _A_YEAR)
    try:
        return date.fromisoformat(value)
    except ValueError:
        raise _unreadable("date", path, value, _NO_SUCH_DAY, _A_DAY) from None


def _read_name(value: object, path: str) -> str:
    try:
        return check_name(value, path)
    except LogisticsError as problem:
        raise _unreadable(problem.code, path, value, problem.stands, problem.takes) from None


def _unreadable(code: str, path: str, value: object, stands: Text, takes: Text) -> BadDocument:
    got = shown(value)
    where = f"{path} = " if path else ""
    error = BadDocument(code, tried=Text(f"{where}{got}", f"{where}{got}"), stands=stands, takes=takes)
    error.path = path
    return error


_NOT_A_NOTICE: Final = Text("is not a yearly notice", "不是年度放假安排")
_A_NOTICE: Final = Text('{"year": …, "days": […]} with its days', '请给出含 days 的 {"year": …, "days": […]}')
_MANY_YEARS: Final = Text("is too many years", "年份过多")
_FEWER: Final = Text(f"at most {MOST_YEARS}", f"最多 {MOST_YEARS} 个")
_NOT_A_YEAR: Final = Text("is not a year that can be kept", "不是可记录的年份")
_A_YEAR: Final = Text("a year from 1900 to 2199", "1900 至 2199 年")
_TWICE: Final = Text("stands there twice", "重复出现")
_ONCE: Final = Text("each once", "只写一次")
_NOTHING_PUBLISHED: Final = Text("has no published year", "没有已公布的年份")
_GAP: Final = Text("is missing between published years", "缺少该年安排")
_EVERY_YEAR: Final = Text("every year from the first to the last", "请补齐中间各年")
_NOT_DAYS: Final = Text("is not a list of days", "不是日期列表")
_DAYS: Final = Text('[{"name": …, "date": …, "isOffDay": …}, …]', '[{"name": …, "date": …, "isOffDay": …}, …]')
_NOT_A_FLAG: Final = Text("is not true or false", "不是 true 或 false")
_A_FLAG: Final = Text("true for a day off, false for a working day", "放假为 true，上班为 false")
_NOT_A_DAY: Final = Text("is not a date in the one spelling", "日期写法不对")
_A_DAY: Final = Text('text like "2026-01-01"', '形如 "2026-01-01" 的文本')
_NO_SUCH_DAY: Final = Text("is no day of the calendar", "没有这一天")
