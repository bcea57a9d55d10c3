"""The papers of suppliers, certificates, deliveries and lots."""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Final

from schoollogistics.errors import Text
from schoollogistics.food_safety.book import FoodSafetyLog
from schoollogistics.food_safety.book.supply import as_corrected
from schoollogistics.food_safety.entries.deliveries import (
    DeliveryAccepted,
    DeliveryCorrected,
    DeliveryLine,
    RejectedLine,
)
from schoollogistics.food_safety.rules import LABELS
from schoollogistics.food_safety.views.sheets import (
    EXPIRED,
    HEAD_OF_CANTEEN,
    NOTE,
    STATUS,
    TIME,
    choice,
    column,
    paper,
    sheets,
)
from schoollogistics.journal import numbered
from schoollogistics.values.money import total
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.tables import Cell, Table, TableColumn

DAYS_LEFT: Final = TableColumn("days_left", "距到期天数", "Days left", "number")
VALIDITY: Final = TableColumn("validity", "证照状态", "State of the licence")
VALID: Final = Text("valid", "有效")
PASSED: Final = Text("accepted", "接收")
TURNED_AWAY: Final = Text("turned away", "拒收")


LEDGER: Final = (
    TableColumn("on", "进货日期", "Date"),
    TIME,
    *(column(name) for name in ("delivery", "item", "spec", "quantity", "ordered")),
    column("price", "money"),
    column("amount", "money"),
    *(column(name) for name in ("lot", "produced_on", "expires", "producer", "supplier")),
    *(column(name) for name in ("certificates", "ticket", "temperature", "appearance", "packaging")),
    TableColumn("verdict", "结论", "Verdict"),
    column("purchaser"),
    column("driver"),
    TableColumn("by", "验收人", "Accepted by"),
    column("stored_at"),
    column("order"),
    NOTE,
)
"""The columns of the acceptance ledger."""


def acceptance_ledger(book: FoodSafetyLog, during: DateSpan | date) -> Table:
    """Return every line of the deliveries of *during* (进货查验台账, D30; 验收台账): what was accepted, what was turned away.

    Below stand what was corrected, and address, phone and licences of each supplier, as they held on the day of a delivery.
    Quantity and amount are as corrected since; the amount adds up what was accepted. A column in which nobody wrote anything is left out.
    """
    slips = sorted(sheets(book, DeliveryAccepted, during), key=lambda slip: slip.on)
    lines = {line.lot: as_corrected(book, line) for slip in slips for line in slip.lines}
    columns, rows = _written([row for slip in slips for row in _slip(slip, lines)])
    return paper(
        book,
        "acceptance_ledger",
        during,
        head=(
            (Text("Deliveries", "到货次数"), len(slips)),
            (Text("Lines turned away", "拒收项数"), sum(len(slip.rejected) for slip in slips)),
        ),
        columns=columns,
        rows=rows,
        totals={"amount": total(line.amount for line in lines.values())},
        notes=(*_corrections(book, lines), *dict.fromkeys(_supplier(book, slip) for slip in slips)),
        signatures=(HEAD_OF_CANTEEN,),
    )


def _written(rows: list[tuple[Cell, ...]]) -> tuple[tuple[TableColumn, ...], list[tuple[Cell, ...]]]:
    """Return the columns of the ledger in which anything is written, with the amount that is added up; all without rows."""
    kept = [
        number
        for number, each in enumerate(LEDGER)
        if not rows or each.key == "amount" or any(row[number] not in (None, ()) for row in rows)
    ]
    return tuple(LEDGER[number] for number in kept), [tuple(row[number] for number in kept) for row in rows]


def _supplier(book: FoodSafetyLog, slip: DeliveryAccepted) -> Text:
    """Say who delivered: where that is, and with which licences on that day."""
    columns, who = book.columns, slip.supplier
    named = [(column(name), getattr(columns, name).get(who)) for name in ("address", "phone")]
    held = [each for each in columns.licences[who] if each.holds_on(slip.on)]
    en = (f"{each.licence} {each.number} (until {each.valid_until})" for each in held)
    zh = (f"{each.licence} {each.number}（至 {each.valid_until}）" for each in held)
    return Text(
        ", ".join((who, *(f"{label.en} {said}" for label, said in named if said), *en)),
        "，".join((who, *(f"{label.zh} {said}" for label, said in named if said), *zh)),
    )


def _corrections(book: FoodSafetyLog, lines: Mapping[str, DeliveryLine]) -> Iterator[Text]:
    """Say what the slips of these *lines* had before, why that was wrong, and who signs for it."""
    for _, each in numbered(book):
        if isinstance(each, DeliveryCorrected) and each.lot in lines:
            before = f"{each.instead_of_quantity}, {each.instead_of} yuan"
            after = f"{each.quantity}, {each.amount} yuan"
            signed = (each.by, *each.cosigned_by)
            yield Text(
                f"{each.lot} corrected {each.on}: {after} instead of {before}, {each.reason} ({', '.join(signed)})",
                f"{each.lot} {each.on} 更正：{each.instead_of_quantity}、{each.instead_of} 元改为 "
                f"{each.quantity}、{each.amount} 元，{each.reason}（{'、'.join(signed)}）",
            )


