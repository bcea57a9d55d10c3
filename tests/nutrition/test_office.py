"""A menu beside the canteen's ledger: what is bought bears the name the store knows, and a kitchen without one is refused nothing."""

import pytest
from attrs import evolve

from schoollogistics.canteen import FoodListed
from schoollogistics.errors import Unknown
from schoollogistics.nutrition import requirement_cost
from schoollogistics.office import LogisticsOffice
from schoollogistics.values.money import price, yuan
from tests.nutrition.stories import COOK, DISHES, FIRST, FRIDAY, LARDER, MONDAY, at, d, menu


@pytest.mark.plan("R40")
def test_a_kitchen_without_a_ledger_plans_menus() -> None:
    """Ingredients are names of the kitchen's own, so an office whose canteen ledger is empty takes them."""
    office = LogisticsOffice()
    office.post_all((*LARDER, *DISHES, menu(at(MONDAY, "lunch", "米饭"))))
    assert office.nutrition.variety(MONDAY) == ("大米",)


@pytest.mark.plan("R40")
def test_an_ingredient_that_is_bought_as_an_item_names_one_of_the_store() -> None:
    """From the menu to the store: an ingredient may say as which item it is bought, and that item has to be listed."""
    office = LogisticsOffice()
    rice = evolve(LARDER[0], item="东北大米", edible=d(100))
    with pytest.raises(Unknown):
        office.post(rice)
    office.post(FoodListed(item="东北大米", category="grain", unit="kg", on=FIRST, by="孙保管"))
    office.post_all((rice, DISHES[0], menu(at(MONDAY, "lunch", "米饭"))))
    entry = office.nutrition.requirement_for("SP-37", {"4-5": 100}, channel="集团配送", on=FRIDAY, by=COOK)
    office.post(entry)
    assert [(line.item, str(line.quantity)) for line in entry.required] == [("东北大米", "6 kg")]
    assert requirement_cost(entry.required, {"东北大米": price("4.2")}).amount == yuan("25.2")
