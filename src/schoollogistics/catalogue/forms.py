"""The fields of an entry type as a form, a heading or a schema needs them."""

from typing import Any, Final

from attrs import NOTHING, frozen

from schoollogistics.catalogue.books import BOOKS, BookClass, EntryClass, book_of
from schoollogistics.errors import Language, Text
from schoollogistics.journal import Entry
from schoollogistics.values.labels import Label, Labels
from schoollogistics.values.shapes import Field, Shape, fields_of

LINES: Final = Text("lines", "明细")
LineClass = type[Any]
COMMON: Final = frozenset(fields_of(Entry))


@frozen
class Choice:
    """One coded value of a field: its code and what it is called."""

    code: str
    zh: str
    en: str


@frozen(kw_only=True)
class FieldInfo:
    """One field of an entry type: how it is called, what it takes, and whether it must be given.

    ``type`` names the sort of value in both languages, ``kind`` is its stable word, ``default`` holds only where the
    field is not ``required``, ``scaled`` are headings of a sheet in another unit, each with its factor, ``lines`` are the
    fields of each line where the field holds lines, and ``line`` is the class of such a line.
    """

    name: str
    zh: str
    en: str
    aliases: tuple[str, ...] = ()
    scaled: tuple[tuple[str, int], ...] = ()
    type: Text
    kind: str
    required: bool
    choices: tuple[Choice, ...] = ()
    default: object = None
    lines: "tuple[FieldInfo, ...]" = ()
    line: LineClass | None = None

    def text(self, language: Language) -> str:
        """Return what it is called in one language."""
        return self.zh if language == "zh" else self.en


def fields(entry_type: EntryClass, books: tuple[BookClass, ...] = BOOKS) -> tuple[FieldInfo, ...]:
    """Return the fields of *entry_type*: its own first, then those every entry has; ``Unknown`` for another class."""
    labels = book_of(entry_type, books).labels
    parts = fields_of(entry_type).values()
    ordered = sorted(parts, key=lambda part: part.name in COMMON)
    return tuple(_info(part, labels) for part in ordered)


def lines_of(shape: Shape) -> Shape | None:
    """Return the shape of one line where *shape* is a list of lines, else None."""
    return shape.item if shape.item is not None and shape.item.record is not None else None


def label_of(name: str, labels: Labels) -> Label:
    """Return the label of a field; one without a label goes by its Python name."""
    return labels.fields.get(name, Label(name, name))


def _info(part: Field, labels: Labels) -> FieldInfo:
    label, shape, line = label_of(part.name, labels), part.shape, lines_of(part.shape)
    inner = shape.item or shape
    return FieldInfo(
        name=part.name,
        zh=label.zh,
        en=label.en,
        aliases=label.aliases,
        scaled=label.scaled,
        type=LINES if line else shape.name,
        kind="lines" if line else shape.kind,
        required=part.required,
        choices=tuple(_choice(part.name, code, labels) for code in inner.choices),
        default=None if part.default is NOTHING else part.default,
        lines=tuple(_info(each, labels) for each in line.parts.values()) if line and line.parts else (),
        line=None if line is None else line.record,
    )


def _choice(name: str, code: str, labels: Labels) -> Choice:
    said = labels.choice(name, code)
    return Choice(code, said.zh, said.en)
