"""各班设施自查，拟定暑假维修事项: what classes find and what is still open becomes the programme of a vacation."""

from datetime import date
from typing import Final

import pytest
from attrs import evolve

from schoollogistics.calendar.cycles import Yearly
from schoollogistics.errors import Duplicate, LogisticsError, Refused, Unknown
from schoollogistics.journal import EntryReversed, Ref, Routine, Setting
from schoollogistics.repairs import (
    FacilitiesSelfChecked,
    ProgrammeLine,
    RepairWorkflow,
    SelfCheckLine,
    VacationJobAdded,
    VacationJobDone,
    VacationJobDropped,
    VacationProgrammeDrawnUp,
    repair_slip,
    vacation_programme,
)
from schoollogistics.repairs.entries import RepairEntry
from schoollogistics.repairs.entries.vacation import Vacation
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month
from tests.calendar.notices import BEIJING
from tests.repairs.stories import (
    ONE,
    TWO,
    YEAR,
    accept,
    assign,
    cancel,
    desk,
    finish,
    in_hand,
    merge,
    report,
    send_back,
    triage,
)

DAY: Final = date(2026, 6, 26)
FIRST: Final = date(2026, 7, 8)
LAST: Final = date(2026, 8, 31)
SUMMER: Final = "2026暑"
JUNE: Final = Month(2026, 6)

ROOF: Final = ProgrammeLine(job="2026暑-01", place="教学楼", task="屋面防水", estimate=yuan(20000))
DESKS: Final = ProgrammeLine(job="2026暑-02", place="3-201", task="课桌：桌面松动", estimate=yuan("150.50"))
LIGHT: Final = ProgrammeLine(job="2026暑-03", place="3-201", task="灯不亮", repair=ONE)
GATE: Final = ProgrammeLine(job="2027寒-01", place="门卫", task="换灯")


def self_check(on: date, place: str, **faults: str) -> FacilitiesSelfChecked:
    """李老师's class looks over its room."""
    lines = tuple(SelfCheckLine(thing=thing, fault=fault) for thing, fault in faults.items())
    return FacilitiesSelfChecked(place=place, lines=lines, on=on, by="李老师")


def drawn_up(
    *lines: ProgrammeLine, on: date = DAY, programme: str = SUMMER, vacation: Vacation = "summer"
) -> VacationProgrammeDrawnUp:
    """王老师 draws up the programme."""
    return VacationProgrammeDrawnUp(
        programme=programme, vacation=vacation, first=FIRST, last=LAST, lines=lines, on=on, by="王老师"
    )


def added(*lines: ProgrammeLine, on: date = DAY, programme: str = SUMMER) -> VacationJobAdded:
    """王老师 adds jobs."""
    return VacationJobAdded(programme=programme, lines=lines, on=on, by="王老师")


def done(job: str, on: date = FIRST, cost: int | None = None) -> VacationJobDone:
    """赵师傅 has done a job."""
    return VacationJobDone(job=job, work="已修", cost=None if cost is None else yuan(cost), on=on, by="赵师傅")


def dropped(job: str, on: date = FIRST) -> VacationJobDropped:
    """王老师 takes a job off."""
    return VacationJobDropped(job=job, reason="并入改造工程", on=on, by="王老师")


def states(book: RepairWorkflow) -> dict[str, str]:
    """Return the state of every job."""
    return {job: book.of("job")[job].status for job in book.of("job")}


# ------------------------------------------------------------------------------------------------------------ the list


@pytest.mark.plan("R23")
def test_the_list_holds_what_classes_found_and_what_is_still_open() -> None:
    """Faults of self-checks come first, then repairs still to be done, each with a number behind the programme."""
    book = desk(
        report(date(2026, 6, 1)),
        report(date(2026, 6, 2), repair=TWO, place="操场"),
        self_check(date(2026, 6, 22), "3-201", 课桌="桌面松动", 窗户="关不严"),
        self_check(date(2026, 6, 23), "3-202"),
    )
    assert book.programme_lines(SUMMER, JUNE) == (
        ProgrammeLine(job="2026暑-01", place="3-201", task="课桌：桌面松动"),
        ProgrammeLine(job="2026暑-02", place="3-201", task="窗户：关不严"),
        ProgrammeLine(job="2026暑-03", place="3-201", task="灯不亮", repair=ONE),
        ProgrammeLine(job="2026暑-04", place="操场", task="灯不亮", repair=TWO),
    )


