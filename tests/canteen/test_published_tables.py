"""Three tables that schools published: every printed total to the fen, and every defect of them found with its reason.

The sums are retyped from the pages of a primary school in Nanjing (spring 2023), a school in Tongling (November 2025) and
a kindergarten (October 2017).
"""

from datetime import date
from decimal import Decimal
from typing import Final

import pytest

from schoollogistics.canteen import CanteenLedger, Printed, canteen_account, stock_sheet
from schoollogistics.canteen.book.printed import CUT_OFF, NOT_BOUGHT, NOT_THE_BOOK, OTHER_PARTS
from schoollogistics.canteen.entries.codes import Category
from schoollogistics.values.money import total, yuan
from schoollogistics.values.periods import DateSpan, Month
from tests.canteen.stories import (
    billed,
    counted,
    earned,
    enrolled,
    found,
    interest,
    issued,
    kitchen,
    line,
    listed,
    more_earned,
    opened,
    paid,
    priced,
    served,
    stocked,
    used,
)

# --------------------------------------------------------------------------------------- a primary school, spring 2023

SPRING: Final = DateSpan(date(2023, 2, 1), date(2023, 6, 30))
JUNE: Final = date(2023, 6, 30)


def nanjing() -> CanteenLedger:
    """Return the ledger behind the sheet: fees and costs of pupils and staff apart, and interest."""
    start = date(2023, 2, 1)
    return kitchen(
        listed("食材", "vegetables", on=start),
        *earned("pupils", "2087580.00", JUNE),
        *earned("staff", "321261.00", JUNE),
        interest("1157.97", on=JUNE),
        used("2070052.33", "食材", meal=f"pupils {JUNE}", on=JUNE),
        used("327318.88", "食材", segment="staff", meal=f"staff {JUNE}", on=JUNE),
    )


@pytest.mark.plan("R43", "D37")
def test_totals_by_segment() -> None:
    """Income, cost and surplus of pupils, staff and others are those of the sheet, and add up to its totals."""
    book = nanjing()
    whole = book.result(SPRING)
    assert (whole.income, whole.cost, whole.surplus) == (yuan("2409998.97"), yuan("2397371.21"), yuan("12627.76"))
    assert [(each.segment, each.surplus) for each in book.results(SPRING)] == [
        ("pupils", yuan("17527.67")),
        ("staff", yuan("-6057.88")),
        ("other", yuan("1157.97")),
        ("common", yuan("0.00")),
    ]
    printed = canteen_account(book, SPRING).to_markdown()
    for amount in ("2,409,998.97", "2,397,371.21", "12,627.76", "17,527.67", "-6,057.88", "1,157.97", "0.84%"):
        assert amount in printed


@pytest.mark.plan("P72")
def test_deficit_of_the_staff_lives_on_the_pupils_money() -> None:
    """A sheet whose ratios are all within the limit has a segment that spent more than it had: the others paid for it."""
    book = nanjing()
    (breach,) = book.breaches(SPRING)
    assert (breach.rule.code, breach.on) == ("P72", JUNE)
    assert "6057.88" in breach.found.zh
    assert "教职工" in breach.found.zh


# ------------------------------------------------------------------------------------------- a school, November 2025

NOVEMBER: Final = Month(2025, 11)
YEAR_TO_DATE: Final = DateSpan(date(2025, 9, 1), date(2025, 11, 30))


def tongling() -> CanteenLedger:
    """Return the ledger behind the sheet: the months before in one sum, and November line by line."""
    before, now = date(2025, 10, 31), date(2025, 11, 30)
    items: tuple[tuple[str, Category], ...] = (
        ("菜", "vegetables"),
        ("米油", "grain"),
        ("调味", "seasoning"),
        ("物料", "supplies"),
    )
    fees, food, managing, charges = "218259.58", "162886.52", "62179.50", "255.86"
    return kitchen(
        *(listed(item, category, on=date(2025, 9, 1)) for item, category in items),
        *earned("pupils", yuan("701081.27") - yuan(fees), before),
        used(yuan("482029.39") - yuan(food), "菜", meal=f"pupils {before}", on=before),
        billed(yuan("226016.11") - yuan(managing), "labour", "pupils", on=before),
        billed(yuan("491.16") - yuan(charges), "charges", "pupils", on=before),
        *more_earned("pupils", fees, now),
        *(
            used(amount, item, meal=f"pupils {now}", on=now)
            for item, amount in (("菜", "122081.52"), ("米油", "21666"), ("调味", "4887"), ("物料", "11240"))
        ),
        billed("3012", "energy", "pupils", on=now),
        billed("9630.50", "upkeep", "pupils", on=now),
        billed("52119.00", "labour", "pupils", on=now),
        billed("430", "upkeep", "pupils", on=now),
        billed(charges, "charges", "pupils", on=now),
    )


