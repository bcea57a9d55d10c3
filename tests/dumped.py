"""Books to dump and load: every kind of repair and inspection entry, and a small book whose entries changed over the years."""

from collections.abc import Mapping
from datetime import date, time
from typing import Any, ClassVar, Final, final

from attrs import define, frozen

from schoollogistics.errors import Refused, Text
from schoollogistics.inspections import (
    CheckHeld,
    CheckLine,
    FindingAssigned,
    FindingClosed,
    FindingCorrected,
    FindingDismissed,
    FindingEscalated,
    FindingExtended,
    FindingFixed,
    FindingOpened,
    FindingRaised,
    FindingRechecked,
    InspectionEntry,
    RoutineDone,
)
from schoollogistics.journal import (
    Book,
    Column,
    Entry,
    EntryReversed,
    JournalEntry,
    Lifecycle,
    MonthClosed,
    Published,
    Record,
    Ref,
    State,
)
from schoollogistics.repairs import (
    FacilitiesSelfChecked,
    MaintenanceDone,
    MaintenanceLine,
    PartUsed,
    ProgrammeLine,
    RepairAccepted,
    RepairAssigned,
    RepairCancelled,
    RepairCorrected,
    RepairFinished,
    RepairHandedOver,
    RepairHeld,
    RepairMerged,
    RepairOpened,
    RepairRejected,
    RepairReported,
    RepairResumed,
    RepairSentBack,
    RepairStarted,
    RepairTriaged,
    RepairWorkflow,
    RequesterTold,
    SelfCheckLine,
    UpkeepProposed,
    VacationJobAdded,
    VacationJobDone,
    VacationJobDropped,
    VacationProgrammeDrawnUp,
)
from schoollogistics.repairs.entries import RepairEntry
from schoollogistics.values.ids import Code
from schoollogistics.values.money import yuan
from schoollogistics.values.periods import DateSpan, Month
from schoollogistics.values.quantities import Quantity
from schoollogistics.values.shapes import Count, Note

DAY: Final = date(2025, 9, 8)
LATER: Final = date(2025, 9, 30)
LI, WANG, ZHAO, SUN = "李老师", "王老师", "赵师傅", "孙师傅"


