"""Bills that were booked before: the same document of a supplier, with the same goods or sum."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schoollogistics.canteen.entries.money import CostBilled
from schoollogistics.canteen.entries.store import FoodStocked, FoodUsed
from schoollogistics.errors import Text
from schoollogistics.journal import Breach, Ref, numbered
from schoollogistics.journal.bookkeeping import POSTED_TWICE
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.canteen.book.ledger import CanteenLedger

Bill = CostBilled | FoodStocked | FoodUsed


def bills_booked_twice(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find bills of a supplier whose document was booked before with the same goods or sum for the same purse, on another day (J01).

    One document may be booked on several slips, for pupils and for staff, for several meals, or for one lot in parts. What came
    with a delivery is held against its acceptance instead (R34).
    """
    seen: dict[object, tuple[int, Bill]] = {}
    for number, entry in numbered(book):
        if isinstance(entry, CostBilled) or (isinstance(entry, FoodStocked | FoodUsed) and entry.delivery is None):
            first, earlier = seen.setdefault(_what(entry), (number, entry))
            if entry.on != earlier.on and entry.on in span:
                same = Ref(book.name, first)
                yield Breach(
                    rule=POSTED_TWICE,
                    on=entry.on,
                    found=Text(
                        f"booked twice? {entry.supplier} {entry.document} like {same} of {earlier.on}",
                        f"重复入账？{entry.supplier} {entry.document} 与 {earlier.on} 的 {same} 单据和内容相同",
                    ),
                    ref=Ref(book.name, number),
                )


def _what(bill: Bill) -> object:
    slip = type(bill), bill.supplier, bill.document
    match bill:
        case CostBilled():
            return (*slip, bill.cost, bill.segment, bill.paid_from, bill.amount)
        case FoodUsed():
            return (*slip, bill.segment, bill.fund, bill.meal, bill.lines)
        case FoodStocked():
            return (*slip, bill.lines)
