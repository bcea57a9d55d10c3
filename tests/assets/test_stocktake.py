"""Counting: everything expected and everything scanned in exactly one class, and no closing before all is explained."""

from collections import Counter
from datetime import date
from typing import Any, Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.assets import (
    AssetCorrected,
    AssetRegister,
    AssetsMissed,
    AssetsTransferred,
    ConditionRecorded,
    CountedItem,
    CustodyHandedOver,
    DamageReported,
    ExpectedItem,
    StocktakeCancelled,
    StocktakeClosed,
    handover_sheet,
)
from schoollogistics.assets.entries.codes import Occasion
from schoollogistics.assets.rules import P14, P15, P16, P17, P18, P19, P25
from schoollogistics.assets.state import reckon
from schoollogistics.calendar import Term, TermCalendar
from schoollogistics.calendar.cycles import NthSchoolDay, OnDates
from schoollogistics.errors import InvalidValue, LogisticsError, Refused
from schoollogistics.journal import Entry, MonthClosed, Routine, Setting
from schoollogistics.values.periods import DateSpan, Month
from tests.assets.stories import (
    PLAN,
    YEAR,
    approved_loan,
    back,
    card,
    close,
    code_of,
    damage,
    explain,
    found,
    hand_over,
    in_order,
    keep,
    letter,
    move,
    oct_,
    old,
    post,
    propose,
    register,
    scan,
    sept,
    split,
)

ROOMS = ("3-201", "3-202")
Held = tuple[int, str, bool]
HELD: Final = st.tuples(st.integers(1, 5), st.sampled_from(ROOMS), st.booleans())


def missed(asset: str) -> AssetsMissed:
    """It is looked for from the 9th on."""
    return AssetsMissed(assets=(asset,), on=sept(9), by="李老师")


def lost(asset: str) -> DamageReported:
    """A case is opened for what the count did not find."""
    return evolve(damage(asset=asset, day=sept(9)), loss="loss", count="PD-1")


def correct(asset: str) -> AssetCorrected:
    """The card is put right."""
    return AssetCorrected(asset=asset, note="清点后更正", on=sept(9), by="王老师")


def started(book: AssetRegister, occasion: Occasion = "monthly", places: tuple[str, ...] = ()) -> AssetRegister:
    """Start the count PD-1 on 8 September."""
    book.post(book.stocktake("PD-1", occasion, on=sept(8), by="王老师", places=places))
    return book


def outcomes(book: AssetRegister) -> dict[str, str]:
    """Return the outcome of each item of PD-1."""
    return {item.tag: item.outcome for item in book.reckoned("PD-1")}


@pytest.mark.plan("R07", "P12")
def test_what_comes_of_each_item() -> None:
    """Where the book says, not there, elsewhere, not on the list; a lot is short or over by pieces."""
    book = started(
        register(
            *(old(f"KZ-{n}") for n in (1, 2, 3)), old("ZY-1", "椅子", quantity=45), old("ZY-2", "椅子", quantity=10)
        )
    )
    book.post(scan("PD-1", ("KZ-1", "3-201", 1), ("KZ-3", "3-202", 1), ("无标签风扇", "3-201", 1)))
    book.post(scan("PD-1", ("ZY-1", "3-201", 40), ("ZY-1", "3-202", 2), ("ZY-2", "3-201", 11)))
    assert outcomes(book) == {
        "KZ-1": "found",
        "KZ-2": "missing",
        "KZ-3": "misplaced",
        "ZY-1": "missing",
        "ZY-2": "unexpected",
        "无标签风扇": "unexpected",
    }
    assert [item.difference for item in book.reckoned("PD-1")] == [0, -1, 0, -3, 1, 1]


