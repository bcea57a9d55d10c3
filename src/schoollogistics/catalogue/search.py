"""What there is, found by any of its names: entries, documents, rules, parameters, measures, states and books."""

import inspect
import re
from collections.abc import Iterable, Iterator
from functools import lru_cache
from importlib import import_module
from types import FunctionType, ModuleType
from typing import Final, Self

from attrs import frozen

from schoollogistics.catalogue.books import BOOKS, BookClass, EntryClass
from schoollogistics.catalogue.front import BEHIND_THE_DOOR, FRONT_DOOR, is_at_the_front
from schoollogistics.errors import Language, Text
from schoollogistics.journal import Routine
from schoollogistics.journal.bookkeeping import JOURNAL_KINDS, POSTED_TWICE
from schoollogistics.values.cells import match_key
from schoollogistics.values.labels import EMPTY
from schoollogistics.values.shapes import Field, fields_of, wrong_type

FRONT: Final = "schoollogistics"
JOURNAL: Final = "schoollogistics.journal"
LEAST_WORD: Final = 2
_WORDS: Final = re.compile(r"_|(?<=[a-z])(?=[A-Z])")
_TERM: Final = re.compile(r"[(（]([\u4e00-\u9fff]+)")


@frozen(kw_only=True)
class Found:
    """One thing that ``find`` found: its *kind*, its *name* or code, labels and *import_line*.

    The kinds are entry, view, question (what a book answers), rule, parameter, measure, state, book and routine, and for
    anything else class, function and constant. *about* is its sentence: a docstring or the wording of a rule.
    """

    kind: str
    name: str
    zh: str
    en: str
    import_line: str
    about: str = ""

    def text(self, language: Language) -> str:
        """Return what it is called in one language."""
        return self.zh if language == "zh" else self.en

    def __str__(self) -> str:
        return f"{self.zh} {self.en} ({self.kind} {self.name}): {self.import_line}"


@frozen
class Candidate:
    """A thing that can be found, the names that mean it, and the names of its parts, all as they are compared."""

    found: Found
    names: tuple[str, ...]
    about: str
    parts: frozenset[str]

    @classmethod
    def of(cls, found: Found, names: tuple[str, ...], parts: tuple[str, ...] = ()) -> Self:
        """Return the candidate of those *names* and *parts*."""
        keys = tuple(match_key(name) for name in (*names, found.name))
        return cls(found, keys, match_key(found.about), frozenset(map(match_key, parts)))

    def rank(self, wanted: str, words: tuple[str, ...]) -> int | None:
        """Return how well it fits, 0 the best, or None if it does not."""
        if wanted in self.names:
            return 0
        inside = [name for name in self.names if wanted in name]
        if inside:
            return 1 if any(name.startswith(wanted) for name in inside) else 2
        if all(any(word in name for name in self.names) for word in words):
            return 3
        if wanted in self.about or all(word in self.about for word in words):
            return 4
        return 5 if wanted in self.parts else None


def find(text: str, books: tuple[BookClass, ...] = BOOKS, routines: Iterable[Routine] = ()) -> tuple[Found, ...]:
    """Find what is called *text*, in Chinese or English or by its code, the nearest first; nothing found is ``()``.

    Searches names, codes and sentences of entries (by their fields and coded values too), documents and other views,
    questions to a book, rules, parameters, measures, states and books, whatever ``from schoollogistics import …`` offers, cycles, and the papers and flows of the
    office; of *routines*, such as those of a setting, the import line is that of the entry that records the work.
    """
    if not isinstance(text, str):
        raise wrong_type(text, "text", Text("text", "文本"), 'find("报修")')
    wanted = match_key(text)
    if not wanted:
        return ()
    words = tuple(map(match_key, text.split()))
    candidates = list(dict.fromkeys([*_listed(tuple(books)), *map(_routine, routines)]))
    ranked = [(each.rank(wanted, words), each.found) for each in candidates]
    hits = [(rank, found) for rank, found in ranked if rank is not None]
    if not hits:
        hits = [
            (-len(c.found.zh), c.found)
            for c in candidates
            if len(c.found.zh) >= LEAST_WORD and match_key(c.found.zh) in wanted
        ]
    return tuple(dict.fromkeys(found for _, found in sorted(hits, key=lambda hit: hit[0])))


@lru_cache(maxsize=8)
def _listed(books: tuple[BookClass, ...]) -> tuple[Candidate, ...]:
    """Return the candidates of *books*, worked out once: classes do not change."""
    return tuple(_candidates(books))


def _candidates(books: tuple[BookClass, ...]) -> Iterator[Candidate]:
    for book in books:
        yield from (_entry(kind, book) for kind in book.kinds)
    yield from (_entry(kind, book) for book in books[:1] for kind in JOURNAL_KINDS)
    for book in books:
        yield from _declared(book)
    line = f"from {FRONT}.journal.bookkeeping import POSTED_TWICE"
    yield _named("rule", POSTED_TWICE.code, POSTED_TWICE.zh, POSTED_TWICE.en, line, about=POSTED_TWICE.source)
    for name, view in _functions(JOURNAL).items():
        if view.__module__ == f"{JOURNAL}.views":
            yield _view(name, view, JOURNAL)
    yield from _at_the_front({kind.__name__ for kind in (*books, *JOURNAL_KINDS)})
    yield from _behind_the_door()


def _routine(routine: Routine) -> Candidate:
    about = " ".join(each for each in (routine.source, routine.scope, routine.role) if each is not None)
    line = _import(routine.fulfilled_by)
    return _named("routine", routine.code, routine.zh, routine.en, line, about=about)


