"""Batches: several entries into one book or two, all or nothing, each routed to the book that takes it."""

from collections.abc import Iterator
from decimal import Decimal
from itertools import count
from typing import Any

import pytest

from schoollogistics.errors import Duplicate, InvalidValue, LogisticsError, Refused
from schoollogistics.journal import Ref, Setting, post_all
from schoollogistics.journal.batch import BATCH_MOST, Bench
from schoollogistics.journal.state import undo
from tests.journal.shelf import (
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
    returned,
    used,
)
from tests.journal.witness import closing, columns_of, folded, published, refusal, reversal, seen

GOOD: list[Any] = [
    added("A-1", "A-2"),
    cash("R-1", id="r-1"),
    lent("A-1", "L-1", id="l-1"),
    bought("P-1", "P-2"),
    banked("R-1"),
    used("P-1", 10),
    priced("P-2", "2"),
    returned("A-1", "L-1", condition="broken", flaw="裂缝"),
    paired("A-2"),
    paid("5.00"),
    cash("R-2", "7.00"),
    looked_over(),
]


def filled() -> tuple[Shelf, Till]:
    """Return a shelf and a till with something in each."""
    shelf, till = Shelf(), Till()
    shelf.post_all([added("B-1"), bought("P-9"), paid("1.00"), paired("B-1")])
    till.post(cash("R-9"))
    return shelf, till


def test_a_batch_is_as_many_single_posts() -> None:
    """What is posted together leaves the books as if it had been posted one by one."""
    shelf, till = filled()
    refs = post_all((shelf, till), GOOD)
    one_by_one = filled()
    books = {kind: book for book in one_by_one for kind in book.kinds}
    assert refs == tuple(books[type(entry)].post(entry) for entry in GOOD)
    assert [seen(shelf), seen(till)] == [seen(book) for book in one_by_one]
    assert seen(Shelf.replay(shelf.entries, setting=Setting(), trusted=True)) == seen(shelf)


@pytest.mark.parametrize("place", range(len(GOOD) + 1))
def test_one_refusal_refuses_all(place: int) -> None:
    """Whatever place the bad entry has, the error tells it and neither book has changed."""
    shelf, till = filled()
    before = seen(shelf), seen(till)
    for bad in (moved("Z-1"), cash("R-9"), cash("R-7", "7"), "entry", None):
        error = refusal(lambda bad=bad: post_all((shelf, till), [*GOOD[:place], bad, *GOOD[place:]]))  # type: ignore[misc]
        assert error.position == place
        assert error.to_data()["position"] == place
        assert error.text("en").startswith(f"entry {place + 1}: ")
        assert error.text("zh").startswith(f"第{place + 1}条：")
        assert (seen(shelf), seen(till)) == before
    post_all((shelf, till), GOOD)
    assert shelf.chronicle.state == folded(shelf, range(shelf.version))


def test_an_empty_batch_is_nothing() -> None:
    """No entries, or no books and no entries, are posted without complaint."""
    shelf, till = filled()
    before = seen(shelf)
    assert shelf.post_all([]) == post_all((shelf, till), ()) == post_all((), ()) == ()
    assert seen(shelf) == before


def test_entries_are_routed_by_their_kind() -> None:
    """Each entry goes to the book that takes its kind, in the order given, whatever the order of the books."""
    for books in ((Shelf(), Till()), (Till(), Shelf())):
        refs = post_all(books, [cash("R-1"), added("A-1"), banked("R-1")])
        assert refs == (Ref("till", 0), Ref("shelf", 0), Ref("till", 1))


def test_two_books_of_one_kind_are_refused() -> None:
    """Books that take the same kinds cannot be told apart, nor can the same book given twice."""
    shelf = Shelf()
    for books in ((shelf, Shelf()), (shelf, shelf), (Till(), shelf, Till())):
        error = refusal(lambda books=books: post_all(books, [added("A-1")]))  # type: ignore[misc]
        assert (type(error), error.code, error.position) == (InvalidValue, "duplicate", None)
    assert shelf.version == 0
    assert shelf.post(added("A-1")).number == 0


