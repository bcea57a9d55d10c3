"""The description of one field, and what every kind of field shares."""

from collections.abc import Callable, Mapping
from typing import Any

import attrs
from attrs import frozen

from schoollogistics.errors import LogisticsError, Text, invalid

Plain = object


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


def same(value: Any) -> Plain:
    """Return *value*, which is plain data already."""
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


def exact(kind: type, name: Text, example: str) -> Callable[[Any, str], object]:
    """Return the check that a value is of exactly that *kind*."""

    def check(value: object, field: str) -> object:
        if type(value) is not kind:
            raise wrong_type(value, field, name, example)
        return value

    return check
