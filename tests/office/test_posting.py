"""Posting to several books at once: each entry to its own, all or nothing, and only what an office can take."""

from typing import Any

import pytest
from attrs import define, evolve

from schoollogistics.errors import Duplicate, InvalidValue, LogisticsError, Refused, Unknown
from schoollogistics.inspections import InspectionSchedule
from schoollogistics.journal import Book, MonthClosed, Ref, Setting, State
from schoollogistics.office import LogisticsOffice
from schoollogistics.repairs import RepairWorkflow
from schoollogistics.values.periods import Month
from tests.journal.shelf import Shelf, Till, banked, cash
from tests.journal.shelf import added as shelved
from tests.journal.witness import AnyEntry, closing, published, refusal, reversal, seen
from tests.office.stories import (
    BX,
    MONDAY,
    PLAIN,
    YH,
    Inventory,
    added,
    all_seen,
    book_named,
    check,
    fixed,
    given,
    line,
    objection,
    office,
    raised,
    reported,
    scrapped,
    sept,
    triaged,
    with_till,
)

BATCH: list[AnyEntry] = [
    check(line(), id="check"),
    added("D-18"),
    raised(because=Ref("inspections", 0)),
    reported(asset="D-18", because=Ref("inspections", 1), id="report"),
    given(),
    triaged(),
    fixed(repair=BX),
    scrapped("D-18", YH),
]


@pytest.mark.plan("R57")
def test_books_stand_side_by_side() -> None:
    """An office opens a book of each class under one setting; each is an attribute, an item, and one of the row."""
    made = office()
    assert [book.name for book in made] == ["repairs", "inspections", "inventory"]
    assert made.repairs is made[RepairWorkflow]
    assert made.inspections is made[InspectionSchedule]
    assert all(book.setting is PLAIN for book in made)
    assert repr(made) == "<LogisticsOffice 示例学校: repairs: 0, inspections: 0, inventory: 0>"
    assert [book.name for book in LogisticsOffice()][:2] == ["repairs", "inspections"]


def test_a_book_that_is_there_already_is_taken_as_it_is() -> None:
    """A loaded book goes on in the office, between books that are opened empty."""
    desk = RepairWorkflow(PLAIN)
    desk.post(reported())
    made = office(triaged(), books=(InspectionSchedule, desk))
    assert made.repairs is desk
    assert desk.version == 2


def test_an_entry_goes_to_its_own_book() -> None:
    """A single entry lands in the book that takes its kind, and the books stay what they are: they can be posted to as well."""
    made = office()
    assert made.post(reported()) == Ref("repairs", 0)
    assert made.post(added()) == Ref("inventory", 0)
    assert made.repairs.post(triaged()) == Ref("repairs", 1)
    assert made.objection(reported()) is not None


def test_a_joint_post_is_as_many_single_ones() -> None:
    """Three books filled by one batch hold what they hold when each entry is posted by itself."""
    together, alone = office(), office()
    assert together.post_all(BATCH) == tuple(alone.post(entry) for entry in BATCH)
    assert all_seen(together) == all_seen(alone)


WRONG: dict[str, tuple[AnyEntry, str]] = {
    "the guard of its own book": (check(line("灯管", "ok"), line("灯管", "ok")), "duplicate"),
    "the lifecycle of its own book": (triaged("BX-9"), "unknown"),
    "a link": (reported("BX-0908-09", asset="D-99"), "unknown"),
    "a cause": (check(because=Ref("inventory", 50)), "reference"),
    "the third book": (added("D-17"), "duplicate"),
    "another content under a spent id": (added("D-77", id="spent"), "key-reused"),
    "no book": (shelved("A-1"), "type"),
}


@pytest.mark.parametrize("place", [0, 3, len(BATCH)])
@pytest.mark.parametrize("why", WRONG)
def test_one_refusal_anywhere_refuses_all(why: str, place: int) -> None:
    """Whoever refuses, the error says which entry, and no book has changed: entries, state, ids, fingerprint."""
    made = office(added("D-17", id="spent"))
    before = all_seen(made)
    bad, code = WRONG[why]
    error = refusal(lambda: made.post_all([*BATCH[:place], bad, *BATCH[place:]]))
    assert (error.code, error.position) == (code, place)
    assert all_seen(made) == before
    assert made.post_all(BATCH)[0] == Ref("inspections", 0)


def test_a_refused_batch_spends_no_id() -> None:
    """An id of a refused batch is free for other content; one that was taken brings back its place, in whatever batch."""
    made = office()
    refusal(lambda: made.post_all([*BATCH, triaged("BX-9")]))
    made.post(check(line("开关"), id="check"))
    error = refusal(lambda: made.post_all(BATCH))
    assert (type(error), error.code, error.position) == (Duplicate, "key-reused", 0)
    other = office()
    taken = other.post_all(BATCH)
    assert other.post_all([BATCH[3], added("D-19"), BATCH[0]]) == (taken[3], Ref("inventory", 2), taken[0])


