"""The wire: every entry and book goes out and comes back the same, grows by appending, and shows when it was touched."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Final, final

import pytest
from attrs import evolve, frozen

from schoollogistics.catalogue import BOOKS
from schoollogistics.errors import BadDocument, Duplicate, InvalidValue, Refused, Text, Unknown, invalid
from schoollogistics.inspections import InspectionSchedule
from schoollogistics.journal import Book, Entry, EntryReversed, Fingerprint, MonthClosed, Published, Ref, Setting, State
from schoollogistics.journal.fingerprint import fingerprint_of
from schoollogistics.repairs import (
    PartUsed,
    RepairAccepted,
    RepairFinished,
    RepairOpened,
    RepairReported,
    RepairTriaged,
    RepairWorkflow,
)
from schoollogistics.values.ids import Code
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, Month
from schoollogistics.values.quantities import Quantity
from schoollogistics.wire import Wire
from tests.dumped import (
    DAY,
    LI,
    WANG,
    KeyBook,
    KeyReturned,
    KeyState,
    KeyTaken,
    inspection_entries,
    repair_book,
    repair_entries,
    upkeep_entries,
)

GOLDEN: Final = Path(__file__).parent / "golden"
SETTING: Final = Setting(school="育才小学")
WIRE: Final = Wire(books=(*BOOKS, KeyBook))
ENTRIES: Final = repair_entries()
UPKEEP: Final = upkeep_entries()
TEXT: Final = WIRE.dump(repair_book())
ANCHOR: Final = repair_book().fingerprint()
LINES: Final = tuple(TEXT.split("\n")[:-1])


def name_of(value: object) -> str:
    """Return how a parametrised case is called."""
    return type(value).__name__


def golden(name: str) -> str:
    """Return the text of a kept file."""
    return (GOLDEN / name).read_bytes().decode()


def refused(text: Any, anchor: Any = None, book: type[Book[Any, Any]] = RepairWorkflow) -> BadDocument:
    """Return the error that loading *text* ends in."""
    with pytest.raises(BadDocument) as caught:
        WIRE.load(book, text, setting=SETTING, anchor=anchor)
    return caught.value


def unread(data: Any, recorded_by: str | None = None) -> BadDocument:
    """Return the error that reading *data* ends in."""
    with pytest.raises(BadDocument) as caught:
        WIRE.entry_from_data(data, recorded_by)
    return caught.value


# ------------------------------------------------------------------------------------------------------ there and back


def test_every_kind_is_tried() -> None:
    """The entries of these tests are of every kind that the repair desk takes."""
    assert {type(entry) for entry in (*ENTRIES, *UPKEEP)} == {
        *RepairWorkflow.kinds,
        MonthClosed,
        EntryReversed,
        Published,
    }


@pytest.mark.parametrize("entry", [*ENTRIES, *UPKEEP], ids=name_of)
def test_entry_comes_back_the_same(entry: Entry[Any]) -> None:
    """An entry is equal to what is read from its data, through JSON as well."""
    data = WIRE.entry_to_data(entry)
    assert WIRE.entry_from_data(data) == entry
    assert WIRE.entry_from_json(json.dumps(data, indent=2)) == entry
    assert json.loads(WIRE.entry_to_json(entry)) == data


def test_record_is_flat_with_one_reserved_key() -> None:
    """A record has its tag, then every field that does not have its default."""
    entry = RepairTriaged(repair="BX-1", severity="minor", on=DAY, by=WANG)
    assert WIRE.entry_to_data(entry) == {
        "entry": "repairs.triaged/1",
        "on": "2025-09-08",
        "by": "王老师",
        "repair": "BX-1",
        "severity": "minor",
    }


def test_misshapen_entry_is_not_written() -> None:
    """An entry that no book would take is not written down either."""
    entry = RepairTriaged(repair=["BX-1"], severity="minor", on=DAY, by=WANG)  # type: ignore[arg-type]
    with pytest.raises(InvalidValue) as caught:
        WIRE.entry_to_json(entry)
    assert caught.value.code == "type"


def test_book_comes_back_the_same() -> None:
    """A loaded book has the same entries, state, fingerprint and text as the one that was dumped."""
    book = repair_book()
    for trusted in (False, True):
        loaded = WIRE.load(RepairWorkflow, TEXT, setting=SETTING, anchor=ANCHOR, trusted=trusted)
        assert type(loaded) is RepairWorkflow
        assert loaded.entries == book.entries
        assert list(loaded) == list(book)
        assert loaded.fingerprint() == ANCHOR == fingerprint_of(LINES)
        assert WIRE.dump(loaded) == TEXT
        assert loaded.setting is SETTING


def test_empty_book_is_a_head_line() -> None:
    """A book without entries is one line, and comes back empty."""
    text = WIRE.dump(RepairWorkflow())
    assert text == '{"book":"repairs","format":1}\n'
    assert WIRE.load(RepairWorkflow, text, setting=SETTING, anchor=RepairWorkflow().fingerprint()).version == 0


def test_file_grows_by_appending() -> None:
    """Line by line appended as entries are posted, a file is at every moment the dumped book, and old anchors hold."""
    book, text, anchors = RepairWorkflow(), WIRE.dump(RepairWorkflow()), [RepairWorkflow().fingerprint()]
    for entry in ENTRIES:
        text += WIRE.entry_to_json(entry) + "\n"
        book.post(entry)
        anchors.append(book.fingerprint())
        assert WIRE.dump(book) == text
    for anchor in anchors:
        assert WIRE.load(RepairWorkflow, text, setting=SETTING, anchor=anchor).version == len(ENTRIES)


def test_loaded_book_goes_on() -> None:
    """A loaded book takes the next entry as the live one would."""
    loaded = WIRE.load(RepairWorkflow, TEXT, setting=SETTING)
    assert loaded.post(RepairReported(repair="BX-9", place="3-201", fault="门坏", on=date(2025, 10, 8), by=LI)) == Ref(
        "repairs", len(ENTRIES)
    )


def test_past_is_not_dumped() -> None:
    """A book as of a past day keeps the numbers of its entries, so it is not dumped as if it were a book of its own."""
    with pytest.raises(Refused) as caught:
        WIRE.dump(repair_book().as_of(DAY))
    assert caught.value.code == "state"


def test_who_logged_in_is_written_down() -> None:
    """The host's login becomes ``recorded_by``, unless it is who did it, and nobody can claim to be somebody else."""
    data = WIRE.entry_to_data(ENTRIES[1])
    assert WIRE.entry_from_data(data, recorded_by="录入员").recorded_by == "录入员"
    assert WIRE.entry_from_data({**data, "recorded_by": "录入员"}, recorded_by="录入员").recorded_by == "录入员"
    assert WIRE.entry_from_data({**data, "recorded_by": None}, recorded_by=WANG).recorded_by is None
    assert WIRE.entry_from_json(json.dumps(data), recorded_by="录入员").recorded_by == "录入员"
    assert "recorded_by" not in data
    error = unread({**data, "recorded_by": "校长"}, recorded_by="录入员")
    assert (error.code, error.path) == ("reference", "recorded_by")
    for who, code in ((5, "type"), ("", "blank"), ("=a", "ident"), (["录入员"], "type")):
        wrong: Any = who
        error = unread({**data, "recorded_by": "校长"}, recorded_by=wrong)
        assert (error.code, error.path) == (code, "recorded_by")


