"""What the plans ask of menus: dishes of a meal, meat in a meat dish, in time, one menu, one meal and two snacks, hot."""

from collections.abc import Iterable
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.calendar import Term, TermCalendar
from schoollogistics.calendar.cycles import NthSchoolDay
from schoollogistics.errors import OutOfCoverage, Refused
from schoollogistics.journal import Breach, Routine
from schoollogistics.nutrition import MenuBook, MenuPublished, NutritionAnalysed
from schoollogistics.nutrition.rules.plans import (
    P63_MEAT,
    P63_SITTINGS,
    P63_SOUP,
    P63_VEGETABLES,
    P64_MEAT,
    P64_MIN_SHARE,
    P65,
    P65_DAYS_BEFORE,
    P66,
    P67_MEALS,
    P67_SNACKS,
    P69_MIN_TEMPERATURE,
)
from schoollogistics.office import LogisticsOffice
from schoollogistics.profiles.sentences import MONTHLY
from schoollogistics.values.meals import Sitting
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
    changed,
    d,
    dish,
    food,
    kitchen,
    menu,
    ruled,
    sept,
    warm,
)

CALENDAR = TermCalendar(
    terms=[Term(name="2025-2026-1", first=sept(1), last=date(2026, 1, 23))], published_through=date(2026, 2, 20)
)
TWO_TWO_ONE = ((P63_MEAT, 2), (P63_VEGETABLES, 2), (P63_SOUP, 1))


def found(breaches: Iterable[Breach]) -> list[tuple[str, date, str]]:
    """Return what was found as rule, day and Chinese wording."""
    return [(each.rule.code, each.on, each.found.zh) for each in breaches]


def kept(book: MenuBook, during: Any = SEPTEMBER) -> list[tuple[str, date]]:
    """Return the rules that did not hold, with their days."""
    return [(each.rule.code, each.on) for each in book.breaches(during)]


@pytest.mark.plan("R41", "P63")
@pytest.mark.parametrize(
    ("dishes", "lacking"),
    [
        (FULL, []),
        (("米饭", "红烧肉", "炒青菜", "烧豆腐", "蛋花汤"), ["SP-37 午餐：荤菜 1 个，应有 2 个"]),
        (("米饭", "红烧肉", "清蒸鱼", "炒青菜", "蛋花汤"), ["SP-37 午餐：素菜 1 个，应有 2 个"]),
        (FULL[:-1], ["SP-37 午餐：汤 0 个，应有 1 个"]),
    ],
)
def test_a_meal_has_two_meat_two_vegetables_one_soup(dishes: tuple[str, ...], lacking: list[str]) -> None:
    """Each meal offers as many meat dishes, vegetable dishes and soups as the school says; a mixed dish counts as its class."""
    book = kitchen(*LARDER, *DISHES, menu(at(MONDAY, "lunch", *dishes)), setting=ruled(*TWO_TWO_ONE))
    assert found(book.breaches(SEPTEMBER)) == [("P63", MONDAY, each) for each in lacking]


@pytest.mark.plan("P63")
def test_the_number_of_dishes_holds_for_main_meals_or_those_the_school_names() -> None:
    """Without a choice a snack needs no meat; a school that names its sittings is held to these; without numbers, nothing."""
    story = (*LARDER, *DISHES, menu(at(MONDAY, "breakfast", "米饭"), at(MONDAY, "lunch", *FULL)))
    assert kept(kitchen(*story, setting=ruled(*TWO_TWO_ONE))) == []
    assert kept(kitchen(*story, setting=ruled((P63_MEAT, 1), (P63_SITTINGS, ("breakfast",))))) == [("P63", MONDAY)]
    assert kept(kitchen(*story)) == []


@pytest.mark.plan("P63")
def test_what_was_served_counts_and_not_what_was_planned() -> None:
    """A meat dish that gave way to vegetables is missing on that day."""
    story = (*LARDER, *DISHES, dish("土豆丝", "vegetable", ("青菜", 50)), menu(at(MONDAY, "lunch", *FULL)))
    book = kitchen(*story, changed("清蒸鱼", "土豆丝"), setting=ruled(*TWO_TWO_ONE))
    assert kept(book) == [("P63", MONDAY)]


@pytest.mark.plan("P64")
@pytest.mark.parametrize(
    ("parts", "share"),
    [
        ((("猪肉", 50), ("青菜", 50)), None),
        ((("猪肉", 49), ("青菜", 51)), "49.00%"),
        ((("猪肉", 30), ("鱼", 20), ("青菜", 50)), None),
        ((("猪肉", 60, "4-5"), ("猪肉", 30, "2-3"), ("青菜", 40)), "42.86%"),
    ],
)
def test_half_of_a_meat_dish_is_meat(parts: tuple[tuple[Any, ...], ...], share: str | None) -> None:
    """Meat and fish are at least the share of the raw mass of every meat dish, for the age band that has least of it."""
    book = kitchen(*LARDER, dish("青菜肉片", "meat", *parts), setting=ruled((P64_MIN_SHARE, d("0.50"))))
    wanted = [] if share is None else [("P64", sept(1), f"青菜肉片：荤占生重 {share}，不得低于 50.00%")]
    assert found(book.breaches(SEPTEMBER)) == wanted


