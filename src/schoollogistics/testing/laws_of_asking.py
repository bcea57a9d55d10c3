"""What holds of every answer: it depends on its arguments only, and figures add up however they are cut."""

from collections.abc import Callable, Iterable
from datetime import date, timedelta
from functools import partial
from typing import Any, Final

from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Figures
from schoollogistics.journal.lifecycle import Lifecycle
from schoollogistics.testing.claims import answer, claim, claim_same
from schoollogistics.testing.history import History
from schoollogistics.testing.laws_of_posting import days_of
from schoollogistics.testing.pen import plain_pen
from schoollogistics.testing.reading import AnyBook, snapshot, state_of, status_of, steps_of
from schoollogistics.testing.scribe import Scribe
from schoollogistics.values.periods import DateSpan, Month

View = Callable[[Any, DateSpan], object]
ALL_DAYS: Final = DateSpan(date(1900, 1, 1), date(2199, 12, 31))


def span_of_history(history: History) -> DateSpan:
    """Return the days from the first to the last that a history speaks of."""
    days = [day for entry in history.book.entries for day in (entry.on, entry.recorded)]
    return DateSpan(min(days), max(days)) if days else DateSpan(date(2025, 9, 1), date(2025, 9, 1))


def questions(book: AnyBook, during: DateSpan, views: Iterable[View]) -> dict[str, object]:
    """Return the answers to every question that any book can be asked about *during*, and the *views* of it."""
    found: dict[str, object] = {
        "due": answer(lambda: book.due(during)),
        "breaches": answer(lambda: book.breaches(during)),
        "figures": answer(lambda: book.figures(during)),
        "fingerprint": book.fingerprint(),
    }
    if book.lifecycles:
        found["table"] = _shown(book.table())
        found["past table"] = _shown(book.table(as_of=during.first))
    for life in book.lifecycles:
        subjects = book.of(life.name)
        for key in subjects:
            found[f"{life.name} {key}"] = (subjects[key].facts, subjects.history(key), subjects.next_entries(key))
    for number, view in enumerate(views):
        found[f"view {number} ({getattr(view, '__name__', view)})"] = answer(partial(_seen, view, book, during))
    return found


def _seen(view: View, book: AnyBook, during: DateSpan) -> object:
    return _shown(view(book, during))


def _shown(table: Any) -> object:
    return (table, table.to_markdown(), table.to_csv()) if hasattr(table, "to_csv") else table


def answers_depend_on_arguments_only(history: History, views: Iterable[View] = ()) -> None:
    """Every question and view asked twice gives the same answer, leaves the book as it was, and a replayed book agrees."""
    book, during = history.book, span_of_history(history)
    before, kept = snapshot(book), tuple(views)
    first = questions(book, during, kept)
    claim_same(before, snapshot(book), "the book before and after it was asked")
    claim_same(first, questions(book, during, kept), "two answers to the same question")
    again = type(book).replay(book.entries, setting=book.setting, trusted=True)
    claim_same(first, questions(again, during, kept), "the answers of a book and of its replay")


def figures_add_up(history: History) -> None:
    """Adding figures is associative and commutative, nothing adds nothing, and every cut of a period adds up to it."""
    book, during = history.book, span_of_history(history)
    whole = book.figures(during)
    claim(Figures.zero() + whole == whole == whole + Figures.zero(), "figures of nothing change a sum")
    claim(book.figures(ALL_DAYS) == whole, "figures outside the days of the book")
    for cut in days_of(history):
        if during.first < cut:
            early = book.figures(DateSpan(during.first, cut - timedelta(days=1)))
            late = book.figures(DateSpan(cut, during.last))
            claim(early + late == whole == late + early, f"figures cut at {cut} do not add up")
            claim((early + late) + whole == early + (late + whole), "adding figures is not associative")
            claim(dict((early + late).totals) == dict(whole.totals), f"totals cut at {cut} do not add up")
    for code in whole:
        claim(
            sum(each.amount for each in whole.behind(code)) == whole[code], f"{code} is not the sum of what is behind"
        )
    months = [book.figures(month) for month in during.months()]
    claim(sum(months, Figures.zero()) == whole, "the figures of the months do not add up")


def past_figures_stay(history: History) -> None:
    """The figures up to a day are the same whether asked now or of the book as of that day: later entries change none."""
    book, during = history.book, span_of_history(history)
    for day in days_of(history):
        span = DateSpan(during.first, day)
        claim(book.figures(span) == book.as_of(day).figures(span), f"figures up to {day} changed afterwards")


def closed_months_are_closed(history: History) -> None:
    """Nothing is recorded in a month once it is closed."""
    for book, attempt in history.again():
        if attempt.error is None and state_of(book).closed:
            through = max(state_of(book).closed.values())
            spent = attempt.entry.id is not None and any(each.id == attempt.entry.id for each in book.entries)
            claim(
                attempt.entry.recorded > through or spent or _closes(attempt.entry),
                "recorded in a closed month:",
                attempt.entry,
            )


def _closes(entry: object) -> bool:
    return isinstance(getattr(entry, "month", None), Month)


def next_entries_are_what_the_table_says(history: History) -> None:
    """``next_entries`` names what the lifecycle takes for a key, for keys in the book and for one that nobody used."""
    book = history.book
    for life in book.lifecycles:
        subjects = book.of(life.name)
        for key in (*subjects, "nobody-0"):
            offered = subjects.next_entries(key)
            wanted = tuple(life.table[status_of(book, life, key)])
            claim(
                set(offered) == set(wanted) and len(offered) == len(wanted), f"{key}: offered {offered}, table {wanted}"
            )


def absent_transitions(history: History) -> list[str]:
    """Try, in every state that a subject of the book is in, every kind its lifecycle does not take there.

    Returns which were tried; raises ``AssertionError`` where one is accepted, moves something or breaks down.
    """
    book, tried = history.book, list[str]()
    scribe, pen = Scribe(type(book), book.setting), plain_pen(book)
    scribe.book = book
    scribe.on = date.fromordinal(max([span_of_history(history).last, *state_of(book).closed.values()]).toordinal() + 1)
    pen.on = scribe.on
    for life in book.lifecycles:
        for state, key in _one_of_each(book, life).items():
            for kind in life.kinds:
                if kind in life.table[state]:
                    continue
                if any(
                    step.shape.kind == "choice" and key not in step.shape.choices for step in steps_of(type(book), kind)
                ):
                    continue
                entry = scribe.write(kind, pen, key=key, hinted=False)
                before = snapshot(book)
                try:
                    book.post(entry)
                except LogisticsError:
                    claim_same(
                        before, snapshot(book), f"{kind.__name__} in state {state} was refused and moved something:"
                    )
                    tried.append(f"{life.name}: {kind.__name__} in {state}")
                else:
                    raise AssertionError(
                        f"{kind.__name__} was accepted in state {state} of {life.name}, which has no such row"
                    )
    return tried


def _one_of_each(book: AnyBook, life: Lifecycle) -> dict[str, str]:
    found = {state_of(book).status[life.name][key]: key for key in book.of(life.name)}
    return {life.start: "nobody-0", **found}
