"""An exception at any bytecode of what an office posts leaves all its books as before, or all with their entries."""

from collections.abc import Callable
from datetime import date

import pytest
from attrs import frozen

from schoollogistics.journal import Ref
from schoollogistics.office import LogisticsOffice
from tests.journal.test_interrupts import attempt, points_of, whole
from tests.journal.witness import AnyBook, AnyEntry, closing, reversal
from tests.office.stories import (
    BOOKS,
    BX,
    MONDAY,
    PLAIN,
    added,
    assigned,
    check,
    counted,
    fixed,
    given,
    line,
    raised,
    reported,
    scrapped,
    triaged,
)

PAST: dict[str, list[AnyEntry]] = {
    "repairs": [reported(id="r"), triaged()],
    "inspections": [check(line(), id="c"), raised(because=Ref("inspections", 0)), given()],
    "inventory": [added("D-17")],
}
OCTOBER = date(2025, 10, 8)
NEXT: list[AnyEntry] = [
    reported("BX-9", on=OCTOBER, asset="D-17", id="next"),
    raised("YH-9", on=OCTOBER, because=Ref("repairs", 0)),
    added("D-9", on=OCTOBER),
]
BATCH: list[AnyEntry] = [
    added("D-18", id="d"),
    reported("BX-2", asset="D-18", because=Ref("inspections", 1), id="r-2"),
    fixed(repair=BX, on=MONDAY, because=Ref("repairs", 1)),
    counted(BX, "BX-2"),
]


@frozen
class Scene:
    """What is done with an office, how many entries it adds to each book, and at which points it is interrupted."""

    name: str
    act: Callable[[LogisticsOffice], object]
    adds: tuple[int, ...]
    every: int = 1

    def __str__(self) -> str:
        return self.name


SCENES = [
    Scene(
        "post, linked", lambda made: made.post(reported("BX-2", asset="D-17", because=Ref("inspections", 1))), (1, 0, 0)
    ),
    Scene("post, refused by a link", lambda made: made.post(reported("BX-2", asset="D-99")), (0, 0, 0)),
    Scene("batch over three books", lambda made: made.post_all(BATCH), (1, 1, 2)),
    Scene("batch, refused", lambda made: made.post_all([*BATCH, scrapped("D-17", "YH-9")]), (0, 0, 0), every=4),
    Scene("closing", lambda made: made.post(closing(made.repairs)), (1, 0, 0)),
    Scene("reversal", lambda made: made.post(reversal(made.repairs, 1, on=MONDAY)), (1, 0, 0), every=3),
]


def books() -> tuple[AnyBook, ...]:
    """Return the books of an office, each ready to post."""
    classes: tuple[type[AnyBook], ...] = BOOKS
    made = tuple(book.replay(PAST[book.name], setting=PLAIN, trusted=True) for book in classes)
    for book in made:
        _ = book.chronicle.drafter
    return made


def versions(made: LogisticsOffice) -> tuple[int, ...]:
    """Return how many entries each book has, as its reader sees it."""
    return tuple(book.version for book in made)


def judge(scene: Scene, made: LogisticsOffice, *, look: bool, number: int) -> bool | None:
    """Post on, after a look at the office or without; return whether the entries were taken, None if anything is torn."""
    before = tuple(len(PAST[book.name]) for book in made)
    after = tuple(count + more for count, more in zip(before, scene.adds, strict=True))
    held = versions(made) if look else None
    traced = len(made.trace(Ref("inspections", 0))) if look else None
    if number % 2:
        made.post_all(NEXT)
    else:
        for entry in NEXT:
            made.post(entry)
    grown = tuple(version - 1 for version in versions(made))
    fine = held in {None, grown} and grown in {before, after}
    fine = fine and traced in {None, len(made.trace(Ref("inspections", 0)))}
    fine = fine and (number % 3 > 0 or all(whole(book, marked=number % 5 == 0) for book in made))
    return grown != before if fine else None


@pytest.mark.parametrize("scene", SCENES, ids=str)
def test_no_interruption_tears_an_office(scene: Scene) -> None:
    """Whatever is interrupted wherever, all books hold all of it or none does, each agrees with itself, and posting goes on."""

    def act(*held: AnyBook) -> object:
        return scene.act(offices[id(held[0])])

    offices: dict[int, LogisticsOffice] = {}

    def make() -> tuple[AnyBook, ...]:
        made = LogisticsOffice(PLAIN, books())
        offices.clear()
        offices[id(made.repairs)] = made
        return tuple(made)

    points = points_of(act, make)
    verdicts = []
    for number, at in enumerate(points[:: scene.every]):
        held = make()
        assert attempt(act, held, at) == [at]
        verdicts.append(judge(scene, offices[id(held[0])], look=number % 4 < 2, number=number))
    assert verdicts.count(None) == 0
    assert len(points) > 500
    assert (verdicts.count(True) > 0) == any(scene.adds)


def test_the_judge_sees_a_torn_office() -> None:
    """Books of which one has a batch and the other has not are told apart from both ends."""
    batch = next(scene for scene in SCENES if scene.name == "batch over three books")
    halves: list[list[AnyEntry]] = [[added("D-18")], [fixed(repair=BX, on=MONDAY), added("D-18"), counted(BX)]]
    for torn in halves:
        made = LogisticsOffice(PLAIN, books())
        made.post_all(torn)
        assert judge(batch, made, look=True, number=0) is None
    made = LogisticsOffice(PLAIN, books())
    made.post(assigned())
    assert judge(batch, made, look=False, number=1) is None
