"""Other tables that schools published, each of another layout: every printed total, and every defect with its reason.

The sums are retyped from pages of a kindergarten in Wuxi (jlyey.xbjyfw.cn: article5416563, March 2022; article6516107,
October 2024), of a primary school in Chiayi (tlps.cyc.edu.tw, January and October 2015, August 2016) and of the county's
lunch accounts (food.cyc.edu.tw, q_uid=104652), and of the sheets of ``test_published_tables`` what those leave out.
"""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest

from schoollogistics.canteen import CanteenLedger, Printed, account_to_date, canteen_account
from schoollogistics.canteen.book.printed import (
    GIVEN_BACK,
    NOT_BOUGHT,
    NOT_THE_BOOK,
    NOT_THE_SHEET,
    OTHER_PARTS,
    PAID_IN,
    STORE_LEFT_OUT,
    TOO_COARSE,
)
from schoollogistics.canteen.entries.codes import Category, Cost, Earned, Spent
from schoollogistics.canteen.rules import P70_BASE, P70_TOLERANCE
from schoollogistics.journal import Entry, Setting, Value
from schoollogistics.values.money import total, yuan
from schoollogistics.values.periods import DateSpan, Month
from schoollogistics.values.tables import Table
from tests.canteen.stories import (
    billed,
    carried,
    earned,
    enrolled,
    found,
    issued,
    kitchen,
    line,
    listed,
    opened,
    paid,
    priced,
    refunded,
    served,
    stocked,
    subsidised,
    turnover,
    used,
)

# The limit stands on the sheets themselves: 2 % of what is left over so far.
TWO_PERCENT: Final = Setting(
    values=(
        Value(P70_TOLERANCE, Decimal("0.02"), date(2017, 1, 1), "公示表", "local"),
        Value(P70_BASE, "cumulative", date(2017, 1, 1), "公示表", "local"),
    )
)


def shown(book: CanteenLedger, during: Any, printed: Printed, segment: str | None = "pupils") -> list[tuple[Any, ...]]:
    """Return the differences as (figure, printed, found, reason)."""
    return [
        (each.what.zh, each.printed, each.found, each.reason) for each in book.differences(during, printed, segment)
    ]


def column(table: Table, key: str) -> dict[str, Any]:
    """Return a column of a table by the Chinese names of its rows."""
    place = [each.key for each in table.columns].index(key)
    return {getattr(row[0], "zh", str(row[0])): row[place] for row in table.rows}


# ----------------------------------------------------------------------- a kindergarten, March 2022: closed for 14 days

MARCH: Final = Month(2022, 3)
FOODS_2022: Final[Mapping[str, tuple[Category, str]]] = {
    "粮食": ("grain", "1200"),
    "油": ("oil", "546"),
    "点心": ("snacks", "1619.5"),
    "荤食": ("meat", "5134"),
    "蔬菜": ("vegetables", "1493"),
    "豆制品": ("beans", "99"),
    "干豆类": ("beans", "40"),
    "调味品": ("seasoning", "781.5"),
    "牛奶": ("milk", "2160"),
    "水果": ("fruit", "710.5"),
}
SHEET_2022: Final = Printed(
    income=yuan("44049.6"),
    cost=yuan("44260.3"),
    surplus=yuan("-210.7"),
    before=yuan("326.4"),
    closing=yuan("115.7"),
    ratio=Decimal("0.0026"),
)


def slips(
    month: Month,
    before: tuple[str, str],
    foods: Mapping[str, tuple[Category, str]],
    bills: Mapping[str, Cost],
    meals: Mapping[tuple[str, str], int],
    fees: tuple[str, str],
    staff: tuple[str, str],
) -> CanteenLedger:
    """Return a kindergarten's month slip by slip: fees by the month, some paid back, food used at once, bills."""
    first, last, (cooked, _) = month.first, month.last, next(iter(meals))
    return kitchen(
        enrolled("全体幼儿", on=first),
        *(priced(meal, price, on=first, since=first.replace(day=2)) for meal, price in meals),
        carried(before[0], on=first),
        carried(before[1], "staff", on=first),
        paid(fees[0], "全体幼儿", on=first),
        refunded(fees[1], "全体幼儿", on=last),
        *(served(count, "全体幼儿", meal, on=last) for (meal, _), count in meals.items()),
        *(listed(item, category, on=first) for item, (category, _) in foods.items()),
        *(used(amount, item, meal=cooked, on=last) for item, (_, amount) in foods.items()),
        *(billed(amount, cost, "pupils", last) for amount, cost in bills.items()),
        *earned("staff", staff[0], last),
        listed("教工食材", "vegetables", on=last),
        used(staff[1], "教工食材", segment="staff", meal=f"staff {last}", on=last),
        setting=TWO_PERCENT,
    )


