"""Compositions come in from lists as they are found; recipes exchange; what has to be bought follows from heads."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.catalogue import read_rows
from schoollogistics.errors import LogisticsError, Refused
from schoollogistics.journal.rules import Status
from schoollogistics.nutrition import (
    WST_554,
    CompositionRecorded,
    DishComposed,
    MenuPublished,
    RequiredLine,
    composition_rows,
    mixed,
    requirement_cost,
    screened,
)
from schoollogistics.nutrition.rules.standards import SOY_DOUBT
from schoollogistics.values.money import price, yuan
from schoollogistics.values.quantities import Quantity
from tests.nutrition.stories import (
    COOK,
    DISHES,
    FRIDAY,
    LARDER,
    MONDAY,
    SEPTEMBER,
    TUESDAY,
    at,
    bound,
    d,
    dish,
    food,
    kitchen,
    menu,
    sept,
    table,
)

HEADINGS = [
    "食物名称",
    "食物类别",
    "食部",
    "能量(kcal)",
    "能量(kJ)",
    "水分",
    "蛋白质",
    "脂肪",
    "碳水化合物",
    "灰分",
    "维生素C",
    "铁(mg)",
]


def read(*rows: list[Any], headings: list[str] | None = None) -> Any:
    """Read rows of a composition table."""
    return read_rows(
        composition_rows([headings or HEADINGS, *rows]), CompositionRecorded, source="样表", on=sept(1), by=COOK
    )


@pytest.mark.plan("R41")
def test_a_composition_table_is_read_as_it_is_found() -> None:
    """Traces, stars, dashes, dots and empty cells each are what they are: a trace, a marked value, a missing one, never zero."""
    found = read(
        ["甲", "谷类", 100, "346", 1448, 13.3, "7.4", "0.8", "77.9", 0.6, "Tr", "2.3*"],
        ["乙", "蔬菜", "85", 15.0, None, "—", "1.5", "…", "", "-", "28", "un"],
    )
    assert found.problems == ()
    one, two = found.entries
    assert (one.group, one.energy, one.traces, one.starred, one.iron) == (
        "grain",
        346,
        ("vitamin_c",),
        ("iron",),
        d("2.3"),
    )
    assert (two.edible, two.vitamin_c) == (85, 28)
    assert (two.water, two.fat, two.carbohydrate, two.ash, two.iron) == (None,) * 5
    assert kitchen(one, two).columns.composition["乙"].content("iron") is None


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("湖北", "format"),
        ("12,5,6", "format"),
        (-3, "range"),
        ("=A1", "format"),
        (True, "type"),
        ("#N/A", "format"),
        ("8.0g", "format"),
    ],
)
def test_a_cell_that_is_no_number_is_a_problem_and_no_zero(cell: object, code: str) -> None:
    """A place name, an error of the sheet, a negative amount: the row is not read, and the cell is named."""
    found = read(["甲", "谷类", 100, 346, 1448, 13.3, cell, 0.8, 77.9, 0.6, 0, 2.3])
    assert found.entries == ()
    assert [(each.code, each.field) for each in found.problems] == [(code, "protein")]


def test_a_column_in_another_unit_is_a_problem() -> None:
    """Milligrams are not read as grams: the heading's unit has to be that of the field."""
    found = read(["甲", "谷类", 100, 346, 7400], headings=["食物名称", "食物类别", "食部", "能量", "蛋白质（mg）"])
    assert [each.code for each in found.problems] == ["extra"]
    assert composition_rows([]) == []


def test_signs_in_columns_that_are_no_nutrients_are_nothing_known() -> None:
    """Of water, ash and kilojoules a trace or dots are no number, and a star is no problem; a lone star is one."""
    found = read(
        ["甲", "谷类", "100*", 346, "1448*", "…", 7.4, 0.8, 77.9, "Tr", "Tr", "2.3"],
        ["乙", "谷类", 100, 346, 1448, 13.3, 7.4, 0.8, 77.9, 0.6, "*", 2.3],
    )
    assert [(each.row, each.field) for each in found.problems] == [(3, "vitamin_c")]
    (one,) = found.entries
    assert (one.edible, one.energy_kj, one.water, one.ash) == (100, 1448, None, None)
    assert (one.traces, one.starred) == (("vitamin_c",), ())


