"""Tables: one text for each cell, safe in every print, the same for the same table."""

import csv
import io
import re
import sys
from collections.abc import Callable
from datetime import UTC, date, datetime, time
from decimal import Decimal, localcontext
from html.parser import HTMLParser
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.calendar import Term
from schoollogistics.errors import Duplicate, InvalidValue, LogisticsError, MissingExtra, Text, Unknown
from schoollogistics.values.periods import DateSpan, Month, SchoolYear, Week
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.tables import Cell, ColumnKind, Table, TableColumn, cell_text, check_cell, guarded, markup
from schoollogistics.values.tables.cells import check_number

NUMBER = TableColumn("number", "编号", "No.")
PEOPLE = TableColumn("people", "人员", "people")
STATUS = TableColumn("status", "状态", "status")
COST = TableColumn("cost", "费用（元）", "cost (yuan)", "money")
TITLE = Text("Repairs", "报修单")

FORMULAS = ["1+1", 'cmd|" /C calc"!A0', 'HYPERLINK("http://x","y")', "SUM(A1:A9)*cmd|' /C calc'!A0", "1;2,3"]
STARTS = ["=", "+", "-", "@", "\t", "\r", "\n", "\0", "＝", "＋", "－", "＠", " =", "\t=", "\ufeff=", "\u3000@"]
PAYLOADS = [start + body for start in STARTS for body in FORMULAS] + [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "' onmouseover='alert(1)",
    "</td></tr></table><iframe src=//x>",
    "&lt;script&gt;",
    "&#60;b&#62;",
    "a|b|c",
    "[x](javascript:alert(1))",
    "![x](http://x/y.png)",
    "`code` *bold* _it_ ~~no~~ \\",
    "two\nlines\r\nand\u2028three",
    "a\x1b[31mred",
    "\u202egnp.exe",
    "\ud800",
    '"quoted", and; split',
]
LIVE = tuple("=+-@\t\r\n\0＝＋－＠")


def slip() -> Table:
    """Return a table with everything a document can have."""
    return Table(
        title=TITLE,
        columns=(NUMBER, PEOPLE, STATUS, COST),
        rows=[
            ("BX-1", ("p1", "p2"), Text("closed", "已关闭"), Decimal("1234.5")),
            ("BX-2", "p1", None, Decimal("-3.20")),
        ],
        head=[(Text("School", "学校"), "实验小学"), (Text("Kept by", "登记人"), "p1")],
        totals={"cost": Decimal("1231.30")},
        notes=[Text("Amounts in yuan.", "单位：元。")],
        signatures=[(Text("Accepted by", "验收人"), "p2"), (Text("Head", "负责人"), None)],
    )


def payload_table(payload: str) -> Table:
    """Return a table that has *payload* in every place that takes text."""
    both = Text(payload, payload)
    column = TableColumn("text", payload, payload)
    return Table(
        title=both,
        columns=(column, attrs.evolve(column, key="more")),
        rows=[(payload, both), ((payload, payload), payload)],
        head=[(both, payload)],
        totals={"more": payload},
        notes=[both],
        signatures=[(both, payload)],
    )