def sums(
    month: Month, before: str, income: Mapping[Earned, Any], costs: Mapping[Spent, Any], setting: Setting = TWO_PERCENT
) -> CanteenLedger:
    """Return the same month in sums: two entries, and not one slip."""
    return kitchen(carried(before, on=month.first), turnover("pupils", income, costs, on=month.last), setting=setting)


def march_by_slips() -> CanteenLedger:
    """Return March 2022: 228 children for 23 days at 8.40, of which 3,382 days were paid back."""
    return slips(
        MARCH,
        ("326.4", "0"),
        FOODS_2022,
        {"1722.2": "energy", "345.8": "energy"},
        {("一日餐", "8.4"): 5244 - 3382},
        ("44049.6", "28408.8"),
        ("4250.4", "4250.4"),
    )


def march_by_sums() -> CanteenLedger:
    """Return March 2022 in two entries."""
    costs: dict[Spent, Any] = {"grain": 1200, "oil": 546, "snacks": "1619.5", "meat": 5134, "vegetables": 1493}
    costs |= {"beans": 139, "seasoning": "781.5", "milk": 2160, "fruit": "710.5", "energy": 2068}
    return sums(MARCH, "326.4", {"fees": "44049.6", "returned": "-28408.8"}, costs)


@pytest.mark.plan("R42", "R43", "D37")
@pytest.mark.parametrize("book", [march_by_slips(), march_by_sums()], ids=["by slips", "by sums"])
def test_refunds_among_the_costs(book: CanteenLedger) -> None:
    """The deficit and what is left over are those of the sheet; its income, cost and ratio carry what was paid back."""
    pupils = book.results(MARCH)[0]
    assert (pupils.surplus, pupils.before, pupils.closing) == (yuan("-210.7"), yuan("326.4"), yuan("115.7"))
    assert shown(book, MARCH, SHEET_2022) == [
        ("收入", yuan("44049.6"), yuan("15640.8"), GIVEN_BACK),
        ("支出", yuan("44260.3"), yuan("15851.5"), GIVEN_BACK),
        ("盈亏率", Decimal("0.0026"), Decimal("0.0074"), OTHER_PARTS),
    ]
    assert found(book, MARCH) == []


def test_days_paid_for_and_days_eaten() -> None:
    """The sheet multiplies 5,244 days; 1,862 of them were eaten."""
    (difference,) = march_by_slips().differences(MARCH, Printed(meals=5244, price=yuan("8.4")), "pupils")
    assert (difference.printed, difference.found) == (yuan("44049.6"), yuan("15640.8"))
    assert "1862 人次" in difference.reason.zh
    (dearer,) = march_by_slips().differences(MARCH, Printed(meals=1862, price=yuan(9)), "pupils")
    assert dearer.reason.en == "the income is that of 1737.87 meals, not of 1862"
    (free,) = march_by_slips().differences(MARCH, Printed(meals=1862, price=yuan(0)), "pupils")
    assert free.reason == NOT_THE_BOOK
    (counted,) = march_by_slips().differences(MARCH, Printed(meals=5244), "pupils")
    assert (counted.printed, counted.found, counted.reason) == (Decimal(5244), Decimal(1862), NOT_THE_BOOK)
    assert march_by_sums().differences(MARCH, Printed(meals=5244), "pupils") == ()


def test_what_was_paid_in_is_not_what_was_earned() -> None:
    """Who prints the payments of a month as its income is told so, unless the rest was paid back."""
    book = march_by_slips()
    owing = kitchen(*(each for each in book.entries if each.kind != "canteen.fees_refunded"), setting=TWO_PERCENT)
    assert shown(owing, MARCH, Printed(income=yuan("44049.6"), surplus=yuan("28198.1"))) == [
        ("收入", yuan("44049.6"), yuan("15640.8"), PAID_IN),
        ("盈余", yuan("28198.1"), yuan("-210.7"), PAID_IN),
    ]


