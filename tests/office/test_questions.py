"""What an office answers: the agenda, what did not hold, the figures and what is behind them, the story of an entry."""

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.calendar import end_of_same_day
from schoollogistics.errors import Refused, Unknown
from schoollogistics.inspections import (
    CheckHeld,
    FindingClosed,
    FindingEscalated,
    FindingFixed,
    FindingRaised,
    FindingRechecked,
    RoutineDone,
)
from schoollogistics.journal import EntryReversed, Ref, Setting, Value
from schoollogistics.office import Held, LogisticsOffice
from schoollogistics.office.faults import Fault, unfollowed
from schoollogistics.office.flows import findings_from, fixes_from, repairs_from
from schoollogistics.repairs import MaintenanceDone, MaintenanceLine, RepairAccepted, RepairReported
from schoollogistics.repairs.rules import P01_MINOR_DEADLINE
from schoollogistics.values.periods import DateSpan, Month, Week
from tests.journal.shelf import looked_over
from tests.journal.witness import AnyEntry, refusal, reversal
from tests.office.stories import (
    BX,
    FRIDAY,
    LIGHTING,
    MONDAY,
    PLAIN,
    PLANNED,
    TUESDAY,
    YEAR,
    YH,
    Cupboard,
    accepted,
    added,
    assigned,
    book_named,
    check,
    closed,
    finished,
    given,
    line,
    office,
    raised,
    rechecked,
    reported,
    scrapped,
    sept,
    triaged,
)

CHECK = Ref("inspections", 0)
WEEK = Week(MONDAY)
SEPTEMBER = Month(2025, 9)
ON_TIME = Value(P01_MINOR_DEADLINE, end_of_same_day, date(2025, 9, 1), "001§3")
LATER = Setting(school="示例学校", calendar=PLAIN.calendar, routines=(evolve(LIGHTING, since=date(2025, 10, 1)),))
STRICT = Setting(school="示例学校", values=(ON_TIME,), calendar=PLAIN.calendar, routines=PLANNED.routines)


# --- agenda ----------------------------------------------------------------------------------------------------------


@pytest.mark.plan("R57", "P90")
def test_the_agenda_is_what_all_books_and_routines_have_to_be_done() -> None:
    """It holds what each book says is due, and the routines that no book of the office records, earliest first."""
    made = office(raised(), given(), reported(), triaged(), setting=STRICT)
    agenda = made.agenda(SEPTEMBER)
    assert [(due.last, due.subject, due.who, due.routine and due.routine.code) for due in agenda] == [
        (sept(5), None, "电工", "LIGHTS"),
        (sept(8), ("repair", BX), None, None),
        (sept(12), None, "电工", "LIGHTS"),
        *((sept(day), None, "保洁员", "SWEEP") for day in range(15, 19)),
        (sept(19), None, "电工", "LIGHTS"),
        (sept(19), None, "保洁员", "SWEEP"),
        (sept(28), None, "电工", "LIGHTS"),
        (sept(30), None, "电工", "LIGHTS"),
        (sept(30), None, "保管员", "SHELVES"),
        (sept(30), ("finding", YH), "钱师傅", None),
    ]
    assert list(agenda) == sorted(agenda, key=lambda due: due.order)
    for book in made:
        rest = list(agenda)
        for due in book.due(SEPTEMBER):
            rest.remove(due)
    assert sum(len(book.due(SEPTEMBER)) for book in made) == len(agenda) - 1


def test_a_routine_is_due_until_its_own_entry_is_posted() -> None:
    """A check of the lights ticks its week, and no other slip does."""
    made = office(check(scope="门窗"), RoutineDone(routine="SWEEP", on=sept(15), by="保洁员"), setting=PLANNED)
    assert [due.what.zh for due in made.agenda(WEEK)] == ["照明检查"]
    made.post(check(on=TUESDAY))
    assert made.agenda(WEEK) == ()
    assert [due.last for due in made.agenda(Week(sept(15)))] == [sept(16), sept(17), sept(18), sept(19), sept(19)]


def test_a_routine_that_a_book_records_is_no_longer_nobodys() -> None:
    """With the cupboard in the office, tidying it is the cupboard's, and looking it over is the tick."""
    made = office(setting=PLANNED, books=(Cupboard,))
    assert [due.routine and due.routine.code for due in book_named(made, "cupboard").due(SEPTEMBER)] == ["SHELVES"]
    assert [due.what.zh for due in made.agenda(SEPTEMBER)].count("整理橱柜") == 1
    made.post(looked_over(on=TUESDAY))
    assert "整理橱柜" not in [due.what.zh for due in made.agenda(SEPTEMBER)]
    assert [(turn.routine.code, turn.over) for turn in made.turns(sept(30))] == [("LIGHTS", False), ("SHELVES", True)]


