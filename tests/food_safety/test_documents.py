"""Every paper is a document that can be published, and says whatever its entries hold."""

import inspect
from collections.abc import Callable, Iterator
from datetime import date, time
from decimal import Decimal
from typing import Any, Final

import attrs
import pytest
from attrs import evolve

import schoollogistics.food_safety as domain
from schoollogistics.food_safety import (
    CanteenGraded,
    CookedDish,
    DailyControlHeld,
    DishesCooked,
    DisinfectedWare,
    FoodSafetyLog,
    FoundProblem,
    KitchenLocked,
    MonthlyMeetingHeld,
    PostFilled,
    SelfCheckHeld,
    StoreEntered,
    StoreKeeperNamed,
    TablewareDisinfected,
    TemperatureLine,
    TemperaturesRead,
    acceptance_ledger,
    cooking_record,
    daily_control_record,
    disinfection_record,
    duty_record,
    handlers_check_record,
    locking_record,
    monthly_meeting_minutes,
    post_register,
    sample_register,
    self_check_record,
    store_entry_record,
    supervision_bulletin,
    temperature_record,
    waste_register,
    weekly_review_report,
)
from schoollogistics.food_safety import views as papers
from schoollogistics.journal import Entry, Published
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.tables import Table
from tests.food_safety import stories
from tests.food_safety.stories_kitchen import (
    COOK,
    D8,
    D9,
    HELP,
    OFFICER,
    SEPTEMBER,
    certified,
    checked,
    control,
    duty,
    log,
    meeting,
    registered,
    review,
    school,
    served,
    waste,
)

VIEWS: Final = {name for name, _ in inspect.getmembers(papers, inspect.isfunction)}
NOTE: Final = "备注一句"
WRONG: Final = FoundProblem(
    problem="WT-7", point="冰箱", found="结霜过厚", owner="吴师傅", rectify_by=date(2025, 9, 19)
)
CODES: Final = {"kind", "despite", "outcome", "session", "symptoms", "hands", "attire", "area", "sitting", "steps"} | {
    "method", "storage", "waste", "occasion", "destination", "appearance", "packaging", "handled", "grade", "month",
    "week", "evidence", "id",
}  # fmt: skip


def margin(**more: Any) -> dict[str, Any]:
    """Return what stands in the margin of a sheet of 8 September."""
    return {"on": D8, "at": time(7, 45), "by": OFFICER, "cosigned_by": (HELP,), "note": NOTE} | more


def said(value: Any) -> Iterator[str]:
    """Yield the texts, days and numbers of an entry and its lines, but for codes, which are printed by their label."""
    if attrs.has(type(value)) and not isinstance(value, Quantity):
        for field in attrs.fields(type(value)):
            if field.name not in CODES:
                yield from said(getattr(value, field.name))
    elif isinstance(value, tuple):
        for each in value:
            yield from said(each)
    elif isinstance(value, Quantity):
        yield f"{value.amount:f}"
    elif value is not None and type(value) is not bool:
        yield f"{value:%H:%M}" if isinstance(value, time) else str(value)


def cold() -> TemperaturesRead:
    """Return the temperatures of a refrigerator and a freezer that is too warm."""
    lines = (
        TemperatureLine(appliance="1号冰箱", storage="chilled", celsius=Decimal("4.5")),
        TemperatureLine(appliance="2号冰柜", storage="frozen", celsius=Decimal("-9.5")),
    )
    return TemperaturesRead(lines=lines, **margin())


def hot() -> DishesCooked:
    """Return a dish that is done and one that is not."""
    lines = (CookedDish(dish="红烧肉", celsius=Decimal("81.5")), CookedDish(dish="鸡腿", celsius=Decimal("66.5")))
    return DishesCooked(sitting="lunch", lines=lines, **margin())


