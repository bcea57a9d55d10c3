"""The first term of one school: its plan, its property, checks and repairs day by day, and a count at the end.

Run it:  python -X utf8 examples/one_term.py [--on 2025-09-15] [--seed 5] [--out one_term.html]

What is real: the seventeen items and the routines of work plan 002, what plan 000 wants to buy (60 computers, 1 video
camera, 1,000 books), the State Council's days off, the term dates Beijing published for compulsory schools. What is
assumed: that this school keeps these dates, the deadlines of plan 001, and numbers of its own. What is simulated by a
seeded rule: every entry, with its people (by role), faults, prices, and what was planted in the count and the canteen.
"""

import argparse
import heapq
import random
import sys
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, time, timedelta
from functools import partial
from itertools import count
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from schoollogistics import (
    DateSpan,
    Entry,
    LogisticsOffice,
    Month,
    Quantity,
    Ref,
    Routine,
    Svg,
    Term,
    TermCalendar,
    Text,
    Value,
    assets,
    canteen,
    food_safety,
    inspections,
    page,
    repairs,
    yuan,
)
from schoollogistics.calendar import end_of_next_day, end_of_same_day
from schoollogistics.inspections import CheckHeld, CheckLine, RoutineDone
from schoollogistics.journal import breaches_table, figures_table
from schoollogistics.office import agenda_month, agenda_table, lot_trail, meal_sheet, overdue_table, trace_table
from schoollogistics.office.flows import cases_from, disposals_from, findings_from, fixes_from, repairs_from
from schoollogistics.profiles import SCHOOL_002
from schoollogistics.profiles.sentences import DAILY, WEEKLY, Part
from schoollogistics.repairs import MaintenanceDone, MaintenanceLine, VacationProgrammeDrawnUp
from schoollogistics.repairs.rules import P01_MINOR_DEADLINE, P02_MAJOR_DEADLINE, P05_RESPONSE_DEADLINE, P09_BUDGET
from schoollogistics.values.svg import stacked_bars
from simulated import PLANTED as LEFT_OUT
from simulated import Kitchen, numbers, term_calendar

Entries = Iterable[Entry[Any]]
HEAD, DESK, WORKERS = "后勤主任", "王老师", ("赵师傅", "钱师傅")
CLASSROOMS: Final = {"1-101": "李老师", "1-102": "陈老师", "2-201": "周老师", "2-202": "吴老师", "3-301": "郑老师"}
ROOMS: Final = {**CLASSROOMS, "机房": "信息老师", "图书馆": "图书管理员"}
FAULTS: Final = ("灯不亮", "风扇异响", "门锁卡住", "插座松动", "窗扇关不严", "黑板灯闪烁")
COUNT, BOUGHT, COOKS = "QC-2026-01", date(2020, 9, 1), Month(2025, 9)
SHEETS: Final = (food_safety.DailyControlHeld, food_safety.WeeklyReviewHeld, food_safety.MonthlyMeetingHeld)
PLANTED: Final = {"PC-017": "不见了", "PC-031": "在图书馆", "ZY-1-102": "少 2 套", "YTJ-3-301": "屏幕碎裂"} | {
    "无标签风扇": "账上没有，在 2-202"
}
# What the plan leaves open, this school has settled: how often the site is patrolled.
PATROL: Final = Part("本校").check(
    "patrol", "自定", "每周巡查校园", "The site is patrolled every week", WEEKLY, scope="校园", level="weekly"
)


def new_office(calendar: TermCalendar) -> LogisticsOffice:
    """Return the empty books of a school that keeps plan 002, with numbers of its own and a weekly patrol."""
    since, assumed = calendar.first_day, "教学用示例：假定本校采用"
    own = (
        Value(P01_MINOR_DEADLINE, end_of_same_day, since, f"{assumed} 001§3 小修不隔夜"),
        Value(P02_MAJOR_DEADLINE, end_of_next_day, since, f"{assumed} 001§3 大修不隔天"),
        Value(P05_RESPONSE_DEADLINE, end_of_same_day, since, f"{assumed} 001§1 问题不过夜"),
        Value(P09_BUDGET, yuan(1500), date(2025, 1, 1), "教学用示例：本校自定"),
    )
    return LogisticsOffice(SCHOOL_002.setting("示例中学", calendar, changes=(*own, *numbers(since), PATROL)))


