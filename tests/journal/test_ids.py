"""The caller's key: the same id and content is the same post, and an id is spent once."""

from decimal import Decimal
from typing import Any

import attrs
import pytest

from schoollogistics.errors import Duplicate, InvalidValue
from schoollogistics.journal import Ref, Setting, post_all
from tests.journal.shelf import DAY, CashTaken, Shelf, Till, added, banked, cash, lent, moved, retired
from tests.journal.witness import closing, objection, refusal, reversal, seen


def test_the_same_id_and_content_is_posted_once() -> None:
    """A repeated post returns the earlier place, even where the entry could no longer follow."""
    book = Shelf()
    ref = book.post(added("A-1", id="k-1"))
    book.post(retired("A-1", cosigned_by=("王老师",)))
    book.post(closing(book))
    before = seen(book)
    assert book.post(added("A-1", id="k-1")) == ref == Ref("shelf", 0)
    assert book.post_all([added("A-1", id="k-1")]) == (ref,)
    assert seen(book) == before


def test_a_retry_can_be_known_before_it_is_stored() -> None:
    """A book says where the same id and content stands; nowhere, without an id or before it is posted."""
    book = Shelf()
    first = added("A-1", id="k-1")
    assert book.posted(first) is None
    ref = book.post(first)
    assert book.posted(first) == ref
    assert book.posted(added("A-1")) is None
    with pytest.raises(Duplicate, match="k-1"):
        book.posted(added("A-2", id="k-1"))


def test_an_id_spent_on_other_content_is_refused() -> None:
    """The same id with other content is a duplicate that says what the id was spent on."""
    book = Till()
    book.post(cash("R-1", id="k-1"))
    for other in (cash("R-1", "6.00", id="k-1"), cash("R-1", id="k-1", note="再来"), banked("R-1", id="k-1")):
        error = objection(book, other)
        assert (type(error), error.code, error.fields) == (Duplicate, "key-reused", ("id",))
        assert "till#0" in error.text("zh")


def test_only_entries_of_the_live_book_are_asked_about() -> None:
    """Whether an entry was posted is asked of the book that takes it, and of the live one."""
    book = Shelf()
    book.post_all([added("A-1", id="k-1"), lent("A-1", "L-1")])
    book.post(reversal(book, 1))
    assert refusal(lambda: book.posted(cash("R-1", id="k-1"))).code == "type"  # type: ignore[arg-type]
    assert refusal(lambda: book.as_of(DAY).posted(added("A-1", id="k-1"))).code == "state"


def test_without_an_id_nothing_is_the_same() -> None:
    """Two equal entries without id are two entries."""
    book = Shelf()
    book.post(added("A-1"))
    assert [book.post(moved("A-1")).number, book.post(moved("A-1")).number] == [1, 2]


def test_an_id_is_spent_by_success_only() -> None:
    """A refused post, a refused batch and an objection leave their ids free."""
    book = Shelf()
    objection(book, moved("A-1", id="k-1"))
    refusal(lambda: book.post_all([added("A-1", id="k-2"), moved("A-9", id="k-3")]))
    book.post(added("A-3", id="k-1"))
    book.post(added("A-2", id="k-2"))
    book.post(added("A-4", id="k-3"))
    assert list(book) == ["A-3", "A-2", "A-4"]


def test_ids_are_looked_up_inside_a_batch() -> None:
    """The same entry twice in one batch is one entry; other content under its id refuses the whole batch."""
    book = Shelf()
    refs = book.post_all([added("A-1", id="k-1"), lent("A-1", "L-1"), added("A-1", id="k-1")])
    assert refs == (Ref("shelf", 0), Ref("shelf", 1), Ref("shelf", 0))
    assert book.version == 2
    before = seen(book)
    error = refusal(lambda: book.post_all([added("A-2", id="k-2"), added("A-3", id="k-2")]))
    assert (error.code, error.position) == ("key-reused", 1)
    assert seen(book) == before


