"""What counts found, what was posted about it since, and what is still to be posted: the questions behind P12, P20 and P21."""

from collections.abc import Callable, Iterable, Iterator, Mapping
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
from schoollogistics.assets.entries.numbers import AssetRenumbered
from schoollogistics.assets.rules import P12, P20, P21
from schoollogistics.assets.state import BAD, PRESENT, AssetState, Condition, Reckoned
from schoollogistics.errors import Text, invalid
from schoollogistics.journal import Breach, Entry, Rule, numbered
from schoollogistics.values.periods import DateSpan
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.assets.book.register import AssetRegister
    from schoollogistics.assets.entries import AssetEntry

    Fix = Callable[..., AssetEntry]

AnyEntry = Entry[Any]
GONE_FOR_NOW: Final = (AssetsMissed, LoanItemsLost, DisposalCarriedOut)
OUTSIDE: Final = (AssetsLent, LoanOpened, AssetLet)
MOVED: Final = (AssetsIssued, AssetsTransferred, AssetsTakenBack, AssetsFound)
TURNED_UP: Final = (AssetRegistered, AssetOpened, AssetsFound, LettingEnded)


def reckoned(book: "AssetRegister", count: str) -> tuple[Reckoned, ...]:
    """Return what *count* says of every item; what it met of other rooms is judged by the book as it was at the closing."""
    state = cast("AssetState", book.chronicle.state)
    found = state.reckoned(count)
    listed = {item.asset for item in state.expected[count]}
    if all(item.tag in listed or item.tag not in state.status["asset"] for item in found):
        return found
    entries = numbered(book)
    closed = [number for number, entry in entries if isinstance(entry, StocktakeClosed) and entry.count == count]
    if not closed:
        return found
    before = [cast("AssetEntry", entry) for number, entry in entries if number < closed[0]]
    then = type(book).replay(before, setting=book.setting, trusted=True)
    return cast("AssetState", then.chronicle.state).reckoned(count, state.counted.get(count, ()))


@define
class Since:
    """What was posted about assets since a count began: by the row that was counted, and the pieces split off from it.

    ``roots`` says from which row another was split off, ``parts`` how many pieces it has, ``about`` what happened to a row
    counted or to a part of it, each with the row it happened to. A row that was renumbered is spoken of by its first number,
    which ``rows`` says.
    """

    rows: dict[str, str] = field(factory=dict)
    roots: dict[str, str] = field(factory=dict)
    parts: dict[str, int] = field(factory=dict)
    about: dict[str, list[tuple[str, AnyEntry]]] = field(factory=dict)

    @classmethod
    def of(cls, book: "AssetRegister", entries: Iterable[AnyEntry]) -> "Since":
        """Return what *entries* say."""
        since, plans = cls(), book.declaration.plans
        for entry in entries:
            if isinstance(entry, AssetRenumbered):
                since.rows[entry.into] = since.row(entry.asset)
                continue
            if isinstance(entry, AssetSplit):
                since.roots[entry.into] = since.root(entry.asset)
                since.parts[entry.into] = entry.quantity
                if (whole := since.row(entry.asset)) in since.parts:
                    since.parts[whole] -= entry.quantity
                continue
            for life, key in plans[type(entry)].subjects(entry):
                if life == "asset":
                    since.about.setdefault(since.root(key), []).append((since.row(key), entry))
        return since

    def row(self, asset: str) -> str:
        """Return the first number of a row: *asset*, or that from which it was renumbered."""
        return self.rows.get(asset, asset)

    def root(self, asset: str) -> str:
        """Return the row that was counted: *asset* itself, or what it was split off from."""
        row = self.row(asset)
        return self.roots.get(row, row)

    def settles(self, item: Reckoned, registered_as: str | None) -> bool:
        """Tell whether the book was put right: the pieces accounted for, and damage recorded."""
        about = self.about.get(item.tag, [])
        looked_at = {row for row, entry in about if _says_condition(entry)}
        if item.tag not in looked_at and sum(self.parts[row] for row in looked_at) < item.damaged_pieces:
            return False
        turned_up = any(isinstance(entry, TURNED_UP) for _, entry in about)
        corrected = any(isinstance(entry, AssetCorrected) and entry.quantity == item.counted for _, entry in about)
        match item.outcome:
            case "found" | "lent":
                return True
            case "turned_up":
                return turned_up
            case "unexpected":
                return corrected or turned_up or registered_as in self.about
        return self._accounts(item, about, 0 if corrected else item.missing_pieces)

    def _accounts(self, item: Reckoned, about: list[tuple[str, AnyEntry]], missing: int) -> bool:
        """Tell whether the pieces that were not in their place are: missed, moved, lent or gone, as a row or as parts of it."""
        in_place = item.counted > item.misplaced_pieces
        whole = GONE_FOR_NOW if in_place or missing else (*GONE_FOR_NOW, *OUTSIDE, *MOVED)
        if any(row == item.tag and _is_of(entry, whole) for row, entry in about):
            return True
        off = {row for row, entry in about if row in self.parts and _is_of(entry, (*GONE_FOR_NOW, *OUTSIDE, *MOVED))}
        return sum(self.parts[row] for row in off) >= missing + item.misplaced_pieces


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
            since = Since.of(book, after)
            reported = {since.root(asset) for count, asset in cases if count == closed.count and asset is not None}
            for item in odd:
                said = said_of(item)
                settled = since.settles(item, named.get((closed.count, item.tag)))
                for rule in _neglected(item, settled, item.tag in reported):
                    yield Breach(
                        rule=rule,
                        on=closed.on,
                        found=Text(f"{closed.count}: {item.tag} {said.en}", f"{closed.count}：{item.tag} {said.zh}"),
                        subject=("count", closed.count),
                    )


