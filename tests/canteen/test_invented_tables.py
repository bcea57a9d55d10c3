"""Two sheets of other layouts, both invented: what other schools print can be entered, and comes out to the fen.

One is a kindergarten's month with a line for each food, a daily fee, refunds for absence and a limit on what is left over
so far. The other is a contracted school's, in sums: month, term and year, a nutrition subsidy, taxes and the operator.
"""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar import Term, TermCalendar
from schoollogistics.canteen import CanteenLedger, account_to_date, canteen_account, stock_sheet
from schoollogistics.canteen.entries.codes import Category
from schoollogistics.canteen.rules import P70_BASE, P70_TOLERANCE, R42_UNREFUNDED, R43_KIND
from schoollogistics.journal import Setting, Value
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, Month
from schoollogistics.values.tables import Table
from tests.canteen.stories import (
    BANK,
    CLERK,
    billed,
    carried,
    counted,
    enrolled,
    fees_earned,
    fees_returned,
    found,
    issued,
    kitchen,
    line,
    listed,
    opened,
    paid,
    post,
    priced,
    refunded,
    served,
    settled,
    stocked,
    stopped,
    subsidised,
    turnover,
    used,
    written_off,
)


def row(table: Table, item: str) -> dict[str, Any]:
    """Return the row of an item by its Chinese name."""
    keys = [column.key for column in table.columns]
    return next(
        dict(zip(keys, cells, strict=True)) for cells in table.rows if getattr(cells[0], "zh", cells[0]) == item
    )


# ------------------------------------------------------------------------------------- an invented kindergarten, May 2026

MAY: Final = Month(2026, 5)
START, SECOND, LAST = MAY.first, date(2026, 5, 6), MAY.last
# Item, category, unit; store before and bought as (quantity, yuan); used and found as quantity. Milk is used at once.
LINES: Final[tuple[tuple[str, Category, str, Any, Any, Any, Any], ...]] = (
    ("大米", "grain", "kg", (50, "210.00"), (300, "1263.00"), "320", "29.5"),
    ("面条", "grain", "kg", (0, 0), (40, "236.00"), "40", "0"),
    ("菜籽油", "oil", "L", (10, "138.50"), (60, "846.60"), "58.5", "11.5"),
    ("猪肉", "meat", "kg", (0, 0), (120, "3119.88"), "119", "0"),
    ("苹果", "fruit", "kg", (0, 0), (210, "1470.70"), "210", "0"),
    ("鸡蛋", "eggs", "斤", (12, "66.00"), (180, "981.00"), "186", "6"),
)
AWAY: Final = date(2026, 5, 18), date(2026, 5, 22)
CARE: Final = Setting(
    school="示例幼儿园（虚构）",
    values=(
        Value(P70_TOLERANCE, Decimal("0.02"), START, "园务会", "local"),
        Value(P70_BASE, "cumulative", START, "园务会", "local"),
        Value(R42_UNREFUNDED, 1, START, "园务会", "local"),
        Value(R43_KIND, "own", START, "园务会", "local"),
    ),
)


def kindergarten() -> CanteenLedger:
    """Return a kindergarten's May: 15 days of service, 36 children at 16 yuan, one of them away for a week."""
    days = [day for day in MAY if day.weekday() < 5 and day > date(2026, 5, 10)]
    lunch = "一餐两点"
    return kitchen(
        enrolled("大班", on=START, opening=120),
        priced(lunch, 16, on=START, since=SECOND),
        *(listed(item, category, unit, on=START) for item, category, unit, *_ in LINES),
        listed("鲜奶", "milk", "盒", on=START),
        carried("86.20", on=START),
        opened(*(line(had[0], had[1], item, unit) for item, _, unit, had, *_ in LINES if had[0]), on=START),
        paid(8640, "大班", on=SECOND),
        evolve(stopped(*AWAY, 1, "大班", date(2026, 5, 8)), meal=lunch),
        stocked(*(line(bought[0], bought[1], item, unit) for item, _, unit, _, bought, _, _ in LINES), on=SECOND),
        *(served(35 if AWAY[0] <= day <= AWAY[1] else 36, "大班", lunch, day) for day in days),
        *(issued(went, item, unit, meal=lunch, on=LAST) for item, _, unit, _, _, went, _ in LINES),
        used("482.40", "鲜奶", unit="盒", meal=lunch, on=LAST),
        written_off(1, "猪肉", LAST),
        *(counted(there, item, unit, on=LAST) for item, _, unit, *_, there in LINES),
        setting=CARE,
    )


