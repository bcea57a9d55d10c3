"""What a reversal must leave true: closed rooms are empty, and disposals and cases have what they name."""

from typing import Final

from schoollogistics.assets.state.columns import GONE, PRESENT, AssetState
from schoollogistics.errors import Text


def closed_rooms_are_empty(state: AssetState) -> Text | None:
    """Return which assets would stand in a closed room."""
    rooms, status = state.status["room"], state.status["asset"]
    inside = [
        asset
        for asset, place in state.place.items()
        if rooms.get(place) == "closed" and status[asset] not in {"missing", *GONE}
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


def cases_have_their_counts(state: AssetState) -> Text | None:
    """Return which cases would name a count that was never held."""
    loose = [case for case, count in state.count.items() if count not in state.status["count"]]
    if not loose:
        return None
    named = "、".join(loose[:5])
    return Text(f"{named} names the count", f"赔偿单 {named} 写明了该盘点单")


def _is_for(state: AssetState, asset: str, disposal: str) -> bool:
    there = ("missing",) if state.manner[disposal] == "loss" else PRESENT
    mine = state.in_disposal.get(asset) == disposal and asset not in state.on_loan
    return mine and state.status["asset"][asset] in there


INVARIANTS: Final = (closed_rooms_are_empty, disposals_have_their_assets, cases_have_their_counts)
"""What ``AssetRegister`` checks when an entry is reversed."""
