"""Every example is a program that runs to its end and writes only where it is told."""

import ast
import contextlib
import io
import runpy
from datetime import date
from pathlib import Path

import pytest

from schoollogistics import LogisticsOffice, Month, Setting
from schoollogistics.profiles import SCHOOL_002
from simulated import PLANTED, Kitchen, numbers, term_calendar

ROOT = Path(__file__).resolve().parents[1]
EXAMPLES = sorted((ROOT / "examples").glob("*.py"))


def tree() -> set[str]:
    """Return every file of the project that an example could leave behind, without caches and environments."""
    places = [*ROOT.glob("*"), *(p for name in ("examples", "docs", "src", "tests") for p in (ROOT / name).rglob("*"))]
    return {str(p) for p in places if "__pycache__" not in p.parts and not p.name.startswith(".")}


@pytest.mark.parametrize("name", ["one_term.py", "repair_desk.py", "agenda.py", "canteen_month.py"])
def test_the_examples_that_readme_names_are_there(name: str) -> None:
    """The examples that README names are there, the one of its first command before all."""
    assert ROOT / "examples" / name in EXAMPLES
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    assert name in readme
    assert readme.index("one_term.py") <= readme.index(name)


@pytest.mark.parametrize("path", EXAMPLES, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_example_runs(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An example's ``main`` takes its arguments, returns 0, and leaves nothing in the project."""
    before = tree()
    monkeypatch.chdir(tmp_path)
    main = runpy.run_path(str(path), run_name="example").get("main")
    assert callable(main), f"{path.name} has no main(argv)"
    assert main(["--out", str(tmp_path / "out")]) == 0
    assert tree() == before


@pytest.fixture(scope="module")
def agenda(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return what the agenda of 16 March 2026 prints, and its page."""
    out = tmp_path_factory.mktemp("agenda") / "agenda.html"
    main = runpy.run_path(str(ROOT / "examples" / "agenda.py"), run_name="example")["main"]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        assert main(["--on", "2026-03-16", "--out", str(out)]) == 0
    return printed.getvalue(), out.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    "line",
    [
        "  一二三四五　园长每日巡查（全园，园长）",
        "  一二三四五　每日巡查校园（校园）",
        "  五　每周发布巡查记录统计",
        "  四　整改隐患（YH-0312-01，一楼走廊，赵师傅）",
        "  03-09 B1　每周一擦洗饮水机：最晚 2026-03-09，2026-03-10 才做完",
        "  03-13 P95　每周发布巡查记录统计：最晚 2026-03-13，至今未做",
        "  03-13 P95　1 处问题中 1 处未报修、未登记：食堂 门锁：锁舌卡住",
    ],
)
def test_the_agenda_names_what_is_due_late_and_missed(agenda: tuple[str, str], line: str) -> None:
    """The week of both schools, and of the week before what was late, missed or not followed, each with its code."""
    assert line in agenda[0].splitlines()


def test_the_page_of_the_agenda_shows_both_schools(agenda: tuple[str, str]) -> None:
    """Each school has its month, its week, and a hazard from the check to its closing; nothing comes from elsewhere."""
    page = agenda[1]
    assert page.count("<svg ") == page.count("<h2>周工作安排</h2>") == page.count("<h2>来龙去脉</h2>") == 2
    assert {
        word for word in ("已完成", "逾期完成", "逾期未做", "到期待做", "未到期", "已销号") if word not in page
    } == set()
    assert "模拟" in page
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")


@pytest.mark.parametrize("day", ["2025-09-01", "2025-09-03", "2026-07-07"])
def test_the_agenda_begins_and_ends_with_the_calendar(day: str, tmp_path: Path) -> None:
    """On the first days of the year there is little to look back on, and on the last of it little to come: both have a page."""
    main = runpy.run_path(str(ROOT / "examples" / "agenda.py"), run_name="example")["main"]
    assert main(["--on", day, "--out", str(tmp_path / "agenda.html")]) == 0
    assert (tmp_path / "agenda.html").exists()


def test_the_agenda_is_the_same_every_time(agenda: tuple[str, str], tmp_path: Path) -> None:
    """The simulated rounds come from a seed, so two runs write the same page."""
    main = runpy.run_path(str(ROOT / "examples" / "agenda.py"), run_name="example")["main"]
    assert main(["--out", str(tmp_path / "again.html")]) == 0
    assert (tmp_path / "again.html").read_text(encoding="utf-8") == agenda[1]


def test_a_routine_of_ones_own_takes_three_lines() -> None:
    """The example adds a routine of the school's own in exactly three lines."""
    tree = ast.parse((ROOT / "examples" / "agenda.py").read_text(encoding="utf-8"))
    (own,) = (
        node
        for node in tree.body
        if isinstance(node, ast.AnnAssign)
        and isinstance(node.value, ast.Call)
        and ast.unparse(node.value.func) == "Routine"
    )
    assert (own.end_lineno or 0) - own.lineno + 1 == 3


@pytest.mark.parametrize("day", ["2025-10-13", "2026-02-10", "2026-03-02", "2026-05-06", "2026-07-06"])
def test_the_agenda_runs_on_other_days(day: str, tmp_path: Path) -> None:
    """It runs after a holiday, in a vacation, and at both ends of a term."""
    main = runpy.run_path(str(ROOT / "examples" / "agenda.py"), run_name="example")["main"]
    assert main(["--on", day, "--out", str(tmp_path / "agenda.html")]) == 0


def test_the_agenda_says_which_days_its_calendar_knows(tmp_path: Path) -> None:
    """A day outside the calendar ends with the sentence of the calendar, in Chinese."""
    main = runpy.run_path(str(ROOT / "examples" / "agenda.py"), run_name="example")["main"]
    with pytest.raises(SystemExit, match="校历只知道 2025-08-18 至 2026-08-31"):
        main(["--on", "2027-01-01", "--out", str(tmp_path / "agenda.html")])


def one_term(out: Path, *more: str) -> tuple[str, str]:
    """Return what the term prints, and its report."""
    main = runpy.run_path(str(ROOT / "examples" / "one_term.py"), run_name="example")["main"]
    with contextlib.redirect_stdout(io.StringIO()) as printed:
        assert main([*more, "--out", str(out)]) == 0
    return printed.getvalue(), out.read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> tuple[str, str]:
    """Return what the term prints as README runs it, and its report."""
    return one_term(tmp_path_factory.mktemp("term") / "one_term.html")


TERM_LINES = [
    "全部记录由程序按固定种子模拟，不是真实数据",
    "| 2025-09-15 |  | 食品安全日管控 |",
    "| 2025-09-12 |  | 召开食堂工作人员培训会",
    "### 逾期维修",
    "### 维修及时率",
    "### 未销号隐患",
    "盘点：埋下 5 处差异，查出 5 处",
    "  PC-017：账面 1，实盘 0（不见了）",
    "  ZY-1-102：账面 45，实盘 43（少 2 套）",
    "  P01 小修不隔夜：",
    "  P09 维修经费预算化：2 项",
    "  新增资产项数 62 项",
    "### 来龙去脉",
]


@pytest.mark.plan("P09", "R05", "R07")
@pytest.mark.parametrize("line", TERM_LINES)
def test_the_term_tells_how_it_went(term: tuple[str, str], line: str) -> None:
    """A day's agenda, what is overdue, late repairs, punctuality, findings, the count, breaches, figures and a trace."""
    assert line in term[0]


def test_the_term_shows_progress_month_by_month(term: tuple[str, str]) -> None:
    """Every month has its line, with more entries than the one before."""
    counts = [int(line.split()[-2]) for line in term[0].splitlines() if "已登记" in line]
    assert len(counts) == 6
    assert counts == sorted(set(counts))


def test_the_figure_that_is_traced_is_the_sum_of_its_slips(term: tuple[str, str]) -> None:
    """The cost of repairs that stands in the figures is the one that is traced."""
    (cost,) = (line.split()[1] for line in term[0].splitlines() if line.startswith("  维修费用 "))
    assert f"其中维修费用 {cost} 元出自" in term[0]


def test_the_report_of_the_term_is_one_page_with_pictures(term: tuple[str, str]) -> None:
    """A month, bars, the sheet of the count, the winter programme, the ledger; simulated, and nothing from elsewhere."""
    page = term[1]
    assert page.count("<svg ") == 2
    assert {
        word for word in ("清查移交表", "假期维修计划表", "固定资产总账", "来龙去脉", "模拟") if word not in page
    } == set()
    assert "http" not in page.replace("http://www.w3.org/2000/svg", "").replace("http-equiv", "")


def test_the_term_is_the_same_for_its_seed(term: tuple[str, str], tmp_path: Path) -> None:
    """Two runs write the same report; another seed tells another story, in which the count finds all the same."""
    assert one_term(tmp_path / "again.html")[1] == term[1]
    printed, page = one_term(tmp_path / "other.html", "--seed", "11", "--on", "2025-11-14")
    assert page != term[1]
    assert "盘点：埋下 5 处差异，查出 5 处" in printed
    assert "召开后勤人员会议，总结半学期工作" in printed


def test_the_term_tells_of_its_own_days_only(tmp_path: Path) -> None:
    """A day outside the term ends with a sentence that says which days there are."""
    with pytest.raises(SystemExit, match="须在 2025-09-01 至 2026-01-23 之间"):
        one_term(tmp_path / "never.html", "--on", "2026-02-10")


def kitchen_breaches(*left_out: str) -> list[str]:
    """Return the codes of what is found of a canteen month that leaves this out and nothing else."""
    calendar = term_calendar()
    sheets = tuple(each for each in SCHOOL_002.routines if each.duty.code == "P50")
    values = numbers(date(2025, 8, 1))
    office = LogisticsOffice(Setting(school="示例中学", values=values, calendar=calendar, routines=sheets))
    for _, act in Kitchen(office, calendar, 5, left_out).diary(Month(2025, 9), sheets=True):
        act()
    return [breach.rule.code for breach in office.breaches(Month(2025, 9))]


@pytest.mark.plan("R34", "R35", "R37", "R38", "R39", "R46", "P41", "P48", "P50", "P53", "P55", "P83")
@pytest.mark.parametrize("code", [None, *PLANTED])
def test_one_record_left_out_of_a_canteen_month_is_found_as_exactly_that(code: str | None) -> None:
    """A month of meals with all its records has no breach; without one sample, companion, sheet or paper it has that one."""
    left_out = () if code is None else (code,)
    assert kitchen_breaches(*left_out) == list(left_out)
