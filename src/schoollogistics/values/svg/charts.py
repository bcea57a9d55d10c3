"""Bars: one for each thing, stacked by part, or standing on months."""

from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal
from itertools import islice
from typing import Final, TypeVar

from schoollogistics.errors import Language, Text, invalid
from schoollogistics.values.money import own_context
from schoollogistics.values.periods import Month
from schoollogistics.values.svg.canvas import (
    MARGIN,
    SERIES,
    SMALL_SIZE,
    TITLE_HEIGHT,
    Svg,
    box,
    fitted,
    line,
    picture,
    said,
    text_width,
    too_many,
    write,
)
from schoollogistics.values.tables.cells import ColumnKind, cell_text, check_language, check_number

A = TypeVar("A")
B = TypeVar("B")
Number = int | Decimal
Name = str | Text

WIDTH: Final = 720
PITCH: Final = 32
BAR: Final = 18
NAME_MOST: Final = 220
ROWS_MOST: Final = 60
MONTHS_MOST: Final = 36
PLOT: Final = 220
EMPTY: Final = Text("nothing to show", "没有数据")
LIMIT: Final = Text("limit", "限值")
MONTHS: Final = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


def bar_chart(
    title: Name,
    rows: Iterable[tuple[Name, Number]],
    *,
    kind: ColumnKind = "number",
    limit: Number | None = None,
    language: Language = "zh",
) -> Svg:
    """Return a picture with one lying bar for each (label, value), top to bottom as given; values may be negative.

    *kind* says how values print (number, money, percent); *limit* is drawn as a dashed line, and what lies above it in
    another colour. At most 60 rows; ``InvalidValue``: ``type``, ``range``, ``limit``.
    """
    language = check_language(language)
    bars = [(said(label, "label", language), check_number(value, "value")) for label, value in _few(rows, ROWS_MOST)]
    marked = None if limit is None else check_number(limit, "limit")
    texts = [cell_text(value, language, kind) for _, value in bars]
    reach = [value for _, value in bars] + ([] if marked is None else [marked])
    left, zero, at = _lying_scale([name for name, _ in bars], texts, reach)
    top = TITLE_HEIGHT + (SMALL_SIZE + 8 if marked is not None else 0)
    marks = [line(zero, top, zero, top + PITCH * len(bars), "sl-axis")]
    for number, ((name, value), text) in enumerate(zip(bars, texts, strict=True)):
        y = top + PITCH * number + (PITCH - BAR) / 2
        end = at(value)
        colour = "sl-over" if marked is not None and value > marked else "sl-s0"
        marks.append(write(left, y + 14, fitted(name, NAME_MOST), anchor="end"))
        marks.append(box(min(zero, end), y, (abs(end - zero), BAR), colour, 2, f"{name} {text}"))
        side = "end" if value < 0 else "start"
        marks.append(write(end - 6 if value < 0 else end + 6, y + 14, text, "sl-value", side))
    told = [f"{name} {text}" for (name, _), text in zip(bars, texts, strict=True)]
    if marked is not None:
        x = at(marked)
        words = f"{LIMIT.text(language)} {cell_text(marked, language, kind)}"
        told.append(words)
        marks.append(line(x, top - 4, x, top + PITCH * len(bars), "sl-limit"))
        furthest = WIDTH - MARGIN - text_width(words, SMALL_SIZE) / 2
        marks.append(write(min(x, furthest), top - 10, words, "sl-limit-text", "middle"))
    return _drawn(said(title, "title", language), told, top + PITCH * len(bars), marks, language)


def stacked_bars(
    title: Name,
    parts: Sequence[Name],
    rows: Iterable[tuple[Name, Sequence[Number]]],
    *,
    kind: ColumnKind = "number",
    language: Language = "zh",
) -> Svg:
    """Return a picture with one lying bar for each (label, values), stacked from a value for each of the *parts*.

    Up to six parts and 60 rows, values from 0 up; ``InvalidValue``: ``type``, ``range``, ``limit``, ``shape`` for a row
    with more or fewer values than parts.
    """
    language = check_language(language)
    names = [said(part, "parts", language) for part in parts]
    if len(names) > SERIES:
        raise too_many("parts", len(names), SERIES)
    bars = [(said(label, "label", language), _part_values(given, names)) for label, given in _few(rows, ROWS_MOST)]
    sums = [_total(values) for _, values in bars]
    texts = [cell_text(total, language, kind) for total in sums]
    left, zero, at = _lying_scale([name for name, _ in bars], texts, sums)
    legend, legend_height = _legend(names)
    top = TITLE_HEIGHT + legend_height
    marks, told = [*legend], []
    for number, ((name, values), total, text) in enumerate(zip(bars, sums, texts, strict=True)):
        y = top + PITCH * number + (PITCH - BAR) / 2
        marks.append(write(left, y + 14, fitted(name, NAME_MOST), anchor="end"))
        done = Decimal(0)
        shown = [f"{part} {cell_text(value, language, kind)}" for part, value in zip(names, values, strict=True)]
        for part, value in enumerate(values):
            if value:
                x, size = at(done), (at(value) - zero, BAR)
                marks.append(box(x, y, size, f"sl-s{part}", told=f"{name} {shown[part]}"))
            done = _total((done, value))
        marks.append(write(at(total) + 6, y + 14, text, "sl-value"))
        told.append(f"{name}: {', '.join(shown)}")
    marks.append(line(zero, top, zero, top + PITCH * len(bars), "sl-axis"))
    return _drawn(said(title, "title", language), told, top + PITCH * len(bars), marks, language)


