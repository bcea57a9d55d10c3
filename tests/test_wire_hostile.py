"""Hostile input to the wire, as one table: every row is refused with its code, allowed, or not applicable and why."""

import json
import pickle
from collections.abc import Callable
from typing import Any, Final, NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoollogistics.errors import BadDocument
from schoollogistics.journal import Entry, Fingerprint, Setting
from schoollogistics.journal.fingerprint import fingerprint_of
from schoollogistics.repairs import RepairFinished, RepairWorkflow
from schoollogistics.wire import Wire
from tests.dumped import KeyBook, repair_book, repair_entries

WIRE: Final = Wire(books=(RepairWorkflow, KeyBook))
BOOK: Final = repair_book()
ENTRIES: Final = repair_entries()
ANCHOR: Final = BOOK.fingerprint()
TEXT: Final = WIRE.dump(BOOK)
LINES: Final = tuple(TEXT.split("\n")[:-1])
HEAD: Final = LINES[0]
FINISHED: Final = next(entry for entry in ENTRIES if type(entry) is RepairFinished)
ASSIGNED: Final = WIRE.entry_to_data(ENTRIES[2])
GONE: Final = object()


class Record(dict[Any, Any]):
    """A dict that is not quite one."""


def data(**changes: Any) -> dict[Any, Any]:
    """Return a good record of a finished repair but for what is changed, or GONE."""
    changed = {**WIRE.entry_to_data(FINISHED), **changes}
    return {name: value for name, value in changed.items() if value is not GONE}


def read(*values: Any, **changes: Any) -> Callable[[], object]:
    """Return a call that reads a value as an entry, or a good record with changes."""
    return lambda: WIRE.entry_from_data(*values) if values else WIRE.entry_from_data(data(**changes))


def spelled(number: str) -> Callable[[], object]:
    """Return a call that reads JSON text with a number spelled as given."""
    text = json.dumps(data(labour_minutes="@")).replace('"@"', number)
    return lambda: WIRE.entry_from_json(text)


def load(text: Any, anchor: Any = None) -> Callable[[], object]:
    """Return a call that loads a text as a repair desk."""
    return lambda: WIRE.load(RepairWorkflow, text, setting=Setting(), anchor=anchor)


def lines(*given: str, anchor: Any = None) -> Callable[[], object]:
    """Return a call that loads lines as a repair desk."""
    return load("".join(f"{line}\n" for line in given), anchor)


def anchored(version: Any, head: Any) -> Callable[[], object]:
    """Return a call that loads the good text against an anchor."""
    return load(TEXT, Fingerprint(version, head))


def nested(depth: int) -> Any:
    """Return an empty list inside lists."""
    value: list[Any] = []
    for _ in range(depth):
        value = [value]
    return value


def looped() -> list[Any]:
    """Return a list that holds itself."""
    value: list[Any] = []
    value.append(value)
    return value


def wide() -> dict[str, Any]:
    """Return a good record with a million more keys."""
    return data(**{f"k{n}": n for n in range(1_000_000)})


def repeated() -> Any:
    """Return a list that names one list a thousand times, and so on, a thousand million parts in all."""
    value: Any = []
    for _ in range(3):
        value = [value] * 1000
    return value


def changed_after_reading() -> str:
    """Change the data an entry was read from, and return what the entry says."""
    given = data()
    entry = WIRE.entry_from_data(given)
    given["parts"][0]["part"] = "changed"
    given["evidence"].append("changed")
    return WIRE.entry_to_json(entry)


def changed_after_writing() -> str:
    """Change the data an entry was written to, and return what the entry says."""
    written = WIRE.entry_to_data(FINISHED)
    written["parts"][0]["part"] = "changed"
    written["evidence"].append("changed")
    return WIRE.entry_to_json(FINISHED)


def changed_entries() -> object:
    """Try to change the entries of a loaded book in place."""
    entries: Any = WIRE.load(RepairWorkflow, TEXT, setting=Setting()).entries
    with pytest.raises(TypeError):
        entries[0] = FINISHED
    with pytest.raises(AttributeError):
        entries.append(FINISHED)
    return len(entries)


class Refused(NamedTuple):
    """A call and the code of the ``BadDocument`` it must end in."""

    call: Callable[[], object]
    code: str


class Allowed(NamedTuple):
    """A call and the answer it must give."""

    call: Callable[[], object]
    answer: object


class NotApplicable(NamedTuple):
    """A row that does not arise, and what decides so."""

    why: str


