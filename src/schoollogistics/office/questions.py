"""What ought to hold between books: faults go on as repairs or findings, and a fix is re-checked by other hands."""

from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING, Any, Final

from schoollogistics.canteen import CanteenLedger
from schoollogistics.errors import Text
from schoollogistics.food_safety import FoodSafetyLog
from schoollogistics.inspections import FindingFixed, FindingRechecked, InspectionSchedule
from schoollogistics.inspections.entries.hands import among
from schoollogistics.inspections.rules import P96, P97
from schoollogistics.journal import Book, Breach, Ref, numbered
from schoollogistics.nutrition import MenuBook
from schoollogistics.office.faults import faults_of, unfollowed
from schoollogistics.office.food_questions import (
    deliveries_not_booked,
    dishes_not_served,
    food_booked_otherwise,
    food_not_accepted,
    frozen_lots_used,
    lots_gone_but_held,
    meals_without_dishes,
)
from schoollogistics.repairs import RepairWorkflow
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.office.logistics_office import LogisticsOffice


def unfollowed_faults(office: "LogisticsOffice", span: DateSpan) -> Iterator[Breach]:
    """Find checks and maintenance in the span with more faults than came of them: repairs, or findings (P90, P97).

    The rule is that of the routine they ticked, since a round is not done until its faults are in hand, otherwise P97.
    """
    followed = office.shelf.followed()
    for book in office.shelf:
        for number, entry in numbered(book):
            if entry.on not in span:
                continue
            ref = Ref(book.name, number)
            faults = faults_of(entry)
            left = unfollowed(faults, followed.get(ref, ()))
            if left:
                ticked = [each for each in office.setting.routines if each.is_ticked_by(entry)]
                rule = next((each.duty for each in ticked if each.is_in_force(entry.on)), P97)
                named = [f"{each.place} {each.what}" for each in left]
                yield Breach(
                    rule=rule,
                    on=entry.on,
                    found=Text(
                        f"{len(left)} of {len(faults)} faults not reported for repair: {'; '.join(named)}",
                        f"{len(faults)} 处问题中 {len(left)} 处未报修、未登记：{'；'.join(named)}",
                    ),
                    ref=ref,
                )


def rechecked_by_repairers(office: "LogisticsOffice", span: DateSpan) -> Iterator[Breach]:
    """Find re-checks in the span by somebody who finished the repair that a finding was fixed by (P96).

    That the fix names its own hands the inspections see to; who did the repair only the repair desk knows.
    """
    schedule, desk = office[InspectionSchedule], office[RepairWorkflow]
    fixed_by: dict[str, list[str]] = {}
    for number, entry in numbered(schedule):
        if isinstance(entry, FindingFixed) and entry.repair is not None and entry.repair in desk:
            repair = desk.goes_on_as(entry.repair)
            fixed_by.setdefault(entry.finding, []).extend(repair.finishers or ())
        if isinstance(entry, FindingRechecked) and entry.on in span and P96.code not in entry.despite:
            own = among((entry.by, *entry.cosigned_by), fixed_by.get(entry.finding, ()))
            if own:
                yield Breach(
                    rule=P96,
                    on=entry.on,
                    found=Text(
                        f"{entry.finding} was re-checked by {', '.join(own)}, who did the repair",
                        f"{entry.finding} 由维修人 {'、'.join(own)} 复查",
                    ),
                    subject=("finding", entry.finding),
                    ref=Ref(schedule.name, number),
                )


Question = Callable[["LogisticsOffice", DateSpan], Iterable[Breach]]
BETWEEN_BOOKS: Final[tuple[tuple[tuple[type[Book[Any, Any]], ...], Question], ...]] = (
    ((), unfollowed_faults),
    ((InspectionSchedule, RepairWorkflow), rechecked_by_repairers),
    ((CanteenLedger, FoodSafetyLog), deliveries_not_booked),
    ((CanteenLedger, FoodSafetyLog), food_not_accepted),
    ((CanteenLedger, FoodSafetyLog), food_booked_otherwise),
    ((CanteenLedger, FoodSafetyLog), frozen_lots_used),
    ((CanteenLedger, FoodSafetyLog), lots_gone_but_held),
    ((CanteenLedger, FoodSafetyLog), meals_without_dishes),
    ((FoodSafetyLog, MenuBook), dishes_not_served),
)
"""What is looked for between books, each with the books it takes."""
