"""The numbers that parts state for rules of books: which part says which, and what a school that takes it up is held to."""

from datetime import date, time
from decimal import Decimal
from typing import Any, Final

import pytest

from schoollogistics.canteen import CanteenLedger, CostBilled, DinerEnrolled, FeeLine, FeesEarned
from schoollogistics.canteen.rules.plans import P70_BASE, P70_TOLERANCE
from schoollogistics.food_safety import FoodSafetyLog, SamplesReleased
from schoollogistics.food_safety.rules.samples import P48_HOURS
from schoollogistics.journal import Parameter, Setting, Value
from schoollogistics.nutrition import CompositionRecorded, DishComposed, MenuBook, MenuLine, MenuPublished, RecipeLine
from schoollogistics.nutrition.rules.foods import Course
from schoollogistics.nutrition.rules.plans import (
    P63_MEAT,
    P63_SOUP,
    P63_VEGETABLES,
    P64_MIN_SHARE,
    P67_MEALS,
    P67_SNACKS,
)
from schoollogistics.profiles import KINDERGARTEN_003_4, NUMBERS, PROFILES, Prescription
from schoollogistics.values.meals import Sitting
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.profiles.records import record
from tests.profiles.years import OPENS_IN_MARCH

DAY: Final = date(2026, 3, 9)
MARCH: Final = Month(2026, 3)
SAMPLES: Final = next(each for each in KINDERGARTEN_003_4.routines if each.code == "003§4.samples")

STATED: Final[dict[str, list[tuple[Parameter[Any], Any, str]]]] = {
    "003§7": [
        (P48_HOURS, 24, "003§7 三(三)4"),
        (P67_MEALS, 1, "003§7 三(一)3"),
        (P67_SNACKS, 2, "003§7 三(一)3"),
    ],
    "003§9": [
        (P48_HOURS, 48, "003§9 三(四)1"),
        (P70_TOLERANCE, Decimal("0.03"), "003§9 三(四)2"),
    ],
    "004§3": [
        (P63_MEAT, 2, "004§3 三"),
        (P63_VEGETABLES, 2, "004§3 三"),
        (P63_SOUP, 1, "004§3 三"),
        (P64_MIN_SHARE, Decimal("0.5"), "004§3 三"),
    ],
}


@pytest.mark.plan("P48", "P49", "P63", "P64", "P67", "P70")
def test_which_part_states_which_number() -> None:
    """每餐两荤两素一汤, 一餐两点, 3% and the hours stand under the part that says them, and are a school's own choice."""
    assert {
        part: [(each.parameter, each.value, each.source) for each in numbers] for part, numbers in NUMBERS.items()
    } == STATED
    assert {each.status for numbers in NUMBERS.values() for each in numbers} == {"local"}


@pytest.mark.plan("P48", "P49")
def test_samples_are_kept_for_two_times() -> None:
    """One kindergarten keeps samples for 24 hours where the others keep them for 48 (A01)."""
    profiles = {each.code: each.prescriptions for each in PROFILES}
    hours = {
        part: number.value
        for part, numbers in (*NUMBERS.items(), *profiles.items())
        for number in numbers
        if number.parameter is P48_HOURS
    }
    assert hours == {"003§7": 24, "003§9": 48, "003§4": 48}


def school(part: str, *more: Value) -> Setting:
    """Return a school that takes up the numbers of a part, and *more* of its own."""
    return Setting(school="城关幼儿园", values=(*(each.in_force(DAY) for each in NUMBERS[part]), *more))


@pytest.mark.parametrize("number", [each for numbers in NUMBERS.values() for each in numbers])
def test_a_number_is_taken_up(number: Prescription) -> None:
    """In force from a day on, a number is a value of the school: the same from then on, and none before."""
    setting = Setting(school="城关幼儿园", values=(number.in_force(DAY),))
    assert setting.value(number.parameter, DAY) == number.value
    assert setting.value(number.parameter, date(2026, 3, 8)) is None
    assert (setting.values[0].source, setting.values[0].status) == (number.source, "local")


def refusal(setting: Setting, on: date) -> str | None:
    """Return the rule by which samples of 9 March, put away at 12:30, are not taken out at 18:30; None if they are."""
    log = FoodSafetyLog(setting)
    kept: Any = record(SAMPLES, DAY)
    log.post(kept)
    out = SamplesReleased(samples=(kept.lines[0].sample,), on=on, at=time(18, 30), by="留样员")
    error = log.objection(out)
    return None if error is None or error.rule is None else error.rule.code


@pytest.mark.plan("P48", "P49")
@pytest.mark.parametrize(("day", "kept_for_24"), [(9, "P48"), (10, None), (11, None)])
def test_after_thirty_hours_a_sample_may_go_in_one_kindergarten_only(day: int, kept_for_24: str | None) -> None:
    """Six hours are too early for all, thirty for those who keep samples for 48, and fifty-four for none (A01)."""
    on = date(2026, 3, day)
    kept_for_48 = "P48" if day < 11 else None
    assert refusal(school("003§7"), on) == kept_for_24
    assert refusal(school("003§9"), on) == kept_for_48
    assert refusal(KINDERGARTEN_003_4.setting("城关幼儿园", OPENS_IN_MARCH), on) == kept_for_48


