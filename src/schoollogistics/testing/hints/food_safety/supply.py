"""How the slips about suppliers, certificates, deliveries and lots depend on what the log holds."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from schoollogistics.food_safety import (
    CertificateFiled,
    DeliveryAccepted,
    DeliveryCorrected,
    DeliveryLine,
    FoodSafetyLog,
    Licence,
    LicencesRenewed,
    LotOpened,
    LotsDisposed,
    LotsFrozen,
    LotsRecalled,
    LotsReleased,
    RejectedLine,
    SupplierBarred,
    SupplierRegistered,
)
from schoollogistics.food_safety.entries.codes import Appearance, Handled
from schoollogistics.food_safety.entries.deliveries import covers
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.scribe import Hints, Samples
from schoollogistics.testing.strategies import FIRST, PEOPLE
from schoollogistics.values.money import yuan
from schoollogistics.values.quantities import Quantity

Fields = dict[str, object]

FOODS: Final = ("大米", "青菜", "鸡蛋")
HANDLED: Final[tuple[Handled, ...]] = ("returned", "destroyed")
LOOKS: Final[tuple[Appearance, ...]] = ("normal", "flawed")


def _licences(pen: Pen, number: str) -> tuple[Licence, ...]:
    since = pen.on - timedelta(days=pen.below(90))
    until = since + timedelta(days=-1 if pen.chance(8) else 365)
    return (Licence(licence="食品经营许可证", number=number, valid_from=since, valid_until=until),)


def _registered(book: FoodSafetyLog, _: str, pen: Pen) -> Fields:
    return {"lines": () if pen.chance(5) else _licences(pen, f"JY-{book.version}")}


def _renewed(book: FoodSafetyLog, key: str, pen: Pen) -> Fields:
    held = book.columns.licences.get(key, ())
    return {"lines": held[-1:] if pen.chance(10) else _licences(pen, f"JY-{book.version}")}


def _one_of(book: FoodSafetyLog, lifecycle: str, pen: Pen) -> str | None:
    known = tuple(book.of(lifecycle))
    return pen.pick(known) if known else None


def _barred(book: FoodSafetyLog, _: str, pen: Pen) -> Fields:
    """Mostly one that may deliver; now and then one that is barred already."""
    out = [key for key, status in book.columns.status["supplier"].items() if status == "barred"]
    return {"supplier": pen.pick(out)} if out and pen.chance(15) else {}


def _filed(book: FoodSafetyLog, _: str, pen: Pen) -> Fields:
    return {
        "items": FOODS[: 1 + pen.below(len(FOODS))] if not pen.chance(8) else (FOODS[0], FOODS[0]),
        "valid_from": pen.on - timedelta(days=pen.below(40)),
        "valid_until": None if pen.chance(50) else pen.on + timedelta(days=pen.below(90)),
        "supplier": _one_of(book, "supplier", pen) if pen.chance(30) else None,
    }


def _papers(book: FoodSafetyLog, supplier: str, pen: Pen) -> list[str]:
    columns = book.columns
    return [each for each, items in columns.items.items() if covers(columns, each, items[0], supplier, pen.on)]


def _line(book: FoodSafetyLog, lot: str, supplier: str, pen: Pen) -> DeliveryLine:
    columns, papers = book.columns, _papers(book, supplier, pen)
    paper = pen.pick(papers) if papers else None
    produced = pen.on - timedelta(days=pen.below(20))
    return DeliveryLine(
        item=FOODS[0] if paper is None else pen.pick(columns.items[paper]),
        quantity=Quantity(1 + pen.below(90), pen.pick(("kg", "斤", "袋"))),
        amount=pen.money(),
        lot=lot,
        destination="kitchen" if pen.chance(30) else "store",
        producer=None if pen.chance(8) else "光明米厂",
        produced_on=produced,
        expires=None if pen.chance(40) else produced + timedelta(days=15 + pen.below(60)),
        certificates=() if paper is None or pen.chance(5) else (paper,),
        appearance="spoiled" if pen.chance(4) else pen.pick(LOOKS),
        temperature=Quantity(pen.below(9), "°C") if pen.chance(20) else None,
    )


def _delivered(book: FoodSafetyLog, key: str, pen: Pen) -> Fields | None:
    columns = book.columns
    able = [
        each
        for each, status in columns.status["supplier"].items()
        if status == "admitted" and any(licence.holds_on(pen.on) for licence in columns.licences[each])
    ]
    if not able and not pen.chance(10):
        return None
    supplier = pen.pick(able) if able else _one_of(book, "supplier", pen)
    if supplier is None or not (_papers(book, supplier, pen) or pen.chance(10)):
        return None
    turned_away = RejectedLine(
        food=pen.pick(FOODS),
        rejected_quantity=Quantity(1 + pen.below(9), "kg"),
        rejected_because=pen.pick(WORDS),
        handled=pen.pick(HANDLED),
    )
    return {
        "supplier": supplier,
        "purchaser": PEOPLE[0],
        "driver": "送货员",
        "by": PEOPLE[1],
        "cosigned_by": () if pen.chance(10) else (PEOPLE[2],),
        "lines": tuple(_line(book, lot, supplier, pen) for lot in (key, f"{key}-2")[: 1 + pen.below(2)]),
        "rejected": (turned_away,) if pen.chance(25) else (),
    }


def _put_right(book: FoodSafetyLog, key: str, pen: Pen) -> Fields | None:
    quantity, amount = book.columns.quantity.get(key), book.columns.amount.get(key)
    if quantity is None or amount is None:
        return None
    return {
        "quantity": Quantity(1 + pen.below(90), quantity.unit),
        "instead_of_quantity": quantity,
        "amount": pen.money(),
        "instead_of": pen.money() if pen.chance(8) else amount,
        "by": PEOPLE[1],
        "cosigned_by": () if pen.chance(8) else (PEOPLE[2],),
    }


def _opened(book: FoodSafetyLog, _: str, pen: Pen) -> Fields:
    return {
        "item": pen.pick(FOODS),
        "quantity": Quantity(pen.below(40), "kg"),
        "delivered_on": pen.on - timedelta(days=pen.below(9)),
        "supplier": _one_of(book, "supplier", pen),
        "produced_on": pen.on - timedelta(days=9 + pen.below(20)),
        "expires": pen.on + timedelta(days=pen.below(20)),
        "certificates": (),
    }


def _about_lots(_: FoodSafetyLog, __: str, pen: Pen) -> Fields | None:
    return {"lots": ()} if pen.chance(8) else {}


def _disposed(book: FoodSafetyLog, key: str, pen: Pen) -> Fields | None:
    """Mostly a lot stays, so that there are some for an incident to seal."""
    return None if pen.chance(60) else _about_lots(book, key, pen)


HINTS: Final[Hints] = {
    SupplierRegistered: _registered,
    LicencesRenewed: _renewed,
    SupplierBarred: _barred,
    CertificateFiled: _filed,
    DeliveryAccepted: _delivered,
    DeliveryCorrected: _put_right,
    LotOpened: _opened,
    LotsFrozen: _about_lots,
    LotsReleased: _about_lots,
    LotsRecalled: _about_lots,
    LotsDisposed: _disposed,
}


def _register(until: int) -> SupplierRegistered:
    licence = Licence(
        licence="食品经营许可证",
        number="JY-1",
        valid_from=FIRST - timedelta(days=30),
        valid_until=FIRST + timedelta(days=until),
    )
    return SupplierRegistered(supplier="绿源粮油", lines=(licence,), on=FIRST, by="王老师")


_CERTIFICATE: Final = CertificateFiled(
    certificate="HG-1", certificate_kind="quality", items=("大米",), valid_from=FIRST, on=FIRST, by="王老师"
)


def _deliver(*certificates: str, seconded: bool = True, producer: str | None = "光明米厂") -> DeliveryAccepted:
    return DeliveryAccepted(
        delivery="SH-1",
        supplier="绿源粮油",
        purchaser="孙主任",
        lines=(
            DeliveryLine(
                item="大米",
                quantity=Quantity(Decimal(50), "kg"),
                amount=yuan(260),
                lot="PC-1",
                destination="store",
                producer=producer,
                produced_on=FIRST - timedelta(days=10),
                certificates=certificates,
            ),
        ),
        on=FIRST + timedelta(days=1),
        by="赵师傅",
        cosigned_by=("周医生",) if seconded else (),
    )


SAMPLES: Final[Samples] = {
    "P40": (_register(0), _CERTIFICATE, _deliver("HG-1")),
    "P41": (_register(90), _CERTIFICATE, _deliver("HG-1", producer=None)),
    "P42": (_register(90), _CERTIFICATE, _deliver("HG-1", seconded=False)),
}

SEALED_LOT: Final = (_register(90), _CERTIFICATE, _deliver("HG-1"))
"""A lot in the store, to be sealed."""
