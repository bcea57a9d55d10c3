"""Which field a heading of a sheet means: by Chinese or English label, alias or Python name, with or without a unit."""

import re
from collections.abc import Iterator
from typing import Final

from attrs import field, frozen

from schoollogistics.catalogue.books import BookClass, EntryClass
from schoollogistics.catalogue.forms import label_of, lines_of
from schoollogistics.errors import LogisticsError
from schoollogistics.values.cells import match_key
from schoollogistics.values.labels import EMPTY, Label, Labels, Names
from schoollogistics.values.quantities import check_unit
from schoollogistics.values.shapes import Field, fields_of

_MARKS: Final = re.compile(r"[_:*\-]")
_BRACKET: Final = re.compile(r"(.*)[(\[【](.*)[)\]】]")
_YUAN: Final = re.compile(r"(?:人民币)?(?:元|¥|rmb|cny|yuan)(?:/.*)?|人民币")


@frozen(kw_only=True)
class Target:
    """Where the cells of a column go: a field of the slip, or of one of its *lines* (the name of that field)."""

    part: Field
    label: Label
    lines: str = ""
    lines_label: Label | None = None
    choices: Names = EMPTY

    @property
    def name(self) -> str:
        """The Python name of the field."""
        return self.part.name

    @property
    def names(self) -> tuple[str, ...]:
        """Every heading that means it."""
        own = (*self.label.names, self.name)
        if self.lines_label is None:
            return own
        qualified = (f"{self.lines_label.zh}{self.label.zh}", f"{self.lines_label.en} {self.label.en}")
        return (*own, *qualified, f"{self.lines}.{self.name}")


@frozen
class Match:
    """What a heading turned out to mean: a *target* or nothing, the unit beside it, and whether that unit is wrong."""

    target: Target | None = None
    unit: str = ""
    misfit: bool = False


def heading_key(heading: object) -> str:
    """Return the key under which two spellings of a heading are the same; ``""`` for what is no text."""
    return _MARKS.sub("", match_key(heading)) if isinstance(heading, str) else ""


def _targets(entry_type: EntryClass, labels: Labels, given: frozenset[str]) -> Iterator[Target]:
    for name, part in fields_of(entry_type).items():
        line = lines_of(part.shape)
        if line is None and part.shape.kind != "record":
            yield Target(part=part, label=label_of(name, labels), choices=labels.choices.get(name, EMPTY))
        elif line is not None and line.parts is not None and name not in given:
            for inner in line.parts.values():
                yield Target(
                    part=inner,
                    label=label_of(inner.name, labels),
                    lines=name,
                    lines_label=label_of(name, labels),
                    choices=labels.choices.get(inner.name, EMPTY),
                )


@frozen
class Headings:
    """The headings that an entry type knows; *given* are fields that come from elsewhere."""

    targets: tuple[Target, ...]
    index: dict[str, Target] = field(factory=dict, repr=False)

    @classmethod
    def of(cls, entry_type: EntryClass, book: BookClass, given: frozenset[str] = frozenset()) -> "Headings":
        """Return the headings of *entry_type* in its *book*.

        报修人, 报修日期 and 报修时间 mean who, on which day and when 报修 was done, unless a field is called so.
        """
        found = cls(tuple(_targets(entry_type, book.labels, given)))
        for target in sorted(found.targets, key=lambda each: bool(each.lines)):
            for name in target.names:
                found.index.setdefault(heading_key(name), target)
        done = book.labels.entry(entry_type.kind)
        for target in found.targets:
            for ending in _ENDINGS.get(target.name, ()):
                found.index.setdefault(heading_key(f"{done.zh}{ending}"), target)
        return found

    def match(self, heading: object) -> Match:
        """Return what *heading* means; a remark or fitting unit in brackets behind it is allowed."""
        key = heading_key(heading)
        bracket = _BRACKET.fullmatch(key)
        target = self.index.get(key)
        if target is not None or bracket is None:
            return Match(target)
        target = self.index.get(bracket[1])
        if target is None:
            return Match()
        return _with_unit(target, str(heading), bracket[2])


_ENDINGS: Final = {"by": ("人",), "on": ("日期", "日"), "at": ("时间", "时刻")}


def _with_unit(target: Target, heading: str, said: str) -> Match:
    kind = target.part.shape.kind
    if kind in {"yuan", "price"} and not _YUAN.fullmatch(said):
        return Match(misfit=True)
    if kind in {"whole", "number"} and any(_BRACKET.fullmatch(heading_key(name)) for name in target.names):
        return Match(misfit=True)
    if kind != "quantity":
        return Match(target)
    bracket = _BRACKET.fullmatch(heading.strip().translate(_HALF))
    unit = bracket[2].strip() if bracket else ""
    try:
        return Match(target, check_unit(unit))
    except LogisticsError:
        return Match(target)


_HALF: Final = str.maketrans("（）［］", "()[]")
