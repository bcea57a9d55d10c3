"""What can be wrong about an entry: another subject, another day, a value of another shape, an excuse without need."""

from datetime import timedelta
from typing import Any, Final

import attrs

from schoollogistics.journal import EntryReversed, MonthClosed, Published, Ref
from schoollogistics.journal.entry import COMMON_LABELS
from schoollogistics.journal.plan import AnyEntry, Plan
from schoollogistics.testing.pen import AnyBook, Pen

COMMON: Final = frozenset(COMMON_LABELS)


def spoil(book: AnyBook, entry: AnyEntry, pen: Pen) -> AnyEntry:
    """Return *entry*, which could follow in *book*, with one thing wrong about it."""
    plan = book.declaration.plans[type(entry)]
    spoilers = (_wrong_key, _wrong_key, _wrong_day, _wrong_shape, _wrong_margin)
    return pen.pick(spoilers)(book, plan, entry, pen)


def _wrong_key(book: AnyBook, plan: Plan, entry: AnyEntry, pen: Pen) -> AnyEntry:
    if isinstance(entry, EntryReversed):
        return attrs.evolve(entry, of=Ref(book.name, pen.below(book.version + 2)))
    if isinstance(entry, MonthClosed):
        return attrs.evolve(entry, month=entry.month.next().next(), book=pen.pick((book.name, "other")))
    if isinstance(entry, Published):
        return attrs.evolve(entry, version=entry.version + pen.below(2), view=pen.pick((entry.view, "nothing")))
    if not plan.steps:
        return attrs.evolve(entry, because=Ref(book.name, book.version + pen.below(2)))
    step = pen.pick(plan.steps)
    keys = step.keys(entry)
    known = tuple(book.of(step.life.name))
    wrong = pen.pick(known) if known and pen.chance(60) else pen.pick(("nobody-1", keys[0].upper() if keys else "X"))
    chosen = [wrong, *keys[1:]] if pen.chance(70) else [wrong, *keys]
    head, _, rest = step.path.partition(".")
    if rest:
        lines = getattr(entry, head)
        spare = lines[:1] * (len(chosen) - len(lines))
        renamed = [attrs.evolve(line, **{rest: key}) for line, key in zip([*lines, *spare], chosen, strict=False)]
        return attrs.evolve(entry, **{head: tuple(renamed)})
    return attrs.evolve(entry, **{head: tuple(chosen) if plan.parts[head].shape.kind == "list" else chosen[0]})


def _wrong_day(book: AnyBook, plan: Plan, entry: AnyEntry, pen: Pen) -> AnyEntry:
    back = timedelta(days=1 + pen.below(60))
    if pen.chance(50):
        return attrs.evolve(entry, recorded_on=entry.on - back)
    return attrs.evolve(entry, on=entry.on - back, recorded_on=None)


def _wrong_shape(book: AnyBook, plan: Plan, entry: AnyEntry, pen: Pen) -> AnyEntry:
    spoiled: tuple[dict[str, Any], ...] = (
        {"by": ""}, {"by": " 李老师"}, {"note": "　"}, {"evidence": ["照片"]}, {"on": "2025-09-01"}, {"note": "\x00"},
        {"cosigned_by": "王老师"}, {"recorded_by": "=1"}, {"id": 5}, {"note": "字" * 4001},
    )  # fmt: skip
    required = [part for part in plan.parts.values() if part.name not in COMMON]
    wrong = pen.pick((None, 5, 1.5, "", [], True, -1, "无此项"))
    spoiled += tuple({part.name: wrong} for part in required)
    return attrs.evolve(entry, **pen.pick(spoiled))


def _wrong_margin(book: AnyBook, plan: Plan, entry: AnyEntry, pen: Pen) -> AnyEntry:
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
