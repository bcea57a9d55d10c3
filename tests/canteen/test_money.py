"""Petty cash, bills to be paid, subsidies of two kinds, duties apart, and what each kind of canteen may spend."""

from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.canteen import CashAdjusted, CashCounted, CashReturned, DebtOpened, balance_sheet, payables_table
from schoollogistics.canteen.rules import P73_CASH, R43_APART, R43_KIND
from schoollogistics.journal import EntryReversed, Ref, Setting, Value
from schoollogistics.values.money import NOTHING, yuan
from tests.canteen.stories import (
    BANK,
    CLERK,
    D1,
    FROM,
    PLAN,
    SEPTEMBER,
    billed,
    carried,
    cash_paid,
    drawn,
    enrolled,
    found,
    interest,
    kitchen,
    line,
    listed,
    paid,
    post,
    priced,
    sept,
    settled,
    stocked,
    subsidised,
    turnover,
    used,
)

STOCKED: Final = (listed(), stocked(line(10, 40)))


def under(*values: Value) -> Setting:
    """Return the school of the plan with some values more."""
    return evolve(PLAN, values=(*PLAN.values, *values))


# ------------------------------------------------------------------------------------------------------- petty cash


@pytest.mark.plan("R43", "P73")
def test_petty_cash_goes_round() -> None:
    """Cash is drawn from the account, pays what is owed, and goes back; the account and the cash box add up."""
    book = kitchen(*STOCKED, enrolled(), paid(500), drawn(100, sept(4)), cash_paid(15, on=sept(5)))
    assert (book.cash(), book.bank(SEPTEMBER)) == (yuan(85), yuan(400))
    book.post(CashReturned(bank=BANK, amount=yuan(85), on=sept(6), by=CLERK))
    assert (book.cash(), book.bank(SEPTEMBER)) == (NOTHING, yuan(485))
    assert book.columns.owed == {"粮油公司": 25}


@pytest.mark.plan("P73")
@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (cash_paid("40.01"), "insufficient"),
        (cash_paid(31), "insufficient"),
        (cash_paid(0), "range"),
        (cash_paid(1, "路边摊"), "insufficient"),
        (CashReturned(bank=BANK, amount=yuan("30.01"), on=sept(6), by=CLERK), "insufficient"),
        (CashReturned(bank="校长个人账户", amount=yuan(1), on=sept(6), by=CLERK), "rule"),
        (evolve(drawn(1), bank="校长个人账户"), "rule"),
        (CashCounted(amount=yuan(30), booked=yuan(29), on=sept(6), by=CLERK), "state"),
        (CashCounted(amount=yuan(29), booked=yuan(30), on=sept(6), by=CLERK), "missing"),
    ],
)
def test_cash_there_is_not(entry: Any, code: str) -> None:
    """Nobody is paid more than is owed or lies in the box, nothing goes elsewhere, and a count that is off is explained."""
    error = kitchen(*STOCKED, drawn(30, sept(4))).objection(entry)
    assert error is not None
    assert error.code == code


@pytest.mark.plan("P73")
def test_cash_has_a_limit() -> None:
    """A school may say how much cash there is at most; without a word there is no limit."""
    school = under(Value(P73_CASH, yuan(50), FROM, "校务会"))
    error = kitchen(drawn(30), setting=school).objection(drawn("20.01", sept(4)))
    assert error is not None
    assert error.rule is not None
    assert error.rule.code == "P73"
    assert kitchen(drawn(30), drawn(20, sept(4)), setting=school).cash() == 50


@pytest.mark.plan("P73")
def test_cash_that_is_off_is_a_breach() -> None:
    """A surprise count that finds less than booked stands in the breaches with its reason; one that agrees does not."""
    short = CashCounted(amount=yuan(29), booked=yuan(30), reason="找零有误", on=sept(6), by=CLERK)
    (breach,) = kitchen(carried(30), drawn(30), short).breaches(SEPTEMBER)
    assert (breach.rule.code, breach.note, "29.00" in breach.found.zh) == ("P73", "找零有误", True)
    assert found(kitchen(carried(30), drawn(30), evolve(short, amount=yuan(30), reason=None))) == []


def put_right(amount: Any, borne_by: str | None = None) -> CashAdjusted:
    """Return the slip on which a difference of the cash box was settled."""
    return CashAdjusted(
        amount=yuan(amount),
        booked=yuan(30),
        reason="找零有误",
        borne_by=borne_by,
        on=sept(6),
        by=CLERK,
        cosigned_by=("王校长",),
    )


@pytest.mark.plan("P73")
@pytest.mark.parametrize(
    ("amount", "borne_by", "cash", "cost"),
    [("29.50", None, "29.50", "0.50"), ("29.50", "赵出纳", "30.00", "0.00"), ("30.20", None, "30.20", "-0.20")],
)
def test_cash_that_is_off_is_put_right(amount: str, borne_by: str | None, cash: str, cost: str) -> None:
    """The canteen bears what is short, in common; or a person puts it in, and the book stays. What is too much is a gain."""
    book = kitchen(carried(30), drawn(30), put_right(amount, borne_by))
    assert (book.cash(), book.result(SEPTEMBER).cost) == (yuan(cash), yuan(cost))
    assert book.results(SEPTEMBER)[3].cost == yuan(cost)
    agreed = CashCounted(amount=yuan(cash), booked=yuan(cash), on=sept(7), by=CLERK)
    assert book.objection(agreed) is None


