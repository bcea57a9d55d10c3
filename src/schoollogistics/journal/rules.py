"""Rules as the plans state them, and the numbers they need."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Generic, Literal, TypeVar

from attrs import field, frozen

from schoollogistics.calendar.deadlines import Deadline
from schoollogistics.errors import Language, Text, invalid

T = TypeVar("T")
Family = Literal["guard", "order", "cadence", "deadline", "limit", "completeness"]
Status = Literal["verified", "secondary", "unverified", "local"]

FAMILIES: Final[Mapping[str, Text]] = {
    "guard": Text("guard", "前提"),
    "order": Text("order", "次序"),
    "cadence": Text("cadence", "周期"),
    "deadline": Text("deadline", "时限"),
    "limit": Text("limit", "限额"),
    "completeness": Text("completeness", "完整性"),
}
STATUSES: Final[Mapping[str, Text]] = {
    "verified": Text("verified", "已核实"),
    "secondary": Text("from a secondary source", "二手来源"),
    "unverified": Text("not verified", "未核实"),
    "local": Text("the school's own", "本校规定"),
}


@frozen(kw_only=True)
class Bound:
    """One cell of a table of numbers: *of* what, its *value*, from *least* to *most*, and how far its *source* was checked.

    *doubt* says why the printed number cannot be right; it is shown, and nothing is judged by it. A *value* alone, without
    least and most, is a figure to compare with and no limit. ``InvalidValue`` for an unknown status, a number that is not
    exact, a key that is no tuple of texts, and a most below the least.
    """

    of: tuple[str, ...]
    source: str
    status: Status
    value: Decimal | None = None
    least: Decimal | None = None
    most: Decimal | None = None
    doubt: Text | None = None

    def __attrs_post_init__(self) -> None:
        if self.status not in STATUSES:
            known = ", ".join(STATUSES)
            raise invalid("choice", "status", self.status, Text("is no status", "不是有效状态"), Text(known, known))
        if type(self.of) is not tuple or not self.of or not all(type(each) is str for each in self.of):
            raise invalid(
                "type",
                "of",
                self.of,
                Text("is not a tuple of texts", "不是文本的元组"),
                Text('of=("6-8", "day", "iron")', '请写 of=("6-8", "day", "iron")'),
            )
        for name in ("value", "least", "most"):
            number = getattr(self, name)
            if number is not None and (type(number) is not Decimal or not number.is_finite()):
                raise invalid(
                    "type",
                    name,
                    number,
                    Text("is not an exact number", "不是精确的数"),
                    Text('Decimal("12.5")', '请写 Decimal("12.5")'),
                )
        if self.least is not None and self.most is not None and self.most < self.least:
            raise invalid(
                "order",
                "most",
                self.most,
                Text(f"is less than {self.least}", f"小于 {self.least}"),
                Text("at least as much as least", "不得小于下限"),
            )


@frozen(kw_only=True)
class Standard:
    """A table of numbers that a rule needs as a whole: a value of one parameter whose cells each have a status of their own.

    ``InvalidValue`` for what is no tuple of cells, and for two cells of the same thing.
    """

    zh: str
    en: str
    bounds: tuple[Bound, ...]
    _by_key: Mapping[tuple[str, ...], Bound] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        if type(self.bounds) is not tuple or not all(type(each) is Bound for each in self.bounds):
            raise invalid(
                "type",
                "bounds",
                self.bounds,
                Text("is not a tuple of cells", "不是单元格的元组"),
                Text("write bounds=(Bound(…),), with a comma behind a single one", "请写 bounds=(Bound(…),)"),
            )
        found: dict[tuple[str, ...], Bound] = {}
        for each in self.bounds:
            if each.of in found:
                raise invalid(
                    "duplicate",
                    "bounds",
                    " ".join(each.of),
                    Text("is there twice", "重复"),
                    Text("one cell for each thing", "每项只写一格"),
                )
            found[each.of] = each
        object.__setattr__(self, "_by_key", found)

    def bound(self, *of: str) -> Bound | None:
        """Return the cell *of* that, or None where the table has none."""
        return self._by_key.get(of)

    def text(self, language: Language) -> str:
        """Return what it is called in one language."""
        return self.zh if language == "zh" else self.en


Setpoint = int | bool | str | Decimal | date | tuple[str, ...] | Deadline | Standard


@frozen(kw_only=True)
class Rule:
    """One rule of the plans: its *code* (``"P01"``), what sort it is, its wording, where it stands, and whether a duty.

    An *excusable* rule refuses by default; an entry may name it in ``despite`` with a note, and then it is a breach.
    """

    code: str
    family: Family
    zh: str
    en: str
    source: str
    excusable: bool = False

    @property
    def text(self) -> Text:
        """Its wording in both languages."""
        return Text(self.en, self.zh)

    @property
    def strict(self) -> "Parameter[bool]":
        """The switch that makes an excusable rule strict: a dated ``Value`` of ``True`` in the setting."""
        return Parameter(
            code=f"{self.code}.strict",
            rule=self,
            unit=Text("yes or no", "是或否"),
            type=bool,
            zh=f"{self.zh}：不得例外",
            en=f"{self.en}: no exceptions",
        )


@frozen(kw_only=True)
class Parameter(Generic[T]):
    """A number (or code) that a rule needs and no rule states for every school: declared here without a value.

    *rule* is the rule that needs it, *type* the exact Python type of its values, *choices* the codes that a text or the
    items of a tuple may be, *least* and *most* the bounds of a number.
    """

    code: str
    rule: Rule
    unit: Text
    type: type[T]
    zh: str
    en: str
    choices: tuple[str, ...] = ()
    least: int | Decimal | None = None
    most: int | Decimal | None = None
