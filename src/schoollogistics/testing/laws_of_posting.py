"""What holds of every history: replay, refusals, objections, batches, reversals, the state of a past day."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any, Final

import attrs

from schoollogistics.errors import Duplicate, LogisticsError
from schoollogistics.journal import EntryReversed, MonthClosed, Published, Ref
from schoollogistics.testing.claims import claim, claim_same, told
from schoollogistics.testing.history import History
from schoollogistics.testing.probes import strayed_in_apply, watched, written_by_check
from schoollogistics.testing.reading import (
    AnyBook,
    AnyEntry,
    plain_fold,
    reversible,
    snapshot,
    standing,
    state_of,
    subjects_of,
)
from schoollogistics.values.periods import Month

Law = Callable[[History], None]
DAYS: Final = 4
FEW: Final = 6


def spread(count: int, most: int) -> range:
    """Return at most *most* numbers out of 0 to *count* - 1, evenly spread, the last among them."""
    step = max(1, -(-count // most))
    return range((count - 1) % step, count, step) if count else range(0)


def replay_equals_live(history: History) -> None:
    """A book replayed from its entries, checked again or trusted, is the book, and objects to the same."""
    live = history.book
    for trusted in (False, True):
        again = type(live).replay(live.entries, setting=live.setting, trusted=trusted)
        claim_same(snapshot(live), snapshot(again), f"live and replayed (trusted={trusted})")
        claim(tuple(live.entries) == tuple(again.entries), "the entries differ after a replay")
        for attempt in history.attempts[-FEW:]:
            here, there = live.objection(attempt.entry), again.objection(attempt.entry)
            claim(told(here) == told(there), f"live objects {here!r}, replayed (trusted={trusted}) {there!r}")


def refused_leaves_no_trace(history: History) -> None:
    """A refused post leaves entries, state and fingerprint as they were, and a book that goes on as if it had not been."""
    for book, attempt in history.again():
        if attempt.error is None:
            continue
        before = snapshot(book)
        error = _error_of(partial(book.post, attempt.entry))
        claim(error is not None, attempt.entry, "was refused the first time and accepted the second")
        claim_same(before, snapshot(book), "before and after the refusal of", attempt.entry)


def _error_of(act: Callable[[], object]) -> LogisticsError | None:
    try:
        act()
    except LogisticsError as error:
        return error
    return None


def objection_agrees_with_post(history: History) -> None:
    """``objection`` says exactly what ``post`` then raises, None where it accepts, and changes nothing."""
    for book, attempt in history.again():
        before = snapshot(book)
        objection = book.objection(attempt.entry)
        claim_same(before, snapshot(book), "before and after the objection to", attempt.entry)
        claim(
            told(objection) == told(attempt.error), f"objection {objection!r}, post {attempt.error!r}:", attempt.entry
        )


def batch_equals_single_posts(history: History) -> None:
    """``post_all`` gives the book that posting one by one gives."""
    book, batch = history.fresh(), list[AnyEntry]()
    for entry in history.book.entries:
        if isinstance(entry, EntryReversed | MonthClosed):
            book.post_all(batch)
            book.post(entry)
            batch = []
        else:
            batch.append(entry)
    book.post_all(batch)
    claim_same(snapshot(history.book), snapshot(book), "posted one by one and in batches")


def refused_batch_leaves_no_trace(history: History) -> None:
    """A batch with a refused entry in it is refused whole, names its position, and leaves everything as it was."""
    for book, attempt in history.again():
        if attempt.error is None or book.version < FEW:
            continue
        kept = tuple(book.entries)[-FEW:]
        if any(isinstance(entry, EntryReversed | MonthClosed) for entry in kept):
            continue
        again = type(book).replay(book.entries[: book.version - FEW], setting=book.setting)
        before = snapshot(again)
        error = _error_of(partial(again.post_all, (*kept, attempt.entry)))
        claim(error is not None, "a batch was accepted with", attempt.entry)
        claim(error is None or error.position == FEW, "the refusal of a batch does not name the entry", attempt.entry)
        claim_same(before, snapshot(again), "before and after the refusal of a batch with", attempt.entry)


def spent_ids_are_known(history: History) -> None:
    """An entry with an id that was posted before is not posted again: its place is returned, or it was reversed."""
    book = history.book
    before = snapshot(book)
    gone = {book.entries[number].id for number in state_of(book).reversed}
    for entry in dict.fromkeys(each.entry for each in history.attempts if each.error is None):
        if entry.id is None:
            continue
        other = attrs.evolve(entry, note=(entry.note or "") + "…")
        claim(isinstance(book.objection(other), Duplicate), "a spent id was taken for", other)
        if entry.id in gone:
            claim(isinstance(book.objection(entry), Duplicate), "the id of a reversed entry was taken:", entry)
        else:
            claim(book.entries[book.post(entry).number] == entry, "posted elsewhere:", entry)
    claim_same(before, snapshot(book), "before and after posting spent ids")


def state_is_the_fold_of_what_stands(history: History) -> None:
    """The state is what the declarations say that all entries add up to, the reversed ones left out."""
    book = history.book
    plain = plain_fold(type(book), book.setting, enumerate(book.entries))
    claim_same(standing(state_of(book)), standing(plain), "the book and the plain fold of what stands")
    for fault in type(book).invariants:
        claim(fault(state_of(book)) is None, "an invariant does not hold:", fault(state_of(book)))


def days_of(history: History) -> tuple[date, ...]:
    """Return a few accounting dates of a history, and the day before the first."""
    days = sorted({entry.recorded for entry in history.book.entries})
    return tuple(days[at] for at in spread(len(days), DAYS))


def as_of_is_the_fold_of_the_prefix(history: History) -> None:
    """The book as of a day is the plain fold of what was recorded up to it, has the original numbers, and is read-only."""
    book = history.book
    for day in days_of(history):
        past = book.as_of(day)
        kept = [(number, entry) for number, entry in enumerate(book.entries) if entry.recorded <= day]
        plain = plain_fold(type(book), book.setting, kept)
        claim_same(standing(state_of(past)), standing(plain), f"the book as of {day} and the fold of its entries")
        claim(tuple(past.entries) == tuple(entry for _, entry in kept), f"other entries as of {day}")
        last = kept[-1][1] if kept else None
        claim(last is None or past.objection(last) is not None, f"the book as of {day} takes entries")


def reversal_is_as_if_never(history: History) -> None:
    """An entry posted and reversed leaves the state as if it had never been, and cannot be reversed twice."""
    book = history.book
    able = [number for number in range(book.version) if reversible(book, number) and not _published_anew(book, number)]
    for number in [able[at] for at in spread(len(able), FEW)]:
        again = type(book).replay(book.entries, setting=book.setting, trusted=True)
        last = max(entry.recorded for entry in book.entries)
        through = max([last, *state_of(book).closed.values()])
        day = date.fromordinal(through.toordinal() + 1)
        reversal = EntryReversed(of=Ref(book.name, number), reason="…", on=day, by="王老师")
        error = again.objection(reversal)
        if error is not None and type(book).invariants:
            continue
        claim(error is None, f"#{number} cannot be reversed: {error}")
        again.post(reversal)
        rest = [(n, entry) for n, entry in enumerate(book.entries) if n != number]
        plain = plain_fold(type(book), book.setting, rest)
        claim_same(standing(state_of(again)), standing(plain), f"with #{number} reversed and without it")
        claim(again.objection(reversal) is not None, f"#{number} can be reversed twice")


def _published_anew(book: AnyBook, number: int) -> bool:
    """Tell whether a later version of the publication with that number stands, which is reversed first."""
    target = book.entries[number]
    return isinstance(target, Published) and any(
        isinstance(each, Published) and (each.view, each.period) == (target.view, target.period)
        for n, each in enumerate(book.entries)
        if n > number and n not in state_of(book).reversed
    )


def publications_can_be_reversed(book: AnyBook) -> None:
    """Of two versions of a publication each is reversed as if it had never been, or cannot be reversed yet."""
    day = date(2025, 9, 1)
    for document in type(book).documents[:1]:
        for reversed_one in (0, 1):
            again = type(book)(book.setting)
            for version in (1, 2):
                again.post(
                    Published(
                        view=document.name,
                        period=Month.of(day),
                        version=version,
                        where="公示栏",
                        reason="更正",
                        on=day,
                        by="王老师",
                    )
                )
            reversal = EntryReversed(of=Ref(book.name, reversed_one), reason="…", on=day, by="王老师")
            if reversed_one == 0 and again.objection(reversal) is not None:
                continue
            again.post(reversal)
            plain = plain_fold(type(book), book.setting, enumerate(again.entries))
            claim_same(
                standing(state_of(again)), standing(plain), f"with version {reversed_one + 1} reversed and without"
            )


def apply_stays_at_home(history: History) -> None:
    """``apply`` reads and writes only columns of the entry's own subjects, and only adds to sums."""
    for book, attempt in history.again():
        if (
            attempt.error is None
            and not isinstance(attempt.entry, EntryReversed)
            and not _is_known(book, attempt.entry)
        ):
            subjects = subjects_of(type(book), attempt.entry)
            strayed = strayed_in_apply(attempt.entry, book.version, watched(state_of(book)), subjects)
            claim(not strayed, f"apply of {type(attempt.entry).__name__}", ", ".join(strayed), "of", attempt.entry)


