"""The kitchen: raw and cooked apart, cooked through, disinfected, cold or hot enough, one keeper, waste with a taker."""

from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.errors import LogisticsError
from schoollogistics.food_safety import (
    FoodSafetyEntry,
    FoodSafetyLog,
    MarkedUtensil,
    StoreEntered,
    StoreKeeperNamed,
    TemperatureLine,
    TemperaturesRead,
    UtensilsMarked,
    UtensilsWithdrawn,
)
from schoollogistics.food_safety.entries.codes import CleaningStep, Method, Storage, Use
from schoollogistics.profiles import KITCHEN_LIMITS, NAMED_LISTS, NURSERY_DIRECTOR, SCHOOL_DIRECTOR
from schoollogistics.values.quantities import Quantity
from tests.food_safety.stories_kitchen import (
    COOK,
    D8,
    D9,
    DIRECTOR,
    HELP,
    OFFICER,
    cooked,
    disinfected,
    found,
    log,
    school,
    waste,
)

LIMITS = school(limits=True)


def refused(book: FoodSafetyLog, entry: FoodSafetyEntry) -> tuple[str, str | None, bool]:
    """Return the code, the rule, and whether it can be excused that *entry* is refused."""
    error = book.objection(entry)
    assert isinstance(error, LogisticsError)
    return error.code, None if error.rule is None else error.rule.code, error.excusable


def marked(utensil: str, use: Use) -> UtensilsMarked:
    """A board is marked."""
    return UtensilsMarked(lines=(MarkedUtensil(utensil=utensil, use=use),), on=D8, by=COOK)


@pytest.mark.plan("R36", "P51")
def test_a_board_for_raw_food_stays_one() -> None:
    """What was marked for raw food is not marked for cooked food unless excused; marked the same again it may be."""
    book = log(marked("红砧板", "raw"), marked("绿砧板", "cooked"))
    assert refused(book, marked("红砧板", "cooked")) == ("rule", "P51", True)
    assert book.objection(marked("红砧板", "raw")) is None
    assert book.of("utensil")["红砧板"].use == "raw"
    book.post(evolve(marked("红砧板", "cooked"), despite=("P51",), note="重新刨面消毒"))
    assert [each.rule.code for each in book.breaches(D8)] == ["P51"]


@pytest.mark.plan("P51")
def test_a_board_that_was_thrown_away_is_gone() -> None:
    """A utensil out of use is marked no more; one nobody marked cannot be taken out."""
    book = log(marked("红砧板", "raw"), UtensilsWithdrawn(utensils=("红砧板",), on=D9, by=COOK))
    assert refused(book, evolve(marked("红砧板", "raw"), on=D9))[0] in {"state", "duplicate"}
    assert refused(book, UtensilsWithdrawn(utensils=("白砧板",), on=D9, by=COOK))[0] == "unknown"


@pytest.mark.plan("R36", "P58")
def test_food_is_cooked_for_its_own_meal() -> None:
    """What was kept from another meal is refused unless excused, and then stands as a breach."""
    assert refused(log(), cooked(leftover=True)) == ("rule", "P58", True)
    book = log(evolve(cooked(leftover=True), despite=("P58",), note="停电，加热供应"))
    assert [(each.rule.code, each.note) for each in book.breaches(D8)] == [("P58", "停电，加热供应")]


@pytest.mark.plan("P58")
@pytest.mark.parametrize(
    ("celsius", "breaches"),
    [
        (70, []),
        (None, [("P58", D8, "红烧肉 无中心温度")]),
        (69, [("P58", D8, "红烧肉 69℃，应不低于 70℃")]),
    ],
)
def test_food_is_cooked_through(celsius: int | None, breaches: list[object]) -> None:
    """A core temperature below the limit in force is a breach, one that nobody took too; at it is none, and without a limit nothing is."""
    assert found(log(cooked(celsius=celsius), setting=LIMITS)) == breaches
    assert found(log(cooked(celsius=celsius))) == []


@pytest.mark.plan("P52")
@pytest.mark.parametrize(
    "steps",
    [
        (),
        ("wash", "disinfect"),
        ("wash", "rinse", "disinfect"),
        ("disinfect",),
        ("rinse", "wash", "disinfect", "rinse"),
    ],
)
def test_rinse_wash_disinfect_in_that_order(steps: tuple[CleaningStep, ...]) -> None:
    """Steps left out, out of order or too many are refused unless excused; the three in order are not."""
    assert refused(log(), disinfected(steps=steps)) == ("rule", "P52", True)
    assert log().objection(disinfected()) is None


