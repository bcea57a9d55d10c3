"""How assets, rooms, loans, counts, cases and disposals move, and what their entries add to the figures."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, Final

from schoollogistics.assets.entries.cards import (
    AssetCorrected,
    AssetImproved,
    AssetOpened,
    AssetRegistered,
    AssetsMerged,
    AssetSplit,
    LifeChanged,
)
from schoollogistics.assets.entries.counting import (
    AssetsFound,
    AssetsMissed,
    DifferenceExplained,
    ItemsCounted,
    ItemsRecounted,
    StocktakeCancelled,
    StocktakeClosed,
    StocktakeStarted,
)
from schoollogistics.assets.entries.custody import (
    AssetLet,
    AssetsIssued,
    AssetsTakenBack,
    AssetsTransferred,
    ConditionRecorded,
    CustodyHandedOver,
    LettingEnded,
    RoomClosed,
    RoomKeeperNamed,
)
from schoollogistics.assets.entries.disposal import (
    DisposalApproved,
    DisposalCarriedOut,
    DisposalProposed,
    DisposalTurnedDown,
)
from schoollogistics.assets.entries.liability import (
    AppraisalNoted,
    DamageCharged,
    DamageRefunded,
    DamageReported,
    DamageSettled,
    LiabilityDetermined,
)
from schoollogistics.assets.entries.loans import (
    AssetsLent,
    LoanApproved,
    LoanExtended,
    LoanItemsLost,
    LoanOpened,
    LoanRefused,
    LoanRequested,
    LoanReturned,
)
from schoollogistics.assets.entries.numbers import AssetRenumbered
from schoollogistics.assets.state import Correction
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, Lifecycle, Measure

Kinds = tuple[type[Entry[Any]], ...]
ON_THE_CARD: Final[Kinds] = (AssetCorrected, AssetImproved, LifeChanged)
AT_SCHOOL: Final[Kinds] = (
    *(AssetsTransferred, CustodyHandedOver, ConditionRecorded, AssetsLent, LoanOpened, LoanReturned),
    *(DisposalProposed, AssetSplit, *ON_THE_CARD),
)
"""What can happen to a thing in use or idle that stays so."""
AWAY: Final[Mapping[type[Entry[Any]], str]] = {
    LoanItemsLost: "missing",
    AssetsMissed: "missing",
    DisposalCarriedOut: "disposed",
    AssetsMerged: "merged",
    AssetRenumbered: "renumbered",
}

ASSET: Final = Lifecycle(
    name="asset",
    of=("asset", "assets", "lines.asset"),
    begets="into",
    table={
        "unseen": {AssetRegistered: "idle", AssetOpened: ("in_use", "idle")},
        "idle": {AssetsIssued: "in_use", **dict.fromkeys(AT_SCHOOL, "idle"), AssetLet: "let", **AWAY},
        "in_use": {AssetsTakenBack: "idle", **dict.fromkeys(AT_SCHOOL, "in_use"), **AWAY},
        "let": {LettingEnded: "idle", **dict.fromkeys((CustodyHandedOver, ConditionRecorded, *ON_THE_CARD), "let")},
        "missing": {
            AssetsFound: "idle",
            DisposalProposed: "missing",
            DisposalCarriedOut: "disposed",
            AssetSplit: "missing",
            AssetsMerged: "merged",
            AssetCorrected: "missing",
            AssetRenumbered: "renumbered",
        },
        "disposed": {},
        "merged": {},
        "renumbered": {},
    },
)
ROOM: Final = Lifecycle(
    name="room",
    of="room",
    table={
        "unseen": {RoomKeeperNamed: "kept"},
        "kept": {RoomKeeperNamed: "kept", RoomClosed: "closed"},
        "closed": {RoomKeeperNamed: "kept"},
    },
)
LOAN: Final = Lifecycle(
    name="loan",
    of="loan",
    table={
        "unseen": {LoanRequested: "requested", AssetsLent: "out", LoanOpened: "out"},
        "requested": {LoanApproved: "approved", LoanRefused: "refused", AssetsLent: "out"},
        "approved": {AssetsLent: "out", LoanRefused: "refused"},
        "refused": {},
        "out": {
            LoanExtended: "out",
            LoanReturned: ("out", "returned", "lost"),
            LoanItemsLost: ("out", "lost"),
        },
        "returned": {},
        "lost": {},
    },
)
COUNT: Final = Lifecycle(
    name="count",
    of="count",
    table={
        "unseen": {StocktakeStarted: "open"},
        "open": {
            ItemsCounted: "open",
            ItemsRecounted: "open",
            DifferenceExplained: "open",
            StocktakeClosed: "closed",
            StocktakeCancelled: "cancelled",
        },
        "closed": {DifferenceExplained: "closed", ItemsRecounted: "closed"},
        "cancelled": {},
    },
)
CASE: Final = Lifecycle(
    name="case",
    of="case",
    table={
        "unseen": {DamageReported: "reported"},
        "reported": {LiabilityDetermined: ("liable", "cleared")},
        "liable": {
            LiabilityDetermined: ("liable", "cleared"),
            DamageCharged: "charged",
            AppraisalNoted: "liable",
        },
        "cleared": {},
        "charged": {
            DamageSettled: ("charged", "settled"),
            **dict.fromkeys((DamageRefunded, AppraisalNoted), "charged"),
        },
        "settled": dict.fromkeys((DamageRefunded, AppraisalNoted), "settled"),
    },
)
DISPOSAL: Final = Lifecycle(
    name="disposal",
    of="disposal",
    table={
        "unseen": {DisposalProposed: "proposed"},
        "proposed": {DisposalApproved: "approved", DisposalTurnedDown: "turned_down"},
        "approved": {
            DisposalApproved: "approved",
            DisposalCarriedOut: "closed",
            DisposalTurnedDown: "turned_down",
        },
        "turned_down": {},
        "closed": {},
    },
)
LIFECYCLES: Final = (ASSET, ROOM, LOAN, COUNT, CASE, DISPOSAL)


def _corrected_cost(corrections: tuple[Correction, ...]) -> Decimal | None:
    """Return by how much a correction of the card changes what the register is worth."""
    costs = [each.after - each.before for each in corrections if each.field == "cost"]
    return costs[0] if costs else None


CARDS: Final = Text("cards", "项")
ITEMS: Final = Text("items", "件次")
YUAN: Final = Text("yuan", "元")
MEASURES: Final = (
    Measure(
        code="assets.opened",
        zh="开账录入资产项数",
        en="Assets carried in",
        unit=CARDS,
        amounts={AssetOpened: lambda entry, _: 1},
    ),
    Measure(
        code="assets.opened_value",
        zh="开账录入资产原值",
        en="Cost of assets carried in",
        unit=YUAN,
        amounts={AssetOpened: lambda entry, _: entry.cost},
    ),
    Measure(
        code="assets.added",
        zh="新增资产项数",
        en="Assets added",
        unit=CARDS,
        amounts={AssetRegistered: lambda entry, _: 1},
    ),
    Measure(
        code="assets.added_value",
        zh="新增资产原值",
        en="Value added",
        unit=YUAN,
        amounts={
            AssetRegistered: lambda entry, _: entry.cost,
            AssetImproved: lambda entry, _: entry.amount,
        },
    ),
    Measure(
        code="assets.corrected_value",
        zh="更正资产原值",
        en="Value corrected",
        unit=YUAN,
        amounts={AssetCorrected: lambda _, derived: _corrected_cost(derived)},
    ),
    Measure(
        code="assets.disposed",
        zh="减少资产项数",
        en="Assets disposed of",
        unit=CARDS,
        amounts={DisposalCarriedOut: lambda entry, _: len(entry.assets)},
    ),
    Measure(
        code="assets.disposed_value",
        zh="减少资产原值",
        en="Value disposed of",
        unit=YUAN,
        amounts={DisposalCarriedOut: lambda entry, derived: derived},
    ),
    Measure(
        code="assets.lent",
        zh="借出件次",
        en="Items lent",
        unit=ITEMS,
        amounts={
            AssetsLent: lambda entry, _: len(entry.assets),
            LoanOpened: lambda entry, _: len(entry.assets),
        },
    ),
    Measure(
        code="assets.returned",
        zh="归还件次",
        en="Items returned",
        unit=ITEMS,
        amounts={LoanReturned: lambda entry, _: len(entry.lines)},
    ),
    Measure(
        code="assets.lost_on_loan",
        zh="借出遗失件次",
        en="Items lost on loan",
        unit=ITEMS,
        amounts={LoanItemsLost: lambda entry, _: len(entry.assets)},
    ),
    Measure(
        code="assets.damage",
        zh="损坏遗失件数",
        en="Cases of damage and loss",
        unit=Text("cases", "起"),
        amounts={DamageReported: lambda entry, _: 1},
    ),
    Measure(
        code="assets.charged",
        zh="核定赔偿金额",
        en="Damage charged",
        unit=YUAN,
        amounts={DamageCharged: lambda entry, _: entry.amount},
    ),
    Measure(
        code="assets.settled",
        zh="兑现赔偿金额",
        en="Damage settled",
        unit=YUAN,
        amounts={DamageSettled: lambda entry, _: entry.amount if entry.settled_by != "waived" else None},
    ),
    Measure(
        code="assets.refunded",
        zh="退还赔款金额",
        en="Damage refunded",
        unit=YUAN,
        amounts={DamageRefunded: lambda entry, _: entry.amount},
    ),
    Measure(
        code="assets.rent",
        zh="出租合同租金",
        en="Rent agreed",
        unit=YUAN,
        amounts={AssetLet: lambda entry, _: entry.rent},
    ),
    Measure(
        code="assets.proceeds",
        zh="处置收入",
        en="Proceeds of disposals",
        unit=YUAN,
        amounts={DisposalCarriedOut: lambda entry, _: entry.proceeds},
    ),
)
