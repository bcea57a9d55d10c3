"""Eighty bad inputs to a canteen's ledger: each is refused with its code, or it is said which sentence decides otherwise.

Every refusal leaves the book as it was. *elsewhere* quotes the plan of the house for what a canteen does not hold.
"""

from collections.abc import Callable
from datetime import date, datetime
from decimal import Decimal
from typing import Any, Final, cast

import pytest
from attrs import evolve, frozen

from schoollogistics.canteen import CanteenLedger, DinerLeft, FeeLine
from schoollogistics.errors import Closed, Duplicate, InvalidValue, LogisticsError, Refused, Unknown
from schoollogistics.journal import EntryReversed, MonthClosed, Ref
from schoollogistics.testing.reading import snapshot
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.canteen.stories import (
    CLERK,
    carried,
    enrolled,
    kitchen,
    paid,
    post,
    priced,
    reconciled,
    refunded,
    sept,
    served,
    transferred,
)

Attempt = Callable[[CanteenLedger], object]

AUGUST: Final = Month(2025, 8)
DAY: Final = sept(8)
LEAVING: Final = DinerLeft(diner="p1", on=DAY, by=CLERK)
FORM: Final = evolve(paid(100, "p1"), id="form-7")
REVERSED, REVERSAL, DEPOSIT, AUGUST_CLOSED = (Ref("canteen", number) for number in (9, 10, 5, 0))

MONEY: Final = "Money: exact `Decimal` yuan with two places from `yuan(int | str | Decimal)`"
WRITTEN: Final = "What happened can be written, even where it ought not to have."
SCOPE: Final = 'canteen ("what did it cost, who ate"): R35 R42–R46 R48'
NUTRITION: Final = "nutrition: R40 R41; a domain imports no other domain; what needs two lives in `office/`."
CALENDAR: Final = "Guards never see the calendar; only questions do."
LAST: Final = "EntryReversed: accepted while its target is the last entry on each of its subjects"
SUMS: Final = "Money accounts are sums and take any open day."
SHAPE: Final = "Shape (exact types, …) is checked once on admission by a checker compiled per kind from its field types"
HOST: Final = "A host checks, stores, then posts: `objection` is None → insert with `version` → `post`."
RETRY: Final = "Same id, same content → the earlier `Ref`. Looked up first, per book, also inside a batch"


@frozen
class Row:
    """One bad input: what is tried and the error it meets; the *sentence* that decides where that is not plain.

    Some numbers have several rows: what the list names together is tried apart.
    """

    number: int
    what: str
    attempt: Attempt | None = None
    error: type[LogisticsError] | None = None
    code: str = ""
    sentence: str = ""


def the_canteen() -> CanteenLedger:
    """Return a canteen with a pupil who paid and ate, one who left, one entry reversed, and August closed."""
    book = kitchen(
        MonthClosed(book="canteen", month=AUGUST, on=AUGUST.last, by=CLERK),
        enrolled("p1"),
        enrolled("gone"),
        priced(price=10),
        FORM,
        paid(50, "p1", on=sept(3)),
        served(2, "p1", on=sept(5)),
        evolve(paid(5, "p1"), on=sept(6)),
        evolve(enrolled("staff-1", "staff"), on=sept(6)),
        paid(7, "p1", on=sept(7)),
    )
    book.post(EntryReversed(of=REVERSED, reason="录错", on=sept(7), by=CLERK))
    book.post(DinerLeft(diner="gone", on=sept(7), by=CLERK))
    return book


def put(entry: Any, **changes: Any) -> Attempt:
    """Return the attempt to post *entry* with some fields other than they should be."""
    return lambda book: book.post(evolve(entry, **changes))


def pay(amount: Any) -> Attempt:
    """Return the attempt to pay in an amount that is none."""
    return put(paid(1, "p1", on=DAY), lines=(FeeLine(diner="p1", amount=amount),))


def reverse(of: Any, on: date = DAY) -> Attempt:
    """Return the attempt to reverse what cannot be reversed."""
    return put(EntryReversed(of=of, reason="再冲", on=on, by=CLERK))


def close(month: Month, on: date) -> Attempt:
    """Return the attempt to close a month."""
    return put(MonthClosed(book="canteen", month=month, on=on, by=CLERK))


