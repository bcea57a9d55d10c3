"""What can happen to food: bought, accepted, cooked, served, sampled; and to those who watch over it."""

from typing import Final

from schoollogistics.food_safety.entries.control import (
    CanteenGraded,
    DailyControlHeld,
    KitchenLocked,
    MonthlyMeetingHeld,
    SelfCheckHeld,
    WeeklyReviewHeld,
)
from schoollogistics.food_safety.entries.deliveries import DeliveryAccepted, DeliveryCorrected
from schoollogistics.food_safety.entries.incidents import FoodSealed, IncidentClosed, IncidentOpened, IncidentReported
from schoollogistics.food_safety.entries.kitchen import (
    DishesCooked,
    StoreEntered,
    StoreKeeperNamed,
    TablewareDisinfected,
    TemperaturesRead,
    UtensilsMarked,
    UtensilsWithdrawn,
    WasteHandedOver,
)
from schoollogistics.food_safety.entries.lots import LotOpened, LotsDisposed, LotsFrozen, LotsRecalled, LotsReleased
from schoollogistics.food_safety.entries.people import (
    DutyStarted,
    HandlerLeft,
    HandlerOpened,
    HandlerRegistered,
    HandlersChecked,
    HealthCertificateIssued,
    PostFilled,
    PostVacated,
)
from schoollogistics.food_safety.entries.problems import (
    ProblemEscalated,
    ProblemFound,
    ProblemOpened,
    ProblemRectified,
    ProblemVerified,
)
from schoollogistics.food_safety.entries.samples import (
    DishesServed,
    SamplesDiscarded,
    SamplesHandedOver,
    SamplesKept,
    SamplesReleased,
)
from schoollogistics.food_safety.entries.suppliers import (
    CertificateFiled,
    CertificateWithdrawn,
    LicencesRenewed,
    SupplierBarred,
    SupplierReadmitted,
    SupplierRegistered,
)

ENTRIES: Final = (
    # Suppliers, certificates, deliveries, lots.
    SupplierRegistered,
    LicencesRenewed,
    SupplierBarred,
    SupplierReadmitted,
    CertificateFiled,
    CertificateWithdrawn,
    LotOpened,
    DeliveryAccepted,
    DeliveryCorrected,
    LotsFrozen,
    LotsReleased,
    LotsRecalled,
    LotsDisposed,
    # Samples.
    DishesServed,
    SamplesKept,
    SamplesReleased,
    SamplesDiscarded,
    SamplesHandedOver,
    # Incidents.
    IncidentOpened,
    FoodSealed,
    IncidentReported,
    IncidentClosed,
    # Kitchen.
    UtensilsMarked,
    UtensilsWithdrawn,
    DishesCooked,
    TablewareDisinfected,
    TemperaturesRead,
    StoreKeeperNamed,
    StoreEntered,
    WasteHandedOver,
    # People.
    HandlerRegistered,
    HandlerOpened,
    HandlerLeft,
    HealthCertificateIssued,
    HandlersChecked,
    DutyStarted,
    PostFilled,
    PostVacated,
    # Control.
    DailyControlHeld,
    KitchenLocked,
    SelfCheckHeld,
    WeeklyReviewHeld,
    MonthlyMeetingHeld,
    CanteenGraded,
    ProblemFound,
    ProblemOpened,
    ProblemRectified,
    ProblemVerified,
    ProblemEscalated,
)
"""Every kind of entry."""

FoodSafetyEntry = (
    SupplierRegistered
    | LicencesRenewed
    | SupplierBarred
    | SupplierReadmitted
    | CertificateFiled
    | CertificateWithdrawn
    | LotOpened
    | DeliveryAccepted
    | DeliveryCorrected
    | LotsFrozen
    | LotsReleased
    | LotsRecalled
    | LotsDisposed
    | DishesServed
    | SamplesKept
    | SamplesReleased
    | SamplesDiscarded
    | SamplesHandedOver
    | IncidentOpened
    | FoodSealed
    | IncidentReported
    | IncidentClosed
    | UtensilsMarked
    | UtensilsWithdrawn
    | DishesCooked
    | TablewareDisinfected
    | TemperaturesRead
    | StoreKeeperNamed
    | StoreEntered
    | WasteHandedOver
    | HandlerRegistered
    | HandlerOpened
    | HandlerLeft
    | HealthCertificateIssued
    | HandlersChecked
    | DutyStarted
    | PostFilled
    | PostVacated
    | DailyControlHeld
    | KitchenLocked
    | SelfCheckHeld
    | WeeklyReviewHeld
    | MonthlyMeetingHeld
    | CanteenGraded
    | ProblemFound
    | ProblemOpened
    | ProblemRectified
    | ProblemVerified
    | ProblemEscalated
)

__all__ = ["ENTRIES", "FoodSafetyEntry"]
