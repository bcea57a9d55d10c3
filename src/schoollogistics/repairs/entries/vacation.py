"""The repairs that are kept for a vacation: the programme, its jobs, and what became of each."""

from collections.abc import Iterator
from datetime import date
from typing import Any, ClassVar, Literal, final

from attrs import frozen

from schoollogistics.errors import Text, Unknown
from schoollogistics.journal import Entry, Subject
from schoollogistics.repairs.entries.codes import OPEN
from schoollogistics.repairs.state import JobId, RepairState
from schoollogistics.values.ids import DocumentId, PlaceId, RepairId
from schoollogistics.values.shapes import Cost, Note

Vacation = Literal["winter", "summer"]


@frozen(kw_only=True)
class ProgrammeLine:
    """One job of a vacation programme: where, what is to be done, what it may cost in yuan, and the repair it does."""

    job: JobId
    place: PlaceId
    task: Note
    estimate: Cost | None = None
    repair: RepairId | None = None


@final
@frozen(kw_only=True)
class VacationProgrammeDrawnUp(Entry[RepairState]):
    """The desk listed the repairs to be done in a vacation, from its first to its last day (拟定假期维修计划)."""

    kind: ClassVar[str] = "repairs.vacation_programme_drawn_up"

    programme: DocumentId
    vacation: Vacation
    first: date
    last: date
    lines: tuple[ProgrammeLine, ...]

    def subjects(self) -> tuple[Subject, ...]:
        """The programme and its jobs; repairs that it does are only dated."""
        return tuple(_subjects(self.programme, self.lines))

    def check(self, state: RepairState) -> None:
        """Refuse a programme of nothing (missing), a vacation that ends before it begins (order), and a job for no open repair."""
        state.need(self, lines=not self.lines)
        state.need_order(self, "first", "last")
        _check_repairs(self, state, self.lines)

    def apply(self, state: RepairState) -> None:
        """Keep where each job is."""
        _keep_places(state, self.lines)


@final
@frozen(kw_only=True)
class VacationJobAdded(Entry[RepairState]):
    """Jobs were added to a vacation programme; so is one that another vacation left undone (增列假期维修项目)."""

    kind: ClassVar[str] = "repairs.vacation_job_added"

    programme: DocumentId
    lines: tuple[ProgrammeLine, ...]

    def subjects(self) -> tuple[Subject, ...]:
        """The programme and the new jobs; repairs that they do are only dated."""
        return tuple(_subjects(self.programme, self.lines))

    def check(self, state: RepairState) -> None:
        """Refuse an addition of nothing (missing), and a job for a repair that is not open."""
        state.need(self, lines=not self.lines)
        _check_repairs(self, state, self.lines)

    def apply(self, state: RepairState) -> None:
        """Keep where each job is."""
        _keep_places(state, self.lines)


@final
@frozen(kw_only=True)
class VacationJobDone(Entry[RepairState]):
    """A job of a vacation programme was done, with what it cost in yuan (假期维修项目完成)."""

    kind: ClassVar[str] = "repairs.vacation_job_done"

    job: JobId
    work: Note
    cost: Cost | None = None

    def check(self, state: RepairState) -> None:
        """Refuse, where the job does a repair, to be done before that is, and a cost, which stands on its slip (state)."""
        repair = state.repair.get(self.job)
        if repair is None:
            return
        if not state.is_repaired(repair):
            raise state.refusal(
                self,
                "state",
                stands=Text(f"the job does the repair {repair}, which is not finished", f"报修单 {repair} 尚未完工"),
                takes=Text(f"{repair} finished first, or the job dropped", f"请先完成 {repair}，或取消该项目"),
                fields=("job",),
            )
        if self.cost is not None:
            raise state.refusal(
                self,
                "state",
                stands=Text(f"the job does the repair {repair}", f"该项目即报修单 {repair}"),
                takes=Text(
                    f"the cost where {repair} is finished, none here", f"费用记在 {repair} 的完工单上，此处不填"
                ),
                fields=("cost",),
            )

    def apply(self, state: RepairState) -> None:
        """Keep the day and the cost."""
        state.done_on[self.job] = self.on
        if self.cost is not None:
            state.spent[self.job] = self.cost


@final
@frozen(kw_only=True)
class VacationJobDropped(Entry[RepairState]):
    """A job was taken off a vacation programme; put off, it is added to the next one anew (取消假期维修项目)."""

    kind: ClassVar[str] = "repairs.vacation_job_dropped"

    job: JobId
    reason: Note


def _subjects(programme: str, lines: tuple[ProgrammeLine, ...]) -> Iterator[Subject]:
    yield "programme", programme
    for line in lines:
        yield "job", line.job
        if line.repair is not None:
            yield "repair", line.repair


def _keep_places(state: RepairState, lines: tuple[ProgrammeLine, ...]) -> None:
    for line in lines:
        state.job_place[line.job] = line.place


def _check_repairs(entry: Entry[Any], state: RepairState, lines: tuple[ProgrammeLine, ...]) -> None:
    for repair in (line.repair for line in lines if line.repair is not None):
        status = state.status["repair"].get(repair)
        takes = Text("a repair that is open, or none", "须为未结的报修单，或不填")
        if status is None:
            raise Unknown(
                "unknown",
                tried=state.describe(entry),
                stands=Text(f"there is no repair {repair}", f"没有报修单 {repair}"),
                takes=takes,
                fields=("lines",),
            )
        if status not in OPEN:
            raise state.refusal(
                entry,
                "state",
                stands=Text(f"{repair} is {status}", f"{repair} 已了结"),
                takes=takes,
                fields=("lines",),
            )
