"""Shapes: what one field may hold, how it is written down, and that reading it back is the strict inverse."""

import json
from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Annotated, Any, Final, Literal

import pytest
from attrs import Factory, field, frozen
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.errors import InvalidValue, Text
from schoollogistics.values.ids import Code, PersonId
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, FiscalYear, Month, SchoolYear, Week
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import (
    CLOCK,
    DAY,
    FLAG,
    MONTH,
    NUMBER,
    PERIOD,
    PRICE,
    QUANTITY,
    TEXT,
    TUPLE_LENGTH,
    WHOLE,
    YUAN,
    Count,
    Note,
    Shape,
    Yuan,
    choice_shape,
    fields_of,
    id_shape,
    read_fields,
    record_schema,
    shape_of,
    text_shape,
    whole_shape,
    write_record,
)

ID: Final = id_shape(Text("a thing", "物品"))
SEVERITY: Final = choice_shape(("minor", "major"))
SPAN: Final = DateSpan(date(2025, 9, 1), date(2025, 9, 30))


@frozen(kw_only=True)
class Line:
    """One line of a slip."""

    item: Code
    amount: Yuan


@frozen(kw_only=True)
class Slip:
    """A slip with lines."""

    by: PersonId
    lines: tuple[Line, ...] = ()
    first: Line | None = None
    tags: tuple[Code, ...] = field(factory=tuple)
    copies: Count = 1


LINES: Final = shape_of(tuple[Line, ...])
LINE: Final = shape_of(Line)
SLIP: Final = fields_of(Slip)


# --------------------------------------------------------------------------------------------------- there and back

KEPT: Final[list[tuple[Shape, Any, Any]]] = [
    (ID, "BX-1", "BX-1"),
    (TEXT, "灯不亮\n两盏", "灯不亮\n两盏"),
    (WHOLE, -(10**12), -(10**12)),
    (FLAG, True, True),
    (SEVERITY, "minor", "minor"),
    (DAY, date(2025, 9, 8), "2025-09-08"),
    (CLOCK, time(16, 50), "16:50"),
    (CLOCK, time(16, 50, 5), "16:50:05"),
    (CLOCK, time(0, 0), "00:00"),
    (MONTH, Month(2025, 9), "2025-09"),
    (PERIOD, Month(2025, 9), "2025-09"),
    (PERIOD, SPAN, "2025-09-01/2025-09-30"),
    (PERIOD, SchoolYear(2025), "2025-2026"),
    (PERIOD, FiscalYear(2025), "2025"),
    (QUANTITY, Quantity("2.5", "kg"), "2.5 kg"),
    (YUAN, yuan("12.50"), "12.50"),
    (YUAN, yuan("-0.05"), "-0.05"),
    (PRICE, Decimal("0.125"), "0.125"),
    (NUMBER, Decimal(7), "7"),
    (NUMBER, Decimal("-0.000001"), "-0.000001"),
    (LINE, Line(item="灯管", amount=yuan("2.00")), {"item": "灯管", "amount": "2.00"}),
    (shape_of(tuple[Line, ...]), (Line(item="灯管", amount=yuan("2.00")),), [{"item": "灯管", "amount": "2.00"}]),
    (shape_of(tuple[Code, ...]), ("a", "b"), ["a", "b"]),
    (shape_of(Code | None), None, None),
    (shape_of(Code | None), "a", "a"),
]


@pytest.mark.parametrize(("shape", "value", "plain"), KEPT)
def test_value_is_written_and_read_back(shape: Shape, value: Any, plain: Any) -> None:
    """A value that passes is written in one way, and reading that gives the same value of the same type."""
    assert shape.check(value, "x") == value
    assert type(value) in shape.types
    assert shape.write(value) == plain
    back = shape.read(plain, "x")
    assert (back, type(back)) == (value, type(value))
    json.dumps(plain)


@given(st.decimals(min_value=-(10**12), max_value=10**12, places=2))
def test_amounts_keep_every_fen(amount: Decimal) -> None:
    """Any amount in yuan comes back exactly, unless it is a negative nothing."""
    amount = amount.quantize(Decimal("0.01")) + Decimal("0.00")
    assert str(YUAN.read(YUAN.write(amount), "x")) == str(amount)


@given(st.times().map(lambda clock: clock.replace(microsecond=0, fold=0)))
def test_any_second_of_the_day_is_kept(clock: time) -> None:
    """Any wall-clock time in whole seconds comes back."""
    assert CLOCK.read(CLOCK.write(clock), "x") == clock


# ------------------------------------------------------------------------------------------------------------ checks

AWARE: Final = time(16, 50, tzinfo=UTC)

