"""Lifecycles: a table says which entry leads where, every key steps or none, and a book class is vetted when it is made."""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, ClassVar, final

import pytest
from attrs import define, evolve, frozen
from attrs.exceptions import FrozenInstanceError

from schoollogistics.errors import Duplicate
from schoollogistics.journal import Book, Column, Entry, EntryReversed, Lifecycle, State
from tests.journal.shelf import (
    DAY,
    ITEM,
    LOAN,
    LOT,
    ItemId,
    ItemLent,
    ItemMended,
    ItemPaired,
    ItemReturned,
    ItemsAdded,
    ItemsMoved,
    ItemsOpened,
    ItemsRetired,
    LotLine,
    Shelf,
    Till,
    added,
    bought,
    lent,
    mended,
    moved,
    paired,
    priced,
    retired,
    returned,
    used,
)
from tests.journal.witness import objection, refusal, seen

OPENED = ItemsOpened(items=("A-1",), place="东柜", bought_on=DAY, on=DAY, by="李老师")
SIGNED = ("王老师",)
STORIES: dict[str, list[Any]] = {
    "unseen": [added("B-1"), lent("B-1", "L-1"), bought("P-0")],
    "on_shelf": [added("A-1", "B-1"), lent("B-1", "L-1")],
    "lent": [added("A-1"), lent("A-1", "L-1")],
    "damaged": [added("A-1"), lent("A-1", "L-1"), returned("A-1", "L-1", condition="broken")],
    "retired": [added("A-1", "B-1"), lent("B-1", "L-1"), retired("A-1", cosigned_by=SIGNED)],
}
STEPS: list[Any] = [
    added("A-1"),
    OPENED,
    moved("A-1"),
    paired("A-1"),
    lent("A-1", "L-9"),
    returned("A-1", "L-1"),
    mended("A-1"),
    retired("A-1", cosigned_by=SIGNED),
]


@pytest.mark.parametrize("state", STORIES)
@pytest.mark.parametrize("step", STEPS, ids=lambda step: type(step).__name__)
def test_the_table_alone_decides(state: str, step: Any) -> None:
    """From every state exactly the entries of the table are taken; the others are refused and move nothing."""
    book = Shelf()
    book.post_all(STORIES[state])
    assert (book["A-1"].status if "A-1" in book else "unseen") == state
    cell = ITEM.table[state].get(type(step))
    if cell is None:
        assert objection(book, step).code in {"state", "already", "unknown", "duplicate"}
    else:
        book.post(step)
        assert book["A-1"].status in (cell if isinstance(cell, tuple) else (cell,))


def test_next_entries_are_those_the_table_offers() -> None:
    """What a form offers is the row of the state; for a key nobody used, what begins."""
    book = Shelf()
    assert book.next_entries("A-1") == (ItemsAdded, ItemsOpened)
    book.post(added("A-1"))
    assert book.next_entries("A-1") == (ItemsMoved, ItemPaired, ItemLent, ItemsRetired)
    assert book.of("loan").next_entries("L-1") == (ItemLent,)
    book.post(lent("A-1", "L-1"))
    assert book.of("loan").next_entries("L-1") == (ItemReturned,)


def test_a_lifecycle_reads_its_table() -> None:
    """States come in the order of the table without the start, kinds in order of mention, arrows one for each target."""
    assert ITEM.states == ("on_shelf", "lent", "damaged", "retired")
    assert LOAN.kinds == (ItemLent, ItemReturned)
    assert ITEM.offers("damaged") == (ItemMended, ItemsMoved, ItemsRetired)
    assert ITEM.offers("nowhere") == ()
    assert ("lent", ItemReturned, "damaged") in ITEM.arrows()
    assert len(LOAN.arrows()) == 2
    assert (LOAN.of, LOT.of) == (("loan",), ("lot", "lines.lot"))


def test_two_lifecycles_step_in_one_entry() -> None:
    """Lending moves the item and the loan; where one of them cannot step, neither does."""
    book = Shelf()
    book.post(added("A-1", "A-2"))
    book.post(lent("A-1", "L-1"))
    assert objection(book, lent("A-2", "L-1")).code == "duplicate"
    assert book["A-2"].status == "on_shelf"
    assert objection(book, returned("A-1", "L-2")).code == "unknown"
    book.post(lent("A-2", "L-2"))
    assert objection(book, returned("A-1", "L-2")).code == "reference"
    book.post(returned("A-1", "L-1"))
    assert (book["A-1"].status, book.of("loan")["L-1"].status) == ("on_shelf", "over")


