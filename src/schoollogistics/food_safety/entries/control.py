"""The three levels of control, self-checks, locking up, and the grading by those who supervise."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import ClassVar, Final, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.codes import Grade, GradingOccasion, ProblemId
from schoollogistics.food_safety.entries.problems import FoundProblem, check_problems, keep_problems, need_time
from schoollogistics.food_safety.rules.control import P50
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Entry, add
from schoollogistics.values.ids import Code, PersonId
from schoollogistics.values.periods import Month
from schoollogistics.values.shapes import Note, Number
from schoollogistics.values.texts import id_key

LAST_OF_WEEK: Final = timedelta(days=6)
MOST_POINTS: Final = 1000


@final
@frozen(kw_only=True)
class DailyControlHeld(Entry[FoodSafetyState]):
    """The food-safety officer went through the list of the day; nothing found is recorded too (日管控).

    ``points`` are the items looked at. An item at which there is a problem counts as looked at.
    """

    kind: ClassVar[str] = "food_safety.daily_control_held"

    points: tuple[Code, ...]
    problems: tuple[FoundProblem, ...] = ()

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nothing looked at (missing), a second sheet for the day (already), and what is refused of problems."""
        _check_sheet(self, state)
        if self.on in state.controlled:
            raise state.refusal(
                self,
                "already",
                stands=Text(f"there is a sheet for {self.on}", f"{self.on} 已有检查记录"),
                takes=Text(
                    "one sheet a day; what is found later is ProblemFound", "每日一份，之后发现的另记“发现问题”"
                ),
                fields=("on",),
            )

    def apply(self, state: FoodSafetyState) -> None:
        """Keep that the day has its sheet, and what was found."""
        add(state.controlled, self.on, 1)
        keep_problems(self, state, self.problems)


@final
@frozen(kw_only=True)
class KitchenLocked(Entry[FoodSafetyState]):
    """The kitchen was checked and locked before the staff left (人离门锁)."""

    kind: ClassVar[str] = "food_safety.kitchen_locked"

    points: tuple[Code, ...]
    problems: tuple[FoundProblem, ...] = ()

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nothing looked at (missing), and what is refused of problems."""
        _check_sheet(self, state)

    def apply(self, state: FoodSafetyState) -> None:
        """Keep what was found."""
        keep_problems(self, state, self.problems)


@final
@frozen(kw_only=True)
class SelfCheckHeld(Entry[FoodSafetyState]):
    """The school looked through its own food safety, for a month (食品安全自查)."""

    kind: ClassVar[str] = "food_safety.self_check_held"

    month: Month
    points: tuple[Code, ...]
    problems: tuple[FoundProblem, ...] = ()

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nothing looked at (missing), and what is refused of problems."""
        _check_sheet(self, state)

    def apply(self, state: FoodSafetyState) -> None:
        """Keep what was found."""
        keep_problems(self, state, self.problems)


def _check_sheet(entry: DailyControlHeld | KitchenLocked | SelfCheckHeld, state: FoodSafetyState) -> None:
    state.need(entry, points=not entry.points and not entry.problems)
    state.each_once(entry, map(id_key, entry.points), "points")
    check_problems(entry, state, entry.problems)


@frozen(kw_only=True)
class ReviewedProblem:
    """One problem at a weekly review: its number and what is done about it; one found there also says at what, and what.

    Who is to rectify it and by when can be said there, once.
    """

    problem: ProblemId
    handling: Note | None = None
    point: Code | None = None
    found: Note | None = None
    owner: PersonId | None = None
    rectify_by: date | None = None


@final
@frozen(kw_only=True)
class WeeklyReviewHeld(Entry[FoodSafetyState]):
    """The food-safety director reviewed a week: every problem still open, and every one settled since the last review (周排查).

    ``week`` is its Monday. What was found in the week is one or the other.
    """

    kind: ClassVar[str] = "food_safety.weekly_review_held"

    week: date
    problems: tuple[ReviewedProblem, ...] = ()

    def check(self, state: FoodSafetyState) -> None:
        """Refuse what is no Monday (date), a week not begun (order) or reviewed (already), and a problem left out (P50)."""
        state.need_order(self, "week", "on")
        state.each_once(self, (id_key(line.problem) for line in self.problems), "problems")
        if self.week.weekday() != 0:
            monday = self.week - timedelta(days=self.week.weekday())
            raise state.refusal(
                self,
                "date",
                stands=Text(f"{self.week} is no Monday", f"{self.week} 不是周一"),
                takes=Text(f"its Monday, {monday}", f"请填该周周一 {monday}"),
                fields=("week",),
            )
        if self.week in state.reviewed:
            raise state.refusal(
                self,
                "already",
                stands=Text(f"the week of {self.week} was reviewed", f"{self.week} 起的一周已排查"),
                takes=Text("one report a week", "每周一份报告"),
                fields=("week",),
            )
        for line in self.problems:
            self._check_line(line, state)
        self._need_all(state)

    def _check_line(self, line: ReviewedProblem, state: FoodSafetyState) -> None:
        found_on = state.found_on.get(line.problem)
        if found_on is None:
            state.need(self, point=line.point is None, found=line.found is None)
        elif found_on > self.week + LAST_OF_WEEK:
            raise state.refusal(
                self,
                "order",
                stands=Text(f"{line.problem} was found {found_on}", f"{line.problem} 发现于 {found_on}"),
                takes=Text("the review of a later week", "请列入以后一周"),
                fields=("problems.problem",),
            )
        else:
            stated = ("point", "found", "owner", "rectify_by")
            again = [each for each in stated if getattr(line, each) and getattr(state, each).get(line.problem)]
            if again:
                names = [state.labels.field(each) for each in again]
                raise state.refusal(
                    self,
                    "already",
                    stands=Text(
                        f"{line.problem} has {', '.join(each.en for each in names)}",
                        f"{line.problem} 此前已登记{'、'.join(each.zh for each in names)}",
                    ),
                    takes=Text("what is done about it, and what is not said yet", "只填处理措施和尚未登记的内容"),
                    fields=tuple(f"problems.{each}" for each in again),
                )
        need_time(self, state, line.problem, line.rectify_by)

    def _need_all(self, state: FoodSafetyState) -> None:
        last, named = self.week + LAST_OF_WEEK, {id_key(line.problem) for line in self.problems}
        left = [
            problem
            for problem, status in state.status["problem"].items()
            if status != "reported" and state.found_on[problem] <= last and id_key(problem) not in named
        ]
        if left:
            state.refuse(
                P50,
                self,
                stands=Text(f"left out: {', '.join(left)}", f"漏列：{'、'.join(left)}"),
                takes=Text(
                    "every problem that is open, or settled and not reported yet",
                    "未结的、已闭环未上报的问题须全部列出",
                ),
                fields=("problems",),
            )

    def apply(self, state: FoodSafetyState) -> None:
        """Keep on which day the week was reviewed, as its ordinal, and the day for what was found there."""
        add(state.reviewed, self.week, self.on.toordinal())
        for line in self.problems:
            if line.found is not None:
                state.found_on[line.problem] = self.on


