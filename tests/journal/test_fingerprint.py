"""The fingerprint: a hash chain over the recorded facts, worked out when it is asked for, changed by any fact."""

import hashlib
import json
from datetime import date, time
from typing import Any

import attrs
import pytest

from schoollogistics.journal import Fingerprint, Ref, Setting
from schoollogistics.journal.book import recorded_lines
from schoollogistics.journal.fingerprint import TAG, entry_record, entry_tag, fingerprint_of, head_line, line_of
from tests.journal.shelf import DAY, ItemsAdded, Shelf, Till, added, banked, bought, cash, lent, paid, retired, used
from tests.journal.witness import closing, refusal, reversal, seen

EMPTY = {
    "shelf": "156dde033673f38c251125b3323bc7e0cf8eb1b41f9d80f16d2db729e0da9f16",
    "till": "f84e436d943a9251138a69fe142e702277c70e9d6fc2642ab4f222f32317b437",
}


def story() -> list[Any]:
    """Return entries with every sort of field."""
    return [
        added("A-1", "A-2", at=time(16, 50), cosigned_by=("王老师",), evidence=("照片1.jpg",), note="新购\n两件"),
        bought("P-1", price="0.125", recorded_on=date(2025, 9, 3), because=Ref("till", 3), id="k-1"),
        lent("A-1", "L-1", recorded_by="周老师"),
        retired("A-2", despite=("S01",), note="只有一人在校"),
        paid("12.50"),
    ]


def test_golden_heads() -> None:
    """The heads of known books never change: an old anchor stays good."""
    assert Shelf().fingerprint() == Fingerprint(0, EMPTY["shelf"])
    assert Till().fingerprint() == Fingerprint(0, EMPTY["till"])
    book = Shelf()
    book.post_all(story())
    assert str(book.fingerprint()) == "5:acd96bd184ea144cff718d2c3646d76734b24463a3e51313ae43aac870554dc0"
    book.post(closing(book))
    book.post(reversal(book, 4, on=date(2025, 10, 1)))
    assert book.fingerprint() == Fingerprint(7, "85ad867f4ef3d2a4288e2a1601e88c3736da21a89ce7d7dd876432894210e7ca")


def test_a_fingerprint_is_written_in_one_way() -> None:
    """What was written down as an anchor is read back, and nothing that only looks like it."""
    anchor = Till().fingerprint()
    assert Fingerprint.parse(str(anchor)) == anchor
    head = anchor.head
    for wrong in (
        "",
        head,
        f"0{head}",
        f"00:{head}",
        f"-1:{head}",
        f"0:{head.upper()}",
        f"0:{head[1:]}",
        f"0:{head}\n",
    ):
        assert refusal(lambda wrong=wrong: Fingerprint.parse(wrong)).code == "format"  # type: ignore[misc]
    other: Any = anchor
    assert refusal(lambda: Fingerprint.parse(other)).code == "type"


def test_the_line_of_an_entry() -> None:
    """An entry is written as its tag and every field that does not have its default, in declared order."""
    assert line_of(entry_record(story()[0])) == (
        '{"entry":"shelf.items_added/1","on":"2025-09-01","by":"李老师","at":"16:50","cosigned_by":["王老师"],'
        '"note":"新购\\n两件","evidence":["照片1.jpg"],"items":["A-1","A-2"],"place":"东柜"}'
    )
    assert entry_tag(ItemsAdded) == "shelf.items_added/1"
    assert head_line("shelf") == '{"book":"shelf","format":1}'
    assert json.loads(line_of(entry_record(story()[1])))["lines"] == [{"lot": "P-1", "pieces": 10, "price": "0.125"}]


def test_anybody_can_work_it_out() -> None:
    """Each head is the SHA-256 of the tag, the head before and the next line, from the head line on."""
    book = Shelf()
    book.post_all(story())
    lines = [head_line("shelf"), *recorded_lines(book)]
    head = TAG
    for line in lines:
        head = hashlib.sha256(TAG + head + line.encode()).digest()
    assert book.fingerprint() == Fingerprint(5, head.hex()) == fingerprint_of(lines)
    assert fingerprint_of(()) == Fingerprint(0, TAG.hex())


