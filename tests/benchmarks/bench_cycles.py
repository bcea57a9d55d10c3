"""What cycles cost, as a ratio to dateutil's rules filtered by the same school days, in the same process.

Run ``python -m tests.benchmarks.bench_cycles``; each row is the median of rounds in which both sides take turns. Cycles
are made anew for every call, so nothing is remembered, but for the district, where many schools share few calendars, and
for a book that is asked again.
"""

from collections.abc import Callable, Iterable
from datetime import date, datetime, time
from functools import partial
from hashlib import blake2b
from itertools import groupby
from typing import Final

from attrs import evolve
from dateutil.rrule import DAILY, MO, MONTHLY, WEEKLY, rrule

from schoollogistics.calendar import (
    Cycle,
    MonthDay,
    NthSchoolDay,
    SpotCheck,
    TermCalendar,
    Weekly,
)
from schoollogistics.journal import Setting
from schoollogistics.values.periods import DateSpan
from tests.benchmarks.bench_calendar import Row, medians
from tests.calendar.notices import BEIJING, BEIJING_1, BEIJING_2, QINGDAO, SHANGHAI, school
from tests.journal.rounds import Rounds, kept, round_of, walked

YEAR: Final = DateSpan(BEIJING_1.first, BEIJING_2.last)
TERM: Final = DateSpan(BEIJING_1.first, BEIJING_1.last)
TERM_CALENDAR: Final = school(BEIJING_1)
OPEN_DAYS: Final = frozenset(BEIJING.school_days(YEAR.first, YEAR.last))
SCHOOLS: Final = 300

Dates = list[date]


def instant(day: date) -> datetime:
    """Return the beginning of a day, as dateutil wants it."""
    return datetime.combine(day, time.min)


def peer(frequency: int, span: DateSpan, **parts: object) -> Dates:
    """Return the days of a rule on which there is school."""
    rule = rrule(frequency, dtstart=instant(span.first), until=instant(span.last), **parts)  # type: ignore[arg-type]
    return [day for moment in rule if (day := moment.date()) in OPEN_DAYS]


def drawn(seed: str, span: DateSpan) -> Dates:
    """Return one drawn day of each week, over dateutil's days."""
    prefix = f"{seed}||".encode()
    weeks = groupby(peer(DAILY, span), key=lambda day: day.isocalendar()[:2])
    return [
        min((blake2b(prefix + day.isoformat().encode(), digest_size=8).digest(), day) for day in days)[1]
        for _, days in weeks
    ]


def first_of_month(span: DateSpan) -> Dates:
    """Return the first school day of each month, over dateutil's days."""
    return [next(days) for _, days in groupby(peer(DAILY, span), key=lambda day: (day.year, day.month))]


def mixed() -> list[tuple[Callable[[], Cycle], Callable[[], Dates]]]:
    """Return 200 rules both ways: 75 weekly, 50 by the day of the month, 50 by school day, 25 spot checks."""
    rules: list[tuple[Callable[[], Cycle], Callable[[], Dates]]] = []
    for number in range(75):
        weekday = number % 5
        rules.append((partial(Weekly, weekday + 1, roll="skip"), partial(peer, WEEKLY, TERM, byweekday=weekday)))
    for number in range(50):
        day = number % 28 + 1
        rules.append((partial(MonthDay, day, roll="skip"), partial(peer, MONTHLY, TERM, bymonthday=day)))
    rules += [(partial(NthSchoolDay, 1), partial(first_of_month, TERM))] * 50
    for number in range(25):
        rules.append((partial(SpotCheck, 1, seed=f"{number}"), partial(drawn, f"{number}", TERM)))
    return rules


MIXED: Final = mixed()


def ours(calendar: TermCalendar, rules: Iterable[Callable[[], Cycle]]) -> list[int]:
    """Ask cycles made anew, and count."""
    return [len(make().occurrences(calendar, TERM)) for make in rules]


def weekly() -> int:
    """Ask one new weekly cycle for a year."""
    return len(Weekly(1, roll="skip").occurrences(BEIJING, YEAR))


