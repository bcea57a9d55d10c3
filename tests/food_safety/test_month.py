"""A month of meals: whatever one day lacks is found as exactly that, and nothing else."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.food_safety import (
    DailyControlHeld,
    DishesCooked,
    HandlersChecked,
    KitchenLocked,
    MonthlyMeetingHeld,
    TablewareDisinfected,
    WeeklyReviewHeld,
)
from schoollogistics.journal import Entry
from tests.food_safety.stories_kitchen import (
    COOK,
    D8,
    D10,
    HELP,
    SEPTEMBER,
    a_month,
    certified,
    checked,
    day_of_meals,
    found,
    log,
    registered,
    school,
    sept,
    served,
)

STRICT = school(limits=True, P53_sets=("餐盘", "筷子"), P50_items=("食材", "加工"), P62_items=("燃气",))


@pytest.mark.plan("R33", "R36", "R38", "R39")
def test_a_good_month_has_no_breach() -> None:
    """A month in which everything is written down lacks nothing, also where limits and lists are in force."""
    book = a_month(setting=STRICT)
    assert found(book, SEPTEMBER) == []
    assert book.missing(SEPTEMBER) == ()
    assert book.due(SEPTEMBER) == ()


def of(kind: type[Entry[Any]], day: date) -> Callable[[Entry[Any]], bool]:
    """Return whether an entry is of that kind and day."""
    return lambda entry: type(entry) is kind and entry.on == day


def noon_of(day: date) -> Callable[[Entry[Any]], bool]:
    """Return whether an entry is the noon check of that day."""
    return lambda entry: isinstance(entry, HandlersChecked) and (entry.on, entry.session) == (day, "noon")


@pytest.mark.plan("P50", "P53", "P55", "P58", "P62")
@pytest.mark.parametrize(
    ("leave_out", "lacking"),
    [
        (of(DailyControlHeld, D10), [("P50", D10, "无每日食品安全检查记录")]),
        (of(KitchenLocked, D10), [("P62", D10, "无下班前检查锁门记录")]),
        (
            of(TablewareDisinfected, D10),
            [("P53", D10, "餐盘无消毒记录"), ("P53", D10, "筷子无消毒记录")],
        ),
        (noon_of(D10), [("P55", D10, "赵师傅 无午检记录"), ("P55", D10, "钱师傅 无午检记录")]),
        (of(DishesCooked, D10), [("P58", D10, "午餐“红烧肉”无当餐烹调记录")]),
        (
            lambda entry: isinstance(entry, MonthlyMeetingHeld),
            [("P50", SEPTEMBER.last, "2025-09 无调度会议纪要")],
        ),
    ],
)
def test_one_missing_record_is_found_as_exactly_that(
    leave_out: Callable[[Entry[Any]], bool], lacking: list[tuple[str, date, str]]
) -> None:
    """A record that one day, or the month, lacks is a breach of that day, and the only one; it is due until it is made."""
    book = a_month(leave_out, setting=STRICT)
    assert sorted(found(book, SEPTEMBER)) == sorted(lacking)
    assert sorted(each.what.zh for each in book.missing(SEPTEMBER)) == sorted(what for *_, what in lacking)
    assert len(book.due(SEPTEMBER)) == len(lacking)


@pytest.mark.plan("P58")
@pytest.mark.parametrize(
    ("sittings", "lacking"),
    [
        (None, ["午餐“红烧肉”无当餐烹调记录"]),
        (("lunch", "afternoon_snack"), ["午餐“红烧肉”无当餐烹调记录", "午点“绿豆汤”无当餐烹调记录"]),
        (("dinner",), []),
    ],
)
def test_what_nobody_cooks_lacks_no_record(sittings: tuple[str, ...] | None, lacking: list[str]) -> None:
    """Dishes of meals are said to be cooked, those of snacks where the school says so, what is not cooked never."""
    numbers: dict[str, Any] = {} if sittings is None else {"P58_sittings": sittings}
    lunch = evolve(served(D8, "红烧肉", "酸奶"), uncooked=("酸奶",))
    snack = evolve(served(D8, "绿豆汤", "苹果"), sitting="afternoon_snack", uncooked=("苹果",))
    book = log(lunch, snack, setting=school(limits=True, **numbers))
    assert [each.what.zh for each in book.missing(D8) if each.rule.code == "P58"] == lacking


@pytest.mark.parametrize(("uncooked", "code"), [(("酸奶",), None), (("苹果",), "choice"), (("酸奶",) * 2, "duplicate")])
def test_only_what_was_served_is_said_to_be_uncooked(uncooked: tuple[str, ...], code: str | None) -> None:
    """An uncooked dish is one of those served, and named once."""
    error = log().objection(evolve(served(D8, "红烧肉", "酸奶"), uncooked=uncooked))
    assert (None if error is None else error.code) == code


@pytest.mark.plan("P50")
def test_a_week_without_review_is_found_on_its_sunday() -> None:
    """A week with a service day and without a review is a breach on its last day."""
    month = [each for each in a_month().entries if not isinstance(each, WeeklyReviewHeld) or each.week != D8]
    month = [
        evolve(each, weeks=tuple(week for week in each.weeks if week != D8))
        if isinstance(each, MonthlyMeetingHeld)
        else each
        for each in month
    ]
    assert found(log(*month), SEPTEMBER) == [("P50", sept(14), "2025-09-08 起一周无排查治理报告")]


@pytest.mark.plan("P53")
def test_one_set_of_many_is_found() -> None:
    """A day on which the plates were disinfected and the chopsticks were not lacks the chopsticks."""
    month = a_month(setting=STRICT)
    short = [
        evolve(each, lines=each.lines[:1]) if isinstance(each, TablewareDisinfected) and each.on == D10 else each
        for each in month.entries
    ]
    assert found(log(*short, setting=STRICT), SEPTEMBER) == [("P53", D10, "筷子无消毒记录")]


@pytest.mark.plan("P53")
def test_without_a_list_of_sets_any_record_will_do() -> None:
    """A school that has not said which sets there are lacks a record on a day without any."""
    assert found(a_month(of(TablewareDisinfected, D10)), SEPTEMBER) == [("P53", D10, "无餐用具消毒记录")]


@pytest.mark.plan("P55")
def test_one_person_left_out_of_a_check_is_found() -> None:
    """Whoever is on duty and was not looked at at noon is named, and nobody else."""
    short = [
        evolve(each, lines=each.lines[:1]) if noon_of(D10)(each) and isinstance(each, HandlersChecked) else each
        for each in a_month().entries
    ]
    (breach,) = log(*short).breaches(SEPTEMBER)
    assert (breach.rule.code, breach.on, breach.subject) == ("P55", D10, ("handler", HELP))


@pytest.mark.plan("P55")
def test_without_a_duty_list_everybody_employed_is_checked() -> None:
    """Where no list says who was at work, all who are employed that day are: not whoever came later or has left."""
    book = log(registered(), certified(), *(registered("孙师傅", sept(9)),), checked(D8), served(D8))
    assert [each.who for each in book.missing(D8) if each.rule.code == "P55"] == [COOK]


def test_a_day_without_meals_lacks_nothing() -> None:
    """A day on which nothing was served asks for no record."""
    book = log(registered())
    assert (book.missing(SEPTEMBER), found(book, SEPTEMBER)) == ((), [])


def test_a_record_made_later_that_day_is_not_missing_any_more() -> None:
    """What is missing is asked of the book as it stands: the record takes it off the list."""
    book = log(served(D8), *(each for each in day_of_meals(D8) if isinstance(each, KitchenLocked)))
    before = {each.rule.code for each in book.missing(D8)}
    book.post_all([each for each in day_of_meals(D8) if isinstance(each, DailyControlHeld)])
    assert before - {each.rule.code for each in book.missing(D8)} == {"P50"}
