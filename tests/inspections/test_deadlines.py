"""限时整改: by when a finding is assigned, fixed, escalated and re-checked, and what is said when it is not."""

from datetime import date, time
from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.calendar import end_of_next_day, end_of_next_school_day, within_hours
from schoollogistics.errors import OutOfCoverage
from schoollogistics.inspections import (
    FindingAssigned,
    FindingDismissed,
    FindingEscalated,
    FindingFixed,
    FindingOpened,
    FindingRechecked,
    open_findings,
)
from schoollogistics.journal import Entry, Setting
from schoollogistics.values.periods import Month
from tests.calendar.notices import BEIJING_1, BEIJING_2
from tests.inspections.stories import (
    ONE,
    YEAR,
    assigned,
    closed,
    dismissed,
    escalated,
    extended,
    fixed,
    found,
    in_hand,
    raised,
    rechecked,
    schedule,
    school,
    sept,
)

MONDAY, LAST, NEXT = sept(8), sept(12), sept(13)
BEGUN: Final = in_hand(MONDAY, LAST)
LATE: Final = [("P97", LAST)]
OLD: Final = FindingOpened(
    finding=ONE, place="操场", what="滑梯螺丝松动", severity="minor", found_on=sept(1), finders=("周医生",),
    owner="赵师傅", deadline=sept(5), on=MONDAY, by="王老师",
)  # fmt: skip

STORIES: Final[dict[str, tuple[list[Entry[Any]], list[tuple[str, date]]]]] = {
    "fixed on the last day": ([fixed(LAST)], []),
    "fixed a day late": ([fixed(NEXT)], LATE),
    "never fixed": ([], LATE),
    "more time on the last day, and kept": ([extended(LAST, sept(15)), fixed(sept(15))], []),
    "more time in time, and not kept": ([extended(LAST, sept(15)), fixed(sept(16))], [("P97", sept(15))]),
    "more time twice": ([extended(LAST, sept(15)), extended(sept(15), sept(19)), fixed(sept(19))], []),
    "more time when it was late already": ([extended(NEXT, sept(19)), fixed(sept(19))], LATE),
    "given to another in time": ([assigned(LAST, sept(19), owner="孙师傅"), fixed(sept(19))], []),
    "given to another with less time": ([assigned(MONDAY, sept(9), owner="孙师傅"), fixed(LAST)], [("P97", sept(9))]),
    "sent back and fixed again in time": ([fixed(sept(9)), rechecked(sept(10), "failed"), fixed(LAST)], []),
    "sent back and fixed again too late": ([fixed(sept(9)), rechecked(sept(10), "failed"), fixed(NEXT)], LATE),
    "sent back and never fixed": ([fixed(sept(9)), rechecked(NEXT, "failed")], LATE),
    "re-checked after the deadline": ([fixed(LAST), rechecked(sept(19))], []),
    "dismissed in time": ([dismissed(LAST)], []),
    "dismissed too late": ([dismissed(NEXT)], LATE),
    "sent back and dismissed in time": ([fixed(sept(9)), rechecked(sept(10), "failed"), dismissed(LAST)], []),
    "escalated": ([escalated(NEXT), fixed(sept(15))], LATE),
}


@pytest.mark.plan("P97", "R57")
@pytest.mark.parametrize("name", STORIES)
def test_a_missed_deadline_is_one_breach_on_its_last_day(name: str) -> None:
    """What counts is the last fix that was not sent back, against the deadline in force when it passed."""
    steps, breaches = STORIES[name]
    assert found(schedule(*BEGUN, *steps)) == breaches


@pytest.mark.plan("P97")
def test_what_is_said_of_a_missed_deadline() -> None:
    """The finding names the place, what was to be done, by when, and when it was."""
    (late,) = schedule(*BEGUN, fixed(NEXT)).breaches(LAST)
    assert late.found.zh == "YH-1（操场）：整改隐患，时限 2025-09-12，2025-09-13 才做完"
    (never,) = schedule(*BEGUN).breaches(LAST)
    assert never.found.en == "YH-1 at 操场: fix the finding by 2025-09-12, not done"


@pytest.mark.plan("P97")
def test_findings_carried_in_keep_their_old_deadline() -> None:
    """A deadline on the day of the carrying-in or after it counts, by the days of the paper."""
    still = evolve(OLD, deadline=MONDAY)
    assert found(schedule(still)) == [("P97", MONDAY)]
    done = evolve(still, work="拧紧螺丝", fixed_on=sept(7), fixers=("赵师傅",))
    assert found(schedule(done)) == []
    assert found(schedule(done, setting=school(P96_recheck=end_of_next_day))) == [("P96", MONDAY)]


