"""Pages and pictures: self-contained, escaped, and nothing drawn over anything else."""

import re
from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from schoollogistics.errors import InvalidValue, LogisticsError, Text, Unknown
from schoollogistics.values.pages import page
from schoollogistics.values.periods import Month
from schoollogistics.values.svg import Svg, bar_chart, flow, month_bars, stacked_bars
from schoollogistics.values.svg.canvas import fitted, text_width
from schoollogistics.values.tables import Table, TableColumn

TITLE = Text("Repairs", "报修")
HOSTILE = "</text><script>alert('x')</script>&\"\x00\u202e"
SPACE = "{http://www.w3.org/2000/svg}"
STATES = {
    "unseen": Text("unseen", "未登记"),
    "reported": Text("reported", "已报修"),
    "assigned": Text("assigned", "已派工"),
    "finished": Text("finished", "已完工"),
    "closed": Text("closed", "已验收"),
    "cancelled": Text("cancelled", "已撤销"),
}
ARROWS = [
    ("unseen", Text("reported", "报修"), "reported"),
    ("unseen", Text("opened", "期初"), "assigned"),
    ("reported", Text("assigned", "派工"), "assigned"),
    ("reported", Text("noted", "补充"), "reported"),
    ("reported", Text("cancelled", "撤销"), "cancelled"),
    ("assigned", Text("reassigned", "改派"), "assigned"),
    ("assigned", Text("reassigned", "改派"), "assigned"),
    ("assigned", Text("drawn", "领料"), "assigned"),
    ("assigned", Text("cancelled", "撤销"), "cancelled"),
    ("assigned", Text("finished", "完工"), "finished"),
    ("finished", Text("sent back", "返修"), "assigned"),
    ("finished", Text("accepted", "验收"), "closed"),
    ("closed", Text("reopened", "复报"), "reported"),
]


def drawn(picture: Svg) -> ET.Element:
    """Return the picture as XML, which it must be."""
    return ET.fromstring(picture.text)


def texts(picture: Svg) -> list[str]:
    """Return every text written in the picture."""
    return [mark.text or "" for mark in drawn(picture).iter(f"{SPACE}text")]


def test_a_page_holds_every_part_in_order() -> None:
    """Tables, paragraphs and pictures stand on the page in the order given, in one language."""
    table = Table(title=Text("List", "清单"), columns=[TableColumn("no", "编号", "No.")], rows=[("1",)])
    text = page(TITLE, Text("First", "先"), table, "a\nb", bar_chart("图", [("甲", 1)]), language="zh")
    places = [text.index(part) for part in ("<h1>报修</h1>", "<p>先</p>", "<h2>清单</h2>", "<p>a\nb</p>", "<svg ")]
    assert places == sorted(places)
    assert text.startswith('<!doctype html>\n<html lang="zh-CN">')
    assert '<html lang="en">' in page("Repairs", Text("First", "先"), language="en")
    assert page(TITLE, table) == page(TITLE, table)


@pytest.mark.parametrize(("count", "wide"), [(10, False), (11, True), (16, True)])
def test_a_table_of_many_columns_is_printed_across(count: int, wide: bool) -> None:
    """More than ten columns stand on a page laid across, in smaller type; fewer on an upright one."""
    table = Table(title=TITLE, columns=[TableColumn(f"c{n}", "列", "c") for n in range(count)])
    text = page(TITLE, table)
    assert ('<section class="sl-document sl-wide"' in text) == wide
    assert "@page wide{size:A4 landscape" in text
    assert ".sl-wide{page:wide}" in text


def test_a_page_on_a_screen_is_as_wide_as_its_widest_table() -> None:
    """Sixty rem are the least of a page, not the most, and no text column is squeezed to a character a line."""
    style = page(TITLE, "").partition("@media print")[0]
    assert "width:min-content;min-width:min(60rem,100%);max-width:calc(100% - 2rem)" in style
    assert "td:not([class]){min-width:6em}" in style


def test_a_page_asks_for_nothing_from_outside() -> None:
    """No address but the name of the SVG language, no script, no link, and a policy that forbids them."""
    text = page(HOSTILE, HOSTILE, flow(HOSTILE, {"a": HOSTILE, "b": HOSTILE}, [("a", HOSTILE, "b")]))
    assert set(re.findall(r"https?://[^\"' ]+", text)) == {"http://www.w3.org/2000/svg"}
    assert not re.search(r"<(script|link|iframe|img|object)|url\(|@import|href=|src=", text)
    assert "default-src 'none'" in text
    assert "\x00" not in text
    assert "\u202e" not in text


