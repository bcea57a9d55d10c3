"""Quantities: exact inside a kind, refused between kinds, a bag only with a stated factor."""

from collections.abc import Callable
from decimal import Decimal, localcontext
from typing import Any

import attrs
import pytest
from hypothesis import given
from hypothesis import strategies as st

from schoollogistics.errors import InvalidValue
from schoollogistics.values.quantities import UNITS, Quantity, check_unit, quantity

BAGS = {"袋": Quantity(25, "kg"), "箱": Quantity(12, "袋")}
AMOUNTS = st.integers(-(10**12), 10**12).map(lambda n: Decimal(f"{n}e-6"))
MASS = st.sampled_from(sorted(unit for unit, (kind, _) in UNITS.items() if kind == "mass"))


def code_of(call: Callable[[], object]) -> str:
    """Return the code of the InvalidValue that *call* raises."""
    with pytest.raises(InvalidValue) as caught:
        call()
    assert caught.value.text("zh")
    return caught.value.code


@pytest.mark.parametrize(
    ("text", "amount", "unit", "printed"),
    [
        ("2.5 kg", "2.5", "kg", "2.5 kg"),
        ("2.50kg", "2.5", "kg", "2.5 kg"),
        ("3袋", "3", "袋", "3 袋"),
        ("-1 L", "-1", "L", "-1 L"),
        ("100 盒(24)", "100", "盒(24)", "100 盒(24)"),
        ("0.000001 t", "0.000001", "t", "0.000001 t"),
    ],
)
def test_a_quantity_is_read_and_printed(text: str, amount: str, unit: str, printed: str) -> None:
    """Amount and unit are read from text and printed in one spelling."""
    found = quantity(text)
    assert (str(found.amount), found.unit, str(found)) == (amount, unit, printed)
    assert Quantity.parse(str(found)) == found


@given(AMOUNTS, st.sampled_from([*sorted(UNITS), "袋", "箱", "个"]))
def test_printing_and_parsing_are_inverse(amount: Decimal, unit: str) -> None:
    """Whatever can be a quantity comes back from its own text unchanged."""
    made = Quantity(amount=amount, unit=unit)
    back = quantity(str(made))
    assert (str(back.amount), back.unit) == (str(made.amount), made.unit)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (5, "type"),
        (None, "type"),
        ("", "format"),
        ("kg", "format"),
        ("2.5", "format"),
        ("kg 2.5", "format"),
        ("2.5  kg", "format"),
        ("2.5 kg\n", "format"),
        ("２ kg", "format"),
        ("2 ｋｇ", "format"),
        ("2 кg", "format"),
        ("1e5 kg", "format"),
        ("1.2.3 kg", "format"),
        ("NaN kg", "format"),
        ("1 =kg", "format"),
        ("1" * 60 + " kg", "format"),
        ("0.0000001 kg", "format"),
        ("1 " + "袋" * 17, "length"),
        ("9" * 14 + " kg", "range"),
        ("2 KG", "choice"),
        ("2 ML", "choice"),
        ("2 KWH", "choice"),
    ],
)
def test_what_is_no_quantity_is_refused(text: Any, code: str) -> None:
    """Text that is not an amount and a unit is refused with its code."""
    assert code_of(lambda: quantity(text)) == code


@pytest.mark.parametrize(
    ("amount", "unit", "code"),
    [
        (2.5, "kg", "type"),
        (True, "kg", "type"),
        (Decimal("NaN"), "kg", "type"),
        (Decimal("1e999999999"), "kg", "range"),
        pytest.param(10**5000, "kg", "range", id="bomb"),
        (1, None, "type"),
        (1, "", "blank"),
        (1, " ", "blank"),
        (1, "k g", "format"),
        (1, "2kg", "format"),
    ],
)
def test_bad_parts_are_refused(amount: Any, unit: Any, code: str) -> None:
    """Amount and unit are each checked when a quantity is made."""
    assert code_of(lambda: Quantity(amount, unit)) == code


@pytest.mark.parametrize(
    ("text", "unit", "printed"),
    [
        ("1 斤", "kg", "0.5 kg"),
        ("1 两", "g", "50 g"),
        ("3 公斤", "斤", "6 斤"),
        ("1 t", "千克", "1000 千克"),
        ("250 克", "kg", "0.25 kg"),
        ("500 ml", "L", "0.5 L"),
        ("1 立方米", "升", "1000 升"),
        ("180 厘米", "米", "1.8 米"),
        ("2 km", "m", "2000 m"),
        ("1 平方米", "cm2", "10000 cm2"),
        ("7 度", "kWh", "7 kWh"),
        ("7 个", "个", "7 个"),
    ],
)
def test_conversion_inside_a_kind(text: str, unit: str, printed: str) -> None:
    """Units of one kind convert by their fixed sizes."""
    assert str(quantity(text).to(unit)) == printed


@pytest.mark.parametrize(
    ("text", "unit", "printed"),
    [
        ("2 袋", "kg", "50 kg"),
        ("100 斤", "袋", "2 袋"),
        ("1 箱", "t", "0.3 t"),
        ("6 袋", "箱", "0.5 箱"),
        ("3 箱", "箱", "3 箱"),
    ],
)
def test_a_bag_converts_with_a_stated_factor(text: str, unit: str, printed: str) -> None:
    """What a bag or box holds is said by factors, which may build on each other."""
    assert str(quantity(text).to(unit, BAGS)) == printed


