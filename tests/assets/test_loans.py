"""Lending: approval first, a day to return, extension, what comes back in parts or not at all."""

from datetime import date
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import LoanExtended, LoanItemsLost, LoanOpened, LoanRefused, loan_register
from schoollogistics.journal import Entry
from schoollogistics.values.periods import Month
from tests.assets.stories import (
    YEAR,
    agree,
    allow,
    approved_loan,
    ask,
    back,
    carry_out,
    code_of,
    found,
    in_order,
    lend,
    move,
    oct_,
    old,
    propose,
    register,
    sept,
)


def extend(due: date, day: date, approver: str | None = "校长") -> LoanExtended:
    """The loan may last until a later day."""
    return LoanExtended(loan="JY-1", due=due, approver=approver, on=day, by="王老师")


def lost(*assets: str, day: date) -> LoanItemsLost:
    """周老师 cannot return them."""
    return LoanItemsLost(loan="JY-1", assets=assets, reason="外出活动遗失", on=day, by="周老师")


@pytest.mark.plan("R08", "P22")
@pytest.mark.parametrize(
    ("before", "code"),
    [
        ([], "rule"),
        ([ask(day=sept(2), due=sept(9))], "rule"),
        ([ask(day=sept(2), due=sept(9)), agree(day=sept(2))], None),
        (
            [ask(day=sept(2), due=sept(9)), LoanRefused(loan="JY-1", reason="另有安排", on=sept(2), by="校长")],
            "duplicate",
        ),
        ([ask(day=sept(2), due=sept(9), by="吴老师"), agree(day=sept(2))], "reference"),
        ([ask("JY-1", "KZ-2", day=sept(2), due=sept(9)), agree(day=sept(2))], "reference"),
    ],
)
def test_nothing_public_is_lent_before_approval(before: list[Entry[Any]], code: str | None) -> None:
    """Without an application, without its approval, after a refusal, to others or other things than asked for: refused."""
    book = register(old(), old("KZ-2"), before)
    assert code_of(book, lend(day=sept(2), due=sept(9))) == code


@pytest.mark.plan("P22")
@pytest.mark.parametrize(("due", "code"), [(sept(8), None), (sept(9), None), (sept(10), "rule")])
def test_nothing_is_lent_for_longer_than_was_approved(due: date, code: str | None) -> None:
    """Approved until the 9th it goes out until then or less; for longer only with a reason that stays in sight."""
    book = register(old(), ask(day=sept(2), due=sept(9)), agree(day=sept(2)))
    slip = lend(day=sept(2), due=due)
    assert code_of(book, slip) == code
    if code:
        book.post(evolve(slip, despite=("P22",), note="校长口头同意"))
        assert [each.note for each in book.breaches(sept(2)) if each.rule.code == "P22"] == ["校长口头同意"]


@pytest.mark.plan("P22")
@pytest.mark.parametrize(
    ("approver", "code"), [("校长", None), (None, "rule"), ("周老师", "reference"), ("王老师", None)]
)
def test_nothing_is_extended_before_approval(approver: str | None, code: str | None) -> None:
    """An extension names who in the principal's office agreed, and that is not the borrower."""
    book = register(old(), approved_loan(day=sept(2), due=sept(9)))
    slip = extend(sept(20), sept(9), approver)
    assert code_of(book, slip) == code
    if code == "rule":
        assert code_of(book, evolve(slip, despite=("P22",), note="校长电话同意")) is None


@pytest.mark.plan("R08")
@pytest.mark.parametrize(("asset", "code"), [("KZ-1", "state"), ("KZ-2", None), ("KZ-9", "unknown")])
def test_what_the_school_has_no_more_is_not_asked_for(asset: str, code: str | None) -> None:
    """The application for a thing that was disposed of is refused when it is made."""
    book = register(old(), old("KZ-2"), propose("KZ-1"), allow(), carry_out("KZ-1"))
    assert code_of(book, ask("JY-1", asset, day=sept(11), due=sept(20))) == code


@pytest.mark.plan("P22")
def test_the_excuse_for_a_loan_stays_in_sight() -> None:
    """Lent first and agreed to by telephone, the loan stands with a note, and in the breaches."""
    book = register(
        old(), evolve(lend(day=sept(2), due=sept(9)), despite=("P22",), note="校长电话同意"), back(day=sept(3))
    )
    assert [each.note for each in book.breaches(YEAR) if each.rule.code == "P22"] == ["校长电话同意"]


def test_nobody_approves_their_own_loan() -> None:
    """Whoever asked does not sign for the principal's office."""
    assert code_of(register(old(), ask(day=sept(2), due=sept(9))), agree(day=sept(2), by="周老师")) == "reference"


@pytest.mark.plan("R08", "P26")
@pytest.mark.parametrize(
    ("later", "expected"),
    [
        ([], [("P26", sept(9))]),
        ([back(day=sept(9))], []),
        ([back(day=sept(10))], [("P26", sept(9))]),
        ([extend(sept(20), sept(9)), back(day=sept(20))], []),
        ([extend(sept(20), sept(9))], [("P26", sept(20))]),
        ([extend(sept(20), sept(12)), back(day=sept(15))], [("P26", sept(9))]),
        ([extend(sept(20), sept(12))], [("P26", sept(9)), ("P26", sept(20))]),
        ([lost("KZ-1", day=sept(9))], []),
    ],
)
def test_overdue_is_worked_out(later: list[Entry[Any]], expected: list[tuple[str, date]]) -> None:
    """A loan due on the 9th is late from the 10th, whether it came back late or never, or was extended too late."""
    book = register(old(), in_order("3-201"), approved_loan(day=sept(2), due=sept(9)), later)
    assert found(book, YEAR, "P26") == expected
    assert [late.due for late in book.late_loans(YEAR.last)] == [day for _, day in expected]


