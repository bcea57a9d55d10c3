"""Cells of a spreadsheet become values, or an error that says how to mend the sheet."""

from collections.abc import Mapping
from datetime import UTC, date, datetime, time, timedelta
from decimal import Context, Decimal, localcontext
from typing import Annotated, Any, Final, Literal

import pytest
from attrs import frozen
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.errors import InvalidValue, LogisticsError, Text
from schoollogistics.journal import Ref, RefId
from schoollogistics.values.cells import is_blank, parse_cell, scaled_cell, split_moment, split_people, unit_cell
from schoollogistics.values.ids import PersonId
from schoollogistics.values.labels import Label
from schoollogistics.values.periods import DateSpan, Month, SchoolYear
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import (
    CLOCK,
    DAY,
    FLAG,
    MONTH,
    PERIOD,
    QUANTITY,
    TEXT,
    WHOLE,
    YUAN,
    Count,
    Note,
    Number,
    Price,
    Shape,
    Yuan,
    shape_of,
    text_shape,
)

ID = shape_of(PersonId)
SEVERITY = shape_of(Literal["minor", "major"])
SEVERITIES: Mapping[str, Label] = {"minor": Label("minor", "小修", ("小",)), "major": Label("major", "大修")}
NAT = type("NaT", (datetime,), {"__ne__": lambda self, other: True, "__hash__": None})(2025, 9, 8)


@frozen
class Size:
    """Two lengths, as a record that no cell can hold."""

    wide: Count
    high: Count


def moment(*parts: int) -> datetime:
    """Return a wall-clock moment, as openpyxl gives it."""
    return datetime(*parts)  # type: ignore[arg-type]  # noqa: DTZ001


def the_day(cell: object) -> Any:
    """Return the day a cell says."""
    return parse_cell(DAY, cell, "on")


def refused(shape: Shape, cell: object, **more: Any) -> LogisticsError:
    """Return the error that a cell meets, and check that it says something in both languages."""
    with pytest.raises(InvalidValue) as caught:
        parse_cell(shape, cell, "field", **more)
    error = caught.value
    assert error.text("zh")
    assert error.text("en")
    return error


@pytest.mark.parametrize(
    "cell",
    [
        "2025年9月8日", "2025年09月08日", "2025 年 9 月 8 日", "2025年9月8号", "2025.9.8", "2025/9/8", "2025-9-8", "2025-09-08",
        "２０２５年９月８日", "２０２５．９．８", "2025－9－8", "2025—9—8", "　2025-9-8 ", "20250908", 20250908, 20250908.0,
        date(2025, 9, 8), moment(2025, 9, 8), 45908, 45908.0, 45907.9999999999, "45908", "45908.0",
        "2025-09-08 00:00:00", "2025-09-08T00:00:00", "2025/9/8 0:00", "\ufeff2025-9-8",
    ],
)  # fmt: skip
def test_a_day_in_every_usual_spelling(cell: object) -> None:
    """Whatever Excel, WPS or a typist makes of the eighth of September is that day."""
    assert the_day(cell) == date(2025, 9, 8)


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("2025-02-30", "date"), (20251301, "date"), ("20250931", "date"), (moment(2025, 9, 8, 16, 50), "date"),
        ("2025-9-8 16:50", "date"), (45908.7, "date"), ("45908.7", "date"), ("2025.9-8", "format"), ("9月8日", "format"),
        ("25.9.8", "format"), ("2025-09-08abc", "format"), ("昨天", "format"), (2025.9, "type"), (2025, "type"), (8, "type"),
        (True, "type"), (time(1), "type"), (10**9, "type"), (float("inf"), "type"), ("1850-01-01", "range"),
        (date(1850, 1, 1), "range"), (199_999, "range"), ("٢٠٢٥-٩-٨", "format"), ([], "type"),
    ],
)  # fmt: skip
def test_what_is_no_day_is_refused(cell: object, code: str) -> None:
    """A cell that is no day, no longer only a day, or not surely one is refused by its reason."""
    assert refused(DAY, cell).code == code


AUTUMN: Final = DateSpan(date(2025, 9, 1), date(2026, 1, 23))
LONG: Final = DateSpan(date(2023, 9, 1), date(2025, 9, 30))