NO_SETS: Final = "An entry holds tuples, which keep their order and may repeat; there is no set on the wire."
FLIPPED: Final = f"{int(ANCHOR.head[0], 16) ^ 1:x}{ANCHOR.head[1:]}"
OTHER_HEAD: Final = '{"book":"keys","format":1}'
LATE: Final = (
    '{"entry":"repairs.reported/1","on":"2025-09-12","by":"李老师","repair":"BX-8","place":"3-201","fault":"窗坏"}'
)
SKIPPED: Final = '{"entry":"repairs.accepted/1","on":"2025-10-12","by":"吴师傅","repair":"BX-2"}'
FORGED: Final = tuple(line.replace("灯不亮", "灯泡坏") for line in LINES)
Row = Refused | Allowed | NotApplicable

ROWS: Final[dict[int, Row]] = {
    1: Refused(read(None), "shape"),
    2: Refused(read([]), "shape"),
    3: Refused(read("{}"), "shape"),
    4: Refused(read(b"{}"), "shape"),
    5: Refused(read(Record(data())), "shape"),
    6: Refused(read({}), "missing"),
    7: Refused(read(colour="red"), "extra"),
    8: Refused(lines('{"book":"repairs","Format":1,"format":1}'), "extra"),
    9: Refused(read({**data(), 1: "x"}), "shape"),
    10: Refused(lines('{"book":"repairs"}'), "missing"),
    11: Refused(lines('{"book":"repairs","format":"1"}'), "type"),
    12: Refused(lines('{"book":"repairs","format":2}'), "format"),
    13: Refused(lines('{"book":"repairs","format":0}'), "format"),
    14: Refused(lines(OTHER_HEAD), "format"),
    15: Refused(lines('{"book":"repairs","format":1,"entries":{}}'), "extra"),
    16: Refused(lines(HEAD, '"[]"'), "shape"),
    17: Refused(read((data(),)), "shape"),
    18: Refused(lines(HEAD, "null"), "shape"),
    19: Refused(lines(HEAD, "[]"), "shape"),
    20: Refused(read(entry=GONE), "missing"),
    21: Refused(read(entry="repairs.forgotten/1"), "tag"),
    22: Refused(read(entry="os.system"), "tag"),
    23: Refused(read(entry="__class__"), "tag"),
    24: Refused(read(entry=[]), "tag"),
    25: Refused(read(entry=None), "tag"),
    26: Refused(read(entry="Repairs.Finished/1"), "tag"),
    27: Refused(read(entry="/1"), "tag"),
    28: Refused(read(fault="x"), "extra"),
    29: Refused(read(work=GONE), "missing"),
    30: Refused(read(work=None), "type"),
    31: Refused(read(labour_minutes=True), "type"),
    32: Refused(read(labour_minutes=5.0), "type"),
    33: Refused(read(labour_minutes="5"), "type"),
    34: Refused(read(labour_minutes="０５"), "type"),
    35: Refused(read(labour_minutes=10**13), "range"),
    36: Refused(spelled("1" * 4301), "limit"),
    37: Refused(spelled("-0.0"), "type"),
    38: Refused(spelled("NaN"), "type"),
    39: Refused(spelled("Infinity"), "type"),
    40: Refused(spelled("1e400"), "type"),
    41: Refused(read({**ASSIGNED, "external": 0}), "type"),
    42: Refused(read({**ASSIGNED, "external": "false"}), "type"),
    43: Refused(read(work=5), "type"),
    44: Refused(read(work="灯\ud800"), "character"),
    45: Refused(read(work="灯\0"), "character"),
    46: Refused(read(work="e\u0301"), "format"),
    47: Refused(read(work="灯" * 1_000_000), "length"),
    48: Refused(read(on="2024-W01-1"), "format"),
    49: Refused(read(on="20240101"), "format"),
    50: Refused(read(on="2024-02-30"), "date"),
    51: Refused(read(on="9999-12-31"), "range"),
    52: Refused(read(on="2024-01-01 "), "format"),
    53: Refused(read(evidence="photo.jpg"), "shape"),
    54: NotApplicable(NO_SETS),
    55: NotApplicable(NO_SETS),
    56: Refused(read(parts=[{1: "灯管"}]), "shape"),
    57: Refused(read(evidence=nested(7)), "limit"),
    58: Refused(lambda: WIRE.entry_from_json("[" * 100_000), "limit"),
    59: Refused(read(evidence=looped()), "limit"),
    60: Refused(load("\n" * 1_000_002), "limit"),
    61: Refused(lambda: WIRE.entry_from_data(wide()), "limit"),
    62: Refused(read(evidence=repeated()), "limit"),
    63: Refused(anchored(25, ""), "format"),
    64: Refused(anchored(25, ANCHOR.head.upper()), "format"),
    65: Refused(anchored(25, ANCHOR.head[1:]), "format"),
    66: Refused(anchored(25, 7), "type"),
    67: Refused(anchored(25, FLIPPED), "hash"),
    68: Refused(lines(*FORGED, anchor=ANCHOR), "hash"),
    69: Refused(lines(*LINES[:3], LINES[4], LINES[3], *LINES[5:], anchor=ANCHOR), "hash"),
    70: Refused(lines(*LINES[:4], LINES[3], *LINES[4:], anchor=ANCHOR), "hash"),
    71: Refused(lines(HEAD, *LINES[2:], anchor=ANCHOR), "anchor"),
    72: Allowed(lambda: lines(*LINES[:-1])().version, 24),  # type: ignore[attr-defined]
    73: Refused(lines(*LINES[:-1], anchor=ANCHOR), "anchor"),
    74: Refused(lines(*FORGED, anchor=ANCHOR), "hash"),
    75: Refused(load(TEXT, fingerprint_of((OTHER_HEAD, *LINES[1:]))), "hash"),
    76: Refused(anchored(26, ANCHOR.head), "anchor"),
    77: Refused(anchored(24, ANCHOR.head), "hash"),
    78: Refused(lines(*LINES, SKIPPED), "state"),
    79: Refused(lines(*LINES, LATE), "closed"),
    80: Refused(lines('{"book":"repairs","format":1,"version":3}'), "extra"),
    81: Refused(lines(HEAD, '{"entry":"repairs.started/1","by":"赵师傅","by":"孙师傅"}'), "duplicate"),
    82: Refused(load("\ufeff" + TEXT), "format"),
    83: Refused(load(TEXT.encode("utf-16")), "type"),
    84: Refused(load(pickle.dumps(FINISHED)), "type"),
    85: Allowed(changed_after_reading, WIRE.entry_to_json(FINISHED)),
    86: Allowed(changed_after_writing, WIRE.entry_to_json(FINISHED)),
    87: Allowed(changed_entries, 25),
    88: Refused(read(photo_hash="ab"), "extra"),
    # Beyond the table: what else a file or a request may be.
    89: Refused(load(TEXT.replace("\n", "\r\n")), "format"),
    90: Refused(load(TEXT[:-1]), "format"),
    91: Refused(load(""), "format"),
    92: Refused(lines(HEAD, "", *LINES[1:]), "format"),
    93: Refused(lines('{"format":1,"book":"repairs"}'), "format"),
    94: Refused(lines("[]"), "shape"),
    95: Refused(lines('{"book":7,"format":1}'), "type"),
    96: Refused(lines(HEAD, " " + LINES[1]), "format"),
    97: Refused(lines(HEAD, LINES[1].replace("灯", "\ud800")), "character"),
    98: Refused(lines(HEAD, '{"a":"' + "x" * 4_000_000 + '"}'), "limit"),
    99: Refused(lambda: WIRE.entry_from_json(b"{}"), "type"),  # type: ignore[arg-type]
    100: Refused(load(TEXT, ANCHOR.head), "type"),
    101: Refused(anchored("25", ANCHOR.head), "type"),
    102: Refused(anchored(-1, ANCHOR.head), "format"),
    103: Refused(read(labour_minutes=10**5000), "limit"),
    104: Refused(read(evidence=("a",)), "shape"),
    105: Refused(read(evidence=[object()]), "type"),
    106: Refused(read(parts=[{}] * 10_001), "limit"),
    107: Refused(read(evidence=["a"] * 10_001), "limit"),
    108: Refused(read(entry="repairs.finished/01"), "tag"),
    109: Refused(read(entry="repairs.finished/１"), "tag"),
    110: Refused(read(**{"k" * 65: 1, "a\nb": 2}), "extra"),
    111: Refused(lines(HEAD, LINES[1].replace("\\n", "\u2028")), "character"),
}


