"""Every sentence of the three parts that says how often, and every item of their month lists, by hand, beside the data."""

from datetime import date
from typing import Final

import pytest

from schoollogistics import rules
from schoollogistics.assets import StocktakeClosed
from schoollogistics.calendar.cycles import (
    BeforeOpening,
    Cycle,
    EveryMonths,
    EverySchoolDay,
    NthSchoolDay,
    OncePerTerm,
    Yearly,
)
from schoollogistics.inspections import CheckHeld, RoutineDone
from schoollogistics.journal import Published, Routine, Rule
from schoollogistics.profiles import KINDERGARTEN_003_4, PROFILES, SCHOOL_002, SCHOOL_004_1, Profile
from schoollogistics.repairs import MaintenanceDone, VacationProgrammeDrawnUp
from schoollogistics.values.quantities import Quantity
from tests.profiles.years import OPENS_IN_MARCH, YEARS

# What the words of the plans mean; a number is the month of an item.
MEANT: Final[dict[str | int, Cycle]] = {
    "每日": EverySchoolDay(),
    "每周": NthSchoolDay(1, per="week", grace=6),
    "按时": NthSchoolDay(1, per="week", early="term"),
    "每月": NthSchoolDay(1, grace=31),
    "每2月": EveryMonths(2, 1, grace=60),
    "开学前": BeforeOpening(days=1),
    "期初": OncePerTerm(2),
    "半学期": OncePerTerm(11),
    "期末": OncePerTerm(),
    "五一": Yearly(5, 1, roll="preceding", early="month"),
    1: Yearly(1, 31, roll="preceding", early="month"),
    2: Yearly(2, 29, roll="preceding", early="month"),
    3: Yearly(3, 31, roll="preceding", early="month"),
    4: Yearly(4, 30, roll="preceding", early="month"),
    5: Yearly(5, 31, roll="preceding", early="month"),
    6: Yearly(6, 30, roll="preceding", early="month"),
    7: Yearly(7, 31, roll="preceding", early="month"),
}
Sentence = tuple[str, str | int, str, str]

