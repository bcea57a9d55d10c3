"""Every recurring task of food, menu and canteen that the plans name, by their own words: somewhere it can be taken up."""

from typing import Final

import pytest

from schoollogistics.calendar.cycles import (
    BeforeOpening,
    Cycle,
    EveryMonths,
    EverySchoolDay,
    NthSchoolDay,
    Yearly,
)
from schoollogistics.profiles import CADENCES, PROFILES

HOW_OFTEN: Final[dict[str, tuple[Cycle, ...]]] = {
    "daily": (EverySchoolDay(),),
    "weekly": (NthSchoolDay(1, per="week", grace=6), NthSchoolDay(1, per="week", early="previous")),
    "monthly": (NthSchoolDay(1, grace=31),),
    "month end": (NthSchoolDay(-1),),
    "every 2 months": (EveryMonths(2, 1, grace=60),),
    "before opening": (BeforeOpening(days=1),),
    "summer": (Yearly(5, 31, roll="preceding"),),
    "winter": (Yearly(11, 30, roll="preceding"),),
}
TASKS: Final = (
    ("daily", "每日入厨房", "003§9.kitchen"),
    ("daily", "每天与食堂负责人联系", "001§2.canteen-head"),
    ("daily", "日管控", "002.daily-control"),
    ("daily", "食具要做到天天消毒", "003§5.tableware"),
    ("daily", "每天做好餐用具的消毒、食物的验收、用餐留样", "004§4.tableware 004§4.acceptance 004§4.samples"),
    ("daily", "48小时留样", "003§4.samples 003§9.samples"),
    ("daily", "留样观察24小时", "003§7.samples"),
    ("daily", "每天参加晨午检", "003§8.handlers-morning 003§8.handlers-noon"),
    ("daily", "厨房每天一小扫", "003§4.kitchen-sweep"),
    ("daily", "下班前的各种检查，人离门锁", "004§4.locked"),
    ("weekly", "厨房一周一大扫", "003§4.kitchen-clean"),
    ("weekly", "每周对食堂煤气用具", "004§4.canteen"),
    ("weekly", "周排查", "002.weekly-review"),
    ("weekly", "一周带量食谱", "003§4.menu 003§9.menu"),
    ("weekly", "每周菜谱", "004§3.menu"),
    ("weekly", "每周召开一次食堂人员会议", "003§9.canteen-meeting"),
    ("monthly", "月调度", "002.monthly-dispatch"),
    ("monthly", "每月进行一次食堂人员食品安全培训", "003§9.canteen-training"),
    ("monthly", "与月考核挂钩", "003§7.canteen-appraisal"),
    ("monthly", "每月完成一次营养分析", "003§7.nutrition"),
    ("monthly", "及时反馈当月膳食营养分析情况", "003§4.meal-feedback"),
    ("monthly", "每月督查通报", "004§3.bulletin"),
    ("month end", "月底的各种库存盘点", "003§5.stock-count"),
    ("month end", "每月月底召开一次膳食委员会", "003§9.meal-committee"),
    ("every 2 months", "每2月召开一次会议", "003§4.meal-committee"),
    ("before opening", "对食堂末梢水进行水质检测", "002.water-test"),
    ("summer", "夏季要加大防蝇措施", "003§5.flies"),
    ("winter", "冬季做好保温工作", "003§5.warm"),
)
"""一餐两点 is a number, and 监委会 and 食品安全自查 are items of months."""


@pytest.mark.plan("R02", "P48", "P49", "P50", "P53", "P55", "P62", "P65", "P66", "P76", "P78", "P79", "P80", "P158")
@pytest.mark.parametrize(("often", "words", "codes"), TASKS, ids=[words for _, words, _ in TASKS])
def test_a_task_of_the_canteen_can_be_taken_up(often: str, words: str, codes: str) -> None:
    """Each sentence has its routine, in a profile or among the cadences, as often as its words say."""
    offered = (*(each.routines for each in PROFILES), *CADENCES.values())
    cycles = {routine.code: routine.cycle for routines in offered for routine in routines}
    assert {code: cycles[code] in HOW_OFTEN[often] for code in codes.split()} == dict.fromkeys(codes.split(), True)
