"""Which records a service day, its week and its month lack: what is still to be written down, and what never was."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import Factory, define, frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.control import (
    DailyControlHeld,
    KitchenLocked,
    MonthlyMeetingHeld,
    WeeklyReviewHeld,
)
from schoollogistics.food_safety.entries.kitchen import DishesCooked, TablewareDisinfected
from schoollogistics.food_safety.entries.people import (
    DutyStarted,
    HandlerLeft,
    HandlerOpened,
    HandlerRegistered,
    HandlersChecked,
)
from schoollogistics.food_safety.entries.samples import DishesServed
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.rules.control import P50, P62
from schoollogistics.food_safety.rules.kitchen import MEALS, P53, P53_SETS, P58, P58_CORE, P58_SITTINGS
from schoollogistics.food_safety.rules.people import P55
from schoollogistics.food_safety.state.people import Session
from schoollogistics.journal import Breach, Due, Entry, Rule, Turn, numbered, unmet_turns
from schoollogistics.values.periods import DateSpan, Month, Week
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.food_safety.book.log import FoodSafetyLog

SESSIONS: Final[tuple[Session, ...]] = ("morning", "noon")


@frozen(kw_only=True)
class MissingRecord:
    """One record that there ought to be: under which rule, what, of which days, about whom, and which entry it is.

    ``session`` is the part of the day that it is of, where the record is of one.
    """

    rule: Rule
    what: Text
    first: date
    last: date
    post: type[Entry[Any]]
    who: str | None = None
    session: Session | None = None


@define
class Records:
    """What was served, and which records there are, by the days, weeks and months they are of."""

    served: dict[date, list[DishesServed]] = Factory(dict)
    controlled: set[date] = Factory(set)
    locked: set[date] = Factory(set)
    reviewed: set[date] = Factory(set)
    met: set[Month] = Factory(set)
    disinfected: dict[date, set[str]] = Factory(dict)
    cooked: dict[tuple[date, str], set[str]] = Factory(dict)
    checked: dict[tuple[date, str], set[str]] = Factory(dict)
    on_duty: dict[date, dict[str, None]] = Factory(dict)
    employed: dict[str, list[tuple[date, date | None]]] = Factory(dict)

    @property
    def days(self) -> list[date]:
        """The days on which anything was served, in order."""
        return sorted(self.served)

    def at_work(self, day: date) -> tuple[str, ...]:
        """Return who handled food that day: those on the duty list, or where there is none, everybody employed."""
        if day in self.on_duty:
            return tuple(self.on_duty[day])
        return tuple(
            handler
            for handler, spells in self.employed.items()
            if any(first <= day and (left is None or day < left) for first, left in spells)
        )

    def note(self, entry: Entry[Any]) -> None:
        """Take in the next *entry*."""
        match entry:
            case DishesServed(day=day):
                self.served.setdefault(day, []).append(entry)
            case DailyControlHeld():
                self.controlled.add(entry.on)
            case KitchenLocked():
                self.locked.add(entry.on)
            case WeeklyReviewHeld(week=week):
                self.reviewed.add(week)
            case MonthlyMeetingHeld(month=month):
                self.met.add(month)
            case TablewareDisinfected(lines=sets):
                self.disinfected.setdefault(entry.on, set()).update(id_key(each.ware) for each in sets)
            case DishesCooked(sitting=sitting, lines=cooked):
                self.cooked.setdefault((entry.on, sitting), set()).update(id_key(each.dish) for each in cooked)
            case HandlersChecked(session=session, lines=people):
                self.checked.setdefault((entry.on, session), set()).update(each.handler for each in people)
            case DutyStarted(lines=duties):
                self.on_duty.setdefault(entry.on, {}).update(dict.fromkeys(each.handler for each in duties))
            case HandlerRegistered(handler=handler) | HandlerOpened(handler=handler):
                self.employed.setdefault(handler, []).append((entry.on, None))
            case HandlerLeft(handler=handler):
                first, _ = self.employed[handler].pop()
                self.employed[handler].append((first, entry.on))


def records_of(book: "FoodSafetyLog") -> Records:
    """Return which records there are."""
    found = Records()
    for _, entry in numbered(book):
        found.note(entry)
    return found


def missing_records(book: "FoodSafetyLog", span: DateSpan) -> Iterator[MissingRecord]:
    """Yield the records that ought to be there by a day of the span and are not, for days on which anything was served."""
    records = records_of(book)
    for day in records.days:
        if day in span:
            yield from _of_control(records, day)
            yield from _of_tableware(book, records, day)
            yield from _of_people(records, day)
            yield from _of_pots(book, records, day)
    for week in dict.fromkeys(Week.of(day) for day in records.days):
        if week.last in span and week.first not in records.reviewed:
            yield MissingRecord(
                rule=P50,
                what=Text(f"no review of the week of {week.first}", f"{week.first} 起一周无排查治理报告"),
                first=week.first,
                last=week.last,
                post=WeeklyReviewHeld,
            )
    for month in dict.fromkeys(Month.of(day) for day in records.days):
        if month.last in span and month not in records.met:
            yield MissingRecord(
                rule=P50,
                what=Text(f"no meeting for {month}", f"{month} 无调度会议纪要"),
                first=month.first,
                last=month.last,
                post=MonthlyMeetingHeld,
            )


def _of_control(records: Records, day: date) -> Iterator[MissingRecord]:
    if day not in records.controlled:
        what = Text("no daily check", "无每日食品安全检查记录")
        yield MissingRecord(rule=P50, what=what, first=day, last=day, post=DailyControlHeld)
    if day not in records.locked:
        what = Text("the kitchen was not checked and locked", "无下班前检查锁门记录")
        yield MissingRecord(rule=P62, what=what, first=day, last=day, post=KitchenLocked)


def _of_tableware(book: "FoodSafetyLog", records: Records, day: date) -> Iterator[MissingRecord]:
    done = records.disinfected.get(day, set())
    sets = book.setting.value(P53_SETS, day)
    if sets is None and not done:
        what = Text("nothing was disinfected", "无餐用具消毒记录")
        yield MissingRecord(rule=P53, what=what, first=day, last=day, post=TablewareDisinfected)
    for ware in sets or ():
        if id_key(ware) not in done:
            what = Text(f"{ware}: not disinfected", f"{ware}无消毒记录")
            yield MissingRecord(rule=P53, what=what, first=day, last=day, post=TablewareDisinfected)


def _of_people(records: Records, day: date) -> Iterator[MissingRecord]:
    for handler in records.at_work(day):
        for session in SESSIONS:
            if handler not in records.checked.get((day, session), set()):
                name = LABELS.choice("session", session)
                yield MissingRecord(
                    rule=P55,
                    what=Text(f"{handler}: no check in the {name.en}", f"{handler} 无{name.zh}记录")
                    if session == "morning"
                    else Text(f"{handler}: no check at {name.en}", f"{handler} 无{name.zh}记录"),
                    first=day,
                    last=day,
                    post=HandlersChecked,
                    who=handler,
                    session=session,
                )


def _of_pots(book: "FoodSafetyLog", records: Records, day: date) -> Iterator[MissingRecord]:
    if book.setting.value(P58_CORE, day) is None:
        return
    sittings = book.setting.value(P58_SITTINGS, day) or MEALS
    for slip in records.served[day]:
        for dish in slip.cooked if slip.sitting in sittings else ():
            if id_key(dish) not in records.cooked.get((day, slip.sitting), set()):
                name = LABELS.choice("sitting", slip.sitting)
                yield MissingRecord(
                    rule=P58,
                    what=Text(f"{dish}, {name.en}: not said to be cooked for it", f"{name.zh}“{dish}”无当餐烹调记录"),
                    first=day,
                    last=day,
                    post=DishesCooked,
                )


def _unasked(book: "FoodSafetyLog", span: DateSpan) -> Iterator[MissingRecord]:
    """Yield the missing records that no routine finds: one that a routine asks for, and nobody made, is the routine's."""
    missing = tuple(missing_records(book, span))
    first = min((each.first for each in missing), default=span.first)
    unmet = unmet_turns(book, DateSpan(first, span.last))
    for each in missing:
        if not any(_asks(turn, each) for turn in unmet):
            yield each


