"""One cell to the value of a shape: ids, texts, codes and lists here, numbers and days in their own modules."""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time
from typing import Any, Final
from unicodedata import normalize

from schoollogistics.errors import Text, invalid
from schoollogistics.values.cells.days import clock_cell, day_cell, month_cell, period_cell
from schoollogistics.values.cells.numbers import exact_cell, quantity_cell, whole_cell
from schoollogistics.values.cells.spelling import (
    AS_TEXT,
    digits_lost,
    half_width,
    is_blank,
    is_error,
    match_key,
    opened,
    unusable,
)
from schoollogistics.values.labels import EMPTY, Names
from schoollogistics.values.money import price, yuan
from schoollogistics.values.periods import DateSpan, FiscalYear, Month, SchoolYear
from schoollogistics.values.quantities import PLACES, Quantity
from schoollogistics.values.shapes import Shape
from schoollogistics.values.texts import tidy_id

SHEET_DIGITS: Final = 15
EXACT_TYPES: Final = frozenset({int, bool, date, tuple, Month, SchoolYear, FiscalYear, DateSpan, Quantity})
_SCIENTIFIC: Final = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{2,}")
_LIST: Final = re.compile(r"[、,;，；\n]+")
_NUMBER_LIST: Final = re.compile(r"[、;；\n]+")
_PEOPLE: Final = re.compile(r"[、,;/，；／]")
_NUMERIC: Final = frozenset({"whole", "yuan", "price", "number", "quantity"})
_FLAG_NUMBERS: Final[Mapping[float, bool]] = {0: False, 1: True}
_FLAGS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("是", "√", "✓", "✔", "☑", "对", "有", "y", "yes", "true", "1"), True),
    **dict.fromkeys(("否", "×", "x", "✗", "✘", "☐", "□", "错", "无", "n", "no", "false", "0"), False),
}


def split_people(cell: object) -> tuple[object, tuple[str, ...]]:
    """Return the first of the people that one *cell* names, and the others, as papers print them (孙保管、陈师傅)."""
    if not isinstance(cell, str) or is_error(cell):
        return cell, ()
    first, *others = [part for part in _PEOPLE.split(cell) if not is_blank(part)] or [None]
    return first, tuple(others)


def parse_cell(
    shape: Shape, cell: object, field: str, names: Names = EMPTY, unit: str = "", within: DateSpan | None = None
) -> Any:
    """Return the value of *shape* that a *cell* says, or None for an empty cell where the shape is optional.

    *names* are the labels of coded values (``{"minor": Label("minor", "小修")}``), *unit* what the heading says of bare
    numbers (``"kg"``), *within* the span that days without a year lie in. ``InvalidValue`` otherwise, with the codes of the values and ``blank``, ``format``, ``date``.
    """
    if is_blank(cell):
        if shape.optional:
            return None
        raise invalid("blank", field, cell, Text("is empty", "为空"), Text(shape.name.en, f"请填写{shape.name.zh}"))
    if isinstance(cell, str):
        cell = opened(cell, field)
    elif type(cell) in shape.types and type(cell) in EXACT_TYPES:
        return shape.check(cell, field)
    return shape.check(_value(shape, cell, field, names, unit, within), field)


def _value(shape: Shape, cell: object, field: str, names: Names, unit: str, within: DateSpan | None) -> Any:
    if shape.kind == "list" and shape.item is not None:
        marks = _NUMBER_LIST if shape.item.kind in _NUMERIC else _LIST
        items = [part for part in marks.split(cell) if not is_blank(part)] if isinstance(cell, str) else [cell]
        return tuple(parse_cell(shape.item, item, field, names, unit, within) for item in items)
    if shape.kind == "choice":
        return _choice(shape, cell, field, names)
    if shape.kind == "day":
        return day_cell(cell, field, within)
    if shape.kind == "quantity":
        return quantity_cell(cell, field, unit)
    parse = _PARSERS.get(shape.kind)
    if parse is None:
        return shape.read(half_width(cell) if isinstance(cell, str) else cell, field)
    return parse(cell, field)


def _id(cell: object, field: str) -> str:
    if isinstance(cell, str):
        if _SCIENTIFIC.fullmatch(half_width(cell)):
            raise digits_lost(cell, field)
        # A line break inside an id is two ids in one cell; left in, it is refused.
        return cell if "\n" in cell else tidy_id(cell)
    if isinstance(cell, date):
        stands = Text("was turned into a date by the spreadsheet", "被表格软件变成了日期")
        raise invalid("type", field, cell, stands, AS_TEXT)
    if isinstance(cell, float) and cell.is_integer():
        if abs(cell) >= 10**SHEET_DIGITS:
            raise digits_lost(cell, field)
        return str(int(cell))
    if isinstance(cell, int) and not isinstance(cell, bool):
        if abs(cell) >= 10**SHEET_DIGITS and (cell.bit_length() > 200 or _zeros_only(cell)):
            raise digits_lost(cell, field)
        return str(cell)
    raise unusable(cell, field, "编号或名称", AS_TEXT, "an id or a name")


def _zeros_only(number: int) -> bool:
    return not str(abs(number))[SHEET_DIGITS:].strip("0")


def _text(cell: object, field: str) -> str:
    if isinstance(cell, str):
        lines = cell.replace("_x000D_", "").replace("\r\n", "\n").replace("\r", "\n")
        return normalize("NFC", lines.replace("\t", " ").replace("\xa0", " "))
    if isinstance(cell, datetime):
        return cell.date().isoformat() if cell.time() == time() else cell.isoformat(" ", "minutes")
    if isinstance(cell, date):
        return cell.isoformat()
    if isinstance(cell, time):
        return cell.isoformat("minutes")
    if isinstance(cell, bool):
        raise unusable(cell, field, "文本", Text("text", "请写文字"), "text")
    if isinstance(cell, int) or (isinstance(cell, float) and cell.is_integer()):
        return _id(cell, field)
    return f"{exact_cell(cell, field, PLACES):f}"


def _choice(shape: Shape, cell: object, field: str, names: Names) -> str:
    said = match_key(cell) if isinstance(cell, str) else match_key(_id(cell, field))
    meant = {
        code
        for code in shape.choices
        if said in {match_key(code), *(match_key(n) for n in (names[code].names if code in names else ()))}
    }
    if len(meant) == 1:
        return meant.pop()
    zh = "、".join(names[code].zh if code in names else code for code in shape.choices)
    en = ", ".join(names[code].en if code in names else code for code in shape.choices)
    raise invalid(
        "choice", field, cell, Text("is not one of the choices", "不在可选项中"), Text(f"one of: {en}", f"可选：{zh}")
    )


def _flag(cell: object, field: str) -> bool:
    said = _FLAGS.get(match_key(cell)) if isinstance(cell, str) else _FLAG_NUMBERS.get(_number_of(cell))
    if said is None:
        raise unusable(cell, field, "“是”或“否”", Text("yes or no", "请写“是”或“否”"), "yes or no")
    return said


def _number_of(cell: object) -> float:
    return cell if isinstance(cell, int | float) else -1


_PARSERS: Final[Mapping[str, Callable[[object, str], object]]] = {
    "id": _id,
    "text": _text,
    "whole": whole_cell,
    "flag": _flag,
    "clock": clock_cell,
    "month": month_cell,
    "period": period_cell,
    "yuan": lambda cell, field: yuan(exact_cell(cell, field, 2, money=True), field),
    "price": lambda cell, field: price(exact_cell(cell, field, PLACES, money=True), field),
    "number": lambda cell, field: exact_cell(cell, field, PLACES),
}
