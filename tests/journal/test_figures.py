"""Figures: sums of contributions that can be traced to entries, and that add up over schools and months."""

from datetime import date
from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.errors import Text
from schoollogistics.journal import Contribution, Figures, Ref, Setting
from schoollogistics.values.periods import Month, SchoolYear
from tests.journal.shelf import (
    BROKEN,
    DAY,
    LENT,
    PAID,
    Shelf,
    Till,
    added,
    banked,
    bought,
    cash,
    lent,
    paid,
    returned,
    used,
)
from tests.journal.witness import SEPTEMBER, refusal, reversal

CONTRIBUTIONS = st.builds(
    Contribution,
    st.sampled_from(["shelf.lent", "till.taken"]),
    st.sampled_from(["一小", "二小"]),
    st.builds(Ref, st.sampled_from(["shelf", "till"]), st.integers(0, 99)),
    st.dates(date(2025, 9, 1), date(2026, 8, 31)),
    st.integers(-99, 99) | st.integers(-9999, 9999).map(lambda fen: Decimal(f"{fen}e-2")),
)
FIGURES = st.lists(CONTRIBUTIONS, max_size=5).map(lambda found: Figures(tuple(found)))


@given(FIGURES, FIGURES, FIGURES)
def test_figures_add_up_in_any_order(one: Figures, two: Figures, three: Figures) -> None:
    """Adding is associative and commutative, zero adds nothing, and totals are the sums of the totals."""
    assert (one + two) + three == one + (two + three)
    assert one + two == two + one
    assert one + Figures.zero() == one == Figures.zero() + one
    for code in ("shelf.lent", "till.taken", "unknown"):
        assert (one + two)[code] == one[code] + two[code]
    assert hash(one + two) == hash(two + one)


@given(FIGURES)
def test_every_sum_lists_what_is_behind_it(figures: Figures) -> None:
    """A total is the sum of its contributions, and the figures list the measures that have any."""
    for code in figures:
        assert sum(each.amount for each in figures.behind(code)) == figures[code]
    assert set(figures) == {each.measure for each in figures.contributions}
    assert figures.behind("unknown") == ()


def test_figures_count_by_the_accounting_date() -> None:
    """What happened in September and was recorded in October is a figure of October."""
    book = Shelf(Setting(school="一小"))
    book.post(paid("5.00", on=date(2025, 9, 30), recorded_on=date(2025, 10, 1)))
    book.post(paid("0.50", on=date(2025, 9, 30)))
    assert (book.figures(SEPTEMBER)[PAID], book.figures(Month(2025, 10))[PAID]) == (Decimal("0.50"), Decimal("5.00"))
    assert book.figures(date(2025, 10, 1)).behind(PAID) == (
        Contribution("shelf.paid", "一小", Ref("shelf", 0), date(2025, 10, 1), Decimal("5.00")),
    )
    assert book.figures(SchoolYear(2025))[PAID] == Decimal("5.50")


def test_an_amount_of_nothing_is_no_contribution() -> None:
    """Entries that add nothing to a measure do not stand behind it."""
    book = Shelf()
    book.post_all([added("A-1"), lent("A-1", "L-1"), returned("A-1", "L-1")])
    figures = book.figures(SEPTEMBER)
    assert figures.behind(BROKEN) == ()
    assert (figures[BROKEN], figures[LENT]) == (0, 1)


def test_a_rate_is_the_quotient_of_two_sums() -> None:
    """A rate is exact as far as decimals go, and there is none of nothing."""
    book = Shelf()
    book.post(added("A-1", "A-2", "A-3"))
    assert book.figures(SEPTEMBER).rate(BROKEN, LENT) is None
    for number in (1, 2, 3):
        book.post(lent(f"A-{number}", f"L-{number}"))
    book.post(returned("A-1", "L-1", condition="broken"))
    assert book.figures(SEPTEMBER).rate(BROKEN, LENT) == Decimal("0." + "3" * 60)
    assert book.figures(SEPTEMBER).rate("shelf.broken", "shelf.lent") == book.figures(SEPTEMBER).rate(BROKEN, LENT)


def test_books_add_up_to_an_office() -> None:
    """Figures of different books and schools add up, each contribution with its school."""
    one, two, till = Shelf(Setting(school="一小")), Shelf(Setting(school="二小")), Till()
    one.post(paid("5.00"))
    two.post(paid("7.00"))
    till.post_all([cash("R-1"), banked("R-1")])
    total = sum((book.figures(SEPTEMBER) for book in (one, two, till)), Figures.zero())
    assert (total[PAID], total["till.taken"]) == (Decimal("12.00"), Decimal("5.00"))
    assert {each.school for each in total.behind(PAID)} == {"一小", "二小"}


def test_a_reversal_in_the_same_period_leaves_nothing() -> None:
    """An entry and its reversal in one period cancel, and both are listed."""
    book = Shelf()
    book.post(bought("P-1"))
    book.post(used("P-1", 2))
    book.post(reversal(book, 1, on=date(2025, 9, 5)))
    figures = book.figures(SEPTEMBER)
    assert figures["shelf.used"] == 0
    assert [(each.ref.number, each.amount) for each in figures.behind("shelf.used")] == [
        (1, Decimal("3.00")),
        (2, Decimal("-3.00")),
    ]


def test_an_unknown_measure_is_no_zero() -> None:
    """Figures of a book know its measures: others are unknown, with what is near them; figures of nothing know none."""
    figures = Shelf().figures(SEPTEMBER)
    assert list(figures) == ["shelf.broken", "shelf.lent", "shelf.paid", "shelf.used"]
    assert repr(figures) == "<Figures shelf.broken=0, shelf.lent=0, shelf.paid=0, shelf.used=0>"
    error = refusal(lambda: figures["shelf.paidd"])
    assert (error.code, "shelf.paid" in error.takes.en) == ("unknown", True)
    assert "shelf.used" in refusal(lambda: figures.behind("完全不同")).takes.en
    assert refusal(lambda: figures.rate("shelf.paid", "nothing")).code == "unknown"
    assert Figures.zero()["anything"] == 0


def test_a_measure_has_a_name() -> None:
    """A measure says what it is in both languages."""
    assert LENT.text == Text("Lent", "借出次数")
    assert DAY in SEPTEMBER
