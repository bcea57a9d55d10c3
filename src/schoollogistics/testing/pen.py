"""The pen of a random clerk: cheap choices and everyday values, drawn so that a failing history shrinks to a plain one."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date, time, timedelta
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeVar, cast

from attrs import define
from hypothesis import find
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn, SearchStrategy

from schoollogistics.journal import Ref
from schoollogistics.testing.reading import AnyBook, steps_of
from schoollogistics.testing.strategies import FIRST, PEOPLE, UNITS, bounds, values_of
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Field, Shape

T = TypeVar("T")
Roll = Callable[[int], int]

WORDS: Final = ("灯不亮", "漏水", "已处理", "门锁坏了，请尽快", "=1+1", "两行\n说明")
PERSON: Final = "a person"


@cache
def _up_to(most: int) -> SearchStrategy[int]:
    return st.integers(0, most)


@cache
def _any_of(shape: Shape) -> SearchStrategy[Any]:
    return values_of(shape)


@define
class Pen:
    """Draws what a clerk writes in *book* on the day ``on``; calling it draws from any strategy.

    ``roll`` throws a whole number from 0 to the one given, ``draw`` draws from a strategy. What is drawn first of several
    options is what a failing history shrinks to, so the usual one stands first.
    """

    draw: DrawFn
    roll: Roll
    book: AnyBook
    on: date = FIRST

    def __call__(self, strategy: SearchStrategy[T]) -> T:
        return self.draw(strategy)

    def below(self, count: int) -> int:
        """Draw a whole number from 0 to *count* - 1."""
        return 0 if count < 2 else self.roll(count - 1)

    def chance(self, percent: int) -> bool:
        """Draw whether something happens that happens in *percent* of all cases."""
        return self.roll(99) >= 100 - percent

    def pick(self, options: Sequence[T]) -> T:
        """Draw one of the *options*."""
        return options[self.below(len(options))]

    def day(self) -> date:
        """Draw a day: that day mostly, else one near it."""
        return self.on + timedelta(days=self.below(29) - 14) if self.chance(30) else self.on

    def money(self) -> Decimal:
        """Draw an amount in yuan that is not negative, in whole fen."""
        return Decimal(f"{self.below(50_001)}e-2")

    def keys(self, name: str) -> tuple[str, ...]:
        """Return the keys in use whose field is of the same sort as *name* says, as ``a repair number``."""
        found: dict[str, None] = {}
        for kind in self.book.kinds:
            for step in steps_of(type(self.book), kind):
                if step.shape.name.en == name:
                    found.update(dict.fromkeys(self.book.of(step.life.name)))
        return tuple(found)

    def value(self, part: Field) -> Any:
        """Draw an everyday value of a field: left out as often as not where it may be, else short and near at hand."""
        if not part.required and self.chance(50):
            return part.default
        if part.shape.optional and self.chance(30):
            return None
        return self.draw(_any_of(part.shape)) if self.chance(4) else self.everyday(part.name, part.shape)

    def everyday(self, name: str, shape: Shape) -> Any:
        """Draw a short and likely value of *shape* for the field *name*."""
        if shape.kind == "id":
            return self._id(name, shape)
        if shape.kind == "list" and shape.item is not None:
            item = shape.item
            return tuple(self.everyday(name, item) for _ in range(self.below(3)))
        if shape.kind == "record" and shape.parts is not None and shape.record is not None:
            return shape.record(**self.record(shape.parts))
        if shape.kind == "choice":
            return self.pick(shape.choices)
        if shape.kind == "whole":
            least, most = bounds(shape)
            return self._whole(least, most)
        return self._other(shape)

    def record(self, parts: Mapping[str, Field]) -> dict[str, Any]:
        """Draw everyday values of all fields of a line."""
        return {name: self.value(part) for name, part in parts.items()}

    def _id(self, name: str, shape: Shape) -> str:
        if shape.name.en == PERSON:
            return self.pick(PEOPLE)
        used = self.keys(shape.name.en)
        return self.pick(used) if used and self.chance(85) else f"{name}-{1 + self.below(3)}"

    def _whole(self, least: int, most: int) -> int:
        low = max(least, 0) if most >= 0 else least
        return low + self.below(min(most - low, 20) + 1)

    def _other(self, shape: Shape) -> Any:
        match shape.kind:
            case "text":
                return self.pick(WORDS)
            case "day":
                return self.day()
            case "clock":
                return time(self.below(24), 10 * self.below(6))
            case "month" | "period":
                return Month.of(self.day())
            case "flag":
                return self.chance(50)
            case "yuan" | "price":
                return self.money()
            case "number":
                return Decimal(f"{self.below(200)}e-1")
            case "quantity":
                return Quantity(self.below(100), self.pick(UNITS))
            case "ref":
                return Ref(self.book.name, self.below(max(self.book.version, 1)))
        return self.draw(values_of(shape))


def watched_pen(draw: DrawFn, book: AnyBook) -> Pen:
    """Return a pen whose every choice is drawn by Hypothesis, which can then shrink what it wrote."""
    return Pen(draw, lambda most: draw(_up_to(most)), book)


def _plainest(strategy: SearchStrategy[Any]) -> Any:
    return find(strategy, lambda _: True)


def plain_pen(book: AnyBook) -> Pen:
    """Return a pen that always takes the usual choice: what it writes is the same every time."""
    return Pen(cast("DrawFn", _plainest), lambda _: 0, book)
