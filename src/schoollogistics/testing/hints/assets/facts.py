"""What hints about property look up in the register, and the people and places they draw from."""

from collections.abc import Iterable
from datetime import time
from typing import Final, cast

from schoollogistics.assets import (
    AssetRegister,
)
from schoollogistics.assets.state import PRESENT, AssetState
from schoollogistics.testing.pen import Pen
from schoollogistics.testing.reading import state_of
from schoollogistics.testing.scribe import Hint
from schoollogistics.testing.strategies import PEOPLE

Fields = dict[str, object]

ROOMS: Final = ("3-201", "科学室", "仓库")
SPARE: Final = "旧楼"
KEEPERS: Final = PEOPLE[:3]
BORROWERS: Final = PEOPLE[3:5]
CLASSES: Final = ("家具", "设备")


def facts(book: AssetRegister) -> AssetState:
    """Return what the entries of *book* add up to."""
    return cast("AssetState", state_of(book))


def free(book: AssetRegister, states: Iterable[str] = PRESENT) -> list[str]:
    """Return the assets in these states that are not on loan and in no disposal."""
    held = facts(book)
    return [
        asset
        for asset, status in held.status["asset"].items()
        if status in states and asset not in held.on_loan and held.standing_disposal(asset) is None
    ]


def some(book: AssetRegister, pen: Pen, states: Iterable[str] = PRESENT) -> tuple[str, ...]:
    """Draw one or two assets in these states that are free; none where there are none."""
    able = free(book, states)
    chosen = [pen.pick(able) for _ in range(1 + pen.below(2))] if able else []
    return tuple(dict.fromkeys(chosen))


def being_counted(book: AssetRegister) -> set[str]:
    """Return the rows that an open count is looking for."""
    expected = facts(book).expected
    return {item.asset for count in keys_in(book, "count", "open") for item in expected[count]}


def hour(pen: Pen) -> time | None:
    """Draw an hour, seldom none: some deadlines run from the hour."""
    return None if pen.chance(8) else time(8 + pen.below(9))


def keys_in(book: AssetRegister, life: str, *states: str) -> list[str]:
    """Return the keys of a lifecycle that are in these states."""
    return [key for key, status in facts(book).status[life].items() if status in states]


def given_up(life: str, *states: str) -> Hint:
    """Return the hint for an entry that gives something up: seldom, so that most of it goes on."""

    def hint(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
        able = keys_in(book, life, *states)
        others = [key for key in book.of(life) if key not in able]
        if pen.chance(25) and others:
            return {life: pen.pick(others)}
        return {life: pen.pick(able)} if able and (len(able) > 1 or pen.chance(20)) else None

    return hint
