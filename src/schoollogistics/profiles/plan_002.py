"""002: a secondary school's logistics plan for the first term."""

from typing import Final

from schoollogistics.assets import StocktakeClosed
from schoollogistics.calendar.cycles import BeforeOpening, OncePerTerm
from schoollogistics.canteen import CommitteeMet
from schoollogistics.canteen.rules.plans import P77
from schoollogistics.food_safety import DailyControlHeld, MonthlyMeetingHeld, WeeklyReviewHeld
from schoollogistics.food_safety.rules.control import P50
from schoollogistics.journal import Routine
from schoollogistics.profiles.plan_part import OpenNumber, Profile, StandingRule
from schoollogistics.profiles.sentences import DAILY, END_OF_TERM, MONTHLY, START_OF_TERM, WEEKLY, Part, in_month
from schoollogistics.repairs import VacationProgrammeDrawnUp

PART: Final = Part("002")
BEFORE_OPENING: Final = BeforeOpening(days=1)
"""开学前: by the day before the term opens."""
HALF_TERM: Final = OncePerTerm(11)
"""半学期: the plan gives no week; the eleventh is ours."""
SUPERVISION: Final = "膳食监督委员会"
AT_START: Final = "（期初，本库默认）"
AT_START_EN: Final = "(at the start of term: our default)"

CONTROLS: Final[tuple[Routine, ...]] = (
    PART.work(
        "daily-control",
        "三(六)1",
        "食品安全日管控",
        "Food safety is controlled every day",
        DAILY,
        DailyControlHeld,
        rule=P50,
    ),
    PART.work(
        "weekly-review",
        "三(六)1",
        "食品安全周排查",
        "Food safety is reviewed every week",
        WEEKLY,
        WeeklyReviewHeld,
        rule=P50,
    ),
    PART.work(
        "monthly-dispatch",
        "三(六)1",
        "食品安全月调度",
        "Food safety is dispatched every month",
        MONTHLY,
        MonthlyMeetingHeld,
        rule=P50,
    ),
)
"""P50."""

BEFORE: Final[tuple[Routine, ...]] = (
    PART.work("weeds", "四3", "开学前清理校园杂草、修剪绿化", "Weed and trim before the opening", BEFORE_OPENING),
    PART.work(
        "rooms-ready", "四4", "整理桌凳、教室、宿舍", "Desks, classrooms and dormitories are ready", BEFORE_OPENING
    ),
    PART.upkeep(
        "dispensers",
        "四10",
        "开学前清洗消毒教室、办公室饮水机",
        "Water dispensers are cleaned and disinfected before the opening",
        BEFORE_OPENING,
        scope="饮水机",
        work="清洗消毒",
    ),
    PART.work(
        "water-test",
        "四10",
        "开学前检测食堂末梢水水质",
        "The tap water of the canteen is tested before the opening",
        BEFORE_OPENING,
        scope="食堂末梢水",
    ),
)
"""N03, N04, N10; P141."""

OPENING: Final[tuple[Routine, ...]] = (
    PART.work(
        "supplies",
        "四1",
        f"配齐办公用品、卫生用品{AT_START}",
        f"Office and hygiene goods are complete {AT_START_EN}",
        START_OF_TERM,
    ),
    *(
        PART.upkeep(
            f"overhaul-{name}",
            "四2",
            f"全面检修各教室{scope}{AT_START}",
            f"Overhaul of the {en} of all classrooms {AT_START_EN}",
            START_OF_TERM,
            scope=scope,
            work="检修",
        )
        for name, scope, en in (
            ("lamps", "灯", "lamps"),
            ("fans", "风扇", "fans"),
            ("air", "空调", "air-conditioners"),
            ("boards", "一体机", "interactive boards"),
            ("locks", "门锁", "door locks"),
        )
    ),
    PART.work(
        "surplus-desks",
        "四5",
        f"调整各班多余桌椅并登记{AT_START}",
        f"Surplus desks are moved and registered {AT_START_EN}",
        START_OF_TERM,
    ),
    PART.work("diners", "四6", f"统计学生就餐人数{AT_START}", f"Diners are counted {AT_START_EN}", START_OF_TERM),
    PART.work(
        "uniforms",
        "四7",
        f"统计、上报、发放新生校服{AT_START}",
        f"New pupils' uniforms are counted, ordered and given out {AT_START_EN}",
        START_OF_TERM,
    ),
    PART.check(
        "canteen-check",
        "四11",
        f"食堂卫生安全检查{AT_START}",
        f"Hygiene and safety of the canteen are checked {AT_START_EN}",
        START_OF_TERM,
        scope="食堂卫生安全",
        level="special",
    ),
    PART.work(
        "canteen-training",
        "四11",
        f"召开食堂工作人员培训会{AT_START}",
        f"The canteen staff is trained {AT_START_EN}",
        START_OF_TERM,
    ),
)
"""N01, N02, N05, N06, N07, N11."""

