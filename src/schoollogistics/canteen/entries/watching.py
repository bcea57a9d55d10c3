"""Those who look on: leaders who eat along and what comes of it, opinions asked for, food saved."""

from datetime import date
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import Audience, Copies, MealId, ProblemId
from schoollogistics.canteen.entries.objections import unknown
from schoollogistics.canteen.state import CanteenState
from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.values.ids import PersonId, PlaceId
from schoollogistics.values.money import NOTHING
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Cost, Count, Note


@frozen(kw_only=True)
class Problem:
    """Something seen at a meal that is to be put right: its number, what it is, who does it, and by when."""

    problem: ProblemId
    what: Note
    responsible: PersonId | None = None
    deadline: date | None = None


@final
@frozen(kw_only=True)
class MealAccompanied(Entry[CanteenState]):
    """A leader ate along with the pupils and wrote down what there was to say (陪餐).

    ``by`` is the leader, ``duty`` what they are, ``parents`` who came along for the families, ``paid`` what they paid
    for their own meal, in yuan. ``problems`` are to be solved later; ``handled`` is what was done at once.
    """

    kind: ClassVar[str] = "canteen.meal_accompanied"

    meal: MealId
    findings: Note
    handled: Note | None = None
    duty: Note | None = None
    parents: tuple[PersonId, ...] = ()
    dishes: Note | None = None
    quality: Note | None = None
    hygiene: Note | None = None
    order: Note | None = None
    service: Note | None = None
    portion: Note | None = None
    opinions: Note | None = None
    problems: tuple[Problem, ...] = ()
    paid: Cost = NOTHING

    def check(self, state: CanteenState) -> None:
        """Refuse a meal that is not on offer (unknown)."""
        if self.meal not in state.serves:
            raise unknown(self, state, Text("meal", "餐别"), self.meal, state.serves)


@final
@frozen(kw_only=True)
class ProblemSolved(Entry[CanteenState]):
    """A problem that was seen at a meal was solved, and this is what came of it (陪餐问题整改)."""

    kind: ClassVar[str] = "canteen.problem_solved"

    problem: ProblemId
    result: Note


@frozen(kw_only=True)
class Score:
    """How many of those asked were content with one thing (饭菜质量, 卫生, 服务)."""

    aspect: Note
    content: Count


@final
@frozen(kw_only=True)
class SatisfactionSurveyed(Entry[CanteenState]):
    """Pupils, staff or parents were asked what they think of the canteen (满意度测评)."""

    kind: ClassVar[str] = "canteen.satisfaction_surveyed"

    asked: Audience
    handed_out: Copies
    returned: Count
    satisfied: Count
    opinions: Note | None = None
    answered: Note | None = None
    valid: Count | None = None
    scores: tuple[Score, ...] = ()

    @property
    def counted(self) -> int:
        """How many sheets count: the valid ones, or all that were returned."""
        return self.returned if self.valid is None else self.valid

    def check(self, state: CanteenState) -> None:
        """Refuse more answers than were asked for, and more who are content than answered (range); an aspect twice."""
        state.each_once(self, (each.aspect for each in self.scores), "scores")
        content = max([self.satisfied, *(each.content for each in self.scores)])
        if not content <= self.counted <= self.returned <= self.handed_out:
            raise state.refusal(
                self,
                "range",
                stands=Text(
                    f"{self.handed_out} handed out, {self.returned} returned, {self.satisfied} satisfied",
                    f"发放 {self.handed_out}，收回 {self.returned}，满意 {self.satisfied}",
                ),
                takes=Text(
                    "no more returned than handed out, valid than returned, satisfied than valid",
                    "收回不多于发放，有效不多于收回，满意不多于有效",
                ),
                fields=("handed_out", "returned", "valid", "satisfied"),
            )


@final
@frozen(kw_only=True)
class SavingObserved(Entry[CanteenState]):
    """What was left on the plates of a class or at a place was weighed (餐食节约情况)."""

    kind: ClassVar[str] = "canteen.saving_observed"

    place: PlaceId
    meal: MealId
    left: Quantity
    plates: Copies

    def check(self, state: CanteenState) -> None:
        """Refuse a meal that is not on offer (unknown), less than nothing (range), and what is no mass."""
        if self.meal not in state.serves:
            raise unknown(self, state, Text("meal", "餐别"), self.meal, state.serves)
        if self.left.to("kg").amount < 0:
            raise state.refusal(
                self,
                "range",
                stands=Text(f"{self.left} left over", f"剩余 {self.left}"),
                takes=Text("nothing or more", "不得小于零"),
                fields=("left",),
            )
