"""How the slips of the kitchen depend on what the log holds."""

from decimal import Decimal
from typing import Final

from attrs import evolve

from schoollogistics.food_safety import (
    CookedDish,
    DishesCooked,
    DisinfectedWare,
    FoodSafetyLog,
    MarkedUtensil,
    StoreEntered,
    StoreKeeperNamed,
    TablewareDisinfected,
    TemperatureLine,
    TemperaturesRead,
    UtensilsMarked,
    WasteHandedOver,
)
from schoollogistics.food_safety.entries.codes import Method, Use
from schoollogistics.food_safety.entries.kitchen import ORDER
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.scribe import Hints, Samples
from schoollogistics.testing.strategies import FIRST, PEOPLE
from schoollogistics.values.quantities import Quantity

Fields = dict[str, object]

USES: Final[tuple[Use, ...]] = ("raw", "cooked")
METHODS: Final[tuple[Method, ...]] = ("steam", "boiling", "infrared", "dishwasher", "chlorine")
DISHES: Final = ("番茄炒蛋", "红烧肉", "米饭")


def _marked(book: FoodSafetyLog, key: str, pen: Pen) -> Fields:
    now = book.columns.use.get(key)
    use: Use = pen.pick(USES)
    if now is not None and not pen.chance(15):
        use = "cooked" if now == "cooked" else "raw"
    return {"lines": (MarkedUtensil(utensil=key, use=use),)}


def _cooked(_: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    dishes = DISHES[: pen.below(4)]
    return {
        "lines": tuple(
            CookedDish(dish=dish, celsius=Decimal(60 + pen.below(40)), leftover=pen.chance(5)) for dish in dishes
        )
    }


def _disinfected(_: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    ware = tuple(
        DisinfectedWare(
            ware=name, method=pen.pick(METHODS), reading=Decimal(pen.below(300)), minutes=Decimal(pen.below(15))
        )
        for name in ("餐盘", "筷子")[: 1 + pen.below(2)]
    )
    return {"steps": ORDER[:2] if pen.chance(8) else ORDER, "lines": ware}


def _read(_: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    names = ("1号冰箱", "2号冰柜")[: pen.below(3)]
    return {
        "lines": tuple(
            TemperatureLine(appliance=name, storage="chilled", celsius=Decimal(pen.below(14) - 2)) for name in names
        )
    }


def _entered(book: FoodSafetyLog, key: str, pen: Pen) -> Fields:
    keeper = book.columns.storekeeper.get(key) or PEOPLE[0]
    return {"by": pen.pick(PEOPLE) if pen.chance(20) else keeper, "cosigned_by": ()}


def _handed(_: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    return {
        "weight": Quantity(pen.below(60), "个" if pen.chance(5) else "kg"),
        "agreement": None if pen.chance(6) else "协-1",
        "disinfection": None if pen.chance(6) else pen.pick(WORDS),
    }


HINTS: Final[Hints] = {
    UtensilsMarked: _marked,
    DishesCooked: _cooked,
    TablewareDisinfected: _disinfected,
    TemperaturesRead: _read,
    StoreEntered: _entered,
    WasteHandedOver: _handed,
}

_BOARD: Final = UtensilsMarked(lines=(MarkedUtensil(utensil="砧板1", use="raw"),), on=FIRST, by="赵师傅")
_WASTE: Final = WasteHandedOver(
    waste="kitchen",
    weight=Quantity(40, "kg"),
    vessel="1号桶",
    taker="环保公司",
    receiver="钱师傅",
    goes_to="集中处置",
    on=FIRST,
    by="赵师傅",
)

SAMPLES: Final[Samples] = {
    "P51": (_BOARD, evolve(_BOARD, lines=(MarkedUtensil(utensil="砧板1", use="cooked"),))),
    "P52": (
        TablewareDisinfected(
            steps=("wash", "rinse", "disinfect"),
            lines=(DisinfectedWare(ware="餐盘", method="steam", reading=Decimal(100), minutes=Decimal(15)),),
            on=FIRST,
            by="赵师傅",
        ),
    ),
    "P58": (DishesCooked(sitting="lunch", lines=(CookedDish(dish="红烧肉", leftover=True),), on=FIRST, by="赵师傅"),),
    "P59": (
        StoreKeeperNamed(store="食品库", storekeeper="钱师傅", on=FIRST, by="王老师"),
        StoreEntered(store="食品库", purpose="取米", on=FIRST, by="李老师"),
    ),
    "P61": (_WASTE,),
}
