"""Random histories for the tests: a keeper who posts what can follow, late or early, closes months and reverses entries."""

from collections.abc import Callable
from datetime import date, timedelta
from random import Random
from typing import Any

import attrs
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Ref
from schoollogistics.repairs import (
    MaintenanceDone,
    MaintenanceLine,
    ProgrammeLine,
    RepairAccepted,
    RepairAssigned,
    RepairCancelled,
    RepairFinished,
    RepairHandedOver,
    RepairHeld,
    RepairMerged,
    RepairOpened,
    RepairRejected,
    RepairReported,
    RepairResumed,
    RepairSentBack,
    RepairStarted,
    RepairTriaged,
    RepairWorkflow,
    RequesterTold,
    UpkeepProposed,
    VacationJobDone,
    VacationJobDropped,
    VacationProgrammeDrawnUp,
)
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.journal.shelf import (
    DAY,
    Shelf,
    added,
    bought,
    lent,
    limited,
    looked_over,
    mended,
    moved,
    paid,
    paired,
    priced,
    retired,
    returned,
    spent,
    used,
)
from tests.journal.witness import AnyBook, AnyEntry, closing, columns_of, published, reversal

STEPS = 45
Propose = Callable[[Random, Any, date], AnyEntry]


def _some(rng: Random, keys: list[str], fallback: str) -> str:
    return rng.choice(keys) if keys else fallback


def on_the_shelf(rng: Random, book: Shelf, day: date) -> AnyEntry:
    """Return an entry that may follow on the shelf."""
    state = columns_of(book)
    by_status: dict[str, list[str]] = {}
    for key, status in state.status["item"].items():
        by_status.setdefault(status, []).append(key)
    running = [loan for loan, status in state.status["loan"].items() if status == "running"]
    lots = [lot for lot, status in state.status["lot"].items() if status == "in_stock"]
    here, lot = by_status.get("on_shelf", []), _some(rng, lots, "P-0")
    item, loan = _some(rng, here, "A-0"), _some(rng, running, "L-0")
    new, account = book.version, f"K-{rng.randrange(2)}"
    makers: list[Callable[[], AnyEntry]] = [
        lambda: added(f"A-{new}", f"A-{new}b", place=f"{rng.randrange(3)}柜", on=day),
        lambda: bought(f"P-{new}", f"Q-{new}", pieces=rng.randint(1, 4), price=f"{rng.randrange(1, 9)}.25", on=day),
        lambda: moved(*here[:3], place=f"{rng.randrange(3)}柜", on=day),
        lambda: paired(item, rng.choice([None, *here]), on=day),
        lambda: lent(item, f"L-{new}", borrower=rng.choice(["周同学", "吴同学"]), on=day),
        lambda: lent(item, f"L-{new}", borrower="周同学", despite=("S02",), note="急用", on=day),
        lambda: returned(state.thing.get(loan, "A-0"), loan, condition=rng.choice(["whole", "broken"]), on=day),
        lambda: mended(_some(rng, by_status.get("damaged", []), "A-0"), on=day),
        lambda: retired(item, despite=("S01",), note="只有一人在校", on=day),
        lambda: used(lot, rng.randint(1, 2), on=day),
        lambda: priced(lot, f"{rng.randrange(1, 9)}.5", on=day),
        lambda: paid(f"{rng.randint(1, 9)}.00", account, on=day),
        lambda: spent(f"{rng.randint(1, 5)}.00", account, on=day),
        lambda: looked_over(on=day),
        lambda: published(state.published.get(("shelf_list", "2025-09"), 0) + 1, reason="更正", on=day),
    ]
    return rng.choice(makers)()