WARE: Final = DisinfectedWare(
    ware="汤碗", method="chlorine", reading=Decimal(255), minutes=Decimal(6), pieces=480, agent="消毒粉 批号7"
)
SHEET: Final[dict[str, Any]] = {"points": ("冰箱", "灶台"), "problems": (WRONG,)}
DELIVERY: Final = stories.delivery(
    "SH-7",
    stories.line(
        "PC-7",
        spec="25kg/袋",
        price=Decimal("5.2"),
        ordered=Quantity(45, "kg"),
        temperature=Quantity(19, "°C"),
        stored_at="一号库",
        remark="多送五公斤",
    ),
    rejected=(stories.turned_away(),),
    ticket="票-7",
    order="订-7",
    **margin(by="张师傅", cosigned_by=("李老师",)),
)
PEOPLE: Final = (registered(), registered(HELP), certified(), certified(HELP, number="JK-2"))
KEEPER: Final = StoreKeeperNamed(store="食品库", storekeeper=OFFICER, admitted=(HELP,), on=D8, by=OFFICER)

Paper = Callable[[FoodSafetyLog, Any], Table]
PRINTED: Final[list[tuple[Paper, Entry[Any], tuple[Entry[Any], ...]]]] = [
    (acceptance_ledger, DELIVERY, (stories.supplier(address="城关路7号", phone="0719-7"), stories.certificate())),
    (
        sample_register,
        evolve(stories.kept(D8, "红烧肉", temperature=Quantity(3, "°C")), at=time(12, 25), note=NOTE),
        (served(),),
    ),
    (handlers_check_record, evolve(checked(D8, outcome="unfit"), **margin()), PEOPLE),
    (duty_record, evolve(duty(D8), **margin()), (*PEOPLE, checked(D8))),
    (
        disinfection_record,
        TablewareDisinfected(steps=("rinse", "wash", "disinfect"), lines=(WARE,), sitting="lunch", **margin()),
        (),
    ),
    (temperature_record, cold(), ()),
    (cooking_record, hot(), ()),
    (store_entry_record, StoreEntered(store="食品库", purpose="取米", **margin()), (KEEPER,)),
    (waste_register, evolve(waste(vehicle="鄂E-7", manifest="LD-7"), **margin()), ()),
    (daily_control_record, DailyControlHeld(**SHEET, **margin()), ()),
    (locking_record, KitchenLocked(**SHEET, **margin()), ()),
    (self_check_record, SelfCheckHeld(month=SEPTEMBER, **SHEET, **margin()), ()),
    (
        monthly_meeting_minutes,
        MonthlyMeetingHeld(
            month=SEPTEMBER,
            weeks=(),
            present=("食堂主任",),
            decisions="换冰箱",
            situation="总体平稳",
            focus="防霉",
            **margin(),
        ),
        (),
    ),
    (
        supervision_bulletin,
        CanteenGraded(
            body="市场监管局",
            occasion="supervision",
            score=Decimal(93),
            problems=(evolve(WRONG, lost=Decimal("6.5")),),
            **margin(),
        ),
        (),
    ),
]


@pytest.mark.plan("R33", "R34", "R36", "R37", "R38", "R39", "R47")
@pytest.mark.parametrize(("paper", "entry", "before"), PRINTED, ids=[each[0].__name__ for each in PRINTED])
def test_whatever_a_slip_holds_is_printed(paper: Paper, entry: Entry[Any], before: tuple[Entry[Any], ...]) -> None:
    """Every text, day, hour and number of an entry and its lines stands on its paper; of another day's nothing."""
    book = log(*before, entry, setting=school(limits=True))
    printed = paper(book, D8).to_csv("zh")
    assert [each for each in said(entry) if each not in printed] == []
    assert len(paper(book, D9)) == 0


@pytest.mark.plan("R36")
def test_temperatures_and_cooking_are_judged_by_the_limits_in_force() -> None:
    """A reading within the limits of the school is good, one beyond is not; without limits nothing is said."""
    for setting, verdicts in ((school(limits=True), ["合格", "不合格"]), (school(), [None, None])):
        book = log(cold(), hot(), setting=setting)
        for paper in (temperature_record, cooking_record):
            assert [row["合格"] for row in paper(book, SEPTEMBER).records("zh")] == verdicts


