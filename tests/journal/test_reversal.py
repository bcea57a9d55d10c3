"""Reversal: an entry counts as never made, both stay visible, and nothing that was closed changes."""

from collections.abc import Iterator
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from schoollogistics.errors import Refused, Unknown
from schoollogistics.journal import Ref, Setting
from schoollogistics.journal.chronicle import Chronicle
from schoollogistics.journal.plan import Plan
from schoollogistics.values.periods import Month
from tests.journal.shelf import (
    DAY,
    ItemMended,
    LotPriced,
    Shelf,
    Till,
    added,
    banked,
    bought,
    cash,
    lent,
    looked_over,
    moved,
    paid,
    paired,
    priced,
    retired,
    returned,
    spent,
    used,
)
from tests.journal.witness import SEPTEMBER, closing, columns_of, folded, objection, refusal, reversal, seen

LATER = DAY + timedelta(days=1)


def test_a_reversed_entry_counts_as_never_made() -> None:
    """The state is that of all other entries; the entry and its reversal stay in the book and in the history."""
    book = Shelf()
    book.post(added("A-1"))
    before = seen(book).state
    book.post(lent("A-1", "L-1"))
    book.post(reversal(book, 1))
    state = columns_of(book)
    assert state.status == before.status
    assert (state.thing, state.held) == ({}, {})
    assert state.reversed == {1: 2}
    assert "L-1" not in book.of("loan")
    assert book.history("A-1") == tuple(book.entries)
    assert state == folded(book, range(3))
    assert book["A-1"].status == "on_shelf"


def test_only_the_last_entry_of_every_subject_can_be_reversed() -> None:
    """An entry that another followed on any of its subjects stands, and the refusal says what to do."""
    book = Shelf()
    book.post(added("A-1", "A-2"))
    book.post(bought("P-1"))
    book.post(moved("A-2"))
    error = objection(book, reversal(book, 0))
    assert (type(error), error.code, error.fields) == (Refused, "state", ("of",))
    assert "shelf#2, ItemsMoved A-2, came after it" in error.stands.en
    assert "reverse shelf#2 first" in error.takes.en


def test_the_refusal_names_the_correcting_entries() -> None:
    """Those that the subject can take now are named, in both languages; a book without any names none."""
    book = Shelf()
    book.post_all([bought("L-1"), used("L-1"), added("A-1"), moved("A-1")])
    assert Shelf.correcting == (ItemMended, LotPriced)
    error = objection(book, reversal(book, 0))
    assert error.takes.en == "reverse shelf#1 first, or correct with LotPriced"
    assert "更正记录" in error.takes.zh
    assert objection(book, reversal(book, 2)).takes.en == "reverse shelf#3 first"
    till = Till()
    till.post_all([cash("R-1"), banked("R-1")])
    assert objection(till, reversal(till, 0)).takes.en == "reverse till#1 first"


def test_the_latest_follower_is_named() -> None:
    """Where several entries followed, the last of them comes off first."""
    book = Shelf()
    book.post(added("A-1", "A-2"))
    book.post(moved("A-1"))
    book.post(moved("A-2"))
    book.post(moved("A-1"))
    assert "shelf#3" in objection(book, reversal(book, 0)).stands.en


def test_a_subject_that_only_was_dated_counts() -> None:
    """An entry that names a subject without moving it stands before a reversal as any other."""
    book = Shelf()
    book.post(added("A-1", "A-2"))
    book.post(moved("A-2"))
    book.post(paired("A-1", "A-2"))
    assert "shelf#2" in objection(book, reversal(book, 1)).stands.en
    book.post(reversal(book, 2))
    book.post(reversal(book, 1))
    assert book["A-2"].place == "东柜"


def test_entries_are_peeled_off_one_after_the_other() -> None:
    """From the last to the first, all entries of a subject can be reversed; then it is unknown again."""
    book = Shelf()
    book.post(added("A-1"))
    book.post(lent("A-1", "L-1"))
    book.post(returned("A-1", "L-1", condition="broken", flaw="裂缝"))
    for number in (2, 1, 0):
        book.post(reversal(book, number))
    assert len(book) == 0
    assert len(book.of("loan")) == 0
    assert objection(book, moved("A-1")).code == "unknown"
    book.post(added("A-1"))
    assert len(book.history("A-1")) == 7


@pytest.mark.parametrize("entry", [paid("5.00"), looked_over()], ids=lambda entry: entry.kind)
def test_an_entry_without_subjects_can_always_be_reversed(entry: Any) -> None:
    """Sums and observations are reversed whatever came after them, but not dated before them."""
    book = Shelf()
    book.post(entry)
    book.post(added("A-1", on=LATER))
    book.post(paid("7.00", on=LATER))
    assert objection(book, reversal(book, 0, on=DAY - timedelta(days=1))).code == "order"
    book.post(reversal(book, 0))
    assert book.chronicle.state == folded(book, range(4))


