"""One week of two schools: what is to be done, how the last week went, and the month on the wall.

Run it:  python -X utf8 examples/agenda.py [--on 2026-03-16] [--out agenda.html]

What is real: the routines are those of work plans 003§4 (a kindergarten) and 004§1 (a school), the days off those of
the State Council, the term dates those Beijing published for compulsory schools. What is assumed: that both schools keep
these dates. What is simulated by a seeded rule: who did what and when, what was found, and one routine of their own.
"""

import argparse
import json
import random
import sys
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any, Final

from attrs import evolve

from schoollogistics import (
    DateSpan,
    Entry,
    Month,
    OutOfCoverage,
    Ref,
    Routine,
    StatutoryDays,
    Table,
    Term,
    TermCalendar,
    Text,
    Week,
    page,
)
from schoollogistics.assets import StocktakeClosed
from schoollogistics.calendar.cycles import Weekly
from schoollogistics.inspections import (
    CheckHeld,
    CheckLine,
    FindingAssigned,
    FindingClosed,
    FindingRechecked,
    InspectionSchedule,
    RoutineDone,
    hazard_ledger,
)
from schoollogistics.journal import Published, breaches_table
from schoollogistics.office import LogisticsOffice, agenda_month, trace_table, week_table
from schoollogistics.office.flows import findings_from, fixes_from, repairs_from
from schoollogistics.profiles import KINDERGARTEN_003_4, SCHOOL_004_1, Profile
from schoollogistics.repairs import RepairAccepted, RepairAssigned, RepairFinished, RepairTriaged

DATA: Final = Path(__file__).parent / "data"
SEED: Final = 1
FORGOTTEN: Final = 0.03
DAY: Final = timedelta(days=1)
HEAD, DESK, WORKER = "后勤组长", "王老师", "赵师傅"
SCHOOLS: Final = (
    ("示例幼儿园", KINDERGARTEN_003_4, "003§4.patrol-logistics"),
    ("示例学校", SCHOOL_004_1, "004§1.patrol"),
)
# What the patrol finds so many school days ago, and what becomes of it.
FAULTS: Final = {
    4: ("操场", "滑梯", "固定螺丝松动"),  # repaired, checked again, closed
    2: ("一楼走廊", "应急灯", "不亮"),  # given to somebody, to be fixed this week
    1: ("食堂", "门锁", "锁舌卡住"),  # nobody reported it
}
# A routine of the school's own takes three lines.
OWN: Final = Routine(
    code="B1", zh="每周一擦洗饮水机", en="Water coolers", source="本校自定", cycle=Weekly(1), fulfilled_by=RoutineDone
)


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


def rounds(office: LogisticsOffice, during: DateSpan, chance: random.Random) -> Iterator[Entry[Any]]:
    """Yield the records of the routines that had to be done in *during*: most in time, few forgotten, our own a day late."""
    for routine, last in ((turn.routine, turn.occurrence.last) for turn in office.turns(during)):
        if chance.random() < FORGOTTEN:
            continue
        said, by = dict(routine.asked), routine.role or HEAD
        lines = tuple(evolve(line, reading=line.least) for line in InspectionSchedule.lines_for(routine))
        if routine.fulfilled_by is CheckHeld:
            yield CheckHeld(**{"actor": by, **said}, lines=lines, on=last, by=by)
        elif routine.fulfilled_by is RoutineDone:
            day = last + DAY if routine is OWN else last
            yield RoutineDone(**said, times=routine.times, lines=lines, on=day, by=by)
        elif routine.fulfilled_by is StocktakeClosed:
            yield office.assets.stocktake(f"PD-{last}", said["occasion"], on=last, by=by)
            yield StocktakeClosed(**said, count=f"PD-{last}", on=last, by=by)
        elif routine.fulfilled_by is Published:
            week = DateSpan(Week.of(last).first, Week.of(last).last)
            yield office.publication(said["view"], week, where="公告栏", on=last, by=by)


def find_fault(office: LogisticsOffice, patrol: str, on: date, fault: tuple[str, str, str]) -> Ref:
    """Post another check by the routine *patrol* that finds a *fault*, and return it."""
    routine = next(each for each in office.setting.routines if each.code == patrol)
    place, item, what = fault
    line = CheckLine(item=item, result="fault", remark=what)
    said = {"actor": HEAD, **dict(routine.asked)}
    return office.post(CheckHeld(**said, area=place, lines=(line,), on=on, by=said["actor"]))


