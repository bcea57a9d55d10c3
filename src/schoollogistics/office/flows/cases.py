"""Flows of what somebody may have to make good: the cases that follow from a count, a loan or a loss."""

from collections.abc import Callable, Iterator
from datetime import date, time
from typing import TYPE_CHECKING, Any, Final

from attrs import frozen

from schoollogistics.assets import (
    AssetRegister,
    AssetsMissed,
    AssetsTakenBack,
    DamageReported,
    DifferenceExplained,
    LettingEnded,
    LoanItemsLost,
    LoanReturned,
    StocktakeClosed,
)
from schoollogistics.assets.book.losses import without_case
from schoollogistics.assets.entries.codes import Loss
from schoollogistics.assets.state import BAD, GONE, Reckoned
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, Ref, numbered
from schoollogistics.office.faults import cut
from schoollogistics.office.flows.things import unfit, when

if TYPE_CHECKING:
    from schoollogistics.office.logistics_office import LogisticsOffice

CALLS_FOR_CASES: Final = Text(
    "a count, a loss, or a return of something broken",
    "一条差异处理意见、盘点结束、待查、借出遗失，或归还、退库、出租收回时损坏的记录",
)


@frozen
class Harm:
    """What is lost or broken: the row, which of both, what there is to say of it, and the count that found it."""

    asset: str
    loss: Loss
    what: str
    count: str | None = None


def cases_from(
    office: "LogisticsOffice",
    ref: Ref,
    *,
    on: date | None = None,
    at: time | None = None,
    by: str | None = None,
    ahead: int = 0,
) -> tuple[DamageReported, ...]:
    """Return a case to open for each item found short, lost or damaged that has none yet (P21, R09).

    Of a count that was closed all of them, of differences that were explained those on the sheet, with their cause;
    of things that are missed or lost on loan each, of what came back from a loan, from use or from a tenant what is
    newly broken. Of a lot the case names the piece that was split off since, where there is one. Day, hour, reporter
    and numbers as in ``repairs_from``. None for an entry that was reversed, and for what the school has no more;
    ``Refused`` (type) for any other.
    """
    entry = office.shelf.entry(ref)
    register, (day, hour) = office[AssetRegister], when(entry, on, at)
    match entry:
        case StocktakeClosed() | DifferenceExplained():
            found = _counted(register, entry)
        case AssetsMissed() | LoanItemsLost() | LoanReturned() | AssetsTakenBack() | LettingEnded():
            found = _told(register, ref, entry)
        case _:
            raise unfit(office, entry, CALLS_FOR_CASES)
    harms = [each for each in found if register[each.asset].status not in GONE] if office.shelf.counts(ref) else []
    return tuple(
        DamageReported(
            case=register.next_id(f"PC-{day:%m%d}-", number, lifecycle="case"),
            what=cut(harm.what),
            loss=harm.loss,
            asset=harm.asset,
            count=harm.count,
            on=day,
            at=hour,
            by=by or entry.by,
            because=ref,
        )
        for number, harm in enumerate(harms, ahead)
    )


def _told(register: AssetRegister, ref: Ref, entry: Entry[Any]) -> Iterator[Harm]:
    """Yield what *entry* says is lost or broken and has no case; what is missed for a count is a matter of the count."""
    loan = getattr(entry, "loan", None)
    borrower = f"（借用人 {register.of('loan')[loan].borrower}）" if loan is not None else ""
    last = max(each.on for each in register.entries)
    for number, _, asset, loss in without_case(register, last):
        if number == ref.number:
            label = register.labels.entry(entry.kind).zh
            said = label if loss == "loss" else f"{label}时损坏"
            yield Harm(asset, loss, f"{said}{borrower}：{getattr(entry, 'reason', None) or register[asset].name}")


def _counted(register: AssetRegister, sheet: StocktakeClosed | DifferenceExplained) -> Iterator[Harm]:
    """Yield what the count of *sheet* found short or broken that has no case of that count."""
    causes = _causes(register, sheet.count)
    told = {line.tag for line in sheet.lines} if isinstance(sheet, DifferenceExplained) else set(causes)
    cases = (entry for _, entry in numbered(register) if isinstance(entry, DamageReported))
    root = register.since_count(sheet.count).root
    opened = {root(case.asset) for case in cases if case.count == sheet.count and case.asset is not None}
    for item in register.reckoned(sheet.count):
        if item.tag in told and item.tag not in opened:
            for loss in _losses(item):
                piece = _piece(register, item, loss, root)
                yield Harm(piece, loss, f"{_said(item, loss)}：{causes[item.tag]}", sheet.count)


def _losses(item: Reckoned) -> Iterator[Loss]:
    """Yield what a count found of *item* that somebody may have to make good; of a lot it may be both."""
    if item.missing_pieces:
        yield "loss"
    if item.damaged:
        yield "damage"


def _piece(register: AssetRegister, item: Reckoned, loss: Loss, root: Callable[[str], str]) -> str:
    """Return the row that a case of *item* is about: the part split off since that is not there or broken, or else all of it."""
    for asset in register:
        card = register[asset]
        broken = card.status in {"missing", *GONE} if loss == "loss" else card.condition in BAD
        if asset != item.tag and root(asset) == item.tag and broken:
            return asset
    return item.tag


def _causes(register: AssetRegister, count: str) -> dict[str, str]:
    """Return the cause that was given for each difference of a count, the last one where there are several."""
    sheets = (entry for _, entry in numbered(register) if isinstance(entry, DifferenceExplained))
    return {line.tag: line.cause for sheet in sheets if sheet.count == count for line in sheet.lines}


def _said(item: Reckoned, loss: Loss) -> str:
    if loss == "loss":
        return f"盘亏 {item.missing_pieces} 件"
    return "盘点时已损坏" if item.damaged_pieces == item.counted else f"盘点时损坏 {item.damaged_pieces} 件"
