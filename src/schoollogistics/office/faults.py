"""The faults that checks and maintenance find, whatever book they stand in, and what came of each."""

from collections.abc import Callable, Iterable, Mapping
from typing import Any, Final

from attrs import frozen

from schoollogistics.inspections import CheckHeld, FindingRaised
from schoollogistics.journal import Entry
from schoollogistics.repairs import MaintenanceDone, RepairReported


@frozen(kw_only=True)
class Fault:
    """One fault on a slip: where, what is wrong, and the asset if one is named."""

    place: str
    what: str
    asset: str | None = None


def _of_check(check: CheckHeld) -> tuple[Fault, ...]:
    return tuple(
        Fault(place=line.place or check.area or check.scope, what=f"{line.item}：{line.remark}")
        for line in check.lines
        if line.result == "fault"
    )


def _of_maintenance(done: MaintenanceDone) -> tuple[Fault, ...]:
    return tuple(
        Fault(place=line.place, what=what, asset=line.asset) for line in done.lines if (what := line.fault) is not None
    )


FAULTS: Final[Mapping[type[Entry[Any]], Callable[[Any], tuple[Fault, ...]]]] = {
    CheckHeld: _of_check,
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

    A repair or a finding in the words of a fault stands for that fault, however often it was reported; one in other words
    for the first fault that is left.
    """
    faults = tuple(faults)
    reported = [_reported(each) for each in followed if isinstance(each, RepairReported | FindingRaised)]
    known = {(fault.place, fault.what) for fault in faults}
    others = sum(words not in known for words in reported)
    return [fault for fault in faults if (fault.place, fault.what) not in reported][others:]


def _reported(entry: RepairReported | FindingRaised) -> tuple[str, str]:
    return entry.place, entry.fault if isinstance(entry, RepairReported) else entry.what
