"""003§4: the month list, February to June, each item due by the last school day of its month.

Where the list dates what a cadence asks for anyway (the drill of March, the committee of February and April), it is an
item of its own with a tick of its own: an early record of the cadence is none of the month's.
"""

from typing import Final

from schoollogistics.journal import Routine
from schoollogistics.profiles.plan_003.part_4.cadences import PART
from schoollogistics.profiles.sentences import in_month

FEBRUARY: Final[tuple[Routine, ...]] = (
    PART.work(
        "feb-opening",
        "四 2月1",
        "开学准备，保证幼儿生活用品及所有保教设施",
        "Get ready for the opening: children's goods and care facilities",
        in_month(2),
    ),
    PART.work(
        "feb-arrangement",
        "四 2月2",
        "新学期工作安排，划分公共区，落实具体人员",
        "Arrange the term's work: allot public areas to people",
        in_month(2),
    ),
    *(
        PART.check(
            f"feb-safety-{name}",
            "四 2月3",
            f"安全检查：全园{scope}",
            f"Safety check: {en}",
            in_month(2),
            scope=scope,
            level="special",
        )
        for name, scope, en in (
            ("appliances", "电器", "appliances"),
            ("toys", "大型玩具", "large toys"),
            ("extinguishers", "灭火器", "fire extinguishers"),
        )
    ),
    PART.work(
        "feb-canteen",
        "四 2月4",
        "配合上级做好食堂卫生检查",
        "Support the authority's hygiene check of the canteen",
        in_month(2),
    ),
    PART.check(
        "feb-care-workers",
        "四 2月5",
        "检查和指导保育员一日工作",
        "Check and guide the care workers' day",
        in_month(2),
        scope="保育员一日工作",
        level="special",
    ),
    PART.work(
        "feb-training",
        "四 2月5",
        "首次食堂及保育员业务培训",
        "First training of canteen staff and care workers",
        in_month(2),
    ),
    PART.work("feb-plan", "四 2月6", "制订后勤工作计划", "Write the logistics plan", in_month(2)),
    PART.work(
        "feb-safety-plan",
        "四 2月6",
        "制定安全工作计划、保育员培训计划",
        "Write the plans of safety work and of care-worker training",
        in_month(2),
        role="保健老师",
    ),
    PART.work(
        "feb-grade-plans",
        "四 2月6",
        "制定健康、安全、教育教学计划",
        "Write the plans of health, safety and teaching",
        in_month(2),
        role="各年级组",
    ),
    PART.work("feb-measuring", "四 2月7", "幼儿身高、体重测量", "Measure children's height and weight", in_month(2)),
    PART.work(
        "feb-meal-committee",
        "四 2月8",
        "膳食委员会会议一次",
        "One meeting of the meal committee",
        in_month(2),
    ),
)
"""P139, P178."""

MARCH: Final[tuple[Routine, ...]] = (
    PART.work(
        "mar-fire-training",
        "四 3月1",
        "邀请消防人员来园进行消防实地培训",
        "Fire training on site by the fire brigade",
        in_month(3),
    ),
    PART.work(
        "mar-drill",
        "四 3月2",
        "开展一次紧急疏散演练",
        "One evacuation drill",
        in_month(3),
    ),
    PART.work("mar-health-training", "四 3月3", "教职工卫生保健知识培训", "Health training of all staff", in_month(3)),
    PART.work(
        "mar-safety-theme", "四 3月4", "开展安全教育的相关主题", "A theme of safety education", in_month(3), role="各组"
    ),
)

APRIL: Final[tuple[Routine, ...]] = (
    PART.work("apr-pests", "四 4月1", "防蝇灭蚊", "Control flies and mosquitoes", in_month(4)),
    PART.work(
        "apr-tableware",
        "四 4月1",
        "加强食堂餐具的消毒工作，严格执行生熟分开制度",
        "Strengthen tableware disinfection; keep raw and cooked apart",
        in_month(4),
        scope="食堂",
    ),
    PART.work(
        "apr-meal-committee",
        "四 4月2",
        "召开膳委会，提高膳食花样品种",
        "A meeting of the meal committee: more variety",
        in_month(4),
    ),
    PART.check(
        "apr-samples",
        "四 4月3",
        "抽查食品留样工作",
        "Spot check of retained samples",
        in_month(4),
        scope="食品留样",
        level="special",
        mode="unannounced",
    ),
    PART.check(
        "apr-store-records",
        "四 4月3",
        "抽查仓管记录",
        "Spot check of store records",
        in_month(4),
        scope="仓管记录",
        level="special",
        mode="unannounced",
    ),
    PART.check(
        "apr-hygiene",
        "四 4月4",
        "卫生大检查",
        "Big hygiene check",
        in_month(4),
        scope="卫生",
        level="special",
    ),
)
"""A spot check (抽查) is one that is not announced."""

MAY: Final[tuple[Routine, ...]] = (
    PART.work("may-training", "四 5月1", "保育员业务培训", "Training of care workers", in_month(5)),
    PART.work(
        "may-safety-theme", "四 5月2", "开展安全教育的相关主题", "A theme of safety education", in_month(5), role="各组"
    ),
    PART.work(
        "may-lecture", "四 5月3", "邀请儿保医生来园做专题讲座", "A lecture by the child-health doctor", in_month(5)
    ),
    PART.work("may-meeting", "四 5月4", "全园召开一次安全专题会议", "A safety meeting of everybody", in_month(5)),
)

JUNE: Final[tuple[Routine, ...]] = (
    PART.work(
        "jun-measuring", "四 6月1", "期末幼儿身高、体重的测量", "Measure height and weight at the end", in_month(6)
    ),
    PART.work("jun-fees", "四 6月2", "结退幼儿的代办费", "Settle and refund agency fees", in_month(6)),
    PART.work("jun-count", "四 6月3", "对园产物品进行整理清点并作记录", "Tidy, count and record property", in_month(6)),
    PART.work("jun-returns", "四 6月4", "归还出借物品", "Lent things are returned", in_month(6)),
    PART.upkeep(
        "jun-overhaul",
        "四 6月5",
        "幼儿园全方位检修",
        "Overhaul of the whole site",
        in_month(6),
        scope="全园",
        work="检修",
    ),
)
"""P139, P146. The sixth item, the awards, stands among the cadences."""

MONTHS: Final = (*FEBRUARY, *MARCH, *APRIL, *MAY, *JUNE)
