"""Lending: asked for, approved, lent, extended, returned or lost. Custodian and place of what is lent stay as they are."""

from datetime import date
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.assets.entries.checks import at_hand, on_the_books
from schoollogistics.assets.entries.codes import Assets, LoanId
from schoollogistics.assets.rules import P22
from schoollogistics.assets.state import AssetState, Condition
from schoollogistics.errors import LogisticsError, Text
from schoollogistics.journal import Entry
from schoollogistics.values.ids import AssetId, PersonId
from schoollogistics.values.shapes import Note
from schoollogistics.values.texts import id_key


@final
@frozen(kw_only=True)
class LoanRequested(Entry[AssetState]):
    """Somebody applied to borrow assets, and says until when and what for (借用申请)."""

    kind: ClassVar[str] = "assets.loan_requested"

    loan: LoanId
    assets: Assets
    due: date
    purpose: Note | None = None

    def check(self, state: AssetState) -> None:
        """Refuse an empty application (missing), assets unknown or gone (unknown, state), and a return before the day (order)."""
        state.need(self, assets=not self.assets)
        on_the_books(self, state, self.assets, "assets")
        state.need_order(self, "on", "due")

    def apply(self, state: AssetState) -> None:
        """Keep who asked for what."""
        state.borrower[self.loan] = self.by
        state.asked[self.loan] = self.assets


@final
@frozen(kw_only=True)
class LoanApproved(Entry[AssetState]):
    """The principal's office agreed to a loan (借用批准)."""

    kind: ClassVar[str] = "assets.loan_approved"

    loan: LoanId

    def check(self, state: AssetState) -> None:
        """Refuse the approval of whoever asked (reference)."""
        if id_key(self.by) == id_key(state.borrower[self.loan]):
            raise _own_approval(self, state, self.by, "by")

    def apply(self, state: AssetState) -> None:
        """Keep who approved."""
        state.approver[self.loan] = self.by


@final
@frozen(kw_only=True)
class LoanRefused(Entry[AssetState]):
    """The principal's office did not agree to a loan (借用不批)."""

    kind: ClassVar[str] = "assets.loan_refused"

    loan: LoanId
    reason: Note


@final
@frozen(kw_only=True)
class AssetsLent(Entry[AssetState]):
    """Assets went out on loan, to be returned by a day (借出)."""

    kind: ClassVar[str] = "assets.lent"

    loan: LoanId
    assets: Assets
    borrower: PersonId
    due: date

    def check(self, state: AssetState) -> None:
        """Refuse what is away (state) or was not asked for (reference), days out of order, and what is not approved (P22)."""
        state.need(self, assets=not self.assets)
        at_hand(self, state, self.assets)
        state.need_order(self, "on", "due")
        if self.loan in state.asked:
            self._check_request(state)
        if state.status["loan"].get(self.loan) != "approved":
            state.refuse(
                P22,
                self,
                stands=Text("the principal's office has not approved it", "校长室尚未批准"),
                takes=Text("LoanRequested and LoanApproved first", "请先登记借用申请和借用批准"),
                fields=("loan",),
            )
        elif self.due > state.due[self.loan]:
            approved = state.due[self.loan]
            state.refuse(
                P22,
                self,
                stands=Text(f"approved until {approved}", f"批准借到 {approved}"),
                takes=Text(f"a return by {approved}", f"应还日期不得晚于 {approved}"),
                fields=("due",),
            )

    def _check_request(self, state: AssetState) -> None:
        borrower, asked = state.borrower[self.loan], state.asked[self.loan]
        if id_key(self.borrower) != id_key(borrower) or not set(self.assets) <= set(asked):
            raise state.refusal(
                self,
                "reference",
                stands=Text(
                    f"{borrower} asked for {', '.join(asked[:5])}", f"{borrower} 申请的是 {'、'.join(asked[:5])}"
                ),
                takes=Text("the borrower and the items of the application", "借用人和物品须与申请一致"),
                fields=("borrower", "assets"),
            )

    def apply(self, state: AssetState) -> None:
        """Keep what is out, and since when."""
        state.items[self.loan] = self.assets
        state.lent_on[self.loan] = self.on
        for asset in self.assets:
            state.on_loan[asset] = self.loan


@final
@frozen(kw_only=True)
class LoanOpened(Entry[AssetState]):
    """A loan that was open on paper was carried into the book, with its own old days (期初未还借用)."""

    kind: ClassVar[str] = "assets.loan_opened"

    loan: LoanId
    assets: Assets
    borrower: PersonId
    lent_on: date
    due: date

    def check(self, state: AssetState) -> None:
        """Refuse an empty loan (missing), what is away already (state), and days out of order (order)."""
        state.need(self, assets=not self.assets)
        at_hand(self, state, self.assets)
        state.need_order(self, "lent_on", "on")
        state.need_order(self, "lent_on", "due")

    def apply(self, state: AssetState) -> None:
        """Keep what is out."""
        state.items[self.loan] = self.assets
        for asset in self.assets:
            state.on_loan[asset] = self.loan


