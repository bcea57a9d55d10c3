"""The rules of the canteen: the limit of the surplus and its bases, prices before effect, those who look on, what comes round."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar import EveryMonths, NthSchoolDay, Term, TermCalendar
from schoollogistics.canteen import (
    CanteenLedger,
    CommitteeFormed,
    CommitteeMet,
    MealAccompanied,
    Member,
    SatisfactionSurveyed,
    StockCounted,
    SurplusReturned,
)
from schoollogistics.canteen.entries.codes import Body, Group, Occasion
from schoollogistics.canteen.entries.dining import FeeLine
from schoollogistics.canteen.rules.plans import (
    P44_DAYS_COVER,
    P70_BASE,
    P70_SIDES,
    P70_TOLERANCE,
    P75,
    P76,
    P78,
    P79,
    P80,
    P82,
    P83_PER_MEAL,
)
from schoollogistics.errors import OutOfCoverage
from schoollogistics.journal import Published, Routine, Setting, Value
from schoollogistics.values.money import NOTHING, yuan
from schoollogistics.values.periods import DateSpan, Month
from tests.canteen.stories import (
    CLERK,
    SEPTEMBER,
    carried,
    counted,
    enrolled,
    found,
    issued,
    kitchen,
    line,
    listed,
    paid,
    priced,
    sept,
    served,
    stocked,
    used,
)

TERM: Final = Term(name="2025-2026-1", first=date(2025, 9, 1), last=date(2026, 1, 23))
CALENDAR: Final = TermCalendar(terms=[TERM], published_through=date(2026, 1, 31))


def setting(base: str | None = None, *, per_meal: bool | None = None, calendar: TermCalendar | None = None) -> Setting:
    """Return a school that limits the surplus to 3 % on some base."""
    values = [Value(P70_TOLERANCE, Decimal("0.03"), sept(1), "003§9", "unverified")]
    if base is not None:
        values.append(Value(P70_BASE, base, sept(1), "校务会"))
    if per_meal is not None:
        values.append(Value(P83_PER_MEAL, per_meal, sept(1), "校务会"))
    return Setting(school="育才小学", values=tuple(values), calendar=calendar)


def month_of(cost: str, carried_in: str = "0", school: Setting | None = None) -> CanteenLedger:
    """Return a month in which the pupils paid for 1000 yuan of meals and their food cost so much."""
    return kitchen(
        enrolled(),
        priced(price=10),
        listed("青菜", "vegetables"),
        carried(carried_in),
        paid(1000),
        served(100),
        used(cost),
        setting=school or setting("period"),
    )


# ------------------------------------------------------------------------------------------------------ P70 the limit


@pytest.mark.plan("P70", "P74")
@pytest.mark.parametrize(
    ("cost", "breached"),
    [("970.00", False), ("969.99", True), ("1030.00", False), ("1030.01", True), ("1000.00", False)],
)
def test_surplus_and_deficit_within_the_limit(cost: str, breached: bool) -> None:
    """Three in a hundred over or under the income is within the limit; a fen more is not."""
    assert found(month_of(cost)) == ([("P70", SEPTEMBER.last)] if breached else [])


@pytest.mark.plan("P70")
def test_base_decides() -> None:
    """The same month is a breach by what is left over so far and none by itself, or the other way round."""
    assert found(month_of("1000", "100", setting("period"))) == []
    assert found(month_of("1000", "100", setting("cumulative"))) == [("P70", SEPTEMBER.last)]
    assert found(month_of("900", "-90", setting("period"))) == [("P70", SEPTEMBER.last)]
    assert found(month_of("900", "-90", setting("cumulative"))) == []


@pytest.mark.plan("P70")
def test_term_as_the_base() -> None:
    """By the term, a month is no breach; the term is, on its last day, and takes a calendar."""
    book = month_of("900", school=setting("term", calendar=CALENDAR))
    assert found(book, SEPTEMBER) == []
    assert found(book, TERM.last) == [("P70", TERM.last)]
    with pytest.raises(OutOfCoverage):
        month_of("900", school=setting("term")).breaches(TERM.last)


@pytest.mark.plan("P70")
def test_stocking_up_is_no_loss() -> None:
    """What was bought and lies in the store has cost nothing yet: only what was eaten counts."""
    book = month_of("1000")
    book.post(listed(on=sept(8)))
    book.post(stocked(line(1000, 4000), on=sept(9)))
    assert found(book) == []


@pytest.mark.plan("P70")
@pytest.mark.parametrize(("sides", "surplus", "deficit"), [("both", 1, 1), ("surplus", 1, 0), ("deficit", 0, 1)])
def test_limit_of_one_side(sides: str, surplus: int, deficit: int) -> None:
    """A school may limit the surplus alone, or the deficit alone."""
    school = evolve(setting("period"), values=(*setting("period").values, Value(P70_SIDES, sides, sept(1), "校务会")))
    assert (len(found(month_of("900", school=school))), len(found(month_of("1100", school=school)))) == (
        surplus,
        deficit,
    )


@pytest.mark.plan("P44")
@pytest.mark.parametrize(("bought", "breached"), [(400, False), (401, True)])
def test_store_holds_some_days_of_use(bought: int, breached: bool) -> None:
    """What lies in the store at a month's end is at most so many days of the month's use."""
    school = Setting(values=(Value(P44_DAYS_COVER, 90, sept(1), "校务会"),))
    book = kitchen(enrolled(), priced(), listed(), stocked(line(bought, bought)), setting=school)
    book.post(issued(100))
    assert found(book, SEPTEMBER) == ([("P44", SEPTEMBER.last)] if breached else [])


def test_no_number_no_limit() -> None:
    """Without a limit, without a base, or without income there is nothing to breach, and no ratio of nothing."""
    assert found(month_of("500", school=setting())) == []
    assert found(month_of("500", school=Setting())) == []
    empty = kitchen(setting=setting("period"))
    assert (empty.result(SEPTEMBER).ratio, empty.result(SEPTEMBER).cost_per_meal) == (None, None)


def test_cost_per_meal() -> None:
    """Food over meals served, to the fen."""
    assert month_of("333.33").results(SEPTEMBER)[0].cost_per_meal == yuan("3.33")


def test_surplus_is_returned_to_who_paid() -> None:
    """A surplus goes back as fees paid in advance: it comes off the income, and no more than there is can go."""
    book = month_of("900")
    slip = SurplusReturned(lines=(FeeLine(diner="三1班", amount=yuan(100)),), reason="学期结余", on=sept(30), by=CLERK)
    error = book.objection(evolve(slip, lines=(FeeLine(diner="三1班", amount=yuan("100.01")),)))
    assert error is not None
    assert error.code == "insufficient"
    book.post(slip)
    result = book.results(SEPTEMBER)[0]
    assert (result.income, result.surplus, book["三1班"].prepaid) == (yuan(900), NOTHING, yuan(100))


# -------------------------------------------------------------------------------------------------------- P77 prices


@pytest.mark.plan("P77")
def test_price_is_announced_before_it_takes_effect() -> None:
    """A price in force on the day it is announced is refused, or posted despite the rule and then a breach."""
    late = priced(on=sept(2), since=sept(2))
    book = kitchen()
    error = book.objection(late)
    assert error is not None
    assert error.rule is not None
    assert (error.rule.code, error.excusable) == ("P77", True)
    book.post(evolve(late, despite=("P77",), note="开学首日"))
    assert found(book) == [("P77", sept(2))]


def test_price_of_the_day() -> None:
    """A meal costs what was in force on its day, and without a price it cannot be counted."""
    book = kitchen(enrolled(), priced(price=7, since=sept(2)), paid(100), priced(price=8, on=sept(9), since=sept(10)))
    error = book.objection(served(1, on=sept(1)))
    assert error is not None
    book.post(served(1, on=sept(9)))
    book.post(served(1, on=sept(10)))
    assert book["三1班"].prepaid == 85


# ------------------------------------------------------------------------------------------------ P81 – P84 who looks on

FRIDAY: Final = sept(26)
FIVE: Final[tuple[Group, ...]] = ("administration", "logistics", "teachers", "parents", "union")


def formed(body: Body = "meal", groups: tuple[Group, ...] = FIVE, committee: str = "膳食委员会") -> CommitteeFormed:
    """Return a committee with one member of each of some groups."""
    lines = tuple(Member(member=f"{committee}{group}", represents=group) for group in groups)
    return CommitteeFormed(committee=committee, body=body, lines=lines, on=sept(1), by="王校长")


def met(occasion: Occasion = "regular", committee: str = "膳食委员会", on: date = FRIDAY) -> CommitteeMet:
    """Return a meeting of a committee."""
    return CommitteeMet(
        committee=committee,
        occasion=occasion,
        present=(f"{committee}parents",),
        topics="九月菜谱与账目",
        on=on,
        by="周老师",
    )


@pytest.mark.plan("R44", "P81")
def test_meal_committee_has_five_groups() -> None:
    """A meal committee without one of the five groups is a breach that names the group; other committees are free."""
    assert found(kitchen(formed())) == []
    (breach,) = kitchen(formed(groups=FIVE[:-1])).breaches(SEPTEMBER)
    assert (breach.rule.code, "工会" in breach.found.zh) == ("P81", True)
    (alone,) = kitchen(formed(groups=FIVE[:1])).breaches(SEPTEMBER)
    assert alone.found.zh == "膳食委员会 缺 后勤、教师、家长、工会代表"
    assert found(kitchen(formed("supervision", FIVE[:1], "监委会"))) == []


def test_only_members_meet() -> None:
    """Who is no member is no part of a meeting; a meeting of nobody is none."""
    book = kitchen(formed())
    codes = [book.objection(evolve(met(), present=present)) for present in ((), ("路人",), ("膳食委员会parents",) * 2)]
    assert [error.code for error in codes if error is not None] == ["missing", "reference", "duplicate"]


@pytest.mark.plan("R45", "P84")
@pytest.mark.parametrize(
    ("occasion", "breached"), [("tender", True), ("pricing", True), ("money", True), ("regular", False)]
)
def test_parents_attend_tenders_prices_and_money(occasion: Occasion, breached: bool) -> None:
    """A meeting about tenders, prices or money without the parents' committee is a breach; with it, or on other things, none."""
    committees = (formed(), formed("parents", ("parents",), "家长监督委员会"))
    assert found(kitchen(*committees, met(occasion))) == ([("P84", sept(26))] if breached else [])
    assert found(kitchen(*committees, met(occasion), met(occasion, "家长监督委员会"))) == []


