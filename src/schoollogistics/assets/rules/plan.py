"""The rules of the plans about property, and the numbers they need."""

from decimal import Decimal
from typing import Final

from schoollogistics.calendar.deadlines import Deadline
from schoollogistics.errors import Text
from schoollogistics.journal import Parameter, Rule

P11: Final = Rule(
    code="P11",
    family="completeness",
    zh="室室有人管，物物有人管",
    en="Every room and every item has exactly one keeper on every day",
    source="003§2",
)
P12: Final = Rule(
    code="P12",
    family="completeness",
    zh="账账相符，账物相符",
    en="The general ledger is the sum of the subsidiary ledgers, and the book says what was counted",
    source="000§2,002,003§1,§4",
)
P13: Final = Rule(
    code="P13",
    family="guard",
    zh="谁损坏谁赔偿",
    en="Whoever is known to have done the damage is liable",
    source="003§5,§8,004§1",
    excusable=True,
)
P14: Final = Rule(
    code="P14",
    family="cadence",
    zh="总务处每周进行核对",
    en="Every special room is checked against its list each week",
    source="001§3",
)
P15: Final = Rule(
    code="P15",
    family="cadence",
    zh="资产每月结账一次",
    en="The asset accounts are closed once a month",
    source="003§2",
)
P16: Final = Rule(
    code="P16",
    family="cadence",
    zh="每月做好固定资产的对账和盘存",
    en="Fixed assets are reconciled and counted each month",
    source="004§4",
)
P17: Final = Rule(
    code="P17",
    family="cadence",
    zh="每学期对校产进行清理",
    en="School property is cleared once a term",
    source="000§4",
)
P18: Final = Rule(
    code="P18",
    family="cadence",
    zh="每期期初清点登记",
    en="School property is counted and registered at the start of a term",
    source="004§1",
)
P18_PERSON: Final = Rule(
    code="P18.person",
    family="guard",
    zh="期初清点责任到人",
    en="At the count of a term's start every line has a person",
    source="004§1",
    excusable=True,
)
P19: Final = Rule(
    code="P19",
    family="cadence",
    zh="期末认真进行资产的清理核对",
    en="Assets are cleared and checked at the end of a term",
    source="003§1,§3,§4,§7",
)
P20: Final = Rule(
    code="P20",
    family="completeness",
    zh="不得随意搬动",
    en="An asset changes its room only through a recorded transfer",
    source="003§9",
)
P21: Final = Rule(
    code="P21",
    family="completeness",
    zh="遗失或损坏将追究责任",
    en="Loss or damage found at a check opens a responsibility case",
    source="003§9",
)
P22: Final = Rule(
    code="P22",
    family="order",
    zh="公共物品先向校长室提出申请",
    en="The principal's office approves before anything public is lent",
    source="001§2",
    excusable=True,
)
P23: Final = Rule(
    code="P23",
    family="completeness",
    zh="班级损坏纳入班级查核",
    en="Damage by a class also counts in the appraisal of the class",
    source="000§4",
)
P24: Final = Rule(
    code="P24",
    family="completeness",
    zh="签订财产保管与使用责任书",
    en="Every keeper has signed a responsibility letter for the time",
    source="004§1",
)
P25: Final = Rule(
    code="P25",
    family="guard",
    zh="清查移交双方签字",
    en="Both parties sign a hand-over",
    source="003§9",
    excusable=True,
)
P26: Final = Rule(
    code="P26",
    family="deadline",
    zh="使用有记录，归还有记载",
    en="What was lent is returned by its day, with an entry for every return",
    source="003§8",
)
P187: Final = Rule(
    code="P187",
    family="guard",
    zh="发现短缺、毁损，查明原因、明确责任、作出处理意见",
    en="A check with a difference closes only with cause, responsible person and opinion",
    source="001§3",
)
DEPRECIATION: Final = Rule(
    code="R05.depreciation",
    family="cadence",
    zh="固定资产按月计提折旧",
    en="Fixed assets are depreciated month by month",
    source="R05",
)
THRESHOLD: Final = Rule(
    code="R05.threshold",
    family="limit",
    zh="单件价值达到标准才列为固定资产",
    en="A single item is a fixed asset from a certain value on",
    source="R05",
)
APPROVAL: Final = Rule(
    code="R05.approval",
    family="order",
    zh="资产处置按权限审批",
    en="A disposal is approved up to the level that its value calls for",
    source="004§1",
    excusable=True,
)
RULES: Final = (
    *(P11, P12, P13, P14, P15, P16, P17, P18, P18_PERSON, P19, P20, P21, P22, P23, P24, P25, P26, P187),
    *(DEPRECIATION, THRESHOLD, APPROVAL),
)