@pytest.mark.plan("R07")
@given(
    expected=st.dictionaries(st.sampled_from("ABCDEF"), HELD),
    scans=st.lists(st.tuples(st.sampled_from("ABCDEFGHIJ"), st.sampled_from(ROOMS), st.integers(0, 4))),
    elsewhere=st.dictionaries(st.sampled_from("GHI"), HELD),
)
def test_everything_is_in_exactly_one_class(
    expected: dict[str, Held], scans: list[tuple[str, str, int]], elsewhere: dict[str, Held]
) -> None:
    """Whatever was expected and whatever was scanned, each number stands once, and the pieces of the classes add up."""
    items, others = [[_item(tag, *held) for tag, held in each.items()] for each in (expected, elsewhere)]
    lines = [CountedItem(tag=tag, place=place, quantity=quantity) for tag, place, quantity in scans]
    result = reckon(items, lines, others)
    assert Counter(item.tag for item in result) == Counter({*expected, *(tag for tag, *_ in scans)})
    came = {item.tag for item in result if item.tag not in expected and item.expected}
    assert sum(item.expected for item in result) == sum(
        i.quantity for i in (*items, *others) if i.asset in {*expected, *came}
    )
    assert sum(item.counted for item in result) == sum(line.quantity for line in lines)
    book = {**elsewhere, **expected}
    for item in result:
        pieces, lent = book[item.tag][::2] if item.tag in book else (0, False)
        listed = item.tag in {*expected, *came}
        assert (item.outcome == "unexpected") == (item.counted > pieces)
        assert (item.outcome == "lent") == (lent and item.counted <= pieces and (listed or item.counted > 0))
        assert (item.outcome == "missing") == (listed and not lent and item.counted < pieces)
        assert item.agrees <= (item.difference == 0)
        assert (item.tag in came) <= (not item.misplaced_pieces)


def _item(tag: str, quantity: int, place: str, lent: bool) -> ExpectedItem:
    return ExpectedItem(asset=tag, quantity=quantity, place=place, on_loan="JY-1" if lent else None)


@pytest.mark.plan("R07")
def test_the_list_is_the_books() -> None:
    """A count goes through all that belongs in its places, lent or not: nothing missing or of elsewhere; no list made up."""
    book = register(
        *(old(f"KZ-{n}") for n in (1, 2, 3)),
        old("KZ-4", place="3-202"),
        approved_loan("JY-1", "KZ-2", day=sept(2), due=sept(30)),
        AssetsMissed(assets=("KZ-3",), on=sept(3), by="李老师"),
    )
    slip = book.stocktake("PD-1", "weekly", on=sept(8), by="王老师", places=("3-201",))
    assert [(item.asset, item.on_loan) for item in slip.expected] == [("KZ-1", None), ("KZ-2", "JY-1")]
    assert code_of(book, evolve(slip, expected=())) == "reference"
    stranger = ExpectedItem(asset="KZ-7", quantity=1, place="3-201")
    assert code_of(book, evolve(slip, expected=(*slip.expected, stranger))) == "unknown"


@pytest.mark.plan("R07", "R08", "P12", "D08")
@pytest.mark.parametrize(
    ("lines", "outcome", "said", "broken"),
    [
        ([], "lent", "借出", set()),
        ([("KZ-1", "3-201", 1)], "lent", "借出", set()),
        ([("KZ-1", "3-202", 1)], "lent", "借出", set()),
        ([("KZ-1", "3-201", 1, "damaged")], "lent", "损坏", {"P12", "P21"}),
        ([("KZ-1", "3-201", 2)], "unexpected", "盘盈", {"P12"}),
    ],
)
def test_what_is_lent_is_neither_short_nor_too_much(
    lines: list[Any], outcome: str, said: str, broken: set[str]
) -> None:
    """Seen or not, at home or with the borrower, a lent thing is accounted for by its loan; only damage or a second one is not."""
    book = register(old(), in_order("3-201"), approved_loan(day=sept(2), due=sept(30)))
    started(book).post(scan("PD-1", *lines))
    assert outcomes(book) == {"KZ-1": outcome}
    if broken:
        book.post(explain("PD-1", "KZ-1"))
    book.post(close())
    assert {code for code, _ in found(book, sept(8))} == broken
    (row,) = handover_sheet(book, "PD-1").records("zh")
    assert (row["标签编号"], row["账面数"], row["结果"]) == ("KZ-1", 1, said)
    assert book.corrections("PD-1", on=sept(9), by="王老师") == ()


