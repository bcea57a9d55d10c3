"""The dice fall as the seed says, evenly, and what they pick was drawn by Hypothesis."""

from collections import Counter

import pytest
from hypothesis import strategies as st

from schoollogistics.testing.dice import Dice, sample

DIGITS = st.sampled_from("0123456789")


def rolls(start: int | None, count: int = 50) -> list[int]:
    """Return the first throws of a pair of dice that can show 0 to 999."""
    dice = Dice(start)
    return [dice.roll(999) for _ in range(count)]


def test_a_seed_decides_every_throw() -> None:
    """The same start throws the same, another start and none throw otherwise each time."""
    assert rolls(7) == rolls(7)
    assert len({tuple(rolls(start)) for start in (7, 8, None, None)}) == 4


@pytest.mark.parametrize("most", [0, 1, 5, 99])
def test_dice_are_even(most: int) -> None:
    """Every number from 0 to the one given comes up, none of them half as often again as its share."""
    dice = Dice(0)
    found = Counter(dice.roll(most) for _ in range(1000 * (most + 1)))
    assert sorted(found) == list(range(most + 1))
    assert max(found.values()) < 1500


def test_a_pick_is_what_the_strategy_may_be() -> None:
    """Values are those of the strategy, several of them, and the same ones for the same start."""
    first, second = Dice(3), Dice(3)
    picked = [first.draw(DIGITS) for _ in range(100)]
    assert set(picked) <= set("0123456789")
    assert len(set(picked)) > 2
    assert picked == [second.draw(DIGITS) for _ in range(100)]


def test_a_strategy_of_one_value_can_be_picked_from() -> None:
    """Where there is only one value it is picked, and a sample is that value over and over."""
    assert Dice(0).draw(st.just("甲")) == "甲"
    assert sample(st.just("甲"), 3, seed=0) == ["甲"] * 3


def test_a_sample_is_not_the_plainest_one() -> None:
    """A sample has as many values as asked for, not all the simplest, the same for a seed and others without one."""
    numbers = st.integers(0, 10**9)
    assert len(sample(numbers, 5, seed=1)) == 5
    assert sample(numbers, 5, seed=1) == sample(numbers, 5, seed=1) != [0] * 5
    assert sample(numbers, 5, None) != sample(numbers, 5, None)
