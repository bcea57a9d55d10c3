"""The menu as parents see it, the weighed menu of the kitchen, and what has to be bought for it."""

from collections.abc import Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from fractions import Fraction
from math import ceil
from typing import Final

from schoollogistics.errors import Text
from schoollogistics.journal import numbered, value_notes
from schoollogistics.journal.rules import STATUSES
from schoollogistics.journal.views import school_of
from schoollogistics.nutrition.book import MenuBook, base_of
from schoollogistics.nutrition.entries.menus import MenuChanged, PurchaseRequired
from schoollogistics.nutrition.rules import LABELS
from schoollogistics.nutrition.rules.plans import P66_STANDARD, PARAMETERS, SITTINGS
from schoollogistics.nutrition.rules.standards import DAY, VARIETY
from schoollogistics.nutrition.state.lines import MenuLine, RecipeLine
from schoollogistics.nutrition.views.analyses import basis_of, bound_text, nutrition_notes
from schoollogistics.values.money import own_context
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.svg.month_sheet import WEEKDAYS
from schoollogistics.values.tables import Cell, Table, TableColumn

ORDER: Final = {sitting: place for place, sitting in enumerate(SITTINGS)}
NOT_KNOWN: Final = Text("edible part missing", "可食部缺失")
OUTDATED: Final = Text(
    "menu, recipes or compositions have changed since: draw it up anew", "其后食谱、配方或成分有变更，请重新测算"
)
MIDNIGHT: Final = time(0)
HUNDREDTH: Final = Decimal("0.01")
DRAWN_UP: Final = Text("Drawn up", "制单日期")
DRAWN_UP_BY: Final = Text("Drawn up by", "制单人")
BUYER: Final = Text("Buyer", "采购人")
TO_SIGN: Final = ((Text("Nutrition adviser", "营养指导员"), None), (Text("Checked by", "审核"), None))


def _weekday(day: date) -> Text:
    """Return what a day of the week is called (星期)."""
    name = WEEKDAYS[day.weekday()]
    return Text(name.en, f"周{name.zh}")


def weekly_menu(book: MenuBook, menu: str) -> Table:
    """Return a menu as it is posted for parents (每周食谱): a column for each day, a row for each sitting, in it the dishes.

    The foot says which dishes hold allergens, and what was changed. ``Unknown`` for a menu that is not in the book.
    """
    key = book.of("menu")[menu].key
    lines = book.columns.meals[key]
    days = sorted({line.day for line in lines})
    sittings = sorted({line.sitting for line in lines}, key=ORDER.__getitem__)
    return Table(
        title=Text("Menu of the week", "每周食谱"),
        head=(*school_of(book.setting), (LABELS.field("menu"), key), (Text("Days", "期间"), book.columns.span(key))),
        columns=(
            _column("sitting"),
            *(
                TableColumn(f"day_{number}", f"{_weekday(day).zh} {day}", f"{_weekday(day).en} {day}")
                for number, day in enumerate(days, 1)
            ),
        ),
        rows=[(LABELS.choice("sitting", each), *(_dishes(lines, day, each) for day in days)) for each in sittings],
        notes=(*_allergens(book, lines), *_changes(book, key)),
        signatures=TO_SIGN,
    )


def _dishes(lines: Iterable[MenuLine], day: date, sitting: str) -> tuple[str, ...]:
    return tuple(line.dish for line in lines if (line.day, line.sitting) == (day, sitting))


def _allergens(book: MenuBook, lines: Iterable[MenuLine]) -> Iterator[Text]:
    """Say which of the dishes hold allergens."""
    held: dict[str, dict[str, None]] = {}
    for line in lines:
        # A recipe may change in the middle of the week: what holds an allergen on one day is told.
        held.setdefault(line.dish, {}).update(dict.fromkeys(book.columns.recipe_on(line.dish, line.day).allergens))
    en = [f"{dish} ({', '.join(each)})" for dish, each in held.items() if each]
    zh = [f"{dish}（{'、'.join(each)}）" for dish, each in held.items() if each]
    if zh:
        label = LABELS.field("allergens")
        yield Text(f"{label.en}: {', '.join(en)}", f"{label.zh}：{'、'.join(zh)}")


def _column(name: str) -> TableColumn:
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en)


def weighed_menu(book: MenuBook, menu: str) -> Table:
    """Return a menu with the raw grams of every ingredient for each age band (带量食谱, D35).

    The foot holds nutrients against the standard, kinds of food a day and in all, and every change. ``Unknown`` for a
    menu that is not in the book.
    """
    view, state = book.of("menu")[menu], book.columns
    span, bands = state.span(view.key), state.bands[view.key]
    comparisons = [each for band in bands for each in book.comparison(band, span, menu=view.key)]
    return Table(
        title=Text("Weighed menu", "带量食谱"),
        head=(
            *school_of(book.setting),
            (LABELS.field("menu"), view.key),
            (Text("Days", "期间"), span),
            *basis_of(book, span, base_of(book.setting, span.last)),
        ),
        columns=(
            _column("day"),
            TableColumn("weekday", "星期", "Weekday"),
            _column("sitting"),
            _column("served_at"),
            _column("course"),
            _column("dish"),
            _column("ingredient"),
            *(
                TableColumn(f"grams_{number}", f"{band} 生重（克）", f"{band}: raw grams", "number")
                for number, band in enumerate(bands, 1)
            ),
            _column("cooking"),
            _column("allergens"),
        ),
        rows=[row for line in sorted(state.meals[view.key], key=_when) for row in _rows(book, line, bands)],
        notes=(
            *nutrition_notes(comparisons),
            *_variety(book, view.key),
            *_changes(book, view.key),
            *value_notes(book.setting, PARAMETERS, span.last),
        ),
        signatures=TO_SIGN,
    )