@pytest.mark.plan("P20", "P12")
def test_a_thing_of_another_room_is_misplaced() -> None:
    """The count of one room meets a thing of another: moved unrecorded, until it is transferred; what is lent is with its borrower."""
    book = register(*(old(f"KZ-{n}", place="3-202") for n in (1, 2)), old("KZ-3"), in_order("3-201", "3-202"))
    for entry in approved_loan("JY-1", "KZ-2", day=sept(2), due=sept(30)):
        post(book, entry)
    started(book, places=("3-201",))
    book.post(scan("PD-1", *((f"KZ-{n}", "3-201", 1) for n in (1, 2, 3))))
    assert outcomes(book) == {"KZ-3": "found", "KZ-1": "misplaced", "KZ-2": "lent"}
    book.post(explain("PD-1", "KZ-1"))
    book.post(close(places=("3-201",)))
    assert found(book, sept(8)) == [("P12", sept(8)), ("P20", sept(8))]
    book.post_all(book.corrections("PD-1", on=sept(9), by="王老师"))
    post(book, back("JY-1", "KZ-2", day=sept(9)))
    assert (book["KZ-1"].place, found(book, Month(2025, 9))) == ("3-201", [("P20", sept(8))])
    assert outcomes(book) == {"KZ-3": "found", "KZ-1": "misplaced", "KZ-2": "lent"}


@pytest.mark.plan("R07")
@pytest.mark.parametrize("room", ["3-210", "三楼"])
def test_a_count_is_of_rooms_that_somebody_knows(room: str) -> None:
    """A slip of the pen counts nothing and ticks nothing; a new room is counted once it has a keeper."""
    book = register(old(), keep("3-202"))
    slip = book.stocktake("PD-1", "weekly", on=sept(8), by="王老师", places=(room,))
    refused = book.objection(slip)
    assert refused is not None
    assert (refused.code, refused.fields) == ("unknown", ("places",))
    assert "场所定人" in refused.takes.zh
    with pytest.raises(LogisticsError, match=room):
        book.roll_over({room: "周老师"}, on=sept(8), by="园长")
    book.post(keep(room, day=sept(8)))
    assert code_of(book, slip) is None
    assert code_of(book, evolve(slip, places=("3-202",))) is None


@pytest.mark.plan("P187")
def test_closing_names_all_that_is_open() -> None:
    """With a shortage, a stray and something broken unexplained the closing is refused, and names all three and nothing else."""
    book = started(register(old(), old("KZ-2"), old("KZ-3")))
    book.post(scan("PD-1", ("KZ-1", "3-201", 1), ("KZ-3", "3-201", 1, "damaged"), ("KZ-9", "3-201", 1)))
    with pytest.raises(Refused) as caught:
        book.post(close())
    assert caught.value.rule is not None
    assert (caught.value.rule.code, caught.value.excusable) == ("P187", False)
    assert caught.value.stands.zh == "KZ-2盘亏、KZ-3损坏、KZ-9盘盈"
    book.post(explain("PD-1", "KZ-2", "KZ-3"))
    with pytest.raises(Refused, match="KZ-9"):
        book.post(close())
    book.post(explain("PD-1", "KZ-9"))
    book.post(close())
    assert book.of("count")["PD-1"].status == "closed"


