"""Rows of a spreadsheet to entries: every good row is kept, and every problem of the others is reported at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, TypeVar

from attrs import define, field

from schoollogistics.catalogue.books import BOOKS, BookClass, book_of
from schoollogistics.catalogue.forms import COMMON, lines_of
from schoollogistics.catalogue.headings import Headings, Match, Target, left_out
from schoollogistics.catalogue.layout import Layout, is_numbering, is_total, laid_out, reason_to_skip, skipped
from schoollogistics.catalogue.problems import Problem, Rows, Skipped
from schoollogistics.errors import LogisticsError, Text, invalid, shown
from schoollogistics.journal import Entry
from schoollogistics.values.cells import is_blank, parse_cell, scaled_cell, split_moment
from schoollogistics.values.labels import Labels
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.shapes import fields_of, wrong_type
from schoollogistics.values.texts import id_key, near

T = TypeVar("T", bound=Entry[Any])
Given = dict[str, object]

NUMBERING: Final = Text("the column only numbers the rows", "序号列不读")


@define
class Column:
    """One column that is read: its place, its heading as written, and where its cells go."""

    place: int
    heading: str
    target: Target
    unit: str = ""

    def cell(self, row: Sequence[object]) -> object:
        """Return the cell of one row, None where the row is shorter."""
        return row[self.place] if self.place < len(row) else None


@define
class Slip:
    """One entry in the making: the values of its slip, the fields that could not be read, and its lines by field."""

    number: int
    values: Given
    bad: set[str]
    lines: dict[str, list[Given]] = field(factory=dict)
    faulty: bool = False

    def takes(self, other: "Slip") -> bool:
        """Tell whether *other*, the row below, goes on with the same slip."""
        if not (self.lines and other.lines):
            return False
        names = (set(self.values) | set(other.values)) - self.bad - other.bad
        return all(name in self.values and self.values[name] == other.values.get(name) for name in names)

    def add(self, other: "Slip") -> None:
        """Take the lines of *other*; a problem in it is one of the whole slip."""
        self.faulty |= other.faulty
        for name, lines in other.lines.items():
            self.lines.setdefault(name, []).extend(lines)


@define
class Reader:
    """One reading of a sheet: what its columns mean, and what has been found so far."""

    entry_type: type[Entry[Any]]
    labels: Labels
    given: Given
    layout: Layout
    columns: list[Column] = field(factory=list)
    problems: list[Problem] = field(factory=list)
    skipped: list[Skipped] = field(factory=list)
    within: DateSpan | None = None
    complete: bool = True

    def problem(
        self, row: int, column: str, code: str, stands: Text, takes: Text, cell: object = "", name: str = ""
    ) -> None:
        """Note a problem."""
        said = shown(cell) if cell != "" else ""
        self.problems.append(
            Problem(row=row, column=column, cell=said, field=name, code=code, stands=stands, takes=takes)
        )

    def has(self, name: str) -> bool:
        """Tell whether a field of the slip comes from a column or is given."""
        return name in self.given or any(c.target.name == name and not c.target.lines for c in self.columns)


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
    """Read the *rows* of a sheet as entries of one type; every good row is kept, every problem reported at once.

    *rows* are lists of cells (one of the first holds the headings) or dicts by heading; cells are as Excel, WPS or
    openpyxl give them. A heading is a field's Chinese or English label, an alias or its Python name; *headings* names
    others by hand (``{"情况": "fault"}``), and columns to *ignore* are not read. *same* gives fields that are equal for
    all rows, as values (``by="王老师"``). Days without a year are taken where they mean one day *within* a span. Rows are
    counted from *first_row*: 1 for lists, and 2 for dicts, whose headings stood in row 1. Neighbouring rows of one slip
    (equal in its fields, or empty there as merged cells are) make one entry with lines. A row that begins anew what a
    row above has begun is a problem. ``InvalidValue`` for an argument that cannot be meant, ``Unknown`` for an entry type
    of no book; what is wrong in the sheet itself is never raised.
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
    _find_columns(reader, known)
    _find_missing(reader, known)
    slips = _read_slips(reader)
    _find_begun_twice(reader, slips, book)
    entries: list[T] = []
    numbers: list[int] = []
    for slip in slips:
        entry = _entry(reader, slip, entry_type) if reader.complete and not slip.faulty else None
        if entry is not None:
            entries.append(entry)
            numbers.append(slip.number)
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


