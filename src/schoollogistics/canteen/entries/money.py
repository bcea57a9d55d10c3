"""The other money of a canteen: carried in, given, billed and paid."""

from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import BankId, Bearer, Cost, Fund, Segment, Source
from schoollogistics.canteen.entries.objections import (
    insufficient,
    need_before_closing,
    need_dedicated,
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
from schoollogistics.canteen.state import COMMON, CanteenState, Posting, Purse
from schoollogistics.canteen.state.ledger import bought, minus
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
        """Refuse it once a month is closed (state), and another's subsidy (P71)."""
        need_before_closing(self, state)
        need_purse(self, state, Purse(self.segment, self.fund))

    def apply(self, state: CanteenState) -> None:
        """Give the purse its share of the account."""
        purse = Purse(self.segment, self.fund)
        state.enter(self.recorded, [Posting(debit=BANK, credit=CARRIED, purse=purse, amount=self.amount)])


@final
@frozen(kw_only=True)
class DebtOpened(Entry[CanteenState]):
    """What a supplier was owed when the book began was carried in (期初应付)."""

    kind: ClassVar[str] = "canteen.debt_opened"

    supplier: VendorId
    amount: Amount

    def check(self, state: CanteenState) -> None:
        """Refuse it once a month is closed (state), and a debt of nothing (range)."""
        need_before_closing(self, state)
        need_more_than_nothing(self, state, "amount", self.amount)

    def apply(self, state: CanteenState) -> None:
        """Owe it, out of the common purse."""
        add(state.owed, self.supplier, self.amount)
        state.enter(self.recorded, [Posting(debit=BANK, credit=SUPPLIERS, purse=COMMON, amount=self.amount)])


@final
@frozen(kw_only=True)
class SubsidyReceived(Entry[CanteenState]):
    """A subsidy for the pupils' meals came in: it pays for their food and nothing else (补助到账)."""

    kind: ClassVar[str] = "canteen.subsidy_received"

    bank: BankId
    grantor: Note
    amount: Amount

    def check(self, state: CanteenState) -> None:
        """Refuse another account (P73) and nothing (range)."""
        need_more_than_nothing(self, state, "amount", self.amount)
        need_dedicated(self, state, self.bank)

    def apply(self, state: CanteenState) -> None:
        """Keep it apart from the fees."""
        purse = Purse("pupils", "subsidy")
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

    def check(self, state: CanteenState) -> None:
        """Refuse another account (P73) and nothing (range)."""
        need_more_than_nothing(self, state, "amount", self.amount)
        need_dedicated(self, state, self.bank)

    def apply(self, state: CanteenState) -> None:
        """Keep it apart from the fees."""
        purse, account = Purse("other", "other"), INCOME_SOURCES[self.source]
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

    def check(self, state: CanteenState) -> None:
        """Refuse a bill of nothing (range)."""
        need_more_than_nothing(self, state, "amount", self.amount)

    def apply(self, state: CanteenState) -> None:
        """Owe it; a segment that bears it alone pays the common purse at once."""
        add(state.owed, self.supplier, self.amount)
        account = COST_ACCOUNTS[self.cost]
        if self.segment == "common":
            lines: tuple[Posting, ...] = (Posting(debit=account, credit=SUPPLIERS, purse=COMMON, amount=self.amount),)
        else:
            lines = bought(Purse(self.segment, "fee"), account, SUPPLIERS, self.amount)
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

    def apply(self, state: CanteenState) -> None:
        """Owe that much less."""
        add(state.owed, self.supplier, minus(self.amount))
        state.enter(self.recorded, [Posting(debit=SUPPLIERS, credit=BANK, purse=COMMON, amount=self.amount)])
