"""What is published and then changes: recipes composed anew, a second menu for the same eaters, amounts that no longer follow."""

from typing import Any

import pytest
from attrs import evolve

from schoollogistics.nutrition import MenuBook, MenuPublished, nutrition_analysis, purchase_requirement, weighed_menu
from schoollogistics.nutrition.rules.plans import P63_MEAT, P67_MEALS, P68_STANDARD
from schoollogistics.values.periods import DateSpan, Month
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
    bound,
    changed,
    day,
    dish,
    kitchen,
    menu,
    ruled,
    sept,
    table,
    warm,
)

RICE = dish("饭", "staple", ("大米", 60, "4-5"), ("大米", 40, "2-3"), ("青菜", 20))


def second(*meals: Any, **more: Any) -> MenuPublished:
    """Return a second menu for the same eaters in the same week, knowingly posted."""
    return evolve(menu(*meals, name="SP-37b", **more), despite=("P46",), note="分园厨房检修")


def objection(book: MenuBook, entry: Any) -> tuple[str, str] | None:
    """Return the code and the Chinese text of what stands against *entry*."""
    refused = book.objection(entry)
    return None if refused is None else (refused.code, refused.text("zh"))


# --------------------------------------------------------------------------------------------- recipes


@pytest.mark.plan("R40")
def test_a_recipe_composed_anew_leaves_no_published_meal_unweighed() -> None:
    """A recipe without grams for an age that is to have the dish would make that meal nothing in silence: it is refused."""
    book = kitchen(*LARDER, RICE, menu(at(TUESDAY, "lunch", "饭"), bands=("2-3", "4-5")))
    bare = dish("饭", "staple", ("大米", 70, "4-5"), ("青菜", 20), on=MONDAY)
    code, text = objection(book, bare) or ("", "")
    assert (code, "食谱 SP-37 有 2-3 用此菜，却没有大米的用量" in text) == ("missing", True)
    nothing = dish("饭", "staple", ("大米", 70, "4-5"), ("大米", 0, "2-3"), ("青菜", 20), on=MONDAY)
    assert objection(book, nothing) is None
    assert objection(book, evolve(bare, on=sept(10))) is None


@pytest.mark.plan("R40")
def test_every_ingredient_is_weighed_for_every_age() -> None:
    """Where meat has grams for one age alone, the dish is no weighed dish of another; 0 says that it gets none."""
    some = (("猪肉", 40, "4-5"), ("青菜", 20))
    week = menu(at(MONDAY, "lunch", "肉片"), bands=("2-3", "4-5"))
    code, text = objection(kitchen(*LARDER, dish("肉片", "meat", *some)), week) or ("", "")
    assert (code, "肉片 没有 2-3 的猪肉用量" in text) == ("missing", True)
    book = kitchen(*LARDER, dish("肉片", "meat", *some, ("猪肉", 0, "2-3")), week)
    assert book.intake("2-3", MONDAY).group_grams("meat") == 0
    assert [line.ingredient for line in book.requirement(MONDAY, {"2-3": 10})] == ["青菜"]


# --------------------------------------------------------------------------------------------- two menus


def test_a_later_menu_counts_on_the_days_on_which_it_has_a_dish() -> None:
    """A second menu with a Monday alone takes the place of Monday; Tuesday stays what it was and is not nothing."""
    first = menu(at(MONDAY, "lunch", "米饭"), at(TUESDAY, "lunch", "米饭"))
    book = kitchen(*LARDER, *DISHES, first, second(at(MONDAY, "lunch", "清蒸鱼")))
    assert [book.variety(each, "4-5") for each in (MONDAY, TUESDAY)] == [("鱼",), ("大米",)]
    assert book.intake("4-5", SEPTEMBER).days == 2


@pytest.mark.plan("D35", "P68")
def test_a_menu_is_printed_and_judged_by_its_own_dishes() -> None:
    """The foot of a menu that another took the place of holds its own amounts, not those of the other."""
    standard = table(bound("4-5", "day", "grain", least="50"))
    story = (*LARDER, *DISHES, menu(at(MONDAY, "lunch", "米饭")), second(at(MONDAY, "lunch", "清蒸鱼")))
    book = kitchen(*story, setting=ruled((P68_STANDARD, standard)))
    feet = [[note.zh for note in weighed_menu(book, each).notes] for each in ("SP-37", "SP-37b")]
    assert ["4-5 蛋白质 4.44 克" in foot for foot in feet] == [True, False]
    assert ["4-5 蛋白质 8.3 克" in foot for foot in feet] == [False, True]
    assert "4-5 食物种类：合计 1 种，每日最少 1 种" in feet[0]
    assert [each.found.zh for each in book.breaches(sept(12))] == ["SP-37b 4-5：谷薯类 0 克，标准 50 克（样表）"]


