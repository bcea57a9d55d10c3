"""The month end: count, put right, hold against the bank, share out to the fen, close; and nothing moves afterwards."""

from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.canteen import (
    BankReconciled,
    Basis,
    CanteenLedger,
    DebtOpened,
    InTransit,
    Share,
    balance_sheet,
    canteen_account,
)
from schoollogistics.canteen.entries.sharing import split
from schoollogistics.canteen.lifecycle import COST_INCURRED
from schoollogistics.errors import Closed, Refused
from schoollogistics.journal import EntryReversed, MonthClosed, Ref
from schoollogistics.values.money import total, yuan
from schoollogistics.values.periods import Month
from tests.canteen.stories import (
    BANK,
    CLERK,
    SEPTEMBER,
    billed,
    carried,
    counted,
    enrolled,
    issued,
    kitchen,
    line,
    listed,
    opened,
    paid,
    post,
    priced,
    reconciled,
    refunded,
    sept,
    served,
    settled,
    stocked,
    written_off,
)

OCTOBER: Final = Month(2025, 10)
CLOSING: Final = MonthClosed(book="canteen", month=SEPTEMBER, on=sept(30), by=CLERK)


def a_month() -> CanteenLedger:
    """Return a canteen at the end of September with nothing settled yet."""
    return kitchen(
        enrolled(),
        enrolled("王老师", "staff"),
        priced(),
        priced("教工午餐", 12, "staff"),
        listed(),
        paid(2000),
        paid(500, "王老师"),
        stocked(line(100, 400)),
        served(200),
        served(10, "王老师", "教工午餐"),
        issued(50),
        issued(5, segment="staff", meal="教工午餐"),
        billed(100),
        settled(400),
    )


def settle(book: CanteenLedger) -> None:
    """Do what a month end takes, in its order."""
    post(book, (counted(44),))
    post(book, book.adjustments(on=sept(30), by="孙保管", reason="自然损耗"))
    post(book, book.allocation(SEPTEMBER, by=CLERK))
    post(book, (reconciled(book),))


@pytest.mark.plan("R43", "P78")
def test_what_keeps_a_month_open() -> None:
    """A month is closed when all is counted, put right, shared out and agreed with the bank; the refusal lists the rest."""
    book = a_month()
    error = book.objection(CLOSING)
    assert isinstance(error, Refused)
    assert [each in error.text("zh") for each in ("大米 尚未盘点", "公共费用 100.00 尚未分摊", "尚未与银行对账")] == [
        True
    ] * 3

    book.post(counted(44))
    assert "实存 44、账存 45" in str(book.objection(CLOSING))
    post(book, book.adjustments(on=sept(30), by="孙保管", reason="自然损耗"))
    assert "104.00" in str(book.objection(CLOSING))
    post(book, book.allocation(SEPTEMBER, by=CLERK))
    book.post(reconciled(book))
    assert book.open_for_closing(SEPTEMBER) == ()
    book.post(CLOSING)


def test_common_costs_go_by_meals() -> None:
    """Gas and what got lost are shared out by meals served, to the fen, and nothing is left in common."""
    book = a_month()
    post(book, (counted(44),))
    post(book, book.adjustments(on=sept(30), by="孙保管", reason="自然损耗"))
    (entry,) = book.allocation(SEPTEMBER, by=CLERK)
    assert entry.basis == (Basis(served="pupils", meals=200), Basis(served="staff", meals=10))
    assert entry.lines == (
        Share(cost="energy", segment="pupils", amount=yuan("95.24")),
        Share(cost="energy", segment="staff", amount=yuan("4.76")),
        Share(cost="losses", segment="pupils", amount=yuan("3.81")),
        Share(cost="losses", segment="staff", amount=yuan("0.19")),
    )
    before = book.figures(SEPTEMBER)[COST_INCURRED]
    book.post(entry)
    figures = book.figures(SEPTEMBER)
    assert (figures[COST_INCURRED], figures[COST_INCURRED, "common"]) == (before, 0)
    assert book.allocation(SEPTEMBER, by=CLERK) == ()


