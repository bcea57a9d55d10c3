"""What one cell may hold, the text it prints as, and how that text stays harmless wherever it is shown."""

import re
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from html import escape
from typing import Final, Literal, get_args

from schoollogistics.errors import Language, Text, invalid
from schoollogistics.values.money import own_context
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.quantities import Quantity

Cell = str | int | Decimal | date | time | bool | Text | DateSpan | Quantity | tuple[str, ...] | None
ColumnKind = Literal["text", "number", "money", "percent"]

LANGUAGES: Final[Mapping[Language, str]] = {"zh": "zh-CN", "en": "en"}
KINDS: Final[tuple[ColumnKind, ...]] = get_args(ColumnKind)
YES: Final = Text("yes", "是")
NO: Final = Text("no", "否")
LIST_MARK: Final = Text(", ", "、")
SPAN_MARK: Final = Text("/", " 至 ")

_PLAIN_CELLS: Final = frozenset({str, bool, date, time, type(None), Quantity})
_FORMULA: Final = re.compile(r"[\s\ufeff\u200b]*[=+\-@＝＋－＠]|[\t\r\n\0]")
# Controls, bidi overrides, surrogates and non-characters: invisible at best, broken XML or a spoofed line at worst.
_UNPRINTABLE: Final = re.compile(
    r"[\0-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)


def check_language(language: object) -> Language:
    """Return *language* if it is ``"zh"`` or ``"en"``; ``InvalidValue`` (choice) otherwise."""
    for known in LANGUAGES:
        if language == known:
            return known
    raise invalid(
        "choice",
        "language",
        language,
        Text("is not a language documents print in", "不是可打印的语言"),
        Text('"zh" or "en"', "请写 zh 或 en"),
    )


def check_number(value: object, field: str) -> int | Decimal:
    """Return *value* if it is a finite int or Decimal a page has room for; ``InvalidValue`` (type, range) if not."""
    if type(value) is int:
        fits = value.bit_length() <= 60
    elif type(value) is Decimal:
        # An extreme exponent is refused before anything writes it out.
        fits = value.is_finite() and -40 <= value.adjusted() <= 17
    else:
        raise invalid(
            "type",
            field,
            value,
            Text("is not an exact number", "不是精确的数"),
            Text("an int or a Decimal", "请用整数或 Decimal"),
        )
    if not fits:
        raise invalid(
            "range",
            field,
            value,
            Text("is no number a page can print", "不是页面能打印的数"),
            Text("a finite number of at most 18 digits before the point", "请用有限数，整数部分不超过 18 位"),
        )
    return value


def check_cell(value: object, field: str = "cell") -> Cell:
    """Return *value* if a cell can hold it; ``InvalidValue`` (type, or range for a number past 18 digits) otherwise."""
    if type(value) in _PLAIN_CELLS or isinstance(value, DateSpan):
        return value  # type: ignore[return-value]
    if type(value) is int or type(value) is Decimal:
        return check_number(value, field)
    if (isinstance(value, Text) or type(value) is tuple) and all(type(part) is str for part in value):
        return value
    raise invalid(
        "type",
        field,
        value,
        Text("cannot stand in a cell", "不能放入单元格"),
        Text(
            "text, int, Decimal, date, time, month, Quantity, Text, a tuple of text or None",
            "请用文本、整数、Decimal、日期、时刻、月份、Quantity、Text、文本元组或 None",
        ),
    )


def cell_text(value: Cell, language: Language = "zh", kind: ColumnKind = "text") -> str:
    """Return the text that *value* prints as, in one language and as the *kind* of its column wants numbers.

    Days are 2025-09-08, periods 2025-09-08 至 2025-09-12 (in English with a stroke), times 16:50, money 1,234.50. A percent
    has two places, so that a column lines up: 0.5 is 50.00%, 0.03125 is 3.13% (half up, the only rounding here).
    """
    if value is None:
        return ""
    if isinstance(value, Text):
        return value.text(language)
    if isinstance(value, tuple):
        return LIST_MARK.text(language).join(value)
    if isinstance(value, bool):
        return (YES if value else NO).text(language)
    if isinstance(value, int | Decimal):
        return _NUMBERS[kind](Decimal(value))
    if isinstance(value, DateSpan) and type(value).__str__ is DateSpan.__str__:  # months and terms have a name
        return f"{value.first}{SPAN_MARK.text(language)}{value.last}"
    if isinstance(value, time):
        return value.isoformat("seconds" if value.second else "minutes")
    return str(value)


def _plain(number: Decimal) -> str:
    return f"{number:f}"


def _money(number: Decimal) -> str:
    whole, _, fraction = f"{number:,f}".partition(".")
    return f"{whole}.{fraction.ljust(2, '0')}"


def _percent(number: Decimal) -> str:
    context = own_context()
    return f"{number.scaleb(2, context).quantize(Decimal('0.01'), context=context):f}%"


_NUMBERS: Final[Mapping[ColumnKind, Callable[[Decimal], str]]] = {
    "text": _plain,
    "number": _plain,
    "money": _money,
    "percent": _percent,
}


def markup(text: str, *, quote: bool = True) -> str:
    """Return *text* safe inside HTML and SVG, with *quote* in quoted attributes too: escaped, the unprintable replaced."""
    return escape(_UNPRINTABLE.sub("\ufffd", text), quote=quote)


def guarded(text: str) -> str:
    """Return *text* so that no spreadsheet takes it for a formula: ``'`` goes before ``= + - @`` and control starts."""
    return f"'{text}" if _FORMULA.match(text) else text
