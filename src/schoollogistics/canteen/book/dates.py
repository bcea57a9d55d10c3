"""Food and its date: which lots spoil next, and which went into a meal after their day."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from schoollogistics.canteen.entries.keeping import FoodWrittenOff
from schoollogistics.canteen.entries.store import FoodIssued
from schoollogistics.canteen.rules.plans import P45
from schoollogistics.errors import Text
from schoollogistics.journal import Breach, Due, Ref, numbered
from schoollogistics.values.periods import DateSpan

if TYPE_CHECKING:
    from schoollogistics.canteen.book.ledger import CanteenLedger


def lots_to_use(book: "CanteenLedger", span: DateSpan) -> Iterator[Due]:
    """List what still lies in the store of the lots that spoil, by their last day (P45): use it, or write it off."""
    columns = book.columns
    for item, lots in columns.lots.items():
        for each in lots:
            if each.expires is not None and each.expires in span:
                what = f"{each.lot or ''} {each.left:f} {columns.unit[item]}".strip()
                yield Due(
                    what=Text(f"use {what} by this day, or write it off", f"{what} 到期，请在到期前用完或报损"),
                    last=each.expires,
                    subject=("item", item),
                    post=(FoodIssued, FoodWrittenOff),
                    rule=P45,
                )


def spoiled_food_issued(book: "CanteenLedger", span: DateSpan) -> Iterator[Breach]:
    """Find food that was issued to a meal after its day (P45)."""
    columns = book.columns
    for number, entry in numbered(book):
        if not isinstance(entry, FoodIssued) or entry.on not in span:
            continue
        for posting in columns.derived.get(number, ()):
            for part in posting.taken:
                if part.expires is not None and part.expires < entry.on:
                    what = f"{posting.item} {part.lot or ''}".strip()
                    yield Breach(
                        rule=P45,
                        on=entry.on,
                        found=Text(
                            f"{what} spoiled on {part.expires}, issued to {entry.meal}",
                            f"{what} 已于 {part.expires} 到期，仍用于{entry.meal}",
                        ),
                        subject=("item", posting.item),
                        ref=Ref(book.name, number),
                        note=entry.note,
                    )
