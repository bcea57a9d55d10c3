"""What one field may hold: how it is checked, written down as plain data, read back, and described.

A ``Shape`` is made once per field from its annotation: ``PersonId``, ``date``, ``Yuan``, ``Literal["minor", "major"]``,
``X | None``, ``tuple[X, ...]`` or a frozen class of such fields. Everything that needs to know a field (admission to a
book, the fingerprint, the wire, rows of a spreadsheet, forms) asks its shape.
"""

import types
import typing
from collections.abc import Callable, Hashable, Mapping
from datetime import date, time
from decimal import Decimal
from functools import cache
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, cast

import attrs
from attrs import frozen

from schoollogistics.errors import LogisticsError, Text, invalid
from schoollogistics.values.periods import DateSpan, Month, check_count, check_day
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.texts import ID_LENGTH, TEXT_LENGTH, check_id, check_text

Plain = object
TUPLE_LENGTH: Final = 10_000
WHOLE_MOST: Final = 10**12


@frozen(kw_only=True, eq=False)
class Shape:
    """How one field is held.

    ``kind`` is a stable word for the sort of value, ``types`` the exact Python types it may have, ``check(value, field)``
    raises ``InvalidValue``, ``write`` gives JSON-ready data, ``read(data, field)`` is its strict inverse and ``schema``
    its JSON Schema. ``parts`` are the fields of a record, ``item`` is the shape inside a list, ``choices`` the codes.
    """

    kind: str
    name: Text
    types: frozenset[type]
    check: Callable[[Any, str], object]
    write: Callable[[Any], Plain]
    read: Callable[[Any, str], Any]
    schema: Mapping[str, object]
    choices: tuple[str, ...] = ()
    item: "Shape | None" = None
    parts: "Mapping[str, Field] | None" = None
    record: type | None = None
    optional: bool = False


@frozen(kw_only=True)
class Field:
    """One field of a record: its shape, and its default where it may be left out."""

    name: str
    shape: Shape
    default: object = attrs.NOTHING

    @property
    def required(self) -> bool:
        """Whether a value must be given."""
        return self.default is attrs.NOTHING


def _same(value: Any) -> Plain:
    return value


def wrong_type(value: object, field: str, name: Text, example: str) -> LogisticsError:
    """Return the error for a *value* that is not what *name* says."""
    return invalid(
        "type",
        field,
        value,
        Text(f"is not {name.en}", f"不是{name.zh}"),
        Text(f"write {example}", f"请写 {example}"),
    )


def _exact(kind: type, name: Text, example: str) -> Callable[[Any, str], object]:
    def check(value: object, field: str) -> object:
        if type(value) is not kind:
            raise wrong_type(value, field, name, example)
        return value

    return check


def id_shape(name: Text) -> Shape:
    """Return the shape of an id of the thing *name*."""
    return Shape(
        kind="id",
        name=name,
        types=frozenset({str}),
        check=check_id,
        write=_same,
        read=check_id,
        schema={"type": "string", "minLength": 1, "maxLength": ID_LENGTH},
    )


def text_shape(name: Text, most: int = TEXT_LENGTH) -> Shape:
    """Return the shape of free text of at most *most* characters."""

    def check(value: object, field: str) -> str:
        return check_text(value, field, most)

    return Shape(
        kind="text",
        name=name,
        types=frozenset({str}),
        check=check,
        write=_same,
        read=check,
        schema={"type": "string", "minLength": 1, "maxLength": most},
    )


def whole_shape(least: int = -WHOLE_MOST, most: int = WHOLE_MOST) -> Shape:
    """Return the shape of a whole number from *least* to *most*."""

    def check(value: object, field: str) -> int:
        return check_count(value, field, least, most)

    return Shape(
        kind="whole",
        name=Text("a whole number", "整数"),
        types=frozenset({int}),
        check=check,
        write=_same,
        read=check,
        schema={"type": "integer", "minimum": least, "maximum": most},
    )


