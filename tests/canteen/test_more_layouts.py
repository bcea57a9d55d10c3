"""Three invented accounts whose sheets have another build: a university, a kindergarten by class, a county that delivers."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.canteen import (
    CanteenLedger,
    CostBilled,
    MealsServed,
    Printed,
    Served,
    account_to_date,
    canteen_account,
    headcount_table,
)
from schoollogistics.canteen.rules.plans import P70_BASE, P70_SIDES, P70_TOLERANCE, R43_KIND
from schoollogistics.journal import Entry, Setting, Value
from schoollogistics.values.meals import Sitting
from schoollogistics.values.money import NOTHING, yuan
from schoollogistics.values.periods import Month
from tests.canteen.stories import (
    CLERK,
    billed,
    carried,
    counted,
    enrolled,
    interest,
    issued,
    kitchen,
    line,
    listed,
    opened,
    paid,
    post,
    priced,
    refunded,
    settled,
    stocked,
    subsidised,
    turnover,
    used,
)

MARCH: Final = Month(2026, 3)
FIRST: Final = MARCH.first


def school(kind: str, limit: str, base: str = "period", sides: str | None = None) -> Setting:
    """Return an invented school with the numbers of its own rules."""
    values = [
        Value(R43_KIND, kind, FIRST, "本校办法", "local"),
        Value(P70_TOLERANCE, Decimal(limit), FIRST, "本校办法", "local"),
        Value(P70_BASE, base, FIRST, "本校办法", "local"),
    ]
    return Setting(
        school="示例学校", values=(*values, *([Value(P70_SIDES, sides, FIRST, "本校办法", "local")] if sides else []))
    )


def shown(book: CanteenLedger, sheet: Printed, segment: str | None = None) -> list[tuple[str, Decimal, Decimal]]:
    """Return where a sheet parts from the book: what, printed, found."""
    return [(each.what.zh, each.printed, each.found) for each in book.differences(MARCH, sheet, segment)]


# ---------------------------------------------------------------------------- a university: sums of halls, depreciation

HALLS: Final = ("一食堂", "二食堂", "清真餐厅")


def university() -> CanteenLedger:
    """Return a month of three halls by their sums: turnover from cards, food, labour, energy, use of equipment."""
    return kitchen(
        carried("1208345.67", on=FIRST),
        carried("-3210.09", "staff", on=FIRST),
        turnover(
            "pupils",
            {"fees": "2874560.35", "returned": "-1204.50", "sundry": "18600"},
            {
                "grain": "301245.18",
                "oil": "166320.40",
                "meat": "742318.96",
                "vegetables": "398411.27",
                "labour": "612400",
                "energy": "188213.74",
                "depreciation": "96250.33",
                "charges": "8623.68",
            },
            on=MARCH.last,
        ),
        turnover(
            "staff",
            {"fees": "214380.20"},
            {"meat": "121004.66", "labour": "64000", "depreciation": "7749.67"},
            on=MARCH.last,
        ),
        interest("3127.08", on=date(2026, 3, 21)),
        setting=school("own", "0.03", "cumulative", "surplus"),
    )


@pytest.mark.plan("R43", "D37")
def test_university_with_depreciation() -> None:
    """The use of equipment is a cost with a line of its own; surplus and what is left over come out to the fen."""
    book = university()
    pupils, staff, other, _ = book.results(MARCH)
    assert (pupils.income, pupils.cost, pupils.surplus) == (
        yuan("2891955.85"),
        yuan("2513783.56"),
        yuan("378172.29"),
    )
    assert (pupils.closing, staff.closing, other.closing) == (
        yuan("1586517.96"),
        yuan("18415.78"),
        yuan("3127.08"),
    )
    lines = {str(each["项目"]): each["合计"] for each in canteen_account(book, MARCH).records("zh")}
    assert lines["固定资产折旧"] == yuan("104000.00")
    to_date = {str(each["项目"]): each["本年累计"] for each in account_to_date(book, MARCH).records("zh")}
    assert to_date["二、支出"] == book.result(MARCH).cost == yuan("2706537.89")


@pytest.mark.plan("P70")
def test_university_that_keeps_too_much() -> None:
    """Three per cent of what is left over so far: the pupils' hall is beyond it, and so are the staff."""
    assert [(each.rule.code, each.found.zh[:3]) for each in university().breaches(MARCH)] == [
        ("P70", "学生 "),
        ("P70", "教职工"),
    ]