def _at_the_front(said: set[str]) -> Iterator[Candidate]:
    """Yield what the front door has beside the books and entries, whose names were *said*."""
    for home, names in FRONT_DOOR.items():
        for name, zh in names.items():
            if name not in said:
                thing = getattr(import_module(home), name)
                yield _plain(thing, name, zh, FRONT)


def _behind_the_door() -> Iterator[Candidate]:
    for home, names in BEHIND_THE_DOOR.items():
        for name, zh in names.items():
            yield _plain(getattr(import_module(home), name), name, zh, home)


def _plain(thing: object, name: str, zh: str, home: str) -> Candidate:
    """Return a thing that no book declares, to be imported from *home*."""
    kind = "class" if isinstance(thing, type) else "function" if callable(thing) else "constant"
    about = _sentence(thing) if kind != "constant" else ""
    return _named(kind, name, zh, _WORDS.sub(" ", name).lower(), f"from {home} import {name}", about=about)


def _declared(book: BookClass) -> Iterator[Candidate]:
    line = _import(book)
    about = inspect.getdoc(book) or ""
    does = tuple(book.labels.entry(kind.kind).zh for kind in book.kinds)
    yield Candidate.of(
        Found(kind="book", name=book.__name__, zh=book.title.zh, en=book.title.en, import_line=line, about=about),
        (book.name, book.title.zh, book.title.en),
        does,
    )
    yield from _views(book)
    yield from _questions(book)
    for rule in book.rules:
        yield _named("rule", rule.code, rule.zh, rule.en, _constant(rule, book), about=rule.source)
    for each in book.parameters:
        about = f"{each.rule.code} {each.unit.zh} {each.unit.en}"
        yield _named("parameter", each.code, each.zh, each.en, _constant(each, book), about=about)
    for measure in book.measures:
        yield _named("measure", measure.code, measure.zh, measure.en, line)
    for state in dict.fromkeys(state for life in book.lifecycles for state in life.states):
        said = book.labels.state(state)
        yield _named("state", state, said.zh, said.en, line)


def _views(book: BookClass) -> Iterator[Candidate]:
    """Yield the documents that the plans name, then the other views of the domain, called as their docstrings say."""
    package = _package(book)
    views = _functions(package)
    for document in book.documents:
        view = views.pop(document.name, document)
        about = (inspect.getdoc(view) or "") if inspect.isfunction(view) else document.source
        place = f"from {package} import {document.name}"
        yield _named("view", document.name, document.zh, document.en, place, document.code, about=about)
    for name, view in views.items():
        yield _view(name, view, package)


def _questions(book: BookClass) -> Iterator[Candidate]:
    """Yield the methods of the book that its own class adds and whose sentence gives a Chinese name."""
    for name, method in vars(book).items():
        term = _TERM.search(_sentence(method)) if inspect.isfunction(method) and not name.startswith("_") else None
        if term is not None:
            full, about = f"{book.__name__}.{name}", inspect.getdoc(method) or ""
            yield _named("question", full, term[1], name.replace("_", " "), _import(book), name, about=about)


def _view(name: str, view: FunctionType, package: str) -> Candidate:
    about = inspect.getdoc(view) or ""
    term = _TERM.search(_sentence(view))
    zh, en = term[1] if term else name, name.replace("_", " ")
    return _named("view", name, zh, en, f"from {package} import {name}", about=about)


def _sentence(thing: object) -> str:
    return (inspect.getdoc(thing) or "").partition("\n")[0]


def _functions(package: str) -> dict[str, FunctionType]:
    room = import_module(package)
    public = {name: getattr(room, name) for name in getattr(room, "__all__", ())}
    return {name: each for name, each in public.items() if inspect.isfunction(each)}


def _named(kind: str, name: str, zh: str, en: str, line: str, *others: str, about: str = "") -> Candidate:
    return Candidate.of(Found(kind=kind, name=name, zh=zh, en=en, import_line=line, about=about), (zh, en, *others))


def _entry(kind: EntryClass, book: BookClass) -> Candidate:
    label = book.labels.entries.get(kind.kind)
    said = book.labels.entry(kind.kind)
    names = (said.zh, said.en, kind.__name__, kind.kind, *(label.aliases if label else ()))
    parts = [name for field in fields_of(kind) for name in (field, *_field_names(field, book))]
    parts += [name for field in fields_of(kind).values() for name in _choice_names(field, book)]
    about = inspect.getdoc(kind) or ""
    line = _import(kind)
    return Candidate.of(
        Found(kind="entry", name=kind.__name__, zh=said.zh, en=said.en, import_line=line, about=about),
        names,
        tuple(parts),
    )


def _field_names(field: str, book: BookClass) -> tuple[str, ...]:
    label = book.labels.fields.get(field)
    return label.names if label else ()


def _choice_names(field: Field, book: BookClass) -> Iterator[str]:
    shape = field.shape.item or field.shape
    labels = book.labels.choices.get(field.name, EMPTY)
    yield from (name for code in shape.choices if code in labels for name in labels[code].names)


def _package(thing: type) -> str:
    parts = thing.__module__.split(".")
    return ".".join(parts[:2]) if parts[0] == FRONT else thing.__module__


def _import(thing: type) -> str:
    if is_at_the_front(thing.__module__, thing.__name__):
        return f"from {FRONT} import {thing.__name__}"
    return f"from {_package(thing)} import {thing.__name__}"


def _constant(thing: object, book: BookClass) -> str:
    """Return the line that imports a rule or parameter by the name it has in its domain's ``rules``, if it has one."""
    package = import_module(_package(book))
    homes = [getattr(package, "rules", None), inspect.getmodule(book)]
    for home in homes:
        if isinstance(home, ModuleType):
            for name, value in vars(home).items():
                if value is thing:
                    return f"from {home.__name__} import {name}"
    return _import(book)
