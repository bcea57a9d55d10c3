"""What the entries of the food-safety log add up to: one column per fact."""

from datetime import date, time
from decimal import Decimal

from attrs import define

from schoollogistics.food_safety.state.people import HealthCertificate
from schoollogistics.food_safety.state.supply import Licence
from schoollogistics.journal import Column, State
from schoollogistics.values.ids import PersonId
from schoollogistics.values.quantities import Quantity

Lot = str
Supplier = str
Certificate = str
Delivery = str
Sample = str
Incident = str


@define
class FoodSafetyState(State):
    """The facts of suppliers, certificates, lots, samples and incidents, and of those who handle food."""

    # Suppliers, certificates, deliveries, lots.
    item: dict[Lot, str] = Column(of="lot")
    quantity: dict[Lot, Quantity] = Column(of="lot")
    amount: dict[Lot, Decimal] = Column(of="lot")
    delivery: dict[Lot, Delivery] = Column(of="lot")
    delivered_on: dict[Lot, date] = Column(of="lot")
    supplier: dict[Lot, Supplier] = Column(of="lot")
    producer: dict[Lot, str] = Column(of="lot")
    produced_on: dict[Lot, date] = Column(of="lot")
    expires: dict[Lot, date] = Column(of="lot")
    certificates: dict[Lot, tuple[Certificate, ...]] = Column(of="lot")
    destination: dict[Lot, str] = Column(of="lot")
    frozen_for: dict[Lot, tuple[Incident, ...]] = Column(of="lot")
    address: dict[Supplier, str] = Column(of="supplier")
    phone: dict[Supplier, str] = Column(of="supplier")
    licences: dict[Supplier, tuple[Licence, ...]] = Column(of="supplier")
    certificate_kind: dict[Certificate, str] = Column(of="certificate")
    items: dict[Certificate, tuple[str, ...]] = Column(of="certificate")
    holder: dict[Certificate, Supplier] = Column(of="certificate")
    valid_from: dict[Certificate, date] = Column(of="certificate")
    valid_until: dict[Certificate, date] = Column(of="certificate")
    received_from: dict[Delivery, Supplier] = Column(of="delivery")
    purchaser: dict[Delivery, PersonId] = Column(of="delivery")
    driver: dict[Delivery, PersonId] = Column(of="delivery")

    # Samples.
    sitting: dict[Sample, str] = Column(of="sample")
    dish: dict[Sample, str] = Column(of="sample")
    mass: dict[Sample, Quantity] = Column(of="sample")
    container: dict[Sample, str] = Column(of="sample")
    cabinet: dict[Sample, str] = Column(of="sample")
    service_day: dict[Sample, date] = Column(of="sample")
    kept_on: dict[Sample, date] = Column(of="sample")
    kept_at: dict[Sample, time] = Column(of="sample")
    keeper: dict[Sample, str] = Column(of="sample")
    sealed_for: dict[Sample, tuple[Incident, ...]] = Column(of="sample")
    removed_on: dict[Sample, date] = Column(of="sample")
    removed_at: dict[Sample, time] = Column(of="sample")
    remover: dict[Sample, str] = Column(of="sample")
    # By day and sitting, "2025-09-08 lunch": the second in which the service ended, from 1 at the midnight before it on.
    service_end: dict[str, int] = Column()

    # Incidents.
    what: dict[Incident, str] = Column(of="incident")
    discovered_on: dict[Incident, date] = Column(of="incident")
    discovered_at: dict[Incident, time] = Column(of="incident")
    sick: dict[Incident, int] = Column(of="incident")

    # Kitchen.
    use: dict[str, str] = Column(of="utensil")
    storekeeper: dict[str, PersonId] = Column(of="store")
    admitted: dict[str, tuple[PersonId, ...]] = Column(of="store")

    # People.
    job: dict[PersonId, str] = Column(of="handler")
    employed_on: dict[PersonId, date] = Column(of="handler")
    health_certificates: dict[PersonId, tuple[HealthCertificate, ...]] = Column(of="handler")
    last_check: dict[PersonId, date] = Column(of="handler")
    left_on: dict[PersonId, date] = Column(of="handler")
    post_holder: dict[str, PersonId] = Column(of="post")

    # Control. By day, one sheet; by the Monday of a week, the ordinal of the day it was reviewed, and one once heard.
    point: dict[str, str] = Column(of="problem")
    found: dict[str, str] = Column(of="problem")
    found_on: dict[str, date] = Column(of="problem")
    owner: dict[str, PersonId] = Column(of="problem")
    rectify_by: dict[str, date] = Column(of="problem")
    work: dict[str, str] = Column(of="problem")
    rectified_on: dict[str, date] = Column(of="problem")
    rectifiers: dict[str, tuple[PersonId, ...]] = Column(of="problem")
    verified_on: dict[str, date] = Column(of="problem")
    verifiers: dict[str, tuple[PersonId, ...]] = Column(of="problem")
    sent_back: dict[str, int] = Column(of="problem")
    escalated_to: dict[str, PersonId] = Column(of="problem")
    controlled: dict[date, int] = Column()
    reviewed: dict[date, int] = Column()
    heard: dict[date, int] = Column()

    def open_incident(self, incidents: tuple[Incident, ...]) -> Incident | None:
        """Return the first of *incidents* that is not closed."""
        return next((each for each in incidents if self.status["incident"][each] == "open"), None)
