"""One month as the calendar on the wall: a square for each day, with the few words that stand on it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import date, timedelta
from typing import Final, Literal

from attrs import frozen

from schoollogistics.errors import Language, Text, invalid
from schoollogistics.values.periods import Month, Week
from schoollogistics.values.svg.canvas import (
    MARGIN,
    SMALL_SIZE,
    TITLE_HEIGHT,
    Svg,
    box,
    fitted,
    path,
    picture,
    said,
    too_many,
    write,
)
from schoollogistics.values.svg.charts import MONTHS
from schoollogistics.values.tables.cells import check_language

Words = str | Text
Sign = Literal["tick", "late_tick", "cross", "dot", "ring"]
DayKind = Literal["school", "off", "make_up"]

MARKS_MOST: Final = 6
WIDTH: Final = 840
DAYS: Final = 7
SQUARE: Final = (WIDTH - 2 * MARGIN) / DAYS
HEADS: Final = 24
NUMBER: Final = 26
PITCH: Final = 18
FOOT: Final = 10
INSET: Final = 8
SIGN: Final = 16
DAY_WIDTH: Final = 26
WEEKDAYS: Final = (
    Text("Mon", "一"),
    Text("Tue", "二"),
    Text("Wed", "三"),
    Text("Thu", "四"),
    Text("Fri", "五"),
    Text("Sat", "六"),
    Text("Sun", "日"),
)
DAY_KINDS: Final[Mapping[DayKind, Text]] = {
    "school": Text("", ""),
    "off": Text("no school", "不上学"),
    "make_up": Text("make-up", "调休上课"),
}
GROUNDS: Final[Mapping[DayKind, str]] = {"school": "sl-day", "off": "sl-off", "make_up": "sl-make-up"}


@frozen(kw_only=True)
class DayMark:
    """One line on a day: its *text*, cut where the square ends, and the *sign* before it.

    A tick is done, an underlined one (``late_tick``) done late, a cross missed, a dot due, a ring not due yet; shapes, so that they can be
    told apart without colours.
    """

    text: Words
    sign: Sign = "dot"


@frozen(kw_only=True)
class DaySquare:
    """What one day of a month shows: whether there is school, a *note* beside its number, and its *marks*.

    A day without school is shaded, a make-up day has a bar above it, a *framed* one, such as today, a bold frame.
    """

    kind: DayKind = "school"
    note: Words = ""
    marks: tuple[DayMark, ...] = ()
    framed: bool = False


PLAIN: Final = DaySquare()


def month_sheet(
    title: Words,
    month: Month,
    days: Mapping[date, DaySquare],
    *,
    week_start: int = 0,
    language: Language = "zh",
) -> Svg:
    """Return *month* as a wall calendar, a week a row from *week_start* on (0 = Monday, 6 = Sunday).

    *days* says what stands on which day; others show their number. The picture names the month behind *title*. At most
    6 marks a day; ``InvalidValue``: ``type``, ``choice``, ``limit``, ``range`` for a day of another month or a weekday
    past 6.
    """
    language = check_language(language)
    name = f"{said(title, 'title', language)} {_month_name(month, language)}"
    squares = {day: _checked(day, days.get(day, PLAIN), language) for day in month}
    for day in days:
        if day not in squares:
            raise invalid(
                "range",
                "days",
                day,
                Text(f"is not in {month}", f"不在 {month}"),
                Text("days of the month", "本月的日期"),
            )
    first = Week.of(month.first, start=week_start).first
    most = max(len(square.marks) for square in squares.values())
    height = NUMBER + PITCH * max(most, 2) + FOOT
    top = TITLE_HEIGHT + HEADS
    marks = list(_heads(first, language))
    framed: list[str] = []
    for day, square in squares.items():
        week, column = divmod((day - first).days, DAYS)
        x, y = MARGIN + SQUARE * column, top + height * week
        marks += _square(day, square, (x, y), height, language)
        if square.framed:
            framed.append(box(x + 1, y + 1, (SQUARE - 2, height - 2), "sl-framed", 3))
    weeks = ((month.last - first).days // DAYS) + 1
    told = [words for day, square in squares.items() if (words := _told(day, square, language))]
    # Frames are drawn last, or the next square would lie over their edge.
    size = (WIDTH, top + height * weeks + MARGIN)
    return picture(name, told or [_month_name(month, language)], size, [*marks, *framed], language)


def _month_name(month: object, language: Language) -> str:
    if type(month) is not Month:
        raise invalid(
            "type", "month", month, Text("is not a month", "不是月份"), Text("Month(2025, 9)", "请写 Month(2025, 9)")
        )
    return f"{month.year}年{month.month}月" if language == "zh" else f"{MONTHS[month.month - 1]} {month.year}"


def _checked(day: date, square: object, language: Language) -> DaySquare:
    if type(square) is not DaySquare or not all(type(mark) is DayMark for mark in square.marks):
        raise invalid(
            "type",
            "days",
            square,
            Text("is not what a day shows", "不是一天的内容"),
            Text("DaySquare(marks=(DayMark(text=…),))", "请用 DaySquare(marks=(DayMark(text=…),))"),
        )
    if len(square.marks) > MARKS_MOST:
        raise too_many(str(day), len(square.marks), MARKS_MOST)
    _choice("kind", square.kind, DAY_KINDS)
    said(square.note, "note", language)
    for mark in square.marks:
        said(mark.text, "text", language)
        _choice("sign", mark.sign, SIGNS)
    return square


def _choice(field: str, value: object, known: Iterable[str]) -> None:
    if value not in tuple(known):
        listed = ", ".join(known)
        raise invalid("choice", field, value, Text("is not a choice", "不在可选项中"), Text(listed, listed))


def _heads(first: date, language: Language) -> Iterator[str]:
    for column in range(DAYS):
        weekday = WEEKDAYS[(first + timedelta(days=column)).weekday()].text(language)
        yield write(MARGIN + SQUARE * (column + 0.5), TITLE_HEIGHT + 14, weekday, "sl-small", "middle")


def _square(day: date, square: DaySquare, at: tuple[float, float], height: float, language: Language) -> Iterator[str]:
    x, y = at
    yield box(x, y, (SQUARE, height), GROUNDS["off" if square.kind == "off" else "school"])
    if square.kind == "make_up":
        yield box(x, y, (SQUARE, 4), GROUNDS["make_up"])
    yield write(x + INSET, y + 19, str(day.day), "sl-name")
    beside = _note(square, language)
    if beside:
        note = fitted(beside, SQUARE - 2 * INSET - DAY_WIDTH, SMALL_SIZE)
        yield write(x + SQUARE - INSET, y + 18, note, "sl-small", "end")
    for place, mark in enumerate(square.marks):
        middle = y + NUMBER + PITCH * place + PITCH / 2
        yield SIGNS[mark.sign](x + INSET + 5, middle)
        text = fitted(said(mark.text, "text", language), SQUARE - 2 * INSET - SIGN, SMALL_SIZE)
        yield write(x + INSET + SIGN, middle + 4, text, "sl-mark")


def _note(square: DaySquare, language: Language) -> str:
    # Shading says that there is no school; what a make-up day is has to be written on it.
    own = said(square.note, "note", language)
    return own or (DAY_KINDS["make_up"].text(language) if square.kind == "make_up" else "")


def _told(day: date, square: DaySquare, language: Language) -> str:
    words = [DAY_KINDS[square.kind].text(language), said(square.note, "note", language)]
    words += [said(mark.text, "text", language) for mark in square.marks]
    spoken = ", ".join(word for word in words if word)
    return f"{day}: {spoken}" if spoken else ""


SIGNS: Final[Mapping[Sign, Callable[[float, float], str]]] = {
    "tick": lambda x, y: path(["M", x - 5, y, "l", 3.5, 4, "l", 6, -8], "sl-tick"),
    "late_tick": lambda x, y: path(["M", x - 5, y - 2, "l", 3.5, 4, "l", 6, -7, "M", x - 5, y + 5, "h", 10], "sl-late"),
    "cross": lambda x, y: path(["M", x - 4, y - 4, "l", 8, 8, "M", x + 4, y - 4, "l", -8, 8], "sl-cross"),
    "dot": lambda x, y: box(x - 4, y - 4, (8, 8), "sl-dot", 4),
    "ring": lambda x, y: box(x - 4, y - 4, (8, 8), "sl-ring", 4),
}
