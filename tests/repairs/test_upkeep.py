"""根据维修情况，提出校产维护意见: what keeps failing in a term leads to a proposal."""

from datetime import date
from typing import Final

import pytest

from schoollogistics.errors import InvalidValue, OutOfCoverage
from schoollogistics.journal import Setting
from schoollogistics.repairs import RepairWorkflow, repeat_failures_table
from schoollogistics.repairs.entries import RepairEntry
from schoollogistics.values.money import yuan
from tests.calendar.notices import BEIJING, BEIJING_1, BEIJING_2
from tests.repairs.stories import YEAR, cancel, desk, finish, in_hand, merge, report, sept, value

SETTING: Final = Setting(values=(value("P10.repeats", 3),), calendar=BEIJING)
END: Final = BEIJING_1.last


def three_times(*more: RepairEntry, setting: Setting = SETTING) -> RepairWorkflow:
    """Return a desk where D-17 failed three times in the autumn term, 6.00 yuan of labour each time."""
    story: list[RepairEntry] = []
    for number, day in enumerate((sept(8), sept(22), date(2025, 11, 3)), 1):
        key = f"BX-{number}"
        story += [report(day, repair=key, asset="D-17"), *in_hand(day, repair=key)[1:]]
        story.append(finish(day, repair=key, labour=yuan(6)))
    return desk(*story, *more, setting=setting)


@pytest.mark.plan("P10", "R22")
def test_a_term_does_not_end_without_a_proposal_for_what_keeps_failing() -> None:
    """Three repairs of one asset in a term are due a proposal by its last day, and a breach when there is none."""
    book = three_times()
    assert [(due.last, due.where, due.rule and due.rule.code) for due in book.due(END)] == [(END, "D-17", "P10")]
    (breach,) = book.breaches(BEIJING_1)
    assert (breach.rule.code, breach.on) == ("P10", END)
    assert breach.found.zh == "D-17 在 2025-2026-1 报修 3 次，未提维护意见"


@pytest.mark.plan("P10", "R22")
def test_the_book_drafts_the_proposals_and_posting_them_settles_it() -> None:
    """A proposal sums up how often, which slips and what it cost; once posted nothing is due and nothing amiss."""
    book = three_times()
    (draft,) = book.proposals(BEIJING_1, on=END, by="王老师")
    assert draft.proposal == "D-17：报修 3 次（BX-1、BX-2、BX-3），费用合计 18.00 元，建议全面检修或更换"
    book.post(draft)
    assert (book.due(END), book.breaches(BEIJING_1), book.proposals(BEIJING_1, on=END, by="王老师")) == ((), (), ())


@pytest.mark.plan("P10")
def test_a_proposal_after_the_term_is_too_late() -> None:
    """What is proposed on the day after the term does not undo the breach."""
    book = three_times()
    book.post_all(book.proposals(BEIJING_1, on=date(2026, 1, 24), by="王老师"))
    assert [breach.rule.code for breach in book.breaches(BEIJING_1)] == ["P10"]


@pytest.mark.plan("P10")
def test_twice_is_not_often_enough() -> None:
    """Fewer repairs than the number call for nothing, and each term is counted by itself."""
    spring = [report(BEIJING_2.first, repair=f"BX-{n}", asset="D-18") for n in (21, 22)]
    book = three_times(*spring)
    assert [failure.thing for failure in book.repeat_failures(BEIJING_2, 2)] == ["D-18"]
    assert book.breaches(BEIJING_2) == ()


@pytest.mark.plan("P10")
def test_a_place_fails_where_no_asset_is_named() -> None:
    """Slips without an asset number are counted by their place, most often first, then by name."""
    slips = [report(sept(8), repair=f"BX-{n}", place=place) for n, place in enumerate("丙甲乙乙丙乙")]
    counted = desk(*slips).repeat_failures(sept(8), 1)
    assert [(each.thing, len(each.repairs)) for each in counted] == [("乙", 3), ("丙", 2), ("甲", 1)]


@pytest.mark.plan("P10")
def test_what_was_merged_or_taken_back_did_not_fail_again() -> None:
    """A second slip about the same fault, and one taken back, are no further failures."""
    day = sept(8)
    slips = [report(day, repair=f"BX-{n}") for n in (1, 2, 3)]
    book = desk(*slips, merge(day, "BX-2", "BX-1"), cancel(day, "BX-3"))
    assert book.repeat_failures(day, 1)[0].repairs == ("BX-1",)


@pytest.mark.plan("P10")
def test_a_number_decided_later_does_not_reach_back() -> None:
    """A term that ended before the number was decided owes no proposal, also when both lie in one period."""
    later = Setting(values=(value("P10.repeats", 3, date(2026, 2, 1)),), calendar=BEIJING)
    from_september = three_times(setting=later)
    assert from_september.breaches(BEIJING_1) == ()
    assert from_september.breaches(date(2026, 7, 7)) == ()
    assert from_september.breaches(YEAR) == ()


@pytest.mark.plan("P10")
def test_the_list_of_what_keeps_failing() -> None:
    """The list shows how often, which slips, what it cost and whether upkeep was proposed."""
    book = three_times()
    (row,) = repeat_failures_table(book, BEIJING_1).records("zh")
    assert row == {
        "物品": "D-17",
        "报修次数": 3,
        "报修单号": "BX-1、BX-2、BX-3",
        "费用（元）": yuan(18),
        "已提维护意见": False,
    }
    book.post_all(book.proposals(BEIJING_1, on=END, by="王老师"))
    assert repeat_failures_table(book, BEIJING_1).column("proposed") == (True,)


def test_how_often_is_often_must_be_said() -> None:
    """Without a number, neither in the setting nor given, the question cannot be answered."""
    with pytest.raises(InvalidValue, match=r"P10\.repeats"):
        desk().repeat_failures(BEIJING_1)


def test_terms_are_not_guessed() -> None:
    """A number without a calendar is an error: nobody knows when the term ends."""
    book = three_times(setting=Setting(values=(value("P10.repeats", 3),)))
    with pytest.raises(OutOfCoverage, match="calendar"):
        book.breaches(BEIJING_1)
