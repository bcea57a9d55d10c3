"""Plan 004: five parts, of which part 1 is here."""

from schoollogistics.profiles.plan_004.part_1 import SCHOOL_004_1

__all__ = ["SCHOOL_004_1"]
