"""What any book can print: its figures, what is due, what did not hold, the history of one subject, its state diagram."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any, Final

from attrs import frozen

from schoollogistics.calendar.deadlines import Deadline
from schoollogistics.errors import Language, Text
from schoollogistics.journal.book import Book
from schoollogistics.journal.bookkeeping import EntryReversed
from schoollogistics.journal.entry import COMMON_LABELS, Entry
from schoollogistics.journal.figures import Contribution, Measure
from schoollogistics.journal.findings import Breach, Due
from schoollogistics.journal.lifecycle import Lifecycle
from schoollogistics.journal.rules import STATUSES, Parameter, Standard
from schoollogistics.journal.setting import Setting
from schoollogistics.values.labels import Labels
from schoollogistics.values.periods import DateSpan, check_day
from schoollogistics.values.shapes import Shape, fields_of
from schoollogistics.values.svg import Svg, flow
from schoollogistics.values.tables import ColumnKind, Pair, Table, TableColumn, cell_text

START: Final = Text("start", "开始")
STATES: Final = Text("What can follow what", "状态流转")
PERIOD: Final = Text("Period", "期间")
DAY: Final = Text("Day", "日期")
SCHOOL: Final = Text("School", "学校")
UNSURE: Final = frozenset({"secondary", "unverified"})


def about(setting: Setting, during: DateSpan | date) -> tuple[Pair, ...]:
    """Return the head of a list over a period or of a day (表头): the school, where the setting names it, and when."""
    when: Pair = (PERIOD, during) if isinstance(during, DateSpan) else (DAY, check_day(during))
    return (*school_of(setting), when)


def school_of(setting: Setting) -> tuple[Pair, ...]:
    """Return the line of the head that names the school (学校), where the setting does."""
    return ((SCHOOL, setting.school),) if setting.school else ()


def figures_table(book: Book[Any, Any], during: DateSpan | date) -> Table:
    """Return every measure of *book* over *during* (统计) with its unit, also those that are zero."""
    figures = book.figures(during)
    return Table(
        title=Text(f"{book.title.en}: figures", f"{book.title.zh}统计"),
        head=about(book.setting, during),
        columns=(
            TableColumn("measure", "项目", "Measure"),
            TableColumn("amount", "数值", "Amount", "number"),
            TableColumn("unit", "单位", "Unit"),
        ),
        rows=[(each.text, figures[each], each.unit) for each in book.measures],
    )


def breaches_table(breaches: Iterable[Breach]) -> Table:
    """Return one row for each of *breaches* (未按制度事项): when, which rule, what was found, and the reason given."""
    return Table(
        title=Text("What did not hold", "未按制度事项"),
        columns=(
            TableColumn("on", "日期", "Date"),
            TableColumn("code", "条款", "Rule"),
            TableColumn("rule", "制度", "Wording"),
            TableColumn("found", "情况", "Found"),
            TableColumn("note", "说明", "Reason given"),
        ),
        rows=[(each.on, each.rule.code, each.rule.text, each.found, each.note) for each in breaches],
    )


def due_table(dues: Iterable[Due]) -> Table:
    """Return one row for each of *dues* (待办事项): by when, what, about what, where, who, and the rule behind it."""
    return Table(
        title=Text("What is to be done", "待办事项"),
        columns=(
            TableColumn("last", "最晚日期", "Last day"),
            TableColumn("until", "最晚时刻", "Until"),
            TableColumn("what", "事项", "What"),
            TableColumn("subject", "编号", "No."),
            TableColumn("where", "地点", "Where"),
            TableColumn("who", "责任人", "Who"),
            TableColumn("rule", "制度", "Rule"),
        ),
        rows=[
            (
                each.last,
                each.until,
                each.what,
                each.subject[1] if each.subject else None,
                each.where,
                each.who,
                each.rule.text if each.rule and each.rule.text != each.what else None,
            )
            for each in dues
        ],
    )


def history_table(book: Book[Any, Any], key: str, *, without: tuple[str, ...] = ()) -> Table:
    """Return every entry of one subject (履历) in order of posting, reversed ones marked as such.

    *without* names fields that are said elsewhere on the paper. ``Unknown`` for a key that is not in the book.
    """
    view = book[key]
    gone = book.chronicle.state.reversed
    said = (*without, *(path.partition(".")[0] for path in book.lifecycles[0].of))
    rows = []
    for number, entry in book.of().posted(key):
        step = book.labels.entry(entry.kind)
        if number in gone:
            step = Text(f"{step.en} (reversed)", f"{step.zh}（已冲销）")
        signed = (entry.by, *entry.cosigned_by)
        rows.append((entry.on, entry.at, step, signed, details(entry, book.labels, without=said), _note(entry)))
    return Table(
        title=Text(view.key, view.key),
        columns=(
            TableColumn("on", "日期", "Date"),
            TableColumn("at", "时间", "Time"),
            TableColumn("step", "环节", "Step"),
            TableColumn("by", "经办人", "By"),
            TableColumn("details", "内容", "Details"),
            TableColumn("note", "备注", "Note"),
        ),
        rows=rows,
    )


def standing(book: Book[Any, Any], key: str) -> tuple[Entry[Any], ...]:
    """Return the entries of one subject that count (有效记录), in order of posting: not the reversed, nor the reversals.

    ``Unknown`` for a key that is not in the book.
    """
    posted, gone = book.of().posted(book[key].key), book.chronicle.state.reversed
    return tuple(entry for number, entry in posted if type(entry) is not EntryReversed and number not in gone)


def _note(entry: Entry[Any]) -> Text | None:
    if entry.note is None:
        return None
    codes = ", ".join(entry.despite)
    return Text(
        f"despite {codes}: {entry.note}" if codes else entry.note,
        f"未按 {codes}：{entry.note}" if codes else entry.note,
    )


def details(entry: Entry[Any], labels: Labels, *, without: tuple[str, ...] = ()) -> Text:
    """Return what *entry* says beyond the fields every entry has (内容): each given field with its label, in both languages."""
    said = []
    for name, part in fields_of(type(entry)).items():
        value = getattr(entry, name)
        if name not in COMMON_LABELS and name not in without and value != part.default:
            label, text = labels.field(name), value_text(labels, name, part.shape, value)
            said.append(Text(f"{label.en}: {text.en}", f"{label.zh}：{text.zh}"))
    return Text("; ".join(each.en for each in said), "；".join(each.zh for each in said))


def value_text(labels: Labels, name: str, shape: Shape, value: Any) -> Text:
    """Return what field *name* with the *value* reads as: codes by their labels, money as money, lines one by one."""
    if shape.kind == "choice":
        return labels.choice(name, value)
    if shape.item is not None:
        items = [value_text(labels, name, shape.item, each) for each in value]
        return Text(", ".join(each.en for each in items), "、".join(each.zh for each in items))
    if shape.parts is not None:
        held = [(n, part.shape, getattr(value, n)) for n, part in shape.parts.items()]
        parts = [value_text(labels, n, inner, v) for n, inner, v in held if v is not None]
        return Text(" ".join(each.en for each in parts), " ".join(each.zh for each in parts))
    if shape.kind == "ref":
        return Text(str(value), str(value))
    kind: ColumnKind = "money" if shape.kind in {"yuan", "price"} else "text"
    return Text(cell_text(value, "en", kind), cell_text(value, "zh", kind))


@frozen
class Share:
    """What one entry adds to a figure; where the contribution is that of a reversal, *entry* is what was *reversed*."""

    contribution: Contribution
    entry: Entry[Any]
    reversed: bool


def behind(book: Book[Any, Any], measure: Measure | str, during: DateSpan | date) -> tuple[Share, ...]:
    """Return what the figure of *measure* over *during* is made of (数据来源), in order of posting."""
    posted = dict(book.chronicle.numbered())
    shares = []
    for each in book.figures(during).behind(measure):
        entry = posted[each.ref.number]
        if isinstance(entry, EntryReversed):
            shares.append(Share(each, posted[entry.of.number], reversed=True))
        else:
            shares.append(Share(each, entry, reversed=False))
    return tuple(shares)


def value_notes(setting: Setting, parameters: Iterable[Parameter[Any]], until: date) -> tuple[Text, ...]:
    """Return a note on every value of *parameters* in force by *until* that nobody has verified (取值说明).

    A number stands with its unit.
    """
    wanted = {parameter.code for parameter in parameters}
    notes = []
    for each in setting.values:
        if each.parameter.code in wanted and each.since <= until and each.status in UNSURE:
            value = each.value
            words = value.text if isinstance(value, Deadline | Standard) else partial(cell_text, value)
            said = Text(words("en"), words("zh"))
            status, name = STATUSES[each.status], each.parameter
            unit = Text(f", {name.unit.en}", f"（{name.unit.zh}）") if type(value) in {int, Decimal} else Text("", "")
            notes.append(
                Text(
                    f"{name.en}{unit.en}: {said.en}, since {each.since}, {status.en} ({each.source})",
                    f"{name.zh}{unit.zh}：{said.zh}，自 {each.since} 起，{status.zh}（{each.source}）",
                )
            )
    return tuple(notes)


def lifecycle_diagram(life: Lifecycle, labels: Labels, language: Language = "zh", *, title: Text = STATES) -> Svg:
    """Return the state diagram of *life* (状态流转图), drawn from its table: each state, and which entry leads where."""
    states = {state: START if state == life.start else labels.state(state) for state in (life.start, *life.states)}
    arrows = [(here, labels.entry(kind.kind), there) for here, kind, there in life.arrows()]
    return flow(title, states, arrows, language=language)
