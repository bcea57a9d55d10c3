"""Bad inputs to a menu book: each is refused with its code and leaves the book as it was."""

from collections.abc import Callable
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest
from attrs import evolve

from schoollogistics.journal import EntryReversed, Ref
from schoollogistics.nutrition import MenuBook, NutritionAnalysed, RecipeLine
from schoollogistics.values.periods import Month
from tests.nutrition.stories import (
    COOK,
    DISHES,
    FULL,
    LARDER,
    MONDAY,
    SEPTEMBER,
    at,
    changed,
    d,
    dish,
    food,
    kitchen,
    menu,
    sept,
    warm,
)

Bad = Callable[[MenuBook], Any]


@pytest.fixture
def book() -> MenuBook:
    """Return a kitchen with one menu."""
    return kitchen(*LARDER, *DISHES, menu(at(MONDAY, "lunch", *FULL)))


def later(*meals: Any, **more: Any) -> Any:
    """Return the menu of a later week."""
    return menu(*meals, name="SP-38", first=sept(15), last=sept(19), **more)


def wrong(entry: Any, **fields: Any) -> Any:
    """Return an entry with fields that nobody would let it have."""
    return evolve(entry, **fields)


ROWS: list[tuple[str, Bad, str]] = [
    ("a float as a content", lambda _: wrong(food("甲"), iron=1.5), "type"),
    ("a negative content", lambda _: wrong(food("甲"), iron=d("-1")), "range"),
    ("NaN", lambda _: wrong(food("甲"), iron=Decimal("NaN")), "type"),
    ("a content with eight decimals", lambda _: wrong(food("甲"), iron=d("0.00000001")), "format"),
    ("an edible part of nothing", lambda _: food("甲", edible=0), "range"),
    ("an edible part of more than all", lambda _: food("甲", edible=101), "range"),
    ("a trace with a value", lambda _: food("甲", iron=1, traces=("iron",)), "state"),
    ("a trace twice", lambda _: food("甲", traces=("iron", "iron")), "duplicate"),
    ("a trace of what nobody measures", lambda _: food("甲", traces=("gold",)), "choice"),
    ("a new version without a note", lambda _: food("大米"), "missing"),
    ("a group that is none", lambda _: wrong(food("甲"), group="sweets"), "choice"),
    ("a dish of nothing", lambda _: dish("空", "soup"), "missing"),
    ("a dish that weighs nothing", lambda _: dish("空", "soup", ("大米", 0)), "range"),
    ("a dish of an unknown food", lambda _: dish("异", "soup", ("龙肉", 10)), "unknown"),
    ("an ingredient twice", lambda _: dish("重", "soup", ("大米", 1), ("大米", 2)), "duplicate"),
    ("an ingredient for all and for one", lambda _: dish("重", "soup", ("大米", 1), ("大米", 2, "4-5")), "duplicate"),
    ("negative grams", lambda _: dish("负", "soup", ("大米", "-1")), "range"),
    ("a dish of two classes", lambda _: dish("混", cast("Any", "meat、vegetable"), ("大米", 1)), "choice"),
    ("a bare line in place of a tuple", lambda _: wrong(DISHES[0], lines=RecipeLine(ingredient="大米", grams=d(1))), "type"),
    ("a menu of nothing", lambda _: later(), "missing"),
    ("a menu for nobody", lambda _: later(at(sept(15), "lunch", "米饭"), bands=()), "missing"),
    ("a day outside of the menu", lambda _: later(at(sept(20), "lunch", "米饭")), "date"),
    ("a menu that ends before it begins", lambda _: later(at(sept(15), "lunch", "米饭")).__class__(
        menu="SP-38", first=sept(15), last=sept(14), bands=("4-5",), lines=at(sept(15), "lunch", "米饭"), on=sept(12), by=COOK
    ), "order"),
    ("a dish twice at a meal", lambda _: later(at(sept(15), "lunch", "米饭", "米饭")), "duplicate"),
    ("a band twice", lambda _: later(at(sept(15), "lunch", "米饭"), bands=("4-5", "4-5")), "duplicate"),
    ("a dish nobody composed", lambda _: later(at(sept(15), "lunch", "龙须酥")), "unknown"),
    ("the number of a menu again", lambda _: menu(at(MONDAY, "lunch", "米饭")), "duplicate"),
    ("a sitting that is none", lambda _: later(at(sept(15), cast("Any", "brunch"), "米饭")), "choice"),
    ("a change of a dish that was not on", lambda _: changed("牛奶", "米饭"), "reference"),
    ("a change on another day", lambda _: changed("米饭", "牛奶", day=sept(9)), "reference"),
    ("a change to what is on already", lambda _: changed("米饭", "清蒸鱼"), "already"),
    ("a change of an unknown menu", lambda _: changed("米饭", "牛奶", menu="SP-99"), "unknown"),
    ("a temperature of no food", lambda _: warm(900), "range"),
    ("an analysis of a month to come", lambda _: NutritionAnalysed(
        month=Month(2025, 10), base="declared", lines=(), on=MONDAY, by=COOK
    ), "date"),
    ("an analysis of nothing", lambda _: NutritionAnalysed(
        month=SEPTEMBER, base="declared", lines=(), on=sept(30), by=COOK
    ), "missing"),
    ("an analysis by another base", lambda book: evolve(
        book.analysis_for(SEPTEMBER, on=sept(30), by=COOK)[0], base="macros"
    ), "state"),
    ("a composition taken back that dishes use", lambda _: EntryReversed(
        of=Ref("nutrition", 0), reason="错", on=MONDAY, by=COOK
    ), "state"),
    ("a moment as a day", lambda _: wrong(warm(60), on="2025-09-08"), "type"),
    ("an entry before the one it follows", lambda _: evolve(changed("米饭", "牛奶"), on=date(2025, 8, 1)), "order"),
]  # fmt: skip


@pytest.mark.plan("R40", "R41")
@pytest.mark.parametrize(("what", "bad", "code"), ROWS, ids=[row[0] for row in ROWS])
def test_bad_input_is_refused(book: MenuBook, what: str, bad: Bad, code: str) -> None:
    """What cannot be is refused with its code, in both languages, and leaves no trace."""
    before = book.fingerprint()
    refused = book.objection(bad(book))
    assert refused is not None, what
    assert refused.code == code, refused
    assert refused.text("zh") != refused.text("en")
    assert book.fingerprint() == before


def test_a_dish_without_grams_for_an_age_is_no_weighed_menu(book: MenuBook) -> None:
    """A menu for an age band for which a dish has no grams is refused, also when the dish comes in by a change."""
    book.post(dish("小灶", "staple", ("大米", 50, "2-3"), on=MONDAY))
    for entry in (later(at(sept(15), "lunch", "小灶"), on=MONDAY), changed("米饭", "小灶")):
        refused = book.objection(entry)
        assert refused is not None
        assert refused.code == "missing"