@pytest.mark.plan("R43", "D37", "P74")
def test_month_and_year_to_date() -> None:
    """Losses and their shares of the income are those of the sheet, for the month and for the year so far."""
    book = tongling()
    month, year = book.result(NOVEMBER), book.result(YEAR_TO_DATE)
    assert (month.surplus, year.surplus) == (yuan("-7062.30"), yuan("-7455.39"))
    assert [f"{each.ratio:.2%}" for each in (month, year)] == ["-3.24%", "-1.06%"]


@pytest.mark.plan("P70")
def test_month_breaks_the_limit_and_the_year_does_not() -> None:
    """A loss of 3.24 % in the month is a breach of 3 %; 1.06 % over the year would not be."""
    book = tongling()
    assert found(book, NOVEMBER) == [("P70", NOVEMBER.last)]
    year = book.result(YEAR_TO_DATE).ratio
    assert year is not None
    assert abs(year) < Decimal("0.03")


def test_share_of_food() -> None:
    """Food is 68.10 % of the fee income; the 73.25 % that one gets with other supplies counted in is no share of food."""
    month = tongling().result(NOVEMBER)
    assert f"{month.food_share:.2%}" == "68.10%"
    assert f"{(month.food + yuan(11240)) / month.fee_income:.2%}" == "73.25%"


# --------------------------------------------------------------------------------------- a kindergarten, October 2017

OCTOBER: Final = Month(2017, 10)
OPENING, DELIVERY, END = date(2017, 9, 30), date(2017, 10, 9), date(2017, 10, 31)
# Item, category, store before, bought, used, store now: in yuan, for the sheet keeps no quantities.
SHEET: Final[tuple[tuple[str, Category, str, str, str, str], ...]] = (
    ("粮食", "grain", "38.4", "2448", "2479.2", "7.2"),
    ("油", "oil", "28.9", "728", "751.4", "5.5"),
    ("水果", "fruit", "0", "1514.5", "1514.5", "0"),
    ("荤菜", "meat", "0", "14899", "14899", "0"),
    ("蔬菜", "vegetables", "0", "9674.6", "9674.6", "0"),
    ("豆制品", "beans", "0", "449.5", "449.5", "0"),
    ("豆干", "beans", "0", "347.3", "347.3", "0"),
    ("调味品", "seasoning", "127.02", "745.6", "795.56", "77.06"),
    ("南货", "other", "0", "1474", "1474", "0"),
    ("牛奶", "milk", "0", "9690", "9690", "0"),
    ("饼干", "snacks", "36.42", "1881.6", "1897.28", "20.74"),
    ("燃料", "fuel", "0", "623.9", "623.9", "0"),
    ("面", "grain", "0", "609.1", "609.1", "0"),
    ("其他", "other", "0", "544.5", "544.5", "0"),
)


