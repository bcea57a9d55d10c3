"""Hypothesis strategies read off the shapes of fields: whatever an entry may hold, and nothing it may not."""

from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from typing import Any, Final, TypeVar

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from schoollogistics.calendar import Deadline, Term, TermCalendar
from schoollogistics.calendar.deadlines import within_hours
from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Book, Entry, Parameter, Ref, Setting, Value
from schoollogistics.journal.rules import Setpoint, Standard
from schoollogistics.values.periods import FIRST_DAY, LAST_DAY, DateSpan, FiscalYear, Month, SchoolYear
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Field, Shape, fields_of
from schoollogistics.values.texts import ID_LENGTH, TEXT_LENGTH, check_id, tidy_id

E = TypeVar("E", bound=Entry[Any])

FIRST: Final = date(2025, 9, 1)
PEOPLE: Final = ("李老师", "王老师", "赵师傅", "钱师傅", "孙主任", "周医生")
UNITS: Final = ("kg", "斤", "g", "L", "m", "袋", "箱", "个", "kWh")
FEN_MOST: Final = 10**14
MILLIONTHS_MOST: Final = 10**18
WHOLE_MOST: Final = 10**12

_LETTERS: Final = st.characters(codec="utf-8", categories=("Lu", "Ll", "Lo", "Nd", "Pd", "Po", "Sm"))
_MARKS: Final = st.sampled_from("（）《》、。：；·—“”%&<>'\"/ \n=+@-")


@cache
def ids() -> SearchStrategy[str]:
    """Draw ids as a school's papers write them: ``BX-0908-01``, ``3号楼 201``, and stranger ones that are allowed."""
    plain = st.from_regex(r"[A-Z]{1,3}-[0-9]{1,4}(-[0-9]{2})?", fullmatch=True)
    words = st.text(_LETTERS | st.just(" "), min_size=1, max_size=ID_LENGTH).map(tidy_id)
    return plain | people() | words.filter(_is_id)


def people() -> SearchStrategy[str]:
    """Draw the names of people."""
    return st.sampled_from(PEOPLE)


@cache
def texts(most: int = 60) -> SearchStrategy[str]:
    """Draw free text of at most *most* characters, with Chinese marks, line breaks and what spreadsheets mistake."""
    return st.text(_LETTERS | _MARKS, min_size=1, max_size=most)


@cache
def days() -> SearchStrategy[date]:
    """Draw days that a book can keep, most of them in the school year from 1 September 2025."""
    return st.dates(FIRST, date(2026, 8, 31)) | st.dates(FIRST_DAY, LAST_DAY)


