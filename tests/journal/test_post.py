"""Post: what is checked and in which order, what is written, and that a refusal leaves no trace."""

from datetime import date
from decimal import Decimal
from itertools import cycle, islice
from typing import Any

import attrs
import pytest

from schoollogistics.errors import Closed, Duplicate, LogisticsError, Refused, Unknown
from schoollogistics.journal import Ref, Setting
from tests.journal.shelf import (
    DAY,
    FeePaid,
    ItemMended,
    LotPriced,
    Shelf,
    Till,
    added,
    banked,
    bought,
    cash,
    lent,
    limited,
    looked_over,
    mended,
    moved,
    paid,
    paired,
    priced,
    retired,
    returned,
    spent,
    used,
)
from tests.journal.witness import closing, columns_of, objection, published, refusal, reversal, seen

OCTOBER = date(2025, 10, 6)


def peel(book: Shelf, entry: Any, cures: list[dict[str, Any]]) -> list[str]:
    """Return the codes that *entry* meets, mended by one cure after the other, until it is posted."""
    codes = []
    for cure in cures:
        codes.append(objection(book, entry).code)
        entry = attrs.evolve(entry, **cure)
    book.post(entry)
    return codes


def test_checks_come_in_one_order_for_a_slip_of_several_subjects() -> None:
    """Id, shape, closing, dates, lifecycle, check: a slip with every fault meets them in this order."""
    book = Shelf()
    book.post(added("A-1", "B-1", id="spent"))
    book.post(lent("A-1", "L-1", on=OCTOBER))
    book.post(moved("B-1", on=OCTOBER))
    book.post(closing(book, on=OCTOBER))
    entry = retired("A-1", on=date(2025, 9, 25), recorded_on=date(2025, 9, 20), id="spent")
    cures: list[dict[str, Any]] = [
        {"id": "fresh", "by": " 李老师"},
        {"by": "李老师"},
        {"recorded_on": date(2025, 10, 1), "on": date(2025, 10, 2)},
        {"recorded_on": date(2025, 10, 3)},
        {"on": OCTOBER, "recorded_on": OCTOBER},
        {"items": ("B-1",)},
        {"cosigned_by": ("王老师",)},
    ]
    assert peel(book, entry, cures) == ["key-reused", "ident", "closed", "order", "order", "state", "rule"]


def test_checks_come_in_the_same_order_for_a_slip_of_one_subject() -> None:
    """The short way through for one subject in one lifecycle keeps the same order of checks."""
    book = Shelf()
    book.post(bought("P-1", "P-2", pieces=1, id="spent"))
    book.post(used("P-1", on=OCTOBER))
    book.post(priced("P-2", "2.00", on=OCTOBER))
    book.post(closing(book, on=OCTOBER))
    entry = priced("P-1", "0", on=date(2025, 9, 25), recorded_on=date(2025, 9, 20), id="spent")
    cures: list[dict[str, Any]] = [
        {"id": "fresh", "by": " 李老师"},
        {"by": "李老师"},
        {"recorded_on": date(2025, 10, 1), "on": date(2025, 10, 2)},
        {"recorded_on": date(2025, 10, 3)},
        {"on": OCTOBER, "recorded_on": OCTOBER},
        {"lot": "P-2"},
        {"price": Decimal("0.125")},
    ]
    assert peel(book, entry, cures) == ["key-reused", "ident", "closed", "order", "order", "state", "range"]


def test_a_post_says_where_the_entry_stands() -> None:
    """Each post returns the name of the book and the number of the entry, counted from 0."""
    book = Shelf()
    assert [book.post(added("A-1")), book.post(looked_over())] == [Ref("shelf", 0), Ref("shelf", 1)]
    assert str(book.next_ref()) == "shelf#2"
    assert book.next_ref(3) == Ref("shelf", 5)
    assert book.version == len(book.entries) == 2


