"""The asset register: the cards, their custody, loans, counts, cases and disposals."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from schoollogistics.assets.book.depreciation import Schedule, schedules
from schoollogistics.assets.book.ledger import LedgerLine, ledger_lines, movements
from schoollogistics.assets.book.questions import (
    Late,
    below_threshold,
    found_at_counts,
    late_loans,
    lettings_to_end,
    loans_to_return,
    touched_since_closing,
    unappraised_classes,
    unreturned_loans,
    unsigned_letters,
    without_keeper,
)
from schoollogistics.assets.entries import ENTRIES, AssetEntry
from schoollogistics.assets.entries.cards import AssetCorrected
from schoollogistics.assets.entries.codes import Occasion
from schoollogistics.assets.entries.counting import AssetsFound, AssetsMissed, StocktakeStarted
from schoollogistics.assets.entries.custody import (
    AssetsTransferred,
    ConditionRecorded,
    CustodyHandedOver,
    RoomKeeperNamed,
    held_by,
)
from schoollogistics.assets.lifecycle import LIFECYCLES, MEASURES
from schoollogistics.assets.rules import LABELS, PARAMETERS, RULES
from schoollogistics.assets.state import INVARIANTS, PRESENT, AssetState, Reckoned
from schoollogistics.errors import Text, invalid
from schoollogistics.journal import Book, Document, numbered
from schoollogistics.values.money import NOTHING, own_context
from schoollogistics.values.periods import DateSpan, Month, span_of
from schoollogistics.values.texts import id_key


class AssetRegister(Book[AssetEntry, AssetState]):
    """The property of a school: cards, custody, loans, counts, damage and disposals (R05–R09)."""

    name = "assets"
    title = Text("Asset register", "校产台账")
    kinds = ENTRIES
    state_type = AssetState
    lifecycles = LIFECYCLES
    rules = RULES
    parameters = PARAMETERS
    measures = MEASURES
    labels = LABELS
    invariants = INVARIANTS
    holders = ("custodian", "keeper", "borrower")
    correcting = (AssetCorrected, AssetsTransferred, ConditionRecorded, AssetsFound)
    documents = (
        Document(code="D01", name="general_ledger", zh="固定资产总账", en="General ledger", source="004§5"),
        Document(code="D02", name="subsidiary_ledger", zh="固定资产明细账", en="Subsidiary ledger", source="004§1,§5"),
        Document(code="D03", name="physical_ledger", zh="实物台账", en="Physical ledger", source="004§2"),
        Document(code="D04", name="room_list", zh="各室财产清单", en="Room list", source="001§3"),
        Document(
            code="D05",
            name="responsibility_letter",
            zh="财产保管与使用责任书",
            en="Responsibility letter",
            source="004§1",
        ),
        Document(code="D06", name="loan_register", zh="借还登记簿", en="Loan register", source="000§4,001§2"),
        Document(code="D07", name="change_record", zh="调拨与处置单", en="Transfers and disposals", source="004§1"),
        Document(code="D08", name="handover_sheet", zh="清查移交表", en="Hand-over sheet", source="003§9,004§1"),
        Document(code="D09", name="compensation_form", zh="赔偿单", en="Compensation form", source="000§4,002"),
    )
    due_questions = (loans_to_return, lettings_to_end)
    breach_questions = (
        without_keeper,
        unsigned_letters,
        unreturned_loans,
        found_at_counts,
        unappraised_classes,
        below_threshold,
    )

    # --- lists to post ------------------------------------------------------------------------------------------

    def stocktake(
        self, count: str, occasion: Occasion, *, on: date, by: str, places: tuple[str, ...] = ()
    ) -> StocktakeStarted:
        """Return the entry that starts a count of *places*, or of the whole school, with what the book has there."""
        expected = self._state.countable(places)
        return StocktakeStarted(count=count, occasion=occasion, places=places, expected=expected, on=on, by=by)

    def handover(self, giver: str, taker: str, *, on: date, place: str | None = None) -> CustodyHandedOver:
        """Return the slip with which *giver* hands all they keep, or all in one *place*, to *taker*, both signing."""
        return CustodyHandedOver(
            assets=held_by(self._state, giver, place),
            custodian=taker,
            scope="person" if place is None else "room",
            place=place,
            on=on,
            by=giver,
            cosigned_by=(taker,),
        )

    def roll_over(self, keepers: Mapping[str, str], *, on: date, by: str) -> tuple[AssetEntry, ...]:
        """Return the entries of a new school year: every room in *keepers* with all that stands in it to its new keeper.

        Classes move on to other rooms; what stands in a room stays there, and so do the names of classes in old cases.
        A room and an asset that have this keeper already are left out (R06).
        """
        state = self._state
        found: list[AssetEntry] = []
        for room, keeper in keepers.items():
            givers = dict.fromkeys(
                person for asset, person in state.custodian.items() if state.place.get(asset) == room
            )
            found += (
                self.handover(giver, keeper, on=on, place=room)
                for giver in givers
                if id_key(giver) != id_key(keeper) and held_by(state, giver, room)
            )
            if id_key(state.keeper.get(room, "")) != id_key(keeper):
                found.append(RoomKeeperNamed(room=room, keeper=keeper, on=on, by=by))
        return tuple(found)

    def corrections(self, count: str, *, on: date, by: str) -> tuple[AssetEntry, ...]:
        """Return the entries that make the book say what a closed *count* found; ``InvalidValue`` (state) for an open one.

        What is missing as a whole is missed, what stands elsewhere is transferred, what is damaged is recorded so. A lot
        that is short is split first, and what bears no number of the book is registered: both need a number of their own
        and are left to the clerk. So is what has been touched since, lent, or proposed for a disposal.
        """
        if self.of("count")[count].status != "closed":
            raise invalid(
                "state", "count", count, Text("is not closed", "尚未结束"), Text("a closed stocktake", "请先结束盘点")
            )
        found: list[AssetEntry] = []
        touched = touched_since_closing(self, count)
        for item in self.reckoned(count):
            status = self._state.status["asset"].get(item.tag)
            away = item.tag in self._state.on_loan or self._state.standing_disposal(item.tag) is not None
            if status not in PRESENT or item.tag in touched or away:
                continue
            if item.outcome == "missing":
                if not item.counted:
                    found.append(AssetsMissed(assets=(item.tag,), reason=count, on=on, by=by))
            elif len(item.places) == 1 and item.places[0] != self._state.place.get(item.tag):
                found.append(AssetsTransferred(assets=(item.tag,), place=item.places[0], reason=count, on=on, by=by))
            if item.damaged and item.condition is not None:
                found.append(ConditionRecorded(assets=(item.tag,), condition=item.condition, on=on, by=by))
        return tuple(found)

    # --- questions ----------------------------------------------------------------------------------------------

    @property
    def _state(self) -> AssetState:
        return cast("AssetState", self.chronicle.state)

    def reckoned(self, count: str) -> tuple[Reckoned, ...]:
        """Return what a count says of every item: each in exactly one outcome; ``Unknown`` for a count there is not."""
        return self._state.reckoned(self.of("count")[count].key)

    def kept_by(self, keeper: str, place: str | None = None) -> tuple[str, ...]:
        """Return the numbers of what *keeper* answers for, everywhere or in one place."""
        return held_by(self._state, keeper, place)

    def late_loans(self, on: date) -> tuple[Late, ...]:
        """Return every day up to *on* by which a loan was due and neither back nor extended."""
        return tuple(late_loans(self, on))

    def schedules(self) -> Mapping[str, Schedule]:
        """Return the depreciation of every asset; ``InvalidValue`` without a value of ``R05.start_month``."""
        return schedules(self.setting, (entry for _, entry in numbered(self)))

    def depreciation(self, asset: str) -> Schedule:
        """Return the depreciation of one asset, month by month; ``Unknown`` for one that is not in the book."""
        return self.schedules()[self[asset].key]

    def book_value(self, asset: str, on: date) -> Decimal:
        """Return what an asset is worth in the books at the end of a past or future day, as its card stands now, in yuan."""
        card = self.depreciation(asset)
        return own_context().subtract(card.cost, card.accumulated(on))

    def ledger(self, during: DateSpan | date) -> tuple[LedgerLine, ...]:
        """Return the general ledger over *during*, by class, counted by accounting dates (P12)."""
        return ledger_lines(movements(self.chronicle.numbered()), span_of(during))

    def ledger_differences(self) -> Mapping[str, tuple[Decimal, Decimal]]:
        """Return the classes of which the general ledger and the sum of the cards differ, with both; always none (P12)."""
        cards: dict[str, Decimal] = {}
        context = own_context()
        for asset, status in self._state.status["asset"].items():
            if status != "disposed":
                category = self._state.category[asset]
                cards[category] = context.add(cards.get(category, NOTHING), self._state.cost[asset])
        days = [entry.recorded for entry in self.entries]
        lines = self.ledger(DateSpan(min(days), max(days))) if days else ()
        general = {line.category: line.closing[1] for line in lines}
        return {
            category: (general.get(category, NOTHING), cards.get(category, NOTHING))
            for category in {**general, **cards}
            if general.get(category, NOTHING) != cards.get(category, NOTHING)
        }

    def open_for_closing(self, month: Month) -> tuple[Text, ...]:
        """Return the counts begun up to the end of *month* that are still open (P15)."""
        status = self._state.status["count"]
        begun = (entry for _, entry in numbered(self) if isinstance(entry, StocktakeStarted))
        return tuple(
            Text(f"stocktake {entry.count} is open", f"盘点 {entry.count} 未结束")
            for entry in begun
            if entry.recorded <= month.last and status[entry.count] == "open"
        )
