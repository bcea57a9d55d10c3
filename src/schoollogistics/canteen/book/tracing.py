"""Where food went and money is owed: which meals took of a lot, and which bills are still to be paid."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from attrs import evolve, frozen

from schoollogistics.canteen.entries.cash import CashPaid
from schoollogistics.canteen.entries.keeping import FoodWrittenOff, StockAdjusted
from schoollogistics.canteen.entries.money import CostBilled, DebtOpened, SupplierPaid
from schoollogistics.canteen.entries.store import FoodIssued, FoodStocked, FoodUsed
from schoollogistics.canteen.entries.uses import FoodUseCorrected
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.journal import Ref, numbered
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
    """A bill that is not paid in full: to whom, since when, which document, how much it was and is left, in yuan."""

    supplier: str
    since: date
    document: str | None
    amount: Decimal
    left: Decimal


def lot_uses(book: "CanteenLedger") -> Iterator[LotUse]:
    """Yield every part of a lot that left, in order of posting."""
    derived, units = book.columns.derived, book.columns.unit
    for number, entry in numbered(book):
        if not isinstance(entry, Drawn):
            continue
        eaten = entry if isinstance(entry, FoodIssued | FoodUsed) else None
        for posting in derived.get(number, ()):
            for part in posting.taken:
                yield LotUse(
                    ref=Ref(book.name, number),
                    on=entry.on,
                    item=posting.item,
                    lot=part.lot,
                    quantity=Quantity(part.quantity, units[posting.item]),
                    meal=None if eaten is None else eaten.meal,
                    segment=None if eaten is None else eaten.segment,
                )


def payables(book: "CanteenLedger") -> tuple[Payable, ...]:
    """Return the bills that are not paid in full, the oldest of each supplier first: a payment settles the oldest."""
    bills: dict[str, list[Payable]] = {}
    for _, entry in numbered(book):
        if isinstance(entry, Bill):
            amount = _amount(entry)
            document = None if isinstance(entry, DebtOpened) else entry.document
            bill = Payable(supplier=entry.supplier, since=entry.recorded, document=document, amount=amount, left=amount)
            bills.setdefault(entry.supplier, []).append(bill)
        elif isinstance(entry, FoodUseCorrected):
            bills[entry.supplier] = _corrected(bills[entry.supplier], entry)
    for _, entry in numbered(book):
        if isinstance(entry, SupplierPaid | CashPaid):
            bills[entry.supplier] = _settled(bills.get(entry.supplier, []), entry.amount)
    return tuple(bill for held in bills.values() for bill in sorted(held, key=lambda each: each.since) if bill.left)


def _amount(entry: Bill) -> Decimal:
    if isinstance(entry, FoodStocked | FoodUsed):
        return total(line.amount for line in entry.lines)
    return entry.amount


def _corrected(bills: list[Payable], entry: FoodUseCorrected) -> list[Payable]:
    context, found, more = own_context(), list[Payable](), entry.more
    for bill in bills:
        # A document that several slips name is corrected on the first of them that is large enough.
        part = more if bill.document == entry.document and bill.amount >= minus(more) else NOTHING
        amount, more = context.add(bill.amount, part), context.subtract(more, part)
        found.append(evolve(bill, amount=amount, left=amount))
    return found


def _settled(bills: list[Payable], paid: Decimal) -> list[Payable]:
    context, found = own_context(), list[Payable]()
    for bill in sorted(bills, key=lambda each: each.since):
        part = min(bill.left, paid)
        paid = context.subtract(paid, part)
        found.append(evolve(bill, left=context.subtract(bill.left, part)))
    return found
