"""What the entries of a menu book add up to: compositions, recipes, menus, and what a head is served."""

from schoollogistics.nutrition.state.columns import NutritionState
from schoollogistics.nutrition.state.intakes import Intake, Portion

__all__ = ["Intake", "NutritionState", "Portion"]