def choice_shape(choices: tuple[str, ...]) -> Shape:
    """Return the shape of a code out of *choices*."""

    def check(value: object, field: str) -> str:
        if type(value) is not str:
            raise wrong_type(value, field, Text("one of the codes", "代码"), repr(choices[0]))
        if value not in choices:
            listed = ", ".join(choices)
            raise invalid(
                "choice",
                field,
                value,
                Text("is not one of the choices", "不在可选项中"),
                Text(f"one of {listed}", f"可选：{listed}"),
            )
        return value

    return Shape(
        kind="choice",
        name=Text("one of the codes", "代码"),
        types=frozenset({str}),
        check=check,
        write=_same,
        read=check,
        schema={"enum": list(choices)},
        choices=choices,
    )


_DECIMAL_MOST: Final = Decimal(10) ** 12


def decimal_shape(kind: str, name: Text, places: int, example: str, *, least: Decimal | None = None) -> Shape:
    """Return the shape of an exact decimal: money has exactly two *places*, anything else at most *places*."""

    def check(value: object, field: str) -> Decimal:
        if type(value) is not Decimal:
            raise wrong_type(value, field, name, example)
        exponent = value.as_tuple().exponent
        if not isinstance(exponent, int):
            raise wrong_type(value, field, Text("a finite number", "有限数"), example)
        plain = exponent == -places if kind == "yuan" else -places <= exponent <= 0
        if not plain:
            raise invalid(
                "format",
                field,
                value,
                Text("does not have the right number of decimals", "小数位数不对"),
                Text(f"write {example}", f"请写 {example}"),
            )
        if abs(value) > _DECIMAL_MOST or (least is not None and value < least) or (value.is_signed() and not value):
            low = -_DECIMAL_MOST if least is None else least
            raise invalid(
                "range",
                field,
                value,
                Text("is out of range", "超出范围"),
                Text(f"{low} to {_DECIMAL_MOST}", f"{low} 至 {_DECIMAL_MOST}"),
            )
        return value

    def read(data: object, field: str) -> Decimal:
        number = _read_decimal(data, field, name)
        check(number, field)
        if f"{number:f}" != data:
            raise invalid(
                "format",
                field,
                data,
                Text("is not in its one spelling", "写法不规范"),
                Text(f"write {f'{number:f}'!r}", f"请写“{number:f}”"),
            )
        return number

    return Shape(
        kind=kind,
        name=name,
        types=frozenset({Decimal}),
        check=check,
        write=lambda value: f"{value:f}",
        read=read,
        schema={"type": "string", "pattern": r"^-?[0-9]{1,13}(\.[0-9]{1,6})?$"},
    )


def _read_decimal(data: object, field: str, name: Text) -> Decimal:
    if type(data) is not str:
        raise wrong_type(data, field, Text(f"{name.en} as text", f"文本形式的{name.zh}"), '"12.50"')
    body = data.removeprefix("-")
    digits = body.replace(".", "", 1)
    if len(data) > 32 or not (digits.isascii() and digits.isdigit()):
        raise invalid(
            "format", field, data, Text("is not a plain number", "不是普通数字"), Text('as in "12.50"', "例如 “12.50”")
        )
    return Decimal(data)


def _read_day(data: object, field: str) -> date:
    if type(data) is not str:
        raise wrong_type(data, field, Text("a date as text", "文本形式的日期"), '"2025-09-08"')
    parts = data.split("-")
    if not (data.isascii() and [len(p) for p in parts] == [4, 2, 2] and all(p.isdigit() for p in parts)):
        raise invalid(
            "format",
            field,
            data,
            Text("is not a date in its one spelling", "日期写法不规范"),
            Text('as in "2025-09-08"', "例如 “2025-09-08”"),
        )
    try:
        day = date.fromisoformat(data)
    except ValueError:
        raise invalid(
            "date", field, data, Text("is no day of any calendar", "没有这一天"), Text("a real day", "实际存在的日期")
        ) from None
    return check_day(day, field)


