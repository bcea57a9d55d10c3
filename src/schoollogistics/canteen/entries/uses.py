"""Food that was booked with a wrong amount: put right by an entry of its own, on its own accounting date."""

from decimal import Decimal
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import Bearer, Fund, Segment
from schoollogistics.canteen.entries.objections import in_unit, need_money, need_purse, unknown
from schoollogistics.canteen.rules.accounts import CATEGORY_ACCOUNTS, LOSSES, STORE, SUPPLIERS
from schoollogistics.canteen.rules.plans import P71
from schoollogistics.canteen.state import COMMON, CanteenState, Posting, Purse
from schoollogistics.canteen.state.ledger import bought, may_pay
from schoollogistics.canteen.state.stock import Goods, Layer, Taken, less, quantity_of, revalued
from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.values.ids import DocumentId, FoodId, LotId, VendorId
from schoollogistics.values.money import FEN, NOTHING, own_context, total
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Cost as Amount
from schoollogistics.values.shapes import Note, Yuan


@final
@frozen(kw_only=True)
class FoodUseCorrected(Entry[CanteenState]):
    """Food used at once was booked with a wrong amount or weight: what it was in truth (更正直接领用).

    Supplier, document, segment, fund and item are those of the slip. ``amount`` is what it should have cost,
    ``instead_of`` what the book has, in yuan; the difference goes to the same purse and the same supplier. Where the weight
    was wrong, ``quantity`` is what it should have been and ``instead_of_quantity`` what the book has, of one ``lot``.
    """

    kind: ClassVar[str] = "canteen.food_use_corrected"

    supplier: VendorId
    document: DocumentId
    segment: Segment
    fund: Fund
    item: FoodId
    amount: Amount
    instead_of: Amount
    quantity: Quantity | None = None
    instead_of_quantity: Quantity | None = None
    lot: LotId | None = None
    reason: Note

    @property
    def more(self) -> Decimal:
        """By how much more (less: negative) it cost, in yuan."""
        return own_context().subtract(self.amount, self.instead_of)

    @property
    def key(self) -> tuple[str, str, str, Purse]:
        """Which goods of whose: supplier, document, item, purse."""
        return self.supplier, self.document, self.item, Purse(self.segment, self.fund)

    def weight(self, state: CanteenState) -> tuple[Taken, ...]:
        """Return how much more (less: negative) of the lot was used, in the item's unit; nothing where that was right."""
        if self.quantity is None or self.instead_of_quantity is None:
            return ()
        right, wrong = (each.to(state.unit[self.item]).amount for each in (self.quantity, self.instead_of_quantity))
        return (Taken(self.lot, less(right, wrong)),)

    def check(self, state: CanteenState) -> None:
        """Refuse goods that nobody used (``Unknown``), and another sum or weight than the book's (state).

        And more than an earmarked fund has (insufficient), half a weight (missing), less than none (range), another lot.
        """
        booked = state.billed.get(self.key)
        if booked is None:
            known = [document for supplier, document, *_ in state.billed if supplier == self.supplier]
            raise unknown(
                self, state, Text("slip of goods used at once", "直接领用单据"), self.document, dict.fromkeys(known)
            )
        if self.instead_of != booked or not (self.more or self.quantity is not None):
            raise state.refusal(
                self,
                "state",
                stands=Text(f"the book has {booked}", f"账上为 {booked}"),
                takes=Text(f"instead_of={booked}, and another amount", f"原登记请填 {booked}，更正后须不同"),
                fields=("instead_of", "amount"),
            )
        self._need_weight(state)
        if self.more > 0:
            need_money(self, state, Purse(self.segment, self.fund), self.more)

    def _need_weight(self, state: CanteenState) -> None:
        if self.quantity is None or self.instead_of_quantity is None:
            given = {self.quantity, self.instead_of_quantity, self.lot} != {None}
            lacking = {"quantity": self.quantity is None, "instead_of_quantity": self.instead_of_quantity is None}
            state.need(self, **{name: given and lacks for name, lacks in lacking.items()})
            return
        right, wrong = (in_unit(state, self.item, each) for each in (self.quantity, self.instead_of_quantity))
        if right < 0:
            raise state.refusal(
                self,
                "range",
                stands=Text(f"{self.quantity} of {self.item}", f"{self.item} 数量为 {self.quantity}"),
                takes=Text("nothing or more", "不得小于零"),
                fields=("quantity",),
            )
        booked = state.weighed.get((*self.key, self.lot))
        if booked is None:
            known = [lot for *slip, lot in state.weighed if tuple(slip) == self.key and lot is not None]
            raise unknown(self, state, Text("lot on this slip", "此单批次"), self.lot or "-", known)
        if wrong != booked or right == booked:
            said = Quantity(booked, state.unit[self.item])
            raise state.refusal(
                self,
                "state",
                stands=Text(f"the book has {said} of this lot", f"该批次账上为 {said}"),
                takes=Text(f"{said}, and another quantity", f"原登记数量请填 {said}，更正后须不同"),
                fields=("instead_of_quantity", "quantity", "lot"),
            )

    def apply(self, state: CanteenState) -> None:
        """Owe the difference, at the cost of the same purse."""
        state.billed[self.key] = self.amount
        if self.quantity is not None:
            state.weighed[(*self.key, self.lot)] = self.quantity.to(state.unit[self.item]).amount
        state.owe(self.supplier, self.more)
        account, purse = CATEGORY_ACCOUNTS[state.category[self.item]], Purse(self.segment, self.fund)
        state.enter(self.recorded, bought(purse, account, SUPPLIERS, self.more, self.item, self.weight(state)))