@pytest.mark.plan("P64")
def test_meat_is_counted_inside_meat_dishes_only() -> None:
    """A vegetable dish with a little meat keeps the rule; what counts as meat is the school's choice."""
    half = (P64_MIN_SHARE, d("0.5"))
    mixed = (("猪肉", 5), ("青菜", 95))
    assert kept(kitchen(*LARDER, dish("肉末青菜", "vegetable", *mixed), setting=ruled(half))) == []
    eggs = dish("炒蛋", "meat", ("鸡蛋", 60))
    assert kept(kitchen(*LARDER, eggs, setting=ruled(half))) == [("P64", sept(1))]
    assert kept(kitchen(*LARDER, eggs, setting=ruled(half, (P64_MEAT, ("meat", "fish", "egg"))))) == []


@pytest.mark.plan("R40", "P65")
@pytest.mark.parametrize(
    ("published", "late"),
    [
        (sept(5), None),
        (sept(7), None),
        (sept(8), "2025-09-08 至 2025-09-12 的食谱：最晚 2025-09-07，2025-09-08 才公布"),
    ],
)
def test_the_menu_is_published_before_the_week(published: date, late: str | None) -> None:
    """The menu of a week is published at the latest so many days before its first school day."""
    book = kitchen(
        *LARDER,
        *DISHES,
        menu(at(MONDAY, "lunch", "米饭"), on=published),
        setting=ruled((P65_DAYS_BEFORE, 1), calendar=CALENDAR),
    )
    week = DateSpan(sept(2), sept(8))
    assert found(book.breaches(week)) == ([] if late is None else [("P65", sept(7), late)])


@pytest.mark.plan("P65")
def test_a_week_without_a_menu_is_due_and_then_a_breach() -> None:
    """The menu of each school week is due by its last day, with the entry that settles it; one breach if it never comes."""
    book = kitchen(setting=ruled((P65_DAYS_BEFORE, 3), calendar=CALENDAR))
    span = DateSpan(sept(1), sept(14))
    assert [(each.last, each.what.zh) for each in book.due(span)] == [
        (sept(5), "公布 2025-09-08 至 2025-09-12 的食谱"),
        (sept(12), "公布 2025-09-15 至 2025-09-19 的食谱"),
    ]
    assert kept(book, span) == [("P65", sept(5)), ("P65", sept(12))]


@pytest.mark.plan("P65", "R02")
@pytest.mark.parametrize(
    ("days_before", "published", "breaches", "dues"),
    [
        (1, None, [sept(8)], [sept(7), sept(8)]),
        (1, sept(9), [sept(8)], []),
        (1, sept(8), [sept(7)], []),
        (1, sept(7), [], []),
        (0, None, [sept(8)], [sept(8)]),
    ],
)
def test_a_late_menu_is_found_once(
    days_before: int, published: date | None, breaches: list[date], dues: list[date]
) -> None:
    """Where a routine asks for the menu too, one of the two tells that it is late; an earlier last day stays on the list."""
    monday = Routine(
        code="003§9.menu",
        zh="每周食谱",
        en="Menu",
        source="003§9",
        cycle=NthSchoolDay(1, per="week", early="previous"),
        fulfilled_by=MenuPublished,
        rule=P65,
    )
    book = kitchen(
        *LARDER, *DISHES, setting=ruled((P65_DAYS_BEFORE, days_before), calendar=CALENDAR, routines=(monday,))
    )
    if published is not None:
        book.post(menu(at(MONDAY, "lunch", "米饭"), on=published))
    span = DateSpan(sept(7), sept(10))
    assert kept(book, span) == [("P65", day) for day in breaches]
    assert [each.last for each in book.due(span)] == dues


@pytest.mark.plan("P65")
def test_menus_are_asked_for_in_the_weeks_that_the_calendar_knows() -> None:
    """Whoever asks from the beginning of time, or to the end of the last month, is told of the weeks there are."""
    office = LogisticsOffice(ruled((P65_DAYS_BEFORE, 3), calendar=CALENDAR))
    assert office.overdue(sept(9)) == ()
    ever = DateSpan(date(1900, 1, 1), CALENDAR.last_day)
    assert len(office.nutrition.due(ever)) == len(office.nutrition.breaches(ever)) > 0


@pytest.mark.plan("P65")
def test_without_a_calendar_nobody_guesses_what_a_school_week_is() -> None:
    """With a number and no calendar the question has no answer; without a number there is no such rule."""
    book = kitchen(setting=ruled((P65_DAYS_BEFORE, 1)))
    with pytest.raises(OutOfCoverage):
        book.breaches(SEPTEMBER)
    assert kitchen().breaches(SEPTEMBER) == ()


