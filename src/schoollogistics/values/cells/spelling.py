"""What every reader of cells shares: one spelling of text, what counts as empty, and how a refusal is worded."""

import re
from datetime import datetime
from typing import Final
from unicodedata import normalize

from schoollogistics.errors import LogisticsError, Text, invalid
from schoollogistics.values.tables import guarded

_OUTER: Final = " \t\r\n\v\f\xa0\u2002\u2003\u2009\u200b\u3000\ufeff"
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_NOTHING: Final = re.compile(r"[-/]{0,2}")
_ERROR: Final = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
AS_TEXT: Final = Text("format the column as text and type it again", "请先把该列设为“文本”格式，再重新填写")


def is_blank(cell: object) -> bool:
    """Tell whether a cell says nothing: ``None``, ``NaN``, spaces, or only a dash or stroke as people put there."""
    if cell is None:
        return True
    if isinstance(cell, float | datetime):
        return cell != cell  # noqa: PLR0124 - NaN and NaT differ from themselves
    if not isinstance(cell, str):
        return False
    begin = cell.strip(_OUTER)[:3]
    return not begin[:1].isalnum() and _NOTHING.fullmatch(half_width(begin)) is not None


def half_width(text: str) -> str:
    """Return *text* with half-width figures and marks, one sort of dash, and no outer space."""
    return normalize("NFKC", text).translate(_DASHES).strip(_OUTER)


def match_key(text: str) -> str:
    """Return the key under which two spellings of a name are the same: no spaces, half-width, lower case."""
    return "".join(half_width(text).casefold().split())


def opened(text: str, field: str) -> str:
    """Return what a text cell says, without the guard of a CSV; ``InvalidValue`` (format) for errors and formulas."""
    bare = text.strip(_OUTER)
    if bare.startswith("'") and guarded(bare[1:]) == bare:
        return bare[1:]
    if is_error(bare):
        raise invalid(
            "format",
            field,
            text,
            Text("is an error of the spreadsheet", "是表格的出错值"),
            Text("mend the formula, or type the value", "请改正公式，或直接填写数值"),
        )
    if bare.startswith("=") and len(bare) > 1:
        raise invalid(
            "format",
            field,
            text,
            Text("is a formula, not its value", "是公式，不是结果"),
            Text("read the file with its values (data_only=True), or paste values", "请按值读取，或“选择性粘贴—数值”"),
        )
    return bare


def is_error(text: str) -> bool:
    """Tell whether *text* is what a spreadsheet shows for a value it cannot work out, such as ``#N/A``."""
    return _ERROR.fullmatch(text.strip(_OUTER)) is not None


def unusable(cell: object, field: str, zh: str, takes: Text, en: str) -> LogisticsError:
    """Return the error for a *cell* that is not what *zh* and *en* name, ready to raise."""
    code = "format" if isinstance(cell, str) else "type"
    return invalid(code, field, cell, Text(f"is not {en}", f"不是{zh}"), takes)


def digits_lost(cell: object, field: str) -> LogisticsError:
    """Return the error for a code that became a number too long for a sheet, ready to raise."""
    return invalid(
        "format",
        field,
        cell,
        Text("is a number of more than 15 digits, and the last ones are lost", "数字超过 15 位，末几位已丢失"),
        AS_TEXT,
    )
