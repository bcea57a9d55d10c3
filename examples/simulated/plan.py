"""What the simulated kitchen cooks with, for whom, at which prices, and what its month leaves out. All of it is made up."""

from datetime import date
from decimal import Decimal
from typing import Final

from schoollogistics import Value, yuan
from schoollogistics.canteen.entries.codes import Category, Group
from schoollogistics.canteen.rules.plans import P70_BASE, P70_TOLERANCE, P73_ACCOUNT, P83_PER_MEAL
from schoollogistics.food_safety.rules.samples import P48_GRAMS, P48_HOURS
from schoollogistics.nutrition.rules.foods import Course, FoodGroup
from schoollogistics.nutrition.rules.plans import P63_MEAT, P63_SOUP, P63_VEGETABLES, P64_MIN_SHARE

HEAD, KEEPER, CLERK, BUYER, COOK = "食堂负责人", "食堂保管员", "食堂会计", "食堂采购员", "厨师长"
HANDLERS: Final = (COOK, "面点师", "切配工", "洗消工")
MARKET, MILL, BANK, ABLE = "鲜菜配送", "粮油公司", "食堂财务专户", "合格证-2025"
PUPILS, STAFF = "学生午餐", "教职工午餐"
CLASSES: Final = ("初一1班", "初一2班", "初二1班", "初二2班", "初三1班")
HEADS: Final = {PUPILS: 225, STAFF: 30}
PRICES: Final = {PUPILS: yuan("5.40"), STAFF: yuan("5.40")}
BANDS: Final = {PUPILS: "12-14", STAFF: "教职工"}
# Per kg or L: yuan made up, and 100 g made of energy, protein, fat and carbohydrate, in round numbers of no table.
FOODS: Final[dict[str, tuple[FoodGroup, Category, str, tuple[int, int, int, int]]]] = {
    "大米": ("grain", "grain", "5.20", (345, 7, 1, 77)),
    "食用油": ("oil", "oil", "12.00", (900, 0, 100, 0)),
    "猪肉": ("meat", "meat", "32.00", (240, 18, 18, 2)),
    "鸡肉": ("meat", "meat", "20.00", (160, 20, 8, 2)),
    "鱼": ("fish", "meat", "22.00", (105, 17, 4, 0)),
    "青菜": ("vegetable", "vegetables", "5.00", (20, 2, 0, 3)),
    "土豆": ("grain", "vegetables", "4.00", (80, 2, 0, 18)),
    "豆腐": ("soy", "beans", "6.00", (80, 8, 4, 4)),
    "鸡蛋": ("egg", "eggs", "10.00", (145, 13, 9, 3)),
}
STORED: Final = ("大米", "食用油")
DISHES: Final[dict[str, tuple[Course, dict[str, int]]]] = {
    "米饭": ("staple", {"大米": 110}),
    "红烧肉": ("meat", {"猪肉": 55, "土豆": 30, "食用油": 5}),
    "土豆烧鸡": ("meat", {"鸡肉": 60, "土豆": 40, "食用油": 5}),
    "清蒸鱼": ("meat", {"鱼": 60, "食用油": 3}),
    "肉末豆腐": ("vegetable", {"豆腐": 60, "猪肉": 8, "食用油": 4}),
    "炒青菜": ("vegetable", {"青菜": 120, "食用油": 4}),
    "炒土豆丝": ("vegetable", {"土豆": 80, "食用油": 4}),
    "青菜蛋汤": ("soup", {"青菜": 20, "鸡蛋": 12}),
}
GROUPS: Final[dict[Group, str]] = {
    "administration": "行政",
    "logistics": "后勤",
    "teachers": "教师",
    "parents": "家长",
    "union": "工会",
}
WEEKDAYS: Final = (
    ("米饭", "红烧肉", "清蒸鱼", "炒青菜", "炒土豆丝", "青菜蛋汤"),
    ("米饭", "土豆烧鸡", "清蒸鱼", "炒青菜", "肉末豆腐", "青菜蛋汤"),
    ("米饭", "红烧肉", "土豆烧鸡", "炒青菜", "炒土豆丝", "青菜蛋汤"),
    ("米饭", "土豆烧鸡", "清蒸鱼", "炒土豆丝", "肉末豆腐", "青菜蛋汤"),
    ("米饭", "红烧肉", "土豆烧鸡", "炒青菜", "肉末豆腐", "青菜蛋汤"),
)
SLIPS: Final[dict[str, tuple[int, str]]] = {
    "P48": (4, "清蒸鱼没有留样"),
    "P83": (6, "没有领导陪餐"),
    "P50": (8, "没有每日检查记录"),
    "P53": (10, "没有餐用具消毒记录"),
    "P41": (12, "鱼没有合格证明，说明原因后收下"),
    "P55": (14, "洗消工没有午检"),
    "R34.booked": (16, "教职工的一批鲜菜没有入账"),
}
"""What a month may leave out, by the rule that finds it, and on which of its days of service."""
PLANTED: Final = {code: f"第{day}个供餐日：{what}" for code, (day, what) in SLIPS.items()}


def numbers(since: date) -> tuple[Value, ...]:
    """Return the numbers that this school has settled, in force from a day on."""
    assumed = "教学用示例：假定本校采用"
    return (
        Value(P48_HOURS, 48, since, f"{assumed} 003§4 三(三)3c"),
        Value(P48_GRAMS, Decimal(125), since, "学校食品安全与营养健康管理规定", "secondary"),
        Value(P63_MEAT, 2, since, f"{assumed} 004§3"),
        Value(P63_VEGETABLES, 2, since, f"{assumed} 004§3"),
        Value(P63_SOUP, 1, since, f"{assumed} 004§3"),
        Value(P64_MIN_SHARE, Decimal("0.5"), since, f"{assumed} 004§3"),
        Value(P70_TOLERANCE, Decimal("0.03"), since, f"{assumed} 003§9", "unverified"),
        Value(P70_BASE, "period", since, "教学用示例：本校自定"),
        Value(P83_PER_MEAL, False, since, "教学用示例：本校自定：每日至少一餐"),
        Value(P73_ACCOUNT, BANK, since, "教学用示例：本校自定"),
    )
