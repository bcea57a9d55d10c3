"""Depreciation: exact rows, any day, changes that touch the months to come only."""

from datetime import date
from decimal import Decimal
from typing import Final

import pytest
from attrs import evolve
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.assets import (
    AssetCorrected,
    AssetImproved,
    AssetOpened,
    AssetRegister,
    LifeChanged,
    depreciation_list,
)
from schoollogistics.errors import InvalidValue
from schoollogistics.journal import Setting, Value
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.assets.stories import PLAN, allow, card, carry_out, propose, register, sept, split, value

NEXT: Final = Setting(values=(value("R05.start_month", "next"),))

machine = AssetOpened(
    asset="JQ-1",
    name="设备",
    category="设备",
    cost=yuan(825_000),
    residual=yuan(41_250),
    depreciated=yuan("158036.58"),
    life_months=180,
    acquired_on=date(2024, 8, 1),
    in_service_on=date(2024, 8, 1),
    on=date(2025, 9, 1),
    by="王老师",
)


def test_the_numbers_of_a_reported_bug_come_out() -> None:
    """825,000 with 158,036.58 charged after 13 of 180 months leaves 625,713.42 for 167: 3,746.787 a month (ERPNext PR #58673)."""
    rows = register(machine).depreciation("JQ-1").rows()
    assert len(rows) == 167
    assert sum(amount for _, amount in rows) == yuan("625713.42")
    assert {amount for _, amount in rows} == {yuan("3746.78"), yuan("3746.79")}


@given(
    cost=st.integers(0, 10**9).map(lambda fen: yuan(Decimal(fen).scaleb(-2))),
    months=st.integers(1, 600),
    day=st.dates(date(2025, 1, 1), date(2080, 12, 31)),
)
def test_rows_add_up_exactly(cost: Decimal, months: int, day: date) -> None:
    """Whatever the cost and the life, the rows sum to the cost, and any day's value is the sum of the rows until then."""
    schedule = register(evolve(card(life=months), cost=cost)).depreciation("KZ-1")
    rows = schedule.rows()
    assert sum(amount for _, amount in rows) == cost
    assert len(rows) == months
    assert schedule.accumulated(day) == sum(amount for month, amount in rows if month.last <= day)
    assert max(amount for _, amount in rows) - min(amount for _, amount in rows) <= Decimal("0.01")


@pytest.mark.parametrize(
    ("setting", "first", "after_month"),
    [(PLAN, Month(2025, 9), yuan(3)), (NEXT, Month(2025, 10), yuan(0))],
)
def test_the_start_month_is_the_schools(setting: Setting, first: Month, after_month: Decimal) -> None:
    """Put into service in September, it is charged from September or from October, as the setting says."""
    schedule = register(card(cost=180, life=60), setting=setting).depreciation("KZ-1")
    assert schedule.rows()[0] == (first, yuan(3))
    assert schedule.accumulated(sept(30)) == after_month
    assert schedule.accumulated(sept(29)) == yuan(0)


def test_without_a_start_month_nothing_is_guessed() -> None:
    """No rule about the start month is law here: without the school's value the question is refused and says what it takes."""
    with pytest.raises(InvalidValue, match="START_MONTH"):
        register(card(), setting=Setting()).depreciation("KZ-1")


@pytest.mark.parametrize(
    ("values", "life", "months"),
    [
        ((), None, 0),
        ((), 24, 24),
        ((value("R05.lives", ("家具=36", "设备=60")),), None, 36),
        ((value("R05.lives", ("家具=36",)),), 24, 24),
        ((value("R05.lives", ("设备=60",)),), None, 0),
        ((value("R05.exempt", ("家具",)),), 24, 0),
    ],
)
def test_a_life_comes_from_the_card_or_the_class(values: tuple[Value, ...], life: int | None, months: int) -> None:
    """The card's own life holds, else that of its class; without either, or for an exempt class, nothing is charged."""
    book = register(card(life=life), setting=evolve(PLAN, values=(*PLAN.values, *values)))
    assert len(book.depreciation("KZ-1").rows()) == months


