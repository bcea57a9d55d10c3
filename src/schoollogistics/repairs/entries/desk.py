"""What the desk does with a slip: judge it, turn it down, merge it, give it to somebody, tell, give up, propose upkeep."""

from datetime import date
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.errors import Text, Unknown
from schoollogistics.journal import Entry, Subject
from schoollogistics.repairs.entries.codes import OPEN, Severity
from schoollogistics.repairs.rules import P08
from schoollogistics.repairs.state import RepairState
from schoollogistics.values.ids import Code, PersonId, RepairId
from schoollogistics.values.shapes import Note
from schoollogistics.values.texts import id_key


@final
@frozen(kw_only=True)
class RepairTriaged(Entry[RepairState]):
    """The desk judged how grave a repair is; a second judgement replaces the first (定级)."""

    kind: ClassVar[str] = "repairs.triaged"

    repair: RepairId
    severity: Severity
    trade: Code | None = None


@final
@frozen(kw_only=True)
class RepairRejected(Entry[RepairState]):
    """The desk turned a report down (驳回)."""

    kind: ClassVar[str] = "repairs.rejected"

    repair: RepairId
    reason: Note


@final
@frozen(kw_only=True)
class RepairMerged(Entry[RepairState]):
    """A second report of the same fault went into the first one; every reporter is kept (并单)."""

    kind: ClassVar[str] = "repairs.merged"

    repair: RepairId
    into: RepairId

    def subjects(self) -> tuple[Subject, ...]:
        """Both repairs: the one merged moves, the other one is only dated."""
        return (("repair", self.repair), ("repair", self.into))

    def check(self, state: RepairState) -> None:
        """Refuse a merge into nothing, itself or a repair not open, and of two places or assets without a note."""
        status = state.status["repair"].get(self.into)
        if status is None:
            raise Unknown(
                "unknown",
                tried=state.describe(self),
                stands=Text(f"there is no repair {self.into}", f"没有报修单 {self.into}"),
                takes=Text("another repair that is open", "须并入另一张未结的报修单"),
                fields=("into",),
            )
        if self.into == self.repair or status == "merged":
            goes_on = state.into.get(self.into, "another one")
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{self.into} is itself merged away by then", f"{self.into} 自身即被并单"),
                takes=Text(f"the repair that goes on: {goes_on}", "须并入仍在办理的另一张报修单"),
                fields=("into",),
            )
        if status not in OPEN:
            raise state.refusal(
                self,
                "state",
                stands=Text(f"{self.into} is {status}", f"{self.into} 已了结"),
                takes=Text("another repair that is open", "须并入另一张未结的报修单"),
                fields=("into",),
            )
        asset, other = state.asset.get(self.repair), state.asset.get(self.into)
        same_asset = asset is not None and asset == other
        places = state.place[self.repair], state.place[self.into]
        if places[0] != places[1] and not same_asset and self.note is None:
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"one is at {places[0]}, the other at {places[1]}", f"一在 {places[0]}，一在 {places[1]}"),
                takes=Text("a note why both are the same thing", "请在备注中说明为何是同一件"),
                fields=("into", "note"),
            )

    def apply(self, state: RepairState) -> None:
        """Keep every reporter with the repair that goes on."""
        kept = (*state.reporters[self.into], *state.reporters[self.repair])
        state.reporters[self.into] = tuple(dict.fromkeys(kept))


@final
@frozen(kw_only=True)
class RepairAssigned(Entry[RepairState]):
    """The desk gave a repair to a worker of the school or to a contractor (派工)."""

    kind: ClassVar[str] = "repairs.assigned"

    repair: RepairId
    worker: PersonId
    external: bool = False
    reason: Note | None = None

    def check(self, state: RepairState) -> None:
        """Refuse a contractor for a minor repair without a reason (P08)."""
        if self.external and self.reason is None and state.severity[self.repair] == "minor":
            state.refuse(
                P08,
                self,
                stands=Text("a contractor for a minor repair, and no reason", "小修外包而未写明理由"),
                takes=Text("a worker of the school, or a reason", "请派本校人员，或填写理由"),
                fields=("external", "reason"),
            )

    def apply(self, state: RepairState) -> None:
        """Keep who had it in hand."""
        state.keep_worker(self.repair, self.worker)


@final
@frozen(kw_only=True)
class RepairHandedOver(Entry[RepairState]):
    """A repair went from one worker to another; the clock goes on (转单)."""

    kind: ClassVar[str] = "repairs.handed_over"

    repair: RepairId
    worker: PersonId
    reason: Note
    external: bool = False

    def check(self, state: RepairState) -> None:
        """Refuse a hand-over to the worker who has it already (already)."""
        if id_key(self.worker) == id_key(state.worker[self.repair]):
            raise state.refusal(
                self,
                "already",
                stands=Text(f"{self.worker} has it already", f"{self.worker} 已是维修人"),
                takes=Text("another worker", "请转给他人"),
                fields=("worker",),
            )

    def apply(self, state: RepairState) -> None:
        """Keep who had it in hand."""
        state.keep_worker(self.repair, self.worker)


@final
@frozen(kw_only=True)
class RequesterTold(Entry[RepairState]):
    """Whoever reported a repair was told that it will take longer (告知报修人)."""

    kind: ClassVar[str] = "repairs.requester_told"

    repair: RepairId
    message: Note
    promised: date | None = None
    told: PersonId | None = None

    def check(self, state: RepairState) -> None:
        """Refuse a promise for a day that is over, and telling somebody who did not report it (order, reference)."""
        if self.promised is not None and self.promised < self.on:
            raise state.refusal(
                self,
                "order",
                stands=Text(f"promised for {self.promised}", f"承诺日期为 {self.promised}"),
                takes=Text(f"{self.on} or later", f"{self.on} 或以后"),
                fields=("promised",),
            )
        reporters = state.reporters[self.repair]
        if self.told is not None and id_key(self.told) not in map(id_key, reporters):
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{self.told} did not report it", f"{self.told} 不是报修人"),
                takes=Text(f"one of {', '.join(reporters)}", f"报修人：{'、'.join(reporters)}"),
                fields=("told",),
            )


@final
@frozen(kw_only=True)
class RepairCancelled(Entry[RepairState]):
    """The report was taken back, or the desk gave the repair up (撤销)."""

    kind: ClassVar[str] = "repairs.cancelled"

    repair: RepairId
    reason: Note

    def apply(self, state: RepairState) -> None:
        """Let go of what held it up."""
        state.hold.pop(self.repair, None)


@final
@frozen(kw_only=True)
class UpkeepProposed(Entry[RepairState]):
    """The desk proposed what to do about something that keeps failing (维护意见)."""

    kind: ClassVar[str] = "repairs.upkeep_proposed"

    thing: Code
    proposal: Note
