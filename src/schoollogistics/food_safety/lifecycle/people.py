"""How it goes on with those who handle food and with the posts; and what counts."""

from typing import Final

from schoollogistics.errors import Text
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
from schoollogistics.journal import Lifecycle, Measure

HANDLER: Final = Lifecycle(
    name="handler",
    of=("handler", "lines.handler"),
    table={
        "unseen": {HandlerRegistered: "fit", HandlerOpened: "fit"},
        "fit": {
            HandlersChecked: ("fit", "unfit"),
            DutyStarted: "fit",
            HealthCertificateIssued: "fit",
            HandlerLeft: "left",
        },
        "unfit": {
            HandlersChecked: ("fit", "unfit"),
            DutyStarted: "unfit",
            HealthCertificateIssued: "unfit",
            HandlerLeft: "left",
        },
        "left": {HandlerRegistered: "fit"},
    },
)
POST: Final = Lifecycle(
    name="post",
    of="post",
    table={
        "unseen": {PostFilled: "filled"},
        "filled": {PostFilled: "filled", PostVacated: "vacant"},
        "vacant": {PostFilled: "filled"},
    },
)
LIFECYCLES: Final[tuple[Lifecycle, ...]] = (HANDLER, POST)
PEOPLE: Final = Text("people", "人次")
MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        code="food_safety.handlers_checked",
        zh="晨午检人次",
        en="People checked morning and noon",
        unit=PEOPLE,
        amounts={HandlersChecked: lambda entry, _: len(entry.lines)},
    ),
    Measure(
        code="food_safety.found_unfit",
        zh="晨午检离岗人次",
        en="People found unfit",
        unit=PEOPLE,
        amounts={HandlersChecked: lambda entry, _: sum(line.outcome == "unfit" for line in entry.lines)},
    ),
)
