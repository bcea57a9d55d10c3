"""A titled document of columns and rows, and its columns."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, cast

import attrs
from attrs import field, frozen

from schoollogistics.errors import Duplicate, Language, LogisticsError, Text, Unknown, invalid, missing_extra
from schoollogistics.values.tables import printing
from schoollogistics.values.tables.cells import (
    KINDS,
    LIST_MARK,
    Cell,
    ColumnKind,
    check_cell,
    check_language,
)

Pair = tuple[Text, Cell]
Row = tuple[Cell, ...]

BYTE_ORDER_MARK: Final = "\ufeff"
_KEY: Final = re.compile(r"[a-z][a-z0-9_]*")


@frozen
class TableColumn:
    """One column: an ASCII *key*, its headings, and how its numbers print: text, number, money (yuan) or percent.

    ``InvalidValue``: ``format`` for a key of other than small letters, digits and ``_``; ``type``; ``choice`` (kind).
    """

    key: str
    zh: str
    en: str
    kind: ColumnKind = "text"

    def __attrs_post_init__(self) -> None:
        for name in ("key", "zh", "en"):
            if type(getattr(self, name)) is not str:
                raise _wrong(name, getattr(self, name), Text("text", "请写文本"))
        if not _KEY.fullmatch(self.key):
            raise invalid(
                "format",
                "key",
                self.key,
                Text("is not a column key", "不能作列名"),
                Text('small letters, digits and _, as in "stock_item"', "请用小写字母、数字和下划线，例如 stock_item"),
            )
        if self.kind not in KINDS:
            listed = ", ".join(KINDS)
            raise invalid(
                "choice",
                "kind",
                self.kind,
                Text("is not a kind of column", "没有这种列"),
                Text(f"one of {listed}", f"可选：{listed}"),
            )

    @property
    def numeric(self) -> bool:
        """Whether its cells stand right."""
        return self.kind != "text"

    def heading(self, language: Language) -> str:
        """Return the heading in one language."""
        return self.zh if language == "zh" else self.en


def _wrong(name: str, value: object, takes: Text) -> LogisticsError:
    return invalid("type", name, value, Text("cannot stand there", "类型不对"), takes)


def _text(value: object, name: str = "title") -> Text:
    if isinstance(value, Text) and type(value.en) is str and type(value.zh) is str:
        return value
    raise _wrong(name, value, Text('Text("Repairs", "报修单")', '请写 Text("Repairs", "报修单")'))


def _listed(value: object, name: str, length: int | None = None) -> tuple[Any, ...]:
    # Text is a tuple too, and a string a sequence: both would fall apart into cells unseen.
    if type(value) not in (tuple, list) or (length is not None and len(cast("list[Any]", value)) != length):
        raise _wrong(name, value, Text("a tuple", "请写元组"))
    return tuple(cast("list[Any]", value))


def _title(value: Text) -> Text:
    return _text(value)


def _columns(columns: Iterable[TableColumn]) -> tuple[TableColumn, ...]:
    kept, keys = tuple(columns), set[str]()
    for column in kept:
        if type(column) is not TableColumn:
            raise _wrong("columns", column, Text('TableColumn("place", "地点", "place")', "请写 TableColumn"))
        if column.key in keys:
            raise invalid(
                "duplicate",
                "columns",
                column.key,
                Text("stands twice", "列名重复"),
                Text("a key of its own for each column", "每列一个列名"),
                Duplicate,
            )
        keys.add(column.key)
    return kept


def _rows(rows: Iterable[Sequence[Cell]]) -> tuple[Row, ...]:
    return tuple(tuple(check_cell(cell) for cell in _listed(row, "rows")) for row in rows)


def _pairs(pairs: Iterable[Pair]) -> tuple[Pair, ...]:
    listed = (_listed(pair, "pairs", 2) for pair in pairs)
    return tuple((_text(label, "label"), check_cell(value)) for label, value in listed)


def _totals(totals: "Mapping[str, Cell] | Iterable[tuple[str, Cell]]") -> tuple[tuple[str, Cell], ...]:
    pairs = totals.items() if isinstance(totals, Mapping) else totals
    return tuple((key, check_cell(value)) for key, value in (_listed(pair, "totals", 2) for pair in pairs))


def _notes(notes: Iterable[Text]) -> tuple[Text, ...]:
    return tuple(_text(note, "notes") for note in notes)


def _named(cell: Cell, names: Mapping[str, str]) -> Cell:
    if type(cell) is str:
        return names.get(cell, cell)
    if type(cell) is tuple:
        return tuple(names.get(part, part) for part in cell)
    return cell


def _said(cell: Cell, language: Language | None) -> object:
    if isinstance(cell, Text):
        return cell.text(language or "en")
    return LIST_MARK.text(language).join(cell) if language and isinstance(cell, tuple) else cell


@frozen(kw_only=True)
class Table:
    """A titled document: *head* of label/value pairs, *columns*, *rows*, *totals* by column key, *notes*, *signatures*.

    A signature is a label and who signed, ``None`` for a line to sign on. ``len()`` and iteration go over the rows.
    Everything prints in Chinese unless ``language="en"``, depends on the table alone, and is safe: escaped in HTML and
    Markdown, never a formula in CSV. ``InvalidValue``: ``type`` and ``range`` for cells that cannot be printed,
    ``shape`` for a row that does not fit the columns; ``Duplicate`` and ``Unknown`` for column keys.
    """

    title: Text = field(converter=_title)
    columns: tuple[TableColumn, ...] = field(converter=_columns, default=())
    rows: tuple[Row, ...] = field(converter=_rows, default=())
    head: tuple[Pair, ...] = field(converter=_pairs, default=())
    totals: tuple[tuple[str, Cell], ...] = field(converter=_totals, default=())
    notes: tuple[Text, ...] = field(converter=_notes, default=())
    signatures: tuple[Pair, ...] = field(converter=_pairs, default=())

    def __attrs_post_init__(self) -> None:
        for number, row in enumerate(self.rows, 1):
            if len(row) != len(self.columns):
                raise invalid(
                    "shape",
                    "rows",
                    row,
                    Text(f"is row {number} of a table with {len(self.columns)} columns", f"第 {number} 行与列数不符"),
                    Text("a cell for each column, None where it is empty", "每列一个单元格，空格写 None"),
                )
        for key, _ in self.totals:
            self._place(key)

    def __len__(self) -> int:
        return len(self.rows)

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def column(self, key: str) -> Row:
        """Return the cells of one column from top to bottom; ``Unknown`` if there is no such column."""
        place = self._place(key)
        return tuple(row[place] for row in self.rows)

    def records(self, language: Language | None = None) -> list[dict[str, object]]:
        """Return a dict for each row.

        Without *language* for programs: keyed by column key, bilingual cells by their English text, all others as they
        are, so that ``row["status"] == "assigned"`` filters. With it keyed by heading, bilingual and listed cells as
        text. Either way numbers are int or Decimal, days are dates.
        """
        said = None if language is None else check_language(language)
        headings = [column.key if said is None else column.heading(said) for column in self.columns]
        return [{h: _said(cell, said) for h, cell in zip(headings, row, strict=True)} for row in self.rows]

    def with_names(self, names: Mapping[str, str], *keys: str) -> "Table":
        """Return the table with ids replaced by display *names*: in the columns *keys*, or everywhere if none is given.

        ``Unknown`` for a key that is no column; an id without a name stays.
        """
        places = {self._place(key) for key in keys} if keys else set(range(len(self.columns)))
        rows = [[_named(cell, names) if n in places else cell for n, cell in enumerate(row)] for row in self.rows]
        if keys:
            return attrs.evolve(self, rows=rows)
        head = [(label, _named(value, names)) for label, value in self.head]
        signatures = [(label, _named(value, names)) for label, value in self.signatures]
        return attrs.evolve(self, rows=rows, head=head, signatures=signatures)

    def to_html(self, language: Language = "zh") -> str:
        """Return a bare HTML section: no style, no script, everything escaped."""
        return printing.html(self, check_language(language))

    def to_markdown(self, language: Language = "zh") -> str:
        """Return Markdown with a pipe table, everything escaped."""
        return printing.markdown(self, check_language(language))

    def to_csv(self, language: Language = "zh", *, bom: bool = False) -> str:
        """Return headings and rows as CSV (RFC 4180, CR LF), without head and foot, and with no live formula in it.

        *bom* puts a byte order mark in front, which Excel and WPS need to read UTF-8.
        """
        return (BYTE_ORDER_MARK if bom else "") + printing.csv(self, check_language(language))

    def to_pandas(self, language: Language | None = None) -> Any:
        """Return a ``pandas.DataFrame`` of ``records(language)``; ``MissingExtra`` without the extra ``pandas``.

        Without *language* it can be filtered: columns by key, bilingual cells by their English text.
        """
        try:
            import pandas as pd  # type: ignore[import-untyped,unused-ignore]
        except ImportError:
            raise missing_extra("Table.to_pandas()", "pandas", "pandas") from None
        columns = [column.key if language is None else column.heading(language) for column in self.columns]
        return pd.DataFrame(self.records(language), columns=columns)

    def _repr_html_(self) -> str:
        return self.to_html()

    def _place(self, key: str) -> int:
        for place, column in enumerate(self.columns):
            if column.key == key:
                return place
        listed = ", ".join(column.key for column in self.columns)
        raise invalid(
            "unknown",
            "column",
            key,
            Text("is not a column of this table", "表中没有这一列"),
            Text(f"one of {listed}", f"可选：{listed}"),
            Unknown,
        )
