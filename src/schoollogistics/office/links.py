"""What one book says of another: an entry that names an asset, a repair or an earlier entry names one that exists."""

from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any, Final

from attrs import frozen

from schoollogistics.errors import LogisticsError, Refused, Text, Unknown
from schoollogistics.journal import Book, Entry, EntryReversed, Ref, Routine, Setting, numbered
from schoollogistics.journal.batch import Bench
from schoollogistics.office.shelf import Shelf
from schoollogistics.values.shapes import Shape, fields_of
from schoollogistics.values.texts import near

AnyEntry = Entry[Any]
BookClasses = tuple[type[Book[Any, Any]], ...]
Home = tuple[str, str]
ROUTINE: Final = "routine"


@frozen
class Link:
    """A field of an entry that bears the name of another book's subject.

    *path* is the field, *homes* are the books and lifecycles that may know the subject.
    """

    path: str
    homes: tuple[Home, ...]

    def named(self, entry: AnyEntry) -> Iterator[str]:
        """Yield the subjects that *entry* names."""
        return _values(entry, self.path)

    def leads(self, key: str, bench: Bench, gone: frozenset[tuple[Home, str]] = frozenset()) -> bool:
        """Tell whether *key* is known in one of its homes, those left out where it is *gone*."""
        return any(bench.has(*home, key) for home in self.homes if (home, key) not in gone)


def _values(thing: Any, path: str) -> Iterator[Any]:
    """Yield what stands at *path*, line by line; nothing where nothing is given."""
    head, _, rest = path.partition(".")
    value = getattr(thing, head)
    if value is None:
        return
    if rest:
        for line in value if isinstance(value, tuple) else (value,):
            yield from _values(line, rest)
    elif isinstance(value, tuple) and type(value) is not Ref:
        yield from value
    else:
        yield value


def _paths(fields: Mapping[str, Any], begin: str = "") -> Iterator[tuple[str, str, Shape]]:
    for name, field in fields.items():
        shape = field.shape if field.shape.item is None else field.shape.item
        if shape.parts is None:
            yield f"{begin}{name}", name, shape
        else:
            yield from _paths(shape.parts, f"{begin}{name}.")


def _homes(books: BookClasses) -> dict[tuple[str, Text], tuple[Home, ...]]:
    """Return which books and lifecycles a field speaks of: one of the name, and of the sort of id, that names theirs."""
    homes: dict[tuple[str, Text], dict[Home, None]] = {}
    for book in books:
        for life in book.lifecycles:
            for kind in life.kinds:
                for path, name, shape in _paths(fields_of(kind)):
                    if path in life.of:
                        homes.setdefault((name, shape.name), {})[book.name, life.name] = None
    return {field: tuple(found) for field, found in homes.items()}


@cache
def _declared(books: Any) -> tuple[dict[type[AnyEntry], tuple[Link, ...]], dict[type[AnyEntry], tuple[str, ...]]]:
    """Return, by kind, the links of some book classes and their fields that name earlier entries: worked out once."""
    homes = _homes(books)
    links: dict[type[AnyEntry], tuple[Link, ...]] = {}
    refs: dict[type[AnyEntry], tuple[str, ...]] = {}
    for book in books:
        for kind in book.declaration.plans:
            paths = list(_paths(fields_of(kind)))
            refs[kind] = tuple(path for path, _, shape in paths if shape.kind == "ref")
            found = [(path, homes.get((name, shape.name), ())) for path, name, shape in paths]
            links[kind] = tuple(Link(path, known) for path, known in found if known and book.name not in dict(known))
    return links, refs