KINDERGARTEN: Final[tuple[Sentence, ...]] = (
    ("三(一)2", "每日", "公共走廊和楼梯一日两拖", "corridors"),
    ("三(一)2", "每日", "厕所一日至少两次以上清洁", "toilets"),
    ("三(一)2", "每日", "一日两小扫", "rooms"),
    ("三(二)2", "每日", "活动室、午睡室每天消毒一次", "disinfection"),
    ("三(二)3", "每日", "晨检及全日观察记录", "morning-check"),
    ("三(二)4", "每日", "当天幼儿出勤统计", "attendance"),
    ("三(三)1", "按时", "按时公布一周带量食谱", "menu"),
    ("三(三)2", "每2月", "每2月召开一次会议", "meal-committee"),
    ("三(三)3a", "每日", "厨房每天一小扫", "kitchen-sweep"),
    ("三(三)3a", "每周", "一周一大扫", "kitchen-clean"),
    ("三(三)3c", "每日", "餐后饭菜做到48小时留样备查", "samples"),
    ("三(三)4", "每月", "及时反馈当月膳食营养分析情况", "meal-feedback"),
    ("三(四)4", "每日", "园长、保健教师、后勤组长每日巡查", "patrol-principal patrol-health patrol-logistics"),
    ("三(四)6", "每月", "月工作考核制度", "appraisal"),
    ("三(四)6", 6, "期末将评选出优秀后勤工作者（六月）", "awards"),
    ("三(五)3", "每日", "每天确保有2人及以上的护卫队", "guard-team"),
    ("三(五)4", "期末", "每学期开展一次疏散演练", "drill"),
    ("三(五)5", "每月", "保健老师每月必须检查一次", "safety-monthly"),
    ("三(五)5", "每周", "园长每周检查一次", "safety-weekly"),
    ("三(五)6", "每周", "落实到每周安排中", "weekly-plan"),
    ("三(五)6", "每月", "过程性资料（每月1次）", "safety-theme"),
    ("三(五)6", "期末", "期末写好相关的总结", "term-summary"),
    ("三(六)4", "期末", "期末认真进行资产的清理核对", "clearance"),
    ("四 2月1", 2, "开学准备", "feb-opening"),
    ("四 2月2", 2, "新学期工作安排", "feb-arrangement"),
    ("四 2月2", "每周", "每周一次的卫生检查", "hygiene"),
    ("四 2月3", 2, "电器、大型玩具、灭火器", "feb-safety-appliances feb-safety-toys feb-safety-extinguishers"),
    ("四 2月4", 2, "食堂卫生检查", "feb-canteen"),
    ("四 2月5", 2, "对保育员一日工作的检查和指导", "feb-care-workers"),
    ("四 2月5", 2, "首次食堂及保育员业务培训", "feb-training"),
    ("四 2月6", 2, "三类计划", "feb-plan feb-safety-plan feb-grade-plans"),
    ("四 2月7", 2, "幼儿身高、体重测量", "feb-measuring"),
    ("四 2月8", 2, "膳食委员会会议一次", "feb-meal-committee"),
    ("四 3月1", 3, "消防实地培训", "mar-fire-training"),
    ("四 3月2", 3, "紧急疏散演练", "mar-drill"),
    ("四 3月3", 3, "卫生保健知识培训", "mar-health-training"),
    ("四 3月4", 3, "安全教育的相关主题", "mar-safety-theme"),
    ("四 4月1", 4, "防蝇灭蚊", "apr-pests"),
    ("四 4月1", 4, "餐具的消毒、生熟分开", "apr-tableware"),
    ("四 4月2", 4, "召开膳委会", "apr-meal-committee"),
    ("四 4月3", 4, "抽查食品留样工作和仓管记录", "apr-samples apr-store-records"),
    ("四 4月4", 4, "卫生大检查", "apr-hygiene"),
    ("四 5月1", 5, "保育员业务培训", "may-training"),
    ("四 5月2", 5, "安全教育的相关主题", "may-safety-theme"),
    ("四 5月3", 5, "专题讲座", "may-lecture"),
    ("四 5月4", 5, "安全专题会议", "may-meeting"),
    ("四 6月1", 6, "期末幼儿身高、体重的测量", "jun-measuring"),
    ("四 6月2", 6, "结退幼儿的代办费", "jun-fees"),
    ("四 6月3", 6, "整理清点并作记录", "jun-count"),
    ("四 6月4", 6, "归还出借物品", "jun-returns"),
    ("四 6月5", 6, "全方位检修", "jun-overhaul"),
)
"""The sixth item of June, 评选优秀后勤工作者, is the sentence of 三(四)6."""

