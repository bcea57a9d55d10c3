"""What a repair desk answers holds together: over neighbouring periods, over replay, over what was reversed."""

from collections.abc import Callable
from datetime import date, time, timedelta
from typing import Any, Final, Literal

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DrawFn

from schoollogistics.calendar import end_of_next_school_day, end_of_same_day, within_hours
from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Breach, Entry, EntryReversed, Ref, Setting
from schoollogistics.repairs import (
    RepairAssigned,
    RepairOpened,
    RepairWorkflow,
    UpkeepProposed,
    late_repairs,
    open_repairs,
)
from schoollogistics.repairs.entries.codes import OPEN, HoldReason
from schoollogistics.values.periods import DateSpan
from tests.calendar.notices import BEIJING
from tests.repairs.stories import (
    accept,
    assign,
    cancel,
    correct,
    finish,
    hand_over,
    hold,
    merge,
    reject,
    report,
    resume,
    send_back,
    start,
    tell,
    triage,
    value,
)

FIRST: Final = date(2026, 1, 12)
LAST: Final = date(2026, 2, 1)
KEYS: Final = ("BX-1", "BX-2", "BX-3")
HOLDS: Final[tuple[HoldReason, ...]] = ("parts", "workload")
SEVERITIES: Final[tuple[Literal["minor", "major"], ...]] = ("minor", "major")

SETTING: Final = Setting(
    values=(
        value("P01.deadline", end_of_same_day),
        value("P01.deadline", within_hours(30), date(2026, 1, 19)),
        value("P02.deadline", end_of_next_school_day),
        value("P02.under_way", True, date(2026, 1, 15)),
        value("P05.deadline", end_of_same_day),
        value("P10.repeats", 2),
    ),
    calendar=BEIJING,
)


def carried_in(day: date, key: str) -> RepairOpened:
    """Return a repair carried in from paper, reported the day before and assigned."""
    before = day - timedelta(days=1)
    return RepairOpened(
        repair=key,
        place="3-201",
        fault="门锁坏",
        reported_on=before,
        reported_at=time(9),
        reporters=("李老师",),
        severity="minor",
        worker="赵师傅",
        on=day,
        by="王老师",
    )


def outside(day: date, key: str) -> RepairAssigned:
    """Give a repair to a contractor, without a reason."""
    return RepairAssigned(repair=key, worker="宏达公司", external=True, on=day, by="王老师")


WORDS: Final[tuple[Callable[[date, str], Entry[Any]], ...]] = (
    lambda day, key: report(day, time(9), key),
    lambda day, key: report(day, time(16), key, asset="D-17"),
    carried_in,
    lambda day, key: triage(day, SEVERITIES[day.day % 2], repair=key),
    lambda day, key: assign(day, repair=key),
    outside,
    lambda day, key: hand_over(day, repair=key),
    lambda day, key: start(day, repair=key),
    lambda day, key: hold(day, HOLDS[day.day % 3 == 0], repair=key),
    lambda day, key: resume(day, repair=key),
    lambda day, key: tell(day, repair=key),
    lambda day, key: correct(day, asset="D-18", repair=key),
    lambda day, key: finish(day, repair=key),
    lambda day, key: send_back(day, repair=key),
    lambda day, key: accept(day, repair=key),
    lambda day, key: accept(day, repair=key, by="周老师", note="代签", despite=("P06",)),
    lambda day, key: cancel(day, repair=key),
    lambda day, key: reject(day, repair=key),
    lambda day, key: merge(day, key, KEYS[0]),
    lambda day, key: UpkeepProposed(thing="3-201", proposal="检修线路", on=day, by="王老师"),
)


@st.composite
def desks(draw: DrawFn) -> RepairWorkflow:
    """Draw a desk with three weeks of what may have happened around the end of a term; what is refused did not happen."""
    book = RepairWorkflow(SETTING)
    day = FIRST
    steps = st.tuples(st.integers(0, 2), st.sampled_from(KEYS), st.sampled_from(WORDS), st.integers(0, 9))
    for later, key, word, chance in draw(st.lists(steps, min_size=5, max_size=40)):
        day = min(day + timedelta(days=later), LAST)
        # Mostly what can follow, so that stories get somewhere.
        likely = [w for w in WORDS if type(w(day, key)) in book.next_entries(key)]
        entry = (likely[chance % len(likely)] if likely and chance < 8 else word)(day, key)
        if chance == 9 and book.version:
            entry = EntryReversed(of=Ref("repairs", book.version - 1), reason="录错", on=day, by="王老师")
        if book.objection(entry) is None:  # type: ignore[arg-type]  # drawn from all kinds
            book.post(entry)  # type: ignore[arg-type]
    return book


