"""Between purses and at the month end: money given over, common costs shared out, the account held against the bank."""

from collections.abc import Iterable
from decimal import Decimal
from typing import ClassVar, Final, final, get_args

from attrs import frozen

from schoollogistics.canteen.entries.codes import BankId, Fund, Segment, SharedCost
from schoollogistics.canteen.entries.objections import insufficient, need_dedicated, need_more_than_nothing, need_purse
from schoollogistics.canteen.rules.accounts import BANK, CARRIED, COST_ACCOUNTS
from schoollogistics.canteen.rules.plans import P71, P72
from schoollogistics.canteen.state import COMMON, CanteenState, Posting, Purse
from schoollogistics.canteen.state.ledger import bought
from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.values.ids import DocumentId
from schoollogistics.values.money import FEN, own_context, total
from schoollogistics.values.periods import Month
from schoollogistics.values.shapes import Cost as Amount
from schoollogistics.values.shapes import Count, Note, Yuan

SHARING: Final[tuple[Segment, ...]] = get_args(Segment)
SHARED: Final[tuple[SharedCost, ...]] = get_args(SharedCost)


@final
@frozen(kw_only=True)
class FundsTransferred(Entry[CanteenState]):
    """Money of one purse was given to another, by written authority; it is always disclosed (调拨)."""

    kind: ClassVar[str] = "canteen.funds_transferred"

    segment: Segment
    fund: Fund
    to_segment: Segment
    to_fund: Fund
    amount: Amount
    authorisation: DocumentId
    reason: Note

    def check(self, state: CanteenState) -> None:
        """Refuse to give pupils' money away (P72) or earmarked money (P71), to itself, and more than there is."""
        need_more_than_nothing(self, state, "amount", self.amount)
        source, target = Purse(self.segment, self.fund), Purse(self.to_segment, self.to_fund)
        need_purse(self, state, target)
        if source == target:
            raise state.refusal(
                self,
                "reference",
                stands=Text("from a purse to itself", "转出转入为同一账户"),
                takes=Text("another purse", "请填不同的账户"),
                fields=("to_segment", "to_fund"),
            )
        if source.fund in {"subsidy", "donation"}:
            state.refuse(
                P71,
                self,
                stands=Text("the money is earmarked", "专款不得调出"),
                takes=Text("its own purpose only", "专款专用"),
                fields=("fund",),
            )
        if source.segment == "pupils" and target.segment != "pupils":
            state.refuse(
                P72,
                self,
                stands=Text("it is the pupils' money", "学生伙食费不得调出"),
                takes=Text("pupils' meals only", "只用于学生伙食"),
                fields=("segment", "to_segment"),
            )
        there = state.surplus(source)
        if self.amount > there:
            raise insufficient(self, state, there, self.amount, "amount")

    def apply(self, state: CanteenState) -> None:
        """Move the share of the account, and what was left over; no income and no cost."""
        source, target = Purse(self.segment, self.fund), Purse(self.to_segment, self.to_fund)
        state.enter(
            self.recorded,
            [
                Posting(debit=CARRIED, credit=BANK, purse=source, amount=self.amount),
                Posting(debit=BANK, credit=CARRIED, purse=target, amount=self.amount),
            ],
        )


@frozen(kw_only=True)
class Share:
    """What one segment bears of one common cost, in yuan; a gain is negative."""

    cost: SharedCost
    segment: Segment
    amount: Yuan


@frozen(kw_only=True)
class Basis:
    """How many meals a segment was served in the month, or what it weighs: what common costs are shared out by."""

    served: Segment
    meals: Count