@pytest.mark.parametrize(
    ("cell", "span", "day"),
    [
        ("9月8日", AUTUMN, date(2025, 9, 8)), ("９月８号", AUTUMN, date(2025, 9, 8)), ("9-8", AUTUMN, date(2025, 9, 8)),
        ("1/8", AUTUMN, date(2026, 1, 8)), ("25-9-8", AUTUMN, date(2025, 9, 8)), ("25.9.8", AUTUMN, date(2025, 9, 8)),
        ("26年1月8日", AUTUMN, date(2026, 1, 8)), ("2月29日", LONG, date(2024, 2, 29)), ("2025-9-8", LONG, date(2025, 9, 8)),
        ("2020-9-8", AUTUMN, date(2020, 9, 8)),
    ],
)  # fmt: skip
def test_a_day_without_its_full_year(cell: str, span: DateSpan, day: date) -> None:
    """A day without its century or year is the only such day of the span; a full one is never doubted."""
    assert parse_cell(DAY, cell, "on", within=span) == day


@pytest.mark.parametrize(
    ("cell", "span", "code", "stands"),
    [
        ("9月8日", None, "format", "没有写年份"), ("9/8", None, "format", "没有写年份"),
        ("25-9-8", None, "format", "年份只写了两位"), ("9月31日", None, "date", "没有这一天"),
        ("9月31日", AUTUMN, "date", "没有这一天"), ("25-9-31", AUTUMN, "date", "没有这一天"),
        ("13月1日", None, "date", "没有这一天"), ("2月29日", AUTUMN, "date", "不在 2025-09-01 至 2026-01-23 之间"),
        ("24-9-8", AUTUMN, "date", "不在 2025-09-01 至 2026-01-23 之间"),
        ("9月8日", LONG, "date", "在 2023-09-01 至 2025-09-30 之间不止一天"), ("9月", AUTUMN, "format", "不是日期"),
    ],
)  # fmt: skip
def test_a_day_that_could_be_several_or_none(cell: str, span: DateSpan | None, code: str, stands: str) -> None:
    """A day that no year, or more than one, makes whole is refused, and the refusal says which."""
    error = refused(DAY, cell, within=span)
    assert (error.code, error.stands.zh) == (code, stands)


def test_a_day_with_a_zone_is_refused() -> None:
    """A moment with a zone is not taken for a day, even at midnight."""
    assert refused(DAY, datetime(2025, 9, 8, tzinfo=UTC)).code == "date"


@pytest.mark.parametrize(
    "cell",
    [
        "16:50", "16：50", "16:50:00", "１６：５０", "16 : 50", "下午4:50", "下午 4:50", "4:50 PM", "PM 4:50", "4:50p.m.",
        "下午16:50", "16点50分", "16时50", "下午4点50分0秒", time(16, 50), moment(1899, 12, 31, 16, 50), 0.7013888888888888,
        timedelta(hours=16, minutes=50), time(16, 49, 59, 999_999),
    ],
)  # fmt: skip
def test_a_time_in_every_usual_spelling(cell: object) -> None:
    """Ten to five in the afternoon is the same time however it is typed or counted."""
    assert parse_cell(CLOCK, cell, "at") == time(16, 50)


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("上午12:30", time(0, 30)), ("12:30am", time(0, 30)), ("下午12:30", time(12, 30)), ("中午12:30", time(12, 30)),
        ("中午1:10", time(13, 10)), ("中午11点半", time(11, 30)), ("晚上8点", time(20)), ("8点整", time(8)), ("上午8点", time(8)),
        ("4 pm", time(16)), ("16:50:30", time(16, 50, 30)), (0, time(0)), (0.0, time(0)), (0.5, time(12)),
    ],
)  # fmt: skip
def test_halves_of_the_day(cell: object, expected: time) -> None:
    """Words for parts of the day mean what the Chinese clock of Excel means by them."""
    assert parse_cell(CLOCK, cell, "at") == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        ("24:00", "range"), ("16:60", "range"), ("16:50:61", "range"), ("上午16:50", "range"), ("下午0:30", "range"),
        ("晚上12:00", "range"), ("中午9:00", "range"), (1.0, "range"), (-0.1, "range"), (45908.7, "range"),
        (float("inf"), "range"), (timedelta(days=2), "range"), (0.9999999999, "range"), ("16", "format"), (16, "type"),
        (True, "type"), (False, "type"), ("傍晚", "format"), (moment(2025, 9, 8, 16, 50), "date"), (date(2025, 9, 8), "type"),
    ],
)  # fmt: skip
def test_what_is_no_time_is_refused(cell: object, code: str) -> None:
    """A cell that is no time of one day is refused by its reason."""
    assert refused(CLOCK, cell).code == code


