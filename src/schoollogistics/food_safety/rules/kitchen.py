"""What the plans ask of the kitchen: disinfection, processing, the store, waste; and the limits it is held to."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from schoollogistics.errors import Text
from schoollogistics.journal import Document, Parameter, Rule
from schoollogistics.values.meals import SITTING_LABELS, SNACKS

P51: Final = Rule(
    code="P51",
    family="guard",
    zh="生熟器具分开使用",
    en="Raw and cooked food never share a tool, container or shelf",
    source="003§4,§5,§7",
    excusable=True,
)
P52: Final = Rule(
    code="P52",
    family="order",
    zh="成品“四隔离”，用具“一冲”“二洗”“三消毒”",
    en="Utensils are rinsed, then washed, then disinfected; finished food is kept apart in four ways",
    source="003§4",
    excusable=True,
)
P53: Final = Rule(
    code="P53",
    family="completeness",
    zh="食具天天消毒",
    en="Every set of tableware is disinfected on every service day",
    source="003§5,004§4",
)
P58: Final = Rule(
    code="P58",
    family="guard",
    zh="饭不夹生，现吃现做",
    en="Food is cooked for the meal it is served at, and cooked through",
    source="003§5",
    excusable=True,
)
P59: Final = Rule(
    code="P59",
    family="guard",
    zh="食品仓库专人保管，闲人莫入",
    en="The food store has one keeper, and nobody else enters who is not on the list",
    source="003§7",
    excusable=True,
)
P61: Final = Rule(
    code="P61",
    family="guard",
    zh="餐厨废弃物的倾倒消毒登记",
    en="Kitchen waste goes to a taker under agreement, and the bins are disinfected",
    source="003§8",
    excusable=True,
)
R36: Final = Rule(
    code="R36.temperature",
    family="limit",
    zh="食品按要求的温度存放",
    en="Food is kept at the temperature it needs",
    source="R36",
)
RULES: Final[tuple[Rule, ...]] = (P51, P52, P53, P58, P59, P61, R36)

ITEMS: Final = Text("items", "检查项目")
CELSIUS: Final = Text("°C", "摄氏度")
SECONDS: Final = Text("seconds", "秒")

P51_ITEMS: Final = Parameter(
    code="P51.items", rule=P51, unit=ITEMS, type=tuple, zh="生熟分开各项", en="What is looked at: raw and cooked apart"
)
P52_SEPARATIONS: Final = Parameter(
    code="P52.separations", rule=P52, unit=ITEMS, type=tuple, zh="“四隔离”各项", en="The four separations"
)
P53_SETS: Final = Parameter(
    code="P53.sets",
    rule=P53,
    unit=Text("sets", "餐用具"),
    type=tuple,
    zh="天天消毒的餐用具",
    en="What is disinfected every day",
)
P58_CORE: Final = Parameter(
    code="P58.core",
    rule=P58,
    unit=CELSIUS,
    type=Decimal,
    zh="烧熟中心温度下限",
    en="Least core temperature when cooked",
)

P58_SITTINGS: Final = Parameter(
    code="P58.sittings",
    rule=P58,
    unit=Text("sittings", "餐次"),
    type=tuple,
    zh="须有烹调记录的餐次",
    en="Sittings whose dishes are said to be cooked",
    choices=tuple(SITTING_LABELS),
)
MEALS: Final = tuple(sitting for sitting in SITTING_LABELS if sitting not in SNACKS)
"""The sittings whose dishes are said to be cooked where the school names none."""

_METHODS: Final = {
    "steam": (CELSIUS, "蒸汽消毒", "Steaming"),
    "boiling": (CELSIUS, "煮沸消毒", "Boiling"),
    "infrared": (CELSIUS, "红外消毒", "Infra-red"),
    "dishwasher": (CELSIUS, "洗碗机消毒", "Dish-washer"),
    "chlorine": (Text("mg/L", "毫克/升"), "含氯消毒", "Chlorine"),
}
P53_READINGS: Final[Mapping[str, Parameter[Decimal]]] = {
    method: Parameter(
        code=f"P53.{method}.reading",
        rule=P53,
        unit=unit,
        type=Decimal,
        zh=f"{zh}{'浓度' if method == 'chlorine' else '温度'}下限",
        en=f"{en}: least {'concentration' if method == 'chlorine' else 'temperature'}",
        least=Decimal(0),
    )
    for method, (unit, zh, en) in _METHODS.items()
}
"""By method, the least temperature, or concentration, that disinfects."""
P53_SECONDS: Final[Mapping[str, Parameter[int]]] = {
    method: Parameter(
        code=f"P53.{method}.seconds",
        rule=P53,
        unit=SECONDS,
        type=int,
        zh=f"{zh}时间下限",
        en=f"{en}: least time",
        least=1,
    )
    for method, (_, zh, en) in _METHODS.items()
}
"""By method, the least time that it takes."""


def _bound(code: str, zh: str, en: str) -> Parameter[Decimal]:
    return Parameter(code=f"R36.{code}", rule=R36, unit=CELSIUS, type=Decimal, zh=zh, en=en)


CHILLED_LEAST: Final = _bound("chilled.least", "冷藏温度下限", "Least temperature of chilled food")
CHILLED_MOST: Final = _bound("chilled.most", "冷藏温度上限", "Most temperature of chilled food")
FROZEN_MOST: Final = _bound("frozen.most", "冷冻温度上限", "Most temperature of frozen food")
HOT_LEAST: Final = _bound("hot.least", "热藏温度下限", "Least temperature of food held hot")
BOUNDS: Final[Mapping[str, tuple[Parameter[Decimal] | None, Parameter[Decimal] | None]]] = {
    "chilled": (CHILLED_LEAST, CHILLED_MOST),
    "frozen": (None, FROZEN_MOST),
    "hot": (HOT_LEAST, None),
}
"""By how food is kept, the least and the most temperature."""

PARAMETERS: Final[tuple[Parameter[Any], ...]] = (
    P51_ITEMS,
    P52_SEPARATIONS,
    P53_SETS,
    *P53_READINGS.values(),
    *P53_SECONDS.values(),
    P58_CORE,
    P58_SITTINGS,
    CHILLED_LEAST,
    CHILLED_MOST,
    FROZEN_MOST,
    HOT_LEAST,
)
DOCUMENTS: Final[tuple[Document, ...]] = (
    Document(code="R36", name="cooking_record", zh="烹调中心温度记录", en="Cooking record", source="R36"),
    Document(code="R36", name="temperature_record", zh="冷藏冷冻温度记录", en="Temperature record", source="R36"),
    Document(
        code="P59", name="store_entry_record", zh="食品仓库出入记录", en="Who entered the food store", source="003§7"
    ),
    Document(code="D32", name="disinfection_record", zh="消毒记录", en="Disinfection record", source="004§4"),
    Document(code="D33", name="waste_register", zh="餐厨废弃物台账", en="Kitchen-waste register", source="003§8"),
)