# ---------------------------------------------------------------- the same kindergarten, October 2024: wages and charges

OCTOBER: Final = Month(2024, 10)
FOODS_2024: Final[Mapping[str, tuple[Category, str]]] = {
    "粮食": ("grain", "1044"),
    "油": ("oil", "576"),
    "调味品": ("seasoning", "714.6"),
    "荤食": ("meat", "9327.24"),
    "蔬菜": ("vegetables", "4305.85"),
    "豆制品": ("beans", "310.46"),
    "糯米面": ("grain", "423.45"),
    "干豆类": ("beans", "213.3"),
    "点心": ("snacks", "2177.28"),
    "牛奶": ("milk", "3648"),
    "水果": ("fruit", "3992.22"),
}


def october() -> CanteenLedger:
    """Return October 2024: 161 children for 19 days at 10.50 less 177 days paid back, and two at 3.40."""
    return slips(
        OCTOBER,
        ("131.89", "573.65"),
        FOODS_2024,
        {"2900": "labour", "3.6": "charges"},
        {("一日餐", "10.5"): 161 * 19 - 177, ("半日餐", "3.4"): 2 * 19},
        ("32248.7", "1858.5"),
        ("5280", "5134.68"),
    )


@pytest.mark.plan("R43", "P70", "D37")
def test_ratio_beyond_the_limit_on_the_sheet() -> None:
    """Surplus and what is left over are those of the sheet, whose 2.30 % is 2.34 % rounded too far, and 2.92 % in truth."""
    book = october()
    pupils, staff, *_ = book.results(OCTOBER)
    assert (pupils.surplus, pupils.before, pupils.closing) == (yuan("754.2"), yuan("131.89"), yuan("886.09"))
    assert (staff.surplus, staff.before, staff.closing) == (yuan("145.32"), yuan("573.65"), yuan("718.97"))
    assert pupils.meals == 2920
    sheet = Printed(
        income=yuan("32248.7"),
        cost=yuan("31494.5"),
        surplus=yuan("754.2"),
        before=yuan("131.89"),
        closing=yuan("886.09"),
        ratio=Decimal("0.0230"),
    )
    assert shown(book, OCTOBER, sheet) == [
        ("收入", yuan("32248.7"), yuan("30390.2"), GIVEN_BACK),
        ("支出", yuan("31494.5"), yuan("29636"), GIVEN_BACK),
        ("盈亏率", Decimal("0.0230"), Decimal("0.0234"), TOO_COARSE),
        ("盈亏率", Decimal("0.0230"), Decimal("0.0248"), OTHER_PARTS),
    ]
    assert f"{pupils.cumulative_ratio:.2%}" == "2.92%"
    breaches = book.breaches(OCTOBER)
    assert [(each.rule.code, each.found.zh[:2]) for each in breaches] == [("P70", "学生"), ("P70", "教职")]
    account = column(canteen_account(book, OCTOBER), "pupils")
    assert [account[name] for name in ("粮食", "豆制品", "人工", "手续费")] == [
        yuan("1467.45"),
        yuan("523.76"),
        yuan(2900),
        yuan("3.6"),
    ]


# ------------------------------------------------------------- what the sheets of October 2017 and November 2025 say too


def october_2017() -> tuple[Entry[Any], ...]:
    """Return what the sheet of October 2017 says of the store as a whole, and of what was left over."""
    end, day = date(2017, 10, 31), date(2017, 10, 9)
    return (
        listed("食材", "other", "元", on=date(2017, 10, 1)),
        opened(line("230.74", "230.74", "食材", "元"), on=date(2017, 10, 1)),
        enrolled("全体幼儿", on=date(2017, 10, 1)),
        priced("幼儿餐点", 7, on=date(2017, 10, 1), since=date(2017, 10, 2)),
        stocked(line("45629.6", "45629.6", "食材", "元"), on=day),
        paid(45696, "全体幼儿", on=day),
        served(6528, "全体幼儿", "幼儿餐点", on=end),
        issued("45749.84", "食材", "元", meal="幼儿餐点", on=end),
    )


