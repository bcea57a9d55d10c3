"""004§1: a school's logistics plan for the second term."""

from typing import Final

from schoollogistics.assets import StocktakeClosed
from schoollogistics.calendar.cycles import Yearly
from schoollogistics.inspections.rules import P95
from schoollogistics.journal import Routine
from schoollogistics.profiles.plan_part import OpenNumber, Profile, StandingRule
from schoollogistics.profiles.sentences import DAILY, MONTHLY, START_OF_TERM, WEEKLY, Part, in_month
from schoollogistics.repairs import VacationProgrammeDrawnUp

PART: Final = Part("004§1")
BEFORE_MAY_DAY: Final = Yearly(5, 1, roll="preceding", early="month")
"""The item stands in the list of May, but the holiday begins with the month: it is the work of April."""

CADENCES: Final[tuple[Routine, ...]] = (
    PART.work("stores-audit", "二2", "按月分类实行财产审核", "Stores are audited by category every month", MONTHLY),
    PART.work(
        "property-count",
        "四2(2)",
        "期初对校产、设备、图书进行清点登记（期初按开学前两周计，为本库默认）",
        "Property, equipment and books are counted at the start of term (its first two weeks: our default)",
        START_OF_TERM,
        StocktakeClosed,
        where=(("occasion", "term_start"), ("places", ())),
    ),
    PART.check(
        "patrol",
        "六",
        "每日巡查校园",
        "The school is patrolled every day",
        DAILY,
        scope="校园",
        level="daily",
        rule=P95,
    ),
    PART.notice(
        "patrol-statistics",
        "六",
        "每周发布巡查记录统计",
        "Patrol statistics are published every week",
        WEEKLY,
        view="patrol_statistics",
        rule=P95,
    ),
)
"""P18, P27, P95."""

FEBRUARY: Final[tuple[Routine, ...]] = (
    PART.work("feb-books", "五 二月1a", "分发新书", "Distribute new books", in_month(2)),
    PART.work(
        "feb-room-goods", "五 二月1b", "分发各类布置教室物品", "Distribute what classrooms are set up with", in_month(2)
    ),
    PART.work("feb-property", "五 二月2", "各室公共财产登记", "Register the public property of each room", in_month(2)),
    PART.work("feb-supplies", "五 二月3", "发放教师基本办公用品", "Issue basic supplies to teachers", in_month(2)),
    PART.work("feb-desks", "五 二月4", "调整部分教室的课桌椅", "Adjust the desks of some classrooms", in_month(2)),
    PART.work(
        "feb-inspection", "五 二月5", "协助学校做好开学迎接检查工作", "Support the opening inspection", in_month(2)
    ),
    PART.work("feb-heating", "五 二月6", "锅炉取暖工作", "Heating", in_month(2), scope="锅炉"),
)

MARCH: Final[tuple[Routine, ...]] = (
    PART.work("mar-greening", "五 三月1", "校园绿化工作", "Greening", in_month(3)),
    PART.work("mar-finance-report", "五 三月2", "财务季度报表", "Quarterly report of finance", in_month(3)),
    PART.work("mar-asset-report", "五 三月2", "固定资产季度报表", "Quarterly report of fixed assets", in_month(3)),
    PART.work("mar-heating", "五 三月3", "继续做好取暖工作", "Heating goes on", in_month(3), scope="锅炉"),
    PART.upkeep(
        "mar-boiler",
        "五 三月3",
        "停炉后的保养",
        "Upkeep of the boiler after heating",
        in_month(3),
        scope="锅炉",
        work="保养",
    ),
    PART.work(
        "mar-dispensers",
        "五 三月4",
        "完成节能饮水机的安装",
        "Energy-saving water dispensers are installed",
        in_month(3),
    ),
)
"""P150: the quarterly reports (季度) come first in March, and again with the next quarter that ends in the term."""

APRIL: Final[tuple[Routine, ...]] = (
    PART.work("apr-rain", "五 四月1", "校舍防雨工作", "Make the buildings rainproof", in_month(4), scope="校舍"),
    PART.check(
        "apr-safety",
        "五 四月2",
        "学校安全工作自查",
        "Self-check of safety work",
        in_month(4),
        scope="学校安全工作",
        level="special",
    ),
)

MAY: Final[tuple[Routine, ...]] = (
    PART.work("may-duty", "五 五月1", "安排“五一”假值班", "Arrange duty for the May holiday", BEFORE_MAY_DAY),
    PART.upkeep(
        "may-fans", "五 五月2", "电扇安全检查和维修", "Check and repair fans", in_month(5), scope="电扇", work="检修"
    ),
    PART.upkeep(
        "may-air",
        "五 五月2",
        "空调安全检查和维修",
        "Check and repair air-conditioners",
        in_month(5),
        scope="空调",
        work="检修",
    ),
    PART.check(
        "may-wiring",
        "五 五月3",
        "用电线路安全排查",
        "Safety check of the wiring",
        in_month(5),
        scope="用电线路",
        level="special",
    ),
)

