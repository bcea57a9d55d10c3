"""003§4: a kindergarten's logistics plan for the second term."""

from typing import Final

from schoollogistics.food_safety.rules.samples import P48_HOURS
from schoollogistics.profiles.plan_003.part_4.cadences import CADENCES
from schoollogistics.profiles.plan_003.part_4.months import MONTHS
from schoollogistics.profiles.plan_003.part_4.standing import STANDING
from schoollogistics.profiles.plan_003.part_4.unstated import UNSTATED
from schoollogistics.profiles.plan_part import Prescription, Profile

__all__ = ["KINDERGARTEN_003_4"]

KINDERGARTEN_003_4: Final = Profile(
    code="003§4",
    zh="幼儿园第二学期后勤工作计划",
    en="A kindergarten's second term",
    routines=(*CADENCES, *MONTHS),
    prescriptions=(Prescription(P48_HOURS, 48, "003§4 三(三)3c"),),
    rules=(
        *("P12", "P19", "P46", "P48", "P51", "P52", "P56", "P57", "P65", "P69", "P72", "P75", "P76", "P79", "P81"),
        *("P93", "P101", "P102", "P103", "P104", "P105", "P108", "P109", "P114", "P119", "P125", "P128", "P129"),
        *("P134", "P139", "P146", "P154", "P160", "P178", "P180", "P188", "P190"),
    ),
    standing=STANDING,
    unstated=UNSTATED,
)
"""The plan of a kindergarten for February to June: cleaning, disinfection, meals, patrols, safety, property."""
