"""Money: one reader for every amount, one place of rounding, capital figures as on a cheque."""

from decimal import Decimal, localcontext
from fractions import Fraction
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.errors import InvalidValue
from schoollogistics.values.money import exact, line_amount, price, rmb_upper, show_yuan, yuan


class Whole(int):
    """An int that is not exactly an int."""


HOSTILE = [
    (1.5, "type"),
    (True, "type"),
    (None, "type"),
    (b"1", "type"),
    ([1], "type"),
    (Whole(1), "type"),
    (float("nan"), "type"),
    (float("inf"), "type"),
    (Decimal("NaN"), "type"),
    (Decimal("sNaN"), "type"),
    (Decimal("Infinity"), "type"),
    (Decimal("-Infinity"), "type"),
    ("", "format"),
    ("NaN", "format"),
    ("Infinity", "format"),
    ("1e3", "format"),
    ("１２", "format"),
    ("1_0", "format"),
    (" 1", "format"),
    ("1 ", "format"),
    ("1\n", "format"),
    ("+1", "format"),
    ("01", "format"),
    (".5", "format"),
    ("5.", "format"),
    ("1,000", "format"),
    ("¥5", "format"),
    ("--1", "format"),
    ("1.2.3", "format"),
    ("1.234", "format"),
    (Decimal("1.005"), "format"),
    (Decimal("1e-7"), "format"),
    (Decimal("1e-999999999"), "format"),
    ("9" * 33, "length"),
    ("1000000000000.01", "range"),
    (10**12 + 1, "range"),
    (-(10**12) - 1, "range"),
    (10**5000, "range"),
    (-(10**5000), "range"),
    (Decimal("1e13"), "range"),
    (Decimal("1e999999999"), "range"),
]


@pytest.mark.parametrize(("value", "code"), HOSTILE, ids=range(len(HOSTILE)))
def test_what_is_no_amount_is_refused_with_its_code(value: object, code: str) -> None:
    """Whatever is not an exact amount is refused, quickly, in both languages and without being printed in full."""
    began = perf_counter()
    with pytest.raises(InvalidValue) as caught:
        yuan(value, "cost")  # type: ignore[arg-type]
    assert caught.value.code == code
    assert caught.value.fields == ("cost",)
    assert len(str(caught.value)) < 500
    assert perf_counter() - began < 0.5


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12, "12.00"),
        ("12", "12.00"),
        ("12.5", "12.50"),
        ("-3.20", "-3.20"),
        ("12.500", "12.50"),
        (Decimal("1E+2"), "100.00"),
        (Decimal("-0.00"), "0.00"),
        ("-0", "0.00"),
        (Decimal("0e999999999"), "0.00"),
        (Decimal("0e-999999999"), "0.00"),
        (10**12, "1000000000000.00"),
        (-(10**12), "-1000000000000.00"),
    ],
)
def test_an_amount_has_two_places(value: int | str | Decimal, text: str) -> None:
    """Every accepted spelling becomes the one with two places."""
    assert str(yuan(value)) == text


@given(st.integers(-(10**14), 10**14))
def test_every_fen_is_exact(fen: int) -> None:
    """Any amount of fen survives text, and reading it again changes nothing."""
    amount = yuan(Decimal(f"{fen}e-2"))
    assert Fraction(amount) == Fraction(fen, 100)
    assert str(yuan(str(amount))) == str(yuan(amount)) == str(amount)


def test_the_hosts_decimal_context_has_no_say() -> None:
    """A host that computes with one digit and other rounding gets the same amounts."""
    with localcontext() as context:
        context.prec = 1
        context.rounding = "ROUND_DOWN"
        assert str(yuan("123456.78")) == "123456.78"
        assert str(line_amount(Decimal("0.333333"), Decimal("12.5"))) == "4.17"
        assert show_yuan(Decimal("-1234567.8")) == "-1,234,567.80"


@pytest.mark.parametrize(("value", "text"), [(3, "3.00"), ("2.5", "2.50"), ("0.123456", "0.123456"), ("0", "0.00")])
def test_a_price_has_two_to_six_places(value: int | str, text: str) -> None:
    """A price keeps up to six places and writes at least two."""
    assert str(price(value)) == text


@pytest.mark.parametrize(("value", "code"), [("0.1234567", "format"), ("-0.01", "range"), (2.5, "type")])
def test_what_is_no_price_is_refused(value: object, code: str) -> None:
    """A price is neither negative nor finer than six places nor a float."""
    with pytest.raises(InvalidValue) as caught:
        price(value)  # type: ignore[arg-type]
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("unit", "amount", "text"),
    [
        ("2.5", 3, "7.50"),
        ("0.005", 1, "0.01"),
        ("0.005", -1, "-0.01"),
        ("0.004999", 1, "0.00"),
        ("1.11", "0.5", "0.56"),
    ],
)
def test_a_line_is_rounded_once_half_up(unit: str, amount: int | str, text: str) -> None:
    """Price times amount is rounded to the fen at the half upwards, the same for a return."""
    assert str(line_amount(Decimal(unit), Decimal(amount))) == text


