"""What parts without a profile say of checks, cleaning and maintenance.

One thing has different cycles in different plans: large toys every Monday in 004§4 and monthly in 003§7 and 003§9 (A07);
lamps weekly and wiring monthly are two scopes (A08); sweeping differs by area (A10). No plan overrules another: a school
takes the one it keeps to.
"""

from collections.abc import Mapping
from typing import Final

from schoollogistics.calendar.cycles import BeforeHoliday, NthSchoolDay, Weekly
from schoollogistics.inspections.entries.codes import Mode
from schoollogistics.inspections.rules import P85, P86, P87, P88, P89, P90, P91, P92, P94
from schoollogistics.journal import CheckItem, Routine
from schoollogistics.profiles.sentences import BEFORE_SUMMER, DAILY, END_OF_TERM, MONTHLY, WEEKLY, Part
from schoollogistics.repairs.rules import P168, P169

P_003_3: Final = Part("003§3")
P_003_7: Final = Part("003§7")
P_003_9: Final = Part("003§9")
P_004_4: Final = Part("004§4")

START_OF_MONTH: Final = NthSchoolDay(1, grace=4)
"""每月初: the plans give no length; the first five school days are ours."""
WAYS: Final[tuple[tuple[Mode, str], ...]] = (("scheduled", "定期"), ("unannounced", "不定期"))

KINDERGARTEN_003_3: Final[tuple[Routine, ...]] = (
    P_003_3.check(
        "safety",
        "三4",
        "每周一次的安全检查",
        "Safety is checked every week",
        WEEKLY,
        scope="安全",
        level="weekly",
        rule=P92,
    ),
)

KINDERGARTEN_003_7: Final[tuple[Routine, ...]] = (
    *(
        P_003_7.check(
            name,
            "三(三)1",
            f"每月检查{zh}",
            f"{en} checked every month",
            MONTHLY,
            scope=scope,
            level="monthly",
            rule=P91,
        )
        for name, scope, zh, en in (
            ("large-toys", "大型玩具", "户外大型活动器具", "Large outdoor equipment is"),
            ("wiring", "照明线路", "室内照明线路", "Indoor lighting wiring is"),
            ("appliances", "电器设备", "电器设备", "Appliances are"),
        )
    ),
    P_003_7.work(
        "rooms-sweep",
        "二8",
        "各活动室一日一小扫",
        "Activity rooms are swept once a day",
        DAILY,
        scope="活动室",
        role="班主任教师",
    ),
    P_003_7.work(
        "rooms-clean",
        "二8",
        "各活动室一周一大扫",
        "Activity rooms are thoroughly cleaned every week",
        WEEKLY,
        scope="活动室",
        role="班主任教师",
    ),
)

KINDERGARTEN_003_9: Final[tuple[Routine, ...]] = (
    P_003_9.check(
        "safety",
        "三(五)1",
        "每日全园常规安全检查",
        "Routine safety check of the whole site every day",
        DAILY,
        scope="安全",
        level="daily",
        rule=P94,
    ),
    P_003_9.check(
        "supervision",
        "三(五)1",
        "每周后勤工作督导检查",
        "Logistics work is supervised every week",
        WEEKLY,
        scope="后勤工作",
        level="weekly",
        rule=P94,
    ),
    *(
        P_003_9.check(
            f"{name}-{mode}",
            "三(五)1",
            f"每月{how}检查{scope}",
            f"{en}: {mode} check every month",
            MONTHLY,
            scope=scope,
            level="monthly",
            mode=mode,
            rule=P94,
        )
        for name, scope, en in (
            ("large-toys", "大型玩具", "Large toys"),
            ("facilities", "设施设备", "Facilities and equipment"),
            ("fire-gear", "消防器材", "Fire gear"),
        )
        for mode, how in WAYS
    ),
)

KINDERGARTEN_004_4: Final[tuple[Routine, ...]] = (
    P_004_4.check(
        "large-toys",
        "三2(2)",
        "每周一检查维修大型玩具",
        "Large toys are checked every Monday",
        Weekly(1),
        scope="大型玩具",
        level="weekly",
        rule=P85,
    ),
    P_004_4.check(
        "sports-gear",
        "三2(2)",
        "每周一检查维修体育器材",
        "Sports gear is checked every Monday",
        Weekly(1),
        scope="体育器材",
        level="weekly",
        rule=P85,
    ),
    P_004_4.check(
        "sports-room",
        "三2(2)",
        "每天整理和检修体育用品房器材",
        "The gear of the sports room is tidied and checked every day",
        DAILY,
        scope="体育用品房器材",
        level="daily",
        rule=P86,
    ),
    P_004_4.check(
        "fans",
        "三2(3)",
        "每月初全面检查电扇（月初按前五个上学日计，为本库默认）",
        "Fans are checked at the start of the month (its first five school days: our default)",
        START_OF_MONTH,
        scope="电扇",
        level="monthly",
        rule=P87,
    ),
    P_004_4.check(
        "canteen",
        "三2(4)",
        "每周全面检查修理食堂设施",
        "The installations of the canteen are checked every week",
        WEEKLY,
        scope="食堂设施",
        level="weekly",
        rule=P88,
        checklist=(
            CheckItem(zh="煤气用具", en="gas appliances"),
            CheckItem(zh="煤气管", en="gas pipes"),
            CheckItem(zh="电器设备", en="electrics"),
            CheckItem(zh="门窗", en="doors and windows"),
        ),
    ),
    P_004_4.check(
        "doors",
        "三2(5)",
        "每月检查一次门窗",
        "Doors and windows are checked once a month",
        MONTHLY,
        scope="门窗",
        level="monthly",
        rule=P89,
    ),
    P_004_4.check(
        "lighting",
        "三2(6)",
        "每周检查照明设施",
        "Lamps are checked every week",
        WEEKLY,
        scope="照明",
        level="weekly",
        rule=P90,
    ),
    P_004_4.upkeep(
        "air-conditioners",
        "三2(7)",
        "进入夏季前清洗空调（按五月底前计，为本库默认）",
        "Air-conditioners are cleaned before summer (by the end of May: our default)",
        BEFORE_SUMMER,
        scope="空调",
        work="清洗",
        rule=P168,
    ),
    P_004_4.upkeep(
        "remotes",
        "三2(7)",
        "学期结束收捡公用遥控器",
        "Public remote controls are collected when the term ends",
        END_OF_TERM,
        scope="遥控器",
        work="收捡",
        rule=P168,
    ),
    P_004_4.upkeep(
        "computers-off",
        "三2(8)",
        "放假前检查办公电脑及电源的关闭",
        "Computers and power are off before a holiday",
        BeforeHoliday(),
        scope="办公电脑",
        work="关闭电源",
        rule=P169,
    ),
)

UPKEEP: Final[Mapping[str, tuple[Routine, ...]]] = {
    "003§3": KINDERGARTEN_003_3,
    "003§7": KINDERGARTEN_003_7,
    "003§9": KINDERGARTEN_003_9,
    "004§4": KINDERGARTEN_004_4,
}
"""The cadences by the part that states them."""
