"""Damage and loss: reported, somebody held liable or nobody, the charge, its settlement, and the appraisal of a class."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.assets.entries.checks import in_range, known_count, on_the_books
from schoollogistics.assets.entries.codes import Basis, CaseId, CountId, Liable, Loss, Points, Settlement
from schoollogistics.assets.rules import LABELS, P13, P13_DEADLINE
from schoollogistics.assets.state import AssetState, Condition
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, Subject, add
from schoollogistics.values.ids import AssetId, Code, DocumentId, PersonId
from schoollogistics.values.money import own_context
from schoollogistics.values.shapes import Cost, Note
from schoollogistics.values.texts import id_key

SOMEBODY = frozenset({"person", "class", "custodian"})


@final
@frozen(kw_only=True)
class DamageReported(Entry[AssetState]):
    """Something was found damaged or lost, and perhaps it is known who did it (损坏报告).

    *count* names the count that found it. The card of the asset changes only by the *condition* that the slip names; a
    piece of a lot is split off first.
    """

    kind: ClassVar[str] = "assets.damage_reported"

    case: CaseId
    what: Note
    loss: Loss = "damage"
    asset: AssetId | None = None
    condition: Condition | None = None
    done_by: PersonId | None = None
    count: CountId | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The case, and the asset if its card changes."""
        own = () if self.asset is None or self.condition is None else (("asset", self.asset),)
        return (("case", self.case), *own)

    def check(self, state: AssetState) -> None:
        """Refuse an asset or a count that the book does not know (unknown, reference) or has no more (state)."""
        state.need(self, asset=self.condition is not None and self.asset is None)
        if self.asset is not None:
            on_the_books(self, state, (self.asset,), "asset")
        known_count(self, state, self.count)
        state.need_hour(self, "at", self.on, P13_DEADLINE)

    def apply(self, state: AssetState) -> None:
        """Keep who reported it, and how the asset is, if somebody looked."""
        state.reporter[self.case] = self.by
        if self.asset is not None and self.condition is not None:
            state.condition[self.asset] = self.condition


@final
@frozen(kw_only=True)
class LiabilityDetermined(Entry[AssetState]):
    """Logistics found out who has to make a damage good: a person, a class, the custodian, or nobody (责任认定)."""

    kind: ClassVar[str] = "assets.liability_determined"

    case: CaseId
    liable: Liable
    cause: Note
    party: Code | None = None

    def check(self, state: AssetState) -> None:
        """Refuse a liable party without its name or nobody with one (missing, reference), and letting off the doer (P13).

        Refused as well (reference): wear as the cause of a loss, and the judgement of whoever did it or is to be liable.
        """
        somebody = self.liable in SOMEBODY
        state.need(self, party=somebody and self.party is None)
        if not somebody and self.party is not None:
            liable = LABELS.choice("liable", self.liable)
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{liable.en}, and yet {self.party}", f"{liable.zh}，却填了 {self.party}"),
                takes=Text("no party, or another liable side", "请去掉责任人，或改填责任方"),
                fields=("liable", "party"),
            )
        if self.liable == "wear" and state.loss[self.case] == "loss":
            raise state.refusal(
                self,
                "reference",
                stands=Text("it was lost", "该物系遗失"),
                takes=Text("another liable side: wear loses nothing", "请改填责任方；遗失不属自然损耗"),
                fields=("liable",),
            )
        doer = state.done_by.get(self.case)
        if id_key(self.by) in {id_key(doer or ""), id_key(self.party or "")}:
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{self.by} did it or is to be liable", f"{self.by} 是损坏人或责任人"),
                takes=Text("the judgement of somebody else", "须由他人认定"),
                fields=("by",),
            )
        if doer is not None and (self.liable == "custodian" or id_key(self.party or "") != id_key(doer)):
            state.refuse(
                P13,
                self,
                stands=Text(f"{doer} did it", f"损坏人为 {doer}"),
                takes=Text(f"liable is a person or a class, party={doer}", f"责任方为个人或班级，责任人应为 {doer}"),
                fields=("liable", "party"),
            )

    def outcome(self, state: AssetState, key: str) -> str:
        """Return whether somebody is liable."""
        return "liable" if self.liable in SOMEBODY else "cleared"

    def apply(self, state: AssetState) -> None:
        """Let go of who was thought liable before."""
        if self.party is None:
            state.party.pop(self.case, None)


