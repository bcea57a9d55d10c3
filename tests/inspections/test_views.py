"""The papers of checks and findings, word for word in both languages."""

from typing import Any, Final

import pytest
from attrs import evolve

from schoollogistics.inspections import (
    CheckLine,
    InspectionSchedule,
    hazard_ledger,
    open_findings,
    overdue_findings,
    patrol_record,
    patrol_statistics,
)
from schoollogistics.journal import EntryReversed, Ref, figures_table
from schoollogistics.values.periods import DateSpan, Week
from schoollogistics.values.quantities import Quantity
from tests.inspections.stories import (
    ONE,
    PLAIN,
    TWO,
    YEAR,
    check,
    extended,
    fixed,
    in_hand,
    raised,
    schedule,
    sept,
    whole_life,
)

WEEK: Final = Week(sept(8))
RECORD_ZH: Final = """\
### 巡查记录

- 学校：育才小学
- 期间：2025-09-08 至 2025-09-14

| 日期 | 时间 | 检查方式 | 检查内容 | 地点 | 检查项目 | 读数 | 巡查情况 | 处理 | 巡查人 |
| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |
| 2025-09-08 |  | 定期 | 大型玩具 | 操场 | 秋千 |  | 正常 |  | 王老师 |
| 2025-09-08 |  | 定期 | 大型玩具 | 操场 | 螺丝 |  | 有问题：松动 |  | 王老师 |
| 2025-09-08 |  | 定期 | 大型玩具 | 前院 | 转椅 |  | 当场处理：异响 | 上油 | 王老师 |

- 巡查人签字：________
"""
STATISTICS_ZH: Final = """\
### 巡查记录统计

- 学校：育才小学
- 期间：2025-09-08 至 2025-09-14
- 检查次数：1
- 定期：1
- 不定期：0

| 检查内容 | 地点 | 检查项数 | 发现问题 | 当场处理 | 待处理 |
| --- | --- | ---: | ---: | ---: | ---: |
| 大型玩具 | 前院 | 1 | 1 | 1 | 0 |
| 大型玩具 | 操场 | 2 | 1 | 0 | 1 |
| **合计** |  | **3** | **2** | **1** | **1** |

- 后勤负责人：________
"""
LEDGER_EN: Final = """\
Finding no.,What is wrong,Place,Severity,Found on,Found by,Owner,Deadline,Work done,Fixed on,Fixed by,Re-check,\
Re-checked on,Re-checked by,Closed on,Status
YH-1,滑梯螺丝松动,操场,minor,2025-09-08,周医生,赵师傅,2025-09-12,拧紧螺丝,2025-09-11,"赵师傅, 孙师傅",passed,\
2025-09-12,周医生,2025-09-12,closed
YH-2,滑梯螺丝松动,门厅,major,2025-09-12,周医生,赵师傅,2025-09-15,,,,,,,,being fixed
"""


@pytest.mark.plan("D20", "R66")
def test_the_patrol_record_word_for_word() -> None:
    """Each line of a check is a row: day, place, item, what was found, what was done, by whom."""
    assert patrol_record(whole_life(), WEEK).to_markdown("zh").strip() == RECORD_ZH.strip()


@pytest.mark.plan("D20", "R66")
def test_the_patrol_record_keeps_to_its_days() -> None:
    """A check without lines is one row, a reading stands beside its item, late paper stands on its day, and struck ones are gone."""
    warm = CheckLine(item="冷藏温度", result="fault", reading=Quantity(9, "°C"), remark="温度偏高")
    book = schedule(
        check(sept(12), "冰箱", "daily", "食堂组长", warm), check(sept(9)), check(sept(10), "消防"), check(sept(15))
    )
    book.post(EntryReversed(of=Ref("inspections", 2), reason="记错", on=sept(15), by="王老师"))
    record = patrol_record(book, WEEK)
    assert record.column("on") == (sept(9), sept(12))
    assert record.column("item") == ("安全", "冷藏温度")
    assert record.column("reading") == (None, "9 °C")


@pytest.mark.plan("D20", "P95")
def test_the_patrol_statistics_word_for_word() -> None:
    """Items, faults, fixed on the spot and left to do, by what was checked and where, with their totals."""
    assert patrol_statistics(whole_life(), DateSpan(WEEK.first, WEEK.last)).to_markdown("zh").strip() == (
        STATISTICS_ZH.strip()
    )


