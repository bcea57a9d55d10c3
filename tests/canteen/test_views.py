"""The papers of the canteen: headings, rows, totals and signatures of what is published and what is kept."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.canteen import (
    CanteenLedger,
    CommitteeFormed,
    CommitteeMet,
    FoodUseCorrected,
    MealAccompanied,
    Member,
    accompanied_meals,
    balance_sheet,
    canteen_account,
    committee_minutes,
    headcount_table,
    payables_table,
    price_notice,
    stock_sheet,
)
from schoollogistics.canteen.book.results import percent
from schoollogistics.errors import Text
from schoollogistics.journal import EntryReversed, MonthClosed, Published, Ref, Setting
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.tables import Table
from tests.canteen.stories import (
    CLERK,
    SEPTEMBER,
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
    reconciled,
    sept,
    served,
    settled,
    stocked,
    subsidised,
    transferred,
    used,
    written_off,
)

MEMBERS: Final = (Member(member="李家长", represents="parents"), Member(member="周老师", represents="teachers"))


def a_month() -> CanteenLedger:
    """Return a month with a bit of everything."""
    return kitchen(
        enrolled(),
        enrolled("王老师", "staff"),
        priced(),
        priced("教工午餐", 12, "staff"),
        listed(),
        listed("青菜", "vegetables"),
        carried(300),
        carried(90, "staff"),
        opened(line(20, 80)),
        paid(1000),
        paid(100, "王老师"),
        subsidised(60),
        stocked(line(100, 400)),
        served(100),
        served(5, "王老师", "教工午餐"),
        issued(100),
        used(60, fund="subsidy"),
        used(50, segment="staff", meal="教工午餐"),
        written_off(1),
        interest("1.50"),
        transferred(20),
        billed(110),
        settled(400),
        counted(19),
    )


def row(table: Table, item: str) -> dict[str, Any]:
    """Return the row of an item by its Chinese name."""
    keys = [column.key for column in table.columns]
    return next(
        dict(zip(keys, cells, strict=True)) for cells in table.rows if getattr(cells[0], "zh", cells[0]) == item
    )


@pytest.mark.plan("D37", "P75")
def test_account_that_is_published() -> None:
    """The account shows income and cost by segment and account, what was left over before and is now, ratios and meals."""
    table = canteen_account(a_month(), SEPTEMBER)
    wanted = {
        "一、收入": (yuan(760), yuan(60), yuan("1.50"), yuan(0), yuan("821.50")),
        "伙食费收入": (yuan(700), yuan(60), yuan(0), yuan(0), yuan(760)),
        "补助收入": (yuan(60), yuan(0), yuan(0), yuan(0), yuan(60)),
        "二、支出": (yuan(460), yuan(50), yuan(0), yuan(114), yuan(624)),
        "粮食": (yuan(400), yuan(0), yuan(0), yuan(0), yuan(400)),
        "盘盈盘亏、报损": (yuan(0), yuan(0), yuan(0), yuan(4), yuan(4)),
        "三、本期盈余": (yuan(300), yuan(10), yuan("1.50"), yuan(-114), yuan("197.50")),
        "四、上期累计结余": (yuan(300), yuan(90), yuan(0), yuan(0), yuan(390)),
        "调拨": (yuan(20), yuan(-20), yuan(0), yuan(0), yuan(0)),
        "本期累计结余": (yuan(620), yuan(80), yuan("1.50"), yuan(-114), yuan("587.50")),
        "六、就餐人次": ("100", "5", "0", "0", "105"),
        "餐均食材成本": (yuan("4.60"), yuan(10), None, None, yuan("4.86")),
    }
    for item, cells in wanted.items():
        found = row(table, item)
        assert tuple(found[name] for name in ("pupils", "staff", "other", "common", "total")) == cells, item
    assert row(table, "五、盈亏率（本期盈余÷本期伙食费收入）")["pupils"] == "42.86%"
    assert row(table, "库存：期初")["total"] == yuan(80)
    assert row(table, "库存：期末")["total"] == yuan(76)
    printed = table.to_markdown("zh")
    assert "调拨 20.00，教职工至学生，校务会〔2025〕7号：补贴学生加餐" in printed
    assert "盈亏率上限 3.00%，口径：本期盈余" in printed
    assert "未核实" in printed
    assert "膳食委员会主任" in printed


@pytest.mark.plan("D37")
def test_account_says_what_it_was_made_from() -> None:
    """The sheet has a version, the meals by sitting, the school's own words, and a mark that changes with the ledger alone."""
    book = a_month()
    account = canteen_account(book, SEPTEMBER, analysis=Text("prices rose", "菜价上涨"))
    printed = account.to_markdown("zh")
    assert "版次：1" in printed
    assert "七、盈亏分析及措施：菜价上涨" in printed
    assert "学生盈亏率 42.86% 超出上限（P70 控制在3%以内，003§9）" in printed
    assert row(account, "其中午餐")["pupils"] == "100"
    assert "analysis: prices rose" in account.to_markdown("en")
    assert canteen_account(book, SEPTEMBER) == canteen_account(book, SEPTEMBER)
    public = Published(view="canteen_account", period=SEPTEMBER, version=1, where="公示栏", on=sept(30), by=CLERK)
    post(book, (public, evolve(public, version=2, reason="更正")))
    assert "版次：2" in canteen_account(book, SEPTEMBER).to_markdown("zh")
    assert "版次：1" in canteen_account(book, SEPTEMBER, version=1).to_markdown("zh")
    marks = [canteen_account(each, SEPTEMBER).notes[-1] for each in (book, a_month())]
    assert marks[0] != marks[1]


