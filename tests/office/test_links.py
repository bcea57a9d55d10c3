"""What one book says of another: whoever names a subject, an entry or a routine names one that exists."""

from typing import Any, ClassVar, final

import pytest
from attrs import define, evolve, frozen

from schoollogistics.errors import Refused, Text, Unknown
from schoollogistics.inspections import RoutineDone
from schoollogistics.journal import Book, Entry, Lifecycle, Published, Ref, Routine, Setting, State
from schoollogistics.repairs import MaintenanceDone, MaintenanceLine, RepairWorkflow
from schoollogistics.values.ids import AssetId
from tests.journal.shelf import Shelf
from tests.journal.shelf import added as shelved
from tests.journal.witness import AnyEntry, refusal, reversal
from tests.office.stories import (
    BX,
    LIGHTING,
    MONDAY,
    YH,
    CountLine,
    Inventory,
    added,
    all_seen,
    assigned,
    check,
    counted,
    fixed,
    given,
    line,
    objection,
    office,
    raised,
    rechecked,
    reported,
    scrapped,
    sept,
    triaged,
    with_till,
)


def serviced(asset: str) -> MaintenanceDone:
    """Return a maintenance record whose second line names an asset."""
    lines = (MaintenanceLine(place="3-201"), MaintenanceLine(place="3-202", asset=asset))
    return MaintenanceDone(scope="空调", work="清洗", lines=lines, on=MONDAY, by="赵师傅")


@define
class DepotState(State):
    """Nothing but what is there."""


@final
@frozen(kw_only=True)
class DepotFilled(Entry[DepotState]):
    """Something was put into the depot (入库)."""

    kind: ClassVar[str] = "depot.filled"

    asset: AssetId


class Depot(Book[DepotFilled, DepotState]):
    """A second book that keeps assets, beside the inventory."""

    name = "depot"
    kinds = (DepotFilled,)
    state_type = DepotState
    lifecycles = (Lifecycle(name="stored", of="asset", table={"unseen": {DepotFilled: "stored"}, "stored": {}}),)


NAMING: dict[str, tuple[list[AnyEntry], AnyEntry, AnyEntry, str]] = {
    "a fix names a repair": (
        [raised(), given(), reported()],
        fixed(repair="BX-0908-02"),
        fixed(repair=BX),
        "repair",
    ),
    "a repair names an asset of a book of one's own": (
        [added("D-17")],
        reported(asset="D-18"),
        reported(asset="D-17"),
        "asset",
    ),
    "a book of one's own names a finding": (
        [added(), raised()],
        scrapped(finding="YH-0908-02"),
        scrapped(finding=YH),
        "finding",
    ),
    "a line names an asset": ([added("D-17")], serviced("D-18"), serviced("D-17"), "lines.asset"),
    "a line names a repair": ([reported()], counted(None, "BX-0908-02"), counted(None, BX), "lines.repair"),
    "a part that may be left out names a repair": (
        [reported()],
        counted(apart=CountLine(pieces=1, repair="BX-0908-02")),
        counted(apart=CountLine(pieces=1, repair=BX)),
        "apart.repair",
    ),
}


@pytest.mark.plan("R57")
@pytest.mark.parametrize("case", NAMING)
def test_whoever_names_a_subject_names_one_that_exists(case: str) -> None:
    """A subject of another book that nobody knows is refused, with the field and what is spelled like it; a known one is taken."""
    before, wrong, right, field = NAMING[case]
    made = office(*before)
    error = objection(made, wrong)
    assert (type(error), error.code, error.fields) == (Unknown, "unknown", (field,))
    assert "near it: " in error.text("en")
    assert "相近：" in error.text("zh")
    made.post(right)


def test_each_of_several_names_leads_somewhere() -> None:
    """Where a field names several subjects, each of them has to be known."""
    made = with_till(shelved("A-1", "A-2"))
    made.post(counted(items=("A-2", "A-1")))
    assert objection(made, counted(items=("A-2", "A-3"))).fields == ("items",)