def check_clock(value: object, field: str) -> time:
    """Return *value* if it is a wall-clock time of whole seconds without zone; ``InvalidValue`` otherwise."""
    if type(value) is not time:
        raise wrong_type(value, field, Text("a time of day", "时刻"), "time(16, 50)")
    if value.tzinfo is not None or value.microsecond or value.fold:
        raise invalid(
            "range",
            field,
            value,
            Text("has a zone or parts of a second", "带有时区或不足一秒的部分"),
            Text("the school's wall-clock time in whole seconds", "学校当地时间，精确到秒"),
        )
    return value


def _write_clock(value: time) -> str:
    return value.isoformat("seconds" if value.second else "minutes")


def _read_clock(data: object, field: str) -> time:
    if type(data) is not str:
        raise wrong_type(data, field, Text("a time as text", "文本形式的时刻"), '"16:50"')
    parts = data.split(":")
    plain = data.isascii() and len(parts) in {2, 3} and all(len(p) == 2 and p.isdigit() for p in parts)
    numbers = [int(p) for p in parts] if plain else [99]
    if not plain or numbers[0] > 23 or max(numbers) > 59 or numbers[2:] == [0]:
        raise invalid(
            "format",
            field,
            data,
            Text("is not a time in its one spelling", "时刻写法不规范"),
            Text('as in "16:50"', "例如 “16:50”"),
        )
    return time.fromisoformat(data)


def _read_month(data: object, field: str) -> Month:
    if type(data) is not str:
        raise wrong_type(data, field, Text("a month as text", "文本形式的月份"), '"2025-09"')
    if len(data) != 7:
        raise invalid(
            "format",
            field,
            data,
            Text("is not a month in its one spelling", "月份写法不规范"),
            Text('as in "2025-09"', "例如 “2025-09”"),
        )
    day = _read_day(f"{data}-01", field)
    return Month(day.year, day.month)


def _check_period(value: object, field: str) -> DateSpan:
    if type(value) is not Month and type(value) is not DateSpan:
        raise wrong_type(
            value,
            field,
            Text("a month, or a first and a last day", "月份或起止日期"),
            "Month(2025, 9) / DateSpan(term.first, term.last)",
        )
    return value


def _read_period(data: object, field: str) -> DateSpan:
    first, slash, last = data.partition("/") if type(data) is str else ("", "", "")
    return DateSpan(_read_day(first, field), _read_day(last, field)) if slash else _read_month(data, field)


def _read_quantity(data: object, field: str) -> Quantity:
    if type(data) is not str:
        raise wrong_type(data, field, Text("a quantity as text", "文本形式的数量"), '"2.5 kg"')
    found = Quantity.parse(data)
    if str(found) != data:
        raise invalid(
            "format",
            field,
            data,
            Text("is not in its one spelling", "写法不规范"),
            Text(f"write {str(found)!r}", f"请写“{found}”"),
        )
    return found


FLAG: Final = Shape(
    kind="flag",
    name=Text("yes or no", "是或否"),
    types=frozenset({bool}),
    check=_exact(bool, Text("yes or no", "是或否"), "True"),
    write=_same,
    read=_exact(bool, Text("yes or no", "是或否"), "true"),
    schema={"type": "boolean"},
)
DAY: Final = Shape(
    kind="day",
    name=Text("a day", "日期"),
    types=frozenset({date}),
    check=check_day,
    write=lambda value: value.isoformat(),
    read=_read_day,
    schema={"type": "string", "format": "date"},
)
CLOCK: Final = Shape(
    kind="clock",
    name=Text("a time of day", "时刻"),
    types=frozenset({time}),
    check=check_clock,
    write=_write_clock,
    read=_read_clock,
    schema={"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9](:[0-5][0-9])?$"},
)
MONTH: Final = Shape(
    kind="month",
    name=Text("a month", "月份"),
    types=frozenset({Month}),
    check=_exact(Month, Text("a month", "月份"), "Month(2025, 9)"),
    write=str,
    read=_read_month,
    schema={"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$"},
)
QUANTITY: Final = Shape(
    kind="quantity",
    name=Text("a quantity with its unit", "带单位的数量"),
    types=frozenset({Quantity}),
    check=_exact(Quantity, Text("a quantity with its unit", "带单位的数量"), 'Quantity.parse("2.5 kg")'),
    write=str,
    read=_read_quantity,
    schema={"type": "string"},
)
PERIOD: Final = Shape(
    kind="period",
    name=Text("a month, or a first and a last day", "月份或起止日期"),
    types=frozenset({Month, DateSpan}),
    check=_check_period,
    write=str,
    read=_read_period,
    schema={"type": "string", "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])(-[0-9]{2}/[0-9]{4}-[0-9]{2}-[0-9]{2})?$"},
)
TEXT: Final = text_shape(Text("text", "文本"))
WHOLE: Final = whole_shape()
YUAN: Final = decimal_shape("yuan", Text("an amount in yuan", "金额（元）"), 2, 'yuan("12.50")')
PRICE: Final = decimal_shape("price", Text("a price in yuan", "单价（元）"), 6, 'price("0.125")', least=Decimal(0))
NUMBER: Final = decimal_shape("number", Text("an exact number", "数值"), 6, 'Decimal("0.5")')

