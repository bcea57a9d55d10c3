"""What no plan states and kitchens go by: limits known from secondary texts, and lists that the plans only name.

None of it is printed as law: every value carries how far its source was checked, and papers that rest on it say so.
A school puts those it goes by into its setting, from a day on: ``each.in_force(since)``.
"""

from decimal import Decimal
from typing import Final

from schoollogistics.food_safety.rules.incidents import P112_MINUTES
from schoollogistics.food_safety.rules.kitchen import (
    CHILLED_LEAST,
    CHILLED_MOST,
    FROZEN_MOST,
    HOT_LEAST,
    P52_SEPARATIONS,
    P53_READINGS,
    P53_SECONDS,
    P58_CORE,
)
from schoollogistics.food_safety.rules.people import DIRECTOR_FROM, P56_HABITS
from schoollogistics.food_safety.rules.samples import P48_COLDEST, P48_GRAMS, P48_WARMEST
from schoollogistics.profiles.plan_part import Prescription

HANDBOOKS: Final = "餐饮服务操作资料（二手，计划外）"
USAGE: Final = "通行说法（计划只有名称，计划外）"

METHODS: Final = (
    ("steam", 100, 600),
    ("boiling", 100, 600),
    ("infrared", 120, 600),
    ("dishwasher", 85, 40),
    ("chlorine", 250, 300),
)
"""By method, the least temperature in °C, or concentration in mg/L, and the least seconds."""

KITCHEN_LIMITS: Final = (
    *(Prescription(P53_READINGS[method], Decimal(reading), HANDBOOKS, "secondary") for method, reading, _ in METHODS),
    *(Prescription(P53_SECONDS[method], seconds, HANDBOOKS, "secondary") for method, _, seconds in METHODS),
    Prescription(P58_CORE, Decimal(70), HANDBOOKS, "secondary"),
    Prescription(CHILLED_LEAST, Decimal(0), HANDBOOKS, "secondary"),
    Prescription(CHILLED_MOST, Decimal(8), HANDBOOKS, "secondary"),
    Prescription(FROZEN_MOST, Decimal(-12), HANDBOOKS, "secondary"),
    Prescription(HOT_LEAST, Decimal(60), HANDBOOKS, "secondary"),
)
"""Limits of disinfection, cooking and keeping."""

SAMPLE_LIMITS: Final = (
    Prescription(P48_GRAMS, Decimal(125), HANDBOOKS, "secondary"),
    Prescription(P48_COLDEST, Decimal(0), HANDBOOKS, "secondary"),
    Prescription(P48_WARMEST, Decimal(8), HANDBOOKS, "secondary"),
)
"""How much is kept of each dish, in grams, and between which degrees; how long is a number of the plans."""

FIRST_REPORT: Final = Prescription(P112_MINUTES, 120, "计划外的事故报告样表", "unverified")
"""Within how many minutes an incident is first reported; places differ, from ten minutes to two hours."""

SCHOOL_DIRECTOR: Final = Prescription(DIRECTOR_FROM, 500, HANDBOOKS, "secondary")
"""From how many diners a school's canteen has a food-safety director."""
NURSERY_DIRECTOR: Final = Prescription(DIRECTOR_FROM, 300, HANDBOOKS, "secondary")
"""From how many diners a kindergarten's canteen has a food-safety director."""

NAMED_LISTS: Final = (
    Prescription(
        P52_SEPARATIONS,
        ("生与熟隔离", "成品与半成品隔离", "食品与杂物、药物隔离", "食品与天然冰隔离"),
        USAGE,
        "unverified",
    ),
    Prescription(P56_HABITS, ("勤洗手、剪指甲", "勤洗澡、理发", "勤洗衣服、被褥", "勤换工作服"), USAGE, "unverified"),
)
"""The lists that the plans name and do not spell out: 四隔离, 四勤 (A33). Of 五员 no text says who they are."""
