"""What holds in a canteen's ledger whatever is posted: ten thousand entries of a term, held against a second count by hand."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from decimal import Decimal
from itertools import accumulate
from random import Random
from typing import Any, Final

import pytest
from attrs import Factory, define, evolve

from schoollogistics.canteen import (
    CanteenLedger,
    CashDrawn,
    CashPaid,
    CashReturned,
    CostBilled,
    CostsAllocated,
    DebtOpened,
    DinerEnrolled,
    DonationReceived,
    FeesEarned,
    FeesPaid,
    FeesRefunded,
    FeesReturned,
    FoodIssued,
    FoodStocked,
    FoodUseCorrected,
    FoodUsed,
    FoodWrittenOff,
    FundsTransferred,
    HeadcountCorrected,
    IncomeReceived,
    MealsServed,
    StockAdjusted,
    StockOpened,
    SubsidyReceived,
    SupplierPaid,
    SurplusOpened,
    SurplusReturned,
)
from schoollogistics.canteen.entries import store
from schoollogistics.canteen.lifecycle import BANK_MOVED, COST_INCURRED, INCOME_EARNED, ISSUED, LOST, MEALS, STOCKED
from schoollogistics.canteen.rules.accounts import ADVANCES, BANK, CARRIED, CASH, RECEIVABLE, STORE, SUPPLIERS
from schoollogistics.canteen.state import COMMON, CanteenState, Purse, columns, stock
from schoollogistics.canteen.state.ledger import EARMARKED
from schoollogistics.errors import LogisticsError
from schoollogistics.journal import Entry, EntryReversed, Figures, MonthClosed, Ref
from schoollogistics.testing.reading import snapshot
from schoollogistics.values.money import FEN, NOTHING, yuan
from schoollogistics.values.periods import Month
from tests.canteen import stories
from tests.canteen.stories import CLERK, PLAN

Facts = dict[tuple[Any, ...], Decimal]
Change = tuple[tuple[Any, ...], Decimal]

FIRST: Final = Month(2025, 9)
MONTHS: Final = 5
YOUNG: Final = 2_500
BANKED: Final = ("bank",)
NAMES: Final[dict[Any, tuple[str, ...]]] = {
    "pupils": tuple(f"{n}班" for n in range(1, 15)),
    "staff": tuple(f"教工{n}" for n in range(1, 5)),
    "other": ("来宾",),
}
ON_OFFER: Final[tuple[tuple[str, Any], ...]] = (
    ("学生午餐", "pupils"),
    ("学生晚餐", "pupils"),
    ("教工午餐", "staff"),
    ("客饭", "other"),
)
ITEMS: Final[tuple[tuple[str, Any, str, Any], ...]] = (
    ("大米", "grain", "kg", "average"),
    ("面粉", "grain", "斤", "fifo"),
    ("菜油", "oil", "L", "average"),
    ("猪肉", "meat", "kg", "fifo"),
    ("青菜", "vegetables", "kg", "average"),
    ("鸡蛋", "eggs", "个", "fifo"),
    ("牛奶", "milk", "盒", "average"),
    ("洗洁精", "supplies", "瓶", "average"),
)
PURSES: Final[tuple[tuple[Any, Any], ...]] = (
    ("pupils", "fee"),
    ("staff", "fee"),
    ("pupils", "donation"),
    ("other", "other"),
)
VENDORS: Final = ("粮油公司", "菜场", "奶站")
UNITS: Final = {item: unit for item, _, unit, _ in ITEMS}
COSTING: Final = {item: costing for item, _, _, costing in ITEMS}
PRICES: Final = {"学生午餐": yuan("7.35"), "学生晚餐": yuan("6.20"), "教工午餐": yuan(12), "客饭": yuan("15.50")}


def fen(count: int) -> Decimal:
    """Return an amount in yuan of so many fen."""
    return Decimal(f"{count}e-2")


# --- the slips, drawn ----------------------------------------------------------------------------------------------


@define
class Clerk:
    """Draws what a clerk writes in a canteen, from one seed: most of it can follow, and some of it is refused."""

    book: CanteenLedger
    draw: Random
    on: date = FIRST.first

    def below(self, count: int) -> int:
        """Draw a whole number from 0 to *count* - 1."""
        return self.draw.randrange(count)

    def rarely(self) -> bool:
        """Draw whether something goes wrong."""
        return self.draw.random() < 0.05

    def beginning(self) -> Iterator[Entry[Any]]:
        """Yield who eats what, what the store holds, and what was carried in."""
        for segment, names in NAMES.items():
            for name in names:
                yield stories.enrolled(name, segment, opening=fen(self.below(20_000) - 5_000))
        for meal, segment in ON_OFFER:
            yield stories.priced(meal, PRICES[meal], segment, since=FIRST.first, on=date(2025, 8, 31))
        for item, category, unit, costing in ITEMS:
            yield stories.listed(item, category, unit, costing)
        for segment, fund in PURSES:
            yield stories.carried(fen(self.below(90_000)), segment, fund)
        yield stories.opened(*(self._lot(item) for item, *_ in ITEMS))
        yield DebtOpened(supplier=VENDORS[0], amount=fen(12_345), on=self.on, by=CLERK)

    def entry(self) -> Any:
        """Draw the next entry."""
        (make,) = self.draw.choices(tuple(WEIGHTS), cum_weights=CUMULATED)
        entry = make(self)
        if self.rarely():
            entry = self.draw.choice(SPOILERS)(self, entry)
        return entry

    def _several(self, make: Callable[[], Any]) -> Any:
        slips = [make() for _ in range(1 + self.below(3))]
        return evolve(slips[0], lines=tuple(each for slip in slips for each in slip.lines))

    def _diner(self, segment: str | None = None) -> str:
        return self.draw.choice(NAMES[segment or self.draw.choice(("pupils", "staff"))])

    def _meal(self) -> tuple[str, Any]:
        return self.draw.choice(ON_OFFER)

    def _purse(self) -> dict[str, Any]:
        meal, segment = self._meal()
        fund = self.draw.choices(("fee", "subsidy", "donation"), (8, 2, 1))[0]
        return {"meal": meal, "segment": segment, "fund": fund}

    def paid(self) -> Any:
        """Draw a payment of one to three diners."""
        return self._several(lambda: stories.paid(fen(self.below(60_000)), self._diner(), self.on))

    def refunded(self) -> Any:
        """Draw a refund of all that a diner has paid in advance, or of some amount."""
        diner = self._diner()
        there = self.book.columns.prepaid.get(diner, NOTHING)
        return stories.refunded(max(there, FEN) if self.below(2) else fen(self.below(9_000)), diner, self.on)

    def earned(self) -> Any:
        """Draw fees that are earned by the month, or given back out of those, or out of what was left over."""
        slip = self._several(lambda: stories.refunded(fen(1 + self.below(3_000)), self._diner(), self.on))
        kind = self.draw.choice((FeesEarned, FeesReturned, SurplusReturned))
        return kind(lines=slip.lines, reason="结转", on=self.on, by=CLERK)

    def served(self) -> Any:
        """Draw a meal, mostly of those who eat it."""
        meal, segment = self._meal()
        return self._several(
            lambda: stories.served(1 + self.below(45), self._diner(None if self.rarely() else segment), meal, self.on)
        )

    def _lot(self, item: str) -> Any:
        due = None if self.below(3) == 0 else self.on + timedelta(days=self.below(50) - (1 if self.rarely() else 0))
        unit = "g" if UNITS[item] == "kg" and self.below(4) == 0 else UNITS[item]
        quantity = 1 + self.below(40_000 if unit == "g" else 60)
        number = due and f"L{due:%m%d}"
        return stories.line(quantity, fen(self.below(30_000)), item, unit, lot=number, expires=due)

    def stocked(self) -> Any:
        """Draw a delivery of one to three lots; a lot has the number of the day on which it spoils."""
        supplier = self.draw.choice(VENDORS)
        return self._several(
            lambda: stories.stocked(self._lot(self.draw.choice(ITEMS)[0]), on=self.on, supplier=supplier)
        )

    def _taken(self) -> dict[str, Any]:
        held = self.book.columns.lots
        item = self.draw.choice([item for item in UNITS if held.get(item)] or tuple(UNITS))
        lots = held.get(item, ())
        lot = self.draw.choice(lots) if lots and self.below(3) == 0 else None
        there = stock.quantity_of(lots) if lot is None else lot.left
        part = self.draw.choice((1, 1, 2, 3, 7)) if not self.rarely() else Decimal("0.9")
        quantity = there if part == 1 else (there / part).quantize(Decimal("0.001"))
        return {"quantity": quantity, "item": item, "unit": UNITS[item], "lot": lot and lot.lot}

    def issued(self) -> Any:
        """Draw an issue of one to three items: of a lot or of what spoils first, of all or of a part."""
        purse = self._purse()
        return self._several(lambda: stories.issued(**self._taken(), **purse, on=self.on))

    def used(self) -> Any:
        """Draw fresh food that is used at once."""
        item = self.draw.choice(tuple(UNITS))
        return stories.used(fen(self.below(20_000)), item, unit=UNITS[item], **self._purse(), on=self.on)

    def corrected(self) -> Any:
        """Draw the correction of a headcount of any day, or of what fresh food cost."""
        columns = self.book.columns
        said: dict[str, Any] = {"reason": "录错", "on": self.on, "by": CLERK}
        if columns.eaten and self.below(2):
            (diner, meal, day), count = self.draw.choice(tuple(columns.eaten.items()))
            right = max(count + self.below(9) - 4, 0)
            return HeadcountCorrected(diner=diner, meal=meal, day=day, servings=right, instead_of=count, **said)
        if not columns.billed:
            return self.paid()
        (supplier, document, item, purse), amount = self.draw.choice(tuple(columns.billed.items()))
        bill: Any = {"supplier": supplier, "document": document, "segment": purse.segment, "fund": purse.fund}
        return FoodUseCorrected(**bill, item=item, amount=fen(self.below(20_000)), instead_of=amount, **said)

    def written_off(self) -> Any:
        """Draw food that spoiled."""
        lines = stories.issued(**self._taken()).lines
        return FoodWrittenOff(lines=lines, loss="spoiled", on=self.on, by="孙保管")

    def adjusted(self) -> Any:
        """Draw a count of one item, or what puts the book right to it."""
        found = self.book.adjustments(on=self.on, by="孙保管", reason="盘点")
        return found[0] if found else self.counted(self.draw.choice(tuple(UNITS)))

    def counted(self, item: str) -> Any:
        """Draw how much of an item is found: what is booked, or a little more or less."""
        booked = stock.quantity_of(self.book.columns.lots.get(item, ()))
        return stories.counted(max(booked + self.draw.choice((-1, 0, 0, 1)), Decimal(0)), item, UNITS[item], on=self.on)

    def billed(self) -> Any:
        """Draw a bill for one or for all, now and then recorded some days later."""
        cost: Any = self.draw.choice(("energy", "labour", "upkeep", "charges"))
        bearer, supplier = self.draw.choice(("common", *NAMES)), self.draw.choice(VENDORS)
        later = min(self.on + timedelta(days=self.below(4)), Month.of(self.on).last)
        slip = stories.billed(fen(self.below(9_000)), cost, bearer, self.on)
        return evolve(slip, supplier=supplier, recorded_on=later if self.rarely() else None)

    def settled(self) -> Any:
        """Draw a payment of all or of some of what a supplier is owed."""
        supplier = self.draw.choice(VENDORS)
        owed = self.book.columns.owed.get(supplier, NOTHING)
        return stories.settled(owed if self.below(2) else fen(self.below(40_000)), supplier, self.on)

    def cash(self) -> Any:
        """Draw petty cash: out of the account, to a supplier, back into the account."""
        said: dict[str, Any] = {"amount": fen(self.below(9_000)), "on": self.on, "by": CLERK}
        return self.draw.choice(
            (
                CashDrawn(bank=stories.BANK, **said),
                CashPaid(supplier=self.draw.choice(VENDORS), document=f"票 {self.on}", **said),
                CashReturned(bank=stories.BANK, **said),
            )
        )

    def received(self) -> Any:
        """Draw other money that comes in: a subsidy, interest, a donation."""
        amount, segment = fen(self.below(30_000)), self.draw.choice(tuple(NAMES))
        donation = DonationReceived(
            bank=stories.BANK,
            segment=segment,
            donor="校友会",
            purpose="加餐",
            amount=amount,
            on=self.on,
            by=CLERK,
        )
        return self.draw.choice((stories.subsidised(amount, self.on), stories.interest(amount, self.on), donation))

    def transferred(self) -> Any:
        """Draw a transfer between two purses, allowed or not."""
        (one, fund), (other, to_fund) = self.draw.choice(PURSES), self.draw.choice(PURSES)
        slip = stories.transferred(fen(self.below(9_000)), one, other, fund, to_fund)
        return evolve(slip, on=self.on)

    def reversed(self) -> Any:
        """Draw the reversal of one of the latest entries, or of a bill or receipt of any month, closed or not.

        A reversal folds the book anew, so there are some in a young book and none in an old one.
        """
        if self.book.version > YOUNG:
            return self.paid()
        numbers = list(range(self.book.version - 4, self.book.version))
        if self.below(2):
            old = enumerate(self.book.entries)
            numbers = [number for number, each in old if isinstance(each, CostBilled | IncomeReceived)] or numbers
        return EntryReversed(of=Ref("canteen", self.draw.choice(numbers)), reason="录错", on=self.on, by=CLERK)

    def month_end(self, month: Month) -> Iterator[Any]:
        """Yield what is done on the last day of a month, in its order."""
        self.on = month.last
        for item, *_ in ITEMS:
            yield self.counted(item)
        yield from self.book.adjustments(on=self.on, by=CLERK, reason="月末盘点")
        yield from self.book.allocation(month, by=CLERK)
        yield stories.reconciled(self.book, month)
        yield MonthClosed(book="canteen", month=month, on=self.on, by=CLERK)


WEIGHTS: Final[dict[Callable[[Clerk], Any], int]] = {
    Clerk.paid: 140,
    Clerk.refunded: 30,
    Clerk.earned: 30,
    Clerk.served: 200,
    Clerk.stocked: 170,
    Clerk.issued: 230,
    Clerk.used: 60,
    Clerk.corrected: 30,
    Clerk.written_off: 20,
    Clerk.adjusted: 30,
    Clerk.billed: 40,
    Clerk.settled: 40,
    Clerk.cash: 30,
    Clerk.received: 30,
    Clerk.transferred: 10,
    Clerk.reversed: 5,
}
CUMULATED: Final = tuple(accumulate(WEIGHTS.values()))


def elsewhere(_: Clerk, entry: Any) -> Any:
    """Send the money to another account, where there is one."""
    return evolve(entry, bank="个人账户") if hasattr(entry, "bank") else entry


def long_ago(clerk: Clerk, entry: Any) -> Any:
    """Date it into the month before, which is closed by then."""
    return evolve(entry, on=Month.of(clerk.on).previous().last)


def for_others(clerk: Clerk, entry: Any) -> Any:
    """Charge it to others."""
    if isinstance(entry, FoodUsed | FoodIssued):
        return evolve(entry, segment=clerk.draw.choice(tuple(NAMES)))
    return entry


def twice_on_a_slip(_: Clerk, entry: Any) -> Any:
    """Write all lines of it twice."""
    return evolve(entry, lines=entry.lines * 2) if hasattr(entry, "lines") else entry


def far_too_much(_: Clerk, entry: Any) -> Any:
    """Write an amount that nobody has, where the slip has one."""
    return evolve(entry, amount=yuan(10**12)) if isinstance(entry, SupplierPaid | FundsTransferred) else entry


SPOILERS: Final = (elsewhere, long_ago, for_others, twice_on_a_slip, far_too_much)


# --- the same slips, counted by hand -------------------------------------------------------------------------------


def add_to(sums: Facts, key: tuple[Any, ...], amount: Decimal) -> None:
    """Add *amount* to the sum under *key*; a sum of nothing is not kept."""
    sums[key] = sums.get(key, NOTHING) + amount
    if not sums[key]:
        del sums[key]


@define
class Count:
    """What the slips add up to by a second hand, which knows sums and no accounts.

    ``facts`` is what stands now, ``flows`` what each month brought, ``parts`` what each entry changed, by its number.
    """

    facts: Facts = Factory(dict)
    flows: dict[Month, Facts] = Factory(dict)
    parts: list[Facts] = Factory(list)

    def add(self, entry: Any, costs: Iterator[Decimal]) -> None:
        """Count *entry* in; *costs* are what the book says its lines took out of the store, in yuan."""
        assert affordable(entry, self.facts), f"{entry} is more than there was"
        flow: Facts = self.flows.setdefault(Month.of(entry.recorded), {})
        part: Facts = {}
        for key, amount in self._changes(entry, costs):
            for sums in (self.facts, flow, part):
                add_to(sums, key, amount)
        self.parts.append(part)

    def _changes(self, entry: Any, costs: Iterator[Decimal]) -> Iterator[Change]:
        lines: tuple[Any, ...] = getattr(entry, "lines", ())
        match entry:
            case EntryReversed():
                yield from ((key, -amount) for key, amount in self.parts[entry.of.number].items())
            case DinerEnrolled() | MealsServed() | FeesPaid() | FeesRefunded():
                yield from self._of_diners(entry)
            case HeadcountCorrected() | FoodUseCorrected():
                yield from corrected_by(entry)
            case FeesEarned() | FeesReturned() | SurplusReturned():
                yield from self._of_diners(entry)
            case StockOpened() | FoodStocked():
                for each in lines:
                    quantity = each.quantity.to(UNITS[each.item]).amount
                    yield from self._store(each.item, quantity, each.amount, each.expires)
                    yield from (
                        owed(entry.supplier, each.amount) if type(entry) is FoodStocked else [(BANKED, -each.amount)]
                    )
            case FoodIssued() | FoodWrittenOff():
                purse = COMMON if type(entry) is FoodWrittenOff else Purse(entry.segment, entry.fund)
                for each in lines:
                    cost, quantity = next(costs), each.quantity.to(UNITS[each.item]).amount
                    yield from self._drawn(each.item, quantity, cost, each.lot)
                    yield ("result", purse), -cost
            case StockAdjusted():
                for each in lines:
                    cost = next(costs)
                    if each.difference > 0:
                        yield from self._store(each.item, each.difference, -cost, None)
                    else:
                        yield from self._drawn(each.item, -each.difference, cost, None)
                    yield ("result", COMMON), -cost
            case _:
                yield from money_of(entry)

    def _of_diners(self, entry: Any) -> Iterator[Change]:
        if type(entry) is DinerEnrolled:
            yield from ((BANKED, entry.opening), *prepaid(entry.diner, entry.opening))
        for each in getattr(entry, "lines", ()):
            if type(entry) is MealsServed:
                amount, segment = each.servings * PRICES[entry.meal], dict(ON_OFFER)[entry.meal]
                yield from (*prepaid(each.diner, -amount), (("result", Purse(segment, "fee")), amount))
                yield ("meals", segment), Decimal(each.servings)
            else:
                paid = -each.amount if type(entry) in {FeesRefunded, FeesEarned} else each.amount
                yield from prepaid(each.diner, paid)
                banked = type(entry) in {FeesPaid, FeesRefunded}
                yield (BANKED, paid) if banked else (("result", fees_of(each.diner)), -paid)

    def _store(self, item: str, quantity: Decimal, value: Decimal, due: date | None) -> Iterator[Change]:
        yield from (((word, item), amount) for word, amount in (("quantity", quantity), ("value", value)))
        yield from (((("due", item, due)), quantity), (("store",), value))

    def _drawn(self, item: str, quantity: Decimal, cost: Decimal, lot: str | None) -> Iterator[Change]:
        """Yield what leaves: what spoils first goes first, the last takes the rest of the value, else its exact share."""
        there, value = (self.facts.get((word, item), NOTHING) for word in ("quantity", "value"))
        assert cost == value if quantity == there else 0 <= cost <= value
        if COSTING[item] == "average":
            assert abs(cost * there - value * quantity) * 2 <= FEN * there
        held = sorted((k for k in self.facts if k[0] == "due" and k[1] == item), key=lambda k: k[2] or date.max)
        for key in held:
            if lot is None or (key[2] is not None and lot == f"L{key[2]:%m%d}"):
                part = min(quantity, self.facts[key])
                quantity -= part
                yield from ((key, -part), (("quantity", item), -part))
        yield from ((("value", item), -cost), (("store",), -cost))


def affordable(entry: Any, facts: Facts) -> bool:
    """Tell whether a refund, a surplus given back or a transfer is no more than what is there of it."""
    match entry:
        case FeesRefunded():
            return all(each.amount <= facts.get(("prepaid", each.diner), 0) for each in entry.lines)
        case FundsTransferred():
            purses, amount = [Purse(entry.segment, entry.fund)], entry.amount
        case SurplusReturned():
            purses, amount = [fees_of(each.diner) for each in entry.lines], max(each.amount for each in entry.lines)
        case _:
            return True
    left = (facts.get(("result", purse), NOTHING) + facts.get(("carried", purse), NOTHING) for purse in purses)
    return amount <= min(left)


def money_of(entry: Any) -> Iterator[Change]:
    """Yield what a slip without diners and without the store changes."""
    lines: tuple[Any, ...] = getattr(entry, "lines", ())
    match entry:
        case SurplusOpened():
            yield from ((BANKED, entry.amount), (("carried", Purse(entry.segment, entry.fund)), entry.amount))
        case DebtOpened():
            yield from ((BANKED, entry.amount), *owed(entry.supplier, entry.amount))
        case SubsidyReceived() | DonationReceived() | IncomeReceived():
            fund = {SubsidyReceived: "subsidy", DonationReceived: "donation", IncomeReceived: "other"}[type(entry)]
            segment = entry.segment if type(entry) is DonationReceived else "other" if fund == "other" else "pupils"
            yield from ((BANKED, entry.amount), (("result", Purse(segment, fund)), entry.amount))
        case CostBilled():
            purse = COMMON if entry.segment == "common" else Purse(entry.segment, "fee")
            yield from (*owed(entry.supplier, entry.amount), (("result", purse), -entry.amount))
        case FoodUsed():
            for each in lines:
                yield from (
                    *owed(entry.supplier, each.amount),
                    (("result", Purse(entry.segment, entry.fund)), -each.amount),
                )
        case SupplierPaid() | CashPaid():
            yield from owed(entry.supplier, -entry.amount)
            yield (BANKED if type(entry) is SupplierPaid else ("cash",)), -entry.amount
        case CashDrawn() | CashReturned():
            amount = entry.amount if type(entry) is CashDrawn else -entry.amount
            yield from ((("cash",), amount), (BANKED, -amount))
        case FundsTransferred():
            yield ("carried", Purse(entry.segment, entry.fund)), -entry.amount
            yield ("carried", Purse(entry.to_segment, entry.to_fund)), entry.amount
        case CostsAllocated():
            for each in lines:
                yield from ((("result", Purse(each.segment, "fee")), -each.amount), (("result", COMMON), each.amount))


def corrected_by(entry: HeadcountCorrected | FoodUseCorrected) -> Iterator[Change]:
    """Yield what the correction of a headcount, or of goods used at once, changes."""
    if isinstance(entry, FoodUseCorrected):
        dearer = entry.amount - entry.instead_of
        yield from (*owed(entry.supplier, dearer), (("result", Purse(entry.segment, entry.fund)), -dearer))
        return
    more, segment = entry.servings - entry.instead_of, dict(ON_OFFER)[entry.meal]
    yield from prepaid(entry.diner, -more * PRICES[entry.meal])
    yield from ((("result", Purse(segment, "fee")), more * PRICES[entry.meal]), (("meals", segment), Decimal(more)))


def fees_of(diner: str) -> Purse:
    """Return the purse that a diner's fees belong to."""
    return Purse(next(segment for segment, names in NAMES.items() if diner in names), "fee")