def test_percentages_have_two_decimals() -> None:
    """A share is printed with two decimals, whatever it is, and quantities without zeros that say nothing."""
    assert [percent(Decimal(each)) for each in ("0.044", "1", "-0.0000501")] == ["4.40%", "100.00%", "-0.01%"]
    assert percent(None) is None
    book = kitchen(listed(), opened(line("24.5", 98)), priced(), issued("0.5"))
    assert "| 24 |" in stock_sheet(book, SEPTEMBER).to_markdown("zh")


def test_figures_of_the_account_are_the_ledgers() -> None:
    """What is published re-adds: the accounts to their heads, the segments to the total, and the total to the figures."""
    book = a_month()
    whole = book.result(SEPTEMBER)
    table = canteen_account(book, SEPTEMBER)
    assert row(table, "一、收入")["total"] == whole.income
    assert row(table, "二、支出")["total"] == whole.cost
    sheet = balance_sheet(book, sept(30))
    assert [row(sheet, name)["total"] for name in ("资产合计", "负债合计", "累计结余")] == [
        yuan("1147.50"),
        yuan(560),
        whole.closing,
    ]


def test_account_without_a_limit() -> None:
    """A school that has set no limit prints none."""
    assert "上限" not in canteen_account(kitchen(setting=Setting()), SEPTEMBER).to_markdown("zh")


def test_balance_sheet_balances() -> None:
    """Assets are what is owed and what is left over, for every segment and for all; the account is one sum."""
    book = a_month()
    sheet = balance_sheet(book, sept(30))
    for column in ("pupils", "staff", "other", "common", "total"):
        has, owes, left = (row(sheet, name)[column] for name in ("资产合计", "负债合计", "累计结余"))
        assert has == owes + left
    assert row(sheet, "银行存款（食堂财务专户）")["total"] == book.bank(SEPTEMBER)
    assert row(sheet, "应付供应商")["total"] == yuan(220)


@pytest.mark.plan("R35")
def test_sheet_of_the_store() -> None:
    """For each item: what it was worth, what came, went and was lost, what is left; and what was counted."""
    book = a_month()
    sheet = stock_sheet(book, SEPTEMBER)
    rice = row(sheet, "大米")
    assert [rice[name] for name in ("before", "stocked", "issued", "lost", "now")] == [80, 400, 400, 4, 76]
    assert [rice[name] for name in ("booked", "counted", "difference")] == [19, 19, 0]
    assert dict(sheet.totals)["now"] == yuan(76)
    october = row(stock_sheet(book, Month(2025, 10)), "大米")
    assert [october[name] for name in ("before", "stocked", "now")] == [76, 0, 76]


