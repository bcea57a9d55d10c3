"""What was begun and is not finished: cases to decide, charges to settle, money to give back, losses to write off, disposals."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, Final, cast

from schoollogistics.assets.book.counts import Since
from schoollogistics.assets.entries.cards import AssetRegistered
from schoollogistics.assets.entries.counting import AssetsFound
from schoollogistics.assets.entries.disposal import (
    DisposalApproved,
    DisposalCarriedOut,
    DisposalProposed,
    DisposalTurnedDown,
)
from schoollogistics.assets.entries.liability import (
    DamageCharged,
    DamageRefunded,
    DamageReported,
    DamageSettled,
    LiabilityDetermined,
)
from schoollogistics.assets.rules import APPROVAL, DISPOSAL_DEADLINE, P13, P13_DEADLINE
from schoollogistics.assets.state import BAD, PRESENT, AssetState
from schoollogistics.calendar.deadlines import Moment
from schoollogistics.errors import Text
from schoollogistics.journal import Due, Entry, Parameter, Ref, numbered
from schoollogistics.journal.clocks import deadline_after
from schoollogistics.values.money import NOTHING, own_context
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.assets.book.register import AssetRegister

NEXT_OF_CASE: Final = {"reported": (LiabilityDetermined,), "liable": (DamageCharged,)}
NEXT_OF_DISPOSAL: Final = {
    "proposed": (DisposalApproved, DisposalTurnedDown),
    "approved": (DisposalCarriedOut, DisposalApproved, DisposalTurnedDown),
}


def cases_to_decide(book: "AssetRegister", span: DateSpan) -> Iterator[Due]:
    """List the cases that are neither charged nor cleared, with the last day to do so in the span (P13)."""
    for _, entry in numbered(book):
        if isinstance(entry, DamageReported) and entry.on <= span.last:
            view = book.of("case")[entry.case]
            last = _last(book, P13_DEADLINE, entry, view.key) if view.status in NEXT_OF_CASE else None
            if last is not None and last.day in span:
                judged = view.status == "liable"
                yield Due(
                    what=Text("charge the damage", "核定赔偿")
                    if judged
                    else Text("find out who is liable", "认定责任"),
                    last=last.day,
                    until=last.at,
                    subject=("case", view.key),
                    who=view.reporter,
                    post=NEXT_OF_CASE[view.status],
                    rule=P13,
                )


def disposals_to_finish(book: "AssetRegister", span: DateSpan) -> Iterator[Due]:
    """List the disposals that are neither carried out nor turned down, with the last day to do so in the span."""
    for _, entry in numbered(book):
        if isinstance(entry, DisposalProposed) and entry.on <= span.last:
            view = book.of("disposal")[entry.disposal]
            last = _last(book, DISPOSAL_DEADLINE, entry, view.key) if view.status in NEXT_OF_DISPOSAL else None
            if last is not None and last.day in span:
                named = "、".join(view.listed[:5])
                yield Due(
                    what=Text(f"finish the disposal of {named}", f"办结处置：{named}"),
                    last=last.day,
                    until=last.at,
                    subject=("disposal", view.key),
                    who=view.proposer,
                    post=NEXT_OF_DISPOSAL[view.status],
                    rule=APPROVAL,
                )


def _last(book: "AssetRegister", parameter: Parameter[Any], entry: Entry[Any], about: str) -> Moment | None:
    return deadline_after(book.setting, parameter, Moment(entry.on, entry.at), about)


def charges_to_settle(book: "AssetRegister", span: DateSpan) -> Iterator[Due]:
    """List the charges that are not settled and payable in the span: by their day, or on the day they were made (R09)."""
    made = {entry.case: entry for _, entry in numbered(book) if isinstance(entry, DamageCharged)}
    for case, entry in made.items():
        view, last = book.of("case")[case], entry.payable_by or entry.on
        if view.status == "charged" and last in span:
            left = own_context().subtract(view.charge, view.paid or NOTHING)
            yield Due(
                what=Text(f"settle {left} yuan", f"兑现赔偿 {left} 元"),
                last=last,
                subject=("case", case),
                who=view.debtor,
                post=(DamageSettled,),
                rule=P13,
            )


def refunds_to_make(book: "AssetRegister", span: DateSpan) -> Iterator[Due]:
    """List what was lost and paid for and turned up again in the span, as long as nothing was given back since (R09)."""
    since, reported, back = _since(book), dict[str, DamageReported](), dict[str, date]()
    for _, entry in numbered(book):
        match entry:
            case DamageReported(loss="loss"):
                reported[entry.case] = entry
            case AssetsFound():
                found = {row for each in entry.assets for row in (since.row(each), since.root(each))}
                for case, report in reported.items():
                    if report.asset is not None and since.row(report.asset) in found:
                        back[case] = entry.on
            case DamageRefunded():
                back.pop(entry.case, None)
    for case, day in back.items():
        view = book.of("case")[case]
        if view.received and day in span:
            yield Due(
                what=Text(
                    f"{view.asset} turned up: give {view.received} yuan back to {view.party}",
                    f"{view.asset} 已找回，退还 {view.party} 赔款 {view.received} 元",
                ),
                last=day,
                subject=("case", case),
                post=(DamageRefunded,),
            )


def replacements_to_register(book: "AssetRegister", span: DateSpan) -> Iterator[Due]:
    """List what was made good in kind in the span and did not come into the register because of it (R09)."""
    entries = numbered(book)
    followed = {entry.because for _, entry in entries if isinstance(entry, AssetRegistered)}
    for number, entry in entries:
        if isinstance(entry, DamageSettled) and entry.settled_by == "replaced" and entry.on in span:
            ref = Ref(book.name, number)
            if ref not in followed:
                yield Due(
                    what=Text(f"register the replacement, because of {ref}", f"登记实物赔偿的资产（起因记录 {ref}）"),
                    last=entry.on,
                    subject=("case", entry.case),
                    post=(AssetRegistered,),
                )


def losses_to_write_off(book: "AssetRegister", span: DateSpan) -> Iterator[Due]:
    """List what is still on the books though its last case ended in the span: missing, or broken and replaced."""
    since, ended, replaced = _since(book), dict[str, tuple[str, date]](), set[str]()
    for _, entry in numbered(book):
        if isinstance(entry, DamageReported) and entry.asset is not None:
            ended.pop(since.row(entry.asset), None)
            replaced.discard(since.row(entry.asset))
        elif isinstance(entry, DamageSettled | LiabilityDetermined):
            case = book.of("case")[entry.case]
            if case.asset is not None and case.status in {"settled", "cleared"}:
                row = since.row(case.asset)
                ended[row] = (case.loss, entry.on)
                if isinstance(entry, DamageSettled) and entry.settled_by == "replaced":
                    replaced.add(row)
    state = cast("AssetState", book.chronicle.state)
    for asset, status in state.status["asset"].items():
        about = since.row(asset) if since.row(asset) in ended else since.root(asset)
        loss, last = ended.get(about, ("", span.last))
        lost = loss == "loss" and status == "missing"
        broken = about in replaced and status in PRESENT and state.condition[asset] in BAD
        if about in ended and last in span and (lost or broken) and state.standing_disposal(asset) is None:
            yield Due(
                what=Text(f"write off {asset}: its case is over", f"{asset} 赔偿已了结，申请核销"),
                last=last,
                subject=("asset", asset),
                who=state.custodian.get(asset),
                post=(DisposalProposed, AssetsFound) if lost else (DisposalProposed,),
            )


def _since(book: "AssetRegister") -> Since:
    """Return what says from which row another was split off, or renumbered."""
    return Since.of(book, (entry for _, entry in numbered(book)))
