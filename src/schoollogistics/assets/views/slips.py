"""The slips about property: responsibility letter, loans, transfers and disposals, hand-over."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any, Final

from attrs import frozen

from schoollogistics.assets.book import AssetRegister
from schoollogistics.assets.book.ledger import Holding, with_holdings
from schoollogistics.assets.entries.cards import AssetSplit
from schoollogistics.assets.entries.checks import said_of
from schoollogistics.assets.entries.counting import ItemsCounted, ItemsRecounted, StocktakeClosed
from schoollogistics.assets.entries.custody import AssetsTransferred, CustodyHandedOver, LetterSigned
from schoollogistics.assets.entries.disposal import DisposalApproved, DisposalCarriedOut, DisposalProposed
from schoollogistics.assets.entries.loans import (
    AssetsLent,
    LoanApproved,
    LoanExtended,
    LoanItemsLost,
    LoanOpened,
    LoanRequested,
    LoanReturned,
)
from schoollogistics.assets.entries.numbers import AssetRenumbered
from schoollogistics.assets.rules import LABELS
from schoollogistics.assets.state import Reckoned
from schoollogistics.assets.views.ledgers import CLERK, THING, column, money, number, summed, thing
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, about, numbered
from schoollogistics.journal.views import school_of
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn
from schoollogistics.values.tables.table import Pair
from schoollogistics.values.texts import id_key

Custody = tuple[str | None, str | None]
NOWHERE: Final[Custody] = (None, None)
WHAT: Final = (*map(column, ("asset", "name")), number("pieces"), column("unit"), money("cost", "原值", "Cost"))
COUNTER: Final = Text("Counted by", "清点人")
CLOSER: Final = Text("Stocktake closed by", "盘点负责人")
GIVER: Final = Text("Handed over by", "移交人")
TAKER: Final = Text("Taken over by", "接收人")
SIGNED_ON: Final = Text("Signed on", "签字日期")
PRINCIPAL: Final = Text("For the school", "学校负责人")


def responsibility_letter(book: AssetRegister, keeper: str) -> Table:
    """Return the letter of one keeper (财产保管与使用责任书, D05): rooms, items, and the period signed for.

    The duties are those that the letter states. Rooms and items are those that the letter lists; where it lists none,
    and before it is signed, those kept now. Unsigned, the period and the day are left blank.
    """
    letters = [
        entry
        for _, entry in numbered(book)
        if isinstance(entry, LetterSigned) and entry.letter == "property" and id_key(entry.by) == id_key(keeper)
    ]
    latest = letters[-1] if letters else None
    rooms = [room for room in book.of("room") if id_key(book.of("room")[room].keeper or "") == id_key(keeper)]
    kept = (latest and latest.assets) or book.kept_by(keeper)
    rows = [(*thing(book, asset), book[asset].place) for asset in kept]
    return Table(
        title=LABELS.choice("letter", "property"),
        head=(
            *school_of(book.setting),
            (Text("Keeper", "责任人"), keeper),
            (LABELS.field("places"), (latest and latest.places) or tuple(rooms) or None),
            (Text("Period", "期间"), latest.period if latest else None),
        ),
        columns=(*THING, column("place")),
        rows=rows,
        totals=summed(THING, rows),
        notes=[Text(f"{place}. {duty}", f"{place}. {duty}") for place, duty in enumerate(latest.duties, 1)]
        if latest
        else (),
        signatures=(
            (Text("Keeper", "责任人"), latest.by if latest else None),
            (PRINCIPAL, latest.cosigned_by or None if latest else None),
            (SIGNED_ON, latest.on if latest else None),
        ),
    )


def loan_register(book: AssetRegister, during: DateSpan | date) -> Table:
    """Return what was lent in *during* or was still out at its beginning (借还登记簿, D06), with approval, due day, return or loss.

    What was or is late up to the end of *during* says so; the borrower signs each line.
    """
    span = span_of(during)
    entries = [entry for _, entry in numbered(book) if entry.on <= span.last]
    approved = {entry.loan: entry.by for entry in entries if isinstance(entry, LoanApproved)}
    purposes = {entry.loan: entry.purpose for entry in entries if isinstance(entry, LoanRequested)}
    due = {e.loan: e.due for e in entries if isinstance(e, AssetsLent | LoanOpened | LoanExtended)}
    ends, late = _ends(entries), _late(book, span.last)
    rows: list[tuple[Cell, ...]] = []
    for entry, held in with_holdings(enumerate(entries)):
        if isinstance(entry, AssetsLent | LoanOpened):
            out = entry.lent_on if isinstance(entry, LoanOpened) else entry.on
            asked = (purposes.get(entry.loan), approved.get(entry.loan), out, due[entry.loan])
            longer = _extensions(entries, entry.loan)
            for asset in entry.assets:
                key = (entry.loan, asset)
                returned, condition, missed = ends.get(key, (None, None, None))
                if (returned or missed or span.first) >= span.first:
                    what = _what(book, asset, held[asset])
                    end = (returned, condition, missed, late.get(key), None)
                    rows.append((entry.loan, entry.borrower, *what, *asked, longer, *end))
    return Table(
        title=Text("Loan register", "借还登记簿"),
        head=about(book.setting, during),
        columns=(
            *map(column, ("loan", "borrower")),
            *WHAT,
            *map(column, ("purpose", "approver", "lent_on", "due")),
            TableColumn("extended", "续借", "Extended"),
            TableColumn("returned_on", "归还日期", "Returned on"),
            TableColumn("condition", "归还时完好程度", "Condition when returned"),
            TableColumn("lost_on", "遗失日期", "Lost on"),
            TableColumn("late", "逾期", "Late"),
            TableColumn("signed", "借用人签字", "Signed by the borrower"),
        ),
        rows=rows,
        signatures=((CLERK, None),),
    )


def _ends(entries: Sequence[Entry[Any]]) -> dict[tuple[str, str], tuple[date | None, Text | None, date | None]]:
    """Return how each thing on each loan ended: the day of return, its condition then, or the day of its loss."""
    found: dict[tuple[str, str], tuple[date | None, Text | None, date | None]] = {}
    for entry in entries:
        if isinstance(entry, LoanReturned):
            for line in entry.lines:
                condition = line.condition and LABELS.choice("condition", line.condition)
                found[entry.loan, line.asset] = (entry.on, condition or None, None)
        elif isinstance(entry, LoanItemsLost):
            found.update({(entry.loan, asset): (None, None, entry.on) for asset in entry.assets})
    return found


def _late(book: AssetRegister, on: date) -> dict[tuple[str, str], Text]:
    """Return what was late up to *on*, and whether it still is out."""
    said = {True: Text("overdue", "逾期未还"), False: Text("was late", "曾逾期")}
    late = book.late_loans(on)
    return {(each.loan, asset): said[each.still_out] for each in late for asset in each.items}


def _extensions(entries: Sequence[Entry[Any]], loan: str) -> tuple[str, ...] | None:
    """Return until when a loan was extended, and who approved it."""
    longer = [entry for entry in entries if isinstance(entry, LoanExtended) and entry.loan == loan]
    return tuple(" ".join((str(each.due), each.approver or "")).strip() for each in longer) or None


def _what(book: AssetRegister, asset: str, held: Holding) -> tuple[Cell, ...]:
    """Return the cells of ``WHAT``: pieces and cost as they were when the slip was written."""
    return (asset, book[asset].name, held.pieces, book[asset].unit, held.cost)


def change_record(book: AssetRegister, during: DateSpan | date) -> Table:
    """Return what was transferred, handed over or disposed of in *during* (调拨与处置单, D07): from, to, why, who approved."""
    span = span_of(during)
    entries = [entry for _, entry in numbered(book) if entry.on <= span.last]
    slips = {entry.disposal: entry for entry in entries if isinstance(entry, DisposalProposed)}
    approvals: dict[str, tuple[str, ...]] = {}
    for entry in entries:
        if isinstance(entry, DisposalApproved):
            approvals[entry.disposal] = (*approvals.get(entry.disposal, ()), entry.by)
    rows: list[tuple[Cell, ...]] = []
    for move in _moves(book, entries):
        entry, what, here = move.entry, _what(book, move.asset, move.held), _where(move.here)
        if entry.on not in span:
            continue
        if isinstance(entry, AssetsTransferred | CustodyHandedOver):
            reason = entry.reason if isinstance(entry, AssetsTransferred) else LABELS.choice("scope", entry.scope)
            signed = (entry.by, *entry.cosigned_by)
            said = (LABELS.entry(entry.kind), here, _where(move.there), reason)
            rows.append((None, entry.on, *what, *said, None, None, signed))
        elif isinstance(entry, DisposalCarriedOut):
            slip, people = slips[entry.disposal], approvals[entry.disposal]
            # Proceeds are those of the whole slip: they stand once, beside its first item.
            proceeds = entry.proceeds if move.asset == entry.assets[0] else None
            said = (LABELS.choice("manner", slip.manner), here, slip.receiver, slip.reason)
            rows.append((entry.disposal, entry.on, *what, *said, slip.appraisal, proceeds, people))
    columns = (
        column("disposal"),
        TableColumn("on", "日期", "Date"),
        *WHAT,
        TableColumn("what", "事项", "What"),
        TableColumn("before", "原地点、保管人", "From"),
        TableColumn("after", "现地点、保管人或去向", "To"),
        TableColumn("reason", "原因", "Reason"),
        column("appraisal"),
        money("proceeds", "处置收入", "Proceeds"),
        TableColumn("signed", "签字或批准人", "Signed or approved by"),
    )
    return Table(
        title=Text("Transfers and disposals", "调拨与处置单"),
        head=about(book.setting, during),
        columns=columns,
        rows=rows,
        notes=_left_behind(book, ((n, each) for n, each in numbered(book) if each.on in span)),
        signatures=((CLERK, None), (PRINCIPAL, None)),
    )


@frozen
class Move:
    """One asset of one entry: what its card held, and where and with whom it was before (*here*) and after (*there*)."""

    entry: Entry[Any]
    asset: str
    held: Holding
    here: Custody
    there: Custody


def _moves(book: AssetRegister, entries: list[Entry[Any]]) -> Iterator[Move]:
    """Yield every entry with each asset that it found in the register."""
    kept: dict[str, Custody] = {}
    for entry, held in with_holdings(enumerate(entries)):
        if isinstance(entry, AssetSplit | AssetRenumbered):
            kept[entry.into] = kept[entry.asset]
        for life, asset in book.declaration.plans[type(entry)].subjects(entry):
            if life == "asset":
                here = kept.get(asset, NOWHERE)
                there = (getattr(entry, "place", None) or here[0], getattr(entry, "custodian", None) or here[1])
                kept[asset] = there
                if asset in held:
                    yield Move(entry, asset, held[asset], here, there)


def _left_behind(book: AssetRegister, slips: Iterable[tuple[int, Entry[Any]]]) -> tuple[Text, ...]:
    """Return what the hand-overs among *slips* name as missing, and who still answers for it."""
    givers = book.chronicle.state.derived
    return tuple(
        Text(
            f"Missing at the hand-over of {slip.on}: {', '.join(slip.missing)}; {givers[number][0]} still answers for it",
            f"{slip.on} 移交时待查：{'、'.join(slip.missing)}，仍由 {givers[number][0]} 负责",
        )
        for number, slip in slips
        if isinstance(slip, CustodyHandedOver) and slip.missing
    )


def _where(held: Custody) -> Cell:
    return tuple(each for each in held if each is not None) or None


def handover_sheet(book: AssetRegister, count: str) -> Table:
    """Return book, count and difference of one count, with who counted, also again, and who closed it (清查移交表, D08).

    Pieces are added up where all of them have one unit. What is missing at a hand-over is named with who answers for it.
    For a hand-over, or where one names the count, both parties sign as well. ``Unknown`` for a count that is not in the book.
    """
    view, reckoned = book.of("count")[count], book.reckoned(count)
    explained = {line.tag: line for line in view.explained or ()}
    handed = [(n, e) for n, e in numbered(book) if isinstance(e, CustodyHandedOver) and e.count == count]
    scans = [e for _, e in numbered(book) if isinstance(e, ItemsCounted | ItemsRecounted) and e.count == count]
    closed = [e for _, e in numbered(book) if isinstance(e, StocktakeClosed) and e.count == count]
    rows: list[tuple[Cell, ...]] = []
    for item in reckoned:
        card = book[item.tag].facts if item.tag in book else {}
        line = explained.get(item.tag)
        why: tuple[Cell, ...] = (line.cause, line.responsible, line.opinion) if line else (None, None, None)
        counts = (item.expected, item.counted, item.difference)
        there = (_seen(item), item.damaged_pieces or None, said_of(item))
        rows.append((item.book_place, item.tag, card.get("name"), card.get("unit"), *counts, *there, *why))
    signatures: list[Pair] = [(COUNTER, _signers(scans)), (CLOSER, _signers(closed[-1:])), (PRINCIPAL, None)]
    if handed or view.occasion == "handover":
        slip = handed[-1][1] if handed else None
        signatures.append((GIVER, slip.by if slip else None))
        signatures.append((TAKER, slip.custodian if slip else None))
        signatures.append((SIGNED_ON, slip.on if slip else None))
    return Table(
        title=Text("Count and hand-over sheet", "清查移交表"),
        head=(
            *school_of(book.setting),
            (LABELS.field("count"), count),
            (LABELS.field("occasion"), LABELS.choice("occasion", view.occasion)),
            (LABELS.field("places"), view.places or Text("the whole school", "全校")),
            (Text("Closed on", "盘点结束日期"), closed[-1].on if closed else None),
        ),
        columns=(
            TableColumn("place", "账面地点", "Place in the book"),
            *map(column, ("tag", "name", "unit")),
            TableColumn("expected", "账面数", "Book", "number"),
            TableColumn("counted", "实盘数", "Counted", "number"),
            TableColumn("difference", "差异", "Difference", "number"),
            TableColumn("places", "实际地点、数量", "Found at, pieces"),
            TableColumn("damaged", "其中新损坏", "Newly damaged", "number"),
            TableColumn("outcome", "结果", "Outcome"),
            *map(column, ("cause", "responsible", "opinion")),
        ),
        rows=rows,
        totals=_in_one_unit(rows),
        notes=_left_behind(book, handed[-1:]),
        signatures=signatures,
    )


SUMS: Final = {"expected": 4, "counted": 5, "difference": 6}
"""The columns of a hand-over sheet that are added up, behind the unit."""


def _in_one_unit(rows: Sequence[tuple[Cell, ...]]) -> dict[str, Cell]:
    """Return the sums of a hand-over sheet, where everything on it is counted in one unit; desks and pianos make none."""
    if len({row[3] for row in rows}) > 1:
        return {}
    return {key: sum(cell for row in rows if isinstance(cell := row[place], int)) for key, place in SUMS.items()}


def _seen(item: Reckoned) -> tuple[str, ...] | None:
    """Return where an item was seen, and where in several places, how many pieces in each."""
    if len(item.places) < 2:
        return item.places or None
    pieces = {place: sum(line.quantity for line in item.seen if line.place == place) for place in item.places}
    return tuple(f"{place} ×{many}" for place, many in pieces.items())


def _signers(entries: Sequence[Entry[Any]]) -> tuple[str, ...] | None:
    """Return everybody who signed one of *entries*, once each; None where nobody has yet."""
    return tuple(dict.fromkeys(person for entry in entries for person in (entry.by, *entry.cosigned_by))) or None