def test_fingerprint_is_read_as_it_is_written() -> None:
    """What was printed of a fingerprint is the anchor again; anything else is refused."""
    for anchor in (ANCHOR, RepairWorkflow().fingerprint(), Fingerprint(10**17, "0" * 64)):
        assert Fingerprint.parse(str(anchor)) == anchor
    wrong: list[tuple[Any, str]] = [
        (ANCHOR, "type"),
        (None, "type"),
        ("", "format"),
        (ANCHOR.head, "format"),
        (f" {ANCHOR}", "format"),
        (f"0{ANCHOR}", "format"),
        (f"-{ANCHOR}", "format"),
        (str(ANCHOR).upper().replace("A", "A0"), "format"),
        (f"{ANCHOR}\n", "format"),
        (f"２5:{ANCHOR.head}", "format"),
    ]
    for text, code in wrong:
        with pytest.raises(InvalidValue) as caught:
            Fingerprint.parse(text)
        assert caught.value.code == code


def test_wire_knows_its_books_only() -> None:
    """Books and entries that a wire was not made for are named, with what it was made for."""
    narrow: Any = Wire(books=(KeyBook,))
    tries: list[Callable[[], object]] = [
        lambda: narrow.dump(repair_book()),
        lambda: narrow.load(RepairWorkflow, TEXT, setting=SETTING),
        lambda: narrow.load("repairs", TEXT, setting=SETTING),
        lambda: narrow.entry_to_data(ENTRIES[0]),
        lambda: narrow.entry_to_data("BX-1"),
        lambda: narrow.json_schema(RepairReported),
        lambda: narrow.json_schema("repairs.reported"),
    ]
    for attempt in tries:
        with pytest.raises(Unknown) as caught:
            attempt()
        assert caught.value.code == "unknown"


