"""Strategies draw what shapes admit, all of it, and nothing else."""

from datetime import date, time
from typing import Annotated, Any, Literal

import pytest
from attrs import frozen
from hypothesis import Phase, find, given, settings
from hypothesis import strategies as st

from schoollogistics.errors import Text
from schoollogistics.journal import Ref
from schoollogistics.repairs import RepairFinished, RepairReported, RepairWorkflow
from schoollogistics.testing import entries, ids, sample_calendar, sample_setting, texts, values_of
from schoollogistics.values.ids import Code, PersonId
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import (
    Count,
    Minutes,
    Note,
    Number,
    Period,
    Price,
    Shape,
    Yuan,
    fields_of,
    shape_of,
    text_shape,
)


@frozen(kw_only=True)
class Line:
    """A line of fields, with defaults and without."""

    part: Note
    amount: Yuan | None = None


Short = Annotated[str, text_shape(Text("a word", "词"), 5)]
ANNOTATIONS = (
    PersonId, Code, Note, Short, Yuan, Price, Number, Period, Count, Minutes, int, bool, date, time, Month, Quantity,
    Literal["minor", "major"], tuple[PersonId, ...], tuple[Line, ...], Line, date | None, Yuan | None,
)  # fmt: skip


@pytest.mark.parametrize("annotation", ANNOTATIONS, ids=range(len(ANNOTATIONS)))
def test_values_are_admitted_and_read_back(annotation: object) -> None:
    """Every value drawn for a shape passes its check, and is read back equal from what it writes."""
    shape = shape_of(annotation)

    @settings(max_examples=30)
    @given(values_of(shape))
    def admitted(value: Any) -> None:
        shape.check(value, "value")
        assert shape.read(shape.write(value), "value") == value

    admitted()


def test_strange_values_are_drawn_too() -> None:
    """Optional fields are left empty, texts have line breaks and formula signs, ids have spaces and Chinese."""
    assert find(values_of(shape_of(date | None)), lambda value: value is None) is None
    assert "\n" in find(texts(), lambda text: "\n" in text)
    assert find(texts(), lambda text: text.startswith("="))
    assert " " in find(ids(), lambda text: " " in text)
    assert find(ids(), lambda text: not text.isascii())


@settings(max_examples=30)
@given(entries(RepairReported, repair="BX-1", place=st.sampled_from(("3-201", "3-202"))))
def test_fixed_fields_are_kept(entry: RepairReported) -> None:
    """A field given as a value has it, and one given as a strategy is drawn from it."""
    assert entry.repair == "BX-1"
    assert entry.place in {"3-201", "3-202"}
    for name, part in fields_of(RepairReported).items():
        part.shape.check(getattr(entry, name), name)


def test_entries_have_lines() -> None:
    """Lines of an entry are drawn field by field."""
    quick = settings(phases=[Phase.generate])
    lines = values_of(fields_of(RepairFinished)["parts"].shape)
    found = find(entries(RepairFinished, parts=lines), lambda entry: len(entry.parts) > 1, settings=quick)
    assert found.parts[0].part


def test_unknown_shape_takes_a_strategy_of_your_own() -> None:
    """A shape of a kind nobody knows is a TypeError, until it gets a strategy."""
    shape = Shape(
        kind="colour",
        name=Text("a colour", "颜色"),
        types=frozenset({str}),
        check=lambda value, field: value,
        write=str,
        read=lambda data, field: data,
        schema={"type": "string"},
    )
    with pytest.raises(TypeError, match="colour"):
        values_of(shape)
    assert find(values_of(shape, {"colour": st.just("红")}), lambda _: True) == "红"


def test_sample_setting_has_every_number() -> None:
    """A sample setting has a value for every parameter from the first day, and keeps those given."""
    setting = sample_setting(RepairWorkflow)
    assert all(setting.version(each, date(2025, 9, 1)) is not None for each in RepairWorkflow.parameters)
    kept = sample_setting(RepairWorkflow, setting.values[0])
    assert kept.values[0] is setting.values[0]
    assert len(kept.values) == len(setting.values)


def test_sample_calendar_covers_three_school_years() -> None:
    """The sample calendar answers from September 2025 to the summer of 2028."""
    calendar = sample_calendar()
    assert calendar.is_school_day(date(2025, 9, 1))
    assert not calendar.is_school_day(date(2028, 8, 1))


@given(entries(RepairReported, because=values_of(fields_of(RepairReported)["because"].shape)))
def test_references_are_references(entry: RepairReported) -> None:
    """A drawn reference names a book and a number, or is left out."""
    assert entry.because is None or type(entry.because) is Ref
