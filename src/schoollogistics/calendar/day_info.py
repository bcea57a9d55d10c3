"""All a calendar knows about one day, and what changed between two calendars."""

from collections.abc import Mapping
from datetime import date
from typing import Final, Literal

from attrs import frozen

from schoollogistics.calendar.layers import OPEN_KINDS, RULE_KINDS, RuleKind
from schoollogistics.calendar.terms import Term
from schoollogistics.errors import Text

VacationKind = Literal["winter_vacation", "summer_vacation", "vacation"]
DayKind = RuleKind | Literal["weekend"] | VacationKind

DAY_KINDS: Final[Mapping[str, Text]] = {
    **RULE_KINDS,
    "weekend": Text("weekend", "周末"),
    "winter_vacation": Text("winter vacation", "寒假"),
    "summer_vacation": Text("summer vacation", "暑假"),
    "vacation": Text("between terms", "学期之间"),
}
WEEKDAYS: Final = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
WEEKDAYS_ZH: Final = "一二三四五六日"


def vacation_before(opening: date | None) -> VacationKind:
    """Return which vacation ends with the term that opens on *opening*; None is the one at the end of a school year."""
    if opening is None or 7 <= opening.month <= 10:
        return "summer_vacation"
    return "winter_vacation" if opening.month <= 4 else "vacation"


@frozen(kw_only=True)
class DayInfo:
    """One day as a school counts it.

    ``kind`` is a code of ``DAY_KINDS``; ``name``, ``layer`` and ``source`` say which rule decided, blank where the
    weekday did. ``term`` and ``week`` are None between terms. ``follows`` is the date whose timetable a make-up day
    runs, None while it is not announced.
    """

    on: date
    kind: DayKind
    name: str = ""
    layer: str = ""
    source: str = ""
    term: Term | None = None
    week: int | None = None
    follows: date | None = None

    @property
    def is_school_day(self) -> bool:
        """Whether there is school."""
        return self.kind in OPEN_KINDS

    def explain(self) -> Text:
        """Return in one sentence whether there is school and why, in English and Chinese."""
        en, zh = DAY_KINDS[self.kind]
        if self.name:
            en, zh = f"{en} {self.name} ({self.layer})", f"{zh}“{self.name}”（{self.layer}）"
        if self.follows is not None:
            en, zh = f"{en}, with the timetable of {self.follows}", f"{zh}，按 {self.follows} 课表"
        if self.term is not None:
            en, zh = f"{en}; week {self.week} of {self.term}", f"{zh}；{self.term} 第{self.week}周"
        weekday = self.on.weekday()
        return Text(
            f"{self.on} {WEEKDAYS[weekday]}: {'school' if self.is_school_day else 'no school'}, {en}",
            f"{self.on} 星期{WEEKDAYS_ZH[weekday]}：{'上学' if self.is_school_day else '不上学'}，{zh}",
        )

    def means(self) -> tuple[object, ...]:
        """Return what matters to somebody who plans: two days with the same meaning need no new plan."""
        return (self.kind, self.name, self.follows, self.week, self.term and self.term.name)


@frozen(kw_only=True)
class DayChange:
    """A day that two calendars see differently; None stands for the calendar that does not cover it."""

    on: date
    before: DayInfo | None
    after: DayInfo | None