def _find_columns(reader: Reader, headings: Headings) -> None:
    layout, taken = reader.layout, set[tuple[str, str]]()
    for place, heading in enumerate(layout.headings):
        if is_blank(heading):
            continue
        match = headings.match(heading)
        if match.target is None:
            _unknown_heading(reader, heading, match, headings)
        elif (match.target.lines, match.target.name) in taken:
            reader.problem(
                layout.heading_row,
                str(heading),
                "duplicate",
                Text("means a field that another column gives", "与另一列是同一项"),
                Text("keep one of the two columns", "请只保留一列"),
                name=match.target.name,
            )
        else:
            taken.add((match.target.lines, match.target.name))
            reader.columns.append(Column(place, str(heading), match.target, match.unit))
    _without_heading(reader)
    moment = {c.target.name: c for c in reader.columns if c.target.name in {"on", "at"} and not c.target.lines}
    if set(moment) == {"at"} and "on" not in reader.given:
        # 报修时间 alone holds day and time together, as exported forms do.
        moment["at"].target = next(each for each in headings.targets if each.name == "on")


def _unknown_heading(reader: Reader, heading: object, match: Match, headings: Headings) -> None:
    row = reader.layout.heading_row
    if is_numbering(heading):
        reader.skipped.append(Skipped(row, NUMBERING, str(heading)))
        return
    if match.misfit:
        stands = Text("is in another unit than the field", "单位与本项不符")
        takes = Text("convert the column, and write the unit of the label", "请换算后改写标题中的单位")
    else:
        alike = headings.like(str(heading))
        stands = Text("is a heading nobody knows", "没有这个标题")
        takes = Text(
            f"perhaps {', '.join(alike)}" if alike else "rename or delete the column",
            f"是否为：{'、'.join(alike)}" if alike else "请改用已知标题，或删去该列",
        )
    reader.problem(row, str(heading), "extra", stands, takes)


def _without_heading(reader: Reader) -> None:
    layout, seen = reader.layout, set[int]()
    for number, row in layout.body:
        for place, cell in enumerate(() if is_total(row) else row):
            bare = place >= len(layout.headings) or is_blank(layout.headings[place])
            if bare and place not in seen and not is_blank(cell):
                seen.add(place)
                stands = Text("stands in a column without a heading", "所在列没有标题")
                takes = Text("give the column a heading, or empty it", "请为该列写标题，或清空该列")
                reader.problem(number, f"第{place + 1}列", "extra", stands, takes, cell)


def _find_missing(reader: Reader, headings: Headings) -> None:
    begun = {column.target.lines for column in reader.columns} - {""}
    parts = fields_of(reader.entry_type)
    present = {(column.target.lines, column.target.name) for column in reader.columns}
    for target in headings.targets:
        wanted = target.part.required and (
            target.name not in reader.given
            if not target.lines
            else target.lines in begun or parts[target.lines].required
        )
        if wanted and (target.lines, target.name) not in present:
            _missing(reader, target.name, target.label.zh, target.names)
    for name, part in parts.items():
        if part.required and part.shape.kind == "record" and name not in reader.given:
            _missing(reader, name, name, (f"{name}=…",))


def _missing(reader: Reader, name: str, zh: str, names: Iterable[str]) -> None:
    reader.complete = False
    listed = tuple(dict.fromkeys(names))
    reader.problem(
        reader.layout.heading_row,
        zh,
        "missing",
        Text("has no column", "缺少此列"),
        Text(f"one of the headings {', '.join(listed)}", f"可用标题：{'、'.join(listed)}"),
        name=name,
    )