@pytest.mark.plan("D20", "P174")
def test_the_statistics_add_up_over_checks() -> None:
    """The lines of several checks of one place are one row, and the head counts the checks by mode."""
    good = CheckLine(item="秋千", result="ok")
    rounds = [check(sept(day), "校园", "daily", "值班领导", good, place="操场") for day in (8, 9, 10)]
    table = patrol_statistics(schedule(*rounds, check(sept(11), mode="unannounced"), check(sept(15))), WEEK)
    assert table.column("items") == (1, 3)
    assert [value for _, value in table.head[-3:]] == [4, 3, 1]


@pytest.mark.plan("D21", "R57")
def test_the_hazard_ledger_word_for_word() -> None:
    """Every finding from its discovery to its closing: content, place, level, finder, owner, deadline, fix, re-check, close."""
    assert hazard_ledger(whole_life(), sept(30)).to_csv("en").splitlines() == LEDGER_EN.splitlines()


@pytest.mark.plan("D21")
def test_the_hazard_ledger_is_of_its_day() -> None:
    """Two days earlier the first finding has failed its re-check, and the second is not known yet."""
    (row,) = hazard_ledger(whole_life(), sept(10)).records("zh")
    assert (row["隐患编号"], row["复查结果"], row["整改日期"], row["状态"]) == (ONE, "不合格", None, "整改中")


@pytest.mark.plan("R57", "P97")
def test_what_is_open() -> None:
    """What is closed is not on the list; what waits for anything is."""
    assert open_findings(whole_life(), sept(12)).column("finding") == (TWO,)
    assert open_findings(whole_life(), sept(11)).column("status")[0].zh == "待复查"  # type: ignore[union-attr]


@pytest.mark.plan("R57", "P97")
@pytest.mark.parametrize(
    ("more", "day", "late"),
    [
        ([], sept(12), []),
        ([], sept(15), [(ONE, 3)]),
        ([fixed(sept(13))], sept(15), []),
        ([fixed(sept(13))], sept(12), []),
        ([extended(sept(14), sept(15))], sept(15), []),
        ([extended(sept(14), sept(15))], sept(16), [(ONE, 1)]),
    ],
)
def test_what_is_overdue(more: list[Any], day: Any, late: list[tuple[str, int]]) -> None:
    """A finding is overdue from the day after the latest deadline granted until it is fixed."""
    book = schedule(*in_hand(sept(8), sept(12)), raised(sept(8), TWO), *more)
    table = overdue_findings(book, day)
    assert list(zip(table.column("finding"), table.column("days_late"), strict=True)) == late


@pytest.mark.plan("P97")
def test_the_list_of_the_overdue_says_who_was_told() -> None:
    """Whoever the finding was escalated to stands beside it."""
    assert overdue_findings(whole_life(), sept(16)).column("escalated_to") == ("园长",)


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "=1+1", "| a | b |", "两行\n说明"])
def test_no_paper_carries_a_formula_or_markup(text: str) -> None:
    """Whatever people write is shown as text in HTML and is no formula in CSV."""
    line = CheckLine(item="螺丝", result="fixed", remark=text, handling=text)
    book = schedule(check(sept(8), "安全", "weekly", "园长", line), evolve(raised(sept(8)), what=text))
    for paper in (patrol_record(book, WEEK), hazard_ledger(book, sept(8)), open_findings(book, sept(8))):
        assert "<script" not in paper.to_html()
        assert not any(cell.startswith("=") for cell in paper.to_csv().replace("\n", ",").split(","))


def test_papers_depend_on_their_book_alone() -> None:
    """A replayed book prints the same papers."""
    book = whole_life()
    again = InspectionSchedule.replay(book.entries, setting=PLAIN)
    assert patrol_record(book, YEAR) == patrol_record(again, YEAR)
    assert hazard_ledger(book, sept(30)) == hazard_ledger(again, sept(30))


@pytest.mark.plan("R57")
def test_the_figures_of_findings() -> None:
    """Raised, fixed twice, sent back once, closed once."""
    rows = {str(row["项目"]): row["数值"] for row in figures_table(whole_life(), YEAR).records("zh")}
    assert rows == {
        "定期检查次数": 1,
        "不定期检查次数": 0,
        "检查发现问题数": 2,
        "当场处理数": 1,
        "发现隐患数": 2,
        "期初未结隐患数": 0,
        "整改次数": 2,
        "复查不合格次数": 1,
        "销号数": 1,
    }
