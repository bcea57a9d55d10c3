"""What the entries of the food-safety log add up to."""

from schoollogistics.food_safety.state.columns import FoodSafetyState
from schoollogistics.food_safety.state.supply import Licence

__all__ = ["FoodSafetyState", "Licence"]
