"""What a count puts side by side: what the book expects where, what was counted where, and what comes of it."""

from collections.abc import Iterable
from typing import Literal

from attrs import frozen

from schoollogistics.values.ids import AssetId, PersonId, PlaceId
from schoollogistics.values.shapes import Count, Note
from schoollogistics.values.texts import id_key

Condition = Literal["good", "worn", "damaged", "unusable"]
Outcome = Literal["found", "missing", "misplaced", "unexpected"]
BAD = frozenset({"damaged", "unusable"})


@frozen(kw_only=True)
class ExpectedItem:
    """One line of a count's list: where the book has an asset, how many pieces of it, and how they are."""

    asset: AssetId
    quantity: Count
    place: PlaceId | None = None
    condition: Condition = "good"

    def __str__(self) -> str:
        return f"{self.asset} ×{self.quantity}"


@frozen(kw_only=True)
class CountedItem:
    """One line of what was counted: the number on the tag (or a name for what bears none), where, how many, and how."""

    tag: AssetId
    place: PlaceId
    quantity: Count
    condition: Condition | None = None

    def __str__(self) -> str:
        return f"{self.tag} ×{self.quantity}"


@frozen(kw_only=True)
class Explanation:
    """What was found out about a difference: its cause, who is responsible, and what is to be done."""

    tag: AssetId
    cause: Note
    responsible: PersonId
    opinion: Note

    def __str__(self) -> str:
        return self.tag


@frozen(kw_only=True)
class Reckoned:
    """What a count says of one item: one of four outcomes, and whether it was found damaged that the book had whole."""

    tag: AssetId
    outcome: Outcome
    expected: int
    counted: int
    book_place: PlaceId | None
    places: tuple[PlaceId, ...]
    condition: Condition | None
    damaged: bool

    @property
    def difference(self) -> int:
        """Counted less expected, in pieces."""
        return self.counted - self.expected

    @property
    def agrees(self) -> bool:
        """Whether nothing about it needs an explanation."""
        return self.outcome == "found" and not self.damaged


def reckon(expected: Iterable[ExpectedItem], counted: Iterable[CountedItem]) -> tuple[Reckoned, ...]:
    """Return every expected and every counted item in exactly one outcome, in order of the list, then of counting.

    ``found``: as many as the book says, where it says. ``missing``: fewer. ``unexpected``: more, or not on the list at
    all. ``misplaced``: as many, but some in another place. Tags and places that differ by case only are the same.
    """
    seen: dict[str, list[CountedItem]] = {}
    for line in counted:
        seen.setdefault(id_key(line.tag), []).append(line)
    found = [_reckoned(item, seen.pop(id_key(item.asset), [])) for item in expected]
    strangers = (_reckoned(ExpectedItem(asset=lines[0].tag, quantity=0), lines) for lines in seen.values())
    return (*found, *strangers)


def _reckoned(item: ExpectedItem, lines: list[CountedItem]) -> Reckoned:
    total = sum(line.quantity for line in lines)
    places = tuple(dict.fromkeys(line.place for line in lines if line.quantity))
    said = [line.condition for line in lines if line.condition is not None]
    worst = max(said, key=("good", "worn", "damaged", "unusable").index, default=None)
    if not item.quantity or total > item.quantity:
        outcome: Outcome = "unexpected"
    elif total < item.quantity:
        outcome = "missing"
    else:
        there = item.place is None or {id_key(place) for place in places} == {id_key(item.place)}
        outcome = "found" if there else "misplaced"
    return Reckoned(
        tag=item.asset,
        outcome=outcome,
        expected=item.quantity,
        counted=total,
        book_place=item.place,
        places=places,
        condition=worst,
        damaged=worst in BAD and item.condition not in BAD,
    )
