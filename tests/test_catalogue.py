"""The catalogue: one list of books, and rules, parameters, fields and search computed from it."""

import re
from datetime import date
from inspect import isfunction
from typing import Any, ClassVar

import pytest

import schoollogistics
from schoollogistics import BOOKS, Month, fields, find, office, rules
from schoollogistics.calendar import cycles
from schoollogistics.catalogue import Choice, FieldInfo, Found, parameters
from schoollogistics.catalogue.front import BEHIND_THE_DOOR, FRONT_DOOR
from schoollogistics.catalogue.search import _candidates
from schoollogistics.errors import InvalidValue, Unknown
from schoollogistics.journal import Book, MonthClosed, Rule, Setting, State, Value, breaches_table, due_table
from schoollogistics.journal.bookkeeping import POSTED_TWICE
from schoollogistics.office import flows
from schoollogistics.profiles import SCHOOL_004_1
from schoollogistics.repairs import (
    PartUsed,
    RepairFinished,
    RepairReported,
    RepairTriaged,
    RepairWorkflow,
    late_repairs,
    open_repairs,
    punctuality_table,
    repair_record,
    repeat_failures_table,
)
from schoollogistics.repairs.rules import P01, P10_REPEATS

DAY = date(2025, 9, 8)
P99 = Rule(code="P99", family="guard", zh="晾衣架不外借", en="Clothes racks are not lent", source="own")


class Desk(Book[Any, Any]):
    """A book of somebody else's, beside the library's."""

    name = "desk"
    kinds = ()
    state_type = State
    rules: ClassVar[tuple[Rule, ...]] = (P01, P99)


def by_name(entry_type: Any) -> dict[str, FieldInfo]:
    """Return the fields of an entry type by name."""
    return {each.name: each for each in fields(entry_type)}


def test_rules_of_all_books() -> None:
    """Every rule stands once, the journal's own among them."""
    codes = [rule.code for rule in rules()]
    assert set(RepairWorkflow.rules) | {POSTED_TWICE} <= set(rules())
    assert len(codes) == len(set(codes))
    assert rules((RepairWorkflow, Desk)).count(P01) == 1


def test_parameters_of_all_books() -> None:
    """Every parameter of a book stands once, and belongs to a rule that exists."""
    assert set(RepairWorkflow.parameters) <= set(parameters())
    assert {each.rule for each in parameters()} <= set(rules())


def test_fields_of_an_entry() -> None:
    """A field says how it is called, what it takes, whether it is needed, and what it may be."""
    triaged = by_name(RepairTriaged)
    severity = triaged["severity"]
    assert (severity.zh, severity.en, severity.required) == ("等级", "Severity", True)
    assert severity.choices == (Choice("minor", "小修", "minor"), Choice("major", "大修", "major"))
    assert (severity.text("zh"), severity.text("en")) == ("等级", "Severity")
    assert triaged["on"].type.zh == "日期"
    assert not triaged["trade"].required
    assert triaged["cosigned_by"].default == ()


def test_fields_of_lines() -> None:
    """Where a field holds lines, it names the class of a line and its fields."""
    parts = by_name(RepairFinished)["parts"]
    assert (parts.line, by_name(RepairFinished)["work"].line) == (PartUsed, None)
    assert (parts.kind, parts.type.zh) == ("lines", "明细")
    assert [line.zh for line in parts.lines] == ["配件名称", "数量", "金额"]


def test_own_fields_come_first() -> None:
    """A form begins with what is special to the entry, and ends with what every entry has."""
    assert [each.name for each in fields(RepairReported)][:5] == ["repair", "place", "fault", "asset", "on"]


@pytest.mark.parametrize("wrong", [int, "repairs.reported", None, Book])
def test_fields_of_nothing(wrong: Any) -> None:
    """What is no entry of any book is unknown, and the error says how to add a book."""
    with pytest.raises(Unknown, match="YourBook"):
        fields(wrong)


def test_fields_of_what_every_book_takes() -> None:
    """A closing has fields although no domain declares it."""
    assert {"book", "month"} <= set(by_name(MonthClosed))


