"""What stands on the card of an asset: how it came into the register, what it cost, how long it lasts, into what it is split."""

from datetime import date
from decimal import Decimal
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.assets.entries.checks import at_hand, in_range, open_place
from schoollogistics.assets.entries.codes import Acquisition, LifeMonths, Pieces, Use
from schoollogistics.assets.state import AssetState, Condition
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, Subject
from schoollogistics.values.ids import AssetId, Code, DocumentId, PersonId, PlaceId
from schoollogistics.values.money import FEN, own_context
from schoollogistics.values.shapes import Cost, Note


@final
@frozen(kw_only=True)
class AssetOpened(Entry[AssetState]):
    """An asset that the school had before the book began was carried in, with what is known of it (期初资产).

    One row is one thing or one lot of equal things: *cost* is that of all its pieces. *depreciated* is what was charged
    up to the end of the month before; without it the schedule runs from the beginning.
    """

    kind: ClassVar[str] = "assets.opened"

    asset: AssetId
    name: Note
    category: Code
    cost: Cost
    acquired_on: date
    quantity: Pieces = 1
    unit: Code = "件"
    spec: Note | None = None
    serial: Note | None = None
    place: PlaceId | None = None
    custodian: PersonId | None = None
    condition: Condition = "good"
    use: Use = "in_use"
    in_service_on: date | None = None
    life_months: LifeMonths | None = None
    residual: Cost | None = None
    depreciated: Cost | None = None
    document: DocumentId | None = None
    funding: Note | None = None

    def check(self, state: AssetState) -> None:
        """Refuse days out of order (order), a closed room (state), and values above the cost (range)."""
        state.need_order(self, "acquired_on", "on")
        state.need_order(self, "acquired_on", "in_service_on")
        state.need_order(self, "in_service_on", "on")
        open_place(self, state, self.place)
        spent = (self.residual or Decimal(0)) + (self.depreciated or Decimal(0))
        _within_cost(self, state, spent, "depreciated" if self.depreciated else "residual")

    def apply(self, state: AssetState) -> None:
        """Keep how many there are."""
        state.pieces[self.asset] = self.quantity

    def outcome(self, state: AssetState, key: str) -> str:
        """Return whether it was in use or idle."""
        return self.use


@final
@frozen(kw_only=True)
class AssetRegistered(Entry[AssetState]):
    """A new asset, or a lot of equal ones at one price, was accepted into the register (资产登记)."""

    kind: ClassVar[str] = "assets.registered"

    asset: AssetId
    name: Note
    category: Code
    cost: Cost
    quantity: Pieces = 1
    unit: Code = "件"
    how: Acquisition = "purchase"
    document: DocumentId | None = None
    funding: Note | None = None
    spec: Note | None = None
    serial: Note | None = None
    place: PlaceId | None = None
    custodian: PersonId | None = None
    condition: Condition = "good"
    acquired_on: date | None = None
    in_service_on: date | None = None
    life_months: LifeMonths | None = None
    residual: Cost | None = None

    def check(self, state: AssetState) -> None:
        """Refuse a day of purchase yet to come (order), a closed room (state), a residual above the cost (range)."""
        state.need_order(self, "acquired_on", "on")
        state.need_order(self, "acquired_on", "in_service_on")
        open_place(self, state, self.place)
        _within_cost(self, state, self.residual or Decimal(0), "residual")

    def apply(self, state: AssetState) -> None:
        """Keep how many there are, and since when the school has them."""
        state.pieces[self.asset] = self.quantity
        if self.acquired_on is None:
            state.acquired_on[self.asset] = self.on


@final
@frozen(kw_only=True)
class AssetCorrected(Entry[AssetState]):
    """What the card of an asset says was put right, with a note why (卡片更正)."""

    kind: ClassVar[str] = "assets.corrected"

    asset: AssetId
    name: Note | None = None
    category: Code | None = None
    spec: Note | None = None
    serial: Note | None = None
    cost: Cost | None = None
    document: DocumentId | None = None

    def check(self, state: AssetState) -> None:
        """Refuse a correction of nothing, one without a note (missing), and a cost below the residual value (range)."""
        given = (self.name, self.category, self.spec, self.serial, self.cost, self.document)
        nothing = all(value is None for value in given)
        state.need(self, name=nothing, cost=nothing, note=self.note is None)
        if self.cost is not None:
            residual = state.residual.get(self.asset, Decimal(0))
            in_range(
                self,
                state,
                residual <= self.cost,
                "cost",
                Text(f"the residual value is {residual}", f"残值为 {residual}"),
                Text("at least as much", "不得低于残值"),
            )

    def apply(self, state: AssetState) -> None:
        """Keep by how much the value of the register changes."""
        if self.cost is not None:
            state.derive(self.cost - state.cost[self.asset])


