"""How an entry is written down for good, and the hash chain over what was written.

The chain covers recorded facts only, never what was derived from them, so anybody can recompute it from a dumped book:
each head is the SHA-256 of a domain tag, the head before and the bytes of the next line.
"""

import hashlib
import json
import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from schoollogistics.errors import Text, invalid
from schoollogistics.journal.entry import Record
from schoollogistics.journal.plan import AnyEntry
from schoollogistics.values.shapes import fields_of, write_record, wrong_type

TAG: Final = b"schoollogistics/1\n"
ENTRY_KEY: Final = "entry"
FORMAT: Final = 1
_SPELLED: Final = re.compile(r"(0|[1-9][0-9]{0,17}):([0-9a-f]{64})")


class Fingerprint(NamedTuple):
    """The state of a book at one moment: how many entries it has, and the head of the chain over them (hex)."""

    version: int
    head: str

    def __str__(self) -> str:
        return f"{self.version}:{self.head}"

    @classmethod
    def parse(cls, text: str) -> "Fingerprint":
        """Return the fingerprint that was written down as ``str(fingerprint)``; ``InvalidValue`` otherwise."""
        if type(text) is not str:
            raise wrong_type(text, "fingerprint", Text("a fingerprint as text", "文本形式的指纹"), '"3:3149a1…"')
        found = _SPELLED.fullmatch(text)
        if found is None:
            stands = Text("is not a fingerprint in its one spelling", "不是指纹的写法")
            takes = Text("a number, a colon and 64 digits of 0-9a-f", "请写序号、冒号和 64 位小写十六进制")
            raise invalid("format", "fingerprint", text, stands, takes)
        return cls(int(found[1]), found[2])


def entry_tag(kind: type[AnyEntry]) -> str:
    """Return the tag of an entry kind with its revision, as in ``repairs.reported/1``."""
    return f"{kind.kind}/{kind.revision}"


def entry_record(entry: AnyEntry) -> Record:
    """Return *entry* as plain data: its tag, then every field that does not have its default."""
    return {ENTRY_KEY: entry_tag(type(entry)), **write_record(fields_of(type(entry)), entry)}


def line_of(record: Record) -> str:
    """Return the one way to write *record* as a line of JSON."""
    return json.dumps(record, ensure_ascii=False, separators=(",", ":"), allow_nan=False)


def head_line(book: str) -> str:
    """Return the first line of a dumped book."""
    return line_of({"book": book, "format": FORMAT})


def chain(lines: Iterable[str], head: bytes = TAG) -> bytes:
    """Return the head of the chain after *lines*, starting from *head*."""
    for line in lines:
        head = hashlib.sha256(TAG + head + line.encode()).digest()
    return head


def fingerprint_of(lines: Iterable[str]) -> Fingerprint:
    """Return the fingerprint of a dumped book, given its lines, the head line first."""
    count, head = -1, TAG
    for line in lines:
        count, head = count + 1, chain((line,), head)
    return Fingerprint(max(count, 0), head.hex())
