"""Seventy-six bad inputs to a repair desk: each is refused with its code, or it is said which sentence decides otherwise.

Every refusal leaves the book as it was. *elsewhere* quotes the plan of the house for what a repair desk does not hold.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve, frozen

from schoollogistics.calendar import within_days
from schoollogistics.errors import BadDocument, Closed, Duplicate, InvalidValue, LogisticsError, Refused, Unknown
from schoollogistics.journal import EntryReversed, MonthClosed, Ref
from schoollogistics.repairs import PartUsed, RepairReported, RepairWorkflow, repair_slip
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity
from schoollogistics.wire import Wire
from tests.repairs.stories import (
    PLAN,
    accept,
    assign,
    cancel,
    finish,
    hand_over,
    in_hand,
    merge,
    report,
    send_back,
    sept,
    start,
    tell,
    triage,
)

Attempt = Callable[[RepairWorkflow], object]

DAY: Final = sept(8)
NEW, JUDGED, GIVEN, DONE, OVER, GONE, AWAY = (f"BX-{number}" for number in range(1, 8))
REVERSED, REVERSAL, ABROAD = Ref("repairs", 1), Ref("repairs", 2), Ref("stores", 1)
FORM: Final = evolve(report(DAY, repair=NEW), id="form-7")

IDS: Final = "Ids are plain `str` aliases, what the school's papers say; a name will do until two people share it."
OFFICE: Final = "`LogisticsOffice`: `post` routes entries to their books, all or nothing, and checks links."
DOMAINS: Final = "A domain imports no other domain; what needs two lives in `office/`."
STATUS: Final = "The book runs the table and alone writes the status."
MERGES: Final = "Merges of two tickets: the second key gets the clock, not the step; every reporter is kept."
EVIDENCE: Final = "`evidence`: names or addresses of photos and scans, never opened."
HOST: Final = "A host checks, stores, then posts: `objection` is None → insert with `version` → `post`."


@frozen
class Row:
    """One bad input: what is tried and the error it meets; the *sentence* that decides where that is not plain."""

    number: int
    what: str
    attempt: Attempt | None = None
    error: type[LogisticsError] | None = None
    code: str = ""
    sentence: str = ""


def the_desk() -> RepairWorkflow:
    """Return a desk with a repair in each stage, one slip reversed, and August closed."""
    book = RepairWorkflow(PLAN)
    book.post(MonthClosed(book="repairs", month=Month(2025, 8), on=date(2025, 8, 31), by="王老师"))
    book.post(report(DAY, repair="BX-80"))
    book.post(EntryReversed(of=REVERSED, reason="录错", on=DAY, by="王老师"))
    for entry in (
        FORM,
        *(report(DAY, repair=JUDGED), triage(DAY, repair=JUDGED)),
        *in_hand(DAY, repair=GIVEN),
        *(*in_hand(DAY, repair=DONE), finish(DAY, repair=DONE)),
        *(*in_hand(DAY, repair=OVER), finish(DAY, repair=OVER), accept(DAY, repair=OVER)),
        *(report(DAY, repair=GONE), cancel(DAY, repair=GONE)),
        *(report(DAY, repair=AWAY), merge(DAY, repair=AWAY, into=NEW)),
    ):
        book.post(entry)
    return book


def post(entry: Any, **changes: Any) -> Attempt:
    """Return the attempt to post *entry* with some fields other than they should be."""
    return lambda book: book.post(evolve(entry, **changes))


def slip(**changes: Any) -> Attempt:
    """Return the attempt to hand in a slip with something wrong on it."""
    return post(report(DAY, repair="BX-90"), **changes)


def cost(**changes: Any) -> Attempt:
    """Return the attempt to finish a repair with something wrong about its costs."""
    return post(finish(DAY, repair=GIVEN), **changes)


def part(quantity: Any) -> Attempt:
    """Return the attempt to use a part in a wrong quantity."""
    return cost(parts=(PartUsed(part="灯管", quantity=quantity, amount=yuan(12)),))


def reverse(of: Ref) -> Attempt:
    """Return the attempt to reverse what cannot be reversed."""
    return post(EntryReversed(of=of, reason="再冲", on=sept(9), by="王老师"))


def without_result(_: RepairWorkflow) -> object:
    """Read a finished repair that does not say what was done."""
    record = {"entry": "repairs.finished/1", "repair": GIVEN, "on": "2025-09-08", "by": "赵师傅"}
    return Wire(books=(RepairWorkflow,)).entry_from_data(record)


def kept(fault: str) -> Attempt:
    """Return the check that a fault is kept word for word and printed harmlessly."""

    def check(book: RepairWorkflow) -> None:
        book.post(RepairReported(repair="BX-90", place="3-201", fault=fault, on=DAY, by="李老师"))
        paper = repair_slip(book, "BX-90")
        assert book["BX-90"].fault == fault
        assert "<script" not in paper.to_html()
        assert "\n=" not in paper.to_csv()

    return check


def posted_again(book: RepairWorkflow) -> None:
    """Post the same slip with the same key once more: the same place is returned, and nothing is added."""
    before = book.version
    assert book.post(FORM) == Ref("repairs", 3)
    assert book.version == before


TABLE: Final = (
    Row(1, "an empty number", slip(repair=""), InvalidValue, "blank"),
    Row(2, "a number in full-width letters", slip(repair="ＢＸ-90"), InvalidValue, "ident"),
    Row(3, "a number with / and ..", sentence=IDS),
    Row(4, "a number that is used", slip(repair=NEW), Duplicate, "duplicate"),
    Row(5, "an asset nobody knows", sentence=OFFICE),
    Row(6, "an asset that was disposed of", sentence=OFFICE),
    Row(7, "a second open slip of one thing", sentence=MERGES),
    Row(8, "no fault", slip(fault=" \n"), InvalidValue, "blank"),
    Row(9, "a fault of 4,001 characters", slip(fault="坏" * 4001), InvalidValue, "length"),
    Row(10, "a fault with NUL", slip(fault="灯\0"), InvalidValue, "character"),
    Row(11, "a fault with a bidi override", slip(fault="灯\u202e"), InvalidValue, "character"),
    Row(12, "a fault that is markup", kept("<script>alert(1)</script>")),
    Row(13, "a fault that is a formula", kept("=cmd|' /C calc'!A0")),
    Row(14, "a severity in capitals", post(triage(DAY, repair=NEW), severity="MINOR"), InvalidValue, "choice"),
    Row(15, "a severity that is a number", post(triage(DAY, repair=NEW), severity=1), InvalidValue, "type"),
    Row(16, "a severity that is None", post(triage(DAY, repair=NEW), severity=None), InvalidValue, "type"),
    Row(17, "a reporter nobody knows", sentence=IDS),
    Row(18, "reported on a moment", slip(on=datetime(2025, 9, 8, 16, 50)), InvalidValue, "type"),  # noqa: DTZ001
    Row(19, "reported before the asset was bought", sentence=DOMAINS),
    Row(20, "reported in a closed month", slip(on=date(2025, 8, 29)), Closed, "closed"),
    Row(21, "reported in 2200", slip(on=date(2200, 1, 1)), InvalidValue, "range"),
    Row(22, "finished before it was judged", post(finish(DAY, repair=NEW)), Refused, "state"),
    Row(23, "judged after it was accepted", post(triage(DAY, repair=OVER)), Refused, "state"),
    Row(24, "accepted twice", post(accept(DAY, repair=OVER)), Refused, "already"),
    Row(25, "assigned after it was cancelled", post(assign(DAY, repair=GONE)), Refused, "state"),
    Row(26, "a state written by hand", sentence=STATUS),
    Row(27, "a state that is a list", sentence=STATUS),
    Row(28, "a step dated before the last one", post(triage(sept(7), repair=NEW)), Refused, "order"),
    Row(29, "the same slip twice with one key", posted_again),
    Row(30, "another slip with a spent key", post(FORM, fault="门锁坏"), Duplicate, "key-reused"),
    Row(31, "given to a worker nobody knows", sentence=IDS),
    Row(32, "given to a worker who has left", sentence=OFFICE),
    Row(33, "assigned after it was done", post(assign(DAY, repair=DONE)), Refused, "state"),
    Row(34, "taken from nobody", post(hand_over(DAY, repair=JUDGED)), Refused, "state"),
    Row(35, "a cost of -1", cost(labour_cost=yuan(-1)), InvalidValue, "range"),
    Row(36, "a cost of 10^13", cost(labour_cost=Decimal("10000000000000.00")), InvalidValue, "range"),
    Row(37, "a cost of False", cost(labour_cost=False), InvalidValue, "type"),
    Row(38, "a cost that is not a number", cost(labour_cost=Decimal("NaN")), InvalidValue, "type"),
    Row(39, "a cost that is text", cost(labour_cost="12.50"), InvalidValue, "type"),
    Row(40, "a cost without an estimate", sentence=DOMAINS),
    Row(41, "a cost above its approval", sentence=DOMAINS),
    Row(42, "approved by whoever asked", sentence=DOMAINS),
    Row(43, "approved twice", sentence=DOMAINS),
    Row(44, "approved before the estimate changed", sentence=DOMAINS),
    Row(45, "approved beyond the limit", sentence=DOMAINS),
    Row(46, "a part no store knows", sentence=DOMAINS),
    Row(47, "none of a part", part(Quantity(0, "支")), Refused, "range"),
    Row(48, "-3 of a part", part(Quantity(-3, "支")), Refused, "range"),
    Row(49, "2.5 of a part, without a unit", part(2.5), InvalidValue, "type"),
    Row(50, "a part that is not in stock", sentence=DOMAINS),
    Row(51, "more parts returned than used", sentence=DOMAINS),
    Row(52, "no minute of labour", cost(labour_minutes=0), InvalidValue, "range"),
    Row(53, "more labour than a slip can hold", cost(labour_minutes=100_001), InvalidValue, "range"),
    Row(54, "labour before the repair was given", cost(on=sept(7)), Refused, "order"),
    Row(55, "a supplier nobody knows", sentence=DOMAINS),
    Row(56, "an invoice used twice", sentence=DOMAINS),
    Row(57, "a quote that ends before it begins", sentence=DOMAINS),
    Row(58, "a quote that has run out", sentence=DOMAINS),
    Row(59, "a second quote accepted", sentence=DOMAINS),
    Row(60, "closed with parts on order", sentence=DOMAINS),
    Row(61, "finished without saying what was done", without_result, BadDocument, "missing"),
    Row(62, "sent back a year after it was accepted", post(send_back(sept(8), OVER), on=date(2026, 9, 8)), Refused, "state", STATUS),
    Row(63, "taken up again when the asset is gone", post(start(DAY, repair=OVER)), Refused, "state"),
    Row(64, "merged into itself", post(merge(DAY, NEW, NEW)), Refused, "reference"),
    Row(65, "merged into one that was cancelled", post(merge(DAY, NEW, GONE)), Refused, "state"),
    Row(66, "merged in a circle", post(merge(DAY, NEW, AWAY)), Refused, "reference"),
    Row(67, "a claim after the warranty", sentence=DOMAINS),
    Row(68, "promised for a day that is over", post(tell(DAY, repair=NEW), promised=sept(7)), Refused, "order"),
    Row(69, "a deadline in five years", lambda _: within_days(5 * 366), InvalidValue, "range"),
    Row(70, "a reversal reversed", reverse(REVERSAL), Refused, "state"),
    Row(71, "an entry of another book reversed", reverse(ABROAD), Unknown, "reference"),
    Row(72, "an entry reversed twice", reverse(REVERSED), Refused, "already"),
    Row(73, "a version that has moved on", sentence=HOST),
    Row(74, "a photo with a path in its name", sentence=EVIDENCE),
    Row(75, "a photo with a wrong digest", sentence=EVIDENCE),
    Row(76, "10,001 photos", slip(evidence=("1.jpg",) * 10_001), InvalidValue, "limit"),
)  # fmt: skip


@pytest.mark.plan("R20")
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.number}-{row.what}")
def test_bad_input(row: Row) -> None:
    """What is bad is refused with its class and code and changes nothing; what is not is kept, or decided elsewhere."""
    assert row.attempt is not None or row.sentence
    book = the_desk()
    before = (book.version, book.fingerprint(), book.table(), book.figures(DAY))
    if row.error is not None and row.attempt is not None:
        with pytest.raises(LogisticsError) as caught:
            row.attempt(book)
        assert (type(caught.value), caught.value.code) == (row.error, row.code)
        assert all(caught.value.text("zh" if chinese else "en") for chinese in (True, False))
        assert (book.version, book.fingerprint(), book.table(), book.figures(DAY)) == before
    elif row.attempt is not None:
        row.attempt(book)


def test_the_table_is_whole() -> None:
    """Seventy-six rows, each once, in order."""
    assert [row.number for row in TABLE] == list(range(1, 77))
