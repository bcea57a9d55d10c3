"""What happens to food as short words, and a school with the numbers its rules need: what the tests tell stories with."""

from collections.abc import Iterable
from datetime import date, time
from typing import Any, Final

from schoollogistics.food_safety import (
    CertificateFiled,
    DeliveryAccepted,
    DeliveryLine,
    DishesServed,
    FoodSafetyEntry,
    FoodSafetyLog,
    IncidentOpened,
    IncidentReported,
    Licence,
    RejectedLine,
    SampleLine,
    SamplesDiscarded,
    SamplesKept,
    SamplesReleased,
    SupplierRegistered,
)
from schoollogistics.food_safety.rules.incidents import P112_DAYS, P112_RECIPIENTS
from schoollogistics.food_safety.rules.samples import P48_MINUTES
from schoollogistics.journal import Breach, Ref, Setting, Value
from schoollogistics.profiles import FIRST_REPORT, NUMBERS, SAMPLE_LIMITS
from schoollogistics.values.meals import Sitting
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.quantities import Quantity

FROM: Final = date(2025, 9, 1)
KEEPER: Final = "留样员"
RICE: Final = "大米"
DISHES: Final = ("红烧肉", "清炒青菜", "番茄蛋汤")

PLAN: Final = Setting(
    school="育才小学",
    values=(
        NUMBERS["003§9"][0].in_force(FROM),
        *(each.in_force(FROM) for each in SAMPLE_LIMITS),
        Value(P48_MINUTES, 30, FROM, "校务会", "local"),
        FIRST_REPORT.in_force(FROM),
        Value(P112_RECIPIENTS, ("教育局", "市场监管局"), FROM, "校务会", "local"),
        Value(P112_DAYS, 7, FROM, "校务会", "local"),
    ),
)


def sept(day: int) -> date:
    """Return that day of September 2025."""
    return date(2025, 9, day)


def log(setting: Setting = PLAN, *entries: FoodSafetyEntry) -> FoodSafetyLog:
    """Return a log with these entries."""
    book = FoodSafetyLog(setting)
    for entry in entries:
        book.post(entry)
    return book


def post(book: FoodSafetyLog, entries: Iterable[FoodSafetyEntry]) -> tuple[Ref, ...]:
    """Post the entries one by one."""
    return tuple(book.post(entry) for entry in entries)


def licence(until: date = date(2026, 8, 31), name: str = "食品经营许可证", number: str = "JY-1") -> Licence:
    """Return a licence from 1 January 2025 on."""
    return Licence(licence=name, number=number, valid_from=date(2025, 1, 1), valid_until=until)


def supplier(*licences: Licence, name: str = "绿源粮油", **more: Any) -> SupplierRegistered:
    """Return the admission of a supplier, with one licence through August 2026 unless others are given."""
    return SupplierRegistered(supplier=name, lines=licences or (licence(),), on=FROM, by="王老师", **more)


def certificate(number: str = "HG-1", *items: str, **more: Any) -> CertificateFiled:
    """Return the filing of a certificate, for rice unless other items are given."""
    fields: dict[str, Any] = {"certificate_kind": "quality", "valid_from": FROM, "on": FROM, "by": "王老师"} | more
    return CertificateFiled(certificate=number, items=items or (RICE,), **fields)


def line(lot: str = "PC-1", **more: Any) -> DeliveryLine:
    """Return a line of 50 kg of rice for 260.00 yuan, with all its papers."""
    fields: dict[str, Any] = {
        "item": RICE,
        "quantity": Quantity(50, "kg"),
        "amount": yuan(260),
        "destination": "store",
        "producer": "光明米厂",
        "produced_on": date(2025, 8, 20),
        "expires": date(2026, 2, 20),
        "certificates": ("HG-1",),
    } | more
    return DeliveryLine(lot=lot, **fields)


def turned_away(**more: Any) -> RejectedLine:
    """Return 10 kg of wilted greens that were given back."""
    fields: dict[str, Any] = {
        "food": "青菜",
        "rejected_quantity": Quantity(10, "kg"),
        "rejected_because": "腐烂",
        "handled": "returned",
    } | more
    return RejectedLine(**fields)


def delivery(number: str = "SH-1", *lines: DeliveryLine, **more: Any) -> DeliveryAccepted:
    """Return a delivery of 2 September, bought by 采购员 and accepted by 张师傅 and 李老师."""
    fields: dict[str, Any] = {
        "supplier": "绿源粮油",
        "purchaser": "采购员",
        "driver": "送货员",
        "lines": lines or (line(),),
        "on": sept(2),
        "at": time(6, 30),
        "by": "张师傅",
        "cosigned_by": ("李老师",),
    } | more
    return DeliveryAccepted(delivery=number, **fields)


def served(on: date, *dishes: str, at: time = time(12, 30), sitting: Sitting = "lunch", **more: Any) -> DishesServed:
    """Return a lunch that was over at 12:30."""
    return DishesServed(sitting=sitting, dishes=dishes or DISHES, on=on, at=at, by="厨师长", **more)


def kept(on: date, *dishes: str, grams: int = 150, at: time = time(12, 20), **more: Any) -> SamplesKept:
    """Return the samples of a lunch, put away at 12:20; the number of each is the day and the dish."""
    fields: dict[str, Any] = {"sitting": "lunch", "cabinet": "留样柜1", "on": on, "at": at, "by": KEEPER} | more
    lines = tuple(
        SampleLine(sample=f"{on:%m%d}-{dish}", dish=dish, mass=Quantity(grams, "g")) for dish in dishes or DISHES
    )
    return SamplesKept(lines=lines, **fields)


def released(*samples: str, on: date, at: time = time(13), **more: Any) -> SamplesReleased:
    """Return the destruction of samples at 13:00."""
    return SamplesReleased(samples=samples, on=on, at=at, by=KEEPER, **more)


def discarded(*samples: str, on: date, at: time = time(13), **more: Any) -> SamplesDiscarded:
    """Return the loss of samples at 13:00."""
    return SamplesDiscarded(samples=samples, reason="留样盒打翻", on=on, at=at, by=KEEPER, **more)


def incident(number: str = "SJ-1", *, on: date, at: time = time(14), **more: Any) -> IncidentOpened:
    """Return an incident found at 14:00."""
    return IncidentOpened(incident=number, what="多名学生腹痛", on=on, at=at, by="校医", **more)


def report(*to: str, on: date, at: time, stage: Any = "first", number: str = "SJ-1") -> IncidentReported:
    """Return a report on an incident."""
    return IncidentReported(incident=number, stage=stage, to=to, on=on, at=at, by="校长")


def store() -> FoodSafetyLog:
    """Return a log with one supplier, one certificate and one lot of rice."""
    return log(PLAN, supplier(), certificate(), delivery())


def refused(book: FoodSafetyLog, entry: FoodSafetyEntry) -> tuple[str | None, str]:
    """Return the rule and the code of the refusal of an entry; (None, "") where it would be accepted."""
    error = book.objection(entry)
    if error is None:
        return None, ""
    return (None if error.rule is None else error.rule.code), error.code


def found(book: FoodSafetyLog, during: DateSpan | date, rule: str) -> list[Breach]:
    """Return what was found against one rule; a day on which a meal is served asks for other records as well."""
    return [each for each in book.breaches(during) if each.rule.code == rule]
