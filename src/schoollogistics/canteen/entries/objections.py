"""What several slips of a canteen are refused for: nothing on them, a name twice, another account, another's money."""

from collections.abc import Iterable
from decimal import Decimal
from typing import Any, Final

from schoollogistics.canteen.rules.accounts import ACCOUNTS, BANK, KINDS, UNUSED
from schoollogistics.canteen.rules.labels import LABELS
from schoollogistics.canteen.rules.plans import P71, P73, P73_ACCOUNT, R43_APART, R43_DUTIES, R43_KIND, R43_KINDS
from schoollogistics.canteen.state import CanteenState, Purse
from schoollogistics.canteen.state.ledger import EARMARKED
from schoollogistics.errors import LogisticsError, Refused, Text, Unknown
from schoollogistics.journal import Entry
from schoollogistics.values.money import own_context
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.texts import id_key, near

AnyEntry = Entry[Any]
UNNAMED: Final = Text("", "")


def need_more_than_nothing(entry: AnyEntry, state: CanteenState, field: str, *amounts: Decimal) -> None:
    """Refuse an amount of nothing or less (range)."""
    for amount in amounts:
        if amount <= 0:
            raise state.refusal(
                entry,
                "range",
                stands=Text(f"{amount}", f"{amount}"),
                takes=Text("more than nothing", "须大于零"),
                fields=(field,),
            )


def need_dedicated(entry: AnyEntry, state: CanteenState, bank: str) -> None:
    """Refuse money that does not go through the dedicated account (P73)."""
    dedicated = state.value(P73_ACCOUNT, entry.on)
    if dedicated is not None and bank != dedicated:
        state.refuse(
            P73,
            entry,
            stands=Text(f"{bank} is not the dedicated account", f"{bank} 不是食堂财务专户"),
            takes=Text(f"the account {dedicated}", f"请走专户 {dedicated}"),
            fields=("bank",),
        )


def need_duties_apart(entry: AnyEntry, state: CanteenState) -> None:
    """Refuse money that is written down by who handled it (R43.duties), where the slip says who wrote it down."""
    _need_another(entry, state, entry.recorded_by, "recorded_by", Text("the money and the book", "资金与账簿"))


def need_buyer_apart(entry: AnyEntry, state: CanteenState, purchaser: str | None) -> None:
    """Refuse food that is taken in by who bought it (R43.duties), where the slip says who bought it."""
    _need_another(entry, state, purchaser, "purchaser", Text("the purchase and the store", "采购与保管"))


def _need_another(entry: AnyEntry, state: CanteenState, person: str | None, field: str, both: Text) -> None:
    if person is None or id_key(person) != id_key(entry.by) or not state.value(R43_APART, entry.on):
        return
    state.refuse(
        R43_DUTIES,
        entry,
        stands=Text(f"{person} has both {both.en}", f"{person} 兼管{both.zh}"),
        takes=Text("two people", "请由两人分管"),
        fields=("by", field),
    )


def need_cost_of_kind(entry: AnyEntry, state: CanteenState, account: str, field: str) -> None:
    """Refuse a cost that a canteen of this kind does not have (R43.kinds)."""
    kind = state.value(R43_KIND, entry.on)
    if kind is not None and account in UNUSED[kind]:
        state.refuse(
            R43_KINDS,
            entry,
            stands=Text(
                f"a canteen {KINDS[kind].en} has no {ACCOUNTS[account].en.lower()}",
                f"{KINDS[kind].zh}食堂不列“{ACCOUNTS[account].zh}”",
            ),
            takes=Text("another cost, or another kind of canteen", "请改列其他科目，或更改食堂性质"),
            fields=(field,),
        )


def need_purse(entry: AnyEntry, state: CanteenState, purse: Purse) -> None:
    """Refuse a subsidy for others than the pupils (P71)."""
    if purse.fund == "subsidy" and purse.segment != "pupils":
        state.refuse(
            P71,
            entry,
            stands=Text(f"a subsidy for {purse.segment}", "补助资金用于学生以外的人"),
            takes=Text("the pupils' meals, and nothing else", "补助资金只用于学生伙食"),
            fields=("fund", "segment"),
        )


def need_money(entry: AnyEntry, state: CanteenState, purse: Purse, amount: Decimal) -> None:
    """Refuse to spend more of an earmarked fund than there is (insufficient)."""
    if purse.fund in EARMARKED:
        there = state.balance(BANK, purse)
        if amount > there:
            whose, fund = (LABELS.choice(name, code) for name, code in zip(Purse._fields, purse, strict=True))
            named = Text(f"of the {fund.en} of the {whose.en} ", f"{whose.zh}{fund.zh}")
            raise insufficient(entry, state, there, amount, "fund", named)


def insufficient(
    entry: AnyEntry, state: CanteenState, there: Decimal, wanted: Decimal, field: str, what: Text = UNNAMED
) -> Refused:
    """Return the refusal of more than there is: how much there is of *what*, how much is wanted, how much is short."""
    short = own_context().subtract(wanted, there)
    return state.refusal(
        entry,
        "insufficient",
        stands=Text(f"{what.en}there is {there}, wanted {wanted}", f"{what.zh}现有 {there}，需要 {wanted}"),
        takes=Text(f"{short} more", f"尚差 {short}"),
        fields=(field,),
    )


def unknown(entry: AnyEntry, state: CanteenState, what: Text, key: str, known: Iterable[str]) -> LogisticsError:
    """Return the refusal of a *key* nobody knows, with what is near it."""
    hints = near(key, tuple(known))
    listed, zh_listed = ", ".join(hints), "、".join(hints)
    return Unknown(
        "unknown",
        tried=state.describe(entry),
        stands=Text(f"there is no {what.en} {key}", f"没有{what.zh} {key}"),
        takes=Text(f"near it: {listed}" if hints else "one in the book", f"相近：{zh_listed}" if hints else "请先登记"),
    )


def in_unit(state: CanteenState, item: str, quantity: Quantity) -> Decimal:
    """Return a *quantity* in the unit of an item; ``InvalidValue`` (choice) for a unit of another kind."""
    return quantity.to(state.unit[item]).amount


def need_before_closing(entry: AnyEntry, state: CanteenState) -> None:
    """Refuse to carry anything in once a month is closed (state)."""
    if state.closed:
        raise state.refusal(
            entry,
            "state",
            stands=Text("a month is closed already", "已有月份结账"),
            takes=Text("what is carried in comes before the first closing", "期初数须在首次月结前登记"),
        )