Note = Annotated[str, TEXT]
Yuan = Annotated[Decimal, YUAN]
Price = Annotated[Decimal, PRICE]
Number = Annotated[Decimal, NUMBER]
Period = Annotated[DateSpan, PERIOD]
Count = Annotated[int, whole_shape(0)]
Minutes = Annotated[int, whole_shape(0, 100_000)]

_PLAIN_TYPES: Final[Mapping[object, Shape]] = {
    str: TEXT,
    int: WHOLE,
    bool: FLAG,
    date: DAY,
    time: CLOCK,
    Month: MONTH,
    Quantity: QUANTITY,
}


def _optional(inner: Shape) -> Shape:
    def check(value: object, field: str) -> object:
        return None if value is None else inner.check(value, field)

    def read(data: object, field: str) -> object:
        return None if data is None else inner.read(data, field)

    return attrs.evolve(
        inner,
        types=inner.types | {type(None)},
        check=check,
        write=lambda value: None if value is None else inner.write(value),
        read=read,
        schema={"anyOf": [inner.schema, {"type": "null"}]},
        optional=True,
    )


def _check_length(values: "tuple[object, ...] | list[object]", field: str) -> None:
    if len(values) > TUPLE_LENGTH:
        raise invalid(
            "limit",
            field,
            values,
            Text(f"has {len(values)} items", f"有 {len(values)} 项"),
            Text(f"at most {TUPLE_LENGTH}", f"最多 {TUPLE_LENGTH} 项"),
        )


def _list(inner: Shape) -> Shape:
    def check(value: object, field: str) -> object:
        if type(value) is not tuple:
            example = f'{field}=("…",)' if isinstance(value, str) else f"{field}=(…,)"
            raise wrong_type(value, field, Text("a tuple", "元组（用圆括号、逗号）"), example)
        _check_length(value, field)
        for number, item in enumerate(value):
            inner.check(item, f"{field}[{number}]")
        return value

    def read(data: object, field: str) -> tuple[object, ...]:
        if type(data) is not list:
            raise invalid(
                "shape", field, data, Text("is not a list", "不是列表"), Text("[ … ], even for one", "请写成列表 [ … ]")
            )
        _check_length(data, field)
        return tuple(inner.read(item, f"{field}[{number}]") for number, item in enumerate(data))

    return Shape(
        kind="list",
        name=Text(f"a list of {inner.name.en}", f"{inner.name.zh}列表"),
        types=frozenset({tuple}),
        check=check,
        write=lambda value: [inner.write(item) for item in value],
        read=read,
        schema={"type": "array", "items": inner.schema, "maxItems": TUPLE_LENGTH},
        item=inner,
    )


def write_record(parts: Mapping[str, Field], value: object) -> dict[str, Plain]:
    """Return the fields of *value* as plain data, in declared order; a field that has its default is left out."""
    record: dict[str, Plain] = {}
    for name, part in parts.items():
        held = getattr(value, name)
        if held is not part.default and held != part.default:
            record[name] = part.shape.write(held)
    return record