@pytest.mark.plan("P73")
def test_a_difference_is_told_of_once() -> None:
    """Put right without a count, a difference is a breach like one that was counted; after the count, and again, none."""
    count = CashCounted(amount=yuan("29.50"), booked=yuan(30), reason="待查", on=sept(5), by=CLERK)
    for slips, days in (
        ([put_right("29.50")], [6]),
        ([count, put_right("29.50")], [5]),
        ([count, put_right("29.50", "赵出纳"), put_right("29.50", "赵出纳")], [5, 6]),
    ):
        book = kitchen(carried(30), drawn(30), *slips)
        assert [each.on for each in book.breaches(SEPTEMBER) if each.rule.code == "P73"] == [sept(day) for day in days]


@pytest.mark.plan("P73")
@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (evolve(put_right(29), cosigned_by=()), "missing"),
        (evolve(put_right(29), booked=yuan(29)), "state"),
        (put_right(30), "state"),
        (put_right(31, "赵出纳"), "state"),
    ],
)
def test_difference_in_cash_without_sense(slip: CashAdjusted, code: str) -> None:
    """One signature, another sum than the book's, no difference, and a person who bears what is too much are refused."""
    error = kitchen(carried(30), drawn(30)).objection(slip)
    assert error is not None
    assert error.code == code


def test_drawing_that_was_spent_cannot_be_reversed() -> None:
    """A reversal that would leave the cash box short is refused."""
    book = kitchen(*STOCKED, drawn(30, sept(4)), cash_paid(20, on=sept(5)))
    error = book.objection(EntryReversed(of=Ref("canteen", 2), reason="录错", on=sept(7), by=CLERK))
    assert error is not None
    assert (error.code, "20.00" in error.text("zh")) == ("state", True)


def test_balance_sheet_shows_cash() -> None:
    """Cash stands on the balance sheet, and the sides stay equal."""
    sheet = {str(each["item"]): each["total"] for each in balance_sheet(kitchen(drawn(30)), sept(30)).records()}
    assert (sheet["Petty cash"], sheet["Dedicated bank account"], sheet["Assets"]) == (30, -30, 0)


# ------------------------------------------------------------------------------------------------ who is owed what


@pytest.mark.plan("R43")
def test_bills_to_be_paid() -> None:
    """A payment settles the oldest bill; what is left is owed since the day of its own bill, to whom it is owed."""
    old = DebtOpened(supplier="粮油公司", amount=yuan(5), on=D1, by=CLERK)
    book = kitchen(old, listed(), stocked(line(10, 40)), stocked(line(5, 20), on=sept(9)), billed(25), settled(48))
    left = [(each.supplier, each.since, each.document, each.left) for each in book.payables()]
    assert left == [
        ("粮油公司", sept(9), "送货单 2025-09-09", yuan(17)),
        ("燃气公司", sept(25), "账单 2025-09-25", yuan(25)),
    ]
    assert [each.left for each in book.payables(sept(9))] == [5, 40, 20]
    table = payables_table(book, sept(30))
    assert [each["days"] for each in table.records()] == [21, 5]
    assert dict(table.totals) == {"left": yuan(42)}


# ------------------------------------------------------------------------------------------------- subsidies, interest


@pytest.mark.plan("R43", "P71")
def test_two_kinds_of_subsidy() -> None:
    """A nutrition subsidy is for pupils' food alone; a general one is among the other money of those it was given to."""
    general = evolve(subsidised(80), scheme="general", to_segment="staff")
    book = kitchen(general, listed("青菜", "vegetables"), priced("教工午餐", 12, "staff"))
    assert (book.results(SEPTEMBER)[1].income, book.results(SEPTEMBER)[0].income) == (yuan(80), NOTHING)
    book.post(used(80, segment="staff", meal="教工午餐", fund="other"))
    error = book.objection(evolve(subsidised(5), to_segment="staff", on=sept(9)))
    assert error is not None
    assert error.rule is not None
    assert error.rule.code == "P71"


@pytest.mark.plan("P71")
def test_earmarked_money_that_was_spent() -> None:
    """An account that holds less than what is left of a subsidy has spent it on something else."""
    book = kitchen(listed(), subsidised(100), stocked(line(10, 400)), settled(60))
    (breach,) = book.breaches(SEPTEMBER)
    assert (breach.rule.code, "40.00" in breach.found.zh, "100.00" in breach.found.zh) == ("P71", True, True)
    post(book, (enrolled("三2班", on=sept(26)), paid(60, "三2班", on=sept(26))))
    assert found(book) == []


def test_interest_of_the_pupils() -> None:
    """Interest is the canteen's own unless it is said whose account it grew on."""
    book = kitchen(evolve(interest(3), to_segment="pupils"), interest(2))
    assert [each.income for each in book.results(SEPTEMBER)][:3] == [3, 0, 2]