@pytest.mark.plan("R43")
def test_university_sheet_that_forgets_depreciation() -> None:
    """A sheet without the use of equipment has its surplus too high by just that, and is told so."""
    sheet = Printed(income=yuan("2891955.85"), cost=yuan("2417533.23"), surplus=yuan("474422.62"))
    assert shown(university(), sheet, "pupils") == [
        ("支出", yuan("2417533.23"), yuan("2513783.56")),
        ("盈余", yuan("474422.62"), yuan("378172.29")),
    ]


@pytest.mark.plan("R43")
def test_use_of_equipment_is_shared_out() -> None:
    """Billed by the university for all in common, it is shared out by meals like gas and labour."""
    bill = CostBilled(
        supplier="大学", document="折旧-03", cost="depreciation", segment="common", amount=yuan(100), on=FIRST, by=CLERK
    )
    book = kitchen(
        enrolled(on=FIRST), enrolled("王老师", "staff", on=FIRST), *both_lunches(), bill, setting=school("own", "0.03")
    )
    post(book, book.allocation(MARCH, by=CLERK))
    assert [each.cost for each in book.results(MARCH)] == [yuan("66.67"), yuan("33.33"), NOTHING, NOTHING]


def both_lunches() -> tuple[Entry[Any], ...]:
    """Return two lunches of pupils and one of the staff."""
    day = date(2026, 3, 3)
    prices = (
        priced(on=FIRST, since=date(2026, 3, 2)),
        priced("教工午餐", 7, "staff", on=FIRST, since=date(2026, 3, 2)),
    )
    counts = [(2, "三1班", "学生午餐"), (1, "王老师", "教工午餐")]
    return (
        *prices,
        *(MealsServed(meal=m, lines=(Served(diner=d, servings=n),), on=day, by=CLERK) for n, d, m in counts),
    )


# --------------------------------------------------------- a kindergarten: three meals and two snacks, class by class

CLASSES: Final = {"小一班": 24, "中一班": 28, "大一班": 30}
SITTINGS: Final[tuple[tuple[Sitting, str, str], ...]] = (
    ("breakfast", "3.50", "40.10"),
    ("morning_snack", "1.50", "12.40"),
    ("lunch", "6.00", "61.35"),
    ("afternoon_snack", "2.00", "18.20"),
    ("dinner", "4.00", "44.05"),
)
DAYS: Final = tuple(day for day in MARCH if day.weekday() < 5)


def kindergarten() -> CanteenLedger:
    """Return a month in which every class is counted at each sitting of each day."""
    prices = [
        evolve(priced(name, price, on=FIRST, since=date(2026, 3, 2)), sitting=name) for name, price, _ in SITTINGS
    ]
    book = kitchen(
        *(enrolled(name, on=FIRST) for name in CLASSES),
        *prices,
        *(paid(count * 400, name, on=date(2026, 3, 2)) for name, count in CLASSES.items()),
        listed("时蔬", "vegetables", on=FIRST),
        listed("大米", on=FIRST),
        opened(line(50, "262.50"), on=FIRST),
        stocked(line(100, 560), on=date(2026, 3, 2)),
        setting=school("own", "0.02"),
    )
    for day in DAYS:
        for name, _, cost in SITTINGS:
            eaten = tuple(Served(diner=each, servings=count - day.day % 3) for each, count in CLASSES.items())
            book.post(MealsServed(meal=name, lines=eaten, on=day, by=CLERK))
            post(book, (evolve(used(cost, "时蔬", meal=name, on=day), document=f"{day} {name}"),))
        post(book, (issued("6.25", meal="lunch", on=day),))
    return book


@pytest.mark.plan("R42", "R43")
def test_kindergarten_by_class_and_sitting() -> None:
    """Class by class and sitting by sitting: income, food and what a meal costs re-add, and the summed sheet is short."""
    book = kindergarten()
    (pupils, *_), costs = book.results(MARCH), book.meal_costs(MARCH)
    eaten = sum(count - day.day % 3 for day in DAYS for count in CLASSES.values())
    assert (pupils.meals, pupils.income) == (5 * eaten, yuan(17 * eaten))
    assert sum(each.food for each in costs) == pupils.food
    assert sum(each.meals for each in costs) == pupils.meals
    lunch = next(each for each in costs if each.sitting == "lunch")
    rice = 22 * Decimal("6.25")
    assert lunch.food == 22 * yuan("61.35") + (yuan("822.50") - book.store(MARCH.last))
    book.post(counted(150 - rice, on=MARCH.last))
    table = headcount_table(book, MARCH, summed=True)
    assert len(table.rows) == len(SITTINGS) * len(CLASSES)
    assert [each["meal"] for each in table.records()][::3] == [name for name, *_ in SITTINGS]
    assert dict(table.totals) == {"servings": pupils.meals}
    account = {str(each["项目"]): each["学生"] for each in canteen_account(book, MARCH).records("zh")}
    assert account["早点餐均食材成本"] == next(e.cost_per_meal for e in costs if e.sitting == "morning_snack")