def _read_slips(reader: Reader) -> list[Slip]:
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
    slip = Slip(number, {}, set())
    own = [column for column in reader.columns if not column.target.lines]
    merged = above is not None and bool(above.lines) and all(is_blank(column.cell(row)) for column in own)
    if above is not None and merged:
        slip.values, slip.bad = dict(above.values), set(above.bad)
    else:
        for column in own:
            _read_own(reader, slip, column, _said(reader, column, row))
    for name in dict.fromkeys(column.target.lines for column in reader.columns if column.target.lines):
        columns = [column for column in reader.columns if column.target.lines == name]
        if not all(is_blank(column.cell(row)) for column in columns):
            values: Given = {}
            for column in columns:
                _read_cell(reader, slip, column, _said(reader, column, row), values)
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


def _read_own(reader: Reader, slip: Slip, column: Column, cell: object) -> None:
    name = column.target.name
    pair = split_moment(cell) if name == "on" and not reader.has("at") else None
    if pair is not None:
        at = fields_of(reader.entry_type)["at"]
        _read_cell(reader, slip, column, pair[0], slip.values)
        timed = Column(column.place, column.heading, Target(part=at, label=column.target.label))
        _read_cell(reader, slip, timed, pair[1], slip.values)
    elif name not in reader.given:
        _read_cell(reader, slip, column, cell, slip.values)
    elif not is_blank(cell):
        values: Given = {}
        _read_cell(reader, slip, column, cell, values)
        if name in values and values[name] != reader.given[name]:
            slip.faulty = True
            given = shown(reader.given[name])
            stands = Text(f"differs from {name}={given}, given for all rows", f"与统一给定的 {given} 不同")
            takes = Text("give it in one place only", "请只在一处给出")
            reader.problem(slip.number, column.heading, "extra", stands, takes, cell, name)


def _read_cell(reader: Reader, slip: Slip, column: Column, cell: object, values: Given) -> None:
    target, part = column.target, column.target.part
    if is_blank(cell) and not part.required:
        return
    try:
        said = scaled_cell(cell, target.factor, target.name)
        values[target.name] = parse_cell(part.shape, said, target.name, target.choices, column.unit, reader.within)
    except LogisticsError as error:
        slip.faulty = True
        if not target.lines and part.shape.kind == "id" and target.name not in COMMON:
            # Rows with two unreadable numbers are two slips, unless both are unreadable alike.
            values[target.name] = (shown(cell),)
        elif not target.lines:
            slip.bad.add(target.name)
        found = Problem.of(error, row=slip.number, column=column.heading, cell=cell, field=target.name)
        reader.problems.append(found)


def _find_begun_twice(reader: Reader, slips: list[Slip], book: BookClass) -> None:
    """Report every slip that begins what a slip above has begun, as one ticket number in two rows."""
    path = _begins(reader.entry_type, book)
    if path is None:
        return
    name = path.rpartition(".")[2]
    begun: dict[str, int] = {}
    for slip in slips:
        for key in dict.fromkeys(_keys(reader, slip, path)):
            first = begun.setdefault(id_key(key), slip.number)
            if first != slip.number:
                slip.faulty = True
                heading = next((c.heading for c in reader.columns if c.target.name == name), name)
                stands = Text(f"stands in row {first} already", f"第{first}行已有")
                takes = Text("one row for each, or a number of its own", "同一编号只占一行；不是同一件的，请另编号")
                reader.problem(slip.number, heading, "duplicate", stands, takes, key, name)


def _begins(entry_type: type[Entry[Any]], book: BookClass) -> str | None:
    """Return the path of the field whose subject *entry_type* can only begin, never follow; None if there is none."""
    for life in book.lifecycles[:1]:
        rows = [state for state, row in life.table.items() if entry_type in row]
        if rows == [life.start]:
            return next(path for path in life.of if path.partition(".")[0] in fields_of(entry_type))
    return None


def _keys(reader: Reader, slip: Slip, path: str) -> Iterator[str]:
    head, _, rest = path.partition(".")
    whole = {**slip.values, **reader.given}.get(head)
    held = [line.get(rest) for line in slip.lines.get(head, ())] if rest else [whole]
    for value in held:
        # What could not be read stands there as a tuple of what the cell shows.
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple) and fields_of(reader.entry_type)[head].shape.kind == "list":
            yield from value


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
        reader.problems.append(
            Problem.of(error, row=slip.number, column=reader.labels.field(name).zh, cell=None, field=name)
        )
        return None