SCHOOL: Final[tuple[Sentence, ...]] = (
    ("二2", "每月", "按月分类实行财产审核", "stores-audit"),
    ("四2(2)", "期初", "每期期初要对校产、设备、图书进行清点登记", "property-count"),
    ("六", "每日", "每日巡查校园", "patrol"),
    ("六", "每周", "每周发布巡查记录统计", "patrol-statistics"),
    ("五 二月1a", 2, "分发新书", "feb-books"),
    ("五 二月1b", 2, "分发各类布置教室物品", "feb-room-goods"),
    ("五 二月2", 2, "各室公共财产登记", "feb-property"),
    ("五 二月3", 2, "发放教师基本办公用品", "feb-supplies"),
    ("五 二月4", 2, "调整部分教室的课桌椅", "feb-desks"),
    ("五 二月5", 2, "开学迎接检查", "feb-inspection"),
    ("五 二月6", 2, "锅炉取暖", "feb-heating"),
    ("五 三月1", 3, "校园绿化", "mar-greening"),
    ("五 三月2", 3, "财务、固定资产季度报表", "mar-finance-report mar-asset-report"),
    ("五 三月2", 6, "季度：下一个季度在六月末结束", "jun-finance-report jun-asset-report"),
    ("五 三月3", 3, "继续做好取暖工作和停炉后的保养", "mar-heating mar-boiler"),
    ("五 三月4", 3, "节能饮水机的安装", "mar-dispensers"),
    ("五 四月1", 4, "校舍防雨", "apr-rain"),
    ("五 四月2", 4, "学校安全工作自查", "apr-safety"),
    ("五 五月1", "五一", "“五一”假值班", "may-duty"),
    ("五 五月2", 5, "电扇、空调进行安全检查和维修", "may-fans may-air"),
    ("五 五月3", 5, "用电线路安全排查", "may-wiring"),
    ("五 六月1", 6, "防暑降温", "jun-heat"),
    ("五 六月2", 6, "拟定暑假维修事项", "jun-programme"),
    ("五 六月3", 6, "安排教职工假期值班", "jun-duty"),
    ("五 七月1", 7, "后勤工作总结", "jul-summary"),
    ("五 七月2", 7, "财产验收", "jul-property"),
    ("五 七月3", 7, "档案整理", "jul-archive"),
    ("五 七月4", 7, "安排教职工假期值班", "jul-duty"),
)
FIRST_TERM: Final[tuple[Sentence, ...]] = (
    ("三(六)1", "每日", "日管控", "daily-control"),
    ("三(六)1", "每周", "周排查", "weekly-review"),
    ("三(六)1", "每月", "月调度", "monthly-dispatch"),
    ("四1", "期初", "配齐本学期所需的办公用品、卫生用品", "supplies"),
    (
        "四2",
        "期初",
        "全面检修各教室灯、风扇、空调、一体机、门锁",
        "overhaul-lamps overhaul-fans overhaul-air overhaul-boards overhaul-locks",
    ),
    ("四3", "开学前", "开学前对校园杂草清理、绿化修剪", "weeds"),
    ("四4", "开学前", "整理桌凳、教室、宿舍做好开学准备", "rooms-ready"),
    ("四5", "期初", "调整各班多余桌椅，做好登记", "surplus-desks"),
    ("四6", "期初", "统计学生就餐人数", "diners"),
    ("四7", "期初", "统计新生校服上报发放", "uniforms"),
    ("四8", "期末", "召开膳食委员会、膳食监督委员会会议", "committees"),
    ("四9", "期末", "膳食监督委员会委员进校园活动", "committee-visit"),
    ("四10", "开学前", "饮水机清洗消毒，末梢水水质检测", "dispensers water-test"),
    ("四11", "期初", "食堂卫生安全检查，召开培训会", "canteen-check canteen-training"),
    ("四12", "期末", "征求后勤服务工作的意见", "opinions"),
    ("四13", "半学期", "总结半学期工作情况", "half-term"),
    ("四14", "期末", "各项工程预算施工", "projects"),
    ("四15", "期末", "协助配合", "support"),
    ("四16", "期末", "固定资产登记入册，清查", "asset-cards asset-count"),
    ("四17", 1, "寒假各项维修工作和下学期开学前的准备工作", "winter-repairs next-opening"),
)
"""Items 四1 to 四17 are N01 to N17; they name no days, so 期初 and 半学期 are ours, and 期末 is the end of the plan's term."""

TABLES: Final = [(SCHOOL_002, FIRST_TERM), (KINDERGARTEN_003_4, KINDERGARTEN), (SCHOOL_004_1, SCHOOL)]
PARTS: Final = ["002", "003§4", "004§1"]


def by_code(profile: Profile) -> dict[str, Routine]:
    """Return the routines of a profile by their names inside the part."""
    return {routine.code.removeprefix(f"{profile.code}."): routine for routine in profile.routines}