JUNE: Final[tuple[Routine, ...]] = (
    PART.work("jun-heat", "五 六月1", "全体师生的防暑降温工作", "Protect everybody from the heat", in_month(6)),
    PART.work(
        "jun-programme",
        "五 六月2",
        "拟定暑假维修事项",
        "List the repairs of the summer vacation",
        in_month(6),
        VacationProgrammeDrawnUp,
        where=(("vacation", "summer"),),
    ),
    *(
        PART.work(
            f"jun-{name}-report",
            "五 三月2",
            f"{zh}季度报表（二季度按六月末计，为本库默认）",
            f"Quarterly report of {en} (the second quarter by the end of June: our default)",
            in_month(6),
        )
        for name, zh, en in (("finance", "财务", "finance"), ("asset", "固定资产", "fixed assets"))
    ),
    PART.work("jun-duty", "五 六月3", "安排教职工假期值班", "Arrange vacation duty", in_month(6)),
)

JULY: Final[tuple[Routine, ...]] = (
    PART.work("jul-summary", "五 七月1", "后勤工作总结", "Summary of logistics work", in_month(7)),
    PART.work(
        "jul-property",
        "五 七月2",
        "财产验收（各班、各室）",
        "Property of classes and rooms is accepted",
        in_month(7),
        scope="各班、各室",
    ),
    PART.work("jul-archive", "五 七月3", "档案整理", "Archives are put in order", in_month(7)),
    PART.work("jul-duty", "五 七月4", "安排教职工假期值班", "Arrange vacation duty", in_month(7)),
)

STANDING: Final = (
    StandingRule(
        rule="P06",
        zh="维修完毕，由报修人负责验收签字",
        en="The person who reported a repair accepts it and signs",
        source="004§1 四2(1)",
    ),
    StandingRule(
        rule="P07",
        zh="将报修单送到后勤处",
        en="Every repair has a slip handed in to logistics",
        source="004§1 四2(1)",
    ),
    StandingRule(
        rule="P24",
        zh="管好、履行好财产保管与使用责任书",
        en="Letters of custody and use are kept and honoured",
        source="004§1 二2",
    ),
    StandingRule(
        rule="P28",
        zh="日常用品、易耗品进出库手续齐全",
        en="Nothing enters or leaves the stores without its papers",
        source="004§1 二2",
    ),
    StandingRule(
        rule="P47",
        zh="购物有申请",
        en="Nothing is bought without a request",
        source="004§1 二2",
    ),
    StandingRule(
        rule="P113",
        zh="学校车辆进出学校慢速行驶，速度不得超过5km/h",
        en="Vehicles on the site drive at 5 km/h at most",
        source="004§1 六",
    ),
    StandingRule(
        rule="P147",
        zh="办理报销必须持有有效凭据",
        en="Reimbursement takes a valid voucher",
        source="004§1 四2(4)",
    ),
    StandingRule(
        rule="P148",
        zh="严格履行开支单据与物品入库签字手续",
        en="Spending slips and goods received are signed",
        source="004§1 四2(4)",
    ),
)
"""5 km/h is a number of the text that no book measures yet."""

UNSTATED: Final = (
    OpenNumber(
        zh="采购审批：各级审批的价值界限",
        en="Purchases are approved by value: the limits",
        source="004§1 三7",
        rule="P35",
    ),
    OpenNumber(zh="谁损坏谁赔偿：赔偿金额", en="Whoever damages it pays: how much", source="004§1 三8", rule="P13"),
    OpenNumber(
        zh="经常检查场地、设施和电器、线路、装置、设备：多久一次",
        en="Grounds, facilities and electrics are checked often: how often",
        source="004§1 四1(1)",
    ),
    OpenNumber(
        zh="财经收支情况定期向教职工公示：多久一次",
        en="Income and spending are published to staff regularly: how often",
        source="004§1 四2(5)",
        rule="P149",
    ),
    OpenNumber(
        zh="三满意：各方满意度的目标",
        en="Three groups are satisfied: the target of each",
        source="004§1 二3",
        rule="P172",
    ),
)

SCHOOL_004_1: Final = Profile(
    code="004§1",
    zh="学校第二学期后勤工作计划",
    en="A school's second term",
    routines=(*CADENCES, *FEBRUARY, *MARCH, *APRIL, *MAY, *JUNE, *JULY),
    rules=(
        *("P06", "P07", "P13", "P18", "P24", "P27", "P28", "P35", "P47", "P95", "P113", "P147", "P148", "P149"),
        *("P150", "P172"),
    ),
    standing=STANDING,
    unstated=UNSTATED,
)
"""The plan of a school for February to July: property, stores, heating, patrols, vacation repairs."""