def _is_known(book: AnyBook, entry: AnyEntry) -> bool:
    return entry.id is not None and any(each.id == entry.id for each in book.entries)


def check_writes_nothing(history: History) -> None:
    """``check`` reads and raises; it writes nothing, whether the entry is accepted or refused."""
    for book, attempt in history.again():
        if attempt.error is not None and attempt.error.code not in {
            "rule",
            "reference",
            "order",
            "missing",
            "insufficient",
        }:
            continue
        written = _written_by_check(attempt.entry, book)
        claim(not written, f"check of {type(attempt.entry).__name__} wrote", ", ".join(written))


def _written_by_check(entry: AnyEntry, book: AnyBook) -> tuple[str, ...]:
    state = watched(state_of(book))
    try:
        return written_by_check(entry, state)
    except (LogisticsError, LookupError):
        return ()


def excusable_is_excused(history: History) -> None:
    """What an excusable rule refuses is accepted despite it, with a note, and then is a breach with that note."""
    for book, attempt in history.again():
        error = attempt.error
        if error is None or error.rule is None or not error.excusable:
            continue
        entry = attrs.evolve(attempt.entry, despite=(), note="情况特殊")
        second = book.objection(entry)
        while second is not None and second.excusable and second.rule is not None:
            claim(second.rule.code not in entry.despite, f"refused despite {second.rule.code} and a note: {second}")
            entry = attrs.evolve(entry, despite=(*entry.despite, second.rule.code))
            second = book.objection(entry)
        if second is not None and second.rule is not None and second.rule.code not in entry.despite:
            continue
        claim(second is None, f"refused despite {entry.despite} and a note: {second}")
        again = type(book).replay(book.entries, setting=book.setting, trusted=True)
        ref = again.post(entry)
        breaches = [each for each in _breaches(again, entry.on) if each.ref == ref]
        claim(
            error.rule.code in {each.rule.code for each in breaches},
            "despite",
            error.rule.code,
            "and no breach:",
            entry,
        )
        claim(all(each.note == entry.note for each in breaches), "a breach without the note of", entry)


def _breaches(book: AnyBook, day: date) -> tuple[Any, ...]:
    return book.breaches(day)
