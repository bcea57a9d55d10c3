"""003§4: what the sentences of the measures ask for every day, week, month and term."""

from typing import Final

from schoollogistics.canteen import CommitteeMet
from schoollogistics.canteen.rules.plans import P76, P79
from schoollogistics.food_safety import SamplesKept
from schoollogistics.food_safety.rules.samples import P48
from schoollogistics.inspections.rules import P93
from schoollogistics.journal import CheckItem, Routine
from schoollogistics.nutrition import MenuPublished
from schoollogistics.nutrition.rules.plans import P65
from schoollogistics.profiles.sentences import (
    DAILY,
    END_OF_TERM,
    EVERY_TWO_MONTHS,
    MENU,
    MONTHLY,
    WEEKLY,
    Part,
    in_month,
)
from schoollogistics.values.quantities import Quantity

PART: Final = Part("003§4")

CLEANING: Final[tuple[Routine, ...]] = (
    PART.work(
        "corridors",
        "三(一)2",
        "公共走廊和楼梯一日两拖",
        "Corridors and stairs are mopped twice a day",
        DAILY,
        scope="公共走廊和楼梯",
        times=2,
    ),
    PART.work(
        "toilets",
        "三(一)2",
        "厕所一日至少清洁两次",
        "Toilets are cleaned at least twice a day",
        DAILY,
        scope="厕所",
        times=2,
    ),
    PART.work(
        "rooms",
        "三(一)2",
        "各活动室一日两小扫",
        "Activity rooms are swept twice a day",
        DAILY,
        scope="活动室",
        role="保育员和教师",
        times=2,
        checklist=(CheckItem(zh="湿拖", en="wet mopping"), CheckItem(zh="灰尘湿抹", en="dust wiped off wet")),
    ),
    PART.work("kitchen-sweep", "三(三)3a", "厨房每天一小扫", "The kitchen is swept every day", DAILY, scope="厨房"),
    PART.work(
        "kitchen-clean",
        "三(三)3a",
        "厨房一周一大扫",
        "The kitchen is thoroughly cleaned every week",
        WEEKLY,
        scope="厨房",
    ),
    PART.check(
        "hygiene",
        "四 2月2",
        "每周一次的卫生检查",
        "Hygiene is checked every week",
        WEEKLY,
        scope="卫生",
        level="weekly",
    ),
)
"""P101–P104: each area in its own unit of counting (A10)."""

HEALTH: Final[tuple[Routine, ...]] = (
    PART.work(
        "disinfection",
        "三(二)2",
        "活动室、午睡室每天消毒一次，专人记录",
        "Activity and nap rooms are disinfected every day",
        DAILY,
        scope="活动室、午睡室",
        checklist=(
            CheckItem(zh="消毒时间", en="time of disinfection", least=Quantity(60, "分钟")),
            CheckItem(zh="消毒后开窗通风", en="windows open afterwards"),
        ),
    ),
    PART.work(
        "morning-check",
        "三(二)3",
        "晨检及全日观察记录",
        "Children are checked in the morning and observed all day",
        DAILY,
    ),
    PART.work(
        "attendance",
        "三(二)4",
        "当天幼儿出勤统计，询问缺勤原因",
        "Attendance is counted and causes of absence are asked",
        DAILY,
        role="各班教师",
    ),
)
"""P128, P129, P134. The season of infections asks for daily disinfection too, which is the rule anyway (P190, A12)."""