def refund_twice(book: CanteenLedger) -> None:
    """Give back in two refunds more than was paid in."""
    book.post_all((refunded(100, "p1", DAY), refunded(100, "p1", DAY)))


def posted_again(book: CanteenLedger) -> None:
    """Post the same slip with the same key once more: the same place is returned, and nothing is added."""
    before = book.version
    assert book.post(FORM) == Ref("canteen", 4)
    assert book.version == before


def batch_of_twins(book: CanteenLedger) -> None:
    """Post a slip and its retry in one batch: it stands once."""
    slip = evolve(paid(1, "p1", on=DAY), id="form-8")
    before = book.version
    assert len(set(book.post_all((slip, slip)))) == 1
    assert book.version == before + 1


def hundred_fen(book: CanteenLedger) -> None:
    """Pay an amount with two places, which is what money is."""
    pay(Decimal("1.00"))(book)
    assert book["p1"].prepaid == 136


def months_later(book: CanteenLedger) -> None:
    """Post after more than a month of silence."""
    book.post(paid(1, "p1", on=date(2025, 12, 8)))


def meal_without_money(book: CanteenLedger) -> None:
    """Serve more than was paid for: it is written, and owed."""
    book.post(served(100, "p1", on=DAY))
    assert book["p1"].prepaid == -865


def off_by_a_fen(book: CanteenLedger) -> None:
    """Hold the account against a statement that is a fen off."""
    slip = reconciled(book)
    book.post(evolve(slip, statement=slip.statement + yuan("0.01")))


def lunch_twice(book: CanteenLedger) -> None:
    """Count the same lunch of somebody twice."""
    book.post_all((served(1, "p1", on=DAY), served(2, "p1", on=DAY)))


def dear(book: CanteenLedger) -> None:
    """Serve two of a meal that costs as much as an amount can be."""
    book.post(served(2, "staff-1", "金餐", sept(10)))


class Fen(Decimal):
    """A number of somebody's own."""