def read_fields(parts: Mapping[str, Field], data: object, field: str) -> dict[str, Any]:
    """Return the values of *data*, a dict with exactly the known keys; ``InvalidValue`` names the first that is wrong."""
    if type(data) is not dict:
        raise invalid("shape", field, data, Text("is not an object", "不是对象"), Text("{ … }", "请写成对象 { … }"))
    for key in data:
        if type(key) is not str or key not in parts:
            known = ", ".join(parts)
            raise invalid(
                "extra" if type(key) is str else "shape",
                f"{field}.{key}" if field and type(key) is str else str(key)[:60],
                key,
                Text("is not a field of it", "没有这一项"),
                Text(f"its fields: {known}", f"可用：{known}"),
            )
    values = {}
    for name, part in parts.items():
        where = f"{field}.{name}" if field else name
        if name in data:
            values[name] = part.shape.read(data[name], where)
        elif part.required:
            raise invalid(
                "missing",
                where,
                None,
                Text("is missing", "缺少此项"),
                Text(f"{part.shape.name.en}", f"{part.shape.name.zh}"),
            )
    return values


def _record(cls: type) -> Shape:
    parts = fields_of(cls)
    name = Text(f"a {cls.__name__}", cls.__name__)

    def check(value: object, field: str) -> object:
        if type(value) is not cls:
            raise wrong_type(value, field, name, f"{cls.__name__}(…)")
        for part in parts.values():
            part.shape.check(getattr(value, part.name), f"{field}.{part.name}")
        return value

    def read(data: object, field: str) -> object:
        return cls(**read_fields(parts, data, field))

    return Shape(
        kind="record",
        name=name,
        types=frozenset({cls}),
        check=check,
        write=lambda value: write_record(parts, value),
        read=read,
        schema=record_schema(parts),
        parts=parts,
        record=cls,
    )


def record_schema(parts: Mapping[str, Field]) -> dict[str, object]:
    """Return the JSON Schema of a record with these fields; keys nobody knows are refused."""
    return {
        "type": "object",
        "properties": {name: part.shape.schema for name, part in parts.items()},
        "required": [name for name, part in parts.items() if part.required],
        "additionalProperties": False,
    }


def shape_of(annotation: object) -> Shape:
    """Return the shape behind an annotation; ``TypeError`` for one that no entry may hold (list, dict, float, Decimal)."""
    if isinstance(annotation, type) and annotation in _PLAIN_TYPES:
        return _PLAIN_TYPES[annotation]
    own = getattr(annotation, "SHAPE", None)
    if isinstance(own, Shape):
        return own
    origin, args = typing.get_origin(annotation), typing.get_args(annotation)
    if origin is Annotated:
        return next((part for part in args[1:] if isinstance(part, Shape)), None) or shape_of(args[0])
    if origin is Literal:
        return choice_shape(args)
    if origin in {typing.Union, types.UnionType} and len(args) == 2 and type(None) in args:
        return _optional(shape_of(next(part for part in args if part is not type(None))))
    if origin is tuple and len(args) == 2 and args[1] is Ellipsis:
        return _list(shape_of(args[0]))
    if isinstance(annotation, type) and attrs.has(annotation):
        return _record(annotation)
    raise TypeError(
        f"{annotation!r} cannot be the type of a field: use ids, texts, dates, Yuan, tuples or frozen classes"
    )


def fields_of(cls: type) -> Mapping[str, Field]:
    """Return the fields of an attrs class by name, in declared order; worked out once per class."""
    return _fields_of(cast("Hashable", cls))


@cache
def _fields_of(cls: Any) -> Mapping[str, Field]:
    hints = typing.get_type_hints(cls, include_extras=True)
    return MappingProxyType(
        {
            each.name: Field(name=each.name, shape=shape_of(hints[each.name]), default=each.default)
            for each in attrs.fields(cls)
        }
    )
