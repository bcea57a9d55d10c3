"""The papers of the kitchen: the disinfection record and the register of kitchen waste."""

from datetime import date
from decimal import Decimal
from functools import reduce
from typing import Any

from schoollogistics.errors import Text
from schoollogistics.food_safety.book import FoodSafetyLog
from schoollogistics.food_safety.book.kitchen import disinfection_lacks
from schoollogistics.food_safety.entries.kitchen import TablewareDisinfected, WasteHandedOver
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.rules.kitchen import P53_READINGS, P53_SECONDS
from schoollogistics.journal import Parameter, about, numbered, value_notes
from schoollogistics.values.money import own_context
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn

DATE = TableColumn("on", "日期", "Date")
TIME = TableColumn("at", "时间", "Time")
GOOD = Text("yes", "合格")


def _column(name: str) -> TableColumn:
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en)


def disinfection_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return what was disinfected in *during* (消毒记录, D32): set, method, how hot or strong, how long, by whom, good or not.

    Without limits in force for a method nothing is said to be good or bad.
    """
    span, setting = span_of(during), book.setting
    rows: list[tuple[Cell, ...]] = []
    for _, entry in numbered(book):
        if isinstance(entry, TablewareDisinfected) and entry.on in span:
            steps = [LABELS.choice("steps", step) for step in entry.steps]
            for line in entry.lines:
                lacks = list(disinfection_lacks(setting, entry.on, line))
                limits: tuple[Parameter[Any], ...] = (P53_READINGS[line.method], P53_SECONDS[line.method])
                judged = any(setting.value(limit, entry.on) is not None for limit in limits)
                rows.append(
                    (
                        entry.on,
                        entry.at,
                        None if entry.sitting is None else LABELS.choice("sitting", entry.sitting),
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
                        Text("no", "不合格") if lacks else GOOD if judged else None,
                    )
                )
    return Table(
        title=Text("Disinfection record", "消毒记录"),
        head=about(setting, during),
        columns=(
            DATE,
            TIME,
            _column("sitting"),
            _column("ware"),
            TableColumn("pieces", "件数", "Pieces", "number"),
            _column("method"),
            TableColumn("reading", "温度或浓度", "Temperature or concentration", "number"),
            TableColumn("unit", "单位", "Unit"),
            TableColumn("minutes", "时间（分钟）", "Minutes", "number"),
            _column("agent"),
            _column("steps"),
            TableColumn("by", "操作人", "Done by"),
            TableColumn("cosigned_by", "检查人", "Checked by"),
            TableColumn("good", "合格", "Within limits"),
        ),
        rows=rows,
        notes=value_notes(setting, (*P53_READINGS.values(), *P53_SECONDS.values()), span.last),
    )


def waste_register(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return what kitchen waste and grease was handed over in *during* (餐厨废弃物台账, D33), to whom, and for what."""
    span = span_of(during)
    slips = [each for _, each in numbered(book) if isinstance(each, WasteHandedOver) and each.on in span]
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
        )
        for entry in slips
    ]
    return Table(
        title=Text("Kitchen-waste register", "餐厨废弃物台账"),
        head=about(book.setting, during),
        columns=(
            DATE,
            TIME,
            _column("waste"),
            TableColumn("weight", "数量（公斤）", "kg", "number"),
            _column("vessel"),
            _column("taker"),
            _column("agreement"),
            _column("vehicle"),
            _column("goes_to"),
            _column("disinfection"),
            TableColumn("by", "交付人", "Handed over by"),
            _column("receiver"),
            _column("manifest"),
        ),
        rows=rows,
        totals={"weight": reduce(own_context().add, (each.kilograms for each in slips), Decimal(0))},
    )
