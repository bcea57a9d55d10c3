"""A month on the wall: every day in its square, what is written on it, and nothing past the edge."""

from collections.abc import Callable
from datetime import date
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.errors import LogisticsError, Text
from schoollogistics.values.periods import Month
from schoollogistics.values.svg import DayMark, DaySquare, Svg, month_sheet
from schoollogistics.values.svg.canvas import text_width

MARCH = Month(2026, 3)
TITLE = Text("Agenda", "待办")
SPACE = "{http://www.w3.org/2000/svg}"
GROUNDS = {"sl-day", "sl-off"}


def drawn(picture: Svg) -> ET.Element:
    """Return the picture as XML, which it must be."""
    return ET.fromstring(picture.text)


def texts(picture: Svg, name: str = "") -> list[str]:
    """Return every text written in the picture, or those of one style."""
    return [
        mark.text or "" for mark in drawn(picture).iter(f"{SPACE}text") if not name or mark.attrib.get("class") == name
    ]


def boxes(picture: Svg, *names: str) -> list[dict[str, float]]:
    """Return the places of the rectangles of some styles."""
    return [
        {side: float(mark.attrib[side]) for side in ("x", "y", "width", "height")}
        for mark in drawn(picture).iter(f"{SPACE}rect")
        if mark.attrib["class"] in names
    ]


def shapes(picture: Svg) -> list[str]:
    """Return the signs in the order in which they are drawn."""
    signs = {"sl-tick", "sl-late", "sl-cross", "sl-dot", "sl-ring"}
    return [mark.attrib["class"] for mark in drawn(picture).iter() if mark.attrib.get("class") in signs]


@pytest.mark.parametrize(
    ("month", "week_start", "column", "rows"),
    [
        (Month(2026, 3), 0, 6, 6),  # a Sunday first of March ends a week that begins on Monday
        (Month(2026, 3), 6, 0, 5),
        (Month(2026, 2), 0, 6, 5),
        (Month(2026, 2), 6, 0, 4),  # four whole weeks
        (Month(2024, 2), 0, 3, 5),
        (Month(2026, 6), 0, 0, 5),
    ],
    ids=str,
)
def test_days_stand_under_their_weekday(month: Month, week_start: int, column: int, rows: int) -> None:
    """A month begins in the column of its first weekday, and takes as many rows as it has weeks."""
    picture = month_sheet(TITLE, month, {}, week_start=week_start)
    squares = boxes(picture, *GROUNDS)
    assert texts(picture, "sl-name") == [str(day.day) for day in month]
    assert len(squares) == len(month)
    assert (squares[0]["x"] - 16) / squares[0]["width"] == pytest.approx(column, abs=0.02)
    assert len({square["y"] for square in squares}) == rows
    assert len({square["x"] for square in squares}) == 7


@pytest.mark.parametrize(
    ("language", "week_start", "heads", "title"),
    [
        ("zh", 0, ["一", "二", "三", "四", "五", "六", "日"], "待办 2026年3月"),
        ("zh", 6, ["日", "一", "二", "三", "四", "五", "六"], "待办 2026年3月"),
        ("en", 6, ["Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"], "Agenda Mar 2026"),
    ],
)
def test_heads_and_title_speak_one_language(language: Any, week_start: int, heads: list[str], title: str) -> None:
    """The weekdays begin with the first of the week, the title names the month, both in the language asked for."""
    picture = month_sheet(TITLE, MARCH, {}, week_start=week_start, language=language)
    assert texts(picture, "sl-small") == heads
    assert texts(picture, "sl-title") == [picture.title] == [title]


def test_a_day_shows_its_note_and_its_marks() -> None:
    """A note stands beside the number, each mark below with its sign, and the description says it in words."""
    signs: tuple[Any, ...] = ("tick", "late_tick", "cross", "dot", "ring")
    marks = tuple(DayMark(text=Text(f"mark {sign}", f"记{place}"), sign=sign) for place, sign in enumerate(signs))
    picture = month_sheet(TITLE, MARCH, {date(2026, 3, 16): DaySquare(note="开学典礼", marks=marks)})
    assert shapes(picture) == ["sl-tick", "sl-late", "sl-cross", "sl-dot", "sl-ring"]
    assert texts(picture, "sl-mark") == ["记0", "记1", "记2", "记3", "记4"]
    assert "开学典礼" in texts(picture, "sl-small")
    assert drawn(picture)[1].text == "2026-03-16: 开学典礼, 记0, 记1, 记2, 记3, 记4"


