"""Who keeps what and where: issue, transfer, hand-over, keepers of rooms, responsibility letters, letting out."""

from datetime import date
from typing import ClassVar, Final, final

from attrs import frozen

from schoollogistics.assets.entries.checks import at_hand, known, known_count, open_place
from schoollogistics.assets.entries.codes import Assets, CountId, LetterKind, Scope
from schoollogistics.assets.rules import P25
from schoollogistics.assets.state import GONE, AssetState, Condition
from schoollogistics.errors import LogisticsError, Text
from schoollogistics.journal import Entry, Subject
from schoollogistics.values.ids import AssetId, DocumentId, PersonId, PlaceId
from schoollogistics.values.shapes import Cost, Note, Period
from schoollogistics.values.texts import id_key

ABSENT: Final = (*GONE, "missing")
"""The states of an asset that does not stand where the book has it."""


@final
@frozen(kw_only=True)
class AssetsIssued(Entry[AssetState]):
    """Idle assets were given out to a place and to whoever keeps them there (领用)."""

    kind: ClassVar[str] = "assets.issued"

    assets: Assets
    place: PlaceId
    custodian: PersonId

    def check(self, state: AssetState) -> None:
        """Refuse an empty slip (missing), what is lent or in disposal, and a closed room (state)."""
        state.need(self, assets=not self.assets)
        at_hand(self, state, self.assets)
        open_place(self, state, self.place)

    def apply(self, state: AssetState) -> None:
        """Note since when they are there."""
        state.put(self.assets, self.place)


@final
@frozen(kw_only=True)
class AssetsTransferred(Entry[AssetState]):
    """Assets got another place, another custodian or both; what is not named stays (调拨)."""

    kind: ClassVar[str] = "assets.transferred"

    assets: Assets
    place: PlaceId | None = None
    custodian: PersonId | None = None
    reason: Note | None = None

    def check(self, state: AssetState) -> None:
        """Refuse a transfer of or to nothing (missing), to where they are (already), and moving what is lent (state).

        Whoever takes things over for themselves needs the signature of each giver (P25).
        """
        nowhere = self.place is None and self.custodian is None
        state.need(self, assets=not self.assets, place=nowhere, custodian=nowhere)
        open_place(self, state, self.place)
        if self.place is not None:
            at_hand(self, state, self.assets)
        for asset in self.assets:
            here = (state.place.get(asset), state.custodian.get(asset))
            if (self.place or here[0], self.custodian or here[1]) == here:
                raise state.refusal(
                    self,
                    "already",
                    stands=Text(f"{asset} is there already", f"{asset} 已在该处、由该人保管"),
                    takes=Text("another place or custodian", "请填另一地点或保管人"),
                    fields=("place", "custodian"),
                )
        if self.custodian is not None and id_key(self.by) == id_key(self.custodian):
            self._check_givers(state)

    def apply(self, state: AssetState) -> None:
        """Note since when they are there."""
        if self.place is not None:
            state.put(self.assets, self.place)

    def _check_givers(self, state: AssetState) -> None:
        signed = {id_key(person) for person in (self.by, *self.cosigned_by)}
        givers = dict.fromkeys(state.custodian[asset] for asset in self.assets if asset in state.custodian)
        silent = [giver for giver in givers if id_key(giver) not in signed]
        if silent:
            state.refuse(
                P25,
                self,
                stands=Text(f"{', '.join(silent[:5])} did not sign", f"{'、'.join(silent[:5])} 未签字"),
                takes=Text(
                    "the signature of whoever gives them up, or a hand-over", "须有移交人签字，或登记“财产移交”"
                ),
                fields=("by", "cosigned_by"),
            )


@final
@frozen(kw_only=True)
class AssetsTakenBack(Entry[AssetState]):
    """Assets in use came back into the store, where somebody keeps them (退库)."""

    kind: ClassVar[str] = "assets.taken_back"

    assets: Assets
    place: PlaceId
    custodian: PersonId
    condition: Condition | None = None

    def check(self, state: AssetState) -> None:
        """Refuse an empty slip (missing), what is lent or in disposal, and a closed room (state)."""
        state.need(self, assets=not self.assets)
        at_hand(self, state, self.assets)
        open_place(self, state, self.place)

    def apply(self, state: AssetState) -> None:
        """Note since when they are there."""
        state.put(self.assets, self.place)


