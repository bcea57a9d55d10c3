"""A random scribe who knows the book: most of what he writes can follow, and some of it is wrong on purpose."""

from collections import Counter
from collections.abc import Callable, Collection, Mapping
from datetime import date, timedelta
from typing import Any, Final, Literal, overload

import attrs
from attrs import Factory, define

from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Book, EntryReversed, MonthClosed, Published, Ref, Setting
from schoollogistics.journal.bookkeeping import CLOSED
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.reading import (
    AnyBook,
    AnyEntry,
    Step,
    earlier_on,
    reversible,
    state_of,
    steps_of,
    subjects_of,
    target_of,
    used_keys,
)
from schoollogistics.testing.spoilers import COMMON, spoil
from schoollogistics.testing.strategies import FIRST, PEOPLE
from schoollogistics.values.periods import Month
from schoollogistics.values.shapes import Field, fields_of

Hint = Callable[[Any, str, Pen], Mapping[str, object] | None]
Hints = Mapping[type[AnyEntry], Hint]
Samples = Mapping[str, tuple[AnyEntry, ...]]

NO_HINTS: Final[Hints] = {}
RECENT: Final = 8
WRONG: Final = 20
WANTED: Final = 70


@define
class Tally:
    """How often each kind was accepted and refused, with which codes, and which states were reached."""

    accepted: Counter[type[AnyEntry]] = Factory(Counter)
    refused: Counter[type[AnyEntry]] = Factory(Counter)
    codes: Counter[str] = Factory(Counter)
    states: Counter[tuple[str, str]] = Factory(Counter)

    def add(self, other: "Tally") -> None:
        """Add the counts of *other* to these."""
        for mine, more in ((self.accepted, other.accepted), (self.refused, other.refused)):
            mine.update(more)
        self.codes.update(other.codes)
        self.states.update(other.states)

    def rate(self, kind: type[AnyEntry]) -> float:
        """Return the share of attempts with *kind* that were accepted, 0 to 1; 0 where there were none."""
        tried = self.accepted[kind] + self.refused[kind]
        return self.accepted[kind] / tried if tried else 0.0

    def __str__(self) -> str:
        kinds = sorted(self.accepted | self.refused, key=lambda kind: kind.kind)
        lines = [
            f"{kind.kind:32} {self.accepted[kind]:6} accepted {self.refused[kind]:6} refused {self.rate(kind):7.1%}"
            for kind in kinds
        ]
        codes = ", ".join(f"{code} {count}" for code, count in self.codes.most_common())
        return "\n".join([*lines, f"codes: {codes}"])