def test_reversal_stands_in_red() -> None:
    """A write-off reversed in the next month stays in its own, and comes back in the next."""
    book = kitchen(priced(), listed(), stocked(line(10, 40)), written_off(1))
    book.post(EntryReversed(of=Ref("canteen", 3), reason="未变质", on=Month(2025, 10).first, by=CLERK))
    assert row(stock_sheet(book, SEPTEMBER), "大米")["lost"] == yuan(4)
    assert row(stock_sheet(book, Month(2025, 10)), "大米")["lost"] == yuan(-4)


@pytest.mark.plan("D38", "P77")
def test_price_notice() -> None:
    """The notice names segment, meal, price, the day it takes effect and the day it was announced, past and to come."""
    notice = price_notice(kitchen(priced(), priced(price=8, on=sept(20), since=sept(29))), sept(25))
    rows = notice.records()
    assert [(each["price"], each["since"], each["on"]) for each in rows] == [
        (yuan(7), sept(2), sept(1)),
        (yuan(8), sept(29), sept(20)),
    ]
    assert len(price_notice(kitchen(priced(), priced(price=8, on=sept(20), since=sept(29))), sept(10)).rows) == 1


@pytest.mark.plan("R42")
def test_headcount_by_meal_and_group() -> None:
    """Who ate is counted by day, meal and group."""
    book = kitchen(
        enrolled("小一班"),
        evolve(enrolled("小二班"), group="小一班"),
        priced(),
        served(20, "小一班"),
        served(18, "小二班"),
    )
    table = headcount_table(book, SEPTEMBER)
    assert [(each["on"], each["group"], each["servings"]) for each in table.records()] == [(sept(8), "小一班", 38)]
    assert dict(table.totals) == {"servings": 38}


@pytest.mark.plan("D39", "R44")
def test_minutes_name_who_came_by_group() -> None:
    """The minutes say when a committee met, on what, who came from which group, and what was decided."""
    book = kitchen(CommitteeFormed(committee="膳食委员会", body="meal", lines=MEMBERS, on=sept(1), by="王校长"))
    book.post(
        CommitteeMet(
            committee="膳食委员会",
            occasion="pricing",
            present=("李家长",),
            topics="餐标",
            decisions="七元不变",
            on=sept(26),
            by="周老师",
        )
    )
    printed = committee_minutes(book, SEPTEMBER).to_markdown("zh")
    assert "李家长（家长）" in printed
    assert "七元不变" in printed
    assert "Li" not in committee_minutes(book, Month(2025, 10)).to_markdown("zh")


@pytest.mark.plan("D40", "R46")
def test_record_of_meals_accompanied() -> None:
    """The record names day, meal, leader, what was found and what was done about it."""
    book = kitchen(priced())
    book.post(
        MealAccompanied(
            meal="学生午餐",
            findings="青菜偏咸",
            handled="已告知厨师长",
            on=sept(8),
            by="王校长",
            cosigned_by=("李家长",),
        )
    )
    (found,) = accompanied_meals(book, SEPTEMBER).records()
    assert (found["meal"], found["by"], found["findings"], found["handled"]) == (
        "学生午餐",
        ("王校长", "李家长"),
        "青菜偏咸",
        "已告知厨师长",
    )


@pytest.mark.plan("P75")
def test_account_of_an_open_month_says_so() -> None:
    """As long as its month is not closed, the published account has a note that its figures may change."""
    said = Text("the month is not closed yet: figures may still change", "本月尚未月结，数字仍可能变动")
    book = kitchen(enrolled(), priced(), paid(70), served(10))
    assert said in canteen_account(book, SEPTEMBER).notes
    post(book, (reconciled(book), MonthClosed(book="canteen", month=SEPTEMBER, on=SEPTEMBER.last, by=CLERK)))
    assert said not in canteen_account(book, SEPTEMBER).notes
    assert said in canteen_account(book, Month(2025, 10)).notes