def test_two_classes_with_one_tag_are_refused() -> None:
    """A wire cannot be made for two books whose entries could be taken for one another."""

    @final
    @frozen(kw_only=True)
    class KeyLent(Entry[State]):
        """A key of another kind was lent (借出钥匙)."""

        kind: ClassVar[str] = "keys.taken"

    class OtherKeys(Book[KeyLent, State]):
        name = "other-keys"
        kinds = (KeyLent,)
        state_type = State

    with pytest.raises(Duplicate) as caught:
        Wire(books=(KeyBook, OtherKeys))
    assert "keys.taken" in str(caught.value)


# -------------------------------------------------------------------------------------------------- what is wrong, where


def test_every_problem_is_listed() -> None:
    """Reading reports all that is wrong, each with its path and code, and speaks of the first."""
    error = unread(
        {
            "entry": "repairs.finished/1",
            "on": "2025-9-8",
            "by": 5,
            "cosigned_by": ["赵师傅", " 孙师傅"],
            "because": "repairs#012",
            "Note": "x",
            "work": "换灯管",
            "parts": [
                {"part": "灯管", "quantity": "2 KG", "amount": "1"},
                {"part": "灯管"},
                7,
            ],
        }
    )
    assert [(each.path, each.code) for each in error.problems] == [
        ("on", "format"),
        ("by", "type"),
        ("cosigned_by[1]", "ident"),
        ("because", "type"),
        ("repair", "missing"),
        ("parts[0].quantity", "choice"),
        ("parts[0].amount", "format"),
        ("parts[1].quantity", "missing"),
        ("parts[1].amount", "missing"),
        ("parts[2]", "shape"),
        ("Note", "extra"),
    ]
    assert (error.path, error.code) == ("on", "format")
    assert "also wrong: by, cosigned_by[1]" in str(error)
    problems = error.to_data()["problems"]
    assert isinstance(problems, list)
    assert len(problems) == 11


def said(data: Any) -> list[str]:
    """Return the Chinese text of every problem of *data*."""
    error = unread(data)
    return [each.text("zh") for each in error.problems or (error,)]


def test_problems_show_what_was_sent_and_ask_for_what_is_wanted() -> None:
    """An unknown key shows its value, a blank or missing field what is to be filled in, and a list is called one."""
    report = {"entry": "repairs.reported/1", "on": "2025-09-08", "by": LI, "repair": "BX-1", "fault": "灯"}
    assert said({**report, "place": "3-201", "phone": "138"})[0].startswith("phone＝'138'：没有这一项；")
    assert said({**report, "place": " "}) == ["place＝' '：为空；请填写地点"]
    assert said({**report, "place": "3-201", "by": ""}) == ["by＝''：为空；请填写人员"]
    assert said({**report, "place": "3-201", "cosigned_by": [""]}) == ["cosigned_by[0]＝''：为空；编号或姓名"]
    nameless = {name: value for name, value in report.items() if name != "by"}
    assert said({**nameless, "place": "3-201"}) == ["by：缺少此项；请填写人员"]
    parts = [{"part": "灯管", "quantity": "1 个", "amount": "1.00", "colour": "白"}, []]
    done = {"entry": "repairs.finished/1", "on": "2025-09-08", "by": LI, "repair": "BX-1", "work": "换", "parts": parts}
    texts = said(done)
    assert texts[0].startswith("parts[0].colour＝'白'：没有这一项；可用：")
    assert texts[1] == "parts[1]：0 项的列表：不是对象；请写成对象，只含文本、整数、真假、null 和列表"
    for value, words in (([1, 2], "2 项的列表"), (None, "null"), (7, "7"), ("{}", "'{}'")):
        assert said(value)[0].startswith(f"{words}：不是对象；请写成对象")
    assert said({"entry": {"kind": "repairs"}})[0].startswith("entry＝1 项的对象：不是记录种类；")
    assert unread([]).text("en").startswith("a list of 0: is not an object; ")


def test_codes_stay_codes() -> None:
    """Whoever sends data is told the codes to send, not the labels."""
    triaged = {"entry": "repairs.triaged/1", "on": "2025-09-08", "by": WANG, "repair": "BX-1", "severity": "小修"}
    assert said(triaged) == ["severity＝'小修'：不在可选项中；可选：minor, major"]


