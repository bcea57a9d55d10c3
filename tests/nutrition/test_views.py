"""The papers: the weighed menu on the wall, the analysis, what to buy."""

from datetime import time

import pytest

from schoollogistics.errors import Unknown
from schoollogistics.journal import Setting, Value
from schoollogistics.nutrition import (
    WST_554,
    MenuBook,
    mixed,
    nutrition_analysis,
    purchase_requirement,
    weekly_menu,
    weighed_menu,
)
from schoollogistics.nutrition.rules.plans import P66_DAY_SHARE, P66_STANDARD
from schoollogistics.nutrition.rules.standards import WST_554_SINCE
from schoollogistics.values.quantities import Quantity
from tests.nutrition.stories import (
    COOK,
    DISHES,
    FRIDAY,
    FULL,
    LARDER,
    MONDAY,
    SEPTEMBER,
    TUESDAY,
    at,
    changed,
    d,
    dish,
    food,
    kitchen,
    menu,
)

BANDS = ("6-8", "9-11M")
GUIDED = Setting(
    school="育才小学",
    values=(
        Value(P66_STANDARD, mixed(WST_554, "6-8", {"6-8M": 1, "6-8F": 1}), WST_554_SINCE, "转引", "unverified"),
        Value(P66_DAY_SHARE, d("0.4"), WST_554_SINCE, "校务会"),
    ),
)


@pytest.fixture
def book() -> MenuBook:
    """Return a week with two lunches and a snack for two age bands, one dish changed."""
    return kitchen(
        *LARDER,
        *DISHES,
        dish(
            "炒饭", "staple", ("大米", 50, "6-8"), ("大米", 70, "9-11M"), ("鸡蛋", 20), cooking="炒", allergens=("蛋",)
        ),
        menu(
            at(TUESDAY, "lunch", "米饭"),
            at(MONDAY, "afternoon_snack", "牛奶", served_at=time(15)),
            at(MONDAY, "lunch", "炒饭", "红烧肉"),
            bands=BANDS,
        ),
        changed("红烧肉", "清蒸鱼"),
        setting=GUIDED,
    )


@pytest.mark.plan("R40", "D35")
def test_the_menu_of_the_week_is_a_grid(book: MenuBook) -> None:
    """A column for each day with its date, a row for each sitting in the order of the day, the dishes in the cells."""
    table = weekly_menu(book, "SP-37")
    assert [column.zh for column in table.columns] == ["餐次", "周一 2025-09-08", "周二 2025-09-09"]
    assert [column.en for column in table.columns[1:]] == ["Mon 2025-09-08", "Tue 2025-09-09"]
    assert [tuple(row.values()) for row in table.records("zh")] == [
        ("午餐", "炒饭、清蒸鱼", "米饭"),
        ("午点", "牛奶", ""),
    ]
    assert [note.zh for note in table.notes] == [
        "过敏原：炒饭（蛋）",
        "2025-09-08 变更：2025-09-08 午餐，红烧肉 改为 清蒸鱼，原因：未到货",
    ]


@pytest.mark.plan("R40", "D35")
def test_an_allergen_of_one_day_is_told() -> None:
    """A recipe that changes within the week: parents read of what the dish holds on any of its days."""
    egg = dish("羹", "soup", ("猪肉", 5), allergens=("蛋",))
    plain = dish("羹", "soup", ("猪肉", 5), on=TUESDAY)
    book = kitchen(*LARDER, egg, menu(at(MONDAY, "lunch", "羹"), at(TUESDAY, "lunch", "羹")), plain)
    assert [note.zh for note in weekly_menu(book, "SP-37").notes] == ["过敏原：羹（蛋）"]


@pytest.mark.plan("R40", "D35")
def test_the_weighed_menu_has_every_gram_of_every_age(book: MenuBook) -> None:
    """The menu is printed by day and meal, an ingredient a line, the raw grams of each age band in a column of its own."""
    table = weighed_menu(book, "SP-37")
    assert [column.zh for column in table.columns] == [
        "供餐日期",
        "星期",
        "餐次",
        "供餐时间",
        "类别",
        "菜品",
        "食物",
        "6-8 生重（克）",
        "9-11M 生重（克）",
        "烹调方式",
        "过敏原",
    ]
    rows = [tuple(row.values()) for row in table.records("zh")]
    assert rows[0] == (MONDAY, "周一", "午餐", None, "主食", "炒饭", "大米", d(50), d(70), "炒", "蛋")
    assert [row[5:7] for row in rows] == [
        ("炒饭", "大米"),
        ("炒饭", "鸡蛋"),
        ("清蒸鱼", "鱼"),
        ("牛奶", "豆腐"),
        ("米饭", "大米"),
    ]
    assert [row[3] for row in rows] == [None, None, None, time(15), None]