def test_fields_are_written_under_the_keys_of_their_lifecycle() -> None:
    """A field with the name of a column is written for each key of its lifecycle, and for no other."""
    book = Shelf()
    book.post(added("A-1", "A-2", place="东柜"))
    book.post(lent("A-1", "L-1", borrower="周同学"))
    assert (book["A-1"].place, book["A-2"].place) == ("东柜", "东柜")
    assert (book.of("loan")["L-1"].borrower, book.of("loan")["L-1"].thing) == ("周同学", "A-1")
    assert (book["A-1"].status, book.of("loan")["L-1"].status) == ("lent", "running")


def test_fields_of_lines_are_written_under_the_key_of_their_line() -> None:
    """A field of a line goes to the lot of that line, a field of the slip to every lot on it."""
    book = Shelf()
    slip = bought("P-1", "P-2", supplier="文具店")
    lines = (slip.lines[0], attrs.evolve(slip.lines[1], pieces=3, price=None))
    book.post(attrs.evolve(slip, lines=lines))
    lots = book.of("lot")
    assert (lots["P-1"].pieces, lots["P-1"].price, lots["P-1"].supplier) == (10, Decimal("1.50"), "文具店")
    assert (lots["P-2"].pieces, lots["P-2"].price, lots["P-2"].supplier) == (3, None, "文具店")


def test_nothing_is_never_written() -> None:
    """A field left out does not clear what an earlier entry wrote."""
    book = Shelf()
    book.post(added("A-1", place="东柜"))
    book.post(lent("A-1", "L-1"))
    book.post(returned("A-1", "L-1", condition="broken", flaw="裂缝"))
    book.post(mended("A-1"))
    assert (book["A-1"].place, book["A-1"].flaw) == ("东柜", "裂缝")
    book.post(moved("A-1", place="西柜"))
    assert book["A-1"].place == "西柜"


def test_a_sum_of_nothing_is_not_kept() -> None:
    """What was added and taken off again is as if it had never been."""
    book = Shelf()
    book.post(paid("5.00"))
    assert columns_of(book).paid == {"班费": Decimal("5.00")}
    book.post(spent("5.00"))
    assert columns_of(book).paid == {}


@pytest.mark.parametrize("stranger", [None, "shelf", 5, cash("R-1"), FeePaid, object()], ids=lambda s: type(s).__name__)
def test_what_belongs_to_no_book_of_this_kind_is_refused(stranger: Any) -> None:
    """An entry of another book, or what is no entry at all, is refused and told what the book takes."""
    error = objection(Shelf(), stranger)
    assert (type(error), error.code) == (Refused, "type")
    assert "ItemsAdded" in error.takes.en
    assert "MonthClosed" in error.takes.en


def test_an_unknown_subject_is_refused_with_what_is_near_it() -> None:
    """An entry about nothing in the book says what begins it, the rule behind that, and names like it."""
    book = Shelf()
    book.post(added("BX-101", "BX-102"))
    error = objection(book, lent("BX-10l", "L-1"))
    assert (type(error), error.code) == (Unknown, "unknown")
    assert error.rule is not None
    assert error.rule.code == "S00"
    assert "near it: BX-10" in error.text("en")
    assert "ItemsAdded" in error.takes.en
    assert "上架" in error.takes.zh
    assert "near" not in objection(Till(), banked("R-1")).text("en")


def test_an_impossible_step_says_what_can_follow() -> None:
    """A step that the table does not have is refused with the state and with every entry it would take."""
    book = Shelf()
    book.post(added("A-1"))
    book.post(lent("A-1", "L-1"))
    error = objection(book, moved("A-1"))
    assert (type(error), error.code) == (Refused, "state")
    assert error.text("en") == "ItemsMoved A-1: A-1 is lent; it can take ItemReturned"
    assert error.text("zh").startswith("shelf.items_moved A-1：A-1 现为“借出”；可登记：")
    book.post(returned("A-1", "L-1"))
    book.post(retired("A-1", cosigned_by=("王老师",)))
    assert objection(book, moved("A-1")).takes == ("it can take nothing more", "不再接受登记")


