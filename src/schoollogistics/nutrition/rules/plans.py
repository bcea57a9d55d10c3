"""What the plans ask of menus and of what is in them, and the numbers that takes."""

from decimal import Decimal
from typing import Final, get_args

from schoollogistics.errors import Text
from schoollogistics.journal import Parameter, Rule, Standard
from schoollogistics.nutrition.rules.foods import BASES, FOOD_GROUPS, FoodGroup
from schoollogistics.values.meals import Sitting

P46: Final = Rule(
    code="P46",
    family="guard",
    zh="统一制定食谱，统一采购",
    en="There is one menu for the same eaters on the same days, and one purchasing channel",
    source="003§4",
    excusable=True,
)
P63: Final = Rule(
    code="P63",
    family="limit",
    zh="每餐两荤两素一汤",
    en="Each meal offers so many meat dishes, vegetable dishes and soups",
    source="004§3",
)
P64: Final = Rule(
    code="P64",
    family="limit",
    zh="荤菜中荤的比例",
    en="In every meat dish the meat is at least a share of the raw mass",
    source="004§3",
)
P65: Final = Rule(
    code="P65",
    family="deadline",
    zh="按时公布一周带量食谱",
    en="The weighed menu of a week is published before the week",
    source="003§4,§9",
)
P66: Final = Rule(
    code="P66",
    family="cadence",
    zh="每月完成一次营养分析",
    en="The nutrition of each month is analysed",
    source="003§7",
)
P67: Final = Rule(
    code="P67",
    family="limit",
    zh="一餐两点",
    en="A day in kindergarten has so many meals and snacks",
    source="003§7",
)
P68: Final = Rule(
    code="P68",
    family="limit",
    zh="各年龄幼儿伙食标准量",
    en="Planned amounts of food reach the standard of each age",
    source="003§9",
)
P69: Final = Rule(
    code="P69",
    family="completeness",
    zh="每天午餐热菜热饭",
    en="Lunch is served hot on every day",
    source="003§4,§7",
)
R40_SERVED: Final = Rule(
    code="R40.served",
    family="completeness",
    zh="供餐与食谱相符",
    en="What is on the menu of a meal is served, or the menu says what was served in its place",
    source="R40",
)
RULES: Final = (P46, P63, P64, P65, P66, P67, P68, P69, R40_SERVED)

SITTINGS: Final[tuple[Sitting, ...]] = get_args(Sitting)
MEAT: Final[tuple[FoodGroup, ...]] = ("meat", "fish")
"""What counts as meat in a meat dish where the school does not say: ours, the plan does not say."""
DISHES: Final = Text("dishes", "个")
GROUPS_UNIT: Final = Text("groups of food", "食物类别")
TABLE_UNIT: Final = Text("a table of numbers", "标准表")


def _count(code: str, rule: Rule, zh: str, en: str, unit: Text = DISHES) -> Parameter[int]:
    return Parameter(code=code, rule=rule, unit=unit, type=int, zh=zh, en=en, least=0)


P63_MEAT: Final = _count("P63.meat", P63, "每餐荤菜数", "Meat dishes of a meal")
P63_VEGETABLES: Final = _count("P63.vegetables", P63, "每餐素菜数", "Vegetable dishes of a meal")
P63_SOUP: Final = _count("P63.soup", P63, "每餐汤数", "Soups of a meal")
P63_SITTINGS: Final = Parameter(
    code="P63.sittings",
    rule=P63,
    unit=Text("sittings", "餐次"),
    type=tuple,
    zh="按此配菜的餐次；未定则为午餐、晚餐",
    en="Sittings that this holds for; without a value, lunch and dinner",
    choices=SITTINGS,
)
P64_MIN_SHARE: Final = Parameter(
    code="P64.min_share",
    rule=P64,
    unit=Text("share of the raw mass", "占生重比例"),
    type=Decimal,
    zh="荤菜中荤的最低比例",
    en="Least share of meat in a meat dish",
    least=Decimal(0),
    most=Decimal(1),
)
P64_MEAT: Final = Parameter(
    code="P64.meat",
    rule=P64,
    unit=GROUPS_UNIT,
    type=tuple,
    zh="计作荤的食物类别；未定则为畜禽肉、鱼虾",
    en="Groups of food that count as meat; without a value, meat and fish",
    choices=FOOD_GROUPS,
)
P65_DAYS_BEFORE: Final = Parameter(
    code="P65.days_before",
    rule=P65,
    unit=Text("days before the first school day of the week", "一周首个上学日前几天"),
    type=int,
    zh="食谱最晚提前几天公布",
    en="Days before the week by which its menu is published",
    least=0,
    most=31,
)
P66_STANDARD: Final = Parameter(
    code="P66.standard",
    rule=P66,
    unit=TABLE_UNIT,
    type=Standard,
    zh="营养分析所对照的标准",
    en="The standard that intake is compared with",
)
P66_DAY_SHARE: Final = Parameter(
    code="P66.day_share",
    rule=P66,
    unit=Text("share of the needs of a day", "占全日需要量比例"),
    type=Decimal,
    zh="学校供餐应满足的全日份额；未定则为全日",
    en="Share of a day's needs that the school's meals cover; without a value, all of it",
    least=Decimal("0.01"),
    most=Decimal(1),
)
P66_BASE: Final = Parameter(
    code="P66.energy_base",
    rule=P66,
    unit=Text("what energy is counted by", "能量口径"),
    type=str,
    zh="能量及供能比的口径；未定则用成分表能量",
    en="What energy is counted by; without a value, as the composition tables state it",
    choices=BASES,
)
P67_MEALS: Final = _count("P67.meals", P67, "每日正餐数", "Meals of a day", Text("meals", "餐"))
P67_SNACKS: Final = _count("P67.snacks", P67, "每日点心次数", "Snacks of a day", Text("snacks", "次"))
P68_STANDARD: Final = Parameter(
    code="P68.standard",
    rule=P68,
    unit=TABLE_UNIT,
    type=Standard,
    zh="各年龄每人每日伙食标准量",
    en="The amounts of food that each age should have",
)
P69_MIN_TEMPERATURE: Final = Parameter(
    code="P69.min_temperature",
    rule=P69,
    unit=Text("degrees Celsius", "摄氏度"),
    type=Decimal,
    zh="热菜热饭最低温度",
    en="Least temperature of a hot lunch",
)
PARAMETERS: Final = (
    P63_MEAT,
    P63_VEGETABLES,
    P63_SOUP,
    P63_SITTINGS,
    P64_MIN_SHARE,
    P64_MEAT,
    P65_DAYS_BEFORE,
    P66_STANDARD,
    P66_DAY_SHARE,
    P66_BASE,
    P67_MEALS,
    P67_SNACKS,
    P68_STANDARD,
    P69_MIN_TEMPERATURE,
)
