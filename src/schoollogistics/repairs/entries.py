"""What can happen to a repair, from the report to its acceptance by whoever reported it."""

from datetime import date, time
from decimal import Decimal
from typing import ClassVar, Final, Literal, final

from attrs import frozen

from schoollogistics.errors import Refused, Text
from schoollogistics.journal import Entry, Subject, add
from schoollogistics.repairs.rules import P04, P06, P06_WORKER, P08
from schoollogistics.repairs.state import RepairState
from schoollogistics.values.ids import AssetId, Code, PersonId, PlaceId, RepairId
from schoollogistics.values.money import yuan
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Minutes, Note, Yuan

Severity = Literal["minor", "major"]
HoldReason = Literal["parts", "vendor", "access", "approval", "weather", "safety", "workload"]
Disposition = Literal["repair", "substitute", "replace"]
Cause = Literal["wear", "misuse", "deliberate", "unknown"]
Rating = Literal["good", "fair", "poor"]

OPEN: Final = ("reported", "triaged", "assigned", "in_progress", "on_hold", "awaiting_acceptance")
NOTHING: Final = yuan(0)


@final
@frozen(kw_only=True)
class RepairReported(Entry[RepairState]):
    """Somebody found something broken and handed in a slip (报修)."""

    kind: ClassVar[str] = "repairs.reported"

    repair: RepairId
    place: PlaceId
    fault: Note
    asset: AssetId | None = None

    def apply(self, state: RepairState) -> None:
        """Start the clock and keep who reported."""
        state.reporters[self.repair] = (self.by, *self.cosigned_by)
        state.reported_on[self.repair] = self.on
        if self.at is not None:
            state.reported_at[self.repair] = self.at


