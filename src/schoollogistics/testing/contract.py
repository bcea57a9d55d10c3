"""The laws every book obeys, as a test class to subclass: name the book, and pytest collects one test a law."""

from collections.abc import Mapping
from typing import Any, ClassVar, cast

import attrs
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from schoollogistics.errors import LogisticsError, Refused
from schoollogistics.journal import Book, Entry, Rule, Setting, Value
from schoollogistics.testing import laws_of_asking as asking
from schoollogistics.testing import laws_of_kinds as kinds
from schoollogistics.testing import laws_of_posting as posting
from schoollogistics.testing.claims import claim
from schoollogistics.testing.hints import SAMPLES
from schoollogistics.testing.history import hints_for
from schoollogistics.testing.laws_of_asking import View
from schoollogistics.testing.reading import JOURNAL_KINDS
from schoollogistics.testing.scribe import Hints
from schoollogistics.testing.strategies import NOTHING_OWN, entries, sample_setting
from schoollogistics.testing.trial import Trial
from schoollogistics.wire import Wire


class BookContract:
    """The laws every book obeys. Subclass it, name your ``book_class``, and let pytest collect it.

    ``setting`` and ``hints`` are as for ``histories``. ``samples`` has, by the code of each excusable rule of the book, a
    story of entries whose last one does not keep the rule. ``views`` are functions of the book and a span, whose answers
    may depend on nothing else. ``steps`` is how many entries a history tries.
    """

    book_class: ClassVar[type[Book[Any, Any]]]
    setting: ClassVar[Setting | None] = None
    hints: ClassVar[Hints | None] = None
    samples: ClassVar[Mapping[str, tuple[Entry[Any], ...]] | None] = None
    views: ClassVar[tuple[View, ...]] = ()
    steps: ClassVar[int] = 50
    own: ClassVar[Mapping[str, st.SearchStrategy[Any]]] = NOTHING_OWN
    _trial: ClassVar[Trial]

    @classmethod
    def trial(cls) -> Trial:
        """Return the histories that the laws are tried on: drawn once for the class."""
        if "_trial" not in vars(cls):
            setting = sample_setting(cls.book_class) if cls.setting is None else cls.setting
            cls._trial = Trial(cls.book_class, setting, hints_for(cls.book_class, cls.hints), cls.steps)
        return cls._trial

    # --- entries and tables -------------------------------------------------------------------------------------

    def test_kinds_are_sound(self) -> None:
        """Entry classes are final, frozen, slotted, keyword-only, hashable by value, and say what happened."""
        for kind in self.book_class.kinds:
            kinds.is_a_sound_kind(kind)

    def test_entries_cannot_change_and_travel(self) -> None:
        """Any entry of the right shape is frozen, equal to its copies, and comes back equal from plain data and JSON."""
        wire = Wire(books=(self.book_class,))
        some = st.one_of(*(entries(kind, own=self.own) for kind in (*self.book_class.kinds, *JOURNAL_KINDS)))

        @settings(database=None, deadline=None, suppress_health_check=list(HealthCheck))
        @given(some)
        def travel(entry: Entry[Any]) -> None:
            kinds.is_a_sound_entry(entry)
            kinds.goes_over_the_wire(wire, entry)

        travel()

    def test_books_travel(self) -> None:
        """A dumped book is loaded with the same entries and the same fingerprint."""
        wire = Wire(books=(self.book_class,))
        self.trial().hold(lambda history: kinds.book_goes_over_the_wire(wire, history.book, self.trial().setting))

    def test_every_state_is_reached(self) -> None:
        """Every state of every lifecycle is on some way through its table, and is reached by the histories tried."""
        for life in self.book_class.lifecycles:
            claim(not kinds.unreachable(life), f"no way through {life.name} leads to", kinds.unreachable(life))
        missed = [(life.name, state) for life, state in self.trial().missed()]
        claim(not missed, f"histories never reached {missed}: give hints, or more steps\n{self.trial().tally}")

    def test_absent_transitions_are_refused(self) -> None:
        """What the table does not take in a state is refused there, and nothing moves."""
        self.trial().hold(lambda history: cast("None", asking.absent_transitions(history)))

    def test_next_entries_are_what_the_table_says(self) -> None:
        """``next_entries`` offers exactly what the lifecycle takes."""
        self.trial().hold(asking.next_entries_are_what_the_table_says)

    # --- posting ------------------------------------------------------------------------------------------------

    def test_replay_equals_live(self) -> None:
        """A book replayed from its entries, checked again or trusted, is the book."""
        self.trial().hold(posting.replay_equals_live)

    def test_refused_leaves_no_trace(self) -> None:
        """A refused post leaves entries, state and fingerprint as they were."""
        self.trial().hold(posting.refused_leaves_no_trace)

    def test_objection_agrees_with_post(self) -> None:
        """``objection`` says what ``post`` raises, and changes nothing."""
        self.trial().hold(posting.objection_agrees_with_post)

    def test_batches(self) -> None:
        """``post_all`` gives what single posts give, and with one refused entry in it leaves no trace."""
        self.trial().hold(posting.batch_equals_single_posts)
        self.trial().hold(posting.refused_batch_leaves_no_trace)

    def test_spent_ids_are_known(self) -> None:
        """The same id and content is the earlier entry; the same id with other content is refused."""
        self.trial().hold(posting.spent_ids_are_known)

    def test_state_is_the_fold_of_what_stands(self) -> None:
        """The state is what the declarations say all entries but the reversed add up to, and the invariants hold."""
        self.trial().hold(posting.state_is_the_fold_of_what_stands)

    def test_as_of_is_the_fold_of_the_prefix(self) -> None:
        """The book as of a day is the fold of what was recorded up to it."""
        self.trial().hold(posting.as_of_is_the_fold_of_the_prefix)

    def test_reversal_is_as_if_never(self) -> None:
        """An entry posted and reversed leaves the state as if it had never been."""
        self.trial().hold(posting.reversal_is_as_if_never)

    def test_publications_can_be_reversed(self) -> None:
        """Of two versions of a publication each is reversed as if it had never been, or cannot be reversed yet."""
        posting.publications_can_be_reversed(self.book_class(self.trial().setting))

    def test_apply_stays_at_home(self) -> None:
        """``apply`` touches only columns of the entry's own subjects, and only adds to sums."""
        self.trial().hold(posting.apply_stays_at_home)

    def test_check_writes_nothing(self) -> None:
        """``check`` reads and raises; it writes nothing."""
        self.trial().hold(posting.check_writes_nothing)

    def test_excusable_is_excused(self) -> None:
        """What an excusable rule refuses is accepted despite it with a note, and is a breach; a strict one refuses still."""
        self.trial().hold(posting.excusable_is_excused)
        given_samples = SAMPLES.get(self.book_class.name, {}) if self.samples is None else self.samples
        for each in self.book_class.rules:
            if each.excusable:
                claim(each.code in given_samples, f"no sample of a story that does not keep {each.code}")
                _excuse(self.trial(), each, given_samples[each.code])

    # --- asking -------------------------------------------------------------------------------------------------

    def test_answers_depend_on_arguments_only(self) -> None:
        """Questions, documents and views asked twice give the same answer and leave the book as it was."""
        self.trial().hold(lambda history: asking.answers_depend_on_arguments_only(history, self.views))

    def test_figures_add_up(self) -> None:
        """Adding figures is associative and commutative, and every cut of a period adds up to it."""
        self.trial().hold(asking.figures_add_up)

    def test_past_figures_stay(self) -> None:
        """Later entries change no figure of the past, and none is recorded in a closed month."""
        self.trial().hold(asking.past_figures_stay)
        self.trial().hold(asking.closed_months_are_closed)


def _refusal(book: Book[Any, Any], entry: Entry[Any]) -> tuple[str, bool] | LogisticsError | None:
    error = book.objection(entry)
    return (error.rule.code, error.excusable) if isinstance(error, Refused) and error.rule is not None else error


def _excuse(trial: Trial, broken: Rule, story: tuple[Entry[Any], ...]) -> None:
    *before, last = story
    book = trial.book_class.replay(before, setting=trial.setting)
    claim(_refusal(book, last) == (broken.code, True), f"{broken.code} does not refuse {last}")
    excused = attrs.evolve(last, despite=(*last.despite, broken.code), note=last.note or "情况特殊")
    posted = book.post(excused)
    found = {(each.rule.code, each.ref, each.note) for each in book.breaches(last.on)}
    claim((broken.code, posted, excused.note) in found, f"posted despite {broken.code} and no breach: {excused}")
    strict = Value(broken.strict, True, min(entry.on for entry in story), "sample")
    book = trial.book_class.replay(before, setting=attrs.evolve(trial.setting, values=(*trial.setting.values, strict)))
    claim(_refusal(book, excused) == (broken.code, False), f"strict {broken.code} does not refuse {excused}")
