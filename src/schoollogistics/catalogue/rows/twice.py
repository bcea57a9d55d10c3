"""What a sheet begins twice, such as one ticket number in two rows."""

from collections.abc import Iterator
from typing import Any

from schoollogistics.catalogue.books import BookClass
from schoollogistics.catalogue.rows.reading import Reader, Slip
from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.values.shapes import fields_of
from schoollogistics.values.texts import id_key


def find_begun_twice(reader: Reader, slips: list[Slip], book: BookClass) -> None:
    """Report every slip that begins what a slip above has begun, as one ticket number in two rows."""
    path = _begins(reader.entry_type, book)
    if path is None:
        return
    name = path.rpartition(".")[2]
    begun: dict[str, int] = {}
    for slip in slips:
        for key in dict.fromkeys(_keys(reader, slip, path)):
            first = begun.setdefault(id_key(key), slip.number)
            if first != slip.number:
                slip.wrong.add(slip.number)
                heading = next((c.heading for c in reader.columns if c.target.name == name), name)
                stands = Text(f"stands in row {first} already", f"第{first}行已有")
                takes = Text("one row for each, or a number of its own", "同一编号只占一行；不是同一件的，请另编号")
                reader.problem(slip.number, heading, "duplicate", stands, takes, key, name)


def _begins(entry_type: type[Entry[Any]], book: BookClass) -> str | None:
    """Return the path of the field whose subject *entry_type* can only begin, never follow; None if there is none."""
    for life in book.lifecycles[:1]:
        rows = [state for state, row in life.table.items() if entry_type in row]
        if rows == [life.start]:
            return next(path for path in life.of if path.partition(".")[0] in fields_of(entry_type))
    return None


def _keys(reader: Reader, slip: Slip, path: str) -> Iterator[str]:
    head, _, rest = path.partition(".")
    whole = {**slip.values, **reader.given}.get(head)
    held = [line.get(rest) for line in slip.lines.get(head, ())] if rest else [whole]
    for value in held:
        # What could not be read stands there as a tuple of what the cell shows.
        if isinstance(value, str):
            yield value
        elif isinstance(value, tuple) and fields_of(reader.entry_type)[head].shape.kind == "list":
            yield from value
