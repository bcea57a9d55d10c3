"""The form of one case of damage or loss, from the report to the last payment."""

from typing import Final

from schoollogistics.assets.book import AssetRegister
from schoollogistics.assets.book.ledger import with_holdings
from schoollogistics.assets.entries.liability import (
    AppraisalNoted,
    DamageCharged,
    DamageRefunded,
    DamageReported,
    DamageSettled,
    LiabilityDetermined,
)
from schoollogistics.assets.rules import LABELS
from schoollogistics.assets.views.ledgers import column, money
from schoollogistics.assets.views.slips import PRINCIPAL
from schoollogistics.errors import Text
from schoollogistics.journal import numbered
from schoollogistics.journal.views import school_of
from schoollogistics.values.money import NOTHING, own_context, total
from schoollogistics.values.tables import Cell, Table, TableColumn
from schoollogistics.values.tables.table import Pair

VERIFIER: Final = Text("Verified by", "核定人")


def compensation_form(book: AssetRegister, case: str) -> Table:
    """Return the form of one case (赔偿单, D09): the damage, who is liable, amount, verifier, settlement, class appraisal.

    Place, keeper, pieces and cost are those of the row; the last two as they were when the damage was reported. ``Unknown``
    for a case that is not in the book.
    """
    view = book.of("case")[case]
    entries = [entry for _, entry in numbered(book) if getattr(entry, "case", None) == view.key]
    charged = [entry for entry in entries if isinstance(entry, DamageCharged)]
    settled = [entry for entry in entries if isinstance(entry, DamageSettled)]
    refunds = [entry for entry in entries if isinstance(entry, DamageRefunded)]
    judged = [entry for entry in entries if isinstance(entry, LiabilityDetermined)]
    noted = [entry for entry in entries if isinstance(entry, AppraisalNoted)]
    left = own_context().subtract(view.charge, view.paid or NOTHING) if charged else None
    head: list[Pair] = [
        *school_of(book.setting),
        (LABELS.field("case"), view.key),
        *_damage(book, view.key),
        (LABELS.field("liable"), view.liable and LABELS.choice("liable", view.liable)),
        (LABELS.field("party"), view.party),
        (LABELS.field("cause"), judged[-1].cause if judged else None),
        (Text("Charge, yuan", "应赔金额（元）"), view.charge),
        (LABELS.field("basis"), LABELS.choice("basis", charged[-1].basis) if charged else None),
        (LABELS.field("payable_by"), view.payable_by),
        (Text("Not settled, yuan", "未兑现金额（元）"), left),
        (LABELS.field("points"), sum(entry.points for entry in noted) if noted else None),
        (Text("Status", "状态"), LABELS.state(view.status)),
    ]
    rows: list[tuple[Cell, ...]] = [
        (entry.on, LABELS.choice("settled_by", entry.settled_by), entry.receipt, entry.amount, None)
        for entry in settled
    ]
    rows += [(each.on, LABELS.entry(each.kind), each.receipt, None, each.amount) for each in refunds]
    return Table(
        title=Text("Compensation form", "赔偿单"),
        head=head,
        columns=(
            TableColumn("on", "日期", "Date"),
            column("settled_by"),
            column("receipt"),
            money("amount", "金额", "Amount"),
            money("refunded", "退还金额", "Given back"),
        ),
        rows=rows,
        totals={
            "amount": total([entry.amount for entry in settled]),
            "refunded": total([entry.amount for entry in refunds]),
        },
        notes=[Text(f"Given back: {each.reason}", f"退还原因：{each.reason}") for each in refunds],
        signatures=(
            (VERIFIER, charged[-1].by if charged else None),
            (LABELS.field("party"), None),
            (PRINCIPAL, None),
        ),
    )


def _damage(book: AssetRegister, case: str) -> tuple[Pair, ...]:
    """Return what was reported: what happened to which thing, when, who did it, and what the row held then."""
    report, row = next(
        (entry, held.get(entry.asset) if entry.asset else None)
        for entry, held in with_holdings(numbered(book))
        if isinstance(entry, DamageReported) and entry.case == case
    )
    card = book[report.asset].facts if report.asset is not None and report.asset in book else {}
    return (
        (Text("Reported on", "报告日期"), report.on),
        (Text("Reported by", "报告人"), report.by),
        (LABELS.field("asset"), report.asset),
        (LABELS.field("name"), card.get("name")),
        (LABELS.field("spec"), card.get("spec")),
        (LABELS.field("place"), card.get("place")),
        (LABELS.field("custodian"), card.get("custodian")),
        (LABELS.field("pieces"), row.pieces if row else None),
        (LABELS.field("unit"), card.get("unit")),
        (Text("Cost, yuan", "原值（元）"), row.cost if row else None),
        (LABELS.field("what"), report.what),
        (LABELS.field("loss"), LABELS.choice("loss", report.loss)),
        (LABELS.field("done_by"), report.done_by),
    )
