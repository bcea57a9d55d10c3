"""Values out of spreadsheet cells: what Excel, WPS or openpyxl hand over becomes what a field's shape wants.

A cell is ``str``, ``int``, ``float``, ``bool``, ``date``, ``datetime``, ``time`` or ``None``; ``NaN`` and a lone dash count
as empty. Serial days are those of the 1900 system. Every failure is ``InvalidValue`` and says how to mend the sheet.
"""

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime, time, timedelta
from decimal import Decimal
from math import isfinite
from typing import Any, Final
from unicodedata import normalize

from schoollogistics.errors import LogisticsError, Text, invalid
from schoollogistics.values.labels import EMPTY, Names
from schoollogistics.values.money import MOST, exact, own_context, price, yuan
from schoollogistics.values.periods import DateSpan, Month
from schoollogistics.values.quantities import PLACES, Quantity
from schoollogistics.values.shapes import Shape
from schoollogistics.values.tables import guarded
from schoollogistics.values.texts import tidy_id

EPOCH: Final = date(1899, 12, 30)
FIRST_SERIAL: Final = 10_000
LAST_SERIAL: Final = 200_000
SHEET_DIGITS: Final = 15
LONGEST_NUMBER: Final = 40
SECONDS: Final = 86_400
SLACK: Final = 1e-9
RELATIVE_SLACK: Final = 1e-15
EXACT_TYPES: Final = frozenset({int, bool, date, tuple, Month, DateSpan, Quantity})

_OUTER: Final = re.compile(r"^[\s\u200b\ufeff]+|[\s\u200b\ufeff]+$")
_DASHES: Final = str.maketrans(dict.fromkeys("‐‑‒–—―−", "-"))
_NOTHING: Final = re.compile(r"[-/]{0,2}")
_ERROR: Final = re.compile(r"#(?:N/A|REF!|VALUE!|DIV/0!|NAME\?|NULL!|NUM!|SPILL!|CALC!)")
_SCIENTIFIC: Final = re.compile(r"[0-9](?:\.[0-9]+)?[Ee]\+[0-9]{2,}")
_NUMBER: Final = re.compile(
    r"(?P<open>\()?(?P<minus>-)?(?P<mark>(?:¥|RMB|人民币) ?)?(?P<late>-)?"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?(?P<unit> ?(?:元整?|圆))?(?P<close>\))?"
)
_DAY: Final = re.compile(
    r"([0-9]{4}) ?(?:年 ?([0-9]{1,2}) ?月 ?([0-9]{1,2}) ?[日号]|([./-]) ?([0-9]{1,2}) ?\4 ?([0-9]{1,2}))"
)
_MIDNIGHT: Final = re.compile(r"[T ]*00?:00(?::00(?:\.0+)?)?")
_DIGIT_DAY: Final = re.compile(r"((?:19|20|21)[0-9]{2})([0-9]{2})([0-9]{2})")
_SERIAL: Final = re.compile(r"[0-9]{5,6}(?:\.[0-9]+)?")
_MONTH: Final = re.compile(r"([0-9]{4}) ?(?:年 ?([0-9]{1,2}) ?月份?|[./-] ?([0-9]{1,2})|(0[1-9]|1[0-2]))")
_BETWEEN: Final = re.compile(r" ?(?:至|到|~|--?(?=[0-9]{4}[年./-])) ?")
_TIME: Final = re.compile(
    r"(?P<half>上午|早上|早晨|凌晨|中午|下午|晚上|[ap]\.?m\.?)? ?(?P<hour>[0-9]{1,2})"
    r"(?: ?: ?(?P<minute>[0-9]{1,2})(?: ?: ?(?P<second>[0-9]{1,2})(?:\.0+)?)?"
    r"|[点时] ?(?:(?P<thirty>半)|整|(?P<minutes>[0-9]{1,2}) ?分?(?: ?(?P<seconds>[0-9]{1,2}) ?秒)?)?)"
    r" ?(?P<tail>[ap]\.?m\.?)?",
    re.IGNORECASE,
)
_LIST: Final = re.compile(r"[、,;，；\n]+")
_NUMBER_LIST: Final = re.compile(r"[、;；\n]+")
_NUMERIC: Final = frozenset({"whole", "yuan", "price", "number", "quantity"})
_FLAGS: Final[Mapping[str, bool]] = {
    **dict.fromkeys(("是", "√", "✓", "✔", "☑", "对", "有", "y", "yes", "true", "1"), True),
    **dict.fromkeys(("否", "×", "x", "✗", "✘", "☐", "□", "错", "无", "n", "no", "false", "0"), False),
}

