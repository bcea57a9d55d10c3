"""Everything a book declares has a Chinese and an English name, and nothing else is called the same."""

import re
from collections.abc import Iterator
from typing import Any, ClassVar, Literal, final

import pytest
from attrs import frozen

from schoollogistics import BOOKS
from schoollogistics.catalogue import parameters, rules
from schoollogistics.catalogue.books import BookClass, EntryClass
from schoollogistics.catalogue.headings import Headings, heading_key
from schoollogistics.errors import Text
from schoollogistics.journal import Book, Document, Entry, Lifecycle, Measure, Parameter, Rule, State
from schoollogistics.journal.bookkeeping import JOURNAL_KINDS
from schoollogistics.values.ids import Code
from schoollogistics.values.labels import Label, Labels
from schoollogistics.values.shapes import Field, fields_of

CHINESE = re.compile(r"[\u4e00-\u9fff]")
ENDING = re.compile(r"[(（]([^()（）]+)[)）][.。]?$")


def nameless(label: Label | Text | None) -> bool:
    """Tell whether a name is missing in one of the languages."""
    return label is None or not CHINESE.search(label.zh) or not label.en.strip() or CHINESE.search(label.en) is not None


def all_fields(kind: EntryClass) -> Iterator[Field]:
    """Yield the fields of an entry and those of its lines."""
    for part in fields_of(kind).values():
        yield part
        shape = part.shape.item or part.shape
        yield from (shape.parts or {}).values()


def entry_gaps(kind: EntryClass, labels: Labels) -> Iterator[str]:
    """Yield what an entry kind, its fields and their codes lack."""
    label = labels.entries.get(kind.kind)
    if nameless(label):
        yield f"entry {kind.kind}"
    ending = ENDING.search((kind.__doc__ or "").strip().split("\n\n")[0].strip())
    if ending is None or label is None or ending[1] != label.zh:
        yield f"docstring of {kind.__name__} does not end in its Chinese name"
    for part in all_fields(kind):
        if nameless(labels.fields.get(part.name)):
            yield f"field {kind.kind}.{part.name}"
        for code in (part.shape.item or part.shape).choices:
            if nameless(labels.choices.get(part.name, {}).get(code)):
                yield f"choice {kind.kind}.{part.name} = {code}"


def gaps(book: BookClass) -> list[str]:
    """Return everything of a book that lacks a Chinese or an English name."""
    found = [gap for kind in (*book.kinds, *JOURNAL_KINDS) for gap in entry_gaps(kind, book.labels)]
    states = dict.fromkeys(state for life in book.lifecycles for state in life.states)
    found += [f"state {state}" for state in states if nameless(book.labels.states.get(state))]
    for what, things in (("rule", book.rules), ("measure", book.measures), ("document", book.documents)):
        found += [f"{what} {each.code}" for each in things if nameless(each.text)]
    found += [f"unit of measure {each.code}" for each in book.measures if nameless(each.unit)]
    for each in book.parameters:
        if nameless(Text(each.en, each.zh)) or nameless(each.unit):
            found.append(f"parameter {each.code}")
    return found


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_everything_has_two_names(book: BookClass) -> None:
    """Every entry, field, state, choice code, parameter, measure, document and rule has a Chinese and an English name."""
    assert gaps(book) == []


def ambiguous(kind: EntryClass, book: BookClass) -> list[str]:
    """Return the headings that two fields of one entry claim."""
    claims: dict[str, set[tuple[str, str]]] = {}
    for target in Headings.of(kind, book).targets:
        for name in target.names:
            claims.setdefault(heading_key(name), set()).add((target.lines, target.name))
    return sorted(key for key, fields in claims.items() if len(fields) > 1)


@pytest.mark.parametrize("kind", [k for b in BOOKS for k in b.kinds], ids=lambda kind: kind.kind)
def test_no_heading_means_two_fields(kind: EntryClass) -> None:
    """No two fields of an entry share a label or an alias, so a heading says which is meant."""
    book = next(book for book in BOOKS if kind in book.kinds)
    assert ambiguous(kind, book) == []


def choice_clashes(labels: Labels) -> list[str]:
    """Return the fields of which two codes share a name."""
    found = []
    for name, codes in labels.choices.items():
        said = [heading_key(each) for label in codes.values() for each in {*map(heading_key, label.names)}]
        if len(said) != len(set(said)):
            found.append(name)
    return found


@pytest.mark.parametrize("book", BOOKS, ids=lambda book: book.name)
def test_no_name_means_two_codes(book: BookClass) -> None:
    """No two codes of a field share a name, so a sheet may use names for codes."""
    assert choice_clashes(book.labels) == []


def test_codes_are_spent_once() -> None:
    """No two rules and no two parameters of all books share a code."""
    for codes in ([rule.code for rule in rules()], [parameter.code for parameter in parameters()]):
        assert len(codes) == len(set(codes))


@final
@frozen(kw_only=True)
class KeyLent(Entry[State]):
    """A key was lent (借钥匙)."""

    kind: ClassVar[str] = "keys.lent"

    key: Code
    reason: Literal["lesson", "club"]


@final
@frozen(kw_only=True)
class KeyBack(Entry[State]):
    """A key came back."""

    kind: ClassVar[str] = "keys.back"

    key: Code


K1 = Rule(code="K1", family="guard", zh="", en="Keys come back", source="own")


class Gaping(Book[Any, State]):
    """A book with one gap of each sort."""

    name = "keys"
    kinds = (KeyLent, KeyBack)
    state_type = State
    lifecycles = (Lifecycle(name="key", of="key", table={"unseen": {KeyLent: "out"}, "out": {KeyBack: "out"}}),)
    rules = (K1,)
    parameters = (Parameter(code="K1.days", rule=K1, unit=Text("days", ""), type=int, zh="天数", en="Days"),)
    measures = (Measure(code="keys", zh="钥匙", en="钥匙", unit=Text("keys", "把"), amounts={}),)
    documents = (Document(code="K", name="keys", zh="钥匙", en=" ", source="own"),)
    labels = Labels(
        entries={"keys.lent": Label("Key lent", "借钥匙"), "keys.back": Label("Key back", "还钥匙")},
        fields={"key": Label("Date", "钥匙")},
        choices={"reason": {"lesson": Label("lesson", "上课"), "x": Label("x", "上课")}},
    )


def test_planted_gaps_are_found() -> None:
    """A book with one gap of each sort has exactly these."""
    assert gaps(Gaping) == [
        "choice keys.lent.reason = club",
        "docstring of KeyBack does not end in its Chinese name",
        "state out",
        "rule K1",
        "measure keys",
        "document K",
        "parameter K1.days",
    ]


def test_planted_clashes_are_found() -> None:
    """A heading that means two fields, and a name that means two codes, are each reported."""
    assert ambiguous(KeyLent, Gaping) == ["date"]
    assert choice_clashes(Gaping.labels) == ["reason"]
