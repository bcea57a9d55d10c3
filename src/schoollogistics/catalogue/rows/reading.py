"""One reading of a sheet: its columns, the slips its rows add up to, and what is wrong with them."""

from collections.abc import Sequence
from typing import Any

from attrs import define, field

from schoollogistics.catalogue.headings import Target
from schoollogistics.catalogue.layout import Layout
from schoollogistics.catalogue.problems import Problem, Skipped
from schoollogistics.errors import LogisticsError, Text, shown
from schoollogistics.journal import Entry
from schoollogistics.values.labels import Labels
from schoollogistics.values.periods import DateSpan

Given = dict[str, object]


@define
class Column:
    """One column that is read: its place, its heading as written, and where its cells go.

    *unit* stands in its heading; *beside* is the place of another column that holds the unit of each row, and *named*
    what stands there in the row being read.
    """

    place: int
    heading: str
    target: Target
    unit: str = ""
    beside: int | None = None
    named: object = None

    def cell(self, row: Sequence[object]) -> object:
        """Return the cell of one row, None where the row is shorter."""
        return row[self.place] if self.place < len(row) else None


@define
class Slip:
    """One entry in the making: the values of its slip, the fields that could not be read, and its lines by field.

    *rows* are the numbers of all its rows, *wrong* of those that have a problem.
    """

    rows: list[int]
    values: Given
    bad: set[str]
    lines: dict[str, list[Given]] = field(factory=dict)
    wrong: set[int] = field(factory=set)

    @property
    def number(self) -> int:
        """The row it begins in."""
        return self.rows[0]

    def takes(self, other: "Slip") -> bool:
        """Tell whether *other*, the row below, goes on with the same slip."""
        if not (self.lines and other.lines):
            return False
        names = (set(self.values) | set(other.values)) - self.bad - other.bad
        return all(name in self.values and self.values[name] == other.values.get(name) for name in names)

    def add(self, other: "Slip") -> None:
        """Take the lines of *other*; a problem in it is one of the whole slip."""
        self.rows += other.rows
        self.wrong |= other.wrong
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

    def note(self, slip: Slip, error: LogisticsError, column: str, cell: object, name: str) -> None:
        """Note the problem that *error* is in the first row of *slip*, which cannot be read for it."""
        slip.wrong.add(slip.number)
        self.problems.append(Problem.of(error, row=slip.number, column=column, cell=cell, field=name))

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
