"""From a profile to the setting of one school: its numbers, its changes, and what is still open."""

from datetime import date, time
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar.cycles import Weekly, Yearly
from schoollogistics.calendar.deadlines import end_of_next_day, end_of_same_day
from schoollogistics.canteen.rules.plans import P83_PER_MEAL
from schoollogistics.catalogue import find
from schoollogistics.errors import InvalidValue, OutOfCoverage, Unknown
from schoollogistics.food_safety.rules.samples import P48_GRAMS, P48_HOURS
from schoollogistics.inspections import InspectionSchedule, RoutineDone
from schoollogistics.journal import Routine, Value
from schoollogistics.nutrition.rules.plans import P69_MIN_TEMPERATURE
from schoollogistics.profiles import (
    CADENCES,
    KINDERGARTEN_003_4,
    PROFILES,
    SCHOOL_002,
    SCHOOL_004_1,
    OpenNumber,
    Prescription,
    Profile,
    StandingRule,
    profile,
)
from schoollogistics.repairs import RepairAssigned, RepairFinished, RepairReported, RepairTriaged, RepairWorkflow
from schoollogistics.repairs.rules import (
    P01_MINOR_DEADLINE,
    P01_STOPPING_HOLDS,
    P02_MAJOR_DEADLINE,
    P02_UNDER_WAY,
    P10_REPEATS,
)
from schoollogistics.values.periods import DateSpan
from tests.calendar.notices import BEIJING_2, school
from tests.profiles.years import OPENS_IN_MARCH

FIRST: Final = OPENS_IN_MARCH.first_day
MARCH: Final = date(2026, 3, 2)
SWEEP: Final = Routine(
    code="001§3.sweep",
    zh="打扫仓库",
    en="The store is swept",
    source="本校规定",
    cycle=Weekly(5),
    fulfilled_by=RoutineDone,
)
DESK: Final = Profile(
    code="001§3",
    zh="某校后勤工作计划",
    en="A plan",
    routines=(SWEEP,),
    prescriptions=(
        Prescription(P01_MINOR_DEADLINE, end_of_same_day, "001§3"),
        Prescription(P02_MAJOR_DEADLINE, end_of_next_day, "001§3"),
    ),
    rules=("P01", "P02", "P35"),
    unstated=(
        OpenNumber(zh="多久一次", en="how often", source="001§3"),
        OpenNumber(zh="哪些大修", en="which ones", source="001§3", rule="P02"),
        OpenNumber(zh="审批界限", en="the limits", source="001§3", rule="P35"),
    ),
)


def versions(*changes: Value | Routine) -> list[tuple[str, object, date]]:
    """Return the values of the desk's setting with *changes*, as (parameter, value, since)."""
    setting = DESK.setting("育才小学", OPENS_IN_MARCH, changes)
    return [(each.parameter.code, each.value, each.since) for each in setting.values]


def in_force(*changes: Value | Routine) -> list[tuple[str, date | None, date | None]]:
    """Return the routines of the desk's setting with *changes*, as (Chinese name, since, until)."""
    setting = DESK.setting("育才小学", OPENS_IN_MARCH, changes)
    return [(each.zh, each.since, each.until) for each in setting.routines]


def given(value: Any, since: date, parameter: Any = P01_MINOR_DEADLINE) -> Value:
    """Return a number of the school's own."""
    return Value(parameter, value, since, "校务会", "verified")


def test_a_setting_has_all_that_the_part_prescribes() -> None:
    """School, calendar, routines and numbers are in the setting; numbers hold from the calendar's first day."""
    setting = DESK.setting("育才小学", OPENS_IN_MARCH)
    assert (setting.school, setting.calendar, setting.routines) == ("育才小学", OPENS_IN_MARCH, (SWEEP,))
    assert [(each.source, each.status) for each in setting.values] == [("001§3", "local")] * 2
    assert versions() == [("P01.deadline", end_of_same_day, FIRST), ("P02.deadline", end_of_next_day, FIRST)]