class Seen(HTMLParser):
    """What a browser makes of a piece of HTML: its tags, attributes and text."""

    def __init__(self, text: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: set[str] = set()
        self.texts: list[str] = []
        self.feed(text)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Keep the tag and the names of its attributes."""
        self.tags.append(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        """Keep the text."""
        self.texts.append(data)


@pytest.mark.parametrize(
    ("value", "kind", "zh", "en"),
    [
        (None, "text", "", ""),
        ("灯不亮", "text", "灯不亮", "灯不亮"),
        (Text("closed", "已关闭"), "text", "已关闭", "closed"),
        (("甲", "乙"), "text", "甲、乙", "甲, 乙"),
        ((), "text", "", ""),
        (True, "text", "是", "yes"),
        (False, "money", "否", "no"),
        (1234, "text", "1234", "1234"),
        (1234, "number", "1234", "1234"),
        (Decimal("1E+3"), "number", "1000", "1000"),
        (1234, "money", "1,234.00", "1,234.00"),
        (Decimal("-1234567.5"), "money", "-1,234,567.50", "-1,234,567.50"),
        (Decimal("0.123456"), "money", "0.123456", "0.123456"),
        (Decimal("0.0312"), "percent", "3.12%", "3.12%"),
        (Decimal("0.03125"), "percent", "3.13%", "3.13%"),
        (Decimal("0.5"), "percent", "50.00%", "50.00%"),
        (1, "percent", "100.00%", "100.00%"),
        (0, "percent", "0.00%", "0.00%"),
        (date(2025, 9, 8), "text", "2025-09-08", "2025-09-08"),
        (time(16, 50), "text", "16:50", "16:50"),
        (time(16, 50, 9), "text", "16:50:09", "16:50:09"),
        (Month(2025, 9), "text", "2025-09", "2025-09"),
        (SchoolYear(2025), "text", "2025-2026", "2025-2026"),
        (DateSpan(date(2026, 3, 9), date(2026, 3, 13)), "text", "2026-03-09 至 2026-03-13", "2026-03-09/2026-03-13"),
        (Week(date(2026, 3, 9)), "text", "2026-03-09 至 2026-03-15", "2026-03-09/2026-03-15"),
        (Term(name="2025/2026-2", first=date(2026, 3, 2), last=date(2026, 7, 7)), "text", "2025/2026-2", "2025/2026-2"),
        (Quantity(Decimal("2.50"), "kg"), "text", "2.5 kg", "2.5 kg"),
    ],
)
def test_every_cell_has_one_text(value: Cell, kind: ColumnKind, zh: str, en: str) -> None:
    """A value prints as one text in each language, whatever the host's decimal context."""
    with localcontext() as context:
        context.prec = 1
        assert (cell_text(value, "zh", kind), cell_text(value, "en", kind)) == (zh, en)


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (1.5, "type"),
        (b"x", "type"),
        ([1], "type"),
        ({}, "type"),
        (datetime(2025, 9, 8, tzinfo=UTC), "type"),
        ((1, 2), "type"),
        (Text(1, 2), "type"),  # type: ignore[arg-type]
        (object(), "type"),
        (Decimal("NaN"), "range"),
        (Decimal("Infinity"), "range"),
        (Decimal("1e999999999"), "range"),
        (Decimal("1e-999999999"), "range"),
        (Decimal("0e-999999999"), "range"),
        pytest.param(10**5000, "range", id="bomb"),
    ],
)
def test_what_cannot_be_printed_is_refused(value: object, code: str) -> None:
    """Floats, moments, mixed tuples and numbers too long to print do not get into a table."""
    for call in (lambda: check_cell(value), lambda: Table(title=TITLE, columns=[NUMBER], rows=[(value,)])):  # type: ignore[list-item]
        with pytest.raises(InvalidValue) as caught:
            call()
        assert caught.value.code == code


def test_only_exact_numbers_are_numbers() -> None:
    """A chart takes whole numbers and decimals, nothing that only looks like one."""
    assert check_number(5, "value") == 5
    with pytest.raises(InvalidValue) as caught:
        check_number(True, "value")
    assert caught.value.code == "type"


@pytest.mark.parametrize(
    ("make", "error", "code"),
    [
        (lambda: TableColumn("编号", "编号", "No."), InvalidValue, "format"),
        (lambda: TableColumn("No", "编号", "No."), InvalidValue, "format"),
        (lambda: TableColumn("", "编号", "No."), InvalidValue, "format"),
        (lambda: TableColumn("no\n", "编号", "No."), InvalidValue, "format"),
        (lambda: TableColumn(1, "编号", "No."), InvalidValue, "type"),  # type: ignore[arg-type]
        (lambda: TableColumn("no", None, "No."), InvalidValue, "type"),  # type: ignore[arg-type]
        (lambda: TableColumn("no", "编号", "No.", "date"), InvalidValue, "choice"),  # type: ignore[arg-type]
        (lambda: Table(title="Repairs"), InvalidValue, "type"),  # type: ignore[arg-type]
        (lambda: Table(title=TITLE, columns=["no"]), InvalidValue, "type"),  # type: ignore[list-item]
        (lambda: Table(title=TITLE, columns=[NUMBER, NUMBER]), Duplicate, "duplicate"),
        (lambda: Table(title=TITLE, columns=[NUMBER], rows=["a"]), InvalidValue, "type"),
        (lambda: Table(title=TITLE, columns=[NUMBER, COST], rows=[TITLE]), InvalidValue, "type"),
        (lambda: Table(title=TITLE, columns=[NUMBER], rows=[("a", "b")]), InvalidValue, "shape"),
        (lambda: Table(title=TITLE, columns=[NUMBER], rows=[()]), InvalidValue, "shape"),
        (lambda: Table(title=TITLE, head=[("School", "x")]), InvalidValue, "type"),  # type: ignore[list-item]
        (lambda: Table(title=TITLE, head=[(TITLE,)]), InvalidValue, "type"),  # type: ignore[list-item]
        (lambda: Table(title=TITLE, notes=["x"]), InvalidValue, "type"),  # type: ignore[list-item]
        (lambda: Table(title=TITLE, columns=[NUMBER], totals={"cost": 1}), Unknown, "unknown"),
        (lambda: slip().column("price"), Unknown, "unknown"),
        (lambda: slip().with_names({}, "price"), Unknown, "unknown"),
        (lambda: slip().to_html("fr"), InvalidValue, "choice"),  # type: ignore[arg-type]
        (lambda: slip().records("fr"), InvalidValue, "choice"),  # type: ignore[arg-type]
    ],
)
def test_a_table_that_does_not_fit_is_refused(
    make: Callable[[], object], error: type[LogisticsError], code: str
) -> None:
    """Columns, rows, pairs, notes, totals and languages are checked when they are given."""
    with pytest.raises(error) as caught:
        make()
    assert caught.value.code == code
    assert caught.value.text("zh") != caught.value.text("en")


