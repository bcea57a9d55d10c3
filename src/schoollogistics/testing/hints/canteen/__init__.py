"""How fields of the canteen's entries depend on what the book holds."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from schoollogistics.canteen import (
    BankReconciled,
    CanteenLedger,
    CashAdjusted,
    CashCounted,
    CashDrawn,
    CashPaid,
    CashReturned,
    CommitteeFormed,
    CommitteeMet,
    CostBilled,
    CostsAllocated,
    DebtOpened,
    DinerEnrolled,
    DinerLeft,
    DonationReceived,
    EarnedSum,
    FeeLine,
    FeesEarned,
    FeesPaid,
    FeesRefunded,
    FeesReturned,
    FoodListed,
    FoodStockCorrected,
    FoodUseCorrected,
    FundsTransferred,
    HeadcountCorrected,
    IncomeReceived,
    MealAccompanied,
    MealPriced,
    MealsServed,
    MealsStopped,
    Member,
    SatisfactionSurveyed,
    SavingObserved,
    Served,
    SpentSum,
    SubsidyReceived,
    SupplierPaid,
    SupplierRefunded,
    SurplusOpened,
    SurplusReturned,
    TurnoverOpened,
)
from schoollogistics.canteen.book.watching import GROUPS
from schoollogistics.canteen.rules.accounts import CASH
from schoollogistics.canteen.state import COMMON, Purse
from schoollogistics.testing.hints.canteen.store import STORE_HINTS
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.scribe import Hints, Samples
from schoollogistics.testing.strategies import FIRST, PEOPLE
from schoollogistics.values.money import NOTHING, yuan
from schoollogistics.values.periods import Month
from schoollogistics.values.quantities import Quantity

Fields = dict[str, object]

DEDICATED: Final = "local"
MOST_CASH: Final = yuan("0.50")
SEGMENTS: Final = ("pupils", "pupils", "staff", "other")


def _some(pen: Pen) -> Decimal:
    return Decimal(f"{1 + pen.below(50_000)}e-2")


def _bank(pen: Pen) -> str:
    return "别户" if pen.chance(5) else DEDICATED


def _enrolled(book: CanteenLedger, key: str, pen: Pen) -> Fields:
    opening = NOTHING if book.columns.closed or pen.chance(60) else pen.pick((1, 1, -1)) * _some(pen)
    return {"segment": book.columns.segment.get(key) or pen.pick(SEGMENTS), "opening": opening}


def _priced(book: CanteenLedger, key: str, pen: Pen) -> Fields:
    known = [since for since, _ in book.columns.prices.get(key, ())]
    late = pen.chance(15)
    since = max([*known, pen.on if not late else pen.on - timedelta(days=1)]) + timedelta(days=1)
    return {"segment": book.columns.serves.get(key) or pen.pick(SEGMENTS), "since": since, "price": _some(pen)}


def _earned(_: CanteenLedger, key: str, pen: Pen) -> Fields:
    return {"lines": (FeeLine(diner=key, amount=_some(pen)),)}


def _paid(book: CanteenLedger, key: str, pen: Pen) -> Fields:
    return {"bank": _bank(pen), **_earned(book, key, pen)}


def _given_back(book: CanteenLedger, key: str, _: Pen) -> Fields | None:
    there = book.columns.charged.get(key, NOTHING)
    return {"lines": (FeeLine(diner=key, amount=there),)} if there > 0 else None


def _stopped(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    segment = book.columns.segment.get(key)
    meals = [meal for meal, owner in book.columns.serves.items() if owner == segment]
    last = pen.on + timedelta(days=pen.below(5))
    return {"meal": pen.pick(meals), "servings": 1, "first": pen.on, "last": last} if meals else None


def _refunded(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    there = book.columns.prepaid.get(key, NOTHING)
    return {"bank": _bank(pen), "lines": (FeeLine(diner=key, amount=there),)} if there > 0 else None


def _returned(book: CanteenLedger, key: str, _: Pen) -> Fields | None:
    there = book.columns.surplus(Purse(book.columns.segment.get(key, "pupils"), "fee"))
    return {"lines": (FeeLine(diner=key, amount=there),)} if there > 0 else None


def _left(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    settled = not book.columns.prepaid.get(key) or pen.chance(10)
    return {} if settled and pen.chance(30) else None


def _served(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    columns = book.columns
    meals = [
        meal
        for meal, segment in columns.serves.items()
        if segment == columns.segment.get(key)
        and columns.price_on(meal, pen.on) is not None
        and (key, meal, pen.on) not in columns.eaten
    ]
    return {"meal": pen.pick(meals), "lines": (Served(diner=key, servings=1 + pen.below(40)),)} if meals else None


def _miscounted(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    eaten = [(meal, day, count) for (diner, meal, day), count in book.columns.eaten.items() if diner == key]
    if not eaten:
        return None
    meal, day, count = pen.pick(eaten)
    off = pen.chance(10)
    return {"meal": meal, "day": day, "servings": count // 2 if count else 1, "instead_of": count + (1 if off else 0)}


def _listed(_: CanteenLedger, __: str, pen: Pen) -> Fields:
    return {"unit": pen.pick(("kg", "斤", "袋"))}


def _surplus_opened(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    purses = [Purse(segment, fund) for segment in SEGMENTS for fund in ("fee", "donation", "other")]
    left = [each for each in purses if each not in book.columns.carried]
    segment, fund = pen.pick(left if left and not pen.chance(15) else purses)
    return None if book.columns.closed else {"segment": segment, "fund": fund, "amount": _some(pen)}


def _turnover_opened(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    income = (EarnedSum(earned="fees", came=_some(pen)),)
    costs = (SpentSum(spent=pen.pick(("vegetables", "labour")), went=_some(pen)),)
    return None if book.columns.closed else {"fund": "fee", "income": income, "costs": costs}


def _debt_opened(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    return None if book.columns.closed else {"amount": pen.pick((1, 1, 1, -1)) * _some(pen)}


def _received(_: CanteenLedger, __: str, pen: Pen) -> Fields:
    return {"bank": _bank(pen), "amount": _some(pen)}


def _subsidised(book: CanteenLedger, key: str, pen: Pen) -> Fields:
    scheme = "general" if pen.chance(30) else "nutrition"
    segment = "pupils" if scheme == "nutrition" and not pen.chance(5) else pen.pick(SEGMENTS)
    return {**_received(book, key, pen), "scheme": scheme, "to_segment": segment}


def _billed(_: CanteenLedger, __: str, pen: Pen) -> Fields:
    paid_from = "other" if pen.chance(5) else "fee"
    return {"segment": pen.pick(("common", "common", *SEGMENTS)), "amount": _some(pen), "paid_from": paid_from}


def _misbilled(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    bills = [(bill, amount) for bill, amount in book.columns.billed.items() if bill[2] == key]
    if not bills:
        return None
    bill, amount = pen.pick(bills)
    supplier, document, _, purse = bill
    booked = amount + (1 if pen.chance(10) else 0)
    said = {"supplier": supplier, "document": document, "segment": purse.segment, "fund": purse.fund}
    weighed = [(lot, there) for (*slip, lot), there in book.columns.weighed.items() if tuple(slip) == bill]
    found = {**said, "amount": amount + pen.pick((1, -1)) * min(amount, _some(pen)), "instead_of": booked}
    if weighed and pen.chance(50):
        (lot, there), unit = pen.pick(weighed), book.columns.unit[key]
        right, wrong = Quantity(there + pen.below(3), unit), Quantity(there + (1 if pen.chance(10) else 0), unit)
        return {**found, "lot": lot, "quantity": right, "instead_of_quantity": wrong}
    return {**found, "lot": None, "quantity": None, "instead_of_quantity": None}


def _mispriced(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    slips = [(slip, amount) for slip, (_, amount) in book.columns.came_in.items() if slip[2] == key]
    if not slips:
        return None
    (supplier, document, _, lot), amount = pen.pick(slips)
    wrong = FoodStockCorrected(
        supplier=supplier,
        document=document,
        item=key,
        lot=lot,
        amount=_some(pen),
        instead_of=amount + (1 if pen.chance(10) else 0),
        reason=WORDS[0],
        on=pen.on,
        by=PEOPLE[0],
    )
    named = ("supplier", "document", "lot", "amount", "instead_of")
    return {**{name: getattr(wrong, name) for name in named}, "lines": book.stock_correction(wrong).lines}


def _cash(book: CanteenLedger) -> Decimal:
    return book.columns.balance(CASH, COMMON)


def _drawn(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    room = MOST_CASH - _cash(book)
    return {"bank": _bank(pen), "amount": room} if room > 0 else None


def _cash_returned(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    there = _cash(book)
    return {"bank": _bank(pen), "amount": there} if there > 0 else None


def _cash_paid(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    owed, there = book.columns.owed, _cash(book)
    if not owed or there <= 0:
        return None
    supplier = pen.pick(tuple(owed))
    return {"supplier": supplier, "amount": min(there, owed[supplier])}


def _cash_counted(book: CanteenLedger, _: str, pen: Pen) -> Fields:
    off = pen.chance(30)
    there = _cash(book)
    return {"amount": there + (1 if off else 0), "booked": there, "reason": WORDS[0] if off else None}


def _cash_adjusted(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    there = _cash(book)
    found = there + yuan("0.05") if pen.chance(50) else max(there - yuan("0.05"), NOTHING)
    borne = PEOPLE[0] if pen.chance(40) else None
    return {"amount": found, "booked": there, "borne_by": borne, "by": PEOPLE[0], "cosigned_by": (PEOPLE[1],)}


def _refunded_by_supplier(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    owing = [(supplier, -amount) for supplier, amount in book.columns.owed.items() if amount < 0]
    if not owing:
        return None
    supplier, amount = pen.pick(owing)
    return {"bank": _bank(pen), "supplier": supplier, "amount": amount}


def _supplier_paid(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    supplier = pen.pick(tuple(book.columns.owed) or ("nobody",))
    owed = book.columns.owed.get(supplier)
    return None if owed is None else {"bank": _bank(pen), "supplier": supplier, "amount": owed}


def _transferred(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    for segment in ("staff", "other"):
        there = book.columns.surplus(Purse(segment, "fee"))
        if there > 0:
            return {
                "segment": segment,
                "fund": "fee",
                "to_segment": "pupils",
                "to_fund": pen.pick(("fee", "subsidy")),
                "amount": there,
            }
    return None


def _allocated(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    month = Month.of(pen.on)
    found = book.allocation(month, by=PEOPLE[0])
    if not found:
        return None
    return {"month": month, "basis": found[0].basis, "lines": found[0].lines, "recorded_on": None}


def _reconciled(book: CanteenLedger, _: str, pen: Pen) -> Fields:
    month = Month.of(pen.on) if pen.chance(30) else Month.of(pen.on).previous()
    return {"month": month, "bank": _bank(pen), "statement": book.bank(month), "in_transit": ()}


def _formed(_: CanteenLedger, __: str, pen: Pen) -> Fields:
    lines = tuple(Member(member=who, represents=pen.pick(GROUPS)) for who in PEOPLE[: 1 + pen.below(len(PEOPLE))])
    return {"lines": lines}


def _met(book: CanteenLedger, key: str, pen: Pen) -> Fields:
    members = book.columns.members.get(key, ((PEOPLE[0], ""),))
    return {"present": tuple(who for who, _ in members[: 1 + pen.below(len(members))]), "joined_by": ()}


def _seen(book: CanteenLedger, _: str, pen: Pen) -> Fields | None:
    return {"meal": pen.pick(tuple(book.columns.serves))} if book.columns.serves else None


def _saved(book: CanteenLedger, key: str, pen: Pen) -> Fields | None:
    found = _seen(book, key, pen)
    return None if found is None else {**found, "left": Quantity(pen.below(90), "kg")}


def _surveyed(_: CanteenLedger, __: str, pen: Pen) -> Fields:
    asked = 1 + pen.below(400)
    answered = pen.below(asked + 1)
    content = pen.below(answered + 1)
    return {"handed_out": asked, "returned": answered, "satisfied": content, "valid": None, "scores": ()}


HINTS: Final[Hints] = {
    DinerEnrolled: _enrolled,
    DinerLeft: _left,
    MealPriced: _priced,
    FeesPaid: _paid,
    FeesRefunded: _refunded,
    FeesEarned: _earned,
    FeesReturned: _given_back,
    MealsStopped: _stopped,
    SurplusReturned: _returned,
    MealsServed: _served,
    HeadcountCorrected: _miscounted,
    FoodListed: _listed,
    **STORE_HINTS,
    SurplusOpened: _surplus_opened,
    DebtOpened: _debt_opened,
    TurnoverOpened: _turnover_opened,
    SubsidyReceived: _subsidised,
    DonationReceived: _received,
    IncomeReceived: _received,
    CostBilled: _billed,
    FoodUseCorrected: _misbilled,
    FoodStockCorrected: _mispriced,
    SupplierPaid: _supplier_paid,
    SupplierRefunded: _refunded_by_supplier,
    CashDrawn: _drawn,
    CashReturned: _cash_returned,
    CashPaid: _cash_paid,
    CashCounted: _cash_counted,
    CashAdjusted: _cash_adjusted,
    FundsTransferred: _transferred,
    CostsAllocated: _allocated,
    BankReconciled: _reconciled,
    CommitteeFormed: _formed,
    CommitteeMet: _met,
    MealAccompanied: _seen,
    SatisfactionSurveyed: _surveyed,
    SavingObserved: _saved,
}

SAMPLES: Final[Samples] = {
    "R43.duties": (CashDrawn(bank=DEDICATED, amount=MOST_CASH, on=FIRST, by=PEOPLE[0], recorded_by=PEOPLE[0]),),
    "P77": (
        MealPriced(
            meal="学生午餐",
            segment="pupils",
            sitting="lunch",
            price=yuan(7),
            since=FIRST,
            announced_at="膳食委员会",
            on=FIRST,
            by=PEOPLE[0],
        ),
    ),
}

__all__ = ["HINTS", "SAMPLES"]
