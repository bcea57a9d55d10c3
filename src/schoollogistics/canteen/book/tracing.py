"""Where food went and money is owed: which meals took of a lot, and which bills are still to be paid."""

from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from schoollogistics.canteen.entries.cash import CashPaid
from schoollogistics.canteen.entries.keeping import FoodWrittenOff, StockAdjusted
from schoollogistics.canteen.entries.money import CostBilled, DebtOpened, SupplierPaid
from schoollogistics.canteen.entries.store import FoodIssued, FoodStocked, FoodUsed
from schoollogistics.canteen.entries.suppliers import FoodReturned, SupplierRefunded
from schoollogistics.canteen.entries.uses import FoodStockCorrected, FoodUseCorrected
from schoollogistics.canteen.state import Purse
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.canteen.state.stock import added, less
from schoollogistics.journal import Ref, add, numbered
from schoollogistics.values.money import NOTHING, own_context, total
from schoollogistics.values.quantities import Quantity

if TYPE_CHECKING:
    from schoollogistics.canteen.book.ledger import CanteenLedger

Drawn = FoodIssued | FoodUsed | FoodWrittenOff | StockAdjusted
Bill = FoodStocked | FoodUsed | CostBilled | DebtOpened


@frozen(kw_only=True)
class LotUse:
    """A part of one lot that left the store, or never lay in it: which entry, when, how much, for which meal of whom.

    ``meal`` and ``segment`` are None for what was written off or missing.
    """

    ref: Ref
    on: date
    item: str
    lot: str | None
    quantity: Quantity
    meal: str | None
    segment: str | None


@frozen(kw_only=True)
class Payable:
    """A bill that is not paid in full: to whom, since when, which document, how much it was and is left, in yuan.

    What a supplier owes back, once no bill is left to take it off, is less than nothing.
    """

    supplier: str
    since: date
    document: str | None
    amount: Decimal
    left: Decimal


def lot_uses(book: "CanteenLedger") -> tuple[LotUse, ...]:
    """Return every part of a lot that left, in order of posting; what was used at once by the weight as corrected since."""
    derived, units = book.columns.derived, book.columns.unit
    found: list[LotUse] = []
    direct: dict[tuple[object, ...], list[int]] = {}
    for number, entry in numbered(book):
        if isinstance(entry, FoodUseCorrected):
            for part in entry.weight(book.columns):
                _reweigh(found, direct[(*entry.key, part.lot)], part.quantity)
        if not isinstance(entry, Drawn):
            continue
        eaten = entry if isinstance(entry, FoodIssued | FoodUsed) else None
        for posting in derived.get(number, ()):
            for part in posting.taken:
                if isinstance(entry, FoodUsed):
                    purse = Purse(entry.segment, entry.fund)
                    key = (entry.supplier, entry.document, posting.item, purse, part.lot)
                    direct.setdefault(key, []).append(len(found))
                found.append(
                    LotUse(
                        ref=Ref(book.name, number),
                        on=entry.on,
                        item=posting.item,
                        lot=part.lot,
                        quantity=Quantity(part.quantity, units[posting.item]),
                        meal=None if eaten is None else eaten.meal,
                        segment=None if eaten is None else eaten.segment,
                    )
                )
    return tuple(each for each in found if each.quantity.amount)


def _reweigh(found: list[LotUse], places: list[int], more: Decimal) -> None:
    """Let what was used at those *places* be so much *more* (less: negative), the last use first and none less than nothing."""
    for place in reversed(places):
        there = found[place].quantity
        part = max(more, minus(there.amount))
        found[place] = evolve(found[place], quantity=Quantity(added(there.amount, part), there.unit))
        more = less(more, part)


def payables(book: "CanteenLedger") -> tuple[Payable, ...]:
    """Return the bills that are not paid in full, the oldest of each supplier first: what is paid settles the oldest.

    So does what a supplier takes back; what is more than all its bills it owes back, since it was last credited.
    """
    bills: dict[str, list[Payable]] = {}
    paid: dict[str, Decimal] = {}
    credited: dict[str, tuple[date, str | None]] = {}
    context = own_context()
    for _, entry in numbered(book):
        if isinstance(entry, DebtOpened) and entry.amount < 0:
            add(paid, entry.supplier, minus(entry.amount))
            credited[entry.supplier] = (entry.recorded, None)
        elif isinstance(entry, Bill):
            amount = _amount(entry)
            document = None if isinstance(entry, DebtOpened) else entry.document
            bill = Payable(supplier=entry.supplier, since=entry.recorded, document=document, amount=amount, left=amount)
            bills.setdefault(entry.supplier, []).append(bill)
        elif isinstance(entry, FoodUseCorrected | FoodStockCorrected):
            bills[entry.supplier] = _corrected(bills[entry.supplier], entry)
            credited[entry.supplier] = (entry.recorded, entry.document)
        elif isinstance(entry, FoodReturned):
            add(paid, entry.supplier, total(line.amount for line in entry.lines))
            credited[entry.supplier] = (entry.recorded, entry.document)
        elif isinstance(entry, SupplierPaid | CashPaid):
            add(paid, entry.supplier, entry.amount)
        elif isinstance(entry, SupplierRefunded):
            add(paid, entry.supplier, minus(entry.amount))
            credited.setdefault(entry.supplier, (entry.recorded, None))
    found: list[Payable] = []
    for supplier in dict.fromkeys((*bills, *paid)):
        rest = paid.get(supplier, NOTHING)
        for bill in sorted(bills.get(supplier, []), key=lambda each: each.since):
            part = min(bill.left, rest)
            rest = context.subtract(rest, part)
            found.append(evolve(bill, left=context.subtract(bill.left, part)))
        if rest:
            back, (since, document) = minus(rest), credited[supplier]
            found.append(Payable(supplier=supplier, since=since, document=document, amount=back, left=back))
    return tuple(bill for bill in found if bill.left)


def _amount(entry: Bill) -> Decimal:
    if isinstance(entry, FoodStocked | FoodUsed):
        return total(line.amount for line in entry.lines)
    return entry.amount


def _corrected(bills: list[Payable], entry: FoodUseCorrected | FoodStockCorrected) -> list[Payable]:
    context, found, more = own_context(), list[Payable](), entry.more
    for bill in bills:
        # A document that several slips name is corrected on the first of them, as far as that goes.
        part = max(more, minus(bill.amount)) if bill.document == entry.document else NOTHING
        amount, more = context.add(bill.amount, part), context.subtract(more, part)
        found.append(evolve(bill, amount=amount, left=amount))
    return found
