"""What the entries of a canteen add up to: diners, prices, the store, the ledger, committees."""

from collections.abc import Iterable, Iterator
from datetime import date
from decimal import Decimal

from attrs import define

from schoollogistics.canteen.rules.accounts import ADVANCES, BANK, CASH, RECEIVABLE, STORE, SUPPLIERS
from schoollogistics.canteen.state.ledger import COMMON, EARMARKED, Posting, Purse, minus
from schoollogistics.canteen.state.stock import Costing, Layer, Lot, Taken, drawn, quantity_of, taken, value_of
from schoollogistics.errors import Text
from schoollogistics.journal import Column, State, add
from schoollogistics.values.ids import Code, PersonId, VendorId
from schoollogistics.values.money import NOTHING, own_context, total
from schoollogistics.values.periods import Month

DinerId = str
DocumentId = str
MealId = str
FoodId = str


@define
class CanteenState(State):
    """Facts by diner, meal, item and committee; and the ledger, by account and purse, and by month as well."""

    segment: dict[DinerId, str] = Column(of="diner")
    group: dict[DinerId, str] = Column(of="diner")
    prepaid: dict[DinerId, Decimal] = Column(of="diner")
    charged: dict[DinerId, Decimal] = Column(of="diner")
    eaten: dict[tuple[DinerId, MealId, date], int] = Column()

    serves: dict[MealId, str] = Column(of="meal")
    sitting: dict[MealId, str] = Column(of="meal")
    prices: dict[MealId, tuple[tuple[date, Decimal], ...]] = Column(of="meal")

    unit: dict[FoodId, str] = Column(of="item")
    category: dict[FoodId, str] = Column(of="item")
    costing: dict[FoodId, Costing] = Column(of="item")
    lots: dict[FoodId, tuple[Lot, ...]] = Column(of="item")
    layers: dict[FoodId, tuple[Layer, ...]] = Column(of="item")
    counted: dict[FoodId, Decimal] = Column(of="item")
    counted_on: dict[FoodId, date] = Column(of="item")
    moved_on: dict[FoodId, date] = Column(of="item")

    body: dict[Code, str] = Column(of="committee")
    members: dict[Code, tuple[tuple[PersonId, str], ...]] = Column(of="committee")

    what: dict[str, str] = Column(of="problem")
    responsible: dict[str, PersonId] = Column(of="problem")
    deadline: dict[str, date] = Column(of="problem")

    balances: dict[tuple[str, Purse], Decimal] = Column()
    monthly: dict[tuple[str, str, Purse], Decimal] = Column()
    owed: dict[VendorId, Decimal] = Column()
    billed: dict[tuple[VendorId, DocumentId, str, Purse], Decimal] = Column()
    weighed: dict[tuple[VendorId, DocumentId, str, Purse, str | None], Decimal] = Column()
    came_in: dict[tuple[VendorId, DocumentId, str, str | None], tuple[Decimal, Decimal]] = Column()
    credited: dict[VendorId, Decimal] = Column()
    served: dict[tuple[str, str], int] = Column()
    carried: dict[Purse, Decimal] = Column()

    def enter(self, recorded: date, postings: Iterable[Posting]) -> None:
        """Write *postings* into the ledger of the month of *recorded*, and keep them for the figures."""
        month, lines = recorded.isoformat()[:7], tuple(postings)
        for each in lines:
            for account, amount in ((each.debit, each.amount), (each.credit, minus(each.amount))):
                add(self.balances, (account, each.purse), amount)
                add(self.monthly, (month, account, each.purse), amount)
        self.derive(lines)

    def balance(self, account: str, purse: Purse) -> Decimal:
        """Return the balance of one account of one purse, debit positive, in yuan."""
        return self.balances.get((account, purse), NOTHING)

    def surplus(self, purse: Purse) -> Decimal:
        """Return what a purse has left over so far, carried in and earned less spent, in yuan."""
        # The accounts of classes 3 to 5 are what was carried in, what was earned, what was spent.
        held = (amount for (account, owner), amount in self.balances.items() if owner == purse and account[0] in "345")
        return total(minus(amount) for amount in held)

    def through(self, month: Month, account: str, purse: Purse | None = None) -> Decimal:
        """Return the balance of an account at the end of *month*, debit positive, in yuan: of one purse, or of all."""
        return total(
            amount
            for code, owner, amount in self.booked(month)
            if code == account and (purse is None or purse == owner)
        )

    def booked(self, month: Month) -> Iterator[tuple[str, Purse, Decimal]]:
        """Yield what stood in the ledger at the end of *month* as (account, purse, amount), debit positive, in parts.

        What was reversed later stood there still.
        """
        last = str(month)
        for (when, account, purse), amount in self.monthly.items():
            if when <= last:
                yield account, purse, amount
        for number, (entered, undone) in self.undone.items():
            if entered <= month.last < undone:
                for each in self.derived.get(number, ()):
                    yield each.debit, each.purse, each.amount
                    yield each.credit, each.purse, minus(each.amount)

    def surpluses(self, month: Month) -> dict[Purse, Decimal]:
        """Return what each purse had left over at the end of *month*, carried in and earned less spent, in yuan."""
        found: dict[Purse, Decimal] = {}
        for account, purse, amount in self.booked(month):
            if account[0] in "345":
                add(found, purse, minus(amount))
        return found

    def price_on(self, meal: MealId, on: date) -> Decimal | None:
        """Return the price of a *meal* in force on a day, in yuan, or None where there is none yet."""
        found = None
        for since, price in self.prices.get(meal, ()):
            if since <= on:
                found = price
        return found

    def move(self, item: FoodId, on: date, layers: tuple[Layer, ...], lots: tuple[Lot, ...]) -> None:
        """Keep what is left of an *item*; a count of it no longer stands."""
        self.layers[item], self.lots[item], self.moved_on[item] = layers, lots, on
        self.counted.pop(item, None)

    def take(
        self, item: FoodId, on: date, quantity: Decimal, lot: str | None = None
    ) -> tuple[Decimal, tuple[Taken, ...]]:
        """Take a *quantity* of an item out of the store, and return what it cost in yuan and which lots it came from."""
        cost, layers = taken(self.layers.get(item, ()), quantity)
        parts, lots = drawn(self.lots.get(item, ()), quantity, lot)
        self.move(item, on, layers, lots)
        return cost, parts

    def owe(self, supplier: VendorId, amount: Decimal) -> None:
        """Owe a supplier *amount* more; what is taken off its bills (negative) it may come to owe back."""
        add(self.owed, supplier, amount)
        if amount < 0:
            add(self.credited, supplier, minus(amount))

    def charge(self, diner: DinerId, account: str, amount: Decimal) -> tuple[Posting, ...]:
        """Take *amount* off what a diner paid in advance, the rest as a debt: return the lines, credit *account*."""
        purse, paid = Purse(self.segment[diner], "fee"), max(self.prepaid.get(diner, NOTHING), NOTHING)
        advance = min(paid, amount)
        debt = own_context().subtract(amount, advance)
        add(self.prepaid, diner, minus(amount))
        found = [Posting(debit=ADVANCES, credit=account, purse=purse, amount=advance)] if advance or not debt else []
        return (*found, *([Posting(debit=RECEIVABLE, credit=account, purse=purse, amount=debt)] if debt else []))

    def credit(self, diner: DinerId, account: str, amount: Decimal) -> tuple[Posting, ...]:
        """Settle a diner's debt with *amount*, keep the rest as paid in advance: return the lines, debit *account*."""
        purse, held = Purse(self.segment[diner], "fee"), self.prepaid.get(diner, NOTHING)
        add(self.prepaid, diner, amount)
        if held >= 0:
            return (Posting(debit=account, credit=ADVANCES, purse=purse, amount=amount),)
        settled = min(minus(held), amount)
        rest = own_context().subtract(amount, settled)
        found = (Posting(debit=account, credit=RECEIVABLE, purse=purse, amount=settled),)
        return (*found, Posting(debit=account, credit=ADVANCES, purse=purse, amount=rest)) if rest else found


