"""What no plan states about samples and incidents, known from secondary texts: mass, temperature, the first report.

None of it is printed as law: every value carries how far its source was checked, and papers that rest on it say so.
A school puts those it goes by into its setting, from a day on: ``each.in_force(since)``.
"""

from decimal import Decimal
from typing import Final

from schoollogistics.food_safety.rules.incidents import P112_MINUTES
from schoollogistics.food_safety.rules.samples import P48_COLDEST, P48_GRAMS, P48_HOURS, P48_WARMEST
from schoollogistics.profiles.plan_part import Prescription

HANDBOOKS: Final = "计划外的学校食品安全资料"

SAMPLE_LIMITS: Final = (
    Prescription(P48_GRAMS, Decimal(125), HANDBOOKS, "secondary"),
    Prescription(P48_COLDEST, Decimal(0), HANDBOOKS, "secondary"),
    Prescription(P48_WARMEST, Decimal(8), HANDBOOKS, "secondary"),
)
"""How much is kept of each dish, in grams, and between which degrees."""

TWO_DAYS: Final = Prescription(P48_HOURS, 48, "003§4,§9")
"""How long samples are kept in a school whose plan says 48 hours."""
ONE_DAY: Final = Prescription(P48_HOURS, 24, "003§7")
"""How long samples are kept in a kindergarten whose plan says 24 hours."""

FIRST_REPORT: Final = Prescription(P112_MINUTES, 120, "计划外的事故报告样表", "unverified")
"""Within how many minutes an incident is first reported; places differ, from ten minutes to two hours."""
