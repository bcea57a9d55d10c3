"""What slips other than counts say is lost or broken, and nobody was asked about: further questions behind P21 and P12."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import TYPE_CHECKING, Any

from schoollogistics.assets.book.counts import GONE_FOR_NOW, Since
from schoollogistics.assets.book.questions import up_to
from schoollogistics.assets.entries.cards import AssetCorrected, AssetSplit
from schoollogistics.assets.entries.codes import Loss
from schoollogistics.assets.entries.counting import AssetsFound, AssetsMissed, StocktakeStarted
from schoollogistics.assets.entries.custody import AssetsTakenBack, LettingEnded
from schoollogistics.assets.entries.liability import DamageReported
from schoollogistics.assets.entries.loans import LoanItemsLost, LoanReturned
from schoollogistics.assets.entries.numbers import AssetRenumbered
from schoollogistics.assets.rules import P12, P21
from schoollogistics.assets.state import BAD, Condition
from schoollogistics.errors import Text
from schoollogistics.journal import Breach, Entry, Ref
from schoollogistics.values.ids import AssetId
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.assets.book.register import AssetRegister


def losses_of(entry: Entry[Any], looked: Mapping[AssetId, Condition]) -> tuple[tuple[AssetId, Loss], ...]:
    """Return what *entry* says is lost, or came back broken that was whole when somebody last *looked*."""
    if isinstance(entry, AssetsMissed | LoanItemsLost):
        return tuple((asset, "loss") for asset in entry.assets)
    if isinstance(entry, LoanReturned | AssetsTakenBack | LettingEnded):
        broken = (asset for asset, condition in conditions_of(entry) if condition in BAD)
        return tuple((asset, "damage") for asset in broken if looked.get(asset) not in BAD)
    return ()


def conditions_of(entry: Entry[Any]) -> tuple[tuple[AssetId, Condition], ...]:
    """Return how *entry* says that assets are, those of which it says nothing left out."""
    if isinstance(entry, LoanReturned):
        return tuple((line.asset, line.condition) for line in entry.lines if line.condition is not None)
    condition: Condition | None = getattr(entry, "condition", None)
    named: tuple[AssetId, ...] = getattr(entry, "assets", None) or (getattr(entry, "asset", ""),)
    return tuple((asset, condition) for asset in named) if condition is not None else ()


def without_case(book: "AssetRegister", day: date) -> Iterator[tuple[int, Entry[Any], AssetId, Loss]]:
    """Yield every loss and damage up to *day* that no case is about, with the entry that tells of it and its number.

    What was broken before and comes back broken is no new damage. A case of a part split off is one of its lot, and
    one that was opened before the loss was written down will do. What is missed for a count is asked of the count; of
    what turned up again nobody is asked any more.
    """
    entries = up_to(book, day)
    root = Since.of(book, (entry for _, entry in entries)).root
    reports = [
        (number, each) for number, each in entries if isinstance(each, DamageReported) and each.asset is not None
    ]
    counts = {entry.count for _, entry in entries if isinstance(entry, StocktakeStarted)}
    found = [
        (number, root(asset)) for number, each in entries if isinstance(each, AssetsFound) for asset in each.assets
    ]
    looked: dict[AssetId, Condition] = {}
    for number, entry in entries:
        lost = () if isinstance(entry, AssetsMissed) and entry.reason in counts else losses_of(entry, looked)
        looked.update(conditions_of(entry))
        if isinstance(entry, AssetSplit | AssetRenumbered) and entry.asset in looked:
            looked[entry.into] = looked[entry.asset]
        for asset, loss in lost:
            back = [place for place, lot in found if lot == root(asset)] if loss == "loss" else []
            since = max((place for place in back if place < number), default=-1) if loss == "loss" else number
            cases = (place for place, each in reports if each.loss == loss and root(each.asset or "") == root(asset))
            if not any(place > since for place in (*cases, *back)):
                yield number, entry, asset, loss


def losses_unasked(book: "AssetRegister", span: DateSpan) -> Iterator[Breach]:
    """Find what was lost or came back broken in the span, and nobody was asked about by its end (P21)."""
    for number, entry, asset, _ in without_case(book, span.last):
        if entry.on in span:
            what = book.labels.entry(entry.kind)
            yield Breach(
                rule=P21,
                on=entry.on,
                found=Text(f"{asset}: {what.en}, no case opened", f"{asset}：{what.zh}，未追究责任"),
                subject=("asset", asset),
                ref=Ref(book.name, number),
            )


def losses_not_written_down(book: "AssetRegister", span: DateSpan) -> Iterator[Breach]:
    """Find things that a case of the span says are lost, and that the book has at school at its end (P12)."""
    entries = up_to(book, span.last)
    since = Since.of(book, (entry for _, entry in entries))
    for number, entry in entries:
        if not isinstance(entry, DamageReported) or entry.loss != "loss" or entry.asset is None or entry.on not in span:
            continue
        about = (each for _, each in since.about.get(since.root(entry.asset), ()))
        if not any(isinstance(each, (*GONE_FOR_NOW, AssetsFound, AssetCorrected)) for each in about):
            yield Breach(
                rule=P12,
                on=entry.on,
                found=Text(
                    f"{entry.case}: {entry.asset} is lost, and not missed on the books",
                    f"{entry.case}：{entry.asset} 已报遗失，账上未转待查",
                ),
                subject=("case", entry.case),
                ref=Ref(book.name, number),
            )
