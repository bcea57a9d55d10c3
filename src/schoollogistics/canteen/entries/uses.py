"""Food used at once that was booked with a wrong amount: put right by an entry of its own, on its own accounting date."""

from decimal import Decimal
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import Fund, Segment
from schoollogistics.canteen.entries.objections import insufficient, need_money, unknown
from schoollogistics.canteen.rules.accounts import CATEGORY_ACCOUNTS, SUPPLIERS
from schoollogistics.canteen.state import CanteenState, Purse
from schoollogistics.canteen.state.ledger import bought
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, add
from schoollogistics.values.ids import DocumentId, FoodId, VendorId
from schoollogistics.values.money import NOTHING, own_context
from schoollogistics.values.shapes import Cost as Amount
from schoollogistics.values.shapes import Note


@final
@frozen(kw_only=True)
class FoodUseCorrected(Entry[CanteenState]):
    """Food used at once was booked with a wrong amount: what it came to in truth (更正直接领用金额).

    Supplier, document, segment, fund and item are those of the slip. ``amount`` is what it should have been,
    ``instead_of`` what the book has, in yuan; the difference goes to the same purse and the same supplier.
    """

    kind: ClassVar[str] = "canteen.food_use_corrected"

    supplier: VendorId
    document: DocumentId
    segment: Segment
    fund: Fund
    item: FoodId
    amount: Amount
    instead_of: Amount
    reason: Note

    @property
    def more(self) -> Decimal:
        """By how much more (less: negative) it cost, in yuan."""
        return own_context().subtract(self.amount, self.instead_of)

    @property
    def key(self) -> tuple[str, str, str, Purse]:
        """Which goods of whose: supplier, document, item, purse."""
        return self.supplier, self.document, self.item, Purse(self.segment, self.fund)

    def check(self, state: CanteenState) -> None:
        """Refuse goods that nobody used (``Unknown``), and another sum than the book's (state).

        And more than an earmarked fund has, or than is still owed to the supplier (insufficient).
        """
        booked = state.billed.get(self.key)
        if booked is None:
            known = [document for supplier, document, *_ in state.billed if supplier == self.supplier]
            raise unknown(
                self, state, Text("slip of goods used at once", "直接领用单据"), self.document, dict.fromkeys(known)
            )
        if self.instead_of != booked or not self.more:
            raise state.refusal(
                self,
                "state",
                stands=Text(f"the book has {booked}", f"账上为 {booked}"),
                takes=Text(f"instead_of={booked}, and another amount", f"原登记请填 {booked}，更正后须不同"),
                fields=("instead_of", "amount"),
            )
        if self.more > 0:
            need_money(self, state, Purse(self.segment, self.fund), self.more)
        owed = state.owed.get(self.supplier, NOTHING)
        if own_context().add(owed, self.more) < 0:
            raise insufficient(self, state, owed, self.more.copy_abs(), "amount")

    def apply(self, state: CanteenState) -> None:
        """Owe the difference, at the cost of the same purse."""
        state.billed[self.key] = self.amount
        add(state.owed, self.supplier, self.more)
        account, purse = CATEGORY_ACCOUNTS[state.category[self.item]], Purse(self.segment, self.fund)
        state.enter(self.recorded, bought(purse, account, SUPPLIERS, self.more, self.item))