@pytest.mark.plan("P187")
@pytest.mark.parametrize("field", ["cause", "responsible", "opinion"])
def test_an_explanation_has_three_parts(field: str) -> None:
    """Cause, responsible person and opinion: none may be blank."""
    book = started(register(old()))
    sheet = explain("PD-1", "KZ-1")
    blank = evolve(sheet, lines=(evolve(sheet.lines[0], **{field: " "}),))
    with pytest.raises(InvalidValue):
        book.post(blank)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (explain("PD-1", "KZ-1"), "reference"),
        (explain("PD-1"), "missing"),
        (close(occasion="weekly"), "reference"),
        (close(places=("3-201",)), "reference"),
        (scan("PD-9", ("KZ-1", "3-201", 1)), "unknown"),
    ],
)
def test_a_sheet_that_does_not_fit(entry: Entry[Any], code: str) -> None:
    """What agrees is not explained, and a count is closed as what it began as."""
    book = started(register(old()))
    book.post(scan("PD-1", ("KZ-1", "3-201", 1)))
    assert code_of(book, entry) == code


@pytest.mark.plan("P18")
@pytest.mark.parametrize(("occasion", "refused"), [("term_start", "rule"), ("monthly", None)])
def test_at_a_terms_start_every_line_has_a_person(occasion: Occasion, refused: str | None) -> None:
    """A term's start count with an item that nobody keeps is closed only for a reason; a monthly one closes without."""
    book = started(register(old(custodian=None)), occasion)
    book.post(scan("PD-1", ("KZ-1", "3-201", 1)))
    assert code_of(book, close(occasion=occasion)) == refused


@pytest.mark.plan("P12", "P20", "P21")
@pytest.mark.parametrize(
    ("lines", "later", "expected"),
    [
        ([("KZ-1", "3-201", 1)], [], set()),
        ([], [], {"P12", "P21"}),
        ([], [damage(asset="KZ-1")], {"P12", "P21"}),
        ([], [evolve(damage(asset="KZ-1"), count="PD-1")], {"P12"}),
        ([("KZ-1", "3-202", 1)], [], {"P12", "P20"}),
        ([("KZ-1", "3-201", 1, "damaged")], [], {"P12", "P21"}),
    ],
)
def test_what_a_count_finds_is_followed_up(lines: list[Any], later: list[Entry[Any]], expected: set[str]) -> None:
    """A closed count asks for a case of what is lost or broken, for a book put right, and names what was moved unrecorded."""
    book = started(register(old(), in_order("3-201", "3-202")))
    book.post(scan("PD-1", *lines))
    if expected:
        book.post(explain("PD-1", "KZ-1"))
    book.post(close())
    for entry in later:
        post(book, entry)
    assert {code for code, day in found(book) if day == sept(8)} == expected


@pytest.mark.plan("P12", "P21", "R07")
@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ([], {"P12", "P21"}),
        ([split("ZY-1", "ZY-2", 5, sept(9))], {"P12", "P21"}),
        ([split("ZY-1", "ZY-2", 5, sept(9)), missed("ZY-2")], {"P21"}),
        ([split("ZY-1", "ZY-2", 3, sept(9)), missed("ZY-2")], {"P12", "P21"}),
        ([split("ZY-1", "ZY-2", 5, sept(9)), split("ZY-2", "ZY-3", 2, sept(9)), missed("ZY-2")], {"P12", "P21"}),
        (
            [split("ZY-1", "ZY-2", 5, sept(9)), split("ZY-2", "ZY-3", 2, sept(9)), missed("ZY-2"), missed("ZY-3")],
            {"P21"},
        ),
        ([split("ZY-1", "ZY-2", 5, sept(9)), missed("ZY-2"), lost("ZY-2")], set()),
        ([split("ZY-1", "ZY-2", 5, sept(9)), lost("ZY-2")], {"P12"}),
        ([lost("ZY-1")], {"P12"}),
        ([move("ZY-1", day=sept(9), place="3-202")], {"P12", "P21"}),
        ([move("ZY-1", day=sept(9), to="周老师")], {"P12", "P21"}),
        ([missed("ZY-1")], {"P21"}),
        ([evolve(correct("ZY-1"), quantity=40)], {"P21"}),
        ([evolve(correct("ZY-1"), name="椅")], {"P12", "P21"}),
    ],
)
def test_part_of_a_lot_is_put_right_piece_by_piece(later: list[Entry[Any]], expected: set[str]) -> None:
    """Five of 45 are short: a row of their own alone mends nothing; missed they are accounted for, and the case may name it."""
    book = register(old("ZY-1", "椅子", quantity=45), in_order("3-201", "3-202"), letter("周老师"))
    started(book).post(scan("PD-1", ("ZY-1", "3-201", 40)))
    for entry in (explain("PD-1", "ZY-1"), close(), *later):
        post(book, entry)
    assert {code for code, day in found(book) if day == sept(8)} == expected