@pytest.mark.parametrize("part", [None, 5, b"x", ["x"], Text(1, 2)])  # type: ignore[arg-type]
def test_other_parts_are_refused(part: Any) -> None:
    """A page takes tables, pictures and text, nothing else."""
    with pytest.raises(InvalidValue) as caught:
        page(TITLE, part)
    assert caught.value.code == "type"


@pytest.mark.parametrize(
    ("title", "text", "code"),
    [
        (1, "<svg ></svg>", "type"),
        ("x", None, "type"),
        ("x", "", "shape"),
        ("x", "<svg >", "shape"),
        ("x", "<svg ><script>1</script></svg>", "shape"),
        ("x", '<svg onload="x"></svg>', "shape"),
        ("x", '<svg ><a href="x"></a></svg>', "shape"),
        ("x", '<svg ><image href="http://x"/></svg>', "shape"),
        ("x", '<svg ><rect style="x"/></svg>', "shape"),
        ("x", '<svg ><rect fill="url(http://x)"/></svg>', "shape"),
        ("x", "<svg ><style>@import 'x'</style></svg>", "shape"),
        ("x", "<svg ><foreignObject></foreignObject></svg>", "shape"),
        ("x", "<svg ></svg><svg ></svg>", "shape"),
        ("x", "<svg ><!-- --></svg>", "shape"),
        ("x", "<svg >" + '<rect x="' * 5000 + "</svg>", "shape"),
    ],
    ids=range(15),
)
def test_foreign_markup_is_no_picture(title: Any, text: Any, code: str) -> None:
    """Only marks that the chart functions make can be in a picture, so a page can take it as it is."""
    with pytest.raises(InvalidValue) as caught:
        Svg(title, text)
    assert caught.value.code == code


@pytest.mark.parametrize(
    "make",
    [
        lambda text: bar_chart(text, [(text, 1)], limit=2),
        lambda text: stacked_bars(text, [text], [(text, [1])]),
        lambda text: month_bars(text, [(Month(2025, 9), 1)]),
        lambda text: flow(text, {"a": text, "b": text}, [("a", text, "b"), ("b", text, "a"), ("a", text, "a")]),
    ],
)
@given(text=st.one_of(st.text(), st.just(HOSTILE)))
def test_every_picture_is_well_formed_whatever_is_written_in_it(make: Callable[[str], Svg], text: str) -> None:
    """Any text gives well-formed XML with a title, a description and no marks of its own."""
    picture = make(text)
    root = drawn(picture)
    assert root.tag == f"{SPACE}svg"
    assert root[0].tag == f"{SPACE}title"
    assert root[1].tag == f"{SPACE}desc"
    assert not list(root.iter(f"{SPACE}script"))
    assert str(picture) == picture._repr_svg_() == picture.text
    assert picture == make(text)


def test_bars_lie_to_scale() -> None:
    """Bars are as long as their values, negative ones on the other side of zero, over the limit in another colour."""
    picture = bar_chart(TITLE, [("甲", 10), ("乙", Decimal(-5)), ("丙", 0), (Text("d", "丁"), 20)], limit=15)
    bars = [mark.attrib for mark in drawn(picture).iter(f"{SPACE}rect")]
    widths = [float(bar["width"]) for bar in bars]
    assert widths[0] == pytest.approx(2 * widths[1], abs=0.2)
    assert widths[3] == pytest.approx(2 * widths[0], abs=0.2)
    assert widths[2] == 0
    assert float(bars[1]["x"]) + widths[1] == pytest.approx(float(bars[0]["x"]), abs=0.2)
    assert [bar["class"] for bar in bars] == ["sl-s0", "sl-s0", "sl-s0", "sl-over"]
    assert {"报修", "甲", "丁", "-5", "20", "限值 15"} <= set(texts(picture))


