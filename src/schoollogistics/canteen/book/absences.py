"""Days without a meal: what stopping it comes to, and the slip that pays it back once."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import frozen

from schoollogistics.canteen.entries.dining import FeeLine
from schoollogistics.canteen.entries.fees import FeesRefunded, MealsStopped
from schoollogistics.canteen.rules.plans import R42_UNREFUNDED
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.journal import add, numbered
from schoollogistics.values.money import NOTHING, line_amount, total
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.canteen.book.ledger import CanteenLedger

Eater = tuple[str, str]
"""A diner and a meal."""


@frozen(kw_only=True)
class Absence:
    """What somebody did without while they had said so: of which meal, on which days it was served, worth how much.

    The first days, where the school says so, are not among them. *amount* is in yuan, at the price of each day.
    """

    diner: str
    meal: str
    days: tuple[date, ...]
    amount: Decimal


def absences(book: "CanteenLedger", span: DateSpan) -> Iterator[Absence]:
    """Yield what comes of every meal stopped within *span*, by the days on which the meal was served to others.

    Meals eaten and meals stopped never come to more than a diner has on a day without a stop.
    """
    stops = [entry for _, entry in numbered(book) if isinstance(entry, MealsStopped)]
    rooms = _rooms(book, stops)
    for stop in stops:
        lost, found = book.setting.value(R42_UNREFUNDED, stop.on) or 0, dict[date, int]()
        days = sorted(day for who, meal, day in rooms if (who, meal) == (stop.diner, stop.meal) and _within(stop, day))
        for day in days[lost:]:
            key = (stop.diner, stop.meal, day)
            servings = min(stop.servings, rooms[key])
            rooms[key] -= servings
            if servings and day in span:
                found[day] = servings
        if found:
            price = book.columns.price_on
            amount = total(line_amount(price(stop.meal, day) or NOTHING, count) for day, count in found.items())
            yield Absence(diner=stop.diner, meal=stop.meal, days=tuple(found), amount=amount)


def _rooms(book: "CanteenLedger", stops: list[MealsStopped]) -> dict[tuple[str, str, date], int]:
    """Return how many meals a diner can have done without on each day of a stop: as many as it has else, less those eaten.

    Who never ate on a day without a stop is as many as the largest stop, or as a class of which others ate on.
    """
    eaten, most, rooms = book.columns.eaten, dict[Eater, int](), dict[tuple[str, str, date], int]()
    days = {(meal, day) for (_, meal, day), count in eaten.items() if count}
    largest: dict[tuple[str, str, date], int] = {}
    for stop in stops:
        for meal, day in days:
            if meal == stop.meal and _within(stop, day):
                key = (stop.diner, meal, day)
                largest[key] = max(largest.get(key, 0), stop.servings)
    for key, count in eaten.items():
        if key not in largest:
            most[key[:2]] = max(most.get(key[:2], 0), count)
    for key, part in largest.items():
        had = eaten.get(key, 0)
        size = most.get(key[:2], had + part if had > part else part)
        rooms[key] = max(size - had, 0)
    return rooms


def _within(stop: MealsStopped, day: date) -> bool:
    return stop.first <= day <= stop.last


def absence_refunds(
    book: "CanteenLedger", span: DateSpan, on: date, by: str, bank: str, reason: str
) -> FeesRefunded | None:
    """Return the slip that pays back the meals stopped within *span*, less what was paid back of them; None without any.

    It pays no more than is paid in advance.
    """
    owed, there = _worth(book, span), book.columns.prepaid
    for _, entry in numbered(book):
        if isinstance(entry, FeesRefunded) and entry.stopped_in is not None:
            for diner, amount in _of_span(book, entry, entry.stopped_in, span).items():
                add(owed, diner, minus(amount))
    lines = tuple(
        FeeLine(diner=diner, amount=min(amount, there[diner]))
        for diner, amount in owed.items()
        if amount > 0 and there.get(diner, NOTHING) > 0
    )
    return FeesRefunded(bank=bank, lines=lines, reason=reason, stopped_in=span, on=on, by=by) if lines else None


def _worth(book: "CanteenLedger", span: DateSpan) -> dict[str, Decimal]:
    found: dict[str, Decimal] = {}
    for each in absences(book, span):
        add(found, each.diner, each.amount)
    return found


def _of_span(book: "CanteenLedger", slip: FeesRefunded, period: DateSpan, span: DateSpan) -> dict[str, Decimal]:
    """Return what a *slip* about a *period* paid back of the meals stopped within *span*, at most what they are worth."""
    first, last = max(period.first, span.first), min(period.last, span.last)
    worth = _worth(book, DateSpan(first, last)) if first <= last else {}
    return {line.diner: min(line.amount, worth.get(line.diner, NOTHING)) for line in slip.lines}