@pytest.mark.plan("R02")
@pytest.mark.parametrize(("profile", "sentences"), TABLES, ids=PARTS)
def test_every_sentence_has_its_routine_and_every_routine_its_sentence(
    profile: Profile, sentences: tuple[Sentence, ...]
) -> None:
    """No sentence is forgotten and nothing is added: each routine names its place in the plan and its time."""
    stated = {name: (place, word) for place, word, _, names in sentences for name in names.split()}
    routines = by_code(profile)
    assert routines.keys() == stated.keys()
    assert {name: routine.source for name, routine in routines.items()} == {
        name: f"{profile.code} {place}" for name, (place, _) in stated.items()
    }
    assert {name: routine.cycle for name, routine in routines.items()} == {
        name: MEANT[word] for name, (_, word) in stated.items()
    }


CHECKS: Final = {
    "daily-control": ("食品安全", "daily", "scheduled", None),
    "weekly-review": ("食品安全", "weekly", "scheduled", None),
    "canteen-check": ("食堂卫生安全", "special", "scheduled", None),
    "hygiene": ("卫生", "weekly", "scheduled", None),
    "patrol-principal": ("全园", "daily", "scheduled", "园长"),
    "patrol-health": ("全园", "daily", "scheduled", "保健教师"),
    "patrol-logistics": ("全园", "daily", "scheduled", "后勤组长"),
    "guard-team": ("校园安全", "daily", "scheduled", "护卫队"),
    "safety-weekly": ("园舍安全", "weekly", "scheduled", "园长"),
    "safety-monthly": ("园舍安全", "monthly", "scheduled", "保健老师"),
    "feb-safety-appliances": ("电器", "special", "scheduled", None),
    "feb-safety-toys": ("大型玩具", "special", "scheduled", None),
    "feb-safety-extinguishers": ("灭火器", "special", "scheduled", None),
    "feb-care-workers": ("保育员一日工作", "special", "scheduled", None),
    "apr-samples": ("食品留样", "special", "unannounced", None),
    "apr-store-records": ("仓管记录", "special", "unannounced", None),
    "apr-hygiene": ("卫生", "special", "scheduled", None),
    "patrol": ("校园", "daily", "scheduled", None),
    "apr-safety": ("学校安全工作", "special", "scheduled", None),
    "may-wiring": ("用电线路", "special", "scheduled", None),
}
OTHERS: Final = {
    "dispensers": (MaintenanceDone, (("scope", "饮水机"), ("work", "清洗消毒"))),
    "overhaul-lamps": (MaintenanceDone, (("scope", "灯"), ("work", "检修"))),
    "overhaul-fans": (MaintenanceDone, (("scope", "风扇"), ("work", "检修"))),
    "overhaul-air": (MaintenanceDone, (("scope", "空调"), ("work", "检修"))),
    "overhaul-boards": (MaintenanceDone, (("scope", "一体机"), ("work", "检修"))),
    "overhaul-locks": (MaintenanceDone, (("scope", "门锁"), ("work", "检修"))),
    "asset-count": (StocktakeClosed, (("occasion", "termly"), ("places", ()))),
    "winter-repairs": (VacationProgrammeDrawnUp, (("vacation", "winter"),)),
    "jun-overhaul": (MaintenanceDone, (("scope", "全园"), ("work", "检修"))),
    "mar-boiler": (MaintenanceDone, (("scope", "锅炉"), ("work", "保养"))),
    "may-fans": (MaintenanceDone, (("scope", "电扇"), ("work", "检修"))),
    "may-air": (MaintenanceDone, (("scope", "空调"), ("work", "检修"))),
    "patrol-statistics": (Published, (("view", "patrol_statistics"),)),
    "jun-programme": (VacationProgrammeDrawnUp, (("vacation", "summer"),)),
}