_AS_TEXT: Final = Text("format the column as text and type it again", "请先把该列设为“文本”格式，再重新填写")
_DAY_EXAMPLE: Final = Text("a day such as 2025-09-08 or 2025年9月8日", "请写日期，例如 2025-09-08 或 2025年9月8日")
_CLOCK_EXAMPLE: Final = Text("a time such as 16:50", "请写时刻，例如 16:50")
_MONTH_EXAMPLE: Final = Text("a month such as 2025-09, typed as text", "请以文本填写月份，例如 2025-09")
_NUMBER_EXAMPLE: Final = Text("a number such as 1234.50", "请写数字，例如 1234.50")
_SPLIT: Final = Text("day and time in two columns", "请把日期和时间分成两列")


def is_blank(cell: object) -> bool:
    """Tell whether a cell says nothing: ``None``, ``NaN``, spaces, or only a dash or stroke as people put there."""
    if cell is None:
        return True
    if isinstance(cell, float | datetime):
        return cell != cell  # noqa: PLR0124 - NaN and NaT differ from themselves
    return isinstance(cell, str) and len(cell) < 20 and _NOTHING.fullmatch(_plain(cell)) is not None


def parse_cell(shape: Shape, cell: object, field: str, names: Names = EMPTY, unit: str = "") -> Any:
    """Return the value of *shape* that a *cell* says, or None for an empty cell where the shape is optional.

    *names* are the labels of coded values (``{"minor": Label("minor", "小修")}``), *unit* what the heading says of bare
    numbers (``"kg"``). ``InvalidValue`` otherwise, with the codes of the values and ``blank``, ``format``, ``date``.
    """
    if is_blank(cell):
        if shape.optional:
            return None
        raise invalid("blank", field, cell, Text("is empty", "为空"), Text(shape.name.en, f"请填写{shape.name.zh}"))
    if isinstance(cell, str):
        cell = _opened(cell, field)
    elif type(cell) in shape.types and type(cell) in EXACT_TYPES:
        return shape.check(cell, field)
    return shape.check(_value(shape, cell, field, names, unit), field)


def split_moment(cell: object) -> tuple[object, object] | None:
    """Return the cells of the day and of the time that one *cell* holds together, or None if it holds no time of day."""
    if isinstance(cell, datetime) and not is_blank(cell):
        return (cell.date(), cell.time()) if cell.time() != time() else None
    if isinstance(cell, float) and FIRST_SERIAL <= cell < LAST_SERIAL and round(cell % 1 * SECONDS) % SECONDS:
        return int(cell), cell % 1
    if isinstance(cell, str):
        text = _plain(cell)
        found = _DAY.match(text)
        rest = text[found.end() :].lstrip("T ") if found else ""
        if found and rest and not _MIDNIGHT.fullmatch(rest):
            return found[0], rest
    return None


def _value(shape: Shape, cell: object, field: str, names: Names, unit: str) -> Any:
    if shape.kind == "list" and shape.item is not None:
        marks = _NUMBER_LIST if shape.item.kind in _NUMERIC else _LIST
        items = [part for part in marks.split(cell) if not is_blank(part)] if isinstance(cell, str) else [cell]
        return tuple(parse_cell(shape.item, item, field, names, unit) for item in items)
    if shape.kind == "choice":
        return _choice(shape, cell, field, names)
    if shape.kind == "quantity":
        return _quantity(cell, field, unit)
    parse = _PARSERS.get(shape.kind)
    if parse is None:
        return shape.read(_plain(cell) if isinstance(cell, str) else cell, field)
    return parse(cell, field)


def _plain(text: str) -> str:
    return _OUTER.sub("", normalize("NFKC", text).translate(_DASHES))