def test_a_time_with_a_zone_is_refused() -> None:
    """The school's wall clock has no zone."""
    assert refused(CLOCK, time(16, 50, tzinfo=UTC)).code == "range"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (moment(2025, 9, 8, 16, 50), (date(2025, 9, 8), time(16, 50))),
        ("2025年9月8日 下午4:50", ("2025年9月8日", "下午4:50")),
        ("2025-09-08T16:50:00", ("2025-09-08", "16:50:00")),
        ("2025/9/8 16:50", ("2025/9/8", "16:50")),
        ("9月8日 16:50", ("9月8日", "16:50")),
        ("25-9-8 16:50", ("25-9-8", "16:50")),
        ("9月8日", None),
        (45908.5, (45908, 0.5)),
        (moment(2025, 9, 8), None),
        (NAT, None),
        ("2025-09-08 00:00:00", None),
        ("2025-09-08", None),
        ("2025-09-08 上门", None),
        ("16:50", None),
        (45908.0, None),
        (0.5, None),
        (None, None),
    ],
)
def test_a_moment_falls_into_day_and_time(cell: object, expected: object) -> None:
    """A cell with day and time together is told apart from one with a day alone."""
    assert split_moment(cell) == expected


@pytest.mark.parametrize(
    "cell",
    ["2025-09", "2025年9月", "2025年9月份", "2025.9", "2025/09", "202509", 202509, date(2025, 9, 1), moment(2025, 9, 8),
     45908, 45908.0, "2025-09-01 00:00:00", Month(2025, 9)],
)  # fmt: skip
def test_a_month_in_every_usual_spelling(cell: object) -> None:
    """A month may be typed as such, as digits, or be a day that the sheet shows as a month."""
    assert parse_cell(MONTH, cell, "month") == Month(2025, 9)


@pytest.mark.parametrize(
    ("cell", "code"),
    [(2025.1, "type"), ("2025-13", "date"), ("九月", "format"), (True, "type"), (9, "type"), (202513, "format")],
)
def test_what_is_no_month_is_refused(cell: object, code: str) -> None:
    """A number with a point says no month, for October and January look the same."""
    assert refused(MONTH, cell).code == code


@pytest.mark.parametrize(
    "cell",
    ["2025-09-01/2025-11-30", "2025年9月1日至2025年11月30日", "2025.9.1～2025.11.30", "2025-9-1 到 2025-11-30",
     "2025/9/1—2025/11/30", "2025年9月1日——2025年11月30日", "2025年9月至2025年11月", DateSpan(date(2025, 9, 1), date(2025, 11, 30))],
)  # fmt: skip
def test_a_period_in_every_usual_spelling(cell: object) -> None:
    """A period is two days or two months with a word or stroke between them."""
    assert parse_cell(PERIOD, cell, "period") == DateSpan(date(2025, 9, 1), date(2025, 11, 30))


@pytest.mark.parametrize(
    "cell", ["2025-2026学年", "2025—2026 学年度", "2025-2026", "２０２５～２０２６学年", SchoolYear(2025)]
)
def test_a_period_may_be_a_school_year(cell: object) -> None:
    """Two years that follow each other are a school year; two others are none."""
    assert parse_cell(PERIOD, cell, "period") == SchoolYear(2025)
    assert refused(PERIOD, "2025-2027学年").code == "format"


