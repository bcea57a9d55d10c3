"""How what goes into and out of a canteen's store depends on what lies there."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from schoollogistics.canteen import (
    CanteenLedger,
    CountLine,
    FoodIssued,
    FoodReturned,
    FoodStocked,
    FoodUsed,
    FoodWrittenOff,
    IssueLine,
    ReturnLine,
    StockAdjusted,
    StockCounted,
    StockLine,
    StockOpened,
    UsedLine,
)
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.scribe import Hints
from schoollogistics.testing.strategies import PEOPLE
from schoollogistics.values.quantities import Quantity

Fields = dict[str, object]


def _in_unit(book: CanteenLedger, item: str, amount: Decimal) -> Quantity:
    return Quantity(amount, book.columns.unit.get(item, "kg"))


def _stock(book: CanteenLedger, key: str, pen: Pen) -> tuple[StockLine, ...]:
    return (
        StockLine(
            item=key,
            quantity=_in_unit(book, key, Decimal(1 + pen.below(300)) / 10),
            amount=pen.money(),
            lot=pen.pick((None, "L-1", "L-2")),
            expires=None if pen.chance(40) else pen.on + timedelta(days=pen.below(60) - 5),
        ),
    )


def _stock_opened(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    return None if book.columns.closed else {"lines": _stock(book, key, pen)}


def _stocked(book: CanteenLedger, key: str, pen: Pen) -> Fields:
    return {"lines": _stock(book, key, pen)}


def _meal(book: CanteenLedger, pen: Pen) -> Fields | None:
    serves = book.columns.serves
    if not serves:
        return None
    meal = pen.pick(tuple(serves))
    return {"meal": meal, "segment": serves[meal], "fund": "donation" if pen.chance(10) else "fee"}


def _used(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    meal = _meal(book, pen)
    line = UsedLine(item=key, quantity=_in_unit(book, key, Decimal(1 + pen.below(30))), amount=pen.money())
    return None if meal is None else {**meal, "lines": (line,)}


def _draw(book: CanteenLedger, key: str, pen: Pen) -> tuple[IssueLine, ...]:
    lots = book.columns.lots.get(key, ())
    if not lots:
        return ()
    lot = pen.pick(lots)
    quantity = lot.left if pen.chance(40) else (lot.left / 2).quantize(Decimal("1e-6"))
    named = lot.lot if pen.chance(40) else None
    return (IssueLine(item=key, quantity=_in_unit(book, key, quantity), lot=named),) if quantity else ()


def _issued(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    meal, lines = _meal(book, pen), _draw(book, key, pen)
    return {**meal, "lines": lines} if meal is not None and lines else None


def _written_off(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    lines = _draw(book, key, pen)
    return {"lines": lines} if lines else None


def _returned(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    """Mostly to one of whom the item came, mostly for less than was billed."""
    came = [(goods[0], amount) for goods, (_, amount) in book.columns.came_in.items() if goods[2] == key]
    supplier, billed = pen.pick(came) if came else (PEOPLE[0], pen.money())
    amount = pen.money() if pen.chance(10) else min(billed, pen.money())
    lines = _draw(book, key, pen)
    back = tuple(ReturnLine(item=key, quantity=each.quantity, lot=each.lot, amount=amount) for each in lines)
    return {"supplier": supplier, "lines": back} if back else None


def _counted(book: CanteenLedger, key: str, pen: Pen) -> Fields:
    booked = sum((each.left for each in book.columns.lots.get(key, ())), Decimal(0))
    found = max(booked + pen.pick((1, -1, 0)), Decimal(0))
    return {"lines": (CountLine(item=key, quantity=_in_unit(book, key, found)),)}


def _adjusted(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    found = book.adjustments(on=pen.on, by=PEOPLE[0], reason=WORDS[0])
    return {"lines": found[0].lines} if found else None


STORE_HINTS: Final[Hints] = {
    StockOpened: _stock_opened,
    FoodStocked: _stocked,
    FoodUsed: _used,
    FoodIssued: _issued,
    FoodWrittenOff: _written_off,
    FoodReturned: _returned,
    StockCounted: _counted,
    StockAdjusted: _adjusted,
}
