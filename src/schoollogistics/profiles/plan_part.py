"""What one part of a work plan prescribes, as data: routines, numbers, what always holds, and what it leaves open."""

from datetime import date, timedelta
from typing import Any, Final

from attrs import evolve, frozen

from schoollogistics.calendar.term_calendar import TermCalendar
from schoollogistics.catalogue.books import BOOKS, BookClass
from schoollogistics.errors import Text, invalid
from schoollogistics.journal import Book, Parameter, Routine, Setting, Value
from schoollogistics.journal.rules import Setpoint, Status
from schoollogistics.values.periods import FIRST_DAY
from schoollogistics.values.shapes import wrong_type
from schoollogistics.values.texts import check_id, check_text, id_key

ONE_DAY: Final = timedelta(days=1)
Change = Value | Routine


@frozen
class Prescription:
    """A number that a part of a plan states for a parameter: a value without a first day, which a setting gives it.

    ``InvalidValue`` for what the parameter does not take.
    """

    parameter: Parameter[Any]
    value: Setpoint
    source: str
    status: Status = "local"

    def __attrs_post_init__(self) -> None:
        if type(self.parameter) is not Parameter:
            raise wrong_type(self.parameter, "parameter", Text("a parameter", "参数"), "Parameter(…)")
        self.in_force(FIRST_DAY)

    def in_force(self, since: date) -> Value:
        """Return it as a value in force from the day *since*."""
        return Value(self.parameter, self.value, since, self.source, self.status)


@frozen(kw_only=True)
class OpenNumber:
    """Something that a part of a plan names without saying how much or how often, for the school to decide.

    *rule* is the code of the row behind it, if there is one, and *parameter* what a ``Value`` can be given for; without
    a parameter, the answer is a ``Routine`` of the school's own, or a number no book reads yet. ``InvalidValue`` for
    what cannot be named.
    """

    zh: str
    en: str
    source: str
    rule: str | None = None
    parameter: Parameter[Any] | None = None

    def __attrs_post_init__(self) -> None:
        _check_texts(self, "zh", "en", "source")
        if self.rule is not None:
            check_id(self.rule, "rule")
        if self.parameter is not None and type(self.parameter) is not Parameter:
            raise wrong_type(self.parameter, "parameter", Text("a parameter", "参数"), "Parameter(…)")

    @property
    def text(self) -> Text:
        """What it is in both languages."""
        return Text(self.en, self.zh)


@frozen(kw_only=True)
class StandingRule:
    """Something that a part of a plan asks for at all times, or whenever the case arises: no day is due for it.

    *rule* is the code of the row behind it. ``InvalidValue`` for what cannot be named.
    """

    rule: str
    zh: str
    en: str
    source: str

    def __attrs_post_init__(self) -> None:
        check_id(self.rule, "rule")
        _check_texts(self, "zh", "en", "source")

    @property
    def text(self) -> Text:
        """What it is in both languages."""
        return Text(self.en, self.zh)