def test_one_problem_is_said_plainly() -> None:
    """A single mistake in a long file is one error with the line and the field."""
    lines = list(LINES)
    lines[9] = lines[9].replace('"3.75"', '"3.7"')
    error = refused("\n".join(lines) + "\n")
    assert (error.path, error.code, error.position) == ("line 10.parts[1].amount", "format", 8)
    assert error.text("en").startswith("entry 9: line 10.parts[1].amount = ")
    assert error.problems == ()


def test_wrong_span_names_the_field() -> None:
    """A value that is wrong inside is still reported under the field that holds it."""
    data = {**WIRE.entry_to_data(ENTRIES[-2]), "period": "2025-09-30/2025-09-01"}
    error = unread(data)
    assert (error.path, error.code) == ("period", "order")


def test_unknown_tag_has_hints() -> None:
    """A tag that is nearly right is answered with those it may have meant."""
    assert "repairs.reported/1" in unread({"entry": "repairs.report/1"}).takes.en
    assert "JSON as in" in unread({"entry": "qqqq"}).takes.en


def test_line_that_breaks_a_rule_is_refused_with_its_place() -> None:
    """A readable entry that could not have been posted is found by posting it again, and its place is named."""
    extra = WIRE.entry_to_json(RepairAccepted(repair="BX-1", on=date(2025, 9, 10), by=LI))
    error = refused("\n".join((*LINES[:11], extra, *LINES[11:])) + "\n")
    assert (error.code, error.position, error.path) == ("state", 10, "line 12")
    assert isinstance(error.__cause__, Refused)
    assert error.text("zh").startswith("第11条：line 12：")


def test_rule_behind_a_refused_line_is_kept() -> None:
    """The rule that a stored entry broke, and whether it could be excused, come along."""
    entry = ENTRIES[11]
    error = refused("\n".join((*LINES[:12], WIRE.entry_to_json(evolve(entry, despite=(), note=None)))) + "\n")
    assert error.rule is not None
    assert (error.rule.code, error.excusable, error.code) == ("P06", True, "rule")


def test_key_used_twice_is_refused() -> None:
    """A second line with a spent idempotency key would vanish on posting, so it is refused on reading."""
    error = refused("\n".join((*LINES, LINES[1])) + "\n")
    assert (error.code, error.path) == ("duplicate", "line 27.id")


def test_entry_of_another_book_is_refused() -> None:
    """A line that belongs to another book of the school is refused, even where it is known."""
    other = WIRE.entry_to_json(KeyReturned(key="东门", on=DAY, by=WANG))
    error = refused("\n".join((*LINES, other)) + "\n")
    assert (error.code, error.path) == ("tag", "line 27.entry")


def test_line_may_check_itself() -> None:
    """A line class that refuses its own values is reported at its place, whatever it raises."""

    @frozen(kw_only=True)
    class Shelf:
        """One shelf of a count."""

        label: Code
        keys: int

        def __attrs_post_init__(self) -> None:
            """Refuse a number below zero in the library's words, and an odd one in Python's."""
            if self.keys < 0:
                raise invalid("range", "keys", self.keys, Text("below zero", "小于零"), Text("0", "0"))
            if self.keys % 2:
                error = ArithmeticError(self.keys)
                error.add_note("keys hang in pairs")
                raise error

    @final
    @frozen(kw_only=True)
    class ShelvesCounted(Entry[State]):
        """Keys were counted by shelf (清点)."""

        kind: ClassVar[str] = "keys.counted"

        best: Shelf
        worst: Shelf | None = None
        others: tuple[Shelf, ...] | None = None

    class ShelfBook(Book[ShelvesCounted, State]):
        name = "shelves"
        kinds = (ShelvesCounted,)
        state_type = State

    wire = Wire(books=(ShelfBook,))
    entry = ShelvesCounted(best=Shelf(label="A", keys=2), others=(Shelf(label="B", keys=4),), on=DAY, by=WANG)
    data = wire.entry_to_data(entry)
    assert wire.entry_from_data(data) == entry
    assert wire.entry_from_data({**data, "worst": None, "others": None}) == evolve(entry, others=None)
    wrong = {**data, "best": {"label": "A", "keys": -2}, "worst": {"label": "C", "keys": 3}, "others": {"label": "B"}}
    with pytest.raises(BadDocument) as caught:
        wire.entry_from_data(wrong)
    assert [(each.path, each.code) for each in caught.value.problems] == [
        ("best.keys", "range"),
        ("worst", "shape"),
        ("others", "shape"),
    ]
    schema = wire.json_schema(ShelvesCounted)
    assert complaints(schema, data) == []
    assert complaints(schema, {**data, "worst": None}) == []
    assert complaints(schema, {**data, "worst": {"label": "C"}}) != []


