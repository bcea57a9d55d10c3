"""Depreciation: exact rows, any day, changes that touch the months to come only."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

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
from schoollogistics.errors import InvalidValue, Unknown
from schoollogistics.journal import Entry, EntryReversed, Ref, Setting, Value
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.assets.stories import PLAN, allow, card, carry_out, merge, oct_, old, propose, register, sept, split, value

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


def fix(day: date = date(2026, 3, 5), **fields: Any) -> AssetCorrected:
    """The card of KZ-1 is put right."""
    return AssetCorrected(asset="KZ-1", note="登记有误", on=day, by="王老师", **fields)


LOT: Final = card(cost=2700, quantity=45, life=60)
LATE: Final = LifeChanged(
    asset="KZ-1", life_months=30, note="单据迟到", on=date(2026, 1, 9), recorded_on=date(2026, 4, 2), by="王老师"
)
CHANGED: Final[dict[str, list[Entry[Any]]]] = {
    "split": [LOT, split("KZ-1", "KZ-2", 5, date(2026, 3, 5))],
    "correction": [LOT, fix(cost=yuan(3600), quantity=54)],
    "residual": [LOT, fix(residual=yuan(270))],
    "day": [LOT, fix(in_service_on=date(2025, 9, 1)), fix(date(2026, 5, 6), in_service_on=date(2026, 9, 1))],
    "improvement": [LOT, AssetImproved(asset="KZ-1", amount=yuan(60), on=date(2026, 3, 5), by="王老师")],
    "life": [LOT, LifeChanged(asset="KZ-1", life_months=120, note="保养得当", on=date(2026, 3, 5), by="王老师")],
    "late paper": [LOT, LATE],
    "merge": [LOT, split("KZ-1", "KZ-2", 5, date(2026, 1, 5)), merge("KZ-2", day=date(2026, 4, 7))],
    "disposal": [LOT, propose("KZ-1"), allow(), carry_out("KZ-1", day=date(2026, 3, 10))],
    "reversal": [
        LOT,
        fix(cost=yuan(90)),
        EntryReversed(of=Ref("assets", 1), reason="点错", on=date(2026, 5, 6), by="王老师"),
    ],
}


@pytest.mark.plan("R05")
@pytest.mark.parametrize("story", CHANGED)
def test_any_day_is_as_the_replay_says(story: str) -> None:
    """Whatever changed later, the value on a day is that of a register replayed from what was recorded until then."""
    book = register(*CHANGED[story])
    for months in range(70):
        day = Month(2025 + (8 + months) // 12, (8 + months) % 12 + 1).last
        then = AssetRegister.replay([each for each in book.entries if each.recorded <= day], setting=PLAN)
        for asset in then:
            expected = then.depreciation(asset).cost - then.depreciation(asset).accumulated(day)
            if then[asset].status in {"disposed", "merged"}:
                expected = yuan(0)
            assert book.book_value(asset, day) == book.as_of(day).book_value(asset, day) == expected


@pytest.mark.plan("R05")
@pytest.mark.parametrize("story", ["correction", "residual", "day", "improvement", "life", "late paper"])
def test_what_was_charged_stays(story: str) -> None:
    """A change leaves every month before its accounting month as it was, and the rows come to the depreciable amount."""
    book = register(*CHANGED[story])
    schedule, before = book.depreciation("KZ-1"), register(LOT).depreciation("KZ-1")
    first = min(each.recorded for each in book.entries[1:])
    gone = [row for row in before.rows() if row[0].last < first]
    assert list(schedule.rows()[: len(gone)]) == gone
    assert sum(amount for _, amount in schedule.rows()) == schedule.cost - schedule.residual


def test_before_it_came_and_after_it_went() -> None:
    """The day before it came in it is not in the books, and says since when it is; from the day it left it is worth nothing."""
    book = register(card(cost=180, life=60), propose("KZ-1"), allow(), carry_out("KZ-1", day=date(2025, 10, 10)))
    with pytest.raises(Unknown, match="2025-09-01 or later") as caught:
        book.book_value("KZ-1", date(2025, 8, 31))
    assert caught.value.fields == ("on",)
    days = [sept(1), sept(30), date(2025, 10, 9), date(2025, 10, 10), date(2035, 1, 1)]
    assert [book.book_value("KZ-1", day) for day in days] == [yuan(each) for each in (180, 177, 177, 0, 0)]
    with pytest.raises(Unknown, match="KZ-9"):
        book.book_value("KZ-9", sept(1))


def test_a_reported_bug_comes_out_on_any_day_too() -> None:
    """Carried in after 13 of 180 months, its value falls from what was left then to the residual value."""
    book = register(machine)
    days = [sept(29), sept(30), date(2060, 1, 1)]
    assert [book.book_value("JQ-1", day) for day in days] == [yuan("666963.42"), yuan("663216.63"), yuan(41_250)]


def test_a_corrected_residual_value_replans() -> None:
    """Sixty of 120 yuan charged, a residual value of 30 leaves thirty for six months: five a month."""
    rows = register(card(cost=120, life=12), fix(residual=yuan(30))).depreciation("KZ-1").rows()
    assert [amount for _, amount in rows] == [yuan(10)] * 6 + [yuan(5)] * 6


def test_a_corrected_quantity_moves_no_yuan() -> None:
    """Forty-five typed for fifty-four: the card has more pieces, and every row of its plan is as before."""
    book = register(LOT, fix(quantity=54))
    assert book["KZ-1"].pieces == book.depreciation("KZ-1").pieces == 54
    assert book.depreciation("KZ-1").rows() == register(LOT).depreciation("KZ-1").rows()


@pytest.mark.parametrize(
    ("bought", "after"),
    [
        (date(2025, 6, 1), [yuan(20)] * 3),
        (date(2025, 12, 1), [yuan(60) / 9] * 9),
        (date(2026, 3, 2), [yuan(5)] * 12),
    ],
)
def test_a_corrected_day_replans(bought: date, after: list[Decimal]) -> None:
    """Sixty of 120 yuan charged from September on, the rest is spread over what the right day leaves of twelve months."""
    wrong = old(cost=120, acquired=sept(1))
    book = register(evolve(wrong, life_months=12), fix(acquired_on=bought))
    rows = [amount for _, amount in book.depreciation("KZ-1").rows()]
    assert rows[:6] == [yuan(10)] * 6
    assert all(abs(row - wanted) < Decimal("0.01") for row, wanted in zip(rows[6:], after, strict=True))
    assert sum(rows) == yuan(120)
    assert book["KZ-1"].acquired_on == bought


def test_a_later_start_pauses_the_plan() -> None:
    """Charged since September though in use from June on: nothing is charged until June, and the rest from then on."""
    rows = register(card(cost=120, life=12), fix(in_service_on=date(2026, 6, 1))).depreciation("KZ-1").rows()
    assert [amount for _, amount in rows] == [yuan(10)] * 6 + [yuan(0)] * 3 + [yuan(5)] * 12
    early = register(card(cost=120, life=12), fix(sept(8), in_service_on=date(2026, 6, 1))).depreciation("KZ-1").rows()
    assert early[0] == (Month(2026, 6), yuan(10))
    assert len(early) == 12


def test_of_a_new_asset_the_day_of_purchase_alone_plans_nothing() -> None:
    """Without a day of service it is charged from the day it was registered, whatever day the bill is of."""
    book = register(card(cost=120, life=12), fix(acquired_on=date(2025, 8, 1)))
    assert book.depreciation("KZ-1").rows() == register(card(cost=120, life=12)).depreciation("KZ-1").rows()


@pytest.mark.plan("R05")
@given(pieces=st.integers(2, 60), part=st.data(), cost=st.integers(1, 10**7), months=st.integers(1, 90))
def test_what_was_charged_on_merged_rows_adds_up(pieces: int, part: st.DataObject, cost: int, months: int) -> None:
    """Split, charged for a while and merged: what was charged so far adds up to the fen, and with the rest to the cost."""
    whole = yuan(Decimal(cost).scaleb(-2))
    some = part.draw(st.integers(1, pieces - 1))
    apart = register(
        evolve(card(life=months, quantity=pieces), cost=whole), split("KZ-1", "KZ-2", some, date(2026, 1, 5))
    )
    day = date(2026, 4, 7)
    charged = sum(each.accumulated(day) for each in apart.schedules().values())
    book = register(apart.entries, merge("KZ-2", day=day))
    schedule = book.depreciation("KZ-1")
    assert schedule.accumulated(day) == charged
    assert charged + sum(amount for _, amount in schedule.rows()) == whole == book["KZ-1"].cost
    assert book.book_value("KZ-1", day) == whole - charged
    assert book.book_value("KZ-2", day) == yuan(0)


def test_rows_without_a_life_are_merged_as_they_are() -> None:
    """Where nothing is planned, what was charged before is added up and nothing follows."""
    rows = [evolve(old(each, cost=100), depreciated=yuan(spent)) for each, spent in (("KZ-1", 10), ("KZ-2", 20))]
    schedule = register(*rows, merge("KZ-2", day=sept(9))).depreciation("KZ-1")
    assert (schedule.rows(), schedule.accumulated(sept(30)), schedule.cost) == ((), yuan(30), yuan(200))


def test_the_list_says_what_is_not_sure() -> None:
    """The printed list adds up, names a value nobody verified, and says where a life is not known."""
    gone = (card("KZ-3", cost=70, life=9), propose("KZ-3"), allow(), carry_out("KZ-3"))
    book = register(card(cost=120, life=12), card("KZ-2", cost=50), gone)
    table = depreciation_list(book, sept(30))
    assert table.rows[0][3:] == (sept(1), 12, yuan(120), yuan(0), yuan(10), yuan(10), yuan(110))
    assert dict(table.totals)["net"] == yuan(160)
    assert depreciation_list(book, oct_(31)).rows[0][7:] == (yuan(10), yuan(20), yuan(100))
    assert depreciation_list(book, oct_(30)).rows[0][7:] == (yuan(0), yuan(10), yuan(110))
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
