"""The steps of a repair as short words, and a school whose rules are those of the plan: what the tests tell stories with."""

from collections.abc import Iterable
from datetime import date, time
from decimal import Decimal
from typing import Any, Final, cast

from attrs import evolve

from schoollogistics.calendar import end_of_next_day, end_of_same_day
from schoollogistics.journal import Entry, Setting, Value
from schoollogistics.journal.rules import Setpoint
from schoollogistics.repairs import (
    PartUsed,
    RepairAccepted,
    RepairAssigned,
    RepairCancelled,
    RepairCorrected,
    RepairFinished,
    RepairHandedOver,
    RepairHeld,
    RepairMerged,
    RepairRejected,
    RepairReported,
    RepairResumed,
    RepairSentBack,
    RepairStarted,
    RepairTriaged,
    RepairWorkflow,
    RequesterTold,
)
from schoollogistics.repairs.entries import RepairEntry
from schoollogistics.repairs.entries.codes import Disposition, HoldReason, Severity
from schoollogistics.repairs.rules import P01_MINOR_DEADLINE, P02_MAJOR_DEADLINE, P05_RESPONSE_DEADLINE, PARAMETERS
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import SchoolYear
from schoollogistics.values.quantities import Quantity

YEAR: Final = SchoolYear(2025)
ONE: Final = "BX-1"
TWO: Final = "BX-2"
BY_CODE: Final = {parameter.code: parameter for parameter in PARAMETERS}

BALLAST: Final = PartUsed(part="镇流器", quantity=Quantity(1, "个"), amount=yuan("35.50"))
TUBES: Final = PartUsed(part="灯管", quantity=Quantity(2, "支"), amount=yuan(24))

PLAN: Final = Setting(
    school="育才小学",
    values=(
        Value(P01_MINOR_DEADLINE, end_of_same_day, date(2025, 9, 1), "001§3"),
        Value(P02_MAJOR_DEADLINE, end_of_next_day, date(2025, 9, 1), "001§3"),
        Value(P05_RESPONSE_DEADLINE, end_of_same_day, date(2025, 9, 1), "001§1"),
    ),
)


def sept(day: int) -> date:
    """Return a day of September 2025; the 8th is a Monday."""
    return date(2025, 9, day)


def value(code: str, number: Setpoint, since: date = date(2025, 9, 1)) -> Value:
    """Return one version of the parameter with that code."""
    return Value(BY_CODE[code], number, since, "校务会")


def desk(*entries: Entry[Any], setting: Setting = PLAN) -> RepairWorkflow:
    """Return the book of a desk where all this happened."""
    book = RepairWorkflow(setting)
    for entry in entries:
        book.post(cast("RepairEntry", entry))
    return book


def found(book: RepairWorkflow) -> list[tuple[str, date]]:
    """Return the breaches of the school year as (rule, day)."""
    return [(breach.rule.code, breach.on) for breach in book.breaches(YEAR)]


def report(
    day: date,
    at: time | None = None,
    repair: str = ONE,
    *,
    by: str = "李老师",
    place: str = "3-201",
    asset: str | None = None,
) -> RepairReported:
    """李老师 reports that the light of 3-201 does not work."""
    return RepairReported(repair=repair, place=place, fault="灯不亮", asset=asset, on=day, at=at, by=by)


def triage(day: date, severity: Severity = "minor", at: time | None = None, repair: str = ONE) -> RepairTriaged:
    """王老师 of the desk judges it."""
    return RepairTriaged(repair=repair, severity=severity, on=day, at=at, by="王老师")


def assign(day: date, worker: str = "赵师傅", repair: str = ONE) -> RepairAssigned:
    """王老师 gives it to 赵师傅."""
    return RepairAssigned(repair=repair, worker=worker, on=day, by="王老师")


def hand_over(day: date, worker: str = "孙师傅", repair: str = ONE) -> RepairHandedOver:
    """王老师 gives it to 孙师傅 instead."""
    return RepairHandedOver(repair=repair, worker=worker, reason="赵师傅请假", on=day, by="王老师")


def start(day: date, at: time | None = None, repair: str = ONE) -> RepairStarted:
    """赵师傅 comes and begins."""
    return RepairStarted(repair=repair, on=day, at=at, by="赵师傅")


