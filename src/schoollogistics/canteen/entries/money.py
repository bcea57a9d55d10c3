"""The other money of a canteen: carried in, given, billed and paid."""

from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import BankId, Bearer, Cost, Fund, Scheme, Segment, Source
from schoollogistics.canteen.entries.objections import (
    insufficient,
    need_before_closing,
    need_cost_of_kind,
    need_dedicated,
    need_duties_apart,
    need_money,
    need_more_than_nothing,
    need_purse,
)
from schoollogistics.canteen.rules.accounts import (
    BANK,
    CARRIED,
    COST_ACCOUNTS,
    DONATIONS,
    INCOME_SOURCES,
    SUBSIDIES,
    SUPPLIERS,
)
from schoollogistics.canteen.rules.plans import P71
from schoollogistics.canteen.state import COMMON, CanteenState, Posting, Purse
from schoollogistics.canteen.state.ledger import bought, may_pay, minus
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, add
from schoollogistics.values.ids import DocumentId, VendorId
from schoollogistics.values.money import NOTHING
from schoollogistics.values.shapes import Cost as Amount
from schoollogistics.values.shapes import Note, Yuan


@final
@frozen(kw_only=True)
class SurplusOpened(Entry[CanteenState]):
    """What a purse had left over, or was short of, when the book began was carried in (期初结余)."""

    kind: ClassVar[str] = "canteen.surplus_opened"

    segment: Segment
    fund: Fund
    amount: Yuan

    def check(self, state: CanteenState) -> None:
        """Refuse it once a month is closed (state), another's subsidy (P71), and what a purse had a second time (already).

        And less than nothing of an earmarked fund (insufficient).
        """
        need_before_closing(self, state)
        purse = Purse(self.segment, self.fund)
        need_purse(self, state, purse)
        if purse in state.carried:
            there = state.carried[purse]
            raise state.refusal(
                self,
                "already",
                stands=Text(f"{there} of this purse is carried in already", f"该资金期初结余 {there} 已登记"),
                takes=Text("one sum for a purse; reverse the first", "每项资金只登记一次，录错请先冲销"),
                fields=("segment", "fund"),
            )
        need_money(self, state, purse, minus(self.amount))

    def apply(self, state: CanteenState) -> None:
        """Give the purse its share of the account."""
        purse = Purse(self.segment, self.fund)
        add(state.carried, purse, self.amount)
        state.enter(self.recorded, [Posting(debit=BANK, credit=CARRIED, purse=purse, amount=self.amount)])


@final
@frozen(kw_only=True)
class DebtOpened(Entry[CanteenState]):
    """What a supplier was owed when the book began was carried in; below nothing, what it was paid in advance (期初应付)."""

    kind: ClassVar[str] = "canteen.debt_opened"

    supplier: VendorId
    amount: Yuan

    def check(self, state: CanteenState) -> None:
        """Refuse it once a month is closed (state), and a debt of nothing (range)."""
        need_before_closing(self, state)
        need_more_than_nothing(self, state, "amount", self.amount.copy_abs())

    def apply(self, state: CanteenState) -> None:
        """Owe it, out of the common purse; or be owed it."""
        state.owe(self.supplier, self.amount)
        state.enter(self.recorded, [Posting(debit=BANK, credit=SUPPLIERS, purse=COMMON, amount=self.amount)])


@final
@frozen(kw_only=True)
class SubsidyReceived(Entry[CanteenState]):
    """A subsidy came in (补助到账).

    A ``nutrition`` subsidy pays for the pupils' food and nothing else; a ``general`` one is among the other money of the
    segment it was given to.
    """

    kind: ClassVar[str] = "canteen.subsidy_received"

    bank: BankId
    grantor: Note
    amount: Amount
    scheme: Scheme = "nutrition"
    to_segment: Segment = "pupils"

    def check(self, state: CanteenState) -> None:
        """Refuse another account (P73), a nutrition subsidy for others than pupils (P71), and nothing (range)."""
        need_more_than_nothing(self, state, "amount", self.amount)
        need_dedicated(self, state, self.bank)
        need_purse(self, state, self.purse)

    @property
    def purse(self) -> Purse:
        """Whose money it is."""
        return Purse(self.to_segment, "subsidy" if self.scheme == "nutrition" else "other")

    def apply(self, state: CanteenState) -> None:
        """Keep it apart from the fees."""
        purse = self.purse
        state.enter(self.recorded, [Posting(debit=BANK, credit=SUBSIDIES, purse=purse, amount=self.amount)])