def test_a_reversal_is_dated_on_or_after_its_target() -> None:
    """Neither date of a reversal may lie before the target's or before an earlier reversal on its subjects."""
    book = Shelf()
    book.post(added("A-1"))
    book.post(moved("A-1", on=DAY, recorded_on=LATER))
    assert objection(book, reversal(book, 1, on=DAY)).code == "order"
    assert objection(book, reversal(book, 1, on=DAY - timedelta(days=1), recorded_on=LATER)).code == "order"
    book.post(reversal(book, 1, on=DAY + timedelta(days=5)))
    error = objection(book, reversal(book, 0, on=DAY + timedelta(days=4)))
    assert (error.code, error.fields) == ("order", ("on", "recorded_on"))


def test_a_reversal_moves_the_clock() -> None:
    """After a reversal its subjects take no earlier dates, though the reversed entry is gone."""
    book = Shelf()
    book.post(added("A-1"))
    book.post(bought("P-1"))
    book.post(lent("A-1", "L-1"))
    book.post(reversal(book, 2, on=DAY + timedelta(days=5)))
    early = DAY + timedelta(days=4)
    assert objection(book, moved("A-1", on=early)).code == "order"
    book.post(added("A-2", on=early))
    assert objection(book, lent("A-2", "L-1", on=early)).code == "order"
    book.post(used("P-1", on=early))
    book.post(lent("A-1", "L-1", on=DAY + timedelta(days=5)))


def test_figures_show_the_target_and_its_negation() -> None:
    """A figure keeps the entry on its day and takes it off on the day of the reversal."""
    book = Shelf()
    book.post(bought("P-1", price="1.50"))
    book.post(used("P-1", 4, on=date(2025, 9, 30)))
    book.post(reversal(book, 1, on=date(2025, 10, 2)))
    september, october = book.figures(SEPTEMBER), book.figures(Month(2025, 10))
    assert (september["shelf.used"], october["shelf.used"]) == (Decimal("6.00"), Decimal("-6.00"))
    assert [each.ref.number for each in october.behind("shelf.used")] == [2]
    assert (september + october)["shelf.used"] == 0


def test_what_was_derived_is_kept_for_reversed_entries() -> None:
    """The cost worked out for an entry stays with its number, live, replayed, trusted or as of a day."""
    book = Shelf()
    book.post(bought("P-1", price="1.50"))
    book.post(used("P-1", 4))
    book.post(reversal(book, 1))
    book.post(priced("P-1", "9.99"))
    book.post(used("P-1", 1))
    wanted = {1: Decimal("6.00"), 4: Decimal("9.99")}
    assert book.chronicle.state.derived == wanted
    for trusted in (False, True):
        assert Shelf.replay(book.entries, setting=Setting(), trusted=trusted).chronicle.state.derived == wanted
    assert book.as_of(DAY).chronicle.state.derived == wanted


def test_reversals_and_closings_are_not_reversed() -> None:
    """A reversal, a closing, and an entry that is reversed already, are refused."""
    book = Shelf()
    book.post(added("A-1"))
    book.post(reversal(book, 0))
    book.post(closing(book))
    october = date(2025, 10, 1)
    assert objection(book, reversal(book, 1, on=october)).code == "state"
    assert objection(book, reversal(book, 2, on=october)).code == "state"
    error = objection(book, reversal(book, 0, on=october))
    assert (error.code, error.fields) == ("already", ("of",))
    assert "shelf#1" in error.stands.en


@pytest.mark.parametrize("ref", [Ref("till", 0), Ref("shelf", 1), Ref("shelf", 999)])
def test_a_reversal_is_of_an_entry_of_its_book(ref: Ref) -> None:
    """Another book's entry, or one not posted yet (itself included), cannot be reversed."""
    book = Shelf()
    book.post(added("A-1"))
    error = objection(book, reversal(book, 0, of=ref))
    assert (type(error), error.code, error.fields) == (Unknown, "reference", ("of",))


def test_what_remains_must_pass_the_invariants() -> None:
    """Money that was spent in the meantime cannot be un-paid; what was built on it comes off first."""
    book = Shelf()
    book.post(paid("5.00"))
    book.post(spent("4.00"))
    error = objection(book, reversal(book, 0))
    assert (type(error), error.code, error.stands.en, error.stands.zh) == (
        Refused,
        "state",
        "班费 overdrawn",
        "班费 透支",
    )
    book.post(reversal(book, 1))
    book.post(reversal(book, 0))
    assert columns_of(book).paid == {}


def test_a_replay_meets_the_invariants_too() -> None:
    """A history whose reversal leaves less than nothing is refused on verified replay, with its place."""
    book = Shelf()
    book.post(paid("5.00"))
    book.post(spent("4.00"))
    error = refusal(lambda: Shelf.replay([*book.entries, reversal(book, 0)], setting=Setting()))
    assert (error.code, error.position) == ("state", 2)


