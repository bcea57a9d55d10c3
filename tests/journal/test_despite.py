"""Excuses: a duty may be neglected knowingly, with a note, and then it stands in the breaches."""

from datetime import date, timedelta

import pytest

from schoollogistics.errors import Refused
from schoollogistics.journal import Ref, Setting, Value
from schoollogistics.values.periods import Month
from tests.journal.shelf import (
    DAY,
    S01,
    S02,
    Shelf,
    added,
    bought,
    lent,
    limited,
    looked_over,
    paid,
    priced,
    retired,
    spent,
)
from tests.journal.witness import SEPTEMBER, objection, refusal, reversal

NOTE = "只有一人在校"


def shelf(setting: Setting = Setting()) -> Shelf:  # noqa: B008 - a setting is frozen
    """Return a shelf with three things on it."""
    book = Shelf(setting)
    book.post(added("A-1", "A-2", "A-3"))
    return book


def test_a_duty_refuses_by_default_and_says_that_it_can_be_excused() -> None:
    """The refusal carries the rule and that ``despite`` can help."""
    error = objection(shelf(), retired("A-1"))
    assert (type(error), error.code, error.rule, error.excusable) == (Refused, "rule", S01, True)
    assert error.fields == ("cosigned_by",)
    assert "S01 报废须两人签字" in error.text("zh")


def test_what_is_posted_despite_a_rule_is_a_breach_with_its_note() -> None:
    """Posted with ``despite`` and a note, the entry counts; it stands in the breaches, with what was wrong and why."""
    book = shelf()
    stands = objection(book, retired("A-1")).stands
    ref = book.post(retired("A-1", on=date(2025, 9, 5), recorded_on=date(2025, 10, 2), despite=("S01",), note=NOTE))
    (breach,) = book.breaches(SEPTEMBER)
    assert (breach.rule, breach.on, breach.subject, breach.ref) == (S01, date(2025, 9, 5), ("item", "A-1"), ref)
    assert breach.note == NOTE
    assert str(breach).endswith(f"ItemsRetired A-1: {stands.en} ({NOTE})")
    assert f"：{stands.zh}（" in breach.text("zh")
    assert breach.text("zh").endswith(f"（{NOTE}）")
    assert book.breaches(Month(2025, 10)) == ()
    assert book["A-1"].status == "retired"


def test_an_excuse_takes_a_note() -> None:
    """Without a note an excuse is refused, needed or not."""
    for despite in (("S01",), ("S02",), ("X99",)):
        error = objection(shelf(), retired("A-1", despite=despite))
        assert (error.code, error.fields) == ("missing", ("note", "despite"))


@pytest.mark.parametrize(
    "entry",
    [
        retired("A-1", cosigned_by=("王老师",), despite=("S01",), note=NOTE),
        retired("A-1", despite=("S01", "S02"), note=NOTE),
        retired("A-1", despite=("S01", "S01"), note=NOTE),
        looked_over(despite=("S01",), note=NOTE),
        paid("1.00", despite=("S01",), note=NOTE),
    ],
)
def test_an_excuse_without_need_is_refused(entry: object) -> None:
    """Rules that are kept, named twice, or of another kind of entry, are not excused."""
    error = objection(shelf(), entry)
    assert (error.code, error.fields, error.excusable) == ("rule", ("despite",), False)


@pytest.mark.parametrize(
    "entry",
    [
        retired("A-1", despite=("S01", "X99"), note=NOTE),
        lent("A-1", "L-1", despite=("X99",), note=NOTE),
        spent("2.00", despite=("S03",), note=NOTE),
    ],
)
def test_only_an_excusable_rule_can_be_named(entry: object) -> None:
    """A rule nobody knows, and one that is not excusable, is refused with those that can be named."""
    error = objection(shelf(), entry)
    assert (error.code, error.fields, error.excusable) == ("unknown", ("despite",), False)
    assert "S01" in error.takes.en


def test_an_excuse_does_not_move_what_the_lifecycle_refuses() -> None:
    """Only a duty can be excused: an impossible step, a price of nothing or an unknown subject cannot."""
    book = shelf()
    assert objection(book, retired("Z-1", despite=("S01",), note=NOTE)).code == "unknown"
    book.post(retired("A-1", despite=("S01",), note=NOTE))
    assert objection(book, retired("A-1", despite=("S01",), note=NOTE)).code == "already"
    assert objection(book, priced("P-1", "0", despite=("S01",), note=NOTE)).code == "unknown"
    book.post(bought("P-1"))
    assert objection(book, priced("P-1", "0", despite=("S01",), note=NOTE)).code == "range"
    assert objection(book, priced("P-1", "2", despite=("S01",), note=NOTE)).code == "rule"


def test_excuses_are_asked_for_in_batches_too() -> None:
    """A batch takes excused entries, and refuses needless excuses, as single posts do."""
    book = shelf(limited())
    book.post_all([lent("A-1", "L-1"), lent("A-2", "L-2", despite=("S02",), note=NOTE)])
    error = refusal(lambda: book.post_all([lent("A-3", "L-3", borrower="吴同学", despite=("S02",), note=NOTE)]))
    assert (error.code, error.position) == ("rule", 0)
    assert [breach.rule for breach in book.breaches(DAY)] == [S02]


def test_a_school_makes_a_rule_strict_from_a_day_on() -> None:
    """A dated value takes the excuse away from its day on, and a later one gives it back."""
    first, second = DAY + timedelta(days=10), DAY + timedelta(days=20)
    strict = Setting(values=(Value(S01.strict, True, first, "校务会"), Value(S01.strict, False, second, "校务会")))
    book = shelf(strict)
    book.post(retired("A-1", on=first - timedelta(days=1), despite=("S01",), note=NOTE))
    error = objection(book, retired("A-2", on=first, despite=("S01",), note=NOTE))
    assert (error.rule, error.excusable) == (S01, False)
    assert objection(book, retired("A-2", on=second - timedelta(days=1))).excusable is False
    assert objection(book, retired("A-2", on=second)).excusable is True
    book.post(retired("A-2", on=second, despite=("S01",), note=NOTE))
    assert len(book.breaches(SEPTEMBER)) == 2


def test_a_strict_rule_does_not_unmake_what_was_excused() -> None:
    """A book kept under the milder rule replays under values that begin later."""
    book = shelf()
    book.post(retired("A-1", despite=("S01",), note=NOTE))
    strict = Setting(values=(Value(S01.strict, True, DAY + timedelta(days=1), "校务会"),))
    assert Shelf.replay(book.entries, setting=strict)["A-1"].status == "retired"


def test_the_same_thing_twice_is_asked_about() -> None:
    """Two entries equal in every field and without id are a breach on their day, until one of them is reversed."""
    book = shelf()
    book.post(paid("1.00"))
    book.post(paid("1.00", note="另一笔"))
    book.post(paid("1.00"))
    book.post(paid("1.00", id="k-1"))
    book.post(paid("1.00", on=date(2025, 10, 9)))
    (breach,) = book.breaches(SEPTEMBER)
    assert (breach.rule.code, breach.on, breach.ref, breach.note) == ("J01", DAY, Ref("shelf", 3), None)
    assert "shelf#1" in breach.text("en")
    assert breach.text("zh").endswith("与 shelf#1 相同")
    book.post(reversal(book, 3))
    assert book.breaches(SEPTEMBER) == ()