def along(on: date, meal: str = "学生午餐") -> MealAccompanied:
    """Return the record of a leader who ate along."""
    return MealAccompanied(meal=meal, findings="饭菜温热", on=on, by="王校长")


@pytest.mark.plan("R46", "P83")
@pytest.mark.parametrize(
    ("per_meal", "breached"), [(None, []), (False, [sept(9)]), (True, [sept(8), sept(9), sept(9)])]
)
def test_leader_eats_along(per_meal: bool | None, breached: list[date]) -> None:
    """On each day of service, or at each sitting where the school says so, a leader eats with the pupils."""
    book = kitchen(
        enrolled(),
        priced(),
        evolve(priced("学生点心", 2), sitting="afternoon_snack"),
        paid(500),
        *(served(5, meal=meal, on=day) for day in (sept(8), sept(9)) for meal in ("学生午餐", "学生点心")),
        along(sept(8)),
        setting=setting(per_meal=per_meal),
    )
    assert found(book) == [("P83", day) for day in breached]


def test_leader_with_the_staff_does_not_count() -> None:
    """Who eats the staff's meal has not eaten with the pupils; a meal nobody offers cannot be accompanied."""
    book = kitchen(
        enrolled(), priced(), priced("教工午餐", 12, "staff"), paid(50), served(5), setting=setting(per_meal=False)
    )
    book.post(along(sept(8), "教工午餐"))
    assert found(book) == [("P83", sept(8))]
    error = book.objection(along(sept(8), "夜宵"))
    assert error is not None
    assert error.code == "unknown"


