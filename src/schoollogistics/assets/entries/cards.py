"""What stands on the card of an asset: how it came into the register, what it cost, how long it lasts, how rows are split and merged."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import ClassVar, Final, final

from attrs import frozen

from schoollogistics.assets.entries.checks import at_hand, in_range, known, not_being_counted, open_place
from schoollogistics.assets.entries.codes import Acquisition, Assets, LifeMonths, Pieces, Use
from schoollogistics.assets.state import AssetState, Condition, Correction
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, Subject
from schoollogistics.values.ids import AssetId, Code, DocumentId, PersonId, PlaceId
from schoollogistics.values.money import FEN, own_context, total
from schoollogistics.values.shapes import Cost, Note

CORRECTED: Final[Mapping[str, str]] = {
    **{each: each for each in ("name", "category", "spec", "serial", "unit", "cost", "residual")},
    **{each: each for each in ("acquired_on", "in_service_on", "document", "funding")},
    "quantity": "pieces",
}
"""What of a card can be put right, and the column that it stands in."""
SUMMED: Final = frozenset({"pieces", "cost", "residual", "in_disposal", "formerly"})
"""In what rows that are merged may differ: what is added up, disposals that came to nothing, former numbers."""


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
        """Keep how many there are, and where."""
        state.pieces[self.asset] = self.quantity
        if self.place is not None:
            state.put((self.asset,), self.place)

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
        """Keep how many there are and where, and since when the school has them."""
        state.pieces[self.asset] = self.quantity
        if self.place is not None:
            state.put((self.asset,), self.place)
        if self.acquired_on is None:
            state.acquired_on[self.asset] = self.on


@final
@frozen(kw_only=True)
class AssetCorrected(Entry[AssetState]):
    """What the card of an asset says was put right, with a note why; the book keeps from what to what (卡片更正).

    What was charged stays; a card that was depreciated from a wrong cost, residual value or day is planned anew from the
    month of the correction on.
    """

    kind: ClassVar[str] = "assets.corrected"

    asset: AssetId
    name: Note | None = None
    category: Code | None = None
    spec: Note | None = None
    serial: Note | None = None
    quantity: Pieces | None = None
    unit: Code | None = None
    cost: Cost | None = None
    residual: Cost | None = None
    acquired_on: date | None = None
    in_service_on: date | None = None
    document: DocumentId | None = None
    funding: Note | None = None

    def check(self, state: AssetState) -> None:
        """Refuse one of nothing or without a note (missing), what is so already, a cost below the residual, days out of order.

        Their codes are ``already``, ``range`` and ``order``.
        """
        if all(getattr(self, name) is None for name in CORRECTED):
            labels = [state.labels.field(name) for name in CORRECTED]
            raise state.refusal(
                self,
                "missing",
                stands=Text("it says nothing to put right", "没有填写要更正的项目"),
                takes=Text(
                    f"any one of {', '.join(label.en for label in labels)}",
                    f"请填其中任一项：{'、'.join(label.zh for label in labels)}",
                ),
                fields=tuple(CORRECTED),
            )
        state.need(self, note=self.note is None)
        if not self._changes(state):
            raise state.refusal(
                self,
                "already",
                stands=Text("the card says so already", "卡片上已是这样"),
                takes=Text("what is wrong on it", "请填有误的项目"),
                fields=[name for name in CORRECTED if getattr(self, name) is not None],
            )
        residual = state.residual.get(self.asset, Decimal(0)) if self.residual is None else self.residual
        in_range(
            self,
            state,
            residual <= (state.cost[self.asset] if self.cost is None else self.cost),
            "cost" if self.residual is None else "residual",
            Text(f"the residual value is {residual}", f"残值为 {residual}"),
            Text("a cost of at least as much", "原值不得低于残值"),
        )
        if self.acquired_on is not None or self.in_service_on is not None:
            self._check_days(state)

    def _check_days(self, state: AssetState) -> None:
        acquired = self.acquired_on or state.acquired_on[self.asset]
        in_service = self.in_service_on or state.in_service_on.get(self.asset, acquired)
        state.need_order(self, "acquired_on", "on")
        if acquired > in_service:
            raise state.refusal(
                self,
                "order",
                stands=Text(
                    f"acquired on {acquired}, in service since {in_service}",
                    f"取得日期 {acquired}，启用日期 {in_service}",
                ),
                takes=Text("acquired first, then in service; correct both", "取得在前，启用在后，可一并更正"),
                fields=("acquired_on", "in_service_on"),
            )

    def _changes(self, state: AssetState) -> tuple[Correction, ...]:
        """Return what changes, from what to what."""
        said = ((name, getattr(state, CORRECTED[name]).get(self.asset), getattr(self, name)) for name in CORRECTED)
        return tuple(
            Correction(field=name, before=before, after=after)
            for name, before, after in said
            if after is not None and after != before
        )

    def apply(self, state: AssetState) -> None:
        """Keep how many there are, and from what to what the card changes."""
        state.derive(self._changes(state))
        if self.quantity is not None:
            state.pieces[self.asset] = self.quantity


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
        """Refuse to split off all there is or more (range), and what is on loan, in disposal or being counted (state)."""
        pieces = state.pieces[self.asset]
        in_range(
            self,
            state,
            self.quantity < pieces,
            "quantity",
            Text(f"{self.asset} has {pieces}", f"{self.asset} 共 {pieces} {state.unit[self.asset]}"),
            Text("fewer than these", "须少于此数"),
        )
        at_hand(self, state, (self.asset,), "asset")
        not_being_counted(self, state, (self.asset,), "asset")

    def apply(self, state: AssetState) -> None:
        """Copy every fact, and share pieces and money: the new row's to the fen, the rest stays."""
        context, pieces = own_context(), state.pieces[self.asset]
        state.copy(self.asset, self.into)
        for column in (state.cost, state.residual):
            whole = column.get(self.asset)
            if whole is not None:
                share = context.divide(context.multiply(whole, Decimal(self.quantity)), Decimal(pieces))
                column[self.into] = share.quantize(FEN, context=context)
                column[self.asset] = context.subtract(whole, column[self.into])
        state.pieces[self.into] = self.quantity
        state.pieces[self.asset] = pieces - self.quantity


