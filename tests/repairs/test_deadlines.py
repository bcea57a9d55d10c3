"""小修不隔夜, 大修不隔天: by when a repair has to be done, what moves that, and what is said when it is not."""

from datetime import date, time
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar import (
    Deadline,
    Moment,
    TermCalendar,
    end_of_next_day,
    end_of_next_school_day,
    end_of_same_day,
    within_hours,
)
from schoollogistics.errors import OutOfCoverage
from schoollogistics.journal import Setting
from schoollogistics.repairs import RepairOpened
from schoollogistics.repairs.entries import RepairEntry
from schoollogistics.repairs.entries.codes import Severity
from schoollogistics.values.periods import DateSpan, Month
from tests.calendar.notices import BEIJING
from tests.repairs.stories import (
    ONE,
    TWO,
    YEAR,
    accept,
    assign,
    cancel,
    desk,
    finish,
    found,
    hand_over,
    hold,
    in_hand,
    merge,
    reject,
    report,
    resume,
    send_back,
    sept,
    start,
    tell,
    told_as,
    triage,
    value,
)

OCTOBER: Final = date(2025, 10, 1)
MONDAY: Final = sept(8)
SAID_AGAIN: Final = evolve(triage(sept(9), "minor"), trade="电工")


def school(calendar: TermCalendar | None = BEIJING, /, **deadlines: Deadline) -> Setting:
    """Return a setting with a deadline by rule: ``P01=end_of_same_day``."""
    values = tuple(value(f"{rule}.deadline", deadline) for rule, deadline in deadlines.items())
    return Setting(values=values, calendar=calendar)


def days(text: str) -> date:
    """Return a day of the autumn term: ``"9-30"``."""
    month, _, day = text.partition("-")
    return date(2025, int(month), int(day))


LAST_DAYS: Final = [
    (end_of_same_day, "9-8", time(16, 50), "9-8"),
    (end_of_same_day, "9-8", time(23, 55), "9-8"),
    (end_of_same_day, "9-13", time(9), "9-13"),
    (end_of_same_day, "10-1", None, "10-1"),
    (end_of_next_day, "9-8", time(16, 50), "9-9"),
    (end_of_next_day, "9-8", time(23, 55), "9-9"),
    (end_of_next_day, "9-12", time(16, 50), "9-13"),
    (end_of_next_day, "9-30", time(16, 50), "10-1"),
    (end_of_next_school_day, "9-8", time(16, 50), "9-9"),
    (end_of_next_school_day, "9-12", time(16, 50), "9-15"),
    (end_of_next_school_day, "9-13", time(9), "9-15"),
    (end_of_next_school_day, "9-26", time(16, 50), "9-28"),
    (end_of_next_school_day, "9-30", time(16, 50), "10-9"),
    (end_of_next_school_day, "10-3", time(10), "10-9"),
    (end_of_next_school_day, "10-10", time(16, 50), "10-11"),
]


@pytest.mark.plan("P01", "P02")
@pytest.mark.parametrize("severity", ["minor", "major"])
@pytest.mark.parametrize(("deadline", "reported", "at", "last"), LAST_DAYS)
def test_done_on_the_last_day_is_in_time_and_a_day_later_is_late(
    severity: str, deadline: Deadline, reported: str, at: time | None, last: str
) -> None:
    """The last day is counted as the school says, over weekends, the National Day holiday and make-up days."""
    rule = {"minor": "P01", "major": "P02"}[severity]
    setting = school(**{rule: deadline})
    first, due = days(reported), days(last)
    begun = in_hand(first, "minor" if severity == "minor" else "major", at)
    assert found(desk(*begun, finish(due, time(23, 59)), setting=setting)) == []
    late = desk(*begun, finish(date.fromordinal(due.toordinal() + 1)), setting=setting)
    assert found(late) == [(rule, due), ("P03", due)]


@pytest.mark.plan("P01")
def test_hours_run_on_the_clock() -> None:
    """A deadline in hours ends at its minute; done a minute later is late."""
    setting = school(P01=within_hours(24))
    begun = in_hand(MONDAY, at=time(16, 50))
    assert found(desk(*begun, finish(sept(9), time(16, 50)), setting=setting)) == []
    assert found(desk(*begun, finish(sept(9), time(16, 51)), setting=setting)) == [("P01", sept(9)), ("P03", sept(9))]


