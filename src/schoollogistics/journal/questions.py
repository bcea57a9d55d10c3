"""What every book is asked: what was posted despite a rule or twice, its routines, and what its entries add up to."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from schoollogistics.errors import Text
from schoollogistics.journal.bookkeeping import POSTED_TWICE, EntryReversed
from schoollogistics.journal.entry import Ref
from schoollogistics.journal.figures import Contribution
from schoollogistics.journal.findings import Breach, Due
from schoollogistics.journal.plan import AnyEntry
from schoollogistics.journal.turns import Ticks, Turn, routine_breach, routine_due, ticked_in, turns
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.journal.book import Book


def numbered(book: "Book[Any, Any]") -> tuple[tuple[int, AnyEntry], ...]:
    """Return every entry that counts with its number: not the reversed ones, nor the reversals."""
    gone = book.chronicle.state.reversed
    return tuple(
        (number, entry)
        for number, entry in book.chronicle.numbered()
        if number not in gone and type(entry) is not EntryReversed
    )


def posted_despite(book: "Book[Any, Any]", span: DateSpan) -> Iterator[Breach]:
    """Find entries that were posted although a rule was not kept, with what stood in the way and the reason given."""
    rules = {rule.code: rule for rule in book.rules}
    excused = {number: each for number, each in numbered(book) if each.despite and span.first <= each.on <= span.last}
    for number, stood in book.chronicle.excuses(excused).items():
        entry = excused[number]
        plan = book.declaration.plans[type(entry)]
        subjects = plan.subjects(entry)
        for code in entry.despite:
            yield Breach(
                rule=rules[code],
                on=entry.on,
                found=_with_reasons(plan.describe(entry), stood.get(code, [])),
                subject=subjects[0] if subjects else None,
                ref=Ref(book.name, number),
                note=entry.note,
            )


def _with_reasons(what: Text, stood: list[Text]) -> Text:
    why = tuple(dict.fromkeys(stood))
    return Text(
        ": ".join(filter(None, (what.en, "; ".join(each.en for each in why)))),
        "：".join(filter(None, (what.zh, "；".join(each.zh for each in why)))),
    )


def posted_twice(book: "Book[Any, Any]", span: DateSpan) -> Iterator[Breach]:
    """Find entries equal in every field (J01)."""
    seen: dict[AnyEntry, int] = {}
    for number, entry in numbered(book):
        if entry.id is None and entry in seen and span.first <= entry.on <= span.last:
            first = Ref(book.name, seen[entry])
            yield Breach(
                rule=POSTED_TWICE,
                on=entry.on,
                found=Text(f"posted twice? the same as {first}", f"重复登记？与 {first} 相同"),
                ref=Ref(book.name, number),
            )
        seen.setdefault(entry, number)


def contributions(book: "Book[Any, Any]", span: DateSpan) -> tuple[Contribution, ...]:
    """Return what every entry recorded in *span* adds to the measures; a reversal takes off what its target added."""
    state = book.chronicle.state
    amounts = {kind: [(m.code, m.amounts[kind]) for m in book.measures if kind in m.amounts] for kind in book.kinds}
    by_number = dict(book.chronicle.numbered())
    school = book.setting.school
    found = []
    for number, entry in by_number.items():
        if not span.first <= entry.recorded <= span.last:
            continue
        sign, source, source_number = 1, entry, number
        if type(entry) is EntryReversed:
            sign, source_number = -1, entry.of.number
            source = by_number[source_number]
        for code, amount_of in amounts.get(type(source), ()):
            added = amount_of(source, state.derived.get(source_number))
            for part, amount in (added if isinstance(added, Mapping) else {(): added}).items():
                if amount:
                    found.append(
                        Contribution(code, school, Ref(book.name, number), entry.recorded, sign * amount, part)
                    )
    return tuple(found)


def ticks(book: "Book[Any, Any]") -> Ticks:
    """Return the entries that count by their type: what can tick a routine."""
    found: dict[type[AnyEntry], list[tuple[Ref, AnyEntry]]] = {}
    for number, entry in numbered(book):
        found.setdefault(type(entry), []).append((Ref(book.name, number), entry))
    return found


def routine_turns(book: "Book[Any, Any]", during: DateSpan | date) -> tuple[Turn, ...]:
    """Return every occurrence with its last day in *during* of the routines that *book* records, and what met it (R02)."""
    own = [routine for routine in book.setting.routines if ticked_in(routine, book)]
    return tuple(turns(book.setting, own, ticks(book), during)) if own else ()


def unmet_turns(book: "Book[Any, Any]", during: DateSpan) -> tuple[Turn, ...]:
    """Return the occurrences with their last day in *during* that nothing met: a record that lacks there, they tell of.

    None on days that the calendar does not cover.
    """
    calendar = book.setting.calendar
    if calendar is None or not during.overlaps(DateSpan(calendar.first_day, calendar.last_day)):
        return ()
    covered = DateSpan(max(during.first, calendar.first_day), min(during.last, calendar.last_day))
    return tuple(turn for turn in routine_turns(book, covered) if not turn.met)


def routines_to_do(book: "Book[Any, Any]", span: DateSpan) -> Iterator[Due]:
    """List the routines whose last day is in *span* and which are not done."""
    return (routine_due(turn) for turn in routine_turns(book, span) if not turn.over)


def routines_missed(book: "Book[Any, Any]", span: DateSpan) -> Iterator[Breach]:
    """Find the routines that were not done by their last day in *span*."""
    return (routine_breach(turn) for turn in routine_turns(book, span) if not turn.kept)
