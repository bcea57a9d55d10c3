"""What the worker does, and what whoever reported it says to that: begin, hold, finish with the cost, accept, send back."""

from decimal import Decimal
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.journal import Entry, add
from schoollogistics.repairs.entries.codes import Cause, Disposition, HoldReason, LabourMinutes, Rating
from schoollogistics.repairs.rules import P04, P06, P06_WORKER
from schoollogistics.repairs.state import RepairState
from schoollogistics.values.ids import RepairId
from schoollogistics.values.money import total
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Cost, Note
from schoollogistics.values.texts import id_key


@final
@frozen(kw_only=True)
class RepairStarted(Entry[RepairState]):
    """The worker came and began (到场开工)."""

    kind: ClassVar[str] = "repairs.started"

    repair: RepairId

    def apply(self, state: RepairState) -> None:
        """Keep the day work began, and who had it in hand."""
        state.started_on[self.repair] = self.on
        state.keep_worker(self.repair, self.by, *self.cosigned_by)


@final
@frozen(kw_only=True)
class RepairHeld(Entry[RepairState]):
    """Work cannot go on for a reason that says whether the clock stops (挂起)."""

    kind: ClassVar[str] = "repairs.held"

    repair: RepairId
    hold: HoldReason


@final
@frozen(kw_only=True)
class RepairResumed(Entry[RepairState]):
    """What held a repair up is over (恢复)."""

    kind: ClassVar[str] = "repairs.resumed"

    repair: RepairId

    def outcome(self, state: RepairState, key: str) -> str:
        """Return where the repair stood before it was held: work had begun, or had been sent back, or not."""
        return "in_progress" if key in state.started_on or key in state.reworks else "assigned"

    def apply(self, state: RepairState) -> None:
        """Let go of the reason."""
        state.hold.pop(self.repair, None)


@frozen(kw_only=True)
class PartUsed:
    """One line of a finished repair: a part, how much of it, and what it cost in yuan at its issue price."""

    part: Note
    quantity: Quantity
    amount: Cost


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
    labour_minutes: LabourMinutes | None = None
    labour_cost: Cost | None = None
    vendor_cost: Cost | None = None

    @property
    def parts_cost(self) -> Decimal:
        """What the parts cost together, in yuan."""
        return total([line.amount for line in self.parts])

    @property
    def cost(self) -> Decimal:
        """Parts, labour and vendor together, in yuan."""
        return total([*(line.amount for line in self.parts), self.labour_cost, self.vendor_cost])

    def check(self, state: RepairState) -> None:
        """Refuse to substitute or replace without the reasons (P04), and parts of nothing (range)."""
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
        for line in self.parts:
            if line.quantity.amount <= 0:
                raise state.refusal(
                    self,
                    "range",
                    stands=Text(f"{line.quantity} of {line.part}", f"{line.part} 数量为 {line.quantity}"),
                    takes=Text("more than nothing", "须大于零"),
                    fields=("parts",),
                )

    def apply(self, state: RepairState) -> None:
        """Add up the cost and keep who is not to accept it."""
        state.finished_on[self.repair] = self.on
        done = (*state.finishers.get(self.repair, ()), self.by, *self.cosigned_by)
        state.finishers[self.repair] = tuple(dict.fromkeys(done))
        add(state.cost, self.repair, self.cost)


@final
@frozen(kw_only=True)
class RepairSentBack(Entry[RepairState]):
    """The work was looked at and does not do; it goes back to the same worker (返修)."""

    kind: ClassVar[str] = "repairs.sent_back"

    repair: RepairId
    reason: Note

    def apply(self, state: RepairState) -> None:
        """Count it; the repair is not finished any more."""
        add(state.reworks, self.repair, 1)
        state.finished_on.pop(self.repair, None)


@final
@frozen(kw_only=True)
class RepairAccepted(Entry[RepairState]):
    """Whoever reported the repair signed that it is done (验收)."""

    kind: ClassVar[str] = "repairs.accepted"

    repair: RepairId
    rating: Rating | None = None

    def check(self, state: RepairState) -> None:
        """Refuse whoever had it in hand always, and a slip that no reporter signed unless excused (P06)."""
        hands = {*map(id_key, (*state.workers[self.repair], *state.finishers[self.repair]))}
        reporters = state.reporters[self.repair]
        signers = (self.by, *self.cosigned_by)
        fixers = [each for each in signers if id_key(each) in hands]
        if fixers:
            state.refuse(
                P06_WORKER,
                self,
                stands=Text(f"{', '.join(fixers)} had it in hand", f"{'、'.join(fixers)} 是维修人"),
                takes=Text("the signatures of others", "由他人签字"),
                fields=("by", "cosigned_by"),
            )
        if {*map(id_key, reporters)}.isdisjoint(map(id_key, signers)):
            state.refuse(
                P06,
                self,
                stands=Text(f"{', '.join(signers)} did not report it", f"{'、'.join(signers)} 不是报修人"),
                takes=Text(f"the signature of {', '.join(reporters)}", f"由报修人签字：{'、'.join(reporters)}"),
                fields=("by", "cosigned_by"),
            )