def test_values_print_as_their_kind() -> None:
    """Money and percent print as they do in a table, under any decimal context of the host."""
    with localcontext() as context:
        context.prec = 1
        assert "1,234.50" in texts(bar_chart(TITLE, [("甲", Decimal("1234.5"))], kind="money"))
        shares = bar_chart(TITLE, [("甲", Decimal("0.0312"))], limit=Decimal("0.03"), kind="percent", language="en")
        assert {"3.12%", "limit 3.00%"} <= set(texts(shares))
        sums = stacked_bars(TITLE, ["a", "b"], [("甲", [Decimal("100.25"), Decimal("20.5")])])
    assert "120.75" in texts(sums)


def test_long_names_are_cut() -> None:
    """A name wider than its column ends in …; the whole stands in the description."""
    name = "体育馆与附属更衣室及器材库房（含看台和主席台）"
    picture = bar_chart(TITLE, [(name, 1)])
    assert any(text.endswith("…") for text in texts(picture))
    assert name in picture.text
    assert fitted("abc", 1) == "…"
    assert fitted("abc", 100) == "abc"


def test_stacks_have_a_legend_and_a_total() -> None:
    """Each part has its colour and name, empty parts no bar, and the row its total."""
    parts = [f"第{n}种很长很长很长的名称" for n in range(6)]
    picture = stacked_bars(TITLE, parts, [("甲", [1, 2, 0, 4, 5, 6]), ("乙", [0] * 6)])
    classes = [mark.attrib["class"] for mark in drawn(picture).iter(f"{SPACE}rect")]
    assert classes[:6] == [f"sl-s{n}" for n in range(6)]
    assert classes[6:] == ["sl-s0", "sl-s1", "sl-s3", "sl-s4", "sl-s5"]
    assert {"18", "0", *parts} <= set(texts(picture))


def test_months_stand_in_a_row() -> None:
    """Each month has a bar, its name and, where it begins, its year; values are written where there is room."""
    picture = month_bars(TITLE, [(Month(2025, 12), 10), (Month(2026, 1), -5)])
    assert {"12月", "2025年", "1月", "2026年", "10", "-5"} <= set(texts(picture))
    assert {"Dec", "2025", "Jan"} <= set(
        texts(month_bars("x", [(Month(2025, 12), 1), (Month(2026, 1), 2)], language="en"))
    )
    month, rows = Month(2025, 1), []
    for number in range(36):
        rows.append((month, 10**12 + number))
        month = month.next()
    crowded = texts(month_bars(TITLE, rows))
    assert "1000000000000" not in crowded
    assert "10月" in crowded
    assert "11月" not in crowded


@pytest.mark.parametrize(
    "picture", [bar_chart(TITLE, []), stacked_bars(TITLE, [], []), month_bars(TITLE, []), bar_chart(TITLE, [], limit=1)]
)
def test_nothing_to_show_is_said(picture: Svg) -> None:
    """A chart without values says so, or shows the limit alone."""
    assert {"没有数据", "限值 1"} & set(texts(picture))


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: bar_chart(TITLE, [("a", 1.5)]), "type"),  # type: ignore[list-item]
        (lambda: bar_chart(TITLE, [("a", 1)], limit="3"), "type"),  # type: ignore[arg-type]
        (lambda: bar_chart(TITLE, [("a", 1)], limit=0.03), "type"),  # type: ignore[arg-type]
        (lambda: bar_chart(TITLE, [(5, 1)]), "type"),  # type: ignore[list-item]
        (lambda: bar_chart(None, []), "type"),  # type: ignore[arg-type]
        (lambda: bar_chart(TITLE, [("a", Decimal("NaN"))]), "range"),
        (lambda: bar_chart(TITLE, [("a", Decimal("1e999999999"))]), "range"),
        (lambda: bar_chart(TITLE, [("a", 1)] * 61), "limit"),
        (lambda: bar_chart(TITLE, [], language="fr"), "choice"),  # type: ignore[arg-type]
        (lambda: stacked_bars(TITLE, ["a"] * 7, []), "limit"),
        (lambda: stacked_bars(TITLE, ["a"], [("x", [1, 2])]), "shape"),
        (lambda: stacked_bars(TITLE, ["a"], [("x", [-1])]), "range"),
        (lambda: month_bars(TITLE, [("2025-09", 1)]), "type"),  # type: ignore[list-item]
        (lambda: month_bars(TITLE, [(Month(2025, 9), 1)] * 37), "limit"),
        (lambda: flow(TITLE, {}, []), "missing"),
        (lambda: flow(TITLE, {str(n): "x" for n in range(41)}, []), "limit"),
        (lambda: flow(TITLE, {"a": "x"}, [("a", "x", "a")] * 201), "limit"),
        (lambda: flow(TITLE, {"a": "x"}, [("a", None, "a")]), "type"),  # type: ignore[list-item]
    ],
)
def test_what_cannot_be_drawn_is_refused(make: Callable[[], object], code: str) -> None:
    """Values, names and sizes that a picture cannot show are refused with their codes."""
    with pytest.raises(LogisticsError) as caught:
        make()
    assert caught.value.code == code