def hold(day: date, reason: HoldReason = "parts", at: time | None = None, repair: str = ONE) -> RepairHeld:
    """赵师傅 cannot go on."""
    return RepairHeld(repair=repair, hold=reason, on=day, at=at, by="赵师傅")


def resume(day: date, at: time | None = None, repair: str = ONE) -> RepairResumed:
    """赵师傅 can go on."""
    return RepairResumed(repair=repair, on=day, at=at, by="赵师傅")


def tell(day: date, at: time | None = None, repair: str = ONE) -> RequesterTold:
    """王老师 tells 李老师 that it will take longer."""
    return RequesterTold(repair=repair, message="等镇流器", on=day, at=at, by="王老师")


def correct(
    day: date, *, place: str | None = "3-202", asset: str | None = None, fault: str | None = None, repair: str = ONE
) -> RepairCorrected:
    """王老师 puts right what stands on the slip."""
    return RepairCorrected(repair=repair, place=place, asset=asset, fault=fault, on=day, by="王老师", note="门牌看错")


def finish(
    day: date,
    at: time | None = None,
    repair: str = ONE,
    *,
    by: str = "赵师傅",
    parts: tuple[PartUsed, ...] = (),
    labour: Decimal | None = None,
    vendor: Decimal | None = None,
    disposition: Disposition = "repair",
    why_no_repair: str | None = None,
    why_no_substitute: str | None = None,
) -> RepairFinished:
    """赵师傅 is done."""
    return RepairFinished(
        repair=repair,
        work="换灯管",
        parts=parts,
        labour_cost=labour,
        vendor_cost=vendor,
        disposition=disposition,
        not_repaired_because=why_no_repair,
        not_substituted_because=why_no_substitute,
        on=day,
        at=at,
        by=by,
    )


def send_back(day: date, repair: str = ONE) -> RepairSentBack:
    """李老师 is not content."""
    return RepairSentBack(repair=repair, reason="灯管仍闪", on=day, by="李老师")


def accept(
    day: date,
    repair: str = ONE,
    *,
    by: str = "李老师",
    cosigned_by: tuple[str, ...] = (),
    note: str | None = None,
    despite: tuple[str, ...] = (),
) -> RepairAccepted:
    """李老师 signs."""
    return RepairAccepted(repair=repair, on=day, by=by, cosigned_by=cosigned_by, note=note, despite=despite)


def cancel(day: date, repair: str = ONE) -> RepairCancelled:
    """李老师 takes the report back."""
    return RepairCancelled(repair=repair, reason="已自行恢复", on=day, by="李老师")


def reject(day: date, repair: str = ONE) -> RepairRejected:
    """王老师 turns the report down."""
    return RepairRejected(repair=repair, reason="不属报修范围", on=day, by="王老师")


def merge(day: date, repair: str = TWO, into: str = ONE) -> RepairMerged:
    """王老师 finds that both slips speak of one fault."""
    return RepairMerged(repair=repair, into=into, on=day, by="王老师")


def in_hand(day: date, severity: Severity = "minor", at: time | None = None, repair: str = ONE) -> list[RepairEntry]:
    """Report, judge and assign a repair on one day."""
    return [report(day, at, repair), triage(day, severity, repair=repair), assign(day, repair=repair)]


def told_as(*stories: Iterable[Entry[Any]]) -> list[Entry[Any]]:
    """Return several stories as one, one after the other."""
    return [entry for story in stories for entry in story]


def whole_life(setting: Setting = PLAN) -> RepairWorkflow:
    """Return a desk with one repair that everything happened to: held, told, handed over, sent back, signed for."""
    replaced = finish(
        sept(12),
        by="孙师傅",
        disposition="replace",
        why_no_repair="烧毁",
        why_no_substitute="无库存",
        parts=(TUBES,),
    )
    return desk(
        report(sept(8), time(16, 50), asset="D-17"),
        evolve(triage(sept(8), "major"), trade="电工"),
        assign(sept(8)),
        start(sept(9), time(8, 30)),
        hold(sept(9)),
        evolve(tell(sept(9)), promised=sept(11)),
        resume(sept(11), time(9)),
        hand_over(sept(11)),
        finish(sept(11), time(15), by="孙师傅", parts=(BALLAST,), labour=yuan(20)),
        send_back(sept(12)),
        evolve(replaced, cause="wear", labour_minutes=40),
        evolve(accept(sept(15), by="周老师", note="李老师出差", despite=("P06",)), rating="good"),
        setting=setting,
    )
