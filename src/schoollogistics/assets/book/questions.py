"""What ought to hold of a school's property and does not, and what is due: the questions behind ``breaches`` and ``due``."""

from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from attrs import frozen

from schoollogistics.assets.book.custody import gaps, keepings
from schoollogistics.assets.entries.cards import AssetRegistered
from schoollogistics.assets.entries.custody import AssetLet, LettingEnded
from schoollogistics.assets.entries.liability import AppraisalNoted, LiabilityDetermined
from schoollogistics.assets.entries.loans import (
    AssetsLent,
    LoanExtended,
    LoanItemsLost,
    LoanOpened,
    LoanReturned,
)
from schoollogistics.assets.rules import BULK, LEAST_VALUE, P11, P23, P26, THRESHOLD
from schoollogistics.errors import Text
from schoollogistics.journal import Breach, Due, Entry, Ref, numbered
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.assets.book.register import AssetRegister

Entries = list[tuple[int, Entry[Any]]]


def up_to(book: "AssetRegister", day: date) -> Entries:
    """Return what happened up to *day*, with its numbers, reversed entries left out."""
    return [(number, entry) for number, entry in numbered(book) if entry.on <= day]


@frozen(kw_only=True)
class Late:
    """A day by which a loan ought to have been back, and was not: what was out then, and whether it still is.

    ``since`` is the day since which the book has it as late: that day, or a later one on which the loan was carried in.
    """

    loan: str
    borrower: str
    due: date
    items: tuple[str, ...]
    still_out: bool
    since: date


def late_loans(book: "AssetRegister", day: date) -> Iterator[Late]:
    """Yield every day up to *day* by which a loan was due and neither back nor extended."""
    loans: dict[str, tuple[str, date, tuple[str, ...]]] = {}
    late: list[tuple[str, date, str, tuple[str, ...]]] = []
    opened = {entry.loan: entry.on for _, entry in up_to(book, day) if isinstance(entry, LoanOpened)}
    for _, entry in up_to(book, day):
        if isinstance(entry, LoanExtended | LoanReturned | LoanItemsLost):
            borrower, due, items = loans[entry.loan]
            missed = entry.on > due and all((entry.loan, due) != each[:2] for each in late)
            if missed:
                late.append((entry.loan, due, borrower, items))
            if isinstance(entry, LoanExtended):
                loans[entry.loan] = (borrower, entry.due, items)
            else:
                back = entry.assets if isinstance(entry, LoanItemsLost) else tuple(e.asset for e in entry.lines)
                loans[entry.loan] = (borrower, due, tuple(each for each in items if each not in back))
        elif isinstance(entry, AssetsLent | LoanOpened):
            loans[entry.loan] = (entry.borrower, entry.due, entry.assets)
    for loan, (borrower, due, items) in loans.items():
        if items and due <= day and all((loan, due) != each[:2] for each in late):
            late.append((loan, due, borrower, items))
    for loan, due, borrower, items in late:
        left = loans[loan]
        yield Late(
            loan=loan,
            borrower=borrower,
            due=due,
            items=items,
            still_out=left[1] == due and bool(left[2]),
            since=max(due, opened.get(loan, due)),
        )


def unreturned_loans(book: "AssetRegister", span: DateSpan) -> Iterator[Breach]:
    """Find loans that were due in the span and neither back nor extended by then (P26); those carried in late, on that day."""
    for late in late_loans(book, span.last):
        if late.since in span:
            items = "、".join(late.items[:5])
            found = Text(
                f"{late.loan}: {items} lent to {late.borrower}, due {late.due}",
                f"{late.loan}：{items} 由 {late.borrower} 借用，应于 {late.due} 归还",
            )
            yield Breach(rule=P26, on=late.since, found=found, subject=("loan", late.loan))


def without_keeper(book: "AssetRegister", span: DateSpan) -> Iterator[Breach]:
    """Find assets and rooms that nobody kept on days of the span (P11)."""
    for gap in gaps(keepings(entry for _, entry in up_to(book, span.last)), span):
        found = Text(f"{gap.subject[1]} had no keeper from {gap.first}", f"{gap.subject[1]} 自 {gap.first} 起无人管")
        yield Breach(rule=P11, on=gap.first, found=found, subject=gap.subject)


def unappraised_classes(book: "AssetRegister", span: DateSpan) -> Iterator[Breach]:
    """Find classes held liable in the span whose appraisal says nothing of it by its end (P23)."""
    entries = up_to(book, span.last)
    noted = {entry.case for _, entry in entries if isinstance(entry, AppraisalNoted)}
    latest = {entry.case: entry for _, entry in entries if isinstance(entry, LiabilityDetermined)}
    for case, entry in latest.items():
        if entry.liable == "class" and case not in noted and entry.on in span:
            found = Text(f"{case}: {entry.party}, not in the appraisal", f"{case}：{entry.party}，未纳入班级考核")
            yield Breach(rule=P23, on=entry.on, found=found, subject=("case", case))


def below_threshold(book: "AssetRegister", span: DateSpan) -> Iterator[Breach]:
    """Find what was registered in the span at less a piece than a fixed asset has to cost; a lot in bulk may."""
    for number, entry in up_to(book, span.last):
        if isinstance(entry, AssetRegistered) and entry.on in span:
            least, bulk = book.setting.value(LEAST_VALUE, entry.on), book.setting.value(BULK, entry.on)
            in_bulk = bulk is not None and entry.quantity >= bulk
            if least is not None and entry.cost < least * entry.quantity and not in_bulk:
                lot = (
                    Text("", "") if entry.quantity == 1 else Text(f" for {entry.quantity}", f"（{entry.quantity} 件）")
                )
                found = Text(
                    f"{entry.asset} {entry.name} cost {entry.cost}{lot.en}, less than {least} each",
                    f"{entry.asset} {entry.name} 原值 {entry.cost}{lot.zh}，单件低于 {least}",
                )
                subject, ref = ("asset", entry.asset), Ref(book.name, number)
                yield Breach(rule=THRESHOLD, on=entry.on, found=found, subject=subject, ref=ref)


def loans_to_return(book: "AssetRegister", span: DateSpan) -> Iterator[Due]:
    """List the loans that are out and due in the span (P26)."""
    for loan in book.of("loan"):
        view = book.of("loan")[loan]
        if view.status == "out" and view.due in span:
            yield Due(
                what=Text(f"return {'、'.join(view.items[:5])}", f"归还 {'、'.join(view.items[:5])}"),
                last=view.due,
                subject=("loan", loan),
                who=view.borrower,
                post=(LoanReturned, LoanExtended),
                rule=P26,
            )


def lettings_to_end(book: "AssetRegister", span: DateSpan) -> Iterator[Due]:
    """List what was let out and whose term ends in the span."""
    let = {entry.asset: entry for _, entry in numbered(book) if isinstance(entry, AssetLet)}
    for asset, entry in let.items():
        if book[asset].status == "let" and entry.until in span:
            yield Due(
                what=Text(f"take back what was let to {entry.tenant}", f"收回出租给 {entry.tenant} 的资产"),
                last=entry.until,
                subject=("asset", asset),
                where=book[asset].place,
                post=(LettingEnded,),
            )
