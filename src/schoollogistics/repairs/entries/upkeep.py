"""What is looked after before it breaks: maintenance with what it found, and what classes find in their own rooms."""

from decimal import Decimal
from typing import ClassVar, Literal, final

from attrs import frozen

from schoollogistics.errors import Text
from schoollogistics.journal import Entry
from schoollogistics.repairs.state import RepairState
from schoollogistics.values.ids import AssetId, Code, PlaceId
from schoollogistics.values.money import total
from schoollogistics.values.shapes import Cost, Note
from schoollogistics.values.texts import id_key

Result = Literal["ok", "serviced", "fault"]


@frozen(kw_only=True)
class MaintenanceLine:
    """One line of a maintenance record: where, which thing, what came of it, and what it cost in yuan."""

    place: PlaceId
    thing: Code | None = None
    result: Result = "ok"
    remark: Note | None = None
    asset: AssetId | None = None
    cost: Cost | None = None

    @property
    def fault(self) -> str | None:
        """What is to be reported of it: the thing and the remark; None where nothing is wrong."""
        if self.result != "fault" or self.remark is None:
            return None
        return self.remark if self.thing is None else f"{self.thing}：{self.remark}"


@final
@frozen(kw_only=True)
class MaintenanceDone(Entry[RepairState]):
    """One kind of equipment was serviced or checked, room by room, with what was found (检修保养).

    ``scope`` is the equipment (空调), ``work`` what was done to it (清洗): by these two a routine knows its record.
    """

    kind: ClassVar[str] = "repairs.maintenance_done"

    scope: Code
    work: Code
    area: PlaceId | None = None
    lines: tuple[MaintenanceLine, ...] = ()

    @property
    def faults(self) -> tuple[MaintenanceLine, ...]:
        """The lines that found a fault."""
        return tuple(line for line in self.lines if line.result == "fault")

    @property
    def cost(self) -> Decimal:
        """What the lines cost together, in yuan."""
        return total([line.cost for line in self.lines])

    def check(self, state: RepairState) -> None:
        """Refuse a fault without a remark (missing), and one thing of one place twice (duplicate)."""
        for line in self.faults:
            if line.remark is None:
                raise state.refusal(
                    self,
                    "missing",
                    stands=Text(f"a fault at {line.place}, and not which", f"{line.place} 有故障而未写明情况"),
                    takes=Text("a remark that says what is wrong", "请在情况说明中写明故障"),
                    fields=("lines",),
                )
        state.each_once(self, ((id_key(line.place), line.thing and id_key(line.thing)) for line in self.lines), "lines")


@frozen(kw_only=True)
class SelfCheckLine:
    """One line of a self-check: a thing and what is wrong with it."""

    thing: Code
    fault: Note


@final
@frozen(kw_only=True)
class FacilitiesSelfChecked(Entry[RepairState]):
    """A class looked over the facilities of its own room and listed what is wrong; no line says that all is well (设施自查)."""

    kind: ClassVar[str] = "repairs.facilities_self_checked"

    place: PlaceId
    lines: tuple[SelfCheckLine, ...] = ()

    def check(self, state: RepairState) -> None:
        """Refuse the same fault of the same thing twice (duplicate)."""
        state.each_once(self, ((id_key(line.thing), line.fault) for line in self.lines), "lines")
