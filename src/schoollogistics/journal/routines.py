"""What has to be done again and again: a routine is data in a setting, and the entry that records the work is its tick."""

from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from schoollogistics.calendar.cycles import Cycle
from schoollogistics.errors import Text, Unknown, invalid
from schoollogistics.journal.rules import STATUSES, Rule, Status
from schoollogistics.values.periods import check_count, check_day
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import fields_of, wrong_type
from schoollogistics.values.texts import check_id, check_text, id_key, near

if TYPE_CHECKING:
    from schoollogistics.journal.entry import Entry

MOST_TIMES: Final = 100
# Entries that every book takes: only this field says which book a routine means.
SAYS_WHOSE: Final[Mapping[str, str]] = {"journal.published": "view", "journal.month_closed": "book"}


@frozen(kw_only=True)
class CheckItem:
    """One line of a checklist: what to look at (``zh``, ``en``), and within which limits a reading of it may lie."""

    zh: str
    en: str
    least: Quantity | None = None
    most: Quantity | None = None

    def __attrs_post_init__(self) -> None:
        check_text(self.zh, "zh")
        check_text(self.en, "en")
        for name in ("least", "most"):
            held = getattr(self, name)
            if held is not None and type(held) is not Quantity:
                raise wrong_type(held, name, Text("a quantity", "数量"), 'Quantity(Decimal(5), "kg")')
        if self.least is not None and self.most is not None and self.most < self.least:
            raise invalid(
                "order",
                "most",
                self.most,
                Text(f"is less than {self.least}", f"小于 {self.least}"),
                Text("at least as much as least", "不得小于下限"),
            )

    @property
    def text(self) -> Text:
        """What it is called in both languages."""
        return Text(self.en, self.zh)