def _when(line: MenuLine) -> tuple[object, ...]:
    return line.day, ORDER[line.sitting], line.served_at or MIDNIGHT


def _rows(book: MenuBook, line: MenuLine, bands: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    recipe = book.columns.recipe_on(line.dish, line.day)
    for ingredient in dict.fromkeys(each.ingredient for each in recipe.lines):
        parts = [each for each in recipe.lines if each.ingredient == ingredient]
        yield (
            line.day,
            _weekday(line.day),
            LABELS.choice("sitting", line.sitting),
            line.served_at,
            LABELS.choice("course", recipe.course),
            line.dish,
            ingredient,
            *(_grams(parts, band) for band in bands),
            recipe.cooking,
            recipe.allergens or None,
        )


def _grams(parts: list[RecipeLine], band: str) -> Decimal | None:
    return next((each.grams for each in parts if each.band in {None, band}), None)


def _variety(book: MenuBook, menu: str) -> Iterator[Text]:
    """Say how many kinds of food each age band gets, a day at least and in all."""
    span, days = book.columns.span(menu), {line.day for line in book.columns.meals[menu]}
    a_day, in_all = _asked(book, span, DAY), _asked(book, span, "week")
    for band in book.columns.bands[menu]:
        fewest = min(len(book.variety(day, band, menu)) for day in days)
        kinds = len(book.variety(span, band, menu))
        yield Text(
            f"{band}: kinds of food {kinds} in all{in_all.en}, at least {fewest} a day{a_day.en}",
            f"{band} 食物种类：合计 {kinds} 种{in_all.zh}，每日最少 {fewest} 种{a_day.zh}",
        )


def _asked(book: MenuBook, span: DateSpan, period: str) -> Text:
    standard = book.setting.value(P66_STANDARD, span.last)
    bound = None if standard is None else standard.bound(VARIETY, period)
    if bound is None:
        return Text("", "")
    number, status = bound_text(bound), STATUSES[bound.status]
    return Text(f" (standard {number}, {status.en})", f"（标准 {number}，{status.zh}）")


def _changes(book: MenuBook, menu: str) -> Iterator[Text]:
    for _, entry in numbered(book):
        if isinstance(entry, MenuChanged) and entry.menu == menu:
            meal = LABELS.choice("sitting", entry.sitting)
            yield Text(
                f"changed {entry.on}: {entry.day} {meal.en}, {entry.dish} instead of {entry.instead_of}, {entry.reason}",
                f"{entry.on} 变更：{entry.day} {meal.zh}，{entry.instead_of} 改为 {entry.dish}，原因：{entry.reason}",
            )


def rounded_up(quantity: Quantity, step: Decimal = HUNDREDTH) -> Quantity:
    """Return the least *quantity* that can be bought and is enough: a multiple of *step*, in its own unit."""
    steps = ceil(Fraction(quantity.amount) / Fraction(step))
    return Quantity(own_context().multiply(Decimal(steps), step), quantity.unit)


def purchase_requirement(book: MenuBook, menu: str) -> Table:
    """Return what has to be bought for a *menu* (采购需求单): the latest requirement, by ingredient and item of the store.

    Kilograms are rounded up to the second place; the entry keeps them exact. A note says where the menu comes to something
    else by now. ``Unknown`` for a menu that is not in the book.
    """
    key, state = book.of("menu")[menu].key, book.columns
    drawn_up = [e for _, e in numbered(book) if isinstance(e, PurchaseRequired) and e.menu == key]
    latest = drawn_up[-1] if drawn_up else None
    heads = () if latest is None else tuple(f"{each.band} {each.count}" for each in latest.heads)
    return Table(
        title=Text("Purchase requirement", "采购需求单"),
        head=(
            *school_of(book.setting),
            (LABELS.field("menu"), key),
            (DRAWN_UP, latest and latest.on),
            (LABELS.field("channel"), latest and latest.channel),
            (LABELS.field("heads"), heads or None),
        ),
        columns=(_column("ingredient"), _column("item"), TableColumn("quantity", "采购量", "Quantity")),
        rows=[
            (each.ingredient, each.item, NOT_KNOWN if each.quantity is None else rounded_up(each.quantity))
            for each in (latest.required if latest is not None else ())
        ],
        notes=(OUTDATED,)
        if latest is not None and latest.required != state.requirement(state.span(key), latest.heads, key)
        else (),
        signatures=((DRAWN_UP_BY, latest and latest.by), (BUYER, None)),
    )