@pytest.mark.plan("P46")
def test_the_same_eaters_have_one_menu() -> None:
    """A second menu for an age band on the same days is refused; knowingly posted, it is a breach, and it counts."""
    book = kitchen(*LARDER, *DISHES, menu(at(MONDAY, "lunch", "米饭")))
    second = menu(at(MONDAY, "lunch", "清蒸鱼"), name="SP-37b", bands=("2-3", "4-5"))
    refused = book.objection(second)
    assert isinstance(refused, Refused)
    assert (refused.rule.code if refused.rule else "", refused.excusable) == ("P46", True)
    assert book.objection(evolve(second, bands=("2-3",))) is None
    assert book.objection(evolve(second, first=sept(15), last=sept(19), lines=at(sept(15), "lunch", "米饭"))) is None
    book.post(evolve(second, despite=("P46",), note="分园厨房检修"))
    assert kept(book) == [("P46", FRIDAY)]
    assert book.variety(MONDAY, "4-5") == ("鱼",)


@pytest.mark.plan("P46")
def test_menus_of_the_same_days_are_bought_for_through_one_channel() -> None:
    """A requirement through another channel than that of the same days is refused unless excused."""
    book = kitchen(
        *LARDER,
        *DISHES,
        menu(at(MONDAY, "lunch", "米饭")),
        menu(at(MONDAY, "lunch", "米饭"), name="SP-37t", bands=("教工",)),
    )
    book.post(book.requirement_for("SP-37", {"4-5": 100}, channel="集团配送", on=FRIDAY, by=COOK))
    other = book.requirement_for("SP-37t", {"教工": 20}, channel="菜场", on=FRIDAY, by=COOK)
    refused = book.objection(other)
    assert refused is not None
    assert refused.to_data()["rule"] == "P46"
    assert book.objection(evolve(other, channel="集团配送")) is None


@pytest.mark.plan("P67")
@pytest.mark.parametrize(
    ("others", "breach"),
    [
        (("morning_snack", "afternoon_snack"), None),
        (("morning_snack",), "SP-37：1 餐 1 点"),
        (("breakfast", "morning_snack", "afternoon_snack"), "SP-37：2 餐 2 点"),
    ],
)
def test_a_kindergarten_day_is_one_meal_and_two_snacks(others: tuple[Sitting, ...], breach: str | None) -> None:
    """Meals and snacks of a day are as many as the school says; a snack of two dishes is one."""
    meals = [at(MONDAY, each, "牛奶", "米饭") for each in others]
    book = kitchen(
        *LARDER,
        *DISHES,
        menu(at(MONDAY, "lunch", *FULL), *meals),
        setting=ruled((P67_MEALS, 1), (P67_SNACKS, 2)),
    )
    assert found(book.breaches(SEPTEMBER)) == ([] if breach is None else [("P67", MONDAY, breach)])


@pytest.mark.plan("P69")
def test_lunch_is_hot_on_every_day() -> None:
    """A lunch that was colder than it may be, and one whose temperature nobody took, are breaches of their days."""
    story = (*LARDER, *DISHES, menu(*(at(day, "lunch", "米饭") for day in (MONDAY, TUESDAY, sept(10)))))
    readings = (warm(65), warm(61), warm(42, TUESDAY), warm(90, TUESDAY, "afternoon_snack"))
    book = kitchen(*story, *readings, setting=ruled((P69_MIN_TEMPERATURE, d(60))))
    assert found(book.breaches(SEPTEMBER)) == [
        ("P69", TUESDAY, "午餐 42 ℃，不得低于 60 ℃"),
        ("P69", sept(10), "午餐无测温记录"),
    ]
    assert kept(kitchen(*story, *readings)) == []


@pytest.mark.plan("P66")
def test_each_month_is_analysed_once() -> None:
    """The routine of the monthly analysis is ticked by the entry, due in a month without one, and a breach of P66 after it."""
    routine = Routine(
        code="analysis",
        zh="每月完成一次营养分析",
        en="Nutrition is analysed monthly",
        source="003§7",
        cycle=MONTHLY,
        fulfilled_by=NutritionAnalysed,
        rule=P66,
    )
    october = Month(2025, 10)
    setting = ruled(calendar=CALENDAR, routines=(routine,))
    book = kitchen(*LARDER, *DISHES, menu(at(MONDAY, "lunch", *FULL)), setting=setting)
    book.post_all(book.analysis_for(SEPTEMBER, on=sept(30), by="周保健医"))
    assert book.due(SEPTEMBER) == ()
    assert [each.post for each in book.due(october)] == [(NutritionAnalysed,)]
    assert [each.rule.code for each in book.breaches(DateSpan(sept(1), october.last))] == ["P66"]


def test_a_dish_that_is_composed_anew_leaves_past_meals_as_they_were() -> None:
    """The recipe in force on the day of a meal counts, so Monday keeps the old one and Tuesday has the new."""
    book = kitchen(
        *LARDER,
        *DISHES,
        menu(at(MONDAY, "lunch", "米饭"), at(TUESDAY, "lunch", "米饭")),
        dish("米饭", "staple", ("大米", 80), on=TUESDAY),
        food("小米", "grain"),
    )
    grams = [book.intake("4-5", day).group_grams("grain") for day in (MONDAY, TUESDAY)]
    assert grams == [d(60), d(80)]
