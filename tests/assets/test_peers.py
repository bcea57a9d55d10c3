"""What asset software is known to get wrong, each failure as a story that comes out right here."""

from datetime import date

import pytest
from attrs import evolve

from schoollogistics.assets import AssetsFound, AssetsMissed, AssetsTakenBack
from schoollogistics.assets.lifecycle import ASSET
from schoollogistics.errors import Refused
from schoollogistics.journal import EntryReversed, Ref
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.assets.stories import (
    allow,
    approved_loan,
    back,
    card,
    carry_out,
    close,
    code_of,
    explain,
    issue,
    move,
    oct_,
    old,
    propose,
    register,
    scan,
    sept,
)


@pytest.mark.plan("R05")
def test_more_of_the_same_comes_in_with_its_own_day_and_price() -> None:
    """Ten more desks a month later at another price are a row of their own; no price of the first ten changes."""
    book = register(card(cost=1800, quantity=10), card("KZ-2", cost=2100, quantity=10, on=oct_(1)))
    assert [(book[asset].pieces, book[asset].cost, book[asset].acquired_on) for asset in book] == [
        (10, yuan(1800), sept(1)),
        (10, yuan(2100), oct_(1)),
    ]


@pytest.mark.plan("R07")
def test_a_count_is_a_session_that_ends_in_a_corrected_place() -> None:
    """Not a stamp on each asset: one number from the list to the report, and the places put right from it."""
    book = register(old(), old("KZ-2"))
    book.post(book.stocktake("PD-1", "spot", on=sept(8), by="王老师"))
    book.post(scan("PD-1", ("KZ-1", "3-201", 1), ("KZ-2", "3-202", 1)))
    book.post(explain("PD-1", "KZ-2"))
    book.post(close(occasion="spot"))
    book.post_all(book.corrections("PD-1", on=sept(9), by="王老师"))
    assert book["KZ-2"].place == "3-202"
    assert book["KZ-1"].status == "in_use"


@pytest.mark.parametrize(
    ("day", "worth"),
    [(sept(1), 120), (sept(29), 120), (sept(30), 110), (date(2026, 2, 28), 60), (date(2050, 1, 1), 0)],
)
def test_depreciation_is_known_for_any_day(day: date, worth: int) -> None:
    """Back and forward, from the day given and never from a clock."""
    assert register(card(cost=120, life=12)).book_value("KZ-1", day) == yuan(worth)


def test_depreciation_starts_in_service_with_a_residual_and_adds_up() -> None:
    """Bought in September, in service from January, 100 yuan with 10 left over seven months: 90 in seven rows."""
    bought = evolve(card(cost=100, life=7, residual=yuan(10)), in_service_on=date(2026, 1, 8))
    rows = register(bought).depreciation("KZ-1").rows()
    assert (rows[0][0], len(rows), sum(amount for _, amount in rows)) == (Month(2026, 1), 7, yuan(90))


def test_what_happened_earlier_lands_on_its_day() -> None:
    """A move of the 3rd that is written down in October stands on the 3rd; the accounts of September do not change."""
    late = evolve(move("KZ-1", day=sept(3), place="3-202"), recorded_on=oct_(9), note="单据迟到")
    book = register(old(), late)
    assert [entry.on for entry in book.history("KZ-1")] == [sept(1), sept(3)]
    assert book.as_of(sept(30))["KZ-1"].place == "3-201"
    assert book.as_of(oct_(9))["KZ-1"].place == "3-202"


def test_a_correction_keeps_the_history() -> None:
    """A wrong issue is reversed: the asset is idle again where it was, and both entries stay to be seen."""
    book = register(card(), issue("KZ-1", day=sept(2), place="3-202", to="周老师"))
    book.post(EntryReversed(of=Ref("assets", 1), reason="发错班级", on=sept(3), by="王老师"))
    assert (book["KZ-1"].status, book["KZ-1"].place, book["KZ-1"].custodian) == ("idle", "3-201", "李老师")
    assert len(book.history("KZ-1")) == 3


@pytest.mark.plan("R06", "R08")
def test_moving_clears_no_keeper_and_returning_no_place() -> None:
    """A new place leaves the keeper, a new keeper the place, and a return both."""
    book = register(
        old(),
        move("KZ-1", day=sept(2), place="3-202"),
        move("KZ-1", day=sept(3), to="周老师"),
        approved_loan(day=sept(4), due=sept(9)),
        back(day=sept(5)),
    )
    assert (book["KZ-1"].place, book["KZ-1"].custodian) == ("3-202", "周老师")


def test_the_state_of_life_is_not_the_condition_or_the_value() -> None:
    """A thing in use may be damaged and written down to nothing; neither takes it out of use."""
    back_in_store = AssetsTakenBack(
        assets=("KZ-1",), place="仓库", custodian="王老师", condition="damaged", on=sept(3), by="李老师"
    )
    book = register(card(cost=12, life=1), issue("KZ-1"), back_in_store, issue("KZ-1", day=sept(4)))
    view = book["KZ-1"]
    assert (view.status, view.condition, book.book_value("KZ-1", sept(30))) == ("in_use", "damaged", yuan(0))


def test_every_move_is_in_a_table_and_a_refusal_says_what_can_follow() -> None:
    """From the state it is in, only what the table names; the refusal names the state and the slips that it takes."""
    book = register(old(), AssetsMissed(assets=("KZ-1",), on=sept(2), by="李老师"))
    assert set(book.next_entries("KZ-1")) == set(ASSET.table["missing"])
    with pytest.raises(Refused) as caught:
        book.post(move("KZ-1", day=sept(3), place="3-202"))
    assert "待查" in caught.value.stands.zh
    assert "找回" in caught.value.takes.zh


def test_what_was_found_again_needs_no_former_state() -> None:
    """Found, it is idle, where and with whom the slip says; nothing is restored from memory."""
    again = AssetsFound(assets=("KZ-1",), place="仓库", custodian="王老师", on=sept(5), by="李老师")
    book = register(old(), AssetsMissed(assets=("KZ-1",), on=sept(2), by="李老师"), again)
    assert (book["KZ-1"].status, book["KZ-1"].place, book["KZ-1"].custodian) == ("idle", "仓库", "王老师")


def test_a_number_is_spent_for_good() -> None:
    """The number of what was scrapped is never given to another thing."""
    book = register(old(), propose("KZ-1"), allow(), carry_out("KZ-1"))
    assert code_of(book, card(on=oct_(1))) == "duplicate"