@pytest.mark.plan("P71")
def test_bill_of_a_caterer() -> None:
    """A subsidy pays a caterer's meals and no other bill; what all bear is paid from the fees."""
    meals = evolve(billed(90, "catering", "pupils"), paid_from="subsidy")
    book = kitchen(subsidised(100))
    wrong = [
        evolve(meals, cost="labour"),
        evolve(meals, segment="common", paid_from="other"),
        evolve(meals, segment="staff"),
    ]
    for entry in wrong:
        error = book.objection(entry)
        assert error is not None
        assert error.rule is not None
        assert error.rule.code == "P71"
    error = book.objection(evolve(meals, amount=yuan(101)))
    assert error is not None
    assert error.code == "insufficient"
    book.post(meals)
    assert (book.results(SEPTEMBER)[0].food, book.results(SEPTEMBER)[0].fee_cost) == (yuan(90), NOTHING)


def test_turnover_is_no_surplus_of_its_own() -> None:
    """What the year had brought before the book began is income and cost of its purse, and nothing is said twice."""
    book = kitchen(turnover("pupils", {"fees": 100, "returned": -4}, {"grain": 60}))
    result = book.results(SEPTEMBER)[0]
    assert (result.income, result.cost, result.before, result.closing) == (yuan(96), yuan(60), NOTHING, yuan(36))
    twice = evolve(turnover("pupils", {"fees": 1}, {}), income=turnover("pupils", {"fees": 1}, {}).income * 2)
    codes = [
        book.objection(entry)
        for entry in (turnover("pupils", {}, {}), twice, turnover("staff", {"fees": 1}, {}, "subsidy"))
    ]
    assert [error.code for error in codes if error is not None] == ["missing", "duplicate", "rule"]


# -------------------------------------------------------------------------------------------- kinds of canteen, duties


@pytest.mark.plan("R43")
@pytest.mark.parametrize(
    ("kind", "entry", "good"),
    [
        ("own", billed(5, "taxes", "pupils"), False),
        ("own", billed(5, "operator", "pupils"), False),
        ("own", billed(5, "energy", "pupils"), True),
        ("contracted", billed(5, "taxes", "pupils"), True),
        ("contracted", billed(5, "catering", "pupils"), False),
        ("managed", billed(5, "operator", "pupils"), True),
        ("catered", billed(5, "catering", "pupils"), True),
        ("catered", stocked(line(1, 5), on=sept(9)), False),
        ("catered", used(5, "大米"), False),
        ("own", turnover("pupils", {}, {"taxes": 1}, on=sept(9)), False),
    ],
)
def test_kind_of_canteen_opens_accounts(kind: str, entry: Any, good: bool) -> None:
    """A canteen has the costs of its kind: who runs it decides whether taxes, operators, caterers or food are billed."""
    school = under(Value(R43_KIND, kind, FROM, "校务会"))
    error = kitchen(priced(), listed(), setting=school).objection(entry)
    assert (error is None) is good
    if error is not None:
        assert error.rule is not None
        assert (error.rule.code, error.excusable) == ("R43.kinds", False)
    assert kitchen(priced(), listed()).objection(entry) is None


@pytest.mark.plan("R43")
@pytest.mark.parametrize(
    "entry",
    [
        evolve(settled(5), recorded_by=CLERK),
        evolve(paid(5), recorded_by=CLERK),
        evolve(drawn(5), recorded_by=CLERK),
        evolve(stocked(line(1, 5), on=sept(9)), purchaser="孙保管"),
        evolve(used(5, "大米"), purchaser="孙保管"),
    ],
)
def test_nobody_has_two_duties(entry: Any) -> None:
    """Who handles money does not keep the book, and who buys does not keep the store, where the school says so."""
    school = under(Value(R43_APART, True, FROM, "校务会"))
    begun = (enrolled(), priced(), *STOCKED)
    error = kitchen(*begun, setting=school).objection(entry)
    assert error is not None
    assert error.rule is not None
    assert (error.rule.code, error.excusable) == ("R43.duties", True)
    assert kitchen(*begun).objection(entry) is None
    assert kitchen(*begun, setting=school).objection(evolve(entry, by="周出纳")) is None


@pytest.mark.plan("P73")
@pytest.mark.parametrize(("amount", "breached"), [(400, False), ("400.01", True)])
def test_account_below_nothing_is_a_breach(amount: Any, breached: bool) -> None:
    """More paid out of the dedicated account than came in is a breach at the month's end; to the last fen it is none."""
    book = kitchen(carried(400), listed(), stocked(line(100, 500)), settled(amount))
    assert found(book, SEPTEMBER) == ([("P73", SEPTEMBER.last)] if breached else [])
    book.post(carried(1, "staff", on=sept(30)))
    assert found(book, SEPTEMBER) == []


def test_account_nobody_named_is_not_looked_at() -> None:
    """A school that names no dedicated account has none to overdraw in the book."""
    book = kitchen(listed(), stocked(line(100, 500)), settled(500), setting=Setting())
    assert found(book, SEPTEMBER) == []
