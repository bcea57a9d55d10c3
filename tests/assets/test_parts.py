"""Counting lots: part of them broken, strayed or short, each part put right by itself; double counts and rooms not counted."""

from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import (
    AssetRegister,
    AssetsFound,
    AssetsMissed,
    ConditionRecorded,
    CountedItem,
    ItemsRecounted,
)
from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Entry
from schoollogistics.values.periods import Month
from tests.assets.stories import (
    YEAR,
    close,
    code_of,
    explain,
    found,
    in_order,
    old,
    post,
    register,
    scan,
    sept,
    split,
)


def counting(*entries: Entry[Any], places: tuple[str, ...] = ()) -> AssetRegister:
    """Return a register in good order where the count PD-1 was started on 8 September."""
    book = register(*entries, in_order("3-201", "3-202", "库房"))
    book.post(book.stocktake("PD-1", "spot", on=sept(8), by="王老师", places=places))
    return book


def closed(*lines: Any, of: tuple[Entry[Any], ...]) -> AssetRegister:
    """Return a register where these lines were counted, and all differences explained."""
    book = counting(*of)
    book.post(scan("PD-1", *lines))
    if odd := [item.tag for item in book.reckoned("PD-1") if not item.agrees]:
        post(book, explain("PD-1", *odd))
    book.post(close(occasion="spot"))
    return book


def recount(*lines: tuple[str, str, int], day: int = 9) -> ItemsRecounted:
    """王老师 goes back and counts some items again."""
    seen = tuple(CountedItem(tag=tag, place=place, quantity=quantity) for tag, place, quantity in lines)
    return ItemsRecounted(count="PD-1", lines=seen, reason="重复清点", on=sept(day), by="王老师")


def cards(book: AssetRegister) -> dict[str, tuple[int, str, str | None, str]]:
    """Return pieces, status, place and condition of every row."""
    return {row: (view.pieces, view.status, view.place, view.condition) for row in book for view in (book[row],)}


LOT = old("XW-1", "显微镜", cost=2400, quantity=24)


@pytest.mark.plan("R07", "P12", "P21")
def test_a_damaged_part_does_not_condemn_the_lot() -> None:
    """Four of 24 are broken: the count says four, and with a number for them the four get a row of their own."""
    book = closed(("XW-1", "3-201", 20, "good"), ("XW-1", "3-201", 4, "damaged"), of=(LOT,))
    (item,) = book.reckoned("PD-1")
    assert (item.outcome, item.counted, item.damaged_pieces, item.damaged) == ("found", 24, 4, True)
    assert book.corrections("PD-1", on=sept(9), by="王老师") == ()
    book.post_all(book.corrections("PD-1", parts={"XW-1": "XW-2"}, on=sept(9), by="王老师"))
    assert cards(book) == {"XW-1": (20, "in_use", "3-201", "good"), "XW-2": (4, "in_use", "3-201", "damaged")}
    assert found(book, YEAR, "P12") == []


@pytest.mark.plan("P12")
@pytest.mark.parametrize(("pieces", "settled"), [(3, False), (4, True)])
def test_damage_is_put_right_piece_by_piece(pieces: int, settled: bool) -> None:
    """Four are broken: the book agrees once as many pieces are told to be."""
    book = closed(("XW-1", "3-201", 20), ("XW-1", "3-201", 4, "unusable"), of=(LOT,))
    post(book, split("XW-1", "XW-2", pieces, sept(9)))
    book.post(ConditionRecorded(assets=("XW-2",), condition="unusable", on=sept(9), by="王老师"))
    assert (found(book, YEAR, "P12") == []) == settled


@pytest.mark.plan("R07", "P12", "P20", "P21")
def test_a_lot_may_be_short_and_strayed_and_broken() -> None:
    """Of 24, 18 stand in place, one is in the store, three are broken, two are nowhere: three parts, each with its number."""
    lines = (("XW-1", "3-201", 18), ("XW-1", "库房", 1), ("XW-1", "3-201", 3, "damaged"))
    book = closed(*lines, of=(LOT,))
    (item,) = book.reckoned("PD-1")
    assert (item.outcome, item.missing_pieces, item.misplaced_pieces, item.damaged_pieces) == ("missing", 2, 1, 3)
    assert {code for code, _ in found(book, sept(8))} == {"P12", "P20", "P21"}
    numbers = ("XW-2", "XW-3", "XW-4")
    drafted = book.corrections("PD-1", parts={"XW-1": numbers}, on=sept(9), by="王老师")
    assert [type(each).__name__ for each in drafted[1::2]] == [
        "AssetsTransferred",
        "ConditionRecorded",
        "AssetsMissed",
    ]
    book.post_all(drafted)
    assert cards(book) == {
        "XW-1": (18, "in_use", "3-201", "good"),
        "XW-2": (1, "in_use", "库房", "good"),
        "XW-3": (3, "in_use", "3-201", "damaged"),
        "XW-4": (2, "missing", "3-201", "good"),
    }
    assert found(book, YEAR, "P12") == []


@pytest.mark.plan("R07", "P12")
def test_what_is_left_of_a_lot_needs_no_number() -> None:
    """One of three strayed, two are nowhere: the one gets the number, the other two are the row as it is then."""
    book = closed(("KZ-1", "库房", 1), of=(old(quantity=3),))
    book.post_all(book.corrections("PD-1", parts={"KZ-1": "KZ-2"}, on=sept(9), by="王老师"))
    assert {row: each[:3] for row, each in cards(book).items()} == {
        "KZ-1": (2, "missing", "3-201"),
        "KZ-2": (1, "in_use", "库房"),
    }
    assert found(book, YEAR, "P12") == []


