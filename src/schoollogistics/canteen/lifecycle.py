"""How diners, meals, items and committees go on, and what the ledger adds to the figures."""

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any, Final

from schoollogistics.canteen.entries import ENTRIES
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
from schoollogistics.canteen.entries.sharing import FundsTransferred
from schoollogistics.canteen.entries.store import FoodIssued, FoodListed, FoodStocked, FoodUsed, StockOpened
from schoollogistics.canteen.entries.suppliers import FoodReturned
from schoollogistics.canteen.entries.uses import FoodStockCorrected, FoodUseCorrected
from schoollogistics.canteen.entries.watching import MealAccompanied, ProblemSolved
from schoollogistics.canteen.rules.accounts import BANK, COSTS, FUNDS, INCOME, LOSSES, SEGMENTS, STORE
from schoollogistics.canteen.state import Posting
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.errors import Text
from schoollogistics.journal import Lifecycle, Measure
from schoollogistics.values.money import NOTHING, own_context, total

DINER: Final = Lifecycle(
    name="diner",
    of=("diner", "lines.diner"),
    table={
        "unseen": {DinerEnrolled: "enrolled"},
        "enrolled": {
            FeesPaid: "enrolled",
            MealsServed: "enrolled",
            HeadcountCorrected: "enrolled",
            FeesEarned: "enrolled",
            FeesRefunded: "enrolled",
            FeesReturned: "enrolled",
            MealsStopped: "enrolled",
            SurplusReturned: "enrolled",
            DinerLeft: "left",
        },
        "left": {DinerEnrolled: "enrolled"},
    },
)
MEAL: Final = Lifecycle(
    name="meal",
    of="meal",
    table={
        "unseen": {MealPriced: "offered"},
        "offered": {MealPriced: "offered", MealsServed: "offered", HeadcountCorrected: "offered"},
    },
)
ITEM: Final = Lifecycle(
    name="item",
    of=("item", "lines.item"),
    table={
        "unseen": {FoodListed: "listed"},
        "listed": {
            StockOpened: "listed",
            FoodStocked: "listed",
            FoodUsed: "listed",
            FoodUseCorrected: "listed",
            FoodStockCorrected: "listed",
            FoodReturned: "listed",
            FoodIssued: "listed",
            FoodWrittenOff: "listed",
            StockCounted: "listed",
            StockAdjusted: "listed",
        },
    },
)
COMMITTEE: Final = Lifecycle(
    name="committee",
    of="committee",
    table={
        "unseen": {CommitteeFormed: "formed"},
        "formed": {CommitteeFormed: "formed", CommitteeMet: "formed"},
    },
)
PROBLEM: Final = Lifecycle(
    name="problem",
    of=("problem", "problems.problem"),
    table={"unseen": {MealAccompanied: "open"}, "open": {ProblemSolved: "solved"}, "solved": {}},
)
LIFECYCLES: Final = (DINER, MEAL, ITEM, COMMITTEE, PROBLEM)

Parts = Mapping[tuple[str, ...], Decimal]


def _added(amounts: Iterable[tuple[tuple[str, ...], Decimal]]) -> Parts:
    context, found = own_context(), dict[tuple[str, ...], Decimal]()
    for part, amount in amounts:
        found[part] = context.add(found.get(part, NOTHING), amount)
    return found


def _net(accounts: frozenset[str], side: int) -> Callable[[Any, tuple[Posting, ...] | None], Parts]:
    def amount(_: Any, postings: tuple[Posting, ...] | None) -> Parts:
        return _added(
            ((*each.purse, account), each.amount if sign == side else minus(each.amount))
            for each in postings or ()
            for account, sign in ((each.debit, 1), (each.credit, -1))
            if account in accounts
        )

    return amount


def _of_items(wanted: Callable[[Posting], bool]) -> Callable[[Any, tuple[Posting, ...] | None], Parts]:
    def amount(_: Any, postings: tuple[Posting, ...] | None) -> Parts:
        return _added(((each.item,), each.amount) for each in postings or () if each.item is not None and wanted(each))

    return amount


def _sent_back(_: Any, postings: tuple[Posting, ...] | None) -> Parts:
    return _added(((each.item or "",), minus(each.amount)) for each in postings or () if each.credit == STORE)


def _bank(_: Any, postings: tuple[Posting, ...] | None) -> Decimal:
    came = total(each.amount for each in postings or () if each.debit == BANK)
    return own_context().subtract(came, total(each.amount for each in postings or () if each.credit == BANK))


