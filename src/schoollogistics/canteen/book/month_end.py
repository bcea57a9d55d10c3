"""The month end: what has to be settled before it can be closed, and the entries that follow from what was counted."""

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING

from schoollogistics.canteen.entries.cash import CashAdjusted, CashCounted
from schoollogistics.canteen.entries.codes import Segment
from schoollogistics.canteen.entries.dining import FeeLine
from schoollogistics.canteen.entries.fees import FeesRefunded
from schoollogistics.canteen.entries.keeping import AdjustmentLine, StockAdjusted, StockCounted
from schoollogistics.canteen.entries.sharing import BankReconciled, Basis, CostsAllocated, basis_of, shares_of
from schoollogistics.canteen.lifecycle import BANK_MOVED
from schoollogistics.canteen.rules.accounts import BANK
from schoollogistics.canteen.state import CanteenState
from schoollogistics.canteen.state.stock import quantity_of, value_of
from schoollogistics.errors import Text
from schoollogistics.journal import numbered
from schoollogistics.values.money import FEN, NOTHING, own_context, total
from schoollogistics.values.periods import Month

if TYPE_CHECKING:
    from schoollogistics.canteen.book.ledger import CanteenLedger


def adjustment(state: CanteenState, on: date, by: str, reason: str) -> StockAdjusted | None:
    """Return the entry that puts the book right to the last counts; None where they agree.

    What was found is worth what the item costs on average; what was found of nothing is worth nothing.
    """
    context, lines = own_context(), []
    for item, counted in state.counted.items():
        layers = state.layers.get(item, ())
        booked, amount = quantity_of(layers), NOTHING
        difference = context.subtract(counted, booked)
        if difference > 0 and booked:
            worth = context.multiply(value_of(layers), difference)
            amount = context.divide(worth, booked).quantize(FEN, context=context)
        if difference:
            lines.append(AdjustmentLine(item=item, difference=difference, amount=amount))
    return StockAdjusted(lines=tuple(lines), reason=reason, on=on, by=by) if lines else None


def allocation(
    state: CanteenState, month: Month, by: str, weights: Mapping[Segment, int] | None, note: str | None
) -> CostsAllocated | None:
    """Return the entry that shares out the common costs of *month*; None where nothing is left or there is no basis."""
    basis = basis_of(state, month)
    if weights is not None:
        basis = tuple(Basis(served=segment, meals=weight) for segment, weight in weights.items())
    lines = shares_of(state, month, basis)
    return CostsAllocated(month=month, basis=basis, lines=lines, on=month.last, by=by, note=note) if lines else None


def refunds(state: CanteenState, segment: str, on: date, by: str, bank: str, reason: str) -> FeesRefunded | None:
    """Return the slip that gives back what the diners of a segment have paid in advance; None where nothing is left."""
    lines = tuple(
        FeeLine(diner=diner, amount=amount)
        for diner, amount in state.prepaid.items()
        if amount > 0 and state.segment[diner] == segment and state.status["diner"][diner] == "enrolled"
    )
    return FeesRefunded(bank=bank, lines=lines, reason=reason, on=on, by=by) if lines else None


def unsettled(book: "CanteenLedger", month: Month) -> Iterator[Text]:
    """Yield what keeps *month* open: counts, differences, common costs, the cash box, the bank."""
    then: CanteenState = book.as_of(month.last).columns
    later = {
        line.item
        for _, entry in numbered(book)
        if isinstance(entry, StockCounted) and entry.on > month.last
        for line in entry.lines
    }
    # A count that was forgotten cannot be dated back behind the next movement: the next count takes its place.
    yield from (text for item, text in uncounted(then, month) if item not in later)
    shares = shares_of(then, month, basis_of(then, month))
    if shares:
        amount = total(each.amount for each in shares)
        yield Text(f"share out the common costs of {amount}", f"公共费用 {amount} 尚未分摊")
    yield from _cash_not_put_right(book, month)
    booked = then.through(month, BANK)
    if booked or book.figures(month).behind(BANK_MOVED):
        yield from _unreconciled(book, booked, month)


def uncounted(then: CanteenState, month: Month) -> Iterator[tuple[str, Text]]:
    """Yield the items that were there at the end of *month*, or moved in it, and are not counted or not put right."""
    for item, layers in then.layers.items():
        booked = quantity_of(layers)
        if not booked and then.moved_on[item] not in month:
            continue
        counted = then.counted.get(item)
        if counted is None or then.counted_on[item] not in month:
            yield item, Text(f"count {item}", f"{item} 尚未盘点")
        elif counted != booked:
            yield (
                item,
                Text(
                    f"{item}: counted {counted}, booked {booked}: put the book right",
                    f"{item} 实存 {counted}、账存 {booked}，差异尚未处理",
                ),
            )


def _cash_not_put_right(book: "CanteenLedger", month: Month) -> Iterator[Text]:
    """Yield the last count of *month* that was off, until it is put right or a later one agrees."""
    off: CashCounted | None = None
    for _, entry in numbered(book):
        if isinstance(entry, CashAdjusted) or (isinstance(entry, CashCounted) and entry.amount == entry.booked):
            off = None
        elif isinstance(entry, CashCounted) and entry.recorded <= month.last:
            off = entry
    if off is not None:
        yield Text(
            f"cash: counted {off.amount}, booked {off.booked}: put it right",
            f"备用金实存 {off.amount}、账存 {off.booked}，差异尚未处理",
        )


def _unreconciled(book: "CanteenLedger", booked: Decimal, month: Month) -> Iterator[Text]:
    held = [each for _, each in numbered(book) if isinstance(each, BankReconciled) and each.month == month]
    if not held:
        yield Text("hold the account against the bank's statement", "专户尚未与银行对账")
        return
    stated = total([held[-1].statement, *(each.amount for each in held[-1].in_transit)])
    if stated != booked:
        yield Text(
            f"the account was {stated} when it was held against the bank, now it is {booked}",
            f"对账时为 {stated}，现账面为 {booked}",
        )