def repair_entries() -> tuple[RepairEntry | JournalEntry, ...]:
    """Return entries that a repair desk can post one after the other: every kind about tickets and of the journal."""
    return (
        RepairReported(
            repair="BX-1", place="3-201", fault="灯不亮\n第二排", on=DAY, at=time(16, 50), by=LI, id="form-1"
        ),
        RepairTriaged(repair="BX-1", severity="minor", trade="电工", on=DAY, by=WANG),
        RepairAssigned(repair="BX-1", worker=ZHAO, on=DAY, by=WANG),
        RepairStarted(repair="BX-1", on=DAY, at=time(17, 0, 5), by=ZHAO),
        RepairHeld(repair="BX-1", hold="parts", on=DAY, by=ZHAO),
        RequesterTold(repair="BX-1", message="等灯管", promised=date(2025, 9, 9), told=LI, on=DAY, by=WANG),
        RepairResumed(repair="BX-1", on=date(2025, 9, 9), by=ZHAO),
        RepairHandedOver(repair="BX-1", worker=SUN, reason="请假", on=date(2025, 9, 9), by=WANG),
        RepairFinished(
            repair="BX-1",
            work="换灯管",
            disposition="replace",
            not_repaired_because="灯管已断",
            not_substituted_because="无代用品",
            cause="wear",
            parts=(
                PartUsed(part="灯管", quantity=Quantity("2", "支"), amount=yuan("25.00")),
                PartUsed(part="电线", quantity=Quantity("1.5", "m"), amount=yuan("3.75")),
            ),
            labour_minutes=40,
            labour_cost=yuan("0.00"),
            vendor_cost=yuan("12.50"),
            on=date(2025, 9, 9),
            by=SUN,
            cosigned_by=(ZHAO,),
            evidence=("photo/1.jpg", "photo/2.jpg"),
            note='“好了” \\ "quoted" </script>',
        ),
        RepairSentBack(repair="BX-1", reason="仍闪烁", on=date(2025, 9, 10), by=LI),
        RepairFinished(repair="BX-1", work="换镇流器", on=date(2025, 9, 10), by=SUN, recorded_by=WANG),
        RepairAccepted(
            repair="BX-1", rating="good", on=date(2025, 9, 10), by="钱老师", despite=("P06",), note="李老师外出培训"
        ),
        RepairOpened(
            repair="BX-0",
            place="门卫",
            fault="门锁坏",
            reported_on=date(2025, 8, 30),
            reporters=("周师傅", LI),
            reported_at=time(8, 0),
            asset="ZC-7",
            severity="major",
            worker=ZHAO,
            on=date(2025, 9, 10),
            by=WANG,
        ),
        RepairCancelled(repair="BX-0", reason="已自行处理", on=date(2025, 9, 10), by=WANG),
        RepairReported(repair="BX-2", place="食堂", fault="漏水", asset="ZC-9", on=date(2025, 9, 11), by="吴师傅"),
        RepairReported(repair="BX-3", place="食堂", fault="水管滴水", on=date(2025, 9, 11), by=LI),
        RepairMerged(repair="BX-3", into="BX-2", on=date(2025, 9, 11), by=WANG, because=Ref("repairs", 15)),
        RepairReported(repair="BX-4", place="操场", fault="球网破", on=date(2025, 9, 12), by=LI),
        RepairRejected(repair="BX-4", reason="不属维修", on=date(2025, 9, 12), by=WANG),
        RepairCorrected(repair="BX-2", asset="ZC-8", on=date(2025, 9, 12), by=WANG, note="编号看错"),
        EntryReversed(of=Ref("repairs", 19), reason="编号无误", on=date(2025, 9, 12), by=WANG),
        UpkeepProposed(thing="3-201", proposal="更换整组灯具", on=LATER, by=WANG),
        MonthClosed(book="repairs", month=Month(2025, 9), on=LATER, by=WANG),
        Published(
            view="repair_record",
            period=DateSpan(date(2025, 9, 1), LATER),
            version=1,
            where="公示栏",
            until=date(2025, 10, 31),
            on=LATER,
            recorded_on=date(2025, 10, 1),
            by=WANG,
        ),
        Published(
            view="repair_slip",
            period=Month(2025, 9),
            version=1,
            where="校园网",
            on=date(2025, 10, 8),
            by=WANG,
        ),
    )


def upkeep_entries() -> tuple[RepairEntry, ...]:
    """Return entries about maintenance and a vacation that a new repair desk can post one after the other."""
    lines = (
        MaintenanceLine(place="3-201", thing="吊扇", result="serviced", asset="ZC-3", cost=yuan("8.50")),
        MaintenanceLine(place="3-202", result="fault", remark="异响"),
    )
    roof = ProgrammeLine(job="寒假-01", place="食堂", task="修水管", estimate=yuan("300.00"), repair="BX-2")
    desks = ProgrammeLine(job="寒假-02", place="3-201", task="课桌：桌面松动")
    lamp = ProgrammeLine(job="寒假-03", place="门卫", task="换灯")
    end, vacation = date(2026, 1, 16), date(2026, 1, 26)
    return (
        RepairReported(repair="BX-2", place="食堂", fault="漏水", on=date(2025, 9, 11), by="吴师傅"),
        MaintenanceDone(scope="电扇", work="检修", area="教学楼", lines=lines, on=date(2025, 10, 9), by=ZHAO),
        FacilitiesSelfChecked(place="3-201", lines=(SelfCheckLine(thing="课桌", fault="桌面松动"),), on=end, by=LI),
        VacationProgrammeDrawnUp(
            programme="寒假",
            vacation="winter",
            first=date(2026, 1, 24),
            last=date(2026, 3, 1),
            lines=(roof, desks),
            on=end,
            by=WANG,
        ),
        VacationJobAdded(programme="寒假", lines=(lamp,), on=vacation, by=WANG),
        VacationJobDone(job="寒假-02", work="紧固桌面", cost=yuan("20.00"), on=vacation, by=ZHAO),
        VacationJobDropped(job="寒假-03", reason="已由物业更换", on=vacation, by=WANG),
    )