@pytest.mark.plan("R43", "P70")
def test_kindergarten_sheet_on_what_was_bought() -> None:
    """A sheet that counts all the rice that came as eaten is told what it forgot: the change of the store."""
    book = kindergarten()
    (pupils, *_) = book.results(MARCH)
    grown = book.store_change(MARCH)
    (difference,) = book.differences(MARCH, Printed(surplus=pupils.surplus - grown), "pupils")
    assert difference.reason.zh == "按购进数而非耗用数计算，未计库存增减"


# -------------------------------------------------------------------- a county that delivers, with a subsidy by the meal

MEALS: Final = 420 * 21
BROUGHT: Final = "县配餐中心"


def delivered() -> CanteenLedger:
    """Return a month in which a county kitchen brings lunch at 8 yuan: 5 of them the subsidy, 3 the parents."""
    lunch = {"supplier": BROUGHT, "cost": "catering", "segment": "pupils", "on": MARCH.last, "by": CLERK}
    book = kitchen(
        enrolled("全校", on=FIRST),
        priced("午餐", 3, on=FIRST, since=date(2026, 3, 2)),
        paid(420 * 3 * 22, "全校", on=date(2026, 3, 2)),
        subsidised(420 * 5 * 22, on=date(2026, 3, 2)),
        setting=school("catered", "0.03"),
    )
    for day in DAYS[:21]:
        book.post(MealsServed(meal="午餐", lines=(Served(diner="全校", servings=420),), on=day, by=CLERK))
    by_subsidy: Any = {**lunch, "document": "03月-补助", "amount": yuan(5 * MEALS), "paid_from": "subsidy"}
    by_fees: Any = {**lunch, "document": "03月-自付", "amount": yuan(3 * MEALS)}
    post(book, (CostBilled(**by_subsidy), CostBilled(**by_fees), settled(8 * MEALS, BROUGHT, MARCH.last)))
    return book


@pytest.mark.plan("R43", "P71")
def test_delivered_meals_with_a_subsidy() -> None:
    """Fees break even to the fen, the subsidy of the day without school stays earmarked, and a meal costs eight yuan."""
    book = delivered()
    (pupils, *_) = book.results(MARCH)
    assert (pupils.fee_income, pupils.fee_cost, pupils.ratio) == (yuan(3 * MEALS), yuan(3 * MEALS), NOTHING)
    assert (pupils.surplus, pupils.cost_per_meal) == (yuan(420 * 5), yuan(8))
    assert book.breaches(MARCH) == ()
    assert book.payables() == ()
    post(book, (refunded(420 * 3, "全校", on=MARCH.last),))
    assert book.bank(MARCH) == yuan(420 * 5)


@pytest.mark.plan("R43", "P71")
def test_subsidy_pays_for_nothing_else() -> None:
    """What the county spares of the subsidy pays no labour, and the catered school has no grain of its own."""
    book = delivered()
    spent = book.objection(evolve(billed(100, "labour", "pupils", on=MARCH.last), paid_from="subsidy"))
    grain = (listed(on=MARCH.last), stocked(line(1, 5), on=MARCH.last))
    post(book, grain[:1])
    bought = book.objection(grain[1])
    assert [error.rule and error.rule.code for error in (spent, bought) if error] == ["P71", "R43.kinds"]


@pytest.mark.plan("R43")
def test_sheet_of_delivered_meals() -> None:
    """Meals × price may be the fees, the subsidy that was spent or both; 22 days of meals, where there were 21, are found."""
    book = delivered()
    for price in (3, 5, 8):
        assert shown(book, Printed(meals=MEALS, price=yuan(price)), "pupils") == []
    (difference,) = book.differences(MARCH, Printed(meals=420 * 22, price=yuan(3)), "pupils")
    assert difference.reason.zh == f"收入折合 {MEALS} 人次，不是 {420 * 22} 人次"
