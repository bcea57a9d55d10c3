"""The papers about people: prices, headcounts, minutes, meals accompanied."""

from datetime import date

from schoollogistics.canteen.book import CanteenLedger
from schoollogistics.canteen.entries.committees import CommitteeMet, MealAccompanied
from schoollogistics.canteen.entries.dining import MealPriced, MealsServed
from schoollogistics.canteen.rules import LABELS
from schoollogistics.errors import Text
from schoollogistics.journal import about, numbered
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn

DATE = TableColumn("on", "日期", "Date")


def _column(name: str) -> TableColumn:
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en)


def price_notice(book: CanteenLedger, on: date) -> Table:
    """Return the prices announced by the end of *on*, in force or still to come (餐标公示, D38)."""
    rows: list[tuple[Cell, ...]] = [
        (
            LABELS.choice("segment", entry.segment),
            entry.meal,
            LABELS.choice("sitting", entry.sitting),
            entry.price,
            entry.since,
            entry.on,
            entry.announced_at,
        )
        for _, entry in numbered(book.as_of(on))
        if isinstance(entry, MealPriced)
    ]
    return Table(
        title=Text("Meal prices", "餐标公示"),
        head=about(book.setting, on),
        columns=(
            _column("segment"),
            _column("meal"),
            _column("sitting"),
            TableColumn("price", "餐标（元）", "Price, yuan", "money"),
            _column("since"),
            TableColumn("on", "公布日期", "Announced on"),
            _column("announced_at"),
        ),
        rows=rows,
    )


def headcount_table(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return how many of each group had each meal, day by day (就餐人数统计)."""
    span, group = span_of(during), book.columns.group
    counts: dict[tuple[date, str, str], int] = {}
    for _, entry in numbered(book):
        if isinstance(entry, MealsServed) and entry.on in span:
            for line in entry.lines:
                key = (entry.on, entry.meal, group[line.diner])
                counts[key] = counts.get(key, 0) + line.servings
    return Table(
        title=Text("Headcount", "就餐人数统计"),
        head=about(book.setting, during),
        columns=(DATE, _column("meal"), _column("group"), TableColumn("servings", "人次", "Meals", "number")),
        rows=[(*key, count) for key, count in sorted(counts.items())],
        totals={"servings": sum(counts.values())},
    )


def committee_minutes(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return the meetings of the committees in *during*: who came, by group, what they spoke of, what they decided (D39)."""
    span, columns = span_of(during), book.columns
    rows: list[tuple[Cell, ...]] = []
    for _, entry in numbered(book):
        if isinstance(entry, CommitteeMet) and entry.on in span:
            groups = dict(columns.members.get(entry.committee, ()))
            came = [
                Text(who, who)
                if who not in groups
                else Text(
                    f"{who} ({LABELS.choice('represents', groups[who]).en})",
                    f"{who}（{LABELS.choice('represents', groups[who]).zh}）",
                )
                for who in entry.present
            ]
            present = Text(", ".join(each.en for each in came), "、".join(each.zh for each in came))
            occasion = LABELS.choice("occasion", entry.occasion)
            rows.append((entry.on, entry.committee, occasion, present, entry.topics, entry.decisions, entry.by))
    return Table(
        title=Text("Committee minutes", "委员会会议记录"),
        head=about(book.setting, during),
        columns=(
            DATE,
            _column("committee"),
            _column("occasion"),
            _column("present"),
            _column("topics"),
            _column("decisions"),
            TableColumn("by", "记录人", "Minutes by"),
        ),
        rows=rows,
    )


def accompanied_meals(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return who ate along with the pupils, what they found, and what was done about it (陪餐记录, D40)."""
    span = span_of(during)
    return Table(
        title=Text("Meals accompanied", "陪餐记录"),
        head=about(book.setting, during),
        columns=(
            DATE,
            _column("meal"),
            TableColumn("by", "陪餐人", "Leader"),
            _column("findings"),
            _column("handled"),
        ),
        rows=[
            (entry.on, entry.meal, (entry.by, *entry.cosigned_by), entry.findings, entry.handled)
            for _, entry in numbered(book)
            if isinstance(entry, MealAccompanied) and entry.on in span
        ],
    )