@pytest.mark.plan("R35", "R42", "R43", "P78")
def test_invented_kindergarten() -> None:
    """Every line of food conserves, what is missing is a loss, and what is left over so far keeps within 2 %."""
    book = kindergarten()
    post(book, book.adjustments(on=LAST, by=CLERK, reason="自然损耗"))
    post(book, book.allocation(MAY, by=CLERK))
    sheet = stock_sheet(book, MAY)
    for item, _, _, had, bought, _, there in LINES:
        each = row(sheet, item)
        assert [each["before"], each["stocked"], each["counted"]] == [yuan(had[1]), yuan(bought[1]), Decimal(there)]
        assert each["before"] + each["stocked"] - each["issued"] - each["lost"] == each["now"]
        assert each["difference"] == 0
    # 1473 yuan for 350 kg: 320 kg cost 1346.74, the half kilo that is missing 2.10, and 29.5 kg stay at 124.16.
    assert [row(sheet, "大米")[name] for name in ("issued", "lost", "now")] == [
        yuan("1346.74"),
        yuan("2.10"),
        yuan("124.16"),
    ]
    assert row(sheet, "鲜奶")["at_once"] == yuan("482.40")
    pupils = book.results(MAY)[0]
    assert (pupils.meals, pupils.income) == (535, yuan(8560))
    assert pupils.cost == yuan("8495.36")
    assert book.result(MAY).surplus == yuan("64.64")
    account = canteen_account(book, MAY)
    assert row(account, "五、盈亏率（本期盈余÷本期伙食费收入）")["pupils"] == "0.76%"
    assert row(account, "盈亏率（累计结余÷本期伙食费收入）")["pupils"] == "1.76%"
    assert found(book, MAY) == []
    assert "食堂性质：自营" in account.to_markdown("zh")


@pytest.mark.plan("R42", "P71")
def test_invented_kindergarten_gives_back_days_of_absence() -> None:
    """Five days away are four days' fee, by the days on which the others ate; the first is the school's."""
    book = kindergarten()
    (absence,) = book.absences(MAY)
    assert (len(absence.days), absence.amount) == (4, yuan(64))
    (slip,) = book.absence_refunds(MAY, on=LAST, by=CLERK, bank=BANK, reason="病假停餐")
    book.post(slip)
    assert book["大班"].prepaid == 120 + 8640 - 8560 - 64


# --------------------------------------------------------------------------------- an invented contracted school, April 2026

APRIL: Final = Month(2026, 4)
TERM: Final = Term(name="2025-2026-2", first=date(2026, 2, 23), last=date(2026, 7, 3))
LET: Final = Setting(
    school="示例中学（虚构）",
    values=(Value(R43_KIND, "contracted", date(2026, 1, 1), "校务会", "local"),),
    calendar=TermCalendar(terms=[TERM], published_through=date(2026, 8, 31)),
)


def contracted() -> CanteenLedger:
    """Return a school that began the book in April: January to March in sums, of which March and its half of February."""
    january, march, day, end = date(2026, 1, 31), date(2026, 3, 31), APRIL.first, APRIL.last
    pupils: Any = {"earned": ("pupils", "412300.00"), "grown": ("pupils", "388150.50")}
    return kitchen(
        turnover("pupils", {"fees": "150000.40"}, {"vegetables": "98000.15", "labour": "41200"}, on=january),
        turnover("pupils", {"fees": pupils["earned"][1]}, {"vegetables": "260118.07", "grain": "30000.01"}, on=march),
        turnover("pupils", {"subsidies": "51000"}, {"milk": "50999.40"}, "subsidy", on=march),
        turnover("staff", {"fees": "20410", "returned": "-10"}, {"vegetables": "20399.99"}, on=march),
        enrolled("全体学生", on=day),
        enrolled("全体教工", "staff", on=day),
        priced("学生餐", 0, on=day, since=day.replace(day=2)),
        priced("教工餐", 0, "staff", on=day, since=day.replace(day=2)),
        listed("食材", "vegetables", "元", on=day),
        listed("牛奶", "milk", "元", on=day),
        paid("400000", "全体学生", on=day.replace(day=2)),
        paid("9000", "全体教工", on=day.replace(day=2)),
        subsidised("17000", on=day.replace(day=2)),
        served(21_300, "全体学生", "学生餐", on=day.replace(day=20)),
        served(640, "全体教工", "教工餐", on=day.replace(day=20)),
        fees_earned(pupils["grown"][1], "全体学生", end),
        fees_earned("8960", "全体教工", end),
        fees_returned("150.50", "全体学生", end),
        refunded("12000", "全体学生", end),
        used("245310.26", "食材", unit="元", meal="学生餐", on=end),
        used("8123.45", "食材", unit="元", segment="staff", meal="教工餐", on=end),
        used("16988.20", "牛奶", unit="元", fund="subsidy", meal="学生餐", on=end),
        billed("88000", "operator", "pupils", end),
        billed("42100.77", "labour", "pupils", end),
        evolve(billed("6120.33", "taxes", "common", end), document="税单"),
        evolve(billed("35.50", "charges", "common", end), document="回单"),
        setting=LET,
    )


