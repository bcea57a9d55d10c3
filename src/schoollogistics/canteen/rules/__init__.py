"""What the plans ask of a canteen's book: rules, the numbers they need, the accounts, and what things are called."""

from schoollogistics.canteen.rules.labels import LABELS
from schoollogistics.canteen.rules.plans import PARAMETERS, RULES

__all__ = ["LABELS", "PARAMETERS", "RULES"]