@final
@frozen(kw_only=True)
class CostsAllocated(Entry[CanteenState]):
    """The common costs up to a month's end were shared out to the fen, by meals served or as the note says (费用分摊)."""

    kind: ClassVar[str] = "canteen.costs_allocated"

    month: Month
    basis: tuple[Basis, ...]
    lines: tuple[Share, ...]

    def check(self, state: CanteenState) -> None:
        """Refuse another month's accounting date (date), and shares that do not follow from the book (state).

        A basis other than the meals served takes a note that says why (missing), and each segment once.
        """
        if Month.of(self.recorded) != self.month:
            raise state.refusal(
                self,
                "date",
                stands=Text(f"recorded on {self.recorded}", f"记账日期 {self.recorded}"),
                takes=Text(f"a day in {self.month}", f"须在 {self.month} 之内"),
                fields=("month", "recorded_on"),
            )
        state.each_once(self, (each.served for each in self.basis), "basis")
        state.need(self, note=self.note is None and self.basis != basis_of(state, self.month))
        lines = shares_of(state, self.month, self.basis)
        if self.lines != lines or not lines:
            said = "; ".join(f"{each.cost} {each.segment} {each.amount}" for each in lines) or "-"
            raise state.refusal(
                self,
                "state",
                stands=Text("these are not the shares that follow from the book", "分摊结果与账簿不符"),
                takes=Text(f"{said}", f"{said}"),
                fields=("lines",),
            )

    def apply(self, state: CanteenState) -> None:
        """Let each segment pay the common purse its share."""
        postings: list[Posting] = []
        for line in self.lines:
            account = COST_ACCOUNTS[line.cost]
            postings += bought(Purse(line.segment, "fee"), account, account, line.amount)
        state.enter(self.recorded, postings)


def basis_of(state: CanteenState, month: Month) -> tuple[Basis, ...]:
    """Return the meals of *month* by segment."""
    meals = [(segment, state.served.get((str(month), segment), 0)) for segment in SHARING]
    return tuple(Basis(served=segment, meals=count) for segment, count in meals if count > 0)


def shares_of(state: CanteenState, month: Month, basis: tuple[Basis, ...]) -> tuple[Share, ...]:
    """Return what each segment bears of the common costs that at the end of *month* are not shared out yet.

    Without a basis nothing is shared out: what a month without meals cost waits for the next.
    """
    found = list[Share]()
    for cost in SHARED if any(each.meals for each in basis) else ():
        parts = split(state.through(month, COST_ACCOUNTS[cost], COMMON), [each.meals for each in basis])
        found += [
            Share(cost=cost, segment=each.served, amount=part) for each, part in zip(basis, parts, strict=True) if part
        ]
    return tuple(found)


def split(amount: Decimal, weights: Iterable[int]) -> tuple[Decimal, ...]:
    """Return *amount* shared out by *weights* to the fen, nothing lost: what is over goes to the largest remainders.

    Among equal remainders the earlier goes first. Weights are not negative, and one of them is more than nothing.
    """
    counts, context = list(weights), own_context()
    fen = int(context.divide(amount.copy_abs(), FEN))
    whole = sum(counts)
    parts = [fen * count // whole for count in counts]
    order = sorted(range(len(counts)), key=lambda place: (-(fen * counts[place] % whole), place))
    for place in order[: fen - sum(parts)]:
        parts[place] += 1
    sign = -1 if amount < 0 else 1
    return tuple(context.multiply(Decimal(sign * part), FEN) for part in parts)


@frozen(kw_only=True)
class InTransit:
    """What the bank had not booked yet, or had booked first: what it is, and by how much it changes the statement."""

    what: Note
    amount: Yuan


@final
@frozen(kw_only=True)
class BankReconciled(Entry[CanteenState]):
    """The account in the book was held against the bank's statement at a month's end, and they agree (银行对账)."""

    kind: ClassVar[str] = "canteen.bank_reconciled"

    month: Month
    bank: BankId
    statement: Yuan
    in_transit: tuple[InTransit, ...] = ()

    def check(self, state: CanteenState) -> None:
        """Refuse another account (P73), and a statement that with what is in transit is not the book (state)."""
        need_dedicated(self, state, self.bank)
        booked = state.through(self.month, BANK)
        stated = total([self.statement, *(each.amount for each in self.in_transit)])
        if stated != booked:
            off = own_context().subtract(stated, booked)
            raise state.refusal(
                self,
                "state",
                stands=Text(
                    f"the book has {booked}, the bank with what is in transit {stated}: off by {off}",
                    f"账面 {booked}，对账单调节后 {stated}，相差 {off}",
                ),
                takes=Text("what is in transit, or the entry that is missing", "请列明未达账项或补记漏账"),
                fields=("statement", "in_transit"),
            )
