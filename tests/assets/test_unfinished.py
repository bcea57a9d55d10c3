"""What was begun and is not finished: who is told of it, by when, and what is to be posted."""

from datetime import date
from decimal import Context, localcontext
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.assets import (
    AssetRegister,
    AssetRenumbered,
    AssetsFound,
    AssetsMissed,
    ConditionRecorded,
    DamageRefunded,
    DisposalTurnedDown,
    compensation_form,
)
from schoollogistics.calendar.deadlines import within_days
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, Setting
from schoollogistics.values.money import yuan
from tests.assets.stories import (
    PLAN,
    YEAR,
    allow,
    card,
    carry_out,
    charge,
    code_of,
    damage,
    found,
    in_order,
    judge,
    keep,
    letter,
    old,
    post,
    propose,
    register,
    sept,
    settle,
    split,
    value,
)

MISSED = AssetsMissed(assets=("KZ-1",), on=sept(8), by="李老师")
LOST = [MISSED, evolve(damage(), loss="loss"), judge("person", "小明"), charge(60)]
LOST_ANEW = [evolve(MISSED, on=sept(16)), evolve(damage("SH-2", day=sept(16)), loss="loss")]
AGAIN = AssetsFound(assets=("KZ-1",), place="3-201", custodian="李老师", on=sept(15), by="李老师")


def refund(amount: int | str = 60, **changes: Any) -> DamageRefunded:
    """王老师 gives the money back."""
    slip = DamageRefunded(case="SH-1", amount=yuan(amount), reason="失物找回", on=sept(16), by="王老师")
    return evolve(slip, **changes)


def told(book: AssetRegister, rule: str | None = None) -> list[tuple[str, date, tuple[str, ...]]]:
    """Return what is due in the year by this rule, or by none, as (subject, last day, what to post)."""
    dues = [due for due in book.due(YEAR) if due.subject and (due.rule.code if due.rule else None) == rule]
    return [((due.subject or ("", ""))[1], due.last, tuple(kind.__name__ for kind in due.post)) for due in dues]


@pytest.mark.plan("R09")
@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        ([settle(60)], False),
        ([settle(60), AGAIN], True),
        ([AGAIN, settle(60, day=sept(15))], True),
        ([settle(40), AGAIN], True),
        ([settle(60, settled_by="repaired"), AGAIN], False),
        ([settle(60), AGAIN, refund()], False),
        ([settle(60), AGAIN, refund(30)], False),
    ],
)
def test_money_for_a_thing_that_came_back_is_to_be_given_back(happened: list[Entry[Any]], expected: bool) -> None:
    """Paid in and found again: due on the day it turned up, until something was given back; what was made good in kind is not."""
    book = register(old(), in_order("3-201"), LOST, happened)
    rows = [row for row in told(book) if row[2] == ("DamageRefunded",)]
    assert rows == ([("SH-1", sept(15), ("DamageRefunded",))] if expected else [])


@pytest.mark.plan("R09")
def test_a_part_that_was_split_off_and_turned_up_counts_for_the_case_of_its_lot() -> None:
    """The case names the lot, the lost chair has a row of its own; another lot that turns up is none of it."""
    lot = [
        old("ZY-1", quantity=5),
        old("ZY-9"),
        evolve(damage(asset="ZY-1"), loss="loss"),
        split("ZY-1", "ZY-2", 1, sept(8)),
    ]
    gone = [evolve(MISSED, assets=(row,)) for row in ("ZY-2", "ZY-9")]
    book = register(*lot, *gone, judge("person", "小明"), charge(60), settle(60), evolve(AGAIN, assets=("ZY-9",)))
    assert ("SH-1", sept(15), ("DamageRefunded",)) not in told(book)
    book.post(evolve(AGAIN, assets=("ZY-2",)))
    assert ("SH-1", sept(15), ("DamageRefunded",)) in told(book)


@pytest.mark.plan("R05", "R09")
def test_a_case_of_a_lot_that_was_renumbered_before() -> None:
    """A piece that was split off after the case is one of the lot, whatever number the lot had first: found, or still missing."""
    lot = [
        old("ZY-0", quantity=5),
        AssetRenumbered(asset="ZY-0", into="ZY-1", note="错号", on=sept(2), by="王老师"),
        evolve(damage(asset="ZY-1"), loss="loss"),
        split("ZY-1", "ZY-2", 1, sept(8)),
        evolve(MISSED, assets=("ZY-2",)),
    ]
    book = register(*lot, judge("person", "小明"), charge(60), settle(60))
    assert ("ZY-2", sept(11), ("DisposalProposed", "AssetsFound")) in told(book)
    book.post(AssetRenumbered(asset="ZY-1", into="ZY-3", note="错号", on=sept(12), by="王老师"))
    book.post(evolve(AGAIN, assets=("ZY-2",)))
    assert ("SH-1", sept(15), ("DamageRefunded",)) in told(book)