@final
@frozen(kw_only=True)
class CustodyHandedOver(Entry[AssetState]):
    """One keeper handed items, a room, or all they kept to another, and both signed the list (财产移交).

    ``by`` hands over, ``custodian`` takes over and co-signs. A slip of a *room* lists all that the keeper has there; if
    it is the room's keeper who hands it over, the one who takes over is its keeper from then on. A slip of a *person*
    lists all that they keep, and no room. What is *missing* of it is named on the slip and stays on the giver's account,
    until it is found or written off. *count* names the count it rests on.
    """

    kind: ClassVar[str] = "assets.handed_over"

    assets: Assets
    custodian: PersonId
    scope: Scope = "items"
    missing: Assets = ()
    place: PlaceId | None = None
    count: CountId | None = None

    def subjects(self) -> tuple[Subject, ...]:
        """The items, the room that is handed over, and the count that it rests on."""
        room = (("room", self.place),) if self.scope == "room" and self.place is not None else ()
        count = () if self.count is None else (("count", self.count),)
        return (*(("asset", asset) for asset in self.assets), *room, *count)

    def check(self, state: AssetState) -> None:
        """Refuse items of others, an incomplete list or no such count (reference), and a slip not signed by both (P25)."""
        state.need(self, assets=not self.assets, place=self.scope == "room" and self.place is None)
        known_count(self, state, self.count)
        givers = {id_key(state.custodian.get(asset, "")) for asset in self.assets}
        if len(givers) > 1 or "" in givers:
            raise self._mismatch(state, "assets", "they do not have one custodian", "所列物品并非同一人保管")
        giver = state.custodian[self.assets[0]]
        if id_key(giver) == id_key(self.custodian):
            raise state.refusal(
                self,
                "already",
                stands=Text(f"{giver} keeps them already", f"已由 {giver} 保管"),
                takes=Text("another custodian", "请填另一保管人"),
                fields=("custodian",),
            )
        whole = set(held_by(state, giver, self.place)) if self.scope != "items" else set(self.assets)
        lost = set(missed_by(state, giver, self.place)) if self.scope != "items" else set()
        for field, listed, book in (("assets", self.assets, whole), ("missing", self.missing, lost)):
            if set(listed) != book:
                apart = "、".join(sorted(book ^ set(listed))[:5])
                raise self._mismatch(
                    state, field, f"the list and the book differ: {apart}", f"清单与账面不一致：{apart}"
                )
        if self.place is not None and any(state.place.get(asset) != self.place for asset in self.assets):
            raise self._mismatch(state, "place", f"some are not at {self.place}", f"有物品不在 {self.place}")
        signed = {id_key(person) for person in (self.by, *self.cosigned_by)}
        if not {id_key(giver), id_key(self.custodian)} <= signed:
            state.refuse(
                P25,
                self,
                stands=Text("one party did not sign", "双方未都签字"),
                takes=Text(f"by={giver} and the signature of {self.custodian}", f"{giver}、{self.custodian} 均须签字"),
                fields=("by", "cosigned_by"),
            )

    def apply(self, state: AssetState) -> None:
        """Keep who hands over, and name the new keeper of a room that its keeper handed over."""
        giver = state.custodian[self.assets[0]]
        state.derive((giver,))
        place = self.place if self.scope == "room" else None
        if place is not None and id_key(state.keeper.get(place, "")) == id_key(giver):
            state.keeper[place] = self.custodian

    def _mismatch(self, state: AssetState, field: str, en: str, zh: str) -> LogisticsError:
        takes = Text("the list that the book has: handover()", "请按账面列出：handover()")
        return state.refusal(self, "reference", stands=Text(en, zh), takes=takes, fields=(field,))


