"""What reading a sheet brings: the entries, every problem with its row and column, and the rows left out."""

from typing import Any, Final, Generic, TypeVar

from attrs import frozen

from schoollogistics.errors import Language, LogisticsError, Text, shown
from schoollogistics.journal import Entry
from schoollogistics.values.tables import Table, TableColumn

T = TypeVar("T", bound=Entry[Any])


@frozen(kw_only=True)
class Problem:
    """One thing in a sheet that cannot be read: the *row* and *column* as its reader sees them, what is wrong, and what helps.

    *row* counts from 1, *column* is the heading as it is written, *cell* what stands there, *code* one of
    ``schoollogistics.errors.CODES``, *field* the Python name of the field.
    """

    row: int
    column: str
    cell: str = ""
    field: str = ""
    code: str
    stands: Text
    takes: Text

    @classmethod
    def of(cls, error: LogisticsError, *, row: int, column: str, cell: object, field: str) -> "Problem":
        """Return the problem that *error* is, at its place in the sheet."""
        return cls(
            row=row,
            column=column,
            cell="" if cell is None else shown(cell),
            field=field,
            code=error.code,
            stands=error.stands,
            takes=error.takes,
        )

    def text(self, language: Language) -> str:
        """Return where it is, what is wrong and how to mend it, in one language."""
        stands, takes = self.stands.text(language), self.takes.text(language)
        if language == "zh":
            return f"第{self.row}行“{self.column}”{f'（{self.cell}）' if self.cell else ''}：{stands}；{takes}"
        return f'row {self.row}, "{self.column}"{f" ({self.cell})" if self.cell else ""}: {stands}; {takes}'

    def __str__(self) -> str:
        return f"{self.text('en')}\n{self.text('zh')}"


@frozen
class Skipped:
    """A row or column of a sheet that was left out, as it says nothing of its own: *why*, and what stands there first."""

    row: int
    why: Text
    cell: str = ""

    def text(self, language: Language) -> str:
        """Return which row was left out and why, in one language."""
        why = self.why.text(language)
        return (
            f"第{self.row}行：{why} {self.cell}".rstrip()
            if language == "zh"
            else f"row {self.row}: {why} {self.cell}".rstrip()
        )


_TITLE: Final = Text("Problems in the sheet", "表格问题清单")
_COLUMNS: Final = (
    TableColumn("row", "行", "Row", "number"),
    TableColumn("column", "列", "Column"),
    TableColumn("cell", "内容", "Cell"),
    TableColumn("wrong", "问题", "What is wrong"),
    TableColumn("mend", "怎么改", "How to mend it"),
)


@frozen(kw_only=True)
class Rows(Generic[T]):
    """What a sheet says: the *entries* of all good slips, every *problem* of the others, and what was *skipped*.

    ``row_numbers`` holds, for each entry, the row it (or its first line) stands in, so that a refusal can name it.
    """

    entries: tuple[T, ...]
    problems: tuple[Problem, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    row_numbers: tuple[int, ...] = ()

    def problems_table(self) -> Table:
        """Return the problems as a table to print, with the rows left out as notes."""
        rows = [(p.row, p.column, p.cell, p.stands, p.takes) for p in self.problems]
        notes = [Text(each.text("en"), each.text("zh")) for each in self.skipped]
        return Table(title=_TITLE, columns=_COLUMNS, rows=rows, notes=notes)
