"""A canteen month: menus, deliveries, meals, samples, checks and money, day by day, with a few slips planted and found.

Run it:  python -X utf8 examples/canteen_month.py [--seed 5] [--out canteen_month.html]

What is real: the routines of work plan 002, the 48 hours and the 3 % that plan 003 names, the State Council's days off.
What is assumed: that this school keeps them, the other numbers, and its term dates. What is simulated by a seeded rule: every
entry, with its people (by role), dishes, prices and compositions (round numbers of no table), and what was left out.
"""

import argparse
import sys
from datetime import date
from pathlib import Path

from schoollogistics import (
    Breach,
    LogisticsOffice,
    Month,
    Setting,
    canteen,
    food_safety,
    nutrition,
    page,
)
from schoollogistics.journal import breaches_table
from schoollogistics.office import lot_trail, meal_sheet
from schoollogistics.profiles import SCHOOL_002
from simulated import PLANTED, Kitchen, numbers, term_calendar


def found_by(breaches: tuple[Breach, ...]) -> dict[str, list[str]]:
    """Return what was found, by the code of its rule."""
    found: dict[str, list[str]] = {}
    for each in breaches:
        found.setdefault(each.rule.code, []).append(f"{each.on} {each.found.zh}")
    return found


def main(argv: list[str]) -> int:
    """Live through September, print what was found and what it cost, and write the sheets; return 0."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=5, help="what the simulated entries come from")
    parser.add_argument("--out", type=Path, default=Path("out") / "canteen_month.html", help="where the sheets go")
    given = parser.parse_args(argv)
    calendar = term_calendar()
    sheets = tuple(each for each in SCHOOL_002.routines if each.rule is not None and each.rule.code == "P50")
    setting = Setting(school="示例中学", values=numbers(date(2025, 8, 1)), calendar=calendar, routines=sheets)
    office, month = LogisticsOffice(setting), Month(2025, 9)
    for _, act in Kitchen(office, calendar, given.seed).diary(month, sheets=True):
        act()
    print(
        f"{setting.school} {month} 食堂，共登记 {sum(book.version for book in office)} 条。全部为按固定种子模拟，不是真实数据。\n"
    )
    found = found_by(office.breaches(month))
    for code, what in PLANTED.items():
        print(f"埋下 {code}：{what}\n  查出：{'；'.join(found.pop(code, ['未查出']))}")
    for code, others in found.items():
        print(f"另查出 {code}：{'；'.join(others)}")
    tables = (
        canteen.canteen_account(office.canteen, month),
        canteen.stock_sheet(office.canteen, month),
        meal_sheet(office, date(2025, 9, 4), "lunch"),
        lot_trail(office, "0901-大米"),
        food_safety.sample_register(office.food_safety, date(2025, 9, 4)),
        nutrition.nutrition_analysis(office.nutrition, month),
        breaches_table(office.breaches(month)),
    )
    for table in tables[:4]:
        print(f"\n{table.to_markdown('zh')}")
    given.out.parent.mkdir(parents=True, exist_ok=True)
    given.out.write_text(page(f"{setting.school} {month} 食堂", *tables), encoding="utf-8")
    print(f"\n各表已写入 {given.out}")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
