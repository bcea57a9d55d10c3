"""A wrong number put right: the row goes on under the right one, and nothing else changes."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import (
    AssetLet,
    AssetRegister,
    AssetRenumbered,
    AssetsFound,
    AssetsMissed,
    card_corrections,
    change_record,
    compensation_form,
    depreciation_list,
    responsibility_letter,
)
from schoollogistics.journal import Entry, EntryReversed
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.assets.stories import (
    THE_8TH,
    YEAR,
    agree,
    approved_loan,
    ask,
    back,
    card,
    charge,
    close,
    code_of,
    damage,
    explain,
    found,
    in_order,
    judge,
    letter,
    move,
    old,
    post,
    propose,
    register,
    scan,
    sept,
    settle,
)


def renumber(asset: str = "FJ-0012", into: str = "FJ-0021", day: date = THE_8TH) -> AssetRenumbered:
    """The card was typed with a wrong number."""
    return AssetRenumbered(asset=asset, into=into, note="录入时错位", on=day, by="王老师")


WRONG = old("FJ-0012", "风机", cost=2400)
SLOT = {"renumbered_as", "formerly"}


@pytest.mark.plan("R05")
@pytest.mark.parametrize("status", ["in_use", "idle", "missing"])
def test_the_row_goes_on_under_the_right_number(status: str) -> None:
    """Every fact is carried over, whatever its state; the wrong number holds nothing and takes nothing more."""
    before = [card("FJ-0012", "风机")] if status == "idle" else [WRONG]
    lost = [AssetsMissed(assets=("FJ-0012",), on=sept(2), by="李老师")] if status == "missing" else []
    book = register(before, lost)
    was = {name: fact for name, fact in book["FJ-0012"].facts.items() if name not in SLOT}
    book.post(renumber())
    right, wrong = book["FJ-0021"], book["FJ-0012"]
    assert {name: fact for name, fact in right.facts.items() if name not in SLOT} == was
    assert (right.status, right.formerly, wrong.status, wrong.renumbered_as) == (
        status,
        "FJ-0012",
        "renumbered",
        "FJ-0021",
    )
    assert book.next_entries("FJ-0012") == ()
    assert book.kept_by("李老师") == ("FJ-0021",)


@pytest.mark.plan("R05", "P12")
def test_nothing_comes_or_goes() -> None:
    """No figure, no line of the general ledger and no value changes; only the record of corrections says what was done."""
    book, plain = register(WRONG, in_order("3-201")), register(WRONG, in_order("3-201"))
    book.post(renumber())
    assert book.figures(YEAR)["assets.added"] == book.figures(YEAR)["assets.disposed"] == 0
    assert book.ledger(Month(2025, 9)) == plain.ledger(Month(2025, 9))
    assert (book.ledger_differences(), found(book, YEAR)) == ({}, found(plain, YEAR))
    (row,) = card_corrections(book, Month(2025, 9)).records("zh")
    assert [row[name] for name in ("资产编号", "更正前", "更正后", "原因")] == [
        "FJ-0021", "FJ-0012", "FJ-0021", "录入时错位",
    ]  # fmt: skip


@pytest.mark.plan("R05")
def test_depreciation_goes_on() -> None:
    """The months before and after are those of one row; the wrong number is worth nothing any more."""
    made = evolve(card("FJ-0012", "风机", cost=2400, life=24), on=sept(1))
    book, plain = register(made), register(made)
    book.post(renumber(day=date(2025, 11, 8)))
    day = date(2026, 1, 31)
    assert book.book_value("FJ-0021", day) == plain.book_value("FJ-0012", day) == yuan(1900)
    assert (book.book_value("FJ-0012", day), book.book_value("FJ-0012", sept(30))) == (yuan(0), yuan(2300))
    assert depreciation_list(book, day).column("asset") == ("FJ-0021",)


def test_the_history_of_the_right_number_leads_to_the_wrong_one() -> None:
    """The first entry of the right number names the wrong one, and the book says under which number a row goes on."""
    book = register(WRONG, renumber())
    book.post(renumber("FJ-0021", "FJ-0201", sept(9)))
    first = book.history("FJ-0201")[0]
    assert isinstance(first, AssetRenumbered)
    assert (first.asset, book["FJ-0201"].formerly) == ("FJ-0021", "FJ-0021")
    assert [book.goes_on_as(number) for number in ("FJ-0012", "FJ-0021", "FJ-0201")] == ["FJ-0201"] * 3


@pytest.mark.plan("R05", "R07", "R08")
@pytest.mark.parametrize(
    ("before", "code"),
    [
        ([], None),
        (approved_loan("JY-1", "FJ-0012", day=sept(2), due=sept(9)), "state"),
        ([ask("JY-1", "FJ-0012", day=sept(2), due=sept(9))], "state"),
        ([ask("JY-1", "FJ-0012", day=sept(2), due=sept(9)), agree(day=sept(2))], "state"),
        ([*approved_loan("JY-1", "FJ-0012", day=sept(2), due=sept(9)), back("JY-1", "FJ-0012", day=sept(3))], None),
        ([propose("FJ-0012", day=sept(2))], "state"),
        ([evolve(letter(), assets=("FJ-0012",))], None),
        ([damage(asset="FJ-0012", day=sept(2))], None),
    ],
)
def test_what_is_out_on_slips_is_not_renumbered(before: list[Entry[Any]], code: str | None) -> None:
    """Lent, asked for or in a disposal: that first. Letters and cases name it as it was signed."""
    assert code_of(register(WRONG, before), renumber()) == code


@pytest.mark.parametrize(
    ("slip", "code"),
    [
        (renumber(into="KZ-1"), "duplicate"),
        (renumber(into="FJ-0012"), "duplicate"),
        (renumber("FJ-9"), "unknown"),
        (renumber("TY-1"), "state"),
        (evolve(renumber(), note=None), "missing"),
    ],
)
def test_what_cannot_be_renumbered(slip: Entry[Any], code: str) -> None:
    """To a number that is there, of what is not there or let out, and without saying why."""
    let = AssetLet(asset="TY-1", tenant="某公司", rent=yuan(50), until=sept(20), on=sept(2), by="王老师")
    assert code_of(register(WRONG, old(), card("TY-1"), let), slip) == code


@pytest.mark.plan("R07", "P12")
def test_a_count_and_a_wrong_number() -> None:
    """While it is looked for it keeps its number; after the closing what was short may be missed under the right one."""
    book = register(WRONG, in_order("3-201"))
    book.post(book.stocktake("PD-1", "monthly", on=sept(8), by="王老师"))
    assert code_of(book, renumber()) == "state"
    for entry in (scan("PD-1"), explain("PD-1", "FJ-0012"), close(), renumber()):
        post(book, entry)
    assert found(book, YEAR, "P12") == [("P12", sept(8))]
    post(book, AssetsMissed(assets=("FJ-0021",), on=sept(9), by="李老师"))
    assert found(book, YEAR, "P12") == []


@pytest.mark.plan("R09", "D05", "D07", "D09")
def test_papers_after_a_wrong_number() -> None:
    """A case, a letter and a transfer of before are printed; money for what turned up under the right number is given back."""
    gone = AssetsMissed(assets=("FJ-0012",), on=sept(2), by="李老师")
    case = evolve(damage(asset="FJ-0012", day=sept(2)), loss="loss")
    again = AssetsFound(assets=("FJ-0021",), place="3-202", custodian="周老师", on=sept(15), by="李老师")
    book = register(WRONG, in_order("3-201", "3-202"), gone, case, judge("person", "小明"), charge(60), settle(60))
    for entry in (renumber(day=sept(12)), again, move("FJ-0021", day=sept(16), place="3-201")):
        post(book, entry)
    assert ("DamageRefunded",) in [tuple(kind.__name__ for kind in due.post) for due in book.due(sept(15))]
    assert compensation_form(book, "SH-1").rows
    assert responsibility_letter(book, "周老师").column("asset") == ("FJ-0021",)
    (row,) = change_record(book, Month(2025, 9)).records("zh")
    assert row["原地点、保管人"] == "3-202、周老师"


@pytest.mark.plan("P11", "P24")
def test_a_wrong_number_leaves_no_gap() -> None:
    """The right number is kept from the day on which the wrong one ends, and its room holds something still."""
    book = register(WRONG, in_order("3-201"), renumber())
    assert found(book, YEAR, "P11", "P24") == []


def test_it_can_be_reversed_at_once() -> None:
    """As long as nothing came after it, the wrong number is back, and the right one was never there."""
    book: AssetRegister = register(WRONG)
    ref = book.post(renumber())
    book.post(EntryReversed(of=ref, reason="原编号无误", on=sept(8), by="王老师"))
    assert (tuple(book), book["FJ-0012"].status) == (("FJ-0012",), "in_use")