@pytest.mark.plan("R44")
def test_survey_adds_up() -> None:
    """No more sheets come back than went out, and no more are content than answered."""
    survey = SatisfactionSurveyed(asked="parents", handed_out=40, returned=38, satisfied=35, on=sept(28), by="周老师")
    book = kitchen(survey)
    for wrong in (evolve(survey, returned=41), evolve(survey, satisfied=39)):
        error = book.objection(wrong)
        assert error is not None
        assert error.code == "range"


# -------------------------------------------------------------------------------------------------- what comes round


def routine(rule: Any, cycle: Any, kind: Any, **where: str) -> Routine:
    """Return a routine of one rule."""
    return Routine(
        code=rule.code, zh=rule.zh, en=rule.en, source=rule.source, cycle=cycle, fulfilled_by=kind,
        where=tuple(where.items()), rule=rule,
    )  # fmt: skip


MONTHLY: Final = NthSchoolDay(1, grace=31)
COMING_ROUND: Final = [
    pytest.param(
        routine(P75, MONTHLY, Published, view="canteen_account"),
        Published(view="canteen_account", period=Month(2025, 8), version=1, where="公示栏", on=sept(10), by="王校长"),
        marks=pytest.mark.plan("P75"),
    ),
    pytest.param(
        routine(P76, MONTHLY, SatisfactionSurveyed, asked="parents"),
        SatisfactionSurveyed(asked="parents", handed_out=40, returned=38, satisfied=35, on=sept(28), by="周老师"),
        marks=pytest.mark.plan("P76"),
    ),
    pytest.param(routine(P78, MONTHLY, StockCounted), counted(0), marks=pytest.mark.plan("P78")),
    pytest.param(routine(P80, MONTHLY, CommitteeMet, committee="膳食委员会"), met(), marks=pytest.mark.plan("P80")),
    pytest.param(
        routine(P82, MONTHLY, CommitteeMet, committee="监委会", occasion="accounts"),
        met("accounts", "监委会"),
        marks=pytest.mark.plan("P82"),
    ),
]


