"""How it goes on with lots, deliveries, suppliers and certificates; and what counts."""

from decimal import Decimal
from typing import Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.deliveries import DeliveryAccepted, DeliveryCorrected
from schoollogistics.food_safety.entries.incidents import FoodSealed, IncidentOpened
from schoollogistics.food_safety.entries.lots import LotOpened, LotsDisposed, LotsFrozen, LotsRecalled, LotsReleased
from schoollogistics.food_safety.entries.suppliers import (
    CertificateFiled,
    CertificateWithdrawn,
    LicencesRenewed,
    SupplierBarred,
    SupplierReadmitted,
    SupplierRegistered,
)
from schoollogistics.journal import Lifecycle, Measure
from schoollogistics.values.money import total

GONE: Final = ("returned", "destroyed")

LOT: Final = Lifecycle(
    name="lot",
    of=("lot", "lots", "lines.lot"),
    table={
        "unseen": {DeliveryAccepted: "accepted", LotOpened: "accepted"},
        "accepted": {
            DeliveryCorrected: "accepted",
            LotsFrozen: "frozen",
            IncidentOpened: "frozen",
            FoodSealed: "frozen",
            LotsRecalled: "recalled",
            LotsDisposed: GONE,
        },
        "frozen": {
            DeliveryCorrected: "frozen",
            LotsReleased: "accepted",
            IncidentOpened: "frozen",
            FoodSealed: "frozen",
            LotsRecalled: "recalled",
            LotsDisposed: GONE,
        },
        "recalled": {
            DeliveryCorrected: "recalled",
            IncidentOpened: "recalled",
            FoodSealed: "recalled",
            LotsDisposed: GONE,
        },
        "returned": {DeliveryCorrected: "returned"},
        "destroyed": {DeliveryCorrected: "destroyed"},
    },
)
DELIVERY: Final = Lifecycle(
    name="delivery", of="delivery", table={"unseen": {DeliveryAccepted: "signed"}, "signed": {}}
)
SUPPLIER: Final = Lifecycle(
    name="supplier",
    of="supplier",
    table={
        "unseen": {SupplierRegistered: "admitted"},
        "admitted": {LicencesRenewed: "admitted", SupplierBarred: "barred"},
        "barred": {LicencesRenewed: "barred", SupplierReadmitted: "admitted"},
    },
)
CERTIFICATE: Final = Lifecycle(
    name="certificate",
    of="certificate",
    table={
        "unseen": {CertificateFiled: "filed"},
        "filed": {CertificateWithdrawn: "withdrawn"},
        "withdrawn": {},
    },
)
LIFECYCLES: Final[tuple[Lifecycle, ...]] = (LOT, DELIVERY, SUPPLIER, CERTIFICATE)


def _amount(entry: DeliveryAccepted, _: object) -> Decimal:
    return total(line.amount for line in entry.lines)


def _more(entry: DeliveryCorrected, _: object) -> Decimal:
    return entry.more


def _lots(entry: DeliveryAccepted, _: object) -> int:
    return len(entry.lines)


def _rejected(entry: DeliveryAccepted, _: object) -> int:
    return len(entry.rejected)


ACCEPTED: Final = Measure(
    code="food_safety.accepted",
    zh="验收金额",
    en="Worth of the food accepted",
    unit=Text("yuan", "元"),
    amounts={DeliveryAccepted: _amount, DeliveryCorrected: _more},
)
LOTS: Final = Measure(
    code="food_safety.lots",
    zh="验收批次",
    en="Lots accepted",
    unit=Text("lots", "批"),
    amounts={DeliveryAccepted: _lots},
)
REJECTED: Final = Measure(
    code="food_safety.rejected",
    zh="拒收次数",
    en="Goods turned away",
    unit=Text("lines", "项"),
    amounts={DeliveryAccepted: _rejected},
)
MEASURES: Final[tuple[Measure, ...]] = (ACCEPTED, LOTS, REJECTED)
