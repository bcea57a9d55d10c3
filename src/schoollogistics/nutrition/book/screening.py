"""Rows of a composition table before they are posted: marks made readable, and values that contradict each other found."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, Final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.nutrition.entries.foods import CompositionRecorded
from schoollogistics.nutrition.rules.foods import KCAL_PER_GRAM, NUTRIENTS
from schoollogistics.nutrition.rules.labels import LABELS
from schoollogistics.values.cells import is_blank, match_key
from schoollogistics.values.money import own_context

KJ_PER_KCAL: Final = Decimal("4.184")
ATWATER_SLACK: Final = Decimal("0.15")
KJ_SLACK: Final = Decimal("0.01")
KJ_ROUNDING: Final = Decimal(3)
SUM_SLACK: Final = Decimal("1.5")
ENERGY_ROUNDING: Final = Decimal(5)
OTHERS: Final = ("water", "ash", "energy_kj", "edible")
"""What a composition table has beside nutrients."""
TRACES: Final = LABELS.field("traces").zh
STARRED: Final = LABELS.field("starred").zh
_TRACE: Final = frozenset({"tr", "tr.", "痕量", "微量"})
_NOTHING: Final = frozenset({"…", "...", "un", "nd", "?"})


@frozen(kw_only=True)
class Doubt:
    """Why the values of an entry cannot all be right: which check, and what it found."""

    entry: CompositionRecorded
    check: str
    found: Text


@frozen(kw_only=True)
class Screened:
    """Compositions that agree with themselves, and the doubts about the others: these are not posted until looked up."""

    kept: tuple[CompositionRecorded, ...]
    doubts: tuple[Doubt, ...]


def composition_rows(rows: Iterable[Sequence[object]]) -> list[list[object]]:
    """Return the *rows* of a composition table as ``read_rows`` takes them (成分表整理); the first row holds the headings.

    ``Tr`` goes to a column 痕量项目, a star behind a number to 带星号项目, other signs for nothing known become empty cells.
    Of water, ash, kilojoules and the edible part neither is kept: a trace is an empty cell, a star goes. Everything else, also
    what is plainly wrong, stays as it is, so that reading reports it.
    """
    listed = [list(row) for row in rows]
    if not listed:
        return []
    width = max(len(row) for row in listed)
    headings, *rest = ([*row, *[None] * (width - len(row))] for row in listed)
    codes = {place: code for place, heading in enumerate(headings) if (code := _measured(heading)) is not None}
    return [[*headings, TRACES, STARRED], *(_clean(row, codes) for row in rest)]


def _measured(heading: object) -> str | None:
    if not isinstance(heading, str):
        return None
    said = match_key(heading)
    for code in (*NUTRIENTS, *OTHERS):
        if said in {match_key(name) for name in (code, *LABELS.fields[code].names)}:
            return code
    return None


def _clean(row: list[object], codes: Mapping[int, str]) -> list[object]:
    traces, starred, cells = list[str](), list[str](), list[object]()
    for place, cell in enumerate(row):
        said = match_key(cell) if isinstance(cell, str) else ""
        code = codes.get(place)
        if code is None or not said:
            cells.append(cell)
        elif said in _TRACE:
            traces.append(code)
            cells.append(None)
        elif said in _NOTHING or is_blank(said):
            cells.append(None)
        elif said.endswith("*") and said.rstrip("*"):
            starred.append(code)
            cells.append(said.rstrip("*"))
        else:
            cells.append(cell)
    return [*cells, *("、".join(each for each in found if each not in OTHERS) for found in (traces, starred))]


def screened(
    entries: Iterable[CompositionRecorded],
    *,
    atwater: Decimal = ATWATER_SLACK,
    kilojoule: Decimal = KJ_SLACK,
    proximates: Decimal = SUM_SLACK,
) -> Screened:
    """Return which *entries* agree with themselves and what is doubtful about the others (成分核查).

    Energy lies within *atwater* of what protein, fat and carbohydrate give (or 5 kcal), kJ within *kilojoule* of 4.184 kcal (or
    3 kJ), and water, protein, fat, carbohydrate and ash add up to 100 g within *proximates*. The slacks are ours. A value
    that is missing proves nothing. Alcohol and much fibre give honest doubts: look the row up, and post it as it is.
    """
    kept, doubts = list[CompositionRecorded](), list[Doubt]()
    for entry in entries:
        found = [*_by_energy(entry, atwater), *_by_kilojoule(entry, kilojoule), *_by_sum(entry, proximates)]
        doubts += found
        if not found:
            kept.append(entry)
    return Screened(kept=tuple(kept), doubts=tuple(doubts))


def _values(entry: CompositionRecorded, *codes: str) -> dict[str, Decimal] | None:
    found: dict[str, Any] = {code: Decimal(0) if code in entry.traces else getattr(entry, code) for code in codes}
    return None if None in found.values() else found


def _by_energy(entry: CompositionRecorded, slack: Decimal) -> Iterator[Doubt]:
    values = _values(entry, "energy", *KCAL_PER_GRAM)
    if values is None:
        return
    context, reckoned = own_context(), Decimal(0)
    for code, factor in KCAL_PER_GRAM.items():
        reckoned = context.add(reckoned, context.multiply(values[code], factor))
    allowed = max(context.multiply(values["energy"], slack), ENERGY_ROUNDING)
    if context.abs(context.subtract(values["energy"], reckoned)) > allowed:
        energy = values["energy"]
        yield Doubt(
            entry=entry,
            check="atwater",
            found=Text(
                f"{entry.ingredient}: {energy} kcal, protein, fat and carbohydrate give {reckoned}",
                f"{entry.ingredient}：能量 {energy} 千卡，按三大营养素折算为 {reckoned}",
            ),
        )


def _by_kilojoule(entry: CompositionRecorded, slack: Decimal) -> Iterator[Doubt]:
    values = _values(entry, "energy")
    if values is None or entry.energy_kj is None:
        return
    context = own_context()
    reckoned = context.multiply(values["energy"], KJ_PER_KCAL)
    if context.abs(context.subtract(entry.energy_kj, reckoned)) > max(context.multiply(reckoned, slack), KJ_ROUNDING):
        energy = values["energy"]
        yield Doubt(
            entry=entry,
            check="kilojoule",
            found=Text(
                f"{entry.ingredient}: {energy} kcal is not {entry.energy_kj} kJ",
                f"{entry.ingredient}：{energy} 千卡与 {entry.energy_kj} 千焦不符",
            ),
        )


def _by_sum(entry: CompositionRecorded, slack: Decimal) -> Iterator[Doubt]:
    parts = ("water", "protein", "fat", "carbohydrate", "ash")
    values = _values(entry, *parts)
    if values is None:
        return
    context, whole = own_context(), Decimal(0)
    for part in parts:
        whole = context.add(whole, values[part])
    if context.abs(context.subtract(whole, Decimal(100))) > slack:
        yield Doubt(
            entry=entry,
            check="proximates",
            found=Text(
                f"{entry.ingredient}: water, protein, fat, carbohydrate and ash add up to {whole} g",
                f"{entry.ingredient}：水分、蛋白质、脂肪、碳水化合物、灰分合计 {whole} 克，应近于 100",
            ),
        )
