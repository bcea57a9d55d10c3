"""The asset register: the cards, their custody, loans, counts, cases and disposals."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from types import MappingProxyType
from typing import Final, cast

from schoollogistics.assets.book.counts import Since, corrections, found_at_counts, reckoned, since_count
from schoollogistics.assets.book.depreciation import Schedule, schedules
from schoollogistics.assets.book.ledger import LedgerLine, ledger_lines, movements
from schoollogistics.assets.book.letters import letters_to_sign, unsigned_letters
from schoollogistics.assets.book.losses import losses_not_written_down, losses_unasked
from schoollogistics.assets.book.questions import (
    Late,
    below_threshold,
    late_loans,
    lettings_to_end,
    loans_to_return,
    unappraised_classes,
    unreturned_loans,
    without_keeper,
)
from schoollogistics.assets.book.unfinished import (
    cases_to_decide,
    charges_to_settle,
    disposals_to_finish,
    losses_to_write_off,
    refunds_to_make,
    replacements_to_register,
)
from schoollogistics.assets.entries import ENTRIES, AssetEntry
from schoollogistics.assets.entries.cards import AssetCorrected
from schoollogistics.assets.entries.checks import known_places
from schoollogistics.assets.entries.codes import Occasion
from schoollogistics.assets.entries.counting import AssetsFound, StocktakeStarted
from schoollogistics.assets.entries.custody import (
    AssetsTransferred,
    ConditionRecorded,
    CustodyHandedOver,
    RoomKeeperNamed,
    answers_for,
    held_by,
    missed_by,
)
from schoollogistics.assets.entries.numbers import AssetRenumbered
from schoollogistics.assets.lifecycle import LIFECYCLES, MEASURES
from schoollogistics.assets.rules import LABELS, PARAMETERS, RULES
from schoollogistics.assets.state import GONE, INVARIANTS, AssetState, Reckoned
from schoollogistics.errors import LogisticsError, Refused, Text, Unknown
from schoollogistics.journal import Book, Document, numbered
from schoollogistics.values.money import NOTHING, own_context
from schoollogistics.values.periods import DateSpan, Month, span_of
from schoollogistics.values.shapes import wrong_type
from schoollogistics.values.texts import check_id, id_key

_KEEPERS: Final = Text("a dict from rooms to keepers", "“场所: 责任人”的字典")


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
    holders = ("custodian", "keeper", "borrower", "reporter", "debtor", "proposer")
    correcting = (AssetCorrected, AssetRenumbered, AssetsTransferred, ConditionRecorded, AssetsFound)
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
    due_questions = (
        loans_to_return,
        lettings_to_end,
        letters_to_sign,
        cases_to_decide,
        charges_to_settle,
        refunds_to_make,
        replacements_to_register,
        losses_to_write_off,
        disposals_to_finish,
    )
    breach_questions = (
        without_keeper,
        unsigned_letters,
        unreturned_loans,
        found_at_counts,
        losses_unasked,
        losses_not_written_down,
        unappraised_classes,
        below_threshold,
    )

    # --- lists to post ------------------------------------------------------------------------------------------

    def stocktake(
        self, count: str, occasion: Occasion, *, on: date, by: str, places: tuple[str, ...] = ()
    ) -> StocktakeStarted:
        """Return the entry that starts a count of *places*, or of the whole school, with what the book has there (盘点清单)."""
        expected = self._state.countable(places)
        return StocktakeStarted(count=count, occasion=occasion, places=places, expected=expected, on=on, by=by)

    def handover(self, giver: str, taker: str, *, on: date, place: str | None = None) -> CustodyHandedOver:
        """Return the slip with which *giver* hands all they keep, or all in one *place* (整间移交), to *taker*, both signing.

        What is missing is named on the slip and stays with the giver, who answers for it until it is found or written off.
        ``Refused`` (missing) where there is nothing to hand over.
        """
        check_id(giver, "giver")
        assets = held_by(self._state, giver, place)
        if not assets:
            raise self._nothing_to_hand_over(giver, place)
        return CustodyHandedOver(
            assets=assets,
            custodian=taker,
            scope="person" if place is None else "room",
            missing=missed_by(self._state, giver, place),
            place=place,
            on=on,
            by=giver,
            cosigned_by=(taker,),
        )

    def _nothing_to_hand_over(self, giver: str, place: str | None) -> LogisticsError:
        lost = answers_for(self._state, giver, place)
        left, missed = ", ".join(lost[:5]), "、".join(lost[:5])
        return Refused(
            "missing",
            tried=Text(f"list what {giver} hands over", f"列出 {giver} 移交的物品"),
            stands=Text(f"all that is left is missing: {left}", f"名下只有待查物品：{missed}")
            if lost
            else Text("nothing is kept there", "名下没有资产"),
            takes=Text("whoever keeps something there", "请填有在管资产的保管人和地点"),
            fields=("giver", "place"),
        )

    def roll_over(self, keepers: Mapping[str, str], *, on: date, by: str) -> tuple[AssetEntry, ...]:
        """Return the entries of a new school year (新学年换人): each room in *keepers*, with all that stands in it, to its new keeper.

        Classes move on to other rooms; what stands in a room stays there, and so do the names of classes in old cases.
        A room and an asset that have this keeper already are left out (R06). A letter is for its keeper to sign: ``due`` says
        by when (P24). ``Unknown`` for a room that holds nothing and
        never had a keeper; ``InvalidValue`` for what is no dict of rooms and keepers.
        """
        if not isinstance(keepers, Mapping):
            raise wrong_type(keepers, "keepers", _KEEPERS, 'keepers={"3-201": "周老师"}')
        state = self._state
        found: list[AssetEntry] = []
        for room, keeper in keepers.items():
            check_id(room, "room")
            check_id(keeper, "keeper")
            naming = RoomKeeperNamed(room=room, keeper=keeper, on=on, by=by)
            known_places(naming, state, (room,), "room")
            givers = dict.fromkeys(
                person for asset, person in state.custodian.items() if state.place.get(asset) == room
            )
            slips = [
                self.handover(giver, keeper, on=on, place=room)
                for giver in givers
                if id_key(giver) != id_key(keeper) and held_by(state, giver, room)
            ]
            found += slips
            if id_key(state.keeper.get(room, "")) not in {id_key(each) for each in (keeper, *(s.by for s in slips))}:
                found.append(naming)
        return tuple(found)

    def corrections(
        self, count: str, *, on: date, by: str, parts: Mapping[str, str | tuple[str, ...]] = MappingProxyType({})
    ) -> tuple[AssetEntry, ...]:
        """Return the entries that make the book say what a closed *count* found (盘点更正); ``InvalidValue`` for an open one.

        What is missing is missed, what stands elsewhere is transferred, what had been missing is found, what is damaged is
        recorded so. Where that is only part of a lot, the part is split off first, with the number that *parts* gives for
        the lot, or with several in turn: for what stands elsewhere or is damaged in the order it was counted, then for
        what is missing. Without a number it is left to the clerk. So is what the book does not know, which is registered,
        and what has been touched since, lent, or proposed for a disposal.
        """
        return tuple(corrections(self, count, parts, on=on, by=by))

    # --- questions ----------------------------------------------------------------------------------------------

    @property
    def _state(self) -> AssetState:
        return cast("AssetState", self.chronicle.state)

    def reckoned(self, count: str) -> tuple[Reckoned, ...]:
        """Return what a count says of every item: each in exactly one outcome; ``Unknown`` for a count there is not."""
        return reckoned(self, self.of("count")[count].key)

    def since_count(self, count: str) -> Since:
        """Return what was posted about assets since *count* began, by the row that was counted."""
        return since_count(self, self.of("count")[count].key)

    def kept_by(self, keeper: str, place: str | None = None) -> tuple[str, ...]:
        """Return the numbers of what *keeper* answers for, missing or not (谁保管什么), everywhere or in one place."""
        check_id(keeper, "keeper")
        return answers_for(self._state, keeper, place)

    def goes_on_as(self, asset: str) -> str:
        """Return under which number a row goes on that was renumbered or merged; its own where it was not."""
        view = self[asset]
        while (later := view.renumbered_as or view.merged_into) is not None:
            view = self[later]
        return view.key

    def late_loans(self, on: date) -> tuple[Late, ...]:
        """Return every day up to *on* by which a loan was due and neither back nor extended."""
        return tuple(late_loans(self, on))

    def schedules(self) -> Mapping[str, Schedule]:
        """Return the depreciation of every asset; ``InvalidValue`` without a value of ``R05.start_month``."""
        return schedules(self.setting, (entry for _, entry in numbered(self)))

    def depreciation(self, asset: str) -> Schedule:
        """Return the depreciation of one asset (折旧), month by month; ``Unknown`` for one that is not in the book."""
        return self.schedules()[self[asset].key]

    def book_value(self, asset: str, on: date) -> Decimal:
        """Return what an asset is worth in the books at the end of any day (账面净值), by accounting dates, in yuan.

        It is what ``as_of(on)`` says: no later split, correction or life bears on it. What was disposed of by then, or
        merged into another row, is worth nothing; on a day before it came into the book it is ``Unknown``.
        """
        then = self.as_of(on)
        if asset not in then:
            raise self._not_yet(self[asset].key, on)
        if then[asset].status in GONE:
            return NOTHING
        card = then.depreciation(asset)
        return own_context().subtract(card.cost, card.accumulated(on))

    def _not_yet(self, asset: str, on: date) -> LogisticsError:
        since = next(entry.recorded for entry in self.history(asset) if entry.recorded > on)
        return Unknown(
            "unknown",
            tried=Text(f"book value of {asset} on {on}", f"查 {asset} 在 {on} 的账面净值"),
            stands=Text("it was not in the book yet", "当日尚未入账"),
            takes=Text(f"{since} or later", f"{since} 或以后的日期"),
            fields=("on",),
        )

    def ledger(self, during: DateSpan | date) -> tuple[LedgerLine, ...]:
        """Return the general ledger over *during*, by class, counted by accounting dates (P12)."""
        return ledger_lines(movements(self.chronicle.numbered()), span_of(during))

    def ledger_differences(self) -> Mapping[str, tuple[Decimal, Decimal]]:
        """Return the classes of which the general ledger and the sum of the cards differ, with both; always none (P12)."""
        cards: dict[str, Decimal] = {}
        context = own_context()
        for asset, status in self._state.status["asset"].items():
            if status not in GONE:
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
