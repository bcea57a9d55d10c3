"""Quantities carry a unit and convert exactly inside a kind; a bag or a box converts only with a stated factor."""

import re
from collections.abc import Mapping
from decimal import Decimal
from fractions import Fraction
from functools import total_ordering
from typing import Final, Self

from attrs import field, frozen

from schoollogistics.errors import LogisticsError, Text, invalid
from schoollogistics.values.money import LONGEST_SPELLING, exact

PLACES: Final = 6
UNIT_LENGTH: Final = 16
TEXT_LENGTH: Final = LONGEST_SPELLING + 1 + UNIT_LENGTH
MOST_STEPS: Final = 8

# Each kind in its own smallest unit: mass in mg, volume in mL, length in mm, area in cm², energy in kWh.
UNITS: Final[Mapping[str, tuple[str, int]]] = {
    **dict.fromkeys(("t", "吨"), ("mass", 1_000_000_000)),
    **dict.fromkeys(("kg", "公斤", "千克"), ("mass", 1_000_000)),
    **dict.fromkeys(("斤", "市斤"), ("mass", 500_000)),
    **dict.fromkeys(("两",), ("mass", 50_000)),
    **dict.fromkeys(("g", "克"), ("mass", 1_000)),
    **dict.fromkeys(("mg", "毫克"), ("mass", 1)),
    **dict.fromkeys(("m3", "立方米"), ("volume", 1_000_000)),
    **dict.fromkeys(("L", "l", "升"), ("volume", 1_000)),
    **dict.fromkeys(("mL", "ml", "毫升"), ("volume", 1)),
    **dict.fromkeys(("km", "千米", "公里"), ("length", 1_000_000)),
    **dict.fromkeys(("m", "米"), ("length", 1_000)),
    **dict.fromkeys(("cm", "厘米"), ("length", 10)),
    **dict.fromkeys(("mm", "毫米"), ("length", 1)),
    **dict.fromkeys(("m2", "平方米"), ("area", 10_000)),
    **dict.fromkeys(("cm2", "平方厘米"), ("area", 1)),
    **dict.fromkeys(("kWh", "度", "千瓦时"), ("energy", 1)),
}
_BY_CASE: Final[Mapping[str, str]] = {unit.casefold(): unit for unit in reversed(tuple(UNITS))}

# ASCII and Chinese letters only, so that no look-alike passes for another unit; no digit in front, so "2.5 kg" parses.
_LETTER: Final = "A-Za-z%°μΩ〇\u3400-\u9fff"
_UNIT: Final = re.compile(f"[{_LETTER}][{_LETTER}0-9/·().-]*")
_SPELLING: Final = re.compile(r"(-?[0-9.]+) ?(\D.*)")
_UNIT_EXAMPLES: Final = Text('a unit such as "kg", "L" or "袋"', "请写单位，例如 kg、L、袋")


def check_unit(unit: object, field: str = "unit") -> str:
    """Return *unit* if it can be a unit label: 1-16 ASCII or Chinese letters, digits and ``/·().-`` behind the first.

    ``InvalidValue`` otherwise: ``type``, ``blank``, ``length``, ``format``, ``choice`` for ``KG`` in place of ``kg``.
    """
    if type(unit) is not str:
        raise invalid("type", field, unit, Text("is not text", "不是文本"), _UNIT_EXAMPLES)
    if unit == "℃":
        return "°C"  # one sign on Chinese keyboards
    if not unit.strip():
        raise invalid("blank", field, unit, Text("is blank", "为空"), _UNIT_EXAMPLES)
    if len(unit) > UNIT_LENGTH:
        raise invalid(
            "length",
            field,
            unit,
            Text(f"has {len(unit)} characters", f"有 {len(unit)} 个字符"),
            Text(f"at most {UNIT_LENGTH}", f"最多 {UNIT_LENGTH} 个"),
        )
    if not _UNIT.fullmatch(unit):
        raise invalid("format", field, unit, Text("is not a unit label", "不是单位"), _UNIT_EXAMPLES)
    meant = _BY_CASE.get(unit.casefold())
    if meant and unit not in UNITS:
        # Left alone it would become a kind of its own, and 2 KG would never add up with 2 kg.
        raise invalid(
            "choice",
            field,
            unit,
            Text("is a known unit in other letters", "大小写不对"),
            Text(f"write {meant}", f"请写 {meant}"),
        )
    return unit


def _amount(value: Decimal | int | str) -> Decimal:
    return exact(value, "amount", places=PLACES)


def _unit(value: str) -> str:
    return check_unit(value)


