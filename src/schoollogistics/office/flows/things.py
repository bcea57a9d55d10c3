"""Flows of things that break or go missing: repairs, findings, disposals and cases that follow from an entry."""

from collections.abc import Callable
from datetime import date, datetime, time
from typing import TYPE_CHECKING, Any, Final

from schoollogistics.assets import (
    AssetRegister,
    DamageReported,
    DifferenceExplained,
    DisposalProposed,
    StocktakeClosed,
)
from schoollogistics.assets.state import BAD, GONE, Reckoned
from schoollogistics.errors import Refused, Text
from schoollogistics.inspections import FindingFixed, FindingOpened, FindingRaised, InspectionSchedule
from schoollogistics.inspections.entries.codes import Severity
from schoollogistics.journal import Entry, Ref, numbered
from schoollogistics.office.faults import Fault, cut, faults_of, looks_for_faults, unfollowed
from schoollogistics.repairs import (
    RepairAccepted,
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


def disposals_from(
    office: "LogisticsOffice",
    ref: Ref,
    *,
    on: date | None = None,
    at: time | None = None,
    by: str | None = None,
    ahead: int = 0,
) -> tuple[DisposalProposed, ...]:
    """Return the scrapping to propose of an asset that a repair replaced, or that was turned down as beyond mending (R05).

    Whether a repair was turned down for that reason is for whoever posts it to judge. Day, hour, proposer and numbers as
    in ``repairs_from``. None for a repair that names no asset or was sent back, for an asset that is not at school or in
    a disposal already, and for a lot, of which the piece is split off first. ``Refused`` (type) for any other entry.
    """
    end = office.shelf.entry(ref)
    match end:
        case RepairFinished(disposition="replace", not_repaired_because=str(reason)) | RepairRejected(reason=reason):
            repair, register = office[RepairWorkflow][end.repair], office[AssetRegister]
        case _:
            raise _unfit(office, end, Text("a repair replaced or turned down", "一条以更换完工或驳回的维修记录"))
    sent_back = isinstance(end, RepairFinished) and repair.finished_on is None
    if not office.shelf.counts(ref) or sent_back or repair.asset is None or not _is_to_go(register, repair.asset):
        return ()
    day, hour = _when(end, on, at)
    return (
        DisposalProposed(
            disposal=register.next_id(f"CZ-{day:%m%d}-", ahead, lifecycle="disposal"),
            assets=(repair.asset,),
            manner="scrap",
            reason=reason,
            on=day,
            at=hour,
            by=by or end.by,
            because=ref,
        ),
    )


def cases_from(
    office: "LogisticsOffice",
    ref: Ref,
    *,
    on: date | None = None,
    at: time | None = None,
    by: str | None = None,
    ahead: int = 0,
) -> tuple[DamageReported, ...]:
    """Return a case to open for each item that a count found short or damaged, and that has none of that count yet (P21, R09).

    Of a count that was closed all of them, of differences that were explained those on the sheet, with their cause. Of a
    lot the case names the piece that was split off since, where there is one. Day, hour, reporter and numbers as in
    ``repairs_from``. None for an entry that was reversed, and for what the school has no more; ``Refused`` (type) for any
    other.
    """
    sheet = office.shelf.entry(ref)
    if not isinstance(sheet, StocktakeClosed | DifferenceExplained):
        raise _unfit(
            office, sheet, Text("differences explained, or a stocktake closed", "一条差异处理意见或盘点结束记录")
        )
    if not office.shelf.counts(ref):
        return ()
    register, (day, hour) = office[AssetRegister], _when(sheet, on, at)
    causes = _causes(register, sheet.count)
    told = {line.tag for line in sheet.lines} if isinstance(sheet, DifferenceExplained) else set(causes)
    cases = (entry for _, entry in numbered(register) if isinstance(entry, DamageReported))
    root = register.since_count(sheet.count).root
    opened = {root(case.asset) for case in cases if case.count == sheet.count and case.asset is not None}
    short = [
        (item, asset)
        for item in register.reckoned(sheet.count)
        if (item.outcome == "missing" or item.damaged) and item.tag in told and item.tag not in opened
        if register[asset := _piece(register, item, root)].status not in GONE
    ]
    return tuple(
        DamageReported(
            case=register.next_id(f"PC-{day:%m%d}-", number, lifecycle="case"),
            what=cut(f"{_said(item)}：{causes[item.tag]}"),
            loss="loss" if item.outcome == "missing" else "damage",
            asset=asset,
            count=sheet.count,
            on=day,
            at=hour,
            by=by or sheet.by,
            because=ref,
        )
        for number, (item, asset) in enumerate(short, ahead)
    )


def _piece(register: AssetRegister, item: Reckoned, root: Callable[[str], str]) -> str:
    """Return the row that a case of *item* is about: the part split off since that is not there or broken, or else all of it."""
    for asset in register:
        card = register[asset]
        broken = card.status in {"missing", *GONE} if item.outcome == "missing" else card.condition in BAD
        if asset != item.tag and root(asset) == item.tag and broken:
            return asset
    return item.tag


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
        raise _unfit(office, entry, Text("a check, maintenance, a finding or damage", "一条检查、保养、隐患或损坏记录"))
    return unfollowed(faults_of(entry), office.followed(ref)) if office.shelf.counts(ref) else []


def _of_damage(office: "LogisticsOffice", ref: Ref, damage: DamageReported) -> list[Fault]:
    """Return what is to be repaired of a damage: nothing of a loss, and nothing twice."""
    reported = any(isinstance(each, RepairReported) for each in office.followed(ref))
    if damage.loss == "loss" or not office.shelf.counts(ref) or reported:
        return []
    place = None if damage.asset is None else office[AssetRegister][damage.asset].place
    if place is None:
        raise Refused(
            "missing",
            tried=Text("work out what follows", "推算后续记录"),
            stands=Text(f"nobody knows where {damage.case} is", f"{damage.case} 未指明有存放地点的资产"),
            takes=Text("a repair reported by hand, with its place", "请另填报修单并写明地点"),
        )
    return [Fault(place=place, what=damage.what, asset=damage.asset)]


def _is_to_go(register: AssetRegister, asset: str) -> bool:
    """Tell whether *asset* is a single thing at school that nobody proposed to dispose of."""
    card = register[asset]
    proposed = card.in_disposal
    standing = proposed is not None and register.of("disposal")[proposed].status in UNDECIDED
    return card.status in AT_SCHOOL and card.pieces == 1 and not standing


def _causes(register: AssetRegister, count: str) -> dict[str, str]:
    """Return the cause that was given for each difference of a count, the last one where there are several."""
    sheets = (entry for _, entry in numbered(register) if isinstance(entry, DifferenceExplained))
    return {line.tag: line.cause for sheet in sheets if sheet.count == count for line in sheet.lines}


def _said(item: Reckoned) -> str:
    return f"盘亏 {-item.difference} 件" if item.outcome == "missing" else "盘点时已损坏"
