"""The paper of an incident: found, reported, sealed, closed."""

from datetime import datetime, time, timedelta
from typing import Any

from schoollogistics.errors import Text
from schoollogistics.food_safety.book import FoodSafetyLog
from schoollogistics.food_safety.entries.incidents import FoodSealed, IncidentClosed, IncidentOpened, IncidentReported
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.rules.incidents import PARAMETERS
from schoollogistics.food_safety.views.sheets import HEAD_OF_CANTEEN, OFFICER, PRINCIPAL
from schoollogistics.journal import Entry, numbered, value_notes
from schoollogistics.journal.views import school_of
from schoollogistics.values.tables import Cell, Pair, Table, TableColumn


def incident_report(book: FoodSafetyLog, incident: str) -> Table:
    """Return one incident (食品安全事件报告): what happened, what is sealed and how it stands, who was told and when.

    ``elapsed`` is how long after it was found a report was made, in days, hours and minutes; the head says how many fell ill by
    the latest report. ``Unknown`` for one that is not in the book.
    """
    key = book.of("incident")[incident].key
    standing = [entry for _, entry in numbered(book) if getattr(entry, "incident", None) == key]
    opened = next(entry for entry in standing if isinstance(entry, IncidentOpened))
    return Table(
        title=Text(f"Incident {key}", f"食品安全事件报告 {key}"),
        head=_head(book, opened, standing),
        columns=(
            TableColumn("on", "日期", "Date"),
            TableColumn("at", "时间", "Time"),
            TableColumn("step", "环节", "Step"),
            TableColumn("elapsed", "距发现", "Since found"),
            TableColumn("to", "报告部门", "To whom"),
            TableColumn("sick", "发病人数", "Fell ill", "number"),
            TableColumn("said", "措施与结论", "Measures and conclusion"),
            TableColumn("by", "经办人", "By"),
        ),
        rows=[_row(entry, opened) for entry in standing],
        notes=value_notes(book.setting, PARAMETERS, standing[-1].on),
        signatures=((Text("Reported by", "报告人"), None), OFFICER, HEAD_OF_CANTEEN, PRINCIPAL),
    )


def _head(book: FoodSafetyLog, opened: IncidentOpened, standing: list[Any]) -> tuple[Pair, ...]:
    columns = book.columns
    sealing = [entry for entry in standing if isinstance(entry, IncidentOpened | FoodSealed)]
    lots = [(f"{lot} {columns.item[lot]}", columns.status["lot"][lot]) for entry in sealing for lot in entry.lots]
    samples = [
        (f"{sample} {columns.dish[sample]}", columns.status["sample"][sample])
        for entry in sealing
        for sample in entry.samples
    ]
    counted = [each for each in standing if isinstance(each, IncidentOpened | IncidentReported)]
    said: tuple[tuple[str, Cell], ...] = (
        ("what", opened.what),
        ("suspected", None if opened.suspected is None else LABELS.choice("suspected", opened.suspected)),
        ("diners", opened.diners),
        ("sick", next((each.sick for each in reversed(counted) if each.sick is not None), None)),
        ("symptoms", opened.symptoms),
    )
    return (
        *school_of(book.setting),
        (Text("Found", "发现时间"), f"{opened.on} {opened.at:%H:%M}"),
        *((LABELS.field(name), value) for name, value in said if value is not None),
        (Text("Lots sealed", "封存批次"), _states(lots)),
        (Text("Samples sealed", "封存留样"), _states(samples)),
        (Text("State", "状态"), LABELS.state(columns.status["incident"][opened.incident])),
    )


def _states(things: list[tuple[str, str]]) -> Text:
    named = [(name, LABELS.state(status)) for name, status in things]
    return Text(
        ", ".join(f"{name} ({state.en})" for name, state in named),
        "、".join(f"{name}（{state.zh}）" for name, state in named),
    )


def _row(entry: Entry[Any], opened: IncidentOpened) -> tuple[Cell, ...]:
    step: Text = LABELS.entry(entry.kind)
    to: Cell = None
    sick: Cell = None
    said: Cell = None
    elapsed: Cell = None
    if isinstance(entry, IncidentReported):
        step, to, sick, said = LABELS.choice("stage", entry.stage), entry.to, entry.sick, entry.measures
        since = datetime.combine(opened.on, opened.at or time.min)
        elapsed = _said(datetime.combine(entry.on, entry.at or time.min) - since)
    elif isinstance(entry, IncidentOpened):
        sick, said = entry.sick, entry.what
    elif isinstance(entry, IncidentClosed):
        said = entry.conclusion
    return (entry.on, entry.at, step, elapsed, to, sick, said, (entry.by, *entry.cosigned_by))


def _said(gap: timedelta) -> Text:
    """Return how long it was: days where there is a whole one, hours and minutes."""
    hours, minutes = divmod(gap.seconds // 60, 60)
    en, zh = f"{hours} h {minutes} min", f"{hours} 小时 {minutes} 分钟"
    return Text(f"{gap.days} d {en}", f"{gap.days} 天 {zh}") if gap.days else Text(en, zh)
