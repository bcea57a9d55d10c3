"""A month of three meals a day with all its records, and each single record left out: found as exactly that, and nothing else."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar import DayRule, Layer, TermCalendar
from schoollogistics.canteen import CanteenLedger, DinerEnrolled, MealAccompanied, MealPriced, MealsServed, Served
from schoollogistics.canteen.rules.plans import P83_PER_MEAL
from schoollogistics.food_safety import (
    CookedDish,
    DailyControlHeld,
    DeliveryAccepted,
    DishesCooked,
    DishesServed,
    DutyStarted,
    FoodSafetyLog,
    HandlersChecked,
    KitchenLocked,
    MonthlyMeetingHeld,
    SampleLine,
    SamplesKept,
    TablewareDisinfected,
    WasteHandedOver,
    WeeklyReviewHeld,
)
from schoollogistics.food_safety.rules.kitchen import P53_SETS, P58_CORE, P61
from schoollogistics.journal import Breach, Entry, Routine, Setting, Value
from schoollogistics.profiles.sentences import DAILY
from schoollogistics.values.meals import Sitting
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, Month, Week
from schoollogistics.values.quantities import Quantity
from tests.calendar.notices import BEIJING, BEIJING_1, NATION
from tests.food_safety.stories import certificate, delivery, line, supplier
from tests.food_safety.stories_kitchen import (
    COOK,
    HELP,
    OFFICER,
    certified,
    checked,
    control,
    disinfected,
    duty,
    locked,
    meeting,
    registered,
    review,
    waste,
)

OCTOBER: Final = Month(2025, 10)
BEFORE: Final = date(2025, 9, 1)
DURING: Final = DateSpan(OCTOBER.first, date(2025, 11, 2))
DAYS: Final = BEIJING.school_days(OCTOBER.first, OCTOBER.last)
"""The first is the 9th, after eight days of holiday; the 11th is a Saturday that is made up."""
MEALS: Final[dict[Sitting, tuple[str, ...]]] = {
    "breakfast": ("小米粥", "牛奶"),
    "lunch": ("红烧肉", "炒青菜", "米饭"),
    "dinner": ("面条",),
}
UNCOOKED: Final = ("牛奶",)
HOURS: Final[dict[Sitting, time]] = {"breakfast": time(7, 30), "lunch": time(12), "dinner": time(18)}
WARE: Final = ("餐盘", "筷子")
WASTE: Final = Routine(
    code="waste", zh="餐厨垃圾日产日清", en="Waste", source="本校", cycle=DAILY, fulfilled_by=WasteHandedOver, rule=P61
)
SETTING: Final = Setting(
    school="育才小学",
    values=(
        Value(P83_PER_MEAL, True, BEFORE, "校务会"),
        Value(P58_CORE, Decimal(70), BEFORE, "校务会"),
        Value(P53_SETS, WARE, BEFORE, "校务会"),
    ),
    calendar=BEIJING,
    routines=(WASTE,),
)


def meal_of(day: date, sitting: Sitting, dishes: tuple[str, ...]) -> Iterator[Entry[Any]]:
    """Yield what is written down of one meal: cooked, sampled, served, eaten, and who ate along."""
    at = HOURS[sitting]
    hot = tuple(CookedDish(dish=each, celsius=Decimal(85)) for each in dishes if each not in UNCOOKED)
    yield DishesCooked(sitting=sitting, lines=hot, on=day, by=COOK)
    kept = tuple(SampleLine(sample=f"{day}-{each}", dish=each, mass=Quantity(150, "g")) for each in dishes)
    yield SamplesKept(sitting=sitting, lines=kept, cabinet="留样柜", on=day, at=at, by=HELP)
    raw = tuple(each for each in dishes if each in UNCOOKED)
    yield DishesServed(sitting=sitting, dishes=dishes, uncooked=raw, on=day, at=at, by=COOK)
    yield MealsServed(meal=sitting, lines=(Served(diner="三1班", servings=40),), on=day, by=OFFICER)
    yield MealAccompanied(meal=sitting, findings="饭菜温热", on=day, by="校长")


def a_day(day: date) -> Iterator[Entry[Any]]:
    """Yield all that is written down on a day of three meals."""
    yield checked(day, "morning", COOK, HELP)
    yield duty(day, COOK, HELP)
    yield delivery(f"SH-{day}", line(f"PC-{day}"), on=day)
    for sitting, dishes in MEALS.items():
        yield from meal_of(day, sitting, dishes)
    yield disinfected(day, *WARE)
    yield checked(day, "noon", COOK, HELP)
    yield waste(day)
    yield control(day)
    yield locked(day)


def a_month() -> Iterator[Entry[Any]]:
    """Yield what the school wrote down from the first of September to the end of October."""
    yield from (registered(), registered(HELP), certified(), certified(HELP, number="JK-2"), supplier(), certificate())
    yield DinerEnrolled(diner="三1班", segment="pupils", group="三1班", opening=yuan(99999), on=BEFORE, by=OFFICER)
    for sitting in MEALS:
        yield MealPriced(
            meal=sitting,
            segment="pupils",
            sitting=sitting,
            price=yuan(1),
            since=OCTOBER.first,
            announced_at="膳食委员会",
            on=BEFORE,
            by=OFFICER,
        )
    for day in DAYS:
        yield from a_day(day)
        if BEIJING.next_school_day(day) not in Week.of(day):
            yield review(Week.of(day).first, on=day)
    yield meeting(OCTOBER, *dict.fromkeys(Week.of(day).first for day in DAYS), on=DAYS[-1])


MONTH: Final = tuple(a_month())
Case = tuple[tuple[str, date, str], list[Entry[Any]]]
"""What is to be found, by rule, day and a word of it, and the month of which it is found."""


@cache
def breaches(
    book: type[FoodSafetyLog | CanteenLedger], entries: tuple[Any, ...], setting: Setting
) -> tuple[Breach, ...]:
    """Return what one book finds of October, its last week included."""
    return book.replay(entries, setting=setting).breaches(DURING)


def found(entries: Iterable[Entry[Any]], setting: Setting = SETTING) -> list[Breach]:
    """Return what both books find."""
    month = tuple(entries)
    return [
        breach
        for book in (FoodSafetyLog, CanteenLedger)
        for breach in breaches(book, tuple(each for each in month if type(each) in book.kinds), setting)
    ]


def with_other(entry: Entry[Any], *others: Entry[Any]) -> list[Entry[Any]]:
    """Return the month with *others* in place of an entry."""
    return [each for one in MONTH for each in (others if one is entry else (one,))]


def slips(kind: type[Entry[Any]], code: str, words: Callable[[Any], str]) -> Iterator[Case]:
    """Leave out one slip of a kind after the other."""
    for entry in MONTH:
        if type(entry) is kind:
            yield (code, entry.on, words(entry)), with_other(entry)


def lines(kind: type[Entry[Any]], code: str, words: Callable[[Any], str]) -> Iterator[Case]:
    """Leave out one line after the other of the slips of a kind; the only line goes with its slip."""
    for entry in MONTH:
        if type(entry) is kind:
            sheet: Any = entry
            for left in sheet.lines:
                others = tuple(each for each in sheet.lines if each is not left)
                short = (evolve(sheet, lines=others),) if others else ()
                yield (code, entry.on, words(left)), with_other(entry, *short)


def temperatures() -> Iterator[Case]:
    """Leave out the temperature of one dish after the other."""
    for entry in MONTH:
        if isinstance(entry, DishesCooked):
            for one in entry.lines:
                cold = tuple(evolve(each, celsius=None) if each is one else each for each in entry.lines)
                yield ("P58", entry.on, one.dish), with_other(entry, evolve(entry, lines=cold))


def second_signers() -> Iterator[Case]:
    """Let one accept alone, delivery after delivery, and say so."""
    for entry in MONTH:
        if isinstance(entry, DeliveryAccepted):
            alone = evolve(entry, cosigned_by=(), despite=("P42",), note="一人值班")
            yield ("P42", entry.on, entry.by), with_other(entry, alone)


def reviews() -> Iterator[Case]:
    """Leave out the review of one week after the other; the meeting of the month cannot hear what there is not."""
    for entry in MONTH:
        if isinstance(entry, WeeklyReviewHeld):
            month = [each for each in MONTH if each is not entry]
            heard = [
                evolve(each, weeks=tuple(week for week in each.weeks if week != entry.week))
                if isinstance(each, MonthlyMeetingHeld)
                else each
                for each in month
            ]
            yield ("P50", Week.of(entry.week).last, str(entry.week)), heard


def certificates() -> Iterator[Case]:
    """Let the cook have no certificate on one day after the other, and go to work all the same."""
    for day in DAYS:
        ends, again = date.fromordinal(day.toordinal() - 1), date.fromordinal(day.toordinal() + 1)
        month = [certified(until=ends) if each == certified() else each for each in MONTH]
        at = next(number for number, each in enumerate(month) if each == locked(day))
        month.insert(at + 1, certified(COOK, again, number="JK-3"))
        yield (
            ("P54", day, COOK),
            [
                evolve(each, despite=("P54",), note="换证中")
                if isinstance(each, DutyStarted) and each.on == day
                else each
                for each in month
            ],
        )


def checks(session: str) -> Iterator[Case]:
    """Leave out one person after the other of the checks in the morning, or at noon; whoever was not looked at works all the same."""
    for entry in MONTH:
        if isinstance(entry, HandlersChecked) and entry.session == session:
            for left in entry.lines:
                short = evolve(entry, lines=tuple(each for each in entry.lines if each is not left))
                month = with_other(entry, short)
                if session == "morning":
                    month = [
                        evolve(each, despite=("P55",), note="漏检")
                        if isinstance(each, DutyStarted) and each.on == entry.on
                        else each
                        for each in month
                    ]
                yield ("P55", entry.on, left.handler), month


CASES: Final[dict[str, Callable[[], Iterable[Case]]]] = {
    "sample": lambda: lines(SamplesKept, "P48", lambda each: f"“{each.dish}”无留样"),
    "companion": lambda: slips(MealAccompanied, "P83", lambda each: "无人陪餐"),
    "daily check": lambda: slips(DailyControlHeld, "P50", lambda each: "无每日食品安全检查记录"),
    "weekly review": reviews,
    "monthly meeting": lambda: [
        ((code, OCTOBER.last, words), month)
        for (code, _, words), month in slips(MonthlyMeetingHeld, "P50", lambda each: "无调度会议纪要")
    ],
    "disinfection": lambda: lines(TablewareDisinfected, "P53", lambda each: str(each.ware)),
    "health certificate": certificates,
    "morning check": lambda: checks("morning"),
    "noon check": lambda: checks("noon"),
    "second signer": second_signers,
    "cooking": lambda: lines(DishesCooked, "P58", lambda each: str(each.dish)),
    "temperature": temperatures,
    "locking up": lambda: slips(KitchenLocked, "P62", lambda each: "锁门"),
    "waste": lambda: slips(WasteHandedOver, "P61", lambda each: "日产日清"),
}
NUMBERS: Final = {
    "sample": 108,
    "companion": 54,
    "daily check": 18,
    "weekly review": 4,
    "monthly meeting": 1,
    "disinfection": 36,
    "health certificate": 18,
    "morning check": 36,
    "noon check": 36,
    "second signer": 18,
    "cooking": 90,
    "temperature": 90,
    "locking up": 18,
    "waste": 18,
}
"""How many records of each kind there are: eighteen days, three meals, six dishes, two sets, two people."""


@pytest.mark.plan("R33", "R36", "R37", "R38", "R46")
def test_a_month_with_all_its_records_has_no_breach() -> None:
    """Three meals a day with all that belongs to them: nothing is found, on the eight days of holiday either."""
    assert found(MONTH) == []


@pytest.mark.plan("P42", "P48", "P50", "P53", "P54", "P55", "P58", "P61", "P62", "P83")
@pytest.mark.parametrize(("kind", "number"), NUMBERS.items())
def test_each_record_left_out_is_found_as_exactly_that(kind: str, number: int) -> None:
    """Of every day, meal and dish of the month: the record that lacks is the one breach, with its day and its name."""
    cases = list(CASES[kind]())
    assert len(cases) == number
    for (code, day, words), month in cases:
        (breach,) = found(month)
        assert (breach.rule.code, breach.on, words in breach.found.zh) == (code, day, True)


def calendar_without(day: date) -> TermCalendar:
    """Return the calendar of the school after a late notice of one more day off."""
    late = Layer("补充通知", (DayRule(day, kind="holiday", name="停课"),))
    return TermCalendar(
        terms=[BEIJING_1],
        days_off=NATION.days_off,
        make_up_days=NATION.make_up_days,
        published_through=BEIJING_1.last,
        layers=[late],
    )


@pytest.mark.plan("R02", "P61")
@pytest.mark.parametrize("day", DAYS, ids=str)
def test_a_day_without_meals_lacks_nothing_once_it_is_a_holiday(day: date) -> None:
    """A school day on which nothing at all was written down lacks what a routine asks for; a holiday that comes late asks for none."""
    of_day = tuple(a_day(day))
    month = [each for each in MONTH if each not in of_day]
    assert [(each.rule.code, each.on) for each in found(month)] == [("P61", day)]
    assert found(month, evolve(SETTING, calendar=calendar_without(day))) == []
