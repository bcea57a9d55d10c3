"""复查形成闭环, between the books: whoever did the repair does not re-check the finding it fixed."""

from typing import Final

import pytest
from attrs import evolve

from schoollogistics.inspections import InspectionSchedule
from schoollogistics.journal import Ref
from schoollogistics.office.questions import rechecked_by_repairers
from schoollogistics.repairs import RepairMerged, RepairSentBack, RepairWorkflow
from schoollogistics.values.periods import DateSpan
from tests.journal.witness import AnyEntry
from tests.office.stories import (
    BX,
    MONDAY,
    THURSDAY,
    TUESDAY,
    WEDNESDAY,
    YEAR,
    YH,
    accepted,
    assigned,
    check,
    closed,
    finished,
    fixed,
    given,
    office,
    raised,
    rechecked,
    reported,
    triaged,
)

REPAIRED: Final = (raised(), given(), reported(), triaged(), assigned(), finished(cosigned_by=("孙师傅",)), accepted())
# The repair is named, and who did it is not.
FIXED: Final = fixed(by="王老师", repair=BX)
TWO: Final = "BX-2"

STORIES: Final[dict[str, tuple[tuple[AnyEntry, ...], int]]] = {
    "by whoever finished the repair": ((*REPAIRED, FIXED, rechecked(by="钱师傅")), 1),
    "by whoever helped": ((*REPAIRED, FIXED, rechecked(by="孙师傅")), 1),
    "by another": ((*REPAIRED, FIXED, rechecked(by="周医生")), 0),
    "signed beside another": ((*REPAIRED, FIXED, evolve(rechecked(by="周医生"), cosigned_by=("钱师傅",))), 1),
    "by both": ((*REPAIRED, FIXED, evolve(rechecked(by="钱师傅"), cosigned_by=("孙师傅",))), 1),
    "a fix without a repair": ((*REPAIRED, fixed(by="王老师"), rechecked(by="钱师傅")), 0),
    "a repair not finished": ((*REPAIRED[:5], FIXED, rechecked(by="钱师傅")), 0),
    "excused already": (
        (
            *REPAIRED,
            FIXED,
            evolve(rechecked(by="王老师"), cosigned_by=("钱师傅",), despite=("P96",), note="无他人在园"),
        ),
        0,
    ),
    "fixed before a failed re-check": (
        (
            *REPAIRED,
            FIXED,
            evolve(rechecked(by="周医生"), result="failed"),
            fixed(by="吴师傅", on=THURSDAY),
            rechecked(by="钱师傅"),
        ),
        1,
    ),
    "finished before it was sent back": (
        (
            *REPAIRED[:6],
            RepairSentBack(repair=BX, reason="仍闪烁", on=TUESDAY, by="李老师"),
            finished(by="吴师傅"),
            accepted(),
            FIXED,
            rechecked(by="钱师傅"),
        ),
        1,
    ),
    "merged into the repair": (
        (
            *REPAIRED[:5],
            reported(TWO),
            RepairMerged(repair=TWO, into=BX, on=MONDAY, by="王老师"),
            finished(),
            accepted(),
            fixed(by="王老师", repair=TWO),
            rechecked(by="钱师傅"),
        ),
        1,
    ),
}


@pytest.mark.plan("P96", "R57")
@pytest.mark.parametrize("name", STORIES)
def test_who_did_the_repair_does_not_re_check_it(name: str) -> None:
    """A re-check by hands that the fix does not name is one breach of P96 on its day; what is a breach already is none more."""
    story, count = STORIES[name]
    made = office(*story, closed())
    found = list(rechecked_by_repairers(made, YEAR))
    assert [(breach.rule.code, breach.on, breach.subject) for breach in found] == [
        ("P96", THURSDAY, ("finding", YH))
    ] * count
    assert all(type(made.shelf.entry(breach.ref)).__name__ == "FindingRechecked" for breach in found if breach.ref)


@pytest.mark.plan("P96")
def test_what_is_said_of_it() -> None:
    """The breach names who did both, and is asked about on the day of the re-check only."""
    made = office(*REPAIRED, FIXED, rechecked(by="钱师傅"))
    (breach,) = rechecked_by_repairers(made, YEAR)
    assert breach.found.zh == f"{YH} 由维修人 钱师傅 复查"
    assert breach.ref == Ref("inspections", 3)
    assert list(rechecked_by_repairers(made, DateSpan(MONDAY, WEDNESDAY))) == []


@pytest.mark.plan("P96")
@pytest.mark.parametrize("book", [InspectionSchedule, RepairWorkflow])
def test_an_office_without_one_of_the_books_has_nothing_to_compare(book: type) -> None:
    """Where there is no repair desk or no inspections, nobody can tell."""
    entry = check() if book is InspectionSchedule else reported()
    assert [each for each in office(entry, books=(book,)).breaches(YEAR) if each.rule.code == "P96"] == []