@frozen(kw_only=True)
class Profile:
    """What one part of a work plan prescribes for its kind of school: pure data, from which a ``Setting`` is made.

    *rules* are the codes of all rows that the part states, also of those that no book knows yet. Each of them is kept by
    *routines*, or stands in *standing*, which is what always holds, or in *unstated*, which is what the part asks for
    without a number or without a cycle. *prescriptions* are numbers for parameters; other numbers stand in the
    routines: times, cycles, limits of a checklist. A plan is no law: what it states is the school's own rule once it
    keeps to the plan, so its routines and numbers have the status ``local`` unless they say otherwise. ``InvalidValue``
    for what is not built so.
    """

    code: str
    zh: str
    en: str
    routines: tuple[Routine, ...] = ()
    prescriptions: tuple[Prescription, ...] = ()
    rules: tuple[str, ...] = ()
    standing: tuple[StandingRule, ...] = ()
    unstated: tuple[OpenNumber, ...] = ()

    def __attrs_post_init__(self) -> None:
        check_id(self.code, "code")
        _check_texts(self, "zh", "en")
        for name, kind, example in (
            ("routines", Routine, "(Routine(…),)"),
            ("prescriptions", Prescription, "(Prescription(…),)"),
            ("rules", str, '("P01",)'),
            ("standing", StandingRule, "(StandingRule(…),)"),
            ("unstated", OpenNumber, "(OpenNumber(…),)"),
        ):
            held = getattr(self, name)
            if type(held) is not tuple or not all(type(each) is kind for each in held):
                raise wrong_type(held, name, Text("a tuple of what belongs there", "由相应内容组成的元组"), example)

    @property
    def text(self) -> Text:
        """What it is called in both languages."""
        return Text(self.en, self.zh)

    def setting(self, school: str, calendar: TermCalendar, changes: tuple[Change, ...] = ()) -> Setting:
        """Return the setting of a *school* that keeps to the plan on its *calendar*, with *changes* of its own.

        Numbers are in force from the calendar's first day. A changed ``Value`` from that day or before takes the place
        of the plan's, a later one is a later version. A changed ``Routine`` with a code of the plan's takes the place
        of that routine from its ``since`` on, wholly if it has none; what was due before that day stays with the
        earlier one. One with a new code is added. ``InvalidValue`` for what is no calendar or change, and for two
        changes of one thing from the same day.
        """
        _check_calendar(calendar)
        _check_changes(changes)
        first = calendar.first_day
        changed = tuple(each for each in changes if isinstance(each, Value))
        settled = {each.parameter.code for each in changed if each.since <= first}
        stated = (each.in_force(first) for each in self.prescriptions if each.parameter.code not in settled)
        routines = self.routines
        for each in sorted((each for each in changes if isinstance(each, Routine)), key=_begin):
            routines = _followed(routines, each)
        return Setting(school=school, values=(*stated, *changed), calendar=calendar, routines=routines)

    def open_numbers(self, books: tuple[BookClass, ...] = BOOKS) -> tuple[OpenNumber, ...]:
        """List what the part names without a number: parameters of its rules first, then what has no parameter.

        A parameter is one of the *books* whose rule the part states and for which it gives no value. ``InvalidValue``
        for what is no tuple of books.
        """
        if type(books) is not tuple or not all(isinstance(each, type) and issubclass(each, Book) for each in books):
            raise wrong_type(
                books, "books", Text("a tuple of book classes", "由账簿类组成的元组"), "BOOKS + (YourBook,)"
            )
        given = {each.parameter.code for each in self.prescriptions}
        asked = {each.code: each for book in books for each in book.parameters if each.rule.code in self.rules}
        known = {each.rule.code for each in asked.values()}
        found = [
            OpenNumber(zh=each.zh, en=each.en, source=self.code, rule=each.rule.code, parameter=each)
            for each in asked.values()
            if each.code not in given
        ]
        return (*found, *(each for each in self.unstated if each.rule not in known))

    def never_due(self, calendar: TermCalendar) -> tuple[Routine, ...]:
        """List the routines that no day of *calendar* asks for, such as those of a February without school.

        ``OutOfCoverage`` where the calendar is too short to say so, ``InvalidValue`` for what is no calendar.
        """
        _check_calendar(calendar)
        return tuple(each for each in self.routines if not each.cycle.schedule(calendar, calendar.first_day).dues)


def _check_texts(held: object, *names: str) -> None:
    for name in names:
        check_text(getattr(held, name), name)


def _check_calendar(calendar: object) -> None:
    if type(calendar) is not TermCalendar:
        raise wrong_type(calendar, "calendar", Text("a TermCalendar", "校历"), "TermCalendar(terms=[…])")


def _begin(routine: Routine) -> date:
    return routine.since or FIRST_DAY


def _check_changes(changes: object) -> None:
    if type(changes) is not tuple or not all(type(each) in {Value, Routine} for each in changes):
        raise invalid(
            "type",
            "changes",
            changes,
            Text("is not a tuple of values and routines", "不是由取值和例行工作组成的元组"),
            Text(
                "write changes=(Value(…), Routine(…)), with a comma behind a single one",
                "请写 changes=(Value(…), Routine(…))，单个也要加逗号",
            ),
        )
    seen: set[tuple[str, date]] = set()
    for each in changes:
        routine = isinstance(each, Routine)
        key = (id_key(each.code), _begin(each)) if routine else (each.parameter.code, each.since)
        if key in seen:
            raise invalid(
                "duplicate",
                "changes",
                each.code if routine else each.parameter.code,
                Text("is changed twice from the same day", "同一天起改了两次"),
                Text("one change of one thing from one day", "同一事项同一天起只改一次"),
            )
        seen.add(key)


def _followed(routines: tuple[Routine, ...], change: Routine) -> tuple[Routine, ...]:
    """Return *routines* with *change* in force: what has its code ends the day before, or goes if it has not begun."""
    kept = []
    for each in routines:
        if id_key(each.code) != id_key(change.code):
            kept.append(each)
        elif change.since is not None and _begin(each) < change.since:
            last = change.since - ONE_DAY
            kept.append(each if each.until is not None and each.until < last else evolve(each, until=last))
    return (*kept, change)