def store_agrees(state: CanteenState) -> Text | None:
    """The store in the ledger is worth what its layers are, lots and layers hold as much, and nothing costs nothing."""
    worth = value_of(layer for layers in state.layers.values() for layer in layers)
    booked = state.balance(STORE, COMMON)
    if worth != booked:
        return Text(f"the store is worth {worth}, the ledger says {booked}", f"库存价值 {worth}，账上 {booked}")
    for item, layers in state.layers.items():
        lots = state.lots.get(item, ())
        empty = any(each.left <= 0 for each in layers) or any(each.left <= 0 for each in lots)
        if empty or quantity_of(layers) != quantity_of(lots):
            return Text(f"lots and costs of {item} differ", f"{item} 的批次与成本数量不符")
    return None


def ledger_balances(state: CanteenState) -> Text | None:
    """All accounts of each purse add up to nothing; no earmarked purse is overspent, nor the cash box."""
    sums: dict[Purse, Decimal] = {}
    for (_, purse), amount in state.balances.items():
        add(sums, purse, amount)
    if sums:
        names = ", ".join("/".join(purse) for purse in sums)
        return Text(f"out of balance: {names}", f"借贷不平：{names}")
    for (account, purse), amount in state.balances.items():
        if account == CASH and amount < 0:
            return Text(f"the cash box would be short of {minus(amount)}", f"备用金将短缺 {minus(amount)}")
        if account == BANK and purse.fund in EARMARKED and amount < 0:
            name = "/".join(purse)
            return Text(f"{name} would be overspent by {minus(amount)}", f"{name} 将超支 {minus(amount)}")
    return None


def suppliers_agree(state: CanteenState) -> Text | None:
    """What is owed to each supplier adds up to the ledger, and none was paid more than its bills, less what it paid back."""
    overpaid = [name for name, amount in state.owed.items() if minus(amount) > state.credited.get(name, NOTHING)]
    if overpaid:
        names = ", ".join(overpaid)
        return Text(f"{names} would be overpaid", f"对 {names} 将多付")
    owed, booked = total(state.owed.values()), minus(state.balance(SUPPLIERS, COMMON))
    return None if owed == booked else Text(f"owed {owed}, in the ledger {booked}", f"应付 {owed}，账上 {booked}")