@pytest.mark.plan("R07", "P20")
@pytest.mark.parametrize(
    ("places", "place", "code"),
    [((), "3-201", None), (("3-202",), "3-202", None), (("3-202",), "3-201", "reference"), (("A1",), "a1", None)],
)
def test_a_count_of_a_room_takes_no_lines_of_others(places: tuple[str, ...], place: str, code: str | None) -> None:
    """A desk seen where the book has it, in a room that this count does not go through, is no difference: it is refused."""
    book = counting(old(), old("KZ-2", place="A1"), old("KZ-3", place="3-202"), places=places)
    slip = scan("PD-1", ("KZ-1", place, 1))
    assert code_of(book, slip) == code
    if code:
        assert code_of(book, recount(("KZ-3", place, 1), day=8)) == code
        with pytest.raises(LogisticsError, match="另开盘点单"):
            book.post(slip)


@pytest.mark.plan("R07")
@pytest.mark.parametrize(
    ("line", "note", "code"),
    [
        (("XW-1", "3-201", 12), None, "already"),
        (("xw-1", "3-201", 12, "good"), None, "already"),
        (("XW-1", "3-201", 12), "里间另有十二台", None),
        (("XW-1", "库房", 12), None, None),
        (("XW-1", "3-201", 2, "damaged"), None, None),
    ],
)
def test_the_same_pile_is_not_counted_twice_unnoticed(line: Any, note: str | None, code: str | None) -> None:
    """A second slip of the same tag, place and condition takes a note that these are further pieces."""
    book = counting(LOT)
    book.post(scan("PD-1", ("XW-1", "3-201", 12)))
    assert code_of(book, evolve(scan("PD-1", line), note=note)) == code


@pytest.mark.plan("R07", "P12", "P20", "P21")
@pytest.mark.parametrize(
    ("lines", "again", "before"),
    [
        ((("KZ-1", "3-201", 1), ("KZ-1", "3-202", 1)), ("KZ-1", "3-201", 1), {"P12"}),
        ((), ("KZ-1", "3-201", 1), {"P12", "P21"}),
        ((("KZ-1", "3-202", 1),), ("KZ-1", "3-201", 1), {"P12", "P20"}),
        ((("KZ-1", "3-201", 1), ("KZ-9", "3-201", 1)), ("KZ-9", "3-201", 0), {"P12"}),
    ],
)
def test_a_miscount_is_cleared_by_counting_again(
    lines: tuple[Any, ...], again: tuple[str, str, int], before: set[str]
) -> None:
    """Counted twice, overlooked, taken for another: the new line stands for the old ones, also after the closing."""
    book = closed(*lines, of=(old(),))
    assert {code for code, _ in found(book, sept(8))} == before
    book.post(recount(again))
    assert all(item.agrees for item in book.reckoned("PD-1"))
    assert found(book, Month(2025, 9)) == []
    assert book.corrections("PD-1", on=sept(9), by="王老师") == ()


@pytest.mark.plan("R07")
@pytest.mark.parametrize(("entry", "code"), [(recount(), "missing"), (recount(("KZ-9", "3-201", 1)), "reference")])
def test_what_is_not_counted_again(entry: ItemsRecounted, code: str) -> None:
    """Nothing, and what this count neither expected nor met."""
    assert code_of(closed(("KZ-1", "3-201", 1), of=(old(),)), entry) == code


@pytest.mark.plan("R07", "D08", "P12")
@pytest.mark.parametrize(("pieces", "difference"), [(3, 0), (2, -1)])
def test_what_is_looked_for_turns_up(pieces: int, difference: int) -> None:
    """It still stands on the books: the count has it as turned up, with the pieces of the book, and drafts it as found."""
    missed = AssetsMissed(assets=("KZ-1",), on=sept(3), by="李老师")
    book = closed(("KZ-1", "库房", pieces), of=(old(quantity=3), missed))
    (item,) = book.reckoned("PD-1")
    assert (item.outcome, item.expected, item.counted, item.difference) == ("turned_up", 3, pieces, difference)
    assert book.labels.choice("outcome", item.outcome).zh == "找回"
    drafted = book.corrections("PD-1", parts={"KZ-1": "KZ-2"}, on=sept(9), by="王老师")
    book.post_all(drafted)
    assert type(drafted[-1]) is AssetsFound
    assert book[drafted[-1].assets[0]].place == "库房"
    assert {view.status for row in book for view in (book[row],)} == {"idle", *(["missing"] if difference else [])}
    assert book.reckoned("PD-1") == (item,)
    assert found(book, YEAR, "P12", "P20", "P21") == []


@pytest.mark.plan("R07", "P12", "P20")
def test_a_thing_of_another_room_that_was_never_there() -> None:
    """The tag was misread: counted again with none, after the closing of a count of one room, nothing is left of it."""
    rooms = ("3-201",)
    book = counting(old(), old("KZ-2", place="3-202"), places=rooms)
    book.post(scan("PD-1", ("KZ-1", "3-201", 1), ("KZ-2", "3-201", 1)))
    post(book, explain("PD-1", "KZ-2"))
    book.post(close(occasion="spot", places=rooms))
    assert found(book, sept(8)) == [("P12", sept(8)), ("P20", sept(8))]
    book.post(recount(("KZ-2", "3-201", 0)))
    assert found(book, Month(2025, 9)) == []
