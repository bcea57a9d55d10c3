"""The faults that checks and maintenance find, whatever book they stand in, and what came of each."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from attrs import frozen

from schoollogistics.inspections import CheckHeld, FindingRaised, RoutineDone
from schoollogistics.inspections.entries.checks import CheckLine
from schoollogistics.journal import Entry
from schoollogistics.repairs import MaintenanceDone, RepairReported
from schoollogistics.values.texts import TEXT_LENGTH, id_key


@frozen(kw_only=True)
class Fault:
    """One fault on a slip: where, what is wrong, and the asset if one is named."""

    place: str
    what: str
    asset: str | None = None


def _of_check(check: CheckHeld) -> tuple[Fault, ...]:
    return _of_lines(check.lines, check.area or check.scope)


def _of_routine(done: RoutineDone) -> tuple[Fault, ...]:
    return _of_lines(done.lines, done.area or done.routine)


def _of_lines(lines: tuple[CheckLine, ...], place: str) -> tuple[Fault, ...]:
    return tuple(
        Fault(place=line.place or place, what=cut(f"{line.item}：{line.remark}"))
        for line in lines
        if line.result == "fault"
    )


def _of_maintenance(done: MaintenanceDone) -> tuple[Fault, ...]:
    return tuple(
        Fault(place=line.place, what=cut(what), asset=line.asset)
        for line in done.lines
        if (what := line.fault) is not None
    )


def cut(words: str) -> str:
    """Return *words* cut to what a note holds: an item and its remark may be longer together."""
    return words if len(words) <= TEXT_LENGTH else f"{words[: TEXT_LENGTH - 1]}…"


FAULTS: Final[Mapping[type[Entry[Any]], Callable[[Any], tuple[Fault, ...]]]] = {
    CheckHeld: _of_check,
    RoutineDone: _of_routine,
    MaintenanceDone: _of_maintenance,
}


def faults_of(entry: Entry[Any]) -> tuple[Fault, ...]:
    """Return the faults that *entry* found and did not put right on the spot; none for an entry that looks for none."""
    found = FAULTS.get(type(entry))
    return () if found is None else found(entry)


def looks_for_faults(entry: Entry[Any]) -> bool:
    """Tell whether *entry* is of a kind that finds faults."""
    return type(entry) in FAULTS


def unfollowed(faults: Iterable[Fault], followed: Iterable[Entry[Any]]) -> list[Fault]:
    """Return those *faults* of one slip that nothing came of, given the entries that *followed* because of it.

    A repair or a finding stands for a fault of its place and, where both name one, of its asset: in the words of a fault
    for that fault, however often it was reported; in other words for the first one that is left.
    """
    faults = tuple(faults)
    reported = [_reported(each) for each in followed if isinstance(each, RepairReported | FindingRaised)]
    left = [fault for fault in faults if not any(_same(fault, each) for each in reported)]
    for each in reported:
        if not any(_same(fault, each) for fault in faults):
            meant = next((fault for fault in left if _same_thing(fault, each)), None)
            left = [fault for fault in left if fault is not meant]
    return left


def _reported(entry: RepairReported | FindingRaised) -> Fault:
    what = entry.fault if isinstance(entry, RepairReported) else entry.what
    return Fault(place=entry.place, what=what, asset=entry.asset)


def _same(fault: Fault, reported: Fault) -> bool:
    return fault.what == reported.what and _same_thing(fault, reported)


def _same_thing(fault: Fault, reported: Fault) -> bool:
    assets = {id_key(asset) for asset in (fault.asset, reported.asset) if asset is not None}
    return id_key(fault.place) == id_key(reported.place) and len(assets) < 2
