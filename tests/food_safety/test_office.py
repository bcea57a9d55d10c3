"""The food-safety log beside the canteen's ledger: a lot leads from its delivery to the meals it went into."""

from typing import Any, Final

import pytest

from schoollogistics.canteen import (
    CanteenLedger,
    DinerEnrolled,
    FoodIssued,
    FoodListed,
    FoodStocked,
    IssueLine,
    MealPriced,
    StockLine,
)
from schoollogistics.errors import Unknown
from schoollogistics.food_safety import FoodSafetyLog
from schoollogistics.journal import numbered
from schoollogistics.office import LogisticsOffice
from schoollogistics.values.money import yuan
from schoollogistics.values.quantities import Quantity
from tests.food_safety.stories import RICE, certificate, delivery, kept, sept, served, supplier

DAY: Final = sept(2)


def office() -> LogisticsOffice:
    """Return an office whose canteen lists rice, with a delivery of it accepted."""
    found = LogisticsOffice()
    canteen: dict[str, Any] = {"on": sept(1), "by": "钱会计"}
    found.post_all(
        (
            FoodListed(item=RICE, category="grain", unit="kg", **canteen),
            DinerEnrolled(diner="三1班", segment="pupils", group="三年级", **canteen),
            MealPriced(
                meal="学生午餐",
                segment="pupils",
                sitting="lunch",
                price=yuan(9),
                since=DAY,
                announced_at="膳食委员会",
                **canteen,
            ),
            supplier(),
            certificate(),
            delivery(),
        )
    )
    return found


def stocked(lot: str | None, vendor: str = "绿源粮油") -> FoodStocked:
    """Return the rice put into the store."""
    line = StockLine(item=RICE, quantity=Quantity(50, "kg"), amount=yuan(260), lot=lot)
    return FoodStocked(supplier=vendor, document="RK-1", lines=(line,), on=DAY, by="孙保管", cosigned_by=("王老师",))


@pytest.mark.plan("R34")
def test_lot_leads_from_the_delivery_to_the_meal() -> None:
    """By its number a lot is found on the slip of its delivery, with its papers, and on the issues to meals."""
    books = office()
    books.post(stocked("PC-1"))
    issue = IssueLine(item=RICE, quantity=Quantity(20, "kg"), lot="PC-1")
    books.post(FoodIssued(meal="学生午餐", segment="pupils", fund="fee", lines=(issue,), on=sept(3), by="孙保管"))
    origin = books.food_safety.origin("PC-1")
    meals = [
        (entry.on, entry.meal)
        for _, entry in numbered(books[CanteenLedger])
        if isinstance(entry, FoodIssued) and any(line.lot == origin.lot for line in entry.lines)
    ]
    assert (origin.delivery, origin.certificates, meals) == ("SH-1", ("HG-1",), [(sept(3), "学生午餐")])


@pytest.mark.plan("R34", "P45")
def test_store_takes_no_lot_that_was_not_accepted() -> None:
    """A lot that no delivery began is not put into the store; without a lot, and from any vendor, the store asks nothing."""
    books = office()
    with pytest.raises(Unknown):
        books.post(stocked("PC-9"))
    books.post(stocked(None, vendor="煤气公司"))
    assert books.canteen.version == 4


def test_samples_need_no_other_book() -> None:
    """What was served and kept is written in an office whose other books know nothing of the dishes."""
    books = LogisticsOffice()
    books.post_all((kept(sept(3)), served(sept(3))))
    assert books.food_safety.version == 2


def test_item_is_one_the_canteen_lists() -> None:
    """An item that the canteen does not list is refused where its ledger is kept, and taken where it is not."""
    alone, together = LogisticsOffice(books=(FoodSafetyLog,)), LogisticsOffice()
    for books in (alone, together):
        books.post_all((supplier(), certificate()))
    alone.post(delivery())
    with pytest.raises(Unknown):
        together.post(delivery())
