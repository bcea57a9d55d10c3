"""A headcount that was corrected stands corrected wherever a meal is printed."""

import pytest
from attrs import evolve

from schoollogistics.canteen import HeadcountCorrected
from schoollogistics.office import lot_trail, meal_sheet
from tests.food_safety.stories import sept
from tests.office.test_food import MEAL, cooked


@pytest.mark.plan("R34", "R42")
def test_papers_of_a_meal_have_the_corrected_headcount() -> None:
    """Meal sheet and trail of a lot say how many ate as it is known now, also of a meal that was first forgotten."""
    office = cooked()
    day = sept(8)
    wrong = HeadcountCorrected(
        diner="三1班",
        meal=MEAL,
        day=day,
        servings=38,
        instead_of=40,
        reason="多点",
        on=sept(9),
        by="钱会计",
    )
    office.post(wrong)
    assert (f"就餐人次：{MEAL}", 38) in [(label.zh, value) for label, value in meal_sheet(office, day, "lunch").head]
    assert 38 in lot_trail(office, "PC-1").column("eaten")
    forgotten = evolve(wrong, day=sept(9), servings=39, instead_of=0)
    office.post(forgotten)
    head = meal_sheet(office, sept(9), "lunch").head
    assert (f"就餐人次：{MEAL}", 39) in [(label.zh, value) for label, value in head]
