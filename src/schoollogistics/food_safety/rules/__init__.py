"""What the plans ask of food: rules, the numbers they need, the papers, and what things are called."""

from typing import Any, Final

from schoollogistics.food_safety.rules import (
    control,
    incidents,
    kitchen,
    labels_control,
    labels_incidents,
    labels_kitchen,
    labels_people,
    labels_samples,
    labels_supply,
    people,
    samples,
    supply,
)
from schoollogistics.journal import Document, Parameter, Rule
from schoollogistics.values.labels import Labels, Names

_PARTS: Final = (supply, samples, incidents, kitchen, people, control)
_LABELS: Final = (
    labels_supply.LABELS,
    labels_samples.LABELS,
    labels_incidents.LABELS,
    labels_kitchen.LABELS,
    labels_people.LABELS,
    labels_control.LABELS,
)

RULES: Final[tuple[Rule, ...]] = tuple(rule for part in _PARTS for rule in part.RULES)
PARAMETERS: Final[tuple[Parameter[Any], ...]] = tuple(each for part in _PARTS for each in part.PARAMETERS)
DOCUMENTS: Final[tuple[Document, ...]] = tuple(each for part in _PARTS for each in part.DOCUMENTS)


def _choices() -> dict[str, Names]:
    """Return the names of codes by field; two parts may name codes of the same field."""
    found: dict[str, Names] = {}
    for part in _LABELS:
        for name, codes in part.choices.items():
            found[name] = {**found.get(name, {}), **codes}
    return found


LABELS: Final = Labels(
    entries={kind: label for part in _LABELS for kind, label in part.entries.items()},
    fields={name: label for part in _LABELS for name, label in part.fields.items()},
    states={code: label for part in _LABELS for code, label in part.states.items()},
    choices=_choices(),
)

__all__ = ["DOCUMENTS", "LABELS", "PARAMETERS", "RULES"]
