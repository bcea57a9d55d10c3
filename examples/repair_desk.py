"""The repair desk of one school through its first term of 2025-2026, from a sheet of rows to a report.

Run it:  python -X utf8 examples/repair_desk.py [--out report.html]

What is real: the repair attempts (Open Repair Alliance, Repair Café Toronto, CC BY-SA 4.0: thing, outcome, order in
time), the State Council's days off, the term dates Beijing published for compulsory schools. What is assumed: that
this school keeps these dates and the rules of work plan 001§3. What is added by a seeded rule: numbers, times, places,
severities, people (by role) and the steps between report and outcome; and six faulty rows, to show how they are told.
"""

import argparse
import csv
import json
import random
import sys
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date, time, timedelta
from pathlib import Path

from schoollogistics import (
    Month,
    RepairWorkflow,
    Setting,
    StatutoryDays,
    Svg,
    Table,
    Term,
    TermCalendar,
    Text,
    Value,
    page,
    read_rows,
)
from schoollogistics.calendar import end_of_next_day, end_of_same_day
from schoollogistics.journal import figures_table, lifecycle_diagram
from schoollogistics.repairs import (
    PartUsed,
    RepairAccepted,
    RepairAssigned,
    RepairEntry,
    RepairFinished,
    RepairHeld,
    RepairReported,
    RepairSentBack,
    RepairStarted,
    RepairTriaged,
    RequesterTold,
    late_repairs,
    open_repairs,
    punctuality_table,
    repeat_failures_table,
)
from schoollogistics.repairs.rules import (
    P01_MINOR_DEADLINE,
    P02_MAJOR_DEADLINE,
    P05_RESPONSE_DEADLINE,
    P10_REPEATS,
)
from schoollogistics.values.money import yuan
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.svg import stacked_bars

DATA = Path(__file__).parent / "data"
SEED = 20250901
ASSUMED = "教学用示例：假定本校采用"
REPORTERS = ("李老师", "陈老师", "周老师", "吴老师", "郑老师")
WORKERS = ("赵师傅", "钱师傅")
DESK = "王老师"
PLACES = ("1-101", "1-203", "2-305", "3-201", "实验室", "图书馆", "语音室", "美术室")


def term_calendar() -> TermCalendar:
    """Return the calendar: Beijing's published dates of 2025-2026 (assumed here) and the State Council's days."""
    statutory = StatutoryDays.from_holiday_cn(json.loads((DATA / "statutory_days.json").read_text(encoding="utf-8")))
    return TermCalendar(
        terms=[
            Term(name="2025-2026-1", first=date(2025, 9, 1), last=date(2026, 1, 23)),
            Term(name="2025-2026-2", first=date(2026, 3, 2), last=date(2026, 7, 7)),
        ],
        days_off=statutory.days_off,
        make_up_days=statutory.make_up_days,
        published_through=date(2026, 8, 31),
    )


def setting(calendar: TermCalendar) -> Setting:
    """Return what the school decided: deadlines by the wording of plan 001§1 and §3, from the first day of term."""
    since = calendar.terms[0].first
    return Setting(
        school="示例中学",
        calendar=calendar,
        values=(
            Value(P01_MINOR_DEADLINE, end_of_same_day, since, f"{ASSUMED} 001§3 小修不隔夜"),
            Value(P02_MAJOR_DEADLINE, end_of_next_day, since, f"{ASSUMED} 001§3 大修不隔天"),
            Value(P05_RESPONSE_DEADLINE, end_of_same_day, since, f"{ASSUMED} 001§1 问题不过夜"),
            Value(P10_REPEATS, 4, since, "教学用示例：本校自定"),
        ),
    )