TABLE: Final = (
    Row(1, "an empty number", put(enrolled(""), on=DAY), InvalidValue, "blank"),
    Row(2, "a number with a letter nobody sees", put(enrolled("p\u200b2"), on=DAY), InvalidValue, "ident"),
    Row(3, "a number in full-width letters", put(enrolled("ｐ2"), on=DAY), InvalidValue, "ident"),
    Row(4, "a number that differs by case", put(enrolled("P1"), on=DAY), Duplicate, "duplicate"),
    Row(5, "a number that is a number", put(enrolled(), diner=7), InvalidValue, "type"),
    Row(6, "a diner nobody knows", put(paid(1, "nobody", on=DAY)), Unknown, "unknown"),
    Row(7, "fees of somebody who left", put(paid(1, "gone", on=DAY)), Refused, "state"),
    Row(8, "somebody enrolled twice", put(enrolled("p1"), on=DAY), Duplicate, "duplicate"),
    Row(9, "somebody who leaves with money left", put(LEAVING), Refused, "state"),
    Row(10, "nothing paid", pay(yuan(0)), Refused, "range"),
    Row(11, "-1 paid", pay(yuan(-1)), InvalidValue, "range"),
    Row(12, "True paid", pay(True), InvalidValue, "type"),
    Row(13, "1.0 paid", pay(1.0), InvalidValue, "type"),
    Row(14, "0.1 paid", pay(0.1), InvalidValue, "type"),
    Row(15, "no number paid", pay(Decimal("NaN")), InvalidValue, "type"),
    Row(16, "infinity paid", pay(Decimal("Infinity")), InvalidValue, "type"),
    Row(17, "1.00 paid", hundred_fen, sentence=MONEY),
    Row(18, "10^999999999 paid", pay(Decimal("1e999999999")), InvalidValue, "format"),
    Row(19, "a text paid", pay("100"), InvalidValue, "type"),
    Row(20, "a full-width text paid", pay("１００"), InvalidValue, "type"),
    Row(21, "None paid", pay(None), InvalidValue, "type"),
    Row(22, "a whole number paid", pay(1), InvalidValue, "type"),
    Row(22, "a number of another class paid", pay(Fen("1.00")), InvalidValue, "type"),
    Row(23, "more than an amount can be", pay(Decimal("1000000000000.01")), InvalidValue, "range"),
    Row(24, "10^5000 paid", pay(Decimal("1e5000")), InvalidValue, "format"),
    Row(24, "10^5000 written out", lambda _: yuan(10**5000), InvalidValue, "range"),
    Row(25, "a refund of more than is left", put(refunded("135.01", "p1", DAY)), Refused, "insufficient"),
    Row(26, "a meal of more than was paid", meal_without_money, sentence=WRITTEN),
    Row(27, "an overdraft of -1", sentence=SCOPE),
    Row(28, "an overdraft under the debt", sentence=SCOPE),
    Row(29, "a day limit passed", sentence=SCOPE),
    Row(30, "a day limit of -1", sentence=SCOPE),
    Row(31, "a meal nobody offers", put(served(1, "p1", "夜宵", DAY)), Unknown, "unknown"),
    Row(32, "a meal withdrawn", sentence=SCOPE),
    Row(33, "a meal on a holiday", sentence=CALENDAR),
    Row(34, "the same meal twice on a day", lunch_twice, Refused, "already"),
    Row(35, "an allergen", sentence=NUTRITION),
    Row(36, "an allergen excused without a reason", sentence=NUTRITION),
    Row(37, "an allergen nobody knows", sentence=NUTRITION),
    Row(38, "a diet in capitals", sentence=NUTRITION),
    Row(39, "a meal without a price that day", put(served(1, "staff-1", "金餐", DAY)), Refused, "missing"),
    Row(40, "a price of -5", put(priced(), price=Decimal(-5), on=DAY, since=sept(9)), InvalidValue, "range"),
    Row(41, "prices that overlap", put(priced(since=sept(2)), on=DAY), Refused, "order"),
    Row(42, "a price in a closed month", put(priced("早点"), on=date(2025, 8, 29)), Closed, "closed"),
    Row(42, "a price from a day in a closed month", put(priced("早点", since=date(2025, 8, 20)), on=DAY), Refused, "rule"),
    Row(43, "a tax rate", sentence=SCOPE),
    Row(44, "a tax rate over all", sentence=SCOPE),
    Row(45, "a free meal charged", sentence=SCOPE),
    Row(46, "eligible until before it began", sentence=SCOPE),
    Row(47, "eligible twice", sentence=SCOPE),
    Row(48, "paid at a moment", put(FORM, id=None, on=datetime(2025, 9, 8, 16, 50)), InvalidValue, "type"),  # noqa: DTZ001
    Row(49, "paid on a text", put(FORM, id=None, on="2025-09-08"), InvalidValue, "type"),
    Row(50, "paid before enrolled", put(paid(1, "staff-1"), on=sept(2)), Refused, "order"),
    Row(51, "paid in a closed month", put(paid(1, "p1"), on=date(2025, 8, 29)), Closed, "closed"),
    Row(52, "paid in 1899", put(paid(1, "p1"), on=date(1899, 12, 31)), InvalidValue, "range"),
    Row(52, "paid in 1989", put(paid(1, "p1"), on=date(1989, 12, 31)), Closed, "closed"),
    Row(52, "paid in 2200", put(paid(1, "p1"), on=date(2200, 1, 1)), InvalidValue, "range"),
    Row(53, "paid after three months of silence", months_later),
    Row(54, "an entry yet to come reversed", reverse(Ref("canteen", 99)), Unknown, "reference"),
    Row(55, "entry -1 reversed", reverse(Ref("canteen", -1)), InvalidValue, "reference"),
    Row(56, "entry True reversed", reverse(Ref("canteen", True)), InvalidValue, "reference", SHAPE),
    Row(57, "an entry reversed twice", reverse(REVERSED), Refused, "already"),
    Row(58, "a reversal reversed", reverse(REVERSAL), Refused, "state"),
    Row(59, "a payment reversed that is eaten", reverse(DEPOSIT), Refused, "state", LAST),
    Row(60, "a reversal into a closed month", reverse(Ref("canteen", 8), date(2025, 8, 29)), Closed, "closed"),
    Row(61, "a refund of more than one payment", put(refunded(101, "p1", DAY)), sentence=SUMS),
    Row(62, "refunds together of more than was paid", refund_twice, Refused, "insufficient"),
    Row(63, "a transfer to itself", put(transferred(5, "staff", "staff")), Refused, "reference"),
    Row(64, "a transfer to nobody", put(transferred(5), to_segment="guests"), InvalidValue, "choice", SHAPE),
    Row(65, "a transfer in another currency", sentence=MONEY),
    Row(66, "a currency nobody knows", sentence=MONEY),
    Row(67, "two currencies", sentence=MONEY),
    Row(68, "a month closed twice", close(AUGUST, DAY), Closed, "already"),
    Row(69, "a month closed out of order", close(Month(2025, 10), date(2025, 10, 31)), Refused, "order"),
    Row(70, "a month closed before its end", close(Month(2025, 9), DAY), Refused, "date"),
    Row(71, "month 13 closed", lambda _: Month(2025, 13), InvalidValue, "range"),
    Row(71, "month 0 closed", lambda _: Month(2025, 0), InvalidValue, "range"),
    Row(71, "month 9 as a text closed", lambda _: Month(2025, cast("int", "9")), InvalidValue, "type"),
    Row(71, "month 9.0 closed", lambda _: Month(2025, cast("int", 9.0)), InvalidValue, "type"),
    Row(72, "a month opened again", reverse(AUGUST_CLOSED), Refused, "state"),
    Row(73, "a statement a fen off", off_by_a_fen, Refused, "state"),
    Row(74, "a version that has moved on", sentence=HOST),
    Row(75, "the same slip twice with one key", posted_again),
    Row(76, "another slip with a spent key", put(FORM, note="补"), Duplicate, "key-reused"),
    Row(77, "a batch with one bad row", lambda book: book.post_all((paid(1, "p1", on=DAY), paid(1, "x", on=DAY))), Unknown, "unknown"),
    Row(78, "a batch of 100,001", lambda book: book.post_all([paid(1, "p1", on=DAY)] * 100_001), InvalidValue, "limit"),
    Row(79, "a batch with the same key twice", batch_of_twins, sentence=RETRY),
    Row(80, "meals of more than an amount can be", dear, InvalidValue, "range"),
)  # fmt: skip