def test_what_no_book_takes_alone_is_refused() -> None:
    """An entry for none of the books is refused, and so is a publication of a document that none of them has."""
    shelf, till = filled()
    assert post_all((shelf, till), [published()]) == (Ref("shelf", shelf.version - 1),)
    error = refusal(lambda: post_all((shelf, till), [published(view="lunch_list")]))
    assert (type(error), error.code, error.position) == (Refused, "type", 0)
    assert "shelf, till" in error.text("en")
    assert refusal(lambda: post_all((), [added("A-1")])).code == "type"
    error = refusal(lambda: post_all((till,), [added("A-1")]))
    assert "the book till does not take it" in error.text("en")


def test_closings_and_reversals_stay_out_of_batches() -> None:
    """Neither is posted with other entries, in one book or in two."""
    shelf, till = filled()
    for slip in (closing(shelf), reversal(shelf, 0)):
        assert refusal(lambda slip=slip: post_all((shelf, till), [cash("R-1"), slip])).position == 1  # type: ignore[misc]
        assert refusal(lambda slip=slip: shelf.post_all([slip])).position == 0  # type: ignore[misc]


def test_a_past_book_takes_no_batch() -> None:
    """A book as of a past day refuses the batch before anything of it is looked at."""
    shelf, till = filled()
    past = till.as_of(till.entries[0].on)
    before = seen(shelf)
    error = refusal(lambda: post_all((shelf, past), [added("A-1")]))
    assert (type(error), error.code, error.position) == (Refused, "state", None)
    assert seen(shelf) == before


def test_a_batch_has_a_limit() -> None:
    """More entries than the limit are refused, also out of a source that never ends."""

    def endless() -> Iterator[Any]:
        return (looked_over(f"{n}") for n in count())

    book = Shelf()
    error = refusal(lambda: book.post_all(endless()))
    assert (type(error), error.code) == (InvalidValue, "limit")
    assert str(BATCH_MOST) in error.takes.en
    assert book.version == 0


def test_links_inside_a_batch() -> None:
    """``next_ref(ahead)`` names an entry of the same batch; a link to itself or to a later one is refused."""
    book = Shelf()
    book.post(looked_over())
    book.post_all([added("A-1"), moved("A-1", because=book.next_ref()), paid("1.00", because=book.next_ref(1))])
    assert [each.because for each in book.entries[1:]] == [None, Ref("shelf", 1), Ref("shelf", 2)]
    for ahead in (1, 2):
        batch = [moved("A-1"), moved("A-1", because=book.next_ref(ahead))]
        error = refusal(lambda batch=batch: book.post_all(batch))  # type: ignore[misc]
        assert (error.code, error.position) == ("reference", 1)


def test_a_check_across_books_sees_what_there_would_be() -> None:
    """It is asked of each entry in turn, with every book as it would be so far: counts of entries, and who is known."""
    shelf, till = filled()
    looks = []

    def look(entry: Any, bench: Bench) -> None:
        counts = bench.count("shelf"), bench.count("till"), bench.count("canteen")
        looks.append((entry, counts, bench.has("shelf", "item", "A-1"), bench.has("till", "receipt", "R-1")))

    batch: list[Any] = [cash("R-1"), added("A-1"), banked("R-1")]
    post_all((shelf, till), batch, check=look)
    assert looks == [
        (batch[0], (4, 2, None), False, True),
        (batch[1], (5, 2, None), True, True),
        (batch[2], (5, 3, None), True, True),
    ]


def test_a_check_across_books_refuses_all() -> None:
    """What it raises is the refusal of the batch, with the place of the entry, and no book has changed."""
    shelf, till = filled()
    before = seen(shelf), seen(till)

    def refuse_lending(entry: Any, bench: Bench) -> None:
        if entry == lent("A-1", "L-1"):
            raise refused

    refused = refusal(lambda: Shelf().post(moved("Z-1")))
    batch: list[Any] = [cash("R-1"), added("A-1"), lent("A-1", "L-1"), banked("R-1")]
    error = refusal(lambda: post_all((shelf, till), batch, check=refuse_lending))
    assert error is refused
    assert error.position == 2
    assert (seen(shelf), seen(till)) == before
    post_all((shelf, till), batch)


def test_a_check_across_books_is_not_asked_of_what_is_there() -> None:
    """An entry found by its id, from before the batch or inside it, was checked when it was posted."""
    shelf, till = filled()
    shelf.post(added("A-1", id="a"))
    asked: list[Any] = []
    batch: list[Any] = [added("A-1", id="a"), cash("R-1", id="r"), cash("R-1", id="r")]
    refs = post_all((shelf, till), batch, check=lambda entry, _: asked.append(entry))
    assert asked == [cash("R-1", id="r")]
    assert refs == (Ref("shelf", 4), Ref("till", 1), Ref("till", 1))