MEALS: Final[tuple[Routine, ...]] = (
    PART.work(
        "menu",
        "三(三)1",
        "按时公布一周带量食谱（最晚当周首个上学日，为本库默认）",
        "The weighed menu of the week is published (by its first school day at the latest: our default)",
        MENU,
        MenuPublished,
        rule=P65,
    ),
    PART.work(
        "meal-committee",
        "三(三)2",
        "膳食委员会每2月召开一次会议（学期末不足两月也计一次，为本库默认）",
        "The meal committee meets every two months (a shorter rest of the term counts: our default)",
        EVERY_TWO_MONTHS,
        CommitteeMet,
        where=(("committee", "膳食委员会"),),
        rule=P79,
    ),
    PART.work(
        "samples",
        "三(三)3c",
        "餐后饭菜留样备查",
        "Samples of the day's meals are retained",
        DAILY,
        SamplesKept,
        scope="食堂",
        rule=P48,
    ),
    PART.work(
        "meal-feedback",
        "三(三)4",
        "反馈当月膳食情况",
        "The month's meals are reported on",
        MONTHLY,
        rule=P76,
        checklist=(
            CheckItem(zh="膳食营养分析情况", en="nutrition analysis"),
            CheckItem(zh="伙食费收入支出情况", en="meal-fee income and spending"),
            CheckItem(zh="家长及教师对膳食反馈情况", en="what parents and teachers say"),
        ),
    ),
)
"""P48, P65, P76, P79. How long samples are kept is a number, and no line of a checklist."""

SAFETY: Final[tuple[Routine, ...]] = (
    *(
        PART.check(
            f"patrol-{name}",
            "三(四)4",
            f"{role}每日巡查",
            f"Daily patrol: {en}",
            DAILY,
            scope="全园",
            level="daily",
            actor=role,
        )
        for name, role, en in (
            ("principal", "园长", "the principal"),
            ("health", "保健教师", "the health teacher"),
            ("logistics", "后勤组长", "the logistics leader"),
        )
    ),
    PART.check(
        "guard-team",
        "三(五)3",
        "护卫队每天维护校园安全，做好巡查记录",
        "The guard team is on duty and keeps its record",
        DAILY,
        scope="校园安全",
        level="daily",
        actor="护卫队",
        checklist=(CheckItem(zh="护卫队人数", en="members on duty", least=Quantity(2, "人")),),
    ),
    PART.work("drill", "三(五)4", "每学期开展一次疏散演练", "An evacuation drill is held every term", END_OF_TERM),
    PART.check(
        "safety-weekly",
        "三(五)5",
        "园长每周检查一次园舍安全",
        "The principal checks safety every week",
        WEEKLY,
        scope="园舍安全",
        level="weekly",
        actor="园长",
        rule=P93,
    ),
    PART.check(
        "safety-monthly",
        "三(五)5",
        "保健老师每月检查一次园舍安全",
        "The health teacher checks safety every month",
        MONTHLY,
        scope="园舍安全",
        level="monthly",
        actor="保健老师",
        rule=P93,
    ),
    PART.work(
        "weekly-plan",
        "三(五)6",
        "健康、安全、教学计划落实到每周安排",
        "The plans of health, safety and teaching are put into the week",
        WEEKLY,
    ),
    PART.work(
        "safety-theme",
        "三(五)6",
        "每月1次安全教育主题活动的过程性资料",
        "Material of one safety theme a month",
        MONTHLY,
    ),
    PART.work(
        "term-summary",
        "三(五)6",
        "期末写好健康、安全、教学总结",
        "The summaries of the plans are written",
        END_OF_TERM,
    ),
)
"""P93 in its two levels, and the patrols beside it (A06); P108, P109, P114, P178.

The actors are the words of each sentence: 三(四)4 says 保健教师, 三(五)5 保健老师.
"""

PEOPLE_AND_PROPERTY: Final[tuple[Routine, ...]] = (
    PART.work(
        "appraisal",
        "三(四)6",
        "后勤员工月工作考核",
        "Logistics staff are appraised every month",
        MONTHLY,
    ),
    PART.work(
        "awards",
        "三(四)6",
        "期末评选优秀后勤工作者",
        "Awards for logistics staff",
        in_month(6),
    ),
    PART.work(
        "clearance",
        "三(六)4",
        "期末资产的清理核对",
        "Property is cleared and checked when the term ends",
        END_OF_TERM,
    ),
)
"""P19, P154, P160; the month list puts the awards in June."""

CADENCES: Final = (*CLEANING, *HEALTH, *MEALS, *SAFETY, *PEOPLE_AND_PROPERTY)