@pytest.mark.plan("P26")
def test_overdue_depends_on_the_day_asked() -> None:
    """On the day it is due a loan that is out is to do; from the end of that day on it is late."""
    book = register(old(), in_order("3-201"), approved_loan(day=sept(2), due=sept(9)))
    assert book.late_loans(sept(8)) == ()
    assert [(late.loan, late.items, late.still_out) for late in book.late_loans(sept(9))] == [("JY-1", ("KZ-1",), True)]
    assert [(due.who, due.last) for due in book.due(Month(2025, 9))] == [("周老师", sept(9))]
    book.post(back(day=sept(12)))
    assert [late.still_out for late in book.late_loans(YEAR.last)] == [False]
    assert book.due(YEAR) == ()


@pytest.mark.plan("P26")
def test_open_loans_are_issued_less_returned() -> None:
    """Three lent, one back, one lost: one is out, and the figures say the same."""
    assets = ("KZ-1", "KZ-2", "KZ-3")
    book = register(
        *map(old, assets),
        approved_loan("JY-1", *assets, day=sept(2), due=sept(9)),
        back("JY-1", "KZ-2", day=sept(3), condition="worn"),
        lost("KZ-3", day=sept(4)),
    )
    figures = book.figures(YEAR)
    out = figures["assets.lent"] - figures["assets.returned"] - figures["assets.lost_on_loan"]
    view = book.of("loan")["JY-1"]
    assert (out, view.items, view.status) == (1, ("KZ-1",), "out")
    assert [(book[asset].status, book[asset].on_loan, book[asset].condition) for asset in assets] == [
        ("in_use", "JY-1", "good"),
        ("in_use", None, "worn"),
        ("missing", None, "good"),
    ]
    book.post(back("JY-1", "KZ-1", day=sept(5)))
    assert (book.of("loan")["JY-1"].status, book.of("loan")["JY-1"].lost) == ("lost", ("KZ-3",))


@pytest.mark.plan("R08")
def test_a_loan_of_which_something_was_lost_is_not_called_returned() -> None:
    """Lost as the last or before the last came back: the loan ends with its loss on it."""
    book = register(old(), approved_loan(day=sept(2), due=sept(9)), lost("KZ-1", day=sept(3)))
    view = book.of("loan")["JY-1"]
    assert (view.status, view.items, view.lost, view.borrower) == ("lost", (), ("KZ-1",), "周老师")
    assert book.labels.state("lost").zh == "遗失未还"


@pytest.mark.plan("P26")
def test_a_loan_carried_in_overdue_is_late_since_that_day() -> None:
    """Due in June and carried in on 1 September, it is a breach of September, which the book can know of, and of no other month."""
    opened = LoanOpened(
        loan="JY-1",
        assets=("KZ-1",),
        borrower="周老师",
        lent_on=date(2025, 6, 2),
        due=date(2025, 6, 30),
        on=sept(1),
        by="王老师",
    )
    book = register(old(), opened)
    assert found(book, Month(2025, 9), "P26") == [("P26", sept(1))]
    assert found(book, Month(2025, 6), "P26") == []


def test_a_loan_open_on_paper_is_carried_in() -> None:
    """It has its own old days: lent in June, it is late since its day."""
    opened = LoanOpened(
        loan="JY-1",
        assets=("KZ-1",),
        borrower="周老师",
        lent_on=date(2025, 6, 2),
        due=date(2025, 6, 30),
        on=sept(1),
        by="王老师",
    )
    book = register(old(), opened)
    assert [late.due for late in book.late_loans(sept(1))] == [date(2025, 6, 30)]
    assert book.of("loan")["JY-1"].lent_on == date(2025, 6, 2)


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (lend("JY-2", day=sept(3), due=sept(9)), "state"),
        (propose("KZ-1", day=sept(3)), "state"),
        (move("KZ-1", day=sept(3), place="3-202"), "state"),
        (move("KZ-1", day=sept(3), to="吴老师"), None),
        (back("JY-1", "KZ-2", day=sept(3)), "reference"),
        (back("JY-9", day=sept(3)), "unknown"),
        (extend(sept(9), sept(3)), "order"),
        (extend(sept(12), sept(13)), "order"),
        (lost(day=sept(3)), "missing"),
        (lend("JY-2", "KZ-2", day=sept(3), due=sept(2)), "order"),
    ],
)
def test_what_is_lent_stays_lent(entry: Entry[Any], code: str | None) -> None:
    """It is not lent again, disposed of or moved; its keeper may change; only what is out comes back, and only to a later day."""
    book = register(old(), old("KZ-2"), approved_loan(day=sept(2), due=sept(9)))
    assert code_of(book, entry) == code


def test_the_register_of_october_shows_what_september_left() -> None:
    """What came back in September is not in October's sheet, what is out still is."""
    book = register(
        *map(old, ("KZ-1", "KZ-2")),
        approved_loan("JY-1", "KZ-1", day=sept(2), due=sept(9)),
        approved_loan("JY-2", "KZ-2", day=sept(3), due=oct_(9)),
        back("JY-1", "KZ-1", day=sept(9)),
    )
    assert loan_register(book, Month(2025, 9)).column("loan") == ("JY-1", "JY-2")
    assert loan_register(book, Month(2025, 10)).column("loan") == ("JY-2",)