def test_every_turn_is_there_once() -> None:
    """The turns of all routines, whoever records them, are those that the agenda and the breaches speak of."""
    made = office(check(on=TUESDAY), setting=PLANNED)
    turns = made.turns(SEPTEMBER)
    assert list(turns) == sorted(turns, key=lambda turn: (turn.occurrence.last, turn.routine.code))
    assert len(turns) == 5 + 5 + 1
    assert sum(turn.over for turn in turns) == 1
    assert len(made.agenda(SEPTEMBER)) == len(made.breaches(SEPTEMBER)) == 10


def test_no_routines_and_no_deadlines_mean_nothing_to_do() -> None:
    """Without values, calendar or routines an office with entries has an empty agenda and nothing to complain of."""
    made = office(reported(), triaged(), check(), setting=Setting())
    assert (made.agenda(YEAR), made.breaches(YEAR), made.turns(YEAR)) == ((), (), ())


# --- breaches --------------------------------------------------------------------------------------------------------


def without_cadence(made: LogisticsOffice) -> list[tuple[str, date, Ref | None]]:
    """Return what did not hold on the Monday, where no occurrence of a routine ends."""
    return [(breach.rule.code, breach.on, breach.ref) for breach in made.breaches(MONDAY)]


TWO = check(line("灯管"), line("开关", place="3-202"))


@pytest.mark.plan("R57", "P90", "P97")
@pytest.mark.parametrize(
    ("setting", "scope", "rule"),
    [(PLANNED, "照明", "P90"), (PLANNED, "门窗", "P97"), (PLAIN, "照明", "P97"), (LATER, "照明", "P97")],
    ids=["a routine", "another routine", "no routine", "a routine to come"],
)
def test_a_fault_that_nothing_came_of_is_one_breach(setting: Setting, scope: str, rule: str) -> None:
    """It is dated on the day of the check and names it; the rule is that of the routine it ticked, or else P97."""
    made = office(check(line("灯管"), line("开关", place="3-202"), line("灯座", "fixed"), scope=scope), setting=setting)
    assert without_cadence(made) == [(rule, MONDAY, CHECK)]
    found = made.breaches(MONDAY)[0].found
    assert found.en.startswith("2 of 2 faults")
    assert "3-201 灯管：不亮；3-202 开关：不亮" in found.zh
    assert made.breaches(TUESDAY) == ()


SETTLED: dict[str, tuple[list[AnyEntry], int]] = {
    "nothing": ([], 2),
    "one repair": ([reported(because=CHECK)], 1),
    "one finding, later": ([raised(because=CHECK, on=FRIDAY)], 1),
    "a repair and a finding": (
        [reported(because=CHECK), raised(place="3-202", what="开关：不亮", because=CHECK)],
        0,
    ),
    "the same fault twice": ([reported(because=CHECK), raised(because=CHECK)], 1),
    "two in other words": (
        [reported(fault="坏了", because=CHECK), raised(place="3-202", what="也坏了", because=CHECK)],
        0,
    ),
    "two in other words at one place": (
        [reported(fault="坏了", because=CHECK), raised(what="也坏了", because=CHECK)],
        1,
    ),
    "something at another place": ([raised(place="操场", what="滑梯松动", because=CHECK)], 2),
    "a repair of something else": ([reported()], 2),
    "another check because of it": ([check(because=CHECK), check(because=CHECK, on=TUESDAY)], 2),
}


@pytest.mark.plan("R57", "P97")
@pytest.mark.parametrize("case", SETTLED)
def test_what_came_of_a_fault_settles_it(case: str) -> None:
    """A repair or a finding because of the check settles one fault of its place each; what is left is the breach."""
    entries, left = SETTLED[case]
    made = office(TWO, *entries)
    breaches = made.breaches(MONDAY)
    assert len(breaches) == (left > 0)
    assert all(breach.found.en.startswith(f"{left} of 2 faults") for breach in breaches)


