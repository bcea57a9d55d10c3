"""What the entries of a book add up to: plain dict columns, one per fact; users of a book never see it."""

from collections.abc import Callable, Hashable, ItemsView, Iterable, Iterator, Mapping, MutableMapping
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import repeat
from types import MappingProxyType
from typing import TYPE_CHECKING, Any, Final, Self, TypeVar, cast

import attrs
from attrs import define, field

from schoollogistics.errors import Refused, Text
from schoollogistics.journal.rules import Parameter, Rule
from schoollogistics.journal.setting import Setting
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
    the numbers of reversed entries and their reversals, ``closed`` the last day of closed months, ``published`` the
    latest version by view and period.
    """

    setting: Setting = field(factory=Setting)
    describe: "Callable[[Entry[Any]], Text]" = field(eq=False, repr=False, kw_only=True)
    number: int = field(default=-1, eq=False)
    excused: set[str] = field(factory=set, eq=False, repr=False)
    status: dict[str, dict[str, str]] = field(factory=dict)
    derived: dict[int, Any] = Column()
    reversed: dict[int, int] = Column()
    closed: dict[str, date] = Column()
    published: dict[tuple[str, str], int] = Column()

    def value(self, parameter: Parameter[T], on: date) -> T | None:
        """Return the value of *parameter* in force *on* that day, or None while its rule does not hold."""
        return self.setting.value(parameter, on)

    def refuse(self, rule: Rule, entry: "Entry[Any]", *, stands: Text, takes: Text, fields: Iterable[str] = ()) -> None:
        """Raise ``Refused`` by *rule*, unless the rule is excusable and the *entry* goes ahead despite it."""
        excusable = rule.excusable and not self.setting.value(rule.strict, entry.on)
        if excusable and rule.code in entry.despite:
            self.excused.add(rule.code)
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

    def derive(self, found: Derived) -> None:
        """Keep what was worked out while applying the present entry, for its measures: an amount, or a tuple of parts."""
        self.derived[self.number] = found

    @classmethod
    def columns(cls) -> Mapping[str, str | None]:
        """Return the names of the columns and the lifecycle each belongs to."""
        return _columns(cast("Hashable", cls))

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
        twin.excused = set()
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


def _add(column: dict[Any, Any], key: Any, amount: Any) -> None:
    held = column.get(key)
    if held is None:
        total = amount
    else:
        total = own_context().add(held, amount) if isinstance(held, Decimal) else held + amount
    if total:
        column[key] = total
    else:
        column.pop(key, None)


def add(column: dict[K, N], key: K, amount: N) -> None:
    """Add *amount* to the sum kept under *key*; a sum of nothing is not kept, so that undone is as if never done."""
    if isinstance(column, LoggedColumn):
        column.add(key, amount)
    else:
        _add(column, key, amount)


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