class Simulation:
    """Lives through a term day by day, from a seed: what is planned, what happens, and what people make of it."""

    def __init__(self, office: LogisticsOffice, calendar: TermCalendar, seed: int) -> None:
        self.office, self.calendar, self.term = office, calendar, calendar.terms[0]
        self.chance, self.today = random.Random(seed), calendar.first_day
        self.diary: list[tuple[date, int, Callable[[], Entries]]] = []
        self.order, self.kitchen = count(), Kitchen(office, calendar, seed)

    def put(self, on: date, make: Callable[[], Entries]) -> None:
        """Put into the diary what is to be written down on a day; what lies behind the term stays undone."""
        if on <= self.term.last:
            heapq.heappush(self.diary, (on, next(self.order), make))

    def run(self) -> None:
        """Write down day by day what happens and what follows from it, with a line of progress for every month."""
        first = self.calendar.first_day
        self.put(first, self.open_books)
        for turn in self.office.turns(DateSpan(first, self.term.last)):
            self.put(self.day_of(turn.occurrence.last, turn.routine), partial(self.record, turn.routine))
        for day in self.calendar.school_days(self.term.first, self.term.last):
            self.put(day, partial(self.reports, day))
        for on, bought in purchases():
            self.put(on, partial(tuple, bought))
        for on, act in self.kitchen.diary(COOKS, sheets=False):
            self.put(on, partial(self.cook, act))
        self.put(date(2025, 10, 16), self.accident)
        self.put(date(2026, 1, 12), self.self_checks)
        self.put(date(2026, 1, 14), self.count_all)
        months = DateSpan(first, self.term.last).months()
        for number, month in enumerate(months, 1):
            while self.diary and self.diary[0][0] <= month.last:
                self.today, _, make = heapq.heappop(self.diary)
                for entry in make():
                    self.take(entry)
            written = sum(book.version for book in self.office)
            print(f"  {month}  {'█' * (4 * number)}{'·' * (4 * (len(months) - number))}  已登记 {written} 条")

    def take(self, entry: Entry[Any]) -> None:
        """Post *entry*, and what follows from it: at once, or on its day."""
        ref = self.office.post(entry)
        for following in self.following(ref, entry):
            if following.on > entry.on:
                self.put(following.on, partial(tuple, (following,)))
            else:
                self.take(following)

    def cook(self, act: Callable[[], None]) -> Entries:
        """Let the kitchen write down its part; nothing of it is followed here."""
        act()
        return ()

    # --- what is planned ----------------------------------------------------------------------------------------

    def day_of(self, last: date, routine: Routine) -> date:
        """Return when the work of *routine* due by *last* is done: then as a rule; else repeated work never, other work late."""
        if self.chance.random() > 0.04 or last == self.term.last:
            return last
        never = routine.cycle in (DAILY, WEEKLY) or routine.fulfilled_by in SHEETS
        return date.max if never else self.calendar.next_school_day(last)

    def record(self, routine: Routine) -> Iterator[Entry[Any]]:
        """Yield what is written down when the work of *routine* is done."""
        said: dict[str, Any] = dict(routine.asked)
        on = self.today
        if routine.fulfilled_by in SHEETS:
            if on not in self.kitchen.unchecked:
                yield self.kitchen.sheet(routine.fulfilled_by, on)
        elif routine.fulfilled_by is canteen.CommitteeMet:
            present, topics = (f"{said['committee']}家长代表",), "通报餐标定价"
            yield canteen.CommitteeMet(**said, present=present, topics=topics, on=on, by=HEAD)
        elif routine.fulfilled_by is CheckHeld:
            found = {place: self.fault(0.06) for place in ROOMS} if routine is PATROL else {}
            lines = tuple(
                CheckLine(item="设施", place=place, result="fault" if fault else "ok", remark=fault)
                for place, fault in found.items()
            )
            yield CheckHeld(**{"actor": HEAD, **said}, lines=lines, on=on, at=time(10), by=HEAD)
        elif routine.fulfilled_by is MaintenanceDone:
            found = {place: self.fault(0.15) for place in CLASSROOMS}
            rooms = tuple(
                MaintenanceLine(place=place, result="fault" if fault else "serviced", remark=fault)
                for place, fault in found.items()
            )
            yield MaintenanceDone(**said, lines=rooms, on=on, at=time(9), by=DESK)
        elif routine.fulfilled_by is VacationProgrammeDrawnUp:
            listed = self.office.repairs.programme_lines("HJ-2026", Month.of(on))
            jobs = tuple(evolve(job, estimate=yuan(self.chance.choice((80, 150, 300)))) for job in listed)
            first, last = self.term.last + timedelta(days=1), self.calendar.terms[1].first - timedelta(days=1)
            said |= {"programme": "HJ-2026", "first": first, "last": last}
            yield VacationProgrammeDrawnUp(**said, lines=jobs, on=on, by=DESK)
        elif routine.fulfilled_by is RoutineDone:
            yield RoutineDone(**said, on=on, by=HEAD)

    def fault(self, likely: float) -> str | None:
        """Return what is wrong with something that is looked at, if anything is."""
        return self.chance.choice(FAULTS) if self.chance.random() < likely else None

    def open_books(self) -> Iterator[Entry[Any]]:
        """Yield keepers, their letters, and the property that the school has already."""
        on, letters = self.today, DateSpan(self.today, date(2026, 7, 31))
        for room, keeper in ROOMS.items():
            yield assets.RoomKeeperNamed(room=room, keeper=keeper, on=on, by=HEAD)
            yield assets.LetterSigned(period=letters, places=(room,), on=on, by=keeper)
        for room, keeper in CLASSROOMS.items():
            held: dict[str, Any] = {"place": room, "custodian": keeper, "acquired_on": BOUGHT, "on": on, "by": DESK}
            desks, board = f"ZY-{room}", f"YTJ-{room}"
            yield assets.AssetOpened(asset=desks, name="课桌椅", category="家具", quantity=45, cost=yuan(8100), **held)
            yield assets.AssetOpened(asset=board, name="一体机", category="设备", cost=yuan(16800), **held)

    def reports(self, on: date) -> Iterator[Entry[Any]]:
        """Yield what teachers report on one day."""
        for hour in sorted(self.chance.sample(range(8, 17), self.chance.choice((0, 1, 1, 2)))):
            place, by = self.chance.choice(tuple(CLASSROOMS.items()))
            whole = self.chance.random() < 0.8
            yield self.report(place, self.chance.choice(FAULTS) if whole else "一体机黑屏", on, time(hour, 20), by)

    def report(self, place: str, fault: str, on: date, at: time, by: str) -> repairs.RepairReported:
        """Return a slip with the next number of its day."""
        asset = f"YTJ-{place}" if fault.startswith("一体机") else None
        key = self.office.repairs.next_id(f"BX-{on:%m%d}-")
        return repairs.RepairReported(repair=key, place=place, fault=fault, asset=asset, on=on, at=at, by=by)

    def accident(self) -> Iterator[Entry[Any]]:
        """Yield a board that a class broke, and one that is past mending."""
        case, on = "PC-1016-01", self.today
        yield assets.DamageReported(case=case, what="一体机触摸笔槽断裂", asset="YTJ-2-201", on=on, by="周老师")
        yield assets.LiabilityDetermined(case=case, liable="class", party="初二1班", cause="课间打闹", on=on, by=HEAD)
        yield assets.AppraisalNoted(case=case, points=2, on=on, by=HEAD)
        yield self.report("1-101", "一体机主板烧毁", on, time(15), "李老师")

    def self_checks(self) -> Iterator[Entry[Any]]:
        """Yield what the classes find in their rooms before the winter repairs are listed."""
        for place, by in CLASSROOMS.items():
            line = repairs.SelfCheckLine(thing=self.chance.choice(("窗", "门", "课桌")), fault="松动")
            yield repairs.FacilitiesSelfChecked(place=place, lines=(line,), on=self.today, by=by)

    def count_all(self) -> Iterator[Entry[Any]]:
        """Yield the count of the whole school: its list, what is there, what explains the differences, its closing."""
        on, book = self.today, self.office.assets
        start = book.stocktake(COUNT, "termly", on=on, by=DESK)
        yield start
        lines = [
            assets.CountedItem(
                tag=item.asset,
                place="图书馆" if item.asset == "PC-031" else str(item.place),
                quantity=item.quantity - (2 if item.asset == "ZY-1-102" else 0),
                condition="damaged" if item.asset == "YTJ-3-301" else None,
            )
            for item in start.expected
            if item.asset != "PC-017"
        ]
        lines.append(assets.CountedItem(tag="无标签风扇", place="2-202", quantity=1))
        yield assets.ItemsCounted(count=COUNT, lines=tuple(lines), on=on, by=DESK)
        explained = tuple(
            assets.Explanation(tag=item.tag, cause="原因待查", responsible=DESK, opinion="查明后按制度处理")
            for item in book.reckoned(COUNT)
            if not item.agrees
        )
        yield assets.DifferenceExplained(count=COUNT, lines=explained, on=on, by=DESK)
        yield assets.StocktakeClosed(count=COUNT, occasion="termly", on=on, by=DESK)
        yield from book.corrections(COUNT, on=on, by=DESK)

    # --- what follows -------------------------------------------------------------------------------------------

    def following(self, ref: Ref, entry: Entry[Any]) -> Iterator[Entry[Any]]:
        """Yield what people do about an entry: flows propose most of it."""
        office, on = self.office, entry.on
        match entry:
            case CheckHeld():
                yield from findings_from(office, ref)
            case inspections.FindingRaised(finding=key):
                deadline = on + timedelta(days=7)
                yield inspections.FindingAssigned(finding=key, owner=WORKERS[0], deadline=deadline, on=on, by=DESK)
                yield from repairs_from(office, ref)
            case MaintenanceDone() | assets.DamageReported():
                yield from repairs_from(office, ref, at=time(17))
            case repairs.RepairReported():
                yield from self.repaired(entry)
            case repairs.RepairAccepted():
                yield from fixes_from(office, ref)
            case repairs.RepairFinished(disposition="replace"):
                yield from disposals_from(office, ref, by=DESK)
            case inspections.FindingFixed(finding=key) if self.chance.random() < 0.85:
                yield inspections.FindingRechecked(finding=key, result="passed", on=on, by=HEAD)
                yield inspections.FindingClosed(finding=key, on=on, by=HEAD)
            case assets.DisposalProposed(disposal=key, assets=listed):
                later = self.calendar.next_school_day(on)
                yield assets.DisposalApproved(disposal=key, level="school", on=later, by="校长")
                yield assets.DisposalCarriedOut(disposal=key, assets=listed, on=later, by=DESK)
            case assets.StocktakeClosed():
                yield from cases_from(office, ref)
            case assets.LiabilityDetermined(case=key):
                yield assets.DamageCharged(case=key, amount=yuan(180), basis="agreed", on=on, by=DESK)
                later = self.calendar.next_school_day(on)
                yield assets.DamageSettled(case=key, amount=yuan(180), on=later, by=DESK)

    def repaired(self, slip: repairs.RepairReported) -> Iterator[Entry[Any]]:
        """Yield what the desk does about a slip: in time as a rule, sometimes late and with a word, seldom not at all."""
        key, on, beyond = slip.repair, slip.on, "烧毁" in slip.fault
        major, worker = beyond or self.chance.random() < 0.2, self.chance.choice(WORKERS)
        yield repairs.RepairTriaged(repair=key, severity="major" if major else "minor", on=on, by=DESK)
        yield repairs.RepairAssigned(repair=key, worker=worker, on=on, by=DESK)
        luck, done = self.chance.random(), self.calendar.next_school_day(on) if major else on
        if luck > 0.97:
            yield repairs.RepairHeld(repair=key, hold="parts", on=on, by=worker)
            return
        if luck > 0.85:
            done = self.calendar.add_school_days(on, 3 if major else 1)
            if luck > 0.88:
                yield repairs.RequesterTold(repair=key, message="配件未到，改日再修", on=on, by=DESK)
        cost = self.chance.choice((0, 8, 15, 32, 60))
        parts = (repairs.PartUsed(part="配件", quantity=Quantity(1, "件"), amount=yuan(cost)),) if cost else ()
        finish = repairs.RepairFinished(repair=key, work="修复", parts=parts, on=done, by=worker)
        if beyond:
            why, other = "主板烧毁，厂家停产", "无可代用设备"
            finish = evolve(
                finish, work="停用", disposition="replace", not_repaired_because=why, not_substituted_because=other
            )
        yield finish
        yield repairs.RepairAccepted(repair=key, on=done, by=slip.by)