UNFIT: Final[list[tuple[Shape, Any, str]]] = [
    (ID, 7, "type"),
    (TEXT, 7, "type"),
    (text_shape(Text("a word", "词"), 3), "灯不亮了", "length"),
    (WHOLE, True, "type"),
    (WHOLE, 1.0, "type"),
    (whole_shape(0, 5), 6, "range"),
    (whole_shape(0, 5), -1, "range"),
    (SEVERITY, 1, "type"),
    (SEVERITY, "Minor", "choice"),
    (FLAG, 1, "type"),
    (DAY, datetime(2025, 9, 8, tzinfo=UTC), "type"),
    (DAY, date(1899, 12, 31), "range"),
    (CLOCK, "16:50", "type"),
    (CLOCK, AWARE, "range"),
    (CLOCK, time(16, 50, microsecond=1), "range"),
    (CLOCK, time(16, 50, fold=1), "range"),
    (MONTH, date(2025, 9, 1), "type"),
    (PERIOD, Week(date(2025, 9, 1)), "type"),
    (PERIOD, "2025-09", "type"),
    (QUANTITY, "2 kg", "type"),
    (YUAN, 12, "type"),
    (YUAN, 12.5, "type"),
    (YUAN, Decimal("12.5"), "format"),
    (YUAN, Decimal("NaN"), "type"),
    (YUAN, Decimal("Infinity"), "type"),
    (YUAN, Decimal("1e999999"), "format"),
    (YUAN, Decimal("1000000000000.01"), "range"),
    (YUAN, Decimal("-0.00"), "range"),
    (PRICE, Decimal("-0.01"), "range"),
    (PRICE, Decimal("0.0000001"), "format"),
    (NUMBER, Decimal("1e3"), "format"),
    (NUMBER, Decimal("-1000000000001"), "range"),
    (LINES, [], "type"),
    (LINES, "ab", "type"),
    (LINES, ("ab",), "type"),
    (LINES, (Line(item="a", amount=Decimal(1)),), "format"),
    (LINES, (None,) * (TUPLE_LENGTH + 1), "limit"),
]


@pytest.mark.parametrize(("shape", "value", "code"), UNFIT)
def test_unfit_value_is_refused(shape: Shape, value: Any, code: str) -> None:
    """A value of another type, spelling or size is refused with its stable code, and the error names the field."""
    with pytest.raises(InvalidValue) as caught:
        shape.check(value, "field")
    assert caught.value.code == code
    assert caught.value.fields[0].startswith("field")
    assert "field" in caught.value.text("zh")


def test_wrong_item_is_named_by_its_place() -> None:
    """In a list of lines the error says which line and which of its fields."""
    with pytest.raises(InvalidValue) as caught:
        LINES.check((Line(item="a", amount=yuan(1)), Line(item="b", amount=Decimal(1))), "lines")
    assert caught.value.fields == ("lines[1].amount",)


def test_absence_is_allowed_where_it_is_declared() -> None:
    """An optional field takes None, and anything else only as its own shape does."""
    shape = shape_of(Code | None)
    assert shape.optional
    assert shape.check(None, "x") is None
    with pytest.raises(InvalidValue):
        shape.check("", "x")
    with pytest.raises(InvalidValue):
        shape.read(5, "x")


# ----------------------------------------------------------------------------------------------------------- reading

UNREAD: Final[list[tuple[Shape, Any, str]]] = [
    (DAY, 20250908, "type"),
    (DAY, "2025-9-8", "format"),
    (DAY, "20250908", "format"),
    (DAY, "2025-09-0８", "format"),
    (DAY, "2025-09-08\n", "format"),
    (DAY, "+025-09-08", "format"),
    (DAY, "2025-02-29", "date"),
    (DAY, "0000-01-01", "date"),
    (DAY, "2200-01-01", "range"),
    (CLOCK, 1650, "type"),
    (CLOCK, "24:00", "format"),
    (CLOCK, "16:60", "format"),
    (CLOCK, "16", "format"),
    (CLOCK, "1６:50", "format"),
    (CLOCK, "16:5", "format"),
    (CLOCK, "16:50:00", "format"),
    (CLOCK, "16:50:00.5", "format"),
    (MONTH, 202509, "type"),
    (MONTH, "2025-9", "format"),
    (MONTH, "202509-", "format"),
    (MONTH, "2025-13", "date"),
    (PERIOD, 5, "type"),
    (PERIOD, "2025-09-01", "format"),
    (PERIOD, "2025-09-30/2025-09-01", "order"),
    (PERIOD, "2025-2027", "format"),
    (PERIOD, "2025-2026-2027", "format"),
    (PERIOD, "２０２５", "format"),
    (PERIOD, "1899", "range"),
    (PERIOD, "2025-09-01/", "format"),
    (QUANTITY, 2, "type"),
    (QUANTITY, "2kg", "format"),
    (QUANTITY, "02 kg", "format"),
    (QUANTITY, "kg", "format"),
    (YUAN, 12, "type"),
    (YUAN, "12.5", "format"),
    (YUAN, "１2.50", "format"),
    (YUAN, "1e3", "format"),
    (YUAN, "1_0.00", "format"),
    (YUAN, "", "format"),
    (YUAN, "-", "format"),
    (YUAN, "--1.00", "format"),
    (YUAN, "012.50", "format"),
    (YUAN, "9" * 40, "format"),
    (NUMBER, ".5", "format"),
    (NUMBER, "5.", "format"),
    (YUAN, "-0.00", "range"),
    (FLAG, "true", "type"),
    (LINES, {}, "shape"),
    (LINES, "ab", "shape"),
    (LINES, [5], "shape"),
    (LINES, [{"item": "a"}], "missing"),
    (LINES, [{"item": "a", "amount": "1.00", "x": 1}], "extra"),
    (LINES, [{1: "a"}], "shape"),
    (LINES, [None] * (TUPLE_LENGTH + 1), "limit"),
]


