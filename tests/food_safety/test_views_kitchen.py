"""The papers of kitchen, people and control: their titles, their columns, and what stands on them."""

from datetime import date, time
from decimal import Decimal
from typing import Any

import pytest
from attrs import evolve

from schoollogistics.food_safety import (
    CanteenGraded,
    FoodSafetyLog,
    ProblemEscalated,
    daily_control_record,
    disinfection_record,
    handlers_check_record,
    health_certificate_register,
    monthly_meeting_minutes,
    problem_register,
    supervision_bulletin,
    waste_register,
    weekly_review_report,
)
from schoollogistics.journal import Value
from schoollogistics.journal.setting import Setting
from schoollogistics.values.tables import Table
from tests.food_safety.stories_kitchen import (
    BY_CODE,
    COOK,
    D1,
    D8,
    D9,
    D10,
    HEAD,
    HELP,
    OFFICER,
    ONE,
    SEPTEMBER,
    TWO,
    certified,
    checked,
    control,
    disinfected,
    log,
    meeting,
    problem,
    rectified,
    registered,
    review,
    school,
    seen,
    verified,
    waste,
)


def rows(table: Table) -> list[dict[str, Any]]:
    """Return the rows of a table by its Chinese headings."""
    return list(table.records("zh"))


@pytest.mark.plan("D32", "R38")
def test_disinfection_record() -> None:
    """消毒记录 says set, method, reading, time, steps, who did it and who looked, and whether the limits were kept."""
    slips = (
        evolve(disinfected(D8, "餐盘"), at=time(13)),
        disinfected(D9, "筷子", method="chlorine", reading=200, minutes=5),
    )
    table = disinfection_record(log(*slips, setting=school(limits=True)), SEPTEMBER)
    first, second = rows(table)
    assert table.title.zh == "消毒记录"
    assert (first["餐用具"], first["消毒方法"], first["温度或浓度"], first["单位"]) == ("餐盘", "蒸汽", 100, "摄氏度")
    assert (first["工序"], first["操作人"], first["检查人"], first["合格"]) == ("冲、洗、消毒", HELP, OFFICER, "合格")
    assert (second["单位"], second["合格"]) == ("毫克/升", "不合格")
    assert [note.zh[:4] for note in table.notes] == ["蒸汽消毒", "含氯消毒"] * 2
    assert all("二手来源" in note.zh for note in table.notes)
    assert [row["合格"] for row in rows(disinfection_record(log(*slips), SEPTEMBER))] == [None, None]
    assert rows(disinfection_record(log(*slips), D10)) == []


@pytest.mark.plan("D33", "R38")
def test_waste_register() -> None:
    """餐厨废弃物台账 says what went where, to whom under which agreement, who signed, and adds up the kilograms."""
    table = waste_register(log(waste(), waste(D9, 35, vehicle="鄂E-1", manifest="LD-1")), SEPTEMBER)
    first, second = rows(table)[:2]
    assert table.title.zh == "餐厨废弃物台账"
    assert (first["废弃物种类"], first["数量（公斤）"], first["收运单位"]) == ("厨余", Decimal(40), "环保公司")
    assert (first["许可或协议号"], first["收货人"], first["交付人"]) == ("协-2025-1", "孙师傅", COOK)
    assert (second["车号"], second["联单号"]) == ("鄂E-1", "LD-1")
    assert dict(table.totals)["weight"] == Decimal(75)


def controlled() -> FoodSafetyLog:
    """Return a log of two days' sheets, a problem put right and one open, a review and a meeting."""
    return log(
        control(D8, problem(ONE), problem(TWO, "留样")),
        rectified(D9),
        control(D9),
        verified(D9),
        review(D8, ONE, TWO),
        meeting(SEPTEMBER, D8),
    )


@pytest.mark.plan("D34", "P50")
def test_daily_sheet() -> None:
    """《每日食品安全检查记录》 has a line for each item, and one that says so where nothing was found."""
    table = daily_control_record(controlled(), SEPTEMBER)
    assert table.title.zh == "每日食品安全检查记录"
    assert [(row["日期"], row["检查项目"], row["检查结果"], row["问题编号"]) for row in rows(table)] == [
        (D8, "食材", "正常", None),
        (D8, "加工", "有问题", ONE),
        (D8, "留样", "有问题", TWO),
        (D9, "食材", "正常", None),
        (D9, "加工", "正常", None),
        (D9, "留样", "正常", None),
        (D9, None, "未发现问题（零风险）", None),
    ]
    assert (rows(table)[1]["整改责任人"], rows(table)[1]["整改情况"]) == (COOK, "更换砧板")