@pytest.mark.parametrize(
    ("since", "expected"),
    [
        (MARCH, [("P02.deadline", FIRST), ("P01.deadline", FIRST), ("P01.deadline", MARCH)]),
        (FIRST, [("P02.deadline", FIRST), ("P01.deadline", FIRST)]),
        (date(2024, 9, 1), [("P02.deadline", FIRST), ("P01.deadline", date(2024, 9, 1))]),
    ],
)
def test_a_number_of_the_school_s_own(since: date, expected: list[tuple[str, date]]) -> None:
    """A later number is a later version; one from the first day or before takes the place of the plan's."""
    found = versions(given(end_of_next_day, since))
    assert sorted((code, day) for code, _, day in found) == sorted(expected)
    setting = DESK.setting("育才小学", OPENS_IN_MARCH, (given(end_of_next_day, since),))
    assert setting.value(P01_MINOR_DEADLINE, date(2026, 7, 1)) == end_of_next_day
    assert setting.value(P01_MINOR_DEADLINE, FIRST) == (end_of_same_day if since > FIRST else end_of_next_day)


def test_a_number_that_the_plan_does_not_name() -> None:
    """A school can decide more than its plan says."""
    assert ("P10.repeats", 3, MARCH) in versions(given(3, MARCH, P10_REPEATS))


def test_a_routine_of_the_school_s_own() -> None:
    """A routine with a code of the plan's takes its place, from its first day on where it has one; a new code is added."""
    mondays = evolve(SWEEP, zh="周一打扫", cycle=Weekly(1))
    assert in_force(mondays) == [("周一打扫", None, None)]
    assert in_force(evolve(mondays, since=MARCH)) == [
        ("打扫仓库", None, date(2026, 3, 1)),
        ("周一打扫", MARCH, None),
    ]
    assert in_force(evolve(mondays, code="本校.sweep")) == [("打扫仓库", None, None), ("周一打扫", None, None)]


def test_a_routine_that_changes_twice() -> None:
    """Each change ends the one before it, whatever their order; one that ended by itself stays ended."""
    mondays = evolve(SWEEP, zh="周一打扫", cycle=Weekly(1), since=MARCH)
    fridays = evolve(SWEEP, zh="周五打扫", since=date(2026, 5, 4))
    expected = [
        ("打扫仓库", None, date(2026, 3, 1)),
        ("周一打扫", MARCH, date(2026, 5, 3)),
        ("周五打扫", date(2026, 5, 4), None),
    ]
    assert in_force(fridays, mondays) == expected
    ended = evolve(mondays, until=date(2026, 4, 30))
    assert in_force(ended, fridays)[1] == ("周一打扫", MARCH, date(2026, 4, 30))


def test_a_routine_that_begins_on_the_day_of_its_change() -> None:
    """A routine of the plan's that has not begun before the change gives way wholly."""
    later = evolve(DESK, routines=(evolve(SWEEP, since=MARCH),))
    setting = later.setting("育才小学", OPENS_IN_MARCH, (evolve(SWEEP, cycle=Weekly(1), since=MARCH),))
    assert [each.cycle for each in setting.routines] == [Weekly(1)]


def test_a_change_is_seen_by_the_book() -> None:
    """Until the change Fridays are asked for, from then on Mondays; nothing is asked twice."""
    change = evolve(SWEEP, cycle=Weekly(1), since=date(2026, 4, 1))
    book = InspectionSchedule(DESK.setting("育才小学", OPENS_IN_MARCH, (change,)))
    days = [due.last for due in book.due(DateSpan(date(2026, 3, 23), date(2026, 4, 19)))]
    assert days == [date(2026, 3, 27), date(2026, 4, 7), date(2026, 4, 13)]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ([SWEEP], "type"),
        ((SWEEP, "P01"), "type"),
        (SWEEP, "type"),
        ((SWEEP, evolve(SWEEP, zh="又一次")), "duplicate"),
        ((evolve(SWEEP, since=MARCH), evolve(SWEEP, since=MARCH, cycle=Weekly(1))), "duplicate"),
        ((given(end_of_next_day, MARCH), given(end_of_same_day, MARCH)), "duplicate"),
    ],
    ids=["a list", "a text among them", "a single one", "wholly twice", "from a day twice", "a number twice"],
)
def test_changes_that_cannot_be_meant(changes: Any, code: str) -> None:
    """Changes are a tuple of values and routines, and one thing is changed once from one day."""
    with pytest.raises(InvalidValue) as caught:
        DESK.setting("育才小学", OPENS_IN_MARCH, changes)
    assert (caught.value.code, caught.value.fields) == (code, ("changes",))


