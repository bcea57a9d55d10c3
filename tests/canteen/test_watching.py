"""Those who look on, over one term: whatever single record is left out is found, once; and what comes of a meal accompanied."""

from datetime import date
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar import EveryMonths, NthSchoolDay, OnDates, Term, TermCalendar
from schoollogistics.canteen import (
    CanteenLedger,
    CommitteeFormed,
    CommitteeMet,
    DinerLeft,
    MealAccompanied,
    Member,
    Problem,
    ProblemSolved,
    SatisfactionSurveyed,
    SavingObserved,
    Score,
    StockCounted,
    accompanied_meals,
    committee_members,
    committee_minutes,
    headcount_table,
    satisfaction_table,
    saving_table,
)
from schoollogistics.canteen.book.watching import GROUPS
from schoollogistics.canteen.rules import P75, P76, P78, P79, P80, P82, P83_PER_MEAL
from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Entry, MonthClosed, Published, Routine, Rule, Setting, Value
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, Month
from schoollogistics.values.quantities import Quantity
from tests.canteen.stories import (
    CLERK,
    SEPTEMBER,
    carried,
    counted,
    enrolled,
    issued,
    kitchen,
    line,
    listed,
    opened,
    paid,
    post,
    priced,
    reconciled,
    sept,
    served,
)

# ------------------------------------------------------------------------------------ a term in which all is kept

TERM: Final = Term(name="2025-2026-2", first=date(2026, 2, 23), last=date(2026, 7, 3))
AUTUMN: Final = Term(name="2025-2026-1", first=date(2025, 9, 1), last=date(2026, 1, 23))
CALENDAR: Final = TermCalendar(terms=[AUTUMN, TERM], published_through=date(2026, 8, 31))
SPRING: Final = DateSpan(TERM.first, TERM.last)
MONTHS: Final = tuple(Month(2026, number) for number in (3, 4, 5, 6))
DAYS: Final = tuple(day for month in MONTHS for day in month if CALENDAR.is_school_day(day))
MONTHLY: Final = NthSchoolDay(1, grace=31)


def duty(rule: Rule, cycle: Any, kind: Any, code: str = "", **where: Any) -> Routine:
    """Return a routine of one rule."""
    return Routine(
        code=code or rule.code, zh=rule.zh, en=rule.en, source=rule.source, cycle=cycle, fulfilled_by=kind,
        where=tuple(where.items()), rule=rule, since=date(2026, 3, 1), until=date(2026, 6, 30),
    )  # fmt: skip


def days_of(number: int) -> list[date]:
    """Return the school days of a month of 2026."""
    return [day for day in Month(2026, number) if CALENDAR.is_school_day(day)]


def in_month(number: int) -> Any:
    """Return the cycle of a duty of one month: due on its first school day, in time to its last."""
    days = days_of(number)
    return OnDates((days[0],), grace=len(days) - 1)


AUDIT: Final = {"committee": "监委会", "occasion": "accounts"}
LOOK: Final = {"committee": "监委会", "occasion": "activity"}
SCHOOL: Final = Setting(
    school="示例小学",
    calendar=CALENDAR,
    values=(Value(P83_PER_MEAL, True, TERM.first, "校务会"),),
    routines=(
        duty(P75, MONTHLY, Published, view="canteen_account"),
        duty(P76, MONTHLY, SatisfactionSurveyed, asked="parents"),
        duty(P78, MONTHLY, StockCounted),
        duty(P79, EveryMonths(2, 1, grace=38), CommitteeMet, committee="膳食委员会", occasion="regular"),
        duty(P80, MONTHLY, CommitteeMet, committee="伙委会", occasion="regular"),
        duty(P82, in_month(3), CommitteeMet, "P82-year", **AUDIT, audited="year"),
        duty(P82, in_month(3), CommitteeMet, "P82-months", **AUDIT, audited="month"),
        duty(P82, in_month(4), CommitteeMet, "P82-april", **LOOK),
        duty(P82, in_month(5), CommitteeMet, "P82-may", **LOOK),
        duty(P82, in_month(6), CommitteeMet, "P82-term", **AUDIT, audited="term"),
    ),
)


