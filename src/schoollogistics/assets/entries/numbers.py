"""A wrong number put right: the row goes on under another one, with all that is known of it."""

from typing import ClassVar, final

from attrs import frozen

from schoollogistics.assets.entries.checks import at_hand, not_being_counted
from schoollogistics.assets.state import AssetState
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, Subject
from schoollogistics.values.ids import AssetId


@final
@frozen(kw_only=True)
class AssetRenumbered(Entry[AssetState]):
    """A row with a wrong number goes on under another one, with a note why; nothing came or went (更正编号).

    The wrong number is not used again. Slips that name it stand as they were signed.
    """

    kind: ClassVar[str] = "assets.renumbered"

    asset: AssetId
    into: AssetId

    def subjects(self) -> tuple[Subject, ...]:
        """Both numbers: the one that ends and the one that begins."""
        return (("asset", self.asset), ("asset", self.into))

    def check(self, state: AssetState) -> None:
        """Refuse one without a note (missing), and a row that is lent, asked for, in disposal or being counted (state)."""
        state.need(self, note=self.note is None)
        at_hand(self, state, (self.asset,), "asset")
        not_being_counted(self, state, (self.asset,), "asset")
        for loan, asked in state.asked.items():
            if self.asset in asked and state.status["loan"][loan] in {"requested", "approved"}:
                raise state.refusal(
                    self,
                    "state",
                    stands=Text(f"{self.asset} is asked for in {loan}", f"{self.asset} 已列入借用申请 {loan}"),
                    takes=Text("the loan first, or its refusal", "请先办结借用申请"),
                    fields=("asset",),
                )

    def apply(self, state: AssetState) -> None:
        """Copy every fact, and let each number name the other."""
        state.copy(self.asset, self.into)
        state.formerly[self.into] = self.asset
        state.renumbered_as[self.asset] = self.into
