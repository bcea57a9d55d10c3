"""Daily, weekly and monthly control, the way of a problem, and grading."""

from datetime import date
from decimal import Decimal
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar.cycles import EverySchoolDay, NthSchoolDay
from schoollogistics.errors import LogisticsError
from schoollogistics.food_safety import (
    CanteenGraded,
    DailyControlHeld,
    FoodSafetyEntry,
    FoodSafetyLog,
    MonthlyMeetingHeld,
    ProblemEscalated,
    ProblemOpened,
    ReviewedProblem,
    SelfCheckHeld,
    WeeklyReviewHeld,
)
from schoollogistics.food_safety.entries.codes import Grade
from schoollogistics.food_safety.rules.control import P50
from schoollogistics.journal import EntryReversed, Ref, Routine, routine_turns
from schoollogistics.values.periods import Month, Week
from tests.food_safety.stories_kitchen import (
    COOK,
    D8,
    D9,
    D10,
    D12,
    DIRECTOR,
    HEAD,
    OFFICER,
    ONE,
    SEPTEMBER,
    TWO,
    control,
    found,
    locked,
    log,
    meeting,
    post,
    problem,
    rectified,
    review,
    school,
    seen,
    sept,
    verified,
)

D15: Final = sept(15)
OCTOBER: Final = Month(2025, 10)


def refusal(book: FoodSafetyLog, entry: FoodSafetyEntry | EntryReversed) -> LogisticsError:
    """Return what *book* objects to *entry*; there has to be something."""
    error = book.objection(entry)
    assert error is not None
    return error


def refused(book: FoodSafetyLog, entry: FoodSafetyEntry) -> tuple[str, str | None, str]:
    """Return the code, the rule and what stands in the way of *entry*."""
    error = refusal(book, entry)
    return error.code, None if error.rule is None else error.rule.code, error.stands.zh


# --- the daily sheet --------------------------------------------------------------------------------------------------


@pytest.mark.plan("R33", "P50")
def test_nothing_found_is_a_record_too() -> None:
    """A sheet that says what was looked at and names no problem is a record; one that says nothing is none."""
    book = log(control())
    assert book.figures(D8)["food_safety.daily_controls"] == 1
    assert book.figures(D8)["food_safety.problems_found"] == 0
    assert refused(log(), control(points=())) == ("missing", None, "缺了这些，单子不完整")


@pytest.mark.plan("P50")
def test_one_sheet_a_day() -> None:
    """A second sheet for a day is refused; what is found later is written down beside it; a sheet taken back makes room."""
    book = log(control())
    assert refused(book, control(points=("食材",))) == ("already", None, "2025-09-08 已有检查记录")
    post(book, [seen(), EntryReversed(of=Ref("food_safety", 0), reason="漏项", on=D8, by=OFFICER)])
    assert book.objection(control(points=("食材",))) is None


@pytest.mark.plan("P50", "P51", "P52", "P56", "P60", "P62")
@pytest.mark.parametrize(
    ("code", "items"),
    [
        ("P50", {"P50_items": ("食材", "虫害")}),
        ("P51", {"P51_items": ("虫害",)}),
        ("P52", {"P52_separations": ("虫害",)}),
        ("P56", {"P56_habits": ("虫害",)}),
        ("P60", {"P60_items": ("虫害",)}),
        ("P62", {"P62_items": ("燃气", "虫害")}),
    ],
)
def test_a_sheet_looks_at_every_item_of_its_list(code: str, items: dict[str, Any]) -> None:
    """An item of a list in force that the sheet of the day leaves out is a breach of the rule whose list it is (A33)."""
    book = log(control(), locked(), setting=school(**items))
    assert found(book) == [(code, D8, "漏查：虫害")]
    whole = log(control(points=("食材", "虫害")), evolve(locked(), points=("燃气", "虫害")), setting=school(**items))
    assert found(whole) == []


@pytest.mark.plan("P51", "P52", "P56", "P60")
@pytest.mark.parametrize("name", ["P51_items", "P52_separations", "P56_habits", "P60_items"])
def test_what_is_found_at_an_item_of_a_rule_is_a_breach_of_it(name: str) -> None:
    """Smoking, guests, long nails, raw beside cooked: seen on the sheet or beside it, it stands as a breach of its rule."""
    code, point = name.partition("_")[0], "工作时间不吸烟"
    items: dict[str, Any] = {name: (point,)}
    setting = school(**items)
    on_sheet = log(control(D8, problem(ONE, point, D15)), rectified(D9), setting=setting)
    beside = log(seen(D9, ONE, point, D15), rectified(D9), setting=setting)
    assert found(on_sheet) == [(code, D8, "工作时间不吸烟：砧板落地")]
    assert found(beside) == [(code, D9, "工作时间不吸烟：砧板落地")]
    assert found(log(seen(D9, ONE, "食材", D15), rectified(D9), setting=setting)) == []


