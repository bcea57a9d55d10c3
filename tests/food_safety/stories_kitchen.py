"""What happens in a school kitchen as short words, and a school that holds itself to its limits: what the tests tell stories with."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from decimal import Decimal
from typing import Any, Final, cast

from schoollogistics.food_safety import (
    CheckedHandler,
    CookedDish,
    DailyControlHeld,
    DishesCooked,
    DishesServed,
    DisinfectedWare,
    DutyStarted,
    FoodSafetyEntry,
    FoodSafetyLog,
    FoundProblem,
    HandlerRegistered,
    HandlersChecked,
    HealthCertificateIssued,
    KitchenLocked,
    MonthlyMeetingHeld,
    OnDuty,
    ProblemFound,
    ProblemRectified,
    ProblemVerified,
    ReviewedProblem,
    SampleLine,
    SamplesKept,
    TablewareDisinfected,
    WasteHandedOver,
    WeeklyReviewHeld,
)
from schoollogistics.food_safety.entries.codes import CleaningStep, Fitness, Method, Verdict
from schoollogistics.food_safety.entries.kitchen import ORDER
from schoollogistics.food_safety.rules import PARAMETERS
from schoollogistics.food_safety.state.people import Session
from schoollogistics.journal import Entry, Routine, Setting, Value
from schoollogistics.journal.rules import Setpoint
from schoollogistics.profiles import KITCHEN_LIMITS
from schoollogistics.values.periods import DateSpan, Month, SchoolYear, Week
from schoollogistics.values.quantities import Quantity
from tests.calendar.notices import BEIJING

YEAR: Final = SchoolYear(2025)
SEPTEMBER: Final = Month(2025, 9)
BY_CODE: Final = {parameter.code: parameter for parameter in PARAMETERS}
COOK, HELP, OFFICER, DIRECTOR, HEAD, DOCTOR = "赵师傅", "钱师傅", "李老师", "王老师", "园长", "周医生"
POINTS: Final = ("食材", "加工", "留样")
ONE, TWO = "WT-1", "WT-2"


def sept(day: int) -> date:
    """Return a day of September 2025; the 8th is a Monday."""
    return date(2025, 9, day)


D1, D8, D9, D10, D12 = map(sept, (1, 8, 9, 10, 12))


def school(*routines: Routine, limits: bool = False, **values: Setpoint) -> Setting:
    """Return a school in Beijing with *routines* and numbers, ``P53_sets=("餐盘",)``; with *limits*, those known at second hand."""
    known = [each.in_force(D1) for each in KITCHEN_LIMITS] if limits else []
    own = [Value(BY_CODE[code.replace("_", ".")], each, D1, "本校规定") for code, each in values.items()]
    return Setting(school="育才小学", values=(*known, *own), calendar=BEIJING, routines=routines)


PLAIN: Final = school()


def log(*entries: Entry[Any], setting: Setting = PLAIN) -> FoodSafetyLog:
    """Return the log of a school where all this happened."""
    return post(FoodSafetyLog(setting), entries)


def post(book: FoodSafetyLog, entries: Iterable[Entry[Any]]) -> FoodSafetyLog:
    """Post *entries* one by one, and return the book."""
    for entry in entries:
        book.post(cast("FoodSafetyEntry", entry))
    return book


def found(book: FoodSafetyLog, during: DateSpan | date = YEAR) -> list[tuple[str, date, str]]:
    """Return the breaches of a period as (rule, day, what was found)."""
    return [(each.rule.code, each.on, each.found.zh) for each in book.breaches(during)]


def served(day: date = D8, *dishes: str) -> DishesServed:
    """Lunch is served."""
    return DishesServed(sitting="lunch", dishes=dishes or ("红烧肉",), on=day, at=time(12, 30), by=COOK)


def control(day: date = D8, *problems: FoundProblem, points: tuple[str, ...] = POINTS) -> DailyControlHeld:
    """李老师 goes through the list of the day."""
    return DailyControlHeld(points=points, problems=problems, on=day, by=OFFICER)


def problem(number: str = ONE, point: str = "加工", rectify_by: date | None = None) -> FoundProblem:
    """A board lies on the floor; 赵师傅 is to see to it."""
    return FoundProblem(problem=number, point=point, found="砧板落地", owner=COOK, rectify_by=rectify_by)


def seen(day: date = D8, number: str = ONE, point: str = "加工", rectify_by: date | None = None) -> ProblemFound:
    """李老师 sees a problem beside the daily sheet."""
    return ProblemFound(problem=number, point=point, found="砧板落地", rectify_by=rectify_by, on=day, by=OFFICER)


def rectified(day: date, number: str = ONE, by: str = COOK) -> ProblemRectified:
    """赵师傅 puts it right."""
    return ProblemRectified(problem=number, work="更换砧板", on=day, by=by)


def verified(day: date, verdict: Verdict = "passed", number: str = ONE, by: str = OFFICER) -> ProblemVerified:
    """李老师 looks whether it is right."""
    return ProblemVerified(problem=number, verdict=verdict, on=day, by=by)


def review(week: date, *problems: str, on: date | None = None) -> WeeklyReviewHeld:
    """王老师 reviews a week, on its Friday."""
    lines = tuple(ReviewedProblem(problem=each, handling="督促整改") for each in problems)
    return WeeklyReviewHeld(week=week, problems=lines, on=on or week + timedelta(days=4), by=DIRECTOR)


def meeting(month: Month, *weeks: date, on: date | None = None) -> MonthlyMeetingHeld:
    """园长 hears the weeks of a month on its last day."""
    return MonthlyMeetingHeld(
        month=month, weeks=weeks, present=(OFFICER, DIRECTOR), decisions="更换砧板", on=on or month.last, by=HEAD
    )


def locked(day: date = D8, *problems: FoundProblem) -> KitchenLocked:
    """赵师傅 looks round and locks up."""
    return KitchenLocked(points=("燃气", "门窗"), problems=problems, on=day, by=COOK)


def disinfected(
    day: date = D8,
    *ware: str,
    method: Method = "steam",
    reading: int = 100,
    minutes: Any = 15,
    steps: tuple[CleaningStep, ...] = ORDER,
) -> TablewareDisinfected:
    """钱师傅 disinfects the plates."""
    lines = tuple(
        DisinfectedWare(ware=each, method=method, reading=Decimal(reading), minutes=Decimal(minutes))
        for each in ware or ("餐盘",)
    )
    return TablewareDisinfected(steps=steps, lines=lines, sitting="lunch", on=day, by=HELP, cosigned_by=(OFFICER,))


def cooked(day: date = D8, celsius: int | None = 85, dish: str = "红烧肉", *, leftover: bool = False) -> DishesCooked:
    """赵师傅 cooks for lunch."""
    degrees = None if celsius is None else Decimal(celsius)
    line = CookedDish(dish=dish, celsius=degrees, leftover=leftover)
    return DishesCooked(sitting="lunch", lines=(line,), on=day, by=COOK)


def sampled(day: date = D8) -> SamplesKept:
    """钱师傅 keeps a sample of lunch."""
    line = SampleLine(sample=f"LY-{day:%m%d}", dish="红烧肉", mass=Quantity(150, "g"))
    return SamplesKept(sitting="lunch", lines=(line,), cabinet="1号柜", on=day, at=time(12), by=HELP)


def registered(handler: str = COOK, day: date = D1) -> HandlerRegistered:
    """Somebody begins to work as a cook."""
    return HandlerRegistered(handler=handler, job="厨师", on=day, by=HEAD)


def certified(handler: str = COOK, day: date = D1, until: date = date(2026, 8, 31), number: str = "JK-1") -> Any:
    """A health certificate is issued, valid from that day."""
    return HealthCertificateIssued(
        handler=handler, health_certificate=number, valid_from=day, valid_until=until, on=day, by=DOCTOR
    )


def checked(day: date, session: Session = "morning", *handlers: str, outcome: Fitness = "fit") -> HandlersChecked:
    """周医生 looks at everybody."""
    lines = tuple(
        CheckedHandler(
            handler=each,
            outcome=outcome,
            celsius=Decimal("36.5"),
            symptoms=() if outcome == "fit" else ("diarrhoea",),
            handling=None if outcome == "fit" else "回家就医",
        )
        for each in handlers or (COOK,)
    )
    return HandlersChecked(session=session, lines=lines, on=day, by=DOCTOR)


def duty(day: date, *handlers: str, workwear: bool = True) -> DutyStarted:
    """The kitchen begins to work."""
    lines = tuple(OnDuty(handler=each, area="processing", workwear=workwear) for each in handlers or (COOK,))
    return DutyStarted(lines=lines, on=day, by=DIRECTOR)


def waste(day: date = D8, kilograms: int = 40, **more: Any) -> WasteHandedOver:
    """赵师傅 hands over a bin of kitchen waste."""
    said = {"agreement": "协-2025-1", "disinfection": "含氯消毒，1号桶"} | more
    return WasteHandedOver(
        waste="kitchen",
        weight=Quantity(kilograms, "kg"),
        vessel="1号桶",
        taker="环保公司",
        receiver="孙师傅",
        goes_to="集中处置",
        on=day,
        by=COOK,
        **said,
    )


def day_of_meals(day: date) -> Iterator[Entry[Any]]:
    """Yield everything that is written down on a good day."""
    yield checked(day, "morning", COOK, HELP)
    yield duty(day, COOK, HELP)
    yield cooked(day)
    yield sampled(day)
    yield served(day)
    yield disinfected(day, "餐盘", "筷子")
    yield checked(day, "noon", COOK, HELP)
    yield control(day)
    yield locked(day)


def a_month(leave_out: Callable[[Entry[Any]], bool] = lambda _: False, setting: Setting = PLAIN) -> FoodSafetyLog:
    """Return the log of a good September, without what is to be *left out*."""
    everything: list[Entry[Any]] = [registered(COOK), registered(HELP), certified(COOK), certified(HELP, number="JK-2")]
    days = BEIJING.school_days(SEPTEMBER.first, SEPTEMBER.last)
    weeks = list(dict.fromkeys(Week.of(day).first for day in days))
    for day in days:
        everything += day_of_meals(day)
        monday = Week.of(day).first
        if all(each <= day for each in days if each in Week.of(day)):
            everything.append(review(monday, on=day))
    everything.append(meeting(SEPTEMBER, *weeks))
    return log(*(each for each in everything if not leave_out(each)), setting=setting)