def _neglected(item: Reckoned, settled: bool, has_case: bool) -> Iterator[Rule]:
    """Yield the rules that an item counted leaves unkept: moved unrecorded, book not put right, nobody asked who did it."""
    if item.outcome == "misplaced" or (item.outcome == "missing" and item.misplaced_pieces):
        yield P20
    if not settled:
        yield P12
    if (item.outcome == "missing" or item.damaged) and not has_case:
        yield P21


def corrections(
    book: "AssetRegister", count: str, parts: Mapping[str, str | tuple[str, ...]], *, on: date, by: str
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
        asset = item.tag
        if asset in touched or asset in state.on_loan or state.standing_disposal(asset) is not None:
            continue
        given = parts.get(asset, ())
        numbers = iter((given,) if isinstance(given, str) else given)
        yield from _put_right(state, item, numbers, count=view.key, on=on, by=by)


def _put_right(
    state: AssetState, item: Reckoned, numbers: Iterator[str], *, count: str, on: date, by: str
) -> Iterator["AssetEntry"]:
    """Yield what puts an item right: a part of its pieces is split off as long as there are numbers, all that is left is not."""
    left = state.pieces.get(item.tag, 0)
    for pieces, fixes in _off(state, item, count):
        row: str | None = item.tag
        if pieces < left:
            row = next(numbers, None)
            if row is not None:
                yield AssetSplit(asset=item.tag, into=row, quantity=pieces, on=on, by=by)
                left -= pieces
        if row is not None:
            yield from (fix(assets=(row,), on=on, by=by) for fix in fixes)


def _off(state: AssetState, item: Reckoned, count: str) -> Iterator[tuple[int, list["Fix"]]]:
    """Yield how many pieces of an item take which entries: those seen otherwise than the book says, then those not seen."""
    status, sums = state.status["asset"].get(item.tag), dict[tuple[str | None, Condition | None], int]()
    for line in item.seen:
        here = {id_key(item.book_place or ""), id_key(state.place.get(item.tag, ""))}
        kept = status in PRESENT and (item.outcome == "unexpected" or id_key(line.place) in here)
        whole = status in PRESENT and (line.condition not in BAD or state.condition[item.tag] in BAD)
        news = (None if kept else line.place, None if whole else line.condition)
        sums[news] = sums.get(news, 0) + line.quantity
    for (place, condition), pieces in sums.items():
        fixes: list[Fix] = []
        if status == "missing" and place is not None and item.tag in state.custodian and len(item.places) == 1:
            fixes = [partial(AssetsFound, place=place, custodian=state.custodian[item.tag], condition=condition)]
        elif status in PRESENT:
            fixes += [partial(AssetsTransferred, place=place, reason=count)] if place is not None else []
            fixes += [partial(ConditionRecorded, condition=condition)] if condition is not None else []
        if fixes:
            yield pieces, fixes
    if item.missing_pieces and status in PRESENT:
        yield item.missing_pieces, [partial(AssetsMissed, reason=count)]
