"""What the plans ask of the money, the stock and the committees of a canteen, and the numbers that takes."""

from decimal import Decimal
from typing import Final

from schoollogistics.canteen.rules.accounts import KINDS
from schoollogistics.errors import Text
from schoollogistics.journal import Parameter, Rule

P44: Final = Rule(
    code="P44",
    family="limit",
    zh="少采勤购",
    en="Food is bought often and in small lots: the store holds no more than some days of use",
    source="003§5",
)
P45: Final = Rule(
    code="P45",
    family="guard",
    zh="变质和腐败",
    en="Food that is spoiled or past its date never enters the store, nor goes into a meal",
    source="003§5",
)
P70: Final = Rule(
    code="P70",
    family="limit",
    zh="控制在3%以内",
    en="Surplus or deficit of meal fees stays within the limit",
    source="003§9",
)
P71: Final = Rule(
    code="P71",
    family="guard",
    zh="幼儿伙食费专款专用",
    en="The pupils' money and every earmarked fund pay for their own purpose only",
    source="003§9",
)
P72: Final = Rule(
    code="P72",
    family="guard",
    zh="师生伙食严格分开",
    en="Staff and pupils have accounts, use and costs apart; neither pays for the other",
    source="003§4,§9",
)
P73: Final = Rule(
    code="P73",
    family="guard",
    zh="食堂财务专户",
    en="All money of the canteen goes through the one dedicated account",
    source="002",
)
P74: Final = Rule(
    code="P74", family="limit", zh="收支平衡", en="The canteen breaks even over the period: see P70", source="003§5"
)
P75: Final = Rule(
    code="P75",
    family="cadence",
    zh="伙点账目的公示",
    en="The accounts of meals and snacks are published each month",
    source="003§3,§4",
)
P76: Final = Rule(
    code="P76",
    family="cadence",
    zh="反馈当月膳食营养分析",
    en="Parents and teachers hear of nutrition, accounts and opinions each month",
    source="003§4",
)
P77: Final = Rule(
    code="P77",
    family="guard",
    zh="餐标定价",
    en="The price of a meal is announced before it takes effect",
    source="002",
    excusable=True,
)
P78: Final = Rule(
    code="P78",
    family="cadence",
    zh="月底的各种库存盘点",
    en="Everything in the food store is counted at each month end",
    source="003§5",
)
P79: Final = Rule(
    code="P79",
    family="cadence",
    zh="每2月召开一次",
    en="The meal committee meets at least once in two months",
    source="003§4",
)
P80: Final = Rule(
    code="P80",
    family="cadence",
    zh="每月月底召开一次",
    en="The meal committee meets at each month end",
    source="003§9",
)
P81: Final = Rule(
    code="P81",
    family="completeness",
    zh="行政、后勤、教师、家长、工会",
    en="The meal committee has a member of each of five groups",
    source="003§4",
)
P82: Final = Rule(
    code="P82",
    family="cadence",
    zh="监委会",
    en="The supervision committee audits the accounts and looks on in its months",
    source="003§9",
)
P83: Final = Rule(
    code="P83",
    family="completeness",
    zh="领导陪餐制度",
    en="A leader eats with the pupils on each day of service, recorded",
    source="002",
)
P84: Final = Rule(
    code="P84",
    family="completeness",
    zh="参与食材或劳动服务招标",
    en="The parents' supervision committee attends tenders, pricing and talks about money",
    source="002",
)
R43_KINDS: Final = Rule(
    code="R43.kinds",
    family="guard",
    zh="科目与食堂性质相符",
    en="The costs of a canteen are those of its kind",
    source="canteen",
)
R43_DUTIES: Final = Rule(
    code="R43.duties",
    family="guard",
    zh="会计、出纳、保管、采购分设",
    en="Nobody keeps the book and the money, or the store and the purchases",
    source="canteen",
    excusable=True,
)
RULES: Final = (
    P44,
    P45,
    P70,
    P71,
    P72,
    P73,
    P74,
    P75,
    P76,
    P77,
    P78,
    P79,
    P80,
    P81,
    P82,
    P83,
    P84,
    R43_KINDS,
    R43_DUTIES,
)

BASES: Final = ("period", "cumulative", "term")

P44_DAYS_COVER: Final = Parameter(
    code="P44.days_cover",
    rule=P44,
    unit=Text("days of use", "天"),
    type=int,
    zh="库存可用天数上限",
    en="Most days of use that the store may hold",
    least=1,
)
P70_TOLERANCE: Final = Parameter(
    code="P70.tolerance",
    rule=P70,
    unit=Text("share of the income", "占收入比例"),
    type=Decimal,
    zh="盈亏率上限",
    en="Most that surplus or deficit may be",
    least=Decimal(0),
    most=Decimal(1),
)
P70_BASE: Final = Parameter(
    code="P70.base",
    rule=P70,
    unit=Text("surplus of what", "以何为准"),
    type=str,
    zh="盈亏率口径",
    en="Which surplus the limit looks at",
    choices=BASES,
)
P70_SIDES: Final = Parameter(
    code="P70.sides",
    rule=P70,
    unit=Text("surplus, deficit or both", "盈、亏或两者"),
    type=str,
    zh="盈亏率限哪一侧",
    en="Which side of the limit counts; without a value, both",
    choices=("both", "surplus", "deficit"),
)
P73_ACCOUNT: Final = Parameter(
    code="P73.account",
    rule=P73,
    unit=Text("number of the account", "账号"),
    type=str,
    zh="食堂财务专户账号",
    en="The dedicated account",
)
P83_PER_MEAL: Final = Parameter(
    code="P83.per_meal",
    rule=P83,
    unit=Text("yes or no", "是或否"),
    type=bool,
    zh="每餐须有陪餐",
    en="A leader eats along at every meal, not once a day",
)
P73_CASH: Final = Parameter(
    code="P73.cash",
    rule=P73,
    unit=Text("yuan", "元"),
    type=Decimal,
    zh="备用金上限",
    en="Most petty cash at hand",
    least=Decimal(0),
)
R42_UNREFUNDED: Final = Parameter(
    code="R42.unrefunded",
    rule=P71,
    unit=Text("days of service", "供餐日"),
    type=int,
    zh="停餐不退的天数",
    en="First days of an absence that are not refunded",
    least=0,
)
R43_APART: Final = Parameter(
    code="R43.apart",
    rule=R43_DUTIES,
    unit=Text("yes or no", "是或否"),
    type=bool,
    zh="不相容岗位分设",
    en="Nobody has two duties of the money, the book, the store and the purchases",
)
R43_KIND: Final = Parameter(
    code="R43.kind",
    rule=R43_KINDS,
    unit=Text("kind of canteen", "食堂性质"),
    type=str,
    zh="食堂性质",
    en="Who runs the canteen",
    choices=tuple(KINDS),
)
PARAMETERS: Final = (
    P44_DAYS_COVER,
    P70_TOLERANCE,
    P70_BASE,
    P70_SIDES,
    P73_ACCOUNT,
    P73_CASH,
    P83_PER_MEAL,
    R42_UNREFUNDED,
    R43_APART,
    R43_KIND,
)
