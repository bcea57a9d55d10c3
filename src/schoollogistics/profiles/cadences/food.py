"""What parts without a profile say of the canteen: food safety, menus, money, committees; and the numbers they state."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Final

from schoollogistics.calendar.cycles import NthSchoolDay
from schoollogistics.canteen import CommitteeMet, StockCounted
from schoollogistics.canteen.rules.plans import P70_TOLERANCE, P78, P80, P82
from schoollogistics.food_safety import (
    DeliveryAccepted,
    HandlersChecked,
    KitchenLocked,
    SamplesKept,
    SelfCheckHeld,
    TablewareDisinfected,
)
from schoollogistics.food_safety.rules.control import P62
from schoollogistics.food_safety.rules.kitchen import P53
from schoollogistics.food_safety.rules.people import P55
from schoollogistics.food_safety.rules.samples import P48, P48_HOURS, P49
from schoollogistics.journal import Routine
from schoollogistics.nutrition import MenuPublished, NutritionAnalysed
from schoollogistics.nutrition.rules.plans import (
    P63_MEAT,
    P63_SOUP,
    P63_VEGETABLES,
    P64_MIN_SHARE,
    P65,
    P66,
    P67_MEALS,
    P67_SNACKS,
)
from schoollogistics.profiles.plan_part import Prescription
from schoollogistics.profiles.sentences import (
    BEFORE_SUMMER,
    BEFORE_WINTER,
    DAILY,
    MENU,
    MONTHLY,
    WEEKLY,
    Part,
    in_month,
)

P_001_2: Final = Part("001§2")
P_003_5: Final = Part("003§5")
P_003_7: Final = Part("003§7")
P_003_8: Final = Part("003§8")
P_003_9: Final = Part("003§9")
P_004_3: Final = Part("004§3")
P_004_4: Final = Part("004§4")

MONTH_END: Final = NthSchoolDay(-1)
"""月底: the last school day of the month."""
MEAL_COMMITTEE: Final = "膳食委员会"
SUPERVISION: Final = "监委会"

SCHOOL_001_2: Final[tuple[Routine, ...]] = (
    P_001_2.work(
        "canteen-head", "二(一)", "每天与食堂负责人联系", "The head of the canteen is talked to every day", DAILY
    ),
)

CANTEEN_003_5: Final[tuple[Routine, ...]] = (
    P_003_5.work(
        "tableware",
        "三2.5",
        "食具天天消毒",
        "Tableware is disinfected every day",
        DAILY,
        TablewareDisinfected,
        rule=P53,
    ),
    P_003_5.work(
        "stock-count",
        "三2.8",
        "月底的各种库存盘点",
        "The food store is counted at the end of the month",
        MONTH_END,
        StockCounted,
        rule=P78,
    ),
    P_003_5.work(
        "flies",
        "三2.7",
        "夏季加大防蝇措施（按五月底前计，为本库默认）",
        "Flies are kept out in summer (by the end of May: our default)",
        BEFORE_SUMMER,
        scope="食堂",
    ),
    P_003_5.work(
        "warm",
        "三2.7",
        "冬季做好食品保温（按十一月底前计，为本库默认）",
        "Food is kept warm in winter (by the end of November: our default)",
        BEFORE_WINTER,
        scope="食堂",
    ),
)
"""A season has no first day in the plan: what it takes is to be in place before it."""

KINDERGARTEN_003_7: Final[tuple[Routine, ...]] = (
    P_003_7.work(
        "samples",
        "三(三)4",
        "每天对幼儿所食的菜留样",
        "Samples of the day's dishes are kept",
        DAILY,
        SamplesKept,
        rule=P49,
    ),
    P_003_7.work(
        "nutrition",
        "三(四)1",
        "每月完成一次营养分析",
        "The nutrition of each month is analysed",
        MONTHLY,
        NutritionAnalysed,
        rule=P66,
    ),
    P_003_7.work(
        "canteen-appraisal",
        "三(三)4",
        "检查食堂人员规范操作，与月考核挂钩",
        "Checks of the canteen count in the staff's monthly appraisal",
        MONTHLY,
    ),
)

KINDERGARTEN_003_8: Final[tuple[Routine, ...]] = tuple(
    P_003_8.work(
        f"handlers-{session}",
        "三(三)1",
        f"从业人员每天参加{zh}",
        f"Those who handle food are checked every day {en}",
        DAILY,
        HandlersChecked,
        where=(("session", session),),
        rule=P55,
    )
    for session, zh, en in (("morning", "晨检", "in the morning"), ("noon", "午检", "at noon"))
)

KINDERGARTEN_003_9: Final[tuple[Routine, ...]] = (
    P_003_9.check(
        "kitchen",
        "三(四)1",
        "每日入厨房督促规范操作食品加工流程",
        "The kitchen is looked into every day",
        DAILY,
        scope="食品加工流程",
        level="daily",
    ),
    P_003_9.work(
        "samples",
        "三(四)1",
        "每日做好幼儿食品留样",
        "Samples of the children's food are kept every day",
        DAILY,
        SamplesKept,
        rule=P48,
    ),
    P_003_9.work(
        "menu",
        "三(四)2",
        "每周制订带量食谱（最晚当周首个上学日，为本库默认）",
        "A weighed menu for each week (by its first school day at the latest: our default)",
        MENU,
        MenuPublished,
        rule=P65,
    ),
    P_003_9.work(
        "meal-committee",
        "三(四)2",
        "每月月底召开一次膳食委员会",
        "The meal committee meets at the end of each month",
        MONTH_END,
        CommitteeMet,
        where=(("committee", MEAL_COMMITTEE),),
        rule=P80,
    ),
    P_003_9.work("canteen-meeting", "三(一)", "每周召开一次食堂人员会议", "The canteen staff meets every week", WEEKLY),
    P_003_9.work(
        "canteen-training",
        "三(一)",
        "每月进行一次食堂人员食品安全培训",
        "The canteen staff is trained in food safety every month",
        MONTHLY,
    ),
    P_003_9.work(
        "self-check",
        "四 二月份3、三月份2、五月份3、六月份3",
        "二、三、五、六月食品安全自查",
        "Food safety is looked through in February, March, May and June",
        in_month(2, 3, 5, 6),
        SelfCheckHeld,
    ),
    *(
        P_003_9.work(
            f"accounts-{audited}",
            f"四 {item}",
            f"监委会督查{zh}食堂收支",
            f"The supervision committee audits the accounts of {en}",
            in_month(month),
            CommitteeMet,
            where=(("committee", SUPERVISION), ("occasion", "accounts"), ("audited", audited)),
            rule=P82,
        )
        for month, item, audited, zh, en in (
            (3, "三月份1", "year", "上年度", "last year"),
            (3, "三月份3", "month", "1、2月", "January and February"),
            (6, "六月份5", "term", "本学期", "the term"),
        )
    ),
    P_003_9.work(
        "committee-activity",
        "四 四月份3、五月份2",
        "四、五月监委会活动",
        "The supervision committee is active in April and in May",
        in_month(4, 5),
        CommitteeMet,
        where=(("committee", SUPERVISION), ("occasion", "activity")),
        rule=P82,
    ),
)

DISTRICT_004_3: Final[tuple[Routine, ...]] = (
    P_004_3.work(
        "menu",
        "三",
        "学校食堂制定每周菜谱（最晚当周首个上学日，为本库默认）",
        "The canteen's menu of each week (by its first school day at the latest: our default)",
        MENU,
        MenuPublished,
    ),
    P_004_3.work(
        "bulletin",
        "三",
        "菜谱指导意见每月督查通报",
        "How the guidance on menus is kept is reported every month",
        MONTHLY,
    ),
)
"""The report of a district: the menu is each school's, the bulletin the district's own."""

KINDERGARTEN_004_4: Final[tuple[Routine, ...]] = (
    P_004_4.work(
        "tableware",
        "二2",
        "食堂每天做好餐用具的消毒",
        "Tableware is disinfected every day",
        DAILY,
        TablewareDisinfected,
        rule=P53,
    ),
    P_004_4.work("acceptance", "二2", "食堂每天做好食物的验收", "Food is accepted every day", DAILY, DeliveryAccepted),
    P_004_4.work(
        "samples", "二2", "食堂每天做好用餐留样", "Samples of the meals are kept every day", DAILY, SamplesKept
    ),
    P_004_4.work(
        "locked",
        "二3",
        "下班前的各种检查，人离门锁",
        "The kitchen is checked and locked before the staff leave",
        DAILY,
        KitchenLocked,
        rule=P62,
    ),
)

FOOD: Final[Mapping[str, tuple[Routine, ...]]] = {
    "001§2": SCHOOL_001_2,
    "003§5": CANTEEN_003_5,
    "003§7": KINDERGARTEN_003_7,
    "003§8": KINDERGARTEN_003_8,
    "003§9": KINDERGARTEN_003_9,
    "004§3": DISTRICT_004_3,
    "004§4": KINDERGARTEN_004_4,
}
"""The cadences of the canteen by the part that states them."""

NUMBERS: Final[Mapping[str, tuple[Prescription, ...]]] = {
    "003§7": (
        Prescription(P48_HOURS, 24, "003§7 三(三)4"),
        Prescription(P67_MEALS, 1, "003§7 三(一)3"),
        Prescription(P67_SNACKS, 2, "003§7 三(一)3"),
    ),
    "003§9": (
        Prescription(P48_HOURS, 48, "003§9 三(四)1"),
        Prescription(P70_TOLERANCE, Decimal("0.03"), "003§9 三(四)2"),
    ),
    "004§3": (
        Prescription(P63_MEAT, 2, "004§3 三"),
        Prescription(P63_VEGETABLES, 2, "004§3 三"),
        Prescription(P63_SOUP, 1, "004§3 三"),
        Prescription(P64_MIN_SHARE, Decimal("0.5"), "004§3 三"),
    ),
}
"""Numbers by the part that states them; ``number.in_force(day)`` is the ``Value`` for a setting. Kindergarten 003§7 keeps
samples for 24 hours where the others keep them for 48 (A01); the 3 % of 003§9 names neither base nor side (A02)."""
