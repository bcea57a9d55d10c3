"""Papers that can be added up again: what ratios are of, what was carried in, what another version said, who owes."""

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.canteen import (
    CanteenLedger,
    CashAdjusted,
    CashCounted,
    HeadcountCorrected,
    account_to_date,
    arrears_table,
    canteen_account,
    headcount_table,
)
from schoollogistics.catalogue import find
from schoollogistics.errors import InvalidValue
from schoollogistics.journal import EntryReversed, MonthClosed, Published, Ref
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.tables import Table
from tests.canteen.stories import (
    CLERK,
    SEPTEMBER,
    billed,
    carried,
    drawn,
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
    subsidised,
    turnover,
    used,
)

OCTOBER = Month(2025, 10)


def said(table: Table, word: str) -> list[str]:
    """Return the notes of a paper in which a word stands, in Chinese."""
    return [note.zh for note in table.notes if word in note.zh]


def with_subsidy() -> CanteenLedger:
    """Return a month of which a subsidy paid a part of the food."""
    book = kitchen(enrolled(), priced(price=10), listed("青菜", "vegetables"), paid(1000), subsidised(300))
    post(book, [served(50), used(200), used(250, fund="subsidy")])
    return book


# ------------------------------------------------------------------------------------------------------------- ratios


@pytest.mark.plan("D37", "P70")
def test_ratios_can_be_worked_out_again() -> None:
    """Where a subsidy is among the money, a note has the sums of the fees that the ratios are of, for each column."""
    table = canteen_account(with_subsidy(), SEPTEMBER)
    (ratio,) = [row for row in table.records("zh") if str(row["项目"]).startswith("五、盈亏率")]
    assert ratio["学生"] == "60.00%"  # not 350 of 500, which the lines above it would give
    assert said(table, "只计伙食费") == [
        f"{name}盈亏率、食材占比只计伙食费资金：收入 500.00，本期盈余 300.00，累计结余 300.00，食材 200.00"
        for name in ("学生", "合计")
    ]
    to_date = said(account_to_date(with_subsidy(), SEPTEMBER, segment="pupils"), "只计伙食费")
    assert [note[:4] for note in to_date] == ["本月盈亏", "本年累计"]


def test_ratios_of_fees_alone_need_no_note() -> None:
    """Where all money is meal fees, the lines of the account are what the ratios are of, and nothing more is said."""
    book = kitchen(enrolled(), priced(), paid(70), served(10), carried(5))
    for table in (canteen_account(book, SEPTEMBER), account_to_date(book, SEPTEMBER)):
        assert said(table, "只计伙食费") == []


@pytest.mark.plan("D37")
def test_sums_carried_in_are_named() -> None:
    """Sums that are carried in on a day of the period stand among its income and cost, and a note says so."""
    book = kitchen(turnover("pupils", {"fees": 100, "returned": -4}, {"grain": 60}, on=sept(1)))
    assert said(canteen_account(book, SEPTEMBER), "期初累计") == [
        "学生收入中 96.00、支出中 60.00 为 2025-09-01 转入的期初累计发生额"
    ]
    assert said(canteen_account(book, OCTOBER), "期初累计") == []


# ----------------------------------------------------------------------------------------------------------- versions


def published(version: int, reason: str | None = None) -> Published:
    """Return the account of September, made public."""
    return Published(
        view="canteen_account",
        period=SEPTEMBER,
        version=version,
        where="公示栏",
        on=sept(30),
        by=CLERK,
        reason=reason,
    )


def cost_of(table: Table) -> Any:
    """Return the cost that an account prints."""
    return next(row["total"] for row in table.records() if row["item"] == "Cost")


@pytest.mark.plan("D37", "P75")
def test_version_is_printed_as_it_was_published() -> None:
    """Each version has the figures, the note and the mark that it had, whatever came since; the next has those of now."""
    book = kitchen(enrolled(), priced(), paid(70), served(10), listed("青菜", "vegetables"), used(40))
    first = canteen_account(book, SEPTEMBER)
    post(book, [published(1), billed("12.50", "labour", "pupils")])
    second = canteen_account(book, SEPTEMBER)
    post(book, [published(2, "补记劳务费"), billed(3, "charges", "pupils")])
    costs = [cost_of(canteen_account(book, SEPTEMBER, version=version)) for version in (1, 2, 3, None)]
    assert costs == [yuan(40), yuan("52.50"), yuan("55.50"), yuan("55.50")]
    assert canteen_account(book, SEPTEMBER, version=1) == first
    reprint = canteen_account(book, SEPTEMBER, version=2)
    assert (reprint.rows, reprint.notes[0], reprint.notes[-1]) == (second.rows, second.notes[0], second.notes[-1])
    assert said(reprint, "公示说明") == ["第 2 版公示说明：补记劳务费"]
    assert said(canteen_account(book, SEPTEMBER), "不一致")[0].startswith(
        "与已公示的第 2 版不一致：支出原 52.50、现 55.50"
    )
    for version in (0, 4):
        with pytest.raises(InvalidValue):
            canteen_account(book, SEPTEMBER, version=version)


def test_version_of_another_month_has_its_own_reason() -> None:
    """The reason of a version stands on the account of its own period; that nothing changed needs no note."""
    book = kitchen(enrolled(), priced(), paid(70), served(10), published(1), published(2, "更正"))
    for version in (None, 1, 2, 3):
        assert said(canteen_account(book, SEPTEMBER, version=version), "不一致") == []
    book.post(evolve(published(1), period=OCTOBER, on=OCTOBER.last))
    assert said(canteen_account(book, OCTOBER), "公示说明") == []
    assert said(canteen_account(book, SEPTEMBER), "公示说明") == ["第 2 版公示说明：更正"]