def test_rows_are_counted_and_walked_through() -> None:
    """A table has the length of its rows, iterates over them and gives a column by its key."""
    table = slip()
    assert len(table) == 2
    assert [row[0] for row in table] == list(table.column("number")) == ["BX-1", "BX-2"]
    assert hash(table) == hash(slip())
    assert table == slip()


def test_records_are_plain_rows() -> None:
    """Records go by key with bilingual cells in English and others as they are, or by heading with texts in one language."""
    assert slip().records()[0] == {
        "number": "BX-1",
        "people": ("p1", "p2"),
        "status": "closed",
        "cost": Decimal("1234.5"),
    }
    assert slip().records("zh")[0] == {
        "编号": "BX-1",
        "人员": "p1、p2",
        "状态": "已关闭",
        "费用（元）": Decimal("1234.5"),
    }
    assert slip().records(language="en")[1] == {
        "No.": "BX-2",
        "people": "p1",
        "status": None,
        "cost (yuan)": Decimal("-3.20"),
    }


def test_names_replace_ids() -> None:
    """Ids become display names everywhere, or only in the columns named; other cells stay."""
    names = {"p1": "王老师", "BX-2": "?"}
    everywhere = slip().with_names(names)
    assert everywhere.column("people") == (("王老师", "p2"), "王老师")
    assert everywhere.column("number") == ("BX-1", "?")
    assert everywhere.head[1][1] == "王老师"
    assert everywhere.column("status") == slip().column("status")
    there = slip().with_names(names, "people")
    assert there.column("people") == everywhere.column("people")
    assert there.column("number") == ("BX-1", "BX-2")
    assert there.head == slip().head


def test_html_says_everything() -> None:
    """The HTML has title, head, headings, rows, total, notes and lines to sign, in either language."""
    assert slip().to_html("en") == (
        '<section class="sl-document" lang="en">\n<h2>Repairs</h2>\n<dl class="sl-head">\n'
        "<div><dt>School</dt><dd>实验小学</dd></div>\n<div><dt>Kept by</dt><dd>p1</dd></div>\n</dl>\n<table>\n"
        '<thead><tr><th scope="col">No.</th><th scope="col">people</th><th scope="col">status</th>'
        '<th scope="col" class="sl-number">cost (yuan)</th></tr></thead>\n<tbody>\n'
        '<tr><td class="sl-short">BX-1</td><td>p1, p2</td><td>closed</td><td class="sl-number">1,234.50</td></tr>\n'
        '<tr><td class="sl-short">BX-2</td><td>p1</td><td></td><td class="sl-number">-3.20</td></tr>\n</tbody>\n'
        '<tfoot><tr><td>Total</td><td></td><td></td><td class="sl-number">1,231.30</td></tr></tfoot>\n</table>\n'
        '<ul class="sl-notes"><li>Amounts in yuan.</li></ul>\n<dl class="sl-signatures">\n'
        "<div><dt>Accepted by</dt><dd>p2</dd></div>\n<div><dt>Head</dt><dd></dd></div>\n</dl>\n</section>\n"
    )
    assert slip()._repr_html_() == slip().to_html("zh")
    assert "已关闭" in slip().to_html()


def test_markdown_says_everything() -> None:
    """The Markdown has the same content as the HTML."""
    assert slip().to_markdown() == (
        "### 报修单\n\n- 学校：实验小学\n- 登记人：p1\n\n"
        "| 编号 | 人员 | 状态 | 费用（元） |\n| --- | --- | --- | ---: |\n"
        "| BX-1 | p1、p2 | 已关闭 | 1,234.50 |\n| BX-2 | p1 |  | -3.20 |\n| **合计** |  |  | **1,231.30** |\n\n"
        "- 单位：元。\n\n- 验收人：p2\n- 负责人：________\n"
    )
    assert "- Head: ________" in slip().to_markdown("en")


