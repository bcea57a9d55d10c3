"""Who eats, at what price, and what it costs them: fees are paid in advance and earned by the meals served."""

from datetime import date
from typing import Any, ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import BankId, DinerId, GroupId, MealId, Segment, Servings
from schoollogistics.canteen.entries.objections import (
    need_before_closing,
    need_dedicated,
    need_duties_apart,
    need_more_than_nothing,
)
from schoollogistics.canteen.rules.accounts import BANK, FEES
from schoollogistics.canteen.rules.plans import P72, P77
from schoollogistics.canteen.state import CanteenState, Posting
from schoollogistics.canteen.state.ledger import minus
from schoollogistics.errors import Text
from schoollogistics.journal import Entry, add
from schoollogistics.values.meals import Sitting
from schoollogistics.values.money import NOTHING, line_amount
from schoollogistics.values.periods import Month
from schoollogistics.values.shapes import Cost, Note, Price, Yuan


@final
@frozen(kw_only=True)
class DinerEnrolled(Entry[CanteenState]):
    """Somebody, or a class together, eats in the canteen from now on, with what was paid in advance before (就餐登记).

    ``opening`` is carried in from the old books, in yuan; below zero it is still to be paid.
    """

    kind: ClassVar[str] = "canteen.diner_enrolled"

    diner: DinerId
    segment: Segment
    group: GroupId
    opening: Yuan = NOTHING

    def check(self, state: CanteenState) -> None:
        """Refuse to move somebody who comes back to another segment (P72), and to carry in once a month is closed."""
        if self.opening:
            need_before_closing(self, state)
        before = state.segment.get(self.diner, self.segment)
        if before != self.segment:
            state.refuse(
                P72,
                self,
                stands=Text(f"{self.diner} was one of the {before}", f"{self.diner} 原属另一类就餐人"),
                takes=Text("a number of its own in the other segment", "换类请另编号"),
                fields=("segment",),
            )

    def apply(self, state: CanteenState) -> None:
        """Carry in what was paid, or is owed."""
        state.segment[self.diner] = self.segment
        if self.opening > 0:
            state.enter(self.recorded, state.credit(self.diner, BANK, self.opening))
        elif self.opening < 0:
            state.enter(self.recorded, state.charge(self.diner, BANK, minus(self.opening)))


@final
@frozen(kw_only=True)
class DinerLeft(Entry[CanteenState]):
    """Somebody eats in the canteen no longer, and nothing is owed either way (退餐)."""

    kind: ClassVar[str] = "canteen.diner_left"

    diner: DinerId

    def check(self, state: CanteenState) -> None:
        """Refuse while something is paid in advance or owed (state)."""
        balance = state.prepaid.get(self.diner, NOTHING)
        if balance:
            raise state.refusal(
                self,
                "state",
                stands=Text(f"the balance of {self.diner} is {balance}", f"{self.diner} 余额为 {balance}"),
                takes=Text("refund it, or have it paid in", "请先退费或补缴"),
                fields=("diner",),
            )


@frozen(kw_only=True)
class FeeLine:
    """What one diner paid or got back, in yuan."""

    diner: DinerId
    amount: Cost


def need_fee_lines(entry: Entry[Any], state: CanteenState, lines: tuple[FeeLine, ...]) -> None:
    """Refuse no lines (missing), a diner twice (duplicate), and nothing paid (range)."""
    state.need(entry, lines=not lines)
    state.each_once(entry, (line.diner for line in lines), "lines")
    need_more_than_nothing(entry, state, "lines", *(line.amount for line in lines))


@final
@frozen(kw_only=True)
class FeesPaid(Entry[CanteenState]):
    """Diners paid meal fees into the dedicated account: theirs until they have eaten (缴费)."""

    kind: ClassVar[str] = "canteen.fees_paid"

    bank: BankId
    lines: tuple[FeeLine, ...]

    def check(self, state: CanteenState) -> None:
        """Refuse another account (P73), no lines, a diner twice, and nothing paid."""
        need_fee_lines(self, state, self.lines)
        need_dedicated(self, state, self.bank)
        need_duties_apart(self, state)

    def apply(self, state: CanteenState) -> None:
        """Settle debts first; the rest is paid in advance."""
        lines = [each for line in self.lines for each in state.credit(line.diner, BANK, line.amount)]
        state.enter(self.recorded, lines)