@pytest.mark.plan("P12")
@pytest.mark.parametrize(
    ("later", "settled"),
    [
        (back(day=sept(9), condition="damaged"), True),
        (back(day=sept(9)), False),
        (ConditionRecorded(assets=("KZ-1",), condition="damaged", on=sept(9), by="王老师"), True),
        (evolve(damage(day=sept(9)), condition="damaged"), True),
        (damage(day=sept(9)), False),
        (move("KZ-1", day=sept(9), to="周老师"), False),
    ],
)
def test_damage_that_a_count_found_is_put_on_the_card(later: Entry[Any], settled: bool) -> None:
    """The book agrees with the count again once a slip says how the thing is; other slips do not mend it."""
    book = register(old(), in_order("3-201"), letter("周老师"), approved_loan(day=sept(2), due=sept(30)))
    started(book).post(scan("PD-1", ("KZ-1", "3-201", 1, "damaged")))
    for entry in (explain("PD-1", "KZ-1"), close(), later):
        post(book, entry)
    assert (found(book, Month(2025, 9), "P12") == []) == settled


@pytest.mark.plan("R07")
def test_a_place_in_other_letters_is_the_same_place() -> None:
    """A scanner that writes small letters draws no transfer; a thing the book has nowhere gets the place where it was seen."""
    book = started(register(old(place="A-201"), old("KZ-2", place=None)))
    book.post(scan("PD-1", ("KZ-1", "a-201", 1), ("KZ-2", "A-201", 1)))
    book.post(close())
    (transfer,) = book.corrections("PD-1", on=sept(9), by="王老师")
    assert transfer == AssetsTransferred(assets=("KZ-2",), place="A-201", reason="PD-1", on=sept(9), by="王老师")


@pytest.mark.plan("R07", "P12")
def test_the_part_of_a_lot_that_is_short_is_drafted_with_its_number() -> None:
    """Given numbers for the parts, what is short is split off and missed, what stands elsewhere split off and moved; then all agrees."""
    book = register(
        old("ZY-1", "椅子", cost=4500, quantity=45), old("ZY-3", "凳子", quantity=10), in_order("3-201", "3-202")
    )
    started(book).post(scan("PD-1", ("ZY-1", "3-201", 40), ("ZY-3", "3-201", 8), ("ZY-3", "3-202", 2)))
    book.post(explain("PD-1", "ZY-1", "ZY-3"))
    book.post(close())
    assert book.corrections("PD-1", on=sept(9), by="王老师") == ()
    with pytest.raises(InvalidValue, match="ZY-1、ZY-3"):
        book.corrections("PD-1", parts={"ZY-l": "ZY-2"}, on=sept(9), by="王老师")
    drafted = book.corrections("PD-1", parts={"ZY-1": "ZY-2", "ZY-3": "ZY-4"}, on=sept(9), by="王老师")
    assert [type(each).__name__ for each in drafted] == [
        "AssetSplit",
        "AssetsMissed",
        "AssetSplit",
        "AssetsTransferred",
    ]
    book.post_all(drafted)
    assert found(book, YEAR, "P12") == []
    assert [(lot, book[lot].pieces, book[lot].status, book[lot].place) for lot in book] == [
        ("ZY-1", 40, "in_use", "3-201"),
        ("ZY-3", 8, "in_use", "3-201"),
        ("ZY-2", 5, "missing", "3-201"),
        ("ZY-4", 2, "in_use", "3-202"),
    ]
    book.post(book.stocktake("PD-2", "spot", on=sept(10), by="王老师"))
    lines = (("ZY-1", "3-201", 40), ("ZY-3", "3-201", 8), ("ZY-4", "3-202", 2))
    book.post(scan("PD-2", *lines, day=sept(10)))
    book.post(close("PD-2", "spot", day=sept(10)))