def _slip(slip: DeliveryAccepted, lines: Mapping[str, DeliveryLine]) -> Iterator[tuple[Cell, ...]]:
    people = (slip.purchaser, slip.driver, (slip.by, *slip.cosigned_by))
    for line in (lines[each.lot] for each in slip.lines):
        yield (
            slip.on,
            slip.at,
            slip.delivery,
            *_accepted(slip, line),
            *people,
            _place(line),
            slip.order,
            _margin(slip, line.remark),
        )
    for gone in slip.rejected:
        yield (slip.on, slip.at, slip.delivery, *_rejected(slip, gone), *people, None, slip.order, _margin(slip))


def _place(line: DeliveryLine) -> Cell:
    """Return where a line went: the place it was put, otherwise the store or the kitchen."""
    return line.stored_at or choice("destination", line.destination)


def _margin(slip: DeliveryAccepted, remark: str | None = None) -> tuple[str, ...]:
    return tuple(each for each in (remark, slip.note) if each is not None)


def _accepted(slip: DeliveryAccepted, line: DeliveryLine) -> tuple[Cell, ...]:
    return (
        line.item,
        line.spec,
        str(line.quantity),
        None if line.ordered is None else str(line.ordered),
        line.price,
        line.amount,
        line.lot,
        line.produced_on,
        line.expires,
        line.producer,
        slip.supplier,
        line.certificates,
        slip.ticket,
        None if line.temperature is None else str(line.temperature),
        choice("appearance", line.appearance),
        choice("packaging", line.packaging),
        PASSED,
    )


def _rejected(slip: DeliveryAccepted, line: RejectedLine) -> tuple[Cell, ...]:
    handled = LABELS.choice("handled", line.handled)
    verdict = Text(
        f"{TURNED_AWAY.en}: {line.rejected_because}, {handled.en}",
        f"{TURNED_AWAY.zh}：{line.rejected_because}，{handled.zh}",
    )
    blank = (None,)
    quantity = str(line.rejected_quantity)
    return (line.food, None, quantity, *blank * 7, slip.supplier, None, slip.ticket, *blank * 3, verdict)


def supplier_list(book: FoodSafetyLog, day: date) -> Table:
    """Return every supplier with its licences as they stood at the end of *day* (供货商名录), those that end first on top.

    ``days_left`` is how many days after *day* a licence still holds; below zero it has run out, and is said to.
    """
    then = book.as_of(day).columns
    held = [(each, who) for who, licences in then.licences.items() for each in licences]
    held.sort(key=lambda pair: (pair[0].valid_until, pair[1], pair[0].number))
    return paper(
        book,
        "supplier_list",
        day,
        columns=(
            *(column(name) for name in ("supplier", "address", "phone", "licence", "number", "valid_from")),
            column("valid_until"),
            DAYS_LEFT,
            VALIDITY,
            STATUS,
        ),
        rows=[
            (
                who,
                then.address.get(who),
                then.phone.get(who),
                each.licence,
                each.number,
                each.valid_from,
                each.valid_until,
                (each.valid_until - day).days,
                EXPIRED if each.valid_until < day else VALID,
                LABELS.state(then.status["supplier"][who]),
            )
            for each, who in held
        ],
    )


def certificate_list(book: FoodSafetyLog, day: date) -> Table:
    """Return every certificate as it stood at the end of *day* (索证台账), those that end first on top, without end last.

    One on file whose last day is past has expired.
    """
    then = book.as_of(day).columns
    numbers = sorted(then.status["certificate"], key=lambda each: (then.valid_until.get(each, date.max), each))
    return paper(
        book,
        "certificate_list",
        day,
        columns=(
            *(column(name) for name in ("certificate", "certificate_kind", "items", "holder", "valid_from")),
            column("valid_until"),
            DAYS_LEFT,
            STATUS,
        ),
        rows=[
            (
                each,
                choice("certificate_kind", then.certificate_kind[each]),
                then.items[each],
                then.holder.get(each),
                then.valid_from[each],
                then.valid_until.get(each),
                (then.valid_until[each] - day).days if each in then.valid_until else None,
                _certificate_state(then.status["certificate"][each], then.valid_until.get(each, day), day),
            )
            for each in numbers
        ],
    )


def _certificate_state(status: str, until: date, day: date) -> Text:
    return EXPIRED if status == "filed" and until < day else LABELS.state(status)


def lot_list(book: FoodSafetyLog, day: date) -> Table:
    """Return every lot as it stood at the end of *day*, and where it came from (批次追溯表); what is held up comes first."""
    then = book.as_of(day).columns
    status = then.status["lot"]
    lots = sorted(status, key=lambda lot: status[lot] == "accepted")
    names = ("item", "quantity", "delivered_on", "delivery", "supplier", "producer", "produced_on", "expires")
    return paper(
        book,
        "lot_list",
        day,
        columns=(
            column("lot"),
            STATUS,
            column("frozen_for"),
            *(column(name) for name in names),
            column("certificates"),
            column("destination"),
        ),
        rows=[
            (
                lot,
                LABELS.state(status[lot]),
                then.frozen_for.get(lot),
                then.item[lot],
                str(then.quantity[lot]),
                *(getattr(then, name).get(lot) for name in names[2:]),
                then.certificates.get(lot),
                choice("destination", then.destination.get(lot)),
            )
            for lot in lots
        ],
    )