@pytest.mark.plan("P97")
def test_a_problem_without_a_deadline_is_a_breach_unless_it_is_put_right_that_day() -> None:
    """What nobody says by when to rectify never comes due: it is a breach of its day, until a review sets a deadline."""
    assert found(log(seen())) == [("P97", D8, "WT-1 砧板落地：未定整改期限")]
    assert found(log(seen(), rectified(D9))) == [("P97", D8, "WT-1 砧板落地：未定整改期限")]
    assert found(log(seen(), rectified(D8))) == []
    line = ReviewedProblem(problem=ONE, rectify_by=D15)
    assert found(log(seen(), evolve(review(D8), problems=(line,)), rectified(D15))) == []


# --- the weekly review ------------------------------------------------------------------------------------------------


@pytest.mark.plan("P50")
def test_a_review_names_every_open_problem_and_every_one_of_the_week() -> None:
    """A problem left out is refused, open or found that week and resolved; nothing can excuse it."""
    book = log(control(D8, problem(ONE), problem(TWO)), rectified(D9), verified(D10))
    error = refusal(book, review(D8, TWO))
    assert (error.code, error.rule and error.rule.code, error.excusable) == ("rule", "P50", False)
    assert error.stands.zh == "漏列：WT-1"
    assert refused(book, review(D8)) == ("rule", "P50", "漏列：WT-1、WT-2")
    book.post(review(D8, ONE, TWO))
    assert [book.of("problem")[each].status for each in (ONE, TWO)] == ["reported", "found"]
    assert refused(book, review(D15)) == ("rule", "P50", "漏列：WT-2")
    assert book.objection(review(D15, TWO)) is None


@pytest.mark.plan("P50")
def test_what_was_settled_is_reported_once_more() -> None:
    """A problem that was open at one review and is resolved before the next is named there, and then never again."""
    book = log(seen(D8), review(D8, ONE), rectified(D15), verified(D15))
    assert refused(book, review(D15)) == ("rule", "P50", "漏列：WT-1")
    book.post(review(D15, ONE))
    assert book.objection(review(sept(22))) is None
    assert refused(book, review(sept(22), ONE))[0] == "duplicate"


@pytest.mark.plan("P50")
def test_what_is_found_after_the_week_is_left_to_the_next() -> None:
    """A report written on the Monday after need not name what that Monday brought."""
    book = log(seen(D8), seen(D15, TWO))
    assert book.objection(review(D8, ONE, on=D15)) is None
    assert refused(book, review(D8, ONE, TWO, on=D15)) == ("order", None, "WT-2 发现于 2025-09-15")
    assert refused(book, review(D15, ONE)) == ("rule", "P50", "漏列：WT-2")


@pytest.mark.plan("P50")
def test_a_review_can_find_something_itself() -> None:
    """A number that is new begins a problem there, and says at what and what; one that is known says neither."""
    book = log(seen(D8))
    new = ReviewedProblem(problem=TWO, point="消毒", found="浓度不足", owner=COOK)
    both = evolve(review(D8, ONE), problems=(*review(D8, ONE).problems, new))
    assert refused(book, evolve(both, problems=(*review(D8, ONE, TWO).problems,)))[0] == "missing"
    assert refused(book, evolve(both, problems=(evolve(new, problem=ONE),))) == (
        "already",
        None,
        "WT-1 此前已登记问题项目、存在问题",
    )
    book.post(both)
    assert (book.of("problem")[TWO].found, book.of("problem")[TWO].found_on) == ("浓度不足", D12)
    assert book.of("problem")[ONE].found == "砧板落地"
    assert book.figures(D12)["food_safety.problems_found"] == 1


@pytest.mark.plan("P50", "P97")
def test_a_review_gives_an_owner_and_a_deadline_once() -> None:
    """What nobody was to rectify gets an owner and a day at the review; a day that stands is not moved, so none is missed unseen."""
    given = ReviewedProblem(problem=ONE, owner=COOK, rectify_by=D15)
    first = evolve(review(D8), problems=(given,))
    book = log(seen(D8))
    assert refused(book, evolve(first, problems=(evolve(given, rectify_by=D9),)))[:2] == ("order", "P97")
    book.post(first)
    assert [(due.who, due.last) for due in book.due(D15)] == [(COOK, D15)]
    later = evolve(review(D15, on=sept(19)), problems=(evolve(given, owner=None, rectify_by=sept(26)),))
    assert refused(book, later) == ("already", None, "WT-1 此前已登记整改期限")
    book.post(review(D15, ONE, on=sept(19)))
    assert found(book, D15) == [("P97", D15, "WT-1 砧板落地：至今未整改")]


