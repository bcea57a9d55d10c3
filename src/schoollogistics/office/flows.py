"""Flows: what one entry calls for in another book, as entries to post; nothing is posted by itself."""

from typing import TYPE_CHECKING, Any, Final

from schoollogistics.errors import Refused, Text
from schoollogistics.inspections import FindingFixed, FindingOpened, FindingRaised, InspectionSchedule
from schoollogistics.inspections.entries.codes import Severity
from schoollogistics.journal import Entry, Ref, numbered
from schoollogistics.office.faults import Fault, faults_of, looks_for_faults, unfollowed
from schoollogistics.repairs import RepairAccepted, RepairOpened, RepairReported, RepairWorkflow

if TYPE_CHECKING:
    from schoollogistics.office.logistics_office import LogisticsOffice

TO_FIX: Final = ("found", "assigned")


def repairs_from(office: "LogisticsOffice", ref: Ref) -> tuple[RepairReported, ...]:
    """Return a repair to report for every fault of a check or of maintenance that nothing came of yet (P90).

    Also for a finding that is still to be fixed: then one repair of what was found. None for an entry that was reversed;
    ``Refused`` (type) for one that finds nothing.
    """
    found = office.shelf.entry(ref)
    if isinstance(found, FindingRaised | FindingOpened):
        left = _of_finding(office, ref, found.finding)
    else:
        left = _left(office, ref, found)
    repairs = office[RepairWorkflow]
    return tuple(
        RepairReported(
            repair=repairs.next_id(f"BX-{found.on:%m%d}-", ahead),
            place=fault.place,
            fault=fault.what,
            asset=fault.asset,
            on=found.on,
            at=found.at,
            by=found.by,
            because=ref,
        )
        for ahead, fault in enumerate(left)
    )


def findings_from(office: "LogisticsOffice", ref: Ref, severity: Severity = "minor") -> tuple[FindingRaised, ...]:
    """Return a finding to raise for every fault of a check or of maintenance that nothing came of yet (R57).

    None for an entry that was reversed; ``Refused`` (type) for one that finds nothing.
    """
    check = office.shelf.entry(ref)
    left = _left(office, ref, check)
    schedule = office[InspectionSchedule]
    return tuple(
        FindingRaised(
            finding=schedule.next_id(f"YH-{check.on:%m%d}-", ahead),
            place=fault.place,
            what=fault.what,
            severity=severity,
            asset=fault.asset,
            on=check.on,
            at=check.at,
            by=check.by,
            because=ref,
        )
        for ahead, fault in enumerate(left)
    )


def fixes_from(office: "LogisticsOffice", ref: Ref) -> tuple[FindingFixed, ...]:
    """Return the findings to report as fixed once the repair they led to was accepted (R57); none where it was no finding.

    A repair merged into the accepted one counts as accepted. All who finished it sign, so that none of them re-checks
    (P96). ``Refused`` (type) unless *ref* is the acceptance of a repair.
    """
    accepted = office.shelf.entry(ref)
    if not isinstance(accepted, RepairAccepted):
        raise _unfit(office, accepted, Text("the acceptance of a repair", "一条维修验收记录"))
    if not office.shelf.counts(ref):
        return ()
    repair, inspections = office[RepairWorkflow][accepted.repair], office[InspectionSchedule]
    findings = (key for key in _findings_behind(office, repair.key) if inspections[key].status == "assigned")
    return tuple(
        FindingFixed(
            finding=finding,
            work=repair.work,
            repair=repair.key,
            on=accepted.on,
            by=repair.finishers[0],
            cosigned_by=repair.finishers[1:],
            because=ref,
        )
        for finding in findings
    )


def _findings_behind(office: "LogisticsOffice", repair: str) -> tuple[str, ...]:
    """Return the findings that a repair, or one merged into it, was reported for."""
    repairs = office[RepairWorkflow]
    found: dict[str, None] = {}
    for _, entry in numbered(repairs):
        ref = entry.because
        if isinstance(entry, RepairReported | RepairOpened) and ref is not None and office.shelf.holds(ref):
            end = repairs[entry.repair]
            while end.into is not None:
                end = repairs[end.into]
            cause = office.shelf.entry(ref)
            if end.key == repair and isinstance(cause, FindingRaised | FindingOpened):
                found[cause.finding] = None
    return tuple(found)


def _unfit(office: "LogisticsOffice", entry: Entry[Any], wanted: Text) -> Refused:
    return Refused(
        "type",
        tried=Text("work out what follows", "推算后续记录"),
        stands=office.shelf.describe(entry),
        takes=wanted,
    )


def _of_finding(office: "LogisticsOffice", ref: Ref, finding: str) -> list[Fault]:
    """Return what a finding still has to be repaired for, as it stands now."""
    schedule = office[InspectionSchedule]
    if not office.shelf.counts(ref) or schedule[finding].status not in TO_FIX:
        return []
    if any(isinstance(each, RepairReported) for each in office.followed(ref)):
        return []
    view = schedule[finding]
    return [Fault(place=view.place, what=view.what, asset=view.asset)]


def _left(office: "LogisticsOffice", ref: Ref, entry: Entry[Any]) -> list[Fault]:
    if not looks_for_faults(entry):
        raise _unfit(office, entry, Text("a check, maintenance or a finding", "一条检查、保养或隐患记录"))
    return unfollowed(faults_of(entry), office.followed(ref)) if office.shelf.counts(ref) else []
