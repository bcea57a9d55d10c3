"""Profiles: what the work plans prescribe for a kind of school, as data from which a setting is made.

Start with ``PROFILES``, or ``profile("003§4")``, and ``profile.setting(school, calendar)``.
"""

from typing import Final

from schoollogistics.errors import Text, Unknown, invalid
from schoollogistics.profiles.cadences import CADENCES, NUMBERS
from schoollogistics.profiles.kitchen_limits import (
    FIRST_REPORT,
    KITCHEN_LIMITS,
    NAMED_LISTS,
    NURSERY_DIRECTOR,
    SAMPLE_LIMITS,
    SCHOOL_DIRECTOR,
)
from schoollogistics.profiles.plan_002 import SCHOOL_002
from schoollogistics.profiles.plan_003 import KINDERGARTEN_003_4
from schoollogistics.profiles.plan_004 import SCHOOL_004_1
from schoollogistics.profiles.plan_part import OpenNumber, Prescription, Profile, StandingRule

__all__ = [
    "CADENCES",
    "FIRST_REPORT",
    "KINDERGARTEN_003_4",
    "KITCHEN_LIMITS",
    "NAMED_LISTS",
    "NUMBERS",
    "NURSERY_DIRECTOR",
    "PROFILES",
    "SAMPLE_LIMITS",
    "SCHOOL_002",
    "SCHOOL_004_1",
    "SCHOOL_DIRECTOR",
    "OpenNumber",
    "Prescription",
    "Profile",
    "StandingRule",
    "profile",
]

PROFILES: Final = (SCHOOL_002, KINDERGARTEN_003_4, SCHOOL_004_1)
"""Every profile, in the order of the plans."""


def profile(code: str) -> Profile:
    """Return the profile of one part of a plan, such as ``"003§4"``; ``Unknown`` for a part that has none."""
    for each in PROFILES:
        if each.code == code:
            return each
    listed = ", ".join(each.code for each in PROFILES)
    raise invalid(
        "unknown",
        "code",
        code,
        Text("is no part that has a profile", "没有该篇的方案"),
        Text(f"one of {listed}", f"可用：{listed}"),
        Unknown,
    )
