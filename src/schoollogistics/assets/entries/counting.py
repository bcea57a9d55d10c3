"""Counting: what the book expects, what is there, what explains the difference; and what is missing or turns up again."""

from typing import ClassVar, final

from attrs import frozen

from schoollogistics.assets.entries.checks import at_hand, known, known_places, open_place, said_of
from schoollogistics.assets.entries.codes import Assets, CountId, Occasion
from schoollogistics.assets.rules import LABELS, P18_PERSON, P187
from schoollogistics.assets.state import AssetState, Condition, CountedItem, ExpectedItem, Explanation
from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.values.ids import PersonId, PlaceId
from schoollogistics.values.shapes import Note
from schoollogistics.values.texts import id_key


@final
@frozen(kw_only=True)
class StocktakeStarted(Entry[AssetState]):
    """A count began with the list of what the book has in some places, or in all of them (盘点开始).

    The list is frozen: ``AssetRegister.stocktake`` makes it. Without *places* the whole school is counted.
    """

    kind: ClassVar[str] = "assets.stocktake_started"

    count: CountId
    occasion: Occasion
    expected: tuple[ExpectedItem, ...]
    places: tuple[PlaceId, ...] = ()

    def check(self, state: AssetState) -> None:
        """Refuse rooms and numbers that nobody knows (unknown), and a list that is not the book's (reference)."""
        known_places(self, state, self.places)
        known(self, state, (item.asset for item in self.expected), "expected")
        book = state.countable(self.places)
        if len(self.expected) != len(book) or set(self.expected) != set(book):
            apart = sorted({item.asset for item in set(book) ^ set(self.expected)})
            named = "、".join(apart[:5])
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"the list and the book differ: {named}", f"清单与账面不一致：{named}"),
                takes=Text("the list that the book has: stocktake()", "请按账面列出：stocktake()"),
                fields=("expected",),
            )


@final
@frozen(kw_only=True)
class ItemsCounted(Entry[AssetState]):
    """Somebody went through a room and wrote down what is there (清点).

    Further pieces of what was counted there before take a note; what was written down wrongly is counted anew by
    ``ItemsRecounted``.
    """

    kind: ClassVar[str] = "assets.counted"

    count: CountId
    lines: tuple[CountedItem, ...]

    def check(self, state: AssetState) -> None:
        """Refuse another unit than that of the card and rooms out of this count (reference), and what was counted (already)."""
        _in_unit(self, state)
        _in_rooms(self, state)
        before = {_pile(line) for line in state.counted.get(self.count, ())}
        twice = [line for line in self.lines if _pile(line) in before]
        if twice and self.note is None:
            tag, place = twice[0].tag, twice[0].place
            raise state.refusal(
                self,
                "already",
                stands=Text(f"{tag} was counted at {place} already", f"{tag} 在 {place} 已清点过"),
                takes=Text(
                    "a note if these are further pieces; ItemsRecounted if it was counted wrongly",
                    "确为另外的件数请写明备注；点错了请登记“复盘”",
                ),
                fields=("lines", "note"),
            )

    def apply(self, state: AssetState) -> None:
        """Add the lines to those before, and keep which sheet came to a tag first."""
        state.counted[self.count] = (*state.counted.get(self.count, ()), *self.lines)
        for line in self.lines:
            state.scanned.setdefault((self.count, id_key(line.tag)), state.number)


@final
@frozen(kw_only=True)
class ItemsRecounted(Entry[AssetState]):
    """Some items were counted again, and the new lines take the place of all that was counted of them before (复盘).

    So a double count is cleared, and something that was overlooked; also after the count was closed.
    """

    kind: ClassVar[str] = "assets.recounted"

    count: CountId
    lines: tuple[CountedItem, ...]
    reason: Note

    def check(self, state: AssetState) -> None:
        """Refuse an empty sheet (missing), another unit, rooms out of this count, and what it did not go through (reference)."""
        state.need(self, lines=not self.lines)
        _in_unit(self, state)
        _in_rooms(self, state)
        known_tags = {id_key(item.tag) for item in state.reckoned(self.count)}
        strangers = [line.tag for line in self.lines if id_key(line.tag) not in known_tags]
        if strangers:
            raise state.refusal(
                self,
                "reference",
                stands=Text(
                    f"{', '.join(strangers[:5])} is not in this count", f"{'、'.join(strangers[:5])} 不在该盘点单中"
                ),
                takes=Text("what is on its list or was counted", "请填清单上或已清点的编号"),
                fields=("lines",),
            )

    def apply(self, state: AssetState) -> None:
        """Put the lines in the place of those before."""
        again = {id_key(line.tag) for line in self.lines}
        kept = (line for line in state.counted.get(self.count, ()) if id_key(line.tag) not in again)
        state.counted[self.count] = (*kept, *self.lines)
        state.scanned.update({(self.count, tag): state.number for tag in again})