@pytest.mark.plan("R43")
def test_suppliers_are_summed_up() -> None:
    """Below the open bills stands what each supplier is owed in all."""
    book = kitchen(listed(), stocked(line(1, 40)), stocked(line(1, "2.50"), on=sept(4)), billed(30))
    said = [note.zh for note in payables_table(book, SEPTEMBER.last).notes]
    assert said == ["粮油公司 小计：42.50", "燃气公司 小计：30.00"]


@pytest.mark.plan("R42")
def test_meals_stand_in_the_order_of_the_day() -> None:
    """On one day the snack of the morning comes before lunch, whatever their names and the order of counting."""
    snack = evolve(priced("学生早点", 2), sitting="morning_snack")
    book = kitchen(enrolled(), priced(), snack, served(40), served(39, meal="学生早点"))
    assert [row["meal"] for row in headcount_table(book, SEPTEMBER).records()] == ["学生早点", "学生午餐"]


# --------------------------------------------------------------------------------- columns, signers, versions, sittings


@pytest.mark.plan("D37")
def test_account_leaves_out_who_has_nothing() -> None:
    """Segments in which nothing stands have no column, on account and balance sheet; a school that wants them prints them."""
    book = kitchen(enrolled(), priced(), paid(70), served(10))
    for table in (canteen_account(book, SEPTEMBER), balance_sheet(book, SEPTEMBER.last)):
        assert [column.key for column in table.columns] == ["item", "pupils", "total"]
    wide = (
        canteen_account(book, SEPTEMBER, every_segment=True),
        balance_sheet(book, SEPTEMBER.last, every_segment=True),
    )
    for table in wide:
        assert [column.key for column in table.columns] == ["item", "pupils", "staff", "other", "common", "total"]


@pytest.mark.plan("D37")
def test_account_is_signed_by_those_of_the_place() -> None:
    """The sheet asks for signatures in words that suit any school, and in others where it is told."""
    book = kitchen(enrolled(), priced(), paid(70), served(10))
    assert "单位负责人" in canteen_account(book, SEPTEMBER).to_markdown("zh")
    signers = (Text("Accountant", "食堂会计"), Text("Head of the kindergarten", "园长"))
    printed = canteen_account(book, SEPTEMBER, signers=signers).to_markdown("zh")
    assert "园长" in printed
    assert "单位负责人" not in printed
    assert "园长" in balance_sheet(book, SEPTEMBER.last, signers=signers).to_markdown("zh")


def published(version: int = 1, **more: Any) -> Published:
    """Return the account of September, made public."""
    return Published(
        view="canteen_account", period=SEPTEMBER, version=version, where="公示栏", on=sept(30), by=CLERK, **more
    )


@pytest.mark.plan("D37", "P75")
def test_reprint_says_that_it_is_not_what_was_published() -> None:
    """A bill that comes after the publication makes the sheet the draft of the next version, and a note says what changed."""
    book = kitchen(enrolled(), priced(), paid(70), served(10), listed("青菜", "vegetables"), used(40), published())
    assert not [note for note in canteen_account(book, SEPTEMBER).notes if "不一致" in note.zh]
    late = billed("12.50", "labour", "pupils")
    book.post(late)
    printed = canteen_account(book, SEPTEMBER)
    assert printed.notes[0].zh == "与已公示的第 1 版不一致：支出原 40.00、现 52.50，累计结余原 30.00、现 17.50"
    assert "版次：2" in printed.to_markdown("zh")
    book.post(published(2, reason="补记劳务费"))
    again = canteen_account(book, SEPTEMBER)
    assert "版次：2" in again.to_markdown("zh")
    assert [note.zh for note in again.notes[:2]] == [printed.notes[0].zh, "第 2 版公示说明：补记劳务费"]
    book.post(EntryReversed(of=Ref("canteen", 7), reason="重复", on=sept(30), by=CLERK))
    assert "支出原 52.50、现 40.00" in canteen_account(book, SEPTEMBER).notes[0].zh


