"""Custody: one keeper for every room and item on every day, letters for the time, hand-overs that both sign."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import (
    AssetsFound,
    AssetsMissed,
    LetterSigned,
    RoomClosed,
    change_record,
    handover_sheet,
    responsibility_letter,
)
from schoollogistics.assets.entries.codes import Scope
from schoollogistics.errors import InvalidValue, LogisticsError, Text
from schoollogistics.journal import Entry, EntryReversed, Ref
from schoollogistics.values.periods import DateSpan, FiscalYear, Month
from tests.assets.stories import (
    BOUGHT,
    YEAR,
    allow,
    card,
    carry_out,
    code_of,
    found,
    hand_over,
    issue,
    keep,
    letter,
    move,
    oct_,
    old,
    propose,
    register,
    sept,
)

SEPTEMBER = Month(2025, 9)


def found_again(asset: str, place: str) -> AssetsFound:
    """It turned up."""
    return AssetsFound(assets=(asset,), place=place, custodian="李老师", on=sept(4), by="李老师")


@pytest.mark.plan("R06", "P11")
@pytest.mark.parametrize(
    ("entries", "during", "expected"),
    [
        ([old(), keep("3-201")], SEPTEMBER, []),
        ([old(custodian=None), keep("3-201")], SEPTEMBER, [("asset", "KZ-1", sept(1))]),
        ([old()], SEPTEMBER, [("room", "3-201", sept(1))]),
        ([old(), keep("3-201", day=sept(4))], SEPTEMBER, [("room", "3-201", sept(1))]),
        ([old(), keep("3-201", day=sept(4))], DateSpan(sept(4), sept(30)), []),
        ([old(), keep("3-201", day=sept(4))], sept(3), [("room", "3-201", sept(3))]),
        ([old(custodian=None), keep("3-201"), move("KZ-1", day=sept(9), to="李老师")], oct_(1), []),
        ([old(), keep("3-201"), move("KZ-1", day=sept(9), place="3-202")], SEPTEMBER, [("room", "3-202", sept(9))]),
        ([keep("3-201"), RoomClosed(room="3-201", on=sept(9), by="园长")], YEAR, []),
        ([old(), move("KZ-1", day=sept(9), place="3-202"), keep("3-202")], sept(8), [("room", "3-201", sept(8))]),
        ([old(), move("KZ-1", day=sept(9), place="3-202"), keep("3-202")], sept(9), []),
        ([old(), propose("KZ-1"), allow(), carry_out("KZ-1")], oct_(1), []),
    ],
)
def test_gaps_are_found(
    entries: list[Entry[Any]], during: DateSpan | date, expected: list[tuple[str, str, date]]
) -> None:
    """A room that holds something and an item have a keeper on every day; a gap is named with its first day in the time asked."""
    book = register(entries)
    gaps = [each for each in book.breaches(during) if each.rule.code == "P11"]
    assert [(*(each.subject or ()), each.on) for each in gaps] == expected


@pytest.mark.plan("P11")
def test_a_keeper_follows_the_former() -> None:
    """There is never more than one keeper: the later one takes over on the day."""
    book = register(old(), keep("3-201"), keep("3-201", "周老师", sept(9)))
    assert book.of("room")["3-201"].keeper == "周老师"
    assert book.as_of(sept(8)).of("room")["3-201"].keeper == "李老师"


@pytest.mark.plan("P24", "D05")
@pytest.mark.parametrize(
    ("letters", "expected"),
    [
        ([], [("P24", sept(1))]),
        ([letter()], []),
        ([letter(first=sept(5))], [("P24", sept(1))]),
        ([letter(last=sept(20))], [("P24", sept(21))]),
        ([letter(last=sept(20)), letter(first=sept(21))], []),
        ([letter(last=sept(20)), letter(first=sept(23))], [("P24", sept(21))]),
        ([letter("周老师")], [("P24", sept(1))]),
        ([evolve(letter(), period=YEAR)], []),
        ([evolve(letter(), period=FiscalYear(2025))], []),
        ([evolve(letter(), period=SEPTEMBER)], []),
        ([evolve(letter(), letter="safety")], [("P24", sept(1))]),
    ],
)
def test_every_keeper_has_a_letter_for_the_time(letters: list[LetterSigned], expected: list[tuple[str, date]]) -> None:
    """The letter on property, signed by the keeper, covers the days from its signing to its end; a safety letter is another."""
    book = register(old(), keep("3-201"), letters)
    assert found(book, SEPTEMBER, "P24") == expected


@pytest.mark.plan("D05", "P24")
def test_the_letter_shows_what_was_signed() -> None:
    """A letter that lists rooms and items prints these, not what has come since; one that lists none prints what is kept."""
    book = register(old(), keep("3-201"), evolve(letter(), places=("3-201",), assets=("KZ-1",)))
    book.post_all([old("KZ-2"), keep("科学室")])
    shown = responsibility_letter(book, "李老师")
    assert (shown.column("asset"), dict(shown.head)[Text("Places", "场所清单")]) == (("KZ-1",), ("3-201",))
    book.post(letter(first=sept(9)))
    shown = responsibility_letter(book, "李老师")
    assert (shown.column("asset"), dict(shown.head)[Text("Places", "场所清单")]) == (
        ("KZ-1", "KZ-2"),
        ("3-201", "科学室"),
    )


@pytest.mark.plan("P24")
def test_who_keeps_nothing_any_more_needs_no_letter() -> None:
    """After the hand-over only the one who took over is asked for a letter."""
    book = register(old(), keep("3-201"), letter(last=sept(10)), keep("3-201", "周老师", sept(11)))
    book.post(hand_over("KZ-1", day=sept(11)))
    named = [each for each in book.breaches(SEPTEMBER) if each.rule.code == "P24"]
    assert [(each.on, "周老师" in each.found.zh) for each in named] == [(sept(11), True)]


@pytest.mark.plan("R06", "P25")
def test_all_that_a_person_keeps_goes_on_one_slip() -> None:
    """``handover`` lists everything, posting it moves everything, and a list that lacks one item is refused with its number."""
    book = register(*(old(f"KZ-{n}") for n in range(1, 4)), old("KZ-9", custodian="周老师"))
    slip = book.handover("李老师", "周老师", on=sept(9))
    assert slip.assets == ("KZ-1", "KZ-2", "KZ-3")
    short = book.objection(evolve(slip, assets=("KZ-1", "KZ-3")))
    assert short is not None
    assert (short.code, "KZ-2" in short.stands.zh) == ("reference", True)
    book.post(slip)
    assert book.kept_by("李老师") == ()
    assert book.kept_by("周老师") == ("KZ-1", "KZ-2", "KZ-3", "KZ-9")


@pytest.mark.plan("P25")
def test_a_room_is_handed_over_with_all_that_is_in_it() -> None:
    """A slip of a room lists what its keeper has there, and nothing of other rooms."""
    book = register(old(), old("KZ-2", place="3-202"))
    slip = book.handover("李老师", "周老师", on=sept(9), place="3-201")
    assert (slip.scope, slip.assets) == ("room", ("KZ-1",))
    book.post(slip)
    assert (book["KZ-1"].custodian, book["KZ-2"].custodian) == ("周老师", "李老师")


@pytest.mark.plan("P11", "P25", "R06")
@pytest.mark.parametrize(
    ("keeper", "scope", "expected"),
    [("李老师", "room", "周老师"), ("吴老师", "room", "吴老师"), ("李老师", "items", "李老师"), (None, "room", None)],
)
def test_the_hand_over_of_a_room_names_its_new_keeper(keeper: str | None, scope: Scope, expected: str | None) -> None:
    """The room goes with what is in it if its keeper hands it over; not with a list of items, nor past another keeper."""
    book = register(old(), [keep("3-201", keeper)] if keeper else [])
    book.post(evolve(book.handover("李老师", "周老师", on=sept(9), place="3-201"), scope=scope))
    assert (book.of("room")["3-201"].keeper if keeper else None) == expected
    named = [each.subject for each in book.breaches(sept(9)) if each.rule.code == "P11"]
    assert named == ([] if keeper else [("room", "3-201")])
    unsigned = {each.found.zh[:3] for each in book.breaches(sept(9)) if each.rule.code == "P24"}
    assert unsigned == {"周老师", *([expected] if expected else [])}


@pytest.mark.plan("P25")
@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (hand_over("KZ-1", day=sept(9), signed=False), "rule"),
        (evolve(hand_over("KZ-1", day=sept(9)), by="王老师"), "rule"),
        (hand_over("KZ-1", day=sept(9), taker="李老师", signed=False), "already"),
        (hand_over("KZ-1", "KZ-2", day=sept(9)), "reference"),
        (hand_over(day=sept(9)), "missing"),
        (evolve(hand_over("KZ-1", day=sept(9)), scope="room"), "missing"),
        (evolve(hand_over("KZ-1", day=sept(9)), place="3-202"), "reference"),
        (hand_over("KZ-3", day=sept(9)), "reference"),
    ],
)
def test_a_hand_over_that_cannot_be(slip: Entry[Any], code: str) -> None:
    """Unsigned, to oneself, of other people's things, of nothing, of a room without its name or of one kept by nobody."""
    book = register(old(), old("KZ-2", custodian="周老师"), old("KZ-3", custodian=None))
    assert code_of(book, slip) == code


