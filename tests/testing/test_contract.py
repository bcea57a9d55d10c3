"""A sound book keeps the whole contract, and for each law a book that breaks it is found out."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, ClassVar, Final, final

import attrs
import pytest
from attrs import define, evolve, frozen

from schoollogistics.errors import Closed, LogisticsError, Text
from schoollogistics.journal import Book, Entry, EntryReversed, Lifecycle, Measure, MonthClosed, Ref, Setting, State
from schoollogistics.journal.lifecycle import Transitions
from schoollogistics.testing import Attempt, BookContract, History, Tally, Trial, run
from schoollogistics.testing import laws_of_asking as asking
from schoollogistics.testing import laws_of_kinds as kinds
from schoollogistics.testing import laws_of_posting as posting
from schoollogistics.values.periods import Month
from schoollogistics.wire import Wire
from tests.testing.tins import (
    HINTS,
    MEMORY,
    TIN,
    MoneyPut,
    MoneyTaken,
    TinBook,
    TinOpened,
    TinState,
    planted,
)

Law = Callable[[History], object]
DAY: Final = date(2025, 9, 1)
WEEK: Final = timedelta(weeks=1)
OCTOBER: Final = date(2025, 10, 8)
SAMPLES: Final[dict[str, tuple[Entry[Any], ...]]] = {
    "T01": (
        TinOpened(tin="A", holder="李老师", on=DAY, by="王老师"),
        MoneyPut(tin="A", amount=Decimal("900.00"), on=DAY, by="王老师"),
        MoneyTaken(tin="A", amount=Decimal("400.00"), purpose="邮费", on=DAY, by="李老师"),
    )
}


class TestTinBook(BookContract):
    """The book of tins keeps every law."""

    book_class = TinBook
    setting = planted("")
    hints = HINTS
    samples = SAMPLES


def told(*entries: Entry[Any]) -> History:
    """Return a history that is written down and not drawn."""
    book, attempts = TinBook(Setting()), list[Attempt]()
    for entry in entries:
        try:
            book.post(entry)
        except LogisticsError as error:
            attempts.append(Attempt(entry, error))
        else:
            attempts.append(Attempt(entry, None))
    return History(book, tuple(attempts), Tally())


def put(amount: str, tin: str = "A", on: date = DAY, **more: Any) -> MoneyPut:
    """Return money that was put into a tin."""
    return MoneyPut(tin=tin, amount=Decimal(amount), on=on, by="王老师", **more)


def taken(amount: str, on: date = DAY, **more: Any) -> MoneyTaken:
    """Return money that was taken out of the first tin."""
    return MoneyTaken(tin="A", amount=Decimal(amount), purpose="邮费", on=on, by="李老师", **more)


OPENED: Final = TinOpened(tin="A", holder="李老师", on=DAY, by="王老师")
STORY: Final[tuple[Entry[Any], ...]] = (
    OPENED,
    evolve(OPENED, tin="B"),
    put("0.00"),
    put("900.00", id="id-1"),
    put("10.00", tin="B"),
    taken("1000.00"),
    taken("400.00"),
    taken("400.00", despite=("T01",), note="急用"),
    put("2.00", tin="B", recorded_on=DAY + WEEK),
    put("5.00", on=DAY + WEEK, recorded_on=OCTOBER),
    put("7.00", on=DAY + WEEK, recorded_on=OCTOBER),
    evolve(OPENED, on=DAY + WEEK),
    EntryReversed(of=Ref("tins", 7), reason="登记有误", on=DAY + WEEK, recorded_on=OCTOBER, by="王老师"),
    MonthClosed(book="tins", month=Month(2025, 9), on=OCTOBER, by="王老师"),
    put("3.00", tin="B", on=DAY + WEEK),
    put("4.00", tin="B", on=OCTOBER),
)
"""What every planted fault trips over, so that none is found by luck."""


@cache
def sound() -> tuple[History, ...]:
    """Return histories of the sound book: the one that has everything in it, and some that are drawn."""
    return (told(*STORY), *run(TinBook, setting=Setting(), hints=HINTS, examples=20, steps=50))


def lived_through(book: type[Book[Any, Any]], what: str, history: History) -> History:
    """Return a history lived through again in a book of another class, or with a fault planted."""
    other = book(planted(what))
    attempts = []
    for attempt in history.attempts:
        try:
            other.post(attempt.entry)
        except LogisticsError as error:
            attempts.append(attrs.evolve(attempt, error=error))
        else:
            attempts.append(attrs.evolve(attempt, error=None))
    return History(other, tuple(attempts), history.tally)


def story_of(book: type[Book[Any, Any]], what: str = "") -> tuple[History, ...]:
    """Return the one history that has everything in it, lived through in another book or with a fault planted."""
    return (lived_through(book, what, told(*STORY)),)


def breaks(law: Law, found: Iterable[History]) -> bool:
    """Tell whether any of the histories breaks *law*."""
    for history in found:
        try:
            law(history)
        except (AssertionError, LogisticsError):
            return True
    return False


@pytest.mark.parametrize(
    ("law", "what"),
    [
        (posting.replay_equals_live, "apply remembers"),
        (posting.state_is_the_fold_of_what_stands, "apply remembers"),
        (posting.refused_leaves_no_trace, "check writes"),
        (posting.objection_agrees_with_post, "check remembers"),
        (posting.batch_equals_single_posts, "apply knows the batch"),
        (posting.reversal_is_as_if_never, "sum overwritten"),
        (posting.apply_stays_at_home, "sum overwritten"),
        (posting.apply_stays_at_home, "apply strays"),
        (posting.check_writes_nothing, "check writes"),
        (posting.excusable_is_excused, "excuse not heard"),
        (asking.answers_depend_on_arguments_only, "answer remembers"),
        (asking.past_figures_stay, "rewrites the past"),
    ],
    ids=lambda each: each if isinstance(each, str) else each.__name__,
)
def test_planted_fault_breaks_the_law(law: Law, what: str) -> None:
    """Each law is broken by a book in which that fault is planted."""
    assert breaks(law, story_of(TinBook, what))


class PastByDay(TinBook):
    """Cuts the past by the day it happened and not by the accounting date."""

    def as_of(self, day: date) -> "PastByDay":
        past = super().as_of(day)
        past.chronicle.entries = [entry for entry in self.entries if entry.on <= day]
        past.chronicle.numbers = tuple(n for n, entry in enumerate(self.entries) if entry.on <= day)
        return past


class Forgetful(TinBook):
    """Forgets under which id an entry was posted."""

    def post(self, entry: Any) -> Ref:
        return super().post(attrs.evolve(entry, id=None))


class Lenient(TinBook):
    """Says that it posted what the lifecycle refused."""

    def post(self, entry: Any) -> Ref:
        try:
            return super().post(entry)
        except LogisticsError:
            return self.next_ref()


class NeverClosed(TinBook):
    """Writes into closed months."""

    def post(self, entry: Any) -> Ref:
        try:
            return super().post(entry)
        except Closed:
            self.chronicle.entries.append(entry)
            return self.next_ref()


class HalfBatch(TinBook):
    """Keeps what it posted of a batch before the refusal."""

    def post_all(self, entries: Any) -> tuple[Ref, ...]:
        return tuple(self.post(entry) for entry in entries)


@final
@attrs.define(frozen=True, slots=True)
class Stingy(Lifecycle):
    """Offers nothing, whatever its table says."""

    def offers(self, state: str) -> tuple[type[Entry[Any]], ...]:
        return ()


class StingyTins(TinBook):
    """Tins whose forms offer nothing."""

    lifecycles = (Stingy(name=TIN.name, of=TIN.of, table=TIN.table),)


def more_and_more(_: MoneyPut, __: Decimal | None) -> int:
    """Return a larger number each time."""
    MEMORY.append(1)
    return len(MEMORY)


class Growing(TinBook):
    """Counts an entry for more each time it is asked."""

    measures = (
        Measure(
            code="tins.put",
            zh="存入",
            en="Put in",
            unit=Text("yuan", "元"),
            amounts={MoneyPut: more_and_more},
        ),
    )


@pytest.mark.parametrize(
    ("law", "book"),
    [
        (posting.as_of_is_the_fold_of_the_prefix, PastByDay),
        (posting.spent_ids_are_known, Forgetful),
        (posting.refused_batch_leaves_no_trace, HalfBatch),
        (asking.absent_transitions, Lenient),
        (asking.closed_months_are_closed, NeverClosed),
        (asking.next_entries_are_what_the_table_says, StingyTins),
        (asking.figures_add_up, Growing),
    ],
    ids=lambda each: each.__name__,
)
def test_wrong_book_breaks_the_law(law: Law, book: type[TinBook]) -> None:
    """Each law is broken by a book class that does the thing wrong itself."""
    assert not breaks(law, sound())
    assert breaks(law, story_of(book))


def test_the_shortest_history_is_shown() -> None:
    """A law that breaks is shown with the shortest history that breaks it."""
    trial = Trial(TinBook, planted("check writes"), HINTS, steps=12)
    with pytest.raises(AssertionError) as caught:
        trial.hold(posting.check_writes_nothing)
    shown = "\n".join(getattr(caught.value, "__notes__", ()))
    assert 1 <= shown.count("MoneyPut(") <= 2


class Loose(Entry[State]):
    """An entry that can be changed."""

    kind: ClassVar[str] = "loose"


@frozen(kw_only=True)
class Unfinal(Entry[State]):
    """An entry that can be subclassed."""

    kind: ClassVar[str] = "loose.unfinal"


@final
@frozen
class ByPosition(Entry[State]):
    """An entry whose field is given by position."""

    kind: ClassVar[str] = "loose.by_position"
    place: str = ""


@pytest.mark.parametrize("kind", [Loose, Unfinal, ByPosition])
def test_unsound_kind_is_found(kind: type[Entry[State]]) -> None:
    """A class that is not final, not frozen or takes arguments by position is no entry."""
    with pytest.raises(AssertionError):
        kinds.is_a_sound_kind(kind)


@final
@define(kw_only=True, eq=True, unsafe_hash=True)
class Editable(Entry[State]):
    """An entry that can be changed although its base cannot."""

    kind: ClassVar[str] = "loose.editable"

    __setattr__ = object.__setattr__


def test_changeable_entry_is_found() -> None:
    """An entry of which a field can be set is not sound."""
    with pytest.raises(AssertionError):
        kinds.is_a_sound_entry(Editable(on=DAY, by="李老师"))


def test_lossy_wire_is_found() -> None:
    """An entry that is read back different is found."""

    class Lossy(Wire):
        """A wire that loses the note."""

        def entry_to_data(self, entry: Entry[Any]) -> dict[str, Any]:
            return {name: value for name, value in super().entry_to_data(entry).items() if name != "note"}

    entry = MoneyPut(tin="A", amount=Decimal("1.00"), on=DAY, by="李老师", note="邮费")
    kinds.goes_over_the_wire(Wire(books=(TinBook,)), entry)
    with pytest.raises(AssertionError):
        kinds.goes_over_the_wire(Lossy(books=(TinBook,)), entry)


def test_unreachable_state_is_found() -> None:
    """A state that no way leads to is named."""
    table: Transitions = {**TIN.table, "orphan": {MoneyPut: "open"}}
    assert kinds.unreachable(Lifecycle(name="tin", of="tin", table=table)) == ("orphan",)
    assert kinds.unreachable(TIN) == ()


def test_missing_sample_is_found() -> None:
    """An excusable rule without a sample story fails the contract."""

    class Unsampled(BookContract):
        """The tins without samples."""

        book_class = TinBook
        setting = planted("")
        hints = HINTS
        samples: ClassVar[dict[str, tuple[Entry[Any], ...]]] = {}

    with pytest.raises(AssertionError, match="T01"):
        Unsampled().test_excusable_is_excused()


def test_state_type_is_the_books() -> None:
    """The sums of the tins are what the tins hold together."""
    for history in sound():
        state = history.book.chronicle.state
        assert isinstance(state, TinState)
        assert sum(state.balance.values()) == sum(state.total.values())