def test_a_hint_says_where_to_post_what_nothing_is_like() -> None:
    """Where no subject is spelled alike, the refusal names the book that would have to know it."""
    error = objection(office(), reported(asset="D-17"))
    assert "inventory" in error.takes.en
    assert "资产台账" in error.takes.zh


def test_a_name_of_a_book_that_is_not_here_is_kept_unchecked() -> None:
    """Without the book that knows assets, a repair may name any."""
    made = office(books=(RepairWorkflow,))
    made.post(reported(asset="D-17"))
    assert made.repairs[BX].asset == "D-17"


def test_the_same_word_for_another_sort_of_thing_is_no_link() -> None:
    """The items of a checklist are no items of the cupboard, though both fields are called item."""
    made = with_till(shelved("A-1"))
    made.post(check(line("灯管", "ok")))
    assert "item" in {path for life in Shelf.lifecycles for path in life.of}


def test_a_subject_may_be_known_in_either_of_two_books() -> None:
    """Where two books keep assets, a repair may name what one of them knows, and it must stay in that one."""
    made = office(books=(RepairWorkflow, Inventory, Depot))
    made.post(DepotFilled(asset="D-1", on=MONDAY, by="王老师"))
    made.post(added("D-2"))
    made.post_all([reported("BX-1", asset="D-1"), reported("BX-2", asset="D-2")])
    error = objection(made, reported("BX-3", asset="D-3"))
    assert "inventory, depot" in error.text("en")
    for name in ("depot", "inventory"):
        assert objection(made, reversal(made.shelf.named(name), 0, on=MONDAY)).code == "state"
    made.post(DepotFilled(asset="D-2", on=MONDAY, by="王老师"))
    made.post(reversal(made.shelf.named("inventory"), 0, on=MONDAY))


def test_nothing_named_is_nothing_to_check() -> None:
    """Fields and parts left out lead nowhere."""
    made = office(raised(), given())
    for entry in (fixed(), counted(None), counted(), reported()):
        made.post(entry)


@pytest.mark.plan("R57")
def test_earlier_entries_of_a_batch_count() -> None:
    """Inside one batch a subject and an entry of another book can be named once they are there, and not before."""
    made = office()
    batch: list[AnyEntry] = [
        check(line()),
        raised(because=Ref("inspections", 0)),
        given(),
        added(),
        reported(asset="D-17", because=Ref("inspections", 1)),
        fixed(repair=BX),
    ]
    for last, first, code in ((5, 4, "unknown"), (4, 3, "unknown"), (4, 1, "reference")):
        turned = [*batch]
        turned.insert(first, turned.pop(last))
        error = refusal(lambda turned=turned: made.post_all(turned))  # type: ignore[misc]
        assert (error.code, error.position) == (code, first)
        assert all(book.version == 0 for book in made)
    assert made.post_all(batch) == (
        Ref("inspections", 0),
        Ref("inspections", 1),
        Ref("inspections", 2),
        Ref("inventory", 0),
        Ref("repairs", 0),
        Ref("inspections", 3),
    )


@pytest.mark.parametrize("because", [Ref("inspections", 0), Ref("inspections", 7), Ref("canteen", 0)], ids=str)
def test_a_cause_in_another_book_is_an_entry_that_exists(because: Ref) -> None:
    """A cause that is not there yet is refused, and so is one in a book that is not here; the lone book keeps both."""
    made = office()
    error = objection(made, reported(because=because))
    assert (type(error), error.code, error.fields) == (Refused, "reference", ("because",))
    assert ("before #0" in error.takes.en) == (because.book == "inspections")
    assert ("repairs, inspections, inventory" in error.takes.en) == (because.book == "canteen")
    made.repairs.post(reported(because=because))


def test_a_cause_that_exists_is_taken() -> None:
    """A report because of a check is posted once the check stands there."""
    made = office(check(line()))
    made.post(reported(because=Ref("inspections", 0)))
    assert made.followed(Ref("inspections", 0)) == (reported(because=Ref("inspections", 0)),)


ROUTINES: list[tuple[str, int, bool]] = [
    ("SWEEP", 15, True),
    ("SWEEP", 22, True),
    ("SWEEP", 12, False),
    ("SWEP", 15, False),
    ("别的", 15, False),
]