YUAN: Final = Text("yuan", "元")
NOTHING: Final = Decimal(0)

DEADLINE: Final = Text("deadline", "时限")

P13_DEADLINE: Final = Parameter(
    code="P13.deadline",
    rule=P13,
    unit=DEADLINE,
    type=Deadline,
    zh="损坏报告后认定、核定的时限",
    en="By when a reported case is judged and charged",
)
P24_DEADLINE: Final = Parameter(
    code="P24.deadline",
    rule=P24,
    unit=DEADLINE,
    type=Deadline,
    zh="接管后签订责任书的时限",
    en="By when a keeper signs a letter",
)
DISPOSAL_DEADLINE: Final = Parameter(
    code="R05.disposal_deadline",
    rule=APPROVAL,
    unit=DEADLINE,
    type=Deadline,
    zh="处置申请后办结的时限",
    en="By when a proposed disposal is carried out or turned down",
)
START_MONTH: Final = Parameter(
    code="R05.start_month",
    rule=DEPRECIATION,
    unit=Text("same or next month", "当月或次月"),
    type=str,
    zh="折旧自当月（same）或次月（next）起计",
    en="Depreciation starts in the month of putting into service (same) or after it (next)",
    choices=("same", "next"),
)
LIVES: Final = Parameter(
    code="R05.lives",
    rule=DEPRECIATION,
    unit=Text("class=months", "类别=月数"),
    type=tuple,
    zh="各类资产折旧年限",
    en="Useful lives by class",
)
EXEMPT: Final = Parameter(
    code="R05.exempt",
    rule=DEPRECIATION,
    unit=Text("classes", "类别"),
    type=tuple,
    zh="不计提折旧的类别",
    en="Classes that are not depreciated",
)
LEAST_VALUE: Final = Parameter(
    code="R05.least_value",
    rule=THRESHOLD,
    unit=YUAN,
    type=Decimal,
    zh="固定资产单位价值标准",
    en="Least value of a single fixed asset",
    least=NOTHING,
)
BULK: Final = Parameter(
    code="R05.bulk",
    rule=THRESHOLD,
    unit=Text("pieces", "件"),
    type=int,
    zh="大批同类物资自多少件起不论单价",
    en="From how many equal pieces on a lot is a fixed asset whatever one of them cost",
    least=2,
)


def _authority(code: str, zh: str, en: str) -> Parameter[Decimal]:
    return Parameter(code=code, rule=APPROVAL, unit=YUAN, type=Decimal, zh=zh, en=en, least=NOTHING)


SCHOOL_UNIT: Final = _authority(
    "R05.school_unit", "学校处置权限：单价", "Most value of one item that the school itself disposes of"
)
SCHOOL_BATCH: Final = _authority(
    "R05.school_batch", "学校处置权限：批量", "Most value of one batch that the school itself disposes of"
)
AUTHORITY_UNIT: Final = _authority(
    "R05.authority_unit", "主管部门处置权限：单价", "Most value of one item that the education authority disposes of"
)
AUTHORITY_BATCH: Final = _authority(
    "R05.authority_batch", "主管部门处置权限：批量", "Most value of one batch that the education authority disposes of"
)
PARAMETERS: Final = (
    *(P13_DEADLINE, P24_DEADLINE, DISPOSAL_DEADLINE),
    *(START_MONTH, LIVES, EXEMPT, LEAST_VALUE, BULK),
    *(SCHOOL_UNIT, SCHOOL_BATCH, AUTHORITY_UNIT, AUTHORITY_BATCH),
)
