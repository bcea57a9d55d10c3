"""From which day to which a calendar answers, and when the weeks before an opening begin."""

from collections.abc import Mapping
from datetime import date, timedelta
from types import MappingProxyType
from typing import Final, Literal

from schoollogistics.calendar.phases import Phases
from schoollogistics.calendar.terms import MONDAY, SUNDAY, Term, week_opening
from schoollogistics.errors import Text, invalid
from schoollogistics.values.periods import DateSpan, SchoolYear, check_day

WeekStart = Literal["monday", "sunday"]

WEEK_STARTS: Final[Mapping[str, int]] = MappingProxyType({"monday": MONDAY, "sunday": SUNDAY})
LONGEST_COVERAGE: Final = 20 * 366
CLOSING_MONTHS: Final = range(3, 9)


def preparation(opening: date, phases: Phases, week_start: int) -> date:
    """Return the day from which a term that opens on *opening* is prepared; without such weeks, *opening* itself."""
    weeks = phases.before_opening
    return week_opening(opening, week_start) - timedelta(weeks=weeks) if weeks else opening


def coverage(terms: tuple[Term, ...], published_through: date | None, phases: Phases, week_start: int) -> DateSpan:
    """Return the days a calendar of *terms* can answer for; ``InvalidValue`` when there are none or over 20 years."""
    opening, last = terms[0].first, terms[-1].last
    first = min(preparation(opening, phases, week_start), week_opening(opening, week_start))
    if published_through is not None:
        check_day(published_through, "published_through")
        if published_through < opening:
            raise invalid(
                "order",
                "published_through",
                published_through,
                Text(f"is before the first term opens on {opening}", f"早于首个学期开学日 {opening}"),
                Text("a day in the first term or later", "不早于首个学期开学日"),
            )
        vacation_end = SchoolYear.of(last).last if last.month in CLOSING_MONTHS else last
        last = min(published_through, vacation_end)
    if (last - first).days >= LONGEST_COVERAGE:
        raise invalid(
            "limit",
            "terms",
            last,
            Text(f"is more than 20 years after {first}", f"距 {first} 超过 20 年"),
            Text("at most 20 years in one calendar", "一份校历最多 20 年"),
        )
    return DateSpan(first, last)


def check_week_start(week_start: WeekStart) -> WeekStart:
    """Return *week_start* if it is ``"monday"`` or ``"sunday"``; ``InvalidValue`` otherwise."""
    if type(week_start) is str and week_start in WEEK_STARTS:
        return week_start
    raise invalid(
        "choice",
        "week_start",
        week_start,
        Text("is not a first day of the week", "不是一周的首日"),
        Text(" or ".join(WEEK_STARTS), " 或 ".join(WEEK_STARTS)),
    )


def check_phases(phases: Phases) -> Phases:
    """Return *phases* if they are ``Phases``; ``InvalidValue`` otherwise."""
    if type(phases) is Phases:
        return phases
    raise invalid(
        "type",
        "phases",
        phases,
        Text("is not a set of phases", "不是阶段设置"),
        Text("Phases(before_opening=2)", "请写 Phases(before_opening=2)"),
    )