def at_the_repair_desk(rng: Random, book: RepairWorkflow, day: date) -> AnyEntry:
    """Return an entry that may follow at the repair desk."""
    repairs = list(book)
    key, other, new = _some(rng, repairs, "BX-0"), _some(rng, repairs, "BX-0"), f"BX-{book.version}"
    makers: dict[type[AnyEntry], Callable[[], AnyEntry]] = {
        RepairReported: lambda: RepairReported(repair=new, place="3-201", fault="灯不亮", on=day, by="李老师"),
        RepairOpened: lambda: RepairOpened(
            repair=new, place="3-201", fault="漏水", reported_on=DAY, reporters=("李老师",), on=day, by="王老师"
        ),
        RepairTriaged: lambda: RepairTriaged(repair=key, severity=rng.choice(["minor", "major"]), on=day, by="王老师"),
        RepairRejected: lambda: RepairRejected(repair=key, reason="无此故障", on=day, by="王老师"),
        RepairMerged: lambda: RepairMerged(repair=key, into=other, on=day, by="王老师"),
        RepairAssigned: lambda: RepairAssigned(repair=key, worker="赵师傅", on=day, by="王老师"),
        RepairHandedOver: lambda: RepairHandedOver(
            repair=key, worker=rng.choice(["赵师傅", "钱师傅"]), reason="请假", on=day, by="王老师"
        ),
        RepairStarted: lambda: RepairStarted(repair=key, on=day, by="赵师傅"),
        RepairHeld: lambda: RepairHeld(repair=key, hold="parts", on=day, by="赵师傅"),
        RepairResumed: lambda: RepairResumed(repair=key, on=day, by="赵师傅"),
        RequesterTold: lambda: RequesterTold(repair=key, message="等配件", on=day, by="王老师"),
        RepairFinished: lambda: RepairFinished(
            repair=key, work="换灯管", labour_cost=yuan(rng.randrange(3)), on=day, by="赵师傅"
        ),
        RepairSentBack: lambda: RepairSentBack(repair=key, reason="仍不亮", on=day, by="李老师"),
        RepairAccepted: lambda: RepairAccepted(repair=key, on=day, by="李老师"),
        RepairCancelled: lambda: RepairCancelled(repair=key, reason="已自行修好", on=day, by="李老师"),
        UpkeepProposed: lambda: UpkeepProposed(thing="3-201", proposal="更换线路", on=day, by="王老师"),
    }
    offered = [kind for kind in book.next_entries(key) if kind in makers]
    if rng.randrange(8) == 0:
        return _upkeep(rng, book, day)
    return makers[rng.choice([RepairReported, UpkeepProposed, *offered, *offered, *offered])]()


def _upkeep(rng: Random, book: RepairWorkflow, day: date) -> AnyEntry:
    """Return maintenance, or something about a vacation programme, that may follow at the repair desk."""
    job, new = _some(rng, list(book.of("job")), "JH-0"), f"JH-{book.version}"
    serviced = MaintenanceLine(place="3-201", result="serviced", cost=yuan(rng.randrange(3)))
    lines = (ProgrammeLine(job=f"{new}-1", place="操场", task="补漆", estimate=yuan(9)),)
    makers: list[Callable[[], AnyEntry]] = [
        lambda: MaintenanceDone(scope="空调", work="清洗", lines=(serviced,), on=day, by="赵师傅"),
        lambda: VacationProgrammeDrawnUp(
            programme=new, vacation="winter", first=DAY, last=DAY, lines=lines, on=day, by="王老师"
        ),
        lambda: VacationJobDone(job=job, work="已补漆", cost=yuan(8), on=day, by="赵师傅"),
        lambda: VacationJobDropped(job=job, reason="改期", on=day, by="王老师"),
    ]
    return rng.choice(makers)()


def _journal(rng: Random, book: AnyBook, day: date) -> AnyEntry | None:
    chance = rng.randrange(100)
    if chance < 14 and book.version:
        return reversal(book, max(book.version - 1 - rng.randrange(9), 0), on=day)
    if chance < 17:
        through = book.chronicle.state.closed.get("through")
        month = Month.of(DAY) if through is None else Month.of(through).next()
        return closing(book, month, on=day)
    return None


def _dated(rng: Random, entry: AnyEntry) -> AnyEntry:
    """Return *entry* as late paper, or booked later than it happened, as often as not."""
    on = entry.on - timedelta(days=rng.randrange(4)) if rng.randrange(4) == 0 else entry.on
    recorded = entry.on + timedelta(days=rng.randrange(12)) if rng.randrange(3) == 0 else None
    because = Ref(rng.choice(["shelf", "repairs"]), 0) if rng.randrange(8) == 0 else None
    return attrs.evolve(entry, on=on, recorded_on=recorded, because=because)


def live(rng: Random, book: AnyBook, propose: Propose, steps: int = STEPS) -> None:
    """Let a keeper post to *book*, who thinks again where an entry is refused."""
    day = DAY
    for _ in range(steps):
        day += timedelta(days=rng.randrange(3))
        if not any(_post(rng, book, _journal(rng, book, day) or propose(rng, book, day)) for _ in range(6)):
            day += timedelta(days=1)


def _post(rng: Random, book: AnyBook, entry: AnyEntry) -> bool:
    """Post *entry* with dates that may or may not do, or else as it is, or else booked later."""
    for each in (_dated(rng, entry), entry, attrs.evolve(entry, recorded_on=entry.on + timedelta(days=14))):
        try:
            book.post(each)
        except LogisticsError:
            continue
        return True
    return False


def _shelf(rng: Random) -> Shelf:
    book = Shelf(limited())
    live(rng, book, on_the_shelf)
    return book


def _repairs(rng: Random) -> RepairWorkflow:
    book = RepairWorkflow()
    live(rng, book, at_the_repair_desk)
    return book


def books() -> SearchStrategy[AnyBook]:
    """Draw a shelf or a repair desk with a history of its own."""
    rngs = st.integers(0, 2**32 - 1).map(Random)
    return st.one_of(rngs.map(_shelf), rngs.map(_repairs))