@pytest.mark.parametrize(
    ("text", "kind", "name"),
    [
        ("报修", "entry", "RepairReported"),
        ("repair reported", "entry", "RepairReported"),
        ("RepairReported", "entry", "RepairReported"),
        ("repairs.reported", "entry", "RepairReported"),
        (" 定 级 ", "entry", "RepairTriaged"),
        ("小修不隔夜", "rule", "P01"),
        ("p01", "rule", "P01"),
        ("P01.deadline", "parameter", "P01.deadline"),
        ("小修时限", "parameter", "P01.deadline"),
        ("待验收", "state", "awaiting_acceptance"),
        ("报修单", "view", "repair_slip"),
        ("D18", "view", "repair_slip"),
        ("RepairWorkflow", "book", "RepairWorkflow"),
        ("repairs", "book", "RepairWorkflow"),
        ("维修费用", "measure", "repairs.cost"),
        ("月结", "entry", "MonthClosed"),
        ("J01", "rule", "J01"),
        ("处理方式", "entry", "RepairFinished"),
        ("handed in a slip", "entry", "RepairReported"),
        ("slip somebody", "entry", "RepairReported"),
        ("报修登记表", "entry", "RepairReported"),
        ("逾期维修", "view", "late_repairs"),
        ("及时率", "view", "punctuality_table"),
        ("未结报修", "view", "open_repairs"),
        ("未按制度事项", "view", "breaches_table"),
        ("figures_table", "view", "figures_table"),
        ("figures table", "view", "figures_table"),
        ("待办事项", "view", "due_table"),
        ("状态流转", "view", "lifecycle_diagram"),
        ("Setting", "class", "Setting"),
        ("校历", "class", "TermCalendar"),
        ("TermCalendar", "class", "TermCalendar"),
        ("term calendar", "class", "TermCalendar"),
        ("breach", "class", "Breach"),
        ("Wire", "class", "Wire"),
        ("read_rows", "function", "read_rows"),
        ("BOOKS", "constant", "BOOKS"),
        ("申报", "entry", "RepairReported"),
        ("抽查", "class", "SpotCheck"),
        ("每周", "class", "Weekly"),
        ("待办", "function", "agenda_table"),
        ("来龙去脉", "function", "trace_table"),
        ("repairs_from", "function", "repairs_from"),
        ("新学年", "question", "AssetRegister.roll_over"),
        ("roll_over", "question", "AssetRegister.roll_over"),
        ("整间移交", "question", "AssetRegister.handover"),
        ("谁保管", "question", "AssetRegister.kept_by"),
        ("账面净值", "question", "AssetRegister.book_value"),
        ("合并", "entry", "AssetsMerged"),
    ],
)
def test_find(text: str, kind: str, name: str) -> None:
    """The nearest thing of that name comes first."""
    first = find(text)[0]
    assert (first.kind, first.name) == (kind, name)


def test_find_says_both_names_and_the_import() -> None:
    """What is found carries both names, its sentence, and the line that imports it."""
    first = find("报修")[0]
    assert (first.text("zh"), first.text("en")) == ("报修", "Repair reported")
    assert first.import_line == "from schoollogistics.repairs import RepairReported"
    assert "slip" in first.about
    assert first.import_line in str(first)


def test_find_searches_coded_values() -> None:
    """What stands on a slip as one of its choices leads to the entry that takes it."""
    assert "AssetRegistered" in {each.name for each in find("盘盈")}
    assert "RepairTriaged" in {each.name for each in find("大修")}


def test_find_searches_the_routines_of_a_setting() -> None:
    """A routine is found by its names, with the entry that records the work."""
    patrol = next(each for each in find("每日巡查校园", routines=SCHOOL_004_1.routines) if each.kind == "routine")
    assert patrol.import_line == "from schoollogistics.inspections import CheckHeld"
    assert "004§1" in patrol.about
    assert all(each.kind != "routine" for each in find("每日巡查校园"))


def test_what_stands_behind_the_door_is_searched_as_it_is() -> None:
    """The table names every cycle, every paper of the office and every flow where it is, and nothing of the front door."""
    flow_names = {name for name in vars(flows) if name.endswith("_from") and not name.startswith("_")}
    assert {home: set(names) for home, names in BEHIND_THE_DOOR.items()} == {
        "schoollogistics.calendar.cycles": {name for name in cycles.__all__ if is_cycle(getattr(cycles, name))},
        "schoollogistics.office": {name for name in office.__all__ if isfunction(getattr(office, name))},
        "schoollogistics.office.flows": flow_names,
    }
    assert not {name for names in BEHIND_THE_DOOR.values() for name in names} & set(schoollogistics.__all__)


