"""What all cycles share: a roll convention, grace, words in both languages, and one question."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from functools import partial
from typing import ClassVar, Final, NamedTuple

from attrs import field, fields, frozen

from schoollogistics.calendar.coverage import WEEK_STARTS
from schoollogistics.calendar.cycles.harvest import Early, Harvest, Period, index_of
from schoollogistics.calendar.cycles.occurrence import Occurrence, Window, occurrences_of
from schoollogistics.calendar.index import DayIndex, outside
from schoollogistics.calendar.questions import Roll, check_roll
from schoollogistics.calendar.term_calendar import TermCalendar
from schoollogistics.calendar.terms import week_opening
from schoollogistics.errors import Language, OutOfCoverage, Text, invalid
from schoollogistics.values.periods import DateSpan, check_count, span_of

MOST_GRACE: Final = 60
LONGEST_SPAN: Final = 3660
MOST_KNOWN: Final = 64
ONE_DAY: Final = timedelta(days=1)

EARLY: Final[tuple[Early, ...]] = ("day", "week", "month", "term", "previous")
ROLLED: Final[Mapping[Roll, Text]] = {
    "skip": Text("not on a day without school", "遇非上学日取消"),
    "following": Text("else the next school day", "遇非上学日顺延"),
    "preceding": Text("else the school day before", "遇非上学日提前"),
    "modified_following": Text(
        "else the next school day of the month, or the one before", "遇非上学日顺延，当月无后续上学日则提前"
    ),
}


class Schedule(NamedTuple):
    """All occurrences of a cycle in the *span* that a calendar covers, and the days it cannot speak of.

    ``dues`` and ``lasts`` are the due days and the last days of the ``occurrences``, to search in.
    """

    span: DateSpan
    dues: list[date]
    lasts: list[date]
    occurrences: tuple[Occurrence, ...]
    doubts: tuple[DateSpan, ...]


@frozen
class Cycle:
    """When something has to be done; each kind of cycle is a value of its own.

    ``roll`` says where a day without school moves to: ``skip`` nowhere, ``following``, ``preceding``,
    ``modified_following`` (in the month where there is a later school day in it, otherwise back). ``grace`` counts the
    school days after the due day that are still in good time, 0 to 60. Neither leaves the term, and grace ends where
    the next occurrence begins. ``early`` says from where on work done before the due day counts: ``day`` not at all, or
    from the first day of its ``week``, ``month`` or ``term``, or since the ``previous`` occurrence, over a vacation too; each
    kind has its own default. ``InvalidValue`` for what cannot be meant (R02).
    """

    rolls: ClassVar[bool] = True
    period: ClassVar[Period] = "month"
    usual: ClassVar[Early] = "month"

    roll: Roll = field(default="following", kw_only=True)
    grace: int = field(default=0, kw_only=True)
    early: Early | None = field(default=None, kw_only=True)
    _known: dict[DayIndex, Schedule] = field(init=False, eq=False, repr=False, factory=dict)

    def __attrs_post_init__(self) -> None:
        check_roll(self.roll)
        check_count(self.grace, "grace", 0, MOST_GRACE)
        if self.early is not None:
            check_choice(self.early, "early", EARLY)

    def __reduce__(self) -> tuple[object, ...]:
        # A copy says the same, and leaves behind what this one remembers of calendars.
        said = {each.name: getattr(self, each.name) for each in fields(type(self)) if each.init}
        return partial(type(self), **said), ()

    def occurrences(self, calendar: TermCalendar | None, span: DateSpan | date) -> tuple[Occurrence, ...]:
        """Return the occurrences that are due in *span*, a period of at most ten years or a day, in order.

        ``OutOfCoverage`` without a calendar, outside of it, and for days about which only days behind its coverage
        decide; ``InvalidValue`` for what is not a span.
        """
        known, first, end = self._ask(calendar, span)
        return known.occurrences[first:end]

    def windows(self, calendar: TermCalendar | None, span: DateSpan | date) -> tuple[Window, ...]:
        """Return the occurrences due in *span*, each with the days on which it can be met; errors as above."""
        known, first, end = self._ask(calendar, span)
        found, covered = known.occurrences, known.span
        return tuple(
            Window(
                found[place],
                max(found[place - 1].last + ONE_DAY if place else covered.first, self.opens(found[place], calendar)),
                found[place + 1].due - ONE_DAY if place + 1 < len(found) else covered.last,
            )
            for place in range(first, end)
        )

    def opens(self, occurrence: Occurrence, calendar: TermCalendar | None) -> date:
        """Return the first day on which work for *occurrence* counts, though early; errors as above."""
        kept = self._calendar(calendar, occurrence.due)
        named = min(occurrence.due, occurrence.origins[0])
        match self.early or self._usual():
            case "day":
                return occurrence.due
            case "week":
                return week_opening(named, WEEK_STARTS[kept.week_start])
            case "month":
                return named.replace(day=1)
            case "term":
                term = kept.term_of(occurrence.due)
                return occurrence.due if term is None else term.first
            case _:
                return kept.first_day

    def _usual(self) -> Early:
        return self.usual

    def schedule(self, calendar: TermCalendar | None, span: DateSpan | date) -> Schedule:
        """Return every occurrence on *calendar*, once it is sure that the cycle can speak of *span*; errors as above."""
        return self._ask(calendar, span)[0]

    def text(self, language: Language) -> str:
        """Return it in words, in one language."""
        parts = [self.named().text(language)]
        if self.rolls:
            parts.append(ROLLED[self.roll].text(language))
        if self.grace:
            plural = "" if self.grace == 1 else "s"
            parts.append(
                Text(f"{self.grace} school day{plural} of grace", f"宽限 {self.grace} 个上学日").text(language)
            )
        return ("；" if language == "zh" else "; ").join(parts)

    def named(self) -> Text:
        """Return when it is, in words, without roll and grace."""
        raise NotImplementedError

    def gather(self, harvest: Harvest) -> None:
        """Put the days that it names on a calendar into *harvest*."""
        raise NotImplementedError

    def _ask(self, calendar: TermCalendar | None, span: DateSpan | date) -> tuple[Schedule, int, int]:
        asked = span_of(span)
        if len(asked) > LONGEST_SPAN:
            raise invalid(
                "limit",
                "span",
                asked.last,
                Text(f"is more than ten years after {asked.first}", f"距 {asked.first} 超过十年"),
                Text(f"at most {LONGEST_SPAN} days", f"最多 {LONGEST_SPAN} 天"),
            )
        kept = self._calendar(calendar, asked)
        index = index_of(kept)
        index.at(asked.first)
        index.at(asked.last)
        known = self._known.get(index)
        if known is None:
            known = self._learn(index, kept)
        for doubt in known.doubts:
            if doubt.overlaps(asked):
                raise outside(Text(f"{self.text('en')} in {doubt}", f"{self.text('zh')}（{doubt}）"), index.span)
        return known, bisect_left(known.dues, asked.first), bisect_right(known.dues, asked.last)

    def _calendar(self, calendar: object, asked: DateSpan | date) -> TermCalendar:
        if type(calendar) is TermCalendar:
            return calendar
        if calendar is None:
            raise OutOfCoverage(
                "coverage",
                tried=Text(f"{self.text('en')} in {asked}", f"{self.text('zh')}（{asked}）"),
                stands=Text("there is no school calendar to count on", "没有可用的校历"),
                takes=Text("a calendar with that time", "请提供覆盖该时段的校历"),
                fields=("calendar",),
            )
        raise invalid(
            "type",
            "calendar",
            calendar,
            Text("is not a school calendar", "不是校历"),
            Text("TermCalendar(terms=…)", "请写 TermCalendar(terms=…)"),
        )

    def _learn(self, index: DayIndex, calendar: TermCalendar) -> Schedule:
        harvest = Harvest(calendar, self.roll, self.period)
        if index.days:
            self.gather(harvest)
        else:
            harvest.doubt(index.span.first)
        dues = sorted(harvest.found)
        lasts = harvest.lasts(dues, self.grace) if self.grace else dues
        occurrences = occurrences_of(dues, lasts, map(harvest.found.__getitem__, dues))
        known = Schedule(index.span, dues, lasts, occurrences, self._doubts(harvest, dues))
        if len(self._known) >= MOST_KNOWN:
            self._known.clear()
        self._known[index] = known
        return known

    def _doubts(self, harvest: Harvest, dues: list[date]) -> tuple[DateSpan, ...]:
        if not self.grace:
            return tuple(harvest.doubts)
        # What may have been due may be in its grace until the next is due.
        last = harvest.index.span.last
        return tuple(
            DateSpan(doubt.first, next((due - ONE_DAY for due in dues if due > doubt.last), last))
            for doubt in harvest.doubts
        )


def check_choice(value: object, field_name: str, choices: Iterable[str]) -> None:
    """Raise ``InvalidValue`` unless *value* is one of the *choices*."""
    names = tuple(choices)
    if type(value) is not str or value not in names:
        raise invalid(
            "choice",
            field_name,
            value,
            Text("is not one of the choices", "不在可选项中"),
            Text(", ".join(names), "、".join(names)),
        )
