"""What can be wrong about an entry: another subject, another day, a value of another shape, an excuse without need."""

from datetime import timedelta
from typing import Any, Final

import attrs

from schoollogistics.journal import EntryReversed, MonthClosed, Published, Ref
from schoollogistics.journal.entry import COMMON_LABELS
from schoollogistics.testing.pen import Pen
from schoollogistics.testing.reading import AnyBook, AnyEntry, Step, state_of, steps_of
from schoollogistics.values.shapes import fields_of

COMMON: Final = frozenset(COMMON_LABELS)


def spoil(book: AnyBook, entry: AnyEntry, pen: Pen) -> AnyEntry:
    """Return *entry*, which could follow in *book*, with one thing wrong about it."""
    spoilers = (_wrong_key, _wrong_key, _wrong_day, _wrong_shape, _wrong_margin)
    return pen.pick(spoilers)(book, entry, pen)


def _wrong_key(book: AnyBook, entry: AnyEntry, pen: Pen) -> AnyEntry:
    if isinstance(entry, EntryReversed):
        gone = tuple(state_of(book).reversed)
        number = pen.pick(gone) if gone and pen.chance(50) else pen.below(book.version + 2)
        return attrs.evolve(entry, of=Ref(book.name, number))
    if isinstance(entry, MonthClosed):
        return _wrong_closing(entry, pen)
    if isinstance(entry, Published):
        return attrs.evolve(entry, version=entry.version + 1) if pen.chance(50) else attrs.evolve(entry, view="nothing")
    steps = steps_of(type(book), type(entry))
    if not steps:
        return attrs.evolve(entry, because=Ref(book.name, book.version + pen.below(2)))
    step = pen.pick(steps)
    keys = step.keys(entry)
    known = tuple(book.of(step.life.name))
    wrong = pen.pick(known) if known and pen.chance(60) else pen.pick(("nobody-1", keys[0].upper() if keys else "X"))
    return rekeyed(entry, step, (wrong, *keys[1:]) if pen.chance(70) else (wrong, *keys))


def _wrong_closing(entry: MonthClosed, pen: Pen) -> MonthClosed:
    match pen.below(4):
        case 0:
            return attrs.evolve(entry, book="other")
        case 1:
            return attrs.evolve(entry, on=entry.month.first, recorded_on=None)
        case 2:
            return attrs.evolve(entry, month=entry.month.previous())
    return attrs.evolve(entry, month=entry.month.next().next())


def rekeyed(entry: AnyEntry, step: Step, keys: tuple[str, ...]) -> AnyEntry:
    """Return *entry* with other *keys* where it names the subjects of *step*."""
    head, _, rest = step.path.partition(".")
    held: object = keys[0]
    if rest:
        lines = getattr(entry, head)
        spare = lines[:1] * (len(keys) - len(lines))
        held = tuple(attrs.evolve(line, **{rest: key}) for line, key in zip((*lines, *spare), keys, strict=False))
    elif fields_of(type(entry))[head].shape.kind == "list":
        held = keys
    return changed(entry, **{head: held})


def changed(entry: AnyEntry, **fields: Any) -> AnyEntry:
    """Return *entry* with other *fields*."""
    return attrs.evolve(entry, **fields)


def _wrong_day(_: AnyBook, entry: AnyEntry, pen: Pen) -> AnyEntry:
    back = timedelta(days=1 + pen.below(60))
    if pen.chance(50):
        return attrs.evolve(entry, recorded_on=entry.on - back)
    return attrs.evolve(entry, on=entry.on - back, recorded_on=None)


def _wrong_shape(_: AnyBook, entry: AnyEntry, pen: Pen) -> AnyEntry:
    spoiled: tuple[dict[str, Any], ...] = (
        {"by": ""}, {"by": " 李老师"}, {"note": "　"}, {"evidence": ["照片"]}, {"on": "2025-09-01"}, {"note": "\x00"},
        {"cosigned_by": "王老师"}, {"recorded_by": "=1"}, {"id": 5}, {"note": "字" * 4001},
    )  # fmt: skip
    required = [part for part in fields_of(type(entry)).values() if part.name not in COMMON]
    wrong: object = pen.pick((None, 5, 1.5, "", [], True, -1, "无此项"))
    spoiled += tuple({part.name: wrong} for part in required)
    return changed(entry, **pen.pick(spoiled))


def _wrong_margin(book: AnyBook, entry: AnyEntry, pen: Pen) -> AnyEntry:
    codes = tuple(rule.code for rule in book.rules) or ("P00",)
    number = pen.below(4)
    if number == 0:
        return attrs.evolve(entry, despite=(pen.pick(codes),), note=None)
    if number == 1:
        return attrs.evolve(entry, despite=(pen.pick(codes),) * (1 + pen.below(2)), note="特殊情况")
    if number == 2:
        return attrs.evolve(entry, because=Ref(book.name, book.version + pen.below(3)))
    spent = [each.id for each in book.entries if each.id is not None]
    return attrs.evolve(entry, id=pen.pick(spent) if spent else "id-0", by="另一人")
