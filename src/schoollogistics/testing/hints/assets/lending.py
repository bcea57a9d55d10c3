"""How slips of loans and disposals depend on what the register holds."""

from datetime import timedelta
from typing import Final

from schoollogistics.assets import (
    AssetRegister,
    AssetsLent,
    DisposalApproved,
    DisposalCarriedOut,
    DisposalProposed,
    DisposalTurnedDown,
    LoanApproved,
    LoanExtended,
    LoanItemsLost,
    LoanOpened,
    LoanRefused,
    LoanRequested,
    LoanReturned,
)
from schoollogistics.assets.entries.codes import LEVELS
from schoollogistics.assets.entries.loans import ReturnedItem
from schoollogistics.assets.rules import APPROVAL
from schoollogistics.assets.state import PRESENT
from schoollogistics.testing.hints.assets.facts import (
    BORROWERS,
    KEEPERS,
    Fields,
    facts,
    free,
    given_up,
    hour,
    keys_in,
    some,
)
from schoollogistics.testing.pen import WORDS, Pen
from schoollogistics.testing.reading import used_keys
from schoollogistics.testing.scribe import Hints


def _requested(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    assets = some(book, pen)
    due = pen.on + timedelta(days=60 + pen.below(9))
    return {"assets": assets, "due": due, "by": pen.pick(BORROWERS)} if assets else None


def _approved(_: AssetRegister, __: str, pen: Pen) -> Fields:
    return {"by": pen.pick(KEEPERS), "cosigned_by": ()}


def _lent(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    held = facts(book)
    ready = [loan for loan in keys_in(book, "loan", "approved") if set(held.asked[loan]) <= set(free(book))]
    if ready and not pen.chance(20):
        loan = pen.pick(ready)
        return {"loan": loan, "assets": held.asked[loan], "borrower": held.borrower[loan], "due": held.due[loan]}
    due = pen.on + timedelta(days=60 + pen.below(30))
    assets = some(book, pen)
    loan = f"loan-{len(used_keys(book, 'loan')) + 1}"
    return {"loan": loan, "assets": assets, "borrower": pen.pick(BORROWERS), "due": due} if assets else None


def _loan_opened(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    assets, lent = some(book, pen), pen.on - timedelta(days=pen.below(20))
    fields: Fields = {"assets": assets, "lent_on": lent, "due": lent + timedelta(days=pen.below(40))}
    return fields if assets else None


def _extended(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    out = keys_in(book, "loan", "out")
    if not out:
        return None
    loan = pen.pick(out)
    due = max(facts(book).due[loan], pen.on) + timedelta(days=1 + pen.below(30))
    return {"loan": loan, "due": due, "approver": pen.pick(KEEPERS)}


def _out(book: AssetRegister, pen: Pen) -> tuple[str, tuple[str, ...]] | None:
    out = keys_in(book, "loan", "out")
    if not out:
        return None
    loan = pen.pick(out)
    items = facts(book).items[loan]
    return loan, items[: 1 + pen.below(len(items))] if pen.chance(50) else items


def _returned(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    found = _out(book, pen)
    if found is None:
        return None
    return {"loan": found[0], "lines": tuple(ReturnedItem(asset=asset) for asset in found[1])}


def _lost(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    found = _out(book, pen)
    return None if found is None else {"loan": found[0], "assets": found[1]}


def _proposed(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    lost = pen.chance(30)
    assets = some(book, pen, ("missing",) if lost else PRESENT)
    manner = "loss" if lost else pen.pick(("scrap", "transfer"))
    said: Fields = {"assets": assets, "manner": manner, "receiver": "兄弟学校"}
    said |= {"at": hour(pen), "by": pen.pick(KEEPERS)}
    return said if assets else None


def _agreed(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    held = facts(book)
    able = [each for each in keys_in(book, "disposal", "proposed", "approved") if len(held.levels.get(each, ())) < 3]
    if not able:
        return None
    disposal = max(able, key=lambda each: len(held.levels.get(each, ())))
    level = LEVELS[len(held.levels.get(disposal, ()))]
    return {"disposal": disposal, "level": level, "by": pen.pick((*BORROWERS, held.proposer[disposal]))}


def _carried_out(book: AssetRegister, _: str, pen: Pen) -> Fields | None:
    held = facts(book)
    able = keys_in(book, "disposal", "approved")
    if not able:
        return None
    disposal = max(able, key=lambda each: len(held.levels[each]))
    excuse = len(held.levels[disposal]) < len(LEVELS) and pen.chance(70)
    return {
        "disposal": disposal,
        "assets": held.listed[disposal],
        "despite": (APPROVAL.code,) if excuse else (),
        "note": pen.pick(WORDS),
    }


HINTS: Final[Hints] = {
    LoanRefused: given_up("loan", "requested"),
    LoanRequested: _requested,
    LoanApproved: _approved,
    AssetsLent: _lent,
    LoanOpened: _loan_opened,
    LoanExtended: _extended,
    LoanReturned: _returned,
    LoanItemsLost: _lost,
    DisposalProposed: _proposed,
    DisposalApproved: _agreed,
    DisposalTurnedDown: given_up("disposal", "proposed"),
    DisposalCarriedOut: _carried_out,
}