@define
class Scribe:
    """Writes in one book of *book_class*: proposes the next entry, and posts it.

    ``hints`` say, by kind, what fields must hold that shapes and lifecycles cannot know; ``wanted`` are kinds to write
    more often than others, those that lead to a state that is seldom reached.
    """

    book_class: type[AnyBook]
    setting: Setting
    hints: Hints = NO_HINTS
    wanted: Collection[type[AnyEntry]] = ()
    book: AnyBook = attrs.field(init=False)
    on: date = FIRST
    tally: Tally = Factory(Tally)
    excusable: tuple[AnyEntry, str] | None = None

    def __attrs_post_init__(self) -> None:
        self.book = self.book_class(self.setting)

    def offer(self, entry: AnyEntry) -> LogisticsError | None:
        """Post *entry*, count what came of it, and return the error of a refusal."""
        self.excusable = None
        try:
            self.book.post(entry)
        except LogisticsError as error:
            self.tally.refused[type(entry)] += 1
            self.tally.codes[error.code] += 1
            if error.excusable and error.rule is not None:
                self.excusable = (entry, error.rule.code)
            return error
        self.tally.accepted[type(entry)] += 1
        for life, key in subjects_of(self.book_class, entry):
            self.tally.states[life, state_of(self.book).status[life].get(key, "")] += 1
        return None

    # --- what to write next -------------------------------------------------------------------------------------

    def propose(self, pen: Pen) -> AnyEntry:
        """Draw the next entry to try: what can follow, mostly; a rule knowingly not kept; and some that is wrong."""
        if self.excusable is not None and pen.chance(50):
            entry, code = self.excusable
            return attrs.evolve(entry, despite=(*entry.despite, code), note=entry.note or pen.pick(WORDS))
        if pen.chance(35):
            self.on += timedelta(days=1 + pen.below(4))
        pen.on = self.on
        number = pen.below(100)
        if number >= 97:
            entry = self._closing(pen)
        elif number >= 95 and self.book_class.documents:
            entry = self._publishing(pen)
        elif number >= 90 and self.book.version:
            entry = self._reversal(pen)
        else:
            entry = self._following(pen)
        entry = self._in_order(entry, pen)
        return spoil(self.book, entry, pen) if pen.chance(WRONG) else entry

    def _following(self, pen: Pen) -> AnyEntry:
        """Draw an entry that can follow, of a kind that was seldom tried so far; now and then one that cannot."""
        able = [kind for kind in self.book_class.kinds if self._able(kind)]
        able.sort(key=lambda kind: self.tally.accepted[kind] + self.tally.refused[kind])
        entry = None
        if self.wanted and pen.chance(WANTED):
            entry = self._one_of([kind for kind in able if kind in self.wanted], pen)
        entry = entry or self._one_of(able, pen)
        return entry or self.write(pen.pick(self.book_class.kinds), pen, hinted=False)

    def _one_of(self, able: list[type[AnyEntry]], pen: Pen) -> AnyEntry | None:
        while able and not pen.chance(2):
            kind = able.pop(min(pen.below(len(able)), pen.below(len(able))))
            entry = self.write(kind, pen)
            if entry is not None:
                return entry
        return None

    def _able(self, kind: type[AnyEntry]) -> bool:
        return all(fresh or keys for keys, fresh in self._choices(kind).values())

    def _choices(self, kind: type[AnyEntry]) -> dict[str, tuple[list[str], bool]]:
        """Return, by field, the keys that a kind can be written for now, and whether a new one will do."""
        found: dict[str, tuple[list[str], bool]] = {}
        for step in steps_of(self.book_class, kind):
            status, start = state_of(self.book).status[step.life.name], step.life.start
            fresh = start in step.cells
            keys = [key for key in status if status[key] in step.cells]
            if step.path in found:
                others, also = found[step.path]
                seen = [key for key in others if status.get(key, start) in step.cells]
                keys = list(dict.fromkeys([*seen, *(key for key in keys if key in others or also)]))
                fresh = fresh and also
            found[step.path] = (keys, fresh)
        return found

    @overload
    def write(self, kind: type[AnyEntry], pen: Pen, *, key: str | None = None, hinted: Literal[False]) -> AnyEntry: ...
    @overload
    def write(self, kind: type[AnyEntry], pen: Pen, *, key: str | None = None) -> AnyEntry | None: ...
    def write(self, kind: type[AnyEntry], pen: Pen, *, key: str | None = None, hinted: bool = True) -> AnyEntry | None:
        """Draw an entry of *kind*, for *key* or for one that the lifecycle takes it for; dated that day.

        None where the hint for the kind says that nothing of the sort can happen now.
        """
        parts = fields_of(kind)
        fields: dict[str, Any] = {"on": self.on, "by": pen.pick(PEOPLE)}
        fields |= {name: pen.value(part) for name, part in parts.items() if name not in COMMON}
        first, steps = "", {step.path: step for step in steps_of(self.book_class, kind)}
        for path, (keys, fresh) in self._choices(kind).items():
            chosen = self._keys(kind, steps[path], pen, keys, fresh=fresh) if key is None else [key]
            first = first or chosen[0]
            fields |= _keyed(parts, path, chosen, pen)
        fields |= self._margin(parts, pen)
        if hinted and kind in self.hints:
            more = self.hints[kind](self.book, first, pen)
            if more is None:
                return None
            fields |= more
        return kind(**fields)

    def _margin(self, parts: Mapping[str, Field], pen: Pen) -> dict[str, Any]:
        """Draw what stands in the margin of some slips: time, co-signers, clerk, note, evidence, cause, id."""
        found: dict[str, Any] = {}
        if pen.chance(40):
            found |= {name: pen.value(parts[name]) for name in ("at", "note", "recorded_by", "evidence")}
        if pen.chance(15):
            found["cosigned_by"] = (pen.pick(PEOPLE),)
        if pen.chance(10) and self.book.version:
            found["because"] = Ref(self.book.name, pen.below(self.book.version))
        if pen.chance(15):
            found["id"] = f"id-{self.book.version}"
        return found

    def _keys(self, kind: type[AnyEntry], step: Step, pen: Pen, keys: list[str], *, fresh: bool) -> list[str]:
        several = fields_of(kind)[step.path.partition(".")[0]].shape.kind == "list"
        chosen: list[str] = []
        for _ in range(1 + (pen.below(3) if several else 0)):
            free = [each for each in keys if each not in chosen]
            if fresh and (not free or pen.chance(80)):
                chosen.append(new_key(self.book, step, len(chosen)))
            elif free:
                chosen.append(pen.pick(free))
        return chosen or [f"nobody-{step.life.name}"]

    # --- the entries every book takes ---------------------------------------------------------------------------

    def _closing(self, pen: Pen) -> AnyEntry:
        """Draw the closing of the next month; in a book that has to be settled first, mostly something else until it is."""
        through = state_of(self.book).closed.get(CLOSED)
        month = Month.of(self.on).previous() if through is None else Month.of(through).next()
        if self.book_class.open_for_closing is not Book.open_for_closing:
            empty = not any(entry.recorded <= month.last for entry in self.book.entries)
            if (empty or self.book.open_for_closing(month)) and pen.chance(90):
                return self._following(pen)
        self.on = pen.on = max(self.on, month.last + timedelta(days=1))
        return MonthClosed(book=self.book.name, month=month, on=self.on, by=pen.pick(PEOPLE))

    def _publishing(self, pen: Pen) -> Published:
        view, period = pen.pick(self.book_class.documents).name, Month.of(self.on)
        latest = state_of(self.book).published.get((view, str(period)), 0)
        return Published(
            view=view,
            period=period,
            version=latest + 1,
            where="公示栏",
            reason="更正",
            on=self.on,
            by=pen.pick(PEOPLE),
        )

    def _reversal(self, pen: Pen) -> EntryReversed:
        recent = range(self.book.version - 1, max(self.book.version - 1 - RECENT, -1), -1)
        able = [number for number in recent if reversible(self.book, number)] or list(recent)
        of = Ref(self.book.name, pen.pick(able))
        return EntryReversed(of=of, reason="登记有误", on=self.on, by=pen.pick(PEOPLE))

    # --- dates --------------------------------------------------------------------------------------------------

    def _in_order(self, entry: AnyEntry, pen: Pen) -> AnyEntry:
        """Date *entry* so that it follows what stands on its subjects; sometimes it is late paper, or booked later."""
        on = entry.on - timedelta(days=1 + pen.below(3)) if pen.chance(8) else entry.on
        recorded = entry.recorded + timedelta(days=1 + pen.below(9)) if pen.chance(12) else entry.recorded
        target = target_of(self.book, entry)
        earlier = earlier_on(self.book, subjects_of(self.book_class, target))
        if target is not entry:
            earlier.append(target)
        on = max([on, *(each.on for each in earlier)])
        floor = max([recorded, on, *(each.recorded for each in earlier)])
        through = state_of(self.book).closed.get(CLOSED)
        if through is not None and floor <= through:
            floor = through + timedelta(days=1)
        return attrs.evolve(entry, on=on, recorded_on=None if floor == on else floor)


def _keyed(parts: Mapping[str, Field], path: str, keys: list[str], pen: Pen) -> dict[str, Any]:
    """Return the field of *path* holding *keys*: one, a tuple of them, or lines with one each."""
    head, _, rest = path.partition(".")
    item = parts[head].shape.item
    if rest and item is not None and item.parts is not None and item.record is not None:
        make, within = item.record, item.parts
        return {head: tuple(make(**{**pen.record(within), rest: key}) for key in keys)}
    return {head: tuple(keys) if item is not None else keys[0]}


def new_key(book: AnyBook, step: Step, ahead: int = 0) -> str:
    """Return a key that nobody used yet for a subject of a lifecycle, of the shape that its field takes."""
    used = used_keys(book, step.life.name)
    if step.shape.kind == "choice":
        return next((choice for choice in step.shape.choices if choice not in used), step.shape.choices[0])
    return f"{step.life.name}-{len(used) + 1 + ahead}"