@pytest.mark.plan("R07")
def test_what_had_been_missing_and_is_counted_is_found() -> None:
    """A thing that turns up at a count is drafted as found, where it was seen, with whoever answered for it."""
    book = register(old(), in_order("3-201"), AssetsMissed(assets=("KZ-1",), on=sept(3), by="李老师"))
    started(book).post(scan("PD-1", ("KZ-1", "3-202", 1, "worn")))
    book.post(explain("PD-1", "KZ-1"))
    book.post(close())
    (again,) = book.corrections("PD-1", on=sept(9), by="王老师")
    book.post(again)
    view = book["KZ-1"]
    assert (view.status, view.place, view.custodian, view.condition) == ("idle", "3-202", "李老师", "worn")
    assert found(book, YEAR, "P12") == []


@pytest.mark.plan("P12")
@pytest.mark.parametrize("named", ["before the closing", "after it", "never"])
def test_a_find_without_a_tag_is_put_right_once_it_has_a_card(named: str) -> None:
    """The sheet of opinions says under which number the thing is registered; from the registration on the book agrees."""
    book = register(old(), in_order("3-201"))
    started(book).post(scan("PD-1", ("KZ-1", "3-201", 1), ("无标签风扇", "3-201", 1)))
    sheet = explain("PD-1", "无标签风扇")
    told = evolve(sheet, lines=(evolve(sheet.lines[0], asset="FS-1"),))
    book.post(told if named == "before the closing" else sheet)
    book.post(close())
    if named == "after it":
        book.post(told)
    assert found(book, sept(8)) == [("P12", sept(8))]
    book.post(evolve(card("FS-1", "风扇", on=sept(9)), how="found"))
    assert found(book, Month(2025, 9)) == ([("P12", sept(8))] if named == "never" else [])


MISSED: Final = AssetsMissed(assets=("KZ-1",), on=sept(8), by="李老师")
MOVED: Final = move("KZ-1", day=sept(8), place="3-202")
SEEN: Final = scan("PD-1", ("KZ-1", "3-202", 1))


@pytest.mark.plan("P12", "P20")
@pytest.mark.parametrize(
    ("meanwhile", "expected"),
    [
        ([MISSED], {"P21"}),
        ([MOVED, SEEN], set()),
        ([SEEN, MOVED], {"P20"}),
        ([move("KZ-1", day=sept(8), place="仓库"), SEEN], {"P20"}),
    ],
)
def test_what_is_put_right_before_the_closing_counts(meanwhile: list[Entry[Any]], expected: set[str]) -> None:
    """The book may follow while the count goes on; only what was written down before it was seen is no unrecorded move."""
    book = started(register(old(), in_order("3-201", "3-202", "仓库")))
    for entry in meanwhile:
        post(book, entry)
    if odd := [item.tag for item in book.reckoned("PD-1") if not item.agrees]:
        post(book, explain("PD-1", *odd))
    post(book, close())
    assert {code for code, day in found(book) if day == sept(8)} == expected


@pytest.mark.plan("R07")
def test_a_tag_is_read_in_any_case() -> None:
    """A scanner that writes small letters has found the thing."""
    book = started(register(old()))
    book.post(scan("PD-1", ("kz-1", "3-201", 1)))
    book.post(close())