def test_a_period_may_be_a_month() -> None:
    """A single month is a period, a word is none, and the last day is never before the first."""
    assert parse_cell(PERIOD, "2025年9月", "period") == Month(2025, 9)
    assert parse_cell(PERIOD, date(2025, 9, 1), "period") == Month(2025, 9)
    assert refused(PERIOD, "本学期").code == "format"
    assert refused(PERIOD, "2025-11-30/2025-09-01").code == "order"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (12.5, "12.50"), (12, "12.00"), ("12.5", "12.50"), ("１２．５", "12.50"), ("12.50元", "12.50"), ("¥12.50", "12.50"),
        ("￥ 12.50", "12.50"), ("1,234.50", "1234.50"), ("１，２３４．５", "1234.50"), ("RMB 3", "3.00"), ("-3.2", "-3.20"),
        ("－3.2", "-3.20"), ("(3.20)", "-3.20"), ("（3.20）", "-3.20"), ("¥-3.2", "-3.20"), (0.1 + 0.2, "0.30"),
        (sum([0.1] * 10), "1.00"), (1e9 + 0.01, "1000000000.01"), (Decimal("2.5"), "2.50"), ("0012.5", "12.50"),
        (-0.0, "0.00"), ("12元整", "12.00"), (99.99999999999999, "100.00"),
    ],
)  # fmt: skip
def test_an_amount_is_exact(cell: object, expected: str) -> None:
    """What a sheet makes of an amount comes back to the fen, in the one spelling of amounts."""
    assert str(parse_cell(YUAN, cell, "amount")) == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (12.345, "format"), (100 / 3, "format"), ("12.345", "format"), ("十二元", "format"), ("1,23", "format"),
        ("12,34,567", "format"), ("1.2万", "format"), ("12元5角", "format"), ("(3.20", "format"), ("--3", "format"),
        ("(-3)", "format"), ("1" * 50, "format"), (1e13, "range"), (float("inf"), "range"), (10**30, "range"),
        (True, "type"), (date(2025, 9, 8), "type"), ("12%", "format"), ("=A1*2", "format"), ("#N/A", "format"),
        (Decimal("NaN"), "type"), ("1e3", "format"), ("１２．５．１", "format"),
    ],
)  # fmt: skip
def test_what_is_no_amount_is_refused(cell: object, code: str) -> None:
    """Neither thirds of a yuan, nor words, formulas or error values become money."""
    assert refused(YUAN, cell).code == code


def test_prices_and_numbers() -> None:
    """A price keeps six decimals and is never negative; a plain number takes no currency mark."""
    assert parse_cell(shape_of(Price), 0.125, "price") == Decimal("0.125")
    assert str(parse_cell(shape_of(Price), "12.5元", "price")) == "12.50"
    assert refused(shape_of(Price), -1).code == "range"
    assert parse_cell(shape_of(Number), "1,000.5", "n") == Decimal("1000.5")
    assert parse_cell(shape_of(Number), 36.6, "n") == Decimal("36.6")
    assert refused(shape_of(Number), "12元").code == "format"
    assert refused(shape_of(Number), 0.1234567).code == "format"


def test_the_host_decides_nothing() -> None:
    """Amounts come out the same under any decimal context the host has set."""
    with localcontext(Context(prec=2)):
        assert str(parse_cell(YUAN, 12345.67, "amount")) == "12345.67"
        assert str(parse_cell(YUAN, "12,345.67", "amount")) == "12345.67"


@given(st.decimals(-(10**9), 10**9, places=2))
def test_every_amount_survives_the_sheet(amount: Decimal) -> None:
    """An amount written as a float or with thousands marks is read back to the fen."""
    assert parse_cell(YUAN, float(amount), "amount") == amount
    assert parse_cell(YUAN, f"¥{amount:,f}" if amount >= 0 else f"{amount:,f}", "amount") == amount


@pytest.mark.parametrize(
    ("cell", "expected"),
    [(3, 3), (3.0, 3), ("3", 3), ("３", 3), ("1,200", 1200), ("3.0", 3), (Decimal(3), 3), ("-2", -2)],
)
def test_a_whole_number(cell: object, expected: int) -> None:
    """A whole number may come as float, text or with thousands marks."""
    assert parse_cell(WHOLE, cell, "n") == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [(3.5, "format"), ("3.5", "format"), ("三", "format"), (True, "type"), (1e300, "range"), (10**13, "range")],
)
def test_what_is_no_whole_number_is_refused(cell: object, code: str) -> None:
    """Halves, words and numbers beyond all bounds are no counts."""
    assert refused(WHOLE, cell).code == code
    assert refused(shape_of(Count), -1).code == "range"