@pytest.mark.plan("R23")
@pytest.mark.parametrize(
    ("story", "repairs"),
    [
        (in_hand(DAY), [ONE]),
        ([*in_hand(DAY), finish(DAY)], []),
        ([*in_hand(DAY), finish(DAY), accept(DAY)], []),
        ([report(DAY), cancel(DAY)], []),
    ],
    ids=["in hand", "finished", "accepted", "cancelled"],
)
def test_only_repairs_still_to_be_done_are_proposed(story: list[RepairEntry], repairs: list[str]) -> None:
    """What is finished, or over otherwise, needs no vacation."""
    assert [line.repair for line in desk(*story).programme_lines(SUMMER, JUNE)] == repairs


@pytest.mark.plan("R23")
def test_only_self_checks_of_the_period_count() -> None:
    """What a class found half a year ago is no matter of this summer; one fault found twice is one job."""
    book = desk(
        self_check(date(2026, 1, 19), "3-201", 课桌="桌面松动"),
        self_check(date(2026, 6, 22), "3-202", 窗户="关不严"),
        self_check(date(2026, 6, 24), "3-202", 窗户="关不严"),
    )
    assert [(line.place, line.task) for line in book.programme_lines(SUMMER, JUNE)] == [("3-202", "窗户：关不严")]


@pytest.mark.plan("R23")
def test_what_is_planned_is_not_proposed_again() -> None:
    """Posted, the list is empty; what is found later is proposed with the next numbers; what stands keeps its own."""
    book = desk(report(date(2026, 6, 1)), self_check(date(2026, 6, 22), "3-201", 课桌="桌面松动"))
    book.post(drawn_up(*book.programme_lines(SUMMER, JUNE)))
    assert book.programme_lines(SUMMER, JUNE) == ()
    book.post_all([report(DAY, repair=TWO), self_check(DAY, "3-202", 门锁="卡滞")])
    later = book.programme_lines(SUMMER, JUNE)
    assert [(line.job, line.task) for line in later] == [("2026暑-03", "门锁：卡滞"), ("2026暑-04", "灯不亮")]
    book.post(added(*later))
    assert book.programme_lines(SUMMER, JUNE) == ()


@pytest.mark.plan("R23")
def test_a_repair_dropped_from_one_vacation_is_proposed_for_the_next() -> None:
    """While it is planned in one programme another leaves it out; taken off there, it goes into the next."""
    book = desk(report(date(2026, 6, 1)), drawn_up(LIGHT))
    assert book.programme_lines("2027寒", JUNE) == ()
    book.post(dropped(LIGHT.job))
    assert book.programme_lines(SUMMER, JUNE) == ()
    (line,) = book.programme_lines("2027寒", JUNE)
    assert (line.job, line.repair) == ("2027寒-01", ONE)


# ------------------------------------------------------------------------------------------------------- the programme


@pytest.mark.plan("R23")
def test_a_job_is_planned_then_done_or_dropped() -> None:
    """The facts of every job stand under its number, those of the programme under its own."""
    book = desk(report(DAY), drawn_up(ROOF, DESKS), added(LIGHT), done(ROOF.job, cost=19000), dropped(DESKS.job))
    assert states(book) == {ROOF.job: "done", DESKS.job: "dropped", LIGHT.job: "planned"}
    roof, desks, light = (book.of("job")[line.job] for line in (ROOF, DESKS, LIGHT))
    assert (roof.programme, roof.job_place, roof.task, roof.estimate) == (SUMMER, "教学楼", "屋面防水", yuan(20000))
    assert (roof.done_on, roof.spent, desks.reason, light.repair) == (FIRST, yuan(19000), "并入改造工程", ONE)
    programme = book.of("programme")[SUMMER]
    assert (programme.vacation, programme.first, programme.last) == ("summer", FIRST, LAST)
    assert list(book) == [ONE]


