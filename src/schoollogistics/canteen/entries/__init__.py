"""What can happen in a canteen's book: diners and meals, the store, the money, the month end, those who look on."""

from typing import Final

from schoollogistics.canteen.entries.committees import (
    CommitteeFormed,
    CommitteeMet,
    MealAccompanied,
    SatisfactionSurveyed,
    SavingObserved,
)
from schoollogistics.canteen.entries.dining import (
    DinerEnrolled,
    DinerLeft,
    FeesPaid,
    FeesRefunded,
    MealPriced,
    MealsServed,
    SurplusReturned,
)
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
from schoollogistics.canteen.entries.sharing import BankReconciled, CostsAllocated, FundsTransferred
from schoollogistics.canteen.entries.store import FoodIssued, FoodListed, FoodStocked, FoodUsed, StockOpened

ENTRIES: Final = (
    DinerEnrolled,
    MealPriced,
    FeesPaid,
    MealsServed,
    FeesRefunded,
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
    SubsidyReceived,
    DonationReceived,
    IncomeReceived,
    CostBilled,
    SupplierPaid,
    FundsTransferred,
    CostsAllocated,
    BankReconciled,
    CommitteeFormed,
    CommitteeMet,
    MealAccompanied,
    SatisfactionSurveyed,
    SavingObserved,
)
"""Every kind of entry."""

CanteenEntry = (
    DinerEnrolled
    | MealPriced
    | FeesPaid
    | MealsServed
    | FeesRefunded
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
    | SubsidyReceived
    | DonationReceived
    | IncomeReceived
    | CostBilled
    | SupplierPaid
    | FundsTransferred
    | CostsAllocated
    | BankReconciled
    | CommitteeFormed
    | CommitteeMet
    | MealAccompanied
    | SatisfactionSurveyed
    | SavingObserved
)

__all__ = ["ENTRIES", "CanteenEntry"]