def purchases() -> Iterator[tuple[date, list[Entry[Any]]]]:
    """Yield what plan 000 wants to buy, when it comes: registered one by one or as a lot, and given out. Prices are made up."""
    computers = [(f"PC-{number:03d}", "电脑", "机房", 1, "台", 4200) for number in range(1, 61)]
    camera, books = ("SXJ-01", "数码摄像机", "机房", 1, "台", 5600), ("TS-2025", "图书", "图书馆", 1000, "册", 26000)
    for on, bought in ((date(2025, 9, 15), computers), (date(2025, 10, 20), [camera]), (date(2025, 11, 3), [books])):
        entries: list[Entry[Any]] = []
        for asset, name, place, pieces, unit, cost in bought:
            said: dict[str, Any] = {"category": "图书" if unit == "册" else "设备", "quantity": pieces, "unit": unit}
            said |= {"place": place, "custodian": ROOMS[place], "on": on, "by": DESK}
            entries.append(assets.AssetRegistered(asset=asset, name=name, cost=yuan(cost), **said))
        tags = tuple(each[0] for each in bought)
        place = bought[0][2]
        entries.append(assets.AssetsIssued(assets=tags, place=place, custodian=ROOMS[place], on=on, by=DESK))
        yield on, entries


def bars(office: LogisticsOffice, term: Term) -> Svg:
    """Return the months of the term as bars: deadlines of repairs kept and missed."""
    months: list[tuple[str, list[int]]] = []
    for month in term.months():
        found = office.repairs.punctuality(month)
        due, kept = sum(each.due for each in found), sum(each.kept for each in found)
        months.append((str(month), [kept, due - kept]))
    names = (Text("in time", "及时"), Text("late", "逾期"))
    return stacked_bars(Text("Repairs by their deadline", "各月维修是否及时"), names, months)


