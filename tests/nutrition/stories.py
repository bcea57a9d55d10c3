"""What happens in a kitchen as short words; the compositions are made up, round, and of no table."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, cast

from schoollogistics.journal import Bound, Entry, Setting, Standard, Value
from schoollogistics.nutrition import (
    CompositionRecorded,
    DishComposed,
    MenuBook,
    MenuChanged,
    MenuLine,
    MenuPublished,
    NutritionEntry,
    RecipeLine,
    TemperatureTaken,
)
from schoollogistics.nutrition.rules.foods import Course, FoodGroup
from schoollogistics.values.meals import Sitting
from schoollogistics.values.periods import Month

FROM: Final = date(2025, 1, 1)
SEPTEMBER: Final = Month(2025, 9)
COOK: Final = "陈营养员"


def sept(day: int) -> date:
    """Return a day of September 2025."""
    return date(2025, 9, day)


FRIDAY, MONDAY, TUESDAY, LAST = sept(5), sept(8), sept(9), sept(12)
FIRST: Final = sept(1)


def day(year: int, month: int, number: int) -> date:
    """Return a day of another year."""
    return date(year, month, number)


def d(number: str | int) -> Decimal:
    """Return an exact number."""
    return Decimal(number)


def table(*bounds: Bound) -> Standard:
    """Return a made-up standard."""
    return Standard(zh="样表", en="A sample", bounds=bounds)


def bound(*of: str, status: Any = "verified", **more: str) -> Bound:
    """Return a cell of a made-up standard, its numbers given as text."""
    numbers: dict[str, Any] = {name: d(each) for name, each in more.items()}
    return Bound(of=of, source="样表", status=status, **numbers)


def kitchen(*entries: Entry[Any], setting: Setting | None = None) -> MenuBook:
    """Return the menu book of a kitchen where all this happened."""
    book = MenuBook(setting or Setting(school="育才幼儿园"))
    post(book, entries)
    return book


def post(book: MenuBook, entries: Iterable[Entry[Any]]) -> None:
    """Post *entries* one by one."""
    for entry in entries:
        book.post(cast("NutritionEntry", entry))


def ruled(*values: tuple[Any, Any], **more: Any) -> Setting:
    """Return a setting with these numbers of the school's own, as (parameter, value)."""
    given = tuple(Value(parameter, value, FROM, "园务会") for parameter, value in values)
    return Setting(school="育才幼儿园", values=given, **more)


def food(ingredient: str, group: FoodGroup = "grain", **more: Any) -> CompositionRecorded:
    """Return the composition of an ingredient, as far as it is said."""
    values = {name: d(each) if isinstance(each, int | str) and name in NUMBERS else each for name, each in more.items()}
    given: dict[str, Any] = {"source": "样例", "on": sept(1), "by": COOK, **values}
    return CompositionRecorded(ingredient=ingredient, group=group, **given)


NUMBERS: Final = frozenset(
    {
        *("edible", "energy", "energy_kj", "water", "protein", "fat", "carbohydrate", "fibre", "ash", "vitamin_a"),
        *("vitamin_b1", "vitamin_b2", "vitamin_c", "calcium", "iron", "zinc", "sodium"),
    }
)


def dish(name: str, course: Course, *parts: tuple[Any, ...], on: date = FIRST, **more: Any) -> DishComposed:
    """Return a dish of *parts*: (ingredient, grams) for every age band, or (ingredient, grams, band)."""
    lines = tuple(
        RecipeLine(ingredient=part[0], grams=d(part[1]), band=part[2] if len(part) > 2 else None) for part in parts
    )
    return DishComposed(dish=name, course=course, lines=lines, on=on, by=COOK, **more)


def at(day: date, sitting: Sitting, *dishes: str, served_at: time | None = None) -> tuple[MenuLine, ...]:
    """Return the lines of one meal."""
    return tuple(MenuLine(day=day, sitting=sitting, dish=each, served_at=served_at) for each in dishes)


def menu(
    *meals: tuple[MenuLine, ...],
    name: str = "SP-37",
    on: date = FRIDAY,
    first: date = MONDAY,
    last: date = LAST,
    bands: tuple[str, ...] = ("4-5",),
) -> MenuPublished:
    """Return the menu of the week from 8 to 12 September."""
    lines = tuple(line for meal in meals for line in meal)
    return MenuPublished(menu=name, first=first, last=last, bands=bands, lines=lines, on=on, by=COOK)


def changed(instead_of: str, to: str, day: date = MONDAY, sitting: Sitting = "lunch", **more: Any) -> MenuChanged:
    """Return a change of the menu."""
    given = {"menu": "SP-37", "on": day, "by": COOK, "reason": "未到货", **more}
    return MenuChanged(day=day, sitting=sitting, instead_of=instead_of, dish=to, **given)


def warm(degrees: int, on: date = MONDAY, sitting: Sitting = "lunch") -> TemperatureTaken:
    """Return a temperature that was taken."""
    return TemperatureTaken(sitting=sitting, temperature=d(degrees), on=on, by=COOK)


LARDER: Final = (
    food("大米", "grain", edible=100, energy=346, protein="7.4", fat="0.8", carbohydrate="77.2", calcium=13),
    food("猪肉", "meat", edible=80, energy=395, protein="13.2", fat=37, carbohydrate="2.4", calcium=6),
    food("青菜", "vegetable", edible=85, energy=15, protein="1.5", fat="0.3", carbohydrate="2.7", calcium=90),
    food("豆腐", "soy", edible=100, energy=81, protein="8.1", fat="3.7", carbohydrate="4.2", calcium=164),
    food("鸡蛋", "egg", edible=88, energy=144, protein="13.3", fat="8.8", carbohydrate="2.8", calcium=56),
    food("鱼", "fish", edible=60, energy=113, protein="16.6", fat="5.2", carbohydrate=0, calcium=38),
    food("油", "oil", edible=100, energy=899, protein=0, fat="99.9", carbohydrate=0, traces=("calcium",)),
)
DISHES: Final = (
    dish("米饭", "staple", ("大米", 60)),
    dish("红烧肉", "meat", ("猪肉", 40), ("青菜", 20), ("油", 5)),
    dish("清蒸鱼", "meat", ("鱼", 50)),
    dish("炒青菜", "vegetable", ("青菜", 80), ("油", 3)),
    dish("烧豆腐", "vegetable", ("豆腐", 50), ("油", 2)),
    dish("蛋花汤", "soup", ("鸡蛋", 15)),
    dish("牛奶", "milk", ("豆腐", 10)),
)
FULL: Final = ("米饭", "红烧肉", "清蒸鱼", "炒青菜", "烧豆腐", "蛋花汤")