def _opened(text: str, field: str) -> str:
    bare = _OUTER.sub("", text)
    if bare.startswith("'") and guarded(bare[1:]) == bare:
        return bare[1:]
    if _ERROR.fullmatch(bare):
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


def _unusable(cell: object, field: str, zh: str, takes: Text, en: str) -> LogisticsError:
    code = "format" if isinstance(cell, str) else "type"
    return invalid(code, field, cell, Text(f"is not {en}", f"不是{zh}"), takes)


def _lost(cell: object, field: str) -> LogisticsError:
    return invalid(
        "format",
        field,
        cell,
        Text("is a number of more than 15 digits, and the last ones are lost", "数字超过 15 位，末几位已丢失"),
        _AS_TEXT,
    )


def _id(cell: object, field: str) -> str:
    if isinstance(cell, str):
        if _SCIENTIFIC.fullmatch(_plain(cell)):
            raise _lost(cell, field)
        # A line break inside an id is two ids in one cell; left in, it is refused.
        return cell if "\n" in cell else tidy_id(cell)
    if isinstance(cell, date):
        stands = Text("was turned into a date by the spreadsheet", "被表格软件变成了日期")
        raise invalid("type", field, cell, stands, _AS_TEXT)
    if isinstance(cell, float) and cell.is_integer():
        if abs(cell) >= 10**SHEET_DIGITS:
            raise _lost(cell, field)
        return str(int(cell))
    if isinstance(cell, int) and not isinstance(cell, bool):
        if abs(cell) >= 10**SHEET_DIGITS and (cell.bit_length() > 200 or _zeros_only(cell)):
            raise _lost(cell, field)
        return str(cell)
    raise _unusable(cell, field, "编号或名称", _AS_TEXT, "an id or a name")


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
    return f"{_exact(cell, field, PLACES):f}"


def _exact(cell: object, field: str, places: int, *, money: bool = False) -> Decimal:
    if isinstance(cell, str):
        return exact(_spelled(cell, field, money=money), field, places=places)
    if isinstance(cell, float):
        return _float(cell, field, places)
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return exact(cell, field, places=places)
    raise _unusable(cell, field, "数字", _NUMBER_EXAMPLE, "a number")


def _float(cell: float, field: str, places: int) -> Decimal:
    if not isfinite(cell) or abs(cell) > MOST:
        raise invalid("range", field, cell, Text("is out of range", "超出范围"), _NUMBER_EXAMPLE)
    rounded = Decimal(repr(float(cell))).quantize(Decimal((0, (1,), -places)), context=own_context())
    if abs(float(rounded) - cell) > max(SLACK, abs(cell) * RELATIVE_SLACK):
        raise invalid(
            "format",
            field,
            cell,
            Text(f"has more than {places} decimals", f"小数超过 {places} 位"),
            Text(f"round it in the sheet: =ROUND(…,{places})", f"请在表中取舍：=ROUND(…,{places})"),
        )
    return exact(rounded, field, places=places)


def _spelled(text: str, field: str, *, money: bool) -> str:
    plain = _plain(text)
    found = _NUMBER.fullmatch(plain) if len(plain) <= LONGEST_NUMBER else None
    signs = [found["open"], found["minus"], found["late"]] if found else []
    marked = found is not None and (found["mark"] or found["unit"])
    if (
        found is None
        or (marked and not money)
        or sum(map(bool, signs)) > 1
        or bool(found["open"]) != bool(found["close"])
    ):
        raise _unusable(text, field, "数字", _NUMBER_EXAMPLE, "a number")
    digits = found["whole"].replace(",", "").lstrip("0") or "0"
    return f"{'-' if any(signs) else ''}{digits}{found['part'] or ''}"


def _whole(cell: object, field: str) -> int:
    if isinstance(cell, int) and not isinstance(cell, bool):
        return cell
    number = _exact(cell, field, PLACES)
    if number != int(number):
        raise invalid(
            "format", field, cell, Text("is not a whole number", "不是整数"), Text("a whole number", "请写整数")
        )
    return int(number)