@pytest.mark.plan("P01", "P02")
@pytest.mark.parametrize(
    ("story", "breaches"),
    [
        # judged graver before the deadline had passed: a day more, from the report on
        ([*in_hand(MONDAY), triage(MONDAY, "major"), finish(sept(9))], []),
        ([*in_hand(MONDAY), triage(MONDAY, "major"), finish(sept(10))], [("P02", sept(9)), ("P03", sept(9))]),
        # judged graver when it was late already: still late
        ([*in_hand(MONDAY), triage(sept(9), "major"), finish(sept(9))], [("P01", MONDAY), ("P03", MONDAY)]),
        # judged lighter in time: a day less
        ([*in_hand(MONDAY, "major"), triage(MONDAY, "minor"), finish(sept(9))], [("P01", MONDAY), ("P03", MONDAY)]),
        # judged lighter a day later, in time still: to the end of that day, and never before it
        ([*in_hand(MONDAY, "major"), triage(sept(9), "minor"), finish(sept(9))], []),
        (
            [*in_hand(MONDAY, "major"), triage(sept(9), "minor"), finish(sept(10))],
            [("P01", sept(9)), ("P03", sept(9))],
        ),
        # held on that day: the nights of the hold count there too
        ([*in_hand(MONDAY, "major"), triage(sept(9), "minor"), hold(sept(9)), resume(sept(11)), finish(sept(11))], []),
        # said again, it is no other judgement
        ([*in_hand(MONDAY, "major"), triage(sept(9), "minor"), SAID_AGAIN, finish(sept(9))], []),
        ([*in_hand(MONDAY), evolve(SAID_AGAIN, on=MONDAY), finish(sept(9))], [("P01", MONDAY), ("P03", MONDAY)]),
        # the first judgement counts from the report, however late it comes
        ([report(MONDAY), triage(sept(9)), assign(sept(9)), finish(sept(9))], [("P01", MONDAY), ("P03", MONDAY)]),
    ],
)
def test_another_severity_counts_from_the_report(story: list[RepairEntry], breaches: list[tuple[str, date]]) -> None:
    """Judged anew in time a repair has the other deadline, from the same report but not before that day ends; else it is late."""
    setting = school(P01=end_of_same_day, P02=end_of_next_day)
    assert found(desk(*story, setting=setting)) == breaches


HOLDS: Final = {
    "over two nights for parts": ([hold(MONDAY), resume(sept(10))], sept(10)),
    "over two nights, evening to morning": ([hold(MONDAY, at=time(17)), resume(sept(10), time(8))], sept(10)),
    "within a day": ([hold(MONDAY, at=time(9)), resume(MONDAY, time(15))], MONDAY),
    "written in the wrong order of hours": ([hold(MONDAY, at=time(15)), resume(MONDAY, time(9))], MONDAY),
    "for want of hands": ([hold(MONDAY, "workload"), resume(sept(10))], MONDAY),
    "twice": ([hold(MONDAY), resume(sept(9)), hold(sept(9), "weather"), resume(sept(11))], sept(11)),
    "only when it was late already": ([hold(sept(9)), resume(sept(11))], MONDAY),
}


@pytest.mark.plan("P01")
@pytest.mark.parametrize("name", HOLDS)
def test_each_night_inside_a_stopping_hold_moves_the_deadline_by_a_day(name: str) -> None:
    """A hold that stops the clock moves the last day by its nights; want of hands, and a hold within a day, do not."""
    steps, last = HOLDS[name]
    book = desk(*in_hand(MONDAY), *steps, setting=school(P01=end_of_same_day))
    assert [duty.last.day for duty in book.duties(YEAR)] == [last]


@pytest.mark.plan("P01")
def test_the_school_says_which_holds_stop_the_clock() -> None:
    """With a choice of its own a school stops the clock for want of hands, and not for parts."""
    values = (value("P01.deadline", end_of_same_day), value("P01.stopping_holds", ("workload",)))
    setting = Setting(values=values)
    for reason, last in (("workload", sept(10)), ("parts", MONDAY)):
        book = desk(*in_hand(MONDAY), hold(MONDAY, reason), resume(sept(10)), setting=setting)  # type: ignore[arg-type]
        assert [duty.last.day for duty in book.duties(YEAR)] == [last]


