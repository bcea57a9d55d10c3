"""What a repair costs: parts, labour and vendor, job by job, and what stands behind every sum."""

from decimal import Decimal
from typing import Final

import pytest
from attrs import evolve

from schoollogistics.journal import EntryReversed, Ref, behind
from schoollogistics.repairs import PartUsed, RepairAssigned, RepairHandedOver, repair_record
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, Month
from schoollogistics.values.quantities import Quantity
from tests.repairs.stories import ONE, TWO, YEAR, accept, desk, finish, in_hand, report, send_back, sept, triage

DAY: Final = sept(8)
TUBE: Final = PartUsed(part="灯管", quantity=Quantity(2, "支"), amount=yuan(24))
BALLAST: Final = PartUsed(part="镇流器", quantity=Quantity(1, "个"), amount=yuan("35.50"))
DEAR: Final = finish(DAY, parts=(TUBE, BALLAST), labour=yuan(20), vendor=yuan("80.05"))


@pytest.mark.plan("R22")
def test_a_repair_costs_parts_labour_and_vendor() -> None:
    """The cost of a job is the sum of its three parts, to the fen."""
    assert (DEAR.parts_cost, DEAR.cost) == (Decimal("59.50"), Decimal("159.55"))
    assert desk(*in_hand(DAY), DEAR)[ONE].cost == Decimal("159.55")


@pytest.mark.plan("R22")
def test_rework_adds_to_the_cost() -> None:
    """What was spent before the work was sent back stays spent."""
    book = desk(*in_hand(DAY), DEAR, send_back(DAY), finish(DAY, parts=(TUBE,)), accept(DAY))
    assert book[ONE].cost == Decimal("183.55")
    assert (book.figures(DAY)["repairs.finished"], book.figures(DAY)["repairs.sent_back"]) == (2, 1)


@pytest.mark.plan("R22")
def test_every_figure_names_the_slips_behind_it() -> None:
    """The cost of a month is the sum over its slips, each named with its amount."""
    book = desk(*in_hand(DAY), DEAR, *in_hand(DAY, repair=TWO), finish(DAY, repair=TWO, labour=yuan(15)))
    shares = behind(book, "repairs.cost", Month(2025, 9))
    assert [(share.entry, share.contribution.amount) for share in shares] == [
        (DEAR, Decimal("159.55")),
        (finish(DAY, repair=TWO, labour=yuan(15)), Decimal("15.00")),
    ]
    assert [str(share.contribution.ref) for share in shares] == ["repairs#3", "repairs#7"]
    assert sum(share.contribution.amount for share in shares) == book.figures(YEAR)["repairs.cost"]


@pytest.mark.plan("R22")
def test_figures_count_what_was_done_in_house_and_what_was_replaced() -> None:
    """Contractors, replacements and labour are figures of their own."""
    replaced = finish(DAY, disposition="replace", why_no_repair="烧毁", why_no_substitute="无库存")
    outside = RepairAssigned(repair=TWO, worker="宏达公司", external=True, reason="无资质", on=DAY, by="王老师")
    moved = RepairHandedOver(repair=TWO, worker="安顺公司", external=True, reason="改期", on=DAY, by="王老师")
    steps = [report(DAY, repair=TWO), triage(DAY, repair=TWO), outside, moved]
    figures = desk(*in_hand(DAY), evolve(replaced, labour_minutes=40), *steps).figures(DAY)
    assert (figures["repairs.replaced"], figures["repairs.external"], figures["repairs.labour_minutes"]) == (1, 2, 40)


@pytest.mark.plan("R22", "D19")
def test_a_reversed_slip_costs_nothing_and_both_months_keep_their_figures() -> None:
    """A wrong slip reversed in October leaves September as it was printed and takes its cost off in October."""
    book = desk(*in_hand(DAY), DEAR)
    september, october = Month(2025, 9), Month(2025, 10)
    printed = repair_record(book, september)
    book.post(EntryReversed(of=Ref("repairs", book.version - 1), reason="金额录错", on=october.first, by="王老师"))
    assert book[ONE].cost is None
    assert repair_record(book, september) == printed
    assert book.figures(october)["repairs.cost"] == Decimal("-159.55")
    (row,) = repair_record(book, october).records("zh")
    assert (row["处理"], row["费用（元）"]) == ("红字冲销：换灯管", Decimal("-159.55"))
    assert dict(repair_record(book, DateSpan(DAY, october.last)).totals) == {"cost": Decimal("0.00")}


@pytest.mark.plan("D19")
def test_the_record_is_printed_even_when_its_report_is_reversed_too() -> None:
    """Slips reversed one after the other, back to the report, leave a record that still says what was what."""
    book = desk(*in_hand(DAY), DEAR)
    for number in (3, 2, 1, 0):
        book.post(EntryReversed(of=Ref("repairs", number), reason="试录", on=DAY, by="王老师"))
    assert ONE not in book
    assert repair_record(book, DAY).column("finding") == ("灯不亮", "灯不亮")
