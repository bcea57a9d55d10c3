"""What happened: an entry is a frozen fact in the past tense, never edited, only followed."""

from collections.abc import Callable, Mapping
from datetime import date, time
from typing import Annotated, Any, ClassVar, Final, Generic, NamedTuple, TypeVar

from attrs import frozen

from schoollogistics.errors import Text, invalid
from schoollogistics.journal.state import State
from schoollogistics.values.ids import Code, EntryKey, PersonId
from schoollogistics.values.labels import Label, Names
from schoollogistics.values.shapes import Note, Shape, wrong_type
from schoollogistics.values.texts import check_id

S_contra = TypeVar("S_contra", bound=State, contravariant=True)
Record = dict[str, Any]
Subject = tuple[str, str]


class Ref(NamedTuple):
    """Where an entry stands: the name of its book and its number there, counted from 0. Written ``repairs#12``."""

    book: str
    number: int

    def __str__(self) -> str:
        return f"{self.book}#{self.number}"


def _check_ref(value: object, field: str) -> Ref:
    if type(value) is not Ref:
        raise wrong_type(value, field, Text("a reference to an entry", "记录引用"), 'Ref("repairs", 12)')
    check_id(value.book, f"{field}.book")
    if type(value.number) is not int or not 0 <= value.number < 10**9:
        raise invalid(
            "reference",
            f"{field}.number",
            value.number,
            Text("is not the number of an entry", "不是记录序号"),
            Text("a whole number from 0", "从 0 起的整数"),
        )
    return value


def _read_ref(data: object, field: str) -> Ref:
    book, mark, digits = data.rpartition("#") if type(data) is str else ("", "", "")
    if not (mark and digits.isascii() and digits.isdigit() and len(digits) < 10 and str(int(digits)) == digits):
        raise wrong_type(data, field, Text("a reference to an entry", "记录引用"), '"repairs#12"')
    return _check_ref(Ref(book, int(digits)), field)


REF: Final = Shape(
    kind="ref",
    name=Text("a reference to an entry", "记录引用"),
    types=frozenset({Ref}),
    check=_check_ref,
    write=str,
    read=_read_ref,
    schema={"type": "string", "pattern": "^.{1,64}#(0|[1-9][0-9]{0,8})$"},
)
RefId = Annotated[Ref, REF]


@frozen(kw_only=True)
class Entry(Generic[S_contra]):
    """The fields every entry has; a domain's entries add their own.

    ``on`` and ``at`` say when it happened, ``recorded_on`` is the accounting date (default ``on``, never before it),
    ``by`` did it, ``despite`` names rules knowingly not kept. ``kind`` is the wire tag and ``revision``
    that of its fields; ``upcasters[n]`` turns a record of revision n into one of revision n + 1.
    """

    kind: ClassVar[str] = ""
    revision: ClassVar[int] = 1
    upcasters: ClassVar[Mapping[int, Callable[[Record], Record]]] = {}

    on: date
    by: PersonId
    at: time | None = None
    recorded_on: date | None = None
    cosigned_by: tuple[PersonId, ...] = ()
    recorded_by: PersonId | None = None
    note: Note | None = None
    evidence: tuple[Note, ...] = ()
    because: RefId | None = None
    id: EntryKey | None = None
    despite: tuple[Code, ...] = ()

    def check(self, state: S_contra) -> None:
        """Read the *state* as it is before this entry and raise ``LogisticsError`` if it cannot follow."""

    def apply(self, state: S_contra) -> None:
        """Write what the fields do not write by themselves; sees the state as before, and cannot fail."""

    def outcome(self, state: S_contra, key: str) -> str:
        """Return which of several next states this entry leads *key* to, where the lifecycle leaves a choice."""
        raise TypeError(f"{type(self).__name__} has no outcome")

    def subjects(self) -> tuple[Subject, ...] | None:
        """Return whose history this belongs to as (lifecycle, key), or None for what the lifecycles say."""
        return None

    @property
    def recorded(self) -> date:
        """The accounting date: ``recorded_on``, or ``on``."""
        return self.on if self.recorded_on is None else self.recorded_on


COMMON_LABELS: Final[Names] = {
    "on": Label("Date", "日期", ("发生日期", "业务日期")),
    "at": Label("Time", "时间", ("时刻",)),
    "recorded_on": Label("Accounting date", "记账日期", ("登记日期",)),
    "by": Label("By", "经办人", ("经手人",)),
    "cosigned_by": Label("Co-signed by", "会签人", ("共同签字",)),
    "recorded_by": Label("Recorded by", "录入人", ("登记人",)),
    "note": Label("Note", "备注", ("说明",)),
    "evidence": Label("Evidence", "凭据", ("附件", "照片")),
    "because": Label("Because of", "起因记录"),
    "id": Label("Entry key", "幂等号"),
    "despite": Label("Despite", "未按制度"),
}
