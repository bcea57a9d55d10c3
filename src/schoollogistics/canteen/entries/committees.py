"""The committees that look on: who belongs to them, and their meetings."""

from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import Audited, Body, CommitteeId, Group, Occasion
from schoollogistics.canteen.entries.objections import unknown
from schoollogistics.canteen.state import CanteenState
from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.values.ids import PersonId
from schoollogistics.values.shapes import Note
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
    """A committee met: who came, what it spoke of, what it decided (委员会会议).

    ``audited`` says whose accounts were looked at: of a month or some, of a term, of a year. ``joined_by`` names other
    committees that sat in.
    """

    kind: ClassVar[str] = "canteen.committee_met"

    committee: CommitteeId
    occasion: Occasion
    present: tuple[PersonId, ...]
    topics: Note
    decisions: Note | None = None
    audited: Audited | None = None
    joined_by: tuple[CommitteeId, ...] = ()

    def check(self, state: CanteenState) -> None:
        """Refuse a meeting of nobody (missing), somebody twice, who is no member, and a guest unknown (reference)."""
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
        guests = [each for each in self.joined_by if each not in state.members]
        if guests:
            raise unknown(self, state, Text("committee", "委员会"), guests[0], state.members)
