"""The papers about those who handle food: the morning and noon check, and the register of health certificates."""

from datetime import date, timedelta

from schoollogistics.errors import Text
from schoollogistics.food_safety.book import FoodSafetyLog
from schoollogistics.food_safety.book.people import certificate_on
from schoollogistics.food_safety.entries.people import CheckedHandler, DutyStarted, HandlersChecked
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.rules.people import P54_DUE_SOON
from schoollogistics.food_safety.views.sheets import (
    CHECKED_BY,
    DATE,
    EXPIRED,
    HEAD_OF_CANTEEN,
    NOTE,
    STATUS,
    TIME,
    column,
    paper,
    sheets,
)
from schoollogistics.journal import value_notes
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.tables import Cell, Table, TableColumn

VALID = Text("valid", "有效")
DUE_SOON = Text("due soon", "即将到期")
NONE = Text("none", "无证")


def handlers_check_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return how each person was at the checks of *during* (晨检记录): temperature, symptoms, hands, dress, fit or not."""
    jobs = book.columns.job
    rows: list[tuple[Cell, ...]] = []
    for entry in sheets(book, HandlersChecked, during):
        for line in entry.lines:
            held = certificate_on(book, line.handler, entry.on)
            rows.append(
                (
                    entry.on,
                    entry.at,
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
                    entry.note,
                )
            )
    return paper(
        book,
        "handlers_check_record",
        during,
        columns=(
            DATE,
            TIME,
            column("session"),
            column("handler"),
            column("job"),
            column("health_certificate"),
            column("valid_until"),
            TableColumn("celsius", "体温（℃）", "Temperature, °C", "number"),
            column("symptoms"),
            column("hands"),
            column("attire"),
            column("outcome"),
            column("handling"),
            TableColumn("by", "检查人", "Checked by"),
            NOTE,
        ),
        rows=rows,
        signatures=(CHECKED_BY, HEAD_OF_CANTEEN),
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
    return paper(
        book,
        "health_certificate_register",
        day,
        columns=(
            column("handler"),
            column("job"),
            column("health_certificate"),
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


def duty_record(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return who went to work in *during*, where, and whether in workwear (上岗记录)."""
    return paper(
        book,
        "duty_record",
        during,
        columns=(
            DATE,
            TIME,
            *map(column, ("handler", "area", "workwear")),
            TableColumn("by", "登记人", "Written by"),
            NOTE,
        ),
        rows=[
            (
                entry.on,
                entry.at,
                line.handler,
                LABELS.choice("area", line.area),
                Text("yes", "是") if line.workwear else Text("no", "否"),
                (entry.by, *entry.cosigned_by),
                entry.note,
            )
            for entry in sheets(book, DutyStarted, during)
            for line in entry.lines
        ],
    )


def post_register(book: FoodSafetyLog, day: date) -> Table:
    """Return every post of the canteen as it stood at the end of *day*, and who holds it (食堂岗位人员名单)."""
    posts = book.as_of(day).of("post")
    return paper(
        book,
        "post_register",
        day,
        columns=(column("post"), column("post_holder"), STATUS),
        rows=[(post, posts[post].post_holder, LABELS.state(posts[post].status)) for post in posts],
    )
