"""The office: one book of each kind side by side, and what needs more than one of them."""

from collections import deque
from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import TYPE_CHECKING, Self, TypeVar

from attrs import frozen

from schoollogistics.catalogue import BOOKS
from schoollogistics.errors import LogisticsError, Text, Unknown, invalid, shown
from schoollogistics.journal import (
    Breach,
    Due,
    Figures,
    Measure,
    Published,
    Ref,
    Setting,
    Turn,
    numbered,
    post_all,
    routine_turns,
)
from schoollogistics.journal.turns import routine_breach, routine_due, ticked_in, turns
from schoollogistics.journal.views import Share, behind
from schoollogistics.office.links import Links
from schoollogistics.office.questions import BETWEEN_BOOKS
from schoollogistics.office.shelf import AnyBook, AnyEntry, Shelf
from schoollogistics.values.periods import FIRST_DAY, DateSpan, check_day, span_of
from schoollogistics.values.shapes import PERIOD, wrong_type
from schoollogistics.values.texts import check_id, id_key

if TYPE_CHECKING:
    from schoollogistics.assets import AssetRegister
    from schoollogistics.canteen import CanteenLedger
    from schoollogistics.food_safety import FoodSafetyLog
    from schoollogistics.inspections import InspectionSchedule
    from schoollogistics.nutrition import MenuBook
    from schoollogistics.repairs import RepairWorkflow

B = TypeVar("B", bound=AnyBook)


@frozen(kw_only=True)
class Held:
    """Something a person answers for now: in which *book*, which subject, as what (the column), and how it stands."""

    book: str
    lifecycle: str
    key: str
    part: str
    status: str