@pytest.mark.plan("P25")
def test_a_hand_over_without_the_giver_takes_a_reason() -> None:
    """Where one party cannot sign, it goes ahead with a note, and stays a breach."""
    slip = evolve(hand_over("KZ-1", day=sept(9)), by="园长", despite=("P25",), note="李老师已调离")
    book = register(old(), slip)
    assert book["KZ-1"].custodian == "周老师"
    assert [each.note for each in book.breaches(sept(9)) if each.rule.code == "P25"] == ["李老师已调离"]


@pytest.mark.parametrize("entry", [move("KZ-1", day=sept(9), place="3-202"), issue("KZ-2", day=sept(9), place="3-202")])
def test_nothing_goes_into_a_closed_room(entry: Entry[Any]) -> None:
    """A room that was closed takes nothing until it has a keeper again."""
    book = register(old(), card("KZ-2"), keep("3-202"), RoomClosed(room="3-202", on=sept(3), by="园长"))
    assert code_of(book, entry) == "state"
    book.post(keep("3-202", day=sept(4)))
    assert code_of(book, entry) is None


def test_a_room_with_something_in_it_is_not_closed() -> None:
    """The refusal names what has to be moved first; what is missing is not there, and keeps no room open."""
    book = register(old(), old("KZ-2"), keep("3-201"), AssetsMissed(assets=("KZ-2",), on=BOUGHT, by="李老师"))
    closing = RoomClosed(room="3-201", on=sept(3), by="园长")
    with pytest.raises(LogisticsError, match="KZ-1") as caught:
        book.post(closing)
    assert "KZ-2" not in caught.value.stands.zh
    book.post(move("KZ-1", day=sept(3), place="3-202"))
    book.post(closing)
    assert code_of(book, found_again("KZ-2", "3-201")) == "state"
    assert code_of(book, found_again("KZ-2", "3-202")) is None