@final
@frozen(kw_only=True)
class MealPriced(Entry[CanteenState]):
    """The price of a meal of one segment was announced, in force from a day on (餐标公布)."""

    kind: ClassVar[str] = "canteen.meal_priced"

    meal: MealId
    segment: Segment
    sitting: Sitting
    price: Price
    since: date
    announced_at: Note

    def check(self, state: CanteenState) -> None:
        """Refuse prices that run backwards (order), another segment (P72), and unless excused a late notice (P77)."""
        segment = state.serves.get(self.meal, self.segment)
        if segment != self.segment:
            state.refuse(
                P72,
                self,
                stands=Text(f"{self.meal} is a meal of the {segment}", f"{self.meal} 属另一类就餐人"),
                takes=Text("a meal of its own for each segment", "师生餐别分列"),
                fields=("segment",),
            )
        latest = max((since for since, _ in state.prices.get(self.meal, ())), default=None)
        if latest is not None and self.since <= latest:
            raise state.refusal(
                self,
                "order",
                stands=Text(f"a price is announced from {latest} on", f"已公布自 {latest} 起的餐标"),
                takes=Text("a later day", "请填更晚的日期"),
                fields=("since",),
            )
        if self.since <= self.on:
            state.refuse(
                P77,
                self,
                stands=Text(
                    f"in force from {self.since}, announced {self.on}", f"{self.since} 起执行，{self.on} 才公布"
                ),
                takes=Text("an announcement before it takes effect", "请在执行前公布"),
                fields=("since", "on"),
            )

    def apply(self, state: CanteenState) -> None:
        """Keep the price with the day it takes effect."""
        state.serves[self.meal] = self.segment
        state.prices[self.meal] = (*state.prices.get(self.meal, ()), (self.since, self.price))


@frozen(kw_only=True)
class Served:
    """How many meals one diner, or one class, had."""

    diner: DinerId
    servings: Servings


@final
@frozen(kw_only=True)
class MealsServed(Entry[CanteenState]):
    """A meal was served and it was counted who ate: that much of the fees is earned (就餐人次)."""

    kind: ClassVar[str] = "canteen.meals_served"

    meal: MealId
    lines: tuple[Served, ...]

    def check(self, state: CanteenState) -> None:
        """Refuse a meal without a price that day (missing), diners of another segment (P72), and the same meal twice.

        ``InvalidValue`` (range) for meals that cost more than an amount can be.
        """
        state.need(self, lines=not self.lines)
        state.each_once(self, (line.diner for line in self.lines), "lines")
        price = state.price_on(self.meal, self.on)
        if price is None:
            raise state.refusal(
                self,
                "missing",
                stands=Text(f"{self.meal} has no price on {self.on}", f"{self.meal} 在 {self.on} 没有餐标"),
                takes=Text("a price announced for that day", "请先公布餐标"),
                fields=("meal", "on"),
            )
        for line in self.lines:
            line_amount(price, line.servings)  # more than an amount can be is refused here, not met in ``apply``
            segment = state.segment[line.diner]
            if segment != state.serves[self.meal]:
                state.refuse(
                    P72,
                    self,
                    stands=Text(f"{line.diner} is one of the {segment}", f"{line.diner} 不在该餐别就餐"),
                    takes=Text("a meal of their own segment", "请登记到其本类餐别"),
                    fields=("lines", "meal"),
                )
            if (line.diner, self.meal, self.on) in state.eaten:
                raise state.refusal(
                    self,
                    "already",
                    stands=Text(f"{line.diner} had {self.meal} on {self.on}", f"{line.diner} 当日 {self.meal} 已登记"),
                    takes=Text(
                        "one count for a meal and a day; correct it with HeadcountCorrected",
                        "同一餐只登记一次，更正请用“更正人次”",
                    ),
                    fields=("lines",),
                )

    def apply(self, state: CanteenState) -> None:
        """Charge each diner the price of the day, and count the meals."""
        price, postings = state.price_on(self.meal, self.on) or NOTHING, list[Posting]()
        month, segment = str(Month.of(self.recorded)), state.serves[self.meal]
        for line in self.lines:
            amount = line_amount(price, line.servings)
            postings += state.charge(line.diner, FEES, amount)
            add(state.charged, line.diner, amount)
            state.eaten[line.diner, self.meal, self.on] = line.servings
            add(state.served, (month, segment), line.servings)
        state.enter(self.recorded, postings)
