"""Plan 003: nine parts, of which part 4 is here."""

from schoollogistics.profiles.plan_003.part_4 import KINDERGARTEN_003_4

__all__ = ["KINDERGARTEN_003_4"]