@pytest.mark.parametrize(
    ("left_over", "differences"),
    [
        ("293.91", [("本期累计结余", yuan("360.31"), yuan("240.07"), NOT_BOUGHT)]),
        (
            "524.65",  # with the food in the store
            [
                ("上期累计结余", yuan("293.91"), yuan("524.65"), STORE_LEFT_OUT),
                ("本期累计结余", yuan("360.31"), yuan("470.81"), STORE_LEFT_OUT),
            ],
        ),
    ],
)
def test_left_over_without_the_store(left_over: str, differences: list[Any]) -> None:
    """Who counts purchases leaves the store out of what is left over, this month's change of it or all of it."""
    book = kitchen(*october_2017(), carried(left_over, on=date(2017, 10, 1)))
    sheet = Printed(before=yuan("293.91"), closing=yuan("360.31"))
    assert shown(book, Month(2017, 10), sheet) == differences
    (cost,) = book.differences(Month(2017, 10), Printed(cost=yuan("45629.6")))
    assert cost.reason == NOT_BOUGHT


@pytest.mark.plan("R43", "D37", "P74")
def test_every_line_of_the_year_to_date() -> None:
    """A contracted school's year, line by line: what was before the month is carried in, sundry costs stand by themselves."""
    month: dict[Spent, str] = {"vegetables": "122081.52", "grain": "21666", "seasoning": "4887", "energy": "3012"}
    month |= {"upkeep": "21300.5", "labour": "52119", "charges": "255.86"}  # 11,240 + 9,630.50 + 430
    year: dict[Spent, str] = {"vegetables": "343907.39", "grain": "63684", "seasoning": "16518", "energy": "9673.5"}
    year |= {"upkeep": "85040.17", "labour": "185211.44", "charges": "491.16", "sundry": "4011"}
    before = {spent: yuan(amount) - yuan(month.get(spent, "0")) for spent, amount in year.items()}
    book = kitchen(
        turnover("pupils", {"fees": yuan("701081.27") - yuan("218259.58")}, before, on=date(2025, 10, 31)),
        turnover("pupils", {"fees": "218259.58"}, month, on=date(2025, 11, 30)),
    )
    account = column(account_to_date(book, Month(2025, 11), segment="pupils"), "year")
    assert total((account["低值易耗、维修、办公"], account["人工"], account["其他支出"])) == yuan("226016.11") + yuan(
        "48246.5"
    )
    for during, income, cost, surplus, ratio in (
        (Month(2025, 11), "218259.58", "225321.88", "-7062.3", "-0.0324"),
        (DateSpan(date(2025, 9, 1), date(2025, 11, 30)), "701081.27", "708536.66", "-7455.39", "-0.0106"),
    ):
        sheet = Printed(income=yuan(income), cost=yuan(cost), surplus=yuan(surplus), ratio=Decimal(ratio))
        assert shown(book, during, sheet) == []


# --------------------------------------------------------------------- a primary school in Chiayi: whole yuan, cash basis

LINES: Final[tuple[Spent, ...]] = (
    "grain",
    "vegetables",
    "oil",
    "seasoning",
    "labour",
    "energy",
    "upkeep",
    "sundry",
)


def lunches(month: Month, before: int, income: Mapping[Earned, Any], costs: str, so_far: str) -> CanteenLedger:
    """Return a month of lunches in sums: carried in, fees and arrears, subsidies, costs of it and of the year before it."""
    now, year = ([int(each) for each in text.split()] for text in (costs, so_far))
    earlier = {spent: there - here for spent, here, there in zip(LINES, now, year, strict=True) if there != here}
    spent_before = sum(earlier.values())
    return kitchen(
        carried(before + spent_before, on=month.previous().first),
        turnover("pupils", {}, earlier, on=month.previous().last),
        turnover(
            "pupils", income, {spent: amount for spent, amount in zip(LINES, now, strict=True) if amount}, on=month.last
        ),
        setting=Setting(),
    )


def january() -> CanteenLedger:
    """Return January 2015, a month that spent 25,689 more than came in."""
    return lunches(
        Month(2015, 1),
        160732,
        {"fees": 124416 + 5430, "subsidies": 26400},
        "8194 102527 1320 2190 34406 30313 0 2985",
        "46714 420223 8340 18410 177862 102363 44700 16940",
    )