@pytest.mark.plan("R36", "P58")
def test_what_nobody_cooks_stands_beside_what_was_cooked() -> None:
    """A dish that is served as it is stands on the cooking record as such: nobody asks where its temperature is."""
    lunch = evolve(served(D8, "红烧肉", "酸奶"), uncooked=("酸奶",))
    rows = cooking_record(log(hot(), lunch, setting=school(limits=True)), D8).records("zh")
    assert [(row["菜品"], row["合格"]) for row in rows] == [
        ("红烧肉", "合格"),
        ("鸡腿", "不合格"),
        ("酸奶", "不经烹调"),
    ]


@pytest.mark.plan("D31", "D32", "D33", "D34")
@pytest.mark.parametrize(
    ("paper", "signers"),
    [
        (acceptance_ledger, ["食堂负责人"]),
        (sample_register, ["留样人", "检查人"]),
        (disinfection_record, ["操作人", "检查人"]),
        (cooking_record, ["操作人", "检查人"]),
        (temperature_record, ["检查人"]),
        (waste_register, ["食堂负责人"]),
        (handlers_check_record, ["检查人", "食堂负责人"]),
        (daily_control_record, ["食品安全员", "食堂负责人"]),
        (locking_record, ["检查人", "食堂负责人"]),
        (self_check_record, ["自查人", "食堂负责人"]),
        (weekly_review_report, ["食品安全总监", "校（园）长"]),
        (monthly_meeting_minutes, ["主持人", "食品安全总监"]),
    ],
)
def test_a_paper_has_lines_for_those_who_sign(paper: Paper, signers: list[str]) -> None:
    """Every record that is filed has a line for whoever answers for it."""
    assert [(label.zh, value) for label, value in paper(log(), SEPTEMBER).signatures] == [
        (each, None) for each in signers
    ]


@pytest.mark.plan("D34", "P50")
def test_a_weekly_report_says_on_how_many_days_there_was_a_check() -> None:
    """Of two service days of the week one was checked; what the meeting before decided stands beside what this one does."""
    book = log(served(D8), served(D9), control(D8), review(D8))
    head = {label.zh: value for label, value in weekly_review_report(book, SEPTEMBER).head}
    assert (head["应检天数"], head["已检天数"]) == (2, 1)
    again = evolve(meeting(SEPTEMBER), decisions="再换一台")
    both = monthly_meeting_minutes(log(meeting(SEPTEMBER), again), SEPTEMBER)
    assert both.column("before") == (None, "更换砧板")


@pytest.mark.plan("R47")
def test_posts_stand_with_who_holds_them() -> None:
    """The list of posts is that of its day."""
    book = log(PostFilled(post="采购员", post_holder=COOK, on=D9, by=OFFICER))
    assert [(row["岗位"], row["任职人员"]) for row in post_register(book, D9).records("zh")] == [("采购员", COOK)]
    assert len(post_register(book, D8)) == 0


@pytest.mark.plan("D29", "D30", "D31", "D32", "D33", "D34", "D60", "D67")
def test_every_paper_is_a_document_and_can_be_published() -> None:
    """Each paper stands among the documents of the log once, under its title, and is one to publish."""
    named = {each.name for each in FoodSafetyLog.documents}
    assert named == VIEWS
    assert len(named) == len(FoodSafetyLog.documents)
    assert set(domain.__all__) >= named
    assert {"D29", "D30", "D31", "D32", "D33", "D34", "D60", "D67"} <= {each.code for each in FoodSafetyLog.documents}
    posted = Published(view="supervision_bulletin", period=SEPTEMBER, version=1, where="公示栏", on=D9, by=OFFICER)
    assert log().objection(posted) is None
    titles = {each.name: each.zh for each in FoodSafetyLog.documents}
    assert {paper.__name__: paper(log(), SEPTEMBER).title.zh for paper, *_ in PRINTED}.items() <= titles.items()
