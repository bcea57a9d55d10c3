"""What was published: the State Council's notices and the school calendars of three cities, as small literals.

The notices are those of 2024 (gov.cn content_6911528), 2025 (content_6986383) and 2026 (content_7047091), in the JSON
shape of the holiday-cn project; each span is a run of days off, each single date behind it a working weekend day.
"""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Final

from schoollogistics.calendar import StatutoryDays, Term, TermCalendar

Notice = Mapping[str, object]

PUBLISHED: Final[Mapping[int, tuple[tuple[str, str, str, tuple[str, ...]], ...]]] = {
    2024: (
        ("元旦", "01-01", "01-01", ()),
        ("春节", "02-10", "02-17", ("02-04", "02-18")),
        ("清明节", "04-04", "04-06", ("04-07",)),
        ("劳动节", "05-01", "05-05", ("04-28", "05-11")),
        ("端午节", "06-10", "06-10", ()),
        ("中秋节", "09-15", "09-17", ("09-14",)),
        ("国庆节", "10-01", "10-07", ("09-29", "10-12")),
    ),
    2025: (
        ("元旦", "01-01", "01-01", ()),
        ("春节", "01-28", "02-04", ("01-26", "02-08")),
        ("清明节", "04-04", "04-06", ()),
        ("劳动节", "05-01", "05-05", ("04-27",)),
        ("端午节", "05-31", "06-02", ()),
        ("国庆节、中秋节", "10-01", "10-08", ("09-28", "10-11")),
    ),
    2026: (
        ("元旦", "01-01", "01-03", ("01-04",)),
        ("春节", "02-15", "02-23", ("02-14", "02-28")),
        ("清明节", "04-04", "04-06", ()),
        ("劳动节", "05-01", "05-05", ("05-09",)),
        ("端午节", "06-19", "06-21", ()),
        ("国庆节", "10-01", "10-07", ("09-20", "10-10")),
        ("中秋节", "09-25", "09-27", ()),
    ),
}


def notice(year: int) -> Notice:
    """Return one year's notice in the JSON shape; a year without one has no days."""
    days: list[dict[str, object]] = []
    for name, first, last, working in PUBLISHED.get(year, ()):
        day, end = date.fromisoformat(f"{year}-{first}"), date.fromisoformat(f"{year}-{last}")
        while day <= end:
            days.append({"name": name, "date": day.isoformat(), "isOffDay": True})
            day += timedelta(days=1)
        days += [{"name": name, "date": f"{year}-{text}", "isOffDay": False} for text in working]
    return {"year": year, "papers": [], "days": sorted(days, key=lambda line: str(line["date"]))}


NATION: Final = StatutoryDays.from_holiday_cn([notice(year) for year in (2024, 2025, 2026, 2027)])

# 现代教育报 2025-07-04, 北京市 2025—2026 学年度校历
BEIJING_1: Final = Term(name="2025-2026-1", first=date(2025, 9, 1), last=date(2026, 1, 23))
BEIJING_2: Final = Term(name="2025-2026-2", first=date(2026, 3, 2), last=date(2026, 7, 7))
BEIJING_SENIOR_1: Final = Term(name="2025-2026-1", first=date(2025, 9, 1), last=date(2026, 1, 30), audience="senior")
BEIJING_SENIOR_2: Final = Term(name="2025-2026-2", first=date(2026, 3, 2), last=date(2026, 7, 14), audience="senior")
# 沪教委基〔2025〕13号
SHANGHAI_1: Final = Term(name="2025-2026-1", first=date(2025, 9, 1), last=date(2026, 1, 30))
SHANGHAI_2: Final = Term(name="2025-2026-2", first=date(2026, 3, 2), last=date(2026, 6, 30))
# 青岛市教育局, quoted 2026-02-25
QINGDAO_2: Final = Term(name="2025-2026-2", first=date(2026, 3, 5), last=date(2026, 7, 5))
QINGDAO_SENIOR_2: Final = Term(name="2025-2026-2", first=date(2026, 3, 5), last=date(2026, 7, 12), audience="senior")
QINGDAO_GRADE_12: Final = Term(name="2025-2026-2", first=date(2026, 2, 24), last=date(2026, 7, 12), audience="grade-12")


def school(*terms: Term, through: date = date(2026, 8, 31)) -> TermCalendar:
    """Return the calendar of a school that keeps *terms* and the nation's holidays."""
    return TermCalendar(
        terms=terms, days_off=NATION.days_off, make_up_days=NATION.make_up_days, published_through=through
    )


BEIJING: Final = school(BEIJING_1, BEIJING_2, BEIJING_SENIOR_1, BEIJING_SENIOR_2)
SHANGHAI: Final = school(SHANGHAI_1, SHANGHAI_2)
QINGDAO: Final = school(QINGDAO_2, QINGDAO_SENIOR_2, QINGDAO_GRADE_12)
