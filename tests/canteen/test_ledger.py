"""The ledger: whose money it is, what it may pay for, and that nothing gets lost between the accounts."""

from decimal import Decimal, localcontext
from typing import Any, Final

import pytest

from schoollogistics.canteen import CanteenLedger, DebtOpened, DonationReceived
from schoollogistics.canteen.lifecycle import COST_INCURRED, INCOME_EARNED
from schoollogistics.canteen.rules.accounts import ADVANCES, BANK, FEES, RECEIVABLE, STORE, SUPPLIERS
from schoollogistics.canteen.state import COMMON, Posting, Purse
from schoollogistics.errors import Refused
from schoollogistics.journal import EntryReversed, Ref
from schoollogistics.values.money import NOTHING, yuan
from schoollogistics.values.shapes import fields_of
from tests.canteen import stories
from tests.canteen.stories import (
    CLERK,
    SEPTEMBER,
    billed,
    carried,
    enrolled,
    interest,
    issued,
    kitchen,
    line,
    listed,
    paid,
    priced,
    refunded,
    sept,
    served,
    settled,
    stocked,
    subsidised,
    transferred,
    used,
)

PUPILS: Final = Purse("pupils", "fee")
DINING: Final = (enrolled(), priced())


def test_posting_names_its_purse() -> None:
    """A line of the ledger cannot be made without a purse, nor a purse without segment and fund."""
    line_of_ledger: Any = Posting
    purse: Any = Purse
    with pytest.raises(TypeError, match="purse"):
        line_of_ledger(debit=BANK, credit=FEES, amount=yuan(1))
    with pytest.raises(TypeError, match="fund"):
        purse("pupils")


def test_slips_name_a_segment() -> None:
    """Whatever spends money says for whom: the field has no default."""
    for kind in CanteenLedger.kinds:
        for name in ("segment", "fund"):
            part = fields_of(kind).get(name)
            assert part is None or part.required


def test_advance_is_earned_by_meals() -> None:
    """Fees paid are owed to the diners until they eat; then they are income, meal by meal at the price of the day."""
    book = kitchen(*DINING, paid(100))
    assert book["三1班"].prepaid == 100
    assert book.figures(SEPTEMBER)[INCOME_EARNED] == 0
    assert book.columns.balance(ADVANCES, PUPILS) == -100

    book.post(served(10))
    assert book["三1班"].prepaid == 30
    assert book.figures(SEPTEMBER)[INCOME_EARNED, "pupils", "fee"] == 70
    assert book.columns.balance(ADVANCES, PUPILS) == -30


def test_meal_before_it_is_paid() -> None:
    """Who eats without having paid owes it; the advance is never below nothing, and the next payment settles the debt."""
    book = kitchen(*DINING, paid(20), served(10))
    assert book["三1班"].prepaid == -50
    assert (book.columns.balance(ADVANCES, PUPILS), book.columns.balance(RECEIVABLE, PUPILS)) == (NOTHING, yuan(50))

    book.post(paid(60, on=sept(9)))
    assert (book.columns.balance(ADVANCES, PUPILS), book.columns.balance(RECEIVABLE, PUPILS)) == (yuan(-10), NOTHING)


def test_refund_is_what_is_left() -> None:
    """A refund gives back what was paid and not eaten, and no more."""
    book = kitchen(*DINING, paid(100), served(10))
    error = book.objection(refunded("30.01"))
    assert error is not None
    assert error.code == "insufficient"
    book.post(refunded(30))
    assert book["三1班"].prepaid is None or book["三1班"].prepaid == 0
    assert book.bank(SEPTEMBER) == 70


def test_balance_carried_in() -> None:
    """What was paid or owed in the old books is carried in, and is no income."""
    book = kitchen(enrolled("李一", opening=40), enrolled("王二", opening=-15), carried(200))
    assert (book["李一"].prepaid, book["王二"].prepaid) == (40, -15)
    assert book.bank(SEPTEMBER) == 225
    result = book.results(SEPTEMBER)[0]
    assert (result.income, result.before, result.closing) == (NOTHING, yuan(200), yuan(200))


@pytest.mark.plan("P71")
def test_subsidy_pays_for_pupils_food_only() -> None:
    """A subsidy pays for the pupils' food, not for other supplies, and never more than there is of it."""
    book = kitchen(*DINING, listed("青菜", "vegetables"), listed("洗洁精", "supplies"), subsidised(100))
    error = book.objection(used(50, "洗洁精", fund="subsidy"))
    assert error is not None
    assert error.rule is not None
    assert (error.rule.code, error.excusable) == ("P71", False)
    error = book.objection(used("100.01", fund="subsidy"))
    assert error is not None
    assert (error.code, "0.01" in error.text("zh")) == ("insufficient", True)
    book.post(used(100, fund="subsidy"))
    assert book.figures(SEPTEMBER)[COST_INCURRED, "pupils", "subsidy"] == 100
    assert book.figures(SEPTEMBER)[COST_INCURRED, "pupils", "fee"] == 0


@pytest.mark.plan("P71")
@pytest.mark.parametrize(
    "entry", [used(5, fund="subsidy", segment="staff", meal="教工午餐"), carried(5, "staff", "subsidy")]
)
def test_subsidy_is_not_for_the_staff(entry: Any) -> None:
    """Nobody but the pupils has a purse of subsidies."""
    book = kitchen(*DINING, priced("教工午餐", 12, "staff"), listed("青菜", "vegetables"))
    error = book.objection(entry)
    assert error is not None
    assert error.rule is not None
    assert error.rule.code == "P71"


