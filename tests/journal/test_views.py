"""What any book can print: figures, findings, a history, a diagram, and notes on numbers nobody has verified."""

from datetime import date, time

from schoollogistics.calendar.deadlines import within_hours
from schoollogistics.errors import Text
from schoollogistics.journal import (
    Due,
    Parameter,
    Ref,
    Setting,
    Value,
    about,
    behind,
    breaches_table,
    details,
    due_table,
    figures_table,
    history_table,
    lifecycle_diagram,
    value_notes,
)
from schoollogistics.journal.views import standing, value_text
from schoollogistics.values.labels import Label, Labels
from schoollogistics.values.shapes import fields_of
from tests.journal.shelf import (
    DAY,
    ITEM,
    LENT,
    S01,
    S02,
    S02_MOST,
    LotsBought,
    Shelf,
    added,
    bought,
    lent,
    moved,
    paid,
    retired,
    returned,
)
from tests.journal.witness import SEPTEMBER, refusal, reversal


def story() -> Shelf:
    """Return a shelf with an excused retirement, a return and a reversal."""
    book = Shelf(Setting(school="示例学校"))
    book.post(added("A-1", "A-2", at=time(8, 0), cosigned_by=("王老师",)))
    book.post(lent("A-1", "L-1"))
    book.post(returned("A-1", "L-1", condition="broken", note="边角有裂缝"))
    book.post(retired("A-2", despite=("S01",), note="只有一人在校"))
    book.post(reversal(book, 2))
    return book


def test_a_list_says_whose_it_is_and_of_when() -> None:
    """The head of a list names the school, where there is one, and the period or the day."""
    assert about(Setting(), SEPTEMBER) == ((Text("Period", "期间"), SEPTEMBER),)
    assert about(Setting(school="一小"), DAY) == ((Text("School", "学校"), "一小"), (Text("Day", "日期"), DAY))


def test_every_measure_is_printed() -> None:
    """The table of figures has a row for each measure, zero or not, with its unit."""
    table = figures_table(story(), SEPTEMBER)
    assert [(row[0], row[1]) for row in table.rows][:2] == [(LENT.text, 1), (Text("Broken", "损坏件数"), 0)]
    assert table.rows[3][2] == Text("yuan", "元")


def test_findings_are_printed() -> None:
    """Breaches print with rule and reason, what is due with its subject, person and rule."""
    (row,) = breaches_table(story().breaches(SEPTEMBER)).rows
    assert (row[0], row[1], row[4]) == (DAY, "S01", "只有一人在校")
    what = Text("bank it", "缴存")
    dues = [Due(what=what, last=DAY, subject=("item", "A-1"), who="钱会计", rule=S01), Due(what=what, last=DAY)]
    rows = due_table(dues).rows
    assert (rows[0][3], rows[0][5], rows[0][6]) == ("A-1", "钱会计", S01.text)
    assert rows[1][3:] == (None, None, None, None)


def test_a_history_is_printed() -> None:
    """Each entry of a subject is a row, the reversed ones marked, with who signed, what it says and why."""
    book = story()
    rows = history_table(book, "A-1").rows
    assert [row[2] for row in rows][2] == Text("shelf.item_returned (reversed)", "shelf.item_returned（已冲销）")
    assert rows[0][1] == time(8, 0)
    assert rows[0][3] == ("李老师", "王老师")
    assert rows[0][4] == Text("place: 东柜", "place：东柜")
    assert rows[2][5] == Text("边角有裂缝", "边角有裂缝")
    assert history_table(book, "A-1", without=("place",)).rows[0][4] == Text("", "")
    assert history_table(book, "A-2").rows[1][5] == Text("despite S01: 只有一人在校", "未按 S01：只有一人在校")
    assert refusal(lambda: history_table(book, "Z-1")).code == "unknown"


def test_only_what_was_reversed_is_marked() -> None:
    """Of two entries that are one and the same object only the reversed one is marked, and the other one stands."""
    book = Shelf()
    slip = moved("A-1")
    book.post_all([added("A-1"), slip, slip])
    book.post(reversal(book, 2))
    marks = ["reversed" in str(row[2]) for row in history_table(book, "A-1").rows]
    assert marks == [False, False, True, True]
    assert standing(book, "A-1") == (added("A-1"), slip)
    assert refusal(lambda: standing(book, "Z-1")).code == "unknown"


def test_what_an_entry_says_is_written_out() -> None:
    """Fields print with their labels: codes by label, money as money, lines one by one, references as they are written."""
    labels = Labels(
        fields={"lines": Label("Lines", "明细")}, choices={"condition": {"broken": Label("broken", "损坏")}}
    )
    said = details(bought("P-1", "P-2", price="1234.5"), labels)
    assert said == Text("Lines: P-1 10 1,234.50, P-2 10 1,234.50", "明细：P-1 10 1,234.50、P-2 10 1,234.50")
    assert details(returned("A-1", "L-1", condition="broken"), labels, without=("item", "loan")).zh == "condition：损坏"
    parts = fields_of(LotsBought)
    assert value_text(labels, "because", parts["because"].shape, Ref("till", 3)) == Text("till#3", "till#3")
    assert value_text(labels, "lines", parts["lines"].shape, bought("P-1", price=None).lines).en == "P-1 10"
    assert "paid" not in details(paid("5.00"), labels).en


def test_a_figure_shows_its_entries() -> None:
    """What is behind a figure comes with the entries that made it."""
    book = story()
    (share,) = behind(book, LENT, SEPTEMBER)
    assert (share.contribution.ref, share.entry, share.reversed) == (Ref("shelf", 1), book.entries[1], False)
    book.post(paid("5.00"))
    book.post(reversal(book, 5))
    made, taken = behind(book, "shelf.paid", SEPTEMBER)
    assert (made.entry, taken.entry, taken.reversed) == (book.entries[5], book.entries[5], True)


def test_numbers_nobody_verified_are_noted() -> None:
    """A list notes the values behind it that are unverified or secondary and in force by its last day, with units."""
    deadline = Parameter(
        code="S02.by", rule=S02, unit=Text("deadline", "时限"), type=type(within_hours(1)), zh="归还时限", en="Deadline"
    )
    setting = Setting(
        values=(
            Value(S02_MOST, 3, DAY, "某通知", "secondary"),
            Value(S02_MOST, 4, date(2026, 9, 1), "某通知", "unverified"),
            Value(deadline, within_hours(48), DAY, "网文", "unverified"),
            Value(S01.strict, True, DAY, "校务会"),
        )
    )
    first, second = value_notes(setting, (S02_MOST, deadline, S01.strict), SEPTEMBER.last)
    assert first.en.startswith("Most things lent to one person, things: 3, ")
    assert "（件）：3，" in first.zh
    assert first.en.endswith("since 2025-09-01, from a secondary source (某通知)")
    assert second.zh.startswith("归还时限：")
    assert second.zh.endswith("，自 2025-09-01 起，未核实（网文）")
    assert value_notes(setting, (), SEPTEMBER.last) == ()


def test_a_lifecycle_is_drawn_from_its_table() -> None:
    """The diagram shows every state by its label, the start as such, and the entries on the arrows."""
    drawing = str(lifecycle_diagram(ITEM, Shelf.labels))
    assert all(word in drawing for word in ("开始", "在架", "借出", "上架"))