@final
@frozen(kw_only=True)
class AssetImproved(Entry[AssetState]):
    """An asset was rebuilt or enlarged for an amount that adds to its cost, and may last longer (改造增值)."""

    kind: ClassVar[str] = "assets.improved"

    asset: AssetId
    amount: Cost
    document: DocumentId | None = None
    life_months: LifeMonths | None = None

    def check(self, state: AssetState) -> None:
        """Refuse an improvement that cost nothing (range)."""
        in_range(
            self,
            state,
            self.amount > 0,
            "amount",
            Text("it cost nothing", "金额为零"),
            Text("more than nothing", "须大于零"),
        )

    def apply(self, state: AssetState) -> None:
        """Add the amount to the cost."""
        state.cost[self.asset] = own_context().add(state.cost[self.asset], self.amount)


@final
@frozen(kw_only=True)
class LifeChanged(Entry[AssetState]):
    """How long an asset lasts was judged anew; the months to come are planned anew, those gone by stay (折旧年限调整)."""

    kind: ClassVar[str] = "assets.life_changed"

    asset: AssetId
    life_months: LifeMonths

    def check(self, state: AssetState) -> None:
        """Refuse a life that it has already (already), and one without a note (missing)."""
        state.need(self, note=self.note is None)
        if state.life_months.get(self.asset) == self.life_months:
            raise state.refusal(
                self,
                "already",
                stands=Text(f"it lasts {self.life_months} months already", f"已为 {self.life_months} 个月"),
                takes=Text("another number of months", "请填另一月数"),
                fields=("life_months",),
            )


@final
@frozen(kw_only=True)
class AssetSplit(Entry[AssetState]):
    """Some pieces of a lot got a row of their own, with their share of the cost; nothing came or went (拆分)."""

    kind: ClassVar[str] = "assets.split"

    asset: AssetId
    into: AssetId
    quantity: Pieces

    def subjects(self) -> tuple[Subject, ...]:
        """Both rows: the one that is split and the one that begins."""
        return (("asset", self.asset), ("asset", self.into))

    def check(self, state: AssetState) -> None:
        """Refuse to split off all there is or more (range), and what is on loan or in disposal (state)."""
        pieces = state.pieces[self.asset]
        in_range(
            self,
            state,
            self.quantity < pieces,
            "quantity",
            Text(f"{self.asset} has {pieces}", f"{self.asset} 共 {pieces} 件"),
            Text("fewer than these", "须少于此数"),
        )
        at_hand(self, state, (self.asset,), "asset")

    def apply(self, state: AssetState) -> None:
        """Copy every fact, and share pieces and money: the new row's to the fen, the rest stays."""
        context, pieces = own_context(), state.pieces[self.asset]
        for name, of in state.columns().items():
            column = getattr(state, name)
            if of == "asset" and self.asset in column:
                column[self.into] = column[self.asset]
        for column in (state.cost, state.residual):
            whole = column.get(self.asset)
            if whole is not None:
                share = context.divide(context.multiply(whole, Decimal(self.quantity)), Decimal(pieces))
                column[self.into] = share.quantize(FEN, context=context)
                column[self.asset] = context.subtract(whole, column[self.into])
        state.pieces[self.into] = self.quantity
        state.pieces[self.asset] = pieces - self.quantity


def _within_cost(entry: AssetOpened | AssetRegistered, state: AssetState, amount: Decimal, field: str) -> None:
    in_range(
        entry,
        state,
        amount <= entry.cost,
        field,
        Text(f"{amount} is more than the cost {entry.cost}", f"{amount} 超过原值 {entry.cost}"),
        Text("at most the cost", "不得超过原值"),
    )
