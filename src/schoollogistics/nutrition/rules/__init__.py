"""What the plans ask of menus, the numbers that takes, what food is made of, and the standards it is held against."""

from schoollogistics.nutrition.rules.labels import LABELS
from schoollogistics.nutrition.rules.plans import PARAMETERS, RULES

__all__ = ["LABELS", "PARAMETERS", "RULES"]
