"""Flows of things that break or go missing: repairs, findings, disposals and what a repair mends."""

from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from schoollogistics.assets import (
    AssetRegister,
    ConditionRecorded,
    DamageReported,
    DisposalProposed,
)
from schoollogistics.assets.state import BAD
from schoollogistics.errors import Refused, Text
from schoollogistics.inspections import FindingFixed, FindingOpened, FindingRaised, InspectionSchedule
from schoollogistics.inspections.entries.codes import Severity
from schoollogistics.journal import Entry, Ref, numbered
from schoollogistics.office.faults import Fault, faults_of, looks_for_faults, unfollowed
from schoollogistics.repairs import (
    RepairAccepted,
    RepairCancelled,
    RepairFinished,
    RepairOpened,
    RepairRejected,
    RepairReported,
    RepairWorkflow,
)
from schoollogistics.values.texts import id_key

if TYPE_CHECKING:
    from schoollogistics.office.logistics_office import LogisticsOffice

TO_FIX: Final = ("found", "assigned")
AT_SCHOOL: Final = ("idle", "in_use")
UNDECIDED: Final = ("proposed", "approved")


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

    Also for a finding that is still to be fixed, and for damage to an asset: then one repair of what was found. Day, hour
    and reporter are those of the entry unless they are given; numbers are those of the day, and begin *ahead* of the next
    one where other flows are to be posted first. None for an entry that was reversed, and for a loss; ``Refused``: type
    for one that finds nothing, missing for damage to nothing that has a place.
    """
    found = office.shelf.entry(ref)
    if isinstance(found, FindingRaised | FindingOpened):
        left = _of_finding(office, ref, found.finding)
    elif isinstance(found, DamageReported):
        left = _of_damage(office, ref, found)
    else:
        left = _left(office, ref, found)
    repairs, (day, hour) = office[RepairWorkflow], when(found, on, at)
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
    schedule, (day, hour) = office[InspectionSchedule], when(check, on, at)
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
        raise unfit(office, accepted, Text("the acceptance of a repair", "一条维修验收记录"))
    if not office.shelf.counts(ref):
        return ()
    repair, inspections = office[RepairWorkflow][accepted.repair], office[InspectionSchedule]
    signers = tuple({id_key(each): each for each in (*repair.finishers, *([by] if by else []))}.values())
    first = by or repair.finishers[0]
    fixes = []
    for finding in _findings_behind(office, repair.key):
        if inspections[finding].status == "assigned":
            last = inspections.history(finding)[-1]
            day, hour = max(when(accepted, on, at), when(last), key=_clock) if on is None else (on, at)
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


def disposals_from(
    office: "LogisticsOffice",
    ref: Ref,
    *,
    on: date | None = None,
    at: time | None = None,
    by: str | None = None,
    ahead: int = 0,
) -> tuple[DisposalProposed, ...]:
    """Return the scrapping to propose of an asset that a repair replaced, or that was given up as beyond mending (R05).

    A repair is turned down before it is assigned, and cancelled after. Whether it was for that reason is for whoever
    posts it to judge. Day, hour, proposer and numbers as in ``repairs_from``. None for a repair that names no asset
    or was sent back, for an asset that is not at school or in a disposal already, and for a lot, of which the piece
    is split off first. ``Refused`` (type) for any other entry.
    """
    end = office.shelf.entry(ref)
    match end:
        case (
            RepairFinished(disposition="replace", not_repaired_because=str(reason))
            | RepairRejected(reason=reason)
            | RepairCancelled(reason=reason)
        ):
            repair, register = office[RepairWorkflow][end.repair], office[AssetRegister]
        case _:
            raise unfit(
                office, end, Text("a repair replaced, turned down or cancelled", "一条以更换完工、驳回或撤销的维修记录")
            )
    sent_back = isinstance(end, RepairFinished) and repair.finished_on is None
    asset = None if repair.asset is None else register.goes_on_as(repair.asset)
    if not office.shelf.counts(ref) or sent_back or asset is None or not _is_to_go(register, asset):
        return ()
    day, hour = when(end, on, at)
    return (
        DisposalProposed(
            disposal=register.next_id(f"CZ-{day:%m%d}-", ahead, lifecycle="disposal"),
            assets=(asset,),
            manner="scrap",
            reason=reason,
            on=day,
            at=hour,
            by=by or end.by,
            because=ref,
        ),
    )


def conditions_from(
    office: "LogisticsOffice", ref: Ref, *, on: date | None = None, at: time | None = None, by: str | None = None
) -> tuple[ConditionRecorded, ...]:
    """Return that what was broken is good again once its repair was accepted (R05, R57): one slip for all of it, or none.

    It is about the assets that the repair and those merged into it name, as far as their cards say damaged or unusable and
    the school has them still. None where the repair ended otherwise than by repairing. Day, hour and signer as in
    ``fixes_from``, or those of the acceptance. ``Refused`` (type) unless *ref* is the acceptance of a repair.
    """
    accepted = office.shelf.entry(ref)
    if not isinstance(accepted, RepairAccepted):
        raise unfit(office, accepted, Text("the acceptance of a repair", "一条维修验收记录"))
    repairs, register = office[RepairWorkflow], office[AssetRegister]
    finished = [each for each in repairs.history(accepted.repair) if isinstance(each, RepairFinished)]
    if not office.shelf.counts(ref) or finished[-1].disposition != "repair":
        return ()
    goes_on = (key for key in repairs if repairs.goes_on_as(key).key == repairs[accepted.repair].key)
    named = [asset for key in goes_on if (asset := repairs[key].asset) is not None and asset in register]
    rows = dict.fromkeys(register.goes_on_as(asset) for asset in named)
    mended = tuple(each for each in rows if _is_broken(register, each))
    day, hour = when(accepted, on, at)
    if not mended:
        return ()
    return (ConditionRecorded(assets=mended, condition="good", on=day, at=hour, by=by or accepted.by, because=ref),)


def when(cause: Entry[Any], on: date | None = None, at: time | None = None) -> tuple[date, time | None]:
    """Return the day and hour given, or those of the *cause*; its hour is of no other day."""
    return (cause.on, at or cause.at) if on is None else (on, at)


def _clock(moment: tuple[date, time | None]) -> datetime:
    return datetime.combine(moment[0], moment[1] or time.min)


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


def unfit(office: "LogisticsOffice", entry: Entry[Any], wanted: Text) -> Refused:
    """Return the refusal of an entry from which nothing of the kind follows (type)."""
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
        raise unfit(office, entry, Text("a check, maintenance, a finding or damage", "一条检查、保养、隐患或损坏记录"))
    return unfollowed(faults_of(entry), office.followed(ref)) if office.shelf.counts(ref) else []


def _of_damage(office: "LogisticsOffice", ref: Ref, damage: DamageReported) -> list[Fault]:
    """Return what is to be repaired of a damage: nothing of a loss, and nothing twice."""
    reported = any(isinstance(each, RepairReported) for each in office.followed(ref))
    if damage.loss == "loss" or not office.shelf.counts(ref) or reported:
        return []
    register = office[AssetRegister]
    asset = None if damage.asset is None else register.goes_on_as(damage.asset)
    place = None if asset is None else register[asset].place
    if place is None:
        raise Refused(
            "missing",
            tried=Text("work out what follows", "推算后续记录"),
            stands=Text(f"nobody knows where {damage.case} is", f"{damage.case} 未指明有存放地点的资产"),
            takes=Text("a repair reported by hand, with its place", "请另填报修单并写明地点"),
        )
    return [Fault(place=place, what=damage.what, asset=asset)]


def _is_broken(register: AssetRegister, asset: str) -> bool:
    """Tell whether the card of *asset* says that it is broken, and that the school has it still."""
    card = register[asset]
    return card.condition in BAD and card.status in AT_SCHOOL


def _is_to_go(register: AssetRegister, asset: str) -> bool:
    """Tell whether *asset* is a single thing at school that nobody proposed to dispose of."""
    card = register[asset]
    proposed = card.in_disposal
    standing = proposed is not None and register.of("disposal")[proposed].status in UNDECIDED
    return card.status in AT_SCHOOL and card.pieces == 1 and not standing