@pytest.mark.plan("R57", "P97")
@pytest.mark.parametrize("flow", [repairs_from, findings_from])
def test_what_a_flow_offers_settles_the_check(flow: Any) -> None:
    """Posting what the flow returns leaves no breach, and one of two leaves the other; reversed, it counts no more."""
    made = office(TWO)
    offered = flow(made, CHECK)
    ref = made.post(offered[1])
    assert [breach.found.en.startswith("1 of 2") for breach in made.breaches(MONDAY)] == [True]
    made.post(flow(made, CHECK)[0])
    assert made.breaches(MONDAY) == ()
    made.post(reversal(made.shelf.named(ref.book), ref.number, on=MONDAY))
    assert [breach.found.en.startswith("1 of 2") for breach in made.breaches(MONDAY)] == [True]


@pytest.mark.parametrize(
    ("named", "left"),
    [("ZC-1", 0), ("zc-1", 0), (None, 0), ("ZC-2", 1)],
    ids=["its own", "in small", "none", "another"],
)
def test_what_came_of_a_fault_is_about_the_same_asset(named: str | None, left: int) -> None:
    """Where the fault and the report both name an asset, it is the same one."""
    fault = Fault(place="3-201", what="空调：漏水", asset="ZC-1")
    assert len(unfollowed([fault], [reported(fault=fault.what, asset=named)])) == left


@pytest.mark.plan("P97")
def test_a_fault_of_maintenance_is_followed_as_well() -> None:
    """Maintenance that finds a fault is settled by a repair, like a check; what it serviced needs none."""
    lines = (
        MaintenanceLine(place="3-201", result="fault", remark="漏水"),
        MaintenanceLine(place="3-202", result="serviced"),
    )
    made = office(MaintenanceDone(scope="空调", work="清洗", lines=lines, on=MONDAY, by="赵师傅"))
    assert without_cadence(made) == [("P97", MONDAY, Ref("repairs", 0))]
    made.post_all(repairs_from(made, Ref("repairs", 0)))
    assert made.breaches(MONDAY) == ()


def test_a_reversed_check_leaves_no_fault() -> None:
    """A check that was reversed found nothing."""
    made = office(TWO)
    made.post(reversal(made.inspections, 0, on=MONDAY))
    assert made.breaches(MONDAY) == ()


@pytest.mark.plan("P90", "R57")
def test_the_lights_not_checked_are_one_breach_of_their_rule() -> None:
    """A week without a check is one breach on its last day, and with one there is none; the office says so once."""
    made = office(setting=PLANNED)
    assert [(breach.rule.code, breach.on) for breach in made.breaches(WEEK)] == [("P90", FRIDAY)]
    made.post(check(on=FRIDAY))
    assert made.breaches(WEEK) == ()


def test_breaches_are_those_of_the_books_and_what_lies_between_them() -> None:
    """Each breach of a book is there, with the routines nobody records and the faults nobody followed, earliest first."""
    made = office(TWO, reported(), triaged(), setting=STRICT)
    breaches = made.breaches(SEPTEMBER)
    assert list(breaches) == sorted(breaches, key=lambda breach: breach.order)
    own = [breach for book in made for breach in book.breaches(SEPTEMBER)]
    assert all(breach in breaches for breach in own)
    between = sorted(breach.rule.code for breach in breaches if breach not in own)
    assert between == ["P90", "SHELVES"]


# --- figures ---------------------------------------------------------------------------------------------------------


def test_figures_are_those_of_all_books() -> None:
    """Every measure of every book is there with its sum, over the period asked."""
    made = office(TWO, raised(), added(), added("D-18", on=date(2025, 10, 9)))
    figures = made.figures(SEPTEMBER)
    assert (figures["inspections.faults"], figures["inspections.raised"], figures["inventory.bought"]) == (2, 1, 80)
    assert made.figures(YEAR)["inventory.bought"] == Decimal("160.00")
    assert set(figures) == {measure.code for book in made for measure in book.measures}
    for book in made:
        for measure in book.measures:
            assert figures[measure] == book.figures(SEPTEMBER)[measure]