# ------------------------------------------------------------------------------------------------------------ revisions


def test_old_revisions_are_brought_up_to_date_step_by_step() -> None:
    """A record of revision 1 goes through every upcaster, one of revision 2 through the last only."""
    taken = {"entry": "keys.taken/1", "on": "2023-09-01", "by": WANG, "key": "东门", "taker": "周师傅", "pairs": 1}
    entry = WIRE.entry_from_data(taken)
    assert entry == KeyTaken(key="东门", holder="周师傅", copies=2, on=date(2023, 9, 1), by=WANG)
    assert taken["taker"] == "周师傅"
    second = {"entry": "keys.taken/2", "on": "2023-09-01", "by": WANG, "key": "东门", "holder": "周师傅", "pairs": 1}
    assert WIRE.entry_from_data(second) == entry
    assert WIRE.entry_to_data(entry)["entry"] == "keys.taken/3"


def test_wrong_old_record_is_refused() -> None:
    """An old record that its upcaster cannot work with is refused with the revision, and the cause is kept."""
    error = unread({"entry": "keys.taken/1", "on": "2023-09-01"})
    assert (error.code, type(error.__cause__)) == ("shape", KeyError)
    assert "revision 1 of keys.taken" in str(error)
    error = unread(
        {"entry": "keys.taken/2", "on": "2023-09-01", "by": WANG, "key": "东门", "holder": "周", "pairs": "1"}
    )
    assert (error.code, error.path) == ("type", "copies")


def test_upcaster_must_return_a_record() -> None:
    """What an upcaster returns is held to the same caps as what was sent."""

    @final
    @frozen(kw_only=True)
    class KeyLost(Entry[State]):
        """A key was lost (遗失)."""

        kind: ClassVar[str] = "keys.lost"
        revision: ClassVar[int] = 2
        upcasters: ClassVar[Mapping[int, Callable[[Any], Any]]] = {1: lambda record: record["to"]}

    class LostKeys(Book[KeyLost, State]):
        name = "lost-keys"
        kinds = (KeyLost,)
        state_type = State

    wire = Wire(books=(LostKeys,))
    for to, code in ((None, "shape"), ([], "shape"), ({"on": "2023-09-01", "by": WANG, "x": 1}, "extra")):
        with pytest.raises(BadDocument) as caught:
            wire.entry_from_data({"entry": "keys.lost/1", "to": to})
        assert caught.value.code == code


def test_gap_in_upcasters_is_refused_when_the_book_is_declared() -> None:
    """A kind of revision 3 with one upcaster cannot become part of a book."""

    @final
    @frozen(kw_only=True)
    class KeyCopied(Entry[KeyState]):
        """A key was copied (配钥匙)."""

        kind: ClassVar[str] = "keys.copied"
        revision: ClassVar[int] = 3
        upcasters: ClassVar[Mapping[int, Callable[[Any], Any]]] = {1: dict}

    with pytest.raises(TypeError, match="lacks upcasters to its revision"):
        type("Copies", (Book,), {"name": "copies", "kinds": (KeyCopied,), "state_type": KeyState})


def test_newer_revision_asks_for_a_newer_library() -> None:
    """A record or file written by a later version is refused with what to do, never half read."""
    error = unread({**WIRE.entry_to_data(ENTRIES[0]), "entry": "repairs.reported/2"})
    assert (error.code, error.takes.en) == ("format", "upgrade the library")
    error = refused(TEXT.replace('"format":1', '"format":2', 1))
    assert (error.code, error.path, error.takes.zh) == ("format", "line 1.format", "请升级程序库")


GOLDENS: Final = (
    ("repairs-format-1.jsonl", RepairWorkflow, "dec1e68d805f9652aec221a5f4bad4492ca2c9c473e5c85c3a77f3f7b739acae"),
    ("upkeep-format-1.jsonl", RepairWorkflow, "b98caa056fb675449fa666df9a861a26dbe63c04505ad7a85fbcd72f218a1ed4"),
    (
        "inspections-format-1.jsonl",
        InspectionSchedule,
        "686c2b705d953e2b83e87e833ed3eb88a827dcf403f475043229929bdfa08461",
    ),
    (
        "repairs-other-spelling.jsonl",
        RepairWorkflow,
        "ae246d2e819af003425873eea833114115b4db4ecc7761b438540614cd07e0a6",
    ),
    ("keys-three-revisions.jsonl", KeyBook, "04522e6731fd0a7ad617ed4131981b3c923fde41c21c64706f4658b98c90e26e"),
)