@given(st.integers(0, 10**12), st.integers(-(10**10), 10**10))
def test_a_line_is_within_half_a_fen_and_odd(unit: int, amount: int) -> None:
    """The rounded product is never further than half a fen away, and a return is the exact negative."""
    per_unit, units = Decimal(f"{unit}e-6"), Decimal(f"{amount}e-6")
    line = line_amount(per_unit, units)
    assert abs(Fraction(line) - Fraction(per_unit) * Fraction(units)) <= Fraction(1, 200)
    assert line_amount(per_unit, -units) == -line


@pytest.mark.parametrize(
    ("unit", "amount", "code"),
    [
        (Decimal(10**12), 2, "range"),
        (Decimal(-1), 2, "range"),
        (2.5, 2, "type"),
        (Decimal(1), 0.5, "type"),
        (Decimal(1), Decimal("1e-7"), "format"),
    ],
)
def test_a_line_of_bad_numbers_is_refused(unit: object, amount: object, code: str) -> None:
    """Both numbers of a line and its product are checked."""
    with pytest.raises(InvalidValue) as caught:
        line_amount(unit, amount)  # type: ignore[arg-type]
    assert caught.value.code == code


@pytest.mark.parametrize(
    ("amount", "capitals"),
    [
        ("0", "零元整"),
        ("0.05", "伍分"),
        ("0.50", "伍角"),
        ("0.55", "伍角伍分"),
        ("1", "壹元整"),
        ("10", "壹拾元整"),
        ("10.5", "壹拾元零伍角"),
        ("105", "壹佰零伍元整"),
        ("325.04", "叁佰贰拾伍元零肆分"),
        ("1001", "壹仟零壹元整"),
        ("1409.50", "壹仟肆佰零玖元伍角"),
        ("1680.32", "壹仟陆佰捌拾元零叁角贰分"),
        ("6007.14", "陆仟零柒元壹角肆分"),
        ("10500", "壹万零伍佰元整"),
        ("16409.02", "壹万陆仟肆佰零玖元零贰分"),
        ("20000.05", "贰万元零伍分"),
        ("107000.53", "壹拾万柒仟元零伍角叁分"),
        ("1005000", "壹佰万伍仟元整"),
        ("10000001", "壹仟万零壹元整"),
        ("100005000", "壹亿零伍仟元整"),
        ("100000500", "壹亿零伍佰元整"),
        ("101010101.01", "壹亿零壹佰零壹万零壹佰零壹元零壹分"),
        ("123456789.12", "壹亿贰仟叁佰肆拾伍万陆仟柒佰捌拾玖元壹角贰分"),
        ("1000000000000", "壹万亿元整"),
    ],
)
def test_capital_figures_follow_the_payment_rules(amount: str, capitals: str) -> None:
    """The examples of 支付结算办法 附一, and every place where a zero is or is not written."""
    assert rmb_upper(Decimal(amount)) == capitals


@given(st.integers(0, 10**14))
def test_capital_figures_never_stumble_over_zeros(fen: int) -> None:
    """No capital spelling has two zeros in a row, or one before 元, 万 or 亿, and each ends in 整, 角 or 分."""
    capitals = rmb_upper(Decimal(f"{fen}e-2"))
    assert "零零" not in capitals
    assert capitals == "零元整" or not any(f"零{mark}" in capitals for mark in "元万亿拾佰仟角分整")
    assert capitals[-1] in "整角分"


@pytest.mark.parametrize(("amount", "code"), [(Decimal("-0.01"), "range"), (Decimal("1.005"), "format"), (1.0, "type")])
def test_capital_figures_refuse_what_a_cheque_cannot_say(amount: object, code: str) -> None:
    """Negative amounts, parts of a fen and floats have no capital spelling."""
    with pytest.raises(InvalidValue) as caught:
        rmb_upper(amount)  # type: ignore[arg-type]
    assert caught.value.code == code


def test_an_amount_is_shown_with_thousands_marks() -> None:
    """Both languages print the same figures."""
    assert show_yuan(Decimal("1234.5")) == "1,234.50"
    assert show_yuan(0) == "0.00"


def test_exact_keeps_the_places_asked_for() -> None:
    """The shared reader strips needless zeros down to what is to be kept."""
    assert str(exact("12.5000", "n", places=4)) == "12.5"
    assert str(exact(Decimal(100), "n", places=4)) == "100"
    assert str(exact(Decimal("1.1"), "n", places=4, keep=3)) == "1.100"