@pytest.mark.plan("R23")
@pytest.mark.parametrize(
    ("entry", "error", "code"),
    [
        (evolve(drawn_up(GATE), programme="2026寒", last=date(2026, 7, 7)), Refused, "order"),
        (drawn_up(GATE, programme=SUMMER), Duplicate, "duplicate"),
        (drawn_up(evolve(DESKS, job=ROOF.job), programme="2026寒"), Duplicate, "duplicate"),
        (drawn_up(DESKS, DESKS, programme="2026寒"), Duplicate, "duplicate"),
        (drawn_up(evolve(GATE, repair="BX-9"), programme="2026寒"), Unknown, "unknown"),
        (drawn_up(evolve(GATE, repair=TWO), programme="2026寒"), Refused, "state"),
        (drawn_up(programme="2026寒"), Refused, "missing"),
        (added(), Refused, "missing"),
        (added(DESKS, programme="2026寒"), Unknown, "unknown"),
        (added(evolve(DESKS, repair=TWO)), Refused, "state"),
        (done("2026暑-09"), Unknown, "unknown"),
        (done(LIGHT.job), Refused, "state"),
        (evolve(self_check(DAY, "3-201"), lines=(SelfCheckLine(thing="门", fault="坏"),) * 2), Refused, "duplicate"),
    ],
    ids=[
        "ends before it begins",
        "a programme twice",
        "a job of another programme",
        "a job twice",
        "an unknown repair",
        "a repair that is over",
        "nothing planned",
        "nothing added",
        "added to no programme",
        "added for a repair that is over",
        "an unknown job",
        "a job whose repair is not finished",
        "a fault twice",
    ],
)
def test_what_would_make_the_programme_false_is_refused(
    entry: RepairEntry, error: type[LogisticsError], code: str
) -> None:
    """A vacation has its days in order, every number is spent once, and a job for a repair names one that is open."""
    book = desk(report(DAY), report(DAY, repair=TWO), cancel(DAY, TWO), drawn_up(ROOF, LIGHT))
    objection = book.objection(entry)
    assert (type(objection), objection and objection.code) == (error, code)


@pytest.mark.plan("R23")
@pytest.mark.parametrize("over", [done(ROOF.job), dropped(ROOF.job)], ids=["done", "dropped"])
@pytest.mark.parametrize("next_", [done(ROOF.job), dropped(ROOF.job)], ids=["done", "dropped"])
def test_what_became_of_a_job_is_said_once(
    over: VacationJobDone | VacationJobDropped, next_: VacationJobDone | VacationJobDropped
) -> None:
    """A job that is done or dropped takes nothing more."""
    objection = desk(drawn_up(ROOF), over).objection(next_)
    assert isinstance(objection, Refused)
    assert objection.code in {"already", "state"}


@pytest.mark.plan("R23")
def test_a_report_that_a_job_does_cannot_be_undone_below_it() -> None:
    """The repair has the programme in its history, so its report is not reversed while a job counts on it."""
    book = desk(report(DAY), drawn_up(LIGHT))
    assert [entry.kind for entry in book.history(ONE)] == ["repairs.reported", "repairs.vacation_programme_drawn_up"]
    assert book.objection(EntryReversed(of=Ref("repairs", 0), reason="误报", on=DAY, by="王老师")) is not None
    book.post(EntryReversed(of=Ref("repairs", 1), reason="重拟", on=DAY, by="王老师"))
    book.post(EntryReversed(of=Ref("repairs", 0), reason="误报", on=DAY, by="王老师"))
    assert (list(book), states(book)) == ([], {})


@pytest.mark.plan("R23", "D18")
def test_the_slip_of_a_repair_says_that_it_is_planned_but_not_what_else_is() -> None:
    """The step stands on the slip with the programme and its days; other jobs are no matter of this slip."""
    slip = repair_slip(desk(report(DAY), drawn_up(ROOF, LIGHT)), ONE)
    assert [(row["环节"], row["内容"]) for row in slip.records("zh")[1:]] == [
        ("拟定假期维修计划", "计划编号：2026暑；假期：暑假；首日：2026-07-08；末日：2026-08-31")
    ]


# -------------------------------------------------------------------------------------------------- what is left of it