@pytest.mark.plan("R43")
@pytest.mark.parametrize("row", TABLE, ids=lambda row: f"{row.number}-{row.what}")
def test_bad_input(row: Row) -> None:
    """What is bad is refused with its class and code and changes nothing; what is not is kept, or decided elsewhere."""
    assert row.attempt is not None or row.sentence
    book = the_canteen()
    post(book, (evolve(priced("金餐", segment="staff", on=DAY, since=sept(9)), price=Decimal("1000000000000.00")),))
    before = snapshot(book)
    if row.error is not None and row.attempt is not None:
        with pytest.raises(LogisticsError) as caught:
            row.attempt(book)
        assert (type(caught.value), caught.value.code) == (row.error, row.code)
        assert all(len(caught.value.text("zh" if chinese else "en")) < 600 for chinese in (True, False))
        assert snapshot(book) == before
    elif row.attempt is not None:
        row.attempt(book)


def test_second_lunch_of_a_day() -> None:
    """The same meal twice on one day is refused as already counted; another meal that day is not."""
    book = kitchen(enrolled(), priced(), priced("学生点心", 2), paid(100), served(1))
    error = book.objection(served(2))
    assert error is not None
    assert error.code == "already"
    book.post(served(1, meal="学生点心"))


def test_meal_before_its_first_price() -> None:
    """A meal on a day before any price of it is refused as missing."""
    book = kitchen(enrolled(), carried(1), priced(since=sept(9)))
    error = book.objection(served(1, on=DAY))
    assert error is not None
    assert error.code == "missing"


def test_bad_row_of_a_batch_is_named() -> None:
    """The refusal of a batch says which row, and nothing of it is posted."""
    book = the_canteen()
    before = book.version
    with pytest.raises(Unknown) as caught:
        book.post_all((paid(1, "p1", on=DAY), paid(1, "nobody", on=DAY)))
    assert (caught.value.position, book.version) == (1, before)


def test_the_table_is_whole() -> None:
    """Eighty numbers, none left out, in order."""
    assert list(dict.fromkeys(row.number for row in TABLE)) == list(range(1, 81))