IN_TERM: Final[tuple[Routine, ...]] = (
    *(
        PART.work(
            f"committee-{name}",
            "四8",
            f"召开{committee}会议，通报餐标定价",
            f"The {name} committee meets and hears the meal price",
            END_OF_TERM,
            CommitteeMet,
            where=(("committee", committee), ("occasion", "pricing")),
            rule=P77,
        )
        for name, committee in (("meal", "膳食委员会"), ("supervision", SUPERVISION))
    ),
    PART.work(
        "committee-visit",
        "四9",
        "膳食监督委员会委员进校园体验陪餐",
        "The supervision committee visits and tastes",
        END_OF_TERM,
        CommitteeMet,
        where=(("committee", SUPERVISION), ("occasion", "activity")),
    ),
    PART.work("opinions", "四12", "征求师生对后勤工作的意见", "Opinions on the service are collected", END_OF_TERM),
    PART.work(
        "half-term",
        "四13",
        "召开后勤人员会议，总结半学期工作（第11周，本库默认）",
        "A meeting sums up half a term (week 11: our default)",
        HALF_TERM,
    ),
    PART.work("projects", "四14", "做好各项工程预算施工", "Projects are budgeted and built", END_OF_TERM),
    PART.work("support", "四15", "协助配合各部门活动", "Activities of departments are supported", END_OF_TERM),
    PART.work("asset-cards", "四16", "固定资产登记入册", "Fixed assets are registered", END_OF_TERM),
    PART.work(
        "asset-count",
        "四16",
        "固定资产清查",
        "Fixed assets are counted",
        END_OF_TERM,
        StocktakeClosed,
        where=(("occasion", "termly"), ("places", ())),
    ),
)
"""N08, N09, N12–N16: a plan of a term without a day asks for them by its end."""

WINTER: Final[tuple[Routine, ...]] = (
    PART.work(
        "winter-repairs",
        "四17",
        "安排寒假各项维修工作",
        "The repairs of the winter vacation are listed",
        in_month(1),
        VacationProgrammeDrawnUp,
        where=(("vacation", "winter"),),
    ),
    PART.work("next-opening", "四17", "安排下学期开学前的准备工作", "The next opening is prepared", in_month(1)),
)
"""N17."""

STANDING: Final = (
    StandingRule(rule="P12", zh="账物相符", en="The books agree with what is there", source="002 二"),
    StandingRule(rule="P73", zh="严格落实食堂财务专户", en="Canteen money has one account", source="002 三(六)5"),
    StandingRule(
        rule="P84",
        zh="膳食监督家长委员会参与招标、定价和膳食经费管理",
        en="The parents' committee takes part in tenders, prices and meal funds",
        source="002 三(六)6",
    ),
    StandingRule(rule="P143", zh="任何班级、个人不得擅自收费", en="Nobody charges on their own", source="002 三(三)2"),
    StandingRule(
        rule="P161",
        zh="事事有人做，人人有事做",
        en="Every duty has a person, every person a duty",
        source="002 三(一)2",
    ),
    StandingRule(
        rule="P173",
        zh="建立好后勤工作日志，接受师生监督",
        en="A work journal is kept and open to inspection",
        source="002 三(一)2",
    ),
    StandingRule(rule="P175", zh="严禁乱收乱付", en="Nothing is taken or paid at will", source="002 三(三)1"),
)

UNSTATED: Final = (
    OpenNumber(
        zh="定期不定期征集对后勤服务的意见：多久一次",
        en="Opinions are collected regularly and at other times: how often",
        source="002 三(一)2",
        rule="P174",
    ),
    OpenNumber(
        zh="落实巡查制度，加强日常检修：多久一次",
        en="Patrols and daily upkeep: how often",
        source="002 三(二)3",
    ),
    OpenNumber(
        zh="绿植定期修剪、浇水、施肥：多久一次", en="Plants are tended regularly: how often", source="002 三(四)2"
    ),
    OpenNumber(zh="膳食委员会定期召开会议：多久一次", en="The meal committee meets: how often", source="002 三(六)2"),
    OpenNumber(
        zh="领导陪餐：哪些餐次、几人",
        en="Leaders eat with pupils: which meals, how many",
        source="002 三(六)4",
        rule="P83",
    ),
)

SCHOOL_002: Final = Profile(
    code="002",
    zh="初中第一学期后勤服务中心工作计划",
    en="A secondary school's first term",
    routines=(*CONTROLS, *BEFORE, *OPENING, *IN_TERM, *WINTER),
    rules=("P12", "P50", "P73", "P77", "P83", "P84", "P141", "P143", "P161", "P173", "P174", "P175"),
    standing=STANDING,
    unstated=UNSTATED,
)
"""The plan of a school for September to January: its seventeen items, food safety day by day, assets, winter repairs."""
