"""A small book whose entries tick routines: rounds that name their routine and how often they were walked, and watches."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, final

from attrs import define, frozen

from schoollogistics.calendar import Cycle, TermCalendar, Weekly
from schoollogistics.errors import Text
from schoollogistics.journal import Book, Entry, EntryReversed, Ref, Routine, Setting, State
from schoollogistics.journal.questions import routine_turns
from schoollogistics.journal.turns import Turn
from schoollogistics.values.ids import Code, PlaceId
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.shapes import Count, Note
from tests.calendar.notices import BEIJING


@define
class RoundsState(State):
    """Nothing is added up."""


@final
@frozen(kw_only=True)
class RoundWalked(Entry[RoundsState]):
    """Somebody walked a round once or more often (巡查)."""

    kind: ClassVar[str] = "rounds.walked"

    routine: Code
    times: Count = 1


@final
@frozen(kw_only=True)
class WatchKept(Entry[RoundsState]):
    """Somebody kept watch at a place, at times that are told in words (值守)."""

    kind: ClassVar[str] = "rounds.watch_kept"

    place: PlaceId
    times: Note | None = None


class Rounds(Book[RoundWalked | WatchKept, RoundsState]):
    """The rounds and watches of one school."""

    name = "rounds"
    title = Text("Rounds", "巡查")
    kinds = (RoundWalked, WatchKept)
    state_type = RoundsState


def round_of(code: str = "XC-1", **more: Any) -> Routine:
    """Return the routine of a round, every Monday unless told otherwise."""
    usual = {"zh": "巡查", "en": "Round", "source": "本校", "cycle": Weekly(1), "fulfilled_by": RoundWalked}
    return Routine(**{**usual, "code": code, **more})


def kept(*routines: Routine, calendar: TermCalendar | None = BEIJING) -> Rounds:
    """Return the empty book of a school with these routines."""
    return Rounds(Setting(calendar=calendar, routines=routines))


def walked(on: date, routine: str = "XC-1", **more: Any) -> RoundWalked:
    """Return the note of a round."""
    return RoundWalked(**{"routine": routine, "on": on, "by": "王老师", **more})


def reversed_on(on: date, of: Ref) -> EntryReversed:
    """Return the reversal of an entry."""
    return EntryReversed(of=of, reason="写错", on=on, by="王老师")


def turns_of(cycle: Cycle, on: Iterable[date], during: DateSpan | date, **more: Any) -> tuple[Turn, ...]:
    """Return the turns of one routine in a book with a round on each of the days."""
    book = kept(round_of(cycle=cycle, **more))
    book.post_all([walked(day) for day in on])
    return routine_turns(book, during)
