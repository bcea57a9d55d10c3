"""A random clerk who knows the book: most of what he writes can follow, and some of it is wrong on purpose."""

from collections import Counter
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from typing import Any, Final

import attrs
from attrs import Factory, define, field

from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Book, Entry, EntryReversed, MonthClosed, Published, Ref, Setting
from schoollogistics.journal.bookkeeping import CLOSED
from schoollogistics.journal.lifecycle import Lifecycle
from schoollogistics.journal.plan import AnyEntry, Plan
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.spoilers import COMMON, spoil
from schoollogistics.testing.strategies import FIRST, PEOPLE
from schoollogistics.values.periods import Month
from schoollogistics.values.shapes import Field, Shape

AnyBook = Book[Any, Any]
Hint = Callable[[Any, str, Pen], Mapping[str, object]]
Hints = Mapping[type[Entry[Any]], Hint]

NO_HINTS: Final[Hints] = {}
RECENT: Final = 8
WRONG: Final = 12


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
class Clerk:
    """Writes in one book of *book_class*: proposes the next entry, and posts it.

    ``hints`` say, by kind, what fields must hold that shapes and lifecycles cannot know.
    """

    book_class: type[AnyBook]
    setting: Setting
    hints: Hints = NO_HINTS
    book: AnyBook = field(init=False)
    today: date = FIRST
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
        for life, key in self.book.declaration.plans[type(entry)].subjects(entry):
            self.tally.states[life, status_of(self.book, life, key)] += 1
        return None

    # --- what to write next -------------------------------------------------------------------------------------

    def propose(self, pen: Pen) -> AnyEntry:
        """Draw the next entry to try: what can follow, mostly; a rule knowingly not kept; and some that is wrong."""
        if self.excusable is not None and pen.chance(50):
            entry, code = self.excusable
            return attrs.evolve(entry, despite=(*entry.despite, code), note=entry.note or pen.pick(WORDS))
        if pen.chance(35):
            self.today += timedelta(days=1 + pen.below(4))
        pen.today = self.today
        number = pen.below(100)
        if number >= 98:
            entry = self._closing(pen)
        elif number >= 96 and self.book_class.documents:
            entry = self._publishing(pen)
        elif number >= 90 and self.book.version:
            entry = self._reversal(pen)
        else:
            entry = self.write(self._kind(pen), pen)
        entry = self._in_order(entry, pen)
        return spoil(self.book, entry, pen) if pen.chance(WRONG) else entry

    def _kind(self, pen: Pen) -> type[AnyEntry]:
        """Draw a kind that can follow: one that was seldom taken so far, of a state that something stands in."""
        plans = self.book.declaration.plans
        able = [kind for kind in self.book_class.kinds if self._able(plans[kind])]
        if not able or pen.chance(2):
            return pen.pick(self.book_class.kinds)
        able.sort(key=lambda kind: self.tally.accepted[kind])
        return able[min(pen.below(len(able)), pen.below(len(able)))]

    def _able(self, plan: Plan) -> bool:
        return all(fresh or keys for keys, fresh in self._choices(plan).values())

    def _choices(self, plan: Plan) -> dict[str, tuple[list[str], bool]]:
        """Return, by field, the keys that a kind can be written for now, and whether a new one will do."""
        found: dict[str, tuple[list[str], bool]] = {}
        for step in plan.steps:
            status = self.book.chronicle.state.status[step.life.name]
            fresh = step.life.start in step.cells
            keys = [key for key in status if status[key] in step.cells]
            if step.path in found:
                others, also = found[step.path]
                seen = [key for key in others if status.get(key, step.life.start) in step.cells]
                keys = list(dict.fromkeys([*seen, *(key for key in keys if key in others or also)]))
                fresh = fresh and also
            found[step.path] = (keys, fresh)
        return found

    def write(self, kind: type[AnyEntry], pen: Pen, *, key: str | None = None) -> AnyEntry:
        """Draw an entry of *kind*, for *key* or for one that the lifecycle takes it for; its dates are today."""
        plan = self.book.declaration.plans[kind]
        fields: dict[str, Any] = {"on": self.today, "by": pen.pick(PEOPLE)}
        fields |= {name: pen.value(part) for name, part in plan.parts.items() if name not in COMMON}
        first = ""
        for path, (keys, fresh) in self._choices(plan).items():
            life = next(step.life for step in plan.steps if step.path == path)
            chosen = self._keys(plan, path, pen, keys=keys, fresh=fresh, life=life) if key is None else [key]
            first = first or chosen[0]
            fields |= _keyed(plan, path, chosen, fields, pen)
        fields |= self._margin(plan, pen)
        if kind in self.hints:
            fields |= self.hints[kind](self.book, first, pen)
        return kind(**fields)

    def _margin(self, plan: Plan, pen: Pen) -> dict[str, Any]:
        """Draw what stands in the margin of some slips: time, co-signers, clerk, note, evidence, cause, id."""
        found: dict[str, Any] = {}
        if pen.chance(40):
            found |= {name: pen.value(plan.parts[name]) for name in ("at", "note", "recorded_by", "evidence")}
        if pen.chance(15):
            found["cosigned_by"] = (pen.pick(PEOPLE),)
        if pen.chance(10) and self.book.version:
            found["because"] = Ref(self.book.name, pen.below(self.book.version))
        if pen.chance(15):
            found["id"] = f"id-{self.book.version}"
        return found

    def _keys(
        self, plan: Plan, path: str, pen: Pen, *, keys: list[str], fresh: bool, life: Lifecycle
    ) -> list[str]:
        head, _, rest = path.partition(".")
        part = plan.parts[head]
        several = part.shape.kind == "list"
        chosen: list[str] = []
        for _ in range(1 + (pen.below(3) if several else 0)):
            free = [each for each in keys if each not in chosen]
            if fresh and (not free or pen.chance(80)):
                chosen.append(new_key(self.book, life.name, part, rest, len(chosen)))
            elif free:
                chosen.append(pen.pick(free))
        return chosen or [f"nobody-{life.name}"]

    # --- the entries every book takes ---------------------------------------------------------------------------

    def _closing(self, pen: Pen) -> MonthClosed:
        through = self.book.chronicle.state.closed.get(CLOSED)
        month = Month.of(self.today).previous() if through is None else Month.of(through).next()
        self.today = pen.today = max(self.today, month.last + timedelta(days=1))
        return MonthClosed(book=self.book.name, month=month, on=self.today, by=pen.pick(PEOPLE))

    def _publishing(self, pen: Pen) -> Published:
        view, period = pen.pick(self.book_class.documents).name, Month.of(self.today)
        latest = self.book.chronicle.state.published.get((view, str(period)), 0)
        return Published(
            view=view, period=period, version=latest + 1, where="公示栏", reason="更正", on=self.today, by=pen.pick(PEOPLE)
        )

    def _reversal(self, pen: Pen) -> EntryReversed:
        recent = range(self.book.version - 1, max(self.book.version - 1 - RECENT, -1), -1)
        able = [number for number in recent if reversible(self.book, number)] or list(recent)
        of = Ref(self.book.name, pen.pick(able))
        return EntryReversed(of=of, reason="登记有误", on=self.today, by=pen.pick(PEOPLE))

    # --- dates --------------------------------------------------------------------------------------------------

    def _in_order(self, entry: AnyEntry, pen: Pen) -> AnyEntry:
        """Date *entry* so that it follows what stands on its subjects; sometimes it is late paper, or booked later."""
        on = entry.on - timedelta(days=1 + pen.below(3)) if pen.chance(8) else entry.on
        recorded = entry.recorded + timedelta(days=1 + pen.below(9)) if pen.chance(12) else entry.recorded
        earlier = last_on_subjects(self.book, entry)
        on = max([on, *(each.on for each in earlier)])
        floor = max([recorded, on, *(each.recorded for each in earlier)])
        through = self.book.chronicle.state.closed.get(CLOSED)
        if through is not None and floor <= through:
            floor = through + timedelta(days=1)
        return attrs.evolve(entry, on=on, recorded_on=None if floor == on else floor)