@pytest.mark.parametrize(("name", "book", "head"), GOLDENS)
def test_old_files_load_for_ever(name: str, book: type[Book[Any, Any]], head: str) -> None:
    """A file that was once written loads against its anchor, and is dumped and fingerprinted as it stands."""
    text = golden(name)
    anchor = Fingerprint(text.count("\n") - 1, head)
    loaded = WIRE.load(book, text, setting=SETTING, anchor=anchor)
    assert loaded.fingerprint() == anchor
    assert WIRE.dump(loaded) == text
    assert loaded.as_of(date(2199, 12, 31)).fingerprint() == anchor


def test_old_files_say_what_they_said() -> None:
    """The entries of old files are those of today with the same content."""
    assert WIRE.load(RepairWorkflow, golden("repairs-format-1.jsonl"), setting=SETTING).entries == ENTRIES
    assert WIRE.load(RepairWorkflow, golden("upkeep-format-1.jsonl"), setting=SETTING).entries == UPKEEP
    checked = WIRE.load(InspectionSchedule, golden("inspections-format-1.jsonl"), setting=SETTING)
    assert checked.entries == inspection_entries()
    keys = WIRE.load(KeyBook, golden("keys-three-revisions.jsonl"), setting=SETTING)
    assert [(e.holder, e.copies) for e in keys.entries if isinstance(e, KeyTaken)] == [
        ("周师傅", 2),
        ("吴师傅", 4),
        ("郑师傅", 1),
    ]
    spelled = WIRE.load(RepairWorkflow, golden("repairs-other-spelling.jsonl"), setting=SETTING)
    assert spelled["BX-1"].fault == "灯不亮"
    assert spelled["BX-1"].status == "triaged"


def test_old_file_grows_too() -> None:
    """Entries appended to a file of old revisions keep the fingerprint of the file and of the book the same."""
    text = golden("keys-three-revisions.jsonl")
    book = WIRE.load(KeyBook, text, setting=SETTING)
    entry = KeyReturned(key="东门", on=date(2025, 9, 30), by="郑师傅")
    book.post(entry)
    text += WIRE.entry_to_json(entry) + "\n"
    assert WIRE.dump(book) == text
    assert WIRE.load(KeyBook, text, setting=SETTING, anchor=book.fingerprint()).fingerprint() == book.fingerprint()


# -------------------------------------------------------------------------------------------------------------- attacks


def rewritten(place: int, change: Callable[[dict[str, Any]], object]) -> str:
    """Return the text with the record of one line changed and written again."""
    record = json.loads(LINES[place])
    change(record)
    return "\n".join(
        (*LINES[:place], json.dumps(record, ensure_ascii=False, separators=(",", ":")), *LINES[place + 1 :])
    )


def joined(*lines: str) -> str:
    """Return lines as a text."""
    return "".join(f"{line}\n" for line in lines)


FOREIGN: Final = WIRE.entry_to_json(RepairReported(repair="BX-8", place="3-201", fault="窗坏", on=DAY, by=LI))
OTHER: Final = tuple(
    WIRE.entry_to_json(evolve(entry, note="改")) if type(entry) is not RepairAccepted else WIRE.entry_to_json(entry)
    for entry in ENTRIES
)


def drops() -> Iterator[str]:
    """Yield the text without each of its lines."""
    yield from (joined(*LINES[:n], *LINES[n + 1 :]) for n in range(len(LINES)))


def swaps() -> Iterator[str]:
    """Yield the text with each two lines exchanged."""
    for one in range(len(LINES)):
        for other in range(one + 1, len(LINES)):
            lines = list(LINES)
            lines[one], lines[other] = lines[other], lines[one]
            yield joined(*lines)


def doubles() -> Iterator[str]:
    """Yield the text with each line but the last twice; the last one twice is a file that grew."""
    yield from (joined(*LINES[: n + 1], *LINES[n:]) for n in range(len(LINES) - 1))


def inserts() -> Iterator[str]:
    """Yield the text with another line in front of each line."""
    yield from (joined(*LINES[:n], FOREIGN, *LINES[n:]) for n in range(len(LINES)))


def replacements() -> Iterator[str]:
    """Yield the text with each line replaced by another one."""
    yield from (joined(*LINES[:n], FOREIGN, *LINES[n + 1 :]) for n in range(len(LINES)))


