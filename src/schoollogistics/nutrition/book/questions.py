"""What ought to have held of menus and did not: the questions behind ``breaches``, and the menus still to come."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from schoollogistics.errors import Text
from schoollogistics.journal import Bound, Breach, Due, Ref, Turn, numbered, routine_turns
from schoollogistics.journal.rules import STATUSES
from schoollogistics.journal.views import UNSURE
from schoollogistics.nutrition.book.comparing import foods_compared, tidy
from schoollogistics.nutrition.entries.foods import DishComposed
from schoollogistics.nutrition.entries.menus import MenuPublished, TemperatureTaken
from schoollogistics.nutrition.rules.labels import LABELS
from schoollogistics.nutrition.rules.plans import (
    MEAT,
    P63,
    P63_MEAT,
    P63_SITTINGS,
    P63_SOUP,
    P63_VEGETABLES,
    P64,
    P64_MEAT,
    P64_MIN_SHARE,
    P65,
    P65_DAYS_BEFORE,
    P67,
    P67_MEALS,
    P67_SNACKS,
    P68,
    P68_STANDARD,
    P69,
    P69_MIN_TEMPERATURE,
)
from schoollogistics.nutrition.state.intakes import ZERO
from schoollogistics.values.meals import SNACKS
from schoollogistics.values.money import own_context
from schoollogistics.values.periods import DateSpan, Week
from schoollogistics.values.tables import cell_text

if TYPE_CHECKING:
    from schoollogistics.nutrition.book.menu_book import MenuBook

ASKED: Final = (("meat", P63_MEAT), ("vegetable", P63_VEGETABLES), ("soup", P63_SOUP))
MAIN: Final = ("lunch", "dinner")
ONE_DAY: Final = timedelta(days=1)


def meals_short_of_dishes(book: "MenuBook", span: DateSpan) -> Iterator[Breach]:
    """Find meals with fewer meat dishes, vegetable dishes or soups than there should be (P63)."""
    state = book.columns
    for menu in state.bands:
        meals: dict[tuple[date, str], list[str]] = {}
        for line in state.served(menu, span):
            if line.sitting in (book.setting.value(P63_SITTINGS, line.day) or MAIN):
                course = state.recipe_on(line.dish, line.day).course
                meals.setdefault((line.day, line.sitting), []).append(course)
        for (day, sitting), courses in meals.items():
            for course, parameter in ASKED:
                wanted, there = book.setting.value(parameter, day), courses.count(course)
                if wanted is not None and there < wanted:
                    meal, what = LABELS.choice("sitting", sitting), LABELS.choice("course", course)
                    yield Breach(
                        rule=P63,
                        on=day,
                        found=Text(
                            f"{menu}, {meal.en}: {there} of {wanted}, {what.en}",
                            f"{menu} {meal.zh}：{what.zh} {there} 个，应有 {wanted} 个",
                        ),
                        subject=("menu", menu),
                    )


def meat_dishes_short_of_meat(book: "MenuBook", span: DateSpan) -> Iterator[Breach]:
    """Find meat dishes of which less than a share of the raw mass is meat, for any age band (P64)."""
    for number, entry in numbered(book):
        if isinstance(entry, DishComposed) and entry.course == "meat" and entry.on in span:
            least = book.setting.value(P64_MIN_SHARE, entry.on)
            share = None if least is None else _least_meat(book, entry)
            if least is not None and share is not None and share < least:
                there, wanted = cell_text(share, "en", "percent"), cell_text(least, "en", "percent")
                yield Breach(
                    rule=P64,
                    on=entry.on,
                    found=Text(
                        f"{entry.dish}: {there} of the raw mass is meat, at least {wanted}",
                        f"{entry.dish}：荤占生重 {there}，不得低于 {wanted}",
                    ),
                    subject=("dish", entry.dish),
                    ref=Ref(book.name, number),
                )


def _least_meat(book: "MenuBook", dish: DishComposed) -> Decimal | None:
    """Return the share of meat in the portion of the age band that has least of it, by raw mass."""
    counted = book.setting.value(P64_MEAT, dish.on) or MEAT
    context, shares = own_context(), list[Decimal]()
    bands = {line.band for line in dish.lines} - {None} or {None}
    for band in bands:
        whole, meat = ZERO, ZERO
        for line in dish.lines:
            if line.band in {None, band}:
                whole = context.add(whole, line.grams)
                if book.columns.composition[line.ingredient].group in counted:
                    meat = context.add(meat, line.grams)
        if whole:
            shares.append(context.divide(meat, whole))
    return min(shares, default=None)


def late_menus(book: "MenuBook", span: DateSpan) -> Iterator[Breach]:
    """Find school weeks whose menu was not published by its last day, which lies in *span* (P65).

    A week of which a routine tells that its menu is late is not told of twice.
    """
    for week, last in _menu_weeks(book, span):
        when = _published_for(book, week)
        if (when is None or when > last) and all(turn.kept for turn in _turns(book, week)):
            late = Text("not published", "至今未公布") if when is None else Text(f"published {when}", f"{when} 才公布")
            yield Breach(
                rule=P65,
                on=last,
                found=Text(
                    f"the menu of {week.first} to {week.last}: last day {last}, {late.en}",
                    f"{week.first} 至 {week.last} 的食谱：最晚 {last}，{late.zh}",
                ),
            )


def menus_to_publish(book: "MenuBook", span: DateSpan) -> Iterator[Due]:
    """List the school weeks that have no menu yet, by the last day for it (P65), but for those that a routine asks for by then."""
    for week, last in _menu_weeks(book, span):
        if _published_for(book, week) is None and all(
            turn.over or turn.occurrence.last > last for turn in _turns(book, week)
        ):
            yield Due(
                what=Text(
                    f"publish the menu of {week.first} to {week.last}", f"公布 {week.first} 至 {week.last} 的食谱"
                ),
                last=last,
                post=(MenuPublished,),
                rule=P65,
            )


def _menu_weeks(book: "MenuBook", span: DateSpan) -> Iterator[tuple[DateSpan, date]]:
    """Yield every week with school, from its first to its last school day, and the last day to publish its menu."""
    days_before = book.setting.value(P65_DAYS_BEFORE, span.last)
    if days_before is None:
        return
    calendar = book.setting.need_calendar(Text("look for the menu of each week", "查每周食谱"))
    begin = 6 if calendar.week_start == "sunday" else 0
    # Weeks that the calendar does not know have no menu to publish yet: who asks from the beginning of time means those it knows.
    day = Week.of(max(span.first, calendar.first_day), start=begin).first
    while day <= min(span.last + timedelta(days=days_before), calendar.last_day):
        week = Week.of(day, start=begin)
        days = calendar.school_days(max(week.first, calendar.first_day), min(week.last, calendar.last_day))
        lead = book.setting.value(P65_DAYS_BEFORE, days[0]) if days else None
        if lead is not None and days[0] - timedelta(days=lead) in span:
            yield DateSpan(days[0], days[-1]), days[0] - timedelta(days=lead)
        day = week.last + ONE_DAY


def _turns(book: "MenuBook", week: DateSpan) -> list[Turn]:
    """Return the occurrences in a school week of the routines that ask for a menu."""
    return [turn for turn in routine_turns(book, week) if turn.routine.fulfilled_by is MenuPublished]


def _published_for(book: "MenuBook", week: DateSpan) -> date | None:
    """Return the day on which the menu for the first school day of a week was published, None if it was not."""
    days = [
        entry.on
        for _, entry in numbered(book)
        if isinstance(entry, MenuPublished) and any(line.day == week.first for line in entry.lines)
    ]
    return min(days, default=None)


def days_short_of_meals(book: "MenuBook", span: DateSpan) -> Iterator[Breach]:
    """Find days with another number of meals or snacks than there should be (P67)."""
    state = book.columns
    for menu in state.bands:
        days: dict[date, set[str]] = {}
        for line in state.served(menu, span):
            days.setdefault(line.day, set()).add(line.sitting)
        for day, sittings in days.items():
            snacks = len(sittings & SNACKS)
            there = {"meals": len(sittings) - snacks, "snacks": snacks}
            wanted = {"meals": book.setting.value(P67_MEALS, day), "snacks": book.setting.value(P67_SNACKS, day)}
            if any(number is not None and number != there[name] for name, number in wanted.items()):
                yield Breach(
                    rule=P67,
                    on=day,
                    found=Text(
                        f"{menu}: {there['meals']} meals and {there['snacks']} snacks",
                        f"{menu}：{there['meals']} 餐 {there['snacks']} 点",
                    ),
                    subject=("menu", menu),
                )


def menus_short_of_food(book: "MenuBook", span: DateSpan) -> Iterator[Breach]:
    """Find menus of which an age band gets less of a food group, a day on average, than the standard has (P68)."""
    state = book.columns
    for menu, bands in state.bands.items():
        standard = book.setting.value(P68_STANDARD, state.last[menu])
        if standard is None or state.last[menu] not in span:
            continue
        for band in bands:
            for each in foods_compared(state.intake(state.span(menu), band, menu), standard):
                if each.bound is not None and each.actual is not None and each.verdict == "below":
                    found = _too_little(f"{menu} {band}", each.what, each.actual, each.bound)
                    yield Breach(rule=P68, on=state.last[menu], found=found, subject=("menu", menu))


def _too_little(who: str, what: Text, actual: Decimal, bound: Bound) -> Text:
    """Say how little it is, and how sure the standard is."""
    there, least, status = tidy(actual), tidy(bound.least or ZERO), STATUSES[bound.status]
    source = Text(bound.source, bound.source)
    if bound.status in UNSURE:
        source = Text(f"{bound.source}; {status.en}", f"{bound.source}；{status.zh}")
    return Text(
        f"{who}: {what.en} {there} g of {least} g ({source.en})",
        f"{who}：{what.zh} {there} 克，标准 {least} 克（{source.zh}）",
    )


def cold_lunches(book: "MenuBook", span: DateSpan) -> Iterator[Breach]:
    """Find days whose lunch was not as hot as it should be, or of which nobody took the temperature (P69)."""
    taken: dict[date, list[Decimal]] = {}
    for _, entry in numbered(book):
        if isinstance(entry, TemperatureTaken) and entry.sitting == "lunch":
            taken.setdefault(entry.on, []).append(entry.temperature)
    state = book.columns
    lunches = {line.day for lines in state.meals.values() for line in lines if line.sitting == "lunch"}
    for day in sorted(lunches):
        least = book.setting.value(P69_MIN_TEMPERATURE, day)
        coldest = min(taken.get(day, ()), default=None)
        if day in span and least is not None and (coldest is None or coldest < least):
            found = Text("nobody took its temperature", "午餐无测温记录")
            if coldest is not None:
                found = Text(f"lunch at {coldest} °C, at least {least}", f"午餐 {coldest} ℃，不得低于 {least} ℃")
            yield Breach(rule=P69, on=day, found=found)