def met(committee: str, occasion: Any, on: date, **more: Any) -> CommitteeMet:
    """Return a meeting of a committee."""
    return CommitteeMet(
        committee=committee, occasion=occasion, present=("李家长",), topics="菜谱与账目", on=on, by="周老师", **more
    )


def records() -> list[Entry[Any]]:
    """Return all that is written in four months of a school that keeps every rule, in order of days."""
    found: list[Entry[Any]] = []
    for day in DAYS:
        found.append(served(40, on=day))
        found.append(MealAccompanied(meal="学生午餐", findings="饭菜温热", on=day, by="王校长"))
    for month in MONTHS:
        last = days_of(month.first.month)[-1]
        found.append(
            Published(view="canteen_account", period=month.previous(), version=1, where="公示栏", on=last, by=CLERK)
        )
        found.append(
            SatisfactionSurveyed(asked="parents", handed_out=40, returned=38, satisfied=35, on=last, by="周老师")
        )
        found += [counted(10, on=last), counted(5, "面粉", on=last), met("伙委会", "regular", last)]
    found += [
        met("膳食委员会", "regular", date(2026, 4, 20)),
        met("膳食委员会", "regular", date(2026, 6, 15)),
        met("监委会", "accounts", date(2026, 3, 10), audited="year"),
        met("监委会", "accounts", date(2026, 3, 10), audited="month"),
        met("监委会", "activity", date(2026, 4, 10)),
        met("监委会", "activity", date(2026, 5, 11)),
        met("监委会", "accounts", date(2026, 6, 12), audited="term"),
        met("膳食委员会", "pricing", date(2026, 6, 1)),
        met("家长监督委员会", "pricing", date(2026, 6, 1)),
    ]
    return sorted(found, key=lambda entry: entry.on)


def begun() -> tuple[Entry[Any], ...]:
    """Return what a school has before its term begins: diners, a price, food in store, four committees."""
    on = TERM.first
    bodies: Any = {"膳食委员会": "meal", "伙委会": "meal", "监委会": "supervision", "家长监督委员会": "parents"}
    members = tuple(Member(member=f"{group}代表", represents=group) for group in GROUPS)
    everybody = (*members, Member(member="李家长", represents="parents"))
    return (
        enrolled(on=on),
        priced(on=on, since=date(2026, 2, 24)),
        listed(on=on),
        listed("面粉", on=on),
        opened(line(10, 40), line(5, 20, "面粉"), on=on),
        paid(50_000, on=on),
        *(
            CommitteeFormed(committee=name, body=body, lines=everybody, on=on, by=CLERK)
            for name, body in bodies.items()
        ),
    )


ALL: Final = records()
KEPT: Final = [place for place, entry in enumerate(ALL) if not isinstance(entry, type(served(1)))]


@pytest.mark.plan("P75", "P76", "P78", "P79", "P80", "P82", "P83", "P84")
def test_whole_term_is_kept() -> None:
    """A term in which everything was written down has no breach at all."""
    assert kitchen(*begun(), *ALL, setting=SCHOOL).breaches(SPRING) == ()


@pytest.mark.plan("P75", "P76", "P78", "P79", "P80", "P82", "P83", "P84")
@pytest.mark.parametrize("place", [place for place in KEPT if not isinstance(ALL[place], MealAccompanied)])
def test_one_record_left_out_is_one_breach(place: int) -> None:
    """Whichever single record is left out of the term, it is found as exactly one breach."""
    gone = ALL[place]
    book = kitchen(*begun(), *(entry for number, entry in enumerate(ALL) if number != place), setting=SCHOOL)
    found = book.breaches(SPRING)
    pricing = isinstance(gone, CommitteeMet) and gone.occasion == "pricing" and gone.committee != "家长监督委员会"
    assert len(found) == (0 if pricing else 1), [str(each) for each in found]


