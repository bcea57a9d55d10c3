"""How sheets of a count and slips about damage depend on what the register holds."""

from datetime import timedelta
from decimal import Decimal
from typing import Final

from schoollogistics.assets import (
    AppraisalNoted,
    AssetRegister,
    AssetsFound,
    AssetsMissed,
    CountedItem,
    DamageCharged,
    DamageRefunded,
    DamageReported,
    DamageSettled,
    DifferenceExplained,
    Explanation,
    ItemsCounted,
    ItemsRecounted,
    LiabilityDetermined,
    StocktakeCancelled,
    StocktakeClosed,
    StocktakeStarted,
)
from schoollogistics.testing.hints.assets.facts import (
    KEEPERS,
    ROOMS,
    Fields,
    facts,
    given_up,
    hour,
    keys_in,
    some,
)
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.scribe import Hints
from schoollogistics.testing.strategies import PEOPLE
from schoollogistics.values.money import yuan


def _started(book: AssetRegister, key: str, pen: Pen) -> Fields:
    held = facts(book)
    heard = [(room,) for room in ROOMS if room in held.status["room"] or room in held.place.values()]
    places = pen.pick(((), ROOMS[:1], *heard))
    occasion = pen.pick(("weekly", "monthly", "term_start"))
    slip = book.stocktake(key, "weekly", on=pen.on, by=PEOPLE[0], places=places)
    return {"occasion": occasion, "places": places, "expected": slip.expected}


def _counted(book: AssetRegister, key: str, pen: Pen) -> Fields | None:
    if key not in book.of("count"):
        return {"lines": ()}
    lines = tuple(
        CountedItem(tag=item.asset, place=item.place or ROOMS[0], quantity=item.quantity, condition=None)
        for item in book.of("count")[key].expected
        if not pen.chance(20)
    )
    return {"lines": lines, "note": pen.pick(WORDS)}


def _recounted(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    held = facts(book)
    able = [count for count in keys_in(book, "count", "open", "closed") if held.expected[count]]
    if not able:
        return None
    count = pen.pick(able)
    item = pen.pick(held.expected[count])
    place = item.place or (held.places[count] or ROOMS)[0]
    again = CountedItem(tag=item.asset, place=place, quantity=item.quantity, condition=None)
    return {"count": count, "lines": (again,)}


def _explained(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    able = [
        (count, item) for count in keys_in(book, "count", "open") for item in book.reckoned(count) if not item.agrees
    ]
    if not able:
        return None
    count = pen.pick(able)[0]
    return {
        "count": count,
        "lines": tuple(
            Explanation(tag=item.tag, cause="不明", responsible=PEOPLE[0], opinion="追查")
            for item in book.reckoned(count)
            if not item.agrees or pen.chance(10)
        ),
    }


def _closed(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    held, able = facts(book), keys_in(book, "count", "open")
    ready = [
        count
        for count in able
        if {item.tag for item in book.reckoned(count) if not item.agrees}
        <= {line.tag for line in held.explained.get(count, ())}
    ]
    if not able:
        return None
    count = pen.pick(ready or able)
    return {"count": count, "occasion": held.occasion[count], "places": held.places[count]}


def _missed(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    assets = some(book, pen)
    return {"assets": assets[:1]} if assets else None


def _found(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    assets = some(book, pen, ("missing",))
    return {"assets": assets, "place": pen.pick(ROOMS), "custodian": pen.pick(KEEPERS)} if assets else None


def _damage(book: AssetRegister, _: str, pen: Pen) -> Fields:
    counts = tuple(book.of("count"))
    asset = pen.pick((None, *list(book)[:3]))
    return {
        "at": hour(pen),
        "asset": asset,
        "condition": None if asset is None else pen.pick((None, "damaged")),
        "count": pen.pick((None, *counts[:2])),
        "done_by": pen.pick((None, PEOPLE[3])),
    }


def _liability(book: AssetRegister, key: str, pen: Pen) -> Fields:
    liable = pen.pick(("class", "person", "wear", "unknown"))
    doer = facts(book).done_by.get(key)
    party = {"class": "三(2)班", "person": doer or PEOPLE[4]}.get(liable)
    return {"liable": liable, "party": party}


def _charged(_: AssetRegister, __: str, pen: Pen) -> Fields:
    payable = pen.pick((None, pen.on + timedelta(days=9)))
    return {"amount": yuan(1 + pen.below(99)), "by": PEOPLE[0], "cosigned_by": (), "payable_by": payable}


def _settled(book: AssetRegister, key: str, pen: Pen) -> Fields:
    held, charged = facts(book), keys_in(book, "case", "charged")
    case = pen.pick(charged) if charged else key
    left = held.charge.get(case, Decimal(1)) - held.paid.get(case, Decimal(0))
    amount = left if pen.chance(70) or left <= 1 else yuan(1)
    return {"case": case, "amount": yuan(amount + (1 if pen.chance(10) else 0)), "note": pen.pick(WORDS)}


def _refunded(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    held = facts(book).received
    if not held:
        return None
    case = pen.pick(list(held))
    amount = held[case] if pen.chance(70) else yuan(1 + pen.below(9))
    return {"case": case, "amount": amount, "by": PEOPLE[0], "cosigned_by": ()}


def _appraised(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    held = facts(book)
    judged = keys_in(book, "case", "liable", "charged", "settled")
    able = [case for case in judged if held.liable[case] == "class" or pen.chance(10)]
    return {"case": pen.pick(able)} if able else None


HINTS: Final[Hints] = {
    StocktakeCancelled: given_up("count", "open"),
    StocktakeStarted: _started,
    ItemsCounted: _counted,
    ItemsRecounted: _recounted,
    DifferenceExplained: _explained,
    StocktakeClosed: _closed,
    AssetsMissed: _missed,
    AssetsFound: _found,
    DamageReported: _damage,
    LiabilityDetermined: _liability,
    DamageCharged: _charged,
    DamageSettled: _settled,
    DamageRefunded: _refunded,
    AppraisalNoted: _appraised,
}
