"""What the tests of the office tell stories with: a book of somebody's own, and the steps from a check to its closing."""

from collections.abc import Iterable
from datetime import date
from typing import Any, ClassVar, Final, Literal, final

from attrs import define, frozen

from schoollogistics.calendar.cycles import EverySchoolDay, NthSchoolDay
from schoollogistics.errors import LogisticsError, Text
from schoollogistics.inspections import (
    CheckHeld,
    CheckLine,
    FindingAssigned,
    FindingClosed,
    FindingFixed,
    FindingRaised,
    FindingRechecked,
    InspectionSchedule,
    RoutineDone,
)
from schoollogistics.inspections.rules import P90
from schoollogistics.journal import Book, Column, Document, Entry, Lifecycle, Measure, Ref, Routine, Setting, State
from schoollogistics.office import LogisticsOffice
from schoollogistics.repairs import (
    RepairAccepted,
    RepairAssigned,
    RepairFinished,
    RepairReported,
    RepairTriaged,
    RepairWorkflow,
)
from schoollogistics.values.ids import AssetId, FindingId, PersonId, RepairId
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import SchoolYear
from schoollogistics.values.shapes import Yuan
from tests.calendar.notices import BEIJING
from tests.journal.shelf import ItemId, Shelf, ShelfLookedOver, Till
from tests.journal.witness import AnyBook, AnyEntry, Seen, refusal, seen

YEAR: Final = SchoolYear(2025)
BX: Final = "BX-0908-01"
YH: Final = "YH-0908-01"


@define
class InventoryState(State):
    """Who keeps what."""

    custodian: dict[str, str] = Column(of="asset")


@final
@frozen(kw_only=True)
class AssetAdded(Entry[InventoryState]):
    """Something was bought and given into somebody's hands (新增资产)."""

    kind: ClassVar[str] = "inventory.asset_added"

    asset: AssetId
    custodian: PersonId
    cost: Yuan


@final
@frozen(kw_only=True)
class AssetScrapped(Entry[InventoryState]):
    """Something was scrapped, after a finding said that it is unsafe (报废)."""

    kind: ClassVar[str] = "inventory.asset_scrapped"

    asset: AssetId
    finding: FindingId | None = None


@frozen(kw_only=True)
class CountLine:
    """One line of a count: how many pieces, and the repair under which one is away."""

    pieces: int
    repair: RepairId | None = None


@final
@frozen(kw_only=True)
class AssetsCounted(Entry[InventoryState]):
    """Somebody counted, line by line, made a line apart for what lay elsewhere, and saw things of the cupboard (盘点)."""

    kind: ClassVar[str] = "inventory.assets_counted"

    lines: tuple[CountLine, ...]
    apart: CountLine | None = None
    items: tuple[ItemId, ...] = ()


class Inventory(Book[AssetAdded | AssetScrapped | AssetsCounted, InventoryState]):
    """A book of one's own: assets that repairs and findings name."""

    name = "inventory"
    title = Text("Inventory", "资产台账")
    kinds = (AssetAdded, AssetScrapped, AssetsCounted)
    state_type = InventoryState
    lifecycles = (
        Lifecycle(
            name="asset",
            of="asset",
            table={"unseen": {AssetAdded: "in_use"}, "in_use": {AssetScrapped: "scrapped"}, "scrapped": {}},
        ),
    )
    measures = (
        Measure(
            code="inventory.bought",
            zh="购置金额",
            en="Bought",
            unit=Text("yuan", "元"),
            amounts={AssetAdded: lambda entry, _: entry.cost},
        ),
    )
    documents = (Document(code="D01", name="asset_list", zh="资产清单", en="Asset list", source="inventory §1"),)
    holders = ("custodian",)


class Cupboard(Shelf):
    """The shelf of the journal's tests, under a name that is no word of the office."""

    name = "cupboard"


LIGHTING: Final = Routine(
    code="LIGHTS",
    zh="照明检查",
    en="Check of the lighting",
    source="004§4",
    cycle=NthSchoolDay(1, per="week", grace=6),
    fulfilled_by=CheckHeld,
    where=(("scope", "照明"),),
    role="电工",
    rule=P90,
)
SWEEPING: Final = Routine(
    code="SWEEP",
    zh="清扫走廊",
    en="Sweep the corridor",
    source="003§4",
    cycle=EverySchoolDay(),
    fulfilled_by=RoutineDone,
    role="保洁员",
    since=date(2025, 9, 15),
    until=date(2025, 9, 19),
)
NOBODYS: Final = Routine(
    code="SHELVES",
    zh="整理橱柜",
    en="Tidy the shelves",
    source="003§4",
    cycle=NthSchoolDay(1, grace=31),
    fulfilled_by=ShelfLookedOver,
    role="保管员",
)
BOOKS: Final = (RepairWorkflow, InspectionSchedule, Inventory)
PLAIN: Final = Setting(school="示例学校", calendar=BEIJING, routines=(SWEEPING,))
PLANNED: Final = Setting(school="示例学校", calendar=BEIJING, routines=(LIGHTING, NOBODYS, SWEEPING))


def sept(day: int) -> date:
    """Return a day of September 2025; the 8th is a Monday."""
    return date(2025, 9, day)


MONDAY: Final = sept(8)
TUESDAY: Final = sept(9)
WEDNESDAY: Final = sept(10)
THURSDAY: Final = sept(11)
FRIDAY: Final = sept(12)