class LogisticsOffice:
    """The books of one school under one setting (R57): each is an attribute by its name, or ``office[BookClass]``.

    *books* are classes, of which the office opens an empty book, or books that are there already, such as loaded ones;
    these must have the same setting. ``InvalidValue`` for two books of one name or kind.
    """

    repairs: "RepairWorkflow"
    inspections: "InspectionSchedule"
    assets: "AssetRegister"
    canteen: "CanteenLedger"
    nutrition: "MenuBook"
    food_safety: "FoodSafetyLog"

    def __init__(
        self,
        setting: Setting = Setting(),  # noqa: B008 - a setting is frozen
        books: Iterable[type[AnyBook] | AnyBook] = BOOKS,
    ) -> None:
        if type(setting) is not Setting:
            raise wrong_type(setting, "setting", Text("a setting", "学校设置"), "Setting(calendar=…)")
        self.setting = setting
        self.shelf = Shelf([each(setting) if isinstance(each, type) else each for each in books], setting)
        self.links = Links(self.shelf, setting)
        for book in self.shelf:
            if hasattr(self, book.name):
                raise invalid(
                    "duplicate",
                    "books",
                    book.name,
                    Text("is a word of the office", "与本类已有名称冲突"),
                    Text("another name for the book", "请给账簿另取名称"),
                )
            setattr(self, book.name, book)

    def __getitem__(self, book: type[B]) -> B:
        for each in self.shelf:
            if isinstance(book, type) and isinstance(each, book):
                return each
        name = book.__name__ if isinstance(book, type) else shown(book)
        names = ", ".join(type(each).__name__ for each in self.shelf)
        raise Unknown(
            "unknown",
            tried=Text(f"office[{name}]", f"查 {name}"),
            stands=Text("the office has no such book", "没有这本账簿"),
            takes=Text(f"one of {names}", f"可用：{names}"),
        )

    if not TYPE_CHECKING:  # a type checker is to find slips of the pen itself

        def __getattr__(self, name: str) -> object:
            books = ", ".join(f"office.{book.name}" for book in vars(self).get("shelf", ()))
            raise AttributeError(f"an office has no {name!r}; one of its books may have: {books or '-'}")

    def __iter__(self) -> Iterator[AnyBook]:
        return iter(self.shelf)

    def __repr__(self) -> str:
        held = ", ".join(f"{book.name}: {book.version}" for book in self.shelf)
        return f"<LogisticsOffice {self.setting.school or '-'}: {held}>"

    # --- writing ------------------------------------------------------------------------------------------------

    def post(self, entry: AnyEntry) -> Ref:
        """Post *entry* to the book that takes it, once what it names exists; raises as ``Book.post`` does."""
        error = self.objection(entry)
        if error is not None:
            raise error
        return self.shelf.home(entry).post(entry)

    def post_all(self, entries: Iterable[AnyEntry]) -> tuple[Ref, ...]:
        """Post all *entries*, each to the book that takes it, or none; they may name one another, earlier ones first."""
        return post_all(tuple(self.shelf), entries, check=self.links.check)

    def objection(self, entry: AnyEntry) -> LogisticsError | None:
        """Return what ``post`` would raise now, or None."""
        try:
            book = self.shelf.home(entry)
            objection = book.objection(entry)
            if objection is None and book.posted(entry) is None:
                self.links.check(entry, self.shelf)
        except LogisticsError as error:
            return error
        return objection

    # --- asking -------------------------------------------------------------------------------------------------

    def under(self, setting: Setting) -> Self:
        """Return the office with the same entries under another *setting*: a late holiday, a new routine or number.

        What was done stays done; what is due, late or missed is worked out anew. This office stays as it is.
        """
        return type(self)(
            setting, [type(book).replay(book.entries, setting=setting, trusted=True) for book in self.shelf]
        )

    def as_of(self, day: date) -> Self:
        """Return the office with every book as it was at the end of *day*; read-only."""
        return type(self)(self.setting, [book.as_of(day) for book in self.shelf])

    def turns(self, during: DateSpan | date) -> tuple[Turn, ...]:
        """Return every occurrence of a routine with its last day in *during*, and what met it, earliest first (R02)."""
        found = [turn for book in self.shelf for turn in routine_turns(book, during)]
        found += _nobodys_turns(self, during)
        return tuple(sorted(found, key=lambda turn: (turn.occurrence.last, turn.routine.code)))

    def agenda(self, during: DateSpan | date) -> tuple[Due, ...]:
        """Return what all books and routines have to be done with a last day in *during*, earliest first (R02).

        A routine that no book of the office records is always due.
        """
        found = [due for book in self.shelf for due in book.due(during)]
        found += [routine_due(turn) for turn in _nobodys_turns(self, during)]
        return tuple(sorted(found, key=attrgetter("order")))

    def overdue(self, on: date) -> tuple[Due, ...]:
        """Return what should have been done before *on*, is not, and still can be: earliest first.

        Of routines that is the last occurrence before that day in the same term, until the next one is due.
        """
        before = DateSpan(FIRST_DAY, check_day(on) - timedelta(days=1))
        found = [due for book in self.shelf for ask in book.due_questions for due in ask(book, before) if due.subject]
        calendar = self.setting.calendar
        if calendar is not None and self.setting.routines:
            term = calendar.term_of(on)
            if term is not None and term.first < on:
                late = self.turns(DateSpan(term.first, before.last))
                found += [routine_due(turn) for turn in late if not turn.over and turn.closes >= on]
        return tuple(sorted(found, key=attrgetter("order")))

    def unasked(self, during: DateSpan | date) -> tuple[tuple[Ref, AnyEntry], ...]:
        """Return the records of *during* that no routine in force asks for, though routines ask for their kind.

        A slip of the pen in a scope or role shows here, and so does work beyond the plan.
        """
        span, routines = span_of(during), self.setting.routines
        kinds = {each.fulfilled_by for each in routines}
        return tuple(
            (Ref(book.name, number), entry)
            for book in self.shelf
            for number, entry in numbered(book)
            if type(entry) in kinds
            and entry.on in span
            and not any(each.is_ticked_by(entry) and each.is_in_force(entry.on) for each in routines)
        )

    def loose_ends(self) -> tuple[LogisticsError, ...]:
        """Return the objection to every entry that names something nowhere in the office: for books that were loaded."""
        found = []
        for book in self.shelf:
            for _, entry in numbered(book):
                try:
                    self.links.check(entry, self.shelf)
                except LogisticsError as error:
                    found.append(error)
        return tuple(found)

    def breaches(self, during: DateSpan | date) -> tuple[Breach, ...]:
        """Return what ought to have held in *during* and did not, in any book or between them, earliest first."""
        found = [breach for book in self.shelf for breach in book.breaches(during)]
        found += [routine_breach(turn) for turn in _nobodys_turns(self, during)]
        for needs, ask in BETWEEN_BOOKS:
            if all(any(isinstance(book, each) for book in self.shelf) for each in needs):
                found += ask(self, span_of(during))
        return tuple(sorted(found, key=attrgetter("order")))

    def figures(self, during: DateSpan | date) -> Figures:
        """Return the sums of the measures of all books over the entries recorded in *during*."""
        return sum((book.figures(during) for book in self.shelf), Figures.zero())

    def behind(self, measure: Measure | str, during: DateSpan | date) -> tuple[Share, ...]:
        """Return the entries that the figure of *measure* over *during* is made of, in order of posting."""
        code = measure if isinstance(measure, str) else measure.code
        self.figures(during)[code]  # refuses what nobody measures, with a hint
        return tuple(
            share
            for book in self.shelf
            if any(each.code == code for each in book.measures)
            for share in behind(book, code, during)
        )

    def trace(self, ref: Ref) -> tuple[tuple[Ref, AnyEntry], ...]:
        """Return what led to an entry, the entry, and all that came of it, causes before effects.

        An entry that names no cause came of the one before it on the same subject: an acceptance of its finish. Entries
        that were reversed are there too, each followed by its reversal.
        """
        self.shelf.entry(ref)
        causes = self.shelf.causes()
        effects: dict[Ref, list[Ref]] = {}
        for effect, cause in causes.items():
            effects.setdefault(cause, []).append(effect)
        led: list[Ref] = []
        here: Ref | None = ref
        while here is not None and here not in led:
            led.insert(0, here)
            here = causes.get(here)
        found, waiting = dict.fromkeys(led), deque([ref])
        while waiting:
            new = [each for each in effects.get(waiting.popleft(), ()) if each not in found]
            found.update(dict.fromkeys(new))
            waiting.extend(new)
        return tuple((each, self.shelf.entry(each)) for each in found)

    def followed(self, ref: Ref) -> tuple[AnyEntry, ...]:
        """Return the entries that count and name *ref* as their cause."""
        return tuple(self.shelf.followed().get(ref, ()))

    def held_by(self, person: str) -> tuple[Held, ...]:
        """Return what a person answers for now, over all books: subjects still under way that name the person."""
        wanted = id_key(check_id(person, "person"))
        found = []
        for book in self.shelf:
            state, lives = book.chronicle.state, {life.name: life for life in book.lifecycles}
            for part in book.holders:
                life = lives[state.columns()[part] or ""]
                for key, holder in getattr(state, part).items():
                    status = state.status[life.name][key]
                    if id_key(holder) == wanted and life.offers(status):
                        found.append(Held(book=book.name, lifecycle=life.name, key=key, part=part, status=status))
        return tuple(found)

    def publication(
        self,
        view: str,
        period: DateSpan | date,
        *,
        where: str,
        on: date,
        by: str,
        until: date | None = None,
        reason: str | None = None,
    ) -> Published:
        """Return the entry that publishes a document as its next version: to post (P95, R55).

        ``Unknown`` for a document nobody has. A new version of what is public already takes a *reason*.
        """
        said = span_of(period)
        span = said if type(said) in PERIOD.types else DateSpan(said.first, said.last)
        published = self.shelf.publisher(view).chronicle.state.published
        version = published.get((view, str(span)), 0) + 1
        return Published(view=view, period=span, version=version, where=where, until=until, reason=reason, on=on, by=by)


def _nobodys_turns(office: LogisticsOffice, during: DateSpan | date) -> Iterator[Turn]:
    """Yield the occurrences of routines that no book of the office records."""
    routines = office.setting.routines
    kept = [each for each in routines if not any(ticked_in(each, book) for book in office.shelf)]
    return turns(office.setting, kept, {}, during)