def prepaid(diner: str, amount: Decimal) -> tuple[Change, ...]:
    """Return the change of what a diner has paid in advance."""
    return ((("prepaid", diner), amount), (("diners", fees_of(diner)), amount))


def owed(supplier: str, amount: Decimal) -> tuple[Change, ...]:
    """Return the change of what a supplier is owed."""
    return ((("owed", supplier), amount), (("suppliers",), amount))


OWNED: Final = {BANK: "bank", CASH: "cash", STORE: "store"}
OWED: Final = {CARRIED: "carried", ADVANCES: "diners", RECEIVABLE: "diners"}


def standing(columns: CanteenState) -> Facts:
    """Return what the ledger, the store and the other columns say, in the words of the count by hand."""
    found: Facts = {}
    for (account, purse), amount in columns.balances.items():
        if account in OWNED:
            add_to(found, (OWNED[account],), amount)
        elif account == SUPPLIERS:
            add_to(found, ("suppliers",), -amount)
        else:
            add_to(found, (OWED.get(account, "result"), purse), -amount)
    for word, column in (("prepaid", columns.prepaid), ("owed", columns.owed)):
        for name, amount in column.items():
            add_to(found, (word, name), amount)
    for (_, segment), servings in columns.served.items():
        add_to(found, ("meals", segment), Decimal(servings))
    for item in columns.layers:
        for layer in columns.layers[item]:
            add_to(found, ("quantity", item), layer.left)
            add_to(found, ("value", item), layer.value)
        for lot in columns.lots[item]:
            add_to(found, ("due", item, lot.expires), lot.left)
    return found