@final
@frozen(kw_only=True)
class MonthlyMeetingHeld(Entry[FoodSafetyState]):
    """The principal heard the weekly reviews and decided what comes next (月调度).

    ``weeks`` are the Mondays of the weeks reviewed.
    """

    kind: ClassVar[str] = "food_safety.monthly_meeting_held"

    month: Month
    weeks: tuple[date, ...]
    present: tuple[PersonId, ...]
    decisions: Note
    situation: Note | None = None
    focus: Note | None = None

    def check(self, state: FoodSafetyState) -> None:
        """Refuse nobody there (missing), a month not begun (order), a week not reviewed (reference) or heard, and one left out."""
        state.need(self, present=not self.present)
        state.each_once(self, self.weeks, "weeks")
        if self.on < self.month.first:
            raise state.refusal(
                self,
                "order",
                stands=Text(f"{self.month} begins later", f"{self.month} 尚未开始"),
                takes=Text(f"{self.month.first} or later", f"{self.month.first} 或以后"),
                fields=("month", "on"),
            )
        for week in self.weeks:
            if week not in state.reviewed or date.fromordinal(state.reviewed[week]) > self.on:
                raise state.refusal(
                    self,
                    "reference",
                    stands=Text(
                        f"the week of {week} was not reviewed by {self.on}", f"{self.on} 前没有 {week} 起一周的排查报告"
                    ),
                    takes=Text("the Mondays of weeks reviewed", "请填已排查各周的周一"),
                    fields=("weeks",),
                )
            if week in state.heard:
                raise state.refusal(
                    self,
                    "already",
                    stands=Text(f"the week of {week} was heard", f"{week} 起一周的报告已调度"),
                    takes=Text("each report once", "每份报告只调度一次"),
                    fields=("weeks",),
                )
        left = [str(week) for week in _unheard(self, state)]
        if left:
            state.refuse(
                P50,
                self,
                stands=Text(f"left out: the weeks of {', '.join(left)}", f"漏列：{'、'.join(left)} 起的各周"),
                takes=Text("every weekly report that no meeting has heard", "未调度的周报告须全部列出"),
                fields=("weeks",),
            )

    def apply(self, state: FoodSafetyState) -> None:
        """Keep that the weeks were heard."""
        for week in self.weeks:
            add(state.heard, week, 1)


def _unheard(entry: MonthlyMeetingHeld, state: FoodSafetyState) -> Iterator[date]:
    return (
        week
        for week, reviewed in sorted(state.reviewed.items())
        if week not in state.heard and week not in entry.weeks
        if week <= entry.month.last and date.fromordinal(reviewed) <= entry.on
    )


@final
@frozen(kw_only=True)
class CanteenGraded(Entry[FoodSafetyState]):
    """Those who supervise looked at the canteen and gave a grade or a score, with what cost points (食堂评级打分)."""

    kind: ClassVar[str] = "food_safety.canteen_graded"

    body: Code
    occasion: GradingOccasion
    grade: Grade | None = None
    score: Number | None = None
    problems: tuple[FoundProblem, ...] = ()

    def check(self, state: FoodSafetyState) -> None:
        """Refuse a grading without a grade, a check without a score (missing), an impossible score (range)."""
        graded = self.occasion == "grading"
        state.need(self, grade=graded and self.grade is None, score=not graded and self.score is None)
        if self.score is not None and not 0 <= self.score <= MOST_POINTS:
            raise state.refusal(
                self,
                "range",
                stands=Text(f"{self.score} points", f"{self.score} 分"),
                takes=Text(f"0 to {MOST_POINTS}", f"0 至 {MOST_POINTS}"),
                fields=("score",),
            )
        check_problems(self, state, self.problems)

    def apply(self, state: FoodSafetyState) -> None:
        """Keep what was found."""
        keep_problems(self, state, self.problems)