@pytest.mark.plan("P01", "P03")
def test_nothing_is_late_while_a_hold_runs() -> None:
    """As long as the parts have not come, no day of asking finds a breach; from the day they come the clock runs again."""
    book = desk(*in_hand(MONDAY), hold(MONDAY), setting=school(P01=end_of_same_day))
    assert [book.breaches(DateSpan(MONDAY, last)) for last in (MONDAY, sept(9), sept(30))] == [(), (), ()]
    assert book.due(YEAR) == ()
    book.post(resume(sept(15)))
    assert [due.last for due in book.due(Month(2025, 9))] == [sept(15)]
    assert found(book) == [("P01", sept(15)), ("P03", sept(15))]


@pytest.mark.plan("P01", "R20")
def test_work_sent_back_was_not_done() -> None:
    """What was finished in time and sent back counts from the last finish: late if that is late."""
    setting = school(P01=end_of_same_day)
    in_time = desk(
        *in_hand(MONDAY), finish(MONDAY), send_back(MONDAY), finish(MONDAY, time(17)), accept(sept(9)), setting=setting
    )
    late = desk(*in_hand(MONDAY), finish(MONDAY), send_back(sept(9)), finish(sept(9)), setting=setting)
    never = desk(*in_hand(MONDAY), finish(MONDAY), send_back(sept(9)), setting=setting)
    assert [len(found(book)) for book in (in_time, late, never)] == [0, 2, 2]


@pytest.mark.plan("P03")
@pytest.mark.parametrize(
    ("told", "codes"),
    [
        ([], ["P01", "P03"]),
        ([tell(MONDAY)], ["P01"]),
        ([tell(MONDAY, time(23, 59))], ["P01"]),
        ([tell(sept(9), time(0, 1))], ["P01", "P03"]),
    ],
)
def test_whoever_reported_is_told_in_time(told: list[RepairEntry], codes: list[str]) -> None:
    """A late repair breaches its deadline; that nobody was told by then is a second breach."""
    book = desk(*in_hand(MONDAY), *told, finish(sept(10)), setting=school(P01=end_of_same_day))
    assert [code for code, _ in found(book)] == codes


@pytest.mark.plan("P03")
def test_a_breach_says_what_was_late_in_both_languages() -> None:
    """A breach names the repair, its place, the report, the deadline, and when it was done or that it is not."""
    book = desk(*in_hand(MONDAY, at=time(16, 50)), setting=school(P01=end_of_same_day))
    assert [breach.found.zh for breach in book.breaches(YEAR)] == [
        "BX-1（3-201）2025-09-08 16:50 报修，时限 2025-09-08，至今未完成",
        "BX-1（3-201）2025-09-08 16:50 报修，时限 2025-09-08，至今未告知",
    ]
    book.post(tell(sept(9)))
    book.post(finish(sept(10), time(9, 30)))
    assert [breach.found.en for breach in book.breaches(YEAR)] == [
        "BX-1 at 3-201, reported 2025-09-08 16:50, deadline 2025-09-08, done 2025-09-10 09:30",
        "BX-1 at 3-201, reported 2025-09-08 16:50, deadline 2025-09-08, told 2025-09-09",
    ]


@pytest.mark.plan("P01")
@pytest.mark.parametrize("way", ["cancelled", "rejected", "merged"])
@pytest.mark.parametrize(("day", "late"), [(MONDAY, 0), (sept(9), 2)])
def test_what_is_settled_otherwise_by_the_deadline_was_no_duty(way: str, day: date, late: int) -> None:
    """A repair given up, turned down or merged away in time is neither late nor done in time; afterwards it is late."""
    step = {"cancelled": cancel(day, TWO), "rejected": reject(day, TWO), "merged": merge(day, TWO, ONE)}[way]
    slips = [report(MONDAY, repair=ONE), report(MONDAY, repair=TWO), triage(MONDAY, repair=TWO)]
    book = desk(*slips, step, setting=school(P01=end_of_same_day))
    assert len(found(book)) == late
    assert sum(count.due for count in book.punctuality(YEAR)) == late / 2


