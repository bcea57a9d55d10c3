"""The papers of the kitchen: disinfection, cooking, temperatures, who entered the store, and kitchen waste."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any, Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.book import FoodSafetyLog
from schoollogistics.food_safety.book.kitchen import cooking_lacks, disinfection_lacks, storage_lacks
from schoollogistics.food_safety.entries.kitchen import (
    DishesCooked,
    StoreEntered,
    TablewareDisinfected,
    TemperaturesRead,
    WasteHandedOver,
)
from schoollogistics.food_safety.entries.samples import DishesServed
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.rules.kitchen import BOUNDS, P53_READINGS, P53_SECONDS, P58_CORE
from schoollogistics.food_safety.views.sheets import (
    CHECKED_BY,
    DATE,
    GOOD,
    HEAD_OF_CANTEEN,
    NOTE,
    TIME,
    choice,
    column,
    paper,
    sheets,
    within,
)
from schoollogistics.journal import Entry, Parameter, numbered, value_notes
from schoollogistics.values.money import own_context
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Pair, Table, TableColumn

DONE_BY: Final[Pair] = (Text("Done by", "操作人"), None)
NOT_TAKEN: Final = Text("not taken", "未测温")
NOT_COOKED: Final = Text("served as it is", "不经烹调")


def disinfection_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return what was disinfected in *during* (消毒记录, D32): set, method, how hot or strong, how long, by whom, good or not.

    Without limits in force for a method nothing is said to be good or bad; those of the methods that were used stand below.
    """
    span, setting = span_of(during), book.setting
    rows: list[tuple[Cell, ...]] = []
    used: dict[Parameter[Any], None] = {}
    for entry in sheets(book, TablewareDisinfected, during):
        steps = [LABELS.choice("steps", step) for step in entry.steps]
        for line in entry.lines:
            lacks = list(disinfection_lacks(setting, entry.on, line))
            limits: tuple[Parameter[Any], ...] = (P53_READINGS[line.method], P53_SECONDS[line.method])
            used.update(dict.fromkeys(limits))
            judged = any(setting.value(limit, entry.on) is not None for limit in limits)
            rows.append(
                (
                    entry.on,
                    entry.at,
                    choice("sitting", entry.sitting),
                    line.ware,
                    line.pieces,
                    LABELS.choice("method", line.method),
                    line.reading,
                    P53_READINGS[line.method].unit,
                    line.minutes,
                    line.agent,
                    Text(", ".join(each.en for each in steps), "、".join(each.zh for each in steps)),
                    entry.by,
                    entry.cosigned_by,
                    within(bool(lacks), judged),
                    entry.note,
                )
            )
    return paper(
        book,
        "disinfection_record",
        during,
        columns=(
            DATE,
            TIME,
            column("sitting"),
            column("ware"),
            TableColumn("pieces", "件数", "Pieces", "number"),
            column("method"),
            TableColumn("reading", "温度或浓度", "Temperature or concentration", "number"),
            TableColumn("unit", "单位", "Unit"),
            TableColumn("minutes", "时间（分钟）", "Minutes", "number"),
            column("agent"),
            column("steps"),
            TableColumn("by", "操作人", "Done by"),
            TableColumn("cosigned_by", "检查人", "Checked by"),
            GOOD,
            NOTE,
        ),
        rows=rows,
        notes=value_notes(setting, used, span.last),
        signatures=(DONE_BY, CHECKED_BY),
    )