def hand_over(office: LogisticsOffice, check: Ref) -> None:
    """Make a finding of what a check found, and a repair of the finding: flows propose, the office posts."""
    for finding in findings_from(office, check):
        raised = office.post(finding)
        deadline = finding.on + 7 * DAY
        office.post(FindingAssigned(finding=finding.finding, owner=WORKER, deadline=deadline, on=finding.on, by=DESK))
        for report in repairs_from(office, raised):
            office.post(report)
            office.post(RepairTriaged(repair=report.repair, severity="minor", on=report.on, by=DESK))
            office.post(RepairAssigned(repair=report.repair, worker=WORKER, on=report.on, by=DESK))


def repair_and_close(office: LogisticsOffice, on: date) -> None:
    """Repair all that is in hand, have it accepted and checked again by somebody else, and close the findings."""
    for repair in office.repairs.table(status="assigned").column("key"):
        key = str(repair)
        office.post(RepairFinished(repair=key, work="紧固、更换", on=on, by=WORKER))
        reporter = office.repairs[key].reporters[0]
        accepted = office.post(RepairAccepted(repair=key, on=on, by=reporter))
        for fixed in fixes_from(office, accepted):
            office.post(fixed)
            office.post(FindingRechecked(finding=fixed.finding, result="passed", on=on, by=DESK))
            office.post(FindingClosed(finding=fixed.finding, on=on, by=DESK))


def simulate(office: LogisticsOffice, patrol: str, on: date, calendar: TermCalendar) -> Ref | None:
    """Post what happened before *on*, and return the check that was followed to its end, if there was school by then."""
    last_week = Week.of(on - 7 * DAY)
    since = min(last_week.first, Month.of(on).first)
    for entry in rounds(office, DateSpan(since, on - DAY), random.Random(SEED)):
        office.post(entry)
    days = calendar.school_days(calendar.first_day, on - DAY)
    found = {ago: find_fault(office, patrol, days[-ago], fault) for ago, fault in FAULTS.items() if ago <= len(days)}
    if 4 in found:
        hand_over(office, found[4])
        repair_and_close(office, days[-3])
    if 2 in found:
        hand_over(office, found[2])
    return found.get(4)


def show(office: LogisticsOffice, on: date) -> None:
    """Print the week that *on* lies in, line by line with its days, and what did not hold in the week before."""
    week, last_week = Week.of(on), Week.of(on - 7 * DAY)
    lines: dict[str, str] = {}
    for due in office.agenda(week):
        about = "，".join(part for part in (due.subject and due.subject[1], due.where, due.who) if part)
        line = f"{due.what.zh}（{about}）" if about else due.what.zh
        lines[line] = lines.get(line, "") + "一二三四五六日"[due.last.weekday()]
    print(f"\n{office.setting.school} {week.first} 至 {week.last} 待办（最晚在周几）")
    for line, days in lines.items():
        print(f"  {days}　{line}")
    print(f"\n  上周（{last_week.first} 至 {last_week.last}）未按制度：")
    for breach in office.breaches(last_week):
        print(f"  {breach.on:%m-%d} {breach.rule.code}　{breach.found.zh}")


def heading(school: str, profile: Profile) -> Table:
    """Return what stands above the papers of one school: its name, and the plan that it follows."""
    return Table(title=Text(school, school), head=((Text("Plan", "计划"), f"{profile.code} {profile.zh}"),))


def main(argv: list[str]) -> int:
    """Run both schools up to a day, print their week and write the page; return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--on", type=date.fromisoformat, default=date(2026, 3, 16), help="today, such as 2026-03-16")
    parser.add_argument("--out", type=Path, default=Path("out") / "agenda.html", help="where the page goes")
    given = parser.parse_args(argv)
    on: date = given.on
    calendar = term_calendar()
    notes = "假定：两校采用北京市义务教育学校公布的校历。检查、隐患和维修的经过由程序按固定种子模拟。"
    parts: list[Any] = [notes]
    print(notes)
    try:
        for school, profile, patrol in SCHOOLS:
            office = LogisticsOffice(profile.setting(school, calendar, changes=(OWN,)))
            closed = simulate(office, patrol, on, calendar)
            show(office, on)
            parts += [heading(school, profile), agenda_month(office, Month.of(on), on)]
            parts += [week_table(office, Week.of(on), on), breaches_table(office.breaches(Week.of(on - 7 * DAY)))]
            parts.append(hazard_ledger(office.inspections, on))
            if closed is not None:
                parts.append(trace_table(office, closed))
    except OutOfCoverage as error:
        raise SystemExit(error.text("zh")) from None
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(page(f"{on} 待办", *parts), encoding="utf-8")
    print(f"\n页面已写入 {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
