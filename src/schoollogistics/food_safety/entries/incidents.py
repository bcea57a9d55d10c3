"""Suspected food poisoning: opened, with what was sealed; reported; closed."""

from datetime import time
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.food_safety.entries.codes import AuthorityId, IncidentId, SampleId, Stage
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Entry
from schoollogistics.values.ids import LotId
from schoollogistics.values.meals import Sitting
from schoollogistics.values.shapes import Count, Note
from schoollogistics.values.texts import id_key


@final
@frozen(kw_only=True)
class IncidentOpened(Entry[FoodSafetyState]):
    """Somebody may have fallen ill from food; the lots and samples that are named are sealed at once (食品安全事件).

    ``at`` is the hour in which it was found: the time to report it runs from then.
    """

    kind: ClassVar[str] = "food_safety.incident_opened"

    incident: IncidentId
    what: Note
    lots: tuple[LotId, ...] = ()
    samples: tuple[SampleId, ...] = ()
    suspected: Sitting | None = None
    diners: Count | None = None
    sick: Count | None = None
    symptoms: Note | None = None

    def check(self, state: FoodSafetyState) -> None:
        """Refuse an incident without its hour (missing), and a lot or sample twice (duplicate)."""
        state.need(self, at=self.at is None)
        state.each_once(self, map(id_key, self.lots), "lots")
        state.each_once(self, map(id_key, self.samples), "samples")

    def apply(self, state: FoodSafetyState) -> None:
        """Keep when it was found, and what is sealed for it."""
        state.discovered_on[self.incident] = self.on
        state.discovered_at[self.incident] = self.at or time.min
        _seal(self, state)


@final
@frozen(kw_only=True)
class FoodSealed(Entry[FoodSafetyState]):
    """More lots and samples were sealed for an incident (封存)."""

    kind: ClassVar[str] = "food_safety.food_sealed"

    incident: IncidentId
    lots: tuple[LotId, ...] = ()
    samples: tuple[SampleId, ...] = ()

    def check(self, state: FoodSafetyState) -> None:
        """Refuse to seal nothing (missing), and a lot or sample twice (duplicate)."""
        nothing = not self.lots and not self.samples
        state.need(self, lots=nothing, samples=nothing)
        state.each_once(self, map(id_key, self.lots), "lots")
        state.each_once(self, map(id_key, self.samples), "samples")

    def apply(self, state: FoodSafetyState) -> None:
        """Keep what is sealed for it."""
        _seal(self, state)


@final
@frozen(kw_only=True)
class IncidentReported(Entry[FoodSafetyState]):
    """An incident was reported to authorities: first, further, or finally (事件报告)."""

    kind: ClassVar[str] = "food_safety.incident_reported"

    incident: IncidentId
    stage: Stage
    to: tuple[AuthorityId, ...]
    sick: Count | None = None
    measures: Note | None = None

    def check(self, state: FoodSafetyState) -> None:
        """Refuse a report to nobody or without its hour (missing), and an authority twice (duplicate)."""
        state.need(self, to=not self.to, at=self.at is None)
        state.each_once(self, map(id_key, self.to), "to")


@final
@frozen(kw_only=True)
class IncidentClosed(Entry[FoodSafetyState]):
    """An incident was closed, with what came out; what was sealed for it may be dealt with again (事件结案)."""

    kind: ClassVar[str] = "food_safety.incident_closed"

    incident: IncidentId
    conclusion: Note


def _seal(entry: IncidentOpened | FoodSealed, state: FoodSafetyState) -> None:
    for lot in entry.lots:
        state.frozen_for[lot] = (*state.frozen_for.get(lot, ()), entry.incident)
    for sample in entry.samples:
        state.sealed_for[sample] = (*state.sealed_for.get(sample, ()), entry.incident)