@pytest.mark.plan("R23")
def test_jobs_not_done_are_due_on_the_last_day_of_the_vacation() -> None:
    """What is planned is due with its place; what is done or dropped is not; no rule of the plans makes it a breach."""
    book = desk(drawn_up(ROOF, DESKS), done(DESKS.job))
    (due,) = book.due(LAST)
    assert (due.subject, due.last, due.where) == (("job", ROOF.job), LAST, "教学楼")
    assert (due.what.zh, due.post, due.rule) == ("假期维修：屋面防水", (VacationJobDone, VacationJobDropped), None)
    assert book.due(Month(2026, 7)) == ()
    assert book.breaches(YEAR) == ()
    book.post(dropped(ROOF.job))
    assert book.due(LAST) == ()


REPAIRED: Final = [triage(DAY), assign(DAY), finish(FIRST)]
ELSEWHERE: Final = [triage(DAY, repair=TWO), assign(DAY, repair=TWO), finish(FIRST, repair=TWO)]


@pytest.mark.plan("R23", "R20")
@pytest.mark.parametrize(
    ("steps", "standing"),
    [
        ([], ("待实施", None)),
        (REPAIRED[:2], ("待实施", None)),
        (REPAIRED, ("已完成", FIRST)),
        ([*REPAIRED, accept(FIRST)], ("已完成", FIRST)),
        ([*REPAIRED, send_back(FIRST)], ("待实施", None)),
        ([merge(DAY, ONE, TWO), *ELSEWHERE[:2]], ("待实施", None)),
        ([merge(DAY, ONE, TWO), *ELSEWHERE], ("已完成", FIRST)),
        ([*REPAIRED, done(LIGHT.job, on=LAST)], ("已完成", LAST)),
    ],
    ids=["nothing", "assigned", "finished", "accepted", "sent back", "merged", "finished on the other slip", "said so"],
)
def test_a_job_that_does_a_repair_is_done_with_it(steps: list[RepairEntry], standing: tuple[str, date | None]) -> None:
    """Until the repair is finished the job is due and cannot be said to be done; then it is not due, and the paper says when."""
    book = desk(report(DAY), report(DAY, repair=TWO), drawn_up(LIGHT), *steps)
    (row,) = vacation_programme(book, SUMMER).records("zh")
    assert (row["状态"], row["完成日期"]) == standing
    is_done = standing[0] == "已完成"
    assert [due.subject for due in book.due(LAST)] == ([] if is_done else [("job", LIGHT.job)])
    if book.of("job")[LIGHT.job].status == "planned":
        assert (book.objection(done(LIGHT.job, on=LAST)) is None) == is_done


@pytest.mark.plan("R23")
def test_the_work_of_a_job_that_is_done_is_not_taken_back() -> None:
    """While the job is said to be done its finish cannot be reversed, and nothing has changed; sent back it can be."""
    story = [report(DAY), drawn_up(LIGHT), *REPAIRED, done(LIGHT.job, on=LAST)]
    book, sent_back = desk(*story), desk(*story, send_back(LAST), finish(LAST))
    struck = EntryReversed(of=Ref("repairs", 4), reason="误记", on=LAST, by="王老师")
    before = (book.version, book.fingerprint(), book.table())
    with pytest.raises(Refused, match="2026暑-03"):
        book.post(struck)
    assert (book.version, book.fingerprint(), book.table()) == before
    sent_back.post(evolve(struck, of=Ref("repairs", 7)))
    assert sent_back[ONE].status == "in_progress"


@pytest.mark.plan("R23")
def test_a_job_that_does_a_repair_has_no_cost_of_its_own() -> None:
    """The cost stands where the repair is finished; the job says only that it is done."""
    book = desk(report(DAY), drawn_up(LIGHT), *REPAIRED)
    objection = book.objection(done(LIGHT.job, cost=30))
    assert isinstance(objection, Refused)
    assert (objection.code, objection.fields) == ("state", ("cost",))
    assert book.objection(done(LIGHT.job)) is None


@pytest.mark.plan("R23")
def test_planned_and_done_jobs_are_figures() -> None:
    """Jobs count when they are planned and when they are done, with what they cost."""
    book = desk(drawn_up(ROOF, DESKS), added(GATE), done(ROOF.job, cost=19000), done(DESKS.job), dropped(GATE.job))
    june, july = book.figures(JUNE), book.figures(Month(2026, 7))
    assert [june[f"repairs.{each}"] for each in ("jobs_planned", "jobs_done", "jobs_cost")] == [3, 0, 0]
    assert [july[f"repairs.{each}"] for each in ("jobs_planned", "jobs_done", "jobs_cost")] == [0, 2, yuan(19000)]