def kindergarten() -> CanteenLedger:
    """Return the ledger behind the sheet: an item holds as many units as it is worth yuan."""
    return kitchen(
        *(listed(item, category, "元", on=OPENING) for item, category, *_ in SHEET),
        opened(*(line(had, had, item, "元") for item, _, had, *_ in SHEET if had != "0"), on=OPENING),
        enrolled("全体幼儿", "pupils", on=OPENING),
        priced("幼儿餐点", 7, on=OPENING, since=date(2017, 10, 1)),
        paid(45696, "全体幼儿", on=DELIVERY),
        *earned("staff", 7956, END),
        stocked(*(line(bought, bought, item, "元") for item, _, _, bought, *_ in SHEET), on=DELIVERY),
        served(6528, "全体幼儿", "幼儿餐点", on=END),
        *(issued(went, item, "元", meal="幼儿餐点", on=END) for item, _, _, _, went, _ in SHEET),
        *(counted(left, item, "元", on=END) for item, _, _, _, _, left in SHEET),
        listed("教师食材", "vegetables", on=END),
        used("7954.60", "教师食材", segment="staff", meal=f"staff {END}", on=END),
    )


@pytest.mark.plan("R35", "P78")
def test_every_line_of_the_store() -> None:
    """What was there, what came and what went make what is left, line by line as counted, and in the totals."""
    book = kindergarten()
    sheet = stock_sheet(book, OCTOBER)
    rows = {row["item"]: row for row in sheet.records()}
    for item, _, *amounts in SHEET:
        row = rows[item]
        assert [row[name] for name in ("before", "stocked", "issued", "now")] == [yuan(each) for each in amounts]
        assert row["difference"] == 0
    assert [each.en for each in book.open_for_closing(OCTOBER)] == ["hold the account against the bank's statement"]
    totals = dict(sheet.totals)
    assert [totals[name] for name in ("before", "stocked", "issued", "now")] == [
        yuan("230.74"),
        yuan("45629.60"),
        yuan("45749.84"),
        yuan("110.50"),
    ]


def test_income_and_staff() -> None:
    """The fees are 6,528 meals at 7 yuan, the staff's account is its own, and what all eat conserves the store."""
    pupils, staff, *_ = kindergarten().results(OCTOBER)
    assert (pupils.income, pupils.meals, staff.surplus) == (yuan(45696), 6528, yuan("1.40"))
    assert total(yuan(each[4]) for each in SHEET) == pupils.cost == yuan("45749.84")


@pytest.mark.plan("P70")
def test_printed_surplus_counts_purchases() -> None:
    """The printed 66.40 is income less purchases; on what was eaten the month lost 53.84."""
    (difference,) = kindergarten().differences(OCTOBER, Printed(surplus=yuan("66.40")), "pupils")
    assert (difference.printed, difference.found, difference.reason) == (yuan("66.40"), yuan("-53.84"), NOT_BOUGHT)


def test_printed_ratio_is_cut_off() -> None:
    """The printed 0.14 % is 0.1453 % with the rest cut off, and of the wrong surplus at that."""
    printed = Printed(surplus=yuan("66.40"), ratio=Decimal("0.0014"))
    _, cut, own = kindergarten().differences(OCTOBER, printed, "pupils")
    assert (cut.found, cut.reason) == (Decimal("0.0015"), CUT_OFF)
    assert (own.found, own.reason) == (Decimal("-0.0012"), OTHER_PARTS)


def test_sheet_that_agrees_has_no_difference() -> None:
    """What a sheet prints as the book has it is no difference, and what it does not print neither."""
    right = Printed(surplus=yuan("-53.84"), ratio=Decimal("-0.0012"), meals=6528, price=yuan(7))
    assert kindergarten().differences(OCTOBER, right, "pupils") == ()
    assert kindergarten().differences(OCTOBER, Printed()) == ()


def test_sheet_of_its_own_numbers() -> None:
    """A surplus and a ratio that follow from nothing are said not to follow from the book."""
    wrong = Printed(surplus=yuan(1), ratio=Decimal("0.5"))
    assert [each.reason for each in kindergarten().differences(OCTOBER, wrong, "pupils")] == [
        NOT_THE_BOOK,
        NOT_THE_BOOK,
        OTHER_PARTS,
    ]


def test_printed_meals_contradict_the_income() -> None:
    """8,426 meals at 7 yuan would be 58,982; the income is that of 6,528."""
    (difference,) = kindergarten().differences(OCTOBER, Printed(meals=8426, price=yuan(7)), "pupils")
    assert (difference.printed, difference.found) == (yuan(58982), yuan(45696))
    assert "6528" in difference.reason.zh