@pytest.mark.plan("R38", "P53")
@pytest.mark.parametrize(
    ("method", "reading", "minutes", "breaches"),
    [
        ("steam", 100, 10, []),
        ("steam", 99, 10, ["餐盘蒸汽 99 °C，应不低于 100"]),
        ("boiling", 100, 9, ["餐盘煮沸 9 分钟，应不少于 600 秒"]),
        ("infrared", 110, 5, ["餐盘红外 110 °C，应不低于 120", "餐盘红外 5 分钟，应不少于 600 秒"]),
        ("dishwasher", 85, "0.7", []),
        ("dishwasher", 85, "0.5", ["餐盘洗碗机 0.5 分钟，应不少于 40 秒"]),
        ("chlorine", 250, 5, []),
        ("chlorine", 100, 5, ["餐盘含氯 100 mg/L，应不低于 250"]),
    ],
)
def test_disinfection_is_held_to_the_limits_of_its_method(
    method: Method, reading: int, minutes: object, breaches: list[str]
) -> None:
    """Too cold, too weak or too short by the limits of the method is a breach of the day; at the limit is none."""
    slip = disinfected(method=method, reading=reading, minutes=minutes)
    assert found(log(slip, setting=LIMITS)) == [("P53", D8, each) for each in breaches]
    assert found(log(slip)) == []


@pytest.mark.parametrize(("minutes", "reading"), [(0, 100), (-5, 100), (10, -1)])
def test_no_time_is_no_disinfection(minutes: int, reading: int) -> None:
    """A record of no minutes, or of less than no degrees, is none."""
    assert refused(log(), disinfected(minutes=minutes, reading=reading))[0] == "range"
    assert refused(log(), evolve(disinfected(), lines=()))[0] == "missing"


@pytest.mark.plan("R36")
@pytest.mark.parametrize(
    ("storage", "celsius", "breach"),
    [
        ("chilled", "0", None),
        ("chilled", "8", None),
        ("chilled", "8.1", "1号（冷藏）8.1℃，限值 0 … 8"),
        ("chilled", "-0.5", "1号（冷藏）-0.5℃，限值 0 … 8"),
        ("frozen", "-12", None),
        ("frozen", "-11", "1号（冷冻）-11℃，限值 … -12"),
        ("hot", "60", None),
        ("hot", "55", "1号（热藏）55℃，限值 60 …"),
    ],
)
def test_food_is_kept_at_its_temperature(storage: Storage, celsius: str, breach: str | None) -> None:
    """A reading outside of the limits in force for the way food is kept is a breach; on a limit it is none."""
    line = TemperatureLine(appliance="1号", storage=storage, celsius=Decimal(celsius))
    slip = TemperaturesRead(lines=(line,), on=D8, by=HELP)
    assert found(log(slip, setting=LIMITS)) == ([] if breach is None else [("R36.temperature", D8, breach)])
    assert refused(log(), evolve(slip, lines=(line, line)))[0] == "duplicate"


@pytest.mark.plan("P59")
def test_the_store_has_one_keeper_and_a_closed_list() -> None:
    """The keeper and those on the list may enter; anybody else is refused unless excused; a new keeper replaces the old."""
    named = StoreKeeperNamed(store="食品库", storekeeper=HELP, admitted=(OFFICER,), on=D8, by=DIRECTOR)
    book = log(named)
    entered = StoreEntered(store="食品库", purpose="取米", on=D8, by=HELP)
    assert book.objection(entered) is None
    assert book.objection(evolve(entered, by=OFFICER)) is None
    assert refused(book, evolve(entered, by=COOK)) == ("rule", "P59", True)
    assert refused(book, evolve(entered, cosigned_by=(COOK,))) == ("rule", "P59", True)
    book.post(evolve(named, storekeeper=COOK, admitted=(), on=D9))
    assert refused(book, evolve(entered, on=D9))[1] == "P59"
    assert refused(book, evolve(entered, store="杂物间"))[0] == "unknown"


@pytest.mark.plan("R38", "P61")
@pytest.mark.parametrize("lacking", ["agreement", "disinfection"])
def test_waste_goes_to_a_taker_under_agreement(lacking: str) -> None:
    """A hand-over without an agreement or without disinfected bins is refused unless excused."""
    without: dict[str, Any] = {lacking: None}
    assert log().objection(waste()) is None
    assert refused(log(), evolve(waste(), **without)) == ("rule", "P61", True)


@pytest.mark.plan("P61")
def test_waste_is_weighed() -> None:
    """What is no weight, or none, is refused; jin are kilograms by half; the figures tell kitchen waste from grease."""
    assert refused(log(), evolve(waste(), weight=Quantity(2, "桶")))[0] == "choice"
    assert refused(log(), waste(kilograms=0))[0] == "range"
    grease = evolve(waste(), waste="grease", weight=Quantity(30, "斤"))
    figures = log(waste(), grease).figures(D8)
    assert figures.parts("food_safety.waste") == {("kitchen",): Decimal(40), ("grease",): Decimal(15)}


def test_what_is_known_at_second_hand_says_so() -> None:
    """No limit or list from outside of the plans passes for verified, and each is a value its parameter takes."""
    outside = (*KITCHEN_LIMITS, *NAMED_LISTS, SCHOOL_DIRECTOR, NURSERY_DIRECTOR)
    assert {each.status for each in outside} == {"secondary", "unverified"}
    assert all("计划外" in each.in_force(D8).source for each in outside)
    lists = [each.value for each in NAMED_LISTS]
    assert all(isinstance(each, tuple) and len(each) == 4 for each in lists)