@pytest.mark.parametrize("spelling", ["家具", "家具=", "家具=0", "家具=１２", "家具=-5", "家具=1201"])
def test_a_life_of_a_class_has_one_spelling(spelling: str) -> None:
    """A class without a plain number of months from 1 to 1,200 is refused by name."""
    book = register(card(), setting=evolve(PLAN, values=(*PLAN.values, value("R05.lives", (spelling,)))))
    with pytest.raises(InvalidValue, match=r"R05\.lives"):
        book.schedules()


def test_a_changed_life_replans_the_months_to_come_only() -> None:
    """After six of twelve months at 10 yuan, a life of 18 spreads the other 60 yuan over twelve."""
    before = register(card(cost=120, life=12))
    changed = LifeChanged(asset="KZ-1", life_months=18, note="使用状况良好", on=date(2026, 3, 5), by="王老师")
    after = register(before.entries, changed)
    rows = after.depreciation("KZ-1").rows()
    assert rows[:6] == before.depreciation("KZ-1").rows()[:6]
    assert [amount for _, amount in rows[6:]] == [yuan(5)] * 12


def test_a_life_that_is_over_is_charged_at_once() -> None:
    """Shortened to less than has gone by, what is left is charged in the month of the change."""
    changed = LifeChanged(asset="KZ-1", life_months=3, note="提前淘汰", on=date(2026, 3, 5), by="王老师")
    assert register(card(cost=120, life=12), changed).depreciation("KZ-1").rows()[6:] == ((Month(2026, 3), yuan(60)),)


def test_an_improvement_adds_to_the_months_to_come() -> None:
    """Sixty yuan more after six months of twelve make twenty yuan a month of ten."""
    improved = AssetImproved(asset="KZ-1", amount=yuan(60), on=date(2026, 3, 5), by="王老师")
    rows = register(card(cost=120, life=12), improved).depreciation("KZ-1").rows()
    assert [amount for _, amount in rows] == [yuan(10)] * 6 + [yuan(20)] * 6


def test_a_corrected_cost_replans_the_months_to_come() -> None:
    """Corrected from 120 to 90 yuan after six months of ten, the other thirty are five a month."""
    fixed = AssetCorrected(asset="KZ-1", cost=yuan(90), note="发票为准", on=date(2026, 3, 5), by="王老师")
    rows = register(card(cost=120, life=12), fixed).depreciation("KZ-1").rows()
    assert [amount for _, amount in rows] == [yuan(10)] * 6 + [yuan(5)] * 6


def test_a_corrected_name_changes_no_row() -> None:
    """Only cost and class of a card bear on its schedule."""
    renamed = AssetCorrected(asset="KZ-1", name="课桌椅", note="名称有误", on=date(2026, 3, 5), by="王老师")
    assert (
        register(card(cost=100, life=7), renamed).depreciation("KZ-1").rows()
        == register(card(cost=100, life=7)).depreciation("KZ-1").rows()
    )


def test_a_class_corrected_to_an_exempt_one_is_charged_no_more() -> None:
    """What was charged stays; from the month of the correction on nothing is."""
    setting = evolve(PLAN, values=(*PLAN.values, value("R05.exempt", ("图书",))))
    moved = AssetCorrected(asset="KZ-1", category="图书", note="分类有误", on=date(2026, 3, 5), by="王老师")
    book = register(card(cost=120, life=12), moved, setting=setting)
    assert book.depreciation("KZ-1").accumulated(date(2030, 1, 1)) == yuan(60)
    assert "不计提" in depreciation_list(book, date(2030, 1, 1)).to_markdown()


