"""The canteen's ledger: what came in, what it cost, who ate, and whose money it was."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import cast

from schoollogistics.canteen.book.absences import Absence, absence_refunds, absences
from schoollogistics.canteen.book.bills import bills_booked_twice
from schoollogistics.canteen.book.costing import MealCost, meal_costs, stock_correction
from schoollogistics.canteen.book.dates import lots_to_use, spoiled_food_issued
from schoollogistics.canteen.book.month_end import adjustment, allocation, refunds, unsettled
from schoollogistics.canteen.book.printed import Beside, Difference, Printed, differences
from schoollogistics.canteen.book.questions import (
    cash_off,
    earmarked_money_spent,
    items_not_counted,
    overdrawn_months,
    overstocked_months,
    purses_mixed,
    unbalanced_periods,
)
from schoollogistics.canteen.book.results import Result
from schoollogistics.canteen.book.tracing import LotUse, Payable, lot_uses, payables
from schoollogistics.canteen.book.watching import (
    incomplete_committees,
    meals_without_leader,
    parents_left_out,
    problems_not_solved,
    problems_to_solve,
)
from schoollogistics.canteen.entries import ENTRIES, CanteenEntry
from schoollogistics.canteen.entries.codes import Segment
from schoollogistics.canteen.entries.fees import FeesRefunded, FeesReturned
from schoollogistics.canteen.entries.headcounts import HeadcountCorrected
from schoollogistics.canteen.entries.keeping import StockAdjusted
from schoollogistics.canteen.entries.sharing import CostsAllocated
from schoollogistics.canteen.entries.uses import FoodStockCorrected, FoodUseCorrected
from schoollogistics.canteen.lifecycle import (
    COST_INCURRED,
    FEES_PAID_BACK,
    FEES_PAID_IN,
    INCOME_EARNED,
    ISSUED,
    LIFECYCLES,
    LOST,
    MEALS,
    MEASURES,
    STOCKED,
    TRANSFERRED,
)
from schoollogistics.canteen.rules import LABELS, PARAMETERS, RULES
from schoollogistics.canteen.rules.accounts import BANK, CASH, FOOD, FUNDS, RETURNED, SEGMENTS, STORE
from schoollogistics.canteen.state import COMMON, CanteenState, Purse, ledger_balances, store_agrees, suppliers_agree
from schoollogistics.errors import Text
from schoollogistics.journal import Book, Document, Figures
from schoollogistics.values.money import NOTHING, own_context, total
from schoollogistics.values.periods import DateSpan, Month, span_of


class CanteenLedger(Book[CanteenEntry, CanteenState]):
    """The money, the store and the meals of one canteen (R35, R42–R46, R48)."""

    name = "canteen"
    title = Text("Canteen ledger", "食堂账簿")
    kinds = ENTRIES
    state_type = CanteenState
    lifecycles = LIFECYCLES
    rules = RULES
    parameters = PARAMETERS
    measures = MEASURES
    labels = LABELS
    documents = (
        Document(
            code="D37",
            name="canteen_account",
            zh="食堂收支公示表",
            en="Canteen account and publication",
            source="003§3,§4,§9",
        ),
        Document(code="D38", name="price_notice", zh="餐标公示", en="Meal price notice", source="002"),
        Document(code="D39", name="committee_minutes", zh="委员会会议记录", en="Committee minutes", source="003§4,§9"),
        Document(code="D40", name="accompanied_meals", zh="陪餐记录", en="Accompanying meal record", source="002"),
    )
    invariants = (store_agrees, ledger_balances, suppliers_agree)
    correcting = (
        HeadcountCorrected,
        FoodUseCorrected,
        FoodStockCorrected,
        StockAdjusted,
        FeesRefunded,
        FeesReturned,
    )
    due_questions = (problems_to_solve, lots_to_use)
    breach_questions = (
        unbalanced_periods,
        overstocked_months,
        purses_mixed,
        earmarked_money_spent,
        items_not_counted,
        cash_off,
        bills_booked_twice,
        overdrawn_months,
        spoiled_food_issued,
        meals_without_leader,
        problems_not_solved,
        incomplete_committees,
        parents_left_out,
    )

    @property
    def columns(self) -> CanteenState:
        """What the entries add up to, for the canteen's own questions and papers; a host asks these instead."""
        return cast("CanteenState", self.chronicle.state)

    def results(self, during: DateSpan | date) -> tuple[Result, ...]:
        """Return what *during* comes to for each segment, and for what they still have in common."""
        span = span_of(during)
        month = Month.of(span.last)
        whole = self if span.last == month.last else self.as_of(span.last)
        figures, left = self.figures(span), whole.columns.surpluses(month)
        return tuple(_result(figures, left, segment) for segment in SEGMENTS)

    def result(self, during: DateSpan | date) -> Result:
        """Return what *during* comes to for all segments together."""
        parts = self.results(during)
        sums = {
            name: total(getattr(each, name) for each in parts)
            for name in (
                *("income", "cost", "food", "fee_income", "fee_cost", "fee_food"),
                *("fee_closing", "closing", "transferred"),
            )
        }
        return Result(segment="", meals=sum(each.meals for each in parts), **sums)

    def meal_costs(self, during: DateSpan | date) -> tuple[MealCost, ...]:
        """Return what each sitting of each segment cost in *during*, by the food that was issued to it, and of how many meals."""
        return tuple(meal_costs(self, span_of(during)))

    def store(self, on: date) -> Decimal:
        """Return what the food in the store was worth at the end of *on*, in yuan."""
        month = Month.of(on)
        if on == month.last:
            return self.columns.through(month, STORE, COMMON)
        return self.as_of(on).columns.balance(STORE, COMMON)

    def store_change(self, during: DateSpan | date) -> Decimal:
        """Return by how much what came into the store in *during* is more than what left it, in yuan."""
        figures, context = self.figures(during), own_context()
        return context.subtract(
            Decimal(figures[STOCKED]), context.add(Decimal(figures[ISSUED]), Decimal(figures[LOST]))
        )

    def differences(
        self, during: DateSpan | date, printed: Printed, segment: str | None = None
    ) -> tuple[Difference, ...]:
        """Return where a printed sheet about *during* parts from the book, and why: of one *segment*, or of all."""
        every = (*self.results(during), self.result(during))
        found = next(each for each in every if each.segment == (segment or ""))
        return tuple(differences(found, self._beside(during, segment), printed))

    def _beside(self, during: DateSpan | date, segment: str | None) -> Beside:
        figures, context, part = self.figures(during), own_context(), (segment,) if segment else ()
        now = self.store(span_of(during).last)
        returned = total(
            Decimal(amount)
            for (owner, _, account), amount in figures.parts(INCOME_EARNED).items()
            if account == RETURNED and (not segment or owner == segment)
        )
        return Beside(
            store_before=context.subtract(now, self.store_change(during)),
            store_now=now,
            paid_in=Decimal(figures[FEES_PAID_IN, *part]),
            given_back=context.subtract(Decimal(figures[FEES_PAID_BACK, *part]), returned),
        )

    def adjustments(self, *, on: date, by: str, reason: str) -> tuple[StockAdjusted, ...]:
        """Return the entry to post that puts the book right to the last counts, or nothing where they agree."""
        found = adjustment(self.columns, on, by, reason)
        return () if found is None else (found,)

    def stock_correction(self, wrong: FoodStockCorrected) -> FoodStockCorrected:
        """Return the correction of a price with the lines that say who bears what is used already: as much as each took of it."""
        return stock_correction(self, wrong)

    def allocation(
        self, month: Month, *, by: str, weights: Mapping[Segment, int] | None = None, note: str | None = None
    ) -> tuple[CostsAllocated, ...]:
        """Return the entry to post that shares out the common costs of *month* on its last day, or nothing.

        They go by the meals served in it; by *weights* of the segments where the school says so, with a *note* why.
        """
        found = allocation(self.columns, month, by, weights, note)
        return () if found is None else (found,)

    def refunds(self, segment: str, *, on: date, by: str, bank: str, reason: str) -> tuple[FeesRefunded, ...]:
        """Return the slip to post that gives back what the diners of a segment have paid in advance, or nothing."""
        found = refunds(self.columns, segment, on, by, bank, reason)
        return () if found is None else (found,)

    def absences(self, during: DateSpan | date) -> tuple[Absence, ...]:
        """Return what diners did without in *during* after they had stopped a meal, by the days on which it was served."""
        return tuple(absences(self, span_of(during)))

    def absence_refunds(
        self, during: DateSpan | date, *, on: date, by: str, bank: str, reason: str
    ) -> tuple[FeesRefunded, ...]:
        """Return the slip to post that pays back the meals stopped in *during*, out of what is paid in advance, or nothing.

        What a slip of such days (``stopped_in``) paid back before is not paid back again.
        """
        found = absence_refunds(self, span_of(during), on, by, bank, reason)
        return () if found is None else (found,)

    def payables(self, on: date | None = None) -> tuple[Payable, ...]:
        """Return which bills of whom are not paid in full, since when, now or at the end of *on*."""
        return payables(self if on is None else self.as_of(on))

    def meals_of(self, lot: str, item: str | None = None) -> tuple[LotUse, ...]:
        """Return which meals a *lot* went into, of one *item* or of all that have a lot so numbered."""
        return tuple(
            each
            for each in lot_uses(self)
            if each.lot == lot and each.meal is not None and (item is None or each.item == item)
        )

    def lots_of(self, meal: str, during: DateSpan | date) -> tuple[LotUse, ...]:
        """Return what went into a *meal* in *during*, lot by lot."""
        span = span_of(during)
        return tuple(each for each in lot_uses(self) if each.meal == meal and each.on in span)

    def bank(self, month: Month) -> Decimal:
        """Return what the dedicated account held at the end of *month* by the book, in yuan."""
        return self.columns.through(month, BANK)

    def cash(self) -> Decimal:
        """Return what there is of petty cash by the book now, in yuan."""
        return self.columns.balance(CASH, COMMON)

    def open_for_closing(self, month: Month) -> tuple[Text, ...]:
        """Return what to settle before *month* is closed: counts, differences, common costs, the cash box, the bank."""
        return tuple(unsettled(self, month))


def _result(figures: Figures, left: Mapping[Purse, Decimal], segment: str) -> Result:
    eaten = [
        (fund, Decimal(amount))
        for (owner, fund, account), amount in figures.parts(COST_INCURRED).items()
        if owner == segment and account in FOOD
    ]
    return Result(
        segment=segment,
        income=total([Decimal(figures[INCOME_EARNED, segment])]),
        cost=total([Decimal(figures[COST_INCURRED, segment])]),
        food=total(amount for _, amount in eaten),
        fee_income=total([Decimal(figures[INCOME_EARNED, segment, "fee"])]),
        fee_cost=total([Decimal(figures[COST_INCURRED, segment, "fee"])]),
        fee_food=total(amount for fund, amount in eaten if fund == "fee"),
        fee_closing=left.get(Purse(segment, "fee"), NOTHING),
        closing=total(left.get(Purse(segment, fund)) for fund in FUNDS),
        transferred=total([Decimal(figures[TRANSFERRED, segment])]),
        meals=int(figures[MEALS, segment]),
    )
