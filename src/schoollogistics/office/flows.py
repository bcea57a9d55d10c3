"""Flows: what one entry calls for in another book, as entries to post; nothing is posted by itself."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from schoollogistics.errors import Refused, Text
from schoollogistics.inspections import FindingFixed, FindingOpened, FindingRaised, InspectionSchedule
from schoollogistics.inspections.entries.codes import Severity
from schoollogistics.journal import Entry, Ref, numbered
from schoollogistics.office.faults import Fault, faults_of, looks_for_faults, unfollowed
from schoollogistics.repairs import RepairAccepted, RepairOpened, RepairReported, RepairWorkflow
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.office.logistics_office import LogisticsOffice

TO_FIX: Final = ("found", "assigned")


def repairs_from(
    office: "LogisticsOffice",
    ref: Ref,
    *,
    on: date | None = None,
    at: time | None = None,
    by: str | None = None,
    ahead: int = 0,
) -> tuple[RepairReported, ...]:
    """Return a repair to report for every fault of a check or of maintenance that nothing came of yet (P90, R21).

    Also for a finding that is still to be fixed: then one repair of what was found. Day, hour and reporter are those of
    the entry unless they are given; numbers are those of the day, and begin *ahead* of the next one where other flows are
    to be posted first. None for an entry that was reversed; ``Refused`` (type) for one that finds nothing.
    """
    found = office.shelf.entry(ref)
    if isinstance(found, FindingRaised | FindingOpened):
        left = _of_finding(office, ref, found.finding)
    else:
        left = _left(office, ref, found)
    repairs, (day, hour) = office[RepairWorkflow], _when(found, on, at)
    return tuple(
        RepairReported(
            repair=repairs.next_id(f"BX-{day:%m%d}-", number),
            place=fault.place,
            fault=fault.what,
            asset=fault.asset,
            on=day,
            at=hour,
            by=by or found.by,
            because=ref,
        )
        for number, fault in enumerate(left, ahead)
    )


def findings_from(
    office: "LogisticsOffice",
    ref: Ref,
    severity: Severity = "minor",
    *,
    on: date | None = None,
    at: time | None = None,
    by: str | None = None,
    ahead: int = 0,
) -> tuple[FindingRaised, ...]:
    """Return a finding to raise for every fault of a check or of maintenance that nothing came of yet (R57).

    Day, hour, finder and numbers as in ``repairs_from``. None for an entry that was reversed; ``Refused`` (type) for one
    that finds nothing.
    """
    check = office.shelf.entry(ref)
    left = _left(office, ref, check)
    schedule, (day, hour) = office[InspectionSchedule], _when(check, on, at)
    return tuple(
        FindingRaised(
            finding=schedule.next_id(f"YH-{day:%m%d}-", number),
            place=fault.place,
            what=fault.what,
            severity=severity,
            asset=fault.asset,
            on=day,
            at=hour,
            by=by or check.by,
            because=ref,
        )
        for number, fault in enumerate(left, ahead)
    )


def fixes_from(
    office: "LogisticsOffice", ref: Ref, *, on: date | None = None, at: time | None = None, by: str | None = None
) -> tuple[FindingFixed, ...]:
    """Return the findings to report as fixed once the repair they led to was accepted (R57); none where it was no finding.

    A repair merged into the accepted one counts as accepted. All who finished it sign, *by* or else the first of them
    ahead, so that none of them re-checks (P96). Day and hour are those of the acceptance, or of the last entry of the
    finding where that is later, unless they are given. A finding that nobody was given to fix is not offered: it is
    assigned first. ``Refused`` (type) unless *ref* is the acceptance of a repair.
    """
    accepted = office.shelf.entry(ref)
    if not isinstance(accepted, RepairAccepted):
        raise _unfit(office, accepted, Text("the acceptance of a repair", "一条维修验收记录"))
    if not office.shelf.counts(ref):
        return ()
    repair, inspections = office[RepairWorkflow][accepted.repair], office[InspectionSchedule]
    signers = tuple({id_key(each): each for each in (*repair.finishers, *([by] if by else []))}.values())
    first = by or repair.finishers[0]
    fixes = []
    for finding in _findings_behind(office, repair.key):
        if inspections[finding].status == "assigned":
            last = inspections.history(finding)[-1]
            day, hour = max(_when(accepted, on, at), _when(last), key=_clock) if on is None else (on, at)
            fixes.append(
                FindingFixed(
                    finding=finding,
                    work=repair.work,
                    repair=repair.key,
                    on=day,
                    at=hour,
                    recorded_on=last.recorded if last.recorded > day else None,
                    by=first,
                    cosigned_by=tuple(each for each in signers if id_key(each) != id_key(first)),
                    because=ref,
                )
            )
    return tuple(fixes)


def _when(cause: Entry[Any], on: date | None = None, at: time | None = None) -> tuple[date, time | None]:
    """Return the day and hour given, or those of the *cause*; its hour is of no other day."""
    return (cause.on, at or cause.at) if on is None else (on, at)


def _clock(when: tuple[date, time | None]) -> datetime:
    return datetime.combine(when[0], when[1] or time.min)


def _findings_behind(office: "LogisticsOffice", repair: str) -> tuple[str, ...]:
    """Return the findings that a repair, or one merged into it, was reported for."""
    repairs = office[RepairWorkflow]
    found: dict[str, None] = {}
    for _, entry in numbered(repairs):
        ref = entry.because
        if isinstance(entry, RepairReported | RepairOpened) and ref is not None and office.shelf.holds(ref):
            cause = office.shelf.entry(ref)
            if repairs.goes_on_as(entry.repair).key == repair and isinstance(cause, FindingRaised | FindingOpened):
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