@final
@frozen(kw_only=True)
class DonationReceived(Entry[CanteenState]):
    """A donation for the meals of one segment came in (捐赠到账)."""

    kind: ClassVar[str] = "canteen.donation_received"

    bank: BankId
    segment: Segment
    donor: Note
    purpose: Note
    amount: Amount

    def check(self, state: CanteenState) -> None:
        """Refuse another account (P73) and nothing (range)."""
        need_more_than_nothing(self, state, "amount", self.amount)
        need_dedicated(self, state, self.bank)

    def apply(self, state: CanteenState) -> None:
        """Keep it apart from the fees."""
        purse = Purse(self.segment, "donation")
        state.enter(self.recorded, [Posting(debit=BANK, credit=DONATIONS, purse=purse, amount=self.amount)])


@final
@frozen(kw_only=True)
class IncomeReceived(Entry[CanteenState]):
    """Interest, salvage or other income of the canteen itself came in; rents of shops or houses are none (其他收入)."""

    kind: ClassVar[str] = "canteen.income_received"

    bank: BankId
    source: Source
    amount: Amount
    to_segment: Segment = "other"

    def check(self, state: CanteenState) -> None:
        """Refuse another account (P73) and nothing (range)."""
        need_more_than_nothing(self, state, "amount", self.amount)
        need_dedicated(self, state, self.bank)

    def apply(self, state: CanteenState) -> None:
        """Keep it apart from the fees."""
        purse, account = Purse(self.to_segment, "other"), INCOME_SOURCES[self.source]
        state.enter(self.recorded, [Posting(debit=BANK, credit=account, purse=purse, amount=self.amount)])


@final
@frozen(kw_only=True)
class CostBilled(Entry[CanteenState]):
    """A bill came that is no food: for one segment, or for all in common until it is shared out (费用入账)."""

    kind: ClassVar[str] = "canteen.cost_billed"

    supplier: VendorId
    document: DocumentId
    cost: Cost
    segment: Bearer
    amount: Amount
    paid_from: Fund = "fee"

    def check(self, state: CanteenState) -> None:
        """Refuse a bill of nothing (range), a cost that the kind of canteen does not have (R43.kinds).

        And a fund that is not for it (P71) or does not have as much (insufficient): what all bear is paid from fees.
        """
        need_more_than_nothing(self, state, "amount", self.amount)
        account, purse = COST_ACCOUNTS[self.cost], Purse(self.segment, self.paid_from)
        need_cost_of_kind(self, state, account, "cost")
        need_purse(self, state, purse)
        if self.paid_from != "fee" and (self.segment == "common" or not may_pay(purse, account)):
            state.refuse(
                P71,
                self,
                stands=Text("the fund is not for this bill", "该项资金不能用于此费用"),
                takes=Text("the fees, or a bill of its purpose", "请从伙食费列支，专款只用于本身用途"),
                fields=("paid_from",),
            )
        need_money(self, state, purse, self.amount)

    def apply(self, state: CanteenState) -> None:
        """Owe it; a segment that bears it alone pays the common purse at once."""
        add(state.owed, self.supplier, self.amount)
        account = COST_ACCOUNTS[self.cost]
        if self.segment == "common":
            lines: tuple[Posting, ...] = (Posting(debit=account, credit=SUPPLIERS, purse=COMMON, amount=self.amount),)
        else:
            lines = bought(Purse(self.segment, self.paid_from), account, SUPPLIERS, self.amount)
        state.enter(self.recorded, lines)


@final
@frozen(kw_only=True)
class SupplierPaid(Entry[CanteenState]):
    """A supplier was paid what it was owed, out of the dedicated account (付款)."""

    kind: ClassVar[str] = "canteen.supplier_paid"

    bank: BankId
    supplier: VendorId
    amount: Amount

    def check(self, state: CanteenState) -> None:
        """Refuse more than is owed (insufficient), another account (P73) and nothing (range)."""
        need_more_than_nothing(self, state, "amount", self.amount)
        need_dedicated(self, state, self.bank)
        owed = state.owed.get(self.supplier, NOTHING)
        if self.amount > owed:
            raise insufficient(self, state, owed, self.amount, "amount")
        need_duties_apart(self, state)

    def apply(self, state: CanteenState) -> None:
        """Owe that much less."""
        add(state.owed, self.supplier, minus(self.amount))
        state.enter(self.recorded, [Posting(debit=SUPPLIERS, credit=BANK, purse=COMMON, amount=self.amount)])