@pytest.mark.parametrize("of", [None, "shelf#0", Ref("shelf", []), ("shelf", 0)])  # type: ignore[arg-type]
def test_a_replay_of_nonsense_is_refused_with_its_place(of: Any) -> None:
    """A reversal of no entry at all is refused as in a post, not stumbled over."""
    book = Shelf()
    error = refusal(lambda: Shelf.replay([added("A-1"), reversal(book, 0, of=of)], setting=Setting()))
    assert error.position == 1
    assert error.code in {"type", "reference"}


def test_an_excused_entry_that_is_reversed_is_no_breach() -> None:
    """The breach of an entry posted despite a rule goes with it."""
    book = Shelf()
    book.post(added("A-1"))
    book.post(retired("A-1", despite=("S01",), note="只有一人在校"))
    assert len(book.breaches(SEPTEMBER)) == 1
    book.post(reversal(book, 1))
    assert book.breaches(SEPTEMBER) == ()


def test_a_reversal_goes_ahead_of_no_rule() -> None:
    """A reversal despite a rule is needless and refused."""
    book = Shelf()
    book.post(added("A-1"))
    assert objection(book, reversal(book, 0, despite=("S01",), note="无")).code == "rule"


def long_story(tickets: int) -> Shelf:
    """Return a book in which most of what happened is reversed, in order and out of order."""
    book = Shelf()
    book.post_all(bought(f"P-{n}") for n in range(tickets))
    book.post_all(used(f"P-{n}", 2) for n in range(tickets))
    book.post_all(paid("1.00", account=f"K-{n % 3}") for n in range(tickets))
    entries = list(book.entries)
    entries += [reversal(book, tickets + n) for n in range(0, tickets, 2)]
    entries += [reversal(book, 2 * tickets + n) for n in reversed(range(0, tickets, 3))]
    entries += [reversal(book, n) for n in range(0, tickets, 2)]
    return Shelf.replay(entries, setting=Setting())


@pytest.fixture
def counted(monkeypatch: pytest.MonkeyPatch) -> Iterator[dict[str, int]]:
    """Count the folds, and the entries that anybody asks for their subjects."""
    counts = {"folds": 0, "subjects": 0}
    fold, subjects = Chronicle._fold, Plan.subjects

    def counting_fold(self: Chronicle, reverse: int | None = None) -> Any:
        counts["folds"] += 1
        return fold(self, reverse)

    def counting_subjects(self: Plan, entry: Any) -> Any:
        counts["subjects"] += 1
        return subjects(self, entry)

    monkeypatch.setattr(Chronicle, "_fold", counting_fold)
    monkeypatch.setattr(Plan, "subjects", counting_subjects)
    yield counts
    monkeypatch.undo()


def test_a_replay_with_many_reversals_is_the_live_book() -> None:
    """Replayed with or without checks, a book with many reversals is what it was when it was posted entry by entry."""
    entries = tuple(long_story(12).entries)
    live = Shelf()
    for entry in entries:
        live.post(entry)
    before = seen(live)
    assert before.state == folded(live, range(live.version))
    assert seen(Shelf.replay(entries, setting=Setting())) == before
    assert seen(Shelf.replay(entries, setting=Setting(), trusted=True)) == before
    assert list(Shelf.replay(entries, setting=Setting()).of("lot")) == list(live.of("lot"))


def test_a_replay_with_many_reversals_is_not_quadratic(counted: dict[str, int]) -> None:
    """A verified replay folds nothing for its reversals, and looks at each entry a fixed number of times."""
    asked = []
    for tickets in (30, 60, 120):
        entries = tuple(long_story(tickets).entries)
        counted["folds"] = counted["subjects"] = 0
        Shelf.replay(entries, setting=Setting())
        assert counted["folds"] == 0
        asked.append(counted["subjects"] / len(entries))
    assert max(asked) < 6
    assert asked[2] == pytest.approx(asked[0], rel=0.1)


def test_a_live_reversal_is_one_fold(counted: dict[str, int]) -> None:
    """One reversal in a live book folds once, and posts after it fold nothing."""
    book = long_story(10)
    counted["folds"] = 0
    book.post(reversal(book, 1 + 10))
    assert counted["folds"] == 1
    book.post(added("A-1"))
    book.post_all([moved("A-1"), lent("A-1", "L-1")])
    assert counted["folds"] == 1
    assert seen(book).state == folded(book, range(book.version))


def test_posts_after_a_reversal_go_on_from_the_new_state() -> None:
    """Single posts, batches and further reversals after a reversal all see the state without the reversed entry."""
    book = Shelf()
    book.post_all([bought("P-1", pieces=5), used("P-1", 5)])
    assert objection(book, used("P-1")).code == "already"
    book.post(reversal(book, 1))
    book.post_all([used("P-1", 2), used("P-1", 2)])
    assert objection(book, used("P-1", 2)).code == "insufficient"
    assert refusal(lambda: book.post_all([used("P-1", 1), used("P-1", 1)])).code == "already"
    book.post(reversal(book, 4))
    book.post(used("P-1", 3))
    assert book.of("lot")["P-1"].status == "used_up"
    assert seen(book).state == folded(book, range(book.version))