@pytest.mark.parametrize(("shape", "plain", "code"), UNREAD)
def test_unfit_data_is_refused(shape: Shape, plain: Any, code: str) -> None:
    """Data in any but the one spelling is refused with its stable code."""
    with pytest.raises(InvalidValue) as caught:
        shape.read(plain, "field")
    assert caught.value.code == code


def test_record_is_written_without_its_defaults() -> None:
    """A field that has its default is left out, one made by a factory is not, and the rest keep their order."""
    assert write_record(SLIP, Slip(by="李老师")) == {"by": "李老师", "tags": []}
    slip = Slip(by="李老师", lines=(Line(item="a", amount=yuan(1)),), first=Line(item="b", amount=yuan(2)), copies=2)
    plain = {
        "by": "李老师",
        "lines": [{"item": "a", "amount": "1.00"}],
        "first": {"item": "b", "amount": "2.00"},
        "tags": [],
        "copies": 2,
    }
    assert write_record(SLIP, slip) == plain
    assert Slip(**read_fields(SLIP, plain, "")) == slip
    assert read_fields(SLIP, {"by": "李老师"}, "") == {"by": "李老师"}


def test_record_is_read_strictly() -> None:
    """Missing and unknown keys are refused by their path, at the top and inside."""
    for plain, path, where in (
        ({}, "", "by"),
        ({}, "slip", "slip.by"),
        ({"by": "a", "x": 1}, "", "x"),
        ({"by": "a", "x": 1}, "slip", "slip.x"),
        ({"by": "a", 7: 1}, "slip", "7"),
        ({"by": "a", "lines": [{}]}, "", "lines[0].item"),
    ):
        with pytest.raises(InvalidValue) as caught:
            read_fields(SLIP, plain, path)
        assert caught.value.fields == (where,)


def test_fields_say_what_they_need() -> None:
    """A field knows its shape and whether it must be given."""
    assert [part.required for part in SLIP.values()] == [True, False, False, False, False]
    assert SLIP["lines"].shape.item is not None
    assert SLIP["lines"].shape.item.record is Line
    assert SLIP["tags"].default == Factory(tuple)
    assert fields_of(Slip) is SLIP


def test_schema_of_a_record() -> None:
    """A record's schema names its fields, those it needs, and takes no others."""
    schema = record_schema(SLIP)
    assert schema["required"] == ["by"]
    assert schema["additionalProperties"] is False
    assert list(SLIP) == ["by", "lines", "first", "tags", "copies"]
    assert LINE.schema == record_schema(fields_of(Line))


# ------------------------------------------------------------------------------------------------------- annotations


@pytest.mark.parametrize(
    ("annotation", "kind"),
    [
        (str, "text"),
        (int, "whole"),
        (bool, "flag"),
        (date, "day"),
        (time, "clock"),
        (Month, "month"),
        (Quantity, "quantity"),
        (Code, "id"),
        (Note, "text"),
        (Yuan, "yuan"),
        (Literal["a", "b"], "choice"),
        (Code | None, "id"),
        (tuple[Code, ...], "list"),
        (Line, "record"),
        (Annotated[date, "the day it arrived"], "day"),
        (Annotated[Decimal, "in yuan", YUAN], "yuan"),
    ],
)
def test_annotation_has_a_shape(annotation: Any, kind: str) -> None:
    """What an entry may hold is read off its annotations."""
    assert shape_of(annotation).kind == kind


class Own:
    """A class that brings its own shape."""

    SHAPE = WHOLE


def test_class_may_bring_its_own_shape() -> None:
    """A value class outside this package can say how it is held."""
    assert shape_of(Own) is WHOLE


@pytest.mark.parametrize(
    "annotation",
    [float, Decimal, list[str], dict[str, int], tuple[str, int], str | int, str | int | None, object, bytes],
)
def test_other_annotations_are_refused(annotation: Any) -> None:
    """Floats, bare decimals, lists, dicts and mixed unions cannot be fields, and the error says what can."""
    with pytest.raises(TypeError, match="use ids, texts, dates"):
        shape_of(annotation)