def truncations() -> Iterator[str]:
    """Yield the text cut after each character."""
    yield from (TEXT[:n] for n in range(len(TEXT)))


def splices() -> Iterator[str]:
    """Yield the first lines of the book followed by the last lines of one like it."""
    yield from (joined(*LINES[:n], *OTHER[n - 1 :]) for n in range(1, len(LINES)))


def edits() -> Iterator[str]:
    """Yield the text with the day of each entry moved; whoever does so can hash it all again, but not the anchor."""
    for n in range(1, len(LINES)):
        yield rewritten(n, lambda record: record.update(on="2025-09-07")) + "\n"


def respellings() -> Iterator[str]:
    """Yield the text with each line written otherwise, though it says the same."""
    yield from (joined(*LINES[:n], json.dumps(json.loads(LINES[n])), *LINES[n + 1 :]) for n in range(len(LINES)))


def rotations() -> Iterator[str]:
    """Yield the text with its entries turned round by each number of lines, and back to front."""
    yield from (joined(LINES[0], *LINES[n:], *LINES[1:n]) for n in range(2, len(LINES)))
    yield joined(LINES[0], *reversed(LINES[1:]))


def heads() -> Iterator[str]:
    """Yield the entries under the head line of another book, and of another format."""
    yield joined('{"book":"keys","format":1}', *LINES[1:])
    yield joined('{"book":"repairs","format":0}', *LINES[1:])


def rollbacks() -> Iterator[str]:
    """Yield every earlier state of the book, which was true once."""
    yield from (joined(*LINES[:n]) for n in range(1, len(LINES)))


ATTACKS: Final = (
    drops, swaps, doubles, inserts, replacements, truncations, splices, edits, respellings, rotations, heads, rollbacks,
)  # fmt: skip


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.__name__)
def test_attack_is_found(attack: Callable[[], Iterator[str]]) -> None:
    """With an anchor, every form of attack is found at every place."""
    codes = {refused(text, ANCHOR).code for text in attack()}
    assert codes <= {"hash", "anchor", "format"}


