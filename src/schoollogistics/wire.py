"""Entries and books as plain data and as text, read back strictly: whatever is wrong is ``BadDocument`` with its path.

A host checks, stores, then posts: ``book.objection(entry)`` is None and so is ``book.posted(entry)`` (a retry is not
stored twice) → store ``wire.entry_to_json(entry)`` with ``book.version`` → ``book.post(entry)``. A dumped book is a head
line and one entry a line, so a file grows by appending such lines. What was written once is never rewritten: a loaded
book dumps and fingerprints its lines as they stood.
"""

import copy
import re
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from typing import Any, Final, TypeVar

import attrs
from attrs import frozen
from cattrs import Converter, override
from cattrs.errors import AttributeValidationNote, BaseValidationError, ForbiddenExtraKeysError, IterableValidationNote
from cattrs.gen import make_dict_structure_fn

from schoollogistics.catalogue import BOOKS
from schoollogistics.errors import BadDocument, Duplicate, LogisticsError, Refused, Text, Unknown, shown
from schoollogistics.journal import Book, Entry, Fingerprint, Record, Setting
from schoollogistics.journal.book import recorded_lines
from schoollogistics.journal.bookkeeping import JOURNAL_KINDS
from schoollogistics.journal.fingerprint import ENTRY_KEY, FORMAT, chain, entry_record, entry_tag, head_line, line_of
from schoollogistics.values.ids import Code
from schoollogistics.values.labels import Labels
from schoollogistics.values.plain import (
    JSON_EXAMPLE,
    MOST_NODES,
    PLAIN_EXAMPLE,
    an_object,
    bad,
    lines_of_text,
    parsed,
    placed,
    step_to,
    survey,
)
from schoollogistics.values.schemas import labelled_schema
from schoollogistics.values.shapes import TUPLE_LENGTH, Count, Field, fields_of
from schoollogistics.values.texts import check_id, near

AnyKind = type[Entry[Any]]
AnyBook = type[Book[Any, Any]]
B = TypeVar("B", bound=Book[Any, Any])
T = TypeVar("T")

MOST_PROBLEMS: Final = 20
_TAG: Final = re.compile(r"([a-z][a-z0-9_.]{0,99})/([1-9][0-9]{0,3})")
_HEX: Final = re.compile(r"[0-9a-f]{64}")
_UPGRADE: Final = Text("upgrade the library", "请升级程序库")


@frozen(kw_only=True)
class _Head:
    """The first line of a dumped book."""

    book: Code
    format: Count


