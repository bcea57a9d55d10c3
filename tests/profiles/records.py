"""What a school writes down when work is done, by kind: what the slip says, and what has to be in the book before it."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

from attrs import evolve

from schoollogistics.assets import StocktakeClosed, StocktakeStarted
from schoollogistics.canteen import CommitteeFormed, CommitteeMet, CountLine, FoodListed, Member, StockCounted
from schoollogistics.canteen.entries.codes import Body
from schoollogistics.food_safety import (
    CertificateFiled,
    CheckedHandler,
    DailyControlHeld,
    DeliveryAccepted,
    DeliveryLine,
    DisinfectedWare,
    HandlerRegistered,
    HandlersChecked,
    KitchenLocked,
    Licence,
    MonthlyMeetingHeld,
    SampleLine,
    SamplesKept,
    SelfCheckHeld,
    SupplierRegistered,
    TablewareDisinfected,
    WeeklyReviewHeld,
)
from schoollogistics.inspections import CheckHeld, InspectionSchedule, RoutineDone
from schoollogistics.journal import Entry, Published, Routine
from schoollogistics.nutrition import (
    CompositionRecorded,
    DishComposed,
    MenuBook,
    MenuLine,
    MenuPublished,
    NutritionAnalysed,
    RecipeLine,
)
from schoollogistics.repairs import ProgrammeLine, VacationProgrammeDrawnUp
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, Month, Week
from schoollogistics.values.quantities import Quantity

FIRST: Final = date(2024, 8, 1)
"""When the books were opened, before every year that the profiles are tried on."""
LAST: Final = date(2027, 7, 31)
VACATION: Final = date(2024, 8, 5)
"""The Monday of a week that no routine asks for."""
BY: Final = "王老师"
Fields = dict[str, Any]

MEMBERS: Final = (
    Member(member="行政代表", represents="administration"),
    Member(member="后勤代表", represents="logistics"),
    Member(member="教师代表", represents="teachers"),
    Member(member="家长代表", represents="parents"),
    Member(member="工会代表", represents="union"),
)
BODIES: Final[Mapping[str, Body]] = {
    "膳食委员会": "meal",
    "膳食监督委员会": "supervision",
    "监委会": "supervision",
    "膳食监督家长委员会": "parents",
}
COMMITTEES: Final = tuple(
    CommitteeFormed(committee=name, body=body, lines=MEMBERS, on=FIRST, by="校长") for name, body in BODIES.items()
)
RICE: Final = FoodListed(item="大米", category="grain", unit="kg", on=FIRST, by="保管员")
COOK: Final = HandlerRegistered(handler="陈师傅", job="厨师", on=FIRST, by=BY)
SUPPLY: Final = (
    SupplierRegistered(
        supplier="绿源粮油",
        lines=(Licence(licence="食品经营许可证", number="JY-1", valid_from=FIRST, valid_until=LAST),),
        on=FIRST,
        by=BY,
    ),
    CertificateFiled(
        certificate="HG-1", certificate_kind="quality", items=("大米",), valid_from=FIRST, on=FIRST, by=BY
    ),
)
DISH: Final = (
    CompositionRecorded(ingredient="大米", group="grain", source="样例", energy=Decimal(350), on=FIRST, by=BY),
    DishComposed(
        dish="米饭", course="staple", lines=(RecipeLine(ingredient="大米", grams=Decimal(60)),), on=FIRST, by=BY
    ),
)


POINTS: Final = ("食品留样",)
BOWLS: Final = DisinfectedWare(ware="餐碗", method="steam", reading=Decimal(100), minutes=Decimal(15))
FIT: Final = CheckedHandler(handler=COOK.handler, outcome="fit")
BAG: Final = DeliveryLine(
    item="大米",
    quantity=Quantity(50, "kg"),
    amount=yuan(260),
    lot="PC-1",
    destination="store",
    producer="光明米厂",
    produced_on=FIRST,
    certificates=("HG-1",),
)


def meal_on(day: date) -> Fields:
    """Return what the menu of one day says, which is all that a week or a month needs to have one."""
    lines = (MenuLine(day=day, sitting="lunch", dish="米饭"),)
    return {"menu": f"SP-{day}", "first": day, "last": day, "bands": ("大班",), "lines": lines}


def menu_of(month: Month) -> MenuPublished:
    """Return the one menu of a month, of its first day."""
    return MenuPublished(**meal_on(month.first), on=month.first, by=BY)


def analysis_of(month: Month) -> Fields:
    """Return what the analysis says of a month that has this one menu."""
    book = MenuBook()
    book.post_all((*DISH, menu_of(month)))
    (analysis,) = book.analysis_for(month, on=month.last, by=BY)
    return {"month": month, "base": analysis.base, "lines": analysis.lines}


def programme_of(year: int) -> Fields:
    """Return what the programme of a vacation says."""
    jobs = (ProgrammeLine(job=f"SJ-{year}-1", place="教学楼", task="屋面防水"),)
    return {"programme": f"SJ-{year}", "first": date(year, 7, 10), "last": date(year, 8, 31), "lines": jobs}


def sample(number: str) -> SampleLine:
    """Return the sample of a dish."""
    return SampleLine(sample=number, dish="红烧肉", mass=Quantity(150, "g"))


SAID: Final[Mapping[type[Entry[Any]], Callable[[date], Fields]]] = {
    CheckHeld: lambda _: {"actor": "检查人"},
    Published: lambda on: {
        "period": DateSpan(Week.of(on).first, Week.of(on).last),
        "version": 1,
        "where": "公告栏",
    },
    VacationProgrammeDrawnUp: lambda on: programme_of(on.year),
    StocktakeClosed: lambda on: {"count": f"PD-{on}"},
    DailyControlHeld: lambda _: {"points": POINTS},
    WeeklyReviewHeld: lambda on: {"week": Week.of(on).first},
    MonthlyMeetingHeld: lambda on: {
        "month": Month.of(on),
        "weeks": (),
        "present": ("校长",),
        "decisions": "照此办理",
    },
    SelfCheckHeld: lambda on: {"month": Month.of(on), "points": POINTS},
    KitchenLocked: lambda _: {"points": POINTS},
    TablewareDisinfected: lambda _: {"steps": ("rinse", "wash", "disinfect"), "lines": (BOWLS,)},
    HandlersChecked: lambda _: {"lines": (FIT,)},
    DeliveryAccepted: lambda on: {
        "delivery": f"SH-{on}",
        "supplier": "绿源粮油",
        "purchaser": "采购员",
        "cosigned_by": ("张师傅",),
        "lines": (evolve(BAG, lot=f"PC-{on}"),),
    },
    SamplesKept: lambda on: {
        "sitting": "lunch",
        "cabinet": "留样柜1",
        "at": time(12, 30),
        "lines": (sample(f"LY-{on}"),),
    },
    MenuPublished: meal_on,
    NutritionAnalysed: lambda on: analysis_of(Month.of(on)),
    CommitteeMet: lambda _: {
        "occasion": "regular",
        "present": ("家长代表",),
        "topics": "食堂工作",
        "joined_by": ("膳食监督家长委员会",),
    },
    StockCounted: lambda _: {"lines": (CountLine(item="大米", quantity=Quantity(0, "kg")),)},
}
"""What the slip of a kind says of a day, beside what its routine asks for."""

STARTS: Final[Mapping[type[Entry[Any]], Callable[[Any], tuple[Entry[Any], ...]]]] = {
    StocktakeClosed: lambda count: (
        StocktakeStarted(count=count.count, occasion=count.occasion, expected=(), on=count.on, by=count.by),
    ),
    HandlersChecked: lambda _: (COOK,),
    DeliveryAccepted: lambda _: SUPPLY,
    MenuPublished: lambda _: DISH,
    NutritionAnalysed: lambda analysis: (*DISH, menu_of(analysis.month)),
    CommitteeMet: lambda _: COMMITTEES,
    StockCounted: lambda _: (RICE,),
}
"""What has to be in the book before an entry of a kind."""

AGAIN: Final[Mapping[type[Entry[Any]], Callable[[Any], Fields]]] = {
    Published: lambda _: {"version": 2, "reason": "更正"},
    StocktakeClosed: lambda count: {"count": f"{count.count}-2"},
    SamplesKept: lambda kept: {"lines": tuple(sample(f"{line.sample}-2") for line in kept.lines)},
    MenuPublished: lambda menu: {"menu": f"{menu.menu}-2", "bands": ("小班",)},
    WeeklyReviewHeld: lambda _: {"week": VACATION},
}
"""What a second slip says otherwise, so that a book takes it beside the first."""


def record(routine: Routine, on: date) -> Entry[Any]:
    """Return what is written down when the work of *routine* is done *on* that day."""
    kind, asked = routine.fulfilled_by, dict(routine.asked)
    said: Fields = {"on": on, "by": asked.get("actor", BY)}
    if kind in {CheckHeld, RoutineDone}:
        # Each item of the checklist, with a reading that is only just enough.
        said["lines"] = tuple(evolve(line, reading=line.least) for line in InspectionSchedule.lines_for(routine))
    if kind is RoutineDone:
        said["times"] = routine.times
    more = SAID[kind](on) if kind in SAID else {}
    return routine.draft(**(said | more | asked))


def again(entry: Entry[Any]) -> Entry[Any]:
    """Return the record of the same work done once more."""
    kind = type(entry)
    return evolve(entry, **(AGAIN[kind](entry) if kind in AGAIN else {"note": "又一次"}))


def written(entries: Iterable[Entry[Any]]) -> tuple[Entry[Any], ...]:
    """Return *entries* as they stand in a book: each after its start, a meeting with the reviews it is the first to hear."""
    found: list[Entry[Any]] = []
    started: set[Entry[Any]] = set()
    reviewed: list[date] = []
    for entry in entries:
        needed = STARTS[type(entry)](entry) if type(entry) in STARTS else ()
        starts = [each for each in needed if each not in started]
        started.update(starts)
        if isinstance(entry, WeeklyReviewHeld):
            reviewed.append(entry.week)
        if isinstance(entry, MonthlyMeetingHeld):
            heard = tuple(week for week in reviewed if week <= entry.month.last)
            reviewed = [week for week in reviewed if week not in heard]
            found.append(evolve(entry, weeks=heard))
        else:
            found += [*starts, entry]
    return tuple(found)
