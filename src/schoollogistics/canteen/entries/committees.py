"""Who looks on: committees and their meetings, leaders who eat along, opinions asked for, food saved."""

from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import (
    Audience,
    Body,
    CommitteeId,
    Copies,
    Group,
    MealId,
    Occasion,
)
from schoollogistics.canteen.entries.objections import unknown
from schoollogistics.canteen.state import CanteenState
from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.values.ids import PersonId, PlaceId
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Count, Note
from schoollogistics.values.texts import id_key


@frozen(kw_only=True)
class Member:
    """One member of a committee, and the group that sent them."""

    member: PersonId
    represents: Group


@final
@frozen(kw_only=True)
class CommitteeFormed(Entry[CanteenState]):
    """A committee was formed, or formed anew, with its members by group (委员会组成)."""

    kind: ClassVar[str] = "canteen.committee_formed"

    committee: CommitteeId
    body: Body
    lines: tuple[Member, ...]

    def check(self, state: CanteenState) -> None:
        """Refuse a committee of nobody, and a member twice."""
        state.need(self, lines=not self.lines)
        state.each_once(self, (id_key(line.member) for line in self.lines), "lines")

    def apply(self, state: CanteenState) -> None:
        """Keep who belongs to it."""
        state.members[self.committee] = tuple((line.member, line.represents) for line in self.lines)


@final
@frozen(kw_only=True)
class CommitteeMet(Entry[CanteenState]):
    """A committee met: who came, what it spoke of, what it decided (委员会会议)."""

    kind: ClassVar[str] = "canteen.committee_met"

    committee: CommitteeId
    occasion: Occasion
    present: tuple[PersonId, ...]
    topics: Note
    decisions: Note | None = None

    def check(self, state: CanteenState) -> None:
        """Refuse a meeting of nobody (missing), somebody twice, and somebody who is no member (reference)."""
        state.need(self, present=not self.present)
        state.each_once(self, map(id_key, self.present), "present")
        known = {id_key(member) for member, _ in state.members[self.committee]}
        strangers = [person for person in self.present if id_key(person) not in known]
        if strangers:
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{strangers[0]} is no member", f"{strangers[0]} 不是委员"),
                takes=Text("its members; guests go into the note", "请填委员，列席人员写在备注"),
                fields=("present",),
            )


@final
@frozen(kw_only=True)
class MealAccompanied(Entry[CanteenState]):
    """A leader ate along with the pupils and wrote down what there was to say (陪餐)."""

    kind: ClassVar[str] = "canteen.meal_accompanied"

    meal: MealId
    findings: Note
    handled: Note | None = None

    def check(self, state: CanteenState) -> None:
        """Refuse a meal that is not on offer (unknown)."""
        if self.meal not in state.serves:
            raise unknown(self, state, Text("meal", "餐别"), self.meal, state.serves)


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

    def check(self, state: CanteenState) -> None:
        """Refuse more answers than were asked for, and more who are content than answered (range)."""
        if not self.satisfied <= self.returned <= self.handed_out:
            raise state.refusal(
                self,
                "range",
                stands=Text(
                    f"{self.handed_out} handed out, {self.returned} returned, {self.satisfied} satisfied",
                    f"发放 {self.handed_out}，收回 {self.returned}，满意 {self.satisfied}",
                ),
                takes=Text(
                    "no more returned than handed out, no more satisfied than returned",
                    "收回不多于发放，满意不多于收回",
                ),
                fields=("handed_out", "returned", "satisfied"),
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