@pytest.mark.parametrize(("duty", "entry"), COMING_ROUND)
def test_duty_comes_round(duty: Routine, entry: Any) -> None:
    """A duty of the month is due until it is done, and missed it is a breach of its rule on its last day."""
    school = Setting(calendar=CALENDAR, routines=(duty,))
    before = (formed(), formed("supervision", ("parents",), "监委会"), listed())
    book = kitchen(*before, setting=school)
    assert [due.rule for due in book.due(SEPTEMBER)] == [duty.rule]
    assert [breach.rule for breach in book.breaches(SEPTEMBER)] == [duty.rule]
    book.post(entry)
    assert (book.due(SEPTEMBER), book.breaches(SEPTEMBER)) == ((), ())


@pytest.mark.plan("P79")
@pytest.mark.parametrize(("day", "missed"), [(date(2025, 9, 26), 0), (date(2025, 10, 20), 0), (date(2025, 11, 3), 1)])
def test_committee_meets_every_two_months(day: date, missed: int) -> None:
    """One meeting in September or October is enough for both; one in November comes too late for them."""
    duty = routine(P79, EveryMonths(2, 1, grace=43), CommitteeMet, committee="膳食委员会")
    book = kitchen(formed(), met(on=day), setting=Setting(calendar=CALENDAR, routines=(duty,)))
    autumn = [breach.rule for breach in book.breaches(DateSpan(date(2025, 9, 1), date(2025, 10, 31)))]
    assert autumn == [P79] * missed