@pytest.mark.parametrize(
    ("cell", "expected"),
    [("是", True), ("√", True), ("Yes", True), ("Ｙ", True), (1, True), (1.0, True), (True, True), ("TRUE", True), ("有", True),
     ("否", False), ("×", False), ("no", False), (0, False), (False, False), ("无", False)],
)  # fmt: skip
def test_yes_and_no(cell: object, expected: bool) -> None:
    """Ticks, words and numbers say yes or no."""
    assert parse_cell(FLAG, cell, "flag") is expected


@pytest.mark.parametrize(("cell", "code"), [("也许", "format"), (2, "type"), (0.5, "type"), (date(2025, 9, 8), "type")])
def test_neither_yes_nor_no(cell: object, code: str) -> None:
    """Anything else is asked again."""
    assert refused(FLAG, cell).code == code


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ("BX-01", "BX-01"), (" BX-01　", "BX-01"), ("ＢＸ－０１", "BX-01"), (301, "301"), (301.0, "301"), ("007", "007"),
        ("王　老师", "王 老师"), (202409010001000123, "202409010001000123"), ("1E02", "1E02"), ("'=A1", None),
    ],
)  # fmt: skip
def test_an_id(cell: object, expected: str | None) -> None:
    """Numbers become their digits, text its one spelling, and a guarded formula is still no id."""
    if expected is None:
        assert refused(ID, cell).code == "ident"
    else:
        assert parse_cell(ID, cell, "repair") == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [
        (2.0240901000100012e17, "format"), (1e15, "format"), ("2.02409E+17", "format"), (202409010001000000, "format"),
        (10**80, "format"), (3.201, "type"), (True, "type"), (date(2025, 3, 20), "type"), (time(3), "type"), ("BX\n01", "ident"),
        ("BX\u200b01", "ident"), ("x" * 65, "length"), ("@x", "ident"), ("=A1", "format"), ("#REF!", "format"), ([1], "type"),
    ],
)  # fmt: skip
def test_what_is_no_id_is_refused(cell: object, code: str) -> None:
    """Codes that lost digits, became dates or carry what cannot be seen are refused."""
    assert refused(ID, cell).code == code


def test_lost_digits_say_how_to_mend() -> None:
    """A code that lost its last digits tells the user to format the column as text."""
    assert "文本" in refused(ID, 2.0240901000100012e17).text("zh")
    assert "as text" in refused(ID, "2.02E+17").text("en")


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        (" 灯不亮 ", "灯不亮"), ("一\r\n二", "一\n二"), ("一_x000D_\n二", "一\n二"), ("a\tb", "a b"), ("e\u0301", "é"), (12, "12"),
        (12.0, "12"), (12.5, "12.5"), (date(2025, 9, 8), "2025-09-08"), (moment(2025, 9, 8), "2025-09-08"),
        (moment(2025, 9, 8, 16, 50), "2025-09-08 16:50"), (time(16, 50), "16:50"), ("'-5", "-5"), ("'=1+1", "=1+1"),
        ("'ok'", "'ok'"), ("＝", "＝"), ("=", "="),
    ],
)  # fmt: skip
def test_text(cell: object, expected: str) -> None:
    """Text keeps its words and line breaks, and loses what only the sheet put there."""
    assert parse_cell(TEXT, cell, "note") == expected


@pytest.mark.parametrize(
    ("cell", "code"),
    [(True, "type"), ("a\x00b", "character"), ("=SUM(A1:A3)", "format"), (b"x", "type"), (1e18, "format")],
)
def test_what_is_no_text_is_refused(cell: object, code: str) -> None:
    """Formulas, bytes and truth values are no text."""
    assert refused(TEXT, cell).code == code
    assert refused(text_shape(Text("text", "文本"), 2), "abc").code == "length"


