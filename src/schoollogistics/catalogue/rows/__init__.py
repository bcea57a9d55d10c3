"""Rows of a spreadsheet to entries: every good slip is kept, and every problem of the others is reported at once."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, TypeVar

from schoollogistics.catalogue.books import BOOKS, BookClass, book_of
from schoollogistics.catalogue.forms import lines_of
from schoollogistics.catalogue.headings import Headings, left_out
from schoollogistics.catalogue.layout import laid_out
from schoollogistics.catalogue.problems import Rows
from schoollogistics.catalogue.rows.columns import find_columns, find_missing
from schoollogistics.catalogue.rows.reading import Reader, Slip
from schoollogistics.catalogue.rows.slips import read_slips
from schoollogistics.catalogue.rows.twice import find_begun_twice
from schoollogistics.errors import LogisticsError, Text, invalid
from schoollogistics.journal import Entry
from schoollogistics.values.cells import is_blank
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.shapes import fields_of, wrong_type
from schoollogistics.values.texts import near

__all__ = ["read_rows"]

T = TypeVar("T", bound=Entry[Any])


def read_rows(
    rows: Iterable[object],
    entry_type: type[T],
    books: tuple[BookClass, ...] = BOOKS,
    *,
    first_row: int | None = None,
    headings: Mapping[str, str] | None = None,
    ignore: Iterable[str] = (),
    within: DateSpan | None = None,
    **same: object,
) -> Rows[T]:
    """Read the *rows* of a sheet as entries of one type; every good slip is kept, every problem reported at once.

    *rows* are lists of cells (one of the first holds the headings) or dicts by heading; cells are as Excel, WPS or
    openpyxl give them. A heading is a field's Chinese or English label, an alias or its Python name; *headings* names
    others by hand (``{"情况": "fault"}``), and columns to *ignore* are not read. *same* gives fields that are equal for
    all rows, as values (``by="王老师"``). Days without a year are taken where they mean one day *within* a span. Rows are
    counted from *first_row*: 1 for lists, and 2 for dicts, whose headings stood in row 1. Neighbouring rows of one slip
    (equal in its fields, or empty there as merged cells are) make one entry with lines; where one of them is wrong, each
    of the others is a problem that names it. A row that begins anew what a row above has begun is a problem. A column
    单位 gives the unit of the quantities next to it; of several people under the heading of ``by`` the first is ``by``,
    and the others are ``cosigned_by``. ``InvalidValue`` for an argument that cannot be meant, ``Unknown`` for an entry
    type of no book; what is wrong in the sheet itself is never raised.
    """
    book = book_of(entry_type, books)
    parts = fields_of(entry_type)
    for name, value in same.items():
        if name not in parts:
            raise _no_field(name, parts)
        parts[name].shape.check(value, name)
    if within is not None and not isinstance(within, DateSpan):
        raise wrong_type(within, "within", Text("a term or another span of days", "学期或起止日期"), "within=term")
    known = Headings.of(entry_type, book, frozenset(same), headings)
    layout = laid_out(rows, known, first_row)
    layout = layout.without(left_out(layout.headings, ignore))
    reader = Reader(entry_type, book.labels, same, layout, skipped=list(layout.skipped), within=within)
    find_columns(reader, known)
    find_missing(reader, known)
    slips = read_slips(reader)
    find_begun_twice(reader, slips, book)
    entries: list[T] = []
    cells = dict(layout.body)
    numbers: list[int] = []
    for slip in slips:
        entry = _entry(reader, slip, entry_type) if reader.complete and not slip.wrong else None
        if entry is not None:
            entries.append(entry)
            numbers.append(slip.number)
        elif reader.complete:
            _hold_back(reader, slip, cells)
    return Rows(
        entries=tuple(entries),
        problems=tuple(sorted(reader.problems, key=lambda problem: problem.row)),
        skipped=tuple(sorted(reader.skipped, key=lambda each: each.row)),
        row_numbers=tuple(numbers),
    )


def _no_field(name: str, parts: Iterable[str]) -> LogisticsError:
    listed = ", ".join(near(name, parts) or parts)
    return invalid(
        "extra",
        name,
        name,
        Text("is not a field of this entry", "没有这一项"),
        Text(f"perhaps: {listed}", f"可用：{listed}"),
    )


def _entry(reader: Reader, slip: Slip, entry_type: type[T]) -> T | None:
    values: dict[str, Any] = {**slip.values, **reader.given}
    parts = fields_of(entry_type)
    try:
        for name, lines in slip.lines.items():
            line = lines_of(parts[name].shape)
            record: Any = line.record if line is not None else None
            values[name] = tuple(record(**each) for each in lines)
        for name, part in parts.items():
            if part.required and name not in values:
                raise invalid(
                    "blank", name, None, Text("has no lines", "没有明细"), Text("at least one line", "至少一行")
                )
        return entry_type(**values)
    except LogisticsError as error:
        name = error.fields[0] if error.fields else ""
        reader.note(slip, error, reader.labels.field(name).zh, None, name)
        return None


def _hold_back(reader: Reader, slip: Slip, cells: Mapping[int, Sequence[object]]) -> None:
    """Report every good row of a slip that is not made, with the row that is wrong: no row goes missing unsaid."""
    wrong = min(slip.wrong)
    columns = sorted(reader.columns, key=lambda each: not each.target.lines)
    for number in slip.rows:
        if number not in slip.wrong:
            row = cells[number]
            first = next(column for column in columns if not is_blank(column.cell(row)))
            stands = Text(f"is of one slip with row {wrong}, and that is wrong", f"与第{wrong}行同属一张单，该行有误")
            takes = Text(f"mend row {wrong}, and read the slip again", f"改好第{wrong}行后，整张单重读")
            reader.problem(number, first.heading, "missing", stands, takes, first.cell(row), first.target.name)