def test_table_is_whole() -> None:
    """Every row of the table is there, and only sets do not arise."""
    assert list(ROWS) == list(range(1, len(ROWS) + 1))
    assert len(ROWS) >= 88
    assert [number for number, row in ROWS.items() if isinstance(row, NotApplicable)] == [54, 55]


@pytest.mark.parametrize("number", ROWS)
def test_row(number: int) -> None:
    """Each row ends as the table says, and the book that was there before is as it was."""
    row = ROWS[number]
    if isinstance(row, Refused):
        with pytest.raises(BadDocument) as caught:
            row.call()
        error = caught.value
        assert error.code == row.code
        assert len(error.text("en")) < 1000
        assert error.text("zh").isprintable()
        assert str(pickle.loads(pickle.dumps(error))) == str(error)  # noqa: S301 - it was made here
    elif isinstance(row, Allowed):
        assert row.call() == row.answer
    else:
        assert row.why.endswith(".")
    assert WIRE.dump(BOOK) == TEXT
    assert BOOK.fingerprint() == ANCHOR


def test_wrong_keys_are_shown_cut_and_escaped() -> None:
    """A key that is no name appears in the path without breaking the line."""
    with pytest.raises(BadDocument) as caught:
        WIRE.entry_from_data(data(**{"k" * 65: 1, "a\nb": 2}))
    assert [len(problem.path) <= 60 and problem.path.isprintable() for problem in caught.value.problems] == [True, True]


