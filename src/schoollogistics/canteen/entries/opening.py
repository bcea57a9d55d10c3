"""What a book that begins within a year takes over of it: what was earned and spent before, so that the year adds up."""

from typing import ClassVar, final

from attrs import frozen

from schoollogistics.canteen.entries.codes import Earned, Fund, Segment, Spent
from schoollogistics.canteen.entries.objections import need_before_closing, need_cost_of_kind, need_money, need_purse
from schoollogistics.canteen.rules.accounts import BANK, EARNED_ACCOUNTS, SPENT_ACCOUNTS
from schoollogistics.canteen.state import CanteenState, Posting, Purse
from schoollogistics.journal import Entry
from schoollogistics.values.money import own_context, total
from schoollogistics.values.shapes import Yuan


@frozen(kw_only=True)
class EarnedSum:
    """What came from one source, in yuan; what was given back is negative."""

    earned: Earned
    came: Yuan


@frozen(kw_only=True)
class SpentSum:
    """What was spent on one thing, in yuan."""

    spent: Spent
    went: Yuan


@final
@frozen(kw_only=True)
class TurnoverOpened(Entry[CanteenState]):
    """What a purse had earned and spent since its year began was carried in, so that the year to date adds up (期初累计发生额).

    ``SurplusOpened`` is then what was left over before that year.
    """

    kind: ClassVar[str] = "canteen.turnover_opened"

    segment: Segment
    fund: Fund
    income: tuple[EarnedSum, ...] = ()
    costs: tuple[SpentSum, ...] = ()

    def check(self, state: CanteenState) -> None:
        """Refuse it once a month is closed (state), without lines, one thing twice, and another's subsidy (P71).

        And more spent of an earmarked fund than it had and earned (insufficient).
        """
        need_before_closing(self, state)
        state.need(self, income=not self.income and not self.costs)
        state.each_once(self, (line.earned for line in self.income), "income")
        state.each_once(self, (line.spent for line in self.costs), "costs")
        purse = Purse(self.segment, self.fund)
        need_purse(self, state, purse)
        for line in self.costs:
            need_cost_of_kind(self, state, SPENT_ACCOUNTS[line.spent], "costs")
        came, went = total(line.came for line in self.income), total(line.went for line in self.costs)
        need_money(self, state, purse, own_context().subtract(went, came))

    def apply(self, state: CanteenState) -> None:
        """Write it into the accounts of the purse, against its share of the bank account."""
        purse = Purse(self.segment, self.fund)
        earned = [
            Posting(debit=BANK, credit=EARNED_ACCOUNTS[line.earned], purse=purse, amount=line.came)
            for line in self.income
        ]
        spent = [
            Posting(debit=SPENT_ACCOUNTS[line.spent], credit=BANK, purse=purse, amount=line.went) for line in self.costs
        ]
        state.enter(self.recorded, [*earned, *spent])