CARRIED_IN: Final[dict[str, tuple[list[Entry[Any]], list[tuple[str, date]]]]] = {
    "late on paper": ([OLD], []),
    "late on paper, more time, kept": ([OLD, extended(sept(9), LAST), fixed(LAST), rechecked(LAST)], []),
    "late on paper, more time, not kept": ([OLD, extended(sept(9), LAST)], [*LATE, ("P97", NEXT)]),
    "re-checked late on paper": (
        [evolve(OLD, work="拧紧", fixed_on=sept(2), fixers=("赵师傅",), rechecked_on=sept(7), recheckers=("周医生",))],
        [],
    ),
    "nobody was given it on paper": ([evolve(OLD, owner=None, deadline=None)], []),
}  # fmt: skip


@pytest.mark.plan("P96", "P97")
@pytest.mark.parametrize("name", CARRIED_IN)
def test_a_book_does_not_report_the_time_before_it(name: str) -> None:
    """What passed before a finding was carried in is no breach of this book; a deadline granted since is one."""
    story, breaches = CARRIED_IN[name]
    clocks = school(P97_assignment=end_of_next_day, P97_escalation=end_of_next_day, P96_recheck=end_of_next_day)
    assert found(schedule(*story, setting=clocks)) == breaches


@pytest.mark.plan("P97")
def test_what_is_to_be_fixed() -> None:
    """An open finding is due from its owner on its deadline; more time moves it, also when granted too late."""
    book = schedule(*BEGUN)
    (due,) = book.due(Month(2025, 9))
    assert (due.last, due.who, due.where, due.post) == (LAST, "赵师傅", "操场", (FindingFixed,))
    assert (due.subject, due.rule and due.rule.code) == (("finding", ONE), "P97")
    book.post(extended(NEXT, sept(19)))
    assert [each.last for each in book.due(Month(2025, 9))] == [sept(19)]
    book.post(fixed(sept(19)))
    assert book.due(Month(2025, 9)) == ()


@pytest.mark.plan("P96")
def test_the_re_check_is_not_given_to_the_owner() -> None:
    """Whoever fixed it must not re-check it, so the agenda names nobody for that, and the owner for the fix."""
    book = schedule(*BEGUN, setting=school(P96_recheck=end_of_next_day))
    assert [(due.post, due.who) for due in book.due(Month(2025, 9))] == [((FindingFixed,), "赵师傅")]
    book.post(fixed(LAST))
    assert [(due.post, due.who) for due in book.due(Month(2025, 9))] == [((FindingRechecked,), None)]