@given(AMOUNTS, MASS, MASS)
def test_conversion_is_exact_or_refused(amount: Decimal, start: str, end: str) -> None:
    """A conversion that succeeds comes back to the very same amount."""
    made = Quantity(amount, start)
    try:
        there = made.to(end)
    except InvalidValue as error:
        assert error.code in {"format", "range"}  # noqa: PT017
    else:
        assert there == made
        assert str(there.to(start)) == str(made)


@pytest.mark.parametrize(
    ("call", "code"),
    [
        (lambda: quantity("1 kg").to("L"), "choice"),
        (lambda: quantity("1 袋").to("kg"), "choice"),
        (lambda: quantity("1 袋").to("L", BAGS), "choice"),
        (lambda: quantity("1 kg").to("KG"), "choice"),
        (lambda: quantity("1 mg").to("t"), "format"),
        (lambda: quantity("10 kg").to("箱", {"箱": Quantity(3, "kg")}), "format"),
        (lambda: quantity("1000000000000 t").to("mg"), "range"),
        (lambda: quantity("1 袋").to("kg", {"kg": Quantity(2, "斤")}), "choice"),
        (lambda: quantity("1 袋").to("kg", {"袋": Quantity(0, "kg")}), "range"),
        (lambda: quantity("1 袋").to("kg", {"袋": Quantity(-1, "kg")}), "range"),
        (lambda: quantity("1 袋").to("kg", {"袋": 25}), "type"),  # type: ignore[dict-item]
        (lambda: quantity("1 袋").to("kg", {"袋": Quantity(1, "箱"), "箱": Quantity(1, "袋")}), "limit"),
        (lambda: quantity("1 kg") + quantity("1 L"), "choice"),
        (lambda: quantity("1 kg") - quantity("1 袋"), "choice"),
        (lambda: quantity("1 kg") < quantity("1 L"), "choice"),
        (lambda: quantity("1 t") + quantity("1 mg"), "format"),
        (lambda: quantity("1000000000000 kg") + quantity("1 kg"), "range"),
    ],
)
def test_what_does_not_convert_is_refused(call: Callable[[], object], code: str) -> None:
    """Other kinds, inexact results, sizes restated and circles are refused with their codes."""
    assert code_of(call) == code


@given(AMOUNTS, AMOUNTS)
def test_sums_are_exact_whatever_the_host_computes_with(one: Decimal, other: Decimal) -> None:
    """Adding and taking away again gives the first quantity back, even under a one-digit context."""
    with localcontext() as context:
        context.prec = 1
        first, second = Quantity(one, "kg"), Quantity(other, "kg")
        assert str(first + second - second) == str(first)
        assert first + second == second + first


def test_the_left_unit_is_kept() -> None:
    """A sum is written in the unit of its left side."""
    assert str(quantity("1 斤") + quantity("250 g")) == "1.5 斤"
    assert str(quantity("1 L") - quantity("250 mL")) == "0.75 L"


@given(AMOUNTS, MASS, AMOUNTS, MASS)
def test_order_is_total_inside_a_kind(one: Decimal, its: str, other: Decimal, others: str) -> None:
    """Exactly one of less, equal, greater holds, and equal quantities hash alike."""
    first, second = Quantity(one, its), Quantity(other, others)
    assert [first < second, first == second, first > second].count(True) == 1
    assert (first <= second) == (first < second or first == second)
    assert first != second or hash(first) == hash(second)


def test_equal_means_equally_much() -> None:
    """1 kg is 1000 g; nothing of one kind equals anything of another or a bare number."""
    assert quantity("1 kg") == quantity("1000 g") == quantity("2 斤")
    assert quantity("1 kg") != quantity("1 L")
    assert quantity("1 个") != 1
    assert quantity("1 kg").kind == "mass"
    assert quantity("1 袋").kind == "袋"


@pytest.mark.parametrize("call", [lambda q: q + 1, lambda q: q - 1, lambda q: q < 1])
def test_a_bare_number_has_no_unit(call: Callable[[Any], object]) -> None:
    """Adding or comparing a number without a unit is Python's own TypeError."""
    with pytest.raises(TypeError):
        call(quantity("1 kg"))


def test_a_quantity_is_frozen() -> None:
    """A quantity cannot be changed."""
    with pytest.raises(attrs.exceptions.FrozenInstanceError):
        quantity("1 kg").unit = "g"  # type: ignore[misc]


def test_every_known_unit_is_a_unit_label() -> None:
    """The table of units passes its own check."""
    assert [check_unit(unit) for unit in UNITS] == list(UNITS)


def test_the_one_sign_for_degrees_celsius_means_the_two() -> None:
    """``℃``, as Chinese keyboards write it, is ``°C``."""
    assert Quantity(8, "℃") == Quantity.parse("8℃") == Quantity(8, "°C")
    assert str(Quantity(8, "℃")) == "8 °C"