def test_lazy_is_eager() -> None:
    """Asked after every post, after some, or at the end only, it is the same."""
    eager, lazy = Shelf(), Shelf()
    heads = [eager.fingerprint()]
    for entry in story():
        eager.post(entry)
        heads.append(eager.fingerprint())
        assert eager.fingerprint() == heads[-1]
    lazy.post_all(story())
    assert lazy.fingerprint() == heads[-1]
    assert len({head.head for head in heads}) == len(heads)
    assert [head.version for head in heads] == [0, 1, 2, 3, 4, 5]
    for trusted in (False, True):
        assert Shelf.replay(story(), setting=Setting(), trusted=trusted).fingerprint() == heads[-1]


CHANGES: list[tuple[int, dict[str, Any]]] = [
    (0, {"on": date(2025, 9, 2)}),
    (0, {"by": "王老师"}),
    (0, {"at": None}),
    (0, {"at": time(16, 50, 1)}),
    (0, {"recorded_on": DAY}),
    (0, {"cosigned_by": ()}),
    (0, {"recorded_by": "李老师"}),
    (0, {"note": "新购 两件"}),
    (0, {"evidence": ("照片2.jpg",)}),
    (0, {"because": Ref("till", 4)}),
    (0, {"id": "k-2"}),
    (0, {"items": ("A-2", "A-1")}),
    (0, {"place": "东 柜"}),
    (1, {"supplier": "文具店"}),
    (1, {"lines": bought("P-1", price="0.1250").lines}),
    (1, {"lines": bought("P-1", price=None).lines}),
    (3, {"despite": ()}),
    (4, {"amount": paid("12.51").amount}),
]


@pytest.mark.parametrize(("number", "change"), CHANGES)
def test_any_fact_changes_it(number: int, change: dict[str, Any]) -> None:
    """Every field of every entry is part of it."""
    entries = story()
    before = Shelf.replay(entries, setting=Setting(), trusted=True).fingerprint()
    entries[number] = attrs.evolve(entries[number], **change)
    assert Shelf.replay(entries, setting=Setting(), trusted=True).fingerprint() != before


def test_order_and_number_change_it() -> None:
    """Entries in another order, one more or one less, or the same in another book, are another chain."""
    first, second = cash("R-1"), cash("R-2")
    stories: list[list[Any]] = [[first, second], [second, first], [first], [first, second, banked("R-1")]]
    books = [Till.replay(entries, setting=Setting(), trusted=True) for entries in stories]
    assert len({book.fingerprint() for book in books} | {Shelf().fingerprint(), Till().fingerprint()}) == 6


def test_what_is_derived_or_decided_is_no_part_of_it() -> None:
    """The setting, the state and questions asked leave the fingerprint alone."""
    book, other = Shelf(), Shelf(Setting(school="一小"))
    for each in (book, other):
        each.post_all(story())
    before = book.fingerprint()
    for ask in (book.breaches, book.figures, book.due):
        ask(DAY)
    refusal(lambda: book.post(used("P-1", 99)))
    assert book.fingerprint() == before == other.fingerprint()


def test_a_line_that_was_written_otherwise_counts_as_it_stood() -> None:
    """A book loaded from an older text is chained over that text."""
    book = Shelf.replay(story(), setting=Setting(), trusted=True)
    before = book.fingerprint()
    again = Shelf.replay(story(), setting=Setting(), trusted=True)
    again.chronicle.written[2] = '{"entry":"shelf.item_lent/0"}'
    assert again.fingerprint() != before
    assert next(recorded_lines(again, 2)) == '{"entry":"shelf.item_lent/0"}'
    assert seen(again).state == seen(book).state
