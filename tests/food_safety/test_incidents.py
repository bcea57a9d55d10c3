"""Lots that are held up, and incidents: what is sealed, who is told, by when."""

from datetime import date, time
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.errors import LogisticsError
from schoollogistics.food_safety import (
    FoodSafetyEntry,
    FoodSafetyLog,
    FoodSealed,
    IncidentClosed,
    LotOpened,
    LotsDisposed,
    LotsFrozen,
    LotsRecalled,
    LotsReleased,
)
from schoollogistics.journal import Setting
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity
from tests.food_safety.stories import PLAN, incident, kept, log, post, refused, report, sept, store

SEPTEMBER: Final = Month(2025, 9)
LOT: Final = ("PC-1",)
BOTH: Final = ("教育局", "市场监管局")


def frozen(on: int = 3) -> LotsFrozen:
    """Return the freezing of the lot of rice."""
    return LotsFrozen(lots=LOT, reason="疑似霉变", on=sept(on), by="王老师")


def lifted(on: int = 4, **more: Any) -> LotsReleased:
    """Return the release of the lot of rice."""
    return LotsReleased(lots=LOT, reason="检验合格", on=sept(on), by="王老师", **more)


def recalled(on: int = 4) -> LotsRecalled:
    """Return the recall of the lot of rice."""
    return LotsRecalled(lots=LOT, reason="厂家召回", on=sept(on), by="王老师")


def disposed(handled: Any = "destroyed", on: int = 5, **more: Any) -> LotsDisposed:
    """Return what became of the rest of the lot."""
    return LotsDisposed(lots=LOT, handled=handled, reason="霉变", on=sept(on), by="王老师", **more)


def closed(on: int = 6) -> IncidentClosed:
    """Return the closing of the incident."""
    return IncidentClosed(incident="SJ-1", conclusion="与食堂无关", on=sept(on), by="校长")


@pytest.mark.plan("R34")
@pytest.mark.parametrize(
    ("entries", "status"),
    [
        ([], "accepted"),
        ([frozen()], "frozen"),
        ([frozen(), lifted()], "accepted"),
        ([recalled()], "recalled"),
        ([frozen(), recalled()], "recalled"),
        ([recalled(), disposed("returned")], "returned"),
        ([disposed()], "destroyed"),
        ([frozen(), disposed()], "destroyed"),
        ([incident(on=sept(3), lots=LOT)], "frozen"),
        ([recalled(3), incident(on=sept(3), lots=LOT)], "recalled"),
    ],
)
def test_lot_goes_its_way(entries: list[FoodSafetyEntry], status: str) -> None:
    """A lot is frozen, released, recalled, given back or destroyed."""
    book = store()
    post(book, entries)
    assert book["PC-1"].status == status


@pytest.mark.parametrize(
    ("entries", "last"),
    [([], lifted()), ([recalled()], lifted()), ([disposed()], frozen(6)), ([disposed()], disposed(on=6))],
)
def test_lot_goes_no_other_way(entries: list[FoodSafetyEntry], last: FoodSafetyEntry) -> None:
    """What is not frozen is not released, what is recalled does not come back, what is gone is gone."""
    book = store()
    post(book, entries)
    assert refused(book, last)[1] in {"state", "already"}


def test_lot_can_be_carried_in() -> None:
    """A lot that lay in the store when the log began has its old dates, and no delivery."""
    opened = LotOpened(
        lot="旧-1", item="面粉", quantity=Quantity(20, "kg"), delivered_on=date(2025, 8, 1), on=sept(1), by="库管"
    )
    book = log(PLAN, opened)
    assert (book["旧-1"].status, book["旧-1"].delivered_on, book.origin("旧-1").slip) == (
        "accepted",
        date(2025, 8, 1),
        None,
    )
    wrong = evolve(opened, lot="旧-2", delivered_on=sept(2))
    assert refused(book, wrong) == (None, "order")
    assert refused(book, evolve(opened, lot="旧-2", supplier="无名")) == (None, "unknown")
    with pytest.raises(LogisticsError):
        book.origin("旧-9")


