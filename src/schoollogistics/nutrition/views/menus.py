"""The weighed menu as it is posted on the wall, and what has to be bought for it."""

from collections.abc import Iterator
from datetime import time
from decimal import Decimal
from typing import Final

from schoollogistics.errors import Text
from schoollogistics.journal import numbered, value_notes
from schoollogistics.journal.rules import STATUSES
from schoollogistics.journal.views import school_of
from schoollogistics.nutrition.book import MenuBook, base_of, tidy
from schoollogistics.nutrition.entries.menus import MenuChanged, PurchaseRequired
from schoollogistics.nutrition.rules import LABELS
from schoollogistics.nutrition.rules.plans import P66_STANDARD, PARAMETERS, SITTINGS
from schoollogistics.nutrition.rules.standards import DAY, VARIETY
from schoollogistics.nutrition.state.lines import MenuLine, RecipeLine
from schoollogistics.nutrition.views.analyses import basis_of, bound_text, nutrition_notes
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.tables import Cell, Table, TableColumn

ORDER: Final = {sitting: place for place, sitting in enumerate(SITTINGS)}
NOT_KNOWN: Final = Text("edible part missing", "可食部缺失")
OUTDATED: Final = Text(
    "menu, recipes or compositions have changed since: draw it up anew", "其后食谱、配方或成分有变更，请重新测算"
)
MIDNIGHT: Final = time(0)


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
        signatures=((Text("Nutrition adviser", "营养指导员"), None), (Text("Checked by", "审核"), None)),
    )


def _when(line: MenuLine) -> tuple[object, ...]:
    return line.day, ORDER[line.sitting], line.served_at or MIDNIGHT


def _rows(book: MenuBook, line: MenuLine, bands: tuple[str, ...]) -> Iterator[tuple[Cell, ...]]:
    recipe = book.columns.recipe_on(line.dish, line.day)
    for ingredient in dict.fromkeys(each.ingredient for each in recipe.lines):
        parts = [each for each in recipe.lines if each.ingredient == ingredient]
        yield (
            line.day,
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


def purchase_requirement(book: MenuBook, menu: str) -> Table:
    """Return what has to be bought for a *menu* (采购需求单): the latest requirement, by ingredient and item of the store.

    A note says where the menu comes to something else by now. ``Unknown`` for a menu that is not in the book.
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
            (LABELS.field("channel"), latest and latest.channel),
            (LABELS.field("heads"), heads or None),
        ),
        columns=(_column("ingredient"), _column("item"), TableColumn("quantity", "采购量", "Quantity")),
        rows=[
            (each.ingredient, each.item, NOT_KNOWN if each.quantity is None else f"{tidy(each.quantity.amount)} kg")
            for each in (latest.required if latest is not None else ())
        ],
        notes=(OUTDATED,)
        if latest is not None and latest.required != state.requirement(state.span(key), latest.heads, key)
        else (),
        signatures=((Text("Menu", "食谱制定"), latest and latest.by), (Text("Buyer", "采购"), None)),
    )
