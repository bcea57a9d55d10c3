"""A calendar agrees with a plain loop over days, keeps its layers apart, and never answers for a day it was not told."""

import copy
from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise
from typing import cast

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics import errors
from schoollogistics.calendar import PHASES, DayRule, Layer, Phases, Term, TermCalendar
from schoollogistics.values.periods import DateSpan
from tests.calendar.notices import BEIJING, BEIJING_1, BEIJING_2, NATION, school

OPENING = date(2025, 9, 1)
ONE_DAY = timedelta(days=1)


@st.composite
def calendars(draw: st.DrawFn) -> TermCalendar:
    """Draw a calendar of one to three terms with days off, make-up days and a school layer."""
    first, terms = OPENING + timedelta(days=draw(st.integers(0, 9))), []
    for number in range(draw(st.integers(1, 3))):
        last = first + timedelta(days=draw(st.integers(6, 60)))
        terms.append(Term(name=f"{number + 1}", first=first, last=last))
        first = last + timedelta(days=draw(st.integers(1, 30)))
    days = st.dates(OPENING - timedelta(days=30), first)
    off = draw(st.sets(days, max_size=6))
    make_up = draw(st.sets(days, max_size=6)) - off
    rest = draw(st.sets(days, max_size=3))
    # A term with no school day is refused, so each keeps a day that the highest layer opens.
    opened = {term.last for term in terms}
    school_layer = [DayRule(day, kind="suspended", name="停课") for day in rest - opened]
    return TermCalendar(
        terms=terms,
        days_off=dict.fromkeys(off, "假日"),
        make_up_days=dict.fromkeys(make_up),
        published_through=draw(st.none() | st.dates(terms[0].first, first + timedelta(days=60))),
        layers=[
            Layer("school", school_layer),
            Layer("last days", [DayRule(d, kind="school", name="散学") for d in opened]),
        ],
        week_start=draw(st.sampled_from(["monday", "sunday"])),
    )


def is_open(calendar: TermCalendar, day: date) -> bool:
    """Tell the slow way whether there is school."""
    if not any(term.first <= day <= term.last for term in calendar.terms):
        return False
    ruled = [rule.kind for layer in calendar.layers for rule in layer.rules if rule.first <= day <= rule.last]
    return ruled[-1] in {"make_up", "school"} if ruled else day.weekday() < 5


def answer(question: Callable[[], object]) -> object:
    """Return the answer, or the code of the refusal."""
    try:
        return question()
    except errors.LogisticsError as error:
        return error.code


def step(calendar: TermCalendar, days: list[date], start: int, number: int) -> object:
    """Walk day by day to the school day *number* school days away; past the end it is not covered."""
    place, way = start, 1 if number > 0 else -1
    for _ in range(abs(number)):
        place += way
        while 0 <= place < len(days) and not is_open(calendar, days[place]):
            place += way
        if not 0 <= place < len(days):
            return "coverage"
    return days[place]


@given(calendars(), st.integers(-45, 45), st.data())
def test_agrees_with_a_loop_over_days(calendar: TermCalendar, number: int, data: st.DataObject) -> None:
    """Every question about school days has the answer of a plain loop."""
    days = list(DateSpan(calendar.first_day, calendar.last_day))
    place = data.draw(st.integers(0, len(days) - 1))
    end = data.draw(st.integers(place, len(days) - 1))
    day = days[place]
    inside = tuple(d for d in days[place : end + 1] if is_open(calendar, d))
    assert calendar.is_school_day(day) == is_open(calendar, day) == calendar.day(day).is_school_day
    assert calendar.school_days(day, days[end]) == inside
    assert calendar.count_school_days(day, days[end]) == len(inside)
    assert answer(lambda: calendar.next_school_day(day)) == step(calendar, days, place, 1)
    assert answer(lambda: calendar.previous_school_day(day)) == step(calendar, days, place, -1)
    by_hand = step(calendar, days, place, number) if number or is_open(calendar, day) else "date"
    assert answer(lambda: calendar.add_school_days(day, number)) == by_hand
    assert (calendar.term_of(day) is None) == (calendar.teaching_week(day) is None)