@pytest.mark.plan("P83")
@pytest.mark.parametrize("day", DAYS[::9])
def test_one_meal_unaccompanied_is_one_breach(day: date) -> None:
    """A single meal at which no leader ate along is found on its day, and no other."""
    kept = (entry for entry in ALL if not (isinstance(entry, MealAccompanied) and entry.on == day))
    assert [(each.rule.code, each.on) for each in kitchen(*begun(), *kept, setting=SCHOOL).breaches(SPRING)] == [
        ("P83", day)
    ]


@pytest.mark.plan("P84")
def test_joint_meeting_is_one_slip() -> None:
    """Committees that sit together write one slip; a price talked over by two without the parents is one breach."""
    before = begun()
    together = met("膳食委员会", "pricing", date(2026, 6, 1), joined_by=("家长监督委员会",))
    assert kitchen(*before, together).breaches(SPRING) == ()
    alone = kitchen(*before, evolve(together, joined_by=()), met("监委会", "pricing", date(2026, 6, 1)))
    assert [each.rule.code for each in alone.breaches(SPRING)] == ["P84"]
    error = alone.objection(evolve(together, joined_by=("路人会",)))
    assert error is not None
    assert error.code == "unknown"


@pytest.mark.plan("P78")
def test_closed_month_without_a_count() -> None:
    """A month whose forgotten count was made later can be closed, and the missing count stands in the breaches."""
    book = kitchen(carried(40), priced(), listed(), opened(line(10, 40)), issued(1, on=date(2025, 10, 8)))
    closing = MonthClosed(book="canteen", month=SEPTEMBER, on=date(2025, 10, 9), by=CLERK)
    book.post(evolve(reconciled(book), on=date(2025, 10, 8)))
    assert "大米 尚未盘点" in str(book.objection(closing))
    book.post(counted(9, on=date(2025, 10, 9)))
    book.post(closing)
    assert [(each.rule.code, each.on) for each in book.breaches(SEPTEMBER)] == [("P78", SEPTEMBER.last)]


# ------------------------------------------------------------------------------------------- a meal and what came of it

SEEN: Final = MealAccompanied(
    meal="学生午餐",
    findings="总体良好",
    duty="校长",
    parents=("李家长",),
    dishes="青菜、红烧肉",
    quality="偏咸",
    hygiene="整洁",
    order="有序",
    service="热情",
    portion="分量足",
    opinions="想吃面条",
    handled="当场告知厨师长",
    problems=(Problem(problem="PC-01", what="青菜偏咸", responsible="厨师长", deadline=sept(12)),),
    paid=yuan(7),
    on=sept(8),
    by="王校长",
)
SOLVED: Final = ProblemSolved(problem="PC-01", result="已减盐", on=sept(10), by="厨师长")


@pytest.mark.plan("D40", "R46")
def test_record_of_a_meal_has_all_its_columns() -> None:
    """The record names who ate, with which parents, each thing looked at, the problem, who solves it by when, and the result."""
    book = kitchen(priced(), SEEN)
    (found,) = accompanied_meals(book, SEPTEMBER).records()
    assert (found["problems"], found["responsible"], found["deadline"], found["result"]) == (
        ("青菜偏咸",),
        ("厨师长",),
        ("2025-09-12",),
        ("-",),
    )
    book.post(SOLVED)
    printed = accompanied_meals(book, SEPTEMBER).to_markdown("zh")
    for said in ("校长", "李家长", "偏咸", "整洁", "有序", "想吃面条", "已减盐 (2025-09-10 厨师长)", "7.00", "| 一 |"):
        assert said in printed
    assert "| Mon |" in accompanied_meals(book, SEPTEMBER).to_markdown("en")