@pytest.mark.plan("R57", "P93", "P95")
def test_what_records_each_routine() -> None:
    """A check is known by scope, level, mode and actor (A06), upkeep by scope and work; the rest has no record of its own."""
    for profile in PROFILES:
        for name, routine in by_code(profile).items():
            asked = dict(routine.where)
            if name in CHECKS:
                assert routine.fulfilled_by is CheckHeld
                assert (asked["scope"], asked["level"], asked["mode"], asked.get("actor")) == CHECKS[name]
                assert routine.role == asked.get("actor")
            else:
                assert (routine.fulfilled_by, routine.where) == OTHERS.get(name, (RoutineDone, ()))


@pytest.mark.parametrize(
    ("name", "times", "limits"),
    [
        ("corridors", 2, []),
        ("toilets", 2, []),
        ("rooms", 2, [None, None]),
        ("kitchen-sweep", 1, []),
        ("disinfection", 1, [Quantity(60, "分钟"), None]),
        ("samples", 1, [Quantity(48, "小时")]),
        ("guard-team", 1, [Quantity(2, "人")]),
    ],
)
def test_the_numbers_of_the_text(name: str, times: int, limits: list[Quantity | None]) -> None:
    """Twice a day is a number of times (A10, A11), 60 minutes, 48 hours and 2 people are the least of a checklist item."""
    routine = by_code(KINDERGARTEN_003_4)[name]
    assert routine.times == times
    assert [item.least for item in routine.checklist] == limits


OURS: Final = {
    *("menu", "meal-committee", "property-count", "jun-finance-report", "jun-asset-report"),
    *("supplies", "surplus-desks", "diners", "uniforms", "canteen-check", "canteen-training", "half-term"),
    *("overhaul-lamps", "overhaul-fans", "overhaul-air", "overhaul-boards", "overhaul-locks"),
}


@pytest.mark.parametrize("profile", PROFILES, ids=PARTS)
def test_only_a_school_decides_and_its_defaults_are_labelled(profile: Profile) -> None:
    """Every routine is the school's own plan; where a default of ours fills a gap, both names say so."""
    assert {routine.status for routine in profile.routines} == {"local"}
    filled = {name for name, each in by_code(profile).items() if "本库默认" in each.zh and "our default" in each.en}
    assert filled == OURS & by_code(profile).keys()


def rows_of(rule: Rule) -> set[str]:
    """Return the parts that a rule's source names: 003§1 and 003§4 of ``003§1,§4``."""
    parts: set[str] = set()
    plan = ""
    for named in rule.source.split(","):
        plan = named.partition("§")[0] or plan
        parts.add(plan + named.removeprefix(plan))
    return parts


@pytest.mark.parametrize(
    ("profile", "count"), [(SCHOOL_002, 12), (KINDERGARTEN_003_4, 37), (SCHOOL_004_1, 16)], ids=PARTS
)
def test_the_rules_of_a_part(profile: Profile, count: int) -> None:
    """A profile names every row of its part once, among them every rule of the catalogue that comes from it."""
    assert len(set(profile.rules)) == len(profile.rules) == count
    assert list(profile.rules) == sorted(profile.rules, key=lambda code: int(code[1:]))
    known = {rule.code.partition(".")[0] for rule in rules() if rule.code[0] == "P" and profile.code in rows_of(rule)}
    assert known <= set(profile.rules)
    assert {routine.rule.code for routine in profile.routines if routine.rule is not None} <= known