@pytest.mark.parametrize("calendar", [None, "北京", BEIJING_2])
def test_a_setting_needs_a_calendar(calendar: Any) -> None:
    """Without a school calendar there is no first day and nothing is ever due, and the error says what to write."""
    with pytest.raises(InvalidValue) as caught:
        DESK.setting("育才小学", calendar)
    assert (caught.value.code, caught.value.fields) == ("type", ("calendar",))
    assert "TermCalendar" in caught.value.takes.en
    with pytest.raises(InvalidValue) as again:
        DESK.never_due(calendar)
    assert (again.value.code, again.value.fields) == ("type", ("calendar",))


def test_a_prescription_is_what_a_book_goes_by() -> None:
    """The plan's deadline makes a minor repair late that was left overnight; without it the profile says nothing of it."""
    day, next_day = date(2026, 3, 9), date(2026, 3, 10)
    story = (
        RepairReported(repair="BX-1", place="3-201", fault="灯不亮", on=day, at=time(9), by="李老师"),
        RepairTriaged(repair="BX-1", severity="minor", on=day, by="王老师"),
        RepairAssigned(repair="BX-1", worker="赵师傅", on=day, by="王老师"),
        RepairFinished(repair="BX-1", work="换灯管", on=next_day, by="赵师傅"),
    )
    found = {}
    for made in (DESK, evolve(DESK, prescriptions=())):
        book = RepairWorkflow(made.setting("育才小学", OPENS_IN_MARCH))
        book.post_all(story)
        found[made.prescriptions] = {breach.rule.code for breach in book.breaches(day)}
    assert found == {DESK.prescriptions: {"P01", "P03"}, (): set()}


def test_a_prescription_is_checked_when_it_is_written() -> None:
    """A number of the wrong kind is refused in the profile, not in the school."""
    with pytest.raises(InvalidValue) as caught:
        Prescription(P01_MINOR_DEADLINE, 24, "001§3")
    assert caught.value.code == "type"


NUMBER: Final = Prescription(P01_MINOR_DEADLINE, end_of_same_day, "001§3")
OPEN_ONE: Final = OpenNumber(zh="多久一次", en="how often", source="001§3", rule="P02", parameter=P02_MAJOR_DEADLINE)
ALWAYS: Final = StandingRule(rule="P07", zh="有单才修", en="No slip, no repair", source="001§3")


@pytest.mark.parametrize(
    ("made", "field", "wrong", "code"),
    [
        (DESK, "code", "", "blank"),
        (DESK, "zh", "", "blank"),
        (DESK, "en", " ", "blank"),
        (DESK, "routines", [SWEEP], "type"),
        (DESK, "routines", (1,), "type"),
        (DESK, "prescriptions", NUMBER, "type"),
        (DESK, "rules", "P01", "type"),
        (DESK, "standing", ("P07",), "type"),
        (DESK, "unstated", None, "type"),
        (NUMBER, "parameter", None, "type"),
        (NUMBER, "parameter", "P01.deadline", "type"),
        (OPEN_ONE, "zh", None, "type"),
        (OPEN_ONE, "source", "", "blank"),
        (OPEN_ONE, "rule", "", "blank"),
        (OPEN_ONE, "parameter", "P02.deadline", "type"),
        (ALWAYS, "rule", "", "blank"),
        (ALWAYS, "en", 7, "type"),
    ],
)
def test_what_a_profile_cannot_be_made_of(made: Any, field: str, wrong: Any, code: str) -> None:
    """A profile and its parts are named in two languages and made of tuples of what belongs there, or refused."""
    with pytest.raises(InvalidValue) as caught:
        evolve(made, **{field: wrong})
    assert (caught.value.code, caught.value.fields) == (code, (field,))


def test_open_numbers_are_computed() -> None:
    """Parameters of the part's rules without a value come first; what has a parameter is not named beside it."""
    assert [(each.parameter, each.zh, each.rule) for each in DESK.open_numbers()] == [
        *((each, each.zh, each.rule.code) for each in (P01_STOPPING_HOLDS, P02_UNDER_WAY)),
        (None, "多久一次", None),
        (None, "审批界限", "P35"),
    ]
    assert {each.source for each in DESK.open_numbers()} == {"001§3"}
    assert {bool(each.text.zh and each.text.en) for each in DESK.open_numbers()} == {True}
    assert [each.zh for each in DESK.open_numbers(books=())] == ["多久一次", "哪些大修", "审批界限"]