@pytest.mark.plan("D37")
def test_reprint_with_other_lines_and_the_same_sums() -> None:
    """Where the sums are the same and only a line moved, the note says so, on a day of the past as well."""
    book = kitchen(
        enrolled(), priced(), paid(70), served(10), listed("青菜", "vegetables"), listed("鱼", "meat"), used(40)
    )
    book.post(published())
    book.post(EntryReversed(of=Ref("canteen", 6), reason="录错品名", on=sept(30), by=CLERK))
    book.post(used(40, "鱼", on=sept(30)))
    for each in (book, book.as_of(sept(30))):
        assert canteen_account(each, SEPTEMBER).notes[0].zh == "与已公示的第 1 版不一致：明细有变动"


@pytest.mark.plan("D37", "P75")
def test_account_tells_of_costs_that_nobody_bears_yet() -> None:
    """A month that is published before its common costs are shared out says how much no segment bears."""
    book = kitchen(enrolled(), priced(), paid(70), served(10), billed("12.50"))
    said = [note.zh for note in canteen_account(book, SEPTEMBER).notes]
    assert "公共费用 12.50 尚未分摊，未计入各方支出" in said
    post(book, book.allocation(SEPTEMBER, by=CLERK))
    assert "公共费用" not in canteen_account(book, SEPTEMBER).to_markdown("zh")


def three_sittings(*more: Any) -> CanteenLedger:
    """Return a kindergarten with lunch for 10 and two snacks for 10 each, and what went into them."""
    snack = evolve(priced("幼儿早点", 2), sitting="morning_snack")
    cold = evolve(priced("幼儿午点", 3), sitting="afternoon_snack")
    meals = (served(10), served(10, meal="幼儿早点"), served(10, meal="幼儿午点"))
    goods = (listed("青菜", "vegetables"), listed("牛奶", "milk"), listed("大米"), opened(line(10, 40)))
    into = (used(50), used(15, "牛奶", meal="幼儿早点"), issued(2), issued(1, meal="幼儿午点", on=sept(9)))
    return kitchen(enrolled(), priced(), snack, cold, paid(500), *meals, *goods, *into, *more)


@pytest.mark.plan("R43", "D37")
def test_cost_of_a_meal_by_sitting() -> None:
    """A snack costs what went into it, not a share of the lunch; the sheet prints each sitting and names its basis."""
    book = three_sittings()
    costs = {each.sitting: (each.food, each.meals, each.cost_per_meal) for each in book.meal_costs(SEPTEMBER)}
    assert costs == {
        "lunch": (yuan(58), 10, yuan("5.80")),
        "morning_snack": (yuan(15), 10, yuan("1.50")),
        "afternoon_snack": (yuan(4), 10, yuan("0.40")),
    }
    account = canteen_account(book, SEPTEMBER)
    names = ("餐均食材成本", "早点餐均食材成本", "午餐餐均食材成本", "午点餐均食材成本")
    assert [row(account, name)["pupils"] for name in names] == [yuan("2.57"), yuan("1.50"), yuan("5.80"), yuan("0.40")]
    assert "该餐次领用食材÷该餐次人次" in account.to_markdown("zh")
    assert sum(food for food, *_ in costs.values()) == book.result(SEPTEMBER).food


@pytest.mark.plan("R43")
def test_cost_of_a_sitting_is_corrected_and_reversed() -> None:
    """A corrected amount costs the sitting of its slip; a reversal takes it off in its own month; no meals, no cost of one."""
    corrected = FoodUseCorrected(
        supplier="菜场",
        document=f"票 {sept(8)}",
        segment="pupils",
        fund="fee",
        item="牛奶",
        amount=yuan(20),
        instead_of=yuan(15),
        reason="单价录错",
        on=sept(9),
        by=CLERK,
    )
    book = three_sittings(corrected)
    assert [each.food for each in book.meal_costs(SEPTEMBER) if each.sitting == "morning_snack"] == [20]
    october = Month(2025, 10)
    book.post(EntryReversed(of=Ref("canteen", 16), reason="录错", on=october.first, by=CLERK))
    (back,) = book.meal_costs(october)
    assert (back.sitting, back.food, back.meals, back.cost_per_meal) == ("morning_snack", yuan(-5), 0, None)