@given(calendars(), st.data())
def test_roll_agrees_with_its_definition(calendar: TermCalendar, data: st.DataObject) -> None:
    """A day rolls to itself, to the next, to the one before, or within its month, as the convention says."""
    days = list(DateSpan(calendar.first_day, calendar.last_day))
    place = data.draw(st.integers(0, len(days) - 1))
    day = days[place]
    after, before = (day, day) if is_open(calendar, day) else (step(calendar, days, place, n) for n in (1, -1))
    assert calendar.roll(day, "skip") == (day if is_open(calendar, day) else None)
    assert answer(lambda: calendar.roll(day, "following")) == after
    assert answer(lambda: calendar.roll(day, "preceding")) == before
    month_end = (day.replace(day=1) + timedelta(days=32)).replace(day=1) - ONE_DAY
    known = after != "coverage" or month_end <= calendar.last_day
    leaves = after == "coverage" or cast(date, after) > month_end
    within = before if known and leaves else after
    assert answer(lambda: calendar.roll(day, "modified_following")) == within


@given(calendars(), st.integers(1, 12), st.integers(-31, 31).filter(bool))
def test_nth_agrees_with_a_list_of_the_month(calendar: TermCalendar, month: int, number: int) -> None:
    """The nth school day of a wholly covered month is the nth of the list; of another it is right or refused."""
    year = 2025 if month >= 8 else 2026
    first = date(year, month, 1)
    last = (first + timedelta(days=32)).replace(day=1) - ONE_DAY
    covered = [d for d in DateSpan(first, last) if calendar.first_day <= d <= calendar.last_day]
    listed = [d for d in covered if is_open(calendar, d)]
    place = number - 1 if number > 0 else number
    found = listed[place] if -len(listed) <= place < len(listed) else None
    got = answer(lambda: calendar.nth_school_day(year, month, number))
    if len(covered) == last.day:
        assert got == found
    else:
        side_known = covered[:1] == [first] if number > 0 else covered[-1:] == [last]
        assert got == (found if side_known and found else "coverage")


@given(calendars())
def test_weeks_are_numbered_without_gaps(calendar: TermCalendar) -> None:
    """Week numbers start at 1 in each term and grow by one exactly where a week begins."""
    begin = 0 if calendar.week_start == "monday" else 6
    for day, after in pairwise(DateSpan(calendar.first_day, calendar.last_day)):
        week, following = calendar.teaching_week(day), calendar.teaching_week(after)
        if week is not None and following is not None and calendar.term_of(day) == calendar.term_of(after):
            assert following == week + (after.weekday() == begin)
        elif following is not None:
            assert following == 1


@given(calendars())
def test_each_day_has_one_phase(calendar: TermCalendar) -> None:
    """Phases inside terms are those of terms, outside those of vacations, and every one has a name."""
    for day in DateSpan(calendar.first_day, calendar.last_day):
        phase = answer(lambda day=day: calendar.phase(day))  # type: ignore[misc]
        inside = calendar.term_of(day) is not None
        assert phase in ({"start", "mid", "end", "in_term"} if inside else {"before_opening", "vacation", "coverage"})
        assert phase == "coverage" or all(PHASES[phase])  # type: ignore[index]


@given(calendars(), calendars())
def test_equal_content_is_an_equal_calendar(one: TermCalendar, other: TermCalendar) -> None:
    """Calendars are equal, with equal hashes, when they hold the same; then no day differs, and copies are equal."""
    assert (one == other) == (repr(one) == repr(other))
    twin = copy.deepcopy(one)
    assert twin == one
    assert hash(twin) == hash(one)
    assert one.diff(twin) == ()
    assert [change.on for change in one.diff(other)] == [change.on for change in other.diff(one)]
    for change in one.diff(other):
        assert change.before != change.after