def test_every_key_of_a_slip_steps_or_none() -> None:
    """One key that cannot step refuses the slip, and nothing on it has moved."""
    book = Shelf()
    book.post(added("A-1", "A-2", "A-3"))
    book.post(lent("A-2", "L-1"))
    error = objection(book, moved("A-1", "A-2", "A-3"))
    assert "A-2 is lent" in error.text("en")
    assert [book[key].place for key in book] == ["东柜"] * 3
    book.post(moved("A-1", "A-3"))
    assert [book[key].place for key in book] == ["西柜", "东柜", "西柜"]


def test_every_line_of_a_slip_steps_or_none() -> None:
    """A delivery with one lot that is in the book already is refused whole."""
    book = Shelf()
    book.post(bought("P-2"))
    before = seen(book)
    error = objection(book, bought("P-1", "P-2", "P-3"))
    assert "P-2 is in the book already" in error.text("en")
    assert seen(book) == before


def test_a_subject_stands_on_a_slip_once_where_it_moves() -> None:
    """A key named twice is refused where the slip moves it, and harmless where it stays where it is."""
    book = Shelf()
    error = objection(book, added("A-1", "A-1"))
    assert (type(error), error.code) == (Duplicate, "duplicate")
    assert "names A-1 twice" in error.text("en")
    assert objection(book, bought("P-1", "P-1")).code == "duplicate"
    book.post(added("A-1"))
    book.post(moved("A-1", "A-1"))
    assert book["A-1"].status == "on_shelf"
    assert objection(book, retired("A-1", "A-1", cosigned_by=SIGNED)).code == "duplicate"


def test_a_slip_that_names_nothing_belongs_to_nobody() -> None:
    """A tuple of keys may be empty: the slip has no subject and moves nothing."""
    book = Shelf()
    book.post(added())
    assert (len(book), book.version) == (0, 1)


def test_the_outcome_picks_one_of_the_cell() -> None:
    """Where a cell has several states, the entry says which, from the state before the step."""
    book = Shelf()
    book.post(bought("P-1", pieces=3))
    for left, status in ((2, "in_stock"), (1, "in_stock"), (None, "used_up")):
        book.post(used("P-1"))
        assert (book.of("lot")["P-1"].pieces, book.of("lot")["P-1"].status) == (left, status)
    book.post(OPENED.__class__(items=("A-1",), place="东柜", bought_on=DAY, flaw="裂缝", on=DAY, by="李老师"))
    assert book["A-1"].status == "damaged"


def test_an_opening_entry_carries_its_own_old_dates() -> None:
    """What was there before the book began is opened with its old day, which may not lie ahead."""
    book = Shelf()
    assert objection(book, evolve(OPENED, bought_on=DAY + timedelta(days=1))).code == "order"
    book.post(evolve(OPENED, bought_on=DAY - timedelta(days=999)))
    assert objection(book, OPENED).code == "duplicate"


# ------------------------------------------------------------------------------------------------- books made wrongly


@define
class BoxState(State):
    """One column for a book of boxes."""

    mark: dict[str, str] = Column(of="box")


@final
@frozen(kw_only=True)
class BoxFilled(Entry[BoxState]):
    """A box was filled, in one of the ways that its mark says."""

    kind: ClassVar[str] = "box.filled"

    box: ItemId
    mark: ItemId

    def outcome(self, state: BoxState, key: str) -> str:
        """Return the mark itself."""
        return self.mark


@final
@frozen(kw_only=True)
class BoxEmptied(Entry[BoxState]):
    """A box was emptied, and nobody said how."""

    kind: ClassVar[str] = "box.emptied"

    box: ItemId


TABLE: dict[str, dict[type[Entry[Any]], Any]] = {
    "unseen": {BoxFilled: ("red", "blue")},
    "red": {BoxEmptied: ("unseen", "blue")},
    "blue": {},
}


class Boxes(Book[BoxFilled | BoxEmptied, BoxState]):
    """Boxes whose entries pick a state of their own."""

    name = "boxes"
    kinds = (BoxFilled, BoxEmptied)
    state_type = BoxState
    lifecycles = (Lifecycle(name="box", of="box", table=TABLE),)


