"""The papers about people: prices, headcounts, minutes, meals accompanied, opinions, food saved."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from typing import cast

from schoollogistics.canteen.book import CanteenLedger
from schoollogistics.canteen.book.results import percent, share
from schoollogistics.canteen.entries.committees import CommitteeFormed, CommitteeMet
from schoollogistics.canteen.entries.dining import DinerEnrolled, MealPriced, MealsServed
from schoollogistics.canteen.entries.headcounts import HeadcountCorrected
from schoollogistics.canteen.entries.watching import (
    MealAccompanied,
    ProblemSolved,
    SatisfactionSurveyed,
    SavingObserved,
)
from schoollogistics.canteen.lifecycle import MEALS
from schoollogistics.canteen.rules import LABELS
from schoollogistics.canteen.views.columns import filled
from schoollogistics.errors import Text
from schoollogistics.journal import about, numbered
from schoollogistics.values.money import own_context
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn
from schoollogistics.values.texts import id_key

DATE = TableColumn("on", "日期", "Date")
WEEKDAYS = (
    *(Text("Mon", "一"), Text("Tue", "二"), Text("Wed", "三"), Text("Thu", "四")),
    *(Text("Fri", "五"), Text("Sat", "六"), Text("Sun", "日")),
)
GRAM = Decimal("0.1")
ORDER = tuple(LABELS.choices["sitting"])
SAID = ("duty", "parents", "dishes", "findings", "quality", "hygiene", "order", "service", "portion", "opinions")
SEEN = ("problems", "handled", "responsible", "deadline", "result")

Row = tuple[Cell, ...]


def _column(name: str) -> TableColumn:
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en)


def _number(name: str) -> TableColumn:
    label = LABELS.field(name)
    return TableColumn(name, label.zh, label.en, "number")


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
        signatures=((Text("Seal", "盖章"), None),),
    )


def headcount_table(book: CanteenLedger, during: DateSpan | date, *, summed: bool = False) -> Table:
    """Return how many of each group had each meal, day by day (就餐人数统计), as corrected since; a group is that of the day.

    Meals stand in the order of the day, groups as they were enrolled. *summed* gives one line for each meal and group of the
    whole of *during*, with the days on which it was served. A note tells how many meals the account of *during* has, where
    that is another number: it counts a correction when it is booked.
    """
    span, group = span_of(during), dict[str, str]()
    counts: dict[tuple[date, str, str], int] = {}
    then: dict[tuple[str, str, date], str] = {}
    for _, entry in numbered(book):
        if isinstance(entry, DinerEnrolled):
            group[id_key(entry.diner)] = entry.group
        elif isinstance(entry, MealsServed) and entry.on in span:
            for line in entry.lines:
                diner = id_key(line.diner)
                key = (entry.on, entry.meal, group[diner])
                counts[key] = counts.get(key, 0) + line.servings
                then[diner, id_key(entry.meal), entry.on] = group[diner]
        elif isinstance(entry, HeadcountCorrected) and entry.day in span:
            diner = id_key(entry.diner)
            key = (entry.day, entry.meal, then.get((diner, id_key(entry.meal), entry.day), group[diner]))
            counts[key] = counts.get(key, 0) + entry.more

    enrolled = list(dict.fromkeys(entry.group for _, entry in numbered(book) if isinstance(entry, DinerEnrolled)))

    def by_the_day(key: tuple[date, str, str]) -> tuple[date, int, str, int]:
        return key[0], ORDER.index(book.columns.sitting[key[1]]), key[1], enrolled.index(key[2])

    rows: list[Row] = [(*key, counts[key]) for key in sorted(counts, key=by_the_day) if counts[key]]
    return Table(
        title=Text("Headcount", "就餐人数统计"),
        head=about(book.setting, during),
        columns=(
            TableColumn("days", "供餐天数", "Days", "number") if summed else DATE,
            *(_column("meal"), _column("group"), TableColumn("servings", "人次", "Meals", "number")),
        ),
        rows=_summed(rows) if summed else rows,
        totals={"servings": sum(counts.values())},
        notes=tuple(_booked_elsewhere(sum(counts.values()), int(book.figures(span)[MEALS]))),
    )


def _booked_elsewhere(eaten: int, booked: int) -> Iterator[Text]:
    if eaten != booked:
        yield Text(
            f"by the day eaten, as corrected since; the account of the period has {booked} meals, by the day of booking",
            f"按就餐日统计，含事后更正；本期账目按记账日期计 {booked} 人次",
        )


def _summed(rows: Sequence[Row]) -> list[Row]:
    """Return one row for each meal and group of *rows*, with its days in place of the day."""
    found: dict[tuple[Cell, Cell], list[int]] = {}
    for _, meal, group, servings in rows:
        found.setdefault((meal, group), []).append(cast("int", servings))
    return [(len(counts), meal, group, sum(counts)) for (meal, group), counts in found.items()]


def committee_members(book: CanteenLedger, on: date) -> Table:
    """Return who belongs to the committees at the end of *on*, and whom they stand for (委员名单)."""
    then = book.as_of(on).columns
    return Table(
        title=Text("Members of the committees", "委员名单"),
        head=about(book.setting, on),
        columns=(_column("committee"), _column("body"), _column("member"), _column("represents")),
        rows=[
            (committee, LABELS.choice("body", then.body[committee]), member, LABELS.choice("represents", group))
            for committee, members in then.members.items()
            for member, group in members
        ],
    )


def committee_minutes(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return the meetings of the committees in *during*: who came, by group, what they spoke of, what they decided (D39)."""
    span, groups = span_of(during), dict[str, dict[str, str]]()
    rows: list[Row] = []
    for _, entry in numbered(book):
        if isinstance(entry, CommitteeFormed):
            groups[id_key(entry.committee)] = {id_key(line.member): line.represents for line in entry.lines}
        elif isinstance(entry, CommitteeMet) and entry.on in span:
            present = _present(entry, groups[id_key(entry.committee)])
            occasion = LABELS.choice("occasion", entry.occasion)
            audited = None if entry.audited is None else LABELS.choice("audited", entry.audited)
            rows.append(
                (
                    *(entry.on, entry.committee, occasion, audited, present, entry.joined_by),
                    *(entry.topics, entry.decisions, entry.by),
                )
            )
    return Table(
        title=Text("Committee minutes", "委员会会议记录"),
        head=about(book.setting, during),
        columns=(
            DATE,
            _column("committee"),
            _column("occasion"),
            _column("audited"),
            _column("present"),
            _column("joined_by"),
            _column("topics"),
            _column("decisions"),
            TableColumn("by", "记录人", "Minutes by"),
        ),
        rows=rows,
        signatures=((Text("Chair", "主持人"), None), (Text("Minutes by", "记录人"), None)),
    )