@pytest.mark.plan("R07", "P12", "P20")
def test_the_book_is_put_right_by_what_a_question_proposes() -> None:
    """Missing, misplaced and broken: three entries to post, after which the book says what was counted and a new count agrees."""
    book = started(register(*(old(f"KZ-{n}") for n in (1, 2, 3)), in_order("3-201", "3-202")))
    with pytest.raises(InvalidValue):
        book.corrections("PD-1", on=sept(9), by="王老师")
    book.post(scan("PD-1", ("KZ-2", "3-202", 1), ("KZ-3", "3-201", 1, "unusable")))
    book.post(explain("PD-1", "KZ-1", "KZ-2", "KZ-3"))
    book.post(close())
    proposed = book.corrections("PD-1", on=sept(9), by="王老师")
    assert [type(entry) for entry in proposed] == [AssetsMissed, AssetsTransferred, ConditionRecorded]
    book.post_all(proposed)
    assert found(book, YEAR, "P12") == []
    assert [(book[a].status, book[a].place, book[a].condition) for a in book] == [
        ("missing", "3-201", "good"),
        ("in_use", "3-202", "good"),
        ("in_use", "3-201", "unusable"),
    ]
    book.post(book.stocktake("PD-2", "spot", on=sept(10), by="王老师"))
    book.post(scan("PD-2", ("KZ-2", "3-202", 1), ("KZ-3", "3-201", 1, "unusable"), day=sept(10)))
    book.post(close("PD-2", "spot", day=sept(10)))


@pytest.mark.plan("R07")
def test_what_was_touched_since_or_is_not_here_is_left_to_the_clerk() -> None:
    """Moved or lent after the count, part of a lot, to be disposed of, or without a number of the book: nothing is proposed."""
    lot = old("ZY-1", "椅子", quantity=45)
    book = started(register(*(old(f"KZ-{n}") for n in (1, 2, 4, 5)), lot, propose("KZ-5", day=sept(2))))
    book.post(scan("PD-1", ("无标签风扇", "3-201", 1), ("ZY-1", "3-202", 44), ("KZ-4", "3-202", 1)))
    book.post(explain("PD-1", "KZ-1", "KZ-2", "KZ-4", "KZ-5", "ZY-1", "无标签风扇"))
    book.post(close())
    book.post(move("KZ-1", day=sept(9), place="3-202"))
    for entry in approved_loan("JY-1", "KZ-2", day=sept(9), due=sept(30)):
        post(book, entry)
    proposed = book.corrections("PD-1", on=sept(9), by="王老师")
    assert [getattr(entry, "assets", None) for entry in proposed] == [("KZ-4",)]


def test_a_count_is_shown_in_short_words() -> None:
    """The table of counts names items with their pieces, and what is explained."""
    book = started(register(old(quantity=3)))
    book.post(scan("PD-1", ("KZ-1", "3-201", 2)))
    book.post(explain("PD-1", "KZ-1"))
    (row,) = book.of("count").table().rows
    assert row[4:] == (("KZ-1 ×3",), ("KZ-1 ×2",), ("KZ-1",))


@pytest.mark.plan("P15")
def test_a_month_is_closed_once_its_counts_are() -> None:
    """An open count of the month stands in the way by its number; closed or given up it does not."""
    book = started(register(old()))
    closing = MonthClosed(book="assets", month=Month(2025, 9), on=sept(30), by="王老师")
    with pytest.raises(LogisticsError, match="PD-1"):
        book.post(closing)
    book.post(StocktakeCancelled(count="PD-1", reason="停电", on=sept(8), by="王老师"))
    book.post(closing)
    assert code_of(book, card("KZ-8", on=sept(30))) == "closed"


# ------------------------------------------------------------------------------------------------------------ routines