class Wire:
    """Plain data and JSON text of the entries of some books, and of whole books.

    ``json_schema`` describes what ``entry_from_data`` reads. A record is flat, with one reserved key:
    ``{"entry": "repairs.reported/1", "on": "2025-09-08", "by": "李老师", …}``; a field with its default is left out.
    Records of an older revision are brought up to date step by step; newer ones are refused.
    """

    def __init__(self, books: Iterable[AnyBook] = BOOKS) -> None:
        self._books = tuple(books)
        self._kinds: dict[str, AnyKind] = {}
        self._labels: dict[AnyKind, Labels] = {}
        for book in self._books:
            for kind in (*book.kinds, *JOURNAL_KINDS):
                if self._kinds.setdefault(kind.kind, kind) is not kind:
                    raise Duplicate(
                        "duplicate",
                        tried=Text(f"a wire for {book.__name__}", f"读写 {book.__name__}"),
                        stands=Text(f"two entry classes have the tag {kind.kind}", f"两个记录类都用 {kind.kind}"),
                        takes=Text("one class for one tag", "一个标记只能有一个记录类"),
                    )
                self._labels.setdefault(kind, book.labels)
        self._converter = _new_converter()

    def entry_to_data(self, entry: Entry[Any]) -> dict[str, Any]:
        """Return *entry* as plain data, ready for ``json.dumps``; ``InvalidValue`` if a field holds what it may not."""
        kind = self._known(type(entry))
        for name, part in fields_of(kind).items():
            part.shape.check(getattr(entry, name), name)
        return entry_record(entry)

    def entry_to_json(self, entry: Entry[Any]) -> str:
        """Return *entry* as the line a dumped book has for it, without the line break."""
        return line_of(self.entry_to_data(entry))

    def entry_from_data(self, data: object, recorded_by: str | None = None) -> Entry[Any]:
        """Return the entry that *data* says, as somebody else sent it; ``BadDocument`` lists all that is wrong.

        *recorded_by* is who logged in: it is written into the entry unless it is ``by``, and *data* may not say otherwise.
        """
        return self._entry(data, "", recorded_by)

    def entry_from_json(self, text: str, recorded_by: str | None = None) -> Entry[Any]:
        """Return the entry that JSON *text* says; a key twice, a float, NaN or a huge number is ``BadDocument``."""
        return self._entry(parsed(text, ""), "", recorded_by)

    def dump(self, book: Book[Any, Any]) -> str:
        """Return *book* as text: its head line, then an entry a line; keep ``book.fingerprint()`` elsewhere as anchor."""
        self._own(type(book))
        if book.chronicle.numbers is not None:
            raise Refused(
                "state",
                tried=Text(f"dump {book.name}", f"导出 {book.name}"),
                stands=Text("this is the book as of a past day", "这是过去某日的账簿"),
                takes=Text("the live book", "请导出现行账簿"),
            )
        return "".join(f"{line}\n" for line in (head_line(book.name), *recorded_lines(book)))

    def load(
        self,
        book: type[B],
        text: str,
        *,
        setting: Setting,
        anchor: Fingerprint | None = None,
        trusted: bool = False,
    ) -> B:
        """Return the book that *text*, once dumped, says.

        With an *anchor* the lines are first verified as they stand: any change up to its version is found, and lines
        appended since are fine. Then each line is read, and posted as if live unless *trusted*, which is for text that
        an anchor or this same process vouches for. Whatever is wrong is ``BadDocument`` with the line as its ``path``.
        """
        self._own(book)
        lines = lines_of_text(text)
        if anchor is not None:
            _verify(lines, anchor)
        self._check_head(lines[0], book.name)
        entries: list[Entry[Any]] = []
        written: dict[int, str] = {}
        spent: set[str] = set()
        for number, line in enumerate(lines[1:]):
            try:
                entry = self._line(book, line, f"line {number + 2}", spent)
            except BadDocument as error:
                error.position = number
                raise
            entries.append(entry)
            if line_of(entry_record(entry)) != line:
                written[number] = line
        try:
            loaded = book.replay(entries, setting=setting, trusted=trusted)
        except LogisticsError as error:
            path = f"line {(error.position or 0) + 2}"
            raise placed(error, path, Text(f"{path}: ", f"{path}：")) from error
        loaded.chronicle.written.update(written)
        return loaded

    def json_schema(self, kind: AnyKind | None = None) -> dict[str, Any]:
        """Return the JSON Schema (2020-12) of one entry kind as it is written today, or of all of them."""
        head = {"$schema": "https://json-schema.org/draft/2020-12/schema"}
        if kind is not None:
            return head | self._schema(self._known(kind))
        return head | {"oneOf": [self._schema(each) for each in self._kinds.values()]}

    # --- inside -------------------------------------------------------------------------------------------------

    def _known(self, kind: AnyKind) -> AnyKind:
        if kind not in self._labels:
            raise _not_ours(getattr(kind, "__name__", shown(kind)), (each.__name__ for each in self._labels))
        return kind

    def _own(self, book: AnyBook) -> None:
        if book not in self._books:
            raise _not_ours(getattr(book, "__name__", shown(book)), (each.__name__ for each in self._books))

    def _line(self, book: AnyBook, line: str, path: str, spent: set[str]) -> Entry[Any]:
        if line != line.strip():
            raise bad("format", path, line, Text("is not a line of a dumped book", "不是账簿的一行"), JSON_EXAMPLE)
        entry = self._entry(parsed(line, path), path, None)
        if type(entry) not in book.declaration.plans:
            takes = Text(f"only entries of {book.name}", f"只能是 {book.name} 的记录")
            raise bad("tag", f"{path}.{ENTRY_KEY}", entry.kind, Text("is of another book", "属于别的账簿"), takes)
        if entry.id is not None:
            if entry.id in spent:
                takes = Text("every key once", "每个幂等号只用一次")
                raise bad("duplicate", f"{path}.id", entry.id, Text("was spent before", "前面已用过"), takes)
            spent.add(entry.id)
        return entry

    def _entry(self, data: object, path: str, recorded_by: str | None) -> Entry[Any]:
        record = dict(an_object(data, path))
        survey(data, path, 1, MOST_NODES)
        where = f"{path}.{ENTRY_KEY}" if path else ENTRY_KEY
        if ENTRY_KEY not in record:
            raise bad("missing", where, None, Text("is missing", "缺少此项"), JSON_EXAMPLE)
        kind, revision = self._kind(record.pop(ENTRY_KEY), where)
        if revision < kind.revision:
            record = _upcast(kind, revision, record, path)
        if recorded_by is not None:
            _sign(record, recorded_by, path)
        return self._structured(record, kind, path)

    def _structured(self, record: Record, cls: type[T], path: str) -> T:
        try:
            return self._converter.structure(record, cls)
        except BaseValidationError as group:
            raise _summary(list(islice(_problems(group, path, record), MOST_PROBLEMS))) from None

    def _kind(self, tag: object, path: str) -> tuple[AnyKind, int]:
        found = _TAG.fullmatch(tag) if isinstance(tag, str) else None
        kind = self._kinds.get(found[1]) if found else None
        if found is None or kind is None:
            hints = near(tag[:64], [entry_tag(each) for each in self._labels]) if isinstance(tag, str) else ()
            takes = Text(f"near it: {', '.join(hints)}", f"相近：{'、'.join(hints)}") if hints else JSON_EXAMPLE
            raise bad("tag", path, tag, Text("is no entry kind", "不是记录种类"), takes)
        revision = int(found[2])
        if revision > kind.revision:
            stands = Text(f"is newer than {entry_tag(kind)}", f"新于 {entry_tag(kind)}")
            raise bad("format", path, tag, stands, _UPGRADE)
        return kind, revision

    def _check_head(self, line: str, book: str) -> None:
        path = "line 1"
        head = self._structured(an_object(parsed(line, path), path), _Head, path)
        if head.format > FORMAT:
            raise bad(
                "format", f"{path}.format", head.format, Text(f"is newer than {FORMAT}", f"新于 {FORMAT}"), _UPGRADE
            )
        if line != head_line(book):
            stands = Text(f"is not the head of a dumped book {book}", f"不是账簿 {book} 的首行")
            raise bad("format", path, line, stands, Text(head_line(book), head_line(book)))

    def _schema(self, kind: AnyKind) -> dict[str, Any]:
        labels = self._labels[kind]
        body = labelled_schema(fields_of(kind), labels)
        name = labels.entry(kind.kind)
        return {
            "title": f"{name.en} / {name.zh}",
            "description": str(kind.__doc__).split("\n", 1)[0],
            **body,
            "properties": {ENTRY_KEY: {"const": entry_tag(kind)}, **body["properties"]},
            "required": [ENTRY_KEY, *body["required"]],
        }


