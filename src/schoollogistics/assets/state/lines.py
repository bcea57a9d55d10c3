"""What a count puts side by side: what the book expects where, what was counted where, what comes of it; corrections."""

from collections.abc import Iterable
from typing import Any, Literal

from attrs import evolve, frozen

from schoollogistics.values.ids import AssetId, Code, PersonId, PlaceId
from schoollogistics.values.shapes import Count, Note
from schoollogistics.values.texts import id_key

Condition = Literal["good", "worn", "damaged", "unusable"]
Outcome = Literal["found", "missing", "misplaced", "unexpected", "lent", "turned_up"]
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
    """What a count says of one item: one of six outcomes, and the pieces that were seen, by place and condition.

    ``seen`` adds up the lines of one place and one condition. ``misplaced_pieces`` is how many pieces were counted in
    other places than the book's, ``damaged_pieces`` how many were broken of what the book had whole.
    """

    tag: AssetId
    outcome: Outcome
    expected: int
    counted: int
    book_place: PlaceId | None
    seen: tuple[CountedItem, ...]
    misplaced_pieces: int
    damaged_pieces: int

    @property
    def places(self) -> tuple[PlaceId, ...]:
        """Where pieces of it were seen, each place once."""
        return tuple(dict.fromkeys(line.place for line in self.seen))

    @property
    def difference(self) -> int:
        """Counted less expected, in pieces; none for what is lent, whether it was seen or not."""
        return 0 if self.outcome == "lent" else self.counted - self.expected

    @property
    def missing_pieces(self) -> int:
        """How many pieces of what the book has at school were not seen anywhere."""
        return -self.difference if self.outcome == "missing" else 0

    @property
    def damaged(self) -> bool:
        """Whether any of it was found broken that the book had whole."""
        return self.damaged_pieces > 0

    @property
    def agrees(self) -> bool:
        """Whether nothing about it needs an explanation."""
        return self.outcome in {"found", "lent"} and not self.damaged


def reckon(
    expected: Iterable[ExpectedItem],
    counted: Iterable[CountedItem],
    elsewhere: Iterable[ExpectedItem] = (),
    lost: Iterable[ExpectedItem] = (),
) -> tuple[Reckoned, ...]:
    """Return every expected and every counted item in exactly one outcome, in order of the list, then of counting.

    ``found``: as many as the book says, where it says; so what is not on the list and came there on paper before it
    was counted. ``missing``: fewer. ``misplaced``: some stand in another place; so does what the book has
    *elsewhere*. ``lent``: on loan, seen or not. ``turned_up``: what the book has as *lost* was seen again.
    ``unexpected``: more than the book has at all. Tags and places that differ by case only are the same.
    """
    seen: dict[str, list[CountedItem]] = {}
    for line in counted:
        seen.setdefault(id_key(line.tag), []).append(line)
    found = [_reckoned(item, seen.pop(id_key(item.asset), [])) for item in expected]
    known, missed = ({id_key(item.asset): item for item in items} for items in (elsewhere, lost))
    others = (
        _turned_up(missed[key], lines) if key in missed else _not_listed(known.get(key), lines)
        for key, lines in seen.items()
    )
    return (*found, *others)


def _not_listed(item: ExpectedItem | None, lines: list[CountedItem]) -> Reckoned:
    said = _reckoned(item or ExpectedItem(asset=lines[0].tag, quantity=0), lines)
    if not said.counted:
        return evolve(said, expected=0, outcome="found")
    if said.outcome in {"unexpected", "lent"}:
        return evolve(said, expected=0)
    if said.book_place is not None and not said.misplaced_pieces:
        return said
    strayed = said.misplaced_pieces if said.book_place is not None else said.counted
    return evolve(said, expected=0, outcome="misplaced", misplaced_pieces=strayed)


def _turned_up(item: ExpectedItem, lines: list[CountedItem]) -> Reckoned:
    said = _reckoned(item, lines)
    if not said.counted:
        return evolve(said, expected=0, outcome="found")
    return said if said.outcome == "unexpected" else evolve(said, outcome="turned_up")


def _reckoned(item: ExpectedItem, lines: list[CountedItem]) -> Reckoned:
    seen = _added_up(lines)
    total = sum(line.quantity for line in seen)
    astray = sum(line.quantity for line in seen if item.place is not None and id_key(line.place) != id_key(item.place))
    broken = sum(line.quantity for line in seen if line.condition in BAD)
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
        seen=seen,
        misplaced_pieces=astray,
        damaged_pieces=0 if item.condition in BAD else broken,
    )


def _added_up(lines: list[CountedItem]) -> tuple[CountedItem, ...]:
    """Return what was seen, one line for each place and condition."""
    sums: dict[tuple[str, str | None], CountedItem] = {}
    for line in lines:
        key = (id_key(line.place), line.condition)
        before = sums.get(key)
        sums[key] = line if before is None else evolve(before, quantity=before.quantity + line.quantity)
    return tuple(line for line in sums.values() if line.quantity)