def _quantity(cell: object, field: str, unit: str) -> Quantity:
    takes = Text(
        'an amount and a unit such as "2.5 kg", or the unit in the heading',
        "请写数量和单位，例如 2.5 kg；单位也可写在标题里",
    )
    if isinstance(cell, str):
        plain = _plain(cell)
        found = re.match(r"-?[0-9][0-9,]*(?:\.[0-9]+)?", plain)
        if found is None:
            raise _unusable(cell, field, "数量", takes, "a quantity")
        amount, said = found[0], plain[found.end() :].strip()
        return Quantity(_exact(amount, field, PLACES), _unit(said, unit, cell, field, takes))
    return Quantity(_exact(cell, field, PLACES), _unit("", unit, cell, field, takes))


def _unit(said: str, heading: str, cell: object, field: str, takes: Text) -> str:
    if said or heading:
        return said or heading
    raise invalid("format", field, cell, Text("has no unit", "没有单位"), takes)


def _choice(shape: Shape, cell: object, field: str, names: Names) -> str:
    said = _key(cell) if isinstance(cell, str) else _key(_id(cell, field))
    meant = {
        code
        for code in shape.choices
        if said in {_key(code), *(_key(n) for n in (names[code].names if code in names else ()))}
    }
    if len(meant) == 1:
        return meant.pop()
    zh = "、".join(names[code].zh if code in names else code for code in shape.choices)
    en = ", ".join(names[code].en if code in names else code for code in shape.choices)
    raise invalid(
        "choice", field, cell, Text("is not one of the choices", "不在可选项中"), Text(f"one of: {en}", f"可选：{zh}")
    )


def _key(text: str) -> str:
    return "".join(_plain(text).casefold().split())


def _flag(cell: object, field: str) -> bool:
    said = _FLAGS.get(_key(cell)) if isinstance(cell, str) else {0: False, 1: True}.get(_number_of(cell))
    if said is None:
        raise _unusable(cell, field, "“是”或“否”", Text("yes or no", "请写“是”或“否”"), "yes or no")
    return said


def _number_of(cell: object) -> float:
    return cell if isinstance(cell, int | float) else -1


def _serial(number: float, cell: object, field: str) -> date:
    if not FIRST_SERIAL <= number < LAST_SERIAL:
        raise _unusable(cell, field, "日期", _DAY_EXAMPLE, "a day")
    if round(number % 1 * SECONDS) % SECONDS:
        raise _with_time(cell, field)
    return EPOCH + timedelta(days=round(number))


def _with_time(cell: object, field: str) -> LogisticsError:
    return invalid("date", field, cell, Text("is a moment, not a day", "带有时间，不只是日期"), _SPLIT)


def _day(cell: object, field: str) -> date:
    if isinstance(cell, datetime):
        if cell.time() != time() or cell.tzinfo is not None:
            raise _with_time(cell, field)
        return cell.date()
    if isinstance(cell, str):
        return _spelled_day(cell, field)
    if not isinstance(cell, int | float) or isinstance(cell, bool):
        raise _unusable(cell, field, "日期", _DAY_EXAMPLE, "a day")
    digits = _DIGIT_DAY.fullmatch(str(int(cell))) if 10**7 <= cell < 10**8 and cell == int(cell) else None
    return _real_day(digits[1], digits[2], digits[3], cell, field) if digits else _serial(cell, cell, field)


def _spelled_day(cell: str, field: str) -> date:
    text = _plain(cell)
    digits = _DIGIT_DAY.fullmatch(text)
    if digits:
        return _real_day(digits[1], digits[2], digits[3], cell, field)
    if _SERIAL.fullmatch(text) and len(text) <= LONGEST_NUMBER:
        return _serial(float(text), cell, field)
    if split_moment(text):
        raise _with_time(cell, field)
    found = _DAY.match(text)
    if found is None:
        raise _unusable(cell, field, "日期", _DAY_EXAMPLE, "a day")
    return _real_day(found[1], found[2] or found[5], found[3] or found[6], cell, field)