def inspection_entries() -> tuple[InspectionEntry, ...]:
    """Return entries that a new inspection schedule can post one after the other: every kind, every field of a line."""
    fridge = CheckLine(
        item="冷藏温度",
        result="fixed",
        place="食堂",
        reading=Quantity("9.5", "°C"),
        least=Quantity(0, "°C"),
        most=Quantity(8, "°C"),
        remark="温度偏高",
        handling="调低一档",
    )
    aired = CheckLine(item="通风时间", result="ok", reading=Quantity(60, "分钟"))
    tuesday, wednesday = date(2025, 9, 9), date(2025, 9, 10)
    return (
        CheckHeld(
            scope="食堂安全", level="weekly", mode="unannounced", actor="食堂组长", area="食堂", lines=(fridge,),
            on=DAY, at=time(7, 30), by="吴师傅", cosigned_by=(LI,),
        ),
        RoutineDone(routine="通风", times=2, area="小一班", lines=(aired,), on=DAY, by="保育员"),
        FindingRaised(
            finding="YH-1", place="操场", what="滑梯螺丝松动", severity="minor", asset="ZC-7",
            because=Ref("inspections", 0), on=DAY, at=time(8), by="周医生",
        ),
        FindingOpened(
            finding="YH-0", place="门厅", what="地砖松动", severity="major", found_on=date(2025, 8, 20), finders=(LI,),
            owner=ZHAO, deadline=date(2025, 9, 5), work="重铺", fixed_on=date(2025, 9, 4), fixers=(ZHAO, SUN),
            rechecked_on=date(2025, 9, 5), recheckers=("周医生",), on=DAY, by=WANG,
        ),
        FindingClosed(finding="YH-0", on=DAY, by=WANG),
        FindingCorrected(finding="YH-1", place="前院", severity="major", on=DAY, by=WANG, note="记错"),
        FindingAssigned(finding="YH-1", owner=ZHAO, deadline=tuesday, on=DAY, by=WANG),
        FindingExtended(finding="YH-1", deadline=wednesday, reason="等配件", on=tuesday, by=WANG),
        FindingEscalated(finding="YH-1", to="园长", on=wednesday, by=WANG),
        FindingFixed(finding="YH-1", work="拧紧", repair="BX-1", on=wednesday, by=ZHAO, cosigned_by=(SUN,)),
        FindingRechecked(finding="YH-1", result="failed", on=wednesday, by="周医生"),
        FindingDismissed(finding="YH-1", reason="滑梯已拆除", on=LATER, by=WANG),
    )  # fmt: skip


def repair_book() -> RepairWorkflow:
    """Return a repair desk with all of ``repair_entries``."""
    book = RepairWorkflow()
    for entry in repair_entries():
        book.post(entry)
    return book


@define
class KeyState(State):
    """Where every key is."""

    holder: dict[str, str] = Column(of="key")
    copies: dict[str, int] = Column(of="key")


def _with_holder(record: Record) -> Record:
    """Revision 1 called the holder ``taker``."""
    record["holder"] = record.pop("taker")
    return record


def _with_copies(record: Record) -> Record:
    """Revision 2 counted in pairs."""
    return {name: value for name, value in record.items() if name != "pairs"} | {"copies": record["pairs"] * 2}


@final
@frozen(kw_only=True)
class KeyTaken(Entry[KeyState]):
    """Somebody took copies of a key (领用钥匙)."""

    kind: ClassVar[str] = "keys.taken"
    revision: ClassVar[int] = 3
    upcasters: ClassVar[Mapping[int, Any]] = {1: _with_holder, 2: _with_copies}

    key: Code
    holder: Code
    copies: Count

    def check(self, state: KeyState) -> None:
        """Refuse to take nothing."""
        if self.copies == 0:
            raise Refused(
                "range",
                tried=state.describe(self),
                stands=Text("no copies", "没有数量"),
                takes=Text("one or more", "至少一把"),
                fields=("copies",),
            )


@final
@frozen(kw_only=True)
class KeyReturned(Entry[KeyState]):
    """A key came back (归还钥匙)."""

    kind: ClassVar[str] = "keys.returned"

    key: Code
    lost: bool = False
    why: Note | None = None


class KeyBook(Book[KeyTaken | KeyReturned, KeyState]):
    """Who has which key."""

    name = "keys"
    kinds = (KeyTaken, KeyReturned)
    state_type = KeyState
    lifecycles = (
        Lifecycle(
            name="key",
            of="key",
            table={"unseen": {KeyTaken: "out"}, "out": {KeyReturned: "in"}, "in": {KeyTaken: "out"}},
        ),
    )
