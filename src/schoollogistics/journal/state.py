"""What the entries of a book add up to: plain dict columns, one per fact; users of a book never see it."""

from collections.abc import Callable, Hashable, ItemsView, Iterable, Iterator, Mapping, MutableMapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import pairwise, repeat
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, cast

import attrs
from attrs import define, field

from schoollogistics.calendar.deadlines import Deadline
from schoollogistics.errors import Refused, Text
from schoollogistics.journal.rules import Parameter, Rule
from schoollogistics.journal.setting import Setting
from schoollogistics.values.labels import Labels
from schoollogistics.values.money import own_context

if TYPE_CHECKING:
    from schoollogistics.journal.entry import Entry

K = TypeVar("K")
T = TypeVar("T")
V = TypeVar("V")
N = TypeVar("N", int, Decimal)

Derived = Decimal | tuple[Any, ...]
"""What ``apply`` works out for an entry: one amount, or parts of any immutable sort, such as the lines of a ledger."""

_OF: Final = "schoollogistics.of"


def Column(*, of: str | None = None) -> Any:  # noqa: N802 - declares a column, as attrs.Factory declares a default
    """Declare a column of a state: a dict of immutable values, by default keyed by the subjects of lifecycle *of*.

    A field of an entry that has the name of a column of its lifecycle is written there when the entry is posted.
    """
    return field(factory=dict, metadata={_OF: of})


@define
class State:
    """The columns every book has; a domain's state adds its own with ``Column``.

    ``status`` is lifecycle → key → state, ``derived`` what ``apply`` worked out for an entry by its number, ``reversed``
    the numbers of reversed entries and their reversals, ``undone`` the accounting dates of both by the number of the
    reversed, ``closed`` the last day of closed months, ``published`` the latest version by view and period.
    """

    setting: Setting = field(factory=Setting)
    describe: "Callable[[Entry[Any]], Text]" = field(eq=False, repr=False, kw_only=True)
    labels: Labels = field(factory=Labels, eq=False, repr=False, kw_only=True)
    number: int = field(default=-1, eq=False)
    excused: dict[str, list[Text]] = field(factory=dict, eq=False, repr=False)
    status: dict[str, dict[str, str]] = field(factory=dict)
    derived: dict[int, Any] = Column()
    reversed: dict[int, int] = Column()
    undone: dict[int, tuple[date, date]] = Column()
    closed: dict[str, date] = Column()
    published: dict[tuple[str, str], int] = Column()

    def value(self, parameter: Parameter[T], on: date) -> T | None:
        """Return the value of *parameter* in force *on* that day, or None while its rule does not hold."""
        return self.setting.value(parameter, on)

    def refuse(self, rule: Rule, entry: "Entry[Any]", *, stands: Text, takes: Text, fields: Iterable[str] = ()) -> None:
        """Raise ``Refused`` by *rule*, unless the rule is excusable and the *entry* goes ahead despite it."""
        excusable = rule.excusable and not self.setting.value(rule.strict, entry.on)
        if excusable and rule.code in entry.despite:
            self.excused.setdefault(rule.code, []).append(stands)
            return
        raise Refused(
            "rule",
            tried=self.describe(entry),
            stands=stands,
            takes=takes,
            fields=fields,
            rule=rule,
            excusable=excusable,
        )

    def refusal(
        self,
        entry: "Entry[Any]",
        code: str,
        *,
        stands: Text,
        takes: Text,
        fields: Iterable[str] = (),
        rule: Rule | None = None,
    ) -> Refused:
        """Return the refusal of an *entry* that would make the book false, ready to raise; nothing can excuse it."""
        return Refused(code, tried=self.describe(entry), stands=stands, takes=takes, fields=fields, rule=rule)

    def need(self, entry: "Entry[Any]", **lacking: bool) -> None:
        """Refuse an *entry* in which some fields are *lacking* that it does not make sense without (missing)."""
        fields = [name for name, lacks in lacking.items() if lacks]
        if fields:
            names = [self.labels.field(name) for name in fields]
            raise self.refusal(
                entry,
                "missing",
                stands=Text("without it the slip does not make sense", "缺了这些，单子不完整"),
                takes=Text(", ".join(name.en for name in names), "请填" + "、".join(name.zh for name in names)),
                fields=fields,
            )

    def need_order(self, entry: "Entry[Any]", *names: str) -> None:
        """Refuse an *entry* in which the days of the fields *names* that are given do not follow each other (order)."""
        given = [name for name in names if getattr(entry, name) is not None]
        for earlier, later in pairwise(given):
            first, last = getattr(entry, earlier), getattr(entry, later)
            if first > last:
                name, bound = self.labels.field(earlier), self.labels.field(later)
                raise self.refusal(
                    entry,
                    "order",
                    stands=Text(f"{name.en}: {first}", f"{name.zh}为 {first}"),
                    takes=Text(f"a day up to {last} ({bound.en})", f"不得晚于 {last}（{bound.zh}）"),
                    fields=(earlier, later),
                )

    def need_hour(self, entry: "Entry[Any]", name: str, on: date, *deadlines: Parameter[Deadline]) -> None:
        """Refuse an *entry* without the hour in field *name* where one of the *deadlines* counts by the hour (missing)."""
        if getattr(entry, name) is not None:
            return
        for each in deadlines:
            deadline = self.value(each, on)
            if deadline is not None and deadline.by_the_hour:
                label = self.labels.field(name)
                raise self.refusal(
                    entry,
                    "missing",
                    stands=Text(f"{each.en}: {deadline.text('en')}", f"{each.zh}：{deadline.text('zh')}"),
                    takes=Text(f"the hour ({label.en})", f"请填{label.zh}，写明几点几分"),
                    fields=(name,),
                    rule=each.rule,
                )

    def each_once(self, entry: "Entry[Any]", keys: Iterable[Hashable], field: str) -> None:
        """Refuse an *entry* in which a line of *field* has the key of one above it (duplicate); *keys* has one for each."""
        seen = set()
        for number, key in enumerate(keys, 1):
            if key in seen:
                raise self.refusal(
                    entry,
                    "duplicate",
                    stands=Text(f"line {number} says the same as one above it", f"第 {number} 行与前面重复"),
                    takes=Text("every thing once", "每项只列一次"),
                    fields=(field,),
                )
            seen.add(key)

    def derive(self, found: Derived) -> None:
        """Keep what was worked out while applying the present entry, for its measures: an amount, or a tuple of parts."""
        self.derived[self.number] = found

    @classmethod
    def columns(cls) -> Mapping[str, str | None]:
        """Return the names of the columns and the lifecycle each belongs to."""
        return _columns(cast("Hashable", cls))

    def copied(self) -> Self:
        """Return the columns as they stand now: what is written to these later is not in the copy."""
        twin = object.__new__(type(self))
        for name in _facts(cast("Hashable", type(self))):
            setattr(twin, name, getattr(self, name))
        for name in self.columns():
            setattr(twin, name, dict(getattr(self, name)))
        twin.status = {life: dict(column) for life, column in self.status.items()}
        twin.excused = {}
        return twin

    def logged(self, log: "Log") -> Self:
        """Return a twin that writes through to the same columns and notes in *log* what it overwrites."""
        twin = object.__new__(type(self))
        for name in _facts(cast("Hashable", type(self))):
            setattr(twin, name, getattr(self, name))
        for name in self.columns():
            setattr(twin, name, LoggedColumn(getattr(self, name), log))
        twin.status = cast(
            "dict[str, dict[str, str]]", {life: LoggedColumn(column, log) for life, column in self.status.items()}
        )
        twin.excused = {}
        return twin