def test_rows_that_end_early_keep_their_columns() -> None:
    """A row whose last cells were cut off has nothing there, and its traces stand where traces stand."""
    found = read(["甲", "谷类", 100, 346, None, None, "Tr"], ["乙", "谷类"])
    assert found.problems == ()
    assert [(each.traces, each.iron) for each in found.entries] == [(("protein",), None), ((), None)]


@pytest.mark.plan("R41")
@pytest.mark.parametrize(
    ("values", "checks"),
    [
        ({"energy": 346, "protein": "7.4", "fat": "0.8", "carbohydrate": "77.9"}, []),
        ({"energy": 346, "protein": "7.4", "fat": "0.8"}, []),
        ({"energy": 346, "protein": "74", "fat": "0.8", "carbohydrate": "77.9"}, ["atwater"]),
        ({"energy": 346, "energy_kj": 1448}, []),
        ({"energy": 346, "energy_kj": 346}, ["kilojoule"]),
        ({"water": "13.3", "protein": "7.4", "fat": "0.8", "carbohydrate": "77.9", "ash": "0.6"}, []),
        ({"water": "13.3", "protein": "0.6", "fat": "0.8", "carbohydrate": "77.9", "ash": "0.6"}, ["proximates"]),
        ({"energy": 3, "protein": 0, "fat": 0, "carbohydrate": "0.5", "traces": ("sodium",)}, []),
    ],
)
def test_values_that_contradict_each_other_are_kept_back(values: dict[str, Any], checks: list[str]) -> None:
    """Energy, kilojoules and the proximate sum are checked where all parts are known; what is missing proves nothing."""
    entry = food("甲", **values)
    result = screened((entry,))
    assert [each.check for each in result.doubts] == checks
    assert result.kept == (() if checks else (entry,))


def test_a_new_version_takes_a_note_and_takes_the_place_of_all_of_the_old() -> None:
    """A second row of one food is no silent overwriting; corrected with a note, an omitted value is missing again."""
    book = kitchen(food("甲", iron=2, zinc=1))
    again = food("甲", iron=3)
    refused = book.objection(again)
    assert refused is not None
    assert (refused.code, refused.fields) == ("missing", ("note",))
    book.post(evolve(again, note="原录入有误"))
    assert [book.columns.composition["甲"].content(each) for each in ("iron", "zinc")] == [3, None]


def test_a_recipe_is_read_from_a_sheet() -> None:
    """Neighbouring rows of one dish make one recipe, with grams by age band."""
    rows = [
        ["品名", "类别", "主配料", "年龄段", "克重(生重/g)", "烹调方式", "过敏原"],
        ["番茄炒蛋", "荤菜", "鸡蛋", "4-5", 40, "炒", "蛋"],
        ["番茄炒蛋", "荤菜", "番茄", "4-5", "50", "炒", "蛋"],
        ["米饭", "主食", "大米", None, 60, None, None],
    ]
    found = read_rows(rows, DishComposed, on=MONDAY, by=COOK)
    assert found.problems == ()
    assert [(each.dish, each.course, len(each.lines), each.allergens) for each in found.entries] == [
        ("番茄炒蛋", "meat", 2, ("蛋",)),
        ("米饭", "staple", 1, ()),
    ]


@pytest.mark.parametrize("grams", ["10g、盐2.5g", "1块", "", "适量"])
def test_grams_that_are_no_grams_are_a_problem(grams: str) -> None:
    """What published menus hold in place of grams is named as a problem of its row."""
    found = read_rows(
        [["品名", "类别", "主配料", "克重"], ["豆腐", "素菜", "油", grams]], DishComposed, on=MONDAY, by=COOK
    )
    assert found.entries == ()
    assert [each.field for each in found.problems] == ["grams"]