def district(cycles: list[Cycle], calendars: list[TermCalendar]) -> int:
    """Ask the routines that 300 schools share, each school on its calendar, and count all occurrences."""
    return sum(
        len(cycle.occurrences(calendars[number % len(calendars)], TERM))
        for number in range(SCHOOLS)
        for cycle in cycles
    )


ROUTINES: Final = tuple(round_of(f"XC-{number}", cycle=make()) for number, (make, _) in enumerate(MIXED))
TODAY: Final = date(2025, 12, 1)
DONE: Final = tuple(
    walked(each.due, routine.code)
    for routine in ROUTINES
    for each in routine.cycle.occurrences(TERM_CALENDAR, TERM)
    if each.due < TODAY
)


def due_list(book: Rounds) -> list[str]:
    """Return what a book with 200 routines and the rounds of a term has still to do today."""
    return sorted(due.routine.code for due in book.due(TODAY) if due.routine)


def due_list_of_rules() -> list[str]:
    """Return the same from dateutil's days, looked up among the days on which each rule was done."""
    done = {(entry.routine, entry.on) for entry in DONE}
    return sorted(
        code
        for code, (_, other) in ((f"XC-{number}", each) for number, each in enumerate(MIXED))
        for day in other()
        if day == TODAY and (code, day) not in done
    )


def due_lists() -> tuple[float, float]:
    """Return what a due list costs, as a ratio to dateutil: of a book that was just opened, and of one asked before."""
    asked = kept(*ROUTINES, calendar=TERM_CALENDAR)
    asked.post_all(DONE)
    entries = tuple(asked.entries)

    def opened() -> list[str]:
        fresh = tuple(evolve(routine, cycle=evolve(routine.cycle)) for routine in ROUTINES)
        book = Rounds.replay(entries, setting=Setting(calendar=TERM_CALENDAR, routines=fresh), trusted=True)
        return due_list(book)

    assert opened() == due_list(asked) == due_list_of_rules() != []
    cost = medians({"opened": opened, "asked": partial(due_list, asked), "peer": due_list_of_rules}, calls=1)
    return cost["opened"] / cost["peer"], cost["asked"] / cost["peer"]


def rows() -> list[Row]:
    """Return every row."""
    for make, other in MIXED:
        assert [each.due for each in make().occurrences(TERM_CALENDAR, TERM)] == other()
    year = medians({"ours": weekly, "peer": partial(peer, WEEKLY, YEAR, byweekday=MO)}, calls=200)
    makes, peers = [make for make, _ in MIXED], [other for _, other in MIXED]
    plain = len(MIXED) - 25
    term = medians(
        {
            "ours": partial(ours, TERM_CALENDAR, makes),
            "peer": lambda: [len(other()) for other in peers],
            "ours plain": partial(ours, TERM_CALENDAR, makes[:plain]),
            "peer plain": lambda: [len(other()) for other in peers[:plain]],
        },
        calls=1,
    )
    calendars = [BEIJING, SHANGHAI, QINGDAO, TERM_CALENDAR]
    whole = medians({"ours": lambda: district([make() for make in makes], calendars[::3])}, calls=1)["ours"]
    apart = term["ours"] * SCHOOLS
    opened, asked = due_lists()
    return [
        Row("weekly over a year / dateutil", year["ours"] / year["peer"], 0.12),
        Row("200 mixed rules / dateutil", term["ours"] / term["peer"], 0.20),
        Row("175 rules without draws / dateutil", term["ours plain"] / term["peer plain"], 0.20),
        Row("300 schools, shared routines / dateutil", whole / (term["peer"] * SCHOOLS), 0.10),
        Row("300 schools, nothing shared / dateutil", apart / (term["peer"] * SCHOOLS), 0.20),
        Row("due list, 200 routines, new book / dateutil", opened, 0.60),
        Row("due list, 200 routines, same book / dateutil", asked, 0.20),
    ]


def main() -> None:
    """Print name, ratio, gate and whether it holds."""
    for row in rows():
        print(f"{row.name:42} {row.ratio:7.3f} {row.gate:5.2f} {'ok' if row.ok else 'SLOW'}")


if __name__ == "__main__":
    main()
