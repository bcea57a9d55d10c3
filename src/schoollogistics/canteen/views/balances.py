"""The papers about what there is and what is owed: the balance sheet, the fees and the bills to be paid."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from schoollogistics.canteen.book import CanteenLedger, Payable
from schoollogistics.canteen.rules import LABELS
from schoollogistics.canteen.rules.accounts import ACCOUNTS, ASSETS, FUNDS, LIABILITIES, SEGMENTS, SUPPLIERS
from schoollogistics.canteen.state import CanteenState, Purse
from schoollogistics.canteen.state.ledger import as_printed, minus
from schoollogistics.canteen.views.accounts import BY_SEGMENT, ITEM, SIGNERS, TOTAL, signed_by
from schoollogistics.canteen.views.columns import filled
from schoollogistics.errors import Text
from schoollogistics.journal import about
from schoollogistics.values.money import NOTHING, own_context, total
from schoollogistics.values.tables import Cell, Table, TableColumn, cell_text

OWED_BACK = Text("Owed back by suppliers", "应收供应商退款")

Row = tuple[Cell, ...]


def balance_sheet(
    book: CanteenLedger,
    on: date,
    *,
    signers: Sequence[Text] = (*SIGNERS[:3], SIGNERS[4]),
    every_segment: bool = False,
) -> Table:
    """Return what the canteen has and owes at the end of *on*, by segment (资产负债表): the two sides are equal.

    The account is one; its line shows the share of each segment in it. Cash, what lies in the store, what suppliers owe
    back, and bills that are not shared out yet, stand in common. A segment without anything is left out unless
    *every_segment* is wanted.
    """
    then = book.as_of(on).columns
    left = [total(then.surplus(Purse(segment, fund)) for fund in FUNDS) for segment in SEGMENTS]
    # A supplier who owes the canteen stands among what it has, not among its debts as less than nothing.
    back = total(minus(amount) for amount in then.owed.values() if amount < 0)
    rows: list[Row] = [
        *_side(then, ASSETS, Text("Assets", "资产合计"), [(OWED_BACK, back)] if back else []),
        *_side(then, LIABILITIES, Text("Liabilities", "负债合计"), [(ACCOUNTS[SUPPLIERS], back)]),
        (Text("Left over", "累计结余"), *left, total(left)),
    ]
    columns, rows = filled((ITEM, *BY_SEGMENT, TOTAL), rows, () if every_segment else SEGMENTS)
    return Table(
        title=Text("Balance sheet", "资产负债表"),
        head=about(book.setting, on),
        columns=columns,
        rows=rows,
        signatures=signed_by(signers),
    )


def _side(
    then: CanteenState, accounts: tuple[str, ...], name: Text, in_common: Sequence[tuple[Text, Decimal]]
) -> Iterator[Row]:
    lines = {ACCOUNTS[account]: [_held(then, account, segment) for segment in SEGMENTS] for account in accounts}
    for line, more in in_common:
        amounts = lines.setdefault(line, [NOTHING] * len(SEGMENTS))
        amounts[-1] = own_context().add(amounts[-1], more)
    for line, amounts in lines.items():
        yield (line, *amounts, total(amounts))
    sums = [total(column) for column in zip(*lines.values(), strict=True)]
    yield (name, *sums, total(sums))


def _held(then: CanteenState, account: str, segment: str) -> Decimal:
    amounts = (amount for (code, purse), amount in then.balances.items() if (code, purse.segment) == (account, segment))
    return as_printed(account, total(amounts))


def arrears_table(book: CanteenLedger, on: date) -> Table:
    """Return who owes meal fees at the end of *on*, and how much (欠费名单): whom to remind (催缴), in the order of enrolment."""
    then = book.as_of(on).columns
    owed = {diner: minus(amount) for diner, amount in then.prepaid.items() if amount < 0}
    rows: list[Row] = [
        (then.group[diner], diner, LABELS.choice("segment", then.segment[diner]), owed[diner])
        for diner in then.status["diner"]
        if diner in owed
    ]
    return Table(
        title=Text("Meal fees owed", "欠费名单"),
        head=about(book.setting, on),
        columns=(
            *(
                TableColumn(name, LABELS.field(name).zh, LABELS.field(name).en)
                for name in ("group", "diner", "segment")
            ),
            TableColumn("owed", "欠费金额", "Owed", "money"),
        ),
        rows=rows,
        totals={"owed": total(owed.values())},
        signatures=signed_by(SIGNERS[:2]),
    )


def payables_table(book: CanteenLedger, on: date) -> Table:
    """Return the bills that are not paid in full at the end of *on* (应付款明细): who is owed what, since when.

    The notes say what each supplier is owed in all. What a supplier owes back is less than nothing.
    """
    bills = book.payables(on)
    return Table(
        title=Text("Bills to be paid", "应付款明细"),
        head=about(book.setting, on),
        columns=(
            TableColumn("supplier", "供应商", "Supplier"),
            TableColumn("since", "入账日期", "Since"),
            TableColumn("document", "单据号", "Document"),
            TableColumn("amount", "金额", "Amount", "money"),
            TableColumn("left", "未付", "Still owed", "money"),
            TableColumn("days", "账龄（天）", "Days", "number"),
        ),
        rows=[
            (each.supplier, each.since, each.document, each.amount, each.left, (on - each.since).days) for each in bills
        ],
        totals={"left": total(each.left for each in bills)},
        notes=[_owed(supplier, bills) for supplier in dict.fromkeys(each.supplier for each in bills)],
        signatures=signed_by(SIGNERS[:2]),
    )


def _owed(supplier: str, bills: Sequence[Payable]) -> Text:
    left = cell_text(total(each.left for each in bills if each.supplier == supplier), "en", "money")
    return Text(f"{supplier}: {left} in all", f"{supplier} 小计：{left}")