def sheet(calendar: TermCalendar, chance: random.Random) -> list[dict[str, object]]:
    """Return the desk's sheet as a spreadsheet gives it: one dict a row, with Chinese headings, six rows faulty."""
    with (DATA / "repair_attempts.csv").open(encoding="utf-8-sig", newline="") as file:
        attempts = list(csv.DictReader(file))
    term = calendar.terms[0]
    days = calendar.school_days(term.first, term.last)
    rows: list[dict[str, object]] = []
    for number, attempt in enumerate(attempts):
        day = days[number * len(days) // len(attempts)]
        rows.append(
            {
                "报修单号": f"BX-{day:%m%d}-{number + 1:03d}",
                "日期": day if number % 2 else f"{day.year}年{day.month}月{day.day}日",
                "时间": f"{chance.randint(8, 17):02d}:{chance.choice((0, 10, 25, 40)):02d}",
                "地点": chance.choice(PLACES),
                "资产编号": f"{attempt['物品']}-{chance.randint(1, 4)}",
                "故障": f"{attempt['物品']}不能正常使用",
                "经办人": chance.choice(REPORTERS),
                "备注": f"{attempt['来源编号']}：{attempt['结果']}",
            }
        )
    plain = rows[10]
    rows[20:20] = [
        {**plain, "报修单号": "BX-X-1", "日期": "2025年9月31日"},
        {**plain, "报修单号": "BX-X-2", "地点": ""},
        {**plain, "报修单号": 2.024090000100012e17},
    ]
    rows += [
        {**plain, "报修单号": "BX-X-4", "时间": "25:10"},
        {**plain, "报修单号": "=BX-X-5"},
        {**plain, "报修单号": "BX-X-6", "故障": None},
        {"报修单号": "合计", "日期": len(attempts)},
    ]
    return rows


def work_off(report: RepairReported, calendar: TermCalendar, chance: random.Random) -> Iterator[RepairEntry]:
    """Yield what the desk did about one report, so that it ends as the source says it ended."""
    key, day, at = report.repair, report.on, report.at or time(8)
    outcome = (report.note or "").rpartition("：")[2]
    major = chance.random() < 0.2
    answered = day if chance.random() < 0.95 else calendar.next_school_day(day)
    worker = chance.choice(WORKERS)
    yield RepairTriaged(
        repair=key, severity="major" if major else "minor", on=answered, at=at if answered == day else time(8), by=DESK
    )
    yield RepairAssigned(repair=key, worker=worker, on=answered, by=DESK)
    delay = chance.choice((0, 1, 1, 1, 3)) if major else chance.choice((0, 0, 0, 0, 0, 1))
    last = day + timedelta(days=1) if major else day
    done = answered
    for _ in range(delay):
        done = calendar.next_school_day(done)
    if outcome == "可修未修完":
        yield RepairStarted(repair=key, on=answered, by=worker)
        if chance.random() < 0.5:
            yield RepairHeld(repair=key, hold="parts", on=answered, by=worker)
        elif chance.random() < 0.7:
            yield RequesterTold(repair=key, message="配件未到，修好另行通知", on=answered, by=DESK)
        return
    if done > last and answered <= last and chance.random() < 0.6:
        yield RequesterTold(repair=key, message="今日修不好，明后日再来", on=answered, by=DESK)
    cost = yuan(chance.choice((0, 0, 8, 15, 32, 60)))
    parts = (PartUsed(part="配件", quantity=Quantity(1, "件"), amount=cost),) if cost else ()
    if outcome == "报废":
        yield RepairFinished(
            repair=key,
            work="更换",
            disposition="replace",
            not_repaired_because="来源记为报废（未记障碍）",
            not_substituted_because="无可代用的同类物品",
            on=done,
            by=worker,
            labour_minutes=chance.choice((10, 20, 30)),
        )
    else:
        yield RepairFinished(
            repair=key, work="修复", on=done, by=worker, labour_minutes=chance.choice((15, 30, 60)), parts=parts
        )
        if chance.random() < 0.08:
            yield RepairSentBack(repair=key, reason="试用后故障仍在", on=done, by=report.by)
            done = calendar.next_school_day(done)
            yield RepairFinished(repair=key, work="重新修复", on=done, by=worker, labour_minutes=20)
    if chance.random() < 0.05:
        yield RepairAccepted(repair=key, on=done, by=DESK, despite=("P06",), note=f"{report.by}外出培训，代签")
    else:
        yield RepairAccepted(repair=key, on=done, by=report.by)


def show_progress(done: int, total: int, month: Month) -> None:
    """Print one line of progress."""
    width = 30 * done // total
    print(f"  {month}  {'█' * width}{'·' * (30 - width)}  {done}/{total}")


def post_term(book: RepairWorkflow, reports: Sequence[RepairReported], chance: random.Random) -> None:
    """Post every report and what followed it, in the order in which it happened."""
    calendar = book.setting.calendar
    if calendar is None:
        raise SystemExit("the desk needs its calendar")
    steps: list[RepairEntry] = []
    for report in reports:
        steps += [report, *work_off(report, calendar, chance)]
    steps.sort(key=lambda entry: entry.on)
    for number, entry in enumerate(steps, 1):
        book.post(entry)
        if number == len(steps) or steps[number].on.month != entry.on.month:
            show_progress(number, len(steps), Month.of(entry.on))


def picture(book: RepairWorkflow, term: Term) -> Svg:
    """Return the months of the term as bars: deadlines kept and missed."""
    rows: list[tuple[str, list[int]]] = []
    for month in term.months():
        found = book.punctuality(month)
        due, kept = sum(each.due for each in found), sum(each.kept for each in found)
        rows.append((str(month), [kept, due - kept]))
    return stacked_bars(
        Text("Repairs by their deadline", "各月维修是否及时"),
        (Text("in time", "及时"), Text("late", "逾期")),
        rows,
    )


def show(table: Table) -> None:
    """Print a table as Markdown."""
    print()
    print(table.to_markdown("zh"))


def main(argv: list[str]) -> int:
    """Run the term and write the report; return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--out", type=Path, default=Path("out") / "repair_desk.html", help="where the report goes")
    out = parser.parse_args(argv).out
    chance = random.Random(SEED)

    calendar = term_calendar()
    term = calendar.terms[0]
    book = RepairWorkflow(setting(calendar))
    print(f"{book.setting.school} {term.name}：{term.first} 至 {term.last}，{term.weeks} 周（校历为假定）")

    rows = read_rows(sheet(calendar, chance), RepairReported)
    print(f"\n读入 {len(rows.entries)} 行报修，另有 {len(rows.problems)} 处问题：")
    for problem in rows.problems:
        print(f"  {problem.text('zh')}")
    for skipped in rows.skipped:
        print(f"  {skipped.text('zh')}")

    print("\n登记：")
    post_term(book, rows.entries, chance)

    month = Month(2025, 12)
    tables = (
        open_repairs(book, term.last),
        punctuality_table(book, term),
        late_repairs(book, term),
        repeat_failures_table(book, term),
        figures_table(book, month),
    )
    for table in tables:
        show(table)
    breaches = Counter(breach.rule for breach in book.breaches(term))
    print("\n本学期未按制度：")
    for rule, count in sorted(breaches.items(), key=lambda found: found[0].code):
        print(f"  {rule.code:<4}{rule.zh}：{count} 项")
    print(f"指纹 {book.fingerprint()}")

    out.parent.mkdir(parents=True, exist_ok=True)
    notes = (
        "数据来源：Open Repair Alliance（Repair Café Toronto，CC BY-SA 4.0）；放假安排据国务院办公厅通知。",
        "假定：校历采用北京市义务教育学校公布的日期；时限取自计划 001§1、§3。时间、地点、等级、人员与经过由程序按固定种子补充。",
    )
    title = f"{book.setting.school} {term.name} 维修情况"
    diagram = lifecycle_diagram(RepairWorkflow.lifecycles[0], RepairWorkflow.labels)
    out.write_text(page(title, *notes, picture(book, term), *tables, diagram), encoding="utf-8")
    print(f"报告已写入 {out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
