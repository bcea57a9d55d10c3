"""A headcount of a past day that was wrong: put right by an entry of its own, on its own accounting date."""

from datetime import date
from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import DinerId, Headcount, MealId
from schoollogistics.canteen.entries.objections import insufficient
from schoollogistics.canteen.rules.accounts import FEES
from schoollogistics.canteen.rules.plans import P72
from schoollogistics.canteen.state import CanteenState
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, add
from schoollogistics.values.money import NOTHING, line_amount
from schoollogistics.values.periods import Month
from schoollogistics.values.shapes import Note


@final
@frozen(kw_only=True)
class HeadcountCorrected(Entry[CanteenState]):
    """The headcount of a meal on a day was wrong: how many meals one diner, or one class, had in truth (更正人次).

    ``servings`` is what it should have been, ``instead_of`` what the book has (0: not counted). Money and meals follow
    at the price of that ``day``, in the month of the correction.
    """

    kind: ClassVar[str] = "canteen.headcount_corrected"

    diner: DinerId
    meal: MealId
    day: date
    servings: Headcount
    instead_of: Headcount
    reason: Note

    @property
    def more(self) -> int:
        """How many meals more (less: negative) there were."""
        return self.servings - self.instead_of

    def check(self, state: CanteenState) -> None:
        """Refuse a day to come (order), another number than the book's (state), and a day without a price (missing).

        And diners of another segment (P72), and more given back than was earned from them (insufficient).
        """
        if self.day > self.on:
            raise state.refusal(
                self,
                "order",
                stands=Text(f"{self.day} is still to come", f"{self.day} 尚未到来"),
                takes=Text("a day up to that of the correction", "更正日期之前的日期"),
                fields=("day", "on"),
            )
        self._need_other_number(state)
        price = state.price_on(self.meal, self.day)
        if price is None:
            raise state.refusal(
                self,
                "missing",
                stands=Text(f"{self.meal} has no price on {self.day}", f"{self.meal} 在 {self.day} 没有餐标"),
                takes=Text("a day on which it had a price", "请填有餐标的日期"),
                fields=("meal", "day"),
            )
        if state.segment[self.diner] != state.serves[self.meal]:
            state.refuse(
                P72,
                self,
                stands=Text(f"{self.diner} does not eat {self.meal}", f"{self.diner} 不在该餐别就餐"),
                takes=Text("a meal of their own segment", "请登记到其本类餐别"),
                fields=("diner", "meal"),
            )
        amount, there = line_amount(price, abs(self.more)), state.charged.get(self.diner, NOTHING)
        if self.more < 0 and amount > there:
            raise insufficient(self, state, there, amount, "servings")

    def _need_other_number(self, state: CanteenState) -> None:
        booked = state.eaten.get((self.diner, self.meal, self.day), 0)
        if self.instead_of != booked or not self.more:
            raise state.refusal(
                self,
                "state",
                stands=Text(f"the book has {booked} for that day", f"该日账上为 {booked} 份"),
                takes=Text(
                    f"instead_of={booked}, and another number of servings", f"原登记份数请填 {booked}，更正后须不同"
                ),
                fields=("instead_of", "servings"),
            )

    def apply(self, state: CanteenState) -> None:
        """Charge the difference at the price of the day, or give it back as paid in advance; count it now."""
        amount = line_amount(state.price_on(self.meal, self.day) or NOTHING, abs(self.more))
        move, signed = (state.charge, amount) if self.more > 0 else (state.credit, minus(amount))
        postings = move(self.diner, FEES, amount)
        add(state.charged, self.diner, signed)
        state.eaten[self.diner, self.meal, self.day] = self.servings
        add(state.served, (str(Month.of(self.recorded)), state.serves[self.meal]), self.more)
        state.enter(self.recorded, postings)