@pytest.mark.plan("R09", "D09")
def test_a_refund_stands_on_the_form_and_in_the_figures() -> None:
    """Sixty charged, forty paid, twenty waived; forty given back: each column adds up, and nothing is open."""
    waived = settle(20, settled_by="waived", note="已找回")
    book = register(old(), LOST, settle(40), AGAIN, evolve(waived, on=sept(15)), refund(25, receipt="TK-1"), refund(15))
    form = compensation_form(book, "SH-1")
    assert dict(form.totals) == {"amount": yuan(60), "refunded": yuan(40)}
    assert form.column("refunded") == (None, None, yuan(25), yuan(15))
    assert dict(form.head)[Text("Not settled, yuan", "未兑现金额（元）")] == 0
    assert [note.zh for note in form.notes] == ["退还原因：失物找回"] * 2
    figures = book.figures(YEAR)
    assert (figures["assets.settled"], figures["assets.refunded"]) == (yuan(40), yuan(40))


@pytest.mark.plan("R09")
@pytest.mark.parametrize(
    ("settled", "slip", "code"),
    [
        (settle(40), refund(40), None),
        (settle(40), refund(41), "range"),
        (settle(40), refund(0), "range"),
        (settle(60), refund(by="小明"), "reference"),
        (settle(60, settled_by="replaced"), refund(1), "range"),
        (settle(60, settled_by="waived", note="困难"), refund(1), "range"),
        (settle(60), refund(case="SH-9"), "unknown"),
    ],
)
def test_no_more_is_given_back_than_was_paid_in(settled: Entry[Any], slip: Entry[Any], code: str | None) -> None:
    """Not more than the money that came in, not nothing, not by whoever gets it."""
    assert code_of(register(old(), LOST, settled), slip) == code


def test_what_was_given_back_is_not_given_back_twice() -> None:
    """A second refund finds only what the first left."""
    book = register(old(), LOST, settle(60), refund(50))
    assert (code_of(book, refund(11)), code_of(book, refund(10))) == ("range", None)


@pytest.mark.plan("R09", "R05")
def test_what_was_replaced_is_registered_and_the_lost_thing_written_off() -> None:
    """Made good in kind, two things are due: a card for the new one because of the settlement, and the old one written off."""
    book = register(old(), in_order("3-201"), LOST)
    settled = book.post(settle(60, settled_by="replaced"))
    to_register = ("SH-1", sept(11), ("AssetRegistered",))
    to_write_off = ("KZ-1", sept(11), ("DisposalProposed", "AssetsFound"))
    assert told(book) == [to_write_off, to_register]
    book.post(evolve(card("KZ-2", on=sept(12)), how="replacement", because=settled))
    assert told(book) == [to_write_off]
    book.post(propose("KZ-1", day=sept(12), manner="loss"))
    assert told(book) == []
    book.post(DisposalTurnedDown(disposal="CZ-1", reason="再找", on=sept(13), by="校长"))
    assert told(book) == [to_write_off]


@pytest.mark.plan("R09", "R05")
@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        ([*LOST], []),
        ([*LOST, settle(40)], []),
        ([*LOST, settle(40), settle(20, day=sept(12))], [("KZ-1", sept(12))]),
        ([*LOST, settle(60), AGAIN, refund()], []),
        ([*LOST, settle(60), AGAIN, *LOST_ANEW], []),
        ([*LOST[:2], judge("unknown")], [("KZ-1", sept(9))]),
        ([damage(), judge("person", "小明"), charge(60), settle(60)], []),
        ([evolve(damage(), condition="damaged"), *LOST[2:], settle(60)], []),
        ([evolve(damage(), condition="damaged"), *LOST[2:], settle(60, settled_by="replaced")], [("KZ-1", sept(11))]),
    ],
)
def test_what_its_case_leaves_on_the_books(happened: list[Entry[Any]], expected: list[tuple[str, date]]) -> None:
    """A lost thing whose case is over, settled or cleared, and a broken one that was replaced, are to be written off."""
    book = register(old(), in_order("3-201"), happened)
    assert [row[:2] for row in told(book) if "DisposalProposed" in row[2]] == expected


def deadlines(days: int) -> Setting:
    """Return the setting of a school that gives so many days for everything."""
    codes = ("P13.deadline", "P24.deadline", "R05.disposal_deadline")
    return evolve(PLAN, values=(*PLAN.values, *(value(code, within_days(days)) for code in codes)))


@pytest.mark.plan("P13", "R09")
@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        ([], [("SH-1", sept(18), ("LiabilityDetermined",))]),
        ([judge("person", "小明")], [("SH-1", sept(18), ("DamageCharged",))]),
        ([judge("wear")], []),
        ([judge("person", "小明"), charge(60), settle(60)], []),
    ],
)
def test_a_case_is_decided_by_a_day(
    happened: list[Entry[Any]], expected: list[tuple[str, date, tuple[str, ...]]]
) -> None:
    """Where the school gives ten days, an open case is due on the tenth after its report, with what is to be posted next."""
    story = [old(), *in_order("3-201"), damage(), *happened]
    assert told(register(story, setting=deadlines(10)), "P13") == expected
    assert told(register(story), "P13") == []