def _real_day(year: str, month: str, day: str, cell: object, field: str) -> date:
    try:
        return date(int(year), int(month), int(day))
    except ValueError:
        stands = Text("is no day of any calendar", "没有这一天")
        raise invalid("date", field, cell, stands, Text("a real day", "请写实际存在的日期")) from None


def _month(cell: object, field: str) -> Month:
    if isinstance(cell, int) and FIRST_SERIAL * 10 < cell < 10**6:
        cell = str(cell)
    if isinstance(cell, str):
        found = _MONTH.fullmatch(_plain(cell))
        if found:
            day = _real_day(found[1], found[2] or found[3] or found[4], "1", cell, field)
            return Month.of(day)
    elif not isinstance(cell, date) and not (isinstance(cell, int | float) and cell >= FIRST_SERIAL):
        # 2025.10 typed as a number is 2025.1: nobody can tell October from January.
        raise _unusable(cell, field, "月份", _MONTH_EXAMPLE, "a month")
    return Month.of(_day(cell, field))


def _period(cell: object, field: str) -> DateSpan:
    if isinstance(cell, str):
        text = _plain(cell)
        parts = text.split("/") if re.fullmatch(r"[0-9-]{10}/[0-9-]{10}", text) else _BETWEEN.split(text)
        if len(parts) == 2:
            return DateSpan(_day(parts[0], field), _day(parts[1], field))
    return _month(cell, field)


def _clock(cell: object, field: str) -> time:
    if isinstance(cell, datetime):
        if cell.year > 1900:
            raise invalid("date", field, cell, Text("holds a day as well", "还带有日期"), _SPLIT)
        cell = cell.time()
    if isinstance(cell, time):
        length = timedelta(hours=cell.hour, minutes=cell.minute, seconds=cell.second, microseconds=cell.microsecond)
        return cell if cell.tzinfo is not None else _after(length.total_seconds(), cell, field)
    if isinstance(cell, timedelta):
        return _after(cell.total_seconds(), cell, field)
    if isinstance(cell, float) or cell == 0:
        return _after(float(cell) * SECONDS, cell, field)  # type: ignore[arg-type]
    found = _TIME.fullmatch(_plain(cell)) if isinstance(cell, str) else None
    if found is None:
        raise _unusable(cell, field, "时刻", _CLOCK_EXAMPLE, "a time of day")
    hour = _hour(int(found["hour"]), (found["half"] or found["tail"] or "").casefold().replace(".", ""))
    minute = 30 if found["thirty"] else int(found["minute"] or found["minutes"] or 0)
    second = int(found["second"] or found["seconds"] or 0)
    if hour is None or hour > 23 or minute > 59 or second > 59:
        raise invalid("range", field, cell, Text("is no time of any day", "没有这个时刻"), _CLOCK_EXAMPLE)
    return time(hour, minute, second)


def _hour(hour: int, half: str) -> int | None:
    """Return the hour of 24 that *hour* means behind 上午, 下午 …; None where the two contradict each other."""
    if half in {"上午", "早上", "早晨", "凌晨", "am"}:
        return None if hour > 12 else hour % 12
    if half == "中午":
        return {11: 11, 12: 12, 1: 13, 2: 14}.get(hour)
    if half in {"下午", "晚上", "pm"} and hour <= 12:
        return None if hour == 0 or (half == "晚上" and hour == 12) else hour % 12 + 12
    return hour


def _after(seconds: float, cell: object, field: str) -> time:
    whole = round(seconds) if isfinite(seconds) else -1
    if not 0 <= whole < SECONDS:
        raise invalid("range", field, cell, Text("is no time of any day", "没有这个时刻"), _CLOCK_EXAMPLE)
    return time(whole // 3600, whole // 60 % 60, whole % 60)


_PARSERS: Final[Mapping[str, Callable[[object, str], object]]] = {
    "id": _id,
    "text": _text,
    "whole": _whole,
    "flag": _flag,
    "day": _day,
    "clock": _clock,
    "month": _month,
    "period": _period,
    "yuan": lambda cell, field: yuan(_exact(cell, field, 2, money=True), field),
    "price": lambda cell, field: price(_exact(cell, field, PLACES, money=True), field),
    "number": lambda cell, field: _exact(cell, field, PLACES),
}
