"""Closing a month and publishing a document: entries that every book accepts."""

from datetime import date, timedelta

import pytest

from schoollogistics.errors import Closed, InvalidValue, Refused, Unknown
from schoollogistics.journal import Ref, Setting
from schoollogistics.values.periods import DateSpan, Month
from tests.journal.shelf import DAY, Shelf, Till, added, banked, cash, lent, moved, paid, returned
from tests.journal.witness import SEPTEMBER, closing, objection, published, refusal, reversal, seen

OCTOBER = Month(2025, 10)


def test_months_are_closed_in_order() -> None:
    """The first closing may be of any month; after it comes the next one, never the same, an earlier or a later one."""
    book = Shelf()
    book.post(closing(book))
    for month, kind, code in (
        (SEPTEMBER, Closed, "already"),
        (Month(2025, 8), Closed, "already"),
        (Month(2025, 11), Refused, "order"),
    ):
        error = objection(book, closing(book, month, on=date(2026, 1, 1)))
        assert (type(error), error.code) == (kind, code)
        assert "2025-10" in error.takes.en
    book.post(closing(book, OCTOBER))
    assert objection(book, closing(book, OCTOBER)).code == "already"


def test_a_month_is_closed_when_it_is_over() -> None:
    """A closing recorded before the last day of its month is refused, one on that day is not."""
    book = Shelf()
    error = objection(book, closing(book, on=date(2025, 9, 29)))
    assert (error.code, error.fields) == ("date", ("month", "recorded_on"))
    book.post(closing(book, on=date(2025, 9, 29), recorded_on=date(2025, 9, 30)))


def test_closings_do_not_run_backwards() -> None:
    """A closing is not dated before the one before it, so a past day never sees the later month closed and not the earlier."""
    book = Shelf()
    book.post(closing(book, on=date(2025, 12, 31)))
    assert objection(book, closing(book, OCTOBER)).code == "order"
    assert (
        objection(book, closing(book, OCTOBER, recorded_on=date(2025, 12, 31), on=date(2025, 12, 30))).code == "order"
    )
    book.post(closing(book, OCTOBER, on=date(2025, 12, 31)))
    assert dict(book.as_of(date(2025, 12, 30)).chronicle.state.closed) == {}


def test_a_closed_month_takes_no_accounting_date() -> None:
    """Nothing is recorded up to the end of a closed month, but things of that month may be recorded later."""
    book = Shelf()
    book.post(added("A-1"))
    book.post(paid("5.00"))
    book.post(closing(book))
    last = SEPTEMBER.last
    for entry in (
        moved("A-1", on=last),
        moved("A-1", recorded_on=last),
        added("B-1"),
        paid("1.00"),
        reversal(book, 1, on=last),
        published(on=last),
    ):
        error = objection(book, entry)
        assert (type(error), error.code, error.fields) == (Closed, "closed", ("recorded_on",))
    late = moved("A-1", on=last, recorded_on=OCTOBER.first, note="迟到的单据")
    assert book.post(late).number == 3


def test_a_closed_month_keeps_its_figures() -> None:
    """What is posted after the closing, a reversal included, changes no figure of the closed month."""
    book = Shelf()
    book.post(added("A-1"))
    book.post(lent("A-1", "L-1"))
    book.post(paid("5.00"))
    book.post(closing(book))
    figures = book.figures(SEPTEMBER)
    book.post(reversal(book, 1, on=OCTOBER.first))
    book.post(reversal(book, 2, on=OCTOBER.first))
    assert book.figures(SEPTEMBER) == figures
    assert (figures["shelf.lent"], book.figures(OCTOBER)["shelf.lent"]) == (1, -1)


def test_a_closing_names_its_book() -> None:
    """The slip of another book's closing is refused."""
    error = objection(Shelf(), closing(Till()))
    assert (error.code, error.fields) == ("reference", ("book",))


def test_what_is_still_open_is_all_listed() -> None:
    """A book that has something to settle first refuses its closing with everything that it lists."""
    book = Till()
    book.post_all([cash("R-1"), cash("R-2"), cash("R-3"), banked("R-2")])
    error = objection(book, closing(book))
    assert (error.code, error.stands.en, error.stands.zh) == (
        "state",
        "R-1 not banked; R-3 not banked",
        "R-1 未缴存；R-3 未缴存",
    )
    book.post_all([banked("R-1"), banked("R-3")])
    book.post(closing(book))
    assert Shelf().open_for_closing(SEPTEMBER) == ()


def test_closings_and_reversals_are_posted_alone() -> None:
    """A batch takes neither, wherever they stand in it."""
    book = Shelf()
    book.post(added("A-1"))
    before = seen(book)
    for slip in (closing(book), reversal(book, 0)):
        error = refusal(lambda slip=slip: book.post_all([moved("A-1"), slip]))  # type: ignore[misc]
        assert (error.code, error.position) == ("state", 1)
        assert "posted alone" in error.text("en")
    assert seen(book) == before