CALENDAR = TermCalendar(
    terms=[Term(name="2025-2026-1", first=sept(1), last=date(2026, 1, 23))],
    published_through=YEAR.last,
)
MONTHLY = NthSchoolDay(1, grace=31)
ROUTINES = {
    "P14": (
        P14,
        NthSchoolDay(1, per="week", grace=6),
        StocktakeClosed,
        (("occasion", "weekly"), ("places", ("3-201",))),
    ),
    "P15": (P15, MONTHLY, MonthClosed, (("book", "assets"),)),
    "P16": (P16, MONTHLY, StocktakeClosed, (("occasion", "monthly"),)),
    "P17": (P17, OnDates((sept(8),)), StocktakeClosed, (("occasion", "termly"),)),
    "P18": (P18, OnDates((sept(8),)), StocktakeClosed, (("occasion", "term_start"),)),
    "P19": (P19, OnDates((sept(8),)), StocktakeClosed, (("occasion", "term_end"),)),
    "P25": (P25, OnDates((oct_(10),)), CustodyHandedOver, (("scope", "items"),)),
}


def with_routine(name: str) -> Setting:
    """Return a school with one routine."""
    rule, cycle, kind, where = ROUTINES[name]
    routine = Routine(
        code=f"{name}-1",
        zh=rule.zh,
        en=rule.en,
        source=rule.source,
        cycle=cycle,
        fulfilled_by=kind,
        where=where,
        rule=rule,
    )
    return evolve(PLAN, calendar=CALENDAR, routines=(routine,))


def held(occasion: Occasion, setting: Setting, places: tuple[str, ...] = ()) -> AssetRegister:
    """Return a register where a count of that occasion found everything on 8 September."""
    book = started(register(old(), in_order("3-201"), setting=setting), occasion, places)
    book.post(scan("PD-1", ("KZ-1", "3-201", 1)))
    book.post(close(occasion=occasion, places=places))
    return book


@pytest.mark.plan("P14", "P16", "P17", "P18", "P19")
@pytest.mark.parametrize(
    ("name", "occasion", "other"),
    [
        ("P14", "weekly", "spot"),
        ("P16", "monthly", "termly"),
        ("P17", "termly", "monthly"),
        ("P18", "term_start", "term_end"),
        ("P19", "term_end", "term_start"),
    ],
)
def test_a_routine_is_met_by_a_count_of_its_own_kind(name: str, occasion: Occasion, other: Occasion) -> None:
    """Custody check, count, clearance and check are different acts: only a count of its own occasion is the tick (A09)."""
    setting, rule = with_routine(name), ROUTINES[name][0]
    places = ("3-201",) if name == "P14" else ()
    during = DateSpan(sept(8), sept(14)) if name == "P14" else Month(2025, 9)
    assert len(found(held(other, setting, places), during, rule.code)) == 1
    assert found(held(occasion, setting, places), during, rule.code) == []


@pytest.mark.plan("P14")
def test_each_special_room_has_its_own_weekly_check() -> None:
    """The check of another room, or of the whole school, is not the check of this one."""
    week = DateSpan(sept(8), sept(14))
    assert found(held("weekly", with_routine("P14")), week, "P14") == [("P14", sept(12))]


@pytest.mark.plan("P15")
def test_the_accounts_are_closed_each_month() -> None:
    """The month's closing is the tick; without it the month is named."""
    book = register(old(), in_order("3-201"), setting=with_routine("P15"))
    assert [due.rule and due.rule.code for due in book.due(Month(2025, 9))] == ["P15"]
    assert len(found(book, Month(2025, 9), "P15")) == 1
    book.post(MonthClosed(book="assets", month=Month(2025, 9), on=sept(30), by="王老师"))
    assert found(book, Month(2025, 9), "P15") == []


@pytest.mark.plan("P25")
def test_rooms_are_handed_over_when_the_school_says() -> None:
    """A hand-over up to the day is the tick."""
    book = register(old(), in_order("3-201"), setting=with_routine("P25"))
    assert found(book, Month(2025, 10), "P25") == [("P25", oct_(10))]
    book.post(hand_over("KZ-1", day=oct_(9)))
    book.post(hand_over("KZ-1", day=oct_(10), giver="周老师", taker="李老师"))
    assert found(book, Month(2025, 10), "P25") == []