# --- what must hold -----------------------------------------------------------------------------------------------


SHARED: Final = frozenset({CASH, STORE, SUPPLIERS})
SIDES: Final = {CASH: 1, RECEIVABLE: 1, ADVANCES: -1}
"""Accounts that are never on the other side: no debt below nothing, and no less than nothing paid in advance."""


def wrongs(columns: CanteenState) -> Iterator[str]:
    """Yield where a purse is out of balance or overspent, and where store and lots do not agree."""
    purses: dict[Purse, Decimal] = {}
    for (account, purse), amount in columns.balances.items():
        purses[purse] = purses.get(purse, NOTHING) + amount
        overspent = account == BANK and amount < 0 and purse.fund in EARMARKED
        if overspent or amount * SIDES.get(account, 0) < 0 or (account in SHARED and purse != COMMON):
            yield f"{account} of {purse} is {amount}"
    yield from (f"{purse} is out of balance by {amount}" for purse, amount in purses.items() if amount)
    for supplier, amount in columns.owed.items():
        if -amount > columns.credited.get(supplier, NOTHING):
            yield f"{supplier} is overpaid by {-amount}"
    debts = -sum(amount for amount in columns.prepaid.values() if amount < 0)
    if debts != sum(columns.balance(RECEIVABLE, Purse(segment, "fee")) for segment in NAMES):
        yield f"the diners owe {debts}, and the ledger says otherwise"
    for item, layers in columns.layers.items():
        lots = columns.lots[item]
        if any(each.left <= 0 or each.value < 0 for each in layers) or any(each.left <= 0 for each in lots):
            yield f"{item}: {layers}, {lots}"
        if sum(each.left for each in layers) != sum(each.left for each in lots):
            yield f"{item}: {layers}, {lots}"


