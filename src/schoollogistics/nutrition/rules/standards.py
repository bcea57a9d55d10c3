"""WS/T 554-2017 as far as it is known, cell by cell with its status: a value for ``P66.standard`` and ``P68.standard``.

In force since 1 February 2018. The official text has not been seen. Keys are ``(band, "day", nutrient)``, ``(band, sitting,
food group)`` and ``("share", sitting)``. Bands are ages (``"6-8"``); where boys and girls differ, ``"6-8M"`` and ``"6-8F"``, of
which ``mixed`` makes a band of both.
"""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Final

from attrs import evolve

from schoollogistics.errors import Text, Unknown, invalid
from schoollogistics.journal import Bound, Standard
from schoollogistics.journal.rules import Status
from schoollogistics.nutrition.rules.foods import FoodGroup
from schoollogistics.values.money import own_context
from schoollogistics.values.periods import check_count

WST_554_SINCE: Final = date(2018, 2, 1)
DAY: Final = "day"
SHARE: Final = "share"
VARIETY: Final = "variety"
AGES: Final = ("6-8", "9-11", "12-14", "15-17")
WEAKEST: Final[tuple[Status, ...]] = ("verified", "local", "secondary", "unverified")

_NAME: Final = "WS/T 554-2017"
_ENERGY: Final = ("1700/1550", "2100/1900", "2450/2100", "2900/2350")
_NEEDS: Final[Mapping[str, tuple[str, str, str, str]]] = {
    "protein": ("40", "50", "65/60", "75/60"),
    "calcium": ("750", "850", "950", "800"),
    "iron": ("12", "14", "18", "18"),
    "zinc": ("6.5", "8.0", "10.5/9.0", "11.5/8.5"),
    "vitamin_a": ("450", "550", "720/630", "820/630"),
    "vitamin_b1": ("0.9", "1.1", "1.4/1.2", "1.6/1.3"),
    "vitamin_b2": ("0.9", "1.1", "1.4/1.2", "1.6/1.3"),
    "vitamin_c": ("60", "75", "95", "100"),
    "fibre": ("20", "20", "20", "25"),
}
_FROM_MEMORY: Final = frozenset({"protein", "iron", "zinc", "vitamin_a", "vitamin_b1", "vitamin_b2", "fibre"})
"""Of the youngest band nobody has found these printed anywhere."""
_TOLERANCE: Final[Mapping[str, tuple[Decimal, Decimal]]] = {
    "energy": (Decimal("0.9"), Decimal("1.1")),
    "protein": (Decimal("0.8"), Decimal("1.2")),
}
_PER_MEAL: Final[Mapping[FoodGroup, tuple[str, str]]] = {
    "grain": ("75-90 90-105 105-120 105-120", "100-120 120-140 140-160 140-160"),
    "vegetable": ("90-105 105-120 120-135 130-150", "120-140 140-160 160-180 180-200"),
    "fruit": ("45-60 60-75 75-90 90-105", "60-80 80-100 100-120 120-140"),
    "meat": ("9-12 12-15 15-18 18-21", "12-16 16-20 20-24 24-28"),
    "fish": ("9-12 12-15 15-18 15-18", "12-16 16-20 20-24 20-24"),
    "egg": ("15 15 25 25", "20 20 30 30"),
    "milk": ("60 60 75 75", "80 80 100 100"),
    "soy": ("9 11 12 15", "30 35 40 50"),
    "oil": ("5 5 5 5", "10 10 10 15"),
    "salt": ("1.5 1.5 1.5 2", "2 2 2 2.5"),
}
_PER_DAY: Final[Mapping[FoodGroup, str]] = {
    "grain": "250-300 300-350 350-400 350-400",
    "vegetable": "300-350 350-400 400-450 450-500",
    "fruit": "150-200 200-250 250-300 300-350",
    "meat": "30-40 40-50 50-60 60-70",
    "fish": "30-40 40-50 50-60 50-60",
    "egg": "50 50 75 75",
    "milk": "200 200 250 250",
    "soy": "30 35 40 50",
    "oil": "25 25 25 30-35",
    "salt": "5 5 5 6",
}
_UPPER: Final = frozenset({"oil", "salt"})
"""Amounts that are read as the most there may be: ours, the tables print a bare number."""
SOY_DOUBT: Final = Text(
    "breakfast is 30 % of it, so the lunch row as printed is that of a whole day; as printed, judged by nobody",
    "早餐恰为其30%，流传的午餐数应是全日数；照印，不据此下结论",
)


def _sexes(age: str, cell: str) -> Iterator[tuple[str, Decimal]]:
    male, _, female = cell.partition("/")
    if not female:
        yield age, Decimal(male)
    yield f"{age}M", Decimal(male)
    yield f"{age}F", Decimal(female or male)


def _needs() -> Iterator[Bound]:
    for code, cells in {"energy": _ENERGY, **_NEEDS}.items():
        low, high = _TOLERANCE.get(code, (Decimal(1), None))
        for age, cell in zip(AGES, cells, strict=True):
            for band, value in _sexes(age, cell):
                yield Bound(
                    of=(band, DAY, code),
                    value=value,
                    least=own_context().multiply(value, low),
                    most=None if high is None else own_context().multiply(value, high),
                    source=f"{_NAME} 表1",
                    status="unverified" if age == AGES[0] and code in _FROM_MEMORY else "secondary",
                )


