"""Subjects: look one up, list them, follow their history, ask what can follow and which number is free."""

from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any

import pytest

from schoollogistics.errors import Text, Unknown
from schoollogistics.journal import Breach, Due, Setting, SubjectView
from schoollogistics.journal.subjects import cell_of
from schoollogistics.values.labels import Label, Labels
from tests.journal.shelf import (
    DAY,
    S01,
    Shelf,
    Till,
    added,
    banked,
    bought,
    cash,
    lent,
    looked_over,
    moved,
    paired,
    returned,
)
from tests.journal.witness import refusal, reversal


def story() -> Shelf:
    """Return a shelf with three things, one of them lent and one damaged."""
    book = Shelf()
    book.post(added("A-1", "A-2", "A-3"))
    book.post(lent("A-1", "L-1"))
    book.post(lent("A-2", "L-2", borrower="吴同学"))
    book.post(returned("A-2", "L-2", condition="broken", flaw="裂缝"))
    return book


def test_a_subject_shows_its_facts() -> None:
    """A view has the key, the status and every column of its lifecycle as attributes."""
    view = story()["A-2"]
    assert (view.key, view.status, view.place, view.flaw, view.partner) == ("A-2", "damaged", "东柜", "裂缝", None)
    assert dir(view) == ["flaw", "key", "labels", "partner", "place", "status"] == sorted(dir(view))
    assert repr(view) == "<A-2 damaged: place='东柜', flaw='裂缝'>"
    with pytest.raises(AttributeError, match="A-2 has no fact 'colour'; it has status, place, partner, flaw"):
        _ = view.colour
    assert not hasattr(view, "__wrapped__")


def test_a_view_is_of_its_moment() -> None:
    """Later posts do not change a view that was taken."""
    book = story()
    view = book["A-3"]
    book.post(moved("A-3"))
    assert (view.place, book["A-3"].place) == ("东柜", "西柜")
    assert view == SubjectView("A-3", "on_shelf", {"place": "东柜", "partner": None, "flaw": None}, Shelf.labels)


def test_a_view_prints_as_a_table() -> None:
    """A view is a table of its facts by their labels, those without a value left out."""
    view = story()["A-2"]
    table = view.to_table()
    assert table.rows[0] == (Text("Status", "状态"), Text("damaged", "damaged"))
    assert len(table.rows) == 3
    assert "裂缝" in view._repr_html_()


def test_a_book_is_a_collection_of_its_subjects() -> None:
    """Iteration, ``len`` and ``in`` speak of the first lifecycle, ``of`` of any."""
    book = story()
    assert list(book) == ["A-1", "A-2", "A-3"]
    assert (len(book), len(book.of("loan")), "L-1" in book, "L-1" in book.of("loan")) == (3, 2, False, True)
    assert bool(Shelf())


def test_a_subject_that_is_not_there_is_unknown() -> None:
    """Looking up says what is near, or how many there are."""
    error = refusal(lambda: story()["A-9"])
    assert (type(error), error.code) == (Unknown, "unknown")
    assert "near it: A-" in error.takes.en
    assert refusal(lambda: story()["完全不同"]).takes.en == "one of 3 in the book"
    assert refusal(lambda: story()[7]).code == "unknown"  # type: ignore[index]


def test_the_history_is_every_entry_that_named_the_subject() -> None:
    """The entries of one subject come in order of posting, reversed ones and their reversals among them."""
    book = story()
    book.post(paired("A-3"))
    book.post(reversal(book, 4))
    book.post(looked_over())
    book.post(reversal(book, 6))
    assert book.history("A-3") == (book.entries[0], book.entries[4], book.entries[5])
    assert book.history("A-2") == tuple(book.entries[n] for n in (0, 2, 3))
    assert book.of("loan").history("L-2") == tuple(book.entries[2:4])
    assert book.history("Z-1") == ()


def test_a_table_has_one_row_for_each_subject() -> None:
    """The table lists key, status and facts; equal facts, or a status, choose the rows."""
    book = story()
    table = book.table()
    assert [row[0] for row in table.rows] == ["A-1", "A-2", "A-3"]
    assert [column.key for column in table.columns] == ["key", "status", "place", "partner", "flaw"]
    assert [row[0] for row in book.table(status="lent").rows] == ["A-1"]
    assert [row[0] for row in book.table(flaw="裂缝", status="damaged").rows] == ["A-2"]
    assert [row[0] for row in book.table(flaw=None).rows] == ["A-1", "A-3"]
    assert book.of("loan").table(borrower="无此人").rows == ()
    assert table.rows[0][1] == Text("lent", "借出")


def test_a_table_is_not_filtered_by_what_nobody_knows() -> None:
    """A filter by no fact of the lifecycle is refused with those it has."""
    error = refusal(lambda: story().table(colour="red"))
    assert (type(error), error.code) == (Unknown, "unknown")
    assert error.takes.en == "one of status, place, partner, flaw"