def clocks() -> SearchStrategy[time]:
    """Draw times of the wall clock, in whole seconds."""
    minutes = st.integers(0, 24 * 60 - 1).map(lambda n: time(n // 60, n % 60))
    return minutes | st.builds(time, st.integers(0, 23), st.integers(0, 59), st.integers(0, 59))


def months() -> SearchStrategy[Month]:
    """Draw calendar months."""
    return days().map(Month.of)


def periods() -> SearchStrategy[DateSpan]:
    """Draw months, school and financial years, and spans of any first and last day."""
    pairs = st.tuples(days(), days()).map(lambda pair: DateSpan(min(pair), max(pair)))
    years = st.integers(FIRST_DAY.year, LAST_DAY.year - 1)
    return months() | years.map(SchoolYear) | years.map(FiscalYear) | pairs


def money() -> SearchStrategy[Decimal]:
    """Draw amounts in yuan with two places, small ones mostly."""
    return (st.integers(-100_000, 1_000_000) | st.integers(-FEN_MOST, FEN_MOST)).map(lambda n: Decimal(f"{n}e-2"))


@cache
def numbers() -> SearchStrategy[Decimal]:
    """Draw exact numbers of up to six places."""
    small = st.integers(0, 10_000).map(lambda n: Decimal(f"{n}e-1"))
    large = st.integers(-MILLIONTHS_MOST, MILLIONTHS_MOST).map(lambda n: Decimal(f"{n}e-6"))
    return st.integers(0, 1000).map(Decimal) | small | large


@cache
def quantities() -> SearchStrategy[Quantity]:
    """Draw quantities with known units and with units of their own."""
    return st.builds(Quantity, numbers(), st.sampled_from(UNITS))


def refs() -> SearchStrategy[Ref]:
    """Draw references to entries of any book."""
    return st.builds(Ref, st.sampled_from(("repairs", "assets", "stores")), st.integers(0, 10**9 - 1))


def _is_id(value: str) -> bool:
    try:
        check_id(value, "id")
    except LogisticsError:
        return False
    return True


def bounds(shape: Shape) -> tuple[int, int]:
    """Return the least and the most that a whole number of this *shape* may be."""
    schema: Any = shape.schema
    if shape.optional:
        schema = schema["anyOf"][0]
    return schema.get("minimum", -WHOLE_MOST), schema.get("maximum", WHOLE_MOST)


def _length(shape: Shape) -> int:
    schema: Any = shape.schema
    if shape.optional:
        schema = schema["anyOf"][0]
    return min(60, int(schema.get("maxLength", TEXT_LENGTH)))


def _plain(kind: str) -> SearchStrategy[Any] | None:
    makers: dict[str, Callable[[], SearchStrategy[Any]]] = {
        "id": ids,
        "flag": st.booleans,
        "day": days,
        "clock": clocks,
        "month": months,
        "period": periods,
        "yuan": money,
        "price": lambda: numbers().map(abs),
        "number": numbers,
        "quantity": quantities,
        "ref": refs,
    }
    maker = makers.get(kind)
    return None if maker is None else maker()


def _values(shape: Shape, own: Mapping[str, SearchStrategy[Any]]) -> SearchStrategy[Any]:
    if shape.kind in own:
        return own[shape.kind]
    if shape.kind == "choice":
        return st.sampled_from(shape.choices)
    if shape.kind == "whole":
        least, most = bounds(shape)
        return st.integers(least, min(most, least + 100)) | st.integers(least, most)
    if shape.kind == "text":
        return texts(_length(shape))
    if shape.kind == "list" and shape.item is not None:
        return st.lists(values_of(shape.item, own), max_size=3).map(tuple)
    if shape.kind == "record" and shape.record is not None and shape.parts is not None:
        return st.builds(shape.record, **_fields(shape.parts, own))
    found = _plain(shape.kind)
    if found is None:
        raise TypeError(f"no strategy for values of kind {shape.kind!r}: give one, own={{{shape.kind!r}: …}}")
    return found


def _fields(parts: Mapping[str, Field], own: Mapping[str, SearchStrategy[Any]]) -> dict[str, SearchStrategy[Any]]:
    return {
        name: values_of(part.shape, own) if part.required else st.just(part.default) | values_of(part.shape, own)
        for name, part in parts.items()
    }


NOTHING_OWN: Final[Mapping[str, SearchStrategy[Any]]] = {}


def values_of(shape: Shape, own: Mapping[str, SearchStrategy[Any]] = NOTHING_OWN) -> SearchStrategy[Any]:
    """Draw values that *shape* admits, out of all it admits; *own* has strategies for kinds of shape that are yours.

    ``TypeError`` for a shape of a kind that nobody knows.
    """

    def admitted(value: object) -> bool:
        try:
            shape.check(value, "value")
        except LogisticsError:
            return False
        return True

    found = _values(shape, own).filter(admitted)
    return st.none() | found if shape.optional else found


def entries(
    kind: type[E], *, own: Mapping[str, SearchStrategy[Any]] = NOTHING_OWN, **fixed: object
) -> SearchStrategy[E]:
    """Draw entries of one *kind* that are of the right shape, whether or not any book would take them.

    A field in *fixed* has that value, or is drawn from it where it is a strategy.
    """
    parts = fields_of(kind)
    drawn = _fields({name: part for name, part in parts.items() if name not in fixed}, own)
    given = {name: v if isinstance(v, SearchStrategy) else st.just(v) for name, v in fixed.items()}
    return st.builds(kind, **drawn, **given)


def sample_calendar() -> TermCalendar:
    """Return a calendar of six terms from September 2025 on, without holidays: for questions that need one."""
    terms = [
        term
        for year in (2025, 2026, 2027)
        for term in (
            Term(name=f"{year}-{year + 1}-1", first=date(year, 9, 1), last=date(year + 1, 1, 22)),
            Term(name=f"{year}-{year + 1}-2", first=date(year + 1, 2, 23), last=date(year + 1, 7, 9)),
        )
    ]
    return TermCalendar(terms=terms, published_through=date(2028, 8, 31))


def _sample(parameter: Parameter[Any]) -> Setpoint:
    if parameter.choices and parameter.type is str:
        return parameter.choices[0]
    samples: dict[type, Setpoint] = {
        Deadline: within_hours(24),
        bool: True,
        int: 2,
        str: "local",
        Decimal: Decimal("0.5"),
        date: FIRST,
        tuple: parameter.choices,
        Standard: Standard(zh="样例标准", en="A sample standard", bounds=()),
    }
    return samples[parameter.type]


def sample_setting(book_class: type[Book[Any, Any]], *values: Value, school: str = "示例学校") -> Setting:
    """Return a setting in which every rule of *book_class* that needs a number holds from 1 September 2025.

    *values* are kept as they are; parameters without one get some value of their type. It has ``sample_calendar()``.
    """
    given = {each.parameter.code for each in values}
    made = [
        Value(parameter, _sample(parameter), FIRST, "sample", "unverified")
        for parameter in book_class.parameters
        if parameter.code not in given
    ]
    return Setting(school=school, values=(*values, *made), calendar=sample_calendar())
