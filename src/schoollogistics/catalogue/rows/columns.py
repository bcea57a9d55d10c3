"""Which columns of a sheet are read, and what is missing or too much among its headings."""

from collections.abc import Iterable
from typing import Final

from schoollogistics.catalogue.headings import Headings, Match, heading_key
from schoollogistics.catalogue.layout import is_numbering, is_total
from schoollogistics.catalogue.problems import Skipped
from schoollogistics.catalogue.rows.reading import Column, Reader
from schoollogistics.errors import Text
from schoollogistics.values.cells import is_blank
from schoollogistics.values.shapes import fields_of

NUMBERING: Final = Text("the column only numbers the rows", "序号列不读")
UNITS: Final = frozenset({"单位", "计量单位", "数量单位", "unit"})


def find_columns(reader: Reader, headings: Headings) -> None:
    """Find what each heading means, and report those that mean nothing, or what another means already."""
    layout, taken = reader.layout, set[tuple[str, str]]()
    unknown: list[tuple[int, object, Match]] = []
    for place, heading in enumerate(layout.headings):
        if is_blank(heading):
            continue
        match = headings.match(heading)
        if match.target is None:
            unknown.append((place, heading, match))
        elif (match.target.lines, match.target.name) in taken:
            reader.problem(
                layout.heading_row,
                str(heading),
                "duplicate",
                Text("means a field that another column gives", "与另一列是同一项"),
                Text("keep one of the two columns", "请只保留一列"),
                name=match.target.name,
            )
        else:
            taken.add((match.target.lines, match.target.name))
            reader.columns.append(Column(place, str(heading), match.target, match.unit))
    alone = sum(_is_unit(heading) for _, heading, _ in unknown) == 1
    for place, heading, match in unknown:
        if not _is_unit(heading) or not _stands_beside(reader, place, alone=alone):
            _unknown_heading(reader, heading, match, headings)
    _without_heading(reader)
    moment = {c.target.name: c for c in reader.columns if c.target.name in {"on", "at"} and not c.target.lines}
    if set(moment) == {"at"} and "on" not in reader.given:
        # 报修时间 alone holds day and time together, as exported forms do.
        moment["at"].target = next(each for each in headings.targets if each.name == "on")


def _is_unit(heading: object) -> bool:
    return heading_key(heading) in UNITS


def _stands_beside(reader: Reader, place: int, *, alone: bool) -> bool:
    """Take the column at *place* as the unit of the quantity before it, or else behind it; tell whether there is one.

    A unit that is *alone* in the sheet speaks for other quantities of that name too (数量, 订购数量). A quantity with a
    unit in its heading is taken only where no other is left: the two are held against each other.
    """
    free = [each for each in reader.columns if each.target.part.shape.kind == "quantity" and each.beside is None]
    bare = [each for each in free if not each.unit] or free
    if not bare:
        return False
    nearest = [each for each in bare if each.place < place][-1:] or bare[:1]
    called = nearest[0].target.label.zh
    for each in bare if alone else nearest:
        if each.target.label.zh.endswith(called):
            each.beside = place
    return True


def _unknown_heading(reader: Reader, heading: object, match: Match, headings: Headings) -> None:
    row = reader.layout.heading_row
    if is_numbering(heading):
        reader.skipped.append(Skipped(row, NUMBERING, str(heading)))
        return
    if match.misfit:
        stands = Text("is in another unit than the field", "单位与本项不符")
        takes = Text("convert the column, and write the unit of the label", "请换算后改写标题中的单位")
    else:
        alike = headings.like(str(heading))
        stands = Text("is a heading nobody knows", "没有这个标题")
        takes = Text(
            f"perhaps {', '.join(alike)}" if alike else "rename or delete the column",
            f"是否为：{'、'.join(alike)}" if alike else "请改用已知标题，或删去该列",
        )
    reader.problem(row, str(heading), "extra", stands, takes)


def _without_heading(reader: Reader) -> None:
    layout, seen = reader.layout, set[int]()
    for number, row in layout.body:
        for place, cell in enumerate(() if is_total(row) else row):
            bare = place >= len(layout.headings) or is_blank(layout.headings[place])
            if bare and place not in seen and not is_blank(cell):
                seen.add(place)
                stands = Text("stands in a column without a heading", "所在列没有标题")
                takes = Text("give the column a heading, or empty it", "请为该列写标题，或清空该列")
                reader.problem(number, f"第{place + 1}列", "extra", stands, takes, cell)


def find_missing(reader: Reader, headings: Headings) -> None:
    """Report every field that must be given and has no column; without it no row can become an entry."""
    begun = {column.target.lines for column in reader.columns} - {""}
    parts = fields_of(reader.entry_type)
    present = {(column.target.lines, column.target.name) for column in reader.columns}
    for target in headings.targets:
        wanted = target.part.required and (
            target.name not in reader.given
            if not target.lines
            else target.lines in begun or parts[target.lines].required
        )
        if wanted and (target.lines, target.name) not in present:
            _missing(reader, target.name, target.label.zh, target.names)
    for name, part in parts.items():
        if part.required and part.shape.kind == "record" and name not in reader.given:
            _missing(reader, name, name, (f"{name}=…",))


def _missing(reader: Reader, name: str, zh: str, names: Iterable[str]) -> None:
    reader.complete = False
    listed = tuple(dict.fromkeys(names))
    reader.problem(
        reader.layout.heading_row,
        zh,
        "missing",
        Text("has no column", "缺少此列"),
        Text(f"one of the headings {', '.join(listed)}", f"可用标题：{'、'.join(listed)}"),
        name=name,
    )