# The rows of the three parts, and where a user of the profile finds each.
KEPT_BY: Final[dict[str, str]] = {
    "P18": "property-count",
    "P19": "clearance",
    "P27": "stores-audit",
    "P48": "samples",
    "P50": "daily-control weekly-review monthly-dispatch",
    "P65": "menu",
    "P76": "meal-feedback",
    "P77": "committees",
    "P79": "meal-committee",
    "P93": "safety-weekly safety-monthly",
    "P95": "patrol patrol-statistics",
    "P101": "corridors",
    "P102": "toilets",
    "P103": "rooms",
    "P104": "kitchen-sweep kitchen-clean",
    "P108": "drill",
    "P109": "guard-team",
    "P114": "safety-theme",
    "P128": "disinfection",
    "P129": "disinfection",
    "P134": "attendance",
    "P139": "feb-measuring jun-measuring",
    "P141": "dispensers water-test",
    "P146": "jun-fees",
    "P150": "mar-finance-report mar-asset-report jun-finance-report jun-asset-report",
    "P154": "appraisal",
    "P160": "awards",
    "P178": "feb-grade-plans weekly-plan term-summary",
    "P190": "disinfection",
}
STANDING: Final = {
    "002": {
        "二": "P12",
        "三(一)2": "P161 P173",
        "三(三)1": "P175",
        "三(三)2": "P143",
        "三(六)5": "P73",
        "三(六)6": "P84",
    },
    "003§4": {
        "三(一)2": "P105",
        "三(三)1": "P46 P72",
        "三(三)2": "P81",
        "三(三)3a": "P51 P52 P56 P57",
        "三(四)5": "P180",
        "三(五)1": "P125",
        "三(五)3": "P119",
        "三(六)5": "P12 P188",
    },
    "004§1": {"二2": "P24 P28 P47", "四2(1)": "P06 P07", "四2(4)": "P147 P148", "六": "P113"},
}


@pytest.mark.plan("P105", "P113")
@pytest.mark.parametrize("profile", PROFILES, ids=PARTS)
def test_no_row_of_a_part_is_lost(profile: Profile) -> None:
    """Every row is kept by routines, always holds, or is left open: 随用随清理 and 5 km/h are no cadences and still there."""
    kept = {row for row, names in KEPT_BY.items() if set(names.split()) <= by_code(profile).keys()}
    standing = {each.rule: each.source.removeprefix(f"{profile.code} ") for each in profile.standing}
    left_open = {each.rule for each in profile.unstated if each.rule is not None}
    assert sorted([*kept, *standing, *left_open]) == sorted(profile.rules)
    assert standing == {row: place for place, rows in STANDING[profile.code].items() for row in rows.split()}
    assert {bool(each.text.zh and each.text.en) for each in profile.standing} == {True}


@pytest.mark.plan("P150")
def test_the_quarterly_reports_come_with_every_quarter_that_ends_in_the_term() -> None:
    """The plan lists them once, in March, and calls them quarterly: they are due at the end of March and of June."""
    reports = [each for each in SCHOOL_004_1.routines if "季度报表" in each.zh]
    due = {
        each.code: [str(found.last) for found in each.cycle.occurrences(OPENS_IN_MARCH, YEARS[OPENS_IN_MARCH])]
        for each in reports
    }
    assert due == {
        "004§1.mar-finance-report": ["2026-03-31"],
        "004§1.mar-asset-report": ["2026-03-31"],
        "004§1.jun-finance-report": ["2026-06-30"],
        "004§1.jun-asset-report": ["2026-06-30"],
    }
    assert {each.source for each in reports} == {"004§1 五 三月2"}


def test_the_parts_that_a_source_names() -> None:
    """A source is read as it is written: one part, several of one plan, several plans."""
    sources = {"004§1": {"004§1"}, "003§1,§4": {"003§1", "003§4"}, "002,004§5": {"002", "004§5"}}
    made = {source: Rule(code="P1", family="limit", zh="某", en="some", source=source) for source in sources}
    assert {source: rows_of(rule) for source, rule in made.items()} == sources


def test_months_end_with_their_last_day() -> None:
    """The days meant by the month items are the last days of their months, 29 February where there is one."""
    for month, cycle in MEANT.items():
        if isinstance(month, int):
            assert isinstance(cycle, Yearly)
            assert (
                date(2024, month, cycle.day).month
                != date.fromordinal(date(2024, month, cycle.day).toordinal() + 1).month
            )
