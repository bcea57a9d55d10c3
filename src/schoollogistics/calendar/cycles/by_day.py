"""Cycles that pick school days themselves: all, the n-th, drawn ones, listed ones."""

from collections.abc import Iterable, Mapping
from datetime import date
from hashlib import blake2b
from typing import ClassVar, Final, Literal

from attrs import field, frozen

from schoollogistics.calendar.cycles.cycle import Cycle, check_choice
from schoollogistics.calendar.cycles.harvest import Early, Harvest
from schoollogistics.calendar.names import check_name
from schoollogistics.errors import Text, invalid
from schoollogistics.values.periods import check_count, check_day

PERIODS: Final[Mapping[str, Text]] = {
    "week": Text("week", "周"),
    "month": Text("month", "月"),
    "term": Text("term", "学期"),
}
DRAW_PERIODS: Final[Mapping[str, Text]] = {"week": PERIODS["week"], "month": PERIODS["month"]}
MOST_IN: Final[Mapping[str, int]] = {"week": 7, "month": 31, "term": 400}
MOST_DATES: Final = 10_000
DIGEST_SIZE: Final = 8


@frozen
class EverySchoolDay(Cycle):
    """Every school day (每日); there is no grace, as the next one is due the school day after (R02)."""

    rolls: ClassVar[bool] = False
    usual: ClassVar[Early] = "day"

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_count(self.grace, "grace", 0, 0)

    def named(self) -> Text:
        return Text("every school day", "每个上学日")

    def gather(self, harvest: Harvest) -> None:
        harvest.take(harvest.index.days)


@frozen
class NthSchoolDay(Cycle):
    """School day number *n* of every month, week or term: ``NthSchoolDay(1)`` is the start of the month (每月初).

    ``n`` counts from 1, or from the end as -1; where there are fewer school days there is none. ``InvalidValue`` for
    more than 7 in a week, 31 in a month, 400 in a term (R02).
    """

    rolls: ClassVar[bool] = False

    n: int
    per: Literal["month", "week", "term"] = "month"

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_choice(self.per, "per", PERIODS)
        if check_count(self.n, "n", -MOST_IN[self.per], MOST_IN[self.per]) == 0:
            raise invalid(
                "range",
                "n",
                self.n,
                Text("names no day", "不指任何一天"),
                Text("1 for the first, -1 for the last", "1 为第一个，-1 为最后一个"),
            )

    def _usual(self) -> Early:
        return self.per

    def named(self) -> Text:
        en, zh = PERIODS[self.per]
        if self.n > 0:
            return Text(f"school day {self.n} of every {en}", f"每{zh}第 {self.n} 个上学日")
        return Text(f"school day {-self.n} from the end of every {en}", f"每{zh}倒数第 {-self.n} 个上学日")

    def gather(self, harvest: Harvest) -> None:
        n, found = self.n, []
        for days, begins, ends in harvest.groups(self.per):
            if not (begins if n > 0 else ends):
                harvest.doubt_all(days, begins)
            elif abs(n) <= len(days):
                found.append(days[n - 1 if n > 0 else n])
        harvest.take(found)


@frozen
class SpotCheck(Cycle):
    """*n* school days of every week or month, drawn so that anybody can draw them again (抽查).

    Drawn are the n days, 1 to 7 a week or 1 to 31 a month, with the lowest BLAKE2b digests of 8 bytes of the UTF-8 text
    ``seed|key|2025-09-08``; with fewer school days, all of them. A day that is removed later changes the draw only if it
    was drawn. ``seed`` is published, ``key`` says what is drawn, so that two checks of a school differ; both are texts
    on one line, ``InvalidValue`` otherwise (R02).
    """

    rolls: ClassVar[bool] = False
    usual: ClassVar[Early] = "day"

    n: int
    per: Literal["week", "month"] = "week"
    seed: str = field(kw_only=True)
    key: str = field(default="", kw_only=True)

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_choice(self.per, "per", DRAW_PERIODS)
        check_count(self.n, "n", 1, MOST_IN[self.per])
        check_name(self.seed, "seed")
        if self.key != "":
            check_name(self.key, "key")

    def named(self) -> Text:
        en, zh = PERIODS[self.per]
        return Text(f"{self.n} drawn school days of every {en}", f"每{zh}抽取 {self.n} 个上学日")

    def gather(self, harvest: Harvest) -> None:
        n, found = self.n, []
        prefix = f"{self.seed}|{self.key}|".encode()
        digests = [
            blake2b(prefix + day.isoformat().encode(), digest_size=DIGEST_SIZE).digest() for day in harvest.index.days
        ]
        begin = 0
        for days, begins, ends in harvest.groups(self.per):
            end = begin + len(days)
            if not (begins and ends):
                harvest.doubt_all(days, begins)
            elif n == 1:
                found.append(min(zip(digests[begin:end], days, strict=True))[1])
            else:
                found += [day for _, day in sorted(zip(digests[begin:end], days, strict=True))[:n]]
            begin = end
        harvest.take(found)


def _in_order(dates: Iterable[date]) -> tuple[date, ...]:
    given = tuple(dates)
    if not given:
        raise invalid(
            "missing", "dates", given, Text("names no day", "没有日期"), Text("at least one date", "至少一个日期")
        )
    if len(given) > MOST_DATES:
        raise invalid(
            "limit",
            "dates",
            given,
            Text("has too many days", "日期过多"),
            Text(f"at most {MOST_DATES}", f"最多 {MOST_DATES} 个"),
        )
    seen: set[date] = set()
    for place, day in enumerate(given):
        if check_day(day, f"dates[{place}]") in seen:
            raise invalid(
                "duplicate",
                f"dates[{place}]",
                day,
                Text("is there twice", "重复"),
                Text("each date once", "每个日期只写一次"),
            )
        seen.add(day)
    return tuple(sorted(given))


@frozen
class OnDates(Cycle):
    """Listed days: ``OnDates((date(2025, 9, 8), date(2025, 11, 3)))``, at most 10,000, each once.

    A day between terms counts where it rolls to a school day of the same month. ``InvalidValue`` for what is not a date
    (R02).
    """

    usual: ClassVar[Early] = "week"

    dates: tuple[date, ...] = field(converter=_in_order)

    def named(self) -> Text:
        shown = ", ".join(f"{day}" for day in self.dates[:3])
        more = len(self.dates) - 3
        return Text(
            f"on {shown}" + (f" and {more} more days" if more > 0 else ""),
            shown.replace(", ", "、") + (f"等 {len(self.dates)} 天" if more > 0 else ""),
        )

    def gather(self, harvest: Harvest) -> None:
        for day in self.dates:
            harvest.origin(day)
