"""Rows to slips: every cell is read, and neighbouring rows of one slip are put together."""

from collections.abc import Iterable, Sequence
from typing import Any

from attrs import evolve

from schoollogistics.catalogue.forms import COMMON
from schoollogistics.catalogue.headings import Target
from schoollogistics.catalogue.layout import reason_to_skip, skipped
from schoollogistics.catalogue.rows.reading import Column, Given, Reader, Slip
from schoollogistics.errors import LogisticsError, Text, invalid, shown
from schoollogistics.values.cells import is_blank, parse_cell, scaled_cell, split_moment, split_people, unit_cell
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import fields_of


def read_slips(reader: Reader) -> list[Slip]:
    """Read every row of data, and return the slips they add up to, good and bad."""
    mapped = frozenset(column.place for column in reader.columns)
    last_row = max((n for n, row in reader.layout.body if not all(map(is_blank, row))), default=0)
    slips: list[Slip] = []
    above: Slip | None = None
    for number, row in reader.layout.body:
        why = reason_to_skip(reader.layout, row, mapped)
        if why is not None:
            if number < last_row or not all(map(is_blank, row)):
                reader.skipped.append(skipped(number, why, row))
            above = None
            continue
        slip = _read_row(reader, number, row, above)
        if above is not None and above.takes(slip):
            above.add(slip)
        else:
            slips.append(slip)
            above = slip
    return slips


def _read_row(reader: Reader, number: int, row: Sequence[object], above: Slip | None) -> Slip:
    slip = Slip([number], {}, set())
    own = [column for column in reader.columns if not column.target.lines]
    merged = above is not None and bool(above.lines) and all(is_blank(column.cell(row)) for column in own)
    if above is not None and merged:
        slip.values, slip.bad = dict(above.values), set(above.bad)
    else:
        # Who did it comes last: the others named there sign beside those of the other column.
        for column in sorted(own, key=lambda each: each.target.name == "by"):
            _read_own(reader, slip, _measured(column, row), _said(reader, column, row))
    for name in dict.fromkeys(column.target.lines for column in reader.columns if column.target.lines):
        columns = [column for column in reader.columns if column.target.lines == name]
        if not all(is_blank(column.cell(row)) for column in columns):
            values: Given = {}
            for column in columns:
                _read_cell(reader, slip, _measured(column, row), _said(reader, column, row), values)
            slip.lines[name] = [values]
    return slip


def _said(reader: Reader, column: Column, row: Sequence[object]) -> object:
    """Return a cell of one row; behind a number of pieces the unit may stand that the row names (20把)."""
    cell = column.cell(row)
    if column.target.part.shape.kind == "whole" and isinstance(cell, str):
        for each in reader.columns:
            unit = each.cell(row)
            if (each.target.lines, each.target.name) == (column.target.lines, "unit") and isinstance(unit, str):
                return cell.strip().removesuffix(unit.strip())
    return cell


def _measured(column: Column, row: Sequence[object]) -> Column:
    """Return the column with the unit that one row names for what stands in it, if it does."""
    named = row[column.beside] if column.beside is not None and column.beside < len(row) else None
    return column if is_blank(named) or is_blank(column.cell(row)) else evolve(column, named=named)


def _read_own(reader: Reader, slip: Slip, column: Column, cell: object) -> None:
    name = column.target.name
    pair = split_moment(cell) if name == "on" and not reader.has("at") else None
    if pair is not None:
        at = fields_of(reader.entry_type)["at"]
        _read_cell(reader, slip, column, pair[0], slip.values)
        timed = Column(column.place, column.heading, Target(part=at, label=column.target.label))
        _read_cell(reader, slip, timed, pair[1], slip.values)
    elif name not in reader.given and name == "by":
        _read_people(reader, slip, column, cell)
    elif name not in reader.given:
        _read_cell(reader, slip, column, cell, slip.values)
    elif not is_blank(cell):
        values: Given = {}
        _read_cell(reader, slip, column, cell, values)
        if name in values and values[name] != reader.given[name]:
            slip.wrong.add(slip.number)
            given = shown(reader.given[name])
            stands = Text(f"differs from {name}={given}, given for all rows", f"与统一给定的 {given} 不同")
            takes = Text("give it in one place only", "请只在一处给出")
            reader.problem(slip.number, column.heading, "extra", stands, takes, cell, name)


def _read_people(reader: Reader, slip: Slip, column: Column, cell: object) -> None:
    """Read the first of those a cell names as whoever did it, and the others as those who signed as well."""
    first, others = split_people(cell)
    _read_cell(reader, slip, column, first, slip.values)
    if others:
        beside: Any = slip.values.get("cosigned_by", ())
        signed = Target(part=fields_of(reader.entry_type)["cosigned_by"], label=column.target.label)
        _read_own(reader, slip, evolve(column, target=signed), "、".join((*others, *beside)))


def _read_cell(reader: Reader, slip: Slip, column: Column, cell: object, values: Given) -> None:
    target, part = column.target, column.target.part
    if is_blank(cell) and not part.required:
        return
    try:
        said = scaled_cell(cell, target.factor, target.name)
        unit = column.unit if column.named is None else unit_cell(column.named, target.name)
        value = parse_cell(part.shape, said, target.name, target.choices, unit, reader.within)
        if column.named is not None:
            _check_units(target.name, cell, unit, (value.unit, column.unit))
        values[target.name] = value
    except LogisticsError as error:
        if not target.lines and part.shape.kind == "id" and target.name not in COMMON:
            # Rows with two unreadable numbers are two slips, unless both are unreadable alike.
            values[target.name] = (shown(cell),)
        elif not target.lines:
            slip.bad.add(target.name)
        stands = cell if column.named is None else f"{cell} {column.named}"
        reader.note(slip, error, column.heading, stands, target.name)


def _check_units(name: str, cell: object, named: str, others: Iterable[str]) -> None:
    """Refuse a unit of the cell or of its heading that is not the one *named* beside it."""
    for said in others:
        if said and Quantity(1, said) != Quantity(1, named):
            stands = Text(f"is in {said}, and {named} stands beside it", f"单位是{said}，单位列却是{named}")
            raise invalid("choice", name, cell, stands, Text("one unit, in one place", "单位只在一处写，或写成一致"))