@pytest.mark.plan("R43", "D37", "P74")
def test_invented_school_to_date() -> None:
    """Month, term and year stand side by side, and each is the sum of its parts, carried in from before the book began."""
    book = contracted()
    post(book, book.allocation(APRIL, by=CLERK))
    table = account_to_date(book, APRIL, segment="pupils")
    assert [column.zh for column in table.columns] == ["项目", "本月", "本学期", "本年累计"]
    assert row(table, "一、收入") == {
        "item": row(table, "一、收入")["item"],
        "period": yuan("405000.00"),
        "term": yuan("868300.00"),
        "year": yuan("1018300.40"),
    }
    fees = row(table, "伙食费收入")
    assert [fees[key] for key in ("period", "term", "year")] == [
        yuan("388150.50"),
        yuan("800450.50"),
        yuan("950450.90"),
    ]
    assert row(table, "退还伙食费（抵减收入）")["period"] == yuan("-150.50")
    assert row(table, "补助收入")["year"] == yuan(68000)
    assert row(table, "承包、托管服务费")["year"] == yuan(88000)
    cost = row(table, "二、支出")
    assert cost["year"] == yuan("98000.15") + yuan(41200) + cost["term"]
    assert cost["term"] - cost["period"] == yuan("260118.07") + yuan("30000.01") + yuan("50999.40")
    whole = account_to_date(book, APRIL)
    each = [account_to_date(book, APRIL, segment=segment) for segment in ("pupils", "staff", "other", "common")]
    for item in ("一、收入", "二、支出", "三、本期盈余", "本期累计结余"):
        for key in ("period", "term", "year"):
            assert row(whole, item)[key] == sum(row(one, item)[key] for one in each), (item, key)


@pytest.mark.plan("P71", "P72")
def test_invented_school_shares_its_taxes() -> None:
    """What the operator's invoice and taxes come to is shared by meals to the fen; the subsidy is spent on food alone."""
    book = contracted()
    (shares,) = book.allocation(APRIL, by=CLERK)
    assert [(each.cost, each.segment, each.amount) for each in shares.lines] == [
        ("charges", "pupils", yuan("34.46")),
        ("charges", "staff", yuan("1.04")),
        ("taxes", "pupils", yuan("5941.80")),
        ("taxes", "staff", yuan("178.53")),
    ]
    book.post(shares)
    pupils, staff, *_ = book.results(APRIL)
    assert (pupils.surplus, staff.surplus) == (yuan("6624.51"), yuan("656.98"))
    assert pupils.cost_per_meal == yuan("12.31")
    assert found(book, APRIL) == []
    error = book.objection(evolve(settled(1, "燃气公司", APRIL.last), amount=yuan(10**9)))
    assert error is not None


def test_invented_sheets_need_no_calendar() -> None:
    """Without a calendar a sheet to date has no term, and the year may begin when the school says."""
    book = CanteenLedger.replay(contracted().entries, setting=Setting())
    table = account_to_date(book, APRIL, since=date(2025, 9, 1))
    assert [column.zh for column in table.columns] == ["项目", "本月", "本年累计"]
    day = account_to_date(book, DateSpan(APRIL.first, APRIL.first))
    assert [column.zh for column in day.columns] == ["项目", "本期", "本年累计"]
