"""What several slips about property have in common to be refused for."""

from collections.abc import Iterable
from typing import Any

from schoollogistics.assets.rules import LABELS
from schoollogistics.assets.state import GONE, AssetState, Reckoned
from schoollogistics.errors import Text, Unknown
from schoollogistics.journal import Entry
from schoollogistics.values.texts import id_key, near


def known(entry: Entry[Any], state: AssetState, assets: Iterable[str], field: str) -> None:
    """Refuse numbers that are no asset's (unknown)."""
    held = state.status["asset"]
    for asset in assets:
        if asset not in held:
            hints = near(asset, tuple(held))
            raise Unknown(
                "unknown",
                tried=state.describe(entry),
                stands=Text(f"there is no asset {asset}", f"没有资产 {asset}"),
                takes=Text(f"near it: {', '.join(hints)}", f"相近：{'、'.join(hints)}")
                if hints
                else Text("an asset of the register", "须为在册资产"),
                fields=(field,),
            )


def known_count(entry: Entry[Any], state: AssetState, count: str | None) -> None:
    """Refuse the number of a count that there is not (reference)."""
    if count is not None and count not in state.status["count"]:
        raise state.refusal(
            entry,
            "reference",
            stands=Text(f"there is no stocktake {count}", f"没有盘点单 {count}"),
            takes=Text("the number of a stocktake", "请填已有的盘点单号"),
            fields=("count",),
        )


def at_hand(entry: Entry[Any], state: AssetState, assets: Iterable[str], field: str = "assets") -> None:
    """Refuse what is on loan, or proposed for a disposal that is not decided (state)."""
    for asset in assets:
        loan, disposal = state.on_loan.get(asset), state.standing_disposal(asset)
        if loan is not None:
            raise state.refusal(
                entry,
                "state",
                stands=Text(f"{asset} is on loan as {loan}", f"{asset} 已借出（{loan}）"),
                takes=Text("its return first", "请先归还"),
                fields=(field,),
            )
        if disposal is not None:
            raise state.refusal(
                entry,
                "state",
                stands=Text(f"{asset} is in disposal {disposal}", f"{asset} 在处置单 {disposal} 中"),
                takes=Text("a decision on it first", "请先办结处置"),
                fields=(field,),
            )


def not_being_counted(entry: Entry[Any], state: AssetState, assets: Iterable[str], field: str) -> None:
    """Refuse rows that an open count is looking for as they stood when it began, or met on its way (state)."""
    wanted = frozenset(id_key(asset) for asset in assets)
    for count in (key for key, status in state.status["count"].items() if status == "open"):
        listed = {id_key(item.asset) for item in state.expected[count]}
        met = {id_key(line.tag) for line in state.counted.get(count, ())}
        if not wanted.isdisjoint(listed | met):
            raise state.refusal(
                entry,
                "state",
                stands=Text(f"stocktake {count} is looking for them", f"盘点 {count} 正在清点"),
                takes=Text("its closing first", "请先结束盘点"),
                fields=(field,),
            )


def on_the_books(entry: Entry[Any], state: AssetState, assets: Iterable[str], field: str) -> None:
    """Refuse numbers that are no asset's (unknown), and rows that hold nothing any more (state)."""
    listed = tuple(assets)
    known(entry, state, listed, field)
    gone = [asset for asset in listed if state.status["asset"][asset] in GONE]
    if gone:
        said = LABELS.state(state.status["asset"][gone[0]])
        raise state.refusal(
            entry,
            "state",
            stands=Text(f"{gone[0]} is {said.en}", f"{gone[0]} 现为“{said.zh}”"),
            takes=Text("assets that the school still has", "须为学校现有资产"),
            fields=(field,),
        )


def known_places(entry: Entry[Any], state: AssetState, places: Iterable[str], field: str = "places") -> None:
    """Refuse rooms that the book has never heard of: none ever had a keeper, and nothing is there (unknown)."""
    held = {*state.status["room"], *state.place.values()}
    for place in places:
        if place not in held:
            hints = near(place, tuple(held))
            named = Text("RoomKeeperNamed first, for a new room", "新场所请先登记“场所定人”")
            raise Unknown(
                "unknown",
                tried=state.describe(entry),
                stands=Text(f"{place} has no keeper and holds nothing", f"{place} 未定人，账上也没有资产"),
                takes=Text(f"near it: {', '.join(hints)}; or {named.en}", f"相近：{'、'.join(hints)}；{named.zh}")
                if hints
                else named,
                fields=(field,),
            )


def said_of(item: Reckoned) -> Text:
    """Return what a count says of an item in a word; what is accounted for but damaged is called so."""
    accounted = item.outcome in {"found", "lent"}
    return (
        LABELS.choice("condition", "damaged") if accounted and item.damaged else LABELS.choice("outcome", item.outcome)
    )


def open_place(entry: Entry[Any], state: AssetState, place: str | None) -> None:
    """Refuse a room that was closed (state)."""
    if place is not None and state.status["room"].get(place) == "closed":
        raise state.refusal(
            entry,
            "state",
            stands=Text(f"{place} is closed", f"{place} 已停用"),
            takes=Text("another place, or a new keeper for it first", "请换一处，或先为其定人"),
            fields=("place",),
        )


def in_range(entry: Entry[Any], state: AssetState, good: bool, field: str, stands: Text, takes: Text) -> None:
    """Refuse a number that cannot be (range)."""
    if not good:
        raise state.refusal(entry, "range", stands=stands, takes=takes, fields=(field,))