def test_a_second_beginning_is_a_duplicate() -> None:
    """A subject that is in the book does not begin again, and is told so by its state."""
    book = Shelf()
    book.post(added("A-1"))
    error = objection(book, added("A-2", "A-1"))
    assert (type(error), error.code) == (Duplicate, "duplicate")
    assert "A-1 is in the book already" in error.text("en")
    assert "A-2" not in book


def hostile(book: Shelf) -> list[Any]:
    """Return entries that a shelf with one item lent, one on the shelf and a closed month refuses, each for its reason."""
    return [
        added("A-1", on=OCTOBER),
        added("a-1", on=OCTOBER),
        added("B-9", "b-9", on=OCTOBER),
        added("", on=OCTOBER),
        added("A\u200b1", on=OCTOBER),
        added("=1+1", on=OCTOBER),
        added("C-1"),
        added("C-1", on=OCTOBER, recorded_on=date(2025, 9, 30)),
        added("C-1", on=OCTOBER, recorded_on=date(2025, 10, 5)),
        added("C-1", on=OCTOBER, because=Ref("shelf", 99)),
        added("C-1", on=OCTOBER, because=Ref("shelf", book.version)),
        added("C-1", on=OCTOBER, items=["C-1"]),
        added("C-1", on=OCTOBER, items="C-1"),
        added("C-1", on=OCTOBER, by=None),
        added("C-1", on=OCTOBER, by=7),
        added("C-1", on="2025-10-06"),
        added("C-1", on=date(1899, 12, 31)),
        added("C-1", on=OCTOBER, id="spent"),
        added("C-1", on=OCTOBER, despite=("S01",)),
        added("C-1", on=OCTOBER, despite=("S01",), note="没有必要"),
        added("C-1", on=OCTOBER, note="\x00"),
        moved("A-1", on=OCTOBER),
        moved("A-2", "A-1", on=OCTOBER),
        moved("Z-1", on=OCTOBER),
        lent("A-2", "L-1", on=OCTOBER),
        lent("A-2", "L-2", on=OCTOBER, borrower="周同学"),
        returned("A-2", "L-1", on=OCTOBER),
        returned("A-1", "L-9", on=OCTOBER),
        returned("A-1", "L-1", on=OCTOBER, condition="lost"),
        retired("A-2", on=OCTOBER),
        retired("A-2", "A-2", on=OCTOBER, cosigned_by=("王老师",)),
        paired("A-2", "Z-1", on=OCTOBER),
        used("P-1", 11, on=OCTOBER),
        used("P-1", 0, on=OCTOBER),
        used("P-1", True, on=OCTOBER),
        priced("P-1", "0", on=OCTOBER),
        priced("P-1", "NaN", on=OCTOBER),
        priced("P-1", "1e999999", on=OCTOBER),
        spent("9.99", on=OCTOBER),
        paid("1.005", on=OCTOBER),
        paid("sNaN", on=OCTOBER, id="spent"),
        reversal(book, 0, on=OCTOBER),
        reversal(book, 99, on=OCTOBER),
        reversal(book, 1, on=date(2025, 9, 30)),
        closing(book),
        closing(book, month=closing(book).month.previous()),
        closing(book, month=closing(book).month.next().next(), on=date(2026, 1, 1)),
        closing(Till(), month=closing(book).month.next(), on=date(2025, 11, 1)),
        published(version=2, on=OCTOBER),
        published(view="nothing", on=OCTOBER),
        cash("R-1", on=OCTOBER),
        "C-1",
        None,
    ]


def busy_shelf() -> Shelf:
    """Return a shelf with one item lent, one on the shelf, a lot, some money, and September closed."""
    book = Shelf(limited())
    book.post(added("A-1", "A-2", id="spent"))
    book.post(lent("A-1", "L-1"))
    book.post(bought("P-1"))
    book.post(paid("5.00"))
    book.post(closing(book, on=OCTOBER))
    return book