def _not_ours(name: str, known: Iterable[str]) -> Unknown:
    names = ", ".join(known)
    return Unknown(
        "unknown",
        tried=Text(f"read or write {name[:60]}", f"读写 {name[:60]}"),
        stands=Text("this wire does not know it", "此 Wire 未收录"),
        takes=Text(f"Wire(books=(…,)) with it; now: {names}", f"请在 Wire(books=(…,)) 中加上；现有：{names}"),
    )


# --- text -----------------------------------------------------------------------------------------------------------


def _verify(lines: list[str], anchor: Fingerprint) -> None:
    if type(anchor) is not Fingerprint or type(anchor.version) is not int or type(anchor.head) is not str:
        takes = Text('Fingerprint(12, "…")', 'Fingerprint(12, "…")')
        raise bad("type", "anchor", anchor, Text("is not a fingerprint", "不是指纹"), takes)
    if anchor.version < 0 or not _HEX.fullmatch(anchor.head):
        takes = Text("64 digits of 0-9a-f", "64 位小写十六进制")
        raise bad("format", "anchor", anchor.head, Text("is not a fingerprint", "不是指纹"), takes)
    held = len(lines) - 1
    if held < anchor.version:
        stands = Text(f"the file has {held} entries", f"文件只有 {held} 条记录")
        takes = Text("the whole file", "请给出完整的文件")
        raise bad("anchor", "anchor", anchor.version, stands, takes)
    if chain(lines[: anchor.version + 1]).hex() != anchor.head:
        stands = Text(
            f"the first {anchor.version} entries are not what it vouches for", f"前 {anchor.version} 条与指纹不符"
        )
        raise bad("hash", "anchor", anchor.head, stands, Text("the file as it was dumped", "请用未经改动的文件"))


def _sign(record: Record, recorded_by: str, path: str) -> None:
    """Write into *record* who logged in, unless that is who did it."""
    try:
        check_id(recorded_by, "recorded_by")
    except LogisticsError as error:
        raise _met(error, step_to(path, "recorded_by"), "recorded_by") from None
    said = record.pop("recorded_by", None)
    if said is not None and said != recorded_by:
        takes = Text(f"leave it out, or {recorded_by[:64]}", f"请不填，或填 {recorded_by[:64]}")
        raise bad("reference", step_to(path, "recorded_by"), said, Text("is not who logged in", "不是登录人"), takes)
    if record.get("by") != recorded_by:
        record["recorded_by"] = recorded_by


