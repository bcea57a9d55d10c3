"""What several slips about property have in common to be refused for."""

from collections.abc import Iterable
from typing import Any

from schoollogistics.assets.state import AssetState
from schoollogistics.errors import Text, Unknown
from schoollogistics.journal import Entry
from schoollogistics.values.texts import near


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