def holds(columns: CanteenState, counted: Facts) -> None:
    """Nothing is wrong in itself, and all is as counted by hand."""
    assert list(wrongs(columns)) == []
    assert standing(columns) == counted


def month_holds(figures: Figures, flow: Facts, month: Month) -> None:
    """The figures of a month are what its slips brought: income less cost by purse, the bank, the store, the meals."""
    results = Facts()
    for measure, sign in ((INCOME_EARNED, 1), (COST_INCURRED, -1)):
        for (segment, fund, _), amount in figures.parts(measure).items():
            add_to(results, ("result", Purse(segment, fund)), sign * Decimal(amount))
    assert results == {key: amount for key, amount in flow.items() if key[0] == "result"}
    assert figures[BANK_MOVED] == flow.get(BANKED, 0)
    assert [figures[MEALS, segment] for segment in NAMES] == [flow.get(("meals", each), 0) for each in NAMES]
    if month != FIRST:
        for item in UNITS:
            moved = figures[STOCKED, item] - figures[ISSUED, item] - figures[LOST, item]
            assert moved == flow.get(("value", item), 0), item


def kept(columns: CanteenState) -> tuple[Any, ...]:
    """Return all that a canteen owns and owes, to hold a later answer about the same day against."""
    held = (columns.balances, columns.layers, columns.lots, columns.prepaid, columns.owed)
    return tuple(dict(each) for each in held)


