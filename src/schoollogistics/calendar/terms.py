"""A term: the days from opening to the last day of school before a vacation."""

from collections import Counter
from collections.abc import Iterable
from datetime import date, timedelta
from itertools import pairwise
from typing import Final

from attrs import frozen

from schoollogistics.calendar.names import check_audience, check_name
from schoollogistics.errors import Text, invalid
from schoollogistics.values.periods import DateSpan, SchoolYear

LONGEST_TERM: Final = 400
TERMS_PER_YEAR: Final = 12
MONDAY: Final = 0
SUNDAY: Final = 6


def week_opening(day: date, week_start: int = MONDAY) -> date:
    """Return the first day of the week that *day* lies in; *week_start* is 0 for Monday, 6 for Sunday."""
    return day - timedelta(days=(day.weekday() - week_start) % 7)


@frozen(kw_only=True)
class Term(DateSpan):
    """One term, both days included: ``Term(name="2025-2026-1", first=date(2025, 9, 1), last=date(2026, 1, 23))``.

    ``audience`` names a part of the school that keeps this term instead of the general one, such as ``"grade-12"``.
    ``InvalidValue`` for a blank name, a last day before the first, or more than 400 days (R01).
    """

    name: str
    audience: str | None = None

    def __attrs_post_init__(self) -> None:
        super().__attrs_post_init__()
        check_name(self.name, "name")
        check_audience(self.audience)
        if len(self) > LONGEST_TERM:
            raise invalid(
                "range",
                "last",
                self.last,
                Text(f"makes a term of {len(self)} days", f"使学期长达 {len(self)} 天"),
                Text(f"at most {LONGEST_TERM} days", f"最多 {LONGEST_TERM} 天"),
            )

    @property
    def weeks(self) -> int:
        """How many numbered weeks, Monday to Sunday, share a day with the term; a part of a week counts as one."""
        return self.count_weeks()

    @property
    def duration(self) -> tuple[int, int]:
        """The length in whole weeks and days, as Beijing prints it: 20周零5天 is ``(20, 5)``."""
        return divmod(len(self), 7)

    def count_weeks(self, week_start: int = MONDAY) -> int:
        """Return the number of weeks that share a day with the term, when weeks begin on *week_start*."""
        return (week_opening(self.last, week_start) - week_opening(self.first, week_start)).days // 7 + 1

    def __str__(self) -> str:
        return self.name


def check_terms(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return *terms* by first day; ``InvalidValue`` if there is no general one or two of one audience collide."""
    given = tuple(terms)
    for place, term in enumerate(given):
        if type(term) is not Term:
            raise invalid(
                "type",
                f"terms[{place}]",
                term,
                Text("is not a term", "不是学期"),
                Text("Term(name=…, first=…, last=…)", "请写 Term(name=…, first=…, last=…)"),
            )
    ordered = tuple(sorted(given, key=lambda term: (term.first, term.audience or "")))
    if not general_terms(ordered):
        raise invalid(
            "missing",
            "terms",
            given,
            Text("has no term for the whole school", "没有全校学期"),
            Text("at least one Term without audience", "至少一个不限对象的学期"),
        )
    for audience in {term.audience for term in ordered}:
        _check_one_audience([term for term in ordered if term.audience == audience])
    return ordered


def general_terms(terms: Iterable[Term]) -> tuple[Term, ...]:
    """Return those of *terms* that hold for everybody who has none of their own."""
    return tuple(term for term in terms if term.audience is None)


def _check_one_audience(terms: list[Term]) -> None:
    for before, after in pairwise(terms):
        if before.overlaps(after):
            raise invalid(
                "duplicate",
                "terms",
                after.first,
                Text(f"lies in {before.name!r} and in {after.name!r}", f"同属“{before.name}”和“{after.name}”"),
                Text("terms of one audience that share no day", "同一对象的学期不得重叠"),
            )
    for name, times in Counter(term.name for term in terms).items():
        if times > 1:
            raise invalid(
                "duplicate",
                "terms",
                name,
                Text(f"names {times} terms", f"是 {times} 个学期的名称"),
                Text("one name for each term", "每个学期一个名称"),
            )
    year, most = Counter(SchoolYear.of(term.first) for term in terms).most_common(1)[0]
    if most > TERMS_PER_YEAR:
        raise invalid(
            "limit",
            "terms",
            most,
            Text(f"terms begin in the school year {year}", f"个学期始于 {year} 学年"),
            Text(f"at most {TERMS_PER_YEAR}", f"最多 {TERMS_PER_YEAR} 个"),
        )