def test_a_check_that_fails_posts_nothing() -> None:
    """A check that breaks leaves no trace either: whoever reads next finds the books as they were."""
    shelf, till = filled()
    before = seen(shelf), seen(till)

    def broken(entry: Any, bench: Bench) -> None:
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        post_all((shelf, till), [cash("R-1"), added("A-1")], check=broken)
    assert (seen(shelf), seen(till)) == before
    post_all((shelf, till), GOOD)


def test_a_source_that_fails_posts_nothing() -> None:
    """An exception out of the source of the entries leaves the book as it was."""

    def source() -> Iterator[Any]:
        yield added("A-1")
        raise EOFError

    book = Shelf()
    with pytest.raises(EOFError):
        book.post_all(source())
    assert (book.version, len(book)) == (0, 0)


def test_a_source_may_post_to_the_book_itself() -> None:
    """Entries are gathered first, so a source that posts on its way is in order."""
    book = Shelf()

    def source() -> Iterator[Any]:
        book.post(added("A-1"))
        yield moved("A-1")

    assert book.post_all(source()) == (Ref("shelf", 1),)


def test_each_entry_sees_those_before_it() -> None:
    """Sums, states, ids and spellings inside a batch are those after the entries before."""
    book = Shelf()
    book.post_all([bought("P-1", pieces=3), used("P-1", 2), used("P-1", 1)])
    assert book.chronicle.state.derived == {1: Decimal("3.00"), 2: Decimal("1.50")}
    assert refusal(lambda: book.post_all([bought("P-2", pieces=1), used("P-2"), used("P-2")])).position == 2
    error = refusal(lambda: book.post_all([added("C-1"), added("c-1")]))
    assert (type(error), error.position) == (Duplicate, 1)


def test_a_batch_after_a_batch_starts_anew() -> None:
    """Batches follow each other, refused ones in between, and the book goes on from what was taken."""
    book = Shelf()
    for number in range(5):
        book.post_all([added(f"A-{number}"), paid("1.00")])
        refusal(lambda number=number: book.post_all([moved(f"A-{number}"), paid("1.00"), moved("Z-1")]))  # type: ignore[misc]
        book.post(moved(f"A-{number}", note="一件件来"))
    assert book.version == 15
    assert book.chronicle.state == folded(book, range(15))
    assert seen(Shelf.replay(book.entries, setting=Setting())) == seen(book)


def test_every_column_can_do_what_a_dict_can() -> None:
    """What ``check`` and ``apply`` do with a column works in a batch and under a reversal as it does in a single post."""
    book = Shelf()
    book.post(added("A-1", "A-2"))
    log: list[Any] = []
    column = columns_of(book).logged(log).place
    assert (list(column), len(column), "A-1" in column, column["A-1"]) == (["A-1", "A-2"], 2, True, "东柜")
    assert list(reversed(column)) == ["A-2", "A-1"]
    assert (list(column.keys()), list(column.values())) == (["A-1", "A-2"], ["东柜", "东柜"])
    assert list(column.items()) == [("A-1", "东柜"), ("A-2", "东柜")]
    assert (column.get("Z-1"), column.get("Z-1", "nowhere")) == (None, "nowhere")
    assert column == {"A-1": "东柜", "A-2": "东柜"}
    assert column.setdefault("A-1", "x") == "东柜"
    column.update({"A-3": "南柜"})
    assert column.pop("A-1") == "东柜"
    assert column.pop("A-1", None) is None
    with pytest.raises(KeyError):
        column.pop("A-1")
    with pytest.raises(KeyError):
        del column["A-1"]
    assert columns_of(book).place == {"A-2": "东柜", "A-3": "南柜"}
    undo(log)
    assert columns_of(book).place == {"A-1": "东柜", "A-2": "东柜"}


def test_a_refusal_is_an_error_of_the_library() -> None:
    """The error of a batch is that of the entry refused, with the same code and rule as alone."""
    book = Shelf()
    alone = book.objection(moved("Z-1"))
    error = refusal(lambda: book.post_all([moved("Z-1")]))
    assert isinstance(error, LogisticsError)
    assert alone is not None
    assert {**alone.to_data(), "position": 0} == error.to_data()