def test_every_figure_names_the_entries_behind_it() -> None:
    """The shares of a figure add up to it and carry the entries, a reversal with what it reversed."""
    made = office(TWO, check(line()), added(), added("D-18"))
    made.post(reversal(book_named(made, "inventory"), 1, on=TUESDAY))
    for code in made.figures(SEPTEMBER):
        shares = made.behind(code, SEPTEMBER)
        assert sum(share.contribution.amount for share in shares) == made.figures(SEPTEMBER)[code]
    assert [share.entry for share in made.behind("inspections.faults", SEPTEMBER)] == [TWO, check(line())]
    bought = made.behind("inventory.bought", SEPTEMBER)
    assert [(share.entry, share.reversed) for share in bought] == [
        (added(), False),
        (added("D-18"), False),
        (added("D-18"), True),
    ]
    assert made.behind(made.inspections.measures[2], SEPTEMBER) == made.behind("inspections.faults", SEPTEMBER)


def test_a_figure_nobody_measures_is_unknown() -> None:
    """The error names what is spelled alike."""
    error = refusal(lambda: office().behind("inspection.faults", SEPTEMBER))
    assert (type(error), error.code) == (Unknown, "unknown")
    assert "inspections.faults" in error.takes.en


# --- trace -----------------------------------------------------------------------------------------------------------


def whole_story() -> LogisticsOffice:
    """Return an office where a check led to a finding, a repair, an acceptance, a fix and a closing, by the flows."""
    made = office(reported("BX-0901-01", on=sept(1)), check(scope="门窗", on=sept(1)))
    check_ref = made.post(check(line()))
    finding = made.post_all(findings_from(made, check_ref))[0]
    made.post(given())
    made.post_all(repairs_from(made, finding))
    made.post_all((triaged(), assigned(), finished()))
    made.post_all(fixes_from(made, made.post(accepted(by="赵师傅"))))
    made.post_all((rechecked(), closed()))
    return made


MAIN = (CheckHeld, FindingRaised, RepairReported, RepairAccepted, FindingFixed, FindingRechecked, FindingClosed)


@pytest.mark.plan("R57")
@pytest.mark.parametrize("start", MAIN, ids=lambda kind: kind.__name__)
def test_the_story_of_a_check_is_told_from_any_of_its_entries(start: type[AnyEntry]) -> None:
    """From check, finding, repair, acceptance or fix the same chain is found, in order, and nothing of other stories."""
    made = whole_story()
    refs = {type(entry): Ref(book.name, n) for book in made for n, entry in enumerate(book.entries)}
    story = made.trace(refs[start])
    assert [type(entry) for _, entry in story if type(entry) in MAIN] == list(MAIN)
    assert all(made.shelf.entry(ref) is entry for ref, entry in story)
    assert not {Ref("repairs", 0), Ref("inspections", 0)} & {ref for ref, _ in story}
    seen: set[Ref] = set()
    for ref, entry in story:
        assert entry.because is None or entry.because in seen
        seen.add(ref)


def test_a_story_tells_what_was_reversed() -> None:
    """A reversed entry stays in the story, with its reversal behind it."""
    made = office(check(line()), reported(because=CHECK))
    made.post(reversal(made.repairs, 0, on=MONDAY))
    assert [type(entry) for _, entry in made.trace(CHECK)] == [CheckHeld, RepairReported, EntryReversed]


def test_an_entry_by_itself_is_its_own_story() -> None:
    """What nothing led to and nothing came of stands alone."""
    made = office(check(), check(on=TUESDAY), added())
    assert made.trace(CHECK) == ((CHECK, check()),)
    assert made.trace(Ref("inventory", 0)) == ((Ref("inventory", 0), added()),)


def test_a_ring_of_causes_ends() -> None:
    """Two entries that lone books let name each other are told once each."""
    made = office()
    made.repairs.post(reported(because=CHECK))
    made.inspections.post(raised(because=Ref("repairs", 0)))
    assert sorted(ref for ref, _ in made.trace(CHECK)) == [CHECK, Ref("repairs", 0)]


def test_a_cause_that_is_not_here_is_left_out() -> None:
    """An entry whose cause stands in a book that is not here, or not there yet, is told from itself on."""
    made = office()
    made.repairs.post(reported(because=Ref("canteen", 3)))
    made.repairs.post(reported("BX-2", because=Ref("inspections", 9)))
    assert [ref for ref, _ in made.trace(Ref("repairs", 0))] == [Ref("repairs", 0)]
    assert [ref for ref, _ in made.trace(Ref("repairs", 1))] == [Ref("repairs", 1)]


def test_a_past_office_tells_the_story_so_far() -> None:
    """As of a day the story ends there, with the numbers it had."""
    made = whole_story()
    past = made.as_of(MONDAY).trace(Ref("inspections", 1))
    assert past == tuple(each for each in made.trace(Ref("inspections", 1)) if each[1].on <= MONDAY)