@final
@frozen(kw_only=True)
class DifferenceExplained(Entry[AssetState]):
    """Differences of a count got their cause, a responsible person and an opinion (差异处理意见).

    What comes out after the count was closed is told on a further sheet.
    """

    kind: ClassVar[str] = "assets.difference_explained"

    count: CountId
    lines: tuple[Explanation, ...]

    def check(self, state: AssetState) -> None:
        """Refuse an empty sheet (missing), and the explanation of what agrees (reference)."""
        state.need(self, lines=not self.lines)
        open_tags = {item.tag for item in state.reckoned(self.count) if not item.agrees}
        strangers = [line.tag for line in self.lines if line.tag not in open_tags]
        if strangers:
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"{', '.join(strangers[:5])} shows no difference", f"{'、'.join(strangers[:5])} 并无差异"),
                takes=Text(f"one of {', '.join(sorted(open_tags)[:5])}", f"可填：{'、'.join(sorted(open_tags)[:5])}"),
                fields=("lines",),
            )

    def apply(self, state: AssetState) -> None:
        """Add the explanations to those before."""
        state.explained[self.count] = (*state.explained.get(self.count, ()), *self.lines)


@final
@frozen(kw_only=True)
class StocktakeClosed(Entry[AssetState]):
    """A count was closed; its sheet says on what occasion and where it was held (盘点结束)."""

    kind: ClassVar[str] = "assets.stocktake_closed"

    count: CountId
    occasion: Occasion
    places: tuple[PlaceId, ...] = ()

    def check(self, state: AssetState) -> None:
        """Refuse another heading than at the start (reference), lines without opinion (P187) or without a person (P18)."""
        if (self.occasion, self.places) != (state.occasion[self.count], state.places[self.count]):
            began = LABELS.choice("occasion", state.occasion[self.count])
            raise state.refusal(
                self,
                "reference",
                stands=Text(f"it began as {began.en}", f"该盘点为{began.zh}"),
                takes=Text("the occasion and the places it began with", "类别和场所须与开始时一致"),
                fields=("occasion", "places"),
            )
        explained = {line.tag for line in state.explained.get(self.count, ())}
        left = [item for item in state.reckoned(self.count) if not item.agrees and item.tag not in explained]
        if left:
            names = [(item.tag, said_of(item)) for item in left]
            state.refuse(
                P187,
                self,
                stands=Text(
                    ", ".join(f"{tag} {what.en}" for tag, what in names),
                    "、".join(f"{tag}{what.zh}" for tag, what in names),
                ),
                takes=Text("cause, responsible person and opinion for each", "请逐项填写原因、责任人和处理意见"),
                fields=("count",),
            )
        orphans = [item.asset for item in state.expected[self.count] if item.asset not in state.custodian]
        if self.occasion == "term_start" and orphans:
            state.refuse(
                P18_PERSON,
                self,
                stands=Text(f"without a custodian: {', '.join(orphans)}", f"无保管人：{'、'.join(orphans)}"),
                takes=Text("a custodian for each", "请逐项落实保管人"),
                fields=("count",),
            )


@final
@frozen(kw_only=True)
class StocktakeCancelled(Entry[AssetState]):
    """A count was given up, and says nothing (盘点作废)."""

    kind: ClassVar[str] = "assets.stocktake_cancelled"

    count: CountId
    reason: Note


@final
@frozen(kw_only=True)
class AssetsMissed(Entry[AssetState]):
    """Assets are not where they should be and are looked for; whoever kept them last still answers for them (待查)."""

    kind: ClassVar[str] = "assets.missed"

    assets: Assets
    reason: Note | None = None

    def check(self, state: AssetState) -> None:
        """Refuse an empty slip (missing), and what is lent or in disposal (state)."""
        state.need(self, assets=not self.assets)
        at_hand(self, state, self.assets)


@final
@frozen(kw_only=True)
class AssetsFound(Entry[AssetState]):
    """Assets that were missing turned up, and are kept in a place by somebody (找回)."""

    kind: ClassVar[str] = "assets.found"

    assets: Assets
    place: PlaceId
    custodian: PersonId
    condition: Condition | None = None

    def check(self, state: AssetState) -> None:
        """Refuse an empty slip (missing), what is in disposal, and a closed room (state)."""
        state.need(self, assets=not self.assets)
        at_hand(self, state, self.assets)
        open_place(self, state, self.place)

    def apply(self, state: AssetState) -> None:
        """Note since when they are there."""
        state.put(self.assets, self.place)


def _pile(line: CountedItem) -> tuple[str, str, str]:
    return (id_key(line.tag), id_key(line.place), line.condition or "good")


def _in_unit(entry: ItemsCounted | ItemsRecounted, state: AssetState) -> None:
    told = {id_key(line.tag): line for line in entry.lines if line.unit is not None}
    for asset, unit in state.unit.items() if told else ():
        line = told.get(id_key(asset))
        if line is not None and line.unit != unit:
            raise state.refusal(
                entry,
                "reference",
                stands=Text(
                    f"{asset} is counted in {line.unit}, its card in {unit}",
                    f"{asset} 以{line.unit}计，卡片以{unit}计",
                ),
                takes=Text(f"pieces in {unit}, or correct the card first", f"请换算为{unit}，或先更正卡片"),
                fields=("lines",),
            )


def _in_rooms(entry: ItemsCounted | ItemsRecounted, state: AssetState) -> None:
    places = state.places[entry.count]
    rooms = {id_key(place) for place in places}
    strays = [line for line in entry.lines if rooms and id_key(line.place) not in rooms]
    if strays:
        raise state.refusal(
            entry,
            "reference",
            stands=Text(f"{strays[0].place} is not counted here", f"{strays[0].place} 不在本次盘点范围内"),
            takes=Text(
                f"what is at {', '.join(places)}; another count for other rooms",
                f"本单只填 {'、'.join(places)}；其他场所请另开盘点单",
            ),
            fields=("lines",),
        )
