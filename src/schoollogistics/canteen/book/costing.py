"""What food came to: a wrong price put right between the store and who used it, and the cost of a meal by sitting."""

from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import evolve, frozen

from schoollogistics.canteen.book.results import share
from schoollogistics.canteen.entries.codes import Bearer, Fund
from schoollogistics.canteen.entries.dining import MealPriced
from schoollogistics.canteen.entries.keeping import FoodWrittenOff, StockAdjusted
from schoollogistics.canteen.entries.sharing import split
from schoollogistics.canteen.entries.store import FoodIssued, FoodStocked, FoodUsed
from schoollogistics.canteen.entries.suppliers import FoodReturned
from schoollogistics.canteen.entries.uses import Borne, FoodStockCorrected, FoodUseCorrected, used_part
from schoollogistics.canteen.lifecycle import MEALS
from schoollogistics.canteen.rules.accounts import FOOD
from schoollogistics.canteen.state import Purse
from schoollogistics.journal import Entry, EntryReversed, add, numbered
from schoollogistics.values.money import FEN, NOTHING, own_context
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.canteen.book.ledger import CanteenLedger

COMMONLY: Final = Purse("common", "fee")


@frozen(kw_only=True)
class MealCost:
    """What the food issued to one sitting of a segment came to, in yuan, and how many meals that was."""

    segment: str
    sitting: str
    food: Decimal
    meals: int

    @property
    def cost_per_meal(self) -> Decimal | None:
        """The food over the meals, in yuan to the fen, half up; None without meals."""
        found = share(self.food, Decimal(self.meals))
        return None if found is None else found.quantize(FEN, context=own_context())


def stock_correction(book: "CanteenLedger", wrong: FoodStockCorrected) -> FoodStockCorrected:
    """Return *wrong* with the lines that say who bears what is used already: each purse by what it took of the lot since."""
    state = book.columns
    if wrong.key not in state.came_in:
        return wrong
    used = used_part(state, wrong.key, wrong.amount)[1]
    taken = _taken_of(book, wrong) or {COMMONLY: 1}
    parts = split(used, taken.values())
    lines = tuple(
        Borne(segment=cast("Bearer", purse.segment), fund=cast("Fund", purse.fund), share=part)
        for purse, part in zip(taken, parts, strict=True)
        if part
    )
    return evolve(wrong, lines=lines)


def _taken_of(book: "CanteenLedger", wrong: FoodStockCorrected) -> dict[Purse, int]:
    """Return what each purse took of the lot since it came in, in millionths of the unit; what was lost or given back is all's."""
    found: dict[Purse, int] = {}
    came = False
    for number, entry in numbered(book):
        came = came or (isinstance(entry, FoodStocked) and _is_slip(entry, wrong))
        if came and isinstance(entry, FoodIssued | FoodWrittenOff | StockAdjusted | FoodReturned):
            purse = Purse(entry.segment, entry.fund) if isinstance(entry, FoodIssued) else COMMONLY
            for posting in book.columns.derived[number]:
                for part in posting.taken:
                    if (posting.item, part.lot) == (wrong.item, wrong.lot):
                        found[purse] = found.get(purse, 0) + int(own_context().scaleb(part.quantity, 6))
    return {purse: weight for purse, weight in found.items() if weight}


def _is_slip(entry: FoodStocked, wrong: FoodStockCorrected) -> bool:
    return (entry.supplier, entry.document) == (wrong.supplier, wrong.document)


def sittings_of_meals(book: "CanteenLedger") -> dict[str, str]:
    """Return the sitting of every meal that was ever on offer: what was announced by mistake and reversed was served before."""
    announced = (entry for _, entry in book.chronicle.numbered() if isinstance(entry, MealPriced))
    return {**{entry.meal: entry.sitting for entry in announced}, **book.columns.sitting}


def meal_costs(book: "CanteenLedger", span: DateSpan) -> Iterator[MealCost]:
    """Yield what each sitting of each segment cost in *span*: the food issued to it or used at once for it, as corrected."""
    state, food, meals = book.columns, dict[tuple[str, str], Decimal](), dict[tuple[str, str], int]()
    sitting_of = sittings_of_meals(book)
    # A slip that was reversed later may have been corrected before, and its correction reversed.
    used = (entry for _, entry in book.chronicle.numbered() if isinstance(entry, FoodUsed))
    slips = {key: entry.meal for entry in used for key in _keys(entry)}
    for sign, number, entry, _ in entered(book, span):
        if isinstance(entry, FoodIssued | FoodUsed | FoodUseCorrected):
            meal = slips[entry.key] if isinstance(entry, FoodUseCorrected) else entry.meal
            for posting in state.derived[number]:
                if posting.debit in FOOD:
                    add(food, (entry.segment, sitting_of[meal]), own_context().multiply(posting.amount, sign))
    for (segment, meal), count in book.figures(span).parts(MEALS).items():
        add(meals, (segment, sitting_of[meal]), int(count))
    for segment, sitting in dict.fromkeys((*meals, *food)):
        key = segment, sitting
        yield MealCost(segment=segment, sitting=sitting, food=food.get(key, NOTHING), meals=meals.get(key, 0))


def _keys(entry: FoodUsed) -> Iterator[tuple[str, str, str, Purse]]:
    purse = Purse(entry.segment, entry.fund)
    return ((entry.supplier, entry.document, line.item, purse) for line in entry.lines)


def entered(book: "CanteenLedger", span: DateSpan) -> Iterator[tuple[int, int, Entry[Any], date]]:
    """Yield what was entered in *span* as (sign, number, entry, day): a reversal is its target, with -1, on its own day."""
    by_number = dict(book.chronicle.numbered())
    for number, entry in by_number.items():
        if entry.recorded in span:
            if isinstance(entry, EntryReversed):
                yield -1, entry.of.number, by_number[entry.of.number], entry.on
            else:
                yield 1, number, entry, entry.on
