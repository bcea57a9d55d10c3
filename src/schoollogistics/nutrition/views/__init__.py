"""The papers of the menu book: the menu of the week, the weighed menu, the nutrition analysis, what to buy."""

from schoollogistics.nutrition.views.analyses import nutrition_analysis
from schoollogistics.nutrition.views.menus import purchase_requirement, weekly_menu, weighed_menu

__all__ = ["nutrition_analysis", "purchase_requirement", "weekly_menu", "weighed_menu"]