def test_an_arrow_needs_states_that_are_there() -> None:
    """An arrow from or to an unlisted state is Unknown and lists the states."""
    with pytest.raises(Unknown) as caught:
        flow(TITLE, {"a": "x"}, [("a", "go", "b")])
    assert caught.value.code == "unknown"


def test_a_flow_says_every_state_and_arrow() -> None:
    """All names are drawn once for each place, and the description lists every arrow in words."""
    picture = flow(TITLE, STATES, ARROWS)
    assert set(texts(picture)) == {
        "报修",
        *(name.zh for name in STATES.values()),
        *(label.zh for _, label, _ in ARROWS),
    }
    told = drawn(picture)[1].text or ""
    assert "已派工 → 已派工: 改派, 领料" in told
    assert "已完工 → 已派工: 返修" in told
    kinds = [mark.attrib["class"] for mark in drawn(picture).iter(f"{SPACE}rect")]
    assert kinds == ["sl-first", "sl-state", "sl-state", "sl-state", "sl-state", "sl-end"]
    assert "未登记" in (drawn(flow(TITLE, {"a": "未登记"}, []))[1].text or "")


Box = tuple[float, float, float, float]


def boxes(picture: Svg) -> tuple[list[Box], list[Box], list[Box]]:
    """Return the bounds of the boxes, of the arrow names, and of the lines that run up and down beside them."""
    states, names, lanes = [], [], []
    for mark in drawn(picture).iter():
        at = mark.attrib
        if mark.tag == f"{SPACE}rect":
            x, y = float(at["x"]), float(at["y"])
            states.append((x, y, x + float(at["width"]), y + float(at["height"])))
        elif mark.tag == f"{SPACE}text" and at.get("class") == "sl-small":
            wide, x, y = text_width(mark.text or "", 12), float(at["x"]), float(at["y"])
            left = x - wide if at.get("text-anchor") == "end" else x
            names.append((left, y - 10, left + wide, y + 3))
        elif mark.tag == f"{SPACE}path" and (found := re.search(r" Q ([\d.]+) ([\d.]+) .* V ([\d.]+)$", at["d"])):
            x, one, other = (float(number) for number in found.groups())
            lanes.append((x, min(one, other), x, max(one, other)))
    return states, names, lanes


def overlap(one: Box, other: Box) -> bool:
    """Tell whether two bounds share a point."""
    return one[0] < other[2] and other[0] < one[2] and one[1] < other[3] and other[1] < one[3]


LABELS = st.sampled_from(["派工", "停工待料", "accepted", "reopened under warranty", "撤销", "x", "转交外单位维修"])


@settings(max_examples=150)
@given(st.integers(1, 10), st.lists(st.tuples(st.integers(0, 9), LABELS, st.integers(0, 9)), max_size=24))
def test_nothing_in_a_flow_lies_over_anything_else(count: int, arrows: list[tuple[int, str, int]]) -> None:
    """Whatever the table: no box, name or lane covers a name or a box, and all stays inside the picture."""
    states = {str(n): f"状态{n}" for n in range(count)}
    picture = flow("x", states, [(str(start % count), label, str(end % count)) for start, label, end in arrows])
    rooms, names, lanes = boxes(picture)
    for number, name in enumerate(names):
        assert not any(overlap(name, other) for other in [*rooms, *names[number + 1 :], *lanes])
    for number, room in enumerate(rooms):
        assert not any(overlap(room, other) for other in [*rooms[number + 1 :], *lanes])
    width, height = (float(drawn(picture).attrib[side]) for side in ("width", "height"))
    for left, top, right, low in rooms + names + lanes:
        assert 0 <= left <= right <= width
        assert 0 <= top <= low <= height
    apart = {(x, top, low) for x, top, _, low in lanes}
    assert not any(
        one[0] == other[0] and one[1] < other[2] and other[1] < one[2] for one in apart for other in apart - {one}
    )