@pytest.mark.plan("P02")
@pytest.mark.parametrize(
    ("policy", "steps", "late"),
    [
        (True, [start(sept(9)), finish(sept(20))], False),
        (True, [start(sept(10)), finish(sept(20))], True),
        (True, [finish(sept(20))], True),
        (False, [start(sept(9)), finish(sept(20))], True),
        (None, [start(sept(9)), finish(sept(20))], True),
    ],
)
def test_a_major_repair_may_have_to_be_under_way_only(
    policy: bool | None, steps: list[RepairEntry], late: bool
) -> None:
    """Where the school says so, a major repair that was begun in time is in time; without a word it has to be done."""
    decided = () if policy is None else (value("P02.under_way", policy),)
    values = (value("P02.deadline", end_of_next_day), *decided)
    book = desk(*in_hand(MONDAY, "major"), *steps, setting=Setting(values=values))
    assert [code for code, _ in found(book)] == (["P02", "P03"] if late else [])


@pytest.mark.plan("P01")
def test_a_minor_repair_under_way_is_not_done() -> None:
    """Under way is a policy for major repairs only."""
    values = (value("P01.deadline", end_of_same_day), value("P02.under_way", True))
    book = desk(*in_hand(MONDAY), start(MONDAY), setting=Setting(values=values))
    assert [code for code, _ in found(book)] == ["P01", "P03"]


@pytest.mark.plan("P01")
def test_a_new_value_holds_for_what_is_reported_from_its_day_on() -> None:
    """A repair keeps the deadline of the day it was reported on; before the first value there is none."""
    values = (
        value("P01.deadline", end_of_same_day, sept(8)),
        value("P01.deadline", end_of_next_day, sept(15)),
    )
    stories = told_as(
        [*in_hand(sept(5), repair="BX-5"), finish(sept(7), repair="BX-5")],
        [*in_hand(sept(12), repair="BX-12"), finish(sept(15), repair="BX-12")],
        [*in_hand(sept(15), repair="BX-15"), finish(sept(16), repair="BX-15")],
    )
    book = desk(*stories, setting=Setting(values=values))
    assert found(book) == [("P01", sept(12)), ("P03", sept(12))]


@pytest.mark.plan("P01", "P02", "P03", "P05", "P10")
def test_without_a_number_no_rule_holds() -> None:
    """A school that has decided nothing has no deadlines: nothing is due, late or missing."""
    book = desk(
        *in_hand(MONDAY), *in_hand(MONDAY, "major", repair=TWO), report(MONDAY, repair="BX-3"), setting=Setting()
    )
    assert (book.breaches(YEAR), book.due(YEAR), book.duties(YEAR)) == ((), (), ())


@pytest.mark.plan("P02")
@pytest.mark.parametrize("question", ["breaches", "due", "duties", "punctuality"])
def test_school_days_are_not_guessed(question: str) -> None:
    """Without a calendar, a deadline in school days is an error that names the repair, never an empty answer."""
    book = desk(*in_hand(MONDAY, "major"), setting=school(None, P02=end_of_next_school_day))
    with pytest.raises(OutOfCoverage) as caught:
        getattr(book, question)(YEAR)
    assert caught.value.tried.en.startswith("BX-1: ")
    assert caught.value.tried.zh.startswith("BX-1：")


@pytest.mark.plan("P01", "R20")
@pytest.mark.parametrize(
    ("slips", "reported"),
    [
        ([report(sept(5), time(9), TWO), report(MONDAY, time(8))], Moment(sept(5), time(9))),
        ([report(sept(5), time(9)), report(MONDAY, time(8), TWO)], Moment(sept(5), time(9))),
        ([report(MONDAY, time(9), TWO), report(MONDAY)], Moment(MONDAY)),
        ([report(MONDAY, time(9), TWO), report(MONDAY, time(10))], Moment(MONDAY, time(9))),
    ],
)
def test_a_merged_repair_keeps_the_earlier_clock(slips: list[RepairEntry], reported: Moment) -> None:
    """The repair that goes on counts from the earlier report of the two, so that nothing is gained by a newer slip."""
    book = desk(*slips, merge(MONDAY), triage(MONDAY), setting=school(P01=end_of_next_day))
    first, second = sorted(book.timelines(), key=lambda line: line.repair)
    assert (first.reported, first.goes_on_as, second.goes_on_as) == (reported, first, first)
    assert [(duty.line.repair, duty.last.day) for duty in book.duties(YEAR)] == [
        (ONE, date.fromordinal(reported.day.toordinal() + 1))
    ]


