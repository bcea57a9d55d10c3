"""What can happen to the property of a school."""

from typing import Final

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
    LetterSigned,
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

CARDS: Final = (
    AssetOpened,
    AssetRegistered,
    AssetCorrected,
    AssetRenumbered,
    AssetImproved,
    LifeChanged,
    AssetSplit,
    AssetsMerged,
)
CUSTODY: Final = (
    *(AssetsIssued, AssetsTransferred, AssetsTakenBack, CustodyHandedOver, ConditionRecorded),
    *(RoomKeeperNamed, RoomClosed, LetterSigned, AssetLet, LettingEnded),
)
LOANS: Final = (
    *(LoanRequested, LoanApproved, LoanRefused, AssetsLent),
    *(LoanOpened, LoanExtended, LoanReturned, LoanItemsLost),
)
COUNTING: Final = (
    *(StocktakeStarted, ItemsCounted, ItemsRecounted, DifferenceExplained, StocktakeClosed, StocktakeCancelled),
    *(AssetsMissed, AssetsFound),
)
LIABILITY: Final = (DamageReported, LiabilityDetermined, DamageCharged, DamageSettled, DamageRefunded, AppraisalNoted)
DISPOSAL: Final = (DisposalProposed, DisposalApproved, DisposalTurnedDown, DisposalCarriedOut)

ENTRIES: Final = (*CARDS, *CUSTODY, *LOANS, *COUNTING, *LIABILITY, *DISPOSAL)
"""Every kind of entry, by the drawer its slips lie in."""

AssetEntry = (
    AssetOpened
    | AssetRegistered
    | AssetCorrected
    | AssetRenumbered
    | AssetImproved
    | LifeChanged
    | AssetSplit
    | AssetsMerged
    | AssetsIssued
    | AssetsTransferred
    | AssetsTakenBack
    | CustodyHandedOver
    | ConditionRecorded
    | RoomKeeperNamed
    | RoomClosed
    | LetterSigned
    | AssetLet
    | LettingEnded
    | LoanRequested
    | LoanApproved
    | LoanRefused
    | AssetsLent
    | LoanOpened
    | LoanExtended
    | LoanReturned
    | LoanItemsLost
    | StocktakeStarted
    | ItemsCounted
    | ItemsRecounted
    | DifferenceExplained
    | StocktakeClosed
    | StocktakeCancelled
    | AssetsMissed
    | AssetsFound
    | DamageReported
    | LiabilityDetermined
    | DamageCharged
    | DamageSettled
    | DamageRefunded
    | AppraisalNoted
    | DisposalProposed
    | DisposalApproved
    | DisposalTurnedDown
    | DisposalCarriedOut
)

__all__ = ["ENTRIES", "AssetEntry"]
