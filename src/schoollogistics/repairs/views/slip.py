"""The slip of one repair: what was asked for, what was done, what came of it, and who signed."""

from collections.abc import Iterator
from decimal import Decimal
from typing import Final

from schoollogistics.calendar.deadlines import Moment
from schoollogistics.errors import Text
from schoollogistics.journal import history_table
from schoollogistics.journal.views import school_of, standing
from schoollogistics.repairs.book import RepairWorkflow
from schoollogistics.repairs.entries.desk import RequesterTold
from schoollogistics.repairs.entries.work import RepairAccepted, RepairFinished
from schoollogistics.repairs.rules import LABELS, P06
from schoollogistics.repairs.views.columns import REPORTED
from schoollogistics.values.money import total
from schoollogistics.values.tables import Pair, Table

RESULT: Final = Text("Result", "处理结果")
WORKER_SIGNS: Final = Text("Signature of the worker", "维修人签字")
REPORTER_SIGNS: Final = Text("Signature of whoever reported it", "报修人验收签字")
SIGNED_FOR: Final = Text("Signed for whoever reported it", "验收代签")
SIGNED_ON: Final = Text("Signed on", "签字日期")
ON_THE_SLIP: Final = ("place", "asset", "fault", "reported_on", "reported_at", "reporters")
"""What the head of the slip says, so that its steps need not."""
OTHER_JOBS: Final = ("lines",)
"""What a vacation programme says of other jobs."""


def repair_slip(book: RepairWorkflow, repair: str) -> Table:
    """Return the slip of one repair (报修单, D18): the request, the work and its cost, the result, who signed, every step.

    What is not known yet is left blank, to be filled in by hand. ``Unknown`` for a repair that is not in the book.
    """
    steps = history_table(book, repair, without=(*ON_THE_SLIP, *OTHER_JOBS))
    entries = standing(book, repair)
    finishes = [entry for entry in entries if isinstance(entry, RepairFinished)]
    told = [entry for entry in entries if isinstance(entry, RequesterTold)]
    accepted = next((entry for entry in entries if isinstance(entry, RepairAccepted)), None)
    excused = accepted is not None and P06.code in accepted.despite
    signatures: tuple[Pair, ...] = (
        (WORKER_SIGNS, book[repair].finishers or None),
        (SIGNED_FOR if excused else REPORTER_SIGNS, (accepted.by, *accepted.cosigned_by) if accepted else None),
        (SIGNED_ON, accepted.on if accepted else None),
    )
    notes = []
    if accepted is not None and excused:
        notes.append(
            Text(f"despite {P06.code} ({P06.en}): {accepted.note}", f"未按 {P06.code}（{P06.zh}）：{accepted.note}")
        )
    return Table(
        title=Text("Repair slip", "报修单"),
        head=(
            *school_of(book.setting),
            *_request(book, repair),
            *_work(book, repair, finishes),
            *_result(book, repair, told, accepted),
        ),
        columns=steps.columns,
        rows=steps.rows,
        notes=notes,
        signatures=signatures,
    )


def _request(book: RepairWorkflow, repair: str) -> Iterator[Pair]:
    view = book[repair]
    yield LABELS.field("repair"), repair
    for name in ("place", "asset", "fault", "reporters"):
        yield LABELS.field(name), getattr(view, name)
    yield REPORTED, str(Moment(view.reported_on, view.reported_at))
    yield LABELS.field("severity"), view.severity and LABELS.choice("severity", view.severity)
    yield LABELS.field("worker"), view.worker
    if view.external:
        yield LABELS.field("external"), True


def _work(book: RepairWorkflow, repair: str, finishes: list[RepairFinished]) -> Iterator[Pair]:
    yield LABELS.field("work"), book[repair].work
    if not finishes:
        return
    latest = finishes[-1]
    yield LABELS.field("disposition"), LABELS.choice("disposition", latest.disposition)
    for name in ("not_repaired_because", "not_substituted_because"):
        if getattr(latest, name) is not None:
            yield LABELS.field(name), getattr(latest, name)
    if latest.cause is not None:
        yield LABELS.field("cause"), LABELS.choice("cause", latest.cause)
    lines = [line for each in finishes for line in each.parts]
    if lines:
        yield LABELS.field("parts"), tuple(f"{line.part} {line.quantity} {line.amount}" for line in lines)
    minutes = sum(each.labour_minutes or 0 for each in finishes)
    if minutes:
        yield LABELS.field("labour_minutes"), minutes
    said = {name: [getattr(each, name) for each in finishes] for name in ("labour_cost", "vendor_cost")}
    yield Text("Cost of parts", "配件费"), _sum([line.amount for line in lines])
    for name, costs in said.items():
        yield LABELS.field(name), _sum(costs)
    yield LABELS.field("cost"), _sum([*(line.amount for line in lines), *said["labour_cost"], *said["vendor_cost"]])


def _sum(amounts: list[Decimal | None]) -> Decimal | None:
    return total(amounts) if any(each is not None for each in amounts) else None


def _result(
    book: RepairWorkflow, repair: str, told: list[RequesterTold], accepted: RepairAccepted | None
) -> Iterator[Pair]:
    view = book[repair]
    if told:
        yield LABELS.entry(RequesterTold.kind), tuple(f"{each.on} {each.message}" for each in told)
    for name in ("promised", "reworks", "into"):
        if getattr(view, name) is not None:
            yield LABELS.field(name), getattr(view, name)
    yield RESULT, LABELS.state(view.status)
    if accepted is not None and accepted.rating is not None:
        yield LABELS.field("rating"), LABELS.choice("rating", accepted.rating)