def test_problems_are_listed_up_to_a_limit() -> None:
    """A record with thousands of mistakes is answered with the first twenty."""
    with pytest.raises(BadDocument) as caught:
        WIRE.entry_from_data(data(parts=[{}] * 1000))
    assert len(caught.value.problems) == 20


# ----------------------------------------------------------------------------------------------------------------- fuzz

NAMES: Final = sorted(
    {name for entry in ENTRIES for name in WIRE.entry_to_data(entry)} | {"part", "quantity", "amount"}
)
WORDS: Final = st.one_of(
    st.text(max_size=8),
    st.sampled_from(
        ["", "minor", "2025-09-08", "16:50", "12.50", "2 kg", "repairs#1", "2025-09", "灯", "-0.00", "\ud800"]
    ),
)
VALUES: Final = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), WORDS, st.binary(max_size=3)),
    lambda inner: st.one_of(
        st.lists(inner, max_size=3),
        st.dictionaries(st.one_of(st.sampled_from(NAMES), WORDS), inner, max_size=4),
        st.tuples(inner),
    ),
    max_leaves=8,
)
TAGS: Final = st.one_of(st.sampled_from([WIRE.entry_to_data(entry)["entry"] for entry in ENTRIES]), WORDS)


def survives(value: Any) -> None:
    """Read a value: either it is an entry that goes out and comes back, or it is ``BadDocument``."""
    try:
        entry = WIRE.entry_from_data(value)
    except BadDocument as error:
        str(error)
        return
    assert isinstance(entry, Entry)
    assert WIRE.entry_from_data(WIRE.entry_to_data(entry)) == entry


@settings(max_examples=300, derandomize=True)
@given(value=VALUES)
def test_any_value_is_an_entry_or_a_bad_document(value: Any) -> None:
    """Nothing that anybody can send makes reading fail in another way."""
    survives(value)


@settings(max_examples=500, derandomize=True)
@given(
    entry=st.sampled_from(ENTRIES),
    changes=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=3),
    gone=st.sets(st.sampled_from(NAMES), max_size=2),
)
def test_changed_record_is_an_entry_or_a_bad_document(entry: Any, changes: dict[str, Any], gone: set[str]) -> None:
    """A good record with some fields replaced or left out is still read or refused, never anything else."""
    record = {**WIRE.entry_to_data(entry), **changes}
    survives({name: value for name, value in record.items() if name not in gone})


@settings(max_examples=300, derandomize=True)
@given(tag=TAGS, rest=st.dictionaries(st.sampled_from(NAMES), VALUES, max_size=5), who=st.one_of(st.none(), WORDS))
def test_any_tag_with_any_fields(tag: str, rest: dict[str, Any], who: str | None) -> None:
    """The tag and the login are as untrusted as the rest."""
    try:
        WIRE.entry_from_data({**rest, "entry": tag}, recorded_by=who)
    except BadDocument as error:
        str(error)


@settings(max_examples=500, derandomize=True)
@given(data=st.data())
def test_changed_text_is_a_book_or_a_bad_document(data: st.DataObject) -> None:
    """A dumped book with a piece cut out and another put in is a book or is refused, whatever the pieces are."""
    start = data.draw(st.integers(0, len(TEXT)))
    length = data.draw(st.integers(0, 40))
    piece = data.draw(
        st.one_of(st.text(max_size=10), st.sampled_from(["null", "[", "{", '"', "\n", "1e9", ",", "}\n{"]))
    )
    text = TEXT[:start] + piece + TEXT[start + length :]
    try:
        loaded = WIRE.load(RepairWorkflow, text, setting=Setting())
    except BadDocument as error:
        str(error)
        return
    assert WIRE.dump(loaded) == text