@final
@frozen(kw_only=True)
class ConditionRecorded(Entry[AssetState]):
    """Somebody looked at assets and wrote down how they are (完好程度核定)."""

    kind: ClassVar[str] = "assets.condition_recorded"

    assets: Assets
    condition: Condition

    def check(self, state: AssetState) -> None:
        """Refuse an empty slip (missing)."""
        state.need(self, assets=not self.assets)


@final
@frozen(kw_only=True)
class RoomKeeperNamed(Entry[AssetState]):
    """A room got the one person who answers for it; a later one follows the former (场所定人)."""

    kind: ClassVar[str] = "assets.keeper_named"

    room: PlaceId
    keeper: PersonId


@final
@frozen(kw_only=True)
class RoomClosed(Entry[AssetState]):
    """A room is not used any more; everything was taken out (场所停用)."""

    kind: ClassVar[str] = "assets.room_closed"

    room: PlaceId

    def check(self, state: AssetState) -> None:
        """Refuse to close a room that still holds assets (state); what is missing is looked for elsewhere."""
        status = state.status["asset"]
        inside = [each for each, place in state.place.items() if place == self.room and status[each] not in ABSENT]
        if inside:
            named = "、".join(inside[:5])
            raise state.refusal(
                self,
                "state",
                stands=Text(f"{len(inside)} assets are there: {named}", f"尚有 {len(inside)} 项资产：{named}"),
                takes=Text("their transfer first", "请先调拨"),
                fields=("room",),
            )

    def apply(self, state: AssetState) -> None:
        """Let go of the keeper."""
        state.keeper.pop(self.room, None)


@final
@frozen(kw_only=True)
class LetterSigned(Entry[AssetState]):
    """A keeper signed a letter that says what they answer for, and for how long (签订责任书).

    *duties* are the sentences of the letter, or one that names its text and version; the school writes them.
    """

    kind: ClassVar[str] = "assets.letter_signed"

    period: Period
    letter: LetterKind = "property"
    duties: tuple[Note, ...] = ()
    places: tuple[PlaceId, ...] = ()
    assets: Assets = ()

    def check(self, state: AssetState) -> None:
        """Refuse assets that the book does not have (unknown)."""
        known(self, state, self.assets, "assets")


@final
@frozen(kw_only=True)
class AssetLet(Entry[AssetState]):
    """Something idle was let to somebody outside for a rent, with a contract (出租)."""

    kind: ClassVar[str] = "assets.let"

    asset: AssetId
    tenant: Note
    rent: Cost
    until: date
    document: DocumentId | None = None

    def check(self, state: AssetState) -> None:
        """Refuse what is lent or in disposal (state), and an end before it begins (order)."""
        at_hand(self, state, (self.asset,), "asset")
        state.need_order(self, "on", "until")


@final
@frozen(kw_only=True)
class LettingEnded(Entry[AssetState]):
    """What was let out came back to the school (出租收回)."""

    kind: ClassVar[str] = "assets.letting_ended"

    asset: AssetId
    condition: Condition | None = None

    def apply(self, state: AssetState) -> None:
        """Let go of tenant and term."""
        state.tenant.pop(self.asset, None)
        state.until.pop(self.asset, None)


def answers_for(state: AssetState, keeper: str, place: str | None = None) -> tuple[AssetId, ...]:
    """Return what *keeper* answers for, missing or not, in all places or in one."""
    return tuple(
        asset
        for asset, person in state.custodian.items()
        if id_key(person) == id_key(keeper)
        and state.status["asset"][asset] not in GONE
        and (place is None or state.place.get(asset) == place)
    )


def held_by(state: AssetState, keeper: str, place: str | None = None) -> tuple[AssetId, ...]:
    """Return what *keeper* answers for that can be handed over, in all places or in one."""
    return tuple(each for each in answers_for(state, keeper, place) if state.status["asset"][each] not in ABSENT)


def missed_by(state: AssetState, keeper: str, place: str | None = None) -> tuple[AssetId, ...]:
    """Return what *keeper* answers for and is missing, in all places or in one."""
    return tuple(each for each in answers_for(state, keeper, place) if state.status["asset"][each] == "missing")
