"""The school year of the examples."""

import json
from datetime import date
from pathlib import Path
from typing import Final

from schoollogistics import StatutoryDays, Term, TermCalendar

DATA: Final = Path(__file__).parents[1] / "data"


def term_calendar() -> TermCalendar:
    """Return the calendar: Beijing's published dates of 2025-2026 (assumed here) and the State Council's days."""
    statutory = StatutoryDays.from_holiday_cn(json.loads((DATA / "statutory_days.json").read_text(encoding="utf-8")))
    first = Term(name="2025-2026-1", first=date(2025, 9, 1), last=date(2026, 1, 23))
    second = Term(name="2025-2026-2", first=date(2026, 3, 2), last=date(2026, 7, 7))
    return TermCalendar(
        terms=[first, second],
        days_off=statutory.days_off,
        make_up_days=statutory.make_up_days,
        published_through=date(2026, 8, 31),
    )