@final
@frozen(kw_only=True)
class LoanExtended(Entry[AssetState]):
    """The borrower may keep a loan until a later day, as the principal's office agreed (续借)."""

    kind: ClassVar[str] = "assets.loan_extended"

    loan: LoanId
    due: date
    approver: PersonId | None = None

    def check(self, state: AssetState) -> None:
        """Refuse a day no later than the one before, or over (order), and what nobody else approved (reference, P22)."""
        due = state.due[self.loan]
        if self.due <= due or self.due < self.on:
            raise state.refusal(
                self,
                "order",
                stands=Text(f"due on {due}", f"应还日期为 {due}"),
                takes=Text(f"a day after {max(due, self.on)}", f"请填 {max(due, self.on)} 以后的日期"),
                fields=("due",),
            )
        if self.approver is None:
            state.refuse(
                P22,
                self,
                stands=Text("the principal's office has not approved it", "校长室尚未批准"),
                takes=Text("who approved it there", "请填批准人"),
                fields=("approver",),
            )
        elif id_key(self.approver) == id_key(state.borrower[self.loan]):
            raise _own_approval(self, state, self.approver, "approver")


@frozen(kw_only=True)
class ReturnedItem:
    """One line of a return: what came back, and how it is if somebody looked."""

    asset: AssetId
    condition: Condition | None = None


@final
@frozen(kw_only=True)
class LoanReturned(Entry[AssetState]):
    """Things on loan came back, all or some of them; they are where they belonged before (归还)."""

    kind: ClassVar[str] = "assets.loan_returned"

    loan: LoanId
    lines: tuple[ReturnedItem, ...]

    def check(self, state: AssetState) -> None:
        """Refuse an empty return (missing), and what is not out on this loan (reference)."""
        state.need(self, lines=not self.lines)
        _of_this_loan(self, state, tuple(line.asset for line in self.lines))

    def outcome(self, state: AssetState, key: str) -> str:
        """Return whether the whole loan is back, or all of it that was not lost."""
        return _left(state, self.loan, tuple(line.asset for line in self.lines))

    def apply(self, state: AssetState) -> None:
        """Take what came back off the loan."""
        _take_off(state, self.loan, tuple(line.asset for line in self.lines))


@final
@frozen(kw_only=True)
class LoanItemsLost(Entry[AssetState]):
    """The borrower cannot return things; they are off the loan and looked for as missing (借出遗失)."""

    kind: ClassVar[str] = "assets.loan_lost"

    loan: LoanId
    assets: Assets
    reason: Note

    def check(self, state: AssetState) -> None:
        """Refuse an empty slip (missing), and what is not out on this loan (reference)."""
        state.need(self, assets=not self.assets)
        _of_this_loan(self, state, self.assets)

    def outcome(self, state: AssetState, key: str) -> str:
        """Return whether anything of the loan is still out."""
        return "out" if _left(state, self.loan, self.assets) == "out" else "lost"

    def apply(self, state: AssetState) -> None:
        """Take what is lost off the loan, and keep that it never came back."""
        _take_off(state, self.loan, self.assets)
        state.lost[self.loan] = (*state.lost.get(self.loan, ()), *self.assets)


def _own_approval(entry: LoanApproved | LoanExtended, state: AssetState, person: str, field: str) -> LogisticsError:
    return state.refusal(
        entry,
        "reference",
        stands=Text(f"{person} is who borrows", f"{person} 是借用人"),
        takes=Text("the signature of somebody else", "须由他人批准"),
        fields=(field,),
        rule=P22,
    )


def _of_this_loan(entry: LoanReturned | LoanItemsLost, state: AssetState, assets: Assets) -> None:
    strangers = [asset for asset in assets if state.on_loan.get(asset) != entry.loan]
    if strangers:
        raise _not_out(entry, state, strangers)


def _not_out(entry: LoanReturned | LoanItemsLost, state: AssetState, strangers: list[str]) -> LogisticsError:
    out = "、".join(state.items[entry.loan][:5])
    return state.refusal(
        entry,
        "reference",
        stands=Text(f"{', '.join(strangers[:5])} is not out on it", f"{'、'.join(strangers[:5])} 不在此借用单上"),
        takes=Text(f"what is still out: {out}", f"未还物品：{out}"),
        fields=("loan",),
    )


def _left(state: AssetState, loan: str, gone: Assets) -> str:
    if set(state.items[loan]) - set(gone):
        return "out"
    return "lost" if loan in state.lost else "returned"


def _take_off(state: AssetState, loan: str, gone: Assets) -> None:
    state.items[loan] = tuple(asset for asset in state.items[loan] if asset not in gone)
    for asset in gone:
        state.on_loan.pop(asset, None)
