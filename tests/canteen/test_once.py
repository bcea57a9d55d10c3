"""What is told once counts once: days without meals, what was paid back for them, bills, what is carried in."""

from typing import Any, cast

import pytest
from attrs import evolve

from schoollogistics.canteen import (
    CanteenEntry,
    CanteenLedger,
    DebtOpened,
    HeadcountCorrected,
    SupplierRefunded,
    payables_table,
)
from schoollogistics.canteen.views import balance_sheet
from schoollogistics.journal import EntryReversed, Ref
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan
from tests.canteen.stories import (
    BANK,
    CLERK,
    D1,
    D25,
    SEPTEMBER,
    billed,
    carried,
    enrolled,
    kitchen,
    line,
    listed,
    paid,
    post,
    priced,
    sept,
    served,
    settled,
    stocked,
    stopped,
    transferred,
    turnover,
    used,
)


def refunds(book: CanteenLedger, during: Any = SEPTEMBER) -> list[tuple[str, Any]]:
    """Return what would be paid back for stopped meals."""
    slips = book.absence_refunds(during, on=sept(30), by=CLERK, bank=BANK, reason="停餐")
    return [(each.diner, each.amount) for slip in slips for each in slip.lines]


def pay_back(book: CanteenLedger, during: Any = SEPTEMBER) -> None:
    """Post what is to be paid back for stopped meals."""
    post(book, book.absence_refunds(during, on=sept(30), by=CLERK, bank=BANK, reason="停餐"))


def with_absences(*days: int) -> CanteenLedger:
    """Return a ledger in which one of a class of forty did without lunch on *days*, and was not counted."""
    book = kitchen(enrolled(), priced(), paid(9000), *(stopped(sept(day), sept(day)) for day in days))
    post(book, [served(40 - (day in days), on=sept(day)) for day in (3, 4, 5, 8, 9, 10)])
    return book


# ------------------------------------------------------------------------------------------------- what was paid back


@pytest.mark.plan("R42")
def test_absence_is_paid_back_once() -> None:
    """What a slip paid back of stopped meals is not paid back again, unless that slip is reversed."""
    book = with_absences(8, 9)
    assert refunds(book) == [("三1班", 14)]
    pay_back(book)
    assert refunds(book) == []
    book.post(EntryReversed(of=Ref("canteen", len(book.entries) - 1), reason="误付", on=sept(30), by=CLERK))
    assert refunds(book) == [("三1班", 14)]


@pytest.mark.parametrize(
    ("first", "then", "left"),
    [
        (DateSpan(sept(1), sept(7)), SEPTEMBER, 14),
        (SEPTEMBER, DateSpan(sept(1), sept(7)), 0),
        (DateSpan(sept(1), sept(8)), DateSpan(sept(8), sept(30)), 7),
        (DateSpan(sept(1), sept(7)), DateSpan(sept(8), sept(30)), 14),
    ],
)
def test_periods_of_refunds_may_overlap(first: Any, then: Any, left: int) -> None:
    """Of what an earlier slip paid back, only the days of the period in question count against it."""
    book = with_absences(4, 8, 9)
    pay_back(book, first)
    assert refunds(book, then) == ([("三1班", left)] if left else [])


def test_absence_told_late_is_paid_back_later() -> None:
    """A stop that is handed in after the refund of its month is the only one that is still paid back."""
    book = with_absences(8)
    pay_back(book)
    book.post(HeadcountCorrected(**CORRECTED, on=sept(30), by=CLERK))
    book.post(stopped(sept(9), sept(9), on=sept(30)))
    assert refunds(book) == [("三1班", 7)]


CORRECTED: dict[str, Any] = {
    "diner": "三1班",
    "meal": "学生午餐",
    "day": sept(9),
    "servings": 39,
    "instead_of": 40,
    "reason": "一人未就餐",
}

# ------------------------------------------------------------------------------------------------ days without a meal


@pytest.mark.plan("R42")
@pytest.mark.parametrize(("known", "eaten_on_10"), [(True, False), (False, False), (True, True), (False, True)])
def test_overlapping_stops_of_one_pupil_count_once(known: bool, eaten_on_10: bool) -> None:
    """A stop told again for longer counts each day once, and a day on which the pupil was counted not at all."""
    book = kitchen(enrolled(), enrolled("小明"), priced(), paid(9000), paid(100, "小明"))
    there = {3: known, 10: eaten_on_10}
    for day in (3, 4, 5, 8, 9, 10):
        post(book, [served(40, on=sept(day)), *([served(1, "小明", on=sept(day))] if there.get(day) else [])])
    post(book, [stopped(sept(8), last, diner="小明", on=sept(11)) for last in (sept(9), sept(10))])
    assert sum(each.amount for each in book.absences(SEPTEMBER)) == (14 if eaten_on_10 else 21)


