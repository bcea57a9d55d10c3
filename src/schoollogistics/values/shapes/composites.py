"""Shapes made of shapes: what may be left out, lists and records; and the shape behind an annotation."""

import types
import typing
from collections.abc import Hashable, Mapping
from datetime import date, time
from functools import cache
from operator import attrgetter
from types import MappingProxyType
from typing import Annotated, Any, Final, Literal, cast

import attrs

from schoollogistics.errors import InvalidValue, Text, invalid
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes.scalars import CLOCK, DAY, FLAG, MONTH, QUANTITY, TEXT, WHOLE, choice_shape
from schoollogistics.values.shapes.shape import Field, Plain, Shape, wrong_type

TUPLE_LENGTH: Final = 10_000

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
    check_item = inner.check

    def check(value: object, field: str) -> object:
        if type(value) is not tuple:
            example = f'{field}=("…",)' if isinstance(value, str) else f"{field}=(…,)"
            raise wrong_type(value, field, Text("a tuple", "元组（用圆括号、逗号）"), example)
        _check_length(value, field)
        for number, item in enumerate(value):
            try:
                check_item(item, field)
            except InvalidValue:
                where = f"{field}[{number}]"  # spelled out for what is wrong alone
                break
        else:
            return value
        return check_item(item, where)

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
    checks = tuple((attrgetter(part.name), part.shape.check, part.name) for part in parts.values())
    name = Text(f"a {cls.__name__}", cls.__name__)

    def check(value: object, field: str) -> object:
        if type(value) is not cls:
            raise wrong_type(value, field, name, f"{cls.__name__}(…)")
        for get, check_part, part in checks:
            try:
                check_part(get(value), field)
            except InvalidValue:
                where = f"{field}.{part}"
                break
        else:
            return value
        return check_part(get(value), where)

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