@pytest.mark.plan("P83")
def test_problem_is_solved_in_time() -> None:
    """A problem is due from who is responsible until it is solved, and after its day it is a breach, solved late or never."""
    book = kitchen(priced(), SEEN)
    (due,) = book.due(SEPTEMBER)
    assert (due.what.zh, due.last, due.who, due.post) == ("青菜偏咸", sept(12), "厨师长", (ProblemSolved,))
    assert ["至今未整改" in each.found.zh for each in book.breaches(SEPTEMBER)] == [True]
    late = kitchen(priced(), SEEN, evolve(SOLVED, on=sept(13)))
    assert ["2025-09-13 才整改" in each.found.zh for each in late.breaches(SEPTEMBER)] == [True]
    book.post(SOLVED)
    assert (book.due(SEPTEMBER), book.breaches(SEPTEMBER)) == ((), ())
    error = book.objection(evolve(SOLVED, on=sept(14)))
    assert error is not None


# --------------------------------------------------------------------------------------------------- opinions, savings


@pytest.mark.plan("R44")
def test_satisfaction_against_the_survey_before() -> None:
    """A survey prints its share of the sheets that count, aspect by aspect, and how it changed since the one before."""
    first = SatisfactionSurveyed(asked="parents", handed_out=50, returned=40, satisfied=30, on=sept(5), by="周老师")
    scores = (Score(aspect="饭菜质量", content=36), Score(aspect="服务", content=38))
    second = evolve(first, satisfied=32, valid=38, scores=scores, answered="已增加菜品", on=sept(25))
    book = kitchen(
        first, second, evolve(first, asked="pupils", returned=0, satisfied=0, scores=scores[:0], on=sept(26))
    )
    one, two, none = satisfaction_table(book, SEPTEMBER).records()
    assert (one["rate"], one["change"]) == ("75.00%", None)
    assert (two["valid"], two["rate"], two["change"]) == (38, "84.21%", "9.21%")
    assert two["scores"] == ("饭菜质量 36 (94.74%)", "服务 38 (100.00%)")
    assert (none["rate"], none["change"]) == (None, None)
    for wrong in (evolve(second, valid=31), evolve(second, valid=41), evolve(second, scores=scores * 2)):
        error = book.objection(evolve(wrong, on=sept(27)))
        assert isinstance(error, LogisticsError)


@pytest.mark.plan("R48")
def test_food_saved() -> None:
    """What was left is printed by class and meal, with the grams of each plate."""
    saved = SavingObserved(
        place="三1班", meal="学生午餐", left=Quantity("2.4", "kg"), plates=40, on=sept(8), by="周老师"
    )
    (found,) = saving_table(kitchen(priced(), saved), SEPTEMBER).records()
    assert (found["place"], found["grams"], str(found["left"])) == ("三1班", 60, "2.4 kg")


# -------------------------------------------------------------------------- the past stays as it was when things change


@pytest.mark.plan("D39", "R44", "R45")
def test_minutes_keep_the_members_of_their_day() -> None:
    """A committee that is formed anew does not change who came from where to an earlier meeting."""
    formed = CommitteeFormed(
        committee="膳食委员会",
        body="meal",
        lines=(Member(member="李家长", represents="parents"),),
        on=sept(1),
        by=CLERK,
    )
    anew = evolve(formed, lines=(Member(member="李家长", represents="union"),), on=sept(20))
    book = kitchen(formed, met("膳食委员会", "regular", sept(10)), anew, met("膳食委员会", "regular", sept(25)))
    assert [each["到会委员"] for each in committee_minutes(book, SEPTEMBER).records("zh")] == [
        "李家长（家长）",
        "李家长（工会）",
    ]
    assert [each["represents"] for each in committee_members(book, sept(5)).records()] == ["parents"]
    assert [each["represents"] for each in committee_members(book, sept(30)).records()] == ["trade union"]


@pytest.mark.plan("R42")
def test_headcount_keeps_the_groups_of_its_day() -> None:
    """A class that comes back as another group was of its old group before."""
    book: CanteenLedger = kitchen(enrolled(), priced(), paid(7), served(1))
    post(book, (DinerLeft(diner="三1班", on=sept(9), by=CLERK), evolve(enrolled(on=sept(10)), group="四年级")))
    book.post(served(1, on=sept(11)))
    assert [each["group"] for each in headcount_table(book, SEPTEMBER).records()] == ["三1班", "四年级"]