@frozen(kw_only=True)
class Borne:
    """What one purse, or all in common, bears of a difference in price, in yuan; a gain is negative."""

    segment: Bearer
    share: Yuan
    fund: Fund = "fee"


@final
@frozen(kw_only=True)
class FoodStockCorrected(Entry[CanteenState]):
    """Food in the store was booked with a wrong price: what it came to in truth (更正入库金额).

    Supplier, document, item and lot are those of the slip. ``amount`` is what it should have cost, ``instead_of`` what the
    book has, in yuan. What still lies in the store is worth its part of the difference; the part that is used already is a
    cost of the month of the correction, borne as the lines say, which ``CanteenLedger.stock_correction`` works out.
    """

    kind: ClassVar[str] = "canteen.food_stock_corrected"

    supplier: VendorId
    document: DocumentId
    item: FoodId
    amount: Amount
    instead_of: Amount
    lot: LotId | None = None
    lines: tuple[Borne, ...] = ()
    reason: Note

    @property
    def more(self) -> Decimal:
        """By how much more (less: negative) it cost, in yuan."""
        return own_context().subtract(self.amount, self.instead_of)

    @property
    def key(self) -> Goods:
        """Which goods: supplier, document, item, lot."""
        return self.supplier, self.document, self.item, self.lot

    def check(self, state: CanteenState) -> None:
        """Refuse goods that never came in (``Unknown``), another sum than the book's or than was used (state).

        And a purse twice, one that is not for it (P71) or has not as much (insufficient).
        """
        if self.key not in state.came_in:
            known = [document for supplier, document, *_ in state.came_in if supplier == self.supplier]
            raise unknown(self, state, Text("slip of goods stocked", "入库单据"), self.document, dict.fromkeys(known))
        _, booked = state.came_in[self.key]
        if self.instead_of != booked or self.amount == booked:
            raise state.refusal(
                self,
                "state",
                stands=Text(f"the book has {booked}", f"账上为 {booked}"),
                takes=Text(f"instead_of={booked}, and another amount", f"原登记请填 {booked}，更正后须不同"),
                fields=("instead_of", "amount"),
            )
        state.each_once(self, ((line.segment, line.fund) for line in self.lines), "lines")
        used, said = used_part(state, self.key, self.amount)[1], total(line.share for line in self.lines)
        if said != used:
            raise state.refusal(
                self,
                "state",
                stands=Text(
                    f"{used} of it is used already, the lines have {said}", f"已耗用部分为 {used}，明细为 {said}"
                ),
                takes=Text("the lines that stock_correction works out", "明细合计须为已耗用部分"),
                fields=("lines",),
            )
        for line in self.lines:
            self._need_bearer(state, line)

    def _need_bearer(self, state: CanteenState, line: Borne) -> None:
        purse, account = Purse(line.segment, line.fund), CATEGORY_ACCOUNTS[state.category[self.item]]
        need_purse(self, state, purse)
        if not may_pay(purse, account) or (line.segment == "common" and line.fund != "fee"):
            state.refuse(
                P71,
                self,
                stands=Text("the fund is not for this cost", "该项资金不能用于此费用"),
                takes=Text("the fees, or a fund of its purpose", "请从伙食费列支，专款只用于本身用途"),
                fields=("lines",),
            )
        if line.share > 0:
            need_money(self, state, purse, line.share)

    def apply(self, state: CanteenState) -> None:
        """Owe the difference; the store is worth what it should have been, and who used the rest bears that."""
        quantity, _ = state.came_in[self.key]
        state.layers[self.item] = used_part(state, self.key, self.amount)[0]
        state.came_in[self.key] = (quantity, self.amount)
        state.owe(self.supplier, self.more)
        account, item = CATEGORY_ACCOUNTS[state.category[self.item]], self.item
        postings = [Posting(debit=STORE, credit=SUPPLIERS, purse=COMMON, amount=self.more, item=item)]
        for line in self.lines:
            if line.segment == "common":
                postings.append(Posting(debit=LOSSES, credit=STORE, purse=COMMON, amount=line.share, item=item))
            else:
                postings += bought(Purse(line.segment, line.fund), account, STORE, line.share, item)
        state.enter(self.recorded, postings)


def used_part(state: CanteenState, key: Goods, amount: Decimal) -> tuple[tuple[Layer, ...], Decimal]:
    """Return the layers of an item once the goods of *key* cost *amount*, and how much of the difference they do not hold.

    They hold as much of it as there is left of the lot, to the fen half up.
    """
    *_, item, lot = key
    (quantity, booked), context = state.came_in[key], own_context()
    there = quantity_of(each for each in state.lots.get(item, ()) if each.lot == lot)
    more = context.subtract(amount, booked)
    part = context.divide(context.multiply(more, min(there, quantity)), quantity).quantize(FEN, context=context)
    layers, left = revalued(state.layers.get(item, ()), part, key)
    return layers, total([context.subtract(more, part), left, NOTHING])