def cooking_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return what was cooked in *during* and how hot it was inside (烹调中心温度记录); good or not where a limit is in force.

    Dishes that nobody cooks stand there as such.
    """
    span, setting = span_of(during), book.setting
    return paper(
        book,
        "cooking_record",
        during,
        columns=(
            DATE,
            TIME,
            *map(column, ("sitting", "dish")),
            TableColumn("celsius", "中心温度（℃）", "Core temperature, °C", "number"),
            column("leftover"),
            GOOD,
            TableColumn("by", "操作人", "Cooked by"),
            NOTE,
        ),
        rows=[row for _, entry in numbered(book) for row in _pots(book, entry, span)],
        notes=value_notes(setting, (P58_CORE,), span.last),
        signatures=(DONE_BY, CHECKED_BY),
    )


def _pots(book: FoodSafetyLog, entry: Entry[Any], span: DateSpan) -> Iterator[tuple[Cell, ...]]:
    """Yield a row for each dish of the span that was cooked, and for each that is served as it is."""
    setting = book.setting
    if isinstance(entry, DishesCooked) and entry.on in span:
        limited = setting.value(P58_CORE, entry.on) is not None
        sitting, margin = LABELS.choice("sitting", entry.sitting), ((entry.by, *entry.cosigned_by), entry.note)
        for line in entry.lines:
            lacks = any(cooking_lacks(setting, entry.on, line))
            good = NOT_TAKEN if lacks and line.celsius is None else within(lacks, limited)
            kept = Text("yes", "是") if line.leftover else None
            yield (entry.on, entry.at, sitting, line.dish, line.celsius, kept, good, *margin)
    elif isinstance(entry, DishesServed) and entry.day in span:
        sitting = LABELS.choice("sitting", entry.sitting)
        for dish in entry.uncooked:
            yield (entry.day, None, sitting, dish, None, None, NOT_COOKED, (entry.by, *entry.cosigned_by), entry.note)


def temperature_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return the temperatures read in *during* (冷藏冷冻温度记录), appliance by appliance; good or not where limits are in force."""
    span, setting = span_of(during), book.setting
    bounds = tuple(dict.fromkeys(each for pair in BOUNDS.values() for each in pair if each is not None))
    return paper(
        book,
        "temperature_record",
        during,
        columns=(
            DATE,
            TIME,
            *map(column, ("appliance", "storage")),
            column("celsius", "number"),
            GOOD,
            TableColumn("by", "记录人", "Read by"),
            NOTE,
        ),
        rows=[
            (
                entry.on,
                entry.at,
                line.appliance,
                LABELS.choice("storage", line.storage),
                line.celsius,
                within(
                    any(storage_lacks(setting, entry.on, line)),
                    any(
                        each is not None and setting.value(each, entry.on) is not None for each in BOUNDS[line.storage]
                    ),
                ),
                (entry.by, *entry.cosigned_by),
                entry.note,
            )
            for entry in sheets(book, TemperaturesRead, during)
            for line in entry.lines
        ],
        notes=value_notes(setting, bounds, span.last),
        signatures=(CHECKED_BY,),
    )


def store_entry_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return who went into a food store in *during*, and what for (食品仓库出入记录)."""
    return paper(
        book,
        "store_entry_record",
        during,
        columns=(DATE, TIME, column("store"), TableColumn("by", "进入人", "Who"), column("purpose"), NOTE),
        rows=[
            (entry.on, entry.at, entry.store, (entry.by, *entry.cosigned_by), entry.purpose, entry.note)
            for entry in sheets(book, StoreEntered, during)
        ],
    )


def waste_register(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return what kitchen waste and grease was handed over in *during* (餐厨废弃物台账, D33), to whom, and for what."""
    slips = sheets(book, WasteHandedOver, during)
    rows: list[tuple[Cell, ...]] = [
        (
            entry.on,
            entry.at,
            LABELS.choice("waste", entry.waste),
            entry.kilograms,
            entry.vessel,
            entry.taker,
            entry.agreement,
            entry.vehicle,
            entry.goes_to,
            entry.disinfection,
            (entry.by, *entry.cosigned_by),
            entry.receiver,
            entry.manifest,
            entry.note,
        )
        for entry in slips
    ]
    return paper(
        book,
        "waste_register",
        during,
        columns=(
            DATE,
            TIME,
            column("waste"),
            TableColumn("weight", "数量（公斤）", "kg", "number"),
            column("vessel"),
            column("taker"),
            column("agreement"),
            column("vehicle"),
            column("goes_to"),
            column("disinfection"),
            TableColumn("by", "交付人", "Handed over by"),
            column("receiver"),
            column("manifest"),
            NOTE,
        ),
        rows=rows,
        totals={"weight": reduce(own_context().add, (each.kilograms for each in slips), Decimal(0))},
        signatures=(HEAD_OF_CANTEEN,),
    )