@pytest.mark.parametrize("ref", [Ref("repairs", 7), Ref("canteen", 0)], ids=str)
def test_the_story_of_nothing_is_unknown(ref: Ref) -> None:
    """An entry or a book that is not here has no story."""
    error = refusal(lambda: office(reported()).trace(ref))
    assert (type(error), error.code) == (Unknown, "reference")


NO_REFS: list[Any] = [None, "repairs#0", ("repairs", 0), 0, Ref("repairs", -1), Ref("", 0)]


@pytest.mark.parametrize("ref", NO_REFS, ids=repr)
def test_what_is_no_reference_has_no_story(ref: Any) -> None:
    """Whatever is no reference is refused as that."""
    assert refusal(lambda: office(reported()).trace(ref)).code in {"type", "reference", "blank"}


# --- people and papers -----------------------------------------------------------------------------------------------


def test_a_person_answers_for_what_is_under_way() -> None:
    """Over all books, what names the person and is not over; however the name is spelled in capitals."""
    made = office(
        raised(),
        given(owner="Mr Qian"),
        raised("YH-2"),
        given("YH-2", owner="MR QIAN"),
        FindingEscalated(finding="YH-2", to="Mr Qian", on=MONDAY, by="王老师"),
        reported(),
        triaged(),
        assigned(worker="Mr Qian"),
        added("D-17", "mr qian"),
        added("D-18", "周老师"),
        added("D-19", "Mr Qian"),
        scrapped("D-19"),
    )
    assert made.held_by("Mr Qian") == (
        Held(book="repairs", lifecycle="repair", key=BX, part="worker", status="assigned"),
        Held(book="inspections", lifecycle="finding", key=YH, part="owner", status="assigned"),
        Held(book="inspections", lifecycle="finding", key="YH-2", part="owner", status="assigned"),
        Held(book="inventory", lifecycle="asset", key="D-17", part="custodian", status="in_use"),
    )
    assert made.held_by("mr QIAN") == made.held_by("Mr Qian")
    assert made.held_by("吴老师") == ()


def test_what_is_over_is_held_by_nobody() -> None:
    """Nothing of a repair accepted and a finding closed is in anybody's hands."""
    made = whole_story()
    assert made.held_by("钱师傅") == ()
    assert [held.key for held in made.as_of(MONDAY).held_by("钱师傅")] == [BX, YH]


@pytest.mark.parametrize("name", ["", "=1", None, 7], ids=repr)
def test_what_is_no_name_holds_nothing(name: Any) -> None:
    """What cannot be a person's id is refused, not answered with nothing."""
    assert refusal(lambda: office().held_by(name)).code in {"type", "blank", "ident"}


@pytest.mark.plan("R57", "P95")
def test_the_statistics_of_a_week_are_published_once_a_week() -> None:
    """The first is version 1; a second version needs a reason; another week begins anew."""
    made = office()
    asked: dict[str, Any] = {"where": "校务公开栏", "on": FRIDAY, "by": "王老师"}
    first = made.publication("patrol_statistics", WEEK, until=sept(30), **asked)
    assert (first.version, first.period, first.until) == (1, DateSpan(MONDAY, sept(14)), sept(30))
    assert made.post(first) == Ref("inspections", 0)
    again = made.publication("patrol_statistics", WEEK, **asked)
    assert again.version == 2
    error = refusal(lambda: made.post(again))
    assert (type(error), error.code) == (Refused, "missing")
    made.post(made.publication("patrol_statistics", WEEK, reason="漏记一处", **asked))
    assert made.publication("patrol_statistics", WEEK, **asked).version == 3
    assert made.publication("patrol_statistics", Week(sept(15)), **asked).version == 1
    assert made.publication("patrol_statistics", SEPTEMBER, **asked).period == SEPTEMBER


def test_a_document_nobody_has_is_unknown() -> None:
    """The error names the documents that are spelled alike."""
    error = refusal(lambda: office().publication("patrol_statistic", WEEK, where="公开栏", on=FRIDAY, by="王老师"))
    assert (type(error), error.code, error.fields) == (Unknown, "unknown", ("view",))
    assert "patrol_statistics" in error.takes.en


def test_the_lighting_routine_is_the_one_of_the_plan() -> None:
    """What the tests check every week stands behind P90."""
    assert LIGHTING.duty.code == "P90"
