"""Foods stand for each other by the lists: by raw grams, or by what is bought of them, of which a part is eaten."""

import pytest

from schoollogistics.errors import InvalidValue, LogisticsError, Unknown
from schoollogistics.nutrition import EXCHANGES, exchanged
from tests.nutrition.stories import COOK, LARDER, TUESDAY, d, dish, food, kitchen


@pytest.mark.parametrize(
    ("given", "grams", "instead", "worth"),
    [
        ("大米", 50, "红薯", "190.0"),
        ("大米", 25, "面条", "30.0"),
        ("北豆腐", 145, "豆腐干", "110.0"),
        ("鲜奶", 200, "奶粉", "30.0"),
    ],
)
def test_foods_of_one_list_stand_for_each_other(given: str, grams: int, instead: str, worth: str) -> None:
    """Grams are exchanged by the lists, to a tenth of a gram."""
    assert exchanged(given, grams, instead) == d(worth)


def test_exchange_lists_say_where_they_come_from() -> None:
    """Every list is from a secondary source and says so; foods of two lists do not stand for each other."""
    assert {each.status for each in EXCHANGES} == {"secondary"}
    with pytest.raises(Unknown):
        exchanged("大米", 50, "豆浆")
    with pytest.raises(InvalidValue):
        exchanged("大米", d("-1"), "面条")


@pytest.mark.plan("R40")
def test_an_ingredient_is_swapped_for_another_of_the_same_worth() -> None:
    """The question returns the dish to post, with the grams of each age band exchanged and all else as it was."""
    book = kitchen(
        *LARDER, food("面条", "grain"), dish("主食", "staple", ("大米", 50, "4-5"), ("大米", 40, "2-3"), ("青菜", 10))
    )
    entry = book.swapped("主食", "大米", "面条", on=TUESDAY, by=COOK)
    assert [(each.ingredient, each.grams, each.band) for each in entry.lines] == [
        ("面条", d(60), "4-5"),
        ("面条", d(48), "2-3"),
        ("青菜", d(10), None),
    ]
    book.post(entry)
    for wrong in (
        ("主食", "猪肉", "面条"),
        ("主食", "青菜", "面条"),
        ("没有", "青菜", "面条"),
        ("主食", "青菜", "没有"),
    ):
        with pytest.raises(LogisticsError):
            book.swapped(*wrong, on=TUESDAY, by=COOK)


@pytest.mark.plan("R40")
@pytest.mark.parametrize(
    ("given", "grams", "instead", "worth"),
    [("苹果", 76, "香蕉", "77.2"), ("草鱼", 58, "鱼肉", "58.8"), ("黄瓜", 92, "冬瓜", "90.9")],
)
def test_lists_of_food_as_bought_exchange_by_what_is_edible_of_it(
    given: str, grams: int, instead: str, worth: str
) -> None:
    """Apples of 130 g and bananas of 170 g are worth the same with core and peel; a recipe holds what is eaten of them."""
    edible = {"苹果": 76, "香蕉": 59, "草鱼": 58, "鱼肉": 100, "黄瓜": 92, "冬瓜": 80}
    foods = (food(each, "fruit", edible=edible[each]) for each in (given, instead))
    book = kitchen(*foods, dish("一份", "other", (given, grams)))
    (line,) = book.swapped("一份", given, instead, on=TUESDAY, by=COOK).lines
    assert line.grams == d(worth)


def test_what_is_edible_of_a_food_is_not_guessed() -> None:
    """Without the edible part of either food, a list of food as bought exchanges nothing."""
    book = kitchen(food("苹果", "fruit", edible=76), food("香蕉", "fruit"), dish("一份", "fruit", ("苹果", 100)))
    with pytest.raises(Unknown):
        book.swapped("一份", "苹果", "香蕉", on=TUESDAY, by=COOK)
