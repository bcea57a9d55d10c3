"""What food is made of and how a kitchen classes it: the stable codes, their names and their units."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final, Literal, get_args

from schoollogistics.errors import Text
from schoollogistics.values.labels import Label

Nutrient = Literal[
    "energy",
    "protein",
    "fat",
    "carbohydrate",
    "fibre",
    "vitamin_a",
    "vitamin_b1",
    "vitamin_b2",
    "vitamin_c",
    "calcium",
    "iron",
    "zinc",
    "sodium",
]
FoodGroup = Literal["grain", "vegetable", "fruit", "meat", "fish", "egg", "milk", "soy", "oil", "salt", "other"]
Course = Literal["staple", "meat", "vegetable", "soup", "snack", "fruit", "milk", "other"]
Base = Literal["declared", "macros"]

NUTRIENTS: Final[tuple[Nutrient, ...]] = get_args(Nutrient)
FOOD_GROUPS: Final[tuple[FoodGroup, ...]] = get_args(FoodGroup)
BASES: Final[tuple[Base, ...]] = get_args(Base)
SEASONING: Final = ("oil", "salt", "other")
"""Groups that are no kinds of food when variety is counted: ours, the sources do not say."""

KCAL_PER_GRAM: Final[Mapping[str, Decimal]] = {
    "protein": Decimal(4),
    "fat": Decimal(9),
    "carbohydrate": Decimal(4),
}
"""The general factors of Atwater, by which energy follows from protein, fat and carbohydrate."""

NUTRIENT_LABELS: Final = {
    "energy": Label("energy", "能量"),
    "protein": Label("protein", "蛋白质"),
    "fat": Label("fat", "脂肪"),
    "carbohydrate": Label("carbohydrate", "碳水化合物"),
    "fibre": Label("dietary fibre", "膳食纤维"),
    "vitamin_a": Label("vitamin A", "维生素A"),
    "vitamin_b1": Label("vitamin B1", "维生素B1"),
    "vitamin_b2": Label("vitamin B2", "维生素B2"),
    "vitamin_c": Label("vitamin C", "维生素C"),
    "calcium": Label("calcium", "钙"),
    "iron": Label("iron", "铁"),
    "zinc": Label("zinc", "锌"),
    "sodium": Label("sodium", "钠"),
}
GROUP_LABELS: Final = {
    "grain": Label("grain and tubers", "谷薯类", ("谷类", "薯类", "主食类")),
    "vegetable": Label("vegetables", "蔬菜类", ("蔬菜",)),
    "fruit": Label("fruit", "水果类", ("水果",)),
    "meat": Label("meat and poultry", "畜禽肉类", ("畜肉类", "禽肉类", "肉类")),
    "fish": Label("fish and shrimp", "鱼虾类", ("水产类",)),
    "egg": Label("eggs", "蛋类", ("禽蛋",)),
    "milk": Label("milk", "奶及奶制品", ("奶类", "乳类")),
    "soy": Label("soybeans and nuts", "大豆类及其制品和坚果", ("大豆类", "豆制品", "坚果")),
    "oil": Label("vegetable oil", "植物油", ("油脂",)),
    "salt": Label("salt", "盐"),
    "other": Label("seasoning and other", "调味品及其他", ("调味品", "其他")),
}
COURSE_LABELS: Final = {
    "staple": Label("staple", "主食"),
    "meat": Label("meat dish", "荤菜", ("大荤", "小荤", "荤")),
    "vegetable": Label("vegetable dish", "素菜", ("素", "蔬菜")),
    "soup": Label("soup", "汤", ("汤羹",)),
    "snack": Label("snack", "点心", ("加餐",)),
    "fruit": Label("fruit", "水果"),
    "milk": Label("milk", "奶", ("牛奶",)),
    "other": Label("other", "其他", ("调味",)),
}
BASE_LABELS: Final = {
    "declared": Label("energy as the composition tables state it", "成分表能量"),
    "macros": Label("energy from protein, fat and carbohydrate", "三大营养素折算能量"),
}
UNITS: Final[Mapping[str, Text]] = {
    "energy": Text("kcal", "千卡"),
    **dict.fromkeys(("protein", "fat", "carbohydrate", "fibre"), Text("g", "克")),
    **dict.fromkeys(("vitamin_b1", "vitamin_b2", "vitamin_c", "calcium", "iron", "zinc", "sodium"), Text("mg", "毫克")),
    "vitamin_a": Text("µg RAE", "微克视黄醇活性当量"),
}
GRAMS: Final = Text("g", "克")