@final
@frozen(kw_only=True)
class DamageCharged(Entry[AssetState]):
    """The amount to be made good was verified, and on what basis (赔偿核定).

    It is payable by the day named, or at once.
    """

    kind: ClassVar[str] = "assets.damage_charged"

    case: CaseId
    amount: Cost
    basis: Basis
    payable_by: date | None = None

    def check(self, state: AssetState) -> None:
        """Refuse a charge of nothing (range), one verified by whoever is liable (reference), and a day gone by (order).

        One above what the thing cost takes a note why (missing).
        """
        state.need_order(self, "on", "payable_by")
        in_range(
            self,
            state,
            self.amount > 0,
            "amount",
            Text("nothing is charged", "金额为零"),
            Text("more than nothing", "须大于零"),
        )
        if id_key(self.by) == id_key(state.party[self.case]):
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{self.by} is liable", f"{self.by} 是责任人"),
                takes=Text("somebody else to verify it", "须由他人核定"),
                fields=("by",),
            )

        cost = state.cost.get(state.asset.get(self.case, ""))
        if cost is not None and self.amount > cost and self.note is None:
            raise state.refusal(
                self,
                "missing",
                stands=Text(f"the thing cost {cost} yuan", f"该物原值 {cost} 元"),
                takes=Text("at most as much, or a note why it is more", "不超过原值，或在备注写明原因"),
                fields=("amount", "note"),
            )

    def apply(self, state: AssetState) -> None:
        """Keep the charge, and who owes it; whoever reported the case is done with it."""
        state.reporter.pop(self.case, None)
        state.charge[self.case] = self.amount
        state.debtor[self.case] = state.party[self.case]


@final
@frozen(kw_only=True)
class DamageSettled(Entry[AssetState]):
    """A charge, or part of it, was paid, made good in kind, or waived (赔偿兑现)."""

    kind: ClassVar[str] = "assets.damage_settled"

    case: CaseId
    amount: Cost
    settled_by: Settlement = "paid"
    receipt: DocumentId | None = None

    def check(self, state: AssetState) -> None:
        """Refuse nothing or more than is open (range), and waiving without a note (missing)."""
        state.need(self, note=self.settled_by == "waived" and self.note is None)
        left = _left(state, self.case)
        in_range(
            self,
            state,
            0 < self.amount <= left,
            "amount",
            Text(f"{left} yuan are open", f"未兑现 {left} 元"),
            Text("more than nothing, at most what is open", "须大于零且不超过未兑现金额"),
        )

    def outcome(self, state: AssetState, key: str) -> str:
        """Return whether all is settled."""
        return "settled" if self.amount == _left(state, key) else "charged"

    def apply(self, state: AssetState) -> None:
        """Add up what is settled; who settled all owes nothing."""
        if self.amount == _left(state, self.case):
            state.debtor.pop(self.case, None)
        add(state.paid, self.case, self.amount)
        if self.settled_by == "paid":
            add(state.received, self.case, self.amount)


@final
@frozen(kw_only=True)
class DamageRefunded(Entry[AssetState]):
    """Money that was paid for a damage or a loss was given back to whoever was liable, and why (赔款退还).

    Charge and settlement stay as they were; what is still open of the charge is waived by ``DamageSettled``.
    """

    kind: ClassVar[str] = "assets.damage_refunded"

    case: CaseId
    amount: Cost
    reason: Note
    receipt: DocumentId | None = None

    def check(self, state: AssetState) -> None:
        """Refuse nothing or more than was paid in and kept (range), and a refund by whoever gets it (reference)."""
        kept = state.received.get(self.case, Decimal("0.00"))
        in_range(
            self,
            state,
            0 < self.amount <= kept,
            "amount",
            Text(f"{kept} yuan were paid in", f"已收赔款 {kept} 元"),
            Text("more than nothing, at most what was paid in", "须大于零且不超过已收赔款"),
        )
        if id_key(self.by) == id_key(state.party[self.case]):
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{self.by} gets it back", f"{self.by} 是收款人"),
                takes=Text("somebody else to give it back", "须由他人退还"),
                fields=("by",),
            )

    def apply(self, state: AssetState) -> None:
        """Take it off what was paid in."""
        add(state.received, self.case, own_context().minus(self.amount))


@final
@frozen(kw_only=True)
class AppraisalNoted(Entry[AssetState]):
    """Damage for which a class is liable was entered in the appraisal of the class (纳入班级考核)."""

    kind: ClassVar[str] = "assets.appraisal_noted"

    case: CaseId
    points: Points

    def check(self, state: AssetState) -> None:
        """Refuse a case for which no class is liable (reference)."""
        if state.liable[self.case] != "class":
            liable = LABELS.choice("liable", state.liable[self.case])
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"liable is {liable.en}", f"责任方为{liable.zh}"),
                takes=Text("a case for which a class is liable", "仅适用于责任方为班级的赔偿单"),
                fields=("case",),
            )


def _left(state: AssetState, case: str) -> Decimal:
    return own_context().subtract(state.charge[case], state.paid.get(case, Decimal("0.00")))