def test_late_announcement_shows_as_a_difference() -> None:
    """A holiday announced late changes its day and nothing else; a longer coverage shows as days new to it."""
    late = TermCalendar(
        terms=BEIJING.terms,
        days_off={**NATION.days_off, date(2025, 11, 12): "运动会"},
        make_up_days=NATION.make_up_days,
        published_through=date(2026, 8, 31),
    )
    (change,) = BEIJING.diff(late)
    assert change.on == date(2025, 11, 12)
    assert change.before is not None
    assert change.after is not None
    assert (change.before.kind, change.after.kind, change.after.name) == ("school", "holiday", "运动会")
    shorter = school(BEIJING_1, BEIJING_2, through=date(2026, 7, 7))
    assert [c.on for c in shorter.diff(BEIJING)] == list(DateSpan(date(2026, 7, 8), date(2026, 8, 31)))
    assert {c.before for c in shorter.diff(BEIJING)} == {None}


LAYERED = TermCalendar(
    terms=[
        BEIJING_1,
        BEIJING_2,
        Term(name="初三", first=date(2026, 2, 24), last=date(2026, 6, 20), audience="grade-9"),
    ],
    days_off=NATION.days_off,
    make_up_days={**NATION.make_up_days, date(2025, 9, 28): date(2025, 10, 7)},
    published_through=date(2026, 12, 31),
    layers=[
        Layer(
            "city", (DayRule(date(2025, 11, 10), date(2025, 11, 14), kind="break", name="秋假", source="京教〔2025〕"),)
        ),
        Layer("school", (DayRule(date(2025, 11, 12), kind="school", name="返校"),)),
        Layer("school", (DayRule(date(2025, 10, 11), kind="suspended", name="暴雨停课"),)),
        Layer("grade 9", (DayRule(date(2025, 11, 8), kind="school", name="模拟考试"),), audience="grade-9"),
    ],
)


@pytest.mark.plan("R01")
def test_layers_say_why() -> None:
    """A later layer overrules an earlier, and the calendar names the layer and the notice that decided."""
    info = LAYERED.day(date(2025, 11, 10))
    assert (info.kind, info.name, info.layer, info.source) == ("break", "秋假", "city", "京教〔2025〕")
    assert LAYERED.is_school_day(date(2025, 11, 12))
    assert LAYERED.explain(date(2025, 10, 11)).zh == (
        "2025-10-11 星期六：不上学，停课“暴雨停课”（school）；2025-2026-1 第6周"
    )
    assert LAYERED.roll(date(2025, 11, 10), "following") == date(2025, 11, 12)


@pytest.mark.plan("R01")
def test_make_up_day_follows_an_announced_timetable() -> None:
    """A make-up day runs the timetable of the announced date; without one nobody guesses."""
    assert LAYERED.timetable_day(date(2025, 9, 28)) == date(2025, 10, 7)
    assert "按 2025-10-07 课表" in LAYERED.explain(date(2025, 9, 28)).zh
    assert LAYERED.timetable_day(date(2026, 1, 4)) is None
    assert LAYERED.timetable_day(date(2025, 9, 8)) == date(2025, 9, 8)
    assert LAYERED.timetable_day(date(2025, 10, 1)) is None


def test_audience_has_its_own_terms_and_layers() -> None:
    """An audience's own term replaces the general one it overlaps, its layers count beside the general ones."""
    ninth = LAYERED.for_audience("grade-9")
    assert [term.name for term in ninth.terms] == ["2025-2026-1", "初三"]
    assert ninth.is_school_day(date(2026, 2, 28))
    assert ninth.is_school_day(date(2025, 11, 8))
    assert not LAYERED.is_school_day(date(2025, 11, 8))
    assert LAYERED.for_audience("grade-9") is ninth
    assert {term.audience for term in ninth.terms} == {None}


def test_everybody_else_keeps_the_general_calendar() -> None:
    """An audience without anything of its own gets the answers of the whole school."""
    assert LAYERED.diff(LAYERED.for_audience("grade-1")) == ()


@pytest.mark.parametrize("audience", [None, "", 9, ["grade-9"]])
def test_audience_is_a_name(audience: object) -> None:
    """What is asked for is a name."""
    with pytest.raises(errors.InvalidValue):
        LAYERED.for_audience(cast(str, audience))


