"""How the slips about those who handle food depend on what the log holds."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from schoollogistics.food_safety import (
    CheckedHandler,
    DutyStarted,
    FoodSafetyLog,
    HandlerLeft,
    HandlerOpened,
    HandlerRegistered,
    HandlersChecked,
    HealthCertificate,
    HealthCertificateIssued,
    OnDuty,
)
from schoollogistics.testing.pen import Pen
from schoollogistics.testing.scribe import Hints, Samples
from schoollogistics.testing.strategies import FIRST

Fields = dict[str, object]


def _certificate(number: int, pen: Pen) -> HealthCertificate:
    begun = pen.on - timedelta(days=pen.below(40))
    days = 365 if not pen.chance(10) else pen.below(30) - 15
    return HealthCertificate(
        health_certificate=f"JK-{number}", valid_from=begun, valid_until=begun + timedelta(days=days)
    )


def _registered(book: FoodSafetyLog, _: str, pen: Pen) -> Fields:
    """Mostly somebody new; now and then somebody who is there already."""
    there = _employed(book)
    return {"handler": pen.pick(there)} if there and pen.chance(15) else {}


def _left(book: FoodSafetyLog, _: str, pen: Pen) -> Fields:
    """Mostly somebody who is there; now and then somebody who has left already."""
    gone = [key for key, status in book.columns.status["handler"].items() if status == "left"]
    return {"handler": pen.pick(gone)} if gone and pen.chance(15) else {}


def _opened(_: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    return {
        "employed_on": pen.on - timedelta(days=pen.below(400) - 4),
        "health_certificates": tuple(_certificate(number, pen) for number in range(pen.below(3))),
    }


def _issued(_: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    held = _certificate(pen.below(50), pen)
    return {
        "health_certificate": held.health_certificate,
        "valid_from": held.valid_from,
        "valid_until": held.valid_until,
    }


def _employed(book: FoodSafetyLog) -> list[str]:
    return [key for key, status in book.columns.status["handler"].items() if status != "left"]


def _checked(book: FoodSafetyLog, key: str, pen: Pen) -> Fields:
    others = [each for each in _employed(book)[-4:] if each != key]
    return {"lines": tuple(_line(each, pen) for each in (key, *others))}


def _line(handler: str, pen: Pen) -> CheckedHandler:
    unfit = pen.chance(30)
    return CheckedHandler(
        handler=handler,
        outcome="unfit" if unfit else "fit",
        celsius=Decimal(375 + pen.below(15)) / 10 if unfit else Decimal("36.5"),
        symptoms=("fever",) if unfit else (),
        handling="回家休息" if unfit and not pen.chance(10) else None,
    )


def _needs(book: FoodSafetyLog, handler: str, pen: Pen) -> tuple[str, ...]:
    """Return the rules that somebody who goes to work that day does not keep."""
    columns = book.columns
    certified = any(each.covers(pen.on) for each in columns.health_certificates.get(handler, ()))
    fit = columns.status["handler"].get(handler) == "fit" and columns.last_check.get(handler) == pen.on
    return (*(() if certified else ("P54",)), *(() if fit else ("P55",)))


def _started(book: FoodSafetyLog, key: str, pen: Pen) -> Fields | None:
    ready = [each for each in _employed(book) if not _needs(book, each, pen)]
    handler = pen.pick(ready) if ready and pen.chance(80) else key
    despite = _needs(book, handler, pen)
    if despite and pen.chance(60):
        return None
    line = OnDuty(handler=handler, area="processing", workwear=not pen.chance(10))
    excused = despite if line.workwear else (*despite, "P57")
    return {"lines": (line,), "despite": excused, "note": "情况特殊"} if pen.chance(92) else {"lines": (line,)}


HINTS: Final[Hints] = {
    HandlerRegistered: _registered,
    HandlerLeft: _left,
    HandlerOpened: _opened,
    HealthCertificateIssued: _issued,
    HandlersChecked: _checked,
    DutyStarted: _started,
}

_COOK: Final = HandlerRegistered(handler="赵师傅", job="厨师", on=FIRST, by="王老师")
_PASS: Final = HealthCertificateIssued(
    handler="赵师傅",
    health_certificate="JK-1",
    valid_from=FIRST,
    valid_until=FIRST + timedelta(days=364),
    on=FIRST,
    by="王老师",
)
_FIT: Final = HandlersChecked(
    session="morning", lines=(CheckedHandler(handler="赵师傅", outcome="fit"),), on=FIRST, by="周医生"
)


def _duty(*, workwear: bool = True) -> DutyStarted:
    line = OnDuty(handler="赵师傅", area="processing", workwear=workwear)
    return DutyStarted(lines=(line,), on=FIRST, by="王老师")


SAMPLES: Final[Samples] = {
    "P54": (_COOK, _FIT, _duty()),
    "P55": (_COOK, _PASS, _duty()),
    "P57": (_COOK, _PASS, _FIT, _duty(workwear=False)),
}
