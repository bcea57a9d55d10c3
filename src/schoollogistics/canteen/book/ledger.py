"""The canteen's ledger: what came in, what it cost, who ate, and whose money it was."""

from datetime import date
from decimal import Decimal
from typing import cast

from schoollogistics.canteen.book.month_end import adjustment, allocation, refunds, unsettled
from schoollogistics.canteen.book.questions import (
    incomplete_committees,
    meals_without_leader,
    overstocked_months,
    parents_left_out,
    purses_mixed,
    unbalanced_periods,
)
from schoollogistics.canteen.book.results import Difference, Printed, Result, differences
from schoollogistics.canteen.entries import ENTRIES, CanteenEntry
from schoollogistics.canteen.entries.dining import FeesRefunded
from schoollogistics.canteen.entries.keeping import StockAdjusted
from schoollogistics.canteen.entries.sharing import CostsAllocated
from schoollogistics.canteen.lifecycle import (
    COST_INCURRED,
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
from schoollogistics.canteen.rules.accounts import BANK, FOOD, FUNDS, SEGMENTS
from schoollogistics.canteen.state import CanteenState, Purse, ledger_balances, store_agrees, suppliers_agree
from schoollogistics.errors import Text
from schoollogistics.journal import Book, Document, Figures
from schoollogistics.values.money import own_context, total
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
    correcting = (StockAdjusted, FeesRefunded)
    breach_questions = (
        unbalanced_periods,
        overstocked_months,
        purses_mixed,
        meals_without_leader,
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
        figures, then = self.figures(span), self.as_of(span.last).columns
        return tuple(_result(figures, then, segment) for segment in SEGMENTS)

    def result(self, during: DateSpan | date) -> Result:
        """Return what *during* comes to for all segments together."""
        parts = self.results(during)
        sums = {
            name: total(getattr(each, name) for each in parts)
            for name in ("income", "cost", "food", "fee_income", "fee_cost", "fee_closing", "closing", "transferred")
        }
        return Result(segment="", meals=sum(each.meals for each in parts), **sums)

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
        bought = own_context().add(found.cost, self.store_change(during))
        return tuple(differences(found, bought, printed))

    def adjustments(self, *, on: date, by: str, reason: str) -> tuple[StockAdjusted, ...]:
        """Return the entry to post that puts the book right to the last counts, or nothing where they agree."""
        found = adjustment(self.columns, on, by, reason)
        return () if found is None else (found,)

    def allocation(self, month: Month, *, by: str) -> tuple[CostsAllocated, ...]:
        """Return the entry to post that shares out the common costs of *month* on its last day, or nothing."""
        found = allocation(self.columns, month, month.last, by)
        return () if found is None else (found,)

    def refunds(self, segment: str, *, on: date, by: str, bank: str, reason: str) -> tuple[FeesRefunded, ...]:
        """Return the slip to post that gives back what the diners of a segment have paid in advance, or nothing."""
        found = refunds(self.columns, segment, on, by, bank, reason)
        return () if found is None else (found,)

    def bank(self, month: Month) -> Decimal:
        """Return what the dedicated account held at the end of *month* by the book, in yuan."""
        return self.columns.through(month, BANK)

    def open_for_closing(self, month: Month) -> tuple[Text, ...]:
        """Return what to settle before *month* is closed: counts, differences, common costs, the bank."""
        return tuple(unsettled(self, month))


def _result(figures: Figures, then: CanteenState, segment: str) -> Result:
    costs = figures.parts(COST_INCURRED).items()
    return Result(
        segment=segment,
        income=total([Decimal(figures[INCOME_EARNED, segment])]),
        cost=total([Decimal(figures[COST_INCURRED, segment])]),
        food=total(Decimal(amount) for (owner, _, account), amount in costs if owner == segment and account in FOOD),
        fee_income=total([Decimal(figures[INCOME_EARNED, segment, "fee"])]),
        fee_cost=total([Decimal(figures[COST_INCURRED, segment, "fee"])]),
        fee_closing=then.surplus(Purse(segment, "fee")),
        closing=total(then.surplus(Purse(segment, fund)) for fund in FUNDS),
        transferred=total([Decimal(figures[TRANSFERRED, segment])]),
        meals=int(figures[MEALS, segment]),
    )