# --- lived through ------------------------------------------------------------------------------------------------


@define
class Life:
    """A term of a canteen: whatever is attempted, what must hold is held against it."""

    clerk: Clerk
    count: Count = Factory(Count)
    refused: Counter[str] = Factory(Counter)
    closed: dict[Month, Any] = Factory(dict)

    def attempt(self, entry: Any) -> LogisticsError | None:
        """Post *entry* and count it in, or see that its refusal left no trace; hold what must hold."""
        book = self.clerk.book
        closely = self.clerk.below(20) == 0
        before = snapshot(book) if closely else book.version
        try:
            number = book.post(entry).number
        except LogisticsError as error:
            self.refused[error.code] += 1
            assert before == (snapshot(book) if closely else book.version), "a refusal left a trace"
            return error
        assert entry.recorded > max((month.last for month in self.closed), default=date.min), "that month is closed"
        lines = book.columns.derived.get(number, ())
        self.count.add(entry, iter([each.amount for each in lines if each.credit == STORE]))
        holds(book.columns, self.count.facts)
        return None

    def follow(self, entries: Iterable[Any]) -> None:
        """Post what has to be possible."""
        for entry in entries:
            error = self.attempt(entry)
            assert error is None, str(error)

    def run(self, entries: int) -> CanteenLedger:
        """Live through all months, with so many *entries* in all; look back on every month at the end."""
        book, month = self.clerk.book, FIRST
        self.follow(self.clerk.beginning())
        for share in range(MONTHS):
            first, last = (entries * each // MONTHS for each in (share, share + 1))
            while book.version < last:
                day = (book.version - first) * (len(month) - 1) // (last - first)
                self.clerk.on = max(self.clerk.on, month.first + timedelta(days=day))
                self.attempt(self.clerk.entry())
            self.follow(self.clerk.month_end(month))
            figures = book.figures(month)
            month_holds(figures, self.count.flows[month], month)
            self.closed[month] = (figures, book.bank(month), kept(book.columns))
            error = self.attempt(stories.billed(1, on=month.last))
            assert error is not None, "posted into a closed month"
            month = month.next()
        for earlier, (figures, bank, _) in self.closed.items():
            assert (book.figures(earlier), book.bank(earlier)) == (figures, bank), (
                f"{earlier} is closed and has changed"
            )
        assert kept(book.as_of(FIRST.last).columns) == self.closed[FIRST][2], f"{FIRST.last} is past and has changed"
        return book


def test_ten_thousand_entries() -> None:
    """Over a term of random entries no fen and no gram is made or lost, refusals leave no trace, closed months stay."""
    life = Life(Clerk(CanteenLedger(PLAN), Random(2025)))
    book = life.run(10_000)
    assert book.version >= 10_000
    kinds = Counter(type(entry) for entry in book.entries)
    assert min(kinds[kind] for kind in (EntryReversed, FundsTransferred, StockAdjusted, FeesRefunded)) >= 3
    assert min(life.refused[code] for code in ("already", "closed", "duplicate", "insufficient", "range", "rule")) >= 10


# --- and the test can fail ----------------------------------------------------------------------------------------


def of_pupils(right: Any) -> Any:
    """Charge everybody's meals to the pupils' purse."""
    pupils = Purse("pupils", "fee")
    return lambda *given: tuple(evolve(each, purse=pupils) for each in right(*given))


def leaving_a_fen(right: Any) -> Any:
    """Cost the last of an item a fen less than what is left of its value."""

    def taken(layers: Any, quantity: Decimal) -> Any:
        cost, rest = right(layers, quantity)
        return (cost, rest) if rest or not cost else (cost - FEN, rest)

    return taken


def rounded_up(right: Any) -> Any:
    """Cost a part of an item a fen more than its share, and its rest a fen less."""

    def taken(layers: Any, quantity: Decimal) -> Any:
        cost, rest = right(layers, quantity)
        if not rest or not rest[0].value:
            return cost, rest
        return cost + FEN, (evolve(rest[0], value=rest[0].value - FEN), *rest[1:])

    return taken


def two_lines_at_most(right: Any) -> Any:
    """Lose every line of the ledger but two of each slip."""
    return lambda state, recorded, lines: right(state, recorded, tuple(lines)[:2])


def last_due_first(right: Any) -> Any:
    """Keep the lots the other way round."""
    return lambda state, item, on, layers, lots: right(state, item, on, layers, lots[::-1])


def never(_: Any) -> Any:
    """Do nothing."""
    return lambda *_: None


def with_a_trace(right: Any) -> Any:
    """Write while checking."""

    def check(entry: SupplierPaid, state: CanteenState) -> None:
        state.owed["无名"] = FEN
        right(entry, state)

    return check


FAULTS: Final[tuple[tuple[Any, str, Callable[[Any], Any]], ...]] = (
    (CanteenState, "charge", of_pupils),
    (columns, "taken", leaving_a_fen),
    (columns, "taken", rounded_up),
    (CanteenState, "enter", two_lines_at_most),
    (CanteenState, "move", last_due_first),
    (store, "need_money", never),
    (MonthClosed, "apply", never),
    (SupplierPaid, "check", with_a_trace),
)


@pytest.mark.parametrize(("owner", "name", "fault"), FAULTS, ids=lambda part: getattr(part, "__name__", str(part)))
def test_fault_comes_to_light(owner: Any, name: str, fault: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    """A ledger with one of these faults planted in it does not get through a term of a thousand entries."""
    monkeypatch.setattr(owner, name, fault(getattr(owner, name)))
    with pytest.raises(AssertionError):
        Life(Clerk(CanteenLedger(PLAN), Random(2025))).run(1_000)
