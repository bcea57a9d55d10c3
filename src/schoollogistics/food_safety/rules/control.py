"""What the plans ask of the three levels of control, self-checks, locking up and grading."""

from typing import Any, Final

from schoollogistics.errors import Text
from schoollogistics.journal import Document, Parameter, Rule

P50: Final = Rule(
    code="P50",
    family="cadence",
    zh="日管控、周排查、月调度",
    en="A check on each service day, a review each week that names every problem, a meeting each month that hears them",
    source="002",
)
P62: Final = Rule(
    code="P62",
    family="completeness",
    zh="下班前的各种检查，人离门锁",
    en="The kitchen is checked and locked before the staff leave",
    source="004§4",
)
P96: Final = Rule(
    code="P96",
    family="guard",
    zh="复查形成闭环",
    en="A finding is closed after a passed re-check by somebody who did not fix it",
    source="003§9",
    excusable=True,
)
P97: Final = Rule(
    code="P97",
    family="deadline",
    zh="限时整改",
    en="Every finding has a deadline and is fixed by then",
    source="003§8,§9",
)
R47_GRADE: Final = Rule(
    code="R47.grade",
    family="limit",
    zh="创建食堂b级",
    en="The canteen reaches the grade it aims at",
    source="003§4",
)
RULES: Final[tuple[Rule, ...]] = (P50, P62, P96, P97, R47_GRADE)

ITEMS: Final = Text("items", "检查项目")
GRADES: Final = ("A", "B", "C", "D")
"""The grades of a canteen, best first."""

P50_ITEMS: Final = Parameter(
    code="P50.items", rule=P50, unit=ITEMS, type=tuple, zh="风险管控清单", en="What is looked at every day"
)
P62_ITEMS: Final = Parameter(
    code="P62.items", rule=P62, unit=ITEMS, type=tuple, zh="下班前检查各项", en="What is looked at before leaving"
)
GRADE_AIM: Final = Parameter(
    code="R47.grade.aim",
    rule=R47_GRADE,
    unit=Text("grade", "等级"),
    type=str,
    zh="食堂目标等级",
    en="The grade the canteen aims at",
    choices=GRADES,
)
PARAMETERS: Final[tuple[Parameter[Any], ...]] = (P50_ITEMS, P62_ITEMS, GRADE_AIM)
DOCUMENTS: Final[tuple[Document, ...]] = (
    Document(
        code="D34",
        name="daily_control_record",
        zh="每日食品安全检查记录",
        en="Daily food-safety check record",
        source="002",
    ),
    Document(
        code="D34",
        name="weekly_review_report",
        zh="每周食品安全排查治理报告",
        en="Weekly food-safety review report",
        source="002",
    ),
    Document(
        code="D34",
        name="monthly_meeting_minutes",
        zh="每月食品安全调度会议纪要",
        en="Minutes of the monthly food-safety meeting",
        source="002",
    ),
    Document(
        code="R33", name="problem_register", zh="食品安全问题台账", en="Register of food-safety problems", source="R33"
    ),
    Document(
        code="R33", name="self_check_record", zh="食品安全自查记录", en="Food-safety self-check record", source="R33"
    ),
    Document(
        code="P62", name="locking_record", zh="下班前检查锁门记录", en="Kitchen checked and locked", source="004§4"
    ),
    Document(code="D67", name="supervision_bulletin", zh="食堂监督通报", en="Supervision bulletin", source="004§3"),
)