def test_markdown_keeps_quotes() -> None:
    """A quotation mark stands for itself in Markdown, where nothing is an attribute."""
    table = Table(title=TITLE, columns=[NUMBER], rows=[('it\'s "3-201" & <b>',)])
    assert '| it\'s "3-201" &amp; &lt;b&gt; |' in table.to_markdown()


def test_csv_is_data_only() -> None:
    """The CSV has headings and rows, numbers as numbers, and a byte order mark when asked."""
    text = "编号,人员,状态,费用（元）\r\nBX-1,p1、p2,已关闭,1234.5\r\nBX-2,p1,,-3.20\r\n"
    assert slip().to_csv() == text
    assert slip().to_csv(bom=True) == "\ufeff" + text
    assert slip().to_csv("en").startswith("No.,people,status,cost (yuan)\r\n")
    assert '"p1, p2"' in slip().to_csv("en")


def test_a_slip_needs_no_columns_and_a_list_no_rows() -> None:
    """Without columns only head and foot print; without rows the table says so; a summed first column has no word."""
    bare = Table(title=TITLE, head=[(TITLE, 1)])
    assert "<table" not in bare.to_html()
    assert bare.to_markdown() == "### 报修单\n\n- 报修单：1\n"
    empty = Table(title=TITLE, columns=[NUMBER, COST])
    assert '<td class="sl-none" colspan="2">（无）</td>' in empty.to_html()
    assert "| (none) |  |" in empty.to_markdown("en")
    assert len(empty) == 0
    counted = Table(title=TITLE, columns=[COST], rows=[[5]], totals=[("cost", 5)])
    assert "合计" not in counted.to_html()


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_no_export_is_live(payload: str) -> None:
    """Hostile text in any place is no formula in CSV, no markup in HTML and none in Markdown."""
    table = payload_table(payload)
    for row in csv.reader(io.StringIO(table.to_csv().replace("\0", "\ufffd"), newline="")):
        assert not any(cell.startswith(LIVE) for cell in row)
    plain = Table(title=TITLE, columns=[TableColumn("text", "文本", "text")], rows=[("x",)])
    harmless = Seen(payload_table("x").to_html())
    seen = Seen(table.to_html())
    assert seen.tags == harmless.tags
    assert seen.attributes == harmless.attributes == {"class", "lang", "scope"}
    assert markup(payload) == re.sub("[<>\"']", "", markup(payload))
    marked = table.to_markdown().replace("<br>", "")
    assert not re.search(r"[<>]|&(?!(amp|lt|gt);)", marked)
    assert not re.search(r"(?<!\\)[\[\]`]", marked)
    assert plain.to_csv() == "文本\r\nx\r\n"


@given(st.text())
def test_text_survives_csv(text: str) -> None:
    """Apart from the guard in front, any text comes back from the CSV as it was."""
    table = Table(title=TITLE, columns=[NUMBER], rows=[(text,)])
    text_only = [NUMBER.zh, guarded(text)]
    if "\0" not in text:
        read = list(csv.reader(io.StringIO(table.to_csv(), newline="")))
        assert [row[0] if row else "" for row in read] == text_only


@given(st.text(), st.text())
def test_html_shows_the_text_it_was_given(one: str, other: str) -> None:
    """What a browser reads back from the HTML is the text, but for what cannot be printed."""
    printable = [re.sub(r"[^\n -~\u00a0-\u1fff\u4e00-\u9fff]", "", text) for text in (one, other)]
    table = Table(title=TITLE, columns=[NUMBER, PEOPLE], rows=[printable])
    seen = Seen(table.to_html())
    assert all(text in seen.texts or not text for text in printable)


def test_a_dataframe_has_the_same_columns() -> None:
    """The DataFrame goes by keys or headings, also without rows."""
    assert list(slip().to_pandas().columns) == ["number", "people", "status", "cost"]
    plain = slip().to_pandas()
    assert list(plain[plain["status"] == "closed"]["number"]) == ["BX-1"]
    assert plain["cost"][0] == Decimal("1234.5")
    frame = slip().to_pandas("zh")
    assert list(frame.columns) == ["编号", "人员", "状态", "费用（元）"]
    assert frame["费用（元）"].sum() == Decimal("1231.30")
    assert list(Table(title=TITLE, columns=[COST]).to_pandas("en").columns) == ["cost (yuan)"]


def test_pandas_is_asked_for_by_its_extra(monkeypatch: pytest.MonkeyPatch) -> None:
    """Without pandas the error says what to install."""
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(MissingExtra) as caught:
        slip().to_pandas()
    assert "schoollogistics[pandas]" in str(caught.value)


def test_a_table_is_frozen() -> None:
    """A table cannot be changed."""
    table: Any = slip()
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        table.rows = ()