@pytest.mark.plan("P50")
@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (review(D9), "date"),
        (review(D15, on=D12), "order"),
        (review(sept(1)), "already"),
        (evolve(review(D8), problems=(*review(D8, ONE).problems,) * 2), "duplicate"),
    ],
)
def test_a_review_is_of_one_week(entry: WeeklyReviewHeld, code: str) -> None:
    """A week is known by its Monday, is reviewed once and not before it begins, and names a problem once."""
    assert refused(log(seen(D8), review(sept(1), on=D8)), entry)[0] == code


# --- the monthly meeting ----------------------------------------------------------------------------------------------


@pytest.mark.plan("P50")
def test_a_meeting_hears_every_review() -> None:
    """A weekly report that no meeting has heard is not left out; one of the next month may wait for it."""
    weeks = [sept(day) for day in (1, 8, 15, 22, 29)]
    book = log(*map(review, weeks), review(date(2025, 10, 6)))
    assert refused(book, meeting(SEPTEMBER, *weeks[:3], on=date(2025, 10, 11))) == (
        "rule",
        "P50",
        "漏列：2025-09-22、2025-09-29 起的各周",
    )
    early = meeting(SEPTEMBER, *weeks[:4], on=sept(30))
    assert book.objection(early) is None  # the last week was not reviewed by then
    assert refused(book, evolve(early, weeks=tuple(weeks)))[0] == "reference"
    book.post(meeting(SEPTEMBER, *weeks, on=date(2025, 10, 11)))
    assert refused(book, meeting(OCTOBER))[1] == "P50"
    assert book.objection(meeting(OCTOBER, date(2025, 10, 6))) is None


@pytest.mark.plan("P50")
@pytest.mark.parametrize(
    ("entry", "code"),
    [
        (meeting(SEPTEMBER, D8, D15), "reference"),
        (meeting(SEPTEMBER, sept(1), D8), "already"),
        (meeting(SEPTEMBER, D8, D8), "duplicate"),
        (meeting(OCTOBER, D8, on=sept(30)), "order"),
        (evolve(meeting(SEPTEMBER, D8), present=()), "missing"),
    ],
)
def test_a_meeting_hears_what_there_is(entry: MonthlyMeetingHeld, code: str) -> None:
    """A meeting hears reports that exist, each once, in a month that has begun, and somebody is there."""
    book = log(review(sept(1)), meeting(SEPTEMBER, sept(1), on=sept(5)), review(D8))
    assert refused(book, entry)[0] == code


@pytest.mark.plan("P50")
def test_a_report_that_was_heard_is_not_taken_back() -> None:
    """A review cannot be reversed from under the meeting that heard it; after the meeting is reversed it can."""
    book = log(review(D8), meeting(SEPTEMBER, D8))
    back = EntryReversed(of=Ref("food_safety", 0), reason="重写", on=sept(30), by=DIRECTOR)
    assert "2025-09-08" in refusal(book, back).stands.zh
    book.post(evolve(back, of=Ref("food_safety", 1)))
    assert book.objection(back) is None


@pytest.mark.plan("P50", "R33")
def test_control_comes_round() -> None:
    """As routines, the daily sheet, the weekly review, the monthly meeting and the self-check are ticked by their records."""
    cycles: list[tuple[type[FoodSafetyEntry], Any]] = [
        (DailyControlHeld, EverySchoolDay()),
        (WeeklyReviewHeld, NthSchoolDay(1, per="week", grace=6)),
        (MonthlyMeetingHeld, NthSchoolDay(1, grace=31)),
        (SelfCheckHeld, NthSchoolDay(1, grace=31)),
    ]
    routines = [
        Routine(code=kind.kind, zh="日周月", en="Control", source="002", cycle=cycle, fulfilled_by=kind, rule=P50)
        for kind, cycle in cycles
    ]
    days = (*(sept(day) for day in (8, 9, 10, 12)),)
    self_check = SelfCheckHeld(month=SEPTEMBER, points=("食材",), on=D12, by=HEAD)
    book = log(*map(control, days), review(D8), self_check, meeting(SEPTEMBER, D8), setting=school(*routines))
    assert [(rule, day) for rule, day, _ in found(book, Week.of(D8))] == [("P50", sept(11))]
    turns = routine_turns(book, SEPTEMBER)
    assert {turn.routine.code for turn in turns if turn.kept} == {kind.kind for kind, _ in cycles}


# --- problems ---------------------------------------------------------------------------------------------------------