def is_cycle(thing: object) -> bool:
    """Tell whether *thing* is one of the cycles, not what they share."""
    return isinstance(thing, type) and issubclass(thing, cycles.Cycle) and thing is not cycles.Cycle


def test_find_orders_by_relevance() -> None:
    """An equal name goes before one that begins so, and that before one that only contains it."""
    names = [each.zh for each in find("报修")]
    assert names[0] == "报修"
    assert names.index("报修单") < names.index("告知报修人")
    assert len(set(find("报修"))) == len(find("报修"))


@pytest.mark.parametrize("text", ["", "  ", "航天飞机", "zzz", "\n"])
def test_find_nothing(text: str) -> None:
    """What nobody calls anything finds nothing."""
    assert find(text) == ()


def test_find_what_is_no_text() -> None:
    """A search for anything but text is refused in both languages."""
    with pytest.raises(InvalidValue, match="报修"):
        find(7)  # type: ignore[arg-type]


def test_the_front_door_is_searched_as_it_is() -> None:
    """The table of the front door names what is there and where, and each is offered from there, once."""
    assert {name: home for home, names in FRONT_DOOR.items() for name in names} == schoollogistics._HOME_OF
    assert sorted(name for names in FRONT_DOOR.values() for name in names) == sorted(schoollogistics.__all__)
    for name in schoollogistics.__all__:
        lines = {each.import_line for each in find(name) if each.name == name and each.kind != "measure"}
        assert lines == {f"from schoollogistics import {name}"}


def test_the_printed_title_of_every_view_is_found() -> None:
    """A table of a domain or of the journal comes up for what stands above it on paper."""
    titles = [each.zh for each in every_found() if each.kind == "view"]
    assert all(re.search("[\u4e00-\u9fff]", title) for title in titles)
    book = RepairWorkflow(Setting(values=(Value(P10_REPEATS, 3, since=DAY, source="校务会", status="local"),)))
    for view in (repair_record, late_repairs, punctuality_table, repeat_failures_table):
        assert view.__name__ in {each.name for each in find(view(book, Month(2025, 9)).title.zh)}
    assert "open_repairs" in {each.name for each in find(open_repairs(book, DAY).title.zh)}
    assert "breaches_table" in {each.name for each in find(breaches_table(()).title.zh)}
    assert "due_table" in {each.name for each in find(due_table(()).title.zh)}


def every_found() -> list[Found]:
    """Return everything that can be found."""
    return [candidate.found for candidate in _candidates(BOOKS)]


@pytest.mark.parametrize("line", sorted({found.import_line for found in every_found()}))
def test_import_lines_work(line: str) -> None:
    """Each line that ``find`` gives can be run as it stands."""
    exec(line, {})  # noqa: S102 - the line is what is tested


def test_everything_can_be_found_by_its_names() -> None:
    """Whatever there is comes up for its Chinese name, its English name and its code."""
    names: dict[str, list[Found]] = {}
    for found in every_found():
        for name in (found.zh, found.en, found.name):
            names.setdefault(name, []).append(found)
    missing = [
        (each.kind, name) for name, all_so_called in names.items() for each in all_so_called if each not in find(name)
    ]
    assert missing == []


def test_a_book_of_ones_own_is_searched() -> None:
    """A school's own book is found like any other, and its rule by the module it stands in."""
    found = find("晾衣架", (*BOOKS, Desk))
    assert [each.name for each in found] == ["P99"]
    assert found[0].import_line == f"from {__name__} import P99"
    assert find("desk", (Desk,))[0].import_line == f"from {__name__} import Desk"


def test_a_rule_without_a_name_is_found_by_its_book() -> None:
    """A rule that no module names is reached through its book."""

    class Nameless(Desk):
        """A book whose rule has no name."""

        rules = (Rule(code="P98", family="guard", zh="无名规定", en="A rule without a name", source="own"),)

    assert find("无名规定", (Nameless,))[0].import_line == f"from {__name__} import Nameless"
