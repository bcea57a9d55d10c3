"""What counts found, what was posted about it since, and what is still to be posted: the questions behind P12, P20 and P21."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial
from typing import TYPE_CHECKING, Any, Final, cast

from attrs import define, field

from schoollogistics.assets.book.questions import up_to
from schoollogistics.assets.entries.cards import AssetCorrected, AssetOpened, AssetRegistered, AssetSplit
from schoollogistics.assets.entries.checks import said_of
from schoollogistics.assets.entries.counting import (
    AssetsFound,
    AssetsMissed,
    DifferenceExplained,
    ItemsCounted,
    StocktakeClosed,
    StocktakeStarted,
)
from schoollogistics.assets.entries.custody import (
    AssetLet,
    AssetsIssued,
    AssetsTakenBack,
    AssetsTransferred,
    ConditionRecorded,
    LettingEnded,
)
from schoollogistics.assets.entries.disposal import DisposalCarriedOut
from schoollogistics.assets.entries.liability import DamageReported
from schoollogistics.assets.entries.loans import AssetsLent, LoanItemsLost, LoanOpened, LoanReturned
from schoollogistics.assets.rules import P12, P20, P21
from schoollogistics.assets.state import PRESENT, AssetState, Reckoned
from schoollogistics.errors import Text, invalid
from schoollogistics.journal import Breach, Entry, Rule, numbered
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.assets.book.register import AssetRegister
    from schoollogistics.assets.entries import AssetEntry

AnyEntry = Entry[Any]
GONE_FOR_NOW: Final = (AssetsMissed, LoanItemsLost, DisposalCarriedOut)
OUTSIDE: Final = (AssetsLent, LoanOpened, AssetLet)
MOVED: Final = (AssetsIssued, AssetsTransferred, AssetsTakenBack, AssetsFound)
TURNED_UP: Final = (AssetRegistered, AssetOpened, AssetsFound, LettingEnded)


def reckoned(book: "AssetRegister", count: str) -> tuple[Reckoned, ...]:
    """Return what *count* says of every item; what it met of other rooms is judged by the book as it was at the closing."""
    state = cast("AssetState", book.chronicle.state)
    found = state.reckoned(count)
    if all(item.expected or item.tag not in state.status["asset"] for item in found):
        return found
    entries = numbered(book)
    closed = [number for number, entry in entries if isinstance(entry, StocktakeClosed) and entry.count == count]
    if not closed:
        return found
    before = [cast("AssetEntry", entry) for number, entry in entries if number < closed[0]]
    then = type(book).replay(before, setting=book.setting, trusted=True)
    return cast("AssetState", then.chronicle.state).reckoned(count)


@define
class Since:
    """What was posted about assets since a count began: by the row that was counted, and the pieces split off from it.

    ``roots`` says from which row another was split off, ``parts`` how many pieces it has, ``about`` what happened to a row
    counted or to a part of it, each with the row it happened to.
    """

    roots: dict[str, str] = field(factory=dict)
    parts: dict[str, int] = field(factory=dict)
    about: dict[str, list[tuple[str, AnyEntry]]] = field(factory=dict)

    @classmethod
    def of(cls, book: "AssetRegister", entries: Iterable[AnyEntry]) -> "Since":
        """Return what *entries* say."""
        since, plans = cls(), book.declaration.plans
        for entry in entries:
            if isinstance(entry, AssetSplit):
                since.roots[entry.into] = since.root(entry.asset)
                since.parts[entry.into] = entry.quantity
                if entry.asset in since.parts:
                    since.parts[entry.asset] -= entry.quantity
                continue
            for life, key in plans[type(entry)].subjects(entry):
                if life == "asset":
                    since.about.setdefault(since.root(key), []).append((key, entry))
        return since

    def root(self, asset: str) -> str:
        """Return the row that was counted: *asset* itself, or what it was split off from."""
        return self.roots.get(asset, asset)

    def settles(self, item: Reckoned, registered_as: str | None) -> bool:
        """Tell whether the book was put right: the pieces accounted for, and damage recorded."""
        about = self.about.get(item.tag, [])
        if item.damaged and not any(_says_condition(entry) for _, entry in about):
            return False
        if item.outcome in {"found", "lent"}:
            return True
        if item.outcome != "misplaced" and any(
            isinstance(entry, AssetCorrected) and entry.quantity == item.counted for _, entry in about
        ):
            return True
        if item.outcome == "unexpected":
            return registered_as in self.about or any(isinstance(entry, TURNED_UP) for _, entry in about)
        return self._accounts(item, about)

    def _accounts(self, item: Reckoned, about: list[tuple[str, AnyEntry]]) -> bool:
        """Tell whether the pieces that were not in their place are: missed, moved, lent or gone, as a row or as parts of it."""
        in_place = item.counted - item.astray
        whole = GONE_FOR_NOW if in_place else (*GONE_FOR_NOW, *OUTSIDE, *MOVED)
        if any(row == item.tag and _is_of(entry, whole) for row, entry in about):
            return True
        off = {row for row, entry in about if row in self.parts and _is_of(entry, (*GONE_FOR_NOW, *OUTSIDE, *MOVED))}
        return bool(off) and sum(self.parts[row] for row in off) >= max(-item.difference, 0) + item.astray


def _is_of(entry: AnyEntry, kinds: tuple[type[AnyEntry], ...]) -> bool:
    return isinstance(entry, kinds) and not (isinstance(entry, AssetsTransferred) and entry.place is None)


def _says_condition(entry: AnyEntry) -> bool:
    if isinstance(entry, LoanReturned):
        return any(line.condition is not None for line in entry.lines)
    return isinstance(entry, GONE_FOR_NOW) or getattr(entry, "condition", None) is not None


def since_count(book: "AssetRegister", count: str) -> Since:
    """Return what was posted about assets since *count* began."""
    entries = numbered(book)
    began = max(number for number, entry in entries if isinstance(entry, StocktakeStarted) and entry.count == count)
    return Since.of(book, (entry for number, entry in entries if number > began))


def found_at_counts(book: "AssetRegister", span: DateSpan) -> Iterator[Breach]:
    """Find what counts closed in the span showed and nobody followed up by its end (P20, P12, P21)."""
    entries = up_to(book, span.last)
    cases = [(entry.count, entry.asset) for _, entry in entries if isinstance(entry, DamageReported)]
    began = {entry.count: number for number, entry in entries if isinstance(entry, StocktakeStarted)}
    named = {
        (entry.count, line.tag): line.asset
        for _, entry in entries
        if isinstance(entry, DifferenceExplained)
        for line in entry.lines
    }
    for _, closed in entries:
        if isinstance(closed, StocktakeClosed) and closed.on in span:
            odd = [item for item in book.reckoned(closed.count) if not item.agrees]
            if not odd:
                continue
            after = [entry for number, entry in entries if number > began[closed.count]]
            since, moved = Since.of(book, after), _moved_on_paper(book, after, closed.count)
            reported = {since.root(asset) for count, asset in cases if count == closed.count and asset is not None}
            for item in odd:
                said, on_paper = said_of(item), {(id_key(item.tag), id_key(place)) for place in item.places} <= moved
                settled = since.settles(item, named.get((closed.count, item.tag)))
                for rule in _neglected(item, settled, on_paper, item.tag in reported):
                    yield Breach(
                        rule=rule,
                        on=closed.on,
                        found=Text(f"{closed.count}: {item.tag} {said.en}", f"{closed.count}：{item.tag} {said.zh}"),
                        subject=("count", closed.count),
                    )


def _neglected(item: Reckoned, settled: bool, on_paper: bool, has_case: bool) -> Iterator[Rule]:
    """Yield the rules that an item counted leaves unkept: moved unrecorded, book not put right, nobody asked who did it."""
    if item.outcome == "misplaced" and not on_paper:
        yield P20
    if not settled:
        yield P12
    if (item.outcome == "missing" or item.damaged) and not has_case:
        yield P21


def _moved_on_paper(book: "AssetRegister", since: Iterable[AnyEntry], count: str) -> set[tuple[str, str]]:
    """Return the assets and places of moves that were written down after *count* began and before it came to the asset."""
    moves, seen = set[tuple[str, str]](), set[tuple[str, str]]()
    for entry in since:
        if isinstance(entry, ItemsCounted):
            seen |= {(id_key(line.tag), id_key(line.place)) for line in entry.lines if entry.count == count} & moves
        elif (place := getattr(entry, "place", None)) is not None:
            moves |= {(id_key(asset), id_key(place)) for asset in Since.of(book, (entry,)).about}
    return seen


def corrections(
    book: "AssetRegister", count: str, parts: Mapping[str, str], *, on: date, by: str
) -> Iterator["AssetEntry"]:
    """Yield the entries that make the book say what a closed *count* found; see ``AssetRegister.corrections``."""
    view = book.of("count")[count]
    if view.status != "closed":
        raise invalid(
            "state", "count", count, Text("is not closed", "尚未结束"), Text("a closed stocktake", "请先结束盘点")
        )
    state, found = cast("AssetState", book.chronicle.state), book.reckoned(view.key)
    strangers = [lot for lot in parts if all(item.tag != lot for item in found)]
    if strangers:
        named = "、".join(item.tag for item in found if not item.agrees)
        raise invalid(
            "unknown",
            "parts",
            strangers[0],
            Text("is not in this count", "不在该盘点单中"),
            Text(f"one of {named}", f"可填：{named}"),
        )
    entries = numbered(book)
    closed = max(number for number, each in entries if isinstance(each, StocktakeClosed) and each.count == view.key)
    later = [each for number, each in entries if number > closed and not isinstance(each, DamageReported)]
    split = {each.asset for each in later if isinstance(each, AssetSplit)}
    touched = {*Since.of(book, later).about, *split}
    for item in found:
        asset, status = item.tag, state.status["asset"].get(item.tag)
        if asset in touched or asset in state.on_loan or state.standing_disposal(asset) is not None:
            continue
        if status == "missing" and len(item.places) == 1 and asset in state.custodian:
            yield AssetsFound(
                assets=(asset,),
                place=item.places[0],
                custodian=state.custodian[asset],
                condition=item.condition,
                on=on,
                by=by,
            )
        if status in PRESENT:
            yield from _put_right(state, item, parts.get(asset), count=view.key, on=on, by=by)


def _put_right(
    state: AssetState, item: Reckoned, part: str | None, *, count: str, on: date, by: str
) -> Iterator["AssetEntry"]:
    elsewhere = [place for place in item.places if id_key(place) != id_key(item.book_place or "")]
    off, fix = 0, cast("partial[AssetsMissed] | partial[AssetsTransferred] | None", None)
    if item.outcome == "missing":
        off = -item.difference
        fix = partial(AssetsMissed, reason=count, on=on, by=by)
    elif item.outcome in {"misplaced", "found"} and len(elsewhere) == 1 and elsewhere[0] != state.place.get(item.tag):
        off = item.astray or item.counted
        fix = partial(AssetsTransferred, place=elsewhere[0], reason=count, on=on, by=by)
    if fix is not None and off >= state.pieces[item.tag]:
        yield fix(assets=(item.tag,))
    elif fix is not None and part is not None:
        yield AssetSplit(asset=item.tag, into=part, quantity=off, on=on, by=by)
        yield fix(assets=(part,))
    if item.damaged and item.condition is not None:
        yield ConditionRecorded(assets=(item.tag,), condition=item.condition, on=on, by=by)
