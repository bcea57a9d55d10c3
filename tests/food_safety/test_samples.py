"""Samples: one of every dish that was served, enough of it, in time, and kept for long enough."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.errors import Refused
from schoollogistics.food_safety import FoodSafetyEntry, IncidentClosed, SamplesHandedOver, sample_register
from schoollogistics.food_safety.rules.samples import P48, P48_HOURS
from schoollogistics.journal import EntryReversed, Ref, Setting, Value
from schoollogistics.profiles import FIRST_REPORT, NUMBERS, SAMPLE_LIMITS, Prescription
from schoollogistics.values.periods import DateSpan, Month
from schoollogistics.values.quantities import Quantity
from tests.food_safety.stories import (
    DISHES,
    FROM,
    KEEPER,
    PLAN,
    discarded,
    found,
    incident,
    kept,
    log,
    refused,
    released,
    sept,
    served,
)

SEPTEMBER: Final = Month(2025, 9)
TWO_DAYS, ONE_DAY = NUMBERS["003§9"][0], NUMBERS["003§7"][0]
MEAT: Final = "0908-红烧肉"
DAY: Final = sept(8)
OVER: Final = sept(10)


def hours(plan: Prescription) -> Setting:
    """Return a school whose only number is how long samples are kept, as its plan says."""
    return Setting(values=(plan.in_force(FROM),))


@pytest.mark.plan("P48", "P49", "R37")
@pytest.mark.parametrize(
    ("setting", "last"),
    [
        (hours(TWO_DAYS), datetime.combine(sept(10), time(12, 30))),
        (hours(ONE_DAY), datetime.combine(sept(9), time(12, 30))),
    ],
    ids=["48 hours", "24 hours of a kindergarten"],
)
def test_samples_are_kept_for_the_set_hours_from_the_end_of_service(setting: Setting, last: datetime) -> None:
    """A sample of a lunch that ended at 12:30 is let go at 12:30, so many hours later, and not a minute before."""
    book = log(setting, kept(DAY), served(DAY))
    early = last - timedelta(minutes=1)
    assert refused(book, released(MEAT, on=early.date(), at=early.time())) == ("P48", "rule")
    assert refused(book, released(MEAT, on=last.date(), at=last.time())) == (None, "")


@pytest.mark.plan("P48")
def test_early_release_is_refused_and_nothing_excuses_it() -> None:
    """Early release is refused, says until when, and cannot be posted despite the rule."""
    book = log(PLAN, kept(DAY), served(DAY))
    error = book.objection(released(MEAT, on=sept(9)))
    assert isinstance(error, Refused)
    assert "2025-09-10 12:30" in error.text("zh")
    assert not error.excusable
    excused = released(MEAT, on=sept(9), despite=("P48",), note="柜子满了")
    assert book.objection(excused) is not None


@pytest.mark.plan("P48")
def test_sample_that_is_gone_early_is_one_breach() -> None:
    """What is gone too early can be written as discarded, and is one breach with its reason; the other samples are none."""
    book = log(PLAN, kept(DAY), served(DAY), discarded(MEAT, on=sept(9)))
    (gone,) = found(book, SEPTEMBER, "P48")
    assert (gone.on, gone.subject, gone.note) == (
        sept(9),
        ("sample", MEAT),
        "留样盒打翻",
    )
    late = log(PLAN, kept(DAY), served(DAY), discarded(MEAT, on=sept(11)))
    assert found(late, SEPTEMBER, "P48") == []


@pytest.mark.plan("P48")
def test_clock_starts_when_the_sample_was_put_away_where_no_service_is_on_file() -> None:
    """Without the meal on file the hours run from 12:20; with the paper in late, they run from the end of service."""
    book = log(PLAN, kept(DAY))
    book.post(released(MEAT, on=sept(10), at=time(12, 25)))
    assert found(book, SEPTEMBER, "P48") == []
    book.post(served(DAY))
    assert [each.subject for each in found(book, SEPTEMBER, "P48")] == [("sample", MEAT)]


@pytest.mark.plan("P48")
def test_without_a_number_the_rule_does_not_hold() -> None:
    """A school that has set no hours is neither refused nor reported; a number holds from its first day."""
    assert refused(log(Setting(), kept(DAY), served(DAY)), released(MEAT, on=DAY)) == (None, "")
    later = Setting(values=(Value(P48_HOURS, 48, sept(9), "校务会", "local"),))
    assert refused(log(later, kept(DAY), served(DAY)), released(MEAT, on=DAY)) == (None, "")
    assert refused(log(later, kept(sept(9)), served(sept(9))), released("0909-红烧肉", on=sept(9))) == ("P48", "rule")


COOKED: Final = ("红烧肉", "清炒青菜")


@pytest.mark.plan("P48", "R37")
@pytest.mark.parametrize(
    ("samples", "lacking"),
    [
        ([kept(DAY)], []),
        ([kept(DAY, *COOKED)], ["番茄蛋汤"]),
        ([kept(DAY, *COOKED), kept(DAY, "番茄蛋汤", grams=100)], ["番茄蛋汤"]),
        ([kept(DAY, *COOKED), kept(DAY, "番茄蛋汤", grams=125)], []),
        ([kept(DAY, *COOKED), kept(DAY, "番茄蛋汤", at=time(13))], []),
        ([kept(DAY, *COOKED), kept(DAY, "番茄蛋汤", at=time(13, 1))], ["番茄蛋汤"]),
        ([kept(DAY, *COOKED), kept(DAY, "番茄蛋汤", sitting="dinner")], ["番茄蛋汤"]),
        ([kept(DAY, *COOKED), kept(sept(9), "番茄蛋汤")], ["番茄蛋汤"]),
        ([], list(DISHES)),
    ],
    ids=[
        "all",
        "one missing",
        "too little",
        "just enough",
        "at the last minute",
        "a minute late",
        "of another meal",
        "of another day",
        "none",
    ],
)
def test_every_dish_served_has_a_sample(samples: list[FoodSafetyEntry], lacking: list[str]) -> None:
    """A dish without a sample, with too little or with one put away too late is one breach, and only that dish."""
    book = log(PLAN, served(DAY), *samples)
    said = [each.found.zh for each in found(book, DAY, "P48")]
    assert len(said) == len(lacking)
    assert {dish for dish in DISHES if any(dish in each for each in said)} == set(lacking)


@pytest.mark.plan("P48")
def test_a_second_sample_makes_good_what_the_first_lacked() -> None:
    """Of two samples of one dish, one that is enough and in time suffices."""
    second = evolve(kept(DAY, "番茄蛋汤"), lines=(evolve(kept(DAY, "番茄蛋汤").lines[0], sample="补-1"),))
    book = log(PLAN, served(DAY), kept(DAY, *COOKED), kept(DAY, "番茄蛋汤", grams=20), second)
    assert found(book, DAY, "P48") == []


@pytest.mark.plan("P48", "R37")
def test_one_missing_sample_in_a_month_is_found_as_exactly_that() -> None:
    """Of a month of meals, twice a day, one dish of one dinner was not sampled: that is the only one of P48."""
    book = log()
    for day in range(1, 31):
        for sitting, end in (("lunch", time(12, 30)), ("dinner", time(18))):
            slip = kept(sept(day), at=end)
            lines = tuple(evolve(line, sample=f"{day}-{sitting}-{line.dish}") for line in slip.lines)
            if (day, sitting) == (17, "dinner"):
                lines = lines[1:]
            changes: dict[str, Any] = {"sitting": sitting}
            book.post(evolve(slip, lines=lines, **changes))
            book.post(evolve(served(sept(day), at=end), **changes))
    assert [(each.on, each.found.zh) for each in found(book, SEPTEMBER, "P48")] == [(sept(17), "晚餐“红烧肉”无留样")]


def test_meal_is_written_down_once() -> None:
    """A second slip for the same meal is refused; another sitting or another day is another meal."""
    book = log(PLAN, served(DAY))
    assert refused(book, served(DAY, "炒饭")) == (None, "already")
    assert refused(book, served(DAY, sitting="dinner", at=time(18))) == (None, "")
    assert refused(book, served(sept(9))) == (None, "")
    book.post(EntryReversed(of=Ref("food_safety", 0), reason="漏登一道菜", on=DAY, by="王老师"))
    assert refused(book, served(DAY, *DISHES, "水果")) == (None, "")


@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (evolve(served(DAY), at=None), "missing"),
        (evolve(served(DAY), dishes=()), "missing"),
        (served(DAY, "米饭", "米饭"), "duplicate"),
        (evolve(kept(DAY), at=None), "missing"),
        (evolve(kept(DAY), lines=()), "missing"),
        (kept(DAY, "米饭", grams=0), "range"),
        (kept(DAY, "米饭", grams=-5), "range"),
        (evolve(kept(DAY), lines=(evolve(kept(DAY).lines[0], mass=Quantity(1, "份")),)), "choice"),
        (kept(DAY, temperature=Quantity(4, "kg")), "choice"),
        (released("没有", on=sept(11)), "unknown"),
        (released(on=sept(11)), "missing"),
        (evolve(released(on=sept(11)), at=None), "missing"),
    ],
)
def test_slip_that_cannot_be_is_refused(entry: FoodSafetyEntry, code: str) -> None:
    """A slip without dishes, samples or hour, nothing of something, no mass: refused."""
    assert refused(log(), entry) == (None, code)


def test_sample_goes_once() -> None:
    """What was released, discarded or handed over is gone."""
    handed = SamplesHandedOver(samples=(MEAT,), to="疾控中心", on=sept(9), at=time(9), by=KEEPER)
    book = log(PLAN, kept(DAY), served(DAY), handed)
    assert book.of("sample")[MEAT].status == "handed_over"
    assert refused(book, discarded(MEAT, on=sept(9))) == (None, "state")
    assert refused(book, released(MEAT, on=sept(12))) == (None, "state")
    assert found(book, SEPTEMBER, "P48") == []


@pytest.mark.plan("R33")
def test_sealed_samples_are_not_released() -> None:
    """A sample that is sealed stays past its hours, until the incident is closed."""
    book = log(PLAN, kept(DAY), served(DAY), incident(on=DAY, samples=(MEAT,)))
    assert book.of("sample")[MEAT].status == "sealed"
    assert refused(book, released(MEAT, on=sept(15))) == ("P48", "rule")
    assert refused(book, released("0908-清炒青菜", on=sept(15))) == (None, "")
    book.post(IncidentClosed(incident="SJ-1", conclusion="与食堂无关", on=sept(15), by="校长"))
    assert refused(book, released(MEAT, on=sept(15))) == (None, "")


@pytest.mark.plan("R33")
def test_sealed_sample_that_is_gone_is_a_breach_even_past_its_hours() -> None:
    """A sample discarded while it is sealed is a breach; after the incident is closed it is none."""
    sealed = log(PLAN, kept(DAY), served(DAY), incident(on=DAY, samples=(MEAT,)), discarded(MEAT, on=sept(20)))
    assert ["SJ-1" in each.found.zh for each in found(sealed, sept(20), "P48")] == [True]
    closed = IncidentClosed(incident="SJ-1", conclusion="与食堂无关", on=sept(19), by="校长")
    done = log(PLAN, kept(DAY), served(DAY), incident(on=DAY, samples=(MEAT,)), closed, discarded(MEAT, on=sept(20)))
    assert found(done, sept(20), "P48") == []


@pytest.mark.plan("R33")
def test_sample_of_two_incidents_stays_until_both_are_closed() -> None:
    """A sample sealed for two incidents is not let go when one of them is closed."""
    book = log(PLAN, kept(DAY), incident(on=DAY, samples=(MEAT,)), incident("SJ-2", on=DAY, samples=(MEAT,)))
    book.post(IncidentClosed(incident="SJ-2", conclusion="查清", on=sept(12), by="校长"))
    assert refused(book, released(MEAT, on=sept(15))) == ("P48", "rule")


@pytest.mark.parametrize(("degrees", "warm"), [(Decimal(0), 0), (Decimal(8), 0), (Decimal("8.1"), 1), (Decimal(-1), 1)])
def test_cabinet_that_is_too_warm_is_a_breach(degrees: Decimal, warm: int) -> None:
    """The temperature on the slip is judged by the limits the school has set, both included."""
    book = log(PLAN, kept(DAY, temperature=Quantity(degrees, "°C")))
    assert len(found(book, DAY, "P48")) == warm


@pytest.mark.plan("P48")
def test_a_meal_that_is_over_after_midnight_keeps_its_day() -> None:
    """Service and samples after midnight say of which day they are; the meal of the next day is another one."""
    late: dict[str, Any] = {"sitting": "dinner", "service_day": DAY}
    supper = (served(sept(9), at=time(0, 10), **late), kept(sept(9), at=time(0, 30), **late))
    book = log(PLAN, *supper, served(sept(9), sitting="dinner", at=time(18)))
    assert found(book, DAY, "P48") == []
    assert [each.on for each in found(book, sept(9), "P48")] == [sept(9)] * 3
    assert refused(book, released("0909-红烧肉", on=sept(11), at=time(0, 9))) == ("P48", "rule")
    assert refused(book, released("0909-红烧肉", on=sept(11), at=time(0, 10))) == (None, "")
    assert refused(book, served(sept(8), sitting="dinner", at=time(23))) == (None, "already")
    row = sample_register(book, DAY).records()[0]
    assert (row["on"], row["kept_on"], row["started"]) == (DAY, sept(9), "2025-09-09 00:10")


@pytest.mark.plan("P48")
@pytest.mark.parametrize("day", [sept(7), sept(10)])
def test_a_slip_is_of_a_meal_of_its_day_or_the_day_before(day: date) -> None:
    """A meal of an earlier or a later day is not written down as over, or put away, today."""
    for entry in (served(sept(9), service_day=day), kept(sept(9), service_day=day)):
        assert refused(log(), entry) == (None, "order")


def test_figures_count_dishes_and_samples() -> None:
    """The month counts dishes served and samples kept."""
    figures = log(PLAN, served(DAY), kept(DAY), kept(date(2025, 10, 9))).figures(SEPTEMBER)
    assert [figures[f"food_safety.{code}"] for code in ("dishes", "samples")] == [3, 3]


def test_numbers_from_outside_the_plans_say_that_nobody_verified_them() -> None:
    """Mass, degrees and the first report come from secondary texts, and say so; the hours are those of the plans."""
    assert {each.status for each in (*SAMPLE_LIMITS, FIRST_REPORT)} == {"secondary", "unverified"}
    assert {(each.value, each.status) for each in (TWO_DAYS, ONE_DAY)} == {(48, "local"), (24, "local")}


@pytest.mark.plan("P48")
def test_samples_whose_time_is_over_are_due_to_be_released() -> None:
    """Those still in the cabinet are due, meal by meal, on the day their time is over; what is sealed once that is lifted."""
    book = log(PLAN, kept(DAY), served(DAY))

    def listed(during: DateSpan | date = OVER) -> list[tuple[str, date, str | None]]:
        return [(each.what.zh, each.last, each.where) for each in book.due(during) if each.rule == P48]

    def left(number: int) -> list[tuple[str, date, str | None]]:
        return [(f"销毁 2025-09-08 午餐到期留样 {number} 份（应留至 12:30）", sept(10), "留样柜1")]

    assert (listed(), listed(DateSpan(DAY, sept(9)))) == (left(3), [])
    book.post(incident(on=sept(9), samples=(MEAT,)))
    assert listed() == left(2)
    book.post(IncidentClosed(incident="SJ-1", conclusion="与食堂无关", on=sept(10), by="校长"))
    assert listed() == left(3)
    book.post(released(MEAT, "0908-清炒青菜", on=sept(10)))
    assert listed() == left(1)
    book.post(discarded("0908-番茄蛋汤", on=sept(10)))
    assert listed() == []
    assert P48 not in [each.rule for each in log(Setting(), kept(DAY), served(DAY)).due(SEPTEMBER)]
