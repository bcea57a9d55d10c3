"""The books of an office in a row: which one takes an entry, has a document, or holds what somebody names."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import Any

from schoollogistics.errors import LogisticsError, Refused, Text, Unknown, invalid, shown
from schoollogistics.journal import Book, Entry, EntryReversed, MonthClosed, Published, Ref, Setting, Subject, numbered
from schoollogistics.journal.bookkeeping import JOURNAL_LABELS
from schoollogistics.journal.entry import REF
from schoollogistics.values.texts import near

AnyBook = Book[Any, Any]
AnyEntry = Entry[Any]


class Shelf:
    """Some books under one setting, each with a name, kinds and documents of its own; ``InvalidValue`` otherwise."""

    def __init__(self, books: Sequence[AnyBook], setting: Setting) -> None:
        self.by_name: dict[str, AnyBook] = {}
        self.by_kind: dict[type[AnyEntry], AnyBook] = {}
        self.by_document: dict[str, AnyBook] = {}
        for book in books:
            if book.setting != setting:
                raise _unfit(
                    book, Text("has another setting", "的设置不同"), Text("one setting for all", "各账簿须用同一设置")
                )
            if book.name in self.by_name:
                raise _unfit(book, Text("is there twice", "重复"), Text("a name for each book", "各账簿名称不得相同"))
            self.by_name[book.name] = book
            for kind in book.kinds:
                if self.by_kind.setdefault(kind, book) is not book:
                    raise _unfit(
                        book,
                        Text(
                            f"takes {kind.__name__}, as {self.by_kind[kind].name} does",
                            f"与 {self.by_kind[kind].name} 都收 {kind.__name__}",
                        ),
                        Text("one book for each kind", "每种记录只归一本账簿"),
                    )
            for name in book.declaration.documents:
                if self.by_document.setdefault(name, book) is not book:
                    raise _unfit(
                        book,
                        Text(
                            f"has the document {name}, as {self.by_document[name].name} has",
                            f"与 {self.by_document[name].name} 都有公示材料 {name}",
                        ),
                        Text("a name for each document", "各材料名称不得相同"),
                    )

    def __iter__(self) -> Iterator[AnyBook]:
        return iter(self.by_name.values())

    def named(self, name: str) -> AnyBook:
        """Return the book of that *name*; ``Unknown`` (reference) if there is none."""
        if name in self.by_name:
            return self.by_name[name]
        names = ", ".join(self.by_name)
        raise Unknown(
            "reference",
            tried=Text(f"look up the book {shown(name)}", f"查账簿 {shown(name)}"),
            stands=Text("the office has none of that name", "没有这本账簿"),
            takes=Text(f"one of {names}", f"可用：{names}"),
        )

    def publisher(self, view: str) -> AnyBook:
        """Return the book that has the document *view*; ``Unknown`` if none has."""
        if view in self.by_document:
            return self.by_document[view]
        names = near(str(view), self.by_document) or tuple(self.by_document)
        raise Unknown(
            "unknown",
            tried=Text(f"publish {shown(view)}", f"公示 {shown(view)}"),
            stands=Text("no book of the office has this document", "没有这份公示材料"),
            takes=Text(f"one of {', '.join(names)}", f"可公示：{'、'.join(names)}"),
            fields=("view",),
        )

    def home(self, entry: AnyEntry) -> AnyBook:
        """Return the book that takes *entry*; ``Refused`` (type), ``Unknown`` (reference, unknown) if none does."""
        match entry:
            case MonthClosed(book=str(name)):
                return self.named(name)
            case EntryReversed(of=Ref(book=str(name))):
                return self.named(name)
            case Published(view=str(view)):
                return self.publisher(view)
            case MonthClosed() | EntryReversed() | Published() if self.by_name:
                return next(iter(self))  # any book says what is wrong with its shape
        kind = type(entry)
        if kind in self.by_kind:
            return self.by_kind[kind]
        several = issubclass(kind, list | tuple | Iterator)
        raise Refused(
            "type",
            tried=Text(f"post {kind.__name__[:60]}", f"登记 {kind.__name__[:60]}"),
            stands=Text("no book of the office takes it", "没有账簿收此类记录"),
            takes=Text("post_all(entries) for several", "多条记录请用 post_all(…)")
            if several
            else Text(
                "LogisticsOffice(setting, (*BOOKS, YourBook))", "请用 LogisticsOffice(setting, (*BOOKS, YourBook))"
            ),
        )

    def label(self, kind: type[AnyEntry]) -> Text:
        """Return what a kind of entry is called, also one that every book takes."""
        book = self.by_kind.get(kind)
        return (JOURNAL_LABELS if book is None else book.labels).entry(kind.kind)

    def describe(self, entry: AnyEntry) -> Text:
        """Return how to speak of *entry*: what it is called and whose history it belongs to."""
        return self.home(entry).declaration.plans[type(entry)].describe(entry)

    def entry(self, ref: Ref) -> AnyEntry:
        """Return the entry that *ref* points to; ``Unknown`` (reference) if there is none, ``InvalidValue`` for no Ref."""
        REF.check(ref, "ref")
        book = self.named(ref.book)
        if not self.holds(ref):
            raise Unknown(
                "reference",
                tried=Text(f"look up {ref}", f"查 {ref}"),
                stands=Text("there is no such entry", "没有这条记录"),
                takes=Text(f"an entry of {ref.book}", f"{ref.book} 中的记录"),
            )
        numbers = book.chronicle.numbers
        return book.entries[ref.number if numbers is None else bisect_left(numbers, ref.number)]

    def holds(self, ref: Ref) -> bool:
        """Tell whether the entry that *ref* points to is here: a lone book keeps references that lead nowhere."""
        book = self.by_name.get(ref.book)
        if book is None:
            return False
        numbers = book.chronicle.numbers
        return ref.number < book.version if numbers is None else ref.number in numbers

    def counts(self, ref: Ref) -> bool:
        """Tell whether the entry that *ref* points to counts: it is there, and was not reversed."""
        self.entry(ref)
        return ref.number not in self.named(ref.book).chronicle.state.reversed

    def followed(self) -> dict[Ref, list[AnyEntry]]:
        """Return the entries that count and name another as their cause, by that cause."""
        found: dict[Ref, list[AnyEntry]] = {}
        for book in self:
            for _, entry in numbered(book):
                if entry.because is not None:
                    found.setdefault(entry.because, []).append(entry)
        return found

    def causes(self) -> dict[Ref, Ref]:
        """Return what led to each entry: the cause it names, else what it reverses, else the last entry of its subject."""
        found: dict[Ref, Ref] = {}
        for book in self:
            last: dict[Subject, Ref] = {}
            for ref, entry in _posted(book):
                subjects = book.declaration.plans[type(entry)].subjects(entry)
                led = entry.of if isinstance(entry, EntryReversed) else None
                led = entry.because or led or next((last[each] for each in subjects if each in last), None)
                if led is not None and self.holds(led):
                    found[ref] = led
                last.update(dict.fromkeys(subjects, ref))
        return found

    def count(self, book: str) -> int | None:
        """Return how many entries the book of that name has, or None if it is not here."""
        return self.by_name[book].version if book in self.by_name else None

    def has(self, book: str, lifecycle: str, key: str) -> bool:
        """Tell whether a book knows a subject of one of its lifecycles."""
        return key in self.by_name[book].of(lifecycle)


def _posted(book: AnyBook) -> Iterator[tuple[Ref, AnyEntry]]:
    """Yield every entry with where it stands; reading the entries first enters a batch that was interrupted."""
    entries, numbers = book.entries, book.chronicle.numbers
    for at, entry in enumerate(entries):
        yield Ref(book.name, at if numbers is None else numbers[at]), entry


def _unfit(book: AnyBook, stands: Text, takes: Text) -> LogisticsError:
    return invalid("duplicate", "books", book.name, stands, takes)
