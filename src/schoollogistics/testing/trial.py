"""The histories that laws are tried on, and the search for the shortest one that breaks a law."""

from functools import partial
from typing import Any, Final

from attrs import define
from hypothesis import HealthCheck, Phase, given, settings

from schoollogistics.journal import Setting
from schoollogistics.journal.lifecycle import Lifecycle
from schoollogistics.testing.history import History, histories, run
from schoollogistics.testing.laws_of_posting import Law
from schoollogistics.testing.reading import AnyBook, leading_to
from schoollogistics.testing.scribe import Hints, Tally

EXAMPLES_EACH: Final = 2
ROUNDS: Final = 8
EXAMPLES_ON_THE_WAY: Final = 3


@define
class Trial:
    """Tries laws on random histories of one book, drawn once: half as many as the Hypothesis profile has examples.

    Where they reach a state of a lifecycle nowhere, some more are drawn that make for it.
    """

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
            draw = partial(run, self.book_class, setting=self.setting, hints=self.hints, steps=self.steps)
            fixed = profile.derandomize
            self._drawn = draw(examples=max(1, profile.max_examples // EXAMPLES_EACH), start=0 if fixed else None)
            for number in range(1, 1 + ROUNDS):
                for life, state in self.missed():
                    self._drawn += draw(
                        examples=EXAMPLES_ON_THE_WAY,
                        start=number if fixed else None,
                        wanted=leading_to(life, state),
                    )
        return self._drawn

    def missed(self) -> list[tuple[Lifecycle, str]]:
        """Return the states, with their lifecycles, that none of the histories reached."""
        reached = set(self.tally.states)
        return [
            (life, state)
            for life in self.book_class.lifecycles
            for state in life.states
            if (life.name, state) not in reached
        ]

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
