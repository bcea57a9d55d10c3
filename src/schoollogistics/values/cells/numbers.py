"""Numbers out of cells: amounts, prices, counts and quantities, exact to the last digit a sheet can hold."""

import re
from decimal import Decimal
from math import isfinite
from typing import Final

from schoollogistics.errors import Text, invalid
from schoollogistics.values.cells.spelling import half_width, is_blank, unusable
from schoollogistics.values.money import MOST, exact, own_context
from schoollogistics.values.quantities import PLACES, Quantity, check_unit

LONGEST_NUMBER: Final = 40
MONTHS: Final = 12
SLACK: Final = 1e-9
RELATIVE_SLACK: Final = 1e-15
_NUMBER: Final = re.compile(
    r"(?P<open>\()?(?P<minus>-)?(?P<mark>(?:¥|RMB|人民币) ?)?(?P<late>-)?"
    r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?P<part>\.[0-9]+)?(?P<unit> ?(?:元整?|圆))?(?P<close>\))?"
)
_NUMBER_EXAMPLE: Final = Text("a number such as 1234.50", "请写数字，例如 1234.50")


def exact_cell(cell: object, field: str, places: int, *, money: bool = False) -> Decimal:
    """Return the number of at most *places* decimals that *cell* says; *money* allows ¥ and 元; ``InvalidValue``."""
    if isinstance(cell, str):
        return exact(_spelled(cell, field, money=money), field, places=places)
    if isinstance(cell, float):
        return _float(cell, field, places)
    if isinstance(cell, int | Decimal) and not isinstance(cell, bool):
        return exact(cell, field, places=places)
    raise unusable(cell, field, "数字", _NUMBER_EXAMPLE, "a number")


def _float(cell: float, field: str, places: int) -> Decimal:
    if not isfinite(cell) or abs(cell) > MOST:
        raise invalid("range", field, cell, Text("is out of range", "超出范围"), _NUMBER_EXAMPLE)
    rounded = Decimal(repr(float(cell))).quantize(Decimal((0, (1,), -places)), context=own_context())
    if abs(float(rounded) - cell) > max(SLACK, abs(cell) * RELATIVE_SLACK):
        raise invalid(
            "format",
            field,
            cell,
            Text(f"has more than {places} decimals", f"小数超过 {places} 位"),
            Text(f"round it in the sheet: =ROUND(…,{places})", f"请在表中取舍：=ROUND(…,{places})"),
        )
    return exact(rounded, field, places=places)


def _spelled(text: str, field: str, *, money: bool) -> str:
    typed = half_width(text)
    found = _NUMBER.fullmatch(typed) if len(typed) <= LONGEST_NUMBER else None
    signs = [found["open"], found["minus"], found["late"]] if found else []
    marked = found is not None and (found["mark"] or found["unit"])
    if (
        found is None
        or (marked and not money)
        or sum(map(bool, signs)) > 1
        or bool(found["open"]) != bool(found["close"])
    ):
        raise unusable(text, field, "数字", _NUMBER_EXAMPLE, "a number")
    digits = found["whole"].replace(",", "").lstrip("0") or "0"
    return f"{'-' if any(signs) else ''}{digits}{found['part'] or ''}"


def scaled_cell(cell: object, factor: int, field: str) -> object:
    """Return the number that *cell* says times *factor*, 1.5 years as 18 months; with a factor of 1 the cell as it is.

    Where twelve make one, 15年 is fifteen.
    """
    if factor == 1 or is_blank(cell):
        return cell
    if factor == MONTHS and isinstance(cell, str):
        cell = half_width(cell).removesuffix("年")
    return own_context().multiply(exact_cell(cell, field, PLACES), Decimal(factor))


def whole_cell(cell: object, field: str) -> int:
    """Return the whole number that *cell* says; ``InvalidValue`` otherwise."""
    number = exact_cell(cell, field, PLACES)
    if number != int(number):
        raise invalid(
            "format", field, cell, Text("is not a whole number", "不是整数"), Text("a whole number", "请写整数")
        )
    return int(number)


def quantity_cell(cell: object, field: str, unit: str) -> Quantity:
    """Return the quantity that *cell* says, a bare number in *unit*; ``InvalidValue`` otherwise."""
    takes = Text(
        'an amount and a unit such as "2.5 kg", or the unit in the heading',
        "请写数量和单位，例如 2.5 kg；单位也可写在标题里",
    )
    if isinstance(cell, str):
        typed = half_width(cell)
        found = re.match(r"-?[0-9][0-9,]*(?:\.[0-9]+)?", typed)
        if found is None:
            raise unusable(cell, field, "数量", takes, "a quantity")
        amount, said = found[0], typed[found.end() :].strip()
        return Quantity(exact_cell(amount, field, PLACES), _unit(said, unit, cell, field, takes))
    return Quantity(exact_cell(cell, field, PLACES), _unit("", unit, cell, field, takes))


def unit_cell(cell: object, field: str) -> str:
    """Return the unit that a *cell* beside a quantity names; ``InvalidValue`` as ``check_unit`` has it."""
    return check_unit(half_width(cell) if isinstance(cell, str) else cell, field)


def _unit(said: str, heading: str, cell: object, field: str, takes: Text) -> str:
    if said or heading:
        return said or heading
    raise invalid("format", field, cell, Text("has no unit", "没有单位"), takes)
