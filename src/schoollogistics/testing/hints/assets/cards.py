"""How cards and custody slips depend on what the register holds."""

from datetime import timedelta
from typing import Final

from schoollogistics.assets import (
    AssetCorrected,
    AssetImproved,
    AssetLet,
    AssetOpened,
    AssetRegister,
    AssetRegistered,
    AssetRenumbered,
    AssetsIssued,
    AssetsMerged,
    AssetSplit,
    AssetsTakenBack,
    AssetsTransferred,
    ConditionRecorded,
    CustodyHandedOver,
    LetterSigned,
    LifeChanged,
    RoomClosed,
    RoomKeeperNamed,
)
from schoollogistics.assets.entries.cards import SUMMED
from schoollogistics.assets.state import PRESENT
from schoollogistics.testing.hints.assets.facts import (
    CLASSES,
    KEEPERS,
    ROOMS,
    SPARE,
    Fields,
    being_counted,
    facts,
    free,
    keys_in,
    some,
)
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.reading import used_keys
from schoollogistics.testing.scribe import Hints
from schoollogistics.testing.strategies import PEOPLE
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan


def _card(pen: Pen) -> Fields:
    return {
        "name": pen.pick(("课桌", "投影仪")),
        "category": pen.pick(CLASSES),
        "cost": yuan(100 + pen.below(2000)),
        "quantity": 1 + pen.below(9),
        "place": pen.pick((*ROOMS, None)),
        "custodian": pen.pick((*KEEPERS, None)),
        "condition": pen.pick(("good", "worn")),
        "life_months": pen.pick((60, 12, None)),
        "residual": pen.pick((None, yuan(10))),
        "in_service_on": None,
    }


def _opened(_: AssetRegister, __: str, pen: Pen) -> Fields:
    return {
        **_card(pen),
        "acquired_on": pen.on - timedelta(days=30 * pen.below(40)),
        "depreciated": pen.pick((None, yuan(5))),
    }


def _registered(_: AssetRegister, __: str, pen: Pen) -> Fields:
    return {**_card(pen), "acquired_on": pen.pick((None, pen.on))}


def _corrected(_: AssetRegister, __: str, pen: Pen) -> Fields:
    return {
        "name": pen.pick(("课桌椅", "课桌")),
        "quantity": pen.pick((None, 1 + pen.below(9))),
        "cost": pen.pick((None, yuan(900))),
        "residual": pen.pick((None, yuan(5))),
        "acquired_on": pen.pick((None, pen.on - timedelta(days=pen.below(400)))),
        "in_service_on": None,
        "category": None,
        "note": pen.pick(WORDS),
    }


def _life_changed(_: AssetRegister, __: str, pen: Pen) -> Fields:
    return {"life_months": 24 + pen.below(100), "note": pen.pick(WORDS)}


def _improved(_: AssetRegister, __: str, pen: Pen) -> Fields:
    return {"amount": yuan(1 + pen.below(500)), "life_months": None}


def _split(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    pieces, counting = facts(book).pieces, being_counted(book)
    able = [each for each in free(book, (*PRESENT, "missing")) if pieces[each] > 1 and each not in counting]
    if not able:
        return None
    asset = pen.pick(able)
    into = asset if pen.chance(10) else f"part-{len(used_keys(book, 'asset'))}"
    return {"asset": asset, "into": into, "quantity": 1 + pen.below(pieces[asset] - 1)}


def _renumbered(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    held, counting = facts(book), being_counted(book)
    asked = {asset for loan in keys_in(book, "loan", "requested", "approved") for asset in held.asked[loan]}
    able = [each for each in free(book, (*PRESENT, "missing")) if each not in counting | asked]
    if not able:
        return None
    return {"asset": pen.pick(able), "into": f"number-{len(used_keys(book, 'asset'))}", "note": pen.pick(WORDS)}


def _merged(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    held, alike = facts(book), dict[object, list[str]]()
    own = [name for name, of in held.columns().items() if of == "asset" and name not in SUMMED]
    counting = being_counted(book)
    for asset in free(book, (*PRESENT, "missing")):
        if asset in counting:
            continue
        said = (held.status["asset"][asset], *(getattr(held, name).get(asset) for name in own))
        alike.setdefault(said, []).append(asset)
    able = [rows for rows in alike.values() if len(rows) > 1]
    if not able:
        return None
    rows = pen.pick(able)
    return {"assets": tuple(rows[1 : 2 + pen.below(2)]), "merged_into": rows[0]}


def _issued(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    assets = some(book, pen, ("idle",))
    return {"assets": assets, "place": pen.pick(ROOMS), "custodian": pen.pick(KEEPERS)} if assets else None


def _transferred(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    assets = some(book, pen)
    return {"assets": assets, "place": pen.pick(ROOMS), "custodian": pen.pick(KEEPERS)} if assets else None


def _taken_back(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    assets = some(book, pen, ("in_use",))
    return {"assets": assets, "place": "仓库", "custodian": pen.pick(KEEPERS)} if assets else None


def _handed_over(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    there = {keeper: [each for each in book.kept_by(keeper) if book[each].status != "missing"] for keeper in KEEPERS}
    givers = [keeper for keeper, kept in there.items() if kept]
    if not givers:
        return None
    giver = pen.pick(givers)
    taker = pen.pick([keeper for keeper in PEOPLE if keeper != giver])
    held = facts(book)
    rooms = dict.fromkeys(held.place[asset] for asset in there[giver] if asset in held.place)
    slip = book.handover(giver, taker, on=pen.on, place=pen.pick((None, *rooms)))
    signed = () if pen.chance(20) else (taker,)
    return {
        "assets": slip.assets, "custodian": taker, "scope": slip.scope, "missing": slip.missing, "place": slip.place, "by": giver,
        "cosigned_by": signed, "count": pen.pick((None, *book.of("count"))),
    }  # fmt: skip


def _condition(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    assets = some(book, pen)
    return {"assets": assets} if assets else None


def _keeper(_: AssetRegister, __: str, pen: Pen) -> Fields:
    return {"room": pen.pick((*ROOMS, SPARE, SPARE)), "keeper": pen.pick(KEEPERS)}


def _closed_room(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    held = facts(book)
    able = [room for room in keys_in(book, "room", "kept") if room not in held.place.values()]
    return {"room": pen.pick(able)} if able else None


def _letter(_: AssetRegister, __: str, pen: Pen) -> Fields:
    return {"period": DateSpan(pen.on, pen.on + timedelta(days=200)), "places": ROOMS[:1], "assets": ()}


def _let(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    able = free(book, ("idle",))
    return {"asset": pen.pick(able), "until": pen.on + timedelta(days=pen.below(90))} if able else None


HINTS: Final[Hints] = {
    AssetOpened: _opened,
    AssetRegistered: _registered,
    AssetCorrected: _corrected,
    AssetImproved: _improved,
    LifeChanged: _life_changed,
    AssetSplit: _split,
    AssetsMerged: _merged,
    AssetRenumbered: _renumbered,
    AssetsIssued: _issued,
    AssetsTransferred: _transferred,
    AssetsTakenBack: _taken_back,
    CustodyHandedOver: _handed_over,
    ConditionRecorded: _condition,
    RoomKeeperNamed: _keeper,
    RoomClosed: _closed_room,
    LetterSigned: _letter,
    AssetLet: _let,
}