def office(*entries: AnyEntry, setting: Setting = PLAIN, books: Iterable[Any] = BOOKS) -> LogisticsOffice:
    """Return an office in which all this happened."""
    made = LogisticsOffice(setting, books)
    for entry in entries:
        made.post(entry)
    return made


def with_till(*entries: AnyEntry) -> LogisticsOffice:
    """Return an office that also has a till and a cupboard."""
    return office(*entries, books=(*BOOKS, Till, Cupboard))


def book_named(made: LogisticsOffice, name: str) -> AnyBook:
    """Return a book that only the tests know as an attribute."""
    return made.shelf.named(name)


def all_seen(made: LogisticsOffice) -> list[Seen]:
    """Return all that can be told apart about every book."""
    return [seen(book) for book in made]


def objection(made: LogisticsOffice, entry: Any) -> LogisticsError:
    """Return the error of posting *entry*: the one foretold, the same in a batch of one, and without a trace."""
    before = all_seen(made)
    foretold, error = made.objection(entry), refusal(lambda: made.post(entry))
    assert foretold is not None
    assert foretold.to_data() == error.to_data()
    assert error.position is None
    assert all_seen(made) == before
    return error


# --- the steps -------------------------------------------------------------------------------------------------------


def line(
    item: str = "灯管", result: Literal["ok", "fault", "fixed"] = "fault", place: str | None = "3-201"
) -> CheckLine:
    """Return one line of a check."""
    found = result != "ok"
    handling = "已更换" if result == "fixed" else None
    return CheckLine(item=item, result=result, place=place, remark="不亮" if found else None, handling=handling)


def check(*lines: CheckLine, scope: str = "照明", on: date = MONDAY, **more: Any) -> CheckHeld:
    """电工 looks at the lights."""
    usual: dict[str, Any] = {"level": "weekly", "mode": "scheduled", "actor": "电工", "by": "赵师傅"}
    return CheckHeld(**{**usual, "scope": scope, "lines": lines, "on": on, **more})


def raised(finding: str = YH, on: date = MONDAY, **more: Any) -> FindingRaised:
    """赵师傅 writes down what he found."""
    usual: dict[str, Any] = {"place": "3-201", "what": "灯管：不亮", "severity": "minor", "by": "赵师傅"}
    return FindingRaised(**{**usual, "finding": finding, "on": on, **more})


def given(finding: str = YH, on: date = MONDAY, owner: str = "钱师傅") -> FindingAssigned:
    """王老师 gives it to 钱师傅."""
    return FindingAssigned(finding=finding, owner=owner, deadline=sept(30), on=on, by="王老师")


def fixed(finding: str = YH, on: date = WEDNESDAY, **more: Any) -> FindingFixed:
    """钱师傅 puts it right."""
    return FindingFixed(**{"finding": finding, "work": "换灯管", "on": on, "by": "钱师傅", **more})


def rechecked(finding: str = YH, on: date = THURSDAY, by: str = "王老师") -> FindingRechecked:
    """王老师 sees that it is right."""
    return FindingRechecked(finding=finding, result="passed", on=on, by=by)


def closed(finding: str = YH, on: date = THURSDAY) -> FindingClosed:
    """王老师 closes it."""
    return FindingClosed(finding=finding, on=on, by="王老师")


def reported(repair: Any = BX, on: Any = MONDAY, **more: Any) -> RepairReported:
    """李老师 reports a lamp."""
    return RepairReported(
        **{"repair": repair, "place": "3-201", "fault": "灯管：不亮", "on": on, "by": "李老师", **more}
    )


def triaged(repair: str = BX, on: date = MONDAY) -> RepairTriaged:
    """王老师 judges it."""
    return RepairTriaged(repair=repair, severity="minor", on=on, by="王老师")


def assigned(repair: str = BX, on: date = MONDAY, worker: str = "钱师傅") -> RepairAssigned:
    """王老师 gives it to 钱师傅."""
    return RepairAssigned(repair=repair, worker=worker, on=on, by="王老师")


def finished(repair: str = BX, on: date = TUESDAY, **more: Any) -> RepairFinished:
    """钱师傅 is done."""
    return RepairFinished(**{"repair": repair, "work": "换灯管", "on": on, "by": "钱师傅", **more})


def accepted(repair: str = BX, on: date = WEDNESDAY, by: str = "李老师") -> RepairAccepted:
    """李老师 accepts it."""
    return RepairAccepted(repair=repair, on=on, by=by)


def added(asset: str = "D-17", custodian: str = "周老师", on: date = MONDAY, **more: Any) -> AssetAdded:
    """周老师 gets something new."""
    return AssetAdded(**{"asset": asset, "custodian": custodian, "cost": yuan(80), "on": on, "by": "王老师", **more})


def scrapped(asset: str = "D-17", finding: str | None = None, on: date = FRIDAY) -> AssetScrapped:
    """王老师 scraps it."""
    return AssetScrapped(asset=asset, finding=finding, on=on, by="王老师")


def counted(*repairs: str | None, on: date = MONDAY, **more: Any) -> AssetsCounted:
    """王老师 counts, and what is under repair is away."""
    lines = tuple(CountLine(pieces=1, repair=each) for each in repairs)
    return AssetsCounted(lines=lines, on=on, by="王老师", **more)


def refs(made: LogisticsOffice, kind: type[AnyEntry]) -> list[Ref]:
    """Return where the entries of one kind stand."""
    return [Ref(book.name, n) for book in made for n, entry in enumerate(book.entries) if type(entry) is kind]