@pytest.mark.parametrize(("rule", "charged"), [("same", yuan(0)), ("next", yuan(3))])
def test_what_leaves_is_charged_no_more(rule: str, charged: Decimal) -> None:
    """Bought in August and scrapped in October, the start rule also says whether October still counts."""
    story = (
        card(cost=180, life=60, on=date(2025, 8, 1)),
        propose("KZ-1"),
        allow(),
        carry_out("KZ-1", day=date(2025, 10, 10)),
    )
    book = register(*story, setting=Setting(values=(value("R05.start_month", rule),)))
    october = dict(book.depreciation("KZ-1").rows()).get(Month(2025, 10), yuan(0))
    assert october == charged
    assert book.depreciation("KZ-1").accumulated(date(2035, 1, 1)) == yuan(6)


@given(quantity=st.integers(2, 60), part=st.data(), cost=st.integers(1, 10**7), months=st.integers(1, 90))
def test_a_split_lot_is_charged_as_the_whole(quantity: int, part: st.DataObject, cost: int, months: int) -> None:
    """The rows of both parts add up to their costs, and these to the cost of the lot, to the fen."""
    whole = yuan(Decimal(cost).scaleb(-2))
    pieces = part.draw(st.integers(1, quantity - 1))
    lot = evolve(card(life=months, quantity=quantity), cost=whole)
    book = register(lot, split("KZ-1", "KZ-2", pieces, date(2026, 1, 5)))
    plans = book.schedules()
    for asset in ("KZ-1", "KZ-2"):
        assert sum(amount for _, amount in plans[asset].rows()) == plans[asset].cost == book[asset].cost
    assert plans["KZ-1"].cost + plans["KZ-2"].cost == whole


def test_any_day_is_as_the_replay_says() -> None:
    """The value on a past or future day is that of a register replayed from its entries."""
    book = register(
        machine, LifeChanged(asset="JQ-1", life_months=120, note="技术更新", on=date(2026, 1, 5), by="王老师")
    )
    again = AssetRegister.replay(book.entries, setting=PLAN)
    days = [date(2024, 1, 1), date(2025, 9, 30), date(2026, 1, 31), date(2029, 6, 15), date(2060, 1, 1)]
    assert [book.book_value("JQ-1", day) for day in days] == [again.book_value("JQ-1", day) for day in days]
    assert book.book_value("JQ-1", date(2060, 1, 1)) == yuan(41_250)


def test_the_list_says_what_is_not_sure() -> None:
    """The printed list adds up, names a value nobody verified, and says where a life is not known."""
    gone = (card("KZ-3", cost=70, life=9), propose("KZ-3"), allow(), carry_out("KZ-3"))
    book = register(card(cost=120, life=12), card("KZ-2", cost=50), gone)
    table = depreciation_list(book, sept(30))
    assert table.rows[0][3:] == (12, yuan(120), yuan(10), yuan(110))
    assert dict(table.totals)["net"] == yuan(160)
    text = table.to_markdown()
    assert "KZ-3" not in text
    assert "未定" in text
    assert "未核实" in text


def test_what_was_charged_too_much_is_taken_back_at_once() -> None:
    """Corrected to a cost below what six months of ten yuan have charged, the month of the correction takes the rest back."""
    fixed = AssetCorrected(asset="KZ-1", cost=yuan(40), note="发票为准", on=date(2026, 3, 5), by="王老师")
    rows = register(card(cost=120, life=12), fixed).depreciation("KZ-1").rows()
    assert [amount for _, amount in rows] == [yuan(10)] * 6 + [yuan(-20)]


def test_a_part_of_what_is_fully_charged_is_fully_charged() -> None:
    """Ten yuan with a residual of half a yuan, in thirds: each row is charged exactly down to its own residual."""
    spent = evolve(machine, cost=yuan(10), residual=yuan("0.50"), depreciated=yuan("9.50"), life_months=10, quantity=3)
    for schedule in register(spent, split("JQ-1", "JQ-2", 1)).schedules().values():
        assert schedule.accumulated(sept(30)) == schedule.cost - schedule.residual
