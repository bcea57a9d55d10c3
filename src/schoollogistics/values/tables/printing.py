"""How a table is written as HTML, Markdown and CSV: the same texts with other marks around them."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from schoollogistics.errors import Language, Text
from schoollogistics.values.tables.cells import LANGUAGES, Cell, cell_text, guarded, markup

if TYPE_CHECKING:
    from schoollogistics.values.tables.table import Pair, Table

TOTAL: Final = Text("Total", "合计")
NOTHING: Final = Text("(none)", "（无）")
PAIR_MARK: Final = Text(": ", "：")
LINE_TO_SIGN: Final = "________"
SHORT: Final = 20
UPRIGHT: Final = 10
"""As many columns as an upright page has room for."""

_CSV_QUOTED: Final = re.compile(r'[",;\t\r\n\0]|\A\s|\s\Z')
_MARKDOWN_MARKS: Final = re.compile(r"([\\`*_\[\]|~])")
_LINE_ENDS: Final = re.compile("\r\n|[\r\n\u2028\u2029]")


def printed_totals(table: "Table") -> tuple[Cell, ...]:
    """Return the foot row, one cell a column, the first saying 合计 unless it has a sum; nothing without totals."""
    if not table.totals:
        return ()
    sums = dict(table.totals)
    cells: list[Cell] = [sums.get(column.key) for column in table.columns]
    if table.columns[0].key not in sums:
        cells[0] = TOTAL
    return tuple(cells)


def html(table: "Table", language: Language) -> str:
    """Return *table* as a bare ``<section>``: heading, head, table, notes, lines to sign."""
    wide = " sl-wide" if len(table.columns) > UPRIGHT else ""
    parts = [
        f'<section class="sl-document{wide}" lang="{LANGUAGES[language]}">',
        f"<h2>{markup(table.title.text(language))}</h2>",
        *_html_pairs(table.head, "sl-head", language),
        *(_html_table(table, language) if table.columns else ()),
    ]
    if table.notes:
        items = "".join(f"<li>{markup(note.text(language))}</li>" for note in table.notes)
        parts.append(f'<ul class="sl-notes">{items}</ul>')
    parts += _html_pairs(table.signatures, "sl-signatures", language)
    return "\n".join([*parts, "</section>\n"])


def _html_pairs(pairs: "tuple[Pair, ...]", name: str, language: Language) -> Iterator[str]:
    if pairs:
        yield f'<dl class="{name}">'
        for label, value in pairs:
            shown = markup(cell_text(value, language))
            yield f"<div><dt>{markup(label.text(language))}</dt><dd>{shown}</dd></div>"
        yield "</dl>"


def _html_table(table: "Table", language: Language) -> Iterator[str]:
    sides = [' class="sl-number"' if column.numeric else "" for column in table.columns]

    def line(cells: tuple[Cell, ...]) -> str:
        texts = (cell_text(cell, language, column.kind) for cell, column in zip(cells, table.columns, strict=True))
        filled = (f"<td{side or _short(text)}>{markup(text)}</td>" for side, text in zip(sides, texts, strict=True))
        return f"<tr>{''.join(filled)}</tr>"

    headings = (markup(column.heading(language)) for column in table.columns)
    yield "<table>"
    heads = "".join(f'<th scope="col"{side}>{text}</th>' for side, text in zip(sides, headings, strict=True))
    yield f"<thead><tr>{heads}</tr></thead>"
    yield "<tbody>"
    yield from (line(row) for row in table.rows)
    if not table.rows:
        yield f'<tr><td class="sl-none" colspan="{len(sides)}">{NOTHING.text(language)}</td></tr>'
    yield "</tbody>"
    if totals := printed_totals(table):
        yield f"<tfoot>{line(totals)}</tfoot>"
    yield "</table>"


def _short(text: str) -> str:
    """Mark a day, a time or a number of a paper, so that it is not broken at its hyphens."""
    return ' class="sl-short"' if "-" in text and text.isascii() and len(text) <= SHORT else ""


def markdown(table: "Table", language: Language) -> str:
    """Return *table* as Markdown: a heading, the head as a list, a pipe table, notes and lines to sign."""
    blocks = [[f"### {_marked(table.title.text(language))}"], _marked_pairs(table.head, language)]
    if table.columns:
        blocks.append(list(_pipe_table(table, language)))
    blocks.append([f"- {_marked(note.text(language))}" for note in table.notes])
    blocks.append(_marked_pairs(table.signatures, language, LINE_TO_SIGN))
    return "\n\n".join("\n".join(block) for block in blocks if block) + "\n"


def _marked(text: str) -> str:
    return _LINE_ENDS.sub("<br>", _MARKDOWN_MARKS.sub(r"\\\1", markup(text, quote=False)))


def _marked_pairs(pairs: "tuple[Pair, ...]", language: Language, empty: str = "") -> list[str]:
    mark = PAIR_MARK.text(language)
    return [f"- {_marked(label.text(language))}{mark}{_marked(cell_text(v, language)) or empty}" for label, v in pairs]


def _pipe_table(table: "Table", language: Language) -> Iterator[str]:
    def line(cells: tuple[Cell, ...], strong: str = "") -> str:
        texts = (
            _marked(cell_text(cell, language, column.kind)) for cell, column in zip(cells, table.columns, strict=True)
        )
        return "| " + " | ".join(f"{strong}{text}{strong}" if text else "" for text in texts) + " |"

    yield "| " + " | ".join(_marked(column.heading(language)) for column in table.columns) + " |"
    yield "| " + " | ".join("---:" if column.numeric else "---" for column in table.columns) + " |"
    yield from (line(row) for row in table.rows)
    if not table.rows:
        yield "| " + " | ".join([NOTHING.text(language)] + [""] * (len(table.columns) - 1)) + " |"
    if totals := printed_totals(table):
        yield line(totals, "**")


def csv(table: "Table", language: Language) -> str:
    """Return headings and rows as RFC 4180 text; numbers stay numbers, text can never be a formula."""
    lines = [[_csv_text(column.heading(language)) for column in table.columns]]
    lines += [[_csv_cell(cell, language) for cell in row] for row in table.rows]
    return "".join(",".join(line) + "\r\n" for line in lines)


def _csv_cell(cell: Cell, language: Language) -> str:
    text = cell_text(cell, language)
    # A negative number starts with a minus as well, but there it is one.
    return text if isinstance(cell, int | Decimal) else _csv_text(text)


def _csv_text(text: str) -> str:
    safe = guarded(text)
    if not _CSV_QUOTED.search(safe):
        return safe
    quoted = safe.replace('"', '""')
    return f'"{quoted}"'