def test_refused_posts_leave_no_trace() -> None:
    """Ten thousand refused posts of every sort leave entries, state, version and fingerprint as they were."""
    book = busy_shelf()
    before = seen(book)
    codes = set()
    for entry in islice(cycle(hostile(book)), 10_000):
        codes.add(refusal(lambda entry=entry: book.post(entry)).code)  # type: ignore[misc]
    assert seen(book) == before
    assert codes >= {"type", "blank", "ident", "range", "choice", "format", "order", "unknown", "duplicate", "state"}
    assert codes >= {"rule", "closed", "reference", "insufficient", "key-reused", "missing", "character", "already"}
    assert seen(Shelf.replay(book.entries, setting=book.setting)) == before


def test_refused_batches_leave_no_trace() -> None:
    """A batch in which only the last entry is refused leaves entries, state, version and fingerprint as they were."""
    book = busy_shelf()
    before = seen(book)
    good: list[Any] = [
        added("D-1", "D-2", on=OCTOBER, id="d"),
        lent("D-1", "L-7", on=OCTOBER, borrower="吴同学"),
        bought("P-7", on=OCTOBER),
        used("P-7", 10, on=OCTOBER),
        priced("P-1", "3.25", on=OCTOBER, id="p"),
        paired("A-2", "D-2", on=OCTOBER),
        paid("2.00", on=OCTOBER),
        spent("7.00", on=OCTOBER),
    ]
    for entry in hostile(book):
        if getattr(entry, "because", None) == book.next_ref():
            continue  # in this batch it points at an earlier entry
        error = refusal(lambda entry=entry: book.post_all([*good, entry]))  # type: ignore[misc]
        assert error.position == len(good)
        assert seen(book) == before
    assert len(book.post_all(good)) == len(good)


def test_every_refusal_speaks_both_languages() -> None:
    """Each refusal has a stable code, an English and a Chinese line, and plain data that says the same."""
    book = busy_shelf()
    for entry in hostile(book):
        error = objection(book, entry)
        assert isinstance(error, LogisticsError)
        assert str(error) == f"{error.text('en')}\n{error.text('zh')}"
        assert error.text("en") != error.text("zh")
        assert len(error.text("en")) < 700
        assert error.to_data()["code"] == error.code


def test_an_objection_is_nothing_when_the_entry_can_follow() -> None:
    """``objection`` says nothing where ``post`` would not refuse, a repeated id included, and posts nothing."""
    book = busy_shelf()
    before = seen(book)
    assert book.objection(moved("A-2", on=OCTOBER)) is None
    assert book.objection(added("A-1", "A-2", id="spent")) is None
    assert seen(book) == before


def test_a_closed_month_is_told_from_when_it_is_open() -> None:
    """The refusal of a closed accounting date is ``Closed`` and gives the first day that is open."""
    error = objection(busy_shelf(), added("C-1"))
    assert isinstance(error, Closed)
    assert "recorded_on=2025-10-01" in error.takes.en


def test_kinds_without_check_or_apply_cost_nothing_extra() -> None:
    """A kind is planned once: what it does not have is not called."""
    plans = Shelf.declaration.plans
    assert (plans[ItemMended].has_check, plans[ItemMended].has_apply) == (False, False)
    assert (plans[LotPriced].has_check, plans[LotPriced].has_subjects) == (True, False)
    assert plans[LotPriced].plain is not None


def test_books_of_one_class_share_nothing() -> None:
    """Two books of one class and the same setting are filled apart."""
    setting = Setting()
    one, other = Shelf(setting), Shelf(setting)
    one.post(added("A-1"))
    other.post(added("A-9", on=DAY))
    assert list(one) == ["A-1"]
    assert list(other) == ["A-9"]
