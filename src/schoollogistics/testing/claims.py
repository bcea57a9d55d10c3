"""How a law says that it does not hold: an ``AssertionError`` that names what differs."""

from collections.abc import Callable, Mapping
from typing import Any

from schoollogistics.errors import LogisticsError

MOST_SHOWN = 5


def claim(holds: object, *what: object) -> None:
    """Raise ``AssertionError`` that says *what*, unless it *holds*."""
    if not holds:
        raise AssertionError(" ".join(str(part) for part in what))


def claim_same(one: Mapping[str, Any], other: Mapping[str, Any], *what: object) -> None:
    """Raise ``AssertionError`` with *what* and the parts in which two snapshots differ, unless there are none."""
    names = [name for name in {**one, **other} if one.get(name) != other.get(name)]
    shown = [f"{name}: {one.get(name)!r:.300} / {other.get(name)!r:.300}" for name in names[:MOST_SHOWN]]
    claim(not names, *what, "differ in", "; ".join(shown))


def told(error: LogisticsError | None) -> object:
    """Return all that an error says, to compare it with another; None for none."""
    return None if error is None else (error.to_data(), str(error))


def answer(question: Callable[[], object]) -> object:
    """Return what a *question* answers, or all that the error says which it raises."""
    try:
        return question()
    except LogisticsError as error:
        return told(error)
