"""The sentences of the three parts beside the data: nothing is forgotten, nothing added, each with its time and record."""

from typing import Final

import pytest

from schoollogistics import rules
from schoollogistics.assets import StocktakeClosed
from schoollogistics.canteen import CommitteeMet
from schoollogistics.food_safety import DailyControlHeld, MonthlyMeetingHeld, SamplesKept, WeeklyReviewHeld
from schoollogistics.food_safety.rules.samples import P48_HOURS
from schoollogistics.inspections import CheckHeld, RoutineDone
from schoollogistics.journal import Published, Routine, Rule
from schoollogistics.nutrition import MenuPublished
from schoollogistics.profiles import KINDERGARTEN_003_4, PROFILES, SCHOOL_002, SCHOOL_004_1, Profile
from schoollogistics.repairs import MaintenanceDone, VacationProgrammeDrawnUp
from schoollogistics.values.quantities import Quantity
from tests.profiles.sentences import FIRST_TERM, KINDERGARTEN, MEANT, SCHOOL, Sentence
from tests.profiles.years import OPENS_IN_MARCH, YEARS

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
    "daily-control": (DailyControlHeld, ()),
    "weekly-review": (WeeklyReviewHeld, ()),
    "monthly-dispatch": (MonthlyMeetingHeld, ()),
    "committee-meal": (CommitteeMet, (("committee", "膳食委员会"), ("occasion", "pricing"))),
    "committee-supervision": (CommitteeMet, (("committee", "膳食监督委员会"), ("occasion", "pricing"))),
    "committee-visit": (CommitteeMet, (("committee", "膳食监督委员会"), ("occasion", "activity"))),
    "menu": (MenuPublished, ()),
    "meal-committee": (CommitteeMet, (("committee", "膳食委员会"),)),
    "samples": (SamplesKept, ()),
    "dispensers": (MaintenanceDone, (("scope", "饮水机"), ("work", "清洗消毒"))),
    "overhaul-lamps": (MaintenanceDone, (("scope", "灯"), ("work", "检修"))),
    "overhaul-fans": (MaintenanceDone, (("scope", "风扇"), ("work", "检修"))),
    "overhaul-air": (MaintenanceDone, (("scope", "空调"), ("work", "检修"))),
    "overhaul-boards": (MaintenanceDone, (("scope", "一体机"), ("work", "检修"))),
    "overhaul-locks": (MaintenanceDone, (("scope", "门锁"), ("work", "检修"))),
    "property-count": (StocktakeClosed, (("occasion", "term_start"), ("places", ()))),
    "asset-count": (StocktakeClosed, (("occasion", "termly"), ("places", ()))),
    "winter-repairs": (VacationProgrammeDrawnUp, (("vacation", "winter"),)),
    "jun-overhaul": (MaintenanceDone, (("scope", "全园"), ("work", "检修"))),
    "mar-boiler": (MaintenanceDone, (("scope", "锅炉"), ("work", "保养"))),
    "may-fans": (MaintenanceDone, (("scope", "电扇"), ("work", "检修"))),
    "may-air": (MaintenanceDone, (("scope", "空调"), ("work", "检修"))),
    "patrol-statistics": (Published, (("view", "patrol_statistics"),)),
    "jun-programme": (VacationProgrammeDrawnUp, (("vacation", "summer"),)),
}


@pytest.mark.plan("R57", "P48", "P50", "P65", "P77", "P79", "P93", "P95")
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
        ("samples", 1, []),
        ("meal-feedback", 1, [None, None, None]),
        ("guard-team", 1, [Quantity(2, "人")]),
    ],
)
def test_the_numbers_of_the_text(name: str, times: int, limits: list[Quantity | None]) -> None:
    """Twice a day is a number of times (A10, A11), 60 minutes and 2 people are the least of a checklist item."""
    routine = by_code(KINDERGARTEN_003_4)[name]
    assert routine.times == times
    assert [item.least for item in routine.checklist] == limits


@pytest.mark.plan("P48")
def test_the_numbers_that_books_read() -> None:
    """48 hours is the number of a rule, and the only number of the three parts that a book reads (A01)."""
    stated = [(each.parameter, each.value, each.source) for profile in PROFILES for each in profile.prescriptions]
    assert stated == [(P48_HOURS, 48, "003§4 三(三)3c")]


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
    "P77": "committee-meal committee-supervision",
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