def test_account_of_a_book_without_diners() -> None:
    """A book in which nobody is enrolled has versions like any other."""
    book = kitchen(billed(10), published(1), billed(5, "labour"))
    assert [cost_of(canteen_account(book, SEPTEMBER, version=version)) for version in (1, 2)] == [yuan(10), yuan(15)]
    assert said(canteen_account(book, SEPTEMBER), "不一致") == [
        "与已公示的第 1 版不一致：支出原 10.00、现 15.00，累计结余原 -10.00、现 -15.00"
    ]


# ---------------------------------------------------------------------------------------------------------- headcount


@pytest.mark.plan("R42")
def test_headcount_says_what_is_booked_later() -> None:
    """A correction of the next month changes the headcount of the day, and a note says how many the account has."""
    book = kitchen(enrolled(), priced(), paid(700), served(40))
    assert headcount_table(book, SEPTEMBER).notes == ()
    wrong = HeadcountCorrected(
        diner="三1班",
        meal="学生午餐",
        day=sept(8),
        servings=38,
        instead_of=40,
        reason="多点",
        on=OCTOBER.first,
        by=CLERK,
    )
    book.post(wrong)
    table = headcount_table(book, SEPTEMBER, summed=True)
    assert dict(table.totals) == {"servings": 38}
    assert [note.zh for note in table.notes] == ["按就餐日统计，含事后更正；本期账目按记账日期计 40 人次"]
    assert book.result(SEPTEMBER).meals == 40


@pytest.mark.plan("R42")
def test_groups_stand_as_they_were_enrolled() -> None:
    """Classes stand in the order of enrolment, not in that of their characters."""
    names = ("一年级", "二年级", "三年级")
    book = kitchen(*(enrolled(name) for name in names), priced(), *(served(9, name) for name in reversed(names)))
    assert headcount_table(book, SEPTEMBER).column("group") == names


# --------------------------------------------------------------------------------------------------------- fees owed


@pytest.mark.plan("R42", "R43")
def test_who_owes_fees_stands_on_a_list() -> None:
    """The list of arrears names class, diner and sum on a day; who has paid in advance or is settled does not stand there."""
    book = kitchen(enrolled(), enrolled("三2班"), enrolled("三3班"), priced(), paid(70), paid(100, "三2班"))
    post(book, [served(10), served(10, "三2班"), evolve(served(3, "三3班")), served(2, on=sept(9))])
    table = arrears_table(book, sept(9))
    assert [(row["diner"], row["owed"]) for row in table.records()] == [("三1班", 14), ("三3班", 21)]
    assert dict(table.totals) == {"owed": yuan(35)}
    assert table.column("owed")[0] == -book["三1班"].prepaid
    assert arrears_table(book, sept(8)).column("diner") == ("三3班",)
    assert book.objection(refunded(1)) is not None


@pytest.mark.parametrize("word", ["欠费", "催缴", "欠费名单"])
def test_list_of_arrears_is_found(word: str) -> None:
    """Whoever looks for arrears or reminders finds the list."""
    assert "arrears_table" in [each.name for each in find(word)]


# ----------------------------------------------------------------------------------------- purses and the cash box


@pytest.mark.plan("P71")
def test_overdrawn_fund_is_named() -> None:
    """A fund that has not as much is refused by its name, not as if the food were short."""
    book = kitchen(enrolled(), priced(), listed(), opened(line(100, 400)), subsidised(30))
    error = book.objection(issued(10, fund="subsidy"))
    assert error is not None
    assert (error.code, error.stands.zh) == ("insufficient", "学生补助资金现有 30.00，需要 40.00")
    assert error.stands.en.startswith("of the subsidies of the pupils there is 30.00")


def cash(amount: Any, day: int, **more: Any) -> CashCounted:
    """Return a count of a cash box in which there should be 30 yuan."""
    return CashCounted(amount=yuan(amount), booked=yuan(30), on=sept(day), by=CLERK, **more)


@pytest.mark.plan("P73")
def test_cash_that_is_off_holds_up_the_closing() -> None:
    """A count that is off keeps its month open, until it is put right or a later one agrees, and no month before it."""
    short = cash("29.50", 20, reason="找零有误")
    book = kitchen(drawn(30), cash(30, 4), short)
    book.post(reconciled(book))
    assert [text.zh for text in book.open_for_closing(SEPTEMBER)] == ["备用金实存 29.50、账存 30.00，差异尚未处理"]
    assert book.open_for_closing(Month(2025, 8)) == ()
    close = MonthClosed(book="canteen", month=SEPTEMBER, on=OCTOBER.first, by=CLERK)
    assert book.objection(close) is not None
    right = CashAdjusted(
        amount=yuan("29.50"),
        booked=yuan(30),
        reason="找零有误",
        borne_by="出纳",
        on=OCTOBER.first,
        by=CLERK,
        cosigned_by=("王校长",),
    )
    for entry in (right, evolve(cash(30, 21), on=OCTOBER.first)):
        number = book.post(entry).number
        assert book.open_for_closing(SEPTEMBER) == ()
        book.post(EntryReversed(of=Ref("canteen", number), reason="试记", on=OCTOBER.first, by=CLERK))
    assert Decimal(book.cash()) == 30