@pytest.mark.plan("R40")
def test_a_menu_is_read_from_a_sheet() -> None:
    """Rows of day, sitting and dish make one menu; an empty day holds its whole menu back, and a glued name is a problem."""
    rows = [
        ["供餐日期", "餐次", "供餐时间", "品名"],
        ["2025-11-10", "午餐", "11:30", "米饭"],
        ["2025-11-10", "午点", None, "牛奶"],
    ]
    week: dict[str, Any] = {"menu": "SP-46", "first": date(2025, 11, 10), "last": date(2025, 11, 14), "bands": ("4-5",)}
    found = read_rows(rows, MenuPublished, on=date(2025, 11, 7), by=COOK, **week)
    assert found.problems == ()
    kitchen(*LARDER, *DISHES, *found.entries)
    merged = read_rows([*rows, [None, "午餐", None, "红烧肉"]], MenuPublished, on=date(2025, 11, 7), by=COOK, **week)
    assert [(each.row, each.field) for each in merged.problems] == [(2, "day"), (3, "day"), (4, "day")]
    glued = read_rows(
        [*rows, ["2025-11-11", "午餐", None, "米饭+"]], MenuPublished, on=date(2025, 11, 7), by=COOK, **week
    )
    refused = kitchen(*LARDER, *DISHES).objection(glued.entries[0])
    assert refused is not None
    assert "米饭+" in refused.text("zh")


# --------------------------------------------------------------------------------------------- what to buy


@pytest.mark.plan("R40")
def test_what_has_to_be_bought_follows_from_the_menu_and_the_heads() -> None:
    """Grams by heads, divided by the edible part, are what is bought; without an edible part it is not known, never the same."""
    book = kitchen(
        *LARDER,
        food("香菇", "vegetable"),
        food("萝卜", "vegetable", edible=95, item="白萝卜"),
        dish("一碗", "soup", ("猪肉", 40, "4-5"), ("猪肉", 30, "2-3"), ("香菇", 5), ("萝卜", 19)),
        menu(at(MONDAY, "lunch", "一碗"), at(TUESDAY, "lunch", "一碗"), bands=("2-3", "4-5")),
    )
    heads = {"2-3": 50, "4-5": 100}
    assert book.requirement(MONDAY, heads) == (
        RequiredLine(ingredient="猪肉", quantity=Quantity(d("6.875"), "kg")),
        RequiredLine(ingredient="萝卜", quantity=Quantity(3, "kg"), item="白萝卜"),
        RequiredLine(ingredient="香菇"),
    )
    entry = book.requirement_for("SP-37", heads, channel="集团配送", on=FRIDAY, by=COOK)
    assert entry.required[0].quantity == Quantity(d("13.75"), "kg")
    assert book.requirement(SEPTEMBER, heads) == entry.required
    book.post(entry)


@pytest.mark.parametrize("heads", [{"4—5": 100}, {"4-5": -1}, {"4-5": 1.5}, {"4-5": True}])
def test_heads_that_are_none_are_no_silent_nothing(heads: dict[str, Any]) -> None:
    """An age band that no menu knows, and numbers of heads that are none, are refused where they would need nothing."""
    book = kitchen(*LARDER, *DISHES, menu(at(MONDAY, "lunch", "米饭")))
    with pytest.raises(LogisticsError):
        book.requirement(MONDAY, heads)
    assert book.requirement(TUESDAY, {"4-5": 100}) == ()


@pytest.mark.plan("R40")
def test_a_requirement_costs_what_the_prices_say() -> None:
    """Prices by item of the store or by ingredient make the cost; what has none is left out by name, not taken as free."""
    required = (
        RequiredLine(ingredient="猪肉", quantity=Quantity(d("13.75"), "kg")),
        RequiredLine(ingredient="萝卜", quantity=Quantity(6, "kg"), item="白萝卜"),
        RequiredLine(ingredient="香菇"),
        RequiredLine(ingredient="盐", quantity=Quantity(1, "kg")),
    )
    cost = requirement_cost(required, {"猪肉": price("26.5"), "白萝卜": price(3), "香菇": price(20)})
    assert (cost.amount, cost.left_out) == (yuan("382.38"), ("香菇", "盐"))


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"heads": ()}, "missing"),
        ({"required": ()}, "state"),
        ({"menu": "SP-99"}, "unknown"),
    ],
)
def test_a_requirement_that_does_not_follow_is_refused(change: dict[str, Any], code: str) -> None:
    """Amounts other than those of the menu and the heads, no heads, and another menu are refused."""
    book = kitchen(*LARDER, *DISHES, menu(at(MONDAY, "lunch", "米饭")))
    entry = book.requirement_for("SP-37", {"4-5": 10}, channel="集团配送", on=FRIDAY, by=COOK)
    refused = book.objection(evolve(entry, **change))
    assert refused is not None
    assert refused.code == code


