"""What happens in a canteen as short words, and a school whose rules are those of the plan: what the tests tell stories with."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any, Final, cast

from schoollogistics.canteen import (
    BankReconciled,
    CanteenEntry,
    CanteenLedger,
    CashDrawn,
    CashPaid,
    CostBilled,
    CountLine,
    DinerEnrolled,
    EarnedSum,
    FeeLine,
    FeesEarned,
    FeesPaid,
    FeesRefunded,
    FeesReturned,
    FoodIssued,
    FoodListed,
    FoodStocked,
    FoodUsed,
    FoodWrittenOff,
    FundsTransferred,
    IncomeReceived,
    IssueLine,
    MealPriced,
    MealsServed,
    MealsStopped,
    Served,
    SpentSum,
    StockCounted,
    StockLine,
    StockOpened,
    SubsidyReceived,
    SupplierPaid,
    SurplusOpened,
    TurnoverOpened,
    UsedLine,
)
from schoollogistics.canteen.entries.codes import Bearer, Category, Cost, CostingMethod, Earned, Fund, Segment, Spent
from schoollogistics.canteen.rules.plans import P70_BASE, P70_TOLERANCE, P73_ACCOUNT
from schoollogistics.journal import Entry, Setting, Value
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import Month, SchoolYear
from schoollogistics.values.quantities import Quantity

YEAR: Final = SchoolYear(2025)
SEPTEMBER: Final = Month(2025, 9)
FROM: Final = date(2017, 9, 1)
BANK: Final = "320101-食堂专户"
CLERK: Final = "钱会计"

PLAN: Final = Setting(
    school="育才小学",
    values=(
        Value(P70_TOLERANCE, Decimal("0.03"), FROM, "003§9", "unverified"),
        Value(P70_BASE, "period", FROM, "校务会"),
        Value(P73_ACCOUNT, BANK, FROM, "校务会"),
    ),
)


def sept(day: int) -> date:
    """Return a day of September 2025."""
    return date(2025, 9, day)


D1, D2, D3, D8, D10, D20, D21, D25, D26, D30 = map(sept, (1, 2, 3, 8, 10, 20, 21, 25, 26, 30))


def kitchen(*entries: Entry[Any], setting: Setting = PLAN) -> CanteenLedger:
    """Return the ledger of a canteen where all this happened."""
    book = CanteenLedger(setting)
    post(book, entries)
    return book


def post(book: CanteenLedger, entries: Iterable[Entry[Any]]) -> None:
    """Post *entries* one by one."""
    for entry in entries:
        book.post(cast("CanteenEntry", entry))


def enrolled(diner: str = "三1班", segment: Segment = "pupils", on: date = D1, opening: Any = 0) -> DinerEnrolled:
    """Return the registration of a class, or of one person."""
    return DinerEnrolled(diner=diner, segment=segment, group=diner, opening=yuan(opening), on=on, by=CLERK)


def priced(
    meal: str = "学生午餐", price: Any = 7, segment: Segment = "pupils", on: date = D1, since: date = D2
) -> MealPriced:
    """Return the announcement of a price."""
    return MealPriced(
        meal=meal,
        segment=segment,
        sitting="lunch",
        price=yuan(price),
        since=since,
        announced_at="膳食委员会",
        on=on,
        by=CLERK,
    )


def paid(amount: Any, diner: str = "三1班", on: date = D2, bank: str = BANK) -> FeesPaid:
    """Return a payment of meal fees."""
    return FeesPaid(bank=bank, lines=(FeeLine(diner=diner, amount=yuan(amount)),), on=on, by=CLERK)


def refunded(amount: Any, diner: str = "三1班", on: date = D20) -> FeesRefunded:
    """Return a refund."""
    line = FeeLine(diner=diner, amount=yuan(amount))
    return FeesRefunded(bank=BANK, lines=(line,), reason="请假", on=on, by=CLERK)


def fees_earned(amount: Any, diner: str = "三1班", on: date = D30) -> FeesEarned:
    """Return a monthly fee, earned."""
    return FeesEarned(lines=(FeeLine(diner=diner, amount=yuan(amount)),), reason="按月结转", on=on, by=CLERK)


def fees_returned(amount: Any, diner: str = "三1班", on: date = D30) -> FeesReturned:
    """Return fees given back that were earned already."""
    return FeesReturned(lines=(FeeLine(diner=diner, amount=yuan(amount)),), reason="多收", on=on, by=CLERK)


def stopped(first: date, last: date, servings: int = 1, diner: str = "三1班", on: date = D2) -> MealsStopped:
    """Return the word of somebody who does without lunch for some days."""
    return MealsStopped(
        diner=diner, meal="学生午餐", first=first, last=last, servings=servings, reason="病假", on=on, by=CLERK
    )


def served(servings: int, diner: str = "三1班", meal: str = "学生午餐", on: date = D8) -> MealsServed:
    """Return a count of who ate."""
    return MealsServed(meal=meal, lines=(Served(diner=diner, servings=servings),), on=on, by=CLERK)


def listed(
    item: str = "大米",
    category: Category = "grain",
    unit: str = "kg",
    costing: CostingMethod = "average",
    on: date = D1,
) -> FoodListed:
    """Return the listing of an item."""
    return FoodListed(item=item, category=category, unit=unit, costing=costing, on=on, by="孙保管")


def line(quantity: Any, amount: Any, item: str = "大米", unit: str = "kg", **more: Any) -> StockLine:
    """Return a line of what came in."""
    return StockLine(item=item, quantity=Quantity(quantity, unit), amount=yuan(amount), **more)


def opened(*lines: StockLine, on: date = D1) -> StockOpened:
    """Return what lay in the store at first."""
    return StockOpened(lines=lines, on=on, by="孙保管")


def stocked(*lines: StockLine, on: date = D3, supplier: str = "粮油公司") -> FoodStocked:
    """Return a delivery that came into the store."""
    return FoodStocked(supplier=supplier, document=f"送货单 {on}", lines=lines, on=on, by="孙保管")


def issued(
    quantity: Any,
    item: str = "大米",
    unit: str = "kg",
    *,
    segment: Segment = "pupils",
    fund: Fund = "fee",
    meal: str = "学生午餐",
    on: date = D8,
    lot: str | None = None,
) -> FoodIssued:
    """Return an issue of one item to a meal."""
    lines = (IssueLine(item=item, quantity=Quantity(quantity, unit), lot=lot),)
    return FoodIssued(segment=segment, fund=fund, meal=meal, lines=lines, on=on, by="孙保管")


def used(
    amount: Any,
    item: str = "青菜",
    *,
    segment: Segment = "pupils",
    fund: Fund = "fee",
    meal: str = "学生午餐",
    on: date = D8,
    unit: str = "kg",
) -> FoodUsed:
    """Return fresh food that went into the pot at once."""
    lines = (UsedLine(item=item, quantity=Quantity(1, unit), amount=yuan(amount)),)
    return FoodUsed(
        supplier="菜场", document=f"票 {on}", segment=segment, fund=fund, meal=meal, lines=lines, on=on, by="孙保管"
    )


def written_off(quantity: Any, item: str = "大米", on: date = D10) -> FoodWrittenOff:
    """Return food that spoiled."""
    lines = (IssueLine(item=item, quantity=Quantity(quantity, "kg")),)
    return FoodWrittenOff(lines=lines, loss="spoiled", on=on, by="孙保管")


def counted(quantity: Any, item: str = "大米", unit: str = "kg", on: date = D30) -> StockCounted:
    """Return a count of one item."""
    return StockCounted(lines=(CountLine(item=item, quantity=Quantity(quantity, unit)),), on=on, by="孙保管")


def billed(amount: Any, cost: Cost = "energy", segment: Bearer = "common", on: date = D25) -> CostBilled:
    """Return a bill that is no food."""
    return CostBilled(
        supplier="燃气公司", document=f"账单 {on}", cost=cost, segment=segment, amount=yuan(amount), on=on, by=CLERK
    )


def settled(amount: Any, supplier: str = "粮油公司", on: date = D26) -> SupplierPaid:
    """Return a payment to a supplier."""
    return SupplierPaid(bank=BANK, supplier=supplier, amount=yuan(amount), on=on, by=CLERK)


def drawn(amount: Any, on: date = D3) -> CashDrawn:
    """Return petty cash drawn out of the account."""
    return CashDrawn(bank=BANK, amount=yuan(amount), on=on, by=CLERK)


def cash_paid(amount: Any, supplier: str = "粮油公司", on: date = D26) -> CashPaid:
    """Return a payment to a supplier out of petty cash."""
    return CashPaid(supplier=supplier, document=f"收据 {on}", amount=yuan(amount), on=on, by=CLERK)


def turnover(
    segment: Segment,
    income: Mapping[Earned, Any],
    costs: Mapping[Spent, Any],
    fund: Fund = "fee",
    on: date = D1,
) -> TurnoverOpened:
    """Return what a purse had earned and spent in its year before the book began."""
    return TurnoverOpened(
        segment=segment,
        fund=fund,
        income=tuple(EarnedSum(earned=each, came=yuan(amount)) for each, amount in income.items()),
        costs=tuple(SpentSum(spent=each, went=yuan(amount)) for each, amount in costs.items()),
        on=on,
        by=CLERK,
    )


def subsidised(amount: Any, on: date = D2) -> SubsidyReceived:
    """Return a subsidy that came in."""
    return SubsidyReceived(bank=BANK, grantor="区教育局", amount=yuan(amount), on=on, by=CLERK)


def interest(amount: Any, on: date = D21) -> IncomeReceived:
    """Return interest on the account."""
    return IncomeReceived(bank=BANK, source="interest", amount=yuan(amount), on=on, by=CLERK)


def carried(amount: Any, segment: Segment = "pupils", fund: Fund = "fee", on: date = D1) -> SurplusOpened:
    """Return what a purse had left over at first."""
    return SurplusOpened(segment=segment, fund=fund, amount=yuan(amount), on=on, by=CLERK)


def transferred(
    amount: Any, segment: Segment = "staff", to: Segment = "pupils", fund: Fund = "fee", to_fund: Fund = "fee"
) -> FundsTransferred:
    """Return a transfer between purses."""
    return FundsTransferred(
        segment=segment,
        fund=fund,
        to_segment=to,
        to_fund=to_fund,
        amount=yuan(amount),
        authorisation="校务会〔2025〕7号",
        reason="补贴学生加餐",
        on=sept(15),
        by="王校长",
    )


def reconciled(book: CanteenLedger, month: Month = SEPTEMBER) -> BankReconciled:
    """Return the account held against a statement that agrees with the book."""
    return BankReconciled(month=month, bank=BANK, statement=book.bank(month), on=month.last, by=CLERK)


def earned(segment: Segment, amount: Any, on: date) -> tuple[Entry[Any], ...]:
    """Return what makes a segment pay *amount* in fees and earn it on *on*: a sheet that prints sums counts no meals."""
    diner, meal = f"全体{segment}", f"{segment} {on}"
    return (
        enrolled(diner, segment, on=on - timedelta(days=1)),
        priced(meal, 0, segment, on=on - timedelta(days=1), since=on),
        paid(amount, diner, on=on),
        fees_earned(amount, diner, on),
    )


def more_earned(segment: Segment, amount: Any, on: date) -> tuple[Entry[Any], ...]:
    """Return the same for diners who are enrolled already."""
    return earned(segment, amount, on)[1:]


def found(book: CanteenLedger, during: Any = YEAR) -> list[tuple[str, date]]:
    """Return the breaches as (rule, day)."""
    return [(breach.rule.code, breach.on) for breach in book.breaches(during)]