def told(breaches: tuple[Breach, ...]) -> list[str]:
    """Return breaches as sorted lines."""
    return sorted(breach.text("en") + str(breach.ref) for breach in breaches)


@given(desks(), st.integers(0, (LAST - FIRST).days - 1))
def test_breaches_of_two_periods_are_those_of_both_together(book: RepairWorkflow, cut: int) -> None:
    """Nothing is counted twice or falls between two periods, wherever the line is drawn."""
    middle = FIRST + timedelta(days=cut)
    early, late = DateSpan(FIRST, middle), DateSpan(middle + timedelta(days=1), LAST)
    assert told(book.breaches(early) + book.breaches(late)) == told(book.breaches(DateSpan(FIRST, LAST)))


@given(desks())
def test_days_add_up_to_the_whole(book: RepairWorkflow) -> None:
    """The breaches, duties and deadlines kept of every single day are those of the whole time."""
    whole = DateSpan(FIRST, LAST)
    assert told(tuple(breach for day in whole for breach in book.breaches(day))) == told(book.breaches(whole))
    for number, count in enumerate(book.punctuality(whole)):
        by_day = [book.punctuality(day)[number] for day in whole]
        assert (sum(each.due for each in by_day), sum(each.kept for each in by_day)) == (count.due, count.kept)


@given(desks())
def test_what_is_due_is_late_unless_it_is_done(book: RepairWorkflow) -> None:
    """Everything that is still due with a last day in a period is among the breaches of that period."""
    whole = DateSpan(FIRST, LAST)
    missed = {
        (breach.rule.code, breach.subject, breach.on) for breach in book.breaches(whole) if breach.rule.code != "P10"
    }
    due = {(due.rule.code, due.subject, due.last) for due in book.due(whole) if due.rule and due.rule.code != "P10"}
    assert due <= missed


@given(desks())
def test_the_list_of_open_repairs_agrees_with_the_book(book: RepairWorkflow) -> None:
    """Open at the end of a day is what stood open in the book as of that day, and nothing else."""
    for day in DateSpan(FIRST, LAST):
        then = book.as_of(day)
        assert open_repairs(book, day).column("repair") == tuple(key for key in then if then[key].status in OPEN)


@given(desks())
def test_the_list_of_late_repairs_agrees_with_the_breaches(book: RepairWorkflow) -> None:
    """Each breach of a deadline has its row with a reason, a row that says it was told has no breach of P03."""
    whole = DateSpan(FIRST, LAST)
    breaches = book.breaches(whole)
    late = late_repairs(book, whole).records()
    assert sorted(str(row["repair"]) for row in late) == sorted(
        breach.subject[1] for breach in breaches if breach.rule.code in {"P01", "P02"} and breach.subject
    )
    untold = {breach.subject[1] for breach in breaches if breach.rule.code == "P03" and breach.subject}
    assert {row["repair"] for row in late if not row["told"]} == untold
    assert all(row["why"] and row["days_late"] for row in late)


@given(desks())
def test_a_replayed_desk_answers_the_same(book: RepairWorkflow) -> None:
    """The entries alone, checked again or trusted, make a book with the same answers."""
    whole = DateSpan(FIRST, LAST)
    for trusted in (False, True):
        again = RepairWorkflow.replay(book.entries, setting=SETTING, trusted=trusted)
        assert again.table() == book.table()
        assert (again.due(whole), again.breaches(whole)) == (book.due(whole), book.breaches(whole))
        assert again.figures(whole) == book.figures(whole)


@given(desks(), st.sampled_from(KEYS), st.sampled_from(WORDS))
def test_a_refused_slip_leaves_no_trace(
    book: RepairWorkflow, key: str, word: Callable[[date, str], Entry[Any]]
) -> None:
    """Whatever is refused, the book answers as before."""
    before = (book.version, book.fingerprint(), book.table(), book.breaches(LAST))
    try:
        book.post(word(FIRST, key))  # type: ignore[arg-type]  # drawn from all kinds
    except LogisticsError:
        assert (book.version, book.fingerprint(), book.table(), book.breaches(LAST)) == before
