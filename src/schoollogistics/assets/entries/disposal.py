"""Disposal: proposed on one slip, approved up to the level that its value calls for, carried out or turned down."""

from decimal import Decimal
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.assets.entries.checks import at_hand
from schoollogistics.assets.entries.codes import LEVELS, Assets, DisposalId, Level, Manner
from schoollogistics.assets.rules import (
    APPROVAL,
    AUTHORITY_BATCH,
    AUTHORITY_UNIT,
    DISPOSAL_DEADLINE,
    LABELS,
    SCHOOL_BATCH,
    SCHOOL_UNIT,
)
from schoollogistics.assets.state import AssetState
from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.values.money import own_context, total
from schoollogistics.values.shapes import Cost, Note
from schoollogistics.values.texts import id_key

LIMITS = ((SCHOOL_UNIT, SCHOOL_BATCH), (AUTHORITY_UNIT, AUTHORITY_BATCH))


@final
@frozen(kw_only=True)
class DisposalProposed(Entry[AssetState]):
    """Assets were proposed for scrapping, transfer, donation, sale or write-off, on one slip (处置申请)."""

    kind: ClassVar[str] = "assets.disposal_proposed"

    disposal: DisposalId
    assets: Assets
    manner: Manner
    reason: Note
    appraisal: Note | None = None
    receiver: Note | None = None

    def check(self, state: AssetState) -> None:
        """Refuse an empty slip (missing), what is lent or in disposal, and to call lost what is not missing (state).

        What is transferred out or given away takes its receiver (missing).
        """
        given = self.manner in {"transfer", "donation"}
        state.need(self, assets=not self.assets, receiver=given and self.receiver is None)
        state.need_hour(self, "at", self.on, DISPOSAL_DEADLINE)
        at_hand(self, state, self.assets)
        status = state.status["asset"]
        lost = [asset for asset in self.assets if status[asset] == "missing"]
        wrong = [asset for asset in self.assets if (asset in lost) != (self.manner == "loss")]
        if wrong:
            raise state.refusal(
                self,
                "state",
                stands=Text(
                    f"{wrong[0]} is {LABELS.state(status[wrong[0]]).en}",
                    f"{wrong[0]} 现为“{LABELS.state(status[wrong[0]]).zh}”",
                ),
                takes=Text("manner=loss for what is missing, and only for that", "待查物品用“报损”，其他不用"),
                fields=("manner",),
            )

    def apply(self, state: AssetState) -> None:
        """Keep what is on the slip, and who proposed it."""
        state.proposer[self.disposal] = self.by
        state.listed[self.disposal] = self.assets
        for asset in self.assets:
            state.in_disposal[asset] = self.disposal


@final
@frozen(kw_only=True)
class DisposalApproved(Entry[AssetState]):
    """The school, its authority or the finance department agreed to a disposal (处置批准)."""

    kind: ClassVar[str] = "assets.disposal_approved"

    disposal: DisposalId
    level: Level
    document: Note | None = None

    def check(self, state: AssetState) -> None:
        """Refuse the approval of whoever proposed it (reference), a level that did so before (already) or too early (order)."""
        if id_key(self.by) == id_key(state.proposer[self.disposal]):
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{self.by} proposed it", f"{self.by} 是处置申请人"),
                takes=Text("the signature of somebody else", "须由他人批准"),
                fields=("by",),
                rule=APPROVAL,
            )
        given = state.levels.get(self.disposal, ())
        if self.level in given:
            raise state.refusal(
                self,
                "already",
                stands=Text(f"{LABELS.choice('level', self.level).en} approved it", "该级已批准"),
                takes=Text("the next level, or DisposalCarriedOut", "请由上一级审批，或登记处置完成"),
                fields=("level",),
            )
        if self.level != LEVELS[len(given)]:
            following = LABELS.choice("level", LEVELS[len(given)])
            raise state.refusal(
                self,
                "order",
                stands=Text(f"next is {following.en}", f"下一级为{following.zh}"),
                takes=Text(f"the approval of {following.en} first", f"请先由{following.zh}批准"),
                fields=("level",),
            )

    def apply(self, state: AssetState) -> None:
        """Add the level to those before."""
        state.levels[self.disposal] = (*state.levels.get(self.disposal, ()), self.level)


@final
@frozen(kw_only=True)
class DisposalTurnedDown(Entry[AssetState]):
    """A disposal was not approved or was taken back; the assets are what they were (处置不批)."""

    kind: ClassVar[str] = "assets.disposal_turned_down"

    disposal: DisposalId
    reason: Note


@final
@frozen(kw_only=True)
class DisposalCarriedOut(Entry[AssetState]):
    """Assets left the register for good (处置完成)."""

    kind: ClassVar[str] = "assets.disposal_carried_out"

    disposal: DisposalId
    assets: Assets
    proceeds: Cost | None = None

    def check(self, state: AssetState) -> None:
        """Refuse another list than the one proposed (reference), and approval below what the value calls for."""
        listed = state.listed[self.disposal]
        if set(self.assets) != set(listed):
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"proposed were {', '.join(listed[:5])}", f"申请处置的是 {'、'.join(listed[:5])}"),
                takes=Text("the same list", "清单须与申请一致"),
                fields=("assets",),
            )
        needed = LABELS.choice("level", self._needed(state))
        if self._needed(state) not in state.levels[self.disposal]:
            state.refuse(
                APPROVAL,
                self,
                stands=Text(f"its value calls for {needed.en}", f"按价值须由{needed.zh}批准"),
                takes=Text("that approval first", "请先登记该级批准"),
                fields=("disposal",),
            )

    def _needed(self, state: AssetState) -> Level:
        batch = total([state.cost[asset] for asset in self.assets])
        unit = max(own_context().divide(state.cost[each], Decimal(state.pieces[each])) for each in self.assets)
        for level, limits in zip(LEVELS, LIMITS, strict=False):
            most = [state.value(parameter, self.on) for parameter in limits]
            over = [value > limit for value, limit in zip((unit, batch), most, strict=True) if limit is not None]
            if not any(over):
                return level
        return LEVELS[-1]

    def apply(self, state: AssetState) -> None:
        """Keep what the register loses."""
        state.derive(total([state.cost[asset] for asset in self.assets]))