def test_an_outcome_beside_the_cell_is_a_mistake_of_the_domain() -> None:
    """An entry that picks a state the table does not offer, or cannot pick, is a ``TypeError``, and nothing moves."""
    book = Boxes()
    book.post(BoxFilled(box="K-1", mark="red", on=DAY, by="李老师"))
    before = seen(book)
    green = BoxFilled(box="K-2", mark="green", on=DAY, by="李老师")
    blue = BoxFilled(box="K-3", mark="blue", on=DAY, by="李老师")
    for entry, words in ((green, "none of"), (BoxEmptied(box="K-1", on=DAY, by="李老师"), "has no outcome")):
        with pytest.raises(TypeError, match=words):
            book.post(entry)
        with pytest.raises(TypeError, match=words):
            book.post_all([blue, entry])
        assert seen(book) == before
    book.post(blue)
    assert book["K-3"].status == "blue"


def bad_kinds() -> Iterator[Any]:
    """Yield entry classes that are each wrong in one way, with the words that say so."""

    @final
    class Undecorated(Entry[BoxState]):
        """Nobody made this an attrs class."""

        kind: ClassVar[str] = "box.undecorated"

    yield pytest.param(Undecorated, "not decorated", id="undecorated")

    @frozen(kw_only=True)
    class Open(Entry[BoxState]):
        """This may have children."""

        kind: ClassVar[str] = "box.open"

    yield pytest.param(Open, "not @final", id="not final")

    @final
    @frozen(kw_only=True, slots=False)
    class Loose(Entry[BoxState]):
        """This has no slots."""

        kind: ClassVar[str] = "box.loose"

    yield pytest.param(Loose, "not decorated", id="no slots")

    @final
    @frozen
    class Positional(Entry[BoxState]):
        """This takes its box by position."""

        kind: ClassVar[str] = "box.positional"

        box: ItemId

    yield pytest.param(Positional, "kw_only", id="positional")

    @final
    @frozen(kw_only=True)
    class Nameless(Entry[BoxState]):
        """This has no tag."""

    yield pytest.param(Nameless, "no kind of its own", id="no kind")

    @final
    @frozen(kw_only=True)
    class Mute(Entry[BoxState]):
        kind: ClassVar[str] = "box.mute"

    yield pytest.param(Mute, "no sentence", id="no docstring")

    @final
    @frozen(kw_only=True)
    class Revised(Entry[BoxState]):
        """This was revised and does not say how."""

        kind: ClassVar[str] = "box.revised"
        revision: ClassVar[int] = 2

    yield pytest.param(Revised, "lacks upcasters", id="no upcasters")


@pytest.mark.parametrize(("bad", "words"), list(bad_kinds()))
def test_an_entry_class_is_vetted_with_its_book(bad: Any, words: str) -> None:
    """A kind that is not final, slotted, keyword-only, named, described and revised in order makes no book."""
    with pytest.raises(TypeError, match=words):
        type("BadBook", (Boxes,), {"kinds": (bad,), "lifecycles": (), "state_type": State})


def test_no_entry_can_be_changed() -> None:
    """What an entry says stays as it is, also where its class was decorated as one that could change."""

    @define(kw_only=True)
    class Soft(Entry[BoxState]):
        """This would be changed if it could."""

        box: ItemId

    for entry in (Soft(box="K-1", on=DAY, by="李老师"), BoxEmptied(box="K-1", on=DAY, by="李老师")):
        with pytest.raises(FrozenInstanceError):
            entry.box = "K-2"  # type: ignore[misc]
        with pytest.raises((FrozenInstanceError, AttributeError)):
            entry.extra = 1  # type: ignore[union-attr]
        assert hash(entry) == hash(entry)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"kinds": (BoxFilled, BoxFilled, BoxEmptied)}, "two kinds with the tag 'box.filled'"),
        ({"kinds": (BoxFilled,)}, "names what it does not know.*BoxEmptied"),
        ({"lifecycles": (Lifecycle(name="box", of="box", table={"unseen": {BoxFilled: "red"}}),)}, "red"),
        ({"lifecycles": (Lifecycle(name="box", of="box", table={"red": {BoxFilled: "red"}}),)}, "does not know"),
        ({"lifecycles": (Lifecycle(name="crate", of="box", table=TABLE),)}, "columns of lifecycles"),
        ({"lifecycles": (Lifecycle(name="box", of=("crate", "lines.box"), table=TABLE),)}, "none of its fields"),
        ({"lifecycles": ()}, "columns of lifecycles"),
    ],
)
def test_a_table_is_vetted_with_its_book(change: dict[str, Any], words: str) -> None:
    """A table names only states and kinds that exist, fields that its kinds have, and columns name only its lifecycles."""
    with pytest.raises(TypeError, match=words):
        type("BadBook", (Boxes,), change)


