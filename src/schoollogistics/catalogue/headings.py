"""Which field a heading of a sheet means: by Chinese or English label, alias or Python name, with or without a unit."""

import re
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from typing import Final

from attrs import evolve, field, frozen

from schoollogistics.catalogue.books import BookClass, EntryClass
from schoollogistics.catalogue.forms import label_of, lines_of
from schoollogistics.errors import LogisticsError, Text, invalid
from schoollogistics.values.cells import match_key
from schoollogistics.values.labels import EMPTY, Label, Labels, Names
from schoollogistics.values.quantities import check_unit
from schoollogistics.values.shapes import Field, fields_of, wrong_type
from schoollogistics.values.texts import near

CLOSE: Final = 0.6
_MARKS: Final = re.compile(r"[_:*\-]")
_BRACKET: Final = re.compile(r"(.*)[(\[【](.*)[)\]】]")
_YUAN: Final = re.compile(r"(?:人民币)?(?:元|¥|rmb|cny|yuan)(?:/.*)?|人民币")


@frozen(kw_only=True)
class Target:
    """Where the cells of a column go: a field of the slip, or of one of its *lines* (the name of that field).

    What stands in the cells is multiplied by *factor*: the heading counts in a larger unit than the field.
    """

    part: Field
    label: Label
    lines: str = ""
    lines_label: Label | None = None
    choices: Names = EMPTY
    factor: int = 1

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
    def of(
        cls,
        entry_type: EntryClass,
        book: BookClass,
        given: frozenset[str] = frozenset(),
        by_hand: Mapping[str, str] | None = None,
    ) -> "Headings":
        """Return the headings of *entry_type* in its *book*, and those that the caller named *by_hand*.

        报修人, 报修日期 and 报修时间 mean who, on which day and when 报修 was done, and 缴费金额 what was paid, unless a
        field is called so.
        """
        found = cls(tuple(_targets(entry_type, book.labels, given)))
        for target in sorted(found.targets, key=lambda each: bool(each.lines)):
            for name in target.names:
                found.index.setdefault(heading_key(name), target)
        for target in found.targets:
            for name, factor in target.label.scaled:
                found.index.setdefault(heading_key(name), evolve(target, factor=factor))
        done = book.labels.entries.get(entry_type.kind)
        acts = (book.labels.entry(entry_type.kind).zh, *(done.aliases if done is not None else ()))
        for target in found.targets:
            for ending in _ENDINGS.get(target.name, ()):
                for said in acts:
                    found.index.setdefault(heading_key(f"{said}{ending}"), target)
        if by_hand is not None:
            found.index.update(found.named(by_hand))
        return found

    def named(self, by_hand: Mapping[str, str]) -> dict[str, Target]:
        """Return the field behind each heading that is named *by_hand*; ``InvalidValue`` for a field that is not there."""
        if not isinstance(by_hand, Mapping):
            raise wrong_type(by_hand, "headings", _BY_HAND, 'headings={"故障现象": "fault"}')
        named = {}
        for heading, name in by_hand.items():
            target = self.index.get(heading_key(name))
            if target is None:
                listed = tuple(dict.fromkeys(f"{t.lines}.{t.name}" if t.lines else t.name for t in self.targets))
                hints = ", ".join((near(name, listed) if isinstance(name, str) else ()) or listed)
                stands = Text("is not a field of this entry", "没有这一项")
                raise invalid("extra", "headings", name, stands, Text(f"perhaps: {hints}", f"可用：{hints}"))
            named[heading_key(heading)] = target
        return named

    def like(self, heading: str) -> tuple[str, ...]:
        """Return the headings that *heading* is spelled nearly as, for a hint."""
        known = (name for target in self.targets for name in (*target.label.names, *dict(target.label.scaled)))
        names = dict.fromkeys(known)
        return tuple(n for n in near(heading, names) if SequenceMatcher(None, heading, n).ratio() >= CLOSE)

    def match(self, heading: object) -> Match:
        """Return what *heading* means; a remark or fitting unit in brackets behind it is allowed."""
        key = heading_key(heading)
        bracket = _BRACKET.fullmatch(key)
        target = self.index.get(key)
        if target is not None and bracket is not None and target.part.shape.kind == "quantity":
            return _with_unit(target, str(heading), bracket[2])
        if target is not None or bracket is None:
            return Match(target)
        target = self.index.get(bracket[1])
        if target is None:
            return Match()
        return _with_unit(target, str(heading), bracket[2])


_BY_HAND: Final = Text("a dict from headings to fields", "“标题: 字段”的字典")
_ENDINGS: Final = {
    "by": ("人",),
    "on": ("日期", "日"),
    "at": ("时间", "时刻"),
    "amount": ("金额",),
    "quantity": ("数量",),
}


def _with_unit(target: Target, heading: str, said: str) -> Match:
    kind = target.part.shape.kind
    if target.factor != 1:
        return Match(misfit=True)
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


def left_out(headings: Iterable[object], ignore: Iterable[str]) -> frozenset[int]:
    """Return the places of the columns to *ignore*, by heading; ``InvalidValue`` (type) for what names no headings."""
    if isinstance(ignore, str) or not isinstance(ignore, Iterable):
        raise wrong_type(ignore, "ignore", Text("a tuple of headings", "标题的元组"), 'ignore=("联系电话",)')
    keys = {heading_key(name) for name in ignore} - {""}
    return frozenset(place for place, heading in enumerate(headings) if heading_key(heading) in keys)


_HALF: Final = str.maketrans("（）［］", "()[]")
