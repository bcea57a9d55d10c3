"""A standard is a table of numbers, given as one value, whose cells say how far each was checked."""

from collections.abc import Callable
from copy import deepcopy
from datetime import date
from decimal import Decimal
from typing import Any, cast

import pytest

from schoollogistics.errors import InvalidValue, Text
from schoollogistics.journal import Bound, Parameter, Setting, Standard, Value, value_notes
from tests.journal.shelf import S02

MOST = Parameter(
    code="S02.table", rule=S02, unit=Text("a table", "标准表"), type=Standard, zh="借阅标准", en="Lending standard"
)


def cell(*of: str, **more: Any) -> Bound:
    """Return a cell of a made-up table."""
    return Bound(of=of, source="样表", status="unverified", **more)


def table(*bounds: Bound) -> Standard:
    """Return a made-up standard."""
    return Standard(zh="某标准", en="Some standard", bounds=bounds)


def test_a_cell_is_found_by_what_it_is_of() -> None:
    """A cell is looked up by its whole key, and there is none for any other."""
    found = table(cell("6-8", "books", least=Decimal(1), most=Decimal(3))).bound("6-8", "books")
    assert found is not None
    assert (found.least, found.most, found.status) == (Decimal(1), Decimal(3), "unverified")
    assert table().bound("6-8") is None


def test_a_setting_with_a_standard_is_hashed_and_copied() -> None:
    """A setting is a value whatever is in it: equal ones hash alike, and a copy is the same."""
    first, again = (
        Setting(values=(Value(MOST, table(cell("a", least=Decimal(1))), date(2020, 1, 1), "旧文"),)) for _ in range(2)
    )
    assert (first, hash(first)) == (again, hash(again))
    copied = deepcopy(first)
    held = copied.value(MOST, date(2020, 1, 1))
    assert copied == first
    assert held is not None
    assert held.bound("a") == cell("a", least=Decimal(1))


def test_a_standard_is_a_value_with_versions() -> None:
    """A setting gives the standard in force on a day, and a paper says which it was and that nobody has verified it."""
    old, new = table(), Standard(zh="新标准", en="New standard", bounds=())
    setting = Setting(
        values=(
            Value(MOST, old, date(1999, 1, 1), "旧文"),
            Value(MOST, new, date(2018, 2, 1), "新文", "secondary"),
        )
    )
    assert setting.value(MOST, date(2018, 1, 31)) is old
    assert setting.value(MOST, date(2018, 2, 1)) is new
    (note,) = value_notes(setting, (MOST,), date(2020, 1, 1))
    assert note.zh == "借阅标准：新标准，自 2018-02-01 起，二手来源（新文）"
    assert "New standard" in note.en


@pytest.mark.parametrize(
    ("make", "code"),
    [
        (lambda: Bound(of=("a",), source="样表", status=cast("Any", "sure")), "choice"),
        (lambda: cell("a", least=Decimal(2), most=Decimal(1)), "order"),
        (lambda: table(cell("a"), cell("a")), "duplicate"),
        (lambda: table(cast("Any", "a")), "type"),
        (lambda: Standard(zh="样", en="S", bounds=cast("Any", [cell("a")])), "type"),
        (lambda: cell("a", least=0.5), "type"),
        (lambda: cell("a", value=Decimal("NaN")), "type"),
        (lambda: Bound(of=cast("Any", "ab"), source="样表", status="local"), "type"),
        (cell, "type"),
    ],
)
def test_what_can_not_be_meant_is_refused(make: Callable[[], object], code: str) -> None:
    """An unknown status, a most below the least, floats, keys and tables that are no tuples, and two cells of one thing."""
    with pytest.raises(InvalidValue) as error:
        make()
    assert error.value.code == code
