"""Journal ratios: the library's book against a hand-written one of the same duties, and against peers, in one run."""

import gc
import subprocess
import sys
from collections.abc import Callable
from datetime import date, time, timedelta
from statistics import median
from time import process_time
from typing import Any

from schoollogistics.journal import Setting
from schoollogistics.repairs import (
    RepairAccepted,
    RepairAssigned,
    RepairFinished,
    RepairReported,
    RepairTriaged,
    RepairWorkflow,
)
from tests.benchmarks.handwritten import HandwrittenDesk

Row = tuple[str, float, str, float]
TICKETS = 2_000
ROUNDS = 7
FIRST = date(2025, 9, 1)


def build(tickets: int = TICKETS) -> list[Any]:
    """Return the entries of *tickets* repairs, a day's stage after a day's stage, each with an idempotency key."""
    entries: list[Any] = []
    for start in range(0, tickets, 50):
        day = FIRST + timedelta(days=start // 50)
        keys = [f"BX-{n:06d}" for n in range(start, start + 50)]
        for key in keys:
            entries.append(
                RepairReported(
                    repair=key,
                    place="3-201",
                    fault=f"灯不亮 {key}",
                    on=day,
                    at=time(16, 50),
                    by="李老师",
                    id=f"{key}/1",
                )
            )
        for key in keys:
            entries.append(RepairTriaged(repair=key, severity="minor", on=day, by="王老师", id=f"{key}/2"))
        for key in keys:
            entries.append(RepairAssigned(repair=key, worker="赵师傅", on=day, by="王老师", id=f"{key}/3"))
        for key in keys:
            entries.append(RepairFinished(repair=key, work="换灯管", on=day, by="赵师傅", id=f"{key}/4"))
        for key in keys:
            entries.append(RepairAccepted(repair=key, on=day, by="李老师", id=f"{key}/5"))
    return entries


def _timed(work: Callable[[], object]) -> float:
    gc.collect()
    start = process_time()
    work()
    return process_time() - start


def _interleaved(contenders: dict[str, Callable[[], object]], rounds: int = ROUNDS) -> dict[str, float]:
    taken: dict[str, list[float]] = {name: [] for name in contenders}
    for _ in range(rounds):
        for name, work in contenders.items():
            taken[name].append(_timed(work))
    return {name: median(times) for name, times in taken.items()}


def _post_each(book: Any) -> None:
    post = book.post
    for entry in build():
        post(entry)


def _post_batches(ready: list[Any]) -> None:
    book = RepairWorkflow()
    for start in range(0, len(ready), 40):
        book.post_all(ready[start : start + 40])


def _post_ready(ready: list[Any]) -> None:
    book = RepairWorkflow()
    for entry in ready:
        book.post(entry)


def own_ratios() -> list[Row]:
    """Return the ratios against the hand-written book."""
    ready = build()
    times = _interleaved(
        {
            "hand post": lambda: _post_each(HandwrittenDesk()),
            "post": lambda: _post_each(RepairWorkflow()),
            "hand replay": lambda: HandwrittenDesk().replay(ready),
            "replay": lambda: RepairWorkflow.replay(ready, setting=Setting()),
            "hand trusted": lambda: HandwrittenDesk().replay_trusted(ready),
            "trusted": lambda: RepairWorkflow.replay(ready, setting=Setting(), trusted=True).chronicle.state,
            "single": lambda: _post_ready(ready),
            "batch": lambda: _post_batches(ready),
        }
    )
    return [
        ("post, building included, hand-written = 1", times["post"] / times["hand post"], "<=", 1.5),
        ("verified replay, hand-written = 1", times["replay"] / times["hand replay"], "<=", 2.2),
        ("trusted replay, hand-written = 1", times["trusted"] / times["hand trusted"], "<=", 1.9),
        ("batch of 40, single posts = 1", times["batch"] / times["single"], "<=", 1.5),
    ]


def _fresh(code: str) -> float:
    command = [sys.executable, "-c", f"from time import perf_counter as t\ns=t()\n{code}\nprint(t()-s)"]
    runs = [float(subprocess.run(command, capture_output=True, text=True, check=True).stdout) for _ in range(9)]
    return median(runs)


def import_ratio() -> list[Row]:
    """Return what importing the package costs beside importing attrs, in fresh processes."""
    return [
        (
            "import schoollogistics, import attrs = 1",
            _fresh("import schoollogistics") / _fresh("import attrs"),
            "<=",
            3.0,
        )
    ]


def statemachine_ratio() -> list[Row]:
    """Return how many times faster a post is than a transition of python-statemachine."""
    try:
        from statemachine import State, StateMachine
    except ImportError:
        return []

    class Desk(StateMachine):
        reported = State(initial=True)
        triaged = State()
        assigned = State()
        awaiting_acceptance = State()
        closed = State(final=True)
        triage = reported.to(triaged)
        assign = triaged.to(assigned)
        finish = assigned.to(awaiting_acceptance)
        accept = awaiting_acceptance.to(closed)

    desks = 100

    def peer() -> None:
        for desk in machines:
            for event in ("triage", "assign", "finish", "accept"):
                desk.send(event)

    ready = build()
    theirs, ours = [], []
    for _ in range(ROUNDS):
        machines = [Desk() for _ in range(desks)]
        theirs.append(_timed(peer) / (desks * 4))
        ours.append(_timed(lambda: _post_ready(ready)) / len(ready))
    return [("post, times faster than a python-statemachine transition", median(theirs) / median(ours), ">=", 18.0)]


def eventsourcing_ratio() -> list[Row]:
    """Return how many times faster a post is than a command of an eventsourcing application."""
    try:
        from eventsourcing.application import Application
        from eventsourcing.domain import Aggregate, event
    except ImportError:
        return []

    class Ticket(Aggregate):
        @event("Reported")
        def __init__(self, place: str, fault: str, by: str) -> None:
            self.place, self.fault, self.by, self.status = place, fault, by, "reported"

        @event("Moved")
        def move(self, status: str, by: str) -> None:
            self.status, self.by = status, by

    count = 200

    def peer() -> None:
        app: Any = Application()
        for n in range(count):
            ticket = Ticket(place="3-201", fault=f"灯不亮 {n}", by="李老师")
            app.save(ticket)
            for status in ("triaged", "assigned", "awaiting_acceptance", "closed"):
                ticket = app.repository.get(ticket.id)
                ticket.move(status=status, by="王老师")
                app.save(ticket)

    ready = build()
    times = _interleaved({"peer": peer, "own": lambda: _post_ready(ready)}, rounds=5)
    return [
        (
            "post, times faster than an eventsourcing application",
            (times["peer"] / (count * 5)) / (times["own"] / len(ready)),
            ">=",
            18.0,
        )
    ]


def ratios() -> list[Row]:
    """Return every row: name, ratio, direction, gate."""
    return [*own_ratios(), *import_ratio(), *statemachine_ratio(), *eventsourcing_ratio()]


def main() -> None:
    """Print every ratio beside its gate."""
    for name, ratio, direction, gate in ratios():
        ok = ratio <= gate if direction == "<=" else ratio >= gate
        print(f"{name:<62} {ratio:8.2f}  {direction} {gate:<5} {'ok' if ok else 'MISSED'}")


if __name__ == "__main__":
    main()