@pytest.mark.plan("R05")
@pytest.mark.parametrize(
    ("happened", "expected"),
    [
        ([], ("DisposalApproved", "DisposalTurnedDown")),
        ([allow()], ("DisposalCarriedOut", "DisposalApproved", "DisposalTurnedDown")),
        ([allow(), carry_out("KZ-1")], None),
        ([DisposalTurnedDown(disposal="CZ-1", reason="可修", on=sept(9), by="校长")], None),
    ],
)
def test_a_disposal_is_finished_by_a_day(happened: list[Entry[Any]], expected: tuple[str, ...] | None) -> None:
    """Where the school gives ten days, a disposal proposed or approved is due, for whoever proposed it."""
    book = register(old(), in_order("3-201"), propose("KZ-1"), happened, setting=deadlines(10))
    assert told(book, "R05.approval") == ([("CZ-1", sept(18), expected)] if expected else [])
    assert [due.who for due in book.due(sept(18))] == (["王老师"] if expected else [])


@pytest.mark.plan("P24", "D05")
@pytest.mark.parametrize(
    ("days", "letters", "due", "broken"),
    [
        (None, [], [sept(1)], [sept(1)]),
        (10, [], [sept(11)], [sept(11)]),
        (10, [letter(first=sept(11))], [], []),
        (10, [letter(first=sept(12))], [], [sept(11)]),
        (0, [letter(first=sept(2))], [], [sept(1)]),
    ],
)
def test_a_letter_is_signed_by_a_day(
    days: int | None, letters: list[Entry[Any]], due: list[date], broken: list[date]
) -> None:
    """Without a number a keeper signs on the first day; with one the school gives time, and nobody is in breach on day one."""
    setting = PLAN if days is None else deadlines(days)
    book = register(old(), keep("3-201"), letters, setting=setting)
    assert [row[1] for row in told(book, "P24")] == due
    assert [day for _, day in found(book, YEAR, "P24")] == broken


@pytest.mark.plan("P24", "R06")
def test_a_new_school_year_asks_for_new_letters() -> None:
    """As the year ends the letters do: both keepers are told by when to sign, and one who hands all over is not."""
    book = register(
        old(),
        old("KZ-2", place="3-202", custodian="周老师"),
        keep("3-201"),
        keep("3-202", "周老师"),
        letter(),
        letter("周老师"),
        setting=deadlines(10),
    )
    first, last = date(2026, 9, 1), date(2026, 9, 11)
    assert [(due.who, due.last) for due in book.due(last)] == [("李老师", last), ("周老师", last)]
    book.post_all(book.roll_over({"3-201": "周老师"}, on=first, by="园长"))
    assert [(due.who, due.last) for due in book.due(last)] == [("周老师", last)]
    assert found(book, first, "P24") == []
    assert found(book, last, "P24") == [("P24", last)]


def test_a_gap_between_two_letters_is_told_once() -> None:
    """The run of days without a letter is what counts, however many things and rooms are kept meanwhile."""
    entries = [
        old(),
        old("KZ-2", on=sept(3)),
        keep("3-201"),
        letter(first=sept(5), last=sept(20)),
        letter(first=sept(23)),
    ]
    book = register(entries, setting=deadlines(1))
    assert found(book, YEAR, "P24") == [("P24", sept(2))]
    assert found(book, sept(21), "P24") == []
    assert found(book, sept(22), "P24") == [("P24", sept(22))]


def test_a_settlement_named_by_number_can_be_looked_up() -> None:
    """What is due says which entry the replacement is registered because of."""
    book = register(old(), LOST)
    settled = book.post(settle(60, settled_by="replaced"))
    said = [due.what.zh for due in book.due(sept(11)) if due.subject == ("case", "SH-1")]
    assert said == [f"登记实物赔偿的资产（起因记录 {settled}）"]


def test_a_broken_thing_that_was_mended_is_not_written_off() -> None:
    """Replaced, yet repaired since: it stays."""
    book = register(old(), evolve(damage(), condition="damaged"), LOST[2:], settle(60, settled_by="replaced"))
    post(book, ConditionRecorded(assets=("KZ-1",), condition="good", on=sept(12), by="王老师"))
    assert [row for row in told(book) if "DisposalProposed" in row[2]] == []


def test_a_refund_is_exact_whatever_the_host_counts_with() -> None:
    """With a host that counts to three digits, what is kept is known to the fen still."""
    book = register(old(cost=20000), in_order("3-201"), damage(), judge("person", "小明"), charge(12345), settle(12345))
    with localcontext(Context(prec=3)):
        book.post(refund(amount="12344.44"))
        assert book.of("case")["SH-1"].received == yuan("0.56")