def test_the_last_month_of_all_can_be_closed() -> None:
    """After December 2199 nothing more is open, and every further post is refused as any other."""
    book = Shelf()
    book.post(closing(book, Month(2199, 12), on=date(2199, 12, 31)))
    assert isinstance(objection(book, added("A-1", on=date(2199, 12, 31))), InvalidValue | Closed)


def test_versions_of_a_document_follow_one_another() -> None:
    """A document is published version by version, every one but the first with a reason."""
    book = Shelf()
    assert objection(book, published(2)).code == "order"
    assert objection(book, published(0)).code == "order"
    book.post(published())
    assert objection(book, published(1)).code == "order"
    assert objection(book, published(2)).code == "missing"
    book.post(published(2, reason="数字有误"))
    book.post(published(1, period=OCTOBER))
    book.post(published(1, period=DateSpan(SEPTEMBER.first, DAY)))
    assert list(book.chronicle.state.published.values()) == [2, 1, 1]


def test_versions_of_a_document_do_not_run_backwards() -> None:
    """A version is not dated before the one before it, nor before a reversal of it, so a past day never sees a later one alone."""
    book = Shelf()
    book.post(published(1, on=date(2025, 9, 20)))
    assert objection(book, published(2, on=date(2025, 9, 19), reason="更正")).code == "order"
    error = refusal(lambda: book.post_all([published(2, reason="更正", recorded_on=date(2025, 9, 19))]))
    assert (error.code, error.position) == ("order", 0)
    book.post(published(2, on=date(2025, 9, 20), reason="更正"))
    error = objection(book, reversal(book, 0, on=date(2025, 9, 20)))
    assert error.code == "state"
    assert "shelf#1, Published shelf_list 2025-09, came after it" in error.stands.en
    book.post(reversal(book, 1, on=date(2025, 9, 25)))
    assert objection(book, published(2, on=date(2025, 9, 24), reason="更正")).code == "order"
    book.post(reversal(book, 0, on=date(2025, 9, 25)))
    book.post(published(1, period=OCTOBER))
    assert [book.as_of(date(2025, 9, n)).chronicle.state.published for n in (19, 24, 25)] == [
        {("shelf_list", "2025-10"): 1},
        {("shelf_list", "2025-10"): 1, ("shelf_list", "2025-09"): 2},
        {("shelf_list", "2025-10"): 1},
    ]


def test_a_notice_does_not_end_before_it_begins() -> None:
    """The last day of a notice is on or after its first."""
    error = objection(Shelf(), published(until=DAY - timedelta(days=1)))
    assert (error.code, error.fields) == ("order", ("until",))
    Shelf().post(published(until=DAY))


def test_only_documents_of_the_book_are_published() -> None:
    """A document the book does not have is refused with those that it has."""
    error = objection(Shelf(), published(view="shelf_lis"))
    assert (type(error), error.code, error.fields) == (Unknown, "unknown", ("view",))
    assert "shelf_list" in error.takes.en
    assert "one of -" in objection(Till(), published()).takes.en


def test_publications_go_into_batches_of_one_book() -> None:
    """A document can be published in the batch of its book, and taken back with it."""
    book = Shelf()
    assert book.post_all([added("A-1"), published(id="p-1"), published(2, reason="更正")])[1] == Ref("shelf", 1)
    before = seen(book)
    assert refusal(lambda: book.post_all([published(3, reason="更正", id="p-3"), moved("Z-1")])).position == 1
    assert seen(book) == before


def test_a_publication_can_be_reversed() -> None:
    """A reversed version counts as never published."""
    book = Shelf()
    book.post(published())
    book.post(reversal(book, 0))
    assert objection(book, published(2, reason="更正")).code == "order"
    book.post(published())


@pytest.mark.parametrize("trusted", [False, True])
def test_a_loaded_book_keeps_its_closings(trusted: bool) -> None:
    """Replayed, a book is closed as far as it was."""
    book = Till()
    book.post_all([cash("R-1"), banked("R-1")])
    book.post(closing(book))
    again = Till.replay(book.entries, setting=Setting(), trusted=trusted)
    assert objection(again, cash("R-2")).code == "closed"
    assert seen(again) == seen(book)


def test_returns_after_a_closing_are_dated_after_it() -> None:
    """A loan of a closed month ends in an open one."""
    book = Shelf()
    book.post_all([added("A-1"), lent("A-1", "L-1")])
    book.post(closing(book))
    book.post(returned("A-1", "L-1", on=SEPTEMBER.last, recorded_on=OCTOBER.first))
    assert book["A-1"].status == "on_shelf"
    assert book.as_of(SEPTEMBER.last)["A-1"].status == "lent"


def test_a_first_closing_does_not_begin_before_the_first_entry() -> None:
    """A slip of the pen in the year would leave every month since to be closed one by one."""
    book = Shelf()
    book.post(added("A-1"))
    error = objection(book, closing(book, Month(2015, 9), on=DAY.replace(day=30)))
    assert (error.code, error.fields) == ("order", ("month",))
    assert error.takes.en == "close 2025-09 first, or a later month"
    empty = Shelf()
    assert empty.post(closing(empty, Month(2015, 9), on=DAY)).number == 0
