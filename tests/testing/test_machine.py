"""The machine sees: it finds planted bugs within fifty examples, deep ones too, and is reproducible."""

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from schoollogistics.journal import MonthClosed
from schoollogistics.repairs import RepairFinished, RepairWorkflow
from schoollogistics.testing import BookMachine, book_machine, run, tally
from schoollogistics.testing.reading import leading_to
from schoollogistics.values.money import yuan
from tests.testing.tins import HINTS, TIN, MoneyPut, MoneyTaken, TinBook, planted

FIFTY = settings(
    max_examples=50,
    stateful_step_count=30,
    deadline=None,
    database=None,
    derandomize=True,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def hold_up(machine: type[BookMachine], examples: int = 50) -> None:
    """Run a machine for fifty examples, or fewer."""
    run_state_machine_as_test(machine, settings=settings(FIFTY, max_examples=examples))


def money_is_all_there(book: TinBook) -> bool:
    """Tell whether what is in the tins is what was put in less what was taken out."""
    stands = [e for n, e in enumerate(book.entries) if n not in book.chronicle.state.reversed]
    put = sum(e.amount for e in stands if isinstance(e, MoneyPut))
    taken = sum(e.amount for e in stands if isinstance(e, MoneyTaken))
    return sum((book[tin].balance or 0 for tin in book), yuan(0)) == put - taken


def empty_tins_are_empty(book: TinBook) -> bool:
    """Tell whether exactly the tins without money are said to be empty."""
    return all((book[tin].status == "open") == bool(book[tin].balance) for tin in book)


def test_sound_book_holds_up() -> None:
    """The book of tins keeps the laws and its own truths."""
    hold_up(
        book_machine(TinBook, setting=planted(""), hints=HINTS, truths=(money_is_all_there, empty_tins_are_empty)), 20
    )


def test_repairs_hold_up() -> None:
    """The repair desk keeps the laws, and its costs are those of the work that stands."""

    def costs_agree(book: RepairWorkflow) -> bool:
        """Tell whether the costs of all repairs are those of the work finished on them."""
        gone = book.chronicle.state.reversed
        done = [e.cost for n, e in enumerate(book.entries) if isinstance(e, RepairFinished) and n not in gone]
        return sum(book[key].cost or 0 for key in book) == sum(done)

    hold_up(book_machine(RepairWorkflow, truths=(costs_agree,)), examples=20)


@pytest.mark.parametrize("what", ["fen lost", "empty too early"])
def test_planted_domain_bug_is_found(what: str) -> None:
    """Fen lost on the second payment, and a tin called empty too early, are found by the truths of the domain."""
    truths = (money_is_all_there, empty_tins_are_empty)
    with pytest.raises(AssertionError):
        hold_up(book_machine(TinBook, setting=planted(what), hints=HINTS, truths=truths))


@pytest.mark.parametrize("what", ["apply remembers", "check writes", "check remembers"])
def test_planted_breach_of_law_is_found(what: str) -> None:
    """Memory outside the columns and a check that writes are found without any truth of the domain."""
    with pytest.raises(AssertionError):
        hold_up(book_machine(TinBook, setting=planted(what), hints=HINTS))


def test_machine_without_hints_still_works() -> None:
    """Without hints the machine knows shapes, lifecycles and keys, and gets most of the tins' entries accepted."""
    total = tally(TinBook, setting=planted(""), hints={}, examples=20)
    assert all(total.rate(kind) > 0 for kind in TinBook.kinds), str(total)


def test_same_start_same_histories() -> None:
    """A run is the same for the same start, and another one for another."""
    runs = [run(TinBook, hints=HINTS, examples=3, steps=20, start=start) for start in (1, 1, 2)]
    tried = [[each.entry for history in found for each in history.attempts] for found in runs]
    assert tried[0] == tried[1]
    assert tried[0] != tried[2]


def test_a_run_without_a_start_is_another_each_time() -> None:
    """Without a start the histories differ from run to run."""
    first, second = (run(TinBook, hints=HINTS, examples=1, steps=20, start=None) for _ in range(2))
    assert [each.entry for each in first[0].attempts] != [each.entry for each in second[0].attempts]


def test_histories_differ_from_one_another() -> None:
    """No history of a run is another one over again."""
    found = run(TinBook, hints=HINTS, examples=20, steps=20)
    assert len({tuple(repr(each.entry) for each in history.attempts) for history in found}) == 20


def test_wanted_kinds_are_tried_more_often() -> None:
    """Kinds that lead to a state bring more tins there than chance does."""
    wanted = leading_to(TIN, "returned")
    chance, aimed = (tally(TinBook, hints=HINTS, wanted=each).states[TIN.name, "returned"] for each in ((), wanted))
    assert aimed > chance


def test_histories_have_the_length_asked_for() -> None:
    """A run has as many histories and attempts as asked for, and the book has those accepted."""
    for history in run(TinBook, hints=HINTS, examples=5, steps=25):
        assert len(history.attempts) == 25
        assert history.book.version <= 25 - len(history.refused)
        assert "<history of TinBook:" in repr(history)


def test_histories_close_months_and_reverse() -> None:
    """Over a run there are closings, reversals, late paper, later booking, co-signers, ids and excuses."""
    entries = [each.entry for history in run(TinBook, hints=HINTS, examples=15, steps=60) for each in history.attempts]
    assert any(isinstance(entry, MonthClosed) for entry in entries)
    assert any(entry.recorded_on is not None for entry in entries)
    assert any(entry.cosigned_by for entry in entries)
    assert any(entry.because is not None for entry in entries)
    assert any(entry.despite and entry.note for entry in entries)


def test_tally_tells_rates() -> None:
    """A tally gives the share accepted, 0 for what was never tried, and prints itself."""
    total = tally(TinBook, hints=HINTS, examples=10)
    assert 0.25 < total.rate(MoneyPut) < 1
    assert total.rate(RepairFinished) == 0.0
    assert "tins.put" in str(total)
    assert {state for life, state in total.states if life == TIN.name} >= {"empty", "open"}


def test_strategy_draws_histories_of_a_sample_setting() -> None:
    """Without a setting histories use a sample, whose rules with numbers hold."""
    (history,) = run(RepairWorkflow, examples=1, steps=5)
    setting = history.book.setting
    assert {value.parameter for value in setting.values} == set(RepairWorkflow.parameters)
    assert setting.calendar is not None