def test_days_without_school_and_make_up_days_are_told_apart() -> None:
    """A day without school is shaded, a make-up day has a bar and its name, and both are said in words."""
    days = {
        date(2026, 3, 8): DaySquare(kind="off", note="妇女节"),
        date(2026, 3, 15): DaySquare(kind="off"),
        date(2026, 3, 28): DaySquare(kind="make_up"),
        date(2026, 3, 29): DaySquare(kind="make_up", note="补周一"),
    }
    picture = month_sheet(TITLE, MARCH, days)
    assert len(boxes(picture, "sl-off")) == 2
    assert len(boxes(picture, "sl-make-up")) == 2
    assert texts(picture, "sl-small")[7:] == ["妇女节", "调休上课", "补周一"]
    told = drawn(picture)[1].text or ""
    assert told.split("; ") == [
        "2026-03-08: 不上学, 妇女节",
        "2026-03-15: 不上学",
        "2026-03-28: 调休上课",
        "2026-03-29: 调休上课, 补周一",
    ]


def test_today_has_a_frame_over_its_square() -> None:
    """The framed day, and no other, has a frame inside its square, drawn after all squares."""
    picture = month_sheet(TITLE, MARCH, {date(2026, 3, 16): DaySquare(framed=True)})
    (frame,) = boxes(picture, "sl-framed")
    square = boxes(picture, *GROUNDS)[15]
    assert square["x"] < frame["x"]
    assert frame["x"] + frame["width"] < square["x"] + square["width"]
    rects = [mark.attrib["class"] for mark in drawn(picture).iter(f"{SPACE}rect")]
    assert rects[-1] == "sl-framed"


def test_an_empty_month_says_which_it_is() -> None:
    """Without anything on its days, the description names the month."""
    assert drawn(month_sheet(TITLE, MARCH, {}, language="en"))[1].text == "Mar 2026"


def test_a_full_month_keeps_within_its_squares() -> None:
    """Six long marks and a long note on every day: all is cut to its square, and the squares to the picture."""
    full = DaySquare(note="一个很长很长的节日名称", marks=(DayMark(text="逾期未做的例行工作一百二十项"),) * 6)
    picture = month_sheet(TITLE, MARCH, dict.fromkeys(MARCH, full))
    squares = boxes(picture, *GROUNDS)
    width, height = (float(drawn(picture).attrib[side]) for side in ("width", "height"))
    for square in squares:
        assert square["x"] + square["width"] <= width - 15
        assert square["y"] + square["height"] <= height - 15
    written = texts(picture, "sl-mark")
    assert len(written) == 6 * 31
    assert all(text.endswith("…") and text_width(text, 12) + 32 <= squares[0]["width"] for text in written)
    lowest = max(float(mark.attrib["y"]) for mark in drawn(picture).iter(f"{SPACE}text"))
    assert lowest < squares[-1]["y"] + squares[-1]["height"]


@given(text=st.one_of(st.text(), st.just("</text><script>alert('x')</script>&\"\x00\u202e")))
def test_whatever_is_written_on_a_day_is_only_text(text: str) -> None:
    """Any title, note and mark gives well-formed XML without marks of its own, the same each time."""
    days = {date(2026, 3, 2): DaySquare(note=text, marks=(DayMark(text=text),))}
    picture = month_sheet(text, MARCH, days)
    root = drawn(picture)
    assert [part.tag for part in root][:2] == [f"{SPACE}title", f"{SPACE}desc"]
    assert not list(root.iter(f"{SPACE}script"))
    assert picture == month_sheet(text, MARCH, days)


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: month_sheet(5, MARCH, {}), "type"),  # type: ignore[arg-type]
        (lambda: month_sheet(TITLE, "2026-03", {}), "type"),  # type: ignore[arg-type]
        (lambda: month_sheet(TITLE, MARCH, {}, language="fr"), "choice"),  # type: ignore[arg-type]
        (lambda: month_sheet(TITLE, MARCH, {}, week_start=7), "range"),
        (lambda: month_sheet(TITLE, MARCH, {date(2026, 4, 1): DaySquare()}), "range"),
        (lambda: month_sheet(TITLE, MARCH, {date(2026, 3, 1): "x"}), "type"),  # type: ignore[dict-item]
        (lambda: sheet_of(marks=("x",)), "type"),
        (lambda: sheet_of(marks=(DayMark(text="x"),) * 7), "limit"),
        (lambda: sheet_of(marks=(DayMark(text=5),)), "type"),  # type: ignore[arg-type]
        (lambda: sheet_of(marks=(DayMark(text="x", sign="star"),)), "choice"),  # type: ignore[arg-type]
        (lambda: sheet_of(note=None), "type"),
        (lambda: sheet_of(kind="holiday"), "choice"),
    ],
    ids=range(12),
)
def test_what_cannot_stand_on_a_month_is_refused(make: Callable[[], object], code: str) -> None:
    """Other months, other things than squares and marks, and more than a square holds are refused with their codes."""
    with pytest.raises(LogisticsError) as caught:
        make()
    assert caught.value.code == code


def sheet_of(**parts: Any) -> Svg:
    """Return March with one day that has these parts."""
    return month_sheet(TITLE, MARCH, {date(2026, 3, 2): DaySquare(**parts)})
