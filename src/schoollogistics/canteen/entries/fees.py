"""Fees that go another way than meal by meal: earned by the month, given back, returned, and days without meals."""

from datetime import date
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import BankId, DinerId, MealId, Servings
from schoollogistics.canteen.entries.dining import FeeLine, need_fee_lines
from schoollogistics.canteen.entries.objections import insufficient, need_dedicated, need_duties_apart, unknown
from schoollogistics.canteen.rules.accounts import BANK, FEES, RETURNED
from schoollogistics.canteen.rules.plans import P72
from schoollogistics.canteen.state import CanteenState, Purse
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, add
from schoollogistics.values.money import NOTHING, total
from schoollogistics.values.shapes import Note, Period


@final
@frozen(kw_only=True)
class FeesEarned(Entry[CanteenState]):
    """Fees that are not counted by the meal, such as a monthly fee, were earned (伙食费结转)."""

    kind: ClassVar[str] = "canteen.fees_earned"

    lines: tuple[FeeLine, ...]
    reason: Note

    def check(self, state: CanteenState) -> None:
        """Refuse no lines, a diner twice, and nothing earned."""
        need_fee_lines(self, state, self.lines)

    def apply(self, state: CanteenState) -> None:
        """Charge each diner, who owes what was not paid in advance."""
        lines = [each for line in self.lines for each in state.charge(line.diner, FEES, line.amount)]
        for line in self.lines:
            add(state.charged, line.diner, line.amount)
        state.enter(self.recorded, lines)


@final
@frozen(kw_only=True)
class FeesRefunded(Entry[CanteenState]):
    """Diners got back what they had paid in advance and not eaten (退费).

    ``stopped_in`` names the period whose stopped meals it pays back, so that they are not paid back twice.
    """

    kind: ClassVar[str] = "canteen.fees_refunded"

    bank: BankId
    lines: tuple[FeeLine, ...]
    reason: Note
    stopped_in: Period | None = None

    def check(self, state: CanteenState) -> None:
        """Refuse more than somebody has paid in advance (insufficient), and what is refused of a payment."""
        need_fee_lines(self, state, self.lines)
        need_dedicated(self, state, self.bank)
        for line in self.lines:
            there = state.prepaid.get(line.diner, NOTHING)
            if line.amount > there:
                raise insufficient(self, state, there, line.amount, "lines")
        need_duties_apart(self, state)

    def apply(self, state: CanteenState) -> None:
        """Take it off what was paid in advance."""
        lines = [each for line in self.lines for each in state.charge(line.diner, BANK, line.amount)]
        state.enter(self.recorded, lines)


@final
@frozen(kw_only=True)
class FeesReturned(Entry[CanteenState]):
    """Fees that were earned already were given back to diners, as fees paid in advance: less income (退还伙食费)."""

    kind: ClassVar[str] = "canteen.fees_returned"

    lines: tuple[FeeLine, ...]
    reason: Note

    def check(self, state: CanteenState) -> None:
        """Refuse more than was earned from a diner so far (insufficient), a diner twice, and nothing."""
        need_fee_lines(self, state, self.lines)
        for line in self.lines:
            there = state.charged.get(line.diner, NOTHING)
            if line.amount > there:
                raise insufficient(self, state, there, line.amount, "lines")

    def apply(self, state: CanteenState) -> None:
        """Take it off the income, to the credit of each diner."""
        lines = [each for line in self.lines for each in state.credit(line.diner, RETURNED, line.amount)]
        for line in self.lines:
            add(state.charged, line.diner, minus(line.amount))
        state.enter(self.recorded, lines)


@final
@frozen(kw_only=True)
class SurplusReturned(Entry[CanteenState]):
    """A surplus of a segment was given back to its diners, as fees paid in advance (结余退还)."""

    kind: ClassVar[str] = "canteen.surplus_returned"

    lines: tuple[FeeLine, ...]
    reason: Note

    def check(self, state: CanteenState) -> None:
        """Refuse more than the fees of the segment have left over (insufficient), a diner twice, and nothing."""
        need_fee_lines(self, state, self.lines)
        for segment in dict.fromkeys(state.segment[line.diner] for line in self.lines):
            there = state.surplus(Purse(segment, "fee"))
            wanted = total(line.amount for line in self.lines if state.segment[line.diner] == segment)
            if wanted > there:
                raise insufficient(self, state, there, wanted, "lines")

    def apply(self, state: CanteenState) -> None:
        """Take it off the income of the fees, to the credit of each diner."""
        lines = [each for line in self.lines for each in state.credit(line.diner, RETURNED, line.amount)]
        state.enter(self.recorded, lines)


@final
@frozen(kw_only=True)
class MealsStopped(Entry[CanteenState]):
    """Somebody, or some of a class, did without a meal from one day to another, and said so (停餐)."""

    kind: ClassVar[str] = "canteen.meals_stopped"

    diner: DinerId
    meal: MealId
    first: date
    last: date
    servings: Servings = 1
    reason: Note

    def check(self, state: CanteenState) -> None:
        """Refuse a last day before the first (order), a meal not on offer (unknown) or of another segment (P72)."""
        state.need_order(self, "first", "last")
        segment = state.serves.get(self.meal)
        if segment is None:
            raise unknown(self, state, Text("meal", "餐别"), self.meal, state.serves)
        if segment != state.segment[self.diner]:
            state.refuse(
                P72,
                self,
                stands=Text(f"{self.meal} is a meal of the {segment}", f"{self.meal} 属另一类就餐人"),
                takes=Text("a meal of their own segment", "请登记其本类餐别"),
                fields=("meal",),
            )
