"""What can happen in a canteen's book: diners and meals, the store, the money, the month end, those who look on."""

from typing import Final

from schoollogistics.canteen.entries.cash import CashAdjusted, CashCounted, CashDrawn, CashPaid, CashReturned
from schoollogistics.canteen.entries.committees import CommitteeFormed, CommitteeMet
from schoollogistics.canteen.entries.dining import DinerEnrolled, DinerLeft, FeesPaid, MealPriced, MealsServed
from schoollogistics.canteen.entries.fees import (
    FeesEarned,
    FeesRefunded,
    FeesReturned,
    MealsStopped,
    SurplusReturned,
)
from schoollogistics.canteen.entries.headcounts import HeadcountCorrected
from schoollogistics.canteen.entries.keeping import FoodWrittenOff, StockAdjusted, StockCounted
from schoollogistics.canteen.entries.money import (
    CostBilled,
    DebtOpened,
    DonationReceived,
    IncomeReceived,
    SubsidyReceived,
    SupplierPaid,
    SurplusOpened,
)
from schoollogistics.canteen.entries.opening import TurnoverOpened
from schoollogistics.canteen.entries.sharing import BankReconciled, CostsAllocated, FundsTransferred
from schoollogistics.canteen.entries.store import FoodIssued, FoodListed, FoodStocked, FoodUsed, StockOpened
from schoollogistics.canteen.entries.suppliers import FoodReturned, SupplierRefunded
from schoollogistics.canteen.entries.uses import FoodStockCorrected, FoodUseCorrected
from schoollogistics.canteen.entries.watching import (
    MealAccompanied,
    ProblemSolved,
    SatisfactionSurveyed,
    SavingObserved,
)

ENTRIES: Final = (
    DinerEnrolled,
    MealPriced,
    FeesPaid,
    MealsServed,
    HeadcountCorrected,
    FeesRefunded,
    FeesReturned,
    FeesEarned,
    MealsStopped,
    SurplusReturned,
    DinerLeft,
    FoodListed,
    StockOpened,
    FoodStocked,
    FoodUsed,
    FoodIssued,
    FoodWrittenOff,
    StockCounted,
    StockAdjusted,
    SurplusOpened,
    DebtOpened,
    TurnoverOpened,
    SubsidyReceived,
    DonationReceived,
    IncomeReceived,
    CostBilled,
    FoodUseCorrected,
    FoodStockCorrected,
    FoodReturned,
    SupplierPaid,
    SupplierRefunded,
    CashDrawn,
    CashPaid,
    CashReturned,
    CashCounted,
    CashAdjusted,
    FundsTransferred,
    CostsAllocated,
    BankReconciled,
    CommitteeFormed,
    CommitteeMet,
    MealAccompanied,
    ProblemSolved,
    SatisfactionSurveyed,
    SavingObserved,
)
"""Every kind of entry."""

CanteenEntry = (
    DinerEnrolled
    | MealPriced
    | FeesPaid
    | MealsServed
    | HeadcountCorrected
    | FeesRefunded
    | FeesReturned
    | FeesEarned
    | MealsStopped
    | SurplusReturned
    | DinerLeft
    | FoodListed
    | StockOpened
    | FoodStocked
    | FoodUsed
    | FoodIssued
    | FoodWrittenOff
    | StockCounted
    | StockAdjusted
    | SurplusOpened
    | DebtOpened
    | TurnoverOpened
    | SubsidyReceived
    | DonationReceived
    | IncomeReceived
    | CostBilled
    | FoodUseCorrected
    | FoodStockCorrected
    | FoodReturned
    | SupplierPaid
    | SupplierRefunded
    | CashDrawn
    | CashPaid
    | CashReturned
    | CashCounted
    | CashAdjusted
    | FundsTransferred
    | CostsAllocated
    | BankReconciled
    | CommitteeFormed
    | CommitteeMet
    | MealAccompanied
    | ProblemSolved
    | SatisfactionSurveyed
    | SavingObserved
)

__all__ = ["ENTRIES", "CanteenEntry"]