def test_heads_of_a_band_that_does_not_eat_the_menu_are_refused() -> None:
    """A requirement counts only those for whom the menu is."""
    book = kitchen(*LARDER, *DISHES, menu(at(MONDAY, "lunch", "米饭")))
    refused = book.objection(book.requirement_for("SP-37", {"教工": 10}, channel="集团配送", on=FRIDAY, by=COOK))
    assert isinstance(refused, Refused)
    assert refused.code == "reference"


# --------------------------------------------------------------------------------------------- the guideline as data


@pytest.mark.plan("P66", "P68")
@pytest.mark.parametrize(
    ("of", "value", "status"),
    [
        (("6-8M", "day", "energy"), "1700", "secondary"),
        (("6-8F", "day", "energy"), "1550", "secondary"),
        (("9-11", "day", "protein"), "50", "secondary"),
        (("6-8", "day", "protein"), "40", "unverified"),
        (("6-8F", "day", "iron"), "12", "unverified"),
        (("6-8", "day", "calcium"), "750", "secondary"),
        (("12-14F", "day", "zinc"), "9.0", "secondary"),
        (("15-17", "day", "fibre"), "25", "secondary"),
        (("12-14", "lunch", "egg"), "30", "verified"),
        (("15-17", "lunch", "salt"), "2.5", "verified"),
        (("6-8", "day", "egg"), "50", "unverified"),
    ],
)
def test_each_cell_of_the_guideline_has_its_own_status(of: tuple[str, ...], value: str, status: Status) -> None:
    """Cells are secondary where they were seen handed on, unverified where from memory or worked out backwards."""
    cell = WST_554.bound(*of)
    assert cell is not None
    assert (cell.value, cell.status) == (d(value), status)


def test_ranges_and_tolerances_of_the_guideline() -> None:
    """Amounts at a meal are ranges, energy may be a tenth off and protein a fifth; where boys and girls differ there is no mean."""
    cells = [WST_554.bound("9-11", "lunch", "grain"), WST_554.bound("6-8M", "day", "energy")]
    assert [(cell.least, cell.most) for cell in cells if cell is not None] == [(d(120), d(140)), (d(1530), d(1870))]
    assert WST_554.bound("6-8", "day", "energy") is None
    assert WST_554.bound("share", "lunch") is not None


def test_a_class_of_boys_and_girls_is_a_band_of_its_own() -> None:
    """The mean by heads is as weak as the weakest cell it comes from, and cells that are there stay."""
    both = mixed(WST_554, "6-8", {"6-8M": 120, "6-8F": 80})
    energy, protein = both.bound("6-8", "day", "energy"), both.bound("6-8", "day", "protein")
    assert energy is not None
    assert protein is not None
    assert (energy.value, energy.least, energy.most, energy.status) == (d(1640), d(1476), d(1804), "secondary")
    assert protein is WST_554.bound("6-8", "day", "protein")
    ours = mixed(WST_554, "小学", {"6-8M": 1, "9-11M": 1}).bound("小学", "day", "protein")
    assert ours is not None
    assert (ours.value, ours.status) == (Decimal(45), "unverified")


def test_the_doubt_of_one_cell_is_a_doubt_of_the_mean() -> None:
    """A mean of which one part cannot be right is in doubt, whichever part that is."""
    sound, doubted = (
        bound("甲", "day", "iron", least="1"),
        evolve(bound("乙", "day", "iron", least="3"), doubt=SOY_DOUBT),
    )
    mean = mixed(table(sound, doubted), "丙", {"甲": 1, "乙": 1}).bound("丙", "day", "iron")
    assert mean is not None
    assert (mean.least, mean.doubt) == (d(2), SOY_DOUBT)


@pytest.mark.parametrize("heads", [{}, {"6-8M": 0}, {"3-5": 10}])
def test_heads_that_are_none_make_no_band(heads: dict[str, int]) -> None:
    """No heads, none of a band, and a band the standard does not have are refused."""
    with pytest.raises(LogisticsError):
        mixed(WST_554, "x", heads)