@pytest.mark.parametrize(("counted", "amount"), [(40, 0), (39, 7), (38, 14), (37, 14)])
def test_stops_of_a_class_add_up_to_who_did_not_eat(counted: int, amount: int) -> None:
    """Two of a class of forty stop on one day: no more is worth anything than were not counted that day."""
    book = kitchen(enrolled(), priced(), paid(9000), *(stopped(sept(8), sept(8)) for _ in range(2)))
    post(book, [served(40, on=sept(5)), served(counted)])
    assert sum(each.amount for each in book.absences(SEPTEMBER)) == amount


def test_class_that_never_was_complete() -> None:
    """Where somebody of a class is away on every day, the others that were counted say nothing against it."""
    book = kitchen(enrolled(), priced(), paid(9000), stopped(sept(2), sept(30)), served(39), served(39, on=sept(9)))
    assert [each.amount for each in book.absences(SEPTEMBER)] == [14]


# ------------------------------------------------------------------------------------------------------------- bills


@pytest.mark.plan("R43")
@pytest.mark.parametrize(
    ("first", "again", "found"),
    [
        (billed(30), billed(30), True),
        (billed(30), billed(31), False),
        (billed(30), billed(30, segment="pupils"), False),
        (billed(30), evolve(billed(30), document="账单 2"), False),
        (stocked(line(1, 4)), stocked(line(1, 4)), True),
        (stocked(line(1, 4)), stocked(line(2, 4)), False),
        (used(5), used(5), True),
        (evolve(used(5), delivery="送-1"), evolve(used(5), delivery="送-1"), False),
        (used(5), used(5, segment="staff", meal="教工午餐"), False),
    ],
)
def test_bill_is_booked_once(first: Any, again: Any, found: bool) -> None:
    """The same document of a supplier with the same goods or sum for the same purse on another day was booked twice."""
    book = kitchen(enrolled(), priced(), priced("教工午餐", 12, "staff"), listed(), listed("青菜", "vegetables"))
    again = evolve(again, on=sept(26), document=first.document if again.document != "账单 2" else again.document)
    post(book, [first, again])
    breaches = [each for each in book.breaches(SEPTEMBER) if each.rule.code == "J01"]
    assert [each.on for each in breaches] == ([sept(26)] if found else [])
    for each in breaches:
        assert first.document in each.found.zh
        assert each.ref == Ref("canteen", len(book.entries) - 1)


def test_slip_that_is_the_same_in_everything_is_found_once() -> None:
    """A bill equal in every field is found as the same entry, and not a second time as the same document."""
    book = kitchen(billed(30), billed(30))
    assert [each.rule.code for each in book.breaches(D25)] == ["J01"]


# --------------------------------------------------------------------------------------------------- what is carried in


@pytest.mark.plan("R43")
def test_surplus_of_a_purse_is_carried_in_once() -> None:
    """A second surplus of the same purse is refused, of another purse not, and again once the first is reversed."""
    book = kitchen(carried(3000), carried(10, "staff"), transferred(5))
    error = book.objection(carried(1, on=sept(20)))
    assert error is not None
    assert (error.code, error.stands.zh) == ("already", "该资金期初结余 3000.00 已登记")
    assert book.objection(carried(1, fund="donation", on=sept(20))) is None
    book.post(EntryReversed(of=Ref("canteen", 0), reason="录错", on=sept(20), by=CLERK))
    assert book.objection(carried(1, on=sept(20))) is None


@pytest.mark.parametrize("fund", ["donation", "fee"])
def test_earmarked_fund_is_not_carried_in_overspent(fund: Any) -> None:
    """What is carried in of a fund that never spends more than it has is nothing or more; fees may be short."""
    spent = turnover("pupils", {"donations": 10}, {"grain": 30}, fund)
    code = None if fund == "fee" else "insufficient"
    for entries in ([carried(-1, fund=fund)], [spent], [carried(19, fund=fund), spent]):
        book = kitchen(*entries[:-1])
        error = book.objection(cast("CanteenEntry", entries[-1]))
        assert (None if error is None else error.code) == code
    assert kitchen(carried(20, fund=fund)).objection(spent) is None


@pytest.mark.plan("R43")
def test_supplier_paid_in_advance_is_carried_in() -> None:
    """What a supplier had been paid in advance is carried in below nothing: it owes, and the next bill takes it up."""
    ahead = DebtOpened(supplier="粮油公司", amount=yuan(-100), on=D1, by=CLERK)
    book = kitchen(listed(), carried(100), ahead)
    assert [(each.supplier, each.left) for each in book.payables()] == [("粮油公司", yuan(-100))]
    assert dict(payables_table(book, D1).totals) == {"left": yuan(-100)}
    back = {row["项目"]: row["合计"] for row in balance_sheet(book, D1).records("zh")}
    assert (back["应收供应商退款"], back["应付供应商"]) == (100, 0)
    refund = SupplierRefunded(bank=BANK, supplier="粮油公司", amount=yuan(100), on=sept(4), by=CLERK)
    assert book.objection(refund) is None
    book.post(stocked(line(10, 250)))
    assert [(each.supplier, each.left) for each in book.payables()] == [("粮油公司", yuan(150))]
    assert book.objection(settled(151)) is not None
    assert book.objection(evolve(ahead, amount=yuan(0))) is not None
