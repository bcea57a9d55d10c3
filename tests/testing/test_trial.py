"""A trial makes for the states that chance misses, by what the tables of the lifecycles say, and tells of those it never reached."""

from typing import Any

import pytest

from schoollogistics.journal import Entry
from schoollogistics.repairs import RepairWorkflow
from schoollogistics.testing import HINTS, BookContract, Trial, run, sample_setting
from schoollogistics.testing.reading import leading_to, leading_to_kind
from tests.testing.tins import HINTS as TINS
from tests.testing.tins import TIN, MoneyPut, MoneyTaken, TinBook, TinOpened, TinReturned, planted


@pytest.mark.parametrize(
    ("goal", "kinds_there"),
    [
        ("empty", {TinOpened, MoneyTaken}),
        ("open", {TinOpened, MoneyPut}),
        ("returned", {TinOpened, MoneyTaken, TinReturned}),
        ("unseen", set()),
    ],
)
def test_what_leads_to_a_state_is_read_off_the_table(goal: str, kinds_there: set[type[Entry[Any]]]) -> None:
    """From wherever a tin stands, these kinds bring it nearer; what goes round or away does not."""
    assert leading_to(TIN, goal) == kinds_there


def test_what_leads_to_a_kind_is_what_leads_to_its_states() -> None:
    """A kind is tried where its lifecycle takes it, so it needs what leads there, and itself."""
    assert leading_to_kind(TinBook, MoneyTaken) == {TinOpened, MoneyPut, MoneyTaken}
    assert leading_to_kind(TinBook, TinReturned) == {TinOpened, MoneyTaken, TinReturned}


def test_states_that_chance_misses_are_made_for() -> None:
    """Histories of eight entries hardly bring a repair to its end by chance; a trial draws some that do."""
    setting = sample_setting(RepairWorkflow)
    by_chance = run(RepairWorkflow, examples=25, steps=8)
    assert Trial(RepairWorkflow, setting, HINTS["repairs"], 8, by_chance).missed()
    assert not Trial(RepairWorkflow, setting, HINTS["repairs"], 8).missed()


def test_unreached_states_are_told() -> None:
    """A contract names the states that no history reached."""

    class Idle(BookContract):
        """The tins, where nothing ever happens."""

        book_class = TinBook
        _trial = Trial(TinBook, planted(""), TINS, 50, ())

    with pytest.raises(AssertionError, match=r"never reached .*'returned'"):
        Idle().test_every_state_is_reached()