def _upcast(kind: AnyKind, revision: int, record: Record, path: str) -> Record:
    record = copy.deepcopy(record)
    for step in range(revision, kind.revision):
        try:
            record = an_object(kind.upcasters[step](record), path)
        except Exception as error:
            stands = Text(f"cannot be read as revision {step} of {kind.kind}", f"不能按 {kind.kind} 第 {step} 版读取")
            raise bad("shape", path, record, stands, Text("a record of that revision", "请给出该版的记录")) from error
    survey(record, path, 1, MOST_NODES)
    return record


# --- cattrs ---------------------------------------------------------------------------------------------------------


def _new_converter() -> Converter:
    """Return a converter that builds entries and their lines and leaves every single value to its field's shape."""
    converter = Converter(detailed_validation=True, forbid_extra_keys=True)

    def hook_of(part: Field) -> Callable[[Any, Any], Any]:
        name, shape = part.name, part.shape
        line: Any = shape.record if shape.item is None else shape.item.record

        def read(data: Any, _: Any) -> Any:
            if line is None or data is None:
                return shape.read(data, name)
            if shape.item is None:
                return converter.structure(data, line)
            if type(data) is not list or len(data) > TUPLE_LENGTH:
                return shape.read(data, name)
            return converter.structure(data, tuple[line, ...])

        return read

    def factory(cls: Any) -> Callable[[Any, Any], Any]:
        hooks: dict[str, Any] = {name: override(struct_hook=hook_of(part)) for name, part in fields_of(cls).items()}
        build = make_dict_structure_fn(cls, converter, _cattrs_use_linecache=False, **hooks)
        return lambda data, _: build(an_object(data, ""), cls)

    converter.register_structure_hook_factory(attrs.has, factory)
    return converter


def _problems(group: BaseValidationError, path: str, data: Any) -> Iterator[BadDocument]:
    """Yield what is wrong with *data*, place by place, in the order of the fields."""
    for error in group.exceptions:
        where, name, held = path, "", data
        for note in getattr(error, "__notes__", ()):
            if isinstance(note, AttributeValidationNote):
                where, name, held = step_to(path, note.name), note.name, data.get(note.name)
            elif isinstance(note, IterableValidationNote):
                where, held = f"{path}[{note.index}]", data[note.index]
        if isinstance(error, BaseValidationError):
            yield from _problems(error, where, held)
        elif isinstance(error, ForbiddenExtraKeysError):
            yield from (_extra(key, data[key], where, group.cl) for key in sorted(error.extra_fields))
        elif isinstance(error, LogisticsError):
            own = name or next((field for field in error.fields if field in fields_of(group.cl)), "")
            yield _met(_asked_for(error, group.cl, own), where if name or not own else step_to(where, own), own)
        elif isinstance(error, KeyError):
            yield bad("missing", where, None, Text("is missing", "缺少此项"), _wanted(group.cl, name))
        else:
            yield bad("shape", where, None, Text("cannot be read", "无法读取"), PLAIN_EXAMPLE)


def _wanted(cls: type, name: str) -> Text:
    """Return what a field waits for, in the words of its shape."""
    said = fields_of(cls)[name].shape.name
    return Text(said.en, f"请填写{said.zh}")


def _asked_for(error: LogisticsError, cls: type, name: str) -> LogisticsError:
    """Return *error*, where it is about a blank, with what is to be filled in."""
    if error.code == "blank" and error.fields == (name,):
        error.takes = _wanted(cls, name)
    return error


def _extra(key: str, value: object, path: str, cls: type) -> BadDocument:
    known = fields_of(cls)
    hints = near(key[:64], known) or tuple(known)
    stands = Text("is not a field of it", "没有这一项")
    return bad(
        "extra", step_to(path, key), value, stands, Text(f"one of {', '.join(hints)}", f"可用：{'、'.join(hints)}")
    )


def _met(error: LogisticsError, path: str, name: str) -> BadDocument:
    inner = error.fields[0] if error.fields else ""
    if name and (inner == name or inner.startswith((f"{name}.", f"{name}["))):
        before = path.removesuffix(name)
        return placed(error, before + inner, Text(before, before))
    return placed(error, path, Text(f"{path}: ", f"{path}："))


def _summary(problems: list[BadDocument]) -> BadDocument:
    """Return the first of the *problems*, with the others named in its text and all of them in ``problems``."""
    first = problems[0]
    if len(problems) > 1:
        others = ", ".join(each.path for each in problems[1:6])
        also = Text(f" (also wrong: {others})", f"（另有：{others}）")
        first = copy.copy(first)
        first.stands = Text(first.stands.en + also.en, first.stands.zh + also.zh)
        first.problems = tuple(problems)
    return first
