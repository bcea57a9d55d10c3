"""Whatever people write on a slip, no paper of the desk carries a formula or markup, and none depends on anything else."""

import csv
import re
from collections.abc import Callable
from datetime import date
from html.parser import HTMLParser
from io import StringIO
from typing import Final

import pytest
from attrs import evolve

from schoollogistics.errors import Language
from schoollogistics.journal import breaches_table, due_table, figures_table, history_table
from schoollogistics.repairs import (
    MaintenanceDone,
    MaintenanceLine,
    PartUsed,
    ProgrammeLine,
    RepairWorkflow,
    VacationJobDropped,
    VacationProgrammeDrawnUp,
    late_repairs,
    maintenance_record,
    open_repairs,
    punctuality_table,
    repair_record,
    repair_slip,
    repeat_failures_table,
    vacation_programme,
)
from schoollogistics.repairs.entries import RepairEntry
from schoollogistics.values.money import yuan
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.tables import Table
from tests.repairs.stories import (
    ONE,
    PLAN,
    YEAR,
    accept,
    assign,
    desk,
    finish,
    hand_over,
    report,
    send_back,
    sept,
    tell,
    triage,
    whole_life,
)

LANGUAGES: Final[tuple[Language, ...]] = ("zh", "en")

VIEWS: Final[dict[str, Callable[[RepairWorkflow], Table]]] = {
    "slip": lambda book: repair_slip(book, ONE),
    "record": lambda book: repair_record(book, YEAR),
    "open": lambda book: open_repairs(book, sept(9)),
    "late": lambda book: late_repairs(book, YEAR),
    "punctuality": lambda book: punctuality_table(book, YEAR),
    "repeats": lambda book: repeat_failures_table(book, YEAR, 1),
    "maintenance": lambda book: maintenance_record(book, YEAR),
    "programme": lambda book: vacation_programme(book, "2025寒"),
    "figures": lambda book: figures_table(book, YEAR),
    "breaches": lambda book: breaches_table(book.breaches(YEAR)),
    "due": lambda book: due_table(book.as_of(sept(9)).due(YEAR)),
    "history": lambda book: history_table(book, ONE),
    "register": lambda book: book.table(),
}


def looked_after(text: str) -> tuple[RepairEntry, ...]:
    """Return a check that found a fault and a job of a vacation that was dropped, with *text* wherever it is free."""
    line = MaintenanceLine(place="3-201", result="fault", remark=text)
    job = ProgrammeLine(job="2025寒-01", place="3-201", task=text)
    day, last = sept(30), date(2026, 3, 1)
    return (
        MaintenanceDone(scope="电扇", work="检修", lines=(line,), on=day, by="赵师傅"),
        MaintenanceDone(scope="电脑", work="关闭电源", note=text, on=day, by="赵师傅"),
        VacationProgrammeDrawnUp(
            programme="2025寒", vacation="winter", first=day, last=last, lines=(job,), on=day, by="王老师"
        ),
        VacationJobDropped(job=job.job, reason=text, on=day, by="王老师"),
    )


@pytest.mark.parametrize("view", VIEWS)
def test_a_paper_depends_on_its_book_alone(view: str) -> None:
    """Asked twice, in another language first, or of a replayed book, a view gives the same paper and changes nothing."""
    book, draw = desk(*whole_life().entries, *looked_after("异响")), VIEWS[view]
    before = book.fingerprint()
    paper = draw(book)
    paper.to_html("en")
    again = RepairWorkflow.replay(book.entries, setting=PLAN)
    assert paper == draw(book) == draw(again)
    assert [paper.to_markdown(each) for each in LANGUAGES] == [draw(again).to_markdown(each) for each in ("zh", "en")]
    assert book.fingerprint() == before


FORMULAS: Final = ("cmd|' /C calc'!A0", 'HYPERLINK("http://x.invalid","去")', "1+1")
STARTS: Final = ("=", "+", "-", "@", " =", "＝", "＋", "－", "＠", "\n=", "'=", '"=', ";=")
MARKUP: Final = (
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</td></tr></table><b>",
    '"><svg/onload=alert(1)>',
    "' onmouseover='alert(1)",
    "&lt;b&gt; &amp; &",
    "javascript:alert(1)",
    "<!-- -->",
    "]]>",
    "{{7*7}} ${7*7} <%= 7*7 %>",
    "| a | b |\n| --- | --- |",
    "[x](javascript:alert(1)) ![y](z)",
    "`rm -rf`; $(reboot)",
)
HOSTILE: Final = (*(start + formula for formula in FORMULAS for start in STARTS), *MARKUP)
TAGS: Final = frozenset(
    ("section", "h2", "dl", "div", "dt", "dd", "table", "thead", "tbody", "tfoot", "tr", "th", "td", "ul", "li")
)
FORMULA: Final = re.compile(r"\s*[=+\-@＝＋－＠]")
NUMBER: Final = re.compile(r"-?[0-9.]+")


class Reader(HTMLParser):
    """Reads a page as a browser would: which tags with which attributes it sees, and what it shows."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: set[str] = set()
        self.shown: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes |= {name for name, _ in attrs}

    def handle_data(self, data: str) -> None:
        self.shown.append(data)

    def handle_comment(self, data: str) -> None:
        self.tags.add(f"comment {data}")


def written_everywhere(text: str) -> RepairWorkflow:
    """Return a desk with *text* in every free text a slip has, and everything that happened to it late."""
    part = PartUsed(part=text, quantity=Quantity(1, "支"), amount=yuan(12))
    return desk(
        evolve(report(sept(8)), fault=text, note=text),
        evolve(triage(sept(8)), note=text),
        assign(sept(8)),
        evolve(hand_over(sept(9)), reason=text),
        evolve(tell(sept(9)), message=text),
        evolve(finish(sept(9), by="孙师傅", parts=(part,), disposition="replace"), work=text, not_repaired_because=text,
               not_substituted_because=text),
        evolve(send_back(sept(10)), reason=text),
        evolve(finish(sept(11), by="孙师傅"), work=text),
        accept(sept(11), by="周老师", note=text, despite=("P06",)),
        *looked_after(text),
    )  # fmt: skip


@pytest.mark.plan("D18", "D19")
@pytest.mark.parametrize("text", HOSTILE)
def test_no_paper_carries_a_formula_or_markup(text: str) -> None:
    """Whatever people write is kept word for word, shown as text in HTML, and never a live formula in CSV."""
    book = written_everywhere(text)
    assert book[ONE].fault == text
    for view, draw in VIEWS.items():
        paper = draw(book)
        for language in LANGUAGES:
            page = Reader(paper.to_html(language))
            assert page.tags <= TAGS, view
            assert page.attributes <= {"class", "lang", "scope", "colspan"}, view
            cells = [cell for row in csv.reader(StringIO(paper.to_csv(language), newline="")) for cell in row]
            assert [cell for cell in cells if FORMULA.match(cell) and not NUMBER.fullmatch(cell)] == [], view
    assert any(text in data for data in Reader(repair_slip(book, ONE).to_html()).shown)


def test_there_are_enough_hostile_texts() -> None:
    """The list of hostile texts holds at least fifty different ones."""
    assert len(set(HOSTILE)) >= 50