def test_shares_must_follow_from_the_book() -> None:
    """Shares other than those that follow are refused, and the refusal says which do; so is another month's date."""
    book = a_month()
    (entry,) = book.allocation(SEPTEMBER, by=CLERK)
    wrong = evolve(entry, lines=(evolve(entry.lines[0], amount=yuan(100)),))
    error = book.objection(wrong)
    assert error is not None
    assert (error.code, "95.24" in error.takes.zh) == ("state", True)
    error = book.objection(evolve(entry, on=OCTOBER.first))
    assert error is not None
    assert error.code == "date"


@given(st.integers(-(10**7), 10**7), st.lists(st.integers(0, 10**5), min_size=1, max_size=6).filter(any))
def test_no_fen_is_lost(fen: int, weights: list[int]) -> None:
    """Shares add up to the whole, and none is more than a fen from its exact part."""
    amount = Decimal(f"{fen}e-2")
    parts = split(amount, weights)
    assert total(parts) == amount
    for part, weight in zip(parts, weights, strict=True):
        assert abs(part - amount * weight / sum(weights)) <= Decimal("0.01")


def test_bank_must_agree() -> None:
    """A statement is the book once what is in transit is named; else the difference is said."""
    book = a_month()
    assert book.bank(SEPTEMBER) == 2100
    slip = BankReconciled(month=SEPTEMBER, bank=BANK, statement=yuan(2500), on=sept(30), by=CLERK)
    error = book.objection(slip)
    assert error is not None
    assert (error.code, "相差 400.00" in error.stands.zh) == ("state", True)
    book.post(evolve(slip, in_transit=(InTransit(what="付粮油公司", amount=yuan(-400)),)))


def test_bank_moved_since_it_agreed() -> None:
    """An entry after the bank was agreed opens the question again."""
    book = a_month()
    settle(book)
    book.post(paid(1, on=sept(30)))
    assert [each.en for each in book.open_for_closing(SEPTEMBER)] == [
        "the account was 2100.00 when it was held against the bank, now it is 2101.00"
    ]


def test_closed_month_is_frozen() -> None:
    """After the closing no accounting date in the month is taken, and neither figures nor papers of it ever change."""
    book = a_month()
    settle(book)
    book.post(CLOSING)
    before = book.figures(SEPTEMBER), canteen_account(book, SEPTEMBER), balance_sheet(book, sept(30))
    with pytest.raises(Closed):
        book.post(paid(1, on=sept(30)))
    book.post(paid(7, on=OCTOBER.first))
    book.post(served(3, on=OCTOBER.first))
    book.post(EntryReversed(of=Ref("canteen", book.version - 1), reason="重复", on=OCTOBER.first, by=CLERK))
    assert before == (book.figures(SEPTEMBER), canteen_account(book, SEPTEMBER), balance_sheet(book, sept(30)))
    assert book.results(OCTOBER)[0].before == book.results(SEPTEMBER)[0].closing


def test_closing_comes_late() -> None:
    """A month can be closed when the next has begun to move: what counts is how it stood on its last day."""
    book = a_month()
    settle(book)
    post(book, (issued(1, on=OCTOBER.first), billed(30, on=OCTOBER.first), served(1, on=OCTOBER.first)))
    assert book.open_for_closing(SEPTEMBER) == ()
    book.post(evolve(CLOSING, on=OCTOBER.first))


@pytest.mark.parametrize(
    "entry",
    [
        enrolled("新班", opening=5, on=OCTOBER.first),
        carried(5, on=OCTOBER.first),
        opened(line(1, 5), on=OCTOBER.first),
        DebtOpened(supplier="粮油公司", amount=yuan(5), on=OCTOBER.first, by=CLERK),
    ],
    ids=["diner", "surplus", "stock", "debt"],
)
def test_nothing_is_carried_in_after_a_closing(entry: Any) -> None:
    """What was before the book began is carried in before the first closing."""
    book = kitchen(listed(), MonthClosed(book="canteen", month=SEPTEMBER, on=sept(30), by=CLERK))
    error = book.objection(entry)
    assert error is not None
    assert error.code == "state"


def test_item_that_is_gone_needs_no_count() -> None:
    """An item that was used up in an earlier month and did not come again is not counted."""
    book = kitchen(priced(), listed(), stocked(line(1, 4)), issued(1), counted(0))
    assert not any("大米" in each.zh for each in book.open_for_closing(SEPTEMBER))
    assert not any("大米" in each.zh for each in book.open_for_closing(OCTOBER))


