"""Which entry meets which occurrence: a window opens behind the last day before, and closes when the next is due."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any, Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.calendar import (
    BeforeHoliday,
    BeforeOpening,
    Cycle,
    EveryMonths,
    EverySchoolDay,
    EveryWeeks,
    MonthDay,
    NthSchoolDay,
    Occurrence,
    OncePerTerm,
    Recurrence,
    SpotCheck,
    TermCalendar,
    TimesPerTerm,
    Weekly,
    Yearly,
)
from schoollogistics.errors import InvalidValue, OutOfCoverage
from schoollogistics.journal import Routine
from schoollogistics.journal.questions import routine_turns
from schoollogistics.journal.turns import STANDINGS, Turn
from schoollogistics.values.periods import DateSpan, Month, Week
from tests.calendar.notices import BEIJING, BEIJING_1, BEIJING_2, QINGDAO, school
from tests.calendar.test_cycles import CYCLES, closed
from tests.calendar.test_term_calendar import calendars
from tests.journal.rounds import Rounds, WatchKept, kept, reversed_on, round_of, turns_of, walked

ONE_DAY: Final = timedelta(days=1)
# The Mondays of September 2025 are the 1st, 8th, 15th, 22nd and 29th.
SEPTEMBER: Final = Month(2025, 9)
ONCE_A_WEEK: Final = NthSchoolDay(1, per="week", grace=6)
ONCE_A_MONTH: Final = NthSchoolDay(1, grace=31)


def sep(*numbers: int) -> list[date]:
    """Return days of September 2025."""
    return [date(2025, 9, number) for number in numbers]


def stood(turns: Iterable[Turn], today: date = date(2025, 9, 30)) -> list[str]:
    """Return how turns stand at the end of September."""
    return [turn.standing(today) for turn in turns]


# ------------------------------------------------------------------------------------------------- the words of the plans

WORDS: Final[dict[str, tuple[Cycle, DateSpan, tuple[str, ...]]]] = {
    "daily": (
        EverySchoolDay(),
        DateSpan(date(2025, 9, 29), date(2025, 10, 12)),
        ("2025-09-29", "2025-09-30", "2025-10-09", "2025-10-10", "2025-10-11"),
    ),
    "every Monday": (Weekly(1), Month(2025, 10), ("2025-10-09", "2025-10-13", "2025-10-20", "2025-10-27")),
    "fortnightly": (EveryWeeks(2, 1), Month(2025, 10), ("2025-10-13", "2025-10-27")),
    "on the 1st": (MonthDay(1), DateSpan(date(2025, 10, 1), date(2025, 11, 30)), ("2025-10-09", "2025-11-03")),
    "start of the month": (
        NthSchoolDay(1),
        DateSpan(date(2025, 12, 1), date(2026, 1, 31)),
        ("2025-12-01", "2026-01-04"),
    ),
    "end of the month": (
        NthSchoolDay(-1),
        DateSpan(date(2025, 10, 1), date(2025, 11, 30)),
        ("2025-10-31", "2025-11-28"),
    ),
    "every 2 months": (EveryMonths(2, 1), BEIJING_1, ("2025-09-01", "2025-11-03", "2026-01-04")),
    "termly": (OncePerTerm(), DateSpan(BEIJING_1.first, BEIJING_2.last), ("2026-01-23", "2026-07-07")),
    "twice a term": (TimesPerTerm(2), BEIJING_1, ("2025-11-14", "2026-01-23")),
    "yearly": (Yearly(3, 3), DateSpan(BEIJING_1.first, BEIJING_2.last), ("2026-03-03",)),
    "seasonal": (
        Recurrence("FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=1", date(2025, 9, 1)),
        DateSpan(BEIJING_1.first, BEIJING_2.last),
        ("2025-09-01", "2025-12-01", "2026-03-02", "2026-06-01"),
    ),
    "before opening": (
        BeforeOpening(days=7),
        DateSpan(BEIJING.first_day, BEIJING_2.first),
        ("2025-08-25", "2026-02-23"),
    ),
    "before a holiday": (BeforeHoliday(), BEIJING_1, ("2025-09-30", "2025-12-31", "2026-01-23")),
}


@pytest.mark.plan("R02")
@pytest.mark.parametrize("word", WORDS)
def test_every_word_of_the_plans_is_due_done_and_overdue(word: str) -> None:
    """On the published calendar of Beijing each cycle has its days; undone it is due, then overdue; done it is done."""
    cycle, span, expected = WORDS[word]
    undone = turns_of(cycle, [], span)
    assert [str(turn.occurrence.due) for turn in undone] == list(expected)
    first = undone[0].occurrence.due
    assert [undone[0].standing(first + n * ONE_DAY) for n in (-1, 0, 1)] == ["pending", "due", "overdue"]
    done = turns_of(cycle, [first], span)
    assert [turn.standing(first) for turn in done] == ["done"] + ["pending"] * (len(expected) - 1)


@pytest.mark.plan("R02")
def test_a_season_is_a_routine_with_a_first_and_a_last_day() -> None:
    """The weekly check of the heating is due on the Mondays from 15 November to 15 March that have school."""
    heating = round_of(since=date(2025, 11, 15), until=date(2026, 3, 15))
    found = routine_turns(kept(heating), DateSpan(BEIJING_1.first, BEIJING_2.last))
    dues = [turn.occurrence.due for turn in found]
    assert (dues[0], dues[-1], len(dues)) == (date(2025, 11, 17), date(2026, 3, 9), 12)


def test_standings_have_words() -> None:
    """Each way a turn can stand has its words in both languages."""
    assert set(STANDINGS) == {"done", "late", "overdue", "due", "pending"}
    assert all(words.en.isascii() and not words.zh.isascii() for words in STANDINGS.values())


# ---------------------------------------------------------------------------------------------------------------- windows


@pytest.mark.plan("R02")
@pytest.mark.parametrize(
    ("cycle", "days", "standings"),
    [
        (Weekly(1), (1, 8, 15, 22, 29), ["done"] * 5),
        (Weekly(1), (1, 8, 22, 29), ["done", "done", "overdue", "done", "done"]),
        (Weekly(1), (1, 8, 17, 22, 29), ["done", "done", "late", "done", "done"]),
        # The 12th is not in the week of the 15th: no day of work is early for another week.
        (Weekly(1), (1, 8, 12, 22, 29), ["done", "done", "overdue", "done", "done"]),
        (Weekly(1, early="month"), (1, 8, 12, 22, 29), ["done"] * 5),
        # In its own week it is.
        (Weekly(5), (5, 10, 19, 26), ["done"] * 4),
        (Weekly(5, early="day"), (5, 10, 19, 26), ["done", "overdue", "done", "done"]),
        # The same day is late where that of the 8th is missing.
        (Weekly(1), (1, 12, 22, 29), ["done", "late", "overdue", "done", "done"]),
        # A day of work meets one occurrence: nothing is done ahead on the day itself, nor twice.
        (Weekly(1), (1, 1, 22, 22), ["done", "overdue", "overdue", "done", "overdue"]),
        (Weekly(1), (1, 9, 9, 22, 29), ["done", "late", "overdue", "done", "done"]),
        # The 15th is free: by then the 12th is nearer than the 19th, on the 17th it is the other way round.
        (Weekly(5), (5, 15, 26), ["done", "late", "overdue", "done"]),
        (Weekly(5), (5, 17, 26), ["done", "overdue", "done", "done"]),
        (Weekly(1, grace=2), (3, 8, 18, 22, 30), ["done", "done", "late", "done", "done"]),
        (ONCE_A_WEEK, (5, 8, 20, 26, 29), ["done", "done", "late", "done", "done"]),
        (ONCE_A_WEEK, (5, 8, 9, 10, 11), ["done", "done", "overdue", "overdue", "due"]),
        (ONCE_A_MONTH, (30,), ["done"]),
    ],
    ids=repr,
)
def test_windows(cycle: Cycle, days: tuple[int, ...], standings: list[str]) -> None:
    """Work meets the occurrence in whose window its day lies; what two windows hold meets the nearer one first."""
    span = DateSpan(date(2025, 9, 1), date(2025, 9, 30))
    turns = turns_of(cycle, sep(*days), DateSpan(span.first, date(2025, 10, 12)))
    assert stood(turn for turn in turns if turn.occurrence.due in span) == standings


def test_the_order_of_posting_does_not_matter() -> None:
    """Notes handed in late and out of order meet what they would have met in order."""
    days = sep(22, 3, 17, 1, 8)
    there = turns_of(Weekly(1), days, SEPTEMBER)
    here = turns_of(Weekly(1), sorted(days), SEPTEMBER)
    assert [[entry.on for _, entry in turn.met] for turn in there] == [[e.on for _, e in turn.met] for turn in here]


def test_how_it_stands_is_asked_of_a_day() -> None:
    """What was done afterwards does not count on the days before."""
    (turn,) = turns_of(Weekly(1), sep(10), date(2025, 9, 8))
    assert [turn.standing(day) for day in sep(7, 8, 9, 10, 11)] == ["pending", "due", "overdue", "late", "late"]
    (early,) = turns_of(Weekly(5), sep(10), date(2025, 9, 12))
    assert [early.standing(day) for day in sep(9, 10, 12, 13)] == ["pending", "done", "done", "done"]


def test_last_years_work_does_not_tick_this_year() -> None:
    """Before the first day that the calendar covers and after the last, nothing can be said of a window."""
    days = [BEIJING.first_day - ONE_DAY, date(2024, 9, 2)]
    assert stood(turns_of(Weekly(1), days, date(2025, 9, 1))) == ["overdue"]
    assert stood(turns_of(BeforeOpening(days=7), [BEIJING.first_day], date(2025, 8, 25))) == ["done"]
    autumn = school(BEIJING_1, through=BEIJING_1.last)
    last = date(2026, 1, 19)
    for day, standing in ((BEIJING_1.last, "late"), (BEIJING_2.first, "overdue")):
        book = kept(round_of(), calendar=autumn)
        book.post(walked(day))
        assert stood(routine_turns(book, last), day) == [standing]


@pytest.mark.parametrize(
    ("times", "walks", "standings"),
    [
        (2, [(1, 1), (1, 1), (8, 1), (9, 1)], ["done", "late", "overdue"]),
        (2, [(1, 2), (8, 1), (12, 1), (15, 1), (15, 1)], ["done", "late", "done"]),
        (3, [(1, 1), (2, 1), (3, 1), (8, 5)], ["late", "done", "overdue"]),
        # One slip meets one occurrence, though it counts more often than that takes.
        (1, [(1, 3)], ["done", "overdue", "overdue"]),
    ],
)
def test_times(times: int, walks: list[tuple[int, int]], standings: list[str]) -> None:
    """An occurrence may take more than one entry, and an entry may count more than once."""
    book = kept(round_of(times=times))
    book.post_all([walked(date(2025, 9, day), times=count) for day, count in walks])
    assert stood(routine_turns(book, DateSpan(*sep(1, 15)))) == standings


def test_times_in_words_are_not_a_number() -> None:
    """An entry counts once where its field of that name says something else."""
    book = kept(round_of(fulfilled_by=WatchKept, where=(("place", "南门"),), times=2))
    for day, words in zip(sep(1, 1, 8), ("早晚", None, "早"), strict=True):
        book.post(WatchKept(place="南门", times=words, on=day, by="王老师"))
    assert [turn.count() for turn in routine_turns(book, DateSpan(*sep(1, 8)))] == [2, 1]


def test_a_reversed_tick_is_no_tick() -> None:
    """A reversal takes the tick away again, and is none itself."""
    book = kept(round_of())
    ref = book.post(walked(date(2025, 9, 8)))
    assert stood(routine_turns(book, date(2025, 9, 8))) == ["done"]
    book.post(reversed_on(date(2025, 9, 9), ref))
    assert stood(routine_turns(book, date(2025, 9, 8))) == ["overdue"]
    again = book.post(walked(date(2025, 9, 8), note="补记"))
    (turn,) = routine_turns(book, date(2025, 9, 8))
    assert (turn.met[0][0], turn.standing(date(2025, 9, 9))) == (again, "done")


def test_a_book_as_of_a_day_knows_what_was_on_the_books_then() -> None:
    """A round of Monday that was booked on Thursday is missing in the book as of Wednesday."""
    book = kept(round_of())
    book.post(walked(date(2025, 9, 8), recorded_on=date(2025, 9, 11)))
    monday = date(2025, 9, 8)
    assert stood(routine_turns(book.as_of(date(2025, 9, 10)), monday)) == ["overdue"]
    assert stood(routine_turns(book.as_of(date(2025, 9, 11)), monday)) == ["done"]
    assert book.as_of(date(2025, 9, 10)).due(monday) == Rounds(book.setting).due(monday)


# ------------------------------------------------------------------------------------------------------- what is counted


@pytest.mark.parametrize(
    ("since", "until", "dues"),
    [
        (None, None, (1, 8, 15, 22, 29)),
        (8, None, (8, 15, 22, 29)),
        (9, None, (15, 22, 29)),
        (None, 22, (1, 8, 15, 22)),
        (None, 21, (1, 8, 15)),
        (9, 14, ()),
    ],
)
def test_a_routine_holds_from_its_first_day_to_its_last(
    since: int | None, until: int | None, dues: tuple[int, ...]
) -> None:
    """Those occurrences count that are due while the routine is in force."""
    first, last = (None if day is None else date(2025, 9, day) for day in (since, until))
    turns = turns_of(Weekly(1, grace=3), [], SEPTEMBER, since=first, until=last)
    assert [turn.occurrence.due for turn in turns] == sep(*dues)


@given(st.integers(1, 29), st.sampled_from(CYCLES))
def test_a_change_of_the_rules_loses_no_occurrence(day: int, cycle: Cycle) -> None:
    """Where one version ends and the next begins the day after, every occurrence belongs to one of the two."""
    change = date(2025, 9, day)
    old = round_of(cycle=cycle, until=change)
    new = round_of(cycle=cycle, since=change + ONE_DAY)
    whole = routine_turns(kept(round_of(cycle=cycle)), BEIJING_1)
    assert [turn.occurrence for turn in routine_turns(kept(old, new), BEIJING_1)] == [t.occurrence for t in whole]


def test_work_before_a_routine_began_may_be_early_but_makes_no_arrears_good() -> None:
    """An occurrence before the first day is not asked for; work behind it is early for the first that is."""
    since = date(2025, 9, 15)
    assert stood(turns_of(Weekly(5), sep(1, 17), SEPTEMBER, since=since)) == ["done", "overdue"]
    assert stood(turns_of(Weekly(5), sep(12), SEPTEMBER, since=since)) == ["overdue"] * 2


def test_a_part_of_the_school_has_its_own_days() -> None:
    """The classes of grade 12 in Qingdao open on 24 February 2026 and are asked from then on, the others from 5 March."""
    whole, grade = round_of("A-1"), round_of("A-2", audience="grade-12")
    found = routine_turns(kept(whole, grade, calendar=QINGDAO), DateSpan(date(2026, 2, 23), date(2026, 3, 31)))
    first = {turn.routine.code: turn.occurrence.due for turn in reversed(found)}
    assert first == {"A-1": date(2026, 3, 5), "A-2": date(2026, 2, 24)}


def test_turns_are_told_by_their_last_day() -> None:
    """Asked of a day, a book tells the occurrences that have their last day then, whenever they were due."""
    (turn,) = turns_of(Weekly(1, grace=2), [], date(2025, 9, 10))
    assert (turn.occurrence.due, turn.occurrence.last) == (date(2025, 9, 8), date(2025, 9, 10))
    assert turns_of(Weekly(1, grace=2), [], date(2025, 9, 8)) == ()


@pytest.mark.parametrize(
    ("calendar", "during", "error"),
    [
        (None, SEPTEMBER, OutOfCoverage),
        (BEIJING, date(2024, 9, 2), OutOfCoverage),
        (BEIJING, DateSpan(date(2026, 7, 1), date(2026, 9, 1)), OutOfCoverage),
        (BEIJING, DateSpan(date(2020, 1, 1), date(2040, 1, 1)), InvalidValue),
    ],
)
def test_without_days_to_count_on_there_is_no_answer(calendar: Any, during: Any, error: type[Exception]) -> None:
    """No calendar, or not enough of it, is an error and never an empty list; without routines there is nothing to ask."""
    book = kept(round_of(), calendar=calendar)
    for question in (book.due, book.breaches):
        with pytest.raises(error):
            question(during)
        assert getattr(kept(calendar=calendar), question.__name__)(during) == ()


# ---------------------------------------------------------------------------------------------- a witness walks the days

Walk = tuple[int, int, bool, bool]
FAR: Final = 9999


def witnessed(routine: Routine, calendar: TermCalendar, walks: list[Walk]) -> list[tuple[date, list[int]]]:
    """Return the last day of each occurrence and the entries that met it, found day by day from the windows."""
    whole = DateSpan(calendar.first_day, calendar.last_day)
    occurrences = routine.cycle.occurrences(calendar, whole)
    met: dict[int, list[int]] = defaultdict(list)
    done: dict[int, int] = defaultdict(int)
    in_force = [n for n, each in enumerate(occurrences) if routine.is_in_force(each.due)]
    for day in whole:
        for number, (offset, times, named, reverse) in enumerate(walks):
            if calendar.first_day + offset * ONE_DAY != day or not named or reverse:
                continue
            for n in sorted(in_force, key=lambda n: (_off(day, occurrences, n, routine, calendar), n)):
                if _off(day, occurrences, n, routine, calendar) < FAR and done[n] < routine.times:
                    met[n].append(number)
                    done[n] += times
                    break
    return [(occurrences[n].last, met[n]) for n in in_force]


def _off(day: date, occurrences: tuple[Occurrence, ...], n: int, routine: Routine, calendar: TermCalendar) -> int:
    """Return by how many days *day* misses an occurrence, FAR if it cannot meet it at all."""
    due, last, _ = occurrences[n]
    if due <= day <= last:
        return 0
    if day > last and (n == len(occurrences) - 1 or day < occurrences[n + 1].due):
        return (day - last).days
    opened = day >= routine.cycle.opens(occurrences[n], calendar)
    if day < due and opened and (n == 0 or day > occurrences[n - 1].last):
        return (due - day).days
    return FAR


@given(
    calendars(),
    st.sampled_from(CYCLES),
    st.lists(st.tuples(st.integers(-20, 120), st.integers(1, 3), st.booleans(), st.booleans()), max_size=25),
    st.integers(1, 3),
    st.tuples(st.none() | st.integers(0, 60), st.none() | st.integers(60, 120)),
)
@pytest.mark.plan("R02")
def test_turns_are_those_of_a_witness_who_walks_the_days(
    calendar: TermCalendar, cycle: Cycle, walks: list[Walk], times: int, force: tuple[int | None, int | None]
) -> None:
    """Any work on any days meets what the windows say, day by day, in whatever order it was written down."""
    since, until = (None if each is None else calendar.first_day + each * ONE_DAY for each in force)
    routine = round_of(cycle=cycle, times=times, since=since, until=until)
    book = kept(routine, calendar=calendar)
    refs = [
        book.post(walked(calendar.first_day + offset * ONE_DAY, "XC-1" if named else "XC-2", times=count))
        for offset, count, named, _ in walks
    ]
    for ref, walk in zip(refs, walks, strict=True):
        if walk[3]:
            book.post(reversed_on(date(2026, 12, 31), ref))
    whole = DateSpan(calendar.first_day, calendar.last_day)
    try:
        expected = witnessed(routine, calendar, walks)
    except OutOfCoverage:
        with pytest.raises(OutOfCoverage):
            routine_turns(book, whole)
        return
    found = routine_turns(book, whole)
    assert [(turn.occurrence.last, [ref.number for ref, _ in turn.met]) for turn in found] == expected
    for turn in found:
        in_time = sum(walks[ref.number][1] for ref, entry in turn.met if entry.on <= turn.occurrence.last)
        assert turn.kept == (in_time >= times)
        assert turn.standing(whole.last) in ({"done"} if turn.kept else {"late", "overdue", "due", "pending"})


# ---------------------------------------------------------------------------------------------------------- late holidays

TERMS: Final = DateSpan(BEIJING_1.first, BEIJING_2.last)
SCHOOL_DAYS: Final = BEIJING.school_days(TERMS.first, TERMS.last)


def touched(cycle: Cycle, day: date) -> DateSpan:
    """Return the days in which one more day off may change what is due: its week, month or term, or the days around it."""
    if isinstance(cycle, NthSchoolDay | SpotCheck) and cycle.per != "term":
        return Week.of(day) if cycle.per == "week" else Month.of(day)
    if isinstance(cycle, NthSchoolDay | BeforeOpening):
        return BEIJING_1 if day in BEIJING_1 else BEIJING_2
    reach = 3 if isinstance(cycle, BeforeHoliday) or cycle.grace else 1
    ranks = [SCHOOL_DAYS.index(day) + n for n in (-reach, reach)]
    return DateSpan(*(SCHOOL_DAYS[min(max(rank, 0), len(SCHOOL_DAYS) - 1)] for rank in ranks))


@given(st.sampled_from(CYCLES), st.integers(1, len(SCHOOL_DAYS) - 1), st.data())
@pytest.mark.plan("R02")
def test_a_late_holiday_leaves_done_work_done(cycle: Cycle, place: int, data: st.DataObject) -> None:
    """Announced when the work up to some day is done, a day off changes only turns it touches, and wastes no work."""
    day = SCHOOL_DAYS[place]
    announced = SCHOOL_DAYS[data.draw(st.integers(0, place - 1))]
    routine = round_of(cycle=cycle)
    work = [walked(each.due) for each in cycle.occurrences(BEIJING, TERMS) if each.due <= announced]
    before, after = kept(routine), kept(routine, calendar=closed(day))
    for book in (before, after):
        book.post_all(work)
    far = touched(cycle, day)
    apart = [
        [
            (turn.occurrence, turn.met)
            for turn in routine_turns(book, TERMS)
            if turn.occurrence.last < far.first or turn.occurrence.due > far.last
        ]
        for book in (before, after)
    ]
    assert apart[0] == apart[1]
    assert all(turn.standing(announced) == "done" for turn in routine_turns(before, TERMS) if turn.met)
    assert {ref for turn in routine_turns(after, TERMS) for ref, _ in turn.met} == {
        ref for turn in routine_turns(before, TERMS) for ref, _ in turn.met
    }


@given(st.sampled_from(SCHOOL_DAYS), st.sampled_from(["week", "month"]), st.integers(1, 3), st.text("abc", min_size=1))
@pytest.mark.plan("R02")
def test_a_spot_check_is_drawn_anew_only_where_its_day_was_taken(day: date, per: Any, n: int, seed: str) -> None:
    """The turns of a spot check change only if the new day off was drawn, and then only that one moves."""
    routine = round_of(cycle=SpotCheck(n, per, seed=seed))
    before, after = (
        {turn.occurrence.due for turn in routine_turns(kept(routine, calendar=calendar), TERMS)}
        for calendar in (BEIJING, closed(day))
    )
    assert before - after == before & {day}
    assert len(after - before) <= len(before - after)