def test_closings_and_reversals_stay_alone() -> None:
    """In a batch they are refused with their place; by themselves they go to the book they name."""
    made = with_till(reported(), cash("R-1", on=MONDAY), banked("R-1", on=MONDAY))
    till = book_named(made, "till")
    month = closing(till)
    for slip in (month, reversal(made.repairs, 0, on=MONDAY)):
        error = refusal(lambda slip=slip: made.post_all([added(), slip]))  # type: ignore[misc]
        assert (type(error), error.code, error.position) == (Refused, "state", 1)
    assert made.post(month) == Ref("till", 2)
    assert made.post(reversal(made.repairs, 0, on=MONDAY)) == Ref("repairs", 1)
    assert [book.version for book in made] == [2, 0, 0, 3, 0]


def test_a_closing_is_refused_by_the_book_it_closes() -> None:
    """The till says what is not settled yet, and the other books are not asked."""
    made = with_till(cash("R-1", on=MONDAY))
    error = objection(made, closing(book_named(made, "till")))
    assert "R-1" in error.text("en")
    made.post(closing(made.repairs))


def test_a_publication_goes_to_the_book_that_has_the_document() -> None:
    """Which book it is, the name of the document says."""
    made = with_till()
    assert made.post(published(view="asset_list")) == Ref("inventory", 0)
    assert made.post(published(view="shelf_list")) == Ref("cupboard", 0)
    assert made.post(published(view="patrol_statistics")) == Ref("inspections", 0)


NOWHERE: dict[str, tuple[AnyEntry, type[LogisticsError], str, str]] = {
    "a month of no book": (
        MonthClosed(book="canteen", month=Month(2025, 9), on=sept(30), by="钱会计"),
        Unknown,
        "reference",
        "repairs, inspections, inventory",
    ),
    "an entry of no book": (reversal(Till(), 0), Unknown, "reference", "inventory"),
    "an entry that is not there": (reversal(RepairWorkflow(), 0), Unknown, "reference", "repairs"),
    "a document of no book": (published(view="asset_lists"), Unknown, "unknown", "asset_list"),
    "a kind of no book": (shelved("A-1"), Refused, "type", "YourBook"),
}


@pytest.mark.parametrize("case", NOWHERE)
def test_what_no_book_takes_is_refused(case: str) -> None:
    """A book, entry, document or kind that is not here is refused, and the refusal says what is."""
    entry, error_type, code, hint = NOWHERE[case]
    error = objection(office(), entry)
    assert (type(error), error.code) == (error_type, code)
    assert hint in error.takes.en