@pytest.mark.plan("P01")
def test_the_clock_goes_on_through_several_merges() -> None:
    """Merged and merged again, a repair still counts from the first report of all."""
    slips = [report(sept(3), repair="BX-3"), report(sept(4), repair=TWO), report(sept(5))]
    book = desk(*slips, merge(sept(5), "BX-3", TWO), merge(sept(5), TWO, ONE), setting=school(P01=end_of_same_day))
    assert [line.reported.day for line in book.timelines()] == [sept(3), sept(3), sept(3)]
    book.post(triage(sept(5)))
    assert found(book) == [("P01", sept(3)), ("P03", sept(3))]


@pytest.mark.plan("P01")
@pytest.mark.parametrize(
    ("severity", "late"),
    [
        ("minor", [("P01", ONE, sept(5))]),
        ("major", [("P01", TWO, sept(5)), ("P02", ONE, sept(6))]),
    ],
)
def test_what_is_late_on_two_slips_is_late_once(severity: Severity, late: list[tuple[str, str, date]]) -> None:
    """A deadline missed before the merge is told by the repair that goes on, or stays with the slip where that one has longer."""
    older = [report(sept(5), repair=TWO), triage(sept(5), repair=TWO)]
    book = desk(
        *older,
        *in_hand(MONDAY, severity),
        tell(MONDAY),
        merge(MONDAY),
        finish(sept(12)),
        setting=school(P01=end_of_same_day, P02=end_of_next_day),
    )
    duties = [(duty.rule.code, duty.line.repair, duty.last.day) for duty in book.duties(YEAR) if not duty.kept]
    assert duties == late


@pytest.mark.plan("P05")
def test_every_slip_is_answered_by_its_own_day() -> None:
    """A merge moves the clock of the repair, not the day by which its own reporter is owed an answer."""
    book = desk(
        report(sept(5), repair=TWO),
        triage(sept(5), repair=TWO),
        report(MONDAY),
        merge(MONDAY),
        triage(MONDAY),
        setting=school(P05=end_of_same_day),
    )
    assert found(book) == []


@pytest.mark.plan("P01")
def test_the_values_of_the_earlier_clock_hold_after_a_merge() -> None:
    """A repair that goes on with an older clock has the deadline and the stopping holds of that day."""
    setting = Setting(
        values=(
            value("P01.deadline", end_of_next_day),
            value("P01.deadline", end_of_same_day, MONDAY),
            value("P01.stopping_holds", ("workload",)),
            value("P01.stopping_holds", ("parts",), MONDAY),
        )
    )
    held = [hold(MONDAY, "workload"), resume(sept(10))]
    for slips, last in (
        ([report(sept(7), repair=TWO), *in_hand(MONDAY), *held, merge(sept(10))], sept(10)),
        ([*in_hand(MONDAY), *held, report(sept(10), repair=TWO), merge(sept(10))], MONDAY),
    ):
        assert [duty.last.day for duty in desk(*slips, setting=setting).duties(YEAR)] == [last]


def test_what_is_reported_after_the_period_is_not_looked_at() -> None:
    """A report outside the calendar does not keep anybody from asking about the time before it."""
    beyond = in_hand(date(2027, 3, 1), "major", repair=TWO)
    book = desk(*in_hand(MONDAY, "major"), finish(sept(9)), *beyond, setting=school(P02=end_of_next_school_day))
    assert book.breaches(Month(2025, 9)) == ()
    with pytest.raises(OutOfCoverage):
        book.breaches(Month(2027, 3))


@pytest.mark.plan("P05")
@pytest.mark.parametrize(
    ("response", "late"),
    [
        ([], True),
        ([triage(MONDAY)], False),
        ([triage(sept(9))], True),
        ([tell(MONDAY)], False),
        ([reject(MONDAY)], False),
        ([cancel(MONDAY)], False),
        ([reject(sept(9))], True),
    ],
)
def test_no_report_stays_unanswered_over_night(response: list[RepairEntry], late: bool) -> None:
    """Judging, telling, turning down and taking back are answers; the first one counts."""
    book = desk(report(MONDAY, time(21)), *response, setting=school(P05=end_of_same_day))
    assert found(book) == ([("P05", MONDAY)] if late else [])
    assert [(due.rule and due.rule.code, due.last) for due in book.due(YEAR)] == (
        [("P05", MONDAY)] if not response else []
    )