@pytest.mark.plan("D35")
def test_the_foot_of_the_menu_says_what_is_in_it_and_how_sure_that_is(book: MenuBook) -> None:
    """Nutrients stand with actual, standard, percent and verdict for each age band; kinds of food and changes follow."""
    notes = [note.zh for note in weighed_menu(book, "SP-37").notes]
    protein = next(note for note in notes if note.startswith("6-8 蛋白质 "))
    assert protein == "6-8 蛋白质 9.955 克，标准 16（12.8–19.2），62.22%，不足（标准未核实）"
    (unknown,) = (note for note in notes if note.startswith("6-8 数据缺失"))
    assert "、铁、" in unknown
    assert "蛋白质" not in unknown
    assert any(note.startswith("9-11M 能量 ") and "标准 840（756–924）" in note for note in notes)
    assert "6-8 食物种类：合计 4 种（标准 ≥25，二手来源），每日最少 1 种（标准 ≥12，二手来源）" in notes
    assert "2025-09-08 变更：2025-09-08 午餐，红烧肉 改为 清蒸鱼，原因：未到货" in notes
    assert any("未核实" in note and "对照的标准" in note for note in notes)


@pytest.mark.plan("D35", "D36")
def test_papers_print_in_both_languages(book: MenuBook) -> None:
    """Every paper prints in Chinese and in English without a word of the other in its headings."""
    for table in (
        weekly_menu(book, "SP-37"),
        weighed_menu(book, "SP-37"),
        nutrition_analysis(book, SEPTEMBER),
        purchase_requirement(book, "SP-37"),
    ):
        english = [column.en for column in table.columns]
        assert all(not any("\u4e00" <= letter <= "\u9fff" for letter in heading) for heading in english)
        assert table.to_html("en") != table.to_html("zh")


@pytest.mark.plan("R41", "D36")
def test_the_analysis_holds_every_number_against_its_source(book: MenuBook) -> None:
    """Each line has its standard, percent, verdict, source and status; groups of food stand by the meals that are served."""
    rows = {(row["年龄段"], row["项目"]): row for row in nutrition_analysis(book, SEPTEMBER).records("zh")}
    calcium = rows["6-8", "钙"]
    assert (calcium["标准"], calcium["标准依据"], calcium["核实情况"]) == ("300", "WS/T 554-2017 表1", "二手来源")
    grain = rows["6-8", "午餐谷薯类"]
    assert (grain["人均每日"], grain["标准"], grain["结论"], grain["核实情况"]) == ("55", "100–120", "不足", "已核实")
    assert rows["6-8", "脂肪供能比"]["标准"] == "20.00%–30.00%"
    assert rows["6-8", "午餐植物油"]["结论"] == "达标"


@pytest.mark.plan("R40")
def test_what_to_buy_is_printed_with_what_is_not_known() -> None:
    """The latest requirement of a menu is printed by ingredient; without an edible part the quantity is said to be missing."""
    book = kitchen(
        *LARDER,
        food("香菇", "vegetable"),
        dish("菇汤", "soup", ("香菇", 5), ("猪肉", 40)),
        menu(at(MONDAY, "lunch", "菇汤")),
    )
    assert len(purchase_requirement(book, "SP-37")) == 0
    for heads in (10, 100):
        book.post(book.requirement_for("SP-37", {"4-5": heads}, channel="集团配送", on=FRIDAY, by=COOK))
    table = purchase_requirement(book, "SP-37")
    assert [tuple(row.values()) for row in table.records("zh")] == [
        ("猪肉", None, Quantity(5, "kg")),
        ("香菇", None, "可食部缺失"),
    ]
    assert "4-5 100" in table.to_markdown()
    assert [(label.zh, value) for label, value in (table.head[2], *table.signatures)] == [
        ("制单日期", FRIDAY),
        ("制单人", COOK),
        ("采购人", None),
    ]


@pytest.mark.plan("R40")
@pytest.mark.parametrize(
    ("grams", "heads", "exact", "printed"),
    [(45, 1, "0.047368", "0.05"), (36, 1250, "47.368421", "47.37"), (38, 1, "0.04", "0.04")],
)
def test_what_to_buy_is_rounded_up_on_paper_only(grams: int, heads: int, exact: str, printed: str) -> None:
    """Nobody weighs millionths of a kilogram: the paper rounds up to the second place, the entry keeps what it comes to."""
    book = kitchen(
        food("冬瓜", "vegetable", edible=95),
        dish("冬瓜汤", "soup", ("冬瓜", grams)),
        menu(at(MONDAY, "lunch", "冬瓜汤")),
    )
    order = book.requirement_for("SP-37", {"4-5": heads}, channel="集团配送", on=FRIDAY, by=COOK)
    book.post(order)
    assert order.required[0].quantity == Quantity(d(exact), "kg")
    assert purchase_requirement(book, "SP-37").column("quantity") == (Quantity(d(printed), "kg"),)


@pytest.mark.parametrize("view", [weekly_menu, weighed_menu, purchase_requirement])
def test_a_menu_that_is_not_there_has_no_paper(view: object) -> None:
    """Asked for a menu that is not in the book, every paper says so."""
    assert callable(view)
    with pytest.raises(Unknown):
        view(kitchen(*LARDER, *DISHES, menu(at(MONDAY, "lunch", *FULL))), "SP-99")