@cache
def _columns(state: Any) -> Mapping[str, str | None]:
    owners = {each.name: each.metadata[_OF] for each in attrs.fields(state) if _OF in each.metadata}
    return MappingProxyType(owners)


@cache
def _facts(state: Any) -> tuple[str, ...]:
    return tuple(each.name for each in attrs.fields(state) if _OF not in each.metadata)


ABSENT: Final = object()
ALL: Final = object()
Log = list[tuple[Any, Any, Any, Any]]
"""What was overwritten: (column, key, old value or ABSENT, None), (column, key, _, amount added), or for one subject at
once (columns, key, ALL, old values; None where the subject was new)."""


class LoggedColumn(MutableMapping[K, V]):
    """A column seen through a log, with all that a dict can do: reads go through, writes note what they overwrite."""

    __slots__ = ("base", "log")

    def __init__(self, base: dict[K, V], log: Log) -> None:
        self.base = base
        self.log = log

    def __getitem__(self, key: K) -> V:
        return self.base[key]

    def get(self, key: K, default: Any = None) -> Any:
        """Return what stands under *key*, or *default*."""
        return self.base.get(key, default)

    def __contains__(self, key: object) -> bool:
        return key in self.base

    def __iter__(self) -> Iterator[K]:
        return iter(self.base)

    def __reversed__(self) -> Iterator[K]:
        return reversed(self.base)

    def __len__(self) -> int:
        return len(self.base)

    def items(self) -> ItemsView[K, V]:
        """Return the keys and values of the column."""
        return self.base.items()

    def __setitem__(self, key: K, value: V) -> None:
        self.log.append((self.base, key, self.base.get(key, ABSENT), None))
        self.base[key] = value

    def __delitem__(self, key: K) -> None:
        self.log.append((self.base, key, self.base[key], None))
        del self.base[key]

    def add(self, key: K, amount: Any) -> None:
        """Add *amount* under *key*, noting the amount and not the sum: others may add in between."""
        self.log.append((self.base, key, ABSENT, amount))
        _add(self.base, key, amount)


def raw(column: Any) -> Any:
    """Return the dict behind a logged column, or the column itself."""
    return column.base if isinstance(column, LoggedColumn) else column


_plus: Final = own_context().add


def _add(column: dict[Any, Any], key: Any, amount: Any) -> None:
    held = column.get(key)
    if held is None:
        total = amount
    else:
        total = _plus(held, amount) if held.__class__ is Decimal else held + amount
    if total:
        column[key] = total
    else:
        column.pop(key, None)


def add(column: dict[K, N], key: K, amount: N) -> None:
    """Add *amount* to the sum kept under *key*; a sum of nothing is not kept, so that undone is as if never done."""
    if column.__class__ is dict:
        _add(column, key, amount)
    else:
        cast("LoggedColumn[K, N]", column).add(key, amount)


def undo(log: Log) -> None:
    """Put back, latest first, everything that *log* says was overwritten or added."""
    for base, key, old, amount in reversed(log):
        if old is ALL:
            for column, value in zip(base, amount or repeat(ABSENT), strict=False):
                _put_back(column, key, value)
        elif amount is not None:
            _add(base, key, -amount)
        else:
            _put_back(base, key, old)


def _put_back(column: dict[Any, Any], key: Any, old: Any) -> None:
    if old is ABSENT:
        column.pop(key, None)
    else:
        column[key] = old
