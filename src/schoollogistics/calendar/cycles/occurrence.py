"""One time that something is due, and the days in which it can be done."""

from collections.abc import Iterable
from datetime import date
from itertools import repeat
from typing import NamedTuple


class Occurrence(NamedTuple):
    """One time that something is due: on ``due``, and in good time up to ``last``, the last day of grace.

    ``origins`` are the days that the cycle names, before they were rolled to ``due``; more than one where several
    rolled to the same day (R02).
    """

    due: date
    last: date
    origins: tuple[date, ...]


class Window(NamedTuple):
    """The days on which an occurrence can be met: from ``opens`` to ``closes``, both included; after ``last`` it is late.

    ``opens`` is the day after the previous occurrence's last day, or the first on which early work counts if that is
    later; ``closes`` is the day before the next one is due. Where the calendar knows no previous or no next one, its own
    first or last day bounds them. The days between two occurrences may belong to the windows of both.
    """

    occurrence: Occurrence
    opens: date
    closes: date

    def holds(self, day: date) -> bool:
        """Tell whether what is done on *day* can meet the occurrence, in good time or late."""
        return self.opens <= day <= self.closes


def occurrences_of(dues: list[date], lasts: list[date], origins: Iterable[tuple[date, ...]]) -> tuple[Occurrence, ...]:
    """Return the occurrences put together from their columns, without a step of Python for each."""
    return tuple(map(tuple.__new__, repeat(Occurrence), zip(dues, lasts, origins, strict=False)))
