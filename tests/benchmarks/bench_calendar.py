"""What one question to a calendar costs, as a ratio to ``holidays`` and numpy asked the same in the same process.

Run ``python -m tests.benchmarks.bench_calendar``; each row is the median of rounds in which all candidates take turns, so
a busy machine slows them alike. A package that is not installed leaves its rows out.
"""

from collections.abc import Callable, Mapping
from datetime import date
from functools import partial
from importlib import import_module, util
from statistics import median
from time import perf_counter
from typing import Any, Final, NamedTuple

from tests.calendar.notices import BEIJING, BEIJING_1, BEIJING_2, NATION, school

DAY: Final = date(2025, 11, 12)
FIRST, LAST = BEIJING_1.first, BEIJING_1.last
YEAR_END: Final = BEIJING_2.last
ROUNDS: Final = 15
CALLS: Final = 2_000

Question = Callable[[], object]


class Row(NamedTuple):
    """One gate: how many times the peer's cost ours may be, and is."""

    name: str
    ratio: float
    gate: float

    @property
    def ok(self) -> bool:
        """Whether the gate holds."""
        return self.ratio <= self.gate


def medians(questions: Mapping[str, Question], calls: int = CALLS) -> dict[str, float]:
    """Return the median seconds of one call of each question, asked in turns."""
    taken: dict[str, list[float]] = {name: [] for name in questions}
    for _ in range(ROUNDS):
        for name, question in questions.items():
            begin = perf_counter()
            for _ in range(calls):
                question()
            taken[name].append((perf_counter() - begin) / calls)
    return {name: median(times) for name, times in taken.items()}


def ours() -> dict[str, Question]:
    """Return the questions as they are put to a calendar."""
    return {
        "is_school_day": partial(BEIJING.is_school_day, DAY),
        "next_school_day": partial(BEIJING.next_school_day, DAY),
        "previous_school_day": partial(BEIJING.previous_school_day, DAY),
        "add_school_days": partial(BEIJING.add_school_days, DAY, 20),
        "count_school_days": partial(BEIJING.count_school_days, FIRST, LAST),
        "school_days": partial(BEIJING.school_days, FIRST, YEAR_END),
        "nth_school_day": partial(BEIJING.nth_school_day, 2025, 11, 5),
        "last_school_day": partial(BEIJING.nth_school_day, 2025, 11, -1),
    }


def against_holidays() -> list[Row]:
    """Return the row for the one question that ``holidays`` answers by look-up."""
    if util.find_spec("holidays") is None:
        return []
    peer: Any = import_module("holidays").country_holidays("CN", years=range(2024, 2028))
    cost = medians({"is_school_day": ours()["is_school_day"], "peer": partial(peer.is_working_day, DAY)})
    return [Row("is_school_day / holidays", cost["is_school_day"] / cost["peer"], 0.25)]


def against_numpy() -> list[Row]:
    """Return the rows against numpy's business days, with every weekend but the make-up days listed as a holiday."""
    if util.find_spec("numpy") is None:
        return []
    np: Any = import_module("numpy")
    whole = np.arange(np.datetime64("2025-01-01"), np.datetime64("2027-01-01"))
    off = [day for day in whole if not NATION.is_working_day(day.item())]
    days = np.busdaycalendar(weekmask="1111111", holidays=off)
    day, first, last = np.datetime64(DAY), np.datetime64(FIRST), np.datetime64(LAST)
    year = np.arange(first, np.datetime64(YEAR_END) + 1)
    month, month_after = np.datetime64("2025-11-01"), np.datetime64("2025-12-01")
    offset = partial(np.busday_offset, roll="forward", busdaycal=days)
    peers: dict[str, Question] = {
        "is_school_day": partial(np.is_busday, day, busdaycal=days),
        "next_school_day": partial(offset, day, 1),
        "previous_school_day": partial(offset, day, -1),
        "add_school_days": partial(offset, day, 20),
        "count_school_days": partial(np.busday_count, first, last + 1, busdaycal=days),
        "school_days": lambda: year[np.is_busday(year, busdaycal=days)],
        "nth_school_day": partial(offset, month, 4),
        "last_school_day": partial(np.busday_offset, month_after, -1, roll="forward", busdaycal=days),
    }
    gates = {
        "is_school_day": 0.15,
        "next_school_day": 0.15,
        "previous_school_day": 0.15,
        "add_school_days": 0.20,
        "count_school_days": 0.20,
        "school_days": 0.40,
        "nth_school_day": 0.20,
        "last_school_day": 0.20,
    }
    asked = ours()
    cost = medians({**asked, **{f"numpy {name}": peer for name, peer in peers.items()}})
    return [Row(f"{name} / numpy", cost[name] / cost[f"numpy {name}"], gate) for name, gate in gates.items()]


def against_itself() -> list[Row]:
    """Return the rows that show look-up: 200 days on cost no more than 1, a year no more than a day."""
    cost = medians(
        {
            "add 1": partial(BEIJING.add_school_days, FIRST, 1),
            "add 180": partial(BEIJING.add_school_days, FIRST, 180),
            "count a day": partial(BEIJING.count_school_days, FIRST, FIRST),
            "count a year": partial(BEIJING.count_school_days, FIRST, YEAR_END),
        }
    )
    built = medians({"term": lambda: school(BEIJING_1).is_school_day(DAY)}, calls=50)["term"]
    asked = medians({"year": lambda: school(BEIJING_1, BEIJING_2).is_school_day(DAY)}, calls=50)["year"]
    return [
        Row("add 180 school days / add 1", cost["add 180"] / cost["add 1"], 1.20),
        Row("count a year / count a day", cost["count a year"] / cost["count a day"], 1.20),
        Row("build a year / build a term", asked / built, 3.00),
    ]


def rows() -> list[Row]:
    """Return every row, those of absent packages left out."""
    return [*against_holidays(), *against_numpy(), *against_itself()]


def main() -> None:
    """Print name, ratio, gate and whether it holds."""
    for row in rows():
        print(f"{row.name:32} {row.ratio:7.3f} {row.gate:5.2f} {'ok' if row.ok else 'SLOW'}")


if __name__ == "__main__":
    main()