@pytest.mark.parametrize(
    ("cell", "unit", "expected"),
    [
        ("2.5 kg", "", "2.5 kg"), ("２．５公斤", "", "2.5 公斤"), ("3袋", "", "3 袋"), ("1,200 g", "", "1200 g"), (3, "袋", "3 袋"),
        (2.5, "kg", "2.5 kg"), ("3", "袋", "3 袋"), ("3 箱", "袋", "3 箱"), ("-1 kg", "", "-1 kg"), ("2.50㎏", "", "2.5 kg"),
    ],
)  # fmt: skip
def test_a_quantity(cell: object, unit: str, expected: str) -> None:
    """A quantity has its unit in the cell, or a bare number takes the one of its heading."""
    assert str(parse_cell(QUANTITY, cell, "quantity", unit=unit)) == expected


@pytest.mark.parametrize(
    ("cell", "code"), [(3, "format"), ("3", "format"), ("若干", "format"), ("3 KG", "choice"), (True, "type")]
)
def test_what_is_no_quantity_is_refused(cell: object, code: str) -> None:
    """A number that says no unit is no quantity."""
    assert refused(QUANTITY, cell).code == code


@pytest.mark.parametrize("cell", ["minor", "小修", " 小 修", "MINOR", "小"])
def test_a_coded_value_by_its_label(cell: object) -> None:
    """A code may be written as such, by either label or by another name it has."""
    assert parse_cell(SEVERITY, cell, "severity", SEVERITIES) == "minor"


def test_no_code() -> None:
    """What is no choice is refused with the choices; a name that two codes share decides nothing."""
    assert "小修、大修" in refused(SEVERITY, "中修", names=SEVERITIES).text("zh")
    assert "minor, major" in refused(SEVERITY, "中修").text("en")
    twins = {"minor": Label("minor", "修"), "major": Label("major", "修")}
    assert refused(SEVERITY, "修", names=twins).code == "choice"
    assert parse_cell(shape_of(Literal["1", "2"]), 1.0, "grade") == "1"


def test_lists() -> None:
    """A list is cut at any of the usual marks; what stands between two marks with nothing is left out."""
    people = shape_of(tuple[PersonId, ...])
    assert parse_cell(people, "张三、李四，王五;赵六；钱七\n孙八,,", "by") == (
        "张三",
        "李四",
        "王五",
        "赵六",
        "钱七",
        "孙八",
    )
    assert parse_cell(people, 7, "by") == ("7",)
    assert parse_cell(people, ("张三",), "by") == ("张三",)
    assert parse_cell(shape_of(tuple[Yuan, ...]), "1,234.50；3", "amounts") == (Decimal("1234.50"), Decimal("3.00"))
    assert parse_cell(shape_of(tuple[Literal["minor", "major"], ...]), "小修、大修", "s", SEVERITIES) == (
        "minor",
        "major",
    )
    assert refused(people, "张三、=A1").code == "format"


def test_other_shapes_read_their_own_text() -> None:
    """A reference or a host's own shape reads its one spelling; a record fits in no cell."""
    assert parse_cell(shape_of(RefId), " repairs＃12 ", "because") == Ref("repairs", 12)
    assert refused(shape_of(RefId), 12).code == "type"
    assert refused(shape_of(Size), "2x3").code == "shape"
    assert parse_cell(shape_of(Annotated[str, text_shape(Text("text", "文本"))]), "x", "f") == "x"


@pytest.mark.parametrize(
    "cell", [None, "", "  ", "　", "-", "—", "——", "/", "//", float("nan"), NAT, "\ufeff", " " * 10_000]
)
def test_nothing(cell: object) -> None:
    """An empty cell is nothing: None where the field may be left out, refused where not."""
    assert is_blank(cell)
    assert parse_cell(shape_of(Note | None), cell, "note") is None
    assert refused(TEXT, cell).code == "blank"


@pytest.mark.parametrize("cell", ["无", 0, False, "---", "a", 0.0, moment(2025, 9, 8), []])
def test_something(cell: object) -> None:
    """Nought, no, and words are not nothing."""
    assert not is_blank(cell)