@pytest.mark.parametrize(
    ("book", "month", "year", "sheet", "so_far"),
    [
        (january(), Month(2015, 1), date(2014, 8, 1), (156246, 181935, 160732, 135043), 835552),
        (
            lunches(
                Month(2015, 10),
                98764,
                {"fees": 104292 + 1980, "subsidies": 89760},
                "23958 64201 1860 4145 34949 12298 5500 2350",
                "34891 139726 3750 10240 75780 22356 5500 9995",
            ),
            Month(2015, 10),
            date(2015, 8, 1),
            (196032, 149261, 98764, 145535),
            302238,
        ),
    ],
    ids=["2015-01", "2015-10"],
)
def test_carried_over_and_year_so_far(
    book: CanteenLedger, month: Month, year: date, sheet: tuple[int, ...], so_far: int
) -> None:
    """What was left over, came in and went makes what is left, and the costs of the school year so far are the sheet's."""
    income, cost, before, closing = map(yuan, sheet)
    right = Printed(income=income, cost=cost, surplus=income - cost, before=before, closing=closing)
    assert shown(book, month, right) == []
    account = column(account_to_date(book, month, since=year), "year")
    assert account["二、支出"] == yuan(so_far)


def test_lines_that_do_not_make_the_total() -> None:
    """The holiday sheet of August 2016 kept two lines of another year: they do not add up to its 32,315."""
    august = Month(2016, 8)
    month = sums(
        august, "133320", {"sundry": 13500}, {"oil": 2520, "seasoning": 6580, "labour": 22680, "sundry": 535}, Setting()
    )
    sheet = Printed(income=yuan(13500), cost=yuan(32315), before=yuan(133320), closing=yuan(114505))
    assert shown(month, august, sheet) == []
    costs: dict[Spent, Any] = {"oil": 2520, "seasoning": 6580, "labour": 22680, "energy": 139205, "upkeep": 6700}
    year = sums(august, "133320", {"sundry": 13500}, costs | {"sundry": 535}, Setting())
    assert shown(year, august, sheet) == [
        ("支出", yuan(32315), yuan(178220), NOT_THE_BOOK),
        ("本期累计结余", yuan(114505), yuan(-31400), NOT_THE_BOOK),
    ]


# Left over before, fees, arrears, subsidies, other income, fees returned: of each month from August to July. The page
# does not say of which year.
YEAR: Final = (
    (173240, 0, 0, 0, 0, 0),
    (173240, 80780, 4550, 0, 39710, 0),
    (169616, 37100, 0, 0, 32791, 0),
    (155242, 37100, 0, 58800, 61797, 0),
    (217641, 37100, 0, 0, 47189, 0),
    (251826, 38500, 0, 0, 0, 0),
    (69336, 11900, 4200, 0, 0, 0),
    (85436, 74200, 0, 0, 58673, 0),
    (163606, 50400, 0, 73500, 0, 0),
    (117424, 23800, 0, 0, 52086, 0),
    (119100, 35875, 0, 0, 74, 1180),
    (86678, 0, 0, 0, 0, 0),
)


def test_year_month_by_month() -> None:
    """Twelve months carry into each other; the total of the year on the sheet counts what was left over as income."""
    months = [Month(2024, 8)]
    while len(months) < 12:
        months.append(months[-1].next())
    left = [before for before, *_ in YEAR[1:]] + [86678]
    entries: list[Entry[Any]] = [carried(YEAR[0][0], on=months[0].first)]
    for month, (before, fees, late, subsidies, other, back), closing in zip(months, YEAR, left, strict=True):
        came: dict[Earned, Any] = {"fees": fees + late, "subsidies": subsidies, "sundry": other, "returned": -back}
        spent = before + fees + late + subsidies + other - back - closing
        entries.append(turnover("pupils", came, {"sundry": spent}, on=month.last))
    book = kitchen(*entries, setting=Setting())
    for month, (before, *_), closing in zip(months, YEAR, left, strict=True):
        assert shown(book, month, Printed(before=yuan(before), closing=yuan(closing))) == []
    year = DateSpan(months[0].first, months[-1].last)
    assert shown(book, year, Printed(income=yuan(945623))) == [("收入", yuan(945623), yuan(858945), NOT_THE_BOOK)]
    assert yuan(945623) - yuan(858945) == yuan(86678)


# --------------------------------------------------------------------------------------------- and a sheet may be wrong


