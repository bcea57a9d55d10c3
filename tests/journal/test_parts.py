"""Measures told apart: what an entry adds to each part of a sum, and figures asked for the parts of them."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, ClassVar, Final, final

import pytest
from attrs import define, frozen

from schoollogistics.errors import Text, Unknown
from schoollogistics.journal import Book, Column, Contribution, Entry, Figures, Measure, Ref, Setting, State, add
from schoollogistics.values.periods import Month
from schoollogistics.values.shapes import Yuan, id_shape
from tests.journal.witness import reversal

SEPTEMBER: Final = Month(2025, 9)
DAY: Final = date(2025, 9, 8)
WHO: Final = ("pupils", "staff")

Owner = Annotated[str, id_shape(Text("an owner", "所有人"))]


@define
class JarState(State):
    """How much is in the jar, by owner."""

    held: dict[str, Decimal] = Column()


@frozen(kw_only=True)
class Coins:
    """What one owner put into the jar."""

    owner: Owner
    amount: Yuan


@final
@frozen(kw_only=True)
class CoinsPut(Entry[JarState]):
    """Coins of several owners went into one jar (投币)."""

    kind: ClassVar[str] = "jar.coins_put"

    lines: tuple[Coins, ...]

    def apply(self, state: JarState) -> None:
        """Add them up by owner, and keep what is whose."""
        for line in self.lines:
            add(state.held, line.owner, line.amount)
        state.derive(tuple((line.owner, line.amount) for line in self.lines))


def by_owner(_: CoinsPut, parts: tuple[tuple[str, Decimal], ...]) -> Mapping[tuple[str, ...], Decimal]:
    """Return what an entry adds to the part of each owner, and of nobody in particular."""
    return {(owner, "coin"): amount for owner, amount in parts}


COINS: Final = Measure(
    code="jar.coins",
    zh="硬币",
    en="Coins",
    unit=Text("yuan", "元"),
    parts=(WHO, None),
    amounts={CoinsPut: by_owner},
)
SLIPS: Final = Measure(
    code="jar.slips", zh="笔数", en="Slips", unit=Text("slips", "笔"), amounts={CoinsPut: lambda entry, _: 1}
)


class Jar(Book[Any, JarState]):
    """One jar, several owners."""

    name = "jar"
    kinds = (CoinsPut,)
    state_type = JarState
    measures = (COINS, SLIPS)


def put(*pairs: tuple[str, str], on: date = DAY) -> CoinsPut:
    """Return a slip of who put in how much."""
    lines = tuple(Coins(owner=owner, amount=Decimal(amount)) for owner, amount in pairs)
    return CoinsPut(lines=lines, on=on, by="王老师")


def jar() -> Jar:
    """Return a jar with two slips in it."""
    book = Jar(Setting(school="一小"))
    book.post(put(("pupils", "2.00"), ("staff", "0.50")))
    book.post(put(("pupils", "1.00")))
    return book


def test_sum_of_a_part() -> None:
    """Figures are asked for the whole of a measure, or for the parts that begin with given codes."""
    figures = jar().figures(SEPTEMBER)
    assert figures[COINS] == Decimal("3.50")
    assert figures[COINS, "pupils"] == Decimal("3.00")
    assert figures[COINS, "staff", "coin"] == Decimal("0.50")
    assert figures[COINS, "staff", "note"] == 0
    assert figures.parts(COINS) == {("pupils", "coin"): Decimal("3.00"), ("staff", "coin"): Decimal("0.50")}
    assert figures.parts(SLIPS) == {(): 2}


def test_part_of_a_wrong_name_is_unknown() -> None:
    """A code that cannot stand at its place is refused, not zero; so is a place too many, and a measure not asked."""
    figures = jar().figures(SEPTEMBER)
    with pytest.raises(Unknown, match="pupils, staff"):
        figures[COINS, "pupil"]
    with pytest.raises(Unknown, match="no such part"):
        figures[SLIPS, "pupils"]
    with pytest.raises(Unknown, match="nothing of that name"):
        jar().figures(SEPTEMBER).parts("jar.nothing")


def test_contribution_names_its_part() -> None:
    """Behind a part stand the entries that added to it, and no part is listed for nothing."""
    book = jar()
    book.post(put(("staff", "0.00")))
    assert book.figures(SEPTEMBER).behind(COINS) == (
        Contribution("jar.coins", "一小", Ref("jar", 0), DAY, Decimal("0.50"), ("staff", "coin")),
        Contribution("jar.coins", "一小", Ref("jar", 0), DAY, Decimal("2.00"), ("pupils", "coin")),
        Contribution("jar.coins", "一小", Ref("jar", 1), DAY, Decimal("1.00"), ("pupils", "coin")),
    )


def test_reversal_takes_off_every_part() -> None:
    """A reversal takes off each part what its target added, on its own day."""
    book = jar()
    book.post(reversal(book, 0, on=date(2025, 10, 9)))
    assert book.figures(SEPTEMBER)[COINS, "pupils"] == Decimal("3.00")
    assert book.figures(Month(2025, 10)).parts(COINS) == {
        ("pupils", "coin"): Decimal("-2.00"),
        ("staff", "coin"): Decimal("-0.50"),
    }


def test_parts_of_schools_add_up() -> None:
    """The parts of two schools together are the sums of their parts."""
    one, two = jar().figures(SEPTEMBER), jar().figures(SEPTEMBER)
    both = one + two
    assert both[COINS, "pupils"] == one[COINS, "pupils"] + two[COINS, "pupils"]
    assert both.parts(COINS)["staff", "coin"] == Decimal("1.00")
    assert Figures.zero().parts(COINS) == {}
