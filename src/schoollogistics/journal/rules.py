"""Rules as the plans state them, and the numbers they need."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Final, Generic, Literal, TypeVar

from attrs import frozen

from schoollogistics.calendar.deadlines import Deadline
from schoollogistics.errors import Text

T = TypeVar("T")
Family = Literal["guard", "order", "cadence", "deadline", "limit", "completeness"]
Status = Literal["verified", "secondary", "unverified", "local"]
Setpoint = int | bool | str | Decimal | date | tuple[str, ...] | Deadline

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