CLOCKS: Final[dict[str, tuple[Setting, list[Entry[Any]], list[tuple[str, date]]]]] = {
    "assigned in time": (school(P97_assignment=end_of_next_day), [raised(MONDAY), assigned(sept(9), LAST), fixed(LAST)], []),
    "assigned late": (
        school(P97_assignment=end_of_next_day),
        [raised(MONDAY), assigned(sept(10), LAST), fixed(LAST)],
        [("P97", sept(9))],
    ),
    "never assigned": (school(P97_assignment=end_of_next_day), [raised(MONDAY)], [("P97", sept(9))]),
    "dismissed in time": (school(P97_assignment=end_of_next_day), [raised(MONDAY), dismissed(sept(9))], []),
    "assigned over a weekend": (
        school(P97_assignment=end_of_next_school_day),
        [raised(LAST), assigned(sept(15), sept(19)), fixed(sept(19))],
        [],
    ),
    "assigned within hours": (
        school(P97_assignment=within_hours(2)),
        [raised(MONDAY, at=time(9)), evolve(assigned(MONDAY, LAST), at=time(11, 1)), fixed(LAST)],
        [("P97", MONDAY)],
    ),
    "escalated in time": (school(P97_escalation=end_of_next_day), [*BEGUN, escalated(NEXT)], LATE),
    "escalated late": (school(P97_escalation=end_of_next_day), [*BEGUN, escalated(sept(14))], [*LATE, ("P97", NEXT)]),
    "escalated too early": (school(P97_escalation=end_of_next_day), [*BEGUN, escalated(LAST)], [*LATE, ("P97", NEXT)]),
    "fixed late, before it had to be escalated": (school(P97_escalation=end_of_next_day), [*BEGUN, fixed(NEXT)], LATE),
    "dismissed late, before it had to be": (school(P97_escalation=end_of_next_day), [*BEGUN, dismissed(NEXT)], LATE),
    "nothing to escalate": (school(P97_escalation=end_of_next_day), [*BEGUN, fixed(LAST)], []),
    "nothing to escalate yet": (school(P97_escalation=end_of_next_day), [raised(MONDAY), dismissed(LAST)], []),
    "escalated within hours of the day's end": (school(P97_escalation=within_hours(24)), [*BEGUN, fixed(NEXT, at=time(9))], LATE),
    "sent back after the escalation was due": (
        school(P97_escalation=end_of_next_day),
        [*BEGUN, fixed(LAST), rechecked(sept(19), "failed")],
        [*LATE, ("P97", sept(20))],
    ),
    "sent back after the deadline, and escalated": (
        school(P97_escalation=end_of_next_day),
        [*BEGUN, fixed(LAST), rechecked(sept(19), "failed"), escalated(sept(20))],
        LATE,
    ),
    "sent back after the deadline, and fixed again": (
        school(P97_escalation=end_of_next_day),
        [*BEGUN, fixed(LAST), rechecked(sept(19), "failed"), fixed(sept(20))],
        LATE,
    ),
    "escalated before it was sent back": (
        school(P97_escalation=end_of_next_day),
        [*BEGUN, escalated(NEXT), fixed(sept(15)), rechecked(sept(19), "failed")],
        [*LATE, ("P97", sept(20))],
    ),
    "sent back twice": (
        school(P97_escalation=end_of_next_day),
        [*BEGUN, fixed(LAST), rechecked(sept(15), "failed"), fixed(sept(16)), rechecked(sept(19), "failed")],
        [*LATE, ("P97", sept(20))],
    ),
    "sent back within more time": (
        school(P97_escalation=end_of_next_day),
        [*BEGUN, extended(NEXT, sept(25)), fixed(NEXT), rechecked(sept(19), "failed"), fixed(sept(26))],
        LATE,
    ),
    "sent back within more time, and not fixed": (
        school(P97_escalation=end_of_next_day),
        [*BEGUN, extended(NEXT, sept(25)), fixed(NEXT), rechecked(sept(19), "failed"), fixed(sept(27))],
        [*LATE, ("P97", sept(26))],
    ),
    "sent back before the deadline": (
        school(P97_escalation=end_of_next_day),
        [*BEGUN, fixed(sept(9)), rechecked(sept(10), "failed")],
        [*LATE, ("P97", NEXT)],
    ),
    "re-checked in time": (school(P96_recheck=end_of_next_day), [*BEGUN, fixed(LAST), rechecked(NEXT)], []),
    "re-checked late": (school(P96_recheck=end_of_next_day), [*BEGUN, fixed(LAST), rechecked(sept(14))], [("P96", NEXT)]),
    "never re-checked": (school(P96_recheck=end_of_next_day), [*BEGUN, fixed(LAST)], [("P96", NEXT)]),
    "each fix re-checked in time": (
        school(P96_recheck=end_of_next_day),
        [*BEGUN, fixed(sept(9)), rechecked(sept(10), "failed"), fixed(LAST), rechecked(NEXT)],
        [],
    ),
    "the first fix re-checked late": (
        school(P96_recheck=end_of_next_day),
        [*BEGUN, fixed(sept(9)), rechecked(sept(11), "failed"), fixed(LAST), rechecked(NEXT)],
        [("P96", sept(10))],
    ),
    "closed with an excuse instead": (
        school(P96_recheck=end_of_next_day),
        [*BEGUN, fixed(LAST), closed(LAST, note="园长当场确认", despite=("P96",))],
        [("P96", LAST)],
    ),
}  # fmt: skip


@pytest.mark.plan("P96", "P97", "R57")
@pytest.mark.parametrize("name", CLOCKS)
def test_the_clocks_a_school_sets(name: str) -> None:
    """Assignment counts from the finding, escalation from the missed deadline, the re-check from each fix."""
    setting, story, breaches = CLOCKS[name]
    assert found(schedule(*story, setting=setting)) == breaches


@pytest.mark.plan("P96", "P97")
def test_what_the_clocks_leave_to_do() -> None:
    """To assign, to fix, to escalate once overdue and to re-check: each is due with its entry, until it is done."""
    setting = school(P97_assignment=end_of_next_day, P97_escalation=end_of_next_day, P96_recheck=end_of_next_day)
    month = Month(2025, 9)
    book = schedule(raised(MONDAY), setting=setting)
    assert [(due.last, due.post) for due in book.due(month)] == [(sept(9), (FindingAssigned, FindingDismissed))]
    book.post(assigned(MONDAY, LAST))
    assert [(due.last, due.post) for due in book.due(month)] == [(LAST, (FindingFixed,)), (NEXT, (FindingEscalated,))]
    book.post(escalated(NEXT))
    assert [due.post for due in book.due(month)] == [(FindingFixed,)]
    book.post(fixed(NEXT))
    assert [(due.last, due.post) for due in book.due(month)] == [(sept(14), (FindingRechecked,))]
    book.post(rechecked(sept(14)))
    assert book.due(month) == ()


