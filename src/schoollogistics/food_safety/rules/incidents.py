"""What the plans ask when food may have made somebody ill, and the numbers that takes."""

from typing import Any, Final

from schoollogistics.errors import Text
from schoollogistics.journal import Document, Parameter, Rule

P112: Final = Rule(
    code="P112",
    family="deadline",
    zh="在规定的时间内",
    en="A food-safety incident is reported to the authorities within the set time",
    source="003§2",
)
SEALED: Final = Rule(
    code="P112.sealed",
    family="guard",
    zh="封存待查",
    en="What is sealed for an incident stays where it is until the incident is closed",
    source="003§2",
    excusable=True,
)

P112_MINUTES: Final = Parameter(
    code="P112.first_report_minutes",
    rule=P112,
    unit=Text("minutes after it was found", "发现后分钟数"),
    type=int,
    zh="食品安全事件初报时限",
    en="By when an incident is first reported",
    least=1,
    most=60 * 24 * 31,
)
P112_RECIPIENTS: Final = Parameter(
    code="P112.recipients",
    rule=P112,
    unit=Text("names of authorities", "部门名称"),
    type=tuple,
    zh="食品安全事件报告对象",
    en="To whom an incident is first reported",
)
P112_DAYS: Final = Parameter(
    code="P112.closing_days",
    rule=P112,
    unit=Text("days after it was found", "发现后天数"),
    type=int,
    zh="食品安全事件结案报告时限",
    en="By when the final report on an incident is made",
    least=1,
    most=366,
)

RULES: Final[tuple[Rule, ...]] = (P112, SEALED)
PARAMETERS: Final[tuple[Parameter[Any], ...]] = (P112_MINUTES, P112_RECIPIENTS, P112_DAYS)
DOCUMENTS: Final[tuple[Document, ...]] = (
    Document(code="D29", name="incident_report", zh="食品安全事件报告", en="Incident report", source="000§1,003§2"),
)