@total_ordering
@frozen(eq=False)
class Quantity:
    """An exact amount of a unit: ``Quantity(25, "kg")``, ``Quantity(Decimal("2.5"), "斤")``.

    The amount has up to six decimals and lies within ±10^12. Known kinds are mass, volume, length, area and energy; any
    other unit is a kind of its own. Equal means equally much: 1 kg == 1000 g. ``InvalidValue`` for what is no amount or
    unit, and for sums and comparisons across kinds.
    """

    amount: Decimal = field(converter=_amount)
    unit: str = field(converter=_unit)

    @classmethod
    def parse(cls, text: str) -> Self:
        """Return the quantity that *text* says, such as ``"2.5 kg"`` or ``"3袋"``; the inverse of ``str``."""
        if type(text) is not str:
            raise invalid("type", "quantity", text, Text("is not text", "不是文本"), _EXAMPLE)
        found = _SPELLING.fullmatch(text) if len(text) <= TEXT_LENGTH else None
        if found is None:
            raise invalid("format", "quantity", text, Text("is not an amount and a unit", "不是数量加单位"), _EXAMPLE)
        return cls(found[1], found[2])

    @property
    def kind(self) -> str:
        """What is measured: ``mass``, ``volume``, ``length``, ``area``, ``energy``, or the unit itself."""
        return _scale(self.unit)[0]

    def to(self, unit: str, factors: "Mapping[str, Quantity] | None" = None) -> Self:
        """Return the same quantity in *unit*, exactly.

        *factors* says what a bag or box holds: ``{"袋": Quantity(25, "kg")}``; they may build on each other.
        ``InvalidValue``: ``choice`` between kinds, ``format`` if it is not exact at six decimals.
        """
        if unit == self.unit and factors is None:
            return self
        stated: Mapping[str, Quantity] = factors or {}
        _check_factors(stated)
        kind, scale = _scale(self.unit, stated)
        wanted, divisor = _scale(check_unit(unit), stated)
        if kind != wanted:
            raise _between_kinds(self, unit)
        parts = Fraction(self.amount) * scale / divisor * 10**PLACES
        if parts.denominator != 1:
            raise invalid(
                "format",
                "quantity",
                str(self),
                Text(f"is not exact in {unit} at {PLACES} decimals", f"换算成{unit}超过 {PLACES} 位小数"),
                Text("a smaller unit, or the amount as weighed", "请用更小的单位，或按实际称量填写"),
            )
        return type(self)(Decimal(f"{parts.numerator}e-{PLACES}"), unit)

    def __add__(self, other: "Quantity") -> Self:
        if not isinstance(other, Quantity):
            return NotImplemented
        return type(self)(_sum(self.amount, other.to(self.unit).amount), self.unit)

    def __sub__(self, other: "Quantity") -> Self:
        if not isinstance(other, Quantity):
            return NotImplemented
        return type(self)(_sum(self.amount, other.to(self.unit).amount, -1), self.unit)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Quantity):
            return NotImplemented
        return self._measured() == other._measured()

    def __lt__(self, other: "Quantity") -> bool:
        if not isinstance(other, Quantity):
            return NotImplemented
        (mine, much), (theirs, more) = self._measured(), other._measured()
        if mine != theirs:
            raise _between_kinds(self, other.unit)
        return much < more

    def __hash__(self) -> int:
        return hash(self._measured())

    def __str__(self) -> str:
        return f"{self.amount:f} {self.unit}"

    def _measured(self) -> tuple[str, Fraction]:
        kind, scale = _scale(self.unit)
        return kind, Fraction(self.amount) * scale


_EXAMPLE: Final = Text('an amount and a unit, as in "2.5 kg"', "请写数量和单位，例如 “2.5 kg”")


def quantity(text: str) -> Quantity:
    """Return the quantity that *text* says, such as ``"2.5 kg"`` or ``"3袋"``; ``InvalidValue`` otherwise."""
    return Quantity.parse(text)


def _sum(one: Decimal, other: Decimal, sign: int = 1) -> Decimal:
    # Counted in millionths: Decimal's own + would round by whatever context the host has set.
    millionths = Fraction(10**PLACES)
    return Decimal(f"{int(Fraction(one) * millionths) + sign * int(Fraction(other) * millionths)}e-{PLACES}")


def _scale(unit: str, factors: Mapping[str, Quantity] | None = None) -> tuple[str, Fraction]:
    scale = Fraction(1)
    for _ in range(MOST_STEPS):
        if unit in UNITS:
            kind, size = UNITS[unit]
            return kind, scale * size
        held = factors.get(unit) if factors else None
        if held is None:
            return unit, scale
        scale, unit = scale * Fraction(held.amount), held.unit
    raise invalid(
        "limit",
        "factors",
        unit,
        Text(f"leads through more than {MOST_STEPS} units, perhaps in a circle", f"换算超过 {MOST_STEPS} 层，可能循环"),
        Text("factors that end in another unit", "请改用能换算到底的系数"),
    )


def _check_factors(factors: Mapping[str, Quantity]) -> None:
    for unit, held in factors.items():
        if check_unit(unit, "factors") in UNITS:
            raise invalid(
                "choice",
                "factors",
                unit,
                Text("has a fixed size", "是法定单位，不能另定"),
                Text("factors only for units such as 袋 or 箱", "只对袋、箱一类的单位写明换算"),
            )
        if type(held) is not Quantity:
            raise invalid(
                "type",
                "factors",
                held,
                Text(f"does not say how much a {unit} is", f"没有写明一{unit}是多少"),
                Text(f'{{"{unit}": Quantity(25, "kg")}}', f'请写 {{"{unit}": Quantity(25, "kg")}}'),
            )
        if held.amount <= 0:
            raise invalid(
                "range",
                "factors",
                str(held),
                Text(f"cannot be what a {unit} holds", f"不能是一{unit}的量"),
                Text("more than nothing", "请写大于零的量"),
            )


def _between_kinds(one: Quantity, unit: str) -> LogisticsError:
    return invalid(
        "choice",
        "unit",
        unit,
        Text(f"is another kind of unit than {one}", f"与 {one} 不是同类单位"),
        Text(
            f'the same kind of unit, or .to(…, factors={{"{one.unit}": …}}) for what a bag or box holds',
            f'请用同类单位，或写明换算 .to(…, factors={{"{one.unit}": …}})',
        ),
    )