def _present(entry: CommitteeMet, groups: dict[str, str]) -> Text:
    came = [(who, LABELS.choice("represents", groups[id_key(who)])) for who in entry.present]
    return Text(
        ", ".join(f"{who} ({group.en})" for who, group in came),
        "、".join(f"{who}（{group.zh}）" for who, group in came),
    )


def accompanied_meals(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return who ate along with the pupils, what they found, and what came of it (陪餐记录, D40).

    What nobody wrote anything of in *during* has no column.
    """
    span = span_of(during)
    entries = [entry for _, entry in numbered(book)]
    solved = {id_key(entry.problem): entry for entry in entries if isinstance(entry, ProblemSolved)}
    columns, rows = filled(
        (
            DATE,
            TableColumn("weekday", "星期", "Day"),
            _column("meal"),
            TableColumn("by", "陪餐人", "Leader"),
            *(_column(name) for name in (*SAID, *SEEN)),
            TableColumn("paid", "缴费", "Paid, yuan", "money"),
        ),
        [_along(entry, solved) for entry in entries if isinstance(entry, MealAccompanied) and entry.on in span],
        (*SAID, *SEEN, "paid"),
    )
    return Table(
        title=Text("Meals accompanied", "陪餐记录"),
        head=about(book.setting, during),
        columns=columns,
        rows=rows,
        signatures=((Text("Leader", "陪餐人签字"), None), (Text("Head of the canteen", "食堂负责人"), None)),
    )


def _along(entry: MealAccompanied, solved: dict[str, ProblemSolved]) -> Row:
    return (
        *(entry.on, WEEKDAYS[entry.on.weekday()], entry.meal, (entry.by, *entry.cosigned_by)),
        *(getattr(entry, name) for name in SAID),
        tuple(each.what for each in entry.problems),
        entry.handled,
        tuple(each.responsible for each in entry.problems if each.responsible is not None),
        tuple(str(each.deadline) for each in entry.problems if each.deadline is not None),
        tuple(_solution(each.problem, solved) for each in entry.problems),
        entry.paid,
    )


def _solution(problem: str, solved: dict[str, ProblemSolved]) -> str:
    found = solved.get(id_key(problem))
    return "-" if found is None else f"{found.result} ({found.on} {found.by})"


def satisfaction_table(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return the surveys of *during* (满意度测评): sheets out and back, who was content, and by how much more than before.

    The share is of the sheets that count; *change* is against the last survey before of the same people.
    """
    span = span_of(during)
    rows: list[Row] = []
    latest: dict[str, Decimal | None] = {}
    for _, entry in numbered(book):
        if not isinstance(entry, SatisfactionSurveyed):
            continue
        before = latest.get(entry.asked)
        rate = share(Decimal(entry.satisfied), Decimal(entry.counted))
        latest[entry.asked] = rate
        if entry.on in span:
            change = None if rate is None or before is None else own_context().subtract(rate, before)
            rows.append(
                (
                    *(entry.on, LABELS.choice("asked", entry.asked), entry.handed_out, entry.returned, entry.counted),
                    *(entry.satisfied, percent(rate), percent(change), tuple(_scores(entry))),
                    *(entry.opinions, entry.answered),
                )
            )
    return Table(
        title=Text("Satisfaction", "满意度测评"),
        head=about(book.setting, during),
        columns=(
            DATE,
            _column("asked"),
            *(_number(name) for name in ("handed_out", "returned", "valid", "satisfied")),
            TableColumn("rate", "满意率", "Share"),
            TableColumn("change", "与上次比", "Change"),
            _column("scores"),
            _column("opinions"),
            _column("answered"),
        ),
        rows=rows,
        signatures=(
            (Text("Prepared by", "编制人"), None),
            (Text("Chair of the meal committee", "膳食委员会主任"), None),
        ),
    )


def _scores(entry: SatisfactionSurveyed) -> Iterator[str]:
    for each in entry.scores:
        rate = percent(share(Decimal(each.content), Decimal(entry.counted)))
        yield f"{each.aspect} {each.content}" if rate is None else f"{each.aspect} {each.content} ({rate})"


def saving_table(book: CanteenLedger, during: DateSpan | date) -> Table:
    """Return what was left on plates in *during* (餐食节约记录), and how many grams that is for each plate."""
    span, context = span_of(during), own_context()
    rows: list[Row] = []
    for _, entry in numbered(book):
        if isinstance(entry, SavingObserved) and entry.on in span:
            grams = context.divide(entry.left.to("g").amount, Decimal(entry.plates)).quantize(GRAM, context=context)
            rows.append((entry.on, entry.place, entry.meal, entry.left, entry.plates, grams, entry.by))
    return Table(
        title=Text("Food saved", "餐食节约记录"),
        head=about(book.setting, during),
        columns=(
            DATE,
            _column("place"),
            _column("meal"),
            _column("left"),
            _number("plates"),
            TableColumn("grams", "每盘剩余（克）", "Grams a plate", "number"),
            TableColumn("by", "观察人", "Seen by"),
        ),
        rows=rows,
    )