@pytest.mark.plan("P97")
def test_what_was_sent_back_late_is_to_be_escalated() -> None:
    """After a re-check that failed past the deadline the finding is due to be told from then on, until it is."""
    book = schedule(*BEGUN, fixed(LAST), rechecked(sept(19), "failed"), setting=school(P97_escalation=end_of_next_day))
    assert [(due.last, due.post) for due in book.due(Month(2025, 9))] == [
        (LAST, (FindingFixed,)),
        (sept(20), (FindingEscalated,)),
    ]
    book.post(escalated(sept(20)))
    assert [due.post for due in book.due(Month(2025, 9))] == [(FindingFixed,)]


TERM_END: Final = BEIJING_1.last
UNASSIGNED: Final[dict[str, tuple[list[Entry[Any]], list[tuple[str, date]]]]] = {
    "never given out": ([raised(MONDAY)], [("P97", TERM_END)]),
    "given out on the last day": ([raised(MONDAY), assigned(TERM_END, TERM_END), fixed(TERM_END)], []),
    "given out in the next term": (
        [raised(MONDAY), assigned(date(2026, 3, 2), date(2026, 3, 2)), fixed(date(2026, 3, 2))],
        [("P97", TERM_END)],
    ),
    "dismissed": ([raised(MONDAY), dismissed(TERM_END)], []),
    "found in the vacation": ([raised(date(2026, 2, 2))], [("P97", BEIJING_2.last)]),
    "carried in": ([evolve(OLD, owner=None, deadline=None, found_on=date(2025, 3, 3))], [("P97", TERM_END)]),
    "found after the last term": ([raised(date(2026, 8, 20))], []),
}


@pytest.mark.plan("P97", "R57")
@pytest.mark.parametrize("name", UNASSIGNED)
def test_every_finding_has_a_deadline_by_the_end_of_its_term(name: str) -> None:
    """That takes no number: one that nobody was given by then is one breach, and until then it is due and on the list."""
    story, breaches = UNASSIGNED[name]
    book = schedule(*story)
    assert found(book) == breaches
    if len(story) == 1:
        assert [due.last for due in book.due(YEAR)] == [day for _, day in breaches]
        assert open_findings(book, story[0].on).column("finding") == (ONE,)


@pytest.mark.plan("P97")
def test_a_number_for_the_assignment_goes_before_the_term() -> None:
    """With a value a finding that nobody was given is one breach, on the day of that."""
    assert found(schedule(raised(MONDAY), setting=school(P97_assignment=end_of_next_day))) == [("P97", sept(9))]


def test_without_a_calendar_no_term_ends() -> None:
    """Then a finding that nobody was given is only on the list of the open ones."""
    book = schedule(raised(MONDAY), setting=Setting())
    assert (book.breaches(YEAR), book.due(YEAR)) == ((), ())
    assert open_findings(book, TERM_END).column("finding") == (ONE,)


@pytest.mark.plan("P97")
@pytest.mark.parametrize(
    ("setting", "story", "entry"),
    [
        (school(P97_assignment=within_hours(2)), [], raised(MONDAY)),
        (school(P96_recheck=within_hours(2)), BEGUN, fixed(MONDAY)),
    ],
    ids=["assignment", "recheck"],
)
def test_a_clock_by_the_hour_wants_the_hour(setting: Setting, story: list[Any], entry: Any) -> None:
    """What starts a clock that counts by the hour says when it happened."""
    book = schedule(*story, setting=setting)
    error = book.objection(entry)
    assert error is not None
    assert (error.code, error.fields) == ("missing", ("at",))
    assert book.objection(evolve(entry, at=time(9))) is None


@pytest.mark.plan("P97")
def test_school_days_are_not_guessed() -> None:
    """A deadline in school days without a calendar is an error that names the finding."""
    setting = evolve(school(P97_assignment=end_of_next_school_day), calendar=None)
    with pytest.raises(OutOfCoverage, match=ONE):
        schedule(raised(MONDAY), setting=setting).breaches(Month(2025, 9))


def test_what_was_found_later_is_not_asked_about() -> None:
    """A finding after the period is no matter of it, even where the calendar could not tell."""
    setting = school(P97_assignment=end_of_next_school_day)
    assert found(schedule(raised(date(2026, 8, 31)), setting=setting), Month(2025, 9)) == []
