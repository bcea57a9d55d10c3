"""The questions about incidents: who has to be told by when, and was not."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.incidents import IncidentOpened, IncidentReported
from schoollogistics.food_safety.rules.incidents import P112, P112_DAYS, P112_MINUTES, P112_RECIPIENTS
from schoollogistics.journal import Breach, Due, numbered
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.food_safety.book.log import FoodSafetyLog


@frozen(kw_only=True)
class Telling:
    """One authority that has to be told of an *incident* by the moment *last* (by the end of that day, without *until*).

    ``whom`` is None where no authority is named; ``met`` is when it was told.
    """

    incident: str
    what: Text
    whom: str | None
    last: date
    until: time | None
    met: datetime | None

    @property
    def kept(self) -> bool:
        """Whether it was told in time."""
        end = datetime.combine(self.last, self.until or time.max)
        return self.met is not None and self.met <= end


def tellings(book: "FoodSafetyLog") -> Iterator[Telling]:
    """Yield who has to be told of each incident, and by when: first, then finally."""
    reports: dict[str, list[IncidentReported]] = {}
    for _, entry in numbered(book):
        if isinstance(entry, IncidentReported):
            reports.setdefault(entry.incident, []).append(entry)
    for _, entry in numbered(book):
        if isinstance(entry, IncidentOpened):
            yield from _tellings_of(book, entry, reports.get(entry.incident, []))


def _tellings_of(book: "FoodSafetyLog", opened: IncidentOpened, made: list[IncidentReported]) -> Iterator[Telling]:
    found = datetime.combine(opened.on, opened.at or time.min)
    minutes, days = (book.setting.value(each, opened.on) for each in (P112_MINUTES, P112_DAYS))
    if minutes is not None:
        end = found + timedelta(minutes=minutes)
        for whom in book.setting.value(P112_RECIPIENTS, opened.on) or (None,):
            yield Telling(
                incident=opened.incident,
                what=Text("first report", "初报"),
                whom=whom,
                last=end.date(),
                until=end.time(),
                met=_told(made, whom),
            )
    if days is not None:
        final = [each for each in made if each.stage == "final"]
        yield Telling(
            incident=opened.incident,
            what=Text("final report", "结案报告"),
            whom=None,
            last=opened.on + timedelta(days=days),
            until=None,
            met=_told(final, None),
        )


def _told(made: list[IncidentReported], whom: str | None) -> datetime | None:
    return min(
        (
            datetime.combine(each.on, each.at or time.max)
            for each in made
            if whom is None or id_key(whom) in map(id_key, each.to)
        ),
        default=None,
    )


def reports_late(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find who was not told of an incident by the last moment, which lies in the span (P112)."""
    for each in tellings(book):
        if not each.kept and each.last in span:
            hour = "" if each.until is None else f" {each.until:%H:%M}"
            late = (
                Text("not made", "至今未报")
                if each.met is None
                else Text(f"made {each.met:%Y-%m-%d %H:%M}", f"{each.met:%Y-%m-%d %H:%M} 才报")
            )
            to = Text("", "") if each.whom is None else Text(f" to {each.whom}", f"（{each.whom}）")
            yield Breach(
                rule=P112,
                on=each.last,
                found=Text(
                    f"{each.incident}: {each.what.en}{to.en} by {each.last}{hour}, {late.en}",
                    f"{each.incident}{each.what.zh}{to.zh}时限 {each.last}{hour}，{late.zh}",
                ),
                subject=("incident", each.incident),
            )


def reports_to_make(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Due]:
    """List who is still to be told of an incident, with the last moment in the span (P112)."""
    for each in tellings(book):
        if each.met is None and each.last in span:
            yield Due(
                what=each.what,
                last=each.last,
                until=each.until,
                subject=("incident", each.incident),
                where=each.whom,
                post=(IncidentReported,),
                rule=P112,
            )


DUE_QUESTIONS: Final = (reports_to_make,)
BREACH_QUESTIONS: Final = (reports_late,)
