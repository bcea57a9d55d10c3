"""What happens while a count goes on: rows stay as they were listed, and a move posted before the scan is no misplacement."""

from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import AssetRegister, AssetRenumbered, AssetsTakenBack
from schoollogistics.journal import Entry
from tests.assets.stories import (
    card,
    close,
    code_of,
    explain,
    found,
    in_order,
    issue,
    merge,
    move,
    old,
    post,
    register,
    scan,
    sept,
    split,
)

ROOM = ("3-201",)


def counting(*entries: Entry[Any], places: tuple[str, ...] = ROOM) -> AssetRegister:
    """Return a register in good order where the count PD-1 was started on 8 September."""
    book = register(*entries, in_order("3-201", "3-202", "仓库"))
    book.post(book.stocktake("PD-1", "spot", on=sept(8), by="王老师", places=places))
    return book


def outcomes(book: AssetRegister) -> dict[str, tuple[str, int, int]]:
    """Return outcome, book and difference of each item of PD-1."""
    return {item.tag: (item.outcome, item.expected, item.difference) for item in book.reckoned("PD-1")}


HERE = scan("PD-1", ("KZ-2", "3-201", 1))
INTO = move("KZ-2", day=sept(8), place="3-201")
ELSEWHERE = old("KZ-2", place="3-202")


@pytest.mark.plan("R07", "P20")
@pytest.mark.parametrize(
    ("before", "meanwhile", "outcome"),
    [
        (ELSEWHERE, [INTO, HERE], ("found", 1, 0)),
        (ELSEWHERE, [HERE, INTO], ("misplaced", 0, 1)),
        (ELSEWHERE, [HERE], ("misplaced", 0, 1)),
        (ELSEWHERE, [INTO, move("KZ-2", day=sept(8), place="仓库"), HERE], ("misplaced", 0, 1)),
        (ELSEWHERE, [AssetsTakenBack(assets=("KZ-2",), place="3-201", custodian="李老师", on=sept(8), by="王老师"), HERE],
         ("found", 1, 0)),
        (card("KZ-2", place="仓库"), [issue("KZ-2", day=sept(8)), HERE], ("found", 1, 0)),
        (old("KZ-9", place="3-202"), [card("KZ-2", on=sept(8)), HERE], ("found", 1, 0)),
        (old("KZ-9", place="3-202"), [HERE, card("KZ-2", on=sept(8))], ("misplaced", 0, 1)),
    ],
)  # fmt: skip
def test_what_came_into_the_room_on_paper_before_it_was_counted_is_where_it_belongs(
    before: Entry[Any], meanwhile: list[Entry[Any]], outcome: tuple[str, int, int]
) -> None:
    """The order of posting decides: moved, issued or registered before the scan it is found there; after it, it had strayed."""
    book = counting(old(), before)
    for entry in (scan("PD-1", ("KZ-1", "3-201", 1)), *meanwhile):
        post(book, entry)
    assert outcomes(book)["KZ-2"] == outcome
    agrees = outcome[0] == "found"
    assert code_of(book, close(occasion="spot", places=ROOM)) == (None if agrees else "rule")
    if not agrees:
        post(book, explain("PD-1", "KZ-2"))
    post(book, close(occasion="spot", places=ROOM))
    assert found(book, sept(8), "P20") == ([] if agrees else [("P20", sept(8))])


@pytest.mark.plan("R07", "P20")
@pytest.mark.parametrize(
    "later", [[], [move("KZ-1", day=sept(9), place="仓库"), move("KZ-2", day=sept(9), place="仓库")]]
)
def test_a_move_after_the_closing_changes_nothing(later: list[Entry[Any]]) -> None:
    """What was found where it belonged stays so, wherever it goes afterwards."""
    book = counting(old(), ELSEWHERE)
    for entry in (INTO, HERE, scan("PD-1", ("KZ-1", "3-201", 1)), close(occasion="spot", places=ROOM), *later):
        post(book, entry)
    assert outcomes(book) == {"KZ-1": ("found", 1, 0), "KZ-2": ("found", 1, 0)}
    assert found(book, sept(8), "P20", "P12") == []


@pytest.mark.plan("R07")
def test_a_listed_thing_that_was_moved_on_paper_is_counted_in_its_new_place() -> None:
    """In a count of the whole school the later place is the right one, and the old one no more."""
    for seen, outcome in (("3-202", "found"), ("3-201", "misplaced")):
        book = counting(old(), places=())
        for entry in (move("KZ-1", day=sept(8), place="3-202"), scan("PD-1", ("KZ-1", seen, 1))):
            post(book, entry)
        assert outcomes(book)["KZ-1"][0] == outcome


@pytest.mark.plan("R07", "R05")
@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (split("KZ-1", "KZ-8", 2, sept(8)), "state"),
        (merge("KZ-3", into="KZ-4", day=sept(8)), None),
        (merge("KZ-2", into="KZ-1", day=sept(8)), "state"),
        (merge("KZ-3", into="KZ-1", day=sept(8)), "state"),
        (split("KZ-3", "KZ-8", 2, sept(8)), None),
        (move("KZ-1", day=sept(8), place="3-202"), None),
    ],
)
def test_rows_that_are_being_counted_stay_whole(entry: Entry[Any], code: str | None) -> None:
    """A row on the list of an open count is neither split nor merged; others are, and once it is closed or given up this one too."""
    lots = (old(f"KZ-{n}", quantity=5, place="3-201" if n < 3 else "3-202") for n in (1, 2, 3, 4))
    book = counting(*lots)
    if entry == merge("KZ-3", into="KZ-1", day=sept(8)):
        post(book, move("KZ-3", day=sept(8), place="3-201"))
    assert code_of(book, entry) == code
    post(book, scan("PD-1", ("KZ-1", "3-201", 5), ("KZ-2", "3-201", 5)))
    post(book, close(occasion="spot", places=ROOM))
    assert code_of(book, evolve(entry, on=sept(8))) is None


@pytest.mark.plan("R07", "P20")
@pytest.mark.parametrize(
    "entry",
    [
        merge("KZ-2", into="KZ-3", day=sept(8)),
        split("KZ-2", "KZ-8", 2, sept(8)),
        AssetRenumbered(asset="KZ-2", into="KZ-20", note="错号", on=sept(8), by="王老师"),
    ],
)
def test_a_row_of_another_room_that_was_counted_stays_whole_too(entry: Entry[Any]) -> None:
    """What a count met away from its place is still that row when the count is closed, and misplaced, not surplus."""
    book = counting(old(), old("KZ-2", place="3-202", quantity=5), old("KZ-3", place="3-202", quantity=5))
    assert code_of(book, entry) is None
    post(book, scan("PD-1", ("KZ-1", "3-201", 1), ("KZ-2", "3-201", 5)))
    assert code_of(book, entry) == "state"
    assert outcomes(book)["KZ-2"] == ("misplaced", 0, 5)