@final
@frozen(kw_only=True)
class AssetsMerged(Entry[AssetState]):
    """Rows went into another one that says the same of its pieces; nothing came or went (并卡)."""

    kind: ClassVar[str] = "assets.merged"

    assets: Assets
    merged_into: AssetId

    def subjects(self) -> tuple[Subject, ...]:
        """All rows: those that end, and the one that goes on and is only dated."""
        return (*(("asset", asset) for asset in self.assets), ("asset", self.merged_into))

    def check(self, state: AssetState) -> None:
        """Refuse an empty slip (missing), a row into itself (reference), rows away, being counted or not alike (state)."""
        state.need(self, assets=not self.assets)
        known(self, state, (self.merged_into,), "merged_into")
        if self.merged_into in self.assets:
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{self.merged_into} cannot go into itself", f"{self.merged_into} 不能并入自身"),
                takes=Text("another row that goes on", "请填另一张留用的卡片"),
                fields=("merged_into",),
            )
        at_hand(self, state, (*self.assets, self.merged_into))
        not_being_counted(self, state, (*self.assets, self.merged_into), "assets")
        for asset in self.assets:
            self._check_alike(asset, state)

    def _check_alike(self, asset: AssetId, state: AssetState) -> None:
        own = [name for name, of in state.columns().items() if of == "asset" and name not in SUMMED]
        compared = [(Text("Status", "状态"), state.status["asset"])]
        compared += [(state.labels.field(name), getattr(state, name)) for name in own]
        for label, column in compared:
            if column.get(asset) != column.get(self.merged_into):
                raise state.refusal(
                    self,
                    "state",
                    stands=Text(
                        f"{asset} and {self.merged_into} differ: {label.en}",
                        f"{asset} 与 {self.merged_into} 的{label.zh}不同",
                    ),
                    takes=Text("rows that agree in all but pieces and money", "除件数和金额外须一致，请先调拨或更正"),
                    fields=("assets",),
                )

    def apply(self, state: AssetState) -> None:
        """Add pieces and money to the row that goes on."""
        rows = (self.merged_into, *self.assets)
        for column in (state.cost, state.residual):
            given = [column[asset] for asset in rows if asset in column]
            if given:
                column[self.merged_into] = total(given)
        state.pieces[self.merged_into] = sum(state.pieces[asset] for asset in rows)


def _within_cost(entry: AssetOpened | AssetRegistered, state: AssetState, amount: Decimal, field: str) -> None:
    in_range(
        entry,
        state,
        amount <= entry.cost,
        field,
        Text(f"{amount} is more than the cost {entry.cost}", f"{amount} 超过原值 {entry.cost}"),
        Text("at most the cost", "不得超过原值"),
    )
