"""Problems of food safety: found, rectified, verified by somebody else, and told to those higher up."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.codes import ProblemId, Verdict
from schoollogistics.food_safety.rules.control import P96, P97
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Entry, add
from schoollogistics.values.ids import Code, PersonId
from schoollogistics.values.shapes import Note, Number
from schoollogistics.values.texts import id_key


@frozen(kw_only=True)
class FoundProblem:
    """One problem on a sheet: its number, at which item, what was found, who is to rectify it and by when.

    *lost* is what it cost in points where the check is scored.
    """

    problem: ProblemId
    point: Code
    found: Note
    owner: PersonId | None = None
    rectify_by: date | None = None
    lost: Number | None = None


def check_problems(entry: Entry[Any], state: FoodSafetyState, problems: tuple[FoundProblem, ...]) -> None:
    """Refuse a number twice (duplicate), less than nothing lost (range), and a deadline that is over already (order)."""
    state.each_once(entry, (id_key(each.problem) for each in problems), "problems")
    for each in problems:
        if each.lost is not None and each.lost < 0:
            raise state.refusal(
                entry,
                "range",
                stands=Text(f"{each.problem}: {each.lost} points lost", f"{each.problem} 扣 {each.lost} 分"),
                takes=Text("nothing or more", "不得小于零"),
                fields=("problems.lost",),
            )
        need_time(entry, state, each.problem, each.rectify_by)


def need_time(entry: Entry[Any], state: FoodSafetyState, problem: str, rectify_by: date | None) -> None:
    """Refuse a deadline that is over already (order, P97)."""
    if rectify_by is not None and rectify_by < entry.on:
        raise state.refusal(
            entry,
            "order",
            stands=Text(f"{problem} is to be rectified by {rectify_by}", f"{problem} 整改期限为 {rectify_by}"),
            takes=Text(f"{entry.on} or later", f"{entry.on} 或以后"),
            fields=("rectify_by",),
            rule=P97,
        )


def keep_problems(entry: Entry[Any], state: FoodSafetyState, problems: Iterable[FoundProblem]) -> None:
    """Keep the day on which each of the *problems* was found."""
    for each in problems:
        state.found_on[each.problem] = entry.on


@final
@frozen(kw_only=True)
class ProblemFound(Entry[FoodSafetyState]):
    """Somebody saw a problem outside of the daily, weekly and monthly sheets (发现问题)."""

    kind: ClassVar[str] = "food_safety.problem_found"

    problem: ProblemId
    point: Code
    found: Note
    owner: PersonId | None = None
    rectify_by: date | None = None

    def check(self, state: FoodSafetyState) -> None:
        """Refuse a deadline that is over already (order)."""
        need_time(self, state, self.problem, self.rectify_by)

    def apply(self, state: FoodSafetyState) -> None:
        """Keep the day."""
        state.found_on[self.problem] = self.on


@final
@frozen(kw_only=True)
class ProblemOpened(Entry[FoodSafetyState]):
    """A problem that was open on paper was carried into the book, rectified already or not (期初未结问题)."""

    kind: ClassVar[str] = "food_safety.problem_opened"

    problem: ProblemId
    point: Code
    found: Note
    found_on: date
    owner: PersonId | None = None
    rectify_by: date | None = None
    work: Note | None = None
    rectified_on: date | None = None
    rectifiers: tuple[PersonId, ...] = ()

    def check(self, state: FoodSafetyState) -> None:
        """Refuse days out of order (order), and a rectification of which only a part is said (missing)."""
        state.need_order(self, "found_on", "rectified_on", "on")
        state.need_order(self, "found_on", "rectify_by")
        rectified = self.rectified_on is not None or self.work is not None or bool(self.rectifiers)
        state.need(
            self,
            rectified_on=rectified and self.rectified_on is None,
            work=rectified and self.work is None,
            rectifiers=rectified and not self.rectifiers,
        )

    def outcome(self, state: FoodSafetyState, key: str) -> str:
        """Return how far it had come."""
        return "found" if self.rectified_on is None else "rectified"


@final
@frozen(kw_only=True)
class ProblemRectified(Entry[FoodSafetyState]):
    """What was wrong was put right, and waits to be verified by somebody else (问题整改)."""

    kind: ClassVar[str] = "food_safety.problem_rectified"

    problem: ProblemId
    work: Note

    def apply(self, state: FoodSafetyState) -> None:
        """Keep the day, and everybody who is not to verify it."""
        state.rectified_on[self.problem] = self.on
        people = (*state.rectifiers.get(self.problem, ()), self.by, *self.cosigned_by)
        state.rectifiers[self.problem] = tuple(dict.fromkeys(people))


@final
@frozen(kw_only=True)
class ProblemVerified(Entry[FoodSafetyState]):
    """Somebody looked whether a problem is rectified: it is closed, or goes back (问题复核)."""

    kind: ClassVar[str] = "food_safety.problem_verified"

    problem: ProblemId
    verdict: Verdict

    def check(self, state: FoodSafetyState) -> None:
        """Refuse whoever rectified it, now or before it was sent back, unless excused (P96)."""
        rectifiers = {*map(id_key, state.rectifiers[self.problem])}
        own = [each for each in (self.by, *self.cosigned_by) if id_key(each) in rectifiers]
        if own:
            state.refuse(
                P96,
                self,
                stands=Text(f"{', '.join(own)} rectified it", f"{'、'.join(own)} 是整改人"),
                takes=Text("a look by somebody else", "由他人复核"),
                fields=("by", "cosigned_by"),
            )

    def outcome(self, state: FoodSafetyState, key: str) -> str:
        """Return where that leads: to its end, or back."""
        return "resolved" if self.verdict == "passed" else "found"

    def apply(self, state: FoodSafetyState) -> None:
        """Keep the day and the people; what goes back is counted, and is not rectified any more."""
        state.verified_on[self.problem] = self.on
        state.verifiers[self.problem] = (self.by, *self.cosigned_by)
        if self.verdict == "failed":
            add(state.sent_back, self.problem, 1)
            state.rectified_on.pop(self.problem, None)


@final
@frozen(kw_only=True)
class ProblemEscalated(Entry[FoodSafetyState]):
    """A problem that is not settled was told to somebody higher up (问题上报)."""

    kind: ClassVar[str] = "food_safety.problem_escalated"

    problem: ProblemId
    escalated_to: PersonId
