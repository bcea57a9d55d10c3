"""How the slips about incidents depend on what the log holds."""

from datetime import time, timedelta
from typing import Final

from schoollogistics.food_safety import (
    FoodSafetyLog,
    FoodSealed,
    IncidentClosed,
    IncidentOpened,
    IncidentReported,
    LotsReleased,
)
from schoollogistics.testing.hints.food_safety.supply import SEALED_LOT
from schoollogistics.testing.pen import Pen
from schoollogistics.testing.scribe import Hints, Samples
from schoollogistics.testing.strategies import FIRST

Fields = dict[str, object]

LOTS: Final = ("accepted", "frozen", "recalled")
KEPT: Final = ("kept", "sealed")
AUTHORITIES: Final = ("教育局", "市场监管局", "疾控中心")


def _some(book: FoodSafetyLog, lifecycle: str, states: tuple[str, ...], pen: Pen) -> tuple[str, ...]:
    able = [key for key, status in book.columns.status[lifecycle].items() if status in states]
    return tuple(able[-1 - pen.below(2) :]) if able and not pen.chance(30) else ()


def _opened(book: FoodSafetyLog, _: str, pen: Pen) -> Fields:
    return {
        "lots": _some(book, "lot", LOTS, pen),
        "samples": _some(book, "sample", KEPT, pen),
        "at": None if pen.chance(8) else time(13, pen.below(60)),
    }


def _sealed(book: FoodSafetyLog, _: str, pen: Pen) -> Fields | None:
    open_now = [key for key, status in book.columns.status["incident"].items() if status == "open"]
    if not open_now or pen.chance(10):
        return {"lots": (), "samples": ()}
    lots, samples = _some(book, "lot", LOTS, pen), _some(book, "sample", KEPT, pen)
    return {"incident": pen.pick(open_now), "lots": lots, "samples": samples} if lots or samples else None


def _closed(_: FoodSafetyLog, __: str, pen: Pen) -> Fields | None:
    """Mostly an incident stays open, so that more is sealed for it."""
    return None if pen.chance(75) else {}


def _reported(_: FoodSafetyLog, __: str, pen: Pen) -> Fields:
    return {
        "to": AUTHORITIES[: 1 + pen.below(3)] if not pen.chance(6) else (),
        "at": None if pen.chance(6) else time(14, pen.below(60)),
    }


HINTS: Final[Hints] = {
    IncidentOpened: _opened,
    FoodSealed: _sealed,
    IncidentReported: _reported,
    IncidentClosed: _closed,
}

_LATER: Final = FIRST + timedelta(days=2)

SAMPLES: Final[Samples] = {
    "P112.sealed": (
        *SEALED_LOT,
        IncidentOpened(incident="SJ-1", what="多名学生腹痛", lots=("PC-1",), on=_LATER, at=time(13), by="周医生"),
        LotsReleased(lots=("PC-1",), reason="检验合格", on=_LATER, by="王老师"),
    ),
}
