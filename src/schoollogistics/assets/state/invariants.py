"""What a reversal must leave true: nothing stands in a closed room, and what is to be disposed of is still there for it."""

from typing import Final

from schoollogistics.assets.state.columns import PRESENT, AssetState
from schoollogistics.errors import Text


def closed_rooms_are_empty(state: AssetState) -> Text | None:
    """Return which assets would stand in a closed room."""
    rooms, status = state.status["room"], state.status["asset"]
    inside = [
        asset
        for asset, place in state.place.items()
        if rooms.get(place) == "closed" and status[asset] not in {"missing", "disposed"}
    ]
    if not inside:
        return None
    named = "、".join(inside[:5])
    return Text(f"{named} would stand in a closed room", f"{named} 会落在已停用的场所")


def disposals_have_their_assets(state: AssetState) -> Text | None:
    """Return which assets of an undecided disposal have moved on: lent, let, missed, or proposed in another one."""
    gone = [
        asset
        for disposal, status in state.status["disposal"].items()
        if status in {"proposed", "approved"}
        for asset in state.listed[disposal]
        if not _is_for(state, asset, disposal)
    ]
    if not gone:
        return None
    named = "、".join(gone[:5])
    return Text(f"{named} would be lent, missing or in two disposals", f"{named} 已借出、待查或已另列处置")


def _is_for(state: AssetState, asset: str, disposal: str) -> bool:
    there = ("missing",) if state.manner[disposal] == "loss" else PRESENT
    mine = state.in_disposal.get(asset) == disposal and asset not in state.on_loan
    return mine and state.status["asset"][asset] in there


INVARIANTS: Final = (closed_rooms_are_empty, disposals_have_their_assets)
"""What ``AssetRegister`` checks when an entry is reversed."""