@pytest.mark.plan("P11")
def test_gaps_do_not_depend_on_the_order_of_posting() -> None:
    """Slips of two things that came into a room without keeper: it is bare from the earlier day, whichever was typed first."""
    slips = [move("KZ-1", day=sept(9), place="科学室"), move("KZ-2", day=sept(5), place="科学室")]
    for order in (slips, slips[::-1]):
        book = register(old(), old("KZ-2"), keep("3-201"), order)
        gaps = [(each.subject, each.on) for each in book.breaches(SEPTEMBER) if each.rule.code == "P11"]
        assert gaps == [(("room", "科学室"), sept(5))]


@pytest.mark.parametrize(
    "entry",
    [
        evolve(letter(), assets=("KZ-7",)),
        evolve(hand_over("KZ-1", day=sept(9)), count="PD-9"),
    ],
)
def test_a_slip_names_what_the_book_has(entry: Entry[Any]) -> None:
    """A letter on things nobody registered, and a hand-over after a count that was not held, are refused."""
    assert code_of(register(old()), entry) in {"unknown", "reference"}


def test_no_reversal_puts_a_thing_into_a_closed_room() -> None:
    """What was moved out before the room was closed stays out."""
    book = register(old(), keep("3-201"), move("KZ-1", day=sept(2), place="3-202"))
    book.post(RoomClosed(room="3-201", on=sept(3), by="园长"))
    with pytest.raises(LogisticsError, match="closed room"):
        book.post(EntryReversed(of=Ref("assets", 2), reason="误", on=sept(4), by="王老师"))