@pytest.mark.plan("P01", "P05")
def test_a_repair_carried_in_keeps_its_old_clock() -> None:
    """An opening is not a report: its deadline lies in the past of the paper, and nobody has to answer it anew."""
    opened = RepairOpened(
        repair=ONE,
        place="3-201",
        fault="灯不亮",
        reported_on=sept(4),
        reported_at=time(16, 50),
        reporters=("李老师",),
        severity="minor",
        worker="赵师傅",
        on=MONDAY,
        by="王老师",
    )
    setting = school(P01=end_of_same_day, P05=end_of_same_day)
    book = desk(opened, setting=setting)
    assert found(book) == [("P01", sept(4)), ("P03", sept(4))]
    assert book.breaches(Month(2025, 10)) == ()


@pytest.mark.plan("P01", "P02")
@pytest.mark.parametrize(
    ("more", "last", "kept"),
    [
        ({}, sept(5), False),
        ({"started_on": sept(5)}, sept(5), True),
        ({"started_on": sept(6)}, sept(5), False),
        ({"hold": "parts", "held_on": sept(4)}, sept(10), False),
        ({"hold": "parts"}, sept(5), False),
        ({"hold": "workload", "held_on": sept(4)}, sept(5), False),
        ({"finished_on": sept(5), "finishers": ("赵师傅",)}, sept(5), True),
        ({"finished_on": sept(6), "finishers": ("赵师傅",)}, sept(5), False),
    ],
)
def test_what_happened_on_paper_counts(more: dict[str, Any], last: date, kept: bool) -> None:
    """Begun, held and finished days from paper are looked at; a hold whose beginning nobody knows counts from the opening."""
    values = (value("P02.deadline", end_of_next_day), value("P02.under_way", True))
    opened = RepairOpened(
        repair=ONE,
        place="3-201",
        fault="灯不亮",
        reported_on=sept(4),
        reporters=("李老师",),
        severity="major",
        worker="赵师傅",
        on=MONDAY,
        by="王老师",
        **more,
    )
    (duty,) = desk(opened, setting=Setting(values=values)).duties(DateSpan(sept(1), sept(9))) or (None,)
    if last > sept(9):
        assert duty is None
    else:
        assert duty is not None
        assert (duty.last.day, duty.kept) == (last, kept)


@pytest.mark.plan("R20", "P02")
def test_what_is_due_says_who_where_and_what_to_post() -> None:
    """The list of a day names who has it now, the place, the last moment, and what to post; who was told is not told again."""
    book = desk(*in_hand(MONDAY, "major"), hand_over(sept(9)), setting=school(P02=end_of_next_day))
    (due,) = book.due(sept(9))
    assert (due.subject, due.who, due.where, due.last) == (("repair", ONE), "孙师傅", "3-201", sept(9))
    assert [kind.__name__ for kind in due.post] == ["RepairFinished", "RequesterTold"]
    book.post(tell(sept(9)))
    assert [kind.__name__ for due in book.due(sept(9)) for kind in due.post] == ["RepairFinished"]
    book.post(finish(sept(9), by="孙师傅"))
    assert book.due(YEAR) == ()


@pytest.mark.plan("R20")
def test_punctuality_is_counted_by_severity() -> None:
    """Of the deadlines of a period, so many were kept; where none lay, there is no rate."""
    story = told_as(
        [*in_hand(MONDAY), finish(MONDAY)],
        [*in_hand(MONDAY, repair=TWO), finish(sept(9), repair=TWO)],
        [*in_hand(MONDAY, repair="BX-3"), finish(MONDAY, repair="BX-3")],
    )
    book = desk(*story, setting=school(P01=end_of_same_day, P02=end_of_next_day))
    minor, major = book.punctuality(Month(2025, 9))
    assert (minor.due, minor.kept, str(minor.rate)[:6]) == (3, 2, "0.6666")
    assert (major.due, major.rate) == (0, None)
    assert [count.due for count in book.punctuality(OCTOBER)] == [0, 0]
