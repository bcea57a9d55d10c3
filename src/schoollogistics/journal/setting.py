"""What one school decides: values of parameters by date, its calendar, its routines."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any, TypeVar, cast

from attrs import field, frozen

from schoollogistics.calendar.term_calendar import TermCalendar
from schoollogistics.calendar.terms import Term
from schoollogistics.errors import OutOfCoverage, Text, invalid, shown
from schoollogistics.journal.routines import Routine
from schoollogistics.journal.rules import STATUSES, Parameter, Setpoint, Status
from schoollogistics.values.periods import FIRST_DAY, DateSpan, check_day
from schoollogistics.values.texts import check_text, id_key

T = TypeVar("T")


@frozen
class Value:
    """One version of a parameter: in force from *since*, with its *source* and how far that was checked.

    *status* is ``verified``, ``secondary``, ``unverified`` or ``local`` (the school's own decision). A new value is a
    new version; an old one is never edited. Raises ``InvalidValue``.
    """

    parameter: Parameter[Any]
    value: Setpoint
    since: date
    source: str
    status: Status = "local"

    def __attrs_post_init__(self) -> None:
        code = self.parameter.code
        check_day(self.since, f"{code}.since")
        check_text(self.source, f"{code}.source")
        if self.status not in STATUSES:
            known = ", ".join(STATUSES)
            raise invalid(
                "choice", f"{code}.status", self.status, Text("is no status", "不是有效状态"), Text(known, known)
            )
        if type(self.value) is not self.parameter.type:
            raise invalid(
                "type",
                code,
                self.value,
                Text(f"is not of type {self.parameter.type.__name__}", f"类型应为 {self.parameter.type.__name__}"),
                Text(f"a value in: {self.parameter.unit.en}", f"单位：{self.parameter.unit.zh}"),
            )
        if isinstance(self.value, Decimal) and not self.value.is_finite():
            raise invalid(
                "range",
                code,
                self.value,
                Text("is not a finite number", "不是有限数"),
                Text("a finite number", "有限数"),
            )
        self._check_bounds(code)
        if isinstance(self.value, tuple) and not all(type(each) is str for each in self.value):
            raise invalid(
                "type",
                code,
                self.value,
                Text("has something in it that is not text", "其中有的不是文本"),
                Text('a tuple of texts: ("消防",)', '请写成文本的元组：("消防",)'),
            )

    def _check_bounds(self, code: str) -> None:
        choices, least, most = self.parameter.choices, self.parameter.least, self.parameter.most
        chosen = self.value if isinstance(self.value, tuple) else (self.value,)
        if choices and not all(isinstance(each, str) and each in choices for each in chosen):
            known = ", ".join(choices)
            raise invalid("choice", code, self.value, Text("is not a choice", "不在可选项中"), Text(known, known))
        if isinstance(self.value, int | Decimal) and (
            (least is not None and self.value < least) or (most is not None and self.value > most)
        ):
            bounds = f"{'' if least is None else least} … {'' if most is None else most}"
            raise invalid("range", code, self.value, Text("is out of range", "超出范围"), Text(bounds, bounds))

    def __str__(self) -> str:
        return f"{self.parameter.code} = {shown(self.value)} since {self.since} ({self.status}: {self.source})"


@frozen
class Setting:
    """What one school decides and a book is given: its name, values by date, calendar and routines.

    Two values of one parameter from the same day are refused, and two routines of one code at the same time
    (``InvalidValue``). Guards read values only; calendar and routines are for questions.
    """

    school: str = ""
    values: tuple[Value, ...] = ()
    calendar: TermCalendar | None = None
    routines: tuple[Routine, ...] = ()
    _versions: Mapping[str, tuple[Value, ...]] = field(init=False, repr=False, eq=False)

    def __attrs_post_init__(self) -> None:
        self._check_types()
        versions: dict[str, tuple[Value, ...]] = {}
        for each in sorted(self.values, key=lambda value: value.since):
            earlier = versions.get(each.parameter.code, ())
            if earlier and earlier[-1].since == each.since:
                raise invalid(
                    "duplicate",
                    each.parameter.code,
                    each.value,
                    Text(f"has another value from {each.since}", f"{each.since} 起已有另一取值"),
                    Text("one value from one day", "同一天起只能有一个取值"),
                )
            versions[each.parameter.code] = (*earlier, each)
        object.__setattr__(self, "_versions", versions)
        self._check_codes()

    def _check_codes(self) -> None:
        versions: dict[str, Routine] = {}
        for each in sorted(self.routines, key=lambda routine: routine.since or FIRST_DAY):
            earlier = versions.get(id_key(each.code))
            if earlier is not None and (earlier.until is None or each.since is None or each.since <= earlier.until):
                raise invalid(
                    "duplicate",
                    "routines",
                    each.code,
                    Text(f"is there twice, as {earlier.en} and {each.en}", f"重复：{earlier.zh}、{each.zh}"),
                    Text(
                        "a code of its own, or until on the earlier and since on the later",
                        "请另编代码，或给前者填 until、后者填 since",
                    ),
                )
            versions[id_key(each.code)] = each

    def _check_types(self) -> None:
        if self.school != "":
            check_text(self.school, "school")
        for name, held, kind, example in (
            ("values", self.values, Value, "values=(Value(…),)"),
            ("routines", self.routines, Routine, "routines=(Routine(…),)"),
        ):
            if type(held) is not tuple or not all(isinstance(each, kind) for each in held):
                raise invalid(
                    "type",
                    name,
                    held,
                    Text("is not a tuple of them", "应为元组"),
                    Text(f"write {example}, with a comma behind a single one", f"请写 {example}，单个也要加逗号"),
                )
        if self.calendar is not None and type(self.calendar) is not TermCalendar:
            raise invalid(
                "type",
                "calendar",
                self.calendar,
                Text("is not a TermCalendar", "不是校历"),
                Text("TermCalendar(terms=[…])", "请写 TermCalendar(terms=[…])"),
            )

    def version(self, parameter: Parameter[Any], on: date) -> Value | None:
        """Return the version of *parameter* in force *on* that day, or None where there is none yet."""
        found = None
        for each in self._versions.get(parameter.code, ()):
            if each.since > on:
                break
            found = each
        return found

    def terms_ending(self, parameter: Parameter[Any], during: DateSpan) -> tuple[Term, ...]:
        """Return the terms that end in *during* and in which *parameter* has a value: when its rule asks about a term.

        ``OutOfCoverage`` without a calendar, unless the parameter has no value.
        """
        if self.version(parameter, during.last) is None:
            return ()
        tried = Text(f"look at a term: {parameter.rule.en}", f"查一学期：{parameter.rule.zh}")
        ending = (term for term in self.need_calendar(tried).general_terms if term.last in during)
        return tuple(term for term in ending if self.version(parameter, term.last) is not None)

    def need_calendar(self, tried: Text) -> TermCalendar:
        """Return the calendar, for a question that cannot do without; ``OutOfCoverage`` says what was *tried*."""
        if self.calendar is None:
            raise OutOfCoverage(
                "coverage",
                tried=tried,
                stands=Text("the setting has no calendar", "设置中没有校历"),
                takes=Text("Setting(calendar=TermCalendar(…))", "请给出 Setting(calendar=TermCalendar(…))"),
                fields=("calendar",),
            )
        return self.calendar

    def value(self, parameter: Parameter[T], on: date) -> T | None:
        """Return the value of *parameter* in force *on* that day, or None: then its rule does not hold yet."""
        found = self.version(parameter, on)
        return None if found is None else cast("T", found.value)
