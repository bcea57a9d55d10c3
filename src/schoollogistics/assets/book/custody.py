"""Who kept what from when to when: each asset, each room, and which days a responsibility letter covers."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta
from operator import attrgetter
from typing import Any, Final

from attrs import define, evolve, field, frozen

from schoollogistics.assets.entries.cards import AssetOpened, AssetRegistered, AssetsMerged, AssetSplit
from schoollogistics.assets.entries.counting import AssetsFound
from schoollogistics.assets.entries.custody import (
    AssetsIssued,
    AssetsTakenBack,
    AssetsTransferred,
    CustodyHandedOver,
    LetterSigned,
    RoomClosed,
    RoomKeeperNamed,
)
from schoollogistics.assets.entries.disposal import DisposalCarriedOut
from schoollogistics.assets.entries.numbers import AssetRenumbered
from schoollogistics.journal import Entry, Subject
from schoollogistics.values.periods import LAST_DAY, DateSpan
from schoollogistics.values.texts import id_key

DAY: Final = timedelta(days=1)
NOBODY: Final = (None, None)


@frozen
class Keeping:
    """From *first* to *last* a *subject* (an asset or a room) was kept by *keeper*; None is a gap."""

    subject: Subject
    keeper: str | None
    first: date
    last: date


@define
class Watch:
    """Follows custody entry by entry; days on which it changes belong to the new keeper."""

    held: dict[Subject, tuple[str | None, date]] = field(factory=dict)
    places: dict[str, str] = field(factory=dict)
    done: list[Keeping] = field(factory=list)

    def note(self, entry: Entry[Any]) -> None:
        """Take in the next *entry*."""
        match entry:
            case AssetOpened() | AssetRegistered():
                self._begin(("asset", entry.asset), entry.custodian, entry.on)
                self._put((entry.asset,), entry.place, entry.on)
            case AssetSplit() | AssetRenumbered():
                self._follow(entry)
            case CustodyHandedOver():
                giver, room = self.held["asset", entry.assets[0]][0], ("room", entry.place or "")
                if entry.scope == "room" and id_key(self.held.get(room, NOBODY)[0] or "") == id_key(giver or ""):
                    self._begin(room, entry.custodian, entry.on)
                for asset in entry.assets:
                    self._begin(("asset", asset), entry.custodian, entry.on)
            case AssetsIssued() | AssetsTransferred() | AssetsTakenBack() | AssetsFound():
                for asset in entry.assets if entry.custodian is not None else ():
                    self._begin(("asset", asset), entry.custodian, entry.on)
                self._put(entry.assets, entry.place, entry.on)
            case DisposalCarriedOut() | AssetsMerged():
                for asset in entry.assets:
                    self._end(("asset", asset), entry.on)
                self._leave({self.places.pop(asset, None) for asset in entry.assets}, entry.on)
            case RoomKeeperNamed():
                self._begin(("room", entry.room), entry.keeper, entry.on)
            case RoomClosed():
                self._end(("room", entry.room), entry.on)

    def _follow(self, entry: AssetSplit | AssetRenumbered) -> None:
        """Note that a new number begins where and with whom another one is, or was."""
        self._begin(("asset", entry.into), self.held["asset", entry.asset][0], entry.on)
        self._put((entry.into,), self.places.get(entry.asset), entry.on)
        if isinstance(entry, AssetRenumbered):
            self._end(("asset", entry.asset), entry.on)
            self.places.pop(entry.asset, None)

    def _put(self, assets: tuple[str, ...], place: str | None, on: date) -> None:
        """Note where assets are: a room that holds something and has no keeper begins a gap."""
        if place is None:
            return
        left = {self.places.get(asset) for asset in assets}
        self.places.update(dict.fromkeys(assets, place))
        if ("room", place) not in self.held:
            self.held["room", place] = (None, on)
        self._leave(left, on)

    def _leave(self, rooms: set[str | None], on: date) -> None:
        """Note that assets left *rooms*: one that holds nothing any more and has no keeper needs none."""
        unkept = {room for room in rooms if room is not None and self.held.get(("room", room), NOBODY)[0] is None}
        if unkept:
            for room in unkept.difference(self.places.values()):
                self._end(("room", room), on)

    def _begin(self, subject: Subject, keeper: str | None, on: date) -> None:
        self._end(subject, on)
        self.held[subject] = (keeper, on)

    def _end(self, subject: Subject, on: date) -> None:
        keeper, first = self.held.pop(subject, (None, on))
        if first < on:
            self.done.append(Keeping(subject, keeper, first, on - DAY))

    def keepings(self) -> tuple[Keeping, ...]:
        """Return every keeping so far; those that go on last to the last day there is."""
        going_on = (Keeping(subject, keeper, first, LAST_DAY) for subject, (keeper, first) in self.held.items())
        return (*self.done, *going_on)


def keepings(entries: Iterable[Entry[Any]]) -> tuple[Keeping, ...]:
    """Return who kept which asset and room from when to when; slips of several things may have been posted in any order."""
    watch = Watch()
    for entry in sorted(entries, key=attrgetter("on")):
        watch.note(entry)
    return watch.keepings()


def gaps(kept: Iterable[Keeping], span: DateSpan) -> Iterator[Keeping]:
    """Yield what nobody kept on days of *span*, cut to these days."""
    for each in kept:
        if each.keeper is None and each.first <= span.last and each.last >= span.first:
            yield Keeping(each.subject, None, max(each.first, span.first), min(each.last, span.last))


@frozen
class Bare:
    """From *first* to *last* a *keeper* kept something without a property letter in force, first of all the *subject*."""

    keeper: str
    subject: Subject
    first: date
    last: date


def without_letter(kept: Iterable[Keeping], letters: Iterable[LetterSigned]) -> Iterator[Bare]:
    """Yield every run of days on which a keeper kept something without a property letter in force."""
    covered: dict[str, list[tuple[date, date]]] = {}
    for letter in letters:
        if letter.letter == "property":
            days = (max(letter.on, letter.period.first), letter.period.last)
            covered.setdefault(id_key(letter.by), []).append(days)
    by_keeper: dict[str, list[Keeping]] = {}
    for each in sorted(kept, key=attrgetter("first")):
        if each.keeper is not None:
            by_keeper.setdefault(id_key(each.keeper), []).append(each)
    for key, keepings in by_keeper.items():
        for run in _runs(keepings):
            for first, last in _bare(run.first, run.last, covered.get(key, [])):
                yield Bare(keepings[0].keeper or "", run.subject, first, last)


def _runs(keepings: list[Keeping]) -> list[Keeping]:
    """Return *keepings*, in order of their first days, as runs without a day between them."""
    runs: list[Keeping] = []
    for each in keepings:
        if runs and each.first - DAY <= runs[-1].last:
            runs[-1] = evolve(runs[-1], last=max(runs[-1].last, each.last))
        else:
            runs.append(each)
    return runs


def _bare(first: date, last: date, covered: list[tuple[date, date]]) -> Iterator[tuple[date, date]]:
    for begin, end in sorted(covered):
        if end < first or end < begin:
            continue
        if first < begin:
            yield first, min(last, begin - DAY)
        if end >= last:
            return
        first = end + DAY
    yield first, last