HOSTILE: dict[str, Any] = {
    "nothing": None,
    "a word": "报修",
    "a list": [reported()],
    "a class": type(reported()),
    "a number": 7,
    "a month of what is no name": MonthClosed(book=7, month=Month(2025, 9), on=MONDAY, by="王老师"),  # type: ignore[arg-type]
    "a reversal of what is no reference": reversal(RepairWorkflow(), 0, of="repairs#0"),
    "a reversal of a bare pair": reversal(RepairWorkflow(), 0, of=("repairs", 0)),
    "a reversal of a book that is no name": reversal(RepairWorkflow(), 0, of=Ref(7, 0)),  # type: ignore[arg-type]
    "a document that is no name": published(view=["asset_list"]),
    "a day that is none": reported(on="2025-09-08"),
    "a cause that is none": reported(because=("inspections", 0)),
    "a number that is none": reported(repair=7),
    "lines in a list": check(lines=[line()]),
    "a line that is none": check("灯管不亮"),  # type: ignore[arg-type]
    "people in a word": check(cosigned_by="李老师"),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_what_is_no_entry_is_refused(case: str) -> None:
    """Whatever is handed in where an entry belongs, the error is one of the library and nothing is posted."""
    made = office(reported("BX-1"))
    error = objection(made, HOSTILE[case])
    assert error.code in {"type", "ident", "reference"}
    batch = refusal(lambda: made.post_all([added(), HOSTILE[case]]))
    assert batch.position == 1
    assert [book.version for book in made] == [1, 0, 0]


def test_messages_never_carry_control_characters() -> None:
    """What a slip says comes back escaped and cut."""
    made = office()
    for entry in (
        MonthClosed(book="x\u202e\n" * 99, month=Month(2025, 9), on=MONDAY, by="王老师"),
        published(view="x\u202e\n" * 99),
    ):
        error = objection(made, entry)
        assert error.text("en").isprintable()
        assert error.text("zh").isprintable()
        assert len(error.tried.en) < 120


class Post(Shelf):
    """A book whose name is a word of the office."""

    name = "post"


class Other(Till):
    """A book of another name that takes what the till takes."""

    name = "other"


@define
class NoState(State):
    """The state of a book that holds nothing."""


class SameName(Book[Any, NoState]):
    """A book with the name of another, and nothing in it."""

    name = "inventory"
    kinds = ()
    state_type = NoState


class SamePaper(Book[Any, NoState]):
    """A book of its own name with a document of another."""

    name = "papers"
    kinds = ()
    state_type = NoState
    documents = Inventory.documents


UNFIT: dict[str, tuple[Any, str]] = {
    "a class twice": ((RepairWorkflow, RepairWorkflow), "is there twice"),
    "two books of one name": ((Inventory, SameName), "is there twice"),
    "two books of one kind": ((Till, Other), "as till does"),
    "two books with one document": ((Inventory, SamePaper), "has the document asset_list, as inventory has"),
    "a book named as a method": ((Post,), "is a word of the office"),
    "a book named as a part": ((Shelf,), "is a word of the office"),
    "a book under another setting": ((RepairWorkflow(Setting(school="别的学校")),), "has another setting"),
}


@pytest.mark.parametrize(
    "several", [[reported()], (reported(),), iter([reported()])], ids=["list", "tuple", "iterator"]
)
def test_several_entries_in_place_of_one_are_sent_to_post_all(several: Any) -> None:
    """A list, a tuple or a generator is no entry; the refusal names the verb that takes it."""
    error = objection(office(), several)
    assert (type(error), error.code) == (Refused, "type")
    assert "post_all" in error.takes.en
    assert "post_all" in error.takes.zh


@pytest.mark.parametrize("case", UNFIT)
def test_books_that_do_not_go_together_are_refused(case: str) -> None:
    """Every book has a name, kinds and documents of its own, and the setting of the office."""
    books, why = UNFIT[case]
    error = refusal(lambda: LogisticsOffice(PLAIN, books))
    assert (type(error), error.code, error.fields) == (InvalidValue, "duplicate", ("books",))
    assert why in error.text("en")


def test_an_equal_setting_will_do() -> None:
    """A book whose setting says the same fits, though it is another object."""
    desk = RepairWorkflow(Setting(school=PLAIN.school, calendar=PLAIN.calendar, routines=PLAIN.routines))
    assert office(books=(desk,)).repairs is desk


def test_an_office_without_books_takes_nothing() -> None:
    """It answers with nothing, and refuses whatever is posted."""
    made = office(books=())
    assert (made.agenda(sept(8)), made.breaches(sept(8)), list(made)) == ((), (), [])
    for entry in (reported(), closing(RepairWorkflow(), on=sept(30)), *(HOSTILE[case] for case in HOSTILE)):
        assert isinstance(refusal(lambda entry=entry: made.post(entry)), LogisticsError)  # type: ignore[misc]


@pytest.mark.parametrize(
    "asked", [Till, int, "repairs", None, RepairWorkflow()], ids=["a book", "no book", "a name", "nothing", "an object"]
)
def test_a_book_that_is_not_here_is_unknown(asked: Any) -> None:
    """Whatever is asked for, the error names the books that are here."""
    made = office()
    error = refusal(lambda: made[asked])
    assert (type(error), error.code) == (Unknown, "unknown")
    assert "RepairWorkflow, InspectionSchedule, Inventory" in error.takes.en


def test_a_past_office_is_read_only() -> None:
    """As of a day every book is as it was, with the numbers it had, and nothing can be posted."""
    made = office(*BATCH[:3])
    made.post_all([reported("BX-0909-01", on=sept(9)), added("D-19", on=sept(9))])
    past = made.as_of(MONDAY)
    assert [book.version for book in past] == [0, 2, 1]
    assert [seen(book).state for book in past] == [seen(book).state for book in office(*BATCH[:3])]
    for act in (
        lambda: past.post(reported()),
        lambda: past.post_all([reported()]),
        lambda: past.post(closing(past.repairs)),
    ):
        error = refusal(act)
        assert (type(error), error.code, error.position) == (Refused, "state", None)


def test_a_publication_goes_to_the_book_that_has_its_document() -> None:
    """Alone and in a batch; a document that nobody has is refused with its place."""
    made = office()
    notice = made.publication("asset_list", MONDAY, where="公示栏", on=MONDAY, by="王老师")
    assert [str(ref) for ref in made.post_all([added(), notice])] == ["inventory#0", "inventory#1"]
    error = refusal(lambda: made.post_all([added("D-18"), evolve(notice, view="lunch_list")]))
    assert (error.code, error.position) == ("type", 1)