@pytest.mark.plan("D34", "P50")
def test_weekly_report() -> None:
    """《每周食品安全排查治理报告》 names each problem as it stood then, and counts what was rectified and what was not."""
    book = controlled()
    table = weekly_review_report(book, SEPTEMBER)
    assert table.title.zh == "每周食品安全排查治理报告"
    assert {label.zh: value for label, value in table.head}.items() >= {"问题数": 2, "已整改": 1, "未整改": 1}.items()
    assert [(row["周次（周一）"], row["问题编号"], row["状态"]) for row in rows(table)] == [
        (D8, ONE, "已闭环"),
        (D8, TWO, "待整改"),
    ]
    book.post(evolve(rectified(D10, TWO), on=date(2025, 10, 9)))
    assert rows(weekly_review_report(book, SEPTEMBER)) == rows(table)
    empty = weekly_review_report(log(review(D8)), SEPTEMBER)
    assert rows(empty)[0]["存在问题"] == "未发现问题（零风险）"


@pytest.mark.plan("D34", "P50")
def test_monthly_minutes() -> None:
    """《每月食品安全调度会议纪要》 says which weeks were heard, what was decided, who was there and who led it."""
    table = monthly_meeting_minutes(controlled(), SEPTEMBER)
    (row,) = rows(table)
    assert table.title.zh == "每月食品安全调度会议纪要"
    assert (row["月份"], row["各周周一"], row["调度决定"], row["主持人"]) == ("2025-09", "2025-09-08", "更换砧板", HEAD)


@pytest.mark.plan("R33")
def test_problem_register() -> None:
    """The register says of every problem how far it was on a day, and who was told."""
    told = ProblemEscalated(problem=TWO, escalated_to=HEAD, on=D9, by=OFFICER)
    book = log(seen(), seen(D8, TWO), rectified(D9), told)
    assert [(row["问题编号"], row["上报对象"], row["状态"]) for row in rows(problem_register(book, D9))] == [
        (ONE, None, "待复核"),
        (TWO, HEAD, "待整改"),
    ]
    assert [row["状态"] for row in rows(problem_register(book, D8))] == ["待整改", "待整改"]


@pytest.mark.plan("R39", "P55")
def test_check_record() -> None:
    """晨检记录 says of each person the certificate of the day, temperature, symptoms, hands, dress, outcome and what was done."""
    sick = evolve(checked(D9, outcome="unfit"), session="noon")
    book = log(registered(), certified(until=D10), checked(D8), sick, certified(day=D10, number="JK-2"))
    first, second = rows(handlers_check_record(book, SEPTEMBER))
    assert (first["健康证号"], first["有效期至"], first["体温（℃）"]) == ("JK-1", D10, Decimal("36.5"))
    assert (first["晨检/午检"], first["症状"], first["手部"], first["检查结论"]) == ("晨检", "正常", "合格", "上岗")
    assert (second["晨检/午检"], second["症状"], second["检查结论"], second["处理措施"]) == (
        "午检",
        "腹泻",
        "离岗",
        "回家就医",
    )


@pytest.mark.plan("R39", "P54")
@pytest.mark.parametrize(
    ("until", "days", "standing"),
    [
        (date(2026, 8, 31), 357, "有效"),
        (date(2025, 10, 9), 31, "有效"),
        (date(2025, 10, 8), 30, "即将到期"),
        (D8, 0, "即将到期"),
        (date(2025, 9, 7), -1, "已过期"),
    ],
)
def test_certificate_register(until: date, days: int, standing: str) -> None:
    """健康证台账 says how many days each certificate still holds, and what is due soon by the days in force."""
    book = log(registered(), registered(HELP), certified(until=until), setting=_soon(30))
    first, second = rows(health_certificate_register(book, D8))
    assert (first["从业人员"], first["距到期天数"], first["状态"]) == (COOK, days, standing)
    assert (second["从业人员"], second["健康证号"], second["状态"]) == (HELP, None, "无证")


def _soon(days: int) -> Setting:
    return Setting(values=(Value(BY_CODE["P54.due_soon"], days, D1, "本校规定"),))


@pytest.mark.plan("R47")
def test_supervision_bulletin() -> None:
    """The bulletin of a month has the score of every check, what cost points, and how far that is."""
    lost = evolve(problem(), lost=Decimal(6))
    first = CanteenGraded(
        body="市场监管局", occasion="supervision", score=Decimal(94), problems=(lost,), on=D8, by="检查员"
    )
    second = CanteenGraded(body="教育局", occasion="grading", grade="B", on=D9, by="检查员")
    one, two = rows(supervision_bulletin(log(first, second, rectified(D9)), SEPTEMBER))
    assert (one["检查单位"], one["得分"], one["扣分"], one["状态"]) == ("市场监管局", Decimal(94), Decimal(6), "待复核")
    assert (two["检查类别"], two["等级"], two["存在问题"]) == ("评级", "B级", "未发现问题（零风险）")