LATE: Final = EntryReversed(of=Ref("canteen", 4), reason="录错", on=OCTOBER.first, by=CLERK)


def test_reversal_leaves_the_closed_month_as_it_was() -> None:
    """What was reversed in October stood in the account at the end of September, and does so for ever."""
    book = kitchen(enrolled(), priced(), served(5), billed(30), paid(100, on=sept(26)))
    post(book, (*book.allocation(SEPTEMBER, by=CLERK), reconciled(book)))
    book.post(CLOSING)
    book.post(LATE)
    assert (book.bank(SEPTEMBER), book.bank(OCTOBER)) == (yuan(100), yuan(0))
    assert book.results(OCTOBER)[0].before == book.results(SEPTEMBER)[0].closing


@pytest.mark.parametrize("number", [3, 4], ids=["bill", "payment"])
def test_reversal_between_the_month_and_its_closing(number: int) -> None:
    """A month is closed as it stood on its last day, though a bill or a payment of it was reversed before the closing."""
    book = kitchen(enrolled(), priced(), served(5), billed(30), paid(100, on=sept(26)))
    book.post(evolve(LATE, of=Ref("canteen", number)))
    post(book, (*book.allocation(SEPTEMBER, by=CLERK), reconciled(book)))
    assert book.open_for_closing(SEPTEMBER) == ()
    book.post(evolve(CLOSING, on=OCTOBER.first))
    assert book.bank(SEPTEMBER) == 100
    assert balance_sheet(book, sept(30)).column("total")[1] == 100


def test_bill_reversed_after_it_was_shared_out() -> None:
    """A bill that was shared out and then reversed is shared back in the month of the reversal."""
    book = kitchen(enrolled(), priced(), served(5), billed(30))
    post(book, (*book.allocation(SEPTEMBER, by=CLERK), reconciled(book)))
    book.post(CLOSING)
    book.post(evolve(LATE, of=Ref("canteen", 3)))
    book.post(served(1, on=OCTOBER.first))
    (entry,) = book.allocation(OCTOBER, by=CLERK)
    assert [(each.segment, each.amount) for each in entry.lines] == [("pupils", yuan(-30))]
    assert any("-30.00" in each.zh for each in book.open_for_closing(OCTOBER))
    book.post(entry)
    assert book.columns.through(OCTOBER, "5002") == 0


def test_month_without_meals_waits_for_the_next() -> None:
    """What a month without meals cost is shared out in the next that has some; or by weights, with a note that says why."""
    book = kitchen(enrolled(), priced(), listed(), stocked(line(1, 4)), written_off(1), billed(30), counted(0))
    book.post(reconciled(book))
    assert book.allocation(SEPTEMBER, by=CLERK) == ()
    assert book.open_for_closing(SEPTEMBER) == ()
    (weighed,) = book.allocation(SEPTEMBER, by=CLERK, weights={"pupils": 2, "staff": 1}, note="按用气量")
    assert [each.amount for each in weighed.lines] == [yuan(20), yuan(10), yuan("2.67"), yuan("1.33")]
    assert book.objection(weighed) is None
    error = book.objection(evolve(weighed, note=None))
    assert error is not None
    assert error.code == "missing"
    error = book.objection(evolve(weighed, basis=weighed.basis * 2))
    assert error is not None
    assert error.code == "duplicate"
    book.post(CLOSING)
    book.post(served(1, on=OCTOBER.first))
    (entry,) = book.allocation(OCTOBER, by=CLERK)
    assert total(each.amount for each in entry.lines) == 34


def test_account_that_is_empty_is_reconciled_too() -> None:
    """A month in which money came and went is held against the bank, though nothing is left."""
    book = kitchen(enrolled(), paid(5), refunded(5))
    assert [each.en for each in book.open_for_closing(SEPTEMBER)] == ["hold the account against the bank's statement"]


def test_term_end_refunds() -> None:
    """At the end of a term a question writes the slip that gives every pupil back what is left."""
    book = a_month()
    (slip,) = book.refunds("pupils", on=sept(30), by=CLERK, bank=BANK, reason="学期结束")
    assert [(each.diner, each.amount) for each in slip.lines] == [("三1班", yuan(600))]
    book.post(slip)
    assert book.refunds("pupils", on=sept(30), by=CLERK, bank=BANK, reason="学期结束") == ()
