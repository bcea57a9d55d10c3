"""What came in, what was given out, what is owed, and the sheet to count with: the small papers of the property office."""

from datetime import date
from typing import Final

from schoollogistics.assets.book import AssetRegister
from schoollogistics.assets.book.ledger import with_holdings
from schoollogistics.assets.entries.cards import AssetRegistered
from schoollogistics.assets.entries.custody import AssetsIssued
from schoollogistics.assets.rules import LABELS
from schoollogistics.assets.views.ledgers import CLERK, column, money, summed
from schoollogistics.assets.views.slips import COUNTER, WHAT
from schoollogistics.errors import Text
from schoollogistics.journal import about, numbered
from schoollogistics.journal.views import school_of
from schoollogistics.values.money import NOTHING, own_context
from schoollogistics.values.periods import DateSpan, span_of
from schoollogistics.values.tables import Cell, Table, TableColumn

ACCEPTER: Final = Text("Accepted by", "验收人")
ISSUER: Final = Text("Issued by", "发放人")


def count_form(book: AssetRegister, count: str) -> Table:
    """Return the sheet to go round with (盘点表), pieces and condition blank; filled in, it is read as ``ItemsCounted``.

    It does not say how many the book has: whoever counts looks. Names are left out of the reading, ``ignore=("资产名称",)``.
    ``Unknown`` for a count that is not in the book.
    """
    view = book.of("count")[count]
    rows: list[tuple[Cell, ...]] = []
    for item in sorted(view.expected, key=lambda item: item.place or ""):
        card = book[item.asset]
        rows.append((item.asset, card.name, item.place, card.unit, None, None))
    return Table(
        title=Text("Sheet to count with", "盘点表"),
        head=(
            *school_of(book.setting),
            (LABELS.field("count"), view.key),
            (LABELS.field("occasion"), LABELS.choice("occasion", view.occasion)),
            (LABELS.field("places"), view.places or Text("the whole school", "全校")),
        ),
        columns=tuple(map(column, ("tag", "name", "place", "unit", "quantity", "condition"))),
        rows=rows,
        signatures=((COUNTER, None), (Text("Counted on", "清点日期"), None)),
    )


def receipt_record(book: AssetRegister, during: DateSpan | date) -> Table:
    """Return what was accepted into the register in *during* (入库验收单): thing, pieces, cost, how acquired, and who accepted it."""
    span = span_of(during)
    rows: list[tuple[Cell, ...]] = []
    for _, entry in numbered(book):
        if isinstance(entry, AssetRegistered) and entry.on in span:
            what = (entry.asset, entry.name, entry.quantity, entry.unit, entry.cost, entry.spec, entry.serial)
            came = (LABELS.choice("how", entry.how), entry.document, entry.funding, entry.place)
            rows.append((entry.on, *what, *came, (entry.by, *entry.cosigned_by)))
    columns = (
        TableColumn("on", "验收日期", "Accepted on"),
        *WHAT,
        *map(column, ("spec", "serial", "how", "document", "funding", "place")),
        TableColumn("by", ACCEPTER.zh, ACCEPTER.en),
    )
    return Table(
        title=Text("Goods received", "入库验收单"),
        head=about(book.setting, during),
        columns=columns,
        rows=rows,
        totals=summed(columns, rows),
        signatures=((ACCEPTER, None), (CLERK, None)),
    )


def issue_record(book: AssetRegister, during: DateSpan | date) -> Table:
    """Return what was given out in *during* (领用单): thing, pieces, cost then, where to, who answers for it and signs."""
    span = span_of(during)
    rows: list[tuple[Cell, ...]] = []
    for entry, held in with_holdings(numbered(book)):
        if isinstance(entry, AssetsIssued) and entry.on in span:
            for asset in entry.assets:
                card, row = book[asset], held[asset]
                what = (asset, card.name, row.pieces, card.unit, row.cost)
                rows.append((entry.on, *what, entry.place, entry.custodian, entry.by, None))
    return Table(
        title=Text("Property given out", "领用单"),
        head=about(book.setting, during),
        columns=(
            TableColumn("on", "领用日期", "Given out on"),
            *WHAT,
            *map(column, ("place", "custodian")),
            TableColumn("by", ISSUER.zh, ISSUER.en),
            TableColumn("signed", "领用人签字", "Signed by the taker"),
        ),
        rows=rows,
        signatures=((CLERK, None),),
    )


def debts(book: AssetRegister, on: date) -> Table:
    """Return what is still to be made good at the end of *on*, by debtor (赔偿欠款): charged, settled, open, payable by."""
    cases = book.as_of(on).of("case")
    rows: list[tuple[Cell, ...]] = []
    for case in cases:
        view = cases[case]
        if view.status == "charged":
            paid = view.paid or NOTHING
            left = own_context().subtract(view.charge, paid)
            rows.append((view.debtor, case, view.asset, view.charge, paid, left, view.payable_by))
    columns = (
        *map(column, ("debtor", "case", "asset")),
        money("charge", "应赔金额", "Charge"),
        money("paid", "已兑现金额", "Settled so far"),
        money("open", "未兑现金额", "Still open"),
        column("payable_by"),
    )
    rows.sort(key=lambda row: str(row[0]))
    return Table(
        title=Text("Damage still to be made good", "赔偿欠款表"),
        head=about(book.setting, on),
        columns=columns,
        rows=rows,
        totals=summed(columns, rows),
        signatures=((CLERK, None),),
    )