class Links:
    """The links between some books, worked out from their declarations, and the check that each leads somewhere."""

    def __init__(self, shelf: Shelf, setting: Setting) -> None:
        self.shelf = shelf
        self.setting = setting
        self.by_kind, self.refs = _declared(tuple(type(book) for book in shelf))

    def check(self, entry: AnyEntry, bench: Bench) -> None:
        """Raise if *entry* names an entry, a subject or a routine that is nowhere (reference, unknown)."""
        for path in self.refs[type(entry)]:
            for ref in _values(entry, path):
                self._check_ref(entry, path, ref, bench)
        for link in self.by_kind[type(entry)]:
            for key in link.named(entry):
                if not link.leads(key, bench):
                    raise self._unknown(entry, link, key)
        if ROUTINE in fields_of(type(entry)):
            self._check_routine(entry)
        if isinstance(entry, EntryReversed):
            self._check_reversal(entry)

    def _check_reversal(self, entry: EntryReversed) -> None:
        """Refuse to take back the only entry of a subject that another book names (state)."""
        home = self.shelf.named(entry.of.book)
        target, gone = home.entries[entry.of.number], home.chronicle.state.reversed
        vanishing = frozenset(
            ((home.name, life), key)
            for life, key in home.declaration.plans[type(target)].subjects(target)
            if life in home.chronicle.state.status
            and all(
                number in gone or each is target or isinstance(each, EntryReversed)
                for number, each in home.of(life).posted(key)
            )
        )
        for book in self.shelf if vanishing else ():
            for number, each in numbered(book):
                for link in self.by_kind[type(each)]:
                    for key in link.named(each):
                        if link.leads(key, self.shelf) and not link.leads(key, self.shelf, vanishing):
                            raise self._still_named(entry, key, Ref(book.name, number))

    def _still_named(self, entry: EntryReversed, key: str, ref: Ref) -> LogisticsError:
        what = self.shelf.describe(self.shelf.entry(ref))
        return Refused(
            "state",
            tried=self.shelf.describe(entry),
            stands=Text(f"{ref}, {what.en}, names {key}", f"{ref}（{what.zh}）引用了 {key}"),
            takes=Text(f"reverse {ref} first", f"请先冲销 {ref}"),
            fields=("of",),
        )

    def _check_ref(self, entry: AnyEntry, path: str, ref: Ref, bench: Bench) -> None:
        count = bench.count(ref.book)
        if count is None or ref.number >= count:
            names = ", ".join(self.shelf.by_name)
            raise Refused(
                "reference",
                tried=self.shelf.describe(entry),
                stands=Text(f"{ref} is not in the office", f"{ref} 不存在"),
                takes=Text(f"one of the books {names}", f"账簿可为：{names}")
                if count is None
                else Text(f"an entry of {ref.book} before #{count}", f"{ref.book}#{count} 之前的记录"),
                fields=(path,),
            )

    def _unknown(self, entry: AnyEntry, link: Link, key: str) -> LogisticsError:
        books = [self.shelf.named(name) for name, _ in link.homes]
        names, titles = ", ".join(each.name for each in books), "、".join(each.title.zh for each in books)
        hints = near(
            key, [each for name, life in link.homes for each in reversed(tuple(self.shelf.named(name).of(life)))]
        )
        return Unknown(
            "unknown",
            tried=self.shelf.describe(entry),
            stands=Text(f"{key} is not in {names}", f"{titles}中没有 {key}"),
            takes=Text(f"near it: {', '.join(hints)}", f"相近：{'、'.join(hints)}")
            if hints
            else Text(f"post it to {names} first", f"请先在{titles}登记"),
            fields=(link.path,),
        )

    def _check_routine(self, entry: AnyEntry) -> None:
        """Refuse a routine that there was not by that day; late work may belong to one that has ended since."""
        code = getattr(entry, ROUTINE)
        codes = tuple(
            dict.fromkeys(
                each.code
                for each in self.setting.routines
                if each.fulfilled_by is type(entry) and (each.since is None or each.since <= entry.on)
            )
        )
        if code is None or code in codes:
            return
        hints = near(code, codes) or codes[:3]
        stands = Text(f"there is no routine {code} by {entry.on}", f"{entry.on} 前没有例行工作 {code}")
        takes = Text(f"one of {', '.join(hints) or '-'}", f"可用：{'、'.join(hints) or '-'}")
        other = next((each for each in self.setting.routines if each.code == code), None)
        if other is not None and other.fulfilled_by is not type(entry):
            stands, takes = self._recorded_otherwise(other)
        raise Unknown("unknown", tried=self.shelf.describe(entry), stands=stands, takes=takes, fields=(ROUTINE,))

    def _recorded_otherwise(self, routine: Routine) -> tuple[Text, Text]:
        """Return that *routine* has a record of its own, and what that has to say."""
        kind = routine.fulfilled_by
        name = self.shelf.label(kind)
        asked = [f"{field}={value}" for field, value in routine.asked]
        en, zh = f": {', '.join(asked)}" if asked else "", f"：{'、'.join(asked)}" if asked else ""
        return (
            Text(f"{routine.en} has a record of its own", f"“{routine.zh}”有自己的记录"),
            Text(f"post {kind.__name__}{en}", f"这一项登记“{name.zh}”{zh}"),
        )
