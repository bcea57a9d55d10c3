"""What a count puts side by side: what the book expects where, what was counted where, what comes of it; corrections."""

from collections.abc import Iterable
from typing import Any, Literal

from attrs import evolve, frozen

from schoollogistics.values.ids import AssetId, Code, PersonId, PlaceId
from schoollogistics.values.shapes import Count, Note
from schoollogistics.values.texts import id_key

Condition = Literal["good", "worn", "damaged", "unusable"]
Outcome = Literal["found", "missing", "misplaced", "unexpected", "lent"]
BAD = frozenset({"damaged", "unusable"})


@frozen(kw_only=True)
class ExpectedItem:
    """One line of a count's list: where the book has an asset, how many pieces of it, how they are, and if they are lent."""

    asset: AssetId
    quantity: Count
    place: PlaceId | None = None
    condition: Condition = "good"
    on_loan: Code | None = None

    def __str__(self) -> str:
        return f"{self.asset} ×{self.quantity}"


@frozen(kw_only=True)
class CountedItem:
    """One line of what was counted: the number on the tag (or a name for what bears none), where, how many, and how.

    A *unit*, where the sheet has one, is that of the card.
    """

    tag: AssetId
    place: PlaceId
    quantity: Count
    condition: Condition | None = None
    unit: Code | None = None

    def __str__(self) -> str:
        return f"{self.tag} ×{self.quantity}"


@frozen(kw_only=True)
class Explanation:
    """What was found out about a difference: its cause, who is responsible, and what is to be done.

    *asset* is the number under which something that the book did not have is registered.
    """

    tag: AssetId
    cause: Note
    responsible: PersonId
    opinion: Note
    asset: AssetId | None = None

    def __str__(self) -> str:
        return self.tag


@frozen(kw_only=True)
class Correction:
    """What a card said *before* in one field, and what it says *after* it was put right; ``None`` where it said nothing."""

    field: str
    before: Any
    after: Any


@frozen(kw_only=True)
class Reckoned:
    """What a count says of one item: one of five outcomes, and whether it was found damaged that the book had whole.

    ``astray`` is how many pieces were counted in other places than the book's.
    """

    tag: AssetId
    outcome: Outcome
    expected: int
    counted: int
    book_place: PlaceId | None
    places: tuple[PlaceId, ...]
    astray: int
    condition: Condition | None
    damaged: bool

    @property
    def difference(self) -> int:
        """Counted less expected, in pieces; none for what is lent, whether it was seen or not."""
        return 0 if self.outcome == "lent" else self.counted - self.expected

    @property
    def agrees(self) -> bool:
        """Whether nothing about it needs an explanation."""
        return self.outcome in {"found", "lent"} and not self.damaged


def reckon(
    expected: Iterable[ExpectedItem], counted: Iterable[CountedItem], elsewhere: Iterable[ExpectedItem] = ()
) -> tuple[Reckoned, ...]:
    """Return every expected and every counted item in exactly one outcome, in order of the list, then of counting.

    ``found``: as many as the book says, where it says. ``missing``: fewer. ``misplaced``: some stand in another place; so
    does what is not on the list and the book has *elsewhere*. ``lent``: on loan, seen or not. ``unexpected``: more than
    the book has at all. Tags and places that differ by case only are the same.
    """
    seen: dict[str, list[CountedItem]] = {}
    for line in counted:
        seen.setdefault(id_key(line.tag), []).append(line)
    found = [_reckoned(item, seen.pop(id_key(item.asset), [])) for item in expected]
    known = {id_key(item.asset): item for item in elsewhere}
    return (*found, *(_not_listed(known.get(key), lines) for key, lines in seen.items()))


def _not_listed(item: ExpectedItem | None, lines: list[CountedItem]) -> Reckoned:
    said = _reckoned(item or ExpectedItem(asset=lines[0].tag, quantity=0), lines)
    if not said.counted:
        return evolve(said, expected=0, outcome="found")
    return evolve(said, expected=0, outcome=said.outcome if said.outcome in {"unexpected", "lent"} else "misplaced")


def _reckoned(item: ExpectedItem, lines: list[CountedItem]) -> Reckoned:
    total = sum(line.quantity for line in lines)
    astray = sum(line.quantity for line in lines if item.place is not None and id_key(line.place) != id_key(item.place))
    said = [line.condition for line in lines if line.condition is not None]
    worst = max(said, key=("good", "worn", "damaged", "unusable").index, default=None)
    if total > item.quantity:
        outcome: Outcome = "unexpected"
    elif item.on_loan is not None:
        outcome = "lent"
    elif total < item.quantity:
        outcome = "missing"
    else:
        outcome = "misplaced" if astray else "found"
    return Reckoned(
        tag=item.asset,
        outcome=outcome,
        expected=item.quantity,
        counted=total,
        book_place=item.place,
        places=tuple(dict.fromkeys(line.place for line in lines if line.quantity)),
        astray=astray,
        condition=worst,
        damaged=worst in BAD and item.condition not in BAD,
    )
