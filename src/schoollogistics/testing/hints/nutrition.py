"""How fields of the menu book's entries depend on what the book holds."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from schoollogistics.nutrition import (
    CompositionRecorded,
    DishComposed,
    MenuBook,
    MenuChanged,
    MenuLine,
    MenuPublished,
    NutritionAnalysed,
    PurchaseRequired,
    RecipeLine,
    TemperatureTaken,
)
from schoollogistics.nutrition.rules.foods import NUTRIENTS
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.scribe import Hints, Samples
from schoollogistics.testing.strategies import FIRST, PEOPLE
from schoollogistics.values.meals import Sitting
from schoollogistics.values.periods import Month

Fields = dict[str, object]

BANDS: Final = ("6-8", "9-11", "12-14", "教工")
MEALS: Final[tuple[Sitting, ...]] = ("lunch", "lunch", "afternoon_snack", "dinner")


def _recorded(book: MenuBook, key: str, pen: Pen) -> Fields:
    fields: Fields = {each: Decimal(pen.below(900)) / 10 for each in NUTRIENTS if pen.chance(60)}
    missing = [each for each in NUTRIENTS if each not in fields]
    return {
        **dict.fromkeys(NUTRIENTS),
        **fields,
        "edible": None if pen.chance(15) else Decimal(1 + pen.below(100)),
        "traces": (pen.pick(missing),) if missing and pen.chance(30) else (),
        "note": pen.pick(WORDS) if key in book.columns.composition else None,
    }


def _composed(book: MenuBook, _: str, pen: Pen) -> Fields | None:
    known = tuple(book.columns.composition)
    if not known:
        return None
    chosen = dict.fromkeys(pen.pick(known) for _ in range(1 + pen.below(3)))
    bands = BANDS[:2] if pen.chance(20) else (None,)
    return {
        "lines": tuple(
            RecipeLine(ingredient=each, grams=Decimal(1 + pen.below(120)), band=band)
            for each in chosen
            for band in bands
        )
    }


def _published(book: MenuBook, _: str, pen: Pen) -> Fields | None:
    first = pen.on + timedelta(days=pen.below(30))
    bands = tuple(dict.fromkeys(pen.pick(BANDS) for _ in range(1 + pen.below(2))))
    dishes = [
        dish
        for dish in book.columns.recipes
        if all(book.columns.recipe_on(dish, first).for_band(band) for band in bands)
    ]
    if not dishes:
        return None
    lines = dict.fromkeys(
        MenuLine(day=first + timedelta(days=pen.below(3)), sitting=pen.pick(MEALS), dish=pen.pick(dishes))
        for _ in range(1 + pen.below(5))
    )
    return {"first": first, "last": first + timedelta(days=4), "bands": bands, "lines": tuple(lines)}


def _changed(book: MenuBook, key: str, pen: Pen) -> Fields | None:
    lines = book.columns.meals.get(key, ())
    if not lines:
        return None
    line = pen.pick(lines)
    meal = [each.dish for each in lines if (each.day, each.sitting) == (line.day, line.sitting)]
    others = [dish for dish in book.columns.recipes if dish not in meal]
    if not others:
        return None
    return {
        "day": line.day,
        "sitting": line.sitting,
        "served_at": line.served_at,
        "instead_of": line.dish,
        "dish": pen.pick(others),
    }


def _required(book: MenuBook, key: str, pen: Pen) -> Fields | None:
    if key not in book:
        return None
    heads = {band: pen.below(300) for band in book.columns.bands[key]}
    made = book.requirement_for(key, heads, channel="集团配送", on=pen.on, by=PEOPLE[0])
    return {"channel": "菜场" if pen.chance(10) else "集团配送", "heads": made.heads, "required": made.required}


def _taken(book: MenuBook, _: str, pen: Pen) -> Fields:
    known = tuple(book.columns.recipes)
    return {"temperature": Decimal(40 + pen.below(50)), "dish": pen.pick(known) if known and pen.chance(40) else None}


def _analysed(book: MenuBook, _: str, pen: Pen) -> Fields | None:
    found = book.analysis_for(Month.of(pen.on), on=pen.on, by=PEOPLE[0], base=pen.pick(("declared", "macros")))
    return {"month": found[0].month, "base": found[0].base, "lines": found[0].lines} if found else None


HINTS: Final[Hints] = {
    CompositionRecorded: _recorded,
    DishComposed: _composed,
    MenuPublished: _published,
    MenuChanged: _changed,
    PurchaseRequired: _required,
    TemperatureTaken: _taken,
    NutritionAnalysed: _analysed,
}


def _menu(number: int) -> MenuPublished:
    return MenuPublished(
        menu=f"SP-{number}",
        first=FIRST,
        last=FIRST,
        bands=("6-8",),
        lines=(MenuLine(day=FIRST, sitting="lunch", dish="米饭"),),
        on=FIRST,
        by=PEOPLE[0],
    )


SAMPLES: Final[Samples] = {
    "P46": (
        CompositionRecorded(ingredient="大米", group="grain", source="样例", on=FIRST, by=PEOPLE[0]),
        DishComposed(
            dish="米饭",
            course="staple",
            lines=(RecipeLine(ingredient="大米", grams=Decimal(60)),),
            on=FIRST,
            by=PEOPLE[0],
        ),
        _menu(1),
        _menu(2),
    ),
}