@pytest.mark.plan("P63", "P67")
def test_meals_that_nobody_eats_are_not_judged() -> None:
    """A day of a menu is looked at while any of its ages eats by it; another menu for one of two leaves it standing."""
    numbers = ruled((P63_MEAT, 2), (P67_MEALS, 1))
    poor = menu(at(MONDAY, "lunch", "米饭"), at(MONDAY, "dinner", "米饭"), bands=("2-3", "4-5"))
    both = second(at(MONDAY, "lunch", *FULL), bands=("2-3", "4-5"))
    one = evolve(both, bands=("4-5",))
    assert {each.subject for each in kitchen(*LARDER, *DISHES, poor, both, setting=numbers).breaches(MONDAY)} == set()
    left = kitchen(*LARDER, *DISHES, poor, one, setting=numbers).breaches(MONDAY)
    assert {each.subject for each in left} == {("menu", "SP-37")}
    assert {each.rule.code for each in left} == {"P63", "P67"}


# --------------------------------------------------------------------------------------------- what to buy


@pytest.mark.plan("R40")
def test_a_requirement_that_no_longer_follows_says_so() -> None:
    """After a change of the menu the paper of what to buy says that it is of before; drawn up anew it does not."""
    book = kitchen(*LARDER, *DISHES, menu(at(MONDAY, "lunch", "米饭")))
    drawn_up = {"channel": "集团配送", "by": COOK}
    book.post(book.requirement_for("SP-37", {"4-5": 100}, on=FRIDAY, **drawn_up))
    assert purchase_requirement(book, "SP-37").notes == ()
    book.post(changed("米饭", "清蒸鱼"))
    assert [note.zh for note in purchase_requirement(book, "SP-37").notes] == ["其后食谱、配方或成分有变更，请重新测算"]
    book.post(book.requirement_for("SP-37", {"4-5": 100}, on=MONDAY, **drawn_up))
    assert purchase_requirement(book, "SP-37").notes == ()


@pytest.mark.plan("R40")
def test_nobody_at_table_needs_nothing() -> None:
    """No heads need nothing and cost nothing, and the requirement can be posted."""
    book = kitchen(*LARDER, *DISHES, menu(at(MONDAY, "lunch", *FULL)))
    entry = book.requirement_for("SP-37", {"4-5": 0}, channel="集团配送", on=FRIDAY, by=COOK)
    assert entry.required == ()
    book.post(entry)
    assert len(purchase_requirement(book, "SP-37")) == 0


# --------------------------------------------------------------------------------------------- days and dishes


def test_a_leap_day_is_a_day_of_february() -> None:
    """The menu of a week from February into March is analysed by month, the 29th among the days of February."""
    leap, march = day(2028, 2, 29), day(2028, 3, 1)
    week = menu(
        at(leap, "lunch", "米饭"),
        at(march, "lunch", "清蒸鱼"),
        first=day(2028, 2, 28),
        last=day(2028, 3, 3),
        on=day(2028, 2, 25),
    )
    book = kitchen(*LARDER, *DISHES, week)
    assert [book.variety(each) for each in (Month(2028, 2), Month(2028, 3))] == [("大米",), ("鱼",)]
    assert book.intake("4-5", DateSpan(day(2028, 2, 28), march)).days == 2
    assert len(nutrition_analysis(book, leap)) > 0


def test_the_temperature_of_a_dish_that_nobody_composed_is_refused() -> None:
    """A reading may be of the meal; where it names a dish, that is one of the book."""
    book = kitchen(*LARDER, *DISHES)
    assert objection(book, warm(60)) is None
    assert objection(book, evolve(warm(60), dish="米饭")) is None
    assert (objection(book, evolve(warm(60), dish="没有")) or ("",))[0] == "reference"