@pytest.mark.plan("R57")
@pytest.mark.parametrize(("code", "day", "known"), ROUTINES)
def test_routine_work_names_a_routine_there_is(code: str, day: int, known: bool) -> None:
    """Work on a routine nobody set up, or before it began, is refused; late work on one that has ended is taken."""
    made = office()
    done = RoutineDone(routine=code, on=sept(day), by="保洁员")
    if known:
        made.post(done)
        return
    error = objection(made, done)
    assert (type(error), error.code, error.fields) == (Unknown, "unknown", ("routine",))
    assert ("SWEEP" in error.takes.en) == (day == 15)


RECORDED: list[tuple[Routine, str, str]] = [
    (LIGHTING, "post CheckHeld: scope=照明", "这一项登记“检查”：scope=照明"),
    (evolve(LIGHTING, where=()), "post CheckHeld", "这一项登记“检查”"),
    (
        evolve(LIGHTING, fulfilled_by=Published, where=(("view", "patrol_record"),)),
        "post Published: view=patrol_record",
        "这一项登记“公示”：view=patrol_record",
    ),
]


@pytest.mark.plan("R57")
@pytest.mark.parametrize(("routine", "en", "zh"), RECORDED, ids=["with fields", "any", "of every book"])
def test_a_routine_with_a_record_of_its_own_says_which(routine: Routine, en: str, zh: str) -> None:
    """Whoever ticks it by its code is told which record to post, and what that has to say."""
    made = office(setting=Setting(routines=(routine,)))
    error = objection(made, RoutineDone(routine="LIGHTS", on=MONDAY, by="电工"))
    assert (type(error), error.fields, error.takes) == (Unknown, ("routine",), Text(en, zh))
    assert "照明检查" in error.stands.zh


def test_a_slip_repeated_by_its_id_is_not_checked_again() -> None:
    """An entry posted before a routine was set up otherwise is found by its id, alone and in a batch, and not refused."""
    made = office()
    done = RoutineDone(routine="别的", on=sept(15), by="保洁员", id="R-1")
    ref = made.inspections.post(done)
    assert (made.post(done), made.objection(done), made.post_all([done, added()])[0]) == (ref, None, ref)
    assert made.inspections.version == 1


NAMED: list[tuple[str, AnyEntry, str]] = [
    ("repairs", fixed(repair=BX), "inspections#2"),
    ("repairs", counted(BX), "inventory#0"),
]


@pytest.mark.parametrize(("book", "entry", "ref"), NAMED, ids=["a fix", "a line"])
def test_what_another_book_names_is_not_taken_back(book: str, entry: Any, ref: str) -> None:
    """The one entry of a subject is not reversed while another book names it; once that is reversed, it is."""
    made = office(raised(), given(), reported(), entry)
    error = objection(made, reversal(made.repairs, 0, on=sept(12)))
    assert (type(error), error.code, error.fields) == (Refused, "state", ("of",))
    assert ref in error.text("en")
    assert f"reverse {ref} first" in error.text("en")
    naming = made.shelf.named(ref.partition("#")[0])
    made.post(reversal(naming, naming.version - 1, on=sept(12)))
    made.post(reversal(made.repairs, 0, on=sept(12)))
    assert BX not in made.repairs


def test_a_name_that_leads_nowhere_stops_no_reversal() -> None:
    """What a lone book wrote about something nobody knows is no reason to refuse the reversal of something else."""
    made = office(added("D-17"))
    made.repairs.post(reported(asset="D-99"))
    made.post(reversal(made.shelf.named("inventory"), 0, on=MONDAY))


def test_a_later_step_of_what_is_named_can_be_taken_back() -> None:
    """Only a reversal that leaves nothing of the subject is refused; a second beginning is one more."""
    made = office(raised(), given(), reported(), triaged(), assigned(), fixed(repair=BX))
    made.post(reversal(made.repairs, 2, on=sept(12)))
    made.post(reversal(made.repairs, 1, on=sept(12)))
    before = all_seen(made)
    assert refusal(lambda: made.post(reversal(made.repairs, 0, on=sept(12)))).code == "state"
    assert all_seen(made) == before
    made.post(rechecked())
