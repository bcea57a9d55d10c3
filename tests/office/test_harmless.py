"""Random batches over an office: what is posted together is what the same entries are one by one, refused or not."""

from collections.abc import Sequence
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from schoollogistics.errors import LogisticsError
from schoollogistics.inspections import RoutineDone
from schoollogistics.journal import Ref
from schoollogistics.office import LogisticsOffice
from schoollogistics.office.faults import looks_for_faults
from schoollogistics.office.flows import findings_from, repairs_from
from tests.journal.witness import AnyEntry, reversal
from tests.office.stories import (
    MONDAY,
    PLANNED,
    YEAR,
    accepted,
    added,
    all_seen,
    assigned,
    check,
    counted,
    finished,
    fixed,
    line,
    office,
    raised,
    reported,
    scrapped,
    sept,
    triaged,
)
from tests.office.stories import given as handed

REPAIRS = st.sampled_from(["BX-1", "BX-2", "bx-1"])
FINDINGS = st.sampled_from(["YH-1", "YH-2"])
ASSETS = st.sampled_from(["D-1", "D-2"])
CAUSES = st.one_of(
    st.none(), st.builds(Ref, st.sampled_from(["repairs", "inspections", "inventory", "canteen"]), st.integers(0, 4))
)
IDS = st.sampled_from([None, None, None, "a", "b"])
LINES = st.lists(st.sampled_from([line("灯管"), line("开关", "ok"), line("灯座", place=None)]), max_size=3)


def entries() -> SearchStrategy[AnyEntry]:
    """Draw an entry about few subjects, so that many can follow each other and many cannot."""
    return st.one_of(
        st.builds(reported, REPAIRS, asset=st.none() | ASSETS, because=CAUSES, id=IDS),
        st.builds(triaged, REPAIRS),
        st.builds(assigned, REPAIRS),
        st.builds(finished, REPAIRS, on=st.just(MONDAY)),
        st.builds(accepted, REPAIRS, on=st.just(MONDAY)),
        st.builds(lambda lines, cause: check(*lines, because=cause), LINES, CAUSES),
        st.builds(RoutineDone, routine=st.sampled_from(["SWEEP", "别的"]), on=st.just(sept(15)), by=st.just("保洁员")),
        st.builds(raised, FINDINGS, because=CAUSES, id=IDS),
        st.builds(handed, FINDINGS),
        st.builds(fixed, FINDINGS, on=st.just(MONDAY), repair=st.none() | REPAIRS),
        st.builds(added, ASSETS, id=IDS),
        st.builds(scrapped, ASSETS, st.none() | FINDINGS, on=st.just(MONDAY)),
        st.builds(counted, st.none() | REPAIRS),
    )


BATCHES = st.lists(st.lists(entries(), min_size=1, max_size=5), max_size=12)
REVERSALS = st.lists(st.tuples(st.integers(0, 2), st.integers(0, 9)), max_size=4)


def copied(made: LogisticsOffice) -> LogisticsOffice:
    """Return an office of the same entries."""
    return LogisticsOffice(
        made.setting, [type(book).replay(book.entries, setting=made.setting, trusted=True) for book in made]
    )


def posted(made: LogisticsOffice, batch: Sequence[AnyEntry]) -> LogisticsError | None:
    """Post a batch if it is taken; return the error if not."""
    try:
        made.post_all(batch)
    except LogisticsError as error:
        return error
    return None


def taken_back(made: LogisticsOffice, at: tuple[int, int]) -> None:
    """Reverse an entry, if it can be."""
    book = tuple(made)[at[0]]
    try:
        made.post(reversal(book, at[1], on=sept(15)))
    except LogisticsError:
        return


@given(BATCHES)
def test_a_batch_is_its_entries_one_by_one(batches: list[list[Any]]) -> None:
    """A batch that is taken leaves what single posts leave; a refused one nothing, and its first entry that is refused alone is the one named."""
    together, alone = office(setting=PLANNED), office(setting=PLANNED)
    for batch in batches:
        before = all_seen(together)
        error = posted(together, batch)
        if error is None:
            for entry in batch:
                assert alone.objection(entry) is None
                alone.post(entry)
        else:
            assert all_seen(together) == before
            trial, position = copied(alone), error.position or 0
            for entry in batch[:position]:
                trial.post(entry)
            refusal = trial.objection(batch[position])
            assert refusal is not None
            assert {**refusal.to_data(), "position": position} == error.to_data()
        assert all_seen(together) == all_seen(alone)


@given(BATCHES, REVERSALS)
def test_whatever_was_posted_every_name_leads_somewhere(
    batches: list[list[Any]], reversals: list[tuple[int, int]]
) -> None:
    """After any history, reversals included, each entry that counts would pass the check of its links again."""
    made = office(setting=PLANNED)
    for batch in batches:
        for entry in batch:
            posted(made, [entry])
    for at in reversals:
        taken_back(made, at)
    for book in made:
        gone = book.chronicle.state.reversed
        for number, entry in enumerate(book.entries):
            if number not in gone and number not in gone.values():
                made.links.check(entry, made.shelf)
            assert (Ref(book.name, number), entry) in made.trace(Ref(book.name, number))


@given(BATCHES)
def test_flows_and_breaches_agree(batches: list[list[Any]]) -> None:
    """A check has a breach for its faults just as long as a flow offers something, and none once that is posted."""
    made = office(setting=PLANNED)
    for batch in batches:
        for entry in batch:
            posted(made, [entry])
    for number, entry in enumerate(made.inspections.entries):
        ref = Ref("inspections", number)
        if looks_for_faults(entry):
            offered = repairs_from(made, ref)
            assert len(offered) == len(findings_from(made, ref))
            assert bool(offered) == any(
                breach.ref == ref and "faults not reported" in breach.found.en for breach in made.breaches(YEAR)
            )
            made.post_all(offered)
            assert repairs_from(made, ref) == ()
            assert not [breach for breach in made.breaches(MONDAY) if breach.ref == ref and "faults" in breach.found.en]