def test_every_flipped_bit_is_found() -> None:
    """With an anchor, a change of any single bit of a dumped book is found."""
    raw = TEXT.encode()
    assert len(raw) > 2048
    for place in range(len(raw) * 8):
        changed = bytearray(raw)
        changed[place // 8] ^= 1 << place % 8
        assert refused(changed.decode(errors="surrogateescape"), ANCHOR).code in {
            "hash",
            "anchor",
            "format",
            "character",
        }


def test_rehashed_book_has_another_fingerprint() -> None:
    """Whoever changes a book and hashes it again has a book that is whole, and not the one that was anchored."""
    forged = rewritten(22, lambda record: record.update(thing="3-202")) + "\n"
    own = fingerprint_of(forged.split("\n")[:-1])
    assert WIRE.load(RepairWorkflow, forged, setting=SETTING, anchor=own).version == ANCHOR.version
    assert refused(forged, ANCHOR).code == "hash"


def test_growth_is_no_attack() -> None:
    """What was appended after the anchor was taken is read and checked like any entry."""
    entry = RepairReported(repair="BX-8", place="3-201", fault="窗坏", on=date(2025, 10, 8), by=LI)
    grown = joined(*LINES, WIRE.entry_to_json(entry))
    assert WIRE.load(RepairWorkflow, grown, setting=SETTING, anchor=ANCHOR).version == ANCHOR.version + 1
    assert refused(joined(*LINES, FOREIGN), ANCHOR).code == "closed"


def test_without_anchor_a_torn_end_is_not_seen() -> None:
    """Without an anchor the last lines may be missing and nobody can tell: that is what the anchor is for."""
    assert WIRE.load(RepairWorkflow, joined(*LINES[:-1]), setting=SETTING).version == len(LINES) - 2


def test_anchor_is_verified_before_anything_is_read() -> None:
    """A touched file is called touched, even where it could not be read."""
    assert refused(joined(*LINES[:5], "{", *LINES[6:]), ANCHOR).code == "hash"
    assert refused(joined(*LINES[:5], "{", *LINES[6:])).code == "format"


# -------------------------------------------------------------------------------------------------------------- schemas

TYPES: Final[Mapping[str, type]] = {
    "object": dict,
    "array": list,
    "string": str,
    "integer": int,
    "boolean": bool,
    "null": type(None),
}


def complaints(schema: Mapping[str, Any], value: Any) -> list[str]:
    """Return what a JSON Schema has against *value*: as much of a checker as these schemas need."""
    known = {
        "$schema", "title", "description", "type", "format", "properties", "required", "additionalProperties", "items",
        "maxItems", "minLength", "maxLength", "minimum", "maximum", "pattern", "enum", "const", "anyOf", "oneOf",
    }  # fmt: skip
    found = [f"keyword {word}" for word in schema if word not in known]
    if "type" in schema and type(value) is not TYPES[schema["type"]]:
        return [*found, f"{value!r} is not {schema['type']}"]
    if "const" in schema and value != schema["const"]:
        found.append("const")
    if "enum" in schema and value not in schema["enum"]:
        found.append("enum")
    if "anyOf" in schema and all(complaints(each, value) for each in schema["anyOf"]):
        found.append("anyOf")
    if "oneOf" in schema and sum(not complaints(each, value) for each in schema["oneOf"]) != 1:
        found.append("oneOf")
    if isinstance(value, str):
        found += ["length"] * (not schema.get("minLength", 0) <= len(value) <= schema.get("maxLength", 10**9))
        found += ["pattern"] * (re.search(schema.get("pattern", ""), value) is None)
    if type(value) is int:
        found += ["range"] * (not schema.get("minimum", value) <= value <= schema.get("maximum", value))
    if isinstance(value, list):
        found += ["maxItems"] * (len(value) > schema.get("maxItems", 10**9))
        found += [each for item in value for each in complaints(schema.get("items", {}), item)]
    if isinstance(value, dict):
        properties = schema.get("properties", {})
        found += [f"missing {name}" for name in schema.get("required", ()) if name not in value]
        if not schema.get("additionalProperties", True):
            found += [f"extra {name}" for name in value if name not in properties]
        found += [each for name, item in value.items() for each in complaints(properties.get(name, {}), item)]
    return found


@pytest.mark.parametrize("entry", [*ENTRIES, *UPKEEP], ids=name_of)
def test_schema_describes_every_entry(entry: Entry[Any]) -> None:
    """An entry's data satisfies the schema of its kind, and exactly one of all the schemas."""
    data = WIRE.entry_to_data(entry)
    schema = WIRE.json_schema(type(entry))
    assert complaints(schema, data) == []
    assert complaints(WIRE.json_schema(), data) == []
    assert complaints(schema, {**data, "x": 1}) == ["extra x"]
    assert complaints(schema, {**data, "entry": "repairs.other/1"}) == ["const"]
    assert "missing by" in complaints(schema, {name: value for name, value in data.items() if name != "by"})


def test_schema_describes_lines_and_choices_in_both_languages() -> None:
    """A form made from the schema can show every field, line and choice by its name."""
    schema = WIRE.json_schema(RepairFinished)
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["title"] == "Repair finished / 完工"
    assert schema["description"].endswith("(完工).")
    assert schema["properties"]["entry"] == {"const": "repairs.finished/1"}
    assert schema["properties"]["parts"]["items"]["properties"]["amount"]["title"] == "Amount / 金额"
    assert "repair: repaired" in schema["properties"]["disposition"]["description"]
    assert "repair：修复" in schema["properties"]["disposition"]["description"]
    json.dumps(WIRE.json_schema())


def test_schema_refuses_what_is_plainly_wrong() -> None:
    """Values of the wrong type, code or length do not satisfy the schema."""
    opened = WIRE.entry_to_data(next(entry for entry in ENTRIES if isinstance(entry, RepairOpened)))
    schema = WIRE.json_schema(RepairOpened)
    for change in (
        {"on": 5},
        {"reporters": "周师傅"},
        {"severity": "grave"},
        {"place": ""},
        {"at": "25:00"},
        {"place": None},
    ):
        assert complaints(schema, {**opened, **change}) != []


def test_parts_of_values_are_exact() -> None:
    """Amounts, quantities and spans come back with every digit and unit they had."""
    part = PartUsed(part="灯管", quantity=Quantity("0.125", "斤"), amount=yuan("999999999999.99"))
    entry = RepairFinished(repair="BX-1", work="换", parts=(part,), on=DAY, by=WANG)
    back = WIRE.entry_from_json(WIRE.entry_to_json(entry))
    assert isinstance(back, RepairFinished)
    assert (str(back.parts[0].quantity), str(back.parts[0].amount)) == ("0.125 斤", "999999999999.99")
    for period in (Month(2025, 9), DateSpan(date(2025, 9, 1), date(2025, 9, 30))):
        shown = Published(view="repair_slip", period=period, version=1, where="公示栏", on=DAY, by=WANG)
        assert WIRE.entry_from_data(WIRE.entry_to_data(shown)) == shown