def _shares() -> Iterator[Bound]:
    for code, low, high in (("fat", "0.2", "0.3"), ("carbohydrate", "0.5", "0.65")):
        for age in AGES:
            for band in (age, f"{age}M", f"{age}F"):
                yield Bound(
                    of=(band, SHARE, code),
                    least=Decimal(low),
                    most=Decimal(high),
                    source=f"{_NAME} 表1",
                    status="secondary",
                )
    for sitting, low, high in (("breakfast", "0.25", "0.3"), ("lunch", "0.35", "0.4"), ("dinner", "0.3", "0.35")):
        yield Bound(
            of=(SHARE, sitting), least=Decimal(low), most=Decimal(high), source=f"{_NAME} 3.3", status="verified"
        )


def _amounts(group: FoodGroup, sitting: str, row: str, source: str, status: Status) -> Iterator[Bound]:
    doubt = SOY_DOUBT if group == "soy" and sitting in {"lunch", "dinner"} else None
    for age, cell in zip(AGES, row.split(), strict=True):
        low, _, high = cell.partition("-")
        most = Decimal(high) if high else Decimal(low) if group in _UPPER else None
        for band in (age, f"{age}M", f"{age}F"):
            yield Bound(
                of=(band, sitting, group),
                value=None if high else Decimal(low),
                least=None if group in _UPPER else Decimal(low),
                most=most,
                source=source,
                status=status,
                doubt=doubt,
            )


def _foods() -> Iterator[Bound]:
    for group, (breakfast, main) in _PER_MEAL.items():
        yield from _amounts(group, "breakfast", breakfast, f"{_NAME} 表3", "verified")
        yield from _amounts(group, "lunch", main, f"{_NAME} 表4", "verified")
        yield from _amounts(group, "dinner", main, f"{_NAME} 表4", "verified")
    for group, row in _PER_DAY.items():
        yield from _amounts(group, DAY, row, f"{_NAME} 表3、表4倒推", "unverified")


def _variety() -> Iterator[Bound]:
    for period, kinds in ((DAY, 12), ("week", 25)):
        yield Bound(of=(VARIETY, period), least=Decimal(kinds), source=_NAME, status="secondary")


WST_554: Final = Standard(
    zh="WS/T 554-2017 学生餐营养指南",
    en="WS/T 554-2017, nutrition guideline for school meals",
    bounds=(*_needs(), *_shares(), *_foods(), *_variety()),
)
"""What the guideline asks for: needs of a day (table 1), shares of a day, amounts of food at a meal (tables 3 and 4) and,
worked out backwards from these, of a day."""


def mixed(standard: Standard, band: str, heads: Mapping[str, int]) -> Standard:
    """Return *standard* with one more *band*, the mean of other bands weighted by *heads* (标准加权).

    *heads* are by band: ``{"6-8M": 120, "6-8F": 110}``. A cell of the new band is as weak as the weakest it comes from;
    what one of the bands has no cell of, the new one has none of: of ``"6-8"`` there is no energy, of ``"6-8M"`` there is.
    ``Unknown`` for a band that the standard has not, ``InvalidValue`` for what are no heads.
    """
    if not heads:
        raise invalid(
            "missing", "heads", None, Text("names no band", "没有年龄段"), Text("bands and heads", "请给出人数")
        )
    for each, count in heads.items():
        check_count(count, f"heads.{each}", 1, 1_000_000)
        if not any(bound.of[0] == each for bound in standard.bounds):
            raise invalid(
                "unknown", "heads", each, Text("has no cells", "标准中没有"), Text("a band of it", "请改"), Unknown
            )
    own = {bound.of[1:] for bound in standard.bounds if bound.of[0] == band}
    rests = dict.fromkeys(bound.of[1:] for bound in standard.bounds if bound.of[0] in heads)
    found = (_mean(standard, band, rest, heads) for rest in rests if rest not in own)
    return evolve(standard, bounds=(*standard.bounds, *(each for each in found if each is not None)))


def _mean(standard: Standard, band: str, rest: tuple[str, ...], heads: Mapping[str, int]) -> Bound | None:
    parts = [(standard.bound(each, *rest), count) for each, count in heads.items()]
    cells = [(cell, count) for cell, count in parts if cell is not None]
    if len(cells) < len(parts):
        return None
    return Bound(
        of=(band, *rest),
        value=_weighted((cell.value, count) for cell, count in cells),
        least=_weighted((cell.least, count) for cell, count in cells),
        most=_weighted((cell.most, count) for cell, count in cells),
        source=f"{cells[0][0].source}，按人数加权",
        status=max((cell.status for cell, _ in cells), key=WEAKEST.index),
        doubt=next((cell.doubt for cell, _ in cells if cell.doubt is not None), None),
    )


def _weighted(parts: Iterable[tuple[Decimal | None, int]]) -> Decimal | None:
    context, whole, heads = own_context(), Decimal(0), 0
    for number, count in parts:
        if number is None:
            return None
        whole, heads = context.add(whole, context.multiply(number, Decimal(count))), heads + count
    return context.divide(whole, Decimal(heads)).quantize(Decimal("1e-4"), context=context).normalize(context)