@frozen(kw_only=True)
class Routine:
    """Something that has to be done again and again: when, by which *role*, on what *scope*, and which entry records it.

    An entry of type *fulfilled_by* that equals the routine in every pair of *where* is the only tick. Where that type
    has a field ``routine``, it must also be the routine's *code*. Every occurrence of the *cycle* takes *times* such
    entries; an entry with a field ``times`` counts as often. *rule* is the rule of the plans behind it, by default the
    routine stands for itself; *status* says how far its *source* was checked. Only occurrences that are due from *since*
    to *until* count; *audience* asks the calendar of one part of the school. ``InvalidValue`` for what cannot be meant
    (R02).
    """

    code: str
    zh: str
    en: str
    source: str
    cycle: Cycle
    fulfilled_by: "type[Entry[Any]]"
    where: tuple[tuple[str, Any], ...] = ()
    scope: str | None = None
    role: str | None = None
    checklist: tuple[CheckItem, ...] = ()
    times: int = 1
    rule: Rule | None = None
    status: Status = "local"
    since: date | None = None
    until: date | None = None
    audience: str | None = None

    def __attrs_post_init__(self) -> None:
        check_id(self.code, "code")
        for name in ("zh", "en", "source", "scope", "role", "audience"):
            value = getattr(self, name)
            if value is not None or name in {"zh", "en", "source"}:
                check_text(value, name)
        check_count(self.times, "times", 1, MOST_TIMES)
        for name in ("since", "until"):
            if getattr(self, name) is not None:
                check_day(getattr(self, name), name)
        self._check_parts()
        self._check_where()

    def _check_parts(self) -> None:
        for name, held, good, example in (
            ("cycle", self.cycle, isinstance(self.cycle, Cycle), "Weekly(1)"),
            (
                "fulfilled_by",
                self.fulfilled_by,
                isinstance(self.fulfilled_by, type) and bool(getattr(self.fulfilled_by, "kind", "")),
                "MonthClosed",
            ),
            ("checklist", self.checklist, _all(self.checklist, CheckItem), "(CheckItem(zh=…, en=…),)"),
            (
                "where",
                self.where,
                _all(self.where, tuple) and all(len(pair) == 2 and type(pair[0]) is str for pair in self.where),
                '(("level", "weekly"),)',
            ),
            ("rule", self.rule, self.rule is None or type(self.rule) is Rule, "Rule(…)"),
        ):
            if not good:
                raise invalid(
                    "type",
                    name,
                    held,
                    Text("is not of that kind", "类型不符"),
                    Text(f"for example {example}", f"例如 {example}"),
                )
        if self.status not in STATUSES:
            known = ", ".join(STATUSES)
            raise invalid("choice", "status", self.status, Text("is no status", "不是有效状态"), Text(known, known))
        if self.since is not None and self.until is not None and self.until < self.since:
            raise invalid(
                "order",
                "until",
                self.until,
                Text(f"is before {self.since}", f"早于 {self.since}"),
                Text("a day on or after since", "不得早于起始日"),
            )
        names = [name for item in self.checklist for name in {item.zh, item.en}]
        twice = next((name for name in names if names.count(name) > 1), None)
        if twice is not None:
            raise invalid(
                "duplicate",
                "checklist",
                twice,
                Text("is on the list twice", "清单中重复"),
                Text("each item once", "每项只写一次"),
            )

    def _check_where(self) -> None:
        fields = fields_of(self.fulfilled_by)
        for name, value in self.where:
            if name not in fields:
                hints = near(name, fields) or tuple(fields)
                raise invalid(
                    "unknown",
                    "where",
                    name,
                    Text(f"is no field of {self.fulfilled_by.__name__}", f"不是 {self.fulfilled_by.__name__} 的字段"),
                    Text(f"one of {', '.join(hints)}", f"可用：{'、'.join(hints)}"),
                    Unknown,
                )
            fields[name].shape.check(value, f"where.{name}")
        said = [name for name, _ in self.where]
        twice = next((name for name in said if said.count(name) > 1), None)
        if twice is not None:
            raise invalid(
                "duplicate", "where", twice, Text("is there twice", "重复"), Text("each field once", "每个字段只写一次")
            )
        whose = SAYS_WHOSE.get(self.fulfilled_by.kind)
        if whose is not None and whose not in said:
            raise invalid(
                "missing",
                "where",
                self.where,
                Text(f"does not say {whose}", f"没有写明 {whose}"),
                Text(f'where=(("{whose}", "…"),)', f'请写 where=(("{whose}", "…"),)'),
            )

    @property
    def text(self) -> Text:
        """What it is called in both languages."""
        return Text(self.en, self.zh)

    @property
    def duty(self) -> Rule:
        """The rule that does not hold while it is not done."""
        return self.rule or Rule(code=self.code, family="cadence", zh=self.zh, en=self.en, source=self.source)

    @property
    def asked(self) -> tuple[tuple[str, Any], ...]:
        """What an entry must say to be its tick, as (field, value)."""
        named = "routine" in fields_of(self.fulfilled_by) and "routine" not in dict(self.where)
        return (*self.where, ("routine", self.code)) if named else self.where

    def draft(self, **said: Any) -> "Entry[Any]":
        """Return the entry that records the work, with what the routine asks filled in and the rest as *said*.

        ``InvalidValue`` (missing) names the fields that are still to be said.
        """
        fields = fields_of(self.fulfilled_by)
        given = {**dict(self.asked), **said}
        lacking = [name for name, field in fields.items() if field.required and name not in given]
        strange = [name for name in said if name not in fields]
        if lacking or strange:
            raise invalid(
                "missing" if lacking else "extra",
                (lacking or strange)[0],
                None,
                Text("is not said", "未填写") if lacking else Text("is no field of it", "不是该记录的字段"),
                Text(", ".join(lacking or fields), "、".join(lacking or fields)),
            )
        return self.fulfilled_by(**given)

    def is_ticked_by(self, entry: "Entry[Any]") -> bool:
        """Tell whether *entry* records this work: its type, and what it has to say."""
        return type(entry) is self.fulfilled_by and all(
            folded(getattr(entry, name)) == folded(value) for name, value in self.asked
        )

    def is_in_force(self, on: date) -> bool:
        """Tell whether the routine holds *on* that day."""
        return (self.since is None or self.since <= on) and (self.until is None or on <= self.until)


def folded(value: object) -> object:
    """Return *value* as ids are compared: text without regard to case."""
    return id_key(value) if isinstance(value, str) else value


def _all(held: object, kind: type) -> bool:
    return type(held) is tuple and all(type(each) is kind for each in held)