OPEN: Final = {
    "002": ["三(一)2", "三(二)3", "三(四)2", "三(六)2", "三(六)4"],
    "003§4": ["三(三)3a", "三(三)3b", "三(四)3", "三(六)2", "三(六)3", "三(六)4"],
    "004§1": ["三7", "三8", "四1(1)", "四2(5)", "二3"],
}


@pytest.mark.plan("P75")
@pytest.mark.parametrize("each", PROFILES, ids=lambda each: each.code)
def test_what_the_parts_leave_open(each: Profile) -> None:
    """What a part asks for often, regularly or by an amount it does not name is listed with the sentence it stands in."""
    listed = each.open_numbers(books=())
    assert [number.source for number in listed] == [f"{each.code} {place}" for place in OPEN[each.code]]
    assert {number.rule for number in listed} - {None} <= set(each.rules)


@pytest.mark.plan("P48", "P69", "P83")
def test_a_number_that_a_book_reads_is_asked_for_by_its_parameter() -> None:
    """How hot lunch is and who eats along are answered by a value; how long samples are kept is stated, so not asked."""
    asked = {each: [number.parameter for number in each.open_numbers()] for each in PROFILES}
    assert P69_MIN_TEMPERATURE in asked[KINDERGARTEN_003_4]
    assert P83_PER_MEAL in asked[SCHOOL_002]
    assert P48_GRAMS in asked[KINDERGARTEN_003_4]
    assert P48_HOURS not in asked[KINDERGARTEN_003_4]
    sentences = {number.zh for each in PROFILES for number in each.open_numbers()}
    assert not {"热菜热饭：最低温度", "领导陪餐：哪些餐次、几人"} & sentences


@pytest.mark.parametrize("books", [5, None, [InspectionSchedule], ("repairs",), (Value,)])
def test_open_numbers_ask_books(books: Any) -> None:
    """What is no tuple of book classes is refused, and the error says what to write."""
    with pytest.raises(InvalidValue) as caught:
        DESK.open_numbers(books)
    assert (caught.value.code, caught.value.fields) == ("type", ("books",))


def test_profiles_are_values() -> None:
    """Profiles can be compared and kept in sets, and so can their settings."""
    assert len({*PROFILES, *PROFILES}) == len(PROFILES)
    assert evolve(KINDERGARTEN_003_4) == KINDERGARTEN_003_4
    assert evolve(KINDERGARTEN_003_4, zh="某园") != KINDERGARTEN_003_4
    first, second = (SCHOOL_004_1.setting("育才小学", OPENS_IN_MARCH) for _ in range(2))
    assert first == second
    assert (DESK.text.zh, DESK.text.en) == ("某校后勤工作计划", "A plan")


def test_a_profile_is_found_by_its_part() -> None:
    """A part that has no profile is unknown, and the error lists those that have one."""
    assert [profile(each.code) for each in PROFILES] == [SCHOOL_002, KINDERGARTEN_003_4, SCHOOL_004_1]
    with pytest.raises(Unknown) as caught:
        profile("003§5")
    assert caught.value.code == "unknown"
    assert "002, 003§4, 004§1" in caught.value.takes.en
    assert find("学校类型方案")[0].import_line == "from schoollogistics import Profile"


def test_what_is_never_due_can_be_given_another_day() -> None:
    """In a year whose February has no school, one line makes its items due within two weeks of the opening in March."""
    opening = Yearly(3, 1, roll="following", grace=9)
    moved = tuple(evolve(each, cycle=opening) for each in SCHOOL_004_1.never_due(OPENS_IN_MARCH))
    setting = SCHOOL_004_1.setting("育才小学", OPENS_IN_MARCH, moved)
    assert {each.code for each in setting.routines} == {each.code for each in SCHOOL_004_1.routines}
    due = [each.routine for each in InspectionSchedule(setting).due(date(2026, 3, 13))]
    assert {each.code for each in moved} <= {routine.code for routine in due if routine is not None}


def test_a_calendar_too_short_to_tell() -> None:
    """A calendar that begins in the middle of a month cannot say what that month asked for."""
    with pytest.raises(OutOfCoverage):
        SCHOOL_004_1.never_due(school(evolve(BEIJING_2, first=date(2026, 2, 24))))


def test_cadences_join_a_profile() -> None:
    """A school takes a cadence of another part beside its own plan."""
    taken = CADENCES["004§4"]
    setting = KINDERGARTEN_003_4.setting("城关幼儿园", OPENS_IN_MARCH, taken)
    assert setting.routines == (*KINDERGARTEN_003_4.routines, *taken)
