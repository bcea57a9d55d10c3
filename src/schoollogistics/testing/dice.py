"""Dice for histories that are only run and never shrunk: a seed decides every throw, and Hypothesis need not look on."""

from collections.abc import Iterator
from functools import cache
from hashlib import blake2b
from itertools import count
from typing import Any, Final, TypeVar

from attrs import define, field
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import seed as seeded
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

T = TypeVar("T")

BAGS: Final = 6
SEEDS: Final = st.integers(0, 2**64)


def sample(strategy: SearchStrategy[T], size: int, seed: int | None) -> list[T]:
    """Return *size* values that *strategy* draws: the same ones for the same seed, others each time with None."""
    found: list[list[T]] = []

    # The first example is the plainest there is; the second is the one that is wanted.
    @settings(
        max_examples=2,
        deadline=None,
        database=None,
        derandomize=False,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(strategy, min_size=size, max_size=size))
    def gather(values: list[T]) -> None:
        found.append(values)

    (gather if seed is None else seeded(seed)(gather))()
    return found[-1]


@cache
def _bag(strategy: SearchStrategy[Any], size: int, seed: int | None) -> list[Any]:
    return sample(strategy, size, seed)


def _words(seed: int) -> Iterator[int]:
    """Yield whole numbers of 32 bits without end: the digests of the seed with 0, 1, 2 …, cut in sixteen."""
    for number in count():
        digest = blake2b(f"{seed}|{number}".encode()).digest()
        yield from (int.from_bytes(digest[at : at + 4], "big") for at in range(0, 64, 4))


@define
class Dice:
    """Throws the dice of a ``Pen``: the same for the same ``start``, others with None.

    What a strategy may be is drawn by Hypothesis once, a bag of a sixth as many values as the profile has examples, and
    picked from.
    """

    start: int | None
    _words: Iterator[int] = field(init=False)

    def __attrs_post_init__(self) -> None:
        self._words = _words(sample(SEEDS, 1, None)[0] if self.start is None else self.start)

    def roll(self, most: int) -> int:
        """Throw a whole number from 0 to *most*."""
        return next(self._words) % (most + 1)

    def draw(self, strategy: SearchStrategy[T]) -> T:
        """Pick a value of *strategy*."""
        bag = _bag(strategy, max(1, settings().max_examples // BAGS), None if self.start is None else 0)
        value: T = bag[self.roll(len(bag) - 1)]
        return value