@pytest.mark.plan("R06", "P11")
def test_a_new_school_year_moves_classes_and_not_things() -> None:
    """Two keepers change rooms: what stands in a room stays, each signs for the room taken over, and no day is bare."""
    book = register(
        old(), old("KZ-2", "讲台", place="3-202", custodian="周老师"), keep("3-201"), keep("3-202", "周老师")
    )
    before = {asset: book[asset].place for asset in book}
    proposed = book.roll_over({"3-201": "周老师", "3-202": "李老师"}, on=sept(1), by="园长")
    assert [type(each).__name__ for each in proposed] == ["CustodyHandedOver"] * 2
    book.post_all(proposed)
    assert {asset: book[asset].place for asset in book} == before
    assert [book[asset].custodian for asset in ("KZ-1", "KZ-2")] == ["周老师", "李老师"]
    assert [book.of("room")[room].keeper for room in ("3-201", "3-202")] == ["周老师", "李老师"]
    assert [each for each in book.breaches(SEPTEMBER) if each.rule.code == "P11"] == []
    assert book.roll_over({"3-201": "周老师", "3-202": "李老师"}, on=sept(2), by="园长") == ()


@pytest.mark.plan("R06", "P11")
def test_a_room_whose_keeper_has_nothing_in_it_gets_the_new_one_by_a_slip_of_its_own() -> None:
    """What others keep there is handed over, and the keeper of the room is named."""
    book = register(old(), keep("3-201", "吴老师"))
    proposed = book.roll_over({"3-201": "周老师"}, on=sept(1), by="园长")
    assert [type(each).__name__ for each in proposed] == ["CustodyHandedOver", "RoomKeeperNamed"]
    book.post_all(proposed)
    assert (book["KZ-1"].custodian, book.of("room")["3-201"].keeper) == ("周老师", "周老师")


@pytest.mark.parametrize(
    ("keepers", "field"),
    [
        (["3-201"], "keepers"),
        ("3-201", "keepers"),
        (None, "keepers"),
        ({1: "周老师"}, "room"),
        ({"3-201": None}, "keeper"),
    ],
)
def test_a_new_school_year_takes_rooms_and_their_keepers(keepers: Any, field: str) -> None:
    """Anything but a dict from rooms to keepers is refused by name, with what to write instead."""
    with pytest.raises(InvalidValue) as caught:
        register(old()).roll_over(keepers, on=sept(1), by="园长")
    assert (caught.value.code, caught.value.fields) == ("type", (field,))


def test_who_keeps_what_is_asked_by_name() -> None:
    """A keeper or giver that is no name is refused, and not looked for."""
    nobody: Any = None
    with pytest.raises(InvalidValue):
        register(old()).kept_by(nobody)
    with pytest.raises(InvalidValue):
        register(old()).handover(nobody, "周老师", on=sept(1))


@pytest.mark.plan("R06", "P25", "D07", "D08")
@pytest.mark.parametrize("despite", [False, True])
def test_what_is_missing_at_a_hand_over_is_named_with_whose_account_it_is_on(despite: bool) -> None:
    """The slip names it, both papers say who still answers for it, also where the giver has left; found, it goes to whoever keeps it."""
    lost = AssetsMissed(assets=("KZ-2",), on=BOUGHT, by="李老师")
    book = register(old(), old("KZ-2"), old("KZ-3", place="3-202"), keep("3-201"), lost)
    book.post(book.stocktake("PD-1", "handover", places=("3-201",), on=sept(9), by="王老师"))
    slip = evolve(book.handover("李老师", "周老师", on=sept(9), place="3-201"), count="PD-1")
    assert (slip.assets, slip.missing) == (("KZ-1",), ("KZ-2",))
    book.post(evolve(slip, by="园长", despite=("P25",), note="李老师已调离") if despite else slip)
    assert book.kept_by("李老师") == ("KZ-2", "KZ-3")
    for paper in (handover_sheet(book, "PD-1"), change_record(book, SEPTEMBER)):
        assert [note.zh for note in paper.notes] == ["2025-09-09 移交时待查：KZ-2，仍由 李老师 负责"]


@pytest.mark.plan("D05", "P24")
def test_the_letter_prints_the_duties_that_the_school_wrote() -> None:
    """Each sentence that was signed stands numbered under the list; a letter without any prints none."""
    duties = ("责任书文本：校产〔2025〕3号，第二版", "离岗须办理移交")
    book = register(old(), keep("3-201"), evolve(letter(), duties=duties))
    assert [note.zh for note in responsibility_letter(book, "李老师").notes] == [f"1. {duties[0]}", f"2. {duties[1]}"]
    assert responsibility_letter(book, "周老师").notes == ()