def _asks(turn: Turn, missing: MissingRecord) -> bool:
    session = dict(turn.routine.where).get("session", missing.session)
    return (
        turn.routine.fulfilled_by is missing.post
        and session == missing.session
        and missing.first <= turn.occurrence.last <= missing.last
    )


def records_lacking(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Breach]:
    """Find the records that a service day, its week and its month lack (P50, P53, P55, P58, P62).

    Of whoever was let to work without the check of the morning, the duty list tells.
    """
    told = {
        (entry.on, line.handler)
        for _, entry in numbered(book)
        if isinstance(entry, DutyStarted) and P55.code in entry.despite
        for line in entry.lines
    }
    for each in _unasked(book, span):
        if each.session == "morning" and (each.last, each.who) in told:
            continue
        subject = None if each.who is None else ("handler", each.who)
        yield Breach(rule=each.rule, on=each.last, found=each.what, subject=subject)


def records_to_make(book: "FoodSafetyLog", span: DateSpan) -> Iterator[Due]:
    """List the records that a service day, its week and its month still lack (P50, P53, P55, P58, P62)."""
    for each in _unasked(book, span):
        subject = None if each.who is None else ("handler", each.who)
        yield Due(what=each.what, last=each.last, subject=subject, post=(each.post,), rule=each.rule)
