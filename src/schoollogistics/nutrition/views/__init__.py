"""The papers of the menu book: the weighed menu, the nutrition analysis, what to buy."""

from schoollogistics.nutrition.views.analyses import nutrition_analysis
from schoollogistics.nutrition.views.menus import purchase_requirement, weighed_menu

__all__ = ["nutrition_analysis", "purchase_requirement", "weighed_menu"]