@pytest.mark.plan("R23")
def test_the_programme_is_printed_with_estimates_and_how_each_job_stands() -> None:
    """The paper of a programme has its jobs only, the cost of a repair from its own slip, and both totals."""
    repaired = [triage(DAY), assign(DAY), finish(FIRST, labour=yuan(15))]
    other = drawn_up(GATE, programme="2027寒", vacation="winter")
    story = [report(DAY), drawn_up(ROOF, DESKS), added(LIGHT), other, *repaired]
    book = desk(*story, done(ROOF.job, cost=19000), dropped(DESKS.job), setting=Setting(school="育才小学"))
    assert vacation_programme(book, SUMMER).to_markdown() == (
        "### 假期维修计划表\n\n- 学校：育才小学\n- 计划编号：2026暑\n- 假期：暑假\n- 首日：2026-07-08\n- 末日：2026-08-31\n\n"
        "| 项目编号 | 地点 | 维修事项 | 报修单号 | 预计费用（元） | 状态 | 完成日期 | 实际费用（元） | 原因 |\n"
        "| --- | --- | --- | --- | ---: | --- | --- | ---: | --- |\n"
        "| 2026暑-01 | 教学楼 | 屋面防水 |  | 20,000.00 | 已完成 | 2026-07-08 | 19,000.00 |  |\n"
        "| 2026暑-02 | 3-201 | 课桌：桌面松动 |  | 150.50 | 已取消 |  |  | 并入改造工程 |\n"
        "| 2026暑-03 | 3-201 | 灯不亮 | BX-1 |  | 已完成 | 2026-07-08 | 15.00 |  |\n"
        "| **合计** |  |  |  | **20,150.50** |  |  | **19,015.00** |  |\n\n"
        "- 后勤负责人：________\n"
    )


@pytest.mark.plan("R23")
def test_a_programme_that_is_not_in_the_book_has_no_paper() -> None:
    """A number nobody drew up is unknown."""
    with pytest.raises(Unknown, match="2026寒"):
        vacation_programme(desk(drawn_up(ROOF)), "2026寒")


# --------------------------------------------------------------------------------------------------------- the routines


def listing(code: str, zh: str, vacation: Vacation, month: int, day: int, source: str) -> Routine:
    """Return the routine of drawing up the programme of one vacation by the last school day up to a day of the year."""
    return Routine(
        code=code,
        zh=zh,
        en=f"List the repairs of the {vacation} vacation",
        source=source,
        cycle=Yearly(month, day, roll="preceding"),
        fulfilled_by=VacationProgrammeDrawnUp,
        where=(("vacation", vacation),),
    )


LISTS: Final = (
    listing("N17", "安排寒假各项维修工作", "winter", 1, 31, "002"),
    listing("M06-02", "拟定暑假维修事项", "summer", 6, 30, "004§1"),
)
IN_WINTER: Final = drawn_up(GATE, on=date(2026, 1, 20), programme="2026寒", vacation="winter")


@pytest.mark.plan("R23")
@pytest.mark.parametrize(
    ("programmes", "missed"),
    [
        ([], [("N17", date(2026, 1, 23)), ("M06-02", date(2026, 6, 30))]),
        ([IN_WINTER], [("M06-02", date(2026, 6, 30))]),
        ([IN_WINTER, drawn_up(DESKS)], []),
        ([drawn_up(DESKS)], [("N17", date(2026, 1, 23))]),
        ([IN_WINTER, drawn_up(DESKS, on=date(2026, 7, 1))], [("M06-02", date(2026, 6, 30))]),
    ],
    ids=["neither", "winter", "both", "summer", "summer in July"],
)
def test_the_list_of_each_vacation_is_drawn_up_in_time(
    programmes: list[VacationProgrammeDrawnUp], missed: list[tuple[str, date]]
) -> None:
    """The winter list is due by the end of the first term, the summer list in June; neither stands for the other."""
    book = desk(*programmes, setting=Setting(calendar=BEIJING, routines=LISTS))
    assert [(breach.rule.code, breach.on) for breach in book.breaches(YEAR)] == missed