@pytest.mark.plan("P48", "P49")
def test_a_number_of_another_part_takes_the_place_of_the_plan_s() -> None:
    """A school that keeps to 003§4 but to the hours of 003§7 keeps samples for 24."""
    hours = next(each for each in NUMBERS["003§7"] if each.parameter is P48_HOURS)
    changed = KINDERGARTEN_003_4.setting("城关幼儿园", OPENS_IN_MARCH, (hours.in_force(OPENS_IN_MARCH.first_day),))
    assert [each.value for each in changed.values if each.parameter is P48_HOURS] == [24]
    assert refusal(changed, date(2026, 3, 10)) is None


def menu_of(setting: Setting, *dishes: tuple[Course, int], sittings: tuple[Sitting, ...] = ("lunch",)) -> MenuBook:
    """Return a book with one day's menu: *dishes* with so many grams of meat in a hundred, at every sitting."""
    book = MenuBook(setting)
    book.post(CompositionRecorded(ingredient="猪肉", group="meat", source="样例", on=DAY, by="营养员"))
    book.post(CompositionRecorded(ingredient="青菜", group="vegetable", source="样例", on=DAY, by="营养员"))
    for number, (course, meat) in enumerate(dishes):
        lines = (
            RecipeLine(ingredient="猪肉", grams=Decimal(meat)),
            RecipeLine(ingredient="青菜", grams=Decimal(100 - meat)),
        )
        book.post(DishComposed(dish=f"第{number}道", course=course, lines=lines, on=DAY, by="营养员"))
    meals = tuple(
        MenuLine(day=DAY, sitting=sitting, dish=f"第{number}道", served_at=time(9 + place))
        for place, sitting in enumerate(sittings)
        for number in range(len(dishes))
    )
    book.post(MenuPublished(menu="SP-1", first=DAY, last=DAY, bands=("大班",), lines=meals, on=DAY, by="营养员"))
    return book


def found(book: MenuBook | CanteenLedger) -> list[str]:
    """Return the rules that a book found broken in March."""
    return [breach.rule.code for breach in book.breaches(MARCH)]


FULL: Final[tuple[tuple[Course, int], ...]] = (
    *(("meat", 50), ("meat", 100)),
    *(("vegetable", 0), ("vegetable", 0)),
    ("soup", 0),
)


@pytest.mark.plan("P63", "P64")
def test_two_meat_two_vegetable_one_soup() -> None:
    """A meal short of any of the five dishes is found, and so is a meat dish of less than half meat."""
    district = school("004§3")
    assert found(menu_of(district, *FULL)) == []
    for left_out in range(len(FULL)):
        assert found(menu_of(district, *FULL[:left_out], *FULL[left_out + 1 :])) == ["P63"]
    assert found(menu_of(district, ("meat", 49), *FULL[1:])) == ["P64"]
    assert found(menu_of(Setting(school="城关小学"), ("meat", 49))) == []


@pytest.mark.plan("P67")
@pytest.mark.parametrize(
    ("sittings", "expected"),
    [
        (("morning_snack", "lunch", "afternoon_snack"), []),
        (("morning_snack", "lunch"), ["P67"]),
        (("morning_snack", "lunch", "afternoon_snack", "dinner"), ["P67"]),
    ],
)
def test_one_meal_and_two_snacks(sittings: tuple[Sitting, ...], expected: list[str]) -> None:
    """A day with another number of meals or snacks than the part states is found."""
    assert found(menu_of(school("003§7"), ("staple", 0), sittings=sittings)) == expected


MONTHS: Final = (Value(P70_BASE, "period", DAY, "园务会"),)


@pytest.mark.plan("P70")
@pytest.mark.parametrize(
    ("cost", "base", "expected"),
    [
        (969, MONTHS, ["P70"]),
        (970, MONTHS, []),
        (1030, MONTHS, []),
        (1031, MONTHS, ["P70"]),
        (1031, (), []),
    ],
)
def test_three_percent(cost: int, base: tuple[Value, ...], expected: list[str]) -> None:
    """What is left or lacks of 1000 yuan is held to 3 %, once the school says of which period: the part does not (A02)."""
    ledger = CanteenLedger(school("003§9", *base))
    fee = FeeLine(diner="大一班", amount=yuan(1000))
    ledger.post(DinerEnrolled(diner=fee.diner, segment="pupils", group="大班", on=DAY, by="会计"))
    ledger.post(FeesEarned(lines=(fee,), reason="三月伙食费", on=DAY, by="会计"))
    bill = CostBilled(
        supplier="配餐公司", document="账单1", cost="catering", segment="pupils", amount=yuan(cost), on=DAY, by="会计"
    )
    ledger.post(bill)
    assert found(ledger) == expected