@pytest.mark.parametrize(
    ("sheet", "reasons"),
    [
        (Printed(income=yuan(156246), cost=yuan(181935), surplus=yuan(-25698)), [("盈余", NOT_THE_SHEET)]),
        (Printed(surplus=yuan(-25698)), [("盈余", NOT_THE_BOOK)]),
        (Printed(before=yuan(160732), surplus=yuan(-25689), closing=yuan(135034)), [("本期累计结余", NOT_THE_SHEET)]),
        (Printed(before=yuan(160000)), [("上期累计结余", NOT_THE_BOOK)]),
        (
            Printed(income=yuan(156246), cost=yuan(181936), surplus=yuan(-25690)),
            [("支出", NOT_THE_BOOK), ("盈余", NOT_THE_BOOK)],
        ),
        (
            Printed(before=yuan(160000), surplus=yuan(-25689), closing=yuan(134311)),
            [("上期累计结余", NOT_THE_BOOK), ("本期累计结余", NOT_THE_BOOK)],
        ),
        (Printed(surplus=yuan(-25690), ratio=Decimal("-0.1644")), [("盈余", NOT_THE_BOOK)]),
        (Printed(ratio=Decimal("-0.1644")), []),
        (Printed(ratio=Decimal("0.8643")), []),
        (Printed(ratio=Decimal("0.1644")), [("盈亏率", NOT_THE_BOOK)]),
    ],
)
def test_figures_that_follow_from_nothing(sheet: Printed, reasons: list[tuple[str, Any]]) -> None:
    """A slip of the pen is found, and told apart where the sheet contradicts itself; a ratio is of the month or of all."""
    assert [(each[0], each[3]) for each in shown(january(), Month(2015, 1), sheet)] == reasons


@pytest.mark.plan("R43")
@pytest.mark.parametrize("ratio", ["0.1000", "0.2000", "0.0667", "0.1333"])
def test_ratio_of_the_fees_or_of_all_income(ratio: str) -> None:
    """A sheet may take the surplus or all that is left over, the fees alone, as the account prints it, or the subsidy too."""
    book = kitchen(
        carried(100, on=MARCH.first),
        turnover("pupils", {"fees": 1000}, {"grain": 900}, on=MARCH.last),
        turnover("pupils", {"subsidies": 500}, {"milk": 500}, "subsidy", on=MARCH.last),
    )
    assert shown(book, MARCH, Printed(ratio=Decimal(ratio))) == []
    assert [shown(book, MARCH, Printed(meals=100, price=yuan(price))) for price in (10, 5, 15)] == [[], [], []]
    assert len(shown(book, MARCH, Printed(meals=100, price=yuan(6)))) == 1


# ------------------------------------------------------------------------- an invented school with a subsidy of 5 yuan a day


@pytest.mark.plan("R43", "P71", "D37")
def test_invented_subsidy_by_the_day() -> None:
    """320 pupils for 21 days at 5 yuan: the subsidy is all their income, rolls over, and the staff pay for themselves."""
    month = Month(2026, 3)
    first, second, last = month.first, date(2026, 3, 2), month.last
    book = kitchen(
        carried("1240.50", fund="subsidy", on=first),
        enrolled("全体学生", on=first),
        enrolled("全体教工", "staff", on=first),
        priced("营养餐", 0, on=first, since=second),
        priced("教工餐", 10, "staff", on=first, since=second),
        listed("食材", "vegetables", "元", on=first),
        subsidised(33600, on=second),
        paid(2100, "全体教工", on=second),
        served(320 * 21, "全体学生", "营养餐", on=last),
        served(210, "全体教工", "教工餐", on=last),
        used("33112.40", "食材", unit="元", fund="subsidy", meal="营养餐", on=last),
        used("2098.70", "食材", unit="元", segment="staff", meal="教工餐", on=last),
    )
    sheet = Printed(
        income=yuan(33600),
        cost=yuan("33112.40"),
        surplus=yuan("487.60"),
        before=yuan("1240.50"),
        closing=yuan("1728.10"),
        ratio=Decimal("0.0145"),
        meals=6720,
        price=yuan(5),
    )
    assert shown(book, month, sheet) == []
    assert shown(book, month, Printed(meals=6720)) == []
    (too_many,) = book.differences(month, Printed(meals=6800, price=yuan(5)), "pupils")
    assert (too_many.printed, too_many.found) == (yuan(34000), yuan(33600))
    pupils, staff, *_ = book.results(month)
    assert (pupils.food_share, f"{staff.food_share:.2%}") == (None, "99.94%")
    assert book.result(month).food_share == staff.food_share
    assert found(book, month) == []