@pytest.mark.plan("R35")
def test_stock_sheet_has_quantities_that_re_add() -> None:
    """What was there, came, was used and was lost is what is there, in quantities as in money, also after a reversal."""
    back = EntryReversed(of=Ref("canteen", 3), reason="录错", on=sept(9), by=CLERK)
    book = kitchen(priced(), listed(), opened(line(20, 80)), issued(5), back, stocked(line(10, 40), on=sept(9)))
    post(book, (issued("7.5", on=sept(10)), written_off(1, on=sept(11)), counted(22)))
    post(book, book.adjustments(on=sept(30), by=CLERK, reason="多出"))
    rice = row(stock_sheet(book, SEPTEMBER), "大米")
    names = ("before_quantity", "stocked_quantity", "issued_quantity", "lost_quantity", "booked")
    assert [rice[name] for name in names] == [20, 10, Decimal("7.5"), Decimal("0.5"), 22]
    assert rice["before"] + rice["stocked"] - rice["issued"] - rice["lost"] == rice["now"]
    october = row(stock_sheet(book, Month(2025, 10)), "大米")
    assert [october[name] for name in names] == [22, 0, 0, 0, 22]


@pytest.mark.plan("R42")
def test_headcount_of_a_month_is_short() -> None:
    """Summed, the sheet has one line for each meal and group with its days, in the order of the day."""
    snack = evolve(priced("学生早点", 2), sitting="morning_snack")
    days = [
        served(count, meal=meal, on=sept(day)) for day, count in ((8, 40), (9, 38)) for meal in ("学生午餐", "学生早点")
    ]
    table = headcount_table(
        kitchen(enrolled(), priced(), snack, *days, served(41, on=sept(10))), SEPTEMBER, summed=True
    )
    assert [tuple(each.values()) for each in table.records()] == [
        (2, "学生早点", "三1班", 78),
        (3, "学生午餐", "三1班", 119),
    ]
    assert dict(table.totals) == {"servings": 197}


@pytest.mark.plan("D40", "R46")
def test_record_has_the_columns_that_were_filled_in() -> None:
    """Of the many things that can be said of a meal, the sheet has those that somebody said."""
    seen = MealAccompanied(meal="学生午餐", findings="饭菜可口", hygiene="整洁", on=sept(8), by="王校长")
    table = accompanied_meals(kitchen(priced(), seen), SEPTEMBER)
    assert [column.key for column in table.columns] == ["on", "weekday", "meal", "by", "findings", "hygiene"]
    assert [column.key for column in accompanied_meals(kitchen(), SEPTEMBER).columns] == ["on", "weekday", "meal", "by"]


@pytest.mark.plan("R43", "D37")
@pytest.mark.parametrize("eaten", [[stocked(line(10, 40)), issued(10)], [served(3)]])
def test_a_meal_announced_by_mistake_does_not_spoil_the_account(eaten: list[Any]) -> None:
    """Food or heads stand on a meal whose announcement was reversed later: the account of the month is printed as before."""
    book = kitchen(enrolled(), listed(), carried(100), priced(), *eaten)
    before, costs = canteen_account(book, SEPTEMBER), book.meal_costs(SEPTEMBER)
    if eaten == [served(3)]:
        book.post(EntryReversed(of=Ref("canteen", 4), reason="误登", on=date(2025, 10, 9), by=CLERK))
    book.post(EntryReversed(of=Ref("canteen", 3), reason="餐别写错", on=date(2025, 10, 9), by=CLERK))
    assert book.meal_costs(SEPTEMBER) == costs
    assert canteen_account(book, SEPTEMBER).rows == before.rows
