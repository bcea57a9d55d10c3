"""The histories that laws are tried on, and the search for the shortest one that breaks a law."""

from typing import Any

from attrs import define
from hypothesis import HealthCheck, Phase, given, settings

from schoollogistics.journal import Setting
from schoollogistics.testing.history import History, histories, run
from schoollogistics.testing.laws_of_posting import Law
from schoollogistics.testing.reading import AnyBook
from schoollogistics.testing.scribe import Hints, Tally

EXAMPLES_EACH = 2


@define
class Trial:
    """Tries laws on random histories of one book, drawn once: half as many as the Hypothesis profile has examples."""

    book_class: type[AnyBook]
    setting: Setting
    hints: Hints
    steps: int = 40
    _drawn: tuple[History, ...] | None = None

    @property
    def histories(self) -> tuple[History, ...]:
        """The histories that laws are tried on; the same every time under a derandomized profile."""
        if self._drawn is None:
            profile = settings()
            self._drawn = run(
                self.book_class,
                setting=self.setting,
                hints=self.hints,
                examples=max(1, profile.max_examples // EXAMPLES_EACH),
                steps=self.steps,
                start=0 if profile.derandomize else None,
            )
        return self._drawn

    @property
    def tally(self) -> Tally:
        """What was tried, accepted, refused and reached in all of them."""
        total = Tally()
        for history in self.histories:
            total.add(history.tally)
        return total

    def hold(self, law: Law) -> None:
        """Try *law* on every history; where one breaks it, look for the shortest that does, and raise what it says."""
        for history in self.histories:
            try:
                law(history)
            except Exception:
                self._shortest(law)
                raise

    def _shortest(self, law: Law) -> None:
        drawn: Any = histories(self.book_class, setting=self.setting, hints=self.hints, most=self.steps)

        @settings(
            database=None, deadline=None, suppress_health_check=list(HealthCheck), phases=[Phase.generate, Phase.shrink]
        )
        @given(drawn)
        def shortest(history: History) -> None:
            law(history)

        shortest()
