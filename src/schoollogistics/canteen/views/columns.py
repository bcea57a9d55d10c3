"""Columns that a paper leaves out because nothing stands in them."""

from collections.abc import Collection, Sequence
from decimal import Decimal

from schoollogistics.values.tables import Cell, TableColumn

NOTHING_SAID: tuple[Cell, ...] = (None, "", "0", (), Decimal(0))

Row = tuple[Cell, ...]


def filled(
    columns: Sequence[TableColumn], rows: Sequence[Row], may_go: Collection[str]
) -> tuple[list[TableColumn], list[Row]]:
    """Return the columns and rows without those columns of *may_go* in which no row says anything: nothing, or a sum of 0."""
    kept = [
        place
        for place, column in enumerate(columns)
        if column.key not in may_go or any(row[place] not in NOTHING_SAID for row in rows)
    ]
    return [columns[place] for place in kept], [tuple(row[place] for place in kept) for row in rows]