def test_coverage_ends_where_knowledge_ends() -> None:
    """Without publication a calendar ends with its last term; publication reaches into a summer, never a winter."""
    assert TermCalendar(terms=[BEIJING_1, BEIJING_2]).last_day == BEIJING_2.last
    assert school(BEIJING_1, through=date(2026, 12, 31)).last_day == BEIJING_1.last
    assert school(BEIJING_2, through=date(2026, 12, 31)).last_day == date(2026, 8, 31)
    assert school(BEIJING_1, BEIJING_2, through=date(2025, 12, 31)).last_day == date(2025, 12, 31)


def test_terms_of_several_years_in_any_order() -> None:
    """Terms are kept by first day, whatever order they come in, and what lies between them is vacation."""
    early = Term(name="2023-2024-1", first=date(2023, 9, 1), last=date(2024, 1, 19))
    calendar = TermCalendar(terms=[BEIJING_2, early, BEIJING_1])
    assert calendar.general_terms == (early, BEIJING_1, BEIJING_2)
    assert calendar.day(date(2024, 5, 8)).kind == "summer_vacation"
    assert calendar.phase(date(2024, 5, 8)) == "vacation"


def test_gap_in_the_middle_of_a_term_time() -> None:
    """A gap that is neither winter nor summer is called just that."""
    calendar = TermCalendar(
        terms=[
            Term(name="1a", first=date(2025, 9, 1), last=date(2025, 10, 31)),
            Term(name="1b", first=date(2025, 11, 10), last=date(2026, 1, 23)),
        ]
    )
    assert calendar.explain(date(2025, 11, 4)).zh == "2025-11-04 星期二：不上学，学期之间"


def test_no_weeks_of_preparation() -> None:
    """With no weeks before opening the calendar begins with the week of its first term, as vacation."""
    calendar = TermCalendar(
        terms=[Term(name="2", first=date(2026, 3, 5), last=date(2026, 7, 3))],
        phases=Phases(before_opening=0, start=1, mid=3, end=1),
        published_through=date(2026, 8, 31),
    )
    assert calendar.first_day == date(2026, 3, 2)
    assert calendar.phase(date(2026, 3, 4)) == "vacation"
    assert calendar.phase(date(2026, 8, 31)) == "vacation"
    assert [calendar.phase(date(2026, 3, 5) + timedelta(weeks=n)) for n in range(18)] == [
        "start",
        *["in_term"] * 6,
        *["mid"] * 3,
        *["in_term"] * 7,
        "end",
    ]


def test_phases_of_a_short_term() -> None:
    """In a term too short for all phases the start goes before the end, and the end before the middle."""
    phases = Phases()
    assert [phases.of_week(week, 3) for week in (1, 2, 3)] == ["start", "start", "end"]
    assert [phases.of_week(week, 5) for week in range(1, 6)] == ["start", "start", "mid", "end", "end"]


def test_roll_within_a_month() -> None:
    """Modified following turns back where the next school day lies in another month, and says so when it cannot know."""
    assert BEIJING.roll(date(2026, 1, 31), "modified_following") == date(2026, 1, 23)
    assert BEIJING.roll(date(2025, 11, 30), "modified_following") == date(2025, 11, 28)
    assert BEIJING.roll(date(2025, 11, 30), "following") == date(2025, 12, 1)
    through = school(BEIJING_1, through=date(2025, 10, 5))
    for convention in ("following", "modified_following"):
        with pytest.raises(errors.OutOfCoverage):
            through.roll(date(2025, 10, 3), convention)


def test_calendar_cannot_be_changed() -> None:
    """A calendar keeps nothing of the caller's containers and refuses to be edited."""
    names = dict(NATION.days_off)
    calendar = TermCalendar(terms=iter([BEIJING_1]), days_off=names)
    names.clear()
    assert not calendar.is_school_day(date(2025, 10, 1))
    with pytest.raises(AttributeError):
        calendar.terms = ()  # type: ignore[misc]


def test_term_reads_as_its_name() -> None:
    """A term is a span of days that prints as its name."""
    assert str(BEIJING_1) == "2025-2026-1"
    assert len(BEIJING_1) == 145
    assert date(2025, 9, 1) in BEIJING_1