def _keyed(plan: Plan, path: str, keys: list[str], fields: dict[str, Any], pen: Pen) -> dict[str, Any]:
    """Return the field of *path* holding *keys*: one, a tuple of them, or lines with one each."""
    head, _, rest = path.partition(".")
    item = plan.parts[head].shape.item
    if rest and item is not None and item.parts is not None and item.record is not None:
        make, parts = item.record, item.parts
        return {head: tuple(make(**{**pen.record(parts), rest: key}) for key in keys)}
    return {head: tuple(keys) if item is not None else keys[0]}


def new_key(book: AnyBook, life: str, part: Field, rest: str = "", ahead: int = 0) -> str:
    """Return a key that nobody used yet for a subject of *life*, of the shape that its field takes."""
    shape: Shape = part.shape.item or part.shape
    if rest and shape.parts is not None:
        shape = shape.parts[rest].shape
    used = book.chronicle.index.last[life]
    if shape.kind == "choice":
        return next((choice for choice in shape.choices if choice not in used), shape.choices[0])
    return f"{life}-{len(used) + 1 + ahead}"


def status_of(book: AnyBook, life: str, key: str) -> str:
    """Return the state that *key* is in, the start where it is not in the book."""
    start = next(each.start for each in book.lifecycles if each.name == life)
    return book.chronicle.state.status[life].get(key, start)


def last_on_subjects(book: AnyBook, entry: AnyEntry) -> list[AnyEntry]:
    """Return the last entry on each subject of *entry*, or of the entry that it reverses, and that entry."""
    plans, last = book.declaration.plans, book.chronicle.index.last
    about, found = entry, list[AnyEntry]()
    if isinstance(entry, EntryReversed):
        if entry.of.number >= book.version:
            return []
        about = book.entries[entry.of.number]
        found.append(about)
    return found + [last[life][key] for life, key in plans[type(about)].subjects(about) if key in last[life]]


def reversible(book: AnyBook, number: int) -> bool:
    """Tell whether the entry of that number stands, may be reversed, and is the last on each of its subjects."""
    plans, entries, gone = book.declaration.plans, book.entries, book.chronicle.state.reversed
    target = entries[number]
    if number in gone or isinstance(target, EntryReversed | MonthClosed):
        return False
    subjects = set(plans[type(target)].subjects(target))
    later = (each for n, each in enumerate(entries[number + 1 :], number + 1) if n not in gone)
    return not any(subjects & set(plans[type(each)].subjects(each)) for each in later)