def _by_segment(_: Any, postings: tuple[Posting, ...] | None) -> Parts:
    return _added(((each.purse.segment,), each.amount) for each in postings or ())


def _transferred(_: Any, postings: tuple[Posting, ...] | None) -> Parts:
    return _added(
        ((each.purse.segment,), each.amount if each.debit == BANK else minus(each.amount)) for each in postings or ()
    )


def _meals(
    entry: MealsServed | HeadcountCorrected, postings: tuple[Posting, ...] | None
) -> Mapping[tuple[str, ...], int]:
    segment = postings[0].purse.segment if postings else ""
    if isinstance(entry, HeadcountCorrected):
        return {(segment, entry.meal): entry.more}
    return {(segment, entry.meal): sum(line.servings for line in entry.lines)}


YUAN: Final = Text("yuan", "元")
SERVINGS: Final = Text("meals", "人次")

INCOME_EARNED: Final = Measure(
    code="canteen.income",
    zh="收入",
    en="Income",
    unit=YUAN,
    parts=(SEGMENTS, FUNDS, INCOME),
    amounts=dict.fromkeys(ENTRIES, _net(frozenset(INCOME), -1)),
)
COST_INCURRED: Final = Measure(
    code="canteen.cost",
    zh="支出",
    en="Cost",
    unit=YUAN,
    parts=(SEGMENTS, FUNDS, COSTS),
    amounts=dict.fromkeys(ENTRIES, _net(frozenset(COSTS), 1)),
)
FEES_PAID_IN: Final = Measure(
    code="canteen.fees_paid_in",
    zh="缴费金额",
    en="Fees paid in",
    unit=YUAN,
    parts=(SEGMENTS,),
    amounts={FeesPaid: _by_segment},
)
FEES_PAID_BACK: Final = Measure(
    code="canteen.fees_paid_back",
    zh="退费金额",
    en="Fees paid back",
    unit=YUAN,
    parts=(SEGMENTS,),
    amounts={FeesRefunded: _by_segment},
)
BANK_MOVED: Final = Measure(
    code="canteen.bank",
    zh="专户净收支",
    en="Net flow of the account",
    unit=YUAN,
    amounts=dict.fromkeys(ENTRIES, _bank),
)
STOCKED: Final = Measure(
    code="canteen.stocked",
    zh="入库金额",
    en="Stocked",
    unit=YUAN,
    parts=(None,),
    amounts={
        **dict.fromkeys((FoodStocked, FoodStockCorrected), _of_items(lambda each: each.debit == STORE)),
        FoodReturned: _sent_back,
    },
)
ISSUED: Final = Measure(
    code="canteen.issued",
    zh="出库金额",
    en="Issued",
    unit=YUAN,
    parts=(None,),
    amounts=dict.fromkeys(
        (FoodIssued, FoodStockCorrected), _of_items(lambda each: (each.debit, each.credit) == (BANK, STORE))
    ),
)
USED_AT_ONCE: Final = Measure(
    code="canteen.used_at_once",
    zh="直接领用金额",
    en="Used at once",
    unit=YUAN,
    parts=(None,),
    amounts=dict.fromkeys((FoodUsed, FoodUseCorrected), _of_items(lambda each: True)),
)
LOST: Final = Measure(
    code="canteen.lost",
    zh="盘亏报损金额",
    en="Lost",
    unit=YUAN,
    parts=(None,),
    amounts=dict.fromkeys(
        (FoodWrittenOff, StockAdjusted, FoodStockCorrected), _of_items(lambda each: each.debit == LOSSES)
    ),
)
TRANSFERRED: Final = Measure(
    code="canteen.transferred",
    zh="调拨金额",
    en="Transferred between purses",
    unit=YUAN,
    parts=(SEGMENTS,),
    amounts={FundsTransferred: _transferred},
)
MEALS: Final = Measure(
    code="canteen.meals",
    zh="就餐人次",
    en="Meals served",
    unit=SERVINGS,
    parts=(SEGMENTS, None),
    amounts={MealsServed: _meals, HeadcountCorrected: _meals},
)
MEASURES: Final = (
    *(INCOME_EARNED, COST_INCURRED, FEES_PAID_IN, FEES_PAID_BACK, BANK_MOVED),
    *(STOCKED, ISSUED, USED_AT_ONCE, LOST, TRANSFERRED, MEALS),
)