def test_a_table_is_not_filtered_by_a_state_that_is_none() -> None:
    """A misspelled state is refused, not answered with an empty table."""
    error = refusal(lambda: story().table(status="lnet"))
    assert (type(error), error.code) == (Unknown, "unknown")
    assert "lent" in error.takes.en


def test_cells_show_codes_by_their_labels() -> None:
    """Coded values are shown by label, tuples by their parts, and whatever else by its text."""
    labels = Labels(choices={"flaw": {"crack": Label("crack", "裂缝")}})
    assert cell_of(labels, "flaw", "crack") == Text("crack", "裂缝")
    assert cell_of(labels, "place", "crack") == "crack"
    for value in (5, Decimal("1.50"), DAY, time(16, 50), None):
        assert cell_of(labels, "place", value) == value
    assert cell_of(labels, "place", ("a", 1)) == ("a", "1")
    assert cell_of(labels, "place", frozenset()) == "frozenset()"


def test_the_next_number_is_free() -> None:
    """``next_id`` goes on from the highest number behind a prefix, as wide as that was, in whatever case it is spelled."""
    book = Shelf()
    assert book.next_id("BX-0908-") == "BX-0908-01"
    book.post(added("BX-0908-07", "BX-0908-x", "BX-0909-99", "BX-0908-008"))
    assert book.next_id("BX-0908-") == "BX-0908-009"
    assert book.next_id("BX-0909-") == "BX-0909-100"
    assert book.next_id("bx-0909-") == "bx-0909-100"
    book.post(added(book.next_id("BX-0909-")))
    assert book.next_id("") == "01"


def test_entries_are_read_as_a_sequence() -> None:
    """The entries of a book can be indexed, sliced, compared and counted, and not changed."""
    book = story()
    entries = book.entries
    assert (entries[0], entries[-1]) == (added("A-1", "A-2", "A-3"), tuple(entries)[-1])
    assert entries[1:3] == tuple(entries)[1:3]
    assert entries == story().entries
    others: list[Any] = [list(entries), tuple(entries)]
    assert all(entries == other for other in others)
    strangers: list[Any] = [tuple(entries)[:-1], 5]
    assert all(entries != stranger for stranger in strangers)
    assert hash(entries) == hash(tuple(entries))
    assert repr(entries) == "<4 entries>"
    assert not hasattr(entries, "append")
    book.post(looked_over())
    assert len(entries) == 5


def test_questions_come_in_order_of_time() -> None:
    """What is due and what did not hold is sorted by day, then by what it is about."""

    class Asked(Till):
        """A till that wants every receipt banked the next day."""

        due_questions = (
            lambda book, span: [
                Due(what=Text("bank it", "缴存"), last=book.entries[0].on + timedelta(days=n), subject=("receipt", key))
                for n, key in enumerate(sorted(book, reverse=True))
            ],
            lambda book, span: [Due(what=Text("count", "盘点"), last=span.first)],
        )
        breach_questions = (
            lambda book, span: [
                Breach(rule=S01, on=span.last - timedelta(days=n), found=Text(key, key)) for n, key in enumerate(book)
            ],
        )

    book = Asked(Setting())
    book.post_all([cash("R-1"), cash("R-2"), banked("R-2")])
    assert [due.subject for due in book.due(DAY)] == [None, ("receipt", "R-2"), ("receipt", "R-1")]
    assert [breach.found.en for breach in book.breaches(date(2025, 9, 30))] == ["R-2", "R-1"]
    assert Till().due(DAY) == ()


def test_findings_read_as_one_line() -> None:
    """What is due says by when, about what and by whom; a breach says when, which rule and what was found."""
    due = Due(what=Text("bank it", "缴存"), last=DAY, until=time(16, 0), subject=("receipt", "R-1"), who="钱会计")
    assert str(due) == "2025-09-01 16:00 R-1 bank it, 钱会计"
    assert due.text("zh") == "2025-09-01 16:00 R-1 缴存，钱会计"
    assert str(Due(what=Text("bank it", "缴存"), last=DAY)) == "2025-09-01 bank it"
    breach = Breach(rule=S01, on=DAY, found=Text("one signature", "只有一人签字"))
    assert str(breach) == "2025-09-01 S01 Two sign for what is retired: one signature"
    assert breach.text("zh") == "2025-09-01 S01 报废须两人签字: 只有一人签字"


def test_documents_and_lots_have_names() -> None:
    """A document says its name in both languages; subjects of other lifecycles are listed as the first ones are."""
    assert Shelf.documents[0].text == Text("Shelf list", "在架清单")
    book = Shelf()
    book.post(bought("P-1"))
    assert book.of("lot").table().rows[0][0] == "P-1"