@pytest.mark.plan("R33")
def test_incident_seals_lots_and_samples_until_it_is_closed() -> None:
    """What is named is frozen at once, more can be sealed later, and a lot is let go after the incident is closed."""
    book = store()
    book.post(kept(sept(3)))
    book.post(incident(on=sept(3), lots=LOT))
    book.post(FoodSealed(incident="SJ-1", samples=("0903-红烧肉",), on=sept(3), by="校医"))
    assert (book["PC-1"].status, book.of("sample")["0903-红烧肉"].status) == ("frozen", "sealed")
    assert refused(book, lifted()) == ("P112.sealed", "rule")
    assert refused(book, disposed()) == ("P112.sealed", "rule")
    book.post(closed())
    assert refused(book, lifted(7)) == (None, "")


@pytest.mark.plan("R33")
def test_sealed_lot_that_is_gone_can_be_written_and_is_a_breach() -> None:
    """A lot destroyed while it is sealed is posted despite the rule, with a note, and is a breach."""
    book = store()
    book.post(incident(on=sept(3), lots=LOT))
    book.post(disposed(despite=("P112.sealed",), note="监管部门要求销毁"))
    assert [(each.rule.code, each.note) for each in book.breaches(sept(5))] == [("P112.sealed", "监管部门要求销毁")]


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (evolve(incident(on=sept(3)), at=None), "missing"),
        (incident(on=sept(3), lots=("PC-1", "PC-1")), "duplicate"),
        (incident(on=sept(3), lots=("PC-9",)), "unknown"),
        (incident(on=sept(3), samples=("没有",)), "unknown"),
        (FoodSealed(incident="SJ-9", lots=LOT, on=sept(3), by="校医"), "unknown"),
        (report("教育局", on=sept(3), at=time(15)), "unknown"),
        (LotsFrozen(lots=(), reason="无", on=sept(3), by="王老师"), "missing"),
    ],
)
def test_slip_that_cannot_be_is_refused(entry: FoodSafetyEntry, code: str) -> None:
    """An incident without its hour, a thing twice, a lot or sample that is not there: refused."""
    assert refused(store(), entry) == (None, code)


def opened(setting: Setting = PLAN) -> FoodSafetyLog:
    """Return a log with an incident found on 3 September at 14:00."""
    return log(setting, incident(on=sept(3)))


@pytest.mark.plan("P112")
@pytest.mark.parametrize(
    ("reports", "late"),
    [
        ([report(*BOTH, on=sept(3), at=time(16))], []),
        ([report(*BOTH, on=sept(3), at=time(16, 1))], list(BOTH)),
        ([report("教育局", on=sept(3), at=time(15))], ["市场监管局"]),
        ([report("教育局", on=sept(3), at=time(15)), report("市场监管局", on=sept(3), at=time(15, 30))], []),
        ([], list(BOTH)),
    ],
    ids=["last minute", "a minute late", "one left out", "one after the other", "nobody"],
)
def test_authorities_are_told_in_time(reports: list[FoodSafetyEntry], late: list[str]) -> None:
    """Each authority that the school has set is told within the set minutes, or is one breach each."""
    book = opened()
    post(book, reports)
    found = book.breaches(sept(3))
    assert [each.rule.code for each in found] == ["P112"] * len(late)
    assert {whom for whom in BOTH if any(whom in each.found.zh for each in found)} == set(late)


@pytest.mark.plan("P112")
def test_reports_are_due_until_they_are_made() -> None:
    """What is to be reported is due with its hour; the final report by the end of its last day."""
    book = opened()
    assert [(each.last, each.until, each.where) for each in book.due(SEPTEMBER)] == [
        (sept(3), time(16), "教育局"),
        (sept(3), time(16), "市场监管局"),
        (sept(10), None, None),
    ]
    book.post(report(*BOTH, on=sept(3), at=time(15)))
    book.post(closed())
    assert [each.last for each in book.due(SEPTEMBER)] == [sept(10)]
    book.post(report(*BOTH, on=sept(10), at=time(17), stage="final"))
    assert (book.due(SEPTEMBER), book.breaches(SEPTEMBER)) == ((), ())


@pytest.mark.plan("P112")
def test_without_numbers_nothing_is_late() -> None:
    """A school that has set no minutes is not reported."""
    assert opened(Setting()).breaches(SEPTEMBER) == ()


def test_figures_count_incidents() -> None:
    """The month counts the incidents that were found in it."""
    assert opened().figures(SEPTEMBER)["food_safety.incidents"] == 1