def month_bars(
    title: Name, rows: Iterable[tuple[Month, Number]], *, kind: ColumnKind = "number", language: Language = "zh"
) -> Svg:
    """Return a picture with one standing bar for each (month, value), left to right as given; values may be negative.

    At most 36 months; values are written on the bars where there is room and always in the description.
    ``InvalidValue``: ``type``, ``range``, ``limit``.
    """
    language = check_language(language)
    bars = [(_month(month), check_number(value, "value")) for month, value in _few(rows, MONTHS_MOST)]
    texts = [cell_text(value, language, kind) for _, value in bars]
    ends = [0.0, *(float(value) for _, value in bars)]
    most, least = max(ends), min(ends)
    top = TITLE_HEIGHT + 16
    scale = PLOT / (most - least or 1)
    zero = top + most * scale
    pitch = min((WIDTH - 2 * MARGIN) / max(len(bars), 1), 72)
    roomy = max((text_width(text, SMALL_SIZE) for text in texts), default=0) <= pitch - 4
    bottom = top + PLOT + (18 if least < 0 else 4)
    marks, told = [], []
    for number, ((month, value), text) in enumerate(zip(bars, texts, strict=True)):
        middle = MARGIN + pitch * (number + 0.5)
        end = zero - float(value) * scale
        wide = min(pitch * 0.62, 36)
        told.append(f"{month} {text}")
        marks.append(box(middle - wide / 2, min(zero, end), (wide, abs(end - zero)), "sl-s0", 2, told[-1]))
        if roomy:
            marks.append(write(middle, end + 14 if value < 0 else end - 6, text, "sl-small sl-value", "middle"))
        name = f"{month.month}月" if language == "zh" else MONTHS[month.month - 1]
        if text_width(name, SMALL_SIZE) <= pitch or month.month % 3 == 1:
            marks.append(write(middle, bottom + 16, name, "sl-small", "middle"))
        if number == 0 or month.month == 1:
            year = f"{month.year}年" if language == "zh" else str(month.year)
            marks.append(write(middle, bottom + 33, year, "sl-small", "middle"))
    marks.append(line(MARGIN, zero, MARGIN + pitch * len(bars), zero, "sl-axis"))
    return _drawn(said(title, "title", language), told, bottom + 36, marks, language)


def _few(rows: Iterable[tuple[A, B]], most: int) -> list[tuple[A, B]]:
    kept = list(islice(rows, most + 1))
    if len(kept) > most:
        raise too_many("rows", len(kept), most)
    return kept


def _month(month: object) -> Month:
    if type(month) is not Month:
        raise invalid(
            "type", "month", month, Text("is not a month", "不是月份"), Text("Month(2025, 9)", "请写 Month(2025, 9)")
        )
    return month


def _part_values(given: Sequence[Number], names: list[str]) -> list[Number]:
    values = [check_number(value, "value") for value in given]
    if len(values) != len(names):
        raise invalid(
            "shape",
            "values",
            given,
            Text(f"are {len(values)} values for {len(names)} parts", f"有 {len(values)} 个值，应为 {len(names)} 个"),
            Text("a value for each part, 0 where there is none", "每一部分一个值，没有则写 0"),
        )
    for value in values:
        if value < 0:
            raise invalid(
                "range",
                "value",
                value,
                Text("is negative and cannot be stacked", "为负数，不能叠加"),
                Text("values from 0 up", "请用不小于零的值"),
            )
    return values


def _total(values: Iterable[Number]) -> Decimal:
    context, total = own_context(), Decimal(0)
    for value in values:
        total = context.add(total, Decimal(value))
    return total


def _lying_scale(
    names: list[str], texts: list[str], reach: Iterable[Number]
) -> tuple[float, float, Callable[[Number], float]]:
    # Names to the left, values to the right (and left of negative bars), the bars between on one scale through zero.
    ends = [0.0, *(float(value) for value in reach)]
    least, most = min(ends), max(ends)
    names_end = MARGIN + min(NAME_MOST, max((text_width(name) for name in names), default=0))
    beside = max((text_width(text) for text in texts), default=0) + 8
    start = names_end + 10 + (beside if least < 0 else 0)
    scale = (WIDTH - MARGIN - beside - start) / (most - least or 1)
    return names_end, start - least * scale, lambda value: start + (float(value) - least) * scale


def _legend(names: list[str]) -> tuple[list[str], float]:
    marks: list[str] = []
    x, y = float(MARGIN), float(TITLE_HEIGHT)
    for part, name in enumerate(names):
        shown = fitted(name, NAME_MOST, SMALL_SIZE)
        wide = 18 + text_width(shown, SMALL_SIZE)
        if x + wide > WIDTH - MARGIN and x > MARGIN:
            x, y = MARGIN, y + 20
        marks.append(box(x, y - 6, (12, 12), f"sl-s{part}", 2))
        marks.append(write(x + 18, y + 4, shown, "sl-small"))
        x += wide + 18
    return marks, y + 18 - TITLE_HEIGHT


def _drawn(title: str, told: list[str], bottom: float, marks: list[str], language: Language) -> Svg:
    if not told:
        words = EMPTY.text(language)
        told, marks, bottom = [words], [write(MARGIN, TITLE_HEIGHT + 14, words, "sl-small")], TITLE_HEIGHT + 20
    return picture(title, told, (WIDTH, bottom + MARGIN), marks, language)