@final
@frozen(kw_only=True)
class RepairOpened(Entry[RepairState]):
    """A repair that was open on paper was carried into the book, with its own old dates (期初未结报修)."""

    kind: ClassVar[str] = "repairs.opened"

    repair: RepairId
    place: PlaceId
    fault: Note
    reported_on: date
    reporters: tuple[PersonId, ...]
    reported_at: time | None = None
    asset: AssetId | None = None
    severity: Severity | None = None
    worker: PersonId | None = None

    def check(self, state: RepairState) -> None:
        """Refuse a report after the opening, one without reporter, and a worker without severity (order, missing)."""
        if self.reported_on > self.on:
            raise Refused(
                "order",
                tried=state.describe(self),
                stands=Text(f"reported on {self.reported_on}", f"报修日期为 {self.reported_on}"),
                takes=Text(f"a day up to {self.on}", f"不得晚于 {self.on}"),
                fields=("reported_on",),
            )
        if not self.reporters or (self.worker is not None and self.severity is None):
            raise Refused(
                "missing",
                tried=state.describe(self),
                stands=Text("no reporter, or a worker without a severity", "缺报修人，或已派工而未定级"),
                takes=Text("reporters=(…,), and severity with worker", "请填报修人；有维修人须有等级"),
                fields=("reporters", "severity", "worker"),
            )

    def outcome(self, state: RepairState, key: str) -> str:
        """Return how far the repair had come."""
        if self.worker is not None:
            return "assigned"
        return "reported" if self.severity is None else "triaged"


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
        """Refuse a merge into itself, into a repair not open, and between two places without a note (reference)."""
        status = state.status["repair"].get(self.into)
        if self.into == self.repair or status not in OPEN:
            name = "itself" if self.into == self.repair else f"{self.into}, which is {status or 'not in the book'}"
            zh_name = "自身" if self.into == self.repair else f"{self.into}（非未结报修单）"
            raise Refused(
                "reference",
                tried=state.describe(self),
                stands=Text(f"merged into {name}", f"并入 {zh_name}"),
                takes=Text("another repair that is open", "须并入另一张未结的报修单"),
                fields=("into",),
            )
        places = state.place[self.repair], state.place[self.into]
        assets = state.asset.get(self.repair), state.asset.get(self.into, "")
        if places[0] != places[1] and assets[0] != assets[1] and self.note is None:
            raise Refused(
                "reference",
                tried=state.describe(self),
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
        if self.worker == state.worker[self.repair]:
            raise Refused(
                "already",
                tried=state.describe(self),
                stands=Text(f"{self.worker} has it already", f"{self.worker} 已是维修人"),
                takes=Text("another worker", "请转给他人"),
                fields=("worker",),
            )


@final
@frozen(kw_only=True)
class RepairStarted(Entry[RepairState]):
    """The worker came and began (到场开工)."""

    kind: ClassVar[str] = "repairs.started"

    repair: RepairId

    def apply(self, state: RepairState) -> None:
        """Keep the day work began."""
        state.started_on[self.repair] = self.on


@final
@frozen(kw_only=True)
class RepairHeld(Entry[RepairState]):
    """Work cannot go on for a reason that says whether the clock stops (挂起)."""

    kind: ClassVar[str] = "repairs.held"

    repair: RepairId
    reason: HoldReason

    def apply(self, state: RepairState) -> None:
        """Keep what holds it up."""
        state.hold[self.repair] = self.reason


@final
@frozen(kw_only=True)
class RepairResumed(Entry[RepairState]):
    """What held a repair up is over (恢复)."""

    kind: ClassVar[str] = "repairs.resumed"

    repair: RepairId

    def outcome(self, state: RepairState, key: str) -> str:
        """Return where the repair stood before it was held."""
        return "in_progress" if key in state.started_on else "assigned"

    def apply(self, state: RepairState) -> None:
        """Let go of the reason."""
        state.hold.pop(self.repair, None)


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
            raise Refused(
                "order",
                tried=state.describe(self),
                stands=Text(f"promised for {self.promised}", f"承诺日期为 {self.promised}"),
                takes=Text(f"{self.on} or later", f"{self.on} 或以后"),
                fields=("promised",),
            )
        reporters = state.reporters[self.repair]
        if self.told is not None and self.told not in reporters:
            raise Refused(
                "reference",
                tried=state.describe(self),
                stands=Text(f"{self.told} did not report it", f"{self.told} 不是报修人"),
                takes=Text(f"one of {', '.join(reporters)}", f"报修人：{'、'.join(reporters)}"),
                fields=("told",),
            )


@frozen(kw_only=True)
class PartUsed:
    """One line of a finished repair: a part, how much of it, and what it cost in yuan at its issue price."""

    part: Note
    quantity: Quantity
    amount: Yuan


@final
@frozen(kw_only=True)
class RepairFinished(Entry[RepairState]):
    """The worker is done: repaired, else substituted, else replaced, with what it cost (完工)."""

    kind: ClassVar[str] = "repairs.finished"

    repair: RepairId
    work: Note
    disposition: Disposition = "repair"
    not_repaired_because: Note | None = None
    not_substituted_because: Note | None = None
    cause: Cause | None = None
    parts: tuple[PartUsed, ...] = ()
    labour_minutes: Minutes | None = None
    labour_cost: Yuan | None = None
    vendor_cost: Yuan | None = None

    @property
    def parts_cost(self) -> Decimal:
        """What the parts cost together, in yuan."""
        return sum((line.amount for line in self.parts), NOTHING)

    @property
    def cost(self) -> Decimal:
        """Parts, labour and vendor together, in yuan."""
        return self.parts_cost + (self.labour_cost or NOTHING) + (self.vendor_cost or NOTHING)

    def check(self, state: RepairState) -> None:
        """Refuse to substitute or replace without the reasons (P04), and amounts below zero (range)."""
        missing = []
        if self.disposition != "repair" and self.not_repaired_because is None:
            missing.append("not_repaired_because")
        if self.disposition == "replace" and self.not_substituted_because is None:
            missing.append("not_substituted_because")
        if missing:
            state.refuse(
                P04,
                self,
                stands=Text(f"to {self.disposition} without saying why not less", "未写明为何不能先修、先代用"),
                takes=Text(" and ".join(missing), "请填写不能修（及不能代用）的原因"),
                fields=missing,
            )
        for name, amount in (("labour_cost", self.labour_cost), ("vendor_cost", self.vendor_cost)):
            _check_not_negative(self, state, name, amount)
        for line in self.parts:
            _check_not_negative(self, state, "amount", line.amount)
            _check_not_negative(self, state, "quantity", line.quantity.amount)

    def apply(self, state: RepairState) -> None:
        """Add up the cost and keep who is not to accept it."""
        state.finished_on[self.repair] = self.on
        done = (*state.finishers.get(self.repair, ()), self.by, *self.cosigned_by)
        state.finishers[self.repair] = tuple(dict.fromkeys(done))
        add(state.cost, self.repair, self.cost)


def _check_not_negative(entry: RepairFinished, state: RepairState, name: str, amount: Decimal | None) -> None:
    if amount is not None and amount < 0:
        raise Refused(
            "range",
            tried=state.describe(entry),
            stands=Text(f"{name} is {amount}", f"{name} 为 {amount}"),
            takes=Text("zero or more", "不得为负"),
            fields=(name,),
        )


@final
@frozen(kw_only=True)
class RepairSentBack(Entry[RepairState]):
    """The work was looked at and does not do; it goes back to the same worker (返修)."""

    kind: ClassVar[str] = "repairs.sent_back"

    repair: RepairId
    reason: Note

    def apply(self, state: RepairState) -> None:
        """Count it."""
        add(state.reworks, self.repair, 1)


@final
@frozen(kw_only=True)
class RepairAccepted(Entry[RepairState]):
    """Whoever reported the repair signed that it is done (验收)."""

    kind: ClassVar[str] = "repairs.accepted"

    repair: RepairId
    rating: Rating | None = None

    def check(self, state: RepairState) -> None:
        """Refuse the worker's own signature always, and anybody's but a reporter's unless excused (P06)."""
        did_it = {state.worker.get(self.repair), *state.finishers[self.repair]}
        signers = (self.by, *self.cosigned_by)
        reporters = state.reporters[self.repair]
        if not did_it.isdisjoint(signers):
            state.refuse(
                P06_WORKER,
                self,
                stands=Text(f"{self.by} did the repair or signs with who did", "验收人中有维修人"),
                takes=Text(f"the signature of {', '.join(reporters)}", f"由报修人签字：{'、'.join(reporters)}"),
                fields=("by", "cosigned_by"),
            )
        if self.by not in reporters:
            state.refuse(
                P06,
                self,
                stands=Text(f"{self.by} did not report it", f"{self.by} 不是报修人"),
                takes=Text(
                    f'the signature of {", ".join(reporters)}, or despite=("P06",) with a note',
                    f"由报修人签字：{'、'.join(reporters)}；代签须注明 P06 并备注",
                ),
                fields=("by",),
            )


@final
@frozen(kw_only=True)
class RepairCancelled(Entry[RepairState]):
    """The report was taken back, or the desk gave the repair up (撤销)."""

    kind: ClassVar[str] = "repairs.cancelled"

    repair: RepairId
    reason: Note


@final
@frozen(kw_only=True)
class UpkeepProposed(Entry[RepairState]):
    """The desk proposed what to do about something that keeps failing (维护意见)."""

    kind: ClassVar[str] = "repairs.upkeep_proposed"

    thing: Code
    proposal: Note


RepairEntry = (
    RepairReported
    | RepairOpened
    | RepairTriaged
    | RepairRejected
    | RepairMerged
    | RepairAssigned
    | RepairHandedOver
    | RepairStarted
    | RepairHeld
    | RepairResumed
    | RequesterTold
    | RepairFinished
    | RepairSentBack
    | RepairAccepted
    | RepairCancelled
    | UpkeepProposed
)