def test_a_field_nobody_can_hold_is_refused_with_the_book() -> None:
    """A list, a dict or a float as the type of a field is found when the book class is made."""

    @final
    @frozen(kw_only=True)
    class Weighed(Entry[BoxState]):
        """A box was weighed on bad scales."""

        kind: ClassVar[str] = "box.weighed"

        weight: float

    with pytest.raises(TypeError, match="cannot be the type of a field"):
        type("BadBook", (Boxes,), {"kinds": (BoxFilled, BoxEmptied, Weighed)})


@final
@frozen(kw_only=True)
class BoxDivided(Entry[BoxState]):
    """Some of what is in a box went into a new one."""

    kind: ClassVar[str] = "box.divided"

    box: ItemId
    into: ItemId

    def subjects(self) -> tuple[tuple[str, str], ...]:
        """Both boxes."""
        return (("box", self.box), ("box", self.into))


class Divided(Book[BoxFilled | BoxDivided, BoxState]):
    """Boxes of which new ones can be split off."""

    name = "boxes"
    kinds = (BoxFilled, BoxDivided)
    state_type = BoxState
    lifecycles = (
        Lifecycle(
            name="box",
            of="box",
            begets="into",
            table={"unseen": {BoxFilled: ("red", "blue")}, "red": {}, "blue": {BoxDivided: "blue"}},
        ),
    )


def divided(box: str, into: str) -> BoxDivided:
    """Something goes from one box into a new one."""
    return BoxDivided(box=box, into=into, on=DAY, by="李老师")


def test_a_part_begins_where_the_whole_stands() -> None:
    """What is split off is a subject of its own, in the state of the whole, and a reversal takes it away again."""
    book = Divided()
    book.post(BoxFilled(box="K-1", mark="blue", on=DAY, by="李老师"))
    ref = book.post(divided("K-1", "K-2"))
    assert {key: book[key].status for key in book} == {"K-1": "blue", "K-2": "blue"}
    assert [len(book.history(key)) for key in book] == [2, 1]
    assert book.next_entries("K-3") == (BoxFilled,)
    assert Divided.replay(book.entries, setting=book.setting, trusted=True).table() == book.table()
    book.post(EntryReversed(of=ref, reason="点错", on=DAY, by="李老师"))
    assert tuple(book) == ("K-1",)


@pytest.mark.parametrize(
    ("box", "into", "code"), [("K-1", "K-1", "duplicate"), ("K-1", "K-2", "duplicate"), ("K-9", "K-3", "unknown")]
)
def test_a_part_is_new(box: str, into: str, code: str) -> None:
    """A part is no subject that there is already, the whole least of all; and there is no part of nothing."""
    book = Divided()
    for key in ("K-1", "K-2"):
        book.post(BoxFilled(box=key, mark="blue", on=DAY, by="李老师"))
    error = book.objection(divided(box, into))
    assert error is not None
    assert error.code == code


def test_a_book_without_lifecycles_has_no_subjects() -> None:
    """A book of sums alone can be kept; asked for subjects it says that it has none, and so does one asked for others."""
    sums = type("Sums", (Boxes,), {"kinds": (), "lifecycles": (), "state_type": State})()
    for ask in (lambda: len(sums), lambda: list(sums), lambda: "K-1" in sums, lambda: sums["K-1"], sums.of):
        assert refusal(ask).code == "unknown"
    assert sums.version == 0
    error = refusal(lambda: Till().of("box"))
    assert error.takes.en == "one of receipt"


def test_lines_and_prices_stand_apart() -> None:
    """Columns written by lines and by a later entry's field are the same column."""
    book = Shelf()
    book.post(bought("P-1").__class__(lines=(LotLine(lot="P-1", pieces=2),), on=DAY, by="李老师"))
    assert book.of("lot")["P-1"].price is None
    book.post(priced("P-1", "2.5"))
    assert str(book.of("lot")["P-1"].price) == "2.5"