def test_ids_belong_to_one_book() -> None:
    """Two books may spend the same id, also in one batch."""
    shelf, till = Shelf(), Till()
    post_all((shelf, till), [added("A-1", id="k-1"), cash("R-1", id="k-1")])
    assert (shelf.post(added("A-1", id="k-1")).number, till.post(cash("R-1", id="k-1")).number) == (0, 0)


@pytest.mark.parametrize("loaded", [False, True])
def test_a_reversed_id_stays_spent(loaded: bool) -> None:
    """Neither a retry nor other content can use the id of a reversed entry, also after a load."""
    book = Shelf()
    book.post(added("A-1", id="k-1"))
    book.post(reversal(book, 0))
    if loaded:
        book = Shelf.replay(book.entries, setting=book.setting, trusted=True)
    assert objection(book, added("A-1", id="k-1")).code == "already"
    assert objection(book, added("A-2", id="k-1")).code == "key-reused"
    assert book.post(added("A-1", id="k-2")).number == 2


def test_closings_and_reversals_have_ids_too() -> None:
    """A retried closing or reversal returns its earlier place."""
    book = Shelf()
    book.post(added("A-1"))
    slip, month = reversal(book, 0, id="r-1"), closing(book, id="c-1")
    assert [book.post(each).number for each in (slip, slip, month, month)] == [1, 1, 2, 2]
    again = Shelf.replay(book.entries, setting=Setting(), trusted=True)
    assert [again.post(each).number for each in (slip, month)] == [1, 2]


HOSTILE: list[dict[str, Any]] = [
    {"amount": Decimal("sNaN")},
    {"amount": 5},
    {"receipt": 10**5000},
    {"receipt": ["R-1"]},
    {"by": None},
]


@pytest.mark.parametrize("change", HOSTILE)
def test_a_repeated_id_does_not_let_a_wrong_shape_pass(change: dict[str, Any]) -> None:
    """What has no shape is refused for that, and never compared with what the id was spent on."""
    book = Till()
    good = CashTaken(receipt="R-1", amount=Decimal("5.00"), on=DAY, by="钱会计", id="k-1")
    book.post(good)
    assert isinstance(objection(book, attrs.evolve(good, **change)), InvalidValue)


@pytest.mark.parametrize("key", [5, ["k"], b"k", "", " k", "k" * 65])
def test_an_id_is_an_id(key: Any) -> None:
    """An idempotency key has the shape of every id."""
    assert objection(Till(), cash("R-1", id=key)).fields == ("id",)


def test_spellings_that_differ_by_case_are_one_subject() -> None:
    """A new subject is refused where only case tells it from one in the book, from one on its own slip, or from a draft."""
    book = Shelf()
    book.post(added("A-1"))
    error = objection(book, added("a-1"))
    assert (type(error), error.code) == (Duplicate, "duplicate")
    assert "A-1 differs from a-1 by case only" in error.text("en")
    assert objection(book, added("B-1", "b-1")).code == "duplicate"
    assert refusal(lambda: book.post_all([added("C-1"), added("c-1")])).position == 1
    book.post(lent("A-1", "a-1"))
    assert book.of("loan")["a-1"].status == "running"


@pytest.mark.parametrize("loaded", [False, True])
def test_a_reversed_subject_leaves_its_spelling_free_until_another_takes_it(loaded: bool) -> None:
    """After a reversal either spelling may begin, but not both."""
    book = Till()
    book.post(cash("R-1"))
    book.post(reversal(book, 0))
    book.post(cash("r-1"))
    if loaded:
        book = Till.replay(book.entries, setting=book.setting, trusted=True)
    assert objection(book, cash("R-1")).code == "duplicate"
    book.post(reversal(book, 2))
    book.post(cash("R-1"))
    assert objection(book, cash("r-1")).code == "duplicate"
    assert list(book) == ["R-1"]
