"""The food-safety log: may it be eaten."""

from datetime import date
from typing import cast

from schoollogistics.errors import Text
from schoollogistics.food_safety.book import control, incidents, kitchen, people, samples, supply
from schoollogistics.food_safety.book.records import MissingRecord, missing_records
from schoollogistics.food_safety.book.supply import Origin, origin_of
from schoollogistics.food_safety.entries import ENTRIES, FoodSafetyEntry
from schoollogistics.food_safety.lifecycle import LIFECYCLES, MEASURES
from schoollogistics.food_safety.rules import DOCUMENTS, LABELS, PARAMETERS, RULES
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Book
from schoollogistics.values.periods import DateSpan, span_of


class FoodSafetyLog(Book[FoodSafetyEntry, FoodSafetyState]):
    """What came in, what was served, who handled it and who checked it (R33, R34, R36–R39, R47)."""

    name = "food_safety"
    title = Text("Food-safety log", "食品安全台账")
    kinds = ENTRIES
    state_type = FoodSafetyState
    lifecycles = LIFECYCLES
    rules = RULES
    parameters = PARAMETERS
    measures = MEASURES
    labels = LABELS
    documents = DOCUMENTS
    invariants = (*supply.INVARIANTS, *control.INVARIANTS)
    holders = ("owner", "storekeeper", "post_holder")
    due_questions = (
        *supply.DUE_QUESTIONS,
        *samples.DUE_QUESTIONS,
        *incidents.DUE_QUESTIONS,
        *kitchen.DUE_QUESTIONS,
        *people.DUE_QUESTIONS,
        *control.DUE_QUESTIONS,
    )
    breach_questions = (
        *supply.BREACH_QUESTIONS,
        *samples.BREACH_QUESTIONS,
        *incidents.BREACH_QUESTIONS,
        *kitchen.BREACH_QUESTIONS,
        *people.BREACH_QUESTIONS,
        *control.BREACH_QUESTIONS,
    )

    @property
    def columns(self) -> FoodSafetyState:
        """What the entries add up to, for the log's own questions and papers; a host asks these instead."""
        return cast("FoodSafetyState", self.chronicle.state)

    def origin(self, lot: str) -> Origin:
        """Return where *lot* came from: delivery, supplier, certificates, signers; ``Unknown`` if it is not in the book."""
        return origin_of(self, lot)

    def fit(self, day: date) -> tuple[str, ...]:
        """Return who may work on *day*: holds a health certificate for it, was checked that day, and was found fit last."""
        return people.fit(self, day)

    def on_duty(self, day: date) -> tuple[str, ...]:
        """Return who was on duty on *day*."""
        return people.on_duty(self, day)

    def open_problems(self, day: date) -> tuple[str, ...]:
        """Return the problems that were not resolved at the end of *day*."""
        return control.open_problems(self, day)

    def missing(self, during: DateSpan | date) -> tuple[MissingRecord, ...]:
        """Return the records that the service days, weeks and months ending in *during* lack."""
        return tuple(missing_records(self, span_of(during)))
