"""Two dates: for every subject neither runs backwards, and a book can be seen as of any past day."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest

from schoollogistics.errors import InvalidValue, Refused
from schoollogistics.journal import Ref, Setting
from schoollogistics.values.periods import Month
from tests.journal.shelf import (
    DAY,
    Shelf,
    Till,
    added,
    banked,
    bought,
    cash,
    lent,
    looked_over,
    moved,
    paid,
    paired,
    priced,
    spent,
    used,
)
from tests.journal.witness import closing, objection, refusal, reversal, seen


def day(number: int) -> date:
    """Return the day so many days after the first."""
    return DAY + timedelta(days=number)


def test_the_accounting_date_is_the_day_unless_it_is_chosen() -> None:
    """``recorded`` is ``on`` by default, and ``recorded_on`` where that was given."""
    assert added("A-1").recorded == DAY
    assert added("A-1", recorded_on=day(3)).recorded == day(3)


def test_nothing_is_recorded_before_it_happened() -> None:
    """An accounting date before the day is refused, for entries with and without subjects."""
    for entry in (added("A-1", on=day(2), recorded_on=day(1)), paid("1.00", on=day(2), recorded_on=day(1))):
        error = objection(Shelf(), entry)
        assert (type(error), error.code, error.fields) == (Refused, "order", ("recorded_on", "on"))


@pytest.mark.parametrize(
    ("on", "recorded", "able"), [(5, 7, True), (4, 9, False), (5, 6, False), (6, 7, True), (6, 6, False)]
)
def test_neither_date_of_a_subject_runs_backwards(on: int, recorded: int, able: bool) -> None:
    """After an entry of day 5 recorded on day 7, a subject takes days from 5 on and accounting dates from 7 on."""
    for first, then in (
        (added("A-1", on=day(5), recorded_on=day(7)), moved("A-1", on=day(on), recorded_on=day(recorded))),
        (bought("P-1", on=day(5), recorded_on=day(7)), used("P-1", on=day(on), recorded_on=day(recorded))),
        (bought("P-1", on=day(5), recorded_on=day(7)), priced("P-1", "2", on=day(on), recorded_on=day(recorded))),
    ):
        book = Shelf()
        book.post(first)
        if able:
            assert book.post(then).number == 1
        else:
            error = objection(book, then)
            assert (type(error), error.code, error.fields) == (Refused, "order", ("on", "recorded_on"))
            assert "recorded 2025-09-08" in error.text("en")


def test_every_subject_of_a_slip_is_looked_at() -> None:
    """A slip of several subjects may not be dated before the last entry of any of them."""
    book = Shelf()
    book.post(added("A-1", "A-2"))
    book.post(moved("A-2", on=day(3)))
    assert objection(book, moved("A-1", "A-2", on=day(2))).code == "order"
    assert objection(book, paired("A-1", "A-2", on=day(2))).code == "order"
    book.post(paired("A-1", "A-2", on=day(4)))
    assert objection(book, moved("A-2", on=day(3))).code == "order"


def test_subjects_and_sums_have_clocks_of_their_own() -> None:
    """Other subjects, and money that is only added up, take any open day."""
    book = Shelf()
    book.post(added("A-1", on=day(9)))
    book.post(added("A-2", on=day(3)))
    book.post(paid("5.00", on=day(8)))
    book.post(spent("1.00", on=day(2)))
    assert book.version == 4


def test_a_batch_looks_at_its_own_entries() -> None:
    """Inside a batch the dates of a subject do not run backwards either."""
    error = refusal(lambda: Till().post_all([cash("R-1", on=day(3)), banked("R-1", on=day(2))]))
    assert (error.code, error.position) == ("order", 1)


def test_a_link_points_backwards() -> None:
    """``because`` names an earlier entry of this book, or one of another book, which is kept unchecked."""
    book = Shelf()
    book.post(added("A-1", because=Ref("repairs", 12)))
    book.post(moved("A-1", because=Ref("shelf", 0)))
    error = objection(book, moved("A-1", because=Ref("shelf", 2)))
    assert (error.code, error.fields) == ("reference", ("because",))


def test_a_book_as_of_a_day_holds_what_was_recorded_by_then() -> None:
    """The accounting date decides, that day included; entries keep their order and numbers."""
    book = Shelf()
    book.post(added("A-1", on=day(1)))
    book.post(moved("A-1", on=day(2), recorded_on=day(9)))
    book.post(added("A-2", on=day(4)))
    past = book.as_of(day(4))
    assert type(past) is Shelf
    assert [each.kind for each in past.entries] == ["shelf.items_added", "shelf.items_added"]
    assert past["A-1"].place == "东柜"
    assert book["A-1"].place == book.as_of(day(9))["A-1"].place == "西柜"
    assert list(book.as_of(day(3))) == ["A-1"]
    assert book.as_of(day(0)).version == 0
    assert past.history("A-2") == (book.entries[2],)
    assert past.figures(Month(2025, 9)).contributions == ()
    assert seen(past.as_of(day(3))).state == seen(book.as_of(day(3))).state


def test_a_table_can_be_asked_for_a_past_day() -> None:
    """``table(as_of=…)`` is the table of the book as of that day."""
    book = Shelf()
    book.post(added("A-1", on=day(1)))
    book.post(lent("A-1", "L-1", on=day(3)))
    assert [row[1] for row in book.table().rows] != [row[1] for row in book.table(as_of=day(2)).rows]
    assert len(book.table(as_of=day(0)).rows) == 0


def test_a_past_book_is_only_read() -> None:
    """Nothing can be posted to the book as of a day, alone, in a batch or as an objection asked for."""
    book = Shelf()
    book.post(added("A-1"))
    past = book.as_of(DAY)
    for act in (
        lambda: past.post(moved("A-1")),
        lambda: past.post_all([moved("A-1")]),
        lambda: past.post(reversal(past, 0)),
        lambda: past.post(closing(past)),
    ):
        error = refusal(act)
        assert (type(error), error.code) == (Refused, "state")
        assert "past day" in error.text("en")
    foretold = past.objection(moved("A-1"))
    assert foretold is not None
    assert foretold.code == "state"
    assert seen(past).version == 1


def test_numbers_stay_the_same_in_the_past() -> None:
    """A figure of a past book names the entry by the number it has in the live one."""
    book = Shelf()
    book.post(looked_over(on=day(5)))
    book.post(added("A-1", on=day(1)))
    book.post(lent("A-1", "L-1", on=day(2)))
    book.post(reversal(book, 2, on=day(4)))
    past = book.as_of(day(4))
    assert [each.ref for each in past.figures(Month(2025, 9)).behind("shelf.lent")] == [
        Ref("shelf", 2),
        Ref("shelf", 3),
    ]
    assert past.history("A-1") == tuple(book.entries[1:])
    assert past["A-1"].status == "on_shelf"
    assert book.as_of(day(3))["A-1"].status == "lent"


@pytest.mark.parametrize("wrong", [None, "2025-09-01", datetime(2025, 9, 1), date(1, 1, 1)])  # noqa: DTZ001
def test_a_day_is_a_day(wrong: Any) -> None:
    """The book as of something else than a day is ``InvalidValue``."""
    with pytest.raises(InvalidValue):
        Shelf().as_of(wrong)


def test_lines_of_a_loaded_book_follow_their_entries_into_the_past() -> None:
    """What stands otherwise in the text a book was loaded from is told by position, also two excerpts deep."""
    book = Shelf.replay([looked_over(on=day(9)), looked_over("西柜", on=day(1))], setting=Setting(), trusted=True)
    book.chronicle.written.update({0: "of day 9", 1: "of day 1"})
    once = book.as_of(day(5))
    assert once.chronicle.written == {0: "of day 1"}
    assert once.as_of(day(5)).chronicle.written == {0: "of day 1"}
    assert once.fingerprint() == once.as_of(day(5)).fingerprint()
