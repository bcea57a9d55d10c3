"""How it goes on with a problem; and what counts."""

from typing import Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.control import (
    CanteenGraded,
    DailyControlHeld,
    KitchenLocked,
    MonthlyMeetingHeld,
    SelfCheckHeld,
    WeeklyReviewHeld,
)
from schoollogistics.food_safety.entries.problems import (
    ProblemEscalated,
    ProblemFound,
    ProblemOpened,
    ProblemRectified,
    ProblemVerified,
)
from schoollogistics.journal import Lifecycle, Measure

PROBLEM: Final = Lifecycle(
    name="problem",
    of=("problem", "problems.problem"),
    table={
        "unseen": {
            DailyControlHeld: "found",
            WeeklyReviewHeld: "found",
            SelfCheckHeld: "found",
            KitchenLocked: "found",
            CanteenGraded: "found",
            ProblemFound: "found",
            ProblemOpened: ("found", "rectified"),
        },
        "found": {ProblemRectified: "rectified", ProblemEscalated: "found", WeeklyReviewHeld: "found"},
        "rectified": {
            ProblemVerified: ("resolved", "found"),
            ProblemEscalated: "rectified",
            WeeklyReviewHeld: "rectified",
        },
        # A weekly review names it once more, and so it is reported to its end.
        "resolved": {WeeklyReviewHeld: "reported"},
        "reported": {},
    },
)
LIFECYCLES: Final[tuple[Lifecycle, ...]] = (PROBLEM,)
TIMES: Final = Text("times", "次")
ITEMS: Final = Text("items", "项")
SHEETS: Final = (DailyControlHeld, KitchenLocked, SelfCheckHeld, CanteenGraded)
"""The sheets on which problems stand line by line."""
MEASURES: Final[tuple[Measure, ...]] = (
    Measure(
        code="food_safety.daily_controls",
        zh="日管控次数",
        en="Daily checks",
        unit=TIMES,
        amounts={DailyControlHeld: lambda entry, _: 1},
    ),
    Measure(
        code="food_safety.weekly_reviews",
        zh="周排查次数",
        en="Weekly reviews",
        unit=TIMES,
        amounts={WeeklyReviewHeld: lambda entry, _: 1},
    ),
    Measure(
        code="food_safety.monthly_meetings",
        zh="月调度次数",
        en="Monthly meetings",
        unit=TIMES,
        amounts={MonthlyMeetingHeld: lambda entry, _: 1},
    ),
    Measure(
        code="food_safety.problems_found",
        zh="发现食品安全问题数",
        en="Food-safety problems found",
        unit=ITEMS,
        amounts={
            **dict.fromkeys(SHEETS, lambda entry, _: len(entry.problems)),
            WeeklyReviewHeld: lambda entry, _: sum(line.found is not None for line in entry.problems),
            ProblemFound: lambda entry, _: 1,
        },
    ),
    Measure(
        code="food_safety.problems_closed",
        zh="整改销号数",
        en="Food-safety problems closed",
        unit=ITEMS,
        amounts={ProblemVerified: lambda entry, _: int(entry.verdict == "passed")},
    ),
)
