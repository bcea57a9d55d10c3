"""How a sheet is laid out: where its headings stand, what is a row of data, and what is title, total or signature."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from attrs import define, field

from schoollogistics.catalogue.headings import Headings, heading_key
from schoollogistics.catalogue.problems import Skipped
from schoollogistics.errors import LogisticsError, Text, invalid, shown
from schoollogistics.values.cells import is_blank, match_key

MOST_TITLES: Final = 20
TOTAL_PLACES: Final = 3

ABOVE: Final = Text("stands above the headings", "在标题行之上")
EMPTY_ROW: Final = Text("is empty", "空行")
TOTAL: Final = Text("is a total", "合计行")
AGAIN: Final = Text("repeats the headings", "重复的标题行")
REMARK: Final = Text("is a remark or a line to sign on", "备注或签字行")

_TOTAL: Final = re.compile(
    r"(?:本[页月周期年]|本学期|以上|全[年月校])?(?:[合小总共累]计|合計|總計)(?:金额|人数|数量|元)?(?::.*)?|(?:sub|grand)?total(?::.*)?"
)
_REMARK: Final = re.compile(
    r"(?:制表|填表|填报|编制|审核|复核|审批|负责|主管|校长|领导|经办|验收|签字|签名|盖章|备?注|说明|单位|日期)\S{0,4}?:.*"
)


@define
class Layout:
    """A sheet as read: its *headings*, the row they stand in, and the *body* as (row, cells in order of the headings)."""

    headings: list[object]
    heading_row: int
    body: Sequence[tuple[int, Sequence[object]]]
    skipped: list[Skipped] = field(factory=list)

    def without(self, places: frozenset[int]) -> "Layout":
        """Return the same sheet with the columns at these *places* empty; a row of totals stays one."""

        def emptied(row: Sequence[object]) -> list[object]:
            return [None if place in places else cell for place, cell in enumerate(row)]

        body = [(number, row if is_total(row) else emptied(row)) for number, row in self.body]
        return Layout(emptied(self.headings), self.heading_row, body, self.skipped)


def laid_out(rows: Iterable[object], headings: Headings, first_row: int | None) -> Layout:
    """Return the layout of *rows*: dicts by heading, or lists of which one holds the headings; ``InvalidValue`` (type)."""
    if isinstance(rows, str | bytes | Mapping) or not isinstance(rows, Iterable):
        raise _not_rows(rows)
    kept = list(rows)
    if all(isinstance(row, Mapping) for row in kept):
        return _of_records([row for row in kept if isinstance(row, Mapping)], 2 if first_row is None else first_row)
    for row in kept:
        if not isinstance(row, Sequence) or isinstance(row, str | bytes):
            raise _not_rows(row)
    listed = [row for row in kept if isinstance(row, Sequence)]
    return _of_lists(list(enumerate(listed, 1 if first_row is None else first_row)), headings)


def _not_rows(value: object) -> LogisticsError:
    return invalid(
        "type",
        "rows",
        value,
        Text("is no row of cells", "不是一行单元格"),
        Text(
            'dicts by heading, or lists of cells: worksheet.iter_rows(values_only=True), frame.to_dict("records")',
            '请给出字典或列表的序列，例如 worksheet.iter_rows(values_only=True)、frame.to_dict("records")',
        ),
    )


def _of_records(records: Sequence[Mapping[object, object]], first_row: int) -> Layout:
    headings = list(dict.fromkeys(key for record in records for key in record))
    body = [(number, [record.get(key) for key in headings]) for number, record in enumerate(records, first_row)]
    return Layout(headings, first_row - 1, body)


def _of_lists(rows: list[tuple[int, Sequence[object]]], headings: Headings) -> Layout:
    candidates = [place for place, (_, row) in enumerate(rows) if not _is_empty(row)][:MOST_TITLES]
    if not candidates:
        return Layout([], rows[0][0] if rows else 1, [])
    # Most headings recognised wins, then the most cells filled; of equals the first.
    found = max(candidates, key=lambda place: (_known(rows[place][1], headings), _filled(rows[place][1]), -place))
    number, head = rows[found]
    above = [Skipped(n, ABOVE, _first(row)) for n, row in rows[:found] if not _is_empty(row)]
    return Layout(list(head), number, rows[found + 1 :], above)


def _known(row: Sequence[object], headings: Headings) -> int:
    return sum(headings.match(cell).target is not None for cell in row)


def _filled(row: Sequence[object]) -> int:
    return sum(not is_blank(cell) for cell in row)


def _is_empty(row: Sequence[object]) -> bool:
    return all(is_blank(cell) for cell in row)


def _first(row: Sequence[object]) -> str:
    return next((shown(cell) for cell in row if not is_blank(cell)), "")


def reason_to_skip(layout: Layout, row: Sequence[object], mapped: frozenset[int]) -> Text | None:
    """Return why *row* says nothing of its own, or None for a row of data; *mapped* are the columns with a field."""
    if all(place >= len(row) or is_blank(row[place]) for place in mapped) and _is_empty(
        [cell for place, cell in enumerate(row) if not _is_number_column(layout, place)]
    ):
        return EMPTY_ROW
    words = _words(row)
    if is_total(row):
        return TOTAL
    if len(words) * 2 <= max(len(mapped), 2) and _REMARK.fullmatch(words[0]):
        return REMARK
    filled = [(place, cell) for place, cell in enumerate(row) if not is_blank(cell)]
    if all(place < len(layout.headings) and _repeats(cell, layout.headings[place]) for place, cell in filled):
        return AGAIN
    return None


def is_total(row: Sequence[object]) -> bool:
    """Tell whether one of the first cells of a row calls it a total."""
    return any(_TOTAL.fullmatch(word) for word in _words(row)[:TOTAL_PLACES])


def _words(row: Sequence[object]) -> list[str]:
    return [match_key(cell) if isinstance(cell, str) else "" for cell in row if not is_blank(cell)]


def skipped(number: int, why: Text, row: Sequence[object]) -> Skipped:
    """Return the note about a row that was left out."""
    return Skipped(number, why, _first(row))


def _repeats(cell: object, heading: object) -> bool:
    return bool(heading_key(cell)) and heading_key(cell) == heading_key(heading)


def is_numbering(heading: object) -> bool:
    """Tell whether a heading only numbers the rows (序号, No.)."""
    return heading_key(heading).rstrip(".") in {"序号", "行号", "#", "no"}


def _is_number_column(layout: Layout, place: int) -> bool:
    return place < len(layout.headings) and is_numbering(layout.headings[place])
