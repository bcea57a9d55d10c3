"""The papers about those who handle food: the morning and noon check, and the register of health certificates."""

from datetime import date, timedelta

from schoollogistics.errors import Text
from schoollogistics.food_safety.book import FoodSafetyLog
from schoollogistics.food_safety.book.people import certificate_on
from schoollogistics.food_safety.entries.people import CheckedHandler, HandlersChecked
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.rules.people import P54_DUE_SOON
from schoollogistics.journal import about, numbered, value_notes
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn

VALID = Text("valid", "有效")
DUE_SOON = Text("due soon", "即将到期")
EXPIRED = Text("expired", "已过期")
NONE = Text("none", "无证")


def _column(name: str) -> TableColumn:
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en)


def handlers_check_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return how each person was at the checks of *during* (晨检记录): temperature, symptoms, hands, dress, fit or not."""
    span, jobs = span_of(during), book.columns.job
    rows: list[tuple[Cell, ...]] = []
    for _, entry in numbered(book):
        if isinstance(entry, HandlersChecked) and entry.on in span:
            for line in entry.lines:
                held = certificate_on(book, line.handler, entry.on)
                rows.append(
                    (
                        entry.on,
                        LABELS.choice("session", entry.session),
                        line.handler,
                        jobs.get(line.handler),
                        None if held is None else held.health_certificate,
                        None if held is None else held.valid_until,
                        line.celsius,
                        _symptoms(line),
                        LABELS.choice("hands", line.hands),
                        LABELS.choice("attire", line.attire),
                        LABELS.choice("outcome", line.outcome),
                        line.handling,
                        (entry.by, *entry.cosigned_by),
                    )
                )
    return Table(
        title=Text("Morning and noon checks", "晨检记录"),
        head=about(book.setting, during),
        columns=(
            TableColumn("on", "日期", "Date"),
            _column("session"),
            _column("handler"),
            _column("job"),
            _column("health_certificate"),
            _column("valid_until"),
            TableColumn("celsius", "体温（℃）", "Temperature, °C", "number"),
            _column("symptoms"),
            _column("hands"),
            _column("attire"),
            _column("outcome"),
            _column("handling"),
            TableColumn("by", "检查人", "Checked by"),
        ),
        rows=rows,
    )


def _symptoms(line: CheckedHandler) -> Text:
    said = [LABELS.choice("symptoms", each) for each in line.symptoms]
    return Text(", ".join(each.en for each in said) or "none", "、".join(each.zh for each in said) or "正常")


def health_certificate_register(book: FoodSafetyLog, day: date) -> Table:
    """Return the latest certificate of everybody who worked in the canteen at the end of *day* (健康证台账): how long it holds.

    What ends within the days that ``P54.due_soon`` says is due soon.
    """
    then = book.as_of(day)
    handlers = then.of("handler")
    rows: list[tuple[Cell, ...]] = []
    for handler in handlers:
        if handlers[handler].status != "left":
            held = certificate_on(then, handler, day)
            rows.append(
                (
                    handler,
                    then.columns.job.get(handler),
                    None if held is None else held.health_certificate,
                    None if held is None else held.valid_from,
                    None if held is None else held.valid_until,
                    None if held is None else (held.valid_until - day).days,
                    _standing(book, day, None if held is None else held.valid_until),
                )
            )
    return Table(
        title=Text("Health certificates", "健康证台账"),
        head=about(book.setting, day),
        columns=(
            _column("handler"),
            _column("job"),
            _column("health_certificate"),
            TableColumn("valid_from", "发证日期", "Valid from"),
            TableColumn("valid_until", "到期日期", "Valid until"),
            TableColumn("days_left", "距到期天数", "Days left", "number"),
            TableColumn("standing", "状态", "Standing"),
        ),
        rows=rows,
        notes=value_notes(book.setting, (P54_DUE_SOON,), day),
    )


def _standing(book: FoodSafetyLog, day: date, until: date | None) -> Text:
    if until is None:
        return NONE
    if until < day:
        return EXPIRED
    soon = book.setting.value(P54_DUE_SOON, day)
    return DUE_SOON if soon is not None and until <= day + timedelta(days=soon) else VALID