SHAPES = [ID, TEXT, WHOLE, FLAG, DAY, CLOCK, MONTH, PERIOD, YUAN, QUANTITY, SEVERITY, shape_of(Price), shape_of(Number),
          shape_of(RefId), shape_of(tuple[PersonId, ...]), shape_of(Size)]  # fmt: skip
CELLS = st.one_of(
    st.none(), st.text(), st.integers(), st.floats(), st.booleans(), st.dates(), st.datetimes(), st.times(), st.decimals(),
    st.timedeltas(), st.binary(), st.from_regex(r"[0-9年月日./: -]{1,14}"), st.lists(st.integers()),
)  # fmt: skip


@given(st.sampled_from(SHAPES), CELLS)
def test_no_cell_breaks_the_reader(shape: Shape, cell: object) -> None:
    """Any cell becomes a value the shape takes, or an ``InvalidValue``, and nothing else."""
    try:
        value = parse_cell(shape, cell, "field")
    except InvalidValue:
        return
    assert shape.check(value, "field") == value or isinstance(value, Quantity)


@given(st.dates(date(1928, 1, 1), date(2199, 12, 31)))
def test_every_day_survives_the_sheet(day: date) -> None:
    """Each day is read back from its serial number, its digits and its usual spellings."""
    serial = (day - date(1899, 12, 30)).days
    spellings = [f"{day.year}年{day.month}月{day.day}日", f"{day.year}.{day.month}.{day.day}", f"{day:%Y%m%d}"]
    assert {the_day(cell) for cell in [day, serial, float(serial), *spellings]} == {day}


@given(st.times().map(lambda each: each.replace(microsecond=0)))
def test_every_time_survives_the_sheet(clock: time) -> None:
    """Each time is read back from its fraction of a day and its usual spellings."""
    seconds = clock.hour * 3600 + clock.minute * 60 + clock.second
    cells = [seconds / 86_400, f"{clock:%H:%M:%S}", f"{clock.hour}时{clock.minute}分{clock.second}秒", clock]
    assert {parse_cell(CLOCK, cell, "at") for cell in cells} == {clock}


@pytest.mark.parametrize(
    ("cell", "factor", "value"),
    [
        ("1.5", 12, Decimal("18.0")),
        (2, 12, Decimal(24)),
        ("１５ 年", 12, Decimal(180)),
        ("1.5", 1, "1.5"),
        (None, 12, None),
        ("—", 12, "—"),
    ],
)
def test_a_number_in_another_unit(cell: object, factor: int, value: object) -> None:
    """What a cell says is multiplied by the factor of its heading; an empty cell stays empty, and a factor of 1 reads nothing."""
    assert scaled_cell(cell, factor, "life_months") == value


@pytest.mark.parametrize(
    ("cell", "first", "others"),
    [
        ("孙保管、陈师傅", "孙保管", ("陈师傅",)),
        ("孙保管/ 陈师傅 ；周会计", "孙保管", (" 陈师傅 ", "周会计")),
        ("孙保管，", "孙保管", ()),
        ("孙保管\n陈师傅", "孙保管\n陈师傅", ()),
        (" #N/A ", " #N/A ", ()),
        ("、", None, ()),
        (None, None, ()),
        (7, 7, ()),
    ],
)
def test_people_of_one_cell(cell: object, first: object, others: tuple[str, ...]) -> None:
    """The first of several names stands apart; a line break, an error of the spreadsheet or no text is left as it is."""
    assert split_people(cell) == (first, others)


@pytest.mark.parametrize(("cell", "unit"), [("kg", "kg"), (" ㎏ ", "kg"), ("公斤", "公斤"), ("℃", "°C"), ("袋", "袋")])
def test_the_unit_beside_a_quantity(cell: object, unit: str) -> None:
    """A cell that names a unit is read in its one spelling."""
    assert unit_cell(cell, "quantity") == unit


@pytest.mark.parametrize(("cell", "code"), [("KG", "choice"), (25, "type"), ("", "blank"), ("？", "format")])
def test_what_is_no_unit(cell: object, code: str) -> None:
    """What cannot be a unit is refused, and so are known letters of the wrong size."""
    with pytest.raises(InvalidValue) as caught:
        unit_cell(cell, "quantity")
    assert caught.value.code == code
