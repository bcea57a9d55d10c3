"""Deliveries as they were accepted, line by line, with what was turned away."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.food_safety.entries.codes import (
    Appearance,
    CertificateId,
    Destination,
    Handled,
    Packaging,
    SupplierId,
)
from schoollogistics.food_safety.entries.objections import need_known, need_some, need_unit
from schoollogistics.food_safety.rules.supply import P40, P40_LICENCES, P41, P42, P45
from schoollogistics.food_safety.state import FoodSafetyState
from schoollogistics.journal import Entry
from schoollogistics.values.ids import DeliveryId, DocumentId, FoodId, LotId, PersonId, PlaceId
from schoollogistics.values.money import line_amount, own_context
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Cost, Note, Price
from schoollogistics.values.texts import id_key


@frozen(kw_only=True)
class DeliveryLine:
    """One lot that was accepted: what, how much, for how many yuan, whose, how old, with which papers, and where to.

    ``price`` is in yuan per unit of the quantity. ``ordered`` is what the order asked for; more than that takes a
    ``remark``. ``temperature`` is in °C, of the goods.
    """

    item: FoodId
    quantity: Quantity
    amount: Cost
    lot: LotId
    destination: Destination
    producer: Note | None = None
    produced_on: date | None = None
    expires: date | None = None
    certificates: tuple[CertificateId, ...] = ()
    spec: Note | None = None
    price: Price | None = None
    ordered: Quantity | None = None
    temperature: Quantity | None = None
    appearance: Appearance | None = None
    packaging: Packaging | None = None
    stored_at: PlaceId | None = None
    remark: Note | None = None


@frozen(kw_only=True)
class RejectedLine:
    """Goods that were turned away: what, how much, why, and what became of them. They are no lot."""

    food: FoodId
    rejected_quantity: Quantity
    rejected_because: Note
    handled: Handled


@final
@frozen(kw_only=True)
class DeliveryAccepted(Entry[FoodSafetyState]):
    """A delivery was looked at, and accepted line by line; ``by`` and those who co-sign answer for it (进货查验).

    What was turned away stands on the same slip in ``rejected`` and begins no lot.
    """

    kind: ClassVar[str] = "food_safety.delivery_accepted"

    delivery: DeliveryId
    supplier: SupplierId
    purchaser: PersonId
    lines: tuple[DeliveryLine, ...]
    rejected: tuple[RejectedLine, ...] = ()
    driver: PersonId | None = None
    ticket: DocumentId | None = None
    order: DocumentId | None = None

    def check(self, state: FoodSafetyState) -> None:
        """Refuse a slip that is wrong in itself, then by P45, P40, P41 and P42."""
        state.need(self, lines=not self.lines and not self.rejected)
        need_known(self, state, "supplier", "supplier", self.supplier)
        need_some(self, state, "rejected_quantity", *(line.rejected_quantity for line in self.rejected))
        for line in self.lines:
            _check_line(self, state, line)
        _check_supplier(self, state)
        _check_papers(self, state)
        _check_signers(self, state, self.purchaser, self.driver)

    def apply(self, state: FoodSafetyState) -> None:
        """Keep from whom the delivery came, and the day on which each lot did."""
        state.received_from[self.delivery] = self.supplier
        for line in self.lines:
            state.delivered_on[line.lot] = self.on


@final
@frozen(kw_only=True)
class DeliveryCorrected(Entry[FoodSafetyState]):
    """A lot of a delivery was written down with a wrong weight or sum: what it was in truth (更正验收).

    ``quantity`` and ``amount`` (yuan) are what the slip should have said, ``instead_of_quantity`` and ``instead_of`` what the
    book has. The slip stays as it was signed; papers and the comparison with the canteen's books take what was corrected.
    """

    kind: ClassVar[str] = "food_safety.delivery_corrected"

    lot: LotId
    quantity: Quantity
    instead_of_quantity: Quantity
    amount: Cost
    instead_of: Cost
    reason: Note

    @property
    def more(self) -> Decimal:
        """By how much more (less: negative) it is worth, in yuan."""
        return own_context().subtract(self.amount, self.instead_of)

    def check(self, state: FoodSafetyState) -> None:
        """Refuse a lot that was carried in, other figures than the book's or the same again (state), and nothing (range).

        And fewer than two who sign, or one of them who bought or brought the goods (P42).
        """
        delivery = state.delivery.get(self.lot)
        if delivery is None:
            raise state.refusal(
                self,
                "state",
                stands=Text(f"{self.lot} was carried in", f"{self.lot} 是期初批次"),
                takes=Text("a lot that was delivered", "只更正验收过的批次"),
                fields=("lot",),
            )
        need_some(self, state, "quantity", self.quantity)
        quantity, amount = state.quantity[self.lot], state.amount[self.lot]
        said = (self.instead_of_quantity, self.instead_of)
        if said != (quantity, amount) or said == (self.quantity, self.amount):
            raise state.refusal(
                self,
                "state",
                stands=Text(f"the book has {quantity}, {amount} yuan", f"账上为 {quantity}、{amount} 元"),
                takes=Text("that as instead_of, and another quantity or amount", "原登记请照此填写，更正后须不同"),
                fields=("instead_of_quantity", "instead_of"),
            )
        _check_signers(self, state, state.purchaser[delivery], state.driver.get(delivery))


def _check_line(entry: DeliveryAccepted, state: FoodSafetyState, line: DeliveryLine) -> None:
    """Refuse what cannot be: nothing of something, days in the wrong order, a sum that is none, an unknown paper."""
    need_some(entry, state, "quantity", line.quantity)
    need_unit(entry, state, "temperature", "°C", line.temperature)
    need_known(entry, state, "certificate", "certificates", *line.certificates)
    if line.produced_on is not None and line.produced_on > min(entry.on, line.expires or entry.on):
        raise state.refusal(
            entry,
            "order",
            stands=Text(f"{line.item} was produced on {line.produced_on}", f"{line.item} 生产日期 {line.produced_on}"),
            takes=Text("a day before its last and before the delivery", "不得晚于到期日和到货日"),
            fields=("produced_on",),
        )
    if line.price is not None and line_amount(line.price, line.quantity.amount) != line.amount:
        due = line_amount(line.price, line.quantity.amount)
        raise state.refusal(
            entry,
            "range",
            stands=Text(f"{line.item}: {line.amount} yuan", f"{line.item}：{line.amount} 元"),
            takes=Text(f"quantity × price is {due}", f"数量×单价为 {due} 元"),
            fields=("amount", "price"),
        )
    if line.ordered is not None and line.quantity > line.ordered:
        state.need(entry, remark=line.remark is None)
    spoiled = line.appearance == "spoiled"
    if spoiled or (line.expires is not None and line.expires < entry.on):
        state.refuse(
            P45,
            entry,
            stands=Text(f"{line.item} is spoiled", f"{line.item} 已变质")
            if spoiled
            else Text(f"{line.item} was good until {line.expires}", f"{line.item} 到期日 {line.expires}"),
            takes=Text("turn it away, on the same slip", "应予拒收，写在同一张单的拒收栏"),
            fields=("appearance" if spoiled else "expires",),
        )


def _check_supplier(entry: DeliveryAccepted, state: FoodSafetyState) -> None:
    """Refuse a supplier that is barred, or whose licence is not valid that day (P40)."""
    stands = None
    if state.status["supplier"][entry.supplier] == "barred":
        stands = Text(f"{entry.supplier} is barred", f"{entry.supplier} 已停用")
    else:
        valid = {id_key(each.licence) for each in state.licences[entry.supplier] if each.holds_on(entry.on)}
        wanted = [name for name in state.value(P40_LICENCES, entry.on) or () if id_key(name) not in valid]
        if wanted or not valid:
            lacks = ", ".join(wanted) or "-"
            stands = Text(
                f"{entry.supplier} has no licence valid on {entry.on}: {lacks}",
                f"{entry.supplier} 在 {entry.on} 无有效证照：{lacks}",
            )
    if stands is not None:
        state.refuse(
            P40,
            entry,
            stands=stands,
            takes=Text("a supplier whose licence is valid; file the new one", "请从证照有效的单位进货，或先登记新证"),
            fields=("supplier",),
        )


def _check_papers(entry: DeliveryAccepted, state: FoodSafetyState) -> None:
    """Refuse goods that lack a producer, a date of production or a certificate that covers them that day (P41)."""
    for line in entry.lines:
        lacks = list(_lacks(entry, state, line))
        if lacks:
            state.refuse(
                P41,
                entry,
                stands=Text(
                    f"{line.item} has no {', '.join(each.en for each in lacks)}",
                    f"{line.item} 缺{'、'.join(each.zh for each in lacks)}",
                ),
                takes=Text("all three, or turn it away", "三项齐全方可验收，否则拒收"),
                fields=("lines",),
            )


def _lacks(entry: DeliveryAccepted, state: FoodSafetyState, line: DeliveryLine) -> Iterator[Text]:
    if line.producer is None:
        yield Text("producer", "生产者")
    if line.produced_on is None:
        yield Text("date of production", "生产日期")
    if not any(covers(state, each, line.item, entry.supplier, entry.on) for each in line.certificates):
        yield Text("certificate that covers it", "有效的合格证明")


def covers(state: FoodSafetyState, certificate: str, item: str, supplier: str, on: date) -> bool:
    """Tell whether a *certificate* on file covers an *item* from a *supplier* on a day."""
    until = state.valid_until.get(certificate, on)
    return (
        state.status["certificate"][certificate] == "filed"
        and state.valid_from[certificate] <= on <= until
        and id_key(item) in map(id_key, state.items[certificate])
        and state.holder.get(certificate, supplier) == supplier
    )


def _check_signers(
    entry: DeliveryAccepted | DeliveryCorrected, state: FoodSafetyState, purchaser: str, driver: str | None
) -> None:
    """Refuse fewer than two who sign, and one of them who bought or brought the goods (P42)."""
    signers = (entry.by, *entry.cosigned_by)
    signed = {id_key(each) for each in signers}
    biased = [who for who in (purchaser, driver) if who is not None and id_key(who) in signed]
    if len(signers) < 2 or biased:
        state.refuse(
            P42,
            entry,
            stands=Text(f"{biased[0]} bought or brought it", f"{biased[0]} 是采购人或送货人")
            if biased
            else Text(f"only {entry.by} signs", f"只有 {entry.by} 一人签字"),
            takes=Text("two who accept it, neither the purchaser nor the driver", "须两人验收签字，采购人、送货人除外"),
            fields=("by", "cosigned_by"),
        )