def main(argv: list[str]) -> int:
    """Live through the term, print how it went, and write the report; return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", type=date.fromisoformat, default=date(2025, 9, 15), help="the day whose agenda is told")
    parser.add_argument("--seed", type=int, default=5, help="what the simulated entries come from")
    parser.add_argument("--out", type=Path, default=Path("out") / "one_term.html", help="where the report goes")
    given = parser.parse_args(argv)
    calendar = term_calendar()
    office, term = new_office(calendar), calendar.terms[0]
    if given.on not in term:
        raise SystemExit(f"--on 须在 {term.first} 至 {term.last} 之间")
    title = f"{office.setting.school} {term.name} 后勤工作"
    notes = "假定：校历采用北京市义务教育学校公布的日期，时限取自计划 001，维修经费预算为本校自定。全部记录由程序按固定种子模拟，不是真实数据。"
    print(f"{title}：{term.first} 至 {term.last}，{term.weeks} 周，按 {SCHOOL_002.zh}（{SCHOOL_002.code}）\n{notes}\n")
    Simulation(office, calendar, given.seed).run()

    eve = office.as_of(given.on - timedelta(days=1))
    agenda, overdue = agenda_table(eve, given.on), overdue_table(eve, given.on)
    late, breaches = repairs.late_repairs(office.repairs, term), office.breaches(term)
    punctuality = repairs.punctuality_table(office.repairs, term)
    findings = inspections.open_findings(office.inspections, term.last)
    for table in (agenda, overdue, late, punctuality, findings):
        print(f"\n{table.to_markdown('zh')}")
    found = [item for item in office.assets.reckoned(COUNT) if not item.agrees]
    print(f"\n盘点：埋下 {len(PLANTED)} 处差异，查出 {len(found)} 处")
    for item in found:
        print(f"  {item.tag}：账面 {item.expected}，实盘 {item.counted}（{PLANTED.get(item.tag, '未埋下')}）")
    codes = {breach.rule.code for breach in office.breaches(COOKS)}
    print(f"\n{COOKS} 食堂：漏了 {len(LEFT_OUT)} 处，查出 {len(codes & LEFT_OUT.keys())} 处")
    for code, what in LEFT_OUT.items():
        print(f"  {code} {what}：{'查出' if code in codes else '未查出'}")
    print("\n本学期未按制度：")
    for rule, times in Counter(breach.rule for breach in breaches).most_common():
        print(f"  {rule.code} {rule.zh}：{times} 项")
    print("\n本学期数字：")
    figures = office.figures(term)
    for measure in (each for book in office for each in book.measures if figures[each]):
        print(f"  {measure.zh} {figures[measure]} {measure.unit.zh}")
    shares = [share.contribution for share in office.behind("repairs.cost", term) if share.contribution.amount]
    costliest = max(shares, key=lambda share: (share.amount, len(office.trace(share.ref))))
    print(
        f"\n其中维修费用 {figures['repairs.cost']} 元出自 {len(shares)} 张完工单，最大一笔 {costliest.amount} 元的来龙去脉："
    )
    trace = trace_table(office, costliest.ref)
    print(f"\n{trace.to_markdown('zh')}")
    parts: list[Any] = [notes, agenda_month(eve, Month.of(given.on), given.on), agenda, overdue, bars(office, term)]
    parts += [late, punctuality, findings, assets.handover_sheet(office.assets, COUNT), breaches_table(breaches)]
    parts += [repairs.vacation_programme(office.repairs, "HJ-2026"), assets.general_ledger(office.assets, term)]
    parts += [canteen.canteen_account(office.canteen, COOKS), meal_sheet(office, date(2025, 9, 4), "lunch")]
    parts += [lot_trail(office, "0901-大米"), *(figures_table(book, term) for book in office), trace]
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(page(title, *parts), encoding="utf-8")
    print(f"\n报告已写入 {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