def test_donation_is_kept_apart() -> None:
    """A donation goes to the segment it was given to, and pays no more than it is."""
    book = kitchen(*DINING, listed("青菜", "vegetables"))
    book.post(
        DonationReceived(
            bank=stories.BANK, segment="pupils", donor="校友会", purpose="加餐", amount=yuan(80), on=sept(3), by=CLERK
        )
    )
    book.post(used(80, fund="donation"))
    error = book.objection(used("0.01", fund="donation", on=sept(9)))
    assert error is not None
    assert error.code == "insufficient"


@pytest.mark.plan("P72")
@pytest.mark.parametrize(
    "entry",
    [
        used(5, segment="staff"),
        issued(1, segment="staff"),
        served(1, "王老师"),
        priced(price=8, segment="staff", since=sept(20)),
        transferred(5, "pupils", "staff"),
    ],
    ids=["used", "issued", "served", "priced", "transferred"],
)
def test_staff_do_not_eat_from_the_pupils_pot(entry: Any) -> None:
    """Neither food, nor a count, nor a price, nor a transfer leads from the pupils to the staff, and nothing excuses it."""
    book = kitchen(
        *DINING,
        carried(100),
        enrolled("王老师", "staff"),
        listed(),
        listed("青菜", "vegetables"),
        stocked(line(10, 50)),
    )
    error = book.objection(entry)
    assert isinstance(error, Refused)
    assert error.rule is not None
    assert (error.rule.code, error.excusable) == ("P72", False)


@pytest.mark.plan("P72")
def test_transfer_is_always_disclosed() -> None:
    """A transfer names its authority, is neither income nor cost, and stands in the breaches with its reason."""
    book = kitchen(carried(100, "staff"), transferred(60))
    pupils, staff, *_ = book.results(SEPTEMBER)
    assert (pupils.income, pupils.closing, staff.cost, staff.closing) == (NOTHING, yuan(60), NOTHING, yuan(40))
    (breach,) = book.breaches(SEPTEMBER)
    assert (breach.rule.code, breach.note) == ("P72", "补贴学生加餐")
    assert "校务会〔2025〕7号" in breach.found.zh
    error = book.objection(transferred("40.01"))
    assert error is not None
    assert error.code == "insufficient"


@pytest.mark.plan("P71")
def test_earmarked_money_is_not_given_away() -> None:
    """A subsidy cannot be transferred, not even to another fund of the pupils; nothing excuses it."""
    error = kitchen(subsidised(50)).objection(transferred(5, "pupils", "pupils", "subsidy", "fee"))
    assert error is not None
    assert error.rule is not None
    assert (error.rule.code, error.excusable) == ("P71", False)


@pytest.mark.plan("P73")
def test_money_goes_through_one_account() -> None:
    """Money paid anywhere but into the dedicated account is refused, and nothing excuses it."""
    error = kitchen(*DINING).objection(paid(100, bank="校长个人账户"))
    assert isinstance(error, Refused)
    assert error.rule is not None
    assert (error.rule.code, error.excusable) == ("P73", False)


def test_one_account_carries_many_purses() -> None:
    """The account is one sum; each purse has its share in it, and the common purse what lies in the store."""
    book = kitchen(
        *DINING, listed(), paid(100), subsidised(50), interest(3), stocked(line(10, 40)), settled(40, on=sept(4))
    )
    assert book.bank(SEPTEMBER) == 113
    columns = book.columns
    assert [columns.balance(BANK, purse) for purse in (PUPILS, Purse("pupils", "subsidy"), COMMON)] == [100, 50, -40]
    assert columns.balance(STORE, COMMON) == 40
    assert columns.balance(SUPPLIERS, COMMON) == 0


def test_supplier_is_paid_what_it_is_owed() -> None:
    """A payment is at most what is owed, carried in or billed, and comes off it."""
    book = kitchen(listed(), stocked(line(10, 40)), billed(25))
    book.post(DebtOpened(supplier="粮油公司", amount=yuan(5), on=sept(1), by=CLERK))
    assert book.columns.owed == {"粮油公司": 45, "燃气公司": 25}
    error = book.objection(settled("45.01"))
    assert error is not None
    assert error.code == "insufficient"
    book.post(settled(45))
    assert book.columns.owed == {"燃气公司": 25}


def test_delivery_that_is_paid_cannot_be_reversed() -> None:
    """A reversal that would leave a supplier overpaid, or the store short, is refused."""
    book = kitchen(listed(), stocked(line(10, 40)), settled(40))
    error = book.objection(EntryReversed(of=Ref("canteen", 1), reason="录错", on=sept(27), by=CLERK))
    assert error is not None
    assert (error.code, "粮油公司" in error.text("zh")) == ("state", True)


def test_reversal_restores_lot_and_cost() -> None:
    """An issue that is reversed puts back the very lot at the very cost, and its figures stand in red."""
    book = kitchen(*DINING, listed(), stocked(line(3, 10, lot="L-1")), issued(1))
    book.post(EntryReversed(of=Ref("canteen", 4), reason="录错", on=sept(9), by=CLERK))
    assert (book.columns.lots["大米"][0].lot, book.columns.balance(STORE, COMMON)) == ("L-1", yuan(10))
    assert book.figures(SEPTEMBER)[COST_INCURRED] == 0
    assert [each.amount for each in book.figures(SEPTEMBER).behind(COST_INCURRED)] == [
        Decimal("3.33"),
        Decimal("-3.33"),
    ]


def test_accounts_do_not_owe_the_host_anything() -> None:
    """A host that works with four digits gets the same ledger."""
    big = ("123456789.01", "23456789.07")
    exact = kitchen(*DINING, paid(big[0]), refunded(big[1]))
    with localcontext() as context:
        context.prec = 4
        rough = kitchen(*DINING, paid(big[0]), refunded(big[1]))
    assert rough.columns.balances == exact.columns.balances
    assert exact["三1班"].prepaid == Decimal("99999999.94")