@pytest.mark.plan("R33", "P96")
def test_a_problem_is_resolved_by_somebody_else() -> None:
    """Found, rectified, verified by another: whoever rectified it, now or before it came back, does not verify it."""
    book = log(control(D8, problem()), rectified(D9), verified(D9, "failed"), rectified(D10, by=DIRECTOR))
    assert book.of("problem")[ONE].sent_back == 1
    for own in (COOK, DIRECTOR):
        error = refusal(book, verified(D10, by=own))
        assert (error.rule and error.rule.code, error.excusable) == ("P96", True)
    book.post(verified(D10))
    assert book.of("problem")[ONE].status == "resolved"
    assert (book.open_problems(D9), book.open_problems(D10)) == ((ONE,), ())


@pytest.mark.plan("P96")
def test_a_cook_who_verifies_his_own_work_is_written_down() -> None:
    """Where there was nobody else, it is posted with the reason, and stands as a breach."""
    own = evolve(verified(D9, by=COOK), despite=("P96",), note="当日仅一人值班")
    book = log(control(D8, problem()), rectified(D9), own)
    assert [(each.rule.code, each.note) for each in book.breaches(D9)] == [("P96", "当日仅一人值班")]


@pytest.mark.plan("P97")
def test_a_deadline_is_kept_or_missed() -> None:
    """What is not rectified by its day is due until it is, and a breach of that day, told late or never."""
    late = log(control(D8, problem(ONE, rectify_by=D9)), rectified(D10))
    assert found(late) == [("P97", D9, "WT-1 砧板落地：2025-09-10 才整改")]
    never = log(control(D8, problem(ONE, rectify_by=D9)))
    assert found(never) == [("P97", D9, "WT-1 砧板落地：至今未整改")]
    (due,) = never.due(D9)
    assert (due.subject, due.who, due.last) == (("problem", ONE), COOK, D9)
    assert found(log(control(D8, problem(ONE, rectify_by=D9)), rectified(D9))) == []
    assert refused(log(), control(D9, problem(ONE, rectify_by=D8)))[0] == "order"


@pytest.mark.plan("R33")
def test_a_problem_that_was_told_higher_up_shows_it() -> None:
    """An escalated problem says to whom, and goes on as before."""
    told = ProblemEscalated(problem=ONE, escalated_to=HEAD, on=D9, by=OFFICER)
    book = log(seen(), told)
    assert (book.of("problem")[ONE].escalated_to, book.of("problem")[ONE].status) == (HEAD, "found")


@pytest.mark.plan("R33")
def test_a_problem_is_carried_in_as_far_as_it_had_come() -> None:
    """A problem from paper comes in found or rectified, with its old days, and a weekly review has to name it."""
    old = ProblemOpened(problem=ONE, point="加工", found="地面积水", found_on=date(2025, 7, 1), on=D8, by=OFFICER)
    done: dict[str, Any] = {"work": "疏通", "rectified_on": date(2025, 7, 3), "rectifiers": (COOK,)}
    book = log(old, evolve(old, problem=TWO, **done))
    assert [book.of("problem")[each].status for each in (ONE, TWO)] == ["found", "rectified"]
    assert refused(book, verified(D9, number=TWO, by=COOK))[1] == "P96"
    assert refused(book, review(D8))[2] == "漏列：WT-1、WT-2"
    assert refused(log(), evolve(old, work="疏通"))[0] == "missing"
    assert refused(log(), evolve(old, found_on=D9))[0] == "order"


# --- grading ----------------------------------------------------------------------------------------------------------


def graded(grade: Grade | None = None, score: int | None = None, *, on: date = D8) -> CanteenGraded:
    """The market authority grades the canteen, or scores a check."""
    return CanteenGraded(
        body="市场监管局",
        occasion="supervision" if grade is None else "grading",
        grade=grade,
        score=None if score is None else Decimal(score),
        on=on,
        by="检查员",
    )


@pytest.mark.plan("R47")
def test_a_grade_is_held_against_the_aim() -> None:
    """A grading below the grade in view is a breach, the grade itself and a better one are none; without an aim nothing is."""
    setting = school(R47_grade_aim="B")
    grades: tuple[Grade, ...] = ("A", "B", "C")
    book = log(*(graded(grade, on=sept(8 + place)) for place, grade in enumerate(grades)), setting=setting)
    assert found(book) == [("R47.grade", D10, "市场监管局评为C级，目标B级")]
    assert found(log(graded("D"))) == []


@pytest.mark.plan("R47")
def test_every_check_scores() -> None:
    """A supervision check has a score, and what cost points is a problem that goes its way; a grading has a grade."""
    lost = evolve(problem(), lost=Decimal(2))
    book = log(evolve(graded(score=94), problems=(lost,)))
    assert book.open_problems(D8) == (ONE,)
    assert refused(log(), graded())[0] == "missing"
    assert refused(log(), evolve(graded("B"), grade=None))[0] == "missing"
    assert refused(log(), graded(score=-1))[0] == "range"
    assert refused(log(), evolve(graded(score=94), problems=(evolve(lost, lost=Decimal(-2)),)))[0] == "range"
